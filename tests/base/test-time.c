/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Dates as pages write them. What comes back is as precise as what was written, and never from the
 * future. */

#include "base/time.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC) /* 2023-11-14T22:13:20Z */

typedef struct
{
  const char *text;
  const char *iso; /* as precise as the source; NULL: no date */
  const char *utc; /* the moment; NULL: ISO is it */
} Case;

static const Case iso_cases[] = {
  { "2021", "2021", "2021-01-01T00:00:00Z" },
  { "2021-10", "2021-10", "2021-10-01T00:00:00Z" },
  { "2021-10-12", "2021-10-12", "2021-10-12T00:00:00Z" },
  { "2021-10-12T08:15", "2021-10-12T08:15", "2021-10-12T08:15:00Z" },
  { "2021-10-12T08:15Z", "2021-10-12T08:15Z", "2021-10-12T08:15:00Z" },
  { "2021-10-12T08:15:30", "2021-10-12T08:15:30", "2021-10-12T08:15:30Z" },
  { "2021-10-12T08:15:30Z", "2021-10-12T08:15:30Z", NULL },
  { "2021-10-12t08:15:30z", "2021-10-12T08:15:30Z", NULL },
  { "2021-10-12 08:15:30Z", "2021-10-12T08:15:30Z", NULL },
  { "2021-10-12  08:15:30 Z", "2021-10-12T08:15:30Z", NULL },
  { " \n2021-10-12\t", "2021-10-12", "2021-10-12T00:00:00Z" },
  { "2021-10-12T08:15:30+02:00", "2021-10-12T08:15:30+02:00", "2021-10-12T06:15:30Z" },
  { "2021-10-12T08:15:30-0530", "2021-10-12T08:15:30-05:30", "2021-10-12T13:45:30Z" },
  { "2021-10-12T08:15:30+02", "2021-10-12T08:15:30+02:00", "2021-10-12T06:15:30Z" },
  { "2021-10-12T08:15:30+00:00", "2021-10-12T08:15:30Z", NULL },
  { "2021-10-12T08:15:30-00:00", "2021-10-12T08:15:30Z", NULL },
  { "2021-10-12T08:15:30+14:00", "2021-10-12T08:15:30+14:00", "2021-10-11T18:15:30Z" },
  { "2021-10-12T08:15+02:00[Europe/Berlin]", "2021-10-12T08:15+02:00", "2021-10-12T06:15:00Z" },
  { "2021-10-12T08:15:30.000Z", "2021-10-12T08:15:30Z", NULL },
  { "20211012", "2021-10-12", "2021-10-12T00:00:00Z" },
  { "20211012T081530Z", "2021-10-12T08:15:30Z", NULL },
  { "20211012T0815+0200", "2021-10-12T08:15+02:00", "2021-10-12T06:15:00Z" },
  { "2021/10/12", "2021-10-12", "2021-10-12T00:00:00Z" },
  { "2021.10.12 08:15", "2021-10-12T08:15", "2021-10-12T08:15:00Z" },
  { "2021-1-5", "2021-01-05", "2021-01-05T00:00:00Z" },
  { "2020-02-29", "2020-02-29", "2020-02-29T00:00:00Z" },
  { "1990-01-01", "1990-01-01", "1990-01-01T00:00:00Z" },
  { "2021-10-12T23:59:60Z", "2021-10-12T23:59:60Z", "2021-10-12T23:59:59Z" }, /* a leap second */
};

static const Case word_cases[] = {
  /* RFC 822 and its successors */
  { "Tue, 12 Oct 2021 08:15:30 GMT", "2021-10-12T08:15:30Z", NULL },
  { "Tue, 12 Oct 2021 08:15:30 +0200", "2021-10-12T08:15:30+02:00", "2021-10-12T06:15:30Z" },
  { "Tue, 12 Oct 2021 08:15:30 +0000 (UTC)", "2021-10-12T08:15:30Z", NULL },
  { "12 Oct 2021 08:15 UT", "2021-10-12T08:15Z", "2021-10-12T08:15:00Z" },
  { "12 Oct 21 08:15:30 Z", "2021-10-12T08:15:30Z", NULL },
  { "Fri, 1 Mar 96 08:15 GMT", "1996-03-01T08:15Z", "1996-03-01T08:15:00Z" },
  { "Tue, 12 Oct 2021 08:15:30 EST", "2021-10-12T08:15:30-05:00", "2021-10-12T13:15:30Z" },
  { "Tue, 12 Oct 2021 08:15:30 PDT", "2021-10-12T08:15:30-07:00", "2021-10-12T15:15:30Z" },
  { "Tue, 12 Oct 2021 08:15:30 CEST", "2021-10-12T08:15:30+02:00", "2021-10-12T06:15:30Z" },
  { "Tue Oct 12 2021 08:15:30 GMT+0200 (CEST)", "2021-10-12T08:15:30+02:00",
    "2021-10-12T06:15:30Z" },
  { "Tue Oct 12 08:15:30 2021", "2021-10-12T08:15:30", "2021-10-12T08:15:30Z" },
  /* words */
  { "12 October 2021", "2021-10-12", "2021-10-12T00:00:00Z" },
  { "October 12, 2021", "2021-10-12", "2021-10-12T00:00:00Z" },
  { "OCTOBER 12TH, 2021", "2021-10-12", "2021-10-12T00:00:00Z" },
  { "Oct. 12, 2021", "2021-10-12", "2021-10-12T00:00:00Z" },
  { "Sept. 3rd, 2021", "2021-09-03", "2021-09-03T00:00:00Z" },
  { "October 2021", "2021-10", "2021-10-01T00:00:00Z" },
  { "October 2021, 8:15 pm", "2021-10", "2021-10-01T00:00:00Z" }, /* of no day */
  { "Published: October 12, 2021", "2021-10-12", "2021-10-12T00:00:00Z" },
  { "Marketing, 12 October 2021", "2021-10-12", "2021-10-12T00:00:00Z" }, /* no month of March */
  { "Decision of 12 October 2021", "2021-10-12", "2021-10-12T00:00:00Z" },
  { "Oct 12, 2021 4:05 pm", "2021-10-12T16:05", "2021-10-12T16:05:00Z" },
  { "Oct 12, 2021 at 4:05PM EDT", "2021-10-12T16:05-04:00", "2021-10-12T20:05:00Z" },
  { "Oct 12, 2021 4:05 p.m. EST", "2021-10-12T16:05-05:00", "2021-10-12T21:05:00Z" },
  { "4:05 a.m., Oct 12, 2021", "2021-10-12T04:05", "2021-10-12T04:05:00Z" },
  { "Oct 12, 2021 12:05 am", "2021-10-12T00:05", "2021-10-12T00:05:00Z" },
  { "Oct 12, 2021 12:05 pm", "2021-10-12T12:05", "2021-10-12T12:05:00Z" },
  { "Oct 12, 2021 16:05 PM", "2021-10-12T16:05", "2021-10-12T16:05:00Z" }, /* careless, but plain */
  { "00:05 AM, 12 Oct 2021", "2021-10-12T00:05", "2021-10-12T00:05:00Z" },
  { "12 Oct 2021 08:15 Amsterdam", "2021-10-12T08:15", "2021-10-12T08:15:00Z" },
  { "12. März 2021", "2021-03-12", "2021-03-12T00:00:00Z" },
  { "Dienstag, 12. Oktober 2021, 8:15 Uhr", "2021-10-12T08:15", "2021-10-12T08:15:00Z" },
  { "1er février 2021", "2021-02-01", "2021-02-01T00:00:00Z" },
  { "3 juin 2021", "2021-06-03", "2021-06-03T00:00:00Z" },
  { "3 juil. 2021", "2021-07-03", "2021-07-03T00:00:00Z" },
  { "12 AOÛT 2021", "2021-08-12", "2021-08-12T00:00:00Z" },
  { "12 de enero de 2021", "2021-01-12", "2021-01-12T00:00:00Z" },
  { "12 gennaio 2021", "2021-01-12", "2021-01-12T00:00:00Z" },
  { "12 luglio 2021", "2021-07-12", "2021-07-12T00:00:00Z" },
  { "12 de setembro de 2021", "2021-09-12", "2021-09-12T00:00:00Z" },
  { "12 mei 2021", "2021-05-12", "2021-05-12T00:00:00Z" },
  { "12 maart 2021", "2021-03-12", "2021-03-12T00:00:00Z" },
  { "12 augusti 2021", "2021-08-12", "2021-08-12T00:00:00Z" },
  { "12. desember 2021", "2021-12-12", "2021-12-12T00:00:00Z" },
  { "16 marca 2021", "2021-03-16", "2021-03-16T00:00:00Z" },
  { "Spruch des Tages 12. Februar 2021", "2021-02-12", "2021-02-12T00:00:00Z" }, /* no December */
};

static const Case epoch_cases[] = {
  { "1634026530", "2021-10-12T08:15:30Z", NULL },
  { " 1634026530 ", "2021-10-12T08:15:30Z", NULL },
  { "1634026530000", "2021-10-12T08:15:30Z", NULL },
  { "1634026530000000", "2021-10-12T08:15:30Z", NULL },
};

static const Case none_cases[] = {
  { NULL },
  { "" },
  { "   " },
  { "yesterday" },
  { "3 days ago" },
  /* out of their range */
  { "2021-13" },
  { "2021-00" },
  { "2021-13-01" },
  { "2021-00-01" },
  { "2021-02-29" },
  { "2021-04-31" },
  { "2021-10-00" },
  { "2021-10-32" },
  { "2021-10-12T24:30" },
  { "2021-10-12T08:60" },
  { "2021-10-12T08:15:61Z" },
  { "2021-10-12T08:15:30+15:00" },
  { "2021-10-12T08:15:30+02:60" },
  { "Spiel des Jahres 2021" },
  { "News from Marketing 2021" },
  { "The best books of 2021: a list" },
  { "31 February 2021" },
  { "32 October 2021" },
  { "0 October 2021" },
  /* before the web, and from the future */
  { "1989" },
  { "1989-12-31" },
  { "12 October 1066" },
  { "0000-00-00" },
  { "0001-01-01T00:00:00Z" },
  { "1990-01-01T00:30:00+02:00" },
  { "2023-11-17" },
  { "2099-01-01" },
  { "9999-12-31T23:59:59Z" },
  /* in which order? */
  { "12/10/2021" },
  { "10-12-2021" },
  { "12.10.21" },
  /* rest */
  { "2021-10-12x" },
  { "2021-10-12T08:15:30Zx" },
  { "2021-10-12T08:15:30 and more" },
  { "2021-" },
  { "2021-10-" },
  { "20211" },
  { "202110" },
  { "2021-10-12T08" },
  { "2021-10T08:15" },
  { "12 October" },
  { "October" },
  { "12 2021" },
  { "12 October 20211" },
  { "12 13 October 2021" },
  { "-2021-10-12" },
  { "+2021-10-12" },
  { "0000000001" },
  { "163402653" },
  { "16340265300" },
  { "9999999999" },
  { "16340265300000000" },
  { "-1634026530" },
  { "1634026530.5" },
  { "0x616543e2" },
};

static void
assert_case (const Case *test)
{
  g_autofree char *iso = g_strdup ("not set");
  g_autofree char *utc = NULL;
  char *out = iso;
  gint64 time = sheaf_time_parse (test->text, NOW, &out);

  g_autofree char *owned = out;

  if (test->iso == NULL && time != SHEAF_TIME_NONE)
    g_test_message ("“%s” was taken for %s", test->text, owned);
  g_assert_cmpstr (owned, ==, test->iso);
  utc = sheaf_time_to_iso (time);
  g_assert_cmpstr (utc, ==, test->utc != NULL ? test->utc : test->iso);
  g_assert_cmpint (sheaf_time_parse (test->text, NOW, NULL), ==, time);
  if (test->iso != NULL) /* what was written out is read as the same moment, in the same words */
    {
      g_autofree char *again = NULL;

      g_assert_cmpint (sheaf_time_parse (owned, NOW, &again), ==, time);
      g_assert_cmpstr (again, ==, owned);
      g_assert_cmpint (sheaf_time_parse (utc, NOW, NULL), ==, time - time % G_USEC_PER_SEC);
    }
}

static void
test_iso (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (iso_cases); i++)
    assert_case (&iso_cases[i]);
}

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (word_cases); i++)
    assert_case (&word_cases[i]);
}

static void
test_epoch (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (epoch_cases); i++)
    assert_case (&epoch_cases[i]);
}

static void
test_none (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (none_cases); i++)
    assert_case (&none_cases[i]);
}

/* A fraction belongs to the moment. */
static void
test_fraction (void)
{
  static const struct
  {
    const char *text;
    int micro;
    const char *iso;
  } cases[] = {
    { "2021-10-12T08:15:30.5Z", 500000, "2021-10-12T08:15:30.5Z" },
    { "2021-10-12T08:15:30,25Z", 250000, "2021-10-12T08:15:30.25Z" },
    { "2021-10-12T08:15:30.123Z", 123000, "2021-10-12T08:15:30.123Z" },
    { "2021-10-12T08:15:30.000001Z", 1, "2021-10-12T08:15:30.000001Z" },
    { "2021-10-12T08:15:30.123456789Z", 123456, "2021-10-12T08:15:30.123456Z" },
    { "2021-10-12T10:15:30.5+02:00", 500000, "2021-10-12T10:15:30.5+02:00" },
    { "1634026530123", 123000, "2021-10-12T08:15:30.123Z" },
    { "1634026530123456", 123456, "2021-10-12T08:15:30.123456Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *iso = NULL;
      gint64 time = sheaf_time_parse (cases[i].text, NOW, &iso);

      g_assert_cmpint (time, ==, G_GINT64_CONSTANT (1634026530) * G_USEC_PER_SEC + cases[i].micro);
      g_assert_cmpstr (iso, ==, cases[i].iso);
      g_assert_cmpint (sheaf_time_parse (iso, NOW, NULL), ==, time);
    }
}

/* Two days ahead are a matter of time zones; more is no date. Without NOW nothing is too late. */
static void
test_future (void)
{
  g_autofree char *far = NULL;
  gint64 edge = NOW + 2 * G_TIME_SPAN_DAY;
  g_autofree char *at_edge = sheaf_time_to_iso (edge);
  g_autofree char *past_edge = sheaf_time_to_iso (edge + G_USEC_PER_SEC);

  g_assert_cmpint (sheaf_time_parse (at_edge, NOW, NULL), ==, edge);
  g_assert_cmpint (sheaf_time_parse (past_edge, NOW, NULL), ==, SHEAF_TIME_NONE);
  g_assert_cmpint (sheaf_time_parse (past_edge, SHEAF_TIME_NONE, NULL), ==, edge + G_USEC_PER_SEC);
  g_assert_cmpint (sheaf_time_parse ("9999-12-31T23:59:59Z", SHEAF_TIME_NONE, &far), >, NOW);
  g_assert_cmpstr (far, ==, "9999-12-31T23:59:59Z");
}

static void
test_to_iso (void)
{
  static const struct
  {
    gint64 time;
    const char *iso;
  } cases[] = {
    { 0, "1970-01-01T00:00:00Z" },
    { 999999, "1970-01-01T00:00:00Z" },
    { G_GINT64_CONSTANT (951782400000000), "2000-02-29T00:00:00Z" },
    { NOW, "2023-11-14T22:13:20Z" },
    { SHEAF_TIME_NONE, NULL },
    { G_MAXINT64, NULL }, /* no year of four digits */
    { SHEAF_TIME_NONE + 1, NULL },
  };
  gint64 now = sheaf_time_now ();
  g_autofree char *iso = sheaf_time_to_iso (now);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *written = sheaf_time_to_iso (cases[i].time);

      g_assert_cmpstr (written, ==, cases[i].iso);
    }
  g_assert_cmpint (sheaf_time_parse (iso, now, NULL), ==, now - now % G_USEC_PER_SEC);
}

/* Every day of 120 years comes back as itself. */
static void
test_round_trip (void)
{
  const gint64 first = G_GINT64_CONSTANT (631152000), day = 86400;

  for (gint64 i = 0; i < 120 * 365; i += 3)
    {
      gint64 time = (first + i * day + i * 7919 % day) * G_USEC_PER_SEC;
      g_autofree char *iso = sheaf_time_to_iso (time);
      g_autofree char *again = NULL;

      g_assert_cmpint (sheaf_time_parse (iso, SHEAF_TIME_NONE, &again), ==, time);
      g_assert_cmpstr (again, ==, iso);
    }
}

static void
test_hostile (void)
{
  static const char pieces[][10]
      = { "2021", "10", "12", "08", "0",    "9",    "-",     "/",          ".",  ":",
          "T",    "Z",  "+",  " ",  ",",    "Oct",  "march", "am",         "pm", "GMT",
          "EST",  "[",  "(",  "ä",  "\303", "\377", "99",    "1634026530", "\n" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autofree char *huge = g_strnfill (5000000, '1');
  g_autofree char *full = g_strnfill (200, '9');

  for (guint round = 0; round < 100000; round++)
    {
      g_autoptr (GString) text = g_string_new (round % 3 ? "2021-10-12" : "");
      guint n = g_rand_int_range (rand, 0, 12);
      g_autofree char *iso = NULL;
      g_autofree char *again = NULL;
      gint64 time;

      for (guint i = 0; i < n; i++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      time = sheaf_time_parse (text->str, NOW, &iso);
      g_assert_cmpint (time != SHEAF_TIME_NONE, ==, iso != NULL);
      if (iso == NULL)
        continue;
      g_assert_cmpint (time, <=, NOW + 2 * G_TIME_SPAN_DAY);
      if (sheaf_time_parse (iso, NOW, &again) != time)
        g_test_message ("“%s” was written as %s", text->str, iso);
      g_assert_cmpint (sheaf_time_parse (iso, NOW, NULL), ==, time);
      g_assert_cmpstr (again, ==, iso);
    }
  g_assert_cmpint (sheaf_time_parse (huge, NOW, NULL), ==, SHEAF_TIME_NONE);
  g_assert_cmpint (sheaf_time_parse (full, NOW, NULL), ==, SHEAF_TIME_NONE);
  g_assert_cmpint (sheaf_time_parse ("12 \377Oct 2021", NOW, NULL), ==, SHEAF_TIME_NONE);
}

/* What a person says may be older than any page. */
static void
test_old (void)
{
  static const struct
  {
    const char *text, *iso, *time;
  } rows[] = {
    { "1950", "1950", "1950-01-01T00:00:00Z" },
    { "12 October 1912", "1912-10-12", "1912-10-12T00:00:00Z" },
    { "1969-12-31", "1969-12-31", "1969-12-31T00:00:00Z" },
    { "1066-10-14", "1066-10-14", "1066-10-14T00:00:00Z" },
    { "0999-01-01", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *iso = NULL;
      g_autofree char *time
          = sheaf_time_to_iso (sheaf_time_parse (rows[i].text, SHEAF_TIME_NONE, &iso));

      g_assert_cmpstr (iso, ==, rows[i].iso);
      g_assert_cmpstr (time, ==, rows[i].time);
      g_assert_cmpint (sheaf_time_parse (rows[i].text, NOW, NULL), ==, SHEAF_TIME_NONE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/time/iso", test_iso);
  g_test_add_func ("/base/time/words", test_words);
  g_test_add_func ("/base/time/epoch", test_epoch);
  g_test_add_func ("/base/time/none", test_none);
  g_test_add_func ("/base/time/fraction", test_fraction);
  g_test_add_func ("/base/time/future", test_future);
  g_test_add_func ("/base/time/to-iso", test_to_iso);
  g_test_add_func ("/base/time/round-trip", test_round_trip);
  g_test_add_func ("/base/time/hostile", test_hostile);
  g_test_add_func ("/base/time/old", test_old);

  return g_test_run ();
}

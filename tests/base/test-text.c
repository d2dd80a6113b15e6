/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cleaning, folding, cutting and counting, over tables of what pages and people write. */

#include "base/text.h"

#include "made-locale.h"

#include <string.h>

#define R "\357\277\275" /* U+FFFD */

static void
test_make_valid (void)
{
  static const struct
  {
    const char *bytes;
    gssize length;
    const char *expected;
  } cases[] = {
    { "", -1, "" },
    { "abc", -1, "abc" },
    { "abc", 2, "ab" },
    { "a\0b\0", 4, "ab" },
    { "\0\0\0", 3, "" },
    { "grün €", -1, "grün €" },
    { "\360\237\214\212", -1, "🌊" },
    { "a\377b", -1, "a" R "b" },
    { "\200", -1, R },
    { "\303", -1, R }, /* cut in a character */
    { "\342\202", -1, R R },
    { "\303\0\244", 3, R R },            /* a NUL in a character */
    { "\300\257", -1, R R },             /* "/" written too long */
    { "\355\240\200", -1, R R R },       /* a surrogate */
    { "\364\220\200\200", -1, R R R R }, /* beyond U+10FFFF */
    { "\342\202\254\342\202x", -1, "€" R R "x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *valid = sheaf_text_make_valid (cases[i].bytes, cases[i].length);

      g_assert_cmpstr (valid, ==, cases[i].expected);
    }
}

/* Any bytes at all, from heap memory of their exact size. */
/* Valid is what making it valid does not change: at any place of eight bytes, and cut anywhere. */
static void
test_is_valid (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    gboolean valid;
  } cases[] = {
    { "", 0, TRUE },
    { "a", 1, TRUE },
    { "\0", 1, FALSE },
    { "\177", 1, TRUE },
    { "\200", 1, FALSE },
    { "ä", 2, TRUE },
    { "ä", 1, FALSE },
    { "äb\0", 4, FALSE },
    { "€𝄞", 7, TRUE },
    { "€𝄞", 6, FALSE },
    { "\300\200", 2, FALSE },
    { "\355\240\200", 3, FALSE },
    { "\364\220\200\200", 4, FALSE },
    { "€€\377€", 10, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint before = 0; before < 20; before++)
      for (guint behind = 0; behind < 20; behind++)
        {
          gsize size = before + cases[i].length + behind;
          g_autofree char *bytes = g_malloc (MAX (size, 1));

          memset (bytes, 'x', size);
          memcpy (bytes + before, cases[i].bytes, cases[i].length);
          g_assert_cmpint (sheaf_text_is_valid (bytes, size), ==, cases[i].valid);
        }
}

static void
test_make_valid_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint round = 0; round < 3000; round++)
    {
      gsize size = g_rand_int_range (rand, 0, 40);
      g_autofree char *bytes = g_malloc (MAX (size, 1));
      g_autofree char *valid = NULL;
      g_autofree char *again = NULL;

      for (gsize i = 0; i < size; i++)
        bytes[i] = (char)g_rand_int_range (rand, round % 2 ? 0 : 0x80, 256);
      valid = sheaf_text_make_valid (bytes, size);
      g_assert_true (g_utf8_validate (valid, -1, NULL));
      g_assert_true (sheaf_text_is_valid (valid, strlen (valid)));
      g_assert_cmpint (sheaf_text_is_valid (bytes, size), ==,
                       strlen (valid) == size && memcmp (valid, bytes, size) == 0);
      again = sheaf_text_make_valid (valid, -1);
      g_assert_cmpstr (again, ==, valid);
    }
}

static void
test_line (void)
{
  static const struct
  {
    const char *text;
    gsize max;
    const char *expected;
  } cases[] = {
    { NULL, 0, NULL },
    { "", 0, NULL },
    { " \t\r\n\f\v", 0, NULL },
    { "\302\240\342\200\250\342\200\251\302\205\343\200\200", 0, NULL },
    { "one", 0, "one" },
    { "  one \n\t two  ", 0, "one two" },
    { "one\302\240two\342\200\250three\302\205four\343\200\200five\vsix", 0,
      "one two three four five six" },
    { "a\001b\033[31mc\177d\302\200e\302\237f", 0, "ab[31mcdef" },
    { "\357\273\277bom", 0, "bom" },
    { "\357\277\274 a\357\277\274b \357\277\274", 0, "a b" }, /* pictures */
    { "a\357\277\271b\357\277\273c", 0, "abc" }, /* interlinear annotation */
    { "\342\200\216\342\200\217\330\234", 0, NULL },
    { "\342\200\252a\342\200\253b\342\200\254c\342\200\255d\342\200\256e", 0, "abcde" },
    { "\342\201\246f\342\201\247g\342\201\250h\342\201\251i", 0, "fghi" },
    { "invoice\342\200\256fdp.exe", 0, "invoicefdp.exe" },
    { "a \342\200\256 b", 0, "a b" }, /* space, control, space: one space */
    { "क\340\245\215\342\200\215ष", 0,
      "क\340\245\215\342\200\215ष" }, /* a joiner has its meaning */
    { "abcdef", 3, "abc" },
    { "abc", 3, "abc" },
    { "a b", 1, "a" },
    { "a b", 2, "a" },
    { "a b", 3, "a b" },
    { "a  bcd", 4, "a bc" },
    { "   a", 1, "a" },
    { "日本語", 2, "日本" },
    { "🌊🌊🌊", 2, "🌊🌊" },
    { "\342\200\256\342\200\256\342\200\256ab", 2, "ab" }, /* what goes counts nothing */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = sheaf_text_line (cases[i].text, cases[i].max);

      g_assert_cmpstr (line, ==, cases[i].expected);
    }
}

/* Never more characters than said, nothing left to clean, whatever MAX is. */
static void
test_line_cap (void)
{
  static const char text[] = " Ab\tc  d\302\240e\342\200\256 ü日🌊 \n x y z ";
  g_autofree char *whole = sheaf_text_line (text, 0);

  for (gsize max = 1; max < 30; max++)
    {
      g_autofree char *line = sheaf_text_line (text, max);
      g_autofree char *again = sheaf_text_line (line, 0);

      g_assert_cmpint (g_utf8_strlen (line, -1), <=, max);
      g_assert_true (g_str_has_prefix (whole, line));
      g_assert_cmpstr (again, ==, line);
    }
}

static void
test_blank (void)
{
  static const char *const blank[]
      = { NULL, "", " ", "\t\r\n\f\v", "\302\240 \343\200\200\302\205" };
  static const char *const full[] = { "a", " a", "\302\240.", "\342\200\213" };

  for (guint i = 0; i < G_N_ELEMENTS (blank); i++)
    g_assert_true (sheaf_text_is_blank (blank[i]));
  for (guint i = 0; i < G_N_ELEMENTS (full); i++)
    g_assert_false (sheaf_text_is_blank (full[i]));
}

static void
test_fold (void)
{
  static const struct
  {
    const char *a, *b;
  } same[] = {
    { NULL, "" },
    { "", "  " },
    { "Sea", "sEA" },
    { " sea   salt ", "Sea\302\240Salt" },
    { "Café", "cafe\314\201" },
    { "Straße", "STRASSE" },
    { "ΣΊΣΥΦΟΣ", "σίσυφος" },
    { "ÅNGSTRÖM",
      "\342\204\253ngstro\314\210m" }, /* the Ångström sign, and o with two dots after it */
    { "ΐ", "Ϊ\314\201" },              /* folded it falls apart, and comes together again */
    { "\342\200\256salt", "Salt" },
  };
  static const struct
  {
    const char *a, *b;
  } different[] = {
    { "sea", "seas" },
    { "sea salt", "seasalt" },
    { "cafe", "café" },
    { "か", "が" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *a = sheaf_text_fold (same[i].a);
      g_autofree char *b = sheaf_text_fold (same[i].b);
      g_autofree char *again = sheaf_text_fold (a);

      g_assert_cmpstr (a, ==, b);
      g_assert_cmpstr (again, ==, a);
    }
  for (guint i = 0; i < G_N_ELEMENTS (different); i++)
    {
      g_autofree char *a = sheaf_text_fold (different[i].a);
      g_autofree char *b = sheaf_text_fold (different[i].b);

      g_assert_cmpstr (a, !=, b);
    }
}

static void
test_small (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "", "" },
    { "IANA.org", "iana.org" },
    { "BITTE, JUNI", "bitte, juni" },
    { "MÜNCHEN-IT.example", "münchen-it.example" },
    { "ÖFFNEN IM FRÜHLING", "öffnen im frühling" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *small = sheaf_text_small (cases[i].text);

      g_assert_cmpstr (small, ==, cases[i].expected);
    }
}

static void
check_small (gconstpointer data)
{
  test_small ();
}

/* Where I is written small without its dot, addresses and what pages say stay what they are. */
static void
test_small_turkish (void)
{
  if (!run_in_locale ("tr_TR", check_small, NULL))
    g_test_skip ("there is no Turkish here");
}

static void
test_sort_key (void)
{
  static const char *const sorted[] = { "", "alpha", "Beta", "gamma", "Gamma ray" };
  g_autofree char *long_title = g_strnfill (5000, 'x');
  g_autoptr (GBytes) long_key = sheaf_text_sort_key (long_title);
  g_autoptr (GBytes) small = sheaf_text_sort_key ("tide  mill");
  g_autoptr (GBytes) large = sheaf_text_sort_key ("Tide Mill ");

  for (guint i = 1; i < G_N_ELEMENTS (sorted); i++)
    {
      g_autoptr (GBytes) a = sheaf_text_sort_key (sorted[i - 1]);
      g_autoptr (GBytes) b = sheaf_text_sort_key (sorted[i]);

      g_assert_cmpint (g_bytes_compare (a, b), <, 0);
    }
  g_assert_true (g_bytes_equal (small, large));
  g_assert_cmpint (g_bytes_get_size (long_key), <=, 24);
  g_assert_cmpint (g_bytes_get_size (long_key), >, 0);
}

static void
test_count_words (void)
{
  static const struct
  {
    const char *text;
    guint words;
  } cases[] = {
    { NULL, 0 },
    { "", 0 },
    { " \n—…!?", 0 },
    { "one", 1 },
    { "one two\nthree", 3 },
    { "Don't stop, it’s 2021.", 4 },
    { "well-known", 2 },
    { "Caf\303\251 cafe\314\201", 2 },         /* a mark belongs to its letter */
    { "Donau\302\255dampf\302\255schiff", 1 }, /* soft hyphens divide no word */
    { "می\342\200\214خواهم", 1 },              /* nor does a non-joiner */
    { "日本語", 2 },                           /* two characters a word, rounded up */
    { "日本語です", 3 },
    { "GTK は日本語", 1 + 2 },
    { "한국어 문서", 2 }, /* Hangul has spaces */
    { "ภาษา", 2 },
    { "мир и война", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (sheaf_text_count_words (cases[i].text), ==, cases[i].words);
}

static void
test_scripts (void)
{
  static const struct
  {
    const char *letters;
    gboolean unspaced, paired;
  } cases[] = {
    { "aZ9ßжλאع", FALSE, FALSE },
    { " .-、。「」・", FALSE, FALSE },
    { "漢㐀𠀀𰀀ぁんァーｱ豈", TRUE, TRUE },
    { "กขฺ", TRUE, TRUE },
    { "ກ", TRUE, TRUE },
    { "ကខ", TRUE, TRUE },
    { "កខ", TRUE, TRUE },
    { "가힣ᄀㄱ", FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (const char *p = cases[i].letters; *p != '\0'; p = g_utf8_next_char (p))
      {
        g_assert_cmpint (sheaf_text_is_unspaced (g_utf8_get_char (p)), ==, cases[i].unspaced);
        g_assert_cmpint (sheaf_text_is_paired (g_utf8_get_char (p)), ==, cases[i].paired);
      }
}

static void
test_minutes (void)
{
  static const struct
  {
    guint words, minutes;
  } cases[] = {
    { 0, 0 }, { 1, 1 }, { 230, 1 }, { 344, 1 }, { 345, 2 }, { 2300, 10 }, { 1000000, 4348 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (sheaf_text_minutes (cases[i].words), ==, cases[i].minutes);
  for (guint minutes = 1; minutes < 2000; minutes++)
    {
      guint least = sheaf_text_least_words (minutes);

      g_assert_cmpuint (sheaf_text_minutes (least), ==, minutes);
      g_assert_cmpuint (sheaf_text_minutes (least - 1), ==, minutes - 1);
    }
  g_assert_cmpuint (sheaf_text_least_words (0), ==, 0);
  g_assert_cmpuint (sheaf_text_least_words (G_MAXUINT), >, 4000000000);

  for (guint speed = 1; speed < 1500; speed += 7)
    {
      sheaf_text_set_reading_speed (speed);
      g_assert_cmpuint (sheaf_text_minutes (10 * speed), ==, 10);
      g_assert_cmpuint (sheaf_text_minutes (sheaf_text_least_words (7)), ==, 7);
      g_assert_cmpuint (sheaf_text_minutes (sheaf_text_least_words (7) - 1), ==, 6);
    }
  sheaf_text_set_reading_speed (0); /* nobody reads nothing in a minute */
  g_assert_cmpuint (sheaf_text_minutes (10), ==, 10);
  sheaf_text_set_reading_speed (230);
}

static void
test_cut (void)
{
  static const struct
  {
    const char *text;
    gsize max;
    const char *expected;
  } cases[] = {
    { "", 0, "" },
    { "abc", 0, "" },
    { "abc", 1, "…" },
    { "abc", 3, "abc" },
    { "abcd", 3, "ab…" },
    { "one two three", 13, "one two three" },
    { "one two three", 12, "one two…" },
    { "one two three", 8, "one two…" }, /* the end is a word's end */
    { "one two  three", 9, "one two…" },
    { "a bcdefghijk", 10, "a bcdefgh…" }, /* a space is too far back */
    { "日本語の文章です", 5, "日本語の…" },
    { "🌊🌊🌊🌊", 3, "🌊🌊…" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cut = sheaf_text_cut (cases[i].text, cases[i].max);

      g_assert_cmpstr (cut, ==, cases[i].expected);
      g_assert_cmpint (g_utf8_strlen (cut, -1), <=, cases[i].max);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/text/make-valid", test_make_valid);
  g_test_add_func ("/base/text/is-valid", test_is_valid);
  g_test_add_func ("/base/text/make-valid-random", test_make_valid_random);
  g_test_add_func ("/base/text/line", test_line);
  g_test_add_func ("/base/text/line-cap", test_line_cap);
  g_test_add_func ("/base/text/blank", test_blank);
  g_test_add_func ("/base/text/fold", test_fold);
  g_test_add_func ("/base/text/small", test_small);
  g_test_add_func ("/base/text/sort-key", test_sort_key);
  g_test_add_func ("/base/text/count-words", test_count_words);
  g_test_add_func ("/base/text/scripts", test_scripts);
  g_test_add_func ("/base/text/minutes", test_minutes);
  g_test_add_func ("/base/text/cut", test_cut);
  g_test_add_func ("/base/text/small-turkish", test_small_turkish);

  return g_test_run ();
}

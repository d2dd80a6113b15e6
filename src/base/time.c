/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Dates as pages write them: ISO 8601 and its careless kin, RFC 2822, words with a month's name,
 * epochs. What was not said stays unsaid: the ISO string is as precise as the source. */

#include "base/time.h"

#include "base/text.h"

#include <string.h>

#define EARLIEST (G_GINT64_CONSTANT (631152000) * G_USEC_PER_SEC) /* 1990: no page is older */
#define EARLIEST_YEAR 1000 /* of what is printed, and a person knows */
#define AHEAD (2 * G_TIME_SPAN_DAY)
#define NO_OFFSET G_MAXINT

/* Fields that a source gave; -1: it did not. */
typedef struct
{
  int year, month, day, hour, minute, second;
  int micro;
  int offset; /* minutes east of UTC, NO_OFFSET: none given */
} Fields;

static const Fields nothing = { -1, -1, -1, -1, -1, -1, -1, NO_OFFSET };

/* Their names in small letters, in the languages that call them much alike (da de en es fr it nl no
 * pl pt ro sv), and what they are cut to. */
static const char *const months[] = {
  "jan january januar jän jänner jaenner januari janv janvier janeiro ene enero gen gennaio "
  "ianuarie stycznia",
  "feb february februar feber februari fév févr février fev fevr fevrier fevereiro febrero "
  "febbraio februarie lutego",
  "mar march mär märz maerz maa maart mrt mars marts março marco marzo martie marca",
  "apr april avr avril abr abril aprile aprilie kwietnia",
  "may mai mei maj maja maio mayo mag maggio",
  "jun june juni juin junho junio giu giugno iunie czerwca",
  "jul july juli juil juillet julho julio lug luglio iulie lipca",
  "aug august augustus augusti aoû août aou aout ago agosto sierpnia",
  "sep sept september septembre septiembre set setiembre sett settembre setembro septembrie "
  "września",
  "oct october okt oktober octobre octubre ott ottobre out outubro octombrie października",
  "nov november novembre noviembre novembro noiembrie listopada",
  "dec december dez dezember déc décembre decembre dic diciembre dicembre dezembro desember "
  "decembrie grudnia",
};

/* WORD: in small letters. -1: no month. */
static int
month_of (const char *word)
{
  gsize length = strlen (word);

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    for (const char *at = strstr (months[i], word); at != NULL; at = strstr (at + 1, word))
      if ((at == months[i] || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
        return (int)i + 1;

  return -1;
}

/* MIN … MAX digits at *P, which moves over them; -1 where they are fewer. */
static int
read_number (const char **p, int min, int max)
{
  int n = 0, value = 0;

  while (n < max && g_ascii_isdigit ((*p)[n]))
    value = value * 10 + (*p)[n++] - '0';
  if (n < min)
    return -1;
  *p += n;

  return value;
}

static gboolean
skip_char (const char **p, const char *any)
{
  if (**p == '\0' || strchr (any, **p) == NULL)
    return FALSE;
  (*p)++;

  return TRUE;
}

static void
skip_space (const char **p)
{
  while (g_ascii_isspace (**p))
    (*p)++;
}

/* "Z", "+02:00", "-0530", "GMT", "EST": TRUE where one stood there. */
static gboolean
read_zone (const char **p, Fields *fields)
{
  static const struct
  {
    const char *name;
    int hours;
  } zones[] = {
    { "GMT", 0 },  { "UTC", 0 },  { "UT", 0 },   { "Z", 0 },    { "EST", -5 },
    { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 }, { "MST", -7 }, { "MDT", -6 },
    { "PST", -8 }, { "PDT", -7 }, { "CEST", 2 }, { "CET", 1 },  { "BST", 1 },
  };
  const char *at = *p;

  skip_space (&at);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    if (g_ascii_strncasecmp (at, zones[i].name, strlen (zones[i].name)) == 0
        && !g_ascii_isalpha (at[strlen (zones[i].name)]))
      {
        fields->offset = zones[i].hours * 60;
        at += strlen (zones[i].name);
        break;
      }
  if (*at == '+' || *at == '-')
    {
      int sign = *at++ == '-' ? -1 : 1;
      int hours = read_number (&at, 1, 2), minutes = 0;

      if (hours < 0)
        return FALSE;
      skip_char (&at, ":");
      if (g_ascii_isdigit (*at) && (minutes = read_number (&at, 2, 2)) < 0)
        return FALSE;
      if (hours > 14 || minutes > 59)
        return FALSE;
      fields->offset = sign * (hours * 60 + minutes);
    }
  if (fields->offset == NO_OFFSET)
    return FALSE;
  *p = at;

  return TRUE;
}

/* ".5" or ",25" behind the seconds. */
static void
read_fraction (const char **p, Fields *fields)
{
  int scale = 100000;

  if ((**p != '.' && **p != ',') || !g_ascii_isdigit ((*p)[1]))
    return;
  fields->micro = 0;
  for ((*p)++; g_ascii_isdigit (**p); (*p)++, scale /= 10)
    fields->micro += (**p - '0') * scale;
}

/* "am", "p.m.": moves the hour. Behind "16:05" it says nothing new, and people write it. */
static void
read_half_of_day (const char **p, Fields *fields)
{
  static const char *const halves[] = { "am", "a.m.", "pm", "p.m." };

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      gsize length = strlen (halves[i]);

      if (g_ascii_strncasecmp (*p, halves[i], length) != 0 || g_ascii_isalpha ((*p)[length]))
        continue;
      if (fields->hour <= 12)
        fields->hour = fields->hour % 12 + (i >= 2 ? 12 : 0);
      *p += length;
      return;
    }
}

/* "08:15", "8:15:30.5 pm", then perhaps a zone. */
static gboolean
read_clock (const char **p, Fields *fields)
{
  const char *at = *p;

  fields->hour = read_number (&at, 1, 2);
  if (fields->hour < 0 || !skip_char (&at, ":") || (fields->minute = read_number (&at, 2, 2)) < 0)
    {
      fields->hour = fields->minute = -1;
      return FALSE;
    }
  if (*at == ':' && g_ascii_isdigit (at[1]))
    {
      at++;
      fields->second = read_number (&at, 2, 2);
      read_fraction (&at, fields);
    }
  skip_space (&at);
  read_half_of_day (&at, fields);
  read_zone (&at, fields);
  *p = at;

  return TRUE;
}

/* "0815", "081530" behind a date without dashes. */
static gboolean
read_short_clock (const char **p, Fields *fields)
{
  fields->hour = read_number (p, 2, 2);
  fields->minute = read_number (p, 2, 2);
  if (fields->hour < 0 || fields->minute < 0)
    return FALSE;
  if (g_ascii_isdigit (**p) && (fields->second = read_number (p, 2, 2)) < 0)
    return FALSE;
  if (fields->second >= 0)
    read_fraction (p, fields);
  read_zone (p, fields);

  return TRUE;
}

/* 2021, 2021-10, 2021-10-12, 20211012, 2021/10/12, each with a clock after T or a space. */
static gboolean
read_iso (const char *p, Fields *fields)
{
  gboolean is_short = FALSE;

  fields->year = read_number (&p, 4, 4);
  if (fields->year < 0)
    return FALSE;
  if (g_ascii_isdigit (*p)) /* 20211012 */
    {
      is_short = TRUE;
      fields->month = read_number (&p, 2, 2);
      fields->day = read_number (&p, 2, 2);
      if (fields->month < 0 || fields->day < 0)
        return FALSE;
    }
  else if (skip_char (&p, "-/."))
    {
      fields->month = read_number (&p, 1, 2);
      if (fields->month < 0)
        return FALSE;
      if (skip_char (&p, "-/.") && (fields->day = read_number (&p, 1, 2)) < 0)
        return FALSE;
    }
  if (fields->day > 0 && (skip_char (&p, "Tt") || g_ascii_isspace (*p)))
    {
      skip_space (&p);
      if (g_ascii_isdigit (*p) && !read_clock (&p, fields)
          && (!is_short || !read_short_clock (&p, fields)))
        return FALSE;
    }
  skip_space (&p);

  return *p == '\0' || *p == '[';
}

/* Words and numbers in any order: "12 October 2021", "Oct. 12, 2021 4:05 pm", "Tue, 12 Oct 2021
 * 08:15:00 GMT". */
static gboolean
read_words (const char *p, Fields *fields)
{
  while (*p != '\0')
    {
      const char *start = p;

      if (g_ascii_isdigit (*p))
        {
          int value;

          if (fields->hour < 0 && read_clock (&p, fields))
            continue;
          value = read_number (&p, 1, 4);
          if (p - start == 4 && fields->year < 0)
            fields->year = value;
          else if (p - start <= 2 && fields->day < 0)
            fields->day = value;
          else if (p - start == 2 && fields->year < 0 && fields->day > 0 && fields->month > 0)
            fields->year = value + (value < 70 ? 2000 : 1900);
          else
            return FALSE;
        }
      else if ((guchar)*p >= 0x80 || g_ascii_isalpha (*p))
        {
          g_autofree char *word = NULL;
          int month;

          while (*p != '\0' && ((guchar)*p >= 0x80 || g_ascii_isalpha (*p)))
            p++;
          word = g_strndup (start, p - start);
          {
            g_autofree char *small = sheaf_text_small (word);

            month = month_of (small);
          }
          if (month > 0 && fields->month < 0)
            fields->month = month;
        }
      else
        p++;
    }

  if (fields->day < 0) /* a clock says nothing then */
    {
      fields->hour = fields->minute = fields->second = fields->micro = -1;
      fields->offset = NO_OFFSET;
    }

  return fields->year > 0 && fields->month > 0;
}

static gint64
to_time (const Fields *fields)
{
  g_autoptr (GTimeZone) zone = fields->offset == NO_OFFSET
                                   ? g_time_zone_new_utc ()
                                   : g_time_zone_new_offset (fields->offset * 60);
  g_autoptr (GDateTime) date = NULL;

  if (fields->year < EARLIEST_YEAR || fields->second > 60)
    return SHEAF_TIME_NONE;
  date = g_date_time_new (zone, fields->year, fields->month < 0 ? 1 : fields->month,
                          fields->day < 0 ? 1 : fields->day, MAX (0, fields->hour),
                          MAX (0, fields->minute), CLAMP (fields->second, 0, 59));
  if (date == NULL)
    return SHEAF_TIME_NONE;

  return g_date_time_to_unix (date) * G_USEC_PER_SEC + MAX (0, fields->micro);
}

/* Of a second, without zeros at its end. */
static void
append_fraction (GString *iso, int micro)
{
  if (micro <= 0)
    return;
  g_string_append_printf (iso, ".%06d", micro);
  while (iso->str[iso->len - 1] == '0')
    g_string_truncate (iso, iso->len - 1);
}

static char *
to_iso (const Fields *fields)
{
  g_autoptr (GString) iso = g_string_new (NULL);

  g_string_append_printf (iso, "%04d", fields->year);
  if (fields->month > 0)
    g_string_append_printf (iso, "-%02d", fields->month);
  if (fields->day > 0)
    g_string_append_printf (iso, "-%02d", fields->day);
  if (fields->hour >= 0)
    g_string_append_printf (iso, "T%02d:%02d", fields->hour, fields->minute);
  if (fields->second >= 0)
    g_string_append_printf (iso, ":%02d", fields->second);
  append_fraction (iso, fields->micro);
  if (fields->hour >= 0 && fields->offset == 0)
    g_string_append_c (iso, 'Z');
  else if (fields->hour >= 0 && fields->offset != NO_OFFSET)
    g_string_append_printf (iso, "%c%02d:%02d", fields->offset < 0 ? '-' : '+',
                            ABS (fields->offset) / 60, ABS (fields->offset) % 60);

  return g_string_free (g_steal_pointer (&iso), FALSE);
}

/* 10 digits are seconds, 13 milliseconds, 16 microseconds. */
static gint64
read_epoch (const char *text)
{
  gsize digits = strspn (text, "0123456789");
  gint64 value;

  if (text[digits] != '\0' || (digits != 10 && digits != 13 && digits != 16))
    return SHEAF_TIME_NONE;
  value = g_ascii_strtoll (text, NULL, 10);

  return digits == 10 ? value * G_USEC_PER_SEC : digits == 13 ? value * 1000 : value;
}

static char *
epoch_to_iso (gint64 time)
{
  g_autofree char *seconds = sheaf_time_to_iso (time);
  g_autoptr (GString) iso = g_string_new_len (seconds, strlen (seconds) - 1);

  append_fraction (iso, time % G_USEC_PER_SEC);
  g_string_append_c (iso, 'Z');

  return g_string_free (g_steal_pointer (&iso), FALSE);
}

gint64
sheaf_time_now (void)
{
  return g_get_real_time ();
}

gint64
sheaf_time_parse (const char *text, gint64 now, char **iso)
{
  g_autofree char *trimmed = NULL;
  Fields fields = nothing;
  gint64 time;

  if (iso != NULL)
    *iso = NULL;
  if (text == NULL || strlen (text) > 200 || !g_utf8_validate (text, -1, NULL))
    return SHEAF_TIME_NONE;
  trimmed = g_strstrip (g_strdup (text));
  time = read_epoch (trimmed);
  if (time == SHEAF_TIME_NONE)
    {
      if (!read_iso (trimmed, &fields))
        {
          fields = nothing;
          if (!read_words (trimmed, &fields))
            return SHEAF_TIME_NONE;
        }
      time = to_time (&fields);
    }
  if (time == SHEAF_TIME_NONE
      || (now != SHEAF_TIME_NONE && (time < EARLIEST || time > now + AHEAD)))
    return SHEAF_TIME_NONE;
  if (iso != NULL)
    *iso = fields.year > 0 ? to_iso (&fields) : epoch_to_iso (time);

  return time;
}

char *
sheaf_time_to_iso (gint64 time)
{
  g_autoptr (GDateTime) date
      = time != SHEAF_TIME_NONE ? g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC) : NULL;

  return date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

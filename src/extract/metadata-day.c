/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The day that a line of a page names, in the ways that its languages write one. */

#include "extract/metadata-private.h"

#include "base/text.h"
#include "base/time.h"

#include <string.h>

#define MAX_TOKENS 48
#define LONGEST 7 /* words of one date with its clock */

static const struct
{
  const char *name; /* in small letters */
  const char *english;
} russian[] = {
  { "января", "January" },  { "февраля", "February" }, { "марта", "March" },
  { "апреля", "April" },    { "мая", "May" },          { "июня", "June" },
  { "июля", "July" },       { "августа", "August" },   { "сентября", "September" },
  { "октября", "October" }, { "ноября", "November" },  { "декабря", "December" },
};

/* Before the day on which it was changed. */
static const char *const updates[] = {
  "updated",      "update:",    "modified",   "edited",    "corrected",    "revised",
  "aktualisiert", "geändert",   "mis à jour", "modifié",   "actualizado",  "modificado",
  "atualizado",   "aggiornato", "bijgewerkt", "gewijzigd", "aktualizacja", "обновлено",
  "更新",         "修改",       "수정",       "최종",      "correction",
};

gboolean
sheaf_metadata_is_update (const char *text, gsize length)
{
  g_autofree char *before = g_strndup (text, length);
  g_autofree char *small = sheaf_text_small (before);

  for (guint i = 0; i < G_N_ELEMENTS (updates); i++)
    if (strstr (small, updates[i]) != NULL)
      return TRUE;

  return FALSE;
}

gint64
sheaf_metadata_day_of (int year, int month, int day, gint64 now, char **iso)
{
  g_autofree char *text = g_strdup_printf ("%04d-%02d-%02d", year, month, day);

  if (year < 1990 || month < 1 || month > 12 || day < 1 || day > 31)
    return SHEAF_TIME_NONE;

  return sheaf_time_parse (text, now, iso);
}

/* A number of at most MAX digits at *P, which moves behind it; -1. */
static int
take_number (const char **p, guint max)
{
  int value = 0;
  guint n = 0;

  for (; n < max && g_ascii_isdigit (**p); n++, (*p)++)
    value = value * 10 + **p - '0';

  return n > 0 && !g_ascii_isdigit (**p) ? value : -1;
}

static gboolean
take_mark (const char **p, const char *mark)
{
  while (**p == ' ')
    (*p)++;
  if (!sheaf_text_starts_with (*p, mark))
    return FALSE;
  *p += strlen (mark);
  while (**p == ' ')
    (*p)++;

  return TRUE;
}

/* "2021年10月12日", "2021년 10월 12일", "2021. 10. 12." */
static gint64
read_eastern (const char *p, gint64 now, char **iso)
{
  static const char *const marks[][2]
      = { { "年", "月" }, { "년", "월" }, { ".", "." }, { "/", "/" } };
  int year = take_number (&p, 4);

  for (guint i = 0; year >= 1990 && i < G_N_ELEMENTS (marks); i++)
    {
      const char *at = p;
      int month, day;

      if (!take_mark (&at, marks[i][0]) || (month = take_number (&at, 2)) < 0
          || !take_mark (&at, marks[i][1]) || (day = take_number (&at, 2)) < 0)
        continue;
      return sheaf_metadata_day_of (year, month, day, now, iso);
    }

  return SHEAF_TIME_NONE;
}

/* "12.10.2021", "12/10/2021", "12-10-2021" */
static gint64
read_numbers (const char *p, gboolean month_first, gint64 now, char **iso)
{
  int first = take_number (&p, 2), second, year;
  char mark = *p;

  if (first < 1 || mark == '\0' || strchr ("./-", mark) == NULL)
    return SHEAF_TIME_NONE;
  p++;
  second = take_number (&p, 2);
  if (second < 1 || *p != mark)
    return SHEAF_TIME_NONE;
  p++;
  year = take_number (&p, 4);
  if (second > 12 || (mark != '.' && month_first && first <= 12))
    return sheaf_metadata_day_of (year, first, second, now, iso);

  return sheaf_metadata_day_of (year, second, first, now, iso);
}

/* Words up to the longest run that is a date with its day. */
static gint64
read_words (GStrv tokens, guint n, guint from, gint64 now, char **iso)
{
  for (guint length = MIN (LONGEST, n - from); length > 0; length--)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint64 time;

      for (guint i = from; i < from + length; i++)
        {
          g_autofree char *small = sheaf_text_small (tokens[i]);
          const char *word = tokens[i];

          for (guint k = 0; k < G_N_ELEMENTS (russian); k++)
            if (sheaf_text_starts_with (small, russian[k].name))
              word = russian[k].english;
          g_string_append_printf (text, "%s%s", i > from ? " " : "", word);
        }
      while (text->len > 0 && strchr (",;|)", text->str[text->len - 1]) != NULL)
        g_string_truncate (text, text->len - 1);
      time = sheaf_time_parse (text->str, now, iso);
      if (time != SHEAF_TIME_NONE && *iso != NULL && strlen (*iso) >= SHEAF_METADATA_ISO_DAY)
        return time;
      g_clear_pointer (iso, g_free);
    }

  return SHEAF_TIME_NONE;
}

/* Could a date in words begin here? Only with a day and a month, or a month and a day. */
static gboolean
begins_words (GStrv tokens, guint i)
{
  const char *next = tokens[i + 1];
  gboolean number = g_ascii_isdigit (*tokens[i]);
  gsize digits = strspn (tokens[i], "0123456789");

  if (number && digits == 4 && tokens[i][4] == '-')
    return TRUE;
  if (next == NULL)
    return FALSE;
  if (number)
    return digits <= 2 && !g_ascii_isdigit (*next) && tokens[i][digits] != ':';

  return g_ascii_isdigit (*next) && strspn (next, "0123456789") <= 2
         && g_utf8_strlen (tokens[i], -1) <= 12 && g_unichar_isalpha (g_utf8_get_char (tokens[i]));
}

static gint64
read_at (
    GStrv tokens, guint n, guint i, const char *text, gboolean month_first, gint64 now, char **iso)
{
  gint64 time = SHEAF_TIME_NONE;

  gsize before = strcspn (tokens[i], "0123456789");

  /* "公開日：2021年10月12日" is one word. */
  if (before == 0 || ((guchar)*text >= 0x80 && tokens[i][before] != '\0'))
    time = read_eastern (text + before, now, iso);
  if (time == SHEAF_TIME_NONE && g_ascii_isdigit (*tokens[i]))
    time = read_numbers (tokens[i], month_first, now, iso);
  if (time == SHEAF_TIME_NONE && begins_words (tokens, i))
    time = read_words (tokens, n, i, now, iso);

  return time;
}

static gboolean
has_year (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((p[0] == '1' || p[0] == '2') && (p[1] == '9' || p[1] == '0') && g_ascii_isdigit (p[2])
        && g_ascii_isdigit (p[3]))
      return TRUE;

  return FALSE;
}

gint64
sheaf_metadata_find_date (const char *text, gboolean month_first, gint64 now, char **iso)
{
  g_autofree char *line = NULL;
  g_autofree char *updated = NULL;
  g_auto (GStrv) tokens = NULL;
  gint64 time_updated = SHEAF_TIME_NONE;
  const char *at, *last;
  guint n;

  *iso = NULL;
  if (text == NULL || strlen (text) > SHEAF_METADATA_MAX_LINE || !has_year (text))
    return SHEAF_TIME_NONE;
  line = sheaf_text_line (text, 0);
  if (line == NULL)
    return SHEAF_TIME_NONE;
  /* What may stand before a date without a space. */
  for (char *p = line; *p != '\0'; p++)
    if (*p == '(' || *p == '|' || *p == '[')
      *p = ' ';
  tokens = g_strsplit (line, " ", MAX_TOKENS);
  n = g_strv_length (tokens);
  at = last = line;
  for (guint i = 0; i < n; i++)
    {
      const char *token = strstr (at, tokens[i]);
      gint64 time;

      if (token == NULL || *tokens[i] == '\0')
        continue;
      at = token;
      time = read_at (tokens, n, i, token, month_first, now, iso);
      if (time == SHEAF_TIME_NONE)
        {
          g_clear_pointer (iso, g_free);
          continue;
        }
      if (!sheaf_metadata_is_update (last, (gsize)(token - last)))
        return time;
      if (updated == NULL)
        {
          updated = g_steal_pointer (iso);
          time_updated = time;
        }
      g_clear_pointer (iso, g_free);
      last = token + strlen (tokens[i]);
    }
  *iso = g_steal_pointer (&updated);

  return time_updated;
}

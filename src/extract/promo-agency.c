/* SPDX-License-Identifier: GPL-3.0-or-later */

/* News agencies send their articles to everybody: where one is named alone in a line, as the author
 * or in brackets before the first words, the text is theirs. Their names are data (data/wording).
 */

#include "extract/extract-private.h"

#include "base/text.h"
#include "extract/wording.h"

#include <string.h>

#define MAX_AGENCY_LINE 60
#define MAX_DATELINE 80 /* bytes of a first paragraph before its text begins */

/* The agencies that TEXT, of LENGTH bytes, names, and nothing else. (transfer full) (nullable) */
static char *
dup_agencies (const char *text, gsize length)
{
  g_autofree char *names = g_strndup (text, length);
  const char *p = names + strspn (names, " ()[]-–—*");
  const char *first = p, *end = p;

  while (*p != '\0')
    {
      const char *behind = sheaf_wording_skip_origin (p, SHEAF_ORIGIN_AGENCY);

      if (behind == NULL)
        return NULL;
      end = behind;
      p = behind;
      while (*p != '\0' && !g_unichar_isalnum (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
    }

  return end > first ? g_strndup (first, (gsize)(end - first)) : NULL;
}

char *
sheaf_promo_dup_agency_line (const char *line)
{
  const char *text = line + strspn (line, " ([");
  const char *source = sheaf_wording_skip_origin (text, SHEAF_ORIGIN_SOURCE);

  if (strlen (line) > MAX_AGENCY_LINE)
    return NULL;
  if (source != NULL)
    text = source + strspn (source, " ");

  return dup_agencies (text, strlen (text));
}

char *
sheaf_promo_dup_agency (const char *byline)
{
  return byline != NULL && strlen (byline) <= MAX_AGENCY_LINE
             ? dup_agencies (byline, strlen (byline))
             : NULL;
}

/* The agency in brackets, alone or behind a place: "(서울=연합뉴스)". */
static char *
dup_in_brackets (const char *open, const char *close)
{
  char *agency = dup_agencies (open, (gsize)(close - open));

  for (const char *p = open; p < close && agency == NULL; p = g_utf8_next_char (p))
    if (*p == '=' || (g_unichar_iswide (g_utf8_get_char (p)) && p > open))
      agency = dup_agencies (p + (*p == '='), (gsize)(close - p) - (*p == '='));

  return agency;
}

char *
sheaf_promo_dup_dateline (const char *text)
{
  static const char *const brackets[][2]
      = { { "(", ")" }, { "（", "）" }, { "【", "】" }, { "[", "]" } };
  static const char *const dashes[] = { "-", "–", "—", ".-", ".—", ":" };
  g_autofree char *start = g_strndup (text, MAX_DATELINE);
  const char *end;

  g_utf8_validate (start, -1, &end); /* not in the middle of a character */
  start[end - start] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (brackets); i++)
    {
      const char *open = strstr (start, brackets[i][0]);
      const char *close = open != NULL ? strstr (open, brackets[i][1]) : NULL;
      const char *behind;
      gboolean wide = *brackets[i][0] != '(' && *brackets[i][0] != '[';
      char *agency;

      if (close == NULL)
        continue;
      behind = close + strlen (brackets[i][1]);
      behind += strspn (behind, " ");
      for (guint k = 0; k < G_N_ELEMENTS (dashes) && !wide; k++)
        wide = sheaf_text_starts_with (behind, dashes[k]);
      agency = dup_in_brackets (open + strlen (brackets[i][0]), close);
      if (agency != NULL && (wide || memchr (open, '=', (gsize)(close - open)) != NULL))
        return agency;
      g_free (agency);
    }

  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Typed text -> FTS5 terms. Every word is quoted by us, so that nothing a person types is syntax.
 * An article is found where each of them stands in one of the indexes, whichever. */

#include "base/text.h"
#include "store/read.h"

#include <string.h>

#define MAX_TERM_BYTES 400
#define PREFIX_FROM 3

/* Something that the tokenizer makes a token of. */
static gboolean
has_token (const char *word, const char *end)
{
  for (const char *p = word; p < end; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)) || sheaf_text_is_paired (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

static gboolean
is_one_paired (const char *word, const char *end)
{
  return g_utf8_next_char (word) == end && sheaf_text_is_paired (g_utf8_get_char (word));
}

/* (transfer full) */
static char *
make_term (const char *word, const char *end, gboolean phrase, gboolean last)
{
  GString *term = g_string_new ("\"");
  gboolean prefix = is_one_paired (word, end)
                    || (last && !phrase && g_utf8_pointer_to_offset (word, end) >= PREFIX_FROM
                        && !sheaf_text_is_paired (g_utf8_get_char (g_utf8_prev_char (end))));

  for (const char *p = word; p < end; p++)
    if (*p != '"') /* none can stand inside: it would end the phrase */
      g_string_append_c (term, *p);
  g_string_append (term, prefix ? "\"*" : "\"");

  return g_string_free (term, FALSE);
}

GStrv
sheaf_search_text_to_terms (const char *text)
{
  g_autofree char *valid = sheaf_text_make_valid (text != NULL ? text : "", -1);
  g_autoptr (GStrvBuilder) terms = g_strv_builder_new ();
  guint n = 0;
  const char *p = valid;

  while (n < SHEAF_SEARCH_MOST_TERMS && *p != '\0')
    {
      gboolean phrase;
      const char *end;

      while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      phrase = *p == '"';
      p += phrase;
      end = p;
      while (*end != '\0' && *end != '"' && (phrase || !g_unichar_isspace (g_utf8_get_char (end))))
        end = g_utf8_next_char (end);
      if (end > p && end - p <= MAX_TERM_BYTES && has_token (p, end))
        {
          g_autofree char *term = make_term (p, end, phrase, *end == '\0');

          g_strv_builder_add (terms, term);
          n++;
        }
      p = phrase && *end == '"' ? end + 1 : end;
    }

  return n > 0 ? g_strv_builder_end (terms) : NULL;
}

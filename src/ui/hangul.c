/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A word is what stands between spaces, with the numbers, the foreign letters, the brackets and the
 * quotation marks in it. Where Pango never ends a line (before a full stop), nothing is joined.
 */

#include "ui/hangul.h"

#include <string.h>

#define FIRST_SYLLABLE 0xac00
#define LAST_SYLLABLE 0xd7a3
#define FIRST_LETTER 0x3131 /* those that stand alone */
#define LAST_LETTER 0x318e
#define MIDDLE_DOT 0xb7
#define HANGUL_MIDDLE_DOT 0x318d

static gboolean
is_hangul (gunichar c)
{
  return (c >= FIRST_SYLLABLE && c <= LAST_SYLLABLE)
         || (c >= FIRST_LETTER && c <= LAST_LETTER && c != HANGUL_MIDDLE_DOT);
}

static gboolean
is_unit (gunichar c)
{
  return c == '%' || c == 0xb0 /* ° */ || c == 0x2030 /* ‰ */ || c == 0x2103 /* ℃ */;
}

static gboolean
is_closing (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CLOSE_PUNCTUATION || type == G_UNICODE_FINAL_PUNCTUATION;
}

static gboolean
is_opening (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION;
}

gboolean
sheaf_hangul_is_in (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if ((guchar)*p >= 0xe3 && is_hangul (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

gboolean
sheaf_hangul_joins (gunichar before, gunichar after)
{
  if (!is_hangul (before) && !is_hangul (after))
    return FALSE;
  if (before == HANGUL_MIDDLE_DOT) /* a line may end after it */
    return FALSE;

  return (g_unichar_isalnum (before) || is_unit (before) || is_closing (before))
         && (g_unichar_isalnum (after) || after == MIDDLE_DOT || is_opening (after));
}

/* All of them, or Pango forgets that a line may end beside one left out; and each from space to
 * space, as a line may then end before it. */
gboolean
sheaf_hangul_next_word (const char **p, const char **start)
{
  while (g_unichar_isspace (g_utf8_get_char (*p)))
    *p = g_utf8_next_char (*p);
  for (*start = *p; **p != '\0' && !g_unichar_isspace (g_utf8_get_char (*p));
       *p = g_utf8_next_char (*p))
    ;

  return *p > *start;
}

void
sheaf_hangul_keep_words (PangoAttrList *attributes, const char *text)
{
  const char *p = text, *start;

  if (!sheaf_hangul_is_in (text))
    return;
  while (sheaf_hangul_next_word (&p, &start))
    {
      PangoAttribute *word = pango_attr_word_new ();

      word->start_index = (guint)(start - text);
      word->end_index = (guint)(p - text);
      pango_attr_list_insert (attributes, word);
    }
}

static void
find_in_block (const char *text, const SheafBlock *block, GArray *places)
{
  const char *p = text + block->start_byte, *end = text + block->end_byte;
  gunichar before = 0;

  for (guint at = block->start; p < end; p = g_utf8_next_char (p), at++)
    {
      gunichar c = g_utf8_get_char (p);

      if (sheaf_hangul_joins (before, c))
        g_array_append_val (places, at);
      before = c;
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *)a, other = *(const guint *)b;

  return one < other ? -1 : one > other;
}

void
sheaf_hangul_find (const SheafDocument *document, GArray *places)
{
  guint before = places->len;
  gsize n;
  const SheafBlock *blocks = sheaf_document_get_blocks (document, &n);

  for (gsize i = 0; i < n; i++)
    if (blocks[i].kind != SHEAF_BLOCK_CODE && blocks[i].kind != SHEAF_BLOCK_ROW)
      find_in_block (sheaf_document_get_text (document), &blocks[i], places);
  if (before > 0 && places->len > before)
    g_array_sort (places, compare_places);
}

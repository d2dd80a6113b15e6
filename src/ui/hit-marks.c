/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A mark is told by weight and ground, not by the ground alone. Words are compared letter by letter
 * in a folded copy that knows where each of its bytes comes from. */

#include "ui/hit-marks.h"

#include "base/text.h"

#include <glib.h>
#include <string.h>

#define HIT_BEGIN '\001'
#define HIT_END '\002'
#define OBJECT 0xfffc

/* Goes with light and dark: a yellow through which the ground is seen. */
#define MARK_RED 0xf500
#define MARK_GREEN 0xc200
#define MARK_BLUE 0x1100
#define MARK_ALPHA 0x6000

static void
insert (PangoAttrList *attrs, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attrs, attribute);
}

static void
mark (PangoAttrList *attrs, gsize start, gsize end)
{
  insert (attrs, pango_attr_background_new (MARK_RED, MARK_GREEN, MARK_BLUE), start, end);
  insert (attrs, pango_attr_background_alpha_new (MARK_ALPHA), start, end);
  insert (attrs, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
  insert (attrs, pango_attr_foreground_alpha_new (G_MAXUINT16), start, end);
}

/* --- Words --- */

typedef struct
{
  GString *text;
  GArray *from; /* gsize: where each byte of it, and its end, is in the original */
} Folded;

/* Without case, accents and the difference between marks that stand between words. */
static void
fold_letter (gunichar letter, GString *text)
{
  char utf8[8];
  g_autofree char *apart = NULL;

  utf8[g_unichar_to_utf8 (letter, utf8)] = '\0';
  apart = g_utf8_normalize (utf8, -1, G_NORMALIZE_NFKD);
  if (!g_unichar_isalnum (letter) && !g_unichar_ismark (letter))
    {
      g_string_append_c (text, ' ');
      return;
    }
  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (text, g_unichar_tolower (g_utf8_get_char (p)));
}

static Folded
fold (const char *original)
{
  Folded folded = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (gsize)) };
  gsize at = 0;

  for (const char *p = original; *p != '\0'; p = g_utf8_next_char (p))
    {
      at = p - original;
      fold_letter (g_utf8_get_char (p), folded.text);
      while (folded.from->len < folded.text->len)
        g_array_append_val (folded.from, at);
    }
  at = strlen (original);
  g_array_append_val (folded.from, at);

  return folded;
}

static void
folded_clear (Folded *folded)
{
  g_string_free (folded->text, TRUE);
  g_array_unref (folded->from);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folded, folded_clear)

/* Is there an end of a word between P, in TEXT, and the letter before it? */
static gboolean
is_border (const char *text, const char *p)
{
  gunichar before, after;

  if (p == text || *p == '\0')
    return TRUE;
  before = g_utf8_get_char (g_utf8_prev_char (p));
  after = g_utf8_get_char (p);

  return before == ' ' || after == ' ' || sheaf_text_is_paired (before)
         || sheaf_text_is_paired (after);
}

static void
mark_word (PangoAttrList *attrs, const Folded *folded, gsize offset, const char *word)
{
  gsize length = strlen (word);
  gboolean start = length > 0 && word[length - 1] == '*';
  g_auto (Folded) wanted = fold (word);
  const char *text = folded->text->str;

  g_strstrip (wanted.text->str); /* a star is folded to a space */
  length = strlen (wanted.text->str);
  if (length == 0)
    return;
  for (const char *at = strstr (text, wanted.text->str); at != NULL;
       at = strstr (g_utf8_next_char (at), wanted.text->str))
    if (is_border (text, at) && (start || is_border (text, at + length)))
      mark (attrs, offset + g_array_index (folded->from, gsize, at - text),
            offset + g_array_index (folded->from, gsize, at - text + length));
}

void
sheaf_hit_marks_add_words (PangoAttrList *attrs,
                           const char *text,
                           gsize offset,
                           const char *const *words)
{
  g_auto (Folded) folded = fold (text);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    mark_word (attrs, &folded, offset, words[i]);
}

/* --- Snippets --- */

char *
sheaf_hit_marks_add_snippet (PangoAttrList *attrs, const char *snippet, gsize offset)
{
  GString *line = g_string_new (NULL);
  gsize begin = 0;
  gboolean space = FALSE, hit = FALSE;

  for (const char *p = snippet; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (letter == HIT_END && hit)
        {
          mark (attrs, offset + begin, offset + line->len);
          hit = FALSE;
        }
      else if (g_unichar_isspace (letter) || letter == OBJECT)
        space = line->len > 0;
      else if (letter != HIT_END)
        {
          if (space)
            g_string_append_c (line, ' ');
          space = FALSE;
          if (letter == HIT_BEGIN)
            {
              begin = line->len;
              hit = TRUE;
            }
          else
            g_string_append_unichar (line, letter);
        }
    }

  return g_string_free (line, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Red comes from the theme's error colour: an underline has no style class. */

#include "ui/unknown-words.h"

#include "base/items.h"
#include "base/text.h"
#include "store/expression.h"

#include <glib/gi18n.h>

#define ERROR_RED 0xe000
#define ERROR_GREEN 0x1b00
#define ERROR_BLUE 0x2400
#define MOST_CHARS 40 /* of one of them */

static void
add (PangoAttrList *attrs, PangoAttribute *attribute, const SheafTextRange *range)
{
  attribute->start_index = range->start;
  attribute->end_index = range->end;
  pango_attr_list_insert (attrs, attribute);
}

char *
sheaf_unknown_words_mark (const char *text, gsize pending, PangoAttrList *attrs)
{
  g_autoptr (SheafExpression) expression = sheaf_expression_parse (text);
  GString *said = g_string_new (NULL);
  gsize n;
  const SheafTextRange *ranges = sheaf_expression_get_unknown (expression, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *whole = g_strndup (text + ranges[i].start, ranges[i].end - ranges[i].start);
      g_autofree char *word = sheaf_text_cut (whole, MOST_CHARS);
      /* Translators: the quotes around what was typed */
      g_autofree char *quoted = g_strdup_printf (C_ ("typed", "“%s”"), word);

      if (ranges[i].end == pending)
        continue;
      if (attrs != NULL)
        {
          add (attrs, pango_attr_underline_new (PANGO_UNDERLINE_ERROR), &ranges[i]);
          add (attrs, pango_attr_underline_color_new (ERROR_RED, ERROR_GREEN, ERROR_BLUE),
               &ranges[i]);
        }
      sheaf_items_append (said, quoted);
    }

  return g_string_free (said, said->len == 0);
}

char *
sheaf_unknown_words_dup_sentence (const char *words)
{
  return words != NULL ? g_strdup_printf (_ ("Not understood, searched as words: %s"), words)
                       : g_strdup ("");
}

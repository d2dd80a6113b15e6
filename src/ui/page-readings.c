/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The document has no name for them: they are told by their letters, kana, bopomofo, or Latin ones
 * with tones, in brackets after a Han character. */

#include "ui/page-readings.h"

#include <string.h>

#define LONGEST 24 /* characters */

/* After the closing bracket of the reading that begins at P, an opening one, or NULL. */
static const char *
find_end (const char *p)
{
  gboolean tones = FALSE, latin = FALSE;

  p++;
  for (guint n = 0; n < LONGEST && *p != '\0'; n++, p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeScript script = g_unichar_get_script (c);

      if (c == ')')
        return n > 0 && (tones || !latin) ? p + 1 : NULL;
      if (script == G_UNICODE_SCRIPT_LATIN && g_unichar_isalpha (c))
        {
          latin = TRUE;
          tones |= c > 0x7f;
        }
      else if (script != G_UNICODE_SCRIPT_HIRAGANA && script != G_UNICODE_SCRIPT_KATAKANA
               && script != G_UNICODE_SCRIPT_BOPOMOFO && c != 0x30fc && c != 0x30fb && c != ' ')
        return NULL;
    }

  return NULL;
}

void
sheaf_page_buffer_tag_readings (SheafPageBuffer *self, const SheafTypography *type)
{
  const char *text = sheaf_document_get_text (self->document), *at = text;
  guint offset = 0;

  for (const char *p = strchr (text, '('); p != NULL; p = strchr (p + 1, '('))
    {
      const char *end = p > text ? find_end (p) : NULL;
      GtkTextIter first, last;
      guint start;

      if (end == NULL
          || g_unichar_get_script (g_utf8_get_char (g_utf8_prev_char (p))) != G_UNICODE_SCRIPT_HAN)
        continue;
      start = offset + (guint)g_utf8_pointer_to_offset (at, p);
      offset = start + (guint)g_utf8_pointer_to_offset (p, end);
      at = end;
      sheaf_page_buffer_get_range (self, start, offset, &first, &last);
      gtk_text_buffer_apply_tag (self->buffer, sheaf_page_get_reading_tag (self->buffer, type),
                                 &first, &last);
    }
}

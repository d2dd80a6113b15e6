/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A document's words: the body as plain text, and its first prose. */

#include "document/document-write.h"

#include "base/text.h"
#include "document/document-private.h"

#include <string.h>

#define SHORT_LINE 40 /* characters: a shorter paragraph at the start is a label, no prose */

static gboolean
is_body (SheafBlockKind kind)
{
  return kind != SHEAF_BLOCK_IMAGE && kind != SHEAF_BLOCK_CAPTION && kind != SHEAF_BLOCK_RULE
         && kind != SHEAF_BLOCK_EMBED;
}

char *
sheaf_document_to_text (const SheafDocument *self)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_sized_new (self->bytes + 1);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const SheafBlock *block = &g_array_index (self->blocks, SheafBlock, i);

      if (!is_body (block->kind))
        continue;
      if (out->len > 0)
        g_string_append_c (out, '\n');
      g_string_append_len (out, self->text + block->start_byte,
                           (gssize)(block->end_byte - block->start_byte));
    }

  return g_string_free (out, FALSE);
}

/* The first paragraph of LEAST characters at the least, or the number of blocks. */
static guint
find_prose (const SheafDocument *self, guint least)
{
  guint i;

  for (i = 0; i < self->blocks->len; i++)
    {
      const SheafBlock *block = &g_array_index (self->blocks, SheafBlock, i);

      if (block->kind == SHEAF_BLOCK_PARAGRAPH && block->end - block->start >= least)
        break;
    }

  return i;
}

char *
sheaf_document_to_excerpt (const SheafDocument *self, gsize max_chars)
{
  g_autoptr (GString) prose = g_string_new (NULL);
  gsize length = 0;
  guint i;

  g_return_val_if_fail (self != NULL, NULL);

  i = find_prose (self, SHORT_LINE);
  if (i == self->blocks->len)
    i = find_prose (self, 0);
  for (; i < self->blocks->len && length <= max_chars; i++)
    {
      const SheafBlock *block = &g_array_index (self->blocks, SheafBlock, i);

      if (block->kind != SHEAF_BLOCK_PARAGRAPH)
        continue;
      if (prose->len > 0)
        g_string_append_c (prose, ' ');
      g_string_append_len (prose, self->text + block->start_byte,
                           (gssize)(block->end_byte - block->start_byte));
      length += block->end - block->start + 1;
    }

  return prose->len > 0 && max_chars > 0 ? sheaf_text_cut (prose->str, max_chars) : NULL;
}

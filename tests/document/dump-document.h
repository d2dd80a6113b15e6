/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A document as lines that a test can compare: the containers, the kind, the text and the spans of
 * each block. Also asserts what every document has to keep. */
#pragma once

#include "document/document-private.h"

#include <string.h>

static inline const char *
name_container (SheafContainerKind kind)
{
  static const char *const names[] = { "q", "ul", "ol", "li", "dl", "dt", "dd", "fig", "tab" };

  return names[kind];
}

static inline void
dump_path (GString *out, const SheafDocument *document, const SheafBlock *block)
{
  int path[SHEAF_DOCUMENT_MAX_DEPTH];
  guint depth = sheaf_document_block_path (document, block, path);

  for (guint i = 0; i < depth; i++)
    {
      const SheafContainer *container
          = &g_array_index (document->containers, SheafContainer, path[i]);

      g_string_append_printf (out, "%s%d", name_container (container->kind), path[i]);
      if (container->kind == SHEAF_CONTAINER_ORDERED_LIST)
        g_string_append_printf (out, "=%d", container->number);
      g_string_append_c (out, '/');
    }
}

static inline void
dump_block (GString *out, const SheafDocument *document, const SheafBlock *block)
{
  static const char *const kinds[] = { "p", "h", "pre", "img", "cap", "row", "hr", "embed" };
  static const char *const spans[] = { "strong", "em", "code", "sup", "sub", "a", "s", "id" };
  g_autofree char *text = sheaf_document_dup_range (document, block->start, block->end);
  gsize n;
  const SheafSpan *span = sheaf_document_block_spans (document, block, &n);

  dump_path (out, document, block);
  g_string_append (out, kinds[block->kind]);
  if (block->level > 0)
    g_string_append_printf (out, "%u", block->level);
  if (block->info != NULL)
    g_string_append_printf (out, ":%s", block->info);
  if (block->headers != 0)
    g_string_append_printf (out, "#%" G_GINT64_MODIFIER "x", block->headers);
  if (block->lang != NULL)
    g_string_append_printf (out, "@%s", block->lang);
  if (block->direction != SHEAF_DIRECTION_UNKNOWN)
    g_string_append (out, block->direction == SHEAF_DIRECTION_RTL ? "<" : ">");
  if (block->kind == SHEAF_BLOCK_IMAGE)
    {
      const SheafImage *image = &g_array_index (document->images, SheafImage, block->image);

      g_string_append_printf (out, " %s", image->src);
      if (image->alt != NULL)
        g_string_append_printf (out, " '%s'", image->alt);
      if (image->width > 0 || image->height > 0)
        g_string_append_printf (out, " %ux%u", image->width, image->height);
    }
  else if (block->kind != SHEAF_BLOCK_RULE)
    {
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      g_autofree char *joined = g_strjoinv ("\\n", lines);
      g_auto (GStrv) cells = g_strsplit (joined, "\t", -1);
      g_autofree char *shown = g_strjoinv ("\\t", cells);

      g_string_append_printf (out, " %s", shown);
    }
  for (; n > 0; n--, span++)
    {
      g_string_append_printf (out, " {%s %u-%u", spans[span->kind], span->start - block->start,
                              span->end - block->start);
      if (span->href != NULL)
        g_string_append_printf (out, " %s", span->href);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, '\n');
}

static inline char *
dump_document (const SheafDocument *document)
{
  GString *out = g_string_new (NULL);

  g_assert_true (sheaf_document_is_normal (document));
  for (guint i = 0; i < document->blocks->len; i++)
    dump_block (out, document, &g_array_index (document->blocks, SheafBlock, i));

  return g_string_free (out, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A document as clean HTML: only elements and attributes that the model knows, so that reading it
 * back gives an equal document. */

#include "document/document-write.h"

#include "document/document-private.h"

#include <string.h>

typedef struct
{
  const SheafDocument *document;
  const SheafBlock *blocks;
  gsize n_blocks;
  GString *out;
  int path[SHEAF_DOCUMENT_MAX_DEPTH]; /* the open containers */
  guint depth;
  gboolean fresh; /* the innermost was opened for the block at hand */
} Writer;

static const char *const container_tags[] = {
  [SHEAF_CONTAINER_QUOTE] = "blockquote",   [SHEAF_CONTAINER_UNORDERED_LIST] = "ul",
  [SHEAF_CONTAINER_ORDERED_LIST] = "ol",    [SHEAF_CONTAINER_ITEM] = "li",
  [SHEAF_CONTAINER_DEFINITION_LIST] = "dl", [SHEAF_CONTAINER_TERM] = "dt",
  [SHEAF_CONTAINER_DEFINITION] = "dd",      [SHEAF_CONTAINER_FIGURE] = "figure",
  [SHEAF_CONTAINER_TABLE] = "table",
};

static const char *const span_tags[] = {
  [SHEAF_SPAN_STRONG] = "strong",   [SHEAF_SPAN_EMPHASIS] = "em",   [SHEAF_SPAN_CODE] = "code",
  [SHEAF_SPAN_SUPERSCRIPT] = "sup", [SHEAF_SPAN_SUBSCRIPT] = "sub", [SHEAF_SPAN_LINK] = "a",
  [SHEAF_SPAN_STRIKE] = "s",        [SHEAF_SPAN_ANCHOR] = "span",
};

static void
write_escaped (const char *text, gsize length, gpointer data)
{
  GString *out = data;
  const char *end = text + length;

  while (text < end)
    {
      gsize plain = 0;

      while (text + plain < end && strchr ("&<>\"", text[plain]) == NULL)
        plain++;
      g_string_append_len (out, text, (gssize)plain);
      text += plain;
      if (text == end)
        break;
      g_string_append (out, *text == '&'   ? "&amp;"
                            : *text == '<' ? "&lt;"
                            : *text == '>' ? "&gt;"
                                           : "&quot;");
      text++;
    }
}

static void
write_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  write_escaped (value, strlen (value), out);
  g_string_append_c (out, '"');
}

static void
open_span (const SheafSpan *span, gsize at, gpointer data)
{
  GString *out = data;

  g_string_append_printf (out, "<%s", span_tags[span->kind]);
  if (span->kind == SHEAF_SPAN_LINK)
    write_attribute (out, "href", span->href);
  if (span->kind == SHEAF_SPAN_ANCHOR)
    write_attribute (out, "id", span->href);
  g_string_append_c (out, '>');
}

static void
close_span (const SheafSpan *span, gsize at, gpointer data)
{
  g_string_append_printf (data, "</%s>", span_tags[span->kind]);
}

static void
write_inline (Writer *self, const SheafBlock *block)
{
  static const SheafInlineWriter writer = { open_span, close_span, write_escaped };
  gsize n;
  const SheafSpan *spans = sheaf_document_block_spans (self->document, block, &n);

  sheaf_document_walk_inline (self->document, block, spans, n, &writer, self->out);
}

/* <TAG lang dir> */
static void
open_tag (Writer *self, const char *tag, const SheafBlock *block)
{
  g_string_append_printf (self->out, "<%s", tag);
  if (block->lang != NULL)
    write_attribute (self->out, "lang", block->lang);
  if (block->direction != SHEAF_DIRECTION_UNKNOWN)
    write_attribute (self->out, "dir", block->direction == SHEAF_DIRECTION_RTL ? "rtl" : "ltr");
  g_string_append_c (self->out, '>');
}

static void
write_element (Writer *self, const char *tag, const SheafBlock *block)
{
  open_tag (self, tag, block);
  write_inline (self, block);
  g_string_append_printf (self->out, "</%s>\n", tag);
}

/* Each kind of block */

static const SheafBlock *
neighbour (const Writer *self, const SheafBlock *block, gssize by)
{
  gssize index = block - self->blocks + by;

  return index >= 0 && index < (gssize)self->n_blocks ? &self->blocks[index] : NULL;
}

/* The one paragraph that an item begins with needs no tag of its own. */
static gboolean
stands_bare (const Writer *self, const SheafBlock *block)
{
  const SheafBlock *next = neighbour (self, block, 1);
  SheafContainerKind kind;

  if (block->container < 0 || !self->fresh || block->lang != NULL
      || block->direction != SHEAF_DIRECTION_UNKNOWN
      || (next != NULL && next->container == block->container))
    return FALSE;

  kind = g_array_index (self->document->containers, SheafContainer, block->container).kind;

  return kind == SHEAF_CONTAINER_ITEM || kind == SHEAF_CONTAINER_TERM
         || kind == SHEAF_CONTAINER_DEFINITION;
}

static void
write_paragraph (Writer *self, const SheafBlock *block)
{
  if (stands_bare (self, block))
    write_inline (self, block);
  else
    write_element (self, "p", block);
}

static void
write_heading (Writer *self, const SheafBlock *block)
{
  static const char *const tags[] = { "h1", "h2", "h3", "h4", "h5", "h6" };

  write_element (self, tags[block->level - 1], block);
}

static void
write_code (Writer *self, const SheafBlock *block)
{
  open_tag (self, "pre", block);
  g_string_append (self->out, "<code");
  if (block->info != NULL)
    g_string_append_printf (self->out, " class=\"language-%s\"", block->info);
  g_string_append_c (self->out, '>');
  write_inline (self, block);
  g_string_append (self->out, "</code></pre>\n");
}

static void
write_image (Writer *self, const SheafBlock *block)
{
  const SheafImage *image = &g_array_index (self->document->images, SheafImage, block->image);

  g_string_append (self->out, "<img");
  write_attribute (self->out, "src", image->src);
  write_attribute (self->out, "alt", image->alt != NULL ? image->alt : "");
  if (image->width > 0)
    g_string_append_printf (self->out, " width=\"%u\"", image->width);
  if (image->height > 0)
    g_string_append_printf (self->out, " height=\"%u\"", image->height);
  g_string_append (self->out, ">\n");
}

static gboolean
is_caption_beside (const SheafBlock *block, const SheafBlock *other)
{
  return other != NULL && other->kind == SHEAF_BLOCK_CAPTION
         && other->container == block->container;
}

/* A figure's captions in a row share one <figcaption>. */
static void
write_caption (Writer *self, const SheafBlock *block)
{
  gboolean first = !is_caption_beside (block, neighbour (self, block, -1));
  gboolean last = !is_caption_beside (block, neighbour (self, block, 1));
  SheafContainerKind kind
      = g_array_index (self->document->containers, SheafContainer, block->container).kind;

  if (kind == SHEAF_CONTAINER_TABLE || (first && last))
    {
      write_element (self, kind == SHEAF_CONTAINER_TABLE ? "caption" : "figcaption", block);
      return;
    }

  if (first)
    g_string_append (self->out, "<figcaption>\n");
  write_element (self, "p", block);
  if (last)
    g_string_append (self->out, "</figcaption>\n");
}

static void
write_row (Writer *self, const SheafBlock *block)
{
  const char *text = self->document->text;
  SheafBlock cell = *block;

  open_tag (self, "tr", block);
  for (guint column = 0; cell.start_byte <= block->end_byte; column++)
    {
      const char *tag = (block->headers >> column & 1) != 0 ? "th" : "td";

      cell.end_byte = cell.start_byte;
      while (cell.end_byte < block->end_byte && text[cell.end_byte] != '\t')
        cell.end_byte++;
      cell.end = cell.start
                 + (guint)g_utf8_strlen (text + cell.start_byte,
                                         (gssize)(cell.end_byte - cell.start_byte));
      g_string_append_printf (self->out, "<%s>", tag);
      write_inline (self, &cell);
      g_string_append_printf (self->out, "</%s>", tag);
      cell.start = cell.end + 1;
      cell.start_byte = cell.end_byte + 1;
    }
  g_string_append (self->out, "</tr>\n");
}

static void
write_embed (Writer *self, const SheafBlock *block)
{
  g_string_append (self->out, "<p class=\"embed\">");
  write_inline (self, block);
  g_string_append (self->out, "</p>\n");
}

static void
write_rule (Writer *self, const SheafBlock *block)
{
  g_string_append (self->out, "<hr>\n");
}

/* Containers */

static void
close_containers (Writer *self, guint depth)
{
  for (; self->depth > depth; self->depth--)
    {
      int index = self->path[self->depth - 1];

      g_string_append_printf (
          self->out, "</%s>\n",
          container_tags[g_array_index (self->document->containers, SheafContainer, index).kind]);
    }
}

static void
open_containers (Writer *self, const int *path, guint depth)
{
  for (; self->depth < depth; self->depth++)
    {
      int index = path[self->depth];
      const SheafContainer *container
          = &g_array_index (self->document->containers, SheafContainer, index);

      self->path[self->depth] = index;
      g_string_append_printf (self->out, "<%s", container_tags[container->kind]);
      if (container->kind == SHEAF_CONTAINER_ORDERED_LIST && container->number != 1)
        g_string_append_printf (self->out, " start=\"%d\"", container->number);
      g_string_append_c (self->out, '>');
      if (index != path[depth - 1])
        g_string_append_c (self->out, '\n');
    }
}

static void
go_to_container (Writer *self, const SheafBlock *block)
{
  int path[SHEAF_DOCUMENT_MAX_DEPTH];
  guint depth = sheaf_document_block_path (self->document, block, path);
  guint same = 0;

  while (same < depth && same < self->depth && path[same] == self->path[same])
    same++;
  close_containers (self, same);
  self->fresh = self->depth < depth;
  open_containers (self, path, depth);
}

char *
sheaf_document_to_html (const SheafDocument *self)
{
  static void (*const write_block[]) (Writer *, const SheafBlock *) = {
    [SHEAF_BLOCK_PARAGRAPH] = write_paragraph, [SHEAF_BLOCK_HEADING] = write_heading,
    [SHEAF_BLOCK_CODE] = write_code,           [SHEAF_BLOCK_IMAGE] = write_image,
    [SHEAF_BLOCK_CAPTION] = write_caption,     [SHEAF_BLOCK_ROW] = write_row,
    [SHEAF_BLOCK_RULE] = write_rule,           [SHEAF_BLOCK_EMBED] = write_embed,
  };
  Writer writer = { .document = self };

  g_return_val_if_fail (self != NULL, NULL);

  writer.blocks = sheaf_document_get_blocks (self, &writer.n_blocks);
  writer.out = g_string_sized_new (self->bytes + self->bytes / 4);
  for (gsize i = 0; i < writer.n_blocks; i++)
    {
      go_to_container (&writer, &writer.blocks[i]);
      write_block[writer.blocks[i].kind](&writer, &writer.blocks[i]);
    }
  close_containers (&writer, 0);

  return g_string_free (writer.out, FALSE);
}

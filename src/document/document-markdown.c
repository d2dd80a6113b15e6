/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A document as CommonMark with the tables and strikethrough of GitHub's dialect. Every line of a
 * block begins with what its containers ask for: "> ", a list's mark on an item's first line, and
 * as many spaces on its others. */

#include "document/document-write.h"

#include "document/document-markdown-inline.h"
#include "document/document-private.h"

#include <string.h>

#define NOTE_INDENT 4

typedef struct
{
  const SheafDocument *document;
  GString *out;
  guint *items;     /* for each list the items begun */
  guint8 *widths;   /* for each item the width of its mark */
  gboolean *others; /* for each list: marked otherwise than the list right before it */
  int path[SHEAF_DOCUMENT_MAX_DEPTH];
  guint depth;
  guint same;               /* of the path: containers that the block before stood in, too */
  GString *prefix;          /* of the block's further lines */
  const SheafBlock *before; /* (nullable) */
  SheafMarkdownNotes notes;
} Writer;

static const SheafContainer *
get_container (const Writer *self, int index)
{
  return &g_array_index (self->document->containers, SheafContainer, index);
}

static SheafContainerKind
kind_at (const Writer *self, guint depth)
{
  return get_container (self, self->path[depth])->kind;
}

/* Containers */

static void
append_mark (Writer *self, guint depth)
{
  int list = self->path[depth - 1];
  guint note = sheaf_markdown_notes_of_item (&self->notes, self->path[depth]);
  gsize begun = self->out->len;

  if (note > 0)
    {
      g_string_append_printf (self->out, "[^%u]: ", note);
      self->widths[self->path[depth]] = NOTE_INDENT;
      return;
    }
  if (get_container (self, list)->kind == SHEAF_CONTAINER_UNORDERED_LIST)
    g_string_append (self->out, self->others[list] ? "* " : "- ");
  else
    {
      gint64 number = (gint64)get_container (self, list)->number + self->items[list];

      g_string_append_printf (self->out, "%" G_GINT64_FORMAT "%s ", CLAMP (number, 0, 999999999),
                              self->others[list] ? ")" : ".");
    }
  self->items[list]++;
  self->widths[self->path[depth]] = (guint8)(self->out->len - begun);
}

/* What the containers up to DEPTH put before a further line. */
static void
append_prefix (Writer *self, GString *out, guint from, guint depth)
{
  gboolean indented = FALSE;

  for (guint i = 0; i < depth; i++)
    {
      SheafContainerKind kind = kind_at (self, i);
      gboolean definition = kind == SHEAF_CONTAINER_DEFINITION && !indented;

      indented = definition || (indented && kind != SHEAF_CONTAINER_ITEM);
      if (i < from)
        continue;
      if (kind == SHEAF_CONTAINER_QUOTE)
        g_string_append (out, "> ");
      else if (kind == SHEAF_CONTAINER_ITEM)
        g_string_append_printf (out, "%*s", (int)self->widths[self->path[i]], "");
      else if (definition)
        g_string_append (out, "  ");
    }
}

/* A line without text ends with the last mark of its prefix. */
static void
end_empty_line (Writer *self)
{
  while (self->out->len > 0 && self->out->str[self->out->len - 1] == ' ')
    g_string_truncate (self->out, self->out->len - 1);
  g_string_append_c (self->out, '\n');
}

/* The first line's, with the marks of the items that begin here. */
static void
begin_line (Writer *self)
{
  append_prefix (self, self->out, 0, self->same);
  for (guint i = self->same; i < self->depth; i++)
    if (kind_at (self, i) == SHEAF_CONTAINER_ITEM)
      append_mark (self, i);
    else
      append_prefix (self, self->out, i, i + 1);

  g_string_truncate (self->prefix, 0);
  append_prefix (self, self->prefix, 0, self->depth);
}

/* Two short items in a row, or an item and the list inside it, need no empty line between. */
static gboolean
sits_close (const Writer *self, const SheafBlock *block, guint depth_before)
{
  guint fresh = self->depth - self->same;

  if (self->before->kind == SHEAF_BLOCK_ROW && block->kind == SHEAF_BLOCK_ROW
      && self->before->container == block->container)
    return TRUE;
  if (self->before->kind != SHEAF_BLOCK_PARAGRAPH || block->kind != SHEAF_BLOCK_PARAGRAPH
      || fresh == 0)
    return FALSE;
  if (kind_at (self, self->same) == SHEAF_CONTAINER_ITEM)
    return fresh == 1;

  return fresh == 2 && self->same > 0 && depth_before == self->same
         && kind_at (self, self->same) == SHEAF_CONTAINER_UNORDERED_LIST
         && kind_at (self, self->same - 1) == SHEAF_CONTAINER_ITEM;
}

static void
go_to_block (Writer *self, const SheafBlock *block)
{
  int path[SHEAF_DOCUMENT_MAX_DEPTH];
  guint depth = sheaf_document_block_path (self->document, block, path);
  guint depth_before = self->depth;

  self->same = 0;
  while (self->same < depth && self->same < self->depth
         && path[self->same] == self->path[self->same])
    self->same++;
  if (self->same < depth && self->same < self->depth)
    {
      int last = self->path[self->same], next = path[self->same];

      self->others[next] = get_container (self, last)->kind == get_container (self, next)->kind
                           && !self->others[last];
    }
  memcpy (self->path, path, depth * sizeof *path);
  self->depth = depth;

  if (self->before != NULL && !sits_close (self, block, depth_before))
    {
      append_prefix (self, self->out, 0, self->same);
      end_empty_line (self);
    }
  begin_line (self);
}

/* Each kind of block */

static void
write_paragraph (Writer *self, const SheafBlock *block)
{
  gboolean term = self->depth > 0 && kind_at (self, self->depth - 1) == SHEAF_CONTAINER_TERM;

  guint note = sheaf_markdown_notes_of_block (
      &self->notes, (guint)(block - &g_array_index (self->document->blocks, SheafBlock, 0)));

  if (note > 0)
    g_string_append_printf (self->out, "[^%u]: ", note);
  sheaf_markdown_append_inline (self->out, self->document, block,
                                term ? SHEAF_MARKDOWN_BOLD : SHEAF_MARKDOWN_PLAIN, &self->notes);
}

static void
write_heading (Writer *self, const SheafBlock *block)
{
  for (guint i = 0; i < block->level; i++)
    g_string_append_c (self->out, '#');
  g_string_append_c (self->out, ' ');
  sheaf_markdown_append_inline (self->out, self->document, block, SHEAF_MARKDOWN_HEADING,
                                &self->notes);
}

static void
write_code (Writer *self, const SheafBlock *block)
{
  const char *text = self->document->text + block->start_byte;
  const char *end = self->document->text + block->end_byte;
  gsize longest = 2, run = 0;
  g_autofree char *fence = NULL;

  for (const char *p = text; p < end; p++)
    {
      run = *p == '`' ? run + 1 : 0;
      longest = MAX (longest, run);
    }
  fence = g_strnfill (longest + 1, '`');
  g_string_append_printf (self->out, "%s%s\n", fence, block->info != NULL ? block->info : "");
  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize)(end - text));

      if (stop == NULL)
        stop = end;
      g_string_append (self->out, self->prefix->str);
      g_string_append_len (self->out, text, stop - text);
      if (stop > text)
        g_string_append_c (self->out, '\n');
      else
        end_empty_line (self);
      text = stop + 1;
    }
  g_string_append_printf (self->out, "%s%s", self->prefix->str, fence);
}

static void
write_image (Writer *self, const SheafBlock *block)
{
  const SheafImage *image = &g_array_index (self->document->images, SheafImage, block->image);

  g_string_append (self->out, "![");
  if (image->alt != NULL)
    sheaf_markdown_append_text (self->out, image->alt);
  g_string_append (self->out, "](");
  sheaf_markdown_append_url (self->out, image->src);
  g_string_append_c (self->out, ')');
}

static void
write_caption (Writer *self, const SheafBlock *block)
{
  sheaf_markdown_append_inline (self->out, self->document, block, SHEAF_MARKDOWN_EMPHASISED,
                                &self->notes);
}

static guint
count_columns (const Writer *self, const SheafBlock *block)
{
  guint columns = 1;

  for (gsize byte = block->start_byte; byte < block->end_byte; byte++)
    columns += self->document->text[byte] == '\t';

  return columns;
}

static void
write_cells (Writer *self, const SheafBlock *block, gboolean head)
{
  const char *text = self->document->text;
  SheafBlock cell = *block;

  for (guint column = 0; cell.start_byte <= block->end_byte; column++)
    {
      gboolean bold = !head && (block->headers >> column & 1) != 0;

      cell.end_byte = cell.start_byte;
      while (cell.end_byte < block->end_byte && text[cell.end_byte] != '\t')
        cell.end_byte++;
      cell.end = cell.start
                 + (guint)g_utf8_strlen (text + cell.start_byte,
                                         (gssize)(cell.end_byte - cell.start_byte));
      g_string_append (self->out, "| ");
      sheaf_markdown_append_inline (self->out, self->document, &cell,
                                    bold ? SHEAF_MARKDOWN_BOLD_CELL : SHEAF_MARKDOWN_CELL,
                                    &self->notes);
      g_string_append (self->out, cell.end > cell.start ? " " : "");
      cell.start = cell.end + 1;
      cell.start_byte = cell.end_byte + 1;
    }
  g_string_append_c (self->out, '|');
}

static void
write_columns (Writer *self, const char *column, guint columns)
{
  while (columns-- > 0)
    g_string_append (self->out, column);
  g_string_append_c (self->out, '|');
}

/* A table has a head in Markdown: its first row if any of it is one, else an empty one. */
static void
write_row (Writer *self, const SheafBlock *block)
{
  gboolean first = self->before == NULL || self->before->kind != SHEAF_BLOCK_ROW
                   || self->before->container != block->container;
  guint columns = count_columns (self, block);

  if (!first)
    {
      write_cells (self, block, FALSE);
      return;
    }

  if (block->headers != 0)
    write_cells (self, block, TRUE);
  else
    write_columns (self, "| ", columns);
  g_string_append_printf (self->out, "\n%s", self->prefix->str);
  write_columns (self, "| --- ", columns);
  if (block->headers != 0)
    return;
  g_string_append_printf (self->out, "\n%s", self->prefix->str);
  write_cells (self, block, FALSE);
}

static void
write_rule (Writer *self, const SheafBlock *block)
{
  g_string_append (self->out, "___");
}

char *
sheaf_document_to_markdown (const SheafDocument *self)
{
  static void (*const write_block[]) (Writer *, const SheafBlock *) = {
    [SHEAF_BLOCK_PARAGRAPH] = write_paragraph, [SHEAF_BLOCK_HEADING] = write_heading,
    [SHEAF_BLOCK_CODE] = write_code,           [SHEAF_BLOCK_IMAGE] = write_image,
    [SHEAF_BLOCK_CAPTION] = write_caption,     [SHEAF_BLOCK_ROW] = write_row,
    [SHEAF_BLOCK_RULE] = write_rule,           [SHEAF_BLOCK_EMBED] = write_paragraph,
  };
  g_autofree guint *items = NULL;
  g_autofree guint8 *widths = NULL;
  g_autofree gboolean *others = NULL;
  g_autoptr (GString) prefix = g_string_new (NULL);
  Writer writer = { .document = self, .prefix = prefix };

  g_return_val_if_fail (self != NULL, NULL);

  sheaf_markdown_notes_find (&writer.notes, self);
  writer.items = items = g_new0 (guint, self->containers->len + 1);
  writer.widths = widths = g_new0 (guint8, self->containers->len + 1);
  writer.others = others = g_new0 (gboolean, self->containers->len + 1);
  writer.out = g_string_sized_new (self->bytes + self->bytes / 4);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const SheafBlock *block = &g_array_index (self->blocks, SheafBlock, i);

      go_to_block (&writer, block);
      write_block[block->kind](&writer, block);
      g_string_append_c (writer.out, '\n');
      writer.before = block;
    }
  sheaf_markdown_notes_clear (&writer.notes);

  return g_string_free (writer.out, FALSE);
}

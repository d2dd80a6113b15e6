/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Is a document what document.h promises? Asked of everything that comes from stored bytes, so that
 * readers and writers need no checks of their own. */

#include "document/document-private.h"

#include "base/text.h"

#include <string.h>

#define MAX_LANG 35
#define MAX_INFO 32
#define MAX_ANCHOR 128

static gboolean
all_chars_in (const char *text, const char *others, gsize max)
{
  gsize n = 0;

  if (text == NULL)
    return FALSE;

  for (; text[n] != '\0'; n++)
    if (n == max || (!g_ascii_isalnum (text[n]) && strchr (others, text[n]) == NULL))
      return FALSE;

  return n > 0;
}

gboolean
sheaf_document_lang_ok (const char *lang)
{
  return all_chars_in (lang, "-", MAX_LANG) && g_ascii_isalpha (lang[0]);
}

gboolean
sheaf_document_info_ok (const char *info)
{
  return all_chars_in (info, "+#._-", MAX_INFO);
}

static gboolean
address_ok (const char *address, const char *const *schemes)
{
  if (address == NULL)
    return FALSE;
  for (const char *p = address; *p != '\0'; p++)
    if ((guchar)*p <= ' ' || *p == 0x7f)
      return FALSE;
  for (; *schemes != NULL; schemes++)
    if (g_ascii_strncasecmp (address, *schemes, strlen (*schemes)) == 0
        && address[strlen (*schemes)] != '\0')
      return TRUE;

  return FALSE;
}

gboolean
sheaf_document_href_ok (const char *href)
{
  static const char *const schemes[] = { "https://", "http://", "mailto:", NULL };

  return href != NULL && *href == '#' ? sheaf_document_anchor_ok (href + 1)
                                      : address_ok (href, schemes);
}

/* A name as HTML and Markdown can both carry it. */
gboolean
sheaf_document_anchor_ok (const char *name)
{
  gsize n = 0;

  if (name == NULL)
    return FALSE;
  for (; name[n] != '\0'; n++)
    if (n == MAX_ANCHOR || (guchar)name[n] <= ' '
        || strchr ("\"'<>`\\()[]&|%\x7f", name[n]) != NULL)
      return FALSE;

  return n > 0;
}

gboolean
sheaf_document_src_ok (const char *src)
{
  static const char *const schemes[] = { "https://", "http://", NULL };

  return address_ok (src, schemes);
}

gboolean
sheaf_document_block_is_solid (SheafBlockKind kind)
{
  return kind == SHEAF_BLOCK_IMAGE || kind == SHEAF_BLOCK_CODE || kind == SHEAF_BLOCK_EMBED;
}

/* Containers */

static gboolean
is_list (SheafContainerKind kind)
{
  return kind == SHEAF_CONTAINER_UNORDERED_LIST || kind == SHEAF_CONTAINER_ORDERED_LIST;
}

static gboolean
nests_well (SheafContainerKind inner, gboolean has_outer, SheafContainerKind outer)
{
  gboolean in_list = has_outer && is_list (outer);
  gboolean in_definitions = has_outer && outer == SHEAF_CONTAINER_DEFINITION_LIST;

  if (has_outer && outer == SHEAF_CONTAINER_TABLE)
    return FALSE;
  if (inner == SHEAF_CONTAINER_ITEM)
    return in_list;
  if (inner == SHEAF_CONTAINER_TERM || inner == SHEAF_CONTAINER_DEFINITION)
    return in_definitions;

  return !in_list && !in_definitions;
}

static gboolean
containers_ok (const SheafDocument *self)
{
  g_autofree guint8 *depth = g_malloc (self->containers->len + 1);

  for (guint i = 0; i < self->containers->len; i++)
    {
      const SheafContainer *container = &g_array_index (self->containers, SheafContainer, i);
      const SheafContainer *outer = NULL;

      if ((guint)container->kind > SHEAF_CONTAINER_TABLE || container->parent < -1
          || container->parent >= (int)i)
        return FALSE;
      if (container->parent >= 0)
        outer = &g_array_index (self->containers, SheafContainer, container->parent);
      depth[i] = outer == NULL ? 1 : depth[container->parent] + 1;
      if (depth[i] > SHEAF_DOCUMENT_MAX_DEPTH
          || !nests_well (container->kind, outer != NULL, outer != NULL ? outer->kind : 0))
        return FALSE;
      if (container->number != 0 && container->kind != SHEAF_CONTAINER_ORDERED_LIST)
        return FALSE;
    }

  return TRUE;
}

/* Every container is one run of blocks, none is empty, and they stand in the order they begin. */
static gboolean
tree_ok (const SheafDocument *self)
{
  int path[2][SHEAF_DOCUMENT_MAX_DEPTH];
  guint depth[2] = { 0, 0 };
  int next = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      guint now = i % 2, before = 1 - now, same = 0;

      depth[now] = sheaf_document_block_path (self, &g_array_index (self->blocks, SheafBlock, i),
                                              path[now]);
      while (same < depth[now] && same < depth[before] && path[now][same] == path[before][same])
        same++;
      for (; same < depth[now]; same++)
        if (path[now][same] != next++)
          return FALSE;
    }

  return next == (int)self->containers->len;
}

/* Figures show something, tables have rows, all of one width, and one caption. */
static gboolean
contents_ok (const SheafDocument *self)
{
  guint n = self->containers->len;
  g_autofree gboolean *solid = g_new0 (gboolean, n + 1);
  g_autofree guint *columns = g_new0 (guint, n + 1);
  g_autofree guint *captions = g_new0 (guint, n + 1);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const SheafBlock *block = &g_array_index (self->blocks, SheafBlock, i);
      guint at = block->container < 0 ? n : (guint)block->container;
      guint cells = 1;

      solid[at] |= sheaf_document_block_is_solid (block->kind);
      captions[at] += block->kind == SHEAF_BLOCK_CAPTION;
      if (block->kind != SHEAF_BLOCK_ROW)
        continue;
      for (gsize byte = block->start_byte; byte < block->end_byte; byte++)
        cells += self->text[byte] == '\t';
      if (cells > SHEAF_TABLE_MAX_COLUMNS || (columns[at] != 0 && columns[at] != cells)
          || (cells < SHEAF_TABLE_MAX_COLUMNS && block->headers >> cells != 0))
        return FALSE;
      columns[at] = cells;
    }
  for (guint i = n; i > 0; i--)
    {
      const SheafContainer *container = &g_array_index (self->containers, SheafContainer, i - 1);
      gboolean table = container->kind == SHEAF_CONTAINER_TABLE;

      if ((table && (columns[i - 1] == 0 || captions[i - 1] > 1))
          || (container->kind == SHEAF_CONTAINER_FIGURE && !solid[i - 1]))
        return FALSE;
      solid[container->parent < 0 ? (int)n : container->parent]
          |= solid[i - 1] || table || container->kind == SHEAF_CONTAINER_QUOTE;
    }

  return TRUE;
}

/* Blocks */

static gboolean
kind_fits (const SheafDocument *self, const SheafBlock *block)
{
  SheafContainerKind outer;

  if (block->container < 0)
    return block->kind != SHEAF_BLOCK_CAPTION && block->kind != SHEAF_BLOCK_ROW;

  outer = g_array_index (self->containers, SheafContainer, block->container).kind;
  if (is_list (outer) || outer == SHEAF_CONTAINER_DEFINITION_LIST)
    return FALSE;
  if (block->kind == SHEAF_BLOCK_ROW)
    return outer == SHEAF_CONTAINER_TABLE;
  if (block->kind == SHEAF_BLOCK_CAPTION)
    return outer == SHEAF_CONTAINER_TABLE || outer == SHEAF_CONTAINER_FIGURE;

  return outer != SHEAF_CONTAINER_TABLE;
}

static gboolean
fields_ok (const SheafDocument *self, const SheafBlock *block, guint images)
{
  gboolean bare = block->kind == SHEAF_BLOCK_IMAGE || block->kind == SHEAF_BLOCK_RULE;

  if ((guint)block->kind > SHEAF_BLOCK_EMBED || (guint)block->direction > SHEAF_DIRECTION_RTL
      || block->container < -1 || block->container >= (int)self->containers->len)
    return FALSE;
  if (block->kind == SHEAF_BLOCK_HEADING ? block->level < 1 || block->level > 6 : block->level != 0)
    return FALSE;
  if (block->image != (block->kind == SHEAF_BLOCK_IMAGE ? images : 0))
    return FALSE;
  if (block->headers != 0 && block->kind != SHEAF_BLOCK_ROW)
    return FALSE;
  if (bare && (block->lang != NULL || block->direction != SHEAF_DIRECTION_UNKNOWN))
    return FALSE;
  if (block->lang != NULL && !sheaf_document_lang_ok (block->lang))
    return FALSE;
  if (block->info != NULL
      && (block->kind != SHEAF_BLOCK_CODE || !sheaf_document_info_ok (block->info)))
    return FALSE;

  return kind_fits (self, block);
}

/* May C stand in a block of KIND after BEFORE (0: at its start)? */
static gboolean
char_ok (SheafBlockKind kind, gunichar c, gunichar before)
{
  SheafCharRole role = sheaf_document_char_role (c);

  if (role == SHEAF_CHAR_INK)
    return TRUE;
  if (role == SHEAF_CHAR_NONE)
    return FALSE;
  if (kind == SHEAF_BLOCK_CODE)
    return role == SHEAF_CHAR_BLANK || c == ' ' || c == '\t' || (c == '\n' && before != 0);
  if (kind == SHEAF_BLOCK_ROW)
    return role == SHEAF_CHAR_BLANK || c == '\t' || (c == ' ' && before != ' ' && before != '\t');

  return before != 0 && (role == SHEAF_CHAR_BLANK || (c == ' ' && before != ' '));
}

static gboolean
text_ok (const SheafDocument *self, const SheafBlock *block)
{
  const char *end = self->text + block->end_byte;
  gunichar before = 0;
  gboolean ink = FALSE;

  if (block->kind == SHEAF_BLOCK_RULE)
    return block->start == block->end;
  if (block->kind == SHEAF_BLOCK_IMAGE)
    return block->end == block->start + 1
           && sheaf_text_starts_with (self->text + block->start_byte, SHEAF_IMAGE_CHARACTER);

  for (const char *p = self->text + block->start_byte; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!char_ok (block->kind, c, before))
        return FALSE;
      ink |= sheaf_document_char_role (c) == SHEAF_CHAR_INK;
      before = c;
    }

  return ink
         && (block->kind == SHEAF_BLOCK_ROW || sheaf_document_char_role (before) == SHEAF_CHAR_INK);
}

static gboolean
blocks_ok (const SheafDocument *self)
{
  guint at = 0, images = 0;
  gsize byte = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const SheafBlock *block = &g_array_index (self->blocks, SheafBlock, i);

      if (block->start != at || block->start_byte != byte || block->end < at
          || block->end >= self->length || block->end_byte >= self->bytes
          || self->text[block->end_byte] != '\n')
        return FALSE;
      if (!fields_ok (self, block, images) || !text_ok (self, block))
        return FALSE;
      images += block->kind == SHEAF_BLOCK_IMAGE;
      at = block->end + 1;
      byte = block->end_byte + 1;
    }

  return at == self->length && byte == self->bytes && images == self->images->len;
}

static gboolean
images_ok (const SheafDocument *self)
{
  for (guint i = 0; i < self->images->len; i++)
    {
      const SheafImage *image = &g_array_index (self->images, SheafImage, i);

      if (!sheaf_document_src_ok (image->src))
        return FALSE;
      if (image->alt != NULL && (*image->alt == '\0' || strpbrk (image->alt, "\r\n") != NULL))
        return FALSE;
    }

  return TRUE;
}

/* Spans */

/* TEXT: where the span begins. Inside one block and one cell, ink at both ends. */
static gboolean
span_in_block (const SheafDocument *self, const SheafSpan *span, const char *text)
{
  const SheafBlock *block;
  const char *end;

  block = &g_array_index (self->blocks, SheafBlock, sheaf_document_find_block (self, span->start));
  if (span->end > block->end || block->kind == SHEAF_BLOCK_IMAGE)
    return FALSE;
  if (span->kind == SHEAF_SPAN_CODE && block->kind == SHEAF_BLOCK_CODE)
    return FALSE;

  end = g_utf8_offset_to_pointer (text, (glong)span->end - (glong)span->start);
  if (sheaf_document_char_role (g_utf8_get_char (text)) != SHEAF_CHAR_INK
      || sheaf_document_char_role (g_utf8_get_char (g_utf8_prev_char (end))) != SHEAF_CHAR_INK)
    return FALSE;

  return block->kind != SHEAF_BLOCK_ROW || memchr (text, '\t', (gsize)(end - text)) == NULL;
}

static gboolean
in_order (const SheafSpan *a, const SheafSpan *b)
{
  if (a->start != b->start)
    return a->start < b->start;
  if (a->end != b->end)
    return a->end > b->end;

  return a->kind < b->kind;
}

static gboolean
has_address (const SheafSpan *span)
{
  switch ((int)span->kind)
    {
    case SHEAF_SPAN_LINK:
      return sheaf_document_href_ok (span->href);
    case SHEAF_SPAN_ANCHOR:
      return sheaf_document_anchor_ok (span->href) && span->end == span->start + 1;
    default:
      return span->href == NULL;
    }
}

/* No name twice, and one for each link to a name. */
static gboolean
anchors_ok (const SheafDocument *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->spans->len; i++)
    {
      const SheafSpan *span = &g_array_index (self->spans, SheafSpan, i);

      if (span->kind == SHEAF_SPAN_ANCHOR && !g_hash_table_add (names, (gpointer)span->href))
        return FALSE;
    }
  for (guint i = 0; i < self->spans->len; i++)
    {
      const SheafSpan *span = &g_array_index (self->spans, SheafSpan, i);

      if (span->kind == SHEAF_SPAN_LINK && *span->href == '#'
          && !g_hash_table_contains (names, span->href + 1))
        return FALSE;
    }

  return TRUE;
}

static gboolean
spans_ok (const SheafDocument *self)
{
  const SheafSpan *last[SHEAF_DOCUMENT_SPAN_KINDS] = { NULL };
  const char *text = self->text;
  guint at = 0;

  for (guint i = 0; i < self->spans->len; i++)
    {
      const SheafSpan *span = &g_array_index (self->spans, SheafSpan, i);
      const SheafSpan *before;

      if ((guint)span->kind >= SHEAF_DOCUMENT_SPAN_KINDS || span->start < at
          || span->start >= span->end || span->end >= self->length)
        return FALSE;
      text = g_utf8_offset_to_pointer (text, (glong)span->start - (glong)at);
      at = span->start;
      if (!span_in_block (self, span, text))
        return FALSE;
      if (!has_address (span))
        return FALSE;
      if (i > 0 && !in_order (span - 1, span))
        return FALSE;
      before = last[span->kind];
      if (before != NULL
          && (before->end > span->start
              || (before->end == span->start && g_strcmp0 (before->href, span->href) == 0)))
        return FALSE;
      last[span->kind] = span;
    }

  return TRUE;
}

gboolean
sheaf_document_is_normal (const SheafDocument *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return containers_ok (self) && blocks_ok (self) && tree_ok (self) && contents_ok (self)
         && images_ok (self) && spans_ok (self) && anchors_ok (self);
}

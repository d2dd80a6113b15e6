/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The only way to make a document from a page. Calls fill drafts of blocks; document-normal.c turns
 * the drafts into the value. A call that fits nowhere (an item without a list, a heading in a
 * table) is read as the nearest thing that does, so that every order of calls gives a document. */

#include "document/document-builder.h"

#include "base/text.h"
#include "document/document-draft.h"
#include "document/document-nesting.h"
#include "document/document-private.h"

#include <string.h>

#define IGNORED 0xff /* on the stack of spans: opened without effect */
#define N_SPAN_KINDS SHEAF_DOCUMENT_SPAN_KINDS
#define MAX_WAITING 16 /* anchors in front of one character */

/* The spans of one kind that are open: as deep as they nest, but one range. */
typedef struct
{
  guint depth;
  guint start;
  const char *href;
} Active;

struct _SheafDocumentBuilder
{
  SheafDrafts drafts;
  SheafNesting nesting;
  int captioned; /* the last table that has its caption, -1: none */
  GByteArray *span_stack;
  Active active[N_SPAN_KINDS];
  GPtrArray *waiting;  /* names of anchors that the next ink gets */
  GHashTable *anchors; /* names given (nullable) */

  gboolean in_block;
  SheafDraft block;
  gboolean has_ink;  /* in the block */
  gboolean at_start; /* no ink yet in the block or cell */
  GString *pending;  /* white space that counts only if ink follows */
  guint pending_chars;
};

static void
make_empty (SheafDocumentBuilder *self)
{
  SheafDrafts *drafts = &self->drafts;

  drafts->text = g_string_new (NULL);
  drafts->blocks = g_array_new (FALSE, TRUE, sizeof (SheafDraft));
  drafts->containers = g_array_new (FALSE, TRUE, sizeof (SheafContainer));
  drafts->spans = g_array_new (FALSE, TRUE, sizeof (SheafSpan));
  drafts->images = g_array_new (FALSE, TRUE, sizeof (SheafImage));
  drafts->strings = g_string_chunk_new (1024);
  sheaf_nesting_init (&self->nesting, drafts->containers);
  self->span_stack = g_byte_array_new ();
  self->pending = g_string_new (NULL);
  self->waiting = g_ptr_array_new ();
  self->captioned = -1;
}

static void
make_clear (SheafDocumentBuilder *self)
{
  g_string_free (self->drafts.text, TRUE);
  g_array_unref (self->drafts.blocks);
  g_array_unref (self->drafts.containers);
  g_array_unref (self->drafts.spans);
  g_array_unref (self->drafts.images);
  g_clear_pointer (&self->drafts.strings, g_string_chunk_free);
  sheaf_nesting_clear (&self->nesting);
  g_byte_array_unref (self->span_stack);
  g_string_free (self->pending, TRUE);
  g_ptr_array_unref (self->waiting);
  g_clear_pointer (&self->anchors, g_hash_table_unref);
  memset (self, 0, sizeof *self);
}

SheafDocumentBuilder *
sheaf_document_builder_new (void)
{
  SheafDocumentBuilder *self = g_new0 (SheafDocumentBuilder, 1);

  make_empty (self);

  return self;
}

void
sheaf_document_builder_free (SheafDocumentBuilder *self)
{
  if (self == NULL)
    return;

  make_clear (self);
  g_free (self);
}

/* Containers */

void
sheaf_document_builder_open (SheafDocumentBuilder *self, SheafContainerKind kind, int number)
{
  g_return_if_fail (self != NULL);

  sheaf_document_builder_end (self);
  sheaf_nesting_open (&self->nesting, kind, number);
}

void
sheaf_document_builder_close (SheafDocumentBuilder *self)
{
  g_return_if_fail (self != NULL);

  sheaf_document_builder_end (self);
  if (!sheaf_nesting_close (&self->nesting))
    g_return_if_reached ();
}

/* Spans */

static void
add_range (SheafDocumentBuilder *self, SheafSpanKind kind, guint end)
{
  const Active *active = &self->active[kind];
  SheafSpan span = { kind, active->start, end, active->href };

  if (span.start < span.end)
    g_array_append_val (self->drafts.spans, span);
}

/* All open spans end with the ink so far, to begin again with the next block or cell. White space
 * at this end is none of the text's, nor of the spans closed in it: those are the last ones. */
static void
cut_spans (SheafDocumentBuilder *self)
{
  GArray *spans = self->drafts.spans;
  guint chars = self->block.chars;

  for (guint i = spans->len; i > self->block.first_span; i--)
    {
      SheafSpan *span = &g_array_index (spans, SheafSpan, i - 1);

      if (span->end <= chars)
        break;
      span->end = chars;
      span->start = MIN (span->start, chars);
    }
  for (guint kind = 0; kind < N_SPAN_KINDS; kind++)
    if (self->active[kind].depth > 0)
      add_range (self, kind, chars);
  g_string_truncate (self->pending, 0);
  self->pending_chars = 0;
}

static void
restart_spans (SheafDocumentBuilder *self)
{
  for (guint kind = 0; kind < N_SPAN_KINDS; kind++)
    self->active[kind].start = self->block.chars;
}

void
sheaf_document_builder_open_span (SheafDocumentBuilder *self, SheafSpanKind kind, const char *href)
{
  Active *active;
  guint8 entry = kind;

  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint)kind < SHEAF_SPAN_ANCHOR);

  active = &self->active[kind];
  if (kind == SHEAF_SPAN_LINK && (active->depth > 0 || !sheaf_document_href_ok (href)))
    entry = IGNORED;
  g_byte_array_append (self->span_stack, &entry, 1);
  if (entry == IGNORED || active->depth++ > 0)
    return;

  active->start = self->in_block ? self->block.chars + self->pending_chars : 0;
  if (kind == SHEAF_SPAN_LINK)
    {
      active->href = g_string_chunk_insert_const (self->drafts.strings, href);
      self->drafts.anchored |= *href == '#';
    }
}

void
sheaf_document_builder_anchor (SheafDocumentBuilder *self, const char *name)
{
  g_return_if_fail (self != NULL);

  if (!sheaf_document_anchor_ok (name) || self->waiting->len == MAX_WAITING)
    return;
  if (self->anchors == NULL)
    self->anchors = g_hash_table_new (g_str_hash, g_str_equal);

  name = g_string_chunk_insert_const (self->drafts.strings, name);
  if (g_hash_table_add (self->anchors, (gpointer)name))
    g_ptr_array_add (self->waiting, (gpointer)name);
}

/* The first of CHARS characters of ink get the names that wait, one each. */
static void
place_anchors (SheafDocumentBuilder *self, guint chars)
{
  guint n = MIN (self->waiting->len, chars);

  for (guint i = 0; i < n; i++)
    {
      guint start = self->block.chars + i;
      SheafSpan span = { SHEAF_SPAN_ANCHOR, start, start + 1, self->waiting->pdata[i] };

      g_array_append_val (self->drafts.spans, span);
    }
  if (n > 0)
    g_ptr_array_remove_range (self->waiting, 0, n);
  self->drafts.anchored |= n > 0;
}

void
sheaf_document_builder_close_span (SheafDocumentBuilder *self)
{
  guint8 kind;

  g_return_if_fail (self != NULL);
  g_return_if_fail (self->span_stack->len > 0);

  kind = self->span_stack->data[self->span_stack->len - 1];
  g_byte_array_set_size (self->span_stack, self->span_stack->len - 1);
  if (kind != IGNORED && --self->active[kind].depth == 0 && self->in_block)
    add_range (self, kind, self->block.chars + self->pending_chars);
}

/* Blocks */

/* A table holds rows and one caption; rows stand in a table alone. */
static SheafBlockKind
fitting_kind (SheafDocumentBuilder *self, SheafBlockKind kind)
{
  if (!sheaf_nesting_is_in (&self->nesting, SHEAF_CONTAINER_TABLE))
    return kind == SHEAF_BLOCK_ROW || kind == SHEAF_BLOCK_IMAGE ? SHEAF_BLOCK_PARAGRAPH : kind;

  if (kind == SHEAF_BLOCK_CAPTION && self->captioned != sheaf_nesting_current (&self->nesting))
    return SHEAF_BLOCK_CAPTION;

  return SHEAF_BLOCK_ROW;
}

static void
start_block (SheafDocumentBuilder *self)
{
  self->in_block = TRUE;
  self->has_ink = FALSE;
  self->at_start = TRUE;
  self->block.chars = 0;
  self->block.cells = 0;
  self->block.headers = 0;
  self->block.start = self->drafts.text->len;
  self->block.first_span = self->drafts.spans->len;
  restart_spans (self);
}

void
sheaf_document_builder_begin (SheafDocumentBuilder *self,
                              SheafBlockKind kind,
                              guint level,
                              const char *info,
                              const char *lang,
                              SheafDirection direction)
{
  SheafDraft *block;

  g_return_if_fail (self != NULL);

  sheaf_document_builder_end (self);
  sheaf_nesting_settle (&self->nesting);
  block = &self->block;
  memset (block, 0, sizeof *block);
  block->kind = fitting_kind (self, kind);
  block->container = sheaf_nesting_current (&self->nesting);
  if (block->kind == SHEAF_BLOCK_HEADING)
    block->level = CLAMP (level, 1, 6);
  if (block->kind == SHEAF_BLOCK_CODE && sheaf_document_info_ok (info))
    block->info = g_string_chunk_insert_const (self->drafts.strings, info);
  if (block->kind != SHEAF_BLOCK_RULE)
    {
      block->direction = direction;
      if (sheaf_document_lang_ok (lang))
        block->lang = g_string_chunk_insert_const (self->drafts.strings, lang);
    }
  start_block (self);
}

void
sheaf_document_builder_end (SheafDocumentBuilder *self)
{
  SheafDraft *block;

  g_return_if_fail (self != NULL);

  if (!self->in_block)
    return;

  block = &self->block;
  cut_spans (self);
  self->in_block = FALSE;
  if (!self->has_ink && block->kind != SHEAF_BLOCK_RULE)
    {
      g_string_truncate (self->drafts.text, block->start);
      g_array_set_size (self->drafts.spans, block->first_span);
      return;
    }

  if (block->kind == SHEAF_BLOCK_CAPTION
      && sheaf_nesting_is_in (&self->nesting, SHEAF_CONTAINER_TABLE))
    self->captioned = block->container;
  block->bytes = self->drafts.text->len - block->start;
  sheaf_drafts_tidy_spans (&self->drafts, block);
  g_array_append_val (self->drafts.blocks, *block);
}

gboolean
sheaf_document_builder_in_block (SheafDocumentBuilder *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->in_block;
}

guint
sheaf_document_builder_count_blocks (SheafDocumentBuilder *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->drafts.blocks->len + (self->in_block && self->has_ink);
}

/* Begins a block like the one that ended; a rule is whole by itself. */
static void
resume_block (SheafDocumentBuilder *self, const SheafDraft *alike)
{
  if (alike->kind == SHEAF_BLOCK_RULE)
    return;

  self->block = *alike;
  self->block.kind = fitting_kind (self, alike->kind);
  start_block (self);
}

/* Text */

/* Before the first ink of a code block blank lines go, not the indentation of its first line. */
static void
drop_blank_lines (SheafDocumentBuilder *self)
{
  const char *last = strrchr (self->pending->str, '\n');
  guint gone;

  if (last == NULL)
    return;

  gone = (guint)g_utf8_strlen (self->pending->str, last + 1 - self->pending->str);
  g_string_erase (self->pending, 0, last + 1 - self->pending->str);
  self->pending_chars -= gone;
  for (guint kind = 0; kind < N_SPAN_KINDS; kind++)
    self->active[kind].start -= MIN (self->active[kind].start, gone);
  for (guint i = self->block.first_span; i < self->drafts.spans->len; i++)
    {
      SheafSpan *span = &g_array_index (self->drafts.spans, SheafSpan, i);

      span->start -= MIN (span->start, gone);
      span->end -= MIN (span->end, gone);
    }
}

static void
add_ink (SheafDocumentBuilder *self, const char *text, gsize bytes, guint chars)
{
  SheafDraft *block = &self->block;

  if (chars == 0 || block->kind == SHEAF_BLOCK_RULE)
    return;

  if (block->kind == SHEAF_BLOCK_ROW && block->cells == 0)
    block->cells = 1;
  if (self->pending_chars > 0)
    {
      if (self->at_start)
        drop_blank_lines (self);
      g_string_append_len (self->drafts.text, self->pending->str, (gssize)self->pending->len);
      block->chars += self->pending_chars;
      g_string_truncate (self->pending, 0);
      self->pending_chars = 0;
    }
  if (self->waiting->len > 0)
    place_anchors (self, chars);
  g_string_append_len (self->drafts.text, text, (gssize)bytes);
  block->chars += chars;
  self->at_start = FALSE;
  self->has_ink = TRUE;
}

static void
add_white (SheafDocumentBuilder *self, gunichar c, gboolean collapses)
{
  GString *pending = self->pending;

  if (self->block.kind != SHEAF_BLOCK_CODE)
    {
      if (self->at_start)
        return;
      if (collapses && pending->len > 0 && pending->str[pending->len - 1] == ' ')
        return;
      if (collapses)
        c = ' ';
    }
  else if (collapses && c != ' ' && c != '\t')
    c = '\n';

  g_string_append_unichar (pending, c);
  self->pending_chars++;
}

void
sheaf_document_builder_text (SheafDocumentBuilder *self, const char *text, gssize length)
{
  const char *end, *run;
  guint chars = 0;

  g_return_if_fail (self != NULL && text != NULL);
  g_return_if_fail (self->in_block);

  end = text + (length < 0 ? (gssize)strlen (text) : length);
  run = text;
  while (text < end)
    {
      gunichar c = g_utf8_get_char (text);
      const char *next = g_utf8_next_char (text);
      SheafCharRole role = sheaf_document_char_role (c);

      if (role == SHEAF_CHAR_INK)
        {
          chars++;
          text = next;
          continue;
        }
      add_ink (self, run, text - run, chars);
      if (role != SHEAF_CHAR_NONE && !(c == '\r' && next < end && *next == '\n'))
        add_white (self, c, role == SHEAF_CHAR_SPACE);
      chars = 0;
      run = text = next;
    }
  add_ink (self, run, text - run, chars);
}

void
sheaf_document_builder_break (SheafDocumentBuilder *self)
{
  SheafDraft alike;

  g_return_if_fail (self != NULL);

  if (!self->in_block)
    return;

  alike = self->block;
  if (alike.kind == SHEAF_BLOCK_CODE || alike.kind == SHEAF_BLOCK_ROW
      || alike.kind == SHEAF_BLOCK_HEADING
      || sheaf_nesting_is_in (&self->nesting, SHEAF_CONTAINER_TABLE))
    {
      add_white (self, '\n', TRUE);
      return;
    }
  sheaf_document_builder_end (self);
  resume_block (self, &alike);
}

void
sheaf_document_builder_cell (SheafDocumentBuilder *self, gboolean header)
{
  SheafDraft *block;

  g_return_if_fail (self != NULL);
  g_return_if_fail (self->in_block);

  block = &self->block;
  if (block->kind != SHEAF_BLOCK_ROW || block->cells == SHEAF_TABLE_MAX_COLUMNS)
    {
      add_white (self, ' ', TRUE);
      return;
    }
  if (block->cells > 0)
    {
      cut_spans (self);
      g_string_append_c (self->drafts.text, '\t');
      block->chars++;
      restart_spans (self);
    }
  self->at_start = TRUE;
  if (header)
    block->headers |= G_GUINT64_CONSTANT (1) << block->cells;
  block->cells++;
}

void
sheaf_document_builder_image (
    SheafDocumentBuilder *self, const char *src, const char *alt, guint width, guint height)
{
  g_autofree char *line = NULL;
  SheafImage image = { NULL, NULL, width, height };
  SheafDraft draft = { .kind = SHEAF_BLOCK_IMAGE, .chars = 1 };
  SheafDraft alike;
  gboolean resume;

  g_return_if_fail (self != NULL);

  if (sheaf_nesting_is_in (&self->nesting, SHEAF_CONTAINER_TABLE) || !sheaf_document_src_ok (src))
    return;

  alike = self->block;
  resume = self->in_block;
  sheaf_document_builder_end (self);
  sheaf_nesting_settle (&self->nesting);

  line = sheaf_text_line (alt, 0);
  image.src = g_string_chunk_insert_const (self->drafts.strings, src);
  image.alt = line != NULL ? g_string_chunk_insert (self->drafts.strings, line) : NULL;
  draft.image = self->drafts.images->len;
  draft.container = sheaf_nesting_current (&self->nesting);
  draft.start = self->drafts.text->len;
  draft.bytes = strlen (SHEAF_IMAGE_CHARACTER);
  draft.first_span = self->drafts.spans->len;
  g_string_append (self->drafts.text, SHEAF_IMAGE_CHARACTER);
  g_array_append_val (self->drafts.images, image);
  g_array_append_val (self->drafts.blocks, draft);

  if (resume)
    resume_block (self, &alike);
}

void
sheaf_document_builder_embed (SheafDocumentBuilder *self, const char *href, const char *title)
{
  SheafDraft alike;
  gboolean resume;

  g_return_if_fail (self != NULL && title != NULL);

  if (sheaf_nesting_is_in (&self->nesting, SHEAF_CONTAINER_TABLE) || !sheaf_document_src_ok (href))
    return;

  alike = self->block;
  resume = self->in_block;
  sheaf_document_builder_begin (self, SHEAF_BLOCK_EMBED, 0, NULL, NULL, SHEAF_DIRECTION_UNKNOWN);
  sheaf_document_builder_open_span (self, SHEAF_SPAN_LINK, href);
  sheaf_document_builder_text (self, title, -1);
  sheaf_document_builder_close_span (self);
  sheaf_document_builder_end (self);
  if (resume)
    resume_block (self, &alike);
}

SheafDocument *
sheaf_document_builder_finish (SheafDocumentBuilder *self)
{
  SheafDocument *document;

  g_return_val_if_fail (self != NULL, NULL);

  sheaf_document_builder_end (self);
  document = sheaf_drafts_finish (&self->drafts);
  make_clear (self);
  make_empty (self);

  return document;
}

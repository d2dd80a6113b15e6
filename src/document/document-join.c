/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts are written down as drafts again, so that the normal form is made at one place. */

#include "document/document-join.h"

#include "base/text.h"
#include "document/document-draft.h"
#include "document/document-private.h"

#include <string.h>

#define BEGINNING 8    /* blocks that may stand over each part */
#define LONG_NAME 100  /* bytes of a name that is not made longer */
#define LEAST_KNOWN 40 /* characters of a block that is no common phrase */

/* (transfer full) */
static char *
fold_block (const SheafDocument *document, const SheafBlock *block)
{
  g_autofree char *text
      = g_strndup (document->text + block->start_byte, block->end_byte - block->start_byte);

  return sheaf_text_fold (text);
}

static const char *
source_of (const SheafDocument *document, const SheafBlock *block)
{
  return g_array_index (document->images, SheafImage, block->image).src;
}

static gboolean
is_title (const SheafDocument *document, const SheafBlock *block, const char *title)
{
  g_autofree char *text = fold_block (document, block);
  g_autofree char *folded = title != NULL ? sheaf_text_fold (title) : NULL;

  return block->kind != SHEAF_BLOCK_IMAGE && g_strcmp0 (text, folded) == 0;
}

/* Does BLOCK of SECOND, its PLACE-th, stand at the beginning of FIRST too? A short line may well be
 * said twice ("No."), unless it has the same place in both. */
static gboolean
is_repeated (const SheafDocument *first,
             const SheafDocument *second,
             const SheafBlock *block,
             guint place)
{
  gboolean image = block->kind == SHEAF_BLOCK_IMAGE;
  gboolean anywhere
      = block->kind == SHEAF_BLOCK_HEADING || block->end - block->start >= LEAST_KNOWN;
  g_autofree char *text = fold_block (second, block);

  if (block->kind == SHEAF_BLOCK_RULE)
    return TRUE;
  for (guint i = 0; i < first->blocks->len && i < BEGINNING; i++)
    {
      const SheafBlock *other = &g_array_index (first->blocks, SheafBlock, i);
      g_autofree char *same = NULL;

      if ((other->kind == SHEAF_BLOCK_IMAGE) != image)
        continue;
      if (image && g_str_equal (source_of (first, other), source_of (second, block)))
        return TRUE;
      same = image || (!anywhere && i != place) ? NULL : fold_block (first, other);
      if (same != NULL && g_str_equal (text, same))
        return TRUE;
    }

  return FALSE;
}

static const char *
keep (SheafDrafts *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

static guint
count_cells (const SheafDocument *document, const SheafBlock *block)
{
  guint cells = 1;

  for (gsize byte = block->start_byte; byte < block->end_byte; byte++)
    cells += document->text[byte] == '\t';

  return cells;
}

/* How many blocks SECOND begins with that FIRST has. */
static guint
count_repeated (const SheafDocument *first, const SheafDocument *second, const char *title)
{
  guint n = 0, titles = 0;

  for (; n < second->blocks->len && n < BEGINNING; n++)
    {
      const SheafBlock *block = &g_array_index (second->blocks, SheafBlock, n);

      if (is_title (second, block, title))
        titles++;
      else if (!is_repeated (first, second, block, n - titles))
        break;
    }

  return n;
}

/* --- Names of places --- */

static gboolean
is_anchor (const SheafSpan *span)
{
  return span->kind == SHEAF_SPAN_ANCHOR;
}

static void
add_names (GHashTable *names, const SheafDocument *document)
{
  for (guint i = 0; i < document->spans->len; i++)
    {
      const SheafSpan *span = &g_array_index (document->spans, SheafSpan, i);

      if (is_anchor (span))
        g_hash_table_add (names, g_strdup (span->href));
    }
}

/* Both parts may have a footnote "fn1": those names of SECOND that FIRST has, and what they are
 * called instead. (transfer full) */
GHashTable *
sheaf_drafts_rename_places (const SheafDocument *first, const SheafDocument *second)
{
  GHashTable *renamed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint next = 2;

  add_names (taken, first);
  for (guint i = 0; i < second->spans->len; i++)
    {
      const SheafSpan *span = &g_array_index (second->spans, SheafSpan, i);

      if (is_anchor (span) && g_hash_table_contains (taken, span->href))
        g_hash_table_insert (renamed, g_strdup (span->href), NULL);
    }
  if (g_hash_table_size (renamed) == 0)
    return renamed;
  add_names (taken, second);
  for (guint i = 0; i < second->spans->len; i++)
    {
      const SheafSpan *span = &g_array_index (second->spans, SheafSpan, i);
      char *name = NULL;

      if (!is_anchor (span) || !g_hash_table_contains (renamed, span->href))
        continue;
      do
        {
          g_free (name);
          name = g_strdup_printf ("%s-%u", strlen (span->href) > LONG_NAME ? "place" : span->href,
                                  next++);
        }
      while (!g_hash_table_add (taken, g_strdup (name)));
      g_hash_table_replace (renamed, g_strdup (span->href), name);
    }

  return renamed;
}

/* What SPAN is to lead to, or to be called. */
static const char *
keep_href (SheafDrafts *self, const SheafSpan *span, GHashTable *renamed)
{
  gboolean inside = span->kind == SHEAF_SPAN_LINK && *span->href == '#';
  const char *name;
  g_autofree char *href = NULL;

  self->anchored |= inside || is_anchor (span);
  if (renamed == NULL || !(inside || is_anchor (span)))
    return keep (self, span->href);
  name = g_hash_table_lookup (renamed, span->href + (inside ? 1 : 0));
  if (name == NULL)
    return keep (self, span->href);
  href = g_strconcat (inside ? "#" : "", name, NULL);

  return keep (self, href);
}

/* --- Drafts --- */

static void
add_image (SheafDrafts *self, SheafDraft *draft, const SheafImage *image)
{
  SheafImage copy = *image;

  copy.src = keep (self, image->src);
  copy.alt = keep (self, image->alt);
  draft->image = self->images->len;
  g_array_append_val (self->images, copy);
}

void
sheaf_drafts_init (SheafDrafts *self)
{
  *self = (SheafDrafts){ g_string_new (NULL),
                         g_array_new (FALSE, TRUE, sizeof (SheafDraft)),
                         g_array_new (FALSE, TRUE, sizeof (SheafContainer)),
                         g_array_new (FALSE, TRUE, sizeof (SheafSpan)),
                         g_array_new (FALSE, TRUE, sizeof (SheafImage)),
                         FALSE,
                         g_string_chunk_new (1024) };
}

/* After their document was made, which has the strings. */
void
sheaf_drafts_clear (SheafDrafts *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->blocks);
  g_array_unref (self->containers);
  g_array_unref (self->spans);
  g_array_unref (self->images);
}

void
sheaf_drafts_add_block (SheafDrafts *self,
                        const SheafDocument *document,
                        const SheafBlock *block,
                        int container,
                        GHashTable *renamed)
{
  SheafDraft draft = { 0 };
  const SheafSpan *spans;
  gsize n;

  draft.kind = block->kind;
  draft.start = self->text->len;
  draft.bytes = block->end_byte - block->start_byte;
  draft.chars = block->end - block->start;
  draft.container = container;
  draft.level = block->level;
  draft.cells = block->kind == SHEAF_BLOCK_ROW ? count_cells (document, block) : 0;
  draft.headers = block->headers;
  draft.direction = block->direction;
  draft.lang = keep (self, block->lang);
  draft.info = keep (self, block->info);
  if (block->kind == SHEAF_BLOCK_IMAGE)
    add_image (self, &draft, &g_array_index (document->images, SheafImage, block->image));
  g_string_append_len (self->text, document->text + block->start_byte, (gssize)draft.bytes);
  draft.first_span = self->spans->len;
  spans = sheaf_document_block_spans (document, block, &n);
  draft.n_spans = (guint)n;
  for (gsize i = 0; i < n; i++)
    {
      SheafSpan span = spans[i];

      span.start -= block->start;
      span.end -= block->start;
      span.href = keep_href (self, &span, renamed);
      g_array_append_val (self->spans, span);
    }
  g_array_append_val (self->blocks, draft);
}

/* From the block FROM on; RENAMED nullable. */
static void
add_document (SheafDrafts *self, const SheafDocument *document, guint from, GHashTable *renamed)
{
  guint outer = self->containers->len;

  for (guint i = 0; i < document->containers->len; i++)
    {
      SheafContainer container = g_array_index (document->containers, SheafContainer, i);

      if (container.parent >= 0)
        container.parent += (int)outer;
      g_array_append_val (self->containers, container);
    }
  for (guint i = from; i < document->blocks->len; i++)
    {
      const SheafBlock *block = &g_array_index (document->blocks, SheafBlock, i);

      sheaf_drafts_add_block (self, document, block,
                              block->container < 0 ? -1 : (int)outer + block->container, renamed);
    }
}

SheafDocument *
sheaf_document_join (const SheafDocument *first,
                     const SheafDocument *second,
                     const char *title,
                     guint *skipped)
{
  SheafDrafts drafts;
  g_autoptr (GHashTable) renamed = NULL;
  SheafDocument *joined;
  guint from;

  g_return_val_if_fail (first != NULL && second != NULL, NULL);

  from = count_repeated (first, second, title);
  if (skipped != NULL)
    *skipped = from < second->blocks->len ? g_array_index (second->blocks, SheafBlock, from).start
                                          : second->length;
  renamed = sheaf_drafts_rename_places (first, second);
  sheaf_drafts_init (&drafts);
  add_document (&drafts, first, 0, NULL);
  add_document (&drafts, second, from, renamed);
  joined = sheaf_drafts_finish (&drafts);
  sheaf_drafts_clear (&drafts);

  return joined;
}

/* Blocks of at least LEAST characters compared; -1: there are none. */
static double
share_known (GHashTable *known, const SheafDocument *document, guint least)
{
  gsize all = 0, again = 0;

  for (guint i = 0; i < document->blocks->len; i++)
    {
      const SheafBlock *block = &g_array_index (document->blocks, SheafBlock, i);
      g_autofree char *text = fold_block (document, block);

      if (block->end - block->start < least)
        continue;
      all += block->end - block->start;
      again += g_hash_table_contains (known, text) ? block->end - block->start : 0;
    }

  return all > 0 ? (double)again / (double)all : -1;
}

double
sheaf_document_share_known (const SheafDocument *first, const SheafDocument *second)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  double share;

  g_return_val_if_fail (first != NULL && second != NULL, 0);

  for (guint i = 0; i < first->blocks->len; i++)
    g_hash_table_add (known, fold_block (first, &g_array_index (first->blocks, SheafBlock, i)));
  share = share_known (known, second, LEAST_KNOWN);
  if (share < 0)
    share = share_known (known, second, 1); /* verse */

  return MAX (share, 0);
}

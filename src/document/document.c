/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The article as an immutable value: references, comparing, and the views into it. */

#include "document/document.h"

#include "document/document-private.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (SheafDocument, sheaf_document, sheaf_document_ref, sheaf_document_unref)

static gboolean
blocks_equal (gconstpointer first, gconstpointer second)
{
  const SheafBlock *a = first, *b = second;

  return a->kind == b->kind && a->start == b->start && a->end == b->end
         && a->container == b->container && a->level == b->level && a->image == b->image
         && a->headers == b->headers && a->direction == b->direction
         && g_strcmp0 (a->lang, b->lang) == 0 && g_strcmp0 (a->info, b->info) == 0;
}

static gboolean
containers_equal (gconstpointer first, gconstpointer second)
{
  const SheafContainer *a = first, *b = second;

  return a->kind == b->kind && a->parent == b->parent && a->number == b->number;
}

static gboolean
spans_equal (gconstpointer first, gconstpointer second)
{
  const SheafSpan *a = first, *b = second;

  return a->kind == b->kind && a->start == b->start && a->end == b->end
         && g_strcmp0 (a->href, b->href) == 0;
}

static gboolean
images_equal (gconstpointer first, gconstpointer second)
{
  const SheafImage *a = first, *b = second;

  return g_strcmp0 (a->src, b->src) == 0 && g_strcmp0 (a->alt, b->alt) == 0 && a->width == b->width
         && a->height == b->height;
}

static gboolean
arrays_equal (const GArray *a, const GArray *b, GEqualFunc equal)
{
  gsize size = g_array_get_element_size ((GArray *)a);

  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (!equal (a->data + i * size, b->data + i * size))
      return FALSE;

  return TRUE;
}

SheafDocument *
sheaf_document_alloc (void)
{
  SheafDocument *self = g_new0 (SheafDocument, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->blocks = g_array_new (FALSE, TRUE, sizeof (SheafBlock));
  self->containers = g_array_new (FALSE, TRUE, sizeof (SheafContainer));
  self->spans = g_array_new (FALSE, TRUE, sizeof (SheafSpan));
  self->images = g_array_new (FALSE, TRUE, sizeof (SheafImage));
  self->strings = g_string_chunk_new (256);

  return self;
}

SheafDocument *
sheaf_document_ref (SheafDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
sheaf_document_unref (SheafDocument *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->blocks);
  g_array_unref (self->containers);
  g_array_unref (self->spans);
  g_array_unref (self->images);
  g_string_chunk_free (self->strings);
  g_free (self->text);
  g_free (self);
}

gboolean
sheaf_document_equal (const SheafDocument *a, const SheafDocument *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a == b
         || (a->bytes == b->bytes && memcmp (a->text, b->text, a->bytes) == 0
             && arrays_equal (a->blocks, b->blocks, blocks_equal)
             && arrays_equal (a->containers, b->containers, containers_equal)
             && arrays_equal (a->spans, b->spans, spans_equal)
             && arrays_equal (a->images, b->images, images_equal));
}

const char *
sheaf_document_get_text (const SheafDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

guint
sheaf_document_get_length (const SheafDocument *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

const SheafBlock *
sheaf_document_get_blocks (const SheafDocument *self, gsize *n)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n != NULL)
    *n = self->blocks->len;

  return (const SheafBlock *)(gpointer)self->blocks->data;
}

const SheafContainer *
sheaf_document_get_containers (const SheafDocument *self, gsize *n)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n != NULL)
    *n = self->containers->len;

  return (const SheafContainer *)(gpointer)self->containers->data;
}

const SheafSpan *
sheaf_document_get_spans (const SheafDocument *self, gsize *n)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n != NULL)
    *n = self->spans->len;

  return (const SheafSpan *)(gpointer)self->spans->data;
}

const SheafImage *
sheaf_document_get_images (const SheafDocument *self, gsize *n)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n != NULL)
    *n = self->images->len;

  return (const SheafImage *)(gpointer)self->images->data;
}

int
sheaf_document_find_block (const SheafDocument *self, guint offset)
{
  gsize low = 0, high;

  g_return_val_if_fail (self != NULL, -1);

  high = self->blocks->len;
  if (high == 0)
    return -1;

  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (g_array_index (self->blocks, SheafBlock, middle).start <= offset)
        low = middle;
      else
        high = middle;
    }

  return (int)low;
}

/* The byte where code point OFFSET begins, counted from its block's start. */
static gsize
byte_of (const SheafDocument *self, guint offset)
{
  const SheafBlock *block;
  int index = sheaf_document_find_block (self, offset);

  if (index < 0 || offset >= self->length)
    return self->bytes;

  block = &g_array_index (self->blocks, SheafBlock, index);

  return (gsize)(g_utf8_offset_to_pointer (self->text + block->start_byte, offset - block->start)
                 - self->text);
}

char *
sheaf_document_dup_range (const SheafDocument *self, guint start, guint end)
{
  gsize from, to;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (start <= end, NULL);

  from = byte_of (self, start);
  to = byte_of (self, end);

  return g_strndup (self->text + from, to - from);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A document's ranges as a GVariant and back. Strings stand in one table and are named by their
 * place in it, counted from 1; 0 is none. What comes back is checked as a whole before anybody sees
 * it. */

#include "document/document-pack.h"

#include "base/error.h"
#include "document/document-private.h"

#include <string.h>

#define VERSION 2 /* since 2: embeds, anchors, links to them */
#define PLAIN_VERSION 1
#define OUTER_TYPE "(yv)" /* version, contents */

/* strings; blocks: kind, characters, container, level, image, headers, direction, lang, info;
 * containers: kind, parent, number; spans: kind, start, characters, href; images: src, alt, width,
 * height. Blocks follow one another, so where one begins is not said. */
#define BLOCK_TYPE "(yuiuutyuu)"
#define CONTAINER_TYPE "(yii)"
#define SPAN_TYPE "(yuuu)"
#define IMAGE_TYPE "(uuuu)"
#define CONTENTS_TYPE "(asa" BLOCK_TYPE "a" CONTAINER_TYPE "a" SPAN_TYPE "a" IMAGE_TYPE ")"

static GVariant *
little_endian (GVariant *value)
{
  return G_BYTE_ORDER == G_LITTLE_ENDIAN ? g_variant_ref (value) : g_variant_byteswap (value);
}

/* Packing */

typedef struct
{
  GVariantBuilder list;
  GHashTable *places; /* string -> its number */
} Strings;

static guint32
place_of (Strings *self, const char *string)
{
  gpointer place;

  if (string == NULL)
    return 0;

  place = g_hash_table_lookup (self->places, string);
  if (place == NULL)
    {
      place = GUINT_TO_POINTER (g_hash_table_size (self->places) + 1);
      g_hash_table_insert (self->places, (gpointer)string, place);
      g_variant_builder_add (&self->list, "s", string);
    }

  return GPOINTER_TO_UINT (place);
}

static GVariant *
pack_blocks (const SheafDocument *self, Strings *strings)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" BLOCK_TYPE));
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const SheafBlock *block = &g_array_index (self->blocks, SheafBlock, i);

      g_variant_builder_add (&builder, BLOCK_TYPE, (guchar)block->kind, block->end - block->start,
                             block->container, block->level, block->image, block->headers,
                             (guchar)block->direction, place_of (strings, block->lang),
                             place_of (strings, block->info));
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
pack_containers (const SheafDocument *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" CONTAINER_TYPE));
  for (guint i = 0; i < self->containers->len; i++)
    {
      const SheafContainer *container = &g_array_index (self->containers, SheafContainer, i);

      g_variant_builder_add (&builder, CONTAINER_TYPE, (guchar)container->kind, container->parent,
                             container->number);
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
pack_spans (const SheafDocument *self, Strings *strings)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" SPAN_TYPE));
  for (guint i = 0; i < self->spans->len; i++)
    {
      const SheafSpan *span = &g_array_index (self->spans, SheafSpan, i);

      g_variant_builder_add (&builder, SPAN_TYPE, (guchar)span->kind, span->start,
                             span->end - span->start, place_of (strings, span->href));
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
pack_images (const SheafDocument *self, Strings *strings)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" IMAGE_TYPE));
  for (guint i = 0; i < self->images->len; i++)
    {
      const SheafImage *image = &g_array_index (self->images, SheafImage, i);

      g_variant_builder_add (&builder, IMAGE_TYPE, place_of (strings, image->src),
                             place_of (strings, image->alt), image->width, image->height);
    }

  return g_variant_builder_end (&builder);
}

/* The oldest that says all of it. */
static guchar
choose_version (const SheafDocument *self)
{
  for (guint i = 0; i < self->blocks->len; i++)
    if (g_array_index (self->blocks, SheafBlock, i).kind > SHEAF_BLOCK_RULE)
      return VERSION;
  for (guint i = 0; i < self->spans->len; i++)
    if (g_array_index (self->spans, SheafSpan, i).kind > SHEAF_SPAN_STRIKE)
      return VERSION;

  return PLAIN_VERSION;
}

GBytes *
sheaf_document_pack (const SheafDocument *self)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) stored = NULL;
  Strings strings = { .places = places };
  GVariant *parts[5];

  g_return_val_if_fail (self != NULL, NULL);

  g_variant_builder_init (&strings.list, G_VARIANT_TYPE ("as"));
  parts[1] = pack_blocks (self, &strings);
  parts[2] = pack_containers (self);
  parts[3] = pack_spans (self, &strings);
  parts[4] = pack_images (self, &strings);
  parts[0] = g_variant_builder_end (&strings.list);
  value = g_variant_ref_sink (
      g_variant_new (OUTER_TYPE, choose_version (self), g_variant_new_tuple (parts, 5)));
  stored = little_endian (value);

  return g_variant_get_data_as_bytes (stored);
}

/* Unpacking */

typedef struct
{
  const char **strings;
  gsize n_strings;
  gboolean failed;
} Table;

/* NULL for 0; a number beyond the table, or an empty string, fails the whole. */
static const char *
string_at (Table *self, guint32 place, GStringChunk *chunk)
{
  if (place == 0)
    return NULL;
  if (place > self->n_strings || *self->strings[place - 1] == '\0')
    {
      self->failed = TRUE;
      return NULL;
    }

  return g_string_chunk_insert_const (chunk, self->strings[place - 1]);
}

/* The byte LENGTH characters after BYTE, or past the end where TEXT has fewer. */
static gsize
step (const SheafDocument *self, gsize byte, guint length)
{
  const char *p = self->text + byte;
  const char *end = self->text + self->bytes;

  while (length > 0 && p < end)
    {
      p = g_utf8_next_char (p);
      length--;
    }

  return length > 0 ? self->bytes : (gsize)(p - self->text);
}

static void
unpack_blocks (SheafDocument *self, GVariant *list, Table *table)
{
  GVariantIter iter;
  guchar kind, direction;
  guint32 length, lang, info;
  SheafBlock block = { 0 };

  g_variant_iter_init (&iter, list);
  while (!table->failed
         && g_variant_iter_next (&iter, BLOCK_TYPE, &kind, &length, &block.container, &block.level,
                                 &block.image, &block.headers, &direction, &lang, &info))
    {
      block.kind = kind;
      block.direction = direction;
      block.lang = string_at (table, lang, self->strings);
      block.info = string_at (table, info, self->strings);
      block.end = block.start + length;
      block.end_byte = step (self, block.start_byte, length);
      if (block.end < block.start || block.end_byte >= self->bytes)
        {
          table->failed = TRUE;
          return;
        }
      g_array_append_val (self->blocks, block);
      block.start = block.end + 1;
      block.start_byte = block.end_byte + 1;
    }
}

static void
unpack_containers (SheafDocument *self, GVariant *list)
{
  GVariantIter iter;
  SheafContainer container;
  guchar kind;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, CONTAINER_TYPE, &kind, &container.parent, &container.number))
    {
      container.kind = kind;
      g_array_append_val (self->containers, container);
    }
}

static void
unpack_spans (SheafDocument *self, GVariant *list, Table *table)
{
  GVariantIter iter;
  SheafSpan span;
  guchar kind;
  guint32 length, href;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, SPAN_TYPE, &kind, &span.start, &length, &href))
    {
      span.kind = kind;
      span.end = span.start + length;
      span.href = string_at (table, href, self->strings);
      g_array_append_val (self->spans, span);
    }
}

static void
unpack_images (SheafDocument *self, GVariant *list, Table *table)
{
  GVariantIter iter;
  SheafImage image;
  guint32 src, alt;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, IMAGE_TYPE, &src, &alt, &image.width, &image.height))
    {
      image.src = string_at (table, src, self->strings);
      image.alt = string_at (table, alt, self->strings);
      g_array_append_val (self->images, image);
    }
}

static SheafDocument *
unpack_contents (GVariant *contents, const char *text)
{
  g_autoptr (SheafDocument) self = sheaf_document_alloc ();
  g_autoptr (GVariant) strings = g_variant_get_child_value (contents, 0);
  g_autoptr (GVariant) blocks = g_variant_get_child_value (contents, 1);
  g_autoptr (GVariant) containers = g_variant_get_child_value (contents, 2);
  g_autoptr (GVariant) spans = g_variant_get_child_value (contents, 3);
  g_autoptr (GVariant) images = g_variant_get_child_value (contents, 4);
  g_autofree const char **list = NULL;
  Table table = { 0 };

  table.strings = list = g_variant_get_strv (strings, &table.n_strings);
  self->text = g_strdup (text);
  self->bytes = strlen (text);
  self->length = (guint)g_utf8_strlen (text, -1);
  unpack_blocks (self, blocks, &table);
  unpack_containers (self, containers);
  unpack_spans (self, spans, &table);
  unpack_images (self, images, &table);

  return !table.failed && sheaf_document_is_normal (self) ? g_steal_pointer (&self) : NULL;
}

SheafDocument *
sheaf_document_unpack (GBytes *packed, const char *text, GError **error)
{
  g_autoptr (GVariant) stored = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) contents = NULL;
  SheafDocument *self = NULL;
  guchar version;

  g_return_val_if_fail (packed != NULL && text != NULL, NULL);

  stored
      = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (OUTER_TYPE), packed, FALSE));
  if (!g_variant_is_normal_form (stored) || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE, "document: not in normal form");
      return NULL;
    }

  value = little_endian (stored);
  g_variant_get (value, OUTER_TYPE, &version, &contents);
  if (version > VERSION)
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_TOO_NEW, "document: version %u", version);
      return NULL;
    }

  if (version >= PLAIN_VERSION && g_variant_is_of_type (contents, G_VARIANT_TYPE (CONTENTS_TYPE)))
    self = unpack_contents (contents, text);
  if (self == NULL)
    g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE, "document: ranges do not fit the text");

  return self;
}

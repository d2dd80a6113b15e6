/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Written down block by block as drafts: a container is opened when a block stands in it that the
 * one before did not, so what is cut in two is opened twice. */

#include "document/document-splice.h"

#include "document/document-draft.h"
#include "document/document-private.h"

#include <string.h>

typedef struct
{
  const SheafDocument *document;
  int container;
} Key;

typedef struct
{
  SheafDrafts drafts;
  Key open[SHEAF_DOCUMENT_MAX_DEPTH];
  int made[SHEAF_DOCUMENT_MAX_DEPTH];    /* the drafts' containers of those that are open */
  guint items[SHEAF_DOCUMENT_MAX_DEPTH]; /* how many items each of them has so far */
  guint n_open;
  GHashTable *counted; /* container of the whole -> items it had when it was closed */
} Splicer;

static const SheafContainer *
get_container (const Key *key)
{
  return &g_array_index (key->document->containers, SheafContainer, key->container);
}

static void
close_to (Splicer *self, const SheafDocument *whole, guint depth)
{
  while (self->n_open > depth)
    {
      self->n_open--;
      if (self->open[self->n_open].document == whole)
        g_hash_table_insert (self->counted,
                             GINT_TO_POINTER (self->open[self->n_open].container + 1),
                             GUINT_TO_POINTER (self->items[self->n_open]));
    }
}

static void
open_one (Splicer *self, const SheafDocument *whole, const Key *key)
{
  SheafContainer container = *get_container (key);
  guint before = 0, depth = self->n_open;

  if (key->document == whole)
    before = GPOINTER_TO_UINT (
        g_hash_table_lookup (self->counted, GINT_TO_POINTER (key->container + 1)));
  if (container.kind == SHEAF_CONTAINER_ORDERED_LIST)
    container.number += (int)before;
  if (container.kind == SHEAF_CONTAINER_ITEM && depth > 0)
    self->items[depth - 1]++;
  container.parent = depth > 0 ? self->made[depth - 1] : -1;
  self->open[depth] = *key;
  self->made[depth] = (int)self->drafts.containers->len;
  self->items[depth] = before;
  g_array_append_val (self->drafts.containers, container);
  self->n_open++;
}

/* BLOCK of DOCUMENT, standing in the N containers of PATH. */
static void
add (Splicer *self,
     const SheafDocument *whole,
     const SheafDocument *document,
     const SheafBlock *block,
     const Key *path,
     guint n,
     GHashTable *renamed)
{
  guint same = 0;

  while (same < n && same < self->n_open && path[same].document == self->open[same].document
         && path[same].container == self->open[same].container)
    same++;
  close_to (self, whole, same);
  while (self->n_open < n)
    open_one (self, whole, &path[self->n_open]);
  sheaf_drafts_add_block (&self->drafts, document, block, n > 0 ? self->made[n - 1] : -1, renamed);
}

static guint
get_path (const SheafDocument *document, const SheafBlock *block, Key *path)
{
  int containers[SHEAF_DOCUMENT_MAX_DEPTH];
  guint n = sheaf_document_block_path (document, block, containers);

  for (guint i = 0; i < n; i++)
    path[i] = (Key){ document, containers[i] };

  return n;
}

static void
add_run (Splicer *self, const SheafDocument *whole, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      const SheafBlock *block = &g_array_index (whole->blocks, SheafBlock, i);
      Key path[SHEAF_DOCUMENT_MAX_DEPTH];
      guint n = get_path (whole, block, path);

      add (self, whole, whole, block, path, n, NULL);
    }
}

/* What the blocks on both sides of the gap stand in. */
static guint
get_surroundings (const SheafDocument *whole, guint before, guint after, Key *path)
{
  Key other[SHEAF_DOCUMENT_MAX_DEPTH];
  guint n, m, same = 0;

  if (before == 0 || after >= whole->blocks->len)
    return 0;
  n = get_path (whole, &g_array_index (whole->blocks, SheafBlock, before - 1), path);
  m = get_path (whole, &g_array_index (whole->blocks, SheafBlock, after), other);
  while (same < n && same < m && path[same].container == other[same].container)
    same++;

  return same;
}

static gboolean
holds_blocks (SheafContainerKind kind)
{
  return kind == SHEAF_CONTAINER_QUOTE || kind == SHEAF_CONTAINER_ITEM
         || kind == SHEAF_CONTAINER_DEFINITION;
}

/* Where a block of the piece comes to stand: in what both have around them, as far as they are
 * alike; else in the innermost that may hold it. */
static guint
place (const Key *around, guint n_around, const Key *own, guint n_own, Key *path)
{
  guint same = 0, n;

  while (same < n_around && same < n_own
         && get_container (&around[same])->kind == get_container (&own[same])->kind)
    same++;
  n = same;
  if (same == 0)
    for (n = n_around; n > 0 && !holds_blocks (get_container (&around[n - 1])->kind);)
      n--;
  if (n + n_own - same > SHEAF_DOCUMENT_MAX_DEPTH - 2)
    n = same = 0;
  memcpy (path, around, n * sizeof *path);
  memcpy (path + n, own + same, (n_own - same) * sizeof *path);

  return n + n_own - same;
}

static void
add_piece (Splicer *self,
           const SheafDocument *whole,
           const SheafDocument *piece,
           const Key *around,
           guint n_around)
{
  g_autoptr (GHashTable) renamed = sheaf_drafts_rename_places (whole, piece);

  for (guint i = 0; i < piece->blocks->len; i++)
    {
      const SheafBlock *block = &g_array_index (piece->blocks, SheafBlock, i);
      Key own[SHEAF_DOCUMENT_MAX_DEPTH], path[SHEAF_DOCUMENT_MAX_DEPTH];
      guint n = get_path (piece, block, own);

      n = place (around, n_around, own, n, path);
      add (self, whole, piece, block, path, n, renamed);
    }
}

static void
init (Splicer *self)
{
  memset (self, 0, sizeof *self);
  sheaf_drafts_init (&self->drafts);
  self->counted = g_hash_table_new (NULL, NULL);
}

static SheafDocument *
finish (Splicer *self)
{
  SheafDocument *document = sheaf_drafts_finish (&self->drafts);

  sheaf_drafts_clear (&self->drafts);
  g_hash_table_unref (self->counted);

  return document;
}

SheafDocument *
sheaf_document_splice (const SheafDocument *self, guint first, guint n, const SheafDocument *piece)
{
  Key around[SHEAF_DOCUMENT_MAX_DEPTH];
  Splicer splicer;
  guint n_around;

  g_return_val_if_fail (self != NULL && first <= self->blocks->len, NULL);
  g_return_val_if_fail (n <= self->blocks->len - first, NULL);

  init (&splicer);
  n_around = get_surroundings (self, first, first + n, around);
  add_run (&splicer, self, 0, first);
  if (piece != NULL)
    add_piece (&splicer, self, piece, around, n_around);
  add_run (&splicer, self, first + n, self->blocks->len);

  return finish (&splicer);
}

SheafDocument *
sheaf_document_slice (const SheafDocument *self, guint first, guint n)
{
  Splicer splicer;

  g_return_val_if_fail (self != NULL && first <= self->blocks->len, NULL);
  g_return_val_if_fail (n <= self->blocks->len - first, NULL);

  init (&splicer);
  add_run (&splicer, self, first, first + n);

  return finish (&splicer);
}

/* --- Finding --- */

/* The letters of TEXT; pictures are none. (transfer full) */
static char *
dup_letters (const char *text, gsize size)
{
  GString *letters = g_string_sized_new (size);

  for (const char *p = text; p < text + size; p = g_utf8_next_char (p))
    {
      SheafCharRole role = sheaf_document_char_role (g_utf8_get_char (p));

      if (role == SHEAF_CHAR_INK)
        g_string_append_len (letters, p, g_utf8_next_char (p) - p);
    }

  return g_string_free (letters, FALSE);
}

/* How many blocks from FIRST on have LETTERS; 0: they do not. */
static guint
count_matching (GPtrArray *blocks, guint first, const char *letters)
{
  for (guint i = first; i < blocks->len; i++)
    {
      gsize length = strlen (blocks->pdata[i]);

      if (strncmp (letters, blocks->pdata[i], length) != 0)
        return 0;
      letters += length;
      if (*letters == '\0')
        return i - first + 1;
    }

  return 0;
}

gboolean
sheaf_document_find_blocks (
    const SheafDocument *self, const char *text, guint near, guint *first, guint *n)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *letters = dup_letters (text, strlen (text));
  guint least = G_MAXUINT;

  if (*letters == '\0')
    return FALSE;
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const SheafBlock *block = &g_array_index (self->blocks, SheafBlock, i);

      g_ptr_array_add (blocks, dup_letters (self->text + block->start_byte,
                                            block->end_byte - block->start_byte));
    }
  for (guint i = 0; i < blocks->len; i++)
    {
      guint start = g_array_index (self->blocks, SheafBlock, i).start;
      guint away = start > near ? start - near : near - start;
      guint found = *(char *)blocks->pdata[i] != '\0' ? count_matching (blocks, i, letters) : 0;

      if (found == 0 || away >= least)
        continue;
      least = away;
      *first = i;
      *n = found;
    }

  return least != G_MAXUINT;
}

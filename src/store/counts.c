/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entries in the order of their tree, found by their folded path. */

#include "store/counts.h"

#include <string.h>

#define BELOW "\001" /* sorts before all that stands in a name */

static void
free_tag (gpointer data)
{
  SheafTagCount *tag = data;

  g_free (tag->name);
  g_free (tag->key);
  g_free (tag->order);
  g_free (tag);
}

SheafSidebarCounts *
sheaf_sidebar_counts_new (void)
{
  SheafSidebarCounts *self = g_new0 (SheafSidebarCounts, 1);

  self->tags = g_ptr_array_new_with_free_func (free_tag);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
sheaf_sidebar_counts_free (SheafSidebarCounts *self)
{
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->tags);
  g_free (self);
}

SheafTagCount *
sheaf_sidebar_counts_find (SheafSidebarCounts *self, const char *key)
{
  return g_hash_table_lookup (self->by_key, key);
}

static int
compare (const SheafTagCount *a, const char *order, const char *key)
{
  int by = strcmp (a->order, order);

  return by != 0 ? by : strcmp (a->key, key);
}

/* Where an entry of ORDER and KEY stands, or would. */
static guint
find_place (const SheafSidebarCounts *self, const char *order, const char *key)
{
  guint low = 0, high = self->tags->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare (self->tags->pdata[middle], order, key) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* What stands before the last slash of PATH. (transfer full) (nullable) */
static char *
dup_above (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL && slash > path ? g_strndup (path, (gsize)(slash - path)) : NULL;
}

static char *
dup_order (const SheafTagCount *parent, const char *key)
{
  const char *slash = strrchr (key, '/');
  g_autofree char *own = g_utf8_collate_key (slash != NULL ? slash + 1 : key, -1);

  return parent != NULL ? g_strconcat (parent->order, BELOW, own, NULL) : g_steal_pointer (&own);
}

SheafTagCount *
sheaf_sidebar_counts_ensure (SheafSidebarCounts *self, const char *name, const char *key)
{
  SheafTagCount *tag = sheaf_sidebar_counts_find (self, key);
  g_autofree char *name_above = NULL, *key_above = NULL;

  if (tag != NULL)
    return tag;
  name_above = dup_above (name);
  key_above = dup_above (key);
  tag = g_new0 (SheafTagCount, 1);
  tag->name = g_strdup (name);
  tag->key = g_strdup (key);
  if (name_above != NULL && key_above != NULL)
    tag->parent = sheaf_sidebar_counts_ensure (self, name_above, key_above);
  tag->depth = tag->parent != NULL ? tag->parent->depth + 1 : 0;
  tag->order = dup_order (tag->parent, key);
  g_ptr_array_insert (self->tags, (int)find_place (self, tag->order, tag->key), tag);
  g_hash_table_insert (self->by_key, tag->key, tag);

  return tag;
}

void
sheaf_tag_count_add (SheafTagCount *tag, gint64 article, gboolean unread, guint by)
{
  tag->total += by;
  tag->unread += unread ? by : 0;
  /* Where it was counted here, it was above, too. */
  for (SheafTagCount *at = tag; at != NULL && at->seen != article; at = at->parent)
    {
      at->seen = article;
      at->all_total += by;
      at->all_unread += unread ? by : 0;
    }
}

static void
move_tag (SheafTagCount *tag, const SheafTagCount *by)
{
  tag->unread += by->unread;
  tag->total += by->total;
  tag->all_unread += by->all_unread;
  tag->all_total += by->all_total;
  tag->n_tags += by->n_tags;
  if (!by->told)
    return;
  tag->id = by->id;
  tag->color = by->color;
  if (by->id != 0)
    {
      g_free (tag->name);
      tag->name = g_strdup (by->name);
    }
}

static void
drop (SheafSidebarCounts *self, SheafTagCount *tag)
{
  g_hash_table_remove (self->by_key, tag->key);
  g_ptr_array_remove_index (self->tags, find_place (self, tag->order, tag->key));
}

void
sheaf_sidebar_counts_move (SheafSidebarCounts *self, const SheafSidebarCounts *difference)
{
  const GPtrArray *tags = difference->tags;

  self->unread += difference->unread;
  self->starred += difference->starred;
  self->archived += difference->archived;
  self->all += difference->all;
  self->trashed += difference->trashed;
  self->starred_unread += difference->starred_unread;
  for (guint i = 0; i < tags->len; i++)
    {
      const SheafTagCount *by = tags->pdata[i];

      move_tag (sheaf_sidebar_counts_ensure (self, by->name, by->key), by);
    }
  for (guint i = tags->len; i > 0; i--) /* what stands under one goes before it */
    {
      SheafTagCount *tag
          = sheaf_sidebar_counts_find (self, ((SheafTagCount *)tags->pdata[i - 1])->key);

      if (tag->n_tags == 0)
        drop (self, tag);
    }
}

static gboolean
tags_equal (const SheafTagCount *a, const SheafTagCount *b)
{
  return a->id == b->id && a->unread == b->unread && a->total == b->total
         && a->all_unread == b->all_unread && a->all_total == b->all_total && a->color == b->color
         && a->n_tags == b->n_tags && g_str_equal (a->key, b->key)
         && (a->id == 0 || g_str_equal (a->name, b->name));
}

gboolean
sheaf_sidebar_counts_equal (const SheafSidebarCounts *a, const SheafSidebarCounts *b)
{
  if (a->unread != b->unread || a->starred != b->starred || a->archived != b->archived
      || a->all != b->all || a->trashed != b->trashed || a->starred_unread != b->starred_unread
      || a->tags->len != b->tags->len)
    return FALSE;
  for (guint i = 0; i < a->tags->len; i++)
    if (!tags_equal (a->tags->pdata[i], b->tags->pdata[i]))
      return FALSE;

  return TRUE;
}

gboolean
sheaf_sidebar_counts_is_nothing (const SheafSidebarCounts *difference)
{
  return difference->tags->len == 0
         && (difference->unread | difference->starred | difference->archived | difference->all
             | difference->trashed | difference->starred_unread)
                == 0;
}

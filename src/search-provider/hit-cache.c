/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A result has its title's name and a line of the site and what stands around the hit, all of it
 * plain text. No picture: one of a page would be decoded by the desktop itself. */

#include "search-provider/hit-cache.h"

#include "base/text.h"

#define MOST 500
#define MOST_CHARS 200
#define ICON "text-x-generic"

struct _SheafHitCache
{
  GHashTable *found; /* gint64 -> Found */
};

typedef struct
{
  char *title;
  char *description; /* (nullable) */
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->title);
  g_free (found->description);
  g_free (found);
}

SheafHitCache *
sheaf_hit_cache_new (void)
{
  SheafHitCache *self = g_new0 (SheafHitCache, 1);

  self->found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, found_free);

  return self;
}

void
sheaf_hit_cache_free (SheafHitCache *self)
{
  g_hash_table_unref (self->found);
  g_free (self);
}

/* SNIPPET (nullable) without what sets off its hits, which are controls. */
static char *
dup_description (const SheafRow *row, const char *snippet)
{
  g_autofree char *around = sheaf_text_line (snippet != NULL ? snippet : row->excerpt, MOST_CHARS);

  if (row->site == NULL || around == NULL)
    return g_strdup (row->site != NULL ? row->site : around);

  return g_strconcat (row->site, " · ", around, NULL);
}

static void
add (SheafHitCache *self, const SheafRow *row, const char *snippet)
{
  Found *found = g_new0 (Found, 1);

  found->title = sheaf_text_line (row->title, MOST_CHARS);
  found->description = dup_description (row, snippet);
  g_hash_table_replace (self->found, g_memdup2 (&row->id, sizeof row->id), found);
}

static void
make_room (SheafHitCache *self, guint n)
{
  if (g_hash_table_size (self->found) + n > MOST)
    g_hash_table_remove_all (self->found);
}

void
sheaf_hit_cache_add (SheafHitCache *self, GPtrArray *hits)
{
  make_room (self, hits->len);
  for (guint i = 0; i < hits->len; i++)
    {
      const SheafHit *hit = hits->pdata[i];

      add (self, hit->row, hit->snippet);
    }
}

void
sheaf_hit_cache_add_rows (SheafHitCache *self, GPtrArray *rows)
{
  make_room (self, rows->len);
  for (guint i = 0; i < rows->len; i++)
    add (self, rows->pdata[i], NULL);
}

gboolean
sheaf_hit_cache_has (SheafHitCache *self, gint64 id)
{
  return g_hash_table_contains (self->found, &id);
}

GVariant *
sheaf_hit_cache_describe (SheafHitCache *self, gint64 id)
{
  const Found *found = g_hash_table_lookup (self->found, &id);
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  GVariantDict dict;

  if (found == NULL)
    return NULL;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "id", "s", name);
  g_variant_dict_insert (&dict, "name", "s", found->title != NULL ? found->title : name);
  if (found->description != NULL)
    g_variant_dict_insert (&dict, "description", "s", found->description);
  g_variant_dict_insert (&dict, "gicon", "s", ICON);

  return g_variant_dict_end (&dict);
}

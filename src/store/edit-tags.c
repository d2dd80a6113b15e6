/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tags on and off articles. A tag is made by its first article and goes with its last; the inverse
 * knows the numbers of the tags that went, so that they come back as they were. */

#include "base/text.h"
#include "store/edit-private.h"
#include "store/tag-name.h"

typedef struct
{
  char *name;
  gint64 id; /* 0: whichever it is, or a new one */
  int color; /* of a new one */
} Tag;

typedef struct
{
  gint64 id;
  GPtrArray *add, *remove; /* of Tag; shared between items */
} Item;

typedef struct
{
  GArray *items;
} Tagging;

static void
free_tag (gpointer data)
{
  Tag *tag = data;

  g_free (tag->name);
  g_free (tag);
}

static GPtrArray *
new_tags (const char *const *names)
{
  GPtrArray *tags = g_ptr_array_new_with_free_func (free_tag);

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      char *name = sheaf_tag_clean_name (names[i]);
      Tag *tag;

      if (name == NULL)
        continue;
      tag = g_new0 (Tag, 1);
      tag->name = name;
      g_ptr_array_add (tags, tag);
    }

  return tags;
}

static void
clear_item (gpointer data)
{
  Item *item = data;

  g_ptr_array_unref (item->add);
  g_ptr_array_unref (item->remove);
}

static SheafEdit *
new_edit (GArray *items)
{
  Tagging *self = g_new0 (Tagging, 1);

  self->items = items;

  return sheaf_edit_new (&sheaf_edit_kind_tags, self);
}

static GArray *
new_items (void)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));

  g_array_set_clear_func (items, clear_item);

  return items;
}

static void
free_tagging (gpointer data)
{
  Tagging *self = data;

  g_array_unref (self->items);
  g_free (self);
}

static gsize
count (gpointer data)
{
  return ((Tagging *)data)->items->len;
}

/* The number of the tag NAME; 0: there is none (ERROR unset). How it is written and its colour in
 * *AS (out, optional; name transfer full). */
static gint64
find_tag (SheafDb *db, const char *name, Tag *as, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "SELECT id, name, color FROM tag WHERE name_key = ?1", error);
  g_autofree char *key = sheaf_text_fold (name);
  gint64 id = 0;

  if (stmt == NULL)
    return 0;
  sheaf_bind_text (stmt, 1, key);
  if (sheaf_db_step (db, stmt, error))
    {
      id = sqlite3_column_int64 (stmt, 0);
      if (as != NULL)
        *as = (Tag){ sheaf_column_text (stmt, 1), id, sqlite3_column_int (stmt, 2) };
      sqlite3_reset (stmt);
    }

  return id;
}

/* A number that no tag ever had: what is undone late means the tag it knew. */
static gboolean
count_tags (SheafDb *db, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "INSERT INTO meta (key, value) SELECT 'last_tag', 1 + max ((SELECT coalesce (max (id), 0) "
      "FROM tag), (SELECT coalesce (max (value), 0) FROM meta WHERE key = 'last_tag'))"
      " WHERE TRUE ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      error);

  return stmt != NULL && sheaf_db_step_done (db, stmt, error);
}

static gint64
make_tag (SheafDb *db, const Tag *tag, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "INSERT INTO tag (id, name, name_key, color) SELECT CASE WHEN ?1 IS NULL OR EXISTS (SELECT 1 "
      "FROM tag WHERE id = ?1) THEN value ELSE ?1 END, ?2, ?3, ?4 FROM meta WHERE key = 'last_tag'",
      error);
  g_autofree char *key = sheaf_text_fold (tag->name);

  if (stmt == NULL || !count_tags (db, error))
    return 0;
  if (tag->id > 0)
    sqlite3_bind_int64 (stmt, 1, tag->id);
  sheaf_bind_text (stmt, 2, tag->name);
  sheaf_bind_text (stmt, 3, key);
  sqlite3_bind_int (stmt, 4, tag->color);
  if (!sheaf_db_step_done (db, stmt, error))
    return 0;

  return sqlite3_last_insert_rowid (sheaf_db_get_handle (db));
}

/* Runs a statement over (tag, article); *CHANGED: it did something. */
static gboolean
link_tag (
    SheafDb *db, const char *sql, gint64 tag, gint64 article, gboolean *changed, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, tag);
  sqlite3_bind_int64 (stmt, 2, article);
  if (!sheaf_db_step_done (db, stmt, error))
    return FALSE;
  *changed = sqlite3_changes (sheaf_db_get_handle (db)) > 0;

  return TRUE;
}

static void
note_undone (GPtrArray *tags, const char *name, gint64 id, int color)
{
  Tag *tag = g_new0 (Tag, 1);

  tag->name = g_strdup (name);
  tag->id = id;
  tag->color = color;
  g_ptr_array_add (tags, tag);
}

static gboolean
add_tags (SheafDb *db, const Item *item, Item *back, GError **error)
{
  for (guint i = 0; i < item->add->len; i++)
    {
      const Tag *tag = item->add->pdata[i];
      GError *failure = NULL;
      gint64 id = find_tag (db, tag->name, NULL, &failure);
      gboolean changed;

      if (id == 0 && failure == NULL)
        id = make_tag (db, tag, &failure);
      if (failure != NULL
          || !link_tag (db,
                        "INSERT OR IGNORE INTO article_tag (tag_id, article_id) VALUES (?1, ?2)",
                        id, item->id, &changed, &failure))
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (changed)
        note_undone (back->remove, tag->name, id, 0);
    }

  return TRUE;
}

static gboolean
remove_tags (SheafDb *db, const Item *item, Item *back, GError **error)
{
  for (guint i = 0; i < item->remove->len; i++)
    {
      const Tag *tag = item->remove->pdata[i];
      Tag was = { NULL };
      GError *failure = NULL;
      gint64 id = find_tag (db, tag->name, &was, &failure);
      g_autofree char *spelling = was.name;
      gboolean changed = FALSE, gone;

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (id == 0)
        continue;
      if (!link_tag (db, "DELETE FROM article_tag WHERE tag_id = ?1 AND article_id = ?2", id,
                     item->id, &changed, error)
          || !link_tag (db,
                        "DELETE FROM tag WHERE id = ?1 AND ?2 > 0 AND NOT EXISTS (SELECT 1 FROM "
                        "article_tag WHERE tag_id = ?1)",
                        id, item->id, &gone, error))
        return FALSE;
      if (changed)
        note_undone (back->add, spelling, id, was.color);
    }

  return TRUE;
}

static gboolean
apply_tags (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  Tagging *self = data;
  g_autoptr (GArray) undo = new_items ();

  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);
      Item back = { item->id, new_tags (NULL), new_tags (NULL) };
      gboolean good, there;

      g_array_append_val (undo, back);
      if (!sheaf_apply_step (apply, i, self->items->len, error))
        return FALSE;
      if (!sheaf_apply_has_article (apply, item->id, &there, error))
        return FALSE;
      if (!there)
        continue;
      good = sheaf_fts_take_out (apply->db, item->id, SHEAF_FTS_TITLE, error)
             && add_tags (apply->db, item, &back, error)
             && remove_tags (apply->db, item, &back, error)
             && sheaf_fts_put_in (apply->db, item->id, SHEAF_FTS_TITLE, error);
      if (!good)
        return FALSE;
      if (back.add->len + back.remove->len > 0)
        sheaf_apply_touch (apply, item->id, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_TAGS);
    }
  if (apply->outcome->flags & SHEAF_CHANGE_TAGS)
    *inverse = new_edit (g_steal_pointer (&undo));

  return TRUE;
}

gboolean
sheaf_tags_put (SheafApply *apply, gint64 id, const char *const *names, GError **error)
{
  g_autoptr (GPtrArray) add = new_tags (names), none = new_tags (NULL), put = new_tags (NULL);
  Item item = { id, add, none }, back = { id, none, put };

  if (!add_tags (apply->db, &item, &back, error))
    return FALSE;
  if (put->len > 0)
    sheaf_apply_touch (apply, id, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_TAGS);

  return TRUE;
}

static void
pack_tags (GVariantBuilder *out, const GPtrArray *tags)
{
  g_variant_builder_open (out, G_VARIANT_TYPE ("a(xsi)"));
  for (guint i = 0; i < tags->len; i++)
    {
      const Tag *tag = tags->pdata[i];

      g_variant_builder_add (out, "(xsi)", tag->id, tag->name, tag->color);
    }
  g_variant_builder_close (out);
}

#define PACKED "a(xa(xsi)a(xsi))" /* id, tags to add, tags to remove */

static GVariant *
pack (gpointer data)
{
  const Tagging *self = data;
  GVariantBuilder out;

  g_variant_builder_init (&out, G_VARIANT_TYPE (PACKED));
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);

      g_variant_builder_open (&out, G_VARIANT_TYPE ("(xa(xsi)a(xsi))"));
      g_variant_builder_add (&out, "x", item->id);
      pack_tags (&out, item->add);
      pack_tags (&out, item->remove);
      g_variant_builder_close (&out);
    }

  return g_variant_builder_end (&out);
}

static GPtrArray *
unpack_tags (GVariantIter *packed)
{
  GPtrArray *tags = new_tags (NULL);
  const char *name;
  gint64 id;
  int color;

  while (g_variant_iter_next (packed, "(x&si)", &id, &name, &color))
    note_undone (tags, name, id, color);

  return tags;
}

static gpointer
unpack (GVariant *packed)
{
  Tagging *self;
  GVariantIter items;
  GVariantIter *add, *remove;
  gint64 id;

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE (PACKED)))
    return NULL;
  self = g_new0 (Tagging, 1);
  self->items = new_items ();
  g_variant_iter_init (&items, packed);
  while (g_variant_iter_next (&items, "(xa(xsi)a(xsi))", &id, &add, &remove))
    {
      Item item = { id, unpack_tags (add), unpack_tags (remove) };

      g_array_append_val (self->items, item);
      g_variant_iter_free (add);
      g_variant_iter_free (remove);
    }

  return self;
}

const SheafEditKind sheaf_edit_kind_tags = {
  .name = "tags",
  .pack = pack,
  .unpack = unpack,
  .apply = apply_tags,
  .free = free_tagging,
  .count = count,
};

SheafEdit *
sheaf_edit_new_tag (const gint64 *ids, gsize n, const char *const *add, const char *const *remove)
{
  g_autoptr (GPtrArray) adding = new_tags (add);
  g_autoptr (GPtrArray) removing = new_tags (remove);
  GArray *items = new_items ();

  for (gsize i = 0; i < n; i++)
    {
      Item item = { ids[i], g_ptr_array_ref (adding), g_ptr_array_ref (removing) };

      g_array_append_val (items, item);
    }

  return new_edit (items);
}

SheafEdit *
sheaf_edit_new_tag_one (gint64 id, const char *const *add)
{
  return sheaf_edit_new_tag (&id, 1, add, NULL);
}

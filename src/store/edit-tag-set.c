/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done to tags themselves: renamed with all that stands under them, made one with others,
 * deleted, coloured. Each is worked out to rows of tags as they shall be; the inverse is the rows
 * as they were. */

#include "base/text.h"
#include "store/edit-private.h"
#include "store/tag-name.h"

typedef struct
{
  gint64 id;
  gboolean there;
  char *name;
  int color;
  GArray *give, *take; /* of gint64: who gets it, and from whom it is taken */
} Item;

static void
free_item (gpointer data)
{
  Item *item = data;

  g_free (item->name);
  g_array_unref (item->give);
  g_array_unref (item->take);
  g_free (item);
}

static GPtrArray *
new_items (void)
{
  return g_ptr_array_new_with_free_func (free_item);
}

static Item *
new_item (gint64 id, gboolean there, const char *name, int color)
{
  Item *item = g_new0 (Item, 1);

  item->id = id;
  item->there = there;
  item->name = g_strdup (name);
  item->color = color;
  item->give = g_array_new (FALSE, FALSE, sizeof (gint64));
  item->take = g_array_new (FALSE, FALSE, sizeof (gint64));

  return item;
}

static Item *
add_item (GPtrArray *items, gint64 id, gboolean there, const char *name, int color)
{
  Item *item = new_item (id, there, name, color);

  g_ptr_array_add (items, item);

  return item;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return x < y ? -1 : x > y ? 1 : 0;
}

/* In order, each once. */
static void
sort_ids (GArray *ids)
{
  guint n = 0;

  g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    if (i == 0 || g_array_index (ids, gint64, i) != g_array_index (ids, gint64, n - 1))
      g_array_index (ids, gint64, n++) = g_array_index (ids, gint64, i);
  g_array_set_size (ids, n);
}

/* Those of IDS that are in OTHERS (KEEP), or are not; both sorted. (transfer full) */
static GArray *
compare_with (const GArray *ids, const GArray *others, gboolean keep)
{
  GArray *result = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint k = 0;

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      while (k < others->len && g_array_index (others, gint64, k) < id)
        k++;
      if ((k < others->len && g_array_index (others, gint64, k) == id) == keep)
        g_array_append_val (result, id);
    }

  return result;
}

/* --- Reading --- */

/* (transfer full) NULL with ERROR. */
static GArray *
read_articles (SheafDb *db, gint64 tag, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT article_id FROM article_tag WHERE tag_id = ?1 ORDER BY article_id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, tag);
  while (sheaf_db_step (db, stmt, &failure))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&ids);
}

/* The tag ROOT and all under it; as items that are there. */
static GPtrArray *
read_tree (SheafDb *db, const char *root, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db,
                                         "SELECT id, name, color FROM tag WHERE name_key = ?1 OR "
                                         "substr (name_key, 1, length (?1) + 1) "
                                         "= ?1 || '/' ORDER BY name_key",
                                         error);
  g_autofree char *key = sheaf_text_fold (root);
  g_autoptr (GPtrArray) items = new_items ();
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  sheaf_bind_text (stmt, 1, key);
  while (sheaf_db_step (db, stmt, &failure))
    add_item (items, sqlite3_column_int64 (stmt, 0), TRUE,
              (const char *)sqlite3_column_text (stmt, 1), sqlite3_column_int (stmt, 2));
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&items);
}

/* The row BY its number, or by its name where NAME; *FOUND: NULL where there is none. */
static gboolean
read_tag (SheafDb *db, gint64 id, const char *name, Item **found, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db,
                          name != NULL ? "SELECT id, name, color FROM tag WHERE name_key = ?1"
                                       : "SELECT id, name, color FROM tag WHERE id = ?1",
                          error);
  g_autofree char *key = name != NULL ? sheaf_text_fold (name) : NULL;
  GError *failure = NULL;

  *found = NULL;
  if (stmt == NULL)
    return FALSE;
  if (name != NULL)
    sheaf_bind_text (stmt, 1, key);
  else
    sqlite3_bind_int64 (stmt, 1, id);
  if (sheaf_db_step (db, stmt, &failure))
    {
      *found = new_item (sqlite3_column_int64 (stmt, 0), TRUE,
                         (const char *)sqlite3_column_text (stmt, 1), sqlite3_column_int (stmt, 2));
      sqlite3_reset (stmt);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* --- Two of one name become one --- */

static Item *
find_item (const GPtrArray *items, gint64 id)
{
  for (guint i = 0; i < items->len; i++)
    if (((Item *)items->pdata[i])->id == id)
      return items->pdata[i];

  return NULL;
}

/* ITEM is no more, INTO goes to all that had it, or were to get it. */
static gboolean
unite (SheafDb *db, Item *item, Item *into, GError **error)
{
  g_autoptr (GArray) now = read_articles (db, item->id, error);

  if (now == NULL)
    return FALSE;
  g_array_append_vals (into->give, now->data, now->len);
  g_array_append_vals (into->give, item->give->data, item->give->len);
  if (into->color == 0)
    into->color = item->color;
  item->there = FALSE;
  g_array_set_size (item->give, 0);

  return TRUE;
}

static gboolean
unite_same_names (SheafDb *db, GPtrArray *items, GError **error)
{
  guint n = items->len;

  for (guint i = 0; i < n; i++)
    {
      Item *item = items->pdata[i];
      Item *other = NULL;

      if (!item->there)
        continue;
      for (guint k = 0; k < items->len && other == NULL; k++)
        {
          Item *before = items->pdata[k];
          g_autofree char *a = NULL, *b = NULL;

          if (before == item || !before->there || (k > i && k < n))
            continue;
          a = sheaf_text_fold (before->name);
          b = sheaf_text_fold (item->name);
          if (g_str_equal (a, b))
            other = before;
        }
      if (other == NULL)
        {
          Item *found;

          if (!read_tag (db, 0, item->name, &found, error))
            return FALSE;
          if (found != NULL && find_item (items, found->id) == NULL)
            g_ptr_array_add (items, other = found);
          else if (found != NULL)
            free_item (found);
        }
      if (other != NULL && !unite (db, item, other, error))
        return FALSE;
    }

  return TRUE;
}

/* --- Writing --- */

typedef gboolean (*Each) (SheafDb *db, gint64 id, SheafFtsPart parts, GError **error);

static gboolean
for_each (SheafDb *db, const GArray *ids, Each each, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!each (db, g_array_index (ids, gint64, i), SHEAF_FTS_TITLE, error))
      return FALSE;

  return TRUE;
}

/* Those of IDS that are in the library, in order. NULL with ERROR. */
static GArray *
find_articles (SheafApply *apply, GArray *ids, GError **error)
{
  g_autoptr (GArray) there = g_array_new (FALSE, FALSE, sizeof (gint64));

  sort_ids (ids);
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      gboolean is_there;

      if (!sheaf_apply_has_article (apply, id, &is_there, error))
        return NULL;
      if (is_there)
        g_array_append_val (there, id);
    }

  return g_steal_pointer (&there);
}

/* What undoes ITEM, and to TOUCHED all whose tags are others afterwards. */
static Item *
look_at (SheafApply *apply, Item *item, GArray *touched, GError **error)
{
  Item *was;
  g_autoptr (GArray) now = read_articles (apply->db, item->id, error);
  g_autoptr (GArray) give = now != NULL ? find_articles (apply, item->give, error) : NULL;

  if (give == NULL || !read_tag (apply->db, item->id, NULL, &was, error))
    return NULL;
  sort_ids (item->take);
  if (was == NULL)
    was = new_item (item->id, FALSE, item->name, 0);
  g_array_unref (was->give);
  g_array_unref (was->take);
  was->give = item->there ? compare_with (item->take, now, TRUE) : g_array_copy (now);
  was->take
      = item->there ? compare_with (give, now, FALSE) : g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (touched, was->give->data, was->give->len);
  g_array_append_vals (touched, was->take->data, was->take->len);
  if (item->there && was->there && !g_str_equal (item->name, was->name))
    g_array_append_vals (touched, now->data, now->len);

  return was;
}

static gboolean
run (SheafDb *db, const char *sql, gint64 first, gint64 second, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, first);
  if (second != 0)
    sqlite3_bind_int64 (stmt, 2, second);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
write_tag (SheafDb *db, const Item *item, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db,
                          "INSERT INTO tag (id, name, name_key, color) VALUES (?1, ?2, ?3, ?4)"
                          " ON CONFLICT (id) DO UPDATE SET name = ?2, name_key = ?3, color = ?4",
                          error);
  g_autofree char *key = sheaf_text_fold (item->name);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, item->id);
  sheaf_bind_text (stmt, 2, item->name);
  sheaf_bind_text (stmt, 3, key);
  sqlite3_bind_int (stmt, 4, item->color);
  if (!sheaf_db_step_done (db, stmt, error))
    return FALSE;
  for (guint i = 0; i < item->take->len; i++)
    if (!run (db, "DELETE FROM article_tag WHERE tag_id = ?1 AND article_id = ?2", item->id,
              g_array_index (item->take, gint64, i), error))
      return FALSE;
  for (guint i = 0; i < item->give->len; i++)
    if (!run (db,
              "INSERT OR IGNORE INTO article_tag (tag_id, article_id) SELECT ?1, id FROM article "
              "WHERE id = ?2",
              item->id, g_array_index (item->give, gint64, i), error))
      return FALSE;

  return TRUE;
}

/* Names may change places: first each gets one that nobody can have. */
static gboolean
write_all (SheafDb *db, const GPtrArray *items, GError **error)
{
  static const char *const clear[] = {
    "DELETE FROM tag WHERE id = ?1",
    "UPDATE tag SET name = char (1) || id, name_key = char (1) || id WHERE id = ?1",
  };

  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = items->pdata[i];

      if (!run (db, clear[item->there ? 1 : 0], item->id, 0, error))
        return FALSE;
    }
  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = items->pdata[i];

      if (item->there
          && (!write_tag (db, item, error)
              || !run (db,
                       "DELETE FROM tag WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM article_tag "
                       "WHERE tag_id = ?1)",
                       item->id, 0, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
apply_items (GPtrArray *items, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  g_autoptr (GPtrArray) before = new_items ();
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!unite_same_names (apply->db, items, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      Item *was = look_at (apply, items->pdata[i], touched, error);

      if (was == NULL)
        return FALSE;
      g_ptr_array_add (before, was);
    }
  sort_ids (touched);
  if (!for_each (apply->db, touched, sheaf_fts_take_out, error)
      || !write_all (apply->db, items, error)
      || !for_each (apply->db, touched, sheaf_fts_put_in, error))
    return FALSE;
  for (guint i = 0; i < touched->len; i++)
    sheaf_apply_touch (apply, g_array_index (touched, gint64, i), SHEAF_CHANGE_ROWS);
  apply->outcome->flags |= SHEAF_CHANGE_TAGS;
  *inverse = sheaf_edit_new (&sheaf_edit_kind_tag_set, g_steal_pointer (&before));

  return TRUE;
}

/* --- The rows as they were, as an edit --- */

/* The edit may be applied again: it is a copy that is worked out. */
static GPtrArray *
copy_items (const GPtrArray *items)
{
  GPtrArray *copy = new_items ();

  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = items->pdata[i];
      Item *other = add_item (copy, item->id, item->there, item->name, item->color);

      g_array_append_vals (other->give, item->give->data, item->give->len);
      g_array_append_vals (other->take, item->take->data, item->take->len);
    }

  return copy;
}

static gboolean
apply_set (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  g_autoptr (GPtrArray) items = copy_items (data);

  return apply_items (items, apply, inverse, error);
}

static gsize
count_set (gpointer data)
{
  return ((GPtrArray *)data)->len;
}

#define PACKED "a(xbsiaxax)" /* id, is it there, name, colour, who gets it, who loses it */

static GVariant *
pack_ids (const GArray *ids)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len, sizeof (gint64));
}

static void
unpack_ids (GVariant *packed, GArray *ids)
{
  gsize n;
  const gint64 *data = g_variant_get_fixed_array (packed, &n, sizeof (gint64));

  if (n > 0)
    g_array_append_vals (ids, data, (guint)n);
  g_variant_unref (packed);
}

static GVariant *
pack (gpointer data)
{
  const GPtrArray *items = data;
  GVariantBuilder out;

  g_variant_builder_init (&out, G_VARIANT_TYPE (PACKED));
  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = items->pdata[i];

      g_variant_builder_add (&out, "(xbsi@ax@ax)", item->id, item->there, item->name, item->color,
                             pack_ids (item->give), pack_ids (item->take));
    }

  return g_variant_builder_end (&out);
}

static gpointer
unpack (GVariant *packed)
{
  GPtrArray *items;
  GVariantIter iter;
  gint64 id;
  gboolean there;
  const char *name;
  int color;
  GVariant *give, *take;

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE (PACKED)))
    return NULL;
  items = new_items ();
  g_variant_iter_init (&iter, packed);
  while (g_variant_iter_next (&iter, "(xb&si@ax@ax)", &id, &there, &name, &color, &give, &take))
    {
      Item *item = add_item (items, id, there, name, color);

      unpack_ids (give, item->give);
      unpack_ids (take, item->take);
    }

  return items;
}

const SheafEditKind sheaf_edit_kind_tag_set = {
  .name = "tag-set",
  .pack = pack,
  .unpack = unpack,
  .apply = apply_set,
  .free = (void (*) (gpointer))g_ptr_array_unref,
  .count = count_set,
};

/* --- What a person asks for --- */

typedef struct
{
  char *name;
  char *to;  /* NULL: it is deleted, or coloured */
  int color; /* -1: it is deleted */
} Wish;

static void
free_wish (gpointer data)
{
  Wish *wish = data;

  g_free (wish->name);
  g_free (wish->to);
  g_free (wish);
}

static gboolean
change (const Wish *wish, Item *item)
{
  g_autofree char *name = NULL;

  if (wish->to != NULL)
    {
      g_autofree char *was = item->name;

      item->name = sheaf_tag_move_name (was, wish->name, wish->to);
      return !g_str_equal (was, item->name);
    }
  if (wish->color < 0)
    {
      item->there = FALSE;
      return TRUE;
    }
  if (item->color == wish->color)
    return FALSE;
  item->color = wish->color;

  return TRUE;
}

static gboolean
apply_wish (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Wish *wish = data;
  g_autoptr (GPtrArray) items = read_tree (apply->db, wish->name, error);
  gboolean alone = wish->to == NULL && wish->color >= 0; /* a colour is the tag's own */
  gboolean changed = FALSE;

  if (items == NULL)
    return FALSE;
  for (guint i = items->len; i > 0; i--)
    {
      g_autofree char *key = NULL, *wanted = NULL;
      Item *item = items->pdata[i - 1];

      key = sheaf_text_fold (item->name);
      wanted = sheaf_text_fold (wish->name);
      if (alone && !g_str_equal (key, wanted))
        g_ptr_array_remove_index (items, i - 1);
      else if (change (wish, item))
        changed = TRUE;
    }

  return !changed || apply_items (items, apply, inverse, error);
}

static const SheafEditKind wish_kind = { .apply = apply_wish, .free = free_wish };

static SheafEdit *
new_wish (const char *name, const char *to, int color)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->name = sheaf_tag_clean_name (name);
  if (wish->name == NULL) /* there is no such tag */
    wish->name = g_strdup ("");
  wish->to = g_strdup (to);
  wish->color = color;

  return sheaf_edit_new (&wish_kind, wish);
}

SheafEdit *
sheaf_edit_new_rename_tag (const char *name, const char *to)
{
  g_autofree char *clean = sheaf_tag_clean_name (to);

  return new_wish (name, clean != NULL ? clean : name, 0);
}

SheafEdit *
sheaf_edit_new_delete_tag (const char *name)
{
  return new_wish (name, NULL, -1);
}

SheafEdit *
sheaf_edit_new_color_tag (const char *name, guint color)
{
  return new_wish (name, NULL, (int)MIN (color, SHEAF_TAG_COLORS - 1));
}

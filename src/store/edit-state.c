/* SPDX-License-Identifier: GPL-3.0-or-later */

/* archive, star, trash, read: one column of many rows. What it holds is a value for each id; the
 * inverse holds the values that were there. */

#include "base/time.h"
#include "store/edit-private.h"

typedef enum
{
  COLUMN_STATE,
  COLUMN_STARRED,
  COLUMN_TRASHED,
  COLUMN_READ,
} Column;

static const struct
{
  const char *select;
  const char *update;
} columns[] = {
  [COLUMN_STATE]
  = { "SELECT state FROM article WHERE id = ?1", "UPDATE article SET state = ?2 WHERE id = ?1" },
  [COLUMN_STARRED] = { "SELECT starred FROM article WHERE id = ?1",
                       "UPDATE article SET starred = ?2 WHERE id = ?1" },
  [COLUMN_TRASHED] = { "SELECT trashed_at FROM article WHERE id = ?1",
                       "UPDATE article SET trashed_at = ?2 WHERE id = ?1" },
  [COLUMN_READ] = { "SELECT read_at FROM article WHERE id = ?1",
                    "UPDATE article SET read_at = ?2 WHERE id = ?1" },
};

#define NO_VALUE G_MININT64 /* NULL in the column */

typedef struct
{
  gint64 id;
  gint64 value;
} Item;

typedef struct
{
  Column column;
  gboolean keep_times; /* a time that is there already is not made newer */
  GArray *items;
} State;

static SheafEdit *
new_edit (Column column, gboolean keep_times, GArray *items)
{
  State *self = g_new0 (State, 1);

  self->column = column;
  self->keep_times = keep_times;
  self->items = items;

  return sheaf_edit_new (&sheaf_edit_kind_state, self);
}

static void
free_state (gpointer data)
{
  State *self = data;

  g_array_unref (self->items);
  g_free (self);
}

static gsize
count (gpointer data)
{
  return ((State *)data)->items->len;
}

/* FALSE without ERROR: no such row. */
static gboolean
read_value (SheafDb *db, Column column, gint64 id, gint64 *value, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, columns[column].select, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (!sheaf_db_step (db, stmt, error))
    return FALSE;
  *value = sqlite3_column_type (stmt, 0) == SQLITE_NULL ? NO_VALUE : sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);

  return TRUE;
}

static gboolean
write_value (SheafDb *db, Column column, gint64 id, gint64 value, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, columns[column].update, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (value != NO_VALUE)
    sqlite3_bind_int64 (stmt, 2, value);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
apply_state (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  State *self = data;
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (Item));

  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);
      Item was = { item->id, 0 };
      GError *failure = NULL;

      if (!sheaf_apply_step (apply, i, self->items->len, error))
        return FALSE;
      if (!read_value (apply->db, self->column, item->id, &was.value, &failure))
        {
          if (failure == NULL)
            continue;
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (was.value == item->value
          || (self->keep_times && was.value != NO_VALUE && item->value != NO_VALUE))
        continue;
      if (!write_value (apply->db, self->column, item->id, item->value, error))
        return FALSE;
      g_array_append_val (before, was);
      sheaf_apply_touch (apply, item->id, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_LISTS);
      if (self->column == COLUMN_TRASHED) /* what waited there may be fetched now */
        sheaf_apply_touch (apply, item->id, SHEAF_CHANGE_JOBS);
    }
  if (before->len > 0)
    *inverse = new_edit (self->column, FALSE, g_steal_pointer (&before));

  return TRUE;
}

static GVariant *
pack (gpointer data)
{
  const State *self = data;
  GVariantBuilder items;

  g_variant_builder_init (&items, G_VARIANT_TYPE ("a(xx)"));
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);

      g_variant_builder_add (&items, "(xx)", item->id, item->value);
    }

  return g_variant_new ("(uba(xx))", self->column, self->keep_times, &items);
}

static gpointer
unpack (GVariant *packed)
{
  g_autoptr (GVariantIter) items = NULL;
  State *self;
  guint column;
  gboolean keep_times;
  Item item;

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE ("(uba(xx))")))
    return NULL;
  g_variant_get (packed, "(uba(xx))", &column, &keep_times, &items);
  if (column >= G_N_ELEMENTS (columns))
    return NULL;
  self = g_new0 (State, 1);
  self->column = column;
  self->keep_times = keep_times;
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  while (g_variant_iter_next (items, "(xx)", &item.id, &item.value))
    g_array_append_val (self->items, item);

  return self;
}

const SheafEditKind sheaf_edit_kind_state = {
  .name = "state",
  .pack = pack,
  .unpack = unpack,
  .apply = apply_state,
  .free = free_state,
  .count = count,
};

static SheafEdit *
new_same (Column column, gboolean keep_times, const gint64 *ids, gsize n, gint64 value)
{
  GArray *items = g_array_sized_new (FALSE, FALSE, sizeof (Item), n);

  for (gsize i = 0; i < n; i++)
    {
      Item item = { ids[i], value };

      g_array_append_val (items, item);
    }

  return new_edit (column, keep_times, items);
}

SheafEdit *
sheaf_edit_new_archive (const gint64 *ids, gsize n, gboolean archived)
{
  return new_same (COLUMN_STATE, FALSE, ids, n, archived ? 1 : 0);
}

SheafEdit *
sheaf_edit_new_star (const gint64 *ids, gsize n, gboolean starred)
{
  return new_same (COLUMN_STARRED, FALSE, ids, n, starred ? 1 : 0);
}

SheafEdit *
sheaf_edit_new_trash (const gint64 *ids, gsize n, gboolean trashed)
{
  return new_same (COLUMN_TRASHED, TRUE, ids, n, trashed ? sheaf_time_now () : NO_VALUE);
}

SheafEdit *
sheaf_edit_new_read (const gint64 *ids, gsize n, gboolean read)
{
  return new_same (COLUMN_READ, TRUE, ids, n, read ? sheaf_time_now () : NO_VALUE);
}

/* --- Progress --- */

typedef struct
{
  gint64 id;
  double progress;
} Progress;

static gboolean
apply_progress (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Progress *self = data;
  sqlite3_stmt *stmt
      = sheaf_db_prepare (apply->db, "UPDATE article SET progress = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->id);
  sqlite3_bind_double (stmt, 2, self->progress);
  sheaf_apply_touch (apply, self->id, SHEAF_CHANGE_ROWS);

  return sheaf_db_step_done (apply->db, stmt, error);
}

static const SheafEditKind progress_kind
    = { .apply = apply_progress, .free = g_free, .relaxed = TRUE };

SheafEdit *
sheaf_edit_new_progress (gint64 id, double progress)
{
  Progress *self = g_new0 (Progress, 1);

  self->id = id;
  self->progress = CLAMP (progress, 0, 1);

  return sheaf_edit_new (&progress_kind, self);
}

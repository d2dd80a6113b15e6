/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Smart lists and rules on arrival: rows of small tables, written whole, taken away, put elsewhere.
 * One kind of edit holds rows of either table as they shall be; the inverse holds them as they
 * were.
 */

#include "base/text.h"
#include "store/edit-private.h"

#define UID_BYTES 16
#define MAX_COLUMNS 8
#define MAX_NAME 200 /* characters */
#define MAX_QUERY 4096

/* Columns after id and uid; the last one is the place. */
typedef struct
{
  const char *select, *write, *remove, *order;
  guint n;
} Table;

static const Table tables[] = {
  { "SELECT uid, name, symbol, query, place FROM smart_list WHERE id = ?1",
    "INSERT INTO smart_list (id, uid, name, symbol, query, place) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT (id) DO UPDATE SET uid = ?2, name = ?3, symbol = ?4, query = ?5, place = ?6",
    "DELETE FROM smart_list WHERE id = ?1", "SELECT id FROM smart_list ORDER BY place, id", 5 },
  { "SELECT uid, query, tags, archive, star, enabled, place FROM arrival_rule WHERE id = ?1",
    "INSERT INTO arrival_rule (id, uid, query, tags, archive, star, enabled, place)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO UPDATE SET uid = ?2, query = ?3, "
    "tags = ?4, archive = ?5, star = ?6, enabled = ?7, place = ?8",
    "DELETE FROM arrival_rule WHERE id = ?1", "SELECT id FROM arrival_rule ORDER BY place, id", 7 },
};

typedef enum
{
  TABLE_LISTS,
  TABLE_RULES,
} Which;

/* A row: its columns from uid on; NULL for null, else of type x, s or ay. */
typedef struct
{
  gint64 id;
  gboolean there;
  GVariant *columns[MAX_COLUMNS];
} Row;

typedef struct
{
  Which which;
  GPtrArray *rows; /* of Row */
} Saved;

static void
free_row (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < MAX_COLUMNS; i++)
    g_clear_pointer (&row->columns[i], g_variant_unref);
  g_free (row);
}

static void
free_saved (gpointer data)
{
  Saved *self = data;

  g_ptr_array_unref (self->rows);
  g_free (self);
}

static SheafEdit *
new_saved (Which which, GPtrArray *rows)
{
  Saved *self = g_new0 (Saved, 1);

  self->which = which;
  self->rows = rows;

  return sheaf_edit_new (&sheaf_edit_kind_saved, self);
}

static GPtrArray *
new_rows (void)
{
  return g_ptr_array_new_with_free_func (free_row);
}

/* --- Rows in and out --- */

static GVariant *
read_column (sqlite3_stmt *stmt, int column)
{
  switch (sqlite3_column_type (stmt, column))
    {
    case SQLITE_NULL:
      return NULL;
    case SQLITE_INTEGER:
      return g_variant_ref_sink (g_variant_new_int64 (sqlite3_column_int64 (stmt, column)));
    case SQLITE_BLOB:
      return g_variant_ref_sink (
          g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, sqlite3_column_blob (stmt, column),
                                     (gsize)sqlite3_column_bytes (stmt, column), 1));
    default:
      return g_variant_ref_sink (
          g_variant_new_string ((const char *)sqlite3_column_text (stmt, column)));
    }
}

static Row *
read_row (SheafDb *db, Which which, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, tables[which].select, error);
  GError *failure = NULL;
  Row *row;

  if (stmt == NULL)
    return NULL;
  row = g_new0 (Row, 1);
  row->id = id;
  sqlite3_bind_int64 (stmt, 1, id);
  row->there = sheaf_db_step (db, stmt, &failure);
  for (guint i = 0; row->there && i < tables[which].n; i++)
    row->columns[i] = read_column (stmt, (int)i);
  sqlite3_reset (stmt);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      free_row (row);
      return NULL;
    }

  return row;
}

static void
bind_column (sqlite3_stmt *stmt, int index, GVariant *value)
{
  gsize size;
  const void *data;

  if (value == NULL)
    return;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    sqlite3_bind_int64 (stmt, index, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    sheaf_bind_text (stmt, index, g_variant_get_string (value, NULL));
  else
    {
      data = g_variant_get_fixed_array (value, &size, 1);
      sqlite3_bind_blob64 (stmt, index, data, size, SQLITE_TRANSIENT);
    }
}

static gboolean
write_row (SheafDb *db, Which which, const Row *row, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, row->there ? tables[which].write : tables[which].remove, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, row->id);
  for (guint i = 0; row->there && i < tables[which].n; i++)
    bind_column (stmt, (int)i + 2, row->columns[i]);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
apply_saved (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Saved *self = data;
  g_autoptr (GPtrArray) before = new_rows ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *was = read_row (apply->db, self->which, ((Row *)self->rows->pdata[i])->id, error);

      if (was == NULL)
        return FALSE;
      g_ptr_array_add (before, was);
      if (!write_row (apply->db, self->which, self->rows->pdata[i], error))
        return FALSE;
    }
  apply->outcome->flags |= SHEAF_CHANGE_SAVED;
  *inverse = new_saved (self->which, g_steal_pointer (&before));

  return TRUE;
}

/* --- As bytes --- */

#define PACKED "(ua(xbamv))"

static GVariant *
pack (gpointer data)
{
  const Saved *self = data;
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(xbamv)"));
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = self->rows->pdata[i];

      g_variant_builder_open (&rows, G_VARIANT_TYPE ("(xbamv)"));
      g_variant_builder_add (&rows, "x", row->id);
      g_variant_builder_add (&rows, "b", row->there);
      g_variant_builder_open (&rows, G_VARIANT_TYPE ("amv"));
      for (guint k = 0; k < tables[self->which].n; k++)
        g_variant_builder_add (&rows, "mv", row->columns[k]);
      g_variant_builder_close (&rows);
      g_variant_builder_close (&rows);
    }

  return g_variant_new ("(ua(xbamv))", self->which, &rows);
}

static gboolean
is_column (GVariant *value)
{
  return g_variant_is_of_type (value, G_VARIANT_TYPE_INT64)
         || g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
         || g_variant_is_of_type (value, G_VARIANT_TYPE_BYTESTRING);
}

/* NULL: it has not the columns of the table. */
static Row *
unpack_row (Which which, gint64 id, gboolean there, GVariantIter *columns)
{
  Row *row = g_new0 (Row, 1);
  GVariant *value;
  guint n = 0;
  gboolean good = g_variant_iter_n_children (columns) == tables[which].n;

  row->id = id;
  row->there = there;
  while (good && g_variant_iter_next (columns, "mv", &value))
    {
      good = value == NULL || is_column (value);
      row->columns[n++] = value;
    }
  if (!good)
    g_clear_pointer (&row, free_row);

  return row;
}

static gpointer
unpack (GVariant *packed)
{
  g_autoptr (GVariantIter) rows = NULL;
  GVariantIter *columns;
  Saved *self;
  guint which;
  gint64 id;
  gboolean there, good = TRUE;

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE (PACKED)))
    return NULL;
  g_variant_get (packed, PACKED, &which, &rows);
  if (which >= G_N_ELEMENTS (tables))
    return NULL;
  self = g_new0 (Saved, 1);
  self->which = which;
  self->rows = new_rows ();
  while (good && g_variant_iter_next (rows, "(xbamv)", &id, &there, &columns))
    {
      Row *row = unpack_row (which, id, there, columns);

      g_variant_iter_free (columns);
      good = row != NULL;
      if (good)
        g_ptr_array_add (self->rows, row);
    }
  if (!good)
    g_clear_pointer (&self, free_saved);

  return self;
}

static gsize
count (gpointer data)
{
  return ((Saved *)data)->rows->len;
}

const SheafEditKind sheaf_edit_kind_saved = {
  .name = "saved",
  .pack = pack,
  .unpack = unpack,
  .apply = apply_saved,
  .free = free_saved,
  .count = count,
};

/* --- What a person asks for --- */

typedef struct
{
  Which which;
  gint64 id;
  gboolean gone;
  int place; /* where it is moved to, 0 the first; -1: where it is */
  Row *row;  /* (nullable): what it is to be, its uid and place apart */
} Wish;

static void
free_wish (gpointer data)
{
  Wish *self = data;

  g_clear_pointer (&self->row, free_row);
  g_free (self);
}

/* All ids of the table, in their order. */
static GArray *
read_order (SheafDb *db, Which which, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, tables[which].order, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
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

static void
set_column (Row *row, guint column, GVariant *value)
{
  g_clear_pointer (&row->columns[column], g_variant_unref);
  row->columns[column] = value != NULL ? g_variant_ref_sink (value) : NULL;
}

static GVariant *
new_uid (void)
{
  guint32 random[UID_BYTES / 4];

  for (guint i = 0; i < G_N_ELEMENTS (random); i++)
    random[i] = g_random_int ();

  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, random, sizeof random, 1);
}

/* WISH's row with the uid and the place it has, or new ones at the end. NULL with ERROR, and where
 * there is none of that number. */
static Row *
make_row (SheafDb *db, const Wish *wish, const GArray *order, GError **error)
{
  guint last = tables[wish->which].n - 1;
  gint64 highest = 0;
  Row *row;

  if (wish->id != 0)
    {
      row = read_row (db, wish->which, wish->id, error);
      if (row != NULL && !row->there)
        g_clear_pointer (&row, free_row);
    }
  else
    {
      for (guint i = 0; i < order->len; i++)
        highest = MAX (highest, g_array_index (order, gint64, i));
      row = g_new0 (Row, 1);
      row->id = highest + 1;
      row->there = TRUE;
      set_column (row, 0, new_uid ());
      set_column (row, last, g_variant_new_int64 (order->len));
    }
  for (guint i = 1; row != NULL && wish->row != NULL && i < last; i++)
    set_column (row, i, wish->row->columns[i]); /* refs what is none of its own to sink */
  if (row != NULL && wish->gone)
    row->there = FALSE;

  return row;
}

/* ID at PLACE, the others around it: rows whose place becomes another. */
static gboolean
move (SheafDb *db, const Wish *wish, GArray *order, GPtrArray *rows, GError **error)
{
  guint last = tables[wish->which].n - 1, from = 0;

  while (from < order->len && g_array_index (order, gint64, from) != wish->id)
    from++;
  if (from == order->len)
    return TRUE;
  g_array_remove_index (order, from);
  g_array_insert_val (order, MIN ((guint)wish->place, order->len), wish->id);
  for (guint i = 0; i < order->len; i++)
    {
      Row *row = read_row (db, wish->which, g_array_index (order, gint64, i), error);

      if (row == NULL)
        return FALSE;
      if (!row->there || g_variant_get_int64 (row->columns[last]) == i)
        {
          free_row (row);
          continue;
        }
      set_column (row, last, g_variant_new_int64 (i));
      g_ptr_array_add (rows, row);
    }

  return TRUE;
}

static gboolean
apply_wish (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Wish *wish = data;
  g_autoptr (GArray) order = read_order (apply->db, wish->which, error);
  g_autoptr (SheafEdit) edit = NULL;
  g_autoptr (GPtrArray) rows = new_rows ();
  GError *failure = NULL;

  if (order == NULL)
    return FALSE;
  if (wish->place >= 0)
    move (apply->db, wish, order, rows, &failure);
  else
    {
      Row *row = make_row (apply->db, wish, order, &failure);

      if (row != NULL)
        {
          apply->outcome->id = row->id;
          g_ptr_array_add (rows, row);
        }
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (rows->len == 0)
    return TRUE;
  edit = new_saved (wish->which, g_steal_pointer (&rows));

  return sheaf_edit_apply_inner (edit, apply, inverse, error);
}

static const SheafEditKind wish_kind = { .apply = apply_wish, .free = free_wish };

static SheafEdit *
new_wish (Which which, gint64 id, Row *row)
{
  Wish *self = g_new0 (Wish, 1);

  self->which = which;
  self->id = id;
  self->row = row;
  self->place = -1;

  return sheaf_edit_new (&wish_kind, self);
}

static SheafEdit *
new_removal (Which which, gint64 id)
{
  Wish *self = g_new0 (Wish, 1);

  self->which = which;
  self->id = id;
  self->gone = TRUE;
  self->place = -1;

  return sheaf_edit_new (&wish_kind, self);
}

static SheafEdit *
new_move (Which which, gint64 id, guint place)
{
  Wish *self = g_new0 (Wish, 1);

  self->which = which;
  self->id = id;
  self->place = (int)MIN (place, G_MAXINT);

  return sheaf_edit_new (&wish_kind, self);
}

static GVariant *
line_value (const char *text, gsize max_chars)
{
  g_autofree char *line = sheaf_text_line (text, max_chars);

  return g_variant_new_string (line != NULL ? line : "");
}

SheafEdit *
sheaf_edit_new_smart_list (const SheafSmartList *list)
{
  Row *row = g_new0 (Row, 1);

  set_column (row, 1, line_value (list->name, MAX_NAME));
  if (list->symbol != NULL)
    set_column (row, 2, line_value (list->symbol, MAX_NAME));
  set_column (row, 3, line_value (list->query, MAX_QUERY));

  return new_wish (TABLE_LISTS, list->id, row);
}

SheafEdit *
sheaf_edit_new_remove_smart_list (gint64 id)
{
  return new_removal (TABLE_LISTS, id);
}

SheafEdit *
sheaf_edit_new_move_smart_list (gint64 id, guint place)
{
  return new_move (TABLE_LISTS, id, place);
}

SheafEdit *
sheaf_edit_new_arrival_rule (const SheafArrivalRule *rule)
{
  Row *row = g_new0 (Row, 1);

  set_column (row, 1, line_value (rule->query, MAX_QUERY));
  if (rule->tags != NULL && rule->tags[0] != NULL)
    {
      g_autofree char *lines = g_strjoinv ("\n", rule->tags);
      g_autofree char *valid = sheaf_text_make_valid (lines, -1);

      set_column (row, 2, g_variant_new_string (valid));
    }
  set_column (row, 3, g_variant_new_int64 (rule->archive));
  set_column (row, 4, g_variant_new_int64 (rule->star));
  set_column (row, 5, g_variant_new_int64 (rule->enabled));

  return new_wish (TABLE_RULES, rule->id, row);
}

SheafEdit *
sheaf_edit_new_remove_arrival_rule (gint64 id)
{
  return new_removal (TABLE_RULES, id);
}

SheafEdit *
sheaf_edit_new_move_arrival_rule (gint64 id, guint place)
{
  return new_move (TABLE_RULES, id, place);
}

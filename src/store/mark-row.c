/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows of notes that have a quotation. Each is known by its uid: its number may be another's by the
 * time it is brought back, and its article another one. */

#include "store/mark-row.h"

#include "store/row-image.h"

#define COLUMNS "article_id, quote, prefix, suffix, start, end, body, color, created_at, changed_at"

/* Of each column where it is not NULL. */
static const char types[SHEAF_MARK_N_COLUMNS][2]
    = { "x", "s", "s", "s", "x", "x", "s", "x", "x", "x" };

void
sheaf_mark_row_free (SheafMarkRow *self)
{
  g_clear_pointer (&self->uid, g_variant_unref);
  for (guint i = 0; i < SHEAF_MARK_N_COLUMNS; i++)
    g_clear_pointer (&self->columns[i], g_variant_unref);
  g_free (self);
}

GPtrArray *
sheaf_mark_rows_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_mark_row_free);
}

/* VALUE (nullable) is sunk. */
static void
set_column (SheafMarkRow *row, SheafMarkColumn column, GVariant *value)
{
  g_clear_pointer (&row->columns[column], g_variant_unref);
  row->columns[column] = value != NULL ? g_variant_ref_sink (value) : NULL;
}

void
sheaf_mark_row_set_text (SheafMarkRow *row, SheafMarkColumn column, const char *text)
{
  set_column (row, column, text != NULL ? g_variant_new_string (text) : NULL);
}

void
sheaf_mark_row_set_number (SheafMarkRow *row, SheafMarkColumn column, gint64 number)
{
  set_column (row, column, g_variant_new_int64 (number));
}

static gint64
get_number (const SheafMarkRow *row, SheafMarkColumn column)
{
  return row->columns[column] != NULL ? g_variant_get_int64 (row->columns[column]) : 0;
}

gboolean
sheaf_mark_row_equal (const SheafMarkRow *a, const SheafMarkRow *b)
{
  if (a->there != b->there)
    return FALSE;
  for (guint i = SHEAF_MARK_QUOTE; a->there && i < SHEAF_MARK_N_COLUMNS; i++)
    if ((a->columns[i] == NULL) != (b->columns[i] == NULL)
        || (a->columns[i] != NULL && !g_variant_equal (a->columns[i], b->columns[i])))
      return FALSE;

  return TRUE;
}

SheafMarkRow *
sheaf_mark_row_copy (const SheafMarkRow *self)
{
  SheafMarkRow *copy = g_new0 (SheafMarkRow, 1);

  copy->uid = self->uid != NULL ? g_variant_ref (self->uid) : NULL;
  copy->id = self->id;
  copy->there = self->there;
  for (guint i = 0; i < SHEAF_MARK_N_COLUMNS; i++)
    set_column (copy, i, self->columns[i]);

  return copy;
}

/* --- Rows in and out --- */

/* STMT: id, uid and the columns of at most one row. NULL with ERROR. */
static SheafMarkRow *
step_row (SheafDb *db, sqlite3_stmt *stmt, GError **error)
{
  SheafMarkRow *row = g_new0 (SheafMarkRow, 1);
  GError *failure = NULL;

  row->there = sheaf_db_step (db, stmt, &failure);
  if (row->there)
    {
      row->id = sqlite3_column_int64 (stmt, 0);
      row->uid = g_variant_ref_sink (sheaf_image_read_value (stmt, 1));
      for (guint i = 0; i < SHEAF_MARK_N_COLUMNS; i++)
        set_column (row, i, sheaf_image_read_value (stmt, (int)i + 2));
      sqlite3_reset (stmt);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      sheaf_mark_row_free (row);
      return NULL;
    }

  return row;
}

static SheafMarkRow *
read_by_uid (SheafDb *db, GVariant *uid, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT id, uid, " COLUMNS " FROM note WHERE uid = ?1 AND quote IS NOT NULL", error);
  SheafMarkRow *row;

  if (stmt == NULL)
    return NULL;
  sheaf_image_bind_value (stmt, 1, uid);
  row = step_row (db, stmt, error);
  if (row != NULL && !row->there)
    row->uid = g_variant_ref (uid);

  return row;
}

SheafMarkRow *
sheaf_mark_row_read (SheafDb *db, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT id, uid, " COLUMNS " FROM note WHERE id = ?1 AND quote IS NOT NULL", error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);

  return step_row (db, stmt, error);
}

static gboolean
delete_row (SheafDb *db, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "DELETE FROM note WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);

  return sheaf_db_step_done (db, stmt, error);
}

/* *ID (inout): where it is put; another's by now, or 0: where there is room. */
static gboolean
insert_row (SheafDb *db, const SheafMarkRow *row, gint64 *id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "INSERT INTO note (id, uid, " COLUMNS ") VALUES (CASE WHEN ?1 = 0 OR EXISTS (SELECT 1 FROM "
      "note WHERE id = ?1) THEN NULL ELSE ?1 END, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
      error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, row->id);
  sheaf_image_bind_value (stmt, 2, row->uid);
  for (guint i = 0; i < SHEAF_MARK_N_COLUMNS; i++)
    sheaf_image_bind_value (stmt, (int)i + 3, row->columns[i]);
  if (!sheaf_db_step_done (db, stmt, error))
    return FALSE;
  *id = sqlite3_last_insert_rowid (sheaf_db_get_handle (db));

  return TRUE;
}

/* Whose it is stays as it is: articles become one meanwhile. */
static gboolean
update_row (SheafDb *db, const SheafMarkRow *row, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "UPDATE note SET quote = ?2, prefix = ?3, suffix = ?4, start = ?5, end = ?6, body = ?7, "
      "color = ?8, created_at = ?9, changed_at = ?10 WHERE id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  for (guint i = SHEAF_MARK_QUOTE; i < SHEAF_MARK_N_COLUMNS; i++)
    sheaf_image_bind_value (stmt, (int)i + 1, row->columns[i]);

  return sheaf_db_step_done (db, stmt, error);
}

/* In place of WAS. *ID (out): its number. */
static gboolean
write_row (
    SheafDb *db, const SheafMarkRow *row, const SheafMarkRow *was, gint64 *id, GError **error)
{
  *id = was->id;
  if (was->there && !sheaf_fts_take_out (db, was->id, SHEAF_FTS_ONE_NOTE, error))
    return FALSE;
  if (!row->there)
    return delete_row (db, was->id, error);

  return (was->there ? update_row (db, row, was->id, error) : insert_row (db, row, id, error))
         && sheaf_fts_put_in (db, *id, SHEAF_FTS_ONE_NOTE, error);
}

/* *WAS (out, transfer full): as it was; NULL: nothing changed. */
static gboolean
apply_row (
    SheafApply *apply, const SheafMarkRow *row, SheafMarkRow **was, gint64 *id, GError **error)
{
  SheafMarkRow *before = read_by_uid (apply->db, row->uid, error);
  gint64 article;
  gboolean there = TRUE;

  *was = NULL;
  if (before == NULL)
    return FALSE;
  article = get_number (before->there ? before : row, SHEAF_MARK_ARTICLE);
  if (!before->there && row->there && !sheaf_apply_has_article (apply, article, &there, error))
    {
      sheaf_mark_row_free (before);
      return FALSE;
    }
  if (!there || sheaf_mark_row_equal (row, before))
    {
      *id = before->id;
      sheaf_mark_row_free (before);
      return TRUE;
    }
  *was = before;
  if (!write_row (apply->db, row, before, id, error))
    return FALSE;
  sheaf_apply_touch (apply, article, SHEAF_CHANGE_NOTES | SHEAF_CHANGE_ROWS);

  return TRUE;
}

gboolean
sheaf_mark_rows_apply (
    const GPtrArray *rows, SheafApply *apply, SheafEdit **inverse, gint64 *id, GError **error)
{
  g_autoptr (GPtrArray) before = sheaf_mark_rows_new ();
  gint64 last = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      SheafMarkRow *was = NULL;
      gboolean good = sheaf_apply_step (apply, i, rows->len, error)
                      && apply_row (apply, rows->pdata[i], &was, &last, error);

      if (was != NULL)
        g_ptr_array_insert (before, 0, was);
      if (!good)
        return FALSE;
    }
  if (before->len > 0)
    *inverse = sheaf_edit_new (&sheaf_edit_kind_marks, g_steal_pointer (&before));
  if (id != NULL)
    *id = last;

  return TRUE;
}

static gboolean
apply_marks (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  return sheaf_mark_rows_apply (data, apply, inverse, NULL, error);
}

/* --- As bytes --- */

#define PACKED "a(ayxbamv)"

static GVariant *
pack (gpointer data)
{
  const GPtrArray *rows = data;
  GVariantBuilder out;

  g_variant_builder_init (&out, G_VARIANT_TYPE (PACKED));
  for (guint i = 0; i < rows->len; i++)
    {
      const SheafMarkRow *row = rows->pdata[i];

      g_variant_builder_open (&out, G_VARIANT_TYPE ("(ayxbamv)"));
      g_variant_builder_add_value (&out, row->uid);
      g_variant_builder_add (&out, "x", row->id);
      g_variant_builder_add (&out, "b", row->there);
      g_variant_builder_open (&out, G_VARIANT_TYPE ("amv"));
      for (guint k = 0; row->there && k < SHEAF_MARK_N_COLUMNS; k++)
        g_variant_builder_add (&out, "mv", row->columns[k]);
      g_variant_builder_close (&out);
      g_variant_builder_close (&out);
    }

  return g_variant_builder_end (&out);
}

static gboolean
unpack_columns (GVariant *packed, SheafMarkRow *row)
{
  if (!row->there)
    return TRUE;
  if (g_variant_n_children (packed) != SHEAF_MARK_N_COLUMNS)
    return FALSE;
  for (guint i = 0; i < SHEAF_MARK_N_COLUMNS; i++)
    {
      g_variant_get_child (packed, i, "mv", &row->columns[i]);
      if (row->columns[i] != NULL
          && !g_variant_is_of_type (row->columns[i], G_VARIANT_TYPE (types[i])))
        return FALSE;
    }

  return row->columns[SHEAF_MARK_ARTICLE] != NULL && row->columns[SHEAF_MARK_QUOTE] != NULL;
}

static gpointer
unpack (GVariant *packed)
{
  g_autoptr (GPtrArray) rows = sheaf_mark_rows_new ();

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE (PACKED)))
    return NULL;
  for (gsize i = 0; i < g_variant_n_children (packed); i++)
    {
      g_autoptr (GVariant) columns = NULL;
      SheafMarkRow *row = g_new0 (SheafMarkRow, 1);

      g_ptr_array_add (rows, row);
      g_variant_get_child (packed, i, "(@ayxb@amv)", &row->uid, &row->id, &row->there, &columns);
      if (g_variant_n_children (row->uid) != SHEAF_NOTE_UID_BYTES || !unpack_columns (columns, row))
        return NULL;
    }

  return rows->len > 0 ? g_steal_pointer (&rows) : NULL;
}

static gsize
count (gpointer data)
{
  return ((GPtrArray *)data)->len;
}

const SheafEditKind sheaf_edit_kind_marks = {
  .name = "marks",
  .pack = pack,
  .unpack = unpack,
  .apply = apply_marks,
  .free = (void (*) (gpointer))g_ptr_array_unref,
  .count = count,
};

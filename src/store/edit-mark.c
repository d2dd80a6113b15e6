/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Highlights: rows of the table of notes that have a quotation. One kind of edit holds rows as they
 * shall be, each known by its uid; the inverse holds them as they were. */

#include "base/text.h"
#include "base/time.h"
#include "store/edit-private.h"
#include "store/row-image.h"

#define UID_BYTES 16
#define MAX_QUOTE (64 * 1024)  /* bytes */
#define MAX_BODY (1024 * 1024) /* characters */

#define COLUMNS "article_id, quote, prefix, suffix, start, end, body, color, created_at, changed_at"

typedef enum
{
  COLUMN_ARTICLE,
  COLUMN_QUOTE,
  COLUMN_PREFIX,
  COLUMN_SUFFIX,
  COLUMN_START,
  COLUMN_END,
  COLUMN_BODY,
  COLUMN_COLOR,
  COLUMN_CREATED,
  COLUMN_CHANGED,
  N_COLUMNS,
} Column;

/* Of each column where it is not NULL. */
static const char types[N_COLUMNS][2] = { "x", "s", "s", "s", "x", "x", "s", "x", "x", "x" };

typedef struct
{
  GVariant *uid; /* ay */
  gint64 id;     /* 0: any */
  gboolean there;
  GVariant *columns[N_COLUMNS]; /* (nullable): NULL */
} Row;

static void
free_row (gpointer data)
{
  Row *row = data;

  g_clear_pointer (&row->uid, g_variant_unref);
  for (guint i = 0; i < N_COLUMNS; i++)
    g_clear_pointer (&row->columns[i], g_variant_unref);
  g_free (row);
}

static GPtrArray *
new_rows (void)
{
  return g_ptr_array_new_with_free_func (free_row);
}

/* VALUE (nullable) is sunk. */
static void
set_column (Row *row, Column column, GVariant *value)
{
  g_clear_pointer (&row->columns[column], g_variant_unref);
  row->columns[column] = value != NULL ? g_variant_ref_sink (value) : NULL;
}

static void
set_text (Row *row, Column column, const char *text)
{
  set_column (row, column, text != NULL ? g_variant_new_string (text) : NULL);
}

static void
set_number (Row *row, Column column, gint64 number)
{
  set_column (row, column, g_variant_new_int64 (number));
}

static gint64
get_number (const Row *row, Column column)
{
  return row->columns[column] != NULL ? g_variant_get_int64 (row->columns[column]) : 0;
}

/* All but whose it is. */
static gboolean
says_the_same (const Row *a, const Row *b)
{
  if (a->there != b->there)
    return FALSE;
  for (guint i = COLUMN_QUOTE; a->there && i < N_COLUMNS; i++)
    if ((a->columns[i] == NULL) != (b->columns[i] == NULL)
        || (a->columns[i] != NULL && !g_variant_equal (a->columns[i], b->columns[i])))
      return FALSE;

  return TRUE;
}

/* --- Rows in and out --- */

/* STMT: id, uid and the columns of at most one row. NULL with ERROR. */
static Row *
step_row (SheafDb *db, sqlite3_stmt *stmt, GError **error)
{
  Row *row = g_new0 (Row, 1);
  GError *failure = NULL;

  row->there = sheaf_db_step (db, stmt, &failure);
  if (row->there)
    {
      row->id = sqlite3_column_int64 (stmt, 0);
      row->uid = g_variant_ref_sink (sheaf_image_read_value (stmt, 1));
      for (guint i = 0; i < N_COLUMNS; i++)
        set_column (row, i, sheaf_image_read_value (stmt, (int)i + 2));
      sqlite3_reset (stmt);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      free_row (row);
      return NULL;
    }

  return row;
}

static Row *
read_by_uid (SheafDb *db, GVariant *uid, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT id, uid, " COLUMNS " FROM note WHERE uid = ?1 AND quote IS NOT NULL", error);
  Row *row;

  if (stmt == NULL)
    return NULL;
  sheaf_image_bind_value (stmt, 1, uid);
  row = step_row (db, stmt, error);
  if (row != NULL && !row->there)
    row->uid = g_variant_ref (uid);

  return row;
}

static Row *
read_by_id (SheafDb *db, gint64 id, GError **error)
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
insert_row (SheafDb *db, const Row *row, gint64 *id, GError **error)
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
  for (guint i = 0; i < N_COLUMNS; i++)
    sheaf_image_bind_value (stmt, (int)i + 3, row->columns[i]);
  if (!sheaf_db_step_done (db, stmt, error))
    return FALSE;
  *id = sqlite3_last_insert_rowid (sheaf_db_get_handle (db));

  return TRUE;
}

/* Whose it is stays as it is: articles become one meanwhile. */
static gboolean
update_row (SheafDb *db, const Row *row, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "UPDATE note SET quote = ?2, prefix = ?3, suffix = ?4, start = ?5, end = ?6, body = ?7, "
      "color = ?8, created_at = ?9, changed_at = ?10 WHERE id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  for (guint i = COLUMN_QUOTE; i < N_COLUMNS; i++)
    sheaf_image_bind_value (stmt, (int)i + 1, row->columns[i]);

  return sheaf_db_step_done (db, stmt, error);
}

/* In place of WAS. *ID (out): its number. */
static gboolean
write_row (SheafDb *db, const Row *row, const Row *was, gint64 *id, GError **error)
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
apply_row (SheafApply *apply, const Row *row, Row **was, gint64 *id, GError **error)
{
  Row *before = read_by_uid (apply->db, row->uid, error);
  gint64 article;
  gboolean there = TRUE;

  *was = NULL;
  if (before == NULL)
    return FALSE;
  article = get_number (before->there ? before : row, COLUMN_ARTICLE);
  if (!before->there && row->there && !sheaf_apply_has_article (apply, article, &there, error))
    {
      free_row (before);
      return FALSE;
    }
  if (!there || says_the_same (row, before))
    {
      *id = before->id;
      free_row (before);
      return TRUE;
    }
  *was = before;
  if (!write_row (apply->db, row, before, id, error))
    return FALSE;
  sheaf_apply_touch (apply, article, SHEAF_CHANGE_NOTES | SHEAF_CHANGE_ROWS);

  return TRUE;
}

/* ID (out, optional): of the last. */
static gboolean
apply_rows (
    const GPtrArray *rows, SheafApply *apply, SheafEdit **inverse, gint64 *id, GError **error)
{
  g_autoptr (GPtrArray) before = new_rows ();
  gint64 last = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      Row *was = NULL;
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
  return apply_rows (data, apply, inverse, NULL, error);
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
      const Row *row = rows->pdata[i];

      g_variant_builder_open (&out, G_VARIANT_TYPE ("(ayxbamv)"));
      g_variant_builder_add_value (&out, row->uid);
      g_variant_builder_add (&out, "x", row->id);
      g_variant_builder_add (&out, "b", row->there);
      g_variant_builder_open (&out, G_VARIANT_TYPE ("amv"));
      for (guint k = 0; row->there && k < N_COLUMNS; k++)
        g_variant_builder_add (&out, "mv", row->columns[k]);
      g_variant_builder_close (&out);
      g_variant_builder_close (&out);
    }

  return g_variant_builder_end (&out);
}

static gboolean
unpack_columns (GVariant *packed, Row *row)
{
  if (!row->there)
    return TRUE;
  if (g_variant_n_children (packed) != N_COLUMNS)
    return FALSE;
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_variant_get_child (packed, i, "mv", &row->columns[i]);
      if (row->columns[i] != NULL
          && !g_variant_is_of_type (row->columns[i], G_VARIANT_TYPE (types[i])))
        return FALSE;
    }

  return row->columns[COLUMN_ARTICLE] != NULL && row->columns[COLUMN_QUOTE] != NULL;
}

static gpointer
unpack (GVariant *packed)
{
  g_autoptr (GPtrArray) rows = new_rows ();

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE (PACKED)))
    return NULL;
  for (gsize i = 0; i < g_variant_n_children (packed); i++)
    {
      g_autoptr (GVariant) columns = NULL;
      Row *row = g_new0 (Row, 1);

      g_ptr_array_add (rows, row);
      g_variant_get_child (packed, i, "(@ayxb@amv)", &row->uid, &row->id, &row->there, &columns);
      if (g_variant_n_children (row->uid) != UID_BYTES || !unpack_columns (columns, row))
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

/* --- What a person asks for --- */

/* A UUID of version 4: what is exported is known by it. */
static GVariant *
new_uid (void)
{
  guint8 uid[UID_BYTES];

  for (guint i = 0; i < UID_BYTES; i++)
    uid[i] = (guint8)g_random_int_range (0, 256);
  uid[6] = (uid[6] & 0x0f) | 0x40;
  uid[8] = (uid[8] & 0x3f) | 0x80;

  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, uid, UID_BYTES, 1);
}

static void
set_anchor (Row *row, const SheafAnchor *anchor)
{
  set_text (row, COLUMN_QUOTE, anchor->exact);
  set_text (row, COLUMN_PREFIX, anchor->prefix);
  set_text (row, COLUMN_SUFFIX, anchor->suffix);
  set_number (row, COLUMN_START, anchor->start);
  set_number (row, COLUMN_END, anchor->end);
}

/* WISH over what is there. FALSE: there is no such mark, or nothing to make one of. */
static gboolean
change_row (Row *row, const SheafMark *wish)
{
  if (wish->id == 0)
    {
      if (wish->anchor == NULL)
        return FALSE;
      row->there = TRUE;
      row->uid = g_variant_ref_sink (new_uid ());
      set_number (row, COLUMN_ARTICLE, wish->article_id);
    }
  if (!row->there)
    return FALSE;
  if (wish->anchor != NULL)
    set_anchor (row, wish->anchor);
  set_text (row, COLUMN_BODY, wish->body);
  set_number (row, COLUMN_COLOR, wish->color);

  return TRUE;
}

/* Where something is new, that is from now. */
static void
set_times (Row *row, const Row *was)
{
  gint64 now = sheaf_time_now ();

  if (!was->there)
    set_number (row, COLUMN_CREATED, now);
  if (!says_the_same (row, was))
    set_number (row, COLUMN_CHANGED, now);
}

static gboolean
apply_mark (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const SheafMark *wish = data;
  g_autoptr (GPtrArray) rows = new_rows ();
  Row *was = read_by_id (apply->db, wish->id, error);
  Row *row;
  gboolean wanted;

  if (was == NULL)
    return FALSE;
  row = g_new0 (Row, 1);
  row->there = was->there;
  row->uid = was->uid != NULL ? g_variant_ref (was->uid) : NULL;
  for (guint i = 0; i < N_COLUMNS; i++)
    set_column (row, i, was->columns[i]);
  g_ptr_array_add (rows, row);
  wanted = change_row (row, wish);
  if (wanted)
    set_times (row, was);
  free_row (was);

  return !wanted || apply_rows (rows, apply, inverse, &apply->outcome->id, error);
}

static const SheafEditKind mark_kind
    = { .apply = apply_mark, .free = (void (*) (gpointer))sheaf_mark_free };

static char *
first_chars (const char *text, glong n)
{
  g_autofree char *valid = sheaf_text_make_valid (text != NULL ? text : "", -1);

  return g_utf8_strlen (valid, -1) > n ? g_utf8_substring (valid, 0, n) : g_steal_pointer (&valid);
}

static char *
last_chars (const char *text, glong n)
{
  g_autofree char *valid = sheaf_text_make_valid (text != NULL ? text : "", -1);
  glong length = g_utf8_strlen (valid, -1);

  return length > n ? g_utf8_substring (valid, length - n, length) : g_steal_pointer (&valid);
}

/* At most MAX_QUOTE bytes of it: what is cut off stands behind it then. NULL: there is nothing in
 * it. */
static SheafAnchor *
tidy_anchor (const SheafAnchor *given)
{
  g_autofree char *exact = sheaf_text_make_valid (given->exact != NULL ? given->exact : "", -1);
  g_autofree char *behind = NULL;
  SheafAnchor *anchor;

  if (sheaf_text_is_blank (exact))
    return NULL;
  anchor = g_new0 (SheafAnchor, 1);
  anchor->prefix = last_chars (given->prefix, SHEAF_ANCHOR_AROUND);
  anchor->start = given->start;
  anchor->end = given->end;
  if (strlen (exact) > MAX_QUOTE)
    {
      char *end = g_utf8_find_prev_char (exact, exact + MAX_QUOTE + 1);

      behind = g_strconcat (end, given->suffix, NULL);
      *end = '\0';
      if (anchor->end > 0)
        anchor->end = anchor->start + (guint)g_utf8_strlen (exact, -1);
    }
  anchor->suffix = first_chars (behind != NULL ? behind : given->suffix, SHEAF_ANCHOR_AROUND);
  anchor->exact = g_steal_pointer (&exact);

  return anchor;
}

SheafEdit *
sheaf_edit_new_mark (const SheafMark *mark)
{
  SheafMark *wish = g_new0 (SheafMark, 1);

  wish->id = mark->id;
  wish->article_id = mark->article_id;
  wish->anchor = mark->anchor != NULL ? tidy_anchor (mark->anchor) : NULL;
  wish->color = mark->color < SHEAF_MARK_COLORS ? mark->color : 0;
  wish->body = sheaf_text_is_blank (mark->body) ? NULL : first_chars (mark->body, MAX_BODY);

  return sheaf_edit_new (&mark_kind, wish);
}

static gboolean
apply_removal (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const GArray *ids = data;
  g_autoptr (GPtrArray) rows = new_rows ();

  for (guint i = 0; i < ids->len; i++)
    {
      Row *row = read_by_id (apply->db, g_array_index (ids, gint64, i), error);

      if (row == NULL)
        return FALSE;
      if (row->there)
        {
          row->there = FALSE;
          g_ptr_array_add (rows, row);
        }
      else
        free_row (row);
    }

  return apply_rows (rows, apply, inverse, NULL, error);
}

static gsize
count_ids (gpointer data)
{
  return ((GArray *)data)->len;
}

static const SheafEditKind removal_kind = {
  .apply = apply_removal,
  .free = (void (*) (gpointer))g_array_unref,
  .count = count_ids,
};

SheafEdit *
sheaf_edit_new_remove_marks (const gint64 *ids, gsize n)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (copy, ids, n);

  return sheaf_edit_new (&removal_kind, copy);
}

/* --- Where they stand now --- */

static gboolean
place_one (SheafApply *apply, const SheafMarkPlace *place, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      apply->db,
      "UPDATE note SET start = ?2, end = ?3 WHERE id = ?1 AND quote IS NOT NULL AND (start IS NOT "
      "?2 OR end IS NOT ?3) RETURNING article_id",
      error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, place->id);
  sqlite3_bind_int64 (stmt, 2, place->start);
  sqlite3_bind_int64 (stmt, 3, place->end);
  while (sheaf_db_step (apply->db, stmt, &failure))
    sheaf_apply_touch (apply, sqlite3_column_int64 (stmt, 0), SHEAF_CHANGE_NOTES);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

static gboolean
apply_places (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const GArray *places = data;

  for (guint i = 0; i < places->len; i++)
    if (!place_one (apply, &g_array_index (places, SheafMarkPlace, i), error))
      return FALSE;

  return TRUE;
}

static const SheafEditKind place_kind = {
  .apply = apply_places,
  .free = (void (*) (gpointer))g_array_unref,
  .count = count_ids,
  .relaxed = TRUE,
};

SheafEdit *
sheaf_edit_new_place_marks (const SheafMarkPlace *places, gsize n)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (SheafMarkPlace));

  g_array_append_vals (copy, places, n);

  return sheaf_edit_new (&place_kind, copy);
}

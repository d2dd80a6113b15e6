/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The article's own note: a row of the table of notes without a quotation. What it holds is the row
 * as it shall be, or that there shall be none. */

#include "base/text.h"
#include "base/time.h"
#include "store/edit-private.h"

#define UID_BYTES 16

typedef struct
{
  gint64 article_id;
  char *text; /* NULL: no note */
  /* Known of a note that was there; 0 and NULL: made anew. */
  gint64 row_id;
  GBytes *uid;
  gint64 created_at, changed_at;
} Note;

static void
free_note (gpointer data)
{
  Note *self = data;

  g_free (self->text);
  g_clear_pointer (&self->uid, g_bytes_unref);
  g_free (self);
}

/* The row as it is now; its text is NULL where there is none. NULL with ERROR. */
static Note *
read_note (SheafDb *db, gint64 article_id, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db,
                          "SELECT id, uid, body, created_at, changed_at FROM note WHERE article_id "
                          "= ?1 AND quote IS NULL ORDER BY id LIMIT 1",
                          error);
  g_autoptr (GError) failure = NULL;
  Note *note;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, article_id);
  note = g_new0 (Note, 1);
  note->article_id = article_id;
  if (sheaf_db_step (db, stmt, &failure))
    {
      note->row_id = sqlite3_column_int64 (stmt, 0);
      note->uid = g_bytes_new (sqlite3_column_blob (stmt, 1), sqlite3_column_bytes (stmt, 1));
      note->text = sheaf_column_text (stmt, 2);
      note->created_at = sqlite3_column_int64 (stmt, 3);
      note->changed_at = sqlite3_column_int64 (stmt, 4);
      sqlite3_reset (stmt);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      free_note (note);
      return NULL;
    }

  return note;
}

static GBytes *
new_uid (void)
{
  guint32 random[UID_BYTES / 4];

  for (guint i = 0; i < G_N_ELEMENTS (random); i++)
    random[i] = g_random_int ();

  return g_bytes_new (random, sizeof random);
}

static gboolean
write_note (SheafDb *db, const Note *note, const Note *before, GError **error)
{
  sqlite3_stmt *stmt;
  g_autoptr (GBytes) uid = NULL;
  gint64 now = sheaf_time_now ();

  if (note->text == NULL)
    {
      stmt = sheaf_db_prepare (db, "DELETE FROM note WHERE id = ?1", error);
      if (stmt == NULL)
        return FALSE;
      sqlite3_bind_int64 (stmt, 1, before->row_id);
      return sheaf_db_step_done (db, stmt, error);
    }
  /* The number of a note that was deleted may be another's by now. */
  stmt = sheaf_db_prepare (
      db,
      before->row_id > 0 ? "UPDATE note SET uid = ?2, body = ?4, created_at = ?5, changed_at = ?6 "
                           "WHERE id = ?1 AND article_id = ?3"
                         : "INSERT INTO note (id, uid, article_id, body, created_at, changed_at)"
                           " VALUES (CASE WHEN EXISTS (SELECT 1 FROM note WHERE id = ?1) THEN NULL "
                           "ELSE ?1 END, ?2, ?3, ?4, ?5, ?6)",
      error);
  if (stmt == NULL)
    return FALSE;
  uid = note->uid != NULL     ? g_bytes_ref (note->uid)
        : before->uid != NULL ? g_bytes_ref (before->uid)
                              : new_uid ();
  if (note->row_id > 0 || before->row_id > 0)
    sqlite3_bind_int64 (stmt, 1, before->row_id > 0 ? before->row_id : note->row_id);
  sheaf_bind_blob (stmt, 2, uid);
  sqlite3_bind_int64 (stmt, 3, note->article_id);
  sheaf_bind_text (stmt, 4, note->text);
  sqlite3_bind_int64 (stmt, 5,
                      note->created_at > 0     ? note->created_at
                      : before->created_at > 0 ? before->created_at
                                               : now);
  sqlite3_bind_int64 (stmt, 6, note->changed_at > 0 ? note->changed_at : now);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
apply_note (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Note *self = data;
  Note *before;
  gboolean there;

  if (!sheaf_apply_has_article (apply, self->article_id, &there, error))
    return FALSE;
  if (!there)
    return TRUE;
  before = read_note (apply->db, self->article_id, error);
  if (before == NULL)
    return FALSE;
  if (g_strcmp0 (before->text, self->text) == 0)
    {
      free_note (before);
      return TRUE;
    }
  *inverse = sheaf_edit_new (&sheaf_edit_kind_note, before);
  if (!sheaf_fts_take_out (apply->db, self->article_id, SHEAF_FTS_NOTES, error)
      || !write_note (apply->db, self, before, error)
      || !sheaf_fts_put_in (apply->db, self->article_id, SHEAF_FTS_NOTES, error))
    return FALSE;
  sheaf_apply_touch (apply, self->article_id, SHEAF_CHANGE_NOTES | SHEAF_CHANGE_ROWS);

  return TRUE;
}

#define PACKED "(xmsxayxx)"

static GVariant *
pack (gpointer data)
{
  const Note *self = data;
  gsize size = 0;
  const void *uid = self->uid != NULL ? g_bytes_get_data (self->uid, &size) : NULL;

  return g_variant_new ("(xmsx@ayxx)", self->article_id, self->text, self->row_id,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, uid, size, 1),
                        self->created_at, self->changed_at);
}

static gpointer
unpack (GVariant *packed)
{
  g_autoptr (GVariant) uid = NULL;
  Note *self;
  const void *data;
  gsize size;

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE (PACKED)))
    return NULL;
  self = g_new0 (Note, 1);
  g_variant_get (packed, "(xmsx@ayxx)", &self->article_id, &self->text, &self->row_id, &uid,
                 &self->created_at, &self->changed_at);
  data = g_variant_get_fixed_array (uid, &size, 1);
  self->uid = size == UID_BYTES ? g_bytes_new (data, size) : NULL;

  return self;
}

const SheafEditKind sheaf_edit_kind_note = {
  .name = "note",
  .pack = pack,
  .unpack = unpack,
  .apply = apply_note,
  .free = free_note,
};

SheafEdit *
sheaf_edit_new_note (gint64 id, const char *text)
{
  Note *self = g_new0 (Note, 1);
  g_autofree char *valid = text != NULL ? sheaf_text_make_valid (text, -1) : NULL;

  self->article_id = id;
  self->text = valid == NULL || sheaf_text_is_blank (valid) ? NULL : g_steal_pointer (&valid);

  return sheaf_edit_new (&sheaf_edit_kind_note, self);
}

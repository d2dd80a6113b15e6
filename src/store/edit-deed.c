/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Deeds: an edit whose inverse is kept in the library, and the two that take back the last one and
 * do it again. What was taken back is forgotten once something else is done. */

#include "base/time.h"
#include "store/edit-private.h"

#define KEPT 100
#define JOIN_WITHIN (60 * G_USEC_PER_SEC)

/* --- The table --- */

typedef struct
{
  gint64 row; /* 0: there is none */
  SheafDone done;
  gint64 made_at;  /* µs UTC, when it was joined last */
  SheafEdit *back; /* NULL: it cannot be read any more */
} Deed;

static void
clear_deed (Deed *self)
{
  g_clear_pointer (&self->back, sheaf_edit_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deed, clear_deed)

static gboolean
read_one (SheafDb *db, const char *sql, Deed *deed, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);
  g_autoptr (GBytes) back = NULL;
  GError *failure = NULL;

  *deed = (Deed){ .done = { .deed = SHEAF_N_DEEDS } };
  if (stmt == NULL)
    return FALSE;
  if (sheaf_db_step (db, stmt, &failure))
    {
      deed->row = sqlite3_column_int64 (stmt, 0);
      deed->done.deed = sheaf_deed_from_name ((const char *)sqlite3_column_text (stmt, 1));
      deed->done.n = sqlite3_column_int (stmt, 2);
      deed->done.article_id = sqlite3_column_int64 (stmt, 3);
      back = sheaf_db_unpack (sqlite3_column_blob (stmt, 4), sqlite3_column_bytes (stmt, 4), NULL);
      deed->back = back != NULL ? sheaf_edit_unpack (back) : NULL;
      deed->made_at = sqlite3_column_int64 (stmt, 5);
      sqlite3_reset (stmt);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

#define COLUMNS "SELECT id, name, n, article_id, back_z, made_at FROM deed WHERE "

/* The newest of those that are done, or the oldest of those that are undone. */
static gboolean
read_deed (SheafDb *db, gboolean undone, Deed *deed, GError **error)
{
  return read_one (db,
                   undone ? COLUMNS "undone = 1 ORDER BY id LIMIT 1"
                          : COLUMNS "undone = 0 ORDER BY id DESC LIMIT 1",
                   deed, error);
}

static gboolean
read_last_added (SheafDb *db, Deed *deed, GError **error)
{
  return read_one (db, COLUMNS "undone = 0 AND name = 'add' ORDER BY id DESC LIMIT 1", deed, error);
}

static gboolean
forget_all (SheafDb *db, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "DELETE FROM deed", error);

  return stmt != NULL && sheaf_db_step_done (db, stmt, error);
}

/* DEED in its row, or in a new one. */
static gboolean
write_deed (SheafDb *db, const Deed *deed, gboolean undone, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "INSERT INTO deed (id, name, n, article_id, made_at, undone, back_z) VALUES (?1, ?2, ?3, ?4, "
      "?5, ?6, ?7) ON CONFLICT (id) DO UPDATE SET n = ?3, article_id = ?4, made_at = ?5, undone = "
      "?6, "
      "back_z = ?7",
      error);
  g_autoptr (GBytes) back = sheaf_edit_pack (deed->back);
  g_autoptr (GBytes) packed = NULL;
  gsize size;
  const void *data = g_bytes_get_data (back, &size);

  if (stmt == NULL)
    return FALSE;
  if (size > SHEAF_DB_UNPACK_MOST) /* it could not be read again, and none before it be undone */
    return forget_all (db, error);
  packed = sheaf_db_pack (data, size);
  if (deed->row != 0)
    sqlite3_bind_int64 (stmt, 1, deed->row);
  sheaf_bind_text (stmt, 2, sheaf_deed_get_name (deed->done.deed));
  sqlite3_bind_int64 (stmt, 3, deed->done.n);
  sqlite3_bind_int64 (stmt, 4, deed->done.article_id);
  sqlite3_bind_int64 (stmt, 5, sheaf_time_now ());
  sqlite3_bind_int (stmt, 6, undone);
  sheaf_bind_blob (stmt, 7, packed);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
forget (SheafDb *db, gint64 row, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "DELETE FROM deed WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, row);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
forget_undone (SheafDb *db, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "DELETE FROM deed WHERE undone = 1", error);

  return stmt != NULL && sheaf_db_step_done (db, stmt, error);
}

static gboolean
forget_oldest (SheafDb *db, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "DELETE FROM deed WHERE id IN (SELECT id FROM deed ORDER BY id DESC LIMIT -1 OFFSET ?1)",
      error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int (stmt, 1, KEPT);

  return sheaf_db_step_done (db, stmt, error);
}

/* The last deed that added, alone or with others that were added just before and after. */
gboolean
sheaf_deed_add_back (SheafDb *db, gint64 id, SheafEdit *back, GError **error)
{
  g_auto (Deed) deed = { 0 };
  GPtrArray *both;

  if (back == NULL)
    return TRUE;
  if (!read_last_added (db, &deed, error))
    {
      sheaf_edit_unref (back);
      return FALSE;
    }
  if (deed.back == NULL || (deed.done.n == 1 && deed.done.article_id != id))
    {
      sheaf_edit_unref (back);
      return TRUE;
    }
  both = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
  g_ptr_array_add (both, back);
  g_ptr_array_add (both, deed.back);
  deed.back = sheaf_edit_new_batch (both);

  return write_deed (db, &deed, FALSE, error);
}

/* --- Doing --- */

typedef struct
{
  SheafEdit *edit;
  SheafDeed deed;
  SheafJoin join;
} Doing;

static void
free_doing (gpointer data)
{
  Doing *self = data;

  sheaf_edit_unref (self->edit);
  g_free (self);
}

static gsize
count_doing (gpointer data)
{
  return sheaf_edit_count (((Doing *)data)->edit);
}

static gint64
get_first (const SheafApply *apply)
{
  const GArray *ids = apply->outcome->ids;

  return ids->len > 0 ? g_array_index (ids, gint64, 0) : 0;
}

/* What was done long ago is a deed of its own. */
static gboolean
joins (const Doing *self, const Deed *last, gint64 article_id)
{
  gint64 age = sheaf_time_now () - last->made_at;

  return last->row != 0 && last->back != NULL && last->done.deed == self->deed && age >= 0
         && age < JOIN_WITHIN
         && (self->join == SHEAF_JOIN_ALWAYS
             || (self->join == SHEAF_JOIN_SAME_ARTICLE && last->done.article_id == article_id));
}

/* BACK, and then what undoes LAST, as one. Of one article alone LAST's does for both: it says how
 * all of it was. Takes BACK. */
static void
join (Deed *last, SheafEdit *back, SheafJoin how, guint n)
{
  GPtrArray *both;

  if (how == SHEAF_JOIN_SAME_ARTICLE)
    {
      sheaf_edit_unref (back);
      return;
    }
  both = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
  g_ptr_array_add (both, back);
  g_ptr_array_add (both, last->back);
  last->back = sheaf_edit_new_batch (both);
  last->done.n += n;
}

static gboolean
apply_doing (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Doing *self = data;
  g_autoptr (SheafEdit) back = NULL;
  g_auto (Deed) deed = { 0 };
  gint64 article_id;
  guint n;

  if (!sheaf_edit_apply_inner (self->edit, apply, &back, error))
    return FALSE;
  if (back == NULL)
    return TRUE; /* it changed nothing */
  article_id = get_first (apply);
  n = sheaf_edit_count (back);
  if (!forget_undone (apply->db, error) || !read_deed (apply->db, FALSE, &deed, error))
    return FALSE;
  if (joins (self, &deed, article_id))
    join (&deed, g_steal_pointer (&back), self->join, n);
  else
    {
      clear_deed (&deed);
      deed = (Deed){ .done = { self->deed, n, article_id }, .back = g_steal_pointer (&back) };
    }
  if (!write_deed (apply->db, &deed, FALSE, error) || !forget_oldest (apply->db, error))
    return FALSE;
  apply->outcome->done = deed.done;

  return TRUE;
}

static const SheafEditKind doing_kind
    = { .apply = apply_doing, .free = free_doing, .count = count_doing };

SheafEdit *
sheaf_edit_new_deed (SheafEdit *edit, SheafDeed deed, SheafJoin join)
{
  Doing *self = g_new0 (Doing, 1);

  self->edit = edit;
  self->deed = deed;
  self->join = join;

  return sheaf_edit_new (&doing_kind, self);
}

/* --- Undoing, and doing again --- */

/* Deeds that no longer change anything (their articles are gone, the row is damaged) are passed
 * over: one press of a key does something, where there is something to do. */
static gboolean
apply_undo (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  gboolean redo = GPOINTER_TO_INT (data);

  for (;;)
    {
      g_auto (Deed) deed = { 0 };
      g_autoptr (SheafEdit) again = NULL;

      if (!read_deed (apply->db, redo, &deed, error))
        return FALSE;
      if (deed.row == 0)
        return TRUE;
      if (deed.back != NULL && !sheaf_edit_apply_inner (deed.back, apply, &again, error))
        return FALSE;
      if (again == NULL)
        {
          if (!forget (apply->db, deed.row, error))
            return FALSE;
          continue;
        }
      g_clear_pointer (&deed.back, sheaf_edit_unref);
      deed.back = g_steal_pointer (&again);
      if (!write_deed (apply->db, &deed, !redo, error))
        return FALSE;
      apply->outcome->done = deed.done;
      return TRUE;
    }
}

static void
free_nothing (gpointer data)
{
}

static const SheafEditKind undo_kind = { .apply = apply_undo, .free = free_nothing };

SheafEdit *
sheaf_edit_new_undo (gboolean redo)
{
  return sheaf_edit_new (&undo_kind, GINT_TO_POINTER (redo));
}

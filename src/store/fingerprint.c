/* SPDX-License-Identifier: GPL-3.0-or-later */

/* article.fingerprint says that it was made and what the whole of the words is; the slots lie in a
 * table of their own, which is read from end to end. */

#include "store/fingerprint.h"

#include "base/text.h"
#include "store/edit-private.h"

#include <string.h>

static gboolean
run (SheafDb *db, const char *sql, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
write_slots (SheafDb *db, gint64 id, const SheafFingerprint *fingerprint, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "INSERT OR REPLACE INTO fingerprint (article_id, slots) VALUES (?1, ?2)", error);
  guint32 slots[SHEAF_FINGERPRINT_SLOTS];

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < SHEAF_FINGERPRINT_SLOTS; i++)
    slots[i] = GUINT32_TO_LE (fingerprint->slots[i]);
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_blob64 (stmt, 2, g_memdup2 (slots, sizeof slots), sizeof slots, g_free);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
write_whole (SheafDb *db, gint64 id, guint64 whole, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "UPDATE article SET fingerprint = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_int64 (stmt, 2, (gint64)whole);

  return sheaf_db_step_done (db, stmt, error);
}

SheafFingerprint
sheaf_fingerprint_of_text (const char *text)
{
  SheafFingerprint fingerprint = { 0 };
  g_autoptr (GArray) shingles = NULL;
  guint64 whole;

  if (text == NULL)
    return fingerprint;
  shingles = sheaf_shingles_new (text, &whole);
  sheaf_fingerprint_make (shingles, whole, &fingerprint);

  return fingerprint;
}

gboolean
sheaf_fingerprint_write (SheafDb *db,
                         gint64 id,
                         const SheafFingerprint *fingerprint,
                         GError **error)
{
  return run (db, "DELETE FROM likeness WHERE article_id = ?1 AND apart = 0", id, error)
         && run (db, "DELETE FROM likeness WHERE other_id = ?1 AND apart = 0", id, error)
         && write_whole (db, id, fingerprint->whole, error)
         && (fingerprint->whole != 0
                 ? write_slots (db, id, fingerprint, error)
                 : run (db, "DELETE FROM fingerprint WHERE article_id = ?1", id, error));
}

GBytes *
sheaf_fingerprint_read_text (sqlite3_stmt *stmt, int column)
{
  g_autoptr (GBytes) text = sheaf_db_unpack (sqlite3_column_blob (stmt, column),
                                             sqlite3_column_bytes (stmt, column), NULL);

  return text != NULL
                 && sheaf_text_is_valid (g_bytes_get_data (text, NULL), g_bytes_get_size (text))
             ? g_steal_pointer (&text)
             : NULL;
}

/* A text that cannot be read has no copies until it is mended. */
gboolean
sheaf_fingerprint_fill (SheafDb *db, guint most, guint *made, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "SELECT a.id, c.text_z, a.kind FROM article a JOIN content c ON c.article_id = a.id"
      " WHERE a.fingerprint IS NULL LIMIT ?1",
      error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  GError *failure = NULL;

  *made = 0;
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, most);
  while (sheaf_db_step (db, stmt, &failure))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
      g_ptr_array_add (texts, sqlite3_column_int (stmt, 2) == 0
                                  ? sheaf_fingerprint_read_text (stmt, 1)
                                  : NULL); /* passed over when it is freed */
    }
  for (guint i = 0; failure == NULL && i < ids->len; i++)
    {
      GBytes *text = texts->pdata[i];
      SheafFingerprint fingerprint
          = sheaf_fingerprint_of_text (text != NULL ? g_bytes_get_data (text, NULL) : NULL);

      if (sheaf_fingerprint_write (db, g_array_index (ids, gint64, i), &fingerprint, &failure))
        ++*made;
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

gboolean
sheaf_fingerprint_read (sqlite3_stmt *stmt, int column, SheafFingerprint *fingerprint)
{
  const void *slots = sqlite3_column_blob (stmt, column);

  if (slots == NULL || sqlite3_column_bytes (stmt, column) != sizeof fingerprint->slots)
    return FALSE;
  memcpy (fingerprint->slots, slots, sizeof fingerprint->slots);
  for (guint i = 0; i < SHEAF_FINGERPRINT_SLOTS; i++)
    fingerprint->slots[i] = GUINT32_FROM_LE (fingerprint->slots[i]);

  return TRUE;
}

gboolean
sheaf_fingerprint_leave (SheafDb *db, gint64 id, GError **error)
{
  return run (db,
              "UPDATE fingerprint SET compared = 0 WHERE article_id = ?1"
              " OR article_id IN (SELECT other_id FROM likeness WHERE article_id = ?1)"
              " OR article_id IN (SELECT article_id FROM likeness WHERE other_id = ?1)",
              id, error);
}

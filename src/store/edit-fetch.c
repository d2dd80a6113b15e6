/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a fetch brought: the page, a picture, or why nothing came. None of these is undone: a fetch is not an
 * act of the reader. */

#include "store/edit-private.h"

#include <string.h>

/* --- fill --- */

typedef struct
{
  gint64 id;
  char *final_url;
  SheafPage *page;
  GBytes *snapshot;
  gboolean incomplete;
} Fill;

static void
free_fill (gpointer data)
{
  Fill *self = data;

  g_free (self->final_url);
  sheaf_page_unref (self->page);
  g_clear_pointer (&self->snapshot, g_bytes_unref);
  g_free (self);
}

/* Characters of the text that is kept now; -1: there is none. *THERE: the row is. */
static gboolean
read_length (SheafDb *db, gint64 id, gint64 *length, gboolean *there, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
    db, "SELECT (SELECT length (body) FROM body_src WHERE id = ?1) FROM article WHERE id = ?1", error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  *there = sheaf_db_step (db, stmt, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  *length = *there && sqlite3_column_type (stmt, 0) != SQLITE_NULL ? sqlite3_column_int64 (stmt, 0) : -1;
  sqlite3_reset (stmt);

  return TRUE;
}

static gboolean
set_fetch (SheafDb *db, gint64 id, SheafFetchState fetch, const char *reason, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "UPDATE article SET fetch = ?2, fetch_error = ?3 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_int (stmt, 2, fetch);
  sheaf_bind_text (stmt, 3, reason);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
apply_fill (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Fill *self = data;
  const SheafDocument *document = self->page->document;
  SheafFetchState fetch = document == NULL ? SHEAF_FETCH_LINK : self->incomplete ? SHEAF_FETCH_INCOMPLETE : SHEAF_FETCH_COMPLETE;
  gint64 length;
  gboolean there;

  if (!read_length (apply->db, self->id, &length, &there, error))
    return FALSE;
  if (!there)
    return TRUE; /* removed meanwhile */
  if (!sheaf_job_end (apply->db, self->id, error))
    return FALSE;
  if (length >= 0 && (document == NULL || (self->incomplete && length > (gint64) sheaf_document_get_length (document))))
    {
      /* What is kept is worth more than what came. */
      sheaf_apply_touch (apply, self->id, SHEAF_CHANGE_ROWS);
      return set_fetch (apply->db, self->id, SHEAF_FETCH_COMPLETE, NULL, error);
    }

  return sheaf_content_write (apply, self->id, self->final_url, self->page, self->snapshot, fetch, error);
}

static const SheafEditKind fill_kind = { .apply = apply_fill, .free = free_fill };

SheafEdit *
sheaf_edit_new_fill (gint64 id, const char *final_url, SheafPage *page, GBytes *snapshot, gboolean incomplete)
{
  Fill *self = g_new0 (Fill, 1);

  self->id = id;
  self->final_url = g_strdup (final_url);
  self->page = sheaf_page_ref (page);
  self->snapshot = snapshot != NULL ? g_bytes_ref (snapshot) : NULL;
  self->incomplete = incomplete;

  return sheaf_edit_new (&fill_kind, self);
}

/* --- fail --- */

typedef struct
{
  gint64 id;
  SheafError code;
  gint64 not_before;
} Fail;

static gboolean
apply_fail (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Fail *self = data;
  gboolean link = self->code == SHEAF_ERROR_NOT_A_PAGE || self->code == SHEAF_ERROR_NOT_AN_ARTICLE;
  gint64 length;
  gboolean there;
  sqlite3_stmt *stmt;

  if (!read_length (apply->db, self->id, &length, &there, error))
    return FALSE;
  if (!there)
    return TRUE;
  sheaf_apply_touch (apply, self->id, SHEAF_CHANGE_ROWS);
  if (length >= 0) /* a refetch that failed leaves the article as it was */
    return set_fetch (apply->db, self->id, SHEAF_FETCH_COMPLETE, NULL, error) && sheaf_job_end (apply->db, self->id, error);
  if (!set_fetch (apply->db, self->id, link ? SHEAF_FETCH_LINK : SHEAF_FETCH_FAILED, sheaf_error_nick (self->code), error))
    return FALSE;
  if (self->code != SHEAF_ERROR_NETWORK)
    return sheaf_job_end (apply->db, self->id, error);

  stmt = sheaf_db_prepare (apply->db, "UPDATE job SET attempts = attempts + 1, not_before = ?2 WHERE article_id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->id);
  sqlite3_bind_int64 (stmt, 2, self->not_before);

  return sheaf_db_step_done (apply->db, stmt, error);
}

static const SheafEditKind fail_kind = { .apply = apply_fail, .free = g_free };

SheafEdit *
sheaf_edit_new_fail (gint64 id, SheafError code, gint64 not_before)
{
  Fail *self = g_new0 (Fail, 1);

  self->id = id;
  self->code = code;
  self->not_before = not_before;

  return sheaf_edit_new (&fail_kind, self);
}

/* --- retry --- */

static gboolean
retry_one (SheafApply *apply, gint64 id, GError **error)
{
  sqlite3_stmt *job = sheaf_db_prepare (
    apply->db, "INSERT INTO job (kind, article_id, url) SELECT 0, id, url FROM article WHERE id = ?1 AND url IS NOT NULL", error);
  gint64 length;
  gboolean there;

  if (job == NULL || !read_length (apply->db, id, &length, &there, error) || !sheaf_job_end (apply->db, id, error))
    return FALSE;
  sqlite3_bind_int64 (job, 1, id);
  if (!sheaf_db_step_done (apply->db, job, error))
    return FALSE;
  if (sqlite3_changes (sheaf_db_get_handle (apply->db)) == 0)
    return TRUE;
  sheaf_apply_touch (apply, id, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_JOBS);

  return length >= 0 || set_fetch (apply->db, id, SHEAF_FETCH_PENDING, NULL, error);
}

static gboolean
apply_retry (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  GArray *ids = data;

  for (guint i = 0; i < ids->len; i++)
    if (!retry_one (apply, g_array_index (ids, gint64, i), error))
      return FALSE;

  return TRUE;
}

static gsize
count_retry (gpointer data)
{
  return ((GArray *) data)->len;
}

static const SheafEditKind retry_kind = { .apply = apply_retry, .free = (void (*) (gpointer)) g_array_unref, .count = count_retry };

SheafEdit *
sheaf_edit_new_retry (const gint64 *ids, gsize n)
{
  GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);

  g_array_append_vals (copy, ids, n);

  return sheaf_edit_new (&retry_kind, copy);
}

/* --- picture --- */

typedef struct
{
  gint64 id;
  char *src, *sha, *mime;
  gsize bytes;
  guint width, height;
} Picture;

static void
free_picture (gpointer data)
{
  Picture *self = data;

  g_free (self->src);
  g_free (self->sha);
  g_free (self->mime);
  g_free (self);
}

static gboolean
insert_asset (SheafDb *db, const Picture *self, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
    db, "INSERT OR IGNORE INTO asset (sha, mime, bytes, width, height) VALUES (?1, ?2, ?3, ?4, ?5)", error);

  if (stmt == NULL)
    return FALSE;
  sheaf_bind_sha (stmt, 1, self->sha);
  sheaf_bind_text (stmt, 2, self->mime);
  sqlite3_bind_int64 (stmt, 3, self->bytes);
  sqlite3_bind_int (stmt, 4, self->width);
  sqlite3_bind_int (stmt, 5, self->height);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
link_asset (SheafDb *db, const Picture *self, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
    db, "INSERT OR REPLACE INTO article_asset (article_id, sha, src) SELECT id, ?2, ?3 FROM article WHERE id = ?1", error);
  sqlite3_stmt *lead;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->id);
  sheaf_bind_sha (stmt, 2, self->sha);
  sheaf_bind_text (stmt, 3, self->src);
  if (!sheaf_db_step_done (db, stmt, error))
    return FALSE;

  /* A row without a picture of its own takes the first one of its text that is no mere icon. */
  lead = sheaf_db_prepare (db,
                           "UPDATE article SET lead_sha = ?2 WHERE id = ?1 AND (lead_url = ?3 OR (lead_sha IS NULL AND ?4))", error);
  if (lead == NULL)
    return FALSE;
  sqlite3_bind_int64 (lead, 1, self->id);
  sheaf_bind_sha (lead, 2, self->sha);
  sheaf_bind_text (lead, 3, self->src);
  sqlite3_bind_int (lead, 4, self->width >= 200 && self->height >= 100);

  return sheaf_db_step_done (db, lead, error);
}

static gboolean
apply_picture (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Picture *self = data;

  if (!insert_asset (apply->db, self, error) || !link_asset (apply->db, self, error))
    return FALSE;
  sheaf_apply_touch (apply, self->id, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_CONTENT);

  return TRUE;
}

static const SheafEditKind picture_kind = { .apply = apply_picture, .free = free_picture };

SheafEdit *
sheaf_edit_new_picture (gint64 id, const char *src, const char *sha, const char *mime, gsize bytes, guint width, guint height)
{
  Picture *self = g_new0 (Picture, 1);

  self->id = id;
  self->src = g_strdup (src);
  self->sha = g_strdup (sha);
  self->mime = g_strdup (mime);
  self->bytes = bytes;
  self->width = width;
  self->height = height;

  return sheaf_edit_new (&picture_kind, self);
}

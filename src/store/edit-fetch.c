/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a fetch brought: the page, a picture, or why nothing came. None of these is undone: a fetch
 * is not an act of the reader. */

#include "store/address.h"
#include "store/edit-private.h"
#include "store/files.h"

#include <string.h>

/* --- fill --- */

typedef struct
{
  gint64 id;
  char *final_url;
  SheafContent content;
  gboolean incomplete;
} Fill;

static void
free_fill (gpointer data)
{
  Fill *self = data;

  g_free (self->final_url);
  sheaf_content_clear (&self->content);
  g_free (self);
}

/* What an article has now. */
typedef struct
{
  gboolean there; /* its row is */
  gint64 length;  /* characters of its text; -1: there is none, or it cannot be read any more */
  gboolean other; /* what is kept is no article: a wall, a listing … */
} Kept;

static gboolean
read_kept (SheafDb *db, gint64 id, Kept *kept, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db,
                          "SELECT c.text_z, a.kind FROM article a LEFT JOIN content c ON "
                          "c.article_id = a.id WHERE a.id = ?1",
                          error);
  g_autoptr (GBytes) text = NULL;
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  kept->there = sheaf_db_step (db, stmt, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (kept->there && sqlite3_column_type (stmt, 0) != SQLITE_NULL)
    text = sheaf_db_unpack (sqlite3_column_blob (stmt, 0), sqlite3_column_bytes (stmt, 0), NULL);
  kept->length
      = text != NULL ? g_utf8_strlen (g_bytes_get_data (text, NULL), g_bytes_get_size (text)) : -1;
  kept->other = kept->there && sqlite3_column_int (stmt, 1) != 0;
  sqlite3_reset (stmt);

  return TRUE;
}

/* Is what is kept worth more than what came? A page that is cut, or a wall where the article was,
 * however long, never replaces it; an article always takes a wall's place. */
static gboolean
is_better (const Kept *kept, const SheafPage *page, gboolean incomplete)
{
  gint64 now = page->document != NULL ? (gint64)sheaf_document_get_length (page->document) : -1;
  gboolean other = sheaf_page_kind_to_number (page->kind) != 0;

  if (kept->length < 0)
    return FALSE;
  if (kept->other != other)
    return other;

  return now < kept->length / 2 || (incomplete && now <= kept->length);
}

static gboolean
set_fetch (SheafDb *db, gint64 id, SheafFetchState fetch, const char *reason, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "UPDATE article SET fetch = ?2, fetch_error = ?3 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_int (stmt, 2, fetch);
  sheaf_bind_text (stmt, 3, reason);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
is_trashed (SheafDb *db, gint64 id, gboolean *trashed, GError **error)
{
  return sheaf_db_ask (db, "SELECT trashed_at IS NOT NULL FROM article WHERE id = ?1", id, 0,
                       trashed, error);
}

/* The article TO has this page: what was given becomes one with it. Undoing that it was added parts
 * them again. */
static gboolean
join_article (const Fill *self, SheafApply *apply, gint64 to, GError **error)
{
  const gint64 ids[] = { to, self->id };
  g_autoptr (SheafEdit) merge = sheaf_edit_new_merge (ids, G_N_ELEMENTS (ids), to);
  SheafEdit *back = NULL;

  if (!sheaf_edit_apply_inner (merge, apply, &back, error))
    return FALSE;
  apply->outcome->id = to;
  apply->outcome->existed = TRUE;

  return sheaf_deed_add_back (apply->db, self->id, back, error);
}

/* Whose page it is, of one that has no text yet: another article's where that has it already. *ID
 * (out) */
static gboolean
find_owner (const Fill *self, SheafApply *apply, gint64 *id, GError **error)
{
  GError *failure = NULL;
  gboolean trashed;
  gint64 other;

  *id = self->id;
  if (!is_trashed (apply->db, self->id, &trashed, error))
    return FALSE;
  if (trashed)
    return TRUE;
  other = sheaf_address_find_page (apply->db, self->id, self->final_url, self->content.page,
                                   &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (other != 0)
    *id = other;

  return TRUE;
}

static gboolean
fill (Fill *self, SheafApply *apply, gint64 id, GError **error)
{
  g_auto (SheafArrival) arrival = { NULL };
  Kept kept;

  if (!read_kept (apply->db, id, &kept, error)
      || !sheaf_job_page_came (apply->db, id, self->content.page, error)
      || !sheaf_address_note (apply->db, id, self->final_url, self->content.page, error))
    return FALSE;
  if (is_better (&kept, self->content.page, self->incomplete))
    {
      sheaf_apply_touch (apply, id, SHEAF_CHANGE_ROWS);
      return TRUE;
    }

  return sheaf_arrival_begin (&arrival, apply, id, error)
         && sheaf_content_write (apply, id, self->final_url, &self->content,
                                 sheaf_content_state (self->content.page, self->incomplete), error)
         && sheaf_arrival_end (&arrival, apply, id, NULL, error);
}

static gboolean
apply_fill (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  Fill *self = data;
  Kept kept;
  gint64 id = self->id;

  if (!read_kept (apply->db, self->id, &kept, error))
    return FALSE;
  if (!kept.there)
    return TRUE; /* removed meanwhile */
  apply->outcome->id = self->id;
  if (kept.length < 0 && !find_owner (self, apply, &id, error))
    return FALSE;
  if (id != self->id && !join_article (self, apply, id, error))
    return FALSE;

  return fill (self, apply, id, error);
}

static void
prepare_fill (gpointer data)
{
  sheaf_content_prepare (&((Fill *)data)->content);
}

static const SheafEditKind fill_kind
    = { .apply = apply_fill, .prepare = prepare_fill, .free = free_fill };

SheafEdit *
sheaf_edit_new_fill (
    gint64 id, const char *final_url, SheafPage *page, GBytes *snapshot, gboolean incomplete)
{
  Fill *self = g_new0 (Fill, 1);

  self->id = id;
  self->final_url = g_strdup (final_url);
  sheaf_content_init (&self->content, page, snapshot);
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

/* There is no more of it than a link: it has come. */
static gboolean
arrive_as_link (SheafApply *apply, gint64 id, GError **error)
{
  g_auto (SheafArrival) arrival = { NULL };
  sqlite3_stmt *stmt;

  if (!sheaf_arrival_begin (&arrival, apply, id, error))
    return FALSE;
  stmt = sheaf_db_prepare (
      apply->db, "UPDATE article SET word_count = coalesce (word_count, 0) WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);

  return sheaf_db_step_done (apply->db, stmt, error)
         && sheaf_arrival_end (&arrival, apply, id, NULL, error);
}

static gboolean
apply_fail (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Fail *self = data;
  gboolean link = self->code == SHEAF_ERROR_NOT_A_PAGE || self->code == SHEAF_ERROR_NOT_AN_ARTICLE;
  Kept kept;
  sqlite3_stmt *stmt;

  if (!read_kept (apply->db, self->id, &kept, error))
    return FALSE;
  if (!kept.there)
    return TRUE;
  sheaf_apply_touch (apply, self->id, SHEAF_CHANGE_ROWS);
  if (kept.length >= 0) /* a refetch that failed leaves the article as it was */
    return sheaf_job_end (apply->db, self->id, error);
  if (!set_fetch (apply->db, self->id, link ? SHEAF_FETCH_LINK : SHEAF_FETCH_FAILED,
                  sheaf_error_nick (self->code), error)
      || (link && !arrive_as_link (apply, self->id, error)))
    return FALSE;
  if (self->code != SHEAF_ERROR_NETWORK)
    return sheaf_job_end (apply->db, self->id, error);

  stmt = sheaf_db_prepare (
      apply->db, "UPDATE job SET attempts = attempts + 1, not_before = ?2 WHERE article_id = ?1",
      error);
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

/* --- attempt --- */

typedef struct
{
  gint64 id;
  gint64 not_before;
} Attempt;

static gboolean
apply_attempt (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Attempt *self = data;
  sqlite3_stmt *stmt = sheaf_db_prepare (
      apply->db,
      "UPDATE job SET attempts = attempts + 1, not_before = ?2 WHERE article_id = ?1 AND kind = 0",
      error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->id);
  sqlite3_bind_int64 (stmt, 2, self->not_before);

  return sheaf_db_step_done (apply->db, stmt, error);
}

static const SheafEditKind attempt_kind
    = { .apply = apply_attempt, .free = g_free, .relaxed = TRUE };

SheafEdit *
sheaf_edit_new_attempt (gint64 id, gint64 not_before)
{
  Attempt *self = g_new0 (Attempt, 1);

  self->id = id;
  self->not_before = not_before;

  return sheaf_edit_new (&attempt_kind, self);
}

/* --- hurry --- */

static gboolean
apply_hurry (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      apply->db, "UPDATE job SET not_before = 0 WHERE not_before BETWEEN 1 AND 9223372036854775806",
      error);

  if (stmt == NULL || !sheaf_db_step_done (apply->db, stmt, error))
    return FALSE;
  apply->outcome->flags |= SHEAF_CHANGE_JOBS;

  return TRUE;
}

static const SheafEditKind hurry_kind = { .apply = apply_hurry, .free = g_free, .relaxed = TRUE };

SheafEdit *
sheaf_edit_new_hurry (void)
{
  return sheaf_edit_new (&hurry_kind, NULL);
}

/* --- pictures done --- */

static gboolean
apply_pictures_done (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const gint64 *id = data;
  sqlite3_stmt *stmt
      = sheaf_db_prepare (apply->db, "DELETE FROM job WHERE article_id = ?1 AND kind = 1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, *id);

  return sheaf_db_step_done (apply->db, stmt, error);
}

static const SheafEditKind pictures_done_kind = { .apply = apply_pictures_done, .free = g_free };

SheafEdit *
sheaf_edit_new_pictures_done (gint64 id)
{
  return sheaf_edit_new (&pictures_done_kind, g_memdup2 (&id, sizeof id));
}

/* --- Again --- */

gboolean
sheaf_fetch_again (SheafApply *apply, gint64 id, GError **error)
{
  Kept kept;

  if (!read_kept (apply->db, id, &kept, error)
      || !sheaf_job_set (apply->db, id, SHEAF_JOB_PAGE, error))
    return FALSE;
  if (sqlite3_changes (sheaf_db_get_handle (apply->db)) == 0)
    return TRUE;
  sheaf_apply_touch (apply, id, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_JOBS);

  return kept.length >= 0 || set_fetch (apply->db, id, SHEAF_FETCH_PENDING, NULL, error);
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
      db,
      "INSERT OR IGNORE INTO asset (sha, mime, bytes, width, height) VALUES (?1, ?2, ?3, ?4, ?5)",
      error);

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
  sqlite3_stmt *stmt = sheaf_db_prepare (db,
                                         "INSERT OR REPLACE INTO article_asset (article_id, sha, "
                                         "src) SELECT id, ?2, ?3 FROM article WHERE id = ?1",
                                         error);
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
                           "UPDATE article SET lead_sha = ?2 WHERE id = ?1 AND (lead_url = ?3 OR "
                           "(lead_sha IS NULL AND ?4))",
                           error);
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
  g_autofree char *path
      = apply->files_folder != NULL ? sheaf_files_path (apply->files_folder, self->sha) : NULL;

  /* The last article with this picture was purged after its file was found here: it stays missing.
   */
  if (path != NULL && !g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!insert_asset (apply->db, self, error) || !link_asset (apply->db, self, error))
    return FALSE;
  sheaf_apply_touch (apply, self->id, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_CONTENT);

  return TRUE;
}

static const SheafEditKind picture_kind = { .apply = apply_picture, .free = free_picture };

SheafEdit *
sheaf_edit_new_picture (gint64 id,
                        const char *src,
                        const char *sha,
                        const char *mime,
                        gsize bytes,
                        guint width,
                        guint height)
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

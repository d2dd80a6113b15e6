/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A page's facts and text into the row that stands for it. */

#include "base/carry.h"
#include "base/text.h"
#include "base/time.h"
#include "document/document-pack.h"
#include "store/edit-private.h"
#include "store/files.h"
#include "store/fingerprint.h"

#include <string.h>

SheafFetchState
sheaf_content_state (const SheafPage *page, gboolean incomplete)
{
  if (page->document == NULL)
    return SHEAF_FETCH_LINK;

  return incomplete || g_strcmp0 (page->kind, "wall") == 0 ? SHEAF_FETCH_INCOMPLETE
                                                           : SHEAF_FETCH_COMPLETE;
}

/* Why there is no text, or not all of it. (nullable) */
static const char *
get_reason (const SheafPage *page, SheafFetchState fetch)
{
  if (g_strcmp0 (page->kind, "wall") == 0)
    return sheaf_error_nick (SHEAF_ERROR_BLOCKED);

  return fetch == SHEAF_FETCH_LINK ? sheaf_error_nick (SHEAF_ERROR_NOT_AN_ARTICLE) : NULL;
}

static gboolean
write_facts (SheafDb *db,
             gint64 id,
             const char *final_url,
             const SheafPage *page,
             SheafFetchState fetch,
             GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "UPDATE article SET final_url = coalesce (?2, final_url), title = coalesce (?3, title), "
      "title_key = coalesce (?4, title_key),"
      " site = ?5, author = ?6, excerpt = ?7, lang = ?8, direction = ?9, readerable = ?10, "
      "original_title = ?11,"
      " original_site = ?12, fetch = ?13, fetch_error = ?14, published = ?15, published_at = ?16, "
      "word_count = ?17, lead_url = ?18, kind = ?19, canonical_url = ?20, paywalled = ?21,"
      " original_url = ?22,"
      " lead_sha = (SELECT sha FROM article_asset WHERE article_id = ?1 AND src = ?18)"
      " WHERE id = ?1",
      error);
  g_autoptr (GBytes) key = page->title != NULL ? sheaf_text_sort_key (page->title) : NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  sheaf_bind_text (stmt, 2, final_url);
  sheaf_bind_text (stmt, 3, page->title);
  sheaf_bind_blob (stmt, 4, key);
  sheaf_bind_text (stmt, 5, page->site);
  sheaf_bind_text (stmt, 6, page->byline);
  sheaf_bind_text (stmt, 7, page->excerpt);
  sheaf_bind_text (stmt, 8, page->language);
  sheaf_bind_text (stmt, 9, page->direction);
  sqlite3_bind_int (stmt, 10, page->readerable);
  sheaf_bind_text (stmt, 11, page->original_title);
  sheaf_bind_text (stmt, 12, page->original_site);
  sqlite3_bind_int (stmt, 13, fetch);
  sheaf_bind_text (stmt, 14, get_reason (page, fetch));
  sheaf_bind_text (stmt, 15, page->published);
  if (page->published_at != SHEAF_TIME_NONE)
    sqlite3_bind_int64 (stmt, 16, page->published_at);
  sqlite3_bind_int (stmt, 17, page->word_count);
  sheaf_bind_text (stmt, 18, page->lead_image);
  sqlite3_bind_int (stmt, 19, sheaf_page_kind_to_number (page->kind));
  sheaf_bind_text (stmt, 20, page->canonical_url);
  sqlite3_bind_int (stmt, 21, page->paywalled);
  sheaf_bind_text (stmt, 22, page->original_url);

  return sheaf_db_step_done (db, stmt, error);
}

/* --- The text as it is written --- */

struct _SheafPackedText
{
  GBytes *document, *text, *removed; /* packed; removed: NULL, there is nothing */
  gboolean too_big;                  /* more than could be read again */
  SheafFingerprint fingerprint;
};

static GBytes *
pack (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return sheaf_db_pack (data, size);
}

/* What an article says; a wall says the same of every article behind it. (nullable) */
static const char *
get_own_text (const SheafPage *page)
{
  return sheaf_page_kind_to_number (page->kind) == 0 ? sheaf_document_get_text (page->document)
                                                     : NULL;
}

static SheafPackedText *
packed_text_new (const SheafPage *page)
{
  SheafPackedText *self = g_new0 (SheafPackedText, 1);
  const char *text = sheaf_document_get_text (page->document);
  g_autoptr (GBytes) document = sheaf_document_pack (page->document);
  g_autoptr (GBytes) removed = sheaf_page_pack_removed (page);

  self->too_big
      = g_bytes_get_size (document) > SHEAF_DB_UNPACK_MOST || strlen (text) > SHEAF_DB_UNPACK_MOST;
  if (self->too_big)
    return self;
  self->document = pack (document);
  self->text = sheaf_db_pack (text, strlen (text));
  if (removed != NULL && g_bytes_get_size (removed) <= SHEAF_DB_UNPACK_MOST)
    self->removed = pack (removed);
  self->fingerprint = sheaf_fingerprint_of_text (get_own_text (page));

  return self;
}

static void
packed_text_free (SheafPackedText *self)
{
  g_clear_pointer (&self->document, g_bytes_unref);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->removed, g_bytes_unref);
  g_free (self);
}

void
sheaf_content_init (SheafContent *self, SheafPage *page, GBytes *snapshot)
{
  self->page = page != NULL ? sheaf_page_ref (page) : NULL;
  self->snapshot = snapshot != NULL ? g_bytes_ref (snapshot) : NULL;
  self->packed = NULL;
}

void
sheaf_content_clear (SheafContent *self)
{
  g_clear_pointer (&self->page, sheaf_page_unref);
  g_clear_pointer (&self->snapshot, g_bytes_unref);
  g_clear_pointer (&self->packed, packed_text_free);
}

void
sheaf_content_prepare (SheafContent *self)
{
  if (self->packed == NULL && self->page != NULL && self->page->document != NULL)
    self->packed = packed_text_new (self->page);
}

/* --- Versions --- */

gboolean
sheaf_version_keep (
    SheafDb *db, gint64 keep, gint64 id, gint64 when, gint64 *version, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "INSERT INTO version (article_id, kept_at, url, title, site, author, published, doc_z, "
      "text_z, removed_z, snapshot_sha) SELECT ?1, ?3, a.url, a.title, a.site, a.author, "
      "a.published, c.doc_z, c.text_z, c.removed_z, c.snapshot_sha FROM content c JOIN article a "
      "ON a.id = c.article_id WHERE c.article_id = ?2",
      error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, keep);
  sqlite3_bind_int64 (stmt, 2, id);
  sqlite3_bind_int64 (stmt, 3, when);
  if (!sheaf_db_step_done (db, stmt, error))
    return FALSE;
  if (version != NULL && sqlite3_changes (sheaf_db_get_handle (db)) > 0)
    *version = sqlite3_last_insert_rowid (sheaf_db_get_handle (db));

  return TRUE;
}

/* --- Writing --- */

static gboolean
write_text (
    SheafDb *db, gint64 id, const SheafPackedText *packed, const char *snapshot_sha, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db,
                          "INSERT OR REPLACE INTO content (article_id, doc_z, text_z, removed_z, "
                          "snapshot_sha) VALUES (?1, ?2, ?3, ?4, ?5)",
                          error);

  if (stmt == NULL)
    return FALSE;
  if (packed->too_big)
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG,
                           "more than could be read again");
      return FALSE;
    }
  sqlite3_bind_int64 (stmt, 1, id);
  sheaf_bind_blob (stmt, 2, packed->document);
  sheaf_bind_blob (stmt, 3, packed->text);
  sheaf_bind_blob (stmt, 4, packed->removed);
  sheaf_bind_sha (stmt, 5, snapshot_sha);

  return sheaf_db_step_done (db, stmt, error);
}

gboolean
sheaf_progress_carry (SheafDb *db, gint64 id, GBytes *before, const char *after, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "SELECT progress FROM article WHERE id = ?1 AND progress > 0", error);
  g_autofree char *text = NULL;
  GError *failure = NULL;
  double part = 0;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (sheaf_db_step (db, stmt, &failure))
    part = sqlite3_column_double (stmt, 0);
  sqlite3_reset (stmt);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  text = g_strndup (g_bytes_get_data (before, NULL), g_bytes_get_size (before));
  if (part <= 0 || !g_utf8_validate (text, -1, NULL))
    return TRUE;
  stmt = sheaf_db_prepare (db, "UPDATE article SET progress = ?2 WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_double (stmt, 2, sheaf_carry_part (text, after, part));

  return sheaf_db_step_done (db, stmt, error);
}

/* An article's text that was there, where that of CONTENT is another, becomes a version; who has
 * read in it goes on at the same words. */
static gboolean
keep_version (SheafDb *db, gint64 id, const SheafContent *content, GError **error)
{
  const char *text = sheaf_document_get_text (content->page->document);
  g_autoptr (GBytes) old = NULL;
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db,
                          "SELECT c.text_z FROM content c JOIN article a ON a.id = c.article_id"
                          " WHERE a.id = ?1 AND a.kind = 0",
                          error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (sheaf_db_step (db, stmt, &failure))
    old = sheaf_db_unpack (sqlite3_column_blob (stmt, 0), sqlite3_column_bytes (stmt, 0), NULL);
  sqlite3_reset (stmt);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return old == NULL
         || (g_bytes_get_size (old) == strlen (text)
             && memcmp (g_bytes_get_data (old, NULL), text, strlen (text)) == 0)
         || (sheaf_version_keep (db, id, id, sheaf_time_now (), NULL, error)
             && sheaf_progress_carry (db, id, old, text, error));
}

/* The page as it was fetched before, where no other article has the same and no version, and it is
 * another than SHA now. */
static gboolean
drop_old_snapshot (SheafApply *apply, gint64 id, const char *sha, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (apply->db,
                                         "SELECT snapshot_sha FROM content x WHERE article_id = ?1 "
                                         "AND snapshot_sha IS NOT NULL AND snapshot_sha IS NOT ?2"
                                         " AND NOT EXISTS (SELECT 1 FROM content y WHERE "
                                         "y.snapshot_sha = x.snapshot_sha AND y.article_id <> ?1)"
                                         " AND NOT EXISTS (SELECT 1 FROM version v WHERE "
                                         "v.snapshot_sha = x.snapshot_sha)",
                                         error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  sheaf_bind_sha (stmt, 2, sha);
  if (sheaf_db_step (apply->db, stmt, &failure))
    g_ptr_array_add (apply->garbage, sheaf_column_sha (stmt, 0));
  sqlite3_reset (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* The columns alone; the index is the caller's. */
static gboolean
write_columns (SheafApply *apply,
               gint64 id,
               const char *final_url,
               SheafContent *content,
               const char *sha,
               SheafFetchState fetch,
               GError **error)
{
  sheaf_content_prepare (content);

  return write_facts (apply->db, id, final_url, content->page, fetch, error)
         && (content->packed == NULL
             || (write_text (apply->db, id, content->packed, sha, error)
                 && sheaf_fingerprint_write (apply->db, id, &content->packed->fingerprint, error)));
}

/* The file first: a row never names what is not there. *SHA (out, transfer full) is NULL where
 * nothing is to be kept. */
static gboolean
keep_snapshot (SheafApply *apply, const SheafContent *content, char **sha, GError **error)
{
  *sha = NULL;
  if (content->snapshot == NULL || apply->files_folder == NULL || content->page->document == NULL)
    return TRUE;
  *sha = sheaf_files_put (apply->files_folder, content->snapshot, TRUE, error);

  return *sha != NULL;
}

/* What its reader corrected is corrected in what came, too. */
static gboolean
correct_again (SheafApply *apply, gint64 id, SheafContent *content, GError **error)
{
  SheafPage *page;

  if (content->page->document == NULL)
    return TRUE;
  page = sheaf_correct_again (apply->db, id, content->page, error);
  if (page == NULL)
    return FALSE;
  if (page != content->page)
    g_clear_pointer (&content->packed, packed_text_free);
  sheaf_page_unref (content->page);
  content->page = page;

  return TRUE;
}

gboolean
sheaf_content_write (SheafApply *apply,
                     gint64 id,
                     const char *final_url,
                     SheafContent *content,
                     SheafFetchState fetch,
                     GError **error)
{
  g_autofree char *sha = NULL;
  gpointer own = NULL;

  if (!correct_again (apply, id, content, error) || !keep_snapshot (apply, content, &sha, error)
      || (content->page->document != NULL
          && (!keep_version (apply->db, id, content, error)
              || !drop_old_snapshot (apply, id, sha, error)))
      || !sheaf_fts_take_out (apply->db, id, SHEAF_FTS_TITLE | SHEAF_FTS_BODY, error)
      || !sheaf_own_facts_before (apply->db, id, &own, error)
      || !write_columns (apply, id, final_url, content, sha, fetch, error)
      || !sheaf_own_facts_after (apply->db, own, error)
      || !sheaf_fts_put_in (apply->db, id, SHEAF_FTS_TITLE | SHEAF_FTS_BODY, error))
    return FALSE;
  sheaf_apply_touch (apply, id, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_CONTENT | SHEAF_CHANGE_LISTS);

  return TRUE;
}

gboolean
sheaf_content_write_new (
    SheafApply *apply, gint64 id, SheafContent *content, SheafFetchState fetch, GError **error)
{
  g_autofree char *sha = NULL;

  if (!keep_snapshot (apply, content, &sha, error)
      || !write_columns (apply, id, NULL, content, sha, fetch, error))
    return FALSE;
  sheaf_apply_touch (apply, id, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_CONTENT | SHEAF_CHANGE_LISTS);

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One article whole: its row, its page with the document, its note, its highlights, where its
 * pictures lie. */

#include "base/time.h"
#include "document/document-pack.h"
#include "store/edit-private.h"
#include "store/read.h"

static void
kept_picture_free (gpointer data)
{
  SheafKeptPicture *self = data;

  g_free (self->sha);
  g_free (self);
}

void
sheaf_loaded_free (SheafLoaded *self)
{
  g_clear_pointer (&self->row, sheaf_row_unref);
  g_clear_pointer (&self->page, sheaf_page_unref);
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_free (self->note);
  sheaf_facts_clear (&self->fetched);
  g_free (self);
}

static sqlite3_stmt *
prepare (SheafDb *db, const char *sql, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);

  if (stmt != NULL)
    sqlite3_bind_int64 (stmt, 1, id);

  return stmt;
}

static GBytes *
unpack_column (sqlite3_stmt *stmt, int column, GError **error)
{
  return sheaf_db_unpack (sqlite3_column_blob (stmt, column), sqlite3_column_bytes (stmt, column),
                          error);
}

static gboolean
read_document (sqlite3_stmt *stmt, SheafPage *page, GError **error)
{
  g_autoptr (GBytes) doc = unpack_column (stmt, 0, error);
  g_autoptr (GBytes) text = doc != NULL ? unpack_column (stmt, 1, error) : NULL;
  g_autoptr (GBytes) removed = NULL;

  if (text == NULL)
    return FALSE;
  page->document = sheaf_document_unpack (doc, g_bytes_get_data (text, NULL), error);
  if (page->document == NULL)
    return FALSE;
  if (sqlite3_column_type (stmt, 2) == SQLITE_NULL)
    return TRUE;
  removed = unpack_column (stmt, 2, error);

  return removed != NULL && sheaf_page_unpack_removed (page, removed, error);
}

/* What article's columns say of the page. */
static gboolean
read_facts (SheafDb *db, gint64 id, SheafPage *page, GError **error)
{
  sqlite3_stmt *stmt
      = prepare (db,
                 "SELECT title, author, published, published_at, site, lang, "
                 "direction, excerpt, lead_url, original_title,"
                 " original_site, readerable, word_count, kind, canonical_url, paywalled, "
                 "original_url "
                 "FROM article WHERE id = ?1",
                 id, error);

  if (stmt == NULL || !sheaf_db_step (db, stmt, error))
    return FALSE;
  page->title = sheaf_column_text (stmt, 0);
  page->byline = sheaf_column_text (stmt, 1);
  page->published = sheaf_column_text (stmt, 2);
  page->published_at = sqlite3_column_type (stmt, 3) == SQLITE_NULL
                           ? SHEAF_TIME_NONE
                           : sqlite3_column_int64 (stmt, 3);
  page->site = sheaf_column_text (stmt, 4);
  page->language = sheaf_column_text (stmt, 5);
  page->direction = sheaf_column_text (stmt, 6);
  page->excerpt = sheaf_column_text (stmt, 7);
  page->lead_image = sheaf_column_text (stmt, 8);
  page->original_title = sheaf_column_text (stmt, 9);
  page->original_site = sheaf_column_text (stmt, 10);
  page->readerable = sqlite3_column_int (stmt, 11);
  page->word_count = sqlite3_column_int (stmt, 12);
  page->kind = sheaf_page_kind_from_number (sqlite3_column_int (stmt, 13));
  page->canonical_url = sheaf_column_text (stmt, 14);
  page->paywalled = sqlite3_column_int (stmt, 15);
  page->original_url = sheaf_column_text (stmt, 16);
  sqlite3_reset (stmt);

  return TRUE;
}

static gboolean
read_page (SheafDb *db, SheafLoaded *loaded, GError **error)
{
  sqlite3_stmt *stmt
      = prepare (db, "SELECT doc_z, text_z, removed_z FROM content WHERE article_id = ?1",
                 loaded->row->id, error);
  g_autoptr (SheafPage) page = NULL;
  GError *failure = NULL;
  gboolean there;

  if (stmt == NULL)
    return FALSE;
  page = sheaf_page_new ();
  there = sheaf_db_step (db, stmt, &failure);
  if (there && !read_document (stmt, page, &failure))
    there = FALSE;
  sqlite3_reset (stmt);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (!there
      && (loaded->row->fetch == SHEAF_FETCH_PENDING || loaded->row->fetch == SHEAF_FETCH_FAILED))
    return TRUE;
  if (!read_facts (db, loaded->row->id, page, error))
    return FALSE;
  loaded->page = g_steal_pointer (&page);

  return TRUE;
}

static gboolean
read_note (SheafDb *db, SheafLoaded *loaded, GError **error)
{
  sqlite3_stmt *stmt = prepare (
      db, "SELECT body FROM note WHERE article_id = ?1 AND quote IS NULL ORDER BY id LIMIT 1",
      loaded->row->id, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  if (sheaf_db_step (db, stmt, &failure))
    loaded->note = sheaf_column_text (stmt, 0);
  sqlite3_reset (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

static gboolean
read_pictures (SheafDb *db, SheafLoaded *loaded, GError **error)
{
  sqlite3_stmt *stmt = prepare (db,
                                "SELECT src, sha, width, height FROM article_asset JOIN asset "
                                "USING (sha) WHERE article_id = ?1",
                                loaded->row->id, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  loaded->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kept_picture_free);
  while (sheaf_db_step (db, stmt, &failure))
    {
      SheafKeptPicture *picture = g_new0 (SheafKeptPicture, 1);

      picture->sha = sheaf_column_sha (stmt, 1);
      picture->width = sqlite3_column_int (stmt, 2);
      picture->height = sqlite3_column_int (stmt, 3);
      g_hash_table_insert (loaded->pictures, sheaf_column_text (stmt, 0), picture);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const SheafMark *one = *(const SheafMark *const *)a, *other = *(const SheafMark *const *)b;
  gboolean lost = one->placed == SHEAF_PLACED_NOWHERE;

  if (lost != (other->placed == SHEAF_PLACED_NOWHERE))
    return lost ? 1 : -1;
  if (one->anchor->start != other->anchor->start)
    return one->anchor->start < other->anchor->start ? -1 : 1;

  return one->id < other->id ? -1 : one->id > other->id;
}

/* Where the highlights stand in the text as it is now. */
static void
place_marks (SheafLoaded *loaded)
{
  SheafDocument *document = loaded->page != NULL ? loaded->page->document : NULL;
  g_autoptr (SheafAnchorText) text = NULL;

  if (loaded->marks->len > 0 && document != NULL)
    text = sheaf_anchor_text_new (sheaf_document_get_text (document));
  for (guint i = 0; i < loaded->marks->len; i++)
    {
      SheafMark *mark = loaded->marks->pdata[i];
      guint start, end;

      mark->placed = SHEAF_PLACED_NOWHERE;
      if (text != NULL)
        mark->placed = sheaf_anchor_place (mark->anchor, text, &start, &end);
      if (mark->placed == SHEAF_PLACED_NOWHERE)
        continue;
      mark->moved = start != mark->anchor->start || end != mark->anchor->end;
      mark->anchor->start = start;
      mark->anchor->end = end;
    }
  g_ptr_array_sort (loaded->marks, compare_places);
}

SheafLoaded *
sheaf_read_article (SheafDb *db, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) rows = sheaf_read_rows (db, &id, 1, error);
  g_autoptr (SheafLoaded) loaded = NULL;

  if (rows == NULL)
    return NULL;
  if (rows->len == 0)
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_NOT_FOUND, "no article %" G_GINT64_FORMAT, id);
      return NULL;
    }
  loaded = g_new0 (SheafLoaded, 1);
  loaded->row = sheaf_row_ref (rows->pdata[0]);
  if (!read_page (db, loaded, error) || !read_note (db, loaded, error)
      || (loaded->marks = sheaf_read_article_marks (db, id, error)) == NULL
      || !sheaf_read_fetched_facts (db, id, &loaded->fetched, &loaded->own, error)
      || !read_pictures (db, loaded, error))
    return NULL;
  place_marks (loaded);

  return g_steal_pointer (&loaded);
}

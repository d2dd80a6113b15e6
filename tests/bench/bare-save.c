/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One table of statements; each binds what it names of the article's values. */

#include "bare-save.h"

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "document/document-pack.h"
#include "measure.h"
#include "store/edit-private.h"

#include <string.h>

struct _BareArticle
{
  char *url, *address_title;
  GBytes *key, *address_key, *title_key, *doc_z, *text_z;
  SheafPage *page;
};

typedef enum
{
  BEGIN,
  INSERT_ROW,
  INDEX_TITLE,
  INSERT_JOB,
  UNINDEX_TITLE,
  UPDATE_ROW,
  INSERT_CONTENT,
  INDEX_BODY,
  END_JOB,
  INSERT_WHOLE,
  INSERT_TAG,
  LINK_TAG,
  COMMIT,
  N_STATEMENTS,
} Statement;

static const char *const sql[N_STATEMENTS] = {
  [BEGIN] = "BEGIN IMMEDIATE",
  [INSERT_ROW] = "INSERT INTO article (uid, url, url_key, title, title_key, site, fetch, added_at)"
                 " VALUES (randomblob (16), ?1, ?2, ?3, ?4, ?5, 1, ?6)",
  [INDEX_TITLE] = "INSERT INTO title_fts (rowid, title, site, author, tags)"
                  " SELECT id, title, site, author, tags FROM title_src WHERE id = ?1",
  [INSERT_JOB] = "INSERT INTO job (kind, article_id, url) VALUES (0, ?1, ?2)",
  [UNINDEX_TITLE] = "INSERT INTO title_fts (title_fts, rowid, title, site, author, tags)"
                    " SELECT 'delete', id, title, site, author, tags FROM title_src WHERE id = ?1",
  [UPDATE_ROW]
  = "UPDATE article SET final_url = ?2, title = ?3, title_key = ?4, site = ?5, author = ?6,"
    " excerpt = ?7, readerable = 1, fetch = 0, published = ?8, published_at = ?9,"
    " word_count = ?10 WHERE id = ?1",
  [INSERT_CONTENT] = "INSERT INTO content (article_id, doc_z, text_z) VALUES (?1, ?2, ?3)",
  [INDEX_BODY] = "INSERT INTO body_fts (rowid, body) SELECT id, body FROM body_src WHERE id = ?1",
  [END_JOB] = "DELETE FROM job WHERE article_id = ?1",
  [INSERT_WHOLE]
  = "INSERT INTO article (uid, url, url_key, title, title_key, site, author, excerpt, lang,"
    " direction, readerable, published, published_at, word_count, fetch, added_at)"
    " VALUES (randomblob (16), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?10, ?11, ?12, 0, ?13)",
  [INSERT_TAG] = "INSERT OR IGNORE INTO tag (name, name_key) VALUES (?1, ?1)",
  [LINK_TAG] = "INSERT OR IGNORE INTO article_tag (tag_id, article_id)"
               " SELECT id, ?2 FROM tag WHERE name_key = ?1",
  [COMMIT] = "COMMIT",
};

struct _BareSave
{
  SheafDb *db;
  sqlite3_stmt *statements[N_STATEMENTS];
};

BareArticle *
bare_article_new (const char *url, SheafPage *page)
{
  BareArticle *self = g_new0 (BareArticle, 1);
  g_autoptr (GBytes) doc = sheaf_document_pack (page->document);
  const char *text = sheaf_document_get_text (page->document);

  self->url = g_strdup (url);
  self->address_title = g_strdup (url + strlen ("https://"));
  self->key = sheaf_url_key (url);
  self->address_key = sheaf_text_sort_key (self->address_title);
  self->title_key = sheaf_text_sort_key (page->title);
  self->doc_z = sheaf_db_pack (g_bytes_get_data (doc, NULL), g_bytes_get_size (doc));
  self->text_z = sheaf_db_pack (text, strlen (text));
  self->page = sheaf_page_ref (page);

  return self;
}

void
bare_article_free (BareArticle *self)
{
  g_free (self->url);
  g_free (self->address_title);
  g_bytes_unref (self->key);
  g_bytes_unref (self->address_key);
  g_bytes_unref (self->title_key);
  g_bytes_unref (self->doc_z);
  g_bytes_unref (self->text_z);
  sheaf_page_unref (self->page);
  g_free (self);
}

BareSave *
bare_save_open (const char *folder)
{
  BareSave *self = g_new0 (BareSave, 1);
  g_autoptr (GError) error = NULL;

  self->db = sheaf_db_open (folder, SHEAF_DB_WRITER, &error);
  if (self->db == NULL)
    bench_fail ("%s", error->message);
  for (guint i = 0; i < N_STATEMENTS; i++)
    if (sqlite3_prepare_v3 (sheaf_db_get_handle (self->db), sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                            &self->statements[i], NULL)
        != SQLITE_OK)
      bench_fail ("%s: %s", sql[i], sqlite3_errmsg (sheaf_db_get_handle (self->db)));

  return self;
}

void
bare_save_close (BareSave *self)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (self->statements[i]);
  sheaf_db_close (self->db);
  g_free (self);
}

static void
step (BareSave *self, Statement statement)
{
  sqlite3_stmt *stmt = self->statements[statement];

  if (sqlite3_step (stmt) != SQLITE_DONE)
    bench_fail ("%s: %s", sql[statement], sqlite3_errmsg (sheaf_db_get_handle (self->db)));
  sqlite3_reset (stmt);
}

static void
step_with_id (BareSave *self, Statement statement, gint64 id)
{
  sqlite3_bind_int64 (self->statements[statement], 1, id);
  step (self, statement);
}

static gint64
save_address (BareSave *self, const BareArticle *article)
{
  sqlite3_stmt *stmt = self->statements[INSERT_ROW];
  gint64 id;

  sheaf_bind_text (stmt, 1, article->url);
  sheaf_bind_blob (stmt, 2, article->key);
  sheaf_bind_text (stmt, 3, article->address_title);
  sheaf_bind_blob (stmt, 4, article->address_key);
  sheaf_bind_text (stmt, 5, article->page->site);
  sqlite3_bind_int64 (stmt, 6, sheaf_time_now ());
  step (self, INSERT_ROW);
  id = sqlite3_last_insert_rowid (sheaf_db_get_handle (self->db));
  step_with_id (self, INDEX_TITLE, id);
  sheaf_bind_text (self->statements[INSERT_JOB], 2, article->url);
  step_with_id (self, INSERT_JOB, id);

  return id;
}

static void
save_content (BareSave *self, gint64 id, const BareArticle *article)
{
  const SheafPage *page = article->page;
  sqlite3_stmt *row = self->statements[UPDATE_ROW], *content = self->statements[INSERT_CONTENT];

  step_with_id (self, UNINDEX_TITLE, id);
  sheaf_bind_text (row, 2, article->url);
  sheaf_bind_text (row, 3, page->title);
  sheaf_bind_blob (row, 4, article->title_key);
  sheaf_bind_text (row, 5, page->site);
  sheaf_bind_text (row, 6, page->byline);
  sheaf_bind_text (row, 7, page->excerpt);
  sheaf_bind_text (row, 8, page->published);
  sqlite3_bind_int64 (row, 9, page->published_at);
  sqlite3_bind_int64 (row, 10, page->word_count);
  step_with_id (self, UPDATE_ROW, id);
  sheaf_bind_blob (content, 2, article->doc_z);
  sheaf_bind_blob (content, 3, article->text_z);
  step_with_id (self, INSERT_CONTENT, id);
  step_with_id (self, INDEX_TITLE, id);
  step_with_id (self, INDEX_BODY, id);
  step_with_id (self, END_JOB, id);
}

void
bare_save (BareSave *self, const BareArticle *article)
{
  gint64 id;

  step (self, BEGIN);
  id = save_address (self, article);
  step (self, COMMIT);
  step (self, BEGIN);
  save_content (self, id, article);
  step (self, COMMIT);
}

void
bare_import_begin (BareSave *self)
{
  step (self, BEGIN);
}

void
bare_import_commit (BareSave *self)
{
  step (self, COMMIT);
}

static gint64
insert_whole (BareSave *self, const BareArticle *article)
{
  const SheafPage *page = article->page;
  sqlite3_stmt *row = self->statements[INSERT_WHOLE];

  sheaf_bind_text (row, 1, article->url);
  sheaf_bind_blob (row, 2, article->key);
  sheaf_bind_text (row, 3, page->title);
  sheaf_bind_blob (row, 4, article->title_key);
  sheaf_bind_text (row, 5, page->site);
  sheaf_bind_text (row, 6, page->byline);
  sheaf_bind_text (row, 7, page->excerpt);
  sheaf_bind_text (row, 8, page->language);
  sheaf_bind_text (row, 9, page->direction);
  sheaf_bind_text (row, 10, page->published);
  sqlite3_bind_int64 (row, 11, page->published_at);
  sqlite3_bind_int64 (row, 12, page->word_count);
  sqlite3_bind_int64 (row, 13, sheaf_time_now ());
  step (self, INSERT_WHOLE);

  return sqlite3_last_insert_rowid (sheaf_db_get_handle (self->db));
}

void
bare_import (BareSave *self, const BareArticle *article, const char *const *tags)
{
  gint64 id = insert_whole (self, article);
  sqlite3_stmt *content = self->statements[INSERT_CONTENT];

  sheaf_bind_blob (content, 2, article->doc_z);
  sheaf_bind_blob (content, 3, article->text_z);
  step_with_id (self, INSERT_CONTENT, id);
  for (guint i = 0; tags[i] != NULL; i++)
    {
      sheaf_bind_text (self->statements[INSERT_TAG], 1, tags[i]);
      step (self, INSERT_TAG);
      sheaf_bind_text (self->statements[LINK_TAG], 1, tags[i]);
      sqlite3_bind_int64 (self->statements[LINK_TAG], 2, id);
      step (self, LINK_TAG);
    }
  step_with_id (self, INDEX_TITLE, id);
  step_with_id (self, INDEX_BODY, id);
}

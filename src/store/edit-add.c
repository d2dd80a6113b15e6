/* SPDX-License-Identifier: GPL-3.0-or-later */

/* New rows: an address whose page is to be fetched, or a page at hand. What is there already is
 * found by its key, taken out of the trash, given the tags, and never made twice. */

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "document/document-write.h"
#include "store/address.h"
#include "store/edit-private.h"

#include <string.h>

typedef struct
{
  char *url; /* NULL: a text without address */
  char *title;
  GStrv tags;
  SheafContent content; /* without page: it is to be fetched */
} Add;

static void
free_add (gpointer data)
{
  Add *self = data;

  g_free (self->url);
  g_free (self->title);
  g_strfreev (self->tags);
  sheaf_content_clear (&self->content);
  g_free (self);
}

static GBytes *
make_key (const Add *self)
{
  g_autoptr (GChecksum) sum = NULL;
  guint8 digest[32];
  gsize size = sizeof digest;
  GBytes *key = self->url != NULL ? sheaf_url_key (self->url) : NULL;

  if (key != NULL)
    return key;
  sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (sum, (const guchar *)"text:", 5);
  if (self->url != NULL)
    g_checksum_update (sum, (const guchar *)self->url, -1);
  else if (self->content.page != NULL && self->content.page->document != NULL)
    g_checksum_update (sum, (const guchar *)sheaf_document_get_text (self->content.page->document),
                       -1);
  g_checksum_get_digest (sum, digest, &size);

  return g_bytes_new (digest, 16);
}

/* What stands there until the page says its title: host and path. */
static char *
dup_title (const Add *self)
{
  g_autofree char *site = self->url != NULL ? sheaf_url_site (self->url) : NULL;
  const char *path = self->url != NULL ? strstr (self->url, "://") : NULL;

  if (self->title != NULL)
    return g_strdup (self->title);
  if (self->content.page != NULL && self->content.page->title != NULL)
    return g_strdup (self->content.page->title);
  if (site == NULL)
    return g_strdup (self->url != NULL ? self->url : "—");
  path = path != NULL ? strchr (path + 3, '/') : NULL;

  return g_strconcat (site, path != NULL && path[1] != '\0' ? path : NULL, NULL);
}

static gint64
insert_row (SheafDb *db, const Add *self, GBytes *key, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "INSERT INTO article (uid, url, url_key, title, title_key, site, fetch, added_at)"
      " VALUES (randomblob (16), ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      error);
  g_autofree char *title = dup_title (self);
  g_autofree char *site = self->url != NULL ? sheaf_url_site (self->url) : NULL;
  g_autoptr (GBytes) sort_key = sheaf_text_sort_key (title);

  if (stmt == NULL)
    return 0;
  sheaf_bind_text (stmt, 1, self->url);
  sheaf_bind_blob (stmt, 2, key);
  sheaf_bind_text (stmt, 3, title);
  sheaf_bind_blob (stmt, 4, sort_key);
  sheaf_bind_text (stmt, 5, site);
  sqlite3_bind_int (stmt, 6,
                    self->content.page != NULL ? SHEAF_FETCH_COMPLETE : SHEAF_FETCH_PENDING);
  sqlite3_bind_int64 (stmt, 7, sheaf_time_now ());
  if (!sheaf_db_step_done (db, stmt, error))
    return 0;

  return sqlite3_last_insert_rowid (sheaf_db_get_handle (db));
}

static gboolean
add_tags (const Add *self, SheafApply *apply, gint64 id, SheafEdit **inverse, GError **error)
{
  g_autoptr (SheafEdit) tagging = NULL;

  if (self->tags == NULL || self->tags[0] == NULL)
    return TRUE;
  tagging = sheaf_edit_new_tag_one (id, (const char *const *)self->tags);

  return sheaf_edit_apply_inner (tagging, apply, inverse, error);
}

/* It is here: out of the trash, the tags added; a link or a failure takes the page that is at hand
 * now. */
static gboolean
welcome_back (const Add *self, SheafApply *apply, gint64 id, SheafEdit **inverse, GError **error)
{
  g_autoptr (SheafEdit) restore = sheaf_edit_new_trash (&id, 1, FALSE);
  g_autoptr (GPtrArray) undo = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
  SheafEdit *untrash = NULL, *untag = NULL;

  apply->outcome->existed = TRUE;
  if (!sheaf_edit_apply_inner (restore, apply, &untrash, error)
      || !add_tags (self, apply, id, &untag, error))
    {
      g_clear_pointer (&untrash, sheaf_edit_unref);
      return FALSE;
    }
  if (untag != NULL)
    g_ptr_array_add (undo, untag);
  if (untrash != NULL)
    g_ptr_array_add (undo, untrash);
  *inverse = sheaf_edit_new_batch (g_steal_pointer (&undo));
  sheaf_apply_touch (apply, id, SHEAF_CHANGE_ROWS);

  return TRUE;
}

static gboolean
lacks_text (SheafDb *db, gint64 id, gboolean *lacks, GError **error)
{
  return sheaf_db_ask (db, "SELECT NOT EXISTS (SELECT 1 FROM content WHERE article_id = ?1)", id, 0,
                       lacks, error);
}

/* What the rules on arrival did then is put in front of *INVERSE. */
static gboolean
write_page (Add *self, SheafApply *apply, gint64 id, SheafEdit **inverse, GError **error)
{
  SheafFetchState fetch = sheaf_content_state (self->content.page, FALSE);
  g_auto (SheafArrival) arrival = { NULL };
  SheafEdit *unruled = NULL;
  GPtrArray *undo;

  if (!sheaf_arrival_begin (&arrival, apply, id, error)
      || !sheaf_content_write (apply, id, NULL, &self->content, fetch, error)
      || !sheaf_address_note (apply->db, id, NULL, self->content.page, error)
      || !sheaf_job_page_came (apply->db, id, self->content.page, error)
      || !sheaf_arrival_end (&arrival, apply, id, &unruled, error))
    return FALSE;
  if (unruled == NULL)
    return TRUE;
  undo = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
  g_ptr_array_add (undo, unruled);
  if (*inverse != NULL)
    g_ptr_array_add (undo, g_steal_pointer (inverse));
  *inverse = sheaf_edit_new_batch (undo);

  return TRUE;
}

/* What a new row has is indexed once, when all of it is there. */
static gboolean
write_new (Add *self, SheafApply *apply, gint64 id, GError **error)
{
  gboolean has_text = self->content.page != NULL && self->content.page->document != NULL;
  g_auto (SheafArrival) arrival = { NULL };

  if (!sheaf_tags_put (apply, id, (const char *const *)self->tags, error)
      || (self->content.page != NULL
          && (!sheaf_arrival_begin (&arrival, apply, id, error)
              || !sheaf_content_write_new (apply, id, &self->content,
                                           sheaf_content_state (self->content.page, FALSE), error)))
      || !sheaf_fts_put_in (apply->db, id, SHEAF_FTS_TITLE | (has_text ? SHEAF_FTS_BODY : 0),
                            error))
    return FALSE;
  if (self->content.page == NULL)
    return sheaf_job_set (apply->db, id, SHEAF_JOB_PAGE, error);

  return sheaf_job_page_came (apply->db, id, self->content.page, error)
         && sheaf_arrival_end (&arrival, apply, id, NULL, error);
}

/* An address that failed is given again: it is tried again. */
static gboolean
fetch_failed_again (SheafApply *apply, gint64 id, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (apply->db, "SELECT fetch FROM article WHERE id = ?1", error);
  GError *failure = NULL;
  int fetch = SHEAF_FETCH_COMPLETE;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (sheaf_db_step (apply->db, stmt, &failure))
    fetch = sqlite3_column_int (stmt, 0);
  sqlite3_reset (stmt);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return fetch != SHEAF_FETCH_FAILED || sheaf_fetch_again (apply, id, error);
}

/* By its address, or by what its page calls itself: then that address leads there, too. 0: it is
 * new (ERROR unset). */
static gint64
find_article (const Add *self, SheafDb *db, GBytes *key, GError **error)
{
  GError *failure = NULL;
  gint64 id = sheaf_address_find (db, key, &failure);
  gboolean made;

  if (id == 0 && failure == NULL && self->content.page != NULL)
    {
      id = sheaf_address_find_page (db, 0, NULL, self->content.page, &failure);
      if (id != 0)
        sheaf_address_add (db, id, key, self->url, &made, &failure);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL ? id : 0;
}

static gboolean
apply_add (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  Add *self = data;
  g_autoptr (GBytes) key = make_key (self);
  GError *failure = NULL;
  gint64 id = find_article (self, apply->db, key, &failure);
  gboolean lacks = FALSE;

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  apply->outcome->id = id;
  if (id != 0)
    {
      if (!welcome_back (self, apply, id, inverse, error))
        return FALSE;
      if (self->content.page == NULL)
        return fetch_failed_again (apply, id, error);
      if (self->content.page->document == NULL)
        return TRUE;
      return lacks_text (apply->db, id, &lacks, error)
             && (!lacks || write_page (self, apply, id, inverse, error));
    }

  id = apply->outcome->id = insert_row (apply->db, self, key, error);
  if (id == 0 || !write_new (self, apply, id, error))
    return FALSE;
  sheaf_apply_touch (apply, id,
                     SHEAF_CHANGE_ROWS | SHEAF_CHANGE_LISTS
                         | (self->content.page == NULL ? SHEAF_CHANGE_JOBS : 0));
  /* Nothing that was given is ever lost; in the trash it keeps its tags and what the rules did. */
  *inverse = sheaf_edit_new_trash (&id, 1, TRUE);

  return TRUE;
}

static void
prepare_add (gpointer data)
{
  sheaf_content_prepare (&((Add *)data)->content);
}

static const SheafEditKind kind = { .apply = apply_add, .prepare = prepare_add, .free = free_add };

SheafEdit *
sheaf_edit_new_add (const char *url, const char *title, const char *const *tags)
{
  Add *self = g_new0 (Add, 1);

  self->url = g_strdup (url);
  self->title = sheaf_text_line (title, 1024);
  self->tags = g_strdupv ((GStrv)tags);

  return sheaf_edit_new (&kind, self);
}

SheafEdit *
sheaf_edit_new_add_page (const char *url,
                         SheafPage *page,
                         GBytes *snapshot,
                         const char *const *tags)
{
  Add *self = g_new0 (Add, 1);

  self->url = g_strdup (url);
  sheaf_content_init (&self->content, page, snapshot);
  self->tags = g_strdupv ((GStrv)tags);

  return sheaf_edit_new (&kind, self);
}

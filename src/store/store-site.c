/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The articles of a site whose pages are kept as they came. */

#include "store/edit-private.h"
#include "store/read.h"
#include "store/store-private.h"

typedef struct
{
  char *site;
  guint most;
  GPtrArray *pages;
} SiteJob;

static void
free_site_job (gpointer data)
{
  SiteJob *self = data;

  g_free (self->site);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_free (self);
}

void
sheaf_site_page_free (SheafSitePage *self)
{
  g_free (self->sha);
  g_free (self);
}

/* A host in small letters has no character that LIKE means otherwise but "_", which none has. */
GPtrArray *
sheaf_read_site_pages (SheafDb *db, const char *site, guint most, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "SELECT a.id, c.snapshot_sha FROM article a JOIN content c ON c.article_id = a.id WHERE "
      "c.snapshot_sha IS NOT"
      " NULL AND a.trashed_at IS NULL AND (replace (coalesce (a.final_url, a.url), ':', '/') || '/'"
      " LIKE 'http%///' || ?1 || '/%' OR coalesce (a.final_url, a.url) || '/' LIKE 'http%://www.'"
      " || ?1 || '/%')"
      " ORDER BY a.id DESC LIMIT ?2",
      error);
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_site_page_free);
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  sheaf_bind_text (stmt, 1, site);
  sqlite3_bind_int (stmt, 2, (int)most);
  while (sheaf_db_step (db, stmt, &failure))
    {
      SheafSitePage *page = g_new (SheafSitePage, 1);

      *page = (SheafSitePage){ sqlite3_column_int64 (stmt, 0), sheaf_column_sha (stmt, 1) };
      g_ptr_array_add (pages, page);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&pages);
}

static gboolean
site_on_reader (gpointer db, gpointer data, GCancellable *cancellable, GError **error)
{
  SiteJob *job = data;

  job->pages = sheaf_read_site_pages (db, job->site, job->most, error);

  return job->pages != NULL;
}

void
sheaf_store_load_site_pages_async (SheafStore *self,
                                   const char *site,
                                   guint most,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  SiteJob *job = g_new0 (SiteJob, 1);

  job->site = g_strdup (site);
  job->most = most;
  sheaf_worker_push (self->lists, site_on_reader, job, free_site_job, self, cancellable, callback,
                     user_data);
}

GPtrArray *
sheaf_store_load_site_pages_finish (SheafStore *self, GAsyncResult *result, GError **error)
{
  GError *failure = NULL;
  SiteJob *job = sheaf_worker_finish (result, &failure);

  if (failure != NULL)
    {
      sheaf_store_note_damage (self, failure);
      g_propagate_error (error, failure);
    }

  return job != NULL ? g_steal_pointer (&job->pages) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Page after page: fetched, extracted on a worker, looked at, joined there. What came stays,
 * whatever becomes of the next. */

#include "library/fetch-parts.h"

#include "base/url.h"
#include "document/page-join.h"
#include "extract/next-page.h"
#include "library/library-private.h"
#include "library/load-rules.h"

#include <string.h>

#define MOST_CHARACTERS 2000000

typedef struct
{
  SheafLibrary *library;
  SheafPage *page;
  char *first_url, *typed;
  GHashTable *seen; /* canonical addresses of what was asked for and of what answered */
  guint part;       /* the one that is under way */
  SheafFetched *fetched;
  gboolean joined;   /* the last one was a page of the article */
  gboolean withheld; /* it stands behind a wall */
  gboolean missing;
} Parts;

static void
step (GTask *task);

static void
parts_free (gpointer data)
{
  Parts *self = data;

  g_clear_object (&self->library);
  g_clear_pointer (&self->page, sheaf_page_unref);
  g_clear_pointer (&self->fetched, sheaf_fetched_free);
  g_hash_table_unref (self->seen);
  g_free (self->first_url);
  g_free (self->typed);
  g_free (self);
}

/* FALSE: it was there already, or it is no address. */
static gboolean
add_seen (Parts *self, const char *url)
{
  char *canonical = sheaf_url_canonical (url);

  return canonical != NULL && g_hash_table_add (self->seen, canonical);
}

/* Redirects may lead anywhere: only to the same server, and not to a page that was there. *MISSING
 * (out): nobody knows what the page says, for another server answered. */
static gboolean
may_be_part (Parts *self, const char *asked, const SheafFetched *fetched, gboolean *missing)
{
  g_autofree char *first = sheaf_url_authority (self->first_url);
  g_autofree char *now = sheaf_url_authority (fetched->final_url);
  g_autofree char *a = sheaf_url_canonical (asked);
  g_autofree char *b = sheaf_url_canonical (fetched->final_url);

  *missing = g_strcmp0 (first, now) != 0;

  return !*missing && (g_strcmp0 (a, b) == 0 || add_seen (self, fetched->final_url));
}

static void
finish (GTask *task, gboolean missing)
{
  Parts *self = g_task_get_task_data (task);

  self->missing = missing;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* A text by itself, not a page. */
static gboolean
is_text (const char *content_type)
{
  return content_type != NULL && strstr (content_type, "html") == NULL
         && strstr (content_type, "xml") == NULL;
}

static gboolean
extract_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Parts *self = data;
  g_autoptr (SheafSiteRules) rules = sheaf_library_load_rules (NULL);
  const SheafSource source = { .bytes = self->fetched->bytes,
                               .charset = self->fetched->charset,
                               .url = self->fetched->final_url,
                               .rules = rules,
                               .first_url = self->first_url,
                               .part = self->part };
  g_autoptr (SheafPage) part = sheaf_extract_html (&source, cancellable, error);

  if (part == NULL)
    return FALSE;
  /* A site that says so of each page may still show them whole. */
  self->withheld
      = g_strcmp0 (part->kind, "wall") == 0 || (part->paywalled && !self->page->paywalled);
  self->joined = !self->withheld && sheaf_page_continues (self->page, part, self->page->next_sure);
  if (self->joined)
    sheaf_page_join (self->page, part);

  return TRUE;
}

static void
extracted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Parts *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean cut = self->fetched->incomplete;

  g_clear_pointer (&self->fetched, sheaf_fetched_free);
  if (sheaf_worker_finish (result, &error) == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_task_return_error (task, g_steal_pointer (&error));
          g_object_unref (task);
          return;
        }
      finish (task, TRUE);
      return;
    }
  if (!self->joined || cut)
    finish (task, cut || self->withheld);
  else
    step (task);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Parts *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean missing = FALSE;

  self->fetched = sheaf_fetcher_get_finish (SHEAF_FETCHER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  if (self->fetched == NULL)
    {
      finish (task, TRUE);
      return;
    }
  if (is_text (self->fetched->content_type)
      || !may_be_part (self, self->page->next_url, self->fetched, &missing))
    {
      finish (task, missing);
      return;
    }
  sheaf_worker_push (sheaf_library_get_worker (self->library), extract_on_worker, self, NULL, NULL,
                     g_task_get_cancellable (task), extracted_cb, task);
}

/* Takes TASK. */
static void
step (GTask *task)
{
  Parts *self = g_task_get_task_data (task);
  const SheafPage *page = self->page;

  if (sheaf_library_get_store (self->library) == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The library was closed");
      g_object_unref (task);
      return;
    }
  if (page->document == NULL || page->next_url == NULL || !add_seen (self, page->next_url))
    {
      finish (task, FALSE);
      return;
    }
  if (self->part >= SHEAF_NEXT_PAGE_MOST
      || sheaf_document_get_length (page->document) > MOST_CHARACTERS)
    {
      finish (task, TRUE);
      return;
    }
  self->part++;
  sheaf_fetcher_get_async (sheaf_library_get_fetcher (self->library), page->next_url, self->typed,
                           SHEAF_FETCH_PAGE, g_task_get_cancellable (task), got_cb, task);
}

void
sheaf_fetch_parts_async (SheafLibrary *library,
                         SheafPage *page,
                         const char *url,
                         const char *typed,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (library, cancellable, callback, user_data);
  Parts *self = g_new0 (Parts, 1);

  self->library = g_object_ref (library);
  self->page = sheaf_page_ref (page);
  self->first_url = g_strdup (url);
  self->typed = g_strdup (typed);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->part = 1;
  g_task_set_task_data (task, self, parts_free);
  add_seen (self, url);
  step (task);
}

gboolean
sheaf_fetch_parts_finish (GAsyncResult *result, gboolean *missing, GError **error)
{
  Parts *self = g_task_get_task_data (G_TASK (result));

  *missing = self->missing;

  return g_task_propagate_boolean (G_TASK (result), error);
}

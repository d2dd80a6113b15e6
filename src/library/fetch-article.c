/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One article's way from its address into the library: row -> page -> extraction -> one edit ->
 * pictures. A failure is an edit too: the row says why. */

#include "base/error.h"
#include "base/url.h"
#include "extract/extract.h"
#include "library/fetch-parts.h"
#include "library/fetch-pictures.h"
#include "library/library-private.h"
#include "library/load-rules.h"

#include <string.h>

typedef struct
{
  SheafLibrary *library;
  gint64 id;
  gint64 owner; /* whose page it is: another article's that had it already, or 0 */
  char *url;
  GCancellable *cancellable;
  SheafFetched *fetched;
  gboolean again; /* what came first was cut */
  SheafPage *page;
} Fetch;

static void
fetch_free (Fetch *self)
{
  g_clear_object (&self->library);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->fetched, sheaf_fetched_free);
  g_clear_pointer (&self->page, sheaf_page_unref);
  g_free (self->url);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetch, fetch_free)

/* The library was closed meanwhile: the row stays pending. */
static gboolean
is_closed (Fetch *self)
{
  return sheaf_library_get_store (self->library) == NULL;
}

static void
finish (Fetch *self, const GError *error)
{
  sheaf_library_end_fetch (self->library, self->id, error);
}

static void
failure_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Fetch) self = data;
  g_autoptr (GError) error = NULL;

  if (sheaf_store_apply_finish (SHEAF_STORE (source), result, NULL, NULL, NULL, &error))
    sheaf_library_count_page (self->library, FALSE);
  finish (self, error);
}

/* Keeps why nothing came. Cancelling leaves the row pending: it goes on at the next start. */
static void
keep_failure (Fetch *self, const GError *error)
{
  g_autoptr (SheafEdit) edit = NULL;
  SheafError code = error->domain == SHEAF_ERROR ? (SheafError)error->code : SHEAF_ERROR_NETWORK;

  if (is_closed (self) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, SHEAF_ERROR, SHEAF_ERROR_STORE))
    {
      finish (self, error);
      fetch_free (self);
      return;
    }
  if (code == SHEAF_ERROR_NETWORK && sheaf_library_lost_network (self->library, self->url))
    {
      finish (self, NULL); /* as if it had not been tried */
      fetch_free (self);
      return;
    }

  edit = sheaf_edit_new_fail (self->id, code,
                              sheaf_library_get_not_before (self->library, self->id));
  sheaf_store_apply_async (sheaf_library_get_store (self->library), edit, NULL, failure_kept_cb,
                           self);
}

static void
pictures_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Fetch) self = data;
  g_autoptr (GError) error = NULL;

  sheaf_store_apply_finish (SHEAF_STORE (source), result, NULL, NULL, NULL, &error);
  finish (self, error);
}

/* Ends the job. */
static void
note_pictures (Fetch *self)
{
  g_autoptr (SheafEdit) edit
      = sheaf_edit_new_pictures_done (self->owner != 0 ? self->owner : self->id);

  sheaf_store_apply_async (sheaf_library_get_store (self->library), edit, NULL, pictures_noted_cb,
                           self);
}

static void
pictures_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fetch *self = data;
  g_autoptr (GError) error = NULL;

  /* Cut short, the job stays: they come at the next start, or with the network. */
  if (!sheaf_fetch_pictures_finish (result, &error) || is_closed (self)
      || sheaf_library_lost_network (self->library, self->url))
    {
      finish (self, error);
      fetch_free (self);
      return;
    }
  note_pictures (self);
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fetch *self = data;
  g_autoptr (GError) error = NULL;

  if (!sheaf_store_apply_finish (SHEAF_STORE (source), result, NULL, &self->owner, NULL, &error))
    {
      finish (self, error);
      fetch_free (self);
      return;
    }
  sheaf_library_count_page (self->library, TRUE);
  if (is_closed (self) || !sheaf_page_has_pictures (self->page)
      || !sheaf_library_wants_pictures (self->library, self->owner))
    {
      finish (self, NULL);
      fetch_free (self);
      return;
    }
  sheaf_fetch_pictures_async (self->library, self->owner, self->url, self->page, NULL,
                              self->cancellable, pictures_cb, self);
}

/* By its type; plain text by the ending of its address. */
static gboolean
is_markdown (const char *type, const char *url)
{
  gsize length = url != NULL ? strcspn (url, "?#") : 0;

  if (g_strcmp0 (type, "text/markdown") == 0 || g_strcmp0 (type, "text/x-markdown") == 0)
    return TRUE;

  return g_strcmp0 (type, "text/plain") == 0
         && ((length > 3 && g_ascii_strncasecmp (url + length - 3, ".md", 3) == 0)
             || (length > 9 && g_ascii_strncasecmp (url + length - 9, ".markdown", 9) == 0));
}

static gboolean
extract_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Fetch *self = data;
  const SheafFetched *fetched = self->fetched;
  g_autoptr (SheafSiteRules) rules = sheaf_library_load_rules (NULL);
  const SheafSource source = { fetched->bytes, fetched->charset, fetched->final_url, rules };

  if (is_markdown (fetched->content_type, fetched->final_url))
    self->page = sheaf_extract_markdown (fetched->bytes, fetched->charset, fetched->final_url,
                                         cancellable, error);
  else if (g_strcmp0 (fetched->content_type, "text/plain") == 0)
    self->page = sheaf_extract_text (fetched->bytes, fetched->charset, fetched->final_url,
                                     cancellable, error);
  else
    self->page = sheaf_extract_html (&source, cancellable, error);

  return self->page != NULL;
}

static void
keep_page (Fetch *self, gboolean incomplete)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_new_fill (self->id, self->fetched->final_url, self->page,
                                                    self->fetched->bytes, incomplete);

  sheaf_store_apply_async (sheaf_library_get_store (self->library), edit, NULL, filled_cb, self);
}

static void
parts_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fetch *self = data;
  g_autoptr (GError) error = NULL;
  gboolean missing = FALSE;

  if (!sheaf_fetch_parts_finish (result, &missing, &error))
    {
      keep_failure (self, error);
      return;
    }
  if (is_closed (self))
    {
      fetch_free (self);
      return;
    }
  keep_page (self, missing);
}

/* An article that goes on at another address, and that came whole itself. */
static gboolean
has_parts (const Fetch *self)
{
  return self->page->next_url != NULL && self->page->document != NULL && !self->fetched->incomplete
         && sheaf_page_kind_to_number (self->page->kind) == 0;
}

static void
extracted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fetch *self = data;
  g_autoptr (GError) error = NULL;

  if (sheaf_worker_finish (result, &error) == NULL)
    {
      keep_failure (self, error);
      return;
    }
  if (is_closed (self))
    {
      fetch_free (self);
      return;
    }
  if (self->page->document == NULL && self->fetched->incomplete)
    {
      /* No link yet: the article may be in what is missing. */
      g_set_error_literal (&error, SHEAF_ERROR, SHEAF_ERROR_NETWORK, "cut before the article");
      keep_failure (self, error);
      return;
    }
  if (has_parts (self))
    sheaf_fetch_parts_async (self->library, self->page, self->fetched->final_url, self->url,
                             self->cancellable, parts_cb, self);
  else
    keep_page (self, self->fetched->incomplete);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
ask (Fetch *self)
{
  sheaf_fetcher_get_async (sheaf_library_get_fetcher (self->library), self->url, self->url,
                           SHEAF_FETCH_PAGE, self->cancellable, got_cb, self);
}

/* Of two answers the one that is whole, else the longer one. Takes both. */
static SheafFetched *
choose (SheafFetched *first, SheafFetched *second)
{
  gboolean take_second
      = first == NULL
        || (second != NULL
            && (!second->incomplete
                || g_bytes_get_size (second->bytes) >= g_bytes_get_size (first->bytes)));

  g_clear_pointer (take_second ? &first : &second, sheaf_fetched_free);

  return take_second ? second : first;
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fetch *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEdit) attempt = NULL;
  SheafFetched *came = sheaf_fetcher_get_finish (SHEAF_FETCHER (source), result, &error);

  self->fetched = choose (g_steal_pointer (&self->fetched), came);
  if (self->fetched == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      keep_failure (self, error);
      return;
    }
  if (is_closed (self))
    {
      fetch_free (self);
      return;
    }
  if (self->fetched->incomplete && !self->again)
    {
      self->again = TRUE;
      ask (self);
      return;
    }
  attempt = sheaf_edit_new_attempt (self->id,
                                    sheaf_library_get_not_before_again (self->library, self->id));
  sheaf_store_apply_async (sheaf_library_get_store (self->library), attempt, NULL, NULL, NULL);
  sheaf_worker_push (sheaf_library_get_worker (self->library), extract_on_worker, self, NULL, NULL,
                     self->cancellable, extracted_cb, self);
}

static void
row_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fetch *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = sheaf_store_load_rows_finish (SHEAF_STORE (source), result, &error);
  const SheafRow *row = rows != NULL && rows->len > 0 ? rows->pdata[0] : NULL;

  if (row == NULL || row->url == NULL || is_closed (self))
    {
      finish (self, error); /* gone, or a text without an address: nothing to fetch */
      fetch_free (self);
      return;
    }
  self->url = g_strdup (row->url);
  ask (self);
}

static Fetch *
fetch_new (SheafLibrary *library, gint64 id, GCancellable *cancellable)
{
  Fetch *self = g_new0 (Fetch, 1);

  self->library = g_object_ref (library);
  self->id = id;
  self->cancellable
      = g_object_ref (cancellable != NULL ? cancellable : sheaf_library_get_cancellable (library));

  return self;
}

/* FALSE: there is nothing to begin, because it is under way, or the library is closed. */
static gboolean
begin (SheafLibrary *library, gint64 id, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (library, NULL, callback, user_data);

  if (sheaf_library_get_store (library) != NULL)
    return sheaf_library_begin_fetch (library, id, task);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The library was closed");

  return FALSE;
}

void
sheaf_library_fetch_async (SheafLibrary *self,
                           gint64 id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Fetch *fetch;

  g_return_if_fail (SHEAF_IS_LIBRARY (self));

  if (!begin (self, id, callback, user_data))
    return;

  fetch = fetch_new (self, id, cancellable);
  sheaf_store_load_rows_async (sheaf_library_get_store (self), &id, 1, fetch->cancellable, row_cb,
                               fetch);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fetch *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafLoaded) loaded
      = sheaf_store_load_article_finish (SHEAF_STORE (source), result, &error);

  if (is_closed (self) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, SHEAF_ERROR, SHEAF_ERROR_STORE))
    {
      finish (self, error);
      fetch_free (self);
      return;
    }
  if (loaded == NULL || loaded->page == NULL || loaded->row->url == NULL)
    {
      note_pictures (self); /* nothing to fetch them for */
      return;
    }
  self->url = g_strdup (loaded->row->url);
  sheaf_fetch_pictures_async (self->library, self->id, self->url, loaded->page, loaded->pictures,
                              self->cancellable, pictures_cb, self);
}

void
sheaf_library_fetch_pictures_async (SheafLibrary *self,
                                    gint64 id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Fetch *fetch;

  g_return_if_fail (SHEAF_IS_LIBRARY (self));

  if (!begin (self, id, callback, user_data))
    return;

  fetch = fetch_new (self, id, cancellable);
  sheaf_store_load_article_async (sheaf_library_get_store (self), id, fetch->cancellable, loaded_cb,
                                  fetch);
}

gboolean
sheaf_library_fetch_finish (SheafLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

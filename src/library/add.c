/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one way in. An address is an edit and nothing else; a file or bytes are extracted first, on a
 * worker, and then one edit too. */

#include "library/add.h"

#include "base/error.h"
#include "base/save-link.h"
#include "base/text.h"
#include "base/url.h"
#include "extract/extract.h"
#include "library/keep-pictures.h"
#include "library/library-private.h"
#include "library/load-rules.h"
#include "net/fetch-policy.h"

#include <string.h>

#define MAX_FILE_BYTES (16 * 1024 * 1024)
#define MAX_PAGE_BYTES (64 * 1024 * 1024) /* of HTML, with all that a browser has put into it */
#define READ_BYTES (64 * 1024)
#define SNIFF_BYTES 1024

typedef enum
{
  CONTENT_UNKNOWN,
  CONTENT_HTML,
  CONTENT_TEXT,
  CONTENT_MARKDOWN,
} Content;

typedef struct
{
  char *target; /* a path; NULL: bytes were given */
  GBytes *bytes;
  Content content;
  char *url;
  char *name;
  GStrv tags;
  SheafPage *page;
  char *folder;                /* of the library's files */
  SheafKeepPictures *pictures; /* (nullable) */
  SheafAdded added;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *self = data;

  g_free (self->target);
  g_free (self->url);
  g_free (self->name);
  g_strfreev (self->tags);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->page, sheaf_page_unref);
  g_clear_pointer (&self->pictures, sheaf_keep_pictures_free);
  g_free (self->folder);
  g_free (self);
}

static void
row_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = sheaf_store_load_rows_finish (SHEAF_STORE (source), result, &error);
  Adding *self = g_task_get_task_data (task);
  const SheafRow *row;

  if (rows == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  row = rows->len > 0 ? rows->pdata[0] : NULL;
  self->added.needs_fetch
      = row != NULL && row->url != NULL
        && (row->fetch == SHEAF_FETCH_PENDING || row->fetch == SHEAF_FETCH_FAILED);
  self->added.needs_pictures = row != NULL && row->url != NULL && !self->added.existed
                               && self->page != NULL && self->page->document != NULL;
  g_task_return_boolean (task, TRUE);
}

/* Those that came with the page are there before it is told what is still to be fetched. */
static void
pictures_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafLibrary *library = SHEAF_LIBRARY (source);
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  Adding *self = g_task_get_task_data (task);

  if (!sheaf_keep_pictures_finish (result, &error) || sheaf_library_get_store (library) == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The library was closed");
      return;
    }
  sheaf_store_load_rows_async (sheaf_library_get_store (library), &self->added.id, 1, NULL, row_cb,
                               g_steal_pointer (&task));
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafStore *store = SHEAF_STORE (source);
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  Adding *self = g_task_get_task_data (task);
  SheafLibrary *library;

  if (!sheaf_store_apply_finish (store, result, NULL, &self->added.id, &self->added.existed,
                                 &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  library = g_task_get_source_object (task);
  sheaf_keep_pictures_async (library, self->pictures, self->added.id, pictures_cb,
                             g_steal_pointer (&task));
}

static void
apply (GTask *task, SheafEdit *edit)
{
  SheafLibrary *library = g_task_get_source_object (task);
  g_autoptr (SheafEdit) deed = NULL;

  if (sheaf_library_get_store (library) == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The library was closed");
      g_object_unref (task);
      return;
    }
  deed = sheaf_edit_new_deed (sheaf_edit_ref (edit), SHEAF_DEED_ADD, SHEAF_JOIN_NEVER);
  sheaf_store_apply_async (sheaf_library_get_store (library), deed, NULL, applied_cb, task);
}

/* What a file holds, by its name's ending, else by its first bytes. */
static Content
guess_content (const char *name, GBytes *bytes)
{
  static const struct
  {
    const char *ending;
    Content content;
  } endings[] = {
    { ".html", CONTENT_HTML },         { ".htm", CONTENT_HTML },  { ".xhtml", CONTENT_HTML },
    { ".txt", CONTENT_TEXT },          { ".text", CONTENT_TEXT }, { ".md", CONTENT_MARKDOWN },
    { ".markdown", CONTENT_MARKDOWN },
  };
  g_autofree char *small = g_ascii_strdown (name != NULL ? name : "", -1);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *head = NULL;

  if (size >= 4 && (memcmp (data, "%PDF", 4) == 0 || memcmp (data, "PK\003\004", 4) == 0))
    return CONTENT_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (small, endings[i].ending))
      return endings[i].content;
  if (size == 0 || memchr (data, '\0', MIN (size, SNIFF_BYTES)) != NULL)
    return CONTENT_UNKNOWN;

  head = g_ascii_strdown (data, MIN (size, SNIFF_BYTES));
  return strstr (head, "<html") != NULL || strstr (head, "<!doctype html") != NULL ? CONTENT_HTML
                                                                                   : CONTENT_TEXT;
}

static gboolean
read_file (Adding *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->target);
  g_autoptr (GError) foreign = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, &foreign);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  gssize n = stream != NULL ? 1 : -1;

  /* A pipe or a file behind a portal gives less than is asked for. */
  while (n > 0
         && g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory))
                <= MAX_PAGE_BYTES)
    {
      g_autoptr (GBytes) part
          = g_input_stream_read_bytes (G_INPUT_STREAM (stream), READ_BYTES, cancellable, &foreign);

      n = part != NULL ? (gssize)g_bytes_get_size (part) : -1;
      if (n > 0)
        g_output_stream_write_all (memory, g_bytes_get_data (part, NULL), n, NULL, NULL, NULL);
    }
  if (n >= 0 && g_output_stream_close (memory, NULL, &foreign))
    self->bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  if (self->bytes == NULL)
    {
      if (g_error_matches (foreign, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&foreign));
      else
        g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE, foreign->message);
      return FALSE;
    }
  self->content = guess_content (self->name, self->bytes);
  if (g_bytes_get_size (self->bytes)
      > (self->content == CONTENT_HTML ? MAX_PAGE_BYTES : MAX_FILE_BYTES))
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG, "too many bytes");
      return FALSE;
    }

  return TRUE;
}

static gboolean
extract_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Adding *self = data;
  g_autoptr (SheafSiteRules) rules = NULL;
  SheafSource source;

  if (self->target != NULL && !read_file (self, cancellable, error))
    return FALSE;

  switch (self->content)
    {
    case CONTENT_HTML:
      self->pictures = sheaf_keep_pictures_new (&self->bytes);
      rules = sheaf_library_load_rules (NULL);
      source = (SheafSource){ self->bytes, NULL, self->url, rules };
      self->page = sheaf_extract_html (&source, cancellable, error);
      if (self->page != NULL && self->folder != NULL)
        sheaf_keep_pictures_write (self->pictures, self->page, self->folder);
      break;
    case CONTENT_TEXT:
      self->page = sheaf_extract_text (self->bytes, NULL, self->name, cancellable, error);
      break;
    case CONTENT_MARKDOWN:
      self->page = sheaf_extract_markdown (self->bytes, NULL, self->name, cancellable, error);
      break;
    case CONTENT_UNKNOWN:
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE, "neither HTML nor text");
      return FALSE;
    }
  /* Without an address there is nothing to go back to: a link to nowhere would keep nothing. */
  if (self->page != NULL && self->page->document == NULL && self->url == NULL)
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_NOT_AN_ARTICLE, "no article in it");
      return FALSE;
    }

  return self->page != NULL;
}

static void
extracted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEdit) edit = NULL;
  Adding *self = g_task_get_task_data (task);

  if (sheaf_worker_finish (result, &error) == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  edit = sheaf_edit_new_add_page (self->url, self->page, self->bytes,
                                  (const char *const *)self->tags);
  apply (g_steal_pointer (&task), edit);
}

static void
extract (GTask *task)
{
  SheafLibrary *library = g_task_get_source_object (task);
  Adding *self = g_task_get_task_data (task);
  SheafStore *store = sheaf_library_get_store (library);

  self->folder = g_strdup (store != NULL ? sheaf_store_get_files_folder (store) : NULL);
  sheaf_worker_push (sheaf_library_get_worker (library), extract_on_worker, self, NULL, NULL,
                     g_task_get_cancellable (task), extracted_cb, task);
}

/* --- Links of our own --- */

/* A page wrote it and no person: it may not lead into a network that pages have no way into. */
static SheafEdit *
new_edit_of_link (const char *link, const char *const *tags, GError **error)
{
  g_autoptr (SheafSaveLink) save = sheaf_save_link_parse (link, error);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  if (save == NULL)
    return NULL;
  if (!sheaf_fetch_policy_allows_name (save->url, NULL))
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_BAD_LINK, "a private address");
      return NULL;
    }
  if (save->tags != NULL)
    g_strv_builder_addv (all, (const char **)save->tags);
  if (tags != NULL)
    g_strv_builder_addv (all, (const char **)tags);
  names = g_strv_builder_end (all);

  return sheaf_edit_new_add (save->url, save->title, (const char *const *)names);
}

static SheafEdit *
new_edit (const char *target, const char *const *tags, GError **error)
{
  g_autofree char *url = NULL;

  if (sheaf_save_link_is (target))
    return new_edit_of_link (target, tags, error);
  url = sheaf_url_from_typed (target, error);

  return url != NULL ? sheaf_edit_new_add (url, NULL, tags) : NULL;
}

/* A path where TARGET names one: a file: URI, or something that is there and no address. */
static char *
find_path (const char *target)
{
  if (g_ascii_strncasecmp (target, "file:", 5) == 0)
    return g_filename_from_uri (target, NULL, NULL);
  if (sheaf_url_is_web (target) || sheaf_save_link_is (target))
    return NULL;
  if (g_path_is_absolute (target) || g_str_has_prefix (target, "./")
      || g_str_has_prefix (target, "../") || g_file_test (target, G_FILE_TEST_EXISTS))
    return g_strdup (target);

  return NULL;
}

void
sheaf_library_add_async (SheafLibrary *self,
                         const char *target,
                         const char *const *tags,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEdit) edit = NULL;
  Adding *adding = g_new0 (Adding, 1);

  g_return_if_fail (SHEAF_IS_LIBRARY (self));
  g_return_if_fail (target != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, adding, adding_free);
  adding->tags = g_strdupv ((GStrv)tags);
  adding->target = find_path (target);
  if (adding->target != NULL)
    {
      adding->name = g_path_get_basename (adding->target);
      extract (g_steal_pointer (&task));
      return;
    }

  edit = new_edit (target, tags, &error);
  if (edit == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  apply (g_steal_pointer (&task), edit);
}

void
sheaf_library_add_bytes_async (SheafLibrary *self,
                               GBytes *bytes,
                               gboolean is_html,
                               const char *url,
                               const char *name,
                               const char *const *tags,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Adding *adding = g_new0 (Adding, 1);

  g_return_if_fail (SHEAF_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, adding, adding_free);
  adding->tags = g_strdupv ((GStrv)tags);
  adding->bytes = g_bytes_ref (bytes);
  adding->content = is_html ? CONTENT_HTML : CONTENT_TEXT;
  adding->url = g_strdup (url);
  adding->name = g_strdup (name);
  extract (g_steal_pointer (&task));
}

gboolean
sheaf_library_add_finish (SheafLibrary *self,
                          GAsyncResult *result,
                          SheafAdded *added,
                          GError **error)
{
  Adding *adding;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  adding = g_task_get_task_data (G_TASK (result));
  if (added != NULL)
    *added = adding->added;

  return g_task_propagate_boolean (G_TASK (result), error);
}

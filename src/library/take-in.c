/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A page is extracted on a worker and its selection looked for there; then all of it is one edit.
 */

#include "library/take-in.h"

#include "base/anchor.h"
#include "base/error.h"
#include "base/text.h"
#include "extract/extract.h"
#include "library/keep-pictures.h"
#include "library/library-private.h"
#include "library/load-rules.h"

#define TITLE_CHARS_MOST 1024

typedef struct
{
  SheafIntakeItem *item;
  char *folder;                /* (nullable): of the library's files */
  SheafKeepPictures *pictures; /* (nullable): that came inside the page */
  SheafPage *page;             /* (nullable) */
  SheafAnchor *selection;      /* (nullable) */
  char *note;                  /* (nullable) */
  SheafTakenIn *taken;
} Taking;

static void
taking_free (gpointer data)
{
  Taking *self = data;

  sheaf_intake_item_free (self->item);
  g_clear_pointer (&self->page, sheaf_page_unref);
  g_clear_pointer (&self->selection, sheaf_anchor_free);
  g_clear_pointer (&self->taken, sheaf_taken_in_free);
  g_clear_pointer (&self->pictures, sheaf_keep_pictures_free);
  g_free (self->folder);
  g_free (self->note);
  g_free (self);
}

/* --- On the worker --- */

/* NOTE, and behind it QUOTATION in Markdown. (transfer full) */
static char *
quote_in_note (const char *note, const char *quotation)
{
  g_autoptr (GString) text = g_string_new (note);
  g_auto (GStrv) lines = g_strsplit (quotation, "\n", -1);

  if (text->len > 0)
    g_string_append (text, "\n\n");
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      g_string_append_printf (text, "%s>%s%s", i > 0 ? "\n" : "", *line != '\0' ? " " : "", line);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Where it stands in the article's text, whose surroundings are then its own. (transfer full)
 * (nullable) */
static SheafAnchor *
find_selection (const char *selection, const char *text)
{
  g_autoptr (SheafAnchorText) place_in = sheaf_anchor_text_new (text);
  const SheafAnchor wanted
      = { .exact = (char *)selection, .prefix = (char *)"", .suffix = (char *)"" };
  guint start, end;

  if (sheaf_anchor_place (&wanted, place_in, &start, &end) == SHEAF_PLACED_NOWHERE)
    return NULL;

  return sheaf_anchor_new (text, start, end);
}

/* One whose text is still to come is looked for there whenever it is read. */
static void
take_selection (Taking *self)
{
  g_autofree char *selection = self->item->selection;
  g_autofree char *note = NULL;

  self->item->selection = NULL;
  if (selection == NULL)
    return;
  g_strstrip (selection);
  if (self->page == NULL)
    {
      self->selection = g_new0 (SheafAnchor, 1);
      self->selection->exact = g_steal_pointer (&selection);
      self->selection->prefix = g_strdup ("");
      self->selection->suffix = g_strdup ("");
      return;
    }
  if (self->page->document != NULL)
    self->selection = find_selection (selection, sheaf_document_get_text (self->page->document));
  if (self->selection != NULL)
    return;
  note = self->note;
  self->note = quote_in_note (note, selection);
}

static gboolean
extract (Taking *self, GCancellable *cancellable, GError **error)
{
  SheafIntakeItem *item = self->item;
  g_autoptr (SheafSiteRules) rules = sheaf_library_load_rules (NULL);
  SheafSource source = { .charset = item->charset, .url = item->url, .rules = rules };
  GError *failure = NULL;

  self->pictures = sheaf_keep_pictures_new (&item->html);
  source.bytes = item->html;
  self->page = sheaf_extract_html (&source, cancellable, &failure);
  if (g_error_matches (failure, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG))
    g_clear_error (&failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (self->page != NULL && self->page->title == NULL)
    self->page->title = sheaf_text_line (item->title, TITLE_CHARS_MOST);
  if (self->page != NULL && self->folder != NULL)
    sheaf_keep_pictures_write (self->pictures, self->page, self->folder);
  else
    g_clear_pointer (&self->pictures, sheaf_keep_pictures_free);

  return failure == NULL;
}

static gboolean
take_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Taking *self = data;

  if (self->item->html != NULL && !extract (self, cancellable, error))
    return FALSE;
  self->note = g_steal_pointer (&self->item->note);
  take_selection (self);

  return TRUE;
}

/* --- The edit, and what is told of it --- */

static void
row_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GPtrArray) rows = sheaf_store_load_rows_finish (SHEAF_STORE (source), result, NULL);
  Taking *self = g_task_get_task_data (task);

  if (rows != NULL && rows->len > 0)
    self->taken->title = g_strdup (((const SheafRow *)rows->pdata[0])->title);
  g_task_return_pointer (task, g_steal_pointer (&self->taken), (GDestroyNotify)sheaf_taken_in_free);
}

/* What came with the page is there before it is answered. */
static void
pictures_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  SheafStore *store = sheaf_library_get_store (SHEAF_LIBRARY (source));
  Taking *self = g_task_get_task_data (task);

  if (!sheaf_keep_pictures_finish (result, &error) || store == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The library was closed");
      return;
    }
  sheaf_store_load_rows_async (store, &self->taken->id, 1, NULL, row_cb, g_steal_pointer (&task));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafStore *store = SHEAF_STORE (source);
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  Taking *self = g_task_get_task_data (task);
  SheafLibrary *library;
  SheafDone done;

  self->taken = g_new0 (SheafTakenIn, 1);
  if (!sheaf_store_do_add_finish (store, result, &done, &self->taken->id, &self->taken->existed,
                                  &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self->taken->undoable = done.deed != SHEAF_N_DEEDS;
  library = g_task_get_source_object (task);
  sheaf_keep_pictures_async (library, self->pictures, self->taken->id, pictures_cb,
                             g_steal_pointer (&task));
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEdit) edit = NULL;
  SheafLibrary *library = g_task_get_source_object (task);
  Taking *self = g_task_get_task_data (task);
  SheafTakeIn what;

  if (sheaf_worker_finish (result, &error) == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (sheaf_library_get_store (library) == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The library was closed");
      return;
    }
  what = (SheafTakeIn){
    .url = self->item->url,
    .title = self->item->title,
    .page = self->page,
    .snapshot = self->page != NULL ? self->item->html : NULL,
    .tags = (const char *const *)self->item->tags,
    .note = self->note,
    .selection = self->selection,
  };
  edit = sheaf_edit_new_take_in (&what);
  sheaf_store_do_async (sheaf_library_get_store (library), edit, SHEAF_DEED_ADD, SHEAF_JOIN_NEVER,
                        done_cb, g_steal_pointer (&task));
}

void
sheaf_library_take_in_async (SheafLibrary *self,
                             SheafIntakeItem *item,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;
  Taking *taking;

  g_return_if_fail (SHEAF_IS_LIBRARY (self));

  taking = g_new0 (Taking, 1);
  taking->item = item;
  if (sheaf_library_get_store (self) != NULL)
    taking->folder = g_strdup (sheaf_store_get_files_folder (sheaf_library_get_store (self)));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, taking, taking_free);
  sheaf_worker_push (sheaf_library_get_worker (self), take_on_worker, taking, NULL, NULL,
                     cancellable, taken_cb, task);
}

SheafTakenIn *
sheaf_library_take_in_finish (SheafLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sheaf_taken_in_free (SheafTakenIn *self)
{
  g_free (self->title);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Markdown by the way of every page: HTML, then a document; without the passes that look for an
 * article. */

#include "library/read-markdown.h"

#include "extract/dom-to-document.h"
#include "extract/markdown-read.h"

typedef struct
{
  char *markdown, *base;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *self = data;

  g_free (self->markdown);
  g_free (self->base);
  g_free (self);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Reading *self = data;
  g_autofree char *html = sheaf_markdown_to_html (self->markdown);
  g_autoptr (GError) error = NULL;
  SheafDocument *document = sheaf_document_from_html (html, self->base, &error);

  if (document != NULL)
    g_task_return_pointer (task, document, (GDestroyNotify)sheaf_document_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sheaf_library_read_markdown_async (const char *markdown,
                                   const char *base,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->markdown = g_strdup (markdown);
  reading->base = g_strdup (base);
  g_task_set_source_tag (task, sheaf_library_read_markdown_async);
  g_task_set_task_data (task, reading, free_reading);
  g_task_run_in_thread (task, read_in_thread);
}

SheafDocument *
sheaf_library_read_markdown_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_library_read_markdown_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A left-out block's HTML into the document that the article gets back. */

#include "library/put-back.h"

#include "extract/dom-to-document.h"
#include "library/library-private.h"

typedef struct
{
  gint64 id;
  SheafRemoved removed;
  char *base;
  SheafEdit *edit;
} Making;

static void
free_making (gpointer data)
{
  Making *self = data;

  g_free (self->removed.text);
  g_free (self->removed.html);
  g_free (self->base);
  g_clear_pointer (&self->edit, sheaf_edit_unref);
  g_free (self);
}

/* Of a further page only the text is kept that it repeats. */
static char *
dup_html (const SheafRemoved *removed)
{
  g_autofree char *text = NULL;

  if (removed->html != NULL)
    return g_strdup (removed->html);
  text = g_markup_escape_text (removed->text != NULL ? removed->text : "", -1);

  return g_strconcat ("<p>", text, "</p>", NULL);
}

static gboolean
make_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Making *self = data;
  g_autofree char *html = dup_html (&self->removed);
  g_autoptr (SheafDocument) piece = sheaf_document_from_html (html, self->base, error);

  if (piece == NULL)
    return FALSE;
  if (sheaf_document_get_length (piece) == 0)
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_NOT_AN_ARTICLE,
                           "nothing that an article may hold");
      return FALSE;
    }
  self->edit = sheaf_edit_new_put_back (self->id, &self->removed, piece);

  return TRUE;
}

void
sheaf_library_make_put_back_async (SheafLibrary *self,
                                   gint64 id,
                                   const SheafRemoved *removed,
                                   const char *base,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Making *making = g_new0 (Making, 1);

  g_return_if_fail (SHEAF_IS_LIBRARY (self));

  making->id = id;
  making->removed.text = g_strdup (removed->text);
  making->removed.html = g_strdup (removed->html);
  making->removed.place = removed->place;
  making->base = g_strdup (base);
  sheaf_worker_push (sheaf_library_get_worker (self), make_on_worker, making, free_making, self,
                     cancellable, callback, user_data);
}

SheafEdit *
sheaf_library_make_put_back_finish (SheafLibrary *self, GAsyncResult *result, GError **error)
{
  Making *making = sheaf_worker_finish (result, error);

  return making != NULL ? g_steal_pointer (&making->edit) : NULL;
}

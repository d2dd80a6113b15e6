/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The note and the highlights of the article that is shown, taken elsewhere: read anew from the
 * library, after what is still being typed. */

#include "ui/highlights-export.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

typedef struct
{
  SheafWindow *window;
  char *format; /* (nullable): into a file that is asked for */
} Taking;

static void
said_cb (GtkWindow *window, const char *sentence)
{
  SheafWindow *self = SHEAF_WINDOW (window);

  if (self->undo != NULL) /* it was closed meanwhile */
    sheaf_undo_stack_say (self->undo, sentence);
}

/* A title as the name of a file. (transfer full) */
static char *
dup_name (const SheafMarkedArticle *article)
{
  g_autofree char *title = g_strdup (article->row->title);

  g_strdelimit (title, "/\\:*?\"<>|\n\t", '-');
  if (*title == '.' || *title == '\0')
    return g_strdup (_ ("Highlights"));

  return g_steal_pointer (&title);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Taking *taking = data;
  g_autoptr (SheafWindow) self = taking->window;
  g_autofree char *format = taking->format;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) articles
      = sheaf_store_load_marks_finish (SHEAF_STORE (source), result, &error);

  if (self->undo == NULL)
    return;
  if (articles == NULL)
    {
      g_autofree char *sentence = sheaf_error_sentence (error, NULL);

      sheaf_undo_stack_say (self->undo, sentence);
    }
  else if (articles->len == 0)
    sheaf_undo_stack_say (self->undo, _ ("There are no notes and no highlights yet"));
  else if (format != NULL)
    sheaf_marked_copy (GTK_WINDOW (self), articles, g_str_equal (format, "text"), said_cb);
  else
    {
      g_autofree char *name = dup_name (articles->pdata[0]);

      sheaf_marked_save (GTK_WINDOW (self), articles, name, said_cb);
    }
}

static void
take (SheafWindow *self, const char *format)
{
  SheafArticle *article = sheaf_article_pane_get_article (self->list);
  gint64 id = article != NULL ? sheaf_article_get_id (article) : 0;
  Taking *taking;

  if (id == 0)
    return;
  sheaf_notes_pane_flush (self->notes);
  sheaf_window_flush_marks (self);
  taking = g_new0 (Taking, 1);
  taking->window = g_object_ref (self);
  taking->format = g_strdup (format);
  sheaf_store_load_marks_async (sheaf_library_get_store (self->library), NULL, &id, 1, NULL,
                                loaded_cb, taking);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  take (data, g_variant_get_string (parameter, NULL));
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  take (data, NULL);
}

static const GActionEntry entries[] = {
  { .name = "copy-notes", .activate = copy_cb, .parameter_type = "s" },
  { .name = "save-notes", .activate = save_cb },
};

void
sheaf_window_init_notes (SheafWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

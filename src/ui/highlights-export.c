/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One job for both: a text is made on a thread of the pool, then copied or written. */

#include "ui/highlights-export.h"

#include "store/mark-export.h"
#include "ui/highlight.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  GtkWindow *window;
  GPtrArray *highlights; /* (nullable) … */
  GPtrArray *articles;   /* … or these: of SheafMarkedArticle */
  gboolean as_text;      /* where there is no file whose name says so */
  GFile *file;           /* (nullable): to the clipboard */
  SheafHighlightsSaid said;
} Export;

typedef char *(*MakeText) (const GPtrArray *articles);

static const struct
{
  const char *ending;
  MakeText make;
} formats[] = {
  { ".json", sheaf_marks_to_json },
  { ".jsonld", sheaf_marks_to_json },
  { ".txt", sheaf_marks_to_text },
};

static Export *
export_new (GtkWindow *window, GPtrArray *highlights, GPtrArray *articles, SheafHighlightsSaid said)
{
  Export *self = g_new0 (Export, 1);

  self->window = g_object_ref (window);
  self->highlights = highlights != NULL ? g_ptr_array_ref (highlights) : NULL;
  self->articles = articles != NULL ? g_ptr_array_ref (articles) : NULL;
  self->said = said;

  return self;
}

static void
export_free (Export *self)
{
  g_object_unref (self->window);
  g_clear_pointer (&self->highlights, g_ptr_array_unref);
  g_clear_pointer (&self->articles, g_ptr_array_unref);
  g_clear_object (&self->file);
  g_free (self);
}

static MakeText
find_format (GFile *file, gboolean as_text)
{
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  for (guint i = 0; lower != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i].ending))
      return formats[i].make;

  return file == NULL && as_text ? sheaf_marks_to_text : sheaf_marks_to_markdown;
}

static void
make_on_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *self = data;
  g_autoptr (GPtrArray) articles = self->articles != NULL
                                       ? g_ptr_array_ref (self->articles)
                                       : sheaf_highlights_by_article (self->highlights);

  g_task_return_pointer (task, find_format (self->file, self->as_text) (articles), g_free);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *self = data;
  gboolean written = g_file_replace_contents_finish (G_FILE (source), result, NULL, NULL);
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *shown = g_filename_display_name (name);
  /* Translators: a file's name */
  g_autofree char *sentence
      = g_strdup_printf (written ? _ ("Saved as “%s”") : _ ("“%s” could not be written"), shown);

  self->said (self->window, sentence);
  export_free (self);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *self = data;
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (self->file == NULL)
    {
      gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), text);
      self->said (self->window, self->as_text ? _ ("Copied as text") : _ ("Copied as Markdown"));
      export_free (self);
      return;
    }
  bytes = g_bytes_new_take (text, strlen (text));
  text = NULL;
  g_file_replace_contents_bytes_async (self->file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       written_cb, self);
}

static void
run (Export *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, made_cb, self);

  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, make_on_thread);
}

void
sheaf_highlights_copy (GtkWindow *window, GPtrArray *highlights, SheafHighlightsSaid said)
{
  run (export_new (window, highlights, NULL, said));
}

void
sheaf_marked_copy (GtkWindow *window,
                   GPtrArray *articles,
                   gboolean as_text,
                   SheafHighlightsSaid said)
{
  Export *export = export_new (window, NULL, articles, said);

  export->as_text = as_text;
  run (export);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, Export *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      self->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      run (self);
    }
  else
    export_free (self);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
save_as (Export *export, const char *proposed)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Save Highlights"), export->window, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *name = g_strdup_printf ("%s.md", proposed);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), export);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
sheaf_highlights_save (GtkWindow *window, GPtrArray *highlights, SheafHighlightsSaid said)
{
  /* Translators: the name of a file, without ending */
  save_as (export_new (window, highlights, NULL, said), _ ("Highlights"));
}

void
sheaf_marked_save (GtkWindow *window,
                   GPtrArray *articles,
                   const char *name,
                   SheafHighlightsSaid said)
{
  save_as (export_new (window, NULL, articles, said), name);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Printing the article that is shown, and saving it as a PDF. */

#include "ui/print.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

/* Choices of the dialog that asks for the file: settings by these names. */
static const struct
{
  const char *key, *words;
} choices[] = {
  { "print-links", N_ ("Addresses of links at the foot") },
  { "print-highlights", N_ ("Highlights and their notes") },
  { "print-pictures", N_ ("Pictures") },
};

typedef struct
{
  SheafWindow *window;
  gint64 id;
} Choosing;

static SheafArticle *
get_article (SheafWindow *self)
{
  SheafArticle *article
      = self->library != NULL ? sheaf_article_pane_get_article (self->list) : NULL;

  return article != NULL && sheaf_article_get_row (article) != NULL ? article : NULL;
}

static void
said_cb (gpointer data, const char *sentence)
{
  SheafWindow *self = data;

  if (sentence != NULL && self->undo != NULL)
    sheaf_undo_stack_say (self->undo, sentence);
}

static void
print (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  SheafArticle *article = get_article (self);

  if (article != NULL)
    sheaf_print_article (GTK_WINDOW (self), self->library, self->settings,
                         sheaf_article_get_id (article), said_cb, g_object_ref (self),
                         g_object_unref);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, Choosing *choosing)
{
  SheafWindow *self = choosing->window;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT && self->library != NULL)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  for (guint i = 0; file != NULL && i < G_N_ELEMENTS (choices); i++)
    {
      const char *chosen = gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), choices[i].key);

      if (chosen != NULL)
        g_settings_set_boolean (self->settings, choices[i].key, g_str_equal (chosen, "true"));
    }
  if (file != NULL)
    sheaf_print_export (GTK_WINDOW (self), self->library, self->settings, choosing->id, file,
                        said_cb, g_object_ref (self), g_object_unref);
  g_object_unref (self);
  g_free (choosing);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
export_pdf (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SheafWindow *self = SHEAF_WINDOW (widget);
  SheafArticle *article = get_article (self);
  g_autofree char *file_name = NULL;
  g_autoptr (GtkFileFilter) pdf = NULL;
  GtkFileChooserNative *dialog;
  Choosing *choosing;

  if (article == NULL)
    return;
  pdf = gtk_file_filter_new ();
  gtk_file_filter_set_name (pdf, "PDF");
  gtk_file_filter_add_mime_type (pdf, "application/pdf");
  file_name = sheaf_print_dup_file_name (sheaf_article_get_row (article)->title);
  choosing = g_new0 (Choosing, 1);
  choosing->window = g_object_ref (self);
  choosing->id = sheaf_article_get_id (article);
  dialog = gtk_file_chooser_native_new (_ ("Export as PDF"), GTK_WINDOW (self),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), pdf);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (dialog), choices[i].key, _ (choices[i].words),
                                   NULL, NULL);
      gtk_file_chooser_set_choice (
          GTK_FILE_CHOOSER (dialog), choices[i].key,
          g_settings_get_boolean (self->settings, choices[i].key) ? "true" : "false");
    }
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), choosing);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
sheaf_window_update_print (SheafWindow *self)
{
  SheafArticle *article = get_article (self);
  const SheafRow *row = article != NULL ? sheaf_article_get_row (article) : NULL;
  gboolean text
      = row != NULL && (row->fetch == SHEAF_FETCH_COMPLETE || row->fetch == SHEAF_FETCH_INCOMPLETE);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.print", text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.export-pdf", text);
}

void
sheaf_window_class_init_print (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print);
  gtk_widget_class_install_action (widget_class, "win.export-pdf", NULL, export_pdf);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "win.print",
                                       NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was left out of one article is left out of all of its site, if the reader says so once it is
 * known what that would change. */

#include "base/text.h"
#include "base/url.h"
#include "library/leave-out-always.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

#define KEY "always-last" /* of the window: Last, what was done last or taken back last */

typedef enum
{
  STAND_DONE,
  STAND_UNDOING, /* the rule is gone, what it did is being taken back */
  STAND_UNDONE,
} Stand;

typedef struct
{
  SheafAlways *always;
  Stand stand;
} Last;

typedef struct
{
  int references;
  SheafWindow *window;
  AdwMessageDialog *dialog; /* (nullable): it is closed */
  GtkWidget *progress, *words, *also;
  GCancellable *cancellable;
  SheafAlways *always; /* (nullable): not known yet */
} Asking;

static void
unref_asking (Asking *self)
{
  if (--self->references > 0)
    return;
  g_object_unref (self->window);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->always, sheaf_always_free);
  g_free (self);
}

/* The dialog is gone, answered or not. */
static void
gone_cb (gpointer data, GClosure *closure)
{
  Asking *self = data;

  self->dialog = NULL;
  g_cancellable_cancel (self->cancellable);
  unref_asking (self);
}

/* --- Doing and taking back --- */

typedef struct
{
  SheafWindow *window;
  SheafAlways *always;
  gboolean also, back, again;
} Doing;

static void
free_last (gpointer data)
{
  Last *last = data;

  sheaf_always_free (last->always);
  g_free (last);
}

/* Takes ALWAYS. */
static void
set_last (SheafWindow *window, SheafAlways *always, Stand stand)
{
  Last *last = g_new (Last, 1);

  *last = (Last){ always, stand };
  g_object_set_data_full (G_OBJECT (window), KEY, last, free_last);
}

/* What stands as STAND; it is forgotten by that. (transfer full) (nullable) */
static SheafAlways *
take_last (SheafWindow *window, Stand stand)
{
  Last *last = g_object_get_data (G_OBJECT (window), KEY);
  SheafAlways *always;

  if (last == NULL || last->stand != stand)
    return NULL;
  always = g_steal_pointer (&last->always);
  g_free (g_object_steal_data (G_OBJECT (window), KEY));

  return always;
}

static void
say_done (SheafWindow *window, SheafAlways *always, gboolean also)
{
  g_autofree char *words
      = also ? g_strdup_printf (ngettext ("Left out of %'u article, and from now on",
                                          "Left out of %'u articles, and from now on",
                                          always->changed),
                                always->changed)
             : g_strdup_printf (_ ("Left out of what comes from %s"), always->site);

  if (also)
    sheaf_undo_stack_do_saying (window->undo, SHEAF_DEED_LEAVE_OUT_ALWAYS, always->edit, words);
  else
    sheaf_undo_stack_say_done (window->undo, words);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Doing *doing = data;
  g_autoptr (SheafWindow) window = doing->window;
  g_autoptr (SheafAlways) always = doing->always;
  g_autoptr (GError) error = NULL;

  if (!sheaf_library_write_always_finish (SHEAF_LIBRARY (source), result, &error))
    {
      if (window->undo != NULL)
        sheaf_undo_stack_say (window->undo, _ ("The rule could not be written"));
      return;
    }
  if (window->undo == NULL)
    return;
  if (doing->also && doing->back)
    {
      set_last (window, g_steal_pointer (&always), STAND_UNDOING);
      sheaf_undo_stack_undo (window->undo, FALSE);
      return;
    }
  if (doing->also && doing->again)
    {
      sheaf_undo_stack_undo (window->undo, TRUE); /* which says that something else is done now */
      set_last (window, g_steal_pointer (&always), STAND_DONE);
      return;
    }
  if (doing->back)
    sheaf_undo_stack_say (window->undo, _ ("The rule is gone"));
  else
    say_done (window, always, doing->also);
  if (!doing->also)
    g_clear_pointer (&always->edit, sheaf_edit_unref);
  set_last (window, g_steal_pointer (&always), doing->back ? STAND_UNDONE : STAND_DONE);
}

/* Takes ALWAYS. */
static void
write_rule (SheafWindow *window, SheafAlways *always, gboolean also, gboolean back, gboolean again)
{
  Doing *doing = g_new (Doing, 1);

  *doing = (Doing){ g_object_ref (window), always, also, back, again };
  sheaf_library_write_always_async (window->library, always, back, written_cb, doing);
}

gboolean
sheaf_window_take_back_always (SheafWindow *self)
{
  SheafAlways *always = take_last (self, STAND_DONE);

  if (always == NULL)
    return FALSE;
  write_rule (self, always, always->edit != NULL, TRUE, FALSE);

  return TRUE;
}

gboolean
sheaf_window_redo_always (SheafWindow *self)
{
  SheafAlways *always = take_last (self, STAND_UNDONE);

  if (always == NULL)
    return FALSE;
  write_rule (self, always, always->edit != NULL, FALSE, TRUE);

  return TRUE;
}

void
sheaf_window_forget_always (SheafWindow *self, gboolean undone)
{
  Last *last = g_object_get_data (G_OBJECT (self), KEY);

  if (last != NULL && undone && last->stand == STAND_UNDOING)
    last->stand = STAND_UNDONE;
  else
    g_object_set_data (G_OBJECT (self), KEY, NULL);
}

/* --- Asking --- */

static void
response_cb (AdwMessageDialog *dialog, const char *response, Asking *self)
{
  g_cancellable_cancel (self->cancellable);
  self->dialog = NULL;
  if (g_str_equal (response, "always") && self->always != NULL && self->window->library != NULL)
    write_rule (self->window, g_steal_pointer (&self->always),
                gtk_check_button_get_active (GTK_CHECK_BUTTON (self->also)), FALSE, FALSE);
}

static void
told_cb (guint done, guint all, gpointer data)
{
  Asking *self = data;
  g_autofree char *words = NULL;

  if (self->dialog == NULL)
    return;
  words = g_strdup_printf (_ ("Looking at the saved articles: %'u of %'u"), done, all);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 all > 0 ? (double)done / all : 0);
  gtk_label_set_text (GTK_LABEL (self->words), words);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asking *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  self->always = sheaf_library_plan_always_finish (SHEAF_LIBRARY (source), result, &error);
  if (self->dialog == NULL)
    {
      unref_asking (self);
      return;
    }
  gtk_widget_set_visible (self->progress, FALSE);
  if (self->always != NULL)
    words = g_strdup_printf (ngettext ("Would change %1$'u of %2$'u saved article",
                                       "Would change %1$'u of %2$'u saved articles",
                                       self->always->pages),
                             self->always->changed, self->always->pages);
  else
    words = g_strdup (
        g_error_matches (error, SHEAF_ERROR, SHEAF_ERROR_NOT_AN_ARTICLE)
            ? _ ("Nothing in the page tells this from the text around it. It is left out of this "
                 "article alone.")
            : _ ("The saved articles could not be read."));
  gtk_label_set_text (GTK_LABEL (self->words), words);
  gtk_widget_set_visible (self->also, self->always != NULL && self->always->changed > 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->also),
                               self->always != NULL && self->always->changed > 0);
  adw_message_dialog_set_response_enabled (self->dialog, "always", self->always != NULL);
  if (self->always != NULL)
    {
      gtk_widget_set_tooltip_text (self->words, self->always->selector);
      gtk_widget_grab_focus (gtk_window_get_default_widget (GTK_WINDOW (self->dialog)));
    }
  unref_asking (self);
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
fill (Asking *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->progress = gtk_progress_bar_new ();
  self->words = new_label (NULL, "numeric");
  self->also = gtk_check_button_new_with_label (_ ("Also in the saved articles"));
  gtk_widget_set_visible (self->also, FALSE);
  gtk_widget_set_halign (self->also, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Looking at the saved articles"), -1);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (box), self->also);

  return box;
}

void
sheaf_window_ask_always (
    SheafWindow *window, gint64 id, const char *url, const char *text, SheafDocument *document)
{
  Asking *self = g_new0 (Asking, 1);
  g_autofree char *site = sheaf_url_site (url);
  g_autofree char *line = sheaf_text_line (text, 160);
  /* Translators: %s is a site */
  g_autofree char *heading = g_strdup_printf (_ ("Always leave this out on %s?"), site);
  g_autofree char *body = g_strdup_printf (_ ("“%s”"), line);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window), heading, body);

  self->references = 2;
  self->window = g_object_ref (window);
  self->dialog = ADW_MESSAGE_DIALOG (dialog);
  self->cancellable = g_cancellable_new ();
  adw_message_dialog_set_extra_child (self->dialog, fill (self));
  adw_message_dialog_add_responses (self->dialog, "cancel", _ ("_Cancel"), "always",
                                    _ ("_Always Leave Out"), NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "always", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (self->dialog, "always", FALSE);
  adw_message_dialog_set_default_response (self->dialog, "always");
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), self, gone_cb, 0);
  told_cb (0, 0, self);
  gtk_label_set_text (GTK_LABEL (self->words), _ ("Looking at the saved articles"));
  gtk_window_present (GTK_WINDOW (dialog));
  sheaf_library_plan_always_async (window->library, id, url, text, document, told_cb,
                                   self->cancellable, planned_cb, self);
}

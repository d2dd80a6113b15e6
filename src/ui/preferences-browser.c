/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether browsers may hand pages over, and what they have to know for it. */

#include "base/error.h"
#include "library/receiver.h"
#include "ui/preferences.h"
#include "ui/qr-view.h"
#include "ui/spoken-name.h"

#include <glib/gi18n.h>

#define SHEAF_TYPE_BROWSER_PAGE (sheaf_browser_page_get_type ())
G_DECLARE_FINAL_TYPE (SheafBrowserPage, sheaf_browser_page, SHEAF, BROWSER_PAGE, AdwPreferencesPage)

typedef enum
{
  PAIRING,
  ADDRESS,
  TOKEN,
  N_VALUES,
} Value;

struct _SheafBrowserPage
{
  AdwPreferencesPage parent_instance;

  SheafReceiver *receiver;
  GtkWidget *on, *problem, *pairing;
  GtkWidget *rows[N_VALUES];
  GtkWidget *picture; /* the pairing code as one */
};

G_DEFINE_FINAL_TYPE (SheafBrowserPage, sheaf_browser_page, ADW_TYPE_PREFERENCES_PAGE)

static const struct
{
  const char *title, *copied;
} values[] = {
  /* Translators: what a browser's extension is given, so that Sheaf takes pages from it */
  [PAIRING] = { N_ ("Pairing code"), N_ ("Pairing code copied") },
  [ADDRESS] = { N_ ("Address"), N_ ("Address copied") },
  /* Translators: a password made by the program, shown to be copied into another one */
  [TOKEN] = { N_ ("Token"), N_ ("Token copied") },
};

/* (transfer full) (nullable) */
static char *
dup_value (SheafBrowserPage *self, Value value)
{
  switch (value)
    {
    case PAIRING:
      return sheaf_receiver_dup_pairing (self->receiver);
    case ADDRESS:
      return sheaf_receiver_dup_address (self->receiver);
    case TOKEN:
      return g_strdup (sheaf_receiver_get_token (self->receiver));
    case N_VALUES:
      break;
    }

  return NULL;
}

/* --- What stands there --- */

static void
show_problem (SheafBrowserPage *self)
{
  const GError *error = sheaf_receiver_get_error (self->receiver);
  g_autofree char *sentence = error != NULL ? sheaf_error_sentence (error, NULL) : NULL;
  gboolean moved = sheaf_receiver_has_moved (self->receiver);

  if (error != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problem),
                                   _ ("Pages cannot be received"));
  else if (moved)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problem), _ ("The address is new"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->problem),
      error != NULL ? sentence
                    : _ ("Another program has the one there was. Pair the browser once more."));
  gtk_widget_set_visible (self->problem, error != NULL || moved);
}

static void
show_state (SheafBrowserPage *self)
{
  gtk_widget_set_visible (self->pairing, sheaf_receiver_get_port (self->receiver) != 0);
  for (guint i = 0; i < N_VALUES; i++)
    {
      g_autofree char *value = dup_value (self, i);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[i]), value != NULL ? value : "");
      if (i == PAIRING)
        sheaf_qr_view_set_text (SHEAF_QR_VIEW (self->picture), value);
    }
  show_problem (self);
}

/* --- What can be done --- */

static void
say (SheafBrowserPage *self, const char *words)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_WINDOW);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (words));
}

static void
copy_cb (GtkButton *button, SheafBrowserPage *self)
{
  Value which = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "value"));
  g_autofree char *value = dup_value (self, which);

  if (value == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), value);
  say (self, _ (values[which].copied));
}

static void
renew_cb (SheafBrowserPage *self)
{
  sheaf_receiver_renew_token (self->receiver);
  say (self, _ ("The old code no longer works"));
}

/* --- The page --- */

static GtkWidget *
new_value (SheafBrowserPage *self, Value which)
{
  GtkWidget *row = sheaf_preferences_row_new (_ (values[which].title), NULL);
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  g_autofree char *name = g_strdup_printf ("%s: %s", _ ("Copy"), _ (values[which].title));

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_tooltip_text (copy, _ ("Copy"));
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (copy, "flat");
  g_object_set_data (G_OBJECT (copy), "value", GUINT_TO_POINTER (which));
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), copy);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), copy);
  sheaf_set_spoken_name (copy, name);

  return row;
}

static GtkWidget *
new_switch_row (SheafBrowserPage *self)
{
  GtkWidget *row = sheaf_preferences_row_new (_ ("Receive pages from the browser"),
                                              _ ("Only from this computer, and only with a code"));

  self->on = gtk_switch_new ();
  gtk_widget_set_valign (self->on, GTK_ALIGN_CENTER);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->on);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->on);

  return row;
}

static void
sheaf_browser_page_finalize (GObject *object)
{
  g_clear_object (&SHEAF_BROWSER_PAGE (object)->receiver);
  G_OBJECT_CLASS (sheaf_browser_page_parent_class)->finalize (object);
}

static void
sheaf_browser_page_class_init (SheafBrowserPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_browser_page_finalize;
}

static void
sheaf_browser_page_init (SheafBrowserPage *self)
{
  GtkWidget *receiving = sheaf_preferences_group_new (
      ADW_PREFERENCES_PAGE (self), _ ("Pages from the Browser"),
      _ ("An extension of the browser hands a page over as it is shown: with what is "
         "behind a login, and what scripts have put there."));

  self->problem = sheaf_preferences_problem_new ("");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (receiving), new_switch_row (self));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (receiving), self->problem);
  self->pairing = sheaf_preferences_group_new (
      ADW_PREFERENCES_PAGE (self), _ ("Pairing"),
      _ ("Sheaf’s extension takes the code; SingleFile takes the address "
         "and the token, as a REST form. Whoever has them can save, and "
         "nothing else."));
  for (guint i = 0; i < N_VALUES; i++)
    {
      self->rows[i] = new_value (self, i);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->pairing), self->rows[i]);
    }
  sheaf_preferences_add_button (self->pairing, _ ("_New Code"), G_CALLBACK (renew_cb), self);
  self->picture = sheaf_qr_view_new (_ ("The pairing code as a QR code"));
  gtk_widget_set_halign (self->picture, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (self->picture, 18);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->pairing), self->picture);
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Browser"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "network-receive-symbolic");
}

AdwPreferencesPage *
sheaf_browser_page_new (SheafLibrary *library, GSettings *settings)
{
  SheafBrowserPage *self = g_object_new (SHEAF_TYPE_BROWSER_PAGE, NULL);

  self->receiver = g_object_ref (sheaf_library_get_receiver (library));
  g_settings_bind (settings, "intake-enabled", self->on, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->receiver, "changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  show_state (self);

  return ADW_PREFERENCES_PAGE (self);
}

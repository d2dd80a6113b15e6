/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An AdwMessageDialog around the chips that the page has too. */

#include "ui/tags-dialog.h"

#include "ui/tag-chips.h"

#include <glib/gi18n.h>

#define WIDTH 280

typedef struct
{
  GtkWidget *dialog;
  GtkWidget *chips;
  GPtrArray *names; /* of char * */
  SheafTagsChosen chosen;
  gpointer data;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *self = data;

  g_ptr_array_unref (self->names);
  g_free (self);
}

static GStrv
dup_names (Asking *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < self->names->len; i++)
    g_strv_builder_add (names, self->names->pdata[i]);

  return g_strv_builder_end (names);
}

static void
show_names (Asking *self)
{
  g_auto (GStrv) names = dup_names (self);

  sheaf_tag_chips_set_tags (SHEAF_TAG_CHIPS (self->chips), (const char *const *)names);
  gtk_widget_queue_resize (self->chips);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "add",
                                           self->names->len > 0);
}

static void
add_cb (SheafTagChips *chips, const char *name, Asking *self)
{
  if (!g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, NULL))
    g_ptr_array_add (self->names, g_strdup (name));
  show_names (self);
}

static void
remove_cb (SheafTagChips *chips, const char *name, Asking *self)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, &index))
    g_ptr_array_remove_index (self->names, index);
  show_names (self);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Asking *self)
{
  g_auto (GStrv) names = dup_names (self);

  if (g_str_equal (response, "add") && names[0] != NULL)
    self->chosen ((const char *const *)names, self->data);
}

void
sheaf_tags_dialog_ask (GtkWindow *parent,
                       guint n_articles,
                       const char *const *known,
                       SheafTagsChosen chosen,
                       gpointer data)
{
  Asking *self = g_new0 (Asking, 1);
  g_autofree char *heading = g_strdup_printf (
      ngettext ("Add Tags to %'u Article", "Add Tags to %'u Articles", n_articles), n_articles);

  self->dialog = adw_message_dialog_new (parent, heading, NULL);
  self->chips = sheaf_tag_chips_new ();
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->chosen = chosen;
  self->data = data;
  g_object_set (self->chips, "measure", WIDTH, NULL);
  sheaf_tag_chips_set_known (SHEAF_TAG_CHIPS (self->chips), known);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self->dialog), "cancel", _ ("_Cancel"),
                                    "add", _ ("_Add"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self->dialog), "add",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), self->chips);
  g_signal_connect (self->chips, "add", G_CALLBACK (add_cb), self);
  g_signal_connect (self->chips, "remove", G_CALLBACK (remove_cb), self);
  g_signal_connect_data (self->dialog, "response", G_CALLBACK (response_cb), self, asking_free, 0);
  show_names (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  sheaf_tag_chips_edit (SHEAF_TAG_CHIPS (self->chips));
}

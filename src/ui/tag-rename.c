/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An AdwMessageDialog with one entry and a line that speaks of what is typed. */

#include "ui/tag-rename.h"

#include "base/text.h"
#include "store/tag-name.h"

#include <glib/gi18n.h>

typedef struct
{
  AdwMessageDialog *dialog;
  GtkWidget *entry;
  GtkWidget *hint;
  char *name;
  GHashTable *keys; /* of all tags */
  guint n_below;
  SheafUndoStack *undo;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *self = data;

  g_free (self->name);
  g_hash_table_unref (self->keys);
  g_object_unref (self->undo);
  g_free (self);
}

static char *
dup_typed (Asking *self)
{
  return sheaf_tag_clean_name (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

/* It is called like another one; not like itself, or written otherwise. */
static gboolean
merges (Asking *self, const char *to)
{
  g_autofree char *key = sheaf_text_fold (to), *own = sheaf_text_fold (self->name);

  return !g_str_equal (key, own) && g_hash_table_contains (self->keys, key);
}

static void
changed_cb (Asking *self)
{
  g_autofree char *to = dup_typed (self);
  gboolean merging = to != NULL && merges (self, to);
  gboolean other = to != NULL && !g_str_equal (to, self->name);
  g_autofree char *hint = NULL;

  if (to == NULL)
    hint = g_strdup (_ ("A tag needs a name."));
  else if (merging)
    hint = g_strdup_printf (_ ("There is a tag “%s”: the two become one."), to);
  else if (self->n_below > 0)
    hint = g_strdup_printf (ngettext ("%'u tag under it moves with it.",
                                      "%'u tags under it move with it.", self->n_below),
                            self->n_below);
  gtk_label_set_label (GTK_LABEL (self->hint), hint != NULL ? hint : "");
  adw_message_dialog_set_response_enabled (self->dialog, "rename", other);
  adw_message_dialog_set_response_label (self->dialog, "rename",
                                         merging ? _ ("_Merge") : _ ("_Rename"));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Asking *self)
{
  g_autofree char *to = dup_typed (self);
  g_autofree char *words = NULL;
  g_autoptr (SheafEdit) edit = NULL;

  if (!g_str_equal (response, "rename") || to == NULL || g_str_equal (to, self->name))
    return;
  edit = sheaf_edit_new_rename_tag (self->name, to);
  if (merges (self, to))
    {
      words = g_strdup_printf (_ ("Tag “%s” merged into “%s”"), self->name, to);
      sheaf_undo_stack_do_saying (self->undo, SHEAF_DEED_MERGE_TAGS, edit, words);
    }
  else
    sheaf_undo_stack_do (self->undo, SHEAF_DEED_RENAME_TAG, edit, self->name);
}

static void
learn (Asking *self, const char *const *known)
{
  g_autofree char *own = sheaf_text_fold (self->name);

  for (guint i = 0; known[i] != NULL; i++)
    {
      char *key = sheaf_text_fold (known[i]);

      if (!g_str_equal (key, own) && sheaf_tag_is_under (known[i], self->name))
        self->n_below++;
      g_hash_table_add (self->keys, key);
    }
}

void
sheaf_tag_rename_ask (GtkWindow *parent,
                      const char *name,
                      const char *const *known,
                      SheafUndoStack *undo)
{
  Asking *self = g_new0 (Asking, 1);
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Rename Tag"),
                                              _ ("A slash puts it under another: science/physics"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->dialog = ADW_MESSAGE_DIALOG (dialog);
  self->entry = gtk_entry_new ();
  self->hint = gtk_label_new (NULL);
  self->name = g_strdup (name);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->undo = g_object_ref (undo);
  learn (self, known);
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), SHEAF_TAG_MAX_CHARS);
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the tag"), -1);
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_label_set_width_chars (GTK_LABEL (self->hint), 32);
  gtk_label_set_max_width_chars (GTK_LABEL (self->hint), 32);
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_widget_add_css_class (self->hint, "caption");
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->hint);
  adw_message_dialog_set_extra_child (self->dialog, box);
  adw_message_dialog_add_responses (self->dialog, "cancel", _ ("_Cancel"), "rename", _ ("_Rename"),
                                    NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "rename", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, "rename");
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), self, asking_free, 0);
  changed_cb (self);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (self->entry);
}

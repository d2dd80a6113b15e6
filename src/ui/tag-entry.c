/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A GtkEntry with a completion that matches anywhere in a name. */

#include "ui/tag-entry.h"

#include "base/text.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SheafTagEntry
{
  GtkWidget parent_instance;

  GtkWidget *entry;
  GtkListStore *known;
};

G_DEFINE_FINAL_TYPE (SheafTagEntry, sheaf_tag_entry, GTK_TYPE_WIDGET)

enum
{
  ADD,
  RUB_OUT,
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
add (SheafTagEntry *self, const char *typed)
{
  g_autofree char *name = sheaf_text_line (*typed == '#' ? typed + 1 : typed, 100);

  if (sheaf_text_is_blank (name))
    {
      g_signal_emit (self, signals[DONE], 0);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[ADD], 0, name);
}

static void
activate_cb (GtkEntry *entry, SheafTagEntry *self)
{
  add (self, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static void
changed_cb (GtkEditable *entry, SheafTagEntry *self)
{
  const char *text = gtk_editable_get_text (entry), *comma = strchr (text, ',');

  if (comma != NULL)
    {
      g_autofree char *name = g_strndup (text, comma - text);

      add (self, name);
    }
}

static gboolean
chosen_cb (GtkEntryCompletion *completion,
           GtkTreeModel *model,
           GtkTreeIter *iter,
           SheafTagEntry *self)
{
  g_autofree char *name = NULL;

  gtk_tree_model_get (model, iter, 0, &name, -1);
  add (self, name);

  return TRUE;
}

static gboolean
matches (GtkEntryCompletion *completion, const char *key, GtkTreeIter *iter, gpointer data)
{
  g_autofree char *name = NULL, *folded = NULL,
                  *wanted = sheaf_text_fold (*key == '#' ? key + 1 : key);

  gtk_tree_model_get (gtk_entry_completion_get_model (completion), iter, 0, &name, -1);
  folded = sheaf_text_fold (name);

  return strstr (folded, wanted) != NULL;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        SheafTagEntry *self)
{
  gboolean empty = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';

  if (key == GDK_KEY_BackSpace && empty)
    {
      g_signal_emit (self, signals[RUB_OUT], 0);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Escape)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
      g_signal_emit (self, signals[DONE], 0);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static gboolean
sheaf_tag_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SHEAF_TAG_ENTRY (widget)->entry);
}

static void
sheaf_tag_entry_dispose (GObject *object)
{
  SheafTagEntry *self = SHEAF_TAG_ENTRY (object);

  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_object (&self->known);
  G_OBJECT_CLASS (sheaf_tag_entry_parent_class)->dispose (object);
}

static void
sheaf_tag_entry_class_init (SheafTagEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_tag_entry_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = sheaf_tag_entry_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "tagentry");
  signals[ADD] = g_signal_new ("add", SHEAF_TYPE_TAG_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[RUB_OUT] = g_signal_new ("rub-out", SHEAF_TYPE_TAG_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", SHEAF_TYPE_TAG_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
sheaf_tag_entry_init (SheafTagEntry *self)
{
  g_autoptr (GtkEntryCompletion) completion = gtk_entry_completion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->known = gtk_list_store_new (1, G_TYPE_STRING);
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Add tag"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add tag"), -1);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 14);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));

  gtk_entry_completion_set_model (completion, GTK_TREE_MODEL (self->known));
  gtk_entry_completion_set_text_column (completion, 0);
  gtk_entry_completion_set_match_func (completion, matches, NULL, NULL);
  gtk_entry_completion_set_popup_single_match (completion, TRUE);
  g_signal_connect (completion, "match-selected", G_CALLBACK (chosen_cb), self);
  gtk_entry_set_completion (GTK_ENTRY (self->entry), completion);
  g_signal_connect (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect (self->entry, "changed", G_CALLBACK (changed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
sheaf_tag_entry_new (void)
{
  return g_object_new (SHEAF_TYPE_TAG_ENTRY, NULL);
}

void
sheaf_tag_entry_set_known (SheafTagEntry *self, const char *const *names)
{
  gtk_list_store_clear (self->known);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    gtk_list_store_insert_with_values (self->known, NULL, -1, 0, names[i], -1);
}

const char *
sheaf_tag_entry_get_text (SheafTagEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
sheaf_tag_entry_clear (SheafTagEntry *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An AdwMessageDialog with four entries; under each that differs from what was fetched, that and a
 * button that brings it back. */

#include "ui/details-dialog.h"

#include "base/text.h"
#include "base/time.h"

#include <glib/gi18n.h>

enum
{
  TITLE,
  AUTHOR,
  SITE,
  DATE,
  N_FIELDS,
};

typedef struct
{
  GtkWidget *entry, *line;
  char *fetched; /* "": nothing */
} Field;

/* A date is shown as its day; unless another day is typed, its hour stays. */
typedef struct
{
  char *day, *iso; /* (nullable): none */
  gint64 at;
} Date;

typedef struct
{
  AdwMessageDialog *dialog;
  Field fields[N_FIELDS];
  Date dates[2]; /* fetched, as it is */
  gint64 id;
  SheafUndoStack *undo;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *self = data;

  for (guint i = 0; i < N_FIELDS; i++)
    g_free (self->fields[i].fetched);
  for (guint i = 0; i < G_N_ELEMENTS (self->dates); i++)
    {
      g_free (self->dates[i].day);
      g_free (self->dates[i].iso);
    }
  g_object_unref (self->undo);
  g_free (self);
}

static const char *
get_typed (Asking *self, guint field)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->fields[field].entry));
}

/* FALSE: what is typed is no date. *ISO (out, transfer full, nullable): there is none. */
static gboolean
read_date (Asking *self, char **iso, gint64 *at)
{
  const char *typed = get_typed (self, DATE);

  *iso = NULL;
  *at = SHEAF_TIME_NONE;
  if (sheaf_text_is_blank (typed))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (self->dates); i++)
    if (g_strcmp0 (typed, self->dates[i].day) == 0)
      {
        *iso = g_strdup (self->dates[i].iso);
        *at = self->dates[i].at;
        return TRUE;
      }
  *at = sheaf_time_parse (typed, SHEAF_TIME_NONE, iso);

  return *at != SHEAF_TIME_NONE;
}

static void
changed_cb (Asking *self)
{
  g_autofree char *iso = NULL;
  gint64 at;
  gboolean good = read_date (self, &iso, &at);

  for (guint i = 0; i < N_FIELDS; i++)
    gtk_widget_set_visible (self->fields[i].line,
                            !g_str_equal (get_typed (self, i), self->fields[i].fetched));
  if (good)
    gtk_widget_remove_css_class (self->fields[DATE].entry, "error");
  else
    gtk_widget_add_css_class (self->fields[DATE].entry, "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->fields[DATE].entry), GTK_ACCESSIBLE_STATE_INVALID,
      good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  adw_message_dialog_set_response_enabled (self->dialog, "save",
                                           good && !sheaf_text_is_blank (get_typed (self, TITLE)));
}

static void
revert_cb (Field *field)
{
  gtk_editable_set_text (GTK_EDITABLE (field->entry), field->fetched);
  gtk_widget_grab_focus (field->entry);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Asking *self)
{
  g_autofree char *iso = NULL;
  SheafFacts facts;
  g_autoptr (SheafEdit) edit = NULL;
  gint64 at;

  if (!g_str_equal (response, "save") || !read_date (self, &iso, &at))
    return;
  facts = (SheafFacts){ (char *)get_typed (self, TITLE), (char *)get_typed (self, AUTHOR),
                        (char *)get_typed (self, SITE), iso, at };
  edit = sheaf_edit_new_facts (self->id, &facts);
  sheaf_undo_stack_do (self->undo, SHEAF_DEED_FACTS, edit, get_typed (self, TITLE));
}

static GtkWidget *
new_line (Field *field)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* Translators: puts back what the page said */
  GtkWidget *revert = gtk_button_new_with_label (_ ("Revert"));
  /* Translators: under a field; %s is what the page said */
  g_autofree char *words = *field->fetched != '\0'
                               ? g_strdup_printf (_ ("Fetched: %s"), field->fetched)
                               : g_strdup (_ ("Fetched: nothing"));
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (revert, "flat");
  gtk_widget_add_css_class (revert, "caption");
  gtk_widget_set_tooltip_text (label, words);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (revert), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  label, NULL, -1);
  g_signal_connect_swapped (revert, "clicked", G_CALLBACK (revert_cb), field);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), revert);

  return line;
}

static void
add_field (
    Asking *self, GtkBox *box, guint which, const char *name, const char *now, const char *fetched)
{
  Field *field = &self->fields[which];
  GtkWidget *label = gtk_label_new_with_mnemonic (name);
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  field->fetched = g_strdup (fetched != NULL ? fetched : "");
  field->entry = gtk_entry_new ();
  field->line = new_line (field);
  gtk_editable_set_text (GTK_EDITABLE (field->entry), now != NULL ? now : "");
  gtk_entry_set_activates_default (GTK_ENTRY (field->entry), TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), field->entry);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (field->entry),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (group), label);
  gtk_box_append (GTK_BOX (group), field->entry);
  gtk_box_append (GTK_BOX (group), field->line);
  gtk_box_append (box, group);
}

static Date
make_date (const char *iso, gint64 at)
{
  return (Date){ iso != NULL ? g_strndup (iso, strlen ("2021-10-12")) : NULL, g_strdup (iso), at };
}

void
sheaf_details_dialog_ask (GtkWindow *parent, const SheafLoaded *loaded, SheafUndoStack *undo)
{
  Asking *self = g_new0 (Asking, 1);
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Edit Details"), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  const SheafRow *row = loaded->row;

  self->dialog = ADW_MESSAGE_DIALOG (dialog);
  self->id = row->id;
  self->dates[0] = make_date (loaded->fetched.published, loaded->fetched.published_at);
  self->dates[1]
      = make_date (row->published, row->published != NULL
                                       ? sheaf_time_parse (row->published, SHEAF_TIME_NONE, NULL)
                                       : SHEAF_TIME_NONE);
  self->undo = g_object_ref (undo);
  add_field (self, GTK_BOX (box), TITLE, _ ("_Title"), row->title, loaded->fetched.title);
  add_field (self, GTK_BOX (box), AUTHOR, _ ("_Author"), row->author, loaded->fetched.author);
  add_field (self, GTK_BOX (box), SITE, _ ("_Site"), row->site, loaded->fetched.site);
  add_field (self, GTK_BOX (box), DATE, _ ("_Date"), self->dates[1].day, self->dates[0].day);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->fields[DATE].entry), "2021-10-12");
  gtk_widget_set_size_request (box, 300, -1);
  gtk_widget_set_margin_top (box, 6);
  adw_message_dialog_set_extra_child (self->dialog, box);
  adw_message_dialog_add_responses (self->dialog, "cancel", _ ("_Cancel"), "save", _ ("_Save"),
                                    NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, "save");
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  for (guint i = 0; i < N_FIELDS; i++)
    g_signal_connect_swapped (self->fields[i].entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), self, asking_free, 0);
  changed_cb (self);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (self->fields[TITLE].entry);
}

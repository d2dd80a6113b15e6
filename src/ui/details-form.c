/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Four entries; under each that differs from what was fetched, that and a button that brings it
 * back. */

#include "ui/details-form.h"

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

struct _SheafDetailsForm
{
  SheafPageInset parent_instance;

  Field fields[N_FIELDS];
  char *before[N_FIELDS];
  Date dates[2]; /* fetched, as it is */
  GtkWidget *save;
  gint64 id;
  SheafUndoStack *undo;
};

G_DEFINE_FINAL_TYPE (SheafDetailsForm, sheaf_details_form, SHEAF_TYPE_PAGE_INSET)

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
get_typed (SheafDetailsForm *self, guint field)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->fields[field].entry));
}

/* FALSE: what is typed is no date. *ISO (out, transfer full, nullable): there is none. */
static gboolean
read_date (SheafDetailsForm *self, char **iso, gint64 *at)
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
changed_cb (SheafDetailsForm *self)
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
  gtk_widget_set_sensitive (self->save, good && !sheaf_text_is_blank (get_typed (self, TITLE)));
}

static void
revert_cb (Field *field)
{
  gtk_editable_set_text (GTK_EDITABLE (field->entry), field->fetched);
  gtk_widget_grab_focus (field->entry);
}

static gboolean
is_changed (SheafDetailsForm *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (!g_str_equal (get_typed (self, i), self->before[i]))
      return TRUE;

  return FALSE;
}

void
sheaf_details_form_save (SheafDetailsForm *self)
{
  g_autofree char *iso = NULL;
  SheafFacts facts;
  g_autoptr (SheafEdit) edit = NULL;
  gint64 at;

  if (!is_changed (self) || sheaf_text_is_blank (get_typed (self, TITLE))
      || !read_date (self, &iso, &at))
    return;
  facts = (SheafFacts){ (char *)get_typed (self, TITLE), (char *)get_typed (self, AUTHOR),
                        (char *)get_typed (self, SITE), iso, at };
  edit = sheaf_edit_new_facts (self->id, &facts);
  sheaf_undo_stack_do (self->undo, SHEAF_DEED_FACTS, edit, get_typed (self, TITLE));
}

static void
cancel_cb (SheafDetailsForm *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

static void
save_cb (SheafDetailsForm *self)
{
  if (!gtk_widget_get_sensitive (self->save))
    return;
  sheaf_details_form_save (self);
  g_signal_emit (self, signals[DONE], 0);
}

static gboolean
key_cb (GtkEventControllerKey *keys,
        guint key,
        guint code,
        GdkModifierType modifiers,
        SheafDetailsForm *self)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  cancel_cb (self);

  return GDK_EVENT_STOP;
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
add_field (SheafDetailsForm *self,
           GtkBox *box,
           guint which,
           const char *name,
           const char *now,
           const char *fetched)
{
  Field *field = &self->fields[which];
  GtkWidget *label = gtk_label_new_with_mnemonic (name);
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  field->fetched = g_strdup (fetched != NULL ? fetched : "");
  self->before[which] = g_strdup (now != NULL ? now : "");
  field->entry = gtk_entry_new ();
  field->line = new_line (field);
  gtk_editable_set_text (GTK_EDITABLE (field->entry), self->before[which]);
  g_signal_connect_swapped (field->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (field->entry, "activate", G_CALLBACK (save_cb), self);
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

static void
add_buttons (SheafDetailsForm *self, GtkBox *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_set_halign (line, GTK_ALIGN_END);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  gtk_box_append (GTK_BOX (line), cancel);
  gtk_box_append (GTK_BOX (line), self->save);
  gtk_box_append (box, line);
}

/* --- Life --- */

static gboolean
sheaf_details_form_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SHEAF_DETAILS_FORM (widget)->fields[TITLE].entry);
}

static void
sheaf_details_form_finalize (GObject *object)
{
  SheafDetailsForm *self = SHEAF_DETAILS_FORM (object);

  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_free (self->fields[i].fetched);
      g_free (self->before[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->dates); i++)
    {
      g_free (self->dates[i].day);
      g_free (self->dates[i].iso);
    }
  g_clear_object (&self->undo);
  G_OBJECT_CLASS (sheaf_details_form_parent_class)->finalize (object);
}

static void
sheaf_details_form_class_init (SheafDetailsFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_details_form_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = sheaf_details_form_grab_focus;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "details-form");
  signals[DONE] = g_signal_new ("done", SHEAF_TYPE_DETAILS_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
sheaf_details_form_init (SheafDetailsForm *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_box_set_spacing (sheaf_page_inset_get_box (SHEAF_PAGE_INSET (self)), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Edit Details"), -1);
}

GtkWidget *
sheaf_details_form_new (const SheafLoaded *loaded, SheafUndoStack *undo)
{
  SheafDetailsForm *self = g_object_new (SHEAF_TYPE_DETAILS_FORM, NULL);
  GtkBox *box = sheaf_page_inset_get_box (SHEAF_PAGE_INSET (self));
  const SheafRow *row = loaded->row;

  self->id = row->id;
  self->undo = g_object_ref (undo);
  self->dates[0] = make_date (loaded->fetched.published, loaded->fetched.published_at);
  self->dates[1]
      = make_date (row->published, row->published != NULL
                                       ? sheaf_time_parse (row->published, SHEAF_TIME_NONE, NULL)
                                       : SHEAF_TIME_NONE);
  add_field (self, box, TITLE, _ ("_Title"), row->title, loaded->fetched.title);
  add_field (self, box, AUTHOR, _ ("_Author"), row->author, loaded->fetched.author);
  add_field (self, box, SITE, _ ("_Site"), row->site, loaded->fetched.site);
  add_field (self, box, DATE, _ ("_Date"), self->dates[1].day, self->dates[0].day);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->fields[DATE].entry), "2021-10-12");
  add_buttons (self, box);
  changed_cb (self);

  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One below the other, each as wide as the measure. */

#include "ui/page-head.h"

struct _SheafPageHead
{
  GtkWidget parent_instance;

  GtkWidget *chips;
  GtkWidget *form; /* (nullable) */
  int measure;
};

G_DEFINE_FINAL_TYPE (SheafPageHead, sheaf_page_head, GTK_TYPE_WIDGET)

enum
{
  PROP_MEASURE = 1,
};

enum
{
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_measure (SheafPageHead *self, int measure)
{
  self->measure = measure;
  g_object_set (self->chips, "measure", measure, NULL);
  if (self->form != NULL)
    sheaf_page_inset_set_measure (SHEAF_PAGE_INSET (self->form), measure);
  gtk_widget_queue_resize (self->chips);
}

static void
take_away (SheafPageHead *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_TEXT_VIEW);
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) == self->form;

  g_clear_pointer (&self->form, gtk_widget_unparent);
  if (focused && view != NULL)
    gtk_widget_grab_focus (view);
  g_signal_emit (self, signals[EDITED], 0);
}

void
sheaf_page_head_finish (SheafPageHead *self)
{
  if (self->form == NULL)
    return;
  sheaf_details_form_save (SHEAF_DETAILS_FORM (self->form));
  take_away (self);
}

void
sheaf_page_head_edit (SheafPageHead *self, const SheafLoaded *loaded, SheafUndoStack *undo)
{
  sheaf_page_head_finish (self);
  self->form = sheaf_details_form_new (loaded, undo);
  g_signal_connect_swapped (self->form, "done", G_CALLBACK (take_away), self);
  gtk_widget_insert_after (self->form, GTK_WIDGET (self), NULL);
  gtk_widget_set_direction (self->form, gtk_widget_get_default_direction ());
  set_measure (self, self->measure);
  g_signal_emit (self, signals[EDITED], 0);
  gtk_widget_grab_focus (self->form);
}

gboolean
sheaf_page_head_is_edited (SheafPageHead *self)
{
  return self->form != NULL;
}

SheafTagChips *
sheaf_page_head_get_chips (SheafPageHead *self)
{
  return SHEAF_TAG_CHIPS (self->chips);
}

/* --- Life --- */

/* The tags stand on the article's side. The fields are the program's. */
static void
sheaf_page_head_direction_changed (GtkWidget *widget, GtkTextDirection before)
{
  gtk_widget_set_direction (SHEAF_PAGE_HEAD (widget)->chips, gtk_widget_get_direction (widget));
}

static void
sheaf_page_head_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  set_measure (SHEAF_PAGE_HEAD (object), g_value_get_int (value));
}

static void
sheaf_page_head_dispose (GObject *object)
{
  SheafPageHead *self = SHEAF_PAGE_HEAD (object);

  g_clear_pointer (&self->form, gtk_widget_unparent);
  g_clear_pointer (&self->chips, gtk_widget_unparent);
  G_OBJECT_CLASS (sheaf_page_head_parent_class)->dispose (object);
}

static void
sheaf_page_head_class_init (SheafPageHeadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_page_head_dispose;
  object_class->set_property = sheaf_page_head_set_property;
  widget_class->direction_changed = sheaf_page_head_direction_changed;
  g_object_class_install_property (object_class, PROP_MEASURE,
                                   g_param_spec_int ("measure", NULL, NULL, 1, G_MAXINT, 1,
                                                     G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  signals[EDITED] = g_signal_new ("edited", SHEAF_TYPE_PAGE_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
sheaf_page_head_init (SheafPageHead *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  self->measure = 1;
  self->chips = sheaf_tag_chips_new ();
  gtk_widget_set_parent (self->chips, GTK_WIDGET (self));
}

GtkWidget *
sheaf_page_head_new (void)
{
  return g_object_new (SHEAF_TYPE_PAGE_HEAD, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list in a popover that does not hide by itself: one that did would take the keyboard from the
 * field. */

#include "ui/completion-popover.h"

#include "base/items.h"

#include <glib/gi18n.h>

#define MOST_HEIGHT 320
#define LEAST_WIDTH 260
#define NAME_CHARS 10 /* so that what they mean stands in a column */

struct _SheafCompletionPopover
{
  GtkPopover parent_instance;

  GtkWidget *scroller;
  GtkWidget *list;

  SheafCompletion *completion;
};

G_DEFINE_FINAL_TYPE (SheafCompletionPopover, sheaf_completion_popover, GTK_TYPE_POPOVER)

static guint chosen_signal;

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
new_row (const SheafCandidate *candidate)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = new_label (candidate->label, NULL);
  g_autoptr (GString) said = g_string_new (candidate->label);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), candidate->help != NULL ? NAME_CHARS : -1);
  gtk_widget_set_hexpand (name, candidate->help == NULL);
  gtk_box_append (GTK_BOX (box), name);
  if (candidate->help != NULL)
    {
      GtkWidget *help = new_label (_ (candidate->help), "dim-label");

      gtk_label_set_ellipsize (GTK_LABEL (help), PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (help, TRUE);
      gtk_widget_add_css_class (help, "caption");
      gtk_widget_set_tooltip_text (row, _ (candidate->help));
      gtk_box_append (GTK_BOX (box), help);
      sheaf_items_append (said, _ (candidate->help));
    }
  if (candidate->count > 0)
    {
      g_autofree char *count = g_strdup_printf ("%'u", candidate->count);
      g_autofree char *articles = g_strdup_printf (
          ngettext ("%'u article", "%'u articles", candidate->count), candidate->count);

      gtk_box_append (GTK_BOX (box), new_label (count, "count"));
      sheaf_items_append (said, articles);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said->str,
                                  -1);

  return row;
}

static void
bring_into_sight (SheafCompletionPopover *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment
      = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), self->list, &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

/* Past either end nothing is chosen: what is typed stands as it is. */
static void
move (SheafCompletionPopover *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int n = self->completion->candidates->len;
  int next = row != NULL ? gtk_list_box_row_get_index (row) + step : step > 0 ? 0 : n - 1;

  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), next);
  if (row != NULL)
    bring_into_sight (self, row);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
}

static void
take (SheafCompletionPopover *self, GtkListBoxRow *row)
{
  g_signal_emit (self, chosen_signal, 0, (guint)gtk_list_box_row_get_index (row));
}

gboolean
sheaf_completion_popover_press (SheafCompletionPopover *self, guint key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (self->completion == NULL)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return TRUE;
    case GDK_KEY_Tab:
      take (self, row != NULL ? row : gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (row != NULL)
        take (self, row);
      return row != NULL;
    case GDK_KEY_Escape:
      sheaf_completion_popover_show (self, NULL);
      return TRUE;
    default:
      return FALSE;
    }
}

void
sheaf_completion_popover_show (SheafCompletionPopover *self, SheafCompletion *completion)
{
  GtkWidget *row, *field = gtk_widget_get_parent (GTK_WIDGET (self));

  g_clear_pointer (&self->completion, sheaf_completion_free);
  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  if (completion == NULL || completion->candidates->len == 0)
    {
      g_clear_pointer (&completion, sheaf_completion_free);
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }
  self->completion = completion;
  for (guint i = 0; i < completion->candidates->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (completion->candidates->pdata[i]));
  gtk_widget_set_size_request (self->scroller, MAX (LEAST_WIDTH, gtk_widget_get_width (field)), -1);
  gtk_popover_popup (GTK_POPOVER (self));
}

const SheafCompletion *
sheaf_completion_popover_get (SheafCompletionPopover *self)
{
  return self->completion;
}

GtkWidget *
sheaf_completion_popover_get_chosen (SheafCompletionPopover *self)
{
  return self->completion != NULL
             ? GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)))
             : NULL;
}

static void
sheaf_completion_popover_finalize (GObject *object)
{
  g_clear_pointer (&SHEAF_COMPLETION_POPOVER (object)->completion, sheaf_completion_free);
  G_OBJECT_CLASS (sheaf_completion_popover_parent_class)->finalize (object);
}

static void
sheaf_completion_popover_class_init (SheafCompletionPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_completion_popover_finalize;
  chosen_signal = g_signal_new ("chosen", SHEAF_TYPE_COMPLETION_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
sheaf_completion_popover_init (SheafCompletionPopover *self)
{
  GtkPopover *popover = GTK_POPOVER (self);

  self->list = gtk_list_box_new ();
  gtk_widget_set_focusable (self->list, FALSE);
  gtk_widget_add_css_class (self->list, "completions");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Completions"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (take), self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), MOST_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
  gtk_popover_set_child (popover, self->scroller);
  gtk_popover_set_autohide (popover, FALSE);
  gtk_popover_set_has_arrow (popover, FALSE);
  gtk_popover_set_position (popover, GTK_POS_BOTTOM);
}

GtkWidget *
sheaf_completion_popover_new (void)
{
  return g_object_new (SHEAF_TYPE_COMPLETION_POPOVER, NULL);
}

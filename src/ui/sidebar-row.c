/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Follows its item while it is bound to one. The arrow stands in the margin, so that icons and dots
 * of one depth share a column. */

#include "ui/sidebar-row.h"

#include "ui/tag-color.h"

#include <glib/gi18n.h>

#define INDENT 18

struct _SheafSidebarRow
{
  GtkWidget parent_instance;

  GtkWidget *arrow;
  GtkWidget *icon;
  GtkWidget *name;
  GtkWidget *count;
  GtkWidget *button; /* of a heading */
  SheafSidebarItem *item;
};

static guint fold;

G_DEFINE_FINAL_TYPE (SheafSidebarRow, sheaf_sidebar_row, GTK_TYPE_WIDGET)

/* What a heading offers. */
static const struct
{
  const char *key;
  const char *icon, *tip, *action;
  const char *target; /* (nullable) */
} offers[] = {
  { "heading:lists", "list-add-symbolic", N_ ("New Smart List"), "win.new-smart-list", "" },
  { "heading:tags", "document-edit-symbolic", N_ ("Manage Tags"), "win.manage-tags", NULL },
};

static char *
dup_label (const SheafSidebarFacts *facts)
{
  const char *name = facts->path != NULL ? facts->path : facts->title;

  if (facts->kind == SHEAF_SIDEBAR_LIST)
    return g_strdup_printf (ngettext ("%s, %'u article", "%s, %'u articles", facts->count), name,
                            facts->count);
  if (facts->count == 0)
    return g_strdup (name);

  return g_strdup_printf (ngettext ("%s, %'u unread", "%s, %'u unread", facts->count), name,
                          facts->count);
}

static void
name_item (SheafSidebarRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  const SheafSidebarFacts *facts;
  g_autofree char *label = NULL;

  if (parent == NULL || self->item == NULL)
    return;
  facts = sheaf_sidebar_item_get_facts (self->item);
  label = dup_label (facts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_LEVEL, (int)facts->depth + 1, -1);
  if (facts->parent)
    gtk_accessible_update_state (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_STATE_EXPANDED,
                                 facts->open, -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_STATE_EXPANDED);
}

static void
show_offer (SheafSidebarRow *self)
{
  const char *key = sheaf_sidebar_item_get_key (self->item);

  gtk_widget_set_visible (self->button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    if (g_str_equal (offers[i].key, key))
      {
        gtk_button_set_icon_name (GTK_BUTTON (self->button), offers[i].icon);
        gtk_widget_set_tooltip_text (self->button, _ (offers[i].tip));
        gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                        GTK_ACCESSIBLE_PROPERTY_LABEL, _ (offers[i].tip), -1);
        if (offers[i].target != NULL) /* before the name: GTK compares them */
          gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", offers[i].target);
        gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), offers[i].action);
        gtk_widget_set_visible (self->button, TRUE);
      }
}

static void
show_arrow (SheafSidebarRow *self, const SheafSidebarFacts *facts)
{
  const char *tip = facts->open ? _ ("Fold") : _ ("Unfold");

  gtk_widget_set_visible (self->arrow, facts->kind == SHEAF_SIDEBAR_TAG);
  gtk_widget_set_opacity (self->arrow, facts->parent ? 1 : 0);
  gtk_widget_set_can_target (self->arrow, facts->parent);
  gtk_widget_set_margin_start (self->arrow, (int)MIN (facts->depth, 6) * INDENT);
  gtk_button_set_icon_name (GTK_BUTTON (self->arrow),
                            facts->open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_widget_set_tooltip_text (self->arrow, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->arrow), GTK_ACCESSIBLE_PROPERTY_LABEL, tip,
                                  -1);
}

static void
show_item (SheafSidebarRow *self)
{
  const SheafSidebarFacts *facts = sheaf_sidebar_item_get_facts (self->item);
  g_autofree char *number = facts->count > 0 ? g_strdup_printf ("%'u", facts->count) : NULL;

  gtk_widget_set_visible (self->icon, facts->kind != SHEAF_SIDEBAR_HEADING);
  if (facts->kind == SHEAF_SIDEBAR_TAG)
    gtk_image_set_from_paintable (GTK_IMAGE (self->icon), sheaf_tag_color_get_dot (facts->color));
  else
    gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), facts->icon_name);
  gtk_label_set_label (GTK_LABEL (self->name), facts->title);
  gtk_label_set_label (GTK_LABEL (self->count), number != NULL ? number : "");
  gtk_widget_set_visible (self->count, number != NULL);
  show_arrow (self, facts);
  show_offer (self);
  if (facts->kind == SHEAF_SIDEBAR_HEADING)
    gtk_widget_add_css_class (GTK_WIDGET (self), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "heading");
  name_item (self);
}

/* The whole name, where the line does not say it. */
static gboolean
tooltip_cb (
    GtkWidget *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip, SheafSidebarRow *self)
{
  const SheafSidebarFacts *facts
      = self->item != NULL ? sheaf_sidebar_item_get_facts (self->item) : NULL;

  if (facts == NULL
      || (facts->depth == 0
          && !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label)))))
    return FALSE;
  gtk_tooltip_set_text (tooltip, facts->path != NULL ? facts->path : facts->title);

  return TRUE;
}

static void
arrow_cb (SheafSidebarRow *self)
{
  g_signal_emit (self, fold, 0);
}

static void
sheaf_sidebar_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sheaf_sidebar_row_parent_class)->root (widget);
  name_item (SHEAF_SIDEBAR_ROW (widget));
}

static void
sheaf_sidebar_row_dispose (GObject *object)
{
  GtkWidget *child;

  sheaf_sidebar_row_set_item (SHEAF_SIDEBAR_ROW (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sheaf_sidebar_row_parent_class)->dispose (object);
}

static void
sheaf_sidebar_row_class_init (SheafSidebarRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_sidebar_row_dispose;
  GTK_WIDGET_CLASS (klass)->root = sheaf_sidebar_row_root;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "sidebarrow");
  fold = g_signal_new ("fold", SHEAF_TYPE_SIDEBAR_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static GtkWidget *
new_button (SheafSidebarRow *self, const char *css_class)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, css_class);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_focus_on_click (button, FALSE);

  return button;
}

static void
sheaf_sidebar_row_init (SheafSidebarRow *self)
{
  GtkWidget **children[] = { &self->arrow, &self->icon, &self->name, &self->count, &self->button };

  self->arrow = new_button (self, "arrow");
  gtk_widget_set_focusable (self->arrow, FALSE); /* Left and Right do the same */
  g_signal_connect_swapped (self->arrow, "clicked", G_CALLBACK (arrow_cb), self);
  self->icon = gtk_image_new ();
  gtk_widget_set_margin_end (self->icon, 12);
  self->name = gtk_label_new (NULL);
  self->count = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_widget_set_has_tooltip (self->name, TRUE);
  g_signal_connect (self->name, "query-tooltip", G_CALLBACK (tooltip_cb), self);
  gtk_widget_add_css_class (self->count, "count");
  gtk_widget_set_margin_start (self->count, 6);
  self->button = new_button (self, "offer");
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_set_parent (*children[i], GTK_WIDGET (self));
}

SheafSidebarRow *
sheaf_sidebar_row_new (void)
{
  return g_object_new (SHEAF_TYPE_SIDEBAR_ROW, NULL);
}

void
sheaf_sidebar_row_set_item (SheafSidebarRow *self, SheafSidebarItem *item)
{
  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "changed", G_CALLBACK (show_item), self);
  show_item (self);
}

SheafSidebarItem *
sheaf_sidebar_row_get_item (SheafSidebarRow *self)
{
  return self->item;
}

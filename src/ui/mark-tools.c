/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of swatches and flat buttons. */

#include "ui/mark-tools.h"

#include "ui/page-style.h"

#include <glib/gi18n.h>

static GtkWidget *
new_button (const char *action, const char *name)
{
  GtkWidget *button = gtk_button_new ();

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_focus_on_click (button, FALSE);

  return button;
}

static GtkWidget *
new_swatch (guint color)
{
  /* Translators: a button; %s is a colour, "Yellow" */
  g_autofree char *name = g_strdup_printf (_ ("Highlight: %s"), sheaf_page_mark_get_name (color));
  g_autofree char *css_class = g_strdup_printf ("mark-%u", color);
  GtkWidget *button = new_button ("mark.color", name);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", color);
  gtk_widget_add_css_class (button, "swatch");
  gtk_widget_add_css_class (button, "mark-swatch");
  gtk_widget_add_css_class (button, css_class);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

static GtkWidget *
new_tool (const char *action, const char *icon, const char *name)
{
  GtkWidget *button = new_button (action, name);

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

GtkWidget *
sheaf_mark_tools_new (void)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *remove = new_tool ("mark.remove", "user-trash-symbolic", _ ("Remove Highlight"));
  /* Translators: a button; its menu has what else can be done with what is selected */
  GtkWidget *more = new_tool ("selected.menu", "view-more-symbolic", _ ("More"));
  GtkWidget *attach = new_button ("mark.attach", _ ("Attach the highlight that lost its place"));
  GtkWidget *leave_out
      = new_tool ("article.leave-out", "sheaf-left-out-symbolic", _ ("Not Part of the Article"));

  gtk_actionable_set_action_target (GTK_ACTIONABLE (attach), "x", (gint64)0);
  gtk_button_set_label (GTK_BUTTON (attach), _ ("Attach"));
  gtk_widget_add_css_class (attach, "suggested-action");
  gtk_box_append (GTK_BOX (box), attach);
  g_object_set_data (G_OBJECT (popover), "attach", attach);
  g_object_set_data (G_OBJECT (popover), "more", more);
  for (guint color = 0; color < SHEAF_PAGE_MARK_COLORS; color++)
    {
      GtkWidget *swatch = new_swatch (color);
      g_autofree char *key = g_strdup_printf ("swatch-%u", color);

      gtk_box_append (GTK_BOX (box), swatch);
      g_object_set_data (G_OBJECT (popover), key, swatch);
    }
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (box), new_tool ("mark.note", "sheaf-note-symbolic", _ ("Note")));
  gtk_box_append (GTK_BOX (box),
                  new_tool ("mark.copy", "edit-copy-symbolic", _ ("Copy with Source")));
  gtk_box_append (GTK_BOX (box), leave_out);
  gtk_box_append (GTK_BOX (box), more);
  gtk_box_append (GTK_BOX (box), remove);
  g_object_set_data (G_OBJECT (popover), "remove", remove);
  g_object_set_data (G_OBJECT (popover), "leave-out", leave_out);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_set_autohide (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_TOP);
  gtk_widget_add_css_class (popover, "mark-tools");
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("noun", "Highlight"), -1);

  return popover;
}

void
sheaf_mark_tools_set (GtkWidget *tools, int color, gboolean has_note)
{
  for (int i = 0; i < SHEAF_PAGE_MARK_COLORS; i++)
    {
      g_autofree char *key = g_strdup_printf ("swatch-%d", i);
      GtkWidget *swatch = g_object_get_data (G_OBJECT (tools), key);

      if (i == color)
        gtk_widget_add_css_class (swatch, "chosen");
      else
        gtk_widget_remove_css_class (swatch, "chosen");
    }
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (tools), "remove"), color >= 0);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (tools), "leave-out"), color < 0);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (tools), "more"), color < 0);
}

void
sheaf_mark_tools_set_attaching (GtkWidget *tools, gint64 mark)
{
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (tools), "attach"), mark != 0);
}

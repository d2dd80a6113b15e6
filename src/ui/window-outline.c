/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The outline kept beside the page, in the pane of the notes; where there is no room beside the
 * page, it comes in its popover as before. */

#include "ui/outline-view.h"
#include "ui/window-private.h"

gboolean
sheaf_window_focus_outline (SheafWindow *self)
{
  if (!gtk_widget_get_mapped (self->outline) || sheaf_shell_get_notes_over (self->shell))
    return FALSE;
  sheaf_outline_view_focus (SHEAF_OUTLINE_VIEW (self->outline));

  return TRUE;
}

void
sheaf_window_update_outline (SheafWindow *self)
{
  if (gtk_widget_get_mapped (self->outline))
    sheaf_outline_view_update (SHEAF_OUTLINE_VIEW (self->outline));
}

/* From a place in the list back to the text; over the page it would hide what was chosen. */
static void
gone_cb (SheafWindow *self)
{
  if (sheaf_shell_get_notes_over (self->shell))
    g_object_set (self->shell, "show-notes", FALSE, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (sheaf_reader_get_view (self->reader)));
}

static void
keep_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  g_settings_set_string (self->settings, "side-page", "outline");
  g_object_set (self->shell, "show-notes", TRUE, NULL);
}

/* Over the page it would not be beside it. */
static void
layout_cb (SheafWindow *self)
{
  GAction *keep = g_action_map_lookup_action (G_ACTION_MAP (self), "keep-outline");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (keep), !sheaf_shell_get_notes_over (self->shell));
}

static const GActionEntry entries[] = {
  { .name = "keep-outline", .activate = keep_cb },
};

void
sheaf_window_init_outline (SheafWindow *self)
{
  SheafPageView *view = sheaf_reader_get_view (self->reader);

  self->outline = sheaf_outline_view_new (view);
  gtk_widget_add_css_class (self->outline, "side");
  g_signal_connect_object (self->outline, "gone", G_CALLBACK (gone_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "marked", G_CALLBACK (sheaf_window_update_outline), self,
                           G_CONNECT_SWAPPED);
  g_settings_bind (self->settings, "side-page",
                   sheaf_notes_pane_add_outline (self->notes, self->outline), "visible-child-name",
                   G_SETTINGS_BIND_DEFAULT);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->shell, "layout-changed", G_CALLBACK (layout_cb), self,
                           G_CONNECT_SWAPPED);
}

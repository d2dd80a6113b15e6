/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "win." actions for what the sidebar lists: a new smart list, the window of all tags. */

#include "ui/smart-list-editor.h"
#include "ui/tags-window.h"
#include "ui/window-private.h"

static void
saved_cb (SheafWindow *self)
{
  sheaf_sidebar_expect_list (self->sidebar);
}

static void
new_list_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  SheafSmartList list = { 0 };
  SheafSmartListEditor *editor;

  if (self->library == NULL)
    return;
  list.query = (char *)g_variant_get_string (parameter, NULL);
  editor = sheaf_smart_list_editor_open (GTK_WINDOW (self), sheaf_library_get_store (self->library),
                                         self->undo, &list);
  g_signal_connect_object (editor, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
}

static void
manage_tags_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  if (self->library != NULL)
    sheaf_tags_window_open (GTK_WINDOW (self), self->sidebar,
                            sheaf_library_get_store (self->library), self->settings);
}

static const GActionEntry entries[] = {
  { .name = "new-smart-list", .activate = new_list_cb, .parameter_type = "s" },
  { .name = "manage-tags", .activate = manage_tags_cb },
};

void
sheaf_window_init_lists (SheafWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

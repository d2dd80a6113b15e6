/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Find in the article: with an article's text in sight its bar, else the search of the library; and
 * going through its headings. */

#include "ui/window-private.h"

static gboolean
is_reader_in_sight (SheafWindow *self)
{
  return sheaf_shell_get_first (self->shell) + sheaf_shell_get_columns (self->shell)
         > SHEAF_SHELL_READER;
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  if (!is_reader_in_sight (self) || !sheaf_reader_start_find (self->reader))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.start-search", NULL);
}

static void
step_found_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  if (is_reader_in_sight (self))
    sheaf_reader_step_found (self->reader, g_variant_get_int32 (parameter));
}

static void
outline_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  if (is_reader_in_sight (self) && !sheaf_window_focus_outline (self))
    sheaf_reader_open_outline (self->reader);
}

static void
step_heading_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  if (is_reader_in_sight (self))
    sheaf_reader_step_heading (self->reader, g_variant_get_int32 (parameter));
}

static const GActionEntry entries[] = {
  { .name = "find", .activate = find_cb },
  { .name = "step-found", .activate = step_found_cb, .parameter_type = "i" },
  { .name = "outline", .activate = outline_cb },
  { .name = "step-heading", .activate = step_heading_cb, .parameter_type = "i" },
};

void
sheaf_window_init_find (SheafWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is dropped on a line: articles get its tag, or go to its place; a tag comes to stand under
 * another, or under none; a smart list changes its place. */

#include "ui/article-drag.h"
#include "ui/sidebar-private.h"

#include <string.h>

static const SheafSidebarFacts *
get_facts (GtkWidget *row)
{
  SheafSidebarItem *item = sheaf_sidebar_row_get_item (SHEAF_SIDEBAR_ROW (row));

  return item != NULL ? sheaf_sidebar_item_get_facts (item) : NULL;
}

/* --- Articles --- */

typedef SheafEdit *(*EditFunc) (const gint64 *ids, gsize n, gboolean on);

static const struct
{
  SheafPlace place;
  SheafDeed deed;
  EditFunc make;
} deeds[] = {
  { SHEAF_PLACE_ARCHIVE, SHEAF_DEED_ARCHIVE, sheaf_edit_new_archive },
  { SHEAF_PLACE_STARRED, SHEAF_DEED_STAR, sheaf_edit_new_star },
  { SHEAF_PLACE_TRASH, SHEAF_DEED_DELETE, sheaf_edit_new_trash },
};

static gboolean
takes_articles (const SheafSidebarFacts *facts)
{
  for (guint i = 0; facts->kind == SHEAF_SIDEBAR_PLACE && i < G_N_ELEMENTS (deeds); i++)
    if (deeds[i].place == facts->place)
      return TRUE;

  return facts->kind == SHEAF_SIDEBAR_TAG;
}

static gboolean
drop_articles (SheafSidebar *self, const SheafSidebarFacts *facts, const GArray *ids)
{
  const gint64 *data = (const gint64 *)ids->data;
  const char *add[] = { facts->path, NULL };
  g_autoptr (SheafEdit) edit = NULL;

  if (facts->kind == SHEAF_SIDEBAR_TAG)
    {
      edit = sheaf_edit_new_tag (data, ids->len, add, NULL);
      sheaf_undo_stack_do (self->undo, SHEAF_DEED_TAG, edit, NULL);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (deeds[i].place == facts->place)
      {
        edit = deeds[i].make (data, ids->len, TRUE);
        sheaf_undo_stack_do (self->undo, deeds[i].deed, edit, NULL);
        return TRUE;
      }

  return FALSE;
}

/* --- Lines --- */

static gboolean
is_under (const char *path, const char *root)
{
  gsize length = strlen (root);

  return strncmp (path, root, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

static gboolean
takes_line (SheafSidebar *self, SheafSidebarItem *onto)
{
  const SheafSidebarFacts *facts = sheaf_sidebar_item_get_facts (onto);
  const SheafSidebarFacts *dragged
      = self->dragged != NULL ? sheaf_sidebar_item_get_facts (self->dragged) : NULL;

  if (dragged == NULL || self->dragged == onto)
    return FALSE;
  if (dragged->kind == SHEAF_SIDEBAR_LIST)
    return facts->kind == SHEAF_SIDEBAR_LIST;
  if (facts->kind == SHEAF_SIDEBAR_HEADING)
    return g_str_equal (sheaf_sidebar_item_get_key (onto), "heading:tags") && dragged->depth > 0;

  return facts->kind == SHEAF_SIDEBAR_TAG && !is_under (facts->path, dragged->path);
}

static void
nest_tag (SheafSidebar *self, const char *path, const char *under)
{
  const char *slash = strrchr (path, '/'), *last = slash != NULL ? slash + 1 : path;
  g_autofree char *to = under != NULL ? g_strconcat (under, "/", last, NULL) : g_strdup (last);
  g_autoptr (SheafEdit) edit = NULL;

  if (g_str_equal (to, path))
    return;
  edit = sheaf_edit_new_rename_tag (path, to);
  sheaf_undo_stack_do (self->undo, SHEAF_DEED_RENAME_TAG, edit, path);
}

static gboolean
drop_line (SheafSidebar *self, SheafSidebarItem *onto)
{
  const SheafSidebarFacts *facts = sheaf_sidebar_item_get_facts (onto);
  const SheafSidebarFacts *dragged;

  if (!takes_line (self, onto))
    return FALSE;
  dragged = sheaf_sidebar_item_get_facts (self->dragged);
  if (dragged->kind == SHEAF_SIDEBAR_LIST)
    sheaf_sidebar_move_list (self, dragged->id, sheaf_sidebar_find_list (self, facts->id));
  else
    nest_tag (self, dragged->path, facts->path);

  return TRUE;
}

/* --- The target --- */

/* A list takes the place of the one it is dropped on: a line tells on which side of it that is. */
static void
mark_side (SheafSidebar *self, GtkWidget *row, const SheafSidebarFacts *onto)
{
  const SheafSidebarFacts *dragged
      = self->dragged != NULL ? sheaf_sidebar_item_get_facts (self->dragged) : NULL;
  gboolean moves
      = dragged != NULL && dragged->kind == SHEAF_SIDEBAR_LIST && onto->kind == SHEAF_SIDEBAR_LIST;
  gboolean down
      = moves
        && sheaf_sidebar_find_list (self, dragged->id) < sheaf_sidebar_find_list (self, onto->id);

  gtk_widget_remove_css_class (row, "insert-above");
  gtk_widget_remove_css_class (row, "insert-below");
  if (moves)
    gtk_widget_add_css_class (row, down ? "insert-below" : "insert-above");
}

static gboolean
accept_cb (GtkDropTarget *target, GdkDrop *drop, SheafSidebar *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  const SheafSidebarFacts *facts = get_facts (row);
  GdkContentFormats *formats = gdk_drop_get_formats (drop);

  if (facts == NULL)
    return FALSE;
  mark_side (self, row, facts);
  if (gdk_content_formats_contain_gtype (formats, SHEAF_TYPE_DRAGGED_ARTICLES))
    return takes_articles (facts);

  return gdk_content_formats_contain_gtype (formats, SHEAF_TYPE_SIDEBAR_ITEM)
         && takes_line (self, sheaf_sidebar_row_get_item (SHEAF_SIDEBAR_ROW (row)));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SheafSidebar *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  SheafSidebarItem *item = sheaf_sidebar_row_get_item (SHEAF_SIDEBAR_ROW (row));

  if (item == NULL)
    return FALSE;
  if (G_VALUE_HOLDS (value, SHEAF_TYPE_DRAGGED_ARTICLES))
    return drop_articles (self, sheaf_sidebar_item_get_facts (item), g_value_get_boxed (value));

  return drop_line (self, item);
}

/* --- The source --- */

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, SheafSidebar *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  SheafSidebarItem *item = sheaf_sidebar_row_get_item (SHEAF_SIDEBAR_ROW (row));
  SheafSidebarKind kind
      = item != NULL ? sheaf_sidebar_item_get_facts (item)->kind : SHEAF_SIDEBAR_HEADING;

  if (kind != SHEAF_SIDEBAR_TAG && kind != SHEAF_SIDEBAR_LIST)
    return NULL;
  g_set_object (&self->dragged, item);

  return gdk_content_provider_new_typed (SHEAF_TYPE_SIDEBAR_ITEM, item);
}

static void
begin_cb (GtkDragSource *source, GdkDrag *drag, SheafSidebar *self)
{
  GtkWidget *label = gtk_label_new (sheaf_sidebar_item_get_facts (self->dragged)->title);

  gtk_widget_add_css_class (label, "dragged");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
  gdk_drag_set_hotspot (drag, -12, -12);
}

void
sheaf_sidebar_init_drag (SheafSidebar *self, SheafSidebarRow *row)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY | GDK_ACTION_MOVE);
  GtkDragSource *source = gtk_drag_source_new ();
  GType types[] = { SHEAF_TYPE_DRAGGED_ARTICLES, SHEAF_TYPE_SIDEBAR_ITEM };

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "accept", G_CALLBACK (accept_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (target));
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (source));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done with a tag or a smart list where it stands: by its menu and by keys. */

#include "ui/sidebar-private.h"
#include "ui/smart-list-editor.h"
#include "ui/tag-color.h"
#include "ui/tag-rename.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- Whom it is about --- */

static SheafSidebarItem *
get_focused (SheafSidebar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self)); /* none: it is being closed */
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL && gtk_widget_is_ancestor (focus, self->view)
                       ? gtk_widget_get_first_child (focus)
                       : NULL;

  return SHEAF_IS_SIDEBAR_ROW (row) ? sheaf_sidebar_row_get_item (SHEAF_SIDEBAR_ROW (row)) : NULL;
}

static const SheafSidebarFacts *
get_target (SheafSidebar *self, SheafSidebarKind kind)
{
  const SheafSidebarFacts *facts
      = self->target != NULL ? sheaf_sidebar_item_get_facts (self->target) : NULL;

  return facts != NULL && facts->kind == kind ? facts : NULL;
}

static const SheafSmartList *
get_list (SheafSidebar *self)
{
  const SheafSidebarFacts *facts = get_target (self, SHEAF_SIDEBAR_LIST);
  guint place = facts != NULL ? sheaf_sidebar_find_list (self, facts->id) : G_MAXUINT;

  return place != G_MAXUINT ? self->lists->pdata[place] : NULL;
}

guint
sheaf_sidebar_find_list (SheafSidebar *self, gint64 id)
{
  for (guint i = 0; self->lists != NULL && i < self->lists->len; i++)
    if (((SheafSmartList *)self->lists->pdata[i])->id == id)
      return i;

  return G_MAXUINT;
}

static GtkWindow *
get_window (SheafSidebar *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* --- Actions --- */

static void
rename_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SheafSidebar *self = SHEAF_SIDEBAR (widget);
  const SheafSidebarFacts *tag = get_target (self, SHEAF_SIDEBAR_TAG);
  const SheafSmartList *list = get_list (self);

  if (tag != NULL)
    sheaf_tag_rename_ask (get_window (self), tag->path, sheaf_sidebar_get_tags (self), self->undo);
  else if (list != NULL)
    sheaf_smart_list_editor_open (get_window (self), self->store, self->undo, list);
}

static void
delete_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SheafSidebar *self = SHEAF_SIDEBAR (widget);
  const SheafSidebarFacts *tag = get_target (self, SHEAF_SIDEBAR_TAG);
  const SheafSidebarFacts *list = get_target (self, SHEAF_SIDEBAR_LIST);
  g_autoptr (SheafEdit) edit = NULL;

  if (tag != NULL)
    edit = sheaf_edit_new_delete_tag (tag->path);
  else if (list != NULL)
    edit = sheaf_edit_new_remove_smart_list (list->id);
  else
    return;
  sheaf_undo_stack_do (self->undo,
                       tag != NULL ? SHEAF_DEED_DELETE_TAG : SHEAF_DEED_DELETE_SMART_LIST, edit,
                       tag != NULL ? tag->path : list->title);
}

static void
color_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SheafSidebar *self = SHEAF_SIDEBAR (widget);
  const SheafSidebarFacts *tag = get_target (self, SHEAF_SIDEBAR_TAG);
  g_autoptr (SheafEdit) edit = NULL;

  if (self->menu != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->menu));
  if (tag == NULL)
    return;
  edit = sheaf_edit_new_color_tag (tag->path, (guint)g_variant_get_int32 (parameter));
  sheaf_undo_stack_do (self->undo, SHEAF_DEED_COLOR_TAG, edit, tag->path);
}

static void
new_list_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SheafSidebar *self = SHEAF_SIDEBAR (widget);
  g_autofree char *text = get_target (self, SHEAF_SIDEBAR_TAG) != NULL
                              ? sheaf_sidebar_item_dup_text (self->target)
                              : NULL;

  gtk_widget_activate_action (widget, "win.new-smart-list", "s", text != NULL ? text : "");
}

void
sheaf_sidebar_move_list (SheafSidebar *self, gint64 id, guint place)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_new_move_smart_list (id, place);

  sheaf_undo_stack_do (self->undo, SHEAF_DEED_MOVE_SMART_LIST, edit, NULL);
}

static void
move_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SheafSidebar *self = SHEAF_SIDEBAR (widget);
  const SheafSidebarFacts *list = get_target (self, SHEAF_SIDEBAR_LIST);
  guint place = list != NULL ? sheaf_sidebar_find_list (self, list->id) : G_MAXUINT;
  int to = (int)place + g_variant_get_int32 (parameter);

  if (place != G_MAXUINT && to >= 0 && to < (int)self->lists->len)
    sheaf_sidebar_move_list (self, list->id, (guint)to);
}

/* --- The menu --- */

/* GTK 4.8: the release goes to the menu, and the row looks pressed for ever. */
static void
menu_closed_cb (SheafSidebarRow *row)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (row));

  if (parent != NULL)
    gtk_widget_unset_state_flags (parent, GTK_STATE_FLAG_ACTIVE);
}

void
sheaf_sidebar_open_menu (SheafSidebar *self, SheafSidebarRow *row, double x, double y)
{
  SheafSidebarItem *item = sheaf_sidebar_row_get_item (row);
  SheafSidebarKind kind
      = item != NULL ? sheaf_sidebar_item_get_facts (item)->kind : SHEAF_SIDEBAR_HEADING;
  graphene_point_t at;

  if ((kind != SHEAF_SIDEBAR_TAG && kind != SHEAF_SIDEBAR_LIST)
      || !gtk_widget_compute_point (GTK_WIDGET (row), GTK_WIDGET (self),
                                    &GRAPHENE_POINT_INIT ((float)x, (float)y), &at))
    return;
  g_set_object (&self->target, item);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (kind == SHEAF_SIDEBAR_TAG ? self->menu_tag
                                                                          : self->menu_list);
  if (kind == SHEAF_SIDEBAR_TAG)
    gtk_popover_menu_add_child (GTK_POPOVER_MENU (self->menu),
                                sheaf_tag_color_buttons_new ("sidebar.color"), "colors");
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self)); /* not the row: it is recycled */
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int)at.x, (int)at.y, 1, 1 });
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), row,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* --- Keys --- */

static void
open_focused_menu (SheafSidebar *self)
{
  SheafSidebarRow *row = sheaf_sidebar_find_row (self, self->target);

  if (row != NULL)
    sheaf_sidebar_open_menu (self, row, 24, gtk_widget_get_height (GTK_WIDGET (row)) / 2.);
}

/* Left folds, or goes up to what it stands under; Right unfolds, or goes down. */
static gboolean
fold_or_go (SheafSidebar *self, gboolean left)
{
  const SheafSidebarFacts *tag = get_target (self, SHEAF_SIDEBAR_TAG);
  SheafSidebarItem *parent;

  if (tag == NULL)
    return GDK_EVENT_PROPAGATE;
  if (tag->parent && tag->open == left)
    {
      sheaf_sidebar_fold (self, self->target, left);
      return GDK_EVENT_STOP;
    }
  if (left)
    {
      parent = sheaf_sidebar_model_find_parent (self->model, self->target);
      if (parent != NULL)
        sheaf_sidebar_select (self, parent);
    }
  else if (tag->parent)
    {
      guint position
          = sheaf_sidebar_model_find (self->model, sheaf_sidebar_item_get_key (self->target));
      g_autoptr (SheafSidebarItem) child
          = g_list_model_get_item (G_LIST_MODEL (self->model), position + 1);

      sheaf_sidebar_select (self, child);
    }

  return GDK_EVENT_STOP;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        SheafSidebar *self)
{
  static const struct
  {
    guint key;
    GdkModifierType state;
    const char *action;
    int value;
    gboolean has_value;
  } keys[] = {
    { GDK_KEY_F2, 0, "sidebar.rename" },
    { GDK_KEY_Delete, 0, "sidebar.delete" },
    { GDK_KEY_Up, GDK_ALT_MASK, "sidebar.move", -1, TRUE },
    { GDK_KEY_Down, GDK_ALT_MASK, "sidebar.move", 1, TRUE },
  };
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  SheafSidebarItem *focused = get_focused (self);

  state &= GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK;
  if (focused == NULL)
    return GDK_EVENT_PROPAGATE;
  if (state == 0 && (key == GDK_KEY_Left || key == GDK_KEY_Right))
    {
      g_set_object (&self->target, focused);
      return fold_or_go (self, (key == GDK_KEY_Left) != rtl);
    }
  if ((key == GDK_KEY_Menu && state == 0) || (key == GDK_KEY_F10 && state == GDK_SHIFT_MASK))
    {
      g_set_object (&self->target, focused);
      open_focused_menu (self);
      return GDK_EVENT_STOP;
    }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key && keys[i].state == state)
      {
        g_set_object (&self->target, focused);
        gtk_widget_activate_action_variant (GTK_WIDGET (self), keys[i].action,
                                            keys[i].has_value ? g_variant_new_int32 (keys[i].value)
                                                              : NULL);
        return GDK_EVENT_STOP;
      }

  return GDK_EVENT_PROPAGATE;
}

void
sheaf_sidebar_init_actions (SheafSidebar *self)
{
  GtkEventController *keyboard = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keyboard, GTK_PHASE_CAPTURE);
  g_signal_connect (keyboard, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->view, keyboard);
}

void
sheaf_sidebar_class_init_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sidebar.rename", NULL, rename_cb);
  gtk_widget_class_install_action (widget_class, "sidebar.delete", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "sidebar.color", "i", color_cb);
  gtk_widget_class_install_action (widget_class, "sidebar.new-list", NULL, new_list_cb);
  gtk_widget_class_install_action (widget_class, "sidebar.move", "i", move_cb);
}

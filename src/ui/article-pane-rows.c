/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of the list: how they are made, what a click and the menu on one do, and how the
 * selection moves from one to the next. */

#include "ui/article-pane-private.h"

#include "ui/article-drag.h"

static SheafArticleRow *
find_row (SheafArticlePane *self, gint64 id)
{
  for (GtkWidget *item = gtk_widget_get_first_child (self->view); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *row = gtk_widget_get_first_child (item);
      SheafArticle *article = SHEAF_IS_ARTICLE_ROW (row)
                                  ? sheaf_article_row_get_article (SHEAF_ARTICLE_ROW (row))
                                  : NULL;

      if (article != NULL && sheaf_article_get_id (article) == id)
        return SHEAF_ARTICLE_ROW (row);
    }

  return NULL;
}

/* --- Click and menu --- */

static void
activate_cb (SheafArticlePane *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  g_signal_emit_by_name (self, "opened");
}

/* The list itself selects a row after this: a tap on a first row would open nothing. */
static void
row_released_cb (GtkGestureClick *click, int n, double x, double y, SheafArticlePane *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  SheafArticle *article = sheaf_article_row_get_article (SHEAF_ARTICLE_ROW (row));
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));
  guint position;

  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0 && article != NULL
      && sheaf_article_list_find (self->list, sheaf_article_get_id (article), &position))
    activate_cb (self, position);
}

static void
open_row_menu (SheafArticlePane *self, GtkWidget *row, double x, double y)
{
  SheafArticle *article = sheaf_article_row_get_article (SHEAF_ARTICLE_ROW (row));
  graphene_point_t at;
  guint position;

  if (article == NULL
      || !sheaf_article_list_find (self->list, sheaf_article_get_id (article), &position))
    return;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  if (!gtk_widget_compute_point (row, GTK_WIDGET (self), &GRAPHENE_POINT_INIT ((float)x, (float)y),
                                 &at))
    return;

  g_signal_emit_by_name (self, "menu-opens");
  /* The old one goes now and not when it closes: a chosen row's action comes after that. */
  g_clear_pointer (&self->row_menu, gtk_widget_unparent);
  self->row_menu = gtk_popover_menu_new_from_model (self->menu_row);
  /* Never the row: rows are recycled under an open menu. Never the stack: GTK 4.8 dies of a child
   * that is no page of it when a screen reader asks. */
  gtk_widget_set_parent (self->row_menu, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->row_menu),
                               &(GdkRectangle){ (int)at.x, (int)at.y, 1, 1 });
  gtk_popover_set_has_arrow (GTK_POPOVER (self->row_menu), FALSE);
  gtk_widget_set_halign (self->row_menu, GTK_ALIGN_START);
  gtk_popover_popup (GTK_POPOVER (self->row_menu));
}

static void
row_pressed_cb (GtkGestureClick *click, int n, double x, double y, SheafArticlePane *self)
{
  open_row_menu (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click)), x, y);
}

/* The Menu key and Shift+F10. */
static void
menu_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SheafArticlePane *self = SHEAF_ARTICLE_PANE (widget);
  SheafArticleRow *row = find_row (self, self->cursor_id);

  if (row != NULL)
    open_row_menu (self, GTK_WIDGET (row), 24, gtk_widget_get_height (GTK_WIDGET (row)) / 2.);
}

/* --- Making --- */

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, SheafArticlePane *self)
{
  GtkWidget *row = GTK_WIDGET (sheaf_article_row_new (self->thumbnails, self->conditions));
  GtkGesture *menu = gtk_gesture_click_new (), *open = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (row_pressed_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (menu));
  g_signal_connect_after (open, "released", G_CALLBACK (row_released_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (open));
  sheaf_article_drag_init (row, self);
  gtk_list_item_set_child (item, row);
}

static void
show_hit (SheafArticlePane *self, SheafArticleRow *row)
{
  SheafArticle *article = sheaf_article_row_get_article (row);
  const char *snippet = self->words != NULL && article != NULL
                            ? sheaf_snippets_get (self->snippets, sheaf_article_get_id (article))
                            : NULL;

  sheaf_article_row_set_hit (row, (const char *const *)self->words, snippet);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, SheafArticlePane *self)
{
  SheafArticleRow *row = SHEAF_ARTICLE_ROW (gtk_list_item_get_child (item));

  sheaf_article_row_set_article (row, gtk_list_item_get_item (item));
  show_hit (self, row);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  sheaf_article_row_set_article (SHEAF_ARTICLE_ROW (gtk_list_item_get_child (item)), NULL);
}

void
sheaf_article_pane_show_hits (SheafArticlePane *self)
{
  for (GtkWidget *item = gtk_widget_get_first_child (self->view); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *row = gtk_widget_get_first_child (item);

      if (SHEAF_IS_ARTICLE_ROW (row))
        show_hit (self, SHEAF_ARTICLE_ROW (row));
    }
}

/* --- Moving --- */

void
sheaf_article_pane_show_row (SheafArticlePane *self, guint position)
{
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", position);
}

static gboolean
focus_id (SheafArticlePane *self, gint64 id)
{
  SheafArticleRow *row = find_row (self, id);

  return row != NULL && gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
}

void
sheaf_article_pane_focus_row (SheafArticlePane *self, guint position)
{
  sheaf_article_pane_show_row (self, position); /* makes the row too */
  focus_id (self, sheaf_article_list_get_id (self->list, position));
}

void
sheaf_article_pane_go_to (SheafArticlePane *self, guint position, gboolean focus)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  if (n == 0)
    return;
  position = MIN (position, n - 1);
  self->cursor = position;
  self->cursor_id = sheaf_article_list_get_id (self->list, position);
  if (focus)
    sheaf_article_pane_focus_row (self, position);
  else
    sheaf_article_pane_show_row (self, position);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
}

/* May lie beyond the list's ends. */
static int
find_next (SheafArticlePane *self, int step, gboolean unread_only)
{
  int n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  int position = self->cursor_id == SHEAF_NO_ID ? (step > 0 ? 0 : n - 1) : (int)self->cursor + step;

  for (; unread_only && position >= 0 && position < n; position += step)
    {
      g_autoptr (SheafArticle) article
          = g_list_model_get_item (G_LIST_MODEL (self->list), position);
      SheafRow *row = sheaf_article_get_row (article);

      if (row == NULL || sheaf_row_is_unread (row))
        break;
    }

  return position;
}

SheafArticle *
sheaf_article_pane_dup_next_unread (SheafArticlePane *self)
{
  return g_list_model_get_item (G_LIST_MODEL (self->list), (guint)find_next (self, 1, TRUE));
}

void
sheaf_article_pane_move (SheafArticlePane *self, int step, gboolean unread_only, gboolean focus)
{
  int n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  int position = find_next (self, step, unread_only);

  if (unread_only && (position < 0 || position >= n))
    return;
  sheaf_article_pane_go_to (self, MAX (0, position), focus);
}

void
sheaf_article_pane_select_id (SheafArticlePane *self, gint64 id, gboolean focus)
{
  guint position;

  self->wanted_id = SHEAF_NO_ID;
  if (sheaf_article_list_find (self->list, id, &position))
    sheaf_article_pane_go_to (self, position, focus);
  else
    self->wanted_id = id; /* once it comes */
}

void
sheaf_article_pane_show_undone (SheafArticlePane *self, gint64 id)
{
  self->undone_id = id;
  if (id != SHEAF_NO_ID)
    sheaf_article_pane_select_id (self, id, FALSE);
}

void
sheaf_article_pane_toggle_mark (SheafArticlePane *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self)); /* none: it is being closed */
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;
  SheafArticle *article
      = SHEAF_IS_ARTICLE_ROW (row) ? sheaf_article_row_get_article (SHEAF_ARTICLE_ROW (row)) : NULL;
  guint position = self->cursor;

  if (article != NULL)
    sheaf_article_list_find (self->list, sheaf_article_get_id (article), &position);
  if (gtk_selection_model_is_selected (model, position))
    gtk_selection_model_unselect_item (model, position);
  else
    gtk_selection_model_select_item (model, position, FALSE);
}

void
sheaf_article_pane_select_all (SheafArticlePane *self)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

void
sheaf_article_pane_focus_list (SheafArticlePane *self)
{
  if (!focus_id (self, self->cursor_id))
    gtk_widget_grab_focus (self->view);
}

/* --- Life --- */

void
sheaf_article_pane_class_init_rows (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "list-pane.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "list-pane.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "list-pane.menu",
                                       NULL);
}

void
sheaf_article_pane_init_rows (SheafArticlePane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->view), factory);
}

void
sheaf_article_pane_dispose_rows (SheafArticlePane *self)
{
  g_clear_pointer (&self->row_menu, gtk_widget_unparent);
}

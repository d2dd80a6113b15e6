/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A page is set as an article without a library. The list and the page are laid out by hand: the
 * one must not keep the window from becoming narrower than both. */

#include "ui/help-window.h"

#include "base/error.h"
#include "library/read-markdown.h"
#include "ui/bidi.h"
#include "ui/find-bar.h"
#include "ui/find-ticks.h"
#include "ui/help-pages.h"
#include "ui/outline-popover.h"
#include "ui/page-view.h"
#include "ui/spread.h"
#include "ui/typography.h"

#include <glib/gi18n.h>

#define LEAST_PAGE 400 /* pixels; with less beside the list, that is folded */
#define LEAST_LIST 200
#define PASSES 8 /* for the page to come to rest in */

/* What was read before. */
typedef struct
{
  const char *page;
  double place;
} Visit;

struct _SheafHelpWindow
{
  AdwWindow parent_instance;

  GtkWidget *panes, *side, *main, *pages_button, *outline_button;
  AdwHeaderBar *header;
  AdwWindowTitle *heading;
  GtkListBox *list;
  SheafFindBar *find;
  SheafFindTicks *ticks;
  SheafPageView *view;
  GtkWidget *outline; /* a popover of main */

  GSettings *settings;
  GSimpleActionGroup *actions;
  GCancellable *cancellable;
  GArray *visits;   /* Visit */
  const char *page; /* (nullable): none yet */
  double place;     /* at which it is to begin */
  gboolean aloud, narrow;
  guint fold_idle;
};

G_DEFINE_FINAL_TYPE (SheafHelpWindow, sheaf_help_window, ADW_TYPE_WINDOW)

/* --- A page --- */

/* What an article would be. (transfer full) */
static SheafLoaded *
new_loaded (const char *page, SheafDocument *document)
{
  SheafLoaded *loaded = g_new0 (SheafLoaded, 1);
  const char *language = sheaf_help_get_language ();

  loaded->row = sheaf_row_new ();
  loaded->row->title = sheaf_help_dup_title (language, page);
  loaded->row->lang = g_strdup (language);
  loaded->row->direction = g_strdup ("ltr");
  loaded->page = sheaf_page_new ();
  loaded->page->document = sheaf_document_ref (document);

  return loaded;
}

static SheafOutlineView *
get_outline (SheafHelpWindow *self)
{
  return sheaf_outline_popover_get_view (SHEAF_OUTLINE_POPOVER (self->outline));
}

static void
set_enabled (SheafHelpWindow *self, const char *action, gboolean enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), action)), enabled);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDocument) document = sheaf_library_read_markdown_finish (result, &error);
  SheafHelpWindow *self = data;
  g_autoptr (SheafLoaded) loaded = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* SELF may be gone */
  g_return_if_fail (document != NULL);
  loaded = new_loaded (self->page, document);
  sheaf_page_view_set_article (self->view, loaded, NULL, NULL, self->place);
  set_enabled (self, "outline", sheaf_outline_view_update (get_outline (self)));
}

static void
read_page (SheafHelpWindow *self)
{
  g_autofree char *markdown
      = sheaf_help_dup_markdown (sheaf_help_get_language (), self->page, self->aloud);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sheaf_library_read_markdown_async (markdown, SHEAF_HELP_BASE, self->cancellable, read_cb, self);
}

/* What is none of them is the first. */
static guint
find_index (const char *page)
{
  const char *const *pages = sheaf_help_pages ();

  for (guint i = 0; pages[i] != NULL; i++)
    if (g_str_equal (pages[i], page))
      return i;

  return 0;
}

/* The list, the menu and the heading say which page is shown. */
static void
set_page (SheafHelpWindow *self, guint index, double place)
{
  const char *page = sheaf_help_pages ()[index];
  g_autofree char *title = sheaf_help_dup_title (sheaf_help_get_language (), page);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "page");

  self->page = page;
  self->place = place;
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int)index));
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (page));
  adw_window_title_set_title (self->heading, title);
  set_enabled (self, "back", self->visits->len > 0);
  gtk_popover_popdown (GTK_POPOVER (self->outline));
  read_page (self);
}

/* From the page that is shown to another one. */
static void
visit (SheafHelpWindow *self, guint index)
{
  const Visit before = { self->page, sheaf_page_view_get_place (self->view) };

  if (g_strcmp0 (self->page, sheaf_help_pages ()[index]) == 0)
    return;
  if (self->page != NULL)
    g_array_append_val (self->visits, before);
  set_page (self, index, 0);
}

void
sheaf_help_window_show_page (SheafHelpWindow *self, const char *page)
{
  if (*page != '\0' || self->page == NULL)
    visit (self, find_index (page));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* --- What a person does --- */

static void
row_selected_cb (SheafHelpWindow *self, GtkListBoxRow *row)
{
  if (row != NULL)
    visit (self, (guint)gtk_list_box_row_get_index (row));
}

static void
row_activated_cb (SheafHelpWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    g_debug ("No program opened the address: %s", error->message);
}

static void
open_link_cb (SheafHelpWindow *self, const char *href)
{
  const char *page = sheaf_help_find_page (href);

  if (page != NULL)
    visit (self, find_index (page));
  else
    gtk_show_uri_full (GTK_WINDOW (self), href, GDK_CURRENT_TIME, self->cancellable, shown_cb,
                       NULL);
}

static void
page_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafHelpWindow *self = data;

  visit (self, find_index (g_variant_get_string (parameter, NULL)));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafHelpWindow *self = data;
  Visit last = g_array_index (self->visits, Visit, self->visits->len - 1);

  g_array_set_size (self->visits, self->visits->len - 1);
  set_page (self, find_index (last.page), last.place);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* First what is looked for goes, then the window. */
static void
leave_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafHelpWindow *self = data;

  if (!sheaf_find_bar_close (self->find))
    gtk_window_close (GTK_WINDOW (self));
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_find_bar_open (SHEAF_HELP_WINDOW (data)->find);
}

static void
step_found_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_find_bar_step (SHEAF_HELP_WINDOW (data)->find, g_variant_get_int32 (parameter));
}

static void
step_heading_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_outline_view_step (get_outline (data), g_variant_get_int32 (parameter));
}

static void
outline_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafHelpWindow *self = data;
  graphene_rect_t at;

  if (!gtk_widget_compute_bounds (self->narrow ? self->pages_button : self->outline_button,
                                  self->main, &at))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->outline),
                               &(GdkRectangle){ (int)at.origin.x, (int)at.origin.y,
                                                (int)at.size.width, (int)at.size.height });
  sheaf_outline_popover_open (SHEAF_OUTLINE_POPOVER (self->outline),
                              gtk_widget_get_width (self->main));
}

static void
turn_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_page_view_page (SHEAF_HELP_WINDOW (data)->view, g_variant_get_int32 (parameter));
}

static void
panes_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafHelpWindow *self = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean in_list = focus != NULL && gtk_widget_is_ancestor (focus, self->side);

  if (in_list || self->narrow)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  else
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
}

static const GActionEntry entries[] = {
  { .name = "page", .parameter_type = "s", .state = "''", .activate = page_cb },
  { .name = "back", .activate = back_cb },
  { .name = "leave", .activate = leave_cb },
  { .name = "panes", .activate = panes_cb },
  { .name = "find", .activate = find_cb },
  { .name = "step-found", .activate = step_found_cb, .parameter_type = "i" },
  { .name = "step-heading", .activate = step_heading_cb, .parameter_type = "i" },
  { .name = "outline", .activate = outline_cb },
  { .name = "turn", .activate = turn_cb, .parameter_type = "i" },
};

/* --- Keys --- */

typedef struct
{
  guint key;
  GdkModifierType modifiers;
  const char *action;
  int value; /* where it is not 0 */
} Key;

static const Key keys[] = {
  { GDK_KEY_Escape, 0, "help.leave", 0 },
  { GDK_KEY_w, GDK_CONTROL_MASK, "window.close", 0 },
  { GDK_KEY_F6, 0, "help.panes", 0 },
  { GDK_KEY_F6, GDK_SHIFT_MASK, "help.panes", 0 },
  { GDK_KEY_f, GDK_CONTROL_MASK, "help.find", 0 },
  { GDK_KEY_g, GDK_CONTROL_MASK, "help.step-found", 1 },
  { GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "help.step-found", -1 },
  { GDK_KEY_F3, 0, "help.step-found", 1 },
  { GDK_KEY_F3, GDK_SHIFT_MASK, "help.step-found", -1 },
  { GDK_KEY_0, GDK_CONTROL_MASK, "reader.normal-size", 0 },
  { GDK_KEY_plus, GDK_CONTROL_MASK, "reader.larger", 0 },
  { GDK_KEY_equal, GDK_CONTROL_MASK, "reader.larger", 0 },
  { GDK_KEY_minus, GDK_CONTROL_MASK, "reader.smaller", 0 },
};

/* Seen before every widget, but those that take them. */
static const Key single_keys[] = {
  { GDK_KEY_space, 0, "help.turn", 1 },
  { GDK_KEY_space, GDK_SHIFT_MASK, "help.turn", -1 },
  { GDK_KEY_bracketright, 0, "help.step-heading", 1 },
  { GDK_KEY_bracketleft, 0, "help.step-heading", -1 },
  { GDK_KEY_l, 0, "help.outline", 0 },
  { GDK_KEY_plus, 0, "reader.larger", 0 },
  { GDK_KEY_minus, 0, "reader.smaller", 0 },
};

static gboolean
takes_key (GtkWidget *focus, guint key)
{
  return GTK_IS_EDITABLE (focus)
         || (key == GDK_KEY_space && (GTK_IS_BUTTON (focus) || GTK_IS_LIST_BOX_ROW (focus)));
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        SheafHelpWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0
      || (focus != NULL
          && (takes_key (focus, key) || gtk_widget_get_native (focus) != GTK_NATIVE (self)))
      || (key != GDK_KEY_space && !g_settings_get_boolean (self->settings, "single-keys")))
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (single_keys); i++)
    if (single_keys[i].key == key
        && (key != GDK_KEY_space || single_keys[i].modifiers == (state & GDK_SHIFT_MASK)))
      {
        gtk_widget_activate_action_variant (
            GTK_WIDGET (self), single_keys[i].action,
            single_keys[i].value != 0 ? g_variant_new_int32 (single_keys[i].value) : NULL);
        return GDK_EVENT_STOP;
      }

  return GDK_EVENT_PROPAGATE;
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, keys[i].value != 0 ? "i" : NULL,
                                         keys[i].value);
  gtk_widget_class_add_binding_action (
      widget_class, sheaf_bidi_is_interface_rtl () ? GDK_KEY_Right : GDK_KEY_Left, GDK_ALT_MASK,
      "help.back", NULL);
}

/* --- Layout --- */

static SheafHelpWindow *
get_window (GtkWidget *panes)
{
  return SHEAF_HELP_WINDOW (gtk_widget_get_ancestor (panes, SHEAF_TYPE_HELP_WINDOW));
}

static void
measure_panes (GtkWidget *widget,
               GtkOrientation orientation,
               int for_size,
               int *minimum,
               int *natural,
               int *minimum_baseline,
               int *natural_baseline)
{
  SheafHelpWindow *self = get_window (widget);
  int side_minimum, side_natural;

  gtk_widget_measure (self->side, orientation, -1, &side_minimum, &side_natural, NULL, NULL);
  gtk_widget_measure (self->main, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural += side_natural;
  else
    {
      *minimum = MAX (*minimum, side_minimum);
      *natural = MAX (*natural, side_natural);
    }
}

/* Which pane carries what. */
static void
fold (gpointer data)
{
  SheafHelpWindow *self = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  self->fold_idle = 0;
  adw_header_bar_set_show_start_title_buttons (self->header, self->narrow);
  gtk_widget_set_visible (self->pages_button, self->narrow);
  gtk_widget_set_visible (self->outline_button, !self->narrow); /* the title needs its room */
  if (self->narrow && focus != NULL && gtk_widget_is_ancestor (focus, self->side))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
allocate_panes (GtkWidget *widget, int width, int height, int baseline)
{
  SheafHelpWindow *self = get_window (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL, narrow;
  int side, minimum;

  gtk_widget_measure (self->side, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &side, NULL, NULL);
  side = MAX (side, LEAST_LIST);
  narrow = width < side + LEAST_PAGE;
  if (narrow)
    side = 0;
  gtk_widget_set_child_visible (self->side, !narrow);
  if (!narrow)
    gtk_widget_size_allocate (self->side,
                              &(GtkAllocation){ rtl ? width - side : 0, 0, side, height }, -1);
  /* As in the shell: a page that moves in its allocation asks for another, which GTK 4.8 loses. */
  for (int pass = 0; pass < PASSES; pass++)
    gtk_widget_size_allocate (self->main,
                              &(GtkAllocation){ rtl ? 0 : side, 0, width - side, height }, -1);
  if (narrow != self->narrow && self->fold_idle == 0)
    self->fold_idle = g_idle_add_once (fold, self);
  self->narrow = narrow;
}

/* --- Life --- */

static void
set_typography (gpointer data)
{
  SheafHelpWindow *self = data;
  g_autoptr (SheafTypography) type = sheaf_typography_new_from_settings (self->settings);

  sheaf_page_view_set_typography (self->view, type);
}

static void
add_pages (SheafHelpWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  const char *const *pages = sheaf_help_pages ();

  for (guint i = 0; pages[i] != NULL; i++)
    {
      g_autofree char *title = sheaf_help_dup_title (sheaf_help_get_language (), pages[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);
      GtkWidget *label = gtk_label_new (title), *row = gtk_list_box_row_new ();

      g_menu_item_set_action_and_target (item, "help.page", "s", pages[i]);
      g_menu_append_item (menu, item);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                      -1);
      gtk_list_box_append (self->list, row);
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->pages_button), G_MENU_MODEL (menu));
  /* Its tooltip does not lie over what it has opened. */
  g_object_bind_property (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->pages_button)),
                          "visible", self->pages_button, "has-tooltip",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}

static void
sheaf_help_window_dispose (GObject *object)
{
  SheafHelpWindow *self = SHEAF_HELP_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->fold_idle, g_source_remove);
  g_clear_pointer (&self->outline, gtk_widget_unparent);
  G_OBJECT_CLASS (sheaf_help_window_parent_class)->dispose (object);
}

static void
sheaf_help_window_finalize (GObject *object)
{
  SheafHelpWindow *self = SHEAF_HELP_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_object_unref (self->actions);
  g_array_unref (self->visits);
  G_OBJECT_CLASS (sheaf_help_window_parent_class)->finalize (object);
}

static void
sheaf_help_window_class_init (SheafHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_help_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_help_window_finalize;
  g_type_ensure (SHEAF_TYPE_FIND_BAR);
  g_type_ensure (SHEAF_TYPE_FIND_TICKS);
  g_type_ensure (SHEAF_TYPE_PAGE_VIEW);
  g_type_ensure (SHEAF_TYPE_SPREAD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheaf_app/Sheaf/ui/help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafHelpWindow, panes);
  gtk_widget_class_bind_template_child (widget_class, SheafHelpWindow, side);
  gtk_widget_class_bind_template_child (widget_class, SheafHelpWindow, main);
  gtk_widget_class_bind_template_child (widget_class, SheafHelpWindow, pages_button);
  gtk_widget_class_bind_template_child (widget_class, SheafHelpWindow, outline_button);
  gtk_widget_class_bind_template_child (widget_class, SheafHelpWindow, header);
  gtk_widget_class_bind_template_child (widget_class, SheafHelpWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, SheafHelpWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SheafHelpWindow, find);
  gtk_widget_class_bind_template_child (widget_class, SheafHelpWindow, ticks);
  gtk_widget_class_bind_template_child (widget_class, SheafHelpWindow, view);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_link_cb);
  add_keys (widget_class);
}

static void
sheaf_help_window_init (SheafHelpWindow *self)
{
  GtkEventController *keyboard = gtk_event_controller_key_new ();

  self->visits = g_array_new (FALSE, FALSE, sizeof (Visit));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "help", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->panes,
                                 gtk_custom_layout_new (NULL, measure_panes, allocate_panes));
  adw_header_bar_set_show_start_title_buttons (self->header, FALSE);
  self->outline = sheaf_outline_popover_new (self->view);
  gtk_widget_set_parent (self->outline, self->main);
  sheaf_find_bar_set_view (self->find, self->view);
  sheaf_find_ticks_set_view (self->ticks, self->view);
  gtk_event_controller_set_propagation_phase (keyboard, GTK_PHASE_CAPTURE);
  g_signal_connect (keyboard, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keyboard);
  add_pages (self);
}

GtkWindow *
sheaf_help_window_new (GtkWindow *parent, GSettings *settings, gboolean aloud)
{
  SheafHelpWindow *self = g_object_new (SHEAF_TYPE_HELP_WINDOW, "application",
                                        gtk_window_get_application (parent), NULL);
  g_autoptr (GSimpleActionGroup) looks = g_simple_action_group_new ();

  self->settings = g_object_ref (settings);
  self->aloud = aloud;
  sheaf_typography_add_actions (settings, G_ACTION_MAP (looks));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "reader", G_ACTION_GROUP (looks));
  sheaf_typography_watch (settings, G_OBJECT (self), set_typography);
  set_typography (self);
  g_signal_connect_object (parent, "destroy", G_CALLBACK (gtk_window_destroy), self,
                           G_CONNECT_SWAPPED);

  return GTK_WINDOW (self);
}

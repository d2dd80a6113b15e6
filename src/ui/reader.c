/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The row says at once what there is to show; the text follows when it is read from the library. */

#include "ui/reader.h"

#include "base/error.h"
#include "base/url.h"
#include "ui/find-bar.h"
#include "ui/find-ticks.h"
#include "ui/link-address.h"
#include "ui/hyphenation.h"
#include "ui/outline-popover.h"
#include "ui/page-view.h"
#include "ui/spread.h"
#include "ui/page-head.h"
#include "ui/typography-popover.h"
#include "ui/typography.h"

#include <glib/gi18n.h>
#include <string.h>

#define SAVE_PLACE_MS 1500
#define READ_MS 2500        /* the end must stay in sight so long */
#define READ_LEAST_MS 8000  /* and the article, or … */
#define READ_MS_PER_WORD 80 /* … a third of the time that it takes */
#define RELOAD_MS 300       /* pictures come one by one */
#define READ_TO 0.95

struct _SheafReader
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  GtkWidget *back, *menu, *aa, *outline_button, *notes, *tag, *archive, *star;
  GtkWidget *stack;
  AdwStatusPage *status;
  GtkWidget *spinner, *retry, *open, *many;
  GtkWidget *incomplete;
  SheafPageView *view;
  SheafFindBar *find;
  SheafFindTicks *ticks;
  SheafLinkAddress *address;
  SheafAloudBar *aloud;
  GtkWidget *head;
  GtkWidget *outline; /* a popover of this */

  SheafLibrary *library;
  SheafStore *store; /* as long as the widget: a closed one answers that it is */
  GSettings *settings;
  GSimpleActionGroup *actions;
  SheafHyphenation *hyphenation;
  SheafArticle *article; /* (nullable) */
  gint64 shown;          /* id of the text in the view, 0: none */
  gint64 shown_at;       /* monotonic, µs */
  double saved_place;
  GCancellable *cancellable;
  guint save_timer, read_timer, reload_timer;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (SheafReader, sheaf_reader, GTK_TYPE_WIDGET)

enum
{
  LOADED,
  OPEN_LINK,
  ADD_TAG,
  REMOVE_TAG,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Typography --- */

static void
set_typography (gpointer data)
{
  SheafReader *self = data;
  g_autoptr (SheafTypography) type = sheaf_typography_new_from_settings (self->settings);

  sheaf_page_view_set_typography (self->view, type);
}

static void
outline_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  sheaf_reader_open_outline (self);
}

static const GActionEntry actions[] = {
  { .name = "outline", .activate = outline_cb },
};

/* --- The place in the text --- */

static void
discard_inverse_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafEdit) inverse = NULL;
  g_autoptr (GError) error = NULL;

  if (!sheaf_store_apply_finish (SHEAF_STORE (source), result, &inverse, NULL, NULL, &error))
    g_debug ("The reading place was not kept: %s", error->message);
}

static void
apply (SheafReader *self, SheafEdit *edit)
{
  sheaf_store_apply_async (self->store, edit, NULL, discard_inverse_cb, NULL);
  sheaf_edit_unref (edit);
}

static void
save_place (SheafReader *self)
{
  double place;

  g_clear_handle_id (&self->save_timer, g_source_remove);
  if (self->shown == 0 || self->library == NULL)
    return;
  place = sheaf_page_view_get_place (self->view);
  if (ABS (place - self->saved_place) < .002)
    return;
  self->saved_place = place;
  apply (self, sheaf_edit_new_progress (self->shown, place));
}

static gboolean
save_cb (gpointer data)
{
  SheafReader *self = data;

  self->save_timer = 0;
  save_place (self);

  return G_SOURCE_REMOVE;
}

void
sheaf_reader_flush (SheafReader *self)
{
  save_place (self);
  sheaf_page_head_finish (SHEAF_PAGE_HEAD (self->head));
}

static gboolean
read_cb (gpointer data)
{
  SheafReader *self = data;
  SheafRow *row = self->article != NULL ? sheaf_article_get_row (self->article) : NULL;

  self->read_timer = 0;
  if (row != NULL && row->id == self->shown && !row->read && !row->trashed)
    apply (self, sheaf_edit_new_read (&row->id, 1, TRUE));

  return G_SOURCE_REMOVE;
}

static void
seen_cb (SheafReader *self, double top, double bottom)
{
  SheafRow *row = self->article != NULL ? sheaf_article_get_row (self->article) : NULL;

  if (row == NULL || row->id != self->shown)
    return;
  g_clear_handle_id (&self->save_timer, g_source_remove);
  self->save_timer = g_timeout_add (SAVE_PLACE_MS, save_cb, self);
  if (bottom < READ_TO)
    g_clear_handle_id (&self->read_timer, g_source_remove);
  else if (self->read_timer == 0 && !row->read)
    {
      gint64 open = (g_get_monotonic_time () - self->shown_at) / 1000;
      gint64 least = MAX (READ_LEAST_MS, (gint64)row->word_count * READ_MS_PER_WORD);

      self->read_timer = g_timeout_add (MAX (READ_MS, least - open), read_cb, self);
    }
}

/* --- The outline --- */

static SheafOutlineView *
get_outline (SheafReader *self)
{
  return sheaf_outline_popover_get_view (SHEAF_OUTLINE_POPOVER (self->outline));
}

static void
update_outline (SheafReader *self)
{
  gboolean any = sheaf_outline_view_update (get_outline (self)) && self->shown != 0;
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "outline");

  if (!any)
    gtk_popover_popdown (GTK_POPOVER (self->outline));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), any);
  gtk_widget_set_tooltip_text (
      self->outline_button,
      any || self->shown == 0 ? _ ("Outline") : _ ("No headings, links, highlights or pictures"));
}

void
sheaf_reader_open_outline (SheafReader *self)
{
  GtkWidget *button = self->narrow ? self->menu : self->outline_button;
  graphene_rect_t bounds;

  if (self->shown == 0 || !sheaf_outline_view_update (get_outline (self))
      || !gtk_widget_compute_bounds (button, GTK_WIDGET (self), &bounds))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->outline),
                               &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y,
                                                (int)bounds.size.width, (int)bounds.size.height });
  sheaf_outline_popover_open (SHEAF_OUTLINE_POPOVER (self->outline),
                              gtk_widget_get_width (GTK_WIDGET (self)));
}

void
sheaf_reader_step_heading (SheafReader *self, int step)
{
  if (self->shown != 0)
    sheaf_outline_view_step (get_outline (self), step);
}

static void
leave_article (SheafReader *self)
{
  sheaf_reader_flush (self);
  g_clear_handle_id (&self->read_timer, g_source_remove);
  g_clear_handle_id (&self->reload_timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->shown = 0;
  sheaf_page_view_set_left_out (self->view, FALSE);
  update_outline (self);
}

/* --- States --- */

static void
show_status (SheafReader *self, const char *icon, const char *title, const char *text)
{
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  g_autofree char *safe_text = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_status_page_set_icon_name (self->status, icon);
  adw_status_page_set_title (self->status, safe_title);
  adw_status_page_set_description (self->status, safe_text);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "status");
}

static void
show_buttons (SheafReader *self, gboolean spinner, gboolean retry, gboolean open, gboolean many)
{
  gtk_widget_set_visible (self->spinner, spinner);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), spinner);
  gtk_widget_set_visible (self->retry, retry);
  gtk_widget_set_visible (self->open, open);
  gtk_widget_set_visible (self->many, many);
}

static void
show_no_text (SheafReader *self, const SheafRow *row)
{
  g_autofree char *site = row->url != NULL ? sheaf_url_site (row->url) : NULL;
  g_autofree char *reason = NULL;
  gboolean pending = row->fetch == SHEAF_FETCH_PENDING;
  gboolean waits
      = pending
        && sheaf_conditions_must_wait (sheaf_library_get_conditions (self->library), row->url);
  SheafError code;

  if (sheaf_error_from_nick (row->reason, &code))
    reason = sheaf_error_sentence_for (code, site);
  if (waits)
    show_status (self, "network-offline-symbolic", row->title, _ ("Waits for the network"));
  else if (pending)
    show_status (self, NULL, row->title, _ ("Fetching…"));
  else
    show_status (
        self, row->fetch == SHEAF_FETCH_FAILED ? "dialog-warning-symbolic" : "sheaf-link-symbolic",
        row->title, reason);
  show_buttons (self, pending && !waits, row->fetch == SHEAF_FETCH_FAILED, row->url != NULL, FALSE);
}

static void
show_toggles (SheafReader *self, const SheafRow *row)
{
  const char *star = row != NULL && row->starred ? _ ("Unstar") : _ ("Star");
  const char *archive = row != NULL && row->archived ? _ ("Unarchive") : _ ("Archive");

  gtk_button_set_icon_name (GTK_BUTTON (self->star), row != NULL && row->starred
                                                         ? "starred-symbolic"
                                                         : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (self->star, star);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->star), GTK_ACCESSIBLE_PROPERTY_LABEL, star,
                                  -1);
  gtk_button_set_icon_name (GTK_BUTTON (self->archive), row != NULL && row->archived
                                                            ? "sheaf-inbox-symbolic"
                                                            : "sheaf-archive-symbolic");
  gtk_widget_set_tooltip_text (self->archive, archive);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->archive), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  archive, -1);
}

/* Alone in a narrow window, the header has no room for what the menu offers too. */
static void
show_header (SheafReader *self)
{
  gboolean article = self->article != NULL;
  const struct
  {
    GtkWidget *widget;
    gboolean visible;
  } widgets[] = {
    { self->menu, article },
    { self->aa, article },
    { self->archive, article },
    { self->star, article },
    { self->outline_button, article && !self->narrow },
    { self->notes, article && !self->narrow },
    { self->tag, article && !self->narrow },
  };

  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    gtk_widget_set_visible (widgets[i].widget, widgets[i].visible);
}

static void
load (SheafReader *self);

static gboolean
reload_cb (gpointer data)
{
  SheafReader *self = data;

  self->reload_timer = 0;
  load (self);

  return G_SOURCE_REMOVE;
}

static void
row_changed_cb (SheafReader *self)
{
  SheafRow *row = sheaf_article_get_row (self->article);

  if (row == NULL)
    return;
  show_toggles (self, row);
  gtk_widget_set_visible (self->incomplete, row->fetch == SHEAF_FETCH_INCOMPLETE);
  sheaf_tag_chips_set_tags (sheaf_page_head_get_chips (SHEAF_PAGE_HEAD (self->head)),
                            (const char *const *)row->tags);
  if (self->shown == row->id)
    return;
  if (row->fetch == SHEAF_FETCH_COMPLETE || row->fetch == SHEAF_FETCH_INCOMPLETE)
    load (self);
  else
    show_no_text (self, row);
}

/* What waits for the network says so. */
static void
conditions_changed_cb (SheafReader *self)
{
  const SheafRow *row = self->article != NULL ? sheaf_article_get_row (self->article) : NULL;

  if (row != NULL && row->fetch == SHEAF_FETCH_PENDING)
    row_changed_cb (self);
}

/* --- The text --- */

/* The headline is not shown beside the fields that it is changed in. */
static void
edited_cb (SheafReader *self)
{
  sheaf_page_view_set_head_shown (self->view,
                                  !sheaf_page_head_is_edited (SHEAF_PAGE_HEAD (self->head)));
}

/* (nullable) */
static GtkWidget *
get_focus_in_head (SheafReader *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, self->head) ? focus : NULL;
}

static void
show_text (SheafReader *self, const SheafLoaded *loaded)
{
  gboolean again = self->shown == loaded->row->id;
  GtkWidget *focus = get_focus_in_head (self);
  double progress = loaded->row->progress;
  double place = again ? -1 : progress < .98 ? progress : 0;
  int start = 0, end = 0;

  /* The next letter takes the place of what is selected, and of nothing else. */
  if (GTK_IS_TEXT (focus))
    gtk_editable_get_selection_bounds (GTK_EDITABLE (focus), &start, &end);
  self->shown = loaded->row->id;
  if (!again)
    self->shown_at = g_get_monotonic_time ();
  self->saved_place = progress;
  sheaf_page_view_set_article (self->view, loaded, self->library, self->head, place);
  edited_cb (self);
  if (GTK_IS_TEXT (focus))
    {
      gtk_text_grab_focus_without_selecting (GTK_TEXT (focus));
      gtk_editable_select_region (GTK_EDITABLE (focus), start, end);
    }
  else if (focus != NULL)
    gtk_widget_grab_focus (focus);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "article");
  update_outline (self);
}

static void
show_loaded (gpointer data, const SheafLoaded *loaded, GArray *breaks)
{
  SheafReader *self = data;

  sheaf_page_view_set_breaks (self->view, breaks);
  if (loaded->page != NULL && loaded->page->document != NULL)
    show_text (self, loaded);
  else
    show_no_text (self, loaded->row);
  g_signal_emit (self, signals[LOADED], 0, loaded);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafReader *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafLoaded) loaded
      = sheaf_store_load_article_finish (SHEAF_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* SELF may be gone */
  if (loaded == NULL)
    {
      g_autofree char *sentence = sheaf_error_sentence (error, NULL);

      show_status (self, "dialog-warning-symbolic", _ ("This Article Cannot Be Read"), sentence);
      show_buttons (self, FALSE, FALSE, TRUE, FALSE);
      return;
    }
  sheaf_hyphenation_set (self->hyphenation, g_steal_pointer (&loaded), self->cancellable,
                         show_loaded, self);
}

static void
hyphenation_cb (SheafReader *self)
{
  if (self->shown != 0)
    load (self);
}

/* Without a text there are no columns, but the next one may come into them. */
static void
columns_cb (SheafReader *self, GParamSpec *pspec, SheafSpread *spread)
{
  gboolean narrow;

  if (sheaf_page_view_get_document (self->view) == NULL)
    return;
  g_object_get (spread, "narrow", &narrow, NULL);
  sheaf_hyphenation_set_columns (self->hyphenation, narrow);
}

static void
load (SheafReader *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->article == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  sheaf_store_load_article_async (self->store, sheaf_article_get_id (self->article),
                                  self->cancellable, loaded_cb, self);
}

static void
store_changed_cb (SheafReader *self, const SheafChange *change)
{
  gint64 id = self->article != NULL ? sheaf_article_get_id (self->article) : 0;
  gboolean mine = change->ids == NULL;

  for (gsize i = 0; i < change->n && !mine && change->ids != NULL; i++)
    mine = change->ids[i] == id;
  if (id != 0 && mine && (change->ids == NULL || (change->flags & SHEAF_CHANGE_CONTENT) != 0)
      && self->reload_timer == 0)
    self->reload_timer = g_timeout_add (RELOAD_MS, reload_cb, self);
}

void
sheaf_reader_show (SheafReader *self, SheafArticle *article, guint n)
{
  if (article != NULL && article == self->article)
    return;
  leave_article (self);
  if (self->article != NULL)
    g_signal_handlers_disconnect_by_func (self->article, row_changed_cb, self);
  g_set_object (&self->article, article);
  sheaf_find_bar_close (self->find);
  show_header (self);
  if (article != NULL)
    {
      g_signal_connect_object (article, "notify::row", G_CALLBACK (row_changed_cb), self,
                               G_CONNECT_SWAPPED);
      load (self);
      row_changed_cb (self);
      return;
    }
  sheaf_page_view_clear (self->view);
  if (n > 1)
    {
      g_autofree char *title
          = g_strdup_printf (ngettext ("%'u Article Selected", "%'u Articles Selected", n), n);

      show_status (self, NULL, title, NULL);
      show_buttons (self, FALSE, FALSE, FALSE, TRUE);
    }
  else
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
}

/* --- Links and tags --- */

static void
open_link_cb (SheafReader *self, const char *href)
{
  g_signal_emit (self, signals[OPEN_LINK], 0, href);
}

static void
add_tag_cb (SheafReader *self, const char *name)
{
  g_signal_emit (self, signals[ADD_TAG], 0, name);
}

static void
remove_tag_cb (SheafReader *self, const char *name)
{
  g_signal_emit (self, signals[REMOVE_TAG], 0, name);
}

void
sheaf_reader_set_known_tags (SheafReader *self, const char *const *names)
{
  sheaf_tag_chips_set_known (sheaf_page_head_get_chips (SHEAF_PAGE_HEAD (self->head)), names);
}

gboolean
sheaf_reader_edit_tags (SheafReader *self)
{
  if (self->shown == 0)
    return FALSE;
  sheaf_page_view_show_chips (self->view);
  sheaf_tag_chips_edit (sheaf_page_head_get_chips (SHEAF_PAGE_HEAD (self->head)));

  return TRUE;
}

void
sheaf_reader_edit_details (SheafReader *self, const SheafLoaded *loaded, SheafUndoStack *undo)
{
  if (self->shown != loaded->row->id)
    return;
  sheaf_page_view_go_to_edge (self->view, -1);
  sheaf_page_head_edit (SHEAF_PAGE_HEAD (self->head), loaded, undo);
}

void
sheaf_reader_set_left_out (SheafReader *self, gboolean left_out)
{
  sheaf_page_view_set_left_out (self->view, left_out);
  load (self);
}

gboolean
sheaf_reader_get_left_out (SheafReader *self)
{
  return sheaf_page_view_get_left_out (self->view);
}

AdwHeaderBar *
sheaf_reader_get_header (SheafReader *self)
{
  return self->header;
}

SheafPageView *
sheaf_reader_get_view (SheafReader *self)
{
  return self->view;
}

SheafAloudBar *
sheaf_reader_get_aloud_bar (SheafReader *self)
{
  return self->aloud;
}

void
sheaf_reader_set_back_visible (SheafReader *self, gboolean visible)
{
  gtk_widget_set_visible (self->back, visible);
}

void
sheaf_reader_set_narrow (SheafReader *self, gboolean narrow)
{
  self->narrow = narrow;
  show_header (self);
  if (self->hyphenation != NULL)
    sheaf_hyphenation_set_narrow (self->hyphenation, narrow);
}

gboolean
sheaf_reader_page (SheafReader *self, int step)
{
  return self->shown != 0 && sheaf_page_view_page (self->view, step);
}

/* --- Find --- */

void
sheaf_reader_find (SheafReader *self, const char *text)
{
  if (text == NULL || *text == '\0' || self->article == NULL)
    sheaf_find_bar_close (self->find);
  else
    sheaf_find_bar_open_with (self->find, text);
}

gboolean
sheaf_reader_start_find (SheafReader *self)
{
  if (self->shown == 0)
    return FALSE;
  sheaf_find_bar_open (self->find);

  return TRUE;
}

void
sheaf_reader_step_found (SheafReader *self, int step)
{
  if (self->shown != 0)
    sheaf_find_bar_step (self->find, step);
}

/* Escape with the focus anywhere in the reader; where the bar is closed it goes on to the window.
 */
static gboolean
stop_find_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return sheaf_find_bar_close (SHEAF_READER (widget)->find);
}

/* --- Life --- */

static void
sheaf_reader_dispose (GObject *object)
{
  SheafReader *self = SHEAF_READER (object);
  GtkWidget *child;

  if (self->view != NULL)
    {
      leave_article (self);
      sheaf_page_view_clear (self->view);
    }
  g_clear_object (&self->head);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->view = NULL;
  g_clear_object (&self->article);
  g_clear_object (&self->library);
  g_clear_object (&self->store);
  g_clear_object (&self->hyphenation);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (sheaf_reader_parent_class)->dispose (object);
}

static void
sheaf_reader_class_init (SheafReaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_reader_dispose;
  signals[LOADED] = g_signal_new ("loaded", SHEAF_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[OPEN_LINK] = g_signal_new ("open-link", SHEAF_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ADD_TAG] = g_signal_new ("add-tag", SHEAF_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REMOVE_TAG] = g_signal_new ("remove-tag", SHEAF_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, stop_find_cb, NULL);
  g_type_ensure (SHEAF_TYPE_PAGE_VIEW);
  g_type_ensure (SHEAF_TYPE_SPREAD);
  g_type_ensure (SHEAF_TYPE_FIND_BAR);
  g_type_ensure (SHEAF_TYPE_FIND_TICKS);
  g_type_ensure (SHEAF_TYPE_LINK_ADDRESS);
  g_type_ensure (SHEAF_TYPE_ALOUD_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheaf_app/Sheaf/ui/reader.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafReader, header);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, back);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, menu);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, aa);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, outline_button);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, notes);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, tag);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, archive);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, star);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, stack);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, status);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, spinner);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, retry);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, open);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, many);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, incomplete);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, view);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, find);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, ticks);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, address);
  gtk_widget_class_bind_template_child (widget_class, SheafReader, aloud);
}

static void
sheaf_reader_init (SheafReader *self)
{
  SheafTagChips *chips;

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions),
                                   self);
  /* Before the template: a popover that is there already would never learn of the group. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "reader", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->head = g_object_ref_sink (sheaf_page_head_new ());
  g_signal_connect_object (self->head, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  chips = sheaf_page_head_get_chips (SHEAF_PAGE_HEAD (self->head));
  g_signal_connect_object (chips, "add", G_CALLBACK (add_tag_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chips, "remove", G_CALLBACK (remove_tag_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "open-link", G_CALLBACK (open_link_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "read", G_CALLBACK (seen_cb), self, G_CONNECT_SWAPPED);
  self->outline = sheaf_outline_popover_new (self->view);
  gtk_widget_set_parent (self->outline, GTK_WIDGET (self));
  g_signal_connect_object (self->view, "marked", G_CALLBACK (update_outline), self,
                           G_CONNECT_SWAPPED);
  sheaf_find_bar_set_view (self->find, self->view);
  sheaf_find_ticks_set_view (self->ticks, self->view);
  sheaf_link_address_set_view (self->address, self->view);
  self->narrow = TRUE;
  update_outline (self);
  show_header (self);
}

void
sheaf_reader_set_library (SheafReader *self, SheafLibrary *library, GSettings *settings)
{
  g_return_if_fail (self->library == NULL);

  self->library = g_object_ref (library);
  self->store = g_object_ref (sheaf_library_get_store (library));
  self->settings = g_object_ref (settings);
  g_signal_connect_object (sheaf_library_get_conditions (library), "changed",
                           G_CALLBACK (conditions_changed_cb), self, G_CONNECT_SWAPPED);
  self->hyphenation = sheaf_hyphenation_new (settings);
  sheaf_hyphenation_set_narrow (self->hyphenation, self->narrow);
  g_signal_connect_object (self->hyphenation, "changed", G_CALLBACK (hyphenation_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_ancestor (GTK_WIDGET (self->view), SHEAF_TYPE_SPREAD),
                           "notify::narrow", G_CALLBACK (columns_cb), self, G_CONNECT_SWAPPED);
  sheaf_typography_add_actions (settings, G_ACTION_MAP (self->actions));
  sheaf_typography_watch (settings, G_OBJECT (self), set_typography);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->aa), sheaf_typography_popover_new (settings));
  /* Its tooltip does not lie over what it has opened. */
  g_object_bind_property (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->aa)), "visible",
                          self->aa, "has-tooltip",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_signal_connect_object (sheaf_library_get_store (library), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  set_typography (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The groups are made anew whenever the library changes: then the same place is in sight again, and
 * the keyboard is where it was. */

#include "ui/duplicates-window.h"

#include "base/error.h"
#include "base/time.h"
#include "base/url.h"
#include "store/duplicates.h"
#include "ui/bidi.h"
#include "ui/spoken-name.h"
#include "ui/undo-stack.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MOST_GROUPS 100 /* at once; those behind come when these are merged */
#define PATIENCE_MS 250 /* before it is said what takes so long */
#define SETTLE_MS 150   /* several changes are one */
#define DAY_CHARS 10    /* of an ISO date */

struct _SheafDuplicatesWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkProgressBar *progress;
  AdwStatusPage *problem;
  GtkScrolledWindow *scroller;
  GtkBox *groups;
  GtkWidget *bar;

  SheafStore *store;
  SheafUndoStack *undo;
  GCancellable *cancellable;
  GPtrArray *found; /* (nullable) of SheafDuplicates */
  GPtrArray *cards; /* of Card, in their order */
  guint patience, settling;
  guint left_at; /* the card in which the keyboard was; G_MAXUINT: in none */
  gboolean looking, look_again;
};

G_DEFINE_FINAL_TYPE (SheafDuplicatesWindow, sheaf_duplicates_window, ADW_TYPE_WINDOW)

/* What is shown of one group. */
typedef struct
{
  SheafDuplicatesWindow *window;
  const SheafDuplicates *group; /* of the window's */
  GtkWidget *widget;
  GtkWidget *merge;
  GtkCheckButton **keep; /* by copy */
} Card;

static void
card_free (gpointer data)
{
  Card *self = data;

  g_free (self->keep);
  g_free (self);
}

/* --- Words --- */

static void
add_fact (GPtrArray *facts, char *owned)
{
  if (owned != NULL)
    g_ptr_array_add (facts, owned);
}

static char *
format_day (gint64 time)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (time / G_TIME_SPAN_SECOND);

  return day != NULL ? g_date_time_format (day, C_ ("date", "%-d %b %Y")) : NULL;
}

/* As precise as the page says it. */
static char *
format_published (const char *published)
{
  gint64 time;

  if (published == NULL)
    return NULL;
  if (strlen (published) < DAY_CHARS)
    return g_strdup (published);
  time = sheaf_time_parse (published, SHEAF_TIME_NONE, NULL);

  return time != SHEAF_TIME_NONE ? format_day (time) : NULL;
}

static char *
dup_site (const SheafRow *row)
{
  char *site = row->url != NULL ? sheaf_url_site (row->url) : NULL;

  return site != NULL ? site : g_strdup (row->site != NULL ? row->site : _ ("No address"));
}

/* "one.example · saved 03.05.24 · 612 words · 2 tags · a note" */
static char *
dup_facts (const SheafRow *row)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *saved = format_day (row->added_at);
  g_autofree char *published = format_published (row->published);
  guint tags = g_strv_length (row->tags);

  add_fact (facts, dup_site (row));
  /* Translators: facts about an article; %s is a date */
  add_fact (facts, saved != NULL ? g_strdup_printf (_ ("saved %s"), saved) : NULL);
  /* Translators: %s is a date, or a month or a year alone */
  add_fact (facts, published != NULL ? g_strdup_printf (_ ("published %s"), published) : NULL);
  add_fact (facts,
            g_strdup_printf (ngettext ("%'u word", "%'u words", row->word_count), row->word_count));
  if (tags > 0)
    add_fact (facts, g_strdup_printf (ngettext ("%'u tag", "%'u tags", tags), tags));
  add_fact (facts, g_strdup (row->has_note ? _ ("a note") : NULL));
  /* Translators: these three: an article is … */
  add_fact (facts, g_strdup (row->starred ? _ ("starred") : NULL));
  add_fact (facts, g_strdup (row->archived ? _ ("archived") : NULL));
  add_fact (facts, g_strdup (row->fetch == SHEAF_FETCH_INCOMPLETE ? _ ("incomplete") : NULL));

  return sheaf_bidi_join (facts);
}

/* What is not the same word by word is never all of it. */
static guint
get_percent (double resemblance)
{
  return (guint)MIN (99, floor (100 * resemblance));
}

static char *
dup_likeness (double resemblance, gboolean same)
{
  if (same)
    return g_strdup (_ ("Same text"));
  if (resemblance <= 0)
    return g_strdup (_ ("Another text"));

  return g_strdup_printf (_ ("%u %% the same"), get_percent (resemblance));
}

/* Beside one of several. */
static char *
dup_short_likeness (const SheafCopy *copy)
{
  if (copy->same || copy->resemblance <= 0)
    return dup_likeness (copy->resemblance, copy->same);

  return g_strdup_printf (_ ("%u %%"), get_percent (copy->resemblance));
}

/* Of the one that is least like the first. */
static char *
dup_heading (const SheafDuplicates *group)
{
  double least = 1;

  for (guint i = 1; i < group->copies->len; i++)
    least = MIN (least, ((const SheafCopy *)group->copies->pdata[i])->resemblance);

  return dup_likeness (least, group->same);
}

/* --- What is done --- */

static gint64
get_kept (const Card *card)
{
  for (guint i = 0; i < card->group->copies->len; i++)
    if (gtk_check_button_get_active (card->keep[i]))
      return ((const SheafCopy *)card->group->copies->pdata[i])->row->id;

  return 0;
}

static GArray *
list_ids (const SheafDuplicates *group)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < group->copies->len; i++)
    g_array_append_val (ids, ((const SheafCopy *)group->copies->pdata[i])->row->id);

  return ids;
}

/* The card that the keyboard is in; G_MAXUINT: none. */
static guint
find_focused (SheafDuplicatesWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  for (guint i = 0; focus != NULL && i < self->cards->len; i++)
    if (gtk_widget_is_ancestor (focus, ((Card *)self->cards->pdata[i])->widget))
      return i;

  return G_MAXUINT;
}

/* It is on its way; where the keyboard was it shall be again, and what is insensitive has none. */
static void
leave (Card *card)
{
  card->window->left_at = find_focused (card->window);
  gtk_widget_set_sensitive (card->widget, FALSE);
}

static void
merge_cb (Card *card)
{
  g_autoptr (GArray) ids = list_ids (card->group);
  g_autoptr (SheafEdit) edit
      = sheaf_edit_new_merge ((const gint64 *)(gpointer)ids->data, ids->len, get_kept (card));

  leave (card);
  sheaf_undo_stack_do (card->window->undo, SHEAF_DEED_MERGE, edit, NULL);
}

static void
apart_cb (Card *card)
{
  g_autoptr (GArray) ids = list_ids (card->group);
  g_autoptr (SheafEdit) edit
      = sheaf_edit_new_apart ((const gint64 *)(gpointer)ids->data, ids->len, TRUE);

  leave (card);
  sheaf_undo_stack_do (card->window->undo, SHEAF_DEED_APART, edit, NULL);
}

static void
merge_same_cb (SheafDuplicatesWindow *self)
{
  g_autoptr (SheafEdit) edit
      = self->found != NULL ? sheaf_duplicates_merge_same (self->found, NULL) : NULL;

  if (edit == NULL)
    return;
  gtk_widget_set_sensitive (self->bar, FALSE);
  sheaf_undo_stack_do (self->undo, SHEAF_DEED_MERGE, edit, NULL);
}

/* --- Groups --- */

static void
add_copy (Card *card, guint i, AdwPreferencesGroup *widget)
{
  const SheafCopy *copy = card->group->copies->pdata[i];
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *keep = gtk_check_button_new ();
  g_autofree char *facts = dup_facts (copy->row);
  g_autofree char *site = dup_site (copy->row);
  /* Translators: an article's title and its site */
  g_autofree char *name = g_strdup_printf (_ ("Keep “%s”, %s"), copy->row->title, site);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), copy->row->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_set_valign (keep, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (keep, _ ("Keep this one"));
  gtk_check_button_set_group (GTK_CHECK_BUTTON (keep), i > 0 ? card->keep[0] : NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (keep), i == 0);
  card->keep[i] = GTK_CHECK_BUTTON (keep);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), keep);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), keep);
  sheaf_set_spoken_name (keep, name);
  if (i > 0 && card->group->copies->len > 2)
    {
      g_autofree char *likeness = dup_short_likeness (copy);
      GtkWidget *label = gtk_label_new (likeness);

      gtk_widget_add_css_class (label, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  adw_preferences_group_add (widget, row);
}

static GtkWidget *
new_button (Card *card, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, card);

  return button;
}

/* Takes GROUP as borrowed from the window's. */
static void
add_card (SheafDuplicatesWindow *self, const SheafDuplicates *group)
{
  GtkWidget *widget = adw_preferences_group_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *apart;
  g_autofree char *heading = dup_heading (group);
  Card *card = g_new0 (Card, 1);

  card->window = self;
  card->group = group;
  card->widget = widget;
  card->keep = g_new0 (GtkCheckButton *, group->copies->len);
  g_ptr_array_add (self->cards, card);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget), heading);
  apart = new_button (card, _ ("Not Duplicates"), G_CALLBACK (apart_cb));
  gtk_widget_add_css_class (apart, "flat");
  card->merge = new_button (card, _ ("Merge"), G_CALLBACK (merge_cb));
  gtk_box_append (GTK_BOX (buttons), apart);
  gtk_box_append (GTK_BOX (buttons), card->merge);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (widget), buttons);
  for (guint i = 0; i < group->copies->len; i++)
    add_copy (card, i, ADW_PREFERENCES_GROUP (widget));
  gtk_box_append (self->groups, widget);
}

static void
remove_cards (SheafDuplicatesWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  g_ptr_array_set_size (self->cards, 0);
}

static void
add_line (SheafDuplicatesWindow *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (self->groups, label);
}

static void
add_rest (SheafDuplicatesWindow *self, guint n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%'u more group comes when these are gone",
                                                     "%'u more groups come when these are gone", n),
                                           n);

  add_line (self, text);
}

/* Takes FOUND. The cards go before the groups that they show. */
static void
show_groups (SheafDuplicatesWindow *self, GPtrArray *found)
{
  guint n = found->len, focused = MIN (find_focused (self), self->left_at);
  GtkAdjustment *sight = gtk_scrolled_window_get_vadjustment (self->scroller);
  double value = gtk_adjustment_get_value (sight);
  g_autoptr (SheafEdit) same = sheaf_duplicates_merge_same (found, NULL);
  g_autofree char *count
      = n > 0 ? g_strdup_printf (ngettext ("%'u group", "%'u groups", n), n) : NULL;

  self->left_at = G_MAXUINT;
  remove_cards (self);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = found;
  if (n > 0)
    add_line (self,
              _ ("The article you choose stays, with the tags, notes and dates of all. The other "
                 "texts are kept as versions of it."));
  for (guint i = 0; i < MIN (n, MOST_GROUPS); i++)
    add_card (self, self->found->pdata[i]);
  if (n > MOST_GROUPS)
    add_rest (self, n - MOST_GROUPS);
  adw_window_title_set_subtitle (self->heading, count);
  gtk_widget_set_visible (self->bar, same != NULL);
  gtk_widget_set_sensitive (self->bar, TRUE);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "groups" : "none");
  gtk_adjustment_set_value (sight, value);
  if (focused != G_MAXUINT && self->cards->len > 0)
    gtk_widget_grab_focus (
        ((Card *)self->cards->pdata[MIN (focused, self->cards->len - 1)])->merge);
  else if (gtk_window_get_focus (GTK_WINDOW (self))
           == NULL) /* newer GTKs give none by themselves */
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

/* --- Looking --- */

static void
look (SheafDuplicatesWindow *self);

static void
progress_cb (double done, gpointer data)
{
  SheafDuplicatesWindow *self = data;

  gtk_progress_bar_set_fraction (self->progress, CLAMP (done, 0, 1));
}

static gboolean
patience_cb (gpointer data)
{
  SheafDuplicatesWindow *self = data;

  self->patience = 0;
  if (self->found == NULL)
    gtk_stack_set_visible_child_name (self->stack, "looking");

  return G_SOURCE_REMOVE;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafDuplicatesWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found
      = sheaf_store_find_duplicates_finish (SHEAF_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_handle_id (&self->patience, g_source_remove);
  self->looking = FALSE;
  if (found == NULL)
    {
      g_autofree char *sentence = sheaf_error_sentence (error, NULL);

      adw_status_page_set_description (self->problem, sentence);
      gtk_stack_set_visible_child_name (self->stack, "problem");
    }
  else
    show_groups (self, g_steal_pointer (&found));
  if (self->look_again)
    look (self);
}

static void
look (SheafDuplicatesWindow *self)
{
  self->look_again = self->looking;
  if (self->looking)
    return;
  self->looking = TRUE;
  sheaf_store_find_duplicates_async (self->store, progress_cb, self, self->cancellable, found_cb,
                                     g_object_ref (self));
}

static gboolean
settled_cb (gpointer data)
{
  SheafDuplicatesWindow *self = data;

  self->settling = 0;
  look (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (SheafDuplicatesWindow *self, const SheafChange *change)
{
  if ((change->flags & (SHEAF_CHANGE_LISTS | SHEAF_CHANGE_CONTENT)) != 0 && self->settling == 0)
    self->settling = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* Nothing was changed: what was to go stays, and can be chosen again. */
static void
failed_cb (SheafDuplicatesWindow *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    gtk_widget_set_sensitive (((Card *)self->cards->pdata[i])->widget, TRUE);
  gtk_widget_set_sensitive (self->bar, TRUE);
}

/* --- The window --- */

static void
sheaf_duplicates_window_dispose (GObject *object)
{
  SheafDuplicatesWindow *self = SHEAF_DUPLICATES_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->settling, g_source_remove);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_func (self->store, changed_cb, self);
  if (self->groups != NULL)
    remove_cards (self);
  g_clear_object (&self->undo);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sheaf_duplicates_window_parent_class)->dispose (object);
}

static void
sheaf_duplicates_window_finalize (GObject *object)
{
  SheafDuplicatesWindow *self = SHEAF_DUPLICATES_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_ptr_array_unref (self->cards);
  G_OBJECT_CLASS (sheaf_duplicates_window_parent_class)->finalize (object);
}

/* What looks for them holds it: closing ends that. */
static gboolean
sheaf_duplicates_window_close_request (GtkWindow *window)
{
  g_cancellable_cancel (SHEAF_DUPLICATES_WINDOW (window)->cancellable);

  return GTK_WINDOW_CLASS (sheaf_duplicates_window_parent_class)->close_request (window);
}

static void
sheaf_duplicates_window_class_init (SheafDuplicatesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_duplicates_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_duplicates_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sheaf_duplicates_window_close_request;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/sheaf_app/Sheaf/ui/duplicates-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafDuplicatesWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, SheafDuplicatesWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SheafDuplicatesWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SheafDuplicatesWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, SheafDuplicatesWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, SheafDuplicatesWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, SheafDuplicatesWindow, groups);
  gtk_widget_class_bind_template_child (widget_class, SheafDuplicatesWindow, bar);
  gtk_widget_class_bind_template_callback (widget_class, merge_same_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sheaf_duplicates_window_init (SheafDuplicatesWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->cards = g_ptr_array_new_with_free_func (card_free);
  self->left_at = G_MAXUINT;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
sheaf_duplicates_window_new (GtkWindow *parent, SheafStore *store)
{
  SheafDuplicatesWindow *self
      = g_object_new (SHEAF_TYPE_DUPLICATES_WINDOW, "transient-for", parent, "destroy-with-parent",
                      TRUE, "application", gtk_window_get_application (parent), NULL);

  self->store = g_object_ref (store);
  self->undo = sheaf_undo_stack_new (store, self->toasts);
  sheaf_undo_stack_serve (self->undo, GTK_WIDGET (self));
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->undo, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  self->patience = g_timeout_add (PATIENCE_MS, patience_cb, self);
  look (self);

  return GTK_WINDOW (self);
}

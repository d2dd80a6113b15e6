/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Searching: the two stages of an answer one after the other, what stands around the hits in sight,
 * and the line under the header that says what was found. */

#include "ui/article-pane-private.h"

#include "base/items.h"
#include "store/expression.h"
#include "ui/search-help.h"
#include "ui/unknown-words.h"

#include <glib/gi18n.h>

#define FIRST_HITS 24 /* rows that come with their snippets: more than are in sight */
#define MARGIN_ROWS 4
#define LATE_MS 400

gboolean
sheaf_article_pane_has_search (SheafArticlePane *self)
{
  return self->searching && *sheaf_search_bar_get_text (self->search) != '\0';
}

/* --- The line under the header --- */

/* Smart lists are made elsewhere: offered where that is. */
static gboolean
can_save (SheafArticlePane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean enabled = FALSE;

  return G_IS_ACTION_GROUP (root)
         && g_action_group_query_action (G_ACTION_GROUP (root), "new-smart-list", &enabled, NULL,
                                         NULL, NULL, NULL)
         && enabled;
}

static void
say (SheafArticlePane *self, const char *words)
{
  gtk_label_set_label (GTK_LABEL (self->status), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

static void
say_found (SheafArticlePane *self, const SheafFound *found)
{
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean by_relevance = sheaf_query_get_effective_order (self->searched) == SHEAF_ORDER_RELEVANCE;

  if (found->ids->len > 0) /* else the empty list says it */
    g_string_append_printf (words, ngettext ("%'u article", "%'u articles", found->ids->len),
                            found->ids->len);
  if (by_relevance && self->words != NULL && self->words[0] != NULL && found->ids->len > 1)
    sheaf_items_append (words, found->ranked ? C_ ("order", "best first")
                                             /* Translators: there was no time to find the best */
                                             : C_ ("order", "newest first"));
  say (self, words->str);
}

static gboolean
late_cb (gpointer data)
{
  SheafArticlePane *self = data;

  self->late = 0;
  say (self, _ ("Searching…"));

  return G_SOURCE_REMOVE;
}

static void
unknown_cb (SheafArticlePane *self)
{
  g_autofree char *unknown = NULL, *sentence = NULL;

  g_object_get (self->search, "unknown", &unknown, NULL);
  sentence = sheaf_unknown_words_dup_sentence (unknown);
  gtk_label_set_label (GTK_LABEL (self->unknown), sentence);
  gtk_widget_set_visible (self->unknown, unknown != NULL);
}

static void
show_line (SheafArticlePane *self)
{
  gboolean some = sheaf_article_pane_has_search (self);

  gtk_widget_set_visible (self->below, self->searching);
  gtk_widget_set_visible (self->help_button, self->searching);
  gtk_widget_set_visible (self->leave, FALSE);
  gtk_widget_set_visible (self->save, some && can_save (self));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->save), "s",
                                    sheaf_search_bar_get_text (self->search));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->save), "win.new-smart-list");
  if (!some)
    say (self, _ ("The whole library is searched"));
}

/* --- What stands around hits further down --- */

static void
want_in_sight (SheafArticlePane *self)
{
  GtkAdjustment *adjustment = sheaf_article_pane_get_scroll (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  double height = n > 0 ? gtk_adjustment_get_upper (adjustment) / n : 0;
  guint first, last;
  g_autoptr (GArray) ids = NULL;

  if (height <= 0 || self->words == NULL || !sheaf_article_pane_has_search (self))
    return;
  first = gtk_adjustment_get_value (adjustment) / height;
  last = first + gtk_adjustment_get_page_size (adjustment) / height + MARGIN_ROWS;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = first > MARGIN_ROWS ? first - MARGIN_ROWS : 0; i <= last && i < n; i++)
    {
      gint64 id = sheaf_article_list_get_id (self->list, i);

      g_array_append_val (ids, id);
    }
  sheaf_snippets_want (self->snippets, ids);
}

/* --- Answers --- */

static void
begin_hits (SheafArticlePane *self, SheafQuery *query)
{
  const SheafExpression *expression = query != NULL ? sheaf_query_get_expression (query) : NULL;

  sheaf_snippets_begin (self->snippets, query);
  g_clear_pointer (&self->words, g_strfreev);
  if (expression != NULL)
    self->words = sheaf_expression_dup_words (expression);
}

static void
show_found (SheafArticlePane *self, SheafFound *found)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GArray) ids = g_array_copy (found->ids);

  sheaf_snippets_add (self->snippets, found->hits);
  for (guint i = 0; i < found->hits->len; i++)
    g_ptr_array_add (rows, ((SheafHit *)found->hits->pdata[i])->row);
  sheaf_article_pane_refill (self, ids, rows);
  sheaf_article_pane_show_hits (self);
  want_in_sight (self);
}

static void
first_cb (SheafStore *store, SheafFound *found, gpointer data)
{
  SheafArticlePane *self = data;

  self->staged = TRUE;
  begin_hits (self, self->searched);
  show_found (self, found);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafArticlePane *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafFound) found = sheaf_store_search_finish (SHEAF_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* SELF may be gone */
  g_clear_handle_id (&self->late, g_source_remove);
  if (found == NULL)
    {
      sheaf_article_pane_show_error (self, error);
      say (self, "");
      return;
    }
  if (!self->staged)
    begin_hits (self, self->searched);
  show_found (self, found);
  say_found (self, found);
}

void
sheaf_article_pane_ask_search (SheafArticlePane *self, SheafQuery *query)
{
  g_clear_pointer (&self->searched, sheaf_query_unref);
  self->searched = sheaf_query_ref (query);
  self->staged = FALSE;
  if (self->late == 0)
    self->late = g_timeout_add (LATE_MS, late_cb, self);
  /* Asked again because something changed, nothing is shown before all of it. */
  sheaf_store_search_async (self->store, query, FIRST_HITS, self->fresh ? first_cb : NULL,
                            self->cancellable, found_cb, self);
}

char *
sheaf_article_pane_dup_search_words (SheafArticlePane *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; self->searching && self->words != NULL && self->words[i] != NULL; i++)
    {
      const char *word = self->words[i];
      gsize length = strlen (word) - g_str_has_suffix (word, "*");

      g_string_append_printf (words, "%s%.*s", words->len > 0 ? " " : "", (int)length, word);
    }

  return words->len > 0 ? g_strdup (words->str) : NULL;
}

/* --- Beginning and end --- */

void
sheaf_article_pane_set_searching (SheafArticlePane *self, gboolean searching)
{
  if (self->searching == searching)
    return;
  self->searching = searching;
  self->search_order = SHEAF_ORDER_RELEVANCE;
  gtk_stack_set_visible_child_name (GTK_STACK (self->title_stack), searching ? "search" : "title");
  if (searching)
    {
      sheaf_article_pane_remember (self);
      if (self->queue != NULL)
        {
          sheaf_article_pane_drop_queue (self);
          sheaf_article_pane_ask_fresh (self);
        }
      gtk_widget_grab_focus (GTK_WIDGET (self->search));
    }
  else
    {
      g_clear_handle_id (&self->late, g_source_remove);
      g_clear_pointer (&self->searched, sheaf_query_unref);
      sheaf_search_bar_set_text (self->search, "");
      begin_hits (self, NULL);
      sheaf_article_pane_show_hits (self);
      gtk_widget_grab_focus (self->view);
      sheaf_article_pane_ask (self);
    }
  show_line (self);
  sheaf_article_pane_show_order (self);
  g_object_notify (G_OBJECT (self), "searching");
}

static void
changed_cb (SheafArticlePane *self)
{
  if (!self->searching)
    return;
  show_line (self);
  if (!sheaf_article_pane_has_search (self))
    {
      g_clear_handle_id (&self->late, g_source_remove);
      begin_hits (self, NULL);
      sheaf_article_pane_show_hits (self);
    }
  sheaf_article_pane_ask_fresh (self);
}

static void
activate_cb (SheafArticlePane *self)
{
  sheaf_article_pane_go_to (self, 0, TRUE);
}

static void
leave_cb (SheafArticlePane *self)
{
  guint selected = sheaf_article_selection_get_first (self->selection);

  sheaf_article_pane_go_to (self, selected != GTK_INVALID_LIST_POSITION ? selected : 0, TRUE);
}

static void
example_cb (SheafArticlePane *self, const char *example)
{
  sheaf_search_bar_insert (self->search, example);
}

static void
help_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SheafArticlePane *self = SHEAF_ARTICLE_PANE (widget);

  sheaf_article_pane_set_searching (self, TRUE);
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->help_button));
}

void
sheaf_article_pane_class_init_search (GtkWidgetClass *widget_class)
{
  g_type_ensure (SHEAF_TYPE_SEARCH_BAR);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheaf_article_pane_stop_search);
  gtk_widget_class_bind_template_callback_full (widget_class, "search_activate_cb",
                                                G_CALLBACK (activate_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "search_leave_cb",
                                                G_CALLBACK (leave_cb));
  gtk_widget_class_bind_template_callback (widget_class, unknown_cb);
  gtk_widget_class_install_action (widget_class, "list-pane.search-help", NULL, help_cb);
}

void
sheaf_article_pane_init_search (SheafArticlePane *self)
{
  GtkWidget *help = sheaf_search_help_new ();
  GtkAdjustment *adjustment = sheaf_article_pane_get_scroll (self);

  self->snippets = sheaf_snippets_new (self->store);
  sheaf_search_bar_set_store (self->search, self->store);
  g_signal_connect_object (self->snippets, "ready", G_CALLBACK (sheaf_article_pane_show_hits), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (want_in_sight), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (want_in_sight), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (help, "chosen", G_CALLBACK (example_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->help_button), help);
}

void
sheaf_article_pane_dispose_search (SheafArticlePane *self)
{
  g_clear_handle_id (&self->late, g_source_remove);
  g_clear_object (&self->snippets);
  g_clear_pointer (&self->searched, sheaf_query_unref);
  g_clear_pointer (&self->words, g_strfreev);
}

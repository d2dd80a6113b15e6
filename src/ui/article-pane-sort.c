/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The order of the list: a table of what it can be sorted by, the menu made of it, and what was
 * chosen for each place. What is typed as sort: comes before it. */

#include "ui/article-pane-private.h"

#include "store/expression.h"
#include "store/operator.h"

#include <glib/gi18n.h>
#include <string.h>

#define SETTING "list-orders"

static const struct
{
  const char *name; /* as of sort: */
  const char *label;
  SheafOrder orders[2];
  const char *directions[2];
} keys[] = {
  { "relevance", NC_ ("sort", "Relevance"), { SHEAF_ORDER_RELEVANCE, SHEAF_ORDER_RELEVANCE } },
  { "saved",
    NC_ ("sort", "Date Saved"),
    { SHEAF_ORDER_NEWEST, SHEAF_ORDER_OLDEST },
    { N_ ("Newest First"), N_ ("Oldest First") } },
  { "published",
    NC_ ("sort", "Date Published"),
    { SHEAF_ORDER_PUBLISHED, SHEAF_ORDER_PUBLISHED_BACKWARDS },
    { N_ ("Newest First"), N_ ("Oldest First") } },
  { "title",
    NC_ ("sort", "Title"),
    { SHEAF_ORDER_TITLE, SHEAF_ORDER_TITLE_BACKWARDS },
    { N_ ("A to Z"), N_ ("Z to A") } },
  { "site",
    NC_ ("sort", "Site"),
    { SHEAF_ORDER_SITE, SHEAF_ORDER_SITE_BACKWARDS },
    { N_ ("A to Z"), N_ ("Z to A") } },
  { "length",
    NC_ ("sort", "Length"),
    { SHEAF_ORDER_LENGTH, SHEAF_ORDER_LENGTH_BACKWARDS },
    { N_ ("Shortest First"), N_ ("Longest First") } },
  { "progress",
    NC_ ("sort", "Progress"),
    { SHEAF_ORDER_PROGRESS, SHEAF_ORDER_PROGRESS_BACKWARDS },
    { N_ ("Furthest Read First"), N_ ("Least Read First") } },
  { "random", NC_ ("sort", "Random"), { SHEAF_ORDER_RANDOM, SHEAF_ORDER_RANDOM } },
};

static const char *const places[] = {
  [SHEAF_PLACE_UNREAD] = "unread",   [SHEAF_PLACE_STARRED] = "starred",
  [SHEAF_PLACE_ARCHIVE] = "archive", [SHEAF_PLACE_ALL] = "all",
  [SHEAF_PLACE_TRASH] = "trash",
};

/* The row of keys[]. */
static guint
find_key (SheafOrder order)
{
  guint i = 0;

  while (keys[i].orders[0] != order && keys[i].orders[1] != order)
    i++;

  return i;
}

/* --- Kept for each place --- */

static const char *
get_place_name (SheafQuery *query)
{
  if (sheaf_query_get_text (query) != NULL)
    return sheaf_query_get_text (query);

  return sheaf_query_get_tag (query) != 0 ? "tag" : places[sheaf_query_get_place (query)];
}

SheafOrder
sheaf_article_pane_get_kept_order (SheafArticlePane *self, SheafQuery *query)
{
  const SheafOperator *sort = sheaf_operator_find ("sort", strlen ("sort"));
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, SETTING);
  const char *name;
  int order = SHEAF_ORDER_NEWEST;

  if (g_variant_lookup (all, get_place_name (query), "&s", &name))
    order = sheaf_operator_find_choice (sort, name);

  return order < 0 ? SHEAF_ORDER_NEWEST : (SheafOrder)order;
}

static void
keep_order (SheafArticlePane *self, SheafOrder order)
{
  const SheafOperator *sort = sheaf_operator_find ("sort", strlen ("sort"));
  g_autoptr (GVariant) old = g_settings_get_value (self->settings, SETTING);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *place = get_place_name (self->query), *name, *value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, old);
  while (g_variant_iter_loop (&iter, "{&s&s}", &name, &value))
    if (!g_str_equal (name, place))
      g_variant_builder_add (&builder, "{ss}", name, value);
  if (order != SHEAF_ORDER_NEWEST)
    g_variant_builder_add (&builder, "{ss}", place, sort->choices[order].name);
  g_settings_set_value (self->settings, SETTING, g_variant_builder_end (&builder));
}

/* --- Choosing --- */

static SheafOrder
get_order (SheafArticlePane *self)
{
  g_autoptr (SheafQuery) asked = sheaf_article_pane_dup_asked (self);

  return sheaf_query_get_effective_order (asked);
}

static void
set_order (SheafArticlePane *self, SheafOrder order)
{
  if (sheaf_article_pane_has_search (self))
    self->search_order = order;
  else
    {
      SheafQuery *query = sheaf_query_with_order (self->query, order);

      sheaf_query_unref (self->query);
      self->query = query;
      keep_order (self, order);
    }
  sheaf_article_pane_ask_fresh (self);
}

static void
sort_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  const char *name = g_variant_get_string (value, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].name, name) && find_key (get_order (data)) != i)
      set_order (data, keys[i].orders[0]);
}

static void
direction_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  guint key = find_key (get_order (data));

  set_order (data, keys[key].orders[g_variant_get_int32 (value) != 0]);
}

static void
shuffle_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafArticlePane *self = data;

  self->seed = g_random_int () | 1;
  sheaf_article_pane_ask_fresh (self);
}

const GActionEntry sheaf_article_pane_sort_actions[] = {
  { .name = "sort", .parameter_type = "s", .state = "'saved'", .change_state = sort_cb },
  { .name = "direction", .parameter_type = "i", .state = "0", .change_state = direction_cb },
  { .name = "shuffle", .activate = shuffle_cb },
};
const guint sheaf_article_pane_n_sort_actions = G_N_ELEMENTS (sheaf_article_pane_sort_actions);

/* --- The menu --- */

static void
fill_keys (SheafArticlePane *self)
{
  g_menu_remove_all (self->sort_menu);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *action = g_strdup_printf ("list-pane.sort::%s", keys[i].name);

      if (keys[i].orders[0] != SHEAF_ORDER_RELEVANCE || sheaf_article_pane_has_search (self))
        g_menu_append (self->sort_menu, g_dpgettext2 (NULL, "sort", keys[i].label), action);
    }
}

static void
fill_directions (SheafArticlePane *self, guint key)
{
  g_menu_remove_all (self->direction_menu);
  for (int i = 0; i < 2 && keys[key].directions[i] != NULL; i++)
    {
      g_autofree char *action = g_strdup_printf ("list-pane.direction(%d)", i);

      g_menu_append (self->direction_menu, _ (keys[key].directions[i]), action);
    }
  if (keys[key].orders[0] == SHEAF_ORDER_RANDOM)
    g_menu_append (self->direction_menu, _ ("Shuffle Again"), "list-pane.shuffle");
}

static void
set_action (SheafArticlePane *self, const char *name, GVariant *state, gboolean enabled)
{
  GSimpleAction *action
      = G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));

  g_simple_action_set_state (action, state);
  g_simple_action_set_enabled (action, enabled);
}

void
sheaf_article_pane_show_order (SheafArticlePane *self)
{
  g_autoptr (SheafQuery) asked = sheaf_article_pane_dup_asked (self);
  const SheafExpression *expression = sheaf_query_get_expression (asked);
  SheafOrder order = sheaf_query_get_effective_order (asked), typed;
  gboolean free_to_choose
      = self->queue == NULL
        && (expression == NULL || !sheaf_expression_get_order (expression, &typed));
  guint key = find_key (order);

  fill_keys (self);
  fill_directions (self, key);
  set_action (self, "sort", g_variant_new_string (keys[key].name), free_to_choose);
  set_action (self, "direction", g_variant_new_int32 (keys[key].orders[0] != order),
              free_to_choose);
  gtk_widget_set_tooltip_text (self->sort_button, free_to_choose ? _ ("Sort")
                                                  : self->queue != NULL
                                                      ? _ ("Sort")
                                                      : _ ("The search says how to sort"));
}

void
sheaf_article_pane_init_sort (SheafArticlePane *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  self->sort_menu = g_menu_new ();
  self->direction_menu = g_menu_new ();
  g_menu_append_section (menu, _ ("Sort By"), G_MENU_MODEL (self->sort_menu));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->direction_menu));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->sort_button), G_MENU_MODEL (menu));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* List model and selection model in one object for GtkListView: items are the list's, what is
 * selected is a GtkBitset spliced along with every change. */

#include "ui/article-selection.h"

struct _SheafArticleSelection
{
  GObject parent_instance;

  SheafArticleList *list;
  GtkBitset *selected;
};

static GType
get_item_type (GListModel *model)
{
  return SHEAF_TYPE_ARTICLE;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SHEAF_ARTICLE_SELECTION (model)->list));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (SHEAF_ARTICLE_SELECTION (model)->list), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (SHEAF_ARTICLE_SELECTION (model)->selected, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n)
{
  return gtk_bitset_ref (SHEAF_ARTICLE_SELECTION (model)->selected);
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  SheafArticleSelection *self = SHEAF_ARTICLE_SELECTION (model);
  g_autoptr (GtkBitset) changed = gtk_bitset_copy (self->selected);
  g_autoptr (GtkBitset) wanted = gtk_bitset_copy (selected);
  guint first;

  gtk_bitset_intersect (wanted, mask);
  gtk_bitset_remove_range (wanted, get_n_items (G_LIST_MODEL (self)), G_MAXUINT / 2);
  gtk_bitset_subtract (self->selected, mask);
  gtk_bitset_union (self->selected, wanted);
  gtk_bitset_difference (changed, self->selected);
  if (gtk_bitset_is_empty (changed))
    return TRUE;

  first = gtk_bitset_get_minimum (changed);
  gtk_selection_model_selection_changed (model, first,
                                         gtk_bitset_get_maximum (changed) - first + 1);

  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected; /* the rest falls back on set_selection */
  iface->get_selection_in_range = get_selection_in_range;
  iface->set_selection = set_selection;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SheafArticleSelection,
                               sheaf_article_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          selection_model_init))

static void
items_changed_cb (SheafArticleSelection *self, guint position, guint removed, guint added)
{
  gtk_bitset_splice (self->selected, position, removed, added);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
sheaf_article_selection_finalize (GObject *object)
{
  SheafArticleSelection *self = SHEAF_ARTICLE_SELECTION (object);

  g_clear_object (&self->list);
  g_clear_pointer (&self->selected, gtk_bitset_unref);
  G_OBJECT_CLASS (sheaf_article_selection_parent_class)->finalize (object);
}

static void
sheaf_article_selection_class_init (SheafArticleSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_article_selection_finalize;
}

static void
sheaf_article_selection_init (SheafArticleSelection *self)
{
  self->selected = gtk_bitset_new_empty ();
}

SheafArticleSelection *
sheaf_article_selection_new (SheafArticleList *list)
{
  SheafArticleSelection *self = g_object_new (SHEAF_TYPE_ARTICLE_SELECTION, NULL);

  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

GArray *
sheaf_article_selection_get_ids (SheafArticleSelection *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 id = sheaf_article_list_get_id (self->list, position);

      g_array_append_val (ids, id);
    }

  return ids;
}

guint
sheaf_article_selection_count (SheafArticleSelection *self)
{
  return gtk_bitset_get_size (self->selected);
}

guint
sheaf_article_selection_get_first (SheafArticleSelection *self)
{
  return gtk_bitset_is_empty (self->selected) ? GTK_INVALID_LIST_POSITION
                                              : gtk_bitset_get_minimum (self->selected);
}

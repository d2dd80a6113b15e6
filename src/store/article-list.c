/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ids -> articles, made when asked for, filled by pages, kept for a while. */

#include "store/article-list.h"

#define PAGE 64
#define KEPT 512
#define MAX_RUNS 32

struct _SheafArticleList
{
  GObject parent_instance;

  SheafStore *store;
  GArray *ids;      /* gint64 */
  GHashTable *born; /* &id -> SheafArticle, not owned */
  GPtrArray *kept;  /* ring of the last ones, owned: a flick back finds them */
  guint next_kept;
  GHashTable *known;  /* &id -> SheafRow of the last refill, until asked for */
  GHashTable *wanted; /* page numbers to load in the next idle */
  guint idle;
  GCancellable *cancellable;
};

static void
list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SheafArticleList,
                               sheaf_article_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static gint64
id_at (SheafArticleList *self, guint position)
{
  return g_array_index (self->ids, gint64, position);
}

static SheafArticle *
find_born (SheafArticleList *self, gint64 id)
{
  return g_hash_table_lookup (self->born, &id);
}

/* --- Loading --- */

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GPtrArray) rows = sheaf_store_load_rows_finish (SHEAF_STORE (source), result, NULL);
  SheafArticleList *self = data;

  if (rows == NULL)
    return; /* cancelled: SELF may be gone */
  for (guint i = 0; i < rows->len; i++)
    {
      SheafRow *row = rows->pdata[i];
      SheafArticle *article = find_born (self, row->id);

      if (article != NULL)
        sheaf_article_fill (article, row);
    }
}

static void
load (SheafArticleList *self, GArray *ids)
{
  if (ids->len > 0)
    sheaf_store_load_rows_async (self->store, (const gint64 *)ids->data, ids->len,
                                 self->cancellable, rows_cb, self);
}

static gboolean
load_cb (gpointer data)
{
  SheafArticleList *self = data;
  GHashTableIter iter;
  gpointer page;

  self->idle = 0;
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &page, NULL))
    {
      guint from = GPOINTER_TO_UINT (page) * PAGE;
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

      for (guint i = from; i < MIN (from + PAGE, self->ids->len); i++)
        {
          gint64 id = id_at (self, i);
          SheafArticle *article = find_born (self, id);

          if (article != NULL && sheaf_article_get_row (article) == NULL)
            g_array_append_val (ids, id);
        }
      load (self, ids);
    }
  g_hash_table_remove_all (self->wanted);

  return G_SOURCE_REMOVE;
}

static void
want_page (SheafArticleList *self, guint position)
{
  g_hash_table_add (self->wanted, GUINT_TO_POINTER (position / PAGE));
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, load_cb, self, NULL);
}

/* --- The model --- */

static GType
get_item_type (GListModel *model)
{
  return SHEAF_TYPE_ARTICLE;
}

static guint
get_n_items (GListModel *model)
{
  return SHEAF_ARTICLE_LIST (model)->ids->len;
}

static void
died_cb (gpointer data, GObject *article)
{
  SheafArticleList *self = data;
  gint64 id = sheaf_article_get_id ((SheafArticle *)article);

  g_hash_table_remove (self->born, &id);
}

static void
keep (SheafArticleList *self, SheafArticle *article)
{
  if (self->kept->len < KEPT)
    {
      g_ptr_array_add (self->kept, g_object_ref (article));
      return;
    }
  g_object_unref (self->kept->pdata[self->next_kept]);
  self->kept->pdata[self->next_kept] = g_object_ref (article);
  self->next_kept = (self->next_kept + 1) % KEPT;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SheafArticleList *self = SHEAF_ARTICLE_LIST (model);
  SheafArticle *article;
  SheafRow *row;
  gint64 id;

  if (position >= self->ids->len)
    return NULL;
  id = id_at (self, position);
  article = find_born (self, id);
  if (article != NULL)
    return g_object_ref (article);

  article = sheaf_article_new (id);
  g_hash_table_insert (self->born, g_memdup2 (&id, sizeof id), article);
  g_object_weak_ref (G_OBJECT (article), died_cb, self);
  keep (self, article);
  row = g_hash_table_lookup (self->known, &id);
  if (row != NULL)
    sheaf_article_fill (article, row);
  else
    want_page (self, position);

  return article;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* --- Following the library --- */

static void
store_changed_cb (SheafArticleList *self, const SheafChange *change)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_remove_all (self->known);
  if (change->ids == NULL)
    {
      g_hash_table_iter_init (&iter, self->born);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        g_array_append_vals (ids, key, 1);
    }
  for (gsize i = 0; change->ids != NULL && i < change->n; i++)
    if (find_born (self, change->ids[i]) != NULL)
      g_array_append_val (ids, change->ids[i]);
  load (self, ids);
}

/* --- Refilling --- */

typedef struct
{
  guint position; /* in the new list */
  guint removed, added;
} Run;

static GHashTable *
make_set (GArray *ids)
{
  GHashTable *set = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, &g_array_index (ids, gint64, i));

  return set;
}

static void
extend_run (GArray *runs, guint position, guint removed, guint added)
{
  Run *last = runs->len > 0 ? &g_array_index (runs, Run, runs->len - 1) : NULL;
  Run run = { position, removed, added };

  if (last != NULL && last->position + last->added == position)
    {
      last->removed += removed;
      last->added += added;
    }
  else
    g_array_append_val (runs, run);
}

/* What to announce, in order; NULL where what stays does not stay in order. Positions are those of
 * the new list, so announcing from the first run on is right at every step. */
static GArray *
find_runs (GArray *old, GArray *new)
{
  g_autoptr (GHashTable) was = make_set (old);
  g_autoptr (GHashTable) is = make_set (new);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  guint i = 0, k = 0;

  while (i < old->len || k < new->len)
    {
      const gint64 *a = i < old->len ? &g_array_index (old, gint64, i) : NULL;
      const gint64 *b = k < new->len ? &g_array_index (new, gint64, k) : NULL;

      if (a != NULL && b != NULL && *a == *b)
        i++, k++;
      else if (a != NULL && !g_hash_table_contains (is, a))
        {
          extend_run (runs, k, 1, 0);
          i++;
        }
      else if (b != NULL && !g_hash_table_contains (was, b))
        {
          extend_run (runs, k, 0, 1);
          k++;
        }
      else
        return NULL; /* the order changed */
      if (runs->len > MAX_RUNS)
        return NULL;
    }

  return g_steal_pointer (&runs);
}

/* Every step leaves the model as its signal says: the array is changed run by run. */
static void
announce_runs (SheafArticleList *self, GArray *new, GArray *runs)
{
  g_autoptr (GArray) final = g_array_ref (new);

  self->ids = g_array_copy (self->ids);
  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);

      if (run->removed > 0)
        g_array_remove_range (self->ids, run->position, run->removed);
      if (run->added > 0)
        g_array_insert_vals (self->ids, run->position,
                             &g_array_index (final, gint64, run->position), run->added);
      g_list_model_items_changed (G_LIST_MODEL (self), run->position, run->removed, run->added);
    }
}

static void
announce_span (SheafArticleList *self, GArray *old, GArray *new)
{
  guint head = 0, tail = 0, least = MIN (old->len, new->len);

  while (head < least && g_array_index (old, gint64, head) == g_array_index (new, gint64, head))
    head++;
  while (tail < least - head
         && g_array_index (old, gint64, old->len - 1 - tail)
                == g_array_index (new, gint64, new->len - 1 - tail))
    tail++;
  self->ids = g_array_ref (new);
  if (old->len - head - tail > 0 || new->len - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail,
                                new->len - head - tail);
}

void
sheaf_article_list_refill (SheafArticleList *self, GArray *ids, GPtrArray *rows)
{
  g_autoptr (GArray) old = self->ids;
  g_autoptr (GArray) runs = find_runs (old, ids);

  g_hash_table_remove_all (self->known);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      SheafRow *row = rows->pdata[i];
      SheafArticle *article = find_born (self, row->id);

      if (article != NULL)
        sheaf_article_fill (article, row);
      else
        g_hash_table_insert (self->known, &row->id, sheaf_row_ref (row));
    }
  if (runs != NULL)
    announce_runs (self, ids, runs);
  else
    announce_span (self, old, ids);
}

/* --- Life --- */

static void
sheaf_article_list_dispose (GObject *object)
{
  SheafArticleList *self = SHEAF_ARTICLE_LIST (object);
  GHashTableIter iter;
  gpointer article;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->born != NULL)
    {
      g_hash_table_iter_init (&iter, self->born);
      while (g_hash_table_iter_next (&iter, NULL, &article))
        g_object_weak_unref (article, died_cb, self);
    }
  g_clear_pointer (&self->born, g_hash_table_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sheaf_article_list_parent_class)->dispose (object);
}

static void
sheaf_article_list_finalize (GObject *object)
{
  SheafArticleList *self = SHEAF_ARTICLE_LIST (object);

  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (sheaf_article_list_parent_class)->finalize (object);
}

static void
sheaf_article_list_class_init (SheafArticleListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_article_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_article_list_finalize;
}

static void
sheaf_article_list_init (SheafArticleList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->born = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->known
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)sheaf_row_unref);
  self->kept = g_ptr_array_new_with_free_func (g_object_unref);
  self->wanted = g_hash_table_new (NULL, NULL);
  self->cancellable = g_cancellable_new ();
}

SheafArticleList *
sheaf_article_list_new (SheafStore *store)
{
  SheafArticleList *self = g_object_new (SHEAF_TYPE_ARTICLE_LIST, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

gint64
sheaf_article_list_get_id (SheafArticleList *self, guint position)
{
  return position < self->ids->len ? id_at (self, position) : 0;
}

gboolean
sheaf_article_list_find (SheafArticleList *self, gint64 id, guint *position)
{
  for (guint i = 0; i < self->ids->len; i++) /* 100,000: 0.05 ms, and no index to keep */
    if (id_at (self, i) == id)
      {
        *position = i;
        return TRUE;
      }

  return FALSE;
}

SheafArticle *
sheaf_article_list_peek (SheafArticleList *self, gint64 id)
{
  return find_born (self, id);
}

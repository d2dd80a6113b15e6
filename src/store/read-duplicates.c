/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Groups out of pairs: what hangs together is one group, also through an article that is in the
 * trash. */

#include "store/duplicates.h"
#include "store/edit-private.h"
#include "store/read.h"

static void
copy_free (gpointer data)
{
  SheafCopy *self = data;

  sheaf_row_unref (self->row);
  g_free (self);
}

void
sheaf_duplicates_free (SheafDuplicates *self)
{
  g_ptr_array_unref (self->copies);
  g_free (self);
}

/* --- Pairs --- */

typedef struct
{
  gint64 id;
  gint64 whole;
  guint parent; /* in the array; itself: the root */
} Node;

typedef struct
{
  guint one, other;
  double resemblance;
} Edge;

typedef struct
{
  SheafDb *db;
  GArray *nodes;      /* of Node */
  GArray *edges;      /* of Edge */
  GHashTable *places; /* id -> place in NODES + 1 */
  GHashTable *apart;  /* "one other" */
} Grouping;

static guint
find_root (Grouping *self, guint at)
{
  Node *nodes = (Node *)(gpointer)self->nodes->data;

  while (nodes[at].parent != at)
    {
      nodes[at].parent = nodes[nodes[at].parent].parent;
      at = nodes[at].parent;
    }

  return at;
}

static guint
get_node (Grouping *self, gint64 id, gint64 whole)
{
  gpointer place = g_hash_table_lookup (self->places, &id);
  Node node = { id, whole, self->nodes->len };

  if (place != NULL)
    return GPOINTER_TO_UINT (place) - 1;
  g_array_append_val (self->nodes, node);
  g_hash_table_insert (self->places, g_memdup2 (&id, sizeof id),
                       GUINT_TO_POINTER (self->nodes->len));

  return self->nodes->len - 1;
}

static void
join (Grouping *self, guint one, guint other, double resemblance)
{
  Edge edge = { one, other, resemblance };
  guint a = find_root (self, one), b = find_root (self, other);

  g_array_append_val (self->edges, edge);
  g_array_index (self->nodes, Node, MAX (a, b)).parent = MIN (a, b);
}

static char *
pair_key (gint64 one, gint64 other)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, MIN (one, other),
                          MAX (one, other));
}

static gboolean
read_alike (Grouping *self, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      self->db,
      "SELECT l.article_id, l.other_id, l.resemblance, l.apart, a.fingerprint, b.fingerprint FROM "
      "likeness l JOIN article a ON a.id = l.article_id JOIN article b ON b.id = l.other_id",
      error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (sheaf_db_step (self->db, stmt, &failure))
    {
      gint64 one = sqlite3_column_int64 (stmt, 0), other = sqlite3_column_int64 (stmt, 1);

      if (sqlite3_column_int (stmt, 3))
        g_hash_table_add (self->apart, pair_key (one, other));
      else
        join (self, get_node (self, one, sqlite3_column_int64 (stmt, 4)),
              get_node (self, other, sqlite3_column_int64 (stmt, 5)),
              sqlite3_column_double (stmt, 2));
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* Those that are one page, by what it says of itself or by where it was fetched. */
static gboolean
read_pages (Grouping *self, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      self->db,
      "WITH page (id, whole, url) AS (SELECT id, fingerprint, coalesce (canonical_url, final_url) "
      "FROM article WHERE trashed_at IS NULL AND kind = 0 AND coalesce (canonical_url, final_url) "
      "IS NOT NULL) SELECT id, whole, url FROM page WHERE url IN (SELECT url FROM page GROUP BY "
      "url HAVING count (*) > 1) ORDER BY url, id",
      error);
  g_autofree char *url = NULL;
  gint64 first = 0;
  guint first_node = 0;
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (sheaf_db_step (self->db, stmt, &failure))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);
      g_autofree char *own = sheaf_column_text (stmt, 2);
      g_autofree char *key = pair_key (first, id);
      guint node = get_node (self, id, sqlite3_column_int64 (stmt, 1));

      if (g_strcmp0 (own, url) != 0)
        {
          g_free (url);
          url = g_steal_pointer (&own);
          first = id;
          first_node = node;
        }
      else if (!g_hash_table_contains (self->apart, key))
        join (self, first_node, node, 0);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* --- Groups --- */

/* How much of an article there is: as edit-merge.c has it. */
static gint64
get_worth (const SheafRow *row)
{
  static const gint64 worths[] = {
    [SHEAF_FETCH_COMPLETE] = 4, [SHEAF_FETCH_INCOMPLETE] = 3, [SHEAF_FETCH_LINK] = 2,
    [SHEAF_FETCH_PENDING] = 1,  [SHEAF_FETCH_FAILED] = 0,
  };

  return worths[row->fetch] << 32 | row->word_count;
}

static int
compare_copies (gconstpointer a, gconstpointer b)
{
  const SheafRow *x = (*(SheafCopy *const *)a)->row, *y = (*(SheafCopy *const *)b)->row;
  gint64 one = get_worth (x), other = get_worth (y);

  return one != other ? (one < other) - (one > other) : (x->id > y->id) - (x->id < y->id);
}

static int
compare_ages (gconstpointer a, gconstpointer b)
{
  const SheafRow *x = (*(SheafCopy *const *)a)->row, *y = (*(SheafCopy *const *)b)->row;

  return (x->id > y->id) - (x->id < y->id);
}

/* The fullest first, the rest by age. */
static void
sort_copies (GPtrArray *copies)
{
  gpointer first;

  g_ptr_array_sort (copies, compare_copies);
  first = g_ptr_array_steal_index (copies, 0);
  g_ptr_array_sort (copies, compare_ages);
  g_ptr_array_insert (copies, 0, first);
}

/* To the kept one, else to the one that it was found by. */
static void
compare_with_kept (Grouping *self, SheafDuplicates *group, GArray *edges)
{
  const SheafCopy *kept = group->copies->pdata[0];
  const Node *nodes = (const Node *)(gpointer)self->nodes->data;
  guint kept_at = get_node (self, kept->row->id, 0);

  group->same = TRUE;
  for (guint i = 0; i < group->copies->len; i++)
    {
      SheafCopy *copy = group->copies->pdata[i];
      guint at = get_node (self, copy->row->id, 0);

      copy->whole = (guint64)nodes[at].whole;
      copy->same = i == 0 || (nodes[at].whole != 0 && nodes[at].whole == nodes[kept_at].whole);
      copy->resemblance = copy->same ? 1 : 0;
      for (guint k = 0; !copy->same && k < edges->len; k++)
        {
          const Edge *edge = &g_array_index (self->edges, Edge, g_array_index (edges, guint, k));
          gboolean direct = edge->one == kept_at || edge->other == kept_at;

          if (edge->one != at && edge->other != at)
            continue;
          copy->resemblance
              = direct ? edge->resemblance : MAX (copy->resemblance, edge->resemblance);
          if (direct)
            break;
        }
      group->same = group->same && copy->same;
    }
}

/* NULL with ERROR; one that is empty where fewer than two are to be shown. (transfer full) */
static SheafDuplicates *
make_group (Grouping *self, GArray *ids, GArray *edges, GError **error)
{
  g_autoptr (GPtrArray) rows
      = sheaf_read_rows (self->db, (const gint64 *)ids->data, ids->len, error);
  SheafDuplicates *group;

  if (rows == NULL)
    return NULL;
  group = g_new0 (SheafDuplicates, 1);
  group->copies = g_ptr_array_new_with_free_func (copy_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const SheafRow *row = rows->pdata[i];
      SheafCopy *copy;

      if (row->trashed)
        continue;
      copy = g_new0 (SheafCopy, 1);
      copy->row = sheaf_row_ref (rows->pdata[i]);
      g_ptr_array_add (group->copies, copy);
    }
  if (group->copies->len < 2)
    {
      g_ptr_array_set_size (group->copies, 0);
      return group;
    }
  sort_copies (group->copies);
  compare_with_kept (self, group, edges);

  return group;
}

/* Those that are the same first, then the newest. */
static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const SheafDuplicates *x = *(SheafDuplicates *const *)a, *y = *(SheafDuplicates *const *)b;
  gint64 one = ((const SheafCopy *)x->copies->pdata[0])->row->id;
  gint64 other = ((const SheafCopy *)y->copies->pdata[0])->row->id;

  return x->same != y->same ? y->same - x->same : (one < other) - (one > other);
}

static void
clear_array (gpointer data)
{
  g_array_unref (data);
}

/* Of each root: the ids, or the edges, of what hangs on it. (transfer full) */
static GHashTable *
collect (Grouping *self, gboolean edges)
{
  GHashTable *of_root = g_hash_table_new_full (NULL, NULL, NULL, clear_array);
  guint n = edges ? self->edges->len : self->nodes->len;

  for (guint i = 0; i < n; i++)
    {
      guint root = find_root (self, edges ? g_array_index (self->edges, Edge, i).one : i);
      GArray *array = g_hash_table_lookup (of_root, GUINT_TO_POINTER (root));

      if (array == NULL)
        {
          array = g_array_new (FALSE, FALSE, edges ? sizeof (guint) : sizeof (gint64));
          g_hash_table_insert (of_root, GUINT_TO_POINTER (root), array);
        }
      if (edges)
        g_array_append_val (array, i);
      else
        g_array_append_val (array, g_array_index (self->nodes, Node, i).id);
    }

  return of_root;
}

static GPtrArray *
make_groups (Grouping *self, GError **error)
{
  g_autoptr (GPtrArray) groups
      = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_duplicates_free);
  g_autoptr (GHashTable) ids = collect (self, FALSE);
  g_autoptr (GHashTable) edges = collect (self, TRUE);
  GHashTableIter iter;
  gpointer root, array;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &root, &array))
    {
      GArray *own = g_hash_table_lookup (edges, root);
      SheafDuplicates *group;

      if (((GArray *)array)->len < 2 || own == NULL)
        continue;
      group = make_group (self, array, own, error);
      if (group == NULL)
        return NULL;
      if (group->copies->len > 0)
        g_ptr_array_add (groups, group);
      else
        sheaf_duplicates_free (group);
    }
  g_ptr_array_sort (groups, compare_groups);

  return g_steal_pointer (&groups);
}

GPtrArray *
sheaf_read_duplicates (SheafDb *db, GError **error)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) apart = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Grouping self = { db, nodes, edges, places, apart };

  if (!read_alike (&self, error) || !read_pages (&self, error))
    return NULL;

  return make_groups (&self, error);
}

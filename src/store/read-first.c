/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first stage of a search: each index from its newest entry on, until there is enough or the
 * time is over. The start of frequent words is the exception: before an index says anything of it,
 * it goes through every place of each word that begins so. Where that takes too long, the texts
 * themselves are read, the newest first: what is frequent is soon found in them. */

#include "base/time.h"
#include "store/expression-private.h"
#include "store/read.h"

#include <string.h>

/* µs for an index to read what begins so: putting it in order takes three times as long, and is not
 * to be stopped. And for the texts that are read, where they are all texts. */
#define START_BUDGET (8 * 1000)
#define TEXTS_BUDGET (15 * 1000)

/* FTS5 gives its rows in the order of their ids, so that nothing is sorted. */
static const struct
{
  SheafIndexes index;
  const char *from, *match;
} firsts[] = {
  { SHEAF_INDEX_TITLE, "SELECT a.id FROM title_fts f CROSS JOIN article a ON a.id = f.rowid",
    " AND f.title_fts MATCH @ ORDER BY f.rowid DESC" },
  { SHEAF_INDEX_NOTES,
    "SELECT a.id FROM note_fts f CROSS JOIN note n ON n.id = f.rowid"
    " CROSS JOIN article a ON a.id = n.article_id",
    " AND f.note_fts MATCH @ ORDER BY f.rowid DESC" },
  { SHEAF_INDEX_TEXT, "SELECT a.id FROM body_fts f CROSS JOIN article a ON a.id = f.rowid",
    " AND f.body_fts MATCH @ ORDER BY f.rowid DESC" },
};

typedef struct
{
  SheafDb *db;
  SheafQuery *query;
  guint limit;
  GArray *ids;
  gboolean stopped; /* what ran last, by the deadline */
} First;

static const SheafPart *
get_root (SheafQuery *query)
{
  const SheafExpression *expression = sheaf_query_get_expression (query);

  return expression != NULL ? sheaf_expression_get_root (expression) : NULL;
}

static gboolean
has_start (const char *match)
{
  return strstr (match, "\"*") != NULL;
}

static void
add_conditions (GPtrArray *parts, SheafSql *sql)
{
  for (guint i = 0; i < parts->len; i++)
    {
      sheaf_sql_add (sql, " AND ");
      sheaf_part_add_condition (parts->pdata[i], sql, sheaf_time_now (), SHEAF_ASK_SOME);
    }
}

/* Appends what SQL says. To be late is no error. */
static gboolean
read_until_late (First *self, SheafSql *sql, GError **error)
{
  GError *failure = NULL;

  self->stopped = FALSE;
  if (sheaf_sql_read_ids (sql, self->db, self->ids, &failure))
    return TRUE;
  self->stopped = sheaf_db_is_late (self->db);
  if (self->stopped)
    g_clear_error (&failure);
  else
    g_propagate_error (error, failure);

  return self->stopped;
}

/* --- By an index --- */

/* MATCH, and none of the words that are left out, as far as this index knows: the condition says so
 * of all of them. */
static char *
leave_out (const SheafPart *root, SheafIndexes index, const char *match)
{
  g_autofree char *out = sheaf_part_dup_left_out (root, index);

  return out != NULL ? g_strdup_printf ("(%s) NOT (%s)", match, out) : g_strdup (match);
}

static gboolean
read_index (First *self, guint which, const char *match, GPtrArray *rest, GError **error)
{
  g_autoptr (SheafSql) sql = sheaf_sql_new ();

  sheaf_sql_add (sql, firsts[which].from);
  sheaf_query_add_place (self->query, sql);
  add_conditions (rest, sql);
  sheaf_sql_add_text (sql, firsts[which].match, match);
  sheaf_sql_add_number (sql, " LIMIT @", self->limit);

  return read_until_late (self, sql, error);
}

/* --- By the texts --- */

/* The words of ROOT: those that the index finds quickly, as a question to it (nullable), and the
 * others, appended to READ. */
static char *
split_starts (const SheafPart *root, GPtrArray *read)
{
  GString *match = g_string_new (NULL);
  gboolean several = root->kind == SHEAF_PART_ALL_OF, some;

  for (guint i = 0; i < (several ? root->children->len : 1); i++)
    {
      const SheafPart *part = several ? root->children->pdata[i] : root;
      g_autofree char *one = sheaf_part_dup_match (part, SHEAF_INDEX_TEXT);

      if (one != NULL && has_start (one))
        g_ptr_array_add (read, (gpointer)part);
      else if (one != NULL)
        g_string_append_printf (match, "%s(%s)", match->len > 0 ? " AND " : "", one);
    }
  some = match->len > 0;

  return g_string_free (match, !some);
}

static gboolean
read_texts (First *self, const char *match, GPtrArray *read, GPtrArray *rest, GError **error)
{
  g_autoptr (SheafSql) sql = sheaf_sql_new ();

  sheaf_sql_add (sql, match != NULL
                          ? "SELECT a.id FROM body_fts f CROSS JOIN article a ON a.id = f.rowid"
                          : "SELECT a.id FROM article a NOT INDEXED");
  sheaf_query_add_place (self->query, sql);
  for (guint i = 0; i < read->len; i++)
    {
      sheaf_sql_add (sql, " AND ");
      sheaf_part_add_text_condition (read->pdata[i], sql);
    }
  add_conditions (rest, sql);
  if (match != NULL)
    sheaf_sql_add_text (sql, " AND f.body_fts MATCH @", match);
  sheaf_sql_add_number (
      sql, match != NULL ? " ORDER BY f.rowid DESC LIMIT @" : " ORDER BY a.id DESC LIMIT @",
      self->limit);

  return read_until_late (self, sql, error);
}

gboolean
sheaf_read_text_ids (SheafDb *db, SheafQuery *query, guint limit, GArray *ids, GError **error)
{
  const SheafPart *root = get_root (query);
  g_autoptr (GPtrArray) read = g_ptr_array_new (), rest = g_ptr_array_new ();
  g_autofree char *words = sheaf_part_split_words (root, SHEAF_INDEX_TEXT, rest);
  g_autofree char *exact = words != NULL ? split_starts (root, read) : NULL;
  First first = { db, query, limit, ids, FALSE };

  return words == NULL || read_texts (&first, exact, read, rest, error);
}

/* --- Both --- */

/* The index, shortly; the texts; the index once more: what the newest texts do not have is not
 * frequent. Not where an exact word says which texts are to be read. */
static gboolean
read_starts (First *self, guint which, const char *match, GPtrArray *rest, GError **error)
{
  gint64 deadline = sheaf_db_get_deadline (self->db);
  g_autoptr (GPtrArray) read = g_ptr_array_new ();
  g_autofree char *exact = split_starts (get_root (self->query), read);
  guint before = self->ids->len;
  gboolean good;

  sheaf_db_set_deadline (self->db, MIN (g_get_monotonic_time () + START_BUDGET, deadline));
  if (!read_index (self, which, match, rest, error))
    return FALSE;
  sheaf_db_set_deadline (self->db, deadline);
  if (!self->stopped || sheaf_db_is_late (self->db))
    return TRUE;
  g_array_set_size (self->ids, before);
  if (exact == NULL)
    sheaf_db_set_deadline (self->db, MIN (g_get_monotonic_time () + TEXTS_BUDGET, deadline));
  if (!read_texts (self, exact, read, rest, error))
    return FALSE;
  if (!self->stopped || exact != NULL)
    good = TRUE;
  else
    {
      sheaf_db_set_deadline (self->db, (g_get_monotonic_time () + deadline) / 2);
      good = sheaf_db_is_late (self->db) || read_index (self, which, match, rest, error);
    }
  sheaf_db_set_deadline (self->db, deadline);

  return good;
}

/* FALSE with ERROR. */
static gboolean
read_one (First *self, guint which, GError **error)
{
  const SheafPart *root = get_root (self->query);
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  g_autofree char *words = sheaf_part_split_words (root, firsts[which].index, rest);
  g_autofree char *match = words != NULL ? leave_out (root, firsts[which].index, words) : NULL;

  if (match == NULL)
    return TRUE;
  if (firsts[which].index == SHEAF_INDEX_TEXT && has_start (match)
      && sheaf_db_get_deadline (self->db) != G_MAXINT64)
    return read_starts (self, which, match, rest, error);

  return read_index (self, which, match, rest, error);
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;

  return left > right ? -1 : left < right;
}

/* Each once, in the order in which they stand, at most LIMIT. */
static void
drop_doubles (GArray *ids, guint limit)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) all = g_array_copy (ids);

  g_array_set_size (ids, 0);
  for (guint i = 0; i < all->len && ids->len < limit; i++)
    {
      gint64 *id = &g_array_index (all, gint64, i);

      if (g_hash_table_add (seen, id))
        g_array_append_val (ids, *id);
    }
}

gboolean
sheaf_read_first_ids (
    SheafDb *db, SheafQuery *query, guint limit, GArray *ids, gboolean *all, GError **error)
{
  gboolean newest = sheaf_query_get_effective_order (query) == SHEAF_ORDER_NEWEST;
  First first = { db, query, limit, ids, FALSE };

  *all = sheaf_part_is_in_one_index (get_root (query));
  for (guint i = 0; i < G_N_ELEMENTS (firsts); i++)
    {
      guint before = ids->len;

      if (!sheaf_db_is_late (db) && !read_one (&first, i, error))
        return FALSE;
      *all = *all && !first.stopped && !sheaf_db_is_late (db) && ids->len - before < limit;
      if (!newest)
        drop_doubles (ids, limit);
      if (!newest && ids->len == limit)
        break; /* what the next ones find stands behind these */
    }
  if (newest)
    g_array_sort (ids, compare_newest);
  drop_doubles (ids, limit);

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The two stages of a search. The first goes through each index from its newest entry on and stops
 * as soon as it has enough, or its time is over; the second is the query itself. */

#include "store/edit-private.h"
#include "store/expression-private.h"
#include "store/read.h"

#include <string.h>

/* ONE: of one article. ALL: of those of a JSON array, in one go through what is found: a frequent
 * word, or the start of one, is looked up in the index anew by each question, which takes longer
 * than to pass by others. */
static const struct
{
  SheafIndexes index;
  const char *one, *all;
} snippets[] = {
  { SHEAF_INDEX_TEXT,
    "SELECT snippet (body_fts, 0, char (1), char (2), '…', 24) FROM body_fts WHERE body_fts MATCH "
    "?1 AND rowid = ?2",
    "SELECT rowid, snippet (body_fts, 0, char (1), char (2), '…', 24) FROM body_fts WHERE body_fts "
    "MATCH ?1 AND rowid BETWEEN ?3 AND ?4 AND +rowid IN (SELECT value FROM json_each (?2))" },
  { SHEAF_INDEX_NOTES,
    "SELECT snippet (note_fts, -1, char (1), char (2), '…', 24) FROM note_fts WHERE note_fts MATCH "
    "?1 AND rowid IN (SELECT id FROM note WHERE article_id = ?2)",
    "SELECT n.article_id, snippet (note_fts, -1, char (1), char (2), '…', 24) FROM note_fts f "
    "CROSS "
    "JOIN note n ON n.id = f.rowid WHERE f.note_fts MATCH ?1 AND n.article_id IN (SELECT value "
    "FROM "
    "json_each (?2))" },
};

#define NEAR 4096 /* ids from the first to the last, in which others are few enough to pass by */

/* µs, of what has a deadline: for the words around hits; of these for words that begin so; to ask
 * the newest articles one by one; to rank. */
#define AROUND_BUDGET (15 * 1000)
#define START_BUDGET (4 * 1000)
#define EACH_BUDGET (15 * 1000)
#define SHORT_BUDGET (40 * 1000)

void
sheaf_hit_free (SheafHit *self)
{
  g_clear_pointer (&self->row, sheaf_row_unref);
  g_free (self->snippet);
  g_free (self);
}

void
sheaf_found_free (SheafFound *self)
{
  g_ptr_array_unref (self->hits);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

static SheafFound *
new_found (void)
{
  SheafFound *self = g_new0 (SheafFound, 1);

  self->hits = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_hit_free);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

/* --- Snippets --- */

/* NULL also where it cannot be read: a hit without one is still a hit. */
static char *
read_snippet (SheafDb *db, const char *sql, const char *match, gint64 id)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, NULL);
  char *snippet = NULL;

  if (stmt == NULL)
    return NULL;
  sheaf_bind_text (stmt, 1, match);
  sqlite3_bind_int64 (stmt, 2, id);
  if (sheaf_db_step (db, stmt, NULL))
    snippet = sheaf_column_text (stmt, 0);
  sqlite3_reset (stmt);

  return snippet != NULL ? g_strstrip (snippet) : NULL;
}

static const SheafPart *
get_root (SheafQuery *query)
{
  const SheafExpression *expression = sheaf_query_get_expression (query);

  return expression != NULL ? sheaf_expression_get_root (expression) : NULL;
}

/* Into the places of ALL that are still empty. */
static void
read_each (SheafDb *db, guint which, const char *match, const gint64 *ids, GPtrArray *all)
{
  for (gsize i = 0; i < all->len; i++)
    if (all->pdata[i] == NULL)
      all->pdata[i] = read_snippet (db, snippets[which].one, match, ids[i]);
}

static void
put_snippet (GPtrArray *all, const gint64 *ids, gint64 id, char *snippet)
{
  for (gsize i = 0; snippet != NULL && i < all->len; i++)
    if (ids[i] == id && all->pdata[i] == NULL)
      {
        all->pdata[i] = g_strstrip (snippet);
        return;
      }
  g_free (snippet);
}

static void
read_together (SheafDb *db, guint which, const char *match, const gint64 *ids, GPtrArray *all)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, snippets[which].all, NULL);
  g_autoptr (GString) array = g_string_new ("[");
  gint64 least = G_MAXINT64, most = G_MININT64;

  if (stmt == NULL || all->len == 0)
    return;
  for (gsize i = 0; i < all->len; i++)
    {
      g_string_append_printf (array, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", ids[i]);
      least = MIN (least, ids[i]);
      most = MAX (most, ids[i]);
    }
  g_string_append_c (array, ']');
  sheaf_bind_text (stmt, 1, match);
  sheaf_bind_text (stmt, 2, array->str);
  if (sqlite3_bind_parameter_count (stmt) > 2)
    {
      sqlite3_bind_int64 (stmt, 3, least);
      sqlite3_bind_int64 (stmt, 4, most);
    }
  while (sheaf_db_step (db, stmt, NULL))
    put_snippet (all, ids, sqlite3_column_int64 (stmt, 0), sheaf_column_text (stmt, 1));
  sqlite3_reset (stmt);
}

static gboolean
are_near (const gint64 *ids, gsize n)
{
  gint64 least = G_MAXINT64, most = G_MININT64;

  for (gsize i = 0; i < n; i++)
    {
      least = MIN (least, ids[i]);
      most = MAX (most, ids[i]);
    }

  return n > 1 && most - least < NEAR;
}

/* Where time is short and many words begin like the last one, it is looked for by itself. */
static void
read_around (SheafDb *db, guint which, const char *match, const gint64 *ids, GPtrArray *all)
{
  gint64 deadline = sheaf_db_get_deadline (db);
  gboolean start = strstr (match, "\"*") != NULL, late;

  if (start && deadline != G_MAXINT64)
    sheaf_db_set_deadline (db, MIN (g_get_monotonic_time () + START_BUDGET, deadline));
  if (all->len > 1 && (start || are_near (ids, all->len)))
    read_together (db, which, match, ids, all);
  else
    read_each (db, which, match, ids, all);
  late = sheaf_db_is_late (db);
  sheaf_db_set_deadline (db, deadline);
  if (start && late && !sheaf_db_is_late (db))
    {
      g_autoptr (GString) whole = g_string_new (match);

      g_string_replace (whole, "\"*", "\"", 0);
      read_each (db, which, whole->str, ids, all);
    }
}

GPtrArray *
sheaf_read_snippets (SheafDb *db, SheafQuery *query, const gint64 *ids, gsize n)
{
  GPtrArray *all = g_ptr_array_new_full (n, g_free);

  g_ptr_array_set_size (all, n);
  for (guint i = 0; i < G_N_ELEMENTS (snippets); i++)
    {
      g_autofree char *match = sheaf_part_dup_any_match (get_root (query), snippets[i].index);

      if (match != NULL && !sheaf_db_is_late (db))
        read_around (db, i, match, ids, all);
    }

  return all;
}

/* The words around them in BUDGET (µs; G_MAXINT64: as long as it takes). */
static gboolean
read_hits (
    SheafDb *db, SheafQuery *query, SheafFound *found, guint limit, gint64 budget, GError **error)
{
  const gint64 *ids = (const gint64 *)found->ids->data;
  g_autoptr (GPtrArray) rows = sheaf_read_rows (db, ids, MIN (found->ids->len, limit), error);
  g_autoptr (GArray) there = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) around = NULL;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++) /* some that are gone are left out */
    g_array_append_val (there, ((SheafRow *)rows->pdata[i])->id);
  if (budget != G_MAXINT64)
    sheaf_db_set_deadline (db, g_get_monotonic_time () + budget);
  around = sheaf_read_snippets (db, query, (const gint64 *)there->data, there->len);
  sheaf_db_set_deadline (db, G_MAXINT64);
  for (guint i = 0; i < rows->len; i++)
    {
      SheafHit *hit = g_new0 (SheafHit, 1);

      hit->row = sheaf_row_ref (rows->pdata[i]);
      hit->snippet = g_steal_pointer (&around->pdata[i]);
      g_ptr_array_add (found->hits, hit);
    }

  return TRUE;
}

/* --- The first stage --- */

SheafFound *
sheaf_read_first_hits (SheafDb *db, SheafQuery *query, guint limit, GError **error)
{
  g_autoptr (SheafFound) found = new_found ();
  gboolean all;

  if (!sheaf_read_first_ids (db, query, limit, found->ids, &all, error))
    return NULL;
  sheaf_db_set_deadline (db, G_MAXINT64); /* what there is, is shown */
  if (!read_hits (db, query, found, limit, G_MAXINT64, error))
    return NULL;

  return g_steal_pointer (&found);
}

/* --- The second --- */

/* By relevance within BUDGET; NULL without ERROR: it takes longer. */
static GArray *
read_ranked (SheafDb *db, SheafQuery *query, gint64 budget, GError **error)
{
  gint64 now = g_get_monotonic_time ();
  gint64 deadline = budget < G_MAXINT64 - now ? now + budget : G_MAXINT64;
  GError *failure = NULL;
  GArray *ids = NULL;
  gboolean late;

  sheaf_db_set_deadline (db, deadline);
  late = sheaf_db_is_late (db);
  if (!late)
    {
      ids = sheaf_read_query (db, query, &failure);
      late = sheaf_db_is_late (db);
    }
  sheaf_db_set_deadline (db, G_MAXINT64);
  if (failure != NULL && late && g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&failure);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return ids;
}

SheafFound *
sheaf_read_search (SheafDb *db, SheafQuery *query, guint limit, gint64 budget, GError **error)
{
  g_autoptr (SheafFound) found = new_found ();
  GError *failure = NULL;
  GArray *ids;

  if (sheaf_query_get_effective_order (query) == SHEAF_ORDER_RELEVANCE)
    {
      ids = read_ranked (db, query, budget, &failure);
      found->ranked = ids != NULL;
      if (ids == NULL && failure == NULL)
        ids = sheaf_read_query_in_order (db, query, SHEAF_ORDER_NEWEST, &failure);
    }
  else
    ids = sheaf_read_query (db, query, &failure);
  if (ids == NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  g_array_unref (found->ids);
  found->ids = ids;
  found->whole = TRUE;
  if (!read_hits (db, query, found, limit, G_MAXINT64, error))
    return NULL;

  return g_steal_pointer (&found);
}

/* --- Both in short --- */

/* Appends the newest to IDS; *LATE (out): not all of them, which is no error. */
static gboolean
read_newest_until (SheafDb *db,
                   SheafQuery *query,
                   guint limit,
                   gboolean each,
                   gint64 deadline,
                   GArray *ids,
                   gboolean *late,
                   GError **error)
{
  GError *failure = NULL;

  sheaf_db_set_deadline (db, deadline);
  *late = sheaf_db_is_late (db);
  if (!*late && !sheaf_read_newest (db, query, limit, each, ids, &failure))
    *late = sheaf_db_is_late (db);
  sheaf_db_set_deadline (db, G_MAXINT64);
  if (failure != NULL && *late && g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&failure);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* What begins so is put in order by an index, which cannot be stopped, in three times the time in
 * which it is read. */
static gint64
stop_before (SheafQuery *query, gint64 deadline)
{
  gint64 now = g_get_monotonic_time ();

  return sheaf_part_has_start (get_root (query)) ? now + (deadline - now) / 4 : deadline;
}

/* The newest are asked first, if not for words that the first stage looked for in vain; where few
 * of them are meant, they are listed. */
static gboolean
read_some_newest (
    SheafDb *db, SheafQuery *query, guint limit, gint64 deadline, GArray *ids, GError **error)
{
  g_autoptr (GArray) listed = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 now = g_get_monotonic_time ();
  gboolean starts = sheaf_part_has_start (get_root (query)); /* listing them takes long */
  gint64 soon = MIN (now + (starts ? 2 * EACH_BUDGET : EACH_BUDGET), deadline);
  g_autofree char *words = sheaf_part_split_words (get_root (query), SHEAF_INDEX_TEXT, NULL);
  gboolean late = TRUE;

  if (words == NULL && !read_newest_until (db, query, limit, TRUE, soon, ids, &late, error))
    return FALSE;
  if (!late)
    return TRUE;
  deadline = stop_before (query, deadline);
  if (!read_newest_until (db, query, limit, FALSE, deadline, listed, &late, error))
    return FALSE;
  if (!late || listed->len > ids->len)
    {
      g_array_set_size (ids, 0);
      if (listed->len > 0)
        g_array_append_vals (ids, listed->data, listed->len);
    }

  return TRUE;
}

static void
append_new (GArray *ids, const GArray *others)
{
  for (guint i = 0; i < others->len; i++)
    {
      gint64 id = g_array_index (others, gint64, i);
      gboolean there = FALSE;

      for (guint k = 0; k < ids->len; k++)
        there = there || g_array_index (ids, gint64, k) == id;
      if (!there)
        g_array_append_val (ids, id);
    }
}

/* Does the order of the first ones depend on all? MANY: more than are wanted. */
static gboolean
needs_all (SheafQuery *query, gboolean many)
{
  SheafOrder order = sheaf_query_get_effective_order (query);

  if (order == SHEAF_ORDER_RELEVANCE)
    return many && sheaf_part_needs_words (get_root (query));

  return order != SHEAF_ORDER_NEWEST;
}

/* What the first stage cannot find stands behind what it found: the newest. Where they are many,
 * all are ranked if there is time. */
static gboolean
read_others (
    SheafDb *db, SheafQuery *query, guint limit, gint64 deadline, SheafFound *found, GError **error)
{
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *failure = NULL;
  GArray *ranked = NULL;

  if (!read_some_newest (db, query, limit + 1, deadline, others, error))
    return FALSE;
  if (needs_all (query, others->len > limit))
    ranked = read_ranked (
        db, query, MIN (stop_before (query, deadline) - g_get_monotonic_time (), SHORT_BUDGET),
        &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (ranked != NULL)
    {
      g_array_unref (found->ids);
      found->ids = ranked;
    }
  else
    append_new (found->ids, others);

  return TRUE;
}

SheafFound *
sheaf_read_some_hits (
    SheafDb *db, SheafQuery *query, guint limit, guint enough, gint64 deadline, GError **error)
{
  SheafOrder order = sheaf_query_get_effective_order (query);
  g_autoptr (SheafFound) found = new_found ();
  gboolean all = FALSE;

  if (order == SHEAF_ORDER_RELEVANCE || order == SHEAF_ORDER_NEWEST)
    {
      sheaf_db_set_deadline (db, deadline);
      if (!sheaf_read_first_ids (db, query, limit, found->ids, &all, error))
        return NULL;
      sheaf_db_set_deadline (db, G_MAXINT64);
    }
  if (!all && found->ids->len < enough && !read_others (db, query, limit, deadline, found, error))
    return NULL;
  if (!read_hits (db, query, found, limit, AROUND_BUDGET, error))
    return NULL;

  return g_steal_pointer (&found);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A query's ids. The statement is put together from literal parts; values are bound.
 *
 * The ranking: bm25 of FTS5 is the better the more negative it is; a hit in the title counts four
 * times one in the text. An article is ranked by every word in title, site, author, tags and notes,
 * and by those of the text where it has them all: who has not, has one of them elsewhere. So a
 * frequent word beside a rare one does not make each of its texts be weighed. */

#include "base/time.h"
#include "store/expression-private.h"
#include "store/read.h"

#include <string.h>

static const char *const places[] = {
  [SHEAF_PLACE_UNREAD] = "a.state = 0 AND a.read_at IS NULL AND a.trashed_at IS NULL",
  [SHEAF_PLACE_STARRED] = "a.starred = 1 AND a.trashed_at IS NULL",
  [SHEAF_PLACE_ARCHIVE] = "a.state = 1 AND a.trashed_at IS NULL",
  [SHEAF_PLACE_ALL] = "a.trashed_at IS NULL",
  [SHEAF_PLACE_TRASH] = "a.trashed_at IS NOT NULL",
};

static const struct
{
  SheafIndexes index;
  const char *sql;
} rankings[] = {
  { SHEAF_INDEX_TITLE, "SELECT rowid AS id, 4 * bm25 (title_fts, 4.0, 1.0, 2.0, 3.0) AS score"
                       " FROM title_fts WHERE title_fts MATCH @" },
  { SHEAF_INDEX_TEXT, "SELECT rowid AS id, bm25 (body_fts) AS score FROM body_fts"
                      " WHERE body_fts MATCH @" },
  { SHEAF_INDEX_NOTES,
    "SELECT n.article_id AS id, s.score FROM (SELECT rowid AS note_id, 2 * bm25 (note_fts) AS score"
    " FROM note_fts WHERE note_fts MATCH @) s JOIN note n ON n.id = s.note_id" },
};

static const SheafPart *
get_root (SheafQuery *query)
{
  const SheafExpression *expression = sheaf_query_get_expression (query);

  return expression != NULL ? sheaf_expression_get_root (expression) : NULL;
}

void
sheaf_query_add_place (SheafQuery *query, SheafSql *sql)
{
  SheafPlace place = sheaf_query_get_place (query);
  gint64 tag = sheaf_query_get_tag (query);

  sheaf_sql_add (sql, " WHERE ");
  sheaf_sql_add (sql, place == SHEAF_PLACE_ALL && sheaf_part_mentions_trash (get_root (query))
                          ? "1"
                          : places[place]);
  if (tag > 0)
    sheaf_sql_add_number (sql, " AND a.id IN (SELECT article_id FROM article_tag WHERE tag_id = @)",
                          tag);
}

static void
add_where (SheafQuery *query, SheafSql *sql, SheafAsk ask)
{
  const SheafPart *root = get_root (query);

  sheaf_query_add_place (query, sql);
  if (root == NULL)
    return;
  sheaf_sql_add (sql, " AND ");
  sheaf_part_add_condition (root, sql, sheaf_time_now (), ask);
}

/* (transfer full) (nullable) */
static char *
dup_rank_match (const SheafPart *root, SheafIndexes index)
{
  gboolean all = index == SHEAF_INDEX_TEXT && root != NULL && root->kind == SHEAF_PART_ALL_OF;
  char *match = all ? sheaf_part_split_words (root, index, NULL) : NULL;

  return match != NULL ? match : sheaf_part_dup_any_match (root, index);
}

/* FALSE: there is nothing to rank by. The limit that is none keeps SQLite from pulling one index
 * alone into the grouping, where bm25 cannot be asked. */
static gboolean
add_ranking (SheafQuery *query, SheafSql *sql)
{
  const SheafPart *root = get_root (query);
  gboolean needed = sheaf_part_needs_words (root), some = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (rankings); i++)
    {
      g_autofree char *match = dup_rank_match (root, rankings[i].index);

      if (match == NULL)
        continue;
      if (!some)
        sheaf_sql_add (sql,
                       needed ? "SELECT a.id FROM (" : "SELECT a.id FROM article a LEFT JOIN (");
      sheaf_sql_add (sql, some ? " UNION ALL " : "SELECT id, sum (score) AS score FROM (");
      sheaf_sql_add_text (sql, rankings[i].sql, match);
      some = TRUE;
    }
  if (some)
    sheaf_sql_add (sql, needed ? " LIMIT -1) GROUP BY id) h JOIN article a ON a.id = h.id"
                               : " LIMIT -1) GROUP BY id) h ON h.id = a.id");

  return some;
}

static gboolean
is_by_site (SheafOrder order)
{
  return order == SHEAF_ORDER_SITE || order == SHEAF_ORDER_SITE_BACKWARDS;
}

/* An index has the order of all articles; of few of them it would be gone through in vain, each row
 * looked at: they are sorted, which the sign in front says. */
static gboolean
is_sorted (SheafQuery *query, SheafOrder order)
{
  return order != SHEAF_ORDER_NEWEST && order != SHEAF_ORDER_OLDEST && !is_by_site (order)
         && (sheaf_query_get_place (query) != SHEAF_PLACE_ALL || sheaf_query_get_tag (query) > 0
             || get_root (query) != NULL);
}

static void
add_order (SheafQuery *query, SheafOrder order, SheafSql *sql)
{
  const SheafOperator *sort = sheaf_operator_find ("sort", strlen ("sort"));
  const char *by = sort->choices[order].sql;

  sheaf_sql_add (sql, is_sorted (query, order) ? " ORDER BY +" : " ORDER BY ");
  if (strchr (by, '@') != NULL)
    sheaf_sql_add_number (sql, by, sheaf_query_get_seed (query));
  else
    sheaf_sql_add (sql, by);
}

GArray *
sheaf_read_query_in_order (SheafDb *db, SheafQuery *query, SheafOrder order, GError **error)
{
  g_autoptr (SheafSql) sql = sheaf_sql_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean ranked = order == SHEAF_ORDER_RELEVANCE && add_ranking (query, sql);

  if (!ranked)
    sheaf_sql_add (sql, is_by_site (order) ? "SELECT a.id, a.site FROM article a"
                                           : "SELECT a.id FROM article a");
  if (ranked && sheaf_part_is_any_words (get_root (query)))
    sheaf_query_add_place (query, sql); /* what is ranked is what is meant */
  else
    add_where (query, sql, SHEAF_ASK_ALL);
  if (ranked)
    sheaf_sql_add (sql, " ORDER BY h.score IS NULL, h.score, a.added_at DESC, a.id DESC");
  else
    add_order (query, order, sql);
  if (is_by_site (order))
    return sheaf_read_ids_by_site (db, sql, order == SHEAF_ORDER_SITE_BACKWARDS, error);

  return sheaf_sql_read_ids (sql, db, ids, error) ? g_steal_pointer (&ids) : NULL;
}

GArray *
sheaf_read_query (SheafDb *db, SheafQuery *query, GError **error)
{
  return sheaf_read_query_in_order (db, query, sheaf_query_get_effective_order (query), error);
}

gboolean
sheaf_read_newest (
    SheafDb *db, SheafQuery *query, guint limit, gboolean each, GArray *ids, GError **error)
{
  g_autoptr (SheafSql) sql = sheaf_sql_new ();

  sheaf_sql_add (sql, "SELECT a.id FROM article a");
  add_where (query, sql, each ? SHEAF_ASK_ONE : SHEAF_ASK_ALL);
  add_order (query, SHEAF_ORDER_NEWEST, sql);
  sheaf_sql_add_number (sql, " LIMIT @", limit);

  return sheaf_sql_read_ids (sql, db, ids, error);
}

gboolean
sheaf_read_count (SheafDb *db, SheafQuery *query, guint *count, GError **error)
{
  g_autoptr (SheafSql) sql = sheaf_sql_new ();
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (gint64));

  sheaf_sql_add (sql, "SELECT count (*) FROM article a");
  add_where (query, sql, SHEAF_ASK_ALL);
  if (!sheaf_sql_read_ids (sql, db, counts, error))
    return FALSE;
  *count = g_array_index (counts, gint64, 0);

  return TRUE;
}

gboolean
sheaf_read_match (SheafDb *db, SheafQuery *query, gint64 id, gboolean *matches, GError **error)
{
  g_autoptr (SheafSql) sql = sheaf_sql_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  sheaf_sql_add (sql, "SELECT a.id FROM article a");
  sheaf_query_add_place (query, sql);
  sheaf_sql_add_number (sql, " AND a.id = @ AND ", id);
  sheaf_part_add_condition (get_root (query), sql, sheaf_time_now (), SHEAF_ASK_ONE);
  if (!sheaf_sql_read_ids (sql, db, ids, error))
    return FALSE;
  *matches = ids->len > 0;

  return TRUE;
}

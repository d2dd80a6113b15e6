/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which articles share tags with one: looked for among the newest of each of its tags, the rarest
 * tag first, so that a tag of half the library costs no more than any other. */

#include "store/read.h"

#define MOST_TAGS 12
#define MOST_USES 1000 /* a tag that more articles have is no rarer than this */
#define MOST_OF_TAG 100
#define MOST_CANDIDATES 300

typedef struct
{
  gint64 tag;
  double weight;
} Tag;

typedef struct
{
  gint64 id;
  double score;
  gboolean unread;
} Candidate;

static gboolean
finish (GError *failure, GError **error)
{
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* The rarest first. */
static GArray *
read_tags (SheafDb *db, gint64 id, GError **error)
{
  g_autoptr (GArray) tags = g_array_new (FALSE, FALSE, sizeof (Tag));
  GError *failure = NULL;
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "SELECT tag_id, (SELECT count (*) FROM (SELECT 1 FROM article_tag y WHERE y.tag_id = "
      "x.tag_id LIMIT ?2)) AS uses FROM article_tag x WHERE article_id = ?1 ORDER BY uses LIMIT ?3",
      error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_int (stmt, 2, MOST_USES);
  sqlite3_bind_int (stmt, 3, MOST_TAGS);
  while (sheaf_db_step (db, stmt, &failure))
    {
      Tag tag = { sqlite3_column_int64 (stmt, 0), 1.0 / sqlite3_column_int (stmt, 1) };

      g_array_append_val (tags, tag);
    }

  return finish (failure, error) ? g_steal_pointer (&tags) : NULL;
}

/* Into SEEN, the newest first. */
static gboolean
read_candidates (SheafDb *db, gint64 tag, gint64 id, GHashTable *seen, GError **error)
{
  GError *failure = NULL;
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db,
                          "SELECT article_id FROM article_tag WHERE tag_id = ?1 AND article_id != "
                          "?2 ORDER BY article_id DESC LIMIT ?3",
                          error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, tag);
  sqlite3_bind_int64 (stmt, 2, id);
  sqlite3_bind_int (stmt, 3, MOST_OF_TAG);
  while (sheaf_db_step (db, stmt, &failure))
    if (g_hash_table_size (seen) < MOST_CANDIDATES)
      {
        gint64 *one = g_new (gint64, 1);

        *one = sqlite3_column_int64 (stmt, 0);
        g_hash_table_add (seen, one);
      }

  return finish (failure, error);
}

/* By all the tags that it shares. */
static gboolean
weigh (SheafDb *db, const GArray *tags, Candidate *candidate, GError **error)
{
  GError *failure = NULL;
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "SELECT tag_id FROM article_tag WHERE article_id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, candidate->id);
  while (sheaf_db_step (db, stmt, &failure))
    for (guint i = 0; i < tags->len; i++)
      if (g_array_index (tags, Tag, i).tag == sqlite3_column_int64 (stmt, 0))
        candidate->score += g_array_index (tags, Tag, i).weight;

  return finish (failure, error);
}

/* FALSE without ERROR: it is not one to be read. */
static gboolean
read_state (SheafDb *db, Candidate *candidate, GError **error)
{
  gboolean found;
  GError *failure = NULL;
  sqlite3_stmt *stmt = sheaf_db_prepare (db,
                                         "SELECT state = 0 AND read_at IS NULL FROM article"
                                         " WHERE id = ?1 AND trashed_at IS NULL AND word_count > 0",
                                         error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, candidate->id);
  found = sheaf_db_step (db, stmt, &failure);
  if (found)
    {
      candidate->unread = sqlite3_column_int (stmt, 0);
      sqlite3_reset (stmt);
    }

  return finish (failure, error) && found;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  if (one->unread != other->unread)
    return other->unread - one->unread;
  if (one->score != other->score)
    return one->score < other->score ? 1 : -1;

  return one->id < other->id ? 1 : -1;
}

static GArray *
rank (SheafDb *db, const GArray *tags, GHashTable *seen, GError **error)
{
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Candidate));
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      Candidate candidate = { .id = *(gint64 *)id };
      GError *failure = NULL;

      if (read_state (db, &candidate, &failure) && weigh (db, tags, &candidate, &failure))
        g_array_append_val (ranked, candidate);
      if (!finish (failure, error))
        return NULL;
    }
  g_array_sort (ranked, compare);

  return g_steal_pointer (&ranked);
}

GPtrArray *
sheaf_read_related (SheafDb *db, gint64 id, guint most, GError **error)
{
  g_autoptr (GArray) tags = read_tags (db, id, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) ranked = NULL, ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (tags == NULL)
    return NULL;
  for (guint i = 0; i < tags->len && g_hash_table_size (seen) < MOST_CANDIDATES; i++)
    if (!read_candidates (db, g_array_index (tags, Tag, i).tag, id, seen, error))
      return NULL;
  ranked = rank (db, tags, seen, error);
  if (ranked == NULL)
    return NULL;
  for (guint i = 0; i < MIN (ranked->len, most); i++)
    g_array_append_val (ids, g_array_index (ranked, Candidate, i).id);

  return sheaf_read_rows (db, (const gint64 *)(const void *)ids->data, ids->len, error);
}

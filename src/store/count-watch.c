/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The triggers tell how each article and each tag stood before it was touched first, and which tags
 * it got and lost; how it stands afterwards is read at the end. What is between the two is the
 * difference. */

#include "store/count-watch.h"

#include "store/edit-private.h"

/* How an article stands, as far as it is counted. */
typedef struct
{
  gboolean there, trashed, archived, starred, read;
} Stand;

typedef struct
{
  gint64 tag;
  int by; /* got: 1, lost: -1, or both */
} Link;

typedef struct
{
  gboolean told; /* BEFORE is known; else only tags changed */
  Stand before;
  GArray *links; /* of Link; NULL: none */
} Touched;

typedef struct
{
  gboolean was; /* there, before */
  char *name, *key;
  int color;
} Tag;

typedef struct
{
  GHashTable *articles; /* id -> Touched */
  GHashTable *tags;     /* id -> Tag: how each that changed was before */
} Tally;

static void
free_touched (gpointer data)
{
  Touched *touched = data;

  g_clear_pointer (&touched->links, g_array_unref);
  g_free (touched);
}

static void
free_tag (gpointer data)
{
  Tag *tag = data;

  g_free (tag->name);
  g_free (tag->key);
  g_free (tag);
}

static void
free_tally (gpointer data)
{
  Tally *self = data;

  g_hash_table_unref (self->articles);
  g_hash_table_unref (self->tags);
  g_free (self);
}

static GHashTable *
new_table (GDestroyNotify free_value)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_value);
}

/* --- What the triggers tell --- */

static Touched *
touch (Tally *self, gint64 id)
{
  Touched *touched = g_hash_table_lookup (self->articles, &id);

  if (touched == NULL)
    {
      touched = g_new0 (Touched, 1);
      g_hash_table_insert (self->articles, g_memdup2 (&id, sizeof id), touched);
    }

  return touched;
}

/* SQL: tally_article (id, there, trashed, archived, starred, read): as it was before. */
static void
tally_article (sqlite3_context *context, int n, sqlite3_value **values)
{
  Touched *touched = touch (sqlite3_user_data (context), sqlite3_value_int64 (values[0]));

  if (touched->told)
    return;
  touched->told = TRUE;
  touched->before = (Stand){ sqlite3_value_int (values[1]), sqlite3_value_int (values[2]),
                             sqlite3_value_int (values[3]), sqlite3_value_int (values[4]),
                             sqlite3_value_int (values[5]) };
}

/* SQL: tally_link (article, tag, by). */
static void
tally_link (sqlite3_context *context, int n, sqlite3_value **values)
{
  Touched *touched = touch (sqlite3_user_data (context), sqlite3_value_int64 (values[0]));
  Link link = { sqlite3_value_int64 (values[1]), sqlite3_value_int (values[2]) };

  if (touched->links == NULL)
    touched->links = g_array_new (FALSE, FALSE, sizeof (Link));
  for (guint i = 0; i < touched->links->len; i++)
    if (g_array_index (touched->links, Link, i).tag == link.tag)
      {
        g_array_index (touched->links, Link, i).by += link.by;
        return;
      }
  g_array_append_val (touched->links, link);
}

/* SQL: tally_tag (id, there, name, key, color): as it was before. */
static void
tally_tag (sqlite3_context *context, int n, sqlite3_value **values)
{
  Tally *self = sqlite3_user_data (context);
  gint64 id = sqlite3_value_int64 (values[0]);
  Tag *tag;

  if (g_hash_table_contains (self->tags, &id))
    return;
  tag = g_new0 (Tag, 1);
  tag->was = sqlite3_value_int (values[1]);
  tag->name = g_strdup ((const char *)sqlite3_value_text (values[2]));
  tag->key = g_strdup ((const char *)sqlite3_value_text (values[3]));
  tag->color = sqlite3_value_int (values[4]);
  g_hash_table_insert (self->tags, g_memdup2 (&id, sizeof id), tag);
}

#define OLD_STAND                                                                                  \
  "SELECT tally_article (old.id, 1, old.trashed_at IS NOT NULL, old.state, old.starred, "          \
  "old.read_at IS NOT NULL);"
#define OLD_TAG "SELECT tally_tag (old.id, 1, old.name, old.name_key, old.color);"
#define ON(name, event, table, body)                                                               \
  "CREATE TEMP TRIGGER IF NOT EXISTS " name " " event " ON main." table " BEGIN " body " END;"

/* The article's own go first: what goes with it then tells of its tags. */
static const char triggers[]
    = ON ("tally_1", "AFTER INSERT", "article", "SELECT tally_article (new.id, 0, 0, 0, 0, 0);")
        ON ("tally_2", "AFTER UPDATE OF state, starred, read_at, trashed_at", "article", OLD_STAND)
            ON ("tally_3", "BEFORE DELETE", "article", OLD_STAND)
                ON ("tally_4",
                    "AFTER INSERT",
                    "article_tag",
                    "SELECT tally_link (new.article_id, new.tag_id, 1);")
                    ON ("tally_5",
                        "AFTER DELETE",
                        "article_tag",
                        "SELECT tally_link (old.article_id, old.tag_id, -1);")
                        ON ("tally_6",
                            "AFTER INSERT",
                            "tag",
                            "SELECT tally_tag (new.id, 0, NULL, NULL, 0);")
                            ON ("tally_7", "AFTER UPDATE", "tag", OLD_TAG)
                                ON ("tally_8", "BEFORE DELETE", "tag", OLD_TAG);

static gboolean
add_function (SheafDb *db,
              const char *name,
              int n,
              void (*function) (sqlite3_context *, int, sqlite3_value **),
              Tally *self,
              GError **error)
{
  return sqlite3_create_function (sheaf_db_get_handle (db), name, n, SQLITE_UTF8 | SQLITE_INNOCUOUS,
                                  self, function, NULL, NULL)
             == SQLITE_OK
         || sheaf_db_fail (db, error);
}

gboolean
sheaf_count_watch_start (SheafDb *db, GError **error)
{
  Tally *self = g_new0 (Tally, 1);

  self->articles = new_table (free_touched);
  self->tags = new_table (free_tag);
  sheaf_db_set_watch (db, self, free_tally);

  return add_function (db, "tally_article", 6, tally_article, self, error)
         && add_function (db, "tally_link", 3, tally_link, self, error)
         && add_function (db, "tally_tag", 5, tally_tag, self, error)
         && sheaf_db_run (db, triggers, error);
}

void
sheaf_count_watch_begin (SheafDb *db)
{
  Tally *self = sheaf_db_get_watch (db);

  g_hash_table_remove_all (self->articles);
  g_hash_table_remove_all (self->tags);
}

/* --- How things stand now --- */

static gboolean
read_stand (SheafDb *db, gint64 id, Stand *stand, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "SELECT trashed_at IS NOT NULL, state, starred, read_at IS NOT NULL FROM article WHERE id "
      "= ?1",
      error);
  GError *failure = NULL;

  *stand = (Stand){ 0 };
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (sheaf_db_step (db, stmt, &failure))
    {
      *stand = (Stand){ TRUE, sqlite3_column_int (stmt, 0), sqlite3_column_int (stmt, 1),
                        sqlite3_column_int (stmt, 2), sqlite3_column_int (stmt, 3) };
      sqlite3_reset (stmt);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

static gboolean
read_links (SheafDb *db, gint64 id, GArray *tags, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "SELECT tag_id FROM article_tag WHERE article_id = ?1", error);
  GError *failure = NULL;

  g_array_set_size (tags, 0);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  while (sheaf_db_step (db, stmt, &failure))
    {
      gint64 tag = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (tags, tag);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* (transfer full) NULL without ERROR: there is none of that number. */
static Tag *
read_tag (SheafDb *db, gint64 id, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "SELECT name, name_key, color FROM tag WHERE id = ?1", error);
  Tag *tag = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  if (sheaf_db_step (db, stmt, error))
    {
      tag = g_new0 (Tag, 1);
      tag->was = TRUE;
      tag->name = sheaf_column_text (stmt, 0);
      tag->key = sheaf_column_text (stmt, 1);
      tag->color = sqlite3_column_int (stmt, 2);
      sqlite3_reset (stmt);
    }

  return tag;
}

/* --- The difference --- */

typedef struct
{
  SheafDb *db;
  Tally *tally;
  SheafSidebarCounts *counts;
  GHashTable *entries; /* id of a tag -> SheafTagCount of COUNTS */
  gint64 round;        /* a number for each time an article is counted */
} Ending;

static gboolean
is_unread (const Stand *stand)
{
  return stand->there && !stand->trashed && !stand->archived && !stand->read;
}

static void
count_place (SheafSidebarCounts *counts, const Stand *stand, guint by)
{
  gboolean listed = stand->there && !stand->trashed, unread = is_unread (stand);

  counts->trashed += stand->there && stand->trashed ? by : 0;
  counts->all += listed ? by : 0;
  counts->archived += listed && stand->archived ? by : 0;
  counts->starred += listed && stand->starred ? by : 0;
  counts->unread += unread ? by : 0;
  counts->starred_unread += unread && stand->starred ? by : 0;
}

/* NULL without ERROR: it came and went. */
static SheafTagCount *
find_entry (Ending *self, gint64 id, GError **error)
{
  SheafTagCount *entry = g_hash_table_lookup (self->entries, &id);
  const Tag *before = g_hash_table_lookup (self->tally->tags, &id);
  g_autofree char *name = NULL, *key = NULL;
  Tag *now;

  if (entry != NULL)
    return entry;
  if (before != NULL && before->was)
    {
      name = g_strdup (before->name);
      key = g_strdup (before->key);
    }
  else
    {
      now = read_tag (self->db, id, error);
      if (now == NULL)
        return NULL;
      name = g_steal_pointer (&now->name);
      key = g_steal_pointer (&now->key);
      free_tag (now);
    }
  entry = sheaf_sidebar_counts_ensure (self->counts, name, key);
  g_hash_table_insert (self->entries, g_memdup2 (&id, sizeof id), entry);

  return entry;
}

static int
find_by (const Touched *touched, gint64 tag)
{
  for (guint i = 0; touched->links != NULL && i < touched->links->len; i++)
    if (g_array_index (touched->links, Link, i).tag == tag)
      return g_array_index (touched->links, Link, i).by;

  return 0;
}

static gboolean
count_tag (Ending *self, gint64 tag, const Stand *stand, guint by, GError **error)
{
  GError *failure = NULL;
  SheafTagCount *entry = find_entry (self, tag, &failure);

  if (entry != NULL)
    sheaf_tag_count_add (entry, self->round, is_unread (stand), by);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* NOW: the tags that it has now. */
static gboolean
count_tags (Ending *self,
            const Touched *touched,
            const Stand *before,
            const Stand *after,
            const GArray *now,
            GError **error)
{
  self->round++;
  for (guint i = 0; before->there && !before->trashed && i < now->len; i++)
    if (find_by (touched, g_array_index (now, gint64, i)) <= 0
        && !count_tag (self, g_array_index (now, gint64, i), before, -1u, error))
      return FALSE;
  for (guint i = 0;
       before->there && !before->trashed && touched->links != NULL && i < touched->links->len; i++)
    if (g_array_index (touched->links, Link, i).by < 0
        && !count_tag (self, g_array_index (touched->links, Link, i).tag, before, -1u, error))
      return FALSE;
  self->round++;
  for (guint i = 0; after->there && !after->trashed && i < now->len; i++)
    if (!count_tag (self, g_array_index (now, gint64, i), after, 1, error))
      return FALSE;

  return TRUE;
}

static gboolean
count_articles (Ending *self, GError **error)
{
  g_autoptr (GArray) now = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->tally->articles);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Touched *touched = value;
      gint64 id = *(gint64 *)key;
      Stand before, after;
      gboolean moved;

      if (!read_stand (self->db, id, &after, error))
        return FALSE;
      before = touched->told ? touched->before : after;
      count_place (self->counts, &before, -1u);
      count_place (self->counts, &after, 1);
      moved = is_unread (&before) != is_unread (&after)
              || (before.there && !before.trashed) != (after.there && !after.trashed);
      if ((moved || touched->links != NULL)
          && (!read_links (self->db, id, now, error)
              || !count_tags (self, touched, &before, &after, now, error)))
        return FALSE;
    }

  return TRUE;
}

/* BEFORE and AFTER (nullable): how the tag ID was and is. */
static void
tell_tag (Ending *self, gint64 id, const Tag *before, const Tag *after)
{
  const Tag *any = after != NULL ? after : before;
  guint by = (after != NULL) - (guint)before->was;
  SheafTagCount *entry = sheaf_sidebar_counts_ensure (self->counts, any->name, any->key);

  /* Two of one name in a row: what is there now has the word. */
  if (after != NULL || !entry->told)
    {
      entry->told = TRUE;
      entry->id = after != NULL ? id : 0;
      entry->color = after != NULL ? (guint)after->color : 0;
      g_free (entry->name);
      entry->name = g_strdup (any->name);
    }
  for (SheafTagCount *at = entry; at != NULL; at = at->parent)
    at->n_tags += by;
}

/* *RENAMED: one stands elsewhere now, with all who have it. */
static gboolean
tell_tags (Ending *self, gboolean *renamed, GError **error)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->tally->tags);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Tag *before = value;
      GError *failure = NULL;
      Tag *after = read_tag (self->db, *(gint64 *)key, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (after != NULL && before->was && !g_str_equal (after->key, before->key))
        *renamed = TRUE;
      else if (after != NULL || before->was)
        tell_tag (self, *(gint64 *)key, before, after);
      g_clear_pointer (&after, free_tag);
    }

  return TRUE;
}

gboolean
sheaf_count_watch_end (SheafDb *db, SheafSidebarCounts **difference, GError **error)
{
  g_autoptr (SheafSidebarCounts) counts = sheaf_sidebar_counts_new ();
  g_autoptr (GHashTable) entries
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Ending ending = { db, sheaf_db_get_watch (db), counts, entries, 0 };
  gboolean renamed = FALSE;

  *difference = NULL;
  if (!tell_tags (&ending, &renamed, error) || (!renamed && !count_articles (&ending, error)))
    return FALSE;
  if (!renamed)
    *difference = g_steal_pointer (&counts);

  return TRUE;
}

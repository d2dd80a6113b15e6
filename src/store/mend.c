/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables, keys and indexes are asked of the schema; only articles and their texts are known by
 * name. */

#include "store/mend.h"

#include "base/error.h"
#include "base/text.h"
#include "base/time.h"
#include "document/document-pack.h"
#include "store/edit-private.h"

#include <string.h>

#define MOST_TITLE 120

void
sheaf_repair_free (SheafRepair *self)
{
  g_free (self->set_aside);
  g_free (self->backup);
  g_ptr_array_unref (self->losses);
  g_free (self);
}

const char *
sheaf_loss_nick (SheafLossKind kind)
{
  static const char *const nicks[] = {
    [SHEAF_LOSS_FROM_BACKUP] = "from-backup",
    [SHEAF_LOSS_OLD_TEXT] = "text-from-backup",
    [SHEAF_LOSS_REFETCH] = "fetch-again",
    [SHEAF_LOSS_TEXT] = "text-lost",
    [SHEAF_LOSS_FACTS] = "facts-lost",
    [SHEAF_LOSS_PICTURES] = "pictures-lost",
    [SHEAF_LOSS_ARTICLE] = "lost",
  };

  return nicks[kind];
}

static void
loss_free (gpointer data)
{
  SheafLoss *self = data;

  g_free (self->title);
  g_free (self->url);
  g_free (self);
}

SheafRepair *
sheaf_repair_new (void)
{
  SheafRepair *self = g_new0 (SheafRepair, 1);

  self->losses = g_ptr_array_new_with_free_func (loss_free);

  return self;
}

void
sheaf_repair_add (SheafRepair *self, SheafLossKind kind, SheafDb *db, gint64 id)
{
  SheafLoss *loss = g_new0 (SheafLoss, 1);
  sqlite3_stmt *stmt
      = db != NULL ? sheaf_db_prepare (db, "SELECT title, url FROM article WHERE id = ?1", NULL)
                   : NULL;

  loss->kind = kind;
  loss->id = id;
  if (stmt != NULL && sqlite3_bind_int64 (stmt, 1, id) == SQLITE_OK
      && sheaf_db_step (db, stmt, NULL))
    {
      loss->title = sheaf_column_text (stmt, 0);
      loss->url = sheaf_column_text (stmt, 1);
      sqlite3_reset (stmt);
    }
  g_ptr_array_add (self->losses, loss);
}

/* --- Questions --- */

/* The first column of every row of SQL, as texts. */
static GPtrArray *
ask_all (SheafDb *db, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = NULL;
  int code = sqlite3_prepare_v2 (sheaf_db_get_handle (db), sql, -1, &stmt, NULL);

  while (code == SQLITE_OK || code == SQLITE_ROW)
    {
      code = sqlite3_step (stmt);
      if (code == SQLITE_ROW)
        g_ptr_array_add (answers, sheaf_column_text (stmt, 0));
    }
  if (code != SQLITE_DONE)
    sheaf_db_fail (db, error);
  sqlite3_finalize (stmt);

  return code == SQLITE_DONE ? g_steal_pointer (&answers) : NULL;
}

static gint64
number_at (GPtrArray *answers, guint i)
{
  return g_ascii_strtoll (answers->pdata[i], NULL, 10);
}

/* Runs each statement that SQL answers with; COUNT (optional) grows by the rows changed. */
static gboolean
run_all (SheafDb *db, const char *sql, guint *count, GError **error)
{
  g_autoptr (GPtrArray) statements = ask_all (db, sql, error);

  if (statements == NULL)
    return FALSE;
  for (guint i = 0; i < statements->len; i++)
    {
      if (!sheaf_db_run (db, statements->pdata[i], error))
        return FALSE;
      if (count != NULL)
        *count += sqlite3_changes (sheaf_db_get_handle (db));
    }

  return TRUE;
}

/* --- Texts --- */

static GBytes *
unpack_column (sqlite3_stmt *stmt, int column)
{
  return sheaf_db_unpack (sqlite3_column_blob (stmt, column), sqlite3_column_bytes (stmt, column),
                          NULL);
}

static gboolean
is_sound (sqlite3_stmt *stmt, int column)
{
  g_autoptr (GBytes) bytes = unpack_column (stmt, column);

  return bytes != NULL || sqlite3_column_type (stmt, column) == SQLITE_NULL;
}

/* The ranges of the second column lie in the text of the third. */
static gboolean
is_document (sqlite3_stmt *stmt)
{
  g_autoptr (GBytes) doc = unpack_column (stmt, 1);
  g_autoptr (GBytes) text = unpack_column (stmt, 2);
  g_autoptr (SheafDocument) document
      = doc != NULL && text != NULL
            ? sheaf_document_unpack (doc, g_bytes_get_data (text, NULL), NULL)
            : NULL;

  return document != NULL;
}

/* A statement that asks for the rowid of each damaged value of a table and one that ends it. */
typedef struct
{
  const char *ask, *end;
} Packed;

static gboolean
drop_damaged (SheafDb *db, const char *ask, const char *end, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *stmt = sheaf_db_prepare (db, ask, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (sheaf_db_step (db, stmt, &failure))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      if (sqlite3_column_count (stmt) == 3 ? !is_document (stmt) : !is_sound (stmt, 1))
        g_array_append_val (ids, id);
    }
  stmt = failure == NULL ? sheaf_db_prepare (db, end, &failure) : NULL;
  for (guint i = 0; stmt != NULL && failure == NULL && i < ids->len; i++)
    {
      sqlite3_bind_int64 (stmt, 1, g_array_index (ids, gint64, i));
      sheaf_db_step_done (db, stmt, &failure);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

gboolean
sheaf_mend_drop_damaged_texts (SheafDb *db, GError **error)
{
  static const Packed packed[] = {
    { "SELECT article_id, removed_z FROM content",
      "UPDATE content SET removed_z = NULL WHERE article_id = ?1" },
    { "SELECT article_id, doc_z, text_z FROM content",
      "DELETE FROM content WHERE article_id = ?1" },
    { "SELECT id, removed_z FROM version", "UPDATE version SET removed_z = NULL WHERE id = ?1" },
    { "SELECT id, doc_z, text_z FROM version", "DELETE FROM version WHERE id = ?1" },
    { "SELECT id, back_z FROM deed", "DELETE FROM deed WHERE id = ?1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (packed); i++)
    if (!drop_damaged (db, packed[i].ask, packed[i].end, error))
      return FALSE;

  return TRUE;
}

/* --- The newest backup --- */

/* What of OLD belongs to another article than MAIN's of the same number stays there. */
static const char *
condition_for (const char *table, gboolean of_article)
{
  if (g_str_equal (table, "article_tag"))
    return " WHERE EXISTS (SELECT 1 FROM main.article a JOIN old.article b USING (id, uid) WHERE "
           "a.id = article_id) AND EXISTS (SELECT 1 FROM main.tag t JOIN old.tag u USING (id, "
           "name_key) WHERE t.id = tag_id)";

  return of_article ? " WHERE EXISTS (SELECT 1 FROM main.article a JOIN old.article b USING (id, "
                      "uid) WHERE a.id = article_id)"
                    : "";
}

static gboolean
fill_table (SheafDb *db, const char *table, GError **error)
{
  g_autofree char *columns_sql = g_strdup_printf (
      "SELECT group_concat ('\"' || m.name || '\"', ', ') FROM pragma_table_info ('%s', 'main') m"
      " JOIN pragma_table_info ('%s', 'old') o USING (name)",
      table, table);
  g_autofree char *of_article_sql = g_strdup_printf (
      "SELECT count(*) FROM pragma_table_info ('%s', 'old') WHERE name = 'article_id'", table);
  g_autoptr (GPtrArray) columns = ask_all (db, columns_sql, error);
  g_autoptr (GPtrArray) of_article = columns != NULL ? ask_all (db, of_article_sql, error) : NULL;
  g_autofree char *sql = NULL;

  if (of_article == NULL)
    return FALSE;
  if (columns->len == 0 || columns->pdata[0] == NULL)
    return TRUE; /* newer than the backup */
  sql = g_strdup_printf ("INSERT OR IGNORE INTO main.\"%s\" (%s) SELECT %s FROM old.\"%s\"%s",
                         table, (char *)columns->pdata[0], (char *)columns->pdata[0], table,
                         condition_for (table, number_at (of_article, 0) > 0));

  return sheaf_db_run (db, sql, error);
}

static gboolean
add_losses (SheafDb *db,
            const char *sql,
            SheafLossKind kind,
            gboolean look_up,
            SheafRepair *repair,
            GError **error)
{
  g_autoptr (GPtrArray) ids = ask_all (db, sql, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    sheaf_repair_add (repair, kind, look_up ? db : NULL, number_at (ids, i));

  return ids != NULL;
}

gboolean
sheaf_mend_from_backup (SheafDb *db, GHashTable *tables, SheafRepair *repair, GError **error)
{
  g_autofree const char **names = (const char **)g_hash_table_get_keys_as_array (tables, NULL);

  if (!sheaf_db_run (db,
                     "CREATE TEMP TABLE had AS SELECT id, EXISTS (SELECT 1 FROM main.content c "
                     "WHERE c.article_id = id) AS text FROM main.article;"
                     "CREATE UNIQUE INDEX temp.had_id ON had (id)",
                     error))
    return FALSE;
  if ((g_hash_table_contains (tables, "article") && !fill_table (db, "article", error))
      || (g_hash_table_contains (tables, "tag") && !fill_table (db, "tag", error)))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_str_equal (names[i], "deed") /* it undoes what was done to another library */
        && !fill_table (db, names[i], error))
      return FALSE;

  return add_losses (db, "SELECT id FROM main.article WHERE id NOT IN (SELECT id FROM temp.had)",
                     SHEAF_LOSS_FROM_BACKUP, TRUE, repair, error)
         && add_losses (db,
                        "SELECT article_id FROM main.content JOIN temp.had h ON h.id = article_id "
                        "WHERE NOT h.text",
                        SHEAF_LOSS_OLD_TEXT, TRUE, repair, error)
         && sheaf_db_run (db, "DROP TABLE temp.had", error);
}

/* --- Articles --- */

/* The first words of a text or a note, as a title. (transfer full) */
static char *
make_title (const char *text)
{
  const char *end = text != NULL ? strchr (text, '\n') : NULL;
  g_autofree char *line
      = text != NULL ? g_strndup (text, end != NULL ? (gsize)(end - text) : strlen (text)) : NULL;

  if (line == NULL || sheaf_text_is_blank (line))
    return g_strdup ("…");

  return sheaf_text_cut (line, MOST_TITLE);
}

static gboolean
remake (SheafDb *db, gint64 id, const char *text, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db,
                                         "INSERT INTO article (id, uid, url_key, title, title_key, "
                                         "readerable, added_at, fetch) VALUES "
                                         "(?1, randomblob (16), randomblob (16), ?2, ?3, 1, ?4, 0)",
                                         error);
  g_autofree char *title = make_title (text);
  g_autoptr (GBytes) key = sheaf_text_sort_key (title);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  sheaf_bind_text (stmt, 2, title);
  sheaf_bind_blob (stmt, 3, key);
  sqlite3_bind_int64 (stmt, 4, sheaf_time_now ());

  return sheaf_db_step_done (db, stmt, error);
}

/* A text, also a version of it, or a note outlives the facts of its article. */
static gboolean
remake_articles (SheafDb *db, SheafRepair *repair, GError **error)
{
  static const char ask[]
      = "SELECT article_id, unz (text_z) FROM content WHERE article_id NOT IN (SELECT id FROM "
        "article) UNION ALL SELECT article_id, unz (text_z) FROM version WHERE id IN (SELECT max "
        "(id) FROM version GROUP BY article_id) AND article_id NOT IN (SELECT id FROM article) AND "
        "article_id NOT IN (SELECT article_id FROM content)"
        " UNION ALL SELECT article_id, coalesce (body, quote) FROM note WHERE article_id "
        "NOT IN (SELECT id FROM article) AND article_id NOT IN (SELECT article_id FROM content) "
        "AND article_id NOT IN (SELECT article_id FROM version) GROUP BY article_id";
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = sheaf_db_prepare (db, ask, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (sheaf_db_step (db, stmt, &failure))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);
      g_autofree char *text = sheaf_column_text (stmt, 1);

      g_array_append_val (ids, id);
      g_ptr_array_add (texts, g_strndup (text != NULL ? text : "", 4 * MOST_TITLE));
    }
  for (guint i = 0; failure == NULL && i < ids->len; i++)
    if (remake (db, g_array_index (ids, gint64, i), texts->pdata[i], &failure))
      sheaf_repair_add (repair, SHEAF_LOSS_FACTS, db, g_array_index (ids, gint64, i));
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

#define WITHOUT_TEXT                                                                               \
  "fetch IN (0, 3) AND id NOT IN (SELECT article_id FROM content)" /* complete, incomplete */

static gboolean
fetch_again (SheafDb *db, SheafRepair *repair, GError **error)
{
  return add_losses (db, "SELECT id FROM article WHERE url IS NOT NULL AND " WITHOUT_TEXT,
                     SHEAF_LOSS_REFETCH, TRUE, repair, error)
         && add_losses (db, "SELECT id FROM article WHERE url IS NULL AND " WITHOUT_TEXT,
                        SHEAF_LOSS_TEXT, TRUE, repair, error)
         && sheaf_db_run (
             db,
             "UPDATE article SET fetch = CASE WHEN url IS NULL THEN 2 ELSE 1 END, fetch_error = "
             "CASE "
             "WHEN url IS NULL THEN 'store' END WHERE " WITHOUT_TEXT ";"
             "DELETE FROM job WHERE kind <> 0 AND article_id IN (SELECT id FROM article WHERE "
             "fetch "
             "= 1);"
             "INSERT INTO job (kind, article_id, url) SELECT 0, id, url FROM article WHERE fetch = "
             "1 AND url IS NOT NULL AND id NOT IN (SELECT article_id FROM job WHERE article_id IS "
             "NOT NULL)",
             error);
}

/* Pictures whose facts are gone are fetched anew. */
static gboolean
forget_pictures (SheafDb *db, SheafRepair *repair, GError **error)
{
  static const char lost[]
      = "SELECT DISTINCT article_id FROM article_asset WHERE sha NOT IN (SELECT sha FROM asset)"
        " UNION SELECT id FROM article WHERE lead_sha IS NOT NULL AND lead_sha NOT IN (SELECT sha "
        "FROM asset)";
  g_autofree char *sql = g_strconcat (
      "INSERT INTO job (kind, article_id, url) SELECT 1, id, url FROM article WHERE id IN (", lost,
      ") AND url IS NOT NULL AND id IN (SELECT article_id FROM content) AND id NOT IN (SELECT "
      "article_id FROM job WHERE article_id IS NOT NULL);"
      "DELETE FROM article_asset WHERE sha NOT IN (SELECT sha FROM asset);"
      "UPDATE article SET lead_sha = NULL WHERE lead_sha IS NOT NULL AND lead_sha NOT IN (SELECT "
      "sha FROM asset)",
      NULL);

  return add_losses (db, lost, SHEAF_LOSS_PICTURES, TRUE, repair, error)
         && sheaf_db_run (db, sql, error);
}

/* Articles that only their tags and addresses remember. */
static gboolean
note_the_gone (SheafDb *db, SheafRepair *repair, GError **error)
{
  g_autoptr (GPtrArray) questions
      = ask_all (db,
                 "SELECT group_concat (printf ('SELECT \"%w\" FROM \"%w\"', k.\"from\", t.name), ' "
                 "UNION ') FROM pragma_table_list t JOIN pragma_foreign_key_list (t.name) k WHERE "
                 "t.schema = 'main' AND k.\"table\" = 'article'",
                 error);
  g_autofree char *sql = NULL;

  if (questions == NULL || questions->len == 0 || questions->pdata[0] == NULL)
    return questions != NULL;
  sql = g_strdup_printf ("WITH named (id) AS (%s) SELECT id FROM named WHERE id IS NOT NULL AND id "
                         "NOT IN (SELECT id FROM article)",
                         (char *)questions->pdata[0]);

  return add_losses (db, sql, SHEAF_LOSS_ARTICLE, FALSE, repair, error);
}

static gboolean
remove_dangling (SheafDb *db, SheafRepair *repair, GError **error)
{
  return run_all (
      db,
      "SELECT printf ('DELETE FROM \"%w\" WHERE \"%w\" IS NOT NULL AND \"%w\" NOT IN "
      "(SELECT \"%w\" FROM \"%w\")', t.name, k.\"from\", k.\"from\", coalesce (k.\"to\","
      " (SELECT c.name FROM pragma_table_info (k.\"table\") c WHERE c.pk = 1)), "
      "k.\"table\") FROM pragma_table_list t JOIN pragma_foreign_key_list (t.name) k "
      "WHERE t.schema = 'main'",
      &repair->links, error);
}

static gboolean
rebuild_indexes (SheafDb *db, SheafRepair *repair, GError **error)
{
  g_autoptr (GPtrArray) names
      = ask_all (db,
                 "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual' "
                 "ORDER BY name",
                 error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autofree char *sql
          = g_strdup_printf ("INSERT INTO \"%s\" (\"%s\") VALUES ('rebuild')", name, name);

      if (!sheaf_db_run (db, sql, error))
        return FALSE;
      repair->indexes++;
    }

  return names != NULL;
}

gboolean
sheaf_mend (SheafDb *db, SheafRepair *repair, GError **error)
{
  g_autoptr (GPtrArray) count = NULL;

  if (!remake_articles (db, repair, error) || !note_the_gone (db, repair, error)
      || !remove_dangling (db, repair, error) || !fetch_again (db, repair, error)
      || !forget_pictures (db, repair, error) || !rebuild_indexes (db, repair, error))
    return FALSE;
  count = ask_all (db, "SELECT count(*) FROM article", error);
  if (count != NULL)
    repair->articles = number_at (count, 0);

  return count != NULL;
}

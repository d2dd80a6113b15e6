/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables, keys and indexes are asked of the schema; only articles and their texts are known by
 * name. */

#include "store/mend.h"

#include "base/error.h"
#include "base/text.h"
#include "base/time.h"
#include "document/document-pack.h"
#include "store/backup.h"
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
unpack_value (sqlite3_value *value)
{
  const void *data = sqlite3_value_blob (value);

  return sheaf_db_unpack (data, sqlite3_value_bytes (value), NULL);
}

/* SQL: sound (packed), where NULL is sound, and sound (packed document, packed text) -> 0 or 1. */
static void
is_sound (sqlite3_context *context, int n, sqlite3_value **values)
{
  g_autoptr (GBytes) first = unpack_value (values[0]);
  g_autoptr (GBytes) text = n == 2 ? unpack_value (values[1]) : NULL;
  g_autoptr (SheafDocument) document
      = first != NULL && text != NULL
            ? sheaf_document_unpack (first, g_bytes_get_data (text, NULL), NULL)
            : NULL;

  if (n == 2)
    sqlite3_result_int (context, document != NULL);
  else
    sqlite3_result_int (context, first != NULL || sqlite3_value_type (values[0]) == SQLITE_NULL);
}

static gboolean
teach_sound (SheafDb *db, GError **error)
{
  for (int n = 1; n <= 2; n++)
    if (sqlite3_create_function (sheaf_db_get_handle (db), "sound", n,
                                 SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                                 is_sound, NULL, NULL)
        != SQLITE_OK)
      return sheaf_db_fail (db, error);

  return TRUE;
}

gboolean
sheaf_mend_drop_damaged_texts (SheafDb *db, GError **error)
{
  return teach_sound (db, error)
         && sheaf_db_run (db,
                          "UPDATE content SET removed_z = NULL WHERE NOT sound (removed_z);"
                          "DELETE FROM content WHERE NOT sound (doc_z, text_z);"
                          "UPDATE version SET removed_z = NULL WHERE NOT sound (removed_z);"
                          "DELETE FROM version WHERE NOT sound (doc_z, text_z);"
                          "DELETE FROM deed WHERE NOT sound (back_z)",
                          error);
}

/* --- The backups --- */

#define MOST_BACKUPS 8 /* that can be attached to one connection, and some to spare */

/* What of OLD belongs to another article than MAIN's of the same number stays there. */
static char *
condition_for (const char *old, const char *table, gboolean of_article)
{
  g_autofree char *same
      = g_strdup_printf (" WHERE EXISTS (SELECT 1 FROM main.article a JOIN %s.article b USING (id, "
                         "uid) WHERE a.id = article_id)",
                         old);

  if (g_str_equal (table, "article_tag"))
    return g_strdup_printf ("%s AND EXISTS (SELECT 1 FROM main.tag t JOIN %s.tag u USING (id, "
                            "name_key) WHERE t.id = tag_id)",
                            same, old);

  return g_strdup (of_article ? same : "");
}

/* The columns that both have, each as the SQL AS makes it of its name. NULL: there are none, or an
 * error. (transfer full) */
static char *
list_columns (SheafDb *db, const char *old, const char *table, const char *as, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT group_concat (%s, ', ') FROM pragma_table_info ('%s', 'main') m"
                         " JOIN pragma_table_info ('%s', '%s') o USING (name)",
                         as, table, table, old);
  g_autoptr (GPtrArray) columns = ask_all (db, sql, error);

  return columns != NULL && columns->len > 0 ? g_strdup (columns->pdata[0]) : NULL;
}

/* A text that is damaged there too stays there. */
static gboolean
fill_table (SheafDb *db, const char *old, const char *table, GError **error)
{
  static const char plain[] = "'\"' || m.name || '\"'";
  static const char sound[]
      = "CASE m.name WHEN 'removed_z' THEN 'CASE WHEN sound (removed_z) THEN removed_z END' ELSE "
        "'\"' || m.name || '\"' END";
  g_autofree char *facts_sql = g_strdup_printf (
      "SELECT name FROM pragma_table_info ('%s', '%s') WHERE name IN ('article_id', 'doc_z') "
      "ORDER BY name",
      table, old);
  g_autoptr (GPtrArray) facts = ask_all (db, facts_sql, error);
  GError *failure = NULL;
  g_autofree char *columns = facts != NULL ? list_columns (db, old, table, plain, &failure) : NULL;
  g_autofree char *values = columns != NULL ? list_columns (db, old, table, sound, &failure) : NULL;
  g_autofree char *condition = NULL;
  g_autoptr (GString) sql = g_string_new (NULL);

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (values == NULL)
    return facts != NULL; /* newer than the backup */
  condition = condition_for (old, table, facts->len > 0);
  g_string_printf (sql, "INSERT OR IGNORE INTO main.\"%s\" (%s) SELECT %s FROM %s.\"%s\" x%s",
                   table, columns, values, old, table, condition);
  if (facts->len > 1) /* looked at only where it is needed */
    g_string_append_printf (sql,
                            " AND CASE WHEN x.rowid IN (SELECT rowid FROM main.\"%s\") THEN 0 ELSE "
                            "sound (doc_z, text_z) END",
                            table);

  return sheaf_db_run (db, sql->str, error);
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

static gboolean
attach (SheafDb *db, const char *path, const char *name, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "ATTACH ?1 AS ?2", error);

  if (stmt == NULL)
    return FALSE;
  sheaf_bind_text (stmt, 1, path);
  sheaf_bind_text (stmt, 2, name);

  return sheaf_db_step_done (db, stmt, error);
}

/* All TABLES as the newest backup has them. */
static gboolean
fill_tables (SheafDb *db, const char *old, GHashTable *tables, GError **error)
{
  g_autofree const char **names = (const char **)g_hash_table_get_keys_as_array (tables, NULL);

  if ((g_hash_table_contains (tables, "article") && !fill_table (db, old, "article", error))
      || (g_hash_table_contains (tables, "tag") && !fill_table (db, old, "tag", error)))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_str_equal (names[i], "deed") /* it undoes what was done to another library */
        && !fill_table (db, old, names[i], error))
      return FALSE;

  return !g_hash_table_contains (tables, "tag")
         || sheaf_db_run (db, "DELETE FROM tag WHERE id NOT IN (SELECT tag_id FROM article_tag)",
                          error);
}

#define WITHOUT_TEXT                                                                               \
  "fetch IN (0, 3) AND id NOT IN (SELECT article_id FROM content)" /* complete, incomplete */

/* An older backup may have a text that is damaged, or no longer there, in the newest. */
static gboolean
fill_from_backups (SheafDb *db,
                   GPtrArray *backups,
                   GHashTable *tables,
                   SheafRepair *repair,
                   GCancellable *cancellable,
                   GError **error)
{
  gboolean texts = g_hash_table_contains (tables, "content");

  for (guint i = 0, n = 0; i < backups->len && n < MOST_BACKUPS; i++)
    {
      const char *path = ((const SheafBackup *)backups->pdata[i])->path;
      g_autofree char *old = g_strdup_printf ("old%u", n);
      g_autoptr (GPtrArray) missing = NULL;

      if (!sheaf_backup_check (path, cancellable, NULL, NULL))
        continue;
      if (!attach (db, path, old, error)
          || !(n == 0 ? fill_tables (db, old, tables, error)
                      : fill_table (db, old, "content", error)))
        return FALSE;
      if (n++ == 0)
        repair->backup = g_strdup (path);
      missing = texts ? ask_all (db, "SELECT id FROM article WHERE " WITHOUT_TEXT " LIMIT 1", error)
                      : NULL;
      if (missing == NULL || missing->len == 0)
        return !texts || missing != NULL;
    }

  return TRUE;
}

gboolean
sheaf_mend_from_backups (SheafDb *db,
                         const char *folder,
                         GHashTable *tables,
                         SheafRepair *repair,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *own = sheaf_backup_folder (folder);
  g_autoptr (GPtrArray) backups = sheaf_backup_list (own);

  return teach_sound (db, error)
         && sheaf_db_run (db,
                          "CREATE TEMP TABLE had AS SELECT id, EXISTS (SELECT 1 FROM main.content "
                          "c WHERE c.article_id = id) AS text FROM main.article;"
                          "CREATE UNIQUE INDEX temp.had_id ON had (id)",
                          error)
         && fill_from_backups (db, backups, tables, repair, cancellable, error)
         && add_losses (db, "SELECT id FROM main.article WHERE id NOT IN (SELECT id FROM temp.had)",
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

/* What can be made of the texts is made anew; a key leads to one article. */
static gboolean
forget_fingerprints (SheafDb *db, GError **error)
{
  return sheaf_db_run (db,
                       "UPDATE article SET fingerprint = NULL WHERE fingerprint IS NOT NULL;"
                       "DELETE FROM fingerprint;"
                       "DELETE FROM likeness WHERE apart = 0;"
                       "DELETE FROM address WHERE url_key IN (SELECT url_key FROM article)",
                       error);
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
      || !forget_pictures (db, repair, error) || !forget_fingerprints (db, error)
      || !rebuild_indexes (db, repair, error))
    return FALSE;
  count = ask_all (db, "SELECT count(*) FROM article", error);
  if (count != NULL)
    repair->articles = number_at (count, 0);

  return count != NULL;
}

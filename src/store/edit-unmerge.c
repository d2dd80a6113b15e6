/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Articles that became one come back as they were: their rows out of what the merge kept, their
 * texts out of the versions that those became. What somebody changed meanwhile in the one that is
 * left stays changed. */

#include "store/edit-unmerge.h"

#include "store/fingerprint.h"

/* --- Statements --- */

static gboolean
run (SheafDb *db,
     const char *sql,
     gint64 keep,
     gint64 id,
     gint64 value,
     gboolean *did,
     GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, keep);
  sqlite3_bind_int64 (stmt, 2, id);
  sqlite3_bind_int64 (stmt, 3, value);
  if (!sheaf_db_step_done (db, stmt, error))
    return FALSE;
  if (did != NULL)
    *did = sqlite3_changes (sheaf_db_get_handle (db)) > 0;

  return TRUE;
}

/* SQL for each value of VALUES, bound as ?3. */
static gboolean
run_each (SheafDb *db, const char *sql, gint64 keep, gint64 id, GVariant *values, GError **error)
{
  for (gsize i = 0; i < g_variant_n_children (values); i++)
    {
      g_autoptr (GVariant) value = g_variant_get_child_value (values, i);
      sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);

      if (stmt == NULL)
        return FALSE;
      sqlite3_bind_int64 (stmt, 1, keep);
      sqlite3_bind_int64 (stmt, 2, id);
      sheaf_image_bind_value (stmt, 3, value);
      if (!sheaf_db_step_done (db, stmt, error))
        return FALSE;
    }

  return TRUE;
}

/* --- Rows --- */

/* A table that a merge takes rows of; a number that is another's by now is made anew. */
static const struct
{
  const char *name;
  const char *number; /* (nullable) */
} tables[] = {
  { "article", NULL },     { "note", "id" },     { "article_asset", NULL }, { "job", "id" },
  { "fingerprint", NULL }, { "likeness", NULL }, { "own_facts", NULL },
};

static gboolean
put_back (SheafDb *db, const char *table, GVariant *image, gboolean *inserted, GError **error)
{
  *inserted = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].name, table))
      return sheaf_image_insert (db, tables[i].name, image, NULL, inserted, error)
             && (*inserted || tables[i].number == NULL
                 || sheaf_image_insert (db, tables[i].name, image, tables[i].number, inserted,
                                        error));

  return TRUE; /* none of ours */
}

/* The other one of two that were alike may be gone. */
static gboolean
is_pair_whole (SheafDb *db, GVariant *image, gboolean *whole, GError **error)
{
  gint64 one = 0, other = 0;

  g_variant_lookup (image, "article_id", "x", &one);
  g_variant_lookup (image, "other_id", "x", &other);

  return sheaf_db_ask (db, "SELECT (SELECT count (*) FROM article WHERE id IN (?1, ?2)) = 2", one,
                       other, whole, error);
}

/* *BACK (out): the article itself is. It is the first of the rows. */
static gboolean
put_rows_back (SheafDb *db, GVariant *rows, gboolean *back, GError **error)
{
  *back = FALSE;
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) image = NULL;
      const char *table;
      gboolean inserted, whole = TRUE;

      g_variant_get_child (rows, i, "(&s@" SHEAF_IMAGE_TYPE ")", &table, &image);
      if (g_str_equal (table, "likeness") && !is_pair_whole (db, image, &whole, error))
        return FALSE;
      if (!whole)
        continue;
      if (!put_back (db, table, image, &inserted, error))
        return FALSE;
      if (i == 0 && !inserted)
        return TRUE;
      *back = TRUE;
    }

  return TRUE;
}

/* --- One article --- */

static gboolean
take_text_back (SheafApply *apply, gint64 keep, gint64 id, gint64 version, GError **error)
{
  gboolean moved;

  if (version == 0)
    return TRUE;
  if (!run (apply->db,
            "INSERT INTO content (article_id, doc_z, text_z, removed_z, snapshot_sha) SELECT ?2, "
            "doc_z, text_z, removed_z, snapshot_sha FROM version WHERE id = ?3 AND article_id = ?1",
            keep, id, version, &moved, error))
    return FALSE;
  if (!moved) /* it was damaged, and is gone */
    return sheaf_fetch_again (apply, id, error);

  return run (apply->db, "DELETE FROM version WHERE id = ?3 AND article_id = ?1 AND ?2 > 0", keep,
              id, version, NULL, error);
}

static gboolean
part_from (SheafApply *apply, gint64 keep, GVariant *packed, gboolean *parted, GError **error)
{
  static const SheafFtsPart all = SHEAF_FTS_TITLE | SHEAF_FTS_BODY | SHEAF_FTS_NOTES;
  g_autoptr (GVariant) versions = NULL, notes = NULL, made = NULL, moved = NULL, srcs = NULL;
  g_autoptr (GVariant) rows = NULL;
  g_auto (GStrv) tags = NULL;
  g_autoptr (SheafEdit) tagging = NULL;
  SheafEdit *back = NULL;
  SheafDb *db = apply->db;
  gint64 id, version;
  gboolean good;

  g_variant_get (packed, "(xx@ax@ax@aay@aay@as@a(s" SHEAF_IMAGE_TYPE ")^as)", &id, &version,
                 &versions, &notes, &made, &moved, &srcs, &rows, &tags);
  /* Before its own row is there again: a key leads to one article. */
  if (!run_each (db, "DELETE FROM address WHERE article_id = ?1 AND url_key = ?3 AND ?2 > 0", keep,
                 id, made, error)
      || !put_rows_back (db, rows, parted, error))
    return FALSE;
  if (!*parted)
    return TRUE;
  if (!run_each (db, "UPDATE address SET article_id = ?2 WHERE article_id = ?1 AND url_key = ?3",
                 keep, id, moved, error)
      || !run_each (db, "DELETE FROM article_asset WHERE article_id = ?1 AND src = ?3 AND ?2 > 0",
                    keep, id, srcs, error)
      || !run_each (db, "UPDATE version SET article_id = ?2 WHERE article_id = ?1 AND id = ?3",
                    keep, id, versions, error)
      || !take_text_back (apply, keep, id, version, error)
      || !sheaf_fts_take_out (db, keep, SHEAF_FTS_NOTES, error)
      || !run_each (db, "UPDATE note SET article_id = ?2 WHERE article_id = ?1 AND id = ?3", keep,
                    id, notes, error)
      || !sheaf_fts_put_in (db, keep, SHEAF_FTS_NOTES, error)
      || !sheaf_fts_put_in (db, id, all, error))
    return FALSE;
  tagging = sheaf_edit_new_tag_one (id, (const char *const *)tags);
  good = tags[0] == NULL || sheaf_edit_apply_inner (tagging, apply, &back, error);
  g_clear_pointer (&back, sheaf_edit_unref);
  sheaf_apply_touch (apply, id,
                     SHEAF_CHANGE_ROWS | SHEAF_CHANGE_LISTS | SHEAF_CHANGE_TAGS | SHEAF_CHANGE_NOTES
                         | SHEAF_CHANGE_CONTENT | SHEAF_CHANGE_JOBS);

  return good;
}

/* --- The one that is left --- */

/* Is it one that a merge changes? The name comes out of a file. */
static gboolean
is_merged_column (SheafDb *db, const char *name)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sheaf_merged_columns, NULL);

  for (int i = 0; stmt != NULL && i < sqlite3_column_count (stmt); i++)
    if (g_str_equal (sqlite3_column_name (stmt, i), name))
      return TRUE;

  return FALSE;
}

static gboolean
change_back (SheafDb *db, gint64 keep, GVariant *change, GError **error)
{
  g_autoptr (GVariant) before = NULL, after = NULL;
  g_autofree char *sql = NULL;
  const char *name;
  sqlite3_stmt *stmt;
  gboolean good;

  g_variant_get (change, "(&smvmv)", &name, &before, &after);
  if (!is_merged_column (db, name))
    return TRUE;
  sql = g_strdup_printf ("UPDATE article SET \"%s\" = ?2 WHERE id = ?1 AND \"%s\" IS ?3", name,
                         name);
  stmt = sheaf_db_prepare_once (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, keep);
  sheaf_image_bind_value (stmt, 2, before);
  sheaf_image_bind_value (stmt, 3, after);
  good = sheaf_db_step_done (db, stmt, error);
  sqlite3_finalize (stmt);

  return good;
}

static gboolean
change_all_back (SheafDb *db, gint64 keep, GVariant *changes, GError **error)
{
  if (!sheaf_fts_take_out (db, keep, SHEAF_FTS_TITLE, error))
    return FALSE;
  for (gsize i = 0; i < g_variant_n_children (changes); i++)
    {
      g_autoptr (GVariant) change = g_variant_get_child_value (changes, i);

      if (!change_back (db, keep, change, error))
        return FALSE;
    }

  return sheaf_fts_put_in (db, keep, SHEAF_FTS_TITLE, error);
}

/* Adds what makes them one again to AGAIN. The last that went comes back first. */
static gboolean
part_group (SheafApply *apply, GVariant *group, GPtrArray *again, GError **error)
{
  g_autoptr (GVariant) changes = NULL, parts = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean there;
  gint64 keep;

  g_variant_get (group, "(x@a" SHEAF_UNMERGE_CHANGE "@a" SHEAF_UNMERGE_PART ")", &keep, &changes,
                 &parts);
  if (!sheaf_apply_has_article (apply, keep, &there, error))
    return FALSE;
  if (!there)
    return TRUE;
  for (gsize i = g_variant_n_children (parts); i-- > 0;)
    {
      g_autoptr (GVariant) part = g_variant_get_child_value (parts, i);
      gboolean parted;
      gint64 id;

      if (!part_from (apply, keep, part, &parted, error))
        return FALSE;
      g_variant_get_child (part, 0, "x", &id);
      if (parted)
        g_array_append_val (ids, id);
    }
  if (ids->len == 0)
    return TRUE;
  g_array_append_val (ids, keep);
  g_ptr_array_add (again, sheaf_edit_new_merge ((const gint64 *)ids->data, ids->len, keep));
  sheaf_apply_touch (apply, keep, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_LISTS);

  return change_all_back (apply->db, keep, changes, error);
}

static gboolean
apply_unmerge (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  GVariant *groups = data;
  g_autoptr (GPtrArray) again = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);

  for (gsize i = g_variant_n_children (groups); i-- > 0;)
    {
      g_autoptr (GVariant) group = g_variant_get_child_value (groups, i);

      if (!part_group (apply, group, again, error))
        return FALSE;
    }
  *inverse = sheaf_edit_new_batch (g_steal_pointer (&again));

  return TRUE;
}

static gsize
count (gpointer data)
{
  GVariant *groups = data;
  gsize n = 0;

  for (gsize i = 0; i < g_variant_n_children (groups); i++)
    {
      g_autoptr (GVariant) group = g_variant_get_child_value (groups, i);
      g_autoptr (GVariant) parts = g_variant_get_child_value (group, 2);

      n += g_variant_n_children (parts);
    }

  return n;
}

static GVariant *
pack (gpointer data)
{
  return data;
}

static gpointer
unpack (GVariant *packed)
{
  return g_variant_is_of_type (packed, G_VARIANT_TYPE ("a" SHEAF_UNMERGE_GROUP))
             ? g_variant_ref (packed)
             : NULL;
}

const SheafEditKind sheaf_edit_kind_unmerge = {
  .name = "unmerge",
  .pack = pack,
  .unpack = unpack,
  .apply = apply_unmerge,
  .free = (void (*) (gpointer))g_variant_unref,
  .count = count,
};

SheafEdit *
sheaf_edit_new_unmerge (GVariant *groups)
{
  return sheaf_edit_new (&sheaf_edit_kind_unmerge, g_variant_ref_sink (groups));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Several articles become one, one after the other. What goes is written down for edit-unmerge.c;
 * the text is not: it lies in the version that it became. */

#include "base/time.h"
#include "base/url.h"
#include "store/address.h"
#include "store/edit-unmerge.h"
#include "store/fingerprint.h"

#include <string.h>

#define BETWEEN_NOTES "\n\n⁂\n\n"

typedef struct
{
  gint64 keep; /* 0: the fullest */
  GArray *ids; /* of gint64; the kept one may be among them */
} Group;

typedef struct
{
  GArray *groups;
  gint64 when; /* µs UTC: the same when it is done again */
} Merge;

static void
clear_group (gpointer data)
{
  g_array_unref (((Group *)data)->ids);
}

static Merge *
merge_new (void)
{
  Merge *self = g_new0 (Merge, 1);

  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_array_set_clear_func (self->groups, clear_group);
  self->when = sheaf_time_now ();

  return self;
}

static void
free_merge (gpointer data)
{
  Merge *self = data;

  g_array_unref (self->groups);
  g_free (self);
}

static gsize
count (gpointer data)
{
  const Merge *self = data;
  gsize n = 0;

  for (guint i = 0; i < self->groups->len; i++)
    n += g_array_index (self->groups, Group, i).ids->len - 1;

  return n;
}

/* --- Statements --- */

static gboolean
run (SheafDb *db, const char *sql, gint64 keep, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, keep);
  sqlite3_bind_int64 (stmt, 2, id);

  return sheaf_db_step_done (db, stmt, error);
}

/* Runs SQL with RETURNING and adds the values that it returns to OUT. */
static gboolean
run_returning (
    SheafDb *db, const char *sql, gint64 keep, gint64 id, GVariantBuilder *out, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, keep);
  sqlite3_bind_int64 (stmt, 2, id);
  while (sheaf_db_step (db, stmt, &failure))
    g_variant_builder_add_value (out, sheaf_image_read_value (stmt, 0));
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* --- One article that goes --- */

typedef struct
{
  gint64 id;
  gint64 version;
  GVariantBuilder versions, notes, made, moved, srcs, rows, tags;
} Part;

static void
part_init (Part *self, gint64 id)
{
  self->id = id;
  self->version = 0;
  g_variant_builder_init (&self->versions, G_VARIANT_TYPE ("ax"));
  g_variant_builder_init (&self->notes, G_VARIANT_TYPE ("ax"));
  g_variant_builder_init (&self->made, G_VARIANT_TYPE ("aay"));
  g_variant_builder_init (&self->moved, G_VARIANT_TYPE ("aay"));
  g_variant_builder_init (&self->srcs, G_VARIANT_TYPE ("as"));
  g_variant_builder_init (&self->rows, G_VARIANT_TYPE ("a(s" SHEAF_IMAGE_TYPE ")"));
  g_variant_builder_init (&self->tags, G_VARIANT_TYPE ("as"));
}

static void
part_clear (Part *self)
{
  g_variant_builder_clear (&self->versions);
  g_variant_builder_clear (&self->notes);
  g_variant_builder_clear (&self->made);
  g_variant_builder_clear (&self->moved);
  g_variant_builder_clear (&self->srcs);
  g_variant_builder_clear (&self->rows);
  g_variant_builder_clear (&self->tags);
}

/* Its rows, but for the texts, and what was moved. */
static gboolean
keep_rows (SheafDb *db, Part *part, GError **error)
{
  static const struct
  {
    const char *table, *sql;
  } tables[] = {
    { "article", "SELECT * FROM article WHERE id = ?1" },
    { "note", "SELECT * FROM note WHERE article_id = ?1 AND quote IS NULL" },
    { "article_asset", "SELECT * FROM article_asset WHERE article_id = ?1" },
    { "job", "SELECT * FROM job WHERE article_id = ?1" },
    { "own_facts", "SELECT * FROM own_facts WHERE article_id = ?1" },
    { "fingerprint", "SELECT * FROM fingerprint WHERE article_id = ?1" },
    { "likeness", "SELECT * FROM likeness WHERE article_id = ?1 OR other_id = ?1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!sheaf_image_read_rows (db, tables[i].table, tables[i].sql, part->id, &part->rows, error))
      return FALSE;

  return TRUE;
}

/* (transfer full); NULL with ERROR */
static GStrv
list_tags (SheafDb *db, Part *part, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT name FROM tag JOIN article_tag ON tag_id = id WHERE article_id = ?1 ORDER BY id",
      error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  GError *failure = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, part->id);
  while (sheaf_db_step (db, stmt, &failure))
    {
      g_autofree char *name = sheaf_column_text (stmt, 0);

      g_strv_builder_add (names, name);
      g_variant_builder_add (&part->tags, "s", name);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_strv_builder_end (names);
}

/* The first of its own notes; NULL: there is none (ERROR unset). (transfer full) */
static char *
read_note (SheafDb *db, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT body FROM note WHERE article_id = ?1 AND quote IS NULL ORDER BY id LIMIT 1",
      error);
  char *text = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  if (sheaf_db_step (db, stmt, error))
    {
      text = sheaf_column_text (stmt, 0);
      sqlite3_reset (stmt);
    }

  return text;
}

/* What KEEP's note and that of ID say together, each once; NULL: nothing new. */
static char *
join_notes (const char *kept, const char *other)
{
  g_auto (GStrv) notes = g_strsplit (kept != NULL ? kept : "", BETWEEN_NOTES, -1);

  if (other == NULL || g_strcmp0 (kept, other) == 0
      || g_strv_contains ((const char *const *)notes, other))
    return NULL;

  return kept != NULL ? g_strconcat (kept, BETWEEN_NOTES, other, NULL) : g_strdup (other);
}

static gboolean
apply_inner (SheafEdit *owned, SheafApply *apply, GPtrArray *backs, GError **error)
{
  g_autoptr (SheafEdit) edit = owned;
  SheafEdit *back = NULL;

  if (!sheaf_edit_apply_inner (edit, apply, &back, error))
    return FALSE;
  if (back != NULL)
    g_ptr_array_insert (backs, 0, back);

  return TRUE;
}

static gboolean
unite_notes (SheafApply *apply, gint64 keep, Part *part, GPtrArray *backs, GError **error)
{
  GError *failure = NULL;
  g_autofree char *kept = read_note (apply->db, keep, &failure);
  g_autofree char *other = failure == NULL ? read_note (apply->db, part->id, &failure) : NULL;
  g_autofree char *both = join_notes (kept, other);

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (both != NULL && !apply_inner (sheaf_edit_new_note (keep, both), apply, backs, error))
    return FALSE;

  return sheaf_fts_take_out (apply->db, keep, SHEAF_FTS_NOTES, error)
         && run_returning (apply->db,
                           "UPDATE note SET article_id = ?1 WHERE article_id = ?2 AND quote IS "
                           "NOT NULL RETURNING id",
                           keep, part->id, &part->notes, error)
         && sheaf_fts_put_in (apply->db, keep, SHEAF_FTS_NOTES, error);
}

static gboolean
unite_tags (SheafApply *apply, gint64 keep, Part *part, GPtrArray *backs, GError **error)
{
  g_auto (GStrv) names = list_tags (apply->db, part, error);

  if (names == NULL)
    return FALSE;

  return names[0] == NULL
         || apply_inner (sheaf_edit_new_tag_one (keep, (const char *const *)names), apply, backs,
                         error);
}

/* A picture of the same address that is another one gets a name beside it: its file stays held. */
static gboolean
unite_pictures (SheafDb *db, gint64 keep, Part *part, GError **error)
{
  return run_returning (
      db,
      "INSERT INTO article_asset (article_id, src, sha) SELECT ?1, CASE WHEN k.sha IS NULL THEN "
      "x.src ELSE x.src || ' ' || ?2 END, x.sha FROM article_asset x LEFT JOIN article_asset k ON "
      "k.article_id = ?1 AND k.src = x.src WHERE x.article_id = ?2 AND (k.sha IS NULL OR k.sha <> "
      "x.sha) RETURNING src",
      keep, part->id, &part->srcs, error);
}

static gboolean
make_version (SheafDb *db, gint64 keep, gint64 when, Part *part, GError **error)
{
  return sheaf_version_keep (db, keep, part->id, when, &part->version, error)
         && run_returning (db,
                           "UPDATE version SET article_id = ?1 WHERE article_id = ?2 RETURNING id",
                           keep, part->id, &part->versions, error);
}

static gboolean
add_address (SheafDb *db, gint64 keep, Part *part, GBytes *key, const char *url, GError **error)
{
  gboolean made;
  gsize size;
  const void *data = g_bytes_get_data (key, &size);

  if (!sheaf_address_add (db, keep, key, url, &made, error))
    return FALSE;
  if (made)
    g_variant_builder_add_value (&part->made,
                                 g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, size, 1));

  return TRUE;
}

/* The article that had the addresses is gone by now: they were read before. */
typedef struct
{
  GBytes *key;
  char *url, *final_url;
} Addresses;

static void
addresses_clear (Addresses *self)
{
  g_clear_pointer (&self->key, g_bytes_unref);
  g_free (self->url);
  g_free (self->final_url);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Addresses, addresses_clear)

static gboolean
read_addresses (SheafDb *db, gint64 id, Addresses *addresses, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "SELECT url_key, url, final_url FROM article WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (!sheaf_db_step (db, stmt, error))
    return FALSE;
  addresses->key = g_bytes_new (sqlite3_column_blob (stmt, 0), sqlite3_column_bytes (stmt, 0));
  addresses->url = sheaf_column_text (stmt, 1);
  addresses->final_url = sheaf_column_text (stmt, 2);
  sqlite3_reset (stmt);

  return TRUE;
}

static gboolean
unite_addresses (SheafDb *db, gint64 keep, Part *part, const Addresses *addresses, GError **error)
{
  g_autoptr (GBytes) final
      = addresses->final_url != NULL ? sheaf_url_key (addresses->final_url) : NULL;

  return add_address (db, keep, part, addresses->key, addresses->url, error)
         && (final == NULL || add_address (db, keep, part, final, addresses->final_url, error));
}

const char sheaf_merged_columns[]
    = "SELECT state, starred, read_at, progress, added_at, published, published_at, trashed_at, "
      "author, excerpt, lead_url, lead_sha FROM article WHERE id = ?1";

static const char unite_facts[]
    = "UPDATE article AS k SET state = min (k.state, l.state), starred = max (k.starred, "
      "l.starred), read_at = min (coalesce (k.read_at, l.read_at), coalesce (l.read_at, "
      "k.read_at)), progress = max (k.progress, l.progress), added_at = min (k.added_at, "
      "l.added_at), published = CASE WHEN k.published_at IS NULL OR l.published_at < "
      "k.published_at THEN coalesce (l.published, k.published) ELSE k.published END, published_at "
      "= min (coalesce (k.published_at, l.published_at), coalesce (l.published_at, "
      "k.published_at)), trashed_at = max (k.trashed_at, l.trashed_at), author = coalesce "
      "(k.author, l.author), excerpt = coalesce (k.excerpt, l.excerpt), lead_url = CASE WHEN "
      "k.lead_sha IS NULL AND l.lead_sha IS NOT NULL THEN l.lead_url ELSE k.lead_url END, "
      "lead_sha = coalesce (k.lead_sha, l.lead_sha)"
      " FROM article AS l WHERE k.id = ?1 AND l.id = ?2";

static gboolean
merge_one (
    SheafApply *apply, gint64 keep, gint64 when, Part *part, GPtrArray *backs, GError **error)
{
  static const SheafFtsPart all = SHEAF_FTS_TITLE | SHEAF_FTS_BODY | SHEAF_FTS_NOTES;
  SheafDb *db = apply->db;
  g_auto (Addresses) addresses = { NULL };

  if (!keep_rows (db, part, error) || !read_addresses (db, part->id, &addresses, error)
      || !unite_tags (apply, keep, part, backs, error)
      || !sheaf_fts_take_out (db, part->id, all, error)
      || !sheaf_fts_take_out (db, keep, SHEAF_FTS_TITLE, error)
      || !run (db, unite_facts, keep, part->id, error)
      || !sheaf_fts_put_in (db, keep, SHEAF_FTS_TITLE, error)
      || !unite_notes (apply, keep, part, backs, error) || !unite_pictures (db, keep, part, error)
      || !make_version (db, keep, when, part, error)
      || !run_returning (db,
                         "UPDATE address SET article_id = ?1 WHERE article_id = ?2 RETURNING "
                         "url_key",
                         keep, part->id, &part->moved, error)
      || !sheaf_fingerprint_leave (db, part->id, error)
      || !run (db, "DELETE FROM article WHERE id = ?2 AND ?1 > 0", keep, part->id, error)
      || !run (db, "UPDATE fingerprint SET compared = 0 WHERE article_id = ?1 AND ?2 > 0", keep,
               part->id, error)
      || !unite_addresses (db, keep, part, &addresses, error))
    return FALSE;
  sheaf_apply_touch (apply, part->id,
                     SHEAF_CHANGE_ROWS | SHEAF_CHANGE_LISTS | SHEAF_CHANGE_TAGS | SHEAF_CHANGE_NOTES
                         | SHEAF_CHANGE_CONTENT);

  return TRUE;
}

/* --- A group --- */

/* Those of IDS that are there, the fullest first. NULL with ERROR. */
static GArray *
sort_ids (SheafDb *db, GArray *ids, GError **error)
{
  static const char sql[]
      = "SELECT (c.article_id IS NOT NULL) * 8 + (a.kind = 0) * 4 + (a.fetch = 0) * 2 + (NOT "
        "a.paywalled), coalesce (a.word_count, 0) FROM article a LEFT JOIN content c ON "
        "c.article_id = a.id WHERE a.id = ?1";
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) worths = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sql, error);

  for (guint i = 0; stmt != NULL && i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i), worth;
      GError *failure = NULL;
      guint at = 0;

      sqlite3_bind_int64 (stmt, 1, id);
      if (!sheaf_db_step (db, stmt, &failure))
        {
          if (failure == NULL)
            continue;
          g_propagate_error (error, failure);
          return NULL;
        }
      worth = (gint64)sqlite3_column_int (stmt, 0) << 32 | (guint32)sqlite3_column_int (stmt, 1);
      sqlite3_reset (stmt);
      while (at < sorted->len && g_array_index (sorted, gint64, at) != id)
        at++;
      if (at < sorted->len)
        continue; /* named twice */
      for (at = 0; at < sorted->len; at++)
        {
          gint64 other = g_array_index (worths, gint64, at);

          if (other < worth || (other == worth && g_array_index (sorted, gint64, at) > id))
            break;
        }
      g_array_insert_val (sorted, at, id);
      g_array_insert_val (worths, at, worth);
    }

  return stmt != NULL ? g_steal_pointer (&sorted) : NULL;
}

/* Has ID a text, or has nobody one? */
static gboolean
may_be_kept (SheafDb *db, GArray *sorted, gint64 id, gboolean *may, GError **error)
{
  return sheaf_db_ask (db,
                       "SELECT EXISTS (SELECT 1 FROM content WHERE article_id = ?1) >= EXISTS "
                       "(SELECT 1 FROM content WHERE article_id = ?2) AND EXISTS (SELECT 1 FROM "
                       "article WHERE id = ?1)",
                       id, g_array_index (sorted, gint64, 0), may, error);
}

/* The columns as an array of values that are maybe there. (transfer full) */
static GPtrArray *
read_columns (SheafDb *db, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sheaf_merged_columns, error);
  GPtrArray *values;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  if (!sheaf_db_step (db, stmt, error))
    return NULL;
  values = g_ptr_array_new ();
  for (int i = 0; i < sqlite3_column_count (stmt); i++)
    {
      GVariant *value = sheaf_image_read_value (stmt, i);

      g_ptr_array_add (values, value != NULL ? g_variant_ref_sink (value) : NULL);
    }
  sqlite3_reset (stmt);

  return values;
}

static void
free_values (GPtrArray *values)
{
  for (guint i = 0; i < values->len; i++)
    if (values->pdata[i] != NULL)
      g_variant_unref (values->pdata[i]);
  g_ptr_array_unref (values);
}

static gboolean
is_same_value (GVariant *one, GVariant *other)
{
  return one == NULL || other == NULL ? one == other : g_variant_equal (one, other);
}

static GVariant *
pack_changes (SheafDb *db, const GPtrArray *before, const GPtrArray *after)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, sheaf_merged_columns, NULL);
  GVariantBuilder changes;

  g_variant_builder_init (&changes, G_VARIANT_TYPE ("a" SHEAF_UNMERGE_CHANGE));
  for (guint i = 0; stmt != NULL && i < before->len; i++)
    if (!is_same_value (before->pdata[i], after->pdata[i]))
      g_variant_builder_add (
          &changes, "(s@mv@mv)", sqlite3_column_name (stmt, (int)i),
          g_variant_new_maybe (G_VARIANT_TYPE_VARIANT,
                               before->pdata[i] != NULL ? g_variant_new_variant (before->pdata[i])
                                                        : NULL),
          g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, after->pdata[i] != NULL
                                                           ? g_variant_new_variant (after->pdata[i])
                                                           : NULL));

  return g_variant_builder_end (&changes);
}

static gboolean
merge_parts (SheafApply *apply,
             GArray *sorted,
             gint64 keep,
             gint64 when,
             GVariantBuilder *parts,
             GPtrArray *backs,
             GError **error)
{
  for (guint i = 0; i < sorted->len; i++)
    {
      Part part;

      if (g_array_index (sorted, gint64, i) == keep)
        continue;
      part_init (&part, g_array_index (sorted, gint64, i));
      if (!merge_one (apply, keep, when, &part, backs, error))
        {
          part_clear (&part);
          return FALSE;
        }
      g_variant_builder_add (parts, "(xxaxaxaayaayasa(s" SHEAF_IMAGE_TYPE ")as)", part.id,
                             part.version, &part.versions, &part.notes, &part.made, &part.moved,
                             &part.srcs, &part.rows, &part.tags);
    }

  return TRUE;
}

/* Adds what parts them again to GROUPS. */
static gboolean
merge_group (const Group *group,
             gint64 when,
             SheafApply *apply,
             GVariantBuilder *groups,
             GPtrArray *backs,
             GError **error)
{
  g_autoptr (GArray) sorted = sort_ids (apply->db, group->ids, error);
  GPtrArray *before, *after;
  GVariantBuilder parts;
  gint64 keep = group->keep;
  gboolean may = FALSE;

  if (sorted == NULL)
    return FALSE;
  if (sorted->len < 2)
    return TRUE;
  if (keep != 0 && !may_be_kept (apply->db, sorted, keep, &may, error))
    return FALSE;
  if (!may)
    keep = g_array_index (sorted, gint64, 0);
  before = read_columns (apply->db, keep, error);
  if (before == NULL)
    return FALSE;
  g_variant_builder_init (&parts, G_VARIANT_TYPE ("a" SHEAF_UNMERGE_PART));
  after = merge_parts (apply, sorted, keep, when, &parts, backs, error)
              ? read_columns (apply->db, keep, error)
              : NULL;
  if (after == NULL)
    {
      g_variant_builder_clear (&parts);
      free_values (before);
      return FALSE;
    }
  g_variant_builder_add (groups, "(x@a" SHEAF_UNMERGE_CHANGE "a" SHEAF_UNMERGE_PART ")", keep,
                         pack_changes (apply->db, before, after), &parts);
  free_values (before);
  free_values (after);
  apply->outcome->id = keep;
  sheaf_apply_touch (apply, keep, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_LISTS);

  return TRUE;
}

static gboolean
apply_merge (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Merge *self = data;
  GPtrArray *backs = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
  g_autoptr (GVariant) packed = NULL;
  GVariantBuilder groups;
  gboolean good = TRUE;

  g_variant_builder_init (&groups, G_VARIANT_TYPE ("a" SHEAF_UNMERGE_GROUP));
  for (guint i = 0; good && i < self->groups->len; i++)
    good = merge_group (&g_array_index (self->groups, Group, i), self->when, apply, &groups, backs,
                        error);
  packed = g_variant_ref_sink (g_variant_builder_end (&groups));
  if (good && g_variant_n_children (packed) > 0)
    {
      g_ptr_array_insert (backs, 0, sheaf_edit_new_unmerge (packed));
      *inverse = sheaf_edit_new_batch (backs);
    }
  else
    g_ptr_array_unref (backs);

  return good;
}

/* --- As a value --- */

#define PACKED "(xa(xax))"

static GVariant *
pack (gpointer data)
{
  const Merge *self = data;
  GVariantBuilder groups;

  g_variant_builder_init (&groups, G_VARIANT_TYPE ("a(xax)"));
  for (guint i = 0; i < self->groups->len; i++)
    {
      const Group *group = &g_array_index (self->groups, Group, i);

      g_variant_builder_add (&groups, "(x@ax)", group->keep,
                             g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, group->ids->data,
                                                        group->ids->len, sizeof (gint64)));
    }

  return g_variant_new (PACKED, self->when, &groups);
}

static void
add_group (Merge *self, gint64 keep, const gint64 *ids, gsize n)
{
  Group group = { keep, g_array_sized_new (FALSE, FALSE, sizeof (gint64), n) };

  g_array_append_vals (group.ids, ids, n);
  g_array_append_val (self->groups, group);
}

static gpointer
unpack (GVariant *packed)
{
  g_autoptr (GVariantIter) groups = NULL;
  GVariant *ids;
  Merge *self;
  gint64 keep;

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE (PACKED)))
    return NULL;
  self = merge_new ();
  g_variant_get (packed, PACKED, &self->when, &groups);
  while (g_variant_iter_next (groups, "(x@ax)", &keep, &ids))
    {
      gsize n;
      const gint64 *data = g_variant_get_fixed_array (ids, &n, sizeof (gint64));

      if (n > 0)
        add_group (self, keep, data, n);
      g_variant_unref (ids);
    }

  return self;
}

const SheafEditKind sheaf_edit_kind_merge = {
  .name = "merge",
  .pack = pack,
  .unpack = unpack,
  .apply = apply_merge,
  .free = free_merge,
  .count = count,
};

SheafEdit *
sheaf_edit_new_merges (const SheafMerge *merges, gsize n)
{
  Merge *self = merge_new ();

  for (gsize i = 0; i < n; i++)
    add_group (self, merges[i].keep, merges[i].ids, merges[i].n);

  return sheaf_edit_new (&sheaf_edit_kind_merge, self);
}

SheafEdit *
sheaf_edit_new_merge (const gint64 *ids, gsize n, gint64 keep)
{
  const SheafMerge merge = { ids, n, keep };

  g_return_val_if_fail (n > 0, NULL);

  return sheaf_edit_new_merges (&merge, 1);
}

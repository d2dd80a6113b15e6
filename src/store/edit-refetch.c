/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Articles whose page is to be fetched again; taken back, those whose page has not come yet wait no
 * longer and stand as they stood. What came meanwhile stays: a fetch is not undone. */

#include "store/edit-private.h"

#define NO_JOB (-1)

/* How an article stood. */
typedef struct
{
  gint64 id;
  int fetch;
  char *reason; /* (nullable) */
  int job;      /* of which kind it had one */
} Stand;

static void
clear_stand (gpointer data)
{
  g_free (((Stand *)data)->reason);
}

static GArray *
new_stands (void)
{
  GArray *stands = g_array_new (FALSE, FALSE, sizeof (Stand));

  g_array_set_clear_func (stands, clear_stand);

  return stands;
}

static SheafEdit *
new_again (GArray *ids);

/* --- They wait no longer --- */

static gboolean
waits_for_page (SheafDb *db, gint64 id, gboolean *waits, GError **error)
{
  return sheaf_db_ask (db, "SELECT 1 FROM job WHERE article_id = ?1 AND kind = ?2", id,
                       SHEAF_JOB_PAGE, waits, error);
}

static gboolean
set_back (SheafApply *apply, const Stand *stand, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      apply->db, "UPDATE article SET fetch = ?2, fetch_error = ?3 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, stand->id);
  sqlite3_bind_int (stmt, 2, stand->fetch);
  sheaf_bind_text (stmt, 3, stand->reason);
  sheaf_apply_touch (apply, stand->id, SHEAF_CHANGE_ROWS | SHEAF_CHANGE_JOBS);

  return sheaf_db_step_done (apply->db, stmt, error)
         && (stand->job == NO_JOB
                 ? sheaf_job_end (apply->db, stand->id, error)
                 : sheaf_job_set (apply->db, stand->id, (SheafJobKind)stand->job, error));
}

static gboolean
apply_stay (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const GArray *stands = data;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < stands->len; i++)
    {
      const Stand *stand = &g_array_index (stands, Stand, i);
      gboolean waits;

      if (!sheaf_apply_step (apply, i, stands->len, error)
          || !waits_for_page (apply->db, stand->id, &waits, error)
          || (waits && !set_back (apply, stand, error)))
        return FALSE;
      if (waits)
        g_array_append_val (ids, stand->id);
    }
  if (ids->len > 0)
    *inverse = new_again (g_steal_pointer (&ids));

  return TRUE;
}

static GVariant *
pack_stay (gpointer data)
{
  const GArray *stands = data;
  GVariantBuilder out;

  g_variant_builder_init (&out, G_VARIANT_TYPE ("a(ximsi)"));
  for (guint i = 0; i < stands->len; i++)
    {
      const Stand *stand = &g_array_index (stands, Stand, i);

      g_variant_builder_add (&out, "(ximsi)", stand->id, stand->fetch, stand->reason, stand->job);
    }

  return g_variant_builder_end (&out);
}

static gboolean
is_sound (const Stand *stand)
{
  return stand->fetch >= SHEAF_FETCH_COMPLETE && stand->fetch <= SHEAF_FETCH_LINK
         && stand->job >= NO_JOB && stand->job <= SHEAF_JOB_PICTURES;
}

static gpointer
unpack_stay (GVariant *packed)
{
  g_autoptr (GArray) stands = new_stands ();
  GVariantIter iter;
  Stand stand;

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE ("a(ximsi)")))
    return NULL;
  g_variant_iter_init (&iter, packed);
  while (g_variant_iter_next (&iter, "(ximsi)", &stand.id, &stand.fetch, &stand.reason, &stand.job))
    {
      g_array_append_val (stands, stand);
      if (!is_sound (&stand))
        return NULL;
    }

  return g_steal_pointer (&stands);
}

static gsize
count (gpointer data)
{
  return ((GArray *)data)->len;
}

static void
free_array (gpointer data)
{
  g_array_unref (data);
}

const SheafEditKind sheaf_edit_kind_stay = {
  .name = "stay",
  .pack = pack_stay,
  .unpack = unpack_stay,
  .apply = apply_stay,
  .free = free_array,
  .count = count,
};

/* --- Again --- */

/* FALSE in *THERE: it is none any more. */
static gboolean
read_stand (SheafDb *db, gint64 id, Stand *stand, gboolean *there, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "SELECT fetch, fetch_error, coalesce ((SELECT kind FROM job WHERE article_id = a.id), ?2)"
      " FROM article a WHERE id = ?1",
      error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_int (stmt, 2, NO_JOB);
  *there = sheaf_db_step (db, stmt, &failure);
  if (*there)
    *stand = (Stand){ id, sqlite3_column_int (stmt, 0), sheaf_column_text (stmt, 1),
                      sqlite3_column_int (stmt, 2) };
  sqlite3_reset (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

static gboolean
fetch_again (SheafApply *apply, gint64 id, GArray *stands, GError **error)
{
  Stand stand;
  gboolean there, waits;

  if (!read_stand (apply->db, id, &stand, &there, error))
    return FALSE;
  if (!there)
    return TRUE;
  if (stand.job == SHEAF_JOB_PAGE)
    clear_stand (&stand); /* it waited before: nothing to take back */
  else
    g_array_append_val (stands, stand);
  if (!sheaf_fetch_again (apply, id, error) || !waits_for_page (apply->db, id, &waits, error))
    return FALSE;
  if (!waits && stand.job != SHEAF_JOB_PAGE) /* it has no address */
    g_array_set_size (stands, stands->len - 1);

  return TRUE;
}

static gboolean
apply_again (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const GArray *ids = data;
  g_autoptr (GArray) stands = new_stands ();

  for (guint i = 0; i < ids->len; i++)
    if (!sheaf_apply_step (apply, i, ids->len, error)
        || !fetch_again (apply, g_array_index (ids, gint64, i), stands, error))
      return FALSE;
  if (stands->len > 0)
    *inverse = sheaf_edit_new (&sheaf_edit_kind_stay, g_steal_pointer (&stands));

  return TRUE;
}

static GVariant *
pack_again (gpointer data)
{
  const GArray *ids = data;

  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len, sizeof (gint64));
}

static gpointer
unpack_again (GVariant *packed)
{
  GArray *ids;
  const gint64 *items;
  gsize n;

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE ("ax")))
    return NULL;
  items = g_variant_get_fixed_array (packed, &n, sizeof (gint64));
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  g_array_append_vals (ids, items, n);

  return ids;
}

const SheafEditKind sheaf_edit_kind_again = {
  .name = "again",
  .pack = pack_again,
  .unpack = unpack_again,
  .apply = apply_again,
  .free = free_array,
  .count = count,
};

/* Takes IDS. */
static SheafEdit *
new_again (GArray *ids)
{
  return sheaf_edit_new (&sheaf_edit_kind_again, ids);
}

SheafEdit *
sheaf_edit_new_retry (const gint64 *ids, gsize n)
{
  GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);

  g_array_append_vals (copy, ids, n);

  return new_again (copy);
}

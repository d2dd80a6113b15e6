/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person says of articles that are alike: that they are not one. */

#include "store/edit-private.h"

/* Pairs of articles, the smaller number first. */
typedef struct
{
  gint64 one, other;
} Pair;

typedef struct
{
  GArray *pairs;
  gboolean apart;
} Apart;

static void
free_apart (gpointer data)
{
  Apart *self = data;

  g_array_unref (self->pairs);
  g_free (self);
}

static SheafEdit *
new_edit (GArray *pairs, gboolean apart)
{
  Apart *self = g_new0 (Apart, 1);

  self->pairs = pairs;
  self->apart = apart;

  return sheaf_edit_new (&sheaf_edit_kind_apart, self);
}

static gsize
count (gpointer data)
{
  return 1;
}

static gboolean
set_pair (SheafDb *db, const Pair *pair, gboolean apart, gboolean *changed, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      apart ? "INSERT INTO likeness (article_id, other_id, resemblance, apart) SELECT ?1, ?2, 0, 1"
              " WHERE (SELECT count (*) FROM article WHERE id IN (?1, ?2)) = 2"
              " ON CONFLICT DO UPDATE SET apart = 1 WHERE apart = 0"
            : "UPDATE likeness SET apart = 0 WHERE article_id = ?1 AND other_id = ?2 AND apart = 1",
      error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, pair->one);
  sqlite3_bind_int64 (stmt, 2, pair->other);
  if (!sheaf_db_step_done (db, stmt, error))
    return FALSE;
  *changed = sqlite3_changes (sheaf_db_get_handle (db)) > 0;

  return TRUE;
}

/* A pair that was never found alike is none any more. */
static gboolean
drop_empty (SheafDb *db, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "DELETE FROM likeness WHERE apart = 0 AND resemblance = 0", error);

  return stmt != NULL && sheaf_db_step_done (db, stmt, error);
}

static gboolean
apply_apart (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Apart *self = data;
  g_autoptr (GArray) done = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < self->pairs->len; i++)
    {
      const Pair *pair = &g_array_index (self->pairs, Pair, i);
      gboolean changed;

      if (!set_pair (apply->db, pair, self->apart, &changed, error))
        return FALSE;
      if (!changed)
        continue;
      g_array_append_val (done, *pair);
      sheaf_apply_touch (apply, pair->one, SHEAF_CHANGE_LISTS);
      sheaf_apply_touch (apply, pair->other, SHEAF_CHANGE_LISTS);
    }
  if (!self->apart && !drop_empty (apply->db, error))
    return FALSE;
  if (done->len > 0)
    *inverse = new_edit (g_steal_pointer (&done), !self->apart);

  return TRUE;
}

static GVariant *
pack (gpointer data)
{
  const Apart *self = data;
  GVariantBuilder pairs;

  g_variant_builder_init (&pairs, G_VARIANT_TYPE ("a(xx)"));
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const Pair *pair = &g_array_index (self->pairs, Pair, i);

      g_variant_builder_add (&pairs, "(xx)", pair->one, pair->other);
    }

  return g_variant_new ("(ba(xx))", self->apart, &pairs);
}

static gpointer
unpack (GVariant *packed)
{
  g_autoptr (GVariantIter) pairs = NULL;
  Apart *self;
  Pair pair;

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE ("(ba(xx))")))
    return NULL;
  self = g_new0 (Apart, 1);
  self->pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  g_variant_get (packed, "(ba(xx))", &self->apart, &pairs);
  while (g_variant_iter_next (pairs, "(xx)", &pair.one, &pair.other))
    if (pair.one < pair.other)
      g_array_append_val (self->pairs, pair);

  return self;
}

const SheafEditKind sheaf_edit_kind_apart = {
  .name = "apart",
  .pack = pack,
  .unpack = unpack,
  .apply = apply_apart,
  .free = free_apart,
  .count = count,
};

SheafEdit *
sheaf_edit_new_apart (const gint64 *ids, gsize n, gboolean apart)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (gsize i = 0; i < n; i++)
    for (gsize k = i + 1; k < n; k++)
      {
        Pair pair = { MIN (ids[i], ids[k]), MAX (ids[i], ids[k]) };

        if (pair.one != pair.other)
          g_array_append_val (pairs, pair);
      }

  return new_edit (pairs, apart);
}

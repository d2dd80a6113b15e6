/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The value and the one place where a change meets the database. */

#include "store/edit.h"

#include "store/backup.h"
#include "store/count-watch.h"
#include "store/edit-private.h"
#include "store/files.h"

struct _SheafEdit
{
  gatomicrefcount ref_count;
  const SheafEditKind *kind;
  gpointer data;
};

G_DEFINE_BOXED_TYPE (SheafEdit, sheaf_edit, sheaf_edit_ref, sheaf_edit_unref)

SheafEdit *
sheaf_edit_new (const SheafEditKind *kind, gpointer data)
{
  SheafEdit *self = g_new0 (SheafEdit, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->data = data;

  return self;
}

SheafEdit *
sheaf_edit_ref (SheafEdit *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
sheaf_edit_unref (SheafEdit *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  self->kind->free (self->data);
  g_free (self);
}

gsize
sheaf_edit_count (const SheafEdit *self)
{
  return self->kind->count != NULL ? self->kind->count (self->data) : 1;
}

/* --- Several as one --- */

static void
reverse (GPtrArray *edits)
{
  for (guint i = 0; i < edits->len / 2; i++)
    {
      gpointer other = edits->pdata[edits->len - 1 - i];

      edits->pdata[edits->len - 1 - i] = edits->pdata[i];
      edits->pdata[i] = other;
    }
}

static gboolean
batch_apply (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  GPtrArray *edits = data;
  g_autoptr (GPtrArray) undo = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);

  for (guint i = 0; i < edits->len; i++)
    {
      SheafEdit *back = NULL;

      if (!sheaf_edit_apply_inner (edits->pdata[i], apply, &back, error))
        return FALSE;
      if (back != NULL)
        g_ptr_array_add (undo, back);
    }
  reverse (undo);
  *inverse = sheaf_edit_new_batch (g_steal_pointer (&undo));

  return TRUE;
}

static void
batch_prepare (gpointer data)
{
  const GPtrArray *edits = data;

  for (guint i = 0; i < edits->len; i++)
    sheaf_edit_prepare (edits->pdata[i]);
}

static gsize
batch_count (gpointer data)
{
  GPtrArray *edits = data;

  return edits->len > 0 ? sheaf_edit_count (edits->pdata[0]) : 0;
}

static GVariant *
pack_edit (const SheafEdit *edit)
{
  return g_variant_new ("(sv)", edit->kind->name, edit->kind->pack (edit->data));
}

static GVariant *
batch_pack (gpointer data)
{
  const GPtrArray *edits = data;
  GVariantBuilder out;

  g_variant_builder_init (&out, G_VARIANT_TYPE ("a(sv)"));
  for (guint i = 0; i < edits->len; i++)
    g_variant_builder_add_value (&out, pack_edit (edits->pdata[i]));

  return g_variant_builder_end (&out);
}

static SheafEdit *
unpack_edit (GVariant *packed);

static gpointer
batch_unpack (GVariant *packed)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE ("a(sv)")))
    return NULL;
  for (gsize i = 0; i < g_variant_n_children (packed); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (packed, i);
      SheafEdit *edit = unpack_edit (child);

      if (edit == NULL)
        return NULL;
      g_ptr_array_add (edits, edit);
    }

  return edits->len > 0 ? g_steal_pointer (&edits) : NULL;
}

static gpointer
copy_edit (gconstpointer edit, gpointer data)
{
  return sheaf_edit_ref ((SheafEdit *)edit);
}

static const SheafEditKind batch_kind = {
  .name = "batch",
  .pack = batch_pack,
  .unpack = batch_unpack,
  .apply = batch_apply,
  .prepare = batch_prepare,
  .free = (void (*) (gpointer))g_ptr_array_unref,
  .count = batch_count,
};

/* Batches in it are laid open: however often deeds join, it is one level deep. */
SheafEdit *
sheaf_edit_new_batch (GPtrArray *edits)
{
  g_autoptr (GPtrArray) given = edits;
  g_autoptr (GPtrArray) flat = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);

  for (guint i = 0; i < given->len; i++)
    {
      SheafEdit *edit = given->pdata[i];

      if (edit->kind == &batch_kind)
        g_ptr_array_extend (flat, edit->data, copy_edit, NULL);
      else
        g_ptr_array_add (flat, sheaf_edit_ref (edit));
    }

  return flat->len > 0 ? sheaf_edit_new (&batch_kind, g_steal_pointer (&flat)) : NULL;
}

/* --- As bytes --- */

static const SheafEditKind *const kept_kinds[] = {
  &batch_kind,
  &sheaf_edit_kind_state,
  &sheaf_edit_kind_tags,
  &sheaf_edit_kind_note,
  &sheaf_edit_kind_marks,
  &sheaf_edit_kind_tag_set,
  &sheaf_edit_kind_saved,
  &sheaf_edit_kind_merge,
  &sheaf_edit_kind_unmerge,
  &sheaf_edit_kind_apart,
  &sheaf_edit_kind_again,
  &sheaf_edit_kind_stay,
  &sheaf_edit_kind_text,
  &sheaf_edit_kind_facts,
};

/* GVariant bounds how deep a value may nest, and with it the batches in batches. */
static SheafEdit *
unpack_edit (GVariant *packed)
{
  g_autoptr (GVariant) value = NULL;
  const char *name;
  gpointer data;

  g_variant_get (packed, "(&sv)", &name, &value);
  for (guint i = 0; i < G_N_ELEMENTS (kept_kinds); i++)
    if (g_str_equal (kept_kinds[i]->name, name))
      {
        data = kept_kinds[i]->unpack (value);
        return data != NULL ? sheaf_edit_new (kept_kinds[i], data) : NULL;
      }

  return NULL;
}

/* Little-endian in the file. */
static GVariant *
in_file_order (GVariant *value)
{
  return G_BYTE_ORDER == G_BIG_ENDIAN ? g_variant_byteswap (value) : g_variant_ref (value);
}

GBytes *
sheaf_edit_pack (const SheafEdit *edit)
{
  g_autoptr (GVariant) packed = g_variant_ref_sink (pack_edit (edit));
  g_autoptr (GVariant) little = in_file_order (packed);

  return g_variant_get_data_as_bytes (little);
}

SheafEdit *
sheaf_edit_unpack (GBytes *packed)
{
  g_autoptr (GVariant) value
      = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("(sv)"), packed, FALSE));

  g_autoptr (GVariant) native = in_file_order (value);

  return g_variant_is_normal_form (native) ? unpack_edit (native) : NULL;
}

/* --- Applying --- */

void
sheaf_edit_prepare (SheafEdit *edit)
{
  if (edit->kind->prepare != NULL)
    edit->kind->prepare (edit->data);
}

gboolean
sheaf_edit_has_to_prepare (const SheafEdit *edit)
{
  return edit->kind->prepare != NULL;
}

void
sheaf_edit_outcome_clear (SheafEditOutcome *outcome)
{
  g_clear_pointer (&outcome->inverse, sheaf_edit_unref);
  g_clear_pointer (&outcome->ids, g_array_unref);
  g_clear_pointer (&outcome->counts, sheaf_sidebar_counts_free);
}

void
sheaf_apply_touch (SheafApply *apply, gint64 id, SheafChangeFlags flags)
{
  GArray *ids = apply->outcome->ids;

  apply->outcome->flags |= flags;
  if (ids->len == 0 || g_array_index (ids, gint64, ids->len - 1) != id)
    g_array_append_val (ids, id);
}

gboolean
sheaf_apply_has_article (SheafApply *apply, gint64 id, gboolean *there, GError **error)
{
  return sheaf_db_ask (apply->db, "SELECT 1 FROM article WHERE id = ?1", id, 0, there, error);
}

gboolean
sheaf_apply_step (SheafApply *apply, guint done, guint total, GError **error)
{
  if (apply->progress == NULL)
    return TRUE;
  sheaf_progress_set (apply->progress, done, total);
  if (!sheaf_progress_is_cancelled (apply->progress))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");

  return FALSE;
}

gboolean
sheaf_edit_apply_inner (SheafEdit *edit, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  return edit->kind->apply (edit->data, apply, inverse, error);
}

/* Under the lock: another process that keeps the same bytes at this moment finds them or writes
 * them. What a backup may name is only put away. */
static void
remove_garbage (gpointer data)
{
  SheafApply *apply = data;
  g_autofree char *keep = NULL;

  if (apply->files_folder == NULL || apply->garbage->len == 0)
    return;
  keep = sheaf_backup_keep_folder (apply->files_folder);
  for (guint i = 0; i < apply->garbage->len; i++)
    if (keep != NULL)
      sheaf_files_move_out (apply->files_folder, apply->garbage->pdata[i], keep);
    else
      sheaf_files_remove (apply->files_folder, apply->garbage->pdata[i]);
}

static gboolean
apply_in_transaction (SheafEdit *edit, SheafApply *apply, GError **error)
{
  if (!sheaf_db_begin (apply->db, error))
    return FALSE;
  sheaf_count_watch_begin (apply->db);
  if (!sheaf_edit_apply_inner (edit, apply, &apply->outcome->inverse, error)
      || !sheaf_count_watch_end (apply->db, &apply->outcome->counts, error))
    {
      sheaf_db_rollback (apply->db);
      return FALSE;
    }

  return sheaf_db_commit_with (apply->db, remove_garbage, apply, error);
}

gboolean
sheaf_edit_apply (SheafEdit *edit,
                  SheafDb *db,
                  const char *files_folder,
                  SheafEditOutcome *outcome,
                  GError **error)
{
  return sheaf_edit_apply_watched (edit, db, files_folder, NULL, outcome, error);
}

gboolean
sheaf_edit_apply_watched (SheafEdit *edit,
                          SheafDb *db,
                          const char *files_folder,
                          SheafProgress *progress,
                          SheafEditOutcome *outcome,
                          GError **error)
{
  g_autoptr (GPtrArray) garbage = g_ptr_array_new_with_free_func (g_free);
  SheafApply apply = { db, files_folder, outcome, garbage, progress };
  gboolean good;

  *outcome = (SheafEditOutcome){ .done = { .deed = SHEAF_N_DEEDS } };
  outcome->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sheaf_db_set_relaxed (db, edit->kind->relaxed);
  good = apply_in_transaction (edit, &apply, error);
  sheaf_db_set_relaxed (db, FALSE);
  if (!good)
    sheaf_edit_outcome_clear (outcome);

  return good;
}

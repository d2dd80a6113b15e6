/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The value and the one place where a change meets the database. */

#include "store/edit.h"

#include "store/backup.h"
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
        g_ptr_array_insert (undo, 0, back);
    }
  *inverse = sheaf_edit_new_batch (g_steal_pointer (&undo));

  return TRUE;
}

static gsize
batch_count (gpointer data)
{
  GPtrArray *edits = data;

  return edits->len > 0 ? sheaf_edit_count (edits->pdata[0]) : 0;
}

static const SheafEditKind batch_kind = {
  .apply = batch_apply,
  .free = (void (*) (gpointer))g_ptr_array_unref,
  .count = batch_count,
};

SheafEdit *
sheaf_edit_new_batch (GPtrArray *edits)
{
  if (edits->len == 0)
    {
      g_ptr_array_unref (edits);
      return NULL;
    }

  return sheaf_edit_new (&batch_kind, edits);
}

/* --- Applying --- */

void
sheaf_edit_outcome_clear (SheafEditOutcome *outcome)
{
  g_clear_pointer (&outcome->inverse, sheaf_edit_unref);
  g_clear_pointer (&outcome->ids, g_array_unref);
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
  if (!sheaf_edit_apply_inner (edit, apply, &apply->outcome->inverse, error))
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
  g_autoptr (GPtrArray) garbage = g_ptr_array_new_with_free_func (g_free);
  SheafApply apply = { db, files_folder, outcome, garbage };
  gboolean good;

  *outcome = (SheafEditOutcome){ 0 };
  outcome->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (edit->kind->relaxed)
    sheaf_db_run (db, "PRAGMA synchronous = NORMAL", NULL);
  good = apply_in_transaction (edit, &apply, error);
  if (edit->kind->relaxed)
    sheaf_db_run (db, "PRAGMA synchronous = FULL", NULL);
  if (!good)
    sheaf_edit_outcome_clear (outcome);

  return good;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Three numbers that are read and written whole; whether they are of one moment does not matter. */

#include "store/progress.h"

struct _SheafProgress
{
  gatomicrefcount ref_count;
  guint done, total;
  gboolean cancelled;
};

SheafProgress *
sheaf_progress_new (void)
{
  SheafProgress *self = g_new0 (SheafProgress, 1);

  g_atomic_ref_count_init (&self->ref_count);

  return self;
}

SheafProgress *
sheaf_progress_ref (SheafProgress *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
sheaf_progress_unref (SheafProgress *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

void
sheaf_progress_get (SheafProgress *self, guint *done, guint *total)
{
  *total = (guint)g_atomic_int_get (&self->total);
  *done = (guint)g_atomic_int_get (&self->done);
}

void
sheaf_progress_set (SheafProgress *self, guint done, guint total)
{
  g_atomic_int_set (&self->done, done);
  g_atomic_int_set (&self->total, total);
}

void
sheaf_progress_cancel (SheafProgress *self)
{
  g_atomic_int_set (&self->cancelled, TRUE);
}

gboolean
sheaf_progress_is_cancelled (SheafProgress *self)
{
  return g_atomic_int_get (&self->cancelled);
}

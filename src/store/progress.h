/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How far a change of many articles is, told by the thread that makes it and asked by the one that waits; and the
 * wish that it be left undone. Any thread; atomic references. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SheafProgress SheafProgress;

SheafProgress *sheaf_progress_new (void);
SheafProgress *sheaf_progress_ref (SheafProgress *self);
void           sheaf_progress_unref (SheafProgress *self);

/* DONE of TOTAL articles; TOTAL is 0 until it has begun. */
void sheaf_progress_get (SheafProgress *self,
                         guint         *done,
                         guint         *total);
void sheaf_progress_set (SheafProgress *self,
                         guint          done,
                         guint          total);

/* What is being changed is put back, unless all of it is done already. */
void     sheaf_progress_cancel (SheafProgress *self);
gboolean sheaf_progress_is_cancelled (SheafProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafProgress, sheaf_progress_unref)

G_END_DECLS

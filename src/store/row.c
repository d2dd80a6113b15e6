/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A plain struct of facts with an atomic count. */

#include "store/row.h"

G_DEFINE_BOXED_TYPE (SheafRow, sheaf_row, sheaf_row_ref, sheaf_row_unref)

SheafRow *
sheaf_row_new (void)
{
  SheafRow *self = g_new0 (SheafRow, 1);

  g_atomic_ref_count_init (&self->ref_count);

  return self;
}

SheafRow *
sheaf_row_ref (SheafRow *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
sheaf_row_unref (SheafRow *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->url);
  g_free (self->final_url);
  g_free (self->title);
  g_free (self->site);
  g_free (self->author);
  g_free (self->excerpt);
  g_free (self->lang);
  g_free (self->direction);
  g_free (self->published);
  g_free (self->lead_sha);
  g_free (self->reason);
  g_strfreev (self->tags);
  g_free (self);
}

gboolean
sheaf_row_is_unread (const SheafRow *self)
{
  return !self->archived && !self->read && !self->trashed;
}

const char *
sheaf_row_get_state (const SheafRow *self)
{
  static const char *const fetch_states[] = {
    [SHEAF_FETCH_PENDING] = "pending",
    [SHEAF_FETCH_FAILED] = "failed",
    [SHEAF_FETCH_INCOMPLETE] = "incomplete",
    [SHEAF_FETCH_LINK] = "link",
  };

  if (self->trashed)
    return "trash";
  if (self->fetch != SHEAF_FETCH_COMPLETE && (guint)self->fetch < G_N_ELEMENTS (fetch_states))
    return fetch_states[self->fetch];

  return self->archived ? "archived" : self->read ? "read" : "unread";
}

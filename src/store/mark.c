/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The value. */

#include "store/mark.h"

SheafMark *
sheaf_mark_copy (const SheafMark *self)
{
  SheafMark *copy = g_new0 (SheafMark, 1);

  *copy = *self;
  copy->anchor = self->anchor != NULL ? sheaf_anchor_copy (self->anchor) : NULL;
  copy->body = g_strdup (self->body);

  return copy;
}

void
sheaf_mark_free (SheafMark *self)
{
  g_clear_pointer (&self->anchor, sheaf_anchor_free);
  g_free (self->body);
  g_free (self);
}

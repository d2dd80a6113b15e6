/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The value. */

#include "base/anchor.h"

SheafAnchor *
sheaf_anchor_copy (const SheafAnchor *self)
{
  SheafAnchor *copy = g_new0 (SheafAnchor, 1);

  copy->exact = g_strdup (self->exact);
  copy->prefix = g_strdup (self->prefix);
  copy->suffix = g_strdup (self->suffix);
  copy->start = self->start;
  copy->end = self->end;

  return copy;
}

void
sheaf_anchor_free (SheafAnchor *self)
{
  g_free (self->exact);
  g_free (self->prefix);
  g_free (self->suffix);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A highlight of an article, as a value: what is quoted, its colour, and what the reader wrote to it. */
#pragma once

#include "base/anchor.h"

G_BEGIN_DECLS

#define SHEAF_MARK_COLORS 5 /* yellow, green, blue, pink, purple: 0 … 4 */

typedef struct
{
  gint64       id; /* 0: it is to be made */
  gint64       article_id;
  SheafAnchor *anchor;
  guint        color;
  char        *body; /* (nullable): its note */
  gint64       created_at, changed_at; /* µs UTC */
  SheafPlaced  placed; /* read with its text: how it was found there; ANCHOR's positions are old ones where it is NOWHERE */
  gboolean     moved;  /* its positions are others than those that are kept */
} SheafMark;

SheafMark *sheaf_mark_copy (const SheafMark *self);
void       sheaf_mark_free (SheafMark *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafMark, sheaf_mark_free)

G_END_DECLS

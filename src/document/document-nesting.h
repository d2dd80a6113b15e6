/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The containers that a builder has open. What fits nowhere, and what stands too deep, is read as
 * its contents; what stands directly in a list belongs to an item. Private to document-builder.c.
 */
#pragma once

#include "document/document.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *containers; /* of SheafContainer: all of them, as opened; the drafts' */
  GArray *last_child; /* of int: for each container its last child, -1: none */
  GArray *open;       /* of SheafOpen */
  guint depth;        /* real containers in `open` */
} SheafNesting;

void
sheaf_nesting_init (SheafNesting *self, GArray *containers);
void
sheaf_nesting_clear (SheafNesting *self);

/* Each open is closed, whether it made a container or not. */
void
sheaf_nesting_open (SheafNesting *self, SheafContainerKind kind, int number);
gboolean
sheaf_nesting_close (SheafNesting *self); /* FALSE: nothing is open */

/* Makes the place fit for a block: what stands directly in a list goes into its last item. */
void
sheaf_nesting_settle (SheafNesting *self);

int
sheaf_nesting_current (const SheafNesting *self); /* the innermost container, or -1 */
gboolean
sheaf_nesting_is_in (const SheafNesting *self, SheafContainerKind kind);

G_END_DECLS

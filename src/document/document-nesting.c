/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tree of containers while it is being built. It grows in the order of its blocks: a container
 * is opened after all before it, and never again but for the last item of the list at hand. */

#include "document/document-nesting.h"

#include "document/document-private.h"

typedef struct
{
  int container; /* -1: read as its contents */
  int innermost; /* the container that its contents stand in */
  gboolean implied;
} SheafOpen;

void
sheaf_nesting_init (SheafNesting *self, GArray *containers)
{
  self->containers = g_array_ref (containers);
  self->last_child = g_array_new (FALSE, FALSE, sizeof (int));
  self->open = g_array_new (FALSE, FALSE, sizeof (SheafOpen));
  self->depth = 0;
}

void
sheaf_nesting_clear (SheafNesting *self)
{
  g_array_unref (self->containers);
  g_array_unref (self->last_child);
  g_array_unref (self->open);
}

int
sheaf_nesting_current (const SheafNesting *self)
{
  return self->open->len > 0 ? g_array_index (self->open, SheafOpen, self->open->len - 1).innermost
                             : -1;
}

static SheafContainerKind
kind_of (const SheafNesting *self, int container)
{
  return g_array_index (self->containers, SheafContainer, container).kind;
}

gboolean
sheaf_nesting_is_in (const SheafNesting *self, SheafContainerKind kind)
{
  int container = sheaf_nesting_current (self);

  return container >= 0 && kind_of (self, container) == kind;
}

static gboolean
is_list (SheafContainerKind kind)
{
  return kind == SHEAF_CONTAINER_UNORDERED_LIST || kind == SHEAF_CONTAINER_ORDERED_LIST;
}

static void
push_open (SheafNesting *self, int container, gboolean implied)
{
  SheafOpen open = { container, container, implied };

  if (container < 0)
    open.innermost = sheaf_nesting_current (self);

  g_array_append_val (self->open, open);
  if (container >= 0)
    self->depth++;
}

static void
pop_open (SheafNesting *self)
{
  if (g_array_index (self->open, SheafOpen, self->open->len - 1).container >= 0)
    self->depth--;
  g_array_set_size (self->open, self->open->len - 1);
}

static void
push_container (SheafNesting *self, SheafContainerKind kind, int number, gboolean implied)
{
  SheafContainer container = { kind, sheaf_nesting_current (self), number };
  int index = (int)self->containers->len;
  int none = -1;

  g_array_append_val (self->containers, container);
  g_array_append_val (self->last_child, none);
  if (container.parent >= 0)
    g_array_index (self->last_child, int, container.parent) = index;
  push_open (self, index, implied);
}

void
sheaf_nesting_settle (SheafNesting *self)
{
  int list = sheaf_nesting_current (self);
  SheafContainerKind wanted = SHEAF_CONTAINER_DEFINITION;
  int last;

  if (list < 0)
    return;
  if (is_list (kind_of (self, list)))
    wanted = SHEAF_CONTAINER_ITEM;
  else if (kind_of (self, list) != SHEAF_CONTAINER_DEFINITION_LIST)
    return;

  last = g_array_index (self->last_child, int, list);
  if (last >= 0 && kind_of (self, last) == wanted)
    push_open (self, last, TRUE);
  else
    push_container (self, wanted, 0, TRUE);
}

static void
close_implied (SheafNesting *self)
{
  while (self->open->len > 0 && g_array_index (self->open, SheafOpen, self->open->len - 1).implied)
    pop_open (self);
}

/* May a container of KIND be made here? If not, it is read as its contents. */
static gboolean
container_fits (const SheafNesting *self, SheafContainerKind kind)
{
  int container = sheaf_nesting_current (self);

  if (kind == SHEAF_CONTAINER_ITEM)
    return container >= 0 && is_list (kind_of (self, container));
  if (kind == SHEAF_CONTAINER_TERM || kind == SHEAF_CONTAINER_DEFINITION)
    return sheaf_nesting_is_in (self, SHEAF_CONTAINER_DEFINITION_LIST);

  /* Room for itself and its items. */
  return !sheaf_nesting_is_in (self, SHEAF_CONTAINER_TABLE)
         && self->depth + 2 <= SHEAF_DOCUMENT_MAX_DEPTH;
}

void
sheaf_nesting_open (SheafNesting *self, SheafContainerKind kind, int number)
{
  if (kind == SHEAF_CONTAINER_ITEM || kind == SHEAF_CONTAINER_TERM
      || kind == SHEAF_CONTAINER_DEFINITION)
    close_implied (self);
  else
    sheaf_nesting_settle (self);

  if (container_fits (self, kind))
    push_container (self, kind, kind == SHEAF_CONTAINER_ORDERED_LIST ? number : 0, FALSE);
  else
    push_open (self, -1, FALSE);
}

gboolean
sheaf_nesting_close (SheafNesting *self)
{
  close_implied (self);
  if (self->open->len == 0)
    return FALSE;

  pop_open (self);

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Counts of a subtree. */

#include "extract/tally.h"

#include "html/dom-query.h"

void
sheaf_tally_measure (SheafNode *top)
{
  for (SheafNode *node = top; node != NULL; node = sheaf_node_next (node, top))
    if (node->kind == SHEAF_NODE_TEXT)
      node->data = GSIZE_TO_POINTER (sheaf_node_text_length (node));
}

void
sheaf_tally_count (SheafTally *self, const SheafNode *top)
{
  const SheafNode *link_end = NULL;
  gboolean in_link = FALSE;

  *self = (SheafTally){ 0 };
  for (const SheafNode *node = top; node != NULL; node = sheaf_node_next (node, top))
    {
      in_link = in_link && node != link_end;
      if (node->tag == SHEAF_TAG_A && !in_link)
        {
          in_link = TRUE;
          link_end = sheaf_node_skip (node, top);
        }
      if (node->kind == SHEAF_NODE_TEXT)
        {
          self->length += GPOINTER_TO_SIZE (node->data);
          self->linked += in_link ? GPOINTER_TO_SIZE (node->data) : 0;
        }
      self->paragraphs += node->tag == SHEAF_TAG_P && node != top;
      self->images += node->tag == SHEAF_TAG_IMG && node != top;
      self->items += node->tag == SHEAF_TAG_LI && node != top;
      self->inputs += node->tag == SHEAF_TAG_INPUT && node != top;
    }
}

gboolean
sheaf_tally_reaches (const SheafNode *top, gsize least)
{
  gsize length = 0;

  for (const SheafNode *node = top; node != NULL && length < least;
       node = sheaf_node_next (node, top))
    if (node->kind == SHEAF_NODE_TEXT)
      length += GPOINTER_TO_SIZE (node->data);

  return length >= least;
}

double
sheaf_tally_density (const SheafTally *self)
{
  return self->length > 0 ? (double)self->linked / (double)self->length : 0;
}

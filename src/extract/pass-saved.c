/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages that a browser has written down as they were shown: a tree of a component's own stands in a
 * <template>, which a browser puts into its place while it reads; what SingleFile found hidden
 * bears its class. */

#include "extract/extract-private.h"

#define MOST 10000

static gboolean
is_own_tree (const SheafNode *node)
{
  return node->tag == SHEAF_TAG_TEMPLATE
         && (sheaf_node_get (node, "shadowrootmode") != NULL
             || sheaf_node_get (node, "shadowroot") != NULL);
}

static void
run (SheafExtractContext *context)
{
  SheafNode *body = sheaf_dom_get_body (context->dom);
  SheafNode *node = body;
  guint n = 0;

  while (node != NULL && n < MOST)
    {
      gboolean hidden = node != body && sheaf_node_has_word (node, "class", "sf-hidden");
      gboolean own = !hidden && is_own_tree (node);
      SheafNode *next = hidden ? sheaf_node_skip (node, body) : sheaf_node_next (node, body);

      if (hidden)
        sheaf_node_remove (node);
      else if (own)
        sheaf_node_unwrap (node);
      n += hidden || own;
      node = next;
    }
}

const SheafExtractPass sheaf_extract_pass_saved = { "saved", run };

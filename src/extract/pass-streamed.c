/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages that a server of React sends in pieces: where a piece is late stands <template id="B:1">
 * (or "P:1"), and the piece comes at the end of the page in <div hidden id="S:1">, for a script to
 * put it into its place. What stood in for it until then ends with the comment "/$". (React's
 * ReactDOMFizzInstructionSet, completeBoundary and completeSegment.) */

#include "extract/extract-private.h"

#include <string.h>

#define MOST 500         /* pieces of a page */
#define MOST_BESIDE 1000 /* nodes that stand in for one */

/* The "1" of "S:1" where ID begins with one of the letters in KINDS; NULL: it does not. */
static const char *
find_number (const SheafNode *node, const char *kinds)
{
  const char *id = sheaf_node_get (node, "id");

  return id != NULL && id[0] != '\0' && strchr (kinds, id[0]) != NULL && id[1] == ':' ? id + 2
                                                                                      : NULL;
}

static gboolean
is_end (const SheafNode *node)
{
  return node->kind == SHEAF_NODE_COMMENT && g_str_equal (node->text, "/$");
}

static void
remove_stand_in (const SheafNode *place)
{
  const SheafNode *end = place->next;

  for (guint i = 0; i < MOST_BESIDE && end != NULL && !is_end (end); i++)
    end = end->next;
  if (end == NULL || !is_end (end))
    return;
  while (place->next != end)
    sheaf_node_remove (place->next);
}

static void
put (SheafNode *piece, SheafNode *place)
{
  if (place->parent == NULL || sheaf_node_contains (piece, place))
    return; /* taken away with another's stand-in, or inside of what it waits for */
  if (find_number (place, "B") != NULL)
    remove_stand_in (place);
  while (piece->first != NULL)
    sheaf_node_insert_before (place, piece->first);
  sheaf_node_remove (place);
  sheaf_node_remove (piece);
}

static void
run (SheafExtractContext *context)
{
  SheafNode *body = sheaf_dom_get_body (context->dom);
  g_autoptr (GHashTable) places = NULL;
  g_autoptr (GPtrArray) templates = NULL, divs = NULL;
  guint n = 0;

  if (body == NULL)
    return;
  templates = sheaf_node_find_all (body, SHEAF_TAG_TEMPLATE);
  places = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < templates->len; i++)
    {
      const char *number = find_number (templates->pdata[i], "BP");

      if (number != NULL)
        g_hash_table_insert (places, (char *)number, templates->pdata[i]);
    }
  if (g_hash_table_size (places) == 0)
    return;
  divs = sheaf_node_find_all (body, SHEAF_TAG_DIV);
  for (guint i = 0; i < divs->len && n < MOST; i++)
    {
      const char *number = find_number (divs->pdata[i], "S");
      SheafNode *place = number != NULL ? g_hash_table_lookup (places, number) : NULL;

      if (place == NULL || sheaf_node_get (divs->pdata[i], "hidden") == NULL)
        continue;
      g_hash_table_remove (places, number);
      put (divs->pdata[i], place);
      n++;
    }
}

const SheafExtractPass sheaf_extract_pass_streamed = { "streamed", run };

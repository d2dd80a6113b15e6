/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What site rules say: blocks that are none of the article go, and where one names the body, that
 * is the article and nothing beside it. Whoever wrote it down has looked at the site; so the passes
 * that guess at blocks by their names and links stand back, and those that know single lines stay.
 */

#include "extract/cuts.h"
#include "extract/extract-private.h"
#include "extract/site-rules-private.h"

/* The blocks of the first selector that finds any, none inside of another. NULL: there is none.
 * (transfer container) */
static GPtrArray *
find_body (GPtrArray *rules, SheafDom *dom)
{
  g_autoptr (GPtrArray) selectors = sheaf_site_rules_select (rules, SHEAF_SITE_RULE_BODY);
  SheafNode *body = sheaf_dom_get_body (dom);

  for (guint i = 0; i < selectors->len && body != NULL; i++)
    {
      g_autoptr (GPtrArray) found
          = sheaf_selector_find_all (selectors->pdata[i], sheaf_dom_get_root (dom));
      g_autoptr (GPtrArray) blocks = g_ptr_array_new ();
      const SheafNode *last = NULL;

      for (guint k = 0; k < found->len; k++)
        {
          SheafNode *node = found->pdata[k];

          if (last != NULL && sheaf_node_contains (last, node))
            continue;
          if (node != body && sheaf_node_contains (body, node))
            g_ptr_array_add (blocks, node);
          last = node != body ? node : last;
        }
      if (blocks->len > 0)
        return g_steal_pointer (&blocks);
    }

  return NULL;
}

gboolean
sheaf_rules_find_body (GPtrArray *rules, SheafDom *dom)
{
  g_autoptr (GPtrArray) blocks = rules != NULL ? find_body (rules, dom) : NULL;

  return blocks != NULL;
}

static void
strip (SheafExtractContext *context)
{
  g_autoptr (GPtrArray) selectors = sheaf_site_rules_select (context->rules, SHEAF_SITE_RULE_STRIP);
  SheafNode *body = sheaf_dom_get_body (context->dom);

  for (guint i = 0; i < selectors->len && body != NULL; i++)
    {
      g_autoptr (GPtrArray) found
          = sheaf_selector_find_all (selectors->pdata[i], sheaf_dom_get_root (context->dom));

      for (guint k = 0; k < found->len; k++)
        {
          SheafNode *node = found->pdata[k];

          if (node != body && sheaf_node_contains (body, node))
            sheaf_cut (context, node, "rules/strip", SHEAF_REMOVED_STRUCTURE);
        }
    }
}

/* What may stand alone in an article as it is; anything else is a block of what it holds. */
static gboolean
is_block_of_text (SheafTag tag)
{
  static const SheafTag tags[]
      = { SHEAF_TAG_P,      SHEAF_TAG_PRE,     SHEAF_TAG_BLOCKQUOTE, SHEAF_TAG_UL,
          SHEAF_TAG_OL,     SHEAF_TAG_DL,      SHEAF_TAG_H2,         SHEAF_TAG_TABLE,
          SHEAF_TAG_FIGURE, SHEAF_TAG_SECTION, SHEAF_TAG_H3,         SHEAF_TAG_H4,
          SHEAF_TAG_H5,     SHEAF_TAG_ARTICLE, SHEAF_TAG_IMG,        SHEAF_TAG_H6 };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (tag == tags[i])
      return TRUE;

  return FALSE;
}

/* Its own name, class and style, by which a pass might take it for chrome or for hidden, go. */
static void
make_plain (SheafDom *dom, SheafNode *node)
{
  static const char *const judged[] = { "class", "id", "style", "hidden", "aria-hidden", "role" };

  for (guint i = 0; i < G_N_ELEMENTS (judged); i++)
    sheaf_node_set (dom, node, judged[i], NULL);
  if (!is_block_of_text (node->tag))
    sheaf_node_rename (dom, node, "div");
}

static SheafNode *
take_body (SheafExtractContext *context)
{
  g_autoptr (GPtrArray) blocks = find_body (context->rules, context->dom);
  SheafNode *body = sheaf_dom_get_body (context->dom);
  SheafNode *article;

  if (blocks == NULL)
    return NULL;
  article = sheaf_dom_new_element (context->dom, "div");
  for (guint i = 0; i < blocks->len; i++)
    {
      make_plain (context->dom, blocks->pdata[i]);
      sheaf_node_append (article, blocks->pdata[i]);
    }
  while (body->first != NULL)
    sheaf_node_remove (body->first);
  sheaf_node_append (body, article);

  return article;
}

static void
run (SheafExtractContext *context)
{
  if (context->rules == NULL)
    return;
  strip (context);
  if ((context->flags & SHEAF_EXTRACT_RULED) != 0)
    context->article = take_body (context);
}

const SheafExtractPass sheaf_extract_pass_rules = { "rules", run };

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A cut knows its node and where that stood. Whether that is in the article, and where in its text,
 * is asked when all passes are done: what stood around it may be cut, too. */

#include "extract/cuts.h"

#include "base/text.h"
#include "html/dom-write.h"

#include <string.h>

#define MOST_REMEMBERED 4096

typedef struct
{
  SheafNode *node, *parent, *prev;
  const char *rule;
  SheafRemovedWhy why;
} Cut;

void
sheaf_cut (SheafExtractContext *context, SheafNode *node, const char *rule, SheafRemovedWhy why)
{
  Cut cut = { node, node->parent, node->prev, rule, why };

  g_return_if_fail (node->kind == SHEAF_NODE_ELEMENT);

  if (context->trace != NULL)
    {
      g_autofree char *text = sheaf_node_dup_text (node);

      sheaf_trace_add (context->trace, "removed", "%s (%s): %s", rule,
                       sheaf_removed_why_to_string (why), text);
    }
  if (context->cuts == NULL)
    context->cuts = g_array_new (FALSE, FALSE, sizeof (Cut));
  node->data = NULL;
  if (context->cuts->len < MOST_REMEMBERED)
    {
      g_array_append_val (context->cuts, cut);
      node->data = GUINT_TO_POINTER (context->cuts->len);
    }
  sheaf_node_remove (node);
}

/* The cut whose node NODE is; NULL: none. */
static const Cut *
cut_of (const SheafExtractContext *context, const SheafNode *node)
{
  guint number = node->kind == SHEAF_NODE_ELEMENT ? GPOINTER_TO_UINT (node->data) : 0;
  const Cut *cut;

  if (number == 0 || number > context->cuts->len)
    return NULL;
  cut = &g_array_index (context->cuts, Cut, number - 1);

  return cut->node == node ? cut : NULL;
}

/* The article, or the top of what NODE was cut out with. */
static const SheafNode *
top_of (const SheafExtractContext *context, const SheafNode *node)
{
  while (node->parent != NULL && node != context->article)
    node = node->parent;

  return node;
}

static gboolean
is_of_clean (const Cut *cut)
{
  return sheaf_text_starts_with (cut->rule, "clean/");
}

/* It stood in the article, or in what was cut out of it; of the page's chrome, which pass-clean
 * takes wherever it is, only what stood in the article itself. */
static gboolean
is_of_article (const SheafExtractContext *context, const Cut *cut)
{
  const SheafNode *top;
  gboolean direct = is_of_clean (cut);

  while (cut != NULL && cut->parent != NULL)
    {
      top = top_of (context, cut->parent);
      if (top == context->article)
        return TRUE;
      cut = direct ? NULL : cut_of (context, top);
    }

  return FALSE;
}

/* How many of the document's blocks stand before it. */
static guint
blocks_before (const SheafExtractContext *context, const Cut *cut)
{
  const SheafNode *prev = cut->prev, *parent = cut->parent;

  while (parent != NULL)
    {
      const Cut *other = prev != NULL ? cut_of (context, prev) : NULL;

      if (other != NULL && prev->parent == NULL)
        {
          prev = other->prev;
          parent = other->parent;
        }
      else if (prev != NULL && top_of (context, prev) == context->article)
        return GPOINTER_TO_UINT (prev->data);
      else if (parent == context->article)
        return 0;
      else if (parent->parent == NULL)
        {
          other = cut_of (context, parent);
          prev = other != NULL ? other->prev : NULL;
          parent = other != NULL ? other->parent : NULL;
        }
      else
        {
          prev = parent->prev;
          parent = parent->parent;
        }
    }

  return 0;
}

static guint
place_of (const SheafExtractContext *context, const Cut *cut, const SheafDocument *document)
{
  const SheafBlock *blocks;
  gsize n;
  guint before;

  if (document == NULL)
    return SHEAF_REMOVED_NOWHERE;
  blocks = sheaf_document_get_blocks (document, &n);
  before = blocks_before (context, cut);

  return before < n ? blocks[before].start : sheaf_document_get_length (document);
}

typedef struct
{
  gsize text, html; /* bytes that there is room for */
} Room;

static void
keep (SheafExtractContext *context, const Cut *cut, const SheafDocument *document, Room *room)
{
  g_autofree char *text = NULL, *html = NULL;

  if (sheaf_node_text_length (cut->node) > room->text)
    return;
  text = sheaf_node_dup_text (cut->node);
  if (*text == '\0' || strlen (text) > room->text)
    return;
  html = sheaf_node_to_html (cut->node);
  if (strlen (html) > room->html)
    return;
  room->text -= strlen (text);
  room->html -= strlen (html);
  sheaf_page_add_removed (context->page, text, html, cut->rule, cut->why,
                          place_of (context, cut, document));
}

void
sheaf_cuts_finish (SheafExtractContext *context, const SheafDocument *document)
{
  Room room = { SHEAF_CUTS_MOST_TEXT, SHEAF_CUTS_MOST_HTML };

  if (context->cuts == NULL)
    return;
  for (int clean = 0; clean < 2 && context->article != NULL; clean++)
    for (guint i = 0; i < context->cuts->len && context->page->removed->len < SHEAF_CUTS_MOST; i++)
      {
        const Cut *cut = &g_array_index (context->cuts, Cut, i);

        if (is_of_clean (cut) == clean && is_of_article (context, cut))
          keep (context, cut, document, &room);
      }
  g_clear_pointer (&context->cuts, g_array_unref);
}

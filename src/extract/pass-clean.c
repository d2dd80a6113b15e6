/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What no article is made of goes before anything is weighed. */

#include "extract/extract-private.h"

#define FORM_WITH_TEXT 600

static const SheafTag never[] = {
  SHEAF_TAG_SCRIPT, SHEAF_TAG_STYLE,  SHEAF_TAG_NOSCRIPT, SHEAF_TAG_LINK,   SHEAF_TAG_TEMPLATE, SHEAF_TAG_IFRAME, SHEAF_TAG_OBJECT,
  SHEAF_TAG_EMBED,  SHEAF_TAG_INPUT,  SHEAF_TAG_SELECT,   SHEAF_TAG_TEXTAREA, SHEAF_TAG_BUTTON, SHEAF_TAG_SVG,    SHEAF_TAG_CANVAS,
  SHEAF_TAG_DIALOG, SHEAF_TAG_AUDIO,  SHEAF_TAG_VIDEO,    SHEAF_TAG_NAV,    SHEAF_TAG_MENU,     SHEAF_TAG_META,
};

static gboolean
is_never (SheafTag tag)
{
  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    if (tag == never[i])
      return TRUE;

  return FALSE;
}

static gboolean
is_chrome (const SheafExtractContext *context, const SheafNode *node)
{
  if (node->kind == SHEAF_NODE_COMMENT || is_never (node->tag) || sheaf_node_is_hidden (node))
    return TRUE;
  if (node->kind != SHEAF_NODE_ELEMENT || node->tag == SHEAF_TAG_HTML || node->tag == SHEAF_TAG_BODY || node->tag == SHEAF_TAG_ARTICLE ||
      node->tag == SHEAF_TAG_MAIN || node->tag == SHEAF_TAG_A)
    return FALSE;
  if (node->tag == SHEAF_TAG_FORM)
    return sheaf_node_text_length (node) < FORM_WITH_TEXT;

  return (context->flags & SHEAF_EXTRACT_STRICT) != 0 && sheaf_names_are_unlikely (node) &&
         sheaf_node_closest (node, SHEAF_TAG_TABLE) == NULL && sheaf_node_closest (node, SHEAF_TAG_PRE) == NULL;
}

static void
run (SheafExtractContext *context)
{
  SheafNode *body = sheaf_dom_get_body (context->dom);
  SheafNode *node = body;

  while (node != NULL)
    {
      SheafNode *next;

      if (node != body && is_chrome (context, node))
        {
          next = sheaf_node_skip (node, body);
          sheaf_node_remove (node);
        }
      else
        next = sheaf_node_next (node, body);
      node = next;
    }
}

const SheafExtractPass sheaf_extract_pass_clean = { "clean", run };

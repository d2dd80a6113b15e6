/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dek: the sentences between headline and article, where a page has them in its header. They
 * belong to the text, and stand outside its block. */

#include "extract/extract-private.h"

#include "base/text.h"

#include <string.h>

#define LEAST 40 /* characters */
#define MOST 450
#define BEHIND 60     /* nodes behind the headline to look at */
#define MAX_LINKED .2 /* of it in links */

static const char *const called[] = {
  "-dek-",        "-deck-",       "-standfirst-",  "-subtitle-",    "-sub-title-",
  "-subheading-", "-subhead-",    "-subheadline-", "-lede-",        "-strapline-",
  "-chapo-",      "-entradilla-", "-vorspann-",    "-sottotitolo-",
};

static gboolean
is_leaf (const SheafNode *node)
{
  if (node->kind != SHEAF_NODE_ELEMENT
      || (node->tag != SHEAF_TAG_P && node->tag != SHEAF_TAG_DIV && node->tag != SHEAF_TAG_H2
          && node->tag != SHEAF_TAG_H3))
    return FALSE;
  for (const SheafNode *inside = sheaf_node_next (node, node); inside != NULL;
       inside = sheaf_node_next (inside, node))
    if (inside->kind == SHEAF_NODE_ELEMENT
        && (sheaf_tag_is_block (inside->tag) || inside->tag == SHEAF_TAG_IMG))
      return FALSE;

  return TRUE;
}

/* A second headline, and no sentence, that the page states as its excerpt: it is kept there. */
static gboolean
is_headline (const SheafExtractContext *context, const SheafNode *node)
{
  static const char *const stops[]
      = { ".", "!", "?", "…", "。", "！", "？", "”", "\"", "»", "」", "'", "’", "؟", "۔", "।" };
  g_autofree char *text = sheaf_node_dup_text (node);
  g_autofree char *folded = sheaf_text_fold (text), *excerpt = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    if (g_str_has_suffix (text, stops[i]))
      return FALSE;
  excerpt = context->page->excerpt != NULL ? sheaf_text_fold (context->page->excerpt) : NULL;

  return g_strcmp0 (folded, excerpt) == 0;
}

static gboolean
is_dek (const SheafExtractContext *context, const SheafNode *node)
{
  const char *excerpt = context->page->excerpt;
  g_autofree char *text = NULL, *folded = NULL, *other = NULL;
  gsize length;

  if (!is_leaf (node))
    return FALSE;
  length = sheaf_node_text_length (node);
  if (length < LEAST || length > MOST || sheaf_node_link_density (node) > MAX_LINKED)
    return FALSE;
  for (const SheafNode *up = node; up != NULL && up->tag != SHEAF_TAG_BODY; up = up->parent)
    if (sheaf_names_have_word (up, called, G_N_ELEMENTS (called)))
      return TRUE;
  if (excerpt == NULL)
    return FALSE;
  text = sheaf_node_dup_text (node);
  folded = sheaf_text_fold (text);
  other = sheaf_text_fold (excerpt);

  return *other != '\0' && sheaf_text_starts_with (folded, other);
}

/* The article begins with the same words. */
static gboolean
has_it (const SheafNode *article, const SheafNode *dek)
{
  g_autofree char *text = sheaf_node_dup_text (dek), *all = sheaf_node_dup_text (article);

  return strstr (all, text) != NULL;
}

static void
run (SheafExtractContext *context)
{
  SheafNode *body = sheaf_dom_get_body (context->dom), *node;

  if (context->article == NULL || body == NULL || context->article == body)
    return;
  node = sheaf_node_find (body, SHEAF_TAG_H1);
  if (node == NULL || sheaf_node_contains (context->article, node))
    return;
  for (guint i = 0; i < BEHIND && node != NULL && node != context->article;
       i++, node = sheaf_node_next (node, body))
    if (is_dek (context, node))
      {
        if (!is_headline (context, node) && !has_it (context->article, node)
            && context->article->first != NULL)
          sheaf_node_insert_before (context->article->first, node);
        return;
      }
}

const SheafExtractPass sheaf_extract_pass_dek = { "dek", run };

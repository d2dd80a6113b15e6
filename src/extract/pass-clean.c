/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What no article is made of goes before anything is weighed. */

#include "extract/cuts.h"
#include "extract/extract-private.h"

#include "base/text.h"

#define FORM_WITH_TEXT 600
#define HIDDEN_ARTICLE 500 /* characters */
#define HIDDEN_PARAGRAPHS 3
#define NOTHING "" /* the rule of what nobody would read */

static const SheafTag never[] = {
  SHEAF_TAG_SCRIPT,   SHEAF_TAG_STYLE,  SHEAF_TAG_NOSCRIPT, SHEAF_TAG_LINK,   SHEAF_TAG_TEMPLATE,
  SHEAF_TAG_IFRAME,   SHEAF_TAG_OBJECT, SHEAF_TAG_EMBED,    SHEAF_TAG_INPUT,  SHEAF_TAG_SELECT,
  SHEAF_TAG_TEXTAREA, SHEAF_TAG_BUTTON, SHEAF_TAG_SVG,      SHEAF_TAG_CANVAS, SHEAF_TAG_META,
  SHEAF_TAG_AUDIO,    SHEAF_TAG_VIDEO,
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
is_inside (const SheafNode *node)
{
  for (; node != NULL && node->kind == SHEAF_NODE_ELEMENT; node = node->parent)
    if (node->tag == SHEAF_TAG_ARTICLE || node->tag == SHEAF_TAG_MAIN
        || sheaf_node_has_word (node, "itemprop", "articleBody"))
      return TRUE;

  return FALSE;
}

static gboolean
holds_body (const SheafNode *node)
{
  return sheaf_node_has_word (node, "itemprop", "articleBody")
         || sheaf_node_find_attr (node, SHEAF_TAG_NONE, "itemprop", "articleBody") != NULL;
}

static guint
count_paragraphs (const SheafNode *top)
{
  guint n = 0;

  for (const SheafNode *node = sheaf_node_next (top, top); node != NULL;
       node = sheaf_node_next (node, top))
    n += node->tag == SHEAF_TAG_P;

  return n;
}

/* A page that shows its text by a script hides it until then: paragraphs where the article is, or
 * most of ALL the characters there are. */
static gboolean
hides_article (const SheafNode *node, gsize all)
{
  gsize length = sheaf_node_text_length (node);

  if (length < HIDDEN_ARTICLE || count_paragraphs (node) < HIDDEN_PARAGRAPHS)
    return FALSE;

  return is_inside (node) || holds_body (node) || sheaf_node_find (node, SHEAF_TAG_ARTICLE) != NULL
         || length * 2 > all;
}

/* The block that was asked last whether it hides its paragraphs. */
typedef struct
{
  const SheafNode *parent;
  gboolean hides;
} Hider;

/* The same where the article's own block hides its paragraphs one by one. */
static gboolean
hides_paragraphs (const SheafNode *parent)
{
  gsize length = 0;
  guint paragraphs = 0;

  if (parent == NULL || !is_inside (parent))
    return FALSE;
  for (const SheafNode *node = parent->first; node != NULL; node = node->next)
    if (sheaf_node_is_hidden (node)
        && (node->tag == SHEAF_TAG_P || sheaf_node_find (node, SHEAF_TAG_P) != NULL))
      {
        length += sheaf_node_text_length (node);
        paragraphs++;
      }

  return length >= HIDDEN_ARTICLE && paragraphs >= HIDDEN_PARAGRAPHS;
}

static gboolean
is_words (const SheafNode *node)
{
  return node != NULL && node->kind == SHEAF_NODE_TEXT && !sheaf_text_is_blank (node->text);
}

/* A few words of a sentence, whatever they are called: the sentence goes on beside them. */
static gboolean
is_in_sentence (const SheafNode *node)
{
  return !sheaf_tag_is_block (node->tag) && (is_words (node->prev) || is_words (node->next))
         && sheaf_node_closest (node->parent, SHEAF_TAG_P) != NULL;
}

/* The rule that NODE goes by; NULL: it stays. */
static const char *
find_rule (SheafExtractContext *context, const SheafNode *node, gsize all, Hider *hider)
{
  if (node->tag == SHEAF_TAG_IFRAME && sheaf_node_get (node, "data-embed") != NULL)
    return NULL; /* chosen by pass-media */
  if (node->kind == SHEAF_NODE_COMMENT || is_never (node->tag))
    return NOTHING;
  if (node->tag == SHEAF_TAG_NAV || node->tag == SHEAF_TAG_MENU || node->tag == SHEAF_TAG_DIALOG)
    return "clean/navigation";
  if (sheaf_node_is_hidden (node))
    {
      gboolean article = hides_article (node, all);

      if (!article && sheaf_node_find (node, SHEAF_TAG_P) != NULL)
        {
          if (node->parent != hider->parent)
            {
              hider->parent = node->parent;
              hider->hides = hides_paragraphs (node->parent);
            }
          article = hider->hides;
        }

      if (article && (context->flags & SHEAF_EXTRACT_VISIBLE) != 0)
        context->hidden += sheaf_node_text_length (node);

      return !article || (context->flags & SHEAF_EXTRACT_VISIBLE) != 0 ? "clean/hidden" : NULL;
    }
  if (node->kind != SHEAF_NODE_ELEMENT || node->tag == SHEAF_TAG_HTML || node->tag == SHEAF_TAG_BODY
      || node->tag == SHEAF_TAG_ARTICLE || node->tag == SHEAF_TAG_MAIN || node->tag == SHEAF_TAG_A)
    return NULL;
  if ((context->flags & SHEAF_EXTRACT_RULED) == 0 && sheaf_names_are_comments (node)
      && !holds_body (node))
    return "clean/comments";
  if (node->tag == SHEAF_TAG_FORM)
    return sheaf_node_text_length (node) < FORM_WITH_TEXT ? "clean/form" : NULL;
  /* The names of headings are made of their words. */
  if ((context->flags & SHEAF_EXTRACT_STRICT) != 0 && sheaf_names_are_unlikely (node)
      && sheaf_node_closest (node, SHEAF_TAG_TABLE) == NULL
      && sheaf_node_closest (node, SHEAF_TAG_PRE) == NULL && !is_in_sentence (node)
      && !sheaf_tag_is_subheading (node->tag) && !holds_body (node))
    return "clean/unlikely-name";

  return NULL;
}

static void
run (SheafExtractContext *context)
{
  SheafNode *body = sheaf_dom_get_body (context->dom);
  SheafNode *node = body;
  Hider hider = { NULL, FALSE };
  gsize all = body != NULL ? sheaf_node_text_length (body) : 0;

  while (node != NULL)
    {
      const char *rule = node != body ? find_rule (context, node, all, &hider) : NULL;
      SheafNode *next = rule != NULL ? sheaf_node_skip (node, body) : sheaf_node_next (node, body);

      if (rule != NULL && g_str_equal (rule, NOTHING))
        sheaf_node_remove (node);
      else if (rule != NULL)
        sheaf_cut (context, node, rule, SHEAF_REMOVED_STRUCTURE);
      node = next;
    }
}

const SheafExtractPass sheaf_extract_pass_clean = { "clean", run };

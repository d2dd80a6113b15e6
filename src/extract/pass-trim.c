/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Inside the body: blocks of links, blocks of chrome, the headline said again, what is empty. */

#include "base/text.h"
#include "extract/cuts.h"
#include "extract/extract-private.h"
#include "extract/tally.h"

#include <string.h>

#define MANY_COMMAS 10
#define FIRST_PARAGRAPH 100 /* characters */
#define MIN_TOLD 80         /* characters */
#define MAX_BESIDE_DATE 16
#define LONG_ASIDE 500 /* characters: too much to be chrome */

/* Has it as many commas as prose has? Looks no further than it needs to. */
static gboolean
is_prose (const SheafNode *top)
{
  guint commas = 0;

  for (const SheafNode *node = sheaf_node_next (top, top); node != NULL && commas < MANY_COMMAS;
       node = sheaf_node_next (node, top))
    for (const char *p = node->kind == SHEAF_NODE_TEXT ? node->text : ""; *p != '\0';
         p = g_utf8_next_char (p))
      commas += *p == ',' || g_utf8_get_char (p) == 0x3001 || g_utf8_get_char (p) == 0xff0c
                || g_utf8_get_char (p) == 0x060c;

  return commas >= MANY_COMMAS;
}

static gboolean
is_data_table (const SheafNode *node)
{
  return sheaf_node_find (node, SHEAF_TAG_TH) != NULL
         || sheaf_node_find (node, SHEAF_TAG_CAPTION) != NULL
         || sheaf_node_find (node, SHEAF_TAG_THEAD) != NULL;
}

/* Paragraphs with a link or so, and nothing else, whatever the block is called. */
static gboolean
is_plain_prose (const SheafTally *facts)
{
  return facts->paragraphs > 0 && facts->images == 0 && facts->items == 0 && facts->inputs == 0
         && facts->length >= FIRST_PARAGRAPH * facts->paragraphs
         && sheaf_tally_density (facts) < .3;
}

/* Sentences with links in them: so much of NODE is no link, and it ends as a sentence does. */
static gboolean
is_told (const SheafTally *facts, const SheafNode *node)
{
  g_autofree char *text = NULL;

  if (facts->items > 0 || facts->inputs > 0 || facts->length - facts->linked < MIN_TOLD
      || sheaf_tally_density (facts) > .5)
    return FALSE;
  text = sheaf_node_dup_text (node);

  return g_str_has_suffix (text, ".") || g_str_has_suffix (text, "。");
}

/* Readability's test of a doubtful block, as published. */
static gboolean
is_doubtful (const SheafExtractContext *context, const SheafNode *node)
{
  gboolean list = node->tag == SHEAF_TAG_UL || node->tag == SHEAF_TAG_OL;
  int weight = (context->flags & SHEAF_EXTRACT_WEIGHTS) ? sheaf_names_weigh (node) : 0;
  SheafTally facts;
  double density;

  if (node->tag == SHEAF_TAG_TABLE && is_data_table (node))
    return FALSE;
  if (sheaf_node_closest (node->parent, SHEAF_TAG_FIGURE) != NULL
      || sheaf_node_closest (node->parent, SHEAF_TAG_PRE) != NULL
      || sheaf_node_closest (node, SHEAF_TAG_CODE) != NULL)
    return FALSE;
  if (weight >= 0 && is_prose (node))
    return FALSE;
  sheaf_tally_count (&facts, node);
  density = sheaf_tally_density (&facts);
  if (weight < 0 && density > .1 && !is_plain_prose (&facts))
    return TRUE;
  if (is_prose (node))
    return FALSE;
  if (!list && facts.items > facts.paragraphs + 3 && density > .3)
    return TRUE;
  if (facts.inputs > facts.paragraphs / 3 && facts.inputs > 0)
    return TRUE;
  if (!list && facts.length < 25 && facts.images == 0)
    return density > 0;
  if (weight < 25 && density > .2 && facts.length < 400)
    return list ? density > .6 : !is_told (&facts, node);

  return density > .5;
}

static void
trim_doubtful (SheafExtractContext *context)
{
  static const SheafTag tags[] = { SHEAF_TAG_FORM, SHEAF_TAG_TABLE,   SHEAF_TAG_UL,    SHEAF_TAG_OL,
                                   SHEAF_TAG_DIV,  SHEAF_TAG_SECTION, SHEAF_TAG_HEADER };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr (GPtrArray) nodes = sheaf_node_find_all (context->article, tags[i]);

      for (guint k = nodes->len; k > 0; k--)
        if (is_doubtful (context, nodes->pdata[k - 1]))
          sheaf_cut (context, nodes->pdata[k - 1], "trim/doubtful", SHEAF_REMOVED_STRUCTURE);
    }
}

static void
remove_all (SheafExtractContext *context, SheafTag tag, const char *rule)
{
  g_autoptr (GPtrArray) nodes = sheaf_node_find_all (context->article, tag);

  for (guint i = 0; i < nodes->len; i++)
    if (sheaf_node_closest (nodes->pdata[i], SHEAF_TAG_BLOCKQUOTE) == NULL) /* a quote's own: who */
      sheaf_cut (context, nodes->pdata[i], rule, SHEAF_REMOVED_STRUCTURE);
}

static gboolean
same_words (const char *a, const char *b)
{
  g_autofree char *x = sheaf_text_fold (a), *y = sheaf_text_fold (b);

  return *x != '\0' && g_str_equal (x, y);
}

/* The headline is metadata: said again in the body it goes, the first time for h2, always for h1.
 */
static void
trim_headings (SheafExtractContext *context)
{
  static const SheafTag tags[] = { SHEAF_TAG_H1, SHEAF_TAG_H2 };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr (GPtrArray) nodes = sheaf_node_find_all (context->article, tags[i]);

      for (guint k = 0; k < nodes->len; k++)
        {
          g_autofree char *text = sheaf_node_dup_text (nodes->pdata[k]);

          if (context->page->title != NULL && same_words (text, context->page->title)
              && (i == 0 || k == 0))
            sheaf_node_remove (nodes->pdata[k]); /* it is the title: nothing is lost */
          else if (tags[i] == SHEAF_TAG_H1 && (context->flags & SHEAF_EXTRACT_TRIM) == 0)
            sheaf_node_rename (context->dom, nodes->pdata[k], "h2");
        }
    }
}

/* Nothing but the date, or nearly so. */
static gboolean
is_date_line (const SheafNode *node)
{
  const SheafNode *time = sheaf_node_find (node, SHEAF_TAG_TIME);

  return time != NULL
         && sheaf_node_text_length (node) <= sheaf_node_text_length (time) + MAX_BESIDE_DATE;
}

static gboolean
is_line_of_facts (const SheafNode *node)
{
  return node->tag == SHEAF_TAG_P || node->tag == SHEAF_TAG_DIV || node->tag == SHEAF_TAG_SPAN
         || node->tag == SHEAF_TAG_UL || node->tag == SHEAF_TAG_ADDRESS
         || node->tag == SHEAF_TAG_TIME || node->tag == SHEAF_TAG_A || node->tag == SHEAF_TAG_HEADER
         || node->tag == SHEAF_TAG_SECTION;
}

/* Who wrote it and when is metadata: said above the text it goes. */
static void
trim_facts (SheafExtractContext *context)
{
  SheafNode *top = context->article, *node = sheaf_node_next (top, top);

  while (node != NULL)
    {
      SheafNode *next = sheaf_node_next (node, top);

      if (node->tag == SHEAF_TAG_P && sheaf_node_text_length (node) > FIRST_PARAGRAPH)
        return;
      if (is_line_of_facts (node) && sheaf_node_find (node, SHEAF_TAG_IMG) == NULL
          && (is_date_line (node) || sheaf_byline_is_block (node, context->page->byline)))
        {
          next = sheaf_node_skip (node, top);
          sheaf_cut (context, node, "trim/facts", SHEAF_REMOVED_STRUCTURE);
        }
      node = next;
    }
}

/* A link that is a block of its own, with such a name. */
static gboolean
is_chrome_link (const SheafNode *node)
{
  return node->tag == SHEAF_TAG_A && node->parent->tag != SHEAF_TAG_P
         && sheaf_names_are_chrome (node)
         && (node->prev == NULL || node->prev->kind != SHEAF_NODE_TEXT
             || sheaf_text_is_blank (node->prev->text))
         && (node->next == NULL || node->next->kind != SHEAF_NODE_TEXT
             || sheaf_text_is_blank (node->next->text));
}

static gboolean
is_chrome (const SheafNode *node)
{
  if (node->kind == SHEAF_NODE_ELEMENT && node->tag != SHEAF_TAG_A && node->tag != SHEAF_TAG_IMG
      && node->tag != SHEAF_TAG_FIGURE && node->tag != SHEAF_TAG_ARTICLE
      && node->tag != SHEAF_TAG_SPAN && node->tag != SHEAF_TAG_FIGCAPTION
      && sheaf_names_are_chrome (node) && !sheaf_tally_reaches (node, LONG_ASIDE))
    return TRUE;

  return (node->tag == SHEAF_TAG_ASIDE || node->tag == SHEAF_TAG_FOOTER
          || node->tag == SHEAF_TAG_DIV || node->tag == SHEAF_TAG_UL
          || node->tag == SHEAF_TAG_SECTION)
         && sheaf_names_are_unlikely (node) && !sheaf_tally_reaches (node, LONG_ASIDE);
}

static void
trim_chrome (SheafExtractContext *context, gboolean (*matches) (const SheafNode *))
{
  SheafNode *top = context->article, *node = sheaf_node_next (top, top);

  while (node != NULL)
    {
      gboolean chrome = matches (node);
      SheafNode *next = chrome ? sheaf_node_skip (node, top) : sheaf_node_next (node, top);

      if (chrome)
        sheaf_cut (context, node, "trim/chrome", SHEAF_REMOVED_STRUCTURE);
      node = next;
    }
}

/* What shows when a pointer rests on a word is no part of the sentence. */
static void
trim_tooltips (SheafExtractContext *context)
{
  static const char *const called[] = { "-tooltip-",        "-tooltiptext-", "-tooltip-text-",
                                        "-rollover-block-", "-hovercard-",   "-popover-content-" };
  static const char *const shown[] = { "-trigger-", "-target-", "-anchor-" }; /* what it is of */
  SheafNode *top = context->article, *node = sheaf_node_next (top, top);

  while (node != NULL)
    {
      gboolean tip = (node->tag == SHEAF_TAG_SPAN || node->tag == SHEAF_TAG_DIV)
                     && (g_strcmp0 (sheaf_node_get (node, "role"), "tooltip") == 0
                         || (sheaf_names_have_word (node, called, G_N_ELEMENTS (called))
                             && !sheaf_names_have_word (node, shown, G_N_ELEMENTS (shown))));
      SheafNode *next = tip ? sheaf_node_skip (node, top) : sheaf_node_next (node, top);

      if (tip)
        sheaf_cut (context, node, "trim/tooltip", SHEAF_REMOVED_STRUCTURE);
      node = next;
    }
}

static void
run (SheafExtractContext *context)
{
  if (context->article == NULL)
    return;
  trim_tooltips (context);
  remove_all (context, SHEAF_TAG_FOOTER, "trim/footer");
  remove_all (context, SHEAF_TAG_ASIDE, "trim/aside");
  trim_headings (context);
  trim_facts (context);
  if ((context->flags & SHEAF_EXTRACT_TRIM) == 0)
    return;
  sheaf_tally_measure (context->article);
  trim_chrome (context, is_chrome);
  trim_doubtful (context);
  trim_chrome (context, is_chrome_link); /* a link tells of the block it stands in, until here */
}

const SheafExtractPass sheaf_extract_pass_trim = { "trim", run };

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the article is, by Readability's published idea: paragraphs give points to what they stand
 * in, links take them away, and what stands beside the winner and reads like it is joined. */

#include "extract/extract-private.h"
#include "extract/tally.h"

#include <string.h>

#define LEVELS 5
#define MIN_PARAGRAPH 25
#define MAX_CANDIDATES 5
#define NEARLY .75

#define MIN_PROSE 70      /* characters of a paragraph that counts as prose */
#define MAX_LINKED .3     /* of it in links */
#define SHARE_OUTSIDE .12 /* so much more prose beside it: the article is in parts */
#define LEAST_OUTSIDE 250 /* characters of it */

typedef struct
{
  double points;
  gsize length, linked; /* characters of its text; those in links */
  gsize prose;          /* characters of its paragraphs that read as prose */
  gboolean candidate;
} Score;

typedef struct
{
  SheafExtractContext *context;
  GPtrArray *candidates; /* of SheafNode with a Score in data */
} Scoring;

static double
base_points (SheafTag tag)
{
  switch ((int)tag)
    {
    case SHEAF_TAG_DIV:
    case SHEAF_TAG_ARTICLE:
    case SHEAF_TAG_MAIN:
      return 5;
    case SHEAF_TAG_PRE:
    case SHEAF_TAG_TD:
    case SHEAF_TAG_BLOCKQUOTE:
      return 3;
    case SHEAF_TAG_ADDRESS:
    case SHEAF_TAG_OL:
    case SHEAF_TAG_UL:
    case SHEAF_TAG_DL:
    case SHEAF_TAG_DD:
    case SHEAF_TAG_DT:
    case SHEAF_TAG_LI:
    case SHEAF_TAG_FORM:
      return -3;
    case SHEAF_TAG_H1:
    case SHEAF_TAG_H2:
    case SHEAF_TAG_H3:
    case SHEAF_TAG_H4:
    case SHEAF_TAG_H5:
    case SHEAF_TAG_H6:
    case SHEAF_TAG_TH:
      return -5;
    }

  return 0;
}

static Score *
get_score (Scoring *scoring, SheafNode *node)
{
  Score *score = node->data;

  if (!score->candidate)
    {
      score->candidate = TRUE;
      score->points = base_points (node->tag);
      if (scoring->context->flags & SHEAF_EXTRACT_WEIGHTS)
        score->points += sheaf_names_weigh (node);
      g_ptr_array_add (scoring->candidates, node);
    }

  return score;
}

static guint
count_commas (const char *text)
{
  static const gunichar commas[] = { ',', 0x060c, 0x3001, 0xff0c, 0xfe50, 0x0589 };
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    for (guint i = 0; i < G_N_ELEMENTS (commas); i++)
      n += g_utf8_get_char (p) == commas[i];

  return n;
}

static gboolean
has_block_child (const SheafNode *node)
{
  for (const SheafNode *child = sheaf_node_next (node, node); child != NULL;
       child = sheaf_node_next (child, node))
    if (child->kind == SHEAF_NODE_ELEMENT && sheaf_tag_is_block (child->tag))
      return TRUE;

  return FALSE;
}

/* What gives points: paragraphs, and blocks that hold nothing but a paragraph's inside. */
static gboolean
is_paragraph (const SheafNode *node)
{
  switch ((int)node->tag)
    {
    case SHEAF_TAG_P:
    case SHEAF_TAG_PRE:
      return TRUE;
    case SHEAF_TAG_DIV:
    case SHEAF_TAG_SECTION:
    case SHEAF_TAG_TD:
    case SHEAF_TAG_BLOCKQUOTE:
    case SHEAF_TAG_LI:
    case SHEAF_TAG_DD:
      return !has_block_child (node);
    }

  return FALSE;
}

/* Loose text between blocks is a paragraph that nobody marked. */
static gsize
loose_text (const SheafNode *node)
{
  gsize length = 0;

  for (const SheafNode *child = node->first; child != NULL; child = child->next)
    if (child->kind == SHEAF_NODE_TEXT)
      length += strlen (child->text);

  return length;
}

static void
give_points (Scoring *scoring, SheafNode *paragraph)
{
  g_autofree char *text = sheaf_node_dup_text (paragraph);
  gsize length = g_utf8_strlen (text, -1);
  double points;
  guint level = 0;

  if (length < MIN_PARAGRAPH)
    return;
  points = 1 + count_commas (text) + MIN (length / 100, 3);
  for (SheafNode *up = paragraph->parent;
       up != NULL && up->kind == SHEAF_NODE_ELEMENT && up->tag != SHEAF_TAG_HTML && level < LEVELS;
       up = up->parent, level++)
    get_score (scoring, up)->points += points / (level == 0 ? 1 : level == 1 ? 2 : level * 3);
}

static gboolean
is_candidate (const SheafNode *node)
{
  const Score *score = node->kind == SHEAF_NODE_ELEMENT ? node->data : NULL;

  return score != NULL && score->candidate;
}

static double
points_of (const SheafNode *node)
{
  return is_candidate (node) ? ((const Score *)node->data)->points : 0;
}

static gsize
prose_of (const SheafNode *node)
{
  return node->kind == SHEAF_NODE_ELEMENT && node->data != NULL ? ((const Score *)node->data)->prose
                                                                : 0;
}

static double
density_of (const Score *score)
{
  return score->length > 0 ? (double)score->linked / (double)score->length : 0;
}

static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  double x = points_of (*(SheafNode *const *)a), y = points_of (*(SheafNode *const *)b);

  return x < y ? 1 : x > y ? -1 : 0;
}

/* Every element gets the sums of its subtree, children before parents. */
static void
sum_up (Scoring *scoring, SheafNode *body)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  const SheafNode *link_end = NULL;
  gboolean in_link = FALSE;

  for (SheafNode *node = body; node != NULL; node = sheaf_node_next (node, body))
    {
      Score *score;

      in_link = in_link && node != link_end;
      if (node->tag == SHEAF_TAG_A && !in_link)
        {
          in_link = TRUE;
          link_end = sheaf_node_skip (node, body);
        }
      if (node->kind == SHEAF_NODE_ELEMENT)
        {
          node->data = sheaf_dom_alloc (scoring->context->dom, sizeof *score);
          g_ptr_array_add (order, node);
        }
      else if (node->kind == SHEAF_NODE_TEXT)
        {
          gsize length = sheaf_node_text_length (node);

          node->data = GSIZE_TO_POINTER (length);
          score = node != body ? node->parent->data : NULL;
          if (score == NULL)
            continue;
          score->length += length;
          score->linked += in_link ? length : 0;
        }
    }
  for (guint i = order->len; i > 0; i--)
    {
      SheafNode *node = order->pdata[i - 1];
      Score *own = node->data, *up = node != body ? node->parent->data : NULL;

      if (is_paragraph (node) && own->length >= MIN_PROSE && density_of (own) < MAX_LINKED)
        own->prose = own->length - own->linked;
      if (up == NULL)
        continue;
      up->length += own->length;
      up->linked += own->linked;
      up->prose += own->prose;
    }
}

static void
score_all (Scoring *scoring, SheafNode *body)
{
  sum_up (scoring, body);
  for (SheafNode *node = body; node != NULL; node = sheaf_node_next (node, body))
    if (node->kind == SHEAF_NODE_ELEMENT && is_paragraph (node))
      give_points (scoring, node);
    else if (node->kind == SHEAF_NODE_ELEMENT
             && (node->tag == SHEAF_TAG_DIV || node->tag == SHEAF_TAG_TD
                 || node->tag == SHEAF_TAG_ARTICLE)
             && loose_text (node) > 200)
      get_score (scoring, node)->points += MIN (loose_text (node) / 100, 20);
  for (guint i = 0; i < scoring->candidates->len; i++)
    {
      SheafNode *node = scoring->candidates->pdata[i];
      Score *score = node->data;

      score->points *= 1 - density_of (score);
    }
  g_ptr_array_sort (scoring->candidates, compare_nodes);
}

/* Where several good candidates stand in one block, that block is the article. */
static SheafNode *
rise_to_common (Scoring *scoring, SheafNode *top)
{
  for (SheafNode *up = top->parent;
       up != NULL && up->tag != SHEAF_TAG_BODY && up->kind == SHEAF_NODE_ELEMENT; up = up->parent)
    {
      guint inside = 0;

      for (guint i = 1; i < scoring->candidates->len && i < MAX_CANDIDATES; i++)
        {
          SheafNode *other = scoring->candidates->pdata[i];

          inside += points_of (other) >= NEARLY * points_of (top) && other != up
                    && sheaf_node_contains (up, other) && !sheaf_node_contains (top, other)
                    && !sheaf_node_contains (other, top);
        }
      if (inside >= 2)
        return up;
    }

  return top;
}

/* A parent with more points holds more of the article. */
static SheafNode *
rise_by_points (SheafNode *top)
{
  double last = points_of (top), least = last / 3;

  for (SheafNode *up = top->parent;
       up != NULL && up->tag != SHEAF_TAG_BODY && up->kind == SHEAF_NODE_ELEMENT; up = up->parent)
    {
      double points = points_of (up);

      if (!is_candidate (up))
        continue;
      if (points < least)
        break;
      if (points > last)
        {
          top = up;
          last = points;
        }
      else
        last = points;
    }
  /* The only child of a block is that block. */
  while (top->parent != NULL && top->parent->tag != SHEAF_TAG_BODY
         && top->parent->kind == SHEAF_NODE_ELEMENT && top->parent->first == top
         && top->parent->last == top)
    top = top->parent;

  return top;
}

static gboolean
is_frame (SheafTag tag)
{
  return tag == SHEAF_TAG_ASIDE || tag == SHEAF_TAG_FOOTER || tag == SHEAF_TAG_HEADER
         || tag == SHEAF_TAG_NAV || tag == SHEAF_TAG_FORM;
}

/* A heading that is a link: NODE tells of other pages. */
static gboolean
has_linked_heading (const SheafNode *top)
{
  for (const SheafNode *node = top; node != NULL; node = sheaf_node_next (node, top))
    {
      const Score *score = node->kind == SHEAF_NODE_ELEMENT ? node->data : NULL;

      if (score != NULL && sheaf_tag_is_subheading (node->tag) && score->length > 0
          && (score->linked == score->length
              || sheaf_node_closest (node->parent, SHEAF_TAG_A) != NULL))
        return TRUE;
    }

  return FALSE;
}

/* NODE, beside the article, holds prose of it: not an article of its own beside one. */
static gboolean
is_part (const SheafNode *node, gboolean beside_article)
{
  const Score *score = node->kind == SHEAF_NODE_ELEMENT ? node->data : NULL;

  if (score == NULL || score->prose == 0 || is_frame (node->tag))
    return FALSE;
  if (beside_article
      && (node->tag == SHEAF_TAG_ARTICLE || sheaf_node_find (node, SHEAF_TAG_ARTICLE) != NULL))
    return FALSE;

  return density_of (score) < MAX_LINKED && score->prose * 2 > score->length
         && !sheaf_names_are_unlikely (node) && !sheaf_names_are_chrome (node)

         && !has_linked_heading (node);
}

static gboolean
is_prose (const SheafNode *node)
{
  return node->kind == SHEAF_NODE_ELEMENT && is_paragraph (node) && prose_of (node) > 0
         && node->parent != NULL;
}

static gboolean
same_class (const SheafNode *a, const SheafNode *b)
{
  const char *class = sheaf_node_get (a, "class");

  return class != NULL && *class != '\0' && a->tag == b->tag
         && g_strcmp0 (class, sheaf_node_get (b, "class")) == 0;
}

/* BEFORE, a part that comes before TOP, has several paragraphs, or one like those of TOP: it is its
 * opening, or sums it up, however little of the whole that is. */
static gboolean
is_opening (const SheafNode *before, const SheafNode *top)
{
  const SheafNode *first = top;
  guint n = 0;

  while (first != NULL && !is_prose (first))
    first = sheaf_node_next (first, top);
  for (const SheafNode *node = before; first != NULL && node != NULL;
       node = sheaf_node_next (node, before))
    if (is_prose (node))
      {
        n++;
        if (same_class (node, first) || same_class (node->parent, first->parent))
          return TRUE;
      }

  return n >= 2;
}

/* Where much prose stands beside the article in its parents, it is an article in parts: the block
 * of all of them is taken. */
static SheafNode *
rise_by_prose (SheafNode *top)
{
  SheafNode *best = top;
  gboolean in_article = sheaf_node_find (top, SHEAF_TAG_ARTICLE) != NULL;

  for (SheafNode *node = top;
       node->parent != NULL && node->tag != SHEAF_TAG_BODY
       && node->parent->kind == SHEAF_NODE_ELEMENT && node->parent->tag != SHEAF_TAG_BODY;
       node = node->parent)
    {
      gsize outside = 0;
      gboolean before = TRUE, opening = FALSE;

      in_article = in_article || node->tag == SHEAF_TAG_ARTICLE;
      for (const SheafNode *sibling = node->parent->first; sibling != NULL; sibling = sibling->next)
        {
          before = before && sibling != node;
          if (sibling == node || !is_part (sibling, in_article))
            continue;
          outside += prose_of (sibling);
          opening = opening || (before && is_opening (sibling, top));
        }
      if (outside >= LEAST_OUTSIDE
          && (opening || (double)outside >= SHARE_OUTSIDE * (double)prose_of (best)))
        best = node->parent;
    }

  return best;
}

static gboolean
belongs (SheafNode *top, SheafNode *sibling)
{
  double least = MAX (10, points_of (top) * .2), bonus = 0;
  const char *class = sheaf_node_get (top, "class"), *other = sheaf_node_get (sibling, "class");
  gsize length;
  double density;

  if (class != NULL && *class != '\0' && g_strcmp0 (class, other) == 0)
    bonus = points_of (top) * .2;
  if (is_candidate (sibling) && points_of (sibling) + bonus >= least)
    return TRUE;
  if (prose_of (sibling) >= LEAST_OUTSIDE
      && is_part (sibling, sheaf_node_closest (top, SHEAF_TAG_ARTICLE) != NULL
                               || sheaf_node_find (top, SHEAF_TAG_ARTICLE) != NULL))
    return TRUE;
  if (sibling->tag != SHEAF_TAG_P && sibling->tag != SHEAF_TAG_BLOCKQUOTE
      && sibling->tag != SHEAF_TAG_FIGURE)
    return FALSE;
  length = sheaf_node_text_length (sibling);
  density = sheaf_node_link_density (sibling);

  return length > 80 ? density < .25
                     : length > 0 && density == 0 && sibling->tag != SHEAF_TAG_FIGURE;
}

static SheafNode *
join_siblings (Scoring *scoring, SheafNode *top)
{
  SheafDom *dom = scoring->context->dom;
  SheafNode *article = sheaf_dom_new_element (dom, "div"), *next;

  if (top->parent == NULL || top->tag == SHEAF_TAG_BODY)
    return top;
  for (SheafNode *sibling = top->parent->first; sibling != NULL; sibling = next)
    {
      next = sibling->next;
      if (sibling == top || (sibling->kind == SHEAF_NODE_ELEMENT && belongs (top, sibling)))
        sheaf_node_append (article, sibling);
    }

  return article;
}

/* A page that goes on with the next article, and the next: the first one with a headline is it. */
static SheafNode *
first_of_many (SheafNode *top)
{
  SheafNode *first = NULL;
  guint n = 0;

  for (SheafNode *node = sheaf_node_next (top, top); node != NULL;)
    if (node->tag == SHEAF_TAG_ARTICLE && prose_of (node) >= LEAST_OUTSIDE
        && sheaf_node_find (node, SHEAF_TAG_H1) != NULL)
      {
        first = first == NULL ? node : first;
        n++;
        node = sheaf_node_skip (node, top);
      }
    else
      node = sheaf_node_next (node, top);

  return n >= 2 ? first : top;
}

/* --- Told to those who ask --- */

static void
tell_candidates (const Scoring *scoring)
{
  SheafTrace *trace = scoring->context->trace;

  for (guint i = 0; trace != NULL && i < scoring->candidates->len && i < MAX_CANDIDATES; i++)
    {
      const SheafNode *node = scoring->candidates->pdata[i];
      const Score *score = node->data;

      sheaf_trace_node (trace, "candidate", node,
                        "%.1f points, %" G_GSIZE_FORMAT " characters, %.0f %% of them in links",
                        score->points, score->length, density_of (score) * 100);
    }
  sheaf_trace_add (trace, "candidates", "%u", scoring->candidates->len);
}

static void
tell_rise (const SheafExtractContext *context,
           const SheafNode *from,
           const SheafNode *to,
           const char *why)
{
  if (to != from)
    sheaf_trace_node (context->trace, "risen", to, "%s", why);
}

static void
tell_joined (const SheafExtractContext *context, const SheafNode *top, const SheafNode *whole)
{
  for (const SheafNode *node = whole->first; context->trace != NULL && whole != top && node != NULL;
       node = node->next)
    if (node != top)
      sheaf_trace_node (context->trace, "joined", node, "beside the winner");
}

static void
run (SheafExtractContext *context)
{
  SheafNode *body = sheaf_dom_get_body (context->dom);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new ();
  Scoring scoring = { context, candidates };
  SheafNode *top, *whole, *first;

  if (body == NULL || context->article != NULL)
    return;
  score_all (&scoring, body);
  if (candidates->len == 0)
    return;
  tell_candidates (&scoring);
  top = candidates->pdata[0];
  if (top->tag == SHEAF_TAG_HTML)
    top = body;
  if (top->tag != SHEAF_TAG_BODY)
    {
      SheafNode *common = rise_to_common (&scoring, top), *higher = rise_by_points (common);

      tell_rise (context, top, common, "several good candidates stand in it");
      tell_rise (context, common, higher, "it has more points, or nothing else in it");
      top = rise_by_prose (higher);
      tell_rise (context, higher, top, "much prose stands beside");
    }
  whole = join_siblings (&scoring, top);
  tell_joined (context, top, whole);
  first = first_of_many (whole);
  tell_rise (context, whole, first, "the first of many articles");
  context->article = first;
}

const SheafExtractPass sheaf_extract_pass_score = { "score", run };

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Promotional lines inside the body. Structure decides first: the line is a whole block and a short
 * one, and what of it is a link or emphasised is known. Then the wording does (wording.c): such
 * lines begin as they all do and name what they offer, or are nothing but a label. What a label
 * names goes with it. "Originally published …" is in promo-syndication.c. */

#include "extract/extract-private.h"

#include "base/text.h"
#include "extract/cuts.h"
#include "extract/wording.h"

#include <string.h>

#define MAX_LINE 240
#define MAX_SENTENCES 2
#define MAX_BYTES 2000  /* of a line */
#define MAX_TOOL 60     /* characters */
#define MAX_POINTER 8   /* bytes of it that are no link */
#define MAX_LABELLED 12 /* lines behind a label */

/* Small letters, plain quotes and single spaces. */
static char *
plain (const char *text)
{
  g_autofree char *line = sheaf_text_line (text, 0);
  g_autofree char *small = line != NULL ? sheaf_text_small (line) : g_strdup ("");
  GString *out = g_string_new (small);

  g_string_replace (out, "’", "'", 0);

  return g_string_free (out, FALSE);
}

static gboolean
has_stream (const char *line)
{
  static const char *const words[] = { "live", "on demand", "trial", "episodes", "episode" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (sheaf_wording_has_word (line, words[i]))
      return TRUE;

  return FALSE;
}

/* "Stream NAME free", "Stream more sport live … free": what is offered for nothing is a service
 * (TEXT calls it by name), or many things, or live; streams of water run free too. */
static gboolean
offers_stream (const char *text, const char *line, SheafLineLook look)
{
  static const char *const begins[]
      = { "stream more ",  "stream every ", "stream all ",  "stream over ",
          "stream the ",   "stream your ",  "stream this ", "stream it ",
          "stream hours ", "watch live ",   "watch now " };
  gsize length = strlen ("stream ");

  if (!sheaf_wording_has_word (line, "free"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (begins); i++)
    if (sheaf_text_starts_with (line, begins[i]))
      return TRUE;
  if (!sheaf_text_starts_with (line, "stream "))
    return FALSE;
  text += strspn (text, " \t\n");

  return look == SHEAF_LINE_LINKED || has_stream (line)
         || (strlen (text) > length && g_ascii_isupper (text[length]));
}

/* BESIDE: what of TEXT is no link, where some is (nullable). */
static const char *
find_rule (const char *text,
           const char *beside,
           SheafLineLook look,
           gboolean *label,
           char **title,
           char **site)
{
  const char *rule = sheaf_promo_find_syndication (text, title, site);
  g_autofree char *line = NULL, *plain_beside = NULL;

  *label = FALSE;
  if (rule != NULL)
    return rule;
  line = plain (text);
  if (*line == '\0')
    return NULL;
  if (g_utf8_strlen (line, -1) <= MAX_LINE && sheaf_wording_count_sentences (line) <= MAX_SENTENCES
      && offers_stream (text, line, look))
    return "promo/stream";
  plain_beside = beside != NULL ? plain (beside) : NULL;

  return sheaf_wording_find (&(SheafWordingLine){ line, plain_beside, look }, label);
}

const char *
sheaf_promo_find_rule (const char *text, SheafLineLook look, char **title, char **site)
{
  gboolean label;

  return find_rule (text, NULL, look, &label, title, site);
}

void
sheaf_promo_keep_original (SheafPage *page, char *title, char *site, char *url)
{
  if (page->original_title == NULL)
    page->original_title = g_steal_pointer (&title);
  if (page->original_site == NULL)
    page->original_site = g_steal_pointer (&site);
  if (page->original_url == NULL)
    page->original_url = g_steal_pointer (&url);
  g_free (title);
  g_free (site);
  g_free (url);
}

static gboolean
is_stress (SheafTag tag)
{
  return tag == SHEAF_TAG_STRONG || tag == SHEAF_TAG_B || tag == SHEAF_TAG_EM || tag == SHEAF_TAG_I;
}

/* Nothing goes on beside it: the end of the block, a block, a line break. */
static gboolean
is_edge (const SheafNode *node, gboolean forward)
{
  while (node != NULL
         && (node->kind == SHEAF_NODE_COMMENT
             || (node->kind == SHEAF_NODE_TEXT && sheaf_text_is_blank (node->text))))
    node = forward ? node->next : node->prev;

  return node == NULL
         || (node->kind == SHEAF_NODE_ELEMENT
             && (sheaf_tag_is_block (node->tag) || node->tag == SHEAF_TAG_BR));
}

/* How many blocks stand right under a node: asked once of each, and kept true by cut (). */
typedef struct
{
  SheafExtractContext *context;
  GHashTable *blocks; /* node -> their number */
} Lines;

static guint
count_blocks (const Lines *lines, const SheafNode *parent)
{
  gpointer known;
  guint n = 0;

  if (g_hash_table_lookup_extended (lines->blocks, parent, NULL, &known))
    return GPOINTER_TO_UINT (known);
  for (const SheafNode *node = parent->first; node != NULL; node = node->next)
    n += node->kind == SHEAF_NODE_ELEMENT && sheaf_tag_is_block (node->tag);
  g_hash_table_insert (lines->blocks, (gpointer)parent, GUINT_TO_POINTER (n));

  return n;
}

static void
cut (const Lines *lines, SheafNode *node, const char *rule, SheafRemovedWhy why)
{
  gpointer n;

  if (sheaf_tag_is_block (node->tag)
      && g_hash_table_lookup_extended (lines->blocks, node->parent, NULL, &n))
    g_hash_table_insert (lines->blocks, node->parent, GUINT_TO_POINTER (GPOINTER_TO_UINT (n) - 1));
  sheaf_cut (lines->context, node, rule, why);
}

/* An inline element that stands among blocks as one of them. */
static gboolean
is_loose (const Lines *lines, const SheafNode *node)
{
  if (node->tag != SHEAF_TAG_SPAN && node->tag != SHEAF_TAG_A && !is_stress (node->tag))
    return FALSE;

  return is_edge (node->prev, FALSE) && is_edge (node->next, TRUE)
         && count_blocks (lines, node->parent) > 0;
}

/* A block of one line; with PICTURES, those of an advertisement may stand in it. */
static gboolean
is_line (const Lines *lines, const SheafNode *node, gboolean pictures)
{
  if (node->tag != SHEAF_TAG_P && node->tag != SHEAF_TAG_LI && node->tag != SHEAF_TAG_DIV
      && !sheaf_tag_is_subheading (node->tag) && node->tag != SHEAF_TAG_SECTION
      && node->tag != SHEAF_TAG_DD && node->tag != SHEAF_TAG_DT && node->tag != SHEAF_TAG_CENTER
      && node->tag != SHEAF_TAG_BLOCKQUOTE && !is_loose (lines, node))
    return FALSE;
  for (const SheafNode *inside = sheaf_node_next (node, node); inside != NULL;
       inside = sheaf_node_next (inside, node))
    if (inside->kind == SHEAF_NODE_ELEMENT
        && (sheaf_tag_is_block (inside->tag) || (inside->tag == SHEAF_TAG_IMG && !pictures)))
      return FALSE;

  return TRUE;
}

/* How all the letters of TOP stand on the page. */
static SheafLineLook
look_of (const SheafNode *top)
{
  SheafLineLook look = SHEAF_LINE_LINKED;

  for (const SheafNode *node = sheaf_node_next (top, top); node != NULL;
       node = sheaf_node_next (node, top))
    {
      SheafLineLook own = SHEAF_LINE_PLAIN;

      if (node->kind != SHEAF_NODE_TEXT || sheaf_text_is_blank (node->text))
        continue;
      for (const SheafNode *up = node->parent; up != top; up = up->parent)
        own = up->tag == SHEAF_TAG_A
                  ? SHEAF_LINE_LINKED
                  : MAX (own, is_stress (up->tag) ? SHEAF_LINE_STRESSED : SHEAF_LINE_PLAIN);
      look = MIN (look, own);
    }

  return look;
}

/* What of TOP's text is in no link; NULL where none is. (transfer full) */
static char *
dup_beside_links (const SheafNode *top)
{
  GString *text = NULL;
  const SheafNode *node = sheaf_node_next (top, top);

  if (sheaf_node_find (top, SHEAF_TAG_A) == NULL)
    return NULL;
  text = g_string_new (NULL);
  while (node != NULL)
    {
      if (node->kind == SHEAF_NODE_TEXT)
        g_string_append (text, node->text);
      node = node->tag == SHEAF_TAG_A ? sheaf_node_skip (node, top) : sheaf_node_next (node, top);
    }

  return g_string_free (text, FALSE);
}

/* Is there little enough text to be a line? */
static gboolean
is_brief (const SheafNode *top)
{
  gsize bytes = 0;

  for (const SheafNode *node = top; node != NULL && bytes <= MAX_BYTES;
       node = sheaf_node_next (node, top))
    if (node->kind == SHEAF_NODE_TEXT)
      bytes += strlen (node->text);

  return bytes <= MAX_BYTES;
}

static SheafNode *
next_element (SheafNode *node)
{
  do
    node = node->next;
  while (node != NULL
         && (node->kind == SHEAF_NODE_COMMENT
             || (node->kind == SHEAF_NODE_TEXT && sheaf_text_is_blank (node->text))));

  return node != NULL && node->kind == SHEAF_NODE_ELEMENT ? node : NULL;
}

/* What a label names: the lines behind it that are links from end to end. */
static void
take_labelled (const Lines *lines, SheafNode *label)
{
  SheafNode *node = next_element (label);

  for (guint i = 0; node != NULL && i < MAX_LABELLED; i++)
    {
      SheafNode *next = next_element (node);

      if (!is_brief (node) || sheaf_node_find (node, SHEAF_TAG_A) == NULL
          || look_of (node) != SHEAF_LINE_LINKED)
        break;
      cut (lines, node, "structure/labelled-links", SHEAF_REMOVED_STRUCTURE);
      node = next;
    }
}

/* "[edit]" behind a heading: a tool for who writes the page. */
static gboolean
is_tool (const SheafNode *node)
{
  g_autofree char *text = NULL;

  if (node->tag != SHEAF_TAG_SPAN || node->next != NULL
      || !sheaf_tag_is_subheading (node->parent->tag) || sheaf_node_text_length (node) > MAX_TOOL
      || sheaf_node_find (node, SHEAF_TAG_A) == NULL)
    return FALSE;
  text = sheaf_node_dup_text (node);

  return sheaf_text_starts_with (text, "[") && g_str_has_suffix (text, "]");
}

/* "[button link=…]Send it[/button]": what a program should have read. */
static gboolean
is_shortcode (const char *text)
{
  gsize length;
  g_autofree char *closing = NULL;

  if (*text != '[' || !g_ascii_isalpha (text[1]))
    return FALSE;
  length = strspn (text + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");
  closing = g_strdup_printf ("[/%.*s]", (int)length, text + 1);

  return g_str_has_suffix (text, closing);
}

/* "» The mill that was sold": an arrow, and a link to another page. */
static gboolean
is_pointer (const SheafNode *node, const char *text, const char *beside)
{
  static const char *const arrows[] = { ">", "»", "→", "▶", "►", "➡", "➜", "👉" };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    if (sheaf_text_starts_with (text, arrows[i]))
      return beside != NULL && strlen (text) <= MAX_LINE
             && (look_of (node) != SHEAF_LINE_PLAIN || strlen (beside) <= MAX_POINTER);

  return FALSE;
}

static void
run (SheafExtractContext *context)
{
  SheafNode *top = context->article, *node = top != NULL ? sheaf_node_next (top, top) : NULL;
  g_autoptr (GHashTable) blocks = g_hash_table_new (NULL, NULL);
  const Lines lines = { context, blocks };

  while (node != NULL)
    {
      gboolean line = is_line (&lines, node, FALSE), ad = !line && is_line (&lines, node, TRUE);
      g_autofree char *text = (line || ad) && is_brief (node) ? sheaf_node_dup_text (node) : NULL;
      g_autofree char *beside = text != NULL ? dup_beside_links (node) : NULL;
      char *title = NULL, *site = NULL;
      gboolean label = FALSE;
      const char *rule = text != NULL && *text != '\0'
                             ? find_rule (text, beside, look_of (node), &label, &title, &site)
                             : NULL;

      if (rule == NULL && ((line && text != NULL && is_shortcode (text)) || is_tool (node)))
        rule = "structure/bracketed";
      else if (rule == NULL && line && text != NULL && is_pointer (node, text, beside))
        rule = "structure/pointer";
      else if (ad && g_strcmp0 (rule, "promo/ad") != 0)
        {
          g_clear_pointer (&title, g_free);
          g_clear_pointer (&site, g_free);
          rule = NULL;
        }
      SheafNode *next;

      if (rule != NULL && label)
        take_labelled (&lines, node);
      next = rule != NULL ? sheaf_node_skip (node, top) : sheaf_node_next (node, top);
      if (rule != NULL)
        {
          char *url = title != NULL || site != NULL
                          ? sheaf_promo_dup_original_link (node, context->base, title, site)
                          : NULL;

          sheaf_promo_keep_original (context->page, title, site, url);
          cut (&lines, node, rule,
               sheaf_text_starts_with (rule, "structure/") ? SHEAF_REMOVED_STRUCTURE
                                                           : SHEAF_REMOVED_WORDING);
        }
      node = next;
    }
}

const SheafExtractPass sheaf_extract_pass_promo = { "promo", run };

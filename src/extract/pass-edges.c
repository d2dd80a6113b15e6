/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ends of an article, by structure alone. Before its first paragraph of prose stand labels,
 * dates, names and the headline again; behind its last one headings with nothing under them, links
 * to other pages, and who wrote it. */

#include "extract/extract-private.h"

#include "base/text.h"
#include "extract/cuts.h"

#include <string.h>

#define PROSE 80     /* characters of a paragraph that is prose */
#define MAX_LABEL 45 /* characters of a line that is none */
#define MAX_HEADLINE 300
#define MAX_LABELS 8    /* more of them are data */
#define MAX_NOTE 700    /* of what is said of the author */
#define MAX_CONTACT 350 /* of how to reach him */
#define LAST_LINES 4    /* where such things stand, counted from the end */
#define MAX_LINKED .5

/* A leaf block. */
typedef struct
{
  SheafNode *node;
  gsize length;
  double density;
  gboolean heading, prose;
} Line;

static gboolean
is_leaf (const SheafNode *node)
{
  if (node->kind != SHEAF_NODE_ELEMENT || !sheaf_tag_is_block (node->tag))
    return FALSE;
  for (const SheafNode *inside = sheaf_node_next (node, node); inside != NULL;
       inside = sheaf_node_next (inside, node))
    if (inside->kind == SHEAF_NODE_ELEMENT
        && (sheaf_tag_is_block (inside->tag) || inside->tag == SHEAF_TAG_IMG))
      return FALSE;

  return TRUE;
}

/* What no pass may take a line from. */
static gboolean
is_kept_whole (const SheafNode *node)
{
  static const SheafTag tags[]
      = { SHEAF_TAG_TABLE, SHEAF_TAG_FIGURE,     SHEAF_TAG_FIGCAPTION, SHEAF_TAG_PRE,
          SHEAF_TAG_CODE,  SHEAF_TAG_BLOCKQUOTE, SHEAF_TAG_MATH,       SHEAF_TAG_DL };

  for (; node != NULL; node = node->parent)
    for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
      if (node->tag == tags[i])
        return TRUE;

  return FALSE;
}

/* The lines of TOP with text. (transfer full) */
static GArray *
list_lines (SheafNode *top)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  SheafNode *node = sheaf_node_next (top, top);

  while (node != NULL)
    {
      Line line = { .node = node };

      if (node->tag == SHEAF_TAG_FIGURE || node->tag == SHEAF_TAG_FIGCAPTION || !is_leaf (node))
        {
          gboolean skip = node->tag == SHEAF_TAG_FIGURE || node->tag == SHEAF_TAG_FIGCAPTION;

          node = skip ? sheaf_node_skip (node, top) : sheaf_node_next (node, top);
          continue;
        }
      line.length = sheaf_node_text_length (node);
      line.density = sheaf_node_link_density (node);
      line.heading = node->tag == SHEAF_TAG_H1 || sheaf_tag_is_subheading (node->tag);
      line.prose = !line.heading && line.length >= PROSE && line.density < MAX_LINKED;
      if (line.length > 0)
        g_array_append_val (lines, line);
      node = sheaf_node_skip (node, top);
    }

  return lines;
}

static void
take_out (SheafExtractContext *context, Line *line, const char *rule)
{
  sheaf_cut (context, line->node, rule, SHEAF_REMOVED_STRUCTURE);
  line->node = NULL;
}

/* It ends as a sentence does. */
static gboolean
is_sentence (const char *text)
{
  static const char *const stops[] = { ".", "!", "?", ":",  "…", "。", "！", "？", "：",
                                       ",", ";", "”", "\"", "»", "」", "؟",  "۔",  ")" };

  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    if (g_str_has_suffix (text, stops[i]))
      return TRUE;

  return FALSE;
}

static gboolean
has_digit_or_letter (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

/* A label, a date, a name: short, and no sentence. */
static gboolean
is_label (const Line *line)
{
  g_autofree char *text = NULL;

  if (line->length > MAX_LABEL || line->heading || is_kept_whole (line->node)
      || sheaf_node_closest (line->node, SHEAF_TAG_LI) != NULL)
    return FALSE;
  text = sheaf_node_dup_text (line->node);

  return !is_sentence (text) || line->density > MAX_LINKED;
}

/* The headline in any dress. */
static gboolean
is_headline (const SheafExtractContext *context, const Line *line)
{
  g_autofree char *text = NULL, *folded = NULL, *title = NULL;

  if (context->page->title == NULL || line->length > MAX_HEADLINE || is_kept_whole (line->node))
    return FALSE;
  text = sheaf_node_dup_text (line->node);
  folded = sheaf_text_fold (text);
  title = sheaf_text_fold (context->page->title);

  return *title != '\0' && g_str_equal (folded, title);
}

static void
trim_head (SheafExtractContext *context, GArray *lines, guint first)
{
  guint labels = 0;

  for (guint i = 0; i < first; i++)
    labels += is_label (&g_array_index (lines, Line, i));
  for (guint i = 0; i < first; i++)
    {
      Line *line = &g_array_index (lines, Line, i);

      if (line->node->tag == SHEAF_TAG_H1 || is_headline (context, line))
        take_out (context, line, "structure/headline");
      else if (labels <= MAX_LABELS && is_label (line))
        take_out (context, line, "structure/label");
    }
}

/* "Anna Miller is a reporter", by Anna Miller. */
static gboolean
is_author_note (const SheafExtractContext *context, const char *text)
{
  const char *byline = context->page->byline;
  g_auto (GStrv) words = byline != NULL ? g_strsplit (byline, " ", 3) : NULL;
  const char *rest = text;

  while (*rest != '\0' && !g_unichar_isalnum (g_utf8_get_char (rest)))
    rest = g_utf8_next_char (rest);
  if (words == NULL || words[0] == NULL || words[1] == NULL || strlen (words[0]) < 3)
    return FALSE;
  if (!sheaf_text_starts_with (rest, words[0]))
    return FALSE;
  rest += strlen (words[0]);

  return sheaf_text_starts_with (rest, " ")
         && (sheaf_text_starts_with (rest + 1, words[1]) || sheaf_text_starts_with (rest, " is ")
             || sheaf_text_starts_with (rest, " has ") || sheaf_text_starts_with (rest, " covers ")
             || sheaf_text_starts_with (rest, " writes "));
}

static gboolean
is_quoted (const char *text)
{
  static const char *const quotes[] = { "“", "\"", "‘", "'", "«", "„", "»" };

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    if (sheaf_text_starts_with (text, quotes[i]))
      return TRUE;

  return FALSE;
}

/* "___", and behind it "… at https://example.org/more": it sends the reader there. */
static gboolean
is_way_out (const Line *before, const char *text)
{
  const char *word = strrchr (text, ' ');
  g_autofree char *rule = NULL;

  if (word == NULL || strlen (text) > MAX_CONTACT || before->node == NULL
      || !(sheaf_text_starts_with (word, " http://") || sheaf_text_starts_with (word, " https://")))
    return FALSE;
  rule = sheaf_node_dup_text (before->node);

  return !has_digit_or_letter (rule);
}

/* An address or a handle to write to. */
static gboolean
is_contact (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && !is_quoted (text) && (g_ascii_isalnum (at[1]) || at[1] == '_')
         && strlen (text) <= MAX_CONTACT;
}

static gboolean
is_rest (const Line *line, guint from_end)
{
  g_autofree char *text = NULL;

  if (is_kept_whole (line->node))
    return FALSE;
  text = sheaf_node_dup_text (line->node);
  if (line->heading)
    return line->density > .9 || !is_sentence (text);
  if (!has_digit_or_letter (text))
    return TRUE;
  if (sheaf_node_closest (line->node, SHEAF_TAG_LI) != NULL)
    return line->density > .9;

  return line->density > .9
         || (from_end < LAST_LINES && line->length <= MAX_LABEL && !is_sentence (text)
             && line->density > 0);
}

/* Takes what is no text from END back. Where the text ends now. */
static guint
trim_rest (SheafExtractContext *context, GArray *lines, guint end)
{
  for (guint taken = 0; end > 0; end--, taken++)
    {
      Line *line = &g_array_index (lines, Line, end - 1);

      if (line->node != NULL && !is_rest (line, taken))
        break;
      if (line->node != NULL)
        take_out (context, line, line->heading ? "structure/last-heading" : "structure/last-link");
    }

  return end;
}

static void
trim_notes (SheafExtractContext *context, GArray *lines, guint end)
{
  for (guint i = 0; i < LAST_LINES && i < end; i++)
    {
      Line *line = &g_array_index (lines, Line, end - 1 - i);
      g_autofree char *text = NULL;

      if (line->node == NULL || is_kept_whole (line->node) || line->length > MAX_NOTE)
        continue;
      text = sheaf_node_dup_text (line->node);
      if (is_author_note (context, text))
        take_out (context, line, "structure/author-note");
      else if (is_contact (text)
               || (i + 1 < end && is_way_out (&g_array_index (lines, Line, end - 2 - i), text)))
        take_out (context, line, "structure/contact");
    }
}

static void
trim_tail (SheafExtractContext *context, GArray *lines)
{
  guint end;

  trim_notes (context, lines, lines->len);
  end = trim_rest (context, lines, lines->len);
  trim_notes (context, lines, end);
  trim_rest (context, lines, end);
}

/* The page's title is the only one of its rank. */
static void
lower_headings (SheafExtractContext *context)
{
  g_autoptr (GPtrArray) nodes = sheaf_node_find_all (context->article, SHEAF_TAG_H1);

  for (guint i = 0; i < nodes->len; i++)
    sheaf_node_rename (context->dom, nodes->pdata[i], "h2");
}

static void
run (SheafExtractContext *context)
{
  g_autoptr (GArray) lines = NULL;
  guint first = 0, prose = 0;

  if (context->article == NULL
      || (context->flags & (SHEAF_EXTRACT_TRIM | SHEAF_EXTRACT_EDGES)) == 0)
    return;
  lines = list_lines (context->article);
  for (guint i = 0; i < lines->len; i++)
    prose += g_array_index (lines, Line, i).prose;
  if (prose >= 2)
    {
      while (!g_array_index (lines, Line, first).prose)
        first++;
      trim_head (context, lines, first);
      trim_tail (context, lines);
    }
  lower_headings (context);
}

const SheafExtractPass sheaf_extract_pass_edges = { "edges", run };

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Promotional lines inside the body. Two rules of structure decide: the line is a whole block and a
 * short one; and it begins as such lines begin and then names what they offer (a service, a
 * newsletter, an application), or is a link or emphasised from end to end. The words are few.
 * "Originally published …" is in promo-syndication.c. */

#include "extract/extract-private.h"

#include "base/text.h"
#include "document/page.h"
#include "html/dom-write.h"

#include <string.h>

#define MAX_LINE 240
#define MAX_SENTENCES 2

/* Each one as a whole word; a bar parts them. */
#define SERVICES                                                                                   \
  "facebook|twitter|instagram|youtube|tiktok|linkedin|whatsapp|telegram|mastodon|bluesky|threads|" \
  "pinterest|snapchat|reddit|google news|apple news|social media|social|x"
#define STREAMS "live|on demand|trial|episodes|episode"

/* A line begins with BEGIN and has one of WITH in it (NULL: needs no more); or it looks like LOOK
 * at least, if that is not PLAIN. */
static const struct
{
  const char *begin;
  const char *with;
  const char *rule;
  SheafLineLook look;
} lines[] = {
  { "for all the latest", "click here|follow us|visit our|head to|sign up", "promo/latest",
    SHEAF_LINE_STRESSED },
  { "for the latest", "click here|follow us|visit our|head to|sign up", "promo/latest",
    SHEAF_LINE_LINKED },
  { "for more", "click here", "promo/latest", SHEAF_LINE_PLAIN },
  { "click here to", NULL, "promo/click-here", SHEAF_LINE_PLAIN },
  { "click here for", NULL, "promo/click-here", SHEAF_LINE_PLAIN },
  { "click here", NULL, "promo/click-here", SHEAF_LINE_STRESSED },
  { "get the latest", "newsletter|newsletters|inbox", "promo/newsletter", SHEAF_LINE_PLAIN },
  { "sign up", "newsletter|newsletters|inbox|briefing", "promo/newsletter", SHEAF_LINE_PLAIN },
  { "subscribe to", "newsletter|newsletters|podcast|channel", "promo/newsletter",
    SHEAF_LINE_LINKED },
  { "follow us on", SERVICES, "promo/follow", SHEAF_LINE_LINKED },
  { "follow us", NULL, "promo/follow", SHEAF_LINE_LINKED },
  { "like us on", SERVICES, "promo/follow", SHEAF_LINE_LINKED },
  { "join us on", SERVICES, "promo/follow", SHEAF_LINE_LINKED },
  { "find us on", SERVICES, "promo/follow", SHEAF_LINE_LINKED },
  { "download the", "app|apps", "promo/app", SHEAF_LINE_PLAIN },
  { "download our", "app|apps", "promo/app", SHEAF_LINE_PLAIN },
  { "read more:", NULL, "promo/read-more", SHEAF_LINE_PLAIN },
  { "read more", NULL, "promo/read-more", SHEAF_LINE_LINKED },
  { "read also:", NULL, "promo/read-more", SHEAF_LINE_PLAIN },
  { "also read:", NULL, "promo/read-more", SHEAF_LINE_PLAIN },
  { "also read", NULL, "promo/read-more", SHEAF_LINE_LINKED },
  { "read next:", NULL, "promo/read-more", SHEAF_LINE_PLAIN },
  { "related:", NULL, "promo/read-more", SHEAF_LINE_PLAIN },
  { "don't miss:", NULL, "promo/read-more", SHEAF_LINE_PLAIN },
  { "see also:", NULL, "promo/read-more", SHEAF_LINE_STRESSED },
  { "more:", NULL, "promo/read-more", SHEAF_LINE_STRESSED },
  { "watch:", NULL, "promo/read-more", SHEAF_LINE_STRESSED },
};

/* Small letters, plain quotes and single spaces. */
static char *
plain (const char *text)
{
  g_autofree char *line = sheaf_text_line (text, 0);
  g_autofree char *small = line != NULL ? g_utf8_strdown (line, -1) : g_strdup ("");
  GString *out = g_string_new (small);

  g_string_replace (out, "’", "'", 0);

  return g_string_free (out, FALSE);
}

static gboolean
is_word_end (const char *before, const char *after)
{
  return !g_unichar_isalnum (g_utf8_get_char (before))
         || !g_unichar_isalnum (g_utf8_get_char (after));
}

/* WORD in LINE, not as a part of another one. */
static const char *
find_word (const char *line, const char *word)
{
  for (const char *p = strstr (line, word); p != NULL; p = strstr (p + 1, word))
    {
      const char *end = p + strlen (word);

      if ((p == line || is_word_end (g_utf8_prev_char (p), p))
          && (*end == '\0' || is_word_end (g_utf8_prev_char (end), end)))
        return p;
    }

  return NULL;
}

/* One of WORDS, parted by bars. */
static gboolean
has_word (const char *line, const char *words)
{
  g_auto (GStrv) all = g_strsplit (words, "|", -1);

  for (guint i = 0; all[i] != NULL; i++)
    if (find_word (line, all[i]) != NULL)
      return TRUE;

  return FALSE;
}

static guint
count_sentences (const char *line)
{
  guint ends = 1;

  for (const char *p = strstr (line, ". "); p != NULL; p = strstr (p + 2, ". "))
    ends++;

  return ends;
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

  if (find_word (line, "free") == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (begins); i++)
    if (g_str_has_prefix (line, begins[i]))
      return TRUE;
  if (!g_str_has_prefix (line, "stream "))
    return FALSE;
  text += strspn (text, " \t\n");

  return look == SHEAF_LINE_LINKED || has_word (line, STREAMS)
         || (strlen (text) > length && g_ascii_isupper (text[length]));
}

static gboolean
is_alike (const char *line, guint which, SheafLineLook look)
{
  if (!g_str_has_prefix (line, lines[which].begin))
    return FALSE;
  if (lines[which].with != NULL && has_word (line, lines[which].with))
    return TRUE;

  return lines[which].look != SHEAF_LINE_PLAIN ? look >= lines[which].look
                                               : lines[which].with == NULL;
}

const char *
sheaf_promo_find_rule (const char *text, SheafLineLook look, char **title, char **site)
{
  g_autofree char *line = plain (text);
  const char *rule = sheaf_promo_find_syndication (text, title, site);

  if (rule != NULL)
    return rule;
  if (*line == '\0' || g_utf8_strlen (line, -1) > MAX_LINE
      || count_sentences (line) > MAX_SENTENCES)
    return NULL;
  if (offers_stream (text, line, look))
    return "promo/stream";
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (is_alike (line, i, look))
      return lines[i].rule;

  return NULL;
}

void
sheaf_promo_keep_original (SheafPage *page, char *title, char *site)
{
  if (page->original_title == NULL)
    page->original_title = g_steal_pointer (&title);
  if (page->original_site == NULL)
    page->original_site = g_steal_pointer (&site);
  g_free (title);
  g_free (site);
}

static gboolean
is_line (const SheafNode *node)
{
  if (node->tag != SHEAF_TAG_P && node->tag != SHEAF_TAG_LI && node->tag != SHEAF_TAG_DIV
      && node->tag != SHEAF_TAG_H2 && node->tag != SHEAF_TAG_H3 && node->tag != SHEAF_TAG_H4
      && node->tag != SHEAF_TAG_H5)
    return FALSE;
  for (const SheafNode *inside = sheaf_node_next (node, node); inside != NULL;
       inside = sheaf_node_next (inside, node))
    if (inside->kind == SHEAF_NODE_ELEMENT
        && (sheaf_tag_is_block (inside->tag) || inside->tag == SHEAF_TAG_IMG))
      return FALSE;

  return TRUE;
}

static gboolean
is_stress (SheafTag tag)
{
  return tag == SHEAF_TAG_STRONG || tag == SHEAF_TAG_B || tag == SHEAF_TAG_EM || tag == SHEAF_TAG_I;
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

static void
run (SheafExtractContext *context)
{
  SheafNode *top = context->article, *node = top != NULL ? sheaf_node_next (top, top) : NULL;

  while (node != NULL)
    {
      g_autofree char *text = is_line (node) ? sheaf_node_dup_text (node) : NULL;
      char *title = NULL, *site = NULL;
      const char *rule
          = text != NULL ? sheaf_promo_find_rule (text, look_of (node), &title, &site) : NULL;
      SheafNode *next = rule != NULL ? sheaf_node_skip (node, top) : sheaf_node_next (node, top);

      if (rule != NULL)
        {
          g_autofree char *html = sheaf_node_to_html (node);

          sheaf_page_add_removed (context->page, text, html, rule);
          sheaf_promo_keep_original (context->page, title, site);
          sheaf_node_remove (node);
        }
      node = next;
    }
}

const SheafExtractPass sheaf_extract_pass_promo = { "promo", run };

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Promotional and syndication lines inside the body. Two rules of structure decide: it is a whole block and a short
 * one; and it begins as such lines begin (an imperative, or "Originally published") and names a service,
 * or is a link or emphasis from end to end. The words are few. */

#include "base/text.h"
#include "document/page.h"
#include "extract/extract-private.h"
#include "html/dom-write.h"

#include <string.h>

#define MAX_LINE 240
#define MAX_SYNDICATION 300

/* A line begins with BEGIN and has WITH in it (NULL: needs no more); LINK: only where it is a link or emphasised as a
 * whole, or ends in a colon's list. No entry has more than five words. */
static const struct
{
  const char *begin;
  const char *with;
  const char *rule;
  gboolean link;
} lines[] = {
  { "stream ", " free", "promo/stream", FALSE },
  { "stream ", "start your", "promo/stream", FALSE },
  { "watch live", " free", "promo/stream", FALSE },
  { "for all the latest", "click here", "promo/latest", FALSE },
  { "for all the latest", NULL, "promo/latest", FALSE },
  { "for the latest", "click here", "promo/latest", FALSE },
  { "for the latest", "follow", "promo/latest", FALSE },
  { "for more", "click here", "promo/latest", FALSE },
  { "click here", NULL, "promo/click-here", TRUE },
  { "click here to", NULL, "promo/click-here", FALSE },
  { "get the latest", "newsletter", "promo/newsletter", FALSE },
  { "sign up", "newsletter", "promo/newsletter", FALSE },
  { "sign up", "inbox", "promo/newsletter", FALSE },
  { "subscribe to", "newsletter", "promo/newsletter", FALSE },
  { "subscribe to", NULL, "promo/newsletter", TRUE },
  { "follow us on", NULL, "promo/follow", FALSE },
  { "follow us", NULL, "promo/follow", TRUE },
  { "like us on", NULL, "promo/follow", FALSE },
  { "join us on", NULL, "promo/follow", FALSE },
  { "find us on", NULL, "promo/follow", FALSE },
  { "download the", " app", "promo/app", FALSE },
  { "download our", " app", "promo/app", FALSE },
  { "read more:", NULL, "promo/read-more", FALSE },
  { "read more", NULL, "promo/read-more", TRUE },
  { "read also", NULL, "promo/read-more", FALSE },
  { "also read", NULL, "promo/read-more", FALSE },
  { "read next:", NULL, "promo/read-more", FALSE },
  { "related:", NULL, "promo/read-more", FALSE },
  { "see also:", NULL, "promo/read-more", TRUE },
  { "more:", NULL, "promo/read-more", TRUE },
  { "don't miss:", NULL, "promo/read-more", FALSE },
  { "watch:", NULL, "promo/read-more", TRUE },
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

/* A line that ends like a sentence of prose and goes on for long is one. */
static gboolean
is_short (const char *text, gsize most)
{
  return (gsize) g_utf8_strlen (text, -1) <= most;
}

static gboolean
has_several_sentences (const char *line)
{
  guint ends = 0;

  for (const char *p = strstr (line, ". "); p != NULL; p = strstr (p + 2, ". "))
    ends++;

  return ends >= 2;
}

/* What stands after "as", "on", "by" in a syndication line, without quotes, full stop and what follows. */
static char *
dup_named (const char *text)
{
  g_autofree char *name = sheaf_text_line (text, 200);
  static const char *const quotes[] = { "“", "”", "\"", "‘", "’", "'" };
  GString *out;

  if (name == NULL)
    return NULL;
  out = g_string_new (name);
  while (out->len > 0 && strchr (".,;:", out->str[out->len - 1]) != NULL)
    g_string_truncate (out, out->len - 1);
  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      if (g_str_has_prefix (out->str, quotes[i]))
        g_string_erase (out, 0, strlen (quotes[i]));
      if (g_str_has_suffix (out->str, quotes[i]))
        g_string_truncate (out, out->len - strlen (quotes[i]));
    }
  while (out->len > 0 && strchr (".,;:", out->str[out->len - 1]) != NULL)
    g_string_truncate (out, out->len - 1);

  return g_string_free (out, FALSE);
}

static const char *
after_words (const char *text, const char *small, const char *words)
{
  return g_str_has_prefix (small, words) ? text + strlen (words) : NULL;
}

/* "(This article was) originally published as TITLE / on SITE / by SITE". The text's own letters are kept: TEXT and SMALL
 * are the same but for case, and where a letter changed its length the names are not read. */
static const char *
find_syndication (const char *text, char **title, char **site)
{
  static const char *const subjects[] = { "", "this article was ", "this article ", "this story was ", "this story ", "this post was ", "this piece was ", "the article was " };
  static const char *const verbs[] = { "originally published ", "originally appeared ", "first published ", "first appeared " };
  g_autofree char *small = plain (text);
  g_autofree char *line = sheaf_text_line (text, 0);

  if (line == NULL || strlen (line) != strlen (small))
    {
      g_free (line);
      line = g_strdup (small);
    }
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    for (guint k = 0; k < G_N_ELEMENTS (verbs); k++)
      {
        g_autofree char *begin = g_strconcat (subjects[i], verbs[k], NULL);
        const char *rest = after_words (line, small, begin), *small_rest = small + strlen (begin);
        const char *as;

        if (rest == NULL)
          continue;
        as = after_words (rest, small_rest, "as ");
        if (as != NULL)
          {
            const char *on = strstr (small_rest, "” on ") != NULL ? strstr (small_rest, "” on ") : strstr (small_rest, "\" on ");

            if (on == NULL && (on = strstr (small_rest, "” by ")) == NULL)
              on = strstr (small_rest, "\" by ");
            if (on != NULL)
              {
                g_autofree char *head = g_strndup (as, rest + (on - small_rest) - as);
                const char *after = strchr (rest + (on - small_rest), ' ');

                *title = dup_named (head);
                *site = after != NULL ? dup_named (after + strlen (" on ")) : NULL;
              }
            else
              *title = dup_named (as);
            return "promo/originally-published";
          }
        if ((as = after_words (rest, small_rest, "on ")) != NULL || (as = after_words (rest, small_rest, "by ")) != NULL ||
            (as = after_words (rest, small_rest, "in ")) != NULL || (as = after_words (rest, small_rest, "at ")) != NULL)
          {
            *site = dup_named (as);
            return "promo/originally-published";
          }
      }

  return NULL;
}

const char *
sheaf_promo_find_rule (const char *text, gboolean whole_link, char **title, char **site)
{
  g_autofree char *line = plain (text);
  const char *rule;

  *title = *site = NULL;
  if (is_short (text, MAX_SYNDICATION) && (rule = find_syndication (text, title, site)) != NULL)
    return rule;
  if (*line == '\0' || !is_short (line, MAX_LINE) || has_several_sentences (line))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (g_str_has_prefix (line, lines[i].begin) && (lines[i].with == NULL || strstr (line, lines[i].with) != NULL) &&
        (!lines[i].link || whole_link))
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
  if (node->tag != SHEAF_TAG_P && node->tag != SHEAF_TAG_LI && node->tag != SHEAF_TAG_DIV && node->tag != SHEAF_TAG_H2 &&
      node->tag != SHEAF_TAG_H3 && node->tag != SHEAF_TAG_H4 && node->tag != SHEAF_TAG_H5)
    return FALSE;
  for (const SheafNode *inside = sheaf_node_next (node, node); inside != NULL; inside = sheaf_node_next (inside, node))
    if (inside->kind == SHEAF_NODE_ELEMENT && (sheaf_tag_is_block (inside->tag) || inside->tag == SHEAF_TAG_IMG))
      return FALSE;

  return TRUE;
}

/* All its letters stand in links, or in strong or em. */
static gboolean
is_whole_link (const SheafNode *top)
{
  for (const SheafNode *node = sheaf_node_next (top, top); node != NULL; node = sheaf_node_next (node, top))
    {
      const SheafNode *up = node->parent;

      if (node->kind != SHEAF_NODE_TEXT || sheaf_text_is_blank (node->text))
        continue;
      while (up != top && up->tag != SHEAF_TAG_A && up->tag != SHEAF_TAG_STRONG && up->tag != SHEAF_TAG_B && up->tag != SHEAF_TAG_EM && up->tag != SHEAF_TAG_I)
        up = up->parent;
      if (up == top)
        return FALSE;
    }

  return TRUE;
}

static void
run (SheafExtractContext *context)
{
  SheafNode *top = context->article, *node = top != NULL ? sheaf_node_next (top, top) : NULL;

  while (node != NULL)
    {
      g_autofree char *text = is_line (node) ? sheaf_node_dup_text (node) : NULL;
      char *title = NULL, *site = NULL;
      const char *rule = text != NULL ? sheaf_promo_find_rule (text, is_whole_link (node), &title, &site) : NULL;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fallbacks in order, and those that open what stands in the tree. */

#include "extract/fallback.h"

#include "base/text.h"
#include "extract/fallback-scripts.h"
#include "html/dom-query.h"

#include <string.h>

#define LEAST_SAMPLE 12
#define MOST_SAMPLE 48 /* characters */
#define LEAST_TEXT 250 /* characters of a template */

/* --- What tells an article from others --- */

char *
sheaf_fallback_dup_sample (const char *paragraph)
{
  const char *best = NULL, *start = paragraph;
  gsize best_length = 0, length = 0;

  for (const char *p = paragraph; best_length < MOST_SAMPLE; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == ' ' || (g_unichar_isalpha (c) && c < 0x10000))
        {
          if (++length > best_length)
            {
              best = start;
              best_length = length;
            }
          continue;
        }
      if (c == '\0')
        break;
      start = g_utf8_next_char (p);
      length = 0;
    }
  if (best_length < LEAST_SAMPLE)
    return NULL;

  return g_strndup (best, g_utf8_offset_to_pointer (best, (glong)best_length) - best);
}

/* --- What stands in the tree --- */

/* Beside an article, it has what that shows. */
static gboolean
is_own (const SheafNode *node, const SheafFallbackAsk *ask)
{
  g_autofree char *text = NULL;

  if (ask->least < SHEAF_FALLBACK_TITLED)
    return TRUE;
  text = ask->sample != NULL ? sheaf_node_dup_text (node) : NULL;

  return text != NULL && strstr (text, ask->sample) != NULL;
}

/* Their contents take their place. */
static gboolean
open_all (SheafDom *dom,
          SheafTag tag,
          const SheafFallbackAsk *ask,
          gboolean (*is_wanted) (const SheafNode *node, const SheafFallbackAsk *ask))
{
  SheafNode *body = sheaf_dom_get_body (dom);
  g_autoptr (GPtrArray) nodes = NULL;
  gboolean found = FALSE;

  if (body == NULL)
    return FALSE;
  nodes = sheaf_node_find_all (body, tag);
  for (guint i = 0; i < nodes->len; i++)
    if (is_wanted (nodes->pdata[i], ask))
      {
        sheaf_node_rename (dom, nodes->pdata[i], "div");
        found = TRUE;
      }

  return found;
}

static gboolean
has_text (const SheafNode *node, const SheafFallbackAsk *ask)
{
  return sheaf_node_text_length (node) >= LEAST_TEXT
         && sheaf_node_find (node, SHEAF_TAG_IFRAME) == NULL && is_own (node, ask);
}

static gboolean
open_noscript (SheafDom *dom, const SheafFallbackAsk *ask, SheafNode **article)
{
  return open_all (dom, SHEAF_TAG_NOSCRIPT, ask, has_text);
}

/* A tree of its own that the browser puts in its place, or text that a program will; no pattern
 * with gaps. */
static gboolean
is_filled (const SheafNode *top, const SheafFallbackAsk *ask)
{
  if (sheaf_node_get (top, "shadowrootmode") != NULL || sheaf_node_get (top, "shadowroot") != NULL)
    return TRUE;
  for (const SheafNode *node = sheaf_node_next (top, top); node != NULL;
       node = sheaf_node_next (node, top))
    if (node->kind == SHEAF_NODE_TEXT
        && (strstr (node->text, "{{") != NULL || strstr (node->text, "${") != NULL))
      return FALSE;

  return sheaf_node_text_length (top) >= LEAST_TEXT && is_own (top, ask);
}

static gboolean
open_template (SheafDom *dom, const SheafFallbackAsk *ask, SheafNode **article)
{
  return open_all (dom, SHEAF_TAG_TEMPLATE, ask, is_filled);
}

/* What an AMP page shows to those who may see it, and what it hides until its scripts run. */
static gboolean
open_amp (SheafDom *dom, const SheafFallbackAsk *ask, SheafNode **article)
{
  static const char *const attributes[] = { "hidden", "style", "class", "aria-hidden" };
  SheafNode *body = sheaf_dom_get_body (dom);
  gboolean found = FALSE;

  for (SheafNode *node = body; node != NULL; node = sheaf_node_next (node, body))
    if (node->kind == SHEAF_NODE_ELEMENT
        && (sheaf_node_get (node, "amp-access") != NULL
            || sheaf_node_get (node, "amp-access-hide") != NULL
            || sheaf_node_has_word (node, "subscriptions-section", "content")
            || (node->tag == SHEAF_TAG_OTHER && sheaf_text_starts_with (node->name, "amp-")
                && sheaf_node_text_length (node) >= LEAST_TEXT)))
      {
        for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
          sheaf_node_set (dom, node, attributes[i], NULL);
        found = TRUE;
      }

  return found;
}

/* What the page itself calls its article, or its main part, whatever it is made of. */
static gboolean
open_main (SheafDom *dom, const SheafFallbackAsk *ask, SheafNode **article)
{
  static const SheafTag tags[] = { SHEAF_TAG_ARTICLE, SHEAF_TAG_MAIN };
  SheafNode *body = sheaf_dom_get_body (dom);
  gsize most = 0;

  for (guint i = 0; body != NULL && i < G_N_ELEMENTS (tags) && most < LEAST_TEXT; i++)
    {
      g_autoptr (GPtrArray) nodes = sheaf_node_find_all (body, tags[i]);

      for (guint k = 0; k < nodes->len; k++)
        {
          gsize length = sheaf_node_text_length (nodes->pdata[k]);

          if (length > most)
            {
              most = length;
              *article = nodes->pdata[k];
            }
        }
    }
  if (body != NULL && most < LEAST_TEXT)
    {
      SheafNode *node = sheaf_node_find_attr (body, SHEAF_TAG_NONE, "role", "main");

      *article = node != NULL ? node : *article;
    }

  return *article != NULL;
}

gboolean
sheaf_fallback_is_likely (const SheafFallback *self, GBytes *utf8)
{
  gsize size;
  const char *at = g_bytes_get_data (utf8, &size), *end = at != NULL ? at + size : NULL;

  while (at != NULL && self->mark != NULL)
    {
      const char *found = memmem (at, end - at, self->mark, strlen (self->mark));

      if (found == NULL)
        return FALSE;
      if (self->closing == NULL)
        return TRUE;
      at = memmem (found, end - found, self->closing, strlen (self->closing));
      if (at == NULL || at - found >= LEAST_TEXT)
        return TRUE;
    }

  return TRUE;
}

const SheafFallback sheaf_fallbacks[] = {
  { "json-ld", sheaf_fallback_read_article_body, NULL, NULL, NULL, FALSE },
  { "page-state", sheaf_fallback_read_page_state, NULL, NULL, NULL, FALSE },
  { "script-template", sheaf_fallback_read_template, NULL, NULL, NULL, FALSE },
  { "noscript", NULL, open_noscript, "<noscript", "</noscript", FALSE },
  { "template", NULL, open_template, "<template", "</template", FALSE },
  { "amp", NULL, open_amp, "ampproject.org", NULL, FALSE },
  { "main", NULL, open_main, NULL, NULL, TRUE },
};
const guint sheaf_n_fallbacks = G_N_ELEMENTS (sheaf_fallbacks);

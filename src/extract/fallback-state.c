/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A walk through all that a program keeps: what may be a body becomes HTML, and the title over it
 * says whose it is. */

#include "extract/fallback-state.h"

#include "base/text.h"
#include "extract/fallback-html.h"
#include "extract/json-script.h"
#include "extract/wording.h"

#include <string.h>

#define DEADLINE_US (200 * 1000)
#define MAX_DEPTH 64
#define LEAST_BODY 300  /* bytes */
#define LEAST_BLOCK 60  /* bytes of a paragraph */
#define MUCH_OF_ONE 400 /* bytes: with a title of its own, an article and no block */
#define LEAST_TITLE 10
#define MOST_TITLE 500   /* bytes: longer is no title */
#define MOST_NAME 64     /* bytes of a member's name that may be a body's */
#define MOST_NOTICE 2500 /* bytes of a text that may be a wall's */

typedef struct
{
  const SheafFallbackAsk *ask;
  char *title; /* of the page, folded (nullable) */
  gboolean stated;
  SheafFallbackBudget budget;
  guint asides;     /* how many of what the program says of itself are around */
  gboolean titled;  /* a body stood under a title, whosever */
  const char *own;  /* a body's title, the last one (nullable) */
  char *own_folded; /* the same, folded (nullable) */

  char *best; /* HTML (nullable) */
  gsize best_length;
  SheafFallbackRank best_rank;
} Search;

/* What is between the tags, a line a block. (transfer full) */
static char *
strip_tags (const char *html)
{
  static const char *const breaks[] = { "</p", "</d", "</h", "</l", "<br" };
  char *plain = g_strdup (html), *to = plain;
  gboolean tag = FALSE;

  for (const char *from = html; *from != '\0'; from++)
    if (*from == '<')
      {
        tag = TRUE;
        for (guint i = 0; i < G_N_ELEMENTS (breaks); i++)
          if (sheaf_text_starts_with (from, breaks[i]))
            *to++ = '\n';
      }
    else if (*from == '>' && tag)
      tag = FALSE;
    else if (!tag)
      *to++ = *from;
  *to = '\0';

  return plain;
}

/* --- What is a body, and whose --- */

/* Sentences, no program and no style sheet. */
static gboolean
is_prose (const char *plain)
{
  gsize length = 0, spaces = 0, signs = 0, foreign = 0, ends = 0;

  for (const char *p = plain; *p != '\0'; p++, length++)
    {
      spaces += *p == ' ' || *p == '\n';
      signs += strchr ("{};=[]\\|_", *p) != NULL;
      foreign += (guchar)*p >= 0x80;
      ends
          += (*p == '.' || *p == '!' || *p == '?') && (p[1] == ' ' || p[1] == '\n' || p[1] == '\0');
      ends += sheaf_text_starts_with (p, "。");
    }

  return length >= LEAST_BODY && signs * 25 < length && ends >= 2
         && (spaces * 12 > length || foreign * 2 > length);
}

/* Either may have the site's name or a kicker beside it. A (nullable) and B are folded. */
static gboolean
is_same_title (const char *a, const char *b)
{
  if (a == NULL)
    return FALSE;

  return g_str_equal (a, b)
         || (strlen (a) >= LEAST_TITLE && strlen (b) >= LEAST_TITLE
             && (strstr (a, b) != NULL || strstr (b, a) != NULL));
}

/* What a program shows before the article, or instead of it: short, and it says so. */
static gboolean
is_notice (const char *plain)
{
  g_autofree char *small = strlen (plain) <= MOST_NOTICE ? sheaf_text_small (plain) : NULL;

  return small != NULL && sheaf_wording_find_wall (small) != NULL;
}

static SheafFallbackRank
rank_of (Search *search, const char *plain, const char *title)
{
  search->titled |= title != NULL;
  if (search->ask->sample != NULL && strstr (plain, search->ask->sample) != NULL)
    return SHEAF_FALLBACK_SAMPLED;
  if (title == NULL)
    return search->stated || (search->asides == 0 && !is_notice (plain)) ? SHEAF_FALLBACK_UNTITLED
                                                                         : SHEAF_FALLBACK_STRANGE;
  if (title != search->own)
    {
      g_free (search->own_folded);
      search->own = title;
      search->own_folded = sheaf_text_fold (title);
    }
  if (is_same_title (search->title, search->own_folded))
    return SHEAF_FALLBACK_TITLED;

  return search->stated || search->title == NULL ? SHEAF_FALLBACK_UNTITLED : SHEAF_FALLBACK_STRANGE;
}

/* Takes HTML. */
static void
consider (Search *search, char *html, const char *title)
{
  g_autofree char *plain = strip_tags (html);
  gsize length = strlen (plain);
  SheafFallbackRank rank
      = is_prose (plain) ? rank_of (search, plain, title) : SHEAF_FALLBACK_STRANGE;

  if (rank == SHEAF_FALLBACK_STRANGE || rank < search->ask->least || rank < search->best_rank
      || (rank == search->best_rank && length <= search->best_length))
    {
      g_free (html);
      return;
    }
  g_free (search->best);
  search->best = html;
  search->best_length = length;
  search->best_rank = rank;
}

/* --- The way through --- */

static const char *
title_of (JsonObject *object)
{
  static const char *const names[] = { "headline", "title", "hed" };
  const char *title = NULL;

  for (guint i = 0; title == NULL && i < G_N_ELEMENTS (names); i++)
    title = sheaf_json_get_string (object, names[i]);

  return title != NULL && *title != '\0' && strlen (title) <= MOST_TITLE ? title : NULL;
}

static gboolean
may_be_body (const Search *search, const char *name)
{
  static const char *const parts[]
      = { "body", "content", "text", "html", "article", "story", "markup", "rendered" };
  g_autofree char *small
      = strnlen (name, MOST_NAME + 1) <= MOST_NAME ? g_ascii_strdown (name, -1) : NULL;

  if (small == NULL)
    return FALSE;
  if (search->stated)
    return g_str_equal (small, "articlebody");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (small, parts[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* What a program says of itself and of its users, whatever the text is called below it. */
static gboolean
is_aside (const char *name)
{
  static const char *const parts[]
      = { "consent", "cookie", "gdpr", "ccpa", "privacy", "terms", "legal", "modal", "newsletter" };
  g_autofree char *small
      = strnlen (name, MOST_NAME + 1) <= MOST_NAME ? g_ascii_strdown (name, -1) : NULL;

  for (guint i = 0; small != NULL && i < G_N_ELEMENTS (parts); i++)
    if (strstr (small, parts[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* An article of its own, with its title, is no block of another one. */
static gboolean
is_article (JsonNode *node, gsize length)
{
  return length >= MUCH_OF_ONE && JSON_NODE_HOLDS_OBJECT (node)
         && title_of (json_node_get_object (node)) != NULL;
}

/* FALSE: no list of blocks; what it holds is to be looked through. */
static gboolean
read_blocks (Search *search, JsonArray *array, const char *title)
{
  g_autoptr (GString) html = g_string_new (NULL);
  guint blocks = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gsize before = html->len, length;
      g_autofree char *plain = NULL;

      sheaf_fallback_html_append_block (html, node, &search->budget);
      plain = strip_tags (html->str + before);
      length = strlen (plain);
      if (is_article (node, length))
        return FALSE;
      blocks += length >= LEAST_BLOCK;
    }
  if (blocks < 2)
    return FALSE;
  consider (search, g_strdup (html->str), title);

  return TRUE;
}

static void
look_through (Search *search, JsonNode *node, const char *name, const char *title, guint depth)
{
  if (sheaf_fallback_is_over (&search->budget) || depth > MAX_DEPTH)
    return;
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      const char *own = title_of (object);
      JsonObjectIter iter;
      const char *member;
      JsonNode *inside;

      json_object_iter_init (&iter, object);
      while (json_object_iter_next (&iter, &member, &inside))
        {
          gboolean aside = !search->stated && is_aside (member);

          search->asides += aside;
          look_through (search, inside, member,
                        aside         ? NULL
                        : own != NULL ? own
                                      : title,
                        depth + 1);
          search->asides -= aside;
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      if (!search->stated && json_array_get_length (array) > 1
          && read_blocks (search, array, title))
        return;
      for (guint i = 0; i < json_array_get_length (array); i++)
        look_through (search, json_array_get_element (array, i), name, title, depth + 1);
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);
      gsize length = strlen (text);

      if (length >= LEAST_BODY && length <= SHEAF_FALLBACK_MOST_HTML && may_be_body (search, name))
        consider (search, sheaf_fallback_html_from_text (text), title);
    }
}

char *
sheaf_fallback_state_find (JsonNode *root, const SheafFallbackAsk *ask, gboolean stated)
{
  Search search = { .ask = ask, .stated = stated };

  search.budget.deadline = g_get_monotonic_time () + DEADLINE_US;
  if (ask->last != 0)
    search.budget.deadline = MIN (search.budget.deadline, ask->last);
  search.title = ask->title != NULL ? sheaf_text_fold (ask->title) : NULL;
  look_through (&search, root, "", NULL, 0);
  g_free (search.title);
  g_free (search.own_folded);
  /* Where others say whose they are, one that does not is no article. */
  if (!stated && search.titled && search.best_rank == SHEAF_FALLBACK_UNTITLED)
    g_clear_pointer (&search.best, g_free);

  return search.best;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Programs keep an article as HTML in a string, as plain text, or as a list of blocks that says
 * what each one is: {"type": "paragraph", "children": [{"text": "…"}]} and its many cousins. All
 * become HTML, which then goes the way of every page. */

#include "extract/fallback-state.h"

#include "base/text.h"
#include "extract/json-script.h"
#include "extract/wording.h"

#include <string.h>

#define DEADLINE_US (200 * 1000)
#define MOST_VISITS 200000
#define MOST_HTML (1024 * 1024)
#define MAX_DEPTH 32
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
  gint64 deadline;
  guint visits;
  guint asides;     /* how many of what the program says of itself are around */
  gboolean over;    /* once it is, it stays so */
  gboolean titled;  /* a body stood under a title, whosever */
  const char *own;  /* a body's title, the last one (nullable) */
  char *own_folded; /* the same, folded (nullable) */

  char *best; /* HTML (nullable) */
  gsize best_length;
  SheafFallbackRank best_rank;
} Search;

static gboolean
is_over (Search *search)
{
  search->over = search->over || ++search->visits > MOST_VISITS
                 || (search->visits % 16 == 0 && g_get_monotonic_time () > search->deadline);

  return search->over;
}

/* --- A body's HTML --- */

static gboolean
is_html (const char *text)
{
  for (const char *p = strchr (text, '<'); p != NULL; p = strchr (p + 1, '<'))
    if (g_ascii_isalpha (p[1]) || (p[1] == '/' && g_ascii_isalpha (p[2])))
      return TRUE;

  return FALSE;
}

static void
append_escaped (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

static void
append_paragraphs (GString *out, const char *text)
{
  g_auto (GStrv) lines = NULL;
  g_autofree char *plain = g_strdup (text);
  char *to = plain;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != '\r')
      *to++ = *from;
  *to = '\0';
  lines = g_strsplit (plain, strstr (plain, "\n\n") != NULL ? "\n\n" : "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!sheaf_text_is_blank (lines[i]))
      {
        g_string_append (out, "<p>");
        append_escaped (out, lines[i]);
        g_string_append (out, "</p>");
      }
}

char *
sheaf_fallback_state_to_html (const char *text)
{
  GString *out = g_string_new (NULL);

  if (is_html (text))
    g_string_append (out, text);
  else
    append_paragraphs (out, text);

  return g_string_free (out, FALSE);
}

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

/* --- Blocks --- */

static const char *const kind_names[]
    = { "type", "tag", "tagName", "nodeType", "kind", "_type", "__typename", "name", "component" };

/* The first of them that is there is what a block holds. */
static const char *const content_names[]
    = { "children", "content", "text", "html",     "value",  "items", "nodes",
        "blocks",   "spans",   "body", "elements", "markup", "data" };

static const struct
{
  const char *word, *tag;
} tags[] = {
  { "-paragraph-", "p" },
  { "-p-", "p" },
  { "-h2-", "h2" },
  { "-h3-", "h3" },
  { "-h4-", "h4" },
  { "-heading-", "h2" },
  { "-header-", "h2" },
  { "-subheading-", "h2" },
  { "-subhead-", "h2" },
  { "-list-item-", "li" },
  { "-li-", "li" },
  { "-listitem-", "li" },
  { "-ordered-", "ol" },
  { "-ol-", "ol" },
  { "-list-", "ul" },
  { "-ul-", "ul" },
  { "-unordered-", "ul" },
  { "-bulleted-", "ul" },
  { "-blockquote-", "blockquote" },
  { "-quote-", "blockquote" },
  { "-code-", "pre" },
  { "-bold-", "b" },
  { "-strong-", "b" },
  { "-italic-", "i" },
  { "-em-", "i" },
};

/* Blocks that are no text of the article. */
static const char *const strange[] = {
  "-ad-",      "-ads-",    "-advert-", "-advertisement-", "-newsletter-", "-related-", "-promo-",
  "-recirc-",  "-widget-", "-poll-",   "-button-",        "-iframe-",     "-script-",  "-image-",
  "-picture-", "-photo-",  "-video-",  "-gallery-",       "-audio-",      "-embed-",   "-social-",
  "-signup-",  "-style-",  "-figure-", "-caption-",       "-pullquote-",
};

/* "listItem", "core/list_item" -> "-list-item-". (transfer full) */
static char *
dup_kind (JsonObject *object)
{
  const char *kind = NULL;
  GString *out;

  for (guint i = 0; kind == NULL && i < G_N_ELEMENTS (kind_names); i++)
    kind = sheaf_json_get_string (object, kind_names[i]);
  out = g_string_new ("-");
  for (const char *p = kind; p != NULL && *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      g_string_append_c (out, '-');
    else
      {
        if (g_ascii_isupper (*p) && p > kind && g_ascii_islower (p[-1]))
          g_string_append_c (out, '-');
        g_string_append_c (out, g_ascii_tolower (*p));
      }
  g_string_append_c (out, '-');

  return g_string_free (out, FALSE);
}

static gboolean
is_strange (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    if (strstr (kind, strange[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* (nullable) */
static const char *
tag_of (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (strstr (kind, tags[i].word) != NULL)
      return tags[i].tag;

  return NULL;
}

/* (nullable) */
static JsonNode *
content_of (JsonObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (content_names); i++)
    {
      JsonNode *node = json_object_get_member (object, content_names[i]);

      if (node != NULL && !JSON_NODE_HOLDS_NULL (node)
          && (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) == G_TYPE_STRING))
        return node;
    }

  return NULL;
}

/* TOP: one of the list's own, a line for itself. */
static void
render (Search *search, JsonNode *node, gboolean top, guint depth, GString *out)
{
  g_autofree char *kind = NULL;
  const char *tag;
  JsonNode *content;

  if (is_over (search) || depth > MAX_DEPTH || out->len > MOST_HTML)
    return;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);
      gboolean html = is_html (text);

      g_string_append (out, top ? html ? "<div>" : "<p>" : "");
      if (html)
        g_string_append (out, text);
      else
        append_escaped (out, text);
      g_string_append (out, top ? html ? "</div>" : "</p>" : "");
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        render (search, json_array_get_element (array, i), FALSE, depth + 1, out);
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  kind = dup_kind (json_node_get_object (node));
  content = content_of (json_node_get_object (node));
  if (content == NULL || is_strange (kind))
    return;
  tag = tag_of (kind);
  if (tag == NULL && top)
    tag = "div";
  if (tag != NULL)
    g_string_append_printf (out, "<%s>", tag);
  render (search, content, FALSE, depth + 1, out);
  if (tag != NULL)
    g_string_append_printf (out, "</%s>", tag);
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

      render (search, node, TRUE, 0, html);
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
  if (is_over (search) || depth > 2 * MAX_DEPTH)
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

      if (length >= LEAST_BODY && length <= MOST_HTML && may_be_body (search, name))
        consider (search, sheaf_fallback_state_to_html (text), title);
    }
}

char *
sheaf_fallback_state_find (JsonNode *root, const SheafFallbackAsk *ask, gboolean stated)
{
  Search search = { .ask = ask, .stated = stated };

  search.deadline = g_get_monotonic_time () + DEADLINE_US;
  if (ask->last != 0)
    search.deadline = MIN (search.deadline, ask->last);
  search.title = ask->title != NULL ? sheaf_text_fold (ask->title) : NULL;
  look_through (&search, root, "", NULL, 0);
  g_free (search.title);
  g_free (search.own_folded);
  /* Where others say whose they are, one that does not is no article. */
  if (!stated && search.titled && search.best_rank == SHEAF_FALLBACK_UNTITLED)
    g_clear_pointer (&search.best, g_free);

  return search.best;
}

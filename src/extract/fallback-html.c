/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One table says which of its members a block's kind and its text may be, another what its kind is
 * in HTML; what is in no table is text around which nothing is put. */

#include "extract/fallback-html.h"

#include "base/text.h"
#include "extract/json-script.h"

#include <string.h>

#define MOST_VISITS 200000
#define MAX_DEPTH 32

gboolean
sheaf_fallback_is_over (SheafFallbackBudget *self)
{
  self->over = self->over || ++self->visits > MOST_VISITS
               || (self->visits % 16 == 0 && g_get_monotonic_time () > self->deadline);

  return self->over;
}

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
sheaf_fallback_html_from_text (const char *text)
{
  GString *out = g_string_new (NULL);

  if (is_html (text))
    g_string_append (out, text);
  else
    append_paragraphs (out, text);

  return g_string_free (out, FALSE);
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
render (SheafFallbackBudget *budget, JsonNode *node, gboolean top, guint depth, GString *out)
{
  g_autofree char *kind = NULL;
  const char *tag;
  JsonNode *content;

  if (sheaf_fallback_is_over (budget) || depth > MAX_DEPTH || out->len > SHEAF_FALLBACK_MOST_HTML)
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
        render (budget, json_array_get_element (array, i), FALSE, depth + 1, out);
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
  render (budget, content, FALSE, depth + 1, out);
  if (tag != NULL)
    g_string_append_printf (out, "</%s>", tag);
}

void
sheaf_fallback_html_append_block (GString *html, JsonNode *block, SheafFallbackBudget *budget)
{
  render (budget, block, TRUE, 0, html);
}

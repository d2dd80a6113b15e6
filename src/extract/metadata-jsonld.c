/* SPDX-License-Identifier: GPL-3.0-or-later */

/* schema.org in JSON-LD: the first object that is an article, wherever it stands. */

#include "extract/metadata-private.h"

#include "extract/json-script.h"

#include <string.h>

#define MAX_SCRIPT (512 * 1024)
#define MAX_DEPTH 8
#define MAX_WORDS 2000 /* characters */
#define MAX_AUTHORS 20

static const char *const article_types[] = {
  "Article",
  "AdvertiserContentArticle",
  "NewsArticle",
  "AnalysisNewsArticle",
  "AskPublicNewsArticle",
  "BackgroundNewsArticle",
  "OpinionNewsArticle",
  "ReportageNewsArticle",
  "ReviewNewsArticle",
  "Report",
  "SatiricalArticle",
  "ScholarlyArticle",
  "MedicalScholarlyArticle",
  "SocialMediaPosting",
  "BlogPosting",
  "LiveBlogPosting",
  "DiscussionForumPosting",
  "TechArticle",
  "APIReference",
};

static gboolean
is_article_type (JsonNode *type)
{
  const char *name
      = JSON_NODE_HOLDS_VALUE (type) && json_node_get_value_type (type) == G_TYPE_STRING
            ? json_node_get_string (type)
            : NULL;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (article_types); i++)
    if (g_str_equal (name, article_types[i])
        || (g_str_has_suffix (name, article_types[i]) && strchr (name, '/') != NULL))
      return TRUE;
  for (guint i = 0;
       JSON_NODE_HOLDS_ARRAY (type) && i < json_array_get_length (json_node_get_array (type)); i++)
    {
      JsonNode *one = json_array_get_element (json_node_get_array (type), i);

      if (!JSON_NODE_HOLDS_ARRAY (one) && is_article_type (one))
        return TRUE;
    }

  return FALSE;
}

static JsonObject *
find_article (JsonNode *node, guint depth)
{
  JsonObject *object;
  JsonObject *found = NULL;

  if (node == NULL || depth > MAX_DEPTH)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array) && found == NULL; i++)
        found = find_article (json_array_get_element (array, i), depth + 1);
      return found;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  if (json_object_has_member (object, "@type")
      && is_article_type (json_object_get_member (object, "@type")))
    return object;
  found = find_article (json_object_get_member (object, "@graph"), depth + 1);
  if (found == NULL)
    found = find_article (json_object_get_member (object, "mainEntity"), depth + 1);

  return found;
}

/* The object of the graph that NODE ("{"@id": …}") points at, NODE itself where it says more. */
static JsonNode *
follow (JsonNode *root, JsonNode *node)
{
  JsonObject *reference
      = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *graph = root;
  const char *id;

  if (reference == NULL || json_object_has_member (reference, "name")
      || (id = sheaf_json_get_string (reference, "@id")) == NULL)
    return node;
  if (JSON_NODE_HOLDS_OBJECT (root))
    graph = json_object_get_member (json_node_get_object (root), "@graph");
  for (guint i = 0; graph != NULL && JSON_NODE_HOLDS_ARRAY (graph)
                    && i < json_array_get_length (json_node_get_array (graph));
       i++)
    {
      JsonNode *one = json_array_get_element (json_node_get_array (graph), i);

      if (JSON_NODE_HOLDS_OBJECT (one) && json_node_get_object (one) != reference
          && g_strcmp0 (sheaf_json_get_string (json_node_get_object (one), "@id"), id) == 0)
        return one;
    }

  return node;
}

/* The words in a member: a string, or an object's MEMBER, or the first of an array. */
static char *
dup_words (JsonNode *root, JsonNode *node, const char *member, guint depth)
{
  node = follow (root, node);
  if (node == NULL || depth > MAX_DEPTH)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node))
    return json_node_get_value_type (node) == G_TYPE_STRING
               ? sheaf_metadata_plain (json_node_get_string (node), MAX_WORDS, FALSE)
               : NULL;
  if (JSON_NODE_HOLDS_OBJECT (node) && member != NULL)
    return dup_words (root, json_object_get_member (json_node_get_object (node), member), NULL,
                      depth + 1);
  if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    return dup_words (root, json_array_get_element (json_node_get_array (node), 0), member,
                      depth + 1);

  return NULL;
}

static char *
dup_member (JsonNode *root, JsonObject *object, const char *name, const char *member)
{
  return dup_words (root, json_object_get_member (object, name), member, 0);
}

/* Also of "name": ["Ida", "Tom"]. */
static void
add_names (JsonNode *root, JsonNode *node, GPtrArray *names, guint depth)
{
  char *name;

  node = follow (root, node);
  if (node == NULL || depth > MAX_DEPTH || names->len >= MAX_AUTHORS)
    return;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < MIN (json_array_get_length (array), MAX_AUTHORS); i++)
        add_names (root, json_array_get_element (array, i), names, depth + 1);
      return;
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      add_names (root, json_object_get_member (json_node_get_object (node), "name"), names,
                 depth + 1);
      return;
    }
  name = dup_words (root, node, NULL, depth);
  if (name != NULL)
    g_ptr_array_add (names, name);
}

static gboolean
is_false (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return !json_node_get_boolean (node);

  return json_node_get_value_type (node) == G_TYPE_STRING
         && g_ascii_strcasecmp (json_node_get_string (node), "false") == 0;
}

/* The name of the WebSite beside the article. */
static char *
dup_site (JsonNode *root)
{
  JsonNode *graph = root;

  if (JSON_NODE_HOLDS_OBJECT (root))
    graph = json_object_get_member (json_node_get_object (root), "@graph");
  for (guint i = 0; graph != NULL && JSON_NODE_HOLDS_ARRAY (graph)
                    && i < json_array_get_length (json_node_get_array (graph));
       i++)
    {
      JsonNode *one = json_array_get_element (json_node_get_array (graph), i);

      if (JSON_NODE_HOLDS_OBJECT (one)
          && g_strcmp0 (sheaf_json_get_string (json_node_get_object (one), "@type"), "WebSite")
                 == 0)
        return dup_member (root, json_node_get_object (one), "name", NULL);
    }

  return NULL;
}

static void
read_article (JsonNode *root, JsonObject *article, SheafLinked *facts)
{
  facts->title = dup_member (root, article, "headline", NULL);
  if (facts->title == NULL)
    facts->title = dup_member (root, article, "name", NULL);
  add_names (root, json_object_get_member (article, "author"), facts->authors, 0);
  if (facts->authors->len == 0)
    add_names (root, json_object_get_member (article, "creator"), facts->authors, 0);
  facts->published = dup_member (root, article, "datePublished", NULL);
  if (facts->published == NULL)
    facts->published = dup_member (root, article, "dateCreated", NULL);
  facts->site = dup_member (root, article, "publisher", "name");
  if (facts->site == NULL)
    facts->site = dup_site (root);
  facts->language = dup_member (root, article, "inLanguage", "alternateName");
  if (facts->language == NULL)
    facts->language = dup_member (root, article, "inLanguage", "name");
  facts->excerpt = dup_member (root, article, "description", NULL);
  facts->image = dup_member (root, article, "image", "url");
  facts->url = dup_member (root, article, "url", NULL);
  facts->paywalled = is_false (json_object_get_member (article, "isAccessibleForFree"));
}

static gboolean
read_script (const SheafNode *script, SheafLinked *facts)
{
  g_autoptr (JsonParser) parser = NULL;
  const char *text = script->first != NULL && script->first->kind == SHEAF_NODE_TEXT
                         ? script->first->text
                         : NULL;
  JsonObject *article;
  JsonNode *root;

  if (text != NULL)
    parser = sheaf_json_script_parse (text, strlen (text), MAX_SCRIPT);
  if (parser == NULL)
    return FALSE;
  root = json_parser_get_root (parser);
  article = find_article (root, 0);
  if (article != NULL)
    read_article (root, article, facts);

  return article != NULL;
}

void
sheaf_metadata_linked_read (SheafDom *dom, SheafLinked *facts)
{
  g_autoptr (GPtrArray) scripts = sheaf_node_find_all (sheaf_dom_get_root (dom), SHEAF_TAG_SCRIPT);

  *facts = (SheafLinked){ NULL };
  facts->authors = g_ptr_array_new_with_free_func (g_free);
  facts->metas = sheaf_node_find_all (sheaf_dom_get_root (dom), SHEAF_TAG_META);
  for (guint i = 0; i < scripts->len; i++)
    {
      const char *type = sheaf_node_get (scripts->pdata[i], "type");

      if (type != NULL && g_ascii_strncasecmp (type, "application/ld+json", 19) == 0
          && read_script (scripts->pdata[i], facts))
        return;
    }
}

void
sheaf_metadata_linked_clear (SheafLinked *facts)
{
  g_free (facts->title);
  g_free (facts->published);
  g_free (facts->site);
  g_free (facts->language);
  g_free (facts->excerpt);
  g_free (facts->image);
  g_free (facts->url);
  g_ptr_array_unref (facts->authors);
  g_ptr_array_unref (facts->metas);
}

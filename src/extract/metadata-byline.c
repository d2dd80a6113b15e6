/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who wrote it: JSON-LD, <meta>, rel=author, microdata, and what stands under the names that
 * bylines have everywhere. A byline of the page's own text brings dates, shares and "By" along. */

#include "extract/metadata-private.h"

#include "base/text.h"

#include <string.h>

#define MAX_SHOWN 120 /* characters: more is no byline */
#define MAX_AUTHORS 10
#define MAX_BESIDE 80 /* characters of dates, shares and "By" beside the names */

static char *
read_node (const SheafNode *node)
{
  g_autofree char *text = NULL;

  if (sheaf_node_text_length (node) > SHEAF_METADATA_MAX_BYLINE)
    return NULL;
  text = sheaf_node_dup_text (node);

  return sheaf_metadata_clean_byline (text, TRUE);
}

static gboolean
is_author_link (const SheafNode *node)
{
  return sheaf_node_has_word (node, "rel", "author");
}

static gboolean
is_author_item (const SheafNode *node)
{
  return sheaf_node_has_word (node, "itemprop", "author")
         || sheaf_node_has_word (node, "property", "author")
         || sheaf_node_has_word (node, "property", "schema:author");
}

static gboolean
is_in_comment (const SheafNode *node)
{
  for (guint i = 0; node != NULL && i < 6; node = node->parent, i++)
    if (node->kind == SHEAF_NODE_ELEMENT && node->attrs != NULL
        && (sheaf_names_are_comments (node) || sheaf_node_has_word (node, "class", "comment")))
      return TRUE;

  return FALSE;
}

static gboolean
is_author_class (const SheafNode *node)
{
  static const char *const names[] = { "byline", "author-name", "p-author" };
  const char *class = sheaf_node_get (node, "class");
  g_autofree char *small = class != NULL ? g_ascii_strdown (class, -1) : NULL;

  for (guint i = 0; small != NULL && i < G_N_ELEMENTS (names); i++)
    if (strstr (small, names[i]) != NULL)
      return TRUE;

  return small != NULL && sheaf_node_has_word (node, "class", "author")
         && strstr (small, "comment") == NULL && !is_in_comment (node);
}

/* The part of an author that is the name: by microdata, RDFa, h-card or hCard. */
static const SheafNode *
name_of (const SheafNode *node)
{
  static const char *const marks[][2] = {
    { "itemprop", "name" }, { "property", "name" }, { "class", "p-name" }, { "class", "fn" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const SheafNode *name = sheaf_node_find_attr (node, SHEAF_TAG_NONE, marks[i][0], marks[i][1]);

      if (name != NULL && name->tag != SHEAF_TAG_META)
        return name;
    }

  return node;
}

static gboolean
holds (GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (names->pdata[i], name))
      return TRUE;

  return FALSE;
}

/* The first element that IS one and names somebody, with those beside it: "A, B". */
static char *
dup_shown (SheafDom *dom, gboolean (*is) (const SheafNode *node))
{
  SheafNode *root = sheaf_dom_get_root (dom);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const SheafNode *parent = NULL;

  for (SheafNode *node = root; node != NULL && names->len < MAX_AUTHORS;
       node = sheaf_node_next (node, root))
    {
      char *name;

      if (node->kind != SHEAF_NODE_ELEMENT || node->tag == SHEAF_TAG_META || !is (node)
          || (parent != NULL && node->parent != parent))
        continue;
      name = read_node (name_of (node));
      if (name == NULL || holds (names, name))
        {
          g_free (name);
          continue;
        }
      g_ptr_array_add (names, name);
      parent = node->parent;
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (GStrv)names->pdata);
}

gboolean
sheaf_byline_is_block (const SheafNode *node, const char *byline)
{
  gboolean marked = is_author_class (node);
  gsize first = byline != NULL ? strcspn (byline, ",") : 0;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (byline == NULL || sheaf_node_text_length (node) > strlen (byline) + MAX_BESIDE)
    return FALSE;
  for (const SheafNode *inside = node; inside != NULL && !marked;
       inside = sheaf_node_next (inside, node))
    marked = inside->kind == SHEAF_NODE_ELEMENT
             && (is_author_link (inside) || is_author_item (inside) || is_author_class (inside));
  if (!marked)
    return FALSE;

  name = g_strndup (byline, first);
  text = sheaf_node_dup_text (node);

  return strstr (text, name) != NULL;
}

/* --- The lines around the headline --- */

/* "/author/ida", "/people/ida": where sites keep who writes for them. */
static gboolean
is_author_address (const SheafNode *node)
{
  static const char *const folders[]
      = { "/author/", "/authors/",     "/writer/",       "/writers/", "/staff/",   "/people/",
          "/profile", "/contributor/", "/contributors/", "/autor/",   "/autoren/", "/auteur/",
          "/autore/", "/by/",          "/journalist",    "/reporter" };
  const char *href = node->tag == SHEAF_TAG_A ? sheaf_node_get (node, "href") : NULL;

  for (guint i = 0; href != NULL && i < G_N_ELEMENTS (folders); i++)
    if (strstr (href, folders[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
has_author_name (const SheafNode *node)
{
  static const char *const names[] = { "author", "byline", "writer", "autor", "auteur", "creator" };
  const char *class = sheaf_node_get (node, "class");
  g_autofree char *small = class != NULL ? g_ascii_strdown (class, -1) : NULL;

  for (guint i = 0; small != NULL && i < G_N_ELEMENTS (names); i++)
    if (strstr (small, names[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* The names in LINE that are links to their writers. */
static void
add_linked (const SheafShownLine *line, GPtrArray *names)
{
  for (guint i = 0; i < line->nodes->len && names->len < MAX_AUTHORS; i++)
    {
      const SheafNode *text = line->nodes->pdata[i], *node = text->parent;
      char *name = NULL;

      while (node != line->block && node->parent != NULL && !is_author_link (node)
             && !is_author_item (node) && !is_author_address (node))
        node = node->parent;
      if (is_author_link (node) || is_author_item (node) || is_author_address (node))
        name = sheaf_metadata_clean_byline (text->text, TRUE);
      if (name != NULL && sheaf_metadata_looks_like_names (name) && !holds (names, name))
        g_ptr_array_add (names, name);
      else
        g_free (name);
    }
}

static char *
read_line (const SheafShownLine *line)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *said = NULL;

  if (g_utf8_strlen (line->text, -1) > MAX_SHOWN)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  add_linked (line, names);
  if (names->len > 0)
    {
      g_ptr_array_add (names, NULL);
      return g_strjoinv (", ", (GStrv)names->pdata);
    }
  said = sheaf_metadata_byline_of_line (line->text);
  if (said != NULL)
    return g_steal_pointer (&said);
  for (guint i = 0; i < line->nodes->len; i++)
    {
      const SheafNode *text = line->nodes->pdata[i];
      const SheafNode *parent = text->parent;

      if (!has_author_name (parent) && !has_author_name (line->block))
        continue;
      said = sheaf_metadata_clean_byline (text->text, TRUE);
      if (said != NULL && sheaf_metadata_looks_like_names (said)
          && sheaf_text_count_words (said) >= 2)
        return g_steal_pointer (&said);
      g_clear_pointer (&said, g_free);
    }

  return NULL;
}

static char *
dup_near_headline (const SheafShown *shown)
{
  for (guint i = 0; i < shown->lines->len; i++)
    {
      char *byline = read_line (shown->lines->pdata[i]);

      if (byline != NULL)
        return byline;
    }

  return NULL;
}

/* --- The vote --- */

/* "The Oar - Ida Fenwright", "Ida Fenwright | The Oar". Takes NAME. */
static char *
without_house (char *name, const char *site, const char *url)
{
  static const char *const between[] = { " - ", " – ", " | ", " / " };

  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    {
      g_auto (GStrv) sides = g_strsplit (name, between[i], 2);

      if (sides[0] == NULL || sides[1] == NULL || *sides[0] == '\0' || *sides[1] == '\0')
        continue;
      for (guint k = 0; k < 2; k++)
        if (sheaf_metadata_is_site (sides[k], site, url))
          {
            g_free (name);
            return g_strdup (sides[1 - k]);
          }
    }

  return name;
}

static char *
join_clean (GPtrArray *raw, const char *site, const char *url)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < raw->len && names->len < MAX_AUTHORS; i++)
    {
      g_autofree char *name = sheaf_metadata_clean_byline (raw->pdata[i], FALSE);
      g_auto (GStrv) parts = NULL;

      if (name == NULL)
        continue;
      name = without_house (g_steal_pointer (&name), site, url);
      parts = g_strsplit (name, ",", -1);

      for (guint k = 0; parts[k] != NULL; k++)
        {
          char *one = sheaf_text_line (parts[k], SHEAF_METADATA_MAX_BYLINE);

          /* "Ida Fenwright, The Oar": the paper is no second author. */
          if (one == NULL || holds (names, one)
              || (names->len > 0 && sheaf_metadata_is_site (one, site, url)))
            g_free (one);
          else
            g_ptr_array_add (names, one);
        }
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (GStrv)names->pdata);
}

/* <meta name="twitter:label1" content="Written by"> labels the value of "twitter:data1". */
static char *
dup_card_author (const SheafLinked *facts)
{
  static const char *const labels[]
      = { "written by",  "verfasst von",     "geschrieben von", "écrit par",
          "escrito por", "scritto da",       "geschreven door", "napisane przez",
          "автор",       "написано автором", "執筆者",          "作者",
          "글쓴이",      "written by:",      "author" };

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *label_name = g_strdup_printf ("twitter:label%u", i);
      g_autofree char *data_name = g_strdup_printf ("twitter:data%u", i);
      const char *const label[] = { label_name, NULL };
      const char *const data[] = { data_name, NULL };
      g_autofree char *said
          = sheaf_metadata_dup_meta (facts->metas, label, SHEAF_METADATA_MAX_BYLINE, FALSE);
      g_autofree char *small = said != NULL ? sheaf_text_small (said) : NULL;

      for (guint k = 0; small != NULL && k < G_N_ELEMENTS (labels); k++)
        if (g_str_equal (small, labels[k]))
          return sheaf_metadata_dup_meta (facts->metas, data, SHEAF_METADATA_MAX_BYLINE, FALSE);
    }

  return NULL;
}

/* MORE names all of FEWER and somebody else. */
static gboolean
extends (const char *more, const char *fewer)
{
  return strlen (more) > strlen (fewer) + 2 && strstr (more, fewer) != NULL
         && strchr (more, ',') != NULL;
}

/* Behind a comma of "Martin Quill, Jr.", "Ida Fenwright, PhD". */
static gboolean
is_title (const char *text)
{
  static const char *const titles[]
      = { "jr", "sr", "ii", "iii", "iv", "phd", "md", "dphil", "msc", "mba", "esq", "facs" };
  g_autoptr (GString) letters = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (*text != '.' && !g_ascii_isspace (*text))
      g_string_append_c (letters, g_ascii_tolower (*text));
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (letters->str, titles[i]))
      return TRUE;

  return FALSE;
}

/* Journals write "Fenwright, Ida". Where all of them do, they are turned round. */
static void
turn_names (GPtrArray *raw)
{
  for (guint i = 0; i < raw->len; i++)
    {
      const char *comma = strchr (raw->pdata[i], ',');

      if (comma == NULL || comma[1] == '\0' || strchr (comma + 1, ',') != NULL
          || is_title (comma + 1) || sheaf_text_count_words (raw->pdata[i]) > 4)
        return;
    }
  for (guint i = 0; i < raw->len; i++)
    {
      g_auto (GStrv) halves = g_strsplit (raw->pdata[i], ",", 2);
      char *name = g_strconcat (g_strstrip (halves[1]), " ", g_strstrip (halves[0]), NULL);

      g_free (raw->pdata[i]);
      raw->pdata[i] = name;
    }
}

static char *
dup_meta_authors (const SheafLinked *facts, const char *site, const char *url)
{
  static const char *const names[] = { "dc:creator",
                                       "dc.creator",
                                       "dcterms.creator",
                                       "dcterm:creator",
                                       "author",
                                       "article:author",
                                       "og:article:author",
                                       "parsely-author",
                                       "sailthru.author",
                                       "citation_author",
                                       "byl" };
  char *byline = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names) && byline == NULL; i++)
    {
      g_autoptr (GPtrArray) raw
          = sheaf_metadata_all_meta (facts->metas, names[i], SHEAF_METADATA_MAX_BYLINE);

      if (g_str_equal (names[i], "citation_author"))
        turn_names (raw);
      byline = join_clean (raw, site, url);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names) && byline != NULL; i++)
    {
      g_autoptr (GPtrArray) raw
          = sheaf_metadata_all_meta (facts->metas, names[i], SHEAF_METADATA_MAX_BYLINE);
      g_autofree char *other = NULL;

      if (g_str_equal (names[i], "citation_author"))
        turn_names (raw);
      other = raw->len > 1 ? join_clean (raw, site, url) : NULL;
      if (other != NULL && extends (other, byline))
        {
          g_free (byline);
          byline = g_steal_pointer (&other);
        }
    }
  if (byline == NULL)
    {
      g_autofree char *card = dup_card_author (facts);

      byline = sheaf_metadata_clean_byline (card, FALSE);
    }

  return byline;
}

/* BYLINE names the paper, not a person. */
static gboolean
is_house (const char *byline, const SheafLinked *facts, const char *site, const char *url)
{
  return sheaf_metadata_is_site (byline, site, url)
         || (facts->site != NULL && sheaf_metadata_is_site (byline, facts->site, NULL));
}

char *
sheaf_metadata_byline (SheafDom *dom,
                       const SheafLinked *facts,
                       const SheafShown *shown,
                       const char *site,
                       const char *url,
                       const char **from)
{
  static gboolean (*const marks[]) (const SheafNode *node)
      = { is_author_link, is_author_item, is_author_class };
  g_autofree char *linked = join_clean (facts->authors, site, url);
  g_autofree char *meta = dup_meta_authors (facts, site, url);
  g_autofree char *seen = NULL;
  char **stated[] = { &linked, &meta };

  *from = NULL;
  sheaf_trace_value (facts->trace, "byline", "json-ld", linked);
  sheaf_trace_value (facts->trace, "byline", "meta", meta);
  if (linked != NULL && meta != NULL && extends (meta, linked))
    g_clear_pointer (&linked, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (stated); i++)
    if (*stated[i] != NULL && !is_house (*stated[i], facts, site, url))
      {
        *from = i == 0 ? "json-ld" : "meta";
        return g_steal_pointer (stated[i]);
      }
  seen = dup_near_headline (shown);
  for (gsize i = 0; i < G_N_ELEMENTS (marks) && seen == NULL; i++)
    seen = dup_shown (dom, marks[i]);
  sheaf_trace_value (facts->trace, "byline", "shown", seen);
  if (seen != NULL && ((linked == NULL && meta == NULL) || !is_house (seen, facts, site, url)))
    {
      *from = "shown";
      return g_steal_pointer (&seen);
    }
  for (guint i = 0; i < G_N_ELEMENTS (stated); i++)
    if (*stated[i] != NULL)
      {
        *from = i == 0 ? "json-ld" : "meta";
        return g_steal_pointer (stated[i]);
      }

  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who wrote it: JSON-LD, <meta>, rel=author, microdata, and what stands under the names that
 * bylines have everywhere. A byline of the page's own text brings dates, shares and "By" along. */

#include "extract/metadata-private.h"

#include "base/text.h"

#include <string.h>

#define MAX_BYLINE 200
#define MAX_SHOWN 120 /* characters: more is no byline */
#define MAX_WORDS 16
#define MAX_AUTHORS 10
#define MAX_BESIDE 80 /* characters of dates, shares and "By" beside the names */

/* Before a name, in small letters. The second list's words begin names too: they go only from what
 * the page shows, and only before a first and a last name. */
static const char *const prefixes[] = {
  "view all posts by ", "written by ", "posted by ", "published by ", "words by ", "text by ",
  "author: ",           "author ",     "autor: ",    "by: ",          "by ",
};
static const char *const shown_prefixes[] = { "von ", "par ", "por ", "di ", "door " };

/* Words that say that something else follows, or that nothing was there. */
static const char *const fillers[] = {
  "posted", "published", "updated", "last",           "on",     "at",    "am",           "um",
  "le",     "minute",    "min",     "veröffentlicht", "author", "autor", "contributors", "by",
  "and",    "share",     "follow",
};
static const char *const calendar[] = {
  "january",   "february", "march",    "april",    "may",    "june",    "july",      "august",
  "september", "october",  "november", "december", "monday", "tuesday", "wednesday", "thursday",
  "friday",    "saturday", "sunday",   "jan",      "feb",    "mar",     "apr",       "jun",
  "jul",       "aug",      "sep",      "sept",     "oct",    "nov",     "dec",
};

static gboolean
is_one_of (const char *word, const char *const *words, gsize n)
{
  g_autofree char *small = g_utf8_strdown (word, -1);

  small[strcspn (small, ",:.")] = '\0';
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (small, words[i]))
      return TRUE;

  return FALSE;
}

static const char *
skip_one (const char *name, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_ascii_strncasecmp (name, words[i], strlen (words[i])) == 0)
      return name + strlen (words[i]);

  return name;
}

static const char *
skip_prefixes (const char *name, gboolean shown)
{
  const char *left = skip_one (name, prefixes, G_N_ELEMENTS (prefixes));

  while (left != name)
    {
      name = left;
      left = skip_one (name, prefixes, G_N_ELEMENTS (prefixes));
    }
  left = skip_one (name, shown_prefixes, G_N_ELEMENTS (shown_prefixes));

  return shown && strchr (left, ' ') != NULL ? left : name;
}

static gboolean
has_letter (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalpha (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

/* A date, a time, a count, an account, a mark between two facts. */
static gboolean
ends_names (const char *word)
{
  return g_ascii_isdigit (*word) || *word == '@' || !has_letter (word);
}

static gboolean
is_joining (const char *word)
{
  return g_str_equal (word, "&") || g_str_equal (word, "+");
}

static gboolean
ends_with_filler (const char *word)
{
  return is_one_of (word, fillers, G_N_ELEMENTS (fillers))
         || is_one_of (word, calendar, G_N_ELEMENTS (calendar)) || is_joining (word);
}

/* Words of the page's text up to where the names end; words like "on" only go at that end ("May" is
 * a name elsewhere). */
static char *
cut_names (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", MAX_WORDS * 2);
  guint n = 0;

  while (words[n] != NULL && (!ends_names (words[n]) || is_joining (words[n])))
    n++;
  while (n > 0 && words[n] != NULL && ends_with_filler (words[n - 1]))
    n--;
  for (guint i = n; words[i] != NULL; i++)
    g_clear_pointer (&words[i], g_free);

  return g_strjoinv (" ", words);
}

static gboolean
is_filling (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !is_one_of (words[i], fillers, G_N_ELEMENTS (fillers)))
      return FALSE;

  return TRUE;
}

/* SHOWN: from the page's text, with what stands around a name there. (transfer full) (nullable) */
static char *
clean_byline (const char *text, gboolean shown)
{
  g_autofree char *line = sheaf_text_line (text, MAX_BYLINE);
  g_autofree char *names = NULL;
  const char *start;

  if (line == NULL || strstr (line, "://") != NULL || g_str_has_prefix (line, "www.")
      || *line == '@')
    return NULL;

  start = skip_prefixes (line + strspn (line, " ,-|"), shown);
  names = shown ? cut_names (start) : g_strdup (start);
  while (*names != '\0' && strchr (" ,-|:;/", names[strlen (names) - 1]) != NULL)
    names[strlen (names) - 1] = '\0';
  if (!has_letter (names) || is_filling (names) || g_utf8_strlen (names, -1) > MAX_SHOWN
      || sheaf_text_count_words (names) > MAX_WORDS)
    return NULL;

  return g_steal_pointer (&names);
}

static char *
read_node (const SheafNode *node)
{
  g_autofree char *text = NULL;

  if (sheaf_node_text_length (node) > MAX_BYLINE)
    return NULL;
  text = sheaf_node_dup_text (node);

  return clean_byline (text, TRUE);
}

static gboolean
is_author_link (const SheafNode *node)
{
  return sheaf_node_has_word (node, "rel", "author");
}

static gboolean
is_author_item (const SheafNode *node)
{
  return sheaf_node_has_word (node, "itemprop", "author");
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

  return small != NULL && g_str_equal (small, "author");
}

/* The part of a microdata author that is the name. */
static const SheafNode *
name_of (const SheafNode *node)
{
  const SheafNode *name = sheaf_node_find_attr (node, SHEAF_TAG_NONE, "itemprop", "name");

  return name != NULL && name->tag != SHEAF_TAG_META ? name : node;
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

char *
sheaf_metadata_byline (SheafDom *dom, const SheafJsonLd *facts)
{
  static const char *const names[] = { "dc.creator",
                                       "dc:creator",
                                       "dcterms.creator",
                                       "dcterm:creator",
                                       "author",
                                       "article:author",
                                       "parsely-author",
                                       "sailthru.author",
                                       "citation_author",
                                       "byl",
                                       NULL };
  static gboolean (*const shown[]) (const SheafNode *node)
      = { is_author_link, is_author_item, is_author_class };
  char *byline = clean_byline (facts->byline, FALSE);

  for (gsize i = 0; names[i] != NULL && byline == NULL; i++)
    {
      const char *const one[] = { names[i], NULL };
      g_autofree char *value = sheaf_metadata_dup_meta (dom, one, MAX_BYLINE, FALSE);

      byline = clean_byline (value, FALSE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (shown) && byline == NULL; i++)
    byline = dup_shown (dom, shown[i]);

  return byline;
}

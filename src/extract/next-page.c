/* SPDX-License-Identifier: GPL-3.0-or-later */

/* rel=next leads to the next page of an article on one site and to the next article on another;
 * addresses tell them apart, and who fetches it looks at the title too. */

#include "extract/next-page.h"

#include "base/text.h"
#include "base/url.h"
#include "extract/dom-link.h"
#include "extract/site-rules-private.h"
#include "html/dom-query.h"

#include <string.h>

#define MAX_LABEL 24 /* characters of a link that is a page's number or says "next" */

/* What sites call a page in their addresses. */
static const char *const words[]
    = { "page",   "p",    "pg",     "pag",        "pagina",  "seite",   "paged",
        "strona", "sida", "pageno", "pagenumber", "page_no", "page-no", "pn" };

/* --- Addresses --- */

static gboolean
is_one_of_words (const char *text, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (text, words[i], length) == 0)
      return TRUE;

  return FALSE;
}

/* Are these LENGTH bytes the number N, and nothing else? */
static gboolean
is_number (const char *text, gsize length, guint n)
{
  char number[16];

  g_snprintf (number, sizeof number, "%u", n);

  return strlen (number) == length && memcmp (text, number, length) == 0;
}

static gboolean
is_mark (char c)
{
  return c != '\0' && strchr ("/_,.-=", c) != NULL;
}

/* A number's place in a path: "/2", "-2", "/page/2", "_p2". PARTED: what stands before it ends with
 * a mark. */
static gboolean
is_numbered (const char *text, gsize length, gboolean parted, guint n)
{
  gsize word;

  if (length > 0 && is_mark (*text))
    {
      text++;
      length--;
      parted = TRUE;
    }
  word = length;
  while (word > 0 && g_ascii_isdigit (text[word - 1]))
    word--;
  if (!is_number (text + word, length - word, n))
    return FALSE;
  if (word > 0 && is_mark (text[word - 1]))
    return is_one_of_words (text, word - 1);

  return word > 0 ? parted && is_one_of_words (text, word) : parted;
}

/* At its end, or before an extension. */
static gboolean
ends_path (const char *rest)
{
  return *rest == '\0' || (*rest == '.' && strlen (rest) <= 6 && strpbrk (rest + 1, "./") == NULL);
}

static gboolean
is_page_of_path (const char *first, const char *other, guint n)
{
  gsize a = strlen (first), b = strlen (other), before = 0, behind = 0;
  gboolean parted;

  while (before < a && before < b && first[before] == other[before])
    before++;
  /* Not in the middle of a number. */
  while (before > 0 && g_ascii_isdigit (first[before - 1])
         && (g_ascii_isdigit (first[before]) || g_ascii_isdigit (other[before])))
    before--;
  while (behind < a - before && behind < b - before
         && first[a - behind - 1] == other[b - behind - 1])
    behind++;
  while (behind > 0 && g_ascii_isdigit (first[a - behind]))
    behind--;
  if (!ends_path (other + b - behind))
    return FALSE;
  parted = before > 0 && is_mark (first[before - 1]);
  if (a - before - behind > 0 && !is_numbered (first + before, a - before - behind, TRUE, 1))
    return FALSE;

  return is_numbered (other + before, b - before - behind, parted || a - before - behind > 0, n);
}

/* The one parameter of QUERY (nullable) that numbers a page; the others go to REST. */
static char *
take_number (const char *query, GString *rest)
{
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);
  char *number = NULL;

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      const char *sign = strchr (pairs[i], '=');

      if (number == NULL && sign != NULL && is_one_of_words (pairs[i], sign - pairs[i]))
        number = g_strdup (sign + 1);
      else if (*pairs[i] != '\0')
        g_string_append_printf (rest, "&%s", pairs[i]);
    }

  return number;
}

static gboolean
is_page_of_query (const char *first, const char *other, guint n)
{
  g_autoptr (GString) first_rest = g_string_new (NULL), other_rest = g_string_new (NULL);
  g_autofree char *was = take_number (first, first_rest);
  g_autofree char *is = take_number (other, other_rest);

  return is != NULL && is_number (is, strlen (is), n) && (was == NULL || g_str_equal (was, "1"))
         && g_string_equal (first_rest, other_rest);
}

static gboolean
same_server (const char *a, const char *b)
{
  g_autofree char *x = sheaf_url_authority (a), *y = sheaf_url_authority (b);

  return x != NULL && g_strcmp0 (x, y) == 0;
}

gboolean
sheaf_next_page_is (const char *first, const char *other, guint n)
{
  g_autofree char *a = sheaf_url_canonical (first);
  g_autofree char *b = sheaf_url_canonical (other);
  char *a_query, *b_query;

  if (a == NULL || b == NULL || n < 2 || !same_server (first, other))
    return FALSE;
  a_query = strchr (a, '?');
  b_query = strchr (b, '?');
  if (a_query != NULL)
    *a_query++ = '\0';
  if (b_query != NULL)
    *b_query++ = '\0';
  if (g_str_equal (a, b))
    return is_page_of_query (a_query, b_query, n);

  return g_strcmp0 (a_query, b_query) == 0 && is_page_of_path (a, b, n);
}

/* --- Links --- */

typedef struct
{
  const char *url, *first;
  char *base;
  guint n; /* the page that is looked for */
} Search;

/* Where NODE leads, if its HREF may be looked at. (transfer full) (nullable) */
static char *
resolve (const Search *self, const SheafNode *node)
{
  const char *href = sheaf_node_get (node, "href");

  return href != NULL && *href != '#' ? sheaf_url_resolve (self->base, href) : NULL;
}

/* A link that a person wrote down: of the same server, and to another page. */
static char *
find_ruled (const Search *self, SheafDom *dom, GPtrArray *rules)
{
  g_autoptr (GPtrArray) selectors = sheaf_site_rules_select (rules, SHEAF_SITE_RULE_NEXT_PAGE);
  g_autofree char *here = sheaf_url_canonical (self->url);

  for (guint i = 0; i < selectors->len; i++)
    {
      SheafNode *found = sheaf_selector_find (selectors->pdata[i], sheaf_dom_get_root (dom));
      SheafNode *link = found;
      g_autofree char *address = NULL;
      g_autofree char *there = NULL;

      if (link != NULL && sheaf_node_get (link, "href") == NULL)
        link = sheaf_node_find (found, SHEAF_TAG_A);
      address = link != NULL ? resolve (self, link) : NULL;
      there = address != NULL ? sheaf_url_canonical (address) : NULL;
      if (there != NULL && same_server (self->url, address) && g_strcmp0 (here, there) != 0)
        return g_steal_pointer (&address);
    }

  return NULL;
}

static gboolean
says_next (const SheafNode *node)
{
  static const char *const names[] = { "rel", "class", "id", "aria-label", "title" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = sheaf_node_get (node, names[i]);

      if (value != NULL && (strstr (value, "next") != NULL || strstr (value, "Next") != NULL))
        return TRUE;
    }

  return FALSE;
}

/* Its text is the number of the page that is looked for. */
static gboolean
shows_number (const SheafNode *node, guint n)
{
  g_autofree char *text = NULL;

  if (sheaf_node_text_length (node) > MAX_LABEL)
    return FALSE;
  text = sheaf_node_dup_text (node);

  return is_number (text, strlen (text), n);
}

/* "/weekly-links-2": what blogs make of a second article of one title, too. */
static gboolean
may_be_namesake (const char *address)
{
  gsize length = strcspn (address, "?#"), word;

  while (length > 0 && (address[length - 1] == '/' || g_ascii_isdigit (address[length - 1])))
    length--;
  if (length == 0 || strchr ("-_", address[length - 1]) == NULL)
    return FALSE;
  for (word = length - 1; word > 0 && g_ascii_isalnum (address[word - 1]);)
    word--;

  return !is_one_of_words (address + word, length - 1 - word);
}

static gboolean
has_digits (const char *href, guint n)
{
  char number[16];

  g_snprintf (number, sizeof number, "%u", n);

  return href != NULL && strstr (href, number) != NULL;
}

/* What cannot be it is passed over before anything is built of it: a page has many links. */
static char *
find_linked (const Search *self, SheafDom *dom)
{
  SheafNode *root = sheaf_dom_get_root (dom);

  for (SheafNode *node = sheaf_node_next (root, root); node != NULL;
       node = sheaf_node_next (node, root))
    {
      g_autofree char *address = NULL;

      if (node->tag != SHEAF_TAG_A && node->tag != SHEAF_TAG_LINK)
        continue;
      if (!has_digits (sheaf_node_get (node, "href"), self->n)
          || !(says_next (node)
               || (node->tag == SHEAF_TAG_A && sheaf_node_text_length (node) <= MAX_LABEL)))
        continue;
      address = resolve (self, node);
      if (address != NULL && sheaf_next_page_is (self->first, address, self->n)
          && (!may_be_namesake (address) || shows_number (node, self->n)))
        return g_steal_pointer (&address);
    }

  return NULL;
}

void
sheaf_next_page_find (SheafDom *dom, const SheafSource *source, GPtrArray *rules, SheafPage *page)
{
  guint part = MAX (source->part, 1);
  Search search = { source->url, source->first_url, NULL, part + 1 };

  if (source->url == NULL)
    return;
  if (search.first == NULL)
    search.first = source->url;
  search.base = sheaf_dom_link_dup_base (dom, source->url);
  page->next_url = rules != NULL ? find_ruled (&search, dom, rules) : NULL;
  page->next_sure = page->next_url != NULL;
  if (page->next_url == NULL)
    page->next_url = find_linked (&search, dom);
  g_free (search.base);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The headline: what JSON-LD or <meta> state, else the page's <title>, else its only <h1>; without
 * the name of the site that many write before or behind it.
 *
 * A part that is the site's name goes wherever it stands. A short part at the end goes too, where
 * the page does not say what its site is called, or where the title is a <title>, made for a tab.
 */

#include "extract/metadata-private.h"

#include "base/text.h"
#include "base/url.h"

#include <string.h>

#define MAX_TITLE 1024
#define MAX_SITE_WORDS 4
#define MAX_PARTS 4    /* parts of one title that are taken off */
#define MAX_AFFIX 4    /* letters by which a site calls itself differently: "the", ".com" */
#define MIN_SITE_KEY 4 /* shorter names are found in any word */

typedef struct
{
  const char *text; /* with the spaces that it needs */
  gboolean bar;     /* parts titles from sites and hardly anything else */
} Separator;

static const Separator separators[] = {
  { " | ", TRUE },  { "｜", TRUE },   { " » ", TRUE },  { " :: ", TRUE },
  { " · ", TRUE },  { " • ", TRUE },  { " - ", FALSE }, { " – ", FALSE },
  { " — ", FALSE }, { " / ", FALSE }, { " < ", FALSE }, { " > ", FALSE },
  { " : ", FALSE }, { ": ", FALSE },  { "|", FALSE },   { "：", FALSE },
};

/* The first of them that may stand before a part which only looks like a site's name. */
#define N_BLIND 9

typedef struct
{
  char *site;       /* letters and digits of its name, small (nullable) */
  char *host;       /* of the longest label of its host (nullable) */
  gboolean named;   /* the page itself says what its site is called */
  gboolean stated;  /* the title comes from JSON-LD or <meta> */
  gboolean shorter; /* a part is gone already */
} Naming;

/* Small letters and digits only. */
static char *
squash (const char *text)
{
  g_autofree char *folded = sheaf_text_fold (text);
  GString *key = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (key, g_utf8_get_char (p));

  return g_string_free (key, FALSE);
}

static char *
squash_host (const char *url)
{
  g_autofree char *host = url != NULL ? sheaf_url_site (url) : NULL;
  g_auto (GStrv) labels = host != NULL ? g_strsplit (host, ".", -1) : NULL;
  const char *longest = NULL;

  /* The last label is never a name. */
  for (guint i = 0; labels != NULL && labels[i] != NULL && labels[i + 1] != NULL; i++)
    if (longest == NULL || strlen (labels[i]) > strlen (longest))
      longest = labels[i];

  return longest != NULL ? squash (longest) : NULL;
}

/* The same name, but for a few letters before or behind. */
static gboolean
is_nearly (const char *a, const char *b)
{
  gsize x = strlen (a), y = strlen (b);

  if (MIN (x, y) == 0)
    return FALSE;
  if (x == y)
    return memcmp (a, b, x) == 0;
  if (MIN (x, y) < MIN_SITE_KEY || MAX (x, y) - MIN (x, y) > MAX_AFFIX)
    return FALSE;

  return x > y ? sheaf_text_starts_with (a, b) || g_str_has_suffix (a, b)
               : sheaf_text_starts_with (b, a) || g_str_has_suffix (b, a);
}

static gboolean
is_site (const Naming *naming, const char *part)
{
  g_autofree char *key = squash (part);

  return (naming->host != NULL && is_nearly (key, naming->host))
         || (naming->site != NULL && is_nearly (key, naming->site));
}

/* "News" of "The Harbour News". */
static gboolean
is_part_of_site (const Naming *naming, const char *part)
{
  g_autofree char *key = squash (part);

  return naming->named && strlen (key) >= MIN_SITE_KEY && strstr (naming->site, key) != NULL;
}

static const char *
find_last (const char *text, const char *separator)
{
  const char *last = NULL;

  for (const char *next = strstr (text, separator); next != NULL;
       next = strstr (next + strlen (separator), separator))
    last = next;

  return last;
}

/* A few words behind enough others, where nothing says better. */
static gboolean
looks_like_site (const Naming *naming, guint which, const char *rest, const char *tail)
{
  guint words = sheaf_text_count_words (tail);

  if (which >= N_BLIND)
    return FALSE;
  if (is_part_of_site (naming, tail))
    return TRUE;
  if (!separators[which].bar && (naming->shorter || (naming->stated && naming->named)))
    return FALSE;

  return words > 0 && words <= MAX_SITE_WORDS
         && sheaf_text_count_words (rest) >= (separators[which].bar ? 2 : 4);
}

/* TITLE without its last or first part; NULL where none of them is a site. (transfer full) */
static char *
take_part (const Naming *naming, const char *title)
{
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      const char *first = strstr (title, separators[i].text);
      const char *last = find_last (title, separators[i].text);
      gsize length = strlen (separators[i].text);
      g_autofree char *head = NULL;
      g_autofree char *rest = NULL;

      if (first == NULL)
        continue;
      head = g_strndup (title, (gsize)(first - title));
      rest = g_strndup (title, (gsize)(last - title));
      if (!sheaf_text_is_blank (rest)
          && (is_site (naming, last + length) || looks_like_site (naming, i, rest, last + length)))
        return g_steal_pointer (&rest);
      if (is_site (naming, head) && !sheaf_text_is_blank (first + length))
        return g_strdup (first + length);
    }

  return NULL;
}

/* "Headline | News | The Herald" has two parts too many. */
static char *
without_site (const Naming *naming, const char *title)
{
  Naming now = *naming;
  char *left = sheaf_text_line (title, MAX_TITLE);

  for (guint i = 0; i < MAX_PARTS && left != NULL; i++)
    {
      g_autofree char *shorter = take_part (&now, left);

      if (shorter == NULL)
        break;
      g_free (left);
      left = sheaf_text_line (shorter, MAX_TITLE);
      now.shorter = TRUE;
    }

  for (gsize n = left != NULL ? strlen (left) : 0; n > 1 && strchr (" -|:", left[n - 1]) != NULL;)
    left[--n] = '\0';

  return left;
}

/* All of its letters are capitals: a look, not the way it is written. */
static gboolean
is_shouted (const char *text)
{
  guint capitals = 0, others = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_islower (c))
        return FALSE;
      if (g_unichar_isupper (c))
        capitals++;
      else if (g_unichar_isalpha (c))
        others++; /* of a script that has none */
    }

  return capitals > others;
}

/* The headline says what is stated, with a kicker before it or in other letters. */
static gboolean
adds_nothing (const char *headline, const char *stated)
{
  g_autofree char *a = squash (headline);
  g_autofree char *b = squash (stated);

  return *b != '\0'
         && (g_str_has_suffix (a, b) || (strchr (headline, '|') != NULL && strstr (a, b) != NULL));
}

static char *
dup_title_element (SheafDom *dom)
{
  g_autoptr (GPtrArray) all = sheaf_node_find_all (sheaf_dom_get_root (dom), SHEAF_TAG_TITLE);

  for (guint i = 0; i < all->len; i++)
    if (sheaf_node_closest (all->pdata[i], SHEAF_TAG_SVG) == NULL)
      {
        g_autofree char *text = sheaf_node_dup_text (all->pdata[i]);

        return sheaf_text_line (text, MAX_TITLE);
      }

  return NULL;
}

/* Hyphens that a browser only shows where it breaks the line. */
static void
drop_soft_hyphens (char *text)
{
  char *to = text;

  for (const char *p = text; *p != '\0'; p++)
    if ((guchar)p[0] == 0xc2 && (guchar)p[1] == 0xad)
      p++;
    else
      *to++ = *p;
  *to = '\0';
}

gboolean
sheaf_metadata_is_site (const char *text, const char *site, const char *url)
{
  g_autofree char *site_key = site != NULL ? squash (site) : NULL;
  g_autofree char *host_key = squash_host (url);
  Naming naming = { site_key, host_key, FALSE, FALSE, FALSE };

  return is_site (&naming, text);
}

/* A headline is what the reader sees; what <meta> says may be made for a search or a card. */
static gboolean
is_headline (const char *shown, const char *stated, const char *site, const char *url)
{
  g_autofree char *h1 = squash (shown);
  g_autofree char *key = squash (stated);

  if (g_str_equal (h1, key))
    return !is_shouted (shown);
  if (sheaf_text_count_words (shown) < 2 || sheaf_metadata_is_site (shown, site, url))
    return FALSE;

  return !adds_nothing (shown, stated) && (!is_shouted (shown) || is_shouted (stated));
}

/* The site's own title stands in <h1>, the headline below it: one part of <title>. */
static gboolean
is_part (const char *heading, const char *title)
{
  g_autofree char *part = squash (heading);
  g_autofree char *whole = squash (title);

  return sheaf_text_count_words (heading) >= 2 && strlen (part) < strlen (whole)
         && (sheaf_text_starts_with (whole, part) || g_str_has_suffix (whole, part));
}

/* By microdata, RDFa or a microformat. */
static gboolean
is_marked (const SheafNode *node)
{
  return sheaf_node_has_word (node, "itemprop", "headline")
         || sheaf_node_has_word (node, "property", "headline")
         || sheaf_node_has_word (node, "property", "schema:headline")
         || sheaf_node_has_word (node, "class", "entry-title")
         || (sheaf_node_has_word (node, "class", "p-name") && node->tag >= SHEAF_TAG_H1
             && node->tag <= SHEAF_TAG_H6);
}

/* The one that is marked as the headline: several are a list's. */
static char *
dup_marked (SheafDom *dom)
{
  SheafNode *body = sheaf_dom_get_body (dom), *found = NULL;
  g_autofree char *text = NULL;

  for (SheafNode *node = body; node != NULL; node = sheaf_node_next (node, body))
    if (node->kind == SHEAF_NODE_ELEMENT && node->attrs != NULL && node->tag != SHEAF_TAG_META
        && is_marked (node))
      {
        if (found != NULL)
          return NULL;
        found = node;
      }
  if (found != NULL)
    text = sheaf_node_dup_text (found);

  return sheaf_text_line (text, MAX_TITLE);
}

char *
sheaf_metadata_title (SheafDom *dom,
                      const SheafLinked *facts,
                      const char *site,
                      gboolean named,
                      const char *url,
                      SheafShown *shown,
                      const char **from)
{
  static const char *const names[]
      = { "dc:title",       "dc.title",      "dcterm:title",   "dcterms.title",
          "og:title",       "twitter:title", "citation_title", "parsely-title",
          "sailthru.title", "title",         "headline",       NULL };
  static const char *const sources[] = { "json-ld", "meta", "title", "shown" };
  g_autofree char *element = dup_title_element (dom);
  g_autofree char *meta = sheaf_metadata_dup_meta (facts->metas, names, MAX_TITLE, FALSE);
  g_autofree char *site_key = site != NULL ? squash (site) : NULL;
  g_autofree char *host_key = squash_host (url);
  g_autofree char *title = NULL;
  const char *candidates[] = { facts->title, meta, element };
  const char *best = NULL;
  Naming naming = { site_key, host_key, FALSE, FALSE, FALSE };

  /* A title that says no more than the site's name is none, if there is another. */
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    sheaf_trace_value (facts->trace, "title", sources[i], candidates[i]);
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      g_autofree char *key = candidates[i] != NULL ? squash (candidates[i]) : NULL;

      if (candidates[i] == NULL || (best != NULL && g_strcmp0 (key, site_key) == 0))
        continue;
      best = candidates[i];
      *from = sources[i];
      naming.stated = i < 2;
      if (g_strcmp0 (key, site_key) != 0)
        break;
    }
  naming.named = site_key != NULL && named;
  title = best != NULL ? without_site (&naming, best) : NULL;
  if (title != NULL && sheaf_metadata_is_site (title, site, NULL))
    sheaf_metadata_shown_read (dom, NULL, shown);
  else
    sheaf_metadata_shown_read (dom, title, shown);
  sheaf_trace_value (facts->trace, "title", sources[3], shown->title);
  if (shown->title != NULL
      && (title == NULL || sheaf_metadata_is_site (title, site, NULL)
          || is_headline (shown->title, title, site, url)))
    {
      *from = sources[3];
      naming.stated = TRUE;
      g_free (title);
      title = without_site (&naming, shown->title);
    }
  else if (title != NULL && shown->lower != NULL && is_part (shown->lower, title))
    {
      *from = sources[3];
      g_free (title);
      title = g_strdup (shown->lower);
    }
  if (title == NULL || (named && sheaf_metadata_is_site (title, site, NULL)))
    {
      char *marked = dup_marked (dom);

      if (marked != NULL)
        {
          *from = "markup";
          g_free (title);
          title = marked;
        }
    }
  if (title != NULL)
    drop_soft_hyphens (title);

  return g_steal_pointer (&title);
}

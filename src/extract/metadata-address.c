/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The address that a page gives itself, and that of what it is a copy of: another site's article
 * that its canonical link or the news searches' old <meta> names. JSON-LD's isBasedOn is no such
 * thing: it names the study or the talk that an article is about.
 */

#include "extract/metadata-private.h"

#include "base/url.h"

#include <string.h>

#define MAX_ADDRESS 4096
#define MIN_NAME 4 /* letters of a name that is no accident in two countries */

char *
sheaf_metadata_resolve (const char *base, const char *ref)
{
  g_autofree char *address = ref != NULL ? sheaf_url_resolve (base, ref) : NULL;

  return address != NULL && sheaf_url_is_web (address) ? g_steal_pointer (&address) : NULL;
}

char *
sheaf_metadata_dup_link (SheafDom *dom, const char *rel)
{
  SheafNode *link = sheaf_node_find_attr (sheaf_dom_get_root (dom), SHEAF_TAG_LINK, "rel", rel);

  return link != NULL ? g_strdup (sheaf_node_get (link, "href")) : NULL;
}

/* The last labels of HOST: the name that somebody registered, and behind it what it was registered
 * under; that is two labels where a short one stands before a country. "news.oar.co.uk" -> "oar",
 * *UNDER: "co.uk". (transfer full) (nullable) */
static char *
dup_registered (const char *host, char **under)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);
  guint n = g_strv_length (labels), at;

  *under = NULL;
  if (n < 2 || g_hostname_is_ip_address (host))
    return NULL;
  at = n > 2 && strlen (labels[n - 1]) == 2 && strlen (labels[n - 2]) <= 3 ? n - 3 : n - 2;
  *under = g_strjoinv (".", labels + at + 1);

  return g_strdup (labels[at]);
}

gboolean
sheaf_metadata_is_same_house (const char *url, const char *other)
{
  g_autofree char *a = sheaf_url_site (url);
  g_autofree char *b = sheaf_url_site (other);
  g_autofree char *a_under = NULL, *b_under = NULL;
  g_autofree char *a_name = NULL, *b_name = NULL;

  if (a == NULL || b == NULL)
    return FALSE;
  if (g_str_equal (a, b))
    return TRUE;
  a_name = dup_registered (a, &a_under);
  b_name = dup_registered (b, &b_under);

  return a_name != NULL && b_name != NULL && g_str_equal (a_name, b_name)
         && (g_str_equal (a_under, b_under) || strlen (a_name) >= MIN_NAME);
}

/* Of a page, not of the whole site. */
static gboolean
has_path (const char *address)
{
  const char *path = strchr (strstr (address, "://") + strlen ("://"), '/');

  return path != NULL && path[1] != '\0' && path[1] != '#';
}

/* What it says of itself is of its own site, and of a page where it is one. */
static char *
dup_canonical (const char *const *stated, gsize n, const char *url)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *address = sheaf_metadata_resolve (url, stated[i]);

      if (address != NULL
          && (url == NULL
              || (sheaf_metadata_is_same_house (address, url)
                  && (has_path (address) || !has_path (url)))))
        return g_steal_pointer (&address);
    }

  return NULL;
}

/* An article elsewhere. */
static char *
dup_original (const char *const *stated, gsize n, const char *url)
{
  for (gsize i = 0; url != NULL && i < n; i++)
    {
      g_autofree char *address = sheaf_metadata_resolve (url, stated[i]);

      if (address != NULL && has_path (address) && !sheaf_metadata_is_same_house (address, url))
        return g_steal_pointer (&address);
    }

  return NULL;
}

void
sheaf_metadata_addresses (SheafDom *dom, const SheafLinked *facts, const char *url, SheafPage *page)
{
  static const char *const own[] = { "og:url", NULL };
  static const char *const copied[] = { "original-source", "syndication-source", NULL };
  g_autofree char *linked = sheaf_metadata_dup_link (dom, "canonical");
  g_autofree char *meta = sheaf_metadata_dup_meta (facts->metas, own, MAX_ADDRESS, FALSE);
  g_autofree char *source = sheaf_metadata_dup_meta (facts->metas, copied, MAX_ADDRESS, FALSE);
  const char *canonical[] = { linked, meta, facts->url };
  const char *original[] = { source, linked };

  if (url != NULL && !sheaf_url_is_web (url))
    url = NULL;
  page->canonical_url = dup_canonical (canonical, G_N_ELEMENTS (canonical), url);
  page->original_url = dup_original (original, G_N_ELEMENTS (original), url);
}

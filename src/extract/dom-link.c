/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses of links: made absolute, or the name of a place on the page itself. */

#include "extract/dom-link.h"

#include "base/url.h"
#include "html/dom-query.h"

#include <string.h>

/* The name in HREF, where that is a place on the page at BASE, decoded; "" for none that can be
 * kept. NULL: HREF leads elsewhere. (transfer full) */
static char *
dup_target (const char *base, const char *href)
{
  gsize length = base != NULL ? strcspn (base, "#") : 0;
  g_autofree char *address = NULL;
  char *name;

  if (*href != '#')
    {
      if (base == NULL || strchr (href, '#') == NULL
          || (strstr (href, "://") != NULL && strncmp (href, base, length) != 0))
        return NULL;
      address = sheaf_url_resolve (base, href);
      if (address == NULL || strncmp (address, base, length) != 0 || address[length] != '#')
        return NULL;
      href = address + length;
    }

  name = g_uri_unescape_string (href + 1, NULL);
  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    {
      g_free (name);
      name = g_strdup (href + 1);
    }

  return name;
}

GHashTable *
sheaf_dom_link_find_targets (const SheafNode *root, const char *base)
{
  GHashTable *targets = NULL;

  for (const SheafNode *node = root; node != NULL; node = sheaf_node_next (node, root))
    {
      const char *href = node->tag == SHEAF_TAG_A ? sheaf_node_get (node, "href") : NULL;
      char *name = href != NULL && strchr (href, '#') != NULL ? dup_target (base, href) : NULL;

      if (name == NULL)
        continue;
      if (targets == NULL)
        targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_add (targets, name);
    }

  return targets;
}

char *
sheaf_dom_link_resolve (const char *base, const char *href)
{
  g_autofree char *address = NULL;
  g_autofree char *again = NULL;
  g_autofree char *name = NULL;

  while (href != NULL && g_ascii_isspace (*href))
    href++;
  if (href == NULL || *href == '\0')
    return NULL;
  name = dup_target (base, href);
  if (name != NULL)
    return *name != '\0' ? g_strconcat ("#", name, NULL) : NULL;

  address = sheaf_url_resolve (base, href);
  if (address == NULL)
    return NULL;

  /* Read back, it has to lead to the same place. */
  again = sheaf_url_resolve (base, address);

  return g_strcmp0 (again, address) == 0 ? g_steal_pointer (&address) : NULL;
}

char *
sheaf_dom_link_dup_base (SheafDom *dom, const char *url)
{
  SheafNode *base = sheaf_node_find (sheaf_dom_get_root (dom), SHEAF_TAG_BASE);
  const char *href = base != NULL ? sheaf_node_get (base, "href") : NULL;
  char *resolved = href != NULL ? sheaf_url_resolve (url, href) : NULL;

  return resolved != NULL ? resolved : g_strdup (url);
}

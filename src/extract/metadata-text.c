/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values of <meta> and JSON-LD as text. */

#include "extract/metadata-private.h"

#include "base/text.h"
#include "html/html-parse.h"

#include <string.h>

static gboolean
has_reference (const char *text)
{
  const char *amp = strchr (text, '&');

  return amp != NULL && (amp[1] == '#' || g_ascii_isalpha (amp[1])) && strchr (amp, ';') != NULL;
}

static gboolean
has_tags (const char *text)
{
  for (const char *p = strchr (text, '<'); p != NULL; p = strchr (p + 1, '<'))
    if (g_ascii_isalpha (p[1]) || p[1] == '/')
      return TRUE;

  return FALSE;
}

/* What a browser would show of MARKUP. (transfer full) (nullable) */
static char *
read_markup (const char *markup)
{
  g_autofree char *page = g_strconcat ("<!DOCTYPE html><body>", markup, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (page, strlen (page));
  g_autoptr (SheafDom) dom = sheaf_html_parse (bytes, SHEAF_HTML_DEADLINE_US, NULL);

  return dom != NULL ? sheaf_node_dup_text (sheaf_dom_get_body (dom)) : NULL;
}

char *
sheaf_metadata_plain (const char *text, gsize max_chars, gboolean tags)
{
  g_autofree char *shown = NULL;
  g_autoptr (GString) escaped = NULL;

  if (text == NULL || (!has_reference (text) && !(tags && has_tags (text))))
    return sheaf_text_line (text, max_chars);

  escaped = g_string_new (text);
  if (!tags)
    g_string_replace (escaped, "<", "&lt;", 0);
  shown = read_markup (escaped->str);

  return sheaf_text_line (shown != NULL ? shown : text, max_chars);
}

static gboolean
is_named (const SheafNode *node, const char *name)
{
  static const char *const keys[] = { "property", "name", "itemprop" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (sheaf_node_has_word (node, keys[i], name))
      return TRUE;

  return FALSE;
}

static char *
dup_one (GPtrArray *metas, const char *name, gsize max_chars, gboolean tags)
{
  for (guint i = 0; i < metas->len; i++)
    if (is_named (metas->pdata[i], name))
      {
        const char *content = sheaf_node_get (metas->pdata[i], "content");
        char *value = sheaf_metadata_plain (content, max_chars, tags);

        if (value != NULL)
          return value;
      }

  return NULL;
}

char *
sheaf_metadata_dup_meta (SheafDom *dom, const char *const *names, gsize max_chars, gboolean tags)
{
  g_autoptr (GPtrArray) metas = sheaf_node_find_all (sheaf_dom_get_root (dom), SHEAF_TAG_META);
  char *value = NULL;

  for (gsize i = 0; names[i] != NULL && value == NULL; i++)
    value = dup_one (metas, names[i], max_chars, tags);

  return value;
}

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

/* What says a property is believed before what only has that name. */
static const char *const keys[] = { "property", "name", "itemprop" };

/* Some write it as if it were a form's field. */
static const char *
content_of (const SheafNode *meta)
{
  const char *content = sheaf_node_get (meta, "content");

  return content != NULL ? content : sheaf_node_get (meta, "value");
}

static char *
dup_one (GPtrArray *metas, const char *name, gsize max_chars, gboolean tags)
{
  for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
    for (guint i = 0; i < metas->len; i++)
      if (sheaf_node_has_word (metas->pdata[i], keys[k], name))
        {
          const char *content = content_of (metas->pdata[i]);
          char *value = sheaf_metadata_plain (content, max_chars, tags);

          if (value != NULL)
            return value;
        }

  return NULL;
}

char *
sheaf_metadata_dup_meta (GPtrArray *metas, const char *const *names, gsize max_chars, gboolean tags)
{
  char *value = NULL;

  for (gsize i = 0; names[i] != NULL && value == NULL; i++)
    value = dup_one (metas, names[i], max_chars, tags);

  return value;
}

GPtrArray *
sheaf_metadata_all_meta (GPtrArray *metas, const char *name, gsize max_chars)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  for (guint k = 0; k < G_N_ELEMENTS (keys) && values->len == 0; k++)
    for (guint i = 0; i < metas->len; i++)
      {
        char *value = NULL;

        if (sheaf_node_has_word (metas->pdata[i], keys[k], name))
          value = sheaf_metadata_plain (content_of (metas->pdata[i]), max_chars, FALSE);
        if (value != NULL && !g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL))
          g_ptr_array_add (values, value);
        else
          g_free (value);
      }

  return values;
}

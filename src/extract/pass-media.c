/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures that wait for a script: their address stands in another attribute, or in the <noscript>
 * beside them. And what is shown of other places, made one kind of element, so that only what
 * belongs to an article comes through the clean-up. */

#include "extract/dom-embed.h"
#include "extract/extract-private.h"

#include "base/text.h"

#include <string.h>

static const char *const sources[]
    = { "data-src", "data-original", "data-lazy-src", "data-hi-res-src",
        "data-url", "data-image",    "data-full-src" };

static gboolean
is_empty_source (const char *src)
{
  return src == NULL || *src == '\0' || sheaf_text_starts_with (src, "data:")
         || strstr (src, "placeholder") != NULL || strstr (src, "blank.gif") != NULL
         || strstr (src, "spacer") != NULL || g_str_equal (src, "#");
}

static void
fill_picture (SheafDom *dom, SheafNode *img)
{
  if (!is_empty_source (sheaf_node_get (img, "src")))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (!is_empty_source (sheaf_node_get (img, sources[i])))
      {
        sheaf_node_set (dom, img, "src", sheaf_node_get (img, sources[i]));
        return;
      }
  if (sheaf_node_get (img, "srcset") == NULL && sheaf_node_get (img, "data-srcset") != NULL)
    sheaf_node_set (dom, img, "srcset", sheaf_node_get (img, "data-srcset"));
}

static SheafNode *
previous_element (SheafNode *node)
{
  do
    node = node->prev;
  while (node != NULL && node->kind != SHEAF_NODE_ELEMENT);

  return node;
}

/* <img lazy><noscript><img real></noscript>: the real one takes the place of the lazy one. */
static void
take_from_noscript (SheafNode *noscript)
{
  SheafNode *real = sheaf_node_find (noscript, SHEAF_TAG_IMG),
            *before = previous_element (noscript), *lazy;

  if (real == NULL || is_empty_source (sheaf_node_get (real, "src")))
    return;
  lazy = before == NULL                 ? NULL
         : before->tag == SHEAF_TAG_IMG ? before
                                        : sheaf_node_find (before, SHEAF_TAG_IMG);
  if (lazy != NULL && is_empty_source (sheaf_node_get (lazy, "src")))
    sheaf_node_remove (lazy);
  else if (lazy != NULL)
    return; /* the picture is there already */
  sheaf_node_insert_before (noscript, real);
}

/* TeX in a script, and what a script has made of it before the page was kept. */
static void
settle_formula (SheafDom *dom, SheafNode *script)
{
  const char *type = sheaf_node_get (script, "type");
  SheafNode *before;

  if (type == NULL || g_ascii_strncasecmp (type, "math/tex", strlen ("math/tex")) != 0)
    return;
  while ((before = previous_element (script)) != NULL)
    {
      const char *classes = sheaf_node_get (before, "class");

      if (classes == NULL || !sheaf_text_starts_with (classes, "MathJax"))
        break;
      sheaf_node_remove (before);
    }
  sheaf_node_rename (dom, script, strstr (type, "mode=display") != NULL ? "p" : "span");
}

/* The address in "background-image: url(…)". (transfer full) (nullable) */
static char *
dup_background (const SheafNode *node)
{
  const char *style = sheaf_node_get (node, "style");
  const char *start = style != NULL ? strstr (style, "background") : NULL;
  const char *end;

  start = start != NULL ? strstr (start, "url(") : NULL;
  if (start == NULL)
    {
      const char *lazy = sheaf_node_get (node, "data-bg");

      return g_strdup (lazy != NULL ? lazy : sheaf_node_get (node, "data-background-image"));
    }
  start += strlen ("url(");
  start += strspn (start, " '\"");
  end = start + strcspn (start, "'\")");

  return end > start ? g_strndup (start, (gsize)(end - start)) : NULL;
}

/* A figure whose picture is painted as the background of a block without text. */
static void
paint_figure (SheafDom *dom, SheafNode *figure)
{
  for (SheafNode *node = figure; node != NULL; node = sheaf_node_next (node, figure))
    if (node->tag == SHEAF_TAG_IMG || node->tag == SHEAF_TAG_PICTURE
        || sheaf_dom_embed_is_possible (node))
      return;
  for (SheafNode *node = figure; node != NULL; node = sheaf_node_next (node, figure))
    {
      g_autofree char *address = node->kind == SHEAF_NODE_ELEMENT ? dup_background (node) : NULL;
      SheafNode *img;

      if (is_empty_source (address))
        continue;
      img = sheaf_dom_new_element (dom, "img");
      sheaf_node_set (dom, img, "src", address);
      if (sheaf_node_get (node, "aria-label") != NULL)
        sheaf_node_set (dom, img, "alt", sheaf_node_get (node, "aria-label"));
      if (figure->first != NULL)
        sheaf_node_insert_before (figure->first, img);
      else
        sheaf_node_append (figure, img);
      return;
    }
}

/* An <iframe> with the attribute "data-embed", whatever NODE was; no other has that attribute. */
static void
settle_embed (SheafExtractContext *context, SheafNode *node)
{
  g_auto (SheafDomEmbed) embed = { NULL, NULL };

  if (!sheaf_dom_embed_read (&embed, node, context->base))
    {
      if (sheaf_node_get (node, "data-embed") != NULL)
        sheaf_node_set (context->dom, node, "data-embed", NULL);
      return;
    }

  while (node->first != NULL)
    sheaf_node_remove (node->first);
  sheaf_node_rename (context->dom, node, "iframe");
  sheaf_node_set (context->dom, node, "src", embed.href);
  sheaf_node_set (context->dom, node, "title", embed.title);
  sheaf_node_set (context->dom, node, "data-embed", "");
}

static void
settle_embeds (SheafExtractContext *context)
{
  SheafNode *body = sheaf_dom_get_body (context->dom);
  SheafNode *node = body, *next;

  for (; node != NULL; node = next)
    {
      if (node->tag == SHEAF_TAG_SCRIPT)
        settle_formula (context->dom, node);
      else if (node->tag == SHEAF_TAG_FIGURE)
        paint_figure (context->dom, node);
      if (sheaf_dom_embed_is_possible (node))
        settle_embed (context, node);
      next = sheaf_node_next (node, body);
    }
}

static void
run (SheafExtractContext *context)
{
  SheafNode *root = sheaf_dom_get_root (context->dom);
  g_autoptr (GPtrArray) noscripts = sheaf_node_find_all (root, SHEAF_TAG_NOSCRIPT);
  g_autoptr (GPtrArray) amp = sheaf_node_find_all (root, SHEAF_TAG_AMP_IMG);
  g_autoptr (GPtrArray) images = NULL;

  for (guint i = 0; i < amp->len; i++)
    sheaf_node_rename (context->dom, amp->pdata[i], "img");
  images = sheaf_node_find_all (root, SHEAF_TAG_IMG);
  for (guint i = 0; i < images->len; i++)
    fill_picture (context->dom, images->pdata[i]);
  for (guint i = 0; i < noscripts->len; i++)
    take_from_noscript (noscripts->pdata[i]);
  settle_embeds (context);
}

const SheafExtractPass sheaf_extract_pass_media = { "media", run };

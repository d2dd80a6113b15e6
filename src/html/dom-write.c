/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The serialisation of the HTML standard, walked without recursion. Inside <svg> and <math> other
 * rules hold: nothing is void there, and no text is raw; but in some of their elements HTML begins
 * again. */

#include "html/dom-write.h"

#include <string.h>

static const char *const void_names[] = {
  "area",  "base",   "basefont", "bgsound", "br",       "col",   "embed",  "frame", "hr",  "img",
  "input", "keygen", "link",     "meta",    "menuitem", "param", "source", "track", "wbr", NULL,
};

/* Their text is written as it is. */
static const char *const raw_names[] = {
  "iframe", "noembed", "noframes", "plaintext", "script", "style", "xmp", NULL,
};

/* The parser drops a line break at their beginning. */
static const char *const dropping_names[] = { "listing", "pre", "textarea", NULL };

/* HTML begins again inside these. */
static const char *const html_in_svg_names[] = { "desc", "foreignobject", "title", NULL };
static const char *const html_in_math_names[] = { "mi", "mn", "mo", "ms", "mtext", NULL };

/* But not for these, if they stand in the ones above. */
static const char *const math_again_names[] = { "malignmark", "mglyph", NULL };

/* What the children of an open element are. */
typedef enum
{
  PLACE_HTML,
  PLACE_HTML_IN_MATH,
  PLACE_SVG,
  PLACE_MATH,
  PLACE_ANNOTATION, /* of math, where <svg> is one */
} Place;

typedef struct
{
  GString *out;
  GByteArray *places; /* for each open element what it holds: a Place */
  gboolean plain;     /* nothing ends a <plaintext> */
} Writer;

static gboolean
is_one_of (const SheafNode *node, const char *const *names)
{
  return node->kind == SHEAF_NODE_ELEMENT && g_strv_contains (names, node->name);
}

static Place
get_place (const Writer *self)
{
  return self->places->len > 0 ? self->places->data[self->places->len - 1] : PLACE_HTML;
}

/* Is NODE, where the writer is now, an element of HTML? */
static gboolean
is_html (const Writer *self, const SheafNode *node)
{
  switch (get_place (self))
    {
    case PLACE_HTML:
      return node->tag != SHEAF_TAG_SVG && node->tag != SHEAF_TAG_MATH;
    case PLACE_HTML_IN_MATH:
      return node->tag != SHEAF_TAG_SVG && node->tag != SHEAF_TAG_MATH
             && !is_one_of (node, math_again_names);
    case PLACE_SVG:
    case PLACE_MATH:
    case PLACE_ANNOTATION:
      return FALSE;
    }

  return TRUE;
}

static Place
place_in_math (const SheafNode *node)
{
  const char *encoding;

  if (is_one_of (node, html_in_math_names))
    return PLACE_HTML_IN_MATH;
  if (node->kind != SHEAF_NODE_ELEMENT || strcmp (node->name, "annotation-xml") != 0)
    return PLACE_MATH;
  encoding = sheaf_node_get (node, "encoding");

  return encoding != NULL
                 && (g_ascii_strcasecmp (encoding, "text/html") == 0
                     || g_ascii_strcasecmp (encoding, "application/xhtml+xml") == 0)
             ? PLACE_HTML
             : PLACE_ANNOTATION;
}

/* What is in NODE, which stands where the writer is. */
static Place
place_in (const Writer *self, const SheafNode *node)
{
  Place place = get_place (self);

  if (is_html (self, node))
    return PLACE_HTML;
  if (place == PLACE_SVG || (place != PLACE_MATH && node->tag == SHEAF_TAG_SVG))
    return is_one_of (node, html_in_svg_names) ? PLACE_HTML : PLACE_SVG;

  return place_in_math (node);
}

static void
enter (Writer *self, const SheafNode *node)
{
  guint8 place = place_in (self, node);

  g_byte_array_append (self->places, &place, 1);
}

static void
leave (Writer *self)
{
  g_byte_array_set_size (self->places, self->places->len - 1);
}

static void
append_escaped (GString *out, const char *text, gboolean attribute)
{
  while (*text != '\0')
    {
      gsize plain = strcspn (text, attribute ? "&\"\r\302" : "&<>\r\302");

      g_string_append_len (out, text, plain);
      text += plain;
      if (*text == '\0')
        return;
      if ((guchar)text[0] == 0xc2 && (guchar)text[1] == 0xa0)
        {
          g_string_append (out, "&nbsp;");
          text++;
        }
      else if (*text == '&')
        g_string_append (out, "&amp;");
      else if (*text == '<')
        g_string_append (out, "&lt;");
      else if (*text == '>')
        g_string_append (out, "&gt;");
      else if (*text == '"')
        g_string_append (out, "&quot;");
      else if (*text == '\r')
        g_string_append (out, "&#13;");
      else
        g_string_append_c (out, *text);
      text++;
    }
}

static void
open_element (Writer *self, const SheafNode *node)
{
  GString *out = self->out;
  const SheafNode *first = node->first;

  g_string_append_c (out, '<');
  g_string_append (out, node->name);
  for (const SheafAttr *attr = node->attrs; attr != NULL; attr = attr->next)
    {
      g_string_append_c (out, ' ');
      g_string_append (out, attr->name);
      g_string_append (out, "=\"");
      append_escaped (out, attr->value, TRUE);
      g_string_append_c (out, '"');
    }
  g_string_append_c (out, '>');
  if (is_html (self, node) && is_one_of (node, dropping_names) && first != NULL
      && first->kind == SHEAF_NODE_TEXT && first->text[0] == '\n')
    g_string_append_c (out, '\n');
  self->plain |= is_html (self, node) && strcmp (node->name, "plaintext") == 0;
}

static void
open_node (Writer *self, const SheafNode *node)
{
  switch (node->kind)
    {
    case SHEAF_NODE_DOCUMENT:
      break;
    case SHEAF_NODE_TEXT:
      if (node->parent != NULL && get_place (self) == PLACE_HTML
          && is_one_of (node->parent, raw_names))
        g_string_append (self->out, node->text);
      else
        append_escaped (self->out, node->text, FALSE);
      break;
    case SHEAF_NODE_COMMENT:
      g_string_append (self->out, "<!--");
      g_string_append (self->out, node->text);
      g_string_append (self->out, "-->");
      break;
    case SHEAF_NODE_ELEMENT:
      open_element (self, node);
      break;
    }
}

static void
close_node (Writer *self, const SheafNode *node)
{
  if (node->kind != SHEAF_NODE_ELEMENT || self->plain
      || (is_html (self, node) && is_one_of (node, void_names)))
    return;
  g_string_append (self->out, "</");
  g_string_append (self->out, node->name);
  g_string_append_c (self->out, '>');
}

static void
write_tree (Writer *self, const SheafNode *top)
{
  const SheafNode *node = top;

  while (TRUE)
    {
      open_node (self, node);
      if (node->first != NULL)
        {
          enter (self, node);
          node = node->first;
          continue;
        }
      close_node (self, node);
      while (node != top && node->next == NULL)
        {
          node = node->parent;
          leave (self);
          close_node (self, node);
        }
      if (node == top)
        return;
      node = node->next;
    }
}

char *
sheaf_node_to_html (const SheafNode *node)
{
  g_autoptr (GByteArray) places = g_byte_array_new ();
  Writer writer = { g_string_new (NULL), places, FALSE };

  write_tree (&writer, node);

  return g_string_free (writer.out, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The serialisation of the HTML standard, walked without recursion. Inside <svg> and <math> other
 * rules hold: nothing is void there, and no text is raw. */

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

/* In <svg> and <math>: HTML begins again inside these. */
static const char *const html_again_names[] = {
  "annotation-xml", "desc", "foreignobject", "mi", "mn", "mo", "ms", "mtext", "title", NULL,
};

typedef struct
{
  GString *out;
  GByteArray *foreign; /* for each open element: is what it holds foreign? */
  gboolean plain;      /* nothing ends a <plaintext> */
} Writer;

static gboolean
is_one_of (const SheafNode *node, const char *const *names)
{
  return node->kind == SHEAF_NODE_ELEMENT && g_strv_contains (names, node->name);
}

/* Is the place foreign at which the writer is? */
static gboolean
is_foreign (const Writer *self)
{
  return self->foreign->len > 0 && self->foreign->data[self->foreign->len - 1];
}

static void
enter (Writer *self, const SheafNode *node)
{
  guint8 inside = is_foreign (self) ? !is_one_of (node, html_again_names)
                                    : node->tag == SHEAF_TAG_SVG || node->tag == SHEAF_TAG_MATH;

  g_byte_array_append (self->foreign, &inside, 1);
}

static void
leave (Writer *self)
{
  g_byte_array_set_size (self->foreign, self->foreign->len - 1);
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
  if (!is_foreign (self) && is_one_of (node, dropping_names) && first != NULL
      && first->kind == SHEAF_NODE_TEXT && first->text[0] == '\n')
    g_string_append_c (out, '\n');
  self->plain |= !is_foreign (self) && strcmp (node->name, "plaintext") == 0;
}

static void
open_node (Writer *self, const SheafNode *node)
{
  switch (node->kind)
    {
    case SHEAF_NODE_DOCUMENT:
      break;
    case SHEAF_NODE_TEXT:
      if (node->parent != NULL && !is_foreign (self) && is_one_of (node->parent, raw_names))
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
      || (!is_foreign (self) && is_one_of (node, void_names)))
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
  g_autoptr (GByteArray) foreign = g_byte_array_new ();
  Writer writer = { g_string_new (NULL), foreign, FALSE };

  write_tree (&writer, node);

  return g_string_free (writer.out, FALSE);
}

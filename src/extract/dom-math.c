/* SPDX-License-Identifier: GPL-3.0-or-later */

/* TeX from the annotations of MathML (encoding application/x-tex), its alttext, and the alternative
 * text of painted formulas. */

#include "extract/dom-math.h"

#include "base/text.h"

#include <string.h>

#define DISPLAY "{\\displaystyle "
#define TEXT "{\\textstyle "

char *
sheaf_dom_math_dup_tex (const char *tex)
{
  static const char *const wrappers[] = { DISPLAY, TEXT };
  char *line = sheaf_text_line (tex, 0);

  if (line == NULL)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrappers); i++)
    if (sheaf_text_starts_with (line, wrappers[i]) && g_str_has_suffix (line, "}"))
      {
        line[strlen (line) - 1] = '\0';
        memmove (line, line + strlen (wrappers[i]), strlen (line + strlen (wrappers[i])) + 1);
        g_strstrip (line);
        break;
      }
  if (*line == '\0')
    g_clear_pointer (&line, g_free);

  return line;
}

/* Says NAME that something stands over, under or raised? */
static gboolean
is_layered (const char *name)
{
  static const char *const names[]
      = { "mfrac",  "msup",  "msub",       "msubsup", "msqrt",        "mroot",
          "munder", "mover", "munderover", "mtable",  "mmultiscripts" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      return TRUE;

  return FALSE;
}

char *
sheaf_dom_math_read (const SheafNode *math)
{
  const char *tex = sheaf_node_get (math, "alttext");
  gboolean layered = FALSE;

  for (const SheafNode *node = math; node != NULL; node = sheaf_node_next (node, math))
    {
      const char *encoding;

      if (node->kind != SHEAF_NODE_ELEMENT || node->tag != SHEAF_TAG_OTHER)
        continue;
      layered |= is_layered (node->name);
      if (!g_str_equal (node->name, "annotation") || node->first == NULL
          || node->first->kind != SHEAF_NODE_TEXT)
        continue;
      encoding = sheaf_node_get (node, "encoding");
      if (encoding != NULL
          && (g_ascii_strcasecmp (encoding, "application/x-tex") == 0
              || g_ascii_strcasecmp (encoding, "TeX") == 0
              || g_ascii_strcasecmp (encoding, "LaTeX") == 0))
        tex = node->first->text;
    }

  return layered ? sheaf_dom_math_dup_tex (tex) : NULL;
}

/* Which child element of its parent it is, from 1. */
static guint
get_place (const SheafNode *node)
{
  guint place = 0;

  for (const SheafNode *child = node->parent->first; child != NULL; child = child->next)
    {
      place += child->kind == SHEAF_NODE_ELEMENT;
      if (child == node)
        break;
    }

  return place;
}

/* Of several parts: in one line these need brackets. */
static gboolean
is_long (const SheafNode *node)
{
  guint n = 0;

  for (const SheafNode *child = node->first; child != NULL; child = child->next)
    n += child->kind == SHEAF_NODE_ELEMENT;

  return n > 1 && (g_str_equal (node->name, "mrow") || g_str_equal (node->name, "msqrt"));
}

SheafMathPart
sheaf_dom_math_get_part (const SheafNode *node)
{
  static const struct
  {
    const char *parent;
    guint place;
    int script;
  } scripts[] = { { "msup", 2, 1 }, { "msub", 2, -1 }, { "msubsup", 2, -1 }, { "msubsup", 3, 1 } };
  SheafMathPart part = { 0 };
  const SheafNode *parent = node->parent;

  if (parent == NULL || parent->kind != SHEAF_NODE_ELEMENT || *node->name != 'm')
    return part;
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    if (g_str_equal (parent->name, scripts[i].parent) && get_place (node) == scripts[i].place)
      part.script = scripts[i].script;
  if (g_str_equal (parent->name, "mfrac"))
    {
      gboolean above = get_place (node) == 1, several = is_long (node);

      part.before = several ? "(" : NULL;
      part.behind = above ? several ? ")/" : "/" : several ? ")" : NULL;
    }
  else if (g_str_equal (node->name, "msqrt"))
    {
      part.before = is_long (node) ? "√(" : "√";
      part.behind = is_long (node) ? ")" : NULL;
    }

  return part;
}

gboolean
sheaf_dom_math_is_gap (const SheafNode *node)
{
  static const char *const names[] = { "msup", "msub", "msubsup", "mfrac", NULL };

  return node->parent->kind == SHEAF_NODE_ELEMENT && node->parent->tag == SHEAF_TAG_OTHER
         && g_strv_contains (names, node->parent->name) && sheaf_text_is_blank (node->text);
}

gboolean
sheaf_dom_math_is_formula (const char *classes, const char *alt)
{
  if (sheaf_text_starts_with (alt, DISPLAY) || sheaf_text_starts_with (alt, TEXT))
    return TRUE;

  return classes != NULL && (strstr (classes, "math") != NULL || strstr (classes, "latex") != NULL)
         && strpbrk (alt, "\\^_={}") != NULL;
}

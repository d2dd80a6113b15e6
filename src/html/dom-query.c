/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading the tree. Text is what a reader would see: no script, no style, blocks on lines of their
 * own. */

#include "html/dom-query.h"

#include <string.h>

static const SheafTag blocks[] = {
  SHEAF_TAG_ADDRESS, SHEAF_TAG_ARTICLE,  SHEAF_TAG_ASIDE,      SHEAF_TAG_BLOCKQUOTE,
  SHEAF_TAG_BODY,    SHEAF_TAG_CAPTION,  SHEAF_TAG_CENTER,     SHEAF_TAG_DD,
  SHEAF_TAG_DETAILS, SHEAF_TAG_DIALOG,   SHEAF_TAG_DIV,        SHEAF_TAG_DL,
  SHEAF_TAG_DT,      SHEAF_TAG_FIELDSET, SHEAF_TAG_FIGCAPTION, SHEAF_TAG_FIGURE,
  SHEAF_TAG_FOOTER,  SHEAF_TAG_FORM,     SHEAF_TAG_H1,         SHEAF_TAG_H2,
  SHEAF_TAG_H3,      SHEAF_TAG_H4,       SHEAF_TAG_H5,         SHEAF_TAG_H6,
  SHEAF_TAG_HEADER,  SHEAF_TAG_HGROUP,   SHEAF_TAG_HR,         SHEAF_TAG_HTML,
  SHEAF_TAG_LEGEND,  SHEAF_TAG_LI,       SHEAF_TAG_MAIN,       SHEAF_TAG_MENU,
  SHEAF_TAG_NAV,     SHEAF_TAG_OL,       SHEAF_TAG_OPTION,     SHEAF_TAG_P,
  SHEAF_TAG_PRE,     SHEAF_TAG_SECTION,  SHEAF_TAG_SUMMARY,    SHEAF_TAG_TABLE,
  SHEAF_TAG_TBODY,   SHEAF_TAG_TD,       SHEAF_TAG_TFOOT,      SHEAF_TAG_TH,
  SHEAF_TAG_THEAD,   SHEAF_TAG_TR,       SHEAF_TAG_UL,
};

gboolean
sheaf_tag_is_block (SheafTag tag)
{
  static gsize ready;
  static gboolean is_block[SHEAF_TAG_OTHER + 1];

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
        is_block[blocks[i]] = TRUE;
      g_once_init_leave (&ready, 1);
    }

  return is_block[tag];
}

gboolean
sheaf_tag_is_subheading (SheafTag tag)
{
  return tag == SHEAF_TAG_H2 || tag == SHEAF_TAG_H3 || tag == SHEAF_TAG_H4 || tag == SHEAF_TAG_H5
         || tag == SHEAF_TAG_H6;
}

/* What is under these nobody reads. */
static gboolean
is_silent (const SheafNode *node)
{
  return node->kind == SHEAF_NODE_COMMENT || node->tag == SHEAF_TAG_SCRIPT
         || node->tag == SHEAF_TAG_STYLE || node->tag == SHEAF_TAG_TEMPLATE
         || node->tag == SHEAF_TAG_HEAD || node->tag == SHEAF_TAG_NOSCRIPT
         || node->tag == SHEAF_TAG_IFRAME;
}

/* Bytes of the white space (or NBSP) that P begins with. */
static gsize
space_length (const char *p)
{
  if (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r' || *p == '\f')
    return 1;

  return p[0] == '\302' && p[1] == '\240' ? 2 : 0;
}

/* Appends TEXT with its white space collapsed; *GAP: what stands between it and what was before. */
static void
append_collapsed (GString *out, const char *text, char *gap)
{
  for (const char *p = text; *p != '\0';)
    {
      gsize space = space_length (p);
      const char *start = p;

      if (space > 0)
        {
          if (*gap == '\0')
            *gap = ' ';
          p += space;
          continue;
        }
      while (*p != '\0' && space_length (p) == 0)
        p++;
      if (*gap != '\0' && out->len > 0)
        g_string_append_c (out, *gap);
      *gap = '\0';
      g_string_append_len (out, start, p - start);
    }
}

char *
sheaf_node_dup_text (const SheafNode *top)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const SheafNode *node = top;
  char gap = '\0';

  while (TRUE)
    {
      gboolean silent = node != top && is_silent (node);

      if (node->kind == SHEAF_NODE_TEXT)
        append_collapsed (out, node->text, &gap);
      else if (!silent && (node->tag == SHEAF_TAG_BR || sheaf_tag_is_block (node->tag)))
        gap = '\n';
      if (!silent && node->first != NULL)
        {
          node = node->first;
          continue;
        }
      while (node != top && node->next == NULL)
        {
          node = node->parent;
          if (sheaf_tag_is_block (node->tag))
            gap = '\n';
        }
      if (node == top)
        break;
      if (sheaf_tag_is_block (node->tag))
        gap = '\n';
      node = node->next;
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Characters of TEXT, a run of white space counting one, at its ends none. */
static gsize
collapsed_length (const char *text)
{
  gsize length = 0;
  gboolean gap = FALSE;

  while (*text != '\0')
    {
      gsize space = space_length (text);

      if (space > 0)
        gap = length > 0;
      else if (((guchar)*text & 0xc0) != 0x80) /* a character begins */
        {
          length += gap ? 2 : 1;
          gap = FALSE;
        }
      text += MAX (space, 1);
    }

  return length;
}

/* No further than to more than MOST. *IN_LINKS (optional): those of them that stand in a link. */
static gsize
count_text (const SheafNode *top, gsize most, gsize *in_links)
{
  const SheafNode *node = top, *link_end = NULL;
  gboolean in_link = FALSE;
  gsize length = 0, linked = 0;

  while (node != NULL && length <= most)
    {
      if (in_link && node == link_end)
        in_link = FALSE;
      if (node != top && is_silent (node))
        {
          node = sheaf_node_skip (node, top);
          continue;
        }
      if (!in_link && node->tag == SHEAF_TAG_A)
        {
          in_link = TRUE;
          link_end = sheaf_node_skip (node, top);
        }
      if (node->kind == SHEAF_NODE_TEXT)
        {
          gsize n = collapsed_length (node->text);

          length += n;
          linked += in_link ? n : 0;
        }
      node = sheaf_node_next (node, top);
    }
  if (in_links != NULL)
    *in_links = linked;

  return length;
}

gsize
sheaf_node_text_length (const SheafNode *node)
{
  return count_text (node, G_MAXSIZE, NULL);
}

gboolean
sheaf_node_text_is_over (const SheafNode *node, gsize most)
{
  return count_text (node, most, NULL) > most;
}

double
sheaf_node_link_density (const SheafNode *node)
{
  gsize in_links = 0;
  gsize length = count_text (node, G_MAXSIZE, &in_links);

  return length > 0 ? (double)in_links / length : 0;
}

SheafNode *
sheaf_node_find (const SheafNode *top, SheafTag tag)
{
  for (SheafNode *node = sheaf_node_next (top, top); node != NULL;
       node = sheaf_node_next (node, top))
    if (node->tag == tag)
      return node;

  return NULL;
}

GPtrArray *
sheaf_node_find_all (const SheafNode *top, SheafTag tag)
{
  GPtrArray *found = g_ptr_array_new ();

  for (SheafNode *node = sheaf_node_next (top, top); node != NULL;
       node = sheaf_node_next (node, top))
    if (node->tag == tag)
      g_ptr_array_add (found, node);

  return found;
}

gboolean
sheaf_node_has_word (const SheafNode *node, const char *name, const char *word)
{
  const char *value = sheaf_node_get (node, name);
  gsize length = strlen (word);

  for (const char *p = value; p != NULL && *p != '\0';)
    {
      gsize n = strcspn (p, " \t\r\n\f");

      if (n == length && g_ascii_strncasecmp (p, word, n) == 0)
        return TRUE;
      p += n;
      p += strspn (p, " \t\r\n\f");
    }

  return FALSE;
}

SheafNode *
sheaf_node_find_attr (const SheafNode *top, SheafTag tag, const char *name, const char *value)
{
  for (SheafNode *node = sheaf_node_next (top, top); node != NULL;
       node = sheaf_node_next (node, top))
    if (node->kind == SHEAF_NODE_ELEMENT && (tag == SHEAF_TAG_NONE || node->tag == tag)
        && sheaf_node_has_word (node, name, value))
      return node;

  return NULL;
}

SheafNode *
sheaf_node_closest (const SheafNode *node, SheafTag tag)
{
  while (node != NULL && node->tag != tag)
    node = node->parent;

  return (SheafNode *)node;
}

/* STYLE: without white space, in small letters, with a semicolon before it. */
static gboolean
style_says (const char *style, const char *declaration)
{
  gsize length = strlen (declaration);

  for (const char *at = strstr (style, declaration); at != NULL; at = strstr (at + 1, declaration))
    if (strchr (";!", at[length]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
style_hides (const char *style)
{
  g_autoptr (GString) plain = g_string_new (";");

  for (const char *p = style; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      g_string_append_c (plain, g_ascii_tolower (*p));

  return style_says (plain->str, ";display:none") || style_says (plain->str, ";visibility:hidden");
}

static gboolean
attribute_says (const SheafNode *node, const char *name, const char *value)
{
  const char *has = sheaf_node_get (node, name);

  return has != NULL && g_ascii_strcasecmp (has, value) == 0;
}

gboolean
sheaf_node_is_hidden (const SheafNode *node)
{
  const char *style = sheaf_node_get (node, "style");

  return sheaf_node_get (node, "hidden") != NULL || attribute_says (node, "type", "hidden")
         || (attribute_says (node, "aria-hidden", "true") && node->tag != SHEAF_TAG_MATH)
         || (style != NULL && style_hides (style));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Trees from markup, and written down so that a test can compare them:
 * html(head body(p[class=a]('text' br) !'comment')). */
#pragma once

#include "html/html-parse.h"

#include <pthread.h>
#include <string.h>

/* Time enough for any machine. */
#define TREE_DEADLINE (60 * G_USEC_PER_SEC)

static inline SheafDom *
tree_parse_bytes (const char *html, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (html, size);
  g_autoptr (GError) error = NULL;
  SheafDom *dom = sheaf_html_parse (bytes, TREE_DEADLINE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (dom);

  return dom;
}

static inline SheafDom *
tree_parse (const char *html)
{
  return tree_parse_bytes (html, strlen (html));
}

static inline void
tree_append_node (GString *out, const SheafNode *node)
{
  switch (node->kind)
    {
    case SHEAF_NODE_DOCUMENT:
      g_string_append (out, "#");
      break;
    case SHEAF_NODE_TEXT:
      g_string_append_printf (out, "'%s'", node->text);
      break;
    case SHEAF_NODE_COMMENT:
      g_string_append_printf (out, "!'%s'", node->text);
      break;
    case SHEAF_NODE_ELEMENT:
      g_string_append (out, node->name);
      break;
    }
  for (const SheafAttr *attr = node->attrs; attr != NULL; attr = attr->next)
    g_string_append_printf (out, "[%s=%s]", attr->name, attr->value);
}

/* What every tree keeps to: links agree in all directions, texts are UTF-8. */
static inline void
tree_check_node (const SheafNode *node)
{
  g_assert_true ((node->first == NULL) == (node->last == NULL));
  if (node->first != NULL)
    {
      g_assert_true (node->first->prev == NULL && node->first->parent == node);
      g_assert_true (node->last->next == NULL && node->last->parent == node);
    }
  if (node->next != NULL)
    g_assert_true (node->next->prev == node && node->next->parent == node->parent);
  if (node->prev != NULL)
    g_assert_true (node->prev->next == node);
  if (node->kind == SHEAF_NODE_ELEMENT)
    g_assert_true (node->name != NULL && node->tag != SHEAF_TAG_NONE);
  else
    g_assert_true (node->tag == SHEAF_TAG_NONE && node->attrs == NULL);
  if (node->kind == SHEAF_NODE_TEXT || node->kind == SHEAF_NODE_COMMENT)
    g_assert_true (node->text != NULL && node->first == NULL);
}

/* NODE and what is under it; SHEAF_NODE_DOCUMENT: its children alone. */
static inline char *
tree_dump (const SheafNode *top)
{
  GString *out = g_string_new (NULL);
  const SheafNode *node = top;

  while (TRUE)
    {
      tree_check_node (node);
      tree_append_node (out, node);
      if (node->first != NULL)
        {
          g_string_append_c (out, '(');
          node = node->first;
          continue;
        }
      while (node != top && node->next == NULL)
        {
          g_string_append_c (out, ')');
          node = node->parent;
        }
      if (node == top)
        break;
      g_string_append_c (out, ' ');
      node = node->next;
    }

  return g_string_free (out, FALSE);
}

/* What recurses as deep as a page is does not fit on it. */
#define SMALL_STACK (256 * 1024)

static inline void
run_on_small_stack (void *(*func) (void *), gconstpointer data)
{
  pthread_attr_t attributes;
  pthread_t thread;

  pthread_attr_init (&attributes);
  pthread_attr_setstacksize (&attributes, SMALL_STACK);
  g_assert_cmpint (pthread_create (&thread, &attributes, func, (gpointer)data), ==, 0);
  pthread_join (thread, NULL);
  pthread_attr_destroy (&attributes);
}

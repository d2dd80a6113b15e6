/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Nodes and strings in chunks of one arena; links are pointers; nothing is freed before the tree
 * is. */

#include "html/dom.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES (64 * 1024)

typedef struct _Chunk Chunk;

struct _Chunk
{
  Chunk *next;
  gsize used, size;
  _Alignas(16) char bytes[]; /* for anything */
};

struct _SheafDom
{
  Chunk *chunks;
  gsize size;
  SheafNode *root;
  gpointer owner;
  GDestroyNotify release; /* (nullable) */
};

/* --- Names --- */

typedef struct
{
  const char *name;
  SheafTag tag;
} Tag;

/* Sorted by name. */
#define X(id, name) { name, SHEAF_TAG_##id },
static const Tag tags[] = {
#include "html/dom-tags.h"
};
#undef X

static int
compare_tag (const void *name, const void *row)
{
  return strcmp (name, ((const Tag *)row)->name);
}

/* A name the program knows needs no copy. */
static void
set_name (SheafDom *self, SheafNode *node, const char *name)
{
  const Tag *tag = bsearch (name, tags, G_N_ELEMENTS (tags), sizeof *tags, compare_tag);

  node->tag = tag != NULL ? tag->tag : SHEAF_TAG_OTHER;
  node->name = tag != NULL ? tag->name : sheaf_dom_intern (self, name, -1);
}

/* --- Memory --- */

gpointer
sheaf_dom_alloc (SheafDom *self, gsize bytes)
{
  gsize size = (bytes + 15) & ~(gsize)15;
  Chunk *chunk = self->chunks;
  gpointer memory;

  if (chunk == NULL || chunk->used + size > chunk->size)
    {
      gsize room = MAX (size, CHUNK_BYTES);

      chunk = g_malloc (sizeof *chunk + room);
      chunk->next = self->chunks;
      chunk->used = 0;
      chunk->size = room;
      self->chunks = chunk;
      self->size += sizeof *chunk + room;
    }
  memory = chunk->bytes + chunk->used;
  chunk->used += size;

  return memset (memory, 0, size);
}

const char *
sheaf_dom_intern (SheafDom *self, const char *text, gssize length)
{
  gsize bytes = length < 0 ? strlen (text) : (gsize)length;
  char *copy = sheaf_dom_alloc (self, bytes + 1);

  if (bytes > 0)
    memcpy (copy, text, bytes);

  return copy;
}

static SheafNode *
new_node (SheafDom *self, SheafNodeKind kind)
{
  SheafNode *node = sheaf_dom_alloc (self, sizeof *node);

  node->kind = kind;

  return node;
}

SheafDom *
sheaf_dom_new (void)
{
  SheafDom *self = g_new0 (SheafDom, 1);

  self->root = new_node (self, SHEAF_NODE_DOCUMENT);

  return self;
}

void
sheaf_dom_free (SheafDom *self)
{
  for (Chunk *chunk = self->chunks; chunk != NULL;)
    {
      Chunk *next = chunk->next;

      g_free (chunk);
      chunk = next;
    }
  if (self->release != NULL)
    self->release (self->owner);
  g_free (self);
}

void
sheaf_dom_set_owner (SheafDom *self, gpointer owner, GDestroyNotify release)
{
  g_return_if_fail (self->release == NULL);

  self->owner = owner;
  self->release = release;
}

gsize
sheaf_dom_get_size (SheafDom *self)
{
  return self->size;
}

SheafNode *
sheaf_dom_get_root (SheafDom *self)
{
  return self->root;
}

static SheafNode *
find_child (const SheafNode *parent, SheafTag tag)
{
  for (SheafNode *child = parent != NULL ? parent->first : NULL; child != NULL; child = child->next)
    if (child->tag == tag)
      return child;

  return NULL;
}

SheafNode *
sheaf_dom_get_html (SheafDom *self)
{
  return find_child (self->root, SHEAF_TAG_HTML);
}

SheafNode *
sheaf_dom_get_head (SheafDom *self)
{
  return find_child (sheaf_dom_get_html (self), SHEAF_TAG_HEAD);
}

SheafNode *
sheaf_dom_get_body (SheafDom *self)
{
  return find_child (sheaf_dom_get_html (self), SHEAF_TAG_BODY);
}

SheafNode *
sheaf_dom_new_element (SheafDom *self, const char *name)
{
  SheafNode *node = new_node (self, SHEAF_NODE_ELEMENT);

  set_name (self, node, name);

  return node;
}

SheafNode *
sheaf_dom_new_text (SheafDom *self, const char *text, gssize length)
{
  return sheaf_dom_new_text_at (self, sheaf_dom_intern (self, text, length));
}

SheafNode *
sheaf_dom_new_text_at (SheafDom *self, const char *text)
{
  SheafNode *node = new_node (self, SHEAF_NODE_TEXT);

  node->text = text;

  return node;
}

/* --- Links --- */

void
sheaf_node_remove (SheafNode *node)
{
  if (node->prev != NULL)
    node->prev->next = node->next;
  else if (node->parent != NULL)
    node->parent->first = node->next;
  if (node->next != NULL)
    node->next->prev = node->prev;
  else if (node->parent != NULL)
    node->parent->last = node->prev;
  node->parent = node->prev = node->next = NULL;
}

void
sheaf_node_append (SheafNode *parent, SheafNode *child)
{
  sheaf_node_remove (child);
  child->parent = parent;
  child->prev = parent->last;
  if (parent->last != NULL)
    parent->last->next = child;
  else
    parent->first = child;
  parent->last = child;
}

void
sheaf_node_insert_before (SheafNode *sibling, SheafNode *node)
{
  g_return_if_fail (sibling->parent != NULL);

  if (node == sibling)
    return;
  sheaf_node_remove (node);
  node->parent = sibling->parent;
  node->prev = sibling->prev;
  node->next = sibling;
  if (sibling->prev != NULL)
    sibling->prev->next = node;
  else
    sibling->parent->first = node;
  sibling->prev = node;
}

void
sheaf_node_unwrap (SheafNode *node)
{
  g_return_if_fail (node->parent != NULL);

  while (node->first != NULL)
    sheaf_node_insert_before (node, node->first);
  sheaf_node_remove (node);
}

void
sheaf_node_rename (SheafDom *dom, SheafNode *node, const char *name)
{
  g_return_if_fail (node->kind == SHEAF_NODE_ELEMENT);

  set_name (dom, node, name);
}

static SheafNode *
copy_alone (SheafDom *self, const SheafNode *node)
{
  SheafNode *copy = new_node (self, node->kind);
  SheafAttr **end = &copy->attrs;

  copy->tag = node->tag;
  copy->name = node->name;
  copy->text = node->text;
  for (const SheafAttr *attr = node->attrs; attr != NULL; attr = attr->next)
    {
      *end = sheaf_dom_alloc (self, sizeof **end);
      (*end)->name = attr->name;
      (*end)->value = attr->value;
      end = &(*end)->next;
    }

  return copy;
}

SheafNode *
sheaf_dom_copy (SheafDom *self, SheafNode *node)
{
  SheafNode *top = copy_alone (self, node), *to = top;
  const SheafNode *from = node;

  while (TRUE)
    {
      if (from->first != NULL)
        {
          SheafNode *child = copy_alone (self, from->first);

          sheaf_node_append (to, child);
          from = from->first;
          to = child;
          continue;
        }
      while (from != node && from->next == NULL)
        {
          from = from->parent;
          to = to->parent;
        }
      if (from == node)
        return top;
      from = from->next;
      sheaf_node_append (to->parent, copy_alone (self, from));
      to = to->parent->last;
    }
}

/* --- Attributes --- */

const char *
sheaf_node_get (const SheafNode *node, const char *name)
{
  for (const SheafAttr *attr = node->attrs; attr != NULL; attr = attr->next)
    if (strcmp (attr->name, name) == 0)
      return attr->value;

  return NULL;
}

void
sheaf_node_set (SheafDom *dom, SheafNode *node, const char *name, const char *value)
{
  SheafAttr **at = &node->attrs;

  while (*at != NULL && strcmp ((*at)->name, name) != 0)
    at = &(*at)->next;
  if (value == NULL)
    {
      if (*at != NULL)
        *at = (*at)->next;
      return;
    }
  if (*at == NULL)
    {
      *at = sheaf_dom_alloc (dom, sizeof **at);
      (*at)->name = sheaf_dom_intern (dom, name, -1);
    }
  (*at)->value = sheaf_dom_intern (dom, value, -1);
}

/* --- Walking --- */

SheafNode *
sheaf_node_skip (const SheafNode *node, const SheafNode *top)
{
  while (node != NULL && node != top)
    {
      if (node->next != NULL)
        return node->next;
      node = node->parent;
    }

  return NULL;
}

SheafNode *
sheaf_node_next (const SheafNode *node, const SheafNode *top)
{
  return node->first != NULL ? node->first : sheaf_node_skip (node, top);
}

gboolean
sheaf_node_is (const SheafNode *node, SheafTag tag)
{
  return node != NULL && node->tag == tag;
}

gboolean
sheaf_node_contains (const SheafNode *ancestor, const SheafNode *node)
{
  for (; node != NULL; node = node->parent)
    if (node == ancestor)
      return TRUE;

  return FALSE;
}

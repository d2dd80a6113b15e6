/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A small mutable tree of a page: one arena, one thread, short-lived. Nodes are never freed alone;
 * removing one only unlinks it. Every walk is iterative: a page decides how deep it is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SheafDom  SheafDom;
typedef struct _SheafNode SheafNode;
typedef struct _SheafAttr SheafAttr;

typedef enum
{
  SHEAF_NODE_DOCUMENT,
  SHEAF_NODE_ELEMENT,
  SHEAF_NODE_TEXT,
  SHEAF_NODE_COMMENT,
} SheafNodeKind;

/* Every element name the program looks at, by name in small letters; SHEAF_TAG_OTHER keeps `name`.
 * The X list is in html/dom-tags.h. */
#define X(id, name) SHEAF_TAG_##id,
typedef enum
{
  SHEAF_TAG_NONE, /* not an element */
#include "html/dom-tags.h"
  SHEAF_TAG_OTHER,
} SheafTag;
#undef X

struct _SheafAttr
{
  const char *name;  /* small letters */
  const char *value; /* never NULL */
  SheafAttr  *next;
};

/* Read the fields; change links only through the functions. Strings live in the arena or
 * are its owner's. */
struct _SheafNode
{
  SheafNodeKind kind;
  SheafTag      tag;
  const char   *name; /* elements: small letters */
  const char   *text; /* text and comments: UTF-8, NUL-terminated */
  SheafAttr    *attrs;
  SheafNode    *parent, *prev, *next, *first, *last;
  gpointer      data; /* a pass's own; every pass sets it before it reads it */
};

SheafDom  *sheaf_dom_new (void);
void       sheaf_dom_free (SheafDom *self);
SheafNode *sheaf_dom_get_root (SheafDom *self); /* the document node */
SheafNode *sheaf_dom_get_html (SheafDom *self); /* (nullable) */
SheafNode *sheaf_dom_get_head (SheafDom *self); /* (nullable) */
SheafNode *sheaf_dom_get_body (SheafDom *self); /* (nullable) */

/* Memory and strings in the tree's arena, zeroed, freed with it. */
gpointer    sheaf_dom_alloc (SheafDom *self,
                             gsize     bytes);
const char *sheaf_dom_intern (SheafDom   *self,
                              const char *text,
                              gssize      length);

/* OWNER of strings that are not in the arena, released with the tree. */
void sheaf_dom_set_owner (SheafDom       *self,
                          gpointer        owner,
                          GDestroyNotify  release);

/* Bytes the arena has taken from the system. */
gsize sheaf_dom_get_size (SheafDom *self);

/* New nodes stand alone until appended or inserted. NAME in small letters. */
SheafNode *sheaf_dom_new_element (SheafDom   *self,
                                  const char *name);
SheafNode *sheaf_dom_new_text (SheafDom   *self,
                               const char *text,
                               gssize      length);

/* Without a copy: TEXT lives as long as the tree does. */
SheafNode *sheaf_dom_new_text_at (SheafDom   *self,
                                  const char *text);

/* A deep copy, standing alone, in the same arena. */
SheafNode *sheaf_dom_copy (SheafDom  *self,
                           SheafNode *node);

/* Changing the tree. A node that stands somewhere is taken out there first. */
void sheaf_node_append (SheafNode *parent,
                        SheafNode *child);
void sheaf_node_insert_before (SheafNode *sibling,
                               SheafNode *node);
void sheaf_node_remove (SheafNode *node);
void sheaf_node_unwrap (SheafNode *node); /* its children take its place */
void sheaf_node_rename (SheafDom   *dom,
                        SheafNode  *node,
                        const char *name);

/* Attributes. get: NULL where there is none. */
const char *sheaf_node_get (const SheafNode *node,
                            const char      *name);
void        sheaf_node_set (SheafDom   *dom,
                            SheafNode  *node,
                            const char *name,
                            const char *value); /* NULL removes */

/* Walking in document order without recursion. next: the next node of the subtree under TOP (TOP
 * itself first, by starting with it), NULL at its end. skip: the same, not entering NODE. */
SheafNode *sheaf_node_next (const SheafNode *node,
                            const SheafNode *top);
SheafNode *sheaf_node_skip (const SheafNode *node,
                            const SheafNode *top);

gboolean sheaf_node_is (const SheafNode *node,
                        SheafTag         tag); /* FALSE for NULL */
gboolean sheaf_node_contains (const SheafNode *ancestor,
                              const SheafNode *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafDom, sheaf_dom_free)

G_END_DECLS

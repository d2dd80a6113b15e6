/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions to the tree: text, names, first match. */
#pragma once

#include "html/dom.h"

G_BEGIN_DECLS

/* All text under NODE as it would be read: white space collapsed, block elements and <br> apart,
 * script, style, template, comments and what no reader of a page sees (head, noscript, iframe) left
 * out, ends trimmed; NODE itself may be one of these. (transfer full), never NULL */
char *sheaf_node_dup_text (const SheafNode *node);

/* Characters of that text without building it, roughly: white space collapsed per text node. */
gsize sheaf_node_text_length (const SheafNode *node);

/* Is it more than MOST? Reads no further than to know. */
gboolean sheaf_node_text_is_over (const SheafNode *node,
                                  gsize            most);

/* Share of the text's characters that stand in links, 0 … 1; 0 without text. */
double sheaf_node_link_density (const SheafNode *node);

/* First element under TOP (not TOP itself) with TAG, or NULL. */
SheafNode *sheaf_node_find (const SheafNode *top,
                            SheafTag         tag);

/* All of them in order. (transfer container) */
GPtrArray *sheaf_node_find_all (const SheafNode *top,
                                SheafTag         tag);

/* First element under TOP whose attribute NAME is VALUE, ASCII case-insensitively, VALUE one of the
 * attribute's words. TAG SHEAF_TAG_NONE: any element. */
SheafNode *sheaf_node_find_attr (const SheafNode *top,
                                 SheafTag         tag,
                                 const char      *name,
                                 const char      *value);

SheafNode *sheaf_node_closest (const SheafNode *node,
                               SheafTag         tag); /* itself or an ancestor */

/* Is one of the white-space separated words of the attribute VALUE, ASCII case-insensitively? */
gboolean sheaf_node_has_word (const SheafNode *node,
                              const char      *name,
                              const char      *word);

/* div, p, li, table …: begins a line of its own. */
gboolean sheaf_tag_is_block (SheafTag tag);

/* h2 … h6: a heading inside a text. */
gboolean sheaf_tag_is_subheading (SheafTag tag);

/* Hidden by its own markup: hidden attribute, display:none or visibility:hidden in style=,
 * aria-hidden=true (not on math), type=hidden. */
gboolean sheaf_node_is_hidden (const SheafNode *node);

G_END_DECLS

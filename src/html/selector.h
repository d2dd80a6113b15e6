/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A small part of CSS selectors (W3C Selectors Level 3) over the tree, for people who say in a line of text
 * which blocks of a page they mean:
 *
 *   div  *  .class  #id  [attr]  [attr=v]  [attr~=v]  [attr^=v]  [attr$=v]  [attr*=v]  [attr|=v]
 *   :first-child  :last-child  :nth-child(2n+1)  :not(.one-of-these)
 *   a b   a > b   a + b   a ~ b   a, b
 *
 * Values may stand in quotes; "\" escapes as in CSS. Names of elements and attributes in any case, the rest
 * as written. Any thread; a selector is immutable. */
#pragma once

#include "html/dom.h"

G_BEGIN_DECLS

#define SHEAF_SELECTOR_MAX_BYTES 1024
#define SHEAF_SELECTOR_MAX_STEPS 64 /* "a > b, c" has three */

typedef struct _SheafSelector SheafSelector;

/* TEXT: UTF-8. BAD_FILE where it is none; its message is for the one who wrote it (translated): what is wrong
 * and at which character, the first being 1. (transfer full) */
SheafSelector *sheaf_selector_parse (const char *text,
                                     GError    **error);
void           sheaf_selector_free (SheafSelector *self);

/* First of the elements at and under TOP that match, or NULL; all of them, in order. What is around TOP is
 * not seen: a page is asked from its root. One walk over the nodes, whatever the selector: the work is at
 * most nodes times steps, the memory grows with the depth. */
SheafNode *sheaf_selector_find (const SheafSelector *self,
                                SheafNode           *top);
GPtrArray *sheaf_selector_find_all (const SheafSelector *self,
                                    SheafNode           *top); /* (transfer container) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafSelector, sheaf_selector_free)

G_END_DECLS

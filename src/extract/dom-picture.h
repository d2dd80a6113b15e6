/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which picture an <img> means: its address among the places where pages put it (src, lazy
 * attributes, srcset, the <source>s beside it), its size, or the one character that it only paints.
 */
#pragma once

#include "html/dom.h"

G_BEGIN_DECLS

typedef struct
{
  char *src; /* absolute, http or https; NULL: `alt` is text, no picture */
  char *alt; /* (nullable) */
  guint width, height;
} SheafDomPicture;

/* NODE: an <img> or a <picture> without one. OURS: from our own HTML, where every picture is
 * wanted. FALSE: nothing to show (no address, a placeholder, a tracking pixel). Cleared by the
 * caller. */
gboolean
sheaf_dom_picture_read (SheafDomPicture *self,
                        const SheafNode *node,
                        const char *base,
                        gboolean ours);
void
sheaf_dom_picture_clear (SheafDomPicture *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SheafDomPicture, sheaf_dom_picture_clear)

G_END_DECLS

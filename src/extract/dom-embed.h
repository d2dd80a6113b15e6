/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a page shows of another place: a film, a sound, a map, a post; as its address and a title.
 */
#pragma once

#include "html/dom.h"

G_BEGIN_DECLS

typedef struct
{
  char *href;  /* absolute, http or https: the place itself where it is known, else the player */
  char *title; /* as the page names it, else the place's site */
} SheafDomEmbed;

/* May NODE be one, whatever it shows? Cheap: by its element alone. */
gboolean
sheaf_dom_embed_is_possible (const SheafNode *node);

/* FALSE: NODE shows nothing that belongs to an article (an advert, a tracker, a form; what is
 * hidden or too small to be seen). Cleared by the caller. */
gboolean
sheaf_dom_embed_read (SheafDomEmbed *self, const SheafNode *node, const char *base);
void
sheaf_dom_embed_clear (SheafDomEmbed *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SheafDomEmbed, sheaf_dom_embed_clear)

G_END_DECLS

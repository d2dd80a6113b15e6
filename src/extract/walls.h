/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a page without much of an article is: a wall before one (captcha, consent, login, error,
 * paywall), a list of links, a player, or nothing. */
#pragma once

#include "document/page.h"
#include "html/dom.h"

G_BEGIN_DECLS

/* Does PAGE have so little text that its tree has to be looked at? */
gboolean
sheaf_walls_are_likely (const SheafPage *page);

/* Fills kind and kind_reason of PAGE. DOM: as parsed; NULL: it need not be looked at. */
void
sheaf_walls_judge (SheafPage *page, SheafDom *dom);

G_END_DECLS

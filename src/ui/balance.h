/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How narrow a headline can be without another line: then no word stands alone on its last one. */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/* LAYOUT wraps and has the width it may have at most; gets and returns the least (Pango units) that keeps its number of
 * lines and breaks no word. Korean words are kept whole from then on. */
int sheaf_balance (PangoLayout *layout);

G_END_DECLS

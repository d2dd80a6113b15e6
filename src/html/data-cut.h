/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages that a browser saved hold typefaces, backgrounds and films as addresses of data, which no article is made of: cut
 * off where a page is too large with them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* HTML (bytes that ASCII can be read in) with all its long "data:" addresses empty. In one go. Any thread. (transfer
 * full) */
GBytes *sheaf_data_cut (GBytes *html);

G_END_DECLS

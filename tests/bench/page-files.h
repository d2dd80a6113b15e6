/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages that lie in a folder. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Adds the bytes (GBytes) of each *.html and *.html.gz in FOLDER and below to PAGES, sorted by
 * path. */
void
page_files_read (const char *folder, GPtrArray *pages);

G_END_DECLS

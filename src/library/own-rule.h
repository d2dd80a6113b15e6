/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line that Sheaf adds to the user's own rules of sites, and takes back. Blocks; any thread but the main one of a window. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A new rule at the end of SITE.rule in FOLDER (NULL: the user's own; made where missing): what SELECTOR means is left out,
 * under a comment that says WORDS. All that stands there already stays as it is; what it says already is not said
 * twice. The file is replaced as a whole. FALSE with TOO_BIG or G_FILE_ERROR. */
gboolean sheaf_own_rule_add (const char *folder,
                             const char *site,
                             const char *selector,
                             const char *words,
                             GError    **error);

/* Takes just that out; a file that is empty then goes. TRUE also where it is not there any more. */
gboolean sheaf_own_rule_take_back (const char *folder,
                                   const char *site,
                                   const char *selector,
                                   const char *words,
                                   GError    **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where an installed program's files lie, seen from the program itself, so that the whole tree can be moved. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where DIR is now, if the program was to be installed in BINDIR, both below one prefix, and PROGRAM is its path today.
 * NULL: it does not stand in such a folder, as one that runs where it was built. (transfer full) */
char *sheaf_prefix_dir (const char *program,
                        const char *bindir,
                        const char *dir) G_GNUC_WARN_UNUSED_RESULT;

/* The catalogues of the running program. (transfer full) */
char *sheaf_prefix_dup_locale_dir (void) G_GNUC_WARN_UNUSED_RESULT;

/* Lets GLib find the schemas and icons of the running program, whichever folders the desktop looks into. First of
 * all in main(): it changes the environment. */
void  sheaf_prefix_add_data_dir (void);

G_END_DECLS

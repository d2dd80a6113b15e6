/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The site rules that count now: those of the user's folder, then those that come with the program. */
#pragma once

#include "extract/site-rules.h"

G_BEGIN_DECLS

/* Where the user's own lie: sheaf/site-rules in the folder of settings (XDG_CONFIG_HOME). (transfer full) */
char *sheaf_library_dup_rules_folder (void);

/* Reads all *.rule of FOLDER (NULL: the user's own; that it is not there is no problem), in the order of
 * their names, at most 500. Blocks; any thread but the main one of a window. What is wrong is among the
 * value's problems, never fatal. (transfer full) */
SheafSiteRules *sheaf_library_load_rules (const char *folder);

G_END_DECLS

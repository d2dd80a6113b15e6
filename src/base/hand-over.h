/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses that words are handed over to, as a dictionary's or a translator's: templates with {text} and {lang}. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Is it an address of the web or of an app (never of a file, a script or data) that has {text}, and that behind its
 * host? */
gboolean sheaf_hand_over_is_template (const char *pattern);

/* PATTERN with TEXT (its white space, and what is no text in it, made spaces; more than MOST characters are cut at a
 * word's end) and the first part of LANG (BCP 47 or a locale's name; nullable: English). NULL: PATTERN is no template,
 * or there are no words. (transfer full) (nullable) */
char *sheaf_hand_over_dup_address (const char *pattern,
                                   const char *text,
                                   const char *lang,
                                   guint       most);

/* TEXT as the search finds it, word beside word; NULL: there are no words. (transfer full) (nullable) */
char *sheaf_hand_over_dup_phrase (const char *text,
                                  guint       most);

G_END_DECLS

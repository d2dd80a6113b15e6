/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names of tags: "science/physics" stands under "science", whether there is a tag of that name or not. Pure. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_TAG_MAX_CHARS 100

/* What was typed as a name: one line, no empty parts ("/a / b/" is "a/b"). NULL for NULL and for nothing left.
 * (transfer full) */
char *sheaf_tag_clean_name (const char *text);

/* NAME is ROOT, or stands under it; by folded names. */
gboolean sheaf_tag_is_under (const char *name,
                             const char *root);

/* NAME, which is FROM or stands under it, with TO in FROM's place. (transfer full) */
char *sheaf_tag_move_name (const char *name,
                           const char *from,
                           const char *to);

/* Could A and B be meant as one? They differ by accents, hyphens or spaces, by a plural's ending, or by one
 * letter where they are long. Not where they are the same folded name. */
gboolean sheaf_tag_are_similar (const char *a,
                                const char *b);

/* Those of N NAMES that are: their positions, two by two. Any thread. (transfer full) (nullable): GArray of guint;
 * NULL: CANCELLABLE (nullable) was cancelled. */
GArray *sheaf_tag_find_similar (const char *const *names,
                                guint              n,
                                GCancellable      *cancellable);

G_END_DECLS

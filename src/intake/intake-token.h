/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The word by which a browser shows that it may hand pages over: 32 random bytes as 43 letters, in a file that its owner
 * alone can read. Blocks: not for the main thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_INTAKE_TOKEN_LENGTH 43

/* That of FILE; where there is none there, or one that others could have read, or ANEW: another one, which is kept
 * there. (transfer full); NULL with ERROR */
char *sheaf_intake_token_load (const char *file,
                               gboolean    anew,
                               GError    **error);

/* Takes the same time however much of GIVEN (nullable) is right. */
gboolean sheaf_intake_token_equal (const char *token,
                                   const char *given);

G_END_DECLS

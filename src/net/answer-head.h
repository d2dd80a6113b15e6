/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the head of an answer means: its status, how its body is encoded, how many bytes it counts. */
#pragma once

#include "base/error.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What a person can do about STATUS, which is neither a success nor a redirect. */
SheafError sheaf_answer_error (guint status);

/* Puts a decoder before *STREAM where HEADERS say that its bytes are encoded. libsoup's own hands out a broken
 * stream as it is, and a cut one as whole. FALSE: an encoding that nobody asked for. */
gboolean sheaf_answer_decode (SoupMessageHeaders *headers,
                              GInputStream      **stream);

/* Do HEADERS count the bytes of the body, and not its chunks? */
gboolean sheaf_answer_is_counted (SoupMessageHeaders *headers);

/* Came as many as they count? FALSE too where they contradict themselves. */
gboolean sheaf_answer_keeps_count (SoupMessageHeaders *headers,
                                   gsize               came);

G_END_DECLS

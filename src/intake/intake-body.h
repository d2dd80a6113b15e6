/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The body of a request to save: JSON, or a form with a file as SingleFile sends it. Pure functions, any thread. */
#pragma once

#include "intake/intake-item.h"

G_BEGIN_DECLS

/* Is a body of CONTENT_TYPE (nullable) one that can be read? */
gboolean sheaf_intake_body_knows (const char *content_type);

/* BODY of a type that is known. What is not understood is passed over; BAD_FILE, with a sentence in English for whoever
 * wrote the sender: no web address, something given twice, too long or of a wrong kind. (transfer full) */
SheafIntakeItem *sheaf_intake_body_read (GBytes     *body,
                                         const char *content_type,
                                         GError    **error);

G_END_DECLS

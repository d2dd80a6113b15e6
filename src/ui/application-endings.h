/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program's notifications: of many articles fetched, of many changed, of a library restored, where that took long
 * and no window has the focus. Withdrawn as soon as one has it. */
#pragma once

#include "library/library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sheaf_application_init_endings (GtkApplication *application); /* once */

void sheaf_application_watch_fetching (GtkApplication *application,
                                       SheafLibrary   *library);

/* A change that BEGAN (µs, monotonic) is done; WORDS as its window says it. */
void sheaf_application_tell_changed (GtkApplication *application,
                                     const char     *words,
                                     gint64          began);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A note that is not being written, as its reader means it: the Markdown that notes are written in as Pango markup. A
 * pure function. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_NOTE_LONGEST (64 * 1024) /* bytes */

/* Emphasis, code, what is struck out, headings, lists, links and bare addresses of the web; whatever is no markup stays as
 * it was written. NULL: it is longer than SHEAF_NOTE_LONGEST. (transfer full) */
char *sheaf_note_to_markup (const char *note);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading aloud on the session bus as a player (MPRIS 2), for media keys and the desktop's controls: there only while
 * an article is read. Next and Previous go by paragraph: a sentence is too little for a press of a key and an article
 * too much, and after its last paragraph the next article follows anyway. Main thread. */
#pragma once

#include "ui/aloud.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_MPRIS_NAME "org.mpris.MediaPlayer2.io.github.sheaf_app.Sheaf"

typedef struct _SheafMpris SheafMpris;

/* CONNECTION NULL: there is no bus, nothing happens. RAISE brings the window to the front. (transfer full) */
SheafMpris *sheaf_mpris_new (SheafAloud      *aloud,
                             GDBusConnection *connection,
                             void           (*raise) (gpointer data),
                             gpointer         data);
void        sheaf_mpris_free (SheafMpris *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafMpris, sheaf_mpris_free)

G_END_DECLS

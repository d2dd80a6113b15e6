/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How articles are set, as a person chose it: the value that settings make, and what changes them. */
#pragma once

#include "ui/page-style.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* From SETTINGS and the desktop's colours, contrast and size of text. (transfer full) */
SheafTypography *sheaf_typography_new_from_settings (GSettings *settings);
void             sheaf_typography_free (SheafTypography *self);

/* CALLBACK (OBJECT) whenever sheaf_typography_new_from_settings() gives something else, as long as OBJECT lives. */
void sheaf_typography_watch (GSettings *settings,
                             GObject   *object,
                             void     (*callback) (gpointer object));

/* What changes them: "theme", "text-font", "text-indent", "text-justify", "text-hyphenate", "text-columns" by their value,
 * "larger", "smaller" and "normal-size". */
void sheaf_typography_add_actions (GSettings  *settings,
                                   GActionMap *map);

int sheaf_typography_get_percent (GSettings *settings); /* of the text's normal size */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafTypography, sheaf_typography_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window: it composes the panes and routes actions; what they do lies in the library. */
#pragma once

#include "library/library.h"
#include "store/restore.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_WINDOW (sheaf_window_get_type ())
G_DECLARE_FINAL_TYPE (SheafWindow, sheaf_window, SHEAF, WINDOW, AdwApplicationWindow)

SheafWindow *sheaf_window_new (AdwApplication *application,
                               GSettings      *settings);

/* Once it is open; or why it cannot be. */
void sheaf_window_set_library (SheafWindow  *self,
                               SheafLibrary *library);
void sheaf_window_set_problem (SheafWindow *self,
                               const char  *sentence);

/* While a backup takes the place of the library; and once one has it, or why not: RESTORED or ERROR is NULL. BEGAN: µs,
 * monotonic. */
void sheaf_window_set_restoring (SheafWindow *self);
void sheaf_window_tell_restored (SheafWindow         *self,
                                 const SheafRestored *restored,
                                 const GError        *error,
                                 gint64               began);

/* Saves an address, a path, a file: URI or a link of ours. TAGS nullable. */
void sheaf_window_save (SheafWindow       *self,
                        const char        *target,
                        const char *const *tags);

/* window-errands.c: saves what the clipboard has, once the window may see it; shows what is unread; searches for WORDS (NULL:
 * for what will be typed); opens the article ID at what WORDS find in it. The library is there. */
void sheaf_window_paste_when_active (SheafWindow *self);
void sheaf_window_show_unread (SheafWindow *self);
void sheaf_window_search (SheafWindow *self,
                          const char  *words);
void sheaf_window_show_found (SheafWindow *self,
                              gint64       id,
                              const char  *words);

/* Writes down what is typed and where one reads. */
void sheaf_window_flush (SheafWindow *self);

G_END_DECLS

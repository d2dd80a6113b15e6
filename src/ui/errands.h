/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked of the program from outside: by files and links, the command line, the desktop's menu and its search. Each errand
 * waits until there is a window with a library. */
#pragma once

#include "ui/window.h"

G_BEGIN_DECLS

typedef struct _SheafErrands SheafErrands;

/* Gives APPLICATION (not owned, outlives it) an action for each: "add-from-clipboard", "unread", "search"; "search-for"
 * (s): words of the query language; "show-article" (xs): an article's id and the words that found it. An action
 * activates the application. */
SheafErrands *sheaf_errands_new (GApplication *application);
void          sheaf_errands_free (SheafErrands *self);

/* Saves a URI or a path. */
void sheaf_errands_add_save (SheafErrands *self,
                             const char   *target);

/* Runs what waits; WINDOW has its library. */
void sheaf_errands_run (SheafErrands *self,
                        SheafWindow  *window);

/* The command line's options for them; what of them OPTIONS has is done here or by the instance that runs already. FALSE: it
 * has none, or (ERROR is set) it cannot be done. */
void     sheaf_errands_add_options (GApplication *application);
gboolean sheaf_errands_take_option (GApplication *application,
                                    GVariantDict *options,
                                    GError      **error);

G_END_DECLS

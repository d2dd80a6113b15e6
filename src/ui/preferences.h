/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences' window: general settings, rules on arrival, what browsers hand over, backups. Its changes of the library are deeds like those
 * of the main window, with a toast and an undo of its own. */
#pragma once

#include "library/library.h"
#include "ui/undo-stack.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* KNOWN (nullable): all tags, to complete from. Shows PAGE ("general", "rules", "browser", "backups"; nullable: the first). The
 * window: it belongs to PARENT and goes with it. */
GtkWindow *sheaf_preferences_show (GtkWindow         *parent,
                                   SheafLibrary      *library,
                                   GSettings         *settings,
                                   const char *const *known,
                                   const char        *page);

/* --- The pages. Private to the window --- */

AdwPreferencesPage *sheaf_general_page_new (GSettings *settings);
AdwPreferencesPage *sheaf_rules_page_new (SheafStore        *store,
                                          const char *const *known);
AdwPreferencesPage *sheaf_browser_page_new (SheafLibrary *library,
                                            GSettings    *settings);
AdwPreferencesPage *sheaf_backups_page_new (SheafLibrary *library);

GtkWidget *sheaf_words_group_new (GSettings *settings); /* of the general page */
GtkWidget *sheaf_writing_group_new (GSettings *settings); /* likewise */

/* Where the rules page gives its edits, once it stands in a window. */
void sheaf_rules_page_set_undo (AdwPreferencesPage *page,
                                SheafUndoStack     *undo);

/* A group at the end of PAGE. DESCRIPTION nullable. (transfer none) */
GtkWidget *sheaf_preferences_group_new (AdwPreferencesPage *page,
                                        const char         *title,
                                        const char         *description);

/* A row whose words are no markup. SUBTITLE nullable. */
GtkWidget *sheaf_preferences_row_new (const char *title,
                                      const char *subtitle);

/* Such a row that warns, hidden as long as nothing is wrong; its subtitle says what. (transfer none) */
GtkWidget *sheaf_preferences_problem_new (const char *title);

/* Adds a row that is a button as wide as its GROUP, so that long words in large text have room. LABEL: with a mnemonic.
 * CLICKED is called with DATA alone, as long as that object lives. The button. */
GtkWidget *sheaf_preferences_add_button (GtkWidget  *group,
                                         const char *label,
                                         GCallback   clicked,
                                         gpointer    data);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Underlines what is misspelt in text views while it is written, and offers corrections in their menus. Does nothing
 * where Enchant or a dictionary is missing, or the setting "check-spelling" is off. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_SPELL_CHECK (sheaf_spell_check_get_type ())
G_DECLARE_FINAL_TYPE (SheafSpellCheck, sheaf_spell_check, SHEAF, SPELL_CHECK, GObject)

SheafSpellCheck *sheaf_spell_check_new (GSettings *settings);

/* VIEW's extra menu and its action group "spelling" are ours from then on. */
void sheaf_spell_check_add (SheafSpellCheck *self,
                            GtkTextView     *view);

/* Beside that of the program; NULL: none. */
void sheaf_spell_check_set_language (SheafSpellCheck *self,
                                     const char      *language);

G_END_DECLS

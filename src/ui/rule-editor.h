/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window for one rule on arrival: what it means, with what it would mean of the present library, and what it does.
 * Signals: "save" (SheafArrivalRule *rule, gboolean here): valid during the call; HERE: also to what is there already;
 * "remove": of a rule that there is. Either is followed by closing. */
#pragma once

#include "store/store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_RULE_EDITOR (sheaf_rule_editor_get_type ())
G_DECLARE_FINAL_TYPE (SheafRuleEditor, sheaf_rule_editor, SHEAF, RULE_EDITOR, AdwWindow)

/* RULE (nullable): a new one. KNOWN (nullable): tags to complete from. */
SheafRuleEditor *sheaf_rule_editor_new (GtkWindow              *parent,
                                        SheafStore             *store,
                                        const SheafArrivalRule *rule,
                                        const char *const      *known);

G_END_DECLS

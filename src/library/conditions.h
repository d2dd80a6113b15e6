/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the desktop says of network and power, as the questions that background work asks. Main thread.
 * Signal "changed" (gboolean back): an answer may be another now; BACK: there is a network, perhaps another one. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_CONDITIONS (sheaf_conditions_get_type ())
G_DECLARE_FINAL_TYPE (SheafConditions, sheaf_conditions, SHEAF, CONDITIONS, GObject)

/* Each nullable: the system's. */
SheafConditions *sheaf_conditions_new (GNetworkMonitor      *network,
                                       GPowerProfileMonitor *power);

/* No use in asking for URL now. What lies on this machine never waits; what lies in the network around it only where
 * there is none at all; the rest also behind a portal, which would answer in each page's place. */
gboolean sheaf_conditions_must_wait (SheafConditions *self,
                                     const char      *url);

gboolean sheaf_conditions_is_cut_off (SheafConditions *self); /* from most of the world */
gboolean sheaf_conditions_is_metered (SheafConditions *self); /* each byte may cost money */
gboolean sheaf_conditions_is_saving (SheafConditions *self);  /* the battery is to last */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A network monitor and a power profile monitor that say what a test tells them to. */
#pragma once

#include "library/conditions.h"

G_BEGIN_DECLS

#define STAND_IN_TYPE_DESKTOP (stand_in_desktop_get_type ())
G_DECLARE_FINAL_TYPE (StandInDesktop, stand_in_desktop, STAND_IN, DESKTOP, GObject)

StandInDesktop  *stand_in_desktop_new (void); /* with a whole network, unmetered, on the mains */
SheafConditions *stand_in_desktop_make_conditions (StandInDesktop *self);

/* Each tells it as the system's do. */
void stand_in_desktop_set_network (StandInDesktop      *self,
                                   gboolean             available,
                                   GNetworkConnectivity connectivity);
void stand_in_desktop_set_metered (StandInDesktop *self,
                                   gboolean        metered);
void stand_in_desktop_set_saving (StandInDesktop *self,
                                  gboolean        saving);

G_END_DECLS

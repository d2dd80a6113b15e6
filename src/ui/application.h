/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program: one library, one window, addresses and files given to it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_APPLICATION (sheaf_application_get_type ())
G_DECLARE_FINAL_TYPE (SheafApplication, sheaf_application, SHEAF, APPLICATION, AdwApplication)

SheafApplication *sheaf_application_new (void);

G_END_DECLS

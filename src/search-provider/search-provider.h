/* SPDX-License-Identifier: GPL-3.0-or-later */

/* org.gnome.Shell.SearchProvider2 on a bus name of its own. It opens the library to read it, closes it soon after the last
 * question and ends after a minute without one. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_SEARCH_PROVIDER (sheaf_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (SheafSearchProvider, sheaf_search_provider, SHEAF, SEARCH_PROVIDER, GApplication)

/* IDLE_MS: after how long without a question it ends. BUDGET_MS: what is not found so soon after a question is left out. */
SheafSearchProvider *sheaf_search_provider_new (guint idle_ms, guint budget_ms);

G_END_DECLS

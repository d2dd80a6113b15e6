/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sheaf-search-provider: started by the bus when the desktop searches. */

#include "search-provider/search-provider.h"

#define IDLE_MS (60 * 1000)

/* SHEAF_SEARCH_IDLE_MS: another time, for tests. */
static guint
get_idle (void)
{
  const char *said = g_getenv ("SHEAF_SEARCH_IDLE_MS");
  guint64 idle;

  return said != NULL && g_ascii_string_to_unsigned (said, 10, 1, G_MAXINT, &idle, NULL)
             ? (guint)idle
             : IDLE_MS;
}

int
main (int argc, char **argv)
{
  g_autoptr (SheafSearchProvider) provider = sheaf_search_provider_new (get_idle ());

  return g_application_run (G_APPLICATION (provider), argc, argv);
}

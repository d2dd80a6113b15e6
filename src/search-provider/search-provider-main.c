/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sheaf-search-provider: started by the bus when the desktop searches. */

#include "search-provider/search-provider.h"

#define IDLE_MS (60 * 1000)
/* More than 100 is waiting: the start and the words around hits come to it. */
#define BUDGET_MS 55

/* NAME, an environment variable: another time, for tests. */
static guint
get_ms (const char *name, guint usual)
{
  const char *said = g_getenv (name);
  guint64 ms;

  return said != NULL && g_ascii_string_to_unsigned (said, 10, 1, G_MAXINT, &ms, NULL) ? (guint)ms
                                                                                       : usual;
}

int
main (int argc, char **argv)
{
  g_autoptr (SheafSearchProvider) provider = sheaf_search_provider_new (
      get_ms ("SHEAF_SEARCH_IDLE_MS", IDLE_MS), get_ms ("SHEAF_SEARCH_BUDGET_MS", BUDGET_MS));

  return g_application_run (G_APPLICATION (provider), argc, argv);
}

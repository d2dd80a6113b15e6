/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One translated separator for whatever is listed. */

#include "config.h"

#include "base/items.h"

#include <glib/gi18n-lib.h>

const char *
sheaf_items_comma (void)
{
  /* Translators: stands between words or facts said one after another: "12 articles, 40 minutes" */
  return C_ ("between items", ", ");
}

void
sheaf_items_append (GString *list, const char *item)
{
  g_return_if_fail (list != NULL && item != NULL);

  if (list->len > 0)
    g_string_append (list, sheaf_items_comma ());
  g_string_append (list, item);
}

char *
sheaf_items_join (const char *one, const char *other)
{
  return g_strconcat (one, other != NULL ? sheaf_items_comma () : NULL, other, NULL);
}

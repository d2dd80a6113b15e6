/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which of some addresses are saved: one statement, asked again for each of them. */

#include "base/url.h"
#include "store/address.h"
#include "store/read.h"

static gboolean
is_listed (SheafDb *db, gint64 id, gboolean *listed, GError **error)
{
  return sheaf_db_ask (db, "SELECT trashed_at IS NULL FROM article WHERE id = ?1", id, 0, listed,
                       error);
}

GArray *
sheaf_read_addresses (SheafDb *db, const char *const *urls, GError **error)
{
  guint n = MIN (g_strv_length ((GStrv)urls), SHEAF_ADDRESSES_MOST);
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, TRUE, sizeof (gint64), n);
  GError *failure = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) key = sheaf_url_key (urls[i]);
      gint64 id = key != NULL ? sheaf_address_find (db, key, &failure) : 0;
      gboolean listed = FALSE;

      if (failure == NULL && id != 0)
        is_listed (db, id, &listed, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
      id = listed ? id : 0;
      g_array_append_val (ids, id);
    }

  return g_steal_pointer (&ids);
}

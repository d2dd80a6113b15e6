/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list by the sites' names, as the reader's language sorts them. SQLite would compare names row
 * by row: it gives the rows as they stay within a site, and where a site begins comes from the
 * order of the sites, of which there are few. */

#include "base/text.h"
#include "store/read.h"

#include <string.h>

typedef struct _Site Site;

struct _Site
{
  char *key;
  Site *first; /* of those that sort alike: it stands for all of them */
  guint n, next;
};

typedef struct
{
  GArray *ids;         /* gint64 */
  GPtrArray *of_rows;  /* of each id: Site, not owned; NULL: it has none */
  GPtrArray *sites;    /* of Site */
  GHashTable *by_name; /* -> Site, not owned */
  gboolean caseless;
} Rows;

static void
free_site (gpointer data)
{
  Site *site = data;

  g_free (site->key);
  g_free (site);
}

static void
init_rows (Rows *rows)
{
  rows->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  rows->of_rows = g_ptr_array_new ();
  rows->sites = g_ptr_array_new_with_free_func (free_site);
  rows->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rows->caseless = strcoll ("a", "B") > 0; /* C has all capitals first: no language's order */
}

static void
clear_rows (Rows *rows)
{
  g_array_unref (rows->ids);
  g_ptr_array_unref (rows->of_rows);
  g_hash_table_unref (rows->by_name);
  g_ptr_array_unref (rows->sites);
}

static Site *
ensure_site (Rows *rows, const char *name)
{
  Site *site = g_hash_table_lookup (rows->by_name, name);

  if (site == NULL)
    {
      g_autofree char *valid = sheaf_text_make_valid (name, -1);
      g_autofree char *folded = rows->caseless ? sheaf_text_fold (valid) : NULL;

      site = g_new0 (Site, 1);
      site->key = g_utf8_collate_key (folded != NULL ? folded : valid, -1);
      g_ptr_array_add (rows->sites, site);
      g_hash_table_insert (rows->by_name, g_strdup (name), site);
    }

  return site;
}

static gboolean
read_rows (Rows *rows, SheafDb *db, const SheafSql *sql, GError **error)
{
  sqlite3_stmt *stmt = sheaf_sql_prepare (sql, db, error);
  g_autoptr (GString) name = g_string_new (NULL);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (sheaf_db_step (db, stmt, &failure))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);
      const char *text = sqlite3_column_blob (stmt, 1); /* as in sheaf_column_text() */
      Site *site = NULL;

      if (text != NULL)
        {
          g_string_truncate (name, 0);
          g_string_append_len (name, text, sqlite3_column_bytes (stmt, 1));
          site = ensure_site (rows, name->str);
          site->n++;
        }
      g_array_append_val (rows->ids, id);
      g_ptr_array_add (rows->of_rows, site);
    }
  sqlite3_finalize (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const Site *const *)a)->key, (*(const Site *const *)b)->key);
}

static int
compare_keys_backwards (gconstpointer a, gconstpointer b)
{
  return compare_keys (b, a);
}

/* Says where each begins; returns where the last ends. */
static guint
place_sites (Rows *rows, gboolean backwards)
{
  Site *before = NULL;
  guint place = 0;

  g_ptr_array_sort (rows->sites, backwards ? compare_keys_backwards : compare_keys);
  for (guint i = 0; i < rows->sites->len; i++)
    {
      Site *site = rows->sites->pdata[i];

      if (before != NULL && strcmp (before->key, site->key) == 0)
        {
          site->first = before;
        }
      else
        {
          site->first = before = site;
          site->next = place;
        }
      place += site->n;
    }

  return place;
}

/* (transfer full) */
static GArray *
gather (Rows *rows, guint without)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), rows->ids->len);

  g_array_set_size (ids, rows->ids->len);
  for (guint i = 0; i < rows->ids->len; i++)
    {
      Site *site = rows->of_rows->pdata[i];
      guint place = site != NULL ? site->first->next++ : without++;

      g_array_index (ids, gint64, place) = g_array_index (rows->ids, gint64, i);
    }

  return ids;
}

GArray *
sheaf_read_ids_by_site (SheafDb *db, const SheafSql *sql, gboolean backwards, GError **error)
{
  GArray *ids = NULL;
  Rows rows;

  init_rows (&rows);
  if (read_rows (&rows, db, sql, error))
    ids = gather (&rows, place_sites (&rows, backwards));
  clear_rows (&rows);

  return ids;
}

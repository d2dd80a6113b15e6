/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of addresses beside the article's own key. */

#include "store/address.h"

#include "base/shingles.h"
#include "base/url.h"
#include "store/edit-private.h"
#include "store/fingerprint.h"

#include <string.h>

gint64
sheaf_address_find (SheafDb *db, GBytes *key, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db,
                          "SELECT id FROM article WHERE url_key = ?1 UNION ALL SELECT article_id "
                          "FROM address WHERE url_key = ?1 LIMIT 1",
                          error);
  gint64 id = 0;

  if (stmt == NULL)
    return 0;
  sheaf_bind_blob (stmt, 1, key);
  if (sheaf_db_step (db, stmt, error))
    {
      id = sqlite3_column_int64 (stmt, 0);
      sqlite3_reset (stmt);
    }

  return id;
}

gboolean
sheaf_address_add (
    SheafDb *db, gint64 id, GBytes *key, const char *url, gboolean *made, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db,
                          "INSERT OR IGNORE INTO address (url_key, article_id, url) SELECT ?1, ?2, "
                          "?3 WHERE NOT EXISTS (SELECT 1 FROM article WHERE url_key = ?1)",
                          error);

  if (stmt == NULL)
    return FALSE;
  sheaf_bind_blob (stmt, 1, key);
  sqlite3_bind_int64 (stmt, 2, id);
  sheaf_bind_text (stmt, 3, url != NULL ? url : "text:");
  if (!sheaf_db_step_done (db, stmt, error))
    return FALSE;
  *made = sqlite3_changes (sheaf_db_get_handle (db)) > 0;

  return TRUE;
}

/* The addresses in which a page without an article has no say. */
static guint
list_addresses (const char *final_url, const SheafPage *page, const char *urls[2])
{
  guint n = 0;

  if (page->document == NULL || sheaf_page_kind_to_number (page->kind) != 0)
    return 0;
  if (final_url != NULL)
    urls[n++] = final_url;
  if (page->canonical_url != NULL)
    urls[n++] = page->canonical_url;

  return n;
}

gboolean
sheaf_address_note (
    SheafDb *db, gint64 id, const char *final_url, const SheafPage *page, GError **error)
{
  const char *urls[2];
  guint n = list_addresses (final_url, page, urls);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) key = sheaf_url_key (urls[i]);
      gboolean made;

      if (key != NULL && !sheaf_address_add (db, id, key, urls[i], &made, error))
        return FALSE;
    }

  return TRUE;
}

/* What ID has is no other text than that of PAGE. */
static gboolean
has_same_text (SheafDb *db, gint64 id, const SheafPage *page, gboolean *same, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "SELECT text_z FROM content WHERE article_id = ?1", error);
  const char *text = sheaf_document_get_text (page->document);
  g_autoptr (GArray) shingles = NULL, others = NULL;
  g_autoptr (GBytes) other = NULL;
  SheafLikeness likeness;
  GError *failure = NULL;
  gboolean there;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  there = sheaf_db_step (db, stmt, &failure);
  if (there)
    other = sheaf_fingerprint_read_text (stmt, 0);
  sqlite3_reset (stmt);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  *same = !there || (other != NULL && g_str_equal (g_bytes_get_data (other, NULL), text));
  if (*same || other == NULL)
    return TRUE;
  shingles = sheaf_shingles_new (text, NULL);
  others = sheaf_shingles_new (g_bytes_get_data (other, NULL), NULL);
  likeness = sheaf_shingles_compare (shingles, others);
  *same = sheaf_likeness_is_duplicate (&likeness);

  return TRUE;
}

gint64
sheaf_address_find_page (
    SheafDb *db, gint64 id, const char *final_url, const SheafPage *page, GError **error)
{
  const char *urls[2];
  guint n = list_addresses (final_url, page, urls);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) key = sheaf_url_key (urls[i]);
      GError *failure = NULL;
      gint64 found = key != NULL ? sheaf_address_find (db, key, &failure) : 0;
      gboolean same = FALSE;

      if (failure == NULL && found != 0 && found != id
          && has_same_text (db, found, page, &same, &failure) && same)
        return found;
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return 0;
        }
    }

  return 0;
}

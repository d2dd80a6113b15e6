/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that no row names: what a kill left between writing one and naming it. They take room and
 * harm nobody, so only those are looked at that nobody can still be about to name. */

#include "base/time.h"
#include "store/backup.h"
#include "store/db.h"
#include "store/files.h"

#include <glib/gstdio.h>
#include <string.h>

#define GRACE G_TIME_SPAN_DAY
#define SHA_LETTERS 64

static gboolean
is_old (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0
         && sheaf_time_now () - (gint64)info.st_mtime * G_TIME_SPAN_SECOND > GRACE;
}

/* A name of the library; *TEMPORARY: one that a file has while it is written. */
static gboolean
is_ours (const char *name, gboolean *temporary)
{
  g_autofree char *sha = g_strndup (name, SHA_LETTERS);
  const char *rest = name + strlen (sha);

  *temporary = *rest != '\0' && !g_str_equal (rest, ".zst");

  return strlen (sha) == SHA_LETTERS && strspn (sha, "0123456789abcdef") == SHA_LETTERS;
}

/* KEEP (nullable): where it goes instead. One that cannot be moved there stays. */
static gboolean
take_away (const char *files, const char *path, const char *sha, const char *keep)
{
  return keep != NULL ? sheaf_files_move_out (files, sha, keep) : g_unlink (path) == 0;
}

static void
sweep_pair (const char *files, const char *pair, GHashTable *named, gboolean remove, guint *count)
{
  g_autofree char *folder = g_build_filename (files, pair, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *keep = remove ? sheaf_backup_keep_folder (files) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *sha = g_strndup (name, SHA_LETTERS);
      gboolean temporary;

      if (!is_ours (name, &temporary) || !is_old (path)
          || (!temporary && g_hash_table_contains (named, sha)))
        continue;
      *count += !remove || take_away (files, path, sha, temporary ? NULL : keep);
    }
}

/* Those that the libraries name that were set aside: each can be restored. FALSE: one of them
 * cannot be asked. */
static gboolean
add_set_aside (const char *files, GHashTable *named)
{
  g_autofree char *folder = g_path_get_dirname (files);
  g_autofree char *all = g_build_filename (folder, "set-aside", NULL);
  g_autoptr (GDir) dir = g_dir_open (all, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (all, name, "library.db", NULL);
      g_autoptr (SheafDb) db = NULL;
      g_autoptr (GHashTable) more = NULL;
      GStatBuf info;
      GHashTableIter iter;
      gpointer sha;

      if (g_stat (path, &info) != 0 || info.st_size == 0)
        continue;
      db = sheaf_db_open_file (path, NULL);
      more = db != NULL ? sheaf_backup_named_files (db, NULL) : NULL;
      if (more == NULL)
        return FALSE;
      g_hash_table_iter_init (&iter, more);
      while (g_hash_table_iter_next (&iter, &sha, NULL))
        g_hash_table_add (named, g_strdup (sha));
    }

  return TRUE;
}

gboolean
sheaf_files_sweep (SheafDb *db, const char *files, gboolean remove, guint *count, GError **error)
{
  g_autoptr (GHashTable) named = sheaf_backup_named_files (db, error);
  g_autoptr (GDir) dir = NULL;
  const char *pair;

  if (named == NULL)
    return FALSE;
  if (!add_set_aside (files, named))
    return TRUE;
  dir = g_dir_open (files, 0, NULL);
  while (dir != NULL && (pair = g_dir_read_name (dir)) != NULL)
    if (strlen (pair) == 2)
      sweep_pair (files, pair, named, remove, count);

  return TRUE;
}

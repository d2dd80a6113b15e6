/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that no row names: what a kill left between writing one and naming it. They take room and
 * harm nobody, so only those are looked at that nobody can still be about to name. */

#include "base/time.h"
#include "store/backup.h"
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

/* Of the library and left over. */
static gboolean
is_left_over (const char *name, GHashTable *named)
{
  g_autofree char *sha = g_strndup (name, SHA_LETTERS);
  const char *rest = name + strlen (sha);

  if (strlen (sha) != SHA_LETTERS || strspn (sha, "0123456789abcdef") != SHA_LETTERS)
    return FALSE;
  if (*rest != '\0' && !g_str_equal (rest, ".zst"))
    return TRUE; /* a temporary name */

  return !g_hash_table_contains (named, sha);
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

      if (!is_left_over (name, named) || !is_old (path))
        continue;
      if (remove && keep != NULL && !g_hash_table_contains (named, sha))
        sheaf_files_move_out (files, sha, keep);
      if (remove)
        g_unlink (path);
      ++*count;
    }
}

gboolean
sheaf_files_sweep (SheafDb *db, const char *files, gboolean remove, guint *count, GError **error)
{
  g_autoptr (GHashTable) named = sheaf_backup_named_files (db, error);
  g_autoptr (GDir) dir = g_dir_open (files, 0, NULL);
  const char *pair;

  if (named == NULL)
    return FALSE;
  while (dir != NULL && (pair = g_dir_read_name (dir)) != NULL)
    if (strlen (pair) == 2)
      sweep_pair (files, pair, named, remove, count);

  return TRUE;
}

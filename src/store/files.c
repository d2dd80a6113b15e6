/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Content-addressed files: written under a temporary name, synced, renamed; the name is the proof.
 */

#include "store/files.h"

#include "base/error.h"
#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SHA_LETTERS 64

static gboolean
is_sha (const char *sha)
{
  return strlen (sha) == SHA_LETTERS && strspn (sha, "0123456789abcdef") == SHA_LETTERS;
}

char *
sheaf_files_path (const char *folder, const char *sha)
{
  char pair[3] = { sha[0], sha[0] != '\0' ? sha[1] : '\0', '\0' };

  return g_build_filename (folder, pair, sha, NULL);
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "%s: %s", what, g_strerror (errno));

  return FALSE;
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  while (size > 0)
    {
      gssize n = write (fd, data, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      size -= n;
    }

  return TRUE;
}

static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

static gboolean
write_file (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  gboolean good;
  int fd;

  if (g_mkdir (folder, 0700) == 0 || errno == ENOENT)
    {
      if (g_mkdir_with_parents (folder, 0700) != 0)
        return fail (error, folder);
      sync_folder (folder);
      sync_folder (parent);
    }
  else if (errno != EEXIST)
    return fail (error, folder);
  fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail (error, temporary);
  good = write_all (fd, bytes) && fsync (fd) == 0;
  good = close (fd) == 0 && good;
  good = good && g_rename (temporary, path) == 0;
  if (!good)
    {
      fail (error, path);
      g_unlink (temporary);
      return FALSE;
    }
  sync_folder (path);

  return TRUE;
}

char *
sheaf_files_put (const char *folder, GBytes *bytes, gboolean compress, GError **error)
{
  g_autofree char *sha = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *plain = sheaf_files_path (folder, sha);
  g_autofree char *path = compress ? g_strconcat (plain, ".zst", NULL) : g_strdup (plain);
  g_autoptr (GBytes) packed = NULL, there = sheaf_files_get (folder, sha, NULL);
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  if (there != NULL)
    {
      sync_folder (path); /* whoever wrote it may not have come to it yet */
      return g_steal_pointer (&sha);
    }
  packed = compress ? sheaf_db_pack (data, size) : g_bytes_ref (bytes);
  if (!write_file (path, packed, error))
    return NULL;

  return g_steal_pointer (&sha);
}

static GBytes *
read_plain (const char *path, GError **error)
{
  g_autoptr (GError) foreign = NULL;
  char *data;
  gsize size;

  if (g_file_get_contents (path, &data, &size, &foreign))
    return g_bytes_new_take (data, size);
  g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_STORE, foreign->message);

  return NULL;
}

GBytes *
sheaf_files_get (const char *folder, const char *sha, GError **error)
{
  g_autofree char *plain = NULL;
  g_autofree char *packed_path = NULL;
  g_autofree char *got = NULL;
  g_autoptr (GBytes) stored = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const void *data;

  if (!is_sha (sha))
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "not a file of the library");
      return NULL;
    }
  plain = sheaf_files_path (folder, sha);
  packed_path = g_strconcat (plain, ".zst", NULL);
  if (g_file_test (plain, G_FILE_TEST_EXISTS))
    bytes = read_plain (plain, error);
  else if ((stored = read_plain (packed_path, error)) != NULL)
    {
      data = g_bytes_get_data (stored, &size);
      bytes = sheaf_db_unpack (data, size, error);
    }
  if (bytes == NULL)
    return NULL;
  got = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (!g_str_equal (got, sha))
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "the file %s is damaged", sha);
      return NULL;
    }

  return g_steal_pointer (&bytes);
}

static const char *const endings[] = { "", ".zst" };

gboolean
sheaf_files_is_lost (const char *folder, const char *sha, gboolean *lost, GError **error)
{
  g_autoptr (GBytes) bytes = sheaf_files_get (folder, sha, NULL);
  g_autofree char *plain = sheaf_files_path (folder, sha);

  *lost = bytes == NULL;
  for (guint i = 0; i < G_N_ELEMENTS (endings) && bytes == NULL; i++)
    {
      g_autofree char *path = g_strconcat (plain, endings[i], NULL);
      g_autofree char *data = NULL;
      g_autoptr (GError) foreign = NULL;

      if (g_file_get_contents (path, &data, NULL, &foreign)
          || g_error_matches (foreign, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        continue;
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_STORE, foreign->message);
      return FALSE;
    }

  return TRUE;
}

void
sheaf_files_remove (const char *folder, const char *sha)
{
  g_autofree char *plain = NULL;
  g_autofree char *packed = NULL;

  if (!is_sha (sha))
    return;
  plain = sheaf_files_path (folder, sha);
  packed = g_strconcat (plain, ".zst", NULL);
  g_unlink (plain);
  g_unlink (packed);
}

/* Whatever happens, the bytes stand under one of the names. TRUE: FROM is gone. */
static gboolean
move_file (const char *from, const char *to)
{
  g_autoptr (GBytes) bytes = NULL;

  if (g_rename (from, to) == 0)
    {
      g_unlink (from); /* two names of one file: renaming does nothing */
      return TRUE;
    }
  if (errno == ENOENT)
    return TRUE;
  if (errno != EXDEV)
    return FALSE;
  bytes = read_plain (from, NULL);

  return bytes != NULL && write_file (to, bytes, NULL) && g_unlink (from) == 0;
}

gboolean
sheaf_files_move_out (const char *folder, const char *sha, const char *keep)
{
  g_autofree char *plain = NULL;
  gboolean good = TRUE;

  if (!is_sha (sha) || g_mkdir_with_parents (keep, 0700) != 0)
    return FALSE;
  plain = sheaf_files_path (folder, sha);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (plain, endings[i], NULL);
      g_autofree char *to = g_strconcat (keep, "/", sha, endings[i], NULL);

      good = move_file (from, to) && good;
    }

  return good;
}

/* A second name for the same bytes, or a copy where the disk is another one. */
static gboolean
bring_file (const char *from, const char *to)
{
  g_autofree char *pair = g_path_get_dirname (to);
  g_autoptr (GBytes) bytes = NULL;

  if (!g_file_test (from, G_FILE_TEST_IS_REGULAR) || g_mkdir_with_parents (pair, 0700) != 0)
    return FALSE;
  if (link (from, to) == 0)
    {
      sync_folder (to);
      return TRUE;
    }
  bytes = read_plain (from, NULL);

  return bytes != NULL && write_file (to, bytes, NULL);
}

gboolean
sheaf_files_bring_in (const char *folder, const char *sha, const char *other)
{
  g_autofree char *here = NULL, *there = NULL;
  gboolean found = FALSE;

  if (!is_sha (sha))
    return FALSE;
  here = sheaf_files_path (folder, sha);
  there = sheaf_files_path (other, sha);
  for (guint i = 0; i < G_N_ELEMENTS (endings) && !found; i++)
    {
      g_autofree char *to = g_strconcat (here, endings[i], NULL);
      g_autofree char *deep = g_strconcat (there, endings[i], NULL);
      g_autofree char *flat = g_strconcat (other, "/", sha, endings[i], NULL);

      found
          = g_file_test (to, G_FILE_TEST_EXISTS) || bring_file (deep, to) || bring_file (flat, to);
    }

  return found;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A flock beside the one of the transactions: that one comes and goes, this one stays as long as a
 * store is open. A database takes another's place in three steps: it is named library.next-TIME
 * (from here on it is the library), the old files are moved away, it gets its name. */

#include "store/hold.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define NEXT "library.next-"
#define TRIES 500       /* of 10 ms */
#define ALONE_TRIES 20  /* of one who would let others finish */
#define LEAVE_TRIES 400 /* the desktop's search leaves after three seconds */

struct _SheafHold
{
  int fd;
};

static void
fail (GError **error, const char *what)
{
  g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "%s: %s", what, g_strerror (errno));
}

static void
sync_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

static SheafHold *
hold_new (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "library.open", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  SheafHold *self;

  if (fd < 0)
    {
      fail (error, path);
      return NULL;
    }
  self = g_new0 (SheafHold, 1);
  self->fd = fd;

  return self;
}

static gboolean
take (SheafHold *self, int how, int tries)
{
  for (int i = 0; i < tries; i++)
    {
      if (flock (self->fd, how | LOCK_NB) == 0)
        return TRUE;
      if (errno != EWOULDBLOCK && errno != EINTR)
        return FALSE;
      g_usleep (10 * 1000);
    }

  return FALSE;
}

void
sheaf_hold_free (SheafHold *self)
{
  close (self->fd);
  g_free (self);
}

/* The name of a database that is to take the place of library.db; NULL: none. (transfer full) */
static char *
find_next (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, NEXT))
      return g_strdup (name);

  return NULL;
}

static gboolean
move_aside (const char *folder, const char *aside, GError **error)
{
  static const char *const names[] = { "library.db", "library.db-wal", "library.db-shm" };

  if (g_mkdir_with_parents (aside, 0700) != 0)
    {
      fail (error, aside);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (folder, names[i], NULL);
      g_autofree char *to = g_build_filename (aside, names[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          fail (error, from);
          return FALSE;
        }
    }
  sync_folder (aside);

  return TRUE;
}

/* Everything here may have been done already, up to the last rename. (transfer full) */
static char *
finish (const char *folder, const char *next, GError **error)
{
  g_autofree char *from = g_build_filename (folder, next, NULL);
  g_autofree char *to = g_build_filename (folder, "library.db", NULL);
  g_autofree char *all = g_build_filename (folder, "set-aside", NULL);
  g_autofree char *aside = g_build_filename (all, next + strlen (NEXT), NULL);

  if (!move_aside (folder, aside, error))
    return NULL;
  sync_folder (all);
  sync_folder (folder);
  if (g_rename (from, to) != 0)
    {
      fail (error, from);
      return NULL;
    }
  sync_folder (folder);

  return g_steal_pointer (&aside);
}

static gboolean
finish_killed (const char *folder, GError **error)
{
  g_autofree char *next = find_next (folder);
  g_autofree char *aside = next != NULL ? finish (folder, next, error) : NULL;

  return next == NULL || aside != NULL;
}

SheafHold *
sheaf_hold_share (const char *folder, GError **error)
{
  g_autoptr (SheafHold) self = hold_new (folder, error);

  if (self == NULL)
    return NULL;
  for (int i = 0; i < ALONE_TRIES; i++)
    {
      g_autofree char *next = NULL;

      if (!take (self, LOCK_SH, TRIES))
        break;
      next = find_next (folder);
      if (next == NULL)
        return g_steal_pointer (&self);
      flock (self->fd, LOCK_UN); /* two that upgraded at one moment would wait for each other */
      if (take (self, LOCK_EX, ALONE_TRIES) && !finish_killed (folder, error))
        return NULL;
    }
  g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "another program holds the library");

  return NULL;
}

SheafHold *
sheaf_hold_read (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "library.open", NULL);
  g_autofree char *next = NULL;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  g_autoptr (SheafHold) self = NULL;

  if (fd < 0)
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_NOT_FOUND, "there is no library");
      return NULL;
    }
  self = g_new0 (SheafHold, 1);
  self->fd = fd;
  if (take (self, LOCK_SH, 1))
    next = find_next (folder);
  else
    next = g_strdup (path);
  if (next == NULL)
    return g_steal_pointer (&self);
  g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "another program holds the library");

  return NULL;
}

SheafHold *
sheaf_hold_alone (const char *folder, GError **error)
{
  g_autoptr (SheafHold) self = hold_new (folder, error);

  if (self == NULL)
    return NULL;
  if (!take (self, LOCK_EX, LEAVE_TRIES))
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_IN_USE,
                           "another program has the library open");
      return NULL;
    }

  return finish_killed (folder, error) ? g_steal_pointer (&self) : NULL;
}

static char *
stamp (const char *folder, gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / G_TIME_SPAN_SECOND);
  g_autofree char *text = g_date_time_format (time, "%Y%m%dT%H%M%SZ");

  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup (text) : g_strdup_printf ("%s-%u", text, i);
      g_autofree char *path = g_build_filename (folder, "set-aside", name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&name);
    }
}

char *
sheaf_hold_replace (const char *folder, const char *file, gint64 now, GError **error)
{
  g_autofree char *time = stamp (folder, now);
  g_autofree char *next = g_strconcat (NEXT, time, NULL);
  g_autofree char *path = g_build_filename (folder, next, NULL);
  g_autofree char *present = g_build_filename (folder, "library.db", NULL);
  gboolean there = g_file_test (present, G_FILE_TEST_EXISTS);
  char *aside;

  if (g_rename (file, path) != 0)
    {
      fail (error, file);
      return NULL;
    }
  sync_folder (folder);
  aside = finish (folder, next, error);
  /* What failed before anything was moved must not happen at the next start. */
  if (aside == NULL && g_file_test (present, G_FILE_TEST_EXISTS) == there
      && g_rename (path, file) == 0)
    sync_folder (folder);

  return aside;
}

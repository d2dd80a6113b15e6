/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The store over the real disk, with system calls that do less than they were asked: reads and
 * writes that end early or are interrupted, and a disk that has no room after so many bytes. */

#include "fault-work.h"

#include <errno.h>
#include <unistd.h>

static gboolean shortened;
static gint64 room = G_MAXINT64; /* bytes until the disk is full */
static guint cut_calls, interrupted, refused;
static GRand *chance;

/* How much of N this call does; 0: it is interrupted. */
static gsize
allow (gsize n)
{
  gsize part;

  if (!shortened || n < 2 || g_rand_int_range (chance, 0, 4) > 0)
    return n;
  part = g_rand_int_range (chance, 0, n);
  cut_calls += part > 0;
  interrupted += part == 0;

  return part;
}

static gboolean
has_room (gsize n)
{
  if ((gint64)n <= room)
    {
      room -= room == G_MAXINT64 ? 0 : n;
      return TRUE;
    }
  refused++;
  errno = ENOSPC;

  return FALSE;
}

static gssize
read_at (int fd, void *to, gsize n, off_t at)
{
  gsize part = allow (n);

  if (part == 0 && n > 0)
    errno = EINTR;

  return part > 0 || n == 0 ? pread (fd, to, part, at) : -1;
}

static gssize
write_at (int fd, const void *from, gsize n, off_t at)
{
  gsize part = allow (n);

  if (!has_room (n))
    return -1;
  if (part == 0 && n > 0)
    errno = EINTR;

  return part > 0 || n == 0 ? pwrite (fd, from, part, at) : -1;
}

static gssize
read_from (int fd, void *to, gsize n)
{
  gsize part = allow (n);

  if (part == 0 && n > 0)
    errno = EINTR;

  return part > 0 || n == 0 ? read (fd, to, part) : -1;
}

static gssize
write_to (int fd, const void *from, gsize n)
{
  gsize part = allow (n);

  if (!has_room (n))
    return -1;
  if (part == 0 && n > 0)
    errno = EINTR;

  return part > 0 || n == 0 ? write (fd, from, part) : -1;
}

static void
install (void)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);
  const struct
  {
    const char *name;
    sqlite3_syscall_ptr call;
  } calls[] = {
    { "pread", (sqlite3_syscall_ptr)read_at },   { "pread64", (sqlite3_syscall_ptr)read_at },
    { "pwrite", (sqlite3_syscall_ptr)write_at }, { "pwrite64", (sqlite3_syscall_ptr)write_at },
    { "read", (sqlite3_syscall_ptr)read_from },  { "write", (sqlite3_syscall_ptr)write_to },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    if (vfs->xGetSystemCall (vfs, calls[i].name) != NULL)
      g_assert_cmpint (vfs->xSetSystemCall (vfs, calls[i].name, calls[i].call), ==, SQLITE_OK);
}

static void
test_short (void)
{
  guint rounds = work_points (5);

  for (guint i = 0; i < rounds; i++)
    {
      g_autofree char *folder = make_library_folder (BEGINNING);
      SheafDb *db;

      shortened = TRUE;
      db = open_folder (folder);
      for (guint step = 0; step < STEPS; step++)
        {
          g_autoptr (GError) error = NULL;

          g_assert_true (work_apply (db, step, &error));
          g_assert_no_error (error);
        }
      g_assert_cmpint (work_steps_in (db), ==, STEPS);
      g_assert_true (work_is_sound (db));
      sheaf_db_close (db);
      shortened = FALSE;
      db = open_folder (folder);
      g_assert_cmpint (work_steps_in (db), ==, STEPS);
      sheaf_db_close (db);
      remove_folder (folder);
    }
  g_test_message ("%u calls cut short, %u interrupted", cut_calls, interrupted);
  g_assert_cmpuint (cut_calls, >, 0);
  g_assert_cmpuint (interrupted, >, 0);
}

/* Full after so many bytes: told, what is there can be read, and it goes on once there is room. */
static void
test_full (void)
{
  guint points = work_points (20);

  for (guint i = 0; i < points; i++)
    {
      g_autofree char *folder = make_library_folder (BEGINNING);
      SheafDb *db = open_folder (folder);
      int done = 0;

      room = (gint64)i * 600000 / points;
      while (done < STEPS)
        {
          g_autoptr (GError) error = NULL;

          if (work_apply (db, done, &error))
            {
              done++;
              continue;
            }
          g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
          g_assert_cmpint (work_steps_in (db), ==, done);
          room = G_MAXINT64;
        }
      room = G_MAXINT64;
      g_assert_cmpint (work_steps_in (db), ==, STEPS);
      g_assert_true (work_is_sound (db));
      sheaf_db_close (db);
      remove_folder (folder);
    }
  g_test_message ("%u writes found no room", refused);
  g_assert_cmpuint (refused, >, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  SheafDb *db;
  int status;

  g_test_init (&argc, &argv, NULL);
  chance = g_rand_new_with_seed (g_test_rand_int ());
  install ();
  folder = make_library_folder (BEGINNING);
  db = open_folder (folder);
  work_learn (db);
  sheaf_db_close (db);
  remove_folder (folder);
  g_test_add_func ("/store/system-calls/short", test_short);
  g_test_add_func ("/store/system-calls/full", test_full);
  status = g_test_run ();
  work_forget ();
  g_rand_free (chance);

  return status;
}

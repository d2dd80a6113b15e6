/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A library in a folder: made, changed, compared and looked through. Goes with test-library.h. */
#pragma once

#include "base/time.h"
#include "store/db.h"
#include "store/edit.h"
#include "store/read.h"

#include <glib/gstdio.h>
#include <stdlib.h>

static inline void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

#include "test-library.h"

/* How many points a suite goes through: all of them in a long run (SHEAF_SOAK=1000). */
static inline guint
work_points (guint quick)
{
  const char *soak = g_getenv ("SHEAF_SOAK");

  return soak != NULL ? MAX (quick, (guint)strtoul (soak, NULL, 10)) : quick;
}

static inline SheafDb *
open_folder (const char *folder)
{
  g_autoptr (GError) error = NULL;
  SheafDb *db = sheaf_db_open (folder, SHEAF_DB_WRITER, &error);

  g_assert_no_error (error);

  return db;
}

/* Words that compress badly, the same for the same N. (transfer full) */
static inline char *
make_words (guint n, guint count)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (n);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    {
      for (guint k = g_rand_int_range (random, 2, 9); k > 0; k--)
        g_string_append_c (text, 'a' + g_rand_int_range (random, 0, 26));
      g_string_append_c (text, i % 60 == 59 ? '\n' : ' ');
    }

  return g_string_free (text, FALSE);
}

/* Article N of a library: an address, a title and a text of its own, tags, a note, a star. */
static inline gint64
add_numbered (SheafDb *db, guint n)
{
  g_autofree char *url = g_strdup_printf ("https://example.org/articles/%u", n);
  g_autofree char *title = g_strdup_printf ("Article %u", n);
  g_autofree char *tag = g_strdup_printf ("tag %u", n % 7);
  g_autofree char *text = make_words (n, 100 + n * 37 % 900);
  const char *const tags[] = { "all", tag, NULL };
  gint64 id = add_page (db, url, title, text, tags);

  if (n % 10 == 3)
    apply (db, sheaf_edit_new_note (id, title));
  if (n % 10 == 5)
    apply (db, sheaf_edit_new_star (&id, 1, TRUE));

  return id;
}

/* (transfer full): with N articles, of one a person says the author; closed */
static inline char *
make_library_folder (guint n)
{
  char *folder = g_dir_make_tmp ("sheaf-library-XXXXXX", NULL);
  SheafDb *db = open_folder (folder);
  const SheafFacts said = { (char *)"Article 1", (char *)"Mine", NULL, NULL, SHEAF_TIME_NONE };

  for (guint i = 1; i <= n; i++)
    add_numbered (db, i);
  apply (db, sheaf_edit_new_facts (1, &said));
  sheaf_db_close (db);

  return folder;
}

static inline char *
dump_folder (const char *folder)
{
  SheafDb *db = open_folder (folder);
  char *dump = dump_tables (db);

  sheaf_db_close (db);

  return dump;
}

static inline void
change_folder (const char *folder)
{
  SheafDb *db = open_folder (folder);

  add_numbered (db, 1000);
  sheaf_db_close (db);
}

static inline void
assert_folder_sound (const char *folder)
{
  SheafDb *db = open_folder (folder);
  g_autofree char *files = g_build_filename (folder, "files", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) problems = sheaf_verify (db, files, NULL, &error);

  g_assert_no_error (error);
  if (problems[0] != NULL)
    g_test_message ("%s", problems[0]);
  g_assert_cmpstrv (problems, ((const char *const[]){ NULL }));
  sheaf_db_close (db);
}

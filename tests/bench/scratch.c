/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One folder a run, made when first asked for. */

#include "scratch.h"

#include "measure.h"

#include <ftw.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>

static char *folder;

static int
remove_one (const char *path, const struct stat *stat, int kind, struct FTW *place)
{
  return g_remove (path);
}

static void
remove_folder (void)
{
  nftw (folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

char *
scratch_path (const char *name)
{
  if (folder == NULL)
    {
      g_autoptr (GError) error = NULL;

      folder = g_dir_make_tmp ("sheaf-bench-XXXXXX", &error);
      if (folder == NULL)
        bench_fail ("%s", error->message);
      atexit (remove_folder);
    }

  return g_build_filename (folder, name, NULL);
}

void
scratch_copy_library (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_build_filename (from, "library.db", NULL);
  g_autoptr (GFile) target = g_file_new_build_filename (to, "library.db", NULL);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (to, 0700) != 0
      || !g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error))
    bench_fail ("%s: %s", to, error != NULL ? error->message : "cannot be made");
}

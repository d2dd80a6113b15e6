/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A language's locale, made in a folder of its own: a machine may have none. */
#pragma once

#include <glib.h>
#include <locale.h>

static inline void
run_quietly (const char *const *command)
{
  g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL, NULL, NULL, NULL, NULL, NULL);
}

/* Runs TEST with DATA where people speak NAME ("de_DE"). FALSE: that cannot be had here. */
static inline gboolean
run_in_locale (const char *name, void (*test) (gconstpointer data), gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *full = g_strconcat (name, ".UTF-8", NULL);
  g_autofree char *target = g_build_filename (folder, full, NULL);
  gboolean there;

  run_quietly ((const char *const[]){ "localedef", "-i", name, "-f", "UTF-8", target, NULL });
  g_setenv ("LOCPATH", folder, TRUE);
  there = setlocale (LC_ALL, full) != NULL;
  if (there)
    test (data);
  setlocale (LC_ALL, "C.UTF-8");
  g_unsetenv ("LOCPATH");
  run_quietly ((const char *const[]){ "rm", "-r", folder, NULL });

  return there;
}

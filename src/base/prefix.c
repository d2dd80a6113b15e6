/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the program stands tells where the rest of its tree is: /proc has the one, the build how
 * both were to lie. */

#include "config.h"

#include "base/prefix.h"

#include <string.h>

/* Up to the last slash that both begin with, and with it. */
static gsize
common_length (const char *one, const char *other)
{
  gsize length = 0;

  for (gsize i = 0; one[i] != '\0' && one[i] == other[i]; i++)
    if (one[i] == '/')
      length = i + 1;

  return length;
}

static char *
dup_own_dir (const char *dir)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? sheaf_prefix_dir (program, SHEAF_BINDIR, dir) : NULL;
}

char *
sheaf_prefix_dir (const char *program, const char *bindir, const char *dir)
{
  gsize prefix = common_length (bindir, dir);
  g_autofree char *folder = g_path_get_dirname (program);
  g_autofree char *tail = g_build_filename ("/", bindir + prefix, NULL);

  if (!g_str_has_suffix (folder, tail))
    return NULL;
  folder[strlen (folder) - strlen (tail)] = '\0';

  return g_build_filename ("/", folder, dir + prefix, NULL);
}

char *
sheaf_prefix_dup_locale_dir (void)
{
  const char *named = g_getenv ("SHEAF_LOCALEDIR");
  char *own;

  if (named != NULL)
    return g_strdup (named);
  own = dup_own_dir (SHEAF_LOCALEDIR);

  return own != NULL ? own : g_strdup (SHEAF_LOCALEDIR);
}

void
sheaf_prefix_add_data_dir (void)
{
  g_autofree char *own = dup_own_dir (SHEAF_DATADIR);
  const char *given = g_getenv ("XDG_DATA_DIRS");
  const char *others = given != NULL && given[0] != '\0' ? given : "/usr/local/share:/usr/share";
  g_auto (GStrv) dirs = g_strsplit (others, ":", -1);
  g_autofree char *all = NULL;

  if (own == NULL || g_strv_contains ((const char *const *)dirs, own))
    return;
  all = g_strconcat (own, ":", others, NULL);
  g_setenv ("XDG_DATA_DIRS", all, TRUE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the library lies; apart from the rest, for a program that only reads it. */

#include "library/library.h"

char *
sheaf_library_dup_folder (const char *given)
{
  const char *named = g_getenv ("SHEAF_LIBRARY");

  if (given != NULL && *given != '\0')
    return g_canonicalize_filename (given, NULL);
  if (named != NULL && *named != '\0')
    return g_canonicalize_filename (named, NULL);

  return g_build_filename (g_get_user_data_dir (), "sheaf", NULL);
}

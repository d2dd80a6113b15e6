/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of our own writing in pages/: whoever drops a NAME.html there has it tested. */
#pragma once

#include <gio/gio.h>

#include <string.h>

#define PAGES_URL "https://example.org/pages/"

static inline int
pages_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* Paths of all pages, sorted. (transfer full), never empty */
static inline GPtrArray *
pages_list (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "extract", "pages", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".html"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, pages_compare);
  g_assert_cmpuint (paths->len, >, 0);

  return paths;
}

/* "…/pages/plain.html" -> "plain". (transfer full) */
static inline char *
pages_dup_name (const char *path)
{
  g_autofree char *file = g_path_get_basename (path);

  return g_strndup (file, strlen (file) - strlen (".html"));
}

/* (transfer full) */
static inline GBytes *
pages_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (contents, length);
}

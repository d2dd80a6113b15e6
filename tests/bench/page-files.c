/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Folders are walked to a bounded depth; a folder that is not there has no pages. */

#include "page-files.h"

#include "measure.h"

#include <gio/gio.h>

#define MOST_DEPTH 8

static void
collect (const char *folder, int depth, GPtrArray *paths)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".html") || g_str_has_suffix (name, ".html.gz"))
        g_ptr_array_add (paths, g_steal_pointer (&path));
      else if (depth < MOST_DEPTH && g_file_test (path, G_FILE_TEST_IS_DIR))
        collect (path, depth + 1, paths);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

static GBytes *
read_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = G_INPUT_STREAM (g_file_read (file, NULL, &error));
  g_autoptr (GOutputStream) bytes = g_memory_output_stream_new_resizable ();

  if (stream != NULL && g_str_has_suffix (path, ".gz"))
    {
      g_autoptr (GZlibDecompressor) unzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
      GInputStream *plain = g_converter_input_stream_new (stream, G_CONVERTER (unzip));

      g_object_unref (stream);
      stream = plain;
    }
  if (stream == NULL
      || g_output_stream_splice (bytes, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error)
             < 0)
    bench_fail ("%s: %s", path, error->message);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (bytes));
}

void
page_files_read (const char *folder, GPtrArray *pages)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  collect (folder, 0, paths);
  g_ptr_array_sort (paths, compare);
  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (pages, read_file (paths->pdata[i]));
}

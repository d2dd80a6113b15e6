/* SPDX-License-Identifier: GPL-3.0-or-later */

/* make-library FOLDER N [SEED]: a library of N invented articles, to try things on. */

#include "build-library.h"
#include "measure.h"

#include <glib.h>

#define MOST (100 * 1000 * 1000)

static double start;

static void
tell (guint64 done)
{
  g_printerr ("\r%" G_GUINT64_FORMAT " articles, %.0f a second   ", done,
              (double)done / (bench_wall () - start));
}

int
main (int argc, char **argv)
{
  guint64 n, seed = 1;

  if (argc < 3 || argc > 4 || !g_ascii_string_to_unsigned (argv[2], 10, 1, MOST, &n, NULL)
      || (argc == 4 && !g_ascii_string_to_unsigned (argv[3], 10, 0, G_MAXUINT32, &seed, NULL)))
    {
      g_printerr ("make-library FOLDER N [SEED]\n");
      return 2;
    }
  if (g_file_test (argv[1], G_FILE_TEST_EXISTS))
    bench_fail ("%s is there already.", argv[1]);
  start = bench_wall ();
  build_library (argv[1], n, (guint)seed, tell);
  g_printerr ("\n");

  return 0;
}

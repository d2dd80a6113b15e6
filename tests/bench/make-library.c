/* SPDX-License-Identifier: GPL-3.0-or-later */

/* make-library FOLDER N: a library of N invented articles, to try things on. */

#include "fill-library.h"

#include <stdlib.h>

int
main (int argc, char **argv)
{
  guint64 n;

  if (argc != 3 || !g_ascii_string_to_unsigned (argv[2], 10, 1, 100 * 1000 * 1000, &n, NULL))
    {
      g_printerr ("make-library FOLDER N\n");
      return 2;
    }
  fill_library (argv[1], 0, n, 0);

  return 0;
}

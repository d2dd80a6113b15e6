/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench [--rounds N] [--library FOLDER] [list | NAME…] [N]: what Sheaf costs, as ratios within this
 * run. N: how many articles a large library has. */

#include "bench.h"

#include "build-library.h"
#include "fill-library.h"
#include "measure.h"
#include "scratch.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdlib.h>

typedef struct
{
  const char *name;
  void (*run) (void);
  const char *about;
} Benchmark;

static const Benchmark benchmarks[] = {
  { "extract", bench_extract, "bytes of a page to finished JSON, to gumbo's parse alone" },
  { "query", bench_query, "all ids and the first rows of a library, to the same SQL" },
  { "search", bench_search,
    "questions in the query language, to the same SQL; searching as one types" },
  { "save", bench_save, "an address and its page saved, to the same rows by bare SQL" },
  { "start", bench_start, "the window's start, to an empty library's and an empty window's" },
  { "memory", bench_memory, "memory of the window, to an empty window's" },
  { "page", bench_page, "articles of three sizes shown and scrolled, to a bare text view" },
  { "archive", bench_archive, "10,000 scattered rows archived with the list on screen" },
  { "import", bench_import, "articles in batches, to the same rows by bare SQL" },
};

/* Long ones: only where they are asked for. */
static const Benchmark large_benchmarks[] = {
  { "library", bench_library, "every list and search, to the same SQL" },
  { "cycles", bench_cycles, "an article opened and closed ten thousand times" },
  { "window", bench_window, "the window's start and memory, to those with 300 articles" },
  { "provider", bench_provider, "the desktop's search, as the desktop asks" },
};

char *
bench_dup_library (void)
{
  char *folder = scratch_path ("library");

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    fill_library (folder, 0, BENCH_ARTICLES, 0);

  return folder;
}

static char *named_library;

char *
bench_dup_named_library (void)
{
  return named_library != NULL ? g_strdup (named_library) : bench_dup_library ();
}

static guint64 large = 100 * 1000;

static void
tell (guint64 done)
{
  g_printerr ("\r%" G_GUINT64_FORMAT " articles   ", done);
}

/* Another name until it is whole. */
static void
build (const char *folder)
{
  g_autofree char *begun = g_strconcat (folder, "-begun", NULL);

  if (g_file_test (begun, G_FILE_TEST_EXISTS))
    bench_fail ("%s was begun and is not whole: remove it.", begun);
  build_library (begun, large, 1, tell);
  g_printerr ("\n");
  if (g_rename (begun, folder) != 0)
    bench_fail ("%s cannot be named.", folder);
}

char *
bench_dup_large_library (void)
{
  char *folder;

  if (named_library != NULL)
    return g_strdup (named_library);
  folder = g_strdup_printf ("%s/library-%" G_GUINT64_FORMAT, SHEAF_BENCH_KEPT, large);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    build (folder);

  return folder;
}

static const Benchmark *
find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (benchmarks); i++)
    if (g_str_equal (benchmarks[i].name, name))
      return &benchmarks[i];
  for (guint i = 0; i < G_N_ELEMENTS (large_benchmarks); i++)
    if (g_str_equal (large_benchmarks[i].name, name))
      return &large_benchmarks[i];

  return NULL;
}

static void
check_names (char **names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_ascii_string_to_unsigned (names[i], 10, 1, 100 * 1000 * 1000, &large, NULL)
        && find (names[i]) == NULL)
      bench_fail ("There is no benchmark “%s”; `bench list` names them.", names[i]);
}

static void
run (char **names)
{
  for (guint i = 0; names[0] == NULL && i < G_N_ELEMENTS (benchmarks); i++)
    benchmarks[i].run ();
  for (guint i = 0; names[i] != NULL; i++)
    if (find (names[i]) != NULL)
      find (names[i])->run ();
}

static void
list (const Benchmark *these, guint n)
{
  for (guint i = 0; i < n; i++)
    g_print ("%-10s %s\n", these[i].name, these[i].about);
}

static void
print_machine (void)
{
  double load = 0;

  getloadavg (&load, 1);
  g_print ("%u processors, load %.1f, SQLite %s, %u rounds; libraries in %s\n",
           g_get_num_processors (), load, sqlite3_libversion (), bench_rounds (), g_get_tmp_dir ());
}

int
main (int argc, char **argv)
{
  int rounds = 5;
  const GOptionEntry entries[] = {
    { "rounds", 0, 0, G_OPTION_ARG_INT, &rounds, "How often each thing is measured", "N" },
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &named_library,
      "What search is measured in (make-library)", "FOLDER" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("[list | NAME…]");
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    bench_fail ("%s", error->message);
  if (argc == 2 && g_str_equal (argv[1], "list"))
    {
      list (benchmarks, G_N_ELEMENTS (benchmarks));
      list (large_benchmarks, G_N_ELEMENTS (large_benchmarks));
      return 0;
    }
  check_names (argv + 1);
  bench_set_rounds (CLAMP (rounds, 1, 1000));
  print_machine ();
  bench_heading ();
  run (argv + 1);

  return 0;
}

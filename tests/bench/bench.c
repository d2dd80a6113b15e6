/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench [--rounds N] [--library FOLDER] [list | NAME…]: what Sheaf costs, as ratios within this
 * run. */

#include "bench.h"

#include "fill-library.h"
#include "measure.h"
#include "scratch.h"

#include <locale.h>
#include <sqlite3.h>
#include <stdlib.h>

static const struct
{
  const char *name;
  void (*run) (void);
  const char *about;
} benchmarks[] = {
  { "extract", bench_extract, "bytes of a page to finished JSON, to gumbo's parse alone" },
  { "query", bench_query, "all ids and the first rows of a library, to the same SQL" },
  { "search", bench_search,
    "questions in the query language, to the same SQL; searching as one types" },
  { "save", bench_save, "an address and its page saved, to the same rows by bare SQL" },
  { "start", bench_start, "the window's start, to an empty library's and an empty window's" },
  { "memory", bench_memory, "memory of the window, to an empty window's" },
  { "page", bench_page, "a page of 1,000 blocks shown, to a bare text view" },
  { "archive", bench_archive, "10,000 scattered rows archived with the list on screen" },
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

static gboolean
is_wanted (const char *name, char **names)
{
  return names[0] == NULL || g_strv_contains ((const char *const *)names, name);
}

static void
check_names (char **names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean known = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (benchmarks); k++)
        known = known || g_str_equal (benchmarks[k].name, names[i]);
      if (!known)
        bench_fail ("There is no benchmark “%s”; `bench list` names them.", names[i]);
    }
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
      for (guint i = 0; i < G_N_ELEMENTS (benchmarks); i++)
        g_print ("%-10s %s\n", benchmarks[i].name, benchmarks[i].about);
      return 0;
    }
  check_names (argv + 1);
  bench_set_rounds (CLAMP (rounds, 1, 1000));
  print_machine ();
  bench_heading ();
  for (guint i = 0; i < G_N_ELEMENTS (benchmarks); i++)
    if (is_wanted (benchmarks[i].name, argv + 1))
      benchmarks[i].run ();

  return 0;
}

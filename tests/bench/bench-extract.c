/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A page's bytes to finished JSON, to what gumbo alone needs to parse it: into an arena that is
 * touched already and never emptied by hand, the best that gumbo can do. */

#include "bench.h"

#include "document/page-json.h"
#include "extract/extract.h"
#include "html/html-charset.h"
#include "invent.h"
#include "measure.h"
#include "page-files.h"

#include <gumbo.h>
#include <stdio.h>
#include <sys/mman.h>

#define ARENA ((gsize)1024 * 1024 * 1024) /* reserved; the system gives what is touched */
#define LONG_PAGES 8
#define LONG_WORDS 2500 /* the shortest; each one is half as long again */
#define BASE "https://example.org/one/two.html"

/* --- gumbo alone --- */

typedef struct
{
  char *memory;
  gsize used;
} Arena;

static void *
arena_alloc (void *data, size_t size)
{
  Arena *arena = data;
  void *memory = arena->memory + arena->used;

  arena->used += (size + 15) & ~(size_t)15;
  if (arena->used > ARENA)
    bench_fail ("The arena is full.");

  return memory;
}

static void
arena_free (void *data, void *memory)
{
}

static void
parse_alone (Arena *arena, GBytes *utf8)
{
  GumboOptions options = kGumboDefaultOptions;
  gsize size;
  const char *text = g_bytes_get_data (utf8, &size);

  options.allocator = arena_alloc;
  options.deallocator = arena_free;
  options.userdata = arena;
  options.max_errors = 0;
  arena->used = 0;
  gumbo_parse_with_options (&options, text, size);
}

/* --- all of it --- */

static gsize
extract_to_json (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafPage) page
      = sheaf_extract_html (&(SheafSource){ bytes, "utf-8", BASE }, NULL, &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;
  gsize length;

  if (page == NULL)
    return 0; /* too big to be read */
  json_builder_begin_object (builder);
  sheaf_page_to_json (page, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json = json_generator_to_data (generator, &length);

  return length;
}

/* --- Pages --- */

static GPtrArray *
make_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
}

typedef struct
{
  double wall, cpu;
} Cost;

static Cost
start (void)
{
  return (Cost){ bench_wall (), bench_cpu () };
}

static void
add_since (Cost *sum, Cost then)
{
  sum->wall += bench_wall () - then.wall;
  sum->cpu += bench_cpu () - then.cpu;
}

/* One page after the other, each by both, so that both meet the same moments of the machine. */
static void
run_round (Arena *arena, GPtrArray *pages, GPtrArray *utf8, Cost *alone, Cost *whole)
{
  *alone = *whole = (Cost){ 0, 0 };
  for (guint i = 0; i < pages->len; i++)
    {
      Cost then = start ();

      parse_alone (arena, utf8->pdata[i]);
      add_since (alone, then);
      then = start ();
      extract_to_json (pages->pdata[i]);
      add_since (whole, then);
    }
}

/* What pages cost, round by round. */
typedef struct
{
  guint pages;
  gsize bytes;
  Cost *alone, *whole;
} Costs;

static void
costs_init (Costs *self)
{
  self->pages = 0;
  self->bytes = 0;
  self->alone = g_new0 (Cost, bench_rounds ());
  self->whole = g_new0 (Cost, bench_rounds ());
}

static void
costs_clear (Costs *self)
{
  g_free (self->alone);
  g_free (self->whole);
}

static void
add_cost (Cost *sum, const Cost *cost)
{
  sum->wall += cost->wall;
  sum->cpu += cost->cpu;
}

static void
add_costs (Costs *sum, const Costs *costs)
{
  sum->pages += costs->pages;
  sum->bytes += costs->bytes;
  for (guint i = 0; i < bench_rounds (); i++)
    {
      add_cost (&sum->alone[i], &costs->alone[i]);
      add_cost (&sum->whole[i], &costs->whole[i]);
    }
}

static double
cpu_ratio (const Costs *self)
{
  g_autoptr (GArray) ratios = bench_samples_new ();

  for (guint i = 0; i < bench_rounds (); i++)
    bench_sample (ratios, self->whole[i].cpu / self->alone[i].cpu);

  return bench_median (ratios);
}

static void
measure (Costs *self, Arena *arena, GPtrArray *pages)
{
  g_autoptr (GPtrArray) utf8 = make_list ();
  Cost alone, whole;

  costs_init (self);
  self->pages = pages->len;
  for (guint i = 0; i < pages->len; i++)
    {
      g_ptr_array_add (utf8, sheaf_html_to_utf8 (pages->pdata[i], "utf-8", TRUE));
      self->bytes += g_bytes_get_size (pages->pdata[i]);
    }
  run_round (arena, pages, utf8, &alone, &whole); /* touches the arena */
  for (guint i = 0; i < bench_rounds (); i++)
    run_round (arena, pages, utf8, &self->alone[i], &self->whole[i]);
}

static void
print_costs (const Costs *self, const char *what)
{
  g_autoptr (GArray) rate = bench_samples_new (), slower = bench_samples_new ();
  g_autoptr (GArray) cpu = bench_samples_new ();
  g_autofree char *name = g_strdup_printf ("extract: %u %s, mean %.0f kB", self->pages, what,
                                           (double)self->bytes / 1000 / self->pages);
  g_autofree char *cpu_name = g_strdup_printf ("extract: %s, CPU of a page", what);

  for (guint i = 0; i < bench_rounds (); i++)
    {
      bench_sample (rate, self->pages / self->whole[i].wall);
      bench_sample (slower, self->alone[i].wall / self->whole[i].wall);
      bench_sample (cpu, self->whole[i].cpu * 1000 / self->pages);
    }
  bench_row (name, bench_median (rate), "pages/s", bench_median (slower), "gumbo alone's rate",
             NULL);
  bench_row (cpu_name, bench_median (cpu), "ms", cpu_ratio (self), "gumbo alone's CPU", NULL);
}

static void
measure_pages (Arena *arena, const char *what, GPtrArray *pages)
{
  Costs costs;

  if (pages->len == 0)
    {
      g_printerr ("extract: there are no %s.\n", what);
      return;
    }
  measure (&costs, arena, pages);
  print_costs (&costs, what);
  costs_clear (&costs);
}

static GPtrArray *
invent_long_pages (void)
{
  GPtrArray *pages = make_list ();

  for (guint i = 0, words = LONG_WORDS; i < LONG_PAGES; i++, words += words / 2)
    {
      g_autoptr (Invented) article = invent_article (i, words);
      char *html = invented_to_html (article, i);

      g_ptr_array_add (pages, g_bytes_new_take (html, strlen (html)));
    }

  return pages;
}

/* --- Corpora --- */

/* A folder of folders that say what is expected of a page. */
static gboolean
is_corpus (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, "expected.json", NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return TRUE;
    }

  return FALSE;
}

/* The corpora in FOLDER, or it alone. (transfer full) */
static GPtrArray *
list_corpora (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      char *path = g_build_filename (folder, name, NULL);

      if (is_corpus (path))
        g_ptr_array_add (paths, path);
      else
        g_free (path);
    }
  if (paths->len == 0)
    g_ptr_array_add (paths, g_strdup (folder));

  return paths;
}

/* What it costs all together; what is found in each, and what that costs, is corpus.py's table. */
static void
measure_corpora (Arena *arena, const char *folder)
{
  g_autoptr (GPtrArray) corpora = list_corpora (folder);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  Costs all;

  costs_init (&all);
  g_ptr_array_add (arguments, g_strdup ("/usr/bin/python3"));
  g_ptr_array_add (arguments, g_strdup (SHEAF_BENCH_SCORER));
  g_ptr_array_add (arguments, g_strdup (SHEAF_BENCH_CLI));
  g_ptr_array_add (arguments, g_strdup (folder));
  for (guint i = 0; i < corpora->len; i++)
    {
      g_autoptr (GPtrArray) pages = make_list ();
      g_autofree char *name = g_path_get_basename (corpora->pdata[i]);
      Costs costs;

      page_files_read (corpora->pdata[i], pages);
      measure (&costs, arena, pages);
      add_costs (&all, &costs);
      g_ptr_array_add (arguments, g_strdup_printf ("%s=%.2f", name, cpu_ratio (&costs)));
      costs_clear (&costs);
    }
  g_ptr_array_add (arguments, NULL);
  if (all.pages == 0)
    bench_fail ("There are no pages in %s.", folder);
  print_costs (&all, "pages of SHEAF_CORPUS");
  costs_clear (&all);
  fflush (stdout);
  if (!g_spawn_sync (NULL, (char **)arguments->pdata, NULL, 0, NULL, NULL, NULL, NULL, NULL,
                     &error))
    bench_fail ("%s", error->message);
}

void
bench_extract (void)
{
  const char *corpus = g_getenv ("SHEAF_CORPUS");
  g_autoptr (GPtrArray) own = make_list (), invented = invent_long_pages ();
  Arena arena = { .used = 0 };

  arena.memory = mmap (NULL, ARENA, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (arena.memory == MAP_FAILED)
    bench_fail ("No memory for the arena.");
  page_files_read (SHEAF_BENCH_PAGES, own);
  measure_pages (&arena, "pages of ours", own);
  measure_pages (&arena, "long pages", invented);
  if (corpus != NULL && *corpus != '\0')
    measure_corpora (&arena, corpus);
  else
    g_printerr ("extract: these are pages of ours alone. With SHEAF_CORPUS=FOLDER real ones are "
                "measured, and what is found in them is compared with what is expected.\n");
  munmap (arena.memory, ARENA);
}

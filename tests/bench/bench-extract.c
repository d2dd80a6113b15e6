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

static void
measure_pages (Arena *arena, const char *what, GPtrArray *pages)
{
  g_autoptr (GPtrArray) utf8 = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GArray) rate = bench_samples_new (), slower = bench_samples_new ();
  g_autoptr (GArray) cpu = bench_samples_new (), cpu_ratio = bench_samples_new ();
  g_autofree char *name = NULL, *cpu_name = NULL;
  gsize bytes = 0;

  if (pages->len == 0)
    {
      g_printerr ("extract: there are no %s.\n", what);
      return;
    }
  for (guint i = 0; i < pages->len; i++)
    {
      g_ptr_array_add (utf8, sheaf_html_to_utf8 (pages->pdata[i], "utf-8", TRUE));
      bytes += g_bytes_get_size (pages->pdata[i]);
    }
  for (guint round = 0; round <= bench_rounds (); round++)
    {
      Cost alone, whole;

      run_round (arena, pages, utf8, &alone, &whole);
      if (round == 0)
        continue; /* touches the arena */
      bench_sample (rate, pages->len / whole.wall);
      bench_sample (slower, alone.wall / whole.wall);
      bench_sample (cpu, whole.cpu * 1000 / pages->len);
      bench_sample (cpu_ratio, whole.cpu / alone.cpu);
    }
  name = g_strdup_printf ("extract: %u %s, mean %.0f kB", pages->len, what,
                          (double)bytes / 1000 / pages->len);
  cpu_name = g_strdup_printf ("extract: %s, CPU of a page", what);
  bench_row (name, bench_median (rate), "pages/s", bench_median (slower), "gumbo alone's rate",
             NULL);
  bench_row (cpu_name, bench_median (cpu), "ms", bench_median (cpu_ratio), "gumbo alone's CPU",
             NULL);
}

static GPtrArray *
make_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
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

void
bench_extract (void)
{
  const char *corpus = g_getenv ("SHEAF_CORPUS");
  g_autoptr (GPtrArray) own = make_list (), invented = invent_long_pages (), given = make_list ();
  Arena arena = { .used = 0 };

  arena.memory = mmap (NULL, ARENA, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (arena.memory == MAP_FAILED)
    bench_fail ("No memory for the arena.");
  page_files_read (SHEAF_BENCH_PAGES, own);
  if (corpus != NULL)
    page_files_read (corpus, given);
  measure_pages (&arena, "pages of ours", own);
  measure_pages (&arena, "long pages", invented);
  if (corpus != NULL)
    measure_pages (&arena, "pages of SHEAF_CORPUS", given);
  munmap (arena.memory, ARENA);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An article of 1,000 blocks set into the reader's view until the first frame of it is painted, to
 * a bare GtkTextView with the same words in the same place. CPU of the process: waiting for the
 * frame's turn does not count. */

#include "bench.h"

#include "invent.h"
#include "measure.h"
#include "ui/page-view.h"

#include <adwaita.h>

#define BLOCKS 1000
#define WORDS 120000 /* more than they need */
#define SETTLE_MS 300

typedef struct
{
  GtkWindow *window;
  GtkWidget *stack, *page, *bare;
  SheafLoaded loaded;
} Fixture;

/* --- Turning the main loop --- */

static void
painted_cb (gboolean *painted)
{
  *painted = TRUE;
}

static void
wait_for_frame (GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  gboolean painted = FALSE;

  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &painted);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (clock, &painted);
}

static void
settle (void)
{
  gboolean over = FALSE;

  g_timeout_add_once (SETTLE_MS, (GSourceOnceFunc)painted_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* --- The window --- */

static GtkWidget *
add_view (GtkWidget *stack, GtkWidget *view)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_stack_add_child (GTK_STACK (stack), scroller);

  return view;
}

static void
make_window (Fixture *self)
{
  self->stack = gtk_stack_new ();
  self->page = add_view (self->stack, g_object_new (SHEAF_TYPE_PAGE_VIEW, NULL));
  self->bare = add_view (self->stack, gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->bare), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->bare), FALSE);
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 760, 760);
  gtk_window_set_child (self->window, self->stack);
  gtk_window_present (self->window);
  settle ();
}

static void
invent_page (SheafLoaded *loaded)
{
  g_autoptr (Invented) article = invent_article (1, WORDS);
  gsize n;

  g_ptr_array_set_size (article->blocks, BLOCKS);
  loaded->page = invented_to_page (article);
  sheaf_document_get_blocks (loaded->page->document, &n);
  if (n != BLOCKS)
    bench_fail ("The page has %" G_GSIZE_FORMAT " blocks.", n);
  loaded->row = sheaf_row_new ();
  loaded->row->id = 1;
  loaded->row->title = g_strdup (article->title);
  loaded->row->site = g_strdup (article->site);
  loaded->row->author = g_strdup (article->byline);
  loaded->row->tags = g_new0 (char *, 1);
}

/* --- The two --- */

static void
fill_page (Fixture *self)
{
  sheaf_page_view_set_article (SHEAF_PAGE_VIEW (self->page), &self->loaded, NULL, NULL, 0);
}

static void
clear_page (Fixture *self)
{
  sheaf_page_view_clear (SHEAF_PAGE_VIEW (self->page));
}

static void
fill_bare (Fixture *self)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);

  gtk_text_buffer_set_text (buffer, sheaf_document_get_text (self->loaded.page->document), -1);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->bare), buffer);
}

static void
clear_bare (Fixture *self)
{
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->bare), NULL);
}

typedef struct
{
  double cpu, wall; /* ms, with the first frame */
  double filled;    /* ms of CPU before it */
} Cost;

static Cost
measure (Fixture *self, GtkWidget *view, void (*fill) (Fixture *), void (*clear) (Fixture *))
{
  double cpu, wall;
  Cost cost;

  gtk_stack_set_visible_child (GTK_STACK (self->stack),
                               gtk_widget_get_ancestor (view, GTK_TYPE_SCROLLED_WINDOW));
  settle ();
  cpu = bench_cpu ();
  wall = bench_wall ();
  fill (self);
  cost.filled = (bench_cpu () - cpu) * 1000;
  wait_for_frame (self->window);
  cost.cpu = (bench_cpu () - cpu) * 1000;
  cost.wall = (bench_wall () - wall) * 1000;
  settle (); /* the lines below the screen get their heights */
  clear (self);

  return cost;
}

void
bench_page (void)
{
  Fixture fixture = { NULL };
  g_autoptr (GArray) cpu = bench_samples_new (), wall = bench_samples_new (),
                     filled = bench_samples_new ();
  g_autoptr (GArray) bare_cpu = bench_samples_new (), bare_wall = bench_samples_new ();

  if (!gtk_init_check ())
    bench_fail ("There is no display.");
  adw_init ();
  make_window (&fixture);
  invent_page (&fixture.loaded);
  for (guint round = 0; round <= bench_rounds (); round++)
    {
      Cost bare = measure (&fixture, fixture.bare, fill_bare, clear_bare);
      Cost page = measure (&fixture, fixture.page, fill_page, clear_page);

      if (round == 0)
        continue; /* fonts are found, styles are made */
      bench_sample (cpu, page.cpu);
      bench_sample (wall, page.wall);
      bench_sample (filled, page.filled);
      bench_sample (bare_cpu, bare.cpu);
      bench_sample (bare_wall, bare.wall);
    }
  bench_row ("page: 1,000 blocks, first frame, CPU", bench_median (cpu), "ms",
             bench_median (cpu) / bench_median (bare_cpu), "a bare text view", NULL);
  bench_row ("page: of it the buffer and its tags, CPU", bench_median (filled), "ms",
             bench_median (filled) / bench_median (bare_cpu), "a bare text view, all of it", NULL);
  bench_row ("page: 1,000 blocks, first frame", bench_median (wall), "ms",
             bench_median (wall) / bench_median (bare_wall), "a bare text view", NULL);
  gtk_window_destroy (fixture.window);
  sheaf_row_unref (fixture.loaded.row);
  sheaf_page_unref (fixture.loaded.page);
}

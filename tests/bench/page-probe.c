/* SPDX-License-Identifier: GPL-3.0-or-later */

/* page-probe page|bare WORDS PICTURES MARKS, or page-probe cycles N: one article shown in a view of
 * its own, as the reader does it or as a bare GtkTextView shows the same words. Tells, in
 * microseconds of the main thread: "open CPU STALL" (until the first frame; the longest stretch
 * without a look at the main loop's events from then to rest), "scroll CPU FRAMES", and in KB
 * "memory PEAK REST"; cycles: "cycles GROWTH LEFT". */

#include "invent.h"
#include "library/library.h"
#include "store/files.h"
#include "ui/hyphens.h"
#include "ui/page-view.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define REST_MS 700
#define SCROLL_FRAMES 180
#define SCROLL_PIXELS 60
#define WARM_ARTICLES 3
#define FIRST_CYCLES 50 /* until then caches fill */

typedef struct
{
  GtkWindow *window;
  SheafLoaded loaded;
  SheafLibrary *library; /* (nullable) */
  GArray *marks;         /* of SheafPageMark */
  GArray *breaks;        /* where its words may be broken, found off the main thread elsewhere */
  guint alive;           /* views of the cycles */
} Probe;

/* --- The main loop, watched --- */

static gint64 busy_since, longest;

static gint
poll_cb (GPollFD *fds, guint n, gint timeout)
{
  gint result;

  if (busy_since != 0)
    longest = MAX (longest, g_get_monotonic_time () - busy_since);
  result = g_poll (fds, n, timeout);
  busy_since = g_get_monotonic_time ();

  return result;
}

static void
set_true (gboolean *value)
{
  *value = TRUE;
}

static void
wait_for_frame (Probe *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  gboolean painted = FALSE;

  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (set_true), &painted);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (clock, &painted);
}

static void
rest (void)
{
  gboolean over = FALSE;

  g_timeout_add_once (REST_MS, (GSourceOnceFunc)set_true, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static gint64
main_cpu (void)
{
  struct timespec cpu;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &cpu);

  return (gint64)cpu.tv_sec * G_USEC_PER_SEC + cpu.tv_nsec / 1000;
}

/* KB of a line of a file in /proc/self. */
static gint64
read_kilobytes (const char *file, const char *const *names)
{
  g_autofree char *path = g_build_filename ("/proc/self", file, NULL), *text = NULL;
  g_auto (GStrv) lines = NULL;
  gint64 sum = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    for (guint k = 0; names[k] != NULL; k++)
      if (g_str_has_prefix (lines[i], names[k]))
        sum += g_ascii_strtoll (lines[i] + strlen (names[k]), NULL, 10);

  return sum;
}

static gint64
get_private (void)
{
  static const char *const names[] = { "Private_Clean:", "Private_Dirty:", NULL };

  return read_kilobytes ("smaps_rollup", names);
}

static gint64
get_peak (void)
{
  static const char *const names[] = { "VmHWM:", NULL };

  return read_kilobytes ("status", names);
}

static void
tell (const char *name, gint64 one, gint64 other)
{
  printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", name, one, other);
  fflush (stdout);
}

/* --- What is shown --- */

static void
free_kept (gpointer data)
{
  SheafKeptPicture *kept = data;

  g_free (kept->sha);
  g_free (kept);
}

/* One picture of 12 million pixels; each has bytes of its own behind its end. */
static GBytes *
make_picture (void)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 4000, 3000);
  guint8 *data = gdk_pixbuf_get_pixels (pixels);
  int stride = gdk_pixbuf_get_rowstride (pixels);
  char *bytes;
  gsize n;

  for (int y = 0; y < 3000; y++)
    for (int x = 0; x < 4000; x++)
      {
        guint8 *pixel = data + (gsize)y * stride + (gsize)x * 3;

        pixel[0] = (guint8)(x * y / 5000);
        pixel[1] = (guint8)(x / 16 + (x ^ y) % 24);
        pixel[2] = (guint8)(y / 12);
      }
  if (!gdk_pixbuf_save_to_buffer (pixels, &bytes, &n, "jpeg", NULL, NULL))
    g_error ("The picture cannot be made.");

  return g_bytes_new_take (bytes, n);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(SheafLibrary **)data = sheaf_library_open_finish (result, &error);
  if (error != NULL)
    g_error ("%s", error->message);
}

static void
put_pictures (Probe *self, const char *folder, guint n)
{
  g_autoptr (GBytes) picture = make_picture ();
  const char *files;

  sheaf_library_open_async (folder, NULL, opened_cb, &self->library);
  while (self->library == NULL)
    g_main_context_iteration (NULL, TRUE);
  files = sheaf_store_get_files_folder (sheaf_library_get_store (self->library));
  self->loaded.pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_kept);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GBytes) whole = NULL;
      g_autoptr (GError) error = NULL;
      SheafKeptPicture *kept = g_new0 (SheafKeptPicture, 1);
      gsize size;
      const guint8 *data = g_bytes_get_data (picture, &size);

      g_byte_array_append (bytes, data, (guint)size);
      g_byte_array_append (bytes, (const guint8 *)&i, sizeof i);
      whole = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      kept->sha = sheaf_files_put (files, whole, FALSE, &error);
      kept->width = 4000;
      kept->height = 3000;
      if (kept->sha == NULL)
        g_error ("%s", error->message);
      g_hash_table_insert (self->loaded.pictures, invented_dup_picture (i), kept);
    }
  malloc_trim (0); /* what making it has used is none of the view's */
}

static void
invent (SheafLoaded *loaded, guint id, guint words, guint pictures)
{
  g_autoptr (Invented) article = invent_article (id, words);

  loaded->page = invented_to_page (article, pictures);
  loaded->row = sheaf_row_new ();
  loaded->row->id = 1;
  loaded->row->title = g_strdup (article->title);
  loaded->row->site = g_strdup (article->site);
  loaded->row->author = g_strdup (article->byline);
  loaded->row->tags = g_new0 (char *, 1);
}

static GArray *
make_marks (const SheafLoaded *loaded, guint n)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (SheafPageMark));
  guint length = sheaf_document_get_length (loaded->page->document);

  for (guint i = 0; i < n; i++)
    {
      guint start = (guint)((guint64)length * i / n);
      SheafPageMark mark
          = { i + 1, start, MIN (start + 60, length), i % SHEAF_PAGE_MARK_COLORS, i % 7 == 0 };

      g_array_append_val (marks, mark);
    }

  return marks;
}

/* --- The two views --- */

static GtkWidget *
make_view (gboolean bare)
{
  GtkWidget *view;

  if (!bare)
    return g_object_new (SHEAF_TYPE_PAGE_VIEW, NULL);
  view = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);

  return view;
}

static void
fill (Probe *self, GtkWidget *view)
{
  g_autoptr (GtkTextBuffer) buffer = NULL;

  if (SHEAF_IS_PAGE_VIEW (view))
    {
      sheaf_page_view_set_breaks (SHEAF_PAGE_VIEW (view), self->breaks);
      sheaf_page_view_set_article (SHEAF_PAGE_VIEW (view), &self->loaded, self->library, NULL, 0);
      sheaf_page_view_set_marks (SHEAF_PAGE_VIEW (view), self->marks);
      return;
    }
  buffer = gtk_text_buffer_new (NULL);
  gtk_text_buffer_set_text (buffer, sheaf_document_get_text (self->loaded.page->document), -1);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (view), buffer);
}

static GtkWidget *
show_view (Probe *self, gboolean bare)
{
  GtkWidget *view = make_view (bare), *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_window_set_child (self->window, scroller);

  return view;
}

/* Fonts are found, styles are made and the display's buffers are touched by short articles before.
 * None has the words of the measured one: GTK draws no line anew that is already on the screen, and
 * an opening that draws nothing is none. */
static GtkWidget *
warm_up (Probe *self, gboolean bare)
{
  GtkWidget *view = show_view (self, bare);
  Probe small = *self;

  small.marks = g_array_new (FALSE, FALSE, sizeof (SheafPageMark));
  small.breaks = NULL;
  for (guint i = 0; i < WARM_ARTICLES; i++)
    {
      small.loaded = (SheafLoaded){ NULL };
      invent (&small.loaded, 2 + i, 600, 0);
      fill (&small, view);
      rest ();
    }

  return view;
}

/* Down, and at the end up again. */
static void
scroll (Probe *self, GtkWidget *view)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  double step = SCROLL_PIXELS;
  gint64 start;

  rest ();
  start = main_cpu ();
  for (guint i = 0; i < SCROLL_FRAMES; i++)
    {
      double value = gtk_adjustment_get_value (adjustment);

      gtk_adjustment_set_value (adjustment, value + step);
      if (gtk_adjustment_get_value (adjustment) == value)
        step = -step;
      gtk_widget_queue_draw (view);
      wait_for_frame (self);
    }
  tell ("scroll", main_cpu () - start, SCROLL_FRAMES);
}

static void
probe (Probe *self, gboolean bare)
{
  GtkWidget *view = warm_up (self, bare);
  gint64 cpu = main_cpu ();

  longest = 0;
  busy_since = g_get_monotonic_time (); /* filling it is a stretch, too */
  fill (self, view);
  wait_for_frame (self);
  cpu = main_cpu () - cpu;
  rest ();
  tell ("open", cpu, longest);
  scroll (self, view);
  rest ();
  tell ("memory", get_peak (), get_private ());
}

/* --- Opened and closed again and again --- */

static void
gone_cb (gpointer data, GObject *where)
{
  (*(guint *)data)--;
}

static void
cycle (Probe *self, guint n)
{
  gint64 first = 0;

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *view = show_view (self, FALSE);

      self->alive++;
      g_object_weak_ref (G_OBJECT (view), gone_cb, &self->alive);
      fill (self, view);
      wait_for_frame (self);
      gtk_window_set_child (self->window, NULL);
      if (i + 1 == FIRST_CYCLES)
        first = get_private ();
    }
  rest ();
  tell ("cycles", get_private () - first, self->alive);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-page-XXXXXX", NULL);
  gboolean cycles = argc == 3 && g_str_equal (argv[1], "cycles");
  guint words = cycles || argc < 5 ? 600 : (guint)g_ascii_strtoull (argv[2], NULL, 10);
  guint pictures = cycles || argc < 5 ? 0 : (guint)g_ascii_strtoull (argv[3], NULL, 10);
  guint marks = cycles || argc < 5 ? 5 : (guint)g_ascii_strtoull (argv[4], NULL, 10);
  Probe self = { NULL };

  if (!cycles && argc != 5)
    return 2;
  adw_init ();
  invent (&self.loaded, 1, words, pictures);
  self.marks = make_marks (&self.loaded, marks);
  self.breaks = sheaf_hyphens_find (self.loaded.page->document, "en");
  if (pictures > 0)
    put_pictures (&self, folder, pictures);
  self.window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self.window, 760, 760);
  gtk_window_present (self.window);
  g_main_context_set_poll_func (NULL, poll_cb);
  rest ();
  if (cycles)
    cycle (&self, (guint)g_ascii_strtoull (argv[2], NULL, 10));
  else
    probe (&self, g_str_equal (argv[1], "bare"));
  if (self.library != NULL)
    sheaf_library_close (self.library);

  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* window-probe start|archive|frames FOLDER N: Sheaf itself, which tells when it painted what, and
 * ends. N: how many articles its list has; 0: the library is empty, the welcome page is waited for.
 *
 *   first-frame   whatever the window shows first
 *   library       the list with its rows, or the welcome page, is painted
 *   archive       (archive) every second row is selected; they are archived from now on
 *   changed       the library has archived them
 *   archived      the list without them is painted
 *   rows, jumps, typing  (frames) window-frames.h */

#include "config.h"

#include "store/article.h"
#include "tell-moment.h"
#include "ui/application.h"
#include "ui/window-private.h"
#include "window-frames.h"

#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#define SETTLE_MS 500
#define MOST_SECONDS 60

typedef enum
{
  WAIT_FIRST_FRAME,
  WAIT_LIBRARY,
  WAIT_SETTLED,
  WAIT_ARCHIVED,
} State;

typedef struct
{
  GApplication *application;
  SheafWindow *window;
  GtkListView *view;
  State state;
  gboolean archive, by_frame;
  WindowFrames *frames; /* (nullable) */
  guint expected;
} Probe;

static GtkWidget *
find_descendant (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_descendant (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
shows_rows (Probe *self, guint n)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->view));
  g_autoptr (SheafArticle) first = NULL;

  if (model == NULL || g_list_model_get_n_items (model) != n
      || !gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return FALSE;
  first = g_list_model_get_item (model, 0);

  return first != NULL && sheaf_article_get_row (first) != NULL;
}

static gboolean
shows_library (Probe *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->window->stack);

  if (self->expected == 0)
    return g_strcmp0 (page, "welcome") == 0;

  return g_strcmp0 (page, "library") == 0 && shows_rows (self, self->expected);
}

/* --- Archiving --- */

static void
changed_cb (Probe *self)
{
  if (self->state == WAIT_ARCHIVED)
    tell_moment ("changed");
}

static gboolean
archive_cb (gpointer data)
{
  Probe *self = data;

  self->state = WAIT_ARCHIVED;
  tell_moment ("archive");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "article.archive", NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
select_cb (gpointer data)
{
  Probe *self = data;
  g_autoptr (GtkBitset) half = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, self->expected);

  for (guint i = 0; i < self->expected; i += 2)
    gtk_bitset_add (half, i);
  gtk_selection_model_set_selection (gtk_list_view_get_model (self->view), half, all);
  g_signal_connect_swapped (sheaf_library_get_store (self->window->library), "changed",
                            G_CALLBACK (changed_cb), self);
  g_timeout_add (SETTLE_MS, archive_cb, self);

  return G_SOURCE_REMOVE;
}

/* --- Frames --- */

static void
frames_done_cb (gpointer data)
{
  Probe *self = data;

  g_clear_pointer (&self->frames, window_frames_free);
  g_application_quit (self->application);
}

static void
after_paint_cb (Probe *self)
{
  if (self->state == WAIT_FIRST_FRAME && gtk_widget_get_mapped (GTK_WIDGET (self->window)))
    {
      tell_moment ("first-frame");
      self->state = WAIT_LIBRARY;
      if (self->by_frame)
        self->frames = window_frames_new (GTK_WIDGET (self->window));
    }
  if (self->state == WAIT_LIBRARY && shows_library (self))
    {
      tell_moment ("library");
      self->state = WAIT_SETTLED;
      if (self->archive)
        g_timeout_add (SETTLE_MS, select_cb, self);
      else if (self->by_frame)
        window_frames_begin (self->frames, GTK_WIDGET (self->view), frames_done_cb, self);
      else
        g_application_quit (self->application);
    }
  if (self->state == WAIT_ARCHIVED && shows_rows (self, self->expected / 2))
    {
      tell_moment ("archived");
      g_application_quit (self->application);
    }
}

static void
realize_cb (Probe *self)
{
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)), "after-paint",
                            G_CALLBACK (after_paint_cb), self);
}

static void
window_added_cb (Probe *self, GtkWindow *window)
{
  if (!SHEAF_IS_WINDOW (window))
    return;
  self->window = SHEAF_WINDOW (window);
  g_signal_connect_data (window, "realize", G_CALLBACK (realize_cb), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/* The window is added while it is made: its panes come later. */
static void
activate_cb (Probe *self)
{
  self->view
      = GTK_LIST_VIEW (find_descendant (GTK_WIDGET (self->window->list), GTK_TYPE_LIST_VIEW));
}

int
main (int argc, char **argv)
{
  g_autoptr (SheafApplication) application = NULL;
  Probe probe = { .state = WAIT_FIRST_FRAME };
  char library[] = "--library";
  char *arguments[] = { argv[0], library, argc == 4 ? argv[2] : NULL, NULL };

  if (argc != 4)
    {
      g_printerr ("window-probe start|archive|frames FOLDER N\n");
      return 2;
    }
  alarm (MOST_SECONDS); /* what never comes is not waited for */
  setlocale (LC_ALL, "");
  application = sheaf_application_new ();
  probe.application = G_APPLICATION (application);
  probe.archive = g_str_equal (argv[1], "archive");
  probe.by_frame = g_str_equal (argv[1], "frames");
  probe.expected = (guint)g_ascii_strtoull (argv[3], NULL, 10);
  g_signal_connect_swapped (application, "window-added", G_CALLBACK (window_added_cb), &probe);
  g_signal_connect_data (application, "activate", G_CALLBACK (activate_cb), &probe, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return g_application_run (G_APPLICATION (application), G_N_ELEMENTS (arguments) - 1, arguments);
}

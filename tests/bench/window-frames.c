/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A tick asks for one frame after the other; each step is so many of them. */

#include "window-frames.h"

#include "store/article.h"

#include <stdio.h>

#define LONG_US (33 * 1000)
#define SETTLE 30 /* frames */
#define JUMPS 120
#define LETTERS 12
#define FRAMES_A_LETTER 6

typedef struct
{
  gint64 worst; /* microseconds */
  guint slow;
} Gaps;

typedef enum
{
  STEP_ROWS,
  STEP_SETTLE,
  STEP_JUMPS,
  STEP_REST,
  STEP_TYPING,
  STEP_LAST_LETTER,
} Step;

struct _WindowFrames
{
  GtkWidget *window, *list;
  GdkFrameClock *clock;
  gulong after_paint;
  guint tick;
  Step step;
  guint frame; /* the next one, of the step */
  gint64 last; /* when the last one was painted; 0: none was */
  Gaps gaps;
  Gaps letters; /* the worst of them */
  char *text;
  void (*done) (gpointer);
  gpointer data;
};

static void
after_paint_cb (WindowFrames *self)
{
  gint64 now = g_get_monotonic_time (), gap = self->last == 0 ? 0 : now - self->last;

  self->gaps.worst = MAX (self->gaps.worst, gap);
  self->gaps.slow += gap > LONG_US;
  self->last = now;
}

static void
tell (const char *name, Gaps gaps)
{
  printf ("%s %" G_GINT64_FORMAT " %u\n", name, gaps.worst, gaps.slow);
  fflush (stdout);
}

static void
next_step (WindowFrames *self)
{
  self->step++;
  self->frame = 0;
  self->gaps = (Gaps){ 0 };
}

static void
tell_step (WindowFrames *self, const char *name)
{
  tell (name, self->gaps);
  next_step (self);
}

/* --- Scrolling --- */

static void
jump (WindowFrames *self, guint frame)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  double most = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  gtk_adjustment_set_value (adjustment, most * frame / JUMPS);
}

/* --- Typing --- */

/* What stands over the first article, so that something is found with each letter. */
static char *
dup_first_title (WindowFrames *self)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (self->list)));
  g_autoptr (SheafArticle) first = g_list_model_get_item (model, 0);

  return g_utf8_substring (sheaf_article_get_row (first)->title, 0, LETTERS);
}

/* The search has the focus. */
static void
type_letter (WindowFrames *self, guint n)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));
  const char *letter = g_utf8_offset_to_pointer (self->text, n);
  int at;

  if (!GTK_IS_TEXT (focus))
    {
      g_printerr ("The search does not have the focus.\n");
      return;
    }
  at = gtk_editable_get_position (GTK_EDITABLE (focus));
  gtk_editable_insert_text (GTK_EDITABLE (focus), letter, (int)(g_utf8_next_char (letter) - letter),
                            &at);
  gtk_editable_set_position (GTK_EDITABLE (focus), at);
}

static void
end_letter (WindowFrames *self)
{
  self->letters.worst = MAX (self->letters.worst, self->gaps.worst);
  self->letters.slow = MAX (self->letters.slow, self->gaps.slow);
  self->gaps = (Gaps){ 0 };
}

static void
type (WindowFrames *self, guint frame)
{
  if (frame % FRAMES_A_LETTER != 0)
    return;
  if (frame > 0)
    end_letter (self);
  if (frame == LETTERS * FRAMES_A_LETTER)
    next_step (self);
  else
    type_letter (self, frame / FRAMES_A_LETTER);
}

/* --- Steps --- */

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  WindowFrames *self = data;
  guint frame = self->frame++;

  switch (self->step)
    {
    case STEP_ROWS:
      break;
    case STEP_SETTLE:
      if (frame == SETTLE)
        tell_step (self, "rows");
      break;
    case STEP_JUMPS:
      jump (self, MIN (frame + 1, JUMPS));
      if (frame == JUMPS)
        tell_step (self, "jumps");
      break;
    case STEP_REST:
      if (frame == 0)
        gtk_widget_activate_action (self->window, "win.start-search", NULL);
      if (frame == SETTLE)
        next_step (self);
      break;
    case STEP_TYPING:
      type (self, frame);
      break;
    case STEP_LAST_LETTER:
      if (frame < SETTLE)
        break;
      end_letter (self);
      tell ("typing", self->letters);
      self->tick = 0;
      self->done (self->data);
      return G_SOURCE_REMOVE;
    }

  return G_SOURCE_CONTINUE;
}

WindowFrames *
window_frames_new (GtkWidget *window)
{
  WindowFrames *self = g_new0 (WindowFrames, 1);

  self->window = window;
  self->clock = gtk_widget_get_frame_clock (window);
  self->after_paint
      = g_signal_connect_swapped (self->clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  self->tick = gtk_widget_add_tick_callback (window, tick_cb, self, NULL);

  return self;
}

void
window_frames_begin (WindowFrames *self, GtkWidget *list, void (*done) (gpointer), gpointer data)
{
  self->list = list;
  self->text = dup_first_title (self);
  self->done = done;
  self->data = data;
  self->step = STEP_SETTLE;
  self->frame = 0;
}

void
window_frames_free (WindowFrames *self)
{
  g_signal_handler_disconnect (self->clock, self->after_paint);
  if (self->tick > 0)
    gtk_widget_remove_tick_callback (self->window, self->tick);
  g_free (self->text);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One question for each few pixels of its height, however many hits there are. */

#include "ui/find-ticks.h"

#define WIDTH 8
#define STEP 3
#define MOST_PARTS 2048

struct _SheafFindTicks
{
  GtkWidget parent_instance;

  SheafPageView *view; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SheafFindTicks, sheaf_find_ticks, GTK_TYPE_WIDGET)

static void
draw_tick (SheafFindTicks *self, GtkSnapshot *snapshot, int y, gboolean current)
{
  const SheafTheme *theme
      = sheaf_typography_get_theme (sheaf_page_view_get_typography (self->view));
  GdkRGBA ink = sheaf_theme_colour (theme->ink, .6),
          ground = sheaf_theme_colour (current ? theme->accent : theme->current, 1);
  int width = current ? WIDTH : WIDTH - 2, height = current ? STEP + 1 : STEP;
  int x = gtk_widget_get_width (GTK_WIDGET (self)) - width;

  /* an edge in ink: on a light page the colour alone is too faint */
  gtk_snapshot_append_color (snapshot, &ink, &GRAPHENE_RECT_INIT (x, y, width, height));
  gtk_snapshot_append_color (snapshot, &ground,
                             &GRAPHENE_RECT_INIT (x + 1, y, width - 1, height - 1));
}

static void
sheaf_find_ticks_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SheafFindTicks *self = SHEAF_FIND_TICKS (widget);
  guint8 parts[MOST_PARTS];
  guint n = MIN ((guint)gtk_widget_get_height (widget) / STEP, MOST_PARTS), hits;
  gboolean by_words;
  int current;

  if (self->view == NULL || n == 0)
    return;
  sheaf_page_view_get_found (self->view, &hits, &current, &by_words);
  if (hits == 0)
    return;
  sheaf_page_view_get_found_parts (self->view, parts, n);
  for (guint i = 0; i < n; i++)
    if (parts[i] == 1)
      draw_tick (self, snapshot, (int)i * STEP, FALSE);
  for (guint i = 0; i < n; i++)
    if (parts[i] == 2)
      draw_tick (self, snapshot, (int)i * STEP, TRUE);
}

static void
sheaf_find_ticks_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : 0;
}

static void
sheaf_find_ticks_class_init (SheafFindTicksClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = sheaf_find_ticks_measure;
  GTK_WIDGET_CLASS (klass)->snapshot = sheaf_find_ticks_snapshot;
}

static void
sheaf_find_ticks_init (SheafFindTicks *self)
{
}

void
sheaf_find_ticks_set_view (SheafFindTicks *self, SheafPageView *view)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));

  g_return_if_fail (self->view == NULL);

  self->view = view;
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *)&self->view);
  g_signal_connect_object (view, "found", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  /* the page's height is known bit by bit */
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

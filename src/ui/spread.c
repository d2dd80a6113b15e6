/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One view, as high as both columns, is seen through two windows side by side: drawn twice, each
 * time another part of it. It stands where the pointer is: before each question for what lies under
 * that, it is moved so that the column there is the one that answers. Thus text, links, pictures,
 * and a selection that is dragged from one column to the other are those of one view. */

#include "ui/spread.h"

#include "ui/hyphenation.h"

#define LEAST_CHARACTERS 45 /* of a line of a column */
#define LEAST_LINES 14      /* em */
#define GAP 16              /* pixels, between the columns' own margins */
#define TOP 12
#define BOTTOM 36
#define TURN_AT .6 /* of a wheel's step */
#define REST_MS 140
#define SWIPE 220 /* pixels a second */

struct _SheafSpread
{
  GtkWidget parent_instance;

  SheafPageView *view;
  GtkWidget *lens;
  gboolean paged, told; /* TOLD: what was last said of that */
  gboolean narrow, told_narrow;
  int first_x, step, width, height; /* of the columns */
  graphene_point_t origin;          /* where the view stands now */
  double scrolled;
  guint idle, rest;
};

enum
{
  PROP_VIEW = 1,
  PROP_PAGED,
  PROP_NARROW,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

G_DEFINE_FINAL_TYPE_WITH_CODE (SheafSpread,
                               sheaf_spread,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* Lies over all and is never hit; asking whether it is comes before asking the view. */
#define SHEAF_TYPE_LENS (sheaf_lens_get_type ())
G_DECLARE_FINAL_TYPE (SheafLens, sheaf_lens, SHEAF, LENS, GtkWidget)

struct _SheafLens
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (SheafLens, sheaf_lens, GTK_TYPE_WIDGET)

/* --- Layout --- */

/* Width of a column, 0: there is no room for two. */
static int
fit (SheafSpread *self, int width, int height)
{
  const SheafTypography *type = sheaf_page_view_get_typography (self->view);
  int room = (width - GAP) / 2;

  if (!type->columns || sheaf_page_view_get_document (self->view) == NULL
      || height - TOP - BOTTOM < LEAST_LINES * type->size
      || room < sheaf_page_view_get_column_width (self->view, LEAST_CHARACTERS))
    return 0;

  return MIN (room, sheaf_page_view_get_column_width (self->view, type->characters));
}

/* Where the view stands when the one or the other column of it is shown at its place. */
static graphene_point_t
get_origin (SheafSpread *self, gboolean second)
{
  int first_height, second_height;

  sheaf_page_view_get_columns (self->view, &first_height, &second_height);

  return GRAPHENE_POINT_INIT ((float)self->first_x + (second ? (float)self->step : 0),
                              TOP - (second ? (float)first_height : 0));
}

static void
place_view (SheafSpread *self)
{
  self->origin = get_origin (self, sheaf_page_view_is_aimed (self->view));
  gtk_widget_allocate (GTK_WIDGET (self->view), self->width, 2 * self->height, -1,
                       gsk_transform_translate (NULL, &self->origin));
}

static GtkScrolledWindow *
get_scroller (SheafSpread *self)
{
  return GTK_SCROLLED_WINDOW (
      gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW));
}

/* Not in the middle of an allocation. The scroll bar is not to be seen, but it stays: with another
 * policy the scrolled window would lay itself out once more. */
static gboolean
tell_cb (gpointer data)
{
  SheafSpread *self = data;
  GtkScrolledWindow *scroller = get_scroller (self);

  self->idle = 0;
  if (self->told_narrow != self->narrow)
    {
      self->told_narrow = self->narrow;
      g_object_notify (G_OBJECT (self), "narrow");
    }
  if (self->told == self->paged || scroller == NULL)
    return G_SOURCE_REMOVE;
  self->told = self->paged;
  gtk_widget_set_can_target (gtk_scrolled_window_get_vscrollbar (scroller), !self->paged);
  gtk_scrolled_window_set_kinetic_scrolling (scroller, !self->paged);
  if (self->paged)
    gtk_widget_add_css_class (GTK_WIDGET (scroller), "paged");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (scroller), "paged");
  g_object_notify (G_OBJECT (self), "paged");

  return G_SOURCE_REMOVE;
}

/* At once: its place changes after its allocation, and it would be drawn without one. */
static void
hide_bar (SheafSpread *self)
{
  GtkScrolledWindow *scroller = get_scroller (self);

  if (scroller != NULL)
    gtk_widget_set_opacity (gtk_scrolled_window_get_vscrollbar (scroller), 0);
}

static void
sheaf_spread_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SheafSpread *self = SHEAF_SPREAD (widget);

  /* Without a size: newer GTKs tell AT-SPI what lies at a point by extents alone, and it would be
   * the lens. */
  gtk_widget_allocate (self->lens, 0, 0, -1, NULL);
  self->width = fit (self, width, height);
  self->paged = self->width > 0;
  self->narrow
      = self->paged
        && self->width < sheaf_page_view_get_column_width (self->view, SHEAF_SHORT_LINE + 1);
  if ((self->paged != self->told || self->narrow != self->told_narrow) && self->idle == 0)
    self->idle = g_idle_add (tell_cb, self);
  if (self->paged && !self->told)
    hide_bar (self);
  if (!self->paged)
    {
      gtk_widget_set_can_target (GTK_WIDGET (self->view), TRUE);
      sheaf_page_view_set_columns (self->view, 0, 0);
      gtk_widget_allocate (GTK_WIDGET (self->view), width, height, -1, NULL);
      return;
    }
  self->height = height - TOP - BOTTOM;
  self->step = self->width + GAP;
  self->first_x = (width - self->width - self->step) / 2;
  if (sheaf_page_view_is_rtl (self->view))
    {
      self->first_x += self->step;
      self->step = -self->step;
    }
  sheaf_page_view_set_columns (self->view, self->height, self->step);
  place_view (self);
  place_view (self); /* where the first column ends is known only now */
}

static void
sheaf_spread_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (SHEAF_SPREAD (widget)->view), orientation, for_size, minimum,
                      natural, NULL, NULL);
}

static void
sheaf_spread_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SheafSpread *self = SHEAF_SPREAD (widget);
  int heights[2], above = 0;

  if (!self->paged)
    {
      gtk_widget_snapshot_child (widget, GTK_WIDGET (self->view), snapshot);
      return;
    }
  sheaf_page_view_get_columns (self->view, &heights[0], &heights[1]);
  for (int i = 0; i < 2; i++)
    {
      graphene_point_t origin = get_origin (self, i == 1);

      gtk_snapshot_push_clip (snapshot,
                              &GRAPHENE_RECT_INIT (origin.x, origin.y + (float)above,
                                                   (float)self->width, (float)heights[i]));
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (
          snapshot, &GRAPHENE_POINT_INIT (origin.x - self->origin.x, origin.y - self->origin.y));
      gtk_widget_snapshot_child (widget, GTK_WIDGET (self->view), snapshot);
      gtk_snapshot_restore (snapshot);
      gtk_snapshot_pop (snapshot);
      above += heights[i];
    }
}

/* --- The pointer --- */

/* What a column does not show of the view is not hit there. */
static void
aim (SheafSpread *self, double x, double y, gboolean pressed)
{
  double middle = MIN (self->first_x, self->first_x + self->step) + self->width + GAP / 2.;
  gboolean second = (x > middle) == (self->step > 0);
  graphene_point_t origin;
  int heights[2];

  if (!self->paged)
    return;
  if (second != sheaf_page_view_is_aimed (self->view))
    sheaf_page_view_aim (self->view, second);
  origin = get_origin (self, second);
  if (!graphene_point_equal (&origin, &self->origin))
    place_view (self);
  if (pressed)
    return;
  sheaf_page_view_get_columns (self->view, &heights[0], &heights[1]);
  gtk_widget_set_can_target (GTK_WIDGET (self->view),
                             y >= TOP && y < TOP + heights[second ? 1 : 0]);
}

static gboolean
sheaf_lens_contains (GtkWidget *widget, double x, double y)
{
  aim (SHEAF_SPREAD (gtk_widget_get_parent (widget)), x, y, FALSE);

  return FALSE;
}

/* Also while what was pressed has the pointer, and nothing is asked for. */
static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, SheafSpread *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  aim (self, x, y, (state & GDK_BUTTON1_MASK) != 0);
}

static gboolean
rest_cb (gpointer data)
{
  SheafSpread *self = data;

  self->rest = 0;
  self->scrolled = 0;

  return G_SOURCE_REMOVE;
}

/* One step of a wheel, or one gesture, is one spread, however long it goes on. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, SheafSpread *self)
{
  double by = ABS (dy) >= ABS (dx) ? dy : sheaf_page_view_is_rtl (self->view) ? -dx : dx;
  double before = self->scrolled;

  if (!self->paged)
    return GDK_EVENT_PROPAGATE;
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MS, rest_cb, self);
  self->scrolled += by;
  if (ABS (before) < TURN_AT && ABS (self->scrolled) >= TURN_AT)
    sheaf_page_view_page (self->view, self->scrolled > 0 ? 1 : -1);

  return GDK_EVENT_STOP;
}

static void
swipe_cb (GtkGestureSwipe *gesture, double x, double y, SheafSpread *self)
{
  double by = sheaf_page_view_is_rtl (self->view) ? x : -x;

  if (self->paged && ABS (x) > SWIPE && ABS (x) > 2 * ABS (y))
    sheaf_page_view_page (self->view, by > 0 ? 1 : -1);
}

/* --- Life --- */

static void
sheaf_lens_class_init (SheafLensClass *klass)
{
  GTK_WIDGET_CLASS (klass)->contains = sheaf_lens_contains;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sheaf_lens_init (SheafLens *self)
{
}

static const char *
get_name_of (guint prop_id)
{
  static const char *const names[] = { [PROP_HADJUSTMENT] = "hadjustment",
                                       [PROP_VADJUSTMENT] = "vadjustment",
                                       [PROP_HSCROLL_POLICY] = "hscroll-policy",
                                       [PROP_VSCROLL_POLICY] = "vscroll-policy" };

  return names[prop_id];
}

static void
sheaf_spread_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SheafSpread *self = SHEAF_SPREAD (object);

  if (prop_id == PROP_VIEW)
    g_value_set_object (value, self->view);
  else if (prop_id == PROP_PAGED)
    g_value_set_boolean (value, self->told);
  else if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, self->told_narrow);
  else if (self->view != NULL)
    g_object_get_property (G_OBJECT (self->view), get_name_of (prop_id), value);
}

/* It is scrolled by scrolling the view. */
static void
sheaf_spread_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SheafSpread *self = SHEAF_SPREAD (object);

  if (prop_id == PROP_VIEW)
    {
      self->view = g_value_get_object (value);
      gtk_widget_insert_after (GTK_WIDGET (self->view), GTK_WIDGET (self), NULL);
    }
  else if (self->view != NULL)
    g_object_set_property (G_OBJECT (self->view), get_name_of (prop_id), value);
}

static void
sheaf_spread_dispose (GObject *object)
{
  SheafSpread *self = SHEAF_SPREAD (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->lens, gtk_widget_unparent);
  if (self->view != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->view));
  self->view = NULL;
  G_OBJECT_CLASS (sheaf_spread_parent_class)->dispose (object);
}

static void
sheaf_spread_class_init (SheafSpreadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sheaf_spread_get_property;
  object_class->set_property = sheaf_spread_set_property;
  object_class->dispose = sheaf_spread_dispose;
  widget_class->measure = sheaf_spread_measure;
  widget_class->size_allocate = sheaf_spread_size_allocate;
  widget_class->snapshot = sheaf_spread_snapshot;
  g_object_class_install_property (
      object_class, PROP_VIEW,
      g_param_spec_object ("view", NULL, NULL, SHEAF_TYPE_PAGE_VIEW,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (
      object_class, PROP_PAGED,
      g_param_spec_boolean ("paged", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (
      object_class, PROP_NARROW,
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  for (guint id = PROP_HADJUSTMENT; id <= PROP_VSCROLL_POLICY; id++)
    g_object_class_override_property (object_class, id, get_name_of (id));
}

static void
sheaf_spread_init (SheafSpread *self)
{
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *swipe = gtk_gesture_swipe_new ();

  self->lens = g_object_new (SHEAF_TYPE_LENS, NULL);
  gtk_widget_set_parent (self->lens, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (swipe), TRUE);
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (swipe, "swipe", G_CALLBACK (swipe_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (swipe));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Own layout widget: the same on libadwaita 1.2 and 1.7, nothing deprecated. One number rules:
 * `position` is the index of the leftmost page in sight; a fold, a step back, a swipe only move it.
 */

#include "ui/shell.h"

#include <adwaita.h>

#define WIDE_FROM 1000
#define TWO_FROM 600
#define NOTES_BESIDE 760 /* what must be left for the rest, else the notes lie over it */
#define PASSES 3         /* for the page to come to rest in */
#define HANDLE 9

struct _SheafShell
{
  GtkWidget parent_instance;

  GtkWidget *pages[SHEAF_SHELL_N_PAGES];
  GtkWidget *last_focus[SHEAF_SHELL_N_PAGES]; /* weak */
  GtkWidget *handles[3];                      /* after sidebar, after list, before notes */
  int widths[SHEAF_SHELL_N_PAGES];            /* remembered; the reader takes the rest */
  int mins[SHEAF_SHELL_N_PAGES]; /* what each needs now: folding and dragging respect it */
  int columns;
  int first;           /* where position is going */
  SheafShellPage page; /* asked for last: stays in sight when folding */
  double position;
  double notes; /* 0 … 1 out */
  gboolean show_notes;
  gboolean notes_over;
  int drag_start;
  int pending;     /* page to focus once it is on screen, or -1 */
  GtkWidget *lent; /* (nullable) weak: has the focus as long as nothing of that page takes it */
  AdwAnimation *slide;
  AdwAnimation *notes_slide;
  AdwSwipeTracker *tracker;
};

enum
{
  PROP_SIDEBAR_WIDTH = 1,
  PROP_LIST_WIDTH,
  PROP_NOTES_WIDTH,
  PROP_SHOW_NOTES,
  N_PROPS
};

static const struct
{
  const char *name;
  SheafShellPage page;
  int width; /* until it is dragged */
} width_properties[] = {
  [PROP_SIDEBAR_WIDTH] = { "sidebar-width", SHEAF_SHELL_SIDEBAR, 240 },
  [PROP_LIST_WIDTH] = { "list-width", SHEAF_SHELL_LIST, 380 },
  [PROP_NOTES_WIDTH] = { "notes-width", SHEAF_SHELL_NOTES, 320 },
};

static GParamSpec *properties[N_PROPS];
static guint layout_changed;

static void
swipeable_init (AdwSwipeableInterface *iface);
static void
buildable_init (GtkBuildableIface *iface);
static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (SheafShell,
                               sheaf_shell,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init)
                                   G_IMPLEMENT_INTERFACE (ADW_TYPE_SWIPEABLE, swipeable_init))

static int
width_of (SheafShell *self, SheafShellPage page, int room)
{
  int most = room;

  g_assert (page < SHEAF_SHELL_N_PAGES);
  switch (page)
    {
    case SHEAF_SHELL_SIDEBAR:
      most = room - self->mins[SHEAF_SHELL_LIST]
             - (self->columns == 3 ? self->mins[SHEAF_SHELL_READER] : 0);
      break;
    case SHEAF_SHELL_LIST:
      most = room - self->mins[SHEAF_SHELL_READER]
             - (self->columns == 3 ? width_of (self, SHEAF_SHELL_SIDEBAR, room) : 0);
      break;
    case SHEAF_SHELL_NOTES:
      return MIN (self->widths[SHEAF_SHELL_NOTES], room);
    case SHEAF_SHELL_READER:
    case SHEAF_SHELL_N_PAGES:
    default:
      break;
    }
  return MAX (MIN (self->widths[page], most), self->mins[page]);
}

/* where a page lies while `first` is the leftmost */
static void
place_at (SheafShell *self, SheafShellPage page, int first, int room, double *x, double *w)
{
  double at = 0;

  *x = *w = 0;
  for (int i = 0; i < SHEAF_SHELL_NOTES; i++)
    {
      gboolean takes_rest
          = i == first + self->columns - 1 || i == SHEAF_SHELL_READER || self->columns == 1;
      double before = 0, width;

      for (int k = first; k < i; k++)
        before += self->columns == 1 ? room : width_of (self, k, room);
      width = self->columns == 1 ? room
              : takes_rest       ? room - (i == first + self->columns - 1 ? before : 0)
                                 : width_of (self, i, room);
      if (i == SHEAF_SHELL_READER && first + self->columns - 1 < i && self->columns == 2)
        width = room - width_of (self, SHEAF_SHELL_LIST, room),
        before = room; /* out of sight, keeps its width */
      at = i < first ? 0 : before;
      if (i == (int)page)
        *x = i < first ? -(width * (first - i)) : at, *w = width;
    }
}

static void
place (SheafShell *self, SheafShellPage page, int room, int *x, int *w)
{
  double x0, w0, x1, w1, part = self->position - floor (self->position);

  place_at (self, page, (int)floor (self->position), room, &x0, &w0);
  place_at (self, page, (int)ceil (self->position), room, &x1, &w1);
  *x = (int)round (x0 + (x1 - x0) * part);
  *w = (int)round (w0 + (w1 - w0) * part);
}

static void
slide_to (SheafShell *self, AdwAnimation *animation, double from, double to)
{
  adw_animation_pause (animation);
  adw_timed_animation_set_value_from (ADW_TIMED_ANIMATION (animation), from);
  adw_timed_animation_set_value_to (ADW_TIMED_ANIMATION (animation), to);
  adw_animation_play (animation); /* jumps to the end by itself where animations are off */
}

static void
slide_cb (double value, gpointer data)
{
  SHEAF_SHELL (data)->position = value;
  gtk_widget_queue_allocate (data);
}

static void
notes_slide_cb (double value, gpointer data)
{
  SHEAF_SHELL (data)->notes = value;
  gtk_widget_queue_allocate (data);
}

/* A page's header is its first child. GTK gives the focus to a button there when what had it slides
 * away: nobody wanted it to have it. */
static gboolean
is_in_header (GtkWidget *page, GtkWidget *widget)
{
  return gtk_widget_is_ancestor (widget, gtk_widget_get_first_child (page));
}

static SheafShellPage
page_of_focus (SheafShell *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  for (int i = 0; focus && i < SHEAF_SHELL_N_PAGES; i++)
    if (self->pages[i]
        && (focus == self->pages[i] || gtk_widget_is_ancestor (focus, self->pages[i])))
      {
        if (!is_in_header (self->pages[i], focus))
          g_set_weak_pointer (&self->last_focus[i], focus);
        return i;
      }
  return SHEAF_SHELL_N_PAGES;
}

static void
set_first (SheafShell *self, int first, gboolean animate)
{
  self->first = CLAMP (first, 0, SHEAF_SHELL_NOTES - self->columns);
  adw_swipe_tracker_set_enabled (self->tracker, self->columns < 3);
  if (animate)
    slide_to (self, self->slide, self->position, self->first);
  else
    {
      adw_animation_pause (self->slide);
      self->position = self->first;
    }
  g_signal_emit (self, layout_changed, 0);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static int
first_for (SheafShell *self, SheafShellPage page)
{
  int first = self->first;

  if (page == SHEAF_SHELL_NOTES)
    page = SHEAF_SHELL_READER;
  if ((int)page < first)
    first = page;
  return MAX (first, (int)page - self->columns + 1);
}

static void
sheaf_shell_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *min,
                     int *nat,
                     int *min_base,
                     int *nat_base)
{
  SheafShell *self = SHEAF_SHELL (widget);

  *min = *nat = 0;
  for (int i = 0; i < SHEAF_SHELL_N_PAGES; i++)
    {
      int child_min, child_nat;

      gtk_widget_measure (self->pages[i], orientation, -1, &child_min, &child_nat, NULL, NULL);
      *min = MAX (*min, child_min);
      *nat = orientation == GTK_ORIENTATION_HORIZONTAL && i < SHEAF_SHELL_NOTES
                 ? *nat + child_nat
                 : MAX (*nat, child_nat);
    }
}

/* The first that takes the focus below the header. */
static gboolean
focus_content (GtkWidget *page)
{
  GtkWidget *child = gtk_widget_get_first_child (page);

  while ((child = gtk_widget_get_next_sibling (child)) != NULL)
    if (gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD))
      return TRUE;

  return FALSE;
}

/* It was moved into the page meanwhile; to a field, and be it the header's, only by somebody. */
static gboolean
has_wanted_focus (SheafShell *self, int page)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return (int)page_of_focus (self) == page
         && (GTK_IS_TEXT (focus) || !is_in_header (self->pages[page], focus));
}

static void
set_pending (SheafShell *self, int page)
{
  self->pending = page;
  g_clear_weak_pointer (&self->lent);
}

/* Where nothing on the page takes the focus yet, the header has it until something does: an article
 * that is still being loaded. */
static gboolean
focus_pending (gpointer data)
{
  SheafShell *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int page = self->pending;
  gboolean lent = self->lent != NULL;

  if (page < 0)
    return G_SOURCE_REMOVE;
  if ((lent && gtk_root_get_focus (root) != self->lent) || has_wanted_focus (self, page)
      || (self->last_focus[page] && gtk_widget_grab_focus (self->last_focus[page]))
      || focus_content (self->pages[page]))
    set_pending (self, -1);
  else if (!lent && gtk_widget_child_focus (self->pages[page], GTK_DIR_TAB_FORWARD))
    g_set_weak_pointer (&self->lent, gtk_root_get_focus (root));

  return G_SOURCE_REMOVE;
}

static void
put (GtkWidget *child, int x, int w, int width, int h)
{
  GskTransform *at;

  if (gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL)
    x = width - x - w;
  at = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float)x, 0));
  gtk_widget_allocate (child, w, h, -1, at);
}

static void
sheaf_shell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SheafShell *self = SHEAF_SHELL (widget);
  int notes_w = MIN (self->widths[SHEAF_SHELL_NOTES], width), room, columns, two, x, w, end[2];
  int reader_x = 0, reader_w = 0;
  gboolean over = width - notes_w < NOTES_BESIDE;

  room = self->show_notes && !over ? width - notes_w
                                   : width; /* where it is going decides the fold */
  for (int i = 0; i < SHEAF_SHELL_N_PAGES; i++)
    gtk_widget_measure (self->pages[i], GTK_ORIENTATION_HORIZONTAL, -1, &self->mins[i], NULL, NULL,
                        NULL);
  two = self->mins[SHEAF_SHELL_LIST] + self->mins[SHEAF_SHELL_READER];
  columns = room >= MAX (WIDE_FROM, two + self->mins[SHEAF_SHELL_SIDEBAR]) ? 3
            : room >= MAX (TWO_FROM, two)                                  ? 2
                                                                           : 1;
  if (columns != self->columns || over != self->notes_over)
    {
      self->columns = columns;
      self->notes_over = over;
      (over ? gtk_widget_add_css_class
            : gtk_widget_remove_css_class) (self->pages[SHEAF_SHELL_NOTES], "over");
      if (columns == 3)
        self->first = 0;
      else
        self->first
            = columns == 2 && self->page == SHEAF_SHELL_LIST ? 1 : first_for (self, self->page);
      set_first (self, self->first, FALSE); /* tells before the children are allocated */
    }

  room = over ? width : width - (int)round (notes_w * self->notes);
  for (int i = 0; i < SHEAF_SHELL_NOTES; i++)
    {
      place (self, i, room, &x, &w);
      if (i < 2)
        end[i] = x + w;
      gtk_widget_set_child_visible (self->pages[i], x + w > 0 && x < room);
      reader_x = x;
      reader_w = MAX (w, self->mins[i]);
      put (self->pages[i], reader_x, reader_w, width, height);
    }
  /* GTK 4.8 loses it when a widget below asks for an allocation while this one is in its own, as
   * the page does that moves when it gets its height: what lies between stays marked as on the way
   * to one, further wishes end there, and the page is not drawn. For what asked for nothing this is
   * nothing. */
  for (int i = 0; i < PASSES; i++)
    put (self->pages[SHEAF_SHELL_READER], reader_x, reader_w, width, height);
  for (int i = 0; i < 2; i++)
    {
      gtk_widget_set_child_visible (self->handles[i], end[i] > 0 && end[i] < room);
      put (self->handles[i], end[i] - HANDLE / 2, HANDLE, width, height);
    }
  x = width - (int)round (notes_w * self->notes);
  gtk_widget_set_child_visible (self->pages[SHEAF_SHELL_NOTES], self->notes > 0);
  put (self->pages[SHEAF_SHELL_NOTES], x, notes_w, width, height);
  gtk_widget_set_child_visible (self->handles[2], self->notes > 0 && !over);
  put (self->handles[2], x - HANDLE / 2, HANDLE, width, height);
  if (self->pending >= 0 && gtk_widget_get_child_visible (self->pages[self->pending]))
    g_idle_add_full (G_PRIORITY_HIGH, focus_pending, g_object_ref (self), g_object_unref);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, SheafShell *self)
{
  GtkWidget *handle = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  int i = handle == self->handles[2]   ? SHEAF_SHELL_NOTES
          : handle == self->handles[0] ? SHEAF_SHELL_SIDEBAR
                                       : SHEAF_SHELL_LIST;
  int room = gtk_widget_get_width (GTK_WIDGET (self))
             - (self->show_notes && !self->notes_over ? self->widths[SHEAF_SHELL_NOTES] : 0);

  self->drag_start = i == SHEAF_SHELL_NOTES ? self->widths[i] : width_of (self, i, room);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, SheafShell *self)
{
  GtkWidget *handle = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  double x, y, from;

  /* the handle moves under the pointer: count in our own coordinates, not in the gesture's */
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  gtk_widget_translate_coordinates (handle, GTK_WIDGET (self), x + dx, 0, &x, &y);
  from = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL
             ? gtk_widget_get_width (GTK_WIDGET (self)) - x
             : x;
  if (handle == self->handles[0])
    g_object_set (self, "sidebar-width", CLAMP ((int)from, 200, 360), NULL);
  else if (handle == self->handles[1])
    {
      int sidebar
          = self->position < .5 && self->columns == 3
                ? width_of (self, SHEAF_SHELL_SIDEBAR, gtk_widget_get_width (GTK_WIDGET (self)))
                : 0;

      g_object_set (self, "list-width", CLAMP ((int)from - sidebar, 300, 560), NULL);
    }
  else
    g_object_set (self, "notes-width",
                  CLAMP (gtk_widget_get_width (GTK_WIDGET (self)) - (int)from, 280, 420), NULL);
}

static double
get_distance (AdwSwipeable *swipeable)
{
  SheafShell *self = SHEAF_SHELL (swipeable);
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  return self->columns == 1 ? width : width_of (self, SHEAF_SHELL_SIDEBAR, width);
}

static double *
get_snap_points (AdwSwipeable *swipeable, int *n)
{
  SheafShell *self = SHEAF_SHELL (swipeable);
  double *points;

  *n = MAX (self->first, first_for (self, self->page)) + 1; /* back, and to where one came from */
  points = g_new0 (double, *n);
  for (int i = 0; i < *n; i++)
    points[i] = i;
  return points;
}

static double
get_progress (AdwSwipeable *s)
{
  return SHEAF_SHELL (s)->position;
}
static double
get_cancel_progress (AdwSwipeable *s)
{
  return SHEAF_SHELL (s)->first;
}

static void
swipeable_init (AdwSwipeableInterface *iface)
{
  iface->get_distance = get_distance;
  iface->get_snap_points = get_snap_points;
  iface->get_progress = get_progress;
  iface->get_cancel_progress = get_cancel_progress;
}

static void
update_swipe_cb (AdwSwipeTracker *tracker, double progress, SheafShell *self)
{
  adw_animation_pause (self->slide);
  slide_cb (progress, self);
}

static void
end_swipe_cb (AdwSwipeTracker *tracker, double velocity, double to, SheafShell *self)
{
  set_first (self, (int)to, TRUE);
}

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  static const char *names[] = { "sidebar", "list", "reader", "notes" };
  SheafShell *self = SHEAF_SHELL (buildable);

  for (int i = 0; i < SHEAF_SHELL_N_PAGES; i++)
    if (g_strcmp0 (type, names[i]) == 0)
      {
        self->pages[i] = GTK_WIDGET (child);
        gtk_widget_add_css_class (self->pages[i], names[i]);
        gtk_widget_insert_before (self->pages[i], GTK_WIDGET (self),
                                  i < SHEAF_SHELL_NOTES ? self->handles[0] : self->handles[2]);
        return;
      }
  parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static void
sheaf_shell_dispose (GObject *object)
{
  SheafShell *self = SHEAF_SHELL (object);
  GtkWidget *child;

  g_clear_object (&self->slide);
  g_clear_object (&self->notes_slide);
  g_clear_object (&self->tracker);
  for (int i = 0; i < SHEAF_SHELL_N_PAGES; i++)
    g_clear_weak_pointer (&self->last_focus[i]);
  g_clear_weak_pointer (&self->lent);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sheaf_shell_parent_class)->dispose (object);
}

static void
sheaf_shell_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SheafShell *self = SHEAF_SHELL (object);

  if (id == PROP_SHOW_NOTES)
    g_value_set_boolean (value, self->show_notes);
  else
    g_value_set_int (value, self->widths[width_properties[id].page]);
}

static void
set_show_notes (SheafShell *self, gboolean show)
{
  gboolean inside = page_of_focus (self) == SHEAF_SHELL_NOTES;

  if (self->show_notes == show)
    return;
  self->show_notes = show;
  slide_to (self, self->notes_slide, self->notes, show);
  if (show)
    sheaf_shell_focus (self, SHEAF_SHELL_NOTES);
  else if (inside)
    sheaf_shell_focus (self, SHEAF_SHELL_READER);
  g_signal_emit (self, layout_changed, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_NOTES]);
}

static void
sheaf_shell_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SheafShell *self = SHEAF_SHELL (object);

  if (id == PROP_SHOW_NOTES)
    set_show_notes (self, g_value_get_boolean (value));
  else
    self->widths[width_properties[id].page] = g_value_get_int (value);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
sheaf_shell_class_init (SheafShellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sheaf_shell_dispose;
  object_class->get_property = sheaf_shell_get_property;
  object_class->set_property = sheaf_shell_set_property;
  widget_class->measure = sheaf_shell_measure;
  widget_class->size_allocate = sheaf_shell_size_allocate;
  for (guint id = PROP_SIDEBAR_WIDTH; id <= PROP_NOTES_WIDTH; id++)
    properties[id] = g_param_spec_int (
        width_properties[id].name, NULL, NULL, 0, 4000, width_properties[id].width,
        G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_NOTES]
      = g_param_spec_boolean ("show-notes", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  layout_changed = g_signal_new ("layout-changed", SHEAF_TYPE_SHELL, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "panes");
}

static AdwAnimation *
make_slide (SheafShell *self, AdwAnimationTargetFunc func)
{
  AdwAnimation *slide = adw_timed_animation_new (
      GTK_WIDGET (self), 0, 0, 200, adw_callback_animation_target_new (func, self, NULL));

  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (slide), ADW_EASE_OUT_CUBIC);
  return slide;
}

static void
sheaf_shell_init (SheafShell *self)
{
  self->columns = 3;
  self->pending = -1;
  self->page = SHEAF_SHELL_LIST;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  for (int i = 0; i < 3; i++)
    {
      GtkGesture *drag = gtk_gesture_drag_new ();

      self->handles[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_add_css_class (self->handles[i], "handle");
      gtk_widget_set_cursor_from_name (self->handles[i], "col-resize");
      g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
      g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
      gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
      gtk_widget_add_controller (self->handles[i], GTK_EVENT_CONTROLLER (drag));
      gtk_widget_set_parent (self->handles[i], GTK_WIDGET (self));
    }
  self->slide = make_slide (self, slide_cb);
  self->notes_slide = make_slide (self, notes_slide_cb);
  self->tracker = adw_swipe_tracker_new (ADW_SWIPEABLE (self));
  adw_swipe_tracker_set_enabled (self->tracker, FALSE);

  g_signal_connect (self->tracker, "update-swipe", G_CALLBACK (update_swipe_cb), self);
  g_signal_connect (self->tracker, "end-swipe", G_CALLBACK (end_swipe_cb), self);
}

int
sheaf_shell_get_columns (SheafShell *self)
{
  return self->columns;
}
SheafShellPage
sheaf_shell_get_first (SheafShell *self)
{
  return self->first;
}

SheafShellPage
sheaf_shell_get_last (SheafShell *self)
{
  return self->show_notes ? SHEAF_SHELL_NOTES : self->first + self->columns - 1;
}

gboolean
sheaf_shell_get_notes_over (SheafShell *self)
{
  return self->notes_over;
}

void
sheaf_shell_show (SheafShell *self, SheafShellPage page)
{
  int focused = page_of_focus (self);

  self->page = page;
  if (first_for (self, page) == self->first)
    return;
  set_first (self, first_for (self, page), TRUE);
  if (focused < self->first
      || (focused > (int)sheaf_shell_get_last (self) && focused <= SHEAF_SHELL_READER))
    set_pending (self, page); /* what has the focus slides away */
}

void
sheaf_shell_focus (SheafShell *self, SheafShellPage page)
{
  page_of_focus (self); /* remember where we leave */
  sheaf_shell_show (self, page);
  set_pending (self, page);
  if (gtk_widget_get_child_visible (self->pages[page]))
    focus_pending (self); /* else once it is placed: what is not mapped takes no focus */
}

void
sheaf_shell_focus_next (SheafShell *self, int step)
{
  int last = sheaf_shell_get_last (self), first = self->first, page = page_of_focus (self);
  gboolean none = page == SHEAF_SHELL_N_PAGES;

  page = none ? first : page + step;
  if (page == SHEAF_SHELL_NOTES && !self->show_notes)
    page = last + 1;
  if (self->columns < 3 && !none) /* folded: F6 walks over all of them, sliding */
    first = 0, last = self->show_notes ? SHEAF_SHELL_NOTES : SHEAF_SHELL_READER;
  sheaf_shell_focus (self, page > last ? first : page < first ? last : page);
}

gboolean
sheaf_shell_back (SheafShell *self)
{
  if (self->show_notes && self->notes_over)
    g_object_set (self, "show-notes", FALSE, NULL);
  else if (self->first > 0)
    sheaf_shell_focus (self, self->first - 1);
  else
    return FALSE;
  return TRUE;
}

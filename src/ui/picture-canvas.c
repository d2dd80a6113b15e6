/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Zoom and place of a picture. A zoom is in pixels of the canvas for one of the picture; 0 fits. */

#include "ui/picture-canvas.h"

#define MOST_ZOOM 16.
#define STEP 1.25
#define LEAST_SIDE 256 /* smaller ones need no half */

struct _SheafPictureCanvas
{
  GtkWidget parent_instance;

  SheafCanvasPicture *picture; /* (nullable) */
  double zoom;
  double x, y; /* of the picture in the canvas's middle, in its own pixels */
  double begin_zoom, begin_x, begin_y; /* of a pinch or a drag */
  double pointer_x, pointer_y;
};

G_DEFINE_FINAL_TYPE (SheafPictureCanvas, sheaf_picture_canvas, GTK_TYPE_WIDGET)

static guint zoomed;

/* --- Pictures --- */

static cairo_surface_t *
new_surface (int width, int height)
{
  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
}

/* Dark drawings on no ground were made for a white page. */
static cairo_surface_t *
surface_from_pixbuf (const GdkPixbuf *pixbuf)
{
  cairo_surface_t *surface
      = new_surface (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  gdk_cairo_set_source_pixbuf (cr, pixbuf, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);

  return surface;
}

static cairo_surface_t *
halve (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface),
      height = cairo_image_surface_get_height (surface);
  cairo_surface_t *half = new_surface ((width + 1) / 2, (height + 1) / 2);
  cairo_t *cr = cairo_create (half);

  cairo_scale (cr, .5, .5);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);

  return half;
}

SheafCanvasPicture *
sheaf_canvas_picture_new (const GdkPixbuf *pixbuf)
{
  SheafCanvasPicture *self = g_new0 (SheafCanvasPicture, 1);

  self->levels[self->n++] = surface_from_pixbuf (pixbuf);
  while (self->n < SHEAF_CANVAS_LEVELS
         && MAX (cairo_image_surface_get_width (self->levels[self->n - 1]),
                 cairo_image_surface_get_height (self->levels[self->n - 1]))
                > LEAST_SIDE)
    {
      self->levels[self->n] = halve (self->levels[self->n - 1]);
      self->n++;
    }

  return self;
}

void
sheaf_canvas_picture_free (SheafCanvasPicture *self)
{
  for (guint i = 0; i < self->n; i++)
    cairo_surface_destroy (self->levels[i]);
  g_free (self);
}

/* --- Where it is --- */

static int
get_width (SheafPictureCanvas *self)
{
  return cairo_image_surface_get_width (self->picture->levels[0]);
}

static int
get_height (SheafPictureCanvas *self)
{
  return cairo_image_surface_get_height (self->picture->levels[0]);
}

/* A small picture is not blown up. */
static double
get_fit (SheafPictureCanvas *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)),
         height = gtk_widget_get_height (GTK_WIDGET (self));

  return MIN (1, MIN (width / get_width (self), height / get_height (self)));
}

static double
get_zoom (SheafPictureCanvas *self)
{
  return self->zoom > 0 ? self->zoom : get_fit (self);
}

/* Its edge is not drawn into the canvas where it is larger than that. */
static double
keep_within (double middle, double size, double shown)
{
  return size <= shown ? size / 2 : CLAMP (middle, shown / 2, size - shown / 2);
}

static void
place (SheafPictureCanvas *self, double zoom, double x, double y)
{
  double fit = get_fit (self);

  zoom = MIN (zoom, MAX (MOST_ZOOM, fit));
  self->zoom = zoom <= fit * 1.001 ? 0 : zoom;
  zoom = get_zoom (self);
  self->x = keep_within (x, get_width (self), gtk_widget_get_width (GTK_WIDGET (self)) / zoom);
  self->y = keep_within (y, get_height (self), gtk_widget_get_height (GTK_WIDGET (self)) / zoom);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->zoom > 0 ? "grab" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, zoomed, 0);
}

/* What is at (X, Y) of the canvas stays there. */
static void
zoom_at (SheafPictureCanvas *self, double zoom, double x, double y)
{
  double before = get_zoom (self), after = CLAMP (zoom, get_fit (self), MOST_ZOOM);
  double dx = x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.,
         dy = y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.;

  place (self, after, self->x + dx / before - dx / after, self->y + dy / before - dy / after);
}

/* --- Hands --- */

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, SheafPictureCanvas *self)
{
  if (self->picture == NULL)
    return GDK_EVENT_PROPAGATE;
  zoom_at (self,
           get_zoom (self)
               * (dy < 0   ? STEP
                  : dy > 0 ? 1 / STEP
                           : 1),
           self->pointer_x, self->pointer_y);

  return GDK_EVENT_STOP;
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, SheafPictureCanvas *self)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
pressed_cb (GtkGestureClick *gesture, int n, double x, double y, SheafPictureCanvas *self)
{
  if (n != 2 || self->picture == NULL)
    return;
  if (self->zoom > 0)
    sheaf_picture_canvas_fit (self);
  else
    zoom_at (self, MAX (1, 2 * get_fit (self)), x, y);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, SheafPictureCanvas *self)
{
  self->begin_x = self->x;
  self->begin_y = self->y;
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, SheafPictureCanvas *self)
{
  if (self->picture != NULL && self->zoom > 0)
    place (self, self->zoom, self->begin_x - dx / self->zoom, self->begin_y - dy / self->zoom);
}

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, SheafPictureCanvas *self)
{
  if (self->picture != NULL)
    self->begin_zoom = get_zoom (self);
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, SheafPictureCanvas *self)
{
  double x, y;

  if (self->picture != NULL && gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    zoom_at (self, self->begin_zoom * scale, x, y);
}

/* --- Life --- */

static void
sheaf_picture_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SheafPictureCanvas *self = SHEAF_PICTURE_CANVAS (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double zoom, pixels;
  guint level = 0;
  cairo_t *cr;

  if (self->picture == NULL)
    return;
  if (self->zoom == 0)
    {
      self->x = get_width (self) / 2.;
      self->y = get_height (self) / 2.;
    }
  zoom = get_zoom (self);
  pixels = zoom * gtk_widget_get_scale_factor (widget);
  while (level + 1 < self->picture->n && pixels * (2 << level) <= 1)
    level++;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_translate (cr, width / 2. - self->x * zoom, height / 2. - self->y * zoom);
  cairo_rectangle (cr, 0, 0, get_width (self) * zoom, get_height (self) * zoom);
  cairo_clip (cr);
  cairo_scale (cr, zoom * (1 << level), zoom * (1 << level));
  cairo_set_source_surface (cr, self->picture->levels[level], 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter (cairo_get_source (cr),
                            pixels >= 4 ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_destroy (cr);
}

static void
sheaf_picture_canvas_finalize (GObject *object)
{
  g_clear_pointer (&SHEAF_PICTURE_CANVAS (object)->picture, sheaf_canvas_picture_free);
  G_OBJECT_CLASS (sheaf_picture_canvas_parent_class)->finalize (object);
}

static void
sheaf_picture_canvas_class_init (SheafPictureCanvasClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_picture_canvas_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = sheaf_picture_canvas_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
  zoomed = g_signal_new ("zoomed", SHEAF_TYPE_PICTURE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                         NULL, G_TYPE_NONE, 0);
}

static void
sheaf_picture_canvas_init (SheafPictureCanvas *self)
{
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new (),
             *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
sheaf_picture_canvas_new (void)
{
  return g_object_new (SHEAF_TYPE_PICTURE_CANVAS, NULL);
}

void
sheaf_picture_canvas_take (SheafPictureCanvas *self, SheafCanvasPicture *picture)
{
  g_clear_pointer (&self->picture, sheaf_canvas_picture_free);
  self->picture = picture;
  self->zoom = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, zoomed, 0);
}

gboolean
sheaf_picture_canvas_is_fitting (SheafPictureCanvas *self)
{
  return self->picture == NULL || self->zoom == 0;
}

GdkTexture *
sheaf_picture_canvas_dup_texture (SheafPictureCanvas *self)
{
  cairo_surface_t *surface = self->picture != NULL ? self->picture->levels[0] : NULL;
  gsize stride = surface != NULL ? cairo_image_surface_get_stride (surface) : 0;
  g_autoptr (GBytes) bytes = NULL;

  if (stride == 0)
    return NULL;
  bytes = g_bytes_new_with_free_func (
      cairo_image_surface_get_data (surface), stride * get_height (self),
      (GDestroyNotify)cairo_surface_destroy, cairo_surface_reference (surface));

  return gdk_memory_texture_new (get_width (self), get_height (self), GDK_MEMORY_DEFAULT, bytes,
                                 stride);
}

void
sheaf_picture_canvas_fit (SheafPictureCanvas *self)
{
  if (self->picture != NULL)
    place (self, 0, 0, 0);
}

void
sheaf_picture_canvas_zoom (SheafPictureCanvas *self, double factor)
{
  if (self->picture != NULL)
    zoom_at (self, get_zoom (self) * factor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.,
             gtk_widget_get_height (GTK_WIDGET (self)) / 2.);
}

void
sheaf_picture_canvas_pan (SheafPictureCanvas *self, int right, int down)
{
  double zoom;

  if (sheaf_picture_canvas_is_fitting (self))
    return;
  zoom = get_zoom (self);
  place (self, zoom, self->x + right * gtk_widget_get_width (GTK_WIDGET (self)) / 10. / zoom,
         self->y + down * gtk_widget_get_height (GTK_WIDGET (self)) / 10. / zoom);
}

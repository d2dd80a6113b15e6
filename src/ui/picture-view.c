/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pixels are a cairo surface and not a GdkTexture: the cairo renderer converts every texture of
 * the page in every frame, also those scrolled away. Pictures are decoded one after the other, at
 * the size they have on the screen. */

#include "ui/picture-view.h"

#include "base/picture-head.h"
#include "library/load-picture.h"
#include "ui/moving-picture.h"
#include "ui/picture-pixels.h"

#include <glib/gi18n.h>

#define PLAY_GAP 8 /* pixels between the button and the corner */

struct _SheafPictureView
{
  GtkWidget parent_instance;

  SheafLibrary *library;
  char *sha; /* (nullable) */
  char *src;
  char *alt;         /* (nullable) */
  int width, height; /* of the picture itself */
  int measure, most;
  int loaded; /* device pixels asked for; 0: none */
  cairo_surface_t *pixels;
  gboolean missing;
  GtkWidget *frame, *words, *retry; /* (nullable): of one that is missing */
  GtkWidget *play;                  /* (nullable): of one that moves */
  GBytes *bytes;                    /* (nullable): of one that moves and is near */
  SheafMovingPicture *moving;       /* (nullable): it plays */
  guint next;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SheafPictureView, sheaf_picture_view, GTK_TYPE_WIDGET)

enum
{
  OPEN,
  FOCUSED,
  RETRY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  GBytes *bytes;
  int width;
  cairo_surface_t *surface;
  gboolean moves;
} Decoding;

static void
decoding_free (gpointer data)
{
  Decoding *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_free (self);
}

static gboolean
decode_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Decoding *self = data;
  g_autoptr (GdkPixbuf) upright
      = sheaf_picture_pixels (self->bytes, self->width, cancellable, error);

  if (upright == NULL)
    return FALSE;
  self->surface = sheaf_picture_pixels_on_white (upright);
  self->moves = sheaf_picture_moves (self->bytes);

  return TRUE;
}

static void
retry_cb (SheafPictureView *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

/* One that is kept and cannot be shown has no Retry: the same would come again. */
static void
set_missing (SheafPictureView *self)
{
  self->missing = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (self->frame != NULL)
    return;
  self->frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->words = gtk_label_new (_ ("This picture could not be kept."));
  self->retry = gtk_button_new_with_label (_ ("Retry"));
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->words), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->words, "dim-label");
  gtk_widget_add_css_class (self->frame, "frame-words");
  gtk_widget_set_halign (self->retry, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->frame, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->retry, self->sha == NULL);
  gtk_widget_set_cursor_from_name (self->frame, "default");
  g_signal_connect_object (self->retry, "clicked", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->frame), self->words);
  gtk_box_append (GTK_BOX (self->frame), self->retry);
  gtk_widget_set_parent (self->frame, GTK_WIDGET (self));
}

void
sheaf_picture_view_set_fetching (SheafPictureView *self, gboolean fetching, gboolean offline)
{
  if (self->frame == NULL || self->sha != NULL)
    return;
  gtk_label_set_label (GTK_LABEL (self->words),
                       fetching  ? C_ ("picture", "Fetching…")
                       : offline ? _ ("You are offline. Retry when there is a connection.")
                                 : _ ("This picture could not be kept."));
  gtk_widget_set_sensitive (self->retry, !fetching);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* --- One that moves --- */

static void
show_playing (SheafPictureView *self)
{
  gboolean playing = self->moving != NULL;
  const char *name = playing ? _ ("Stop Animation") : _ ("Play Animation");

  gtk_button_set_icon_name (GTK_BUTTON (self->play), playing ? "media-playback-stop-symbolic"
                                                             : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (self->play, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
stop (SheafPictureView *self)
{
  g_clear_handle_id (&self->next, g_source_remove);
  if (self->moving == NULL)
    return;
  g_clear_pointer (&self->moving, sheaf_moving_picture_unref);
  show_playing (self);
}

static void
frame_cb (GObject *source, GAsyncResult *result, gpointer data);

static gboolean
next_cb (gpointer data)
{
  SheafPictureView *self = data;

  self->next = 0;
  sheaf_moving_picture_next_async (self->moving, G_OBJECT (self), self->cancellable, frame_cb);

  return G_SOURCE_REMOVE;
}

static void
frame_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafPictureView *self = SHEAF_PICTURE_VIEW (source);
  g_autoptr (GError) error = NULL;
  guint lasts;
  cairo_surface_t *frame = sheaf_moving_picture_next_finish (self->moving, result, &lasts, &error);

  if (frame == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        stop (self);
      return;
    }
  g_clear_pointer (&self->pixels, cairo_surface_destroy);
  self->pixels = frame;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (lasts == 0)
    stop (self);
  else
    self->next = g_timeout_add (lasts, next_cb, self);
}

static void
play_cb (SheafPictureView *self)
{
  if (self->moving != NULL)
    {
      stop (self);
      return;
    }
  if (self->bytes == NULL)
    return;
  self->moving = sheaf_moving_picture_new (self->bytes, self->loaded);
  show_playing (self);
  next_cb (self);
}

static void
add_play (SheafPictureView *self)
{
  if (self->play != NULL)
    return;
  self->play = gtk_button_new ();
  gtk_widget_add_css_class (self->play, "osd");
  gtk_widget_add_css_class (self->play, "circular");
  gtk_widget_set_cursor_from_name (self->play, "default");
  g_signal_connect_object (self->play, "clicked", G_CALLBACK (play_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->play, GTK_WIDGET (self));
  show_playing (self);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Decoding *decoding = sheaf_worker_finish (result, &error);
  SheafPictureView *self = SHEAF_PICTURE_VIEW (source);
  gboolean turned;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (decoding == NULL)
    {
      set_missing (self);
      return;
    }
  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (decoding->moves)
    {
      self->bytes = g_bytes_ref (decoding->bytes);
      add_play (self);
    }
  g_clear_pointer (&self->pixels, cairo_surface_destroy);
  self->pixels = g_steal_pointer (&decoding->surface);
  turned = (self->width > self->height)
               != (cairo_image_surface_get_width (self->pixels)
                   > cairo_image_surface_get_height (self->pixels))
           && self->width != self->height;
  if (turned) /* the file says that it lies on its side */
    {
      int width = self->width;

      self->width = self->height;
      self->height = width;
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafPictureView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = sheaf_library_load_picture_finish (SHEAF_LIBRARY (source), result, &error);
  Decoding *decoding;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes == NULL)
    {
      set_missing (self);
      return;
    }
  decoding = g_new0 (Decoding, 1);
  decoding->bytes = g_steal_pointer (&bytes);
  decoding->width = self->loaded;
  sheaf_worker_push (sheaf_picture_pixels_get_worker (SHEAF_PICTURES_OF_PAGE), decode_on_worker,
                     decoding, decoding_free, self, self->cancellable, decoded_cb, NULL);
}

static void
drop_pixels (SheafPictureView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  stop (self);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->pixels, cairo_surface_destroy);
  self->loaded = 0;
}

void
sheaf_picture_view_set_near (SheafPictureView *self, gboolean near_screen)
{
  int wanted
      = gtk_widget_get_width (GTK_WIDGET (self)) * gtk_widget_get_scale_factor (GTK_WIDGET (self));

  wanted = near_screen ? MIN (wanted, self->width) : 0;
  if (self->loaded == wanted || self->missing)
    return;
  if (wanted == 0 || self->loaded == 0)
    drop_pixels (self);
  stop (self);
  self->loaded = wanted;
  if (wanted == 0)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sheaf_library_load_picture_async (self->library, self->sha, self->cancellable, loaded_cb,
                                    g_object_ref (self));
}

static int
fit_width (SheafPictureView *self)
{
  gint64 by_height = (gint64)self->most * self->width / MAX (1, self->height);

  return (int)MAX (1, MIN (MIN (self->measure, self->width), by_height));
}

/* The frame's where it has room for WIDTH: a window may be folded until less is left than its words
 * take. */
static int
get_frame_width (SheafPictureView *self, int width)
{
  int least;

  gtk_widget_measure (self->frame, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);

  return MAX (width, least);
}

/* A child of a text view gets its MINIMUM size: so that is what it wants. */
static void
sheaf_picture_view_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  SheafPictureView *self = SHEAF_PICTURE_VIEW (widget);
  int width = self->sha != NULL ? fit_width (self) : self->measure;
  int height = self->sha != NULL ? (int)((gint64)width * self->height / MAX (1, self->width)) : 64;

  if (self->frame != NULL)
    {
      int least;

      gtk_widget_measure (self->frame, orientation,
                          orientation == GTK_ORIENTATION_VERTICAL ? get_frame_width (self, width)
                                                                  : -1,
                          &least, NULL, NULL, NULL);
      height = self->sha == NULL && orientation == GTK_ORIENTATION_VERTICAL ? MAX (height, least)
                                                                            : height;
    }
  *minimum = *natural
      = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX (1, width) : MAX (1, height);
}

static void
sheaf_picture_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SheafPictureView *self = SHEAF_PICTURE_VIEW (widget);

  if (self->frame != NULL && self->measure > 0) /* the text may be laid out before that is known */
    gtk_widget_size_allocate (self->frame,
                              &(GtkAllocation){ 0, 0, get_frame_width (self, width), height }, -1);
  if (self->play != NULL)
    {
      GtkRequisition size;
      gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

      gtk_widget_get_preferred_size (self->play, &size, NULL);
      gtk_widget_size_allocate (self->play,
                                &(GtkAllocation){ rtl ? width - size.width - PLAY_GAP : PLAY_GAP,
                                                  height - size.height - PLAY_GAP, size.width,
                                                  size.height },
                                -1);
    }
}

static void
sheaf_picture_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SheafPictureView *self = SHEAF_PICTURE_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, height);
  GskRoundedRect round;
  GdkRGBA ground;

  gsk_rounded_rect_init_from_rect (&round, &bounds,
                                   MIN (width, height) > 64 || self->sha == NULL ? 6 : 0);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  if (self->pixels != NULL)
    {
      cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

      cairo_scale (cr, (double)width / cairo_image_surface_get_width (self->pixels),
                   (double)height / cairo_image_surface_get_height (self->pixels));
      cairo_set_source_surface (cr, self->pixels, 0, 0);
      cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
      cairo_paint (cr);
      cairo_destroy (cr);
    }
  else
    {
      gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ground);
      ground.alpha *= .06f;
      gtk_snapshot_append_color (snapshot, &ground, &bounds);
    }
  gtk_snapshot_pop (snapshot);
  if (self->frame != NULL && self->pixels == NULL)
    gtk_widget_snapshot_child (widget, self->frame, snapshot);
  if (self->play != NULL && self->pixels != NULL)
    gtk_widget_snapshot_child (widget, self->play, snapshot);
}

static void
released_cb (GtkGestureClick *gesture, int n, double x, double y, SheafPictureView *self)
{
  if (self->sha != NULL && gtk_widget_contains (GTK_WIDGET (self), x, y))
    g_signal_emit (self, signals[OPEN], 0);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        SheafPictureView *self)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter)
    return GDK_EVENT_PROPAGATE;
  if (self->sha != NULL)
    g_signal_emit (self, signals[OPEN], 0);

  return GDK_EVENT_STOP;
}

static void
focus_cb (SheafPictureView *self)
{
  g_signal_emit (self, signals[FOCUSED], 0);
}

static void
add_controllers (SheafPictureView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new (),
                     *focus = gtk_event_controller_focus_new ();

  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "zoom-in");
}

static void
sheaf_picture_view_dispose (GObject *object)
{
  drop_pixels (SHEAF_PICTURE_VIEW (object));
  g_clear_pointer (&SHEAF_PICTURE_VIEW (object)->frame, gtk_widget_unparent);
  g_clear_pointer (&SHEAF_PICTURE_VIEW (object)->play, gtk_widget_unparent);
  g_clear_object (&SHEAF_PICTURE_VIEW (object)->library);
  G_OBJECT_CLASS (sheaf_picture_view_parent_class)->dispose (object);
}

static void
sheaf_picture_view_finalize (GObject *object)
{
  SheafPictureView *self = SHEAF_PICTURE_VIEW (object);

  g_free (self->sha);
  g_free (self->src);
  g_free (self->alt);
  G_OBJECT_CLASS (sheaf_picture_view_parent_class)->finalize (object);
}

static void
sheaf_picture_view_class_init (SheafPictureViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_picture_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_picture_view_finalize;
  GTK_WIDGET_CLASS (klass)->measure = sheaf_picture_view_measure;
  GTK_WIDGET_CLASS (klass)->snapshot = sheaf_picture_view_snapshot;
  GTK_WIDGET_CLASS (klass)->size_allocate = sheaf_picture_view_size_allocate;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "pictureview");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
  signals[OPEN] = g_signal_new ("open", SHEAF_TYPE_PICTURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[RETRY] = g_signal_new ("retry", SHEAF_TYPE_PICTURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[FOCUSED] = g_signal_new ("focused", SHEAF_TYPE_PICTURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
sheaf_picture_view_init (SheafPictureView *self)
{
}

GtkWidget *
sheaf_picture_view_new (SheafLibrary *library,
                        const SheafKeptPicture *kept,
                        const char *src,
                        const char *alt)
{
  SheafPictureView *self
      = g_object_new (SHEAF_TYPE_PICTURE_VIEW, "accessible-role",
                      kept != NULL ? GTK_ACCESSIBLE_ROLE_IMG : GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  self->library = g_object_ref (library);
  self->src = g_strdup (src);
  self->alt = g_strdup (alt);
  if (kept == NULL)
    set_missing (self);
  if (kept != NULL)
    {
      self->sha = g_strdup (kept->sha);
      self->width = MAX (1, (int)kept->width);
      self->height = MAX (1, (int)kept->height);
      add_controllers (self);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  alt != NULL ? alt : _ ("Picture"), -1);

  return GTK_WIDGET (self);
}

void
sheaf_picture_view_set_measure (SheafPictureView *self, int measure, int most)
{
  if (self->measure == measure && self->most == most)
    return;
  self->measure = measure;
  self->most = most;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const char *
sheaf_picture_view_get_sha (SheafPictureView *self)
{
  return self->sha;
}

const char *
sheaf_picture_view_get_src (SheafPictureView *self)
{
  return self->src;
}

const char *
sheaf_picture_view_get_alt (SheafPictureView *self)
{
  return self->alt;
}

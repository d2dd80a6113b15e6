/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs of dark modules are drawn as one: between two rectangles that only touch there could be a
 * seam. */

#include "ui/qr-view.h"

#include <qrencode.h>

#define SIDE 225     /* pixels */
#define QUIET 4      /* modules of the frame, ISO/IEC 18004 */
#define ROUNDED 12.0 /* pixels, of the frame's corners: less than what is empty */

struct _SheafQrView
{
  GtkWidget parent_instance;

  QRcode *code; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SheafQrView, sheaf_qr_view, GTK_TYPE_WIDGET)

static gboolean
is_dark (const SheafQrView *self, int x, int y)
{
  return x < self->code->width && (self->code->data[y * self->code->width + x] & 1) != 0;
}

/* ORIGIN, of the first module, and MODULE, a side of each, in pixels. */
static void
draw_row (SheafQrView *self, GtkSnapshot *snapshot, int y, graphene_point_t origin, float module)
{
  static const GdkRGBA dark = { 0, 0, 0, 1 };

  for (int x = 0; x < self->code->width; x++)
    {
      int first = x;

      while (is_dark (self, x, y))
        x++;
      if (x > first)
        gtk_snapshot_append_color (snapshot, &dark,
                                   &GRAPHENE_RECT_INIT (origin.x + first * module,
                                                        origin.y + y * module, (x - first) * module,
                                                        module));
    }
}

static void
sheaf_qr_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const GdkRGBA light = { 1, 1, 1, 1 };
  SheafQrView *self = SHEAF_QR_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int scale = gtk_widget_get_scale_factor (widget), modules, pixels;
  graphene_point_t origin;
  GskRoundedRect frame;
  float module;

  if (self->code == NULL)
    return;
  modules = self->code->width + 2 * QUIET;
  pixels = MIN (width, height) * scale / modules; /* of the screen */
  if (pixels == 0)
    return;
  module = (float)pixels / (float)scale;
  origin.x = (float)((width * scale - self->code->width * pixels) / 2) / (float)scale;
  origin.y = (float)((height * scale - self->code->width * pixels) / 2) / (float)scale;
  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (0, 0, width, height), ROUNDED);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  gtk_snapshot_append_color (snapshot, &light, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gtk_snapshot_pop (snapshot);
  for (int y = 0; y < self->code->width; y++)
    draw_row (self, snapshot, y, origin, module);
}

static void
sheaf_qr_view_finalize (GObject *object)
{
  g_clear_pointer (&SHEAF_QR_VIEW (object)->code, QRcode_free);
  G_OBJECT_CLASS (sheaf_qr_view_parent_class)->finalize (object);
}

static void
sheaf_qr_view_class_init (SheafQrViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_qr_view_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = sheaf_qr_view_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sheaf_qr_view_init (SheafQrView *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), SIDE, SIDE);
}

GtkWidget *
sheaf_qr_view_new (const char *label)
{
  GtkWidget *self = g_object_new (SHEAF_TYPE_QR_VIEW, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return self;
}

void
sheaf_qr_view_set_text (SheafQrView *self, const char *text)
{
  g_return_if_fail (SHEAF_IS_QR_VIEW (self));

  g_clear_pointer (&self->code, QRcode_free);
  if (text != NULL)
    self->code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

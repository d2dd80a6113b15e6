/* SPDX-License-Identifier: GPL-3.0-or-later */

/* It is drawn and no character, for that would move what stands after the link. */

#include "ui/saved-dot.h"

void
sheaf_saved_dot_draw (GtkSnapshot *snapshot, const SheafTypography *type, const GdkRectangle *last)
{
  GdkRGBA ink = sheaf_theme_colour (sheaf_typography_get_theme (type)->accent, 1);
  int x = last->x + last->width - (last->width < 0 ? SHEAF_SAVED_DOT : 0);
  GskRoundedRect dot;

  gsk_rounded_rect_init_from_rect (
      &dot, &GRAPHENE_RECT_INIT (x, last->y + last->height / 4, SHEAF_SAVED_DOT, SHEAF_SAVED_DOT),
      SHEAF_SAVED_DOT / 2.f);
  gtk_snapshot_push_rounded_clip (snapshot, &dot);
  gtk_snapshot_append_color (snapshot, &ink, &dot.bounds);
  gtk_snapshot_pop (snapshot);
}

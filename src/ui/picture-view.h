/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture of the page. Its place is known before its pixels; far from the screen it keeps its place only. */
#pragma once

#include "library/library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_PICTURE_VIEW (sheaf_picture_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafPictureView, sheaf_picture_view, SHEAF, PICTURE_VIEW, GtkWidget)

/* KEPT NULL: it could not be fetched; a quiet frame says so. SRC: its address. ALT nullable. Signals: "open": it is to
 * be seen larger; "focused"; "retry": it is to be fetched. */
GtkWidget *sheaf_picture_view_new (SheafLibrary           *library,
                                   const SheafKeptPicture *kept,
                                   const char             *src,
                                   const char             *alt);

const char *sheaf_picture_view_get_sha (SheafPictureView *self); /* (nullable): it is missing */
const char *sheaf_picture_view_get_src (SheafPictureView *self);
const char *sheaf_picture_view_get_alt (SheafPictureView *self); /* (nullable) */

/* Says in the frame that it is being fetched, or, where that has ended without it, OFFLINE, why. */
void sheaf_picture_view_set_fetching (SheafPictureView *self,
                                      gboolean          fetching,
                                      gboolean          offline);

/* The most it may be wide, and high. */
void sheaf_picture_view_set_measure (SheafPictureView *self,
                                     int               measure,
                                     int               most);
void sheaf_picture_view_set_near (SheafPictureView *self,
                                  gboolean          near_screen);

G_END_DECLS

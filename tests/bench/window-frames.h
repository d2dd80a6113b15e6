/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window put through what somebody does with a long list, frame by frame: what came late is told. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _WindowFrames WindowFrames;

/* Counts from the next frame on; the window is realized. Tells (tell-moment.h's form, the two
 * numbers being the worst gap between two frames in microseconds and how many gaps were long):
 *
 *   rows     from now until the rows are there and settled
 *   jumps    to the far end in 120 jumps, one a frame
 *   typing   twelve letters, one every six frames; the number is the letter's that had most
 *
 * Ended by freeing it. */
WindowFrames *window_frames_new (GtkWidget *window);
void window_frames_free (WindowFrames *self);

/* The rows are there. DONE is called after the last frame. */
void window_frames_begin (WindowFrames *self, GtkWidget *list, void (*done) (gpointer), gpointer data);

G_END_DECLS

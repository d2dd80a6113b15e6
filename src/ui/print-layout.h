/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An article on pages: made step by step, so that a long one does not stall, then drawn page by page. A function of
 * the article, the options and the size of the paper; points. One thread, no display. */
#pragma once

#include "ui/print-flow.h"

G_BEGIN_DECLS

typedef struct _SheafPrintLayout SheafPrintLayout;

/* LOADED must live as long. MARGIN: the least the printer needs at each side. */
SheafPrintLayout *sheaf_print_layout_new (const SheafLoaded       *loaded,
                                          const SheafPrintOptions *options,
                                          PangoFontMap            *fonts,
                                          double                   width,
                                          double                   height,
                                          double                   margin);
void              sheaf_print_layout_free (SheafPrintLayout *self);

/* Goes on for about MS milliseconds; TRUE: the pages are there. */
gboolean sheaf_print_layout_step (SheafPrintLayout *self,
                                  int               ms);
guint    sheaf_print_layout_get_n_pages (const SheafPrintLayout *self);

/* A picture of a page and the box it is to fill. */
typedef struct
{
  const SheafKeptPicture *kept;
  double                  x, y, width, height;
} SheafPrintPicture;

/* Draws all of a page but its pictures. Onto a PDF also links, and headings for its outline. PICTURES (out, transfer full): of
 * SheafPrintPicture. (print-draw.c) */
void sheaf_print_layout_draw (SheafPrintLayout *self,
                              guint             page,
                              cairo_t          *cr,
                              GArray          **pictures);

/* The article's own text on PAGE: words and spaces as they are, lines ended by a line break. (transfer full) */
char *sheaf_print_layout_dup_text (SheafPrintLayout *self,
                                   guint             page);

/* What a page begins and ends with, for who asks how it was broken. */
typedef struct
{
  guint    first, last;    /* units, over all pages */
  guint    repeated;       /* of them that a table's header repeats */
  guint    notes;          /* at its foot */
  gboolean cut_first;      /* its first line is not its paragraph's first */
  guint    lines_at_start; /* of the paragraph that it begins with … */
  guint    lines_at_end;   /* … and of the one that goes on behind it; 0: none does */
  gboolean ends_keeping;   /* the last thing on it belongs to what follows: never */
  double   used, height;   /* of the room for text and notes */
} SheafPrintBreak;

void sheaf_print_layout_get_break (const SheafPrintLayout *self,
                                   guint                   page,
                                   SheafPrintBreak        *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafPrintLayout, sheaf_print_layout_free)

G_END_DECLS

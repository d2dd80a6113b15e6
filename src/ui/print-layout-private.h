/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The layout's struct, for the files that make it up: where everything goes (print-layout.c), drawing (print-draw.c). */
#pragma once

#include "ui/print-layout.h"

G_BEGIN_DECLS

/* What cannot be parted: a line, a line of a table's row, a picture. */
typedef struct
{
  guint    piece, line;
  double   before; /* counts only where it is not the first of a page */
  double   height;
  guint    start, end; /* bytes of the text; a row's first line has all of it */
  guint    note_from, note_to;
  gboolean may_break; /* a page may begin with it */
  double   y;         /* of its top, in the room for text */
} SheafPrintUnit;

typedef struct
{
  guint first, end;             /* units */
  guint header_from, header_to; /* repeated above them */
  guint note_from, note_to;
  double used, notes_height;
} SheafPrintPage;

/* How wide the columns of a table are. */
typedef struct
{
  guint  n;
  double scale; /* of its letters */
  double width[SHEAF_TABLE_MAX_COLUMNS];
  gboolean figures[SHEAF_TABLE_MAX_COLUMNS];
} SheafPrintColumns;

/* A piece's texts, set: kept for the last one alone. */
typedef struct
{
  guint      piece; /* G_MAXUINT: none */
  GPtrArray *layouts;
  GArray    *lefts; /* double: of each line of the first */
} SheafPrintSet;

struct _SheafPrintLayout
{
  const SheafLoaded *loaded;
  SheafPrintFlow *flow;
  PangoContext *contexts[2]; /* from the left, from the right */
  char *family;
  double width, height;                  /* the paper */
  double left, top, measure, room;       /* the text's place on it */
  GPtrArray *pieces; /* of SheafPrintPiece */
  GHashTable *columns; /* container -> SheafPrintColumns */
  GArray *units, *pages;
  GArray *note_heights; /* double */
  SheafPrintSet set;
  gboolean flowed, done;
  int outline[7]; /* PDF: the last entry of each level */
};

#define SHEAF_PRINT_CELL_PAD 6.
#define SHEAF_PRINT_CODE_PAD 7.
#define SHEAF_PRINT_NOTES_GAP 10. /* above the rule */
#define SHEAF_PRINT_NOTES_RULE 5. /* below it */
#define SHEAF_PRINT_NOTE_SIZE 7.5
#define SHEAF_PRINT_NOTE_LEADING 10.
#define SHEAF_PRINT_NOTE_INDENT 18.

/* The texts of a piece, set; valid until the next call. */
const SheafPrintSet *sheaf_print_layout_set_piece (SheafPrintLayout *self,
                                                   guint             piece);
double sheaf_print_layout_get_leading (const SheafPrintLayout *self,
                                       guint                   piece);
PangoLayout *sheaf_print_layout_make (SheafPrintLayout *self,
                                      double            size,
                                      double            width,
                                      gboolean          rtl); /* (transfer full) */
PangoLayout *sheaf_print_layout_make_note (SheafPrintLayout *self,
                                           guint             note); /* (transfer full) */
double sheaf_print_layout_get_notes_height (const SheafPrintLayout *self,
                                            guint                   from,
                                            guint                   to);
void sheaf_print_layout_get_picture_size (const SheafPrintLayout *self,
                                          const SheafPrintPiece  *piece,
                                          double                 *width,
                                          double                 *height);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An article as pieces to be printed one after the other: how each is set, and what is added to its text, numbers of
 * links and letters of notes. Lengths in points. One thread. */
#pragma once

#include "store/store.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean links;      /* their addresses at the foot of the page */
  gboolean highlights; /* grounds behind the text, and their notes at the end */
  gboolean pictures;
  gboolean sans;
} SheafPrintOptions;

typedef enum
{
  SHEAF_PRINT_SITE,
  SHEAF_PRINT_HEADLINE,
  SHEAF_PRINT_BYLINE,
  SHEAF_PRINT_ADDRESS,
  SHEAF_PRINT_BODY,
  SHEAF_PRINT_H2,
  SHEAF_PRINT_H3,
  SHEAF_PRINT_H4,
  SHEAF_PRINT_CAPTION,
  SHEAF_PRINT_CODE,
  SHEAF_PRINT_TABLE,
  SHEAF_PRINT_ENDNOTE,
  SHEAF_PRINT_PICTURE,
  SHEAF_PRINT_RULE,
} SheafPrintLook;

typedef struct
{
  double size, leading;
  double before, after; /* the larger of two neighbours' counts */
  gboolean bold, dim, mono, keep; /* keep: with the next piece */
} SheafPrintStyle;

const SheafPrintStyle *sheaf_print_look_get_style (SheafPrintLook look);

/* A link in a text: its bytes there, and the number of its note, counted from 0, or -1. */
typedef struct
{
  guint       start, end;
  int         note;
  const char *href;
} SheafPrintLink;

/* What is set as one: a block's text, or a cell's, with what was added to it. */
typedef struct
{
  char          *text;
  PangoAttrList *attributes;
  GArray        *added; /* pairs of guint: bytes that the document does not have */
  GArray        *links; /* of SheafPrintLink */
  guint          note_from, note_to; /* notes that are new with it … */
  GArray        *notes_at;           /* … and the bytes at which each is called: guint */
  gboolean       rtl, wide;          /* wide: written without spaces between words */
} SheafPrintText;

typedef struct
{
  SheafPrintLook look;
  double         left; /* from the edge at which lines begin */
  double         before, after;
  gboolean       rtl, keep;
  double         bars[4]; /* of quotes, from the same edge */
  guint          n_bars;
  int            quote;   /* the innermost, or -1 */
  int            list;    /* the outermost, or -1 */
  char          *marker;  /* (nullable): of a list */
  GPtrArray     *texts;   /* of SheafPrintText: one, or a row's cells */
  int            table;   /* container, or -1 */
  gboolean       header;
  gboolean       article; /* its text is the document's */
  guint          level;   /* of a heading, for the outline; else 0 */
  const SheafKeptPicture *picture; /* (nullable) */
} SheafPrintPiece;

typedef struct _SheafPrintFlow SheafPrintFlow;

/* LOADED must live as long. */
SheafPrintFlow *sheaf_print_flow_new (const SheafLoaded       *loaded,
                                      const SheafPrintOptions *options);
void            sheaf_print_flow_free (SheafPrintFlow *self);

/* The next piece; NULL at the end. (transfer full) */
SheafPrintPiece *sheaf_print_flow_next (SheafPrintFlow *self);
void             sheaf_print_piece_free (SheafPrintPiece *self);

/* The notes so far: addresses as they are printed. (transfer none): of char * */
const GPtrArray *sheaf_print_flow_get_notes (const SheafPrintFlow *self);

/* An address as it is read on paper: without its scheme, a long one without its middle. (transfer full) */
char *sheaf_print_dup_address (const char *href);

/* Is the first letter of TEXT one of a script that is written from the right? */
gboolean sheaf_print_is_rtl (const char *text);

const char *sheaf_print_flow_get_family (const SheafPrintFlow *self);

G_END_DECLS

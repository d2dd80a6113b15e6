/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Highlights as rows of the table of notes, and the edit that is kept of them: rows as they shall be. Private to
 * store/. */
#pragma once

#include "store/edit-private.h"

G_BEGIN_DECLS

#define SHEAF_NOTE_UID_BYTES 16

typedef enum
{
  SHEAF_MARK_ARTICLE,
  SHEAF_MARK_QUOTE,
  SHEAF_MARK_PREFIX,
  SHEAF_MARK_SUFFIX,
  SHEAF_MARK_START,
  SHEAF_MARK_END,
  SHEAF_MARK_BODY,
  SHEAF_MARK_COLOR,
  SHEAF_MARK_CREATED,
  SHEAF_MARK_CHANGED,
  SHEAF_MARK_N_COLUMNS,
} SheafMarkColumn;

typedef struct
{
  GVariant *uid; /* ay: what it is known by */
  gint64    id;  /* 0: any */
  gboolean  there;
  GVariant *columns[SHEAF_MARK_N_COLUMNS]; /* s or x; NULL: NULL */
} SheafMarkRow;

void sheaf_mark_row_free (SheafMarkRow *self);

/* What is read is not THERE where there is none of that number. NULL with ERROR. (transfer full) */
SheafMarkRow *sheaf_mark_row_read (SheafDb *db,
                                   gint64   id,
                                   GError **error);
SheafMarkRow *sheaf_mark_row_copy (const SheafMarkRow *self);

/* TEXT nullable. */
void sheaf_mark_row_set_text (SheafMarkRow   *self,
                              SheafMarkColumn column,
                              const char     *text);
void sheaf_mark_row_set_number (SheafMarkRow   *self,
                                SheafMarkColumn column,
                                gint64          number);

/* But for whose they are. */
gboolean sheaf_mark_row_equal (const SheafMarkRow *a,
                               const SheafMarkRow *b);

/* An array of them, which owns them. */
GPtrArray *sheaf_mark_rows_new (void);

/* Each as it shall be. ID (out, optional): the number of the last. *INVERSE is set where something changed. */
gboolean sheaf_mark_rows_apply (const GPtrArray *rows,
                                SheafApply      *apply,
                                SheafEdit      **inverse,
                                gint64          *id,
                                GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafMarkRow, sheaf_mark_row_free)

G_END_DECLS

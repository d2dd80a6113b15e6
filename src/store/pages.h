/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file of a database read page by page without SQLite, which gives up where a page is damaged: trees are
 * walked around what cannot be read, and the pages that no tree leads to any more are found too. Format:
 * https://www.sqlite.org/fileformat2.html. Everything read is hostile: bounded and checked. Private to store/. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SheafPages SheafPages;

typedef enum
{
  SHEAF_CELL_NULL,
  SHEAF_CELL_INTEGER,
  SHEAF_CELL_REAL,
  SHEAF_CELL_TEXT,
  SHEAF_CELL_BLOB,
} SheafCellType;

/* A value of a record; valid during the call that brings it. */
typedef struct
{
  SheafCellType type;
  gint64        integer;
  double        real;
  const guint8 *data;
  gsize         size;
} SheafCell;

/* A record. ROWID: 0 in an index and in a table without rowids (IN_INDEX). TRUE: it belongs where it was found. A page of
 * which no record does was led to by a damaged one, and counts as lost. */
typedef gboolean (*SheafPagesFunc) (gint64           rowid,
                                    gboolean         in_index,
                                    const SheafCell *cells,
                                    guint            n,
                                    gpointer         data);

/* PATH with its WAL, up to the last transaction that is whole. STORE: it cannot be read at all. */
SheafPages *sheaf_pages_open (const char *path,
                              GError    **error);
void        sheaf_pages_free (SheafPages *self);

/* A number of the file's first page, at OFFSET (60: user_version, 68: application_id). */
guint32 sheaf_pages_get_number (SheafPages *self,
                                guint       offset);

/* The file begins as a database does. */
gboolean sheaf_pages_has_head (SheafPages *self);

/* Which pages are free is known: any other that no walk comes to was lost, and was not left over by what was deleted. */
gboolean sheaf_pages_knows_free (SheafPages *self);

/* Every record that ROOT leads to. FALSE: not all of it could be read. */
gboolean sheaf_pages_walk (SheafPages    *self,
                           guint          root,
                           SheafPagesFunc func,
                           gpointer       data);

/* Every record of pages that no walk came to and that are not free. */
void sheaf_pages_walk_lost (SheafPages    *self,
                            SheafPagesFunc func,
                            gpointer       data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafPages, sheaf_pages_free)

G_END_DECLS

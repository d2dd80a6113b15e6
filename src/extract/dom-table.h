/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Is a <table> data or layout; and the place of each cell where others span columns and rows. */
#pragma once

#include "document/document-builder.h"
#include "html/dom.h"

G_BEGIN_DECLS

typedef struct
{
  guint columns;                       /* that cells may span together */
  guint column;                        /* of the row being read */
  guint begun;                         /* cells of it that the builder has */
  guint down[SHEAF_TABLE_MAX_COLUMNS]; /* rows that a cell above still covers */
} SheafTableGrid;

/* FALSE: the table only lays its contents out. OURS: from our own HTML, where every table is data.
 */
gboolean
sheaf_table_grid_measure (SheafTableGrid *self, const SheafNode *table, gboolean ours);

void
sheaf_table_grid_start_row (SheafTableGrid *self);

/* Begins NODE's cell in BUILDER's open row, with the empty ones before it that cells above cover.
 */
void
sheaf_table_grid_start_cell (SheafTableGrid *self,
                             SheafDocumentBuilder *builder,
                             const SheafNode *node,
                             gboolean head);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Data tables told from layout by what stands in their cells; columns counted through colspan and
 * rowspan. One walk over a table, ended by the first table inside it. */

#include "extract/dom-table.h"

#include <string.h>

#define MAX_CELL 1500      /* characters: more is prose, whatever the table says of itself */
#define MAX_PLAIN_CELL 300 /* the same in a table that says nothing of itself */
#define MAX_ROWSPAN 1000

typedef struct
{
  guint rows, cells, filled; /* filled: cells with text */
  guint row_cells, columns;
  gsize text, longest; /* characters of the cell, of the longest one */
  gboolean labelled;   /* header cells, a caption */
  gboolean blocks;     /* lists: no plain cells */
} Survey;

/* A place inside a cell where no data table has anything. */
static gboolean
lays_out (const SheafNode *node)
{
  static const SheafTag layout[] = {
    SHEAF_TAG_TABLE,   SHEAF_TAG_PRE, SHEAF_TAG_BLOCKQUOTE, SHEAF_TAG_FIGURE,
    SHEAF_TAG_ARTICLE, SHEAF_TAG_H1,  SHEAF_TAG_H2,         SHEAF_TAG_H3,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (layout); i++)
    if (node->tag == layout[i])
      return TRUE;

  return FALSE;
}

static gboolean
is_silent (SheafTag tag)
{
  return tag == SHEAF_TAG_SCRIPT || tag == SHEAF_TAG_STYLE || tag == SHEAF_TAG_TEMPLATE
         || tag == SHEAF_TAG_NOSCRIPT;
}

static void
end_cell (Survey *survey)
{
  survey->filled += survey->text > 0;
  survey->longest = MAX (survey->longest, survey->text);
  survey->text = 0;
}

static void
count_text (Survey *survey, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    survey->text += !g_unichar_isspace (g_utf8_get_char (text));
}

static void
count_element (Survey *survey, const SheafNode *node)
{
  switch ((int)node->tag)
    {
    case SHEAF_TAG_TR:
      end_cell (survey);
      survey->rows++;
      survey->row_cells = 0;
      break;
    case SHEAF_TAG_TH:
    case SHEAF_TAG_TD:
      end_cell (survey);
      survey->labelled |= node->tag == SHEAF_TAG_TH;
      survey->cells++;
      survey->row_cells++;
      survey->columns = MAX (survey->columns, survey->row_cells);
      break;
    case SHEAF_TAG_CAPTION:
      survey->labelled = TRUE;
      break;
    case SHEAF_TAG_UL:
    case SHEAF_TAG_OL:
    case SHEAF_TAG_DL:
      survey->blocks = TRUE;
      break;
    default:
      break;
    }
}

static gboolean
look_over (Survey *survey, const SheafNode *table)
{
  const SheafNode *node = table->first;

  while (node != NULL)
    {
      if (node->kind == SHEAF_NODE_ELEMENT && lays_out (node))
        return FALSE;
      if (node->kind == SHEAF_NODE_TEXT)
        count_text (survey, node->text);
      else if (node->kind == SHEAF_NODE_ELEMENT)
        count_element (survey, node);
      node = is_silent (node->tag) ? sheaf_node_skip (node, table) : sheaf_node_next (node, table);
    }
  end_cell (survey);

  return TRUE;
}

static gboolean
says_layout (const SheafNode *table)
{
  const char *role = sheaf_node_get (table, "role");

  return role != NULL
         && (g_ascii_strcasecmp (role, "presentation") == 0
             || g_ascii_strcasecmp (role, "none") == 0);
}

gboolean
sheaf_table_grid_measure (SheafTableGrid *self, const SheafNode *table, gboolean ours)
{
  Survey survey = { 0 };

  memset (self, 0, sizeof *self);
  self->columns = SHEAF_TABLE_MAX_COLUMNS;
  if (ours)
    return TRUE;

  if (says_layout (table) || !look_over (&survey, table) || survey.longest > MAX_CELL)
    return FALSE;
  self->columns = MIN (survey.columns, SHEAF_TABLE_MAX_COLUMNS);
  if (survey.labelled)
    return TRUE;

  return survey.rows >= 2 && survey.columns >= 2 && survey.longest <= MAX_PLAIN_CELL
         && !survey.blocks && survey.filled * 2 >= survey.cells;
}

void
sheaf_table_grid_start_row (SheafTableGrid *self)
{
  for (; self->column > 0 && self->column < self->columns; self->column++)
    if (self->down[self->column] > 0)
      self->down[self->column]--;
  self->column = 0;
  self->begun = 0;
}

static guint
read_span (const SheafNode *node, const char *name, guint max)
{
  const char *text = sheaf_node_get (node, name);
  guint64 value = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 1;

  return (guint)CLAMP (value, 1, max);
}

void
sheaf_table_grid_start_cell (SheafTableGrid *self,
                             SheafDocumentBuilder *builder,
                             const SheafNode *node,
                             gboolean head)
{
  gboolean header = head || node->tag == SHEAF_TAG_TH;
  guint right = read_span (node, "colspan", SHEAF_TABLE_MAX_COLUMNS);
  guint down = read_span (node, "rowspan", MAX_ROWSPAN);
  guint end;

  while (self->column < self->columns && self->down[self->column] > 0)
    self->down[self->column++]--;
  for (; self->begun < self->column; self->begun++)
    sheaf_document_builder_cell (builder, FALSE);

  sheaf_document_builder_cell (builder, header);
  self->begun++;
  end = MIN (self->column + right, self->columns);
  for (guint column = self->column; column < end; column++)
    self->down[column] = down - 1;
  self->column = MAX (end, self->column + 1);
}

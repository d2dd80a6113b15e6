/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cells are PangoLayouts, each knowing its range of the document; the selection is the buffer's.
 * Empty children stand for a table's cells to a screen reader. */

#include "ui/grid-view.h"

#include "ui/code-language.h"
#include "ui/figures.h"
#include "ui/grid-view-private.h"
#include "ui/page-proxy.h"

#include <glib/gi18n.h>

#define LEAST_COLUMN 8 /* em: the widest column gives way down to this before the table scrolls */
#define LABEL_SCALE .72

G_DEFINE_FINAL_TYPE (SheafGridView, sheaf_grid_view, GTK_TYPE_WIDGET)

static void
clear_cell (gpointer data)
{
  SheafGridCell *cell = data;

  g_clear_object (&cell->layout);
  g_clear_pointer (&cell->proxy, gtk_widget_unparent);
}

static const SheafBlock *
get_block (SheafGridView *self, guint row)
{
  return &sheaf_document_get_blocks (self->page->document,
                                     NULL)[self->anchor->first + (self->table ? row : 0)];
}

/* --- Cells --- */

static void
add_cell (SheafGridView *self, guint start, guint end, guint row, guint column)
{
  g_autofree char *text = sheaf_document_dup_range (self->page->document, start, end);
  SheafGridCell cell = { .start = start, .end = end, .row = row, .column = column };

  cell.header = self->table && column < 64
                && (get_block (self, row)->headers & (G_GUINT64_CONSTANT (1) << column)) != 0;
  cell.layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  if (self->table)
    {
      cell.proxy = sheaf_page_proxy_new (
          cell.header ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER : GTK_ACCESSIBLE_ROLE_CELL, text);
      gtk_widget_set_parent (cell.proxy, GTK_WIDGET (self));
    }
  g_array_append_val (self->cells, cell);
}

static void
make_cells (SheafGridView *self)
{
  const char *text = sheaf_document_get_text (self->page->document);

  if (!self->table)
    {
      const SheafBlock *block = get_block (self, 0);

      add_cell (self, block->start, block->end, 0, 0);
      return;
    }
  for (guint row = 0; row <= self->anchor->last - self->anchor->first; row++)
    {
      const SheafBlock *block = get_block (self, row);
      const char *end = text + block->end_byte;
      guint start = block->start, offset = start, column = 0;

      for (const char *p = text + block->start_byte; p <= end; p = g_utf8_next_char (p), offset++)
        if (p == end || *p == '\t')
          {
            add_cell (self, start, offset, row, MIN (column, SHEAF_TABLE_MAX_COLUMNS - 1));
            start = offset + 1;
            column++;
          }
    }
}

static void
find_figures (SheafGridView *self)
{
  SheafFigures columns[SHEAF_TABLE_MAX_COLUMNS] = { 0 };

  for (guint i = 0; i < self->cells->len; i++)
    {
      const SheafGridCell *cell = &g_array_index (self->cells, SheafGridCell, i);

      if (!cell->header)
        sheaf_figures_add (&columns[cell->column], pango_layout_get_text (cell->layout));
    }
  for (guint i = 0; i < SHEAF_TABLE_MAX_COLUMNS; i++)
    self->figures[i] = self->table && sheaf_figures_is_column (&columns[i]);
}

/* The text of a cell stands at the side that its table begins at, whichever way it is read itself.
 */
static void
align_cell (SheafGridView *self, SheafGridCell *cell)
{
  gboolean rtl = pango_layout_get_direction (cell->layout, 0) == PANGO_DIRECTION_RTL;

  pango_layout_set_alignment (cell->layout,
                              rtl == self->anchor->rtl ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT);
}

/* Column widths; the widest gives way first. Returns the whole width. */
static int
fit_columns (SheafGridView *self, int *widths, int gap)
{
  int total = -gap, widest = 0, columns = 0, room;

  for (guint i = 0; i < self->cells->len; i++)
    {
      SheafGridCell *cell = &g_array_index (self->cells, SheafGridCell, i);

      pango_layout_set_width (cell->layout, -1);
      pango_layout_get_pixel_size (cell->layout, &cell->width, NULL);
      widths[cell->column] = MAX (widths[cell->column], cell->width);
      columns = MAX (columns, (int)cell->column + 1);
    }
  for (int i = 0; i < columns; i++)
    {
      total += widths[i] + gap;
      widest = widths[i] > widths[widest] ? i : widest;
    }
  room = MAX (LEAST_COLUMN * self->type.size, widths[widest] - (total - self->measure));
  if (!self->table || total <= self->measure || widths[widest] <= room)
    return total;
  for (guint i = 0; i < self->cells->len; i++)
    {
      SheafGridCell *cell = &g_array_index (self->cells, SheafGridCell, i);

      if ((int)cell->column == widest)
        {
          pango_layout_set_width (cell->layout, room * PANGO_SCALE);
          align_cell (self, cell);
        }
      pango_layout_get_pixel_size (cell->layout, &cell->width, NULL);
    }
  total += room - widths[widest];
  widths[widest] = room;

  return total;
}

/* From the left edge, where the view is not scrolled: a table that is read from the right begins at
 * the right edge of the measure. */
static int
turn_x (SheafGridView *self, const SheafGridCell *cell, int x)
{
  int width = pango_layout_get_width (cell->layout);

  if (!self->anchor->rtl)
    return x;

  return MAX (self->width, self->measure) - x - (width >= 0 ? PANGO_PIXELS (width) : cell->width);
}

/* Does it stand at the right edge of its column, from which digits are counted? */
static gboolean
ends_column (SheafGridView *self, const SheafGridCell *cell)
{
  return self->figures[cell->column] && !self->anchor->rtl
         && pango_layout_get_width (cell->layout) < 0;
}

/* Over the code, or where its first line would run into it, in a line of its own. Returns what it
 * takes from the top. */
static int
fit_label (SheafGridView *self)
{
  const SheafGridCell *code = &g_array_index (self->cells, SheafGridCell, 0);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  PangoRectangle first;
  int width, height;

  if (self->label == NULL)
    return 0;
  pango_font_description_set_family (font, sheaf_typography_get_family (&self->type));
  pango_font_description_set_weight (font, PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, self->type.size * LABEL_SCALE * PANGO_SCALE);
  pango_layout_set_font_description (self->label, font);
  pango_layout_get_pixel_size (self->label, &width, &height);
  pango_layout_line_get_pixel_extents (pango_layout_get_line_readonly (code->layout, 0), NULL,
                                       &first);

  return first.width + width + 4 * SHEAF_CODE_PAD > self->measure
             ? height + SHEAF_CODE_LABEL_TOP - SHEAF_CODE_PAD / 2
             : 0;
}

static void
place_cells (SheafGridView *self)
{
  int pad = self->table ? SHEAF_TABLE_PAD : SHEAF_CODE_PAD, gap = 3 * SHEAF_TABLE_PAD;
  int widths[SHEAF_TABLE_MAX_COLUMNS] = { 0 }, y = pad, row_height = 0, x = 0;

  for (guint i = 0; i < self->cells->len; i++)
    sheaf_grid_view_style_cell (self, &g_array_index (self->cells, SheafGridCell, i));
  self->width = fit_columns (self, widths, gap) + (self->table ? 0 : 2 * pad);
  y += fit_label (self);
  for (guint i = 0; i < self->cells->len; i++)
    {
      SheafGridCell *cell = &g_array_index (self->cells, SheafGridCell, i);

      if (cell->column == 0)
        {
          y += i > 0 ? row_height + 2 * pad + 1 : 0;
          row_height = 0;
          x = self->table ? 0 : pad;
        }
      cell->x = turn_x (self, cell,
                        x + (ends_column (self, cell) ? widths[cell->column] - cell->width : 0));
      cell->y = y;
      x += widths[cell->column] + gap;
      pango_layout_get_pixel_size (cell->layout, NULL, &cell->height);
      row_height = MAX (row_height, cell->height);
    }
  self->height = y + row_height + pad + (self->width > self->measure ? pad : 0);
}

static void
sheaf_grid_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  SheafGridView *self = SHEAF_GRID_VIEW (widget);

  *minimum = *natural
      = MAX (1, orientation == GTK_ORIENTATION_HORIZONTAL ? self->measure : self->height);
}

static void
sheaf_grid_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SheafGridView *self = SHEAF_GRID_VIEW (widget);

  self->scroll = CLAMP (self->scroll, 0, MAX (0, self->width - width));
  for (guint i = 0; i < self->cells->len; i++)
    {
      SheafGridCell *cell = &g_array_index (self->cells, SheafGridCell, i);

      if (cell->proxy != NULL)
        sheaf_page_proxy_place (cell->proxy, cell->x - sheaf_grid_view_get_shift (self), cell->y,
                                cell->width, cell->height);
    }
}

/* --- Life --- */

static void
sheaf_grid_view_dispose (GObject *object)
{
  g_clear_pointer (&SHEAF_GRID_VIEW (object)->cells, g_array_unref);
  g_clear_pointer (&SHEAF_GRID_VIEW (object)->classes, g_array_unref);
  g_clear_object (&SHEAF_GRID_VIEW (object)->label);
  G_OBJECT_CLASS (sheaf_grid_view_parent_class)->dispose (object);
}

static void
sheaf_grid_view_class_init (SheafGridViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_grid_view_dispose;
  GTK_WIDGET_CLASS (klass)->measure = sheaf_grid_view_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = sheaf_grid_view_size_allocate;
  GTK_WIDGET_CLASS (klass)->snapshot = sheaf_grid_view_snapshot;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "gridview");
}

static void
sheaf_grid_view_init (SheafGridView *self)
{
  self->cells = g_array_new (FALSE, TRUE, sizeof (SheafGridCell));
  g_array_set_clear_func (self->cells, clear_cell);
  /* whatever the program's language is: Pango turns what differs from it, and align_cell counts on
   * that */
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  sheaf_grid_view_init_pointer (self);
}

GtkWidget *
sheaf_grid_view_new (const SheafPageBuffer *page, const SheafInset *anchor)
{
  gboolean table = anchor->kind == SHEAF_INSET_TABLE;
  const char *language = NULL;
  g_autofree char *name = NULL;
  SheafGridView *self
      = g_object_new (SHEAF_TYPE_GRID_VIEW, "accessible-role",
                      table ? GTK_ACCESSIBLE_ROLE_TABLE : GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  self->page = page;
  self->anchor = anchor;
  self->table = table;
  make_cells (self);
  find_figures (self);
  if (!table)
    self->syntax = sheaf_code_language_get_syntax (get_block (self, 0)->info);
  if (!table)
    language = sheaf_code_language_get_name (get_block (self, 0)->info);
  if (language != NULL)
    {
      self->label = gtk_widget_create_pango_layout (GTK_WIDGET (self), language);
      /* Translators: what a screen reader says of a block of code; %s: "Python", "C++" … */
      name = g_strdup_printf (_ ("Code in %s"), language);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  table          ? _ ("Table")
                                  : name != NULL ? name
                                                 : _ ("Code"),
                                  -1);

  return GTK_WIDGET (self);
}

void
sheaf_grid_view_set (SheafGridView *self, int measure, const SheafTypography *type)
{
  self->measure = measure;
  self->type = *type;
  place_cells (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
has_hit (SheafGridView *self, const SheafGridCell *cell)
{
  guint i = self->hits != NULL ? sheaf_text_ranges_after (self->hits, cell->start) : 0;

  return self->hits != NULL && MAX (i, self->first_hit) < self->hits->len
         && g_array_index (self->hits, SheafTextRange, MAX (i, self->first_hit)).start < cell->end;
}

void
sheaf_grid_view_set_hits (SheafGridView *self, const GArray *hits, guint first, int current)
{
  self->hits = hits;
  self->first_hit = first;
  self->current_hit = current;
  for (guint i = 0; i < self->cells->len; i++)
    {
      SheafGridCell *cell = &g_array_index (self->cells, SheafGridCell, i);

      if ((cell->hit || has_hit (self, cell)) && self->measure > 0)
        sheaf_grid_view_style_cell (self, cell);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sheaf_grid_view_set_marks (SheafGridView *self, const GArray *marks)
{
  self->marks = marks;
  for (guint i = 0; i < self->cells->len && self->measure > 0; i++)
    sheaf_grid_view_style_cell (self, &g_array_index (self->cells, SheafGridCell, i));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_in (const SheafGridCell *cell, const SheafTextRange *range)
{
  return MAX (cell->start, range->start) < MIN (cell->end, range->end);
}

/* One of SELF's. */
static void
set_range (SheafGridView *self, SheafTextRange *range, guint start, guint end)
{
  SheafTextRange before = *range;

  *range = (SheafTextRange){ start, end };
  for (guint i = 0; i < self->cells->len && self->measure > 0; i++)
    {
      SheafGridCell *cell = &g_array_index (self->cells, SheafGridCell, i);

      if (!is_in (cell, &before) && !is_in (cell, range))
        continue;
      sheaf_grid_view_style_cell (self, cell);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

void
sheaf_grid_view_set_spoken (SheafGridView *self, guint start, guint end)
{
  set_range (self, &self->spoken, start, end);
}

void
sheaf_grid_view_set_active (SheafGridView *self, guint start, guint end)
{
  set_range (self, &self->active, start, end);
}

void
sheaf_grid_view_set_saved (SheafGridView *self, GHashTable *saved)
{
  self->saved = saved;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

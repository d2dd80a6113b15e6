/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pieces are set one after the other and only the sizes of their lines kept: a book's worth of
 * Pango layouts would not be small. Then the lines are dealt to pages: each takes what fits
 * together with its notes, and ends where the next may begin. */

#include "ui/print-layout.h"

#include "ui/balance.h"
#include "ui/figures.h"
#include "ui/hangul.h"
#include "ui/page-style.h"
#include "ui/print-layout-private.h"

#include <math.h>
#include <string.h>

#define CHARACTERS 66
#define LEAST_SCALE .7
#define WHOLE_CODE 14  /* lines that are not parted */
#define SHORT_CELL 72. /* a column no wider is not wrapped while there is room */
#define LIST_GAP 9.    /* around a list */
#define ROWS_LOOKED_AT 200
#define PICTURE_DPI 110. /* a picture is not enlarged over this */

/* --- Setting --- */

PangoLayout *
sheaf_print_layout_make (SheafPrintLayout *self, double size, double width, gboolean rtl)
{
  PangoLayout *layout = pango_layout_new (self->contexts[rtl ? 1 : 0]);
  PangoFontDescription *font = pango_font_description_from_string (self->family);

  pango_font_description_set_size (font, (int)(size * PANGO_SCALE));
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_alignment (layout, rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);

  return layout;
}

static PangoLayout *
make_text (SheafPrintLayout *self,
           const SheafPrintPiece *piece,
           const SheafPrintText *text,
           double width,
           double scale)
{
  const SheafPrintStyle *style = sheaf_print_look_get_style (piece->look);
  gboolean rtl = piece->table >= 0 ? text->rtl : piece->rtl;
  PangoLayout *layout = sheaf_print_layout_make (self, style->size * scale, width, rtl);

  if (style->bold || style->mono)
    {
      PangoFontDescription *font
          = pango_font_description_copy (pango_layout_get_font_description (layout));

      if (style->bold)
        pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
      if (style->mono)
        pango_font_description_set_family (font, "monospace");
      pango_layout_set_font_description (layout, font);
      pango_font_description_free (font);
    }
  pango_layout_set_text (layout, text->text, -1);
  if (piece->look != SHEAF_PRINT_CODE)
    sheaf_hangul_keep_words (text->attributes, text->text);
  pango_layout_set_attributes (layout, text->attributes);
  /* Without hyphens, words as long as German's or Korean's would stand too far apart. */
  pango_layout_set_justify (layout, piece->look == SHEAF_PRINT_BODY && text->wide
                                        && !sheaf_hangul_is_in (text->text));
  if (piece->look == SHEAF_PRINT_HEADLINE)
    sheaf_balance (layout);

  return layout;
}

static double
get_text_width (const SheafPrintLayout *self, const SheafPrintPiece *piece)
{
  double pad = piece->look == SHEAF_PRINT_CODE ? 2 * SHEAF_PRINT_CODE_PAD : 0;

  return MAX (self->measure - piece->left - pad, self->measure / 4);
}

static void
collect_lefts (PangoLayout *layout, GArray *lefts)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    {
      PangoRectangle extents;
      double left;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      left = (double)extents.x / PANGO_SCALE;
      g_array_append_val (lefts, left);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

const SheafPrintSet *
sheaf_print_layout_set_piece (SheafPrintLayout *self, guint index)
{
  const SheafPrintPiece *piece = self->pieces->pdata[index];
  const SheafPrintColumns *columns
      = g_hash_table_lookup (self->columns, GINT_TO_POINTER (piece->table));

  if (self->set.piece == index)
    return &self->set;
  g_ptr_array_set_size (self->set.layouts, 0);
  g_array_set_size (self->set.lefts, 0);
  self->set.piece = index;
  for (guint i = 0; i < piece->texts->len; i++)
    {
      gboolean row = piece->look == SHEAF_PRINT_TABLE && columns != NULL;
      double width
          = row ? columns->width[MIN (i, SHEAF_TABLE_MAX_COLUMNS - 1)] - SHEAF_PRINT_CELL_PAD * 2
                : get_text_width (self, piece);

      g_ptr_array_add (self->set.layouts, make_text (self, piece, piece->texts->pdata[i],
                                                     MAX (width, 8), row ? columns->scale : 1));
    }
  if (piece->look != SHEAF_PRINT_TABLE && piece->texts->len == 1)
    collect_lefts (self->set.layouts->pdata[0], self->set.lefts);

  return &self->set;
}

/* Scripts with tall letters, or without room between them, need more room between lines. */
double
sheaf_print_layout_get_leading (const SheafPrintLayout *self, guint index)
{
  const SheafPrintPiece *piece = self->pieces->pdata[index];
  double leading = sheaf_print_look_get_style (piece->look)->leading, factor = 1;
  const SheafPrintColumns *columns
      = g_hash_table_lookup (self->columns, GINT_TO_POINTER (piece->table));

  for (guint i = 0; i < piece->texts->len; i++)
    {
      const SheafPrintText *text = piece->texts->pdata[i];

      factor = MAX (factor, text->rtl ? 1.2 : text->wide ? 1.15 : 1);
    }
  if (piece->look == SHEAF_PRINT_TABLE && columns != NULL)
    factor *= columns->scale;

  return leading * factor;
}

PangoLayout *
sheaf_print_layout_make_note (SheafPrintLayout *self, guint note)
{
  const GPtrArray *notes = sheaf_print_flow_get_notes (self->flow);
  PangoLayout *layout = sheaf_print_layout_make (self, SHEAF_PRINT_NOTE_SIZE,
                                                 self->measure - SHEAF_PRINT_NOTE_INDENT, FALSE);

  pango_layout_set_wrap (layout, PANGO_WRAP_CHAR);
  pango_layout_set_text (layout, notes->pdata[note], -1);

  return layout;
}

/* --- Tables --- */

static void
measure_cell (SheafPrintLayout *self,
              const SheafPrintPiece *piece,
              const SheafPrintText *text,
              double scale,
              double *natural,
              double *least)
{
  PangoLayout *layout = make_text (self, piece, text, 0, scale);
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);
  *natural = MAX (*natural, (double)extents.width / PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_width (layout, 0);
  pango_layout_get_extents (layout, NULL, &extents);
  *least = MAX (*least, (double)extents.width / PANGO_SCALE);
  g_object_unref (layout);
}

static void
share_width (SheafPrintColumns *columns, const double *natural, const double *least, double width)
{
  double all = 0, all_least = 0;

  for (guint i = 0; i < columns->n; i++)
    {
      all += natural[i];
      all_least += least[i];
    }
  for (guint i = 0; i < columns->n; i++)
    if (all <= width)
      columns->width[i] = natural[i] + (width - all) * natural[i] / MAX (all, 1);
    else if (all_least <= width)
      columns->width[i]
          = least[i] + (width - all_least) * (natural[i] - least[i]) / MAX (all - all_least, 1);
    else
      columns->width[i] = width * least[i] / MAX (all_least, 1);
}

/* What is short, as a name or a number, stays on one line where the others leave it room. */
static void
favour_short (guint n, const double *natural, double *least, double width)
{
  double favoured[SHEAF_TABLE_MAX_COLUMNS], needed = 0;

  for (guint i = 0; i < n; i++)
    {
      favoured[i] = natural[i] <= SHORT_CELL ? natural[i] : least[i];
      needed += favoured[i];
    }
  if (needed <= width * .8)
    memcpy (least, favoured, n * sizeof *least);
}

static void
find_figures (SheafPrintLayout *self, guint from, SheafPrintColumns *columns)
{
  const SheafPrintPiece *first = self->pieces->pdata[from];
  SheafFigures figures[SHEAF_TABLE_MAX_COLUMNS] = { 0 };

  for (guint i = from; i < self->pieces->len; i++)
    {
      const SheafPrintPiece *row = self->pieces->pdata[i];

      if (row->look != SHEAF_PRINT_TABLE || row->table != first->table)
        break;
      for (guint k = 0; !row->header && k < MIN (row->texts->len, SHEAF_TABLE_MAX_COLUMNS); k++)
        sheaf_figures_add (&figures[k], ((SheafPrintText *)row->texts->pdata[k])->text);
    }
  for (guint k = 0; k < columns->n; k++)
    columns->figures[k] = !first->rtl && sheaf_figures_is_column (&figures[k]);
}

/* Of the rows FROM … on: its letters are made smaller where its longest words have no room. */
static void
set_columns (SheafPrintLayout *self, guint from)
{
  const SheafPrintPiece *first = self->pieces->pdata[from];
  SheafPrintColumns *columns = g_new0 (SheafPrintColumns, 1);

  for (columns->scale = 1;; columns->scale -= .1)
    {
      double natural[SHEAF_TABLE_MAX_COLUMNS] = { 0 }, least[SHEAF_TABLE_MAX_COLUMNS] = { 0 };
      double needed = 0;

      for (guint i = from; i < MIN (self->pieces->len, from + ROWS_LOOKED_AT); i++)
        {
          const SheafPrintPiece *row = self->pieces->pdata[i];

          if (row->look != SHEAF_PRINT_TABLE || row->table != first->table)
            break;
          for (guint k = 0; k < MIN (row->texts->len, SHEAF_TABLE_MAX_COLUMNS); k++)
            measure_cell (self, row, row->texts->pdata[k], columns->scale, &natural[k], &least[k]);
          columns->n = MAX (columns->n, MIN (row->texts->len, SHEAF_TABLE_MAX_COLUMNS));
        }
      for (guint k = 0; k < columns->n; k++)
        {
          natural[k] += 2 * SHEAF_PRINT_CELL_PAD + 1;
          least[k] += 2 * SHEAF_PRINT_CELL_PAD + 1;
          needed += least[k];
        }
      favour_short (columns->n, natural, least, self->measure - first->left);
      share_width (columns, natural, least, self->measure - first->left);
      if (needed <= self->measure - first->left || columns->scale < LEAST_SCALE + .05)
        break;
    }
  find_figures (self, from, columns);
  g_hash_table_insert (self->columns, GINT_TO_POINTER (first->table), columns);
}

/* --- Lines --- */

void
sheaf_print_layout_get_picture_size (const SheafPrintLayout *self,
                                     const SheafPrintPiece *piece,
                                     double *width,
                                     double *height)
{
  double most = self->measure - piece->left, high = self->room * .62;
  double ratio = (double)MAX (piece->picture->height, 1) / MAX (piece->picture->width, 1);

  *width = MIN (most, piece->picture->width * 72. / PICTURE_DPI);
  *height = *width * ratio;
  if (*height > high)
    {
      *height = high;
      *width = high / ratio;
    }
}

static void
add_unit (SheafPrintLayout *self, SheafPrintUnit unit)
{
  g_array_append_val (self->units, unit);
}

static void
add_lines (SheafPrintLayout *self, guint index, SheafPrintUnit unit)
{
  const SheafPrintPiece *piece = self->pieces->pdata[index];
  const SheafPrintText *text = piece->texts->pdata[0];
  const SheafPrintSet *set = sheaf_print_layout_set_piece (self, index);
  PangoLayout *layout = set->layouts->pdata[0];
  guint n = (guint)pango_layout_get_line_count (layout), note = 0;
  gboolean heading = piece->keep && piece->look != SHEAF_PRINT_CODE;

  unit.note_to = text->note_from;
  for (guint i = 0; i < n; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, (int)i);

      unit.line = i;
      unit.start = i == 0 ? 0 : unit.end;
      unit.end = i + 1 < n ? (guint)pango_layout_get_line_readonly (layout, (int)i + 1)->start_index
                           : (guint)strlen (text->text);
      unit.note_from = unit.note_to;
      for (; note < text->notes_at->len
             && g_array_index (text->notes_at, guint, note)
                    < (guint)(line->start_index + line->length);
           note++)
        unit.note_to++;
      if (i + 1 == n)
        unit.note_to = text->note_to;
      add_unit (self, unit);
      unit.before = 0;
      /* Two lines on each side of a break. */
      unit.may_break = !heading && i + 1 >= 2 && n - (i + 1) >= 2
                       && (piece->look != SHEAF_PRINT_CODE || n > WHOLE_CODE);
    }
}

static void
add_row (SheafPrintLayout *self, guint index, SheafPrintUnit unit)
{
  const SheafPrintPiece *piece = self->pieces->pdata[index];
  const SheafPrintSet *set = sheaf_print_layout_set_piece (self, index);
  int n = 1;
  double leading = unit.height;

  for (guint i = 0; i < set->layouts->len; i++)
    n = MAX (n, pango_layout_get_line_count (set->layouts->pdata[i]));
  if (piece->texts->len > 0)
    {
      unit.note_from = ((SheafPrintText *)piece->texts->pdata[0])->note_from;
      unit.note_to = ((SheafPrintText *)piece->texts->pdata[piece->texts->len - 1])->note_to;
    }
  for (int i = 0; i < n; i++)
    {
      unit.line = (guint)i;
      unit.end = i == 0 ? 1 : 0;
      unit.height = leading + (i == 0 ? 4 : 0) + (i == n - 1 ? 4 : 0);
      add_unit (self, unit);
      unit.before = 0;
      unit.note_from = unit.note_to;
      unit.may_break = n * leading > self->room / 3 && i >= 1 && i < n - 2;
    }
}

static gboolean
same_table (const SheafPrintPiece *a, const SheafPrintPiece *b)
{
  return a->look == SHEAF_PRINT_TABLE && b->look == SHEAF_PRINT_TABLE && a->table == b->table;
}

static void
add_units (SheafPrintLayout *self, guint index)
{
  const SheafPrintPiece *piece = self->pieces->pdata[index];
  const SheafPrintPiece *previous = index > 0 ? self->pieces->pdata[index - 1] : NULL;
  gboolean inside = previous != NULL && same_table (previous, piece);
  SheafPrintUnit unit = {
    .piece = index,
    .before = previous == NULL || inside ? 0 : MAX (previous->after, piece->before),
    .height = sheaf_print_layout_get_leading (self, index),
    .may_break = previous == NULL || (!previous->keep && !(inside && previous->header)),
  };
  double width;

  if (previous != NULL && previous->list != piece->list)
    unit.before = MAX (unit.before, LIST_GAP);
  if (previous != NULL && previous->keep)
    unit.before = MAX (previous->after, MIN (piece->before, previous->after));
  if (piece->look == SHEAF_PRINT_TABLE)
    {
      if (!g_hash_table_contains (self->columns, GINT_TO_POINTER (piece->table)))
        set_columns (self, index);
      add_row (self, index, unit);
    }
  else if (piece->texts->len > 0)
    add_lines (self, index, unit);
  else
    {
      if (piece->picture != NULL)
        sheaf_print_layout_get_picture_size (self, piece, &width, &unit.height);
      unit.end = piece->picture != NULL ? 1 : 0;
      add_unit (self, unit);
    }
}

/* --- Pages --- */

double
sheaf_print_layout_get_notes_height (const SheafPrintLayout *self, guint from, guint to)
{
  double height = from < to ? SHEAF_PRINT_NOTES_GAP + SHEAF_PRINT_NOTES_RULE : 0;

  for (guint i = from; i < to; i++)
    height += g_array_index (self->note_heights, double, i);

  return height;
}

static void
measure_notes (SheafPrintLayout *self)
{
  for (guint i = 0; i < sheaf_print_flow_get_notes (self->flow)->len; i++)
    {
      PangoLayout *layout = sheaf_print_layout_make_note (self, i);
      double height = pango_layout_get_line_count (layout) * SHEAF_PRINT_NOTE_LEADING;

      g_array_append_val (self->note_heights, height);
      g_object_unref (layout);
    }
}

/* The lines of the header of the table that UNIT is in, where it is not one of them. */
static void
find_header (const SheafPrintLayout *self, guint unit, SheafPrintPage *page)
{
  const SheafPrintUnit *units = (const SheafPrintUnit *)self->units->data;
  guint index = units[unit].piece, from = unit;
  const SheafPrintPiece *piece = self->pieces->pdata[index];

  if (piece->look != SHEAF_PRINT_TABLE || piece->header)
    return;
  while (from > 0 && same_table (piece, self->pieces->pdata[units[from - 1].piece]))
    from--;
  page->header_from = page->header_to = from;
  while (page->header_to < unit
         && ((SheafPrintPiece *)self->pieces->pdata[units[page->header_to].piece])->header)
    {
      page->used += units[page->header_to].height;
      page->header_to++;
    }
  if (page->used > self->room / 3) /* a header that long is none */
    {
      page->header_to = page->header_from;
      page->used = 0;
    }
}

/* Fills PAGE from its first unit on; the notes of units before it that had no room come first. */
static void
fill_page (SheafPrintLayout *self, SheafPrintPage *page)
{
  SheafPrintUnit *units = (SheafPrintUnit *)self->units->data;
  guint at = page->first, end = 0, n = self->units->len;
  double y;

  page->note_to = page->note_from;
  if (at < n)
    find_header (self, at, page);
  for (y = page->used; at < n; at++)
    {
      SheafPrintUnit *unit = &units[at];
      double top = y + (at > page->first ? unit->before : 0);
      guint notes = MAX (page->note_to, unit->note_to);

      if (at > page->first && unit->may_break)
        end = at;
      if (top + unit->height + sheaf_print_layout_get_notes_height (self, page->note_from, notes)
              > self->room + .01
          && at > page->first)
        break;
      unit->y = top;
      y = top + unit->height;
      page->note_to = notes;
    }
  page->end = at == n ? n : end > page->first ? end : at;
  page->note_to = page->note_from;
  for (guint i = page->first; i < page->end; i++)
    page->note_to = MAX (page->note_to, units[i].note_to);
  page->used = page->end > page->first ? units[page->end - 1].y + units[page->end - 1].height : 0;
}

static void
deal_pages (SheafPrintLayout *self)
{
  guint note = 0, n_notes = self->note_heights->len;

  for (guint at = 0; at < self->units->len || note < n_notes;)
    {
      SheafPrintPage page = { .first = at, .note_from = note };

      fill_page (self, &page);
      if (at >= self->units->len)
        page.note_to = n_notes;
      /* What has no room below the text goes on at the next foot, but one is always taken. */
      while (page.note_to > page.note_from + (page.end == page.first ? 1 : 0)
             && page.used + sheaf_print_layout_get_notes_height (self, page.note_from, page.note_to)
                    > self->room + .01)
        page.note_to--;
      page.notes_height = sheaf_print_layout_get_notes_height (self, page.note_from, page.note_to);
      note = page.note_to;
      at = page.end;
      g_array_append_val (self->pages, page);
    }
}

gboolean
sheaf_print_layout_step (SheafPrintLayout *self, int ms)
{
  gint64 until = g_get_monotonic_time () + ms * 1000;

  /* All pieces first: a table's columns depend on all its rows. */
  while (!self->flowed && g_get_monotonic_time () < until)
    {
      SheafPrintPiece *piece = sheaf_print_flow_next (self->flow);

      if (piece != NULL)
        g_ptr_array_add (self->pieces, piece);
      self->flowed = piece == NULL;
    }
  while (self->flowed && g_get_monotonic_time () < until)
    {
      guint next = self->units->len > 0
                       ? g_array_index (self->units, SheafPrintUnit, self->units->len - 1).piece + 1
                       : 0;

      if (next < self->pieces->len)
        {
          add_units (self, next);
          continue;
        }
      if (!self->done)
        {
          measure_notes (self);
          deal_pages (self);
        }
      self->done = TRUE;
      return TRUE;
    }

  return FALSE;
}

guint
sheaf_print_layout_get_n_pages (const SheafPrintLayout *self)
{
  return self->pages->len;
}

/* --- What is asked of it --- */

static void
append_text (GString *words, const SheafPrintText *text, guint start, guint end)
{
  for (guint i = 0; i < text->added->len && start < end; i++)
    {
      const guint *place = (const guint *)text->added->data + 2 * (gsize)i;

      if (place[1] <= start || place[0] >= end)
        continue;
      if (place[0] > start)
        g_string_append_len (words, text->text + start, place[0] - start);
      start = MIN (place[1], end);
    }
  g_string_append_len (words, text->text + start, end - start);
}

char *
sheaf_print_layout_dup_text (SheafPrintLayout *self, guint index)
{
  const SheafPrintPage *page = &g_array_index (self->pages, SheafPrintPage, index);
  GString *words = g_string_new (NULL);

  for (guint i = page->first; i < page->end; i++)
    {
      const SheafPrintUnit *unit = &g_array_index (self->units, SheafPrintUnit, i);
      const SheafPrintPiece *piece = self->pieces->pdata[unit->piece];

      if (!piece->article || unit->end == 0)
        continue;
      if (piece->look == SHEAF_PRINT_TABLE)
        for (guint k = 0; k < piece->texts->len; k++)
          {
            const SheafPrintText *text = piece->texts->pdata[k];

            append_text (words, text, 0, (guint)strlen (text->text));
            g_string_append_c (words, '\t');
          }
      else if (piece->texts->len > 0)
        append_text (words, piece->texts->pdata[0], unit->start, unit->end);
      else
        g_string_append (words, SHEAF_IMAGE_CHARACTER);
      g_string_append_c (words, '\n');
    }

  return g_string_free (words, FALSE);
}

void
sheaf_print_layout_get_break (const SheafPrintLayout *self, guint index, SheafPrintBreak *answer)
{
  const SheafPrintPage *page = &g_array_index (self->pages, SheafPrintPage, index);
  const SheafPrintUnit *units = (const SheafPrintUnit *)self->units->data;
  guint first = page->first, last = page->end;

  memset (answer, 0, sizeof *answer);
  answer->first = first;
  answer->last = last;
  answer->repeated = page->header_to - page->header_from;
  answer->notes = page->note_to - page->note_from;
  answer->used = page->used + page->notes_height;
  answer->height = self->room;
  if (first == last)
    return;
  answer->cut_first = units[first].line > 0;
  while (first + answer->lines_at_start < last
         && units[first + answer->lines_at_start].piece == units[first].piece)
    answer->lines_at_start++;
  if (last >= self->units->len)
    return;
  if (units[last].piece == units[last - 1].piece)
    while (answer->lines_at_end < last - first
           && units[last - 1 - answer->lines_at_end].piece == units[last].piece)
      answer->lines_at_end++;
  else
    answer->ends_keeping = ((SheafPrintPiece *)self->pieces->pdata[units[last - 1].piece])->keep;
}

/* --- Life --- */

/* The measure is that of a page of text: some 66 letters, but never too near to the paper's edge.
 */
static void
set_margins (SheafPrintLayout *self, double margin)
{
  PangoLayout *layout = sheaf_print_layout_make (self, 10.5, 0, FALSE);
  PangoRectangle extents;
  double side = MAX (margin, self->width * .095), ideal;

  pango_layout_set_text (layout,
                         "the quick brown fox jumps over a lazy dog; how vexingly she ran on", -1);
  pango_layout_get_extents (layout, NULL, &extents);
  g_object_unref (layout);
  ideal = (double)extents.width / PANGO_SCALE * CHARACTERS / 66;
  self->measure = MIN (ideal, self->width - 2 * side);
  self->left = (self->width - self->measure) / 2;
  self->top = MAX (margin + 24, MIN (74, self->height * .09));
  self->room = self->height - self->top - MAX (margin + 30, MIN (80, self->height * .1));
}

SheafPrintLayout *
sheaf_print_layout_new (const SheafLoaded *loaded,
                        const SheafPrintOptions *options,
                        PangoFontMap *fonts,
                        double width,
                        double height,
                        double margin)
{
  SheafPrintLayout *self = g_new0 (SheafPrintLayout, 1);
  cairo_font_options_t *exact = cairo_font_options_create ();

  self->loaded = loaded;
  self->flow = sheaf_print_flow_new (loaded, options);
  self->family = g_strdup (sheaf_print_flow_get_family (self->flow));
  self->width = width;
  self->height = height;
  cairo_font_options_set_hint_metrics (exact, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (exact, CAIRO_HINT_STYLE_NONE);
  for (guint i = 0; i < 2; i++)
    {
      self->contexts[i] = pango_font_map_create_context (fonts);
      pango_cairo_context_set_resolution (self->contexts[i], 72);
      pango_cairo_context_set_font_options (self->contexts[i], exact);
      pango_context_set_round_glyph_positions (self->contexts[i], FALSE);
      pango_context_set_base_dir (self->contexts[i], i ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    }
  cairo_font_options_destroy (exact);
  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_print_piece_free);
  self->columns = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->units = g_array_new (FALSE, FALSE, sizeof (SheafPrintUnit));
  self->pages = g_array_new (FALSE, FALSE, sizeof (SheafPrintPage));
  self->note_heights = g_array_new (FALSE, FALSE, sizeof (double));
  self->set.piece = G_MAXUINT;
  self->set.layouts = g_ptr_array_new_with_free_func (g_object_unref);
  self->set.lefts = g_array_new (FALSE, FALSE, sizeof (double));
  set_margins (self, margin);

  return self;
}

void
sheaf_print_layout_free (SheafPrintLayout *self)
{
  g_ptr_array_unref (self->set.layouts);
  g_array_unref (self->set.lefts);
  g_array_unref (self->note_heights);
  g_array_unref (self->pages);
  g_array_unref (self->units);
  g_hash_table_unref (self->columns);
  g_ptr_array_unref (self->pieces);
  g_object_unref (self->contexts[0]);
  g_object_unref (self->contexts[1]);
  sheaf_print_flow_free (self->flow);
  g_free (self->family);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A page of the print: first the grounds and bars behind the text, then lines, notes, and what
 * stands at its head and foot. */

#include "ui/print-layout-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <string.h>

#define INK .13
#define DIM .42
#define HAIR .5

/* What drawing one page passes around. */
typedef struct
{
  SheafPrintLayout *layout;
  cairo_t *cr;
  gboolean pdf;
  GArray *pictures;
} Drawing;

static void
set_grey (cairo_t *cr, double grey)
{
  cairo_set_source_rgb (cr, grey, grey, grey);
}

static void
draw_hair (cairo_t *cr, double x, double y, double width, double grey)
{
  set_grey (cr, grey);
  cairo_set_line_width (cr, HAIR);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + width, y);
  cairo_stroke (cr);
}

/* --- PDF --- */

/* What stands in quotation marks in a tag's attributes. (transfer full) */
static char *
dup_quoted (const char *text)
{
  g_auto (GStrv) slashes = g_strsplit (text, "\\", -1);
  g_autofree char *doubled = g_strjoinv ("\\\\", slashes);
  g_auto (GStrv) quotes = g_strsplit (doubled, "'", -1);

  return g_strjoinv ("\\'", quotes);
}

static void
tag_link (Drawing *self, const char *href, double x, double y, double width, double height)
{
  g_autofree char *quoted = dup_quoted (href);
  char numbers[4][G_ASCII_DTOSTR_BUF_SIZE];
  double values[] = { x, y, width, height };
  g_autofree char *attributes = NULL;

  for (guint i = 0; i < 4; i++)
    g_ascii_formatd (numbers[i], sizeof numbers[i], "%.2f", values[i]);
  attributes = g_strdup_printf ("rect=[%s %s %s %s] uri='%s'", numbers[0], numbers[1], numbers[2],
                                numbers[3], quoted);
  cairo_tag_begin (self->cr, CAIRO_TAG_LINK, attributes);
  cairo_tag_end (self->cr, CAIRO_TAG_LINK);
}

static void
tag_heading (Drawing *self, const SheafPrintPiece *piece, guint unit, double y)
{
  guint level = MIN (piece->level, 6);
  int parent = CAIRO_PDF_OUTLINE_ROOT;
  g_autofree char *name = g_strdup_printf ("name='h%u' x=%d y=%d", unit, (int)self->layout->left,
                                           MAX (0, (int)y - 12));
  g_autofree char *link = g_strdup_printf ("dest='h%u'", unit);
  const SheafPrintText *text = piece->texts->pdata[0];

  for (guint i = 1; i < level; i++)
    parent = self->layout->outline[i] > 0 ? self->layout->outline[i] : parent;
  cairo_tag_begin (self->cr, CAIRO_TAG_DEST, name);
  cairo_tag_end (self->cr, CAIRO_TAG_DEST);
  self->layout->outline[level] = cairo_pdf_surface_add_outline (
      cairo_get_target (self->cr), parent, text->text, link, CAIRO_PDF_OUTLINE_FLAG_OPEN);
  for (guint i = level + 1; i < G_N_ELEMENTS (self->layout->outline); i++)
    self->layout->outline[i] = 0;
}

static void
describe (Drawing *self)
{
  const SheafRow *row = self->layout->loaded->row;
  cairo_surface_t *surface = cairo_get_target (self->cr);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, row->title);
  if (row->author != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, row->author);
  if (row->url != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, row->url);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Sheaf");
}

/* --- Lines --- */

/* Of a text whose lines are LEADING apart: where in a line its letters stand. */
static double
get_baseline (double leading)
{
  return leading * .72;
}

static double
get_x (const SheafPrintLayout *self, const SheafPrintPiece *piece, double from_start, double width)
{
  return self->left + (piece->rtl ? self->measure - from_start - width : from_start);
}

static void
tag_links (Drawing *self,
           const SheafPrintText *text,
           PangoLayoutLine *line,
           double x,
           double y,
           double height)
{
  for (guint i = 0; self->pdf && i < text->links->len; i++)
    {
      const SheafPrintLink *link = &g_array_index (text->links, SheafPrintLink, i);
      int from = MAX ((int)link->start, line->start_index);
      int to = MIN ((int)link->end, line->start_index + line->length), *ranges, n;

      if (from >= to)
        continue;
      pango_layout_line_get_x_ranges (line, from, to, &ranges, &n);
      for (int k = 0; k < n; k++)
        tag_link (self, link->href, x + (double)ranges[2 * k] / PANGO_SCALE, y,
                  (double)(ranges[2 * k + 1] - ranges[2 * k]) / PANGO_SCALE, height);
      g_free (ranges);
    }
}

static void
draw_marker (Drawing *self, const SheafPrintPiece *piece, double y, double leading)
{
  SheafPrintLayout *layout = self->layout;
  const SheafPrintStyle *style = sheaf_print_look_get_style (piece->look);
  PangoLayout *marker = sheaf_print_layout_make (layout, style->size, 0, piece->rtl);
  double width, gap = piece->marker[0] >= '0' && piece->marker[0] <= '9' ? 5 : 7;
  PangoRectangle extents;

  pango_layout_set_text (marker, piece->marker, -1);
  pango_layout_get_extents (marker, NULL, &extents);
  width = (double)extents.width / PANGO_SCALE;
  cairo_move_to (self->cr, get_x (layout, piece, piece->left - gap - width, width),
                 y + get_baseline (leading));
  set_grey (self->cr, DIM);
  pango_cairo_show_layout_line (self->cr, pango_layout_get_line_readonly (marker, 0));
  g_object_unref (marker);
}

static void
draw_text_line (Drawing *self, const SheafPrintUnit *unit, double y)
{
  SheafPrintLayout *layout = self->layout;
  const SheafPrintPiece *piece = layout->pieces->pdata[unit->piece];
  const SheafPrintSet *set = sheaf_print_layout_set_piece (layout, unit->piece);
  PangoLayout *text = set->layouts->pdata[0];
  PangoLayoutLine *line = pango_layout_get_line_readonly (text, (int)unit->line);
  double width = (double)pango_layout_get_width (text) / PANGO_SCALE;
  double pad = piece->look == SHEAF_PRINT_CODE ? SHEAF_PRINT_CODE_PAD : 0;
  double x = get_x (layout, piece, piece->left + pad, width);

  if (unit->line == 0 && piece->marker != NULL)
    draw_marker (self, piece, y, unit->height);
  set_grey (self->cr, sheaf_print_look_get_style (piece->look)->dim ? DIM : INK);
  cairo_move_to (self->cr, x + g_array_index (set->lefts, double, unit->line),
                 y + get_baseline (unit->height));
  pango_cairo_show_layout_line (self->cr, line);
  tag_links (self, piece->texts->pdata[0], line, x, y, unit->height);
}

static void
draw_row_line (Drawing *self, const SheafPrintUnit *unit, double y)
{
  SheafPrintLayout *layout = self->layout;
  const SheafPrintPiece *piece = layout->pieces->pdata[unit->piece];
  const SheafPrintSet *set = sheaf_print_layout_set_piece (layout, unit->piece);
  const SheafPrintColumns *columns
      = g_hash_table_lookup (layout->columns, GINT_TO_POINTER (piece->table));
  double leading = sheaf_print_layout_get_leading (layout, unit->piece), start = piece->left;

  if (unit->line == 0)
    y += 4;
  set_grey (self->cr, INK);
  for (guint i = 0; i < MIN (set->layouts->len, columns->n); i++)
    {
      PangoLayout *cell = set->layouts->pdata[i];
      double width = columns->width[i];

      if ((int)unit->line < pango_layout_get_line_count (cell))
        {
          PangoLayoutLine *line = pango_layout_get_line_readonly (cell, (int)unit->line);
          PangoRectangle extents;
          const SheafPrintText *text = piece->texts->pdata[i];
          double inner = (double)pango_layout_get_width (cell) / PANGO_SCALE;
          double x = get_x (layout, piece, start, width) + SHEAF_PRINT_CELL_PAD, shift;

          pango_layout_line_get_extents (line, NULL, &extents);
          shift
              = text->rtl || columns->figures[i] ? inner - (double)extents.width / PANGO_SCALE : 0;
          cairo_move_to (self->cr, x + shift, y + get_baseline (leading));
          pango_cairo_show_layout_line (self->cr, line);
          tag_links (self, text, line, x, y, leading);
        }
      start += width;
    }
}

static void
draw_picture (Drawing *self, const SheafPrintPiece *piece, double y)
{
  SheafPrintPicture picture = { .kept = piece->picture, .y = y };
  double room = self->layout->measure - piece->left;

  sheaf_print_layout_get_picture_size (self->layout, piece, &picture.width, &picture.height);
  picture.x = get_x (self->layout, piece, piece->left, room) + (room - picture.width) / 2;
  g_array_append_val (self->pictures, picture);
}

static void
draw_unit (Drawing *self, guint index, double y)
{
  const SheafPrintUnit *unit = &g_array_index (self->layout->units, SheafPrintUnit, index);
  const SheafPrintPiece *piece = self->layout->pieces->pdata[unit->piece];

  if (self->pdf && piece->level > 0 && unit->line == 0)
    tag_heading (self, piece, index, y);
  if (piece->look == SHEAF_PRINT_TABLE)
    draw_row_line (self, unit, y);
  else if (piece->texts->len > 0)
    draw_text_line (self, unit, y);
  else if (piece->picture != NULL)
    draw_picture (self, piece, y);
  else
    draw_hair (self->cr, self->layout->left + self->layout->measure / 2 - 36, y + unit->height / 2,
               72, .6);
}

/* --- Behind the lines --- */

static void
draw_code_ground (Drawing *self, const SheafPrintPiece *piece, double top, double bottom)
{
  double width = self->layout->measure - piece->left;

  cairo_set_source_rgb (self->cr, .955, .955, .96);
  cairo_rectangle (self->cr, get_x (self->layout, piece, piece->left, width),
                   top - SHEAF_PRINT_CODE_PAD, width, bottom - top + 2 * SHEAF_PRINT_CODE_PAD);
  cairo_fill (self->cr);
}

static void
draw_bars (Drawing *self, const SheafPrintPiece *piece, double top, double bottom)
{
  for (guint i = 0; i < piece->n_bars; i++)
    {
      cairo_set_source_rgb (self->cr, .68, .73, .82);
      cairo_rectangle (self->cr, get_x (self->layout, piece, piece->bars[i], 2), top, 2,
                       bottom - top);
      cairo_fill (self->cr);
    }
}

static void
draw_row_rules (Drawing *self, const SheafPrintPiece *piece, const SheafPrintUnit *unit, double y)
{
  double width = self->layout->measure - piece->left;
  double x = get_x (self->layout, piece, piece->left, width);

  if (unit->line == 0)
    draw_hair (self->cr, x, y, width, .78);
}

/* The first rule and the last of a table, and the one below its header, are darker. */
static void
draw_grounds (Drawing *self, const SheafPrintPage *page)
{
  const SheafPrintUnit *units = (const SheafPrintUnit *)self->layout->units->data;
  double top = self->layout->top;

  for (guint i = page->first, next; i < page->end; i = next)
    {
      const SheafPrintPiece *piece = self->layout->pieces->pdata[units[i].piece];
      double from = top + units[i].y, to;

      for (next = i + 1; next < page->end && units[next].piece == units[i].piece; next++)
        ;
      to = top + units[next - 1].y + units[next - 1].height;
      if (piece->look == SHEAF_PRINT_CODE)
        draw_code_ground (self, piece, from, to);
      if (piece->look == SHEAF_PRINT_TABLE)
        draw_row_rules (self, piece, &units[i], from);
      if (piece->n_bars > 0 && next < page->end
          && ((SheafPrintPiece *)self->layout->pieces->pdata[units[next].piece])->n_bars > 0)
        to = top + units[next].y;
      draw_bars (self, piece, from, to);
      if (piece->look == SHEAF_PRINT_TABLE
          && (next == page->end
              || ((SheafPrintPiece *)self->layout->pieces->pdata[units[next].piece])->table
                     != piece->table))
        draw_hair (self->cr,
                   get_x (self->layout, piece, piece->left, self->layout->measure - piece->left),
                   to, self->layout->measure - piece->left, .5);
    }
}

/* --- Foot and head --- */

static void
draw_small (Drawing *self, const char *words, double x, double width, double y, PangoAlignment side)
{
  PangoLayout *layout
      = sheaf_print_layout_make (self->layout, 8, width, sheaf_print_is_rtl (words));
  PangoLayoutIter *iter;
  PangoRectangle extents;

  pango_layout_set_alignment (layout, side);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_text (layout, words, -1);
  iter = pango_layout_get_iter (layout);
  pango_layout_iter_get_line_extents (iter, NULL, &extents);
  pango_layout_iter_free (iter);
  set_grey (self->cr, DIM);
  cairo_move_to (self->cr, x + (double)extents.x / PANGO_SCALE, y);
  pango_cairo_show_layout_line (self->cr, pango_layout_get_line_readonly (layout, 0));
  g_object_unref (layout);
}

static void
draw_notes (Drawing *self, const SheafPrintPage *page)
{
  SheafPrintLayout *layout = self->layout;
  double y = layout->top + layout->room - page->notes_height + SHEAF_PRINT_NOTES_GAP;

  if (page->note_from >= page->note_to)
    return;
  draw_hair (self->cr, layout->left, y, 72, .6);
  y += SHEAF_PRINT_NOTES_RULE;
  for (guint i = page->note_from; i < page->note_to; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      PangoLayout *note = sheaf_print_layout_make_note (layout, i);

      draw_small (self, number, layout->left, SHEAF_PRINT_NOTE_INDENT - 4,
                  y + get_baseline (SHEAF_PRINT_NOTE_LEADING), PANGO_ALIGN_LEFT);
      for (int k = 0; k < pango_layout_get_line_count (note); k++)
        {
          cairo_move_to (self->cr, layout->left + SHEAF_PRINT_NOTE_INDENT,
                         y + get_baseline (SHEAF_PRINT_NOTE_LEADING));
          pango_cairo_show_layout_line (self->cr, pango_layout_get_line_readonly (note, k));
          y += SHEAF_PRINT_NOTE_LEADING;
        }
      g_object_unref (note);
    }
}

static void
draw_around (Drawing *self, guint page)
{
  SheafPrintLayout *layout = self->layout;
  const SheafRow *row = layout->loaded->row;
  /* Translators: the page's number, and how many there are */
  g_autofree char *number = g_strdup_printf (_ ("%u / %u"), page + 1, layout->pages->len);
  double third = layout->measure / 3;
  gboolean rtl = g_strcmp0 (row->direction, "rtl") == 0;

  draw_small (self, number, layout->left, layout->measure, layout->height - layout->top * .5,
              PANGO_ALIGN_CENTER);
  if (page == 0)
    return;
  draw_small (self, row->title, layout->left + (rtl ? third + 12 : 0), 2 * third - 12,
              layout->top - 26, rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  if (row->site != NULL)
    draw_small (self, row->site, layout->left + (rtl ? 0 : 2 * third), third, layout->top - 26,
                rtl ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT);
}

void
sheaf_print_layout_draw (SheafPrintLayout *layout, guint index, cairo_t *cr, GArray **pictures)
{
  const SheafPrintPage *page = &g_array_index (layout->pages, SheafPrintPage, index);
  Drawing self
      = { layout, cr, cairo_surface_get_type (cairo_get_target (cr)) == CAIRO_SURFACE_TYPE_PDF,
          g_array_new (FALSE, FALSE, sizeof (SheafPrintPicture)) };
  double y = layout->top;

  if (self.pdf)
    describe (&self);
  draw_grounds (&self, page);
  for (guint i = page->header_from; i < page->header_to; i++)
    {
      const SheafPrintUnit *unit = &g_array_index (layout->units, SheafPrintUnit, i);

      draw_row_rules (&self, layout->pieces->pdata[unit->piece], unit, y);
      draw_unit (&self, i, y);
      y += unit->height;
    }
  for (guint i = page->first; i < page->end; i++)
    draw_unit (&self, i, layout->top + g_array_index (layout->units, SheafPrintUnit, i).y);
  draw_notes (&self, page);
  draw_around (&self, index);
  *pictures = self.pictures;
}

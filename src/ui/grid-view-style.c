/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the text of a cell looks: its font, what the document says of it, the parts of code,
 * highlights, what is read aloud, and what was found. Each gives way to the one after it. */

#include "ui/grid-view-private.h"

#include "ui/code-classes.h"
#include "ui/hangul.h"

static void
add_attribute (
    PangoAttrList *list, PangoAttribute *attribute, const char *text, guint start, guint end)
{
  attribute->start_index = g_utf8_offset_to_pointer (text, start) - text;
  attribute->end_index = g_utf8_offset_to_pointer (text, end) - text;
  pango_attr_list_change (list, attribute); /* a link in code has its own colour */
}

static PangoAttribute *
colour_attribute (PangoAttribute *(*make) (guint16, guint16, guint16), const char *colour)
{
  GdkRGBA rgba = sheaf_theme_colour (colour, 1);

  return make ((guint16)(rgba.red * 65535), (guint16)(rgba.green * 65535),
               (guint16)(rgba.blue * 65535));
}

static PangoAttribute *
attribute_for (SheafSpanKind kind, const SheafTheme *theme)
{
  switch (kind)
    {
    case SHEAF_SPAN_STRONG:
      return pango_attr_weight_new (PANGO_WEIGHT_BOLD);
    case SHEAF_SPAN_EMPHASIS:
      return pango_attr_style_new (PANGO_STYLE_ITALIC);
    case SHEAF_SPAN_CODE:
      return pango_attr_family_new ("monospace");
    case SHEAF_SPAN_SUPERSCRIPT:
      return pango_attr_font_scale_new (PANGO_FONT_SCALE_SUPERSCRIPT);
    case SHEAF_SPAN_SUBSCRIPT:
      return pango_attr_font_scale_new (PANGO_FONT_SCALE_SUBSCRIPT);
    case SHEAF_SPAN_LINK:
      return colour_attribute (pango_attr_foreground_new, theme->accent);
    case SHEAF_SPAN_STRIKE:
      return pango_attr_strikethrough_new (TRUE);
    case SHEAF_SPAN_ANCHOR:
      break; /* a place has no look */
    }

  return pango_attr_weight_new (PANGO_WEIGHT_NORMAL);
}

static void
color_classes (SheafGridView *self, PangoAttrList *list)
{
  for (guint i = 0; self->classes != NULL && i < self->classes->len; i++)
    {
      const SheafCodeRange *range = &g_array_index (self->classes, SheafCodeRange, i);
      PangoAttribute *ink = colour_attribute (
          pango_attr_foreground_new, sheaf_typography_get_code_ink (&self->type, range->class));

      ink->start_index = range->start;
      ink->end_index = range->end;
      pango_attr_list_insert (list, ink);
    }
}

static void
mark_hit (SheafGridView *self, PangoAttrList *list, gboolean current, guint start, guint end)
{
  const SheafTheme *theme = sheaf_typography_get_theme (&self->type);
  PangoAttribute *attributes[] = {
    colour_attribute (pango_attr_background_new, current ? theme->current : theme->hit),
    colour_attribute (pango_attr_foreground_new, current ? theme->current_ink : theme->hit_ink),
    pango_attr_underline_new (current ? PANGO_UNDERLINE_SINGLE : PANGO_UNDERLINE_NONE),
  };

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      attributes[i]->start_index = start;
      attributes[i]->end_index = end;
      pango_attr_list_change (list, attributes[i]); /* a link's colour gives way */
    }
}

static void
underline_active (SheafGridView *self, const SheafGridCell *cell, PangoAttrList *list)
{
  guint start = MAX (self->active.start, cell->start), end = MIN (self->active.end, cell->end);

  if (start < end)
    add_attribute (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE),
                   pango_layout_get_text (cell->layout), start - cell->start, end - cell->start);
}

/* INK (nullable): as it is. */
static void
color_range (const SheafGridCell *cell,
             PangoAttrList *list,
             SheafTextRange range,
             const char *ground,
             const char *ink)
{
  const char *text = pango_layout_get_text (cell->layout);
  guint start = MAX (range.start, cell->start), end = MIN (range.end, cell->end);

  if (start >= end)
    return;
  add_attribute (list, colour_attribute (pango_attr_background_new, ground), text,
                 start - cell->start, end - cell->start);
  if (ink != NULL)
    add_attribute (list, colour_attribute (pango_attr_foreground_new, ink), text,
                   start - cell->start, end - cell->start);
}

static void
color_marks (SheafGridView *self, SheafGridCell *cell, PangoAttrList *list)
{
  const char *ink = self->table ? NULL : sheaf_typography_get_theme (&self->type)->ink;

  for (guint i = 0; self->marks != NULL && i < self->marks->len; i++)
    {
      const SheafPageMark *mark = &g_array_index (self->marks, SheafPageMark, i);

      color_range (cell, list, (SheafTextRange){ mark->start, mark->end },
                   sheaf_typography_get_mark_ground (&self->type, mark->color), ink);
    }
}

static void
color_spoken (SheafGridView *self, SheafGridCell *cell, PangoAttrList *list)
{
  const char *ground, *ink;

  sheaf_typography_get_spoken (&self->type, &ground, &ink);
  color_range (cell, list, self->spoken, ground, ink);
}

/* The hits of the cell by one walk over its text: there may be thousands in long code. */
static void
mark_hits (SheafGridView *self, SheafGridCell *cell, PangoAttrList *list)
{
  const char *text = pango_layout_get_text (cell->layout), *p = text;
  guint at = cell->start;

  cell->hit = FALSE;
  if (self->hits == NULL)
    return;
  for (guint i = MAX (self->first_hit, sheaf_text_ranges_after (self->hits, cell->start));
       i < self->hits->len; i++)
    {
      SheafTextRange range = g_array_index (self->hits, SheafTextRange, i);
      const char *start, *end;

      if (range.start >= cell->end)
        return;
      range.start = MAX (range.start, cell->start);
      start = g_utf8_offset_to_pointer (p, range.start - at);
      end = g_utf8_offset_to_pointer (start, MIN (range.end, cell->end) - range.start);
      mark_hit (self, list, (int)i == self->current_hit, start - text, end - text);
      cell->hit = TRUE;
      p = end;
      at = MIN (range.end, cell->end);
    }
}

void
sheaf_grid_view_style_cell (SheafGridView *self, SheafGridCell *cell)
{
  const char *text = pango_layout_get_text (cell->layout);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (self->page->document, &n);

  pango_font_description_set_family (font, self->table ? sheaf_typography_get_family (&self->type)
                                                       : "monospace");
  pango_font_description_set_absolute_size (font, self->type.size * (self->table ? .92 : .88)
                                                      * PANGO_SCALE);
  pango_font_description_set_weight (font, cell->header ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (cell->layout, font);
  pango_layout_set_line_spacing (cell->layout, self->table ? 1 : 1.08f);
  color_classes (self, list);
  for (gsize i = 0; i < n && spans[i].start < cell->end; i++)
    if (spans[i].end > cell->start && spans[i].kind != SHEAF_SPAN_ANCHOR)
      add_attribute (list, attribute_for (spans[i].kind, sheaf_typography_get_theme (&self->type)),
                     text, MAX (spans[i].start, cell->start) - cell->start,
                     MIN (spans[i].end, cell->end) - cell->start);
  if (self->table)
    sheaf_hangul_keep_words (list, text);
  color_marks (self, cell, list);
  underline_active (self, cell, list);
  color_spoken (self, cell, list);
  mark_hits (self, cell, list);
  pango_layout_set_attributes (cell->layout, list);
}

/* --- What is in code --- */

static void
set_classes (GtkWidget *widget, GArray *classes)
{
  SheafGridView *self = SHEAF_GRID_VIEW (widget);

  self->classes = classes;
  sheaf_grid_view_style_cell (self, &g_array_index (self->cells, SheafGridCell, 0));
  gtk_widget_queue_draw (widget);
}

void
sheaf_grid_view_find_classes (SheafGridView *self)
{
  const SheafGridCell *code = &g_array_index (self->cells, SheafGridCell, 0);

  if (self->syntax != NULL)
    sheaf_code_classes_find (GTK_WIDGET (self), self->syntax, pango_layout_get_text (code->layout),
                             set_classes);
  self->syntax = NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* References to notes: short links down the article. What a note says, and the way to it and back.
 */

#include "ui/page-view-private.h"

#define REFERENCE_CHARS 8
#define NOTE_CHARS 2000

static const SheafSpan *
get_span (SheafPageView *self, guint index)
{
  return &sheaf_document_get_spans (self->page->document, NULL)[index];
}

/* Where a link inside the article leads to; FALSE: nowhere. */
static gboolean
find_target (SheafPageView *self, const SheafSpan *link, guint *offset)
{
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (self->page->document, &n);

  for (gsize i = 0; i < n && *link->href == '#'; i++)
    if (spans[i].kind == SHEAF_SPAN_ANCHOR && g_str_equal (spans[i].href, link->href + 1))
      {
        *offset = spans[i].start;
        return TRUE;
      }

  return FALSE;
}

/* Raised, or "[1]", "*", "2": no words. */
static gboolean
looks_like_reference (SheafPageView *self, const SheafSpan *link)
{
  g_autofree char *text = sheaf_document_dup_range (self->page->document, link->start, link->end);
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (self->page->document, &n);

  for (gsize i = 0; i < n && spans[i].start <= link->end; i++)
    if (spans[i].kind == SHEAF_SPAN_SUPERSCRIPT && spans[i].end > link->start
        && spans[i].start < link->end)
      return TRUE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return FALSE;

  return *text != '\0';
}

gboolean
sheaf_page_view_is_reference (SheafPageView *self, guint span)
{
  const SheafSpan *link = get_span (self, span);
  guint target;

  return link->end - link->start <= REFERENCE_CHARS && find_target (self, link, &target)
         && target > link->end && looks_like_reference (self, link);
}

/* The list's item or the definition that CONTAINER stands in, or -1. */
static int
find_item (const SheafContainer *containers, int container)
{
  while (container >= 0 && containers[container].kind != SHEAF_CONTAINER_ITEM
         && containers[container].kind != SHEAF_CONTAINER_DEFINITION)
    container = containers[container].parent;

  return container;
}

/* The blocks of the note at OFFSET. */
static void
find_note (SheafPageView *self, guint offset, guint *first, guint *last)
{
  gsize n;
  const SheafBlock *blocks = sheaf_document_get_blocks (self->page->document, &n);
  const SheafContainer *containers = sheaf_document_get_containers (self->page->document, NULL);
  int item;

  *first = *last = (guint)MAX (0, sheaf_document_find_block (self->page->document, offset));
  item = find_item (containers, blocks[*first].container);
  while (item >= 0 && *last + 1 < n && find_item (containers, blocks[*last + 1].container) == item)
    (*last)++;
}

static void
append (SheafPageView *self, GString *markup, guint start, guint end)
{
  g_autofree char *text = sheaf_document_dup_range (self->page->document, start, end);
  g_autofree char *safe = g_markup_escape_text (text, -1);

  g_string_append (markup, safe);
}

/* Links out of the article stay links; those inside it, the ways back, go. */
static void
append_block (SheafPageView *self, GString *markup, const SheafBlock *block)
{
  guint end = MIN (block->end, block->start + NOTE_CHARS), at = block->start;
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (self->page->document, &n);

  for (gsize i = 0; i < n && spans[i].start < end; i++)
    {
      g_autofree char *href = NULL;

      if (spans[i].kind != SHEAF_SPAN_LINK || spans[i].start < at)
        continue;
      append (self, markup, at, spans[i].start);
      at = MIN (spans[i].end, end);
      if (*spans[i].href == '#')
        continue;
      href = g_markup_escape_text (spans[i].href, -1);
      g_string_append_printf (markup, "<a href=\"%s\">", href);
      append (self, markup, spans[i].start, at);
      g_string_append (markup, "</a>");
    }
  append (self, markup, at, end);
}

char *
sheaf_page_view_dup_footnote (SheafPageView *self, guint span)
{
  const SheafBlock *blocks = sheaf_document_get_blocks (self->page->document, NULL);
  GString *markup = g_string_new (NULL);
  guint target, first, last;

  if (find_target (self, get_span (self, span), &target))
    {
      find_note (self, target, &first, &last);
      for (guint i = first; i <= last && markup->len < NOTE_CHARS; i++)
        {
          g_string_append (markup, i > first ? "\n\n" : "");
          append_block (self, markup, &blocks[i]);
        }
    }

  return g_strstrip (g_string_free (markup, FALSE));
}

int
sheaf_page_view_find_return (SheafPageView *self, guint span)
{
  const SheafBlock *blocks = sheaf_document_get_blocks (self->page->document, NULL);
  guint target, first, last;
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (self->page->document, &n);
  int found = -1;

  if (!find_target (self, get_span (self, span), &target))
    return -1;
  find_note (self, target, &first, &last);
  for (gsize i = 0; i < n && spans[i].start < blocks[last].end; i++)
    if (spans[i].kind == SHEAF_SPAN_LINK && *spans[i].href == '#'
        && spans[i].start >= blocks[first].start)
      found = (int)i;

  return found;
}

/* The reference that the way back at SPAN belongs to: the one that was followed, where it led to
 * this note. */
static int
find_way_back (SheafPageView *self, guint span)
{
  guint target, first, last, at, unused;

  if (self->came_from < 0 || !find_target (self, get_span (self, span), &target)
      || target > get_span (self, span)->start
      || !find_target (self, get_span (self, (guint)self->came_from), &at))
    return -1;
  find_note (self, at, &first, &last);
  find_note (self, get_span (self, span)->start, &at, &unused);

  return at >= first && at <= last ? self->came_from : -1;
}

gboolean
sheaf_page_view_go_back (SheafPageView *self, guint span)
{
  int reference = find_way_back (self, span);

  if (reference < 0)
    return FALSE;
  sheaf_page_view_show_range (self, get_span (self, (guint)reference)->start,
                              get_span (self, (guint)reference)->end);
  sheaf_page_view_activate_link (self, reference);
  self->came_from = -1;

  return TRUE;
}

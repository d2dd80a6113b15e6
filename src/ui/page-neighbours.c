/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One pass over the blocks of the page, each with the one before it. */

#include "ui/page-neighbours.h"

#include <string.h>

#define MOST_CITED 160 /* characters of a line that says whom a quote is from */

static SheafSetBlock *
get_block (SheafPageBuffer *self, guint i)
{
  return i < self->blocks->len ? &g_array_index (self->blocks, SheafSetBlock, i) : NULL;
}

gboolean
sheaf_set_block_is_in_quote (const SheafSetBlock *self, int quote)
{
  for (guint i = 0; self != NULL && i < self->n_bars; i++)
    if (self->bar_quotes[i] == quote)
      return TRUE;

  return FALSE;
}

static int
get_container (SheafPageBuffer *self, const SheafSetBlock *set)
{
  return sheaf_document_get_blocks (self->document, NULL)[set->block].container;
}

static gboolean
is_all_emphasis (SheafPageBuffer *self, const SheafSetBlock *set)
{
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (self->document, &n);

  for (gsize i = 0; i < n && spans[i].start <= set->start; i++)
    if (spans[i].kind == SHEAF_SPAN_EMPHASIS && spans[i].start == set->start
        && spans[i].end >= set->end)
      return TRUE;

  return FALSE;
}

/* The last words of a quote, set off by a dash or as a whole, and no sentence. */
static gboolean
is_citation (SheafPageBuffer *self, guint i)
{
  static const char *const dashes[] = { "—", "–", "―", "--" };
  SheafSetBlock *set = get_block (self, i), *before = i > 0 ? get_block (self, i - 1) : NULL;
  g_autofree char *text = NULL;
  gunichar last;
  gboolean dash = FALSE;

  if (set->quote < 0 || set->paragraph.look != SHEAF_LOOK_PARAGRAPH || set->end <= set->start
      || set->end - set->start > MOST_CITED || !sheaf_set_block_is_in_quote (before, set->quote)
      || sheaf_set_block_is_in_quote (get_block (self, i + 1), set->quote))
    return FALSE;
  text = sheaf_document_dup_range (self->document, set->start, set->end);
  last = g_utf8_get_char (g_utf8_prev_char (text + strlen (text)));
  if (last < 0x80 ? strchr (".!?:;", (int)last) != NULL
                  : g_utf8_strchr ("…。！？؟”»", -1, last) != NULL)
    return FALSE;
  for (guint d = 0; d < G_N_ELEMENTS (dashes); d++)
    dash |= g_str_has_prefix (text, dashes[d]);

  return dash || is_all_emphasis (self, set);
}

static void
set_neighbours (SheafPageBuffer *self, SheafSetBlock *before, SheafSetBlock *set)
{
  const SheafContainer *containers = sheaf_document_get_containers (self->document, NULL);
  gboolean same = before->quote == set->quote && before->paragraph.lists == set->paragraph.lists
                  && before->paragraph.definitions == set->paragraph.definitions;

  before->paragraph.ends
      = before->paragraph.look == SHEAF_LOOK_ITEM && before->list >= 0 && before->list != set->list;
  before->paragraph.defined
      = before->meaning >= 0 && set->meaning >= 0 && before->meaning != set->meaning
        && containers[before->meaning].parent == containers[set->meaning].parent
        && before->paragraph.look == SHEAF_LOOK_PARAGRAPH;
  if (before->paragraph.look == SHEAF_LOOK_CAPTION && set->paragraph.look == SHEAF_LOOK_TABLE
      && get_container (self, before) == get_container (self, set))
    before->paragraph.leads = TRUE;
  if (!same || set->paragraph.look != SHEAF_LOOK_PARAGRAPH
      || before->paragraph.look != SHEAF_LOOK_PARAGRAPH)
    return;
  before->paragraph.leads = TRUE;
  set->paragraph.follows = TRUE;
}

void
sheaf_page_buffer_set_neighbours (SheafPageBuffer *self)
{
  for (guint i = 0; i < self->blocks->len; i++)
    if (is_citation (self, i))
      get_block (self, i)->paragraph.look = SHEAF_LOOK_CITATION;
  for (guint i = 1; i < self->blocks->len; i++)
    set_neighbours (self, get_block (self, i - 1), get_block (self, i));
}

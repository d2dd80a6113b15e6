/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text and lines of a tree on their way into the builder: what begins a block, what parts two of
 * them. */

#include "extract/dom-walk.h"

#include <string.h>

static gboolean
has_ink (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c > ' ' && c != 0x200b && c != 0xfeff && !g_unichar_isspace (c) && !g_unichar_iscntrl (c))
        return TRUE;
    }

  return FALSE;
}

static void
begin_block (SheafDomWalk *self)
{
  const SheafDomSense *sense = &self->sense;
  SheafBlockKind kind = SHEAF_BLOCK_PARAGRAPH;

  if (sense->caption)
    kind = SHEAF_BLOCK_CAPTION;
  else if (sense->level > 0 && !self->heading_done)
    kind = SHEAF_BLOCK_HEADING;

  self->heading_done = TRUE;
  sheaf_document_builder_begin (self->builder, kind, sense->level, NULL, sense->lang,
                                sense->direction);
}

void
sheaf_dom_walk_part (SheafDomWalk *self)
{
  if (!self->sense.table && !self->sense.code)
    sheaf_document_builder_end (self->builder);
  else if (!sheaf_document_builder_in_block (self->builder))
    return;
  else if (self->sense.table)
    sheaf_document_builder_text (self->builder, " ", 1);
  else if (!self->line_start)
    {
      sheaf_document_builder_text (self->builder, "\n", 1);
      self->forced_break = TRUE;
      self->line_start = TRUE;
    }
}

static void
add_code (SheafDomWalk *self, const char *text)
{
  if (self->forced_break && *text == '\n')
    text++;
  if (*text == '\0')
    return;

  self->forced_break = FALSE;
  self->line_start = g_str_has_suffix (text, "\n");
  sheaf_document_builder_text (self->builder, text, -1);
}

void
sheaf_dom_walk_text (SheafDomWalk *self, const char *text)
{
  if (self->sense.mute)
    return;

  if (!sheaf_document_builder_in_block (self->builder))
    {
      if (self->sense.table || !has_ink (text))
        return;
      begin_block (self);
    }
  if (self->ruby && has_ink (text))
    {
      sheaf_document_builder_text (self->builder, "(", 1);
      self->ruby = FALSE;
    }

  if (self->sense.code)
    add_code (self, text);
  else
    sheaf_document_builder_text (self->builder, text, -1);
}

gboolean
sheaf_dom_walk_takes_blocks (const SheafDomWalk *self)
{
  return !self->sense.table && !self->sense.code && !self->sense.caption;
}

void
sheaf_dom_walk_container (SheafDomWalk *self,
                          SheafDomFrame *frame,
                          SheafContainerKind kind,
                          int number)
{
  if (sheaf_dom_walk_takes_blocks (self))
    {
      sheaf_document_builder_open (self->builder, kind, number);
      frame->container = TRUE;
    }
  else
    {
      sheaf_dom_walk_part (self);
      frame->parts = TRUE;
    }
}

void
sheaf_dom_walk_span (SheafDomWalk *self, SheafDomFrame *frame, SheafSpanKind kind, const char *href)
{
  sheaf_document_builder_open_span (self->builder, kind, href);
  frame->spans++;
}

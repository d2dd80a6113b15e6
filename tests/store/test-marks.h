/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Highlights made in one line. */
#pragma once

#include "store/mark.h"

/* (transfer full) */
static inline SheafMark *
make_mark (gint64 article, const char *exact, guint start, guint color, const char *body)
{
  SheafMark *mark = g_new0 (SheafMark, 1);

  mark->article_id = article;
  mark->anchor = g_new0 (SheafAnchor, 1);
  mark->anchor->exact = g_strdup (exact);
  mark->anchor->prefix = g_strdup ("before ");
  mark->anchor->suffix = g_strdup (" behind");
  mark->anchor->start = start;
  mark->anchor->end = start + (guint)g_utf8_strlen (exact, -1);
  mark->color = color;
  mark->body = g_strdup (body);

  return mark;
}

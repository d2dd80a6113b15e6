/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/carry.h"

#include "base/anchor.h"

#include <string.h>

#define QUOTED 120 /* characters of a paragraph that tell it from others */
#define LEAST 16
#define TRIED 12 /* paragraphs, each way */

/* What is looked for: so many characters from OFFSET on, at most to the end of its paragraph. */
static gboolean
place_at (const char *text, guint offset, const char *p, SheafAnchorText *after, guint *place)
{
  const char *end = strchr (p, '\n');
  glong n = end != NULL ? g_utf8_strlen (p, end - p) : g_utf8_strlen (p, -1);
  g_autoptr (SheafAnchor) anchor = NULL;
  guint last;

  if (n < LEAST)
    return FALSE;
  anchor = sheaf_anchor_new (text, offset, offset + (guint)MIN (n, QUOTED));

  return anchor != NULL && sheaf_anchor_place (anchor, after, place, &last) != SHEAF_PLACED_NOWHERE;
}

/* The beginning of the paragraph after that of *P, or before it. */
static gboolean
go (const char *text, int step, const char **p, guint *offset)
{
  const char *to = *p;

  if (step > 0)
    {
      to = strchr (to, '\n');
      if (to == NULL)
        return FALSE;
      to++;
      *offset += (guint)g_utf8_strlen (*p, to - *p);
    }
  else
    {
      while (to > text && to[-1] != '\n')
        to--;
      if (to == text)
        return FALSE;
      to--;
      while (to > text && to[-1] != '\n')
        to--;
      *offset -= (guint)g_utf8_strlen (to, *p - to);
    }
  *p = to;

  return TRUE;
}

static gboolean
seek (const char *before, guint offset, const char *at, SheafAnchorText *after, guint *place)
{
  for (int step = 1; step >= -1; step -= 2)
    {
      const char *p = at;
      guint from = offset;

      for (guint i = 0; i < TRIED; i++)
        {
          if (place_at (before, from, p, after, place))
            return TRUE;
          if (!go (before, step, &p, &from))
            break;
        }
    }

  return FALSE;
}

guint
sheaf_carry_place (const char *before, const char *after, guint offset)
{
  glong length = g_utf8_strlen (before, -1), other = g_utf8_strlen (after, -1);
  g_autoptr (SheafAnchorText) text = NULL;
  guint place;

  offset = MIN (offset, (guint)length);
  if (offset == 0 || other == 0 || strcmp (before, after) == 0)
    return MIN (offset, (guint)other);
  text = sheaf_anchor_text_new (after);
  if (seek (before, offset, g_utf8_offset_to_pointer (before, offset), text, &place))
    return place;

  return (guint)((guint64)offset * (guint64)other / (guint64)length);
}

double
sheaf_carry_part (const char *before, const char *after, double part)
{
  glong length = g_utf8_strlen (before, -1), other = g_utf8_strlen (after, -1);
  guint offset = (guint)(CLAMP (part, 0, 1) * (double)length + .5);

  if (part <= 0 || part >= 1 || length == 0 || other == 0)
    return part;

  return CLAMP ((double)sheaf_carry_place (before, after, offset) / (double)other, 0, 1);
}

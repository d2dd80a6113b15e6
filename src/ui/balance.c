/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Halves the interval between the longest word and the whole width. */

#include "ui/balance.h"

#include "ui/hangul.h"

static int
widest_word (PangoLayout *layout)
{
  PangoWrapMode wrap = pango_layout_get_wrap (layout);
  int width;

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_width (layout, 0);
  pango_layout_get_size (layout, &width, NULL);
  pango_layout_set_wrap (layout, wrap);

  return width;
}

static void
keep_words (PangoLayout *layout)
{
  PangoAttrList *attributes = pango_layout_get_attributes (layout);

  attributes = attributes != NULL ? pango_attr_list_copy (attributes) : pango_attr_list_new ();
  sheaf_hangul_keep_words (attributes, pango_layout_get_text (layout));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

static int
balance (PangoLayout *layout)
{
  int high = pango_layout_get_width (layout), n = pango_layout_get_line_count (layout);
  int low = MIN (high, MAX (high / 3, widest_word (layout) - 1));

  while (n > 1 && high - low > PANGO_SCALE)
    {
      int middle = (low + high) / 2;

      pango_layout_set_width (layout, middle);
      if (pango_layout_get_line_count (layout) > n)
        low = middle;
      else
        high = middle;
    }
  pango_layout_set_width (layout, high);

  return high;
}

int
sheaf_balance (PangoLayout *layout)
{
  if (sheaf_hangul_is_in (pango_layout_get_text (layout)))
    keep_words (layout);

  return balance (layout);
}

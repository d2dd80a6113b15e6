/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which columns of a table are figures: they stand under one another by their last digits. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One number, with what may stand beside it: a sign, a currency, %. */
gboolean sheaf_figures_is_one (const char *text);

/* What is known of a column after some of its cells, none of them a header; to begin with all zero. */
typedef struct
{
  guint    figures;
  gboolean words;
} SheafFigures;

/* What stands in for a number ("–", nothing) does not count. */
void sheaf_figures_add (SheafFigures *self,
                        const char   *text);

/* Two of them, and nothing else? */
gboolean sheaf_figures_is_column (const SheafFigures *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A box in the page that is as wide as its measure, whatever its words ask for. To be derived from. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_PAGE_INSET (sheaf_page_inset_get_type ())
G_DECLARE_DERIVABLE_TYPE (SheafPageInset, sheaf_page_inset, SHEAF, PAGE_INSET, GtkWidget)

struct _SheafPageInsetClass
{
  GtkWidgetClass parent_class;
};

/* What is in it. (transfer none) */
GtkBox *sheaf_page_inset_get_box (SheafPageInset *self);

void sheaf_page_inset_set_measure (SheafPageInset *self,
                                   int             measure); /* pixels */

G_END_DECLS

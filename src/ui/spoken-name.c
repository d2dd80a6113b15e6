/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A widget that is said to be labelled by another is called as that, whatever name it was given. */

#include "ui/spoken-name.h"

void
sheaf_set_spoken_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

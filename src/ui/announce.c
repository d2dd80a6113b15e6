/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one place that asks for a newer GTK than the one all else is written for. */

#include "ui/announce.h"

void
sheaf_announce (GtkWidget *widget, const char *words)
{
  if (words == NULL || *words == '\0' || !gtk_widget_get_mapped (widget))
    return;
#if GTK_CHECK_VERSION(4, 14, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS /* as newer than what may be used elsewhere */
      gtk_accessible_announce (GTK_ACCESSIBLE (widget), words,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}

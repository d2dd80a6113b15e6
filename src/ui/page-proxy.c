/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Children of the page itself: overlays of a text view are missing from the accessible tree of
 * newer GTK. */

#include "ui/page-proxy.h"

#include <glib/gi18n.h>

struct _SheafPageProxy
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (SheafPageProxy, sheaf_page_proxy, GTK_TYPE_WIDGET)

static void
sheaf_page_proxy_class_init (SheafPageProxyClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "pageproxy");
}

static void
sheaf_page_proxy_init (SheafPageProxy *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
sheaf_page_proxy_new (GtkAccessibleRole role, const char *label)
{
  GtkWidget *self = g_object_new (SHEAF_TYPE_PAGE_PROXY, "accessible-role", role, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return self;
}

void
sheaf_page_proxy_set_level (GtkWidget *self, guint level)
{
  /* Translators: %u is 1 for the article's own title, 2 for its chapters */
  g_autofree char *words = g_strdup_printf (_ ("Heading, level %u"), level);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LEVEL, (int)level,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

void
sheaf_page_proxy_place (GtkWidget *self, int x, int y, int width, int height)
{
  gtk_widget_measure (self, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (self, &(GtkAllocation){ x, y, MAX (1, width), MAX (1, height) }, -1);
}

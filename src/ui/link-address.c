/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A label that is there as long as a link is active. */

#include "ui/link-address.h"

#include "base/url.h"

#include <glib/gi18n.h>

struct _SheafLinkAddress
{
  GtkWidget parent_instance;

  SheafPageView *view; /* (nullable), not owned: the reader's */
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (SheafLinkAddress, sheaf_link_address, GTK_TYPE_WIDGET)

static void
link_active_cb (SheafLinkAddress *self, const char *href)
{
  gboolean inside = href != NULL && *href == '#';
  gboolean saved = href != NULL && sheaf_page_view_get_saved (self->view, href) != 0;
  g_autofree char *url = href != NULL && !inside ? sheaf_url_readable (href) : NULL;
  /* Translators: before an address whose article is in the library */
  g_autofree char *words = saved ? g_strdup_printf (_ ("Saved: %s"), url) : NULL;

  if (href != NULL)
    gtk_label_set_label (GTK_LABEL (self->label), inside          ? _ ("In this article")
                                                  : words != NULL ? words
                                                                  : url);
  gtk_widget_set_visible (GTK_WIDGET (self), href != NULL);
}

static void
sheaf_link_address_dispose (GObject *object)
{
  g_clear_pointer (&SHEAF_LINK_ADDRESS (object)->label, gtk_widget_unparent);
  G_OBJECT_CLASS (sheaf_link_address_parent_class)->dispose (object);
}

static void
sheaf_link_address_class_init (SheafLinkAddressClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_link_address_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "linkaddress");
}

static void
sheaf_link_address_init (SheafLinkAddress *self)
{
  self->label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_MIDDLE,
                              "single-line-mode", TRUE, "xalign", 0., NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

void
sheaf_link_address_set_view (SheafLinkAddress *self, SheafPageView *view)
{
  g_return_if_fail (self->view == NULL);

  self->view = view;
  g_signal_connect_object (view, "link-active", G_CALLBACK (link_active_cb), self,
                           G_CONNECT_SWAPPED);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The address of the link under the pointer or the keyboard, at the page's foot as browsers show it. Takes no
 * pointer. */
#pragma once

#include "ui/page-view.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_LINK_ADDRESS (sheaf_link_address_get_type ())
G_DECLARE_FINAL_TYPE (SheafLinkAddress, sheaf_link_address, SHEAF, LINK_ADDRESS, GtkWidget)

void sheaf_link_address_set_view (SheafLinkAddress *self,
                                  SheafPageView    *view);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a browser hands over to be saved, as a value. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char   *url;     /* http or https */
  GBytes *html;    /* (nullable): the address alone */
  char   *charset; /* (nullable): of HTML, where it is known */
  char   *title, *selection, *note; /* (nullable) each, valid UTF-8; the title is one line */
  GStrv   tags;    /* (nullable) */
} SheafIntakeItem;

void sheaf_intake_item_free (SheafIntakeItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafIntakeItem, sheaf_intake_item_free)

G_END_DECLS

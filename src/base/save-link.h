/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program's own addresses, by which a browser hands something over: sheaf:save?url=…&title=…&tags=a,b. All they can
 * ask for is that a web address be saved. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *url;   /* http or https */
  char *title; /* (nullable): one line */
  GStrv tags;  /* (nullable) */
} SheafSaveLink;

/* Is LINK for us to read, whatever it asks for? */
gboolean sheaf_save_link_is (const char *link);

/* LINK (any bytes), each of its values percent-encoded ("+" is a plus). BAD_LINK: it asks for something else, has a
 * part twice, one that is not known or one that is longer than anything a person would save. (transfer full) */
SheafSaveLink *sheaf_save_link_parse (const char *link,
                                      GError    **error);

void sheaf_save_link_free (SheafSaveLink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafSaveLink, sheaf_save_link_free)

G_END_DECLS

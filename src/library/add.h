/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saving: an address (its row and job are committed before the network is asked), a file, or bytes. */
#pragma once

#include "library/library.h"

G_BEGIN_DECLS

typedef struct
{
  gint64   id;
  gboolean existed;     /* it was there already (and is out of the trash now) */
  gboolean needs_fetch; /* the row waits for the network: sheaf_library_fetch_async, or the queue */
  gboolean needs_pictures; /* the text is there, its pictures wait: sheaf_library_fetch_pictures_async */
} SheafAdded;

/* TARGET: an address as typed, a path, a file: URI, or a link of base/save-link.h. HTML and plain text files are
 * read and extracted here; "needs_fetch" tells that the address still waits. TAGS nullable. BAD_ADDRESS, BAD_LINK,
 * BAD_FILE, TOO_BIG, STORE. The callback comes once it is committed. */
void     sheaf_library_add_async (SheafLibrary       *self,
                                  const char         *target,
                                  const char *const  *tags,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

/* Bytes at hand: a page (IS_HTML) or a text; URL (nullable) is where it is from; NAME (nullable) the
 * file's. */
void     sheaf_library_add_bytes_async (SheafLibrary       *self,
                                        GBytes             *bytes,
                                        gboolean            is_html,
                                        const char         *url,
                                        const char         *name,
                                        const char *const  *tags,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
gboolean sheaf_library_add_finish (SheafLibrary *self,
                                   GAsyncResult *result,
                                   SheafAdded   *added,
                                   GError      **error); /* of both */

G_END_DECLS

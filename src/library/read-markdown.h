/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text of our own, written in Markdown, as a document to be shown. */
#pragma once

#include "document/document.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* MARKDOWN: valid UTF-8. BASE (nullable): the address that its links start from. Nothing is left out of it but what no
 * document may hold. Read on another thread; needs no library. Main thread. */
void           sheaf_library_read_markdown_async (const char         *markdown,
                                                  const char         *base,
                                                  GCancellable       *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer            user_data);
SheafDocument *sheaf_library_read_markdown_finish (GAsyncResult *result, /* (transfer full) */
                                                   GError      **error);

G_END_DECLS

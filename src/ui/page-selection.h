/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of a page is selected, as a person means it: a table that is selected from outside it is selected whole. */
#pragma once

#include "ui/page-buffer.h"

G_BEGIN_DECLS

/* Of the buffer's own selection; FALSE: nothing is selected. Works without a display. */
gboolean sheaf_page_buffer_get_selection (const SheafPageBuffer *self,
                                          GtkTextIter           *first,
                                          GtkTextIter           *last);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A block that was left out of the article, shown at its place: why, its words, and a button that puts it back. */
#pragma once

#include "document/page.h"
#include "ui/page-inset.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_LEFT_OUT_VIEW (sheaf_left_out_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafLeftOutView, sheaf_left_out_view, SHEAF, LEFT_OUT_VIEW, SheafPageInset)

/* REMOVED is not kept. INDEX: its place in the list of its page; the button activates "article.put-back" with it, a
 * uint32. */
GtkWidget *sheaf_left_out_view_new (const SheafRemoved *removed,
                                    guint               index);

/* Why it was left out, in words. (translated) */
const char *sheaf_left_out_get_reason (const SheafRemoved *removed);

G_END_DECLS

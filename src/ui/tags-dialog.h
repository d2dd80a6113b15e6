/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks for tags to add to several articles. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*SheafTagsChosen) (const char *const *tags,
                                 gpointer           data);

/* CHOSEN runs when tags were given and Add was pressed; not after PARENT is gone. */
void sheaf_tags_dialog_ask (GtkWindow         *parent,
                            guint              n_articles,
                            const char *const *known,
                            SheafTagsChosen    chosen,
                            gpointer           data);

G_END_DECLS

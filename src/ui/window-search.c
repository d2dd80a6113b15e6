/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the list to the page: an article that a search found is opened where it was found. */

#include "ui/window-private.h"

void
sheaf_window_find_searched (SheafWindow *self)
{
  g_autofree char *words = sheaf_article_pane_dup_search_words (self->list);

  if (words != NULL && sheaf_article_pane_get_article (self->list) != NULL)
    sheaf_reader_find (self->reader, words);
}

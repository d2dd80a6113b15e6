/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the blocks of a page stand to those beside them: where a list ends, what follows at once, which paragraph says
 * whom a quote is from. */
#pragma once

#include "ui/page-buffer.h"

G_BEGIN_DECLS

/* Sets what of the paragraphs of SELF depends on their neighbours. */
void sheaf_page_buffer_set_neighbours (SheafPageBuffer *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How words in Han characters are read: what stands over them in print stands here in brackets behind them, small. */
#pragma once

#include "ui/page-buffer.h"

G_BEGIN_DECLS

void sheaf_page_buffer_tag_readings (SheafPageBuffer       *self,
                                     const SheafTypography *type);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tree back to HTML text; iterative; what it writes parses to the same tree. */
#pragma once

#include "html/dom.h"

G_BEGIN_DECLS

/* NODE with its tags (a document node: its children). (transfer full) */
char *sheaf_node_to_html (const SheafNode *node);

G_END_DECLS

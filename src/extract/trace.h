/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why a page came out as it did: lines in the order in which it was decided, for people who ask.
 * Where nobody asks it is NULL, which every function here takes and answers by doing nothing. English
 * whatever the language is: what two runs say is compared. One thread. */
#pragma once

#include "html/dom.h"

G_BEGIN_DECLS

typedef struct _SheafTrace SheafTrace;

#define SHEAF_TRACE_MOST 2000 /* lines: what comes later is not told */

SheafTrace *
sheaf_trace_new (void);
void
sheaf_trace_free (SheafTrace *self);

/* The lines so far: "TOPIC  what was decided"; the array and they are the trace's. */
const GPtrArray *
sheaf_trace_get_lines (const SheafTrace *self);

/* TOPIC: one word. What stands in the line on more than one line becomes one. */
void
sheaf_trace_add (SheafTrace *self, const char *topic, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* A fact of the page as SOURCE has it, whoever wins; VALUE (nullable): it has none, not told. */
void
sheaf_trace_value (SheafTrace *self, const char *fact, const char *source, const char *value);

/* A line that ends with where NODE stands: "…: main > article.post". */
void
sheaf_trace_node (SheafTrace *self, const char *topic, const SheafNode *node, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafTrace, sheaf_trace_free)

G_END_DECLS

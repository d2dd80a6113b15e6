/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which words of a note are words: not what is code, a link's or another address in its Markdown. A pure function. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint start, end; /* code points */
} SheafSpellWord;

/* Of SheafSpellWord, in order. (transfer full) */
GArray *sheaf_spell_find_words (const char *text);

G_END_DECLS

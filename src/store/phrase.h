/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQL: has_phrase (text_z, phrase, start) is 1 where the tokenizer finds the words of PHRASE in the text that is packed
 * in TEXT_Z, one behind the other, and with START the last of them at the start of a word: what an index would say of
 * this text, which it is not asked. The start of frequent words costs an index as much as all their places; a text costs
 * its length. One that is damaged has no words. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* After the tokenizer. */
gboolean sheaf_phrase_register (sqlite3 *db);

G_END_DECLS

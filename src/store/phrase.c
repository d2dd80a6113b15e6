/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of a phrase are in a row where each stands behind the one before it: how far a phrase
 * has come is kept for each of its words, so that the text is gone through once. */

#include "store/phrase.h"

#include "store/db.h"
#include "store/tokenizer.h"

#include <string.h>

typedef struct
{
  fts5_tokenizer functions;
  Fts5Tokenizer *instance;
} Tokenizer;

typedef struct
{
  GPtrArray *words; /* of GString */
  gboolean start;   /* the last word is one */
} Phrase;

typedef struct
{
  const Phrase *phrase;
  gboolean *reached; /* each word, at the last token */
  gboolean found;
} Walk;

static void
free_tokenizer (gpointer data)
{
  Tokenizer *self = data;

  self->functions.xDelete (self->instance);
  g_free (self);
}

static void
free_word (gpointer data)
{
  g_string_free (data, TRUE);
}

static void
free_phrase (gpointer data)
{
  Phrase *self = data;

  g_ptr_array_unref (self->words);
  g_free (self);
}

static int
add_word_cb (void *data, int flags, const char *token, int length, int start, int end)
{
  g_ptr_array_add (data, g_string_new_len (token, length));

  return SQLITE_OK;
}

static Phrase *
new_phrase (Tokenizer *tokenizer, const char *text, int length, gboolean start)
{
  Phrase *self = g_new0 (Phrase, 1);
  int flags = FTS5_TOKENIZE_QUERY | (start ? FTS5_TOKENIZE_PREFIX : 0);

  self->words = g_ptr_array_new_with_free_func (free_word);
  self->start = start;
  tokenizer->functions.xTokenize (tokenizer->instance, self->words, flags, text, length,
                                  add_word_cb);

  return self;
}

static gboolean
is_word (const Phrase *self, guint at, const char *token, gsize length)
{
  const GString *word = self->words->pdata[at];

  if (self->start && at == self->words->len - 1)
    return length >= word->len && memcmp (token, word->str, word->len) == 0;

  return length == word->len && memcmp (token, word->str, length) == 0;
}

static int
walk_cb (void *data, int flags, const char *token, int length, int start, int end)
{
  Walk *walk = data;
  guint n = walk->phrase->words->len;

  if (walk->found)
    return SQLITE_DONE; /* told of one run of letters, and not of the next */
  for (guint at = n; at-- > 0;)
    walk->reached[at]
        = (at == 0 || walk->reached[at - 1]) && is_word (walk->phrase, at, token, length);
  walk->found = walk->reached[n - 1];

  return walk->found ? SQLITE_DONE : SQLITE_OK;
}

static void
has_phrase (sqlite3_context *context, int n, sqlite3_value **values)
{
  Tokenizer *tokenizer = sqlite3_user_data (context);
  Phrase *phrase = sqlite3_get_auxdata (context, 1);
  const void *packed = sqlite3_value_blob (values[0]);
  g_autoptr (GBytes) text
      = packed != NULL ? sheaf_db_unpack (packed, sqlite3_value_bytes (values[0]), NULL) : NULL;
  g_autofree gboolean *reached = NULL;
  Walk walk = { NULL };

  if (phrase == NULL)
    {
      const char *words = (const char *)sqlite3_value_text (values[1]);

      phrase = new_phrase (tokenizer, words != NULL ? words : "", sqlite3_value_bytes (values[1]),
                           sqlite3_value_int (values[2]) != 0);
      sqlite3_set_auxdata (context, 1, phrase, free_phrase);
      phrase = sqlite3_get_auxdata (context, 1); /* gone where there is no memory */
    }
  if (text != NULL && phrase != NULL && phrase->words->len > 0)
    {
      gsize length;
      const char *letters = g_bytes_get_data (text, &length);

      walk.phrase = phrase;
      walk.reached = reached = g_new0 (gboolean, phrase->words->len);
      tokenizer->functions.xTokenize (tokenizer->instance, &walk, FTS5_TOKENIZE_DOCUMENT, letters,
                                      (int)length, walk_cb);
    }
  sqlite3_result_int (context, walk.found);
}

gboolean
sheaf_phrase_register (sqlite3 *db)
{
  Tokenizer *self = g_new0 (Tokenizer, 1);

  if (!sheaf_tokenizer_find (db, &self->functions, &self->instance))
    {
      g_free (self);
      return FALSE;
    }

  return sqlite3_create_function_v2 (db, "has_phrase", 3,
                                     SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, self,
                                     has_phrase, NULL, NULL, free_tokenizer)
         == SQLITE_OK;
}

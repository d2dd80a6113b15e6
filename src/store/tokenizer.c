/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs of letters with and without spaces between words, in turns. */

#include "store/tokenizer.h"

#include "base/text.h"

typedef int (*TokenFunc) (
    void *context, int flags, const char *token, int length, int start, int end);

typedef struct
{
  fts5_tokenizer words;
  Fts5Tokenizer *words_instance;
} Tokenizer;

typedef struct
{
  TokenFunc func;
  void *context;
  int base;
} Shifted;

static fts5_api *
get_api (sqlite3 *db)
{
  fts5_api *api = NULL;
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT fts5 (?1)", -1, &stmt, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (stmt, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (stmt);
    }
  sqlite3_finalize (stmt);

  return api;
}

static void
delete_tokenizer (Fts5Tokenizer *instance)
{
  Tokenizer *self = (Tokenizer *)instance;

  if (self->words_instance != NULL)
    self->words.xDelete (self->words_instance);
  g_free (self);
}

static int
create_tokenizer (void *data, const char **arguments, int n_arguments, Fts5Tokenizer **instance)
{
  static const char *options[] = { "remove_diacritics", "2" };
  fts5_api *api = data;
  Tokenizer *self = g_new0 (Tokenizer, 1);
  void *words_data;
  int code = api->xFindTokenizer (api, "unicode61", &words_data, &self->words);

  if (code == SQLITE_OK)
    code = self->words.xCreate (words_data, options, G_N_ELEMENTS (options), &self->words_instance);
  if (code != SQLITE_OK)
    {
      g_free (self);
      return code;
    }
  *instance = (Fts5Tokenizer *)self;

  return SQLITE_OK;
}

/* The letter at TEXT[AT]; its bytes in *LENGTH, never more than are there. Bad bytes count as one.
 */
static gunichar
letter_at (const char *text, int at, int end, int *length)
{
  gunichar c = g_utf8_get_char_validated (text + at, end - at);

  if (c == (gunichar)-1 || c == (gunichar)-2)
    {
      *length = 1;
      return 0xfffd;
    }
  *length = g_unichar_to_utf8 (c, NULL);

  return c;
}

static int
shifted_cb (void *data, int flags, const char *token, int length, int start, int end)
{
  Shifted *shifted = data;

  return shifted->func (shifted->context, flags, token, length, start + shifted->base,
                        end + shifted->base);
}

/* The end of the run that begins at AT and is written with (or without) spaces. */
static int
find_end (const char *text, int at, int end, gboolean paired)
{
  while (at < end)
    {
      int length;

      if (sheaf_text_is_paired (letter_at (text, at, end, &length)) != paired)
        break;
      at += length;
    }

  return at;
}

/* The last letter alone is left out of a question's last run alone: there more letters may follow
 * in the document, where a run that ends in the question ends in the document too. */
static int
tokenize_pairs (void *context, gboolean open, const char *text, int from, int to, TokenFunc func)
{
  int at = from, before = -1, n = 0, code = SQLITE_OK;

  while (at < to && code == SQLITE_OK)
    {
      int length;

      letter_at (text, at, to, &length);
      if (before >= 0)
        code = func (context, 0, text + before, at + length - before, before, at + length);
      before = at;
      at += length;
      n++;
    }
  if (code == SQLITE_OK && before >= 0 && (n == 1 || !open))
    code = func (context, 0, text + before, to - before, before, to);

  return code;
}

static int
tokenize (
    Fts5Tokenizer *instance, void *context, int flags, const char *text, int length, TokenFunc func)
{
  Tokenizer *self = (Tokenizer *)instance;
  int at = 0, code = SQLITE_OK;

  while (at < length && code == SQLITE_OK)
    {
      int end = find_end (text, at, length, FALSE);

      if (end > at)
        {
          Shifted shifted = { func, context, at };

          code = self->words.xTokenize (self->words_instance, &shifted, flags, text + at, end - at,
                                        shifted_cb);
        }
      at = end;
      if (code == SQLITE_OK && at < length)
        {
          end = find_end (text, at, length, TRUE);
          code = tokenize_pairs (context, end == length && (flags & FTS5_TOKENIZE_QUERY) != 0, text,
                                 at, end, func);
          at = end;
        }
    }

  return code;
}

gboolean
sheaf_tokenizer_register (sqlite3 *db)
{
  fts5_api *api = get_api (db);
  fts5_tokenizer tokenizer = { create_tokenizer, delete_tokenizer, tokenize };

  return api != NULL && api->xCreateTokenizer (api, "cjk2", api, &tokenizer, NULL) == SQLITE_OK;
}

gboolean
sheaf_tokenizer_find (sqlite3 *db, fts5_tokenizer *functions, Fts5Tokenizer **instance)
{
  fts5_api *api = get_api (db);
  void *data;

  return api != NULL && api->xFindTokenizer (api, "cjk2", &data, functions) == SQLITE_OK
         && functions->xCreate (data, NULL, 0, instance) == SQLITE_OK;
}

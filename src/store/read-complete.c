/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tags, sites, authors and languages that begin as is typed, the most used first. Each question is
 * bounded by a number of articles, the newest, and not by the library. */

#include "base/text.h"
#include "store/edit-private.h"
#include "store/expression-private.h"
#include "store/read.h"

#include <string.h>

/* A tag that so many have is among the most used, however many more they are. */
#define TAG_COUNT                                                                                  \
  "(SELECT count (*) FROM (SELECT 1 FROM article_tag x WHERE x.tag_id = t.id LIMIT 1000))"

static const struct
{
  const char *op;
  const char *begin; /* ?1: what is typed; of words a question to the index */
  const char *any;   /* nothing is typed */
} questions[] = {
  { "tag",
    "SELECT t.name, " TAG_COUNT " AS n FROM tag t"
    " WHERE substr (t.name_key, 1, length (?1)) = ?1 OR instr (t.name_key, '/' || ?1) > 0"
    " OR instr (t.name_key, ' ' || ?1) > 0 ORDER BY n DESC, t.name_key LIMIT 20",
    "SELECT t.name, " TAG_COUNT " AS n FROM tag t"
    " ORDER BY n DESC, t.name_key LIMIT 20" },
  { "site",
    "SELECT a.site, count (*) AS n FROM (SELECT rowid AS id FROM title_fts WHERE title_fts MATCH ?1"
    " ORDER BY rowid DESC LIMIT 20000) f CROSS JOIN article a ON a.id = f.id"
    " WHERE a.site IS NOT NULL GROUP BY a.site ORDER BY n DESC, a.site LIMIT 20",
    "SELECT site, count (*) AS n FROM (SELECT site FROM article WHERE trashed_at IS NULL ORDER BY "
    "added_at DESC LIMIT 2000)"
    " WHERE site IS NOT NULL GROUP BY site ORDER BY n DESC, site LIMIT 20" },
  { "author",
    "SELECT a.author, count (*) AS n FROM (SELECT rowid AS id FROM title_fts WHERE title_fts MATCH "
    "?1 ORDER BY rowid DESC LIMIT 20000) f CROSS JOIN article a ON a.id = f.id"
    " WHERE a.author IS NOT NULL GROUP BY a.author ORDER BY n DESC, a.author LIMIT 20",
    "SELECT author, count (*) AS n FROM (SELECT author FROM article WHERE trashed_at IS NULL ORDER "
    "BY "
    "added_at DESC LIMIT 2000) WHERE author IS NOT NULL GROUP BY author ORDER BY n DESC, author "
    "LIMIT 20" },
  { "lang",
    "SELECT lower (lang) AS l, count (*) AS n FROM (SELECT lang FROM article WHERE trashed_at IS "
    "NULL"
    " ORDER BY added_at DESC LIMIT 2000) WHERE substr (l, 1, length (?1)) = ?1 GROUP BY l ORDER BY "
    "n DESC, l LIMIT 20",
    "SELECT lower (lang) AS l, count (*) AS n FROM (SELECT lang FROM article WHERE trashed_at IS "
    "NULL"
    " ORDER BY added_at DESC LIMIT 2000) WHERE l IS NOT NULL GROUP BY l ORDER BY n DESC, l LIMIT "
    "20" },
};

/* What is looked for; NULL: nothing is typed that could be. */
static char *
dup_value (const SheafCompletion *completion)
{
  const SheafOperator *op = completion->op;
  SheafPart part = { SHEAF_PART_TERM, NULL, op, completion->typed, TRUE };

  if (op->kind == SHEAF_VALUE_WORDS)
    return sheaf_words_have_token (completion->typed)
               ? sheaf_part_dup_any_match (&part, op->indexes)
               : NULL;

  return *completion->typed != '\0' ? sheaf_text_fold (completion->typed) : NULL;
}

static gboolean
read_values (SheafDb *db, guint question, SheafCompletion *completion, GError **error)
{
  g_autofree char *value = dup_value (completion);
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, value != NULL ? questions[question].begin : questions[question].any, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  if (value != NULL)
    sheaf_bind_text (stmt, 1, value);
  while (sheaf_db_step (db, stmt, &failure))
    sheaf_completion_add_value (completion, (const char *)sqlite3_column_text (stmt, 0),
                                sqlite3_column_int (stmt, 1), NULL);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

SheafCompletion *
sheaf_read_completion (SheafDb *db, const char *text, gsize cursor, GError **error)
{
  g_autofree char *valid = sheaf_text_make_valid (text, -1);
  g_autoptr (SheafCompletion) completion = sheaf_completion_new (valid, cursor);

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (completion->kind == SHEAF_COMPLETION_VALUE
        && g_str_equal (completion->op->name, questions[i].op)
        && !read_values (db, i, completion, error))
      return NULL;

  return g_steal_pointer (&completion);
}

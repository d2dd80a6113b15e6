/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An expression as a condition on the article "a", and its words as questions to FTS5. Every word
 * is quoted by us, so that nothing a person types is syntax; every value is bound. */

#include "store/expression-private.h"

#include "base/text.h"

#include <string.h>

#define PREFIX_FROM                                                                                \
  3 /* letters: a shorter start would go through a large part of the texts' index */

/* --- Words as a question to an index --- */

static gboolean
is_paired_before (const char *text, const char *p)
{
  return p > text && sheaf_text_is_paired (g_utf8_get_char (g_utf8_prev_char (p)));
}

/* Letters of the last token. */
static guint
count_last (const char *text)
{
  const char *p = text + strlen (text);
  guint n = 0;

  while (p > text && !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (p))))
    p = g_utf8_prev_char (p);
  for (; p > text && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (p)));
       p = g_utf8_prev_char (p))
    n++;

  return n;
}

/* In scripts that are searched by pairs any text is the start of something by itself, but for one
 * letter alone, of which the index has none within a word. */
static gboolean
is_start (const SheafPart *self, SheafIndexes index)
{
  const char *end = self->text + strlen (self->text);

  if (is_paired_before (self->text, end))
    return !is_paired_before (self->text, g_utf8_prev_char (end));

  return self->prefix && (index != SHEAF_INDEX_TEXT || count_last (self->text) >= PREFIX_FROM);
}

static void
append_match (const SheafPart *self, SheafIndexes index, GString *match)
{
  if (self->op->column != NULL)
    g_string_append_printf (match, "%s : ", self->op->column);
  g_string_append_c (match, '"');
  for (const char *p = self->text; *p != '\0'; p++)
    if (*p != '"') /* none can stand inside: it would end the phrase */
      g_string_append_c (match, *p);
  g_string_append (match, is_start (self, index) ? "\"*" : "\"");
}

static char *
dup_term_match (const SheafPart *self, SheafIndexes index)
{
  GString *match = g_string_new (NULL);

  append_match (self, index, match);

  return g_string_free (match, FALSE);
}

static gboolean
is_words (const SheafPart *self)
{
  return self->kind == SHEAF_PART_TERM && self->op->kind == SHEAF_VALUE_WORDS;
}

static void
append_any_match (const SheafPart *self, SheafIndexes index, GString *match)
{
  if (is_words (self) && (self->op->indexes & index) != 0)
    {
      g_string_append (match, match->len > 0 ? " OR " : "");
      append_match (self, index, match);
    }
  else if (self->kind == SHEAF_PART_ALL_OF || self->kind == SHEAF_PART_ANY_OF)
    for (guint i = 0; i < self->children->len; i++)
      append_any_match (self->children->pdata[i], index, match);
}

char *
sheaf_part_dup_any_match (const SheafPart *self, SheafIndexes index)
{
  GString *match = g_string_new (NULL);
  gboolean some;

  if (self != NULL)
    append_any_match (self, index, match);
  some = match->len > 0;

  return g_string_free (match, !some);
}

static gboolean
append_whole_match (const SheafPart *self, SheafIndexes index, GString *match)
{
  if (is_words (self) && self->op == &sheaf_operator_anywhere)
    {
      append_match (self, index, match);
      return TRUE;
    }
  if (self->kind != SHEAF_PART_ALL_OF && self->kind != SHEAF_PART_ANY_OF)
    return FALSE;
  for (guint i = 0; i < self->children->len; i++)
    {
      if (i > 0)
        g_string_append (match, self->kind == SHEAF_PART_ANY_OF ? " OR " : " AND ");
      g_string_append_c (match, '(');
      if (!append_whole_match (self->children->pdata[i], index, match))
        return FALSE;
      g_string_append_c (match, ')');
    }

  return TRUE;
}

char *
sheaf_part_dup_match (const SheafPart *self, SheafIndexes index)
{
  g_autoptr (GString) match = g_string_new (NULL);

  return append_whole_match (self, index, match) ? g_strdup (match->str) : NULL;
}

char *
sheaf_part_split_words (const SheafPart *self, SheafIndexes index, GPtrArray *rest)
{
  g_autoptr (GString) match = g_string_new (NULL);
  char *whole = self != NULL ? sheaf_part_dup_match (self, index) : NULL;

  if (whole != NULL || self == NULL || self->kind != SHEAF_PART_ALL_OF)
    return whole;
  for (guint i = 0; i < self->children->len; i++)
    {
      g_autofree char *one = sheaf_part_dup_match (self->children->pdata[i], index);

      if (one != NULL)
        g_string_append_printf (match, "%s(%s)", match->len > 0 ? " AND " : "", one);
      else if (rest != NULL)
        g_ptr_array_add (rest, self->children->pdata[i]);
    }

  return match->len > 0 ? g_strdup (match->str) : NULL;
}

char *
sheaf_part_dup_left_out (const SheafPart *self, SheafIndexes index)
{
  GString *match = g_string_new (NULL);
  gboolean some;

  for (guint i = 0; self != NULL && self->kind == SHEAF_PART_ALL_OF && i < self->children->len; i++)
    {
      const SheafPart *child = self->children->pdata[i];
      g_autofree char *one = child->kind == SHEAF_PART_NOT
                                 ? sheaf_part_dup_match (child->children->pdata[0], index)
                                 : NULL;

      if (one != NULL)
        g_string_append_printf (match, "%s(%s)", match->len > 0 ? " OR " : "", one);
    }
  some = match->len > 0;

  return g_string_free (match, !some);
}

gboolean
sheaf_part_is_in_one_index (const SheafPart *self)
{
  guint words = 0;

  if (self == NULL || self->kind == SHEAF_PART_NOT || self->kind == SHEAF_PART_NOTHING)
    return FALSE;
  if (self->kind == SHEAF_PART_TERM)
    return self->op == &sheaf_operator_anywhere;
  for (guint i = 0; i < self->children->len; i++)
    {
      const SheafPart *child = self->children->pdata[i];
      g_autofree char *match = sheaf_part_dup_match (child, SHEAF_INDEX_TEXT);

      if (match == NULL && self->kind == SHEAF_PART_ALL_OF)
        continue; /* is asked for apart */
      if (match == NULL || !sheaf_part_is_in_one_index (child))
        return FALSE;
      words++;
    }

  return words == 1 || self->kind == SHEAF_PART_ANY_OF;
}

gboolean
sheaf_part_has_start (const SheafPart *self)
{
  if (self == NULL || self->kind == SHEAF_PART_NOTHING)
    return FALSE;
  if (self->kind == SHEAF_PART_TERM)
    return is_words (self) && (self->op->indexes & SHEAF_INDEX_TEXT) != 0
           && is_start (self, SHEAF_INDEX_TEXT);
  for (guint i = 0; i < self->children->len; i++)
    if (sheaf_part_has_start (self->children->pdata[i]))
      return TRUE;

  return FALSE;
}

/* The name of a site with a dot in it may be its address. */
static gboolean
may_be_host (const SheafPart *self)
{
  return g_strcmp0 (self->op->column, "site") == 0 && strchr (self->text, '.') != NULL;
}

gboolean
sheaf_part_is_any_words (const SheafPart *self)
{
  if (self == NULL)
    return FALSE;
  if (is_words (self))
    return !may_be_host (self);
  if (self->kind != SHEAF_PART_ANY_OF)
    return FALSE;
  for (guint i = 0; i < self->children->len; i++)
    if (!sheaf_part_is_any_words (self->children->pdata[i]))
      return FALSE;

  return TRUE;
}

gboolean
sheaf_part_needs_words (const SheafPart *self)
{
  gboolean any = self != NULL && self->kind == SHEAF_PART_ANY_OF;

  if (self == NULL)
    return FALSE;
  if (is_words (self))
    return !may_be_host (self);
  if (self->kind != SHEAF_PART_ALL_OF && !any)
    return FALSE;
  for (guint i = 0; i < self->children->len; i++)
    if (sheaf_part_needs_words (self->children->pdata[i]) != any)
      return !any;

  return any;
}

/* --- Conditions --- */

/* ONE: asked of one article, an index is not gone through for all others first. START: of one, too,
 * where an index would go through all words that begin so. */
static const struct
{
  SheafIndexes index;
  const char *sql, *one, *start;
} lookups[] = {
  { SHEAF_INDEX_TITLE, "SELECT rowid FROM title_fts WHERE title_fts MATCH @",
    "SELECT 1 FROM title_fts WHERE title_fts MATCH @ AND rowid = a.id", NULL },
  { SHEAF_INDEX_TEXT, "SELECT rowid FROM body_fts WHERE body_fts MATCH @",
    "SELECT 1 FROM body_fts WHERE body_fts MATCH @ AND rowid = a.id",
    "SELECT 1 FROM content c WHERE c.article_id = a.id AND has_phrase (c.text_z, @, 1)" },
  { SHEAF_INDEX_NOTES,
    "SELECT article_id FROM note WHERE id IN (SELECT rowid FROM note_fts WHERE note_fts MATCH @)",
    "SELECT 1 FROM note n JOIN note_fts f ON f.rowid = n.id WHERE n.article_id = a.id AND note_fts "
    "MATCH @",
    NULL },
};

/* The address, or a part of it from a dot on. */
static void
add_host (const SheafPart *self, SheafSql *sql)
{
  g_autofree char *host = sheaf_text_small (self->text);

  sheaf_sql_add_text (sql,
                      " OR instr (lower (a.url) || '/', '://' || @ || '/') > 0"
                      " OR instr (lower (a.url) || '/', '.' || @ || '/') BETWEEN 1 AND"
                      " instr (substr (lower (a.url) || '/', 9), '/') + 8",
                      host);
}

static void
add_lookup (const SheafPart *self, SheafSql *sql, guint which, SheafAsk ask)
{
  g_autofree char *match = dup_term_match (self, lookups[which].index);

  if (ask != SHEAF_ASK_ONE)
    sheaf_sql_add_text (sql, lookups[which].sql, match);
  else if (lookups[which].start != NULL && is_start (self, lookups[which].index))
    sheaf_sql_add_text (sql, lookups[which].start, self->text);
  else
    sheaf_sql_add_text (sql, lookups[which].one, match);
}

static void
add_words (const SheafPart *self, SheafSql *sql, SheafAsk ask)
{
  const char *before = ask == SHEAF_ASK_ONE ? "EXISTS (" : "a.id IN (";

  for (guint i = 0; i < G_N_ELEMENTS (lookups); i++)
    if ((self->op->indexes & lookups[i].index) != 0)
      {
        sheaf_sql_add (sql, before);
        add_lookup (self, sql, i, ask);
        before = " UNION ALL ";
      }
  sheaf_sql_add (sql, ")");
  if (may_be_host (self))
    add_host (self, sql);
}

static void
add_tag (const SheafPart *self, SheafSql *sql, SheafAsk ask)
{
  g_autofree char *key = sheaf_text_fold (self->text);
  gsize length = strlen (key);
  gboolean subtree = self->prefix && length > 1 && key[length - 1] == '/';

  if (subtree)
    key[length - 1] = '\0';
  sheaf_sql_add (sql, ask == SHEAF_ASK_ALL ? self->op->column : self->op->one);
  sheaf_sql_add_text (sql,
                      subtree ? "name_key = @ OR (name_key >= @ || '/' AND name_key < @ || '0')))"
                      : self->prefix ? "substr (name_key, 1, length (@)) = @))"
                                     : "name_key = @))",
                      key);
}

/* EDGE as " >= @" or " <= @"; the column, which has an index, as far as days may be from those of
 * UTC. */
static void
add_edge (const SheafPart *self, SheafSql *sql, const char *edge, gint64 value, gint64 day)
{
  if (sheaf_range_is_by_day (&self->range, self->op))
    {
      sheaf_sql_add (sql, self->op->column);
      sheaf_sql_add_number (sql, edge, value + day);
      sheaf_sql_add (sql, " AND ");
      sheaf_sql_add (sql, self->op->days);
    }
  else
    sheaf_sql_add (sql, self->op->column);
  sheaf_sql_add_number (sql, edge, value);
}

static void
add_range (const SheafPart *self, SheafSql *sql, gint64 now)
{
  gint64 least, most;

  sheaf_range_bounds (&self->range, self->op, now, &least, &most);
  if (least != G_MININT64)
    {
      add_edge (self, sql, " >= @", least, -G_TIME_SPAN_DAY);
      sheaf_sql_add (sql, most != G_MAXINT64 ? " AND " : "");
    }
  if (most != G_MAXINT64)
    add_edge (self, sql, " <= @", most, G_TIME_SPAN_DAY);
}

static void
add_term (const SheafPart *self, SheafSql *sql, gint64 now, SheafAsk ask)
{
  switch (self->op->kind)
    {
    case SHEAF_VALUE_WORDS:
      add_words (self, sql, ask);
      break;
    case SHEAF_VALUE_TAG:
      add_tag (self, sql, ask);
      break;
    case SHEAF_VALUE_LANGUAGE:
      sheaf_sql_add (sql, "replace (lower (");
      sheaf_sql_add (sql, self->op->column);
      sheaf_sql_add_text (sql, "), '_', '-') || '-' GLOB @ || '-*'", self->text);
      break;
    case SHEAF_VALUE_CHOICE:
      sheaf_sql_add (sql, self->op->choices[self->choice].sql);
      break;
    case SHEAF_VALUE_MOMENT:
    case SHEAF_VALUE_NUMBER:
      add_range (self, sql, now);
      break;
    case SHEAF_VALUE_ORDER: /* is no part of the condition */
      break;
    }
}

/* What is unknown is not so: a text without a count of words has neither few nor many, and "not
 * many" is true of it. */
void
sheaf_part_add_condition (const SheafPart *self, SheafSql *sql, gint64 now, SheafAsk ask)
{
  if (self == NULL || self->kind == SHEAF_PART_NOTHING)
    {
      sheaf_sql_add (sql, self == NULL ? "1" : "0");
      return;
    }
  if (self->kind == SHEAF_PART_NOT && ask == SHEAF_ASK_SOME)
    ask = SHEAF_ASK_ONE;
  sheaf_sql_add (sql, "(");
  if (self->kind == SHEAF_PART_TERM)
    add_term (self, sql, now, ask);
  else
    for (guint i = 0; i < self->children->len; i++)
      {
        if (i > 0)
          sheaf_sql_add (sql, self->kind == SHEAF_PART_ANY_OF ? " OR " : " AND ");
        sheaf_part_add_condition (self->children->pdata[i], sql, now, ask);
      }
  sheaf_sql_add (sql, self->kind == SHEAF_PART_NOT ? " IS NOT TRUE)" : ")");
}

void
sheaf_part_add_text_condition (const SheafPart *self, SheafSql *sql)
{
  sheaf_sql_add (sql, "(");
  if (self->kind == SHEAF_PART_TERM)
    {
      sheaf_sql_add (sql, "EXISTS (SELECT 1 FROM content c WHERE c.article_id = a.id AND has_phrase"
                          " (c.text_z, ");
      sheaf_sql_add_text (sql, is_start (self, SHEAF_INDEX_TEXT) ? "@, 1))" : "@, 0))", self->text);
    }
  else
    for (guint i = 0; i < self->children->len; i++)
      {
        if (i > 0)
          sheaf_sql_add (sql, self->kind == SHEAF_PART_ANY_OF ? " OR " : " AND ");
        sheaf_part_add_text_condition (self->children->pdata[i], sql);
      }
  sheaf_sql_add (sql, ")");
}

gboolean
sheaf_part_mentions_trash (const SheafPart *self)
{
  if (self == NULL || self->kind == SHEAF_PART_NOTHING)
    return FALSE;
  if (self->kind == SHEAF_PART_TERM)
    return self->op->kind == SHEAF_VALUE_CHOICE
           && g_str_equal (self->op->choices[self->choice].name, "trash");
  for (guint i = 0; i < self->children->len; i++)
    if (sheaf_part_mentions_trash (self->children->pdata[i]))
      return TRUE;

  return FALSE;
}

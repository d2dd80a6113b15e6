/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table. In SQL, "a" is the article and '@' stands for the bound value. A list is a subquery
 * without a tie to the row, so that SQLite makes it once, or goes through it instead of the
 * articles. */

#include "store/operator.h"

#include "base/text.h"

#include <glib/gi18n.h>
#include <string.h>

static const SheafSign signs[] = {
  { "salt water", N_ ("Both words, each in title, site, author, tags, text or notes") },
  { "\"salt water\"", N_ ("These words in this order") },
  { "light*", N_ ("Words that begin like this; the last word of a query does so by itself") },
  { "-salt", N_ ("Not this; in front of anything") },
  { "salt OR pepper", N_ ("One of them or both; weaker than words side by side") },
  { "(salt OR pepper) bread", N_ ("Brackets group") },
};

static const SheafChoice states[] = {
  { "unread", "a.state = 0 AND a.read_at IS NULL", N_ ("in the inbox and not read to the end") },
  { "read", "a.read_at IS NOT NULL", N_ ("read to the end, or marked as read") },
  { "starred", "a.starred = 1", N_ ("with a star") },
  { "archived", "a.state = 1", N_ ("in the archive") },
  { "trash", "a.trashed_at IS NOT NULL", N_ ("in the trash, which is not searched otherwise") },
  { "failed", "a.fetch = 2", N_ ("could not be fetched") },
  { "pending", "a.fetch = 1", N_ ("waiting to be fetched") },
  { "duplicate",
    "(coalesce (a.canonical_url, a.final_url) IN (SELECT coalesce (canonical_url, final_url) AS "
    "page"
    " FROM article WHERE trashed_at IS NULL GROUP BY page HAVING count (*) > 1)"
    " OR a.id IN (SELECT l.article_id FROM likeness l JOIN article o ON o.id = l.other_id"
    " WHERE l.apart = 0 AND o.trashed_at IS NULL UNION ALL"
    " SELECT l.other_id FROM likeness l JOIN article o ON o.id = l.article_id"
    " WHERE l.apart = 0 AND o.trashed_at IS NULL))",
    N_ ("saved twice: one page under two addresses, or nearly the same text") },
  { "incomplete", "a.fetch = 3", N_ ("the end may be missing") },
};

static const SheafChoice parts[] = {
  { "note", "a.id IN (SELECT article_id FROM note WHERE body IS NOT NULL)",
    N_ ("with a note on it or in it") },
  { "highlight", "a.id IN (SELECT article_id FROM note WHERE quote IS NOT NULL)",
    N_ ("with something highlighted") },
  { "picture", "a.id IN (SELECT article_id FROM article_asset)", N_ ("with a picture") },
  { "tag", "a.id IN (SELECT article_id FROM article_tag)", N_ ("with a tag") },
};

/* By SheafOrder. '@' is the seed. Squares modulo a prime look like nothing and are the same again.
 * Of a site what is within one; read-by-site.c has the order of the sites. */
static const SheafChoice orders[] = {
  { "saved", "a.added_at DESC, a.id DESC", N_ ("the newest first") },
  { "-saved", "a.added_at, a.id", NULL },
  { "title", "a.title_key, a.id", N_ ("by the alphabet") },
  { "-title", "a.title_key DESC, a.id DESC", NULL },
  { "published", "a.published_at DESC, a.id DESC", N_ ("the newest first, as the pages say") },
  { "-published", "a.published_at IS NULL, a.published_at, a.id", NULL },
  { "site", "a.added_at DESC, a.id DESC", N_ ("by the site’s name, the newest of each first") },
  { "-site", "a.added_at DESC, a.id DESC", NULL },
  { "length", "a.word_count IS NULL, a.word_count, a.id", N_ ("the shortest first") },
  { "-length", "a.word_count DESC, a.id DESC", NULL },
  { "progress", "a.progress DESC, a.added_at DESC, a.id DESC", N_ ("what is read furthest first") },
  { "-progress", "a.progress, a.added_at DESC, a.id DESC", NULL },
  { "random",
    "(a.id * 48271 + @) % 2147483647 * ((a.id * 48271 + @) % 2147483647) % 2147483647, a.id",
    N_ ("any, and the same again while Sheaf runs") },
  { "relevance", "a.added_at DESC, a.id DESC", N_ ("the best hits first") },
};

static const SheafUnit minutes[] = { { "m", 1 }, { "min", 1 }, { "h", 60 }, { NULL, 0 } };
static const SheafUnit percent[] = { { "%", 1 }, { NULL, 0 } };

static const char *const ages[] = { "today", "yesterday", "<7d", "<30d", "<1y", ">1y", NULL };
static const char *const times[] = { "<5m", "<10m", "<20m", ">30m", NULL };
static const char *const counts[] = { "<500", ">1000", ">3000", NULL };
static const char *const percents[] = { "0%", ">0%", ">50%", "100%", NULL };

const SheafOperator sheaf_operator_anywhere = { "", SHEAF_VALUE_WORDS, .indexes = SHEAF_INDEX_ALL };

/* The day as the page says it, whichever hours it was elsewhere then; of a month or a year the
 * first. */
#define PUBLISHED_DAY                                                                              \
  "coalesce (unixepoch (substr (a.published || '-01-01', 1, 10)) * 1000000, a.published_at)"

#define CHOICES(array) .choices = array, .n_choices = G_N_ELEMENTS (array)

static const SheafOperator operators[] = {
  { "tag", SHEAF_VALUE_TAG, "tag:science/*", N_ ("A tag; with /* also those under it"),
    .column = "a.id IN (SELECT article_id FROM article_tag WHERE tag_id IN"
              " (SELECT id FROM tag WHERE ",
    .one = "EXISTS (SELECT 1 FROM article_tag WHERE article_id = a.id AND tag_id IN"
           " (SELECT id FROM tag WHERE " },
  { "site", SHEAF_VALUE_WORDS, "site:example.org", N_ ("Words of the site’s name, or its address"),
    .indexes = SHEAF_INDEX_TITLE, .column = "site" },
  { "author", SHEAF_VALUE_WORDS, "author:\"Mary Anning\"", N_ ("Words of the author’s name"),
    .indexes = SHEAF_INDEX_TITLE, .column = "author" },
  { "title", SHEAF_VALUE_WORDS, "title:lighthouse", N_ ("Words of the title"),
    .indexes = SHEAF_INDEX_TITLE, .column = "title" },
  { "text", SHEAF_VALUE_WORDS, "text:\"salt water\"", N_ ("Words of the text"),
    .indexes = SHEAF_INDEX_TEXT },
  { "note", SHEAF_VALUE_WORDS, "note:remember", N_ ("Words of a note or a highlight"),
    .indexes = SHEAF_INDEX_NOTES },
  { "lang", SHEAF_VALUE_LANGUAGE, "lang:de", N_ ("The language, by its short name"),
    .column = "a.lang" },
  { "is", SHEAF_VALUE_CHOICE, "is:unread", N_ ("A state of the article"), CHOICES (states) },
  { "has", SHEAF_VALUE_CHOICE, "has:note", N_ ("Something that is there"), CHOICES (parts) },
  { "saved", SHEAF_VALUE_MOMENT, "saved:2024-05..2024-06",
    N_ ("When it was saved: a year, month or day, a range, or an age such as <30d, >2w, <6m, >1y"),
    .column = "a.added_at", .values = ages },
  { "published", SHEAF_VALUE_MOMENT, "published:>=2020", N_ ("When it was published"),
    .column = "a.published_at", .days = PUBLISHED_DAY, .values = ages },
  { "words", SHEAF_VALUE_NUMBER, "words:>1000", N_ ("The number of words"),
    .column = "a.word_count", .values = counts },
  { "time", SHEAF_VALUE_NUMBER, "time:<10m", N_ ("The minutes it takes to read"),
    .column = "a.word_count", .values = times, .units = minutes, .least = sheaf_text_least_words },
  { "progress", SHEAF_VALUE_NUMBER, "progress:>50%", N_ ("How much of it is read"),
    .column = "CAST (round (100 * a.progress) AS INT)", .values = percents, .units = percent },
  { "sort", SHEAF_VALUE_ORDER, "sort:-title",
    N_ ("The order of the list, and the other way round with -"), CHOICES (orders) },
};

const SheafSign *
sheaf_signs (gsize *n)
{
  *n = G_N_ELEMENTS (signs);

  return signs;
}

const SheafOperator *
sheaf_operators (gsize *n)
{
  *n = G_N_ELEMENTS (operators);

  return operators;
}

const SheafOperator *
sheaf_operator_find (const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (strlen (operators[i].name) == length
        && g_ascii_strncasecmp (operators[i].name, name, length) == 0)
      return &operators[i];

  return NULL;
}

int
sheaf_operator_find_choice (const SheafOperator *self, const char *name)
{
  for (guint i = 0; i < self->n_choices; i++)
    if (g_ascii_strcasecmp (self->choices[i].name, name) == 0)
      return i;

  return -1;
}

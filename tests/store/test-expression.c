/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is typed is read as is meant, is written so that it reads the same again, and whatever is
 * typed the library has an answer. */

#include "store/expression-private.h"

#include "test-library.h"

#include <string.h>

#define GENERATED 10000
#define HOSTILE 10000

/* "3-8 12-13": what was not understood. */
static char *
unknown_of (const SheafExpression *expression)
{
  GString *text = g_string_new (NULL);
  gsize n;
  const SheafTextRange *ranges = sheaf_expression_get_unknown (expression, &n);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%s%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT, i > 0 ? " " : "",
                            ranges[i].start, ranges[i].end);

  return g_string_free (text, FALSE);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *typed, *usual, *unknown;
  } cases[] = {
    { NULL, "", "" },
    { "", "", "" },
    { " \t ", "", "" },
    /* words */
    { "sea", "sea*", "" },
    { "sea ", "\"sea\"", "" },
    { "sea salt", "sea salt*", "" },
    { "sea  salt ", "sea \"salt\"", "" },
    { "\"sea salt\"", "\"sea salt\"", "" },
    { "\"sea salt", "\"sea salt\"", "" },
    { "\"sea", "\"sea\"", "" },
    { "light* house ", "light* \"house\"", "" },
    { "\"sea sal\"*", "\"sea sal\"*", "" },
    { "a\"b", "a \"b\"", "" },
    { "f(x) y ", "\"f(x)\" \"y\"", "" },
    { "AND ", "\"AND\"", "0-3" },
    { "sea AND salt ", "sea \"salt\"", "" },
    /* not */
    { "-sea", "-sea", "" },
    { "- sea ", "\"sea\"", "0-1" },
    { "--sea", "-\"-sea\"", "" },
    { "-(-sea) ", "\"sea\"", "" },
    { "-\"sea salt\" x ", "-\"sea salt\" \"x\"", "" },
    { "-(sea salt)", "-(sea salt)", "" },
    { "-tag:a -is:read", "-tag:a -is:read", "" },
    /* or, brackets */
    { "sea OR salt ", "sea OR \"salt\"", "" },
    { "a b OR c d ", "a b OR c \"d\"", "" },
    { "a (b OR c) d ", "a (b OR c) \"d\"", "" },
    { "((a)) ", "\"a\"", "" },
    { "(a b) c ", "a b \"c\"", "" },
    { "(a OR b) OR c ", "a OR b OR \"c\"", "" },
    { "(a b", "a b*", "0-1" },
    { "a) b ", "\"a)\" \"b\"", "" },
    { ") a ", "\"a\"", "0-1" },
    { "() a ", "\"a\"", "0-1" },
    { "a OR", "\"a\"", "2-4" },
    { "OR a ", "\"OR\" \"a\"", "0-2" },
    { "a OR OR b ", "a OR \"OR\" \"b\"", "5-7" },
    { "a or b ", "a or \"b\"", "" },
    { "-(a OR b) c ", "-(a OR b) \"c\"", "" },
    /* operators */
    { "TAG:Science", "tag:Science", "" },
    { "tag:science/*", "tag:science/*", "" },
    { "tag:\"science fiction/*\"", "tag:\"science fiction/*\"", "" },
    { "tag:sci*", "tag:sci*", "" },
    { "tag:\"5\"\" disk\"", "tag:\"5\"\" disk\"", "" },
    { "tag:\" a  b \"", "tag:\"a b\"", "" },
    { "title:sea", "title:sea*", "" },
    { "title:\"the sea\" x ", "title:\"the sea\" \"x\"", "" },
    { "site:example.org ", "site:\"example.org\"", "" },
    { "lang:EN_us", "lang:en-us", "" },
    { "is:Unread has:note", "is:unread has:note", "" },
    { "words:>1000", "words:>1000", "" },
    { "words:1..20", "words:1..20", "" },
    { "words:..20 words:1..", "words:..20 words:1..", "" },
    { "words:=7", "words:7", "" },
    { "time:<10m", "time:<10m", "" },
    { "time:>=1h", "time:>=60m", "" },
    { "time:5min", "time:5m", "" },
    { "progress:>50", "progress:>50%", "" },
    { "saved:2024-05..2024-06", "saved:2024-05..2024-06", "" },
    { "saved:2024-5-1", "saved:2024-05-01", "" },
    { "saved:<30d published:>2w", "saved:<30d published:>2w", "" },
    { "saved:<6m saved:1y", "saved:<6m saved:1y", "" },
    { "saved:today saved:>Yesterday", "saved:today saved:>yesterday", "" },
    /* order: said at the end, the last one counts */
    { "sort:title sea", "sea* sort:title", "" },
    { "sort:title sort:-saved", "sort:-saved", "" },
    { "(sort:length OR a) ", "a sort:length", "" },
    /* what makes no sense */
    { "tag:", "", "0-4" },
    { "sea tag:", "\"sea\"", "4-8" },
    { "saved:soon", "\"saved:soon\"*", "0-10" },
    { "saved:2024-13 ", "\"saved:2024-13\"", "0-13" },
    { "saved:2023-02-29 ", "\"saved:2023-02-29\"", "0-16" },
    { "is:nothing x ", "\"is:nothing\" \"x\"", "0-10" },
    { "words:many ", "\"words:many\"", "0-10" },
    { "words:\"a b\" ", "\"words:\" \"a b\"", "0-11" },
    { "words:1234567890 ", "\"words:1234567890\"", "0-16" },
    { "tag:(a b) ", "\"tag:(a\" \"b)\"", "0-6" },
    { "titel:sea ", "\"titel:sea\"", "0-9" },
    { "https://example.org/a ", "\"https://example.org/a\"", "" },
    { "12:30 ", "\"12:30\"", "" },
    { "sort:colour", "\"sort:colour\"*", "0-11" },
    { "***", "\"\"", "0-3" },
    { "sea * salt ", "sea \"salt\"", "4-5" },
    { "* sort:title", "\"\" sort:title", "0-1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafExpression) expression = sheaf_expression_parse (cases[i].typed);
      g_autofree char *usual = sheaf_expression_to_text (expression);
      g_autofree char *unknown = unknown_of (expression);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (usual, ==, cases[i].usual);
      g_assert_cmpstr (unknown, ==, cases[i].unknown);
    }
}

/* Every example of the tables is understood, and is itself. */
static void
test_table (void)
{
  gsize n_signs;
  const SheafSign *signs = sheaf_signs (&n_signs);

  gsize n_operators;
  const SheafOperator *all = sheaf_operators (&n_operators);

  for (gsize i = 0; i < n_signs; i++)
    {
      g_autoptr (SheafExpression) expression = sheaf_expression_parse (signs[i].example);
      g_autofree char *unknown = unknown_of (expression);

      g_assert_cmpstr (unknown, ==, "");
      g_assert_true (strlen (signs[i].help) > 3);
    }
  for (gsize i = 0; i < n_operators; i++)
    {
      g_autofree char *typed = g_strconcat (all[i].example, " ", NULL);
      g_autoptr (SheafExpression) expression = sheaf_expression_parse (typed);
      g_autofree char *unknown = unknown_of (expression);
      g_autofree char *usual = sheaf_expression_to_text (expression);

      g_assert_cmpstr (unknown, ==, "");
      g_assert_true (g_str_has_prefix (usual, all[i].name));
      g_assert_true (strlen (all[i].help) > 3);
      for (guint c = 0; c < all[i].n_choices; c++)
        {
          g_autofree char *choice = g_strconcat (all[i].name, ":", all[i].choices[c].name, NULL);
          g_autoptr (SheafExpression) chosen = sheaf_expression_parse (choice);
          g_autofree char *again = sheaf_expression_to_text (chosen);

          g_assert_cmpstr (again, ==, choice);
        }
      for (const char *const *value = all[i].values; value != NULL && *value != NULL; value++)
        {
          g_autofree char *offered = g_strconcat (all[i].name, ":", *value, NULL);
          g_autoptr (SheafExpression) taken = sheaf_expression_parse (offered);
          g_autofree char *again = sheaf_expression_to_text (taken);

          g_assert_cmpstr (again, ==, offered);
        }
    }
}

/* The orders of the table stand as the numbers say. */
static void
test_orders (void)
{
  static const struct
  {
    const char *typed;
    SheafOrder order;
  } cases[] = {
    { "sort:saved", SHEAF_ORDER_NEWEST },
    { "sort:-saved", SHEAF_ORDER_OLDEST },
    { "sort:title", SHEAF_ORDER_TITLE },
    { "sort:-title", SHEAF_ORDER_TITLE_BACKWARDS },
    { "sort:published", SHEAF_ORDER_PUBLISHED },
    { "sort:-published", SHEAF_ORDER_PUBLISHED_BACKWARDS },
    { "sort:site", SHEAF_ORDER_SITE },
    { "sort:-site", SHEAF_ORDER_SITE_BACKWARDS },
    { "sort:length", SHEAF_ORDER_LENGTH },
    { "sort:-length", SHEAF_ORDER_LENGTH_BACKWARDS },
    { "sort:progress", SHEAF_ORDER_PROGRESS },
    { "sort:-progress", SHEAF_ORDER_PROGRESS_BACKWARDS },
    { "sort:random", SHEAF_ORDER_RANDOM },
    { "sort:relevance", SHEAF_ORDER_RELEVANCE },
  };
  g_autoptr (SheafExpression) none = sheaf_expression_parse ("sea");
  SheafOrder order = SHEAF_ORDER_TITLE;

  g_assert_false (sheaf_expression_get_order (none, &order));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafExpression) expression = sheaf_expression_parse (cases[i].typed);

      g_assert_true (sheaf_expression_get_order (expression, &order));
      g_assert_cmpint (order, ==, cases[i].order);
    }
}

/* --- There and back --- */

static const char *
pick (GRand *random, const char *const *all, guint n)
{
  return all[g_rand_int_range (random, 0, n)];
}

#define PICK(random, all) pick (random, all, G_N_ELEMENTS (all))

static void
add_query (GString *text, GRand *random, guint depth)
{
  static const char *const words[]
      = { "sea",   "salt",    "a",   "\"two words\"", "light*", "\"half a wo\"*",
          "OR",    "AND",     "and", "x:y",           "灯台",   "é",
          "12:30", "\"OR\"",  "***", "\"\"",          "f(x)",   "under_",
          "don't", "re-read", "C++", "\"open",        "😀",      "-" };
  static const char *const operators[] = {
    "tag:a",
    "tag:\"a b/*\"",
    "tag:x/*",
    "tag:\"a\"\"b\"",
    "site:b.org",
    "author:\"A B\"",
    "title:sea*",
    "text:\"x y\"",
    "note:n",
    "lang:de",
    "is:unread",
    "has:tag",
    "saved:<30d",
    "saved:2024..2025-01",
    "published:..today",
    "words:>1000",
    "time:<1h",
    "progress:>50%",
    "sort:title",
    "sort:random",
    "saved:bad",
    "is:",
    "Title:\"open",
    "sort:-saved",
    "words:1..",
    "progress:100",
    "saved:2w..1y",
    "unknown:thing",
    "tag:(x",
    "tag:c*",
    "tag:\"c*\"",
    "tag:a/**",
  };
  static const char *const joints[] = { " ", " ", "  ", " OR ", " AND ", "\t", " OR OR ", "" };
  guint n = g_rand_int_range (random, 1, 5);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (text, PICK (random, joints));
      if (g_rand_int_range (random, 0, 4) == 0)
        g_string_append_c (text, '-');
      if (depth < 14 && g_rand_int_range (random, 0, 4) == 0)
        {
          g_string_append_c (text, '(');
          add_query (text, random, depth + 1);
          if (g_rand_int_range (random, 0, 12) != 0)
            g_string_append_c (text, ')');
        }
      else if (g_rand_boolean (random))
        g_string_append (text, PICK (random, words));
      else
        g_string_append (text, PICK (random, operators));
    }
}

/* What was typed and its usual form read the same, and the usual form is all understood but for
 * the words that are none. */
static void
assert_round (const char *typed)
{
  g_autoptr (SheafExpression) expression = sheaf_expression_parse (typed);
  g_autofree char *usual = sheaf_expression_to_text (expression);
  g_autoptr (SheafExpression) again = sheaf_expression_parse (usual);
  g_autofree char *twice = sheaf_expression_to_text (again);

  if (!sheaf_expression_equal (expression, again))
    g_test_message ("“%s” is “%s” is “%s”", typed, usual, twice);
  g_assert_true (sheaf_expression_equal (expression, again));
  g_assert_cmpstr (usual, ==, twice);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint i = 0; i < GENERATED; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      add_query (text, random, 0);
      if (g_rand_boolean (random))
        g_string_append_c (text, ' ');
      assert_round (text->str);
    }
}

/* --- Whatever is typed --- */

static void
assert_answered (SheafDb *db, const char *typed, SheafOrder order)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) ordered = sheaf_query_with_order (all, order);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (ordered, typed);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafFound) first = sheaf_read_first_hits (db, query, 5, &error);
  g_autoptr (SheafFound) found = NULL;

  if (error == NULL)
    found = sheaf_read_search (db, query, 5, G_USEC_PER_SEC, &error);
  if (error != NULL)
    g_test_message ("%s", typed);
  g_assert_no_error (error);
}

static void
make_hostile (GString *text, GRand *random)
{
  static const char *const pieces[] = {
    "a",        "b",        " ",     "\"",    "'",       "*",       "^",      "(",
    ")",        "-",        "+",     "{",     "}",       ":",       ";",      "\\",
    "\t",       "%",        "_",     "?1",    "@",       "\xff",    "\xc3",   "é",
    "海",       "ไทย",      "😀",     " OR ",  " AND",    " NOT ",   "NEAR(",  "tag:",
    "is:",      "saved:<",  "sort:", "text:", "..",      "30d",     "unread", "title:\"",
    "words:>",  "--",       "/*",    "*/",    "0",       "9999",    "\001",   "\xef\xbf\xbc",
    "\xcc\x81", "site:a.b", "lang:", "\n",    "unread ", "random ",
  };
  guint n = g_rand_int_range (random, 0, 24);

  for (guint i = 0; i < n; i++)
    g_string_append (text, PICK (random, pieces));
}

static void
test_hostile (void)
{
  static const char *const tags[] = { "a", "a/b", NULL };
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  gint64 id = add_page (db, "https://a.b/c", "A title", "a b é 海 ไทย 0 9999", tags);

  add_page (db, NULL, "b", "NEAR OR AND NOT", NULL);
  apply (db, sheaf_edit_new_note (id, "a note"));
  for (guint i = 0; i < HOSTILE; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *valid = NULL;
      g_autoptr (SheafCompletion) completion = NULL;
      g_autoptr (GError) error = NULL;

      make_hostile (text, random);
      assert_answered (db, text->str, i % 2 == 0 ? SHEAF_ORDER_NEWEST : SHEAF_ORDER_RELEVANCE);
      valid = g_utf8_make_valid (text->str, -1);
      assert_round (valid);
      completion = sheaf_read_completion (db, text->str, text->len / 2, &error);
      g_assert_no_error (error);
    }
}

/* Far more than anybody types, and deeper. */
static void
test_bounds (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autofree char *giant = g_strnfill (200000, 'x'), *deep = g_strnfill (50000, '('),
                  *minus = g_strnfill (50000, '-');
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GString) either = g_string_new (NULL);
  g_autoptr (SheafExpression) expression = NULL;
  g_autofree char *usual = NULL;

  add_page (db, NULL, "T", "sea", NULL);
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (many, "word%u ", i);
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (either, "(word%u OR -tag:t%u) ", i, i);
  assert_answered (db, giant, SHEAF_ORDER_RELEVANCE);
  assert_answered (db, deep, SHEAF_ORDER_RELEVANCE);
  assert_answered (db, minus, SHEAF_ORDER_RELEVANCE);
  assert_answered (db, many->str, SHEAF_ORDER_RELEVANCE);
  assert_answered (db, either->str, SHEAF_ORDER_RELEVANCE);
  expression = sheaf_expression_parse (many->str);
  usual = sheaf_expression_to_text (expression);
  g_assert_true (g_str_has_suffix (usual, " \"word31\""));
  assert_round (many->str);
  assert_round (either->str);
  assert_round (deep);
}

/* --- What a range means --- */

#define DAY (24 * 60 * 60 * (gint64)G_USEC_PER_SEC)
#define NOW G_GINT64_CONSTANT (1718454600000000) /* 2024-06-15 12:30 */
#define MIDNIGHT G_GINT64_CONSTANT (1718409600000000)
#define MAY G_GINT64_CONSTANT (1714521600000000)
#define JUNE G_GINT64_CONSTANT (1717200000000000)
#define NO_LEAST G_MININT64
#define NO_MOST G_MAXINT64

static void
test_ranges (void)
{
  static const struct
  {
    const char *op, *value;
    gint64 least, most;
  } cases[] = {
    { "words", "7", 7, 7 },
    { "words", "<7", NO_LEAST, 6 },
    { "words", "<=7", NO_LEAST, 7 },
    { "words", ">7", 8, NO_MOST },
    { "words", ">=7", 7, NO_MOST },
    { "words", "7..9", 7, 9 },
    { "words", "9..7", 7, 9 },
    { "words", "7..", 7, NO_MOST },
    { "words", "..7", NO_LEAST, 7 },
    { "time", "1", 1, 344 }, /* what is shown as one minute */
    { "time", "<10m", NO_LEAST, 2184 },
    { "time", ">1h", 13915, NO_MOST },
    { "progress", ">50%", 51, NO_MOST },
    { "saved", "2024-05", MAY, JUNE - 1 },
    { "saved", "2024-05..2024-05", MAY, JUNE - 1 },
    { "saved", "2024-06..2024-05", MAY, JUNE + 30 * DAY - 1 },
    { "saved", "<2024-06", NO_LEAST, JUNE - 1 },
    { "saved", "<=2024-05", NO_LEAST, JUNE - 1 },
    { "saved", ">2024-05", JUNE, NO_MOST },
    { "saved", ">=2024-05-01", MAY, NO_MOST },
    { "saved", "2024-06-15", MIDNIGHT, MIDNIGHT + DAY - 1 },
    { "saved", "today", MIDNIGHT, MIDNIGHT + DAY - 1 },
    { "saved", "yesterday", MIDNIGHT - DAY, MIDNIGHT - 1 },
    { "saved", "yesterday..", MIDNIGHT - DAY, NO_MOST },
    /* an age: the smaller the later */
    { "saved", "<30d", NOW - 30 * DAY + 1, NO_MOST },
    { "saved", "<=30d", NOW - 30 * DAY, NO_MOST },
    { "saved", "30d", NOW - 30 * DAY, NO_MOST },
    { "saved", ">2w", NO_LEAST, NOW - 14 * DAY - 1 },
    { "saved", ">1m", NO_LEAST, NOW - 31 * DAY - 1 },
    { "saved", "<1y", NOW - 366 * DAY + 1, NO_MOST },
    { "saved", "7d..30d", NOW - 30 * DAY, NOW - 7 * DAY },
    { "saved", "30d..7d", NOW - 30 * DAY, NOW - 7 * DAY },
    { "saved", "2024-05..7d", MAY, NOW - 7 * DAY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SheafOperator *op = sheaf_operator_find (cases[i].op, strlen (cases[i].op));
      SheafRange range;
      gint64 least, most;

      g_test_message ("%s:%s", cases[i].op, cases[i].value);
      g_assert_true (sheaf_range_parse (op, cases[i].value, &range));
      sheaf_range_bounds (&range, op, NOW, &least, &most);
      g_assert_cmpint (least, ==, cases[i].least);
      g_assert_cmpint (most, ==, cases[i].most);
    }
}

static void
test_value (void)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) title = sheaf_query_with_order (all, SHEAF_ORDER_TITLE);
  g_autoptr (SheafQuery) words = sheaf_query_with_text (title, "sea");
  g_autoptr (SheafQuery) said = sheaf_query_with_text (title, "sea sort:-saved");
  g_autoptr (SheafQuery) seeded = sheaf_query_with_seed (words, 7);
  g_autoptr (SheafExpression) a = sheaf_expression_parse ("sea tag:x");
  g_autoptr (SheafExpression) b = sheaf_expression_parse (" sea  TAG:x");
  g_autoptr (SheafExpression) c = sheaf_expression_parse ("sea tag:y");

  g_assert_cmpint (sheaf_query_get_effective_order (words), ==, SHEAF_ORDER_TITLE);
  g_assert_cmpint (sheaf_query_get_effective_order (said), ==, SHEAF_ORDER_OLDEST);
  g_assert_cmpint (sheaf_query_get_order (said), ==, SHEAF_ORDER_TITLE);
  g_assert_null (sheaf_query_get_expression (title));
  g_assert_false (sheaf_query_equal (words, seeded));
  g_assert_cmpuint (sheaf_query_get_seed (seeded), ==, 7);
  g_assert_cmpuint (sheaf_query_get_seed (words), ==, sheaf_query_get_seed (words));
  g_assert_true (sheaf_expression_equal (a, b));
  g_assert_false (sheaf_expression_equal (a, c));
  g_assert_false (sheaf_expression_is_empty (a));
}

/* What can be seen of a query in a title or a text. */
static void
test_words (void)
{
  static const struct
  {
    const char *typed, *words;
  } cases[] = {
    { "", "" },
    { "salt water", "salt|water*" },
    { "salt water ", "salt|water" },
    { "\"salt water\" salt", "salt water|salt*" },
    { "salt -pepper", "salt" },
    { "(salt OR pepper) -(oil vinegar) ", "salt|pepper" },
    { "light* title:house text:\"low tide\" ", "light*|house|low tide" },
    { "tag:sea site:example.org author:Mary note:bell is:unread ", "" },
    { "salt salt ", "salt" },
    { "sort:title salt ", "salt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafExpression) expression = sheaf_expression_parse (cases[i].typed);
      g_auto (GStrv) words = sheaf_expression_dup_words (expression);
      g_autofree char *joined = g_strjoinv ("|", words);

      g_assert_cmpstr (joined, ==, cases[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/expression/parse", test_parse);
  g_test_add_func ("/store/expression/table", test_table);
  g_test_add_func ("/store/expression/orders", test_orders);
  g_test_add_func ("/store/expression/round-trip", test_round_trip);
  g_test_add_func ("/store/expression/hostile", test_hostile);
  g_test_add_func ("/store/expression/bounds", test_bounds);
  g_test_add_func ("/store/expression/ranges", test_ranges);
  g_test_add_func ("/store/expression/value", test_value);
  g_test_add_func ("/store/expression/words", test_words);

  return g_test_run ();
}

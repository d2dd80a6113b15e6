/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever is typed is an FTS5 question that SQLite takes; and what is written is found again, in
 * scripts with spaces between the words and without. */

#include "test-library.h"

#include <string.h>

static void
test_match (void)
{
  static const struct
  {
    const char *typed, *match;
  } cases[] = {
    { NULL, NULL },
    { "", NULL },
    { "  \t", NULL },
    { "sea", "\"sea\"*" },
    { "sea salt", "\"sea\" \"salt\"*" },
    { "ab", "\"ab\"" }, /* too short to be the start of a word */
    { "\"sea salt\"", "\"sea salt\"" },
    { "\"sea sal", "\"sea sal\"" },
    { "- + *", NULL },
    { "海", "\"海\"*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) terms = sheaf_search_text_to_terms (cases[i].typed);
      g_autofree char *match = terms != NULL ? g_strjoinv (" ", terms) : NULL;

      g_assert_cmpstr (match, ==, cases[i].match);
    }
}

static void
assert_taken (SheafDb *db, const char *typed)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (all, typed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = sheaf_read_query (db, query, &error);

  g_assert_no_error (error);
}

static void
test_hostile (void)
{
  static const char *const typed[] = {
    "\"",
    "\"\"",
    "\"\"\"",
    "a\"b",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "NEAR(a b, 2)",
    "a AND",
    "NOT a",
    "title:",
    "title:sea",
    "-sea",
    "^sea",
    "sea*",
    "(sea",
    "sea)",
    "{title} : sea",
    "a + b",
    "'; DROP TABLE article; --",
    "\\",
    "\xff\xfe sea",
    "%s%n",
    "\xef\xbf\xbc",
    "😀",
    "a\001b",
    "sea\xc2\xa0salt",
    "--",
    ":",
    ";",
    "0x",
    "é",
    "\xcc\x81",
  };
  static const char pieces[] = "ab \"*^:()-+{}'\\\t\xc3\xa9";
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autofree char *giant = g_strnfill (100000, 'x');

  add_page (db, NULL, "T", "sea", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    assert_taken (db, typed[i]);
  assert_taken (db, giant);
  for (guint i = 0; i < 3000; i++)
    {
      char text[24];
      int length = g_rand_int_range (rand, 0, 23);

      for (int c = 0; c < length; c++)
        text[c] = pieces[g_rand_int_range (rand, 0, sizeof pieces - 1)];
      text[length] = '\0';
      assert_taken (db, text);
    }
}

static void
test_recall (void)
{
  static const struct
  {
    const char *text, *typed;
    gboolean found;
  } cases[] = {
    { "The estuary hums", "estuary", TRUE },
    { "The estuary hums", "ESTU", TRUE },
    { "The estuary hums", "hum", TRUE },
    { "The estuary hums", "tuary", FALSE },
    { "Café crème", "cafe", TRUE },
    { "Café crème", "creme", TRUE },
    { "Straße", "straße", TRUE },
    { "Überwasser", "überw", TRUE },
    { "北海道から来た研究者", "北海", TRUE },
    { "北海道から来た研究者", "海道", TRUE },
    { "北海道から来た研究者", "研究者", TRUE },
    { "北海道から来た研究者", "北道", FALSE },
    { "北海道から来た研究者", "者", TRUE },
    { "北海道から来た研究者", "究", TRUE },
    { "水の音が変わった", "音が変", TRUE },
    { "대한민국 서울", "서울", TRUE },
    { "대한민국 서울", "민국", TRUE },
    { "ภาษาไทยง่าย", "ไทย", TRUE },
    { "كتبت مارتا في دفترها", "دفترها", TRUE },
    { "Дом у моря", "моря", TRUE },
    { "iPhone 15 と海", "15", TRUE },
    { "iPhone 15 と海", "と海", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafDb) db = open_library ();
      g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
      g_autoptr (SheafQuery) query = sheaf_query_with_text (all, cases[i].typed);
      g_autoptr (GArray) ids = NULL;

      add_page (db, NULL, "T", cases[i].text, NULL);
      ids = sheaf_read_query (db, query, NULL);
      if ((ids->len == 1) != cases[i].found)
        g_test_message ("case %u", i);
      g_assert_cmpint (ids->len == 1, ==, cases[i].found);
    }
}

/* A word in the title, another in the text, a third in a tag, a fourth in the note. */
static void
test_everywhere (void)
{
  static const struct
  {
    const char *typed;
    guint n;
  } cases[] = {
    { "lighthouse keeper", 1 },
    { "keeper lighthouse", 1 },
    { "coast lighthouse", 1 },
    { "paraffin keeper", 1 },
    { "lighthouse salt", 0 },
    { "\"the keeper\" lighthouse", 1 },
    { "keeper", 1 },
    { "\"keeper the\" coast", 0 },
    { "paraffin salt", 0 },
  };
  const char *const tags[] = { "coast", NULL };
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_page (db, "https://example.org/l", "Lighthouse", "There the keeper slept.", tags);

  add_page (db, "https://example.org/s", "Salt", "Dries white.", NULL);
  apply (db, sheaf_edit_new_note (id, "Paraffin or gas?"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
      g_autoptr (SheafQuery) query = sheaf_query_with_text (all, cases[i].typed);
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) ids = sheaf_read_query (db, query, &error);
      g_autoptr (GPtrArray) hits = sheaf_read_search (db, cases[i].typed, 10, &error);

      g_test_message ("%s", cases[i].typed);
      g_assert_no_error (error);
      g_assert_cmpuint (ids->len, ==, cases[i].n);
      g_assert_cmpuint (hits->len, ==, cases[i].n);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/search-text/match", test_match);
  g_test_add_func ("/store/search-text/everywhere", test_everywhere);
  g_test_add_func ("/store/search-text/hostile", test_hostile);
  g_test_add_func ("/store/tokenizer/recall", test_recall);

  return g_test_run ();
}

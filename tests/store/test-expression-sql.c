/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever is typed is an FTS5 question that SQLite takes; and what is written is found again, in
 * scripts with spaces between the words and without. */

#include "store/expression-private.h"

#include "test-library.h"

#include <string.h>

/* A word as a question to the titles' index, and to the texts'. */
static void
test_match (void)
{
  static const struct
  {
    const char *typed, *title, *text;
  } cases[] = {
    { "sea", "\"sea\"*", "\"sea\"*" },
    { "sea ", "\"sea\"", "\"sea\"" },
    { "sea salt", "(\"sea\") AND (\"salt\"*)", "(\"sea\") AND (\"salt\"*)" },
    { "ab", "\"ab\"*", "\"ab\"" }, /* too short to be the start of a word in texts */
    { "\"sea salt\"", "\"sea salt\"", "\"sea salt\"" },
    { "\"sea sal", "\"sea sal\"", "\"sea sal\"" },
    { "\"sea s\"*", "\"sea s\"*", "\"sea s\"" },
    { "a OR b ", "(\"a\") OR (\"b\")", "(\"a\") OR (\"b\")" },
    { "海", "\"海\"*", "\"海\"*" },
    { "北海 ", "\"北海\"", "\"北海\"" },
    { "\"a 海\"", "\"a 海\"*", "\"a 海\"*" },
    { "\"海 a\"", "\"海 a\"", "\"海 a\"" },
    { "-sea", NULL, NULL },
    { "sea tag:x", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafExpression) expression = sheaf_expression_parse (cases[i].typed);
      const SheafPart *root = sheaf_expression_get_root (expression);
      g_autofree char *title = sheaf_part_dup_match (root, SHEAF_INDEX_TITLE);
      g_autofree char *text = sheaf_part_dup_match (root, SHEAF_INDEX_TEXT);

      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_cmpstr (text, ==, cases[i].text);
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
      g_autoptr (SheafFound) found = sheaf_read_search (db, query, 10, G_USEC_PER_SEC, &error);

      g_test_message ("%s", cases[i].typed);
      g_assert_no_error (error);
      g_assert_cmpuint (ids->len, ==, cases[i].n);
      g_assert_cmpuint (found->hits->len, ==, cases[i].n);
    }
}

/* --- Each row of the table --- */

/* Six articles, the oldest first; their letters are their titles' first. */
static SheafDb *
open_six (void)
{
  static const char *const science[] = { "science", NULL };
  static const char *const physics[] = { "Science/Physics", "deep", NULL };
  static const char *const fiction[] = { "science-fiction", NULL };
  static const char setup[]
      = "UPDATE article SET added_at = 1700000000000000 + id * 86400000000, word_count = id * 500,"
        " site = 'Example';"
        "UPDATE article SET author = 'Mary Anning', lang = 'en-GB', site = 'The Guardian' WHERE id "
        "= "
        "1;"
        "UPDATE article SET lang = 'de', published_at = 1577836800000000 WHERE id = 2;"
        "UPDATE article SET progress = .5, lang = 'deu' WHERE id = 3;"
        "UPDATE article SET word_count = NULL, fetch = 2, site = NULL WHERE id = 4;"
        "UPDATE article SET final_url = 'https://x.example/same', fetch = 3 WHERE id IN (5, 6);"
        "INSERT INTO title_fts (title_fts) VALUES ('rebuild');"
        "INSERT INTO asset (sha, mime, bytes) VALUES (x'00', 'image/png', 1);"
        "INSERT INTO article_asset (article_id, src, sha) VALUES (3, 's', x'00')";
  g_autoptr (GError) error = NULL;
  SheafDb *db = open_library ();
  gint64 a = add_page (db, "https://www.theguardian.com/a", "Amber", "sea salt and light", science);
  gint64 b = add_page (db, "https://example.org/b", "Basalt", "light and sea", physics);
  gint64 c = add_page (db, "https://blog.example.org/c", "Clay", "salt", fiction);
  gint64 d = add_page (db, NULL, "Dolomite", "guardian of the sea", NULL);
  gint64 e = add_page (db, "https://example.com/example.org/e", "Emery", "nothing", NULL);
  gint64 f = add_page (db, "https://example.com/f", "Flint", "salt in the trash", NULL);

  apply (db, sheaf_edit_new_note (b, "remember the lamp"));
  apply (db, sheaf_edit_new_star (&a, 1, TRUE));
  apply (db, sheaf_edit_new_read (&c, 1, TRUE));
  apply (db, sheaf_edit_new_archive (&e, 1, TRUE));
  g_assert_true (sheaf_db_run (db, setup, &error));
  g_assert_no_error (error);
  apply (db, sheaf_edit_new_trash (&f, 1, TRUE));
  g_assert_cmpint (d, ==, 4);

  return db;
}

/* "A C": the articles' letters in order. */
static char *
letters (SheafDb *db, SheafQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = sheaf_read_query (db, query, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_c (text, "?ABCDEF"[g_array_index (ids, gint64, i)]);

  return g_string_free (text, FALSE);
}

static char *
letters_of (SheafDb *db, const char *typed, SheafOrder order)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) ordered = sheaf_query_with_order (all, order);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (ordered, typed);

  return letters (db, query);
}

static void
test_operators (void)
{
  static const struct
  {
    const char *typed, *letters;
  } cases[] = {
    { "sea", "ABD" },
    { "sea -salt ", "BD" },
    { "sea -sa", "ABD" }, /* what is not meant is a whole word */
    { "sea -sal* ", "BD" },
    { "-sea ", "CE" },
    { "salt OR lamp ", "ABC" },
    { "sea salt OR lamp ", "AB" },
    { "sea (salt OR lamp) ", "AB" },
    { "light -(salt OR guardian) ", "B" },
    { "-(-sea) ", "ABD" },
    { "\"sea salt\"", "A" },
    { "ba", "B" }, /* two letters: a title's start */
    { "li", "" },  /* but not a text's */
    { "li*", "" },
    { "lig", "AB" },
    /* words in one place */
    { "title:basalt", "B" },
    { "title:light", "" },
    { "text:light", "AB" },
    { "text:basalt", "" },
    { "note:lamp", "B" },
    { "-note:lamp", "ACDE" },
    { "author:anning", "A" },
    { "author:\"Mary Anning\" ", "A" },
    { "author:\"Anning Mary\" ", "" },
    { "site:guardian ", "A" }, /* not the text's */
    { "site:\"the guardian\" ", "A" },
    { "site:theguardian.com ", "A" },
    { "site:example.org ", "BC" }, /* it and below it, not a page of that name */
    { "site:blog.example.org ", "C" },
    { "site:www.theguardian.com ", "A" },
    { "site:ample.org ", "" },
    { "-site:example ", "AD" },
    /* tags */
    { "tag:science", "A" },
    { "tag:SCIENCE", "A" },
    { "tag:science/*", "AB" },
    { "tag:\"science/*\"", "AB" },
    { "tag:science/physics", "B" },
    { "tag:sci*", "ABC" },
    { "tag:\"sci*\"", "" },
    { "tag:science/* -tag:deep", "A" },
    { "-tag:science", "BCDE" },
    { "tag:none OR tag:deep", "B" },
    /* language */
    { "lang:en", "A" },
    { "lang:en-gb", "A" },
    { "lang:EN_gb", "A" },
    { "lang:de", "B" },
    { "-lang:de", "ACDE" },
    /* states */
    { "is:unread", "ABD" },
    { "is:read", "C" },
    { "is:starred", "A" },
    { "-is:starred", "BCDE" },
    { "is:archived", "E" },
    { "is:failed", "D" },
    { "is:pending", "" },
    { "is:incomplete", "E" },
    { "is:duplicate", "" }, /* the other one is in the trash */
    { "is:trash", "F" },
    { "is:trash salt ", "F" },
    { "salt ", "AC" },
    { "salt -is:trash", "AC" },
    { "salt (is:trash OR is:read) ", "CF" },
    { "has:note", "B" },
    { "has:tag", "ABC" },
    { "-has:tag", "DE" },
    { "has:picture", "C" },
    { "has:highlight", "" },
    /* numbers, dates: what is unknown is not so */
    { "words:>1000", "CE" },
    { "words:<=1000", "AB" },
    { "-words:>1000", "ABD" },
    { "words:500..1500", "ABC" },
    { "time:<3m", "A" },
    { "time:>=7m", "CE" },
    { "progress:>40%", "C" },
    { "progress:50%", "C" },
    { "progress:0", "ABDE" },
    { "saved:2023-11-15", "A" },
    { "saved:2023-11-16..2023-11-17", "BC" },
    { "saved:>2023-11-17", "DE" },
    { "saved:<2023-11-17", "AB" },
    { "saved:>1y", "ABCDE" },
    { "saved:<1d", "" },
    { "published:2020", "B" },
    { "-published:2020", "ACDE" },
    /* nothing to look for, nothing found */
    { "***", "" },
    { "sort:title", "ABCDE" },
    { "tag:", "ABCDE" },
  };
  g_autoptr (SheafDb) db = open_six ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *oldest = letters_of (db, cases[i].typed, SHEAF_ORDER_OLDEST);
      g_autofree char *ranked = letters_of (db, cases[i].typed, SHEAF_ORDER_RELEVANCE);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (oldest, ==, cases[i].letters);
      g_assert_cmpuint (strlen (ranked), ==, strlen (oldest)); /* the same ones */
    }
}

/* A day is the day that the page says, wherever it is read. */
static void
test_published_day (void)
{
  static const char setup[]
      = "UPDATE article SET published = '2024-05-10', published_at = 1715299200000000 WHERE id = 1;"
        "UPDATE article SET published = '2024-05-10T23:30:00-05:00', published_at = "
        "1715401800000000 WHERE id = 2;"
        "UPDATE article SET published = '2024-05', published_at = 1714521600000000 WHERE id = 3;"
        "UPDATE article SET published = '2024', published_at = 1704067200000000 WHERE id = 4;"
        "UPDATE article SET published_at = 1715299200000000 WHERE id = 5"; /* no text */
  static const char *const titles[] = { "Amber", "Basalt", "Clay", "Dolomite", "Emery", "Flint" };
  static const struct
  {
    const char *typed, *letters;
  } cases[] = {
    { "published:2024-05-10", "ABE" },  { "published:2024-05-09", "" },
    { "published:2024-05-11", "" },     { "published:2024-05-01", "C" },
    { "published:2024-05", "ABCE" },    { "published:2024", "ABCDE" },
    { "published:2023", "" },           { "published:<2024-05-10", "CD" },
    { "published:>2024-05-10", "" },    { "published:>=2024-05-10", "ABE" },
    { "published:<=2024-05-09", "CD" }, { "published:2024-05-02..2024-05-10", "ABE" },
    { "published:..2024-04", "D" },     { "published:>1y", "ABCDE" },
    { "-published:2024-05", "DF" },
  };
  static const struct
  {
    const char *zone;
    int hours;
  } zones[] = { { "EST5", -5 }, { "JST-9", 9 }, { "UTC0", 0 } };
  g_autofree char *before = g_strdup (g_getenv ("TZ"));
  g_autoptr (SheafDb) db = open_library ();

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    add_page (db, NULL, titles[i], titles[i], NULL);
  g_assert_true (sheaf_db_run (db, setup, NULL));
  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    {
      g_autoptr (GDateTime) here = NULL;

      g_setenv ("TZ", zones[z].zone, TRUE);
      here = g_date_time_new_now_local ();
      g_assert_cmpint (g_date_time_get_utc_offset (here), ==, zones[z].hours * G_TIME_SPAN_HOUR);
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        {
          g_autofree char *found = letters_of (db, cases[i].typed, SHEAF_ORDER_OLDEST);

          g_test_message ("%s: %s", zones[z].zone, cases[i].typed);
          g_assert_cmpstr (found, ==, cases[i].letters);
        }
    }
  g_setenv ("TZ", before != NULL ? before : "UTC", TRUE);
}

/* Today is the day that it is here; an age is one of hours, by the moment. */
static void
test_published_today (void)
{
  const gint64 now = G_GINT64_CONSTANT (1715392800000000);      /* 2024-05-11 02:00 UTC */
  const gint64 midnight = G_GINT64_CONSTANT (1715299200000000); /* 2024-05-10 00:00 UTC */
  const SheafOperator *published = sheaf_operator_find ("published", 9);
  const SheafOperator *saved = sheaf_operator_find ("saved", 5);
  g_autofree char *before = g_strdup (g_getenv ("TZ"));
  SheafRange today, age;
  gint64 least, most;

  g_assert_true (sheaf_range_parse (published, "today", &today));
  g_assert_true (sheaf_range_parse (published, "<2d", &age));
  g_setenv ("TZ", "EST5", TRUE); /* the evening of the 10th */
  sheaf_range_bounds (&today, published, now, &least, &most);
  g_assert_cmpint (least, ==, midnight);
  g_assert_cmpint (most, ==, midnight + G_TIME_SPAN_DAY - 1);
  sheaf_range_bounds (&today, saved, now, &least, &most);
  g_assert_cmpint (least, ==, midnight + 5 * G_TIME_SPAN_HOUR);
  g_assert_false (sheaf_range_is_by_day (&age, published));
  sheaf_range_bounds (&age, published, now, &least, &most);
  g_assert_cmpint (least, ==, now - 2 * G_TIME_SPAN_DAY + 1);
  g_setenv ("TZ", before != NULL ? before : "UTC", TRUE);
}

static void
test_duplicate (void)
{
  g_autoptr (SheafDb) db = open_six ();
  const gint64 f = 6;
  g_autofree char *found = NULL;

  apply (db, sheaf_edit_new_trash (&f, 1, FALSE));
  found = letters_of (db, "is:duplicate", SHEAF_ORDER_OLDEST);
  g_assert_cmpstr (found, ==, "EF");
}

static void
test_orders (void)
{
  static const struct
  {
    const char *typed, *letters;
  } cases[] = {
    { "sort:saved", "EDCBA" },
    { "sort:-saved", "ABCDE" },
    { "sort:title", "ABCDE" },
    { "sort:-title", "EDCBA" },
    { "sort:published", "BEDCA" },
    { "sort:-published", "BACDE" },
    { "sort:site", "ECBAD" },
    { "sort:-site", "AECBD" },
    { "sort:length", "ABCED" },
    { "sort:-length", "ECBAD" },
    { "sort:progress", "CEDBA" },
    { "sort:-progress", "EDBAC" },
    { "sort:relevance", "EDCBA" },
    { "sea sort:title", "ABD" },
    { "basalt OR sea sort:relevance", "BDA" },
    { "is:starred OR nothing sort:relevance ", "EA" },
  };
  g_autoptr (SheafDb) db = open_six ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = letters_of (db, cases[i].typed, SHEAF_ORDER_OLDEST);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (found, ==, cases[i].letters);
    }
}

/* Any, and each time the same; another one with another seed. */
static void
test_random (void)
{
  g_autoptr (SheafDb) db = open_six ();
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (all, "sort:random");
  g_autofree char *first = letters (db, query);
  g_autofree char *again = letters (db, query);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_cmpuint (strlen (first), ==, 5);
  g_assert_cmpstr (first, ==, again);
  for (guint seed = 1; seed <= 50; seed++)
    {
      g_autoptr (SheafQuery) seeded = sheaf_query_with_seed (query, seed * 7919);

      g_hash_table_add (seen, letters (db, seeded));
    }
  g_assert_cmpuint (g_hash_table_size (seen), >, 20);
}

/* As many as are found, and each of them by itself. */
static void
test_count (void)
{
  static const char *const typed[]
      = { "sea", "-sea", "tag:science/*", "is:trash", "words:>1000 OR lamp", "***", "sort:title" };
  g_autoptr (SheafDb) db = open_six ();

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
      g_autoptr (SheafQuery) query = sheaf_query_with_text (all, typed[i]);
      g_autofree char *found = letters (db, query);
      guint n, n_matches = 0;

      g_assert_true (sheaf_read_count (db, query, &n, NULL));
      g_assert_cmpuint (n, ==, strlen (found));
      for (gint64 id = 1; id <= 6; id++)
        {
          gboolean matches;

          g_assert_true (sheaf_read_match (db, query, id, &matches, NULL));
          g_assert_cmpint (matches, ==, strchr (found, "?ABCDEF"[id]) != NULL);
          n_matches += matches;
        }
      g_assert_cmpuint (n_matches, ==, n);
    }
}

/* A place and a tag hold beside the text. */
static void
test_places (void)
{
  static const struct
  {
    SheafPlace place;
    const char *typed, *letters;
  } cases[] = {
    { SHEAF_PLACE_UNREAD, "sea", "ABD" },   { SHEAF_PLACE_ARCHIVE, "nothing", "E" },
    { SHEAF_PLACE_TRASH, "salt", "F" },     { SHEAF_PLACE_STARRED, "-tag:deep", "A" },
    { SHEAF_PLACE_UNREAD, "is:trash", "" }, { SHEAF_PLACE_TRASH, "is:trash", "F" },
  };
  g_autoptr (SheafDb) db = open_six ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafQuery) place = sheaf_query_new (cases[i].place);
      g_autoptr (SheafQuery) ordered = sheaf_query_with_order (place, SHEAF_ORDER_OLDEST);
      g_autoptr (SheafQuery) query = sheaf_query_with_text (ordered, cases[i].typed);
      g_autofree char *found = letters (db, query);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (found, ==, cases[i].letters);
    }
}

/* --- Scripts without spaces between words --- */

static gboolean
has_letter (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

/* Every piece of one to four characters of these texts finds its article, as it is and in quotes.
 */
static void
test_pieces (void)
{
  static const char *const texts[] = {
    "灯台守は毎晩、油を足してから階段を上った。海は静かで、船が三隻見えた。",
    "コーヒーを入れ、ラジオの天気予報をきいた。「あしたは晴れ」と言う。",
    "人々の声々、二〇二四年の春。カタカナとひらがなと漢字がまざる文",
    "守塔人每晚添油，然后走上楼梯。海很平静，远处有三条船。",
    "燈塔管理員點燃了燈；風從北方吹來。「明天會下雨嗎？」",
    "등대지기는 매일 밤 기름을 채우고 계단을 올랐다. 바다는 고요했다.",
    "한 사람이 배를 타고 왔다, 그리고 밤에 돌아갔다.",
    "คนเฝ้าประภาคารเติมน้ำมันทุกคืน แล้วเดินขึ้นบันได ทะเลสงบนิ่ง",
    "ຄົນເຝົ້າປະພາຄານຕື່ມນ້ຳມັນທຸກຄືນ ແລ້ວຂຶ້ນຂັ້ນໄດ ທະເລງຽບສະຫງົບ",
    "អ្នកយាមប៉មភ្លើងចាក់ប្រេងរាល់យប់ ហើយឡើងជណ្តើរ សមុទ្រស្ងាត់។",
  };
  g_autoptr (SheafDb) db = open_library ();
  guint tried = 0;

  for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
    add_page (db, NULL, "T", texts[t], NULL);
  for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
    for (const char *p = texts[t]; *p != '\0'; p = g_utf8_next_char (p))
      {
        const char *end = p;

        for (guint n = 1; n <= 4 && *end != '\0'; n++)
          {
            g_autofree char *piece = NULL, *quoted = NULL;

            end = g_utf8_next_char (end);
            piece = g_strndup (p, end - p);
            quoted = g_strdup_printf ("\"%s\"", piece);
            for (guint q = 0; has_letter (piece) && q < 2; q++)
              {
                const char *typed = q == 0 ? piece : quoted;
                g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
                g_autoptr (SheafQuery) query = sheaf_query_with_text (all, typed);
                g_autoptr (GError) error = NULL;
                g_autoptr (GArray) ids = sheaf_read_query (db, query, &error);
                gboolean found = FALSE;

                g_assert_no_error (error);
                for (guint i = 0; i < ids->len; i++)
                  found = found || g_array_index (ids, gint64, i) == t + 1;
                if (!found)
                  g_test_message ("%s is not found in %s", typed, texts[t]);
                g_assert_true (found);
                tried++;
              }
          }
      }
  g_test_message ("%u pieces", tried);
  g_assert_cmpuint (tried, >, 2000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/expression-sql/match", test_match);
  g_test_add_func ("/store/expression-sql/everywhere", test_everywhere);
  g_test_add_func ("/store/expression-sql/operators", test_operators);
  g_test_add_func ("/store/expression-sql/published-day", test_published_day);
  g_test_add_func ("/store/expression-sql/published-today", test_published_today);
  g_test_add_func ("/store/expression-sql/duplicate", test_duplicate);
  g_test_add_func ("/store/expression-sql/orders", test_orders);
  g_test_add_func ("/store/expression-sql/random", test_random);
  g_test_add_func ("/store/expression-sql/count", test_count);
  g_test_add_func ("/store/expression-sql/places", test_places);
  g_test_add_func ("/store/expression-sql/hostile", test_hostile);
  g_test_add_func ("/store/tokenizer/recall", test_recall);
  g_test_add_func ("/store/tokenizer/pieces", test_pieces);

  return g_test_run ();
}

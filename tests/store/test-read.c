/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The questions: which ids a query means and in which order, what a search finds, what the sidebar
 * counts. */

#include "store/read.h"

#include "test-library.h"

static gint64 sea, weather, page, old, binned;

static SheafDb *
open_five (void)
{
  const char *const tags[] = { "water", NULL };
  SheafDb *db = open_library ();

  sea = add_page (db, "https://example.org/sea", "The sea",
                  "Salt water, and the tide that carries it.", tags);
  weather
      = add_page (db, "https://example.org/weather", "Weather", "Wind and a little salt.", NULL);
  page = add_page (db, "https://example.org/page", "A page", "Lines of text.", tags);
  old = add_page (db, "https://example.org/old", "Old news", "Yesterday.", NULL);
  binned = add_page (db, "https://example.org/binned", "Binned", "Salt again.", tags);
  apply (db, sheaf_edit_new_archive (&old, 1, TRUE));
  apply (db, sheaf_edit_new_trash (&binned, 1, TRUE));
  apply (db, sheaf_edit_new_star (&weather, 1, TRUE));
  apply (db, sheaf_edit_new_read (&page, 1, TRUE));

  return db;
}

static char *
list (SheafDb *db, SheafPlace place, const char *tag, const char *text, SheafOrder order)
{
  g_autofree char *tag_sql
      = g_strdup_printf ("SELECT id FROM tag WHERE name = '%s'", tag != NULL ? tag : "");
  g_autofree char *tag_id = ask (db, tag_sql);
  g_autoptr (SheafQuery) plain = sheaf_query_new (place);
  g_autoptr (SheafQuery) tagged = sheaf_query_with_tag (plain, g_ascii_strtoll (tag_id, NULL, 10));
  g_autoptr (SheafQuery) searched = sheaf_query_with_text (tagged, text);
  g_autoptr (SheafQuery) ordered = sheaf_query_with_order (searched, order);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = sheaf_read_query (db, ordered, &error);
  g_autoptr (GPtrArray) rows = NULL;
  GString *titles = g_string_new (NULL);

  g_assert_no_error (error);
  rows = sheaf_read_rows (db, (const gint64 *)ids->data, ids->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", ((SheafRow *)rows->pdata[i])->title);

  return g_string_free (titles, FALSE);
}

static void
test_query (void)
{
  static const struct
  {
    SheafPlace place;
    const char *tag, *text;
    SheafOrder order;
    const char *titles;
  } cases[] = {
    { SHEAF_PLACE_UNREAD, NULL, NULL, SHEAF_ORDER_NEWEST, "Weather, The sea" },
    { SHEAF_PLACE_UNREAD, NULL, NULL, SHEAF_ORDER_OLDEST, "The sea, Weather" },
    { SHEAF_PLACE_ALL, NULL, NULL, SHEAF_ORDER_TITLE, "A page, Old news, The sea, Weather" },
    { SHEAF_PLACE_STARRED, NULL, NULL, SHEAF_ORDER_NEWEST, "Weather" },
    { SHEAF_PLACE_ARCHIVE, NULL, NULL, SHEAF_ORDER_NEWEST, "Old news" },
    { SHEAF_PLACE_TRASH, NULL, NULL, SHEAF_ORDER_NEWEST, "Binned" },
    { SHEAF_PLACE_ALL, "water", NULL, SHEAF_ORDER_NEWEST, "A page, The sea" },
    { SHEAF_PLACE_TRASH, "water", NULL, SHEAF_ORDER_NEWEST, "Binned" },
    { SHEAF_PLACE_ALL, NULL, "salt", SHEAF_ORDER_NEWEST, "Weather, The sea" },
    { SHEAF_PLACE_ALL, NULL, "salt wind", SHEAF_ORDER_NEWEST, "Weather" },
    { SHEAF_PLACE_ALL, NULL, "\"salt water\"", SHEAF_ORDER_NEWEST, "The sea" },
    { SHEAF_PLACE_ALL, NULL, "yest", SHEAF_ORDER_NEWEST, "Old news" },
    { SHEAF_PLACE_ALL, NULL, "water", SHEAF_ORDER_NEWEST,
      "A page, The sea" }, /* a tag's name too */
    { SHEAF_PLACE_ALL, "water", "lines", SHEAF_ORDER_NEWEST, "A page" },
    { SHEAF_PLACE_ALL, NULL, "nothing like it", SHEAF_ORDER_NEWEST, "" },
    { SHEAF_PLACE_ALL, NULL, "***", SHEAF_ORDER_NEWEST, "" },
  };
  g_autoptr (SheafDb) db = open_five ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *titles
          = list (db, cases[i].place, cases[i].tag, cases[i].text, cases[i].order);

      g_test_message ("case %u", i);
      g_assert_cmpstr (titles, ==, cases[i].titles);
    }
}

static void
test_query_value (void)
{
  g_autoptr (SheafQuery) a = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) b = sheaf_query_with_text (a, "  ");
  g_autoptr (SheafQuery) c = sheaf_query_with_text (a, "x");
  g_autoptr (SheafQuery) d = sheaf_query_with_tag (a, 4);

  g_assert_true (sheaf_query_equal (a, b));
  g_assert_false (sheaf_query_equal (a, c));
  g_assert_false (sheaf_query_equal (a, d));
}

static void
test_rows (void)
{
  g_autoptr (SheafDb) db = open_five ();
  const gint64 wanted[] = { weather, 999, sea };
  g_autoptr (GPtrArray) rows = sheaf_read_rows (db, wanted, 3, NULL);
  SheafRow *row;

  g_assert_cmpuint (rows->len, ==, 2);
  row = rows->pdata[0];
  g_assert_cmpint (row->id, ==, weather);
  g_assert_true (row->starred);
  g_assert_true (sheaf_row_is_unread (row));
  g_assert_cmpstr (sheaf_row_get_state (row), ==, "unread");
  row = rows->pdata[1];
  g_assert_cmpstrv (row->tags, ((const char *const[]){ "water", NULL }));
}

static void
test_note_found (void)
{
  g_autoptr (SheafDb) db = open_five ();
  g_autofree char *titles = NULL;

  apply (db, sheaf_edit_new_note (page, "remember the lighthouse"));
  titles = list (db, SHEAF_PLACE_ALL, NULL, "lighthouse", SHEAF_ORDER_NEWEST);
  g_assert_cmpstr (titles, ==, "A page");
}

static void
test_sidebar (void)
{
  g_autoptr (SheafDb) db = open_five ();
  g_autoptr (SheafSidebarCounts) counts = sheaf_read_sidebar (db, NULL);
  const SheafTagCount *tag;

  g_assert_cmpuint (counts->unread, ==, 2);
  g_assert_cmpuint (counts->starred, ==, 1);
  g_assert_cmpuint (counts->archived, ==, 1);
  g_assert_cmpuint (counts->all, ==, 4);
  g_assert_cmpuint (counts->trashed, ==, 1);
  g_assert_cmpuint (counts->tags->len, ==, 1);
  tag = counts->tags->pdata[0];
  g_assert_cmpstr (tag->name, ==, "water");
  g_assert_cmpuint (tag->unread, ==, 1);
  g_assert_cmpuint (tag->total, ==, 2);
}

/* By each of an article's addresses, whatever tracking hangs on it; not what is in the trash. */
static void
test_addresses (void)
{
  static const char *const urls[]
      = { "https://example.org/none",          "http://example.org/sea",
          "https://example.org/sea/?utm_source=a#top", "mailto:keeper@example.org",
          "https://example.org/binned",        "https://example.org/old",
          NULL };
  g_autoptr (SheafDb) db = open_five ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = sheaf_read_addresses (db, urls, &error);
  const gint64 expected[] = { 0, sea, sea, 0, 0, old };

  g_assert_no_error (error);
  g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), expected, sizeof expected);
}

static void
test_missing (void)
{
  g_autoptr (SheafDb) db = open_five ();
  g_autoptr (GError) error = NULL;

  g_assert_null (sheaf_read_article (db, 999, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/read/query", test_query);
  g_test_add_func ("/store/query/value", test_query_value);
  g_test_add_func ("/store/read/rows", test_rows);
  g_test_add_func ("/store/read/note-found", test_note_found);
  g_test_add_func ("/store/read/sidebar", test_sidebar);
  g_test_add_func ("/store/read/addresses", test_addresses);
  g_test_add_func ("/store/read/missing", test_missing);

  return g_test_run ();
}

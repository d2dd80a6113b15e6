/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sites in the order of languages, which do not agree on it; and what stands within one. */

#include "store/read.h"

#include "../base/made-locale.h"
#include "test-library.h"

typedef struct
{
  const char *name;  /* of the locale */
  const char *sites; /* as they are listed in it */
} Language;

static gint64
add (SheafDb *db, const char *site, gint64 added_at)
{
  static guint n;
  g_autofree char *title = g_strdup_printf ("Page %u", n++);
  gint64 id = add_page (db, NULL, title, title, NULL);
  g_autofree char *quoted = site != NULL ? g_strdup_printf ("'%s'", site) : g_strdup ("NULL");
  g_autofree char *sql = g_strdup_printf (
      "UPDATE article SET site = %s, added_at = %" G_GINT64_FORMAT " WHERE id = %" G_GINT64_FORMAT,
      quoted, added_at, id);

  g_assert_true (sheaf_db_run (db, sql, NULL));

  return id;
}

/* "Zeit 3, - 5": site and moment of each. */
static char *
list (SheafDb *db, SheafPlace place, const char *text, SheafOrder order)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (place);
  g_autoptr (SheafQuery) ordered = sheaf_query_with_order (all, order);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (ordered, text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = sheaf_read_query (db, query, &error);
  GString *told = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *sql
          = g_strdup_printf ("SELECT coalesce (site, '-') || ' ' || added_at FROM article"
                             " WHERE id = %" G_GINT64_FORMAT,
                             g_array_index (ids, gint64, i));
      g_autofree char *one = ask (db, sql);

      g_string_append_printf (told, "%s%s", i > 0 ? ", " : "", one);
    }

  return g_string_free (told, FALSE);
}

static void
assert_list (SheafDb *db, const char *text, SheafOrder order, const char *expected)
{
  g_autofree char *told = list (db, SHEAF_PLACE_ALL, text, order);

  g_assert_cmpstr (told, ==, expected);
}

static void
check_language (gconstpointer data)
{
  static const char *const sites[]
      = { "Zeit", "青空", "Örebro", "apple", "Жизнь", "Éclair", "Äther", "Irmak", "İnce" };
  const Language *language = data;
  g_auto (GStrv) expected = g_strsplit (language->sites, " ", -1);
  g_autoptr (SheafDb) db = open_library ();
  GString *forth = g_string_new (NULL), *back = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    add (db, sites[i], 1);
  add (db, NULL, 1);
  g_assert_cmpuint (g_strv_length (expected), ==, G_N_ELEMENTS (sites));
  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    {
      g_string_append_printf (forth, "%s 1, ", expected[i]);
      g_string_append_printf (back, "%s 1, ", expected[G_N_ELEMENTS (sites) - 1 - i]);
    }
  g_string_append (forth, "- 1");
  g_string_append (back, "- 1");
  g_test_message ("%s", language->name);
  assert_list (db, NULL, SHEAF_ORDER_SITE, forth->str);
  assert_list (db, NULL, SHEAF_ORDER_SITE_BACKWARDS, back->str);
  assert_list (db, "sort:site", SHEAF_ORDER_NEWEST, forth->str);
  g_string_free (forth, TRUE);
  g_string_free (back, TRUE);
}

static void
test_languages (void)
{
  static const Language languages[] = {
    { "de_DE", "apple Äther Éclair İnce Irmak Örebro Zeit Жизнь 青空" },
    { "sv_SE", "apple Éclair İnce Irmak Zeit Äther Örebro Жизнь 青空" },
    { "tr_TR", "apple Äther Éclair Irmak İnce Örebro Zeit Жизнь 青空" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (!run_in_locale (languages[i].name, check_language, &languages[i]))
      g_test_skip (languages[i].name);
}

typedef struct
{
  const char *forth, *back;
} Within;

static void
check_within (gconstpointer data)
{
  const Within *expected = data;
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) query = sheaf_query_with_order (all, SHEAF_ORDER_SITE);
  g_autoptr (GArray) ids = NULL;
  g_autofree char *found = NULL;
  gint64 first, second;

  add (db, NULL, 5);
  add (db, "Zeit", 2);
  add (db, "apple", 1);
  first = add (db, "Zeit", 3);
  add (db, "Apple", 2);
  add (db, NULL, 9);
  second = add (db, "Zeit", 3);
  add (db, "apple", 4);
  add (db, "banana", 1);
  assert_list (db, NULL, SHEAF_ORDER_SITE, expected->forth);
  assert_list (db, NULL, SHEAF_ORDER_SITE_BACKWARDS, expected->back);
  ids = sheaf_read_query (db, query, NULL);
  g_assert_cmpint (g_array_index (ids, gint64, 4), ==, second); /* of one moment */
  g_assert_cmpint (g_array_index (ids, gint64, 5), ==, first);
  found = list (db, SHEAF_PLACE_UNREAD, "words:100 -is:starred", SHEAF_ORDER_SITE);
  g_assert_cmpstr (found, ==, expected->forth); /* any other way to the same rows */
}

/* The newest first, and those that came in one moment by their ids. Names that only differ in case
 * are two sites to a language, and one where there is none. */
static void
test_within (void)
{
  static const Within german
      = { "apple 4, apple 1, Apple 2, banana 1, Zeit 3, Zeit 3, Zeit 2, - 9, - 5",
          "Zeit 3, Zeit 3, Zeit 2, banana 1, Apple 2, apple 4, apple 1, - 9, - 5" };
  static const Within no_language
      = { "apple 4, Apple 2, apple 1, banana 1, Zeit 3, Zeit 3, Zeit 2, - 9, - 5",
          "Zeit 3, Zeit 3, Zeit 2, banana 1, apple 4, Apple 2, apple 1, - 9, - 5" };

  check_within (&no_language);
  if (!run_in_locale ("de_DE", check_within, &german))
    g_test_skip ("there is no German here");
}

/* Nothing, and nothing with a site. */
static void
test_none (void)
{
  g_autoptr (SheafDb) db = open_library ();

  assert_list (db, NULL, SHEAF_ORDER_SITE, "");
  add (db, NULL, 1);
  add (db, NULL, 2);
  assert_list (db, NULL, SHEAF_ORDER_SITE, "- 2, - 1");
  assert_list (db, NULL, SHEAF_ORDER_SITE_BACKWARDS, "- 2, - 1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/read-by-site/languages", test_languages);
  g_test_add_func ("/store/read-by-site/within", test_within);
  g_test_add_func ("/store/read-by-site/none", test_none);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person says of an article: undone to the byte, found by search, never changed by a fetch.
 */

#include "base/time.h"
#include "store/edit.h"

#include "test-folder.h"
#include "test-library.h"

#define FOUND(words) "SELECT count (*) FROM title_fts WHERE title_fts MATCH '" words "'"
#define SAID                                                                                       \
  "SELECT title || '|' || coalesce (author, '-') || '|' || coalesce (site, '-') || '|' ||"         \
  " coalesce (published, '-') || '|' || coalesce (published_at, '-') FROM article"
#define OWN                                                                                        \
  "SELECT own || '|' || title || '|' || coalesce (author, '-') || '|' || coalesce (site, '-')"     \
  " || '|' || coalesce (published, '-') FROM own_facts"

static SheafPage *
new_page (const char *title, const char *author)
{
  SheafPage *page = make_page (title, "The keeper of the light rowed out before dawn.");

  page->byline = g_strdup (author);
  page->published = g_strdup ("2021-10-12");
  page->published_at = 1000;

  return page;
}

static gint64
add (SheafDb *db)
{
  g_autoptr (SheafPage) page = new_page ("Fetched", "Ida");
  gint64 id;
  SheafEdit *inverse = apply_full (
      db, sheaf_edit_new_add_page ("https://example.org/1", page, NULL, NULL), &id, NULL, NULL);

  sheaf_edit_unref (inverse);

  return id;
}

static SheafEdit *
say (gint64 id, const char *title, const char *author, const char *site, const char *published)
{
  SheafFacts facts = { (char *)title, (char *)author, (char *)site, (char *)published,
                       published != NULL ? 2000 : SHEAF_TIME_NONE };

  return sheaf_edit_new_facts (id, &facts);
}

static void
refetch (SheafDb *db, gint64 id, const char *title, const char *author)
{
  g_autoptr (SheafPage) page = new_page (title, author);

  apply (db, sheaf_edit_new_fill (id, "https://example.org/1", page, NULL, FALSE));
}

static void
test_said (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add (db);
  g_autoptr (SheafLoaded) loaded = NULL;

  assert_undone (db, say (id, "Mine", "Tom", "My Site", "1999-01-02"));
  assert_undone (db, say (id, "Mine", "Ida", "Example", "2021-10-12"));
  assert_undone (db, say (id, NULL, NULL, NULL, NULL));
  apply (db, say (id, " Mine\n", "Ida", "Example", NULL));
  assert_answer (db, SAID, "Mine|Ida|Example|-|-");
  assert_answer (db, OWN, "9|Fetched|Ida|Example|2021-10-12");
  assert_answer (db, FOUND ("mine"), "1");
  assert_answer (db, FOUND ("fetched"), "0");
  assert_undone (db, say (id, "Mine too", "Ida", NULL, NULL));
  loaded = sheaf_read_article (db, id, NULL);
  g_assert_cmpstr (loaded->row->title, ==, "Mine");
  g_assert_cmpstr (loaded->fetched.title, ==, "Fetched");
  g_assert_cmpstr (loaded->fetched.published, ==, "2021-10-12");
  g_assert_cmpuint (loaded->own, ==, SHEAF_FACT_TITLE | SHEAF_FACT_DATE);

  /* What says what was fetched is the page's again. */
  assert_undone (db, say (id, "", "Ida", "Example", "2021-10-12"));
  apply (db, say (id, "Fetched", "Ida", "Example", "2021-10-12"));
  assert_answer (db, SAID, "Fetched|Ida|Example|2021-10-12|1000");
  assert_answer (db, "SELECT count (*) FROM own_facts", "0");
}

static void
test_nothing (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add (db);

  g_assert_null (
      apply_full (db, say (id, "Fetched", "Ida", "Example", "2021-10-12"), NULL, NULL, NULL));
  g_assert_null (apply_full (db, say (id + 1, "Mine", NULL, NULL, NULL), NULL, NULL, NULL));
}

static void
test_fetched_again (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add (db);

  apply (db, say (id, "Mine", "Ida", "Example", "2021-10-12"));
  refetch (db, id, "Fetched anew", "Ida Fenwright");
  assert_answer (db, SAID, "Mine|Ida Fenwright|Example|2021-10-12|1000");
  assert_answer (db, OWN, "1|Fetched anew|Ida Fenwright|Example|2021-10-12");
  assert_answer (db, FOUND ("mine"), "1");
  assert_answer (db, FOUND ("anew"), "0");
  assert_sound (db);
  refetch (db, id, NULL, "Ida Fenwright"); /* a page without a name */
  assert_answer (db, OWN, "1|Fetched anew|Ida Fenwright|Example|2021-10-12");
  apply (db, say (id, NULL, "Ida Fenwright", "Example", "2021-10-12"));
  assert_answer (db, SAID, "Fetched anew|Ida Fenwright|Example|2021-10-12|1000");
}

static void
test_kept (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add (db), other = add_page (db, "https://example.org/2", "Two", "other", NULL);
  const gint64 both[] = { other, id };

  apply (db, sheaf_edit_new_deed (say (id, "Mine", NULL, NULL, NULL), SHEAF_DEED_FACTS,
                                  SHEAF_JOIN_NEVER));
  apply (db, sheaf_edit_new_undo (FALSE));
  assert_answer (db, SAID " WHERE id = 1", "Fetched|Ida|Example|2021-10-12|1000");
  apply (db, sheaf_edit_new_undo (TRUE));
  assert_answer (db, SAID " WHERE id = 1", "Mine|-|-|-|-");
  assert_undone (db, sheaf_edit_new_merge (both, 2, other));
  g_assert_cmpint (sheaf_deed_from_name ("facts"), ==, SHEAF_DEED_FACTS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/edit-facts/said", test_said);
  g_test_add_func ("/store/edit-facts/nothing", test_nothing);
  g_test_add_func ("/store/edit-facts/fetched-again", test_fetched_again);
  g_test_add_func ("/store/edit-facts/kept", test_kept);

  return g_test_run ();
}

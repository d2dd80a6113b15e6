/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saving: an address and its job in one transaction, never twice, never lost. */

#include "store/edit.h"

#include "test-library.h"

static void
test_address (void)
{
  g_autoptr (SheafDb) db = open_library ();
  SheafChangeFlags flags;
  gboolean existed;
  gint64 id;
  const char *const tags[] = { "sea", "Salt", NULL };
  SheafEdit *inverse = apply_full (db, sheaf_edit_new_add ("https://example.org/tide", NULL, tags),
                                   &id, &existed, &flags);

  g_assert_cmpint (id, ==, 1);
  g_assert_false (existed);
  g_assert_cmpint (flags & SHEAF_CHANGE_JOBS, !=, 0);
  assert_answer (db, "SELECT fetch || ' ' || title FROM article", "1 example.org/tide");
  assert_answer (db, "SELECT count (*) || ' ' || url FROM job WHERE article_id = 1",
                 "1 https://example.org/tide");
  assert_answer (db, "SELECT group_concat (name) FROM (SELECT name FROM tag ORDER BY name)",
                 "Salt,sea");
  assert_sound (db);

  /* Undoing an adding never loses the row. */
  apply (db, inverse);
  assert_answer (db, "SELECT count (*) FROM article WHERE trashed_at IS NOT NULL", "1");
}

static void
test_same_address (void)
{
  static const char *const same[] = {
    "https://example.org/tide",
    "http://example.org/tide",
    "https://EXAMPLE.org/tide/",
    "https://example.org/tide#water",
    "https://example.org/tide?utm_source=x&utm_medium=y",
    "https://example.org:443/tide",
  };
  static const char *const other[]
      = { "https://example.org/tides", "https://example.org/tide?page=2",
          "https://www2.example.org/tide" };
  g_autoptr (SheafDb) db = open_library ();
  gint64 first = add_address (db, same[0]);

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      gboolean existed;
      gint64 id;
      SheafEdit *inverse;

      apply (db, sheaf_edit_new_trash (&first, 1, TRUE));
      inverse = apply_full (db, sheaf_edit_new_add (same[i], NULL, NULL), &id, &existed, NULL);
      g_clear_pointer (&inverse, sheaf_edit_unref);
      g_assert_true (existed);
      g_assert_cmpint (id, ==, first);
      assert_answer (db, "SELECT count (*) FROM article WHERE trashed_at IS NOT NULL", "0");
    }
  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    g_assert_cmpint (add_address (db, other[i]), !=, first);
  assert_sound (db);
}

static void
test_welcome_back_undone (void)
{
  const char *const old[] = { "old", NULL }, *const new[] = { "new", NULL };
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_page (db, "https://example.org/a", "A", "text", old);

  apply (db, sheaf_edit_new_trash (&id, 1, TRUE));
  assert_undone (db, sheaf_edit_new_add ("https://example.org/a", NULL, new));
}

static void
test_page (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_page (db, NULL, "A text", "No address at all.", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafLoaded) loaded = sheaf_read_article (db, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (loaded->row->title, ==, "A text");
  g_assert_null (loaded->row->url);
  g_assert_cmpint (loaded->row->fetch, ==, SHEAF_FETCH_COMPLETE);
  g_assert_cmpstr (sheaf_document_get_text (loaded->page->document), ==, "No address at all.\n");
  assert_answer (db, "SELECT count (*) FROM job", "0");

  /* The same text is the same article, another one is not. */
  g_assert_cmpint (add_page (db, NULL, "Another title", "No address at all.", NULL), ==, id);
  g_assert_cmpint (add_page (db, NULL, "A text", "Something else.", NULL), !=, id);
  assert_sound (db);
}

/* What the page says of itself is there when it is read again. */
static void
test_facts (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (SheafPage) page
      = make_page ("Half of it", "The beginning, the rest is for those who pay.");
  g_autoptr (SheafLoaded) loaded = NULL;
  gint64 id;

  page->kind = "wall";
  page->kind_reason = "paywall";
  page->paywalled = TRUE;
  page->canonical_url = g_strdup ("https://example.org/half");
  apply (db, sheaf_edit_new_add_page ("https://example.org/half?from=feed", page, NULL, NULL));
  id = add_address (db, "https://example.org/half?from=feed");
  loaded = sheaf_read_article (db, id, NULL);
  g_assert_cmpint (loaded->row->fetch, ==, SHEAF_FETCH_INCOMPLETE);
  g_assert_cmpstr (loaded->row->reason, ==, "blocked");
  g_assert_cmpstr (loaded->page->kind, ==, "wall");
  g_assert_true (loaded->page->paywalled);
  g_assert_cmpstr (loaded->page->canonical_url, ==, "https://example.org/half");
}

/* A page at hand for an address that was waiting fills it. */
static void
test_page_for_pending (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_address (db, "https://example.org/b");

  g_assert_cmpint (add_page (db, "https://example.org/b", "B", "Its text.", NULL), ==, id);
  assert_answer (db, "SELECT fetch || ' ' || title FROM article", "0 B");
  assert_answer (db, "SELECT count (*) FROM job", "0"); /* it has no picture to wait for */
  assert_sound (db);
}

/* An address that failed for good is given once more: it waits again, with a job. */
static void
test_failed_again (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_address (db, "https://example.org/b");

  apply (db, sheaf_edit_new_fail (id, SHEAF_ERROR_NOT_FOUND, 0));
  assert_answer (db, "SELECT fetch || (SELECT count (*) FROM job) FROM article", "20");
  g_assert_cmpint (add_address (db, "https://example.org/b"), ==, id);
  assert_answer (db, "SELECT fetch || (SELECT count (*) FROM job) FROM article", "11");
  assert_sound (db);
}

/* What a text is a copy of is kept with it. */
static void
test_original (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (SheafPage) page = make_page ("A copy", "The text of the copy.");
  g_autoptr (SheafLoaded) loaded = NULL;
  gint64 id;
  SheafEdit *inverse;

  page->original_title = g_strdup ("The first");
  page->original_site = g_strdup ("The Oar");
  page->original_url = g_strdup ("https://oar.example/first");
  inverse = apply_full (db, sheaf_edit_new_add_page ("https://example.org/c", page, NULL, NULL),
                        &id, NULL, NULL);
  g_clear_pointer (&inverse, sheaf_edit_unref);
  loaded = sheaf_read_article (db, id, NULL);
  g_assert_cmpstr (loaded->page->original_title, ==, "The first");
  g_assert_cmpstr (loaded->page->original_site, ==, "The Oar");
  g_assert_cmpstr (loaded->page->original_url, ==, "https://oar.example/first");
  assert_sound (db);
}

/* A page without an article is a link, with its reason. */
static void
test_link (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (SheafPage) page = sheaf_page_new ();
  g_autoptr (SheafLoaded) loaded = NULL;
  gint64 id;
  SheafEdit *inverse;

  page->title = g_strdup ("A start page");
  inverse = apply_full (db, sheaf_edit_new_add_page ("https://example.org/", page, NULL, NULL), &id,
                        NULL, NULL);
  g_clear_pointer (&inverse, sheaf_edit_unref);
  loaded = sheaf_read_article (db, id, NULL);
  g_assert_cmpint (loaded->row->fetch, ==, SHEAF_FETCH_LINK);
  g_assert_cmpstr (loaded->row->title, ==, "A start page");
  g_assert_cmpstr (loaded->row->reason, ==, "not-an-article");
  assert_sound (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/edit-add/address", test_address);
  g_test_add_func ("/store/edit-add/same-address", test_same_address);
  g_test_add_func ("/store/edit-add/welcome-back-undone", test_welcome_back_undone);
  g_test_add_func ("/store/edit-add/page", test_page);
  g_test_add_func ("/store/edit-add/facts", test_facts);
  g_test_add_func ("/store/edit-add/page-for-pending", test_page_for_pending);
  g_test_add_func ("/store/edit-add/failed-again", test_failed_again);
  g_test_add_func ("/store/edit-add/original", test_original);
  g_test_add_func ("/store/edit-add/link", test_link);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Blocks left out of an article and put back: undone to the byte, followed by index and highlights,
 * and kept when the article is fetched again. */

#include "store/edit.h"

#include "test-folder.h"
#include "test-marks.h"

#define FIRST "The keeper of the north light rowed out before dawn."
#define SECOND "Subscribe to our weekly newsletter today."
#define THIRD "The bell buoy had been silent since the storm."
#define TEXT FIRST "\n" SECOND "\n" THIRD
#define FOUND(words) "SELECT count (*) FROM body_fts WHERE body_fts MATCH '" words "'"

static SheafEdit *
new_leave_out (gint64 id, const char *text)
{
  const char *at = strstr (TEXT, text);
  guint start = (guint)(at - TEXT);

  return sheaf_edit_new_leave_out (id, start, start + (guint)strlen (text), text);
}

static void
put_mark (SheafDb *db, gint64 id, const char *exact)
{
  guint start = (guint)(strstr (TEXT, exact) - TEXT);
  g_autoptr (SheafAnchor) anchor = sheaf_anchor_new (TEXT, start, start + (guint)strlen (exact));
  SheafMark mark = { .article_id = id, .anchor = anchor };

  apply (db, sheaf_edit_new_mark (&mark));
}

static void
test_left_out (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_page (db, "https://example.org/1", "One", TEXT, NULL);
  g_autoptr (SheafLoaded) loaded = NULL;
  const SheafRemoved *removed;
  const SheafMark *mark;

  put_mark (db, id, "bell buoy");
  put_mark (db, id, "weekly newsletter");
  put_mark (db, id, "north light");
  assert_undone (db, new_leave_out (id, SECOND));
  assert_undone (db, new_leave_out (id, "weekly")); /* the block that it stands in */

  apply (db, new_leave_out (id, SECOND));
  assert_answer (db, FOUND ("newsletter"), "0");
  assert_answer (db, FOUND ("buoy"), "1");
  assert_answer (db, "SELECT word_count FROM article", "19");
  assert_answer (db, "SELECT count (*) FROM version", "0");
  loaded = sheaf_read_article (db, id, NULL);
  g_assert_cmpstr (sheaf_document_get_text (loaded->page->document), ==, FIRST "\n" THIRD "\n");
  g_assert_cmpuint (loaded->page->removed->len, ==, 1);
  removed = loaded->page->removed->pdata[0];
  g_assert_cmpstr (removed->text, ==, SECOND);
  g_assert_cmpint (removed->why, ==, SHEAF_REMOVED_READER);
  g_assert_cmpuint (removed->place, ==, strlen (FIRST) + 1);
  mark = loaded->marks->pdata[1];
  g_assert_cmpstr (mark->anchor->exact, ==, "bell buoy");
  g_assert_cmpint (mark->placed, ==, SHEAF_PLACED_THERE);
  mark = loaded->marks->pdata[2];
  g_assert_cmpstr (mark->anchor->exact, ==, "weekly newsletter");
  g_assert_cmpint (mark->placed, ==, SHEAF_PLACED_NOWHERE);
}

/* Nothing where the text is another by now, nor of all of it. */
static void
test_nothing (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_page (db, "https://example.org/1", "One", TEXT, NULL);
  SheafEdit *edits[]
      = { sheaf_edit_new_leave_out (id, 0, 3, "And"), sheaf_edit_new_leave_out (id, 0, 9999, TEXT),
          sheaf_edit_new_leave_out (id + 1, 0, 3, "The"), new_leave_out (id, TEXT) };
  g_autofree char *before = dump_tables (db);

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *after = NULL;

      g_assert_null (apply_full (db, edits[i], NULL, NULL, NULL));
      after = dump_tables (db);
      g_assert_cmpstr (before, ==, after);
    }
}

static SheafEdit *
new_put_back (SheafDb *db, gint64 id, guint index)
{
  g_autoptr (SheafLoaded) loaded = sheaf_read_article (db, id, NULL);
  const SheafRemoved *removed = loaded->page->removed->pdata[index];
  g_autoptr (SheafPage) page = make_page (NULL, removed->text);

  return sheaf_edit_new_put_back (id, removed, page->document);
}

static void
test_put_back (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_page (db, "https://example.org/1", "One", TEXT, NULL);
  g_autoptr (SheafLoaded) loaded = NULL;
  SheafEdit *late;

  put_mark (db, id, "weekly newsletter");
  put_mark (db, id, "bell buoy");
  apply (db, new_leave_out (id, SECOND));
  late = new_put_back (db, id, 0);
  assert_undone (db, new_put_back (db, id, 0));
  apply (db, new_put_back (db, id, 0));
  assert_answer (db, FOUND ("newsletter"), "1");
  g_assert_null (apply_full (db, late, NULL, NULL, NULL)); /* it is back already */
  loaded = sheaf_read_article (db, id, NULL);
  g_assert_cmpstr (sheaf_document_get_text (loaded->page->document), ==, TEXT "\n");
  g_assert_cmpuint (loaded->page->removed->len, ==, 0);
  for (guint i = 0; i < loaded->marks->len; i++)
    g_assert_cmpint (((SheafMark *)loaded->marks->pdata[i])->placed, ==, SHEAF_PLACED_THERE);
}

static void
refetch (SheafDb *db, gint64 id, const char *text)
{
  g_autoptr (SheafPage) page = make_page ("One", text);

  sheaf_page_add_removed (page, "Read on", "<p>Read on</p>", "promo/read-more",
                          SHEAF_REMOVED_WORDING, 0);
  apply (db, sheaf_edit_new_fill (id, "https://example.org/1", page, NULL, FALSE));
}

static void
assert_text (SheafDb *db, gint64 id, const char *text)
{
  g_autoptr (SheafLoaded) loaded = sheaf_read_article (db, id, NULL);

  g_assert_cmpstr (sheaf_document_get_text (loaded->page->document), ==, text);
}

static void
test_fetched_again (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_page (db, "https://example.org/1", "One", TEXT, NULL);
  SheafEdit *inverse;
  g_autofree char *before = NULL, *after = NULL;

  refetch (db, id, TEXT);
  apply (db, new_put_back (db, id, 0));
  assert_text (db, id, "Read on\n" TEXT "\n");
  inverse = apply_full (db,
                        sheaf_edit_new_leave_out (id, 8 + (guint)strlen (FIRST) + 1,
                                                  8 + (guint)strlen (FIRST) + 10, "Subscribe"),
                        NULL, NULL, NULL);
  assert_text (db, id, "Read on\n" FIRST "\n" THIRD "\n");

  refetch (db, id, TEXT "\nMore of it.");
  assert_text (db, id, "Read on\n" FIRST "\n" THIRD "\nMore of it.\n");
  assert_sound (db);

  /* What undoes the correction is of another text now. */
  before = dump_tables (db);
  apply (db, inverse);
  after = dump_tables (db);
  g_assert_cmpstr (before, ==, after);
  apply (db, new_put_back (db, id, 1));
  assert_text (db, id, "Read on\n" TEXT "\nMore of it.\n");
}

/* Who has read in an article goes on at the same words of what is left of it, and of all of it
 * again. */
static void
test_read_on (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_page (db, "https://example.org/1", "One", TEXT, NULL);
  double third = (double)(strlen (TEXT) - strlen (THIRD)) / (double)(strlen (TEXT) + 1);
  g_autofree char *before = NULL, *after = NULL;
  SheafEdit *inverse;

  apply (db, sheaf_edit_new_progress (id, third));
  before = dump_tables (db);
  inverse = apply_full (db, new_leave_out (id, SECOND), NULL, NULL, NULL);
  {
    g_autofree char *answer = ask (db, "SELECT progress FROM article");

    g_assert_cmpfloat_with_epsilon (
        g_ascii_strtod (answer, NULL),
        (double)(strlen (FIRST) + 1) / (double)(strlen (FIRST "\n" THIRD) + 1), 1e-9);
  }
  apply (db, inverse);
  after = dump_tables (db);
  g_assert_cmpstr (before, ==, after);
}

static void
test_kept (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id = add_page (db, "https://example.org/1", "One", TEXT, NULL);
  g_autoptr (SheafEdit) inverse = apply_full (db, new_leave_out (id, SECOND), NULL, NULL, NULL);
  g_autoptr (GBytes) packed = sheaf_edit_pack (inverse);
  SheafEdit *unpacked = sheaf_edit_unpack (packed);

  g_assert_nonnull (unpacked);
  apply (db, unpacked);
  assert_text (db, id, TEXT "\n");
  apply (db,
         sheaf_edit_new_deed (new_leave_out (id, SECOND), SHEAF_DEED_LEAVE_OUT, SHEAF_JOIN_NEVER));
  assert_text (db, id, FIRST "\n" THIRD "\n");
  apply (db, sheaf_edit_new_undo (FALSE));
  assert_text (db, id, TEXT "\n");
  apply (db, sheaf_edit_new_undo (TRUE));
  assert_text (db, id, FIRST "\n" THIRD "\n");
  g_assert_cmpint (sheaf_deed_from_name ("leave-out"), ==, SHEAF_DEED_LEAVE_OUT);
  g_assert_cmpint (sheaf_deed_from_name ("put-back"), ==, SHEAF_DEED_PUT_BACK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/edit-correct/read-on", test_read_on);
  g_test_add_func ("/store/edit-correct/left-out", test_left_out);
  g_test_add_func ("/store/edit-correct/nothing", test_nothing);
  g_test_add_func ("/store/edit-correct/put-back", test_put_back);
  g_test_add_func ("/store/edit-correct/fetched-again", test_fetched_again);
  g_test_add_func ("/store/edit-correct/kept", test_kept);

  return g_test_run ();
}

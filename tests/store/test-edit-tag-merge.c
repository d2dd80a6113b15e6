/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Several tags become one, also where one stands under another. */

#include "store/edit.h"

#include "test-library.h"

static const char tags_sql[]
    = "SELECT group_concat (line, '; ') FROM (SELECT t.name || ':' || group_concat (x.article_id, "
      "'') AS line FROM tag t JOIN (SELECT * FROM article_tag ORDER BY article_id) x ON x.tag_id "
      "= t.id GROUP BY t.id ORDER BY t.name_key)";

/* photo:1; photos:2; science:1; science/physics:2; science/physics/optics:3 */
static SheafDb *
make_library (void)
{
  static const char *const tags[3][4] = {
    { "photo", "science" },
    { "photos", "science/physics" },
    { "science/physics/optics" },
  };
  SheafDb *db = open_library ();

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autofree char *url = g_strdup_printf ("https://example.org/%u", i);

      add_page (db, url, "T", "text", tags[i]);
    }

  return db;
}

static void
test_table (void)
{
  static const struct
  {
    const char *names[4];
    const char *to;
    const char *tags;
  } cases[] = {
    { { "photo", "photos" },
      "photos",
      "photos:12; science:1; science/physics:2; science/physics/optics:3" },
    { { "photo", "photos" },
      "Pictures",
      "Pictures:12; science:1; science/physics:2; science/physics/optics:3" },
    { { "photo", "photos", "science" }, "all", "all:12; all/physics:2; all/physics/optics:3" },
    /* one is under the other */
    { { "science", "science/physics" },
      "science",
      "photo:1; photos:2; science:12; science/optics:3" },
    { { "science", "science/physics" },
      "science/physics",
      "photo:1; photos:2; science/physics:12; science/physics/optics:3" },
    { { "science", "science/physics", "science/physics/optics" }, "x", "photo:1; photos:2; x:123" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafDb) db = make_library ();
      SheafEdit *edit = sheaf_edit_new_merge_tags (cases[i].names, cases[i].to);

      g_test_message ("into %s", cases[i].to);
      assert_undone (db, sheaf_edit_ref (edit));
      apply (db, edit);
      assert_answer (db, tags_sql, cases[i].tags);
      assert_sound (db);
    }
}

static void
test_nothing (void)
{
  static const char *const names[] = { "photo", NULL };

  g_assert_null (sheaf_edit_new_merge_tags (names, "Photo"));
  g_assert_null (sheaf_edit_new_merge_tags (names, " / "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/edit-tag-merge/table", test_table);
  g_test_add_func ("/store/edit-tag-merge/nothing", test_nothing);

  return g_test_run ();
}

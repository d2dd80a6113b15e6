/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tags renamed, made one, deleted, coloured: who has which afterwards, and all of it undone. */

#include "store/edit.h"

#include "test-library.h"

/* Every tag with its colour and who has it. */
static const char tags_sql[]
    = "SELECT group_concat (line, '; ') FROM (SELECT t.name || iif (t.color > 0, '#' || t.color, "
      "'') "
      "|| ':' || group_concat (x.article_id, '') AS line FROM tag t LEFT JOIN (SELECT * FROM "
      "article_tag ORDER BY article_id) x ON x.tag_id = t.id GROUP BY t.id ORDER BY t.name_key)";

#define N_ARTICLES 4

/* sea:12; science:1; science/physics:23; science/physics/optics:3; Écologie#4:4 */
static SheafDb *
make_library (void)
{
  static const char *const tags[N_ARTICLES][4] = {
    { "sea", "science" },
    { "sea", "science/physics" },
    { "science/physics", "science/physics/optics" },
    { "Écologie" },
  };
  SheafDb *db = open_library ();

  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autofree char *url = g_strdup_printf ("https://example.org/%u", i);

      add_page (db, url, "T", "text", tags[i]);
    }
  apply (db, sheaf_edit_new_color_tag ("écologie", 4));

  return db;
}

#define ECO "; Écologie#4:4"

static void
test_table (void)
{
  static const struct
  {
    const char *name, *to; /* to NULL: deleted */
    const char *tags;
  } cases[] = {
    { "sea", "Ocean", "Ocean:12; science:1; science/physics:23; science/physics/optics:3" ECO },
    { "SEA", "Sea", "science:1; science/physics:23; science/physics/optics:3; Sea:12" ECO },
    { "science", "nature", "nature:1; nature/physics:23; nature/physics/optics:3; sea:12" ECO },
    { "science/physics", "physics", "physics:23; physics/optics:3; science:1; sea:12" ECO },
    /* into itself, and out of it */
    { "science", "science/old",
      "science/old:1; science/old/physics:23; science/old/physics/optics:3; sea:12" ECO },
    { "science/physics", "science", "science:123; science/optics:3; sea:12" ECO },
    /* made one with another; its colour stays with what had none */
    { "sea", "science", "science:12; science/physics:23; science/physics/optics:3" ECO },
    { "écologie", "sea", "science:1; science/physics:23; science/physics/optics:3; sea#4:124" },
    { "science", "sea", "sea:12; sea/physics:23; sea/physics/optics:3" ECO },
    /* a part of the tree that is no tag itself */
    { "science/physics/optics", "a/b/c", "a/b/c:3; science:1; science/physics:23; sea:12" ECO },
    { "sea", NULL, "science:1; science/physics:23; science/physics/optics:3" ECO },
    { "science", NULL, "sea:12" ECO },
    { "science/physics", NULL, "science:1; sea:12" ECO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafDb) db = make_library ();
      SheafEdit *edit = cases[i].to != NULL ? sheaf_edit_new_rename_tag (cases[i].name, cases[i].to)
                                            : sheaf_edit_new_delete_tag (cases[i].name);

      g_test_message ("%s → %s", cases[i].name, cases[i].to);
      assert_undone (db, sheaf_edit_ref (edit));
      apply (db, edit);
      assert_answer (db, tags_sql, cases[i].tags);
      assert_sound (db);
    }
}

static void
test_nothing (void)
{
  static const struct
  {
    const char *name, *to;
  } cases[]
      = { { "sea", "sea" }, { "none", "other" }, { "sea", "/" }, { "/", "x" }, { "scien", "x" } };
  g_autoptr (SheafDb) db = make_library ();
  g_autofree char *before = dump_tables (db);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SheafEdit *inverse = apply_full (db, sheaf_edit_new_rename_tag (cases[i].name, cases[i].to),
                                       NULL, NULL, NULL);
      g_autofree char *after = dump_tables (db);

      g_assert_null (inverse);
      g_assert_cmpstr (before, ==, after);
    }
}

/* Colours: of the tag alone, kept over its end and its coming back. */
static void
test_color (void)
{
  g_autoptr (SheafDb) db = make_library ();
  static const char *const eco[] = { "Écologie", NULL };
  gint64 id = 4;
  SheafEdit *inverse;

  assert_undone (db, sheaf_edit_new_color_tag ("science", 2));
  apply (db, sheaf_edit_new_color_tag ("science", 2));
  assert_answer (db, tags_sql,
                 "science#2:1; science/physics:23; science/physics/optics:3; sea:12" ECO);
  apply (db, sheaf_edit_new_color_tag ("science", 1000));
  assert_answer (db, "SELECT color FROM tag WHERE name = 'science'", "8");
  inverse = apply_full (db, sheaf_edit_new_tag (&id, 1, NULL, eco), NULL, NULL, NULL);
  assert_answer (db, "SELECT count (*) FROM tag WHERE color = 4", "0");
  apply (db, inverse);
  assert_answer (db, "SELECT count (*) FROM tag WHERE color = 4", "1");
  assert_sound (db);
}

/* What is undone late finds another library: the names are taken, an article is gone. */
static void
test_late (void)
{
  static const char *const sea[] = { "Sea", NULL };
  g_autoptr (SheafDb) db = make_library ();
  gint64 first = 1, fourth = 4;
  SheafEdit *inverse
      = apply_full (db, sheaf_edit_new_rename_tag ("sea", "science"), NULL, NULL, NULL);

  apply (db, sheaf_edit_new_tag (&fourth, 1, sea, NULL));
  apply (db, sheaf_edit_new_trash (&first, 1, TRUE));
  apply (db, sheaf_edit_new_purge (NULL, 0));
  apply (db, inverse);
  assert_answer (db, tags_sql, "science/physics:23; science/physics/optics:3; Sea:24" ECO);
  assert_sound (db);
}

/* What came by another way meanwhile stays: another article with the tag, another tag. */
static void
test_meanwhile (void)
{
  static const char *const sea[] = { "sea", NULL }, *const other[] = { "other", NULL };
  g_autoptr (SheafDb) db = make_library ();
  gint64 third = 3, fourth = 4;
  SheafEdit *inverse
      = apply_full (db, sheaf_edit_new_rename_tag ("science", "sea"), NULL, NULL, NULL);

  apply (db, sheaf_edit_new_tag (&fourth, 1, sea, NULL));
  apply (db, inverse);
  assert_answer (db, tags_sql,
                 "science:1; science/physics:23; science/physics/optics:3; sea:124" ECO);
  assert_sound (db);

  apply (db, sheaf_edit_new_tag (&third, 1, other, NULL)); /* the newest one */
  inverse = apply_full (db, sheaf_edit_new_delete_tag ("other"), NULL, NULL, NULL);
  apply (db, sheaf_edit_new_tag (&fourth, 1, (const char *const[]){ "third", NULL }, NULL));
  apply (db, inverse);
  assert_answer (db, tags_sql,
                 "other:3; science:1; science/physics:23; science/physics/optics:3; sea:124; "
                 "third:4" ECO);
  assert_sound (db);
}

/* Kept as bytes and back. */
static void
test_deed (void)
{
  g_autoptr (SheafDb) db = make_library ();
  g_autofree char *before = dump_tables (db);
  g_autofree char *after = NULL;

  apply (db, sheaf_edit_new_deed (sheaf_edit_new_rename_tag ("science", "sea"),
                                  SHEAF_DEED_RENAME_TAG, SHEAF_JOIN_NEVER));
  apply (db, sheaf_edit_new_deed (sheaf_edit_new_delete_tag ("sea"), SHEAF_DEED_DELETE_TAG,
                                  SHEAF_JOIN_NEVER));
  assert_answer (db, tags_sql, "Écologie#4:4");
  apply (db, sheaf_edit_new_undo (FALSE));
  apply (db, sheaf_edit_new_undo (FALSE));
  after = dump_tables (db);
  g_assert_cmpstr (before, ==, after);
  apply (db, sheaf_edit_new_undo (TRUE));
  apply (db, sheaf_edit_new_undo (TRUE));
  assert_answer (db, tags_sql, "Écologie#4:4");
  assert_sound (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/edit-tag-set/table", test_table);
  g_test_add_func ("/store/edit-tag-set/nothing", test_nothing);
  g_test_add_func ("/store/edit-tag-set/color", test_color);
  g_test_add_func ("/store/edit-tag-set/late", test_late);
  g_test_add_func ("/store/edit-tag-set/meanwhile", test_meanwhile);
  g_test_add_func ("/store/edit-tag-set/deed", test_deed);

  return g_test_run ();
}

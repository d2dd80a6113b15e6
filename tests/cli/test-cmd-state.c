/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a reader does with an article: star, archive, delete and back, tags, the note. */

#include "run-cli.h"

#include <string.h>

/* Three articles, ids 1 to 3. */
static TestPlace *
make_library (void)
{
  static const char *const titles[] = { "The first", "The second", "The third" };
  TestPlace *place = test_place_new ();

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *page = make_page (titles[i], titles[i]);
      g_autofree char *path = test_place_write (place, "page.html", page, -1);
      g_autoptr (CliRun) run = cli_run (place, "add", path, NULL);

      assert_status (run, 0);
    }

  return place;
}

static void
test_states (void)
{
  static const struct
  {
    const char *words[6];
    int status;
    const char *out, *err;
    const char *list; /* afterwards */
  } steps[] = {
    { { "archive", "2" },
      0,
      "2\tarchived\tThe second\n",
      "",
      "3\tunread\tThe third\n2\tarchived\tThe second\n1\tunread\tThe first\n" },
    { { "archive", "2" }, 0, "2\tarchived\tThe second\n", "", NULL }, /* again: no harm */
    { { "unarchive", "2" },
      0,
      "2\tunread\tThe second\n",
      "",
      "3\tunread\tThe third\n2\tunread\tThe second\n1\tunread\tThe first\n" },
    { { "delete", "3", "1" },
      0,
      "3\ttrash\tThe third\n1\ttrash\tThe first\n",
      "",
      "2\tunread\tThe second\n" },
    { { "restore", "1" },
      0,
      "1\tunread\tThe first\n",
      "",
      "2\tunread\tThe second\n1\tunread\tThe first\n" },
    { { "restore", "3" },
      0,
      "3\tunread\tThe third\n",
      "",
      "3\tunread\tThe third\n2\tunread\tThe second\n1\tunread\tThe first\n" },
    /* What is there is done, what is not is told, once. */
    { { "archive", "1", "99", "2" },
      1,
      "1\tarchived\tThe first\n2\tarchived\tThe second\n",
      "sheaf-cli: There is no article 99.\n",
      "3\tunread\tThe third\n2\tarchived\tThe second\n1\tarchived\tThe first\n" },
    /* The trash keeps where an article stood. */
    { { "delete", "1" }, 0, "1\ttrash\tThe first\n", "", NULL },
    { { "restore", "1" }, 0, "1\tarchived\tThe first\n", "", NULL },
    /* A slip among the words: nothing is done. */
    { { "delete", "2", "x" },
      2,
      "",
      NULL,
      "3\tunread\tThe third\n2\tarchived\tThe second\n1\tarchived\tThe first\n" },
  };
  g_autoptr (TestPlace) place = make_library ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, steps[i].words);
      g_autoptr (CliRun) list = cli_run (place, "list", NULL);
      g_autofree char *words = g_strjoinv (" ", (GStrv)steps[i].words);

      g_test_message ("sheaf-cli %s", words);
      assert_status (run, steps[i].status);
      g_assert_cmpstr (run->out, ==, steps[i].out);
      if (steps[i].err != NULL)
        g_assert_cmpstr (run->err, ==, steps[i].err);
      if (steps[i].list != NULL)
        g_assert_cmpstr (list->out, ==, steps[i].list);
    }
}

static void
test_star (void)
{
  g_autoptr (TestPlace) place = make_library ();
  g_autoptr (JsonNode) star = cli_json (place, "star", "1", "3", "--json", NULL);
  g_autoptr (JsonNode) unstar = cli_json (place, "--json", "unstar", "3", NULL);
  g_autoptr (JsonNode) list = cli_json (place, "list", "--json", NULL);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (star)), ==, 2);
  g_assert_true (json_object_get_boolean_member (json_at (star, 0), "starred"));
  g_assert_true (json_object_get_boolean_member (json_at (star, 1), "starred"));
  g_assert_false (json_object_get_boolean_member (json_at (unstar, 0), "starred"));
  g_assert_false (json_object_get_boolean_member (json_at (list, 0), "starred"));
  g_assert_false (json_object_get_boolean_member (json_at (list, 1), "starred"));
  g_assert_true (json_object_get_boolean_member (json_at (list, 2), "starred"));
}

static void
test_tags (void)
{
  static const struct
  {
    const char *words[8];
    int status;
    const char *out; /* one a line, by alphabet */
  } steps[] = {
    { { "tag", "1" }, 0, "" },
    { { "tag", "1", "+sea", "+boats" }, 0, "boats\nsea\n" },
    { { "tag", "1" }, 0, "boats\nsea\n" },
    { { "tag", "1", "+land", "-sea" }, 0, "boats\nland\n" },
    { { "tag", "1", "-never-there" }, 0, "boats\nland\n" },
    { { "tag", "1", "+To read", "+Straße" }, 0, "boats\nland\nStraße\nTo read\n" },
    { { "tag", "1", "-STRASSE", "-to read" }, 0, "boats\nland\n" }, /* by folded name */
    { { "tag", "1", "+LAND" }, 0, "boats\nland\n" },
    { { "tag", "2", "+Boats" }, 0, "boats\n" }, /* the name that is there */
    { { "tag", "1", "+one\ntwo\t\033[1mthree" }, 0, "boats\nland\none two [1mthree\n" },
    { { "tag", "1", "+ " }, 0, "boats\nland\none two [1mthree\n" }, /* nothing in it */
  };
  g_autoptr (TestPlace) place = make_library ();
  g_autoptr (JsonNode) node = NULL;
  JsonArray *tags;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, steps[i].words);
      g_autofree char *words = g_strjoinv (" ", (GStrv)steps[i].words);

      g_test_message ("sheaf-cli %s", words);
      assert_status (run, steps[i].status);
      g_assert_cmpstr (run->out, ==, steps[i].out);
    }
  node = cli_json (place, "tag", "2", "+x", "--json", NULL);
  tags = json_object_get_array_member (json_node_get_object (node), "tags");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "id"), ==, 2);
  g_assert_cmpuint (json_array_get_length (tags), ==, 2);
}

static void
test_note (void)
{
  g_autoptr (TestPlace) place = make_library ();
  g_autofree char *long_note = g_strnfill (20000, 'n');
  const struct
  {
    const char *words[6];
    const char *out;
  } steps[] = {
    { { "note", "1" }, "" },
    { { "note", "1", "Compare with the other." }, "Compare with the other.\n" },
    { { "note", "1" }, "Compare with the other.\n" },
    { { "note", "1", "Two", "words" }, "Two words\n" }, /* as typed without quotes */
    { { "note", "1", "Two lines\nof “text”, 灯台" }, "Two lines\nof “text”, 灯台\n" },
    { { "note", "1", "- begins with a dash" }, "- begins with a dash\n" },
    { { "note", "1", long_note }, NULL },
    { { "note", "1", "" }, "" }, /* takes it away */
    { { "note", "1" }, "" },
  };
  g_autoptr (JsonNode) before = NULL, after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, steps[i].words);

      assert_status (run, 0);
      if (steps[i].out != NULL)
        g_assert_cmpstr (run->out, ==, steps[i].out);
      else
        g_assert_cmpuint (strlen (run->out), ==, strlen (long_note) + 1);
    }
  before = cli_json (place, "note", "1", "--json", NULL);
  after = cli_json (place, "note", "1", "new", "--json", NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (before), "id"), ==, 1);
  g_assert_true (json_object_get_null_member (json_node_get_object (before), "note"));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (after), "note"), ==, "new");
}

typedef struct
{
  const char *words[6];
  int status;
  const char *out, *err; /* ERR NULL: whatever it says */
} Step;

/* One after the other in a library of three articles. */
static void
run_steps (const Step *steps, guint n)
{
  g_autoptr (TestPlace) place = make_library ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, steps[i].words);

      assert_status (run, steps[i].status);
      g_assert_cmpstr (run->out, ==, steps[i].out);
      if (steps[i].err != NULL)
        g_assert_cmpstr (run->err, ==, steps[i].err);
    }
}

/* The last thing done comes back, whichever it was, in programs of their own. */
static void
test_undo (void)
{
  static const Step steps[] = {
    { { "archive", "2", "1" }, 0, "2\tarchived\tThe second\n1\tarchived\tThe first\n", "" },
    { { "tag", "3", "+new" }, 0, "new\n", "" },
    { { "undo" }, 0, "tag\t1\n", "" },
    { { "tag", "3" }, 0, "", "" },
    { { "--json", "undo" }, 0, "{\n  \"deed\" : \"archive\",\n  \"n\" : 2\n}\n", "" },
    { { "list" }, 0, "3\tunread\tThe third\n2\tunread\tThe second\n1\tunread\tThe first\n", "" },
    { { "redo" }, 0, "archive\t2\n", "" },
    { { "redo" }, 0, "tag\t1\n", "" },
    { { "redo" }, 1, "", "sheaf-cli: There is nothing to do again.\n" },
    { { "tag", "3" }, 0, "new\n", "" },
    { { "undo", "3" }, 2, "", NULL },
  };

  run_steps (steps, G_N_ELEMENTS (steps));
}

/* Tags themselves. */
static void
test_tag_tree (void)
{
  static const Step steps[] = {
    { { "tag", "1", "+sea/salt", "+books" }, 0, "books\nsea/salt\n", "" },
    { { "tag", "2", "+sea", "+book" }, 0, "book\nsea\n", "" },
    { { "tags" }, 0, "book\t1\nbooks\t1\nsea\t1\nsea/salt\t1\n", "" },
    { { "tags", "similar" }, 0, "book\t1\tbooks\t1\n", "" },
    { { "tags", "rename", "books", "book" }, 0, "", "" },
    { { "tags", "rename", "sea", "ocean" }, 0, "", "" },
    { { "tags" }, 0, "book\t2\nocean\t1\nocean/salt\t1\n", "" },
    { { "tags", "delete", "ocean" }, 0, "", "" },
    { { "tags" }, 0, "book\t2\n", "" },
    { { "undo" }, 0, "delete-tag\t2\n", "" },
    { { "tags", "rename", "lake", "sea" }, 1, "", "sheaf-cli: There is no tag “lake”.\n" },
    { { "tags", "color", "book", "9" }, 2, "", NULL },
    { { "tags", "color", "book", "red" }, 2, "", NULL },
    { { "tags", "color", "book", "3" }, 0, "", "" },
    { { "tags", "rename", "book" }, 2, "", NULL },
    { { "tags" }, 0, "book\t2\nocean\t1\nocean/salt\t1\n", "" },
  };

  run_steps (steps, G_N_ELEMENTS (steps));
}

/* As JSON a change of tags gives them as they are afterwards. */
static void
test_tags_json (void)
{
  static const struct
  {
    const char *words[6];
    const char *names; /* with their colours */
  } steps[] = {
    { { "tags", "rename", "sea", "ocean", "--json" }, "book 0, ocean 0, ocean/salt 0, " },
    { { "--json", "tags", "color", "book", "3" }, "book 3, ocean 0, ocean/salt 0, " },
    { { "tags", "delete", "ocean", "--json" }, "book 3, " },
    { { "tags", "delete", "book", "--json" }, "" },
  };
  g_autoptr (TestPlace) place = make_library ();
  g_autoptr (CliRun) tag = cli_run (place, "tag", "1", "+sea/salt", "+sea", "+book", NULL);

  assert_status (tag, 0);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (JsonNode) node = cli_json_with (place, steps[i].words);
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint k = 0; k < json_array_get_length (json_node_get_array (node)); k++)
        g_string_append_printf (names, "%s %d, ",
                                json_object_get_string_member (json_at (node, k), "name"),
                                (int)json_object_get_int_member (json_at (node, k), "color"));
      g_assert_cmpstr (names->str, ==, steps[i].names);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/state/states", test_states);
  g_test_add_func ("/cli/state/star", test_star);
  g_test_add_func ("/cli/state/undo", test_undo);
  g_test_add_func ("/cli/state/tag-tree", test_tag_tree);
  g_test_add_func ("/cli/state/tags-json", test_tags_json);
  g_test_add_func ("/cli/tag/steps", test_tags);
  g_test_add_func ("/cli/note/steps", test_note);

  return g_test_run ();
}

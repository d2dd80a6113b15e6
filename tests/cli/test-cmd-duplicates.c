/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Duplicates on the command line: listed, merged by number and all that are the same at once,
 * undone. */

#include "run-cli.h"

#include <string.h>

#define STORY                                                                                      \
  "<p>The keeper of the north light rowed out before dawn, because the bell buoy had been silent " \
  "for two nights and the herring boats were due. He found the chain parted three fathoms down, "  \
  "worn through where it had rubbed on a wreck that no chart shows.</p><p>By noon he had spliced " \
  "a new length to it with the help of a boy from the village, and at the turn of the tide the "   \
  "bell rang again over the shoals. The harbour master paid them in coal, which was worth more "   \
  "than money that winter, and wrote the wreck into his book for the ships to come.</p>"

static void
add (TestPlace *place, const char *url, const char *more)
{
  g_autofree char *page = g_strdup_printf (
      "<html><head><title>The Bell Buoy</title></head><body><article><h1>The Bell Buoy</h1>%s" STORY
      "</article></body></html>",
      more);
  g_autoptr (GBytes) bytes = g_bytes_new (page, strlen (page));
  g_autoptr (CliRun) run
      = cli_run_with (place, NULL, bytes, (const char *const[]){ "add", "--url", url, "-", NULL });

  assert_status (run, 0);
}

/* Two that are the same and one with a longer beginning. */
static TestPlace *
make_copies (void)
{
  TestPlace *place = test_place_new ();

  add (place, "https://one.example/buoy", "");
  add (place, "https://two.example/bell", "");
  add (place, "https://three.example/b",
       "<p>From our correspondent on the coast, for the evening edition of the paper.</p>");

  return place;
}

static void
assert_out (TestPlace *place, const char *expected, const char *const *words)
{
  g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, words);

  assert_status (run, 0);
  g_assert_cmpstr (run->out, ==, expected);
}

#define assert_says(place, expected, ...)                                                          \
  assert_out (place, expected, (const char *const[]){ __VA_ARGS__, NULL })

static void
test_merge (void)
{
  g_autoptr (TestPlace) empty = test_place_new ();
  g_autoptr (TestPlace) place = make_copies ();
  g_autoptr (CliRun) listed = NULL, wrong = NULL, one = NULL;
  g_autoptr (JsonNode) json = NULL;
  JsonObject *copy;

  assert_says (empty, "", "duplicates");
  listed = cli_run (place, "duplicates", NULL);
  assert_status (listed, 0);
  assert_has (listed->out, "1\tkeep\t3\tThe Bell Buoy\thttps://three.example/b\n1\t8");
  json = cli_json (place, "--json", "duplicates", NULL);
  copy = json_array_get_object_element (
      json_array_get_array_element (json_node_get_array (json), 0), 1);
  g_assert_cmpint (json_object_get_int_member (copy, "id"), ==, 1);
  g_assert_false (json_object_get_boolean_member (copy, "keep"));
  g_assert_false (json_object_get_boolean_member (copy, "same"));
  g_assert_cmpfloat (json_object_get_double_member (copy, "resemblance"), >, 0.7);

  wrong = cli_run (place, "merge", "1", "77", NULL);
  assert_status (wrong, 1);
  one = cli_run (place, "merge", "1", NULL);
  assert_status (one, 2);
  assert_says (place, "2\tunread\tThe Bell Buoy\n", "merge", "--keep-first", "2", "1");
  assert_says (place, "2\tunread\tThe Bell Buoy\n", "add", "https://one.example/buoy");
  assert_says (place, "merge\t1\n", "undo");
  assert_says (place, "3\tunread\tThe Bell Buoy\n", "merge", "1", "2", "3");
  assert_says (place, "3\tunread\tThe Bell Buoy\n", "list");
}

/* The one with a longer beginning is the same as nobody; the other two are, though it would be kept
 * of all three. */
static void
test_exact (void)
{
  g_autoptr (TestPlace) place = make_copies ();
  g_autoptr (CliRun) verified = NULL;

  assert_says (place, "1\tunread\tThe Bell Buoy\n", "duplicates", "--merge-all-exact");
  assert_says (place, "", "duplicates", "--merge-all-exact");
  assert_says (place, "merge\t1\n", "undo");
  assert_says (place, "merge\t1\n", "redo");
  verified = cli_run (place, "verify", NULL);
  assert_status (verified, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/duplicates/merge", test_merge);
  g_test_add_func ("/cli/duplicates/exact", test_exact);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Duplicates are found without being asked for, and whoever lists them hears of it. */

#include "library/library-private.h"

#include "open-library.h"

static const char story[]
    = "<!DOCTYPE html><html lang=en><title>%s</title><article><h1>%s</h1><p>The lighthouse at the "
      "end of the pier was lit by hand until the winter of the great storm, when the keeper could "
      "not reach it for three nights and the boats came home by the sound of the bell alone.</p>"
      "<p>Nobody was lost, which the parish put down to the bell, and the keeper to luck. The next "
      "spring a clockwork was ordered, and it came in eleven crates, with a letter in a language "
      "that nobody on the island could read.</p><p>So much for %s.</p></article></html>";

static void
add_story (Place *place, const char *name, const char *title)
{
  g_autofree char *html = g_strdup_printf (story, title, title, title);
  g_autofree char *path = place_write (place, name, html, -1);

  add (place, path);
}

static void
changed_cb (SheafStore *store, const SheafChange *change, guint *lists)
{
  if (change->flags == SHEAF_CHANGE_LISTS)
    {
      g_assert_nonnull (change->counts);
      g_assert_true (sheaf_sidebar_counts_is_nothing (change->counts));
      ++*lists;
    }
}

#define PAIRS "SELECT count (*) FROM likeness"

static void
test_found (void)
{
  g_autoptr (Place) place = place_new ();
  SheafDuplicatesWatch *watch = sheaf_library_get_duplicates_watch (place->library);
  guint lists = 0;

  g_signal_connect (sheaf_library_get_store (place->library), "changed", G_CALLBACK (changed_cb),
                    &lists);
  add_story (place, "one.html", "The Bell");
  add_story (place, "two.html", "By the Sound of a Bell");
  assert_answer (place, PAIRS, "0");
  sheaf_duplicates_watch_start (watch, place->library, 0);
  wait_until (lists == 1);
  assert_answer (place, PAIRS, "1"); /* at the start: what was there */
  add_story (place, "three.html", "The Keeper's Luck");
  wait_until (lists == 2);
  assert_answer (place, PAIRS, "3"); /* what came since */
}

static gboolean
is_compared (Place *place)
{
  g_autofree char *answer = ask (place, "SELECT compared FROM fingerprint");

  return g_str_equal (answer, "1");
}

/* Nothing new is no news. */
static void
test_nothing (void)
{
  g_autoptr (Place) place = place_new ();
  guint lists = 0;

  g_signal_connect (sheaf_library_get_store (place->library), "changed", G_CALLBACK (changed_cb),
                    &lists);
  add_story (place, "one.html", "The Bell");
  sheaf_duplicates_watch_start (sheaf_library_get_duplicates_watch (place->library), place->library,
                                0);
  wait_until (is_compared (place));
  let_pass (50);
  g_assert_cmpuint (lists, ==, 0);
}

/* Closed at any moment of it. */
static void
test_closed (void)
{
  for (guint ms = 0; ms < 12; ms++)
    {
      g_autoptr (Place) place = place_new ();

      add_story (place, "one.html", "The Bell");
      add_story (place, "two.html", "By the Sound of a Bell");
      sheaf_duplicates_watch_start (sheaf_library_get_duplicates_watch (place->library),
                                    place->library, 0);
      let_pass (ms);
      place_close (place);
      place_open (place);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/library/watch-duplicates/found", test_found);
  g_test_add_func ("/library/watch-duplicates/nothing", test_nothing);
  g_test_add_func ("/library/watch-duplicates/closed", test_closed);

  return g_test_run ();
}

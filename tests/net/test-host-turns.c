/* SPDX-License-Identifier: GPL-3.0-or-later */

/* So many in all, so many to one host; the rest in order. */

#include "net/host-turns.h"

static GString *begun; /* a letter for each turn that began, in order */

static void
turn_cb (gpointer data)
{
  g_string_append (begun, data);
}

static void
take (SheafHostTurns *turns, const char *host, const char *name)
{
  sheaf_host_turns_take (turns, host, FALSE, turn_cb, (gpointer)name);
}

static void
assert_begun (const char *expected)
{
  g_assert_cmpstr (begun->str, ==, expected);
}

static void
reset (void)
{
  if (begun != NULL)
    g_string_free (begun, TRUE);
  begun = g_string_new (NULL);
}

static void
test_per_host (void)
{
  g_autoptr (SheafHostTurns) turns = sheaf_host_turns_new (16, 2);

  reset ();
  take (turns, "a", "1");
  take (turns, "a", "2");
  take (turns, "a", "3");
  take (turns, "a", "4");
  take (turns, "b", "5"); /* nobody stands in its way */
  assert_begun ("125");
  sheaf_host_turns_give_back (turns, "a");
  assert_begun ("1253");
  sheaf_host_turns_give_back (turns, "b");
  assert_begun ("1253");
  sheaf_host_turns_give_back (turns, "a");
  sheaf_host_turns_give_back (turns, "a");
  sheaf_host_turns_give_back (turns, "a");
  assert_begun ("12534");
  take (turns, "a", "6");
  take (turns, "a", "7");
  take (turns, "a", "8");
  assert_begun ("1253467");
}

static void
test_in_all (void)
{
  g_autoptr (SheafHostTurns) turns = sheaf_host_turns_new (3, 2);

  reset ();
  take (turns, "a", "1");
  take (turns, "a", "2");
  take (turns, "a", "3");
  take (turns, "b", "4");
  take (turns, "c", "5");
  take (turns, "d", "6");
  assert_begun ("124");
  sheaf_host_turns_give_back (turns, "b"); /* "3" is first, but its host is busy */
  assert_begun ("1245");
  sheaf_host_turns_give_back (turns, "a");
  assert_begun ("12453");
  sheaf_host_turns_give_back (turns, "c");
  assert_begun ("124536");
}

static void
test_ahead (void)
{
  g_autoptr (SheafHostTurns) turns = sheaf_host_turns_new (1, 1);

  reset ();
  take (turns, "a", "1");
  take (turns, "a", "2");
  sheaf_host_turns_take (turns, "b", TRUE, turn_cb, (gpointer) "3");
  sheaf_host_turns_give_back (turns, "a");
  assert_begun ("13");
  sheaf_host_turns_give_back (turns, "b");
  assert_begun ("132");
}

static void
test_leave (void)
{
  g_autoptr (SheafHostTurns) turns = sheaf_host_turns_new (1, 1);
  static const char *const two = "2";

  reset ();
  take (turns, "a", "1");
  take (turns, "a", two);
  take (turns, "a", "3");
  g_assert_true (sheaf_host_turns_leave (turns, (gpointer)two));
  g_assert_false (sheaf_host_turns_leave (turns, (gpointer)two));
  sheaf_host_turns_give_back (turns, "a");
  assert_begun ("13");
}

/* A turn that ends, or asks for another, while it begins. */
static SheafHostTurns *nested;

static void
short_turn_cb (gpointer data)
{
  g_string_append (begun, data);
  if (begun->len < 5)
    sheaf_host_turns_take (nested, "a", FALSE, short_turn_cb, data);
  sheaf_host_turns_give_back (nested, "a");
}

static void
test_nested (void)
{
  g_autoptr (SheafHostTurns) turns = sheaf_host_turns_new (1, 1);

  reset ();
  nested = turns;
  take (turns, "a", "1");
  sheaf_host_turns_take (turns, "a", FALSE, short_turn_cb, (gpointer) "2");
  sheaf_host_turns_take (turns, "a", FALSE, short_turn_cb, (gpointer) "3");
  sheaf_host_turns_give_back (turns, "a");
  assert_begun ("123232");
  take (turns, "b", "4");
  assert_begun ("1232324");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/host-turns/per-host", test_per_host);
  g_test_add_func ("/net/host-turns/in-all", test_in_all);
  g_test_add_func ("/net/host-turns/ahead", test_ahead);
  g_test_add_func ("/net/host-turns/leave", test_leave);
  g_test_add_func ("/net/host-turns/nested", test_nested);
  status = g_test_run ();
  if (begun != NULL)
    g_string_free (begun, TRUE);

  return status;
}

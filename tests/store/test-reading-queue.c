/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What fits into a number of minutes, and in which order. */

#include "store/reading-queue.h"

/* At 200 words a minute. */
static void
test_choose (void)
{
  static const struct
  {
    const char *what;
    SheafReadable list[6];
    guint n, minutes;
    const char *chosen;
    guint seconds;
  } cases[] = {
    { "nothing", { { 0 } }, 0, 20, "", 0 },
    { "no time", { { 1, 200, 0 } }, 1, 0, "", 0 },
    { "all of it", { { 1, 400, 0 }, { 2, 600, 0 } }, 2, 5, "1 2", 300 },
    { "the order of the list", { { 9, 200, 0 }, { 2, 200, 0 }, { 5, 200, 0 } }, 3, 2, "9 2", 120 },
    { "what is too long is passed over", { { 1, 4000, 0 }, { 2, 200, 0 } }, 2, 5, "2", 60 },
    { "what was begun first", { { 1, 200, 0 }, { 2, 400, .5 }, { 3, 200, 0 } }, 3, 2, "2 1", 120 },
    { "only the rest counts", { { 1, 2000, .9 } }, 1, 1, "1", 60 },
    { "a look is no beginning", { { 1, 200, 0 }, { 2, 200, .005 } }, 2, 1, "1", 60 },
    { "a line takes a while too",
      { { 1, 3, 0 }, { 2, 3, 0 }, { 3, 3, 0 }, { 4, 3, 0 }, { 5, 3, 0 } },
      5,
      1,
      "1 2 3 4",
      60 },
    { "nonsense of a progress", { { 1, 200, 7 }, { 2, 200, -3 } }, 2, 2, "1 2", 75 },
    { "nothing fits", { { 1, 900, 0 }, { 2, 800, 0 } }, 2, 3, "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) chosen = g_string_new (NULL);
      guint seconds = 7;
      g_autoptr (GArray) ids
          = sheaf_reading_queue_choose (cases[i].list, cases[i].n, cases[i].minutes, 200, &seconds);

      g_test_message ("%s", cases[i].what);
      for (guint k = 0; k < ids->len; k++)
        g_string_append_printf (chosen, "%s%d", k > 0 ? " " : "",
                                (int)g_array_index (ids, gint64, k));
      g_assert_cmpstr (chosen->str, ==, cases[i].chosen);
      g_assert_cmpuint (seconds, ==, cases[i].seconds);
      g_assert_cmpuint (seconds, <=, cases[i].minutes * 60);
    }
}

static void
test_speed (void)
{
  SheafReadable readable = { 1, 460, 0 };

  g_assert_cmpuint (sheaf_readable_seconds (&readable, 230), ==, 120);
  g_assert_cmpuint (sheaf_readable_seconds (&readable, 460), ==, 60);
  g_assert_cmpuint (sheaf_readable_seconds (&readable, 0), ==, 460 * 60);
  readable.words = G_MAXUINT;
  g_assert_cmpuint (sheaf_readable_seconds (&readable, 1), <=, G_MAXINT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/reading-queue/choose", test_choose);
  g_test_add_func ("/store/reading-queue/speed", test_speed);

  return g_test_run ();
}

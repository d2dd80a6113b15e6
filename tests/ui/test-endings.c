/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is told of work that has ended, by a clock of the test's own. */

#include "ui/endings.h"

#define SECOND G_TIME_SPAN_SECOND

typedef struct
{
  gint64 now;
  gboolean watched;
  GString *said;
} Desktop;

static gint64
now (gpointer data)
{
  return ((Desktop *)data)->now;
}

static gboolean
is_watched (gpointer data)
{
  return ((Desktop *)data)->watched;
}

static void
tell (gpointer data, const SheafEnding *ending)
{
  g_string_append_printf (((Desktop *)data)->said, "+%s:%s", ending->id, ending->title);
}

static void
withdraw (gpointer data, const char *id)
{
  g_string_append_printf (((Desktop *)data)->said, "-%s", id);
}

static const SheafEndingsHost host = { now, is_watched, tell, withdraw };

static void
test_long (void)
{
  static const struct
  {
    gint64 took;
    gboolean watched;
    const char *said;
  } cases[] = {
    { 0, FALSE, "" },
    { 10 * SECOND - 1, FALSE, "" },
    { 10 * SECOND, FALSE, "+a:A" },
    { 3600 * SECOND, FALSE, "+a:A" },
    { 10 * SECOND, TRUE, "" },
    { 3600 * SECOND, TRUE, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Desktop desktop = { 7 * SECOND + cases[i].took, cases[i].watched, g_string_new (NULL) };
      SheafEndings *endings = sheaf_endings_new (&host, &desktop);

      sheaf_endings_add (endings, 7 * SECOND, &(SheafEnding){ .id = "a", .title = "A" });
      g_assert_cmpstr (desktop.said->str, ==, cases[i].said);
      sheaf_endings_free (endings);
      g_string_free (desktop.said, TRUE);
    }
}

/* Each once, whether it was told once or again. */
static void
test_seen (void)
{
  Desktop desktop = { 20 * SECOND, FALSE, g_string_new (NULL) };
  SheafEndings *endings = sheaf_endings_new (&host, &desktop);

  sheaf_endings_seen (endings);
  g_assert_cmpstr (desktop.said->str, ==, "");
  sheaf_endings_add (endings, 0, &(SheafEnding){ .id = "a", .title = "A" });
  sheaf_endings_add (endings, 0, &(SheafEnding){ .id = "a", .title = "B" });
  g_assert_cmpstr (desktop.said->str, ==, "+a:A+a:B");
  g_string_truncate (desktop.said, 0);
  sheaf_endings_seen (endings);
  g_assert_cmpstr (desktop.said->str, ==, "-a");
  g_string_truncate (desktop.said, 0);
  sheaf_endings_seen (endings);
  g_assert_cmpstr (desktop.said->str, ==, "");
  sheaf_endings_free (endings);
  g_string_free (desktop.said, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/endings/long", test_long);
  g_test_add_func ("/ui/endings/seen", test_seen);

  return g_test_run ();
}

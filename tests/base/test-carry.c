/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/carry.h"

#include <string.h>

#define ONE "The hut stands on seven legs of tarred oak, and when the water comes in it hums."
#define TWO "Marta noticed it on her first night, and by spring could name the hour by it."
#define THREE "The archive of her recordings now fills a room at the university, tide by tide."
#define FOUR "Nobody asked her to keep it. She says that nobody asks the heron either."
#define NEW "Editor's note: this article was corrected on Tuesday, after a reader wrote in."

/* Where WORDS stand in TEXT, in code points. */
static guint
find (const char *text, const char *words)
{
  const char *at = strstr (text, words);

  g_assert_nonnull (at);

  return (guint)g_utf8_pointer_to_offset (text, at);
}

static void
test_place (void)
{
  static const struct
  {
    const char *before, *after, *at, *to;
  } cases[] = {
    { ONE "\n" TWO "\n" THREE, ONE "\n" TWO "\n" THREE, "first night", "first night" },
    { ONE "\n" TWO "\n" THREE, NEW "\n" ONE "\n" TWO "\n" THREE, "first night", "first night" },
    { ONE "\n" TWO "\n" THREE, TWO "\n" THREE, "Marta", "Marta" },
    { ONE "\n" TWO "\n" THREE "\n" FOUR, ONE "\n" THREE "\n" FOUR, "first night", "The archive" },
    { ONE "\n" TWO "\n" THREE "\n" FOUR, NEW "\n" TWO, "asks the heron", "Marta" },
    { "Größe\n" ONE "\n" TWO, NEW "\nÄußerst kurz\n" ONE "\n" TWO, "by spring", "by spring" },
    { ONE "\n" TWO "\n" THREE, ONE "\n" THREE "\n" TWO, "The archive", "The archive" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (
        sheaf_carry_place (cases[i].before, cases[i].after, find (cases[i].before, cases[i].at)),
        ==, find (cases[i].after, cases[i].to));
}

/* Where nothing of it is there any more it is as far down as before, and never past the end. */
static void
test_elsewhere (void)
{
  g_assert_cmpuint (sheaf_carry_place (ONE "\n" TWO, "kurz und gut ganz anders", 80), ==,
                    80 * 24 / strlen (ONE "\n" TWO));
  g_assert_cmpuint (sheaf_carry_place (ONE, "", 5), ==, 0);
  g_assert_cmpuint (sheaf_carry_place ("", ONE, 5), ==, 0);
  g_assert_cmpuint (sheaf_carry_place ("a", ONE, 9), <=, strlen (ONE));
  g_assert_cmpuint (sheaf_carry_place (ONE, "a\n\n\n", G_MAXUINT), <=, 4);
}

static void
test_part (void)
{
  const char *before = ONE "\n" TWO "\n" THREE, *after = NEW "\n" ONE "\n" TWO "\n" THREE;
  double part = find (before, "The archive") / (double)strlen (before);

  g_assert_cmpfloat_with_epsilon (sheaf_carry_part (before, after, part),
                                  find (after, "The archive") / (double)strlen (after), 1e-6);
  g_assert_cmpfloat (sheaf_carry_part (before, after, 0), ==, 0);
  g_assert_cmpfloat (sheaf_carry_part (before, after, 1), ==, 1);
  g_assert_cmpfloat (sheaf_carry_part ("", after, .5), ==, .5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/carry/place", test_place);
  g_test_add_func ("/base/carry/elsewhere", test_elsewhere);
  g_test_add_func ("/base/carry/part", test_part);

  return g_test_run ();
}

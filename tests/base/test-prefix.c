/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/prefix.h"

static void
test_dir (void)
{
  static const struct
  {
    const char *program, *bindir, *dir, *found;
  } cases[] = {
    { "/usr/local/bin/sheaf", "/usr/local/bin", "/usr/local/share", "/usr/local/share" },
    { "/opt/a b/bin/sheaf", "/usr/local/bin", "/usr/local/share/locale", "/opt/a b/share/locale" },
    { "/bin/sheaf", "/usr/bin", "/usr/share", "/share" },
    { "/x/usr/bin/sheaf", "/usr/bin", "/usr/share", "/x/usr/share" },
    { "/x/lib/sheaf/bin/sheaf", "/usr/lib/sheaf/bin", "/usr/share", "/x/share" },
    { "/x/bin/sheaf", "/usr/lib/sheaf/bin", "/usr/share", NULL },
    { "/x/y/sheaf/bin/sheaf", "/usr/bin", "/var/share",
      NULL }, /* no common prefix: it cannot be moved */
    { "/home/me/sheaf/_build/src/ui/sheaf", "/usr/local/bin", "/usr/local/share", NULL },
    { "/x/cabin/sheaf", "/usr/bin", "/usr/share", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = sheaf_prefix_dir (cases[i].program, cases[i].bindir, cases[i].dir);

      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/prefix/dir", test_dir);

  return g_test_run ();
}

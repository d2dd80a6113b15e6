/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which articles share tags with one. */

#include "store/read.h"

#include "test-library.h"

static gint64
add (SheafDb *db, const char *title, const char *tags)
{
  g_auto (GStrv) names = g_strsplit (tags, " ", -1);
  g_autofree char *url = g_strdup_printf ("https://oar.example/%s", title);

  return add_page (db, url, title, "The keeper writes the hour down.", (const char *const *)names);
}

static char *
related (SheafDb *db, gint64 id, guint most)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = sheaf_read_related (db, id, most, &error);
  GString *titles = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? " " : "", ((SheafRow *)rows->pdata[i])->title);

  return g_string_free (titles, FALSE);
}

static void
assert_related (SheafDb *db, gint64 id, guint most, const char *expected)
{
  g_autofree char *titles = related (db, id, most);

  g_assert_cmpstr (titles, ==, expected);
}

/* "sea" has all of them, "moon" few. */
static void
test_order (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 tide = add (db, "tide", "sea moon"), lamp = add (db, "lamp", "light");
  gint64 read = add (db, "read", "sea moon"), archived = add (db, "archived", "sea");
  gint64 binned = add (db, "binned", "sea moon");

  add (db, "older", "sea");
  add (db, "both", "sea moon");
  add (db, "rare", "moon");
  add (db, "newer", "sea");
  apply (db, sheaf_edit_new_read (&read, 1, TRUE));
  apply (db, sheaf_edit_new_archive (&archived, 1, TRUE));
  apply (db, sheaf_edit_new_trash (&binned, 1, TRUE));
  assert_related (db, tide, 9, "both rare newer older read archived");
  assert_related (db, tide, 2, "both rare");
  assert_related (db, tide, 0, "");
  assert_related (db, lamp, 4, "");
  assert_related (db, 4711, 4, "");
  apply (db, sheaf_edit_new_trash (&binned, 1, FALSE));
  assert_related (db, tide, 2, "both binned");
}

/* The one with the rare tag is found behind any number of newer ones. */
static void
test_many (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 tide = add (db, "tide", "sea moon");

  add (db, "rare", "sea moon");
  for (guint i = 0; i < 1200; i++)
    {
      g_autofree char *title = g_strdup_printf ("common-%u", i);

      add (db, title, "sea");
    }
  assert_related (db, tide, 3, "rare common-1199 common-1198");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/read-related/order", test_order);
  g_test_add_func ("/store/read-related/many", test_many);

  return g_test_run ();
}

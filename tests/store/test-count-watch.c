/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Counts that are moved by each edit are what counting anew gives: over edits made at random, with
 * undo, in nested tags. */

#include "store/counts.h"

#include "test-library.h"

#define N_ARTICLES 40
#define N_EDITS 1000

static const char *const names[] = {
  "sea",
  "sea/salt",
  "sea/salt/coarse",
  "science/physics",
  "science/physics/optics",
  "Straße",
  "Straße/Pflaster",
  "a b",
  "a/b",
  "a-b",
};

static gint64 ids[N_ARTICLES];
static guint anew; /* edits after which all was counted again */

/* Applies EDIT and moves COUNTS by it; says whether they are what counting gives. */
static gboolean
step (SheafDb *db, SheafEdit *owned, SheafSidebarCounts **counts, SheafEdit **inverse)
{
  g_autoptr (SheafEdit) edit = owned;
  g_autoptr (SheafSidebarCounts) counted = NULL;
  SheafEditOutcome outcome;

  g_assert_true (sheaf_edit_apply (edit, db, NULL, &outcome, NULL));
  counted = sheaf_read_sidebar (db, NULL);
  if (outcome.counts != NULL)
    sheaf_sidebar_counts_move (*counts, outcome.counts);
  else
    {
      sheaf_sidebar_counts_free (*counts);
      *counts = sheaf_read_sidebar (db, NULL);
      anew++;
    }
  if (inverse != NULL)
    *inverse = g_steal_pointer (&outcome.inverse);
  sheaf_edit_outcome_clear (&outcome);

  return sheaf_sidebar_counts_equal (*counts, counted);
}

static SheafDb *
make_library (void)
{
  SheafDb *db = open_library ();

  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autofree char *url = g_strdup_printf ("https://example.org/%u", i);
      const char *tags[] = { names[i % G_N_ELEMENTS (names)], NULL };

      ids[i] = add_page (db, url, "T", "text", tags);
    }

  return db;
}

static const char *
pick (GRand *rand)
{
  return names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
}

static SheafEdit *
make_edit (GRand *rand)
{
  gint64 some[6];
  const char *add[] = { pick (rand), pick (rand), NULL };
  const char *remove[] = { pick (rand), pick (rand), NULL };
  gsize n = (gsize)g_rand_int_range (rand, 1, G_N_ELEMENTS (some));
  gboolean on = g_rand_boolean (rand);

  for (gsize i = 0; i < n; i++)
    some[i] = ids[g_rand_int_range (rand, 0, N_ARTICLES)];
  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
      return sheaf_edit_new_archive (some, n, on);
    case 1:
      return sheaf_edit_new_star (some, n, on);
    case 2:
    case 3:
      return sheaf_edit_new_trash (some, n, on);
    case 4:
      return sheaf_edit_new_read (some, n, on);
    case 5:
      return sheaf_edit_new_delete_tag (pick (rand));
    case 6:
      return sheaf_edit_new_color_tag (pick (rand), (guint)g_rand_int_range (rand, 0, 9));
    case 7:
      return g_rand_int_range (rand, 0, 8) == 0
                 ? sheaf_edit_new_purge (some, n)
                 : sheaf_edit_new_rename_tag (pick (rand), pick (rand));
    case 8:
      return sheaf_edit_new_tag (some, n, NULL, remove);
    case 9:
      return sheaf_edit_new_tag (some, n, add, remove);
    default:
      return sheaf_edit_new_tag (some, n, add, NULL);
    }
}

static void
test_random (void)
{
  g_autoptr (SheafDb) db = make_library ();
  SheafSidebarCounts *counts = sheaf_read_sidebar (db, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (4711);
  guint undone = 0;

  anew = 0;
  for (guint i = 0; i < N_EDITS; i++)
    {
      SheafEdit *inverse = NULL;

      if (!step (db, make_edit (rand), &counts, &inverse))
        g_error ("edit %u counts otherwise than a count", i);
      if (inverse != NULL && g_rand_int_range (rand, 0, 3) == 0)
        {
          if (!step (db, g_steal_pointer (&inverse), &counts, NULL))
            g_error ("undoing edit %u counts otherwise than a count", i);
          undone++;
        }
      g_clear_pointer (&inverse, sheaf_edit_unref);
    }
  g_test_message ("%u undone, counted anew %u times", undone, anew);
  g_assert_cmpuint (undone, >, 100);
  g_assert_cmpuint (anew, <, N_EDITS / 5); /* names that changed */
  sheaf_sidebar_counts_free (counts);
}

/* What stands under a tag counts there, once for each article. */
static void
test_tree (void)
{
  static const char *const both[] = { "sea/salt", "sea/salt/coarse", NULL };
  static const char *const deep[] = { "ice/floe/edge", NULL };
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (SheafSidebarCounts) counts = NULL;
  const SheafTagCount *tag;

  add_page (db, "https://example.org/1", "T", "text", both);
  add_page (db, "https://example.org/2", "T", "text", deep);
  counts = sheaf_read_sidebar (db, NULL);
  g_assert_cmpuint (counts->tags->len, ==, 6);
  tag = counts->tags->pdata[0];
  g_assert_cmpstr (tag->name, ==, "ice");
  g_assert_cmpint (tag->id, ==, 0);
  g_assert_cmpuint (tag->total, ==, 0);
  g_assert_cmpuint (tag->all_total, ==, 1);
  tag = sheaf_sidebar_counts_find (counts, "sea");
  g_assert_cmpuint (tag->all_unread, ==, 1);
  g_assert_cmpuint (tag->n_tags, ==, 2);
  tag = sheaf_sidebar_counts_find (counts, "sea/salt/coarse");
  g_assert_cmpuint (tag->depth, ==, 2);
  g_assert_true (tag->parent == sheaf_sidebar_counts_find (counts, "sea/salt"));
}

/* In the order of the tree, whatever stands in a name. */
static void
test_order (void)
{
  static const char *const tags[] = { "a", "a-b", "a/c", "a b", "a/c/d", "a.", "b", NULL };
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (SheafSidebarCounts) counts = NULL;

  add_page (db, "https://example.org/1", "T", "text", tags);
  counts = sheaf_read_sidebar (db, NULL);
  for (guint i = 0; i < counts->tags->len; i++)
    {
      const SheafTagCount *tag = counts->tags->pdata[i];

      g_assert_true (tag->parent == NULL || tag->parent == counts->tags->pdata[i - 1]
                     || tag->parent == ((SheafTagCount *)counts->tags->pdata[i - 1])->parent);
    }
}

/* Nothing is left of an edit that failed, nor is what is rolled back counted. */
static void
test_nothing (void)
{
  g_autoptr (SheafDb) db = make_library ();
  g_autoptr (SheafEdit) star = sheaf_edit_new_star (ids, 1, FALSE); /* it has none */
  g_autoptr (SheafEdit) progress = sheaf_edit_new_progress (ids[0], .5);
  SheafEditOutcome outcome;

  g_assert_true (sheaf_edit_apply (star, db, NULL, &outcome, NULL));
  g_assert_true (sheaf_sidebar_counts_is_nothing (outcome.counts));
  sheaf_edit_outcome_clear (&outcome);
  g_assert_true (sheaf_edit_apply (progress, db, NULL, &outcome, NULL));
  g_assert_true (sheaf_sidebar_counts_is_nothing (outcome.counts));
  sheaf_edit_outcome_clear (&outcome);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/count-watch/random", test_random);
  g_test_add_func ("/store/count-watch/tree", test_tree);
  g_test_add_func ("/store/count-watch/order", test_order);
  g_test_add_func ("/store/count-watch/nothing", test_nothing);

  return g_test_run ();
}

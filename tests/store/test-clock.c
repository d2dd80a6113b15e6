/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A library whose clock jumps ten years ahead, ten years back, and is right again: what is done in
 * between is kept, found, taken back in the order in which it was done, and backed up. */

#include "base/time.h"
#include "store/backup.h"

#include "test-folder.h"

#include <time.h>

#define YEARS (10 * 365 * G_TIME_SPAN_DAY)
#define A_JUMP 12

static gint64 ahead;

/* In the place of GLib's: the clock of this program. */
gint64
g_get_real_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);

  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000 + ahead;
}

static const gint64 jumps[] = { 0, YEARS, -YEARS, 0, -YEARS, YEARS, 0 };

static void
act (SheafDb *db, SheafDeed deed, SheafEdit *edit)
{
  apply (db, sheaf_edit_new_deed (edit, deed, SHEAF_JOIN_ALWAYS));
}

/* What a reader does in a while: one article comes, the one before is marked. */
static void
work (SheafDb *db, guint n)
{
  g_autofree char *url = g_strdup_printf ("https://example.org/%u", n);
  g_autofree char *title = g_strdup_printf ("Number %02u", n);
  gint64 id = add_page (db, url, title, "The lighthouse keeper wrote it down.", NULL);

  act (db, SHEAF_DEED_STAR, sheaf_edit_new_star (&id, 1, TRUE));
  act (db, SHEAF_DEED_TAG, sheaf_edit_new_tag (&id, 1, (const char *const[]){ "sea", NULL }, NULL));
  act (db, SHEAF_DEED_NOTE, sheaf_edit_new_note (id, "Read it again."));
  act (db, n % 2 == 0 ? SHEAF_DEED_ARCHIVE : SHEAF_DEED_DELETE,
       n % 2 == 0 ? sheaf_edit_new_archive (&id, 1, TRUE) : sheaf_edit_new_trash (&id, 1, TRUE));
}

static guint
count_found (SheafDb *db, SheafPlace place, const char *text)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (place);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (all, text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = sheaf_read_query (db, query, &error);

  g_assert_no_error (error);

  return ids->len;
}

/* Nothing is lost, nothing cannot be found, and each state comes back as it was. */
static void
test_work (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  guint n = 0;

  for (guint jump = 0; jump < G_N_ELEMENTS (jumps); jump++)
    {
      ahead = jumps[jump];
      for (guint i = 0; i < A_JUMP; i++)
        work (db, n++);
      g_assert_cmpuint (count_found (db, SHEAF_PLACE_ALL, "lighthouse")
                            + count_found (db, SHEAF_PLACE_TRASH, "lighthouse"),
                        ==, n);
      /* Just now is just now, whatever now is. */
      g_assert_cmpuint (count_found (db, SHEAF_PLACE_ALL, "saved:<1d"), >=, A_JUMP / 2);
      assert_sound (db);
    }
  assert_answer (db, "SELECT count (*) FROM article", "84");
  assert_answer (db, "SELECT count (*) FROM note", "84");

  /* Back and forth again: by the order of the deeds, not by their time. */
  for (guint i = 0; i < 60; i++)
    {
      g_ptr_array_add (states, dump_tables (db));
      ahead = jumps[i % G_N_ELEMENTS (jumps)];
      apply (db, sheaf_edit_new_undo (FALSE));
    }
  for (guint i = 60; i > 0; i--)
    {
      g_autofree char *state = NULL;

      ahead = jumps[i % G_N_ELEMENTS (jumps)];
      apply (db, sheaf_edit_new_undo (TRUE));
      state = dump_tables (db);
      g_assert_cmpstr (state, ==, states->pdata[i - 1]);
    }
  assert_sound (db);
  ahead = 0;
}

/* What was put off for a while is not put off for years. */
static void
test_jobs (void)
{
  for (guint jump = 0; jump < G_N_ELEMENTS (jumps); jump++)
    {
      g_autoptr (SheafDb) db = open_library ();
      g_autoptr (GPtrArray) due = NULL;
      gint64 id = add_address (db, "https://example.org/a");

      ahead = jumps[jump];
      apply (db,
             sheaf_edit_new_fail (id, SHEAF_ERROR_NETWORK, sheaf_time_now () + G_TIME_SPAN_HOUR));
      ahead = 0;
      due = sheaf_read_jobs (
          db, &(SheafJobQuestion){ .now = sheaf_time_now () + 2 * G_TIME_SPAN_HOUR }, NULL, NULL);
      g_assert_cmpuint (due->len, ==, 1);
    }
}

/* A backup is due again after each jump, and the newest is always one of those that stay. */
static void
test_backups (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-clock-XXXXXX", NULL);
  g_autofree char *backups = sheaf_backup_folder (folder);
  g_autoptr (GError) error = NULL;
  SheafDb *db = open_folder (folder);
  gint permille;

  for (guint jump = 0; jump < G_N_ELEMENTS (jumps); jump++)
    {
      g_autoptr (GPtrArray) before = sheaf_backup_list (backups), after = NULL;
      g_autoptr (SheafBackup) made = NULL;
      gint64 articles = -1;

      ahead = jumps[jump];
      work (db, jump);
      g_assert_true (sheaf_backup_is_due (before, sheaf_time_now ()));
      made = sheaf_backup_make (folder, NULL, sheaf_time_now (), &permille, NULL, &error);
      g_assert_no_error (error);
      after = sheaf_backup_list (backups);
      g_assert_cmpstr (((SheafBackup *)after->pdata[0])->path, ==, made->path);
      g_assert_true (sheaf_backup_check (made->path, NULL, &articles, &error));
      g_assert_no_error (error);
      g_assert_cmpint (articles, ==, jump + 1);
      g_assert_false (sheaf_backup_is_due (after, sheaf_time_now ()));
    }
  sheaf_db_close (db);
  ahead = 0;
  remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/clock/work", test_work);
  g_test_add_func ("/store/clock/jobs", test_jobs);
  g_test_add_func ("/store/clock/backups", test_backups);

  return g_test_run ();
}

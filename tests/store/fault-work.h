/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The work that faults interrupt: a row of edits over a small library, and what the library must look like after
 * each. Nothing of it depends on chance or the clock but ids of things and times, which are not compared. */
#pragma once

#include "test-folder.h"
#include "test-marks.h"

#define BEGINNING 6 /* articles that are there before */
#define STEPS 18
#define RELAXED_STEP 14 /* reading progress: a power cut may take it back */

static inline SheafEdit *
work_step (guint step)
{
  static const gint64 some[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  g_autofree char *url = g_strdup_printf ("https://example.org/faults/%u", step);
  g_autofree char *title = g_strdup_printf ("Step %u", step);
  g_autofree char *text = make_words (500 + step, 300 + 211 * (step % 5));
  g_autoptr (SheafPage) page = make_page (title, text);
  const char *const tags[] = { "fault", title, NULL };
  const char *const off[] = { "all", NULL };
  g_autoptr (SheafMark) mark = NULL;

  switch (step % 9)
    {
    case 0:
    case 4:
      return sheaf_edit_new_add_page (url, page, NULL, tags);
    case 1:
      return sheaf_edit_new_add (url, title, tags);
    case 2:
      return sheaf_edit_new_tag (some, G_N_ELEMENTS (some), tags, step > 9 ? off : NULL);
    case 3:
      if (step < 9)
        return sheaf_edit_new_note (3, text);
      mark = make_mark (4, text, 9, 2, title);
      return sheaf_edit_new_mark (mark);
    case 5:
      return step < 9 ? sheaf_edit_new_star (some, G_N_ELEMENTS (some), TRUE) : sheaf_edit_new_progress (5, 0.5);
    case 6:
      return sheaf_edit_new_fill (step < 9 ? 8 : 5, NULL, page, NULL, FALSE);
    case 7:
      return sheaf_edit_new_trash (some, 4, step < 9);
    default:
      return step < 9 ? sheaf_edit_new_purge (some, 2) : sheaf_edit_new_archive (some, 8, TRUE);
    }
}

/* TRUE: it is committed. */
static inline gboolean
work_apply (SheafDb *db, guint step, GError **error)
{
  g_autoptr (SheafEdit) edit = work_step (step);
  SheafEditOutcome outcome = { 0 };
  gboolean done = sheaf_edit_apply (edit, db, NULL, &outcome, error);

  sheaf_edit_outcome_clear (&outcome);

  return done;
}

/* Everything that a person would miss, as one checksum. NULL: it cannot be read. (transfer full) */
static inline char *
work_state (SheafDb *db)
{
  static const char *const questions[] = {
    "SELECT id, url, title, site, state, trashed_at IS NULL, fetch, starred, word_count, progress FROM article ORDER BY id",
    "SELECT article_id, unz (doc_z), unz (text_z) FROM content ORDER BY 1",
    "SELECT name, article_id FROM article_tag JOIN tag ON tag.id = tag_id ORDER BY 1, 2",
    "SELECT name FROM tag ORDER BY 1",
    "SELECT article_id, quote, body FROM note ORDER BY 1, 3",
    "SELECT kind, article_id, url FROM job ORDER BY 1, 2",
  };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      sqlite3_stmt *stmt;
      int code;

      if (sqlite3_prepare_v2 (sheaf_db_get_handle (db), questions[i], -1, &stmt, NULL) != SQLITE_OK)
        return NULL;
      while ((code = sqlite3_step (stmt)) == SQLITE_ROW)
        for (int column = 0; column < sqlite3_column_count (stmt); column++)
          {
            g_checksum_update (sum, sqlite3_column_blob (stmt, column), sqlite3_column_bytes (stmt, column));
            g_checksum_update (sum, (const guchar *)"|", 1);
          }
      sqlite3_finalize (stmt);
      if (code != SQLITE_DONE)
        return NULL;
    }

  return g_strdup (g_checksum_get_string (sum));
}

/* The state after N steps for each N, of a run that nothing disturbs. */
static char *work_states[STEPS + 1];

static inline void
work_learn (SheafDb *db)
{
  work_states[0] = work_state (db);
  for (guint step = 0; step < STEPS; step++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (work_apply (db, step, &error));
      g_assert_no_error (error);
      work_states[step + 1] = work_state (db);
      if (g_str_equal (work_states[step], work_states[step + 1]))
        g_test_message ("step %u does nothing", step);
      g_assert_cmpstr (work_states[step], !=, work_states[step + 1]);
    }
}

static inline void
work_forget (void)
{
  for (guint i = 0; i <= STEPS; i++)
    g_clear_pointer (&work_states[i], g_free);
}

/* How many steps the library has in it; -1: it is none of the states, so an edit is there by half. */
static inline int
work_steps_in (SheafDb *db)
{
  g_autofree char *state = work_state (db);

  for (int i = 0; i <= STEPS; i++)
    if (g_strcmp0 (state, work_states[i]) == 0)
      return i;

  return -1;
}

static inline gboolean
work_is_sound (SheafDb *db)
{
  g_auto (GStrv) problems = sheaf_verify (db, NULL, NULL, NULL);

  for (guint i = 0; problems != NULL && problems[i] != NULL; i++)
    g_test_message ("%s", problems[i]);

  return problems != NULL && problems[0] == NULL;
}

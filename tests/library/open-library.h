/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A library in a folder of its own, with everything that is asynchronous waited for. */
#pragma once

#include "base/error.h"
#include "library/add.h"
#include "library/library.h"

#include "local-server.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

typedef struct
{
  char *folder;
  SheafLibrary *library; /* NULL: closed */
} Place;

/* --- Waiting --- */

static inline void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;

  g_assert_null (*kept);
  *kept = g_object_ref (result);
}

static inline void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static inline gboolean
flag_cb (gpointer data)
{
  *(gboolean *)data = TRUE;

  return G_SOURCE_REMOVE;
}

static inline void
let_pass (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, flag_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* Lets the main context run until CONDITION holds; ten seconds are too long. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 until_ = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;                             \
    while (!(condition) && g_get_monotonic_time () < until_)                                       \
      let_pass (2);                                                                                \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

/* --- The library --- */

static inline void
place_open (Place *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_library_open_async (self->folder, NULL, result_cb, &result);
  wait_for (&result);
  self->library = sheaf_library_open_finish (result, &error);
  g_assert_no_error (error);
}

static inline void
place_close (Place *self)
{
  if (self->library != NULL)
    sheaf_library_close (self->library);
  let_pass (1); /* what it called off is told */
  g_clear_object (&self->library);
}

static inline Place *
place_new (void)
{
  Place *self = g_new0 (Place, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("sheaf-library-XXXXXX", &error);
  g_assert_no_error (error);
  place_open (self);

  return self;
}

static inline void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static inline void
place_free (Place *self)
{
  place_close (self);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Place, place_free)

/* Writes a file beside the library. (transfer full): its path */
static inline char *
place_write (Place *self, const char *name, const char *bytes, gssize size)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, size, &error);
  g_assert_no_error (error);

  return path;
}

/* The first column of the first row of a question to the file itself, by a connection of its own,
 * which sees only what was committed. "": null, or no row. (transfer full) */
static inline char *
ask (Place *self, const char *sql)
{
  g_autofree char *path = g_build_filename (self->folder, "library.db", NULL);
  sqlite3 *db;
  sqlite3_stmt *stmt;
  char *answer = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    answer = g_strdup ((const char *)sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  sqlite3_close (db);

  return answer != NULL ? answer : g_strdup ("");
}

#define assert_answer(place, sql, expected)                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *answer_ = ask (place, sql);                                                   \
    g_assert_cmpstr (answer_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

/* --- Its verbs --- */

static inline gboolean
add_with_tags (
    Place *self, const char *target, const char *const *tags, SheafAdded *added, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sheaf_library_add_async (self->library, target, tags, NULL, result_cb, &result);
  wait_for (&result);

  return sheaf_library_add_finish (self->library, result, added, error);
}

/* An address or a file that must be taken. */
static inline SheafAdded
add (Place *self, const char *target)
{
  SheafAdded added = { 0 };
  g_autoptr (GError) error = NULL;

  add_with_tags (self, target, NULL, &added, &error);
  g_assert_no_error (error);
  g_assert_cmpint (added.id, >, 0);

  return added;
}

static inline void
fetch (Place *self, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_library_fetch_async (self->library, id, NULL, result_cb, &result);
  wait_for (&result);
  sheaf_library_fetch_finish (self->library, result, &error);
  g_assert_no_error (error);
}

/* Adds and fetches PATH of SERVER. */
static inline gint64
save (Place *self, LocalServer *server, const char *path)
{
  g_autofree char *url = local_server_url (server, path);
  SheafAdded added = add (self, url);

  fetch (self, added.id);

  return added.id;
}

/* Applies and frees EDIT. */
static inline void
apply (Place *self, SheafEdit *edit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_store_apply_async (sheaf_library_get_store (self->library), edit, NULL, result_cb, &result);
  sheaf_edit_unref (edit);
  wait_for (&result);
  sheaf_store_apply_finish (sheaf_library_get_store (self->library), result, NULL, NULL, NULL,
                            &error);
  g_assert_no_error (error);
}

static inline SheafLoaded *
load (Place *self, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SheafLoaded *loaded;

  sheaf_store_load_article_async (sheaf_library_get_store (self->library), id, NULL, result_cb,
                                  &result);
  wait_for (&result);
  loaded
      = sheaf_store_load_article_finish (sheaf_library_get_store (self->library), result, &error);
  g_assert_no_error (error);

  return loaded;
}

static inline const char *
text_of (SheafLoaded *loaded)
{
  return loaded->page != NULL && loaded->page->document != NULL
             ? sheaf_document_get_text (loaded->page->document)
             : "";
}

/* The word that stands for the row's state. (transfer full) */
static inline char *
state_of (Place *self, gint64 id)
{
  g_autoptr (SheafLoaded) loaded = load (self, id);

  return g_strdup (sheaf_row_get_state (loaded->row));
}

#define assert_state(place, id, expected)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *state_ = state_of (place, id);                                                \
    g_assert_cmpstr (state_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

/* Nothing is broken in it. */
static inline void
assert_sound (Place *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) problems = NULL;

  sheaf_store_verify_async (sheaf_library_get_store (self->library), NULL, result_cb, &result);
  wait_for (&result);
  problems = sheaf_store_verify_finish (sheaf_library_get_store (self->library), result, NULL, &error);
  g_assert_no_error (error);
  if (problems[0] != NULL)
    g_test_message ("%s", problems[0]);
  g_assert_cmpuint (g_strv_length (problems), ==, 0);
}

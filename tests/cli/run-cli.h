/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The built sheaf-cli as a person or a script runs it: a library of its own, words in, both streams
 * and the exit status out. The main context runs meanwhile, so that a server of this process can
 * answer it. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A folder with a library in it ("library") and room for files; gone with its end. */
typedef struct
{
  char *folder;
  char *library;
} TestPlace;

TestPlace *
test_place_new (void);
void
test_place_free (TestPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestPlace, test_place_free)

/* Writes a file of the place and gives its path. LENGTH -1: TEXT is a string. (transfer full) */
char *
test_place_write (TestPlace *self, const char *name, const char *text, gssize length);

/* What one run left. */
typedef struct
{
  int status; /* -1: ended by a signal */
  char *out;  /* always valid UTF-8: looked at */
  char *err;
} CliRun;

void
cli_run_free (CliRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliRun, cli_run_free)

/* A launcher with the environment of the tests: no library but PLACE's (nullable: none is named),
 * no proxy, no home of this user, and a mistake that a sanitizer finds never looks like an exit
 * status of ours. */
GSubprocessLauncher *
cli_launcher (TestPlace *place, GSubprocessFlags flags);

/* "sheaf-cli WORDS" with PLACE's library, LAUNCHER's environment (nullable: the usual one) and
 * INPUT (nullable) on the standard input. WORDS end with NULL. */
CliRun *
cli_run_with (TestPlace *place,
              GSubprocessLauncher *launcher,
              GBytes *input,
              const char *const *words);

/* The same with the usual environment, no input, and the words one after the other, NULL the last.
 */
#define cli_run(place, ...) cli_run_with (place, NULL, NULL, (const char *const[]){ __VA_ARGS__ })

/* Starts it and does not wait. */
GSubprocess *
cli_start (GSubprocessLauncher *launcher, const char *const *words);

/* Collects what CHILD says into its pipes until it ends. INPUT nullable: its input, if a pipe, ends
 * at once. */
CliRun *
cli_collect (GSubprocess *child, GBytes *input);

/* The standard output as JSON; the test fails where it is none. */
JsonNode *
cli_run_json (CliRun *run);

/* Runs, looks for exit 0, gives the JSON. */
JsonNode *
cli_json_with (TestPlace *place, const char *const *words);
#define cli_json(place, ...) cli_json_with (place, (const char *const[]){ __VA_ARGS__ })

/* A member of the N-th object of an array, or of the object itself. */
JsonObject *
json_at (JsonNode *array, guint n);

/* The number in front of OUT's N-th line ("12<TAB>unread<TAB>Title"). */
gint64
cli_line_id (const char *out, guint n);

/* The next line that a child says, without its end; NULL: it has said its last. Valid UTF-8: looked
 * at. (transfer full) */
char *
cli_read_line (GDataInputStream *stream);

/* A page with TITLE whose text has WORDS in it and is long enough to be an article. (transfer full)
 */
char *
make_page (const char *title, const char *words);

/* Lets the main context run until CONDITION is true; a minute of waiting fails the test. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint too_late = g_timeout_add_seconds (60, cli_too_late_cb, (gpointer) #condition);           \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (too_late);                                                                    \
  }                                                                                                \
  G_STMT_END

gboolean
cli_too_late_cb (gpointer condition);

#define assert_status(run, expected)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if ((run)->status != (expected))                                                               \
      g_test_message ("out: %s\nerr: %s", (run)->out, (run)->err);                                 \
    g_assert_cmpint ((run)->status, ==, (expected));                                               \
  }                                                                                                \
  G_STMT_END

/* TEXT has PART in it. */
#define assert_has(text, part)                                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (strstr ((text), (part)) == NULL)                                                           \
      g_test_message ("no “%s” in: %s", (part), (text));                                           \
    g_assert_nonnull (strstr ((text), (part)));                                                    \
  }                                                                                                \
  G_STMT_END

#define assert_lacks(text, part)                                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (strstr ((text), (part)) != NULL)                                                           \
      g_test_message ("“%s” in: %s", (part), (text));                                              \
    g_assert_null (strstr ((text), (part)));                                                       \
  }                                                                                                \
  G_STMT_END

G_END_DECLS

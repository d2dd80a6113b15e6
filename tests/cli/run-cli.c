/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GSubprocess and a temporary folder. */

#include "run-cli.h"

#include <glib/gstdio.h>
#include <string.h>

#define SANITIZER_STATUS 86 /* no status of ours */

/* --- Place --- */

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

TestPlace *
test_place_new (void)
{
  TestPlace *self = g_new0 (TestPlace, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("sheaf-cli-XXXXXX", &error);
  g_assert_no_error (error);
  self->library = g_build_filename (self->folder, "library", NULL);

  return self;
}

void
test_place_free (TestPlace *self)
{
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->library);
  g_free (self);
}

char *
test_place_write (TestPlace *self, const char *name, const char *text, gssize length)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);

  return path;
}

/* --- Running --- */

void
cli_run_free (CliRun *self)
{
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}

static void
add_options (GSubprocessLauncher *launcher, const char *variable, const char *more)
{
  const char *old = g_getenv (variable);
  g_autofree char *all = g_strconcat (old != NULL ? old : "", old != NULL ? ":" : "", more, NULL);

  g_subprocess_launcher_setenv (launcher, variable, all, TRUE);
}

GSubprocessLauncher *
cli_launcher (TestPlace *place, GSubprocessFlags flags)
{
  static const char *const unset[]
      = { "http_proxy", "https_proxy", "all_proxy",     "no_proxy", "HTTP_PROXY", "HTTPS_PROXY",
          "ALL_PROXY",  "NO_PROXY",    "SHEAF_LIBRARY", "LANGUAGE", "LANG" };
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);
  g_autofree char *status = g_strdup_printf ("exitcode=%d", SANITIZER_STATUS);
  g_autofree char *status_and_halt = g_strconcat ("halt_on_error=1:", status, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (unset); i++)
    g_subprocess_launcher_unsetenv (launcher, unset[i]);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_setenv (launcher, "TZ", "UTC", TRUE);
  g_subprocess_launcher_setenv (launcher, "G_DEBUG", "fatal-warnings", TRUE);
  add_options (launcher, "ASAN_OPTIONS", status);
  add_options (launcher, "LSAN_OPTIONS", status);
  add_options (launcher, "UBSAN_OPTIONS", status_and_halt);
  if (place != NULL)
    {
      g_autofree char *home = g_build_filename (place->folder, "home", NULL);

      g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
      g_subprocess_launcher_setenv (launcher, "SHEAF_LIBRARY", place->library, TRUE);
    }

  return launcher;
}

GSubprocess *
cli_start (GSubprocessLauncher *launcher, const char *const *words)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_ptr_array_add (argv, (gpointer)SHEAF_CLI);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer)words[i]);
  g_ptr_array_add (argv, NULL);
  child = g_subprocess_launcher_spawnv (launcher, (const char *const *)argv->pdata, &error);
  g_assert_no_error (error);

  return child;
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

static char *
take_text (GBytes *bytes)
{
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  return g_strndup (data != NULL ? data : "", size);
}

CliRun *
cli_collect (GSubprocess *child, GBytes *input)
{
  CliRun *run = g_new0 (CliRun, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0), out = NULL, err = NULL;
  g_autoptr (GError) error = NULL;

  if (input == NULL && g_subprocess_get_stdin_pipe (child) != NULL)
    input = nothing;
  g_subprocess_communicate_async (child, input, NULL, keep_result_cb, &result);
  wait_until (result != NULL);
  g_subprocess_communicate_finish (child, result, &out, &err, &error);
  g_assert_no_error (error);

  run->out = take_text (out);
  run->err = take_text (err);
  run->status = g_subprocess_get_if_exited (child) ? g_subprocess_get_exit_status (child) : -1;
  if (run->status == SANITIZER_STATUS || strstr (run->err, "Sanitizer") != NULL
      || strstr (run->err, "-CRITICAL **") != NULL || strstr (run->err, "-WARNING **") != NULL)
    g_error ("%s", run->err);
  g_assert_true (g_utf8_validate (run->out, -1, NULL));

  return run;
}

CliRun *
cli_run_with (TestPlace *place,
              GSubprocessLauncher *launcher,
              GBytes *input,
              const char *const *words)
{
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                           | G_SUBPROCESS_FLAGS_STDERR_PIPE;
  g_autoptr (GSubprocessLauncher) here
      = launcher != NULL ? g_object_ref (launcher) : cli_launcher (place, flags);
  g_autoptr (GSubprocess) child = NULL;

  g_subprocess_launcher_set_flags (here, flags);
  child = cli_start (here, words);

  return cli_collect (child, input);
}

/* --- Answers --- */

JsonNode *
cli_run_json (CliRun *run)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (run->out, &error);

  if (error != NULL)
    g_test_message ("%s", run->out);
  g_assert_no_error (error);
  g_assert_nonnull (node);
  g_assert_true (g_str_has_suffix (run->out, "\n"));

  return node;
}

JsonNode *
cli_json_with (TestPlace *place, const char *const *words)
{
  g_autoptr (CliRun) run = cli_run_with (place, NULL, NULL, words);

  assert_status (run, 0);

  return cli_run_json (run);
}

JsonObject *
json_at (JsonNode *array, guint n)
{
  g_assert_true (JSON_NODE_HOLDS_ARRAY (array));
  g_assert_cmpuint (n, <, json_array_get_length (json_node_get_array (array)));

  return json_array_get_object_element (json_node_get_array (array), n);
}

gint64
cli_line_id (const char *out, guint n)
{
  g_auto (GStrv) lines = g_strsplit (out, "\n", -1);
  char *end = NULL;
  gint64 id;

  g_assert_cmpuint (n, <, g_strv_length (lines));
  id = g_ascii_strtoll (lines[n], &end, 10);
  g_assert_cmpint (id, >, 0);
  g_assert_cmpint (*end, ==, '\t');

  return id;
}

char *
cli_read_line (GDataInputStream *stream)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *line;

  g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, NULL, keep_result_cb, &result);
  wait_until (result != NULL);
  line = g_data_input_stream_read_line_finish (stream, result, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (line == NULL || g_utf8_validate (line, -1, NULL));

  return line;
}

gboolean
cli_too_late_cb (gpointer condition)
{
  g_error ("a minute went by without %s", (const char *)condition);
}

char *
make_page (const char *title, const char *words)
{
  g_autoptr (GString) page
      = g_string_new ("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");

  g_string_append_printf (page, "<title>%s</title></head><body><article><h1>%s</h1>", title, title);
  for (guint i = 0; i < 5; i++)
    g_string_append_printf (
        page,
        "<p>Paragraph %u is about %s, and it is long enough, with a comma or two, to be "
        "taken for the running text of an article by anybody who counts words.</p>",
        i + 1, words);
  g_string_append (page, "</article></body></html>");

  return g_string_free (g_steal_pointer (&page), FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the desktop waits for when it searches: the real process, over a bus of its own that starts
 * it, asked as GNOME Shell does. */

#include "bench.h"

#include "measure.h"
#include "scratch.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define NAME "io.github.sheaf_app.Sheaf.SearchProvider"
#define PATH "/io/github/sheaf_app/Sheaf/SearchProvider"
#define MOST_MS 100.
#define UNTIL_CLOSED_MS 3300 /* the provider closes a library that it is not asked about */
#define CLOSED_ROUNDS 2      /* each waits for that */
#define PATIENCE_MS (30 * 1000)
#define BUS "org.freedesktop.DBus"

static const struct
{
  const char *about, *terms[5];
} questions[] = {
  { "a rare word", { "tededub" } },
  { "a frequent word", { "the" } },
  { "a letter", { "t" } },
  { "three letters", { "ora" } },
  { "two words", { "lighthouse", "the" } },
  { "two that never meet", { "the", "kabi" } },
  { "words that stand apart", { "lighthouse", "imida" } },
  { "a phrase", { "\"of", "the\"" } },
  { "a tag", { "tag:science" } },
  { "a tag and a word", { "tag:science", "the" } },
  { "without a word, none left", { "tededub", "-the" } },
  { "without a start, none left", { "tededub", "-the*" } },
  { "without a rare word", { "the", "-tededub" } },
  { "all but a word", { "-the" } },
  { "all but a start", { "-the*" } },
  { "one of two, and another", { "(lighthouse", "OR", "tededub)", "the" } },
  { "a tag or a word", { "tag:science", "OR", "the" } },
  { "a word of the text", { "text:the" } },
  { "saved twice", { "is:duplicate" } },
  { "two letters of Han", { "一丁" } },
  { "nonsense", { "zzqx" } },
};

typedef struct
{
  char *library;
  GTestDBus *bus;
  GDBusConnection *connection;
  double described; /* ms: the slowest of a state */
  guint n, over;
} Desktop;

/* --- The bus --- */

static GVariant *
call (Desktop *self,
      const char *to,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  GVariant *answer
      = g_dbus_connection_call_sync (self->connection, to, path, interface, method, arguments, NULL,
                                     G_DBUS_CALL_FLAGS_NONE, PATIENCE_MS, NULL, &error);

  if (answer == NULL)
    bench_fail ("%s: %s", method, error->message);

  return answer;
}

static GVariant *
call_provider (Desktop *self, const char *method, const char *const *strings)
{
  return call (self, NAME, PATH, "org.gnome.Shell.SearchProvider2", method,
               g_variant_new ("(^as)", strings));
}

static GVariant *
call_bus (Desktop *self, const char *method)
{
  return call (self, BUS, "/org/freedesktop/DBus", BUS, method, g_variant_new ("(s)", NAME));
}

static gboolean
is_running (Desktop *self)
{
  g_autoptr (GVariant) answer = call_bus (self, "NameHasOwner");
  gboolean has;

  g_variant_get (answer, "(b)", &has);

  return has;
}

static void
end_provider (Desktop *self)
{
  g_autoptr (GVariant) answer = NULL;
  guint32 pid;

  if (!is_running (self))
    return;
  answer = call_bus (self, "GetConnectionUnixProcessID");
  g_variant_get (answer, "(u)", &pid);
  kill ((pid_t)pid, SIGTERM);
  while (is_running (self))
    g_usleep (2000);
}

/* It tells of each start of the provider. */
static void
bring_up (GTestDBus *bus)
{
  int kept = dup (STDERR_FILENO), nowhere = g_open ("/dev/null", O_WRONLY | O_CLOEXEC, 0);

  dup2 (nowhere, STDERR_FILENO);
  g_test_dbus_up (bus);
  dup2 (kept, STDERR_FILENO);
  close (kept);
  close (nowhere);
}

static void
start_bus (Desktop *self)
{
  g_autofree char *folder = scratch_path ("bus");
  g_autofree char *file = g_build_filename (folder, NAME ".service", NULL);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0
      || !g_file_set_contents (
          file, "[D-BUS Service]\nName=" NAME "\nExec=" SHEAF_BENCH_PROVIDER "\n", -1, &error))
    bench_fail ("%s: %s", folder, error != NULL ? error->message : "cannot be made");
  g_setenv ("SHEAF_LIBRARY", self->library, TRUE);
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (self->bus, folder);
  bring_up (self->bus);
  self->connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (self->bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  if (self->connection == NULL)
    bench_fail ("%s", error->message);
}

static void
stop_bus (Desktop *self)
{
  end_provider (self);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_test_dbus_stop (self->bus);
  g_object_unref (self->bus);
  g_unsetenv ("SHEAF_LIBRARY");
}

/* --- What state it is asked in --- */

static void
leave_be (Desktop *self)
{
}

static void
wait_until_closed (Desktop *self)
{
  g_usleep (UNTIL_CLOSED_MS * 1000);
}

static void
drop_file (Desktop *self)
{
  g_autofree char *path = g_build_filename (self->library, "library.db", NULL);
  int file;

  end_provider (self);
  file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (file < 0 || posix_fadvise (file, 0, 0, POSIX_FADV_DONTNEED) != 0)
    bench_fail ("%s cannot be dropped from memory.", path);
  close (file);
}

static const struct
{
  const char *about;
  void (*bring_about) (Desktop *self);
  guint most_rounds;
} states[] = {
  { "warm", leave_be, G_MAXUINT },
  { "reopened", wait_until_closed, CLOSED_ROUNDS },
  { "new process", end_provider, G_MAXUINT },
  { "from the disk", drop_file, G_MAXUINT },
};

/* --- Asking --- */

/* Milliseconds. */
static double
describe (Desktop *self, const char *const *ids)
{
  double then = bench_wall ();
  g_autoptr (GVariant) answer = call_provider (self, "GetResultMetas", ids);
  double took = (bench_wall () - then) * 1000;
  g_autoptr (GVariant) metas = g_variant_get_child_value (answer, 0);

  if (g_variant_n_children (metas) != g_strv_length ((char **)ids))
    bench_fail ("Not every result is described.");

  return took;
}

static double
find (Desktop *self, const char *const *terms, GArray *described, guint *n)
{
  double then = bench_wall ();
  g_autoptr (GVariant) answer = call_provider (self, "GetInitialResultSet", terms);
  double took = (bench_wall () - then) * 1000;
  g_autofree const char **ids = NULL;

  g_variant_get (answer, "(^a&s)", &ids);
  *n = g_strv_length ((char **)ids);
  bench_sample (described, describe (self, ids));

  return took;
}

static void
print (Desktop *self, const char *name, double figure)
{
  gboolean over = figure > MOST_MS;

  self->n++;
  self->over += over;
  bench_row (name, figure, "ms", 0, NULL, over ? "over 100 ms" : "<= 100 ms");
}

static void
measure (Desktop *self, guint state, guint question)
{
  guint rounds = MIN (bench_rounds (), states[state].most_rounds), n = 0;
  g_autoptr (GArray) found = bench_samples_new (), described = bench_samples_new ();
  g_autofree char *name = NULL;

  for (guint i = 0; i < rounds; i++)
    {
      states[state].bring_about (self);
      bench_sample (found, find (self, questions[question].terms, described, &n));
    }
  name = g_strdup_printf ("%s: %s, %u found", states[state].about, questions[question].about, n);
  print (self, name, bench_median (found));
  self->described = MAX (self->described, bench_median (described));
}

void
bench_provider (void)
{
  Desktop self = { bench_dup_large_library (), NULL };
  g_autofree char *address = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));

  start_bus (&self);
  for (guint state = 0; state < G_N_ELEMENTS (states); state++)
    {
      g_autofree char *name
          = g_strdup_printf ("%s: descriptions, the slowest", states[state].about);
      g_autoptr (GArray) described = bench_samples_new ();
      guint n;

      find (&self, questions[0].terms, described, &n); /* what comes first reads the file */
      self.described = 0;
      for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
        measure (&self, state, i);
      print (&self, name, self.described);
    }
  stop_bus (&self);
  if (address != NULL)
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  if (display != NULL)
    g_setenv ("DISPLAY", display, TRUE);
  g_free (self.library);
  g_print ("%u of %u take more than %.0f ms\n", self.over, self.n, MOST_MS);
}

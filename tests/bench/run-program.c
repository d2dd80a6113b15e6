/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Memory that would be free: what the kernel calls Private in smaps_rollup (USS). */

#include "run-program.h"

#include "measure.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#define LOOK_US (100 * 1000)
#define REST_LOOKS 10 /* without any use of CPU: it rests */
#define MOST_LOOKS 300
#define MOST_NAMES 8

/* --- What it tells --- */

/* The two numbers of the line that begins with NAME. */
static gboolean
find_numbers (char **lines, const char *name, gint64 *numbers)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);

      if (g_strv_length (words) != 3 || !g_str_equal (words[0], name))
        continue;
      numbers[0] = g_ascii_strtoll (words[1], NULL, 10);
      numbers[1] = g_ascii_strtoll (words[2], NULL, 10);
      return TRUE;
    }

  return FALSE;
}

static char **
run_for_lines (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status,
                     &error)
      || !g_spawn_check_wait_status (status, &error))
    bench_fail ("%s: %s", argv[0], error->message);

  return g_strsplit (output, "\n", -1);
}

static void
find_or_fail (char **lines, const char *program, const char *name, gint64 *numbers)
{
  if (!find_numbers (lines, name, numbers))
    bench_fail ("%s did not tell “%s”.", program, name);
}

void
run_for_pairs (const char *const *argv, const char *const *names, gint64 (*pairs)[2])
{
  g_auto (GStrv) lines = run_for_lines (argv);

  for (guint i = 0; names[i] != NULL; i++)
    find_or_fail (lines, argv[0], names[i], pairs[i]);
}

void
run_program (const char *const *argv, const char *const *names, Moment *moments)
{
  gint64 start = g_get_monotonic_time (), pairs[MOST_NAMES][2];

  run_for_pairs (argv, names, pairs);
  for (guint i = 0; names[i] != NULL; i++)
    moments[i] = (Moment){ (double)(pairs[i][0] - start) / 1000, (double)pairs[i][1] / 1000 };
}

void
run_for_frames (const char *const *argv, const char *const *names, Gaps *gaps)
{
  gint64 pairs[MOST_NAMES][2];

  run_for_pairs (argv, names, pairs);
  for (guint i = 0; names[i] != NULL; i++)
    gaps[i] = (Gaps){ (double)pairs[i][0] / 1000, (double)pairs[i][1] };
}

/* --- Memory --- */

static char *
read_proc (GPid pid, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", pid, name);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    bench_fail ("%s", error->message);

  return text;
}

/* Clock ticks. */
static gint64
read_cpu (GPid pid)
{
  g_autofree char *stat = read_proc (pid, "stat");
  g_auto (GStrv) fields = g_strsplit (stat, " ", -1); /* our programs' names have no blanks */

  return g_ascii_strtoll (fields[13], NULL, 10) + g_ascii_strtoll (fields[14], NULL, 10);
}

static void
wait_for_rest (GPid pid)
{
  gint64 last = -1;
  int rest = 0;

  for (int i = 0; i < MOST_LOOKS && rest < REST_LOOKS; i++)
    {
      gint64 cpu = read_cpu (pid);

      rest = cpu == last ? rest + 1 : 0;
      last = cpu;
      g_usleep (LOOK_US);
    }
}

static double
read_private (GPid pid)
{
  g_autofree char *rollup = read_proc (pid, "smaps_rollup");
  g_auto (GStrv) lines = g_strsplit (rollup, "\n", -1);
  double kilobytes = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "Private_Clean:")
        || g_str_has_prefix (lines[i], "Private_Dirty:"))
      kilobytes += (double)g_ascii_strtoll (strchr (lines[i], ':') + 1, NULL, 10);

  return kilobytes / 1024;
}

double
run_for_memory (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  double private;
  GPid pid;

  if (!g_spawn_async (NULL, (char **)argv, NULL,
                      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, &pid,
                      &error))
    bench_fail ("%s: %s", argv[0], error->message);
  wait_for_rest (pid);
  private = read_private (pid);
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);

  return private;
}

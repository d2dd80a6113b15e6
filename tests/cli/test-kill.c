/* SPDX-License-Identifier: GPL-3.0-or-later */

/* kill -9 at any moment of "add": what was promised is there afterwards.
 *
 * Promised is an address once its id was printed, and, since nothing is asked of the network before
 * the address is safe, once the server was asked for it. Runs that are not killed tell how long one
 * takes; the kills are spread over that time, one in each of as many slices, at random within it
 * (run with --seed to have the same again). Ten of them go over the whole of it, then it is
 * measured anew: the machine may have other things to do. Every other kill meets a library that is
 * only being made. */

#include "local-server.h"
#include "run-cli.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>

#define KILLS 50 /* or as many as SHEAF_SOAK says */
#define TARGETS 4
#define BLOCK 10 /* kills between two measurings */
#define STRIDE 7 /* has no factor in common with KILLS: a block goes over all of the time */
#define MEASURED 3
#define TICK_MS 10 /* the server answers that often, as one does that is far away */

typedef struct
{
  LocalServer *server;
  TestPlace *place;
  char *paths[TARGETS]; /* of this round */
  char *urls[TARGETS];
  gboolean asked[TARGETS];
  guint tick;
} Round;

/* --- The server's side --- */

static void
asked_cb (LocalServer *server, const char *path, gpointer data)
{
  Round *round = data;

  for (guint i = 0; i < TARGETS; i++)
    if (g_str_equal (path, round->paths[i]))
      round->asked[i] = TRUE;
}

static gboolean
tick_cb (gpointer data)
{
  LocalServer *server = data;

  local_server_release (server);
  local_server_hold (server, NULL);

  return G_SOURCE_CONTINUE;
}

/* Addresses that no round before had, each a page with pictures of its own. */
static Round *
round_new (LocalServer *server, TestPlace *place, guint number)
{
  Round *round = g_new0 (Round, 1);

  round->server = server;
  round->place = place;
  for (guint i = 0; i < TARGETS; i++)
    {
      g_autofree char *title = g_strdup_printf ("Page %u of round %u", i, number);
      g_autofree char *near = g_strdup_printf ("/kill/%u/%u-near.png", number, i);
      g_autofree char *far = g_strdup_printf ("/kill/%u/%u-far.png", number, i);
      g_autofree char *page
          = local_server_make_page (title, 8, (const char *const[]){ near, far, NULL });
      g_autoptr (GBytes) near_picture = local_server_make_png_head (300 + number, 200 + i, 2000);
      g_autoptr (GBytes) far_picture = local_server_make_png_head (200 + i, 300 + number, 20000);

      round->paths[i] = g_strdup_printf ("/kill/%u/%u", number, i);
      round->urls[i] = local_server_url (server, round->paths[i]);
      local_server_add_text (server, round->paths[i], "text/html", page);
      local_server_add (server, near, "image/png", near_picture);
      local_server_add (server, far, "image/png", far_picture);
    }
  local_server_set_func (server, asked_cb, round);
  local_server_hold (server, NULL);
  round->tick = g_timeout_add (TICK_MS, tick_cb, server);

  return round;
}

static void
round_free (Round *round)
{
  g_source_remove (round->tick);
  local_server_release (round->server);
  local_server_set_func (round->server, NULL, NULL);
  for (guint i = 0; i < TARGETS; i++)
    {
      g_free (round->paths[i]);
      g_free (round->urls[i]);
    }
  g_free (round);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Round, round_free)

/* --- Killing --- */

static gboolean
kill_cb (gpointer data)
{
  g_subprocess_send_signal (data, SIGKILL);

  return G_SOURCE_REMOVE;
}

static GSubprocess *
start_add (Round *round)
{
  g_autoptr (GSubprocessLauncher) launcher = cli_launcher (
      round->place, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  const char *words[TARGETS + 2] = { "add" };

  for (guint i = 0; i < TARGETS; i++)
    words[i + 1] = round->urls[i];

  return cli_start (launcher, words);
}

/* Runs "add" and kills it after DELAY µs (G_MAXINT64: does not). */
static CliRun *
add_and_kill (Round *round, gint64 delay)
{
  g_autoptr (GSubprocess) child = start_add (round);
  g_autoptr (GSource) source = NULL;
  CliRun *run;

  if (delay == G_MAXINT64)
    return cli_collect (child, NULL);
  source = g_timeout_source_new (0);
  g_source_set_ready_time (source, g_get_monotonic_time () + delay);
  g_source_set_callback (source, kill_cb, child, NULL);
  g_source_attach (source, NULL);
  run = cli_collect (child, NULL);
  g_source_destroy (source);

  return run;
}

/* --- Looking --- */

/* The object of ID in a list; NULL: it is not there. */
static JsonObject *
find_id (JsonNode *list, gint64 id)
{
  JsonArray *array = json_node_get_array (list);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_object_get_int_member (json_at (list, i), "id") == id)
      return json_at (list, i);

  return NULL;
}

static JsonObject *
find_url (JsonNode *list, const char *url)
{
  JsonArray *array = json_node_get_array (list);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_object_get_string_member (json_at (list, i), "url"), url) == 0)
      return json_at (list, i);

  return NULL;
}

static void
assert_sound (TestPlace *place)
{
  g_autoptr (CliRun) verify = cli_run (place, "verify", NULL);

  assert_status (verify, 0);
}

/* Nothing waits without a job to go on with: the window would never come back to it. */
static void
assert_jobs (TestPlace *place)
{
  g_autofree char *path = g_build_filename (place->library, "library.db", NULL);
  sqlite3 *db;
  sqlite3_stmt *stmt;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       "SELECT count(*) FROM article WHERE fetch = 1 AND id NOT IN "
                                       "(SELECT article_id FROM job WHERE kind = 0)",
                                       -1, &stmt, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (stmt, 0), ==, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
}

/* What a killed run left: how many ids it had told, how many addresses had been asked for, how many
 * still wait. */
typedef struct
{
  guint told, asked, waiting;
} Left;

/* Every line that came whole is true: "1<TAB>pending<TAB>…" as its address was saved,
 * "1<TAB>unread<TAB>…" as it was done. */
static guint
assert_lines (Round *round, const char *out, JsonNode *list)
{
  g_auto (GStrv) lines = g_strsplit (out, "\n", -1);
  guint told = 0;

  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 3);
      JsonObject *row = find_id (list, g_ascii_strtoll (fields[0], NULL, 10));
      gboolean done = i >= TARGETS;

      g_assert_nonnull (row);
      g_assert_cmpstr (json_object_get_string_member (row, "url"), ==, round->urls[i % TARGETS]);
      g_assert_cmpstr (fields[1], ==, done ? "unread" : "pending");
      if (done)
        g_assert_cmpstr (json_object_get_string_member (row, "state"), ==, "unread");
      told += !done;
    }

  return told;
}

static Left
look (Round *round, const char *out)
{
  g_autoptr (JsonNode) list = cli_json (round->place, "list", "--json", NULL);
  JsonArray *array = json_node_get_array (list);
  Left left = { 0 };

  left.told = assert_lines (round, out, list);
  for (guint i = 0; i < TARGETS; i++)
    {
      if (round->asked[i])
        g_assert_nonnull (find_url (list, round->urls[i]));
      left.asked += round->asked[i];
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *state = json_object_get_string_member (json_at (list, i), "state");

      g_assert_true (g_str_equal (state, "pending") || g_str_equal (state, "unread"));
      if (g_str_equal (state, "unread"))
        g_assert_cmpint (json_object_get_int_member (json_at (list, i), "words"), >, 0);
      left.waiting += g_str_equal (state, "pending");
    }

  return left;
}

/* What waits goes on, in a process of its own. */
static void
go_on (TestPlace *place, guint waiting)
{
  g_autoptr (CliRun) retry = cli_run (place, "retry", NULL);
  g_auto (GStrv) lines = g_strsplit (retry->out, "\n", -1);

  assert_status (retry, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, waiting + 1);
  for (guint i = 0; i < waiting; i++)
    assert_has (lines[i], "\tunread\tPage ");
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a, *y = b;

  return *x < *y ? -1 : *x > *y;
}

/* µs that a run takes from its start to its end when nobody kills it: the median. */
static gint64
measure (LocalServer *server, guint number)
{
  gint64 times[MEASURED];

  for (guint i = 0; i < MEASURED; i++)
    {
      g_autoptr (TestPlace) place = test_place_new ();
      g_autoptr (Round) round = round_new (server, place, 1000 + number + i);
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (CliRun) run = add_and_kill (round, G_MAXINT64);
      Left left;

      times[i] = g_get_monotonic_time () - begin;
      assert_status (run, 0);
      left = look (round, run->out);
      g_assert_cmpuint (left.told, ==, TARGETS);
      g_assert_cmpuint (left.asked, ==, TARGETS);
      g_assert_cmpuint (left.waiting, ==, 0);
    }
  qsort (times, MEASURED, sizeof times[0], compare_times);

  return times[MEASURED / 2];
}

static guint
count_kills (void)
{
  const char *soak = g_getenv ("SHEAF_SOAK");

  return soak != NULL ? MAX (KILLS, g_ascii_strtoull (soak, NULL, 10)) : KILLS;
}

static void
test_kill (void)
{
  guint kills = count_kills ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (TestPlace) shared = test_place_new ();
  gint64 whole = 0;
  guint killed = 0, with_ids = 0, asked = 0, waited = 0, resumed = 0;

  for (guint i = 0; i < kills; i++)
    {
      guint slice = i * STRIDE % kills;
      gboolean fresh = i % 2 == 0;
      g_autoptr (TestPlace) own = fresh ? test_place_new () : NULL;
      g_autoptr (Round) round = NULL;
      g_autoptr (CliRun) run = NULL;
      gint64 delay;
      Left left;

      if (i % BLOCK == 0)
        {
          whole = measure (server, i);
          g_test_message ("a run takes %" G_GINT64_FORMAT " us", whole);
        }
      round = round_new (server, fresh ? own : shared, i);
      delay = (slice + g_test_rand_double ()) * whole / kills;
      run = add_and_kill (round, delay);
      g_assert_true (run->status == -1 || run->status == 0);
      assert_sound (round->place);
      left = look (round, run->out);
      assert_jobs (round->place);
      g_test_message (
          "%2u: after %7" G_GINT64_FORMAT " us, %s library: %s, %u told, %u asked for, %u waiting",
          i, delay, fresh ? "a new" : "the old", run->status == -1 ? "killed" : "was done",
          left.told, left.asked, left.waiting);
      if (left.waiting > 0)
        {
          go_on (round->place, left.waiting);
          assert_sound (round->place);
        }
      killed += run->status == -1;
      with_ids += run->status == -1 && left.told > 0;
      asked += run->status == -1 && left.asked > 0;
      waited += left.waiting > 0;
      resumed += left.waiting;
    }
  g_test_message ("%u killed, %u of them with ids told, %u with the server asked; %u articles in "
                  "%u rounds went on",
                  killed, with_ids, asked, resumed, waited);

  /* The kills fell where something could be lost. */
  g_assert_cmpuint (killed, >=, kills / 2);
  g_assert_cmpuint (with_ids, >=, kills / 10);
  g_assert_cmpuint (asked, >=, kills / 10);
  g_assert_cmpuint (waited, >=, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/kill/add", test_kill);

  return g_test_run ();
}

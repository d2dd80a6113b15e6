/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What waits for the network, and what for one that costs nothing; and that background work is
 * gentle while power is saved. Names are this test's own. */

#include "library/keep-backups.h"
#include "library/library-private.h"

#include "local-resolver.h"
#include "open-library.h"
#include "stand-in-desktop.h"

#define FULL G_NETWORK_CONNECTIVITY_FULL
#define LIMITED G_NETWORK_CONNECTIVITY_LIMITED
#define PORTAL G_NETWORK_CONNECTIVITY_PORTAL
#define LOCAL G_NETWORK_CONNECTIVITY_LOCAL

static const char *resolved = "127.0.0.1";

static void
test_must_wait (void)
{
  static const char *const places[] = {
    "http://127.0.0.1:8080/a", "http://[::1]/a",       "http://localhost/a",
    "http://LOCALHOST./a",     "http://a.localhost/b", "no address",
  };
  static const char *const around[] = {
    "http://192.168.1.4/a",
    "http://nas/a",
    "http://printer.local/a",
    "http://[fe80::1]/a",
  };
  static const char *const world[] = {
    "https://example.org/a",
    "http://1.1.1.1/",
    "https://localhost.example.org/",
    "http://[2606::1]/",
  };
  static const struct
  {
    gboolean available;
    GNetworkConnectivity connectivity;
    gboolean around, world;
  } cases[] = {
    { TRUE, FULL, FALSE, FALSE },   { TRUE, LIMITED, FALSE, FALSE }, { TRUE, PORTAL, FALSE, TRUE },
    { FALSE, PORTAL, FALSE, TRUE }, { FALSE, LIMITED, FALSE, TRUE }, { FALSE, LOCAL, TRUE, TRUE },
  };
  g_autoptr (StandInDesktop) desktop = stand_in_desktop_new ();
  g_autoptr (SheafConditions) conditions = stand_in_desktop_make_conditions (desktop);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      stand_in_desktop_set_network (desktop, cases[i].available, cases[i].connectivity);
      g_assert_cmpint (sheaf_conditions_is_cut_off (conditions), ==, cases[i].world);
      g_assert_false (sheaf_conditions_must_wait (conditions, NULL));
      for (guint j = 0; j < G_N_ELEMENTS (places); j++)
        g_assert_false (sheaf_conditions_must_wait (conditions, places[j]));
      for (guint j = 0; j < G_N_ELEMENTS (around); j++)
        g_assert_cmpint (sheaf_conditions_must_wait (conditions, around[j]), ==, cases[i].around);
      for (guint j = 0; j < G_N_ELEMENTS (world); j++)
        g_assert_cmpint (sheaf_conditions_must_wait (conditions, world[j]), ==, cases[i].world);
    }
}

static void
heard_cb (SheafConditions *conditions, gboolean back, GString *heard)
{
  g_string_append_c (heard, back ? 'B' : '-');
}

static void
test_changes (void)
{
  g_autoptr (StandInDesktop) desktop = stand_in_desktop_new ();
  g_autoptr (SheafConditions) conditions = stand_in_desktop_make_conditions (desktop);
  g_autoptr (GString) heard = g_string_new (NULL);

  g_signal_connect (conditions, "changed", G_CALLBACK (heard_cb), heard);
  stand_in_desktop_set_metered (desktop, TRUE);
  g_assert_true (sheaf_conditions_is_metered (conditions));
  stand_in_desktop_set_saving (desktop, TRUE);
  g_assert_true (sheaf_conditions_is_saving (conditions));
  g_assert_cmpstr (heard->str, ==, "--");
  g_string_truncate (heard, 0);
  stand_in_desktop_set_network (desktop, FALSE, LOCAL);
  g_assert_null (strchr (heard->str, 'B'));
  g_assert_cmpuint (heard->len, >, 0);
  g_string_truncate (heard, 0);
  stand_in_desktop_set_network (desktop, TRUE, FULL);
  g_assert_nonnull (strchr (heard->str, 'B'));
  g_string_truncate (heard, 0);
  stand_in_desktop_set_network (desktop, TRUE, FULL); /* another one, as good */
  g_assert_cmpstr (heard->str, ==, "B");
}

/* --- The queue --- */

typedef struct
{
  Place *place;
  LocalServer *server;
  StandInDesktop *desktop;
} Desk;

static void
desk_free (Desk *self)
{
  place_free (self->place);
  local_server_free (self->server);
  g_object_unref (self->desktop);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static Desk *
desk_new (void)
{
  Desk *self = g_new0 (Desk, 1);
  g_autoptr (SheafConditions) conditions = NULL;

  self->place = place_new ();
  self->server = local_server_new ();
  self->desktop = stand_in_desktop_new ();
  conditions = stand_in_desktop_make_conditions (self->desktop);
  sheaf_library_set_conditions (self->place->library, conditions);

  return self;
}

/* As if it lay somewhere in the world. */
static gint64
add_far (Desk *self, const char *path)
{
  g_autofree char *near = local_server_url (self->server, path);
  g_autofree char *far = g_strdup_printf ("http://press.example%s", strrchr (near, ':'));

  return add (self->place, far).id;
}

static gboolean
has_state (Desk *self, gint64 id, const char *expected)
{
  g_autofree char *state = state_of (self->place, id);

  return g_str_equal (state, expected);
}

static gboolean
is_answer (Desk *self, const char *sql, const char *expected)
{
  g_autofree char *answer = ask (self->place, sql);

  return g_str_equal (answer, expected);
}

#define PAGES_UNTRIED "SELECT count (*) FROM job WHERE kind = 0 AND attempts = 0 AND not_before = 0"
#define PICTURE_JOBS "SELECT count (*) FROM job WHERE kind = 1"

/* What is typed without a network is kept, is no failure, and comes by itself. */
static void
test_offline (void)
{
  g_autoptr (Desk) desk = desk_new ();
  gint64 far, near;
  g_autofree char *url = local_server_url (desk->server, "/charset/koi8-r");

  stand_in_desktop_set_network (desk->desktop, FALSE, LOCAL);
  sheaf_library_start_fetching (desk->place->library);
  far = add_far (desk, "/article");
  near = add (desk->place, url).id;
  wait_until (has_state (desk, near, "unread")); /* what lies on this machine needs none */
  let_pass (100);
  g_assert_cmpuint (local_server_count (desk->server, "/article"), ==, 0);
  g_assert_true (has_state (desk, far, "pending"));
  assert_answer (desk->place, PAGES_UNTRIED, "1");
  stand_in_desktop_set_network (desk->desktop, TRUE, FULL);
  wait_until (has_state (desk, far, "unread"));
  wait_until (is_answer (desk, "SELECT count (*) FROM job", "0"));
  g_assert_cmpuint (local_server_count (desk->server, "/article"), ==, 1);
  assert_sound (desk->place);
}

/* Many of them, and those that failed before the network went. */
static void
test_offline_for_many (void)
{
  g_autoptr (Desk) desk = desk_new ();
  gint64 failed = add_far (desk, "/away");

  local_server_add_status (desk->server, "/away", 503, NULL);
  sheaf_library_start_fetching (desk->place->library);
  wait_until (has_state (desk, failed, "failed"));
  local_server_add_text (desk->server, "/away", "text/plain",
                         "Notes on ropes\n\nHemp came by barge.\n");
  stand_in_desktop_set_network (desk->desktop, FALSE, LOCAL);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *path = g_strdup_printf ("/note/%u", i);

      local_server_add_text (desk->server, path, "text/plain", "Notes on tar\n\nIt was boiled.\n");
      add_far (desk, path);
    }
  let_pass (100);
  assert_answer (desk->place, PAGES_UNTRIED, "40");
  g_assert_cmpuint (local_server_count (desk->server, NULL), ==, 1);
  stand_in_desktop_set_network (desk->desktop, TRUE, FULL);
  wait_until (is_answer (desk, "SELECT count (*) FROM article WHERE fetch = 0", "41"));
}

/* It goes while a page is on its way: that was no try. */
static void
test_lost (void)
{
  g_autoptr (Desk) desk = desk_new ();
  gint64 id = add_far (desk, "/away");

  local_server_add_status (desk->server, "/away", 503, NULL);
  local_server_hold (desk->server, "/away");
  sheaf_library_start_fetching (desk->place->library);
  wait_until (local_server_count_held (desk->server) == 1);
  stand_in_desktop_set_network (desk->desktop, FALSE, LOCAL);
  local_server_release (desk->server);
  let_pass (200);
  g_assert_true (has_state (desk, id, "pending"));
  assert_answer (desk->place, PAGES_UNTRIED, "1");
  g_assert_cmpuint (local_server_count (desk->server, "/away"), ==, 1);
}

/* A network that comes and goes at once is none. */
static void
test_flicker (void)
{
  g_autoptr (Desk) desk = desk_new ();
  gint64 id;

  stand_in_desktop_set_network (desk->desktop, FALSE, LOCAL);
  sheaf_library_start_fetching (desk->place->library);
  id = add_far (desk, "/article");
  for (guint i = 0; i < 5; i++)
    {
      stand_in_desktop_set_network (desk->desktop, TRUE, FULL);
      stand_in_desktop_set_network (desk->desktop, FALSE, LOCAL);
    }
  let_pass (700);
  g_assert_cmpuint (local_server_count (desk->server, NULL), ==, 0);
  g_assert_true (has_state (desk, id, "pending"));
}

/* --- Where bytes are counted --- */

static void
test_metered (void)
{
  g_autoptr (Desk) desk = desk_new ();
  gint64 read, other;

  stand_in_desktop_set_metered (desk->desktop, TRUE);
  sheaf_library_start_fetching (desk->place->library);
  read = add_far (desk, "/article");
  other = add_far (desk, "/gzip");
  wait_until (has_state (desk, read, "unread") && has_state (desk, other, "unread"));
  let_pass (100);
  assert_answer (desk->place, PICTURE_JOBS, "2"); /* kept for later */
  assert_answer (desk->place, "SELECT count (*) FROM article_asset", "0");
  g_assert_cmpuint (local_server_count (desk->server, "/pictures/harbour.png"), ==, 0);

  sheaf_library_set_shown (desk->place->library, read); /* it is asked for */
  wait_until (is_answer (desk, PICTURE_JOBS, "1"));
  g_assert_cmpuint (local_server_count (desk->server, "/pictures/harbour.png"), ==, 1);
  let_pass (50);
  assert_answer (desk->place, PICTURE_JOBS, "1");

  stand_in_desktop_set_metered (desk->desktop, FALSE);
  wait_until (is_answer (desk, PICTURE_JOBS, "0"));
  assert_sound (desk->place);
}

/* The one that is read as its page comes gets its pictures with it. */
static void
test_metered_shown (void)
{
  g_autoptr (Desk) desk = desk_new ();
  gint64 id = add_far (desk, "/article");

  stand_in_desktop_set_metered (desk->desktop, TRUE);
  sheaf_library_set_shown (desk->place->library, id);
  sheaf_library_start_fetching (desk->place->library);
  wait_until (has_state (desk, id, "unread"));
  wait_until (is_answer (desk, "SELECT count (*) FROM job", "0"));
  g_assert_cmpuint (local_server_count (desk->server, "/pictures/harbour.png"), ==, 1);
}

/* --- Where power is saved --- */

#define SERVERS 6

/* Two at a time, the newest first, and the one that is read besides. */
static void
test_gentle (void)
{
  g_autoptr (Desk) desk = desk_new ();
  LocalServer *servers[SERVERS];
  gint64 ids[SERVERS];
  guint held = 0;

  for (guint i = 0; i < SERVERS; i++)
    {
      g_autofree char *url = NULL;

      servers[i] = local_server_new ();
      local_server_hold (servers[i], NULL);
      url = local_server_url (servers[i], "/article");
      ids[i] = add (desk->place, url).id;
    }
  stand_in_desktop_set_saving (desk->desktop, TRUE);
  sheaf_library_start_fetching (desk->place->library);
  wait_until (local_server_count_held (servers[SERVERS - 1]) == 1
              && local_server_count_held (servers[SERVERS - 2]) == 1);
  let_pass (50);
  for (guint i = 0; i < SERVERS; i++)
    held += local_server_count_held (servers[i]);
  g_assert_cmpuint (held, ==, 2);
  sheaf_library_set_shown (desk->place->library, ids[0]);
  wait_until (local_server_count_held (servers[0]) == 1);
  g_assert_cmpuint (local_server_count_held (servers[1]), ==, 0);
  stand_in_desktop_set_saving (desk->desktop, FALSE);
  wait_until (local_server_count_held (servers[1]) == 1);
  for (guint i = 0; i < SERVERS; i++)
    {
      local_server_release (servers[i]);
      wait_until (has_state (desk, ids[i], "unread"));
    }
  place_close (desk->place);
  for (guint i = 0; i < SERVERS; i++)
    local_server_free (servers[i]);
}

static guint
count_backups (Desk *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) list = NULL;

  sheaf_backups_look (self->place->library);
  sheaf_library_list_backups_async (self->place->library, NULL, result_cb, &result);
  wait_for (&result);
  list = sheaf_library_list_backups_finish (self->place->library, result, NULL, NULL);

  return list->len;
}

/* Makes the newest backup HOURS old. */
static void
age_backup (Desk *self, int hours)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_hours (now, -hours);
  g_autofree char *stamp = g_date_time_format (then, "%Y%m%dT%H%M%SZ");
  g_autofree char *folder = NULL, *older = NULL;
  const char *path;

  sheaf_library_list_backups_async (self->place->library, NULL, result_cb, &result);
  wait_for (&result);
  list = sheaf_library_list_backups_finish (self->place->library, result, NULL, NULL);
  path = ((SheafBackup *)list->pdata[0])->path;
  folder = g_path_get_dirname (path);
  older = g_strdup_printf ("%s/library-000001-%s.db", folder, stamp);
  g_assert_cmpint (g_rename (path, older), ==, 0);
}

/* A backup is put off for two days, no longer; none at all is made at once. */
static void
test_backups (void)
{
  static const struct
  {
    gboolean saving;
    int hours;
    guint expected;
  } cases[]
      = { { FALSE, 20, 1 }, { FALSE, 25, 2 }, { TRUE, 25, 1 }, { TRUE, 71, 1 }, { TRUE, 73, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Desk) desk = desk_new ();

      stand_in_desktop_set_saving (desk->desktop, cases[i].saving);
      sheaf_library_start_fetching (desk->place->library);
      g_assert_cmpuint (count_backups (desk), ==, 1);
      age_backup (desk, cases[i].hours);
      g_assert_cmpuint (count_backups (desk), ==, cases[i].expected);
    }
}

static void
test_duplicates (void)
{
  g_autoptr (Desk) desk = desk_new ();
  SheafDuplicatesWatch *watch = sheaf_library_get_duplicates_watch (desk->place->library);
  gint64 id = save (desk->place, desk->server, "/article");

  g_assert_cmpint (id, >, 0);
  stand_in_desktop_set_saving (desk->desktop, TRUE);
  sheaf_library_start_fetching (desk->place->library);
  sheaf_duplicates_watch_stop (watch);
  sheaf_duplicates_watch_start (watch, desk->place->library, 0);
  let_pass (100);
  assert_answer (desk->place, "SELECT compared FROM fingerprint", "0");
  stand_in_desktop_set_saving (desk->desktop, FALSE);
  wait_until (is_answer (desk, "SELECT compared FROM fingerprint", "1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  local_resolver_take (&resolved);
  g_test_add_func ("/library/conditions/must-wait", test_must_wait);
  g_test_add_func ("/library/conditions/changes", test_changes);
  g_test_add_func ("/library/conditions/offline", test_offline);
  g_test_add_func ("/library/conditions/offline-for-many", test_offline_for_many);
  g_test_add_func ("/library/conditions/lost", test_lost);
  g_test_add_func ("/library/conditions/flicker", test_flicker);
  g_test_add_func ("/library/conditions/metered", test_metered);
  g_test_add_func ("/library/conditions/metered-shown", test_metered_shown);
  g_test_add_func ("/library/conditions/gentle", test_gentle);
  g_test_add_func ("/library/conditions/backups", test_backups);
  g_test_add_func ("/library/conditions/duplicates", test_duplicates);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening and closing, and the queue: what waits is fetched, at the next start too, and not more
 * often than is polite. */

#include "open-library.h"

#include "library/library-private.h"
#include "stand-in-desktop.h"

#define MINUTE (60 * G_TIME_SPAN_SECOND)

static void
test_folder (void)
{
  g_autofree char *there = g_get_current_dir ();
  g_autofree char *relative = NULL;
  g_autofree char *by_default = NULL;
  g_autofree char *by_environment = NULL;
  g_autofree char *given = NULL;
  g_autofree char *expected = g_build_filename (g_get_user_data_dir (), "sheaf", NULL);
  g_autofree char *below = g_build_filename (there, "below", NULL);

  g_unsetenv ("SHEAF_LIBRARY");
  by_default = sheaf_library_dup_folder (NULL);
  g_assert_cmpstr (by_default, ==, expected);
  relative = sheaf_library_dup_folder ("below");
  g_assert_cmpstr (relative, ==, below);
  g_setenv ("SHEAF_LIBRARY", "/somewhere/else", TRUE);
  by_environment = sheaf_library_dup_folder ("");
  g_assert_cmpstr (by_environment, ==, "/somewhere/else");
  given = sheaf_library_dup_folder ("/given");
  g_assert_cmpstr (given, ==, "/given");
  g_unsetenv ("SHEAF_LIBRARY");
}

static void
test_open (void)
{
  g_autoptr (Place) place = place_new ();
  SheafLibrary *library = place->library;

  g_assert_true (SHEAF_IS_STORE (sheaf_library_get_store (library)));
  g_assert_cmpstr (sheaf_store_get_folder (sheaf_library_get_store (library)), ==, place->folder);
  sheaf_library_close (library);
  g_assert_null (sheaf_library_get_store (library));
  sheaf_library_close (library); /* once more is nothing */
  place_close (place);
  place_open (place);
  assert_sound (place);
}

static void
test_bad_file (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  place_close (place);
  g_free (place_write (place, "library.db",
                       "This is no database, whatever its name says, and stays as it is.", -1));
  sheaf_library_open_async (place->folder, NULL, result_cb, &result);
  wait_for (&result);
  g_assert_null (sheaf_library_open_finish (result, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE);
}

static void
test_backoff (void)
{
  static const gint64 minutes[] = { 1, 5, 25, 125, 625, 1440, 1440, 1440 };

  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    g_assert_cmpint (sheaf_library_backoff (i), ==, minutes[i] * MINUTE);
  g_assert_cmpint (sheaf_library_backoff (8), ==, G_MAXINT64);
  g_assert_cmpint (sheaf_library_backoff (1000), ==, G_MAXINT64);
}

/* --- The queue --- */

static gint64
add_path (Place *place, LocalServer *server, const char *path)
{
  g_autofree char *url = local_server_url (server, path);

  return add (place, url).id;
}

static gboolean
has_state (Place *place, gint64 id, const char *expected)
{
  g_autofree char *state = state_of (place, id);

  return g_str_equal (state, expected);
}

static gboolean
is_answer (Place *place, const char *sql, const char *expected)
{
  g_autofree char *answer = ask (place, sql);

  return g_str_equal (answer, expected);
}

/* What was saved while nobody fetched is fetched at the next start. */
static void
test_next_open (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 first = add_path (place, server, "/article");
  gint64 second = add_path (place, server, "/charset/koi8-r");
  gint64 third = add_path (place, server, "/status/404");

  place_close (place);
  g_assert_cmpuint (local_server_count (server, NULL), ==, 0);
  place_open (place);
  sheaf_library_start_fetching (place->library);
  wait_until (has_state (place, first, "unread"));
  wait_until (has_state (place, second, "unread"));
  wait_until (has_state (place, third, "failed"));
  wait_until (is_answer (place, "SELECT count (*) FROM job", "0"));
  assert_sound (place);
}

/* Closed in the middle of a page: it is pending, and comes at the next start. */
static void
test_closed_meanwhile (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = add_path (place, server, "/article");
  gint64 hanging = add_path (place, server, "/raw/stall");

  local_server_hold (server, "/article");
  sheaf_library_start_fetching (place->library);
  wait_until (local_server_count_held (server) == 1
              && local_server_count (server, "/raw/stall") == 1);
  place_close (place);
  local_server_release (server);
  place_open (place);
  assert_state (place, id, "pending");
  assert_state (place, hanging, "pending");
  assert_answer (place, "SELECT count (*) FROM job WHERE kind = 0 AND attempts = 0", "2");
  sheaf_library_start_fetching (place->library);
  wait_until (has_state (place, id, "unread"));
}

/* Closed at every moment of a fetch: nothing is lost, nothing is broken, nobody is told twice. */
static void
test_closed_anytime (void)
{
  g_autoptr (LocalServer) server = local_server_new ();

  for (guint round = 0; round < 25; round++)
    {
      g_autoptr (Place) place = place_new ();
      gint64 id = add_path (place, server, round % 2 ? "/article" : "/gzip");
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      sheaf_library_fetch_async (place->library, id, NULL, result_cb, &result);
      for (guint i = 0; i < round; i++)
        g_main_context_iteration (NULL, FALSE);
      g_usleep (round * 100);
      sheaf_library_close (place->library);
      wait_for (&result);
      if (!sheaf_library_fetch_finish (place->library, result, &error))
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      place_close (place);
      place_open (place);
      assert_sound (place);
      sheaf_library_start_fetching (place->library);
      wait_until (has_state (place, id, "unread"));
      wait_until (is_answer (place, "SELECT count (*) FROM job", "0"));
      assert_answer (place, "SELECT count (*) FROM article_asset", "4");
    }
}

/* The same with a cancellable of the caller's, which the library does not know: between each step
 * and the next. */
static void
test_closed_unasked (void)
{
  g_autoptr (LocalServer) server = local_server_new ();

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (Place) place = place_new ();
      gboolean pictures = round % 2;
      gint64 id
          = pictures ? save (place, server, "/article") : add_path (place, server, "/article");
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      if (pictures)
        sheaf_library_fetch_pictures_async (place->library, id, cancellable, result_cb, &result);
      else
        sheaf_library_fetch_async (place->library, id, cancellable, result_cb, &result);
      for (guint i = 0; i < round / 2 * 4; i++)
        g_main_context_iteration (NULL, FALSE);
      g_usleep (10000); /* the threads have done their part, and nobody has heard of it */
      sheaf_library_close (place->library);
      wait_for (&result);
      if (!sheaf_library_fetch_finish (place->library, result, &error))
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      let_pass (10);
      place_close (place);
      place_open (place);
      assert_sound (place);
    }
}

/* A closed library takes nothing up any more. */
static void
test_after_close (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (GAsyncResult) page = NULL;
  g_autoptr (GAsyncResult) pictures = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_library_close (place->library);
  sheaf_library_fetch_async (place->library, 1, NULL, result_cb, &page);
  sheaf_library_fetch_pictures_async (place->library, 1, NULL, result_cb, &pictures);
  wait_for (&page);
  wait_for (&pictures);
  g_assert_false (sheaf_library_fetch_finish (place->library, page, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (sheaf_library_fetch_finish (place->library, pictures, NULL));
}

/* What is added while the queue runs is fetched by itself; what lies in the trash waits there. */
static void
test_by_itself (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 trashed = add_path (place, server, "/gzip"), id;

  apply (place, sheaf_edit_new_trash (&trashed, 1, TRUE));
  sheaf_library_start_fetching (place->library);
  sheaf_library_start_fetching (place->library); /* once more is nothing */
  id = add_path (place, server, "/article");
  wait_until (has_state (place, id, "unread"));
  g_assert_cmpuint (local_server_count (server, "/article"), ==, 1);
  g_assert_cmpuint (local_server_count (server, "/gzip"), ==, 0);
  apply (place, sheaf_edit_new_trash (&trashed, 1, FALSE));
  wait_until (has_state (place, trashed, "unread"));
}

#define HOSTS 10
#define EACH 4

/* At most 16 at once, two a host, and all of them in the end. */
static void
test_at_once (void)
{
  g_autoptr (Place) place = place_new ();
  LocalServer *servers[HOSTS];
  guint held, most = 0;

  for (guint i = 0; i < HOSTS; i++)
    {
      servers[i] = local_server_new ();
      local_server_hold (servers[i], NULL);
      for (guint k = 0; k < EACH; k++)
        {
          g_autofree char *path = g_strdup_printf ("/notes.txt?%u", k);

          add_path (place, servers[i], path);
        }
    }
  sheaf_library_start_fetching (place->library);
  while (!is_answer (place, "SELECT count (*) FROM article WHERE fetch = 0", G_STRINGIFY (40)))
    {
      let_pass (20);
      held = 0;
      for (guint i = 0; i < HOSTS; i++)
        {
          g_assert_cmpuint (local_server_count_held (servers[i]), <=, 2);
          held += local_server_count_held (servers[i]);
        }
      g_assert_cmpuint (held, <=, 16);
      most = MAX (most, held);
      for (guint i = 0; i < HOSTS; i++)
        {
          local_server_release (servers[i]);
          local_server_hold (servers[i], NULL);
        }
    }
  g_assert_cmpuint (most, >=, 8);
  for (guint i = 0; i < HOSTS; i++)
    {
      g_assert_cmpuint (local_server_count (servers[i], NULL), ==, EACH);
      local_server_free (servers[i]);
    }
}

typedef struct
{
  guint times, came, failed;
  gint64 began;
} CaughtUp;

static void
caught_up_cb (SheafLibrary *library, guint came, guint failed, gint64 began, CaughtUp *heard)
{
  *heard = (CaughtUp){ heard->times + 1, came, failed, began };
}

/* Said once for all that was fetched in one go; again for what comes later, and then of that alone.
 */
static void
test_caught_up (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 before = g_get_monotonic_time (), id;
  CaughtUp heard = { 0 };

  g_signal_connect (place->library, "caught-up", G_CALLBACK (caught_up_cb), &heard);
  sheaf_library_start_fetching (place->library);
  let_pass (50);
  g_assert_cmpuint (heard.times, ==, 0); /* nothing was fetched */
  local_server_hold (server, NULL);
  add_path (place, server, "/article");
  add_path (place, server, "/charset/koi8-r");
  add_path (place, server, "/status/404");
  wait_until (local_server_count_held (server) == 2);
  local_server_release (server);
  wait_until (heard.times == 1);
  g_assert_cmpuint (heard.came, ==, 2);
  g_assert_cmpuint (heard.failed, ==, 1);
  g_assert_cmpint (heard.began, >=, before);
  assert_answer (place, "SELECT count (*) FROM job", "0"); /* its pictures are there too */
  before = g_get_monotonic_time ();
  id = add_path (place, server, "/gzip");
  wait_until (has_state (place, id, "unread") && heard.times == 2);
  g_assert_cmpuint (heard.came, ==, 1);
  g_assert_cmpuint (heard.failed, ==, 0);
  g_assert_cmpint (heard.began, >=, before);
}

/* --- Failing and coming back --- */

/* A failure that may pass is put off, longer each time. */
static void
test_put_off (void)
{
  static const gint64 minutes[] = { 1, 5, 25, 125, 625, 1440, 1440, 1440 };
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = add_path (place, server, "/status/500");

  sheaf_library_start_fetching (place->library);
  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    {
      g_autofree char *attempts = g_strdup_printf ("%u", i + 1);
      g_autofree char *not_before = NULL;
      gint64 wait;

      wait_until (is_answer (place, "SELECT attempts FROM job", attempts));
      assert_state (place, id, "failed");
      not_before = ask (place, "SELECT not_before FROM job");
      wait = g_ascii_strtoll (not_before, NULL, 10) - g_get_real_time ();
      g_assert_cmpint (wait, >, minutes[i] * MINUTE - MINUTE / 2);
      g_assert_cmpint (wait, <=, minutes[i] * MINUTE);
      g_assert_cmpuint (local_server_count (server, "/status/500"), ==, i + 1);
      apply (place, sheaf_edit_new_hurry ()); /* its time has come */
    }
  /* After the ninth it waits to be asked. */
  wait_until (is_answer (place, "SELECT attempts FROM job", "9"));
  assert_answer (place, "SELECT not_before = 9223372036854775807 FROM job", "1");
  apply (place, sheaf_edit_new_hurry ());
  let_pass (50);
  g_assert_cmpuint (local_server_count (server, "/status/500"), ==, 9);
  apply (place, sheaf_edit_new_retry (&id, 1));
  wait_until (local_server_count (server, "/status/500") == 10);
  wait_until (is_answer (place, "SELECT attempts FROM job", "1"));
}

/* When its time has come it is tried again, and nobody has to say so. */
static void
test_due (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = add_path (place, server, "/article");

  apply (place,
         sheaf_edit_new_fail (id, SHEAF_ERROR_NETWORK, g_get_real_time () + G_TIME_SPAN_SECOND));
  sheaf_library_start_fetching (place->library);
  let_pass (300);
  g_assert_cmpuint (local_server_count (server, NULL), ==, 0);
  wait_until (has_state (place, id, "unread"));
}

static StandInDesktop *
give_desktop (Place *place)
{
  StandInDesktop *desktop = stand_in_desktop_new ();
  g_autoptr (SheafConditions) conditions = stand_in_desktop_make_conditions (desktop);

  sheaf_library_set_conditions (place->library, conditions);

  return desktop;
}

static void
tell_network (StandInDesktop *desktop, gboolean available)
{
  stand_in_desktop_set_network (
      desktop, available, available ? G_NETWORK_CONNECTIVITY_FULL : G_NETWORK_CONNECTIVITY_LOCAL);
}

/* When the network comes back, what it failed is tried at once, and once, however often that is
 * said. */
static void
test_network_back (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (StandInDesktop) desktop = give_desktop (place);
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = add_path (place, server, "/away"), other = add_path (place, server, "/also-away");
  gint64 gone = add_path (place, server, "/status/404");

  local_server_add_status (server, "/away", 503, NULL);
  local_server_add_status (server, "/also-away", 502, NULL);
  sheaf_library_start_fetching (place->library);
  wait_until (has_state (place, id, "failed") && has_state (place, other, "failed")
              && has_state (place, gone, "failed"));
  local_server_add_text (server, "/away", "text/html; charset=utf-8", local_server_get_article ());
  local_server_forget (server);
  tell_network (desktop, FALSE);
  let_pass (20);
  g_assert_cmpuint (local_server_count (server, NULL), ==, 0);
  for (guint i = 0; i < 5; i++)
    tell_network (desktop, TRUE);
  wait_until (has_state (place, id, "unread"));
  wait_until (is_answer (place, "SELECT attempts FROM job WHERE kind = 0", "2"));
  let_pass (100);
  g_assert_cmpuint (local_server_count (server, "/away"), ==, 1);
  g_assert_cmpuint (local_server_count (server, "/also-away"), ==, 1);
  g_assert_cmpuint (local_server_count (server, "/status/404"), ==, 0);
  assert_state (place, other, "failed");
}

#define MANY 120

/* More than run at once: all of them, not the first ones; and each once. */
static void
test_network_back_for_many (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (StandInDesktop) desktop = give_desktop (place);
  g_autoptr (LocalServer) server = local_server_new ();

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *path = g_strdup_printf ("/away/%u", i);

      local_server_add_status (server, path, 503, NULL);
      add_path (place, server, path);
    }
  sheaf_library_start_fetching (place->library);
  wait_until (
      is_answer (place, "SELECT count (*) FROM job WHERE attempts = 1", G_STRINGIFY (MANY)));
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *path = g_strdup_printf ("/away/%u", i);

      local_server_add_text (server, path, "text/plain",
                             "Notes on ropes\n\nHemp came by barge from up the river.\n");
    }
  tell_network (desktop, TRUE);
  wait_until (
      is_answer (place, "SELECT count (*) FROM article WHERE fetch = 0", G_STRINGIFY (MANY)));
}

/* Closed between the news and the deed. */
static void
test_network_back_closed (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (StandInDesktop) desktop = give_desktop (place);

  sheaf_library_start_fetching (place->library);
  tell_network (desktop, TRUE);
  place_close (place);
  tell_network (desktop, TRUE);
  let_pass (20);
}

/* A library that cannot be written does not make us ask the server again and again. */
static void
test_store_refuses (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = add_path (place, server, "/article");

  g_free (ask (
      place,
      "CREATE TRIGGER refuse_text BEFORE INSERT ON content BEGIN SELECT raise (ABORT, 'no'); END"));
  g_free (
      ask (place,
           "CREATE TRIGGER refuse_job BEFORE UPDATE ON job BEGIN SELECT raise (ABORT, 'no'); END"));
  sheaf_library_start_fetching (place->library);
  wait_until (local_server_count (server, "/article") == 1);
  let_pass (150);
  g_assert_cmpuint (local_server_count (server, "/article"), <=, 2);
  assert_state (place, id, "pending");
  assert_answer (place, "SELECT count (*) FROM job WHERE kind = 0", "1");
}

/* A job for pictures without a text to find them in ends, and is not looked at for ever. */
static void
test_stray_job (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = save (place, server, "/status/404");

  g_assert_cmpint (id, ==, 1);
  g_free (ask (place, "INSERT INTO job (kind, article_id, url) SELECT 1, id, url FROM article"));
  sheaf_library_start_fetching (place->library);
  wait_until (is_answer (place, "SELECT count (*) FROM job", "0"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/library/folder", test_folder);
  g_test_add_func ("/library/library/open", test_open);
  g_test_add_func ("/library/library/bad-file", test_bad_file);
  g_test_add_func ("/library/library/backoff", test_backoff);
  g_test_add_func ("/library/library/next-open", test_next_open);
  g_test_add_func ("/library/library/closed-meanwhile", test_closed_meanwhile);
  g_test_add_func ("/library/library/closed-anytime", test_closed_anytime);
  g_test_add_func ("/library/library/closed-unasked", test_closed_unasked);
  g_test_add_func ("/library/library/after-close", test_after_close);
  g_test_add_func ("/library/library/by-itself", test_by_itself);
  g_test_add_func ("/library/library/at-once", test_at_once);
  g_test_add_func ("/library/library/caught-up", test_caught_up);
  g_test_add_func ("/library/library/put-off", test_put_off);
  g_test_add_func ("/library/library/due", test_due);
  g_test_add_func ("/library/library/network-back", test_network_back);
  g_test_add_func ("/library/library/network-back-for-many", test_network_back_for_many);
  g_test_add_func ("/library/library/network-back-closed", test_network_back_closed);
  g_test_add_func ("/library/library/store-refuses", test_store_refuses);
  g_test_add_func ("/library/library/stray-job", test_stray_job);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From an address to a text: what is kept when it goes well, when it does not, and when it is
 * called off. */

#include "open-library.h"

#include "store/files.h"

/* --- It goes well --- */

static void
test_article (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = save (place, server, "/article");
  g_autoptr (SheafLoaded) loaded = load (place, id);

  g_assert_cmpint (loaded->row->fetch, ==, SHEAF_FETCH_COMPLETE);
  g_assert_null (loaded->row->reason);
  g_assert_cmpstr (loaded->row->title, ==, LOCAL_SERVER_TITLE);
  g_assert_cmpuint (loaded->row->word_count, >, 100);
  g_assert_nonnull (strstr (text_of (loaded), LOCAL_SERVER_LAST_WORDS));
  g_assert_cmpuint (local_server_count (server, "/article"), ==, 1);
  assert_answer (place, "SELECT count (*) FROM job", "0");
  assert_sound (place);
}

/* The bytes as they came, decoded from their transfer and from nothing else. */
static void
test_snapshot (void)
{
  static const char *const paths[] = { "/article", "/gzip", "/charset/shift_jis" };
  g_autoptr (LocalServer) server = local_server_new ();

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (Place) place = place_new ();
      g_autofree char *sha = NULL;
      g_autofree char *small = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      save (place, server, paths[i]);
      sha = ask (place, "SELECT hex (snapshot_sha) FROM content");
      small = g_ascii_strdown (sha, -1);
      bytes = sheaf_files_get (
          sheaf_store_get_files_folder (sheaf_library_get_store (place->library)), small, &error);
      g_assert_no_error (error);
      if (i < 2)
        g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                         local_server_get_article (), strlen (local_server_get_article ()));
      else
        g_assert_false (
            g_utf8_validate (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
    }
}

static void
test_charsets (void)
{
  static const char *const labels[]
      = { "big5",   "euc-jp",    "gb18030",  "iso-8859-1", "iso-8859-2",
          "koi8-r", "shift_jis", "utf-16le", "utf-8",      "windows-1252" };
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autofree char *path = g_strconcat ("/charset/", labels[i], NULL);
      gint64 id = save (place, server, path);
      g_autoptr (SheafLoaded) loaded = load (place, id);

      g_test_message ("%s: %s", labels[i], loaded->row->title);
      g_assert_cmpstr (loaded->row->title, ==, local_server_charset_words (labels[i]));
      g_assert_nonnull (strstr (text_of (loaded), local_server_charset_words (labels[i])));
    }
}

static void
test_text (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = save (place, server, "/notes.txt");
  g_autoptr (SheafLoaded) loaded = load (place, id);

  g_assert_cmpint (loaded->row->fetch, ==, SHEAF_FETCH_COMPLETE);
  g_assert_cmpstr (loaded->row->title, ==, "Notes on ropes");
  g_assert_nonnull (strstr (text_of (loaded), "Tar came by ship from the north."));
}

/* By its type, and by its ending where a server knows no such type. */
static void
test_markdown (void)
{
  static const char *const paths[] = { "/notes.md", "/markdown" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (Place) place = place_new ();
      g_autoptr (LocalServer) server = local_server_new ();
      gint64 id = save (place, server, paths[i]);
      g_autoptr (SheafLoaded) loaded = load (place, id);

      g_assert_cmpint (loaded->row->fetch, ==, SHEAF_FETCH_COMPLETE);
      g_assert_cmpstr (loaded->row->title, ==, "Notes on tar");
      g_assert_cmpstr (text_of (loaded), ==, "It came by ship, as ever.\n");
    }
}

static void
test_redirect (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = save (place, server, "/redirect/3");
  g_autofree char *given = local_server_url (server, "/redirect/3");
  g_autofree char *final = local_server_url (server, "/article");
  g_autoptr (SheafLoaded) loaded = load (place, id);

  g_assert_cmpstr (loaded->row->url, ==, given);
  g_assert_cmpstr (loaded->row->final_url, ==, final);
  g_assert_cmpstr (loaded->row->title, ==, LOCAL_SERVER_TITLE);
}

/* An address that leads to one that is saved already becomes one with it: either finds it from then
 * on. */
static void
test_redirect_to_saved (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 first = save (place, server, "/article");
  g_autofree char *short_url = local_server_url (server, "/redirect/1");
  g_autofree char *url = local_server_url (server, "/article");
  SheafAdded added = add (place, short_url), again, again_short;

  g_assert_false (added.existed);
  fetch (place, added.id);
  again_short = add (place, short_url);
  again = add (place, url);
  assert_state (place, first, "unread");
  g_assert_cmpint (again.id, ==, first);
  g_assert_cmpint (again_short.id, ==, first);
  g_assert_false (again.needs_fetch || again_short.needs_fetch);
  assert_answer (place, "SELECT count (*) FROM article", "1");
  assert_answer (place, "SELECT count (*) FROM job", "0");
  assert_sound (place);
}

/* --- It is kept before anybody is asked --- */

typedef struct
{
  Place *place;
  guint calls;
  char *rows, *jobs;
} Seen;

static void
look_cb (LocalServer *server, const char *path, gpointer data)
{
  Seen *seen = data;

  if (!g_str_equal (path, "/article"))
    return;
  if (seen->calls++ == 0)
    {
      seen->rows = ask (seen->place, "SELECT count (*) FROM article WHERE fetch = 1");
      seen->jobs = ask (seen->place, "SELECT count (*) FROM job WHERE kind = 0");
    }
}

/* When the first byte of the request arrives, another connection finds row and job in the file. */
static void
test_durable (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/article");
  Seen seen = { place };

  local_server_set_func (server, look_cb, &seen);
  sheaf_library_start_fetching (place->library); /* the queue may ask as soon as it can */
  {
    g_autoptr (GAsyncResult) result = NULL;

    sheaf_library_add_async (place->library, url, NULL, NULL, result_cb, &result);
    wait_for (&result);
    g_assert_true (sheaf_library_add_finish (place->library, result, NULL, NULL));
  }
  wait_until (seen.calls > 0);
  g_assert_cmpstr (seen.rows, ==, "1");
  g_assert_cmpstr (seen.jobs, ==, "1");
  g_free (seen.rows);
  g_free (seen.jobs);
}

/* --- It fails --- */

/* Each failure leaves the row and says why; what may pass keeps its job; once it is put right,
 * Retry brings the article. */
static void
test_failures (void)
{
  static const struct
  {
    const char *path;
    const char *state, *reason;
    gboolean job; /* it is tried again by itself */
  } cases[] = {
    { "/status/404", "failed", "not-found", FALSE },
    { "/status/410", "failed", "not-found", FALSE },
    { "/status/401", "failed", "blocked", FALSE },
    { "/status/403", "failed", "blocked", FALSE },
    { "/status/451", "failed", "blocked", FALSE },
    { "/status/500", "failed", "network", TRUE },
    { "/status/503", "failed", "network", TRUE },
    { "/status/429", "failed", "network", TRUE },
    { "/redirect/loop", "failed", "network", TRUE },
    { "/redirect/to?file:///etc/passwd", "failed", "blocked", FALSE },
    { "/redirect/to?data:text/html,a", "failed", "blocked", FALSE },
    { "/gzip/bomb", "failed", "too-big", FALSE },
    { "/paper.pdf", "link", "not-a-page", FALSE },
    { "/picture-as-page", "link", "not-a-page", FALSE },
    { "/pictures/rope.jpg", "link", "not-a-page", FALSE },
    { "/menu", "link", "not-an-article", FALSE },
    { "/empty", "link", "not-an-article", FALSE },
    { "/raw/closed", "failed", "network", TRUE },
    { "/raw/garbage", "failed", "network", TRUE },
    { "/raw/http09", "failed", "network", TRUE },
    { "/raw/head-huge", "failed", "network", TRUE },
    { "/raw/gzip-broken", "failed", "network", TRUE },
    { "/raw/length-two", "failed", "network", TRUE }, /* seven bytes of it */
    { "/raw/oversize", "failed", "too-big", FALSE },
    { "/raw/oversize-pdf", "link", "not-a-page", FALSE },
  };
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *whole
      = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n%s",
                         local_server_get_article ());
  g_autoptr (GBytes) answer = g_bytes_new (whole, strlen (whole));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 id = save (place, server, cases[i].path);
      g_autofree char *url = local_server_url (server, cases[i].path);
      g_autofree char *jobs = g_strdup_printf (
          "SELECT count (*) FROM job WHERE article_id = %d AND not_before > 0", (int)id);
      g_autofree char *path = g_strndup (cases[i].path, strcspn (cases[i].path, "?"));
      g_autoptr (SheafLoaded) loaded = load (place, id);
      g_autoptr (SheafLoaded) retried = NULL;

      g_test_message ("%s: %s %s", cases[i].path, sheaf_row_get_state (loaded->row),
                      loaded->row->reason);
      g_assert_cmpstr (sheaf_row_get_state (loaded->row), ==, cases[i].state);
      g_assert_cmpstr (loaded->row->reason, ==, cases[i].reason);
      g_assert_cmpstr (loaded->row->url, ==, url);
      g_assert_cmpuint (strlen (loaded->row->title), >, 0);
      g_assert_cmpstr (loaded->row->site, ==, "127.0.0.1");
      assert_answer (place, jobs, cases[i].job ? "1" : "0");

      if (g_str_has_prefix (path, "/raw/"))
        local_server_add_raw (server, path, answer);
      else
        local_server_add_text (server, path, "text/html; charset=utf-8",
                               local_server_get_article ());
      apply (place, sheaf_edit_new_retry (&id, 1));
      fetch (place, id);
      retried = load (place, id);
      g_assert_cmpstr (sheaf_row_get_state (retried->row), ==, "unread");
      g_assert_null (retried->row->reason);
      g_assert_cmpstr (retried->row->title, ==, LOCAL_SERVER_TITLE);
      assert_answer (place, jobs, "0");
      local_server_remove (server, path);
    }
  assert_answer (place, "SELECT count (*) FROM job", "0");
  assert_sound (place);
}

static void
test_refused_connection (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  SheafAdded added = add (place, local_server_get_refused_url (server));
  g_autoptr (SheafLoaded) loaded = NULL;

  fetch (place, added.id);
  loaded = load (place, added.id);
  g_assert_cmpstr (loaded->row->reason, ==, "network");
  assert_answer (place, "SELECT attempts FROM job", "1");
}

/* A page's title and site stay, where it has no article but says what it is. */
static void
test_link (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 menu = save (place, server, "/menu");
  gint64 paper = save (place, server, "/paper.pdf");
  g_autoptr (SheafLoaded) menu_loaded = load (place, menu);
  g_autoptr (SheafLoaded) paper_loaded = load (place, paper);

  g_assert_cmpstr (menu_loaded->row->title, ==, "All our pages");
  g_assert_nonnull (strstr (paper_loaded->row->title, "paper.pdf"));
  g_assert_nonnull (paper_loaded->row->site);
  g_assert_nonnull (menu_loaded->row->site);
}

/* A redirect from what a person typed to another server of this machine is not followed. */
static void
test_private_redirect (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *path
      = g_strconcat ("/redirect/to?", local_server_get_raw_base (server), "/raw/no-length", NULL);
  gint64 id = save (place, server, path);
  g_autoptr (SheafLoaded) loaded = load (place, id);

  g_assert_cmpstr (loaded->row->reason, ==, "blocked");
  wait_until (local_server_count_raw_open (server) == 0);
  g_assert_cmpuint (local_server_count_raw_bytes (server), ==, 0);
}

/* A refetch that fails leaves the article as it was. */
static void
test_failed_refetch (void)
{
  static const guint statuses[] = { 404, 403, 500 };
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = save (place, server, "/article");

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (SheafLoaded) loaded = NULL;

      local_server_add_status (server, "/article", statuses[i], NULL);
      fetch (place, id);
      loaded = load (place, id);
      g_assert_cmpstr (sheaf_row_get_state (loaded->row), ==, "unread");
      g_assert_nonnull (strstr (text_of (loaded), LOCAL_SERVER_LAST_WORDS));
    }
  local_server_add_text (server, "/article", "text/html",
                         "<html><title>Please log in</title><p>Log in.</p></html>");
  fetch (place, id);
  {
    g_autoptr (SheafLoaded) loaded = load (place, id);

    g_assert_cmpstr (loaded->row->title, ==, LOCAL_SERVER_TITLE);
    g_assert_nonnull (strstr (text_of (loaded), LOCAL_SERVER_LAST_WORDS));
  }
}

/* --- What was cut --- */

static void
test_incomplete (void)
{
  static const char *const paths[]
      = { "/raw/chunked-cut", "/raw/chunk-cut", "/raw/gzip-cut", "/raw/length-long" };
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      gint64 id = save (place, server, paths[i]);
      g_autoptr (SheafLoaded) loaded = load (place, id);

      g_test_message ("%s", paths[i]);
      g_assert_cmpint (loaded->row->fetch, ==, SHEAF_FETCH_INCOMPLETE);
      g_assert_cmpstr (loaded->row->title, ==, LOCAL_SERVER_TITLE);
      g_assert_cmpuint (local_server_count (server, paths[i]), ==, 2); /* it was asked once more */
    }
}

static GBytes *
make_answer (const char *page, gsize length)
{
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n%.*s", (int)length, page);

  return g_bytes_new (head, strlen (head));
}

/* A page cut anywhere never takes the place of a longer one, and a whole one takes the place of a
 * cut one. */
static void
test_never_shorter (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  const char *page = local_server_get_article ();
  gsize whole = strlen (page), text_end = strstr (page, LOCAL_SERVER_LAST_WORDS) - page;
  g_autoptr (GBytes) half = make_answer (page, whole / 2);
  g_autoptr (GBytes) all = make_answer (page, whole);
  g_autofree char *url = local_server_url (server, "/raw/page");
  gint64 id = add (place, url).id;
  glong longest = 0;

  local_server_add_raw (server, "/raw/page", half);
  fetch (place, id);
  for (guint i = 0; i < 40; i++)
    {
      gsize length = g_test_rand_int_range (1, whole);
      g_autoptr (GBytes) cut = make_answer (page, length);
      g_autoptr (SheafLoaded) before = load (place, id);
      g_autoptr (SheafLoaded) after = NULL;

      local_server_add_raw (server, "/raw/page", cut);
      fetch (place, id);
      after = load (place, id);
      g_test_message ("%d of %d: %ld, %ld", (int)length, (int)whole,
                      g_utf8_strlen (text_of (before), -1), g_utf8_strlen (text_of (after), -1));
      g_assert_cmpint (g_utf8_strlen (text_of (after), -1), >=,
                       g_utf8_strlen (text_of (before), -1));
    }
  local_server_add_raw (server, "/raw/page", all);
  fetch (place, id);
  assert_state (place, id, "unread");
  {
    g_autoptr (SheafLoaded) complete = load (place, id);

    /* A copy that was cut inside of a tag had the tag's beginning as a letter more. */
    longest = g_utf8_strlen (text_of (complete), -1);
  }
  for (guint i = 0; i < 40; i++)
    {
      gsize length = g_test_rand_int_range (1, text_end);
      g_autoptr (GBytes) cut = make_answer (page, length);
      g_autoptr (SheafLoaded) after = NULL;

      local_server_add_raw (server, "/raw/page", cut);
      fetch (place, id);
      after = load (place, id);
      g_assert_cmpint (after->row->fetch, ==, SHEAF_FETCH_COMPLETE);
      g_assert_nonnull (strstr (text_of (after), LOCAL_SERVER_LAST_WORDS));
      g_assert_cmpint (g_utf8_strlen (text_of (after), -1), >=, longest);
    }
  assert_sound (place);
}

/* What is cut once is asked for once more, at once; what fails then does not spoil what came. */
static void
test_cut_once (void)
{
  static const struct
  {
    const char *second; /* NULL: the whole page */
    const char *state;
  } cases[] = {
    { NULL, "unread" },
    { "HTTP/1.1 404 Not Found\r\n\r\n", "incomplete" },
    { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>Shorter", "incomplete" },
  };
  g_autoptr (LocalServer) server = local_server_new ();
  const char *page = local_server_get_article ();
  g_autoptr (GBytes) half = make_answer (page, strlen (page) / 2);
  g_autoptr (GBytes) whole = make_answer (page, strlen (page));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Place) place = place_new ();
      g_autoptr (GBytes) second = cases[i].second != NULL
                                      ? g_bytes_new (cases[i].second, strlen (cases[i].second))
                                      : g_bytes_ref (whole);
      g_autoptr (SheafLoaded) loaded = NULL;
      gint64 id;

      local_server_forget (server);
      local_server_add_raw_once (server, "/raw/sometimes", half);
      local_server_add_raw (server, "/raw/sometimes", second);
      id = save (place, server, "/raw/sometimes");
      loaded = load (place, id);
      g_assert_cmpstr (sheaf_row_get_state (loaded->row), ==, cases[i].state);
      g_assert_cmpstr (loaded->row->title, ==, LOCAL_SERVER_TITLE);
      g_assert_cmpuint (local_server_count (server, "/raw/sometimes"), ==, 2);
    }
}

/* --- Several at once --- */

/* One host: two at a time, and all of them come. */
static void
test_at_once (void)
{
  static const char *const paths[]
      = { "/article", "/charset/koi8-r", "/notes.txt", "/gzip", "/article?again", "/charset/utf-8" };
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  GAsyncResult *results[G_N_ELEMENTS (paths)] = { NULL };
  gint64 ids[G_N_ELEMENTS (paths)];

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *url = local_server_url (server, paths[i]);

      ids[i] = add (place, url).id;
    }
  local_server_hold (server, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    sheaf_library_fetch_async (place->library, ids[i], NULL, result_cb, &results[i]);
  wait_until (local_server_count_held (server) == 2);
  let_pass (30);
  g_assert_cmpuint (local_server_count_held (server), ==, 2);
  local_server_release (server);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      wait_for (&results[i]);
      g_assert_true (sheaf_library_fetch_finish (place->library, results[i], NULL));
      g_object_unref (results[i]);
      assert_state (place, ids[i], "unread");
    }
  assert_sound (place);
}

/* Asked for twice at once, it is fetched once, and both are told. */
static void
test_joined (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/gzip");
  gint64 id = add (place, url).id;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;

  sheaf_library_fetch_async (place->library, id, NULL, result_cb, &first);
  sheaf_library_fetch_async (place->library, id, NULL, result_cb, &second);
  wait_for (&first);
  wait_for (&second);
  g_assert_true (sheaf_library_fetch_finish (place->library, first, NULL));
  g_assert_true (sheaf_library_fetch_finish (place->library, second, NULL));
  g_assert_cmpuint (local_server_count (server, "/gzip"), ==, 1);
}

/* --- It is called off --- */

/* In the middle of a body: the row waits on, with its job, and goes on later. */
static void
test_cancel (void)
{
  static const char *const paths[] = { "/raw/stall", "/raw/hang", "/raw/drip-body" };
  g_autoptr (LocalServer) server = local_server_new ();

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (Place) place = place_new ();
      g_autofree char *url = local_server_url (server, paths[i]);
      gint64 id = add (place, url).id;
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      sheaf_library_fetch_async (place->library, id, cancellable, result_cb, &result);
      wait_until (local_server_count (server, paths[i]) == 1);
      let_pass (20);
      g_cancellable_cancel (cancellable);
      wait_for (&result);
      g_assert_false (sheaf_library_fetch_finish (place->library, result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      assert_state (place, id, "pending");
      assert_answer (place, "SELECT count (*) FROM job WHERE kind = 0", "1");
    }
}

/* Purged while its page is on the way: nothing is left of it. */
static void
test_purged_meanwhile (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/article");
  gint64 id = add (place, url).id;
  g_autoptr (GAsyncResult) result = NULL;

  local_server_hold (server, "/article");
  sheaf_library_fetch_async (place->library, id, NULL, result_cb, &result);
  wait_until (local_server_count_held (server) == 1);
  apply (place, sheaf_edit_new_trash (&id, 1, TRUE));
  apply (place, sheaf_edit_new_purge (&id, 1));
  local_server_release (server);
  wait_for (&result);
  g_assert_true (sheaf_library_fetch_finish (place->library, result, NULL));
  assert_answer (place, "SELECT count (*) FROM article", "0");
  assert_answer (place, "SELECT count (*) FROM content", "0");
  assert_sound (place);
}

/* Nothing is there to be fetched. */
static void
test_no_address (void)
{
  g_autoptr (Place) place = place_new ();
  g_autofree char *path = place_write (place, "notes.txt", "Notes\n\nHemp came by barge.\n", -1);
  gint64 id = add (place, path).id;

  fetch (place, id);
  fetch (place, 12345);
  assert_state (place, id, "unread");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/fetch-article/article", test_article);
  g_test_add_func ("/library/fetch-article/snapshot", test_snapshot);
  g_test_add_func ("/library/fetch-article/charsets", test_charsets);
  g_test_add_func ("/library/fetch-article/text", test_text);
  g_test_add_func ("/library/fetch-article/markdown", test_markdown);
  g_test_add_func ("/library/fetch-article/redirect", test_redirect);
  g_test_add_func ("/library/fetch-article/redirect-to-saved", test_redirect_to_saved);
  g_test_add_func ("/library/fetch-article/durable", test_durable);
  g_test_add_func ("/library/fetch-article/failures", test_failures);
  g_test_add_func ("/library/fetch-article/refused-connection", test_refused_connection);
  g_test_add_func ("/library/fetch-article/link", test_link);
  g_test_add_func ("/library/fetch-article/private-redirect", test_private_redirect);
  g_test_add_func ("/library/fetch-article/failed-refetch", test_failed_refetch);
  g_test_add_func ("/library/fetch-article/incomplete", test_incomplete);
  g_test_add_func ("/library/fetch-article/never-shorter", test_never_shorter);
  g_test_add_func ("/library/fetch-article/cut-once", test_cut_once);
  g_test_add_func ("/library/fetch-article/at-once", test_at_once);
  g_test_add_func ("/library/fetch-article/joined", test_joined);
  g_test_add_func ("/library/fetch-article/cancel", test_cancel);
  g_test_add_func ("/library/fetch-article/purged-meanwhile", test_purged_meanwhile);
  g_test_add_func ("/library/fetch-article/no-address", test_no_address);

  return g_test_run ();
}

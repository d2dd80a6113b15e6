/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An article in pages becomes one; and no server makes more of it than it is: another article,
 * another host, a circle, pages without end. */

#include "open-library.h"

#include "library/load-rules.h"

#define TITLE "The long way round the bay"

/* Page NUMBER of one article, unlike all others; HEAD: what leads on. */
static void
add_page (LocalServer *server, const char *path, const char *title, guint number, const char *head)
{
  g_autoptr (GString) html = g_string_new (NULL);

  g_string_append_printf (html,
                          "<!DOCTYPE html><html lang=en><head><meta charset=utf-8>"
                          "<title>%s</title>%s</head><body><article><h1>%s</h1>"
                          "<p class=dek>How the path came to be.</p>",
                          title, g_str_has_prefix (head, "<link") ? head : "", title);
  for (guint i = 1; i <= 4; i++)
    g_string_append_printf (
        html,
        "<p>Mile %u of day %u begins at a gate, which is never locked, and ends at another, where "
        "somebody has put up a bench for those who come from the other side, %u in all.</p>",
        i, number, number * 7 + i);
  g_string_append_printf (
      html, "<p>Read more: <a href=/other>The ebb, number %u</a></p></article>%s</body>", number,
      g_str_has_prefix (head, "<link") ? "" : head);
  local_server_add_text (server, path, "text/html", html->str);
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;

  return n;
}

/* Which days are in it, and how often: "1 2 3". (transfer full) */
static char *
days_of (SheafLoaded *loaded)
{
  GString *out = g_string_new (NULL);

  for (guint day = 1; day < 40; day++)
    {
      g_autofree char *words = g_strdup_printf ("Mile 1 of day %u begins", day);

      for (guint n = count (text_of (loaded), words); n > 0; n--)
        g_string_append_printf (out, "%s%u", out->len > 0 ? " " : "", day);
    }

  return g_string_free (out, FALSE);
}

static void
assert_saved (LocalServer *server, const char *path, const char *days, const char *state)
{
  g_autoptr (Place) place = place_new ();
  gint64 id = save (place, server, path);
  g_autoptr (SheafLoaded) loaded = load (place, id);
  g_autofree char *found = days_of (loaded);

  g_assert_cmpstr (found, ==, days);
  g_assert_cmpstr (sheaf_row_get_state (loaded->row), ==, state);
  g_assert_cmpstr (loaded->row->title, ==, TITLE);
  g_assert_cmpuint (count (text_of (loaded), "How the path came to be."), ==, 1);
  g_assert_cmpuint (count (text_of (loaded), TITLE), ==, 0);
  assert_sound (place);
}

/* --- It goes well --- */

static void
test_three (void)
{
  g_autoptr (LocalServer) server = local_server_new ();

  add_page (server, "/bay", TITLE, 1, "<link rel=next href=/bay/2>");
  add_page (server, "/bay/2", TITLE " – Page 2 of 3", 2, "<a href=/bay>1</a> <a href=/bay/3>3</a>");
  add_page (server, "/bay/3", TITLE " – Page 3 of 3", 3, "<a href=/bay>1</a> <a href=/bay/2>2</a>");
  assert_saved (server, "/bay", "1 2 3", "unread");
  g_assert_cmpuint (local_server_count (server, NULL), ==, 3);
}

/* The words of all parts are counted and found, and what was left out of them is kept. */
static void
test_kept (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (Place) place = place_new ();
  g_autoptr (SheafLoaded) loaded = NULL;
  guint letters = 0;
  gint64 id;

  add_page (server, "/bay.html", TITLE, 1, "<a href=/bay-2.html>2</a>");
  add_page (server, "/bay-2.html", TITLE, 2, "");
  id = save (place, server, "/bay.html");
  loaded = load (place, id);
  g_assert_cmpuint (loaded->row->word_count, >, 8 * 25);
  for (guint i = 0; i < loaded->page->removed->len; i++)
    {
      const SheafRemoved *removed = loaded->page->removed->pdata[i];

      if (removed->text != NULL && strstr (removed->text, "Read more: ") != NULL)
        {
          g_assert_cmpuint (removed->place, <=, sheaf_document_get_length (loaded->page->document));
          letters++;
        }
    }
  g_assert_cmpuint (letters, ==, 2);
  assert_answer (place, "SELECT count (*) FROM content WHERE snapshot_sha IS NOT NULL", "1");
}

/* A rule may lead where no address would tell, but to no other host. */
static void
test_rule (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *folder = sheaf_library_dup_rules_folder ();
  g_autofree char *rule = g_build_filename (folder, "bay.rule", NULL);

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (rule, "site: 127.0.0.1\nnext-page: .on\n", -1, NULL);
  add_page (server, "/bay", TITLE, 1, "<a class=on href=/further>on</a>");
  add_page (server, "/further", "Further", 2, "<a class=on href=/furthest>on</a>");
  add_page (server, "/furthest", "The end", 3, "<a class=on href=http://localhost:1/>on</a>");
  assert_saved (server, "/bay", "1 2 3", "unread");

  /* And round again: each is taken once. */
  add_page (server, "/a", TITLE, 1, "<a class=on href=/b>on</a>");
  add_page (server, "/b", TITLE, 2, "<a class=on href=/a>on</a>");
  local_server_forget (server);
  assert_saved (server, "/a", "1 2", "unread");
  g_assert_cmpuint (local_server_count (server, NULL), ==, 2);
  g_unlink (rule);
}

/* --- It is no page of this article --- */

static void
test_no_parts (void)
{
  static const struct
  {
    const char *path, *title, *link;
    guint number; /* of the page at PATH */
    guint asked;  /* requests in all */
  } cases[] = {
    { "/ebb", "The ebb", "<link rel=next href=/ebb>", 2, 1 },
    { "/bay/2", "Another walk", "<link rel=next href=/bay/2>", 2, 2 },
    { "/bay/2", TITLE, "<link rel=next href=/bay/2>", 1, 2 }, /* the same once more */
    { "/bay/2", TITLE, "<link rel=next href=http://localhost:1/bay/2>", 2, 1 },
    { "/bay/3", TITLE, "<link rel=next href=/bay/3>", 3, 1 },
    { "/bay/2", TITLE, "<link rel=next href=/bay>", 2, 1 },
    { "/bay-2", TITLE, "<link rel=next href=/bay-2>", 2, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LocalServer) server = local_server_new ();

      g_test_message ("%u", i);
      add_page (server, "/bay", TITLE, 1, cases[i].link);
      add_page (server, cases[i].path, cases[i].title, cases[i].number, "");
      assert_saved (server, "/bay", "1", "unread");
      g_assert_cmpuint (local_server_count (server, NULL), ==, cases[i].asked);
    }
}

/* Redirected to another server, or back to where it began. */
static void
test_redirected (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *away = local_server_url (server, "/raw/bay");
  static const char other[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>" TITLE
                              "</title><p>Mile 1 of day 2 begins";
  g_autoptr (GBytes) bytes = g_bytes_new_static (other, strlen (other));

  add_page (server, "/bay", TITLE, 1, "<link rel=next href=/bay/2>");
  local_server_add_raw (server, "/raw/bay", bytes);
  local_server_add_status (server, "/bay/2", 302, away);
  assert_saved (server, "/bay", "1", "incomplete"); /* nobody may be led to a private server */
  g_assert_cmpuint (local_server_count (server, "/raw/bay"), ==, 0);
  local_server_add_status (server, "/bay/2", 302, "/bay");
  assert_saved (server, "/bay", "1", "unread");
}

/* --- It goes wrong --- */

/* What came stays, and it is said that more is there. */
static void
test_missing (void)
{
  static const guint statuses[] = { 404, 403, 500 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (LocalServer) server = local_server_new ();

      add_page (server, "/bay", TITLE, 1, "<link rel=next href=/bay/2>");
      local_server_add_status (server, "/bay/2", statuses[i], NULL);
      assert_saved (server, "/bay", "1", "incomplete");
      add_page (server, "/bay/2", TITLE, 2, "<link rel=next href=/bay/3>");
      local_server_add_status (server, "/bay/3", statuses[i], NULL);
      assert_saved (server, "/bay", "1 2", "incomplete");
    }
}

/* A wall in a page's place, under the same title or another: it is no part, and not the end. What
 * was kept whole before is not given away for the rest. */
static void
test_walls (void)
{
  static const char *const walls[] = {
    "<title>" TITLE "</title><script type=application/ld+json>{\"@type\":\"NewsArticle\","
    "\"headline\":\"" TITLE "\",\"isAccessibleForFree\":false}</script><article><h1>" TITLE "</h1>"
    "<p>Mile 1 of day 2 begins at a gate, which is never locked, and ends at another, where "
    "somebody has put up a bench for those who come from the other side, fifteen in all.</p>"
    "</article><div class=paywall><p>Subscribe to continue reading.</p></div>",
    "<title>Just a moment...</title><h1>Checking your browser</h1><p>Please complete the captcha "
    "to prove that you are not a robot.</p><div class=g-recaptcha></div>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (walls); i++)
    {
      g_autoptr (LocalServer) server = local_server_new ();
      g_autoptr (Place) place = place_new ();
      g_autoptr (SheafLoaded) kept = NULL;
      g_autofree char *days = NULL;
      gint64 id;

      g_test_message ("%u", i);
      add_page (server, "/bay", TITLE, 1, "<link rel=next href=/bay/2>");
      add_page (server, "/bay/2", TITLE, 2, "");
      id = save (place, server, "/bay");
      local_server_add_text (server, "/bay/2", "text/html", walls[i]);
      assert_saved (server, "/bay", "1", "incomplete");
      fetch (place, id);
      kept = load (place, id);
      days = days_of (kept);
      g_assert_cmpstr (days, ==, "1 2");
    }
}

/* Twenty, and no more. */
static void
test_endless (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (GString) days = g_string_new ("1");

  add_page (server, "/bay", TITLE, 1, "<link rel=next href=/bay/2>");
  for (guint i = 2; i <= 25; i++)
    {
      g_autofree char *path = g_strdup_printf ("/bay/%u", i);
      g_autofree char *link = g_strdup_printf ("<link rel=next href=/bay/%u>", i + 1);

      add_page (server, path, TITLE, i, link);
      if (i <= 20)
        g_string_append_printf (days, " %u", i);
    }
  assert_saved (server, "/bay", days->str, "incomplete");
  g_assert_cmpuint (local_server_count (server, NULL), ==, 20);
}

/* Called off between two pages, it waits as if nothing had come, and comes whole the next time. */
static void
test_cancel (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (Place) place = place_new ();
  g_autofree char *url = local_server_url (server, "/bay");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafLoaded) loaded = NULL;
  g_autofree char *days = NULL;
  gint64 id = add (place, url).id;

  add_page (server, "/bay", TITLE, 1, "<link rel=next href=/bay/2>");
  add_page (server, "/bay/2", TITLE, 2, "");
  local_server_hold (server, "/bay/2");
  sheaf_library_fetch_async (place->library, id, cancellable, result_cb, &result);
  wait_until (local_server_count_held (server) == 1);
  g_cancellable_cancel (cancellable);
  wait_for (&result);
  g_assert_false (sheaf_library_fetch_finish (place->library, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_state (place, id, "pending");
  local_server_release (server);
  fetch (place, id);
  loaded = load (place, id);
  days = days_of (loaded);
  g_assert_cmpstr (days, ==, "1 2");
  assert_sound (place);
}

/* The library is closed meanwhile. */
static void
test_close (void)
{
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (Place) place = place_new ();
  g_autofree char *url = local_server_url (server, "/bay");
  g_autoptr (GAsyncResult) result = NULL;
  gint64 id = add (place, url).id;

  add_page (server, "/bay", TITLE, 1, "<link rel=next href=/bay/2>");
  local_server_hold (server, "/bay/2");
  sheaf_library_fetch_async (place->library, id, NULL, result_cb, &result);
  wait_until (local_server_count_held (server) == 1);
  place_close (place);
  wait_for (&result);
  local_server_release (server);
  place_open (place);
  assert_state (place, id, "pending");
}

int
main (int argc, char **argv)
{
  g_autofree char *settings = g_dir_make_tmp ("sheaf-settings-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", settings, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/fetch-parts/three", test_three);
  g_test_add_func ("/library/fetch-parts/kept", test_kept);
  g_test_add_func ("/library/fetch-parts/rule", test_rule);
  g_test_add_func ("/library/fetch-parts/no-parts", test_no_parts);
  g_test_add_func ("/library/fetch-parts/redirected", test_redirected);
  g_test_add_func ("/library/fetch-parts/missing", test_missing);
  g_test_add_func ("/library/fetch-parts/walls", test_walls);
  g_test_add_func ("/library/fetch-parts/endless", test_endless);
  g_test_add_func ("/library/fetch-parts/cancel", test_cancel);
  g_test_add_func ("/library/fetch-parts/close", test_close);
  status = g_test_run ();
  remove_folder (settings);

  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saving: what is taken, what is not, and that it is kept before anybody is asked for it. */

#include "open-library.h"

#define MORE_THAN_MOST (16 * 1024 * 1024 + 1)

static char *
make_html (const char *title)
{
  return local_server_make_page (title, 4, NULL);
}

/* An address is a row and a job, committed when its id is told; nobody was asked yet. */
static void
test_address (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/article");
  SheafAdded added = add (place, url);
  g_autoptr (SheafLoaded) loaded = NULL;

  assert_answer (place, "SELECT count (*) FROM article WHERE fetch = 1", "1");
  assert_answer (
      place, "SELECT count (*) FROM job WHERE article_id = 1 AND kind = 0 AND attempts = 0", "1");
  g_assert_false (added.existed);
  g_assert_true (added.needs_fetch);
  g_assert_false (added.needs_pictures);
  let_pass (20);
  g_assert_cmpuint (local_server_count (server, NULL), ==, 0);
  loaded = load (place, added.id);
  g_assert_cmpstr (loaded->row->url, ==, url);
  g_assert_cmpint (loaded->row->fetch, ==, SHEAF_FETCH_PENDING);
  g_assert_null (loaded->page);
}

static void
test_address_forms (void)
{
  static const struct
  {
    const char *typed, *url;
  } cases[] = {
    { "https://example.org/a?b=c", "https://example.org/a?b=c" },
    { "  example.org/a \n", "https://example.org/a" },
    { "HTTP://Example.ORG/A", "http://example.org/A" },
    { "localhost:8000/a", "https://localhost:8000/a" },
    { "bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Place) place = place_new ();
      SheafAdded added = add (place, cases[i].typed);
      g_autoptr (SheafLoaded) loaded = load (place, added.id);

      g_assert_cmpstr (loaded->row->url, ==, cases[i].url);
    }
}

/* A link of a browser's says all at once; it cannot lead anywhere that a page could not. */
static void
test_links (void)
{
  static const char *const private[]
      = { "http://localhost/", "http://127.0.0.1:631/",   "http://192.168.1.1/",
          "https://[::1]/",    "http://169.254.169.254/", "http://[::ffff:10.0.0.1]/",
          "http://2130706433/" };
  static const char *const tags[] = { "rope", NULL };
  g_autoptr (Place) place = place_new ();
  g_autoptr (SheafLoaded) loaded = NULL;
  SheafAdded added = { 0 };

  g_assert_true (
      add_with_tags (place, "sheaf:save?url=https%3A%2F%2Ftide.example%2Fa&title=Tides&tags=sea",
                     tags, &added, NULL));
  loaded = load (place, added.id);
  g_assert_cmpstr (loaded->row->url, ==, "https://tide.example/a");
  g_assert_cmpstr (loaded->row->title, ==, "Tides");
  assert_answer (place, "SELECT count (*) FROM article_tag", "2");
  for (guint i = 0; i < G_N_ELEMENTS (private); i++)
    {
      g_autofree char *link = g_strconcat ("sheaf:save?url=", private[i], NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", link);
      g_assert_false (add_with_tags (place, link, NULL, NULL, &error));
      g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_LINK);
    }
  assert_answer (place, "SELECT count (*) FROM article", "1");
}

/* The same article by another spelling of its address: found, said, given the new tags. */
static void
test_again (void)
{
  static const char *const again[] = {
    "https://example.org/a?page=2",
    "http://example.org/a?page=2",
    "https://EXAMPLE.org:443/a?page=2&utm_source=feed&fbclid=x",
    "https://example.org/a?utm_campaign=y&page=2#part",
    "example.org/a/?page=2",
  };
  static const char *const first_tags[] = { "sea", NULL };
  static const char *const more_tags[] = { "rope", NULL };
  g_autoptr (Place) place = place_new ();
  SheafAdded first = { 0 };

  g_assert_true (add_with_tags (place, again[0], first_tags, &first, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (again); i++)
    {
      SheafAdded added = { 0 };
      g_autoptr (GError) error = NULL;

      add_with_tags (place, again[i], more_tags, &added, &error);
      g_assert_no_error (error);
      g_test_message ("%s", again[i]);
      g_assert_cmpint (added.id, ==, first.id);
      g_assert_true (added.existed);
      g_assert_true (added.needs_fetch); /* it has not come yet */
    }
  assert_answer (place, "SELECT count (*) FROM article", "1");
  assert_answer (place, "SELECT count (*) FROM job", "1");
  assert_answer (place, "SELECT count (*) FROM article_tag", "2");
  assert_answer (place, "SELECT url FROM article", again[0]); /* as it was given first */
}

static void
test_again_in_trash (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = save (place, server, "/article");
  g_autofree char *url = local_server_url (server, "/article?utm_source=x");
  SheafAdded added;

  apply (place, sheaf_edit_new_star (&id, 1, TRUE));
  apply (place, sheaf_edit_new_trash (&id, 1, TRUE));
  assert_state (place, id, "trash");
  added = add (place, url);
  g_assert_cmpint (added.id, ==, id);
  g_assert_true (added.existed);
  g_assert_false (added.needs_fetch);
  assert_state (place, id, "unread");
  assert_answer (place, "SELECT starred FROM article", "1");
}

/* What failed is tried again when it is given again, even if the program ends now. */
static void
test_again_failed (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = save (place, server, "/status/404");
  g_autofree char *url = local_server_url (server, "/status/404");
  SheafAdded added;

  assert_state (place, id, "failed");
  assert_answer (place, "SELECT count (*) FROM job", "0");
  added = add (place, url);
  g_assert_true (added.existed);
  g_assert_true (added.needs_fetch);
  assert_answer (place, "SELECT count (*) FROM job", "1");
  assert_state (place, id, "pending");
}

/* --- Files --- */

static void
test_files (void)
{
  static const struct
  {
    const char *name, *text; /* NULL: a page */
    const char *title;
    const char *last;
  } cases[] = {
    { "page.html", NULL, "The lighthouse", LOCAL_SERVER_LAST_WORDS },
    { "PAGE.HTM", NULL, "The lighthouse", LOCAL_SERVER_LAST_WORDS },
    { "page.xhtml", NULL, "The lighthouse", LOCAL_SERVER_LAST_WORDS },
    { "no-ending", NULL, "The lighthouse", LOCAL_SERVER_LAST_WORDS },
    { "notes.txt", "Notes on ropes\n\nHemp came by barge.\n\nTar came by ship.\n", "Notes on ropes",
      "Tar came by ship." },
    { "notes.md", "Notes on ropes\n\nHemp came by barge.\n", "Notes on ropes",
      "Hemp came by barge." },
    { "ropes.markdown", "# *Ropes*\n\n- Hemp\n\n**Tar** came by ship.\n", "Ropes",
      "Tar came by ship." },
    { "notes", "One line\nand a second line\nand a third one.\n", "One line", "and a third one." },
    { "looks-like-html.txt", "<html> is how it begins\n\nThe rest of it.\n", NULL,
      "The rest of it." },
    { "ein Name mit Ümläut #1?.txt", "Notes\n\nHemp came by barge.\n", "Notes",
      "Hemp came by barge." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint by_uri = 0; by_uri < 2; by_uri++)
      {
        g_autoptr (Place) place = place_new ();
        g_autofree char *page = make_html ("The lighthouse");
        g_autofree char *path
            = place_write (place, cases[i].name, cases[i].text != NULL ? cases[i].text : page, -1);
        g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
        SheafAdded added = add (place, by_uri ? uri : path);
        g_autoptr (SheafLoaded) loaded = load (place, added.id);

        g_test_message ("%s: %s", cases[i].name, loaded->row->title);
        if (cases[i].title != NULL)
          g_assert_cmpstr (loaded->row->title, ==, cases[i].title);
        g_assert_nonnull (strstr (text_of (loaded), cases[i].last));
        g_assert_null (loaded->row->url);
        g_assert_cmpint (loaded->row->fetch, ==, SHEAF_FETCH_COMPLETE);
        g_assert_false (added.needs_fetch);
        g_assert_false (added.needs_pictures);
        assert_answer (place, "SELECT count (*) FROM job", "0");
        {
          SheafAdded again = add (place, by_uri ? path : uri);

          g_assert_true (again.existed);
          g_assert_cmpint (again.id, ==, added.id);
        }
      }
}

/* Of these nothing is kept, and each says why. */
static void
test_refused (void)
{
  static const struct
  {
    const char *name;
    const char *bytes;
    gssize size;
    SheafError code;
  } cases[] = {
    { "empty.html", "", 0, SHEAF_ERROR_NOT_AN_ARTICLE },
    { "empty.txt", "", 0, SHEAF_ERROR_NOT_AN_ARTICLE },
    { "blank.txt", " \n\n\t\n", -1, SHEAF_ERROR_NOT_AN_ARTICLE },
    { "menu.html", "<html><body><nav><a href=\"/\">Home</a></nav></body></html>", -1,
      SHEAF_ERROR_NOT_AN_ARTICLE },
    { "empty", "", 0, SHEAF_ERROR_BAD_FILE },
    { "paper.pdf", "%PDF-1.7\n%\342\343\317\323", -1, SHEAF_ERROR_BAD_FILE },
    { "paper.html", "%PDF-1.7\n%\342\343\317\323", -1, SHEAF_ERROR_BAD_FILE },
    { "book.txt", "PK\003\004 and more", -1, SHEAF_ERROR_BAD_FILE },
    { "noise", "abc\0def", 7, SHEAF_ERROR_BAD_FILE },
  };
  static const struct
  {
    const char *target;
    SheafError code;
  } words[] = {
    { "", SHEAF_ERROR_BAD_ADDRESS },
    { "two words", SHEAF_ERROR_BAD_ADDRESS },
    { "javascript:alert(1)", SHEAF_ERROR_BAD_ADDRESS },
    { "ftp://example.org/a", SHEAF_ERROR_BAD_ADDRESS },
    { "mailto:a@example.org", SHEAF_ERROR_BAD_ADDRESS },
    { "http://", SHEAF_ERROR_BAD_ADDRESS },
    { "file://elsewhere.example/a.html", SHEAF_ERROR_BAD_FILE },
    { "/not/there.html", SHEAF_ERROR_BAD_FILE },
    { "/", SHEAF_ERROR_BAD_FILE },
    { "file:///not/there.html", SHEAF_ERROR_BAD_FILE },
    { "./not-there.txt", SHEAF_ERROR_BAD_FILE },
  };
  g_autoptr (Place) place = place_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = place_write (place, cases[i].name, cases[i].bytes, cases[i].size);
      g_autoptr (GError) error = NULL;

      g_assert_false (add_with_tags (place, path, NULL, NULL, &error));
      g_test_message ("%s: %s", cases[i].name, error->message);
      g_assert_error (error, SHEAF_ERROR, (int)cases[i].code);
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (add_with_tags (place, words[i].target, NULL, NULL, &error));
      g_test_message ("%s: %s", words[i].target, error->message);
      g_assert_error (error, SHEAF_ERROR, (int)words[i].code);
    }
  assert_answer (place, "SELECT count (*) FROM article", "0");
}

static void
test_large_file (void)
{
  g_autoptr (Place) place = place_new ();
  g_autofree char *bytes = g_strnfill (MORE_THAN_MOST, 'a');
  g_autofree char *path = place_write (place, "large.txt", bytes, MORE_THAN_MOST);
  g_autoptr (GError) error = NULL;

  g_assert_false (add_with_tags (place, path, NULL, NULL, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG);
}

/* --- Bytes --- */

static SheafAdded
add_bytes (Place *place, const char *text, gboolean is_html, const char *url)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  SheafAdded added = { 0 };

  sheaf_library_add_bytes_async (place->library, bytes, is_html, url, NULL, NULL, NULL, result_cb,
                                 &result);
  wait_for (&result);
  sheaf_library_add_finish (place->library, result, &added, &error);
  g_assert_no_error (error);

  return added;
}

static void
test_bytes (void)
{
  g_autoptr (Place) place = place_new ();
  g_autofree char *page = make_html ("The lighthouse");
  const char *url = "https://example.org/lighthouse?utm_source=x";
  SheafAdded added = add_bytes (place, page, TRUE, url);
  g_autoptr (SheafLoaded) loaded = load (place, added.id);
  SheafAdded again = add (place, "http://example.org/lighthouse");
  SheafAdded text = add_bytes (place, "Notes on ropes\n\nHemp came by barge.\n", FALSE, NULL);

  g_assert_cmpstr (loaded->row->url, ==, url);
  g_assert_cmpstr (loaded->row->title, ==, "The lighthouse");
  g_assert_cmpint (loaded->row->fetch, ==, SHEAF_FETCH_COMPLETE);
  g_assert_false (added.needs_fetch);
  g_assert_true (added.needs_pictures);
  g_assert_true (again.existed);
  g_assert_cmpint (again.id, ==, added.id);
  g_assert_false (again.needs_fetch);
  g_assert_false (text.needs_pictures);
  assert_sound (place);
}

/* With an address there is something to go back to. */
static void
test_bytes_without_article (void)
{
  g_autoptr (Place) place = place_new ();
  const char *menu = "<html><title>All our pages</title><nav><a href=\"/\">Home</a></nav></html>";
  SheafAdded added = add_bytes (place, menu, TRUE, "https://example.org/menu");
  g_autoptr (SheafLoaded) loaded = load (place, added.id);

  g_assert_cmpint (loaded->row->fetch, ==, SHEAF_FETCH_LINK);
  g_assert_cmpstr (loaded->row->reason, ==, "not-an-article");
  g_assert_cmpstr (loaded->row->title, ==, "All our pages");
  g_assert_cmpstr (loaded->row->site, ==, "example.org");
  g_assert_false (added.needs_fetch);
  g_assert_false (added.needs_pictures);
}

/* A page at hand fills the row of its address where that could not be fetched. */
static void
test_bytes_for_failed (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = save (place, server, "/status/403");
  g_autofree char *url = local_server_url (server, "/status/403");
  g_autofree char *page = make_html ("Behind the wall");
  SheafAdded added;
  g_autoptr (SheafLoaded) loaded = NULL;

  assert_state (place, id, "failed");
  added = add_bytes (place, page, TRUE, url);
  loaded = load (place, added.id);
  g_assert_cmpint (added.id, ==, id);
  g_assert_cmpint (loaded->row->fetch, ==, SHEAF_FETCH_COMPLETE);
  g_assert_null (loaded->row->reason);
  g_assert_cmpstr (loaded->row->title, ==, "Behind the wall");
  assert_sound (place);
}

/* --- Cancelling and closing --- */

static void
test_cancel (void)
{
  g_autoptr (Place) place = place_new ();
  g_autofree char *page = make_html ("The lighthouse");
  g_autofree char *path = place_write (place, "page.html", page, -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  sheaf_library_add_async (place->library, path, NULL, cancellable, result_cb, &result);
  wait_for (&result);
  g_assert_false (sheaf_library_add_finish (place->library, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_answer (place, "SELECT count (*) FROM article", "0");
}

/* Closed at once, each is either kept or says that it is not. */
static void
test_close (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (SheafLibrary) library = g_object_ref (place->library);
  g_autofree char *page = make_html ("The lighthouse");
  g_autofree char *path = place_write (place, "page.html", page, -1);
  g_autoptr (GAsyncResult) address_result = NULL;
  g_autoptr (GAsyncResult) file_result = NULL;
  g_autoptr (GAsyncResult) late_result = NULL;
  guint kept = 0;

  sheaf_library_add_async (library, "https://example.org/a", NULL, NULL, result_cb,
                           &address_result);
  sheaf_library_add_async (library, path, NULL, NULL, result_cb, &file_result);
  sheaf_library_close (library);
  sheaf_library_add_async (library, "https://example.org/b", NULL, NULL, result_cb, &late_result);
  wait_for (&address_result);
  wait_for (&file_result);
  wait_for (&late_result);
  kept += sheaf_library_add_finish (library, address_result, NULL, NULL);
  kept += sheaf_library_add_finish (library, file_result, NULL, NULL);
  g_assert_false (sheaf_library_add_finish (library, late_result, NULL, NULL));
  place_close (place);
  place_open (place);
  g_test_message ("%u kept", kept);
  {
    g_autofree char *there = ask (place, "SELECT count (*) FROM article");

    g_assert_cmpint (atoi (there), >=, (int)kept);
  }
  assert_sound (place);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/add/address", test_address);
  g_test_add_func ("/library/add/address-forms", test_address_forms);
  g_test_add_func ("/library/add/links", test_links);
  g_test_add_func ("/library/add/again", test_again);
  g_test_add_func ("/library/add/again-in-trash", test_again_in_trash);
  g_test_add_func ("/library/add/again-failed", test_again_failed);
  g_test_add_func ("/library/add/files", test_files);
  g_test_add_func ("/library/add/refused", test_refused);
  g_test_add_func ("/library/add/large-file", test_large_file);
  g_test_add_func ("/library/add/bytes", test_bytes);
  g_test_add_func ("/library/add/bytes-without-article", test_bytes_without_article);
  g_test_add_func ("/library/add/bytes-for-failed", test_bytes_for_failed);
  g_test_add_func ("/library/add/cancel", test_cancel);
  g_test_add_func ("/library/add/close", test_close);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which pictures are kept, which are not, and from where. */

#include "open-library.h"

#include "store/files.h"

static const char *
files_folder (Place *place)
{
  return sheaf_store_get_files_folder (sheaf_library_get_store (place->library));
}

/* Where PATH of SERVER is kept; NULL: nowhere. */
static const SheafKeptPicture *
find (SheafLoaded *loaded, LocalServer *server, const char *path)
{
  g_autofree char *url = local_server_url (server, path);

  return g_hash_table_lookup (loaded->pictures, url);
}

static void
assert_kept (
    Place *place, SheafLoaded *loaded, LocalServer *server, const char *path, GBytes *expected)
{
  const SheafKeptPicture *kept = find (loaded, server, path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", path);
  g_assert_nonnull (kept);
  bytes = sheaf_files_get (files_folder (place), kept->sha, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, expected));
}

/* The four kinds, byte for byte; and the fifth is not asked to be one. */
static void
test_kinds (void)
{
  static const struct
  {
    const char *path, *kind, *mime;
  } cases[] = {
    { "/pictures/harbour.png", "png", "image/png" },
    { "/pictures/rope.jpg", "jpg", "image/jpeg" },
    { "/pictures/gull.gif", "gif", "image/gif" },
    { "/pictures/lamp.webp", "webp", "image/webp" },
  };
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  gint64 id = save (place, server, "/article");
  g_autoptr (SheafLoaded) loaded = load (place, id);

  g_assert_cmpuint (g_hash_table_size (loaded->pictures), ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) expected = local_server_make_picture (cases[i].kind);
      g_autofree char *sql = g_strdup_printf (
          "SELECT count (*) FROM asset WHERE mime = '%s' AND width = 240 AND height = 160"
          " AND bytes = %d",
          cases[i].mime, (int)g_bytes_get_size (expected));

      assert_kept (place, loaded, server, cases[i].path, expected);
      g_assert_cmpuint (find (loaded, server, cases[i].path)->width, ==, 240);
      g_assert_cmpuint (find (loaded, server, cases[i].path)->height, ==, 160);
      assert_answer (place, sql, "1");
      g_assert_cmpuint (local_server_count (server, cases[i].path), ==, 1);
    }
  g_assert_null (find (loaded, server, "/pictures/drawing.svg"));
  g_assert_nonnull (loaded->row->lead_sha);
  assert_answer (place, "SELECT count (*) FROM job", "0");
  assert_sound (place);
}

/* SERVER's /page has these pictures. */
static void
add_page (LocalServer *server, const char *const *pictures)
{
  g_autofree char *page = local_server_make_page ("A page with pictures",
                                                  g_strv_length ((GStrv)pictures) + 6, pictures);

  local_server_add_text (server, "/page", "text/html; charset=utf-8", page);
}

/* None of these is kept, and the article is there all the same. */
static void
test_refused (void)
{
  static const char *const pictures[] = {
    "/pictures/drawing.svg",
    "/pictures/huge.png",
    "/wide.png",
    "/tall.png",
    "/none.png",
    "/status/500",
    "/paper.png",
    "/words.jpg",
    "/page.gif",
    "/cut.png",
    "/large.png",
    "/empty.png",
    "/riff.webp",
    "/tiff.png",
    "/raw/closed",
    "/redirect/loop",
    "/zero.png",
    "/named.png",
    NULL,
  };
  static const char tiff[] = "II*\0\010\0\0\0\0\0\0\0and more of it, and more of it";
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (GBytes) wide = local_server_make_png_head (40000001, 1, 64);
  g_autoptr (GBytes) tall = local_server_make_png_head (6325, 6325, 64); /* a little over 40 MP */
  g_autoptr (GBytes) zero = local_server_make_png_head (0, 100, 64);
  g_autoptr (GBytes) large = local_server_make_png_head (240, 160, 20 * 1024 * 1024);
  g_autoptr (GBytes) png = local_server_make_picture ("png");
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (png, 0, 20);
  g_autoptr (GBytes) not_png = g_bytes_new_static (tiff, sizeof tiff - 1);

  add_page (server, pictures);
  local_server_add (server, "/wide.png", "image/png", wide);
  local_server_add (server, "/tall.png", "image/png", tall);
  local_server_add (server, "/zero.png", "image/png", zero);
  local_server_add (server, "/large.png", "image/png", large);
  local_server_add (server, "/cut.png", "image/png", cut);
  local_server_add (server, "/tiff.png", "image/png", not_png);
  local_server_add (server, "/named.png", "image/tiff", png);
  local_server_add_text (server, "/paper.png", "image/png", "%PDF-1.7\n");
  local_server_add_text (server, "/words.jpg", "image/jpeg", "Not found, sorry");
  local_server_add_text (server, "/page.gif", "text/html", "<html><p>Not found, sorry</html>");
  local_server_add_text (server, "/empty.png", "image/png", "");
  local_server_add_text (server, "/riff.webp", "image/webp",
                         "RIFF....WAVEfmt and more of it, and more of it");
  {
    gint64 id = save (place, server, "/page");
    g_autoptr (SheafLoaded) loaded = load (place, id);
    GHashTableIter iter;
    gpointer src;

    g_hash_table_iter_init (&iter, loaded->pictures);
    while (g_hash_table_iter_next (&iter, &src, NULL))
      g_test_message ("kept: %s", (char *)src);
    g_assert_cmpuint (g_hash_table_size (loaded->pictures), ==, 0);
    g_assert_cmpstr (sheaf_row_get_state (loaded->row), ==, "unread");
    g_assert_true (loaded->row->pictures_missing);
    g_assert_null (loaded->row->lead_sha);
  }
  g_assert_cmpuint (local_server_count (server, "/tall.png"), ==, 1);
  g_assert_cmpuint (local_server_count (server, "/large.png"), ==, 1);
  assert_answer (place, "SELECT count (*) FROM asset", "0");
  assert_answer (place, "SELECT count (*) FROM job", "0");
  assert_sound (place);
}

static GBytes *
make_answer (const char *content_type, GBytes *body, gsize size)
{
  g_autofree char *head
      = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n", content_type);
  g_autoptr (GByteArray) answer = g_byte_array_new ();

  g_byte_array_append (answer, (const guint8 *)head, strlen (head));
  g_byte_array_append (answer, g_bytes_get_data (body, NULL), size);

  return g_byte_array_free_to_bytes (g_steal_pointer (&answer));
}

/* A picture whose end did not come is none, though its head is there. */
static void
test_cut (void)
{
  static const char *const pictures[] = { "/raw/whole.png", "/raw/cut.png", NULL };
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (GBytes) png = local_server_make_picture ("png");
  g_autofree char *html = local_server_make_page ("A page with pictures", 6, pictures);
  g_autoptr (GBytes) page = g_bytes_new (html, strlen (html));
  g_autoptr (GBytes) page_answer = make_answer ("text/html", page, g_bytes_get_size (page));
  g_autoptr (GBytes) whole_answer = make_answer ("image/png", png, g_bytes_get_size (png));
  g_autoptr (GBytes) cut_answer = make_answer ("image/png", png, g_bytes_get_size (png) - 12);
  g_autoptr (SheafLoaded) loaded = NULL;
  gint64 id;

  local_server_add_raw (server, "/raw/page", page_answer);
  local_server_add_raw (server, "/raw/whole.png", whole_answer);
  local_server_add_raw (server, "/raw/cut.png", cut_answer);
  id = save (place, server, "/raw/page");
  loaded = load (place, id);
  assert_kept (place, loaded, server, "/raw/whole.png", png);
  g_assert_null (find (loaded, server, "/raw/cut.png"));
}

/* As large as a picture may be, and as many points. */
static void
test_largest (void)
{
  static const char *const pictures[] = { "/points.png", "/bytes.png", NULL };
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (GBytes) points = local_server_make_png_head (8000, 5000, 64);
  g_autoptr (GBytes) bytes = local_server_make_png_head (240, 160, 20 * 1024 * 1024 - 33);

  add_page (server, pictures);
  local_server_add (server, "/points.png", "image/png", points);
  local_server_add (server, "/bytes.png", "image/png", bytes);
  {
    gint64 id = save (place, server, "/page");
    g_autoptr (SheafLoaded) loaded = load (place, id);

    assert_kept (place, loaded, server, "/points.png", points);
    assert_kept (place, loaded, server, "/bytes.png", bytes);
    g_assert_false (loaded->row->pictures_missing);
  }
}

/* What a picture is called does not matter, nor what its server calls it among pictures. */
static void
test_wrong_names (void)
{
  static const char *const pictures[] = { "/a.jpg", "/b", NULL };
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (GBytes) png = local_server_make_picture ("png");
  g_autoptr (GBytes) webp = local_server_make_picture ("webp");

  add_page (server, pictures);
  local_server_add (server, "/a.jpg", "image/jpeg", png);
  local_server_add (server, "/b", "application/octet-stream", webp);
  {
    gint64 id = save (place, server, "/page");
    g_autoptr (SheafLoaded) loaded = load (place, id);

    assert_kept (place, loaded, server, "/a.jpg", png);
    assert_kept (place, loaded, server, "/b", webp);
    assert_answer (place,
                   "SELECT group_concat (mime, ' ') FROM (SELECT mime FROM asset ORDER BY mime)",
                   "image/png image/webp");
  }
}

/* The same picture at two places is fetched for each and kept once; at one place, asked for once.
 */
static void
test_same (void)
{
  static const char *const pictures[] = { "/one.png", "/two.png", "/one.png", NULL };
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (GBytes) png = local_server_make_picture ("png");

  add_page (server, pictures);
  local_server_add (server, "/one.png", "image/png", png);
  local_server_add (server, "/two.png", "image/png", png);
  save (place, server, "/page");
  g_assert_cmpuint (local_server_count (server, "/one.png"), ==, 1);
  g_assert_cmpuint (local_server_count (server, "/two.png"), ==, 1);
  assert_answer (place, "SELECT count (*) FROM asset", "1");
  assert_answer (place, "SELECT count (*) FROM article_asset", "2");
  assert_sound (place);
}

static void
test_many (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) png = local_server_make_picture ("png");

  for (guint i = 0; i < 230; i++)
    {
      char *path = g_strdup_printf ("/many/%u.png", i);

      g_ptr_array_add (pictures, path);
      local_server_add (server, path, "image/png", png);
    }
  g_ptr_array_add (pictures, NULL);
  add_page (server, (const char *const *)pictures->pdata);
  save (place, server, "/page");
  g_assert_cmpuint (local_server_count (server, NULL), ==, 1 + 200);
}

/* --- From where --- */

/* A page of this machine has pictures at its own host and port, and nowhere else that is private.
 */
static void
test_elsewhere (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  const char *raw = local_server_get_raw_base (server);
  g_autofree char *port = g_strconcat (raw, "/raw/picture.png", NULL);
  g_autofree char *name
      = g_strconcat ("http://localhost", strrchr (local_server_get_base (server), ':'),
                     "/pictures/rope.jpg", NULL);
  g_autofree char *secure = g_strconcat ("https", raw + strlen ("http"), "/raw/picture.png", NULL);
  g_autofree char *redirected = g_strconcat ("/redirect/to?", port, NULL);
  const char *const pictures[] = { "/pictures/harbour.png", port, name, secure, redirected, NULL };

  add_page (server, pictures);
  {
    gint64 id = save (place, server, "/page");
    g_autoptr (SheafLoaded) loaded = load (place, id);

    g_assert_cmpuint (g_hash_table_size (loaded->pictures), ==, 1);
    g_assert_nonnull (find (loaded, server, "/pictures/harbour.png"));
  }
  wait_until (local_server_count_raw_open (server) == 0);
  g_assert_cmpuint (local_server_count_raw_connections (server), >=, 3);
  g_assert_cmpuint (local_server_count_raw_bytes (server), ==, 0);
  g_assert_cmpuint (local_server_count (server, "/pictures/rope.jpg"), ==, 0);
}

/* Nothing goes with the request that tells of the reader or the page. */
static void
test_headers (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *referer = NULL;
  g_autofree char *cookie = NULL;

  save (place, server, "/cookie");
  referer = local_server_dup_header (server, "/pictures/harbour.png", "Referer");
  cookie = local_server_dup_header (server, "/pictures/harbour.png", "Cookie");
  g_assert_cmpuint (local_server_count (server, "/pictures/harbour.png"), ==, 1);
  g_assert_null (referer);
  g_assert_null (cookie);
}

/* A page that was read from bytes has its pictures fetched for its address. */
static void
test_for_bytes (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/article");
  g_autoptr (GBytes) bytes
      = g_bytes_new_static (local_server_get_article (), strlen (local_server_get_article ()));
  g_autoptr (GAsyncResult) added_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SheafLoaded) loaded = NULL;
  SheafAdded added = { 0 };

  sheaf_library_add_bytes_async (place->library, bytes, TRUE, url, NULL, NULL, NULL, result_cb,
                                 &added_result);
  wait_for (&added_result);
  g_assert_true (sheaf_library_add_finish (place->library, added_result, &added, NULL));
  g_assert_true (added.needs_pictures);
  assert_answer (place, "SELECT kind FROM job", "1");
  sheaf_library_fetch_pictures_async (place->library, added.id, NULL, result_cb, &result);
  wait_for (&result);
  g_assert_true (sheaf_library_fetch_finish (place->library, result, NULL));
  loaded = load (place, added.id);
  g_assert_cmpuint (g_hash_table_size (loaded->pictures), ==, 4);
  g_assert_cmpuint (local_server_count (server, "/article"), ==, 0);
  assert_answer (place, "SELECT count (*) FROM job", "0");
}

/* --- Called off --- */

/* Closed while a picture is on the way: the text is there, the job stays, and the next start brings
 * the pictures. */
static void
test_go_on (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/article");
  gint64 id = add (place, url).id;

  local_server_hold (server, "/pictures/harbour.png");
  sheaf_library_start_fetching (place->library);
  wait_until (local_server_count_held (server) == 1);
  place_close (place);
  local_server_release (server);
  place_open (place);
  assert_state (place, id, "unread");
  assert_answer (place, "SELECT kind FROM job", "1");
  local_server_forget (server);
  sheaf_library_start_fetching (place->library);
  wait_until (local_server_count (server, "/pictures/harbour.png") == 1);
  for (gboolean done = FALSE; !done;)
    {
      g_autofree char *jobs = ask (place, "SELECT count (*) FROM job");

      done = g_str_equal (jobs, "0");
      let_pass (5);
    }
  {
    g_autoptr (SheafLoaded) loaded = load (place, id);

    g_assert_cmpuint (g_hash_table_size (loaded->pictures), ==, 4);
  }
  g_assert_cmpuint (local_server_count (server, "/article"), ==,
                    0); /* the text is not fetched again */
}

static void
test_cancel (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autofree char *url = local_server_url (server, "/article");
  gint64 id = add (place, url).id;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  local_server_hold (server, "/pictures/harbour.png");
  sheaf_library_fetch_async (place->library, id, cancellable, result_cb, &result);
  wait_until (local_server_count_held (server) == 1);
  g_cancellable_cancel (cancellable);
  wait_for (&result);
  g_assert_false (sheaf_library_fetch_finish (place->library, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_state (place, id, "unread");
  assert_answer (place, "SELECT kind FROM job", "1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/fetch-pictures/kinds", test_kinds);
  g_test_add_func ("/library/fetch-pictures/refused", test_refused);
  g_test_add_func ("/library/fetch-pictures/cut", test_cut);
  g_test_add_func ("/library/fetch-pictures/largest", test_largest);
  g_test_add_func ("/library/fetch-pictures/wrong-names", test_wrong_names);
  g_test_add_func ("/library/fetch-pictures/same", test_same);
  g_test_add_func ("/library/fetch-pictures/many", test_many);
  g_test_add_func ("/library/fetch-pictures/elsewhere", test_elsewhere);
  g_test_add_func ("/library/fetch-pictures/headers", test_headers);
  g_test_add_func ("/library/fetch-pictures/for-bytes", test_for_bytes);
  g_test_add_func ("/library/fetch-pictures/go-on", test_go_on);
  g_test_add_func ("/library/fetch-pictures/cancel", test_cancel);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures that came with a page are the article's before its addition is told; the others are
 * fetched. */

#include "open-library.h"

#include "store/files.h"

/* (transfer full): an address that holds a picture that is large enough to be one of an article */
static char *
make_data (GBytes **bytes)
{
  g_autoptr (GBytes) head = local_server_make_picture ("jpg");
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autofree char *base64 = NULL;
  guint8 rest[1200] = { 0 };

  g_byte_array_append (array, g_bytes_get_data (head, NULL), g_bytes_get_size (head));
  g_byte_array_append (array, rest, sizeof rest);
  *bytes = g_bytes_new (array->data, array->len);
  base64 = g_base64_encode (array->data, array->len);

  return g_strconcat ("data:image/jpeg;base64,", base64, NULL);
}

/* A page with a picture that it holds, one that it holds and names, one that is elsewhere, and one
 * that is in its menu. */
static char *
make_page (LocalServer *server, const char *data)
{
  static const char *const pictures[]
      = { "/first.jpg", "/second.jpg", "/pictures/harbour.png", NULL };
  g_autofree char *page = local_server_make_page ("Three pictures", 9, pictures);
  g_autofree char *own
      = g_strdup_printf ("%s\" data-sheaf-src=\"https://a.example/second.jpg?a=1&amp;b=2", data);
  g_autoptr (GString) text = g_string_new (page);

  g_assert_cmpuint (g_string_replace (text, "/first.jpg", data, 1), ==, 1);
  g_assert_cmpuint (g_string_replace (text, "/second.jpg", own, 1), ==, 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const SheafKeptPicture *
find_other (SheafLoaded *loaded, const char *src)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, loaded->pictures);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_str_equal (key, src))
      return value;

  return NULL;
}

static void
test_kept (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (LocalServer) server = local_server_new ();
  g_autoptr (GBytes) picture = NULL;
  g_autofree char *data = make_data (&picture);
  g_autofree char *page = make_page (server, data);
  g_autofree char *path = place_write (place, "saved.html", page, -1);
  g_autofree char *url = local_server_url (server, "/article");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) html = g_bytes_new (page, strlen (page));
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafLoaded) loaded = NULL;
  const SheafKeptPicture *own, *other;
  SheafAdded added = { 0 };

  sheaf_library_add_bytes_async (place->library, html, TRUE, url, NULL, NULL, NULL, result_cb,
                                 &result);
  wait_for (&result);
  sheaf_library_add_finish (place->library, result, &added, &error);
  g_assert_no_error (error);
  loaded = load (place, added.id);
  g_assert_cmpuint (g_hash_table_size (loaded->pictures), ==, 2);
  own = g_hash_table_lookup (loaded->pictures, "https://a.example/second.jpg?a=1&b=2");
  g_assert_nonnull (own);
  other = find_other (loaded, "https://a.example/second.jpg?a=1&b=2");
  g_assert_cmpstr (own->sha, ==, other->sha);
  kept = sheaf_files_get (sheaf_store_get_files_folder (sheaf_library_get_store (place->library)),
                          own->sha, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (kept, picture));
  g_assert_cmpuint (own->width, ==, 240);
  g_assert_true (added.needs_pictures);
  assert_answer (place, "SELECT count (*) FROM asset WHERE mime = 'image/jpeg'", "1");
  assert_sound (place);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/keep-pictures/kept", test_kept);

  return g_test_run ();
}

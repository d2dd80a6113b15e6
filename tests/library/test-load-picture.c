/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A kept picture comes back as it was, or not at all. */

#include "open-library.h"

#include "base/picture-head.h"
#include "library/load-picture.h"
#include "store/files.h"

static const char *
files_folder (Place *place)
{
  return sheaf_store_get_files_folder (sheaf_library_get_store (place->library));
}

static GBytes *
load_picture (Place *place, const char *sha, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sheaf_library_load_picture_async (place->library, sha, cancellable, result_cb, &result);
  wait_for (&result);

  return sheaf_library_load_picture_finish (place->library, result, error);
}

static char *
keep (Place *place, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  char *sha = sheaf_files_put (files_folder (place), bytes, FALSE, &error);

  g_assert_no_error (error);

  return sha;
}

static void
test_kinds (void)
{
  static const char *const kinds[] = { "png", "jpg", "gif", "webp" };
  g_autoptr (Place) place = place_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GBytes) picture = local_server_make_picture (kinds[i]);
      g_autofree char *sha = keep (place, picture);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) loaded = load_picture (place, sha, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (loaded, picture));
    }
}

/* The head is looked at again before any decoder sees the bytes. */
static void
test_refused (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (GBytes) words = g_bytes_new_static ("<svg xmlns='http://www.w3.org/2000/svg'/>", 41);
  g_autoptr (GBytes) huge = local_server_make_png_head (30000, 20000, 64);
  g_autoptr (GBytes) large = local_server_make_png_head (10, 10, SHEAF_PICTURE_MAX_BYTES);
  const struct
  {
    GBytes *bytes;
    SheafError code;
  } cases[] = {
    { words, SHEAF_ERROR_BAD_FILE },
    { huge, SHEAF_ERROR_TOO_BIG },
    { large, SHEAF_ERROR_TOO_BIG },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sha = keep (place, cases[i].bytes);
      g_autoptr (GError) error = NULL;

      g_assert_null (load_picture (place, sha, NULL, &error));
      g_assert_error (error, SHEAF_ERROR, (int)cases[i].code);
    }
}

/* A file that is gone, one that was changed, and what is no name of one. */
static void
test_damaged (void)
{
  static const char *const names[] = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "",
    "..",
    "../../../../etc/passwd",
    "/etc/passwd",
    "zz",
  };
  g_autoptr (Place) place = place_new ();
  g_autoptr (GBytes) picture = local_server_make_picture ("png");
  g_autofree char *sha = keep (place, picture);
  g_autofree char *path = sheaf_files_path (files_folder (place), sha);
  g_autoptr (GError) changed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", names[i]);
      g_assert_null (load_picture (place, names[i], NULL, &error));
      g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
    }
  g_chmod (path, 0600);
  g_assert_true (g_file_set_contents (
      path, "\211PNG\r\n\032\nsomething else altogether, long enough", -1, NULL));
  g_assert_null (load_picture (place, sha, NULL, &changed));
  g_assert_error (changed, SHEAF_ERROR, SHEAF_ERROR_STORE);
}

static void
test_cancel (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (GBytes) picture = local_server_make_picture ("png");
  g_autofree char *sha = keep (place, picture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (load_picture (place, sha, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/load-picture/kinds", test_kinds);
  g_test_add_func ("/library/load-picture/refused", test_refused);
  g_test_add_func ("/library/load-picture/damaged", test_damaged);
  g_test_add_func ("/library/load-picture/cancel", test_cancel);

  return g_test_run ();
}

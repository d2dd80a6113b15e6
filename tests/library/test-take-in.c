/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What browsers hand over, in the library: text, tags, note and highlight, in one deed. */

#include "open-library.h"

#include "library/take-in.h"

#define QUOTE "the keeper writes down the height of the water and what the wind is doing"

static char *
make_page (const char *title, const char *last)
{
  g_autoptr (GString) page = g_string_new (NULL);

  g_string_append_printf (page, "<!doctype html><html lang=en><meta charset=utf-8>%s%s%s<article>",
                          title != NULL ? "<title>" : "", title != NULL ? title : "",
                          title != NULL ? "</title>" : "");
  for (guint i = 0; i < 8; i++)
    g_string_append_printf (page,
                            "<p>In the night number %u the lamp burns in the window, and whoever "
                            "is awake can see it from the boats, as it was promised to them.",
                            i);
  g_string_append_printf (page, "<p>In the morning %s, in that order.%s</article>", QUOTE, last);

  return g_string_free (g_steal_pointer (&page), FALSE);
}

/* SELECTION, NOTE and TAG nullable; HTML (nullable) is taken. */
static SheafTakenIn *
take_in (Place *self,
         const char *url,
         char *html,
         const char *selection,
         const char *note,
         const char *tag)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SheafIntakeItem *item = g_new0 (SheafIntakeItem, 1);
  SheafTakenIn *taken;

  item->url = g_strdup (url);
  item->html = html != NULL ? g_bytes_new_take (html, strlen (html)) : NULL;
  item->charset = g_strdup ("utf-8");
  item->title = g_strdup ("As the browser calls it");
  item->selection = g_strdup (selection);
  item->note = g_strdup (note);
  if (tag != NULL)
    item->tags = g_strdupv ((char *[]){ (char *)tag, NULL });
  sheaf_library_take_in_async (self->library, item, NULL, result_cb, &result);
  wait_for (&result);
  taken = sheaf_library_take_in_finish (self->library, result, &error);
  g_assert_no_error (error);

  return taken;
}

static void
undo (Place *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SheafDone done;

  sheaf_store_undo_async (sheaf_library_get_store (self->library), FALSE, result_cb, &result);
  wait_for (&result);
  sheaf_store_do_finish (sheaf_library_get_store (self->library), result, &done, &error);
  g_assert_no_error (error);
}

#define URL "http://10.0.0.7/lamp"

static void
test_page (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (SheafTakenIn) taken
      = take_in (place, URL, make_page ("The Lamp", ""),
                 "the keeper writes down the\nheight of the  water and what the wind is doing",
                 "For later.", "sea");
  g_autoptr (SheafTakenIn) again
      = take_in (place, URL, make_page ("The Lamp", ""), QUOTE, "For later.", "sea");

  g_assert_false (taken->existed);
  g_assert_true (taken->undoable);
  g_assert_cmpstr (taken->title, ==, "The Lamp");
  assert_answer (place, "SELECT fetch FROM article", "0");
  assert_answer (place, "SELECT quote FROM note WHERE quote IS NOT NULL", QUOTE);
  assert_answer (place,
                 "SELECT prefix LIKE '%In the morning ' AND suffix LIKE ', in that order.%' FROM "
                 "note WHERE quote IS NOT NULL",
                 "1");
  assert_answer (place, "SELECT body FROM note WHERE quote IS NULL", "For later.");
  assert_answer (place, "SELECT count(*) FROM article_tag", "1");
  g_assert_true (again->existed);
  g_assert_false (again->undoable);
  g_assert_cmpint (again->id, ==, taken->id);
  assert_answer (place, "SELECT count(*) FROM note", "2");
  assert_answer (place, "SELECT count(*) FROM deed", "1");
  undo (place);
  assert_answer (place, "SELECT trashed_at IS NOT NULL FROM article", "1");
  assert_answer (place, "SELECT count(*) FROM note", "2");
  assert_sound (place);
}

/* It gets what is new, and one Undo takes that back and nothing else. */
static void
test_existing (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (SheafTakenIn) first
      = take_in (place, URL, make_page ("The Lamp", ""), NULL, "Before.", NULL);
  g_autoptr (SheafTakenIn) second
      = take_in (place, URL "?utm_source=x", make_page ("The Lamp", ""), QUOTE, "And now.", "sea");

  g_assert_cmpint (first->id, ==, second->id);
  g_assert_true (second->undoable);
  assert_answer (place, "SELECT body FROM note WHERE quote IS NULL", "Before.\n\nAnd now.");
  assert_answer (place, "SELECT count(*) FROM note WHERE quote IS NOT NULL", "1");
  undo (place);
  assert_answer (place, "SELECT body FROM note", "Before.");
  assert_answer (place, "SELECT count(*) FROM article_tag", "0");
  assert_answer (place, "SELECT trashed_at IS NULL FROM article", "1");
  undo (place);
  assert_answer (place, "SELECT trashed_at IS NULL FROM article", "0");
}

/* What its reader sees and a fetch did not takes the shorter text's place; a shorter one does not.
 */
static void
test_more_of_it (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (SheafTakenIn) first
      = take_in (place, URL, make_page ("The Lamp", ""), NULL, NULL, NULL);
  g_autoptr (SheafTakenIn) whole = take_in (
      place, URL,
      make_page ("The Lamp", "<p>Behind the login it goes on about the boats and who is in them, "
                             "and where they come from, and when they are to be back."),
      NULL, NULL, NULL);
  g_autoptr (SheafLoaded) loaded = load (place, first->id);
  g_autoptr (SheafTakenIn) less
      = take_in (place, URL, make_page ("The Lamp", ""), NULL, NULL, NULL);
  g_autoptr (SheafLoaded) still = load (place, first->id);

  g_assert_true (whole->existed && less->existed);
  g_assert_nonnull (strstr (text_of (loaded), "Behind the login"));
  g_assert_nonnull (strstr (text_of (still), "Behind the login"));
  assert_sound (place);
}

static void
test_lost_selection (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (SheafTakenIn) taken = take_in (place, URL, make_page (NULL, ""),
                                            " Words of the menu,\n\nand others ", "Mine.", NULL);

  g_assert_cmpstr (taken->title, ==, "As the browser calls it");
  assert_answer (place, "SELECT body FROM note", "Mine.\n\n> Words of the menu,\n>\n> and others");
  assert_answer (place, "SELECT count(*) FROM note", "1");
}

/* The text comes later, and the selection is looked for in it then. */
static void
test_address (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (SheafTakenIn) taken = take_in (place, URL, NULL, QUOTE, "Mine.", "sea");

  g_assert_cmpstr (taken->title, ==, "As the browser calls it");
  assert_answer (place, "SELECT fetch FROM article", "1");
  assert_answer (place, "SELECT kind FROM job", "0");
  assert_answer (place, "SELECT quote FROM note WHERE quote IS NOT NULL", QUOTE);
  assert_answer (place, "SELECT body FROM note WHERE quote IS NULL", "Mine.");
  assert_sound (place);
}

/* A page with more pictures than may be parsed: they are taken out before, and are the article's.
 */
static void
test_large (void)
{
  static const char head[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x01\0\x08\2\0\0\0";
  g_autoptr (Place) place = place_new ();
  g_autoptr (GString) last = g_string_new (NULL);
  g_autoptr (SheafTakenIn) taken = NULL;
  gsize size = 3 * 1024 * 1024;

  for (guint i = 0; i < 6; i++)
    {
      g_autofree guchar *picture = g_malloc0 (size);
      g_autofree char *base64 = NULL;

      memcpy (picture, head, sizeof head - 1);
      picture[size - 1] = (guchar)i;
      base64 = g_base64_encode (picture, size);
      g_string_append_printf (
          last,
          "<p>And in the picture number %u is the lamp, as it was seen from the boats at "
          "night.<p><img width=512 height=256 src=\"data:image/png;base64,%s\">",
          i, base64);
    }
  g_assert_cmpuint (last->len, >, 16 * 1024 * 1024);
  taken = take_in (place, URL, make_page ("The Lamp", last->str), NULL, NULL, NULL);
  g_assert_cmpstr (taken->title, ==, "The Lamp");
  assert_answer (place, "SELECT count(*) FROM article_asset", "6");
  assert_answer (place, "SELECT bytes FROM asset LIMIT 1", "3145728");
  assert_sound (place);
}

/* What no article is made of is cut off where it is too much. */
static void
test_typefaces (void)
{
  g_autoptr (Place) place = place_new ();
  g_autofree char *data = g_strnfill (20 * 1024 * 1024, 'A');
  g_autofree char *last = g_strdup_printf (
      "<p>It goes on.<style>@font-face{font-family:a;src:url(data:font/woff2;base64,%s)}</style>",
      data);
  g_autoptr (SheafTakenIn) taken
      = take_in (place, URL, make_page ("The Lamp", last), NULL, NULL, NULL);

  g_assert_cmpstr (taken->title, ==, "The Lamp");
  assert_answer (place, "SELECT fetch FROM article", "0");
  assert_sound (place);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/take-in/page", test_page);
  g_test_add_func ("/library/take-in/existing", test_existing);
  g_test_add_func ("/library/take-in/more-of-it", test_more_of_it);
  g_test_add_func ("/library/take-in/lost-selection", test_lost_selection);
  g_test_add_func ("/library/take-in/address", test_address);
  g_test_add_func ("/library/take-in/large", test_large);
  g_test_add_func ("/library/take-in/typefaces", test_typefaces);

  return g_test_run ();
}

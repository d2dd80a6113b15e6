/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was left out of one article is found in the others of its site, and nowhere else; it goes
 * and comes back. */

#include "open-library.h"

#include "library/extract-page.h"
#include "library/leave-out-always.h"
#include "library/own-rule.h"

#define SENTENCE                                                                                   \
  "The keeper writes the hour down, then the height of the water, then what the wind is doing. "
#define PARA(word) "<p>" word ". " SENTENCE SENTENCE "</p>"
#define PAGE(promo)                                                                                \
  "<!doctype html><html "                                                                          \
  "lang=en><head><title>Lamp</title></head><body><article><h1>Lamp</h1>" PARA ("One") PARA ("Two") \
      promo PARA ("Three") PARA ("Four") PARA ("Five") "</article></body></html>"
#define PROMO "The society meets on Thursdays in the old boat house"

static gint64
add_html (Place *place, const char *url, const char *html)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, strlen (html));
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafPage) page = sheaf_library_extract (bytes, NULL, url, NULL, NULL, &error);
  g_autoptr (SheafEdit) edit = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 id = 0;

  g_assert_no_error (error);
  edit = sheaf_edit_new_add_page (url, page, bytes, NULL);
  sheaf_store_apply_async (sheaf_library_get_store (place->library), edit, NULL, result_cb,
                           &result);
  wait_for (&result);
  sheaf_store_apply_finish (sheaf_library_get_store (place->library), result, NULL, &id, NULL,
                            &error);
  g_assert_no_error (error);

  return id;
}

static gboolean
holds (Place *place, gint64 id, const char *text)
{
  g_autoptr (SheafLoaded) loaded = load (place, id);

  return strstr (text_of (loaded), text) != NULL;
}

/* As a reader does. */
static void
leave_out (Place *place, gint64 id, const char *text)
{
  g_autoptr (SheafLoaded) loaded = load (place, id);
  const char *all = text_of (loaded), *at = strstr (all, text);
  guint start;

  g_assert_nonnull (at);
  start = (guint)g_utf8_pointer_to_offset (all, at);
  apply (place,
         sheaf_edit_new_leave_out (id, start, start + (guint)g_utf8_strlen (text, -1), text));
  g_assert_false (holds (place, id, text));
}

static SheafAlways *
plan (Place *place,
      gint64 id,
      const char *url,
      const char *text,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (SheafLoaded) loaded = load (place, id);
  g_autoptr (GAsyncResult) result = NULL;

  sheaf_library_plan_always_async (place->library, id, url, text, loaded->page->document, NULL,
                                   cancellable, result_cb, &result);
  wait_for (&result);

  return sheaf_library_plan_always_finish (place->library, result, error);
}

#define PROMOTED PAGE ("<p class=meets>" PROMO "</p>")

static void
test_site (void)
{
  g_autoptr (Place) place = place_new ();
  gint64 one = add_html (place, "https://www.lamp.example/1", PROMOTED);
  gint64 two = add_html (place, "https://lamp.example/2",
                         PAGE ("<p class=meets>Next they meet on a Friday at noon</p>"
                               "<p>Friday</p>"));
  gint64 other = add_html (place, "https://lamp.example.org/3", PROMOTED);
  gint64 plain = add_html (place, "http://lamp.example:8080/4", PAGE ("<p class=x>" PROMO "</p>"));
  g_autoptr (SheafAlways) always = NULL;
  SheafDone done;
  g_autoptr (GAsyncResult) result = NULL, undone = NULL;
  g_autoptr (GError) error = NULL;

  leave_out (place, one, PROMO);
  always = plan (place, one, "https://www.lamp.example/1", PROMO, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (always->site, ==, "lamp.example");
  g_assert_cmpstr (always->selector, ==, "p.meets");
  g_assert_cmpuint (always->pages, ==, 3);
  g_assert_cmpuint (always->changed, ==, 1);
  sheaf_store_do_async (sheaf_library_get_store (place->library), always->edit,
                        SHEAF_DEED_LEAVE_OUT, SHEAF_JOIN_NEVER, result_cb, &result);
  wait_for (&result);
  g_assert_true (
      sheaf_store_do_finish (sheaf_library_get_store (place->library), result, &done, NULL));
  g_assert_false (holds (place, two, "Next they meet"));
  g_assert_true (holds (place, two, "Friday"));
  g_assert_true (holds (place, other, PROMO));
  g_assert_true (holds (place, plain, PROMO));
  assert_sound (place);
  sheaf_store_undo_async (sheaf_library_get_store (place->library), FALSE, result_cb, &undone);
  wait_for (&undone);
  g_assert_true (holds (place, two, "Next they meet"));
}

/* Nothing in the page tells it apart, its page is not kept, or it is called off. */
static void
test_not (void)
{
  g_autoptr (Place) place = place_new ();
  gint64 bare = add_html (place, "https://lamp.example/1", PAGE ("<p>" PROMO "</p>"));
  gint64 one = add_html (place, "https://lamp.example/2", PROMOTED);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  leave_out (place, bare, PROMO);
  g_assert_null (plan (place, bare, "https://lamp.example/1", PROMO, NULL, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_NOT_AN_ARTICLE);
  g_clear_error (&error);
  g_assert_null (plan (place, one, "https://elsewhere.example/2", PROMO, NULL, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_NOT_AN_ARTICLE);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (plan (place, one, "https://lamp.example/2", PROMO, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The rule that is written does the same to what comes. */
static void
test_rule (void)
{
  g_autoptr (Place) place = place_new ();
  g_autofree char *folder = g_build_filename (place->folder, "rules", NULL);
  g_autoptr (SheafSiteRules) rules = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (PROMOTED, strlen (PROMOTED));
  g_autoptr (SheafPage) page = NULL;

  g_assert_true (sheaf_own_rule_add (folder, "lamp.example", "p.meets", PROMO, NULL));
  rules = sheaf_library_load_rules (folder);
  page = sheaf_library_extract (bytes, NULL, "https://www.lamp.example/9", rules, NULL, NULL);
  g_assert_nonnull (page->document);
  g_assert_null (strstr (sheaf_document_get_text (page->document), PROMO));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/leave-out-always/site", test_site);
  g_test_add_func ("/library/leave-out-always/not", test_not);
  g_test_add_func ("/library/leave-out-always/rule", test_rule);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was left out comes back as an article's own blocks, and nothing else of its HTML with it. */

#include "open-library.h"

#include "document/document-builder.h"
#include "document/document-write.h"
#include "library/put-back.h"

static const char left_out[]
    = "<div onclick=\"steal()\"><h3>Join us</h3><p>Every <em>week</em>, by "
      "<a href=\"/letter\">letter</a> <a href=\"javascript:x()\">now</a>.</p>"
      "<script>steal()</script><form><input value=\"Mail\"></form></div>";

static gint64
add_article (Place *place, SheafRemoved *removed)
{
  g_autoptr (SheafDocumentBuilder) builder = sheaf_document_builder_new ();
  g_autoptr (SheafPage) page = sheaf_page_new ();
  g_autoptr (SheafEdit) edit = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  for (guint i = 0; i < 2; i++)
    {
      sheaf_document_builder_begin (builder, SHEAF_BLOCK_PARAGRAPH, 0, NULL, NULL,
                                    SHEAF_DIRECTION_UNKNOWN);
      sheaf_document_builder_text (builder, i == 0 ? "Before." : "After.", -1);
      sheaf_document_builder_end (builder);
    }
  page->document = sheaf_document_builder_finish (builder);
  page->title = g_strdup ("Title");
  sheaf_page_add_removed (page, removed->text, removed->html, "promo/newsletter",
                          SHEAF_REMOVED_WORDING, removed->place);
  edit = sheaf_edit_new_add_page ("https://example.org/a/b", page, NULL, NULL);
  sheaf_store_apply_async (sheaf_library_get_store (place->library), edit, NULL, result_cb,
                           &result);
  wait_for (&result);
  g_assert_true (sheaf_store_apply_finish (sheaf_library_get_store (place->library), result, NULL,
                                           &id, NULL, &error));
  g_assert_no_error (error);

  return id;
}

static SheafEdit *
make (Place *place, gint64 id, const SheafRemoved *removed, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sheaf_library_make_put_back_async (place->library, id, removed, "https://example.org/a/b", NULL,
                                     result_cb, &result);
  wait_for (&result);

  return sheaf_library_make_put_back_finish (place->library, result, error);
}

static char *
dup_html (Place *place, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SheafLoaded) loaded = NULL;

  sheaf_store_load_article_async (sheaf_library_get_store (place->library), id, NULL, result_cb,
                                  &result);
  wait_for (&result);
  loaded = sheaf_store_load_article_finish (sheaf_library_get_store (place->library), result, NULL);
  g_assert_nonnull (loaded);

  return sheaf_document_to_html (loaded->page->document);
}

static void
test_html (void)
{
  g_autoptr (Place) place = place_new ();
  SheafRemoved removed = { .text = (char *)"Join us Every week, by letter now.",
                           .html = (char *)left_out,
                           .place = 8 };
  gint64 id = add_article (place, &removed);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEdit) edit = make (place, id, &removed, &error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *html = NULL;

  g_assert_no_error (error);
  sheaf_store_apply_async (sheaf_library_get_store (place->library), edit, NULL, result_cb,
                           &result);
  wait_for (&result);
  html = dup_html (place, id);
  g_assert_cmpstr (html, ==,
                   "<p>Before.</p>\n<h3>Join us</h3>\n<p>Every <em>week</em>, by "
                   "<a href=\"https://example.org/letter\">letter</a> now.</p>\n<p>After.</p>\n");
}

static void
test_nothing (void)
{
  g_autoptr (Place) place = place_new ();
  SheafRemoved removed = { .text = (char *)"Mail", .html = (char *)"<script>x()</script>" };
  g_autoptr (GError) error = NULL;

  g_assert_null (make (place, 1, &removed, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_NOT_AN_ARTICLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/put-back/html", test_html);
  g_test_add_func ("/library/put-back/nothing", test_nothing);

  return g_test_run ();
}

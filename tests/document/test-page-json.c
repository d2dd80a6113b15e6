/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command line's contract: every key there, null where unknown. */

#include "document/page-json.h"

#include "build-document.h"

static char *
to_json (const SheafPage *page)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  sheaf_page_to_json (page, builder);
  sheaf_page_reading_to_json (page, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static void
test_empty (void)
{
  g_autoptr (SheafPage) page = sheaf_page_new ();
  g_autofree char *json = to_json (page);

  g_assert_cmpstr (json, ==,
                   "{\"title\":null,\"byline\":null,\"published\":null,\"site\":null,"
                   "\"language\":null,\"direction\":null,\"excerpt\":null,\"lead_image\":null,"
                   "\"text\":null,\"html\":null,\"readerable\":false,\"removed\":[],"
                   "\"original_title\":null,\"original_site\":null,\"original_url\":null,"
                   "\"canonical_url\":null,"
                   "\"paywalled\":false,\"word_count\":0,\"sources\":{},\"next_url\":null}");
}

static void
test_full (void)
{
  g_autoptr (SheafPage) page = sheaf_page_new ();
  g_autofree char *json = NULL;

  page->title = g_strdup ("A \"title\"");
  page->byline = g_strdup ("");
  page->published = g_strdup ("2021-10-12");
  page->site = g_strdup ("Site");
  page->language = g_strdup ("en");
  page->direction = g_strdup ("ltr");
  page->excerpt = g_strdup ("a");
  page->lead_image = g_strdup ("https://a.example/i.png");
  page->original_title = g_strdup ("Old");
  page->original_site = g_strdup ("Old site");
  page->original_url = g_strdup ("https://b.example/old");
  page->next_url = g_strdup ("https://a.example/2");
  page->canonical_url = g_strdup ("https://a.example/");
  page->paywalled = TRUE;
  page->word_count = 2;
  page->sources.title = "meta";
  page->readerable = TRUE;
  page->document = build_document ("p|'a|/|p|'b|/");
  sheaf_page_add_removed (page, "x", NULL, "promo/x", SHEAF_REMOVED_WORDING, 7);
  json = to_json (page);

  g_assert_cmpstr (json, ==,
                   "{\"title\":\"A \\\"title\\\"\",\"byline\":null,\"published\":\"2021-10-12\","
                   "\"site\":\"Site\",\"language\":\"en\",\"direction\":\"ltr\",\"excerpt\":\"a\","
                   "\"lead_image\":\"https://a.example/i.png\",\"text\":\"a\\nb\","
                   "\"html\":\"<p>a</p>\\n<p>b</p>\\n\",\"readerable\":true,"
                   "\"removed\":[{\"text\":\"x\",\"html\":null,\"rule\":\"promo/"
                   "x\",\"why\":\"wording\",\"place\":7}],"
                   "\"original_title\":\"Old\",\"original_site\":\"Old site\","
                   "\"original_url\":\"https://b.example/old\","
                   "\"canonical_url\":\"https://a.example/\",\"paywalled\":true,"
                   "\"word_count\":2,\"sources\":{\"title\":\"meta\"},"
                   "\"next_url\":\"https://a.example/2\"}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/page-json/empty", test_empty);
  g_test_add_func ("/document/page-json/full", test_full);

  return g_test_run ();
}

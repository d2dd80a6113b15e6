/* SPDX-License-Identifier: GPL-3.0-or-later */

/* show: the same article as text, Markdown, HTML and JSON. */

#include "run-cli.h"

#include <string.h>

#include "rich-page.h"

#define FERRY_URL "http://127.0.0.1:1/ferry" /* nobody listens there: its pictures stay away */

static void
add_input (TestPlace *place, const char *page, const char *url)
{
  g_autoptr (GBytes) input = g_bytes_new (page, strlen (page));
  g_autoptr (CliRun) run
      = cli_run_with (place, NULL, input, (const char *const[]){ "add", "--url", url, "-", NULL });

  assert_status (run, 0);
}

static void
test_text (void)
{
  static const char expected[]
      = "The ferry to the island\nAda Quill\n\n"
        "The ferry to the island goes twice a day, and in winter only when the wind allows it, "
        "which is seldom.\n"
        "Winter\n"
        "People wait in the little house at the pier, drink tea, and talk about the weather.\n"
        "First boat at nine\nLast boat at five\n"
        "The captain, who has done this for thirty years, says that the sea is never the same, nor "
        "are the people.\n";
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (CliRun) usual = NULL, asked = NULL;

  add_input (place, rich_page, FERRY_URL);
  usual = cli_run (place, "show", "1", NULL);
  asked = cli_run (place, "show", "--format", "text", "1", NULL);
  assert_status (usual, 0);
  g_assert_cmpstr (usual->out, ==, expected);
  assert_status (asked, 0);
  g_assert_cmpstr (asked->out, ==, expected);
}

static void
test_markdown (void)
{
  static const char *const parts[] = {
    "# The ferry to the island\n",
    "\nAda Quill\n",
    "<" FERRY_URL ">",
    "\n## Winter\n",
    "![](http://127.0.0.1:1/boat.png)",
    "The boat at the pier",
    "[weather](http://127.0.0.1:1/weather)",
    "\n- First boat at nine\n- Last boat at five\n",
  };
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (CliRun) run = NULL;

  add_input (place, rich_page, FERRY_URL);
  run = cli_run (place, "show", "1", "--format=markdown", NULL);
  assert_status (run, 0);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    assert_has (run->out, parts[i]);
}

/* A whole page, with nothing in it that the article did not bring, and nothing that runs. */
static void
test_html (void)
{
  static const char *const parts[] = {
    "<html lang=\"en-GB\">",
    "<meta charset=\"utf-8\">",
    "<title>Cats &amp; &lt;dogs&gt;</title>",
    "<h1>Cats &amp; &lt;dogs&gt;</h1>",
    "<figcaption>A &lt;cat&gt;</figcaption>",
  };
  static const char *const not_in[] = { "<script", "onclick", "javascript:", "<dogs" };
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *body = make_page (
      "Cats &amp; &lt;dogs&gt;",
      "pets</p><figure><img src=/cat.png onclick=\"x()\" width=300 height=200><figcaption>A "
      "&lt;cat&gt;</figcaption></figure>"
      "<p onclick=\"x()\">and <a href=\"javascript:x()\">a link</a><script>x()</script>");
  g_autoptr (GString) page = g_string_new (body);
  g_autoptr (CliRun) run = NULL;

  g_string_replace (page, "lang=\"en\"", "lang=\"en-GB\"", 1);
  add_input (place, page->str, FERRY_URL);
  run = cli_run (place, "show", "1", "--format", "html", NULL);
  assert_status (run, 0);
  g_assert_true (g_str_has_prefix (run->out, "<!DOCTYPE html>\n"));
  g_assert_true (g_str_has_suffix (run->out, "</html>\n"));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    assert_has (run->out, parts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (not_in); i++)
    assert_lacks (run->out, not_in[i]);
}

/* The fields of "extract" that the library keeps, with the same values, and its own. */
static void
test_json (void)
{
  static const char *const own[]
      = { "id", "url", "state", "starred", "tags", "note", "saved_at", "progress" };
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (GBytes) input = g_bytes_new_static (rich_page, strlen (rich_page));
  g_autoptr (CliRun) extract
      = cli_run_with (NULL, NULL, input, (const char *const[]){ "extract", FERRY_URL, NULL });
  g_autoptr (CliRun) tag = NULL, note = NULL, star = NULL;
  g_autoptr (JsonNode) extracted = cli_run_json (extract), shown = NULL, short_form = NULL;
  g_autoptr (GList) members = json_object_get_members (json_node_get_object (extracted));
  JsonObject *article;
  JsonArray *tags;

  add_input (place, rich_page, FERRY_URL);
  tag = cli_run (place, "tag", "1", "+sea", "+boats", NULL);
  note = cli_run (place, "note", "1", "Ask “Ada”\nabout it", NULL);
  star = cli_run (place, "star", "1", NULL);
  shown = cli_json (place, "show", "1", "--format", "json", NULL);
  short_form = cli_json (place, "show", "1", "--json", NULL);
  g_assert_true (json_node_equal (shown, short_form));
  article = json_node_get_object (shown);
  for (GList *link = members; link != NULL && !g_str_equal (link->data, "canonical_url");
       link = link->next)
    {
      g_test_message ("%s", (const char *)link->data);
      g_assert_true (
          json_node_equal (json_object_get_member (json_node_get_object (extracted), link->data),
                           json_object_get_member (article, link->data)));
    }
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    g_assert_true (json_object_has_member (article, own[i]));
  g_assert_cmpint (json_object_get_int_member (article, "id"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (article, "url"), ==, FERRY_URL);
  g_assert_cmpstr (json_object_get_string_member (article, "state"), ==, "unread");
  g_assert_true (json_object_get_boolean_member (article, "starred"));
  g_assert_cmpstr (json_object_get_string_member (article, "note"), ==, "Ask “Ada”\nabout it");
  g_assert_cmpfloat (json_object_get_double_member (article, "progress"), ==, 0.0);
  tags = json_object_get_array_member (article, "tags");
  g_assert_cmpuint (json_array_get_length (tags), ==, 2);
  g_assert_cmpstr (json_array_get_string_element (tags, 0), ==, "boats");
  g_assert_cmpstr (json_array_get_string_element (tags, 1), ==, "sea");
  assert_status (tag, 0);
  assert_status (note, 0);
  assert_status (star, 0);
}

/* A failed address and a link have no text to show, and say so; as JSON they are whole. */
static void
test_without_text (void)
{
  static const char *const formats[] = { "text", "markdown", "html" };
  static const char *const nulls[]
      = { "text", "html", "byline", "published", "lead_image", "note" };
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (CliRun) failed = cli_run (place, "add", "http://127.0.0.1:1/nothing", NULL);

  assert_status (failed, 1);
  add_input (place,
             "<html><title>Menu</title><body><nav><a href=\"/\">Home</a></nav></body></html>",
             "http://127.0.0.1:1/menu");
  for (guint id = 1; id <= 2; id++)
    {
      const char *word = id == 1 ? "1" : "2";
      g_autoptr (JsonNode) node = cli_json (place, "show", word, "--json", NULL);
      JsonObject *article = json_node_get_object (node);

      for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
        {
          g_autoptr (CliRun) run = cli_run (place, "show", word, "--format", formats[i], NULL);

          assert_status (run, 1);
          g_assert_cmpstr (run->out, ==, "");
          assert_has (run->err, id == 1 ? "failed" : "link");
        }
      for (guint i = 0; i < G_N_ELEMENTS (nulls); i++)
        g_assert_true (json_object_get_null_member (article, nulls[i]));
      g_assert_cmpstr (json_object_get_string_member (article, "state"), ==,
                       id == 1 ? "failed" : "link");
      g_assert_cmpstr (json_object_get_string_member (article, "reason"), ==,
                       id == 1 ? "network" : "not-an-article");
      g_assert_cmpstr (json_object_get_string_member (article, "title"), ==,
                       id == 1 ? "127.0.0.1/nothing" : "Menu");
    }
}

/* Nothing that a terminal would obey comes out of a page. */
static void
test_controls (void)
{
  static const char *const formats[] = { "text", "markdown", "html", "json" };
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *page
      = make_page ("Bells &#27;[31m", "bells \a and \033]0;title\a &#27;[2J &#155;31m "
                                      "\302\2331m</p><pre>code \033[1m &#8;\n\tnext</pre><p>");

  add_input (place, page, FERRY_URL);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (CliRun) run = cli_run (place, "show", "1", "--format", formats[i], NULL);

      assert_status (run, 0);
      for (const char *c = run->out; *c != '\0'; c = g_utf8_next_char (c))
        g_assert_true (!g_unichar_iscntrl (g_utf8_get_char (c)) || *c == '\n' || *c == '\t');
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/show/text", test_text);
  g_test_add_func ("/cli/show/markdown", test_markdown);
  g_test_add_func ("/cli/show/html", test_html);
  g_test_add_func ("/cli/show/json", test_json);
  g_test_add_func ("/cli/show/without-text", test_without_text);
  g_test_add_func ("/cli/show/controls", test_controls);

  return g_test_run ();
}

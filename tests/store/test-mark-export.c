/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Highlights as Markdown, as annotations and as a plain text: whole texts compared, and what a page
 * or a reader may write to break them. */

#include "store/mark-export.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "test-marks.h"

#define ARTICLE_UID "00112233445566778899aabbccddeeff"
#define MARK_UID "0123456789ab4def8123456789abcdef"

static SheafMarkedArticle *
make_article (const char *title, const char *url)
{
  g_autoptr (SheafRow) row = sheaf_row_new ();

  row->title = g_strdup (title);
  row->url = g_strdup (url);
  row->added_at = G_GINT64_CONSTANT (1634026500000000);

  return sheaf_marked_article_new (row, ARTICLE_UID);
}

static void
add (SheafMarkedArticle *article, const char *exact, guint color, const char *body)
{
  SheafMark *mark = make_mark (1, exact, 7, color, body);

  mark->created_at = G_GINT64_CONSTANT (1634026560000000);
  mark->changed_at = G_GINT64_CONSTANT (1634026620000000);
  sheaf_marked_article_add (article, mark, MARK_UID);
}

static GPtrArray *
make_list (SheafMarkedArticle *article)
{
  GPtrArray *articles = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_marked_article_free);

  if (article != NULL)
    g_ptr_array_add (articles, article);

  return articles;
}

/* Two articles: one with everything, one with little. */
static GPtrArray *
make_two (void)
{
  SheafMarkedArticle *whole = make_article ("The Bell Buoy", "https://example.org/buoy");
  SheafMarkedArticle *bare = make_article ("Notes", NULL);
  GPtrArray *articles = make_list (whole);

  whole->row->author = g_strdup ("Ida Quill");
  whole->row->site = g_strdup ("Example");
  whole->row->published = g_strdup ("2021-10-12");
  add (whole, "the bell buoy\nhad been silent", 0, NULL);
  add (whole, "spliced a new length", 3, "How *long*?\n\nAsk Ida.\n");
  add (bare, "salt", 4, NULL);
  g_ptr_array_add (articles, bare);

  return articles;
}

/* The article's own note: first, in each of them. */
static void
test_article_note (void)
{
  SheafMarkedArticle *noted = make_article ("Notes", NULL);
  g_autoptr (GPtrArray) articles = make_list (noted);
  g_autofree char *markdown = NULL, *text = NULL, *json = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *one;

  sheaf_marked_article_set_note (noted, "\nAll of *it*.\n", MARK_UID);
  add (noted, "salt", 4, NULL);
  markdown = sheaf_marks_to_markdown (articles);
  text = sheaf_marks_to_text (articles);
  json = sheaf_marks_to_json (articles);
  g_assert_nonnull (strstr (markdown, "---\n\nAll of *it*.\n\n> salt\n"));
  g_assert_cmpstr (text, ==, "Notes\n\nAll of *it*.\n\n> salt\n");
  root = json_from_string (json, NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, 2);
  one = json_array_get_object_element (json_node_get_array (root), 0);
  g_assert_cmpstr (json_object_get_string_member (one, "motivation"), ==, "commenting");
  g_assert_cmpstr (json_object_get_string_member (one, "target"), ==,
                   "urn:uuid:00112233-4455-6677-8899-aabbccddeeff");
}

static void
test_markdown (void)
{
  static const char expected[] = "---\n"
                                 "title: \"The Bell Buoy\"\n"
                                 "url: \"https://example.org/buoy\"\n"
                                 "author: \"Ida Quill\"\n"
                                 "site: \"Example\"\n"
                                 "published: \"2021-10-12\"\n"
                                 "saved: 2021-10-12T08:15:00Z\n"
                                 "---\n"
                                 "\n"
                                 "> the bell buoy\n"
                                 ">\n"
                                 "> had been silent\n"
                                 "\n"
                                 "#highlight/yellow\n"
                                 "\n"
                                 "> spliced a new length\n"
                                 "\n"
                                 "How *long*?\n"
                                 "\n"
                                 "Ask Ida.\n"
                                 "\n"
                                 "#highlight/pink\n"
                                 "\n"
                                 "---\n"
                                 "title: \"Notes\"\n"
                                 "saved: 2021-10-12T08:15:00Z\n"
                                 "---\n"
                                 "\n"
                                 "> salt\n"
                                 "\n"
                                 "#highlight/purple\n";
  g_autoptr (GPtrArray) articles = make_two (), none = make_list (NULL);
  g_autofree char *text = sheaf_marks_to_markdown (articles);
  g_autofree char *empty = sheaf_marks_to_markdown (none);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (empty, ==, "");
}

static void
test_text (void)
{
  static const char expected[] = "The Bell Buoy\n"
                                 "Ida Quill\n"
                                 "Example\n"
                                 "https://example.org/buoy\n"
                                 "\n"
                                 "> the bell buoy\n"
                                 "> had been silent\n"
                                 "\n"
                                 "> spliced a new length\n"
                                 "How *long*?\n"
                                 "\n"
                                 "Ask Ida.\n"
                                 "\n"
                                 "\n"
                                 "Notes\n"
                                 "\n"
                                 "> salt\n";
  g_autoptr (GPtrArray) articles = make_two ();
  g_autofree char *text = sheaf_marks_to_text (articles);

  g_assert_cmpstr (text, ==, expected);
}

/* What stands between the front matter and the tag. */
static const struct
{
  const char *exact, *markdown;
} quotes[] = {
  { "> quoted", "> \\> quoted\n" },
  { "# a heading #tag", "> \\# a heading \\#tag\n" },
  { "- a\n- b", "> \\- a\n>\n> \\- b\n" },
  { "12. twelve", "> 12\\. twelve\n" },
  { "in 12. place", "> in 12. place\n" },
  { "a\n\n\n  b  ", "> a\n>\n> b\n" },
  { "    code?", "> code?\n" },
  { "*a* _b_ snake_case `c`", "> \\*a\\* \\_b\\_ snake_case \\`c\\`\n" },
  { "[link](x) ![p](y) <b>", "> \\[link\\](x) !\\[p\\](y) \\<b>\n" },
  { "title\n---\n===", "> title\n>\n> \\---\n>\n> \\=\\=\\=\n" },
  { "a | b\n--|--", "> a \\| b\n>\n> \\--\\|--\n" },
  { "==m== %%c%% $x$ ~~s~~ 5 % = 2",
    "> \\=\\=m\\=\\= \\%\\%c\\%\\% \\$x\\$ \\~\\~s\\~\\~ 5 % = 2\n" },
  { "&amp; & &#38;", "> \\&amp; & \\&\\#38;\n" },
  { "word ^id", "> word \\^id\n" },
  { "back\\slash", "> back\\\\slash\n" },
  { "a\r\nb\rc\u2028d\u2029e", "> a\n>\n> b\n>\n> c\n>\n> d\n>\n> e\n" },
  { "bell\a\033[31mred", "> bell\\[31mred\n" },
  { "海の音 — “so”", "> 海の音 — “so”\n" },
};

static void
test_hostile_quotes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      SheafMarkedArticle *article = make_article ("T", NULL);
      g_autoptr (GPtrArray) articles = make_list (article);
      g_autofree char *expected
          = g_strconcat ("---\n\n", quotes[i].markdown, "\n#highlight/yellow\n", NULL);
      g_autofree char *text = NULL;

      add (article, quotes[i].exact, 0, NULL);
      text = sheaf_marks_to_markdown (articles);
      g_assert_cmpstr (strstr (text, "Z\n") + 2, ==, expected);
    }
}

/* A block of code that a note does not end would take everything behind it in. */
static void
test_open_notes (void)
{
  static const struct
  {
    const char *note, *markdown;
  } notes[] = {
    { "```\ncode", "```\ncode\n```\n" },
    { "~~~~ c\ncode\n~~~", "~~~~ c\ncode\n~~~\n~~~~\n" },
    { "```\ncode\n````", "```\ncode\n````\n" },
    { "```\n~~~\n``` no", "```\n~~~\n``` no\n```\n" },
    { "~~~\n```\n~~~  \nwords", "~~~\n```\n~~~  \nwords\n" },
    { "```in a line``` of words", "```in a line``` of words\n" },
    { "    ```\nwords", "    ```\nwords\n" },
    { "\r\n\nwords\r\nmore\rand\033 \n", "words\nmore\nand\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      SheafMarkedArticle *article = make_article ("T", NULL);
      g_autoptr (GPtrArray) articles = make_list (article);
      g_autofree char *expected
          = g_strconcat ("> q\n\n", notes[i].markdown, "\n#highlight/yellow\n", NULL);
      g_autofree char *text = NULL;

      add (article, "q", 0, notes[i].note);
      text = sheaf_marks_to_markdown (articles);
      g_assert_cmpstr (strstr (text, "> q"), ==, expected);
    }
}

static void
test_hostile_titles (void)
{
  static const struct
  {
    const char *title, *line;
  } titles[] = {
    { "a: b # c", "title: \"a: b # c\"\n" },
    { "\"so\" \\ 'it'", "title: \"\\\"so\\\" \\\\ 'it'\"\n" },
    { "two\nlines\ttab", "title: \"two\\u000alines\\u0009tab\"\n" },
    { "---", "title: \"---\"\n" },
    { "null", "title: \"null\"\n" },
    { "\xc2\x85\u2028\ufeff{x}", "title: \"\\u0085\\u2028\\ufeff{x}\"\n" },
    { "海", "title: \"海\"\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr (GPtrArray) articles = make_list (make_article (titles[i].title, NULL));
      g_autofree char *expected
          = g_strconcat ("---\n", titles[i].line, "saved: 2021-10-12T08:15:00Z\n---\n", NULL);
      g_autofree char *markdown = sheaf_marks_to_markdown (articles);
      g_autofree char *text = sheaf_marks_to_text (articles);

      g_assert_cmpstr (markdown, ==, expected);
      g_assert_true (strchr (text, '\n') == text + strlen (text) - 1); /* one line */
    }
}

static JsonObject *
member (JsonObject *object, const char *array, guint i)
{
  return json_array_get_object_element (json_object_get_array_member (object, array), i);
}

#define assert_string(object, name, expected)                                                      \
  g_assert_cmpstr (json_object_get_string_member (object, name), ==, expected)

static void
test_json (void)
{
  g_autoptr (GPtrArray) articles = make_two ();
  g_autofree char *text = NULL, *again = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *all;
  JsonObject *one, *target;

  add (articles->pdata[0], "\"quoted\" \\ \n\t\001 海", 2, "</script>\"");
  ((SheafMark *)((SheafMarkedArticle *)articles->pdata[1])->marks->pdata[0])->anchor->end = 0;
  text = sheaf_marks_to_json (articles);
  again = sheaf_marks_to_json (articles);
  g_assert_cmpstr (text, ==, again);
  root = json_from_string (text, &error);
  g_assert_no_error (error);
  all = json_node_get_array (root);
  g_assert_cmpuint (json_array_get_length (all), ==, 4);

  one = json_array_get_object_element (all, 0);
  assert_string (one, "@context", "http://www.w3.org/ns/anno.jsonld");
  assert_string (one, "id", "urn:uuid:01234567-89ab-4def-8123-456789abcdef");
  assert_string (one, "type", "Annotation");
  assert_string (one, "motivation", "highlighting");
  assert_string (one, "created", "2021-10-12T08:16:00Z");
  assert_string (one, "modified", "2021-10-12T08:17:00Z");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (one, "body")), ==, 1);
  assert_string (member (one, "body", 0), "purpose", "tagging");
  assert_string (member (one, "body", 0), "value", "yellow");
  target = json_object_get_object_member (one, "target");
  assert_string (target, "source", "https://example.org/buoy");
  assert_string (member (target, "selector", 0), "type", "TextQuoteSelector");
  assert_string (member (target, "selector", 0), "exact", "the bell buoy\nhad been silent");
  assert_string (member (target, "selector", 0), "prefix", "before ");
  assert_string (member (target, "selector", 0), "suffix", " behind");
  assert_string (member (target, "selector", 1), "type", "TextPositionSelector");
  g_assert_cmpint (json_object_get_int_member (member (target, "selector", 1), "start"), ==, 7);
  g_assert_cmpint (json_object_get_int_member (member (target, "selector", 1), "end"), ==, 36);

  one = json_array_get_object_element (all, 1);
  assert_string (one, "motivation", "commenting");
  assert_string (member (one, "body", 0), "type", "TextualBody");
  assert_string (member (one, "body", 0), "purpose", "commenting");
  assert_string (member (one, "body", 0), "format", "text/markdown");
  assert_string (member (one, "body", 0), "value", "How *long*?\n\nAsk Ida.\n");
  assert_string (member (one, "body", 1), "value", "pink");

  one = json_array_get_object_element (all, 2);
  target = json_object_get_object_member (one, "target");
  assert_string (member (target, "selector", 0), "exact", "\"quoted\" \\ \n\t\001 海");
  assert_string (member (one, "body", 0), "value", "</script>\"");

  /* No address, and where it stands is not known. */
  target = json_object_get_object_member (json_array_get_object_element (all, 3), "target");
  assert_string (target, "source", "urn:uuid:00112233-4455-6677-8899-aabbccddeeff");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (target, "selector")), ==,
                    1);
}

static void
test_no_json (void)
{
  g_autoptr (GPtrArray) none = make_list (NULL);
  g_autofree char *text = sheaf_marks_to_json (none);

  g_assert_cmpstr (text, ==, "[]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/mark-export/article-note", test_article_note);
  g_test_add_func ("/store/mark-export/markdown", test_markdown);
  g_test_add_func ("/store/mark-export/text", test_text);
  g_test_add_func ("/store/mark-export/hostile-quotes", test_hostile_quotes);
  g_test_add_func ("/store/mark-export/open-notes", test_open_notes);
  g_test_add_func ("/store/mark-export/hostile-titles", test_hostile_titles);
  g_test_add_func ("/store/mark-export/json", test_json);
  g_test_add_func ("/store/mark-export/no-json", test_no_json);

  return g_test_run ();
}

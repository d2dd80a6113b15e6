/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is told of an extraction: in order, all of it, not without end; and nothing to nobody. */

#include "extract/extract.h"

#include "html/html-parse.h"

#include <string.h>

#define PROSE                                                                                      \
  "The weir was mended with willow, as it had been before anybody wrote down how, and it held "    \
  "until "                                                                                         \
  "the water came over the road, the garden and the lowest three stairs."

/* LINE (nullable): what a line begins with and holds. */
static gboolean
has_line (const SheafTrace *trace, const char *topic, const char *words)
{
  const GPtrArray *lines = sheaf_trace_get_lines (trace);

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = lines->pdata[i];

      if (g_str_has_prefix (line, topic) && line[strlen (topic)] == ' '
          && strstr (line, words) != NULL)
        return TRUE;
    }

  return FALSE;
}

static SheafPage *
extract (const char *html, SheafTrace *trace)
{
  g_autoptr (GBytes) bytes = g_bytes_new (html, strlen (html));
  g_autoptr (GError) error = NULL;
  const SheafSource source
      = { .bytes = bytes, .charset = "utf-8", .url = "https://weir.example/a", .trace = trace };
  SheafPage *page = sheaf_extract_html (&source, NULL, &error);

  g_assert_no_error (error);

  return page;
}

static const char explained[]
    = "<html><head><title>The weir | Weir News</title><meta property=og:title content='The weir'>"
      "<meta name=author content='Ida Fenwright'>"
      "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"The weir of willow\"}"
      "</script></head><body><div class=sidebar><p>Something beside it</p></div><article>"
      "<h1>The weir</h1><div class=text><p>" PROSE "</p><p>" PROSE "</p><aside>An aside</aside>"
      "<p>Read more: <a href=/b>Willow, and how to cut it</a></p><p>" PROSE "</p></div></article>"
      "</body></html>";

static void
test_page (void)
{
  static const struct
  {
    const char *topic, *words;
  } cases[] = {
    { "metadata", "title by json-ld: The weir of willow" },
    { "metadata", "title by meta: The weir" },
    { "metadata", "title by title: The weir | Weir News" },
    { "metadata", "byline by meta: Ida Fenwright" },
    { "run", "with unlikely-names weights trim visible-only" },
    { "removed", "clean/unlikely-name (structure): Something beside it" },
    { "candidate", "points" },
    { "candidate", "article > div.text" },
    { "removed", "trim/aside (structure): An aside" },
    { "removed", "promo/read-more (wording): Read more: Willow" },
    { "article", "characters" },
    { "fact", "byline is of meta: Ida Fenwright" },
    { "fact", "published: none" },
    { "kind", "by its" },
  };
  g_autoptr (SheafTrace) trace = sheaf_trace_new ();
  g_autoptr (SheafPage) page = extract (explained, trace);

  for (guint i = 0; i < sheaf_trace_get_lines (trace)->len; i++)
    g_test_message ("%s", (char *)sheaf_trace_get_lines (trace)->pdata[i]);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (!has_line (trace, cases[i].topic, cases[i].words))
      g_test_fail_printf ("nothing of %s: %s", cases[i].topic, cases[i].words);
}

/* Being asked changes nothing. */
static void
test_same (void)
{
  g_autoptr (SheafTrace) trace = sheaf_trace_new ();
  g_autoptr (SheafPage) told = extract (explained, trace), page = extract (explained, NULL);

  g_assert_true (sheaf_document_equal (told->document, page->document));
  g_assert_cmpuint (told->removed->len, ==, page->removed->len);
}

static void
test_fallback (void)
{
  static const char html[]
      = "<html><head><title>The weir</title></head><body><div id=app></div>"
        "<script type=application/json>{\"title\":\"The weir\",\"body\":[\"" PROSE "\",\"" PROSE
        "\",\"" PROSE "\",\"" PROSE "\"]}</script></body></html>";
  g_autoptr (SheafTrace) trace = sheaf_trace_new ();
  g_autoptr (SheafPage) page = extract (html, trace);

  g_assert_nonnull (page->document);
  g_assert_true (has_line (trace, "article", "none"));
  g_assert_true (has_line (trace, "left", "not clearly more"));
  g_assert_true (has_line (trace, "fallback", "json-ld: nothing"));
  g_assert_true (has_line (trace, "fallback", "page-state: something"));
  g_assert_true (has_line (trace, "taken", "characters instead of 0"));
}

static void
test_lines (void)
{
  static const char html[] = "<p id=a class=' b\n c'>x";
  g_autoptr (SheafTrace) trace = sheaf_trace_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, strlen (html));
  g_autoptr (SheafDom) dom = sheaf_html_parse (bytes, SHEAF_HTML_DEADLINE_US, NULL);
  g_autofree char *much = g_strnfill (100000, 'x');
  const GPtrArray *lines = sheaf_trace_get_lines (trace);

  sheaf_trace_add (NULL, "topic", "%s", "nobody asks");
  sheaf_trace_value (NULL, "title", "meta", "nobody asks");
  sheaf_trace_node (NULL, "topic", sheaf_dom_get_body (dom), "nobody asks");
  sheaf_trace_value (trace, "title", "meta", NULL);
  g_assert_cmpuint (lines->len, ==, 0);
  sheaf_trace_add (trace, "topic", "one\ntwo  three");
  g_assert_cmpstr (lines->pdata[0], ==, "topic      one two three");
  sheaf_trace_node (trace, "topic", sheaf_dom_get_body (dom)->first, "here");
  g_assert_cmpstr (lines->pdata[1], ==, "topic      here: html > body > p#a..b..c");
  sheaf_trace_add (trace, "topic", "%s", much);
  g_assert_cmpuint (strlen (lines->pdata[2]), <, 1000);
  for (guint i = 0; i < SHEAF_TRACE_MOST; i++)
    sheaf_trace_add (trace, "topic", "%u", i);
  g_assert_cmpuint (lines->len, ==, SHEAF_TRACE_MOST);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/trace/page", test_page);
  g_test_add_func ("/extract/trace/same", test_same);
  g_test_add_func ("/extract/trace/fallback", test_fallback);
  g_test_add_func ("/extract/trace/lines", test_lines);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What nobody writes in good faith, through the whole extractor, on a small stack: it ends in its
 * time, with a page or with TOO_BIG, and what it says is valid. Most of these are read by the
 * parser: what is tested is that no pass asks every node about every other one. */

#include "extract/extract.h"

#include "base/error.h"
#include "document/document-write.h"
#include "document/page-json.h"
#include "html/html-parse.h"

#include "../html/test-tree.h"

#include <time.h>

#ifdef __SANITIZE_ADDRESS__
#define SLOWER 5
#else
#define SLOWER 1
#endif

/* The parser's own deadline and a tenth of a second, and what sanitizers make of it. Of processor
 * time, so that others on the machine do not count. */
#define LIMIT_US (SLOWER * (SHEAF_HTML_DEADLINE_US + 100 * 1000))

static gint64
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* --- Whatever it was --- */

static void
check_page (const SheafPage *page)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *json = NULL;
  gsize length;

  json_builder_begin_object (builder);
  sheaf_page_to_json (page, builder);
  sheaf_page_reading_to_json (page, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json = json_generator_to_data (generator, &length);
  g_assert_cmpuint (strlen (json), ==, length);
  g_assert_true (g_utf8_validate_len (json, length, NULL));
}

#define URL "https://example.org/hostile"

typedef enum
{
  AS_HTML,
  AS_TEXT,
} Way;

/* (nullable): TOO_BIG */
static SheafPage *
extract_within (const char *name, const GString *html, const char *charset, Way way)
{
  g_autoptr (GBytes) bytes = g_bytes_new (html->str, html->len); /* of the exact size */
  g_autoptr (GError) error = NULL;
  gint64 start = processor_time (), spent;
  SheafPage *page = way == AS_TEXT
                        ? sheaf_extract_text (bytes, charset, "notes.txt", NULL, &error)
                        : sheaf_extract_html (&(SheafSource){ bytes, charset, URL }, NULL, &error);

  if (page != NULL)
    check_page (page);
  else
    g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG);
  spent = processor_time () - start;
  g_test_message ("%s: %" G_GINT64_FORMAT " ms, %" G_GSIZE_FORMAT " KB, %s", name, spent / 1000,
                  html->len / 1024, page != NULL ? page->kind : "refused");
  g_assert_cmpint (spent, <=, LIMIT_US);

  return page;
}

/* --- Bombs --- */

typedef struct
{
  const char *name;
  const char *head;
  const char *piece; /* "#" becomes the repetition's number */
  guint times;
  const char *tail; /* (nullable) */
  Way way;
} Bomb;

#define PROSE                                                                                      \
  "The mill stood at the mouth of the river, and whoever came by boat, early or late, saw its "    \
  "wheel, its roof and, if the day was clear, the hills behind it. "

static const Bomb bombs[] = {
  { "nested", "", "<div>", 100000, PROSE },
  { "nested-short", "", "<p><b>", 100000, PROSE },
  { "nested-readable", "", "<div>", 3000, PROSE PROSE PROSE PROSE },
  { "deepest", "", "<div>", 19000, PROSE PROSE PROSE PROSE },
  { "deepest-text", "", "<div>a,", 16000, PROSE PROSE PROSE PROSE },
  { "deepest-lists", "", "<ul><li>", 11000, PROSE PROSE PROSE PROSE },
  { "deepest-tables", "", "<table><tr><td>", 4500, PROSE PROSE PROSE PROSE },
  { "deepest-sections", "<article>", "<section>", 14000, PROSE PROSE PROSE PROSE },
  { "deepest-hidden", "", "<div hidden>", 12000, PROSE PROSE PROSE PROSE },
  { "deepest-named", "", "<div id=ad>", 13000, PROSE PROSE PROSE PROSE },
  { "deepest-spans", "<p>", "<span>", 17000, PROSE PROSE PROSE PROSE },
  { "deepest-quotes", "", "<blockquote>", 12000, PROSE PROSE PROSE PROSE },
  { "deepest-figures", "<article><p>" PROSE PROSE PROSE, "<figure>", 14000, PROSE },
  { "deepest-headings", "<article><p>" PROSE PROSE PROSE, "<h2><a>", 14000, PROSE },
  { "deepest-twice", "", "<div>", 13000, PROSE PROSE PROSE "<p>" PROSE PROSE PROSE "<p>" PROSE },
  { "nested-text", "", "<div>" PROSE, 1500, NULL },
  { "nested-named", "", "<div class='article content sidebar #'>some text, and more ", 2000, NULL },
  { "nested-hidden", "", "<div hidden>" PROSE, 1500, NULL },
  { "nested-lists", "", "<ul><li>an item of the list, and so on ", 1200, NULL },
  { "nested-tables", "", "<table><tr><td>a cell, and so on ", 800, NULL },
  { "nested-quotes", "", "<blockquote><p>" PROSE, 1200, NULL },
  { "nested-figures", "", "<figure><img src=#.png><figcaption>seen from the pier ", 1500, NULL },
  { "nested-links", "", "<div><a href=/#>", 1500, PROSE },
  { "nested-sections", "", "<section><h2>Part #</h2><p>" PROSE "</p>", 1500, NULL },
  { "wide-paragraphs", "", "<p>" PROSE "</p>", 15000, NULL },
  { "wide-empty", "", "<div></div>", 200000, NULL },
  { "wide-named", "", "<div class='promo share # social'>text, and text</div>", 30000, NULL },
  { "wide-hidden", "<article>", "<p hidden>" PROSE "</p>", 10000, NULL },
  { "wide-links", "", "<li><a href=/#>The name of another page, number #</a></li>", 20000, NULL },
  { "wide-headings", "", "<h2>Heading #</h2>", 40000, PROSE },
  { "wide-articles", "", "<article><h1>Title #</h1><p>" PROSE PROSE "</article>", 4000, NULL },
  { "wide-lines", "<p>", "line #<br>", 100000, NULL },
  { "wide-inline", "<p>", "a <b>b</b> <a href=#>c</a>, ", 40000, NULL },
  { "wide-images", "", "<img src=#.jpg width=600 height=400 alt='a boat'>", 30000, PROSE },
  { "wide-cells", "<table>", "<tr><td>#<td>one<td>two", 20000, "</table>" },
  { "wide-asides", "<article>", "<p>" PROSE "<aside>Related: #</aside>", 8000, NULL },
  { "promos", "<article><p>" PROSE PROSE, "<p>Read more: <a href=#>The tide, #</a></p>", 15000,
    NULL },
  { "syndications", "<article><p>" PROSE PROSE, "<p>Originally published on Harbour #.</p>", 10000,
    NULL },
  { "times", "", "<time datetime=2020-01-01>1 January 2020</time>", 30000, PROSE },
  { "bylines", "", "<span class=byline>By Anna Miller and Ben Okoro</span>", 20000, PROSE },
  { "byline-words", "<p class=author>By ", "Anna Miller and ", 100000, PROSE },
  { "commas", "<p>", ",", 2000000, NULL },
  { "class-long", "<div class='", "content-ad-#-wrap ", 100000, "'>" PROSE },
  { "classes-long", "", "<p class='a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t-u-v-w-x-y-z-#'>x, y",
    40000, NULL },
  { "metas", "<head>", "<meta property=og:title content='Title # - Site'>", 30000, PROSE },
  { "meta-long", "<meta property=og:title content='", "word | ", 200000, "'>" PROSE },
  { "title-long", "<title>", "word - ", 300000, "</title>" PROSE },
  { "description-markup", "<meta name=description content='", "&lt;b&gt;x", 50000, "'>" PROSE },
  { "json-nested", "<script type=application/ld+json>", "{\"@graph\":[", 50000, "</script>" PROSE },
  { "json-wide", "<script type=application/ld+json>[",
    "{\"@type\":\"Article\",\"headline\":\"#\"},", 30000, "{}]</script>" PROSE },
  { "json-authors", "<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[",
    "{\"name\":\"Anna #\"},", 50000, "{}]}</script>" PROSE },
  { "json-semicolons", "<script type=application/ld+json>", ";", 500000, "</script>" PROSE },
  { "state-semicolons", "<script type=application/json>", ";", 1000000, "</script>" PROSE },
  { "state-names", "<script>", "window", 1000000, "</script>" PROSE },
  { "state-assigned", "<script>", "window.a=", 500000, "</script>" PROSE },
  { "state-bodies", "<title>The mill</title><script type=application/json>[",
    "{\"title\":\"The mill\",\"body\":\"" PROSE PROSE "\"},", 2700, "{}]</script>" },
  { "state-comments", "", "<!--<script></script>", 100000, PROSE },
  { "jsons", "", "<script type=application/ld+json>{\"@type\":\"Article\"}</script>", 15000,
    PROSE },
  { "srcset", "<p>" PROSE "<img srcset='", "/a-#.jpg #w, ", 100000, "'>" },
  { "style-long", "<p style='", "color:red;", 200000, "'>" PROSE },
  { "base-many", "", "<base href=/#/>", 30000, PROSE },
  { "href-long", "<p>" PROSE "<a href='", "../#/", 100000, "'>x</a>" },
  { "words-of-other-script", "<p>", "水の上に、", 200000, NULL },
  { "one-word", "<p>", "word", 2000000, NULL },
  { "signs", "<p>", "— ", 500000, NULL },
  { "at-signs", "<article><p>" PROSE PROSE, "<p>@a @b @c</p>", 20000, NULL },
  { "emphases", "<article><p>" PROSE PROSE "</p><p>", "<em>x</em>, ", 100000, NULL },
  { "emphases-named", "<article><p>" PROSE PROSE "</p><p>", "<em class=caption>x</em>, ", 60000,
    NULL },
  { "emphases-in-figure", "<article><p>" PROSE PROSE "</p><figure>", "<em>x</em>, ", 60000, NULL },
  { "captions-by-name", "<article><p>" PROSE PROSE "</p><div>", "<span class=caption>x</span>",
    60000, NULL },
  { "captions", "<article><p>" PROSE PROSE "</p><figure>", "<img><figcaption>x</figcaption>", 50000,
    NULL },
  { "lines-of-spans", "<article><p>" PROSE PROSE "</p><div>", "<span>x</span><br>", 80000, NULL },
  { "lines-among-lines", "<article><p>" PROSE PROSE "</p><div>",
    "<b>x</b><p>Read more: <a href=#>The tide, #</a></p>", 15000, NULL },
  { "footnotes", "<article><p>" PROSE, "<sup id=r#><a href=#n>1</a></sup>", 20000, NULL },
  { "code", "<pre><code class=language-c>", "int a[#];\n", 100000, NULL },
  /* texts; splitting them is quadratic where a sanitizer measures each rest */
  { "text-lines", "", "line #\n", 20000, NULL, AS_TEXT },
  { "text-paragraphs", "", PROSE "\n\n", 3000, NULL, AS_TEXT },
  { "text-breaks", "", "\r\n", 10000, NULL, AS_TEXT },
  { "text-promos", PROSE "\n\n", "Read more: the tide, #\n\n", 4000, NULL, AS_TEXT },
  { "text-marks", "", "# - > * ` ", 300000, NULL, AS_TEXT },
  { "text-addresses", "", "https://example.org/# ", 100000, NULL, AS_TEXT },
  { "text-markup", "", "<div>", 300000, NULL, AS_TEXT },
};

static GString *
make_bomb (const Bomb *bomb)
{
  GString *html = g_string_new (bomb->head);

  for (guint i = 0; i < bomb->times; i++)
    for (const char *p = bomb->piece; *p != '\0'; p++)
      if (*p == '#')
        g_string_append_printf (html, "%u", i);
      else
        g_string_append_c (html, *p);
  g_string_append (html, bomb->tail != NULL ? bomb->tail : "");

  return html;
}

static gpointer
explode (gpointer data)
{
  const Bomb *bomb = data;
  g_autoptr (GString) html = make_bomb (bomb);
  g_autoptr (SheafPage) page = extract_within (bomb->name, html, "utf-8", bomb->way);

  return NULL;
}

static void
test_bomb (gconstpointer data)
{
  run_on_small_stack (explode, data);
}

/* --- Bytes --- */

/* What is no letter of any encoding stands between the words of an article. */
static void
test_bytes (void)
{
  static const struct
  {
    const char *name;
    const char *between;
    gsize length;
  } cases[] = {
    { "NUL", "\0", 1 },
    { "NULs", "\0\0\0\0\0\0\0\0\0", 9 },
    { "never in UTF-8", "\377\376", 2 },
    { "a tail alone", "\200\277", 2 },
    { "a head alone", "\303", 1 },
    { "two of three", "\342\202", 2 },
    { "three of four", "\360\235\204", 3 },
    { "too long", "\300\257\340\200\257", 5 },
    { "half of a pair", "\355\240\200", 3 },
    { "above all", "\364\220\200\200", 4 },
    { "no character", "\357\277\277\357\277\276", 6 },
    { "a mark", "\357\273\277", 3 },
    { "controls", "\1\2\b\v\33\177", 6 },
    { "turned around", "\342\200\256\342\201\246", 6 },
  };
  static const char *const charsets[]
      = { "utf-8", NULL, "shift_jis", "gb18030", "utf-16", "latin1" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < G_N_ELEMENTS (charsets); k++)
      for (guint way = AS_HTML; way <= AS_TEXT; way++)
        {
          g_autoptr (GString) html
              = g_string_new (way == AS_HTML ? "<title>The mill</title><p>" : "");
          g_autoptr (SheafPage) page = NULL;

          for (guint n = 0; n < 40; n++)
            {
              g_string_append (html, n % 8 == 7 && way == AS_HTML ? "<p>" : "");
              g_string_append (html, "The mill stood at the mouth ");
              g_string_append_len (html, cases[i].between, cases[i].length);
              g_string_append (html, " of the river, and so on.");
            }
          page = extract_within (cases[i].name, html, charsets[k], way);
          g_assert_nonnull (page);
          if (k > 0) /* another encoding makes of it what it may */
            continue;
          g_assert_nonnull (page->document);
          g_assert_nonnull (strstr (sheaf_document_get_text (page->document), "The mill stood at"));
        }
}

/* A page that ends anywhere, and with it in the middle of a letter, a tag or a script. */
static void
test_cut (void)
{
  static const char html[]
      = "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>The mill – a walk</title>"
        "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"The m\\u00efll\"}"
        "</script></head><body><article><h1>The mill</h1><p class=byline>By Anna Miller</p>"
        "<p>" PROSE "“€𝄞” &amp; &ouml;<br>" PROSE "</p><table><tr><th>a<td>b</table><ul><li>" PROSE
        "</ul><pre><code>int a;</code></pre><figure><img src=a.png srcset='b.png 2x'><figcaption>c"
        "</figcaption></figure><p>Read more: <a href='/x'>another</a></p></article></body></html>";

  for (gsize size = 0; size < sizeof html; size += size < 400 ? 7 : 3)
    {
      g_autoptr (GString) part = g_string_new_len (html, (gssize)size);
      g_autoptr (SheafPage) page = extract_within ("cut", part, "utf-8", AS_HTML);
      g_autoptr (SheafPage) text = extract_within ("cut text", part, "utf-8", AS_TEXT);

      g_assert_nonnull (page);
      g_assert_nonnull (text);
    }
}

#define LONG (10 * 1000 * 1000)

/* Ten megabytes without a line break are an article of as many letters. */
static void
test_long_line (gconstpointer data)
{
  Way way = GPOINTER_TO_INT (data);
  g_autoptr (GString) html = g_string_sized_new (LONG + 100);
  g_autoptr (SheafPage) page = NULL;

  g_string_append (html, way == AS_HTML ? "<p>" : "");
  while (html->len < LONG)
    g_string_append (html, PROSE);
  page = extract_within ("long line", html, "utf-8", way);
  if (page == NULL && way == AS_HTML)
    {
      g_test_skip ("the machine had other things to do than to parse"); /* for two seconds */
      return;
    }
  g_assert_nonnull (page);
  g_assert_nonnull (page->document);
  g_assert_cmpuint (sheaf_document_get_length (page->document), >=, LONG - 200);
}

/* A hundred thousand elements in each other: refused, or as deep as a tree may be. */
static void
test_deep (void)
{
  static const char *const tags[] = { "<div>", "<b>", "<p>", "<ul><li>", "<svg><g>", "<x>" };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autoptr (SheafPage) page = NULL;

      for (guint n = 0; n < 100000; n++)
        g_string_append (html, tags[i]);
      g_string_append (html, "<p>" PROSE PROSE PROSE);
      page = extract_within (tags[i], html, "utf-8", AS_HTML);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bombs); i++)
    {
      g_autofree char *path = g_strconcat ("/extract/hostile/bomb/", bombs[i].name, NULL);

      g_test_add_data_func (path, &bombs[i], test_bomb);
    }
  g_test_add_func ("/extract/hostile/bytes", test_bytes);
  g_test_add_func ("/extract/hostile/cut", test_cut);
  g_test_add_data_func ("/extract/hostile/long-line", GINT_TO_POINTER (AS_HTML), test_long_line);
  g_test_add_data_func ("/extract/hostile/long-line-of-text", GINT_TO_POINTER (AS_TEXT),
                        test_long_line);
  g_test_add_func ("/extract/hostile/deep", test_deep);

  return g_test_run ();
}

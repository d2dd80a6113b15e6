/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whole pages: every pages/NAME.html is read as if it had been fetched from
 * https://example.org/pages/NAME.html, and has to say what pages/NAME.expected.txt says: the facts
 * that are known, what was left out, an empty line, the blocks. SHEAF_UPDATE_PAGES=1 writes those
 * files anew, to be read before they are kept. */

#include "extract/extract.h"

#include "base/error.h"
#include "base/text.h"
#include "document/document-write.h"
#include "document/page-json.h"
#include "extract/dom-to-document.h"

#include "../document/dump-document.h"
#include "pages.h"

#include <glib/gstdio.h>

/* --- What a page says, as text --- */

static void
add_fact (GString *out, const char *name, const char *value)
{
  if (value != NULL)
    g_string_append_printf (out, "%s: %s\n", name, value);
}

static char *
describe (const SheafPage *page)
{
  GString *out = g_string_new (NULL);

  add_fact (out, "title", page->title);
  add_fact (out, "byline", page->byline);
  add_fact (out, "published", page->published);
  add_fact (out, "site", page->site);
  add_fact (out, "language", page->language);
  add_fact (out, "direction", page->direction);
  add_fact (out, "excerpt", page->excerpt);
  add_fact (out, "lead_image", page->lead_image);
  add_fact (out, "original_title", page->original_title);
  add_fact (out, "original_site", page->original_site);
  add_fact (out, "original_url", page->original_url);
  for (guint i = 0; i < page->removed->len; i++)
    {
      const SheafRemoved *removed = g_ptr_array_index (page->removed, i);

      g_string_append_printf (out, "removed %s: %s\n", removed->rule, removed->text);
      g_assert_cmpint (removed->why, !=, SHEAF_REMOVED_UNKNOWN);
    }
  g_assert_nonnull (page->kind);
  g_assert_nonnull (page->kind_reason);
  if (!g_str_equal (page->kind, "article"))
    g_string_append_printf (out, "kind: %s, %s\n", page->kind, page->kind_reason);
  g_string_append (out, page->readerable ? "\n" : "not readerable\n\n");
  if (page->document != NULL)
    {
      g_autofree char *blocks = dump_document (page->document);

      g_string_append (out, blocks);
    }
  else
    g_string_append (out, "no article\n");

  return g_string_free (out, FALSE);
}

/* --- The difference of two texts, line by line --- */

static void
print_side (char sign, GStrv lines, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    g_test_message ("%c %s", sign, lines[i]);
}

/* The lines both texts begin and end with are left out. */
static void
print_difference (const char *expected, const char *found)
{
  g_auto (GStrv) a = g_strsplit (expected, "\n", -1);
  g_auto (GStrv) b = g_strsplit (found, "\n", -1);
  guint start = 0, a_end = g_strv_length (a), b_end = g_strv_length (b);

  while (start < a_end && start < b_end && g_str_equal (a[start], b[start]))
    start++;
  while (a_end > start && b_end > start && g_str_equal (a[a_end - 1], b[b_end - 1]))
    a_end--, b_end--;
  g_test_message ("from line %u (- expected, + found):", start + 1);
  while (start < a_end && start < b_end)
    {
      if (!g_str_equal (a[start], b[start]))
        {
          print_side ('-', a, start, start + 1);
          print_side ('+', b, start, start + 1);
        }
      start++;
    }
  print_side ('-', a, start, a_end);
  print_side ('+', b, start, b_end);
}

/* --- The command line's contract, whatever the page --- */

static void
check_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  g_assert_nonnull (node);
  if (JSON_NODE_HOLDS_NULL (node))
    return;
  g_assert_true (json_node_get_value_type (node) == G_TYPE_STRING);
  if (sheaf_text_is_blank (json_node_get_string (node)))
    g_error ("%s is blank", name);
}

static void
check_json (const SheafPage *page)
{
  static const char *const strings[] = {
    "title",          "byline",        "published",    "site", "language",
    "direction",      "excerpt",       "lead_image",   "text", "html",
    "original_title", "original_site", "original_url",
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  JsonArray *removed;

  json_builder_begin_object (builder);
  sheaf_page_to_json (page, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  object = json_node_get_object (root);

  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    check_string (object, strings[i]);
  removed = json_object_get_array_member (object, "removed");
  for (guint i = 0; i < json_array_get_length (removed); i++)
    {
      JsonObject *one = json_array_get_object_element (removed, i);

      g_assert_true (json_object_get_string_member (one, "text") != NULL);
      g_assert_true (json_object_get_string_member (one, "html") != NULL);
      g_assert_true (json_object_get_string_member (one, "rule") != NULL);
      g_assert_true (json_object_get_string_member (one, "why") != NULL);
    }
  g_assert_cmpint (json_object_get_null_member (object, "text"), ==,
                   json_object_get_null_member (object, "html"));
}

/* The text has neither the title nor the captions, and our HTML reads back as the same document. */
static void
check_document (const SheafPage *page)
{
  g_autofree char *html = sheaf_document_to_html (page->document);
  g_autofree char *text = sheaf_document_to_text (page->document);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafDocument) again = sheaf_document_from_html (html, PAGES_URL, &error);
  const SheafBlock *blocks;
  gsize n;

  g_assert_no_error (error);
  g_assert_true (sheaf_document_equal (page->document, again));
  blocks = sheaf_document_get_blocks (page->document, &n);
  for (gsize i = 0; i < n; i++)
    if (blocks[i].kind == SHEAF_BLOCK_CAPTION)
      {
        g_autofree char *caption
            = sheaf_document_dup_range (page->document, blocks[i].start, blocks[i].end);

        g_assert_null (strstr (text, caption));
      }
  if (page->title != NULL)
    {
      g_autofree char *line = g_strconcat (page->title, "\n", NULL);

      g_assert_false (g_str_has_prefix (text, line));
    }
}

/* --- The pages --- */

static SheafPage *
read_page (const char *path, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strconcat (PAGES_URL, name, ".html", NULL);
  g_autoptr (GBytes) bytes = pages_read (path);
  SheafPage *page = sheaf_extract_html (&(SheafSource){ bytes, NULL, url }, NULL, &error);

  g_assert_no_error (error);

  return page;
}

static void
test_page (gconstpointer data)
{
  const char *path = data;
  g_autofree char *name = pages_dup_name (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *file = g_strconcat (name, ".expected.txt", NULL);
  g_autofree char *expected_path = g_build_filename (folder, file, NULL);
  g_autofree char *expected = NULL;
  g_autoptr (SheafPage) page = read_page (path, name);
  g_autofree char *found = describe (page);

  check_json (page);
  if (page->document != NULL)
    check_document (page);
  if (g_getenv ("SHEAF_UPDATE_PAGES") != NULL)
    g_assert_true (g_file_set_contents (expected_path, found, -1, NULL));
  g_assert_true (g_file_get_contents (expected_path, &expected, NULL, NULL));
  if (g_str_equal (expected, found))
    return;
  print_difference (expected, found);
  g_test_fail_printf ("%s is not what %s says", name, file);
}

/* --- Besides pages --- */

static void
test_cancelled (void)
{
  static const char html[] = "<p>Too short to be looked at once only.</p>";
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, strlen (html));
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sheaf_extract_html (&(SheafSource){ bytes }, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_too_big (void)
{
  gsize length = 17 * 1024 * 1024;
  char *html = g_malloc (length);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  memset (html, 'a', length);
  bytes = g_bytes_new_take (html, length);
  g_assert_null (sheaf_extract_html (&(SheafSource){ bytes, "utf-8" }, NULL, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG);
}

/* No address at all: what needs one is not there, the rest is. */
static void
test_no_address (void)
{
  static const char html[]
      = "<title>Salt</title><p>The pans lie behind the dune, in rows of nine, and each is filled "
        "at the "
        "spring tide and left to the wind and to the sun for the better part of a month.</p>"
        "<p>What is <a href=\"raked.html\">raked</a> from them is grey at first, and nobody on "
        "this "
        "coast would have it any other way.</p><img src=\"pans.jpg\">";
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, strlen (html));
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafPage) page = sheaf_extract_html (&(SheafSource){ bytes }, NULL, &error);
  gsize n;

  g_assert_no_error (error);
  g_assert_cmpstr (page->title, ==, "Salt");
  g_assert_null (page->site);
  g_assert_nonnull (page->document);
  sheaf_document_get_spans (page->document, &n);
  g_assert_cmpuint (n, ==, 0);
  sheaf_document_get_images (page->document, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* Any bytes give a page. */
static void
test_noise (void)
{
  static const char *const pieces[] = {
    "<p>",
    "</p>",
    "<div class=comments>",
    "<article>",
    "\xff\xfe",
    "<script>",
    "<title>",
    "</title>",
    "<meta property=og:title content='&#0;'>",
    "&amp;#38;",
    "<table><tr><td>",
    "word word",
    ", ",
    "Read more: ",
    "<h1>",
    "\0",
    "<html lang=x-y-z dir=up>",
    "<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[[[{}]]]}</script>",
    "<time datetime=never>",
    "<div hidden>",
    "<noscript><img src=x>",
    "<base href=:>",
    "<script type=application/json>{\"title\":\"word\",\"body\":[\"word word. word\",{\"text\":\"",
    "<script>window.a={\"b\":[[{",
    "</script>",
    "<template shadowrootmode=open>",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 200; round++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (SheafPage) page = NULL;

      for (int i = 0; i < 80; i++)
        {
          const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];

          g_string_append_len (html, piece, *piece != '\0' ? (gssize)strlen (piece) : 1);
        }
      bytes = g_bytes_new (html->str, html->len);
      page = sheaf_extract_html (&(SheafSource){ bytes, NULL, "https://example.org/" }, NULL, NULL);
      g_assert_nonnull (page);
      check_json (page);
    }
}

/* Thousands of paragraphs, of nested blocks and of hidden ones: no work grows with their square. */
static void
test_large (void)
{
  static const char *const repeated[] = {
    "<p>A paragraph, with a comma and with words enough to count as one.</p>",
    "<div class=share><p>A paragraph, with a comma and with words enough.</p>",
    "<div hidden><p>One, here.</p><p>Two, there.</p><p>Three, and some more words.</p>",
    "<td class=related><a href=x>link</a>",
    "<span itemprop=author>A. Name</span><time>May 1, 2020</time>",
    "<script>window.a={\"b\":[\"</script>",
    "<script>window.a={window.a={\"b\":[",
    "<script type=application/json>[[[[{\"a\":[",
    "<noscript><template>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (repeated); i++)
    {
      g_autoptr (GString) html = g_string_new ("<body><table><tr>");
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (SheafPage) page = NULL;
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time ();

      for (int k = 0; k < 3000; k++)
        g_string_append (html, repeated[i]);
      bytes = g_bytes_new (html->str, html->len);
      page = sheaf_extract_html (&(SheafSource){ bytes, NULL, "https://example.org/" }, NULL,
                                 &error);
      g_assert_true (page != NULL || g_error_matches (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG));
      g_test_message ("%s: %.2f s", repeated[i], (g_get_monotonic_time () - start) / 1e6);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) pages = NULL;

  g_test_init (&argc, &argv, NULL);
  pages = pages_list ();
  for (guint i = 0; i < pages->len; i++)
    {
      g_autofree char *name = pages_dup_name (pages->pdata[i]);
      g_autofree char *path = g_strconcat ("/extract/pages/", name, NULL);

      g_test_add_data_func (path, pages->pdata[i], test_page);
    }
  g_test_add_func ("/extract/extract/cancelled", test_cancelled);
  g_test_add_func ("/extract/extract/too-big", test_too_big);
  g_test_add_func ("/extract/extract/no-address", test_no_address);
  g_test_add_func ("/extract/extract/noise", test_noise);
  g_test_add_func ("/extract/extract/large", test_large);

  return g_test_run ();
}

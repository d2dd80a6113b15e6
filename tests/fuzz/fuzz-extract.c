/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes through the whole extractor, and all that is written of what it found. The first byte
 * says what the rest is taken for: a page of an encoding, a text, a file of site rules and behind
 * an empty line the page they are for; a page of ours is a page. */

#include "base/url.h"
#include "document/document-pack.h"
#include "document/document-write.h"
#include "document/page-json.h"
#include "extract/dom-to-document.h"
#include "extract/extract.h"
#include "html/picture-data.h"

#include <stdint.h>
#include <string.h>

#define URL "https://example.org/one/two.html"

int
LLVMFuzzerInitialize (int *argc, char ***argv);
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* --- What has to hold --- */

static void
check_links (const SheafDocument *document)
{
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (document, &n);

  for (gsize i = 0; i < n; i++)
    {
      const char *href = spans[i].kind == SHEAF_SPAN_LINK ? spans[i].href : "#";

      g_assert_true (*href == '#' || g_str_has_prefix (href, "http:")
                     || g_str_has_prefix (href, "https:") || g_str_has_prefix (href, "mailto:"));
    }
}

/* Packed and unpacked it is the same, and so it is written as HTML and read. */
static void
check_document (const SheafDocument *document)
{
  g_autoptr (SheafDocument) unpacked = NULL, again = NULL;
  g_autoptr (GBytes) packed = sheaf_document_pack (document);
  g_autofree char *html = sheaf_document_to_html (document);
  g_autofree char *markdown = sheaf_document_to_markdown (document);
  g_autofree char *text = sheaf_document_to_text (document);

  check_links (document);
  g_assert_true (g_utf8_validate (html, -1, NULL));
  g_assert_true (g_utf8_validate (markdown, -1, NULL));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  unpacked = sheaf_document_unpack (packed, sheaf_document_get_text (document), NULL);
  g_assert_true (unpacked != NULL && sheaf_document_equal (unpacked, document));
  again = sheaf_document_from_html (html, URL, NULL);
  g_assert_true (again == NULL || sheaf_document_equal (again, document)); /* NULL: too deep */
}

static void
check_page (const SheafPage *page)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;
  gsize length;

  json_builder_begin_object (builder);
  sheaf_page_to_json (page, builder);
  sheaf_page_reading_to_json (page, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json = json_generator_to_data (generator, &length);
  g_assert_true (g_utf8_validate_len (json, length, NULL));
  if (page->document != NULL)
    check_document (page->document);
}

/* --- Inputs --- */

typedef enum
{
  AS_HTML,
  AS_TEXT,
  AS_MARKDOWN,
  AS_RULED,
} Way;

/* First bytes; of any other the page begins with it. */
static const struct
{
  char first;
  Way way;
  const char *charset;
} ways[] = {
  { 't', AS_TEXT, "utf-8" },    { 'T', AS_TEXT, NULL },     { 'm', AS_MARKDOWN, "utf-8" },
  { 'u', AS_HTML, NULL },       { 'l', AS_HTML, "latin1" }, { 's', AS_HTML, "shift_jis" },
  { '2', AS_HTML, "utf-16le" }, { 'r', AS_RULED, "utf-8" },
};

/* The rules before the empty line, of which *DATA is put behind. (transfer full) */
static SheafSiteRules *
take_rules (const uint8_t **data, size_t *size)
{
  SheafSiteRules *rules = sheaf_site_rules_new ();
  const uint8_t *end = memmem (*data, *size, "\n\n", 2);
  size_t length = end != NULL ? (size_t)(end - *data) + 1 : *size;
  g_autofree char *text = g_strndup ((const char *)*data, length);

  sheaf_site_rules_add (rules, "fuzz.rule", text, length);
  for (const char *const *p = sheaf_site_rules_get_problems (rules); *p != NULL; p++)
    g_assert_true (g_utf8_validate (*p, -1, NULL));
  *data += length;
  *size -= length;

  return rules;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);

  return 0;
}

/* The page without the pictures that it holds; taken once, they are not there any more. (transfer
 * full) */
static GBytes *
take_pictures (GBytes *html)
{
  g_autoptr (GPtrArray) pictures = NULL, none = NULL;
  g_autoptr (GBytes) left = sheaf_picture_data_take (html, &pictures);
  g_autoptr (GBytes) same = NULL;

  for (guint i = 0; i < pictures->len; i++)
    {
      const SheafPictureData *picture = pictures->pdata[i];

      g_assert_true (sheaf_url_is_web (picture->src));
      g_assert_cmpuint (picture->head.width, >, 0);
    }
  same = sheaf_picture_data_take (left, &none);
  g_assert_true (pictures->len == 200 || none->len == 0);

  return g_steal_pointer (&left);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Way way = AS_HTML;
  const char *charset = "utf-8";
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafPage) page = NULL;
  g_autoptr (SheafSiteRules) rules = NULL;

  for (guint i = 0; size > 0 && i < G_N_ELEMENTS (ways); i++)
    if (ways[i].first == (char)data[0])
      {
        way = ways[i].way;
        charset = ways[i].charset;
        data++;
        size--;
        break;
      }
  if (way == AS_RULED)
    rules = take_rules (&data, &size);
  bytes = g_bytes_new (data, size); /* of the exact size: reading on is seen */
  if (way == AS_HTML)
    {
      g_autoptr (GBytes) whole = g_steal_pointer (&bytes);

      bytes = take_pictures (whole);
    }
  page = way == AS_TEXT ? sheaf_extract_text (bytes, charset, "notes.txt", NULL, &error)
         : way == AS_MARKDOWN
             ? sheaf_extract_markdown (bytes, charset, "notes.md", NULL, &error)
             : sheaf_extract_html (&(SheafSource){ bytes, charset, URL, rules }, NULL, &error);
  if (page != NULL)
    check_page (page);

  return 0;
}

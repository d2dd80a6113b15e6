/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For every page of pages/, and for its article alone: written as HTML and read again, or packed
 * and unpacked, the document is the same. The same over a folder of real pages, none of which is
 * ours to ship, where SHEAF_CORPUS names one: every page.html.gz under it is read. */

#include "extract/dom-to-document.h"

#include "document/document-pack.h"
#include "document/document-private.h"
#include "document/document-write.h"
#include "extract/extract.h"
#include "html/html-charset.h"
#include "html/html-parse.h"

#include "pages.h"

#include <gio/gio.h>

#define BASE "https://example.org/one/two.html"
#define DEADLINE (60 * G_USEC_PER_SEC) /* sanitizers are slow */
#define MAX_FOLDERS 8                  /* depth */

static void
collect_pages (const char *folder, int depth, GPtrArray *pages)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (strcmp (name, "page.html.gz") == 0)
        g_ptr_array_add (pages, g_steal_pointer (&path));
      else if (depth < MAX_FOLDERS && g_file_test (path, G_FILE_TEST_IS_DIR))
        collect_pages (path, depth + 1, pages);
    }
}

static GBytes *
gunzip (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) raw = g_file_read (file, NULL, &error);
  g_autoptr (GZlibDecompressor) unzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) plain = NULL;
  g_autoptr (GOutputStream) all = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  plain = g_converter_input_stream_new (G_INPUT_STREAM (raw), G_CONVERTER (unzip));
  g_output_stream_splice (all, plain, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (all));
}

/* The whole page. */
static SheafDocument *
read_body (GBytes *bytes, const char *charset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) utf8 = sheaf_html_to_utf8 (bytes, charset, TRUE);
  g_autoptr (SheafDom) dom = sheaf_html_parse (utf8, DEADLINE, &error);

  g_assert_no_error (error);

  return sheaf_dom_to_document (sheaf_dom_get_body (dom), BASE);
}

static const char *
check_document (const SheafDocument *document)
{
  g_autoptr (SheafDocument) unpacked = NULL;
  g_autoptr (SheafDocument) again = NULL;
  g_autoptr (GBytes) packed = sheaf_document_pack (document);
  g_autofree char *html = sheaf_document_to_html (document);
  g_autofree char *twice = NULL;
  g_autofree char *markdown = sheaf_document_to_markdown (document);

  if (!sheaf_document_is_normal (document))
    return "not in normal form";
  unpacked = sheaf_document_unpack (packed, sheaf_document_get_text (document), NULL);
  if (unpacked == NULL || !sheaf_document_equal (document, unpacked))
    return "changed by packing";
  again = sheaf_document_from_html (html, BASE, NULL);
  if (again == NULL || !sheaf_document_equal (document, again))
    return "changed by writing and reading";
  twice = sheaf_document_to_html (again);
  if (!g_str_equal (html, twice))
    return "written differently the second time";

  return g_utf8_validate (markdown, -1, NULL) ? NULL : "no Markdown";
}

static const char *
check_page (GBytes *bytes, const char *charset)
{
  g_autoptr (SheafDocument) body = read_body (bytes, charset);
  g_autoptr (SheafPage) page
      = sheaf_extract_html (&(SheafSource){ bytes, charset, BASE }, NULL, NULL);
  const char *fault = check_document (body);

  if (fault == NULL && page != NULL && page->document != NULL)
    fault = check_document (page->document);

  return fault;
}

static void
test_page (gconstpointer path)
{
  g_autoptr (GBytes) bytes = pages_read (path);

  g_assert_cmpstr (check_page (bytes, NULL), ==, NULL);
}

static void
test_corpus (void)
{
  const char *folder = g_getenv ("SHEAF_CORPUS");
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_free);
  guint equal = 0;

  collect_pages (folder, 0, pages);
  g_assert_cmpuint (pages->len, >, 0);
  for (guint i = 0; i < pages->len; i++)
    {
      g_autoptr (GBytes) bytes = gunzip (g_ptr_array_index (pages, i));
      const char *fault = check_page (bytes, "utf-8");

      if (fault != NULL)
        g_test_message ("%s: %s", (const char *)g_ptr_array_index (pages, i), fault);
      equal += fault == NULL;
    }
  g_test_message ("%u of %u pages equal", equal, pages->len);
  g_assert_cmpuint (equal, ==, pages->len);
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
      g_autofree char *path = g_strconcat ("/extract/corpus-roundtrip/", name, NULL);

      g_test_add_data_func (path, pages->pdata[i], test_page);
    }
  if (g_getenv ("SHEAF_CORPUS") != NULL)
    g_test_add_func ("/extract/corpus-roundtrip-more/corpus", test_corpus);

  return g_test_run ();
}

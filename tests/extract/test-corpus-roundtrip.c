/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The round trip over a folder of real pages, none of which is ours to ship: SHEAF_CORPUS names a
 * folder under which every page.html.gz is read. Without it there is nothing to test. */

#include "extract/dom-to-document.h"

#include "document/document-pack.h"
#include "document/document-private.h"
#include "document/document-write.h"
#include "html/html-charset.h"
#include "html/html-parse.h"

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

static SheafDocument *
read_page (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gunzip (path);
  g_autoptr (GBytes) utf8 = sheaf_html_to_utf8 (bytes, "utf-8", TRUE);
  g_autoptr (SheafDom) dom = sheaf_html_parse (utf8, DEADLINE, &error);

  g_assert_no_error (error);

  return sheaf_dom_to_document (sheaf_dom_get_body (dom), BASE);
}

static const char *
check_page (const char *path)
{
  g_autoptr (SheafDocument) document = read_page (path);
  g_autoptr (SheafDocument) unpacked = NULL;
  g_autoptr (SheafDocument) again = NULL;
  g_autoptr (GBytes) packed = sheaf_document_pack (document);
  g_autofree char *html = sheaf_document_to_html (document);
  g_autofree char *markdown = sheaf_document_to_markdown (document);

  if (!sheaf_document_is_normal (document))
    return "not in normal form";
  unpacked = sheaf_document_unpack (packed, sheaf_document_get_text (document), NULL);
  if (unpacked == NULL || !sheaf_document_equal (document, unpacked))
    return "changed by packing";
  again = sheaf_document_from_html (html, BASE, NULL);
  if (again == NULL || !sheaf_document_equal (document, again))
    return "changed by writing and reading";

  return g_utf8_validate (markdown, -1, NULL) ? NULL : "no Markdown";
}

static void
test_corpus (void)
{
  const char *folder = g_getenv ("SHEAF_CORPUS");
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_free);
  guint equal = 0;

  if (folder == NULL)
    {
      g_test_skip ("SHEAF_CORPUS names no folder of pages");
      return;
    }

  collect_pages (folder, 0, pages);
  g_assert_cmpuint (pages->len, >, 0);
  for (guint i = 0; i < pages->len; i++)
    {
      const char *fault = check_page (g_ptr_array_index (pages, i));

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
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/corpus-roundtrip/all", test_corpus);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text of ours is read whole, with its links from where it stands. */

#include "library/read-markdown.h"

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static SheafDocument *
read_markdown (const char *markdown)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SheafDocument *document;

  sheaf_library_read_markdown_async (markdown, "https://help.invalid/", NULL, keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  document = sheaf_library_read_markdown_finish (result, &error);
  g_assert_no_error (error);

  return document;
}

/* What would be left out of an article is not. */
static void
test_whole (void)
{
  g_autoptr (SheafDocument) document
      = read_markdown ("Subscribe to our newsletter.\n\n## Share\n\n- `-a`: one\n    - two\n\n"
                       "Read more: [There](there.md), [out](https://example.org/).\n");
  const SheafSpan *spans;
  gsize n_blocks, n_spans;
  g_autoptr (GString) links = g_string_new (NULL);

  g_assert_cmpstr (sheaf_document_get_text (document), ==,
                   "Subscribe to our newsletter.\nShare\n-a: one\ntwo\nRead more: There, out.\n");
  sheaf_document_get_blocks (document, &n_blocks);
  g_assert_cmpuint (n_blocks, ==, 5);
  spans = sheaf_document_get_spans (document, &n_spans);
  for (gsize i = 0; i < n_spans; i++)
    if (spans[i].kind == SHEAF_SPAN_LINK)
      g_string_append_printf (links, "%s ", spans[i].href);
  g_assert_cmpstr (links->str, ==, "https://help.invalid/there.md https://example.org/ ");
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_library_read_markdown_async ("# Never", NULL, cancellable, keep_cb, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (sheaf_library_read_markdown_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/read-markdown/whole", test_whole);
  g_test_add_func ("/library/read-markdown/cancelled", test_cancelled);

  return g_test_run ();
}

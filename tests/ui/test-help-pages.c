/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each page of the help in each language: it is there, it is read with all its headings and links,
 * and what is made of the program's own tables says all of them. */

#include "library/read-markdown.h"
#include "store/operator.h"
#include "ui/help-pages.h"

#include <gtk/gtk.h>
#include <string.h>

static const char *const languages[] = { "en", "de", "fr" };

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static SheafDocument *
read_page (const char *language, const char *page, gboolean aloud)
{
  g_autofree char *markdown = sheaf_help_dup_markdown (language, page, aloud);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SheafDocument *document;

  sheaf_library_read_markdown_async (markdown, SHEAF_HELP_BASE, NULL, keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  document = sheaf_library_read_markdown_finish (result, &error);
  g_assert_no_error (error);

  return document;
}

/* How many lines of MARKDOWN begin with MARK. */
static guint
count_lines (const char *markdown, const char *mark)
{
  g_auto (GStrv) lines = g_strsplit (markdown, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n += g_str_has_prefix (lines[i], mark);

  return n;
}

static guint
count_parts (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;

  return n;
}

static void
check_page (const char *language, const char *page)
{
  g_autoptr (SheafDocument) document = read_page (language, page, TRUE);
  g_autofree char *title = sheaf_help_dup_title (language, page);
  g_autofree char *markdown = sheaf_help_dup_markdown (language, page, TRUE);
  gsize n_blocks, n_spans;
  const SheafBlock *blocks = sheaf_document_get_blocks (document, &n_blocks);
  const SheafSpan *spans = sheaf_document_get_spans (document, &n_spans);
  guint headings = 0, links = 0;

  for (gsize i = 0; i < n_blocks; i++)
    headings += blocks[i].kind == SHEAF_BLOCK_HEADING;
  for (gsize i = 0; i < n_spans; i++)
    if (spans[i].kind == SHEAF_SPAN_LINK)
      {
        links++;
        g_assert_true (sheaf_help_find_page (spans[i].href) != NULL
                       || !g_str_has_prefix (spans[i].href, SHEAF_HELP_BASE));
      }
  g_assert_cmpuint (strlen (title), >, 2);
  g_assert_cmpuint (headings, ==, count_lines (markdown, "## "));
  g_assert_cmpuint (links, ==, count_parts (markdown, "]("));
  g_assert_null (strstr (markdown, "<!--"));
  g_assert_null (strstr (sheaf_document_get_text (document), "**"));
  g_assert_null (strchr (sheaf_document_get_text (document), '`'));
}

static void
test_pages (void)
{
  const char *const *pages = sheaf_help_pages ();

  for (guint i = 0; pages[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (languages); k++)
      {
        g_autofree char *path
            = g_strdup_printf ("/io/github/sheaf_app/Sheaf/help/%s/%s.md", languages[k], pages[i]);

        g_test_message ("%s", path);
        g_assert_true (g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL));
        check_page (languages[k], pages[i]);
      }
}

static void
test_fallback (void)
{
  g_autofree char *title = sheaf_help_dup_title ("sv", "keys");

  g_assert_cmpstr (title, ==, "Keys");
  g_assert_cmpstr (sheaf_help_get_language (), ==, "en");
}

static void
test_find (void)
{
  static const struct
  {
    const char *href, *page;
  } cases[] = {
    { SHEAF_HELP_BASE "keys.md", "keys" },   { SHEAF_HELP_BASE "keys", NULL },
    { SHEAF_HELP_BASE "keyss.md", NULL },    { SHEAF_HELP_BASE, NULL },
    { "https://example.org/keys.md", NULL }, { "#keys", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (sheaf_help_find_page (cases[i].href), ==, cases[i].page);
}

/* The window of the keys, as GTK makes it, is what the page has to say. */
static guint
check_keys (GtkWidget *widget, const char *text)
{
  guint n = 0;

  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *title = NULL, *ended = NULL;

      g_object_get (widget, "title", &title, NULL);
      ended = g_strdup_printf (": %s\n", title);
      if (strstr (text, ended) == NULL)
        g_error ("The page of the keys does not say “%s”", title);
      return 1;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_keys (child, text);

  return n;
}

static void
test_keys (void)
{
  g_autoptr (GtkBuilder) builder
      = gtk_builder_new_from_resource ("/io/github/sheaf_app/Sheaf/ui/keys.ui");
  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "keys"));
  g_autoptr (SheafDocument) document = read_page ("en", "keys", TRUE);
  g_autoptr (SheafDocument) silent = read_page ("en", "keys", FALSE);
  g_autofree char *markdown = sheaf_help_dup_markdown ("en", "keys", TRUE);
  const char *text = sheaf_document_get_text (document);
  static const char *const lines[] = { "\nShift+N: Write a note, on the highlight or the article\n",
                                       "\nZ, Ctrl+Z: Undo\n",
                                       "\nG U: Unread\n",
                                       "\n1 … 5: Highlight in one of five colours\n",
                                       "\n+, Ctrl++: Larger text\n",
                                       "\n<: Previous paragraph\n",
                                       NULL };
  guint n = check_keys (window, text);

  /* The window has each twice, once for its own search. "Back" is in the table for each direction.
   */
  g_assert_cmpuint (n / 2, >, 60);
  g_assert_cmpuint (n / 2, ==, count_lines (markdown, "- ") + 1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (text, lines[i]) == NULL)
      g_error ("The page of the keys does not say%s", lines[i]);
  g_assert_nonnull (strstr (text, "\nRead Aloud\n"));
  g_assert_null (strstr (sheaf_document_get_text (silent), "Read Aloud"));
  g_assert_nonnull (strstr (sheaf_document_get_text (silent), "Fold or unfold a tag"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_operators (void)
{
  g_autoptr (SheafDocument) document = read_page ("en", "search", FALSE);
  const char *text = sheaf_document_get_text (document);
  gsize n;
  const SheafOperator *operators = sheaf_operators (&n);
  const SheafSign *signs;

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *begins = g_strdup_printf ("\n%s:", operators[i].name);

      g_assert_nonnull (strstr (text, begins));
      g_assert_nonnull (strstr (text, operators[i].help));
      for (guint k = 0; k < operators[i].n_choices; k++)
        if (operators[i].choices[k].help != NULL)
          g_assert_nonnull (strstr (text, operators[i].choices[k].help));
    }
  signs = sheaf_signs (&n);
  for (gsize i = 0; i < n; i++)
    g_assert_nonnull (strstr (text, signs[i].example));
}

int
main (int argc, char **argv)
{
  gtk_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/help-pages/pages", test_pages);
  g_test_add_func ("/ui/help-pages/fallback", test_fallback);
  g_test_add_func ("/ui/help-pages/find", test_find);
  g_test_add_func ("/ui/help-pages/keys", test_keys);
  g_test_add_func ("/ui/help-pages/operators", test_operators);

  return g_test_run ();
}

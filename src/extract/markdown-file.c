/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A Markdown file -> page: made HTML, with the front matter as what a page says of itself in its
 * head, and then read as a page is whose body is known. */

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "document/document-write.h"
#include "extract/extract-private.h"
#include "extract/extract.h"
#include "extract/markdown-read.h"
#include "extract/metadata.h"
#include "html/html-charset.h"
#include "html/html-parse.h"

#include <string.h>

#define MOST_BYTES (4 * 1024 * 1024) /* larger ones are read as plain text */
#define MOST_LINES 200               /* of front matter */
#define EXCERPT 200

/* The keys of front matter, in YAML or TOML, and what a page's head says for each. */
static const struct
{
  const char *key;
  const char *head; /* with one %s */
} facts[] = {
  { "title", "<meta property=\"og:title\" content=\"%s\"><title>%s</title>" },
  { "author", "<meta name=\"author\" content=\"%s\">" },
  { "authors", "<meta name=\"author\" content=\"%s\">" },
  { "byline", "<meta name=\"author\" content=\"%s\">" },
  { "date", "<meta property=\"article:published_time\" content=\"%s\">" },
  { "published", "<meta property=\"article:published_time\" content=\"%s\">" },
  { "pubdate", "<meta property=\"article:published_time\" content=\"%s\">" },
  { "description", "<meta name=\"description\" content=\"%s\">" },
  { "excerpt", "<meta name=\"description\" content=\"%s\">" },
  { "summary", "<meta name=\"description\" content=\"%s\">" },
  { "site", "<meta property=\"og:site_name\" content=\"%s\">" },
  { "website", "<meta property=\"og:site_name\" content=\"%s\">" },
  { "url", "<link rel=\"canonical\" href=\"%s\">" },
  { "source", "<link rel=\"canonical\" href=\"%s\">" },
  { "canonical_url", "<link rel=\"canonical\" href=\"%s\">" },
  { "image", "<meta property=\"og:image\" content=\"%s\">" },
  { "cover", "<meta property=\"og:image\" content=\"%s\">" },
};

/* A value without its quotes and brackets. (transfer full) */
static char *
dup_value (const char *text)
{
  static const char *const frames[] = { "\"\"", "''", "[]" };
  g_autofree char *value = g_strstrip (g_strdup (text));
  gsize n = strlen (value);

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    if (n >= 2 && value[0] == frames[i][0] && value[n - 1] == frames[i][1])
      {
        char *inside = g_strndup (value + 1, n - 2);

        if (frames[i][0] == '[')
          g_strdelimit (inside, "\"'", ' ');

        return g_strstrip (inside);
      }

  return g_steal_pointer (&value);
}

static void
add_fact (GString *head, char **language, char **title, const char *key, const char *value)
{
  g_autofree char *escaped = g_markup_escape_text (value, -1);

  if (*value == '\0')
    return;
  if (g_str_equal (key, "lang") || g_str_equal (key, "language"))
    {
      g_free (*language);
      *language = g_steal_pointer (&escaped);
      return;
    }
  if (g_str_equal (key, "title"))
    {
      g_free (*title);
      *title = sheaf_text_line (value, 1024);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    if (g_str_equal (key, facts[i].key))
      {
        g_auto (GStrv) parts = g_strsplit (facts[i].head, "%s", -1);
        g_autofree char *line = g_strjoinv (escaped, parts);

        g_string_append (head, line);
        return;
      }
}

/* The keys between the marks that TEXT begins with: to HEAD. What follows them; TEXT itself where
 * there is no front matter. */
static const char *
read_front (const char *text, GString *head, char **language, char **title)
{
  const char *mark = sheaf_text_starts_with (text, "---") ? "---" : "+++";
  const char *end = strchr (text, '\n');
  g_autofree char *key = NULL;

  if (!sheaf_text_starts_with (text, mark) || end == NULL
      || strspn (text + 3, " \t\r") != (gsize)(end - text) - 3)
    return text;
  end = NULL;
  for (const char *p = strchr (text, '\n') + 1; end == NULL; p = strchr (p, '\n') + 1)
    {
      if (sheaf_text_starts_with (p, mark) || (*mark == '-' && sheaf_text_starts_with (p, "...")))
        end = p;
      else if (strchr (p, '\n') == NULL)
        return text;
    }

  text = strchr (text, '\n') + 1;
  for (int i = 0; text < end && i < MOST_LINES; i++)
    {
      gsize n = strcspn (text, "\r\n");
      g_autofree char *line = g_strndup (text, n);
      char *split = strpbrk (line, *mark == '-' ? ":" : "=");
      g_autofree char *value = NULL;

      if (!g_ascii_isspace (*line) && *line != '-' && split != NULL)
        {
          g_free (key);
          key = g_strstrip (g_ascii_strdown (line, split - line));
          value = dup_value (split + 1);
        }
      else if (key != NULL && sheaf_text_starts_with (g_strchug (line), "- ")) /* one of a list */
        value = dup_value (line + 2);
      if (value != NULL)
        add_fact (head, language, title, key, value);
      text += n;
      text += strspn (text, "\r\n");
    }
  text = end + strcspn (end, "\n");

  return text;
}

/* The first block with text. (nullable) */
static SheafNode *
find_first (SheafNode *body)
{
  SheafNode *node = body != NULL ? body->first : NULL;

  while (node != NULL && (node->kind != SHEAF_NODE_ELEMENT || sheaf_node_text_length (node) == 0))
    node = node->next;

  return node;
}

static gboolean
is_headline (const SheafNode *node, const char *line)
{
  const SheafNode *after = node->next;

  if (node->tag == SHEAF_TAG_H1 || node->tag == SHEAF_TAG_H2)
    return TRUE;
  while (after != NULL && after->kind != SHEAF_NODE_ELEMENT)
    after = after->next;

  return node->tag == SHEAF_TAG_P && after != NULL && sheaf_text_file_is_headline (line);
}

/* What the front matter says, else the headline, else the first sentence; a headline leaves the
 * text where it is the title. */
static void
find_title (SheafPage *page, SheafDom *dom, const char *title, const char *name)
{
  SheafNode *first = find_first (sheaf_dom_get_body (dom));
  g_autofree char *text = first != NULL ? sheaf_node_dup_text (first) : NULL;
  g_autofree char *line = sheaf_text_line (text, 0);

  g_clear_pointer (&page->title, g_free);
  if (line != NULL && title != NULL)
    {
      g_autofree char *a = sheaf_text_fold (title), *b = sheaf_text_fold (line);

      if (g_str_equal (a, b))
        sheaf_node_remove (first);
    }
  else if (line != NULL && title == NULL && is_headline (first, line))
    {
      page->title = sheaf_text_line (line, 1024);
      sheaf_node_remove (first);
    }

  if (title != NULL)
    page->title = g_strdup (title);
  if (page->title == NULL && line != NULL)
    page->title = sheaf_text_file_dup_sentence (line);
  if (page->title == NULL)
    page->title = sheaf_text_line (name, 1024);
}

static SheafDom *
parse (const char *text, char **title)
{
  g_autoptr (GString) head = g_string_new (NULL);
  g_autofree char *language = NULL;
  const char *rest = read_front (text, head, &language, title);
  g_autofree char *body = sheaf_markdown_to_html (rest);
  g_autofree char *attribute = language != NULL ? g_strdup_printf (" lang=\"%s\"", language) : NULL;
  char *html = g_strconcat ("<!DOCTYPE html><html", attribute != NULL ? attribute : "", "><head>",
                            head->str, "</head><body>", body, "</body></html>", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (html, strlen (html));

  return sheaf_html_parse (bytes, SHEAF_HTML_DEADLINE_US, NULL);
}

SheafPage *
sheaf_extract_markdown (
    GBytes *bytes, const char *charset, const char *name, GCancellable *cancellable, GError **error)
{
  const char *url = name != NULL && sheaf_url_is_web (name) ? name : NULL;
  g_autoptr (GBytes) utf8 = NULL;
  g_autoptr (SheafDom) dom = NULL;
  g_autoptr (SheafPage) page = NULL;
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (g_bytes_get_size (bytes) <= MOST_BYTES)
    {
      gsize size;
      const char *data;

      utf8 = sheaf_html_to_utf8 (bytes, charset, FALSE);
      data = g_bytes_get_data (utf8, &size);
      text = g_strndup (data != NULL ? data : "", size);
      dom = parse (text, &title);
    }
  if (dom == NULL) /* beyond the parser's limits, too */
    return sheaf_extract_text (bytes, charset, name, cancellable, error);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  page = sheaf_page_new ();
  sheaf_metadata_read (dom, url, NULL, page);
  find_title (page, dom, title, name);
  page->document = sheaf_extract_body (dom, page, url);
  if (page->document != NULL && sheaf_document_get_length (page->document) == 0)
    g_clear_pointer (&page->document, sheaf_document_unref);
  page->kind = page->document != NULL ? "article" : "empty";
  page->kind_reason = page->document != NULL ? "prose" : "no-text";
  if (page->document != NULL)
    {
      g_autofree char *words = sheaf_document_to_text (page->document);

      sheaf_metadata_finish (page);
      page->word_count = sheaf_text_count_words (words);
      page->readerable = page->word_count > 0;
      if (page->excerpt == NULL)
        page->excerpt = sheaf_document_to_excerpt (page->document, EXCERPT);
    }

  return g_steal_pointer (&page);
}

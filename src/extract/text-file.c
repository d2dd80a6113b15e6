/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Plain text -> page: paragraphs, a headline where there is one, the promotional lines taken out.
 */

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "document/document-write.h"
#include "extract/extract-private.h"
#include "extract/extract.h"
#include "html/html-charset.h"

#include <string.h>

#define MAX_HEADLINE 120
#define TITLE_CHARS 80
#define MOST_PARAGRAPHS 50000 /* four long novels have fewer; the rest becomes one */
#define EXCERPT 200

static void
add_paragraph (GPtrArray *paragraphs, GString *paragraph)
{
  if (!sheaf_text_is_blank (paragraph->str))
    g_ptr_array_add (paragraphs, g_strstrip (g_strdup (paragraph->str)));
  g_string_set_size (paragraph, 0);
}

/* By blank lines, or by single lines where there is no blank one between two texts. (transfer full)
 */
static GPtrArray *
split (const char *text)
{
  g_autofree char *unified = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) paragraph = g_string_new (NULL);
  GPtrArray *paragraphs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text_lines = g_string_new (text);
  gboolean blanks = FALSE;
  guint n;

  g_string_replace (text_lines, "\r\n", "\n", 0);
  g_string_replace (text_lines, "\r", "\n", 0);
  unified = g_strstrip (g_strdup (text_lines->str));
  lines = g_strsplit (unified, "\n", -1);
  n = g_strv_length (lines);
  for (guint i = 0; i < n; i++)
    blanks = blanks || sheaf_text_is_blank (lines[i]);
  for (guint i = 0; i < n; i++)
    {
      if (paragraphs->len < MOST_PARAGRAPHS && (!blanks || sheaf_text_is_blank (lines[i])))
        add_paragraph (paragraphs, paragraph);
      if (paragraph->len > 0)
        g_string_append_c (paragraph, ' ');
      g_string_append (paragraph, sheaf_text_is_blank (lines[i]) ? "" : lines[i]);
    }
  add_paragraph (paragraphs, paragraph);

  return paragraphs;
}

static gboolean
has_letter_or_digit (const char *line)
{
  for (; *line != '\0'; line = g_utf8_next_char (line))
    if (g_unichar_isalnum (g_utf8_get_char (line)))
      return TRUE;

  return FALSE;
}

gboolean
sheaf_text_file_is_headline (const char *line)
{
  static const char *const closing[] = { "\"", "'", ")", "”", "’", "»", "」", "』" };
  static const char *const stops[] = { ".", ",", ";", ":", "。", "，", "、", "…", "۔" };
  const char *last = line + strlen (line);
  gboolean closed = TRUE;

  if (g_utf8_strlen (line, -1) > MAX_HEADLINE || !has_letter_or_digit (line))
    return FALSE;
  while (closed && last > line)
    {
      last = g_utf8_prev_char (last);
      closed = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (closing); i++)
        closed = closed || sheaf_text_starts_with (last, closing[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    if (sheaf_text_starts_with (last, stops[i]))
      return FALSE;

  return TRUE;
}

/* A full stop that ends a sentence: not behind "Mr" at its start, nor behind an initial. */
static gboolean
is_full_stop (const char *line, const char *stop)
{
  if (*stop != '.' || stop == line || (stop[1] != ' ' && stop[1] != '\0'))
    return FALSE;
  if (stop[1] == '\0')
    return TRUE;

  return memchr (line, ' ', (gsize)(stop - line)) != NULL && stop - line > 2 && stop[-2] != ' '
         && stop[-2] != '.';
}

/* Where the first sentence of LINE ends: without its full stop, with another mark. */
static gsize
sentence_length (const char *line)
{
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (is_full_stop (line, p) || sheaf_text_starts_with (p, "。"))
        return (gsize)(p - line);
      if ((*p == '!' || *p == '?') && (p[1] == ' ' || p[1] == '\0'))
        return (gsize)(p - line) + 1;
    }

  return strlen (line);
}

char *
sheaf_text_file_dup_sentence (const char *paragraph)
{
  g_autofree char *line = sheaf_text_line (paragraph, 0);

  if (line == NULL) /* nothing that can be seen */
    return NULL;
  line[sentence_length (line)] = '\0';

  return *line != '\0' ? sheaf_text_cut (line, TITLE_CHARS) : NULL;
}

/* The paragraphs as a tree. */
static SheafDom *
make_tree (GPtrArray *paragraphs)
{
  SheafDom *dom = sheaf_dom_new ();
  SheafNode *html = sheaf_dom_new_element (dom, "html"),
            *body = sheaf_dom_new_element (dom, "body");

  sheaf_node_append (sheaf_dom_get_root (dom), html);
  sheaf_node_append (html, body);
  for (guint i = 0; i < paragraphs->len; i++)
    {
      SheafNode *paragraph = sheaf_dom_new_element (dom, "p");

      sheaf_node_append (paragraph, sheaf_dom_new_text (dom, paragraphs->pdata[i], -1));
      sheaf_node_append (body, paragraph);
    }

  return dom;
}

static gboolean
is_promo (const char *line)
{
  g_autofree char *title = NULL, *site = NULL;

  return sheaf_promo_find_rule (line, SHEAF_LINE_PLAIN, &title, &site) != NULL;
}

/* The headline leaves the text; promotional lines may stand before it. */
static void
take_headline (SheafPage *page, GPtrArray *paragraphs)
{
  guint first = 0, kept = 0;

  while (first < paragraphs->len && is_promo (paragraphs->pdata[first]))
    first++;
  for (guint i = first; i < paragraphs->len && kept < 2; i++)
    kept += !is_promo (paragraphs->pdata[i]);
  if (kept < 2 || !sheaf_text_file_is_headline (paragraphs->pdata[first]))
    return;

  page->title = sheaf_text_line (paragraphs->pdata[first], 1024);
  g_ptr_array_remove_index (paragraphs, first);
}

static void
find_title (SheafPage *page, const char *name)
{
  const SheafBlock *first;
  gsize n = 0;

  if (page->title != NULL)
    return;
  if (page->original_title != NULL)
    {
      page->title = g_strdup (page->original_title);
      return;
    }
  first = page->document != NULL ? sheaf_document_get_blocks (page->document, &n) : NULL;
  if (n > 0)
    {
      g_autofree char *text = sheaf_document_dup_range (page->document, first->start, first->end);

      page->title = sheaf_text_file_dup_sentence (text);
    }
  if (page->title == NULL)
    page->title = sheaf_text_line (name, 1024);
}

SheafPage *
sheaf_extract_text (
    GBytes *bytes, const char *charset, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) utf8 = sheaf_html_to_utf8 (bytes, charset, FALSE);
  g_autoptr (SheafPage) page = sheaf_page_new ();
  gsize size;
  const char *data = g_bytes_get_data (utf8, &size);
  g_autofree char *all = g_strndup (data != NULL ? data : "", size);
  g_autoptr (GPtrArray) paragraphs = split (all);
  g_autoptr (SheafDom) dom = NULL;
  g_autofree char *text = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  page->published_at = SHEAF_TIME_NONE;
  take_headline (page, paragraphs);
  dom = make_tree (paragraphs);
  page->document = sheaf_extract_body (dom, page, NULL);
  if (page->document != NULL && sheaf_document_get_length (page->document) == 0)
    g_clear_pointer (&page->document, sheaf_document_unref);
  find_title (page, name);
  page->kind = page->document != NULL ? "article" : "empty";
  page->kind_reason = page->document != NULL ? "prose" : "no-text";
  if (page->document == NULL)
    return g_steal_pointer (&page);

  text = sheaf_document_to_text (page->document);
  page->word_count = sheaf_text_count_words (text);
  page->readerable = page->word_count > 0;
  page->excerpt = sheaf_document_to_excerpt (page->document, EXCERPT);
  page->site = g_strdup (page->original_site);
  if (page->site == NULL && name != NULL && sheaf_url_is_web (name))
    page->site = sheaf_url_site (name);

  return g_steal_pointer (&page);
}

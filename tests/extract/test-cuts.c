/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is kept of what the passes took out: why, and where it stood; the article's only, and not
 * without end. */

#include "extract/extract.h"

#include "extract/cuts.h"

#include <string.h>

#define PROSE                                                                                      \
  "The mill stands where the river is narrow, and its wheel has turned there, summer and winter, " \
  "for longer than anybody in the village can say, or would want to."

static SheafPage *
extract (const char *html)
{
  g_autoptr (GBytes) bytes = g_bytes_new (html, strlen (html));
  g_autoptr (GError) error = NULL;
  SheafPage *page = sheaf_extract_html (&(SheafSource){ bytes, "utf-8", "https://mill.example/" },
                                        NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (page->document);

  return page;
}

/* (nullable) */
static const SheafRemoved *
find (const SheafPage *page, const char *text)
{
  for (guint i = 0; i < page->removed->len; i++)
    {
      const SheafRemoved *removed = page->removed->pdata[i];

      if (strstr (removed->text, text) != NULL)
        return removed;
    }

  return NULL;
}

/* --- Why and where --- */

static const char page_of_cuts[]
    = "<body><div class=menu><p>Outside of it all, in a menu of the page</p></div>"
      "<div hidden>Hidden outside of it</div>"
      "<article><h1>The mill</h1>"
      "<div class=dateline><time>May 12, 2021</time></div>"
      "<p>ONE " PROSE "</p>"
      "<div hidden>Hidden between</div>"
      "<nav><a href=/a>Chapter</a></nav>"
      "<p>TWO " PROSE "</p>"
      "<aside><p>An aside of the page</p></aside>"
      "<div class=share-tools>Share this</div>"
      "<p>Read more: <a href=/b>The other mill</a></p>"
      "<p>THREE " PROSE "</p>"
      "<h3>Related</h3>"
      "</article><footer><p>The page's own foot</p></footer></body>";

static void
test_places (void)
{
  static const struct
  {
    const char *text, *rule;
    SheafRemovedWhy why;
    const char *before; /* what follows it in the document; NULL: its end */
  } cases[] = {
    { "Hidden between", "clean/hidden", SHEAF_REMOVED_STRUCTURE, "TWO" },
    { "Chapter", "clean/navigation", SHEAF_REMOVED_STRUCTURE, "TWO" },
    { "An aside", "trim/aside", SHEAF_REMOVED_STRUCTURE, "THREE" },
    { "The other mill", "promo/read-more", SHEAF_REMOVED_WORDING, "THREE" },
    { "May 12", "trim/facts", SHEAF_REMOVED_STRUCTURE, "ONE" },
    { "Related", NULL, SHEAF_REMOVED_UNKNOWN, NULL },
  };
  g_autoptr (SheafPage) page = extract (page_of_cuts);
  const char *text = sheaf_document_get_text (page->document);

  for (guint i = 0; i < page->removed->len; i++)
    {
      const SheafRemoved *removed = page->removed->pdata[i];

      g_test_message ("%s: %s at %u", removed->rule, removed->text, removed->place);
    }
  g_assert_null (find (page, "Outside"));
  g_assert_null (find (page, "outside"));
  g_assert_null (find (page, "own foot"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SheafRemoved *removed = find (page, cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_nonnull (removed);
      g_assert_nonnull (strstr (removed->html, cases[i].text));
      if (cases[i].rule != NULL)
        {
          g_assert_cmpstr (removed->rule, ==, cases[i].rule);
          g_assert_cmpint (removed->why, ==, cases[i].why);
        }
      if (cases[i].before != NULL)
        g_assert_true (
            g_str_has_prefix (g_utf8_offset_to_pointer (text, removed->place), cases[i].before));
      else
        g_assert_cmpuint (removed->place, ==, sheaf_document_get_length (page->document));
    }
}

/* --- Not without end --- */

static void
test_bounds (void)
{
  g_autoptr (GString) html = g_string_new ("<body><article><p>" PROSE "</p><p>" PROSE "</p>");
  g_autofree char *long_text = g_strnfill (SHEAF_CUTS_MOST_TEXT + 1, 'x');
  g_autofree char *long_name = g_strnfill (SHEAF_CUTS_MOST_HTML + 1, 'x');
  g_autoptr (SheafPage) page = NULL;
  gsize text = 0, markup = 0;

  g_string_append_printf (html, "<aside title=%s>Much of a name</aside>", long_name);
  g_string_append_printf (html, "<div hidden>%s</div>", long_text);
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (html, "<div hidden>Number %u of those that are hidden</div>", i);
  g_string_append (html, "<p>" PROSE "</p><p>" PROSE "</p></article></body>");
  page = extract (html->str);

  g_assert_cmpuint (page->removed->len, ==, SHEAF_CUTS_MOST);
  for (guint i = 0; i < page->removed->len; i++)
    {
      const SheafRemoved *removed = page->removed->pdata[i];

      text += strlen (removed->text);
      markup += strlen (removed->html);
    }
  g_assert_cmpuint (text, <=, SHEAF_CUTS_MOST_TEXT);
  g_assert_cmpuint (markup, <=, SHEAF_CUTS_MOST_HTML);
  g_assert_nonnull (find (page, "Number 0 of"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/cuts/places", test_places);
  g_test_add_func ("/extract/cuts/bounds", test_bounds);

  return g_test_run ();
}

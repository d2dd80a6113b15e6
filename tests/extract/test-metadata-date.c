/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The day that a line of a page names, and which of a page's dates is believed. */

#include "extract/metadata-private.h"

#include "base/time.h"
#include "html/html-parse.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *text;
  gboolean month_first;
  const char *iso; /* NULL: none */
} lines[] = {
  { "en", "By Ida Fenwright | October 12, 2021 at 4:05 pm", TRUE, "2021-10-12T16:05" },
  { "en-clock", "Oct. 12, 2021 4:05 pm EST", TRUE, "2021-10-12T16:05-05:00" },
  { "de", "Von Ida Fenwright, 12. Oktober 2021, 16:05 Uhr", FALSE, "2021-10-12T16:05" },
  { "de-numbers", "Stand: 12.10.2021", FALSE, "2021-10-12" },
  { "fr", "Publié le 12 octobre 2021 à 16h05", FALSE, "2021-10-12" },
  { "es", "12 de octubre de 2021", FALSE, "2021-10-12" },
  { "pt", "Publicado em 12 de outubro de 2021", FALSE, "2021-10-12" },
  { "it", "Pubblicato il 12 ottobre 2021", FALSE, "2021-10-12" },
  { "nl", "Geplaatst op 12 oktober 2021", FALSE, "2021-10-12" },
  { "pl", "Opublikowano 12 października 2021", FALSE, "2021-10-12" },
  { "ru", "12 октября 2021, 16:05", FALSE, "2021-10-12T16:05" },
  { "ja", "公開日：2021年10月12日 16:05", FALSE, "2021-10-12" },
  { "zh", "2021年10月12日", FALSE, "2021-10-12" },
  { "ko", "입력 2021. 10. 12. 오후 4:05", FALSE, "2021-10-12" },
  { "ko-words", "2021년 10월 12일", FALSE, "2021-10-12" },

  { "slash-month", "10/12/2021", TRUE, "2021-10-12" },
  { "slash-day", "10/12/2021", FALSE, "2021-12-10" },
  { "slash-sure", "25/12/2021", TRUE, "2021-12-25" },
  { "slash-sure-month", "12/25/2021", FALSE, "2021-12-25" },
  { "dots-never-month", "10.12.2021", TRUE, "2021-12-10" },
  { "iso", "Posted 2021-10-12", TRUE, "2021-10-12" },
  { "bar", "Town|October 12, 2021", TRUE, "2021-10-12" },

  { "updated-behind", "Published October 12, 2021, updated October 14, 2021", TRUE, "2021-10-12" },
  { "updated-before", "Updated October 14, 2021. Published October 12, 2021", TRUE, "2021-10-12" },
  { "updated-alone", "Aktualisiert: 14.10.2021", FALSE, "2021-10-14" },

  { "no-date", "Ida Fenwright", TRUE, NULL },
  { "no-day", "October 2021", TRUE, NULL },
  { "no-year", "12 October, 16:05", TRUE, NULL },
  { "year", "The harvest of 2021 was small", TRUE, NULL },
  { "no-month", "42.42.2021", FALSE, NULL },
  { "future", "October 12, 2999", TRUE, NULL },
  { "old", "October 12, 1921", TRUE, NULL },
  { "empty", "", TRUE, NULL },
};

/* DATA: the number of the case. */
static void
test_line (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);
  g_autofree char *iso = NULL;
  gint64 time = sheaf_metadata_find_date (lines[which].text, lines[which].month_first,
                                          sheaf_time_now (), &iso);

  g_assert_cmpstr (iso, ==, lines[which].iso);
  g_assert_true ((time == SHEAF_TIME_NONE) == (lines[which].iso == NULL));
}

#define LD(date)                                                                                   \
  "<script type=\"application/ld+json\">{\"@type\": \"Article\", \"datePublished\": \"" date       \
  "\"}</script>"
#define META(date) "<meta property=\"article:published_time\" content=\"" date "\">"
#define PAGE "<title>How the mill grinds</title>"
#define H1 "<main><h1>How the mill grinds</h1>"

static const struct
{
  const char *name;
  const char *html;
  const char *url;
  const char *published, *from;
} votes[] = {
  { "stated", PAGE LD ("2021-10-12T08:00:00Z") H1 "<p>October 12, 2021</p>", NULL,
    "2021-10-12T08:00:00Z", "json-ld" },
  { "local-day", PAGE LD ("2021-10-12T02:00:00Z") H1 "<p>October 11, 2021</p>", NULL, "2021-10-11",
    "shown" },
  { "local-moment",
    PAGE META ("2021-10-12T18:30:00Z") H1
    "<p><time datetime=\"2021-10-13T05:30:00+11:00\">October 13, 2021</time></p>",
    NULL, "2021-10-13T05:30:00+11:00", "shown" },
  { "local-text-of-utc",
    PAGE META ("2021-10-12T04:00:00Z") H1
    "<p><time datetime=\"2021-10-12T04:00:00Z\">Oct. 11, 2021 11:00 pm EST</time></p>",
    NULL, "2021-10-11T23:00-05:00", "shown" },
  { "local-clock", PAGE META ("2021-10-12T02:30:45Z") H1 "<p>October 11, 2021 10:30 PM</p>", NULL,
    "2021-10-11T22:30-04:00", "shown" },
  { "local-clock-of-another",
    PAGE META ("2021-10-12T02:30:45Z") H1 "<p>October 11, 2021 10:37 PM</p>", NULL,
    "2021-10-11T22:37", "shown" },
  { "offset-is-local", PAGE META ("2021-10-12T02:00:00-05:00") H1 "<p>October 11, 2021</p>", NULL,
    "2021-10-12T02:00:00-05:00", "meta" },
  { "shown-is-another", PAGE META ("2021-10-12T02:00:00Z") H1 "<p>October 30, 2021</p>", NULL,
    "2021-10-12T02:00:00Z", "meta" },
  { "two-against-one",
    PAGE LD ("2019-01-01") META ("2021-10-12") H1 "<p>Posted on October 12, 2021</p>", NULL,
    "2021-10-12", "meta" },
  { "one-against-one", PAGE LD ("2019-01-01") META ("2021-10-12") H1, NULL, "2019-01-01",
    "json-ld" },
  { "shown-below", PAGE H1 "<div class=x><span>Ida</span> <span>12.10.2021</span></div>", NULL,
    "2021-10-12", "shown" },
  { "shown-above", PAGE "<main><p>12 October 2021</p><h1>How the mill grinds</h1>", NULL,
    "2021-10-12", "shown" },
  { "masthead", PAGE "<div><p>Sunday, 24 October 2021</p></div>" H1, NULL, NULL, NULL },
  { "update-last", PAGE H1 "<p>Updated 14 October 2021</p><p>12 October 2021</p>", NULL,
    "2021-10-12", "shown" },
  { "sentence",
    PAGE H1
    "<p>The miller has said since he was asked about it by the harbour master that the wheel will "
    "stand still from 12 October 2021 on.</p>",
    NULL, NULL, NULL },
  { "markup", PAGE H1 "<p>3 days ago</p><b itemprop=datePublished content=2021-10-12></b>", NULL,
    "2021-10-12", "markup" },
  { "rdfa", PAGE "<b property=\"schema:datePublished\" content=2021-10-12>x</b>", NULL,
    "2021-10-12", "markup" },
  { "h-entry", PAGE "<time class=dt-published datetime=2021-10-12>x</time>", NULL, "2021-10-12",
    "markup" },
  { "address", PAGE, "https://a.example/news/2021/10/12/mill", "2021-10-12", "address" },
  { "address-dashes", PAGE, "https://a.example/2021-10-12-mill", "2021-10-12", "address" },
  { "address-number", PAGE, "https://a.example/2021/10/123456", NULL, NULL },
  { "class", PAGE "<p class=post-date>12 October 2021</p>", NULL, "2021-10-12", "shown" },
};

static void
test_vote (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (votes[which].html, strlen (votes[which].html));
  g_autoptr (SheafDom) dom = sheaf_html_parse (bytes, 60 * G_USEC_PER_SEC, &error);
  g_autoptr (SheafPage) page = sheaf_page_new ();

  g_assert_no_error (error);
  sheaf_metadata_read (dom, votes[which].url, NULL, page);
  g_assert_cmpstr (page->published, ==, votes[which].published);
  g_assert_cmpstr (page->sources.published, ==, votes[which].from);
}

/* The day is the reader's, the moment stays what was stated. */
static void
test_moment_stays (void)
{
  static const char html[] = PAGE LD ("2021-10-12T02:00:00Z") H1 "<p>October 11, 2021</p>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, strlen (html));
  g_autoptr (SheafDom) dom = sheaf_html_parse (bytes, 60 * G_USEC_PER_SEC, NULL);
  g_autoptr (SheafPage) page = sheaf_page_new ();
  g_autofree char *utc = NULL;

  sheaf_metadata_read (dom, NULL, NULL, page);
  utc = sheaf_time_to_iso (page->published_at);
  g_assert_cmpstr (utc, ==, "2021-10-12T02:00:00Z");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *path = g_strdup_printf ("/extract/metadata-date/line/%s", lines[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_line);
    }
  for (guint i = 0; i < G_N_ELEMENTS (votes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/extract/metadata-date/vote/%s", votes[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_vote);
    }
  g_test_add_func ("/extract/metadata-date/moment-stays", test_moment_stays);

  return g_test_run ();
}

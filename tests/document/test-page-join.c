/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is the next page of an article and what another article; and what the whole then says. */

#include "document/page-join.h"

#include "build-document.h"

#define ONE "p|'The ferry leaves at six, and whoever misses it has to wait.|/"
#define TWO "p|'Most wait on the bench, for the inn has one room and no bed.|/"

static SheafPage *
make (const char *title, const char *calls)
{
  SheafPage *page = sheaf_page_new ();

  page->title = g_strdup (title);
  page->document = calls != NULL ? build_document (calls) : NULL;

  return page;
}

static void
test_continues (void)
{
  static const struct
  {
    const char *first, *second;
    gboolean same;
  } titles[] = {
    { "The tide", "The tide", TRUE },
    { "The tide", "THE  TIDE", TRUE },
    { "The tide", "The tide – Page 2", TRUE },
    { "The tide", "The tide - page 2 of 3", TRUE },
    { "The tide, page 1 of 3", "The tide, page 2 of 3", TRUE },
    { "The tide (1/3)", "The tide (2/3)", TRUE },
    { "The tide 1/3", "The tide 2/3", TRUE },
    { "Die Flut", "Die Flut | Seite 2", TRUE },
    { "Die Flut", "Die Flut [Seite 2 von 4]", TRUE },
    { "潮", "潮（2ページ）", FALSE }, /* other brackets */
    { "潮", "潮 2ページ", TRUE },
    { "The tide", "The ebb", FALSE },
    { "The tide", "The tide turns", FALSE },
    { "The tide", "The tide 2", FALSE },
    { "The tide", "The tide, part 2", FALSE },
    { "The tide, part 1", "The tide, part 2", FALSE },
    { "Chapter 1", "Chapter 2", FALSE },
    { "Page 1", "Page 2", FALSE }, /* nothing else is said */
    { "The tide", NULL, FALSE },
    { NULL, NULL, FALSE },
    { "", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr (SheafPage) first = make (titles[i].first, ONE);
      g_autoptr (SheafPage) second = make (titles[i].second, TWO);
      g_autoptr (SheafPage) again = make (titles[i].second, ONE);
      g_autoptr (SheafPage) none = make (titles[i].second, NULL);

      g_test_message ("%s: %s", titles[i].first, titles[i].second);
      g_assert_cmpint (sheaf_page_continues (first, second, FALSE), ==, titles[i].same);
      g_assert_true (sheaf_page_continues (first, second, TRUE));
      g_assert_false (sheaf_page_continues (first, again, TRUE));
      g_assert_false (sheaf_page_continues (first, none, TRUE));
    }
}

static void
test_join (void)
{
  g_autoptr (SheafPage) first = make ("The tide", "p|'dek|/|" ONE);
  g_autoptr (SheafPage) second = make ("The tide, page 2", "p|'dek|/|" TWO);
  g_autofree char *text = NULL;
  const SheafRemoved *removed;
  guint length = sheaf_document_get_length (first->document);

  first->byline = g_strdup ("Ida Fenwright");
  second->byline = g_strdup ("Nobody");
  first->next_url = g_strdup ("https://a.example/2");
  second->next_url = g_strdup ("https://a.example/3");
  second->readerable = TRUE;
  sheaf_page_add_removed (first, "x", NULL, "one", SHEAF_REMOVED_WORDING, 4);
  sheaf_page_add_removed (second, "y", NULL, "two", SHEAF_REMOVED_STRUCTURE, 4);
  sheaf_page_add_removed (second, "z", NULL, "three", SHEAF_REMOVED_STRUCTURE, 0);
  sheaf_page_add_removed (second, "v", NULL, "four", SHEAF_REMOVED_UNKNOWN, SHEAF_REMOVED_NOWHERE);
  sheaf_page_add_removed (second, "w", NULL, "five", SHEAF_REMOVED_WORDING,
                          sheaf_document_get_length (second->document));
  sheaf_page_join (first, second);

  g_assert_cmpstr (sheaf_document_get_text (first->document), ==,
                   "dek\nThe ferry leaves at six, and whoever misses it has to wait.\n"
                   "Most wait on the bench, for the inn has one room and no bed.\n");
  g_assert_cmpstr (first->title, ==, "The tide");
  g_assert_cmpstr (first->byline, ==, "Ida Fenwright");
  g_assert_cmpstr (first->next_url, ==, "https://a.example/3");
  g_assert_true (first->readerable);
  g_assert_cmpuint (first->word_count, ==, 1 + 12 + 14);
  g_assert_cmpuint (first->removed->len, ==, 6);
  removed = first->removed->pdata[0];
  g_assert_cmpuint (removed->place, ==, 4);
  removed = first->removed->pdata[1];
  g_assert_cmpstr (removed->text, ==, "dek");
  g_assert_cmpstr (removed->rule, ==, "join/repeated");
  g_assert_cmpint (removed->why, ==, SHEAF_REMOVED_STRUCTURE);
  g_assert_cmpuint (removed->place, ==, length);
  removed = first->removed->pdata[2];
  g_assert_cmpstr (removed->rule, ==, "two");
  g_assert_cmpuint (removed->place, ==, length);
  removed = first->removed->pdata[3];
  g_assert_cmpuint (removed->place, ==, length);
  removed = first->removed->pdata[4];
  g_assert_cmpuint (removed->place, ==, SHEAF_REMOVED_NOWHERE);
  removed = first->removed->pdata[5];
  g_assert_cmpuint (removed->place, ==, sheaf_document_get_length (first->document));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/page-join/continues", test_continues);
  g_test_add_func ("/document/page-join/join", test_join);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules on arrival: what they do when a page comes, that they do it once, and that what a person
 * does stays. */

#include "store/edit.h"

#include "test-library.h"

static const char facts_sql[]
    = "SELECT state || starred || coalesce ((SELECT '+' || group_concat (name, '+') FROM (SELECT "
      "t.name FROM article_tag x JOIN tag t ON t.id = x.tag_id WHERE x.article_id = a.id ORDER BY "
      "t.name)), '') FROM article a ORDER BY id DESC LIMIT 1";

static gint64
put_rule (SheafDb *db, const char *query, const char *tag, gboolean archive, gboolean star)
{
  const char *tags[] = { tag, NULL };
  const SheafArrivalRule rule = { 0, (char *)query, (GStrv)tags, archive, star, TRUE };
  gint64 id;
  SheafEdit *inverse = apply_full (db, sheaf_edit_new_arrival_rule (&rule), &id, NULL, NULL);

  g_clear_pointer (&inverse, sheaf_edit_unref);

  return id;
}

static void
fill (SheafDb *db, gint64 id, const char *title, const char *text, gboolean incomplete)
{
  g_autoptr (SheafPage) page = make_page (title, text);

  apply (db, sheaf_edit_new_fill (id, NULL, page, NULL, incomplete));
}

/* One rule and the one article that comes. */
static const struct
{
  const char *query, *facts;
} means[] = {
  { "site:example.org", "11+x" },
  { "lighthouse", "11+x" },
  { "\"the old lighthouse\"", "11+x" },
  { "title:keeper", "11+x" },
  { "words:>50", "11+x" },
  { "is:unread", "11+x" },
  { "-tag:x", "11+x" },
  { "tag:given", "11+x" },
  { "lighthouse OR nonsense", "11+x" },
  { "light*", "11+x" },
  { "note:lighthouse", "00" },
  { "site:elsewhere.org", "00" },
  { "light", "00" }, /* a rule's last word is a whole one */
  { "is:trash", "00" },
  { "", "00" },
  { "   ", "00" },
  { "sort:title", "00" },
  { "(((((", "00" },
  { "words:>>>many", "00" }, /* not understood: words that are not there */
  { "\"'; DELETE FROM article; --", "00" },
  { "site:", "00" },
};

static void
test_means (void)
{
  static const char *const given[] = { "given", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (means); i++)
    for (guint way = 0; way < 2; way++)
      {
        g_autoptr (SheafDb) db = open_library ();
        g_autofree char *facts = NULL, *expected = NULL;

        put_rule (db, means[i].query, "x", TRUE, TRUE);
        if (way == 0)
          {
            apply (db, sheaf_edit_new_add ("https://www.example.org/a", NULL, given));
            fill (db, 1, "The keeper", "At the old lighthouse", FALSE);
          }
        else
          add_page (db, "https://www.example.org/a", "The keeper", "At the old lighthouse", given);
        facts = ask (db, facts_sql);
        expected = g_str_has_suffix (means[i].facts, "+x") ? g_strdup ("11+given+x")
                                                           : g_strdup ("00+given");
        if (!g_str_equal (facts, expected))
          g_test_message ("%s, way %u", means[i].query, way);
        g_assert_cmpstr (facts, ==, expected);
        assert_sound (db);
      }
}

/* In their order, each seeing what the ones before it did; one that is off does nothing. */
static void
test_order (void)
{
  g_autoptr (SheafDb) db = open_library ();
  const SheafArrivalRule off = {
    0, (char *)"site:example.org", (GStrv)(const char *[]){ "off", NULL }, TRUE, TRUE, FALSE
  };

  put_rule (db, "tag:second", "too early", FALSE, FALSE);
  put_rule (db, "site:example.org", "first", FALSE, FALSE);
  put_rule (db, "tag:first", "second", FALSE, TRUE);
  put_rule (db, "is:archived", "never", TRUE, FALSE);
  apply (db, sheaf_edit_new_arrival_rule (&off));
  add_page (db, "https://example.org/a", "A", "Text", NULL);
  assert_answer (db, facts_sql, "01+first+second");
  assert_sound (db);
}

/* Neither a fetch that failed nor a row without a page is an arrival; another text of the same
 * article is no second one. */
static void
test_once (void)
{
  static const char *const x[] = { "x", NULL };
  g_autoptr (SheafDb) db = open_library ();
  gint64 id;

  put_rule (db, "site:example.org", "x", TRUE, TRUE);
  id = add_address (db, "https://example.org/a");
  assert_answer (db, facts_sql, "00");
  apply (db, sheaf_edit_new_fail (id, SHEAF_ERROR_NETWORK, 0));
  assert_answer (db, facts_sql, "00");
  fill (db, id, "A", "Text", FALSE);
  assert_answer (db, facts_sql, "11+x");

  apply (db, sheaf_edit_new_archive (&id, 1, FALSE));
  apply (db, sheaf_edit_new_star (&id, 1, FALSE));
  apply (db, sheaf_edit_new_tag (&id, 1, NULL, x));
  apply (db, sheaf_edit_new_retry (&id, 1));
  fill (db, id, "A", "Text, and more of it than there was", FALSE);
  assert_answer (db, facts_sql, "00");

  /* A rule that is made later is for what comes later. */
  put_rule (db, "text:more", "later", FALSE, FALSE);
  fill (db, id, "A", "Text, and more of it than there ever was", FALSE);
  assert_answer (db, facts_sql, "00");
  assert_sound (db);
}

static void
fill_with_kind (SheafDb *db, gint64 id, const char *kind, const char *text)
{
  g_autoptr (SheafPage) page = make_page ("A", text);

  page->kind = kind;
  apply (db, sheaf_edit_new_fill (id, NULL, page, NULL, FALSE));
}

/* A wall, and a link: they came. When the article comes in their place, only the rules have their
 * turn that did not mean them. */
static void
test_better (void)
{
  static const char *const x[] = { "x", NULL };

  for (guint way = 0; way < 3; way++)
    {
      g_autoptr (SheafDb) db = open_library ();
      gint64 id;

      put_rule (db, "site:example.org", "x", FALSE, TRUE);
      put_rule (db, "text:lighthouse", "sea", FALSE, FALSE);
      id = add_address (db, "https://example.org/a");
      if (way == 0)
        fill_with_kind (db, id, "wall", "Log in");
      else if (way == 1)
        apply (db, sheaf_edit_new_fail (id, SHEAF_ERROR_NOT_A_PAGE, 0));
      else
        {
          g_autoptr (SheafPage) page = sheaf_page_new ();

          apply (db, sheaf_edit_new_fill (id, NULL, page, NULL, FALSE));
        }
      assert_answer (db, facts_sql, "01+x");
      apply (db, sheaf_edit_new_tag (&id, 1, NULL, x));
      apply (db, sheaf_edit_new_star (&id, 1, FALSE));
      apply (db, sheaf_edit_new_retry (&id, 1));
      fill_with_kind (db, id, NULL, "The lighthouse, the whole of it");
      assert_answer (db, facts_sql, "00+sea");
      assert_sound (db);
    }
}

/* Undoing what was given puts it in the trash as it is, and doing it again brings it back so; a
 * person's own later change is a deed of its own. */
static void
test_undo (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (SheafPage) page = make_page ("A", "Text");
  gint64 id = 1;

  put_rule (db, "site:example.org", "x", TRUE, FALSE);
  apply (db,
         sheaf_edit_new_deed (sheaf_edit_new_add_page ("https://example.org/a", page, NULL, NULL),
                              SHEAF_DEED_ADD, SHEAF_JOIN_NEVER));
  apply (db, sheaf_edit_new_deed (sheaf_edit_new_archive (&id, 1, FALSE), SHEAF_DEED_UNARCHIVE,
                                  SHEAF_JOIN_NEVER));
  assert_answer (db, facts_sql, "00+x");
  apply (db, sheaf_edit_new_undo (FALSE));
  assert_answer (db, facts_sql, "10+x");
  apply (db, sheaf_edit_new_undo (FALSE));
  assert_answer (db, "SELECT trashed_at IS NOT NULL FROM article", "1");
  apply (db, sheaf_edit_new_undo (TRUE));
  assert_answer (db, "SELECT trashed_at IS NULL FROM article", "1");
  assert_answer (db, facts_sql, "10+x");
  apply (db, sheaf_edit_new_undo (TRUE));
  assert_answer (db, facts_sql, "00+x");
}

/* A fetch between two deeds of a person: neither is lost, and the fetch is none. */
static void
test_undo_across (void)
{
  g_autoptr (SheafDb) db = open_library ();
  gint64 id;

  put_rule (db, "site:example.org", "x", TRUE, TRUE);
  id = add_address (db, "https://example.org/a");
  apply (db, sheaf_edit_new_deed (sheaf_edit_new_star (&id, 1, TRUE), SHEAF_DEED_STAR,
                                  SHEAF_JOIN_NEVER));
  fill (db, id, "A", "Text", FALSE);
  assert_answer (db, facts_sql, "11+x");
  apply (db, sheaf_edit_new_undo (FALSE));
  assert_answer (db, facts_sql, "10+x");
  assert_sound (db);
}

/* Added again with its page, what was a failure: all of it is undone but the text. */
static void
test_undo_welcome (void)
{
  g_autoptr (SheafDb) db = open_library ();
  g_autoptr (SheafPage) page = make_page ("A", "Text");
  gint64 id = add_address (db, "https://example.org/a");
  SheafEdit *inverse;

  apply (db, sheaf_edit_new_fail (id, SHEAF_ERROR_NOT_FOUND, 0));
  put_rule (db, "site:example.org", "x", TRUE, TRUE);
  inverse = apply_full (db, sheaf_edit_new_add_page ("https://example.org/a", page, NULL, NULL),
                        NULL, NULL, NULL);
  assert_answer (db, facts_sql, "11+x");
  g_assert_nonnull (inverse);
  apply (db, inverse);
  assert_answer (db, facts_sql, "00");
  assert_sound (db);
}

/* To what is there already: all of it, in one, and back. */
static void
test_here (void)
{
  const SheafArrivalRule rule
      = { 0,   (char *)"site:example.org", (GStrv)(const char *[]){ "x", "y/z", NULL }, TRUE, FALSE,
          TRUE };
  const SheafArrivalRule all = { 0, (char *)" ", NULL, TRUE, TRUE, TRUE };
  g_autoptr (SheafDb) db = open_library ();

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *url
          = g_strdup_printf ("https://%s/%u", i < 3 ? "example.org" : "else.org", i);

      add_page (db, url, "A", "Text", NULL);
    }
  assert_undone (db, sheaf_edit_new_apply_rule (&rule));
  apply (db, sheaf_edit_new_deed (sheaf_edit_new_apply_rule (&rule), SHEAF_DEED_APPLY_RULE,
                                  SHEAF_JOIN_NEVER));
  assert_answer (db, "SELECT count (*) FROM article WHERE state = 1", "3");
  assert_answer (db, "SELECT count (*) FROM article_tag", "6");
  assert_answer (db, "SELECT n || name FROM deed", "3apply-rule");
  apply (db, sheaf_edit_new_undo (FALSE));
  assert_answer (db, "SELECT count (*) FROM article WHERE state = 1", "0");
  assert_answer (db, "SELECT count (*) FROM article_tag", "0");
  assert_sound (db);
  g_assert_null (apply_full (db, sheaf_edit_new_apply_rule (&all), NULL, NULL, NULL));
}

/* Rules without end are asked no more than so many. */
static void
test_many (void)
{
  g_autoptr (SheafDb) db = open_library ();

  for (guint i = 0; i < SHEAF_ARRIVAL_RULES_MOST + 20; i++)
    {
      g_autofree char *tag = g_strdup_printf ("t%03u", i);

      put_rule (db, "words:>1", tag, FALSE, FALSE); /* quick: their time is not what is tested */
    }
  add_page (db, "https://example.org/a", "A", "The lighthouse", NULL);
  assert_answer (db, "SELECT count (*) FROM article_tag", "100");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/arrival/means", test_means);
  g_test_add_func ("/store/arrival/order", test_order);
  g_test_add_func ("/store/arrival/once", test_once);
  g_test_add_func ("/store/arrival/better", test_better);
  g_test_add_func ("/store/arrival/undo", test_undo);
  g_test_add_func ("/store/arrival/undo-across", test_undo_across);
  g_test_add_func ("/store/arrival/undo-welcome", test_undo_welcome);
  g_test_add_func ("/store/arrival/here", test_here);
  g_test_add_func ("/store/arrival/many", test_many);

  return g_test_run ();
}

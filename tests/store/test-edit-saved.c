/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Smart lists and rules on arrival: made, changed, moved, taken away, and all of it undone. */

#include "store/edit.h"

#include "test-library.h"

static const char lists_sql[]
    = "SELECT group_concat (name || '=' || query || iif (symbol IS NULL, '', '@' || symbol), '; ') "
      "FROM (SELECT * FROM smart_list ORDER BY place, id)";
static const char rules_sql[]
    = "SELECT group_concat (query || '=' || coalesce (replace (tags, char (10), '+'), '-') || "
      "archive "
      "|| star || enabled, '; ') FROM (SELECT * FROM arrival_rule ORDER BY place, id)";

static gint64
put_list (SheafDb *db, gint64 id, const char *name, const char *symbol, const char *query)
{
  const SheafSmartList list = { id, (char *)name, (char *)symbol, (char *)query };
  SheafEdit *inverse = apply_full (db, sheaf_edit_new_smart_list (&list), &id, NULL, NULL);

  g_clear_pointer (&inverse, sheaf_edit_unref);

  return id;
}

static gint64
put_rule (SheafDb *db, gint64 id, const char *query, const char *const *tags, gboolean archive)
{
  const SheafArrivalRule rule = { id, (char *)query, (GStrv)tags, archive, !archive, TRUE };
  SheafEdit *inverse = apply_full (db, sheaf_edit_new_arrival_rule (&rule), &id, NULL, NULL);

  g_clear_pointer (&inverse, sheaf_edit_unref);

  return id;
}

static void
test_lists (void)
{
  g_autoptr (SheafDb) db = open_library ();
  const SheafSmartList changed = { 2, (char *)"Short ones", NULL, (char *)"time:<5m" };
  const SheafSmartList another = { 0, (char *)"New", (char *)"starred", (char *)"is:starred" };
  g_autoptr (GPtrArray) read = NULL;

  g_assert_cmpint (put_list (db, 0, "Long", NULL, "words:>3000"), ==, 1);
  g_assert_cmpint (put_list (db, 0, "  Short\n", "alarm-symbolic", "time:<10m"), ==, 2);
  g_assert_cmpint (put_list (db, 0, "Sea", NULL, "tag:sea"), ==, 3);
  assert_answer (db, lists_sql, "Long=words:>3000; Short=time:<10m@alarm-symbolic; Sea=tag:sea");
  assert_undone (db, sheaf_edit_new_smart_list (&another));
  assert_undone (db, sheaf_edit_new_smart_list (&changed));
  assert_undone (db, sheaf_edit_new_remove_smart_list (2));
  assert_undone (db, sheaf_edit_new_move_smart_list (3, 0));

  apply (db, sheaf_edit_new_move_smart_list (3, 0));
  apply (db, sheaf_edit_new_smart_list (&changed));
  assert_answer (db, lists_sql, "Sea=tag:sea; Long=words:>3000; Short ones=time:<5m");
  apply (db, sheaf_edit_new_move_smart_list (3, 99));
  apply (db, sheaf_edit_new_remove_smart_list (1));
  assert_answer (db, lists_sql, "Short ones=time:<5m; Sea=tag:sea");
  /* Nobody's numbers change nothing. */
  g_assert_null (apply_full (db, sheaf_edit_new_remove_smart_list (77), NULL, NULL, NULL));
  g_assert_null (apply_full (db, sheaf_edit_new_move_smart_list (77, 0), NULL, NULL, NULL));
  assert_answer (db, lists_sql, "Short ones=time:<5m; Sea=tag:sea");
  assert_answer (db, "SELECT count (DISTINCT uid) FROM smart_list", "2");

  read = sheaf_read_smart_lists (db, NULL);
  g_assert_cmpuint (read->len, ==, 2);
  g_assert_cmpstr (((SheafSmartList *)read->pdata[1])->query, ==, "tag:sea");
  g_assert_cmpint (((SheafSmartList *)read->pdata[1])->id, ==, 3);
}

static void
test_rules (void)
{
  static const char *const tags[] = { "sea", "to read", NULL };
  g_autoptr (SheafDb) db = open_library ();
  const SheafArrivalRule changed = { 1, (char *)"site:example.com", NULL, FALSE, FALSE, FALSE };
  g_autoptr (GPtrArray) read = NULL;

  put_rule (db, 0, "site:example.org", tags, TRUE);
  put_rule (db, 0, "lang:de", NULL, FALSE);
  assert_answer (db, rules_sql, "site:example.org=sea+to read101; lang:de=-011");
  assert_undone (db, sheaf_edit_new_arrival_rule (&changed));
  assert_undone (db, sheaf_edit_new_remove_arrival_rule (1));
  assert_undone (db, sheaf_edit_new_move_arrival_rule (1, 1));
  read = sheaf_read_arrival_rules (db, NULL);
  g_assert_cmpuint (read->len, ==, 2);
  g_assert_cmpstrv (((SheafArrivalRule *)read->pdata[0])->tags, tags);
  g_assert_true (((SheafArrivalRule *)read->pdata[0])->archive);
  g_assert_null (((SheafArrivalRule *)read->pdata[1])->tags);
}

/* Kept as bytes: undone and done again from the library. */
static void
test_deed (void)
{
  g_autoptr (SheafDb) db = open_library ();
  const SheafSmartList list = { 0, (char *)"Sea", NULL, (char *)"tag:sea" };

  apply (db, sheaf_edit_new_deed (sheaf_edit_new_smart_list (&list), SHEAF_DEED_SMART_LIST,
                                  SHEAF_JOIN_NEVER));
  apply (db, sheaf_edit_new_deed (sheaf_edit_new_remove_smart_list (1), SHEAF_DEED_SMART_LIST,
                                  SHEAF_JOIN_NEVER));
  apply (db, sheaf_edit_new_undo (FALSE));
  assert_answer (db, lists_sql, "Sea=tag:sea");
  apply (db, sheaf_edit_new_undo (FALSE));
  assert_answer (db, lists_sql, "");
  apply (db, sheaf_edit_new_undo (TRUE));
  assert_answer (db, lists_sql, "Sea=tag:sea");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/edit-saved/lists", test_lists);
  g_test_add_func ("/store/edit-saved/rules", test_rules);
  g_test_add_func ("/store/edit-saved/deed", test_deed);

  return g_test_run ();
}

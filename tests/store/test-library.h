/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A library in memory, and every row of it as one text: what edits are compared by. */
#pragma once

#include "document/document-builder.h"
#include "store/edit-private.h"
#include "store/read.h"

/* The whole library, table by table, without the indexes' own tables (they are checked, not compared). */
static inline char *
dump_tables (SheafDb *db)
{
  static const char *const tables[] = { "article", "content", "asset", "article_asset", "tag", "article_tag", "note", "job",
                                         "address", "version", "smart_list", "arrival_rule", "own_facts" };
  GString *dump = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY 1, 2", tables[i]);
      sqlite3_stmt *stmt;

      g_assert_cmpint (sqlite3_prepare_v2 (sheaf_db_get_handle (db), sql, -1, &stmt, NULL), ==, SQLITE_OK);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        {
          g_string_append_printf (dump, "%s:", tables[i]);
          for (int column = 0; column < sqlite3_column_count (stmt); column++)
            {
              const guint8 *blob = sqlite3_column_blob (stmt, column);
              int bytes = sqlite3_column_bytes (stmt, column);

              if (g_str_equal (sqlite3_column_name (stmt, column), "fingerprint"))
                continue; /* made of the text, at leisure */
              g_string_append_printf (dump, " %s=", sqlite3_column_name (stmt, column));
              if (sqlite3_column_type (stmt, column) != SQLITE_BLOB)
                g_string_append (dump, sqlite3_column_type (stmt, column) == SQLITE_NULL
                                           ? "null"
                                           : (const char *)sqlite3_column_text (stmt, column));
              else
                for (int b = 0; b < bytes; b++)
                  g_string_append_printf (dump, "%02x", blob[b]);
            }
          g_string_append_c (dump, '\n');
        }
      sqlite3_finalize (stmt);
    }

  return g_string_free (dump, FALSE);
}

static inline void
assert_sound (SheafDb *db)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) problems = sheaf_verify (db, NULL, NULL, &error);

  g_assert_no_error (error);
  if (problems[0] != NULL)
    g_test_message ("%s", problems[0]);
  g_assert_cmpstrv (problems, ((const char *const[]){ NULL }));
}

static inline SheafDb *
open_library (void)
{
  g_autoptr (GError) error = NULL;
  SheafDb *db = sheaf_db_open (NULL, SHEAF_DB_WRITER, &error);

  g_assert_no_error (error);

  return db;
}

/* Applies and frees EDIT; gives the inverse (nullable). */
static inline SheafEdit *
apply_full (SheafDb *db, SheafEdit *edit, gint64 *id, gboolean *existed, SheafChangeFlags *flags)
{
  g_autoptr (GError) error = NULL;
  SheafEditOutcome outcome = { 0 };
  SheafEdit *inverse;

  g_assert_true (sheaf_edit_apply (edit, db, NULL, &outcome, &error));
  g_assert_no_error (error);
  sheaf_edit_unref (edit);
  inverse = g_steal_pointer (&outcome.inverse);
  if (id != NULL)
    *id = outcome.id;
  if (existed != NULL)
    *existed = outcome.existed;
  if (flags != NULL)
    *flags = outcome.flags;
  sheaf_edit_outcome_clear (&outcome);

  return inverse;
}

static inline void
apply (SheafDb *db, SheafEdit *edit)
{
  SheafEdit *inverse = apply_full (db, edit, NULL, NULL, NULL);

  g_clear_pointer (&inverse, sheaf_edit_unref);
}

/* Applies EDIT, looks that it changed something, undoes it and compares the whole library. */
static inline void
assert_undone (SheafDb *db, SheafEdit *edit)
{
  g_autofree char *before = dump_tables (db);
  g_autofree char *between = NULL, *after = NULL;
  SheafEdit *inverse = apply_full (db, edit, NULL, NULL, NULL);

  between = dump_tables (db);
  g_assert_cmpstr (before, !=, between);
  assert_sound (db);
  g_assert_nonnull (inverse);
  apply (db, inverse);
  after = dump_tables (db);
  g_assert_cmpstr (before, ==, after);
  assert_sound (db);
}

static inline SheafPage *
make_page (const char *title, const char *text)
{
  g_autoptr (SheafDocumentBuilder) builder = sheaf_document_builder_new ();
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);
  SheafPage *page = sheaf_page_new ();

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      sheaf_document_builder_begin (builder, SHEAF_BLOCK_PARAGRAPH, 0, NULL, NULL, SHEAF_DIRECTION_UNKNOWN);
      sheaf_document_builder_text (builder, paragraphs[i], -1);
      sheaf_document_builder_end (builder);
    }
  page->document = sheaf_document_builder_finish (builder);
  page->title = g_strdup (title);
  page->site = g_strdup ("Example");
  page->word_count = 100;
  page->readerable = TRUE;

  return page;
}

static inline gint64
add_page (SheafDb *db, const char *url, const char *title, const char *text, const char *const *tags)
{
  g_autoptr (SheafPage) page = make_page (title, text);
  gint64 id;
  SheafEdit *inverse = apply_full (db, sheaf_edit_new_add_page (url, page, NULL, tags), &id, NULL, NULL);

  g_clear_pointer (&inverse, sheaf_edit_unref);

  return id;
}

static inline gint64
add_address (SheafDb *db, const char *url)
{
  gint64 id;
  SheafEdit *inverse = apply_full (db, sheaf_edit_new_add (url, NULL, NULL), &id, NULL, NULL);

  g_clear_pointer (&inverse, sheaf_edit_unref);

  return id;
}

/* The first column of the first row of a question, as a text ("": null). */
static inline char *
ask (SheafDb *db, const char *sql)
{
  sqlite3_stmt *stmt;
  char *answer;

  g_assert_cmpint (sqlite3_prepare_v2 (sheaf_db_get_handle (db), sql, -1, &stmt, NULL), ==, SQLITE_OK);
  answer = sqlite3_step (stmt) == SQLITE_ROW ? g_strdup ((const char *)sqlite3_column_text (stmt, 0)) : NULL;
  sqlite3_finalize (stmt);

  return answer != NULL ? answer : g_strdup ("");
}

#define assert_answer(db, sql, expected) \
  do \
    { \
      g_autofree char *answer_ = ask (db, sql); \
      g_assert_cmpstr (answer_, ==, expected); \
    } \
  while (0)

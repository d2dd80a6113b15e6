/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every code has a stable name and words that a person can read, with a subject and without. */

#include "base/error.h"

#include <gio/gio.h>

/* What is kept in libraries and printed as JSON: names are added, never changed. */
static const struct
{
  SheafError code;
  const char *nick;
} names[] = {
  { SHEAF_ERROR_NETWORK, "network" },       { SHEAF_ERROR_NOT_FOUND, "not-found" },
  { SHEAF_ERROR_BLOCKED, "blocked" },       { SHEAF_ERROR_NOT_AN_ARTICLE, "not-an-article" },
  { SHEAF_ERROR_NOT_A_PAGE, "not-a-page" }, { SHEAF_ERROR_BAD_ADDRESS, "bad-address" },
  { SHEAF_ERROR_BAD_FILE, "bad-file" },     { SHEAF_ERROR_TOO_BIG, "too-big" },
  { SHEAF_ERROR_STORE, "store" },           { SHEAF_ERROR_TOO_NEW, "too-new" },
  { SHEAF_ERROR_DAMAGED, "damaged" },       { SHEAF_ERROR_IN_USE, "in-use" },
  { SHEAF_ERROR_BAD_LINK, "bad-link" },
};

/* A code without a row above does not compile. */
static guint
row_of (SheafError code)
{
  switch (code)
    {
    case SHEAF_ERROR_NETWORK:
    case SHEAF_ERROR_NOT_FOUND:
    case SHEAF_ERROR_BLOCKED:
    case SHEAF_ERROR_NOT_AN_ARTICLE:
    case SHEAF_ERROR_NOT_A_PAGE:
    case SHEAF_ERROR_BAD_ADDRESS:
    case SHEAF_ERROR_BAD_FILE:
    case SHEAF_ERROR_TOO_BIG:
    case SHEAF_ERROR_STORE:
    case SHEAF_ERROR_TOO_NEW:
    case SHEAF_ERROR_DAMAGED:
    case SHEAF_ERROR_IN_USE:
    case SHEAF_ERROR_BAD_LINK:
      break;
    }

  return code;
}

static void
test_nick (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      SheafError code = G_N_ELEMENTS (names);

      g_assert_cmpuint (row_of (names[i].code), ==, i);
      g_assert_cmpstr (sheaf_error_nick (names[i].code), ==, names[i].nick);
      g_assert_true (sheaf_error_from_nick (names[i].nick, &code));
      g_assert_cmpint (code, ==, names[i].code);
    }
}

static void
test_nick_unknown (void)
{
  static const char *const unknown[] = { NULL, "", "Network", "network ", "from-the-future" };

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      SheafError code = SHEAF_ERROR_STORE;

      g_assert_false (sheaf_error_from_nick (unknown[i], &code));
      g_assert_cmpint (code, ==, SHEAF_ERROR_STORE);
    }
}

static void
assert_sentence (const char *sentence)
{
  g_assert_nonnull (sentence);
  g_assert_true (g_utf8_validate (sentence, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (sentence, -1), >, 20);
  g_assert_true (g_str_has_suffix (sentence, "."));
}

static void
test_sentence (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *without = sheaf_error_sentence_for (names[i].code, NULL);
      g_autofree char *empty = sheaf_error_sentence_for (names[i].code, "");
      g_autofree char *with = sheaf_error_sentence_for (names[i].code, "host.example");

      assert_sentence (without);
      assert_sentence (with);
      g_assert_cmpstr (empty, ==, without);
      g_assert_nonnull (strstr (with, "host.example"));
      g_assert_null (strstr (without, "%"));
      for (guint k = 0; k < i; k++)
        {
          g_autofree char *other = sheaf_error_sentence_for (names[k].code, NULL);

          g_assert_cmpstr (without, !=, other);
        }
    }
}

/* A subject comes from outside: it is put in, not read as a format. */
static void
test_hostile_subject (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *sentence = sheaf_error_sentence_for (names[i].code, "%s%n%1000000d%");

      g_assert_nonnull (strstr (sentence, "%s%n%1000000d%"));
    }
}

static void
test_of_error (void)
{
  g_autoptr (GError) ours
      = g_error_new_literal (SHEAF_ERROR, SHEAF_ERROR_NOT_FOUND, "404 for the log");
  g_autoptr (GError) foreign
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such file");
  g_autofree char *sentence = sheaf_error_sentence (ours, "host.example");
  g_autofree char *expected = sheaf_error_sentence_for (SHEAF_ERROR_NOT_FOUND, "host.example");
  g_autofree char *message = sheaf_error_sentence (foreign, "host.example");

  g_assert_cmpstr (sentence, ==, expected);
  g_assert_cmpstr (message, ==, "No such file");
  g_assert_cmpstr (g_quark_to_string (SHEAF_ERROR), ==, "sheaf-error-quark");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/error/nick", test_nick);
  g_test_add_func ("/base/error/nick-unknown", test_nick_unknown);
  g_test_add_func ("/base/error/sentence", test_sentence);
  g_test_add_func ("/base/error/hostile-subject", test_hostile_subject);
  g_test_add_func ("/base/error/of-error", test_of_error);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which words of a note are looked at, and by which dictionaries they are right. */

#include "ui/spelling.h"
#include "ui/spell-words.h"

static void
test_words (void)
{
  static const struct
  {
    const char *text, *words;
  } cases[] = {
    { "", "" },
    { "Ask for the tapes.", "Ask|for|the|tapes" },
    { "don't, it’s 'quoted'", "don't|it’s|quoted" },
    { "a **bold** word, *one* more", "bold|word|one|more" },
    { "the `strcpy` call", "the|call" },
    { "an `open tick", "an|open|tick" },
    { "see [the log](https://example.org/lgo) now", "see|the|log|now" },
    { "see https://example.org/wrod and www.wrod.example", "see|and" },
    { "mail keeper@exmaple.org", "mail" },
    { "<https://exmaple.org> end", "end" },
    { "in 1961 the 3rd A4 b_c d/e", "in|the" },
    { "one\n```\nwrod here\n```\ntwo", "one|two" },
    { "one\n    wrod code\ntwo", "one|two" },
    { "# Größe\n- Übung macht", "Größe|Übung|macht" },
    { "灯台 лодка", "лодка" },
    { "well-known end.Then", "well|known" },
    { "a < b and `c ](d", "and" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) words = sheaf_spell_find_words (cases[i].text);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint w = 0; w < words->len; w++)
        {
          const SheafSpellWord *word = &g_array_index (words, SheafSpellWord, w);
          g_autofree char *text = g_utf8_substring (cases[i].text, word->start, word->end);

          g_string_append_printf (found, "%s%s", w > 0 ? "|" : "", text);
        }
      g_assert_cmpstr (found->str, ==, cases[i].words);
    }
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(SheafSpelling **)data = sheaf_spelling_open_finish (result);
}

static void
test_dictionaries (void)
{
  static const struct
  {
    const char *word;
    gboolean right;
  } cases[] = {
    { "lighthouse", TRUE }, { "lihgthouse", FALSE }, { "Leuchtturm", TRUE }, { "Leuchttrum", FALSE }
  };
  static const char *const languages[] = { "en_US.UTF-8", "de", NULL };
  SheafSpelling *spelling = NULL;
  g_auto (GStrv) suggestions = NULL, none = NULL;

  if (!sheaf_spelling_is_there ())
    {
      g_test_skip ("libenchant-2 is not installed");
      return;
    }
  sheaf_spelling_open_async (languages, opened_cb, &spelling);
  while (spelling == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (sheaf_spelling_get_n (spelling) < 2)
    g_test_skip ("hunspell-en-us or hunspell-de-de is not installed");
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        g_assert_cmpint (sheaf_spelling_check (spelling, cases[i].word), ==, cases[i].right);
      suggestions = sheaf_spelling_suggest (spelling, "lihgthouse");
      g_assert_cmpuint (g_strv_length (suggestions), <=, 5);
      g_assert_true (g_strv_contains ((const char *const *)suggestions, "lighthouse"));
      none = sheaf_spelling_suggest (spelling, "Donaudampfschiffahrtsgeselschaft");
      g_assert_cmpuint (g_strv_length (none), ==, 0);
      sheaf_spelling_ignore (spelling, "lihgthouse");
      g_assert_true (sheaf_spelling_check (spelling, "lihgthouse"));
    }
  sheaf_spelling_free (spelling);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/spell-words/words", test_words);
  g_test_add_func ("/ui/spell-words/dictionaries", test_dictionaries);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Templates that words are handed over to: which are taken, and what becomes of the words. */

#include "base/hand-over.h"

static void
test_templates (void)
{
  static const struct
  {
    const char *pattern;
    gboolean good;
  } cases[] = {
    { "https://{lang}.wiktionary.org/w/index.php?search={text}", TRUE },
    { "http://dictionary.example/{text}", TRUE },
    { "https://example.org/#{lang}/{text}", TRUE },
    { "HTTPS://example.org/?q={text}", TRUE },
    { "goldendict://{text}", TRUE },
    { "dict:{text}", TRUE },
    { "", FALSE },
    { "{text}", FALSE },
    { "example.org/{text}", FALSE },
    { "https://example.org/", FALSE },
    { "https://example.org/{TEXT}", FALSE },
    { "https://{text}/", FALSE },
    { "https://{text}.example.org/", FALSE },
    { "https://example.org{text}/a", FALSE },
    { "https:///{text}", FALSE },
    { "https://example.org/{text}/{word}", FALSE },
    { "https://example.org/a b{text}", FALSE },
    { "javascript:alert('{text}')", FALSE },
    { "JavaScript:{text}", FALSE },
    { "file:///{text}", FALSE },
    { "data:text/html,{text}", FALSE },
    { "{lang}://example.org/{text}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].pattern);
      g_assert_cmpint (sheaf_hand_over_is_template (cases[i].pattern), ==, cases[i].good);
    }
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *pattern, *text, *lang;
    guint most;
    const char *address;
  } cases[] = {
    { "https://{lang}.example/?q={text}", "tide", "de", 80, "https://de.example/?q=tide" },
    { "https://{lang}.example/?q={text}", "tide", "pt-BR", 80, "https://pt.example/?q=tide" },
    { "https://{lang}.example/?q={text}", "tide", "de_CH.UTF-8", 80, "https://de.example/?q=tide" },
    { "https://{lang}.example/?q={text}", "tide", "DE", 80, "https://de.example/?q=tide" },
    { "https://{lang}.example/?q={text}", "tide", NULL, 80, "https://en.example/?q=tide" },
    { "https://{lang}.example/?q={text}", "tide", "C", 80, "https://en.example/?q=tide" },
    { "https://{lang}.example/?q={text}", "tide", "evil.example/", 80,
      "https://en.example/?q=tide" },
    { "https://a.example/{text}", "a/b?c=d&e#f%20+g", "en", 80,
      "https://a.example/a%2Fb%3Fc%3Dd%26e%23f%2520%2Bg" },
    { "https://a.example/{text}", "Größe 沈む", "de", 80,
      "https://a.example/Gr%C3%B6%C3%9Fe%20%E6%B2%88%E3%82%80" },
    { "https://a.example/{text}/{text}", " one\n two\t", "en", 80,
      "https://a.example/one%20two/one%20two" },
    { "https://a.example/{text}", "{lang} {text}", "en", 80,
      "https://a.example/%7Blang%7D%20%7Btext%7D" },
    { "https://a.example/{text}", "hy\302\255phen \357\277\274 end", "en", 80,
      "https://a.example/hyphen%20end" },
    { "https://a.example/{text}", "one two three", "en", 9, "https://a.example/one%20two" },
    { "app:{text}", "it's", "en", 80, "app:it%27s" },
    { "https://a.example/{text}", " \n", "en", 80, NULL },
    { "https://a.example/{text}", "\357\277\274", "en", 80, NULL },
    { "javascript:{text}", "a", "en", 80, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = sheaf_hand_over_dup_address (cases[i].pattern, cases[i].text,
                                                              cases[i].lang, cases[i].most);

      g_test_message ("%s: %s", cases[i].pattern, cases[i].text);
      g_assert_cmpstr (address, ==, cases[i].address);
    }
}

static void
test_phrases (void)
{
  static const struct
  {
    const char *text, *phrase;
  } cases[] = {
    { "tide mill", "\"tide mill\"" },
    { " tide\n\tmill ", "\"tide mill\"" },
    { "the \"tide\" mill", "\"the tide mill\"" },
    { "\"", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *phrase = sheaf_hand_over_dup_phrase (cases[i].text, 200);

      g_assert_cmpstr (phrase, ==, cases[i].phrase);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/hand-over/templates", test_templates);
  g_test_add_func ("/base/hand-over/addresses", test_addresses);
  g_test_add_func ("/base/hand-over/phrases", test_phrases);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where words may be broken: with small dictionaries of our own, with broken ones, and with those
 * of German and English where they are installed. */

#include "ui/hyphens.h"

#include "../document/build-document.h"

#include <glib/gstdio.h>

static char *folder;

static void
write_dictionary (const char *lang, const char *contents, gssize length)
{
  g_autofree char *name = g_strdup_printf ("hyph_%s.dic", lang);
  g_autofree char *path = g_build_filename (folder, "hyphen", name, NULL);

  g_assert_true (g_file_set_contents (path, contents, length, NULL));
}

/* WORD with a hyphen at each of its breaks. (transfer full) */
static char *
hyphenate (const char *lang, const char *word)
{
  guint64 breaks = sheaf_hyphens_find_in_word (lang, word, strlen (word));
  GString *text = g_string_new (NULL);
  guint i = 0;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p), i++)
    {
      if ((breaks >> i & 1) != 0)
        g_string_append_c (text, '-');
      g_string_append_len (text, p, g_utf8_next_char (p) - p);
    }

  return g_string_free (text, FALSE);
}

static void
test_words (void)
{
  static const struct
  {
    const char *lang, *word, *expected;
  } cases[] = {
    { "qa", "banana", "ba-nana" },           /* three letters stay after a break, */
    { "qa", "abanana", "aba-nana" },         /* and two before */
    { "qa", "Banana", "Ba-nana" },           /* as at a sentence's beginning */
    { "qa", "BANANA", "BANANA" },            /* an abbreviation */
    { "qa", "baNana", "baNana" },            /* a name */
    { "qa", "bana", "bana" },                /* too short */
    { "qa", "banana1", "banana1" },          /* */
    { "qa", "ba-nana", "ba-nana" },          /* no word */
    { "qa-XX", "banana", "ba-nana" },        /* the language, whatever the region */
    { "QA", "banana", "ba-nana" },           /* */
    { "qb", "grünänana", "grü-nä-nana" },    /* one byte a letter */
    { "qb", "grünänanaж", "grü-nä-na-naж" }, /* a letter that it has not */
    { "qc", "grünänana", "grü-nä-nana" },    /* UTF-8 */
    { "qd", "banana", "ba-nana" },           /* of another region */
    { "qg", "bananadodo", "bana-na-dodo" },  /* parts, and what is within them */
    { "qe", "banana", "banana" },            /* there is none */
    { "", "banana", "banana" },
    { "../qa", "banana", "banana" },
    { "q", "banana", "banana" },
    { NULL, "banana", "banana" },
  };

  write_dictionary ("qa", "ISO8859-1\n1na\n", -1);
  write_dictionary ("qb", "ISO8859-1\n1n\344\n1na\n\3741n\n", -1);
  write_dictionary ("qc", "UTF-8\n1nä\n1na\nü1n\n", -1);
  write_dictionary ("qg", "ISO8859-1\nba1na.\na1nad\nNEXTLEVEL\n.na1do\nba2na1\n", -1);
  write_dictionary ("qd_ZZ", "ISO8859-1\nLEFTHYPHENMIN 2\n% words\n1na\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = hyphenate (cases[i].lang, cases[i].word);

      g_test_message ("%s", cases[i].word);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* What is no text is no word; nothing is read beyond its end. */
static void
test_no_words (void)
{
  static const struct
  {
    const char *word;
    gsize length;
  } cases[] = { { "", 0 },          { "ban\0ana", 7 },   { "banana\377", 7 }, { "\303", 1 },
                { "banan\303", 6 }, { "banana\r\n", 8 }, { "      ", 6 } };
  g_autofree char *long_word = g_strnfill (500, 'n');

  write_dictionary ("qf", "ISO8859-1\n1na\n1n\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *exact = g_memdup2 (cases[i].word, cases[i].length);

      g_assert_cmpuint (
          sheaf_hyphens_find_in_word ("qf", exact != NULL ? exact : "", cases[i].length), ==, 0);
    }
  for (gsize n = 0; n < 500; n++)
    g_assert_true (n <= 60 || sheaf_hyphens_find_in_word ("qf", long_word, n) == 0);
}

static void
test_broken_dictionaries (void)
{
  static const char *const cases[] = {
    "",
    "\n",
    "NO-SUCH-CHARSET\n1na\n",
    "ISO8859-1",
    "ISO8859-1\n",
    "UTF-8\n\377\376\n1na\377\n",
    "UTF-16\n1na\n",
    "ISO8859-1\n1na/=,1,9999999\n1na/,-5,-7\n/\n",
    "ISO8859-1\nLEFTHYPHENMIN -1\nRIGHTHYPHENMIN 999999999\nNOHYPHEN\nNEXTLEVEL\nNEXTLEVEL\n1na\n",
    "ISO8859-1\n999999999999999\n.\n1\n...........\n",
    "a charset with a very long name indeed, so that no buffer holds it\n1na\n",
  };
  g_autofree char *line = g_strnfill (5000, 'n');
  g_autofree char *long_line = g_strconcat ("ISO8859-1\n1", line, "\n1na\n", NULL);
  g_autofree char *huge = g_strnfill (5 * 1024 * 1024, '\n');
  char lang[3] = "ra";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++, lang[1]++)
    {
      write_dictionary (lang, cases[i], -1);
      sheaf_hyphens_find_in_word (lang, "banananana", 10);
    }
  write_dictionary ("sa", long_line, -1);
  sheaf_hyphens_find_in_word ("sa", "banananana", 10);
  write_dictionary ("sb", "ISO8859-1\n1n\0a\n\0\0\0\n", 18);
  sheaf_hyphens_find_in_word ("sb", "banananana", 10);
  memcpy (huge, "ISO8859-1\n1na\n", 14);
  write_dictionary ("sc", huge, 5 * 1024 * 1024);
  g_assert_cmpuint (sheaf_hyphens_find_in_word ("sc", "banana", 6), ==, 0);
}

/* Dictionaries of chance, and words of chance in them and in that of LANG. */
static void
test_chance (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  static const char *const letters[]
      = { "a", "n", "ä", "ß", "Z", "ж", "'", "1", "é", "-", "ﬁ", "İ" };

  for (guint i = 0; i < 40; i++)
    {
      char lang[3] = { 't', (char)('a' + i % 26), '\0' };
      GString *text = g_string_new (i % 2 == 0 ? "UTF-8\n" : "ISO8859-1\n");
      guint n = (guint)g_rand_int_range (rand, 1, 3000);

      if (i >= 26)
        lang[0] = 'u';
      while (n-- > 0)
        g_string_append_c (text, (char)(g_rand_boolean (rand)
                                            ? "1na.2/\n=,\n3NE"[g_rand_int_range (rand, 0, 13)]
                                            : g_rand_int_range (rand, 0, 256)));
      write_dictionary (lang, text->str, (gssize)text->len);
      g_string_free (text, TRUE);
      for (guint word = 0; word < 25; word++)
        {
          GString *one = g_string_new (NULL);

          for (int left = g_rand_int_range (rand, 0, 90); left > 0; left--)
            g_string_append (one, letters[g_rand_int_range (rand, 0, G_N_ELEMENTS (letters))]);
          sheaf_hyphens_find_in_word (lang, one->str, one->len);
          sheaf_hyphens_find_in_word (word % 2 == 0 ? "de" : "en", one->str, one->len);
          g_string_free (one, TRUE);
        }
    }
}

/* CALLS' text with a hyphen at each break. (transfer full) */
static char *
hyphenate_document (const char *calls, const char *lang)
{
  g_autoptr (SheafDocument) document = build_document (calls);
  g_autoptr (GArray) breaks = sheaf_hyphens_find (document, lang);
  GString *text = g_string_new (NULL);
  guint at = 0;

  for (guint i = 0; i <= breaks->len; i++)
    {
      guint to = i < breaks->len ? g_array_index (breaks, guint, i)
                                 : sheaf_document_get_length (document);
      g_autofree char *part = sheaf_document_dup_range (document, at, to);

      g_assert_cmpuint (to, >=, at);
      g_string_append (text, part);
      if (i < breaks->len)
        g_string_append_c (text, '|');
      at = to;
    }

  return g_strchomp (g_string_free (text, FALSE));
}

static void
test_documents (void)
{
  static const struct
  {
    const char *calls, *lang, *expected;
  } cases[] = {
    { "p|'banana, “banana” banana-banana end|/", "va", "ba|nana, “ba|nana” ba|nana-ba|nana end" },
    { "p|'banana banana|/|p|'banana end|/", "va", "ba|nana banana\nba|nana end" },
    { "h2|'banana end|/|p|'banana end|/", "va", "banana end\nba|nana end" },
    { "pre:c|'banana end|/|p|'banana end|/", "va", "banana end\nba|nana end" },
    { "p|'a |+code|'banana|-|' banana end|/", "va", "a banana ba|nana end" },
    { "p|'a banana|+sup|'banana|-|' banana end|/", "va", "a bananabanana ba|nana end" },
    { "p|+a https://example.org/|'example.org/banana|-|' |+a https://example.org/|'banana|-|' "
      "end|/",
      "va", "example.org/banana ba|nana end" },
    { "p|'banana.banana banana@banana https://banana banana2 banana_a end|/", "va",
      "banana.banana banana@banana https://banana banana2 banana_a end" },
    { "p|'bana\u0301na banana end|/", "va", "bana\u0301na ba|nana end" },
    { "p|'banana end|/", "vb", "banana end" },
    { "p|'banana end|/", NULL, "banana end" },
  };

  write_dictionary ("va", "ISO8859-1\n1na\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = hyphenate_document (cases[i].calls, cases[i].lang);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_installed (void)
{
  static const struct
  {
    const char *lang, *word, *expected;
  } cases[] = {
    { "de", "Donaudampfschifffahrt", "Do-nau-dampf-schiff-fahrt" },
    { "de-AT", "Straßenüberführung", "Stra-ßen-über-füh-rung" },
    { "de", "Fremdwörterbuch", "Fremd-wör-ter-buch" },
    { "en", "hyphenation", "hy-phen-ation" },
    { "en-GB", "typography", "ty-pog-ra-phy" },
  };
  gsize tested = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/usr/share/hyphen/hyph_%s.dic", i < 3 ? "de_DE" : "en_US");
      g_autofree char *found = NULL;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      found = hyphenate (cases[i].lang, cases[i].word);
      g_assert_cmpstr (found, ==, cases[i].expected);
      tested++;
    }
  if (tested < G_N_ELEMENTS (cases))
    g_test_skip ("a dictionary is not installed: hyphen-de, hyphen-en-us");
}

int
main (int argc, char **argv)
{
  g_autofree char *dictionaries = NULL;
  int result;

  folder = g_dir_make_tmp ("sheaf-hyphens-XXXXXX", NULL);
  dictionaries = g_build_filename (folder, "hyphen", NULL);
  g_assert_cmpint (g_mkdir (dictionaries, 0700), ==, 0);
  g_setenv ("XDG_DATA_DIRS", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/hyphens/words", test_words);
  g_test_add_func ("/ui/hyphens/no-words", test_no_words);
  g_test_add_func ("/ui/hyphens/broken-dictionaries", test_broken_dictionaries);
  g_test_add_func ("/ui/hyphens/chance", test_chance);
  g_test_add_func ("/ui/hyphens/documents", test_documents);
  g_test_add_func ("/ui/hyphens/installed", test_installed);
  result = g_test_run ();

  {
    g_autoptr (GDir) dir = g_dir_open (dictionaries, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
      {
        g_autofree char *path = g_build_filename (dictionaries, name, NULL);

        g_unlink (path);
      }
  }
  g_rmdir (dictionaries);
  g_rmdir (folder);
  g_free (folder);

  return result;
}

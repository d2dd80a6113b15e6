/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is found where, over a table: each hit is marked by brackets in the expected text. */

#include "base/text-find.h"

static char *
mark (const char *text, const GArray *ranges)
{
  GString *marked = g_string_new (NULL);
  guint at = 0, next = 0;

  for (const char *p = text;; p = g_utf8_next_char (p), at++)
    {
      if (next < ranges->len && g_array_index (ranges, SheafTextRange, next).end == at)
        {
          g_string_append_c (marked, ']');
          next++;
        }
      if (next < ranges->len && g_array_index (ranges, SheafTextRange, next).start == at)
        g_string_append_c (marked, '[');
      if (*p == '\0')
        break;
      g_string_append_unichar (marked, g_utf8_get_char (p));
    }

  return g_string_free (marked, FALSE);
}

typedef struct
{
  const char *text, *wanted, *expected;
} Case;

static void
check (const Case *cases, gsize n, GArray *(*find) (const char *, const char *))
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GArray) ranges = find (cases[i].text, cases[i].wanted);
      g_autofree char *marked = mark (cases[i].text, ranges);

      g_assert_cmpstr (marked, ==, cases[i].expected);
    }
}

static void
test_phrase (void)
{
  static const Case cases[] = {
    { "", "a", "" },
    { "abc", "", "abc" },
    { "abc", " \t\n", "abc" },
    { "abc", "\u0301", "abc" }, /* an accent alone is nothing */
    { "One one ONE", "one", "[One] [one] [ONE]" },
    { "aaaa", "aa", "[aa][aa]" },
    { "aaa", "aa", "[aa]a" },
    { "a tide table", " tide ", "a [tide] table" },
    { "high  \u00a0 tide", "high tide", "[high  \u00a0 tide]" },
    { "high tide", "high \n tide", "[high tide]" },
    /* a paragraph, a cell: what follows is another one */
    { "high\ntide", "high tide", "high\ntide" },
    { "high\ttide", "high tide", "high\ttide" },
    { "high\ntide", "tide", "high\n[tide]" },
    /* accents, composed or not, in either text */
    { "Café cafe\u0301 cafe", "cafe", "[Café] [cafe\u0301] [cafe]" },
    { "cafe", "CAFÉ", "[cafe]" },
    { "e\u0301e\u0301", "e", "[e\u0301][e\u0301]" },
    { "Ελλάδος ΕΛΛΑΔΟΣ", "ελλαδος", "[Ελλάδος] [ΕΛΛΑΔΟΣ]" },
    { "Việt Nam", "viet nam", "[Việt Nam]" },
    { "Łódź, Øre, đa, ışık, İzmir", "lodz", "[Łódź], Øre, đa, ışık, İzmir" },
    { "Øre ışık İzmir", "ore", "[Øre] ışık İzmir" },
    { "ışık İzmir", "i", "[ı]ş[ı]k [İ]zm[i]r" },
    { "ёлка еж", "ЕЖ", "ёлка [еж]" },
    { "ёлка", "елка", "[ёлка]" },
    { "мой мои", "мои", "мой [мои]" }, /* a letter, not an accent */
    /* one letter that is two, two that are one */
    { "Straße STRASSE", "strasse", "[Straße] [STRASSE]" },
    { "Strasse", "straße", "[Strasse]" },
    { "o\ufb03ce", "office", "[o\ufb03ce]" },
    { "o\ufb03ce", "off", "[o\ufb03]ce" },
    { "o\ufb03ce", "f", "o[\ufb03]ce" },
    { "Æther", "aether", "[Æther]" },
    /* what is not seen */
    { "light\u00adhouse", "lighthouse", "[light\u00adhouse]" },
    { "lighthouse", "light\u00adhouse", "[lighthouse]" },
    { "light\u200bhouse", "thou", "ligh[t\u200bhou]se" },
    { "a\u00ad b", "a b", "[a\u00ad b]" },
    /* marks as typed and as set */
    { "it’s “so” – and «no»", "it's \"so\" - and \"no\"", "[it’s “so” – and «no»]" },
    { "it's", "it’s", "[it's]" },
    { "‹no›", "'no'", "[‹no›]" },
    /* scripts without spaces */
    { "東京の天気は晴れ。東京都", "東京", "[東京]の天気は晴れ。[東京]都" },
    { "ガラスとカラス", "カラス", "ガラスと[カラス]" },
    { "か\u3099か", "か", "か\u3099[か]" }, /* the voicing as a character of its own */
    { "か\u3099か", "が", "[か\u3099]か" },
    { "ＡＢＣ ｶﾅ", "abc カナ", "[ＡＢＣ ｶﾅ]" },
    { "대한민국 한국", "한", "대[한]민국 [한]국" },
    { "각각", "가", "각각" }, /* a syllable is no part of another */
    { "ประเทศไทย", "ไทย", "ประเทศ[ไทย]" },
    { "मानसून की हवा", "मानसून", "[मानसून] की हवा" },
    /* pointing */
    { "שָׁלוֹם", "שלום", "[שָׁלוֹם]" },
    { "الكِتَاب كتـــاب", "كتاب", "ال[كِتَاب] [كتـــاب]" },
    { "a 🌊 b", "🌊 B", "a [🌊 b]" },
    { "\357\277\274 sea", "sea", "\357\277\274 [sea]" },
  };

  check (cases, G_N_ELEMENTS (cases), sheaf_text_find);
}

static void
test_words (void)
{
  static const Case cases[] = {
    { "the tide came high", "high tide", "the [tide] came [high]" },
    { "tides and riptide", "tide", "[tide]s and riptide" },
    { "a cat at a table", "a", "[a] cat at [a] table" },
    { "an ant", "an", "[an] ant" },
    { "tide", "tide tides tid", "[tide]" },
    { "tides", "tid tides", "[tides]" },
    { "été, l'été", "ete", "[été], l'[été]" },
    { "天気は晴れ", "晴れ 天気", "[天気]は[晴れ]" },
    { "대한민국", "한", "대[한]민국" },
    { "x", "", "x" },
  };

  check (cases, G_N_ELEMENTS (cases), sheaf_text_find_words);
}

static void
test_after (void)
{
  static const struct
  {
    guint offset, expected;
  } cases[] = { { 0, 0 }, { 1, 0 }, { 2, 1 }, { 3, 1 }, { 5, 1 }, { 6, 2 }, { 99, 2 } };
  g_autoptr (GArray) ranges = sheaf_text_find ("ab  ab", "ab");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (sheaf_text_ranges_after (ranges, cases[i].offset), ==, cases[i].expected);
}

/* Any valid text is found in itself, whatever it is made of. */
static void
test_itself (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new ("x");
      g_autoptr (GArray) ranges = NULL;

      for (int n = g_rand_int_range (random, 0, 12); n > 0; n--)
        {
          gunichar c = (gunichar)g_rand_int_range (random, 0x21,
                                                   g_rand_boolean (random) ? 0x250 : 0x30000);

          if (g_unichar_validate (c) && c != 0x3099 && c != 0x309a)
            g_string_append_unichar (text, c);
        }
      ranges = sheaf_text_find (text->str, text->str);
      g_assert_cmpuint (ranges->len, ==, 1);
      g_assert_cmpuint (g_array_index (ranges, SheafTextRange, 0).start, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/text-find/phrase", test_phrase);
  g_test_add_func ("/base/text-find/words", test_words);
  g_test_add_func ("/base/text-find/after", test_after);
  g_test_add_func ("/base/text-find/itself", test_itself);

  return g_test_run ();
}

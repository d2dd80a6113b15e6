/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where lines of Korean, Japanese and Chinese may end. */

#include "ui/hangul.h"

#include "../document/build-document.h"

#include <pango/pangocairo.h>

/* "|": a line may end here. */
static const struct
{
  const char *lang, *lines;
} texts[] = {
  { "ko", "서울은 |오늘 |맑다." },
  { "ko", "2024년 |3·1운동 |정치·|경제" },
  { "ko", "인공지능(AI)을 |(한국)은 |학교(school)는" },
  { "ko", "“학교”를 |'집'을 |50%를 |100℃에서" },
  { "ko", "A는 |B와 |東|京에서 |ㅋㅋ" },
  { "ko", "다.|그러나 |빵-|우유" },
  { "ja", "学|校、|先|生。|「は|い」|と、|言っゃ|た" },
  { "ja", "コ|ン|ピュー|ター|は|（こ|れ）々ァ！？" },
  { "zh", "中|文，|排|版。|「引|号」|和|（括|号）|《书|名》、|顿|号；|冒|号：|问|号？" },
  { "en", "a |plain |line" },
};

/* The lines of TEXT by Pango, its Korean words kept. (transfer full) */
static char *
dup_lines (const char *text, const char *lang, gboolean keep)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  GString *lines = g_string_new (NULL);
  int n = (int)g_utf8_strlen (text, -1) + 1, at = 0;
  g_autofree PangoLogAttr *log = g_new0 (PangoLogAttr, n);
  PangoAnalysis analysis = { .language = pango_language_from_string (lang) };

  if (keep)
    sheaf_hangul_keep_words (attributes, text);
  pango_default_break (text, -1, NULL, log, n);
  pango_tailor_break (text, -1, &analysis, 0, log, n);
  pango_attr_break (text, -1, attributes, 0, log, n);
  pango_attr_list_unref (attributes);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), at++)
    {
      if (at > 0 && log[at].is_line_break)
        g_string_append_c (lines, '|');
      g_string_append_unichar (lines, g_utf8_get_char (p));
    }

  return g_string_free (lines, FALSE);
}

static char *
dup_without_bars (const char *lines)
{
  g_auto (GStrv) parts = g_strsplit (lines, "|", -1);

  return g_strjoinv ("", parts);
}

/* Korean lines end at spaces alone, others where they may. */
static void
test_attributes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = dup_without_bars (texts[i].lines);
      g_autofree char *lines = dup_lines (text, texts[i].lang, TRUE);
      g_autoptr (GString) wanted = g_string_new (texts[i].lines);

      if (sheaf_hangul_is_in (text))
        {
          g_string_assign (wanted, text);
          g_string_replace (wanted, " ", " |", 0);
        }
      g_assert_cmpstr (lines, ==, wanted->str);
    }
}

/* The joiners leave the places where even a word may be broken, after a hyphen. */
static void
test_joiners (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = dup_without_bars (texts[i].lines), *joined = NULL, *lines = NULL;
      g_autofree char *calls = g_strdup_printf ("p|'%s|/", text);
      g_autoptr (SheafDocument) document = build_document (calls);
      g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
      g_autoptr (GString) with = g_string_new (text);

      sheaf_hangul_find (document, places);
      for (guint k = places->len; k-- > 0;)
        g_string_insert (with,
                         g_utf8_offset_to_pointer (text, g_array_index (places, guint, k)) - text,
                         "\342\201\240");
      joined = dup_lines (with->str, texts[i].lang, FALSE);
      g_assert_cmpint (places->len > 0, ==, sheaf_hangul_is_in (text));
      g_string_assign (with, joined);
      g_string_replace (with, "\342\201\240", "", 0);
      g_assert_cmpstr (with->str, ==, texts[i].lines);
    }
}

/* Those that are there already stay in order with those that come. */
static void
test_places (void)
{
  static const guint wanted[] = { 1, 2, 9, 10, 12 };
  g_autoptr (SheafDocument) document = build_document ("p|'서울은|/|pre|'가나다|/|p|'가나|/");
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  guint there[] = { 10, 12 };

  g_array_append_vals (places, there, 2);
  sheaf_hangul_find (document, places);
  g_assert_cmpuint (places->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < places->len; i++)
    g_assert_cmpuint (g_array_index (places, guint, i), ==, wanted[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/hangul/attributes", test_attributes);
  g_test_add_func ("/ui/hangul/joiners", test_joiners);
  g_test_add_func ("/ui/hangul/places", test_places);

  return g_test_run ();
}

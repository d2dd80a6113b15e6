/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which language a text is written in, where its page does not say: by the script, and among those
 * that share one by the small words that every sentence has.
 */

#include "extract/metadata-private.h"

#include "base/text.h"

#include <string.h>

#define MAX_READ 4000 /* bytes: more says nothing new */
#define MIN_LETTERS 40
#define MIN_WORDS 20
#define MIN_SHARE .12 /* of the words are the language's small ones */
#define LEAD 1.25     /* times as many as the next language's */

/* Words that no neighbour among these has, or that are far more common in this one. */
static const struct
{
  const char *language;
  const char *words; /* in small letters, each between spaces */
} latin[] = {
  { "en",
    " the and of to in is that for it with was on as are this by be from at have not or you " },
  { "de",
    " der die und das nicht den ist von zu mit ein eine des auf für sich dem auch es im sie wie "
    "werden aus bei nach oder wird sind " },
  { "fr",
    " le la les et des du un une est dans que qui pour pas sur au plus ce avec par ne sont aux "
    "cette ont " },
  { "es",
    " el la los las y que en un una por con para es del se no su al como más pero lo sus fue ha " },
  { "pt",
    " o os as e que em um uma por com para é do da dos das se não no na ao mais como mas foi são "
    "pelo pela " },
  { "it",
    " il lo la gli e di che è un una per con del della dei delle non sono nel nella alla anche si "
    "da più come ma questo " },
  { "nl",
    " de het een en van in is dat op te zijn met voor niet aan er ook als die bij naar door maar "
    "om worden " },
  { "pl", " i w na z się nie do jest to że o jak po co ale od za przez dla tym są oraz jego tego "
          "które " },
  { "sv", " och att det som är en ett på för av med den till inte har om var de vi från kan " },
  { "da", " og at det er en et på for af med den til ikke har om var de vi fra kan som der blev " },
  { "nb", " og å det er en et på for av med den til ikke har om var de vi fra kan som ble etter " },
  { "fi", " ja on ei että se oli hän mutta kun niin myös ovat joka sen tai kuin ole mukaan " },
  { "cs", " a se na je v že to z do s o i jako ale za po by pro jsou podle které který jsem si " },
  { "ro", " și în de la cu pe nu o un care din este să se că pentru mai au fost sunt după prin " },
  { "hu", " a az és hogy nem egy is ez meg volt de csak mint már van még el azt kell ha vagy " },
  { "tr", " ve bir bu da de için ile çok daha olarak gibi en kadar olan sonra ne var ama her " },
  { "id",
    " yang dan di dengan untuk dari ini itu pada tidak dalam akan ke juga adalah oleh ada telah " },
};

typedef struct
{
  guint latin, cyrillic, han, kana, hangul, arabic, hebrew, greek, thai, devanagari;
  guint ukrainian, persian, urdu;
} Letters;

static void
count_letter (Letters *letters, gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_LATIN:
      letters->latin++;
      break;
    case G_UNICODE_SCRIPT_CYRILLIC:
      letters->cyrillic++;
      letters->ukrainian += c == 0x456 || c == 0x457 || c == 0x454; /* і ї є */
      break;
    case G_UNICODE_SCRIPT_HAN:
      letters->han++;
      break;
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
      letters->kana++;
      break;
    case G_UNICODE_SCRIPT_HANGUL:
      letters->hangul++;
      break;
    case G_UNICODE_SCRIPT_ARABIC:
      letters->arabic++;
      letters->persian += c == 0x67e || c == 0x686 || c == 0x698 || c == 0x6af || c == 0x6cc;
      letters->urdu += c == 0x679 || c == 0x688 || c == 0x691 || c == 0x6d2 || c == 0x6ba;
      break;
    case G_UNICODE_SCRIPT_HEBREW:
      letters->hebrew++;
      break;
    case G_UNICODE_SCRIPT_GREEK:
      letters->greek++;
      break;
    case G_UNICODE_SCRIPT_THAI:
      letters->thai++;
      break;
    case G_UNICODE_SCRIPT_DEVANAGARI:
      letters->devanagari++;
      break;
    default:
      break;
    }
}

static Letters
count_letters (const char *text, gsize length)
{
  Letters letters = { 0 };

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    count_letter (&letters, g_utf8_get_char (p));

  return letters;
}

/* NULL: Latin, or nothing clear. A sign stands for a word where there are no letters. */
static const char *
of_script (const Letters *letters)
{
  guint all = letters->latin + letters->cyrillic + letters->han + letters->kana + letters->hangul
              + letters->arabic + letters->hebrew + letters->greek + letters->thai
              + letters->devanagari;
  guint most = all / 2;

  if (letters->han + letters->kana > most)
    return letters->kana * 20 > letters->han ? "ja" : "zh";
  if (letters->hangul > most)
    return "ko";
  if (letters->cyrillic > most)
    return letters->ukrainian * 50 > letters->cyrillic ? "uk" : "ru";
  if (letters->arabic > most)
    return letters->urdu * 100 > letters->arabic      ? "ur"
           : letters->persian * 100 > letters->arabic ? "fa"
                                                      : "ar";
  if (letters->hebrew > most)
    return "he";
  if (letters->greek > most)
    return "el";
  if (letters->thai > most)
    return "th";

  return letters->devanagari > most ? "hi" : NULL;
}

/* Every word of the table to the languages that have it, a bit for each. */
static GHashTable *
get_words (void)
{
  static GHashTable *shared;

  if (g_once_init_enter (&shared))
    {
      GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint i = 0; i < G_N_ELEMENTS (latin); i++)
        {
          g_auto (GStrv) list = g_strsplit (latin[i].words, " ", -1);

          for (guint k = 0; list[k] != NULL; k++)
            {
              guint has = GPOINTER_TO_UINT (g_hash_table_lookup (words, list[k]));

              g_hash_table_insert (words, g_strdup (list[k]), GUINT_TO_POINTER (has | 1u << i));
            }
        }
      g_once_init_leave (&shared, words);
    }

  return shared;
}

static void
count_word (const char *word, guint counts[G_N_ELEMENTS (latin)])
{
  guint has = GPOINTER_TO_UINT (g_hash_table_lookup (get_words (), word));

  for (guint i = 0; has != 0; i++, has >>= 1)
    counts[i] += has & 1;
}

static const char *
of_words (const char *text, gsize length)
{
  guint counts[G_N_ELEMENTS (latin)] = { 0 };
  g_autofree char *start = g_strndup (text, length);
  g_autofree char *small = sheaf_text_small (start);
  g_autoptr (GString) word = g_string_new (NULL);
  guint words = 0, best = 0, next = 0;

  for (const char *p = small;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalpha (c))
        g_string_append_unichar (word, c);
      else if (word->len > 0)
        {
          words++;
          if (word->len <= 12)
            count_word (word->str, counts);
          g_string_truncate (word, 0);
        }
      if (*p == '\0')
        break;
    }
  for (guint i = 1; i < G_N_ELEMENTS (latin); i++)
    if (counts[i] > counts[best])
      best = i;
  for (guint i = 0; i < G_N_ELEMENTS (latin); i++)
    if (i != best)
      next = MAX (next, counts[i]);
  if (words < MIN_WORDS || counts[best] < words * MIN_SHARE || counts[best] < next * LEAD)
    return NULL;

  return latin[best].language;
}

const char *
sheaf_metadata_detect_language (const char *text)
{
  gsize length = strlen (text);
  const char *language;
  Letters letters;

  if (length > MAX_READ)
    length = (gsize)(g_utf8_find_prev_char (text, text + MAX_READ) - text);
  letters = count_letters (text, length);
  if (letters.latin + letters.cyrillic + letters.han * 2 + letters.kana * 2 + letters.hangul * 2
          + letters.arabic + letters.hebrew + letters.greek + letters.thai + letters.devanagari
      < MIN_LETTERS)
    return NULL;
  language = of_script (&letters);
  if (language != NULL || letters.latin < MIN_LETTERS)
    return language;

  return of_words (text, length);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Marks in texts that change: a text is made of paragraphs of sentences of words, as articles are,
 * with sentences that occur again and lists of lines that are alike; it is changed by a few random
 * edits, and each mark looked for. Where a marked sentence was left alone it is known where it
 * stands now, to the letter. */

#include "base/anchor.h"

#include <string.h>

#define ROUNDS 1000
#define MARKS 20
#define LEAST 98 /* per cent */
#define N_WORDS 40

typedef struct
{
  GPtrArray *words;
  guint paragraph; /* changes where another one begins */
  guint id;        /* of the old sentence; 0: a new one */
  gboolean changed, list;
} Sentence;

/* Each row a language: words, what is between them, and the end of a sentence. */
static const struct
{
  const char *name, *words, *space, *stop;
} languages[] = {
  { "English",
    "the a of and harbour boat tide “storm” night old master said that none would leave before "
    "morning it’s late "
    "again rope stone wall salt wind light house keeper’s child went home alone – slowly under "
    "grey clouds 1912 rain",
    " ", "." },
  { "German",
    "der die das und Hafen Boot Flut „Sturm“ Nacht alte Meister sagte dass keines vor Morgen "
    "ausläuft heute spät wieder "
    "Seil Stein Mauer Salz Wind Licht Wärter Kind ging heim allein – langsam unter grauen Wolken "
    "größer Möwe 1912 Straße",
    " ", "." },
  { "Japanese",
    "港 船 潮 嵐 夜 古い 主人 言った 誰も 朝 前に 出ない 遅い また 縄 石 壁 塩 風 光 家 番人 子供 "
    "帰った 一人 静かに 灰色 雲 雨 "
    "海 が の を は に で と も から まで",
    "", "。" },
  { "Arabic",
    "الميناء القارب المد العاصفة الليل القديم السيد قال أن لا أحد يغادر قبل الصباح متأخر مرة أخرى "
    "حبل حجر جدار ملح ريح ضوء "
    "بيت حارس طفل ذهب وحده ببطء تحت غيوم رمادية مطر في من على إلى هذا كان بحر",
    " ", "." },
  { "Hindi",
    "बंदरगाह नाव ज्वार तूफ़ान रात पुराना मालिक कहा कि कोई सुबह से पहले नहीं जाएगा देर फिर रस्सी पत्थर दीवार "
    "नमक हवा रोशनी घर "
    "रखवाला बच्चा गया अकेला धीरे बादल बारिश समुद्र में का की के है था और यह वह एक",
    " ", "।" },
  { "French",
    "le la de et port bateau mare\u0301e «tempe\u0302te» nuit vieux mai\u0302tre dit qu’aucun ne "
    "partira avant l’aube tard encore "
    "corde pierre mur sel vent lumie\u0300re 👨\u200d👩\u200d👧 gardien enfant rentra seul – "
    "lentement sous ciel gris❤\ufe0f e\u0301te\u0301 "
    "pluie phare de\u0301jà mer",
    " ", "." },
};

typedef struct
{
  GRand *rand;
  const char *space, *stop;
  GStrv words;
  guint n_words, next_id;
} Maker;

static guint
below (Maker *self, guint n)
{
  return (guint)g_rand_int_range (self->rand, 0, (gint32)n);
}

static void
sentence_free (gpointer data)
{
  Sentence *self = data;

  g_ptr_array_unref (self->words);
  g_free (self);
}

static Sentence *
sentence_copy (const Sentence *other)
{
  Sentence *self = g_memdup2 (other, sizeof *other);

  self->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < other->words->len; i++)
    g_ptr_array_add (self->words, g_strdup (other->words->pdata[i]));

  return self;
}

static char *
any_word (Maker *self)
{
  return g_strdup (self->words[below (self, self->n_words)]);
}

static Sentence *
make_sentence (Maker *self, guint paragraph, gboolean list)
{
  Sentence *sentence = g_new0 (Sentence, 1);
  guint n = list ? 3 + below (self, 3) : 3 + below (self, 18);

  sentence->words = g_ptr_array_new_with_free_func (g_free);
  sentence->paragraph = paragraph;
  sentence->list = list;
  while (n-- > 0)
    g_ptr_array_add (sentence->words, any_word (self));

  return sentence;
}

/* One in ten sentences is another one again; one in eight paragraphs a list whose lines begin
 * alike. */
static GPtrArray *
make_text (Maker *self)
{
  GPtrArray *text = g_ptr_array_new_with_free_func (sentence_free);
  guint paragraphs = 4 + below (self, 16);

  for (guint p = 1; p <= paragraphs; p++)
    {
      gboolean list = below (self, 8) == 0;
      guint n = 1 + below (self, 6);

      while (n-- > 0)
        {
          Sentence *sentence;

          if (!list && text->len > 3 && below (self, 10) == 0)
            sentence = sentence_copy (text->pdata[below (self, text->len)]);
          else
            sentence = make_sentence (self, p, list);
          if (list)
            {
              g_free (sentence->words->pdata[0]);
              sentence->words->pdata[0] = g_strdup (self->words[0]);
            }
          sentence->paragraph = p * 100 + (list ? n : 0); /* each line is one of its own */
          sentence->id = ++self->next_id;
          g_ptr_array_add (text, sentence);
        }
    }

  return text;
}

/* How the new text is typed. */
typedef struct
{
  gboolean ascii, wide;
} Typing;

/* WORD, typed so. */
static void
add_word (GString *text, const char *word, const Typing *typing)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (typing->ascii && (c == 0x201c || c == 0x201d || c == 0x201e || c == 0xab || c == 0xbb))
        g_string_append_c (text, '"');
      else if (typing->ascii && c == 0x2019)
        g_string_append_c (text, '\'');
      else if (typing->ascii && c == 0x2013)
        g_string_append_c (text, '-');
      else
        g_string_append_unichar (text, c);
    }
  if (typing->wide && g_utf8_strlen (word, -1) > 6)
    { /* a soft hyphen before the last three */
      char *third_last = g_utf8_offset_to_pointer (text->str + text->len, -3);

      if (!g_unichar_ismark (g_utf8_get_char (third_last)) && strstr (word, "👨") == NULL)
        g_string_insert (text, third_last - text->str, "\u00ad");
    }
}

/* Where the words of each sentence are: spans[sentence][2 * word], [2 * word + 1]. */
static char *
print (Maker *self, GPtrArray *sentences, const Typing *typing, GPtrArray *spans)
{
  GString *text = g_string_new (NULL);

  for (guint s = 0; s < sentences->len; s++)
    {
      const Sentence *sentence = sentences->pdata[s];
      GArray *at = g_array_new (FALSE, FALSE, sizeof (guint));

      if (s > 0 && ((const Sentence *)sentences->pdata[s - 1])->paragraph != sentence->paragraph)
        g_string_append (text, typing->wide ? "\n\n" : "\n");
      else if (s > 0)
        g_string_append (text, self->space);
      for (guint w = 0; w < sentence->words->len; w++)
        {
          guint place;

          if (w > 0 && *self->space != '\0')
            g_string_append (text, typing->wide && w % 5 == 0 ? "\u00a0 " : " ");
          place = (guint)g_utf8_strlen (text->str, -1);
          g_array_append_val (at, place);
          add_word (text, sentence->words->pdata[w], typing);
          place = (guint)g_utf8_strlen (text->str, -1);
          g_array_append_val (at, place);
        }
      g_string_append (text, self->stop);
      g_ptr_array_add (spans, at);
    }

  return g_string_free (text, FALSE);
}

/* Edits */

static void
change_words (Maker *self, GPtrArray *text)
{
  Sentence *sentence = text->pdata[below (self, text->len)];
  guint at = below (self, sentence->words->len), kind = below (self, 3);

  sentence->changed = TRUE;
  if (kind != 0 && sentence->words->len > 1)
    g_ptr_array_remove_index (sentence->words, at);
  if (kind != 1)
    g_ptr_array_insert (sentence->words, (int)MIN (at, sentence->words->len), any_word (self));
}

static void
add_sentence (Maker *self, GPtrArray *text)
{
  guint at = below (self, text->len);
  Sentence *sentence = make_sentence (self, ((const Sentence *)text->pdata[at])->paragraph, FALSE);

  if (below (self, 3) == 0)
    sentence->paragraph = 1000 * 1000 + below (self, 1000); /* of its own */
  g_ptr_array_insert (text, (int)at, sentence);
}

static void
drop_sentence (Maker *self, GPtrArray *text)
{
  if (text->len > 2)
    g_ptr_array_remove_index (text, below (self, text->len));
}

/* Takes a whole paragraph out, and puts it somewhere else, or not. */
static void
move_paragraph (Maker *self, GPtrArray *text, gboolean drop)
{
  guint first = below (self, text->len), n = 0, at;
  guint paragraph = ((const Sentence *)text->pdata[first])->paragraph;
  g_autoptr (GPtrArray) moved = g_ptr_array_new ();

  while (first > 0 && ((const Sentence *)text->pdata[first - 1])->paragraph == paragraph)
    first--;
  while (first + n < text->len
         && ((const Sentence *)text->pdata[first + n])->paragraph == paragraph)
    n++;
  if (n + 1 >= text->len)
    return;
  for (; n > 0; n--)
    g_ptr_array_add (moved, g_ptr_array_steal_index (text, first));
  if (drop)
    g_ptr_array_foreach (moved, (GFunc)(void (*) (void))sentence_free, NULL);
  for (at = below (self, text->len); at > 0
                                     && ((const Sentence *)text->pdata[at - 1])->paragraph
                                            == ((const Sentence *)text->pdata[at])->paragraph;)
    at--;
  for (guint i = 0; !drop && i < moved->len; i++)
    g_ptr_array_insert (text, (int)(at + i), moved->pdata[i]);
}

static void
edit (Maker *self, GPtrArray *text, Typing *typing)
{
  guint n = 1 + below (self, 8);

  while (n-- > 0)
    switch (below (self, 8))
      {
      case 0:
      case 1:
      case 2:
        change_words (self, text);
        break;
      case 3:
        add_sentence (self, text);
        break;
      case 4:
        drop_sentence (self, text);
        break;
      case 5:
        move_paragraph (self, text, FALSE);
        break;
      case 6:
        move_paragraph (self, text, below (self, 2) == 0);
        break;
      default:
        typing->ascii = typing->ascii || below (self, 2) == 0;
        typing->wide = typing->wide || below (self, 2) == 0;
      }
}

/* Judging */

typedef struct
{
  guint unchanged, right, elsewhere, lost;
  guint changed, followed, gone, found, at[SHEAF_PLACED_NOWHERE + 1];
} Tally;

/* The text between START and END, without what the shadow does not see either. */
static char *
bare (const char *text, guint start, guint end)
{
  g_autofree char *part = g_utf8_substring (text, start, end);
  g_autofree char *composed = g_utf8_normalize (part, -1, G_NORMALIZE_NFC);
  GString *plain = g_string_new (NULL);

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          if (plain->len > 0 && plain->str[plain->len - 1] != ' ')
            g_string_append_c (plain, ' ');
        }
      else if (c == 0x201c || c == 0x201d || c == 0x201e || c == 0xab || c == 0xbb)
        g_string_append_c (plain, '"');
      else if (c == 0x2019)
        g_string_append_c (plain, '\'');
      else if (c == 0x2013)
        g_string_append_c (plain, '-');
      else if (c != 0xad && c != 0x200d && c != 0xfe0f)
        g_string_append_unichar (plain, c);
    }

  return g_string_free (plain, FALSE);
}

typedef struct
{
  guint sentence, first, last; /* words */
  SheafAnchor *anchor;
} Mark;

static void
judge (const Mark *one,
       guint id,
       const char *old_text,
       const char *new_text,
       SheafAnchorText *text,
       GPtrArray *sentences,
       GPtrArray *spans,
       Tally *tally)
{
  g_autoptr (SheafAnchor) before = sheaf_anchor_copy (one->anchor);
  guint start = G_MAXUINT, end = G_MAXUINT, s = 0;
  SheafPlaced placed = sheaf_anchor_place (one->anchor, text, &start, &end);
  gboolean found = placed != SHEAF_PLACED_NOWHERE;

  tally->at[placed]++;
  /* the anchor is as it was, and what is nowhere touches nothing */
  g_assert_cmpstr (before->exact, ==, one->anchor->exact);
  g_assert_cmpint (before->start, ==, one->anchor->start);
  g_assert_true (found ? start < end : start == G_MAXUINT && end == G_MAXUINT);
  if (placed == SHEAF_PLACED_THERE || placed == SHEAF_PLACED_QUOTE)
    {
      g_autofree char *wanted = bare (old_text, one->anchor->start, one->anchor->end);
      g_autofree char *got = bare (new_text, start, end);

      g_assert_cmpstr (got, ==, wanted);
    }

  while (s < sentences->len && ((const Sentence *)sentences->pdata[s])->id != id)
    s++;
  if (s < sentences->len && !((const Sentence *)sentences->pdata[s])->changed)
    {
      const GArray *at = spans->pdata[s];
      guint from = g_array_index (at, guint, 2 * one->first);
      guint to = g_array_index (at, guint, 2 * one->last + 1);

      tally->unchanged++;
      if (start == from && end == to)
        tally->right++;
      else if (!found)
        tally->lost++;
      else
        tally->elsewhere++;
    }
  else if (s == sentences->len)
    {
      tally->gone++;
      tally->found += found;
    }
  else
    {
      tally->changed++;
      tally->followed += found;
    }
}

static void
mark_clear (gpointer data)
{
  sheaf_anchor_free (((Mark *)data)->anchor);
}

/* A word, some words, or the whole sentence. */
static GArray *
make_marks (Maker *self, GPtrArray *sentences, GPtrArray *spans, const char *text)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (Mark));

  g_array_set_clear_func (marks, mark_clear);
  for (guint i = 0; i < MARKS; i++)
    {
      Mark one = { .sentence = below (self, sentences->len) };
      const GArray *at = spans->pdata[one.sentence];
      guint n = at->len / 2, kind = below (self, 4);

      one.first = kind == 0 ? 0 : below (self, n);
      one.last = kind == 0   ? n - 1
                 : kind == 1 ? one.first
                             : one.first + below (self, n - one.first);
      one.anchor = sheaf_anchor_new (text, g_array_index (at, guint, 2 * one.first),
                                     g_array_index (at, guint, 2 * one.last + 1));
      g_assert_nonnull (one.anchor);
      g_array_append_val (marks, one);
    }

  return marks;
}

static void
play (Maker *self, Tally *tally)
{
  static const Typing plainly = { FALSE, FALSE };
  g_autoptr (GPtrArray) old_sentences = make_text (self);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (sentence_free);
  g_autoptr (GPtrArray) old_spans = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  g_autoptr (GPtrArray) spans = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  g_autofree char *old_text = print (self, old_sentences, &plainly, old_spans);
  g_autoptr (GArray) marks = make_marks (self, old_sentences, old_spans, old_text);
  g_autoptr (SheafAnchorText) old_place = sheaf_anchor_text_new (old_text);
  g_autoptr (SheafAnchorText) place = NULL;
  g_autofree char *text = NULL;
  Typing typing = plainly;

  for (guint i = 0; i < old_sentences->len; i++)
    g_ptr_array_add (sentences, sentence_copy (old_sentences->pdata[i]));
  edit (self, sentences, &typing);
  text = print (self, sentences, &typing, spans);
  place = sheaf_anchor_text_new (text);

  for (guint i = 0; i < marks->len; i++)
    {
      const Mark *one = &g_array_index (marks, Mark, i);
      const Sentence *sentence = old_sentences->pdata[one->sentence];
      guint start = 0, end = 0;

      judge (one, sentence->id, old_text, text, place, sentences, spans, tally);
      /* nothing was lost: on the old text it is where it was */
      g_assert_cmpint (sheaf_anchor_place (one->anchor, old_place, &start, &end), ==,
                       SHEAF_PLACED_THERE);
      g_assert_cmpint (start, ==, one->anchor->start);
      g_assert_cmpint (end, ==, one->anchor->end);
    }
}

static void
report (const char *name, const Tally *tally)
{
  g_test_message (
      "%s: %u marks of unchanged sentences: %.2f %% right, %.2f %% elsewhere, %.2f %% nowhere; "
      "%u of changed ones: %.1f %% follow; %u of gone ones: %.1f %% found elsewhere",
      name, tally->unchanged, 100.0 * tally->right / MAX (tally->unchanged, 1),
      100.0 * tally->elsewhere / MAX (tally->unchanged, 1),
      100.0 * tally->lost / MAX (tally->unchanged, 1), tally->changed,
      100.0 * tally->followed / MAX (tally->changed, 1), tally->gone,
      100.0 * tally->found / MAX (tally->gone, 1));
}

static void
add_tally (Tally *all, const Tally *one)
{
  all->unchanged += one->unchanged;
  all->right += one->right;
  all->elsewhere += one->elsewhere;
  all->lost += one->lost;
  all->changed += one->changed;
  all->followed += one->followed;
  all->gone += one->gone;
  all->found += one->found;
  for (guint i = 0; i < G_N_ELEMENTS (all->at); i++)
    all->at[i] += one->at[i];
}

static void
test_edits (void)
{
  Tally all = { 0 };

  for (gsize l = 0; l < G_N_ELEMENTS (languages); l++)
    {
      Maker maker = { g_rand_new_with_seed (1912 + (guint32)l),
                      languages[l].space,
                      languages[l].stop,
                      g_strsplit (languages[l].words, " ", -1),
                      0,
                      0 };
      Tally tally = { 0 };

      maker.n_words = g_strv_length (maker.words);
      for (guint i = l; i < ROUNDS; i += G_N_ELEMENTS (languages))
        play (&maker, &tally);
      report (languages[l].name, &tally);
      add_tally (&all, &tally);
      g_strfreev (maker.words);
      g_rand_free (maker.rand);
    }
  report ("all", &all);
  g_test_message ("there %u, quote %u, ends %u, roughly %u, nowhere %u", all.at[0], all.at[1],
                  all.at[2], all.at[3], all.at[4]);
  g_assert_cmpuint (all.right * 100, >=, all.unchanged * LEAST);
  g_assert_cmpuint (all.elsewhere * 200, <=, all.unchanged);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/anchor/edits", test_edits);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Articles as a library of years has them: sites by a long tail, tags in tags, several scripts,
 * titles that can be read, lengths whose logarithm is normal, words by Zipf's law. Texts come in
 * sentences, many of which begin as others do, so that they compress about as real ones. */

#include "invent.h"

#include <math.h>
#include <string.h>

#define WORDS 20000
#define SITES 3000
#define AUTHORS 9000
#define MEDIAN_WORDS 380
#define SPREAD .9 /* of the logarithm */
#define PHRASES 3000

/* A word of a script is made of its letters; where they are many and without blanks between them,
 * a word is one or two. */
typedef struct
{
  const char *code;
  const char *direction; /* (nullable) */
  guint share;           /* of a thousand articles */
  const char *letters, *vowels;
  gunichar first; /* not 0: letters from here on */
  guint n;
  gboolean blanks;
  const char *stop;
} Tongue;

static const Tongue tongues[] = {
  { "en", NULL, 690, "tnsrhldcmfpgbvwk", "eeeaaioou", 0, 0, TRUE, "." },
  { "de", NULL, 110, "nrstdhlgcmbfwkzpv", "eeeiauoäöü", 0, 0, TRUE, "." },
  { "fr", NULL, 60, "snrtldcmpvqfbg", "eeaiiuoé", 0, 0, TRUE, "." },
  { "ru", NULL, 30, "нтсрвлкмдпгбз", "оооеаиу", 0, 0, TRUE, "." },
  { "ar", "rtl", 15, "لمنرتبدسكعفق", "اايو", 0, 0, TRUE, "." },
  { "ko", NULL, 20, NULL, NULL, 0xac00, 2350, TRUE, "." },
  { "zh", NULL, 40, NULL, NULL, 0x4e00, 3000, FALSE, "。" },
  { "ja", NULL, 30, NULL, NULL, 0x3042, 80, FALSE, "。" },
  { "th", NULL, 5, NULL, NULL, 0x0e01, 46, FALSE, " " },
};

static const char *const english[]
    = { "the",  "of",   "and",   "a",     "to",    "in",   "is",    "that",  "it",   "was",
        "for",  "on",   "are",   "as",    "with",  "they", "at",    "be",    "this", "from",
        "have", "or",   "by",    "one",   "had",   "not",  "but",   "what",  "all",  "were",
        "when", "we",   "there", "can",   "an",    "your", "which", "their", "said", "if",
        "will", "each", "about", "how",   "up",    "out",  "them",  "then",  "she",  "many",
        "some", "so",   "these", "would", "other", "into", "has",   "more",  "her",  "two" };

static const char *const first_words[]
    = { "quiet",  "salt",   "northern", "broken", "early", "hidden", "slow",     "winter", "old",
        "bright", "lost",   "small",    "deep",   "open",  "silver", "narrow",   "late",   "wild",
        "warm",   "second", "empty",    "long",   "paper", "stone",  "electric", "common" };

static const char *const second_words[]
    = { "harbour",  "river",   "kitchen", "library",    "engine",    "garden",
        "island",   "market",  "letter",  "bridge",     "mountain",  "theatre",
        "window",   "railway", "forest",  "lighthouse", "archive",   "desert",
        "village",  "machine", "orchard", "map",        "orchestra", "signal",
        "workshop", "glacier", "bakery",  "telescope",  "meadow",    "canal" };

/* Two words each. */
static const char *const titles[] = { "The %s %s",
                                      "What the %s %s Taught Us",
                                      "A Year With the %s %s",
                                      "How a %s %s Was Saved",
                                      "Why We Still Need the %s %s",
                                      "Notes From a %s %s",
                                      "Inside the %s %s",
                                      "The Last Days of the %s %s",
                                      "In Praise of the %s %s",
                                      "Who Owns the %s %s?" };

static const char *const tags[] = { "science",
                                    "science/physics",
                                    "science/biology",
                                    "science/biology/birds",
                                    "science/chemistry",
                                    "science/space",
                                    "history",
                                    "history/rome",
                                    "history/sea",
                                    "history/printing",
                                    "cooking",
                                    "cooking/bread",
                                    "cooking/soup",
                                    "cooking/preserves",
                                    "travel",
                                    "travel/north",
                                    "travel/rail",
                                    "travel/islands",
                                    "programming",
                                    "programming/c",
                                    "programming/databases",
                                    "programming/interfaces",
                                    "music",
                                    "music/strings",
                                    "music/early",
                                    "politics",
                                    "politics/cities",
                                    "politics/water",
                                    "work",
                                    "work/someday",
                                    "work/talks",
                                    "reading",
                                    "reading/long",
                                    "reading/poems",
                                    "gardens",
                                    "gardens/trees",
                                    "gardens/roses",
                                    "maps",
                                    "health",
                                    "health/sleep",
                                    "health/running",
                                    "money",
                                    "money/houses",
                                    "family",
                                    "家庭",
                                    "план",
                                    "to read",
                                    "later",
                                    "essays",
                                    "interviews",
                                    "language",
                                    "language/german",
                                    "language/japanese",
                                    "photography",
                                    "weather",
                                    "climate",
                                    "climate/ice",
                                    "climate/sea",
                                    "craft",
                                    "craft/wood" };

/* --- Drawing --- */

static guint
below (GRand *random, guint most)
{
  return g_rand_int_range (random, 0, (gint32)most);
}

/* A number below MOST, the small ones more often. */
static guint
draw_rank (GRand *random, guint most)
{
  return (guint)exp (g_rand_double (random) * log (most)) - 1;
}

static double
draw_normal (GRand *random)
{
  double sum = -6;

  for (int i = 0; i < 12; i++)
    sum += g_rand_double (random);

  return sum;
}

static const Tongue *
draw_tongue (GRand *random)
{
  guint at = below (random, 1000), i = 0;

  while (at >= tongues[i].share)
    at -= tongues[i++].share;

  return &tongues[i];
}

/* --- Words and phrases, made once for each tongue --- */

typedef struct
{
  char **words;
  char **phrases;
} Stock;

static void
append_letter (GString *word, const char *letters, GRand *random)
{
  const char *at = g_utf8_offset_to_pointer (letters, below (random, g_utf8_strlen (letters, -1)));

  g_string_append_unichar (word, g_utf8_get_char (at));
}

static char *
make_word (const Tongue *tongue, GRand *random, guint rank)
{
  GString *word = g_string_new (NULL);
  guint letters = MAX (1, (int)(2 + .45 * log2 (rank + 1)) + g_rand_int_range (random, -1, 3));
  gboolean vowel = g_rand_boolean (random);

  if (tongue->first != 0)
    for (guint i = 0; i < (rank < 300 && !tongue->blanks ? 1u : 2u); i++)
      g_string_append_unichar (word, tongue->first + draw_rank (random, tongue->n + 1));
  else
    for (guint i = 0; i < letters; i++, vowel = !vowel)
      append_letter (word, vowel ? tongue->vowels : tongue->letters, random);

  return g_string_free (word, FALSE);
}

static const char *
draw_word (const Stock *stock, GRand *random)
{
  return stock->words[draw_rank (random, WORDS)];
}

static void
append_word (GString *text, const Tongue *tongue, const char *word)
{
  if (text->len > 0 && tongue->blanks)
    g_string_append_c (text, ' ');
  g_string_append (text, word);
}

static char *
make_phrase (const Tongue *tongue, const Stock *stock, GRand *random)
{
  GString *phrase = g_string_new (NULL);

  for (guint i = 0, n = 3 + below (random, 5); i < n; i++)
    append_word (phrase, tongue, draw_word (stock, random));

  return g_string_free (phrase, FALSE);
}

static const Stock *
get_stock (const Tongue *tongue)
{
  static Stock stocks[G_N_ELEMENTS (tongues)];
  Stock *stock = &stocks[tongue - tongues];
  GRand *random;

  if (stock->words != NULL)
    return stock;
  random = g_rand_new_with_seed (1 + (guint)(tongue - tongues));
  stock->words = g_new0 (char *, WORDS);
  for (guint i = 0; i < WORDS; i++)
    stock->words[i] = tongue == tongues && i < G_N_ELEMENTS (english)
                          ? g_strdup (english[i])
                          : make_word (tongue, random, i);
  stock->phrases = g_new0 (char *, PHRASES);
  for (guint i = 0; i < PHRASES; i++)
    stock->phrases[i] = make_phrase (tongue, stock, random);
  g_rand_free (random);

  return stock;
}

/* --- Text --- */

/* Words that an article says more often than others do. */
#define TOPIC 12

typedef struct
{
  const Tongue *tongue;
  const Stock *stock;
  GRand *random;
  const char *topic[TOPIC];
} Writer;

static void
add_sentence (const Writer *self, GString *text, guint *words)
{
  g_autoptr (GString) sentence = g_string_new (NULL);
  guint n = 5 + below (self->random, 20);

  if (below (self->random, 2) == 0)
    append_word (sentence, self->tongue, self->stock->phrases[draw_rank (self->random, PHRASES)]);
  for (guint i = 0; i < n; i++)
    append_word (sentence, self->tongue,
                 below (self->random, 8) == 0 ? self->topic[draw_rank (self->random, TOPIC + 1)]
                                              : draw_word (self->stock, self->random));
  if (text->len > 0 && self->tongue->blanks)
    g_string_append_c (text, ' ');
  sentence->str[0] = g_ascii_toupper (sentence->str[0]);
  g_string_append_len (text, sentence->str, (gssize)sentence->len);
  g_string_append (text, self->tongue->stop);
  *words += n + 3;
}

static void
add_block (const Writer *self, GPtrArray *blocks, InventedKind kind, guint sentences, guint *words)
{
  InventedBlock *block = g_new0 (InventedBlock, 1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sentences; i++)
    add_sentence (self, text, words);
  block->kind = kind;
  block->text = g_string_free (text, FALSE);
  g_ptr_array_add (blocks, block);
}

static void
add_blocks (const Writer *self, GPtrArray *blocks, guint least)
{
  for (guint words = 0; words < least;)
    {
      guint chance = below (self->random, 100);

      if (blocks->len > 0 && chance < 8)
        add_block (self, blocks, INVENTED_HEADING, 1, &words);
      if (chance >= 92)
        add_block (self, blocks, INVENTED_QUOTE, 1 + below (self->random, 2), &words);
      for (guint i = 0; chance >= 80 && chance < 84 && i < chance - 77; i++)
        add_block (self, blocks, INVENTED_ITEM, 1, &words);
      add_block (self, blocks, INVENTED_PARAGRAPH, 1 + below (self->random, 6), &words);
    }
}

/* --- The article --- */

static char *
capitalize (const char *word)
{
  char *text = g_strdup (word);

  text[0] = g_ascii_toupper (text[0]);

  return text;
}

static char *
make_title (const Writer *self)
{
  g_autofree char *first
      = capitalize (first_words[below (self->random, G_N_ELEMENTS (first_words))]);
  g_autofree char *second
      = capitalize (second_words[draw_rank (self->random, G_N_ELEMENTS (second_words) + 1)]);
  GString *title;

  if (self->tongue == tongues)
    {
      title = g_string_new (NULL);
      /* The rows of a table of ours, each for two words. */
      g_string_append (title, titles[below (self->random, G_N_ELEMENTS (titles))]);
      g_string_replace (title, "%s", first, 1);
      g_string_replace (title, "%s", second, 1);
      g_string_append_printf (title, below (self->random, 2) == 0 ? ": %s" : "", self->topic[0]);
      return g_string_free (title, FALSE);
    }
  title = g_string_new (NULL);
  for (guint i = 0, n = 3 + below (self->random, 6); i < n; i++)
    append_word (title, self->tongue,
                 i % 2 == 0 ? self->topic[i] : draw_word (self->stock, self->random));

  return g_string_free (title, FALSE);
}

/* The N-th of what comes again in other articles: hosts, people. */
static char *
make_name (guint seed, guint n)
{
  GRand *random = g_rand_new_with_seed (seed + n);
  char *name = make_word (tongues, random, 200 + n % 300);

  g_rand_free (random);

  return name;
}

static char *
make_byline (GRand *random)
{
  guint n = draw_rank (random, AUTHORS);
  g_autofree char *first = make_name (20000, n % 400), *last = make_name (40000, n);
  g_autofree char *one = capitalize (first), *other = capitalize (last);

  return below (random, 7) == 0 ? NULL : g_strdup_printf ("%s %s", one, other);
}

static GStrv
make_tags (GRand *random)
{
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();

  for (guint i = 0, n = below (random, 4); i < n; i++)
    g_strv_builder_add (chosen, tags[draw_rank (random, G_N_ELEMENTS (tags) + 1)]);

  return g_strv_builder_end (chosen);
}

Invented *
invent_library_article (guint64 number, guint seed)
{
  GRand *random = g_rand_new_with_seed (seed * 2654435761u + (guint32)number);
  const Tongue *tongue = draw_tongue (random);
  Writer writer = { tongue, get_stock (tongue), random, { NULL } };
  Invented *self = g_new0 (Invented, 1);
  g_autofree char *host = make_name (5000, draw_rank (random, SITES));
  g_autofree char *site = capitalize (host);

  for (guint i = 0; i < TOPIC; i++)
    writer.topic[i] = writer.stock->words[100 + below (random, WORDS - 100)];
  self->language = tongue->code;
  self->direction = tongue->direction;
  self->title = make_title (&writer);
  self->site = g_strdup (site);
  self->byline = make_byline (random);
  self->url = g_strdup_printf ("https://%s.example/%" G_GUINT64_FORMAT, host, number);
  self->published = g_strdup_printf ("%u-%02u-%02u", 2012 + below (random, 13),
                                     1 + below (random, 12), 1 + below (random, 28));
  self->tags = make_tags (random);
  self->blocks = g_ptr_array_new_with_free_func (invented_block_free);
  add_blocks (&writer, self->blocks,
              (guint)CLAMP (MEDIAN_WORDS * exp (SPREAD * draw_normal (random)), 30, 12000));
  g_rand_free (random);

  return self;
}

char *
invent_note (GRand *random)
{
  const Stock *stock = get_stock (tongues);
  g_autofree char *first = capitalize (stock->phrases[below (random, PHRASES)]);

  return g_strdup_printf ("%s, %s.", first, stock->phrases[below (random, PHRASES)]);
}

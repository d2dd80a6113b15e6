/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A vocabulary is made once from a fixed seed; words are drawn by Zipf's law (the rank's logarithm
 * is uniform), the frequent ones are short. */

#include "invent.h"

#include <math.h>
#include <string.h>

#define VOCABULARY 20000
#define SITES 200
#define TAGS 60
#define MEDIAN_WORDS 600
#define SPREAD .9 /* of the logarithm */

static char *
make_word (GRand *random, guint rank)
{
  static const char vowels[] = "eeeeaaaiiioouy", consonants[] = "ttnnssrrhllddccmmffppgbvwk";
  int letters = (int)(2 + .45 * log2 (rank + 1)) + g_rand_int_range (random, -1, 3);
  gboolean vowel = g_rand_boolean (random);
  GString *word = g_string_new (NULL);

  for (int i = 0; i < MAX (letters, 1); i++, vowel = !vowel)
    {
      if (vowel && rank > 400 && g_rand_int_range (random, 0, 60) == 0)
        g_string_append (word, "é");
      else if (vowel)
        g_string_append_c (word, vowels[g_rand_int_range (random, 0, strlen (vowels))]);
      else
        g_string_append_c (word, consonants[g_rand_int_range (random, 0, strlen (consonants))]);
      if (g_rand_int_range (random, 0, 5) == 0)
        vowel = !vowel; /* two of a kind */
    }

  return g_string_free (word, FALSE);
}

static const char *
draw_word (GRand *random)
{
  static char **vocabulary;

  if (vocabulary == NULL)
    {
      GRand *fixed = g_rand_new_with_seed (1);

      vocabulary = g_new0 (char *, VOCABULARY);
      for (guint i = 0; i < VOCABULARY; i++)
        vocabulary[i] = make_word (fixed, i);
      g_rand_free (fixed);
    }

  return vocabulary[(guint)exp (g_rand_double (random) * log (VOCABULARY)) - 1];
}

/* A number below MOST, the small ones more often. */
static guint
draw_rank (GRand *random, guint most)
{
  return (guint)exp (g_rand_double (random) * log (most)) - 1;
}

char *
invent_words (GRand *random, guint n)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (words, ' ');
      g_string_append (words, draw_word (random));
    }

  return g_string_free (words, FALSE);
}

static char *
make_title (GRand *random, guint words)
{
  g_autofree char *text = invent_words (random, words);

  text[0] = g_ascii_toupper (text[0]);

  return g_steal_pointer (&text);
}

/* --- Text --- */

static void
add_sentence (GString *text, GRand *random, guint *words)
{
  guint n = g_rand_int_range (random, 5, 28);
  gboolean marked = FALSE;
  gsize start = text->len;

  for (guint i = 0; i < n; i++)
    {
      gboolean mark = !marked && g_rand_int_range (random, 0, 40) == 0;

      if (i > 0)
        g_string_append (text, g_rand_int_range (random, 0, 12) == 0 ? ", " : " ");
      if (mark)
        g_string_append_c (text, g_rand_boolean (random) ? INVENTED_EMPHASIS : INVENTED_LINK);
      g_string_append (text, draw_word (random));
      if (mark)
        g_string_append_c (text, INVENTED_END);
      marked = marked || mark;
    }
  text->str[start] = g_ascii_toupper (text->str[start]);
  g_string_append_c (text, '.');
  *words += n;
}

void
invented_block_free (gpointer data)
{
  InventedBlock *block = data;

  g_free (block->text);
  g_free (block);
}

static void
add_block (Invented *self, GRand *random, InventedKind kind, guint sentences, guint *words)
{
  InventedBlock *block = g_new0 (InventedBlock, 1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sentences; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      add_sentence (text, random, words);
    }
  block->kind = kind;
  if (sentences == 0)
    {
      g_autofree char *title = make_title (random, 5);

      g_string_append (text, title);
    }
  block->text = g_string_free (text, FALSE);
  g_ptr_array_add (self->blocks, block);
}

static void
add_blocks (Invented *self, GRand *random, guint least)
{
  for (guint words = 0; words < least;)
    {
      int chance = g_rand_int_range (random, 0, 100);

      if (self->blocks->len > 0 && chance < 10)
        add_block (self, random, INVENTED_HEADING, 0, &words);
      if (chance >= 90)
        add_block (self, random, INVENTED_QUOTE, g_rand_int_range (random, 1, 3), &words);
      for (int i = 0; chance >= 80 && chance < 86 && i < chance - 77; i++)
        add_block (self, random, INVENTED_ITEM, 1, &words);
      add_block (self, random, INVENTED_PARAGRAPH, g_rand_int_range (random, 1, 7), &words);
    }
}

/* --- The article --- */

static guint
draw_length (GRand *random)
{
  double normal = -6;

  for (int i = 0; i < 12; i++)
    normal += g_rand_double (random);

  return CLAMP (MEDIAN_WORDS * exp (SPREAD * normal), 60, 20000);
}

/* The N-th name of a kind: sites and tags come again in other articles. */
static char *
make_name (guint seed, guint n)
{
  GRand *random = g_rand_new_with_seed (seed + n);
  char *name = make_word (random, 300);

  g_rand_free (random);

  return name;
}

static GStrv
make_tags (GRand *random)
{
  GStrvBuilder *tags = g_strv_builder_new ();
  guint n = g_rand_int_range (random, 0, 4);
  GStrv made;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *tag = make_name (7000, draw_rank (random, TAGS));

      g_strv_builder_add (tags, tag);
    }
  made = g_strv_builder_end (tags);
  g_strv_builder_unref (tags);

  return made;
}

Invented *
invent_article (guint number, guint words)
{
  GRand *random = g_rand_new_with_seed (number + 100000);
  Invented *self = g_new0 (Invented, 1);
  g_autofree char *host = make_name (5000, draw_rank (random, SITES));
  g_autofree char *first = make_title (random, 1), *last = make_title (random, 1);

  self->title = make_title (random, g_rand_int_range (random, 3, 12));
  self->site = g_strdup_printf ("The %s", host);
  self->byline = g_strdup_printf ("%s %s", first, last);
  self->url = g_strdup_printf ("https://%s.example/%u", host, number);
  self->published
      = g_strdup_printf ("%d-%02d-%02d", g_rand_int_range (random, 2010, 2025),
                         g_rand_int_range (random, 1, 13), g_rand_int_range (random, 1, 29));
  self->tags = make_tags (random);
  self->blocks = g_ptr_array_new_with_free_func (invented_block_free);
  add_blocks (self, random, words > 0 ? words : draw_length (random));
  g_rand_free (random);

  return self;
}

void
invented_free (Invented *self)
{
  g_free (self->url);
  g_free (self->title);
  g_free (self->byline);
  g_free (self->site);
  g_free (self->published);
  g_ptr_array_unref (self->blocks);
  g_strfreev (self->tags);
  g_free (self);
}

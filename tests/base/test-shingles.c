/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Texts that are copies of each other and texts that are not; what the fingerprint says of both. */

#include "base/shingles.h"

#include <string.h>

#define STORY                                                                                      \
  "The keeper of the north light rowed out before dawn, because the bell buoy had been silent "    \
  "for two nights and the herring boats were due. He found the chain parted three fathoms down, "  \
  "worn through where it had rubbed on a wreck that no chart shows. By noon he had spliced a new " \
  "length to it with the help of a boy from the village, and at the turn of the tide the bell "    \
  "rang again over the shoals. The harbour master paid them in coal, which was worth more than "   \
  "money that winter, and wrote the wreck into his book."
#define OPENING                                                                                    \
  "Reported from the coast for the evening edition by our own correspondent, who has sailed "      \
  "these waters since he was young. "
#define OTHER_OPENING "Fishermen breathe again: a bell that warned them of the shoals is back. "
#define FOOTER                                                                                     \
  " Share this article. Subscribe to our letter for more stories from the sea every week."
#define OTHER_STORY                                                                                \
  "Bakers in the old town keep a sourdough that is said to be a hundred years old, and none of "   \
  "them will tell where the first spoon of it came from. Every evening it is fed with rye and "    \
  "lukewarm water, and every morning half of it goes into the loaves. When the river rose and "    \
  "stood in the cellars, the jar was carried up to the church tower before the silver was. "
#define CHINESE                                                                                                                                   \
  "灯塔守夜人在黎明前划船出海，因为钟形浮标已经沉默了两个夜晚，而鲱鱼船队即将到来。"                      \
  "他发现锚链在水下三寻处断裂，磨损在一艘海图上没有标明的沉船上。到了中午，他在村里一个男孩的帮助" \
  "下接上了一段新的链条，潮水转向时，钟声又在浅滩上响起。港务长用煤炭付给他们报酬。"
#define THAI                                                                                                                                                                                                                                                                                   \
  "ผู้ดูแลประภาคารพายเรือออกไปก่อนรุ่งสาง เพราะทุ่นระฆังเงียบมาสองคืนแล้ว และเรือประมงกำลังจะมาถึง " \
  "เขาพบว่าโซ่ขาดอยู่ใต้น้ำสามวา ตรงที่มันเสียดสีกับซากเรือซึ่งไม่มีแผนที่ใดแสดงไว้"

typedef enum
{
  SAME = 1,
  COPY,
  OTHER,
} Verdict;

static const struct
{
  const char *name;
  const char *one, *other;
  Verdict verdict;
} pairs[] = {
  { "identical", STORY, STORY, SAME },
  { "case-and-punctuation",
    "“THE lighthouse keeper’s boat,” she said – it was green; it had been green for as long as "
    "anybody could remember, and nobody had ever painted it. Yet it did not fade, not in the sun "
    "and not in the salt, and when it sank it went down green as on the first day of all.",
    "the Lighthouse Keeper's boat she said, it was green: it had been green for as long as\n\n"
    "anybody could   remember and nobody had ever painted it... Yet it did not fade (not in the "
    "sun and not in the salt) and when it sank, it went down green as on the first day of all",
    SAME },
  { "accents",
    "Déjà vu: le café près de l’hôtel était fermé, et la fenêtre du côté de la forêt restait "
    "ouverte toute la journée. Où était passé le garçon qui avait élevé les chèvres du château? "
    "Personne ne l’a révélé à la fête du village, mais chacun le savait très bien, sans même le "
    "répéter.",
    "De\xCC\x81ja\xCC\x80 vu le cafe\xCC\x81 pres de l'hotel etait ferme et la fenetre du cote de "
    "la foret restait ouverte toute la journee Ou etait passe le garcon qui avait eleve les "
    "chevres du chateau Personne ne l'a revele a la fete du village mais chacun le savait tres "
    "bien sans meme le repeter",
    SAME },
  { "small-edits", STORY,
    "The keeper of the north light rowed out before dawn, because the bell buoy had been silent "
    "for three nights and the herring boats were due. He found the chain parted three fathoms "
    "down, worn through where it had rubbed on a wreck that no chart shows. By noon he had spliced "
    "a new length to it with the help of a girl from the village, and at the turn of the tide the "
    "bell rang again over the shoals. The harbour master paid them in coal, which was worth more "
    "than money that winter, and put the wreck into his book.",
    COPY },
  { "other-opening", OPENING STORY, OTHER_OPENING STORY, COPY },
  { "boilerplate", STORY FOOTER, OPENING STORY, COPY },
  { "an-end-missing", STORY,
    "The keeper of the north light rowed out before dawn, because the bell buoy had been silent "
    "for two nights and the herring boats were due. He found the chain parted three fathoms down, "
    "worn through where it had rubbed on a wreck that no chart shows. By noon he had spliced a new "
    "length to it",
    COPY },
  { "another", STORY, OTHER_STORY, OTHER },
  { "another-with-the-same-boilerplate", STORY FOOTER, OTHER_STORY FOOTER, OTHER },
  { "a-quotation",
    OTHER_STORY "Elsewhere they tell of a keeper: “The harbour master paid them in coal, which was "
                "worth more than money that winter, and wrote the wreck into his book.”",
    STORY, OTHER },
  { "chinese", CHINESE, "（本报讯）" CHINESE "责任编辑：王小明", COPY },
  { "chinese-spaced", CHINESE,
    "灯塔守夜人在黎明前划船出海 因为钟形浮标已经沉默了两个夜晚 而鲱鱼船队即将到来 "
    "他发现锚链在水下三寻处断裂 磨损在一艘海图上没有标明的沉船上 到了中午 他在村里一个男孩的帮助"
    "下接上了一段新的链条 潮水转向时 钟声又在浅滩上响起 港务长用煤炭付给他们报酬",
    SAME },
  { "thai", THAI, "ข่าวชายฝั่ง " THAI, COPY },
  { "thai-and-chinese", THAI, CHINESE, OTHER },
};

static void
test_pair (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  guint64 one_whole, other_whole;
  g_autoptr (GArray) one = sheaf_shingles_new (pairs[i].one, &one_whole);
  g_autoptr (GArray) other = sheaf_shingles_new (pairs[i].other, &other_whole);
  SheafLikeness likeness = sheaf_shingles_compare (one, other);
  SheafLikeness back = sheaf_shingles_compare (other, one);
  SheafFingerprint a, b;
  guint bands = 0;
  double guess;

  sheaf_fingerprint_make (one, one_whole, &a);
  sheaf_fingerprint_make (other, other_whole, &b);
  guess = sheaf_fingerprint_guess (&a, &b);
  for (guint band = 0; band < SHEAF_FINGERPRINT_BANDS; band++)
    bands += sheaf_fingerprint_get_band (&a, band) == sheaf_fingerprint_get_band (&b, band);
  g_test_message ("resemblance %.2f containment %.2f guess %.2f bands %u", likeness.resemblance,
                  likeness.containment, guess, bands);
  g_assert_cmpuint (one_whole, !=, 0);
  g_assert_cmpuint (other_whole, !=, 0);
  g_assert_true (likeness.resemblance == back.resemblance);
  g_assert_cmpint (one_whole == other_whole, ==, pairs[i].verdict == SAME);
  g_assert_cmpint (likeness.resemblance == 1, ==, pairs[i].verdict == SAME);
  g_assert_cmpint (sheaf_likeness_is_duplicate (&likeness), ==, pairs[i].verdict != OTHER);
  if (pairs[i].verdict != OTHER)
    g_assert_cmpuint (bands, >, 0);
  g_assert_cmpfloat (ABS (guess - likeness.resemblance), <, 0.3);
}

/* Below forty words there is no fingerprint, and nothing is a copy of nothing. */
static void
test_short (void)
{
  static const char *const texts[] = {
    "",
    "  \n—…!",
    "Page not found.",
    "one two three four five six seven eight nine ten one two three four five six seven eight nine "
    "ten one two three four five six seven eight nine ten one two three four five six seven eight "
    "nine",
    "灯塔守夜人在黎明前划船出海",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      guint64 whole = 1;
      g_autoptr (GArray) shingles = sheaf_shingles_new (texts[i], &whole);
      SheafLikeness likeness = sheaf_shingles_compare (shingles, shingles);

      g_assert_cmpuint (whole, ==, 0);
      g_assert_cmpuint (shingles->len, ==, 0);
      g_assert_false (sheaf_likeness_is_duplicate (&likeness));
    }
}

/* Order counts for the whole. */
static void
test_order (void)
{
  guint64 one, other;
  g_autoptr (GArray) a = sheaf_shingles_new (STORY " " OTHER_STORY, &one);
  g_autoptr (GArray) b = sheaf_shingles_new (OTHER_STORY " " STORY, &other);

  g_assert_cmpuint (one, !=, other);
}

static char *
invent_words (GRand *random, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "w%d ", g_rand_int_range (random, 0, 5000));

  return g_string_free (text, FALSE);
}

/* Two thousand pairs that share a half of their words, and as many that share none: what the bands
 * find. */
static void
test_bands (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint found = 0, wrong = 0, pairs_made = 2000;

  for (guint i = 0; i < pairs_made; i++)
    {
      g_autofree char *common = invent_words (random, 200);
      g_autofree char *x = invent_words (random, 100), *y = invent_words (random, 100);
      g_autofree char *one = g_strconcat (x, common, NULL), *other = g_strconcat (common, y, NULL);
      g_autoptr (GArray) a = sheaf_shingles_new (one, NULL), b = sheaf_shingles_new (other, NULL);
      g_autoptr (GArray) c = sheaf_shingles_new (x, NULL);
      SheafFingerprint p, q, r;
      gboolean meet = FALSE, clash = FALSE;

      sheaf_fingerprint_make (a, 1, &p);
      sheaf_fingerprint_make (b, 1, &q);
      sheaf_fingerprint_make (c, 1, &r);
      for (guint band = 0; band < SHEAF_FINGERPRINT_BANDS; band++)
        {
          guint64 key = sheaf_fingerprint_get_band (&q, band);

          meet |= sheaf_fingerprint_get_band (&p, band) == key;
          clash |= sheaf_fingerprint_get_band (&r, band) == key;
        }
      found += meet;
      wrong += clash;
    }
  g_test_message ("%u of %u found, %u wrong", found, pairs_made, wrong);
  g_assert_cmpuint (found, >, pairs_made * 95 / 100);
  g_assert_cmpuint (wrong, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *path = g_strconcat ("/shingles/pair/", pairs[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_pair);
    }
  g_test_add_func ("/shingles/short", test_short);
  g_test_add_func ("/shingles/order", test_order);
  g_test_add_func ("/shingles/bands", test_bands);

  return g_test_run ();
}

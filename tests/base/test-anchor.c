/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each rule over a table: a mark is what stands in brackets, in the old text as it is made, in the
 * new one as it is to be found. Hostile anchors and texts. Marks in changing texts:
 * test-anchor-edits.c. */

#include "base/anchor.h"

#include <string.h>

/* TEXT without the brackets; START, END (out): code points, where there are any. */
static char *
unmark (const char *text, guint *start, guint *end)
{
  GString *plain = g_string_new (NULL);
  guint at = 0;

  *start = *end = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p == '[')
      *start = at;
    else if (*p == ']')
      *end = at;
    else
      {
        g_string_append_unichar (plain, g_utf8_get_char (p));
        at++;
      }

  return g_string_free (plain, FALSE);
}

static char *
mark (const char *text, guint start, guint end)
{
  GString *marked = g_string_new (NULL);
  guint at = 0;

  for (const char *p = text;; p = g_utf8_next_char (p), at++)
    {
      if (at == end && start < end)
        g_string_append_c (marked, ']');
      if (at == start && start < end)
        g_string_append_c (marked, '[');
      if (*p == '\0')
        break;
      g_string_append_unichar (marked, g_utf8_get_char (p));
    }

  return g_string_free (marked, FALSE);
}

typedef struct
{
  const char *old_text, *new_text;
  SheafPlaced placed;
} Case;

static void
check_one (const Case *row)
{
  guint start, end;
  g_autofree char *old_text = unmark (row->old_text, &start, &end);
  g_autoptr (SheafAnchor) anchor = sheaf_anchor_new (old_text, start, end);
  g_autofree char *new_text = unmark (row->new_text, &start, &end);
  g_autoptr (SheafAnchorText) text = sheaf_anchor_text_new (new_text);
  g_autofree char *found = NULL;
  SheafPlaced placed;

  g_test_message ("%s", row->new_text);
  g_assert_nonnull (anchor);
  start = end = 0;
  placed = sheaf_anchor_place (anchor, text, &start, &end);
  found = mark (new_text, start, end);
  g_assert_cmpstr (found, ==, row->new_text);
  g_assert_cmpint (placed, ==, row->placed);
}

static void
check (const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    check_one (&cases[i]);
}

static void
test_new (void)
{
  static const struct
  {
    const char *text;
    guint start, end;
    const char *prefix, *exact, *suffix; /* exact NULL: none is made */
  } cases[] = {
    { "The tide rises.", 4, 8, "The ", "tide", " rises." },
    { "The tide rises.", 0, 15, "", "The tide rises.", "" },
    { "The tide rises.", 3, 9, "The ", "tide", " rises." }, /* without the spaces */
    { "The tide rises.", 8, 99, "The tide ", "rises.", "" },
    { "The tide rises.", 3, 4, NULL, NULL, NULL },
    { "The tide rises.", 4, 4, NULL, NULL, NULL },
    { "The tide rises.", 8, 4, NULL, NULL, NULL },
    { "The tide rises.", 99, 120, NULL, NULL, NULL },
    { "", 0, 1, NULL, NULL, NULL },
    { " \n\t\u00a0\u00ad\u200b", 0, 6, NULL, NULL, NULL },
    /* a letter is not cut */
    { "cafe\u0301 au lait", 0, 4, "", "cafe\u0301", " au lait" },
    { "e\u0301te\u0301", 1, 3, "", "e\u0301t", "e\u0301" },
    { "a👨\u200d👩\u200d👧b", 3, 4, "a", "👨\u200d👩\u200d👧", "b" },
    /* of the surroundings no more than 32 */
    { "0123456789012345678901234567890123456789x0123456789012345678901234567890123456789", 40, 41,
      "89012345678901234567890123456789", "x", "01234567890123456789012345678901" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafAnchor) anchor
          = sheaf_anchor_new (cases[i].text, cases[i].start, cases[i].end);
      g_autoptr (SheafAnchor) copy = anchor != NULL ? sheaf_anchor_copy (anchor) : NULL;

      g_assert_cmpint (anchor == NULL, ==, cases[i].exact == NULL);
      if (anchor == NULL)
        continue;
      g_assert_cmpstr (copy->prefix, ==, cases[i].prefix);
      g_assert_cmpstr (copy->exact, ==, cases[i].exact);
      g_assert_cmpstr (copy->suffix, ==, cases[i].suffix);
      g_assert_cmpint (copy->end - copy->start, ==, g_utf8_strlen (copy->exact, -1));
    }
}

static void
test_quote (void)
{
  static const Case cases[] = {
    /* where it was */
    { "The [tide] rises.", "The [tide] rises.", SHEAF_PLACED_THERE },
    { "[The tide rises.]", "[The tide rises.]", SHEAF_PLACED_THERE },
    { "The [tide] rises.", "The [tide] falls, and a tide is a wave.", SHEAF_PLACED_THERE },
    /* once, somewhere else */
    { "The [tide] rises.", "At dawn the [tide] rises.", SHEAF_PLACED_QUOTE },
    { "The [tide] rises.", "A storm, a [tide], a boat.", SHEAF_PLACED_QUOTE },
    { "The [art] of it.", "We start again at noon.", SHEAF_PLACED_NOWHERE },
    { "He st[art]ed it.", "So we st[art]ed again at noon.", SHEAF_PLACED_QUOTE },
    { "It was a [tide] that came in.", "So it was a [tide]s that came in.", SHEAF_PLACED_QUOTE },
    { "Of [a] town by the sea.", "Walls. Of [a] town by the sea.", SHEAF_PLACED_QUOTE },
    { "Of [a] town by the sea.", "Sand, land. And of all towns by the sea.", SHEAF_PLACED_NOWHERE },
    /* several: its surroundings, then what is nearest */
    { "One red boat. A green [boat] came late at night. A blue boat.",
      "A green [boat] came late at night. One red boat. A blue boat.", SHEAF_PLACED_QUOTE },
    { "One boat left. Two [boats] came home before the storm. No boats since.",
      "No boats since. Now: two [boats] came home before a storm. One boat left. Boats.",
      SHEAF_PLACED_QUOTE },
    { "- milk\n- [milk]\n- milk\n", "- tea\n- milk\n- [milk]\n- milk\n", SHEAF_PLACED_QUOTE },
    /* long enough to be no accident: the nearest */
    { "It was there. [Nobody had seen the harbour so empty.] Gone.",
      "[Nobody had seen the harbour so empty.] Why?\n\nFor long it was a rumour, then a story, "
      "then "
      "this. Nobody had seen the harbour so empty. Why?",
      SHEAF_PLACED_QUOTE },
    /* short, often, and nothing of what stood around it: none of them */
    { "The first [ferry] of the summer was late again.",
      "Quiet days: no ferry, they said. Whoever wants a ferry must call; one ferry sank.",
      SHEAF_PLACED_NOWHERE },
    { "The first [ferry] of the summer was late again.", "Nothing of it is left here.",
      SHEAF_PLACED_NOWHERE },
    { "The first [ferry] of it.", "", SHEAF_PLACED_NOWHERE },
    /* the same length before it, but another one */
    { "A: buy milk\nB: buy [milk]\nC: buy milk\n", "B: buy [milk]\nC: buy milk\nA: buy milk\n",
      SHEAF_PLACED_QUOTE },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_shadow (void)
{
  static const Case cases[] = {
    { "He said [“it’s late – very late…”] and left",
      "He said [\"it's late - very late...\"] and left", SHEAF_PLACED_THERE },
    { "He said [\"it's late - very...\"] and left", "So he said [«it’s late — very…»] and left",
      SHEAF_PLACED_QUOTE },
    { "A [high\u00a0tide] came", "A [high  \n\t tide] came", SHEAF_PLACED_THERE },
    { "A [high tide\nof the year] came", "A\n\n[high\u00a0tide\n\nof the   year] came",
      SHEAF_PLACED_THERE },
    { "The [co\u00adope\u00adration] of all", "Now the [cooperation] of all", SHEAF_PLACED_QUOTE },
    { "The [cooperation] of all", "Now the [co\u00adope\u00adra\u200btion] of all",
      SHEAF_PLACED_QUOTE },
    { "Un [cafe\u0301 cre\u0300me] noir", "Un autre [café crème] noir", SHEAF_PLACED_QUOTE },
    { "Un [café] noir", "Un, un [cafe\u0301] noir", SHEAF_PLACED_QUOTE },
    { "Le [resume] ici", "Le r\u0301esume\u0301 ici", SHEAF_PLACED_NOWHERE },
    { "Un [x] noir", "Un bon x\u0302 noir", SHEAF_PLACED_NOWHERE },
    { "Wait[.]", "So wait…", SHEAF_PLACED_NOWHERE },
    { "昨日は[海が静か]だった。", "そして昨日は[海が静か]だった。", SHEAF_PLACED_QUOTE },
    { "海。[海]が静か。海。", "海。海。山。[海]が静か。海。", SHEAF_PLACED_QUOTE },
    { "か[が]き", "あか[か\u3099]き", SHEAF_PLACED_QUOTE },
    { "き[か]", "あか\u3099き", SHEAF_PLACED_NOWHERE },
    { "قال [البحر هادئ] اليوم", "ثم قال [البحـر هادئ] اليوم", SHEAF_PLACED_QUOTE },
    { "Ο [άνεμος] φυσά", "Σήμερα ο [α\u0301νεμος] φυσά", SHEAF_PLACED_QUOTE },
    { "이 [바다]는", "그리고 이 [\u1107\u1161\u1103\u1161]는", SHEAF_PLACED_QUOTE },
    { "नदी [क़लम] है", "यह नदी [क\u093cलम] है", SHEAF_PLACED_QUOTE },
    { "A [👨\u200d👩\u200d👧 walk] home", "Then a [👨\u200d👩\u200d👧 walk] home", SHEAF_PLACED_QUOTE },
    { "A [👩] alone", "A 👨\u200d👩\u200d👧 walk", SHEAF_PLACED_NOWHERE },
    { "All [👍] here", "All 👍🏽 here", SHEAF_PLACED_NOWHERE },
    { "I [❤\ufe0f] it", "Oh I [❤] it", SHEAF_PLACED_QUOTE },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_ends (void)
{
  static const Case cases[] = {
    /* the middle is another one */
    { "x [The harbour master of the old town has said on Monday that not one of the boats will "
      "leave "
      "before the storm is over and gone.] y",
      "A [The harbour master of the old town has made it known: none of the boats, be it small or "
      "big, leaves before the storm is over and gone.] B",
      SHEAF_PLACED_ENDS },
    /* a caption between two paragraphs */
    { "[A first paragraph that says a thing.\nA second paragraph that says another thing, and a "
      "good deal more than the first one had to say, for it is longer.] z",
      "[A first paragraph that says a thing.\nPicture: the old harbour.\nA second paragraph that "
      "says "
      "another thing, and a good deal more than the first one had to say, for it is longer.] z",
      SHEAF_PLACED_ENDS },
    /* in the wrong order, or far apart */
    { "[The harbour master of the old town has said that all of the boats will stay.] y",
      "All of the boats will stay. So we heard from him who is the harbour master of the old town.",
      SHEAF_PLACED_NOWHERE },
    { "[The harbour master of the old town has said that none of the boats will stay out.] y",
      "The harbour master of the old town has told a long story of how it was when he came here as "
      "a "
      "child, and that none of the boats will stay out.",
      SHEAF_PLACED_NOWHERE },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_roughly (void)
{
  static const Case cases[] = {
    { "At noon. [Nobody had seen the harbour so empty before.] It rained.",
      "At noon. [Nobody had ever seen the harbor so empty before.] It rained.",
      SHEAF_PLACED_ROUGHLY },
    { "At noon. [Nobody had seen the harbour so empty before.] It rained.",
      "Later, at noon. Nobody has seen the harbour so empty. It rained.",
      SHEAF_PLACED_NOWHERE }, /* more than 15 % */
    { "At noon. [Nobody had seen the harbour so empty, ever before.] It rained.",
      "Later, at noon. [Nobody has seen the harbour so empty ever before.] It rained.",
      SHEAF_PLACED_ROUGHLY },
    /* too short for that */
    { "At noon. [The harbour was empty.] It rained.", "At noon. The harbor was empty. It rained.",
      SHEAF_PLACED_NOWHERE },
    /* scripts without spaces */
    { "昔々。[この港がこれほど静かになったのを見た人は、まだ誰もいなかった。]雨だった。",
      "昔々。[この港がこれほどに静かになったのを見た者は、まだ誰もいなかった。]雨だった。",
      SHEAF_PLACED_ROUGHLY },
    /* gone, and something like it is left */
    { "At noon. [Nobody had seen the harbour so empty before.] It rained.",
      "At noon. Somebody has been at the harbour, never so full as now. It rained.",
      SHEAF_PLACED_NOWHERE },
    /* the next line of the list is not the one that is gone */
    { "Item 3 of the list costs 11 euros\n[Item 4 of the list costs 12 euros]\nItem 5 of the list "
      "costs 14 euros\nItem 6 of the list costs 19 euros",
      "Item 3 of the list costs 11 euros\nItem 5 of the list costs 14 euros\nItem 6 of the list "
      "costs 19 euros",
      SHEAF_PLACED_NOWHERE },
    /* but a number may be put right */
    { "It was a storm. [In all, 12 of the boats did not return.] A bad day.",
      "It was a storm. [In all, 14 of the boats did not return.] A bad day.",
      SHEAF_PLACED_ROUGHLY },
  };

  check (cases, G_N_ELEMENTS (cases));
}

typedef struct
{
  const char *text, *prefix, *exact, *suffix;
  guint start, end;
  SheafPlaced placed;
  guint found; /* where it begins */
} Foreign;

/* From elsewhere: without a position, without surroundings, or with far too much of them. */
static void
test_foreign (void)
{
  static const Foreign cases[] = {
    { "The tide rises.", "", "tide", "", 0, 0, SHEAF_PLACED_QUOTE, 4 },
    { "The tide rises.", "", "  tide\n", "", 0, 0, SHEAF_PLACED_QUOTE, 4 },
    { "The tide rises.", "", "tide", "", 4, 8, SHEAF_PLACED_THERE, 4 },
    { "The tide, a tide.", "", "tide", "", 0, 0, SHEAF_PLACED_NOWHERE, 0 },
    { "The tide, a tide.", "", "tide", "", 12, 16, SHEAF_PLACED_THERE, 12 },
    { "The tide, a tide.", "The tide, a", "tide", ".", 0, 0, SHEAF_PLACED_QUOTE, 12 },
    { "The tide rises.", NULL, "tide", NULL, 4000000000u, 4000000009u, SHEAF_PLACED_QUOTE, 4 },
    { "The tide rises.", "", "tide", "", 9, 2, SHEAF_PLACED_QUOTE, 4 },
    { "The tide rises.", "", "", "", 2, 2, SHEAF_PLACED_NOWHERE, 0 },
    { "The tide rises.", "", NULL, "", 2, 4, SHEAF_PLACED_NOWHERE, 0 },
    { "The tide rises.", "", "\u00ad\u200b ", "", 2, 4, SHEAF_PLACED_NOWHERE, 0 },
    { "The tide rises.", "", "\u0301", "", 2, 4, SHEAF_PLACED_NOWHERE, 0 },
    { "\u0301\u0301\u0301", "", "\u0301\u0301", "", 0, 2, SHEAF_PLACED_NOWHERE, 0 },
    { "a\ufffdb\ufffd", "", "\ufffdb", "", 1, 3, SHEAF_PLACED_THERE, 1 },
    { "One. Of all things known the tide is oldest. A tide.",
      "a foreword that is much longer than what we keep of it. One. Of all things known the",
      "tide", "is oldest. A tide. And so on for as long as it pleases whoever has written it", 0, 0,
      SHEAF_PLACED_QUOTE, 29 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Foreign *row = &cases[i];
      SheafAnchor anchor
          = { (char *)row->exact, (char *)row->prefix, (char *)row->suffix, row->start, row->end };
      g_autoptr (SheafAnchorText) text = sheaf_anchor_text_new (row->text);
      guint start = 0, end = 0;

      g_test_message ("%s: %s", row->text, row->exact);
      g_assert_cmpint (sheaf_anchor_place (&anchor, text, &start, &end), ==, row->placed);
      g_assert_cmpint (start, ==, row->found);
    }
}

static char *
repeat (const char *part, guint n)
{
  GString *text = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (text, part);

  return g_string_free (text, FALSE);
}

/* Nothing to be found out but that it comes back, soon. */
static void
test_hostile (void)
{
  static const char *const parts[] = {
    "a", "ab ",      "\u0301",  "e\u0301", "\u200d",          "\u00ad",       " ", "\n", "\ufffd",
    "1", "👍🏽", "👨\u200d", "が",      "The tide rose. ", "\u1100\u1161", "…",
  };
  gint64 longest = 0;

  for (gsize t = 0; t < G_N_ELEMENTS (parts); t++)
    {
      g_autofree char *long_text = repeat (parts[t], 60 * 1000);
      g_autoptr (SheafAnchorText) text = sheaf_anchor_text_new (long_text);
      g_autoptr (SheafAnchor) whole = sheaf_anchor_new (long_text, 1, G_MAXUINT);
      g_autoptr (SheafAnchor) middle = sheaf_anchor_new (long_text, 28 * 1000, 29 * 1000);

      if (middle != NULL)
        middle->start += 7;
      for (gsize q = 0; q < G_N_ELEMENTS (parts) * 3 + 2; q++)
        {
          static const guint lengths[] = { 3, 1000, 70 * 1000 };
          g_autofree char *exact = repeat (parts[q / 3 % G_N_ELEMENTS (parts)], lengths[q % 3]);
          g_autofree char *changed = g_strconcat (exact, q % 2 ? "x" : "", exact, NULL);
          SheafAnchor foreign = { changed, exact, exact, 5, 7 };
          const SheafAnchor *anchor = &foreign;
          gint64 begin = g_get_monotonic_time ();
          guint start = 0, end = 1;

          if (q >= G_N_ELEMENTS (parts) * 3)
            anchor = q % 2 ? whole : middle;
          if (anchor == NULL)
            continue;
          sheaf_anchor_place (anchor, text, &start, &end);
          g_assert_cmpuint (start, <, end);
          longest = MAX (longest, g_get_monotonic_time () - begin);
        }
    }
  g_test_message ("the longest: %.1f ms", longest / 1000.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/anchor/new", test_new);
  g_test_add_func ("/base/anchor/quote", test_quote);
  g_test_add_func ("/base/anchor/shadow", test_shadow);
  g_test_add_func ("/base/anchor/ends", test_ends);
  g_test_add_func ("/base/anchor/roughly", test_roughly);
  g_test_add_func ("/base/anchor/foreign", test_foreign);
  g_test_add_func ("/base/anchor/hostile", test_hostile);

  return g_test_run ();
}

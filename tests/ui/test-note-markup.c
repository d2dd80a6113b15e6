/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes as markup: by table, and that whatever is written makes sound markup, quickly. */

#include "ui/note-markup.h"

#include <pango/pango.h>
#include <string.h>

#define LINK(address, words) "<a href=\"" address "\" title=\"" address "\">" words "</a>"

static const struct
{
  const char *note, *markup;
} cases[] = {
  { "", "" },
  { "plain < & >", "plain &lt; &amp; &gt;" },
  { "a **bold** word", "a <b>bold</b> word" },
  { "__bold__ _italic_", "<b>bold</b> <i>italic</i>" },
  { "*italic*, ~~gone~~", "<i>italic</i>, <s>gone</s>" },
  { "***both***", "<b><i>both</i></b>" },
  { "**a *b* c**", "<b>a <i>b</i> c</b>" },
  { "*a **b** c*", "<i>a <b>b</b> c</i>" },
  { "**never closed", "**never closed" },
  { "*a **b* c**", "<i>a **b</i> c**" },
  { "3 * 4 * 5", "3 * 4 * 5" },
  { "snake_case_name", "snake_case_name" },
  { "****", "****" },
  { "~one~", "~one~" },
  { "\\*not\\* it", "*not* it" },
  { "`*code* <b>`", "<tt>*code* &lt;b&gt;</tt>" },
  { "``a ` b``", "<tt>a ` b</tt>" },
  { "`open", "`open" },
  { "# Heading", "<b>Heading</b>" },
  { "#tag", "#tag" },
  { "- one\n* two\n  + three\n1. four", "• one\n• two\n  • three\n1. four" },
  { "```\n*as it is*\n```\n*after*", "<tt>*as it is*</tt>\n<i>after</i>" },
  { "[words](https://example.org/a_b_c)", LINK ("https://example.org/a_b_c", "words") },
  { "[*w*](mailto:ida@example.org)", LINK ("mailto:ida@example.org", "<i>w</i>") },
  { "<http://example.org>", LINK ("http://example.org", "http://example.org") },
  { "see https://example.org/?a=1&b=2.",
    "see " LINK ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&amp;b=2") "." },
  { "[no](javascript:alert(1))", "[no](javascript:alert(1))" },
  { "[no](file:///etc/passwd)", "[no](file:///etc/passwd)" },
  { "[a \" b](https://e.org/\"x)", LINK ("https://e.org/&quot;x", "a &quot; b") },
  { "[open](https://example.org", "[open](" LINK ("https://example.org", "https://example.org") },
  { "潮は**満ちる**まで", "潮は<b>満ちる</b>まで" },
  { "**[bold](https://example.org)**", "<b>" LINK ("https://example.org", "bold") "</b>" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markup = sheaf_note_to_markup (cases[i].note);

      g_assert_cmpstr (markup, ==, cases[i].markup);
    }
}

/* What Pango knows of it; links are GtkLabel's. */
static void
assert_sound (const char *note)
{
  g_autofree char *markup = sheaf_note_to_markup (note);
  g_autoptr (GRegex) link = g_regex_new ("<a [^>]*>|</a>", 0, 0, NULL);
  g_autofree char *bare = g_regex_replace_literal (link, markup, -1, 0, "", 0, NULL);
  g_autoptr (GError) error = NULL;

  pango_parse_markup (bare, -1, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_sound (void)
{
  static const char *const parts[]
      = { "*",  "**", "_",        "~~", "`",  "[", "](https://e.org", ")", "<", "a", " ", "\n",
          "\\", "潮", "http://e", "&",  "# ", "- " };

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) note = g_string_new (NULL);

      for (int k = g_test_rand_int_range (1, 40); k > 0; k--)
        g_string_append (note, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      assert_sound (note->str);
    }
}

static void
test_quick (void)
{
  static const char *const parts[] = { "*", "**a", "[", "`", "_a ", "<http://", "*a**", "`` ` " };
  g_autofree char *long_one = g_strnfill (1 << 20, '*');
  gint64 begun = g_get_monotonic_time ();

  g_assert_null (sheaf_note_to_markup (long_one));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GString) note = g_string_new (NULL);

      while (note->len + strlen (parts[i]) <= SHEAF_NOTE_LONGEST)
        g_string_append (note, parts[i]);
      assert_sound (note->str);
    }
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 20 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/note-markup/table", test_table);
  g_test_add_func ("/ui/note-markup/sound", test_sound);
  g_test_add_func ("/ui/note-markup/quick", test_quick);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Plain text: what is its title, where its paragraphs end, and that nothing else of it changes. */

#include "extract/extract.h"

#include "document/document-write.h"

#include "../document/dump-document.h"

#include <gio/gio.h>

#define LINE "The mill stood still that summer, and nobody came."
#define LONG                                                                                       \
  "A first line can be so long that nobody would ever take it for a headline, even without the "   \
  "full "                                                                                          \
  "stop that one would look for"

#define PROSE                                                                                      \
  "The mill stood still that summer, and nobody came, and when the water rose nobody was there "   \
  "to "                                                                                            \
  "open the gate for it."

typedef struct
{
  const char *name;
  const char *text;
  const char *title;
  const char *body; /* NULL: no article */
} Case;

static const Case cases[] = {
  { "headline", "The tide mill\n\n" LINE "\n\nThen it rained.\n", "The tide mill",
    "p " LINE "\np Then it rained.\n" },
  { "headline-question", "Who stopped the mill?\n\n" LINE, "Who stopped the mill?",
    "p " LINE "\n" },
  { "headline-quoted", "“The tide mill”\n\n" LINE, "“The tide mill”", "p " LINE "\n" },
  { "headline-single-lines", "The tide mill\n" LINE "\nThen it rained.", "The tide mill",
    "p " LINE "\np Then it rained.\n" },
  { "sentence", LINE "\n\nThen it rained.", "The mill stood still that summer, and nobody came",
    "p " LINE "\np Then it rained.\n" },
  { "sentence-first-of-two", "The mill stood still. Nobody came.\n\nThen it rained.",
    "The mill stood still", "p The mill stood still. Nobody came.\np Then it rained.\n" },
  { "sentence-quoted", "“The mill stood still.”\n\nThen it rained.", "“The mill stood still.”",
    "p “The mill stood still.”\np Then it rained.\n" },
  { "sentence-question", "Who stopped it? We did.\n\nAnd then.", "Who stopped it?",
    "p Who stopped it? We did.\np And then.\n" },
  { "sentence-initials", "Mr. J. P. Quill of the U.S. office stopped it. We did not.\n\nAnd then.",
    "Mr. J. P. Quill of the U.S. office stopped it",
    "p Mr. J. P. Quill of the U.S. office stopped it. We did not.\np And then.\n" },
  { "sentence-number", "It rained 3.5 inches that day. We left.\n\nAnd then.",
    "It rained 3.5 inches that day", "p It rained 3.5 inches that day. We left.\np And then.\n" },
  { "sentence-cjk", "老人在桥头修伞。天黑了。\n\n他回家去。", "老人在桥头修伞",
    "p 老人在桥头修伞。天黑了。\np 他回家去。\n" },
  { "too-long", LONG "\n\n" LINE,
    "A first line can be so long that nobody would ever take it for a headline, even…",
    "p " LONG "\np " LINE "\n" },
  { "colon", "What we found there:\n\na wheel",
    "What we found there:", "p What we found there:\np a wheel\n" },
  { "ornament", "* * *\n\n" LINE, "* * *", "p * * *\np " LINE "\n" },
  { "one-line", "The tide mill", "The tide mill", "p The tide mill\n" },
  { "empty", "", "notes.txt", NULL },
  { "white", " \n\t\n\r\n", "notes.txt", NULL },

  { "paragraphs", "T\n\none\ntwo\n\n\n\nthree\n  four  \n \t \nfive", "T",
    "p one two\np three four\np five\n" },
  { "crlf", "T\r\n\r\none\r\ntwo\r\n\r\nthree", "T", "p one two\np three\n" },
  { "cr", "T\r\rone\rtwo", "T", "p one two\n" },
  { "blanks-only-around", "\n\n\nT\none\ntwo\n\n", "T", "p one\np two\n" },
  { "bom", "\xef\xbb\xbfT\n\none", "T", "p one\n" },
  { "nul", "T\n\none\n\n<b>&amp;</b>", "T", "p one\np <b>&amp;</b>\n" },
  { "marks", "T\n\n> quoted “so” — *and* _so_ 'it' \"is\"…\n\n- 1. # x", "T",
    "p > quoted “so” — *and* _so_ 'it' \"is\"…\np - 1. # x\n" },

  { "original-title", LINE "\n\nOriginally published as “Salt”\n", "Salt", "p " LINE "\n" },
  { "original-title-behind-headline", "The tide mill\n\n" LINE "\n\nOriginally published as Salt",
    "The tide mill", "p " LINE "\n" },
  { "promo-first", "Read more: Salt\n\nThe tide mill\n\n" LINE, "The tide mill", "p " LINE "\n" },
  { "promo-single-lines", "The tide mill\n" LINE "\nFollow us on Facebook", "The tide mill",
    "p " LINE "\n" },
  { "promo-only", "Originally published as Salt\n", "Salt", NULL },
  { "edges",
    "The tide mill\n\n" PROSE "\n\n" PROSE
    "\n\nLetters about the mill reach her at ada@example.org.",
    "The tide mill", "p " PROSE "\np " PROSE "\n" },
  { "near-miss", "The tide mill\n\nFollow us on foot, he said.", "The tide mill",
    "p Follow us on foot, he said.\n" },
};

static SheafPage *
read_text (const char *text, gssize length, const char *charset, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize)length);
  SheafPage *page = sheaf_extract_text (bytes, charset, name, NULL, &error);

  g_assert_no_error (error);

  return page;
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (SheafPage) page = read_text (test->text, -1, NULL, "notes.txt");
  g_autofree char *body = page->document != NULL ? dump_document (page->document) : NULL;

  g_assert_cmpstr (page->title, ==, test->title);
  g_assert_cmpstr (body, ==, test->body);
  g_assert_cmpint (page->readerable, ==, test->body != NULL);
}

/* What is known of it besides: nothing that it does not say. */
static void
test_facts (void)
{
  g_autoptr (SheafPage) page
      = read_text ("The tide mill\n\n" LINE "\n\nThis story was first published on The <Oar>.", -1,
                   NULL, "https://www.example.org/mill.txt");
  const SheafRemoved *removed;

  g_assert_cmpstr (page->title, ==, "The tide mill");
  g_assert_cmpstr (page->excerpt, ==, LINE);
  g_assert_cmpstr (page->original_site, ==, "The <Oar>");
  g_assert_cmpstr (page->site, ==, "The <Oar>");
  g_assert_null (page->byline);
  g_assert_null (page->published);
  g_assert_null (page->language);
  g_assert_null (page->direction);
  g_assert_null (page->lead_image);
  g_assert_cmpuint (page->word_count, ==, 9);
  g_assert_cmpuint (page->removed->len, ==, 1);
  removed = g_ptr_array_index (page->removed, 0);
  g_assert_cmpstr (removed->text, ==, "This story was first published on The <Oar>.");
  g_assert_cmpstr (removed->html, ==, "<p>This story was first published on The &lt;Oar&gt;.</p>");
  g_assert_cmpstr (removed->rule, ==, "promo/originally-published");
}

static void
test_site (void)
{
  g_autoptr (SheafPage) fetched = read_text ("T\n\nx", -1, NULL, "https://www.example.org/a.txt");
  g_autoptr (SheafPage) file = read_text ("T\n\nx", -1, NULL, "a.txt");
  g_autoptr (SheafPage) neither = read_text ("", -1, NULL, NULL);

  g_assert_cmpstr (fetched->site, ==, "example.org");
  g_assert_null (file->site);
  g_assert_null (neither->title);
}

static void
test_charset (void)
{
  g_autoptr (SheafPage) declared = read_text ("Caf\xe9\n\nx", -1, "iso-8859-1", NULL);
  g_autoptr (SheafPage) guessed = read_text ("Caf\xc3\xa9\n\nx", -1, NULL, NULL);
  g_autoptr (SheafPage) wide = read_text ("\xff\xfeT\0\n\0\n\0x\0", 10, NULL, NULL);
  /* <meta> is no declaration in a text */
  g_autoptr (SheafPage) html
      = read_text ("<meta charset=iso-8859-1>\n\nCaf\xc3\xa9", -1, NULL, NULL);
  g_autofree char *text = sheaf_document_to_text (html->document);

  g_assert_cmpstr (declared->title, ==, "Café");
  g_assert_cmpstr (guessed->title, ==, "Café");
  g_assert_cmpstr (wide->title, ==, "T");
  g_assert_nonnull (strstr (text, "Café"));
}

/* No more paragraphs than anybody writes, and nothing of the text lost. */
static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SheafPage) page = NULL;
  gsize n;

  for (int i = 0; i < 60000; i++)
    g_string_append (text, "ab\n");
  page = read_text (text->str, -1, NULL, NULL);
  sheaf_document_get_blocks (page->document, &n);
  g_assert_cmpuint (n, ==, 50000);
  g_assert_cmpuint (page->word_count, ==, 60000 - 1); /* the first is the title */
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("T", 1);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sheaf_extract_text (bytes, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Any bytes are a text. */
static void
test_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (int round = 0; round < 300; round++)
    {
      char noise[200];
      g_autoptr (SheafPage) page = NULL;

      for (gsize i = 0; i < sizeof noise; i++)
        noise[i] = (char)(g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 256) : " \n.a"[i % 4]);
      page = read_text (noise, sizeof noise, round % 2 == 0 ? "utf-8" : NULL, "noise.txt");
      g_assert_nonnull (page->title);
      g_assert_true (g_utf8_validate (page->title, -1, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/extract/text-file/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/extract/text-file-more/facts", test_facts);
  g_test_add_func ("/extract/text-file-more/site", test_site);
  g_test_add_func ("/extract/text-file-more/charset", test_charset);
  g_test_add_func ("/extract/text-file-more/many", test_many);
  g_test_add_func ("/extract/text-file-more/cancelled", test_cancelled);
  g_test_add_func ("/extract/text-file-more/noise", test_noise);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An article on pages, without a display: nothing of it is lost, and no page begins or ends where a
 * printer would not let it. */

#include "ui/print-layout.h"

#include "../document/build-document.h"

static const char all_blocks[]
    = "h2|'Heading|/|p|'One |+a https://example.org/|'link|-|' and "
      "|+strong|'more|-|/|p|'Two.|+sup|'[1]|-|' "
      "x|+sub|'2|-|/|p|+em|'Three|-|/"
      "|[q|p|'Quoted|/|[q|p|'and "
      "more|/|]|]|[ul|[li|p|'first|/|[ul|[li|p|'inner|/|]|]|]|[li|p|'second|/|]|]"
      "|[ol 3|[li|p|'third|/|]|]|[dl|[dt|p|'Term|/|]|[dd|p|'Meaning|/|]|]|pre:c|'int a;|br|'int "
      "b;|/"
      "|[fig|img https://example.org/a.png A_gull|cap|'The gull|/|]|hr"
      "|[tab|cap|'Tides|/|row|C|'Hour|C|'Height|/|row|c|'Noon|c|'|+a https://example.org/t|'4 "
      "m|-|/|]"
      "|embed https://example.org/v Film|p|'مرحبا بالعالم|/|p|'東京の朝は早い。|/|p|'Done 😀|/";

static SheafLoaded *
load (const char *calls)
{
  SheafLoaded *loaded = g_new0 (SheafLoaded, 1);

  loaded->row = sheaf_row_new ();
  loaded->row->title = g_strdup ("A title");
  loaded->row->site = g_strdup ("Example");
  loaded->row->url = g_strdup ("https://example.org/here");
  loaded->row->tags = g_new0 (char *, 1);
  loaded->page = sheaf_page_new ();
  loaded->page->document = build_document (calls);

  return loaded;
}

static SheafPrintLayout *
lay_out (const SheafLoaded *loaded, double width, double height)
{
  SheafPrintOptions options = { .links = TRUE, .highlights = TRUE, .pictures = TRUE };
  SheafPrintLayout *layout = sheaf_print_layout_new (
      loaded, &options, pango_cairo_font_map_get_default (), width, height, 18);

  while (!sheaf_print_layout_step (layout, 2))
    ;

  return layout;
}

/* Its letters without white space, and without pictures, which none of these keeps. */
static char *
dup_ink (const char *text)
{
  GString *ink = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && c != 0xfffc)
        g_string_append_unichar (ink, c);
    }

  return g_string_free (ink, FALSE);
}

static void
check_whole (SheafPrintLayout *layout, const SheafDocument *document)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *printed = NULL, *expected = dup_ink (sheaf_document_get_text (document));

  for (guint i = 0; i < sheaf_print_layout_get_n_pages (layout); i++)
    {
      g_autofree char *page = sheaf_print_layout_dup_text (layout, i);

      g_string_append (text, page);
    }
  printed = dup_ink (text->str);
  g_assert_cmpstr (printed, ==, expected);
}

static void
check_breaks (SheafPrintLayout *layout)
{
  guint n = sheaf_print_layout_get_n_pages (layout), last = 0;

  for (guint i = 0; i < n; i++)
    {
      SheafPrintBreak page;

      sheaf_print_layout_get_break (layout, i, &page);
      g_assert_cmpuint (page.first, ==, last);
      last = page.last;
      g_assert_false (page.ends_keeping);
      g_assert_cmpfloat (page.used, <=, page.height + .1);
      if (page.cut_first)
        g_assert_cmpuint (page.lines_at_start, >=, 2);
      g_assert_cmpuint (page.lines_at_end, !=, 1);
    }
}

static void
draw_all (SheafPrintLayout *layout)
{
  for (guint i = 0; i < sheaf_print_layout_get_n_pages (layout); i++)
    {
      g_autoptr (GArray) pictures = NULL;
      cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
      cairo_t *cr = cairo_create (surface);

      sheaf_print_layout_draw (layout, i, cr, &pictures);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_all_blocks (void)
{
  g_autoptr (SheafLoaded) loaded = load (all_blocks);
  g_autoptr (SheafPrintLayout) wide = lay_out (loaded, 595, 842);
  g_autoptr (SheafPrintLayout) small = lay_out (loaded, 298, 420);
  SheafPrintBreak page;

  check_whole (wide, loaded->page->document);
  check_whole (small, loaded->page->document);
  check_breaks (small);
  draw_all (wide);
  draw_all (small);
  g_assert_cmpuint (sheaf_print_layout_get_n_pages (small), >=, 3);
  sheaf_print_layout_get_break (wide, 0, &page);
  g_assert_cmpuint (page.notes, >=, 1);
}

static void
append_words (GString *calls, GRand *dice, int n)
{
  static const char *const words[]
      = { "tide", "the", "keeper", "wrote", "a", "lamp", "of", "und", "Wasserstandsmessung", "in" };

  for (int i = 0; i < n; i++)
    g_string_append_printf (calls, "%s%s", i > 0 ? " " : "",
                            words[g_rand_int_range (dice, 0, G_N_ELEMENTS (words))]);
}

/* Every kind of block in any order, short and long. */
static char *
make_calls (GRand *dice, guint n)
{
  GString *calls = g_string_new ("p|'Begin|/");

  for (guint i = 0; i < n; i++)
    {
      int kind = g_rand_int_range (dice, 0, 10), rows = g_rand_int_range (dice, 1, 40);
      static const char *const before[] = { "|p|'",  "|p|'",    "|p|'",         "|p|'",   "|h2|'",
                                            "|h3|'", "|[q|p|'", "|[ul|[li|p|'", "|pre|'", "|[tab" };
      static const char *const after[]
          = { "|/", "|/", "|/", "|/", "|/", "|/", "|/|]", "|/|]|]", "|/", "|]" };

      g_string_append (calls, before[kind]);
      if (kind == 9)
        for (int k = 0; k < rows; k++)
          {
            g_string_append_printf (calls, "|row|%s|'", k == 0 ? "C" : "c");
            append_words (calls, dice, g_rand_int_range (dice, 1, 6));
            g_string_append_printf (calls, "|%s|'", k == 0 ? "C" : "c");
            append_words (calls, dice, g_rand_int_range (dice, 1, 30));
            g_string_append (calls, "|/");
          }
      else
        append_words (calls, dice, g_rand_int_range (dice, 1, kind < 4 ? 200 : 12));
      if (kind < 4)
        {
          g_string_append_printf (calls, "|+a https://example.org/%d|'",
                                  g_rand_int_range (dice, 0, 50));
          append_words (calls, dice, 2);
          g_string_append (calls, "|-");
        }
      g_string_append (calls, after[kind]);
    }

  return g_string_free (calls, FALSE);
}

static void
test_random (void)
{
  for (guint seed = 0; seed < 100; seed++)
    {
      GRand *dice = g_rand_new_with_seed (seed);
      g_autofree char *calls = make_calls (dice, 4 + seed / 3);
      g_autoptr (SheafLoaded) loaded = load (calls);
      g_autoptr (SheafPrintLayout) layout
          = lay_out (loaded, 298 + seed * 3, 420 + (double)(seed * 7 % 400));

      check_whole (layout, loaded->page->document);
      check_breaks (layout);
      if (seed % 10 == 0)
        draw_all (layout);
      g_rand_free (dice);
    }
}

static void
test_long_table (void)
{
  g_autoptr (GString) calls = g_string_new ("[tab|row|C|'Hour|C|'Height|/");
  g_autoptr (SheafLoaded) loaded = NULL;
  g_autoptr (SheafPrintLayout) layout = NULL;

  for (guint i = 0; i < 120; i++)
    g_string_append_printf (calls, "|row|c|'%u|c|'%u cm|/", i, i * 7 % 400);
  g_string_append (calls, "|]");
  loaded = load (calls->str);
  layout = lay_out (loaded, 595, 842);
  g_assert_cmpuint (sheaf_print_layout_get_n_pages (layout), >=, 3);
  check_whole (layout, loaded->page->document);
  for (guint i = 0; i < sheaf_print_layout_get_n_pages (layout); i++)
    {
      SheafPrintBreak page;

      sheaf_print_layout_get_break (layout, i, &page);
      g_assert_cmpuint (page.repeated, ==, i > 0 ? 1 : 0);
      g_assert_cmpfloat (page.used, <=, page.height + .1);
    }
}

/* One address is one note, however often it is linked; one that is read in the text is none. */
static void
test_notes (void)
{
  g_autoptr (SheafLoaded) loaded
      = load ("p|'A |+a https://e.example/a|'one|-|' and |+a https://e.example/a|'again|-|' and "
              "|+a https://e.example/b/|'e.example/b|-|' and |+a #n|'within|-|'.|/|p|id n|'Here|/");
  g_autoptr (SheafPrintLayout) layout = lay_out (loaded, 595, 842);
  g_autofree char *long_address = g_strdup_printf ("https://e.example/%0200d&end=1", 7);
  g_autofree char *shown = sheaf_print_dup_address (long_address);
  SheafPrintBreak page;

  sheaf_print_layout_get_break (layout, 0, &page);
  g_assert_cmpuint (page.notes, ==, 1);
  check_whole (layout, loaded->page->document);
  g_assert_cmpint (g_utf8_strlen (shown, -1), ==, 121);
  g_assert_true (g_str_has_prefix (shown, "e.example/0") && g_str_has_suffix (shown, "7&end=1"));
}

/* More notes than a page can hold go on at the next feet; all are there. */
static void
test_many_notes (void)
{
  g_autoptr (GString) calls = g_string_new ("p");
  g_autoptr (SheafLoaded) loaded = NULL;
  g_autoptr (SheafPrintLayout) layout = NULL;
  guint notes = 0;

  for (guint i = 0; i < 150; i++)
    g_string_append_printf (calls, "|+a https://e.example/%u|'a|-|' ", i);
  g_string_append (calls, "|/");
  loaded = load (calls->str);
  layout = lay_out (loaded, 420, 595);
  for (guint i = 0; i < sheaf_print_layout_get_n_pages (layout); i++)
    {
      SheafPrintBreak page;

      sheaf_print_layout_get_break (layout, i, &page);
      g_assert_cmpfloat (page.used, <=, page.height + .1);
      notes += page.notes;
    }
  g_assert_cmpuint (notes, ==, 150);
  check_whole (layout, loaded->page->document);
}

static void
test_empty (void)
{
  g_autoptr (SheafLoaded) loaded = load ("p|'x|/");
  g_autoptr (SheafPrintLayout) layout = NULL;

  g_clear_pointer (&loaded->page, sheaf_page_unref);
  layout = lay_out (loaded, 595, 842);
  g_assert_cmpuint (sheaf_print_layout_get_n_pages (layout), ==, 1);
  draw_all (layout);
}

static void
free_kept (gpointer data)
{
  SheafKeptPicture *kept = data;

  g_free (kept->sha);
  g_free (kept);
}

/* The picture over the text is printed, once; the article's own are not joined by it. */
static void
test_lead (void)
{
  g_autoptr (SheafLoaded) loaded = load ("p|'The hut stands on seven legs.|/");
  g_autoptr (SheafPrintLayout) layout = NULL;
  g_autoptr (GArray) pictures = NULL;
  SheafKeptPicture *kept = g_new0 (SheafKeptPicture, 1);
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);

  kept->sha = g_strnfill (64, 'a');
  kept->width = 800;
  kept->height = 600;
  loaded->page->lead_image = g_strdup ("https://example.org/hut.jpeg");
  loaded->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_kept);
  g_hash_table_insert (loaded->pictures, g_strdup (loaded->page->lead_image), kept);
  layout = lay_out (loaded, 595, 842);
  sheaf_print_layout_draw (layout, 0, cr, &pictures);
  g_assert_cmpuint (pictures->len, ==, 1);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print-layout/all-blocks", test_all_blocks);
  g_test_add_func ("/print-layout/random", test_random);
  g_test_add_func ("/print-layout/long-table", test_long_table);
  g_test_add_func ("/print-layout/notes", test_notes);
  g_test_add_func ("/print-layout/many-notes", test_many_notes);
  g_test_add_func ("/print-layout/empty", test_empty);
  g_test_add_func ("/print-layout/lead", test_lead);

  return g_test_run ();
}

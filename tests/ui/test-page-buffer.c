/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page's text without a window: what stands where, what is copied, and that each line begins
 * with a tag of its own. */

#include "ui/page-buffer.h"
#include "ui/page-selection.h"

#include "../document/build-document.h"

static const char all_blocks[]
    = "h2|'Heading|/|p|'One |+a https://example.org/|'link|-|' more|/|p|'Two.|+sup|'[1]|-|' "
      "+|+sup|'2|-|/|p|'Three|/"
      "|[q|p|'Quoted|/|p|'and more|/|]|[ul|[li|p|'first|/|]|[li|p|'second|/|]|]"
      "|[ol 3|[li|p|'third|/|]|]|pre:c|'int a;|br|'int b;|/|hr|/|p|+a #n|'See|-|/"
      "|embed https://example.org/v Film|p|id n|'Last|/";

static SheafLoaded *
load (const char *calls)
{
  SheafLoaded *loaded = g_new0 (SheafLoaded, 1);

  loaded->row = sheaf_row_new ();
  loaded->row->title = g_strdup ("A title");
  loaded->row->site = g_strdup ("Example");
  loaded->row->word_count = 500;
  loaded->row->tags = g_new0 (char *, 1);
  loaded->page = sheaf_page_new ();
  loaded->page->document = build_document (calls);

  return loaded;
}

/* With all its tags, all at once. */
static SheafPageBuffer *
make_page (const SheafLoaded *loaded,
           const SheafTypography *type,
           gboolean left_out,
           const GArray *breaks)
{
  SheafPageBuffer *page = sheaf_page_buffer_new (loaded, type, left_out, breaks);

  while (sheaf_page_buffer_tag_more (page, type, 0))
    ;

  return page;
}

/* What is told by the tags at each character, the topmost last: "paragraph" for those of
 * paragraphs. */
static GPtrArray *
list_tags (SheafPageBuffer *page)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (page->buffer, &iter, (int)page->head);
  while (gtk_text_iter_get_offset (&iter) < page->end)
    {
      GSList *tags = gtk_text_iter_get_tags (&iter);
      GString *told = g_string_new (NULL);

      for (GSList *l = tags; l != NULL; l = l->next)
        {
          g_autofree char *name = NULL;

          g_object_get (l->data, "name", &name, NULL);
          g_string_append_printf (told, "%s ", name);
        }
      g_slist_free (tags);
      g_ptr_array_add (names, g_string_free (told, FALSE));
      gtk_text_iter_forward_char (&iter);
    }

  return names;
}

/* Tagged from the middle on, then a little at a time, a long text is as if tagged at once. */
static void
test_tags (void)
{
  SheafTypography type = { .size = 17, .characters = 66 };
  g_autoptr (GString) calls = g_string_new ("p|'Begin |+em|'here|-|/");
  g_autoptr (SheafLoaded) loaded = NULL;
  g_autoptr (SheafPageBuffer) page = NULL, other = NULL;
  g_autoptr (GPtrArray) tags = NULL, others = NULL;
  guint length, rounds = 0;
  PangoStyle style;

  for (guint i = 0; i < 900; i++)
    g_string_append_printf (calls,
                            i % 9 == 0   ? "|h2|'Head %u|/"
                            : i % 9 == 4 ? "|[q|p|'It is |+strong|'said %u|-|' there.|/|]"
                                         : "|p|'A paragraph of some words |+em|'and %u|-|' more.|/",
                            i);
  loaded = load (calls->str);
  page = sheaf_page_buffer_new (loaded, &type, FALSE, NULL);
  other = make_page (loaded, &type, FALSE, NULL);
  length = sheaf_document_get_length (page->document);
  tags = list_tags (page);
  for (guint i = 0; i < tags->len; i++)
    g_assert_cmpstr (tags->pdata[i], ==, "");
  g_clear_pointer (&tags, g_ptr_array_unref);

  sheaf_page_buffer_tag_near (page, &type, sheaf_page_buffer_to_buffer (page, length / 2));
  tags = list_tags (page);
  others = list_tags (other);
  g_assert_cmpuint (tags->len, ==, others->len);
  g_assert_cmpstr (tags->pdata[0], ==, "");
  g_assert_cmpstr (tags->pdata[tags->len - 3], ==, "");
  for (guint i = tags->len / 2 - 8000; i < tags->len / 2 + 8000; i++)
    g_assert_cmpstr (tags->pdata[i], ==, others->pdata[i]);
  g_clear_pointer (&tags, g_ptr_array_unref);

  while (sheaf_page_buffer_tag_more (page, &type, 0))
    rounds++;
  g_assert_cmpuint (rounds, >, 20);
  tags = list_tags (page);
  for (guint i = 0; i < tags->len; i++)
    g_assert_cmpstr (tags->pdata[i], ==, others->pdata[i]);
  g_assert_true (g_str_has_suffix (tags->pdata[8], " emphasis "));
  g_object_get (sheaf_page_get_span_tag (page->buffer, SHEAF_SPAN_EMPHASIS), "style", &style, NULL);
  g_assert_cmpint (style, ==, PANGO_STYLE_ITALIC);
}

static void
assert_places (SheafLoaded *loaded, gboolean left_out)
{
  SheafTypography type = { .size = 17, .characters = 66 };
  g_autoptr (SheafPageBuffer) page = make_page (loaded, &type, left_out, NULL);
  guint length = sheaf_document_get_length (page->document);
  int before = -1;

  for (guint i = 0; i < length; i++)
    {
      int at = sheaf_page_buffer_to_buffer (page, i);

      g_assert_cmpint (at, >, before);
      g_assert_cmpint (sheaf_page_buffer_to_document (page, at), ==, (int)i);
      before = at;
    }
  g_assert_cmpint (sheaf_page_buffer_to_document (page, 0), ==, 0);
}

/* Soft hyphens are in the buffer alone: places are found both ways over them, none is copied, and a
 * range is what it was. */
static void
test_breaks (void)
{
  SheafTypography type = { .size = 17, .characters = 66 };
  static const guint places[] = { 2, 4, 10, 12, 14, 22, 33 };
  g_autoptr (SheafLoaded) loaded = load (
      "p|'Abcdefgh |+em|'ijklmn|-|' |+a https://example.org/|'opqrstu|-|+sup|'1|-|/|h2|'Head"
      "|/|p|'vwxyzabc|/");
  g_autoptr (GArray) breaks = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (SheafPageBuffer) page = NULL, plain = NULL;
  guint length = sheaf_document_get_length (loaded->page->document);
  GtkTextIter start, end;
  g_autofree char *text = NULL, *copy = NULL, *other = NULL;
  int before = -1;

  g_array_append_vals (breaks, places, G_N_ELEMENTS (places));
  page = make_page (loaded, &type, FALSE, breaks);
  plain = make_page (loaded, &type, FALSE, NULL);
  g_assert_cmpuint (page->inserted->len, ==, plain->inserted->len + breaks->len);
  sheaf_page_buffer_get_range (page, 0, 8, &start, &end);
  text = gtk_text_buffer_get_text (page->buffer, &start, &end, TRUE);
  g_assert_cmpstr (text, ==, "Ab\u00adcd\u00adefgh");
  for (guint i = 0; i + 1 < length; i++)
    {
      int at = sheaf_page_buffer_to_buffer (page, i);
      g_autofree char *one = NULL, *wanted = sheaf_document_dup_range (page->document, i, i + 1);

      g_assert_cmpint (at, >, before);
      g_assert_cmpint (sheaf_page_buffer_to_document (page, at), ==, (int)i);
      sheaf_page_buffer_get_range (page, i, i + 1, &start, &end);
      one = gtk_text_buffer_get_text (page->buffer, &start, &end, TRUE);
      g_assert_cmpstr (one, ==, wanted);
      for (before++; before < at; before++) /* a hyphen stands before the letter that it does */
        g_assert_cmpint (MAX (0, sheaf_page_buffer_to_document (page, before)), ==,
                         before < (int)page->head ? 0 : (int)i);
    }
  gtk_text_buffer_get_bounds (page->buffer, &start, &end);
  copy = sheaf_page_buffer_dup_copy (page, &start, &end);
  gtk_text_buffer_get_bounds (plain->buffer, &start, &end);
  other = sheaf_page_buffer_dup_copy (plain, &start, &end);
  g_assert_cmpstr (copy, ==, other);
}

static void
test_places (void)
{
  g_autoptr (SheafLoaded) loaded = load (all_blocks);

  assert_places (loaded, FALSE);
}

/* What was left out stands where it stood, those at one place in their order; what is put back, or
 * has no place, does not. */
static void
test_left_out (void)
{
  SheafTypography type = { .size = 17, .characters = 66 };
  g_autoptr (SheafLoaded) loaded = load (all_blocks);
  guint length = sheaf_document_get_length (loaded->page->document);
  const struct
  {
    guint place;
    SheafRemovedWhy why;
  } removed[] = { { length, SHEAF_REMOVED_WORDING },
                  { 0, SHEAF_REMOVED_READER },
                  { SHEAF_REMOVED_NOWHERE, SHEAF_REMOVED_WORDING },
                  { 0, SHEAF_REMOVED_WORDING },
                  { 5, SHEAF_REMOVED_RESTORED } };
  static const guint order[] = { 1, 3, 0 };
  g_autoptr (SheafPageBuffer) page = NULL;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (removed); i++)
    sheaf_page_add_removed (loaded->page, "Words", "<p>Words</p>", "promo/ad", removed[i].why,
                            removed[i].place);
  for (guint i = 0; i < length; i++)
    sheaf_page_add_removed (loaded->page, "Words", NULL, "promo/ad", SHEAF_REMOVED_WORDING, i);
  assert_places (loaded, TRUE);
  assert_places (loaded, FALSE);
  g_ptr_array_set_size (loaded->page->removed, G_N_ELEMENTS (removed));
  page = make_page (loaded, &type, TRUE, NULL);
  for (guint i = 0; i < page->anchors->len; i++)
    if (g_array_index (page->anchors, SheafInset, i).kind == SHEAF_INSET_LEFT_OUT)
      {
        g_assert_cmpuint (n, <, G_N_ELEMENTS (order));
        g_assert_cmpuint (g_array_index (page->anchors, SheafInset, i).first, ==, order[n++]);
      }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (order));
}

/* Korean words are held together, those of the headline without a character of their own; of this
 * nothing is copied. */
static void
test_korean (void)
{
  SheafTypography type = { .size = 17, .characters = 66 };
  static const guint places[] = { 1, 2, 5, 6 };
  g_autoptr (SheafLoaded) loaded = load ("p|'서울은 |+strong|'한국|-|'의|/");
  g_autoptr (GArray) breaks = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (SheafPageBuffer) page = NULL;
  g_autofree char *text = NULL, *copy = NULL;
  GtkTextTag *word;
  GtkTextIter start, end;

  g_free (loaded->row->title);
  loaded->row->title = g_strdup ("새 정책은, AI의");
  g_array_append_vals (breaks, places, G_N_ELEMENTS (places));
  page = make_page (loaded, &type, FALSE, breaks);
  word = sheaf_page_get_word_tag (page->buffer);
  for (guint i = page->headline_start; i < page->headline_end; i++)
    {
      gtk_text_buffer_get_iter_at_offset (page->buffer, &start, (int)i);
      g_assert_cmpint (gtk_text_iter_has_tag (&start, word), !=,
                       gtk_text_iter_get_char (&start) == ' ');
    }
  sheaf_page_buffer_get_range (page, 0, 7, &start, &end);
  text = gtk_text_buffer_get_text (page->buffer, &start, &end, TRUE);
  g_assert_cmpstr (text, ==, "서\u2060울\u2060은 한\u2060국\u2060의");
  copy = sheaf_page_buffer_dup_copy (page, &start, &end);
  g_assert_cmpstr (copy, ==, "서울은 한국의");
}

/* An embed without a name gets one to be read; the article's text and its places stay as they are.
 */
static void
test_embeds (void)
{
  static const struct
  {
    const char *calls, *expected;
  } cases[] = {
    { "embed https://vimeo.com/1 vimeo.com", "Video on vimeo.com" },
    { "embed https://www.youtube.com/watch?v=1 youtube.com", "Video on youtube.com" },
    { "embed https://example.org/player/embed/9 example.org", "Video on example.org" },
    { "embed https://open.spotify.com/track/1 open.spotify.com", "Sound on open.spotify.com" },
    { "embed https://example.org/podcast/player/9 example.org", "Sound on example.org" },
    { "embed https://www.openstreetmap.org/export/embed.html?x=1 openstreetmap.org",
      "Map on openstreetmap.org" },
    { "embed https://gist.example.org/a/1 gist.example.org", "Code on gist.example.org" },
    { "embed https://example.org/a/1 example.org", "Content on example.org" },
    { "embed https://vimeo.com/1 The tide", "The tide" },
  };
  SheafTypography type = { .size = 17, .characters = 66 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *calls = g_strconcat ("p|'Before|/|", cases[i].calls, "|p|'After|/", NULL);
      g_autoptr (SheafLoaded) loaded = load (calls);
      g_autoptr (SheafPageBuffer) page = make_page (loaded, &type, FALSE, NULL);
      GtkTextIter start, end;
      g_autofree char *shown = NULL, *link = NULL;
      const SheafSpan *span = sheaf_document_get_spans (page->document, NULL);

      sheaf_page_buffer_get_range (page, span->start, span->end, &start, &end);
      link = gtk_text_buffer_get_text (page->buffer, &start, &end, TRUE);
      g_assert_nonnull (strstr (cases[i].expected, link));
      gtk_text_iter_set_line_offset (&start, 0);
      if (!gtk_text_iter_ends_line (&end))
        gtk_text_iter_forward_to_line_end (&end);
      shown = gtk_text_buffer_get_text (page->buffer, &start, &end, TRUE);
      g_assert_cmpstr (shown, ==, cases[i].expected);
      g_assert_cmpint (
          sheaf_page_buffer_to_document (page, sheaf_page_buffer_to_buffer (page, span->end)), ==,
          (int)span->end);
    }
}

/* GTK 4.8 may take the style of a line over from another when it skips those between. */
static void
test_toggles (void)
{
  SheafTypography type = { .size = 17, .characters = 66 };
  g_autoptr (SheafLoaded) loaded = load (all_blocks);
  g_autoptr (SheafPageBuffer) page = make_page (loaded, &type, FALSE, NULL);

  for (guint i = 0; i < page->blocks->len; i++)
    {
      const SheafSetBlock *set = &g_array_index (page->blocks, SheafSetBlock, i);
      GtkTextIter start, end;

      sheaf_page_buffer_get_range (page, set->start, set->end, &start, &end);
      gtk_text_iter_set_line_offset (&start, 0);
      g_assert_true (gtk_text_iter_starts_tag (&start, NULL));
    }
}

/* A grid stands in a line of its own, and its text in lines that are hidden whole: GTK 4.8 ends the
 * program over a place in a line a part of which is hidden. */
static void
test_hidden_lines (void)
{
  SheafTypography type = { .size = 17, .characters = 66 };
  g_autoptr (SheafLoaded) loaded
      = load ("p|'One|/|pre:c|'int a;|br|'int b;|/|[tab|row|C|'A|C|'B|/|row|c|'1|c|'2|/|]");
  g_autoptr (SheafPageBuffer) page = make_page (loaded, &type, FALSE, NULL);
  GtkTextTag *hidden = sheaf_page_get_hidden_tag (page->buffer);
  g_autofree char *copy = NULL;
  GtkTextIter iter, end;
  guint n = 0;

  gtk_text_buffer_get_start_iter (page->buffer, &iter);
  do
    {
      gboolean whole = gtk_text_iter_has_tag (&iter, hidden);

      n += whole ? 1 : 0;
      for (end = iter; !gtk_text_iter_is_end (&end) && !gtk_text_iter_ends_line (&end);
           gtk_text_iter_forward_char (&end))
        g_assert_cmpint (gtk_text_iter_has_tag (&end, hidden), ==, whole);
      if (!gtk_text_iter_is_end (&end))
        g_assert_cmpint (gtk_text_iter_has_tag (&end, hidden), ==, whole);
    }
  while (gtk_text_iter_forward_line (&iter));
  g_assert_cmpuint (n, ==, 4);
  sheaf_page_buffer_get_range (page, 0, sheaf_document_get_length (page->document) - 1, &iter,
                               &end);
  copy = sheaf_page_buffer_dup_copy (page, &iter, &end);
  g_assert_cmpstr (copy, ==, "One\nint a;\nint b;\nA\tB\n1\t2");
}

/* The space after an item is that of the text where its list ends; two meanings of one word stand
 * close together; numbers of a list that reaches three digits have room. */
static void
test_lists (void)
{
  static const struct
  {
    const char *calls, *ends, *defined;
    guint digits;
  } cases[] = {
    { "[ul|[li|p|'a|/|]|[li|p|'b|/|]|]|p|'c|/", "010", "000", 0 },
    { "[ol 9|[li|p|'a|/|]|[li|p|'b|/|]|]|[ul|[li|p|'c|/|]|]", "010", "000", 2 },
    { "[ol 999|[li|p|'a|/|[ul|[li|p|'b|/|]|]|]|[li|p|'c|/|]|]|h2|'d|/", "0010", "0000", 4 },
    { "[dl|[dt|p|'a|/|]|[dd|p|'b|/|]|[dd|p|'c|/|]|[dt|p|'d|/|]|[dd|p|'e|/|]|]|p|'f|/", "000000",
      "010000", 0 },
  };
  SheafTypography type = { .size = 17, .characters = 66 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafLoaded) loaded = load (cases[i].calls);
      g_autoptr (SheafPageBuffer) page = make_page (loaded, &type, FALSE, NULL);

      g_test_message ("%s", cases[i].calls);
      g_assert_cmpuint (page->blocks->len, ==, strlen (cases[i].ends));
      for (guint at = 0; at < page->blocks->len; at++)
        {
          const SheafParagraph *set = &g_array_index (page->blocks, SheafSetBlock, at).paragraph;

          g_assert_cmpint (set->ends, ==, cases[i].ends[at] - '0');
          g_assert_cmpint (set->defined, ==, cases[i].defined[at] - '0');
        }
      g_assert_cmpuint (g_array_index (page->blocks, SheafSetBlock, 0).paragraph.digits, ==,
                        cases[i].digits);
    }
}

/* Whom a quote is from is told by its place and its form. A bar stands beside all of its quote,
 * what is quoted in it included. */
static void
test_quotes (void)
{
  static const struct
  {
    const char *calls;
    int cited; /* block, or -1 */
  } cases[] = {
    { "[q|p|'One|/|p|+em|'Ada, Letters|-|/|]", 1 },
    { "[q|p|'One|/|p|'— Ada, Letters|/|]|p|'Two|/", 1 },
    { "[q|p|'One|/|[q|p|'Two|/|]|p|'— Ada|/|]", 2 },
    { "[q|p|'One|/|p|+em|'I said no.|-|/|]", -1 },
    { "[q|p|'One|/|p|'— No, he said.|/|]", -1 },
    { "[q|p|'One|/|p|+em|'Ada|-|/|p|'Two|/|]", -1 },
    { "[q|p|+em|'One|-|/|]", -1 },
    { "p|'One|/|p|'— Ada|/", -1 },
  };
  SheafTypography type = { .size = 17, .characters = 66 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafLoaded) loaded = load (cases[i].calls);
      g_autoptr (SheafPageBuffer) page = make_page (loaded, &type, FALSE, NULL);
      const SheafSetBlock *sets = (SheafSetBlock *)page->blocks->data;

      g_test_message ("%s", cases[i].calls);
      for (guint at = 0; at < page->blocks->len; at++)
        g_assert_cmpint (sets[at].paragraph.look == SHEAF_LOOK_CITATION, ==,
                         (int)at == cases[i].cited);
      if (i != 2)
        continue;
      for (guint at = 0; at < page->blocks->len; at++)
        g_assert_true (sheaf_set_block_is_in_quote (&sets[at], sets[0].quote));
      g_assert_false (sheaf_set_block_is_in_quote (&sets[2], sets[1].quote));
    }
}

/* What an embed leads to, and a place on the page, are links; the place itself is none. */
static void
test_links (void)
{
  SheafTypography type = { .size = 17, .characters = 66 };
  g_autoptr (SheafLoaded) loaded
      = load ("p|+a #n|'See|-|/|embed https://example.org/v Film|p|id n|'Last|/");
  g_autoptr (SheafPageBuffer) page = make_page (loaded, &type, FALSE, NULL);
  const SheafSpan *spans = sheaf_document_get_spans (page->document, NULL);
  int see = sheaf_page_buffer_find_link (page, 0), film = sheaf_page_buffer_find_link (page, 5);

  g_assert_cmpint (see, >=, 0);
  g_assert_cmpstr (spans[see].href, ==, "#n");
  g_assert_cmpint (film, >=, 0);
  g_assert_cmpstr (spans[film].href, ==, "https://example.org/v");
  g_assert_cmpint (sheaf_page_buffer_find_link (page, 9), ==, -1);
}

static void
test_copy (void)
{
  SheafTypography type = { .size = 17, .characters = 66 };
  g_autoptr (SheafLoaded) loaded = load (all_blocks);
  g_autoptr (SheafPageBuffer) page = make_page (loaded, &type, FALSE, NULL);
  GtkTextIter start, end;
  g_autofree char *copy = NULL;
  static const char *const wanted[]
      = { "A title", "One link more",  "Two.[1] +2", "Quoted\nand more", "first",
          "3.",      "int a;\nint b;", "Last" };

  gtk_text_buffer_get_bounds (page->buffer, &start, &end);
  copy = sheaf_page_buffer_dup_copy (page, &start, &end);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_test_message ("%s in: %s", wanted[i], copy);
      g_assert_nonnull (strstr (copy, wanted[i]));
    }
  g_assert_null (strstr (copy, "\xef\xbf\xbc"));
}

/* A table that is selected from outside it is selected whole; from inside it, as far as it is. */
static void
test_selection (void)
{
  static const struct
  {
    int from,
        to; /* of the document; TO < 0: so many characters before the first row, in the buffer */
    const char *selected;
  } cases[] = {
    { 2, 5, "for" },                       /* outside */
    { 2, 7, "fore\n" },                    /* up to it */
    { 2, 8, "fore\na\tb\nc\td" },          /* into it */
    { 2, 12, "fore\na\tb\nc\td" },         /* to its last row */
    { 2, -2, "fore\n" },                   /* before its anchor */
    { 2, -1, "fore\na\tb\nc\td" },         /* behind its anchor, where the pointer is on it */
    { 9, 12, "b\nc" },                     /* inside */
    { 7, 14, "a\tb\nc\td" },               /* all of it */
    { 13, 17, "a\tb\nc\td\nAf" },          /* out of it */
    { 14, 17, "\nAf" },                    /* from its end */
    { 2, 17, "fore\na\tb\nc\td\nAf" },     /* over it */
    { 13, 22, "a\tb\nc\td\nAfter\ne\tf" }, /* from one into another */
    { 21, 22, "e" },
  };
  SheafTypography type = { .size = 17, .characters = 66 };
  g_autoptr (SheafLoaded) loaded
      = load ("p|'Before|/|[tab|row|c|'a|c|'b|/|row|c|'c|c|'d|/|]|p|'After|/"
              "|[tab|row|c|'e|c|'f|/|]|p|'End|/");
  g_autoptr (SheafPageBuffer) page = make_page (loaded, &type, FALSE, NULL);
  GtkTextIter from, to, first, last;

  g_assert_true (g_str_has_prefix (sheaf_document_get_text (page->document),
                                   "Before\na\tb\nc\td\nAfter\ne\tf\nEnd"));
  g_assert_false (sheaf_page_buffer_get_selection (page, &first, &last));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int row = sheaf_page_buffer_to_buffer (page, 7);
      g_autofree char *selected = NULL, *copy = NULL;
      guint start, end;

      gtk_text_buffer_get_iter_at_offset (page->buffer, &from,
                                          sheaf_page_buffer_to_buffer (page, (guint)cases[i].from));
      gtk_text_buffer_get_iter_at_offset (
          page->buffer, &to,
          cases[i].to < 0 ? row + cases[i].to
                          : sheaf_page_buffer_to_buffer (page, (guint)cases[i].to - 1) + 1);
      gtk_text_buffer_select_range (page->buffer, &to, &from);
      g_assert_true (sheaf_page_buffer_get_selection (page, &first, &last));
      start = (guint)sheaf_page_buffer_to_document (page, gtk_text_iter_get_offset (&first));
      end = (guint)sheaf_page_buffer_to_document (page, gtk_text_iter_get_offset (&last));
      selected = sheaf_document_dup_range (page->document, start, end);
      copy = sheaf_page_buffer_dup_copy (page, &first, &last);
      g_test_message ("%d to %d", cases[i].from, cases[i].to);
      g_assert_cmpstr (selected, ==, cases[i].selected);
      g_assert_cmpstr (copy, ==, cases[i].selected);
    }
}

/* A note's mark is not parted from its word at a line's end, and only that. */
static void
test_note_marks (void)
{
  SheafTypography type = { .size = 17, .characters = 66 };
  g_autoptr (SheafLoaded) loaded = load ("p|+sup|'0|-|'Two.|+sup|'[1]|-|' and |+sup|'2|-|/");
  g_autoptr (SheafPageBuffer) page = make_page (loaded, &type, FALSE, NULL);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  sheaf_page_buffer_get_range (page, 0, sheaf_document_get_length (page->document) - 1, &start,
                               &end);
  text = gtk_text_buffer_get_text (page->buffer, &start, &end, TRUE);
  g_assert_cmpstr (text, ==, "0Two.\u2060[1] and 2");
}

/* Without what goes on from the article. */
static char *
dup_text (const SheafPageBuffer *page)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter (page->buffer, &start);
  gtk_text_buffer_get_iter_at_offset (page->buffer, &end, page->end);

  return gtk_text_buffer_get_text (page->buffer, &start, &end, TRUE);
}

/* The way back from a note is not alone on a line; other links inside the page may be. */
static void
test_ways_back (void)
{
  static const struct
  {
    const char *calls, *text;
  } cases[] = {
    { "p|id r|'Top|/|p|'A note. |+a #r|'↩|-|/", "A note. \u2060↩" },
    { "p|id r|'Top|/|p|'A note. |+a #r|'^|-|/", "A note. \u2060^" },
    { "p|id r|'Top|/|p|'See |+a #r|'B|-|/", "See B" },
    { "p|'See |+a https://example.org/|'↩|-|/", "See ↩" },
  };
  SheafTypography type = { .size = 17, .characters = 66 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafLoaded) loaded = load (cases[i].calls);
      g_autoptr (SheafPageBuffer) page = make_page (loaded, &type, FALSE, NULL);
      g_autofree char *text = dup_text (page);

      g_assert_true (g_str_has_suffix (text, cases[i].text));
    }
}

/* How a word is read is small, other brackets are not. */
static void
test_readings (void)
{
  static const struct
  {
    const char *text, *reading; /* "": none */
  } cases[] = { { "日が沈(しず)む前", "(しず)" },
                { "灯台(とうだい)", "(とうだい)" },
                { "汉字(hànzì)", "(hànzì)" },
                { "東京(1961)", "" },
                { "灯台(lighthouse)", "" },
                { "word (しず)", "" },
                { "沈()む", "" },
                { "沈(しず", "" } };
  SheafTypography type = { .size = 17, .characters = 66 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *calls = g_strconcat ("p|'", cases[i].text, "|/", NULL);
      g_autoptr (SheafLoaded) loaded = load (calls);
      g_autoptr (SheafPageBuffer) page = make_page (loaded, &type, FALSE, NULL);
      GtkTextTag *tag = sheaf_page_get_reading_tag (page->buffer, &type);
      g_autoptr (GString) small = g_string_new (NULL);
      GtkTextIter iter;

      gtk_text_buffer_get_start_iter (page->buffer, &iter);
      for (; !gtk_text_iter_is_end (&iter); gtk_text_iter_forward_char (&iter))
        if (gtk_text_iter_has_tag (&iter, tag))
          g_string_append_unichar (small, gtk_text_iter_get_char (&iter));
      g_assert_cmpstr (small->str, ==, cases[i].reading);
    }
}

/* Lines of an article are read its way whatever they begin with, and names keep their own order; of
 * all this nothing is copied. */
static void
test_directions (void)
{
  SheafTypography type = { .size = 17, .characters = 66 };
  g_autoptr (SheafLoaded) loaded = load ("p|'Model 4B هو مصباح|/|p|'كان \u200f.|/");
  g_autoptr (SheafPageBuffer) page = NULL;
  g_autofree char *text = NULL, *copy = NULL;
  GtkTextIter start, end;

  loaded->row->direction = g_strdup ("rtl");
  loaded->row->author = g_strdup ("ليلى");
  page = make_page (loaded, &type, FALSE, NULL);
  text = dup_text (page);
  g_assert_true (g_str_has_prefix (text, "\u200f\u2068Example\u2069\n\u200fA title\n"));
  g_assert_nonnull (strstr (text, "\u200f\u2068By \u2068ليلى\u2069\u2069 · \u2068"));
  g_assert_true (g_str_has_suffix (text, "\u200fModel 4B هو مصباح\nكان \u200f."));
  gtk_text_buffer_get_bounds (page->buffer, &start, &end);
  copy = sheaf_page_buffer_dup_copy (page, &start, &end);
  g_assert_true (g_str_has_prefix (copy, "Example\nA title\nBy ليلى · "));
  g_assert_true (g_str_has_suffix (copy, "Model 4B هو مصباح\nكان \u200f."));
  g_clear_pointer (&text, g_free);
  gtk_text_buffer_get_iter_at_offset (page->buffer, &start, (int)page->headline_start);
  gtk_text_buffer_get_iter_at_offset (page->buffer, &end, (int)page->headline_end);
  text = gtk_text_buffer_get_text (page->buffer, &start, &end, TRUE);
  g_assert_cmpstr (text, ==, "A title");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/page-buffer/places", test_places);
  g_test_add_func ("/ui/page-buffer/breaks", test_breaks);
  g_test_add_func ("/ui/page-buffer/korean", test_korean);
  g_test_add_func ("/ui/page-buffer/tags", test_tags);
  g_test_add_func ("/ui/page-buffer/left-out", test_left_out);
  g_test_add_func ("/ui/page-buffer/embeds", test_embeds);
  g_test_add_func ("/ui/page-buffer/toggles", test_toggles);
  g_test_add_func ("/ui/page-buffer/hidden-lines", test_hidden_lines);
  g_test_add_func ("/ui/page-buffer/links", test_links);
  g_test_add_func ("/ui/page-buffer/quotes", test_quotes);
  g_test_add_func ("/ui/page-buffer/lists", test_lists);
  g_test_add_func ("/ui/page-buffer/copy", test_copy);
  g_test_add_func ("/ui/page-buffer/selection", test_selection);
  g_test_add_func ("/ui/page-buffer/note-marks", test_note_marks);
  g_test_add_func ("/ui/page-buffer/ways-back", test_ways_back);
  g_test_add_func ("/ui/page-buffer/readings", test_readings);
  g_test_add_func ("/ui/page-buffer/directions", test_directions);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of one block as Markdown. A span's opening mark is put in when its end is known: only
 * then is it plain whether CommonMark would read the marks there (its rules of flanking), or
 * whether the HTML tag has to stand instead. */

#include "document/document-markdown-inline.h"

#include "document/document-private.h"

#include <string.h>

typedef struct
{
  const SheafDocument *document;
  const SheafBlock *block;
  SheafMarkdownPlace place;
  const SheafSpan *end; /* of the spans */
  GString *out;
  gsize begun;                             /* where the block's text begins in `out` */
  gsize opened[SHEAF_DOCUMENT_SPAN_KINDS]; /* for each kind where its open span begins in `out` */
  const SheafMarkdownNotes *notes;
  const SheafSpan *from; /* the document's own spans, of which `spans` are copies */
  gsize n_from;
  gboolean raw; /* inside a code span: nothing is escaped */
} Inline;

typedef struct
{
  const char *mark; /* NULL: tags alone */
  const char *tag;
} Style;

static const Style styles[] = {
  [SHEAF_SPAN_STRONG] = { "**", "strong" }, [SHEAF_SPAN_EMPHASIS] = { "_", "em" },
  [SHEAF_SPAN_CODE] = { NULL, "code" },     [SHEAF_SPAN_SUPERSCRIPT] = { NULL, "sup" },
  [SHEAF_SPAN_SUBSCRIPT] = { NULL, "sub" }, [SHEAF_SPAN_LINK] = { NULL, "a" },
  [SHEAF_SPAN_STRIKE] = { "~~", "del" },    [SHEAF_SPAN_ANCHOR] = { NULL, "a" },
};

/* Escaping */

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c);
}

static gboolean
is_space (gunichar c)
{
  return c == 0 || g_unichar_isspace (c);
}

/* Does "12." or "12)" at the block's START have its mark at P? */
static gboolean
ends_number (const char *start, const char *p)
{
  gsize digits = strspn (start, "0123456789");

  return digits > 0 && digits < 10 && start + digits == p;
}

/* Would Markdown read *P as more than a character? START: of the block; END: of the piece, which a
 * span may follow if the block goes on. */
static gboolean
needs_escape (SheafMarkdownPlace place, const char *start, const char *p, const char *end)
{
  gboolean first = p == start && place == SHEAF_MARKDOWN_PLAIN;

  switch (*p)
    {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
    case '~':
      return TRUE;
    case '_':
      return p == start || p + 1 == end || !g_ascii_isalnum (p[-1]) || !g_ascii_isalnum (p[1]);
    case '|':
      return place == SHEAF_MARKDOWN_CELL || place == SHEAF_MARKDOWN_BOLD_CELL;
    case '&':
      return p + 1 < end && (p[1] == '#' || g_ascii_isalpha (p[1]));
    case '!':
      return p + 1 == end && strchr ("\n\t", p[1]) == NULL;
    case '#':
      return first || (place == SHEAF_MARKDOWN_HEADING && (p[1] == '\n' || p[1] == '#'));
    case '>':
    case '+':
    case '-':
    case '=':
      return first;
    case '.':
    case ')':
      return place == SHEAF_MARKDOWN_PLAIN && ends_number (start, p);
    default:
      return FALSE;
    }
}

static void
append_escaped (
    GString *out, SheafMarkdownPlace place, const char *start, const char *text, const char *end)
{
  for (; text < end; text++)
    {
      if (needs_escape (place, start, text, end))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *text);
    }
}

void
sheaf_markdown_append_text (GString *out, const char *text)
{
  append_escaped (out, SHEAF_MARKDOWN_PLAIN, text, text, text + strlen (text));
}

void
sheaf_markdown_append_url (GString *out, const char *url)
{
  gboolean entities = strchr (url, ';') != NULL;

  for (; *url != '\0'; url++)
    {
      if (strchr ("()\\`", *url) != NULL || (entities && *url == '&'))
        g_string_append_c (out, '\\');
      if (strchr ("<>|", *url) != NULL)
        g_string_append_printf (out, "%%%02X", (guint)(guchar)*url);
      else
        g_string_append_c (out, *url);
    }
}

/* Spans */

static void
write_text (const char *text, gsize length, gpointer data)
{
  Inline *self = data;
  gboolean cell = self->place == SHEAF_MARKDOWN_CELL || self->place == SHEAF_MARKDOWN_BOLD_CELL;

  if (!self->raw)
    {
      append_escaped (self->out, self->place, self->document->text + self->block->start_byte, text,
                      text + length);
      return;
    }

  for (gsize i = 0; i < length; i++)
    {
      if (cell && text[i] == '|')
        g_string_append_c (self->out, '\\');
      g_string_append_c (self->out, text[i]);
    }
}

/* Code with anything in it but text is written by its tag. */
static gboolean
is_raw (const Inline *self, const SheafSpan *span)
{
  return span->kind == SHEAF_SPAN_CODE && !(span + 1 < self->end && span[1].start < span->end);
}

static void
open_span (const SheafSpan *span, gsize at, gpointer data)
{
  Inline *self = data;

  self->opened[span->kind] = self->out->len;
  self->raw = is_raw (self, span);
}

static void
enclose (Inline *self, gsize start, const char *before, const char *after)
{
  g_string_insert (self->out, (gssize)start, before);
  g_string_append (self->out, after);
}

static void
close_code (Inline *self, gsize start)
{
  const char *text = self->out->str + start;
  gsize length = self->out->len - start, longest = 0, run = 0;
  gboolean padded = text[0] == '`' || text[length - 1] == '`';
  g_autofree char *fence = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (gsize i = 0; i < length; i++)
    {
      run = text[i] == '`' ? run + 1 : 0;
      longest = MAX (longest, run);
    }
  padded |= text[0] == ' ' && text[length - 1] == ' ';
  fence = g_strnfill (longest + 1, '`');
  before = g_strconcat (fence, padded ? " " : "", NULL);
  after = g_strconcat (padded ? " " : "", fence, NULL);
  enclose (self, start, before, after);
}

/* The document's own link that begins at START. (nullable) */
static const SheafSpan *
link_at (const Inline *self, guint start)
{
  gsize low = 0, high = self->n_from;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (self->from[middle].start < start)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < self->n_from && self->from[low].start == start; low++)
    if (self->from[low].kind == SHEAF_SPAN_LINK)
      return &self->from[low];

  return NULL;
}

static void
close_link (Inline *self, const SheafSpan *span, gsize start)
{
  const SheafSpan *link = *span->href == '#' ? link_at (self, span->start) : NULL;

  if (link != NULL && sheaf_markdown_notes_is_return (self->notes, link))
    {
      g_string_truncate (self->out, start);
      return;
    }
  if (link != NULL && sheaf_markdown_notes_of_mark (self->notes, link) > 0)
    {
      g_string_truncate (self->out, start);
      g_string_append_printf (self->out, "[^%u]", sheaf_markdown_notes_of_mark (self->notes, link));
      return;
    }

  g_string_insert_c (self->out, (gssize)start, '[');
  g_string_append (self->out, "](");
  sheaf_markdown_append_url (self->out, span->href);
  g_string_append_c (self->out, ')');
}

/* The characters around and inside a mark at START and at the end of `out`; AT: the text's place.
 */
static gboolean
marks_work (const Inline *self, const char *mark, gsize start, gsize at)
{
  const char *out = self->out->str;
  gunichar before = 0, after = 0, first, last;

  if (start > self->begun)
    before = g_utf8_get_char (g_utf8_prev_char (out + start));
  if (at < self->block->end_byte)
    after = g_utf8_get_char (self->document->text + at);
  first = g_utf8_get_char (out + start);
  last = g_utf8_get_char (g_utf8_prev_char (out + self->out->len));

  if (is_space (first) || is_space (last))
    return FALSE;
  if (*mark == '_')
    return !is_word (before) && !is_word (after);

  return (is_word (first) || !is_word (before)) && (is_word (last) || !is_word (after));
}

static void
close_span (const SheafSpan *span, gsize at, gpointer data)
{
  Inline *self = data;
  gsize start = self->opened[span->kind];
  const Style *style = &styles[span->kind];

  if (span->kind == SHEAF_SPAN_ANCHOR)
    {
      g_autofree char *place = g_strdup_printf ("<a id=\"%s\"></a>", span->href);

      g_string_insert (self->out, (gssize)start, place);
    }
  else if (self->raw)
    {
      close_code (self, start);
      self->raw = FALSE;
    }
  else if (span->kind == SHEAF_SPAN_LINK)
    close_link (self, span, start);
  else if (style->mark != NULL && marks_work (self, style->mark, start, at))
    enclose (self, start, style->mark, style->mark);
  else
    {
      g_autofree char *before = g_strdup_printf ("<%s>", style->tag);
      g_autofree char *after = g_strdup_printf ("</%s>", style->tag);

      enclose (self, start, before, after);
    }
}

/* As in a document, but code always innermost. */
static int
compare_spans (gconstpointer first, gconstpointer second)
{
  const SheafSpan *a = first, *b = second;

  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  if (a->end != b->end)
    return a->end > b->end ? -1 : 1;
  if ((a->kind == SHEAF_SPAN_CODE) != (b->kind == SHEAF_SPAN_CODE))
    return a->kind == SHEAF_SPAN_CODE ? 1 : -1;

  return a->kind < b->kind ? -1 : a->kind > b->kind;
}

static const char *
frame_of (SheafMarkdownPlace place)
{
  if (place == SHEAF_MARKDOWN_BOLD || place == SHEAF_MARKDOWN_BOLD_CELL)
    return "**";

  return place == SHEAF_MARKDOWN_EMPHASISED ? "_" : "";
}

/* Is it written at all? Not a place that only footnotes need, nor the raised look of their marks.
 */
static gboolean
is_written (const Inline *self, const SheafSpan *span, const char *frame)
{
  const SheafSpan *link;

  if (span->kind == SHEAF_SPAN_ANCHOR)
    return !g_hash_table_contains (self->notes->places, span->href);
  if (span->kind != SHEAF_SPAN_SUPERSCRIPT)
    return *frame == '\0'
           || span->kind != (*frame == '_' ? SHEAF_SPAN_EMPHASIS : SHEAF_SPAN_STRONG);

  link = link_at (self, span->start);

  return link == NULL || link->end != span->end
         || (!sheaf_markdown_notes_is_return (self->notes, link)
             && sheaf_markdown_notes_of_mark (self->notes, link) == 0);
}

/* What a note's text begins or ends with where a link back was left out. */
static void
trim (GString *out, gsize begun)
{
  gsize blanks = strspn (out->str + begun, " ");

  g_string_erase (out, (gssize)begun, (gssize)blanks);
  while (out->len > begun && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
}

void
sheaf_markdown_append_inline (GString *out,
                              const SheafDocument *document,
                              const SheafBlock *block,
                              SheafMarkdownPlace place,
                              const SheafMarkdownNotes *notes)
{
  static const SheafInlineWriter writer = { open_span, close_span, write_text };
  gsize n = 0, all;
  const SheafSpan *from = sheaf_document_block_spans (document, block, &all);
  g_autofree SheafSpan *spans = g_new (SheafSpan, all + 1);
  const char *frame = frame_of (place);
  Inline self = { .document = document,
                  .block = block,
                  .place = place,
                  .out = out,
                  .notes = notes,
                  .from = from,
                  .n_from = all };

  if (block->start == block->end)
    return;

  for (gsize i = 0; i < all; i++)
    if (is_written (&self, &from[i], frame))
      spans[n++] = from[i];
  qsort (spans, n, sizeof *spans, compare_spans);

  self.end = spans + n;
  g_string_append (out, frame);
  self.begun = out->len;
  sheaf_document_walk_inline (document, block, spans, n, &writer, &self);
  if (g_hash_table_size (notes->returns) > 0)
    trim (out, self.begun);
  g_string_append (out, frame);
}

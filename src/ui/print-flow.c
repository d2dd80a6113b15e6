/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The head, then the blocks, then the notes of the highlights. A text is the block's with what is
 * added put in between; spans are then attributes over the places moved by it. */

#include "ui/print-flow.h"

#include "base/text.h"
#include "store/mark.h"
#include "ui/embed-name.h"
#include "ui/page-buffer.h"

#include <glib/gi18n.h>
#include <string.h>

#define QUOTE 16.
#define ITEM 18.
#define DEFINITION 16.
#define DEEPEST 15
#define LONGEST_ADDRESS 120
#define JOINER "\342\201\240" /* U+2060: what follows stays with the word */
#define INK_LINK 0x1a1a, 0x5f5f, 0xb4b4

struct _SheafPrintFlow
{
  const SheafLoaded *loaded;
  SheafPrintOptions options;
  const SheafDocument *document; /* (nullable) */
  GQueue head;                   /* of SheafPrintPiece */
  gsize block, span;             /* the next of each */
  guint *numbers;                /* of each container: which item of its list it is */
  gboolean *marked;              /* of each container: its marker stands already */
  GPtrArray *notes;
  GHashTable *numbered; /* href -> number of its note, from 1 */
  GPtrArray *letters;   /* of SheafMark: those whose note was called */
  guint endnote;
};

static const SheafPrintStyle styles[] = {
  [SHEAF_PRINT_SITE] = { 8.5, 12, 0, 6, .dim = TRUE, .keep = TRUE },
  [SHEAF_PRINT_HEADLINE] = { 22, 27, 0, 8, .bold = TRUE, .keep = TRUE },
  [SHEAF_PRINT_BYLINE] = { 9, 13, 0, 2, .dim = TRUE, .keep = TRUE },
  [SHEAF_PRINT_ADDRESS] = { 8, 12, 0, 26, .dim = TRUE, .keep = TRUE },
  [SHEAF_PRINT_BODY] = { 10.5, 15, 0, 7.5 },
  [SHEAF_PRINT_H2] = { 14, 18, 21, 6, .bold = TRUE, .keep = TRUE },
  [SHEAF_PRINT_H3] = { 11.5, 15, 15, 5, .bold = TRUE, .keep = TRUE },
  [SHEAF_PRINT_H4] = { 10.5, 15, 12, 3, .bold = TRUE, .keep = TRUE },
  [SHEAF_PRINT_CAPTION] = { 8.5, 12, 5, 15, .dim = TRUE },
  [SHEAF_PRINT_CODE] = { 8.5, 12, 15, 15, .mono = TRUE },
  [SHEAF_PRINT_TABLE] = { 9, 12.5, 12, 15 },
  [SHEAF_PRINT_ENDNOTE] = { 8.5, 12, 0, 4 },
  [SHEAF_PRINT_PICTURE] = { 8.5, 12, 12, 12 },
  [SHEAF_PRINT_RULE] = { 10.5, 15, 7.5, 7.5 },
};

const SheafPrintStyle *
sheaf_print_look_get_style (SheafPrintLook look)
{
  return &styles[look];
}

const char *
sheaf_print_flow_get_family (const SheafPrintFlow *self)
{
  SheafTypography type = { .size = 10, .sans = self->options.sans };

  return sheaf_typography_get_family (&type);
}

const GPtrArray *
sheaf_print_flow_get_notes (const SheafPrintFlow *self)
{
  return self->notes;
}

char *
sheaf_print_dup_address (const char *href)
{
  static const char *const schemes[] = { "https://", "http://", "mailto:" };
  g_autofree char *shown = NULL, *first = NULL, *last = NULL;
  glong length;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (href, schemes[i]))
      {
        href += strlen (schemes[i]);
        break;
      }
  shown = g_utf8_make_valid (href, -1);
  if (g_str_has_suffix (shown, "/"))
    shown[strlen (shown) - 1] = '\0';
  length = g_utf8_strlen (shown, -1);
  if (length <= LONGEST_ADDRESS)
    return g_steal_pointer (&shown);
  first = g_utf8_substring (shown, 0, LONGEST_ADDRESS * 2 / 3);
  last = g_utf8_substring (shown, length - LONGEST_ADDRESS / 3, length);

  return g_strconcat (first, "…", last, NULL);
}

gboolean
sheaf_print_is_rtl (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      switch (g_unichar_get_script (g_utf8_get_char (p)))
        {
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
        case G_UNICODE_SCRIPT_NKO:
        case G_UNICODE_SCRIPT_ADLAM:
          return TRUE;
        default:
          return FALSE;
        }

  return FALSE;
}

/* --- A text --- */

static SheafPrintText *
text_new (void)
{
  SheafPrintText *self = g_new0 (SheafPrintText, 1);

  self->attributes = pango_attr_list_new ();
  self->added = g_array_new (FALSE, FALSE, 2 * sizeof (guint));
  self->links = g_array_new (FALSE, FALSE, sizeof (SheafPrintLink));
  self->notes_at = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

static void
text_free (gpointer data)
{
  SheafPrintText *self = data;

  g_free (self->text);
  pango_attr_list_unref (self->attributes);
  g_array_unref (self->added);
  g_array_unref (self->links);
  g_array_unref (self->notes_at);
  g_free (self);
}

void
sheaf_print_piece_free (SheafPrintPiece *self)
{
  g_ptr_array_unref (self->texts);
  g_free (self->marker);
  g_free (self);
}

static void
add_attribute (SheafPrintText *self, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (self->attributes, attribute);
}

static void
raise_text (SheafPrintText *self, double size, double rise, guint start, guint end)
{
  add_attribute (self, pango_attr_scale_new (.7), start, end);
  add_attribute (self, pango_attr_rise_new ((int)(size * rise * PANGO_SCALE)), start, end);
}

/* Something to be put in before the document's byte AT. */
typedef struct
{
  gsize at;
  char *words;
  gboolean raised;
  int note; /* a new one, or -1 */
} Addition;

static void
addition_clear (gpointer data)
{
  g_free (((Addition *)data)->words);
}

static int
by_place (gconstpointer a, gconstpointer b)
{
  const Addition *one = a, *two = b;

  return one->at < two->at ? -1 : one->at > two->at;
}

/* Where the document's byte AT is in the text; BEHIND: after what was added there. */
static guint
move_place (
    const SheafPrintText *self, const GArray *additions, gsize start, gsize at, gboolean behind)
{
  guint moved = (guint)(at - start);

  for (guint i = 0; i < additions->len; i++)
    {
      const Addition *addition = &g_array_index (additions, Addition, i);

      if (addition->at < at || (addition->at == at && behind))
        moved += strlen (addition->words);
    }

  return moved;
}

/* What a block or a cell is made of: bytes of the document. */
typedef struct
{
  SheafPrintFlow *flow;
  const SheafBlock *block;
  SheafPrintLook look;
  gsize start, end;
  guint from, to;    /* the same in code points */
  gsize first, last; /* spans */
  GArray *additions;
} TextJob;

static gsize
to_byte (const TextJob *job, guint offset)
{
  const char *text = sheaf_document_get_text (job->flow->document);

  return g_utf8_offset_to_pointer (text + job->start, (glong)offset - (glong)job->from) - text;
}

static gboolean
shows_its_address (const TextJob *job, const SheafSpan *span)
{
  g_autofree char *words = sheaf_document_dup_range (job->flow->document, span->start, span->end);
  g_autofree char *shown = sheaf_print_dup_address (words);
  g_autofree char *address = sheaf_print_dup_address (span->href);

  return g_str_equal (shown, address);
}

/* The number of the note with the address HREF, from 1; makes it where it is the first. */
static int
number_link (SheafPrintFlow *self, const char *href, gboolean *is_new)
{
  int number = GPOINTER_TO_INT (g_hash_table_lookup (self->numbered, href));

  *is_new = number == 0;
  if (number == 0)
    {
      g_ptr_array_add (self->notes, sheaf_print_dup_address (href));
      number = (int)self->notes->len;
      g_hash_table_insert (self->numbered, (gpointer)href, GINT_TO_POINTER (number));
    }

  return number;
}

/* WORDS are taken. */
static void
add_words (TextJob *job, gsize at, char *words, gboolean raised, int note)
{
  Addition addition = { .at = at, .words = words, .raised = raised, .note = note };

  g_array_append_val (job->additions, addition);
}

static void
add_link_number (TextJob *job, const SheafSpan *span)
{
  gboolean is_new;
  int number;

  if (!job->flow->options.links || span->href == NULL || *span->href == '#'
      || job->look == SHEAF_PRINT_CODE || shows_its_address (job, span))
    return;
  number = number_link (job->flow, span->href, &is_new);
  add_words (job, to_byte (job, span->end), g_strdup_printf (JOINER "%d", number), TRUE,
             is_new ? number - 1 : -1);
}

/* a … z, aa, ab … (transfer full) */
static char *
dup_letters (guint n)
{
  GString *letters = g_string_new (NULL);

  for (n++; n > 0; n = (n - 1) / 26)
    g_string_prepend_c (letters, (char)('a' + (n - 1) % 26));

  return g_string_free (letters, FALSE);
}

static const SheafMark *
get_mark (const TextJob *job, guint i)
{
  const SheafMark *mark = g_ptr_array_index (job->flow->loaded->marks, i);

  return mark->placed != SHEAF_PLACED_NOWHERE && mark->anchor->start < job->to
                 && mark->anchor->end > job->from
             ? mark
             : NULL;
}

static guint
count_marks (const SheafPrintFlow *self)
{
  return self->options.highlights && self->loaded->marks != NULL ? self->loaded->marks->len : 0;
}

static void
add_mark_letters (TextJob *job)
{
  for (guint i = 0; i < count_marks (job->flow); i++)
    {
      const SheafMark *mark = get_mark (job, i);
      g_autofree char *letters = NULL;

      if (mark == NULL || mark->body == NULL || mark->anchor->end > job->to)
        continue;
      letters = dup_letters (job->flow->letters->len);
      add_words (job, to_byte (job, mark->anchor->end), g_strconcat (JOINER, letters, NULL), TRUE,
                 -1);
      g_ptr_array_add (job->flow->letters, (gpointer)mark);
    }
}

/* A film without a name gets one to be read. */
static void
add_embed_name (TextJob *job)
{
  const SheafSpan *spans = sheaf_document_get_spans (job->flow->document, NULL);
  g_autofree char *text = NULL, *name = NULL;
  g_auto (GStrv) around = NULL;

  if (job->block->kind != SHEAF_BLOCK_EMBED || job->first == job->last)
    return;
  text = sheaf_document_dup_range (job->flow->document, job->from, job->to);
  name = sheaf_embed_dup_name (spans[job->first].href, text);
  around = name != NULL ? g_strsplit (name, text, 2) : NULL;
  if (around == NULL || around[0] == NULL)
    return;
  add_words (job, job->start, g_strdup (around[0]), FALSE, -1);
  add_words (job, job->end, g_strdup (around[1] != NULL ? around[1] : ""), FALSE, -1);
}

static void
compose (TextJob *job, SheafPrintText *self)
{
  const char *text = sheaf_document_get_text (job->flow->document);
  GString *whole = g_string_new (NULL);
  double size = styles[job->look].size;
  gsize at = job->start;

  for (guint i = 0; i < job->additions->len; i++)
    {
      const Addition *addition = &g_array_index (job->additions, Addition, i);
      guint place[2];

      g_string_append_len (whole, text + at, (gssize)(addition->at - at));
      at = addition->at;
      place[0] = (guint)whole->len;
      g_string_append (whole, addition->words);
      place[1] = (guint)whole->len;
      g_array_append_val (self->added, place);
      if (addition->note >= 0)
        g_array_append_val (self->notes_at, place[0]);
      if (!addition->raised)
        continue;
      raise_text (self, size, .36, place[0], place[1]);
      add_attribute (self, pango_attr_foreground_new (INK_LINK), place[0], place[1]);
    }
  g_string_append_len (whole, text + at, (gssize)(job->end - at));
  self->text = g_string_free (whole, FALSE);
}

static void
style_span (const TextJob *job, SheafPrintText *self, const SheafSpan *span)
{
  double size = styles[job->look].size;
  guint start = move_place (self, job->additions, job->start, to_byte (job, span->start), TRUE);
  guint end = move_place (self, job->additions, job->start, to_byte (job, span->end), FALSE);
  SheafPrintLink link = { start, end, -1, span->href };

  switch (span->kind)
    {
    case SHEAF_SPAN_STRONG:
      add_attribute (self, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
      break;
    case SHEAF_SPAN_EMPHASIS:
      add_attribute (self, pango_attr_style_new (PANGO_STYLE_ITALIC), start, end);
      break;
    case SHEAF_SPAN_CODE:
      add_attribute (self, pango_attr_family_new ("monospace"), start, end);
      add_attribute (self, pango_attr_scale_new (.88), start, end);
      break;
    case SHEAF_SPAN_SUPERSCRIPT:
      raise_text (self, size, .36, start, end);
      break;
    case SHEAF_SPAN_SUBSCRIPT:
      raise_text (self, size, -.14, start, end);
      break;
    case SHEAF_SPAN_STRIKE:
      add_attribute (self, pango_attr_strikethrough_new (TRUE), start, end);
      break;
    case SHEAF_SPAN_LINK:
      if (span->href != NULL && *span->href != '#')
        {
          link.end = move_place (self, job->additions, job->start, to_byte (job, span->end), TRUE);
          g_array_append_val (self->links, link);
        }
      break;
    case SHEAF_SPAN_ANCHOR:
      break;
    }
}

static void
style_marks (const TextJob *job, SheafPrintText *self)
{
  SheafTypography paper = { .size = 10, .paper = SHEAF_PAPER_LIGHT };

  for (guint i = 0; i < count_marks (job->flow); i++)
    {
      const SheafMark *mark = get_mark (job, i);
      GdkRGBA ground;
      gsize start, end;

      if (mark == NULL)
        continue;
      ground = sheaf_theme_colour (sheaf_typography_get_mark_ground (&paper, mark->color), 1);
      start = to_byte (job, MAX (mark->anchor->start, job->from));
      end = to_byte (job, MIN (mark->anchor->end, job->to));
      add_attribute (self,
                     pango_attr_background_new ((guint16)(ground.red * 65535),
                                                (guint16)(ground.green * 65535),
                                                (guint16)(ground.blue * 65535)),
                     move_place (self, job->additions, job->start, start, TRUE),
                     move_place (self, job->additions, job->start, end, FALSE));
    }
}

static gboolean
is_wide (const char *text)
{
  guint wide = 0, all = 0;

  for (const char *p = text; *p != '\0' && all < 200; p = g_utf8_next_char (p), all++)
    wide += g_unichar_iswide (g_utf8_get_char (p)) ? 1 : 0;

  return wide * 3 > all;
}

/* From the bytes START … END of BLOCK; the spans of it are those from the flow's next on. */
static SheafPrintText *
make_text (SheafPrintFlow *self,
           const SheafBlock *block,
           SheafPrintLook look,
           gsize start,
           gsize end,
           guint from)
{
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (self->document, &n);
  const char *text = sheaf_document_get_text (self->document);
  SheafPrintText *made = text_new ();
  TextJob job = { self, block, look, start, end,
                  from, from,  0,    0,     g_array_new (FALSE, FALSE, sizeof (Addition)) };

  g_array_set_clear_func (job.additions, addition_clear);
  job.to = from + (guint)g_utf8_strlen (text + start, (gssize)(end - start));
  while (self->span < n && spans[self->span].start < from)
    self->span++;
  job.first = self->span;
  while (self->span < n && spans[self->span].start < job.to)
    self->span++;
  job.last = self->span;

  made->note_from = self->notes->len;
  add_embed_name (&job);
  for (gsize i = job.first; i < job.last; i++)
    if (spans[i].kind == SHEAF_SPAN_LINK)
      add_link_number (&job, &spans[i]);
  add_mark_letters (&job);
  g_array_sort (job.additions, by_place);
  made->note_to = self->notes->len;
  compose (&job, made);
  for (gsize i = job.first; i < job.last; i++)
    style_span (&job, made, &spans[i]);
  style_marks (&job, made);
  if (block->lang != NULL || self->loaded->row->lang != NULL)
    add_attribute (made,
                   pango_attr_language_new (pango_language_from_string (
                       block->lang != NULL ? block->lang : self->loaded->row->lang)),
                   0, G_MAXUINT);
  made->wide = is_wide (made->text);
  made->rtl = sheaf_print_is_rtl (made->text);
  g_array_unref (job.additions);

  return made;
}

static SheafPrintText *
make_plain (const char *words)
{
  SheafPrintText *made = text_new ();

  made->text = g_strdup (words);
  made->wide = is_wide (words);
  made->rtl = sheaf_print_is_rtl (words);

  return made;
}

/* --- Pieces --- */

static SheafPrintPiece *
piece_new (SheafPrintLook look)
{
  SheafPrintPiece *self = g_new0 (SheafPrintPiece, 1);

  self->look = look;
  self->before = styles[look].before;
  self->after = styles[look].after;
  self->keep = styles[look].keep;
  self->quote = self->list = self->table = -1;
  self->texts = g_ptr_array_new_with_free_func (text_free);

  return self;
}

static void
add_head (SheafPrintFlow *self, SheafPrintLook look, const char *words)
{
  g_autofree char *line = words != NULL ? sheaf_text_line (words, 2000) : NULL;
  SheafPrintPiece *piece;

  if (line == NULL || sheaf_text_is_blank (line))
    return;
  piece = piece_new (look);
  piece->rtl = g_strcmp0 (self->loaded->row->direction, "rtl") == 0;
  g_ptr_array_add (piece->texts, make_plain (line));
  g_queue_push_tail (&self->head, piece);
}

static void
compose_head (SheafPrintFlow *self)
{
  const SheafRow *row = self->loaded->row;
  g_autofree char *site = sheaf_page_buffer_dup_site (self->loaded);
  g_autofree char *byline = row->author != NULL ? g_strdup_printf (_ ("By %s"), row->author) : NULL;
  g_autofree char *address = row->url != NULL ? sheaf_print_dup_address (row->url) : NULL;
  const SheafKeptPicture *lead
      = self->options.pictures ? sheaf_page_buffer_get_lead (self->loaded) : NULL;
  SheafPrintPiece *last;

  add_head (self, SHEAF_PRINT_SITE, site);
  add_head (self, SHEAF_PRINT_HEADLINE, row->title);
  add_head (self, SHEAF_PRINT_BYLINE, byline);
  add_head (self, SHEAF_PRINT_ADDRESS, address);
  last = g_queue_peek_tail (&self->head);
  if (last != NULL)
    last->after = styles[SHEAF_PRINT_ADDRESS].after;
  if (lead != NULL)
    {
      last = piece_new (SHEAF_PRINT_PICTURE);
      last->picture = lead;
      g_queue_push_tail (&self->head, last);
    }
}

static SheafPrintLook
look_of (const SheafBlock *block)
{
  static const SheafPrintLook looks[] = {
    [SHEAF_BLOCK_PARAGRAPH] = SHEAF_PRINT_BODY,  [SHEAF_BLOCK_HEADING] = SHEAF_PRINT_H2,
    [SHEAF_BLOCK_CODE] = SHEAF_PRINT_CODE,       [SHEAF_BLOCK_IMAGE] = SHEAF_PRINT_PICTURE,
    [SHEAF_BLOCK_CAPTION] = SHEAF_PRINT_CAPTION, [SHEAF_BLOCK_ROW] = SHEAF_PRINT_TABLE,
    [SHEAF_BLOCK_RULE] = SHEAF_PRINT_RULE,       [SHEAF_BLOCK_EMBED] = SHEAF_PRINT_BODY,
  };

  if (block->kind == SHEAF_BLOCK_HEADING && block->level > 2)
    return block->level == 3 ? SHEAF_PRINT_H3 : SHEAF_PRINT_H4;

  return looks[block->kind];
}

static void
mark_item (SheafPrintFlow *self, SheafPrintPiece *piece, int item, guint depth)
{
  static const char *const bullets[] = { "•", "◦", "▪" };
  const SheafContainer *containers = sheaf_document_get_containers (self->document, NULL);
  const SheafContainer *list = &containers[containers[item].parent];

  if (list->kind == SHEAF_CONTAINER_ORDERED_LIST)
    piece->marker = g_strdup_printf ("%d.", list->number + (int)self->numbers[item]);
  else
    piece->marker = g_strdup (bullets[MIN (depth - 1, G_N_ELEMENTS (bullets) - 1)]);
}

/* Where the piece stands: how far in, beside which bars, behind which marker. */
static void
place_piece (SheafPrintFlow *self, SheafPrintPiece *piece, const SheafBlock *block)
{
  const SheafContainer *containers = sheaf_document_get_containers (self->document, NULL);
  int line[DEEPEST], n = 0, item = -1;
  guint lists = 0;

  for (int c = block->container; c >= 0 && n < DEEPEST; c = containers[c].parent)
    line[n++] = c;
  while (n-- > 0)
    {
      int c = line[n];

      switch (containers[c].kind)
        {
        case SHEAF_CONTAINER_QUOTE:
          if (piece->n_bars < G_N_ELEMENTS (piece->bars))
            piece->bars[piece->n_bars++] = piece->left;
          piece->left += QUOTE;
          piece->quote = c;
          break;
        case SHEAF_CONTAINER_ITEM:
          piece->left += ITEM;
          lists++;
          item = !self->marked[c] ? c : item;
          self->marked[c] = TRUE;
          break;
        case SHEAF_CONTAINER_DEFINITION:
          piece->left += DEFINITION;
          break;
        case SHEAF_CONTAINER_TERM:
          piece->keep = TRUE;
          piece->after = 2;
          break;
        case SHEAF_CONTAINER_TABLE:
          piece->table = c;
          break;
        case SHEAF_CONTAINER_UNORDERED_LIST:
        case SHEAF_CONTAINER_ORDERED_LIST:
        case SHEAF_CONTAINER_DEFINITION_LIST:
          piece->list = piece->list < 0 ? c : piece->list;
          break;
        case SHEAF_CONTAINER_FIGURE:
          break;
        }
    }
  if (lists > 0 && piece->look == SHEAF_PRINT_BODY)
    piece->after = 4;
  if (item >= 0 && containers[item].parent >= 0)
    mark_item (self, piece, item, lists);
}

static void
make_cells (SheafPrintFlow *self, SheafPrintPiece *piece, const SheafBlock *block)
{
  const char *text = sheaf_document_get_text (self->document);
  const char *cell = text + block->start_byte, *end = text + block->end_byte;
  guint from = block->start;

  for (guint i = 0; cell <= end; i++)
    {
      const char *tab = memchr (cell, '\t', (gsize)(end - cell));
      const char *stop = tab != NULL ? tab : end;
      SheafPrintText *made = make_text (self, block, SHEAF_PRINT_TABLE, (gsize)(cell - text),
                                        (gsize)(stop - text), from);

      if (i < SHEAF_TABLE_MAX_COLUMNS && (block->headers >> i & 1) != 0)
        add_attribute (made, pango_attr_weight_new (PANGO_WEIGHT_BOLD), 0, G_MAXUINT);
      g_ptr_array_add (piece->texts, made);
      from += (guint)g_utf8_strlen (cell, stop - cell) + 1;
      cell = stop + 1;
    }
}

/* All cells are headers. */
static gboolean
is_header (const SheafBlock *block, guint n)
{
  guint64 all = n >= 64 ? G_MAXUINT64 : ((guint64)1 << n) - 1;

  return n > 0 && (block->headers & all) == all;
}

/* A table's first lines stay together with its caption, and a picture with the caption below it. */
static gboolean
keeps_with (const SheafBlock *block, const SheafBlock *next, const SheafContainer *containers)
{
  gboolean both = next != NULL && next->container >= 0 && block->container >= 0
                  && (next->container == block->container
                      || containers[next->container].parent == block->container
                      || containers[block->container].parent == next->container);

  if (!both)
    return FALSE;
  return (block->kind != SHEAF_BLOCK_CAPTION && next->kind == SHEAF_BLOCK_CAPTION)
         || (block->kind == SHEAF_BLOCK_CAPTION && next->kind != SHEAF_BLOCK_CAPTION
             && next->kind != SHEAF_BLOCK_PARAGRAPH);
}

static void
fill_picture (SheafPrintFlow *self, SheafPrintPiece *piece, const SheafBlock *block)
{
  const SheafImage *image = &sheaf_document_get_images (self->document, NULL)[block->image];
  g_autofree char *words = NULL;

  piece->picture = self->loaded->pictures != NULL
                       ? g_hash_table_lookup (self->loaded->pictures, image->src)
                       : NULL;
  if (piece->picture != NULL)
    return;
  words = image->alt != NULL ? g_strdup_printf ("[%s]", image->alt) : g_strdup (_ ("[picture]"));
  piece->look = SHEAF_PRINT_CAPTION;
  piece->article = FALSE;
  g_ptr_array_add (piece->texts, make_plain (words));
}

static SheafPrintPiece *
next_block (SheafPrintFlow *self)
{
  gsize n;
  const SheafBlock *blocks = sheaf_document_get_blocks (self->document, &n);
  const SheafContainer *containers = sheaf_document_get_containers (self->document, NULL);
  const SheafBlock *block = &blocks[self->block++];
  const SheafBlock *next = self->block < n ? &blocks[self->block] : NULL;
  SheafPrintPiece *piece = piece_new (look_of (block));

  place_piece (self, piece, block);
  piece->article = TRUE;
  if (block->kind == SHEAF_BLOCK_ROW)
    {
      make_cells (self, piece, block);
      piece->header = is_header (block, piece->texts->len);
    }
  else if (block->kind == SHEAF_BLOCK_IMAGE)
    fill_picture (self, piece, block);
  else if (block->kind != SHEAF_BLOCK_RULE)
    g_ptr_array_add (piece->texts, make_text (self, block, piece->look, block->start_byte,
                                              block->end_byte, block->start));
  piece->level = block->kind == SHEAF_BLOCK_HEADING ? block->level : 0;
  piece->rtl = block->direction == SHEAF_DIRECTION_RTL
               || (block->direction == SHEAF_DIRECTION_UNKNOWN
                   && (g_strcmp0 (self->loaded->row->direction, "rtl") == 0
                       || (piece->texts->len == 1 && block->kind != SHEAF_BLOCK_CODE
                           && ((SheafPrintText *)piece->texts->pdata[0])->rtl)));
  if (keeps_with (block, next, containers))
    {
      piece->keep = TRUE;
      piece->after = MIN (piece->after, 6);
    }

  return piece;
}

/* --- The notes of highlights --- */

static SheafPrintPiece *
next_endnote (SheafPrintFlow *self)
{
  guint i = self->endnote++;
  SheafPrintPiece *piece;

  if (i == 0)
    {
      piece = piece_new (SHEAF_PRINT_H3);
      piece->before = 30;
      g_ptr_array_add (piece->texts, make_plain (_ ("Notes")));
      return piece;
    }
  piece = piece_new (SHEAF_PRINT_ENDNOTE);
  piece->left = ITEM;
  piece->marker = dup_letters (i - 1);
  g_ptr_array_add (piece->texts,
                   make_plain (((const SheafMark *)self->letters->pdata[i - 1])->body));
  piece->rtl = ((SheafPrintText *)piece->texts->pdata[0])->rtl;

  return piece;
}

SheafPrintPiece *
sheaf_print_flow_next (SheafPrintFlow *self)
{
  gsize n = 0;
  const SheafBlock *blocks
      = self->document != NULL ? sheaf_document_get_blocks (self->document, &n) : NULL;

  if (!g_queue_is_empty (&self->head))
    return g_queue_pop_head (&self->head);
  while (self->block < n && !self->options.pictures
         && blocks[self->block].kind == SHEAF_BLOCK_IMAGE)
    self->block++;
  if (self->block < n)
    return next_block (self);

  return self->letters->len > 0 && self->endnote <= self->letters->len ? next_endnote (self) : NULL;
}

SheafPrintFlow *
sheaf_print_flow_new (const SheafLoaded *loaded, const SheafPrintOptions *options)
{
  SheafPrintFlow *self = g_new0 (SheafPrintFlow, 1);

  self->loaded = loaded;
  self->options = *options;
  self->document = loaded->page != NULL ? loaded->page->document : NULL;
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->numbered = g_hash_table_new (g_str_hash, g_str_equal);
  self->letters = g_ptr_array_new ();
  compose_head (self);
  if (self->document != NULL)
    {
      gsize n;
      const SheafContainer *containers = sheaf_document_get_containers (self->document, &n);
      g_autofree guint *next = g_new0 (guint, n + 1);

      self->numbers = g_new0 (guint, n + 1);
      self->marked = g_new0 (gboolean, n + 1);
      for (gsize i = 0; i < n; i++)
        if (containers[i].kind == SHEAF_CONTAINER_ITEM && containers[i].parent >= 0)
          self->numbers[i] = next[containers[i].parent]++;
    }

  return self;
}

void
sheaf_print_flow_free (SheafPrintFlow *self)
{
  g_queue_clear_full (&self->head, (GDestroyNotify)sheaf_print_piece_free);
  g_free (self->numbers);
  g_free (self->marked);
  g_ptr_array_unref (self->notes);
  g_hash_table_unref (self->numbered);
  g_ptr_array_unref (self->letters);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* First the text is composed as one string and the insertions noted, then it is inserted piece by
 * piece between the anchors, then what is no block of the document is tagged. */

#include "ui/page-buffer.h"

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "ui/bidi.h"
#include "ui/embed-name.h"
#include "ui/hangul.h"
#include "ui/page-neighbours.h"
#include "ui/page-readings.h"

#include <glib/gi18n.h>
#include <string.h>

#define DEEPEST 15
#define MOST_HEAD 2000 /* characters of a line of the head */
#define WORD_JOINER "\342\201\240"
#define SOFT_HYPHEN "\302\255"

/* What composing passes around. */
typedef struct
{
  SheafPageBuffer *page;
  const SheafLoaded *loaded;
  GString *text;
  guint length;     /* characters of text */
  GArray *at;       /* int: buffer offset of each anchor */
  guint *numbers;   /* of each container: which item of its list it is */
  guint *counts;    /* of each container: how many items it has */
  gboolean *marked; /* of each container: its marker stands already */
  gsize next_span;
  const GArray *breaks; /* (nullable) */
  guint next_break;
  GPtrArray *left_out; /* (nullable) of SheafRemoved, those to come, by place */
  GArray *left_out_at; /* int: buffer offset of the line of each */
} Composer;

/* A paragraph of the head: buffer offsets. */
typedef struct
{
  int start, end;
  SheafLook look;
} HeadLine;

static void
insert (Composer *self, const char *text, guint offset)
{
  glong n = g_utf8_strlen (text, -1);

  g_string_append (self->text, text);
  self->length += n;
  for (glong i = 0; i < n; i++)
    g_array_append_val (self->page->inserted, offset);
}

static void
add_anchor (Composer *self, SheafInset anchor)
{
  int at = self->length;

  g_array_append_val (self->at, at);
  g_array_append_val (self->page->anchors, anchor);
}

/* --- The head --- */

/* GTK reads a line the way of its first letter: the mark that turns one that begins otherwise than
 * it is to be read. (nullable) */
static const char *
get_turn (SheafDirection direction, const char *text, gssize n_bytes)
{
  SheafDirection own = sheaf_bidi_find (text, n_bytes);

  if (direction == SHEAF_DIRECTION_RTL)
    return own != SHEAF_DIRECTION_RTL ? SHEAF_BIDI_RIGHT_TO_LEFT : NULL;

  return direction == SHEAF_DIRECTION_LTR && own == SHEAF_DIRECTION_RTL ? SHEAF_BIDI_LEFT_TO_RIGHT
                                                                        : NULL;
}

/* As precise as the source: a year, a month of it, a day. (transfer full) (nullable) */
static char *
dup_date (const char *iso)
{
  int year, month = 1, day = 1, n = iso != NULL ? sscanf (iso, "%d-%d-%d", &year, &month, &day) : 0;
  g_autoptr (GDateTime) date = n > 0 ? g_date_time_new_utc (year, month, day, 0, 0, 0) : NULL;

  if (date == NULL)
    return NULL;

  /* Translators: a year alone, as "2021" */
  return g_date_time_format (date, n == 1 ? C_ ("date", "%Y")
                                   : n == 2
                                       /* Translators: a month, as "October 2021" */
                                       ? C_ ("date", "%B %Y")
                                       /* Translators: a whole date, as "12 October 2021" */
                                       : C_ ("date", "%-d %B %Y"));
}

/* Each keeps its own order, wherever the other is read from. */
static char *
join (char *first, char *second, gboolean mixed)
{
  g_autofree char *a = mixed ? sheaf_bidi_isolate (first) : first;
  g_autofree char *b = mixed ? sheaf_bidi_isolate (second) : second;

  if (a == NULL || b == NULL)
    return g_strdup (a != NULL ? a : b != NULL ? b : "");

  return g_strconcat (a, " · ", b, NULL);
}

static gboolean
is_mixed (const SheafRow *row, const char *name)
{
  return g_strcmp0 (row->direction, "rtl") == 0 || sheaf_bidi_is_interface_rtl ()
         || (name != NULL && sheaf_bidi_is_mixed (name));
}

char *
sheaf_page_buffer_dup_site (const SheafLoaded *loaded)
{
  const SheafRow *row = loaded->row;
  g_autofree char *host = row->site == NULL && row->url != NULL ? sheaf_url_site (row->url) : NULL;
  g_autofree char *name = sheaf_text_line (row->site != NULL ? row->site : host, MOST_HEAD);

  return join (g_strdup (name), dup_date (row->published), is_mixed (row, name));
}

char *
sheaf_page_buffer_dup_byline (const SheafLoaded *loaded)
{
  const SheafRow *row = loaded->row;
  guint minutes = sheaf_text_minutes (row->word_count);
  g_autofree char *name = sheaf_text_line (row->author, MOST_HEAD);
  gboolean mixed = is_mixed (row, name);
  g_autofree char *author = mixed ? sheaf_bidi_isolate (g_steal_pointer (&name)) : g_strdup (name);

  return join (author != NULL
                   /* Translators: %s is the author's name */
                   ? g_strdup_printf (_ ("By %s"), author)
                   : NULL,
               minutes > 0 ? g_strdup_printf (ngettext ("%u min", "%u min", minutes), minutes)
                           : NULL,
               mixed);
}

/* LINE (nullable) is one, without controls but for those put in here. */
static void
add_head_text (Composer *self, GArray *lines, SheafLook look, const char *line)
{
  SheafDirection direction
      = self->page->rtl ? SHEAF_DIRECTION_RTL
        : g_strcmp0 (self->loaded->row->direction, "ltr") == 0 || look != SHEAF_LOOK_HEADLINE
            ? SHEAF_DIRECTION_LTR
            : SHEAF_DIRECTION_UNKNOWN;
  const char *turn = line != NULL ? get_turn (direction, line, -1) : NULL;
  HeadLine head = { self->length, 0, look };

  if (line == NULL || sheaf_text_is_blank (line))
    return;
  if (turn != NULL)
    insert (self, turn, 0);
  if (look == SHEAF_LOOK_HEADLINE)
    self->page->headline_start = self->length;
  insert (self, line, 0);
  if (look == SHEAF_LOOK_HEADLINE)
    self->page->headline_end = self->length;
  insert (self, "\n", 0);
  head.end = self->length;
  g_array_append_val (lines, head);
}

static void
add_head_inset (Composer *self, GArray *lines, SheafLook look, SheafInsetKind kind)
{
  HeadLine head = { self->length, self->length + 2, look };

  add_anchor (self, (SheafInset){ .kind = kind });
  insert (self, SHEAF_IMAGE_CHARACTER "\n", 0);
  g_array_append_val (lines, head);
}

static const SheafKeptPicture *
find_picture (const SheafLoaded *loaded, const char *src)
{
  return src != NULL && loaded->pictures != NULL ? g_hash_table_lookup (loaded->pictures, src)
                                                 : NULL;
}

/* The lead picture stands over the text only where the text has no picture of its own near its top,
 * and never the same one twice. */
const SheafKeptPicture *
sheaf_page_buffer_get_lead (const SheafLoaded *loaded)
{
  const char *src = loaded->page != NULL ? loaded->page->lead_image : NULL;
  const SheafKeptPicture *lead = find_picture (loaded, src);
  gsize n_images, n_blocks;
  const SheafImage *images;
  const SheafBlock *blocks;

  if (lead == NULL || loaded->page->document == NULL)
    return NULL;
  images = sheaf_document_get_images (loaded->page->document, &n_images);
  blocks = sheaf_document_get_blocks (loaded->page->document, &n_blocks);
  for (gsize i = 0; i < n_images; i++)
    {
      const SheafKeptPicture *picture = find_picture (loaded, images[i].src);

      if (g_str_equal (images[i].src, src)
          || (picture != NULL && g_str_equal (picture->sha, lead->sha)))
        return NULL;
    }
  for (gsize i = 0; i < MIN (n_blocks, 3); i++)
    if (blocks[i].kind == SHEAF_BLOCK_IMAGE)
      return NULL;

  return lead->width >= 200 ? lead : NULL;
}

static void
compose_head (Composer *self, GArray *lines)
{
  g_autofree char *site = sheaf_page_buffer_dup_site (self->loaded);
  g_autofree char *title = sheaf_text_line (self->loaded->row->title, MOST_HEAD);
  g_autofree char *byline = sheaf_page_buffer_dup_byline (self->loaded);

  add_head_text (self, lines, SHEAF_LOOK_SITE, site);
  add_head_text (self, lines, SHEAF_LOOK_HEADLINE, title);
  add_head_text (self, lines, SHEAF_LOOK_BYLINE, byline);
  if (self->loaded->row->tags != NULL)
    add_head_inset (self, lines, SHEAF_LOOK_CHIPS, SHEAF_INSET_CHIPS);
  if (sheaf_page_buffer_get_lead (self->loaded) != NULL)
    add_head_inset (self, lines, SHEAF_LOOK_PICTURE, SHEAF_INSET_LEAD);
  self->page->head = self->length;
}

/* --- The document --- */

static void
number_items (Composer *self, const SheafContainer *containers, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (containers[i].kind == SHEAF_CONTAINER_ITEM && containers[i].parent >= 0)
      self->numbers[i] = self->counts[containers[i].parent]++;
}

/* Characters of the longest number in ITEM's list; 0: it has none. */
static guint
count_digits (Composer *self, const SheafContainer *containers, int item)
{
  int list = containers[item].parent;
  char first[16], last[16];

  if (list < 0 || containers[list].kind != SHEAF_CONTAINER_ORDERED_LIST)
    return 0;
  g_snprintf (first, sizeof first, "%d", containers[list].number);
  g_snprintf (last, sizeof last, "%d", containers[list].number + (int)self->counts[list] - 1);

  return (guint)MAX (strlen (first), strlen (last));
}

static SheafLook
look_of (const SheafBlock *block)
{
  switch (block->kind)
    {
    case SHEAF_BLOCK_PARAGRAPH:
    case SHEAF_BLOCK_EMBED:
      return SHEAF_LOOK_PARAGRAPH;
    case SHEAF_BLOCK_HEADING:
      return block->level <= 2 ? SHEAF_LOOK_H2 : block->level == 3 ? SHEAF_LOOK_H3 : SHEAF_LOOK_H4;
    case SHEAF_BLOCK_CODE:
      return SHEAF_LOOK_CODE;
    case SHEAF_BLOCK_IMAGE:
      return SHEAF_LOOK_PICTURE;
    case SHEAF_BLOCK_CAPTION:
      return SHEAF_LOOK_CAPTION;
    case SHEAF_BLOCK_ROW:
      return SHEAF_LOOK_TABLE;
    case SHEAF_BLOCK_RULE:
      return SHEAF_LOOK_RULE;
    }

  return SHEAF_LOOK_PARAGRAPH;
}

/* Where BLOCK stands: how deep, and which list item it begins (or -1). */
static int
place_block (Composer *self,
             const SheafBlock *block,
             const SheafContainer *containers,
             SheafSetBlock *set)
{
  int item = -1, outermost[DEEPEST], n = 0;
  double em = 0;

  set->quote = set->list = set->meaning = -1;
  for (int c = block->container; c >= 0 && n < DEEPEST; c = containers[c].parent)
    outermost[n++] = c;
  while (n-- > 0)
    {
      int c = outermost[n];

      switch (containers[c].kind)
        {
        case SHEAF_CONTAINER_QUOTE:
          if (set->n_bars < G_N_ELEMENTS (set->bars))
            {
              set->bar_quotes[set->n_bars] = c;
              set->bars[set->n_bars++] = em;
            }
          set->paragraph.quotes++;
          set->quote = c;
          break;
        case SHEAF_CONTAINER_ITEM:
          set->paragraph.lists++;
          set->paragraph.digits = count_digits (self, containers, c);
          set->paragraph.wider += sheaf_list_get_widening (set->paragraph.digits);
          em += 1.7 + sheaf_list_get_widening (set->paragraph.digits) / 10.;
          item = !self->marked[c] ? c : item;
          self->marked[c] = TRUE;
          if (set->paragraph.look == SHEAF_LOOK_PARAGRAPH)
            set->paragraph.look = SHEAF_LOOK_ITEM;
          break;
        case SHEAF_CONTAINER_DEFINITION:
          set->paragraph.definitions++;
          set->meaning = c;
          em += 1.5;
          break;
        case SHEAF_CONTAINER_TERM:
          if (set->paragraph.look == SHEAF_LOOK_PARAGRAPH)
            set->paragraph.look = SHEAF_LOOK_TERM;
          break;
        case SHEAF_CONTAINER_UNORDERED_LIST:
        case SHEAF_CONTAINER_ORDERED_LIST:
          set->list = set->list < 0 ? c : set->list;
          break;
        case SHEAF_CONTAINER_DEFINITION_LIST:
        case SHEAF_CONTAINER_FIGURE:
        case SHEAF_CONTAINER_TABLE:
          break;
        }
    }

  return item;
}

static void
add_marker (Composer *self, const SheafContainer *containers, int item, guint depth, guint offset)
{
  static const char *const bullets[] = { "•", "◦", "▪" };
  const SheafContainer *list = &containers[containers[item].parent];
  char marker[32];

  if (list->kind == SHEAF_CONTAINER_ORDERED_LIST)
    g_snprintf (marker, sizeof marker, "\t%d.\t", list->number + (int)self->numbers[item]);
  else
    g_snprintf (marker, sizeof marker, "\t%s\t",
                bullets[MIN (MAX (depth, 1) - 1, G_N_ELEMENTS (bullets) - 1)]);
  insert (self, marker, offset);
}

/* A link inside the page without words, as "↩": the way back at a note's end. */
static gboolean
is_way_back (const SheafSpan *span, const char *text)
{
  if (span->kind != SHEAF_SPAN_LINK || *span->href != '#' || span->end - span->start > 3)
    return FALSE;
  for (guint i = span->start; i < span->end; i++, text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return FALSE;

  return TRUE;
}

/* Before P: a soft hyphen, or what holds a Korean word together. */
static const char *
get_break (const char *p)
{
  return sheaf_hangul_joins (g_utf8_get_char (g_utf8_prev_char (p)), g_utf8_get_char (p))
             ? WORD_JOINER
             : SOFT_HYPHEN;
}

/* The text from P to END with its breaks; AT and TO are these places of the document. */
static void
append_run (Composer *self, const char *p, const char *end, guint at, guint to)
{
  guint n = self->breaks != NULL ? self->breaks->len : 0;

  while (self->next_break < n && g_array_index (self->breaks, guint, self->next_break) <= at)
    self->next_break++;
  for (; self->next_break < n; self->next_break++)
    {
      guint place = g_array_index (self->breaks, guint, self->next_break);
      const char *next;

      if (place >= to)
        break;
      next = g_utf8_offset_to_pointer (p, place - at);
      g_string_append_len (self->text, p, next - p);
      g_string_append (self->text, get_break (next));
      g_array_append_val (self->page->inserted, place);
      self->length++;
      p = next;
      at = place;
    }
  g_string_append_len (self->text, p, end - p);
}

/* The text of a block; the mark of a note stays on the line of the word that it belongs to, and so
 * does the way back from it. */
static void
append_text (Composer *self, const SheafBlock *block)
{
  const char *p = sheaf_document_get_text (self->page->document) + block->start_byte;
  const char *end = p + (block->end_byte - block->start_byte);
  guint at = block->start;
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (self->page->document, &n);

  while (self->next_span < n && spans[self->next_span].start <= block->start)
    self->next_span++;
  for (; self->next_span < n && spans[self->next_span].start < block->end; self->next_span++)
    {
      const SheafSpan *span = &spans[self->next_span];
      const char *mark = g_utf8_offset_to_pointer (p, span->start - at);

      if (g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (mark)))
              ? !is_way_back (span, mark)
              : span->kind != SHEAF_SPAN_SUPERSCRIPT)
        continue;
      append_run (self, p, mark, at, span->start);
      insert (self, WORD_JOINER, span->start);
      p = mark;
      at = span->start;
    }
  append_run (self, p, end, at, block->end);
}

/* What an embed without a name is called, as the words before and after its text. (transfer full)
 * (nullable): it has a name, or is none */
static char **
dup_embed_name (Composer *self, const SheafBlock *block)
{
  g_autofree char *text = NULL, *name = NULL;
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (self->page->document, &n);

  if (block->kind != SHEAF_BLOCK_EMBED)
    return NULL;
  text = sheaf_document_dup_range (self->page->document, block->start, block->end);
  for (gsize i = 0; i < n && spans[i].start <= block->start && name == NULL; i++)
    if (spans[i].kind == SHEAF_SPAN_LINK && spans[i].start == block->start)
      name = sheaf_embed_dup_name (spans[i].href, text);

  return name != NULL ? g_strsplit (name, text, 2) : NULL;
}

/* One block, or the rows of a table from it on; returns the first not taken. */
static guint
compose_block (
    Composer *self, const SheafBlock *blocks, guint i, guint n, const SheafContainer *containers)
{
  const char *text = sheaf_document_get_text (self->page->document);
  const SheafBlock *block = &blocks[i];
  SheafSetBlock set = { .start = block->start, .block = i, .paragraph.look = look_of (block) };
  SheafDirection direction = block->direction;
  int item = place_block (self, block, containers, &set);
  g_auto (GStrv) around = dup_embed_name (self, block);
  const char *turn;
  guint last = i;

  while (block->kind == SHEAF_BLOCK_ROW && last + 1 < n && blocks[last + 1].kind == SHEAF_BLOCK_ROW
         && blocks[last + 1].container == block->container)
    last++;
  set.end = blocks[last].end;
  set.paragraph.turn = self->page->blocks->len % 2;
  if (direction == SHEAF_DIRECTION_UNKNOWN && g_strcmp0 (self->loaded->row->direction, "rtl") == 0)
    direction = SHEAF_DIRECTION_RTL;
  set.paragraph.rtl = direction == SHEAF_DIRECTION_RTL;
  turn = sheaf_look_is_text (set.paragraph.look) ? get_turn (
             direction, text + block->start_byte, (gssize)(block->end_byte - block->start_byte))
                                                 : NULL;
  set.paragraph.marked
      = item >= 0 && containers[item].parent >= 0 && set.paragraph.look == SHEAF_LOOK_ITEM;

  if (turn != NULL)
    insert (self, turn, block->start);
  if (set.paragraph.marked)
    add_marker (self, containers, item, set.paragraph.lists, block->start);
  if (block->kind == SHEAF_BLOCK_IMAGE || block->kind == SHEAF_BLOCK_CODE
      || block->kind == SHEAF_BLOCK_ROW)
    {
      add_anchor (self, (SheafInset){ .kind = block->kind == SHEAF_BLOCK_IMAGE ? SHEAF_INSET_PICTURE
                                              : block->kind == SHEAF_BLOCK_CODE ? SHEAF_INSET_CODE
                                                                                : SHEAF_INSET_TABLE,
                                      .first = i,
                                      .last = last,
                                      .rtl = set.paragraph.rtl && block->kind == SHEAF_BLOCK_ROW,
                                      .indent_quotes = set.paragraph.quotes,
                                      .indent_lists = set.paragraph.lists,
                                      .indent_wider = set.paragraph.wider,
                                      .indent_definitions = set.paragraph.definitions });
      /* In a line of its own: GTK 4.8 ends the program over a place that it looks for in a line a
       * part of which is hidden. */
      if (block->kind != SHEAF_BLOCK_IMAGE)
        insert (self, SHEAF_IMAGE_CHARACTER "\n", block->start);
    }
  if (around != NULL)
    insert (self, around[0], block->start);
  if (set.paragraph.look == SHEAF_LOOK_CODE || set.paragraph.look == SHEAF_LOOK_TABLE)
    g_string_append_len (self->text, text + block->start_byte,
                         blocks[last].end_byte - block->start_byte);
  else
    append_text (self, block);
  if (around != NULL)
    insert (self, around[1], block->end);
  g_string_append_c (self->text, '\n');
  self->length += set.end - set.start + 1;
  g_array_append_val (self->page->blocks, set);

  return last + 1;
}

/* --- What was left out --- */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const SheafRemoved *one = *(const SheafRemoved *const *)a;
  const SheafRemoved *other = *(const SheafRemoved *const *)b;

  if (one->place != other->place)
    return one->place < other->place ? -1 : 1;

  return 0; /* the sort is stable */
}

static void
collect_left_out (Composer *self)
{
  const GPtrArray *removed = self->loaded->page->removed;

  self->left_out = g_ptr_array_new ();
  for (guint i = 0; i < removed->len; i++)
    {
      SheafRemoved *one = removed->pdata[i];

      if (one->why != SHEAF_REMOVED_RESTORED && one->place != SHEAF_REMOVED_NOWHERE)
        g_ptr_array_add (self->left_out, one);
    }
  g_ptr_array_sort (self->left_out, compare_places);
}

/* What stood before the document's OFFSET, at which a block begins. */
static void
compose_left_out (Composer *self, guint offset)
{
  while (self->left_out != NULL && self->left_out->len > 0)
    {
      SheafRemoved *removed = self->left_out->pdata[0];
      guint index;
      int at = (int)self->length;

      if (removed->place > offset)
        return;
      g_ptr_array_find (self->loaded->page->removed, removed, &index);
      add_anchor (self, (SheafInset){ .kind = SHEAF_INSET_LEFT_OUT, .first = index });
      insert (self, SHEAF_IMAGE_CHARACTER, offset);
      insert (self, "\n", offset);
      g_array_append_val (self->left_out_at, at);
      g_ptr_array_remove_index (self->left_out, 0);
    }
}

/* After it the document has no line break: the one that is there is the view's. */
static void
end_last_block (Composer *self)
{
  if (self->page->blocks->len == 0)
    return;
  g_string_truncate (self->text, self->text->len - 1);
  self->length--;
  insert (self, "\n", sheaf_document_get_length (self->page->document));
}

static void
compose_end (Composer *self)
{
  self->page->end = (int)self->length - 1;
  add_anchor (self, (SheafInset){ .kind = SHEAF_INSET_END });
  insert (self, SHEAF_IMAGE_CHARACTER, sheaf_document_get_length (self->page->document));
}

static void
compose_document (Composer *self)
{
  gsize n_blocks, n_containers;
  const SheafBlock *blocks = sheaf_document_get_blocks (self->page->document, &n_blocks);
  const SheafContainer *containers
      = sheaf_document_get_containers (self->page->document, &n_containers);

  self->numbers = g_new0 (guint, n_containers + 1);
  self->counts = g_new0 (guint, n_containers + 1);
  self->marked = g_new0 (gboolean, n_containers + 1);
  number_items (self, containers, n_containers);
  for (guint i = 0; i < n_blocks;)
    {
      compose_left_out (self, blocks[i].start);
      i = compose_block (self, blocks, i, n_blocks, containers);
    }
  end_last_block (self);
  compose_left_out (self, sheaf_document_get_length (self->page->document));
  compose_end (self);
  sheaf_page_buffer_set_neighbours (self->page);
  g_free (self->numbers);
  g_free (self->counts);
  g_free (self->marked);
}

/* --- Into the buffer --- */

static void
insert_text (Composer *self)
{
  GtkTextBuffer *buffer = self->page->buffer;
  const char *p = self->text->str;
  int offset = 0;
  GtkTextIter end;

  gtk_text_buffer_get_start_iter (buffer, &end);
  for (guint i = 0; i < self->page->anchors->len; i++)
    {
      SheafInset *anchor = &g_array_index (self->page->anchors, SheafInset, i);
      int at = g_array_index (self->at, int, i);
      const char *next = g_utf8_offset_to_pointer (p, at - offset);

      gtk_text_buffer_insert (buffer, &end, p, next - p);
      anchor->anchor = gtk_text_buffer_create_child_anchor (buffer, &end);
      gtk_text_buffer_get_end_iter (buffer, &end);
      p = next + strlen (SHEAF_IMAGE_CHARACTER);
      offset = at + 1;
    }
  gtk_text_buffer_insert (buffer, &end, p, -1);
}

static void
tag_head (SheafPageBuffer *self, GArray *lines, const SheafTypography *type)
{
  for (guint i = 0; i < lines->len; i++)
    {
      HeadLine *line = &g_array_index (lines, HeadLine, i);
      SheafParagraph paragraph = { .look = line->look, .rtl = self->rtl };
      GtkTextIter start, end;

      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, line->start);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, line->end);
      gtk_text_buffer_apply_tag (
          self->buffer, sheaf_paragraph_get_tag (&paragraph, self->buffer, type), &start, &end);
    }
}

/* Here by tags and not by joiners: what is found in it is counted from its start. */
static void
keep_words_of_headline (SheafPageBuffer *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  const char *p, *word;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int)self->headline_start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int)self->headline_end);
  p = text = gtk_text_iter_get_text (&start, &end);
  if (!sheaf_hangul_is_in (text))
    return;
  while (sheaf_hangul_next_word (&p, &word))
    {
      gtk_text_iter_set_offset (&start, (int)self->headline_start
                                            + (int)g_utf8_pointer_to_offset (text, word));
      gtk_text_iter_set_offset (&end, (int)self->headline_start
                                          + (int)g_utf8_pointer_to_offset (text, p));
      gtk_text_buffer_apply_tag (self->buffer, sheaf_page_get_word_tag (self->buffer), &start,
                                 &end);
    }
}

static void
tag_left_out (Composer *self, const SheafTypography *type)
{
  for (guint i = 0; i < self->left_out_at->len; i++)
    {
      SheafParagraph paragraph = { .look = SHEAF_LOOK_PICTURE, .turn = i % 2 };
      GtkTextBuffer *buffer = self->page->buffer;
      GtkTextIter start, end;

      gtk_text_buffer_get_iter_at_offset (buffer, &start,
                                          g_array_index (self->left_out_at, int, i));
      end = start;
      gtk_text_iter_forward_line (&end);
      gtk_text_buffer_apply_tag (buffer, sheaf_paragraph_get_tag (&paragraph, buffer, type), &start,
                                 &end);
    }
}

static void
tag_end (SheafPageBuffer *self, const SheafTypography *type)
{
  SheafParagraph paragraph = { .look = SHEAF_LOOK_CHIPS, .rtl = self->rtl };
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, self->end + 1);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_apply_tag (self->buffer, sheaf_paragraph_get_tag (&paragraph, self->buffer, type),
                             &start, &end);
}

SheafPageBuffer *
sheaf_page_buffer_new (const SheafLoaded *loaded,
                       const SheafTypography *type,
                       gboolean left_out,
                       const GArray *breaks)
{
  SheafPageBuffer *self = g_new0 (SheafPageBuffer, 1);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (HeadLine));
  Composer composer = { self,
                        loaded,
                        g_string_new (NULL),
                        0,
                        g_array_new (FALSE, FALSE, sizeof (int)),
                        NULL,
                        NULL,
                        NULL,
                        0,
                        breaks,
                        0,
                        NULL,
                        g_array_new (FALSE, FALSE, sizeof (int)) };
  GtkTextIter words;

  self->document = loaded->page != NULL && loaded->page->document != NULL
                       ? sheaf_document_ref (loaded->page->document)
                       : NULL;
  self->end = -1;
  self->headline = g_strdup (loaded->row->title);
  self->rtl = g_strcmp0 (loaded->row->direction, "rtl") == 0;
  self->buffer = gtk_text_buffer_new (NULL);
  self->inserted = g_array_new (FALSE, FALSE, sizeof (guint));
  self->blocks = g_array_new (FALSE, FALSE, sizeof (SheafSetBlock));
  self->anchors = g_array_new (FALSE, FALSE, sizeof (SheafInset));
  gtk_text_buffer_set_enable_undo (self->buffer, FALSE);

  compose_head (&composer, lines);
  if (left_out && self->document != NULL)
    collect_left_out (&composer);
  if (self->document != NULL)
    compose_document (&composer);
  if (composer.text->len > 0 && composer.text->str[composer.text->len - 1] == '\n')
    g_string_truncate (composer.text, composer.text->len - 1);
  insert_text (&composer);
  tag_head (self, lines, type);
  keep_words_of_headline (self);
  /* Before others: what is looked for or marked goes over them. They are styled with the rest. */
  for (guint kind = 0; kind <= SHEAF_SPAN_STRIKE; kind++)
    sheaf_page_get_span_tag (self->buffer, kind);
  if (self->document != NULL)
    {
      tag_left_out (&composer, type);
      tag_end (self, type);
      sheaf_page_buffer_tag_readings (self, type);
    }
  sheaf_page_restyle (self->buffer, type);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &words, (int)self->head);
  gtk_text_buffer_place_cursor (self->buffer, &words); /* the text that came took it along */
  g_array_unref (composer.at);
  g_array_unref (composer.left_out_at);
  g_clear_pointer (&composer.left_out, g_ptr_array_unref);
  g_string_free (composer.text, TRUE);

  return self;
}

void
sheaf_page_buffer_free (SheafPageBuffer *self)
{
  g_clear_pointer (&self->document, sheaf_document_unref);
  g_object_unref (self->buffer);
  g_array_unref (self->inserted);
  g_array_unref (self->blocks);
  g_array_unref (self->anchors);
  g_free (self->headline);
  g_free (self);
}

/* --- Places --- */

int
sheaf_page_buffer_to_buffer (const SheafPageBuffer *self, guint offset)
{
  guint low = 0, high = self->inserted->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->inserted, guint, middle) <= offset)
        low = middle + 1;
      else
        high = middle;
    }

  return offset + low;
}

/* The buffer offset of the I-th inserted character is inserted[I] + I. */
int
sheaf_page_buffer_to_document (const SheafPageBuffer *self, int offset)
{
  guint low = 0, high = self->inserted->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if ((int)(g_array_index (self->inserted, guint, middle) + middle) < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return offset - (int)low;
}

void
sheaf_page_buffer_get_range (
    const SheafPageBuffer *self, guint start, guint end, GtkTextIter *first, GtkTextIter *last)
{
  int to = end > start ? sheaf_page_buffer_to_buffer (self, end - 1) + 1
                       : sheaf_page_buffer_to_buffer (self, end);

  gtk_text_buffer_get_iter_at_offset (self->buffer, first,
                                      sheaf_page_buffer_to_buffer (self, start));
  gtk_text_buffer_get_iter_at_offset (self->buffer, last, to);
}

int
sheaf_page_buffer_find_block (const SheafPageBuffer *self, guint offset)
{
  int low = 0, high = (int)self->blocks->len - 1;

  while (low < high)
    {
      int middle = (low + high + 1) / 2;

      if (g_array_index (self->blocks, SheafSetBlock, middle).start <= offset)
        low = middle;
      else
        high = middle - 1;
    }

  return self->blocks->len > 0 ? low : -1;
}

int
sheaf_page_buffer_find_link (const SheafPageBuffer *self, guint offset)
{
  gsize n = 0;
  const SheafSpan *spans
      = self->document != NULL ? sheaf_document_get_spans (self->document, &n) : NULL;

  for (gsize i = 0; i < n && spans[i].start <= offset; i++)
    if (spans[i].kind == SHEAF_SPAN_LINK && offset < spans[i].end)
      return (int)i;

  return -1;
}

/* What an anchor reads as. */
static char *
dup_anchor_text (const SheafPageBuffer *self, const GtkTextChildAnchor *anchor)
{
  const SheafBlock *blocks
      = self->document != NULL ? sheaf_document_get_blocks (self->document, NULL) : NULL;
  const SheafImage *images
      = self->document != NULL ? sheaf_document_get_images (self->document, NULL) : NULL;

  for (guint i = 0; i < self->anchors->len; i++)
    {
      const SheafInset *at = &g_array_index (self->anchors, SheafInset, i);
      const char *alt;

      if (at->anchor != anchor || at->kind != SHEAF_INSET_PICTURE || blocks == NULL)
        continue;
      alt = images[blocks[at->first].image].alt;
      return alt != NULL ? g_strdup_printf ("[%s]", alt) : g_strdup (_ ("[picture]"));
    }

  return g_strdup ("");
}

/* A character without a shape that the document does not have. */
static gboolean
is_control (const SheafPageBuffer *self, const GtkTextIter *iter)
{
  gunichar c = gtk_text_iter_get_char (iter);
  int offset = gtk_text_iter_get_offset (iter);
  guint before = (guint)(offset - sheaf_page_buffer_to_document (self, offset));

  if (c != g_utf8_get_char (WORD_JOINER) && c != g_utf8_get_char (SOFT_HYPHEN)
      && !sheaf_bidi_is_control (c))
    return FALSE;

  return before < self->inserted->len
         && (int)(g_array_index (self->inserted, guint, before) + before) == offset;
}

char *
sheaf_page_buffer_dup_copy (const SheafPageBuffer *self,
                            const GtkTextIter *start,
                            const GtkTextIter *end)
{
  GString *copy = g_string_new (NULL);
  GtkTextIter iter = *start;

  while (gtk_text_iter_compare (&iter, end) < 0 && gtk_text_iter_get_offset (&iter) != self->end)
    {
      GtkTextChildAnchor *anchor = gtk_text_iter_get_child_anchor (&iter);

      if (anchor != NULL)
        {
          g_autofree char *text = dup_anchor_text (self, anchor);

          g_string_append (copy, text);
          if (*text == '\0') /* a line that is no text */
            gtk_text_iter_forward_char (&iter);
        }
      else if (!is_control (self, &iter))
        g_string_append_unichar (copy, gtk_text_iter_get_char (&iter));
      gtk_text_iter_forward_char (&iter);
    }

  return g_string_free (copy, FALSE);
}

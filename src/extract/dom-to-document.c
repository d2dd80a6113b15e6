/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A cleaned tree -> document. One table says what each element is to an article; the walk keeps,
 * for each element it is in, what that element opened and what it means for the text inside. Blocks
 * begin when their first ink comes, so markup without text leaves nothing. */

#include "extract/dom-to-document.h"

#include "base/text.h"
#include "base/url.h"
#include "extract/dom-code.h"
#include "extract/dom-link.h"
#include "extract/dom-math.h"
#include "extract/dom-picture.h"
#include "extract/dom-walk.h"
#include "html/dom-query.h"
#include "html/html-parse.h"

#include <string.h>

#define TABLE_ICON_SIZE 48 /* smaller pictures in a table are read as their text */

/* What an element does when it begins. FALSE: its contents are not read. */

typedef gboolean (*Enter) (SheafDomWalk *self,
                           SheafDomFrame *frame,
                           const SheafNode *node,
                           int argument);

static gboolean
enter_block (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  sheaf_dom_walk_part (self);
  frame->parts = TRUE;

  return TRUE;
}

/* In our own HTML a paragraph may be an embed. */
static gboolean
enter_paragraph (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  enter_block (self, frame, node, 0);
  if (self->ours && sheaf_node_has_word (node, "class", "embed")
      && sheaf_dom_walk_takes_blocks (self))
    sheaf_document_builder_begin (self->builder, SHEAF_BLOCK_EMBED, 0, NULL, NULL,
                                  SHEAF_DIRECTION_UNKNOWN);

  return TRUE;
}

static gboolean
enter_container (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int kind)
{
  sheaf_dom_walk_container (self, frame, kind, 0);

  return TRUE;
}

static gboolean
enter_ordered_list (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  const char *start = sheaf_node_get (node, "start");
  gint64 number = 1;

  if (start != NULL && !g_ascii_string_to_signed (start, 10, G_MININT, G_MAXINT, &number, NULL))
    number = 1;
  sheaf_dom_walk_container (self, frame, SHEAF_CONTAINER_ORDERED_LIST, (int)number);

  return TRUE;
}

static gboolean
enter_span (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int kind)
{
  sheaf_dom_walk_span (self, frame, kind, NULL);

  return TRUE;
}

/* A few editors wrap a whole text in a <b> that their style makes normal again. */
static gboolean
enter_bold (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  const char *style = sheaf_node_get (node, "style");
  const char *weight = style != NULL ? strstr (style, "font-weight:") : NULL;

  if (weight != NULL)
    weight += strlen ("font-weight:") + strspn (weight + strlen ("font-weight:"), " ");
  if (weight == NULL || !sheaf_text_starts_with (weight, "normal"))
    sheaf_dom_walk_span (self, frame, SHEAF_SPAN_STRONG, NULL);

  return TRUE;
}

static gboolean
enter_dropped (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  return FALSE;
}

/* A button's words are no text, but galleries keep their pictures in buttons. */
static gboolean
enter_mute (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  self->sense.mute = TRUE;

  return TRUE;
}

static gboolean
enter_break (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  sheaf_document_builder_break (self->builder);
  self->line_start = TRUE;
  self->forced_break = self->sense.loose;

  return FALSE;
}

static gboolean
enter_rule (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  sheaf_dom_walk_part (self);
  if (!sheaf_dom_walk_takes_blocks (self))
    return FALSE;

  sheaf_document_builder_begin (self->builder, SHEAF_BLOCK_RULE, 0, NULL, NULL,
                                SHEAF_DIRECTION_UNKNOWN);
  sheaf_document_builder_end (self->builder);

  return FALSE;
}

static gboolean
enter_heading (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int level)
{
  self->sense.level = (guint)level;
  self->heading_done = FALSE;

  return enter_block (self, frame, node, 0);
}

static gboolean
enter_code_block (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  g_autofree char *language = NULL;

  enter_block (self, frame, node, 0);
  if (!self->ours && sheaf_dom_code_is_gutter (node))
    return FALSE;
  if (!sheaf_dom_walk_takes_blocks (self))
    return TRUE;

  language = sheaf_dom_code_dup_language (node);
  self->sense.code = TRUE;
  self->line_start = TRUE;
  self->forced_break = FALSE;
  sheaf_document_builder_begin (self->builder, SHEAF_BLOCK_CODE, 0, language, self->sense.lang,
                                self->sense.direction);

  return TRUE;
}

static gboolean
enter_code (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  if (self->ours || !sheaf_dom_walk_takes_blocks (self) || !sheaf_dom_code_is_block (node))
    return enter_span (self, frame, node, SHEAF_SPAN_CODE);

  self->sense.loose = TRUE;

  return enter_code_block (self, frame, node, 0);
}

static gboolean
enter_math (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  g_autofree char *tex = sheaf_dom_math_read (node);

  if (tex != NULL)
    sheaf_dom_walk_text (self, tex);

  return tex == NULL;
}

/* Who is quoted: a link to where, if the quote knows it and the words have none of their own. */
static void
link_source (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node)
{
  const SheafNode *quote = sheaf_node_closest (node->parent, SHEAF_TAG_BLOCKQUOTE);
  const char *cite = quote != NULL ? sheaf_node_get (quote, "cite") : NULL;
  g_autofree char *href
      = cite != NULL && !self->ours ? sheaf_dom_link_resolve (self->base, cite) : NULL;

  if (href != NULL && *href != '#' && sheaf_node_find (node, SHEAF_TAG_A) == NULL
      && sheaf_node_closest (node, SHEAF_TAG_A) == NULL)
    sheaf_dom_walk_span (self, frame, SHEAF_SPAN_LINK, href);
}

static gboolean
enter_cite (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  link_source (self, frame, node);
  sheaf_dom_walk_span (self, frame, SHEAF_SPAN_EMPHASIS, NULL);

  return TRUE;
}

static gboolean
enter_footer (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  enter_block (self, frame, node, 0);
  link_source (self, frame, node);

  return TRUE;
}

static gboolean
enter_caption (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  self->sense.caption |= sheaf_dom_walk_takes_blocks (self);

  return enter_block (self, frame, node, 0);
}

static void
add_picture (SheafDomWalk *self, const SheafNode *node)
{
  g_auto (SheafDomPicture) picture = { 0 };
  gboolean icon;

  if (!sheaf_dom_picture_read (&picture, node, self->base, self->ours))
    return;

  icon = (picture.width > 0 && picture.width <= TABLE_ICON_SIZE)
         || (picture.height > 0 && picture.height <= TABLE_ICON_SIZE);
  if (picture.src == NULL || (icon && self->sense.table))
    sheaf_dom_walk_text (self, picture.alt != NULL ? picture.alt : "");
  else if (self->sense.table)
    g_ptr_array_add (self->lifted, (gpointer)node);
  else
    sheaf_document_builder_image (self->builder, picture.src, picture.alt, picture.width,
                                  picture.height);
}

static gboolean
enter_image (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  add_picture (self, node);

  return FALSE;
}

/* A <picture> is read at its <img>, or here where it has nothing but sources. */
static gboolean
enter_picture (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  const SheafNode *child = node->first;

  while (child != NULL && (child->kind != SHEAF_NODE_ELEMENT || child->tag == SHEAF_TAG_SOURCE))
    child = child->next;
  if (child == NULL)
    add_picture (self, node);

  return child != NULL;
}

/* What pass-media took for a place to show. */
static void
add_embed (SheafDomWalk *self, const SheafNode *node)
{
  g_autofree char *href = sheaf_url_resolve (self->base, sheaf_node_get (node, "src"));
  const char *title = sheaf_node_get (node, "title");

  if (href != NULL && title != NULL)
    sheaf_document_builder_embed (self->builder, href, title);
}

static gboolean
enter_embed (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  if (sheaf_node_get (node, "data-embed") == NULL || sheaf_node_get (node, "src") == NULL)
    return FALSE;

  if (self->sense.table)
    g_ptr_array_add (self->lifted, (gpointer)node);
  else if (!self->sense.code)
    add_embed (self, node);

  return FALSE;
}

static gboolean
enter_table (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  if (!self->ours && sheaf_dom_walk_takes_blocks (self) && sheaf_dom_code_is_table (node))
    return enter_code_block (self, frame, node, 0);
  if (!sheaf_dom_walk_takes_blocks (self)
      || !sheaf_table_grid_measure (&self->grid, node, self->ours))
    return enter_block (self, frame, node, 0);

  sheaf_dom_walk_container (self, frame, SHEAF_CONTAINER_TABLE, 0);
  self->sense.table = TRUE;
  self->sense.head = FALSE;
  frame->table = TRUE;

  return TRUE;
}

static gboolean
enter_table_head (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  self->sense.head = TRUE;

  return enter_block (self, frame, node, 0);
}

/* A row of a data table, or its caption. */
static gboolean
enter_row (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int kind)
{
  if (!self->sense.table)
    return enter_block (self, frame, node, 0);

  sheaf_document_builder_begin (self->builder, kind, 0, NULL, self->sense.lang,
                                self->sense.direction);
  sheaf_table_grid_start_row (&self->grid);
  frame->block = TRUE;

  return TRUE;
}

static gboolean
enter_cell (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  if (!self->sense.table)
    return self->sense.code || enter_block (self, frame, node, 0);

  if (sheaf_document_builder_in_block (self->builder))
    sheaf_table_grid_start_cell (&self->grid, self->builder, node, self->sense.head);

  return TRUE;
}

/* NODE is a place that links lead to. */
static void
name_place (SheafDomWalk *self, const SheafNode *node)
{
  const char *id = sheaf_node_get (node, "id");
  const char *name = node->tag == SHEAF_TAG_A ? sheaf_node_get (node, "name") : NULL;

  if (id != NULL && g_hash_table_contains (self->targets, id))
    sheaf_document_builder_anchor (self->builder, id);
  if (name != NULL && g_hash_table_contains (self->targets, name))
    sheaf_document_builder_anchor (self->builder, name);
}

static gboolean
enter_link (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  g_autofree char *href = sheaf_dom_link_resolve (self->base, sheaf_node_get (node, "href"));

  if (href != NULL)
    sheaf_dom_walk_span (self, frame, SHEAF_SPAN_LINK, href);

  return TRUE;
}

static gboolean
enter_inline_quote (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  sheaf_dom_walk_text (self, "“");
  frame->closing = "”";

  return TRUE;
}

static gboolean
enter_reading (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node, int argument)
{
  self->ruby = TRUE;
  frame->reading = TRUE;
  frame->closing = ")";

  return TRUE;
}

typedef struct
{
  Enter enter; /* NULL: read as its contents */
  int argument;
} Meaning;

#define X(tag, enter, argument) [SHEAF_TAG_##tag] = { enter, argument },
static const Meaning meanings[SHEAF_TAG_OTHER + 1] = {
#include "extract/dom-meanings.h"
};
#undef X

/* The walk */

/* Its lang and dir are a block's, not those of some words in it. */
static gboolean
holds_blocks (const SheafNode *node)
{
  Enter enter = meanings[node->tag].enter;

  if (enter == NULL)
    return node->tag == SHEAF_TAG_OTHER;

  return enter != enter_span && enter != enter_bold && enter != enter_code && enter != enter_cite
         && enter != enter_math && enter != enter_link && enter != enter_inline_quote
         && enter != enter_reading;
}

static void
inherit_language (SheafDomWalk *self, const SheafNode *node)
{
  const char *lang = sheaf_node_get (node, "lang");
  const char *direction = sheaf_node_get (node, "dir");

  if (lang == NULL)
    lang = sheaf_node_get (node, "xml:lang");
  if (lang != NULL)
    self->sense.lang = *lang != '\0' ? lang : NULL;
  if (direction == NULL)
    return;

  self->sense.direction = SHEAF_DIRECTION_UNKNOWN;
  if (g_ascii_strcasecmp (direction, "ltr") == 0)
    self->sense.direction = SHEAF_DIRECTION_LTR;
  else if (g_ascii_strcasecmp (direction, "rtl") == 0)
    self->sense.direction = SHEAF_DIRECTION_RTL;
}

static void
leave_element (SheafDomWalk *self)
{
  SheafDomFrame frame = g_array_index (self->frames, SheafDomFrame, self->frames->len - 1);

  g_array_set_size (self->frames, self->frames->len - 1);
  if (frame.reading && self->ruby)
    self->ruby = FALSE;
  else if (frame.closing != NULL && sheaf_document_builder_in_block (self->builder))
    sheaf_dom_walk_text (self, frame.closing);
  for (; frame.spans > 0; frame.spans--)
    sheaf_document_builder_close_span (self->builder);
  if (frame.block)
    sheaf_document_builder_end (self->builder);
  if (frame.container)
    sheaf_document_builder_close (self->builder);

  self->heading_done |= self->sense.level != frame.outer.level;
  self->sense = frame.outer;
  if (frame.parts)
    sheaf_dom_walk_part (self);
  if (!frame.table)
    return;

  for (guint i = 0; i < self->lifted->len; i++)
    {
      const SheafNode *node = g_ptr_array_index (self->lifted, i);

      (node->tag == SHEAF_TAG_IFRAME ? add_embed : add_picture) (self, node);
    }
  g_ptr_array_set_size (self->lifted, 0);
}

static void
enter_math_part (SheafDomWalk *self, SheafDomFrame *frame, const SheafNode *node)
{
  SheafMathPart part = sheaf_dom_math_get_part (node);

  if (part.before != NULL)
    sheaf_dom_walk_text (self, part.before);
  frame->closing = part.behind;
  if (part.script != 0)
    sheaf_dom_walk_span (self, frame,
                         part.script > 0 ? SHEAF_SPAN_SUPERSCRIPT : SHEAF_SPAN_SUBSCRIPT, NULL);
}

/* FALSE: passed over with all it holds. */
static gboolean
enter_element (SheafDomWalk *self, const SheafNode *node)
{
  const Meaning *meaning = &meanings[node->tag];
  SheafDomFrame frame = { .outer = self->sense };
  gboolean reads;

  if (node->tag == SHEAF_TAG_OTHER && sheaf_text_starts_with (node->name, "annotation"))
    return FALSE; /* a formula's source, beside the formula */
  if (self->sense.code && !self->ours && sheaf_dom_code_is_numbers (node))
    return FALSE;

  if (self->targets != NULL)
    name_place (self, node);
  if (holds_blocks (node))
    inherit_language (self, node);
  if (node->tag == SHEAF_TAG_OTHER)
    enter_math_part (self, &frame, node);
  reads = meaning->enter == NULL || meaning->enter (self, &frame, node, meaning->argument);
  g_array_append_val (self->frames, frame);
  if (!reads)
    leave_element (self);

  return reads;
}

static void
mark_end (SheafDomWalk *self, SheafNode *node)
{
  node->data = GUINT_TO_POINTER (sheaf_document_builder_count_blocks (self->builder));
}

static void
walk (SheafDomWalk *self, SheafNode *root)
{
  SheafNode *node = root->first;

  while (node != NULL)
    {
      if (node->kind == SHEAF_NODE_TEXT && !sheaf_dom_math_is_gap (node))
        sheaf_dom_walk_text (self, node->text);
      if (node->kind == SHEAF_NODE_ELEMENT && enter_element (self, node))
        {
          if (node->first != NULL)
            {
              node = node->first;
              continue;
            }
          leave_element (self);
        }
      mark_end (self, node);
      while (node->next == NULL && node->parent != root)
        {
          node = node->parent;
          leave_element (self);
          mark_end (self, node);
        }
      node = node->next;
    }
}

static SheafDocument *
read_tree (SheafNode *root, const char *base, gboolean ours)
{
  g_autoptr (SheafDocumentBuilder) builder = sheaf_document_builder_new ();
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (SheafDomFrame));
  g_autoptr (GPtrArray) lifted = g_ptr_array_new ();
  g_autoptr (GHashTable) targets = sheaf_dom_link_find_targets (root, base);
  SheafDomWalk self = { .builder = builder, .base = base, .ours = ours, .frames = frames };

  self.lifted = lifted;
  self.targets = targets;
  if (root->kind == SHEAF_NODE_ELEMENT && root->tag != SHEAF_TAG_BODY
      && root->tag != SHEAF_TAG_HTML)
    inherit_language (&self, root);
  walk (&self, root);

  return sheaf_document_builder_finish (builder);
}

SheafDocument *
sheaf_dom_to_document (SheafNode *root, const char *base)
{
  g_return_val_if_fail (root != NULL, NULL);

  return read_tree (root, base, FALSE);
}

SheafDocument *
sheaf_document_from_html (const char *html, const char *base, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SheafDom) dom = NULL;
  SheafNode *body;
  char *valid;

  g_return_val_if_fail (html != NULL, NULL);

  valid = sheaf_text_make_valid (html, -1);
  bytes = g_bytes_new_take (valid, strlen (valid));
  dom = sheaf_html_parse (bytes, SHEAF_HTML_DEADLINE_US, error);
  if (dom == NULL)
    return NULL;

  body = sheaf_dom_get_body (dom);

  return read_tree (body != NULL ? body : sheaf_dom_get_root (dom), base, TRUE);
}

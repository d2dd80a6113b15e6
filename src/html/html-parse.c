/* SPDX-License-Identifier: GPL-3.0-or-later */

/* gumbo builds its tree in an arena of ours that knows its cap, its deadline and how deep the tree
 * is, and jumps out of the parser when one is reached; its nodes are then copied, without
 * recursion, into trees of ours, whose strings stay where gumbo put them. gumbo_destroy_output()
 * recurses as deep as the page, and is never called. */

#include "html/html-parse.h"

#include "base/error.h"
#include "html/html-memory.h"

#include <gumbo.h>
#include <setjmp.h>
#include <string.h>

#define ARENA_PER_BYTE 64
#define ARENA_BASE (64u * 1024 * 1024)
#define LOOK_EVERY 64
#define RECENT 8

/* Inside a formatting element gumbo looks through its stack of open elements for every character,
 * and allocates nothing meanwhile: what a page may cost is its length times its depth. gumbo does
 * about 3,000 of these steps in a microsecond. */
#define STEPS_PER_US 1000

/* gumbo compares each attribute of a tag with all the others, and those of a second <html> or
 * <body> with all of the first, for as long as it takes without allocating. Counted from node to
 * node. */
#define MOST_ATTRIBUTES 1000

/* No page that is meant to be read is as deep; passes ask a node's ancestors and all below it. What
 * is deeper stands beside what it would stand in, as browsers have it. */
#define MOST_LEVELS 1000

/* Stands before what may be a node: an allocation of a node's size. */
typedef struct
{
  guint64 mark;
  guint64 depth; /* 0: not known yet */
} Head;

#define HEAD_MARK G_GUINT64_CONSTANT (0x5348454146484431)

typedef struct
{
  char *memory; /* used from its beginning */
  gsize used, cap;
  gint64 deadline;
  guint64 most_depth;
  guint calls;
  guint attributes;          /* since the last node */
  GumboNode *recent[RECENT]; /* a ring: gumbo gives a node its parent a little after it made it */
  guint next_recent;
  jmp_buf out;
} Arena;

/* The head of NODE; NULL where NODE is none of ours: nothing is believed of what it points to. */
static Head *
find_head (const Arena *arena, const GumboNode *node)
{
  gsize at = (gsize)((guintptr)node - (guintptr)arena->memory);
  Head *head;

  if (node == NULL || at < sizeof *head || at % 16 != 0 || at + sizeof *node > arena->used)
    return NULL;
  head = (Head *)(arena->memory + at) - 1;

  return head->mark == HEAD_MARK ? head : NULL;
}

/* FALSE: too deep. What was not settled in its time is counted on the way up, a few steps. */
static gboolean
settle (Arena *arena, const GumboNode *node)
{
  Head *head = find_head (arena, node), *above = head;
  guint64 depth = 0;

  if (head == NULL || head->depth != 0 || node->parent == NULL)
    return TRUE;
  if (find_head (arena, node->parent) != NULL) /* a node, and no string of its size */
    arena->attributes = 0;
  for (; depth < 16 && above != NULL && above->depth == 0; depth++)
    {
      node = node->parent;
      above = find_head (arena, node);
    }
  head->depth = depth + (above != NULL ? above->depth : 0);

  return head->depth <= arena->most_depth;
}

/* FALSE: too deep. */
static gboolean
settle_recent (Arena *arena)
{
  for (guint i = 0; i < RECENT; i++)
    if (!settle (arena, arena->recent[(arena->next_recent + i) % RECENT]))
      return FALSE;

  return TRUE;
}

/* FALSE: too many, for what nodes there are. */
static gboolean
count_attribute (Arena *arena)
{
  if (++arena->attributes > MOST_ATTRIBUTES)
    settle_recent (arena);

  return arena->attributes <= MOST_ATTRIBUTES;
}

static void *
arena_alloc (void *data, size_t bytes)
{
  Arena *arena = data;
  gboolean may_be_node = bytes == sizeof (GumboNode);
  gsize head_size = may_be_node ? sizeof (Head) : 0;
  gsize size = head_size + ((bytes + 15) & ~(gsize)15);
  char *memory = arena->memory + arena->used;

  if (bytes > arena->cap || size > arena->cap - arena->used)
    longjmp (arena->out, 1);
  if (++arena->calls % LOOK_EVERY == 0 && g_get_monotonic_time () > arena->deadline)
    longjmp (arena->out, 1);
  arena->used += size;
  if (bytes == sizeof (GumboAttribute) && !count_attribute (arena))
    longjmp (arena->out, 1);
  if (!may_be_node)
    return memory;
  memset (memory, 0, size); /* the last page's nodes are not to be taken for its own */
  ((Head *)memory)->mark = HEAD_MARK;
  if (!settle_recent (arena))
    longjmp (arena->out, 1);
  arena->recent[arena->next_recent++ % RECENT] = (GumboNode *)(memory + head_size);

  return memory + head_size;
}

static void
arena_free (void *data, void *memory)
{
}

/* NULL where a limit was reached. Nothing of this frame is changed or needed after the jump. */
static GumboOutput *
parse_in_arena (Arena *arena, const char *text, gsize length)
{
  GumboOptions options = kGumboDefaultOptions;

  options.allocator = arena_alloc;
  options.deallocator = arena_free;
  options.userdata = arena;
  options.max_errors = 0;
  if (setjmp (arena->out) != 0)
    return NULL;

  return gumbo_parse_with_options (&options, text, length);
}

/* --- gumbo's tree -> ours --- */

static const GumboVector *
get_children (const GumboNode *node)
{
  if (node->type == GUMBO_NODE_DOCUMENT)
    return &node->v.document.children;
  if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
    return &node->v.element.children;

  return NULL;
}

static gboolean
is_text (const GumboNode *node)
{
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA
         || node->type == GUMBO_NODE_WHITESPACE;
}

struct _SheafHtml
{
  guint references;
  GBytes *utf8; /* what the names of unknown elements lie in */
  Arena arena;
  const GumboOutput *output; /* in the arena */
};

/* gumbo took the prefix off. */
static const char *
get_prefix (const GumboAttribute *attribute)
{
  static const char *const prefixes[] = {
    [GUMBO_ATTR_NAMESPACE_NONE] = "",
    [GUMBO_ATTR_NAMESPACE_XLINK] = "xlink:",
    [GUMBO_ATTR_NAMESPACE_XML] = "xml:",
    [GUMBO_ATTR_NAMESPACE_XMLNS] = "xmlns:",
  };

  if (strcmp (attribute->name, "xmlns") == 0)
    return "";

  return prefixes[attribute->attr_namespace];
}

static gboolean
has_capital (const char *name)
{
  for (; *name != '\0'; name++)
    if (g_ascii_isupper (*name))
      return TRUE;

  return FALSE;
}

/* In small letters, with its prefix; where it lies, if that is all of it. */
static const char *
intern_name (SheafDom *dom, const GumboAttribute *attribute)
{
  const char *prefix = get_prefix (attribute);
  g_autofree char *name = NULL, *small = NULL;

  if (*prefix == '\0' && !has_capital (attribute->name))
    return attribute->name;
  name = g_strconcat (prefix, attribute->name, NULL);
  small = g_ascii_strdown (name, -1);

  return sheaf_dom_intern (dom, small, -1);
}

static void
copy_attributes (SheafDom *dom, const GumboVector *attributes, SheafNode *to)
{
  SheafAttr **end = &to->attrs;

  for (guint i = 0; i < attributes->length; i++)
    {
      const GumboAttribute *attribute = attributes->data[i];

      *end = sheaf_dom_alloc (dom, sizeof **end);
      (*end)->name = intern_name (dom, attribute);
      (*end)->value = attribute->value;
      end = &(*end)->next;
    }
}

static SheafNode *
copy_element (SheafDom *dom, const GumboElement *element)
{
  const char *known = gumbo_normalized_tagname (element->tag);
  g_autofree char *name = NULL;
  SheafNode *copy;

  if (*known == '\0')
    {
      GumboStringPiece piece = element->original_tag;

      gumbo_tag_from_original_text (&piece);
      name = piece.data != NULL && piece.length > 0 ? g_ascii_strdown (piece.data, piece.length)
                                                    : g_strdup ("unknown");
    }
  copy = sheaf_dom_new_element (dom, name != NULL ? name : known);
  copy_attributes (dom, &element->attributes, copy);

  return copy;
}

/* One text node of the text nodes from *AT on, which is moved behind them: gumbo leaves several
 * side by side where it put text before a table. */
static SheafNode *
copy_text (SheafDom *dom, const GumboVector *children, guint *at)
{
  g_autoptr (GString) text = NULL;
  const GumboNode *first = children->data[(*at)++];

  while (*at < children->length && is_text (children->data[*at]))
    {
      const GumboNode *more = children->data[(*at)++];

      if (text == NULL)
        text = g_string_new (first->v.text.text);
      g_string_append (text, more->v.text.text);
    }

  return sheaf_dom_new_text_at (dom, text != NULL ? sheaf_dom_intern (dom, text->str, text->len)
                                                  : first->v.text.text);
}

static SheafNode *
copy_comment (SheafDom *dom, const GumboNode *comment)
{
  SheafNode *copy = sheaf_dom_new_text_at (dom, comment->v.text.text);

  copy->kind = SHEAF_NODE_COMMENT;

  return copy;
}

/* Children of one node, and where in them the copying is. */
typedef struct
{
  const GumboVector *children;
  guint next;
  SheafNode *to;
} Level;

static void
copy_next (SheafDom *dom, GArray *levels)
{
  Level *level = &g_array_index (levels, Level, levels->len - 1);
  const GumboNode *node = level->children->data[level->next];
  Level below = { get_children (node), 0, NULL };

  if (is_text (node))
    {
      sheaf_node_append (level->to, copy_text (dom, level->children, &level->next));
      return;
    }
  level->next++;
  if (node->type == GUMBO_NODE_COMMENT)
    sheaf_node_append (level->to, copy_comment (dom, node));
  if (below.children == NULL)
    return;
  below.to = copy_element (dom, &node->v.element);
  sheaf_node_append (level->to, below.to);
  if (levels->len >= MOST_LEVELS)
    below.to = level->to;
  g_array_append_val (levels, below);
}

/* FALSE: time or memory ran out. The cap is for both trees together. */
static gboolean
copy_tree (SheafDom *dom, const GumboNode *document, const Arena *arena, gint64 deadline)
{
  g_autoptr (GArray) levels = g_array_new (FALSE, FALSE, sizeof (Level));
  Level first = { get_children (document), 0, sheaf_dom_get_root (dom) };
  guint copied = 0;

  g_array_append_val (levels, first);
  while (levels->len > 0)
    {
      const Level *level = &g_array_index (levels, Level, levels->len - 1);

      if (level->next == level->children->length)
        {
          g_array_set_size (levels, levels->len - 1);
          continue;
        }
      copy_next (dom, levels);
      if (arena->used + sheaf_dom_get_size (dom) > arena->cap)
        return FALSE;
      if (++copied % LOOK_EVERY == 0 && g_get_monotonic_time () > deadline)
        return FALSE;
    }

  return TRUE;
}

/* --- Pages --- */

static void
set_exhausted (GError **error)
{
  g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG,
                       "a page that takes too long or too much memory to read");
}

SheafHtml *
sheaf_html_new (GBytes *utf8, gint64 deadline_us, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (utf8, &length);
  g_autoptr (SheafHtml) self = NULL;
  char *memory;

  if (length > SHEAF_HTML_MAX_BYTES)
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG, "a page over 16 MB");
      return NULL;
    }
  memory = sheaf_html_memory_take ();
  if (memory == NULL)
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG, "no memory for a page");
      return NULL;
    }
  self = g_new0 (SheafHtml, 1);
  self->references = 1;
  self->utf8 = g_bytes_ref (utf8);
  self->arena.memory = memory;
  self->arena.deadline = g_get_monotonic_time () + deadline_us;
  self->arena.most_depth = (guint64)MAX (deadline_us, 0) * STEPS_PER_US / MAX (length, 1);
  self->arena.cap = MIN (ARENA_PER_BYTE * length + ARENA_BASE, SHEAF_HTML_MEMORY);
  self->output = parse_in_arena (&self->arena, text != NULL ? text : "", length);
  if (self->output != NULL)
    return g_steal_pointer (&self);
  set_exhausted (error);

  return NULL;
}

static SheafHtml *
html_ref (SheafHtml *self)
{
  self->references++;

  return self;
}

void
sheaf_html_unref (SheafHtml *self)
{
  if (--self->references > 0)
    return;
  sheaf_html_memory_give (self->arena.memory, self->arena.used);
  g_bytes_unref (self->utf8);
  g_free (self);
}

static void
release (gpointer html)
{
  sheaf_html_unref (html);
}

SheafDom *
sheaf_html_new_dom (SheafHtml *self, gint64 deadline_us, GError **error)
{
  g_autoptr (SheafDom) dom = sheaf_dom_new ();
  gint64 deadline = g_get_monotonic_time () + deadline_us;

  sheaf_dom_set_owner (dom, html_ref (self), release);
  if (copy_tree (dom, self->output->document, &self->arena, deadline))
    return g_steal_pointer (&dom);
  set_exhausted (error);

  return NULL;
}

SheafDom *
sheaf_html_parse (GBytes *utf8, gint64 deadline_us, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + deadline_us;
  g_autoptr (SheafHtml) html = sheaf_html_new (utf8, deadline_us, error);

  return html != NULL ? sheaf_html_new_dom (html, deadline - g_get_monotonic_time (), error) : NULL;
}

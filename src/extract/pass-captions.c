/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Captions and credits that are no <figcaption>: what a figure says beside its picture, what is
 * called a caption. They become one, so that the document knows them for what they are. */

#include "extract/extract-private.h"

#include "base/text.h"
#include "extract/cuts.h"
#include "extract/dom-picture.h"

#define MAX_CAPTION 600 /* characters */
#define MIN_CAPTION 20  /* of one that nothing but its place tells */
#define MAX_BESIDE 150  /* of other text in a figure */
#define LEVELS 4

static const char *const called[] = {
  "-caption-",      "-captions-",         "-credit-",       "-credits-",
  "-photocredit-",  "-imagecredit-",      "-copyright-",    "-imagecaption-",
  "-photographer-", "-image-agency-",     "-photocaption-", "-figcaption-",
  "-legende-",      "-bildunterschrift-", "-bildnachweis-", "-didascalia-",
};

static gboolean
is_text_block (SheafTag tag)
{
  return tag == SHEAF_TAG_P || tag == SHEAF_TAG_DIV || tag == SHEAF_TAG_SPAN
         || tag == SHEAF_TAG_SMALL || tag == SHEAF_TAG_CITE || tag == SHEAF_TAG_H6
         || tag == SHEAF_TAG_EM || tag == SHEAF_TAG_DD;
}

static gboolean
has_picture (const SheafNode *node)
{
  return sheaf_node_find (node, SHEAF_TAG_IMG) != NULL
         || sheaf_node_find (node, SHEAF_TAG_PICTURE) != NULL
         || sheaf_node_find (node, SHEAF_TAG_FIGURE) != NULL
         || sheaf_node_find (node, SHEAF_TAG_TABLE) != NULL
         || sheaf_node_find (node, SHEAF_TAG_BLOCKQUOTE) != NULL
         || sheaf_node_find (node, SHEAF_TAG_PRE) != NULL;
}

/* Text of a sentence goes on around it. */
static gboolean
is_inside_line (const SheafNode *node)
{
  gboolean span = node->tag == SHEAF_TAG_SPAN || node->tag == SHEAF_TAG_SMALL
                  || node->tag == SHEAF_TAG_CITE || node->tag == SHEAF_TAG_EM;

  const SheafNode *line = span ? sheaf_node_closest (node->parent, SHEAF_TAG_P) : NULL;

  return line != NULL && sheaf_node_text_is_over (line, sheaf_node_text_length (node));
}

/* A table stands right under or above it: it is the table's. */
static gboolean
is_of_table (const SheafNode *node)
{
  const SheafNode *beside[] = { node->prev, node->next };

  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      const SheafNode *other = beside[i];

      while (other != NULL
             && (other->kind == SHEAF_NODE_COMMENT
                 || (other->kind == SHEAF_NODE_TEXT && sheaf_text_is_blank (other->text))))
        other = i == 0 ? other->prev : other->next;
      if (other != NULL && other->kind == SHEAF_NODE_ELEMENT
          && (other->tag == SHEAF_TAG_TABLE || sheaf_node_find (other, SHEAF_TAG_TABLE) != NULL))
        return TRUE;
    }

  return FALSE;
}

/* A block of one picture, and all its text is one line in other letters below it. */
static gboolean
is_below_picture (const SheafNode *node)
{
  const SheafNode *block = node->parent;
  gsize length;

  if ((node->tag != SHEAF_TAG_SPAN && node->tag != SHEAF_TAG_SMALL && node->tag != SHEAF_TAG_EM)
      || (block->tag != SHEAF_TAG_DIV && block->tag != SHEAF_TAG_P))
    return FALSE;
  for (const SheafNode *other = node->next; other != NULL; other = other->next)
    if (other->kind == SHEAF_NODE_ELEMENT && other->tag != SHEAF_TAG_BR)
      return FALSE;
  length = sheaf_node_text_length (node);

  return length >= MIN_CAPTION && length <= MAX_BESIDE && !sheaf_node_text_is_over (block, length)
         && sheaf_node_find (block, SHEAF_TAG_IMG) != NULL;
}

/* A figure of a quote or a table. */
static gboolean
is_foreign (const SheafExtractContext *context, const SheafNode *figure)
{
  return has_picture (figure) && sheaf_node_find (figure, SHEAF_TAG_IMG) == NULL
         && sheaf_node_find (figure, SHEAF_TAG_PICTURE) == NULL;
}

/* What was asked of each figure, once: one may have more captions than anybody reads. */
typedef struct
{
  SheafExtractContext *context;
  GHashTable *foreign, *kept;
} Figures;

static gboolean
ask_once (const Figures *self,
          GHashTable *answers,
          const SheafNode *figure,
          gboolean (*ask) (const SheafExtractContext *context, const SheafNode *figure))
{
  gpointer answer;

  if (!g_hash_table_lookup_extended (answers, figure, NULL, &answer))
    {
      answer = GINT_TO_POINTER (ask (self->context, figure));
      g_hash_table_insert (answers, (gpointer)figure, answer);
    }

  return GPOINTER_TO_INT (answer);
}

static gboolean
is_caption (const Figures *figures, const SheafNode *node)
{
  const SheafNode *figure;
  gsize length;

  if (!is_text_block (node->tag))
    return FALSE;
  figure = sheaf_node_closest (node->parent, SHEAF_TAG_FIGURE);
  if ((figure == NULL || node->tag == SHEAF_TAG_DIV || node->tag == SHEAF_TAG_DD)
      && !sheaf_names_have_word (node, called, G_N_ELEMENTS (called)) && !is_below_picture (node))
    return FALSE;
  if (figure != NULL && ask_once (figures, figures->foreign, figure, is_foreign))
    return FALSE; /* the text of a quote or a table */
  length = sheaf_node_text_length (node);

  return length > 0 && length <= MAX_CAPTION && !has_picture (node) && !is_inside_line (node)
         && !is_of_table (node) && sheaf_node_closest (node->parent, SHEAF_TAG_FIGCAPTION) == NULL;
}

/* A picture that can be shown: not one whose address only a script knows; or an embed. */
static gboolean
has_image (const SheafExtractContext *context, const SheafNode *top)
{
  const SheafNode *node = sheaf_node_find (top, SHEAF_TAG_IMG);

  for (; node != NULL; node = sheaf_node_next (node, top))
    if (node->tag == SHEAF_TAG_IMG || node->tag == SHEAF_TAG_PICTURE)
      {
        g_auto (SheafDomPicture) picture = { 0 };

        if (sheaf_dom_picture_read (&picture, node, context->base, FALSE))
          return TRUE;
      }

  return sheaf_node_find (top, SHEAF_TAG_IFRAME) != NULL;
}

/* It stands under something else than a picture, and is kept as it is. */
static gboolean
is_of_other (const SheafNode *figure)
{
  static const SheafTag tags[]
      = { SHEAF_TAG_TABLE, SHEAF_TAG_PRE, SHEAF_TAG_BLOCKQUOTE, SHEAF_TAG_CODE,
          SHEAF_TAG_MATH,  SHEAF_TAG_UL,  SHEAF_TAG_OL };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (sheaf_node_find (figure, tags[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* The block of the picture above CAPTION and itself, and of no other text; NULL: there is none. */
static SheafNode *
find_frame (const SheafExtractContext *context, SheafNode *caption)
{
  SheafNode *node = caption->parent, *top = context->article;
  gsize most = sheaf_node_text_length (caption) * 2 + MAX_BESIDE;

  for (guint level = 0; level < LEVELS && node != NULL && node != top; level++)
    {
      if (sheaf_node_text_is_over (node, most))
        return NULL;
      if (has_image (context, node))
        return node->tag == SHEAF_TAG_DIV || node->tag == SHEAF_TAG_SECTION ? node : NULL;
      node = node->parent;
    }

  return NULL;
}

/* The picture that stands alone right above. */
static SheafNode *
find_picture_above (const SheafExtractContext *context, SheafNode *caption)
{
  SheafNode *node = caption->prev;

  while (node != NULL && node->kind != SHEAF_NODE_ELEMENT
         && (node->kind == SHEAF_NODE_COMMENT || sheaf_text_is_blank (node->text)))
    node = node->prev;
  if (node == NULL || node->kind != SHEAF_NODE_ELEMENT || sheaf_node_text_is_over (node, 0))
    return NULL;

  return has_image (context, node) ? node : NULL;
}

/* A figure whose captions stay. */
static gboolean
keeps_captions (const SheafExtractContext *context, const SheafNode *figure)
{
  return has_image (context, figure) || is_of_other (figure);
}

/* A caption has a figure with a picture around it; one of a picture that is not there goes. */
static void
settle (const Figures *figures, SheafNode *caption)
{
  SheafExtractContext *context = figures->context;
  SheafNode *figure = sheaf_node_closest (caption->parent, SHEAF_TAG_FIGURE), *frame, *picture;

  if (figure != NULL && ask_once (figures, figures->kept, figure, keeps_captions))
    return;
  if (figure == NULL && (frame = find_frame (context, caption)) != NULL)
    sheaf_node_rename (context->dom, frame, "figure");
  else if (figure == NULL && (picture = find_picture_above (context, caption)) != NULL)
    {
      figure = sheaf_dom_new_element (context->dom, "figure");
      sheaf_node_insert_before (picture, figure);
      sheaf_node_append (figure, picture);
      sheaf_node_append (figure, caption);
    }
  else
    sheaf_cut (context, caption, "structure/caption", SHEAF_REMOVED_STRUCTURE);
}

static void
run (SheafExtractContext *context)
{
  SheafNode *top = context->article, *node = top != NULL ? sheaf_node_next (top, top) : NULL;
  g_autoptr (GPtrArray) captions = g_ptr_array_new ();
  g_autoptr (GHashTable) foreign = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);
  const Figures figures = { context, foreign, kept };

  while (node != NULL)
    {
      gboolean found = node->tag == SHEAF_TAG_FIGCAPTION;

      if (!found && node->kind == SHEAF_NODE_ELEMENT && is_caption (&figures, node))
        {
          sheaf_node_rename (context->dom, node, "figcaption");
          found = TRUE;
        }
      if (found)
        g_ptr_array_add (captions, node);
      node = found ? sheaf_node_skip (node, top) : sheaf_node_next (node, top);
    }
  for (guint i = 0; i < captions->len; i++)
    settle (&figures, captions->pdata[i]);
}

const SheafExtractPass sheaf_extract_pass_captions = { "captions", run };

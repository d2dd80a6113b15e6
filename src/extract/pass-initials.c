/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A large first letter that stands in a block of its own goes back to its word: alone it would be a
 * line of one letter, which is weighed as nothing. */

#include "extract/extract-private.h"

#include "base/text.h"
#include "html/dom-query.h"

#include <string.h>

#define MOST_LETTERS 2
#define LEAST_REST 40  /* characters: a list of words by their letters has shorter ones */
#define MOST_BESIDE 4  /* nodes without words between the two */
#define MOST_INSIDE 8  /* nodes of the letter's block, and before the words after it */
#define MOST_BYTES 200 /* of one text in it, with the white space around it */
#define MOST_INK 16    /* bytes of that without it */

static const gunichar opening[] = { '"', '\'', 0x201c, 0x2018, 0x201e, 0xab, 0xbf, 0xa1 };

static gboolean
opens (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (opening); i++)
    if (c == opening[i])
      return TRUE;

  return FALSE;
}

/* One or two letters, the first a capital, behind at most a quotation mark. */
static gboolean
is_initial (const char *text)
{
  guint letters = 0;

  if (opens (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (!g_unichar_isupper (g_utf8_get_char (text)))
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isalpha (g_utf8_get_char (text)) || ++letters > MOST_LETTERS)
      return FALSE;

  return TRUE;
}

static gboolean
may_hold (const SheafNode *node)
{
  return node->kind == SHEAF_NODE_ELEMENT && node->first != NULL && node->next != NULL
         && (node->tag == SHEAF_TAG_DIV || node->tag == SHEAF_TAG_P || node->tag == SHEAF_TAG_SPAN);
}

/* More than a letter, without a look at all of it. */
static gboolean
is_long (const char *text)
{
  guint ink = 0;

  for (guint i = 0; i < MOST_BYTES && *text != '\0' && ink <= MOST_INK; i++)
    ink += !g_ascii_isspace (*text++);

  return *text != '\0';
}

/* The letter in NODE and nothing else. (transfer full) (nullable) */
static char *
dup_initial (const SheafNode *node)
{
  guint n = 0;
  char *text;

  if (!may_hold (node))
    return NULL;
  for (const SheafNode *inner = node; inner != NULL; inner = sheaf_node_next (inner, node))
    if (++n > MOST_INSIDE || inner->tag == SHEAF_TAG_IMG
        || (inner->kind == SHEAF_NODE_TEXT && is_long (inner->text)))
      return NULL;
  text = sheaf_node_dup_text (node);
  if (text != NULL && is_initial (g_strstrip (text)))
    return text;
  g_free (text);

  return NULL;
}

/* The first words in TOP, which stand in a paragraph. */
static SheafNode *
first_words (SheafNode *top)
{
  guint n = 0;

  for (SheafNode *node = top; node != NULL && ++n <= MOST_INSIDE;
       node = sheaf_node_next (node, top))
    if (node->kind == SHEAF_NODE_TEXT && !sheaf_text_is_blank (node->text))
      {
        const SheafNode *paragraph = sheaf_node_closest (node, SHEAF_TAG_P);

        return paragraph != NULL && sheaf_node_contains (top, paragraph)
                       && sheaf_node_text_length (paragraph) >= LEAST_REST
                   ? node
                   : NULL;
      }

  return NULL;
}

/* The words that go on where the letter's block ends; NULL: nothing of the kind. */
static SheafNode *
find_rest (SheafNode *node)
{
  SheafNode *next = node->next, *words;
  const char *text;

  for (guint i = 0; i < MOST_BESIDE && next != NULL
                    && (next->kind == SHEAF_NODE_COMMENT
                        || (next->kind == SHEAF_NODE_TEXT && sheaf_text_is_blank (next->text)));
       i++)
    next = next->next;
  words = next != NULL && next->kind == SHEAF_NODE_ELEMENT ? first_words (next) : NULL;
  if (words == NULL)
    return NULL;
  for (text = words->text; g_unichar_isspace (g_utf8_get_char (text));)
    text = g_utf8_next_char (text);

  return g_unichar_islower (g_utf8_get_char (text)) ? words : NULL;
}

/* One plain space before the rest is meant ("A" and " long time"); a line break is how it was
 * written down. */
static void
join (SheafDom *dom, SheafNode *node, const char *initial, SheafNode *rest)
{
  const char *text = rest->text;
  gboolean apart = *text == ' ' && !g_ascii_isspace (text[1]);
  g_autofree char *joined = NULL;

  while (g_ascii_isspace (*text))
    text++;
  joined = g_strconcat (initial, apart ? " " : "", text, NULL);
  sheaf_node_insert_before (rest, sheaf_dom_new_text (dom, joined, -1));
  sheaf_node_remove (rest);
  sheaf_node_remove (node);
}

static void
run (SheafExtractContext *context)
{
  SheafNode *body = sheaf_dom_get_body (context->dom);
  SheafNode *node = body;

  while (node != NULL)
    {
      SheafNode *next = sheaf_node_next (node, body);
      g_autofree char *initial = node != body ? dup_initial (node) : NULL;
      SheafNode *rest = initial != NULL ? find_rest (node) : NULL;

      if (rest != NULL)
        {
          next = sheaf_node_skip (node, body);
          join (context->dom, node, initial, rest);
        }
      node = next;
    }
}

const SheafExtractPass sheaf_extract_pass_initials = { "initials", run };

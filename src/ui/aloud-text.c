/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pango knows where sentences end, but for abbreviations and initials: a table has these. */

#include "ui/aloud-text.h"

#include "base/url.h"
#include "ui/embed-name.h"

#include <glib/gi18n.h>
#include <pango/pango.h>
#include <string.h>

/* Words whose full stop ends no sentence, though a capital follows. */
static const char *const abbreviations[]
    = { "Dr", "Mr",  "Mrs", "Ms", "Prof", "St", "Jr",  "Sr",  "Fig", "vs",  "cf",
        "Nr", "Abb", "bzw", "ca", "Hr",   "Fr", "vgl", "ggf", "Mme", "Mlle" };

static void
sentence_free (gpointer data)
{
  SheafSentence *self = data;

  g_free (self->text);
  g_free (self->lang);
  g_free (self);
}

static gboolean
has_ink (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

static void
add (GPtrArray *sentences, const SheafBlock *block, guint start, guint end, char *text)
{
  SheafSentence *sentence;

  g_strstrip (text);
  if (!has_ink (text))
    {
      g_free (text);
      return;
    }
  sentence = g_new0 (SheafSentence, 1);
  sentence->start = start;
  sentence->end = end;
  sentence->text = text;
  sentence->lang = g_strdup (block->lang);
  g_ptr_array_add (sentences, sentence);
}

static int
find_table (const SheafDocument *document, const SheafBlock *block)
{
  const SheafContainer *containers = sheaf_document_get_containers (document, NULL);
  int at = block->container;

  while (at >= 0 && containers[at].kind != SHEAF_CONTAINER_TABLE)
    at = containers[at].parent;

  return at;
}

guint
sheaf_aloud_text_get_paragraph (const SheafDocument *document, guint block)
{
  const SheafBlock *blocks = sheaf_document_get_blocks (document, NULL);
  int table = blocks[block].kind == SHEAF_BLOCK_ROW ? find_table (document, &blocks[block]) : -1;

  while (table >= 0 && block > 0 && blocks[block - 1].kind == SHEAF_BLOCK_ROW
         && find_table (document, &blocks[block - 1]) == table)
    block--;

  return block;
}

/* --- What is said otherwise than it is written --- */

/* Is it the sign of a note, or the way back from one: "3" set high, "[3]", "*", "↩". */
static gboolean
is_sign (const SheafDocument *document, const SheafSpan *link)
{
  g_autofree char *text = sheaf_document_dup_range (document, link->start, link->end);
  const SheafSpan *spans;
  gsize n;

  if (link->kind != SHEAF_SPAN_LINK || link->href[0] != '#' || link->end - link->start > 5)
    return FALSE;
  if (!has_ink (text))
    return TRUE;
  for (const char *p = text; *p != '\0'; p++)
    if (strchr ("0123456789[]()*", *p) == NULL)
      return FALSE;
  if (text[0] == '[' || text[0] == '(')
    return TRUE;
  spans = sheaf_document_get_spans (document, &n);
  for (gsize i = 0; i < n && spans[i].start < link->end; i++)
    if (spans[i].kind == SHEAF_SPAN_SUPERSCRIPT && spans[i].end > link->start)
      return TRUE;

  return FALSE;
}

/* The signs of notes between two offsets, as they are in the text without them. */
static char *
dup_without_signs (const SheafDocument *document, guint start, guint end)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (document, &n);

  for (gsize i = 0; i < n && spans[i].start < end; i++)
    if (spans[i].start >= start && spans[i].end <= end && is_sign (document, &spans[i]))
      {
        g_autofree char *part = sheaf_document_dup_range (document, start, spans[i].start);

        g_string_append (text, part);
        start = spans[i].end;
      }
  if (start < end)
    {
      g_autofree char *rest = sheaf_document_dup_range (document, start, end);

      g_string_append (text, rest);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
say_site (const GMatchInfo *match, GString *said, gpointer data)
{
  g_autofree char *found = g_match_info_fetch (match, 0);
  g_autofree char *url
      = g_str_has_prefix (found, "www.") ? g_strconcat ("https://", found, NULL) : g_strdup (found);
  g_autofree char *site = sheaf_url_site (url);

  g_string_append (said, site != NULL ? site : found);

  return FALSE;
}

static char *
shorten_addresses (const char *text)
{
  static GRegex *regex; /* for the life of the program */

  if (strstr (text, "://") == NULL && strstr (text, "www.") == NULL)
    return g_strdup (text);
  if (regex == NULL)
    regex = g_regex_new ("(?:https?://|\\bwww\\.)[^\\s<>\"]*[^\\s<>\".,;:!?)\\]]", 0, 0, NULL);

  return g_regex_replace_eval (regex, text, -1, 0, 0, say_site, NULL, NULL);
}

/* --- Sentences --- */

/* Does the sentence go on at END, though a rule for all languages says that it does not? */
static gboolean
goes_on (const char *text, const char *end)
{
  const char *word;

  if (end == text || g_ascii_ispunct (end[-1])) /* no space follows, as inside an address */
    return TRUE;
  while (end > text && g_ascii_isspace (end[-1]))
    end--;
  if (end == text || *--end != '.')
    return FALSE;
  for (word = end; word > text && (g_ascii_isalpha (word[-1]) || (word[-1] & 0x80) != 0);)
    word--;
  if (word > text && strchr (" \t\n.(-", word[-1]) == NULL)
    return FALSE;
  if (g_utf8_strlen (word, end - word) == 1) /* an initial, as of "z. B." */
    return g_unichar_isalpha (g_utf8_get_char (word)) && *word != 'I';
  for (guint i = 0; i < G_N_ELEMENTS (abbreviations); i++)
    if ((gsize)(end - word) == strlen (abbreviations[i])
        && strncmp (word, abbreviations[i], end - word) == 0)
      return TRUE;

  return FALSE;
}

static void
split_text (GPtrArray *sentences,
            const SheafDocument *document,
            const SheafBlock *block,
            const char *lang)
{
  const char *text = sheaf_document_get_text (document) + block->start_byte;
  int bytes = (int)(block->end_byte - block->start_byte);
  guint n = block->end - block->start, from = 0;
  g_autofree PangoLogAttr *attrs = g_new0 (PangoLogAttr, n + 1);
  const char *p = text;

  pango_get_log_attrs (text, bytes, -1,
                       pango_language_from_string (block->lang != NULL ? block->lang : lang), attrs,
                       (int)n + 1);
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *plain = NULL;
      guint end = i;

      p = g_utf8_next_char (p);
      if (i < n && (!attrs[i].is_sentence_boundary || goes_on (text, p)))
        continue;
      while (end > from && attrs[end - 1].is_white) /* is not marked */
        end--;
      plain = dup_without_signs (document, block->start + from, block->start + end);
      add (sentences, block, block->start + from, block->start + end, shorten_addresses (plain));
      from = i;
    }
}

static void
split_row (GPtrArray *sentences, const SheafDocument *document, guint index)
{
  const SheafBlock *block = &sheaf_document_get_blocks (document, NULL)[index];
  g_autofree char *text = dup_without_signs (document, block->start, block->end);
  g_auto (GStrv) cells = g_strsplit (text, "\t", -1);
  g_autoptr (GString) said = g_string_new (NULL);

  if (sheaf_aloud_text_get_paragraph (document, index) == index)
    add (sentences, block, block->start, block->end, g_strdup (C_ ("said aloud", "Table")));
  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_strstrip (cells[i]);
      if (has_ink (cells[i]))
        g_string_append_printf (said, "%s%s", said->len > 0 ? ", " : "", cells[i]);
    }
  add (sentences, block, block->start, block->end, shorten_addresses (said->str));
}

static void
split_image (GPtrArray *sentences, const SheafDocument *document, const SheafBlock *block)
{
  const SheafImage *image = &sheaf_document_get_images (document, NULL)[block->image];

  if (image->alt != NULL && has_ink (image->alt))
    add (sentences, block, block->start, block->end,
         /* Translators: said aloud; %s is the description of a picture */
         g_strdup_printf (C_ ("said aloud", "Picture: %s"), image->alt));
}

static void
split_embed (GPtrArray *sentences, const SheafDocument *document, const SheafBlock *block)
{
  g_autofree char *text = sheaf_document_dup_range (document, block->start, block->end);
  const SheafSpan *spans;
  g_autofree char *name = NULL;
  gsize n;

  spans = sheaf_document_get_spans (document, &n);
  for (gsize i = 0; i < n && spans[i].start <= block->start && name == NULL; i++)
    if (spans[i].kind == SHEAF_SPAN_LINK && spans[i].start == block->start)
      name = sheaf_embed_dup_name (spans[i].href, text);
  add (sentences, block, block->start, block->end, g_strdup (name != NULL ? name : text));
}

GPtrArray *
sheaf_aloud_text_split (const SheafDocument *document, guint block, const char *lang)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (sentence_free);
  const SheafBlock *one = &sheaf_document_get_blocks (document, NULL)[block];

  switch (one->kind)
    {
    case SHEAF_BLOCK_PARAGRAPH:
    case SHEAF_BLOCK_HEADING:
    case SHEAF_BLOCK_CAPTION:
      split_text (sentences, document, one, lang);
      break;
    case SHEAF_BLOCK_CODE:
      add (sentences, one, one->start, one->end, g_strdup (C_ ("said aloud", "Code")));
      break;
    case SHEAF_BLOCK_ROW:
      split_row (sentences, document, block);
      break;
    case SHEAF_BLOCK_IMAGE:
      split_image (sentences, document, one);
      break;
    case SHEAF_BLOCK_EMBED:
      split_embed (sentences, document, one);
      break;
    case SHEAF_BLOCK_RULE:
      break;
    }

  return sentences;
}

GPtrArray *
sheaf_aloud_text_split_title (const char *title)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (sentence_free);

  add (sentences, &(SheafBlock){ 0 }, G_MAXUINT, G_MAXUINT, g_strdup (title));

  return sentences;
}

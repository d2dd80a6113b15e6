/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines that a reader sees around the headline: who wrote it, when. The headline is the <h1>
 * that says about what <title> and <meta> say; a few lines stand above it, and below it those
 * before the text begins.
 */

#include "extract/metadata-private.h"

#include "base/text.h"

#include <string.h>

#define MAX_TITLE 1024
#define MAX_ABOVE 16  /* texts above the headline */
#define MAX_BELOW 60  /* texts below it */
#define MAX_TEXT 2000 /* bytes of them */
#define PROSE 300     /* bytes of a line: the article has begun */
#define NEAR 6        /* ancestors of the headline that hold what is said of it */
#define STEM 5        /* letters that make two words the same */
#define SAME .25      /* of the words in common: the same story */
#define SAME_OF_MANY .5

/* --- How much two headlines say the same --- */

/* The words' first letters; each letter where words are not written apart. */
static GHashTable *
stems_of (const char *text)
{
  GHashTable *stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *folded = sheaf_text_fold (text);
  g_autoptr (GString) stem = g_string_new (NULL);
  guint letters = 0;

  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean unspaced = sheaf_text_is_unspaced (c);

      if (stem->len > 0 && (unspaced || !g_unichar_isalnum (c)))
        {
          g_hash_table_add (stems, g_strdup (stem->str));
          g_string_truncate (stem, 0);
          letters = 0;
        }
      if (*p == '\0')
        break;
      if (unspaced)
        {
          char one[7] = { 0 };

          g_unichar_to_utf8 (c, one);
          g_hash_table_add (stems, g_strdup (one));
        }
      else if (g_unichar_isalnum (c) && letters++ < STEM)
        g_string_append_unichar (stem, c);
    }

  return stems;
}

static guint
count_common (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += g_hash_table_contains (b, key);

  return n;
}

/* --- The headline --- */

typedef struct
{
  SheafNode *node;
  char *text;
} Heading;

static void
clear_heading (gpointer data)
{
  g_free (((Heading *)data)->text);
}

/* Those that say something, each once. */
static GArray *
read_headings (SheafDom *dom, SheafTag tag)
{
  g_autoptr (GPtrArray) all = sheaf_node_find_all (sheaf_dom_get_root (dom), tag);
  GArray *headings = g_array_new (FALSE, FALSE, sizeof (Heading));

  g_array_set_clear_func (headings, clear_heading);
  for (guint i = 0; i < MIN (all->len, 40); i++)
    {
      g_autofree char *raw = sheaf_node_dup_text (all->pdata[i]);
      Heading heading = { all->pdata[i], sheaf_text_line (raw, MAX_TITLE) };
      /* One with readings beside its characters says each of them twice. */
      gboolean again
          = heading.text == NULL || sheaf_node_find (all->pdata[i], SHEAF_TAG_RUBY) != NULL;

      for (guint k = 0; k < headings->len && !again; k++)
        again = g_str_equal (g_array_index (headings, Heading, k).text, heading.text);
      if (again)
        g_free (heading.text);
      else
        g_array_append_val (headings, heading);
    }

  return headings;
}

static double
share_of (const char *text, GHashTable *stated, gboolean of_all)
{
  g_autoptr (GHashTable) stems = stems_of (text);
  guint a = g_hash_table_size (stems), b = g_hash_table_size (stated);
  guint common = count_common (stems, stated);

  /* One word is any word. */
  if (common < MIN (2, MIN (a, b)) || common == 0)
    return 0;

  return (double)common / (of_all ? a + b - common : MIN (a, b));
}

/* The one among several has to say clearly the same; the only one has to say anything of it. */
static const Heading *
choose (GArray *headings, const char *stated, gboolean clearly)
{
  g_autoptr (GHashTable) stems = stems_of (stated);
  const Heading *best = NULL;
  double least = clearly ? SAME_OF_MANY : SAME;

  for (guint i = 0; i < headings->len; i++)
    {
      const Heading *heading = &g_array_index (headings, Heading, i);
      double share = share_of (heading->text, stems, clearly);

      if (share >= least && (best == NULL || share > least))
        {
          best = heading;
          least = share;
        }
    }

  return best;
}

/* Where the headline stands on pages whose <h1> is the site's name. */
static const SheafTag lower[] = { SHEAF_TAG_H2, SHEAF_TAG_H3 };

static void
find_headline (SheafDom *dom, const char *stated, SheafShown *shown)
{
  g_autoptr (GArray) first = read_headings (dom, SHEAF_TAG_H1);
  const Heading *heading = NULL;

  if (stated != NULL)
    heading = choose (first, stated, first->len > 1);
  else if (first->len == 1)
    heading = &g_array_index (first, Heading, 0);
  if (heading != NULL)
    {
      shown->headline = heading->node;
      shown->title = g_strdup (heading->text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lower) && shown->headline == NULL && stated != NULL; i++)
    {
      g_autoptr (GArray) others = read_headings (dom, lower[i]);

      heading = choose (others, stated, TRUE);
      if (heading != NULL)
        {
          shown->headline = heading->node;
          shown->lower = g_strdup (heading->text);
        }
    }
}

/* --- The lines --- */

static void
clear_line (gpointer data)
{
  SheafShownLine *line = data;

  g_free (line->text);
  g_ptr_array_unref (line->nodes);
  g_free (line);
}

static SheafNode *
block_of (SheafNode *node)
{
  do
    node = node->parent;
  while (node != NULL && !sheaf_tag_is_block (node->tag) && node->parent != NULL);

  return node;
}

/* Up to the first that is prose. */
static void
add_lines (GPtrArray *texts, GPtrArray *lines)
{
  gboolean prose = FALSE;

  for (guint i = 0; i < texts->len && !prose;)
    {
      SheafNode *block = block_of (texts->pdata[i]);
      g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
      g_autoptr (GString) joined = g_string_new (NULL);
      SheafShownLine *line;
      char *text;

      for (; i < texts->len && block_of (texts->pdata[i]) == block; i++)
        {
          g_ptr_array_add (nodes, texts->pdata[i]);
          g_string_append_c (joined, ' ');
          g_string_append (joined, ((SheafNode *)texts->pdata[i])->text);
        }
      text = sheaf_text_line (joined->str, 0);
      prose = text != NULL && strlen (text) > PROSE;
      if (text == NULL || prose)
        {
          g_free (text);
          continue;
        }
      line = g_new0 (SheafShownLine, 1);
      line->text = text;
      line->block = block;
      line->nodes = g_steal_pointer (&nodes);
      g_ptr_array_add (lines, line);
    }
}

static gboolean
is_read (const SheafNode *node)
{
  return node->tag != SHEAF_TAG_SCRIPT && node->tag != SHEAF_TAG_STYLE
         && node->tag != SHEAF_TAG_NOSCRIPT && node->tag != SHEAF_TAG_TEMPLATE
         && node->tag != SHEAF_TAG_IFRAME && node->tag != SHEAF_TAG_SELECT
         && node->tag != SHEAF_TAG_NAV && node->tag != SHEAF_TAG_SVG;
}

static void
remember (GPtrArray *ring, SheafNode *text)
{
  if (ring->len == MAX_ABOVE)
    g_ptr_array_remove_index (ring, 0);
  g_ptr_array_add (ring, text);
}

/* The block of the headline and of what is said about it; the page's own head is none. */
static const SheafNode *
around_headline (const SheafNode *headline, const SheafNode *body)
{
  const SheafNode *around = headline;

  for (guint i = 0; i < NEAR && around->parent != NULL && around->parent != body; i++)
    around = around->parent;

  return around;
}

static void
read_lines (SheafNode *body, SheafShown *shown)
{
  g_autoptr (GPtrArray) above = g_ptr_array_new ();
  g_autoptr (GPtrArray) below = g_ptr_array_new ();
  gboolean passed = FALSE;
  gsize bytes = 0;
  const SheafNode *around = around_headline (shown->headline, body);
  SheafNode *node = body;

  while (node != NULL && below->len < MAX_BELOW && bytes < MAX_TEXT)
    {
      if (node == shown->headline || (node->kind == SHEAF_NODE_ELEMENT && !is_read (node)))
        {
          passed = passed || node == shown->headline;
          node = sheaf_node_skip (node, body);
          continue;
        }
      if (node->kind == SHEAF_NODE_TEXT && !sheaf_text_is_blank (node->text))
        {
          gsize length = strlen (node->text);

          if (!passed)
            {
              if (sheaf_node_contains (around, node))
                remember (above, node);
            }
          else
            {
              g_ptr_array_add (below, node);
              bytes += length;
            }
        }
      node = sheaf_node_next (node, body);
    }
  if (!passed)
    return;
  add_lines (below, shown->lines);
  shown->n_below = shown->lines->len;
  add_lines (above, shown->lines);
}

void
sheaf_metadata_shown_read (SheafDom *dom, const char *stated, SheafShown *shown)
{
  SheafNode *body = sheaf_dom_get_body (dom);

  *shown = (SheafShown){ NULL };
  shown->lines = g_ptr_array_new_with_free_func (clear_line);
  find_headline (dom, stated, shown);
  if (body == NULL || shown->headline == NULL)
    return;
  read_lines (body, shown);
}

void
sheaf_metadata_shown_clear (SheafShown *shown)
{
  g_free (shown->title);
  g_free (shown->lower);
  g_ptr_array_unref (shown->lines);
}

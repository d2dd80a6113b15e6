/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Page and article are compared by their characters alone: where lines and words are apart is each
 * one's own. */

#include "extract/block-selector.h"

#include "html/dom-query.h"
#include "html/html-charset.h"
#include "html/html-parse.h"
#include "html/selector.h"

#include <string.h>

#define MOST_CHARS 4000   /* of what is taken: a block, no chapter */
#define MOST_ANCESTORS 4  /* that may tell it apart */
#define MOST_NAME 48      /* characters of a name */
#define LONGER 3          /* times as long, and */
#define LONGER_CHARS 200  /* characters more: a block of the same kind */
#define MOST_OF_ARTICLE 5 /* at most a fifth of it */
#define MOST_TAKEN 400    /* elements that a selector may take */

SheafDom *
sheaf_block_selector_parse (GBytes *html, GError **error)
{
  g_autoptr (GBytes) utf8 = sheaf_html_to_utf8 (html, NULL, TRUE);

  return sheaf_html_parse (utf8, SHEAF_HTML_DEADLINE_US, error);
}

/* Without white space and pictures. (transfer full) */
static char *
squeeze (const char *text, gssize length)
{
  GString *all = g_string_new (NULL);
  const char *end = text + (length >= 0 ? (gsize)length : strlen (text));

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      gunichar one = g_utf8_get_char (at);

      if (!g_unichar_isspace (one) && one != 0xfffc && one != 0x200b && one != 0xad)
        g_string_append_unichar (all, one);
    }

  return g_string_free (all, FALSE);
}

static char *
squeeze_node (const SheafNode *node)
{
  g_autofree char *text
      = sheaf_node_text_is_over (node, MOST_CHARS) ? NULL : sheaf_node_dup_text (node);

  return squeeze (text != NULL ? text : "", -1);
}

/* --- What is taken of an article --- */

/* (transfer full): of strings, by block */
static GPtrArray *
squeeze_blocks (const SheafDocument *document)
{
  gsize n;
  const SheafBlock *blocks = sheaf_document_get_blocks (document, &n);
  const char *text = sheaf_document_get_text (document);
  GPtrArray *squeezed = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (squeezed, squeeze (text + blocks[i].start_byte,
                                        (gssize)(blocks[i].end_byte - blocks[i].start_byte)));

  return squeezed;
}

/* How many blocks from FIRST on say just TEXT; 0: they say something else. */
static guint
count_saying (GPtrArray *blocks, guint first, const char *text)
{
  for (guint i = first; i < blocks->len; i++)
    {
      gsize length = strlen (blocks->pdata[i]);

      if (i == first && length == 0)
        return 0;
      if (strncmp (text, blocks->pdata[i], length) != 0)
        return 0;
      text += length;
      if (*text == '\0')
        return i - first + 1;
    }

  return 0;
}

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  return (int)((const SheafBlockRun *)a)->first - (int)((const SheafBlockRun *)b)->first;
}

/* Of strings that may stand there more than once each takes the next. */
static GArray *
find_runs (GPtrArray *texts, const SheafDocument *document)
{
  g_autoptr (GPtrArray) blocks = squeeze_blocks (document);
  g_autofree gboolean *taken = g_new0 (gboolean, blocks->len + 1);
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (SheafBlockRun));

  for (guint i = 0; i < texts->len; i++)
    for (guint first = 0; first < blocks->len; first++)
      {
        guint n = !taken[first] ? count_saying (blocks, first, texts->pdata[i]) : 0;
        SheafBlockRun run = { first, n };

        for (guint k = 0; k < n; k++)
          if (taken[first + k])
            n = 0;
        if (n == 0)
          continue;
        for (guint k = 0; k < n; k++)
          taken[first + k] = TRUE;
        g_array_append_val (runs, run);
        break;
      }
  g_array_sort (runs, compare_runs);

  return runs;
}

/* (transfer full): of squeezed strings, none inside of another; NULL: they are too many, or one is
 * too long */
static GPtrArray *
take_texts (GPtrArray *found)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const SheafNode *last = NULL;

  if (found->len > MOST_TAKEN)
    return NULL;
  for (guint i = 0; i < found->len; i++)
    {
      const SheafNode *node = found->pdata[i];
      g_autofree char *text = NULL;

      if (last != NULL && sheaf_node_contains (last, node))
        continue;
      last = node;
      if (sheaf_node_text_is_over (node, MOST_CHARS))
        return NULL;
      text = squeeze_node (node);
      if (*text != '\0')
        g_ptr_array_add (texts, g_steal_pointer (&text));
    }

  return g_steal_pointer (&texts);
}

GArray *
sheaf_block_selector_find (SheafDom *page, const char *selector, const SheafDocument *document)
{
  g_autoptr (SheafSelector) parsed = sheaf_selector_parse (selector, NULL);
  g_autoptr (GPtrArray) found
      = parsed != NULL ? sheaf_selector_find_all (parsed, sheaf_dom_get_root (page)) : NULL;
  g_autoptr (GPtrArray) texts = found != NULL ? take_texts (found) : NULL;

  return texts != NULL ? find_runs (texts, document)
                       : g_array_new (FALSE, FALSE, sizeof (SheafBlockRun));
}

/* --- A selector --- */

/* What a person gave a name to; one with a figure in it is often another one tomorrow. */
static gboolean
is_name (const char *name, gsize length)
{
  if (length < 2 || length > MOST_NAME || !(g_ascii_isalpha (*name) || *name == '_'))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalpha (name[i]) && name[i] != '-' && name[i] != '_')
      return FALSE;

  return TRUE;
}

/* "p.promo", "p.promo.big", "p#promo": by what NODE alone says. (transfer full): of strings */
static GPtrArray *
name_node (const SheafNode *node)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *id = sheaf_node_get (node, "id"), *class = sheaf_node_get (node, "class");
  g_auto (GStrv) classes = g_strsplit_set (class != NULL ? class : "", " \t\r\n\f", 16);
  g_autoptr (GString) all = g_string_new (node->name);
  guint n = 0;

  for (guint i = 0; classes[i] != NULL; i++)
    if (is_name (classes[i], strlen (classes[i])))
      {
        g_ptr_array_add (names, g_strdup_printf ("%s.%s", node->name, classes[i]));
        g_string_append_printf (all, ".%s", classes[i]);
        n++;
      }
  if (id != NULL && is_name (id, strlen (id)))
    g_ptr_array_add (names, g_strdup_printf ("%s#%s", node->name, id));
  if (n > 1)
    g_ptr_array_add (names, g_strdup (all->str));

  return names;
}

/* The same of NODE by what it stands in. */
static void
add_inner_names (GPtrArray *names, const SheafNode *node)
{
  const SheafNode *parent = node->parent;

  for (guint i = 0; i < MOST_ANCESTORS && parent != NULL && parent->kind == SHEAF_NODE_ELEMENT
                    && parent->tag != SHEAF_TAG_BODY;
       i++, parent = parent->parent)
    {
      g_autoptr (GPtrArray) outer = name_node (parent);

      for (guint k = 0; k < outer->len; k++)
        g_ptr_array_add (names, g_strdup_printf (i == 0 ? "%s > %s" : "%s %s",
                                                 (char *)outer->pdata[k], node->name));
    }
}

static gboolean
is_little (GArray *runs, const SheafDocument *document, gsize wanted)
{
  gsize taken = 0, n;
  const SheafBlock *blocks = sheaf_document_get_blocks (document, &n);

  for (guint i = 0; i < runs->len; i++)
    {
      const SheafBlockRun *run = &g_array_index (runs, SheafBlockRun, i);
      gsize length = blocks[run->first + run->n - 1].end - blocks[run->first].start;

      if (length > wanted * LONGER + LONGER_CHARS)
        return FALSE;
      taken += length;
    }

  return taken <= sheaf_document_get_length (document) / MOST_OF_ARTICLE;
}

/* Does it mean NODE, whole, and little else? By what it stands in alone (INNER) it may take nothing
 * else of the article: that is no name of a kind. */
static gboolean
is_good (SheafDom *page,
         const char *selector,
         const SheafNode *node,
         gsize wanted,
         gboolean inner,
         const SheafDocument *document)
{
  g_autoptr (SheafSelector) parsed = sheaf_selector_parse (selector, NULL);
  g_autoptr (GPtrArray) found
      = parsed != NULL ? sheaf_selector_find_all (parsed, sheaf_dom_get_root (page)) : NULL;
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (GArray) runs = NULL;

  if (found == NULL || !g_ptr_array_find (found, node, NULL))
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (found->pdata[i] != node && sheaf_node_contains (found->pdata[i], node))
      return FALSE;
  texts = take_texts (found);
  if (texts == NULL)
    return FALSE;
  runs = find_runs (texts, document);

  return inner ? runs->len == 0 : is_little (runs, document, wanted);
}

/* Elements that say just TEXT, the outermost first. (transfer container) */
static GPtrArray *
find_saying (SheafDom *page, const char *text)
{
  SheafNode *body = sheaf_dom_get_body (page);
  GPtrArray *found = g_ptr_array_new ();

  for (SheafNode *node = body; node != NULL; node = sheaf_node_next (node, body))
    {
      g_autofree char *said = NULL;

      if (node->kind != SHEAF_NODE_ELEMENT || node == body
          || sheaf_node_text_is_over (node, MOST_CHARS))
        continue;
      said = squeeze_node (node);
      if (g_str_equal (said, text))
        g_ptr_array_add (found, node);
    }

  return found;
}

char *
sheaf_block_selector_make (SheafDom *page, const char *text, const SheafDocument *document)
{
  g_autofree char *wanted = squeeze (text, -1);
  g_autoptr (GPtrArray) nodes = NULL;
  gsize length = (gsize)g_utf8_strlen (text, -1);

  if (*wanted == '\0' || length > MOST_CHARS)
    return NULL;
  nodes = find_saying (page, wanted);
  for (guint inner = 0; inner < 2; inner++)
    for (guint i = 0; i < nodes->len; i++)
      {
        g_autoptr (GPtrArray) names
            = inner ? g_ptr_array_new_with_free_func (g_free) : name_node (nodes->pdata[i]);

        if (inner)
          add_inner_names (names, nodes->pdata[i]);
        for (guint k = 0; k < names->len; k++)
          if (is_good (page, names->pdata[k], nodes->pdata[i], length, inner, document))
            return g_strdup (names->pdata[k]);
      }

  return NULL;
}

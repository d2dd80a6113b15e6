/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is meant is a list of places in the articles until all of it is known; then rows are made.
 */

#include "ui/highlights-filter.h"

#include "base/text-find.h"
#include "ui/highlight.h"

#include <string.h>

typedef struct
{
  const SheafMarkedArticle *article;
  guint index;
} Place;

static const SheafMark *
get_mark (const Place *place)
{
  return place->article->marks->pdata[place->index];
}

/* --- What was typed --- */

static gboolean
is_tag (const char *token)
{
  return g_ascii_strncasecmp (*token == '-' ? token + 1 : token, "tag:", 4) == 0;
}

/* To the next space that is not between quotation marks. */
static const char *
find_end (const char *token)
{
  gboolean quoted = FALSE;

  while (*token != '\0' && (quoted || !g_ascii_isspace (*token)))
    if (*token++ == '"')
      quoted = !quoted;

  return token;
}

void
sheaf_highlights_split (const char *typed, char **query, char **words)
{
  GString *tags = g_string_new (NULL), *rest = g_string_new (NULL);

  while (*typed != '\0')
    {
      const char *end = find_end (typed);
      g_autofree char *token = g_strndup (typed, (gsize)(end - typed));

      if (!is_tag (token))
        g_string_append_printf (rest, "%s ", token);
      else if (!g_str_has_suffix (token, ":")) /* there is more to come */
        g_string_append_printf (tags, "%s ", token);
      typed = *end != '\0' ? end + 1 : end;
    }
  *query = g_string_free (tags, tags->len == 0);
  *words = g_string_free (rest, rest->len == 0);
}

/* --- What is meant --- */

static gboolean
has_letter (const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    if (g_unichar_isalnum (g_utf8_get_char (word)))
      return TRUE;

  return FALSE;
}

/* NULL: none. */
static GStrv
split_words (const char *words)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = words != NULL ? g_strsplit_set (words, " \t\n\"", -1) : NULL;

  for (guint i = 0; all != NULL && all[i] != NULL; i++)
    if (has_letter (all[i]))
      g_strv_builder_add (builder, all[i]);

  return g_strv_builder_end (builder);
}

static gboolean
has_word (const char *text, const char *word)
{
  g_autoptr (GArray) found = text != NULL ? sheaf_text_find_words (text, word) : NULL;

  return found != NULL && found->len > 0;
}

/* The words that the title has not. (transfer container) */
static GPtrArray *
list_missing (const SheafMarkedArticle *article, GStrv words)
{
  GPtrArray *missing = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (!has_word (article->row->title, words[i]))
      g_ptr_array_add (missing, words[i]);

  return missing;
}

static gboolean
has_all (const SheafMark *mark, const GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (!has_word (mark->anchor->exact, words->pdata[i]) && !has_word (mark->body, words->pdata[i]))
      return FALSE;

  return TRUE;
}

static void
add_places (const SheafMarkedArticle *article, GStrv words, int color, GArray *places)
{
  g_autoptr (GPtrArray) missing = list_missing (article, words);

  for (guint i = 0; i < article->marks->len; i++)
    {
      Place place = { article, i };

      if ((color < 0 || get_mark (&place)->color == (guint)color)
          && has_all (get_mark (&place), missing))
        g_array_append_val (places, place);
    }
}

/* --- Order and chance --- */

static int
compare_age (gconstpointer a, gconstpointer b)
{
  const SheafMark *first = get_mark (a), *second = get_mark (b);

  return first->created_at != second->created_at
             ? (first->created_at < second->created_at ? 1 : -1)
             : (first->id < second->id) - (first->id > second->id);
}

static GArray *
list_old (const GArray *places, gint64 now)
{
  GArray *old = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint i = 0; i < places->len; i++)
    {
      Place place = g_array_index (places, Place, i);

      if (get_mark (&place)->created_at < now - 7 * G_TIME_SPAN_DAY)
        g_array_append_val (old, place);
    }

  return old;
}

static void
shuffle (GArray *places, guint32 seed)
{
  GRand *chance = g_rand_new_with_seed (seed);

  for (guint i = places->len; i > 1; i--)
    {
      guint other = (guint)g_rand_int_range (chance, 0, (gint32)i);
      Place kept = g_array_index (places, Place, i - 1);

      g_array_index (places, Place, i - 1) = g_array_index (places, Place, other);
      g_array_index (places, Place, other) = kept;
    }
  g_rand_free (chance);
}

/* Those of this turn: each comes once before one comes again. */
static GArray *
choose (const GArray *places, const SheafHighlightsFilter *filter, guint *n)
{
  g_autoptr (GArray) old = list_old (places, filter->now);
  g_autoptr (GArray) pool = old->len > 0 ? g_array_ref (old) : g_array_copy ((GArray *)places);
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (Place));

  shuffle (pool, filter->review);
  *n = pool->len;
  for (guint i = 0; i < MIN (pool->len, SHEAF_HIGHLIGHTS_REVIEWED); i++)
    {
      guint64 at = (guint64)filter->turn * SHEAF_HIGHLIGHTS_REVIEWED + i;

      g_array_append_val (chosen, g_array_index (pool, Place, at % pool->len));
    }

  return chosen;
}

static GPtrArray *
make_rows (const GArray *places)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  const SheafMarkedArticle *last = NULL;

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      if (place->article != last)
        g_ptr_array_add (rows, sheaf_highlight_new (place->article, SHEAF_HIGHLIGHT_HEADING));
      g_ptr_array_add (rows, sheaf_highlight_new (place->article, place->index));
      last = place->article;
    }

  return rows;
}

GPtrArray *
sheaf_highlights_filter (const GPtrArray *articles,
                         const SheafHighlightsFilter *filter,
                         guint *n,
                         GCancellable *cancellable)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_auto (GStrv) words = split_words (filter->words);
  g_autoptr (GArray) chosen = NULL;

  for (guint i = 0; i < articles->len; i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      add_places (articles->pdata[i], words, filter->color, places);
    }
  *n = places->len;
  if (filter->review != 0)
    {
      chosen = choose (places, filter, n);
      return make_rows (chosen);
    }
  if (filter->newest)
    g_array_sort (places, compare_age);

  return make_rows (places);
}

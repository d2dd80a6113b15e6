/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "(This article was) originally published as TITLE / on SITE / by SITE (and is republished with
 * permission)." Books are first published too: what goes on as a sentence of prose is none. */

#include "extract/extract-private.h"

#include "base/text.h"

#include <string.h>

#define RULE "promo/originally-published"
#define MAX_LINE 300
#define MAX_NAME 200
#define MAX_SITE_WORDS 10
#define MAX_SENTENCES 3

typedef struct
{
  const char *rest; /* what follows, in the text's own letters */
  char preposition; /* its first letter, but t for "at" */
} Start;

static const char *const months[] = {
  "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
};

static const char *const quotes[] = { "“", "”", "\"", "‘", "’", "'", "«", "»" };

static gboolean
has_prefix (const char *text, const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

/* TEXT behind the first of WORDS that it begins with; NULL: none. */
static const char *
skip_any (const char *text, const char *const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (has_prefix (text, words[i]))
      return text + strlen (words[i]);

  return NULL;
}

/* FALSE: the line does not begin as such lines do. */
static gboolean
read_start (const char *line, Start *start)
{
  static const char *const subjects[]
      = { "this article ", "this story ",  "this post ",   "this piece ",     "this essay ",
          "this column ",  "this report ", "the article ", "this interview ", NULL };
  static const char *const verbs[] = { "was ", "has been ", "is ", NULL };
  static const char *const times[] = { "originally ", "first ", NULL };
  static const char *const deeds[] = { "published ", "appeared ", "posted ", NULL };
  static const char *const prepositions[] = { "as ", "on ", "by ", "in ", "at ", NULL };
  const char *text = skip_any (line, subjects);
  gboolean bare = text == NULL;
  const char *next;

  text = bare ? line : text;
  if (!bare && (next = skip_any (text, verbs)) != NULL)
    text = next;
  if ((text = skip_any (text, times)) == NULL || (text = skip_any (text, deeds)) == NULL
      || (next = skip_any (text, prepositions)) == NULL)
    return FALSE;

  start->rest = next;
  start->preposition = has_prefix (text, "at ") ? 't' : g_ascii_tolower (*text);

  /* Where and when: said of articles, but of books as well. */
  return !bare || (start->preposition != 't' && start->preposition != 'i');
}

static gboolean
is_date (const char *text)
{
  if (g_ascii_isdigit (*text))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (has_prefix (text, months[i]))
      {
        const char *end = text + strcspn (text, " ");

        return g_ascii_isdigit (end[*end == ' ']);
      }

  return FALSE;
}

/* Where in TEXT something else than the name begins: how it came here, when that was. */
static gsize
name_length (const char *text)
{
  static const char *const tails[] = { " and was ",
                                       " and is ",
                                       " and has ",
                                       " and appears ",
                                       " and republished ",
                                       " and reprinted ",
                                       ", and ",
                                       " with ",
                                       " under ",
                                       " (",
                                       "; ",
                                       NULL };
  static const char *const before_dates[] = { " on ", " in ", ", ", NULL };

  for (const char *p = text; *p != '\0'; p++)
    {
      const char *date = skip_any (p, before_dates);

      if (skip_any (p, tails) != NULL || (date != NULL && is_date (date)))
        return (gsize)(p - text);
      if (g_str_has_prefix (p, ". ") && p > text + 3) /* not "U. S. Review" */
        return (gsize)(p - text);
    }

  return strlen (text);
}

static void
strip_marks (GString *name)
{
  while (name->len > 0 && strchr (" .,;:", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
}

/* Without the quotes around it and the full stop behind it. (transfer full) (nullable) */
static char *
dup_name (const char *text, gsize length)
{
  g_autofree char *cut = g_strndup (text, length);
  g_autofree char *line = sheaf_text_line (cut, MAX_NAME);
  g_autoptr (GString) name = g_string_new (line);

  strip_marks (name);
  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      if (g_str_has_prefix (name->str, quotes[i]))
        g_string_erase (name, 0, (gssize)strlen (quotes[i]));
      if (g_str_has_suffix (name->str, quotes[i]))
        g_string_truncate (name, name->len - strlen (quotes[i]));
    }
  strip_marks (name);

  return sheaf_text_line (name->str, MAX_NAME);
}

static gboolean
is_joining (const char *word)
{
  static const char *const words[]
      = { "of", "the", "and", "for", "in", "on",  "at",  "to",  "a",   "de", "la", "le", "les",
          "el", "del", "di",  "da",  "du", "und", "der", "die", "das", "et", "y",  "&" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return TRUE;

  return FALSE;
}

/* A proper name: "The Harbour Post", "Bed and Breakfast Weekly", "example.org". */
static gboolean
is_proper (const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  guint n = g_strv_length (words), proper = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *dot = strchr (words[i], '.');

      if (is_joining (words[i]))
        continue;
      if (g_unichar_islower (g_utf8_get_char (words[i])) && (dot == NULL || dot[1] == '\0'))
        return FALSE;
      proper++;
    }

  return proper > 0 && n <= MAX_SITE_WORDS;
}

/* "…, the novel sold well.": a sentence goes on. */
static gboolean
goes_on (const char *rest, const char *from)
{
  const char *comma = strstr (from, ", ");

  while (comma != NULL && !g_unichar_islower (g_utf8_get_char (comma + 2)))
    comma = strstr (comma + 2, ", ");

  return comma != NULL && !has_prefix (comma, ", and is ") && !has_prefix (comma, ", and was ")
         && !has_prefix (comma, ", and has ") && !has_prefix (comma, ", with ")
         && g_str_has_suffix (rest, ".");
}

/* Behind TEXT's closing quote, where it opens with one; else NULL. */
static const char *
skip_quoted (const char *text)
{
  static const char *const opening[] = { "“", "\"", "‘", "«", "'" };
  static const char *const closing[] = { "”", "\"", "’", "»", "'" };

  for (guint i = 0; i < G_N_ELEMENTS (opening); i++)
    if (g_str_has_prefix (text, opening[i]))
      {
        const char *end = g_strrstr (text + strlen (opening[i]), closing[i]);

        return end != NULL ? end + strlen (closing[i]) : NULL;
      }

  return NULL;
}

/* "TITLE", or "“TITLE” on SITE". */
static gboolean
read_title (const char *rest, char **title, char **site)
{
  static const char *const before_sites[] = { " on ", " by ", " in ", " at ", NULL };
  const char *quoted = skip_quoted (rest);
  const char *named = quoted != NULL ? skip_any (quoted, before_sites) : NULL;

  if (quoted == NULL && (g_unichar_islower (g_utf8_get_char (rest)) || goes_on (rest, rest)))
    return FALSE;
  if (quoted != NULL && goes_on (rest, quoted))
    return FALSE;

  *title = dup_name (rest, quoted != NULL ? (gsize)(quoted - rest) : strlen (rest));
  if (named != NULL && !is_date (named))
    *site = dup_name (named, name_length (named));

  return *title != NULL;
}

/* "SITE", or when it was. */
static gboolean
read_site (const char *rest, char **site)
{
  g_autofree char *name = NULL;

  if (goes_on (rest, rest))
    return FALSE;
  if (is_date (rest))
    return TRUE;
  name = dup_name (rest, name_length (rest));
  if (name == NULL || !is_proper (name))
    return FALSE;
  *site = g_steal_pointer (&name);

  return TRUE;
}

static guint
count_sentences (const char *line)
{
  guint ends = 1;

  for (const char *p = strstr (line, ". "); p != NULL; p = strstr (p + 2, ". "))
    ends++;

  return ends;
}

const char *
sheaf_promo_find_syndication (const char *text, char **title, char **site)
{
  g_autofree char *line = sheaf_text_line (text, 0);
  Start start;

  *title = *site = NULL;
  if (line == NULL || g_utf8_strlen (line, -1) > MAX_LINE || count_sentences (line) > MAX_SENTENCES
      || !read_start (line, &start))
    return NULL;
  if (start.preposition == 'a')
    return read_title (start.rest, title, site) ? RULE : NULL;

  return read_site (start.rest, site) ? RULE : NULL;
}

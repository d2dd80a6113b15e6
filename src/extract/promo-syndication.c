/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a text stood first: "(This article was) originally published as TITLE / on SITE / by SITE
 * (and is republished with permission)", "The post TITLE appeared first on SITE", an agency's name
 * alone in a line. The wording is data (data/wording). Books are first published too: what goes on
 * as a sentence of prose is none. */

#include "extract/extract-private.h"

#include "base/text.h"
#include "base/url.h"
#include "extract/wording.h"

#include <string.h>

#define RULE "promo/originally-published"
#define AGENCY_RULE "promo/agency"
#define MAX_LINE 300
#define MAX_NAME 200
#define MAX_SITE_WORDS 10
#define MAX_SENTENCES 3
#define MIN_PATH 4 /* "/fr/" is a front page */

typedef struct
{
  const char *rest;     /* what follows, in the text's own letters */
  SheafOriginPart part; /* what that is */
  char *title;          /* said before it (nullable) */
} Start;

static const char *const months[] = {
  "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
};

static const char *const quotes[]
    = { "“", "”", "„", "\"", "‘", "’", "'", "«", "»", "『", "』", "「", "」", "《", "》" };

static gboolean
has_prefix (const char *text, const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

static const char *
skip_marks (const char *text)
{
  return text + strspn (text, " ,:*([-");
}

/* TEXT is what says where: *PART. NULL: it is not. BARE: nothing says that it is of an article. */
static const char *
skip_deed (const char *text, gboolean bare, SheafOriginPart *part)
{
  static const SheafOriginPart parts[]
      = { SHEAF_ORIGIN_TITLE, SHEAF_ORIGIN_SITE, SHEAF_ORIGIN_PLACE, SHEAF_ORIGIN_WHOLE };
  const char *longest = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *rest = bare && parts[i] == SHEAF_ORIGIN_PLACE
                             ? NULL
                             : sheaf_wording_skip_origin (text, parts[i]);

      if (rest == NULL || (longest != NULL && rest <= longest))
        continue;
      longest = rest;
      *part = parts[i];
    }

  return longest != NULL ? longest + strspn (longest, " ") : NULL;
}

/* "was originally published on …", "appeared first on …" */
static const char *
skip_verb_and_deed (const char *text, SheafOriginPart *part)
{
  const char *deed = skip_deed (text, FALSE, part);
  const char *verb;

  if (deed != NULL)
    return deed;
  verb = sheaf_wording_skip_origin (text, SHEAF_ORIGIN_VERB);

  return verb != NULL ? skip_deed (skip_marks (verb), FALSE, part) : NULL;
}

/* "Editor's note: This post …" */
static const char *
skip_label (const char *line)
{
  const char *colon = strstr (line, ": ");
  guint words = 1;

  for (const char *p = line; colon != NULL && p < colon; p++)
    words += *p == ' ';

  return colon != NULL && words <= 3
                 && sheaf_wording_skip_origin (colon + 2, SHEAF_ORIGIN_SUBJECT) != NULL
             ? colon + 2
             : line;
}

/* "TITLE appeared first on SITE", behind "The post": a headline begins as one. */
static gboolean
read_entry (const char *rest, Start *start)
{
  rest += strspn (rest, " ");
  if (*rest == '\0' || g_unichar_islower (g_utf8_get_char (rest)))
    return FALSE;
  for (const char *p = strchr (rest, ' '); p != NULL; p = strchr (p + 1, ' '))
    {
      const char *behind = skip_verb_and_deed (p + 1, &start->part);

      if (behind == NULL || start->part == SHEAF_ORIGIN_TITLE || start->part == SHEAF_ORIGIN_WHOLE)
        continue;
      start->rest = behind;
      start->title = g_strndup (rest, (gsize)(p - rest));
      return TRUE;
    }

  return FALSE;
}

/* FALSE: the line does not begin as such lines do. */
static gboolean
read_start (const char *line, Start *start)
{
  const char *text = skip_label (skip_marks (line));
  const char *subject = sheaf_wording_skip_origin (text, SHEAF_ORIGIN_SUBJECT);
  const char *entry = sheaf_wording_skip_origin (text, SHEAF_ORIGIN_ENTRY);

  *start = (Start){ NULL };
  start->rest = subject != NULL ? skip_verb_and_deed (skip_marks (subject), &start->part)
                                : skip_deed (text, TRUE, &start->part);
  if (start->rest != NULL)
    return TRUE;
  if (entry != NULL && read_entry (entry, start))
    return TRUE;
  if (subject == NULL)
    return FALSE;

  /* "この記事は NAME に掲載された…" */
  for (const char *p = subject; *p != '\0'; p = g_utf8_next_char (p))
    if (p > subject && sheaf_wording_skip_origin (p, SHEAF_ORIGIN_AFTER) != NULL)
      {
        start->rest = subject;
        start->part = SHEAF_ORIGIN_AFTER;
        return TRUE;
      }

  return FALSE;
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
name_length (const char *text, gboolean until_after)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean word = p == text || p[-1] == ' ' || g_unichar_iswide (g_utf8_get_char (p));
      const char *date = *p == ' ' || *p == ','
                             ? sheaf_wording_skip_origin (p + strspn (p, " ,"), SHEAF_ORIGIN_WHEN)
                             : NULL;

      if (date != NULL && is_date (date + strspn (date, " ")))
        return (gsize)(p - text);
      if (*p == ',' && is_date (p + strspn (p, " ,")))
        return (gsize)(p - text);
      if (until_after && p > text && sheaf_wording_skip_origin (p, SHEAF_ORIGIN_AFTER) != NULL)
        return (gsize)(p - text);
      if (word && p > text && sheaf_wording_skip_origin (p, SHEAF_ORIGIN_END) != NULL)
        return (gsize)(p - text);
      if (sheaf_text_starts_with (p, " (") || sheaf_text_starts_with (p, "; ")
          || sheaf_text_starts_with (p, ", and "))
        return (gsize)(p - text);
      if ((sheaf_text_starts_with (p, ". ") && p > text + 3) /* not "U. S. Review" */
          || sheaf_text_starts_with (p, "。") || sheaf_text_starts_with (p, "，"))
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
      if (sheaf_text_starts_with (name->str, quotes[i]))
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
  static const char *const opening[] = { "“", "\"", "‘", "«", "'", "„", "„", "『", "「", "《" };
  static const char *const closing[] = { "”", "\"", "’", "»", "'", "“", "”", "』", "」", "》" };

  for (guint i = 0; i < G_N_ELEMENTS (opening); i++)
    if (sheaf_text_starts_with (text, opening[i]))
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
  static const char *const before_sites[]
      = { " on ", " by ", " in ", " at ", " auf ", " bei ", " sur ", " dans ", " en ",
          " em ", " no ", " na ", " su ", " op ",  " w ",   " в ",   " на " };
  const char *quoted = skip_quoted (rest);
  const char *named = NULL;

  for (guint i = 0; quoted != NULL && named == NULL && i < G_N_ELEMENTS (before_sites); i++)
    if (sheaf_text_starts_with (quoted, before_sites[i]))
      named = quoted + strlen (before_sites[i]);
  if (quoted == NULL && (g_unichar_islower (g_utf8_get_char (rest)) || goes_on (rest, rest)))
    return FALSE;
  if (quoted != NULL && goes_on (rest, quoted))
    return FALSE;

  *title = dup_name (rest, quoted != NULL ? (gsize)(quoted - rest) : strlen (rest));
  if (named != NULL && !is_date (named))
    *site = dup_name (named, name_length (named, FALSE));

  return *title != NULL;
}

/* "SITE", or when it was. */
static gboolean
read_site (const char *rest, gboolean until_after, char **site)
{
  g_autofree char *name = NULL;

  if (goes_on (rest, rest))
    return FALSE;
  if (is_date (rest))
    return TRUE;
  name = dup_name (rest, name_length (rest, until_after));
  if (name == NULL || !is_proper (name))
    return FALSE;
  *site = g_steal_pointer (&name);

  return TRUE;
}

/* --- The line --- */

const char *
sheaf_promo_find_syndication (const char *text, char **title, char **site)
{
  g_autofree char *line = sheaf_text_line (text, 0);
  Start start;

  *title = *site = NULL;
  if (line == NULL || g_utf8_strlen (line, -1) > MAX_LINE
      || sheaf_wording_count_sentences (line) > MAX_SENTENCES)
    return NULL;
  if (!read_start (line, &start))
    {
      *site = sheaf_promo_dup_agency_line (line);
      return *site != NULL ? AGENCY_RULE : NULL;
    }
  if (start.part == SHEAF_ORIGIN_TITLE)
    return read_title (start.rest, title, site) ? RULE : NULL;
  if (start.part == SHEAF_ORIGIN_WHOLE)
    return start.rest[strspn (start.rest, " .)]*!")] == '\0' ? RULE : NULL;
  if (!read_site (start.rest, start.part == SHEAF_ORIGIN_AFTER, site))
    {
      g_free (start.title);
      return NULL;
    }
  if (start.title != NULL)
    *title = dup_name (start.title, strlen (start.title));
  g_free (start.title);

  return RULE;
}

/* --- Its links --- */

/* Says that it leads to the original, or is what the line names. */
static gboolean
is_to_original (const SheafNode *link, const char *title, const char *site)
{
  static const char *const words[] = { "original", "oryginal", "origineel", "оригинал", "originel",
                                       "元記事",   "原文",     "元の記事",  "원문" };
  g_autofree char *raw = sheaf_node_dup_text (link);
  g_autofree char *text = sheaf_text_line (raw, MAX_NAME);
  g_autofree char *small = text != NULL ? sheaf_text_small (text) : NULL;

  if (small == NULL)
    return FALSE;
  if ((title != NULL && (strstr (title, text) != NULL || strstr (text, title) != NULL))
      || (site != NULL && (strstr (site, text) != NULL || strstr (text, site) != NULL)))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (small, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* A site's front page is not where the article stands. */
char *
sheaf_promo_dup_original_link (const SheafNode *line,
                               const char *base,
                               const char *title,
                               const char *site)
{
  for (const SheafNode *node = line; node != NULL; node = sheaf_node_next (node, line))
    {
      const char *href = node->tag == SHEAF_TAG_A ? sheaf_node_get (node, "href") : NULL;
      g_autofree char *address = href != NULL ? sheaf_url_resolve (base, href) : NULL;
      const char *path;

      if (address == NULL || !sheaf_url_is_web (address)
          || sheaf_node_has_word (node, "rel", "license"))
        continue;
      path = strchr (strstr (address, "://") + strlen ("://"), '/');
      if (path != NULL && strlen (path) > MIN_PATH && is_to_original (node, title, site))
        return g_steal_pointer (&address);
    }

  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The names in a line that says who wrote something: without "By", what they are, when and for
 * whom. */

#include "extract/metadata-private.h"

#include "base/text.h"

#include <string.h>

#define MAX_SHOWN 120 /* characters: more is no byline */
#define MAX_WORDS 16

/* Before a name, in small letters. The second list's words begin names too: they go only from what
 * the page shows, and only before a first and a last name. */
static const char *const prefixes[] = {
  "zeige alle beiträge von ",
  "alle beiträge von ",
  "voir tous les articles de ",
  "ver todas las entradas de ",
  "vedi tutti gli articoli di ",
  "articles by ",
  "authored by ",
  "view all posts by ",
  "written by ",
  "posted by ",
  "published by ",
  "words by ",
  "text by ",
  "story by ",
  "author: ",
  "author ",
  "authors: ",
  "autor: ",
  "autorin: ",
  "auteur : ",
  "autore: ",
  "auteur: ",
  "by: ",
  "by ",
  "text: ",
  "автор: ",
  "автор ",
  "авторы: ",
  "texte : ",
  "texte: ",
  "testo: ",
  "texto: ",
  "текст: ",
  "tekst: ",
  "作者：",
  "作者: ",
  "作者:",
  "文／",
  "文/",
  "文：",
  "撰文：",
  "記者：",
  "记者：",
  "著者：",
  "執筆：",
  "著者: ",
  "글: ",
  "기자: ",
};
static const char *const shown_prefixes[] = { "von ", "par ", "por ", "di ", "door ", "przez " };

/* Behind a name: what somebody is, not who. */
static const char *const roles[] = {
  "editor",       "writer",        "reporter",      "correspondent", "officer",
  "chief",        "columnist",     "contributor",   "professor",     "director",
  "president",    "head",          "staff",         "freelance",     "journalist",
  "analyst",      "producer",      "specialist",    "redakteur",     "redakteurin",
  "redaktion",    "korrespondent", "autorin",       "journaliste",   "correspondant",
  "rédacteur",    "rédactrice",    "redactor",      "redactora",     "periodista",
  "corresponsal", "repórter",      "jornalista",    "redattore",     "giornalista",
  "verslaggever", "redacteur",     "dziennikarz",   "redaktor",      "manager",
  "engineer",     "researcher",    "ceo",           "cto",           "phd",
  "md",           "intern",        "корреспондент", "редактор",
};

/* Behind a name: who sent it out. */
static const char *const agencies[] = {
  "the associated press", "associated press", "reuters", "afp", "dpa", "ansa", "efe", "pap", "anp",
};

/* Words that say that something else follows, or that nothing was there. */
static const char *const fillers[] = {
  "posted", "published", "updated", "last",           "on",      "at",    "am",           "um",
  "le",     "minute",    "min",     "veröffentlicht", "author",  "autor", "contributors", "by",
  "and",    "share",     "follow",  "authored",       "written",
};
static const char *const calendar[] = {
  "january",   "february", "march",    "april",      "may",     "june",     "july",      "august",
  "september", "october",  "november", "december",   "monday",  "tuesday",  "wednesday", "thursday",
  "friday",    "saturday", "sunday",   "jan",        "feb",     "mar",      "apr",       "jun",
  "jul",       "aug",      "sep",      "sept",       "oct",     "nov",      "dec",

  "montag",    "dienstag", "mittwoch", "donnerstag", "freitag", "samstag",  "sonntag",   "lundi",
  "mardi",     "mercredi", "jeudi",    "vendredi",   "samedi",  "dimanche",
};

/* Accounts that stand for nobody. */
static const char *const nobodies[] = { "admin", "administrator", "webmaster", "user", "guest" };

static gboolean
is_one_of (const char *word, const char *const *words, gsize n)
{
  g_autofree char *small = sheaf_text_small (word);

  small[strcspn (small, ",:.")] = '\0';
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (small, words[i]))
      return TRUE;

  return FALSE;
}

/* Capitals and small letters of one script have as many bytes. */
static gboolean
has_prefix_folded (const char *name, const char *word)
{
  g_autofree char *start = g_strndup (name, strlen (word));
  g_autofree char *small = NULL;

  if (!g_utf8_validate (start, -1, NULL))
    return FALSE;
  small = sheaf_text_small (start);

  return g_str_equal (small, word);
}

static const char *
skip_one (const char *name, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_ascii_strncasecmp (name, words[i], strlen (words[i])) == 0
        || ((guchar)*words[i] >= 0x80 && has_prefix_folded (name, words[i])))
      return name + strlen (words[i]);

  return name;
}

static const char *
skip_prefixes (const char *name, gboolean shown)
{
  const char *left = skip_one (name, prefixes, G_N_ELEMENTS (prefixes));

  while (left != name)
    {
      name = left;
      left = skip_one (name, prefixes, G_N_ELEMENTS (prefixes));
    }
  left = skip_one (name, shown_prefixes, G_N_ELEMENTS (shown_prefixes));

  return shown && strchr (left, ' ') != NULL ? left : name;
}

static gboolean
has_letter (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalpha (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

/* A date, a time, a count, an account, a mark between two facts. */
static gboolean
ends_names (const char *word)
{
  return g_ascii_isdigit (*word) || *word == '@' || !has_letter (word);
}

static gboolean
is_joining (const char *word)
{
  return g_str_equal (word, "&") || g_str_equal (word, "+");
}

static gboolean
ends_with_filler (const char *word)
{
  return is_one_of (word, fillers, G_N_ELEMENTS (fillers))
         || is_one_of (word, calendar, G_N_ELEMENTS (calendar)) || is_joining (word);
}

/* Words of the page's text up to where the names end; words like "on" only go at that end ("May" is
 * a name elsewhere). */
static char *
cut_names (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", MAX_WORDS * 2);
  guint n = 0;

  while (words[n] != NULL && (!ends_names (words[n]) || is_joining (words[n])))
    n++;
  while (n > 0 && words[n] != NULL && ends_with_filler (words[n - 1]))
    n--;
  for (guint i = n; words[i] != NULL; i++)
    g_clear_pointer (&words[i], g_free);

  return g_strjoinv (" ", words);
}

static gboolean
is_filling (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !is_one_of (words[i], fillers, G_N_ELEMENTS (fillers)))
      return FALSE;

  return TRUE;
}

static gboolean
names_role (const char *part)
{
  g_auto (GStrv) words = g_strsplit_set (part, " /-", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (is_one_of (words[i], roles, G_N_ELEMENTS (roles)))
      return TRUE;

  return FALSE;
}

/* "Ida Fenwright, Chief Gardener" -> "Ida Fenwright"; "Ida Fenwright Reuters" too. */
static void
cut_roles (char *names)
{
  g_autofree char *small = NULL;
  char *comma = strchr (names, ',');

  while (comma != NULL)
    {
      char *next = strchr (comma + 1, ',');
      g_autofree char *part
          = next != NULL ? g_strndup (comma, (gsize)(next - comma)) : g_strdup (comma);

      if (names_role (part))
        {
          *comma = '\0';
          break;
        }
      comma = next;
    }
  small = sheaf_text_small (names);
  for (guint i = 0; i < G_N_ELEMENTS (agencies) && strlen (small) == strlen (names); i++)
    {
      gsize length = strlen (names), agency = strlen (agencies[i]);

      if (length > agency + 3 && g_str_has_suffix (small, agencies[i])
          && names[length - agency - 1] == ' '
          && memchr (names, ' ', length - agency - 1) != NULL) /* a first and a last name */
        {
          names[length - agency - 1] = '\0';
          break;
        }
    }
}

/* A first and a last name, or three or four. */
static gboolean
is_full_name (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 6);
  guint n = g_strv_length (words);

  for (guint i = 0; i < n; i++)
    if (!g_unichar_isupper (g_utf8_get_char (words[i])) && i != 1)
      return FALSE;

  return n >= 2 && n <= 4;
}

/* "Ida Fenwright and Tom Quill" -> "Ida Fenwright, Tom Quill"; "Fenwright and Quill" is a house. */
static char *
keep_apart (const char *names)
{
  static const char *const between[]
      = { " and ", " & ", " und ", " et ", " y ", " e ", " en ", " i ", " и ", " with " };

  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    {
      const char *at = strstr (names, between[i]);
      g_autofree char *before = at != NULL ? g_strndup (names, (gsize)(at - names)) : NULL;
      const char *behind = at != NULL ? at + strlen (between[i]) : NULL;
      char *last = before != NULL ? strrchr (before, ',') : NULL;

      if (behind == NULL || strchr (behind, ',') != NULL || !is_full_name (behind)
          || !is_full_name (last != NULL ? last + 1 + strspn (last + 1, " ") : before))
        continue;
      g_strchomp (before);
      return g_strconcat (before, ", ", behind, NULL);
    }

  return g_strdup (names);
}

char *
sheaf_metadata_clean_byline (const char *text, gboolean shown)
{
  g_autofree char *line = sheaf_text_line (text, SHEAF_METADATA_MAX_BYLINE);
  g_autofree char *names = NULL;
  const char *start;

  if (line == NULL || strstr (line, "://") != NULL || sheaf_text_starts_with (line, "www.")
      || *line == '@')
    return NULL;

  start = skip_prefixes (line + strspn (line, " ,-|"), shown);
  names = shown ? cut_names (start) : g_strdup (start);
  cut_roles (names);
  while (*names != '\0' && strchr (" ,-|:;/", names[strlen (names) - 1]) != NULL)
    names[strlen (names) - 1] = '\0';
  if (!has_letter (names) || is_filling (names)
      || is_one_of (names, nobodies, G_N_ELEMENTS (nobodies))
      || g_utf8_strlen (names, -1) > MAX_SHOWN || sheaf_text_count_words (names) > MAX_WORDS)
    return NULL;

  return keep_apart (names);
}

gboolean
sheaf_metadata_looks_like_names (const char *text)
{
  gunichar c = g_utf8_get_char (text);

  return g_utf8_strlen (text, -1) <= MAX_SHOWN / 2 && g_unichar_isalpha (c)
         && !g_unichar_islower (c) && strchr (text, '?') == NULL && strchr (text, '!') == NULL;
}

static gboolean
looks_like_names_start (const char *text)
{
  return *text != '\0' && !g_unichar_islower (g_utf8_get_char (text))
         && g_unichar_isalpha (g_utf8_get_char (text));
}

char *
sheaf_metadata_byline_of_line (const char *line)
{
  const char *start = skip_one (line, prefixes, G_N_ELEMENTS (prefixes));
  g_autofree char *names = NULL;

  if (start == line)
    start = skip_one (line, shown_prefixes, G_N_ELEMENTS (shown_prefixes));
  if (start == line || g_utf8_strlen (line, -1) > MAX_SHOWN || !looks_like_names_start (start))
    return NULL;
  names = sheaf_metadata_clean_byline (line, TRUE);

  return names != NULL && sheaf_metadata_looks_like_names (names) ? g_steal_pointer (&names) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads data/wording into rows by their first byte, and finds the row that a line follows. What the
 * kinds of rows mean is told in data/wording/README.md. */

#include "extract/wording.h"

#include "base/text.h"
#include "extract/wording-resource.h"

#include <string.h>

#define FOLDER "/io/github/sheaf_app/Sheaf/wording"
#define MAX_LINE 240 /* characters */
#define MAX_LONG 600 /* of notices, which are long */
#define MAX_SENTENCES 2
#define MAX_SHORT 60
#define MAX_SHORT_WORDS 8

typedef enum
{
  KIND_WHOLE,
  KIND_BEGINS,
  KIND_STRESSED,
  KIND_LINKED,
  KIND_LABEL,
  KIND_MARKED,
  KIND_SHORT,
  KIND_HAS,
  KIND_WALL,
  KIND_ORIGIN,
} Kind;

static const char *const kinds[] = { "whole",  "begins", "stressed", "linked", "label",
                                     "marked", "short",  "has",      "wall",   "origin" };

/* In the order of SheafOriginPart. */
static const char *const parts_of_origin[] = {
  "subject", "entry", "verb", "title", "site",   "place",
  "whole",   "after", "end",  "when",  "source", "agency",
};

typedef struct
{
  Kind kind;
  gboolean notice; /* long ones, too */
  guint sentences; /* at most, of those that are no notices */
  const char *rule;
  const char *phrase;
  gsize length;
  const char *const *with; /* (nullable) */
} Row;

typedef struct
{
  GArray *begins[256];                                /* of Row, by the phrase's first byte */
  GArray *has;                                        /* of Row */
  GArray *walls;                                      /* of Row; their rule is the reason */
  GPtrArray *origins[G_N_ELEMENTS (parts_of_origin)]; /* of phrases */
  const char *const *services;
  GStringChunk *strings; /* the table of quarks is no place for thousands of phrases */
} Wording;

/* --- Reading --- */

static const char *
keep (const Wording *wording, const char *text)
{
  return g_string_chunk_insert_const (wording->strings, text);
}

static char **
read_lines (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER "/", name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (sheaf_wording_get_resource (), path, 0, NULL);
  g_autofree char *text = NULL;
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  text = data != NULL ? g_strndup (data, size) : g_strdup ("");

  return g_strsplit (text, "\n", -1);
}

static const char *const *
dup_words (const Wording *wording, const char *text)
{
  g_auto (GStrv) words = NULL;
  GPtrArray *out;

  if (g_str_equal (g_strstrip ((char *)text), "$services"))
    return wording->services;
  words = g_strsplit (text, ",", -1);
  out = g_ptr_array_new ();
  for (guint i = 0; words[i] != NULL; i++)
    if (*g_strstrip (words[i]) != '\0')
      g_ptr_array_add (out, (char *)keep (wording, words[i]));
  g_ptr_array_add (out, NULL);

  return (const char *const *)g_ptr_array_free (out, FALSE);
}

static gboolean
is_notice (const char *rule)
{
  static const char *const notices[]
      = { "affiliate", "copyright", "credits", "consent", "paywall" };

  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    if (g_str_equal (rule, notices[i]))
      return TRUE;

  return FALSE;
}

/* Pitches and players say in three sentences what they want. */
static gboolean
is_pitch (const char *rule)
{
  return g_str_equal (rule, "newsletter") || g_str_equal (rule, "click-here")
         || g_str_equal (rule, "player");
}

static void
add_origin (Wording *wording, const char *part, const char *phrase)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (parts_of_origin) && !g_str_equal (part, parts_of_origin[i]))
    i++;
  if (i == G_N_ELEMENTS (parts_of_origin))
    {
      g_warning ("Wording of no known part of an origin: %s", part);
      return;
    }
  if (wording->origins[i] == NULL)
    wording->origins[i] = g_ptr_array_new ();
  g_ptr_array_add (wording->origins[i], (char *)keep (wording, phrase));
}

static void
add_row (Wording *wording, char *line)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *rule = NULL;
  char *with = strstr (line, " + ");
  Row row = { 0 };
  guint kind = 0;
  GArray **rows;

  if (with != NULL)
    {
      *with = '\0';
      with += strlen (" + ");
    }
  parts = g_strsplit (g_strstrip (line), " ", 3);
  if (*line == '#' || g_strv_length (parts) != 3)
    return;
  while (kind < G_N_ELEMENTS (kinds) && !g_str_equal (parts[0], kinds[kind]))
    kind++;
  if (kind == G_N_ELEMENTS (kinds))
    {
      g_warning ("Wording of no known kind: %s", line);
      return;
    }
  if (kind == KIND_ORIGIN)
    {
      add_origin (wording, parts[1], parts[2]);
      return;
    }
  rule = kind == KIND_WALL ? g_strdup (parts[1]) : g_strconcat ("promo/", parts[1], NULL);
  row = (Row){ kind,
               is_notice (parts[1]),
               is_pitch (parts[1]) ? MAX_SENTENCES + 1 : MAX_SENTENCES,
               keep (wording, rule),
               keep (wording, parts[2]),
               strlen (parts[2]),
               with != NULL ? dup_words (wording, with) : NULL };
  rows = kind == KIND_HAS    ? &wording->has
         : kind == KIND_WALL ? &wording->walls
                             : &wording->begins[(guchar)*row.phrase];
  if (*rows == NULL)
    *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_append_val (*rows, row);
}

static void
read_services (Wording *wording)
{
  g_auto (GStrv) lines = read_lines ("services.txt");
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '#' && *lines[i] != '\0')
      g_ptr_array_add (out, (char *)keep (wording, lines[i]));
  g_ptr_array_add (out, NULL);
  wording->services = (const char *const *)g_ptr_array_free (out, FALSE);
}

static const Wording *
get_wording (void)
{
  static const Wording *shared;

  if (g_once_init_enter (&shared))
    {
      Wording *wording = g_new0 (Wording, 1);
      g_auto (GStrv) names
          = g_resource_enumerate_children (sheaf_wording_get_resource (), FOLDER, 0, NULL);

      wording->strings = g_string_chunk_new (16 * 1024);
      read_services (wording);
      for (guint i = 0; names != NULL && names[i] != NULL; i++)
        {
          g_auto (GStrv) lines
              = g_str_equal (names[i], "services.txt") ? NULL : read_lines (names[i]);

          for (guint k = 0; lines != NULL && lines[k] != NULL; k++)
            add_row (wording, lines[k]);
        }
      g_once_init_leave (&shared, wording);
    }

  return shared;
}

const char *const *
sheaf_wording_services (void)
{
  return get_wording ()->services;
}

/* --- Finding --- */

/* A letter or digit of a script that parts its words by spaces. */
static gboolean
is_of_word (gunichar c)
{
  return g_unichar_isalnum (c) && (c < 0x2e80 || c >= 0x1f000);
}

static gboolean
is_edge (const char *before, const char *after)
{
  return !is_of_word (g_utf8_get_char (before)) || !is_of_word (g_utf8_get_char (after));
}

gboolean
sheaf_wording_has_word (const char *line, const char *word)
{
  gsize length = strlen (word);

  for (const char *p = strstr (line, word); p != NULL; p = strstr (p + 1, word))
    if ((p == line || is_edge (g_utf8_prev_char (p), p))
        && (p[length] == '\0' || is_edge (g_utf8_prev_char (p + length), p + length)))
      return TRUE;

  return FALSE;
}

static gboolean
has_any (const char *line, const char *const *words)
{
  for (; words != NULL && *words != NULL; words++)
    if (sheaf_wording_has_word (line, *words))
      return TRUE;

  return words == NULL;
}

static gboolean
is_whole (const char *text, const Row *row)
{
  const char *end;

  if (!sheaf_text_starts_with (text, row->phrase))
    return FALSE;
  for (end = text + row->length; *end != '\0'; end = g_utf8_next_char (end))
    if (g_unichar_isalnum (g_utf8_get_char (end)))
      return FALSE;

  return TRUE;
}

static gboolean
is_labelled (const SheafWordingLine *line, const char *text, const Row *row)
{
  static const char *const colons[] = { ":", " :", "：", "|", " |", "»", " »" };
  const char *rest = text + row->length;
  const char *beside = line->beside;

  while (beside != NULL && *beside != '\0' && !g_unichar_isalnum (g_utf8_get_char (beside)))
    beside = g_utf8_next_char (beside);
  if (is_whole (text, row) || (beside != NULL && is_whole (beside, row)))
    return TRUE;
  if (row->kind == KIND_MARKED && line->look == SHEAF_LINE_PLAIN)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (colons); i++)
    if (sheaf_text_starts_with (rest, colons[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_short (const char *text)
{
  gsize length = strlen (text);
  guint words = 1;

  for (const char *p = text; *p != '\0'; p++)
    words += *p == ' ';

  return words <= MAX_SHORT_WORDS && g_utf8_strlen (text, -1) <= MAX_SHORT
         && text[length - 1] != '.' && !g_str_has_suffix (text, "。");
}

/* TEXT begins with the row's phrase. */
static gboolean
follows (const SheafWordingLine *line, const char *text, const Row *row)
{
  switch (row->kind)
    {
    case KIND_WHOLE:
      return is_whole (text, row);
    case KIND_LABEL:
    case KIND_MARKED:
      return is_labelled (line, text, row);
    case KIND_SHORT:
      return is_short (text) && has_any (text, row->with);
    case KIND_STRESSED:
      return line->look >= SHEAF_LINE_STRESSED && has_any (text, row->with);
    case KIND_LINKED:
      return line->look == SHEAF_LINE_LINKED && has_any (text, row->with);
    case KIND_BEGINS:
      return has_any (text, row->with);
    case KIND_HAS:
    case KIND_WALL:
    case KIND_ORIGIN:
      break;
    }

  return FALSE;
}

guint
sheaf_wording_count_sentences (const char *line)
{
  guint ends = 1;

  for (const char *p = strstr (line, ". "); p != NULL; p = strstr (p + 2, ". "))
    ends++;

  return ends;
}

static const Row *
find_row (const SheafWordingLine *line, const char *text)
{
  const Wording *wording = get_wording ();
  const GArray *rows = wording->begins[(guchar)*text];
  gsize length = g_utf8_strlen (text, -1);
  guint sentences = length <= MAX_LINE ? sheaf_wording_count_sentences (text) : G_MAXUINT;

  for (guint i = 0; length <= MAX_LONG && rows != NULL && i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if ((sentences <= row->sentences || row->notice)
          && strncmp (text, row->phrase, row->length) == 0
          && (text[row->length] == '\0'
              || is_edge (g_utf8_prev_char (text + row->length), text + row->length))
          && follows (line, text, row))
        return row;
    }
  for (guint i = 0; length <= MAX_LONG && wording->has != NULL && i < wording->has->len; i++)
    {
      const Row *row = &g_array_index (wording->has, Row, i);

      if ((sentences <= row->sentences || row->notice) && sheaf_wording_has_word (text, row->phrase)
          && has_any (text, row->with))
        return row;
    }

  return NULL;
}

const char *
sheaf_wording_find (const SheafWordingLine *line, gboolean *label)
{
  const Row *row = *line->text != '\0' ? find_row (line, line->text) : NULL;
  const char *text = line->text;

  *label = FALSE;
  /* "– Read more", "*** Please sign up": without the marks before it. */
  while (row == NULL && *text != '\0' && !g_unichar_isalnum (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (row == NULL && text != line->text && *text != '\0')
    row = find_row (line, text);
  if (row == NULL)
    return NULL;
  *label = row->kind == KIND_SHORT
           || ((row->kind == KIND_LABEL || row->kind == KIND_MARKED) && is_whole (text, row));

  return row->rule;
}

const char *
sheaf_wording_find_wall (const char *text)
{
  const GArray *walls = get_wording ()->walls;

  for (guint i = 0; walls != NULL && i < walls->len; i++)
    {
      const Row *row = &g_array_index (walls, Row, i);

      if (sheaf_wording_has_word (text, row->phrase) && has_any (text, row->with))
        return row->rule;
    }

  return NULL;
}

/* As the wording has it. */
static gunichar
plain_letter (gunichar c)
{
  if (c < 0x80)
    return (gunichar)g_ascii_tolower ((char)c);

  return c == 0x2019 ? '\'' : c == 0xa0 ? ' ' : g_unichar_tolower (c);
}

/* TEXT behind PHRASE, whatever its letters' case; NULL where it does not begin so. */
static const char *
skip_phrase (const char *text, const char *phrase)
{
  for (; *phrase != '\0'; phrase = g_utf8_next_char (phrase), text = g_utf8_next_char (text))
    if (plain_letter (g_utf8_get_char (text)) != g_utf8_get_char (phrase))
      return NULL;

  return text;
}

const char *
sheaf_wording_skip_origin (const char *text, SheafOriginPart part)
{
  const GPtrArray *phrases = get_wording ()->origins[part];
  const char *longest = NULL;
  char first[6];

  g_unichar_to_utf8 (plain_letter (g_utf8_get_char (text)), first);
  for (guint i = 0; phrases != NULL && i < phrases->len; i++)
    {
      const char *phrase = phrases->pdata[i];
      const char *rest = *phrase == *first ? skip_phrase (text, phrase) : NULL;

      if (rest != NULL && rest > text && (longest == NULL || rest > longest)
          && (*rest == '\0' || is_edge (g_utf8_prev_char (rest), rest)))
        longest = rest;
    }

  return longest;
}

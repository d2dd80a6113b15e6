/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/url-in-text.h"

#include "base/url.h"

#include <string.h>

/* Stands behind an address in running text and is not of it. */
static const char *const closers[] = {
  ".", ",", ";",  ":",  "!",  "?",  "'",  "’",  "”",  "»",
  "›", "…", "。", "、", "，", "」", "』", "）", "】", "》",
};

/* How many brackets of each kind are open at the end of TEXT. */
typedef struct
{
  int open[3];
} Brackets;

static const char brackets[][2] = { { '(', ')' }, { '[', ']' }, { '{', '}' } };

static Brackets
count_brackets (const char *text)
{
  Brackets count = { 0 };

  for (const char *p = text; *p != '\0'; p++)
    for (guint i = 0; i < G_N_ELEMENTS (brackets); i++)
      count.open[i] += (*p == brackets[i][0]) - (*p == brackets[i][1]);

  return count;
}

/* Bytes at the end of START … END that close what the sentence opened; 0: none. */
static gsize
closing_length (const char *start, const char *end, Brackets *count)
{
  for (guint i = 0; i < G_N_ELEMENTS (closers); i++)
    {
      gsize length = strlen (closers[i]);

      if ((gsize)(end - start) >= length && memcmp (end - length, closers[i], length) == 0)
        return length;
    }
  for (guint i = 0; i < G_N_ELEMENTS (brackets); i++)
    if (end > start && end[-1] == brackets[i][1] && count->open[i] < 0)
      {
        count->open[i]++;
        return 1;
      }

  return 0;
}

/* Length of the address that begins at START, without the punctuation of the sentence around it. */
static gsize
trimmed_length (const char *start)
{
  const char *end = start + strlen (start);
  Brackets count = count_brackets (start);
  gsize length;

  while ((length = closing_length (start, end, &count)) > 0)
    end -= length;

  return end - start;
}

/* Where in a word of running text an address with its scheme begins: at its beginning, behind an
 * opening bracket or quotation mark, or behind what is not ASCII. NULL where none does. */
static const char *
find_scheme (const char *word)
{
  for (const char *p = word; *p != '\0'; p++)
    if ((g_ascii_strncasecmp (p, "http://", 7) == 0 || g_ascii_strncasecmp (p, "https://", 8) == 0)
        && (p == word || (guchar)p[-1] >= 0x80 || strchr ("([{'*|,;:", p[-1]) != NULL))
      return p;

  return NULL;
}

typedef struct
{
  GStrvBuilder *builder;
  GHashTable *seen;
} Found;

/* (transfer full): URL (nullable) */
static void
add_found (Found *found, char *url)
{
  if (url == NULL || g_hash_table_contains (found->seen, url))
    {
      g_free (url);
      return;
    }
  g_strv_builder_add (found->builder, url);
  g_hash_table_add (found->seen, url);
}

static void
find_in_line (Found *found, char *line)
{
  g_auto (GStrv) words = NULL;
  char *alone = NULL;

  /* On a line of its own an address is as it stands. */
  g_strstrip (line);
  if (find_scheme (line) == line)
    alone = sheaf_url_from_typed (line, NULL);
  if (alone != NULL)
    {
      add_found (found, alone);
      return;
    }
  words = g_strsplit_set (line, " \t\r<>\"", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *start = find_scheme (words[i]);

      if (start != NULL)
        {
          g_autofree char *word = g_strndup (start, trimmed_length (start));

          add_found (found, sheaf_url_from_typed (word, NULL));
        }
    }
}

GStrv
sheaf_url_find_all (const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text != NULL ? text : "", "\r\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Found found = { builder, seen };
  char *alone;

  /* A single word may be an address without its scheme; in running text only "://" makes one. */
  alone = text != NULL ? sheaf_url_from_typed (text, NULL) : NULL;
  if (alone != NULL)
    add_found (&found, alone);
  else
    for (guint i = 0; lines[i] != NULL; i++)
      find_in_line (&found, lines[i]);

  return g_strv_builder_end (builder);
}

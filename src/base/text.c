/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cleaning, folding, counting. Everything takes and gives valid UTF-8. */

#include "base/text.h"

#include <string.h>

#define SORT_KEY_BYTES 24

/* How many bytes from the beginning are ASCII and no NUL, eight at a time. */
static gsize
count_ascii (const char *bytes, gsize length)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101), highs = ones << 7;
  gsize n = 0;
  guint64 eight;

  for (; n + sizeof eight <= length; n += sizeof eight)
    {
      memcpy (&eight, bytes + n, sizeof eight);
      if (((eight - ones) | eight) & highs) /* one of them is 0, or 128 or more */
        break;
    }
  while (n < length && bytes[n] > 0)
    n++;

  return n;
}

gboolean
sheaf_text_is_valid (const char *bytes, gsize length)
{
  const char *end = bytes + length;

  while (bytes < end)
    {
      const char *start = bytes + count_ascii (bytes, (gsize)(end - bytes));

      if (start < end && *start == '\0')
        return FALSE;
      for (bytes = start; bytes < end && (guchar)*bytes >= 0x80;)
        bytes++;
      if (!g_utf8_validate_len (start, (gsize)(bytes - start), NULL))
        return FALSE;
    }

  return TRUE;
}

char *
sheaf_text_make_valid (const char *bytes, gssize length)
{
  gsize size = length < 0 ? strlen (bytes) : (gsize)length;
  g_autoptr (GString) text = g_string_sized_new (size);

  while (size > 0)
    {
      const char *end;

      if (*bytes == '\0')
        {
          bytes++;
          size--;
          continue;
        }
      g_utf8_validate_len (bytes, size, &end);
      g_string_append_len (text, bytes, end - bytes);
      size -= end - bytes;
      bytes = end;
      if (size > 0 && *bytes != '\0')
        {
          g_string_append (text, "\357\277\275");
          bytes++;
          size--;
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define PICTURE 0xfffc /* stands for one */

/* What divides words: what GLib takes for it, and two of the controls. */
static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == '\v' || c == 0x85;
}

/* C0, C1, and the controls that turn the direction of what follows. */
static gboolean
is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e || c == 0x200f || c == 0x061c
         || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff
         || (c >= 0xfff9 && c <= 0xfffb);
}

char *
sheaf_text_line (const char *text, gsize max_chars)
{
  g_autoptr (GString) line = NULL;
  gboolean space = FALSE;
  gsize n = 0;

  if (text == NULL)
    return NULL;
  line = g_string_new (NULL);
  for (const char *p = text; *p != '\0' && (max_chars == 0 || n < max_chars);
       p = g_utf8_next_char (p))
    {
      gboolean graph = *p > ' ' && *p < 0x7f; /* most of all text */
      gunichar c = graph ? (gunichar)*p : g_utf8_get_char (p);

      if (!graph && (is_space (c) || c == PICTURE))
        space = line->len > 0;
      else if (graph || !is_control (c))
        {
          if (space && max_chars > 0 && n + 2 > max_chars)
            break; /* no room for the space and what it is for */
          if (space)
            g_string_append_c (line, ' ');
          if (graph)
            g_string_append_c (line, *p);
          else
            g_string_append_unichar (line, c);
          n += space ? 2 : 1;
          space = FALSE;
        }
    }
  if (line->len == 0)
    return NULL;

  return g_string_free (g_steal_pointer (&line), FALSE);
}

char *
sheaf_text_small (const char *text)
{
  g_autofree char *ascii
      = g_ascii_strdown (text, -1); /* before GLib: in Turkish its I has no dot */

  return g_str_is_ascii (text) ? g_steal_pointer (&ascii) : g_utf8_strdown (ascii, -1);
}

gboolean
sheaf_text_is_blank (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!is_space (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

char *
sheaf_text_fold (const char *text)
{
  g_autofree char *line = sheaf_text_line (text, 0);
  g_autofree char *composed = NULL;
  g_autofree char *folded = NULL;

  if (line == NULL)
    return g_strdup ("");
  composed = g_utf8_normalize (line, -1, G_NORMALIZE_NFC);
  folded = g_utf8_casefold (composed, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_NFC);
}

GBytes *
sheaf_text_sort_key (const char *text)
{
  g_autofree char *folded = sheaf_text_fold (text);
  g_autofree char *key = g_utf8_collate_key (folded, -1);

  return g_bytes_new (key, MIN (strlen (key), SORT_KEY_BYTES));
}

const char *
sheaf_text_skip (const char *text, guint n, guint *skipped)
{
  for (*skipped = 0; *text != '\0' && *skipped < n; ++*skipped)
    text = g_utf8_next_char (text);

  return text;
}

const char *
sheaf_text_back (const char *text, const char *p, guint n)
{
  while (n-- > 0 && p > text)
    p = g_utf8_prev_char (p);

  return p;
}

gboolean
sheaf_text_is_unseen (gunichar c)
{
  return c == 0xad || c == 0x640 || c == 0x61c || (c >= 0x200b && c <= 0x200f)
         || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069)
         || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff;
}

gunichar
sheaf_text_retype (gunichar c)
{
  static const struct
  {
    gunichar first, last;
    char typed;
  } rows[] = {
    { 0xab, 0xab, '"' },      { 0xbb, 0xbb, '"' },      { 0x2bc, 0x2bc, '\'' },
    { 0x2010, 0x2015, '-' },  { 0x2018, 0x201b, '\'' }, { 0x201c, 0x201f, '"' },
    { 0x2039, 0x203a, '\'' }, { 0x2212, 0x2212, '-' },
  };

  for (gsize i = 0; c >= 0xab && i < G_N_ELEMENTS (rows); i++)
    if (c >= rows[i].first && c <= rows[i].last)
      return (gunichar)rows[i].typed;

  return c;
}

gboolean
sheaf_text_is_unspaced (gunichar c)
{
  return (c >= 0x3041 && c <= 0x30ff && c != 0x30fb) || (c >= 0x31f0 && c <= 0x31ff)
         || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff)
         || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff66 && c <= 0xff9f)
         || (c >= 0x20000 && c <= 0x323af) || (c >= 0x0e01 && c <= 0x0e4e && c != 0x0e2f)
         || (c >= 0x0e80 && c <= 0x0ece)
         || (c >= 0x1000 && c <= 0x109f && c != 0x104a && c != 0x104b)
         || (c >= 0x1780 && c <= 0x17d3);
}

gboolean
sheaf_text_is_paired (gunichar c)
{
  return sheaf_text_is_unspaced (c) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x1100 && c <= 0x11ff)
         || (c >= 0x3131 && c <= 0x318e);
}

/* Stands inside of a word: apostrophes, soft hyphens, joiners. */
static gboolean
is_inner (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0xad || c == 0x200c || c == 0x200d || c == 0x2060;
}

guint
sheaf_text_count_words (const char *text)
{
  guint words = 0, unspaced = 0;
  gboolean inside = FALSE;

  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (sheaf_text_is_unspaced (c))
        {
          unspaced++;
          inside = FALSE;
        }
      else if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        {
          words += !inside;
          inside = TRUE;
        }
      else if (!is_inner (c))
        inside = FALSE;
    }

  return words + (unspaced + 1) / 2;
}

static guint words_per_minute = 230; /* atomic */

void
sheaf_text_set_reading_speed (guint words)
{
  g_atomic_int_set (&words_per_minute, CLAMP (words, 1, 100 * 1000));
}

guint
sheaf_text_minutes (guint words)
{
  guint speed = g_atomic_int_get (&words_per_minute);

  return words == 0 ? 0 : MAX (1, (words + speed / 2) / speed);
}

guint
sheaf_text_least_words (guint minutes)
{
  guint speed = g_atomic_int_get (&words_per_minute);

  if (minutes <= 1)
    return minutes;

  return MIN (minutes, G_MAXUINT / speed) * speed - speed / 2;
}

char *
sheaf_text_cut (const char *text, gsize max_chars)
{
  const char *end, *word;
  g_autofree char *head = NULL;

  if ((gsize)g_utf8_strlen (text, -1) <= max_chars)
    return g_strdup (text);
  if (max_chars == 0)
    return g_strdup ("");

  end = g_utf8_offset_to_pointer (text, max_chars - 1);
  word = end;
  while (word > text && !g_unichar_isspace (g_utf8_get_char (word)))
    word = g_utf8_prev_char (word);
  if (word - text < (end - text) / 2)
    word = end; /* no space near: a script without them, or one long word */
  head = g_strndup (text, word - text);
  g_strchomp (head);

  return g_strconcat (head, "…", NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Liang's patterns: letters, and between them digits; of all patterns that a word holds the largest
 * digit at a place counts, and an odd one is a break. A dictionary may have two levels: first that
 * of a compound word's parts, then that within each. It is read here and not by libhyphen, which
 * takes seconds for the German one and does not bear a broken one. Words repeat, so each is asked
 * for once. */

#include "ui/hyphens.h"

#include <stdio.h>
#include <string.h>

#define LARGEST (4 * 1024 * 1024) /* bytes of a dictionary */
#define LEAST 5                   /* letters of a word */
#define LONG 400000               /* characters of a text like a book … */
#define LEAST_IN_LONG                                                                              \
  10            /* … in which only words are broken that leave the widest gaps: each             \
                 * soft hyphen takes its time when the page is set */
#define MOST 60 /* fit into the bits of a word's breaks */
#define BEFORE 2
#define AFTER 3
#define WITHIN 2          /* both, of a part of a compound word */
#define MOST_WORDS 200000 /* known at a time */

typedef struct
{
  GHashTable *patterns; /* letters -> a digit before each of them and one after */
  guint longest;        /* letters */
} Level;

typedef struct
{
  char *pool; /* of all patterns */
  Level levels[2];
  guint n_levels;
  GHashTable *words; /* word -> guint64 */
} Dictionary;

/* Language, or '/' and path -> Dictionary, or NULL: it has none. */
static GHashTable *dictionaries;
static GMutex lock; /* of all of it */

/* --- Finding a dictionary --- */

/* A file that is none: the first one NAME begins, by the alphabet. */
static char *
find_in_folder (const char *folder, const char *name, gboolean begins)
{
  g_autofree char *best = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *entry;

  if (!begins)
    {
      g_autofree char *path = g_strdup_printf ("%s/hyph_%s.dic", folder, name);

      return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
    }
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (entry, "hyph_") && g_str_has_prefix (entry + 5, name)
        && entry[5 + strlen (name)] == '_' && g_str_has_suffix (entry, ".dic")
        && (best == NULL || strcmp (entry, best) < 0))
      {
        g_free (best);
        best = g_strdup (entry);
      }

  return best != NULL ? g_build_filename (folder, best, NULL) : NULL;
}

static char *
find_file (const char *name, gboolean begins)
{
  const char *const *folders = g_get_system_data_dirs ();

  for (gsize i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *folder = g_build_filename (folders[i], "hyphen", NULL);
      char *path = find_in_folder (folder, name, begins);

      if (path != NULL)
        return path;
    }

  return find_in_folder ("/usr/share/hyphen", name, begins);
}

/* "de-AT": hyph_de_AT, hyph_de_DE, hyph_de, any other of German. (nullable) */
static char *
find_dictionary (const char *lang)
{
  g_auto (GStrv) parts = g_strsplit_set (lang, "-_", -1);
  g_autofree char *language = g_ascii_strdown (parts[0], -1);
  g_autofree char *home = g_ascii_strup (language, -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  char *path = NULL;

  for (guint i = 1; i < g_strv_length (parts); i++)
    if (strlen (parts[i]) == 2)
      {
        g_autofree char *region = g_ascii_strup (parts[i], -1);

        g_ptr_array_add (names, g_strdup_printf ("%s_%s", language, region));
      }
  if (g_str_equal (language, "en"))
    {
      g_ptr_array_add (names, g_strdup ("en_US"));
      g_ptr_array_add (names, g_strdup ("en_GB"));
    }
  g_ptr_array_add (names, g_strdup_printf ("%s_%s", language, home));
  g_ptr_array_add (names, g_strdup (language));
  for (guint i = 0; i < names->len && path == NULL; i++)
    path = find_file (names->pdata[i], FALSE);

  return path != NULL ? path : find_file (language, TRUE);
}

/* --- Reading it --- */

/* Bytes of PATH, NULL where it is no file of a bearable size. */
static char *
read_file (const char *path, gsize *length)
{
  FILE *file = fopen (path, "rbe");
  char *contents;

  if (file == NULL)
    return NULL;
  contents = g_malloc (LARGEST + 1);
  *length = fread (contents, 1, LARGEST + 1, file);
  fclose (file);
  if (*length == 0 || *length > LARGEST)
    g_clear_pointer (&contents, g_free);

  return contents;
}

/* What else a dictionary may say (replaced letters, its own least lengths) is not needed. */
static gboolean
is_pattern (const char *line, gsize length)
{
  gboolean letters = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar)line[i];

      if (c <= ' ' || g_ascii_isupper (c) || strchr ("/%#,=", c) != NULL)
        return FALSE;
      letters = letters || !g_ascii_isdigit (c);
    }

  return letters;
}

/* At POOL, which has room for twice its length and two bytes; returns what is behind it. */
static char *
add_pattern (Level *level, const char *line, gsize length, char *pool)
{
  char *letters = pool, *digits;
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (line[i]))
      *pool++ = line[i];
  *pool++ = '\0';
  digits = pool;
  *pool++ = 0;
  for (const char *p = line; p < line + length; p = g_utf8_next_char (p))
    if (g_ascii_isdigit (*p))
      pool[-1] = (char)(*p - '0');
    else
      {
        *pool++ = 0;
        n++;
      }
  level->longest = MAX (level->longest, n);
  g_hash_table_insert (level->patterns, letters, digits);

  return pool;
}

static void
free_dictionary (Dictionary *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->levels); i++)
    g_hash_table_unref (self->levels[i].patterns);
  g_hash_table_unref (self->words);
  g_free (self->pool);
  g_free (self);
}

/* From TEXT, its lines behind the first. (nullable) */
static Dictionary *
parse (const char *text)
{
  Dictionary *self = g_new0 (Dictionary, 1);
  char *pool = self->pool = g_malloc (2 * strlen (text) + 16);

  for (guint i = 0; i < G_N_ELEMENTS (self->levels); i++)
    self->levels[i].patterns = g_hash_table_new (g_str_hash, g_str_equal);
  self->n_levels = 1;
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (const char *p = text; *p != '\0';)
    {
      gsize line = strcspn (p, "\n"), length = line;

      while (length > 0 && strchr ("\r \t", p[length - 1]) != NULL)
        length--;
      if (length == 9 && strncmp (p, "NEXTLEVEL", 9) == 0)
        self->n_levels = 2;
      else if (is_pattern (p, length))
        pool = add_pattern (&self->levels[self->n_levels - 1], p, length, pool);
      p += line + (p[line] != '\0');
    }
  if (g_hash_table_size (self->levels[self->n_levels - 1].patterns) > 0)
    return self;
  free_dictionary (self);

  return NULL;
}

/* Its first line names its charset. (nullable) */
static Dictionary *
read_dictionary (const char *path)
{
  gsize length;
  g_autofree char *contents = read_file (path, &length), *charset = NULL, *text = NULL;
  const char *newline = contents != NULL ? memchr (contents, '\n', length) : NULL;

  if (newline == NULL || newline - contents > 40)
    return NULL;
  charset = g_strstrip (g_strndup (contents, newline - contents));
  length -= newline - contents;
  text = g_ascii_strcasecmp (charset, "UTF-8") == 0
             ? g_utf8_make_valid (newline, (gssize)length)
             : g_convert (newline, (gssize)length, "UTF-8", charset, NULL, NULL, NULL);

  return text != NULL && g_utf8_validate (text, -1, NULL) ? parse (text) : NULL;
}

static gboolean
is_language (const char *lang)
{
  gsize first = lang != NULL ? strcspn (lang, "-_") : 0;

  if (first < 2 || first > 3 || strlen (lang) > 35)
    return FALSE;
  for (const char *p = lang; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      return FALSE;

  return TRUE;
}

/* With the lock held. (nullable) */
static Dictionary *
get_dictionary (const char *lang)
{
  g_autofree char *path = NULL;
  gpointer found = NULL;

  if (!is_language (lang))
    return NULL;
  if (dictionaries == NULL)
    dictionaries = g_hash_table_new (g_str_hash, g_str_equal);
  if (g_hash_table_lookup_extended (dictionaries, lang, NULL, &found))
    return found;
  path = find_dictionary (lang);
  if (path != NULL) /* "de" and "de-DE" are one */
    {
      g_autofree char *key = g_strconcat ("/", path, NULL);

      if (!g_hash_table_lookup_extended (dictionaries, key, NULL, &found))
        {
          found = read_dictionary (path);
          g_hash_table_insert (dictionaries, g_steal_pointer (&key), found);
        }
    }
  g_hash_table_insert (dictionaries, g_strdup (lang), found);

  return found;
}

/* --- Words --- */

/* Bit N: a break before character N of WORD, LENGTH bytes. */
static guint64
match (const Level *level, const char *word, gsize length)
{
  char text[MOST * 6 + 3], *start = text;
  guint8 values[MOST + 3] = { 0 };
  guint64 breaks = 0;

  text[0] = '.';
  memcpy (text + 1, word, length);
  text[length + 1] = '.';
  text[length + 2] = '\0';
  for (guint at = 0; *start != '\0'; at++, start = g_utf8_next_char (start))
    for (guint n = 1; n <= level->longest; n++)
      {
        char *end = g_utf8_offset_to_pointer (start, n), behind = *end;
        const char *digits;

        *end = '\0';
        digits = g_hash_table_lookup (level->patterns, start);
        *end = behind;
        for (guint i = 0; digits != NULL && i <= n; i++)
          values[at + i] = MAX (values[at + i], (guint8)digits[i]);
        if (behind == '\0')
          break;
      }
  for (guint i = 1; i < MOST; i++)
    if ((values[i + 1] & 1) != 0)
      breaks |= G_GUINT64_CONSTANT (1) << i;

  return breaks;
}

/* Only those that leave BEFORE characters of N before them and AFTER behind. */
static guint64
keep (guint64 breaks, guint n, guint before, guint after)
{
  for (guint i = 0; i <= MOST; i++)
    if (i < before || i + after > n)
      breaks &= ~(G_GUINT64_CONSTANT (1) << i);

  return breaks;
}

/* WORD in small letters, of N characters. */
static guint64
ask (const Dictionary *self, const char *word, guint n)
{
  const char *part = word;
  guint64 parts = keep (match (&self->levels[0], word, strlen (word)), n, WITHIN, WITHIN);
  guint64 breaks = parts;
  guint from = 0;

  if (self->n_levels == 2)
    for (guint to = 1; to <= n; to++)
      if (to == n || (parts >> to & 1) != 0)
        {
          const char *end = g_utf8_offset_to_pointer (part, to - from);

          breaks |= keep (match (&self->levels[1], part, end - part), to - from, WITHIN, WITHIN)
                    << from;
          part = end;
          from = to;
        }

  return keep (breaks, n, BEFORE, AFTER);
}

/* In small letters; FALSE: WORD is never broken. */
static gboolean
fold (const char *word, gsize length, char *folded, gsize *n)
{
  char *out = folded;

  *n = 0;
  for (const char *p = word; p < word + length; p = g_utf8_next_char (p), (*n)++)
    {
      gunichar c = g_utf8_get_char_validated (p, word + length - p);

      if (c == (gunichar)-1 || c == (gunichar)-2 || *n == MOST || !g_unichar_isalpha (c)
          || (*n > 0 && !g_unichar_islower (c) && g_unichar_tolower (c) != c))
        return FALSE;
      out += g_unichar_to_utf8 (g_unichar_tolower (c), out);
    }
  *out = '\0';

  return *n >= LEAST;
}

/* With the lock held. */
static guint64
find_in_word (Dictionary *self, const char *word, gsize length)
{
  char folded[MOST * 6 + 1];
  guint64 *known;
  gsize n;

  if (!fold (word, length, folded, &n))
    return 0;
  known = g_hash_table_lookup (self->words, folded);
  if (known == NULL)
    {
      if (g_hash_table_size (self->words) >= MOST_WORDS)
        g_hash_table_remove_all (self->words);
      known = g_new (guint64, 1);
      *known = ask (self, folded, (guint)n);
      g_hash_table_insert (self->words, g_strdup (folded), known);
    }

  return *known;
}

guint64
sheaf_hyphens_find_in_word (const char *lang, const char *word, gsize length)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  Dictionary *dictionary = get_dictionary (lang);

  return dictionary != NULL ? find_in_word (dictionary, word, length) : 0;
}

/* --- Documents --- */

/* What is written without spaces is one token: words, joined by hyphens and the like; but also an
 * address, a file's name, a number with its unit. */
static gboolean
is_plain (const char *p, const char *end)
{
  for (; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);

      if (g_unichar_isalpha (c))
        continue;
      if (!g_unichar_ispunct (c) || (c < 128 && strchr ("@_\\#~^<>|=+*&%$", (int)c) != NULL))
        return FALSE;
      if ((c == '.' || c == ':') && next < end
          && (*next == '/' || g_unichar_isalpha (g_utf8_get_char (next))))
        return FALSE;
    }

  return TRUE;
}

/* P … END is a token, AT its place. */
static void
find_in_token (
    Dictionary *self, GArray *breaks, const char *p, const char *end, guint at, guint least)
{
  while (p < end)
    {
      const char *word = p;
      guint64 found;
      guint n = 0;

      for (; p < end && g_unichar_isalpha (g_utf8_get_char (p)); p = g_utf8_next_char (p))
        n++;
      found = n >= least ? find_in_word (self, word, p - word) : 0;
      for (guint i = BEFORE; found != 0 && i < n; i++)
        if ((found >> i & 1) != 0)
          {
            guint place = at + i;

            g_array_append_val (breaks, place);
          }
      at += n;
      for (; p < end && !g_unichar_isalpha (g_utf8_get_char (p)); p = g_utf8_next_char (p))
        at++;
    }
}

static gboolean
is_address (const SheafDocument *document, const SheafSpan *span)
{
  g_autofree char *text = sheaf_document_dup_range (document, span->start, span->end);

  return strpbrk (text, " \t\n") == NULL && strpbrk (text, "/.@") != NULL;
}

static gboolean
is_kept_whole (const SheafDocument *document, const SheafSpan *span)
{
  return span->kind == SHEAF_SPAN_CODE || span->kind == SHEAF_SPAN_SUPERSCRIPT
         || span->kind == SHEAF_SPAN_SUBSCRIPT
         || (span->kind == SHEAF_SPAN_LINK && is_address (document, span));
}

/* SPAN: the first of the document that may begin in BLOCK or after it. */
static void
find_in_block (const SheafDocument *document,
               Dictionary *self,
               GArray *breaks,
               const SheafBlock *block,
               gsize *span)
{
  const char *p = sheaf_document_get_text (document) + block->start_byte;
  const char *end = p + (block->end_byte - block->start_byte);
  guint at = block->start, whole = 0; /* up to where nothing is broken */
  guint least = sheaf_document_get_length (document) > LONG ? LEAST_IN_LONG : LEAST;
  gsize n;
  const SheafSpan *spans = sheaf_document_get_spans (document, &n);

  while (p < end)
    {
      const char *token = p;
      guint start = at;

      for (; p < end && !g_unichar_isspace (g_utf8_get_char (p)); p = g_utf8_next_char (p))
        at++;
      for (; *span < n && spans[*span].start < at; (*span)++)
        if (is_kept_whole (document, &spans[*span]))
          whole = MAX (whole, spans[*span].end);
      if (p < end && whole <= start && is_plain (token, p))
        find_in_token (self, breaks, token, p, start, least);
      if (p < end)
        {
          p = g_utf8_next_char (p);
          at++;
        }
    }
}

GArray *
sheaf_hyphens_find (const SheafDocument *document, const char *lang)
{
  GArray *breaks = g_array_new (FALSE, FALSE, sizeof (guint));
  gsize n, span = 0;
  const SheafBlock *blocks = sheaf_document_get_blocks (document, &n);

  for (gsize i = 0; i < n; i++)
    if (blocks[i].kind == SHEAF_BLOCK_PARAGRAPH || blocks[i].kind == SHEAF_BLOCK_CAPTION)
      {
        g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
        Dictionary *dictionary = get_dictionary (blocks[i].lang != NULL ? blocks[i].lang : lang);

        if (dictionary != NULL)
          find_in_block (document, dictionary, breaks, &blocks[i], &span);
      }

  return breaks;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is put in is percent-encoded whole, so that it stays one part of whichever part of the
 * address it is put into. */

#include "base/hand-over.h"

#include "base/text.h"
#include "base/url-in-text.h"
#include "base/url.h"

#include <string.h>

#define TEXT "{text}"
#define LANG "{lang}"

static char *
dup_with (const char *pattern, const char *text, const char *lang)
{
  GString *address = g_string_new (pattern);
  /* What was put in has no braces. */
  g_autofree char *safe = g_uri_escape_string (text, NULL, FALSE);

  g_string_replace (address, LANG, lang, 0);
  g_string_replace (address, TEXT, safe, 0);

  return g_string_free (address, FALSE);
}

/* Where an address's host ends, in bytes; 0: it has none. */
static gsize
find_host_end (const char *pattern)
{
  const char *host = strstr (pattern, "://");

  return host != NULL ? (gsize)(host + 3 - pattern) + strcspn (host + 3, "/?#") : 0;
}

gboolean
sheaf_hand_over_is_template (const char *pattern)
{
  static const char *const never[]
      = { "about", "blob", "data", "file", "ftp", "jar", "javascript", "view-source", "vbscript" };
  g_autofree char *scheme = g_uri_parse_scheme (pattern);
  g_autofree char *sample = NULL;
  const char *text = strstr (pattern, TEXT);

  if (scheme == NULL || text == NULL || !g_utf8_validate (pattern, -1, NULL))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    if (g_ascii_strcasecmp (scheme, never[i]) == 0)
      return FALSE;
  sample = dup_with (pattern, "a", "en");
  if (strpbrk (sample, "{} \t\n<>\"\\") != NULL)
    return FALSE;
  if (g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0)
    return sheaf_url_is_web (sample) && (gsize)(text - pattern) >= find_host_end (pattern);

  return g_uri_is_valid (sample, G_URI_FLAGS_NONE, NULL);
}

/* "de_CH.UTF-8" is "de"; what is no language is "en". */
static char *
dup_first_part (const char *lang)
{
  gsize n
      = lang != NULL ? strspn (lang, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") : 0;

  return n == 2 || n == 3 ? g_ascii_strdown (lang, (gssize)n) : g_strdup ("en");
}

/* One line of words, pictures and soft hyphens out. */
static char *
dup_words (const char *text, guint most)
{
  g_autoptr (GString) words = g_string_new (text);
  g_autofree char *line = NULL, *cut = NULL;
  gsize length;

  g_string_replace (words, "\357\277\274", " ", 0);
  g_string_replace (words, "\302\255", "", 0);
  line = sheaf_text_line (words->str, 0);
  if (line == NULL || g_utf8_strlen (line, -1) <= (glong)most)
    return g_steal_pointer (&line);
  cut = sheaf_text_cut (line, (int)most);
  length = strlen (cut);
  if (g_str_has_suffix (cut, "…")) /* not a part of what is looked for */
    cut[length - strlen ("…")] = '\0';

  return g_strdup (g_strchomp (cut));
}

char *
sheaf_hand_over_dup_address (const char *pattern, const char *text, const char *lang, guint most)
{
  g_autofree char *words = dup_words (text, most);
  g_autofree char *language = dup_first_part (lang);

  if (words == NULL || *words == '\0' || !sheaf_hand_over_is_template (pattern))
    return NULL;

  return dup_with (pattern, words, language);
}

char *
sheaf_hand_over_dup_phrase (const char *text, guint most)
{
  g_autofree char *words = dup_words (text, most);
  g_autoptr (GString) phrase = NULL;

  if (words == NULL)
    return NULL;
  phrase = g_string_new (words);
  g_string_replace (phrase, "\"", " ", 0);
  g_free (g_steal_pointer (&words));
  words = sheaf_text_line (phrase->str, 0);

  return words != NULL && *words != '\0' ? g_strconcat ("\"", words, "\"", NULL) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Scripts are found in the page's bytes, as they are no tree: this costs next to nothing where no
 * script holds what the page shows. */

#include "extract/fallback-scripts.h"

#include "extract/json-script.h"

#include <string.h>

#define MOST_STATE (1024 * 1024) /* bytes of one script's JSON */
#define MOST_SCRIPTS 200
#define MOST_PARSED 12 /* of one page */
#define MOST_SCANNED (8 * 1024 * 1024)
#define MOST_NAME 200  /* bytes of what is assigned to */
#define LEAST_DATA 300 /* bytes */

/* As JSON may have it: \u2026. (transfer full) */
static char *
dup_in_ascii (const char *sample)
{
  GString *out = g_string_new (NULL);

  for (const char *p = sample; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_get_char (p) < 0x80)
      g_string_append_c (out, *p);
    else
      g_string_append_printf (out, "\\u%04x", g_utf8_get_char (p));

  return g_string_free (out, FALSE);
}

typedef struct
{
  char *attributes; /* small letters */
  const char *text;
  gsize length;
} Script;

static gboolean
holds (const Script *script, const char *words)
{
  return memmem (script->text, script->length, words, strlen (words)) != NULL;
}

/* Is it worth reading? A script that has to hold the sample is not read without it. */
static gboolean
may_fit (const Script *script, const SheafFallbackAsk *ask, const char *escaped)
{
  if (script->length < LEAST_DATA)
    return FALSE;
  if (ask->least < SHEAF_FALLBACK_SAMPLED)
    return TRUE;

  return ask->sample != NULL && (holds (script, ask->sample) || holds (script, escaped));
}

static void
clear_script (gpointer data)
{
  g_free (((Script *)data)->attributes);
}

/* NAME ("<script") in letters of either case, as a tag's whole name; NULL: not before END. */
static const char *
find_tag (const char *at, const char *end, const char *name)
{
  gsize length = strlen (name);

  while ((at = memchr (at, '<', end - at)) != NULL)
    {
      if ((gsize)(end - at) > length && g_ascii_strncasecmp (at, name, length) == 0
          && !g_ascii_isalnum (at[length]) && at[length] != '-')
        return at;
      at++;
    }

  return NULL;
}

/* Where the last comment ends; NULL: there is none. */
static const char *
find_last_closing (const char *at, const char *end)
{
  for (const char *p = end - 3; end - at >= 3 && p > at; p--)
    if (memcmp (p, "-->", 3) == 0)
      return p;

  return NULL;
}

/* The next script's tag that stands in no comment; NULL: there is none. LAST: where the last
 * comment ends. */
static const char *
find_script (const char *at, const char *end, const char *last)
{
  static const char opening[] = "<!--", closing[] = "-->";
  const char *script = find_tag (at, end, "<script");

  while (script != NULL)
    {
      const char *comment = memmem (at, script - at, opening, strlen (opening));

      if (comment == NULL || last == NULL || comment > last)
        return script;
      at = memmem (comment, end - comment, closing, strlen (closing));
      if (at > script)
        script = find_tag (at, end, "<script");
    }

  return NULL;
}

GArray *
sheaf_fallback_list_scripts (GBytes *utf8, const SheafFallbackAsk *ask)
{
  GArray *scripts = g_array_new (FALSE, FALSE, sizeof (Script));
  g_autofree char *escaped = ask->sample != NULL ? dup_in_ascii (ask->sample) : NULL;
  gsize size;
  const char *at = g_bytes_get_data (utf8, &size), *end = at != NULL ? at + size : NULL;
  const char *last = at != NULL ? find_last_closing (at, end) : NULL;

  g_array_set_clear_func (scripts, clear_script);
  while (at != NULL && scripts->len < MOST_SCRIPTS)
    {
      const char *tag = find_script (at, end, last);
      const char *text = tag != NULL ? memchr (tag, '>', end - tag) : NULL;
      const char *over = text != NULL ? find_tag (text, end, "</script") : NULL;
      Script script;

      if (over == NULL)
        break;
      at = over;
      script = (Script){ NULL, text + 1, over - text - 1 };
      if (!may_fit (&script, ask, escaped))
        continue;
      g_array_append_val (scripts, script);
      g_array_index (scripts, Script, scripts->len - 1).attributes
          = g_ascii_strdown (tag, text - tag);
    }

  return scripts;
}

/* Where the array or object at TEXT ends; NULL: nowhere before END. */
static const char *
end_of_value (const char *text, const char *end)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (const char *p = text; p < end; p++)
    if (quoted)
      {
        if (*p == '\\')
          p++;
        else if (*p == '"')
          quoted = FALSE;
      }
    else if (*p == '"')
      quoted = TRUE;
    else if (*p == '{' || *p == '[')
      depth++;
    else if ((*p == '}' || *p == ']') && --depth == 0)
      return p + 1;

  return NULL;
}

/* The value in "window.NAME = VALUE" at TEXT; NULL: it is nothing of the kind. *LOOKED (out): how
 * far was looked. */
static const char *
value_of (const char *text, const char *end, const char **looked)
{
  static const char name[]
      = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$.[]\"'-";

  const char *most = end - text > MOST_NAME ? text + MOST_NAME : end;

  while (text < most && strchr (name, *text) != NULL && *text != '\0')
    text++;
  while (text < most && g_ascii_isspace (*text))
    text++;
  *looked = text;
  if (text >= most || *text != '=')
    return NULL;
  text++;
  while (text < end && g_ascii_isspace (*text))
    text++;
  *looked = text;

  return text < end && (*text == '{' || *text == '[') ? text : NULL;
}

typedef struct
{
  const SheafFallbackAsk *ask;
  gboolean stated;
  guint parsed;
  gsize scanned; /* bytes that were looked at for values and their ends */
  char *best;    /* (nullable) */
} Reading;

static gboolean
is_late (const SheafFallbackAsk *ask)
{
  return ask->last != 0 && g_get_monotonic_time () > ask->last;
}

static void
read_json (Reading *reading, const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *found = NULL;

  if (length < LEAST_DATA || is_late (reading->ask) || reading->parsed++ >= MOST_PARSED)
    return;
  parser = sheaf_json_script_parse (text, length, MOST_STATE);
  if (parser == NULL || json_parser_get_root (parser) == NULL)
    return;
  found = sheaf_fallback_state_find (json_parser_get_root (parser), reading->ask, reading->stated);
  if (found == NULL || (reading->best != NULL && strlen (found) <= strlen (reading->best)))
    return;
  g_free (reading->best);
  reading->best = g_steal_pointer (&found);
}

static void
read_assignments (Reading *reading, const Script *script)
{
  static const char *const objects[] = { "window", "self", "globalThis" };
  const char *end = script->text + script->length;

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      const char *at = script->text;

      while (reading->scanned < MOST_SCANNED && !is_late (reading->ask)
             && (at = memmem (at, end - at, objects[i], strlen (objects[i]))) != NULL)
        {
          const char *looked = at;
          const char *value = value_of (at, end, &looked);
          const char *over = value != NULL ? end_of_value (value, end) : NULL;

          reading->scanned += (value == NULL ? looked : over != NULL ? over : end) - at;
          at += strlen (objects[i]);
          if (over == NULL)
            continue;
          read_json (reading, value, over - value);
          at = over;
        }
    }
}

static gboolean
is_script_for_programs (const char *attributes)
{
  return strstr (attributes, "type=") == NULL || strstr (attributes, "javascript") != NULL
         || strstr (attributes, "module") != NULL;
}

static char *
read_scripts (const GArray *scripts, const SheafFallbackAsk *ask, gboolean stated)
{
  Reading reading = { .ask = ask, .stated = stated };

  for (guint i = 0; i < scripts->len; i++)
    {
      const Script *script = &g_array_index (scripts, Script, i);
      gboolean linked = strstr (script->attributes, "ld+json") != NULL;
      gboolean json = !linked
                      && (strstr (script->attributes, "json") != NULL
                          || strstr (script->attributes, "__next_data__") != NULL);

      if (stated ? linked : json)
        read_json (&reading, script->text, script->length);
      else if (!stated && !linked && is_script_for_programs (script->attributes))
        read_assignments (&reading, script);
    }

  return reading.best;
}

char *
sheaf_fallback_read_article_body (const GArray *scripts, const SheafFallbackAsk *ask)
{
  return read_scripts (scripts, ask, TRUE);
}

char *
sheaf_fallback_read_page_state (const GArray *scripts, const SheafFallbackAsk *ask)
{
  return read_scripts (scripts, ask, FALSE);
}

/* Does a program still have to fill it in? */
static gboolean
has_gaps (const Script *script)
{
  return holds (script, "{{") || holds (script, "<%") || holds (script, "${");
}

char *
sheaf_fallback_read_template (const GArray *scripts, const SheafFallbackAsk *ask)
{
  Script best = { NULL, NULL, 0 };

  for (guint i = 0; i < scripts->len; i++)
    {
      const Script *script = &g_array_index (scripts, Script, i);

      if ((strstr (script->attributes, "template") != NULL
           || strstr (script->attributes, "text/html") != NULL)
          && script->length > best.length && !has_gaps (script)
          && (ask->least < SHEAF_FALLBACK_TITLED
              || (ask->sample != NULL && holds (script, ask->sample))))
        best = *script;
    }

  return best.text != NULL ? g_strndup (best.text, best.length) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fallbacks in order. Scripts are found in the page's bytes, as they are no tree: this costs
 * next to nothing where no script holds what the page shows. */

#include "extract/fallback.h"

#include "base/text.h"
#include "extract/json-script.h"
#include "html/dom-query.h"

#include <string.h>

#define MOST_STATE (1024 * 1024) /* bytes of one script's JSON */
#define MOST_SCRIPTS 200
#define MOST_PARSED 12 /* of one page */
#define MOST_SCANNED (8 * 1024 * 1024)
#define MOST_NAME 200  /* bytes of what is assigned to */
#define LEAST_DATA 300 /* bytes */
#define LEAST_SAMPLE 12
#define MOST_SAMPLE 48 /* characters */
#define LEAST_TEXT 250 /* characters of a template */

/* --- What tells an article from others --- */

char *
sheaf_fallback_dup_sample (const char *paragraph)
{
  const char *best = NULL, *start = paragraph;
  gsize best_length = 0, length = 0;

  for (const char *p = paragraph; best_length < MOST_SAMPLE; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == ' ' || (g_unichar_isalpha (c) && c < 0x10000))
        {
          if (++length > best_length)
            {
              best = start;
              best_length = length;
            }
          continue;
        }
      if (c == '\0')
        break;
      start = g_utf8_next_char (p);
      length = 0;
    }
  if (best_length < LEAST_SAMPLE)
    return NULL;

  return g_strndup (best, g_utf8_offset_to_pointer (best, (glong)best_length) - best);
}

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

/* --- Scripts, as they stand in the bytes --- */

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

static char *
read_article_body (const GArray *scripts, const SheafFallbackAsk *ask)
{
  return read_scripts (scripts, ask, TRUE);
}

static char *
read_page_state (const GArray *scripts, const SheafFallbackAsk *ask)
{
  return read_scripts (scripts, ask, FALSE);
}

/* Does a program still have to fill it in? */
static gboolean
has_gaps (const Script *script)
{
  return holds (script, "{{") || holds (script, "<%") || holds (script, "${");
}

/* The longest HTML that waits in a script; beside an article, it has what that shows. */
static char *
read_script_template (const GArray *scripts, const SheafFallbackAsk *ask)
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

/* --- What stands in the tree --- */

/* Beside an article, it has what that shows. */
static gboolean
is_own (const SheafNode *node, const SheafFallbackAsk *ask)
{
  g_autofree char *text = NULL;

  if (ask->least < SHEAF_FALLBACK_TITLED)
    return TRUE;
  text = ask->sample != NULL ? sheaf_node_dup_text (node) : NULL;

  return text != NULL && strstr (text, ask->sample) != NULL;
}

/* Their contents take their place. */
static gboolean
open_all (SheafDom *dom,
          SheafTag tag,
          const SheafFallbackAsk *ask,
          gboolean (*is_wanted) (const SheafNode *node, const SheafFallbackAsk *ask))
{
  SheafNode *body = sheaf_dom_get_body (dom);
  g_autoptr (GPtrArray) nodes = NULL;
  gboolean found = FALSE;

  if (body == NULL)
    return FALSE;
  nodes = sheaf_node_find_all (body, tag);
  for (guint i = 0; i < nodes->len; i++)
    if (is_wanted (nodes->pdata[i], ask))
      {
        sheaf_node_rename (dom, nodes->pdata[i], "div");
        found = TRUE;
      }

  return found;
}

static gboolean
has_text (const SheafNode *node, const SheafFallbackAsk *ask)
{
  return sheaf_node_text_length (node) >= LEAST_TEXT
         && sheaf_node_find (node, SHEAF_TAG_IFRAME) == NULL && is_own (node, ask);
}

static gboolean
open_noscript (SheafDom *dom, const SheafFallbackAsk *ask, SheafNode **article)
{
  return open_all (dom, SHEAF_TAG_NOSCRIPT, ask, has_text);
}

/* A tree of its own that the browser puts in its place, or text that a program will; no pattern
 * with gaps. */
static gboolean
is_filled (const SheafNode *top, const SheafFallbackAsk *ask)
{
  if (sheaf_node_get (top, "shadowrootmode") != NULL || sheaf_node_get (top, "shadowroot") != NULL)
    return TRUE;
  for (const SheafNode *node = sheaf_node_next (top, top); node != NULL;
       node = sheaf_node_next (node, top))
    if (node->kind == SHEAF_NODE_TEXT
        && (strstr (node->text, "{{") != NULL || strstr (node->text, "${") != NULL))
      return FALSE;

  return sheaf_node_text_length (top) >= LEAST_TEXT && is_own (top, ask);
}

static gboolean
open_template (SheafDom *dom, const SheafFallbackAsk *ask, SheafNode **article)
{
  return open_all (dom, SHEAF_TAG_TEMPLATE, ask, is_filled);
}

/* What an AMP page shows to those who may see it, and what it hides until its scripts run. */
static gboolean
open_amp (SheafDom *dom, const SheafFallbackAsk *ask, SheafNode **article)
{
  static const char *const attributes[] = { "hidden", "style", "class", "aria-hidden" };
  SheafNode *body = sheaf_dom_get_body (dom);
  gboolean found = FALSE;

  for (SheafNode *node = body; node != NULL; node = sheaf_node_next (node, body))
    if (node->kind == SHEAF_NODE_ELEMENT
        && (sheaf_node_get (node, "amp-access") != NULL
            || sheaf_node_get (node, "amp-access-hide") != NULL
            || sheaf_node_has_word (node, "subscriptions-section", "content")
            || (node->tag == SHEAF_TAG_OTHER && g_str_has_prefix (node->name, "amp-")
                && sheaf_node_text_length (node) >= LEAST_TEXT)))
      {
        for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
          sheaf_node_set (dom, node, attributes[i], NULL);
        found = TRUE;
      }

  return found;
}

/* What the page itself calls its article, or its main part, whatever it is made of. */
static gboolean
open_main (SheafDom *dom, const SheafFallbackAsk *ask, SheafNode **article)
{
  static const SheafTag tags[] = { SHEAF_TAG_ARTICLE, SHEAF_TAG_MAIN };
  SheafNode *body = sheaf_dom_get_body (dom);
  gsize most = 0;

  for (guint i = 0; body != NULL && i < G_N_ELEMENTS (tags) && most < LEAST_TEXT; i++)
    {
      g_autoptr (GPtrArray) nodes = sheaf_node_find_all (body, tags[i]);

      for (guint k = 0; k < nodes->len; k++)
        {
          gsize length = sheaf_node_text_length (nodes->pdata[k]);

          if (length > most)
            {
              most = length;
              *article = nodes->pdata[k];
            }
        }
    }
  if (body != NULL && most < LEAST_TEXT)
    {
      SheafNode *node = sheaf_node_find_attr (body, SHEAF_TAG_NONE, "role", "main");

      *article = node != NULL ? node : *article;
    }

  return *article != NULL;
}

gboolean
sheaf_fallback_is_likely (const SheafFallback *self, GBytes *utf8)
{
  gsize size;
  const char *at = g_bytes_get_data (utf8, &size), *end = at != NULL ? at + size : NULL;

  while (at != NULL && self->mark != NULL)
    {
      const char *found = memmem (at, end - at, self->mark, strlen (self->mark));

      if (found == NULL)
        return FALSE;
      if (self->closing == NULL)
        return TRUE;
      at = memmem (found, end - found, self->closing, strlen (self->closing));
      if (at == NULL || at - found >= LEAST_TEXT)
        return TRUE;
    }

  return TRUE;
}

const SheafFallback sheaf_fallbacks[] = {
  { "json-ld", read_article_body, NULL, NULL, NULL, FALSE },
  { "page-state", read_page_state, NULL, NULL, NULL, FALSE },
  { "script-template", read_script_template, NULL, NULL, NULL, FALSE },
  { "noscript", NULL, open_noscript, "<noscript", "</noscript", FALSE },
  { "template", NULL, open_template, "<template", "</template", FALSE },
  { "amp", NULL, open_amp, "ampproject.org", NULL, FALSE },
  { "main", NULL, open_main, NULL, NULL, TRUE },
};
const guint sheaf_n_fallbacks = G_N_ELEMENTS (sheaf_fallbacks);

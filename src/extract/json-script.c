/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Scripts of data: what stands around the JSON, and what only a lenient parser takes. */

#include "extract/json-script.h"

#include "base/text.h"

#include <string.h>

#define MAX_NESTING 64

/* Without the comment or CDATA marks that templates wrap it in, and what only a lenient parser
 * takes: raw line ends and tabs inside strings. (transfer full) */
static char *
unwrap (const char *text, gsize length)
{
  static const char *const opening[] = { "<!--", "<![CDATA[", "//<![CDATA[", "/*<![CDATA[*/" };
  static const char *const closing[] = { "-->", "]]>", "//", "/*", "*/", ";" };
  g_autofree char *all = g_strndup (text, length);
  char *script;
  gsize end;
  gboolean again = TRUE;

  text = all + strspn (all, " \t\r\n");
  for (guint i = 0; i < G_N_ELEMENTS (opening); i++)
    if (sheaf_text_starts_with (text, opening[i]))
      text += strlen (opening[i]);
  end = strlen (text);
  while (again)
    {
      again = FALSE;
      while (end > 0 && g_ascii_isspace (text[end - 1]))
        end--;
      for (guint i = 0; i < G_N_ELEMENTS (closing); i++)
        {
          gsize n = strlen (closing[i]);

          if (end >= n && memcmp (text + end - n, closing[i], n) == 0)
            {
              end -= n;
              again = TRUE;
            }
        }
    }
  script = g_strndup (text, end);
  for (char *p = script; *p != '\0'; p++)
    if ((guchar)*p < ' ')
      *p = ' ';

  return script;
}

/* json-glib recurses into arrays and objects: a script nested deeper than any article needs is not
 * read. */
static gboolean
is_flat (const char *text)
{
  int depth = 0, most = 0;
  gboolean quoted = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '\\' && quoted && p[1] != '\0')
      p++;
    else if (*p == '"')
      quoted = !quoted;
    else if (!quoted && (*p == '{' || *p == '['))
      most = MAX (most, ++depth);
    else if (!quoted && (*p == '}' || *p == ']'))
      depth--;

  return most <= MAX_NESTING;
}

JsonParser *
sheaf_json_script_parse (const char *text, gsize length, gsize most)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *json = NULL;

  if (length > most)
    return NULL;
  json = unwrap (text, length);
  if (!is_flat (json))
    return NULL;
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, json, -1, NULL))
    return NULL;

  return g_steal_pointer (&parser);
}

const char *
sheaf_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines of text, as many and as long as a person reads. */

#include "extract/trace.h"

#include "base/text.h"

#define MAX_LINE 300 /* characters */
#define LEVELS 4     /* of a node's ancestors */
#define MAX_NAMES 60 /* bytes of a class */

struct _SheafTrace
{
  GPtrArray *lines;
};

SheafTrace *
sheaf_trace_new (void)
{
  SheafTrace *self = g_new0 (SheafTrace, 1);

  self->lines = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
sheaf_trace_free (SheafTrace *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lines);
  g_free (self);
}

const GPtrArray *
sheaf_trace_get_lines (const SheafTrace *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->lines;
}

/* Takes TEXT. */
static void
add (SheafTrace *self, const char *topic, char *text)
{
  g_autofree char *line = sheaf_text_line (text, 0);
  g_autofree char *brief = line != NULL ? sheaf_text_cut (line, MAX_LINE) : g_strdup ("");

  g_ptr_array_add (self->lines, g_strdup_printf ("%-10s %s", topic, brief));
  g_free (text);
}

static gboolean
is_full (const SheafTrace *self)
{
  return self == NULL || self->lines->len >= SHEAF_TRACE_MOST;
}

void
sheaf_trace_add (SheafTrace *self, const char *topic, const char *format, ...)
{
  va_list args;

  if (is_full (self))
    return;
  va_start (args, format);
  add (self, topic, g_strdup_vprintf (format, args));
  va_end (args);
}

void
sheaf_trace_value (SheafTrace *self, const char *fact, const char *source, const char *value)
{
  if (value != NULL)
    sheaf_trace_add (self, "metadata", "%s by %s: %s", fact, source, value);
}

static void
append_name (GString *out, const SheafNode *node)
{
  const char *id = sheaf_node_get (node, "id"), *class = sheaf_node_get (node, "class");

  g_string_append (out, node->name);
  if (id != NULL && *id != '\0')
    g_string_append_printf (out, "#%.*s", MAX_NAMES, id);
  for (guint i = 0; class != NULL && class[i] != '\0' && i < MAX_NAMES; i++)
    {
      if (i == 0)
        g_string_append_c (out, '.');
      g_string_append_c (out, g_ascii_isspace (class[i]) ? '.' : class[i]);
    }
}

/* (transfer full) */
static char *
dup_path (const SheafNode *node)
{
  const SheafNode *line[LEVELS];
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = 0;

  for (; node != NULL && node->kind == SHEAF_NODE_ELEMENT && n < LEVELS; node = node->parent)
    line[n++] = node;
  for (guint i = n; i > 0; i--)
    {
      g_string_append (out, i < n ? " > " : "");
      append_name (out, line[i - 1]);
    }

  return sheaf_text_make_valid (out->str, (gssize)out->len); /* names are cut between bytes */
}

void
sheaf_trace_node (
    SheafTrace *self, const char *topic, const SheafNode *node, const char *format, ...)
{
  g_autofree char *path = NULL, *text = NULL;
  va_list args;

  if (is_full (self))
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  path = dup_path (node);
  add (self, topic, g_strdup_printf ("%s: %s", text, path));
}

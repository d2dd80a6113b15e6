/* SPDX-License-Identifier: GPL-3.0-or-later */

/* keys.ui is read as the markup that it is: its window would have to be opened to say what it
 * holds. */

#include "ui/help-tables.h"

#include "base/items.h"
#include "store/operator.h"
#include "ui/bidi.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <string.h>

#define KEYS "/io/github/sheaf_app/Sheaf/ui/keys.ui"

/* What is typed or pressed is read from the left. */
static void
append_code (GString *out, const char *code)
{
  const char *mark = sheaf_bidi_is_interface_rtl () ? SHEAF_BIDI_LEFT_TO_RIGHT : "";

  g_string_append_printf (out, "%s`%s`%s", mark, code, mark);
}

static void
append_item (GString *out, const char *indent, const char *codes, const char *help)
{
  /* Translators: what can be typed or pressed, and what it means */
  g_autofree char *line = g_strdup_printf (C_ ("item of the help", "%s: %s"), codes, help);

  g_string_append_printf (out, "%s- %s\n", indent, line);
}

static void
append_example (GString *out, const char *indent, const char *example, const char *help)
{
  g_autoptr (GString) code = g_string_new (NULL);

  append_code (code, example);
  append_item (out, indent, code->str, help);
}

/* The page may be in a language that is read the other way. (transfer full) */
static char *
finish (GString *out)
{
  if (sheaf_bidi_is_interface_rtl ())
    {
      g_string_prepend (out, "<div dir=\"rtl\">\n\n");
      g_string_append (out, "\n</div>\n");
    }

  return g_string_free (out, FALSE);
}

/* --- Keys --- */

typedef struct
{
  GString *out, *value; /* what is made; what the element says that is read */
  gboolean aloud;
  gboolean hidden;                       /* the group is not shown */
  gboolean in_shortcut;                  /* else in a group */
  char *property, *context;              /* (nullable): of what is read, and of its translation */
  char *title, *accelerator, *direction; /* (nullable): of the shortcut */
} KeysReader;

/* As it is written on a key: "Ctrl+P", "?". (transfer full) */
static char *
dup_label (const char *accelerator)
{
  guint key;
  GdkModifierType modifiers;

  return gtk_accelerator_parse (accelerator, &key, &modifiers)
             ? gtk_accelerator_get_label (key, modifiers)
             : g_strdup (accelerator);
}

/* Of the form that GtkShortcutsShortcut takes: "a b" either, "1...5" any from the one to the other,
 * "g+u" one after the other. */
static void
append_accelerator (GString *out, const char *accelerator)
{
  const char *range = strstr (accelerator, "..."), *then = strchr (accelerator + 1, '+');
  const char *between = range != NULL ? " … " : " ";
  g_autofree char *first = NULL, *second = NULL, *first_label = NULL, *second_label = NULL,
                  *both = NULL;

  if (*accelerator == '<' && range == NULL)
    then = NULL;
  if (range == NULL && then == NULL)
    {
      first_label = dup_label (accelerator);
      append_code (out, first_label);
      return;
    }
  first = g_strndup (accelerator, (gsize)((range != NULL ? range : then) - accelerator));
  second = g_strdup (range != NULL ? range + 3 : then + 1);
  first_label = dup_label (first);
  second_label = dup_label (second);
  both = g_strconcat (first_label, between, second_label, NULL);
  append_code (out, both);
}

static void
end_shortcut (KeysReader *self)
{
  g_auto (GStrv) accelerators = g_strsplit (self->accelerator, " ", -1);
  g_autoptr (GString) shown = g_string_new (NULL);
  gboolean rtl = sheaf_bidi_is_interface_rtl ();

  if (self->hidden || (self->direction != NULL && g_str_equal (self->direction, "rtl") != rtl))
    return;
  for (guint i = 0; accelerators[i] != NULL; i++)
    {
      g_string_append (shown, i > 0 ? sheaf_items_comma () : "");
      append_accelerator (shown, accelerators[i]);
    }
  append_item (self->out, "", shown->str, self->title);
}

static void
start_object (KeysReader *self, const char *class_name, const char *id)
{
  self->in_shortcut = g_strcmp0 (class_name, "GtkShortcutsShortcut") == 0;
  if (g_strcmp0 (class_name, "GtkShortcutsGroup") == 0)
    self->hidden = g_strcmp0 (id, "aloud_keys") == 0 && !self->aloud;
}

static void
start_element_cb (GMarkupParseContext *parser,
                  const char *element,
                  const char **names,
                  const char **values,
                  gpointer data,
                  GError **error)
{
  KeysReader *self = data;
  const char *id = NULL, *class_name = NULL, *name = NULL, *context = NULL;

  if (!g_markup_collect_attributes (
          element, names, values, error, G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "id",
          &id, G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "class", &class_name,
          G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "name", &name,
          G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "context", &context,
          G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "translatable", NULL,
          G_MARKUP_COLLECT_INVALID))
    return;
  if (g_str_equal (element, "object"))
    start_object (self, class_name, id);
  self->property = g_strdup (name);
  self->context = g_strdup (context);
  g_string_truncate (self->value, 0);
}

static void
text_cb (GMarkupParseContext *parser, const char *text, gsize n, gpointer data, GError **error)
{
  g_string_append_len (((KeysReader *)data)->value, text, (gssize)n);
}

static const char *
translate (KeysReader *self)
{
  const char *said = self->value->str;

  return self->context != NULL ? g_dpgettext2 (NULL, self->context, said) : _ (said);
}

/* A group says its title before its shortcuts: the list begins there. */
static void
end_property (KeysReader *self)
{
  if (!self->in_shortcut && g_str_equal (self->property, "title") && !self->hidden)
    g_string_append_printf (self->out, "\n## %s\n\n", translate (self));
  if (!self->in_shortcut)
    return;
  if (g_str_equal (self->property, "title"))
    self->title = g_strdup (translate (self));
  else if (g_str_equal (self->property, "accelerator"))
    self->accelerator = g_strdup (self->value->str);
  else if (g_str_equal (self->property, "direction"))
    self->direction = g_strdup (self->value->str);
}

static void
end_element_cb (GMarkupParseContext *parser, const char *element, gpointer data, GError **error)
{
  KeysReader *self = data;

  if (g_str_equal (element, "property"))
    end_property (self);
  else if (g_str_equal (element, "object") && self->in_shortcut)
    {
      end_shortcut (self);
      self->in_shortcut = FALSE;
      g_clear_pointer (&self->title, g_free);
      g_clear_pointer (&self->accelerator, g_free);
      g_clear_pointer (&self->direction, g_free);
    }
  g_clear_pointer (&self->property, g_free);
  g_clear_pointer (&self->context, g_free);
}

char *
sheaf_help_tables_keys (gboolean aloud)
{
  static const GMarkupParser functions
      = { .start_element = start_element_cb, .end_element = end_element_cb, .text = text_cb };
  KeysReader reader = { .out = g_string_new (NULL), .value = g_string_new (NULL), .aloud = aloud };
  g_autoptr (GBytes) bytes = g_resources_lookup_data (KEYS, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GMarkupParseContext) parser
      = g_markup_parse_context_new (&functions, 0, &reader, NULL);
  g_autoptr (GError) error = NULL;
  gsize n;
  const char *text = g_bytes_get_data (bytes, &n);

  if (!g_markup_parse_context_parse (parser, text, (gssize)n, &error))
    g_warning ("The table of keys cannot be read: %s", error->message);
  g_string_free (reader.value, TRUE);

  return finish (reader.out);
}

/* --- Search --- */

char *
sheaf_help_tables_signs (gboolean aloud)
{
  GString *out = g_string_new (NULL);
  gsize n;
  const SheafSign *signs = sheaf_signs (&n);

  for (gsize i = 0; i < n; i++)
    append_example (out, "", signs[i].example, _ (signs[i].help));

  return finish (out);
}

/* One with choices is told by its name alone: they are the examples. Of a choice that is told
 * backwards too only the one is listed. */
char *
sheaf_help_tables_operators (gboolean aloud)
{
  GString *out = g_string_new (NULL);
  gsize n;
  const SheafOperator *operators = sheaf_operators (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *name = g_strconcat (operators[i].name, ":…", NULL);

      append_example (out, "", operators[i].n_choices > 0 ? name : operators[i].example,
                      _ (operators[i].help));
      for (guint k = 0; k < operators[i].n_choices; k++)
        if (operators[i].choices[k].help != NULL)
          {
            g_autofree char *example
                = g_strdup_printf ("%s:%s", operators[i].name, operators[i].choices[k].name);

            append_example (out, "    ", example, _ (operators[i].choices[k].help));
          }
    }

  return finish (out);
}

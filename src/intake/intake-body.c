/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Both forms are read into fields, and the fields by one table. */

#include "intake/intake-body.h"

#include "base/error.h"
#include "base/text.h"
#include "base/url-in-text.h"
#include "base/url.h"
#include "intake/intake-form.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define URL_MOST (8 * 1024)
#define TITLE_CHARS_MOST 1024
#define TEXT_MOST (1024 * 1024) /* bytes, of a selection or a note */
#define TAGS_MOST 100
#define TAG_CHARS_MOST 100
#define DEPTH_MOST 8 /* objects and arrays in each other: json-glib calls itself for each */

static gboolean
fail (GError **error, const char *why)
{
  g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE, why);

  return FALSE;
}

/* --- The fields: TEXT is valid UTF-8 --- */

static gboolean
take_url (SheafIntakeItem *self, const char *text, GError **error)
{
  if (self->url != NULL)
    return fail (error, "There are two addresses.");
  if (strlen (text) > URL_MOST)
    return fail (error, "The address is too long.");
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar)*p <= ' ' || *p == 0x7f)
      return fail (error, "The address has spaces or control characters.");
  if (!sheaf_url_is_web (text))
    return fail (error, "The address is none of the web.");
  self->url = sheaf_url_from_typed (text, NULL);

  return self->url != NULL || fail (error, "The address is none of the web.");
}

static gboolean
take_title (SheafIntakeItem *self, const char *text, GError **error)
{
  if (self->title != NULL)
    return fail (error, "There are two titles.");
  self->title = sheaf_text_line (text, TITLE_CHARS_MOST);

  return TRUE;
}

static gboolean
take_text (char **field, const char *text, GError **error)
{
  if (*field != NULL)
    return fail (error, "There are two selections or notes.");
  if (strlen (text) > TEXT_MOST)
    return fail (error, "The selection or the note is too long.");
  if (!sheaf_text_is_blank (text))
    *field = g_strdup (text);

  return TRUE;
}

static gboolean
take_selection (SheafIntakeItem *self, const char *text, GError **error)
{
  return take_text (&self->selection, text, error);
}

static gboolean
take_note (SheafIntakeItem *self, const char *text, GError **error)
{
  return take_text (&self->note, text, error);
}

static gboolean
take_tag_names (SheafIntakeItem *self, const char *const *names, GError **error)
{
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();

  if (self->tags != NULL)
    return fail (error, "There are tags twice.");
  if (g_strv_length ((GStrv)names) > TAGS_MOST)
    return fail (error, "There are too many tags.");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = sheaf_text_line (names[i], 0);

      if (name != NULL && g_utf8_strlen (name, -1) > TAG_CHARS_MOST)
        return fail (error, "A tag is too long.");
      if (name != NULL)
        g_strv_builder_add (tags, name);
    }
  self->tags = g_strv_builder_end (tags);

  return TRUE;
}

static gboolean
take_tags (SheafIntakeItem *self, const char *text, GError **error)
{
  g_auto (GStrv) names = g_strsplit (text, ",", TAGS_MOST + 2);

  return take_tag_names (self, (const char *const *)names, error);
}

static const struct
{
  const char *name;
  gboolean (*take) (SheafIntakeItem *self, const char *text, GError **error);
} fields[] = {
  { "url", take_url },   { "title", take_title }, { "selection", take_selection },
  { "note", take_note }, { "tags", take_tags },
};

/* One that is not known is passed over. */
static gboolean
take_field (SheafIntakeItem *self, const char *name, const char *text, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (name, fields[i].name))
      return fields[i].take (self, text, error);

  return TRUE;
}

static gboolean
take_html (SheafIntakeItem *self, GBytes *html, const char *charset, GError **error)
{
  if (self->html != NULL)
    return fail (error, "There are two pages.");
  if (g_bytes_get_size (html) == 0)
    return TRUE;
  self->html = g_bytes_ref (html);
  self->charset = g_strdup (charset);

  return TRUE;
}

/* --- A form --- */

static gboolean
read_form (SheafIntakeItem *self, GBytes *body, const char *boundary, GError **error)
{
  g_autoptr (GPtrArray) parts = sheaf_intake_form_read (body, boundary);

  if (parts == NULL)
    return fail (error, "The form cannot be read.");
  for (guint i = 0; i < parts->len; i++)
    {
      const SheafIntakePart *part = parts->pdata[i];
      g_autofree char *text = NULL;

      if (g_str_equal (part->name, "file") || g_str_equal (part->name, "html"))
        {
          if (!take_html (self, part->bytes, part->charset, error))
            return FALSE;
          continue;
        }
      if (g_bytes_get_size (part->bytes) > TEXT_MOST)
        return fail (error, "A field is too long.");
      text = sheaf_text_make_valid (g_bytes_get_data (part->bytes, NULL),
                                    (gssize)g_bytes_get_size (part->bytes));
      if (!take_field (self, part->name, text, error))
        return FALSE;
    }

  return TRUE;
}

/* --- JSON --- */

/* Before it is parsed: how deep it nests, and NUL, at which strings would end. Such an escape
 * becomes one of U+FFFD, of the same length, in a copy. NULL: it nests too deep. (transfer full) */
static GBytes *
look_ahead (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  g_autofree char *copy = NULL;
  gboolean in_string = FALSE;
  int depth = 0;

  for (gsize i = 0; i < size; i++)
    if (in_string && data[i] == '\\')
      {
        if (size - i > 5 && memcmp (data + i + 1, "u0000", 5) == 0)
          {
            if (copy == NULL)
              copy = g_memdup2 (data, size);
            memcpy (copy + i + 1, "ufffd", 5);
          }
        i++;
      }
    else if (data[i] == '"')
      in_string = !in_string;
    else if (!in_string && (data[i] == '{' || data[i] == '['))
      {
        if (++depth > DEPTH_MOST)
          return NULL;
      }
    else if (!in_string && (data[i] == '}' || data[i] == ']'))
      depth--;

  return copy != NULL ? g_bytes_new_take (g_steal_pointer (&copy), size) : g_bytes_ref (body);
}

static const char *
get_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
read_json_tags (SheafIntakeItem *self, JsonArray *array, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (json_array_get_length (array) > TAGS_MOST)
    return fail (error, "There are too many tags.");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *name = get_string (json_array_get_element (array, i));

      if (name == NULL)
        return fail (error, "A tag is no string.");
      g_ptr_array_add (names, sheaf_text_make_valid (name, -1));
    }
  g_ptr_array_add (names, NULL);

  return take_tag_names (self, (const char *const *)names->pdata, error);
}

static gboolean
read_json_member (SheafIntakeItem *self, const char *name, JsonNode *node, GError **error)
{
  const char *given = get_string (node);
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (g_str_equal (name, "tags"))
    return JSON_NODE_HOLDS_ARRAY (node) ? read_json_tags (self, json_node_get_array (node), error)
                                        : fail (error, "The tags are no list.");
  if (given != NULL && g_str_equal (name, "html"))
    {
      g_autoptr (GBytes) html = g_bytes_new (given, strlen (given));

      return take_html (self, html, "utf-8", error);
    }
  if (given != NULL)
    {
      text = sheaf_text_make_valid (given, -1);
      return take_field (self, name, text, error);
    }
  if (g_str_equal (name, "html"))
    return fail (error, "The page is no string.");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (name, fields[i].name))
      return fail (error, "A field is no string.");

  return TRUE;
}

static gboolean
read_json (SheafIntakeItem *self, GBytes *body, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GBytes) checked = look_ahead (body);
  g_autoptr (GList) members = NULL;
  JsonObject *object;
  gsize size;
  const char *data;

  if (checked == NULL)
    return fail (error, "The JSON nests too deep.");
  data = g_bytes_get_data (checked, &size);
  if (size == 0 || !json_parser_load_from_data (parser, data, (gssize)size, NULL)
      || json_parser_get_root (parser) == NULL
      || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return fail (error, "The JSON cannot be read as an object.");
  object = json_node_get_object (json_parser_get_root (parser));
  members = json_object_get_members (object);
  for (GList *link = members; link != NULL; link = link->next)
    if (!read_json_member (self, link->data, json_object_get_member (object, link->data), error))
      return FALSE;

  return TRUE;
}

/* --- The outside --- */

static gboolean
is_json (const char *content_type)
{
  const char *rest;

  if (content_type == NULL || g_ascii_strncasecmp (content_type, "application/json", 16) != 0)
    return FALSE;
  rest = content_type + 16 + strspn (content_type + 16, " \t");

  return *rest == '\0' || *rest == ';';
}

gboolean
sheaf_intake_body_knows (const char *content_type)
{
  g_autofree char *boundary = sheaf_intake_form_dup_boundary (content_type);

  return boundary != NULL || is_json (content_type);
}

SheafIntakeItem *
sheaf_intake_body_read (GBytes *body, const char *content_type, GError **error)
{
  g_autoptr (SheafIntakeItem) self = g_new0 (SheafIntakeItem, 1);
  g_autofree char *boundary = sheaf_intake_form_dup_boundary (content_type);

  if (!(boundary != NULL ? read_form (self, body, boundary, error) : read_json (self, body, error)))
    return NULL;
  if (self->url == NULL)
    {
      fail (error, "There is no address.");
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
sheaf_intake_item_free (SheafIntakeItem *self)
{
  g_free (self->url);
  g_clear_pointer (&self->html, g_bytes_unref);
  g_free (self->charset);
  g_free (self->title);
  g_free (self->selection);
  g_free (self->note);
  g_strfreev (self->tags);
  g_free (self);
}

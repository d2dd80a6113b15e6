/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A page as members of a JSON object: the command line's contract. */

#include "document/page-json.h"

#include "document/document-write.h"

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL && *value != '\0')
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_removed (JsonBuilder *builder, const SheafPage *self)
{
  json_builder_set_member_name (builder, "removed");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->removed->len; i++)
    {
      const SheafRemoved *removed = g_ptr_array_index (self->removed, i);

      json_builder_begin_object (builder);
      add_string (builder, "text", removed->text);
      add_string (builder, "html", removed->html);
      add_string (builder, "rule", removed->rule);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
sheaf_page_to_json (const SheafPage *self, JsonBuilder *builder)
{
  g_autofree char *text = NULL;
  g_autofree char *html = NULL;

  g_return_if_fail (self != NULL && JSON_IS_BUILDER (builder));

  if (self->document != NULL)
    {
      text = sheaf_document_to_text (self->document);
      html = sheaf_document_to_html (self->document);
    }
  add_string (builder, "title", self->title);
  add_string (builder, "byline", self->byline);
  add_string (builder, "published", self->published);
  add_string (builder, "site", self->site);
  add_string (builder, "language", self->language);
  add_string (builder, "direction", self->direction);
  add_string (builder, "excerpt", self->excerpt);
  add_string (builder, "lead_image", self->lead_image);
  add_string (builder, "text", text);
  add_string (builder, "html", html);
  json_builder_set_member_name (builder, "readerable");
  json_builder_add_boolean_value (builder, self->readerable);
  add_removed (builder, self);
  add_string (builder, "original_title", self->original_title);
  add_string (builder, "original_site", self->original_site);
}

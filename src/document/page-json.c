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
      add_string (builder, "why", sheaf_removed_why_to_string (removed->why));
      json_builder_set_member_name (builder, "place");
      if (removed->place != SHEAF_REMOVED_NOWHERE)
        json_builder_add_int_value (builder, removed->place);
      else
        json_builder_add_null_value (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_sources (JsonBuilder *builder, const SheafPageSources *sources)
{
  const struct
  {
    const char *fact;
    const char *source;
  } all[] = {
    { "title", sources->title },         { "byline", sources->byline },
    { "published", sources->published }, { "site", sources->site },
    { "language", sources->language },   { "direction", sources->direction },
    { "excerpt", sources->excerpt },     { "lead_image", sources->lead_image },
  };

  json_builder_set_member_name (builder, "sources");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i].source != NULL)
      add_string (builder, all[i].fact, all[i].source);
  json_builder_end_object (builder);
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
  add_string (builder, "original_url", self->original_url);
}

void
sheaf_page_reading_to_json (const SheafPage *self, JsonBuilder *builder)
{
  g_return_if_fail (self != NULL && JSON_IS_BUILDER (builder));

  add_string (builder, "canonical_url", self->canonical_url);
  json_builder_set_member_name (builder, "paywalled");
  json_builder_add_boolean_value (builder, self->paywalled);
  json_builder_set_member_name (builder, "word_count");
  json_builder_add_int_value (builder, self->word_count);
  add_sources (builder, &self->sources);
  if (self->kind != NULL)
    {
      add_string (builder, "kind", self->kind);
      add_string (builder, "kind_reason", self->kind_reason);
    }
  add_string (builder, "next_url", self->next_url);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was taken out of one page, and the left-out blocks as bytes for the store. */

#include "document/page.h"

#include "base/error.h"
#include "base/time.h"

#include <string.h>

#define REMOVED_VERSION 2
#define REMOVED_TYPE "a(sssyu)" /* text, html, rule, why, place; "" for none */
#define REMOVED_TYPE_1 "a(sss)"

G_DEFINE_BOXED_TYPE (SheafPage, sheaf_page, sheaf_page_ref, sheaf_page_unref)

static void
free_removed (gpointer data)
{
  SheafRemoved *removed = data;

  g_free (removed->text);
  g_free (removed->html);
  g_free (removed->rule);
  g_free (removed);
}

SheafPage *
sheaf_page_new (void)
{
  SheafPage *self = g_new0 (SheafPage, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->published_at = SHEAF_TIME_NONE;
  self->removed = g_ptr_array_new_with_free_func (free_removed);

  return self;
}

SheafPage *
sheaf_page_ref (SheafPage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
sheaf_page_unref (SheafPage *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->title);
  g_free (self->byline);
  g_free (self->published);
  g_free (self->site);
  g_free (self->language);
  g_free (self->direction);
  g_free (self->excerpt);
  g_free (self->lead_image);
  g_free (self->original_title);
  g_free (self->original_site);
  g_free (self->original_url);
  g_free (self->canonical_url);
  g_free (self->next_url);
  g_clear_pointer (&self->document, sheaf_document_unref);
  g_ptr_array_unref (self->removed);
  g_free (self);
}

static char *
dup_or_null (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/* Stored: add at the end only. */
static const char *const kinds[] = { "article", "listing", "wall", "empty", "media" };

int
sheaf_page_kind_to_number (const char *kind)
{
  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kind, kinds[i]))
      return (int)i;

  return 0;
}

const char *
sheaf_page_kind_from_number (int number)
{
  return kinds[number >= 0 && number < (int)G_N_ELEMENTS (kinds) ? number : 0];
}

void
sheaf_page_add_removed (SheafPage *self,
                        const char *text,
                        const char *html,
                        const char *rule,
                        SheafRemovedWhy why,
                        guint place)
{
  SheafRemoved *removed;

  g_return_if_fail (self != NULL);

  removed = g_new0 (SheafRemoved, 1);
  removed->text = dup_or_null (text);
  removed->html = dup_or_null (html);
  removed->rule = dup_or_null (rule);
  removed->why = why;
  removed->place = place;
  g_ptr_array_add (self->removed, removed);
}

const char *
sheaf_removed_why_to_string (SheafRemovedWhy why)
{
  static const char *const names[] = {
    [SHEAF_REMOVED_UNKNOWN] = NULL,        [SHEAF_REMOVED_STRUCTURE] = "structure",
    [SHEAF_REMOVED_WORDING] = "wording",   [SHEAF_REMOVED_READER] = "reader",
    [SHEAF_REMOVED_RESTORED] = "restored",
  };

  return why < G_N_ELEMENTS (names) ? names[why] : NULL;
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static GVariant *
little_endian (GVariant *value)
{
  return G_BYTE_ORDER == G_LITTLE_ENDIAN ? g_variant_ref (value) : g_variant_byteswap (value);
}

gboolean
sheaf_page_has_pictures (const SheafPage *self)
{
  gsize n = 0;

  if (self->document != NULL)
    sheaf_document_get_images (self->document, &n);

  return n > 0 || self->lead_image != NULL;
}

GBytes *
sheaf_page_pack_removed (const SheafPage *self)
{
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) stored = NULL;
  GVariantBuilder rows;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->removed->len == 0)
    return NULL;

  g_variant_builder_init (&rows, G_VARIANT_TYPE (REMOVED_TYPE));
  for (guint i = 0; i < self->removed->len; i++)
    {
      const SheafRemoved *removed = g_ptr_array_index (self->removed, i);

      g_variant_builder_add (&rows, "(sssyu)", or_empty (removed->text), or_empty (removed->html),
                             or_empty (removed->rule), (guchar)removed->why, removed->place);
    }
  value = g_variant_ref_sink (
      g_variant_new ("(yv)", (guchar)REMOVED_VERSION, g_variant_builder_end (&rows)));
  stored = little_endian (value);

  return g_variant_get_data_as_bytes (stored);
}

static void
add_rows (SheafPage *self, GVariant *rows)
{
  GVariantIter iter;
  const char *text, *html, *rule;
  guchar why;
  guint place;

  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(&s&s&syu)", &text, &html, &rule, &why, &place))
    sheaf_page_add_removed (self, text, html, rule,
                            why <= SHEAF_REMOVED_RESTORED ? why : SHEAF_REMOVED_UNKNOWN, place);
}

/* As they were kept before they said why and where. */
static void
add_rows_1 (SheafPage *self, GVariant *rows)
{
  GVariantIter iter;
  const char *text, *html, *rule;

  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(&s&s&s)", &text, &html, &rule))
    sheaf_page_add_removed (self, text, html, rule, SHEAF_REMOVED_UNKNOWN, SHEAF_REMOVED_NOWHERE);
}

gboolean
sheaf_page_unpack_removed (SheafPage *self, GBytes *packed, GError **error)
{
  g_autoptr (GVariant) stored = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) rows = NULL;
  guchar version;

  g_return_val_if_fail (self != NULL, FALSE);

  if (packed == NULL)
    return TRUE;

  stored = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("(yv)"), packed, FALSE));
  if (!g_variant_is_normal_form (stored))
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE, "left-out blocks: not in normal form");
      return FALSE;
    }

  value = little_endian (stored);
  g_variant_get (value, "(yv)", &version, &rows);
  if (version == REMOVED_VERSION && g_variant_is_of_type (rows, G_VARIANT_TYPE (REMOVED_TYPE)))
    add_rows (self, rows);
  else if (version == 1 && g_variant_is_of_type (rows, G_VARIANT_TYPE (REMOVED_TYPE_1)))
    add_rows_1 (self, rows);
  else
    {
      g_set_error (error, SHEAF_ERROR,
                   version > REMOVED_VERSION ? SHEAF_ERROR_TOO_NEW : SHEAF_ERROR_BAD_FILE,
                   "left-out blocks: version %u", version);
      return FALSE;
    }

  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Holds copies of the few strings of its facts. */

#include "ui/sidebar-item.h"

#include <string.h>

struct _SheafSidebarItem
{
  GObject parent_instance;

  char *key;
  SheafSidebarFacts facts; /* its strings are owned */
};

static guint changed;

G_DEFINE_FINAL_TYPE (SheafSidebarItem, sheaf_sidebar_item, G_TYPE_OBJECT)

static void
clear_facts (SheafSidebarFacts *facts)
{
  g_free ((char *)facts->title);
  g_free ((char *)facts->icon_name);
  g_free ((char *)facts->path);
  g_free ((char *)facts->query);
  *facts = (SheafSidebarFacts){ 0 };
}

static void
sheaf_sidebar_item_finalize (GObject *object)
{
  SheafSidebarItem *self = SHEAF_SIDEBAR_ITEM (object);

  clear_facts (&self->facts);
  g_free (self->key);
  G_OBJECT_CLASS (sheaf_sidebar_item_parent_class)->finalize (object);
}

static void
sheaf_sidebar_item_class_init (SheafSidebarItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_sidebar_item_finalize;
  changed = g_signal_new ("changed", SHEAF_TYPE_SIDEBAR_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                          NULL, G_TYPE_NONE, 0);
}

static void
sheaf_sidebar_item_init (SheafSidebarItem *self)
{
}

SheafSidebarItem *
sheaf_sidebar_item_new (const char *key)
{
  SheafSidebarItem *self = g_object_new (SHEAF_TYPE_SIDEBAR_ITEM, NULL);

  self->key = g_strdup (key);

  return self;
}

const char *
sheaf_sidebar_item_get_key (SheafSidebarItem *self)
{
  return self->key;
}

static gboolean
is_same (const SheafSidebarFacts *a, const SheafSidebarFacts *b)
{
  return a->kind == b->kind && a->place == b->place && a->id == b->id && a->count == b->count
         && a->color == b->color && a->depth == b->depth && a->open == b->open
         && a->parent == b->parent && g_strcmp0 (a->title, b->title) == 0
         && g_strcmp0 (a->icon_name, b->icon_name) == 0 && g_strcmp0 (a->path, b->path) == 0
         && g_strcmp0 (a->query, b->query) == 0;
}

void
sheaf_sidebar_item_set_facts (SheafSidebarItem *self, const SheafSidebarFacts *facts)
{
  if (is_same (&self->facts, facts))
    return;
  clear_facts (&self->facts);
  self->facts = *facts;
  self->facts.title = g_strdup (facts->title);
  self->facts.icon_name = g_strdup (facts->icon_name);
  self->facts.path = g_strdup (facts->path);
  self->facts.query = g_strdup (facts->query);
  g_signal_emit (self, changed, 0);
}

const SheafSidebarFacts *
sheaf_sidebar_item_get_facts (SheafSidebarItem *self)
{
  return &self->facts;
}

SheafQuery *
sheaf_sidebar_item_dup_query (SheafSidebarItem *self)
{
  const SheafSidebarFacts *facts = &self->facts;
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);

  switch (facts->kind)
    {
    case SHEAF_SIDEBAR_PLACE:
      return sheaf_query_new (facts->place);
    case SHEAF_SIDEBAR_LIST:
      return sheaf_query_with_text (all, facts->query);
    case SHEAF_SIDEBAR_TAG:
      if (!facts->parent && facts->id != 0)
        return sheaf_query_with_tag (all, facts->id);
      {
        g_autofree char *text = sheaf_sidebar_item_dup_text (self);

        return sheaf_query_with_text (all, text);
      }
    case SHEAF_SIDEBAR_HEADING:
      break;
    }

  return NULL;
}

/* Needs no quotes in a query. */
static gboolean
is_plain (const char *path)
{
  for (const char *p = path; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)) && strchr ("/-_", *p) == NULL)
      return FALSE;

  return TRUE;
}

char *
sheaf_sidebar_item_dup_text (SheafSidebarItem *self)
{
  const SheafSidebarFacts *facts = &self->facts;
  g_autoptr (GString) text = NULL;
  gboolean plain;

  if (facts->kind == SHEAF_SIDEBAR_LIST)
    return g_strdup (facts->query);
  if (facts->kind != SHEAF_SIDEBAR_TAG)
    return NULL;
  plain = is_plain (facts->path);
  text = g_string_new (plain ? "tag:" : "tag:\"");
  for (const char *p = facts->path; *p != '\0'; p++)
    {
      if (*p == '"') /* two are one */
        g_string_append_c (text, '"');
      g_string_append_c (text, *p);
    }
  g_string_append_printf (text, "%s%s", facts->parent ? "/*" : "", plain ? "" : "\"");

  return g_strdup (text->str);
}

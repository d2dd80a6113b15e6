/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One library row. Born empty with its id; sheaf_article_fill() brings the facts later and
 * notifies. */

#include "store/article.h"

struct _SheafArticle
{
  GObject parent_instance;

  gint64 id;
  SheafRow *row; /* (nullable): not loaded yet */
};

G_DEFINE_FINAL_TYPE (SheafArticle, sheaf_article, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_ROW,
  PROP_TITLE,
  PROP_SITE,
  PROP_AUTHOR,
  PROP_EXCERPT,
  PROP_UNREAD,
  PROP_STARRED,
  PROP_ARCHIVED,
  PROP_TRASHED,
  PROP_FETCH,
  PROP_PROGRESS,
  PROP_WORD_COUNT,
  PROP_TAGS,
  PROP_LOADED,
} SheafArticleProperty;

static GParamSpec *properties[PROP_LOADED + 1];

static void
sheaf_article_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SheafArticle *self = SHEAF_ARTICLE (object);
  static const SheafRow empty = { .title = NULL };
  const SheafRow *row = self->row != NULL ? self->row : &empty;

  switch ((SheafArticleProperty)prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_ROW:
      g_value_set_boxed (value, self->row);
      break;
    case PROP_TITLE:
      g_value_set_string (value, row->title);
      break;
    case PROP_SITE:
      g_value_set_string (value, row->site);
      break;
    case PROP_AUTHOR:
      g_value_set_string (value, row->author);
      break;
    case PROP_EXCERPT:
      g_value_set_string (value, row->excerpt);
      break;
    case PROP_UNREAD:
      g_value_set_boolean (value, self->row != NULL && sheaf_row_is_unread (row));
      break;
    case PROP_STARRED:
      g_value_set_boolean (value, row->starred);
      break;
    case PROP_ARCHIVED:
      g_value_set_boolean (value, row->archived);
      break;
    case PROP_TRASHED:
      g_value_set_boolean (value, row->trashed);
      break;
    case PROP_FETCH:
      g_value_set_int (value, row->fetch);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, row->progress);
      break;
    case PROP_WORD_COUNT:
      g_value_set_uint (value, row->word_count);
      break;
    case PROP_TAGS:
      g_value_set_boxed (value, row->tags);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->row != NULL);
      break;
    }
}

static void
sheaf_article_finalize (GObject *object)
{
  g_clear_pointer (&SHEAF_ARTICLE (object)->row, sheaf_row_unref);
  G_OBJECT_CLASS (sheaf_article_parent_class)->finalize (object);
}

static void
sheaf_article_class_init (SheafArticleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sheaf_article_finalize;
  object_class->get_property = sheaf_article_get_property;
  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ROW] = g_param_spec_boxed ("row", NULL, NULL, SHEAF_TYPE_ROW, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SITE] = g_param_spec_string ("site", NULL, NULL, NULL, flags);
  properties[PROP_AUTHOR] = g_param_spec_string ("author", NULL, NULL, NULL, flags);
  properties[PROP_EXCERPT] = g_param_spec_string ("excerpt", NULL, NULL, NULL, flags);
  properties[PROP_UNREAD] = g_param_spec_boolean ("unread", NULL, NULL, FALSE, flags);
  properties[PROP_STARRED] = g_param_spec_boolean ("starred", NULL, NULL, FALSE, flags);
  properties[PROP_ARCHIVED] = g_param_spec_boolean ("archived", NULL, NULL, FALSE, flags);
  properties[PROP_TRASHED] = g_param_spec_boolean ("trashed", NULL, NULL, FALSE, flags);
  properties[PROP_FETCH] = g_param_spec_int ("fetch", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_WORD_COUNT]
      = g_param_spec_uint ("word-count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TAGS] = g_param_spec_boxed ("tags", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sheaf_article_init (SheafArticle *self)
{
}

SheafArticle *
sheaf_article_new (gint64 id)
{
  SheafArticle *self = g_object_new (SHEAF_TYPE_ARTICLE, NULL);

  self->id = id;

  return self;
}

gint64
sheaf_article_get_id (SheafArticle *self)
{
  return self->id;
}

SheafRow *
sheaf_article_get_row (SheafArticle *self)
{
  return self->row;
}

static void
notify_if (SheafArticle *self, gboolean differs, SheafArticleProperty property)
{
  if (differs)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
sheaf_article_fill (SheafArticle *self, SheafRow *row)
{
  g_autoptr (SheafRow) old = NULL;
  gboolean first;

  g_return_if_fail (row->id == self->id);

  if (row == self->row)
    return;
  old = g_steal_pointer (&self->row);
  self->row = sheaf_row_ref (row);
  first = old == NULL;
  g_object_freeze_notify (G_OBJECT (self));
  notify_if (self, TRUE, PROP_ROW);
  notify_if (self, first, PROP_LOADED);
  notify_if (self, first || g_strcmp0 (old->title, row->title) != 0, PROP_TITLE);
  notify_if (self, first || g_strcmp0 (old->site, row->site) != 0, PROP_SITE);
  notify_if (self, first || g_strcmp0 (old->author, row->author) != 0, PROP_AUTHOR);
  notify_if (self, first || g_strcmp0 (old->excerpt, row->excerpt) != 0, PROP_EXCERPT);
  notify_if (self, first || sheaf_row_is_unread (old) != sheaf_row_is_unread (row), PROP_UNREAD);
  notify_if (self, first || old->starred != row->starred, PROP_STARRED);
  notify_if (self, first || old->archived != row->archived, PROP_ARCHIVED);
  notify_if (self, first || old->trashed != row->trashed, PROP_TRASHED);
  notify_if (self, first || old->fetch != row->fetch, PROP_FETCH);
  notify_if (self, first || old->progress != row->progress, PROP_PROGRESS);
  notify_if (self, first || old->word_count != row->word_count, PROP_WORD_COUNT);
  notify_if (
      self, first || !g_strv_equal ((const char *const *)old->tags, (const char *const *)row->tags),
      PROP_TAGS);
  g_object_thaw_notify (G_OBJECT (self));
}

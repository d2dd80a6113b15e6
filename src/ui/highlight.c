/* SPDX-License-Identifier: GPL-3.0-or-later */

/* It owns copies, so that what it was made from may go. */

#include "ui/highlight.h"

struct _SheafHighlight
{
  GObject parent_instance;

  SheafRow *row;
  SheafMark *mark;              /* (nullable) */
  char *article_uid, *mark_uid; /* (nullable) both */
};

G_DEFINE_FINAL_TYPE (SheafHighlight, sheaf_highlight, G_TYPE_OBJECT)

static void
sheaf_highlight_finalize (GObject *object)
{
  SheafHighlight *self = SHEAF_HIGHLIGHT (object);

  sheaf_row_unref (self->row);
  g_clear_pointer (&self->mark, sheaf_mark_free);
  g_free (self->article_uid);
  g_free (self->mark_uid);
  G_OBJECT_CLASS (sheaf_highlight_parent_class)->finalize (object);
}

static void
sheaf_highlight_class_init (SheafHighlightClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_highlight_finalize;
}

static void
sheaf_highlight_init (SheafHighlight *self)
{
}

SheafHighlight *
sheaf_highlight_new (const SheafMarkedArticle *article, guint index)
{
  SheafHighlight *self = g_object_new (SHEAF_TYPE_HIGHLIGHT, NULL);

  self->row = sheaf_row_ref (article->row);
  if (index == SHEAF_HIGHLIGHT_HEADING)
    return self;
  self->mark = sheaf_mark_copy (article->marks->pdata[index]);
  self->article_uid = g_strdup (article->uid);
  self->mark_uid = g_strdup (article->mark_uids->pdata[index]);

  return self;
}

SheafRow *
sheaf_highlight_get_row (SheafHighlight *self)
{
  return self->row;
}

const SheafMark *
sheaf_highlight_get_mark (SheafHighlight *self)
{
  return self->mark;
}

gboolean
sheaf_highlight_equal (SheafHighlight *a, SheafHighlight *b)
{
  if (a->row->id != b->row->id || (a->mark == NULL) != (b->mark == NULL))
    return FALSE;
  if (a->mark == NULL)
    return g_str_equal (a->row->title, b->row->title) && g_strcmp0 (a->row->url, b->row->url) == 0;

  return a->mark->id == b->mark->id && a->mark->color == b->mark->color
         && g_strcmp0 (a->mark->body, b->mark->body) == 0
         && g_str_equal (a->mark->anchor->exact, b->mark->anchor->exact);
}

GPtrArray *
sheaf_highlights_by_article (const GPtrArray *highlights)
{
  GPtrArray *articles = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_marked_article_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < highlights->len; i++)
    {
      SheafHighlight *one = highlights->pdata[i];
      SheafMarkedArticle *article;

      if (one->mark == NULL)
        continue;
      article = g_hash_table_lookup (known, &one->row->id);
      if (article == NULL)
        {
          article = sheaf_marked_article_new (one->row, one->article_uid);
          g_ptr_array_add (articles, article);
          g_hash_table_insert (known, &article->row->id, article);
        }
      sheaf_marked_article_add (article, sheaf_mark_copy (one->mark), one->mark_uid);
    }

  return articles;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ids go as a value of this program alone: nothing outside can take it. */

#include "ui/article-drag.h"

#include "base/text.h"
#include "ui/article-row.h"

#include <glib/gi18n.h>

#define TITLE_CHARS 40

typedef GArray SheafDraggedArticles; /* by the name of GArray another type is known */
G_DEFINE_BOXED_TYPE (SheafDraggedArticles, sheaf_dragged_articles, g_array_ref, g_array_unref)

static gboolean
has (const GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

/* (transfer full) (nullable) */
static GArray *
dup_dragged (GtkDragSource *source, SheafArticlePane *pane)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  SheafArticle *article = sheaf_article_row_get_article (SHEAF_ARTICLE_ROW (row));
  GArray *ids;
  gint64 id;

  if (article == NULL)
    return NULL;
  id = sheaf_article_get_id (article);
  ids = sheaf_article_pane_get_selected (pane);
  if (!has (ids, id))
    {
      g_array_set_size (ids, 0);
      g_array_append_val (ids, id);
    }

  return ids;
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, SheafArticlePane *pane)
{
  g_autoptr (GArray) ids = dup_dragged (source, pane);

  return ids != NULL ? gdk_content_provider_new_typed (SHEAF_TYPE_DRAGGED_ARTICLES, ids) : NULL;
}

static void
begin_cb (GtkDragSource *source, GdkDrag *drag, SheafArticlePane *pane)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  SheafArticle *article = sheaf_article_row_get_article (SHEAF_ARTICLE_ROW (row));
  SheafRow *facts = article != NULL ? sheaf_article_get_row (article) : NULL;
  g_autoptr (GArray) ids = dup_dragged (source, pane);
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (ids == NULL)
    return;
  text = ids->len == 1 && facts != NULL
             ? sheaf_text_cut (facts->title, TITLE_CHARS)
             : g_strdup_printf (ngettext ("%'u article", "%'u articles", ids->len), ids->len);
  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "dragged");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
  gdk_drag_set_hotspot (drag, -12, -12);
}

void
sheaf_article_drag_init (GtkWidget *row, SheafArticlePane *pane)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), pane);
  g_signal_connect (source, "drag-begin", G_CALLBACK (begin_cb), pane);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
}

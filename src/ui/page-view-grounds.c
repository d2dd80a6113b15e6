/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is marked, found or spoken in a heading: a tag's ground is as high as a line of the text,
 * and the letters of headings are higher. The rest of the ground is drawn under them. */

#include "ui/page-view-private.h"

/* The end of the run at RUN, all of which has the same tags, and its ground; FALSE: it has none. */
static gboolean
get_ground (const GtkTextIter *run, GtkTextIter *end, GdkRGBA *ground)
{
  GSList *tags = gtk_text_iter_get_tags (run);
  gboolean found = FALSE;

  gtk_text_iter_forward_to_tag_toggle (end, NULL);
  for (GSList *l = tags; l != NULL; l = l->next) /* the strongest is last */
    {
      g_autoptr (GdkRGBA) rgba = NULL;

      g_object_get (l->data, "background-rgba", &rgba, NULL);
      if (rgba == NULL)
        continue;
      *ground = *rgba;
      found = TRUE;
    }
  g_slist_free (tags);

  return found;
}

/* One line of the screen after the other. */
static void
draw_run (SheafPageView *self,
          GtkSnapshot *snapshot,
          const GtkTextIter *from,
          const GtkTextIter *to,
          const GdkRGBA *ground,
          int letters)
{
  GtkTextIter iter = *from;
  GdkRectangle line = { 0 }, at;

  for (; gtk_text_iter_compare (&iter, to) < 0; gtk_text_iter_forward_char (&iter))
    {
      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &at);
      if (line.width > 0 && at.y == line.y)
        {
          gdk_rectangle_union (&line, &at, &line);
          continue;
        }
      if (line.width > 0)
        gtk_snapshot_append_color (snapshot, ground,
                                   &GRAPHENE_RECT_INIT (line.x,
                                                        line.y + (line.height - letters) / 2,
                                                        line.width, letters));
      line = at;
    }
  if (line.width > 0)
    gtk_snapshot_append_color (
        snapshot, ground,
        &GRAPHENE_RECT_INIT (line.x, line.y + (line.height - letters) / 2, line.width, letters));
}

static void
draw_heading (SheafPageView *self, GtkSnapshot *snapshot, GtkTextIter *iter, int letters)
{
  GtkTextIter line_end = *iter;

  gtk_text_iter_forward_to_line_end (&line_end);
  while (gtk_text_iter_compare (iter, &line_end) < 0)
    {
      GtkTextIter end = *iter;
      GdkRGBA ground;
      gboolean any = get_ground (iter, &end, &ground);

      if (gtk_text_iter_compare (&end, &line_end) > 0)
        end = line_end;
      if (any)
        draw_run (self, snapshot, iter, &end, &ground, letters);
      *iter = end;
    }
}

void
sheaf_page_view_draw_grounds (SheafPageView *self,
                              GtkSnapshot *snapshot,
                              const GtkTextIter *top,
                              const GtkTextIter *bottom)
{
  GtkTextIter line = *top;

  gtk_text_iter_set_line_offset (&line, 0);
  do
    {
      const SheafParagraph *paragraph = sheaf_page_get_paragraph (&line);
      GtkTextIter iter = line;

      if (paragraph != NULL && sheaf_look_get_scale (paragraph->look) > 1
          && !gtk_text_iter_ends_line (&line))
        draw_heading (self, snapshot, &iter, sheaf_look_get_letters (paragraph->look, &self->type));
    }
  while (gtk_text_iter_forward_line (&line) && gtk_text_iter_compare (&line, bottom) <= 0);
}

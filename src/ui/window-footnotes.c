/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A note of the article beside its reference. */

#include "ui/window-private.h"

#include <glib/gi18n.h>

#define CHARS 46
#define SIDE 72 /* beside the words, where the window is narrow */
#define MOST_HEIGHT 300

static SheafPageView *
get_view (SheafWindow *self)
{
  return sheaf_reader_get_view (self->reader);
}

static gboolean
link_cb (GtkLabel *label, const char *href, SheafWindow *self)
{
  gint64 id = sheaf_page_view_get_saved (get_view (self), href);

  gtk_popover_popdown (
      GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (label), GTK_TYPE_POPOVER)));
  if (id != 0)
    sheaf_window_show_mark (self, id, 0);
  else
    sheaf_window_open_outside (self, href);

  return GDK_EVENT_STOP;
}

static void
go_cb (GtkButton *button, SheafWindow *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  gtk_popover_popdown (GTK_POPOVER (popover));
  sheaf_page_view_go_to_note (get_view (self),
                              GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (popover), "span")));
}

static gboolean
unparent_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);

  return G_SOURCE_REMOVE;
}

/* Not at once: the click that closed it is still on its way. */
static void
closed_cb (GtkWidget *popover, SheafWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_view (self)));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

/* Where fewer fit, its lines are counted for so many. */
static int
count_chars (SheafWindow *self)
{
  GtkWidget *reader = GTK_WIDGET (self->reader);
  PangoContext *context = gtk_widget_get_pango_context (reader);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = pango_font_metrics_get_approximate_char_width (metrics);
  int room = (gtk_widget_get_width (reader) - SIDE) * PANGO_SCALE;

  pango_font_metrics_unref (metrics);

  return CLAMP (room / MAX (1, width), 8, CHARS);
}

static GtkWidget *
new_words (SheafWindow *self, const char *markup, GtkWidget *label)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_label_set_max_width_chars (GTK_LABEL (label), count_chars (self));
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_cb), self, 0);
  g_object_set (scroller, "child", label, "hscrollbar-policy", GTK_POLICY_NEVER,
                "propagate-natural-height", TRUE, "propagate-natural-width", TRUE,
                "max-content-height", MOST_HEIGHT, NULL);

  return scroller;
}

static void
footnote_cb (SheafWindow *self, guint span)
{
  GtkWidget *popover, *box, *button, *label;
  g_autofree char *markup = sheaf_page_view_dup_footnote (get_view (self), span);
  GdkRectangle place;
  double x, y;

  if (*markup == '\0' || !sheaf_page_view_get_place_of_link (get_view (self), span, &place)
      || !gtk_widget_translate_coordinates (GTK_WIDGET (get_view (self)), GTK_WIDGET (self->reader),
                                            place.x, place.y, &x, &y))
    {
      sheaf_page_view_go_to_note (get_view (self), span);
      return;
    }
  place.x = (int)x;
  place.y = (int)y;
  popover = gtk_popover_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  label = gtk_label_new (NULL);
  button = gtk_button_new_with_label (_ ("Go to Footnote"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), new_words (self, markup, label));
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
  gtk_widget_add_css_class (popover, "footnote");
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Footnote"), -1);
  g_object_set_data (G_OBJECT (popover), "span", GUINT_TO_POINTER (span));
  g_signal_connect_object (button, "clicked", G_CALLBACK (go_cb), self, 0);
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, 0);
  gtk_widget_set_parent (popover, GTK_WIDGET (self->reader));
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (button);
  gtk_label_select_region (GTK_LABEL (label), 0, 0); /* the focus came by, and selected it */
}

void
sheaf_window_init_footnotes (SheafWindow *self)
{
  g_signal_connect_object (get_view (self), "footnote", G_CALLBACK (footnote_cb), self,
                           G_CONNECT_SWAPPED);
}

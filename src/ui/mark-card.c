/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A box of labels, which are known by their style classes. */

#include "ui/mark-card.h"

#include "base/items.h"
#include "ui/bidi.h"
#include "ui/note-markup.h"
#include "ui/page-style.h"

#include <glib/gi18n.h>

#define QUOTE_LINES 4

static GtkWidget *
new_label (const char *css_class, int lines)
{
  GtkWidget *label = gtk_label_new (NULL);

  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0., "lines",
                lines, "ellipsize", lines > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE, NULL);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

GtkWidget *
sheaf_mark_card_new (void)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  static const char *const parts[] = { "quote", "body", "lost" };

  gtk_widget_add_css_class (card, "mark-card");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GtkWidget *label = new_label (parts[i], i == 0 ? QUOTE_LINES : -1);

      g_object_set_data (G_OBJECT (card), parts[i], label);
      gtk_box_append (GTK_BOX (card), label);
    }

  return card;
}

static void
set_part (GtkWidget *card, const char *part, const char *text)
{
  GtkWidget *label = g_object_get_data (G_OBJECT (card), part);

  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  sheaf_bidi_turn_label (GTK_LABEL (label));
  gtk_widget_set_visible (label, text != NULL);
}

/* A note too long for that stays as it was written. */
static void
set_markup (GtkWidget *card, const char *note)
{
  g_autofree char *markup = note != NULL ? sheaf_note_to_markup (note) : NULL;

  if (markup != NULL)
    gtk_label_set_markup (g_object_get_data (G_OBJECT (card), "body"), markup);
}

void
sheaf_mark_card_set (GtkWidget *card, const SheafMark *mark)
{
  for (guint color = 0; color < SHEAF_PAGE_MARK_COLORS; color++)
    {
      g_autofree char *css_class = g_strdup_printf ("mark-%u", color);

      if (color == mark->color)
        gtk_widget_add_css_class (card, css_class);
      else
        gtk_widget_remove_css_class (card, css_class);
    }
  set_part (card, "quote", mark->anchor->exact);
  set_part (card, "body", mark->body);
  set_markup (card, mark->body);
  set_part (card, "lost",
            mark->placed == SHEAF_PLACED_NOWHERE ? _ ("Not in the text any more") : NULL);
}

void
sheaf_mark_card_say (GtkWidget *card, const char *words)
{
  set_part (card, "lost", words);
}

char *
sheaf_mark_card_dup_name (const SheafMark *mark)
{
  const char *lost = mark->placed == SHEAF_PLACED_NOWHERE ? _ ("Not in the text any more") : NULL;
  g_autoptr (GString) name = g_string_new (mark->anchor->exact);

  sheaf_items_append (name, sheaf_page_mark_get_name (mark->color));
  if (mark->body != NULL)
    sheaf_items_append (name, mark->body);
  if (lost != NULL)
    sheaf_items_append (name, lost);

  return g_string_free (g_steal_pointer (&name), FALSE);
}

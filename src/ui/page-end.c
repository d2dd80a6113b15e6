/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the page is narrow, its buttons stand one under the other. */

#include "ui/page-end.h"

#include "base/items.h"
#include "base/text.h"
#include "ui/bidi.h"
#include "ui/spoken-name.h"

#include <glib/gi18n.h>

#define NARROW 460 /* pixels */
#define MOST_TITLE 200

struct _SheafPageEnd
{
  SheafPageInset parent_instance;

  GtkWidget *lost, *buttons, *archive, *next, *next_words, *heading, *related;
};

G_DEFINE_FINAL_TYPE (SheafPageEnd, sheaf_page_end, SHEAF_TYPE_PAGE_INSET)

enum
{
  NEXT,
  OPEN_ARTICLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Direction is not handed down by itself. */
static void
direct (GtkWidget *widget, GtkTextDirection direction)
{
  gtk_widget_set_direction (widget, direction);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    direct (child, direction);
}

/* It stands on the article's side; the highlights without a place are the program's. */
static void
sheaf_page_end_direction_changed (GtkWidget *widget, GtkTextDirection before)
{
  SheafPageEnd *self = SHEAF_PAGE_END (widget);
  GtkWidget *const parts[] = { self->buttons, self->heading, self->related };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    direct (parts[i], gtk_widget_get_direction (widget));
}

static void
sheaf_page_end_class_init (SheafPageEndClass *klass)
{
  signals[NEXT] = g_signal_new ("next", SHEAF_TYPE_PAGE_END, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[OPEN_ARTICLE] = g_signal_new ("open-article", SHEAF_TYPE_PAGE_END, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  GTK_WIDGET_CLASS (klass)->direction_changed = sheaf_page_end_direction_changed;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "page-end");
}

static GtkWidget *
new_words (const char *text, int lines)
{
  GtkWidget *words = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (words), lines > 1);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (words), lines);

  return words;
}

static void
next_cb (SheafPageEnd *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}

static void
sheaf_page_end_init (SheafPageEnd *self)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  GtkBox *box = sheaf_page_inset_get_box (SHEAF_PAGE_INSET (self));

  self->lost = sheaf_lost_marks_new ();
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->archive = gtk_button_new_with_label ("");
  self->next = gtk_button_new ();
  self->next_words = new_words (NULL, 1);
  self->heading = gtk_label_new (_ ("Related"));
  self->related = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->archive), "article.archive");
  gtk_label_set_xalign (GTK_LABEL (self->next_words), .5);
  gtk_button_set_child (GTK_BUTTON (self->next), self->next_words);
  g_signal_connect_object (self->next, "clicked", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (self->archive, "pill");
  gtk_widget_add_css_class (self->next, "pill");
  gtk_widget_add_css_class (self->heading, "related");
  gtk_widget_add_css_class (self->buttons, "deeds");
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_box_append (GTK_BOX (self->buttons), self->archive);
  gtk_box_append (GTK_BOX (self->buttons), self->next);
  gtk_box_append (box, self->lost);
  gtk_box_append (box, line);
  gtk_box_append (box, self->buttons);
  gtk_box_append (box, self->heading);
  gtk_box_append (box, self->related);
  /* Translators: names, for a screen reader, what stands after the last line of an article */
  sheaf_set_spoken_name (GTK_WIDGET (self), _ ("End of the article"));
  sheaf_page_end_set_archived (self, FALSE);
  sheaf_page_end_set_next (self, NULL);
  sheaf_page_end_set_related (self, NULL, NULL);
}

GtkWidget *
sheaf_page_end_new (void)
{
  return g_object_new (SHEAF_TYPE_PAGE_END, NULL);
}

SheafLostMarks *
sheaf_page_end_get_lost (SheafPageEnd *self)
{
  return SHEAF_LOST_MARKS (self->lost);
}

void
sheaf_page_end_set_measure (SheafPageEnd *self, int measure)
{
  sheaf_page_inset_set_measure (SHEAF_PAGE_INSET (self), measure);
  sheaf_lost_marks_set_narrow (SHEAF_LOST_MARKS (self->lost), measure < NARROW);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons), measure < NARROW
                                                                      ? GTK_ORIENTATION_VERTICAL
                                                                      : GTK_ORIENTATION_HORIZONTAL);
}

void
sheaf_page_end_set_archived (SheafPageEnd *self, gboolean archived)
{
  const char *label = archived ? _ ("Unarchive") : _ ("Archive");

  gtk_button_set_label (GTK_BUTTON (self->archive), label);
  sheaf_set_spoken_name (self->archive, label);
}

void
sheaf_page_end_set_next (SheafPageEnd *self, const char *title)
{
  g_autofree char *line = title != NULL ? sheaf_text_line (title, MOST_TITLE) : NULL;
  /* Translators: a button; %s is the title of the next unread article */
  g_autofree char *words = line == NULL    ? NULL
                           : *line == '\0' ? g_strdup (_ ("Next Unread"))
                                           : g_strdup_printf (_ ("Next Unread: %s"), line);

  gtk_widget_set_visible (self->next, words != NULL);
  if (words == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (self->next_words), words);
  gtk_widget_set_tooltip_text (self->next, *line != '\0' ? line : NULL);
  sheaf_set_spoken_name (self->next, words);
}

/* --- Related articles --- */

static void
clicked_cb (GtkButton *button, SheafPageEnd *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "article");

  g_signal_emit (self, signals[OPEN_ARTICLE], 0, *id);
}

static char *
dup_facts (const SheafRow *row, const char *const *tags, const char *minutes)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) common = g_string_new (NULL);

  for (guint i = 0; row->tags[i] != NULL; i++)
    if (g_strv_contains (tags, row->tags[i]))
      g_string_append_printf (common, "%s#%s", common->len > 0 ? " " : "", row->tags[i]);
  if (common->len > 0)
    g_ptr_array_add (facts, g_strdup (common->str));
  if (row->site != NULL)
    g_ptr_array_add (facts, g_strdup (row->site));
  if (minutes != NULL)
    g_ptr_array_add (facts, g_strdup (minutes));

  return sheaf_bidi_join (facts);
}

static GtkWidget *
new_related (SheafPageEnd *self, const SheafRow *row, const char *const *tags)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  guint minutes = sheaf_text_minutes (row->word_count);
  g_autofree char *title = sheaf_text_line (row->title, MOST_TITLE);
  g_autofree char *time = g_strdup_printf (ngettext ("%u min", "%u min", minutes), minutes);
  g_autofree char *facts = dup_facts (row, tags, minutes > 0 ? time : NULL);
  g_autofree char *spoken = sheaf_items_join (title, facts);
  GtkWidget *first = new_words (title, 2), *second = new_words (facts, 1);
  gint64 *id = g_new (gint64, 1);

  *id = row->id;
  g_object_set_data_full (G_OBJECT (button), "article", id, g_free);
  gtk_widget_add_css_class (first, "title");
  gtk_widget_add_css_class (second, "facts");
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  sheaf_set_spoken_name (button, spoken);

  return button;
}

void
sheaf_page_end_set_related (SheafPageEnd *self, const GPtrArray *rows, const char *const *tags)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->related)) != NULL)
    gtk_box_remove (GTK_BOX (self->related), child);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    gtk_box_append (GTK_BOX (self->related), new_related (self, rows->pdata[i], tags));
  direct (self->related, gtk_widget_get_direction (GTK_WIDGET (self)));
  gtk_widget_set_visible (self->heading, rows != NULL && rows->len > 0);
}

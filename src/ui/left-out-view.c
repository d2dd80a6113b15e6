/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/left-out-view.h"

#include "base/text.h"
#include "ui/bidi.h"
#include "ui/spoken-name.h"

#include <glib/gi18n.h>

#define MOST_WORDS 1200 /* characters that are shown */
#define MOST_LINES 8

struct _SheafLeftOutView
{
  SheafPageInset parent_instance;
};

G_DEFINE_FINAL_TYPE (SheafLeftOutView, sheaf_left_out_view, SHEAF_TYPE_PAGE_INSET)

/* By the rule, or by the family that it belongs to: the first that fits. */
static const struct
{
  const char *rule, *reason;
} reasons[] = {
  /* Translators: these stand after "Left out:", and say what it is or why */
  { "reader", NC_ ("left out", "by you") },
  { "promo/ad", NC_ ("left out", "advertisement") },
  { "promo/agency", NC_ ("left out", "news agency") },
  /* Translators: a line that says where the article appeared first */
  { "promo/originally-published", NC_ ("left out", "where it appeared first") },
  { "promo/read-more", NC_ ("left out", "link to another article") },
  { "promo/", NC_ ("left out", "newsletter or promotion") },
  { "clean/comments", NC_ ("left out", "comments") },
  { "clean/form", NC_ ("left out", "form") },
  { "clean/hidden", NC_ ("left out", "hidden on the page") },
  { "clean/navigation", NC_ ("left out", "navigation") },
  { "clean/", NC_ ("left out", "surroundings of the article") },
  /* Translators: text beside the article (HTML's aside), and the end of a page (footer) */
  { "trim/aside", NC_ ("left out", "aside") },
  { "trim/footer", NC_ ("left out", "footer") },
  { "trim/facts", NC_ ("left out", "facts about the article") },
  { "trim/tooltip", NC_ ("left out", "tooltip") },
  { "trim/", NC_ ("left out", "surroundings of the article") },
  { "rules/", NC_ ("left out", "rule of the site") },
  { "join/", NC_ ("left out", "repeated on a further page") },
  { "structure/caption", NC_ ("left out", "repeated caption") },
};

const char *
sheaf_left_out_get_reason (const SheafRemoved *removed)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (removed->rule != NULL && g_str_has_prefix (removed->rule, reasons[i].rule))
      return g_dpgettext2 (NULL, "left out", reasons[i].reason);

  return C_ ("left out", "surroundings of the article");
}

static void
sheaf_left_out_view_class_init (SheafLeftOutViewClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "left-out");
}

static void
sheaf_left_out_view_init (SheafLeftOutView *self)
{
  gtk_box_set_spacing (sheaf_page_inset_get_box (SHEAF_PAGE_INSET (self)), 3);
}

static GtkWidget *
new_words (const char *text)
{
  g_autofree char *line = sheaf_text_line (text, MOST_WORDS);
  GtkWidget *words = gtk_label_new (line);

  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (words), MOST_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  sheaf_bidi_turn_label (GTK_LABEL (words));
  gtk_widget_add_css_class (words, "words");

  return words;
}

static GtkWidget *
new_button (const char *text, guint index)
{
  /* Translators: puts a block that was left out back into the article */
  GtkWidget *button = gtk_button_new_with_label (C_ ("left out", "Restore"));
  g_autofree char *beginning = sheaf_text_line (text, 60);
  /* Translators: a button; %s is the beginning of what was left out of an article */
  g_autofree char *name = g_strdup_printf (_ ("Restore: %s"), beginning);

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", index);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "article.put-back");
  sheaf_set_spoken_name (button, name);
  gtk_widget_set_cursor_from_name (button, "default");

  return button;
}

/* What the reader left out may be left out on all of the site. */
static GtkWidget *
new_always_button (guint index)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Always…"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Always leave this out on this site"));
  sheaf_set_spoken_name (button, _ ("Always leave this out on this site"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", index);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "article.leave-out-always");
  gtk_widget_set_cursor_from_name (button, "default");

  return button;
}

GtkWidget *
sheaf_left_out_view_new (const SheafRemoved *removed, guint index)
{
  SheafLeftOutView *self = g_object_new (SHEAF_TYPE_LEFT_OUT_VIEW, NULL);
  GtkBox *box = sheaf_page_inset_get_box (SHEAF_PAGE_INSET (self));
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* Translators: over a part of the page that was left out; %s is why: "navigation" */
  g_autofree char *reason
      = g_strdup_printf (_ ("Left out: %s"), sheaf_left_out_get_reason (removed));
  GtkWidget *why = gtk_label_new (reason);

  gtk_label_set_xalign (GTK_LABEL (why), 0);
  gtk_label_set_wrap (GTK_LABEL (why), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (why), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (why, "why");
  gtk_box_append (box, why);
  if (removed->text != NULL)
    gtk_box_append (box, new_words (removed->text));
  gtk_widget_set_halign (line, GTK_ALIGN_END);
  if (removed->why == SHEAF_REMOVED_READER)
    gtk_box_append (GTK_BOX (line), new_always_button (index));
  gtk_box_append (GTK_BOX (line), new_button (removed->text != NULL ? removed->text : "", index));
  gtk_box_append (box, line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, reason, -1);

  return GTK_WIDGET (self);
}

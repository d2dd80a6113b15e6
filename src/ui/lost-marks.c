/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A heading and a row each: the highlight as a card, and what can be done with it beside or, where
 * the page is narrow, below it. */

#include "ui/lost-marks.h"

#include "base/text.h"
#include "store/mark.h"
#include "ui/mark-card.h"
#include "ui/spoken-name.h"

#include <glib/gi18n.h>

#define MOST_ROWS 50

struct _SheafLostMarks
{
  GtkWidget parent_instance;

  GtkWidget *box, *heading, *rows, *more;
  char *shown; /* what they are made of: made anew only where that changes */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (SheafLostMarks, sheaf_lost_marks, GTK_TYPE_WIDGET)

/* --- Rows --- */

static GtkWidget *
finish_button (
    GtkWidget *button, const char *action, const char *name, const char *quote, gint64 id)
{
  g_autofree char *spoken = g_strdup_printf ("%s: %s", name, quote);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  sheaf_set_spoken_name (button, spoken);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

static GtkWidget *
new_icon (const char *icon, const char *action, const char *name, const char *quote, gint64 id)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);

  return finish_button (button, action, name, quote, id);
}

static GtkWidget *
new_row (SheafLostMarks *self, const SheafMark *mark, gboolean attaching)
{
  GtkWidget *row = gtk_box_new (
      self->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, self->narrow ? 0 : 6);
  GtkWidget *card = sheaf_mark_card_new (), *deeds = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  g_autofree char *quote = sheaf_text_line (mark->anchor->exact, 60);

  sheaf_mark_card_set (card, mark);
  sheaf_mark_card_say (card, attaching ? _ ("Select its new place in the text, then choose Attach")
                                       : NULL);
  gtk_widget_set_hexpand (card, TRUE);
  gtk_box_append (GTK_BOX (deeds), finish_button (gtk_button_new_with_label (_ ("Attach…")),
                                                  "mark.attach", _ ("Attach"), quote, mark->id));
  gtk_box_append (GTK_BOX (deeds), new_icon ("edit-copy-symbolic", "mark.copy-one",
                                             _ ("Copy with Source"), quote, mark->id));
  gtk_box_append (GTK_BOX (deeds), new_icon ("user-trash-symbolic", "mark.delete",
                                             _ ("Remove Highlight"), quote, mark->id));
  gtk_widget_set_valign (deeds, GTK_ALIGN_START);
  gtk_widget_set_halign (deeds, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (row), card);
  gtk_box_append (GTK_BOX (row), deeds);
  gtk_widget_add_css_class (row, "lost-mark");
  if (attaching)
    gtk_widget_add_css_class (row, "attaching");

  return row;
}

/* Which row has the focus; -1: none. */
static int
find_focus (SheafLostMarks *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  int i = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL && focus != NULL;
       row = gtk_widget_get_next_sibling (row), i++)
    if (gtk_widget_is_ancestor (focus, row))
      return i;

  return -1;
}

/* The row that stands there now, else the last one, else the page. */
static void
give_focus (SheafLostMarks *self, int i)
{
  GtkWidget *row = gtk_widget_get_first_child (self->rows);
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_TEXT_VIEW);

  while (row != NULL && i-- > 0 && gtk_widget_get_next_sibling (row) != NULL)
    row = gtk_widget_get_next_sibling (row);
  if (row != NULL)
    gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
  else if (view != NULL)
    gtk_widget_grab_focus (view);
}

static void
fill (SheafLostMarks *self, const GPtrArray *lost, gint64 attaching)
{
  int focus = find_focus (self);
  guint n = lost->len;
  GtkWidget *row;
  /* Translators: over those highlights of an article that its text as it is now has no place for */
  g_autofree char *heading
      = g_strdup_printf (ngettext ("%u highlight could not be found in this version",
                                   "%u highlights could not be found in this version", n),
                         n);
  guint beyond = n > MOST_ROWS ? n - MOST_ROWS : 0;
  /* Translators: highlights */
  g_autofree char *more = g_strdup_printf (
      ngettext ("%u more is among the notes", "%u more are among the notes", beyond), beyond);

  if (focus >= 0) /* not to what happens to stand beside them */
    give_focus (self, 0);
  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);
  for (guint i = 0; i < MIN (n, MOST_ROWS); i++)
    {
      const SheafMark *mark = lost->pdata[i];

      gtk_box_append (GTK_BOX (self->rows), new_row (self, mark, mark->id == attaching));
    }
  gtk_label_set_label (GTK_LABEL (self->heading), heading);
  gtk_label_set_label (GTK_LABEL (self->more), more);
  gtk_widget_set_visible (self->more, beyond > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                  -1);
  if (focus >= 0)
    give_focus (self, focus);
}

/* --- Life --- */

static void
sheaf_lost_marks_dispose (GObject *object)
{
  g_clear_pointer (&SHEAF_LOST_MARKS (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (sheaf_lost_marks_parent_class)->dispose (object);
}

static void
sheaf_lost_marks_finalize (GObject *object)
{
  g_free (SHEAF_LOST_MARKS (object)->shown);
  G_OBJECT_CLASS (sheaf_lost_marks_parent_class)->finalize (object);
}

static void
sheaf_lost_marks_class_init (SheafLostMarksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_lost_marks_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_lost_marks_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "lost-marks");
}

static void
sheaf_lost_marks_init (SheafLostMarks *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->heading = gtk_label_new (NULL);
  self->more = gtk_label_new (NULL);
  g_object_set (self->heading, "xalign", 0., "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  g_object_set (self->more, "xalign", 0., "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->heading, "why");
  gtk_widget_add_css_class (self->more, "why");
  gtk_box_append (GTK_BOX (self->box), self->heading);
  gtk_box_append (GTK_BOX (self->box), self->rows);
  gtk_box_append (GTK_BOX (self->box), self->more);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
sheaf_lost_marks_new (void)
{
  return g_object_new (SHEAF_TYPE_LOST_MARKS, NULL);
}

void
sheaf_lost_marks_set (SheafLostMarks *self, GPtrArray *marks, gint64 attaching)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new ();
  g_autoptr (GString) shown = g_string_new (NULL);

  for (guint i = 0; i < marks->len; i++)
    {
      SheafMark *mark = marks->pdata[i];

      if (mark->placed != SHEAF_PLACED_NOWHERE)
        continue;
      g_ptr_array_add (lost, mark);
      g_string_append_printf (shown, "%" G_GINT64_FORMAT " %u %d %s\n", mark->id, mark->color,
                              mark->id == attaching, mark->body != NULL ? mark->body : "");
    }
  if (g_strcmp0 (self->shown, shown->str) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (shown->str);
  fill (self, lost, attaching);
}

void
sheaf_lost_marks_set_narrow (SheafLostMarks *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      gtk_orientable_set_orientation (GTK_ORIENTABLE (row), narrow ? GTK_ORIENTATION_VERTICAL
                                                                   : GTK_ORIENTATION_HORIZONTAL);
      gtk_box_set_spacing (GTK_BOX (row), narrow ? 0 : 6);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is typed is looked for as a phrase at once; what was given by a search may fall apart into
 * its words. */

#include "ui/find-bar.h"

#include "ui/announce.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define MOST_SELECTED 100 /* characters of a selection that are taken as what to look for */

struct _SheafFindBar
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkSearchEntry *entry;
  GtkLabel *count;
  GtkWidget *previous, *next;
  SheafPageView *view; /* (nullable) */
  gboolean words;      /* what is in the field was not typed */
};

G_DEFINE_FINAL_TYPE (SheafFindBar, sheaf_find_bar, GTK_TYPE_WIDGET)

static gboolean
is_open (SheafFindBar *self)
{
  return gtk_revealer_get_reveal_child (self->revealer);
}

static const char *
get_text (SheafFindBar *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/* --- What there is --- */

static char *
count_hits (guint n, int current, gboolean by_words)
{
  if (n == 0)
    return g_strdup (C_ ("find", "No hits"));
  if (by_words)
    /* Translators: the hit gone to, and how many there are, of single words of what was looked for
     */
    return g_strdup_printf (C_ ("find", "%'d of %'u words"), current + 1, n);

  /* Translators: the hit gone to, and how many there are */
  return g_strdup_printf (C_ ("find", "%'d of %'u"), current + 1, n);
}

static void
found_cb (SheafFindBar *self)
{
  guint n;
  int current;
  gboolean by_words;
  gboolean known = sheaf_page_view_get_found (self->view, &n, &current, &by_words);
  g_autofree char *count = known ? count_hits (n, current, by_words) : NULL;

  if (count != NULL && is_open (self) && !g_str_equal (count, gtk_label_get_label (self->count)))
    sheaf_announce (GTK_WIDGET (self->entry), count);
  gtk_label_set_label (self->count, count != NULL ? count : "");
  gtk_widget_set_sensitive (self->previous, n > 0);
  gtk_widget_set_sensitive (self->next, n > 0);
  if (known && n == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
look (SheafFindBar *self)
{
  if (self->view != NULL && is_open (self))
    sheaf_page_view_find (self->view, get_text (self), self->words);
}

static void
changed_cb (SheafFindBar *self)
{
  self->words = FALSE;
  look (self);
}

static void
set_text (SheafFindBar *self, const char *text)
{
  g_signal_handlers_block_by_func (self->entry, changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  g_signal_handlers_unblock_by_func (self->entry, changed_cb, self);
}

/* --- Keys and buttons --- */

static void
next_cb (SheafFindBar *self)
{
  sheaf_page_view_step_found (self->view, 1);
}

static void
previous_cb (SheafFindBar *self)
{
  sheaf_page_view_step_found (self->view, -1);
}

static void
close_cb (SheafFindBar *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  sheaf_find_bar_close (self);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        SheafFindBar *self)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter)
    return GDK_EVENT_PROPAGATE;
  sheaf_page_view_step_found (self->view, (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);

  return GDK_EVENT_STOP;
}

/* --- Opening and closing --- */

static void
reveal (SheafFindBar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/* While it is closed nothing in it takes the focus. */
static void
revealed_cb (SheafFindBar *self)
{
  if (!gtk_revealer_get_child_revealed (self->revealer) && !is_open (self))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* (transfer full) (nullable): nothing is selected, or too much */
static char *
dup_selected (SheafFindBar *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter start, end;
  char *text;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end)
      || gtk_text_iter_get_offset (&end) - gtk_text_iter_get_offset (&start) > MOST_SELECTED)
    return NULL;
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  if (strpbrk (text, "\n\t") == NULL)
    return text;
  g_free (text);

  return NULL;
}

void
sheaf_find_bar_open (SheafFindBar *self)
{
  g_autofree char *selected = dup_selected (self);

  if (selected != NULL)
    {
      self->words = FALSE;
      set_text (self, selected);
    }
  if (!is_open (self))
    sheaf_page_view_begin_find (self->view, TRUE);
  reveal (self);
  look (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

void
sheaf_find_bar_open_with (SheafFindBar *self, const char *text)
{
  set_text (self, text);
  self->words = TRUE;
  sheaf_page_view_begin_find (self->view, FALSE);
  reveal (self);
  look (self);
}

void
sheaf_find_bar_step (SheafFindBar *self, int step)
{
  if (is_open (self))
    sheaf_page_view_step_found (self->view, step);
  else if (*get_text (self) == '\0')
    sheaf_find_bar_open (self);
  else
    {
      sheaf_page_view_begin_find (self->view, TRUE);
      reveal (self);
      look (self);
    }
}

gboolean
sheaf_find_bar_close (SheafFindBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!is_open (self))
    return FALSE;
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  sheaf_page_view_find (self->view, NULL, FALSE);

  return TRUE;
}

/* --- Life --- */

static void
sheaf_find_bar_dispose (GObject *object)
{
  SheafFindBar *self = SHEAF_FIND_BAR (object);

  g_clear_weak_pointer (&self->view);
  if (self->revealer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->revealer));
  self->revealer = NULL;
  G_OBJECT_CLASS (sheaf_find_bar_parent_class)->dispose (object);
}

static void
sheaf_find_bar_class_init (SheafFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_find_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheaf_app/Sheaf/ui/find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafFindBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, SheafFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, SheafFindBar, count);
  gtk_widget_class_bind_template_child (widget_class, SheafFindBar, previous);
  gtk_widget_class_bind_template_child (widget_class, SheafFindBar, next);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
sheaf_find_bar_init (SheafFindBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (close_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "next-match", G_CALLBACK (next_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "previous-match", G_CALLBACK (previous_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->revealer, "notify::child-revealed", G_CALLBACK (revealed_cb), self,
                           G_CONNECT_SWAPPED);
  /* Before the field: to it, Enter is Enter with and without Shift. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

void
sheaf_find_bar_set_view (SheafFindBar *self, SheafPageView *view)
{
  g_return_if_fail (self->view == NULL);

  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (view, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  found_cb (self);
}

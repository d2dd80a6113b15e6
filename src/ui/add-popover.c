/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Enter saves and closes; Shift+Enter begins another line. What is no address is told in place and
 * stays. */

#include "ui/add-popover.h"

#include "base/error.h"
#include "base/text.h"
#include "base/url-in-text.h"
#include "base/url.h"
#include "ui/tag-chips.h"

#include <glib/gi18n.h>
#include <string.h>

#define CLIPBOARD_MOST 4000

struct _SheafAddPopover
{
  GtkPopover parent_instance;

  GtkWidget *addresses;
  GtkWidget *problem;
  GtkWidget *tags;
  GtkWidget *save;

  GtkWidget *chips;
  GPtrArray *names; /* of char *: the tags chosen */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SheafAddPopover, sheaf_add_popover, GTK_TYPE_POPOVER)

static guint save_signal;

static GtkTextBuffer *
get_buffer (SheafAddPopover *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->addresses));
}

static char *
dup_typed (SheafAddPopover *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);

  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
}

static void
complain (SheafAddPopover *self, const char *words)
{
  gtk_label_set_label (GTK_LABEL (self->problem), words != NULL ? words : "");
  gtk_widget_set_visible (self->problem, words != NULL);
}

/* The typed lines as addresses; NULL where there is none, or one is no address (it is told).
 * (transfer full) */
static GStrv
read_addresses (SheafAddPopover *self)
{
  g_autofree char *typed = dup_typed (self);
  g_auto (GStrv) lines = g_strsplit_set (typed, "\r\n", -1);
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  gboolean any = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *url = NULL;

      if (sheaf_text_is_blank (lines[i]))
        continue;
      url = sheaf_url_from_typed (lines[i], NULL);
      if (url == NULL)
        {
          g_autofree char *sentence
              = sheaf_error_sentence_for (SHEAF_ERROR_BAD_ADDRESS, g_strstrip (lines[i]));

          complain (self, sentence);
          return NULL;
        }
      any = TRUE;
      g_strv_builder_add (found, url);
    }

  return any ? g_strv_builder_end (found) : NULL;
}

static void
show_tags (SheafAddPopover *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < self->names->len; i++)
    g_strv_builder_add (names, self->names->pdata[i]);
  all = g_strv_builder_end (names);
  sheaf_tag_chips_set_tags (SHEAF_TAG_CHIPS (self->chips), (const char *const *)all);
  gtk_widget_queue_resize (self->chips);
}

static void
add_tag_cb (SheafAddPopover *self, const char *name)
{
  if (!g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, NULL))
    g_ptr_array_add (self->names, g_strdup (name));
  show_tags (self);
}

static void
remove_tag_cb (SheafAddPopover *self, const char *name)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, &index))
    g_ptr_array_remove_index (self->names, index);
  show_tags (self);
}

static void
save_cb (SheafAddPopover *self)
{
  g_auto (GStrv) addresses = read_addresses (self);
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  if (addresses == NULL)
    return;
  for (guint i = 0; i < self->names->len; i++)
    g_strv_builder_add (tags, self->names->pdata[i]);
  names = g_strv_builder_end (tags);
  gtk_text_buffer_set_text (get_buffer (self), "", -1);
  g_ptr_array_set_size (self->names, 0);
  show_tags (self);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, save_signal, 0, addresses, names);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        SheafAddPopover *self)
{
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || (state & GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  save_cb (self);

  return GDK_EVENT_STOP;
}

/* --- The clipboard --- */

static void
clipboard_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  SheafAddPopover *self = data;
  g_auto (GStrv) found = NULL;
  g_autofree char *typed = NULL, *joined = NULL;
  GtkTextIter start, end;

  if (text == NULL || strlen (text) > CLIPBOARD_MOST)
    return; /* nothing there, or cancelled: SELF may be gone */
  found = sheaf_url_find_all (text);
  typed = dup_typed (self);
  if (found[0] == NULL || *typed != '\0')
    return;
  joined = g_strjoinv ("\n", found);
  gtk_text_buffer_set_text (get_buffer (self), joined, -1);
  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  gtk_text_buffer_select_range (get_buffer (self), &end, &start);
}

static void
sheaf_add_popover_show (GtkWidget *widget)
{
  SheafAddPopover *self = SHEAF_ADD_POPOVER (widget);

  complain (self, NULL);
  GTK_WIDGET_CLASS (sheaf_add_popover_parent_class)->show (widget);
  gtk_widget_grab_focus (self->addresses);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), self->cancellable, clipboard_cb,
                                 self);
}

static void
sheaf_add_popover_dispose (GObject *object)
{
  SheafAddPopover *self = SHEAF_ADD_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (sheaf_add_popover_parent_class)->dispose (object);
}

static void
sheaf_add_popover_finalize (GObject *object)
{
  SheafAddPopover *self = SHEAF_ADD_POPOVER (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->names);
  G_OBJECT_CLASS (sheaf_add_popover_parent_class)->finalize (object);
}

static void
sheaf_add_popover_class_init (SheafAddPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_add_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_add_popover_finalize;
  widget_class->show = sheaf_add_popover_show;
  save_signal = g_signal_new ("save", SHEAF_TYPE_ADD_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 2, G_TYPE_STRV, G_TYPE_STRV);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheaf_app/Sheaf/ui/add-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafAddPopover, addresses);
  gtk_widget_class_bind_template_child (widget_class, SheafAddPopover, problem);
  gtk_widget_class_bind_template_child (widget_class, SheafAddPopover, tags);
  gtk_widget_class_bind_template_child (widget_class, SheafAddPopover, save);
}

static void
sheaf_add_popover_init (SheafAddPopover *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->chips = sheaf_tag_chips_new ();
  g_object_set (self->chips, "measure", 300, NULL);
  gtk_box_append (GTK_BOX (self->tags), self->chips);
  g_signal_connect_object (self->chips, "add", G_CALLBACK (add_tag_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chips, "remove", G_CALLBACK (remove_tag_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->addresses, keys);
}

GtkWidget *
sheaf_add_popover_new (void)
{
  return g_object_new (SHEAF_TYPE_ADD_POPOVER, NULL);
}

void
sheaf_add_popover_set_known_tags (SheafAddPopover *self, const char *const *names)
{
  sheaf_tag_chips_set_known (SHEAF_TAG_CHIPS (self->chips), names);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Follows the engine's signals; the menu of voices is made when the language of what is said
 * changes. */

#include "ui/aloud-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SheafAloudBar
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkWidget *away, *problem, *play, *speed, *voice;
  SheafAloud *aloud;   /* (nullable) */
  SheafPageView *view; /* (nullable) */
  char *lang;          /* (nullable): of the voices in the menu */
};

G_DEFINE_FINAL_TYPE (SheafAloudBar, sheaf_aloud_bar, GTK_TYPE_WIDGET)

static const double speeds[] = { .5, .75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3 };

static char *
dup_speed (double speed)
{
  /* Translators: how fast is read aloud, as "1.5×" */
  return g_strdup_printf (C_ ("speed", "%g×"), speed);
}

static GMenuModel *
make_speeds (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      g_autofree char *label = dup_speed (speeds[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "win.aloud-speed", "d", speeds[i]);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}

static void
add_voice (GMenu *menu, const char *label, const char *name)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.aloud-voice", "s", name);
  g_menu_append_item (menu, item);
}

static void
update_voices (SheafAloudBar *self)
{
  const char *lang = sheaf_aloud_get_lang (self->aloud);
  g_auto (GStrv) names = lang != NULL ? sheaf_aloud_list_voices (self->aloud, lang) : NULL;
  gboolean any = names != NULL && names[0] != NULL;
  g_autoptr (GMenu) menu = NULL;

  gtk_widget_set_visible (self->voice, any);
  if (!any || g_strcmp0 (lang, self->lang) == 0)
    return;
  g_free (self->lang);
  self->lang = g_strdup (lang);
  menu = g_menu_new ();
  add_voice (menu, C_ ("voice", "Automatic"), "");
  for (guint i = 0; names[i] != NULL; i++)
    add_voice (menu, names[i], names[i]);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->voice), G_MENU_MODEL (menu));
}

static char *
dup_problem (SheafAloudBar *self)
{
  switch (sheaf_aloud_get_state (self->aloud))
    {
    case SHEAF_ALOUD_NO_SERVICE:
      return g_strdup (
          _ ("There is nothing to speak with. Install Speech Dispatcher with a voice, as "
             "eSpeak NG, then press Play again."));
    case SHEAF_ALOUD_NO_VOICE:
      /* Translators: %s is the code of a language, as "de" */
      return g_strdup_printf (
          _ ("No voice speaks the language of this text (%s). Install one, then "
             "press Play again, or go on to the next paragraph."),
          sheaf_aloud_get_lang (self->aloud));
    case SHEAF_ALOUD_FAILED:
      return g_strdup (_ ("The voice fell silent. Press Play to hear the sentence again."));
    case SHEAF_ALOUD_STOPPED:
    case SHEAF_ALOUD_PLAYING:
    case SHEAF_ALOUD_PAUSED:
      break;
    }

  return NULL;
}

static void
name_button (GtkWidget *button, const char *name)
{
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update_away (SheafAloudBar *self)
{
  gtk_widget_set_visible (self->away, !sheaf_page_view_is_spoken_in_sight (self->view));
}

static void
changed_cb (SheafAloudBar *self)
{
  SheafAloudState state = sheaf_aloud_get_state (self->aloud);
  gboolean plays = state == SHEAF_ALOUD_PLAYING;
  g_autofree char *problem = dup_problem (self);
  g_autofree char *speed = dup_speed (sheaf_aloud_get_speed (self->aloud));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  gtk_button_set_icon_name (GTK_BUTTON (self->play), plays ? "media-playback-pause-symbolic"
                                                           : "media-playback-start-symbolic");
  name_button (self->play, plays ? _ ("Pause") : _ ("Play"));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->speed), speed);
  gtk_widget_set_visible (self->problem, problem != NULL);
  gtk_label_set_label (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  update_voices (self);
  if (state == SHEAF_ALOUD_STOPPED && focus != NULL
      && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (state != SHEAF_ALOUD_STOPPED)
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, state != SHEAF_ALOUD_STOPPED);
}

static void
sentence_cb (SheafAloudBar *self)
{
  update_voices (self);
  update_away (self);
}

/* While it is closed nothing in it takes the focus. */
static void
revealed_cb (SheafAloudBar *self)
{
  if (!gtk_revealer_get_child_revealed (self->revealer)
      && !gtk_revealer_get_reveal_child (self->revealer))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* --- Buttons --- */

static void
step (SheafAloudBar *self, int by)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));
  GdkModifierType state = gdk_device_get_modifier_state (gdk_seat_get_keyboard (seat));

  gtk_widget_activate_action (
      GTK_WIDGET (self),
      (state & GDK_CONTROL_MASK) != 0 ? "win.aloud-paragraph" : "win.aloud-sentence", "i", by);
}

static void
back_cb (SheafAloudBar *self)
{
  step (self, -1);
}

static void
forward_cb (SheafAloudBar *self)
{
  step (self, 1);
}

static void
away_cb (SheafAloudBar *self)
{
  sheaf_page_view_show_spoken (self->view);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* --- Life --- */

static void
sheaf_aloud_bar_dispose (GObject *object)
{
  SheafAloudBar *self = SHEAF_ALOUD_BAR (object);

  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->aloud);
  g_clear_pointer (&self->lang, g_free);
  if (self->revealer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->revealer));
  self->revealer = NULL;
  G_OBJECT_CLASS (sheaf_aloud_bar_parent_class)->dispose (object);
}

static void
sheaf_aloud_bar_class_init (SheafAloudBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_aloud_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "aloudbar");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheaf_app/Sheaf/ui/aloud-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafAloudBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, SheafAloudBar, away);
  gtk_widget_class_bind_template_child (widget_class, SheafAloudBar, problem);
  gtk_widget_class_bind_template_child (widget_class, SheafAloudBar, play);
  gtk_widget_class_bind_template_child (widget_class, SheafAloudBar, speed);
  gtk_widget_class_bind_template_child (widget_class, SheafAloudBar, voice);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, forward_cb);
  gtk_widget_class_bind_template_callback (widget_class, away_cb);
  gtk_widget_class_bind_template_callback (widget_class, revealed_cb);
}

static void
sheaf_aloud_bar_init (SheafAloudBar *self)
{
  g_autoptr (GMenuModel) menu = make_speeds ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->speed), menu);
}

void
sheaf_aloud_bar_set_aloud (SheafAloudBar *self, SheafAloud *aloud, SheafPageView *view)
{
  g_return_if_fail (self->aloud == NULL);

  self->aloud = g_object_ref (aloud);
  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (aloud, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (aloud, "sentence", G_CALLBACK (sentence_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (view, "read", G_CALLBACK (update_away), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}

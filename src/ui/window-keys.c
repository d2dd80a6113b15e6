/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Single keys: seen before every widget (the list would take Space), given way to every text field
 * and menu. */

#include "ui/picture-viewer.h"
#include "ui/window-private.h"

#define PREFIX_MS 1200
#define NO_COLOR 99 /* the one that was used last */

static const struct
{
  guint key, prefix; /* prefix: 0, or the key that comes first */
  const char *action;
  int value;
  gboolean has_value; /* an int32 */
  gboolean has_color; /* an uint32 */
} keys[] = {
  { GDK_KEY_j, 0, "win.move", 1, TRUE },
  { GDK_KEY_k, 0, "win.move", -1, TRUE },
  { GDK_KEY_n, 0, "win.move-unread", 1, TRUE },
  { GDK_KEY_p, 0, "win.move-unread", -1, TRUE },
  { GDK_KEY_o, 0, "win.open" },
  { GDK_KEY_s, 0, "article.star" },
  { GDK_KEY_a, 0, "article.archive" },
  { GDK_KEY_t, 0, "article.add-tags" },
  { GDK_KEY_N, 0, "mark.note" },
  { GDK_KEY_h, 0, "mark.color", NO_COLOR, FALSE, TRUE },
  { GDK_KEY_1, 0, "mark.color", 0, FALSE, TRUE },
  { GDK_KEY_2, 0, "mark.color", 1, FALSE, TRUE },
  { GDK_KEY_3, 0, "mark.color", 2, FALSE, TRUE },
  { GDK_KEY_4, 0, "mark.color", 3, FALSE, TRUE },
  { GDK_KEY_5, 0, "mark.color", 4, FALSE, TRUE },
  { GDK_KEY_c, 0, "mark.copy" },
  { GDK_KEY_S, 0, "selected.search" },
  { GDK_KEY_D, 0, "selected.look-up" },
  { GDK_KEY_T, 0, "selected.translate" },
  { GDK_KEY_v, 0, "article.open-original" },
  { GDK_KEY_l, 0, "win.outline" },
  { GDK_KEY_L, 0, "article.show-left-out" },
  { GDK_KEY_e, 0, "article.edit-details" },
  { GDK_KEY_X, 0, "article.leave-out" },
  { GDK_KEY_bracketright, 0, "win.step-heading", 1, TRUE },
  { GDK_KEY_bracketleft, 0, "win.step-heading", -1, TRUE },
  { GDK_KEY_braceright, 0, "mark.step", 1, TRUE },
  { GDK_KEY_braceleft, 0, "mark.step", -1, TRUE },
  { GDK_KEY_r, 0, "win.aloud" },
  { GDK_KEY_R, 0, "win.aloud-stop" },
  { GDK_KEY_comma, 0, "win.aloud-sentence", -1, TRUE },
  { GDK_KEY_period, 0, "win.aloud-sentence", 1, TRUE },
  { GDK_KEY_less, 0, "win.aloud-paragraph", -1, TRUE },
  { GDK_KEY_greater, 0, "win.aloud-paragraph", 1, TRUE },
  { GDK_KEY_x, 0, "win.mark" },
  { GDK_KEY_z, 0, "win.undo" },
  { GDK_KEY_Z, 0, "win.redo" },
  { GDK_KEY_slash, 0, "win.start-search" },
  { GDK_KEY_plus, 0, "win.text-size", 1, TRUE },
  { GDK_KEY_minus, 0, "win.text-size", -1, TRUE },
  { GDK_KEY_question, 0, "win.keys" },
  { GDK_KEY_u, GDK_KEY_g, "win.go", SHEAF_PLACE_UNREAD, TRUE },
  { GDK_KEY_s, GDK_KEY_g, "win.go", SHEAF_PLACE_STARRED, TRUE },
  { GDK_KEY_a, GDK_KEY_g, "win.go", SHEAF_PLACE_ARCHIVE, TRUE },
  { GDK_KEY_h, GDK_KEY_g, "win.go", SHEAF_PLACE_ALL, TRUE },
  { GDK_KEY_t, GDK_KEY_g, "win.go", SHEAF_PLACE_TRASH, TRUE },
};

static gboolean
takes_text (GtkWidget *focus)
{
  return focus != NULL
         && (GTK_IS_EDITABLE (focus)
             || (GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus))));
}

static void
run (SheafWindow *self, guint i)
{
  GVariant *value = keys[i].has_value   ? g_variant_new_int32 (keys[i].value)
                    : keys[i].has_color ? g_variant_new_uint32 ((guint)keys[i].value)
                                        : NULL;

  gtk_widget_activate_action_variant (GTK_WIDGET (self), keys[i].action, value);
}

/* Space and Delete are no letters: they are not switched off. */
static gboolean
press_other (SheafWindow *self, GtkWidget *focus, guint key, gboolean shift)
{
  gboolean in_list = sheaf_article_pane_has_row_focus (self->list, focus);
  gboolean in_reader = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->reader))
                       && !GTK_IS_BUTTON (focus);

  if (key == GDK_KEY_space && (in_list || in_reader))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "i", shift ? -1 : 1);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Delete && (in_list || in_reader))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "article.delete", NULL);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        SheafWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  /* By the keyboard's time: a window that is busy may see both keys late. */
  guint32 now = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller));
  gboolean prefixed = self->prefix != 0 && now - self->prefix <= PREFIX_MS;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0
      || self->library == NULL)
    return GDK_EVENT_PROPAGATE;
  if (takes_text (focus)
      || (focus != NULL && gtk_widget_get_ancestor (focus, SHEAF_TYPE_PICTURE_VIEWER) != NULL))
    return GDK_EVENT_PROPAGATE;
  if (focus != NULL && gtk_widget_get_native (focus) != GTK_NATIVE (self))
    return GDK_EVENT_PROPAGATE; /* in a menu: its own letters */
  if (press_other (self, focus, key, (state & GDK_SHIFT_MASK) != 0))
    return GDK_EVENT_STOP;
  if (!g_settings_get_boolean (self->settings, "single-keys"))
    return GDK_EVENT_PROPAGATE;

  self->prefix = !prefixed && key == GDK_KEY_g ? MAX (now, 1) : 0;
  if (self->prefix != 0)
    return GDK_EVENT_STOP;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key && keys[i].prefix == (prefixed ? GDK_KEY_g : 0))
      {
        run (self, i);
        return GDK_EVENT_STOP;
      }

  return prefixed; /* a broken sequence is swallowed */
}

void
sheaf_window_init_keys (SheafWindow *self)
{
  GtkEventController *keyboard = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keyboard, GTK_PHASE_CAPTURE);
  g_signal_connect (keyboard, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keyboard);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules on arrival as sentences, in the order in which they are applied: switched on and off,
 * moved by dragging or with Alt and an arrow, opened to be changed, deleted. */

#include "base/items.h"
#include "base/text.h"
#include "ui/preferences.h"
#include "ui/rule-editor.h"

#include <glib/gi18n.h>

#define SHEAF_TYPE_RULES_PAGE (sheaf_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (SheafRulesPage, sheaf_rules_page, SHEAF, RULES_PAGE, AdwPreferencesPage)

struct _SheafRulesPage
{
  AdwPreferencesPage parent_instance;

  SheafStore *store;
  SheafUndoStack *undo; /* not owned: the window's */
  GStrv known;          /* (nullable): tags */
  GtkWidget *group, *nothing;
  GPtrArray *rules; /* of SheafArrivalRule */
  GPtrArray *rows;  /* of the same, not owned */
  gboolean loaded;
  gint64 focus; /* the rule that has it after the next refill; 0: none */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SheafRulesPage, sheaf_rules_page, ADW_TYPE_PREFERENCES_PAGE)

/* --- In words --- */

static char *
dup_effect (const SheafArrivalRule *rule)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; rule->tags != NULL && rule->tags[i] != NULL; i++)
    {
      /* Translators: what a rule does (it tags), a part of "→ tag news, archive, star". %s: a tag
       */
      g_autofree char *tag = g_strdup_printf (C_ ("rule", "tag %s"), rule->tags[i]);

      g_strv_builder_add (parts, tag);
    }
  if (rule->archive)
    /* Translators: what a rule does: it archives the article */
    g_strv_builder_add (parts, C_ ("rule", "archive"));
  if (rule->star)
    /* Translators: what a rule does: it gives the article a star */
    g_strv_builder_add (parts, C_ ("rule", "star"));
  all = g_strv_builder_end (parts);
  joined = g_strjoinv (sheaf_items_comma (), all);

  /* Translators: %s is all that a rule does; the arrow points on in the line: ← where it runs from
   * the right */
  return g_strdup_printf (C_ ("rule", "→ %s"), joined);
}

/* --- Changing --- */

static void
write_rule (SheafRulesPage *self, const SheafArrivalRule *rule)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_new_arrival_rule (rule);

  sheaf_undo_stack_do (self->undo, SHEAF_DEED_ARRIVAL_RULE, edit, NULL);
}

static void
remove_rule (SheafRulesPage *self, gint64 id)
{
  g_autoptr (SheafEdit) edit = sheaf_edit_new_remove_arrival_rule (id);

  sheaf_undo_stack_do (self->undo, SHEAF_DEED_DELETE_RULE, edit, NULL);
}

static void
save_cb (SheafRulesPage *self, const SheafArrivalRule *rule, gboolean here)
{
  self->focus = rule->id;
  write_rule (self, rule);
  if (here)
    {
      g_autoptr (SheafEdit) edit = sheaf_edit_new_apply_rule (rule);

      sheaf_undo_stack_do (self->undo, SHEAF_DEED_APPLY_RULE, edit, NULL);
    }
}

static guint
get_place (SheafRulesPage *self, gint64 id)
{
  for (guint i = 0; i < self->rules->len; i++)
    if (((SheafArrivalRule *)self->rules->pdata[i])->id == id)
      return i;

  return G_MAXUINT;
}

static void
remove_cb (SheafRulesPage *self, SheafRuleEditor *editor)
{
  const gint64 *id = g_object_get_data (G_OBJECT (editor), "rule");

  remove_rule (self, *id);
}

static void
edit_rule (SheafRulesPage *self, const SheafArrivalRule *rule)
{
  SheafRuleEditor *editor
      = sheaf_rule_editor_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->store,
                               rule, (const char *const *)self->known);

  if (rule != NULL)
    g_object_set_data_full (G_OBJECT (editor), "rule", g_memdup2 (&rule->id, sizeof rule->id),
                            g_free);
  g_signal_connect_object (editor, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
add_cb (SheafRulesPage *self)
{
  edit_rule (self, NULL);
}

/* --- Rows --- */

static gint64
get_id (gpointer row)
{
  return *(gint64 *)g_object_get_data (G_OBJECT (row), "rule");
}

static void
activated_cb (SheafRulesPage *self, GtkWidget *row)
{
  guint place = get_place (self, get_id (row));

  if (place != G_MAXUINT)
    edit_rule (self, self->rules->pdata[place]);
}

static void
switched_cb (GtkSwitch *button, GParamSpec *pspec, SheafRulesPage *self)
{
  guint place = get_place (
      self, get_id (gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW)));
  SheafArrivalRule *rule = place != G_MAXUINT ? self->rules->pdata[place] : NULL;

  if (rule == NULL || rule->enabled == gtk_switch_get_active (button))
    return;
  rule->enabled = gtk_switch_get_active (button);
  write_rule (self, rule);
}

static void
move_rule (SheafRulesPage *self, gint64 id, guint place)
{
  g_autoptr (SheafEdit) edit = NULL;

  if (place >= self->rules->len || get_place (self, id) == place)
    return;
  self->focus = id;
  edit = sheaf_edit_new_move_arrival_rule (id, place);
  sheaf_undo_stack_do (self->undo, SHEAF_DEED_ARRIVAL_RULE, edit, NULL);
}

/* ARGUMENTS: by how many places; 0: it is deleted. */
static gboolean
key_cb (GtkWidget *row, GVariant *arguments, gpointer data)
{
  SheafRulesPage *self = data;
  int by = g_variant_get_int32 (arguments);

  if (by == 0)
    remove_rule (self, get_id (row));
  else
    move_rule (self, get_id (row), get_place (self, get_id (row)) + (guint)by);

  return TRUE;
}

static void
add_keys (SheafRulesPage *self, GtkWidget *row)
{
  static const struct
  {
    const char *trigger;
    int by;
  } keys[] = { { "<Alt>Up", -1 }, { "<Alt>Down", 1 }, { "Delete", 0 } };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                                                gtk_callback_action_new (key_cb, self, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (keys[i].by));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_widget_add_controller (row, controller);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, GtkWidget *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, (int)x, (int)y);

  return gdk_content_provider_new_typed (G_TYPE_INT64, get_id (row));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SheafRulesPage *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  move_rule (self, g_value_get_int64 (value), get_place (self, get_id (row)));

  return TRUE;
}

static void
add_dragging (SheafRulesPage *self, GtkWidget *row)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT64, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

static GtkWidget *
new_row (SheafRulesPage *self, const SheafArrivalRule *rule)
{
  g_autofree char *effect = dup_effect (rule);
  GtkWidget *row = sheaf_preferences_row_new (rule->query, effect);
  GtkWidget *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  GtkWidget *button = gtk_switch_new ();

  g_object_set_data_full (G_OBJECT (row), "rule", g_memdup2 (&rule->id, sizeof rule->id), g_free);
  gtk_widget_add_css_class (handle, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), handle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (button), rule->enabled);
  gtk_widget_set_tooltip_text (button, _ ("Whether the rule is applied"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  rule->query, -1);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (switched_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  add_keys (self, row);
  add_dragging (self, row);

  return row;
}

static void
show_rules (SheafRulesPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const SheafArrivalRule *rule = self->rules->pdata[i];
      GtkWidget *row = new_row (self, rule);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
      g_ptr_array_add (self->rows, row);
      if (rule->id == self->focus)
        gtk_widget_grab_focus (row);
    }
  self->focus = 0;
  gtk_widget_set_visible (self->nothing, self->rules->len == 0);
}

static gboolean
is_shown (SheafRulesPage *self, GPtrArray *rules)
{
  if (!self->loaded || rules->len != self->rules->len || self->rows->len != rules->len)
    return FALSE;
  for (guint i = 0; i < rules->len; i++)
    {
      const SheafArrivalRule *a = rules->pdata[i], *b = self->rules->pdata[i];
      g_autofree char *x = dup_effect (a), *y = dup_effect (b);

      if (a->id != b->id || a->enabled != b->enabled || !g_str_equal (a->query, b->query)
          || !g_str_equal (x, y))
        return FALSE;
    }

  return TRUE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafRulesPage) self = data;
  GPtrArray *rules = sheaf_store_load_rules_finish (SHEAF_STORE (source), result, NULL);

  if (rules == NULL)
    return;
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || is_shown (self, rules))
    {
      g_ptr_array_unref (rules);
      return;
    }
  g_ptr_array_unref (self->rules);
  self->rules = rules;
  self->loaded = TRUE;
  show_rules (self);
}

static void
load (SheafRulesPage *self)
{
  sheaf_store_load_rules_async (self->store, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
changed_cb (SheafRulesPage *self, const SheafChange *change)
{
  if (change->flags & SHEAF_CHANGE_SAVED)
    load (self);
}

/* --- Life --- */

static void
sheaf_rules_page_dispose (GObject *object)
{
  SheafRulesPage *self = SHEAF_RULES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sheaf_rules_page_parent_class)->dispose (object);
}

static void
sheaf_rules_page_finalize (GObject *object)
{
  SheafRulesPage *self = SHEAF_RULES_PAGE (object);

  g_clear_object (&self->cancellable);
  g_strfreev (self->known);
  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (sheaf_rules_page_parent_class)->finalize (object);
}

static void
sheaf_rules_page_class_init (SheafRulesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_rules_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_rules_page_finalize;
}

static void
sheaf_rules_page_init (SheafRulesPage *self)
{
  GtkWidget *last = adw_preferences_group_new (); /* rules come and go before it */

  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_arrival_rule_free);
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Rules on Arrival"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self->group),
      _ ("What is done with an article when it comes, in this order. Each rule does it once: what "
         "you change afterwards stays. Alt+↑ and Alt+↓ move a rule, Delete deletes it."));
  self->nothing = sheaf_preferences_row_new (
      _ ("No rules yet"),
      _ ("A rule can tag, archive or star what comes from a site, for example"));
  gtk_widget_set_visible (self->nothing, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->nothing);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (self->group));
  sheaf_preferences_add_button (last, _ ("_Add Rule"), G_CALLBACK (add_cb), self);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (last));
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Rules"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "view-list-symbolic");
}

AdwPreferencesPage *
sheaf_rules_page_new (SheafStore *store, const char *const *known)
{
  SheafRulesPage *self = g_object_new (SHEAF_TYPE_RULES_PAGE, NULL);

  self->store = g_object_ref (store);
  self->known = g_strdupv ((GStrv)known);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return ADW_PREFERENCES_PAGE (self);
}

void
sheaf_rules_page_set_undo (AdwPreferencesPage *page, SheafUndoStack *undo)
{
  SHEAF_RULES_PAGE (page)->undo = undo;
  load (SHEAF_RULES_PAGE (page));
}

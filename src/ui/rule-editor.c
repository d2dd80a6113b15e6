/* SPDX-License-Identifier: GPL-3.0-or-later */

/* As the query is typed, the library is asked what it means now: how many, and the first titles. */

#include "ui/rule-editor.h"

#include "base/text.h"
#include "store/expression.h"
#include "ui/preferences.h"
#include "ui/tag-chips.h"
#include "ui/unknown-words.h"

#include <glib/gi18n.h>

#define WAIT_MS 150 /* after a key */
#define SHOWN 4     /* titles */
#define MEASURE 440 /* of the chips */

struct _SheafRuleEditor
{
  AdwWindow parent_instance;

  SheafStore *store;
  SheafArrivalRule *rule; /* what is being written; its id, enabled */
  GPtrArray *tags;        /* of char * */
  GtkWidget *query, *chips, *archive, *star, *here, *save;
  GtkWidget *found;  /* group */
  GPtrArray *titles; /* rows in it, not owned */
  GCancellable *cancellable;
  guint timer;
};

G_DEFINE_FINAL_TYPE (SheafRuleEditor, sheaf_rule_editor, ADW_TYPE_WINDOW)

enum
{
  SAVE,
  REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GStrv
dup_tags (SheafRuleEditor *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < self->tags->len; i++)
    g_strv_builder_add (names, self->tags->pdata[i]);

  return g_strv_builder_end (names);
}

static const char *
get_query (SheafRuleEditor *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->query));
}

/* It means something and does something. */
static void
update_save (SheafRuleEditor *self)
{
  g_autoptr (SheafQuery) query = sheaf_arrival_rule_query (get_query (self));
  gboolean does = self->tags->len > 0 || gtk_switch_get_active (GTK_SWITCH (self->archive))
                  || gtk_switch_get_active (GTK_SWITCH (self->star));

  gtk_widget_set_sensitive (self->save, query != NULL && does);
}

/* --- What it means --- */

static void
forget_titles (SheafRuleEditor *self)
{
  for (guint i = 0; i < self->titles->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->found), self->titles->pdata[i]);
  g_ptr_array_set_size (self->titles, 0);
}

static void
say (SheafRuleEditor *self, const char *text, SheafQuery *query)
{
  g_autofree char *unknown
      = query != NULL ? sheaf_unknown_words_mark (sheaf_query_get_text (query), G_MAXSIZE, NULL)
                      : NULL;
  g_autofree char *sentence = sheaf_unknown_words_dup_sentence (unknown);
  g_autofree char *both = g_strconcat (text, unknown != NULL ? " " : "", sentence, NULL);
  g_autofree char *markup = g_markup_escape_text (both, -1);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->found), markup);
}

static void
show_found (SheafRuleEditor *self, SheafQuery *query, guint n, GPtrArray *rows)
{
  g_autofree char *text = n > 0
                              ? g_strdup_printf (ngettext ("%'u article of the library matches.",
                                                           "%'u articles of the library match.", n),
                                                 n)
                              : g_strdup (_ ("No article of the library matches yet."));
  g_autofree char *here = g_strdup_printf (ngettext ("Apply to the %'u article already here",
                                                     "Apply to the %'u articles already here", n),
                                           n);

  forget_titles (self);
  say (self, text, query);
  for (guint i = 0; i < MIN (rows->len, SHOWN); i++)
    {
      const SheafRow *row = rows->pdata[i];
      GtkWidget *line = sheaf_preferences_row_new (row->title, row->site);

      adw_action_row_set_title_lines (ADW_ACTION_ROW (line), 1);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (line), 1);
      gtk_widget_set_focusable (line, FALSE);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->found), line);
      g_ptr_array_add (self->titles, line);
    }
  adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (gtk_widget_get_ancestor (self->here, ADW_TYPE_ACTION_ROW)), here);
  gtk_widget_set_visible (gtk_widget_get_ancestor (self->here, ADW_TYPE_ACTION_ROW), n > 0);
}

typedef struct
{
  SheafRuleEditor *editor;
  SheafQuery *query;
} Asking;

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asking *asking = data;
  g_autoptr (SheafRuleEditor) self = asking->editor;
  g_autoptr (SheafQuery) query = asking->query;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = sheaf_store_query_finish (SHEAF_STORE (source), result, &rows, &error);

  if (ids != NULL && self->cancellable != NULL)
    show_found (self, query, ids->len, rows);
}

static gboolean
ask_cb (gpointer data)
{
  SheafRuleEditor *self = data;
  g_autoptr (SheafQuery) query = sheaf_arrival_rule_query (get_query (self));
  Asking *asking;

  self->timer = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (query == NULL)
    {
      forget_titles (self);
      say (self,
           _ ("Words, or more precisely: site:example.org, author:name, words:>3000, lang:de, "
              "is:starred, -not, OR"),
           NULL);
      gtk_widget_set_visible (gtk_widget_get_ancestor (self->here, ADW_TYPE_ACTION_ROW), FALSE);
      return G_SOURCE_REMOVE;
    }
  asking = g_new0 (Asking, 1);
  asking->editor = g_object_ref (self);
  asking->query = g_steal_pointer (&query);
  sheaf_store_query_async (self->store, asking->query, self->cancellable, found_cb, asking);

  return G_SOURCE_REMOVE;
}

static void
typed_cb (SheafRuleEditor *self)
{
  update_save (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (WAIT_MS, ask_cb, self);
}

/* --- What it does --- */

static void
show_tags (SheafRuleEditor *self)
{
  g_auto (GStrv) names = dup_tags (self);

  sheaf_tag_chips_set_tags (SHEAF_TAG_CHIPS (self->chips), (const char *const *)names);
  gtk_widget_queue_resize (self->chips);
  update_save (self);
}

static void
add_tag_cb (SheafRuleEditor *self, const char *name)
{
  if (!g_ptr_array_find_with_equal_func (self->tags, name, g_str_equal, NULL))
    g_ptr_array_add (self->tags, g_strdup (name));
  show_tags (self);
}

static void
remove_tag_cb (SheafRuleEditor *self, const char *name)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (self->tags, name, g_str_equal, &index))
    g_ptr_array_remove_index (self->tags, index);
  show_tags (self);
}

static void
save_cb (SheafRuleEditor *self)
{
  g_auto (GStrv) tags = dup_tags (self);
  const SheafArrivalRule rule = {
    self->rule->id,
    (char *)get_query (self),
    tags,
    gtk_switch_get_active (GTK_SWITCH (self->archive)),
    gtk_switch_get_active (GTK_SWITCH (self->star)),
    self->rule->enabled,
  };
  GtkWidget *row = gtk_widget_get_ancestor (self->here, ADW_TYPE_ACTION_ROW);

  if (!gtk_widget_get_sensitive (self->save))
    return;
  g_signal_emit (self, signals[SAVE], 0, &rule,
                 gtk_widget_get_visible (row) && gtk_switch_get_active (GTK_SWITCH (self->here)));
  gtk_window_close (GTK_WINDOW (self));
}

static void
remove_cb (SheafRuleEditor *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Life --- */

static void
sheaf_rule_editor_dispose (GObject *object)
{
  SheafRuleEditor *self = SHEAF_RULE_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sheaf_rule_editor_parent_class)->dispose (object);
}

static void
sheaf_rule_editor_finalize (GObject *object)
{
  SheafRuleEditor *self = SHEAF_RULE_EDITOR (object);

  sheaf_arrival_rule_free (self->rule);
  g_ptr_array_unref (self->tags);
  g_ptr_array_unref (self->titles);
  G_OBJECT_CLASS (sheaf_rule_editor_parent_class)->finalize (object);
}

static void
sheaf_rule_editor_class_init (SheafRuleEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_rule_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_rule_editor_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
  signals[SAVE] = g_signal_new ("save", SHEAF_TYPE_RULE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
  signals[REMOVE] = g_signal_new ("remove", SHEAF_TYPE_RULE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
sheaf_rule_editor_init (SheafRuleEditor *self)
{
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->titles = g_ptr_array_new ();
}

static GtkWidget *
add_group (AdwPreferencesPage *page, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));

  return group;
}

static GtkWidget *
add_switch (SheafRuleEditor *self, GtkWidget *group, const char *title, gboolean on)
{
  GtkWidget *row = sheaf_preferences_row_new (title, NULL), *button = gtk_switch_new ();

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (button), on);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (update_save), self,
                           G_CONNECT_SWAPPED);

  return button;
}

/* Tags stand in a row of their own under their name. */
static GtkWidget *
new_tags_row (SheafRuleEditor *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (C_ ("rule", "Add tags"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_halign (self->chips, GTK_ALIGN_FILL);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->chips);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);

  return row;
}

static void
fill (SheafRuleEditor *self, AdwPreferencesPage *page)
{
  const SheafArrivalRule *rule = self->rule;
  GtkWidget *meaning = add_group (page, _ ("When an Article Comes"));
  GtkWidget *does;

  self->query = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->query), _ ("Query"));
  gtk_editable_set_text (GTK_EDITABLE (self->query), rule->query);
  g_signal_connect_object (self->query, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->query, "entry-activated", G_CALLBACK (save_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (meaning), self->query);
  self->found = add_group (page, NULL);

  does = add_group (page, _ ("Then"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (does), new_tags_row (self));
  self->archive = add_switch (self, does, _ ("Archive it"), rule->archive);
  self->star = add_switch (self, does, _ ("Star it"), rule->star);
  self->here = add_switch (self, add_group (page, NULL), "", FALSE);
  if (rule->id != 0)
    {
      GtkWidget *group = add_group (page, NULL);
      GtkWidget *remove = gtk_button_new_with_mnemonic (_ ("_Delete Rule"));

      gtk_widget_set_halign (remove, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (remove, "destructive-action");
      gtk_widget_add_css_class (remove, "pill");
      g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), remove);
    }
}

static GtkWidget *
new_header (SheafRuleEditor *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);

  return header;
}

SheafRuleEditor *
sheaf_rule_editor_new (GtkWindow *parent,
                       SheafStore *store,
                       const SheafArrivalRule *rule,
                       const char *const *known)
{
  SheafRuleEditor *self = g_object_new (
      SHEAF_TYPE_RULE_EDITOR, "transient-for", parent, "modal", TRUE, "destroy-with-parent", TRUE,
      "title", rule != NULL ? _ ("Edit Rule") : _ ("New Rule"), "default-width", 520,
      "default-height", 640, "width-request", 340, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  self->store = g_object_ref (store);
  self->rule = g_new0 (SheafArrivalRule, 1);
  self->rule->id = rule != NULL ? rule->id : 0;
  self->rule->query = g_strdup (rule != NULL ? rule->query : "");
  self->rule->archive = rule != NULL && rule->archive;
  self->rule->star = rule != NULL && rule->star;
  self->rule->enabled = rule == NULL || rule->enabled;
  for (guint i = 0; rule != NULL && rule->tags != NULL && rule->tags[i] != NULL; i++)
    g_ptr_array_add (self->tags, g_strdup (rule->tags[i]));
  self->chips = sheaf_tag_chips_new ();
  g_object_set (self->chips, "measure", MEASURE, NULL);
  if (known != NULL)
    sheaf_tag_chips_set_known (SHEAF_TAG_CHIPS (self->chips), known);
  g_signal_connect_object (self->chips, "add", G_CALLBACK (add_tag_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chips, "remove", G_CALLBACK (remove_tag_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), new_header (self));
  fill (self, page);
  gtk_widget_set_vexpand (GTK_WIDGET (page), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page));
  adw_window_set_content (ADW_WINDOW (self), box);
  show_tags (self);
  ask_cb (self);
  gtk_widget_grab_focus (self->query);

  return self;
}

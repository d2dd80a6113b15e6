/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ten thousand names are compared on a thread of the pool; what it found for names that have
 * changed meanwhile is thrown away. */

#include "ui/tag-pairs.h"

#include "base/text.h"
#include "store/edit.h"
#include "store/tag-name.h"
#include "ui/spoken-name.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

struct _SheafTagPairs
{
  GtkWidget parent_instance;

  GtkWidget *stack;
  GListStore *pairs;
  GSettings *settings;
  SheafUndoStack *undo;
  GCancellable *cancellable; /* of the search under way */
  GStrv names;
  GArray *totals; /* of guint, beside NAMES */
};

enum
{
  PROP_N_PAIRS = 1,
};

static GParamSpec *n_pairs_spec;

G_DEFINE_FINAL_TYPE (SheafTagPairs, sheaf_tag_pairs, GTK_TYPE_WIDGET)

/* --- A pair --- */

#define SHEAF_TYPE_TAG_PAIR (sheaf_tag_pair_get_type ())
G_DECLARE_FINAL_TYPE (SheafTagPair, sheaf_tag_pair, SHEAF, TAG_PAIR, GObject)

struct _SheafTagPair
{
  GObject parent_instance;

  char *from, *into; /* the one that fewer articles have, and the other */
  guint n_from, n_into;
};

G_DEFINE_FINAL_TYPE (SheafTagPair, sheaf_tag_pair, G_TYPE_OBJECT)

static void
sheaf_tag_pair_finalize (GObject *object)
{
  SheafTagPair *self = SHEAF_TAG_PAIR (object);

  g_free (self->from);
  g_free (self->into);
  G_OBJECT_CLASS (sheaf_tag_pair_parent_class)->finalize (object);
}

static void
sheaf_tag_pair_class_init (SheafTagPairClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_tag_pair_finalize;
}

static void
sheaf_tag_pair_init (SheafTagPair *self)
{
}

/* What it is remembered by: both folded names, whichever comes first. (transfer full) */
static char *
dup_mark (const char *a, const char *b)
{
  g_autofree char *x = sheaf_text_fold (a), *y = sheaf_text_fold (b);

  return g_strcmp0 (x, y) < 0 ? g_strconcat (x, "\n", y, NULL) : g_strconcat (y, "\n", x, NULL);
}

/* --- Finding --- */

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *const *names = data;
  GArray *found = sheaf_tag_find_similar (names, g_strv_length ((GStrv)names), cancellable);

  g_task_return_pointer (task, found, found != NULL ? (GDestroyNotify)g_array_unref : NULL);
}

static SheafTagPair *
make_pair (SheafTagPairs *self, guint a, guint b)
{
  guint n_a = g_array_index (self->totals, guint, a), n_b = g_array_index (self->totals, guint, b);
  gboolean swap = n_a > n_b;
  SheafTagPair *pair = g_object_new (SHEAF_TYPE_TAG_PAIR, NULL);

  pair->from = g_strdup (self->names[swap ? b : a]);
  pair->into = g_strdup (self->names[swap ? a : b]);
  pair->n_from = MIN (n_a, n_b);
  pair->n_into = MAX (n_a, n_b);

  return pair;
}

static void
show_pairs (SheafTagPairs *self, const GArray *found)
{
  g_auto (GStrv) apart = g_settings_get_strv (self->settings, "tags-apart");
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i + 1 < found->len; i += 2)
    {
      guint a = g_array_index (found, guint, i), b = g_array_index (found, guint, i + 1);
      g_autofree char *mark = dup_mark (self->names[a], self->names[b]);

      if (!g_strv_contains ((const char *const *)apart, mark))
        g_ptr_array_add (pairs, make_pair (self, a, b));
    }
  g_list_store_splice (self->pairs, 0, g_list_model_get_n_items (G_LIST_MODEL (self->pairs)),
                       pairs->pdata, pairs->len);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), pairs->len > 0 ? "pairs" : "none");
  g_object_notify_by_pspec (G_OBJECT (self), n_pairs_spec);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GArray) found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (found != NULL) /* else cancelled: there are other names now */
    show_pairs (SHEAF_TAG_PAIRS (source), found);
}

static void
find (SheafTagPairs *self)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, found_cb, NULL);
  g_task_set_source_tag (task, find);
  g_task_set_task_data (task, g_strdupv (self->names), (GDestroyNotify)g_strfreev);
  g_task_run_in_thread (task, find_in_thread);
}

void
sheaf_tag_pairs_update (SheafTagPairs *self, const SheafSidebarCounts *counts)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  GStrv before = self->names;
  GArray *totals_before = self->totals;

  self->totals = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < counts->tags->len; i++)
    {
      const SheafTagCount *tag = counts->tags->pdata[i];

      if (tag->id == 0)
        continue;
      g_strv_builder_add (names, tag->name);
      g_array_append_val (self->totals, tag->total);
    }
  self->names = g_strv_builder_end (names);
  if (before == NULL
      || !g_strv_equal ((const char *const *)before, (const char *const *)self->names)
      || (self->totals->len > 0
          && memcmp (totals_before->data, self->totals->data, self->totals->len * sizeof (guint))
                 != 0))
    find (self);
  g_strfreev (before);
  g_clear_pointer (&totals_before, g_array_unref);
}

/* --- What is done with a pair --- */

static void
merge_cb (GtkButton *button, GtkListItem *item)
{
  SheafTagPairs *self
      = SHEAF_TAG_PAIRS (gtk_widget_get_ancestor (GTK_WIDGET (button), SHEAF_TYPE_TAG_PAIRS));
  SheafTagPair *pair = gtk_list_item_get_item (item);
  const char *names[] = { pair->from, NULL };
  g_autoptr (SheafEdit) edit = sheaf_edit_new_merge_tags (names, pair->into);
  g_autofree char *words
      = g_strdup_printf (_ ("Tag “%s” merged into “%s”"), pair->from, pair->into);

  sheaf_undo_stack_do_saying (self->undo, SHEAF_DEED_MERGE_TAGS, edit, words);
}

static void
set_apart (SheafTagPairs *self, const char *mark, gboolean apart)
{
  g_auto (GStrv) marks = g_settings_get_strv (self->settings, "tags-apart");
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) now = NULL;

  for (guint i = 0; marks[i] != NULL; i++)
    if (!g_str_equal (marks[i], mark))
      g_strv_builder_add (kept, marks[i]);
  if (apart)
    g_strv_builder_add (kept, mark);
  now = g_strv_builder_end (kept);
  g_settings_set_strv (self->settings, "tags-apart", (const char *const *)now);
  find (self);
}

static void
apart_cb (GtkButton *button, GtkListItem *item)
{
  GtkWidget *widget = gtk_widget_get_ancestor (GTK_WIDGET (button), SHEAF_TYPE_TAG_PAIRS);
  GtkWidget *toasts = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  SheafTagPair *pair = gtk_list_item_get_item (item);
  g_autofree char *mark = dup_mark (pair->from, pair->into);
  g_autofree char *words
      = g_strdup_printf (_ ("“%s” and “%s” are kept apart"), pair->from, pair->into);
  g_autofree char *markup = g_markup_escape_text (words, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "pairs.together");
  adw_toast_set_action_target (toast, "s", mark);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), toast);
  set_apart (SHEAF_TAG_PAIRS (widget), mark, TRUE);
}

static void
together_cb (GSimpleAction *action, GVariant *mark, gpointer data)
{
  set_apart (data, g_variant_get_string (mark, NULL), FALSE);
}

/* --- Rows --- */

static GtkWidget *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, GCallback clicked, GtkListItem *item)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", clicked, item);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *merge;

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), texts);
  g_object_set_data (G_OBJECT (item), "names", add_label (texts, NULL));
  g_object_set_data (G_OBJECT (item), "counts", add_label (texts, "count"));
  gtk_widget_add_css_class (g_object_get_data (G_OBJECT (item), "counts"), "caption");
  g_object_set_data (G_OBJECT (item), "apart",
                     add_button (row, _ ("Keep Apart"), G_CALLBACK (apart_cb), item));
  gtk_widget_add_css_class (g_object_get_data (G_OBJECT (item), "apart"), "flat");
  merge = add_button (row, _ ("Merge"), G_CALLBACK (merge_cb), item);
  g_object_set_data (G_OBJECT (item), "merge", merge);
  gtk_widget_add_css_class (row, "pair");
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
set_name (GtkWidget *button, const char *name)
{
  gtk_widget_set_tooltip_text (button, name);
  sheaf_set_spoken_name (button, name);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  SheafTagPair *pair = gtk_list_item_get_item (item);
  /* Translators: the first tag becomes the second; ← where the line runs from the right */
  g_autofree char *names = g_strdup_printf (C_ ("merging", "%s → %s"), pair->from, pair->into);
  g_autofree char *from
      = g_strdup_printf (ngettext ("%'u article", "%'u articles", pair->n_from), pair->n_from);
  g_autofree char *into
      = g_strdup_printf (ngettext ("%'u article", "%'u articles", pair->n_into), pair->n_into);
  g_autofree char *counts = g_strdup_printf ("%s · %s", from, into);
  /* Translators: the second tag stays */
  g_autofree char *merge = g_strdup_printf (_ ("Merge “%s” into “%s”"), pair->from, pair->into);
  g_autofree char *apart = g_strdup_printf (_ ("Keep “%s” and “%s” Apart"), pair->from, pair->into);
  GtkWidget *parent = gtk_widget_get_parent (gtk_list_item_get_child (item));

  gtk_label_set_label (g_object_get_data (G_OBJECT (item), "names"), names);
  gtk_label_set_label (g_object_get_data (G_OBJECT (item), "counts"), counts);
  set_name (g_object_get_data (G_OBJECT (item), "merge"), merge);
  set_name (g_object_get_data (G_OBJECT (item), "apart"), apart);
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, names,
                                    -1);
}

/* --- Life --- */

/* A toast stands outside of this: the window around both has the action. */
static void
sheaf_tag_pairs_root (GtkWidget *widget)
{
  static const GActionEntry entries[]
      = { { .name = "together", .activate = together_cb, .parameter_type = "s" } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  GTK_WIDGET_CLASS (sheaf_tag_pairs_parent_class)->root (widget);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), widget);
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "pairs",
                                  G_ACTION_GROUP (group));
}

static void
sheaf_tag_pairs_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value,
                    g_list_model_get_n_items (G_LIST_MODEL (SHEAF_TAG_PAIRS (object)->pairs)));
}

static void
sheaf_tag_pairs_dispose (GObject *object)
{
  SheafTagPairs *self = SHEAF_TAG_PAIRS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->settings);
  g_clear_object (&self->undo);
  g_clear_pointer (&self->names, g_strfreev);
  g_clear_pointer (&self->totals, g_array_unref);
  G_OBJECT_CLASS (sheaf_tag_pairs_parent_class)->dispose (object);
}

static void
sheaf_tag_pairs_finalize (GObject *object)
{
  g_clear_object (&SHEAF_TAG_PAIRS (object)->pairs);
  G_OBJECT_CLASS (sheaf_tag_pairs_parent_class)->finalize (object);
}

static void
sheaf_tag_pairs_class_init (SheafTagPairsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sheaf_tag_pairs_dispose;
  object_class->finalize = sheaf_tag_pairs_finalize;
  object_class->get_property = sheaf_tag_pairs_get_property;
  n_pairs_spec = g_param_spec_uint ("n-pairs", NULL, NULL, 0, G_MAXUINT, 0,
                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_N_PAIRS, n_pairs_spec);
  GTK_WIDGET_CLASS (klass)->root = sheaf_tag_pairs_root;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_list (SheafTagPairs *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *view = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->pairs)))),
      factory);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_widget_add_css_class (view, "tag-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Look-Alikes"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);

  return scroller;
}

static void
sheaf_tag_pairs_init (SheafTagPairs *self)
{
  GtkWidget *none = adw_status_page_new ();

  self->pairs = g_list_store_new (SHEAF_TYPE_TAG_PAIR);
  self->stack = gtk_stack_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (none), "emblem-ok-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("Nothing Looks Alike"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (none),
      _ ("Tags that differ by an accent, a plural or a slip of the pen come here"));
  gtk_widget_add_css_class (none, "compact");
  gtk_stack_add_named (GTK_STACK (self->stack), none, "none");
  gtk_stack_add_named (GTK_STACK (self->stack), new_list (self), "pairs");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

GtkWidget *
sheaf_tag_pairs_new (GSettings *settings, SheafUndoStack *undo)
{
  SheafTagPairs *self = g_object_new (SHEAF_TYPE_TAG_PAIRS, NULL);

  self->settings = g_object_ref (settings);
  self->undo = g_object_ref (undo);

  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One list view for all kinds; a model's entry is what a screen reader is told of it, and its index
 * finds the rest. The rows that there are now are kept, so that the current one can be set off
 * while the page is scrolled. */

#include "ui/outline-view.h"

#include "base/text.h"
#include "base/url.h"
#include "document/outline.h"
#include "ui/bidi.h"

#include <glib/gi18n.h>

#define LEAST_HEIGHT 40
#define INDENT 18
#define WORDS_LINES 2
#define WORDS_CHARS 40 /* a row's height is guessed from this before it has a width */

typedef enum
{
  TAB_CONTENTS,
  TAB_LINKS,
  TAB_MARKS,
  TAB_PICTURES,
  N_TABS,
} Tab;

static const struct
{
  const char *title;
  int kind; /* SheafOutlineKind, or -1: of the view */
} tabs[N_TABS] = {
  [TAB_CONTENTS] = { N_ ("Contents"), SHEAF_OUTLINE_HEADINGS },
  [TAB_LINKS] = { N_ ("Links"), SHEAF_OUTLINE_LINKS },
  [TAB_MARKS] = { N_ ("Highlights"), -1 },
  [TAB_PICTURES] = { N_ ("Pictures"), SHEAF_OUTLINE_PICTURES },
};

struct _SheafOutlineView
{
  GtkWidget parent_instance;

  GtkWidget *buttons[N_TABS];
  GtkWidget *scroller, *list, *minutes, *nothing;

  SheafPageView *view;        /* weak: its reader owns both */
  SheafDocument *document;    /* (nullable): whose entries these are */
  GPtrArray *entries[N_TABS]; /* of SheafOutlineEntry */
  GArray *marks;              /* SheafPageMark: those of the highlights' entries */
  GtkStringList *model;
  GtkSingleSelection *selection;
  GPtrArray *items; /* GtkListItem: those with a row now */
  Tab tab;
  guint mapped; /* came into sight, and is not filled yet */
  int current;  /* index of the entry in whose section the page is, or -1 */
};

G_DEFINE_FINAL_TYPE (SheafOutlineView, sheaf_outline_view, GTK_TYPE_WIDGET)

static guint gone;

/* --- Words --- */

static char *
dup_words (SheafOutlineView *self, guint i)
{
  const SheafOutlineEntry *entry = self->entries[self->tab]->pdata[i];

  if (entry->words != NULL)
    return g_strdup (entry->words);

  return self->tab == TAB_PICTURES ? g_strdup_printf (_ ("Picture %u"), i + 1)
         : self->tab == TAB_LINKS  ? g_strdup (_ ("Link without words"))
                                   : g_strdup ("…");
}

/* What is said below the words. (nullable) */
static char *
dup_detail (SheafOutlineView *self, guint i)
{
  const SheafOutlineEntry *entry = self->entries[self->tab]->pdata[i];
  const SheafPageMark *mark;
  char *site;

  switch (self->tab)
    {
    case TAB_LINKS:
      if (*entry->href == '#')
        return g_strdup (_ ("In this article"));
      site = sheaf_url_site (entry->href);
      return site != NULL ? site : g_strdup (entry->href);
    case TAB_MARKS:
      mark = &g_array_index (self->marks, SheafPageMark, i);
      return mark->has_note
                 ? g_strdup_printf (_ ("%s, with a note"), sheaf_page_mark_get_name (mark->color))
                 : g_strdup (sheaf_page_mark_get_name (mark->color));
    case TAB_CONTENTS:
    case TAB_PICTURES:
    case N_TABS:
    default:
      return NULL;
    }
}

/* What a screen reader is told: the words, and what they are. */
static char *
dup_name (SheafOutlineView *self, guint i)
{
  const SheafOutlineEntry *entry = self->entries[self->tab]->pdata[i];
  g_autofree char *words = dup_words (self, i), *detail = dup_detail (self, i);

  switch (self->tab)
    {
    case TAB_CONTENTS:
      return g_strdup_printf ((int)i == self->current
                                  ? _ ("%s, heading, level %u, the section in sight")
                                  : _ ("%s, heading, level %u"),
                              words, entry->level);
    case TAB_LINKS:
      return g_strdup_printf (_ ("%s, link, %s"), words, detail);
    case TAB_MARKS:
      return g_strdup_printf (_ ("%s, highlight, %s"), words, detail);
    case TAB_PICTURES:
    case N_TABS:
    default:
      return g_strdup_printf (_ ("%s, picture"), words);
    }
}

/* --- Rows --- */

static GtkWidget *
new_label (const char *css_class, int lines)
{
  GtkWidget *label = gtk_label_new (NULL);

  g_object_set (label, "xalign", 0., "ellipsize", PANGO_ELLIPSIZE_END, "wrap", lines > 1,
                "wrap-mode", PANGO_WRAP_WORD_CHAR, "lines", lines, "width-chars", 1,
                "max-width-chars", WORDS_CHARS, NULL);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *words = new_label ("words", WORDS_LINES), *detail = new_label ("caption", 1);

  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (row, "outline-row");
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), detail);
  gtk_list_item_set_child (item, row);
}

/* What changes with the place in sight. */
static void
show_current (SheafOutlineView *self, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  guint i = gtk_list_item_get_position (item);
  g_autofree char *name = NULL;

  if (row == NULL || i >= self->entries[self->tab]->len)
    return;
  if (self->tab == TAB_CONTENTS && (int)i == self->current)
    gtk_widget_add_css_class (row, "current");
  else
    gtk_widget_remove_css_class (row, "current");
  name = dup_name (self, i);
  if (gtk_widget_get_parent (row) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_color (SheafOutlineView *self, GtkWidget *row, guint i)
{
  for (guint color = 0; color < SHEAF_PAGE_MARK_COLORS; color++)
    {
      g_autofree char *css_class = g_strdup_printf ("mark-%u", color);

      if (self->tab == TAB_MARKS && color == g_array_index (self->marks, SheafPageMark, i).color)
        gtk_widget_add_css_class (row, css_class);
      else
        gtk_widget_remove_css_class (row, css_class);
    }
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SheafOutlineView *self)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *words = gtk_widget_get_first_child (row);
  GtkWidget *detail = gtk_widget_get_next_sibling (words);
  guint i = gtk_list_item_get_position (item);
  g_autofree char *text = NULL, *below = NULL;

  g_ptr_array_add (self->items, item);
  if (i >= self->entries[self->tab]->len)
    return;
  text = dup_words (self, i);
  below = dup_detail (self, i);
  gtk_label_set_label (GTK_LABEL (words), text);
  sheaf_bidi_turn_label (GTK_LABEL (words));
  gtk_widget_set_direction (row, gtk_widget_get_direction (words)); /* it is indented there */
  gtk_label_set_label (GTK_LABEL (detail), below != NULL ? below : "");
  sheaf_bidi_turn_label (GTK_LABEL (detail));
  gtk_widget_set_visible (detail, below != NULL);
  gtk_widget_set_margin_start (
      row, INDENT * (int)((SheafOutlineEntry *)self->entries[self->tab]->pdata[i])->depth);
  show_color (self, row, i);
  show_current (self, item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SheafOutlineView *self)
{
  g_ptr_array_remove_fast (self->items, item);
}

/* --- The place in sight --- */

static void
say_minutes (SheafOutlineView *self, guint offset)
{
  guint minutes = sheaf_text_minutes (sheaf_outline_count_words_from (self->document, offset));
  g_autofree char *words
      = minutes > 0
            ? g_strdup_printf (ngettext ("%u minute left", "%u minutes left", minutes), minutes)
            : g_strdup (_ ("Nothing left to read"));

  gtk_label_set_label (GTK_LABEL (self->minutes), words);
}

static void
follow (SheafOutlineView *self)
{
  int before = self->current;
  guint offset;

  if (self->document == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  offset = sheaf_page_view_get_offset (self->view);
  self->current = sheaf_outline_find (self->entries[TAB_CONTENTS], offset);
  if (self->current != before && self->current >= 0 && self->tab == TAB_CONTENTS
      && gtk_widget_get_focus_child (self->list) == NULL)
    gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", (guint)self->current);
  for (guint i = 0; i < self->items->len; i++)
    show_current (self, self->items->pdata[i]);
  say_minutes (self, offset);
}

/* --- Filling --- */

static void
collect_marks (SheafOutlineView *self)
{
  const GArray *marks = sheaf_page_view_get_marks (self->view);

  g_array_set_size (self->marks, 0);
  if (self->document == NULL)
    return;
  g_array_append_vals (self->marks, marks->data, marks->len);
  for (guint i = 0; i < marks->len; i++)
    {
      const SheafPageMark *mark = &g_array_index (marks, SheafPageMark, i);
      SheafOutlineEntry *entry = g_new0 (SheafOutlineEntry, 1);

      entry->start = mark->start;
      entry->end = mark->end;
      entry->words = sheaf_outline_dup_words (self->document, mark->start, mark->end);
      g_ptr_array_add (self->entries[TAB_MARKS], entry);
    }
}

static void
collect (SheafOutlineView *self)
{
  SheafDocument *document = sheaf_page_view_get_document (self->view);

  g_clear_pointer (&self->document, sheaf_document_unref);
  self->document = document != NULL ? sheaf_document_ref (document) : NULL;
  for (int tab = 0; tab < N_TABS; tab++)
    {
      g_clear_pointer (&self->entries[tab], g_ptr_array_unref);
      self->entries[tab]
          = document != NULL && tabs[tab].kind >= 0
                ? sheaf_outline_collect (document, (SheafOutlineKind)tabs[tab].kind)
                : g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_outline_entry_free);
    }
  collect_marks (self);
}

static void
fill (SheafOutlineView *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->entries[self->tab]->len; i++)
    g_ptr_array_add (names, dup_name (self, i));
  g_ptr_array_add (names, NULL);
  gtk_string_list_splice (self->model, 0, g_list_model_get_n_items (G_LIST_MODEL (self->model)),
                          (const char *const *)names->pdata);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (tabs[self->tab].title), -1);
}

void
sheaf_outline_view_clear (SheafOutlineView *self)
{
  gtk_string_list_splice (self->model, 0, g_list_model_get_n_items (G_LIST_MODEL (self->model)),
                          NULL);
}

static gboolean
has_focus (SheafOutlineView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static void
tab_cb (SheafOutlineView *self, GtkToggleButton *button)
{
  gboolean focused = has_focus (self);

  if (!gtk_toggle_button_get_active (button))
    return;
  for (int tab = 0; tab < N_TABS; tab++)
    if (self->buttons[tab] == GTK_WIDGET (button))
      self->tab = (Tab)tab;
  fill (self);
  if (focused) /* by a row that may be gone */
    gtk_widget_grab_focus (GTK_WIDGET (button));
}

/* Back to the first kind there is where the one shown before has nothing here. */
static void
show_tabs (SheafOutlineView *self)
{
  Tab first = N_TABS;

  for (int tab = N_TABS - 1; tab >= 0; tab--)
    {
      gtk_widget_set_visible (self->buttons[tab], self->entries[tab]->len > 0);
      if (self->entries[tab]->len > 0)
        first = (Tab)tab;
    }
  gtk_widget_set_visible (self->nothing, first == N_TABS);
  gtk_widget_set_visible (self->scroller, first < N_TABS);
  gtk_widget_set_visible (self->minutes, self->document != NULL);
  if (first == N_TABS)
    {
      sheaf_outline_view_clear (self);
      return;
    }
  if (self->entries[self->tab]->len == 0)
    self->tab = first;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[self->tab]), TRUE);
  fill (self);
}

gboolean
sheaf_outline_view_update (SheafOutlineView *self)
{
  gboolean any = FALSE;

  collect (self);
  for (int tab = 0; tab < N_TABS; tab++)
    any = any || self->entries[tab]->len > 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      show_tabs (self);
      follow (self);
    }

  return any;
}

/* --- Going --- */

static void
go (SheafOutlineView *self, Tab tab, guint i)
{
  const SheafOutlineEntry *entry = self->entries[tab]->pdata[i];

  if (self->document != sheaf_page_view_get_document (self->view)) /* another one by now */
    return;
  if (tab == TAB_CONTENTS)
    sheaf_page_view_show_top (self->view, entry->start);
  else
    sheaf_page_view_show_range (self->view, entry->start, entry->end);
}

static void
activate_cb (SheafOutlineView *self, guint position)
{
  if (position >= self->entries[self->tab]->len)
    return;
  g_signal_emit (self, gone, 0);
  go (self, self->tab, position);
}

void
sheaf_outline_view_step (SheafOutlineView *self, int step)
{
  int next = sheaf_outline_step (self->entries[TAB_CONTENTS],
                                 sheaf_page_view_get_offset (self->view), step);

  if (next >= 0)
    go (self, TAB_CONTENTS, (guint)next);
}

/* The keyboard begins where the reader is. */
static void
focus_row (SheafOutlineView *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
  for (guint i = 0; i < self->items->len; i++)
    if (gtk_list_item_get_position (self->items->pdata[i]) == position)
      {
        GtkWidget *row = gtk_widget_get_parent (gtk_list_item_get_child (self->items->pdata[i]));

        if (row != NULL)
          gtk_widget_grab_focus (row);
      }
}

void
sheaf_outline_view_show (SheafOutlineView *self)
{
  self->current
      = sheaf_outline_find (self->entries[TAB_CONTENTS], sheaf_page_view_get_offset (self->view));
  show_tabs (self);
}

void
sheaf_outline_view_focus (SheafOutlineView *self)
{
  int current;

  follow (self);
  current = sheaf_outline_find (self->entries[self->tab], sheaf_page_view_get_offset (self->view));
  focus_row (self, (guint)MAX (0, current));
}

void
sheaf_outline_view_set_height (SheafOutlineView *self, int most)
{
  g_object_set (self->scroller, "propagate-natural-height", TRUE, "max-content-height", most,
                "vexpand", FALSE, NULL);
}

/* --- Life --- */

static void
sheaf_outline_view_dispose (GObject *object)
{
  SheafOutlineView *self = SHEAF_OUTLINE_VIEW (object);

  if (self->model != NULL)
    sheaf_outline_view_clear (self);
  while (gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL)
    gtk_widget_unparent (gtk_widget_get_first_child (GTK_WIDGET (self)));
  g_clear_handle_id (&self->mapped, g_source_remove);
  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (sheaf_outline_view_parent_class)->dispose (object);
}

static void
sheaf_outline_view_finalize (GObject *object)
{
  SheafOutlineView *self = SHEAF_OUTLINE_VIEW (object);

  for (int tab = 0; tab < N_TABS; tab++)
    g_ptr_array_unref (self->entries[tab]);
  g_array_unref (self->marks);
  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->document, sheaf_document_unref);
  G_OBJECT_CLASS (sheaf_outline_view_parent_class)->finalize (object);
}

static gboolean
mapped_cb (gpointer data)
{
  SheafOutlineView *self = data;

  self->mapped = 0;
  if (self->view != NULL)
    sheaf_outline_view_update (self);

  return G_SOURCE_REMOVE;
}

/* What is in sight may have changed while nobody looked. Not now: the window is being laid out, and
 * to ask the page for a place may change its size. */
static void
sheaf_outline_view_map (GtkWidget *widget)
{
  SheafOutlineView *self = SHEAF_OUTLINE_VIEW (widget);

  GTK_WIDGET_CLASS (sheaf_outline_view_parent_class)->map (widget);
  if (self->mapped == 0)
    self->mapped = g_idle_add (mapped_cb, self);
}

static void
sheaf_outline_view_class_init (SheafOutlineViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_outline_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_outline_view_finalize;
  GTK_WIDGET_CLASS (klass)->map = sheaf_outline_view_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gone = g_signal_new ("gone", SHEAF_TYPE_OUTLINE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static GtkWidget *
new_tabs (SheafOutlineView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_add_css_class (box, "outline-tabs");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  for (int tab = 0; tab < N_TABS; tab++)
    {
      self->buttons[tab] = gtk_toggle_button_new_with_label (_ (tabs[tab].title));
      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->buttons[tab]))),
                               PANGO_ELLIPSIZE_END); /* long words beside each other */
      if (tab > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->buttons[tab]),
                                     GTK_TOGGLE_BUTTON (self->buttons[0]));
      g_signal_connect_swapped (self->buttons[tab], "toggled", G_CALLBACK (tab_cb), self);
      gtk_box_append (GTK_BOX (box), self->buttons[tab]);
    }

  return box;
}

static GtkWidget *
new_list (SheafOutlineView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->model = gtk_string_list_new (NULL);
  self->selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect",
                                  TRUE, "model", self->model, NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  gtk_widget_add_css_class (self->list, "outline-list");
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
  self->scroller = gtk_scrolled_window_new ();
  g_object_set (self->scroller, "child", self->list, "hscrollbar-policy", GTK_POLICY_NEVER,
                "min-content-height", LEAST_HEIGHT, "vexpand", TRUE, NULL);

  return self->scroller;
}

static void
sheaf_outline_view_init (SheafOutlineView *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  self->current = -1;
  self->items = g_ptr_array_new ();
  self->marks = g_array_new (FALSE, FALSE, sizeof (SheafPageMark));
  for (int tab = 0; tab < N_TABS; tab++)
    self->entries[tab] = g_ptr_array_new ();
  self->minutes = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->minutes, "dim-label");
  gtk_widget_add_css_class (self->minutes, "caption");
  self->nothing = gtk_label_new (_ ("No headings, links, highlights or pictures"));
  gtk_label_set_wrap (GTK_LABEL (self->nothing), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->nothing), GTK_JUSTIFY_CENTER);
  gtk_widget_set_vexpand (self->nothing, TRUE);
  gtk_widget_add_css_class (self->nothing, "dim-label");
  gtk_widget_add_css_class (self->nothing, "outline-nothing");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);
  gtk_widget_set_parent (new_tabs (self), GTK_WIDGET (self));
  gtk_widget_set_parent (new_list (self), GTK_WIDGET (self));
  gtk_widget_set_parent (self->nothing, GTK_WIDGET (self));
  gtk_widget_set_parent (self->minutes, GTK_WIDGET (self));
}

GtkWidget *
sheaf_outline_view_new (SheafPageView *view)
{
  SheafOutlineView *self = g_object_new (SHEAF_TYPE_OUTLINE_VIEW, NULL);

  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (view, "read", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

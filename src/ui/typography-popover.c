/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The installed families are listed when the popover is first opened; only names in sight are set
 * in their own face. */

#include "ui/typography-popover.h"

#include "ui/typography.h"

#include <glib/gi18n.h>

#define SIDE 36 /* what is beside the rows, where the window is as narrow as they are */

struct _SheafTypographyPopover
{
  GtkPopover parent_instance;

  GtkWidget *typefaces;
  GtkButton *size;
  GtkDropDown *family;
  GtkAdjustment *leading, *measure;

  GSettings *settings;
  gboolean filled;
};

G_DEFINE_FINAL_TYPE (SheafTypographyPopover, sheaf_typography_popover, GTK_TYPE_POPOVER)

static void
show_size (SheafTypographyPopover *self)
{
  /* Translators: the size of the text, in percent of the normal one */
  g_autofree char *size
      = g_strdup_printf (_ ("%d %%"), sheaf_typography_get_percent (self->settings));

  gtk_button_set_label (self->size, size);
}

/* One row, or two where the window is too narrow for the names. */
static void
arrange_typefaces (SheafTypographyPopover *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->typefaces);
  int room = gtk_widget_get_width (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)))) - SIDE;
  int widest = 0, n = 0, columns, at = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (self->typefaces); child != NULL;
       child = gtk_widget_get_next_sibling (child), n++)
    {
      int width;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
      widest = MAX (widest, width);
    }
  columns = MAX (n * widest <= room ? n : n / 2, 1);
  for (GtkWidget *child = gtk_widget_get_first_child (self->typefaces); child != NULL;
       child = gtk_widget_get_next_sibling (child), at++)
    g_object_set (gtk_layout_manager_get_layout_child (layout, child), "column", at % columns,
                  "row", at / columns, NULL);
  gtk_grid_set_column_spacing (GTK_GRID (self->typefaces), columns < n ? 6 : 0);
  (columns < n ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (self->typefaces,
                                                                          "linked");
}

/* --- Families --- */

static int
compare_families (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *)a, *(const char *const *)b);
}

/* (transfer container) */
static GPtrArray *
list_families (SheafTypographyPopover *self)
{
  GPtrArray *names = g_ptr_array_new ();
  g_autofree PangoFontFamily **families = NULL;
  int n;

  pango_context_list_families (gtk_widget_get_pango_context (GTK_WIDGET (self)), &families, &n);
  for (int i = 0; i < n; i++)
    g_ptr_array_add (names, (gpointer)pango_font_family_get_name (families[i]));
  g_ptr_array_sort (names, compare_families);

  return names;
}

/* The first line stands for a face that is chosen by the buttons above. */
static void
show_family (SheafTypographyPopover *self)
{
  GListModel *model = gtk_drop_down_get_model (self->family);
  g_autofree char *font = g_settings_get_string (self->settings, "text-font");
  guint found = 0;

  if (!self->filled)
    return;
  for (guint i = 1; found == 0 && i < g_list_model_get_n_items (model); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), font))
      found = i;
  if (gtk_drop_down_get_selected (self->family) != found)
    gtk_drop_down_set_selected (self->family, found);
}

static void
family_chosen_cb (SheafTypographyPopover *self)
{
  guint chosen = gtk_drop_down_get_selected (self->family);
  GListModel *model = gtk_drop_down_get_model (self->family);

  if (self->filled && chosen > 0 && chosen != GTK_INVALID_LIST_POSITION)
    g_settings_set_string (self->settings, "text-font",
                           gtk_string_list_get_string (GTK_STRING_LIST (model), chosen));
  show_family (self);
}

static void
fill_cb (SheafTypographyPopover *self)
{
  g_autoptr (GtkStringList) list = NULL;
  g_autoptr (GPtrArray) names = NULL;

  arrange_typefaces (self);
  if (self->filled)
    return;
  list = gtk_string_list_new (NULL);
  names = list_families (self);
  gtk_string_list_append (list, _ ("Another Typeface"));
  for (guint i = 0; i < names->len; i++)
    gtk_string_list_append (list, names->pdata[i]);
  gtk_drop_down_set_model (self->family, G_LIST_MODEL (list));
  self->filled = TRUE;
  show_family (self);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  g_object_set (label, "xalign", 0., "ellipsize", PANGO_ELLIPSIZE_END, "width-chars", 18, NULL);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));
  PangoAttrList *list = pango_attr_list_new ();

  if (gtk_list_item_get_position (item) > 0)
    pango_attr_list_insert (list, pango_attr_family_new (name));
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), name);
  gtk_label_set_attributes (GTK_LABEL (gtk_list_item_get_child (item)), list);
  pango_attr_list_unref (list);
}

/* --- Life --- */

static void
sheaf_typography_popover_dispose (GObject *object)
{
  g_clear_object (&SHEAF_TYPOGRAPHY_POPOVER (object)->settings);
  G_OBJECT_CLASS (sheaf_typography_popover_parent_class)->dispose (object);
}

static void
sheaf_typography_popover_class_init (SheafTypographyPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_typography_popover_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/sheaf_app/Sheaf/ui/typography-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafTypographyPopover, typefaces);
  gtk_widget_class_bind_template_child (widget_class, SheafTypographyPopover, size);
  gtk_widget_class_bind_template_child (widget_class, SheafTypographyPopover, family);
  gtk_widget_class_bind_template_child (widget_class, SheafTypographyPopover, leading);
  gtk_widget_class_bind_template_child (widget_class, SheafTypographyPopover, measure);
}

static void
sheaf_typography_popover_init (SheafTypographyPopover *self)
{
  g_autoptr (GtkExpression) name
      = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_drop_down_set_factory (self->family, factory);
  gtk_drop_down_set_expression (self->family, name);
  g_signal_connect_object (self->family, "notify::selected", G_CALLBACK (family_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "show", G_CALLBACK (fill_cb), NULL);
}

GtkWidget *
sheaf_typography_popover_new (GSettings *settings)
{
  SheafTypographyPopover *self = g_object_new (SHEAF_TYPE_TYPOGRAPHY_POPOVER, NULL);

  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "text-leading", self->leading, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "text-measure", self->measure, "value", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::text-size", G_CALLBACK (show_size), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::text-font", G_CALLBACK (show_family), self,
                           G_CONNECT_SWAPPED);
  show_size (self);

  return GTK_WIDGET (self);
}

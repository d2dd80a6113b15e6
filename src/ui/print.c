/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The article is loaded, set in slices while GTK asks for its pages, and drawn; a page with
 * pictures waits for them, one after the other. A PDF is made beside the place it goes to, and
 * copied there when it is whole. */

#include "ui/print.h"

#include "base/error.h"
#include "base/text.h"
#include "store/store.h"
#include "ui/print-layout.h"
#include "ui/print-picture.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SLICE_MS 8
#define PICTURE_PPI 200.
#define LONGEST_NAME 80

typedef struct
{
  GtkWindow *window; /* (nullable) */
  SheafLibrary *library;
  GSettings *settings;
  SheafPrintSaid said;
  gpointer data;
  GDestroyNotify destroy;
  GFile *file;     /* (nullable): onto paper */
  char *temporary; /* (nullable) */
  SheafLoaded *loaded;
  GtkPrintOperation *operation;
  SheafPrintLayout *layout;
  GtkPrintContext *context; /* of the page that waits */
  GArray *pictures;         /* that it waits for */
  guint picture;            /* the next */
  GtkWidget *links, *highlights, *figures;
} Print;

static void
print_free (Print *self)
{
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_clear_pointer (&self->layout, sheaf_print_layout_free);
  g_clear_pointer (&self->loaded, sheaf_loaded_free);
  g_clear_pointer (&self->pictures, g_array_unref);
  g_clear_object (&self->operation);
  g_clear_object (&self->file);
  g_clear_object (&self->window);
  g_object_unref (self->library);
  g_object_unref (self->settings);
  g_free (self->temporary);
  g_free (self);
}

static void
finish (Print *self, const char *sentence)
{
  self->said (self->data, sentence);
  print_free (self);
}

static void
finish_file (Print *self, const char *words)
{
  g_autofree char *base = g_file_get_basename (self->file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *sentence = NULL;
  g_auto (GStrv) around = g_strsplit (words, "%s", 2);

  sentence = g_strconcat (around[0], name, around[1], NULL);
  finish (self, sentence);
}

/* --- What was chosen --- */

static void
restore_setup (Print *self)
{
  g_autoptr (GVariant) setup = g_settings_get_value (self->settings, "print-page-setup");
  g_autoptr (GVariant) printer = g_settings_get_value (self->settings, "print-settings");

  if (g_variant_n_children (setup) > 0)
    {
      g_autoptr (GtkPageSetup) kept = gtk_page_setup_new_from_gvariant (setup);

      gtk_print_operation_set_default_page_setup (self->operation, kept);
    }
  if (g_variant_n_children (printer) > 0)
    {
      g_autoptr (GtkPrintSettings) kept = gtk_print_settings_new_from_gvariant (printer);

      gtk_print_settings_unset (kept, GTK_PRINT_SETTINGS_OUTPUT_URI); /* another article's */
      gtk_print_operation_set_print_settings (self->operation, kept);
    }
}

static void
keep_setup (Print *self)
{
  GtkPrintSettings *printer = gtk_print_operation_get_print_settings (self->operation);
  GtkPageSetup *setup = gtk_print_operation_get_default_page_setup (self->operation);

  if (printer != NULL)
    g_settings_set_value (self->settings, "print-settings",
                          gtk_print_settings_to_gvariant (printer));
  if (setup != NULL)
    g_settings_set_value (self->settings, "print-page-setup", gtk_page_setup_to_gvariant (setup));
}

static SheafPrintOptions
get_options (Print *self)
{
  g_autofree char *font = g_settings_get_string (self->settings, "text-font");

  return (SheafPrintOptions){
    .links = g_settings_get_boolean (self->settings, "print-links"),
    .highlights = g_settings_get_boolean (self->settings, "print-highlights"),
    .pictures = g_settings_get_boolean (self->settings, "print-pictures"),
    .sans = g_str_equal (font, "sans"),
  };
}

static GtkWidget *
add_choice (Print *self, GtkWidget *box, const char *key, const char *words)
{
  GtkWidget *choice = gtk_check_button_new_with_label (words);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (choice),
                               g_settings_get_boolean (self->settings, key));
  gtk_box_append (GTK_BOX (box), choice);

  return choice;
}

static GtkWidget *
create_choices_cb (Print *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  self->links = add_choice (self, box, "print-links", _ ("Addresses of links at the foot"));
  self->highlights = add_choice (self, box, "print-highlights", _ ("Highlights and their notes"));
  self->figures = add_choice (self, box, "print-pictures", _ ("Pictures"));

  return box;
}

static void
take_choices_cb (Print *self)
{
  g_settings_set_boolean (self->settings, "print-links",
                          gtk_check_button_get_active (GTK_CHECK_BUTTON (self->links)));
  g_settings_set_boolean (self->settings, "print-highlights",
                          gtk_check_button_get_active (GTK_CHECK_BUTTON (self->highlights)));
  g_settings_set_boolean (self->settings, "print-pictures",
                          gtk_check_button_get_active (GTK_CHECK_BUTTON (self->figures)));
}

/* --- Pages --- */

static void
begin_cb (Print *self, GtkPrintContext *context)
{
  SheafPrintOptions options = get_options (self);
  GtkPageSetup *setup = gtk_print_context_get_page_setup (context);
  double margin = MAX (MAX (gtk_page_setup_get_left_margin (setup, GTK_UNIT_POINTS),
                            gtk_page_setup_get_right_margin (setup, GTK_UNIT_POINTS)),
                       MAX (gtk_page_setup_get_top_margin (setup, GTK_UNIT_POINTS),
                            gtk_page_setup_get_bottom_margin (setup, GTK_UNIT_POINTS)));

  self->layout = sheaf_print_layout_new (
      self->loaded, &options, gtk_print_context_get_pango_fontmap (context),
      gtk_print_context_get_width (context), gtk_print_context_get_height (context), margin);
}

static gboolean
paginate_cb (Print *self)
{
  if (!sheaf_print_layout_step (self->layout, SLICE_MS))
    return FALSE;
  gtk_print_operation_set_n_pages (self->operation,
                                   MAX (1, (int)sheaf_print_layout_get_n_pages (self->layout)));

  return TRUE;
}

static void
paint_picture (Print *self, const SheafPrintPicture *box, cairo_surface_t *pixels)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (self->context);
  double width = cairo_image_surface_get_width (pixels);
  double height = cairo_image_surface_get_height (pixels);
  double scale = MIN (box->width / width, box->height / height); /* it may lie on its side */

  cairo_save (cr);
  cairo_translate (cr, box->x + (box->width - width * scale) / 2,
                   box->y + (box->height - height * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, pixels, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
}

static void
paint_missing (Print *self, const SheafPrintPicture *box)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (self->context);

  cairo_set_source_rgb (cr, .94, .94, .94);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_fill (cr);
}

static void
load_next (Print *self);

static void
picture_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Print *self = data;
  const SheafPrintPicture *box
      = &g_array_index (self->pictures, SheafPrintPicture, self->picture++);
  cairo_surface_t *pixels = sheaf_print_picture_load_finish (SHEAF_LIBRARY (source), result, NULL);

  if (pixels != NULL)
    paint_picture (self, box, pixels);
  else
    paint_missing (self, box);
  g_clear_pointer (&pixels, cairo_surface_destroy);
  load_next (self);
}

static void
load_next (Print *self)
{
  const SheafPrintPicture *box;

  if (self->picture >= self->pictures->len)
    {
      g_clear_pointer (&self->pictures, g_array_unref);
      gtk_print_operation_draw_page_finish (self->operation);
      return;
    }
  box = &g_array_index (self->pictures, SheafPrintPicture, self->picture);
  sheaf_print_picture_load_async (
      self->library, box->kept->sha,
      MAX (1, MIN ((int)box->kept->width, (int)(box->width / 72 * PICTURE_PPI))), NULL, picture_cb,
      self);
}

static void
draw_cb (Print *self, GtkPrintContext *context, int page)
{
  if (page >= (int)sheaf_print_layout_get_n_pages (self->layout))
    return;
  self->context = context;
  self->picture = 0;
  g_clear_pointer (&self->pictures, g_array_unref);
  sheaf_print_layout_draw (self->layout, (guint)page, gtk_print_context_get_cairo_context (context),
                           &self->pictures);
  if (self->pictures->len == 0)
    return;
  gtk_print_operation_set_defer_drawing (self->operation);
  load_next (self);
}

/* --- The end --- */

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (g_file_copy_finish (G_FILE (source), result, NULL))
    /* Translators: a file's name */
    finish_file (data, _ ("Saved as “%s”"));
  else
    finish_file (data, _ ("“%s” could not be written"));
}

static void
done_cb (Print *self, GtkPrintOperationResult result)
{
  if (self->file == NULL)
    {
      if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
        keep_setup (self);
      finish (self, result == GTK_PRINT_OPERATION_RESULT_ERROR
                        ? _ ("The pages could not be printed. The printer may be off or gone.")
                        : NULL);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    {
      g_autoptr (GFile) made = g_file_new_for_path (self->temporary);

      g_file_copy_async (made, self->file, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                         G_PRIORITY_DEFAULT, NULL, NULL, NULL, copied_cb, self);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    finish_file (self, _ ("“%s” could not be written"));
  else
    finish (self, NULL);
}

static gboolean
open_temporary (Print *self)
{
  int file = g_file_open_tmp ("sheaf-XXXXXX.pdf", &self->temporary, NULL);

  if (file >= 0)
    close (file);

  return file >= 0;
}

/* --- The beginning --- */

static void
run (Print *self)
{
  GtkPrintOperation *operation = self->operation = gtk_print_operation_new ();
  gboolean paper = self->file == NULL;

  if (!paper && !open_temporary (self))
    {
      finish_file (self, _ ("“%s” could not be written"));
      return;
    }
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, self->window != NULL);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_job_name (operation, self->loaded->row->title);
  /* Translators: a page of the print dialog: what of an article is printed */
  gtk_print_operation_set_custom_tab_label (operation, _ ("Article"));
  restore_setup (self);
  g_signal_connect_swapped (operation, "begin-print", G_CALLBACK (begin_cb), self);
  g_signal_connect_swapped (operation, "paginate", G_CALLBACK (paginate_cb), self);
  g_signal_connect_swapped (operation, "draw-page", G_CALLBACK (draw_cb), self);
  g_signal_connect_swapped (operation, "create-custom-widget", G_CALLBACK (create_choices_cb),
                            self);
  g_signal_connect_swapped (operation, "custom-widget-apply", G_CALLBACK (take_choices_cb), self);
  g_signal_connect_swapped (operation, "done", G_CALLBACK (done_cb), self);
  if (!paper)
    gtk_print_operation_set_export_filename (operation, self->temporary);
  g_object_ref (operation);
  gtk_print_operation_run (operation,
                           paper ? GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG
                                 : GTK_PRINT_OPERATION_ACTION_EXPORT,
                           self->window, NULL);
  g_object_unref (operation);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Print *self = data;
  g_autoptr (GError) error = NULL;

  self->loaded = sheaf_store_load_article_finish (SHEAF_STORE (source), result, &error);
  if (self->loaded == NULL)
    {
      g_autofree char *sentence = sheaf_error_sentence (error, NULL);

      finish (self, sentence);
      return;
    }
  run (self);
}

static void
start (GtkWindow *window,
       SheafLibrary *library,
       GSettings *settings,
       gint64 id,
       GFile *file,
       SheafPrintSaid said,
       gpointer user_data,
       GDestroyNotify destroy)
{
  Print *self = g_new0 (Print, 1);

  self->window = window != NULL ? g_object_ref (window) : NULL;
  self->library = g_object_ref (library);
  self->settings = g_object_ref (settings);
  self->file = file != NULL ? g_object_ref (file) : NULL;
  self->said = said;
  self->data = user_data;
  self->destroy = destroy;
  sheaf_store_load_article_async (sheaf_library_get_store (library), id, NULL, loaded_cb, self);
}

void
sheaf_print_article (GtkWindow *window,
                     SheafLibrary *library,
                     GSettings *settings,
                     gint64 id,
                     SheafPrintSaid said,
                     gpointer user_data,
                     GDestroyNotify destroy)
{
  start (window, library, settings, id, NULL, said, user_data, destroy);
}

void
sheaf_print_export (GtkWindow *window,
                    SheafLibrary *library,
                    GSettings *settings,
                    gint64 id,
                    GFile *file,
                    SheafPrintSaid said,
                    gpointer user_data,
                    GDestroyNotify destroy)
{
  start (window, library, settings, id, file, said, user_data, destroy);
}

char *
sheaf_print_dup_file_name (const char *title)
{
  g_autofree char *line = sheaf_text_line (title, LONGEST_NAME);
  GString *name = g_string_new (NULL);

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || (c < 128 && strchr ("/\\:*?\"<>|", (int)c) != NULL))
        c = '-';
      if (name->len > 0 || (c != '.' && c != '-' && c != ' '))
        g_string_append_unichar (name, c);
    }
  while (name->len > 0 && strchr (". -", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
  if (name->len == 0)
    g_string_append (name, _ ("Article"));
  g_string_append (name, ".pdf");

  return g_string_free (name, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The keys and buttons around a canvas. A picture is read and decoded on workers; its head was
 * checked when it was read, so that a decoder never sees one that is too large. */

#include "ui/picture-viewer.h"

#include "base/picture-head.h"
#include "library/load-picture.h"
#include "ui/picture-canvas.h"
#include "ui/picture-pixels.h"

#include <glib/gi18n.h>
#include <string.h>

#define STEP 1.25
#define NAME_BYTES 80

struct _SheafPictureViewer
{
  GtkWidget parent_instance;

  SheafLibrary *library;
  GPtrArray *pictures; /* of SheafViewed */
  guint index;
  GBytes *bytes; /* (nullable): of the one in sight */
  GCancellable *cancellable;
  GtkWidget *overlay, *canvas, *problem, *caption, *count;
  GtkWidget *previous, *next, *smaller, *save, *copy;
};

G_DEFINE_FINAL_TYPE (SheafPictureViewer, sheaf_picture_viewer, GTK_TYPE_WIDGET)

enum
{
  CLOSE,
  SAY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
load (SheafPictureViewer *self);

void
sheaf_viewed_free (SheafViewed *self)
{
  g_free (self->sha);
  g_free (self->src);
  g_free (self->alt);
  g_free (self->caption);
  g_free (self);
}

static const SheafViewed *
get_viewed (SheafPictureViewer *self)
{
  return self->pictures->pdata[self->index];
}

/* --- Decoding --- */

typedef struct
{
  GBytes *bytes;
  SheafCanvasPicture *picture;
} Decoding;

static void
decoding_free (gpointer data)
{
  Decoding *self = data;

  g_bytes_unref (self->bytes);
  g_clear_pointer (&self->picture, sheaf_canvas_picture_free);
  g_free (self);
}

static gboolean
decode_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Decoding *self = data;
  g_autoptr (GdkPixbuf) upright = sheaf_picture_pixels (self->bytes, 0, cancellable, error);

  if (upright == NULL)
    return FALSE;
  self->picture = sheaf_canvas_picture_new (upright);

  return TRUE;
}

static void
set_problem (SheafPictureViewer *self, gboolean problem)
{
  gtk_widget_set_visible (self->problem, problem);
  gtk_widget_set_sensitive (self->save, self->bytes != NULL);
  gtk_widget_set_sensitive (self->copy, self->bytes != NULL && !problem);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafPictureViewer *self = SHEAF_PICTURE_VIEWER (source);
  g_autoptr (GError) error = NULL;
  Decoding *decoding = sheaf_worker_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (decoding != NULL)
    sheaf_picture_canvas_take (SHEAF_PICTURE_CANVAS (self->canvas),
                               g_steal_pointer (&decoding->picture));
  set_problem (self, decoding == NULL);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafPictureViewer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = sheaf_library_load_picture_finish (SHEAF_LIBRARY (source), result, &error);
  Decoding *decoding;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes == NULL)
    {
      set_problem (self, TRUE);
      return;
    }
  self->bytes = g_bytes_ref (bytes);
  decoding = g_new0 (Decoding, 1);
  decoding->bytes = g_bytes_ref (bytes);
  sheaf_worker_push (sheaf_picture_pixels_get_worker (SHEAF_PICTURES_VIEWED), decode_on_worker,
                     decoding, decoding_free, self, self->cancellable, decoded_cb, NULL);
}

static void
drop (SheafPictureViewer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

static void
load (SheafPictureViewer *self)
{
  const SheafViewed *viewed = get_viewed (self);
  const char *words = viewed->caption != NULL ? viewed->caption : viewed->alt;
  /* Translators: which picture of how many */
  g_autofree char *count = g_strdup_printf (_ ("%u of %u"), self->index + 1, self->pictures->len);

  drop (self);
  self->cancellable = g_cancellable_new ();
  sheaf_picture_canvas_take (SHEAF_PICTURE_CANVAS (self->canvas), NULL);
  set_problem (self, FALSE);
  gtk_widget_set_visible (self->caption, words != NULL);
  gtk_label_set_label (GTK_LABEL (self->caption), words != NULL ? words : "");
  gtk_label_set_label (GTK_LABEL (self->count), count);
  gtk_widget_set_opacity (self->count, self->pictures->len > 1 ? 1 : 0);
  gtk_widget_set_visible (self->previous, self->index > 0);
  gtk_widget_set_visible (self->next, self->index + 1 < self->pictures->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  viewed->alt != NULL ? viewed->alt
                                  : words != NULL     ? words
                                                      : _ ("Picture"),
                                  -1);
  sheaf_library_load_picture_async (self->library, viewed->sha, self->cancellable, loaded_cb,
                                    g_object_ref (self));
}

static void
step (SheafPictureViewer *self, int by)
{
  int index = (int)self->index + by;

  if (index < 0 || index >= (int)self->pictures->len)
    return;
  self->index = (guint)index;
  gtk_widget_grab_focus (GTK_WIDGET (self)); /* a button that goes would take it along */
  load (self);
}

/* --- Copy and save --- */

static void
copy (SheafPictureViewer *self)
{
  g_autoptr (GdkTexture) texture
      = sheaf_picture_canvas_dup_texture (SHEAF_PICTURE_CANVAS (self->canvas));

  if (texture == NULL)
    return;
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  g_signal_emit (self, signals[SAY], 0, _ ("Picture copied"));
}

/* A name that every file system takes, by what the bytes are and not by what their address says.
 * (transfer full) */
static char *
dup_name (SheafPictureViewer *self)
{
  static const char *const endings[][2] = { { "image/png", "png" },
                                            { "image/jpeg", "jpg" },
                                            { "image/gif", "gif" },
                                            { "image/webp", "webp" } };
  g_autoptr (GUri) uri = g_uri_parse (get_viewed (self)->src, G_URI_FLAGS_PARSE_RELAXED, NULL);
  g_autofree char *base = g_path_get_basename (uri != NULL ? g_uri_get_path (uri) : "");
  char *dot = strrchr (base, '.');
  const char *ending = "";
  g_autofree char *stem = NULL;
  SheafPictureHead head;

  if (dot != NULL)
    *dot = '\0';
  g_strdelimit (base, "/\\:*?\"<>|", '-');
  stem = g_utf8_substring (base, 0, MIN (g_utf8_strlen (base, -1), NAME_BYTES));
  if (sheaf_picture_head_read (self->bytes, &head, NULL))
    for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
      if (g_str_equal (head.mime, endings[i][0]))
        ending = endings[i][1];

  return g_strdup_printf ("%s.%s", *stem != '\0' && *stem != '-' ? stem : _ ("picture"), ending);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafPictureViewer) self = data;
  gboolean written = g_file_replace_contents_finish (G_FILE (source), result, NULL, NULL);

  g_signal_emit (self, signals[SAY], 0,
                 written ? _ ("Picture saved") : _ ("The picture could not be saved there."));
}

typedef struct
{
  SheafPictureViewer *viewer;
  GBytes *bytes; /* another picture may be in sight when a name is chosen */
} Saving;

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autofree Saving *saving = data;
  g_autoptr (SheafPictureViewer) self = saving->viewer;
  g_autoptr (GBytes) bytes = saving->bytes;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         written_cb, g_object_ref (self));
  g_object_unref (dialog);
}

static void
save (SheafPictureViewer *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *dialog;
  g_autofree char *name = NULL;
  Saving *saving;

  if (self->bytes == NULL)
    return;
  name = dup_name (self);
  dialog = gtk_file_chooser_native_new (_ ("Save Picture"), GTK_WINDOW (root),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  saving = g_new0 (Saving, 1);
  saving->viewer = g_object_ref (self);
  saving->bytes = g_bytes_ref (self->bytes);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- Keys and buttons --- */

static void
go (SheafPictureViewer *self, int right, int down)
{
  if (!sheaf_picture_canvas_is_fitting (SHEAF_PICTURE_CANVAS (self->canvas)))
    sheaf_picture_canvas_pan (SHEAF_PICTURE_CANVAS (self->canvas), right, down);
  else if (right != 0)
    step (self, gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -right : right);
}

static void
close_viewer (SheafPictureViewer *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
enlarge (SheafPictureViewer *self)
{
  sheaf_picture_canvas_zoom (SHEAF_PICTURE_CANVAS (self->canvas), STEP);
}

static void
shrink (SheafPictureViewer *self)
{
  sheaf_picture_canvas_zoom (SHEAF_PICTURE_CANVAS (self->canvas), 1 / STEP);
}

static void
fit (SheafPictureViewer *self)
{
  sheaf_picture_canvas_fit (SHEAF_PICTURE_CANVAS (self->canvas));
}

static void
go_left (SheafPictureViewer *self)
{
  go (self, -1, 0);
}

static void
go_right (SheafPictureViewer *self)
{
  go (self, 1, 0);
}

static void
go_up (SheafPictureViewer *self)
{
  go (self, 0, -1);
}

static void
go_down (SheafPictureViewer *self)
{
  go (self, 0, 1);
}

static void
go_previous (SheafPictureViewer *self)
{
  step (self, -1);
}

static void
go_next (SheafPictureViewer *self)
{
  step (self, 1);
}

static const struct
{
  guint key;
  GdkModifierType modifiers;
  void (*run) (SheafPictureViewer *self);
} keys[] = {
  { GDK_KEY_Escape, 0, close_viewer },
  { GDK_KEY_Left, GDK_ALT_MASK, close_viewer },
  { GDK_KEY_plus, 0, enlarge },
  { GDK_KEY_equal, 0, enlarge },
  { GDK_KEY_KP_Add, 0, enlarge },
  { GDK_KEY_minus, 0, shrink },
  { GDK_KEY_KP_Subtract, 0, shrink },
  { GDK_KEY_0, 0, fit },
  { GDK_KEY_KP_0, 0, fit },
  { GDK_KEY_Left, 0, go_left },
  { GDK_KEY_Right, 0, go_right },
  { GDK_KEY_Up, 0, go_up },
  { GDK_KEY_Down, 0, go_down },
  { GDK_KEY_Page_Up, 0, go_previous },
  { GDK_KEY_Page_Down, 0, go_next },
  { GDK_KEY_c, GDK_CONTROL_MASK, copy },
  { GDK_KEY_s, GDK_CONTROL_MASK, save },
};

/* What is behind it does not get the other keys, but for those of the window and of focus. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        SheafPictureViewer *self)
{
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key && keys[i].modifiers == modifiers)
      {
        keys[i].run (self);
        return GDK_EVENT_STOP;
      }

  return key != GDK_KEY_Tab && key != GDK_KEY_ISO_Left_Tab && key != GDK_KEY_F11
         && !(modifiers == GDK_CONTROL_MASK && (key == GDK_KEY_w || key == GDK_KEY_q));
}

static void
zoomed_cb (SheafPictureViewer *self)
{
  gtk_widget_set_sensitive (self->smaller,
                            !sheaf_picture_canvas_is_fitting (SHEAF_PICTURE_CANVAS (self->canvas)));
}

static GtkWidget *
new_button (SheafPictureViewer *self,
            const char *icon,
            const char *name,
            void (*run) (SheafPictureViewer *self))
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "circular");
  g_signal_connect_object (button, "clicked", G_CALLBACK (run), self, G_CONNECT_SWAPPED);

  return button;
}

static void
add_bar (SheafPictureViewer *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_widget_add_css_class (self->count, "count");
  gtk_widget_set_hexpand (self->count, TRUE);
  gtk_widget_set_halign (self->count, GTK_ALIGN_START);
  gtk_widget_set_valign (self->count, GTK_ALIGN_CENTER);
  self->smaller = new_button (self, "zoom-out-symbolic", _ ("Zoom Out"), shrink);
  self->copy = new_button (self, "edit-copy-symbolic", _ ("Copy Picture"), copy);
  self->save = new_button (self, "document-save-symbolic", _ ("Save Picture…"), save);
  gtk_box_append (GTK_BOX (bar), self->count);
  gtk_box_append (GTK_BOX (bar), self->smaller);
  gtk_box_append (GTK_BOX (bar), new_button (self, "zoom-in-symbolic", _ ("Zoom In"), enlarge));
  gtk_box_append (GTK_BOX (bar), self->copy);
  gtk_box_append (GTK_BOX (bar), self->save);
  gtk_box_append (GTK_BOX (bar),
                  new_button (self, "window-close-symbolic", _ ("Close"), close_viewer));
  gtk_widget_add_css_class (bar, "bar");
  gtk_widget_set_valign (bar, GTK_ALIGN_START);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), bar);
}

static GtkWidget *
add_side (SheafPictureViewer *self, GtkWidget *button, GtkAlign align)
{
  gtk_widget_set_halign (button, align);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "side");
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), button);

  return button;
}

static void
add_words (SheafPictureViewer *self)
{
  self->caption = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->caption), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->caption), 4);
  gtk_label_set_ellipsize (GTK_LABEL (self->caption), PANGO_ELLIPSIZE_END);
  gtk_label_set_justify (GTK_LABEL (self->caption), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (self->caption), 80);
  gtk_widget_add_css_class (self->caption, "words");
  gtk_widget_set_halign (self->caption, GTK_ALIGN_CENTER);
  self->problem = gtk_label_new (_ ("This picture cannot be shown."));
  gtk_widget_set_halign (self->problem, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->problem, GTK_ALIGN_CENTER);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->problem);
}

/* --- Life --- */

static void
sheaf_picture_viewer_dispose (GObject *object)
{
  SheafPictureViewer *self = SHEAF_PICTURE_VIEWER (object);
  GtkWidget *child;

  drop (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (sheaf_picture_viewer_parent_class)->dispose (object);
}

static void
sheaf_picture_viewer_class_init (SheafPictureViewerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_picture_viewer_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "pictureviewer");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_DIALOG);
  signals[CLOSE] = g_signal_new ("close", SHEAF_TYPE_PICTURE_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[SAY] = g_signal_new ("say", SHEAF_TYPE_PICTURE_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sheaf_picture_viewer_init (SheafPictureViewer *self)
{
  GtkEventController *keyboard = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Picture Viewer"), -1);
  self->overlay = gtk_overlay_new ();
  self->canvas = sheaf_picture_canvas_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->canvas);
  gtk_widget_set_vexpand (self->overlay, TRUE);
  add_bar (self);
  self->previous = add_side (
      self, new_button (self, "go-previous-symbolic", _ ("Previous Picture"), go_previous),
      GTK_ALIGN_START);
  self->next = add_side (self, new_button (self, "go-next-symbolic", _ ("Next Picture"), go_next),
                         GTK_ALIGN_END);
  add_words (self);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  gtk_widget_set_parent (self->caption, GTK_WIDGET (self));
  g_signal_connect_object (self->canvas, "zoomed", G_CALLBACK (zoomed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (keyboard, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keyboard);
}

GtkWidget *
sheaf_picture_viewer_new (SheafLibrary *library, GPtrArray *pictures, guint index)
{
  SheafPictureViewer *self = g_object_new (SHEAF_TYPE_PICTURE_VIEWER, NULL);

  self->library = g_object_ref (library);
  self->pictures = g_ptr_array_ref (pictures);
  self->index = MIN (index, pictures->len - 1);
  load (self);

  return GTK_WIDGET (self);
}

guint
sheaf_picture_viewer_get_index (SheafPictureViewer *self)
{
  return self->index;
}

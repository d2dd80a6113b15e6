/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bookmark is a script of one line: the address and the title of the page become a link that
 * only saves (base/save-link.h). */

#include "config.h"

#include "ui/browser-dialog.h"

#include <glib/gi18n.h>

/* A title is cut, so that the link stays within what is read. */
#define BOOKMARK                                                                                   \
  "javascript:(()=>{location.href='sheaf:save?url='+encodeURIComponent(location.href)"             \
  "+'&title='+encodeURIComponent(document.title.slice(0,300))})()"

static void
response_cb (AdwMessageDialog *dialog, const char *response, SheafUndoStack *say)
{
  if (g_str_equal (response, "help"))
    gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (dialog))),
                                "win.help", "s", "browser");
  if (!g_str_equal (response, "copy"))
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), BOOKMARK);
  sheaf_undo_stack_say (say, _ ("Bookmark copied"));
}

static GtkWidget *
make_address (void)
{
  GtkWidget *address = gtk_label_new (BOOKMARK);
  GtkWidget *frame = gtk_frame_new (NULL);
  PangoAttrList *unbroken = pango_attr_list_new ();

  pango_attr_list_insert (unbroken,
                          pango_attr_insert_hyphens_new (FALSE)); /* they would be typed */
  gtk_label_set_attributes (GTK_LABEL (address), unbroken);
  pango_attr_list_unref (unbroken);
  gtk_label_set_wrap (GTK_LABEL (address), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (address), PANGO_WRAP_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (address), 44);
  gtk_label_set_selectable (GTK_LABEL (address), TRUE);
  gtk_label_set_xalign (GTK_LABEL (address), 0);
  gtk_widget_set_direction (address, GTK_TEXT_DIR_LTR); /* it is a script, whatever is spoken */
  gtk_widget_add_css_class (address, "monospace");
  gtk_widget_add_css_class (address, "frame-words");
  gtk_accessible_update_property (GTK_ACCESSIBLE (address), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ ("The bookmark’s address"), -1);
  gtk_frame_set_child (GTK_FRAME (frame), address);

  return frame;
}

void
sheaf_browser_dialog_show (GtkWindow *parent, SheafUndoStack *say)
{
  GtkWidget *dialog = adw_message_dialog_new (
      parent, _ ("Save from a Browser"),
      _ ("Make a bookmark in the browser with this text as its address. A "
         "click on it saves the page that is open, with its title."));

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_address ());
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "help", _ ("_Help"), "close",
                                    _ ("_Close"), "copy", _ ("C_opy"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "copy",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "copy");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), say, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

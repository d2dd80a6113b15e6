/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is dropped or pasted on the window: files, a link, a selection of a page, a text with
 * addresses. The same types in the same order for both; a drop target by type could not give HTML.
 */

#include "base/url-in-text.h"
#include "base/url.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_BYTES (1024 * 1024)
#define MOST_ADDRESSES 1000

static const char *offered[] = { "text/uri-list",
                                 "text/x-moz-url",
                                 "text/plain;charset=utf-8",
                                 "text/plain",
                                 "UTF8_STRING",
                                 "text/html",
                                 NULL };

static gboolean
is_uri_list (const char *type)
{
  return g_str_equal (type, "text/uri-list");
}

/* UTF-16 in the machine's order: the address, a line break, the title. (transfer full) (nullable)
 */
static char *
read_moz_url (GBytes *bytes)
{
  gsize size;
  const gunichar2 *text = g_bytes_get_data (bytes, &size);
  g_autofree char *utf8
      = g_utf16_to_utf8 (text, (glong)(size / sizeof (gunichar2)), NULL, NULL, NULL);

  return utf8 != NULL ? g_strndup (utf8, strcspn (utf8, "\r\n")) : NULL;
}

static guint
save_files (SheafWindow *self, const char *text)
{
  g_auto (GStrv) uris = g_uri_list_extract_uris (text);
  guint n = 0;

  for (guint i = 0; uris[i] != NULL && n < MOST_ADDRESSES; i++)
    if (g_str_has_prefix (uris[i], "file:") || sheaf_url_is_web (uris[i]))
      {
        sheaf_window_save (self, uris[i], NULL);
        n++;
      }

  return n;
}

static guint
save_addresses (SheafWindow *self, const char *text)
{
  g_auto (GStrv) found = sheaf_url_find_all (text);
  guint n = 0;

  for (; n < MOST_ADDRESSES && found[n] != NULL; n++)
    sheaf_window_save (self, found[n], NULL);

  return n;
}

typedef struct
{
  SheafWindow *window;
  char *type;
} Reading;

static void
spliced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;
  g_autoptr (SheafWindow) self = reading->window;
  g_autofree char *type = reading->type;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  gssize size = g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, NULL);
  guint n = 0;

  g_free (reading);
  if (size < 0 || self->library == NULL)
    return;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source));
  if (g_bytes_get_size (bytes) > 0 && g_bytes_get_size (bytes) <= MOST_BYTES)
    text = g_str_equal (type, "text/x-moz-url")
               ? read_moz_url (bytes)
               : g_utf8_make_valid (g_bytes_get_data (bytes, NULL),
                                    (gssize)g_bytes_get_size (bytes));
  if (text != NULL)
    n = is_uri_list (type) ? save_files (self, text) : save_addresses (self, text);
  if (n == 0)
    sheaf_undo_stack_say (self->undo, _ ("There is no address in what was pasted"));
}

static void
read_stream (SheafWindow *self, GInputStream *in, const char *type)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  Reading *reading = g_new0 (Reading, 1);

  reading->window = g_object_ref (self);
  reading->type = g_strdup (type);
  g_output_stream_splice_async (
      out, in, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
      G_PRIORITY_DEFAULT, self->cancellable, spliced_cb, reading);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafWindow) self = data;
  const char *type;
  g_autoptr (GInputStream) in
      = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, &type, NULL);

  if (in != NULL)
    read_stream (self, in, type);
}

void
sheaf_window_paste (SheafWindow *self)
{
  if (self->library != NULL)
    gdk_clipboard_read_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), offered,
                              G_PRIORITY_DEFAULT, self->cancellable, pasted_cb,
                              g_object_ref (self));
}

static void
dropped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafWindow) self = data;
  const char *type;
  g_autoptr (GInputStream) in = gdk_drop_read_finish (GDK_DROP (source), result, &type, NULL);

  if (in != NULL)
    read_stream (self, in, type);
  gdk_drop_finish (GDK_DROP (source), in != NULL ? GDK_ACTION_COPY : 0);
}

static gboolean
drop_cb (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, SheafWindow *self)
{
  gdk_drop_read_async (drop, offered, G_PRIORITY_DEFAULT, self->cancellable, dropped_cb,
                       g_object_ref (self));

  return TRUE;
}

void
sheaf_window_init_paste (SheafWindow *self)
{
  GdkContentFormats *formats = gdk_content_formats_new (offered, G_N_ELEMENTS (offered) - 1);
  GtkDropTargetAsync *target
      = gtk_drop_target_async_new (formats, GDK_ACTION_COPY | GDK_ACTION_LINK);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

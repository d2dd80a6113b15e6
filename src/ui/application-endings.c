/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which work is long, and how the desktop is told of its end. */

#include "ui/application-endings.h"

#include "ui/endings.h"

#include <glib/gi18n.h>

#define MANY 5 /* articles: fewer are no long work, however slow their sites are */

typedef struct
{
  GtkApplication *application; /* not owned: it owns this */
  SheafEndings *endings;
} Endings;

static Endings *
get (GtkApplication *application)
{
  return g_object_get_data (G_OBJECT (application), "sheaf-endings");
}

/* --- What it is told by --- */

static gint64
now (gpointer data)
{
  return g_get_monotonic_time ();
}

static gboolean
is_watched (gpointer data)
{
  Endings *self = data;

  for (GList *link = gtk_application_get_windows (self->application); link != NULL;
       link = link->next)
    if (gtk_window_is_active (link->data))
      return TRUE;

  return FALSE;
}

static void
tell (gpointer data, const SheafEnding *ending)
{
  Endings *self = data;
  g_autoptr (GNotification) notification = g_notification_new (ending->title);
  g_autofree char *action
      = ending->action != NULL ? g_strconcat ("app.", ending->action, NULL) : NULL;

  if (ending->body != NULL)
    g_notification_set_body (notification, ending->body);
  if (action != NULL)
    g_notification_set_default_action (notification, action);
  g_application_send_notification (G_APPLICATION (self->application), ending->id, notification);
}

static void
withdraw (gpointer data, const char *id)
{
  Endings *self = data;

  g_application_withdraw_notification (G_APPLICATION (self->application), id);
}

static const SheafEndingsHost host = { now, is_watched, tell, withdraw };

/* --- What ends --- */

static void
caught_up_cb (GtkApplication *application, guint came, guint failed, gint64 began)
{
  g_autofree char *fetched
      = g_strdup_printf (ngettext ("%'u article fetched", "%'u articles fetched", came), came);
  g_autofree char *rest = g_strdup_printf (
      ngettext ("%'u article could not be fetched", "%'u articles could not be fetched", failed),
      failed);
  const SheafEnding ending = {
    .id = "fetched",
    .title = came > 0 ? fetched : rest,
    .body = came > 0 && failed > 0 ? rest : NULL,
    .action = "unread",
  };

  if (came + failed >= MANY)
    sheaf_endings_add (get (application)->endings, began, &ending);
}

void
sheaf_application_tell_changed (GtkApplication *application, const char *words, gint64 began)
{
  Endings *self = get (application);

  if (self != NULL)
    sheaf_endings_add (self->endings, began, &(SheafEnding){ .id = "changed", .title = words });
}

/* --- Life --- */

static void
active_cb (GtkApplication *application, GParamSpec *property, GtkWindow *window)
{
  if (gtk_window_is_active (window))
    sheaf_endings_seen (get (application)->endings);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (active_cb), application,
                           G_CONNECT_SWAPPED);
}

static void
endings_free (gpointer data)
{
  Endings *self = data;

  sheaf_endings_free (self->endings);
  g_free (self);
}

void
sheaf_application_init_endings (GtkApplication *application)
{
  Endings *self = g_new0 (Endings, 1);

  self->application = application;
  self->endings = sheaf_endings_new (&host, self);
  g_object_set_data_full (G_OBJECT (application), "sheaf-endings", self, endings_free);
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
}

void
sheaf_application_watch_fetching (GtkApplication *application, SheafLibrary *library)
{
  g_signal_connect_object (library, "caught-up", G_CALLBACK (caught_up_cb), application,
                           G_CONNECT_SWAPPED);
}

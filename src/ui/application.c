/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window comes at once; the library is opened behind it. What is to be saved before it is open
 * waits. */

#include "config.h"

#include "ui/application.h"

#include "base/error.h"
#include "ui/application-endings.h"
#include "ui/errands.h"

#include <glib/gi18n.h>

struct _SheafApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  SheafWindow *window; /* not owned: the application's */
  SheafLibrary *library;
  char *folder; /* (nullable): --library */
  SheafErrands *errands;
  GCancellable *cancellable;
  GCancellable *restoring; /* (nullable): a backup is about to take the library's place */
  char *backup;            /* (nullable): its path */
  SheafRestored *restored; /* (nullable): to be told */
  GError *not_restored;
  gint64 restoring_began; /* µs, monotonic */
};

G_DEFINE_FINAL_TYPE (SheafApplication, sheaf_application, ADW_TYPE_APPLICATION)

static void
run_errands (SheafApplication *self)
{
  if (self->library != NULL && self->window != NULL)
    sheaf_errands_run (self->errands, self->window);
}

static void
set_reading_speed (SheafApplication *self)
{
  if (self->library != NULL)
    sheaf_store_set_reading_speed (sheaf_library_get_store (self->library),
                                   (guint)g_settings_get_int (self->settings, "reading-speed"));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafLibrary) library = sheaf_library_open_finish (result, &error);
  SheafApplication *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (library == NULL)
    {
      g_autofree char *sentence = sheaf_error_sentence (error, NULL);

      if (self->window != NULL)
        sheaf_window_set_problem (self->window, sentence);
      return;
    }
  self->library = g_steal_pointer (&library);
  set_reading_speed (self);
  if (self->window != NULL)
    {
      sheaf_window_set_library (self->window, self->library);
      if (self->restored != NULL || self->not_restored != NULL)
        sheaf_window_tell_restored (self->window, self->restored, self->not_restored,
                                    self->restoring_began);
    }
  g_clear_pointer (&self->restored, sheaf_restored_free);
  g_clear_error (&self->not_restored);
  sheaf_application_watch_fetching (GTK_APPLICATION (self), self->library);
  sheaf_library_start_fetching (self->library);
  run_errands (self);
}

/* --- Another library in the place of this one --- */

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafApplication *self = data;
  g_autofree char *folder = sheaf_library_dup_folder (self->folder);

  self->restored = sheaf_restore_finish (result, &self->not_restored);
  g_clear_object (&self->restoring);
  sheaf_library_open_async (folder, self->cancellable, opened_cb, self);
  g_application_release (G_APPLICATION (self));
  g_object_unref (self);
}

/* The window goes with its library: all it shows is of that. */
static void
close_library (SheafApplication *self)
{
  SheafWindow *window = self->window;

  if (window != NULL)
    {
      g_object_remove_weak_pointer (G_OBJECT (window), (gpointer *)&self->window);
      self->window = NULL;
      sheaf_window_flush (window);
      gtk_window_destroy (GTK_WINDOW (window));
    }
  sheaf_library_close (self->library);
  g_clear_object (&self->library);
}

/* Not before the dialog that asked has closed, with its window. */
static void
restore_idle (gpointer data)
{
  SheafApplication *self = data;
  g_autofree char *folder = NULL;

  if (self->library == NULL || self->restoring != NULL)
    {
      g_object_unref (self);
      return;
    }
  folder = g_strdup (sheaf_store_get_folder (sheaf_library_get_store (self->library)));
  self->restoring = g_cancellable_new ();
  self->restoring_began = g_get_monotonic_time ();
  g_application_hold (G_APPLICATION (self));
  close_library (self);
  g_application_activate (G_APPLICATION (self));
  sheaf_window_set_restoring (self->window);
  sheaf_restore_async (folder, self->backup, self->restoring, restored_cb, self);
}

static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafApplication *self = data;

  g_free (self->backup);
  self->backup = g_variant_dup_string (parameter, NULL);
  g_idle_add_once (restore_idle, g_object_ref (self));
}

static void
cancel_restore_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_cancellable_cancel (SHEAF_APPLICATION (data)->restoring);
}

static const GActionEntry entries[] = {
  { .name = "restore-library", .activate = restore_cb, .parameter_type = "s" },
  { .name = "cancel-restore", .activate = cancel_restore_cb },
};

/* --- Looks --- */

static void
set_colour_scheme (SheafApplication *self)
{
  static const struct
  {
    const char *theme;
    AdwColorScheme scheme;
  } schemes[] = {
    { "light", ADW_COLOR_SCHEME_FORCE_LIGHT },
    { "sepia", ADW_COLOR_SCHEME_FORCE_LIGHT },
    { "dark", ADW_COLOR_SCHEME_FORCE_DARK },
    { "black", ADW_COLOR_SCHEME_FORCE_DARK },
  };
  g_autofree char *theme = g_settings_get_string (self->settings, "theme");
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (theme, schemes[i].theme))
      scheme = schemes[i].scheme;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

/* --- Life --- */

static void
sheaf_application_startup (GApplication *application)
{
  SheafApplication *self = SHEAF_APPLICATION (application);
  g_autofree char *folder = sheaf_library_dup_folder (self->folder);

  G_APPLICATION_CLASS (sheaf_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (SHEAF_APP_ID);
  self->settings = g_settings_new (SHEAF_APP_ID);
  g_signal_connect_object (self->settings, "changed::theme", G_CALLBACK (set_colour_scheme), self,
                           G_CONNECT_SWAPPED);
  set_colour_scheme (self);
  g_signal_connect_object (self->settings, "changed::reading-speed", G_CALLBACK (set_reading_speed),
                           self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  sheaf_library_open_async (folder, self->cancellable, opened_cb, self);
}

static void
sheaf_application_activate (GApplication *application)
{
  SheafApplication *self = SHEAF_APPLICATION (application);

  if (self->window == NULL)
    {
      self->window = sheaf_window_new (ADW_APPLICATION (self), self->settings);
      g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *)&self->window);
      if (self->library != NULL)
        sheaf_window_set_library (self->window, self->library);
    }
  gtk_window_present (GTK_WINDOW (self->window));
  run_errands (self);
}

static void
sheaf_application_open (GApplication *application, GFile **files, int n, const char *hint)
{
  SheafApplication *self = SHEAF_APPLICATION (application);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);

      sheaf_errands_add_save (self->errands, uri);
    }
  g_application_activate (application);
}

static int
sheaf_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  SheafApplication *self = SHEAF_APPLICATION (application);
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Sheaf %s\n", SHEAF_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (options, "library", "^ay", &folder))
    {
      self->folder = g_canonicalize_filename (folder, NULL);
      g_application_set_flags (application,
                               g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }
  if (sheaf_errands_take_option (application, options, &error)
      && g_application_get_is_remote (application))
    return 0;
  if (error != NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  return -1;
}

static void
sheaf_application_shutdown (GApplication *application)
{
  SheafApplication *self = SHEAF_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->restoring);
  if (self->window != NULL)
    {
      sheaf_window_flush (self->window);
      gtk_window_destroy (GTK_WINDOW (self->window));
    }
  if (self->library != NULL)
    sheaf_library_close (self->library);
  g_clear_object (&self->library);
  G_APPLICATION_CLASS (sheaf_application_parent_class)->shutdown (application);
}

static void
sheaf_application_finalize (GObject *object)
{
  SheafApplication *self = SHEAF_APPLICATION (object);

  if (self->window != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->window), (gpointer *)&self->window);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->restoring);
  g_clear_pointer (&self->restored, sheaf_restored_free);
  g_clear_error (&self->not_restored);
  g_free (self->backup);
  sheaf_errands_free (self->errands);
  g_free (self->folder);
  G_OBJECT_CLASS (sheaf_application_parent_class)->finalize (object);
}

static void
sheaf_application_class_init (SheafApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sheaf_application_finalize;
  application_class->startup = sheaf_application_startup;
  application_class->activate = sheaf_application_activate;
  application_class->open = sheaf_application_open;
  application_class->handle_local_options = sheaf_application_handle_local_options;
  application_class->shutdown = sheaf_application_shutdown;
}

static void
sheaf_application_init (SheafApplication *self)
{
  const GOptionEntry options[] = {
    { "library", 'l', 0, G_OPTION_ARG_FILENAME, NULL, N_ ("The folder of the library"),
      N_ ("DIR") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
    { NULL },
  };

  sheaf_application_init_endings (GTK_APPLICATION (self));
  self->errands = sheaf_errands_new (G_APPLICATION (self));
  self->cancellable = g_cancellable_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  sheaf_errands_add_options (G_APPLICATION (self));
}

SheafApplication *
sheaf_application_new (void)
{
  return g_object_new (SHEAF_TYPE_APPLICATION, "application-id", SHEAF_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/sheaf_app/Sheaf", NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When the last backup was made and where, one more now, and all there are to be restored. */

#include "base/error.h"
#include "base/time.h"
#include "library/keep-backups.h"
#include "ui/preferences.h"
#include "ui/spoken-name.h"

#include <glib/gi18n.h>

#define LOOK_MS 100 /* at how far it is */

#define SHEAF_TYPE_BACKUPS_PAGE (sheaf_backups_page_get_type ())
G_DECLARE_FINAL_TYPE (SheafBackupsPage, sheaf_backups_page, SHEAF, BACKUPS_PAGE, AdwPreferencesPage)

struct _SheafBackupsPage
{
  AdwPreferencesPage parent_instance;

  SheafLibrary *library;
  GtkWidget *status, *problem, *progress, *bar, *now, *copy, *list, *aside;
  GPtrArray *list_rows, *aside_rows; /* not owned */
  GCancellable *cancellable;         /* of reading */
  GCancellable *making;              /* (nullable) */
  guint timer;
};

G_DEFINE_FINAL_TYPE (SheafBackupsPage, sheaf_backups_page, ADW_TYPE_PREFERENCES_PAGE)

/* --- In words --- */

static char *
dup_when (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  /* Translators: a date with its time, as strftime writes it. */
  return g_strchug (g_date_time_format (local, _ ("%e %B %Y, %H:%M")));
}

/* "312 articles · 4.2 MB". (transfer full) */
static char *
dup_size (const SheafBackup *backup)
{
  g_autofree char *bytes = g_format_size ((guint64)backup->bytes);

  if (backup->articles < 0)
    return g_steal_pointer (&bytes);

  return g_strdup_printf (
      ngettext ("%'u article · %s", "%'u articles · %s", (guint)backup->articles),
      (guint)backup->articles, bytes);
}

/* --- Restoring --- */

typedef struct
{
  SheafBackupsPage *page;
  char *path;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *self = data;

  g_free (self->path);
  g_free (self);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Asking *asking)
{
  if (g_str_equal (response, "restore"))
    g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()),
                                    "restore-library", g_variant_new_string (asking->path));
}

static void
restore_cb (GtkButton *button, SheafBackupsPage *self)
{
  const SheafBackup *backup = g_object_get_data (G_OBJECT (button), "backup");
  g_autofree char *when = dup_when (backup->made_at), *size = dup_size (backup);
  /* Translators: a date and a time, and as "312 articles · 4.2 MB" */
  g_autofree char *body = g_strdup_printf (
      _ ("The library will be as it was on %s: %s.\n\nWhat was saved, tagged or noted since then "
         "is not in it. The library that is open now is set aside as it is, nothing of it is "
         "deleted, and it can be put back on this page."),
      when, size);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      backup->number == 0 ? _ ("Put This Library Back?") : _ ("Restore This Backup?"), body);
  Asking *asking = g_new0 (Asking, 1);

  asking->page = self;
  asking->path = g_strdup (backup->path);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "restore",
                                    _ ("_Restore"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asking, asking_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- The lists --- */

static gpointer
copy_backup (const SheafBackup *backup)
{
  SheafBackup *copy = g_memdup2 (backup, sizeof *backup);

  copy->path = g_strdup (backup->path);

  return copy;
}

static GtkWidget *
new_row (SheafBackupsPage *self, const SheafBackup *backup)
{
  g_autofree char *when = dup_when (backup->made_at), *size = dup_size (backup);
  /* Translators: %s is a date and a time */
  g_autofree char *name = g_strdup_printf (_ ("Restore the library of %s"), when);
  GtkWidget *row = sheaf_preferences_row_new (when, size);
  GtkWidget *button = gtk_button_new_with_label (_ ("Restore…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  sheaf_set_spoken_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "backup", copy_backup (backup),
                          (GDestroyNotify)sheaf_backup_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
show_list (SheafBackupsPage *self, GtkWidget *group, GPtrArray *rows, GPtrArray *backups)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
  for (guint i = 0; i < backups->len; i++)
    {
      const SheafBackup *backup = backups->pdata[i];

      if (backup->articles < 0) /* it cannot be read, so it cannot be restored */
        continue;
      g_ptr_array_add (rows, new_row (self, backup));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), rows->pdata[rows->len - 1]);
    }
  gtk_widget_set_visible (group, rows->len > 0);
}

static void
show_status (SheafBackupsPage *self, const SheafBackup *newest)
{
  g_autofree char *when = newest != NULL ? dup_when (newest->made_at) : NULL;
  g_autofree char *folder = newest != NULL ? g_path_get_dirname (newest->path) : NULL;
  g_autofree char *place = folder != NULL ? g_filename_display_name (folder) : NULL;
  g_autofree char *text
      = newest != NULL
            /* Translators: a date, and a folder; what was verified is the backup. */
            ? g_strdup_printf (_ ("%s · verified\n%s"), when, place)
            : g_strdup (_ ("The first is made two minutes after the start, then one a day"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status),
                                 newest != NULL ? _ ("Last backup") : _ ("No backup yet"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->status), text);
}

static void
show_problem (SheafBackupsPage *self)
{
  const GError *error = sheaf_library_get_backup_error (self->library);
  g_autofree char *sentence = error != NULL ? sheaf_error_sentence (error, NULL) : NULL;

  gtk_widget_set_visible (self->problem, error != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->problem), sentence != NULL ? sentence : "");
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafBackupsPage) self = data;
  g_autoptr (GPtrArray) aside = NULL;
  g_autoptr (GPtrArray) list
      = sheaf_library_list_backups_finish (SHEAF_LIBRARY (source), result, &aside, NULL);

  if (list == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  show_status (self, list->len > 0 ? list->pdata[0] : NULL);
  show_list (self, self->list, self->list_rows, list);
  show_list (self, self->aside, self->aside_rows, aside);
}

static void
load (SheafBackupsPage *self)
{
  show_problem (self);
  sheaf_library_list_backups_async (self->library, self->cancellable, listed_cb,
                                    g_object_ref (self));
}

/* --- Making one --- */

static gboolean
look_cb (gpointer data)
{
  SheafBackupsPage *self = data;
  int permille = sheaf_library_get_backup_progress (self->library);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), MAX (permille, 0) / 1000.0);

  return G_SOURCE_CONTINUE;
}

static void
set_making (SheafBackupsPage *self, gboolean making)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->making);
  if (making)
    {
      self->making = g_cancellable_new ();
      self->timer = g_timeout_add (LOOK_MS, look_cb, self);
      gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), 0);
    }
  gtk_widget_set_visible (self->progress, making);
  gtk_widget_set_sensitive (self->now, !making);
  gtk_widget_set_sensitive (self->copy, !making);
}

static void
say (SheafBackupsPage *self, const char *text)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_WINDOW);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (markup));
}

static void
tell_copied (SheafBackupsPage *self, const SheafBackup *backup)
{
  g_autofree char *folder = g_path_get_dirname (backup->path);
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *text
      = backup->missing > 0 ? g_strdup_printf (
            ngettext ("Copied; %'u picture or page was not there to be copied",
                      "Copied; %'u pictures or pages were not there to be copied", backup->missing),
            backup->missing)
                            /* Translators: %s is a folder. */
                            : g_strdup_printf (_ ("Copied to %s"), shown);

  say (self, text);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafBackupsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafBackup) backup
      = sheaf_library_backup_finish (SHEAF_LIBRARY (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  set_making (self, FALSE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    load (self); /* else it is told that there is something new */
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafBackupsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafBackup) backup
      = sheaf_library_backup_finish (SHEAF_LIBRARY (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  set_making (self, FALSE);
  if (backup != NULL)
    tell_copied (self, backup);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, _ ("The copy could not be made. Check the folder’s space and permissions."));
}

static void
now_cb (SheafBackupsPage *self)
{
  set_making (self, TRUE);
  sheaf_library_backup_async (self->library, NULL, self->making, made_cb, g_object_ref (self));
}

static void
cancel_cb (SheafBackupsPage *self)
{
  g_cancellable_cancel (self->making);
}

static void
folder_chosen_cb (GtkNativeDialog *dialog, int response, SheafBackupsPage *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  g_object_unref (dialog);
  if (path == NULL || self->making != NULL)
    return;
  set_making (self, TRUE);
  sheaf_library_backup_async (self->library, path, self->making, copied_cb, g_object_ref (self));
}

static void
copy_cb (SheafBackupsPage *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Folder for the Copy"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Copy Here"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (folder_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- Life --- */

static void
sheaf_backups_page_dispose (GObject *object)
{
  SheafBackupsPage *self = SHEAF_BACKUPS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->making); /* it goes on */
  g_clear_object (&self->library);
  G_OBJECT_CLASS (sheaf_backups_page_parent_class)->dispose (object);
}

static void
sheaf_backups_page_finalize (GObject *object)
{
  SheafBackupsPage *self = SHEAF_BACKUPS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->list_rows);
  g_ptr_array_unref (self->aside_rows);
  G_OBJECT_CLASS (sheaf_backups_page_parent_class)->finalize (object);
}

static void
sheaf_backups_page_class_init (SheafBackupsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_backups_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_backups_page_finalize;
}

static GtkWidget *
new_progress (SheafBackupsPage *self)
{
  GtkWidget *row = sheaf_preferences_row_new (_ ("Copying"), NULL);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->bar = gtk_progress_bar_new ();
  gtk_widget_set_valign (self->bar, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (self->bar, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How much is copied"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->bar);
  gtk_widget_set_valign (cancel, GTK_ALIGN_CENTER);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), cancel);
  gtk_widget_set_visible (row, FALSE);

  return row;
}

static void
sheaf_backups_page_init (SheafBackupsPage *self)
{
  GtkWidget *group = sheaf_preferences_group_new (
      ADW_PREFERENCES_PAGE (self), _ ("Backups"),
      _ ("One a day by itself: those of seven days and of four weeks "
         "are kept. Pictures and pages are never thrown away as long as "
         "a backup may need them. A copy in a folder is complete, with "
         "all pictures: for another disk."));

  self->cancellable = g_cancellable_new ();
  self->list_rows = g_ptr_array_new ();
  self->aside_rows = g_ptr_array_new ();
  self->status = sheaf_preferences_row_new ("", NULL);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->status), 0);
  self->problem = sheaf_preferences_problem_new (_ ("The last backup failed"));
  self->progress = new_progress (self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->problem);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->status);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->progress);
  self->now = sheaf_preferences_add_button (group, _ ("_Back Up Now"), G_CALLBACK (now_cb), self);
  self->copy = sheaf_preferences_add_button (group, _ ("Save a _Copy in a Folder…"),
                                             G_CALLBACK (copy_cb), self);
  self->list
      = sheaf_preferences_group_new (ADW_PREFERENCES_PAGE (self), _ ("Restore a Backup"), NULL);
  self->aside = sheaf_preferences_group_new (
      ADW_PREFERENCES_PAGE (self), _ ("Libraries Set Aside"),
      _ ("Another took their place when a backup was restored or damage "
         "repaired. They stay until you remove them."));
  gtk_widget_set_visible (self->list, FALSE);
  gtk_widget_set_visible (self->aside, FALSE);
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Backups"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "drive-harddisk-symbolic");
}

static void
root_cb (SheafBackupsPage *self)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    load (self);
}

AdwPreferencesPage *
sheaf_backups_page_new (SheafLibrary *library)
{
  SheafBackupsPage *self = g_object_new (SHEAF_TYPE_BACKUPS_PAGE, NULL);

  self->library = g_object_ref (library);
  show_status (self, NULL);
  g_signal_connect_object (library, "backups-changed", G_CALLBACK (root_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::root", G_CALLBACK (root_cb), self, G_CONNECT_SWAPPED);

  return ADW_PREFERENCES_PAGE (self);
}

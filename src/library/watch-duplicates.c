/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Duplicates are looked for by themselves: once at the start, and whenever texts have come and none
 * has for a while. What was compared before is not compared again. */

#include "library/library-private.h"
#include "store/duplicates.h"

struct _SheafDuplicatesWatch
{
  SheafLibrary *library; /* not owned: it owns this; NULL: not started */
  guint seconds;
  guint timer;
  gboolean looking;
  gboolean put_off; /* to save power */
};

static void
wait (SheafDuplicatesWatch *self);

/* One that fails is made up for by the next. */
static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafLibrary) library = data;
  g_autoptr (GPtrArray) found
      = sheaf_store_find_duplicates_finish (SHEAF_STORE (source), result, NULL);
  SheafDuplicatesWatch *self = sheaf_library_get_duplicates_watch (library);

  if (self != NULL)
    self->looking = FALSE;
}

static gboolean
look_cb (gpointer data)
{
  SheafDuplicatesWatch *self = data;

  self->timer = 0;
  if (sheaf_library_is_saving_power (self->library))
    {
      self->put_off = TRUE;
      return G_SOURCE_REMOVE;
    }
  if (self->looking)
    {
      wait (self);
      return G_SOURCE_REMOVE;
    }
  self->looking = TRUE;
  sheaf_store_find_duplicates_async (sheaf_library_get_store (self->library), NULL, NULL,
                                     sheaf_library_get_cancellable (self->library), found_cb,
                                     g_object_ref (self->library));

  return G_SOURCE_REMOVE;
}

static void
wait (SheafDuplicatesWatch *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (self->seconds, look_cb, self);
}

static void
changed_cb (SheafDuplicatesWatch *self, const SheafChange *change)
{
  if ((change->flags & SHEAF_CHANGE_CONTENT) != 0)
    wait (self);
}

SheafDuplicatesWatch *
sheaf_duplicates_watch_new (void)
{
  return g_new0 (SheafDuplicatesWatch, 1);
}

void
sheaf_duplicates_watch_start (SheafDuplicatesWatch *self, SheafLibrary *library, guint seconds)
{
  self->library = library;
  self->seconds = seconds;
  g_signal_connect_swapped (sheaf_library_get_store (library), "changed", G_CALLBACK (changed_cb),
                            self);
  wait (self);
}

void
sheaf_duplicates_watch_go_on (SheafDuplicatesWatch *self)
{
  if (self->put_off)
    wait (self);
  self->put_off = FALSE;
}

void
sheaf_duplicates_watch_stop (SheafDuplicatesWatch *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (sheaf_library_get_store (self->library), changed_cb,
                                          self);
  self->library = NULL;
}

void
sheaf_duplicates_watch_free (SheafDuplicatesWatch *self)
{
  sheaf_duplicates_watch_stop (self);
  g_free (self);
}

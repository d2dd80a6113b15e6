/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bytes come checked from the library; decoding, cropping and scaling run in a task's thread, one
 * at a time. */

#include "ui/thumbnails.h"

#include "library/load-picture.h"
#include "ui/picture-pixels.h"

#define KEPT 256

struct _SheafThumbnails
{
  GObject parent_instance;

  SheafLibrary *library;
  GHashTable *textures; /* sha -> GdkTexture, or NULL: asked for, or not to be had */
  GQueue order;         /* sha, the oldest first; the table's own keys */
  GQueue waiting;       /* char *: to be decoded */
  gboolean busy;
  int side;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SheafThumbnails, sheaf_thumbnails, G_TYPE_OBJECT)

static guint ready;

static void
decode_next (SheafThumbnails *self);

static GdkPixbuf *
read_pixbuf (GBytes *bytes, int side)
{
  g_autoptr (GdkPixbuf) upright = sheaf_picture_pixels (bytes, 0, NULL, NULL);
  g_autoptr (GdkPixbuf) square = NULL;
  int width, height, least;

  if (upright == NULL)
    return NULL;
  width = gdk_pixbuf_get_width (upright);
  height = gdk_pixbuf_get_height (upright);
  least = MIN (width, height);
  square
      = gdk_pixbuf_new_subpixbuf (upright, (width - least) / 2, (height - least) / 3, least, least);

  return gdk_pixbuf_scale_simple (square, side, side, GDK_INTERP_BILINEAR);
}

static void
decode_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SheafThumbnails *self = source;
  g_autoptr (GdkPixbuf) pixbuf = read_pixbuf (data, self->side);

  g_task_return_pointer (task, pixbuf != NULL ? gdk_texture_new_for_pixbuf (pixbuf) : NULL,
                         g_object_unref);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafThumbnails *self = SHEAF_THUMBNAILS (source);
  g_autofree char *sha = data;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  self->busy = FALSE;
  if (texture != NULL && g_hash_table_contains (self->textures, sha))
    {
      g_hash_table_replace (self->textures, g_strdup (sha), g_steal_pointer (&texture));
      g_signal_emit (self, ready, 0, sha);
    }
  decode_next (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GBytes) bytes
      = sheaf_library_load_picture_finish (SHEAF_LIBRARY (source), result, NULL);

  if (bytes == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  g_task_set_task_data (task, g_steal_pointer (&bytes), (GDestroyNotify)g_bytes_unref);
  g_task_run_in_thread (task, decode_in_thread);
}

static void
decode_next (SheafThumbnails *self)
{
  g_autofree char *sha = NULL;
  GTask *task;

  if (self->busy || g_cancellable_is_cancelled (self->cancellable))
    return;
  sha = g_queue_pop_tail (&self->waiting); /* what was asked for last is in sight */
  if (sha == NULL)
    return;

  self->busy = TRUE;
  task = g_task_new (self, NULL, decoded_cb, g_strdup (sha));
  sheaf_library_load_picture_async (self->library, sha, self->cancellable, loaded_cb, task);
}

static void
free_texture (gpointer texture)
{
  if (texture != NULL)
    g_object_unref (texture);
}

static void
sheaf_thumbnails_dispose (GObject *object)
{
  SheafThumbnails *self = SHEAF_THUMBNAILS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (sheaf_thumbnails_parent_class)->dispose (object);
}

static void
sheaf_thumbnails_finalize (GObject *object)
{
  SheafThumbnails *self = SHEAF_THUMBNAILS (object);

  g_queue_clear_full (&self->order, g_free);
  g_queue_clear_full (&self->waiting, g_free);
  g_clear_pointer (&self->textures, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (sheaf_thumbnails_parent_class)->finalize (object);
}

static void
sheaf_thumbnails_class_init (SheafThumbnailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_thumbnails_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_thumbnails_finalize;
  ready = g_signal_new ("ready", SHEAF_TYPE_THUMBNAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                        G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sheaf_thumbnails_init (SheafThumbnails *self)
{
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_texture);
  self->cancellable = g_cancellable_new ();
}

SheafThumbnails *
sheaf_thumbnails_new (SheafLibrary *library, int side)
{
  SheafThumbnails *self = g_object_new (SHEAF_TYPE_THUMBNAILS, NULL);

  self->library = g_object_ref (library);
  self->side = side;

  return self;
}

GdkTexture *
sheaf_thumbnails_get (SheafThumbnails *self, const char *sha)
{
  gpointer texture = NULL;

  if (g_hash_table_lookup_extended (self->textures, sha, NULL, &texture))
    return texture;

  g_hash_table_insert (self->textures, g_strdup (sha), NULL);
  g_queue_push_tail (&self->order, g_strdup (sha));
  if (g_queue_get_length (&self->order) > KEPT)
    {
      g_autofree char *oldest = g_queue_pop_head (&self->order);

      g_hash_table_remove (self->textures, oldest);
    }
  g_queue_push_tail (&self->waiting, g_strdup (sha));
  decode_next (self);

  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files by name in a table; each with its bytes, its synced bytes, and a list of writes between. */

#include "fault-vfs.h"

#include <string.h>

#define SECTOR 512
#define MOST_NAME 512
#define REGIONS 64

typedef struct
{
  gint64 at;
  GBytes *bytes; /* NULL: cut to AT */
} Write;

typedef struct
{
  GByteArray *bytes, *synced;
  GPtrArray *writes; /* of Write, since the last sync */
} File;

typedef struct
{
  sqlite3_file base;
  File *file;
  gboolean temporary; /* nobody else's, and gone with its handle */
  void *regions[REGIONS];
} Handle;

struct _FaultImage
{
  GHashTable *files; /* name -> GByteArray */
};

static GHashTable *files; /* name -> File */
static sqlite3_vfs *usual;
static FaultKind armed;
static guint strike_at, operations;
static gboolean struck;

static void
write_free (gpointer data)
{
  Write *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static File *
file_new (void)
{
  File *self = g_new0 (File, 1);

  self->bytes = g_byte_array_new ();
  self->synced = g_byte_array_new ();
  self->writes = g_ptr_array_new_with_free_func (write_free);

  return self;
}

static void
file_free (gpointer data)
{
  File *self = data;

  g_byte_array_unref (self->bytes);
  g_byte_array_unref (self->synced);
  g_ptr_array_unref (self->writes);
  g_free (self);
}

static void
set_bytes (GByteArray *to, const GByteArray *from)
{
  g_byte_array_set_size (to, 0);
  g_byte_array_append (to, from->data, from->len);
}

/* --- Faults --- */

void
fault_vfs_arm (FaultKind kind, guint at)
{
  armed = kind;
  strike_at = at;
  operations = 0;
  struck = FALSE;
}

void
fault_vfs_disarm (void)
{
  armed = FAULT_NONE;
}

gboolean
fault_vfs_has_struck (void)
{
  return struck;
}

guint
fault_vfs_count (void)
{
  return operations;
}

/* CODE where this operation fails. */
static int
operate (gboolean writes, int code)
{
  operations++;
  if (armed == FAULT_NONE || operations < strike_at || (armed == FAULT_FULL && !writes)
      || (armed == FAULT_ERROR && struck))
    return SQLITE_OK;
  struck = TRUE;

  return armed == FAULT_FULL ? SQLITE_FULL : code;
}

/* --- Files --- */

static void
put (GByteArray *bytes, gint64 at, const void *data, guint n, GRand *noise)
{
  guint old = bytes->len;

  if (at + n > old)
    {
      g_byte_array_set_size (bytes, at + n);
      for (guint i = old; i < at + n; i++)
        bytes->data[i] = noise != NULL && g_rand_boolean (noise) ? g_rand_int (noise) & 0xff : 0;
    }
  memcpy (bytes->data + at, data, n);
}

static void
log_write (File *file, gint64 at, const void *data, guint n)
{
  Write *write = g_new0 (Write, 1);

  write->at = at;
  write->bytes = data != NULL ? g_bytes_new (data, n) : NULL;
  g_ptr_array_add (file->writes, write);
}

static int
fault_close (sqlite3_file *base)
{
  Handle *self = (Handle *)base;

  for (guint i = 0; i < REGIONS; i++)
    g_clear_pointer (&self->regions[i], g_free);
  if (self->temporary)
    g_clear_pointer (&self->file, file_free);

  return SQLITE_OK;
}

static int
fault_read (sqlite3_file *base, void *to, int n, sqlite3_int64 at)
{
  GByteArray *bytes = ((Handle *)base)->file->bytes;
  int code = operate (FALSE, SQLITE_IOERR_READ);
  gint64 there = CLAMP ((gint64)bytes->len - at, 0, n);

  if (code != SQLITE_OK)
    return code;
  if (there > 0)
    memcpy (to, bytes->data + at, there);
  memset ((char *)to + there, 0, n - there);

  return there == n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int
fault_write (sqlite3_file *base, const void *from, int n, sqlite3_int64 at)
{
  File *file = ((Handle *)base)->file;
  gboolean before = struck;
  int code = operate (TRUE, SQLITE_IOERR_WRITE);

  /* The power goes while this is being written. */
  if (code == SQLITE_OK || (armed == FAULT_POWER && !before))
    log_write (file, at, from, n);
  if (code == SQLITE_OK)
    put (file->bytes, at, from, n, NULL);

  return code;
}

static int
fault_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  File *file = ((Handle *)base)->file;
  int code = operate (TRUE, SQLITE_IOERR_TRUNCATE);

  if (code != SQLITE_OK)
    return code;
  if (size < file->bytes->len)
    g_byte_array_set_size (file->bytes, size);
  log_write (file, size, NULL, 0);

  return SQLITE_OK;
}

static int
fault_sync (sqlite3_file *base, int flags)
{
  File *file = ((Handle *)base)->file;
  int code = operate (FALSE, SQLITE_IOERR_FSYNC);

  if (code != SQLITE_OK)
    return code;
  set_bytes (file->synced, file->bytes);
  g_ptr_array_set_size (file->writes, 0);

  return SQLITE_OK;
}

static int
fault_size (sqlite3_file *base, sqlite3_int64 *size)
{
  *size = ((Handle *)base)->file->bytes->len;

  return operate (FALSE, SQLITE_IOERR_FSTAT);
}

static int
fault_lock (sqlite3_file *base, int level)
{
  return SQLITE_OK;
}

static int
fault_check_lock (sqlite3_file *base, int *locked)
{
  *locked = 0;

  return SQLITE_OK;
}

static int
fault_control (sqlite3_file *base, int what, void *data)
{
  return SQLITE_NOTFOUND;
}

static int
fault_sector_size (sqlite3_file *base)
{
  return SECTOR;
}

static int
fault_characteristics (sqlite3_file *base)
{
  return 0;
}

static int
fault_shm_map (sqlite3_file *base, int region, int size, int extend, void volatile **to)
{
  Handle *self = (Handle *)base;

  g_assert_cmpint (region, <, REGIONS);
  if (self->regions[region] == NULL && extend)
    self->regions[region] = g_malloc0 (size);
  *to = self->regions[region];

  return SQLITE_OK;
}

static int
fault_shm_lock (sqlite3_file *base, int offset, int n, int flags)
{
  return SQLITE_OK;
}

static void
fault_shm_barrier (sqlite3_file *base)
{
}

static int
fault_shm_unmap (sqlite3_file *base, int remove)
{
  Handle *self = (Handle *)base;

  for (guint i = 0; i < REGIONS; i++)
    g_clear_pointer (&self->regions[i], g_free);

  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = fault_close,
  .xRead = fault_read,
  .xWrite = fault_write,
  .xTruncate = fault_truncate,
  .xSync = fault_sync,
  .xFileSize = fault_size,
  .xLock = fault_lock,
  .xUnlock = fault_lock,
  .xCheckReservedLock = fault_check_lock,
  .xFileControl = fault_control,
  .xSectorSize = fault_sector_size,
  .xDeviceCharacteristics = fault_characteristics,
  .xShmMap = fault_shm_map,
  .xShmLock = fault_shm_lock,
  .xShmBarrier = fault_shm_barrier,
  .xShmUnmap = fault_shm_unmap,
};

/* --- The disk --- */

static int
fault_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *got)
{
  Handle *self = (Handle *)base;
  gboolean is_new = name != NULL && !g_hash_table_contains (files, name);
  int code = operate (is_new, SQLITE_CANTOPEN);

  *self = (Handle){ 0 };
  if (code != SQLITE_OK)
    return code == SQLITE_FULL ? SQLITE_CANTOPEN : code;
  self->temporary = name == NULL;
  self->file = name != NULL ? g_hash_table_lookup (files, name) : file_new ();
  if (self->file == NULL && (flags & SQLITE_OPEN_CREATE) == 0)
    return SQLITE_CANTOPEN;
  if (self->file == NULL)
    {
      self->file = file_new ();
      g_hash_table_insert (files, g_strdup (name), self->file);
    }
  self->base.pMethods = &methods;
  if (got != NULL)
    *got = flags;

  return SQLITE_OK;
}

static int
fault_delete (sqlite3_vfs *vfs, const char *name, int sync)
{
  int code = operate (TRUE, SQLITE_IOERR_DELETE);

  if (code != SQLITE_OK)
    return code == SQLITE_FULL ? SQLITE_IOERR_DELETE : code;

  return g_hash_table_remove (files, name) ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

static int
fault_access (sqlite3_vfs *vfs, const char *name, int flags, int *is)
{
  const File *file = g_hash_table_lookup (files, name);

  *is = file != NULL && file->bytes->len > 0;

  return SQLITE_OK;
}

static int
fault_full_path (sqlite3_vfs *vfs, const char *name, int n, char *to)
{
  g_strlcpy (to, name, n);

  return SQLITE_OK;
}

static int
fault_random (sqlite3_vfs *vfs, int n, char *to)
{
  return usual->xRandomness (usual, n, to);
}

static int
fault_sleep (sqlite3_vfs *vfs, int us)
{
  return us;
}

static int
fault_time (sqlite3_vfs *vfs, double *time)
{
  return usual->xCurrentTime (usual, time);
}

static int
fault_last_error (sqlite3_vfs *vfs, int n, char *text)
{
  return 0;
}

static sqlite3_vfs fault_vfs = {
  .iVersion = 1,
  .szOsFile = sizeof (Handle),
  .mxPathname = MOST_NAME,
  .zName = "fault",
  .xOpen = fault_open,
  .xDelete = fault_delete,
  .xAccess = fault_access,
  .xFullPathname = fault_full_path,
  .xRandomness = fault_random,
  .xSleep = fault_sleep,
  .xCurrentTime = fault_time,
  .xGetLastError = fault_last_error,
};

void
fault_vfs_install (void)
{
  files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_free);
  usual = sqlite3_vfs_find (NULL);
  sqlite3_vfs_register (&fault_vfs, 1);
}

/* --- Power --- */

/* Some of the sectors of a write, from one to another. */
static void
put_part (File *file, const Write *write, GRand *random)
{
  gsize n, first = 0, last;
  const guint8 *data = g_bytes_get_data (write->bytes, &n);

  last = n;
  if (n > SECTOR && g_rand_int_range (random, 0, 3) == 0)
    {
      first = g_rand_int_range (random, 0, n / SECTOR) * SECTOR;
      last = first + SECTOR * g_rand_int_range (random, 1, n / SECTOR + 1);
      last = MIN (last, n);
    }
  put (file->synced, write->at + first, data + first, last - first, random);
}

static void
lose (File *file, GRand *random)
{
  int mode = g_rand_int_range (random, 0, 4); /* nothing, all, some, some in parts */

  for (guint i = 0; i < file->writes->len; i++)
    {
      const Write *write = file->writes->pdata[i];

      if (mode == 0 || (mode >= 2 && g_rand_boolean (random)))
        continue;
      if (write->bytes == NULL)
        g_byte_array_set_size (file->synced, MIN (file->synced->len, write->at));
      else if (mode == 3)
        put_part (file, write, random);
      else
        put (file->synced, write->at, g_bytes_get_data (write->bytes, NULL),
             g_bytes_get_size (write->bytes), random);
    }
  g_ptr_array_set_size (file->writes, 0);
  set_bytes (file->bytes, file->synced);
}

void
fault_vfs_lose_power (guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (files), (GCompareFunc)strcmp);

  fault_vfs_disarm ();
  for (GList *link = names; link != NULL; link = link->next)
    lose (g_hash_table_lookup (files, link->data), random);
}

/* --- Images --- */

FaultImage *
fault_vfs_save (void)
{
  FaultImage *image = g_new0 (FaultImage, 1);
  GHashTableIter iter;
  gpointer name, file;

  image->files
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_byte_array_unref);
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &file))
    {
      GByteArray *copy = g_byte_array_new ();

      set_bytes (copy, ((File *)file)->bytes);
      g_hash_table_insert (image->files, g_strdup (name), copy);
    }

  return image;
}

void
fault_vfs_load (const FaultImage *image)
{
  GHashTableIter iter;
  gpointer name, bytes;

  fault_vfs_disarm ();
  g_hash_table_remove_all (files);
  g_hash_table_iter_init (&iter, image->files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      File *file = file_new ();

      set_bytes (file->bytes, bytes);
      set_bytes (file->synced, bytes);
      g_hash_table_insert (files, g_strdup (name), file);
    }
}

void
fault_image_free (FaultImage *image)
{
  g_hash_table_unref (image->files);
  g_free (image);
}

GByteArray *
fault_image_find (FaultImage *image, const char *ending)
{
  GHashTableIter iter;
  gpointer name, bytes;

  g_hash_table_iter_init (&iter, image->files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    if (g_str_has_suffix (name, ending))
      return bytes;

  return NULL;
}

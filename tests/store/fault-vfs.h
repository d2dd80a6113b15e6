/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A disk in memory that fails on purpose: a sqlite3_vfs for one connection at a time. Every file is what was
 * written, and beside it what a power cut would leave: bytes that were synced, and of each write since then
 * nothing, all, or some of its sectors, in any order. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef enum
{
  FAULT_NONE,
  FAULT_POWER, /* this operation and all after it fail; then call fault_vfs_lose_power */
  FAULT_ERROR, /* this one fails */
  FAULT_ERRORS, /* this one and all after it */
  FAULT_FULL,  /* this write and all after it find no room */
} FaultKind;

/* Makes it the VFS that everything is opened with. */
void fault_vfs_install (void);

/* Operation number AT from now on (1: the next one). */
void fault_vfs_arm (FaultKind kind, guint at);
void fault_vfs_disarm (void);
gboolean fault_vfs_has_struck (void);
guint fault_vfs_count (void); /* operations since it was armed last */

/* What is left of every file, by SEED. */
void fault_vfs_lose_power (guint32 seed);

/* All files as they are now, and back. */
typedef struct _FaultImage FaultImage;
FaultImage *fault_vfs_save (void);
void fault_vfs_load (const FaultImage *image);
void fault_image_free (FaultImage *image);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultImage, fault_image_free)

/* The bytes of the file whose name ends in ENDING; NULL: there is none. To be changed in place or cut. */
GByteArray *fault_image_find (FaultImage *image, const char *ending);

G_END_DECLS

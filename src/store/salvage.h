/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A damaged library: everything of it that can be read goes into a new one, which takes its place; the damaged
 * one is set aside as it was. What is missing then is looked for in the newest backup, and what is missing still is
 * told: by title and address where these are known. Tables are found in the schema, so that new ones come along.
 * Any thread but the main one. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_LOSS_FROM_BACKUP, /* the article as the newest backup had it */
  SHEAF_LOSS_OLD_TEXT,    /* its text as the newest backup had it */
  SHEAF_LOSS_REFETCH,     /* its text is lost and will be fetched again */
  SHEAF_LOSS_TEXT,        /* its text is lost and has no address */
  SHEAF_LOSS_FACTS,       /* its text is there; title and the rest are made anew */
  SHEAF_LOSS_PICTURES,    /* pictures or the page as fetched are lost; pictures will be fetched again */
  SHEAF_LOSS_ARTICLE,     /* gone: others named it, and only its number is known */
} SheafLossKind;

typedef struct
{
  SheafLossKind kind;
  gint64        id;
  char         *title; /* (nullable) */
  char         *url;   /* (nullable) */
} SheafLoss;

/* What a repair found and did. */
typedef struct
{
  char      *set_aside; /* where the damaged database lies; NULL: it was mended in its place */
  char      *backup;    /* that was consulted; NULL: none was needed or there */
  gint64     articles;  /* in the library now */
  gint64     rows;      /* read from the damaged one, of all tables */
  guint      indexes;   /* built anew */
  guint      links;     /* rows that pointed to nothing, removed */
  guint      files;     /* left over or damaged, removed */
  GPtrArray *losses;    /* of SheafLoss */
} SheafRepair;

void        sheaf_repair_free (SheafRepair *self);
const char *sheaf_loss_nick (SheafLossKind kind); /* "from-backup" … */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafRepair, sheaf_repair_free)

/* Held alone. BAD_FILE: nothing in it is ours, and it stays where it is; TOO_NEW; STORE. (transfer full) */
SheafRepair *sheaf_salvage (const char   *folder,
                            GCancellable *cancellable,
                            GError      **error);

/* An empty file beside the database: it was found damaged while it was open, and is repaired when it is opened
 * next. (transfer full) */
char *sheaf_salvage_mark_path (const char *folder);

/* A file without a byte, or none, is what a disk leaves of a database; where there are backups, it was one. The hold
 * is taken: no other database is about to take its place. */
gboolean sheaf_salvage_is_emptied (const char *folder);

/* Holds FOLDER alone, checks everything, mends what it finds: in its place where the database is sound, else by
 * sheaf_salvage. IN_USE and the above. (transfer full) */
SheafRepair *sheaf_repair (const char   *folder,
                           GCancellable *cancellable,
                           GError      **error);

void         sheaf_repair_async (const char         *folder,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
SheafRepair *sheaf_repair_finish (GAsyncResult *result,
                                  GError      **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The facts of one article as the library keeps them, without its text: a value read on a reader thread and
 * handed to the main thread. Atomic references; immutable once made. */
#pragma once

#include "base/error.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Stored: add at the end only. */
typedef enum
{
  SHEAF_FETCH_COMPLETE,
  SHEAF_FETCH_PENDING,    /* waiting for the network, or being fetched */
  SHEAF_FETCH_FAILED,     /* `reason` says why; Retry */
  SHEAF_FETCH_INCOMPLETE, /* the text may lack its end */
  SHEAF_FETCH_LINK,       /* no article there: kept as a link; `reason` says why */
} SheafFetchState;

typedef struct
{
  gatomicrefcount ref_count;

  gint64          id;
  char           *url;       /* as given (nullable: a text) */
  char           *final_url; /* as fetched (nullable) */
  char           *title;     /* never NULL: the address until there is one */
  char           *site, *author, *excerpt, *lang, *direction; /* (nullable) */
  char           *published; /* ISO 8601 as precise as the source (nullable) */
  char           *lead_sha;  /* hex name of the lead picture's file (nullable) */
  char           *reason;    /* sheaf_error_nick of a failure (nullable) */
  SheafFetchState fetch;
  gboolean        archived, starred, trashed, read, has_note, pictures_missing;
  double          progress; /* 0 … 1 */
  gint64          added_at; /* µs UTC */
  guint           word_count;
  GStrv           tags; /* names by alphabet; NULL: it is none of the library's and cannot have any */
} SheafRow;

#define SHEAF_TYPE_ROW (sheaf_row_get_type ())
GType     sheaf_row_get_type (void);
SheafRow *sheaf_row_new (void);
SheafRow *sheaf_row_ref (SheafRow *self);
void      sheaf_row_unref (SheafRow *self);

/* Inbox, complete or not, not read to the end, not in the trash. */
gboolean sheaf_row_is_unread (const SheafRow *self);

/* One stable word: "trash", "failed", "pending", "link", "incomplete", "archived", "read", "unread"; the first that is true. */
const char *sheaf_row_get_state (const SheafRow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafRow, sheaf_row_unref)

G_END_DECLS

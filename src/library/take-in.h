/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking in what a browser hands over. The page comes from the person's own browser: its address may be a private one,
 * unlike that of a link; what is fetched for it later, its pictures, goes where any fetch may go and nowhere else. */
#pragma once

#include "intake/intake-item.h"
#include "library/library.h"

G_BEGIN_DECLS

typedef struct
{
  gint64   id;
  gboolean existed; /* it was there already (and is out of the trash now) */
  gboolean undoable; /* something was done, as a deed */
  char    *title; /* (nullable) */
} SheafTakenIn;

void sheaf_taken_in_free (SheafTakenIn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafTakenIn, sheaf_taken_in_free)

/* Takes ITEM. Its page is extracted and added with tags, note and selection, in one deed; without a page, or with one that
 * is too large to be read, the address is, and fetched as any other. A selection that stands in the text is highlighted;
 * one that does not is kept in the note, as a quotation. STORE, G_IO_ERROR_CANCELLED. The callback comes once it is
 * committed. */
void          sheaf_library_take_in_async (SheafLibrary       *self,
                                           SheafIntakeItem    *item,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
SheafTakenIn *sheaf_library_take_in_finish (SheafLibrary *self,
                                            GAsyncResult *result,
                                            GError      **error);

G_END_DECLS

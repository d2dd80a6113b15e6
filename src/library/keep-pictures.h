/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pictures that came with a page (html/picture-data.h): their files are written beside its extraction, and once it is
 * an article they are its own. */
#pragma once

#include "document/page.h"
#include "library/library.h"

G_BEGIN_DECLS

typedef struct _SheafKeepPictures SheafKeepPictures;

/* Takes the pictures out of *HTML, which becomes the page without them, and, where it is still too large to be
 * read, without its typefaces and whatever else it holds as data. Any thread. (transfer full) */
SheafKeepPictures *sheaf_keep_pictures_new (GBytes **html);
void               sheaf_keep_pictures_free (SheafKeepPictures *self);

/* Writes the files of those that PAGE shows into FOLDER; the others are forgotten. Any thread but the main one. */
void sheaf_keep_pictures_write (SheafKeepPictures *self,
                                SheafPage         *page,
                                const char        *folder);

/* They are the article's, committed when CALLBACK comes; SELF (nullable) is the caller's until then. What is not kept is
 * fetched as any other. G_IO_ERROR_CANCELLED where the library was closed. */
void     sheaf_keep_pictures_async (SheafLibrary       *library,
                                    SheafKeepPictures  *self,
                                    gint64              id,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean sheaf_keep_pictures_finish (GAsyncResult *result,
                                     GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafKeepPictures, sheaf_keep_pictures_free)

G_END_DECLS

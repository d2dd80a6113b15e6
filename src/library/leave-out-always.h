/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a reader left out of one article, left out of all of its site: found in the page that is kept, tried on the pages
 * that are kept of the site, and written into the user's rules. */
#pragma once

#include "library/library.h"

G_BEGIN_DECLS

typedef struct
{
  char      *site;     /* a host */
  char      *selector; /* what the rule says */
  char      *words;    /* what was left out */
  guint      pages;    /* saved articles that were looked at … */
  guint      changed;  /* … and those that hold such a block */
  SheafEdit *edit;     /* leaves it out of those (nullable): there are none */
} SheafAlways;

void sheaf_always_free (SheafAlways *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafAlways, sheaf_always_free)

/* DONE of ALL pages are looked at; on the main thread. */
typedef void (*SheafAlwaysTold) (guint    done,
                                 guint    all,
                                 gpointer user_data);

/* TEXT was left out of the article ID from the address URL; DOCUMENT is what is left of it. Looks at the newest 500 pages
 * of the site, off the main thread, one by one; TOLD (nullable) with USER_DATA. */
void sheaf_library_plan_always_async (SheafLibrary       *self,
                                      gint64              id,
                                      const char         *url,
                                      const char         *text,
                                      SheafDocument      *document,
                                      SheafAlwaysTold     told,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);

/* NULL with NOT_AN_ARTICLE: nothing in the page as it is kept tells it apart. (transfer full) */
SheafAlways *sheaf_library_plan_always_finish (SheafLibrary *self,
                                               GAsyncResult *result,
                                               GError      **error);

/* Writes the rule of ALWAYS, or takes it BACK, on another thread. The edit is the caller's to apply. */
void     sheaf_library_write_always_async (SheafLibrary       *self,
                                           const SheafAlways  *always,
                                           gboolean            back,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean sheaf_library_write_always_finish (SheafLibrary *self,
                                            GAsyncResult *result,
                                            GError      **error);

G_END_DECLS

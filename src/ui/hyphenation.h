/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When a page is hyphenated: where a person did not turn it off and its lines need it, that is where they are justified
 * (else wide gaps come) or short (else the right edge is ragged by whole long words); long ragged lines are calmer
 * without. Korean words are held together in lines of any kind. Neither is done while a screen reader runs, which would
 * read the parts of words. The places are found off the main thread. Main thread. */
#pragma once

#include "store/store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_SHORT_LINE 54 /* characters, at most */

#define SHEAF_TYPE_HYPHENATION (sheaf_hyphenation_get_type ())
G_DECLARE_FINAL_TYPE (SheafHyphenation, sheaf_hyphenation, SHEAF, HYPHENATION, GObject)

/* Signal: "changed": what is shown is to be set anew. (transfer full) */
SheafHyphenation *sheaf_hyphenation_new (GSettings *settings);

/* In a narrow window every line is short. */
void sheaf_hyphenation_set_narrow (SheafHyphenation *self,
                                   gboolean          narrow);

/* And so may those of two columns be. */
void sheaf_hyphenation_set_columns (SheafHyphenation *self,
                                    gboolean          narrow);

/* BREAKS (nullable): see sheaf_page_buffer_new(). */
typedef void (*SheafSetFunc) (gpointer           data,
                              const SheafLoaded *loaded,
                              GArray            *breaks);

/* Calls SET (DATA) once or twice, until CANCELLABLE is cancelled: with the breaks as soon as they are known, before that
 * without where this takes longer than a person should wait. At once where there are to be none. LOADED (transfer full) */
void sheaf_hyphenation_set (SheafHyphenation *self,
                            SheafLoaded      *loaded,
                            GCancellable     *cancellable,
                            SheafSetFunc      set,
                            gpointer          data);

G_END_DECLS

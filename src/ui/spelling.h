/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Dictionaries of the languages that a note may be written in, through Enchant where that is installed: a word that is
 * right in one of them is right. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SheafSpelling SheafSpelling;

#define SHEAF_SPELLING_MOST 5 /* suggestions */

/* Is the library there? */
gboolean sheaf_spelling_is_there (void);

/* Reads the dictionaries off the main thread. LANGUAGES: as "de" or a locale's name; those without a dictionary are
 * passed over. */
void           sheaf_spelling_open_async (const char *const  *languages,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
SheafSpelling *sheaf_spelling_open_finish (GAsyncResult *result); /* (transfer full), never NULL */
void           sheaf_spelling_free (SheafSpelling *self);

guint    sheaf_spelling_get_n (SheafSpelling *self); /* dictionaries; with none, every word is right */
gboolean sheaf_spelling_check (SheafSpelling *self,
                               const char    *word);

/* What may have been meant, the likeliest first; none for what is very long. Takes some 20 ms a dictionary. (transfer
 * full) */
GStrv sheaf_spelling_suggest (SheafSpelling *self,
                              const char    *word);
void  sheaf_spelling_add (SheafSpelling *self, /* for good */
                          const char    *word);
void  sheaf_spelling_ignore (SheafSpelling *self, /* until the program ends */
                             const char    *word);

G_END_DECLS

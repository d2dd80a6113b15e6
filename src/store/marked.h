/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An article with its note and its highlights, as a value: what is printed and exported of them. */
#pragma once

#include "store/mark.h"
#include "store/row.h"

G_BEGIN_DECLS

typedef struct
{
  SheafRow  *row;
  char      *uid;       /* of the article: 32 hex digits; it is the same in every copy of the library */
  GPtrArray *marks;     /* of SheafMark, by position; what has none comes last */
  GPtrArray *mark_uids; /* of char *: theirs, in the same order */
  char      *note, *note_uid; /* (nullable) both: the article's own */
} SheafMarkedArticle;

/* Without highlights. ROW is reffed, UID copied. */
SheafMarkedArticle *sheaf_marked_article_new (SheafRow   *row,
                                              const char *uid);

/* Takes MARK; UID is copied. */
void sheaf_marked_article_add (SheafMarkedArticle *self,
                               SheafMark          *mark,
                               const char         *uid);

/* Both are copied. */
void sheaf_marked_article_set_note (SheafMarkedArticle *self,
                                    const char         *note,
                                    const char         *uid);
void sheaf_marked_article_free (SheafMarkedArticle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafMarkedArticle, sheaf_marked_article_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An article saved by nothing but SQL: the statements that cannot be left out, prepared once, on a
 * connection with the library's pragmas and functions. */
#pragma once

#include "document/page.h"

G_BEGIN_DECLS

/* The values of its rows, compressed and ready to bind. */
typedef struct _BareArticle BareArticle;
typedef struct _BareSave BareSave;

BareArticle *
bare_article_new (const char *url, SheafPage *page);
void
bare_article_free (BareArticle *self);

BareSave *
bare_save_open (const char *folder);
void
bare_save_close (BareSave *self);

/* Two transactions: the row and its job; the content, and the job for its pictures. */
void
bare_save (BareSave *self, const BareArticle *article);

/* Any number between BEGIN and COMMIT: a row that is whole at once, content, tags, and what finds them. */
void
bare_import_begin (BareSave *self);
void
bare_import (BareSave *self, const BareArticle *article, const char *const *tags);
void
bare_import_commit (BareSave *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BareArticle, bare_article_free)

G_END_DECLS

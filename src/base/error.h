/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one error domain. A code says what the person can do about it; the message is for logs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_ERROR (sheaf_error_quark ())

typedef enum
{
  SHEAF_ERROR_NETWORK,        /* no answer, or a broken one: trying again may help */
  SHEAF_ERROR_NOT_FOUND,      /* 404, 410: the page is gone */
  SHEAF_ERROR_BLOCKED,        /* 401, 403, 429, 451, or an address that Sheaf must not visit */
  SHEAF_ERROR_NOT_AN_ARTICLE, /* a page, but no article on it */
  SHEAF_ERROR_NOT_A_PAGE,     /* a PDF, a picture, a download */
  SHEAF_ERROR_BAD_ADDRESS,    /* what was typed is not a web address */
  SHEAF_ERROR_BAD_FILE,       /* cannot be read, or is not what it says */
  SHEAF_ERROR_TOO_BIG,        /* over one of our limits */
  SHEAF_ERROR_STORE,          /* the library's disk or file */
  SHEAF_ERROR_TOO_NEW,        /* written by a newer Sheaf */
  SHEAF_ERROR_DAMAGED,        /* a database of ours that cannot be read through */
  SHEAF_ERROR_IN_USE,         /* another process has the library open */
  SHEAF_ERROR_BAD_LINK,       /* a link to us that asks for something we do not do */
} SheafError;

GQuark sheaf_error_quark (void);

/* The code's stable name, kept in the library beside the row ("not-found"). Never NULL. */
const char *sheaf_error_nick (SheafError code);

/* The code of a stable name; FALSE where NICK is NULL or unknown (a newer Sheaf's). */
gboolean sheaf_error_from_nick (const char *nick,
                                SheafError *code);

/* What a person reads: what, why, what now, translated. SUBJECT (nullable) is a host or a file
 * name. Any domain is taken; a foreign one reads as its message. (transfer full) */
char *sheaf_error_sentence (const GError *error,
                            const char   *subject);

/* The same for the reason kept beside a row. (transfer full) */
char *sheaf_error_sentence_for (SheafError  code,
                                const char *subject);

G_END_DECLS

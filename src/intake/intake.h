/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Listens on this machine alone for pages that a browser hands over: POST /save. Its own thread reads and checks what comes;
 * what is left of it, a value, is handed to the thread that started it, whose answer goes back. Nothing of who may not is
 * read: the request's host, origin, path and token are judged before its body. */
#pragma once

#include "intake/intake-item.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SheafIntake SheafIntake;
typedef struct _SheafIntakeReply SheafIntakeReply;

/* On the starter's main context. Takes both: REPLY is answered once, now or later, or freed by that. */
typedef void (*SheafIntakeFunc) (SheafIntakeItem  *item,
                                 SheafIntakeReply *reply,
                                 gpointer          data);

typedef struct
{
  guint head_ms, body_ms;   /* from its connection, and from its head on, a request may take */
  guint answer_ms;          /* the starter may take */
  guint linger_ms;          /* what is sent after an answer is still read, that the answer be seen */
  guint connections;        /* that are heard at once */
  gsize body_most;          /* bytes */
} SheafIntakeLimits;

extern const SheafIntakeLimits sheaf_intake_limits;

/* PORT 0: any free one of 49152 … 65535, chosen at random. TOKEN: as intake-token.h makes them. VERSION: the program's.
 * LIMITS (nullable): sheaf_intake_limits. NULL with ERROR: G_IO_ERROR_ADDRESS_IN_USE, or another of GSocket. */
SheafIntake *sheaf_intake_start (guint                    port,
                                 const char              *token,
                                 const char              *version,
                                 const SheafIntakeLimits *limits,
                                 SheafIntakeFunc          func,
                                 gpointer                 data,
                                 GError                 **error);

guint sheaf_intake_get_port (const SheafIntake *self);

/* FUNC is not called any more, and its thread soon ends, as soon as it has read through what it is reading; replies that are
 * still held may be answered, and nobody hears it. */
void sheaf_intake_hush (SheafIntake *self);

/* The same, and waits until its thread has ended, what is under way is cut, and the port is free; after sheaf_intake_hush()
 * also on another thread than the starter's. */
void sheaf_intake_stop (SheafIntake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafIntake, sheaf_intake_stop)

/* It is kept as the article ID. */
void sheaf_intake_reply_kept (SheafIntakeReply *reply,
                              gint64            id,
                              gboolean          existed);

/* It is not: STATUS (4xx or 5xx), and a sentence. */
void sheaf_intake_reply_refuse (SheafIntakeReply *reply,
                                guint             status,
                                const char       *sentence);

G_END_DECLS

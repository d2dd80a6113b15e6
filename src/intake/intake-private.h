/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The listener's structs, for the files that make it up: intake.c (its thread, and the way to the starter and back),
 * intake-connection.c (one request and its answer), intake-ports.c (where it listens). */
#pragma once

#include "intake/http-request.h"
#include "intake/intake.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _SheafIntakeConnection SheafIntakeConnection;

/* What both threads hold. */
typedef struct
{
  gatomicrefcount ref_count;
  GMainContext *context; /* the listener's */
  /* The starter's alone. */
  SheafIntake *intake; /* NULL: it has stopped */
  SheafIntakeFunc func;
  gpointer data;
} SheafIntakeShared;

struct _SheafIntake
{
  SheafIntakeShared *shared;
  GMainContext *starter;
  GThread *thread;
  guint port;
  char *token, *version;
  SheafIntakeLimits limits;

  /* The thread's alone. */
  GSocketListener *listener;
  GCancellable *cancellable;
  GHashTable *connections; /* number -> SheafIntakeConnection */
  gint64 last;
  guint heard; /* of CONNECTIONS, those that count */
  guint alive; /* connections, also ended ones that wait for a callback, and what accepts */
  gboolean stopping;
};

struct _SheafIntakeConnection
{
  SheafIntake *intake;
  gint64 number;
  GSocketConnection *stream;
  GCancellable *cancellable;
  GSource *deadline; /* (nullable) */
  SheafHttpRequest *request;
  char *buffer; /* of READ_BYTES */
  gsize filled, taken;
  GBytes *answer; /* (nullable): it was given */
  gboolean counts, ended, busy;
};

/* intake-connection.c; on the listener's thread. */

/* Somebody has connected. */
void sheaf_intake_connection_begin (SheafIntake       *intake,
                                    GSocketConnection *stream);

/* Takes BODY (nullable). Nothing where it was answered already. */
void sheaf_intake_connection_answer (SheafIntakeConnection *self,
                                     guint                  status,
                                     JsonObject            *body);

/* Cuts it, and frees it once nothing of it is under way. */
void sheaf_intake_connection_end (SheafIntakeConnection *self);

/* intake.c: gives ITEM to the starter. Takes it. */
void sheaf_intake_hand_over (SheafIntake     *self,
                             gint64           number,
                             SheafIntakeItem *item);

/* intake-ports.c: listens at PORT (0: at any), which becomes *GOT. (transfer full) (nullable) */
GSocketListener *sheaf_intake_listen (guint    port,
                                      guint   *got,
                                      GError **error);

/* intake-answer.c: an answer's bytes. BODY, ORIGIN (who may read it) nullable. */
GBytes *sheaf_intake_answer_new (guint       status,
                                 JsonObject *body,
                                 const char *origin);

G_END_DECLS

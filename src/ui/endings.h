/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Long work that ends while nobody looks is told by the desktop. What is over soon, and what ends under somebody's
 * eyes, is not: the window says it. Main thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SheafEndings SheafEndings;

typedef struct
{
  const char *id;     /* one of the same id takes its place */
  const char *title;
  const char *body;   /* (nullable) */
  const char *action; /* (nullable): of the application, without "app."; NULL: its window comes */
} SheafEnding;

/* What it is told by; DATA is the one given with it. */
typedef struct
{
  gint64   (*now) (gpointer data);        /* µs, monotonic */
  gboolean (*is_watched) (gpointer data); /* one of our windows has the focus */
  void     (*tell) (gpointer data, const SheafEnding *ending);
  void     (*withdraw) (gpointer data, const char *id);
} SheafEndingsHost;

SheafEndings *sheaf_endings_new (const SheafEndingsHost *host,
                                 gpointer                data);
void          sheaf_endings_free (SheafEndings *self);

/* Work that BEGAN (µs, monotonic) has ended: told where it took ten seconds or more. */
void sheaf_endings_add (SheafEndings      *self,
                        gint64             began,
                        const SheafEnding *ending);

/* A window has the focus: what was told is withdrawn. */
void sheaf_endings_seen (SheafEndings *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an article is said to be: by its page, or by the person who keeps it. A value. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stored: bits of what is the person's. */
typedef enum
{
  SHEAF_FACT_TITLE = 1 << 0,
  SHEAF_FACT_AUTHOR = 1 << 1,
  SHEAF_FACT_SITE = 1 << 2,
  SHEAF_FACT_DATE = 1 << 3,
  SHEAF_FACT_ALL = 15,
} SheafFactFlags;

typedef struct
{
  char  *title;           /* NULL only where it is not said */
  char  *author, *site;   /* (nullable) */
  char  *published;       /* ISO 8601 (nullable) */
  gint64 published_at;    /* µs UTC, SHEAF_TIME_NONE */
} SheafFacts;

void sheaf_facts_clear (SheafFacts *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SheafFacts, sheaf_facts_clear)

G_END_DECLS

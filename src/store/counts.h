/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many articles each place and each tag has: counted once, then moved by what each edit changed. A value of one
 * thread; so is the difference that an edit makes, whose numbers are added modulo 2^32. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A tag, or what only tags stand under: with "sea/salt" alone there is a "sea", too. Without the trash. */
typedef struct _SheafTagCount SheafTagCount;
struct _SheafTagCount
{
  gint64 id;                        /* 0: no tag itself */
  char  *name;                      /* the whole path as it is written */
  guint  unread, total;             /* articles that have it */
  guint  all_unread, all_total;     /* that have it or one under it, each once */
  guint  color;                     /* 0: none */
  guint  depth;                     /* 0: under nothing */
  guint  n_tags;                    /* at or under it: it is gone where there is none */
  char  *key;                       /* NAME folded */
  char  *order;                     /* tags stand by this */
  SheafTagCount *parent;            /* (nullable) */
  gint64 seen;                      /* the article that was counted here last */
  gboolean told;                    /* of a difference: ID, NAME and COLOR are how they are now */
};

typedef struct
{
  guint       unread, starred, archived, all, trashed; /* articles in each place */
  guint       starred_unread;
  GPtrArray  *tags;   /* of SheafTagCount, in the order of their tree: what stands under one follows it */
  GHashTable *by_key; /* key -> SheafTagCount */
} SheafSidebarCounts;

SheafSidebarCounts *sheaf_sidebar_counts_new (void);
void                sheaf_sidebar_counts_free (SheafSidebarCounts *self);

/* The entry for NAME, whose folded form is KEY, and those above it; made where they are not there. (transfer none) */
SheafTagCount *sheaf_sidebar_counts_ensure (SheafSidebarCounts *self,
                                            const char         *name,
                                            const char         *key);
SheafTagCount *sheaf_sidebar_counts_find (SheafSidebarCounts *self,
                                          const char         *key); /* (transfer none) (nullable) */

/* Counts ARTICLE, BY times (1, or -1 as an unsigned), at TAG and above it; each there once, however often this is
 * called for the same article in a row. */
void sheaf_tag_count_add (SheafTagCount *tag,
                          gint64         article,
                          gboolean       unread,
                          guint          by);

/* Moves the numbers by what an edit changed; entries come and go with it. */
void     sheaf_sidebar_counts_move (SheafSidebarCounts       *self,
                                    const SheafSidebarCounts *difference);
gboolean sheaf_sidebar_counts_equal (const SheafSidebarCounts *a,
                                     const SheafSidebarCounts *b);
gboolean sheaf_sidebar_counts_is_nothing (const SheafSidebarCounts *difference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafSidebarCounts, sheaf_sidebar_counts_free)

G_END_DECLS

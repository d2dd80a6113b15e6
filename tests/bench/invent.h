/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Articles that nobody wrote: words that exist in no language, as long and as unevenly frequent as
 * real ones, in sentences and paragraphs of the usual length. The same number gives the same
 * article. */
#pragma once

#include "document/page.h"

G_BEGIN_DECLS

typedef enum
{
  INVENTED_PARAGRAPH,
  INVENTED_HEADING,
  INVENTED_ITEM, /* items that follow each other are one list */
  INVENTED_QUOTE,
} InventedKind;

/* In a text: what stands between EMPHASIS or LINK and END. */
#define INVENTED_EMPHASIS '\001'
#define INVENTED_LINK '\002'
#define INVENTED_END '\003'

typedef struct
{
  InventedKind kind;
  char *text;
} InventedBlock;

typedef struct
{
  char *url, *title, *byline, *site, *published;
  GPtrArray *blocks; /* of InventedBlock */
  GStrv tags;
  const char *language, *direction; /* static; NULL: not said */
} Invented;

/* WORDS: how many at least; 0: as many as articles have. */
Invented *
invent_article (guint number, guint words);
void
invented_free (Invented *self);
void
invented_block_free (gpointer block);

/* invent-library.c: the NUMBER-th article of a library of years; the same SEED, the same library. Not from two threads
 * at a time. */
Invented *
invent_library_article (guint64 number, guint seed);

/* A line or two as people write beside an article. (transfer full) */
char *
invent_note (GRand *random);

/* invent-page.c: as the extractor would give it. PICTURES: how many stand in it, evenly, of 4000 × 3000 pixels, with
 * the addresses that invented_dup_picture() gives. (transfer full) */
SheafPage *
invented_to_page (const Invented *self, guint pictures);
char *
invented_dup_picture (guint number);

/* invent-html.c: as a site would serve it, with all that stands around an article. (transfer full)
 */
char *
invented_to_html (const Invented *self, guint number);

/* N words, for what stands around. (transfer full) */
char *
invent_words (GRand *random, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Invented, invented_free)

G_END_DECLS

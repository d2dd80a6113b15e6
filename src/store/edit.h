/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A change to the library as an immutable value, the one way it changes. Applying it gives the
 * inverse; applying the inverse brings every table back (but for what a fetch brought: see
 * fill/fail). Each kind lives in its own edit-*.c and has a row in the table of edit.c. */
#pragma once

#include "document/page.h"
#include "store/deed.h"
#include "store/facts.h"
#include "store/mark.h"
#include "store/row.h"
#include "store/saved.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_EDIT (sheaf_edit_get_type ())
typedef struct _SheafEdit SheafEdit;

GType      sheaf_edit_get_type (void);
SheafEdit *sheaf_edit_ref (SheafEdit *self);
void       sheaf_edit_unref (SheafEdit *self);

/* edit-add.c — a new address: a row (pending) and its job. Where its canonical key is there already
 * nothing new is made: that row is the result, brought back from the trash, the TAGS added.
 * TITLE, TAGS nullable. Result id: the row's. */
SheafEdit *sheaf_edit_new_add (const char        *url,
                               const char        *title,
                               const char *const *tags);

/* edit-fill.c — the same for content already at hand (a file, standard input, the demo): the row
 * comes complete in one transaction. URL NULL: a text without address, known again by its text.
 * SNAPSHOT (nullable): the original bytes. An article whose page has no document becomes a link
 * with REASON. */
SheafEdit *sheaf_edit_new_add_page (const char        *url,
                                    SheafPage         *page,
                                    GBytes            *snapshot,
                                    const char *const *tags);

typedef struct
{
  const char        *url;
  const char        *title;     /* (nullable): of what has no page */
  SheafPage         *page;      /* (nullable): only the address was handed over, and is to be fetched */
  GBytes            *snapshot;  /* (nullable) */
  const char *const *tags;      /* (nullable) */
  const char        *note;      /* (nullable): its own, behind one that is there */
  const SheafAnchor *selection; /* (nullable): to be highlighted */
} SheafTakeIn;

/* edit-take-in.c — the same for what a browser hands over, with what comes with it. An article that is there takes the
 * page where that is more of it than what is kept; this alone is not undone. WHAT is the caller's. Result id: the
 * article's. */
SheafEdit *sheaf_edit_new_take_in (const SheafTakeIn *what);

/* edit-fetch.c — a fetch has ended well: content, facts, index; the job becomes one for the pictures. A
 * page without document makes the row a link (reason not-an-article) and ends the job. A text that is
 * less than half of the kept one, or INCOMPLETE and shorter, does not replace it. Leaves tags, notes,
 * star and state alone. A fetch is not undone: it has no inverse. */
SheafEdit *sheaf_edit_new_fill (gint64      id,
                                const char *final_url,
                                SheafPage  *page,
                                GBytes     *snapshot,
                                gboolean    incomplete);

/* edit-fetch.c — a fetch has failed for CODE. What can pass (NETWORK) keeps its job, to be tried at
 * NOT_BEFORE (µs UTC); NOT_A_PAGE and NOT_AN_ARTICLE make a link; the rest fails. */
SheafEdit *sheaf_edit_new_fail (gint64     id,
                                SheafError code,
                                gint64     not_before);

/* edit-fetch.c — its page came and is being read: should that end the program, ID is not due before
 * NOT_BEFORE (µs UTC, 0: at once). */
SheafEdit *sheaf_edit_new_attempt (gint64 id,
                                   gint64 not_before);

/* edit-fetch.c — the network is back: what was put off is due now. */
SheafEdit *sheaf_edit_new_hurry (void);

/* edit-fetch.c — what pictures of ID could be had are there. */
SheafEdit *sheaf_edit_new_pictures_done (gint64 id);

/* edit-refetch.c — a new job for each; undoing it leaves what came meanwhile. */
SheafEdit *sheaf_edit_new_retry (const gint64 *ids,
                                 gsize         n);

/* edit-fetch.c — a picture of an article is kept (its file is written already). */
SheafEdit *sheaf_edit_new_picture (gint64      id,
                                   const char *src,
                                   const char *sha, /* hex */
                                   const char *mime,
                                   gsize       bytes,
                                   guint       width,
                                   guint       height);

/* edit-state.c */
SheafEdit *sheaf_edit_new_archive (const gint64 *ids,
                                   gsize         n,
                                   gboolean      archived);
SheafEdit *sheaf_edit_new_star (const gint64 *ids,
                                gsize         n,
                                gboolean      starred);
SheafEdit *sheaf_edit_new_trash (const gint64 *ids,
                                 gsize         n,
                                 gboolean      trashed);
SheafEdit *sheaf_edit_new_read (const gint64 *ids,
                                gsize         n,
                                gboolean      read);
SheafEdit *sheaf_edit_new_progress (gint64 id,
                                    double progress); /* no inverse worth keeping; synchronous=NORMAL */

/* edit-tags.c — names as typed; a tag without articles goes. */
SheafEdit *sheaf_edit_new_tag (const gint64      *ids,
                               gsize              n,
                               const char *const *add,     /* (nullable) */
                               const char *const *remove); /* (nullable) */

#define SHEAF_TAG_COLORS 9 /* 0: none */

/* edit-tag-set.c — the tag NAME and all that stand under it ("NAME/…") are called TO, and TO/…; where a tag of
 * that name is there, the two become one. NAME need not be a tag itself. */
SheafEdit *sheaf_edit_new_rename_tag (const char *name,
                                      const char *to);
SheafEdit *sheaf_edit_new_delete_tag (const char *name); /* off all articles, with all that stand under it */
SheafEdit *sheaf_edit_new_color_tag (const char *name,
                                     guint       color);

/* edit-tag-merge.c — NAMES become one tag TO, with all that stand under them; each as by a renaming. NULL: there is
 * nothing to do. */
SheafEdit *sheaf_edit_new_merge_tags (const char *const *names,
                                      const char        *to);

/* edit-note.c — the article's own note; NULL or blank takes it away. */
SheafEdit *sheaf_edit_new_note (gint64      id,
                                const char *text);

/* edit-mark.c — a highlight. Id 0: it is made now, for its article. Else the one of that id gets the colour and the
 * note (NULL or blank: none), and the anchor where that is not NULL; nothing where there is none of that id. MARK is the
 * caller's. A quotation is cut to 64 KiB, a note to 1,048,576 characters, what stands around to SHEAF_ANCHOR_AROUND; a
 * colour that is none becomes the first. Result id: its own. Not to be joined by SHEAF_JOIN_SAME_ARTICLE: an article
 * has many. */
SheafEdit *sheaf_edit_new_mark (const SheafMark *mark);

/* Those that are there. Counts the highlights. */
SheafEdit *sheaf_edit_new_remove_marks (const gint64 *ids,
                                        gsize         n);

typedef struct
{
  gint64 id;         /* of the highlight */
  guint  start, end; /* code points; both 0: it is not known */
} SheafMarkPlace;

/* Where highlights stand in a text that has changed. Nobody did it: no inverse, synchronous=NORMAL. */
SheafEdit *sheaf_edit_new_place_marks (const SheafMarkPlace *places,
                                       gsize                 n);

/* edit-correct.c — the blocks of ID's text that lie in START … END (code points), where they still say TEXT, are no part
 * of the article: they are kept with what was left out of it. Highlights in them lose their place. Nothing where they
 * say something else by now, or are all of it. What is fetched later is corrected alike. */
SheafEdit *sheaf_edit_new_leave_out (gint64      id,
                                     guint       start,
                                     guint       end,
                                     const char *text);

/* edit-correct.c — what was left out as REMOVED is put back as PIECE; nothing where there is none such any more. REMOVED
 * is the caller's. */
SheafEdit *sheaf_edit_new_put_back (gint64              id,
                                    const SheafRemoved *removed,
                                    SheafDocument      *piece);

/* edit-facts.c — ID is called so, by this author, of this site and date, whatever its page says: what differs from what
 * was fetched is the person's and no fetch changes it; what does not is fetched again. Blank: none; of the title, what
 * was fetched. FACTS is the caller's. */
SheafEdit *sheaf_edit_new_facts (gint64            id,
                                 const SheafFacts *facts);

/* edit-merge.c — the articles IDS become the one KEEP (0, or one that has no text where another has: the fullest). It
 * gets the tags, notes and pictures of all, the earliest dates, the furthest progress; a star where one of them had
 * one; it is read where one of them was, archived or in the trash where all were. Its own text and title stay; the
 * texts of the others become versions of it, their addresses lead to it. Nothing where fewer than two are there.
 * Counts the articles that went. Result id: the one that is left. */
SheafEdit *sheaf_edit_new_merge (const gint64 *ids,
                                 gsize         n,
                                 gint64        keep);

typedef struct
{
  const gint64 *ids;
  gsize         n; /* at least one */
  gint64        keep;
} SheafMerge;

/* Several such groups at once. */
SheafEdit *sheaf_edit_new_merges (const SheafMerge *merges,
                                  gsize             n);

/* edit-apart.c — no two of IDS are duplicates, whatever they say; or they may be again. */
SheafEdit *sheaf_edit_new_apart (const gint64 *ids,
                                 gsize         n,
                                 gboolean      apart);

/* edit-purge.c — out of the library for ever; the one edit without an inverse. Only what is in the trash. */
SheafEdit *sheaf_edit_new_purge (const gint64 *ids, /* NULL: all of the trash */
                                 gsize         n);

/* edit-saved.c — a smart list, or a rule on arrival, as it shall be; one of number 0 is made, at the end. The value
 * is the caller's. Result id: its number. Nothing where there is none of that number. */
SheafEdit *sheaf_edit_new_smart_list (const SheafSmartList *list);
SheafEdit *sheaf_edit_new_remove_smart_list (gint64 id);
SheafEdit *sheaf_edit_new_move_smart_list (gint64 id,
                                           guint  place); /* 0: the first */
SheafEdit *sheaf_edit_new_arrival_rule (const SheafArrivalRule *rule);
SheafEdit *sheaf_edit_new_remove_arrival_rule (gint64 id);
SheafEdit *sheaf_edit_new_move_arrival_rule (gint64 id,
                                             guint  place);

/* edit-rule.c — what RULE does on arrival, done to all articles that its query means now. The value is the
 * caller's. */
SheafEdit *sheaf_edit_new_apply_rule (const SheafArrivalRule *rule);

/* edit-deed.c — EDIT as something a person did: its inverse is kept in the library, the last 100 of
 * them, and undone by sheaf_edit_new_undo(), also after a restart. Takes EDIT. Has no inverse itself. */
SheafEdit *sheaf_edit_new_deed (SheafEdit *edit,
                                SheafDeed  deed,
                                SheafJoin  join);

/* edit-deed.c — takes back the last deed, or does again the last one that was taken back. */
SheafEdit *sheaf_edit_new_undo (gboolean redo);

/* Several in order, as one; the inverse undoes them from the end. Takes the edits and the array
 * (of SheafEdit); NULL for an empty one. */
SheafEdit *sheaf_edit_new_batch (GPtrArray *edits);

/* How many articles it speaks of; 0: all. */
gsize sheaf_edit_count (const SheafEdit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafEdit, sheaf_edit_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How edits are made inside store/. A kind is a value; an edit is a kind and what it holds. */
#pragma once

#include "store/db.h"
#include "store/edit.h"
#include "store/progress.h"
#include "store/store.h"

G_BEGIN_DECLS

/* What applying an edit told. */
typedef struct
{
  SheafEdit *inverse; /* (nullable) (transfer full) */
  gint64 id;          /* of the row an add edit made or found */
  gboolean existed;
  SheafDone done; /* of a deed, and of what undoes one */
  SheafChangeFlags flags;
  GArray *ids; /* gint64: whom it touched; NULL: anybody */
  SheafSidebarCounts *counts; /* what changed in them; (nullable): all has to be counted anew */
} SheafEditOutcome;

void sheaf_edit_outcome_clear (SheafEditOutcome *outcome);

/* Where an edit is applied: inside a transaction. */
typedef struct
{
  SheafDb *db;
  const char *files_folder; /* (nullable) in tests: no file is written or removed */
  SheafEditOutcome *outcome;
  GPtrArray *garbage; /* hex names of files to remove once it is committed */
  SheafProgress *progress; /* (nullable): of a change that somebody waits for */
} SheafApply;

typedef struct
{
  const char *name; /* stable: what it is kept under; NULL: it is never kept */
  /* What it holds as a value, and back; NULL for what is none of ours. With a name alone. */
  GVariant *(*pack) (gpointer data);
  gpointer (*unpack) (GVariant *packed);
  /* *INVERSE (nullable result, transfer full) undoes it. FALSE with ERROR: all is rolled back. */
  gboolean (*apply) (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error);
  void (*prepare) (gpointer data); /* (nullable): what of it needs no database, once; any thread */
  void (*free) (gpointer data);
  gsize (*count) (gpointer data); /* (nullable): one */
  gboolean relaxed;               /* may be lost by a power cut: synchronous = NORMAL */
} SheafEditKind;

/* Takes DATA. */
SheafEdit *sheaf_edit_new (const SheafEditKind *kind, gpointer data);

/* An edit as bytes, and back: NULL for bytes that are none of ours, which are never trusted. Of the kinds
 * that have a name; the inverse of every edit is of these. (transfer full) */
GBytes *sheaf_edit_pack (const SheafEdit *edit);
SheafEdit *sheaf_edit_unpack (GBytes *packed);

/* Applies EDIT as a part of another one. */
gboolean sheaf_edit_apply_inner (SheafEdit *edit, SheafApply *apply, SheafEdit **inverse, GError **error);

/* Does ahead what EDIT can do without the database, on any thread, before it is applied; applying does what was not. */
void sheaf_edit_prepare (SheafEdit *edit);
gboolean sheaf_edit_has_to_prepare (const SheafEdit *edit);

/* Writer thread, in a transaction of its own: all of it or nothing. */
gboolean sheaf_edit_apply (SheafEdit *edit, SheafDb *db, const char *files_folder, SheafEditOutcome *outcome, GError **error);

/* The same, told as it goes. PROGRESS (nullable). G_IO_ERROR_CANCELLED: it was cancelled, and nothing is changed. */
gboolean sheaf_edit_apply_watched (SheafEdit *edit, SheafDb *db, const char *files_folder, SheafProgress *progress,
                                   SheafEditOutcome *outcome, GError **error);

/* Before each of many articles; FALSE with G_IO_ERROR_CANCELLED: go no further. */
gboolean sheaf_apply_step (SheafApply *apply, guint done, guint total, GError **error);

/* *THERE: ID is in the library; an edit that is undone late may speak of what is gone. */
gboolean sheaf_apply_has_article (SheafApply *apply, gint64 id, gboolean *there, GError **error);

/* Notes in the outcome that ID was touched. */
void sheaf_apply_touch (SheafApply *apply, gint64 id, SheafChangeFlags flags);

/* The kinds that are kept. */
extern const SheafEditKind sheaf_edit_kind_state; /* edit-state.c */
extern const SheafEditKind sheaf_edit_kind_tags;  /* edit-tags.c */
extern const SheafEditKind sheaf_edit_kind_note;  /* edit-note.c */
extern const SheafEditKind sheaf_edit_kind_marks; /* mark-row.c */
extern const SheafEditKind sheaf_edit_kind_tag_set;
extern const SheafEditKind sheaf_edit_kind_saved;
extern const SheafEditKind sheaf_edit_kind_apart;   /* edit-apart.c */
extern const SheafEditKind sheaf_edit_kind_again;   /* edit-refetch.c */
extern const SheafEditKind sheaf_edit_kind_stay;
extern const SheafEditKind sheaf_edit_kind_text;    /* edit-correct.c */
extern const SheafEditKind sheaf_edit_kind_facts;   /* edit-facts.c */
extern const SheafEditKind sheaf_edit_kind_merge;   /* edit-merge.c */
extern const SheafEditKind sheaf_edit_kind_unmerge; /* edit-unmerge.c */

/* --- fts.c: the indexes follow their tables by hand: out before a change, in after it --- */
typedef enum
{
  SHEAF_FTS_TITLE = 1 << 0, /* title, site, author, tags */
  SHEAF_FTS_BODY = 1 << 1,
  SHEAF_FTS_NOTES = 1 << 2, /* all notes of the article */
  SHEAF_FTS_ONE_NOTE = 1 << 3, /* one note or highlight: ID is its own */
} SheafFtsPart;

gboolean sheaf_fts_take_out (SheafDb *db, gint64 id, SheafFtsPart parts, GError **error);
gboolean sheaf_fts_put_in (SheafDb *db, gint64 id, SheafFtsPart parts, GError **error);

/* --- content.c: an article's page in its columns --- */

/* How a row stands whose fetch brought PAGE: a wall with some text is an incomplete article. */
SheafFetchState sheaf_content_state (const SheafPage *page, gboolean incomplete);

typedef struct _SheafPackedText SheafPackedText;

/* What an article is to consist of. */
typedef struct
{
  SheafPage *page;         /* (nullable): there is none yet */
  GBytes *snapshot;        /* (nullable): the page as it came */
  SheafPackedText *packed; /* of the page's text, as it is written; NULL: it is packed when it is written */
} SheafContent;

/* Refs PAGE and SNAPSHOT, which are nullable. */
void sheaf_content_init (SheafContent *self, SheafPage *page, GBytes *snapshot);
void sheaf_content_clear (SheafContent *self);

/* Packs the text, unless it is. Any thread, one at a time. */
void sheaf_content_prepare (SheafContent *self);

/* Writes the page's facts and its text to the row ID, whatever was there; index included. */
gboolean sheaf_content_write (SheafApply *apply, gint64 id, const char *final_url, SheafContent *content,
                              SheafFetchState fetch, GError **error);

/* The same into a row that is in no index yet: the caller puts it in, once all of it is written. */
gboolean sheaf_content_write_new (SheafApply *apply, gint64 id, SheafContent *content, SheafFetchState fetch, GError **error);

/* How far ID was read, in its text BEFORE, as a part of AFTER, which takes its place. */
gboolean sheaf_progress_carry (SheafDb *db, gint64 id, GBytes *before, const char *after, GError **error);

/* The text of ID, as it is, becomes a version of KEEP; VERSION (out, optional; untouched where there is no text). */
gboolean sheaf_version_keep (SheafDb *db, gint64 keep, gint64 id, gint64 when, gint64 *version, GError **error);

/* --- edit-correct.c --- */

/* PAGE is to be written to ID: as its reader has corrected what is there. (transfer full): it itself, where nothing was
 * corrected; NULL with ERROR */
SheafPage *sheaf_correct_again (SheafDb *db, gint64 id, SheafPage *page, GError **error);

/* --- edit-facts.c: around the writing of a page's facts --- */

/* *OWN (out, nullable): what of ID is said by a person. */
gboolean sheaf_own_facts_before (SheafDb *db, gint64 id, gpointer *own, GError **error);

/* That is said still, and what was written is kept as what was fetched. Takes OWN. */
gboolean sheaf_own_facts_after (SheafDb *db, gpointer own, GError **error);

/* --- arrival.c: the rules on arrival, about the moment at which a page is written --- */

/* The rules that have nothing done to an article yet. */
typedef struct
{
  GPtrArray *rules; /* of SheafArrivalRule; NULL: none */
} SheafArrival;

void sheaf_arrival_clear (SheafArrival *self);

/* Before the page of ID is written: those that may mean it then, and did not mean what came before. */
gboolean sheaf_arrival_begin (SheafArrival *self, SheafApply *apply, gint64 id, GError **error);

/* After it: does what they say. *INVERSE (nullable result, transfer full; optional). */
gboolean sheaf_arrival_end (SheafArrival *self, SheafApply *apply, gint64 id, SheafEdit **inverse, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SheafArrival, sheaf_arrival_clear)

/* --- job.c: what is still to be fetched, kept until it is there --- */

/* ID waits for this and nothing else; its tries begin anew. Nothing where it has no address. */
gboolean sheaf_job_set (SheafDb *db, gint64 id, SheafJobKind kind, GError **error);
gboolean sheaf_job_end (SheafDb *db, gint64 id, GError **error);

/* PAGE is there: what remains is its pictures, where it has any. */
gboolean sheaf_job_page_came (SheafDb *db, gint64 id, const SheafPage *page, GError **error);

/* --- edit-fetch.c --- */

/* Gives ID a new job for its page, where it has an address; pending where it has no text. */
gboolean sheaf_fetch_again (SheafApply *apply, gint64 id, GError **error);

/* --- edit-rule.c: what RULE does, to IDS; NULL: nothing. (transfer full) --- */
SheafEdit *sheaf_rule_edit (const SheafArrivalRule *rule, const gint64 *ids, gsize n);

/* --- edit-deed.c --- */

/* Undoing that the article ID was added begins with BACK, where that is among what can be undone. Takes BACK
 * (nullable). */
gboolean sheaf_deed_add_back (SheafDb *db, gint64 id, SheafEdit *back, GError **error);

/* --- edit-tags.c --- */
SheafEdit *sheaf_edit_new_tag_one (gint64 id, const char *const *add);

/* Gives ID, which is in no index yet, these tags. */
gboolean sheaf_tags_put (SheafApply *apply, gint64 id, const char *const *names, GError **error);

/* --- binding --- */
void sheaf_bind_text (sqlite3_stmt *stmt, int index, const char *text); /* NULL: null; copied */
void sheaf_bind_blob (sqlite3_stmt *stmt, int index, GBytes *bytes);    /* NULL: null; copied */
void sheaf_bind_sha (sqlite3_stmt *stmt, int index, const char *hex);   /* NULL: null */
char *sheaf_column_sha (sqlite3_stmt *stmt, int column);                /* hex, NULL for null */
char *sheaf_column_text (sqlite3_stmt *stmt, int column);               /* copy, NULL for null */

G_END_DECLS

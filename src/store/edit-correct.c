/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A reader's corrections of a text: blocks that are left out of it, and blocks that are put back.
 * What undoes one holds the text as it was. It is done only to the text that it was made for: a
 * fetch that came meanwhile is not undone, and has the correction in it. No version of the text is
 * kept: what was left out stays with it, to be put back at any time. */

#include "document/document-pack.h"
#include "document/document-splice.h"
#include "document/page-correct.h"
#include "store/edit-private.h"
#include "store/fingerprint.h"
#include "store/read.h"

#include <string.h>

/* --- A text as it shall be --- */

typedef struct
{
  gint64 id;
  char *now;                         /* a hash of the text that it takes the place of */
  GBytes *document, *text, *removed; /* packed; REMOVED nullable */
  guint word_count;
  GArray *places; /* of SheafMarkPlace: of the highlights that move with it */
} Text;

static void
free_text (gpointer data)
{
  Text *self = data;

  g_free (self->now);
  g_clear_pointer (&self->document, g_bytes_unref);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->removed, g_bytes_unref);
  g_array_unref (self->places);
  g_free (self);
}

static Text *
new_text (gint64 id)
{
  Text *self = g_new0 (Text, 1);

  self->id = id;
  self->places = g_array_new (FALSE, FALSE, sizeof (SheafMarkPlace));

  return self;
}

static GBytes *
dup_blob (sqlite3_stmt *stmt, int column)
{
  return sqlite3_column_type (stmt, column) == SQLITE_NULL
             ? NULL
             : g_bytes_new (sqlite3_column_blob (stmt, column),
                            sqlite3_column_bytes (stmt, column));
}

/* (transfer full) (nullable): it is damaged */
static char *
hash_packed (GBytes *packed)
{
  gsize size;
  const void *data = g_bytes_get_data (packed, &size);
  g_autoptr (GBytes) text = sheaf_db_unpack (data, size, NULL);

  return text != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, text) : NULL;
}

/* The text of ID as it is; *TEXT (out) NULL: there is none. */
static gboolean
read_text (SheafDb *db, gint64 id, Text **text, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db,
                                         "SELECT c.doc_z, c.text_z, c.removed_z, a.word_count FROM "
                                         "content c JOIN article a ON a.id = c.article_id"
                                         " WHERE a.id = ?1",
                                         error);
  GError *failure = NULL;

  *text = NULL;
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (sheaf_db_step (db, stmt, &failure))
    {
      *text = new_text (id);
      (*text)->document = dup_blob (stmt, 0);
      (*text)->text = dup_blob (stmt, 1);
      (*text)->removed = dup_blob (stmt, 2);
      (*text)->word_count = (guint)sqlite3_column_int (stmt, 3);
    }
  sqlite3_reset (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

static gboolean
write_columns (SheafDb *db, const Text *self, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "UPDATE content SET doc_z = ?2, text_z = ?3, removed_z = ?4 WHERE article_id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->id);
  sheaf_bind_blob (stmt, 2, self->document);
  sheaf_bind_blob (stmt, 3, self->text);
  sheaf_bind_blob (stmt, 4, self->removed);
  if (!sheaf_db_step_done (db, stmt, error))
    return FALSE;
  stmt = sheaf_db_prepare (db, "UPDATE article SET word_count = ?2 WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->id);
  sqlite3_bind_int64 (stmt, 2, self->word_count);

  return sheaf_db_step_done (db, stmt, error);
}

/* What finds its copies; a wall has none. */
static gboolean
write_fingerprint (SheafDb *db, const Text *self, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "SELECT kind FROM article WHERE id = ?1", error);
  gsize size;
  const void *data = g_bytes_get_data (self->text, &size);
  g_autoptr (GBytes) text = sheaf_db_unpack (data, size, NULL);
  g_autofree char *copy = NULL;
  SheafFingerprint fingerprint;
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->id);
  if (sheaf_db_step (db, stmt, &failure) && sqlite3_column_int (stmt, 0) == 0 && text != NULL)
    copy = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  sqlite3_reset (stmt);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  fingerprint = sheaf_fingerprint_of_text (copy);

  return sheaf_fingerprint_write (db, self->id, &fingerprint, error);
}

/* Who has read in BEFORE goes on at the same words. */
static gboolean
carry_progress (SheafDb *db, const Text *before, const Text *self, GError **error)
{
  gsize size, other;
  const void *data = g_bytes_get_data (before->text, &size);
  g_autoptr (GBytes) old = sheaf_db_unpack (data, size, NULL);
  const void *new = g_bytes_get_data (self->text, &other);
  g_autoptr (GBytes) text = sheaf_db_unpack (new, other, NULL);
  g_autofree char *after
      = text != NULL ? g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text)) : NULL;

  return old == NULL || after == NULL || sheaf_progress_carry (db, self->id, old, after, error);
}

static gboolean
read_place (SheafDb *db, gint64 article, SheafMarkPlace *place, gboolean *there, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT start, end FROM note WHERE id = ?1 AND article_id = ?2 AND quote IS NOT NULL",
      error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, place->id);
  sqlite3_bind_int64 (stmt, 2, article);
  *there = sheaf_db_step (db, stmt, &failure);
  if (*there)
    {
      place->start = (guint)sqlite3_column_int64 (stmt, 0);
      place->end = (guint)sqlite3_column_int64 (stmt, 1);
    }
  sqlite3_reset (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* The places that the highlights had go to BEFORE. */
static gboolean
move_marks (SheafDb *db, const Text *self, GArray *before, GError **error)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const SheafMarkPlace *place = &g_array_index (self->places, SheafMarkPlace, i);
      SheafMarkPlace old = { place->id, 0, 0 };
      gboolean there;
      sqlite3_stmt *stmt;

      if (!read_place (db, self->id, &old, &there, error))
        return FALSE;
      if (!there)
        continue;
      stmt = sheaf_db_prepare (db, "UPDATE note SET start = ?2, end = ?3 WHERE id = ?1", error);
      if (stmt == NULL)
        return FALSE;
      sqlite3_bind_int64 (stmt, 1, place->id);
      sqlite3_bind_int64 (stmt, 2, place->start);
      sqlite3_bind_int64 (stmt, 3, place->end);
      if (!sheaf_db_step_done (db, stmt, error))
        return FALSE;
      g_array_append_val (before, old);
    }

  return TRUE;
}

static gboolean
apply_text (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Text *self = data;
  g_autofree char *now = NULL;
  Text *before;

  if (!read_text (apply->db, self->id, &before, error))
    return FALSE;
  now = before != NULL ? hash_packed (before->text) : NULL;
  if (before == NULL || g_strcmp0 (now, self->now) != 0)
    {
      g_clear_pointer (&before, free_text);
      return TRUE;
    }
  *inverse = sheaf_edit_new (&sheaf_edit_kind_text, before);
  before->now = hash_packed (self->text);
  if (!sheaf_fts_take_out (apply->db, self->id, SHEAF_FTS_BODY, error)
      || !write_columns (apply->db, self, error)
      || !sheaf_fts_put_in (apply->db, self->id, SHEAF_FTS_BODY, error)
      || !write_fingerprint (apply->db, self, error)
      || !carry_progress (apply->db, before, self, error)
      || !move_marks (apply->db, self, before->places, error))
    return FALSE;
  sheaf_apply_touch (apply, self->id,
                     SHEAF_CHANGE_ROWS | SHEAF_CHANGE_CONTENT | SHEAF_CHANGE_LISTS
                         | SHEAF_CHANGE_NOTES);

  return TRUE;
}

#define PACKED "(xsayayayua(xuu))"

static GVariant *
pack_bytes (GBytes *bytes)
{
  gsize size = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, size, 1);
}

static GVariant *
pack_text (gpointer data)
{
  const Text *self = data;
  GVariantBuilder places;

  g_variant_builder_init (&places, G_VARIANT_TYPE ("a(xuu)"));
  for (guint i = 0; i < self->places->len; i++)
    {
      const SheafMarkPlace *place = &g_array_index (self->places, SheafMarkPlace, i);

      g_variant_builder_add (&places, "(xuu)", place->id, place->start, place->end);
    }

  return g_variant_new ("(xs@ay@ay@ayua(xuu))", self->id, self->now, pack_bytes (self->document),
                        pack_bytes (self->text), pack_bytes (self->removed), self->word_count,
                        &places);
}

/* (nullable): there are none */
static GBytes *
unpack_bytes (GVariant *packed)
{
  gsize size;
  const void *data = g_variant_get_fixed_array (packed, &size, 1);

  return size > 0 ? g_bytes_new (data, size) : NULL;
}

/* Never trusted: what cannot be read as a text is none. */
static gboolean
is_sound (const Text *self)
{
  g_autoptr (GBytes) doc = NULL, text = NULL;
  g_autoptr (SheafDocument) document = NULL;

  if (self->document == NULL || self->text == NULL)
    return FALSE;
  doc = sheaf_db_unpack (g_bytes_get_data (self->document, NULL), g_bytes_get_size (self->document),
                         NULL);
  text = sheaf_db_unpack (g_bytes_get_data (self->text, NULL), g_bytes_get_size (self->text), NULL);
  if (doc != NULL && text != NULL)
    document = sheaf_document_unpack (doc, g_bytes_get_data (text, NULL), NULL);

  return document != NULL;
}

static gpointer
unpack_text (GVariant *packed)
{
  g_autoptr (GVariant) document = NULL, text = NULL, removed = NULL;
  g_autoptr (GVariantIter) places = NULL;
  SheafMarkPlace place;
  Text *self;

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE (PACKED)))
    return NULL;
  self = new_text (0);
  g_variant_get (packed, "(xs@ay@ay@ayua(xuu))", &self->id, &self->now, &document, &text, &removed,
                 &self->word_count, &places);
  self->document = unpack_bytes (document);
  self->text = unpack_bytes (text);
  self->removed = unpack_bytes (removed);
  while (g_variant_iter_next (places, "(xuu)", &place.id, &place.start, &place.end))
    g_array_append_val (self->places, place);
  if (is_sound (self))
    return self;
  free_text (self);

  return NULL;
}

const SheafEditKind sheaf_edit_kind_text = {
  .name = "text",
  .pack = pack_text,
  .unpack = unpack_text,
  .apply = apply_text,
  .free = free_text,
};

/* --- Corrections --- */

static GBytes *
pack_z (const void *data, gsize size)
{
  return size <= SHEAF_DB_UNPACK_MOST ? sheaf_db_pack (data, size) : NULL;
}

static GBytes *
pack_bytes_z (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return pack_z (data, size);
}

/* Highlights behind the change of BEFORE to AFTER, which begins at START, move with it. */
static void
add_places (Text *self, const SheafLoaded *before, guint start, const SheafPage *after)
{
  guint old = sheaf_document_get_length (before->page->document);
  guint now = sheaf_document_get_length (after->document);
  guint gone = old > now ? old - now : 0;

  for (guint i = 0; i < before->marks->len; i++)
    {
      const SheafMark *mark = before->marks->pdata[i];
      SheafMarkPlace place = { mark->id, mark->anchor->start, mark->anchor->end };

      if (mark->placed == SHEAF_PLACED_NOWHERE || place.start < start + gone)
        continue;
      place.start += now - old;
      place.end += now - old;
      g_array_append_val (self->places, place);
    }
}

/* The article's text becomes AFTER's. */
static gboolean
write_page (SheafApply *apply,
            const SheafLoaded *before,
            const SheafPage *after,
            guint start,
            SheafEdit **inverse,
            GError **error)
{
  Text *text = new_text (before->row->id);
  const char *old = sheaf_document_get_text (before->page->document);
  const char *now = sheaf_document_get_text (after->document);
  g_autoptr (GBytes) document = sheaf_document_pack (after->document);
  g_autoptr (GBytes) removed = sheaf_page_pack_removed (after);
  gboolean good;

  text->now = g_compute_checksum_for_string (G_CHECKSUM_SHA256, old, -1);
  text->document = pack_bytes_z (document);
  text->text = pack_z (now, strlen (now));
  text->removed = removed != NULL ? pack_bytes_z (removed) : NULL;
  text->word_count = after->word_count;
  add_places (text, before, start, after);
  good = text->document != NULL && text->text != NULL && (removed == NULL || text->removed != NULL);
  if (good)
    good = apply_text (text, apply, inverse, error);
  else
    g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG, "more than could be read again");
  free_text (text);

  return good;
}

/* *LOADED (out) NULL: there is no such article, or it has no text. */
static gboolean
load (SheafApply *apply, gint64 id, SheafLoaded **loaded, GError **error)
{
  gboolean there;

  *loaded = NULL;
  if (!sheaf_apply_has_article (apply, id, &there, error))
    return FALSE;
  if (!there)
    return TRUE;
  *loaded = sheaf_read_article (apply->db, id, error);
  if (*loaded == NULL)
    return FALSE;
  if ((*loaded)->page == NULL || (*loaded)->page->document == NULL)
    g_clear_pointer (loaded, sheaf_loaded_free);

  return TRUE;
}

/* --- Left out --- */

typedef struct
{
  gint64 id;
  guint start, end;
  char *text;
} LeaveOut;

static void
free_leave_out (gpointer data)
{
  LeaveOut *self = data;

  g_free (self->text);
  g_free (self);
}

static gboolean
apply_leave_out (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const LeaveOut *self = data;
  g_autoptr (SheafLoaded) loaded = NULL;
  g_autoptr (SheafPage) page = NULL;
  g_autofree char *text = NULL;
  const SheafBlock *blocks;
  int first, last;

  if (!load (apply, self->id, &loaded, error))
    return FALSE;
  if (loaded == NULL || self->end > sheaf_document_get_length (loaded->page->document))
    return TRUE;
  text = sheaf_document_dup_range (loaded->page->document, self->start, self->end);
  first = sheaf_document_find_block (loaded->page->document, self->start);
  last = sheaf_document_find_block (loaded->page->document, MAX (self->end, 1) - 1);
  if (first < 0 || last < first || g_strcmp0 (text, self->text) != 0)
    return TRUE;
  page = sheaf_page_leave_out (loaded->page, (guint)first, (guint)(last - first + 1));
  blocks = sheaf_document_get_blocks (loaded->page->document, NULL);

  return page == NULL || write_page (apply, loaded, page, blocks[first].start, inverse, error);
}

static const SheafEditKind leave_out_kind = { .apply = apply_leave_out, .free = free_leave_out };

SheafEdit *
sheaf_edit_new_leave_out (gint64 id, guint start, guint end, const char *text)
{
  LeaveOut *self = g_new0 (LeaveOut, 1);

  *self = (LeaveOut){ id, start, end, g_strdup (text) };

  return sheaf_edit_new (&leave_out_kind, self);
}

/* --- Put back --- */

typedef struct
{
  gint64 id;
  char *text, *html;
  guint place;
  SheafDocument *piece;
} PutBack;

static void
free_put_back (gpointer data)
{
  PutBack *self = data;

  g_free (self->text);
  g_free (self->html);
  sheaf_document_unref (self->piece);
  g_free (self);
}

static int
find_removed (const SheafPage *page, const PutBack *self)
{
  for (guint i = 0; i < page->removed->len; i++)
    {
      const SheafRemoved *removed = page->removed->pdata[i];

      if (removed->why != SHEAF_REMOVED_RESTORED && removed->place == self->place
          && removed->place != SHEAF_REMOVED_NOWHERE && g_strcmp0 (removed->text, self->text) == 0
          && g_strcmp0 (removed->html, self->html) == 0)
        return (int)i;
    }

  return -1;
}

static gboolean
apply_put_back (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const PutBack *self = data;
  g_autoptr (SheafLoaded) loaded = NULL;
  g_autoptr (SheafPage) page = NULL;
  int index;

  if (!load (apply, self->id, &loaded, error))
    return FALSE;
  index = loaded != NULL ? find_removed (loaded->page, self) : -1;
  if (index < 0 || sheaf_document_get_length (self->piece) == 0)
    return TRUE;
  page = sheaf_page_put_back (loaded->page, (guint)index, self->piece);

  return write_page (apply, loaded, page, self->place, inverse, error);
}

static const SheafEditKind put_back_kind = { .apply = apply_put_back, .free = free_put_back };

SheafEdit *
sheaf_edit_new_put_back (gint64 id, const SheafRemoved *removed, SheafDocument *piece)
{
  PutBack *self = g_new0 (PutBack, 1);

  *self = (PutBack){ id, g_strdup (removed->text), g_strdup (removed->html), removed->place,
                     sheaf_document_ref (piece) };

  return sheaf_edit_new (&put_back_kind, self);
}

/* --- Again --- */

SheafPage *
sheaf_correct_again (SheafDb *db, gint64 id, SheafPage *page, GError **error)
{
  g_autoptr (SheafLoaded) loaded = NULL;
  Text *text = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean anything;

  if (!read_text (db, id, &text, error))
    return NULL;
  anything = text != NULL && text->removed != NULL;
  g_clear_pointer (&text, free_text);
  if (!anything)
    return sheaf_page_ref (page);
  loaded = sheaf_read_article (db, id, &failure);
  /* What is damaged cannot say what was corrected. */
  if (loaded == NULL || loaded->page == NULL || loaded->page->document == NULL
      || !sheaf_page_is_corrected (loaded->page))
    return sheaf_page_ref (page);

  return sheaf_page_correct_again (page, loaded->page);
}

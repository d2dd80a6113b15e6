/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a browser hands over, as one edit: the article is added, then its note and its first
 * highlight. Handing the same over twice changes nothing the second time. */

#include "base/text.h"
#include "store/edit-private.h"

#include <string.h>

typedef struct
{
  SheafEdit *add;
  char *url;
  SheafPage *page;        /* (nullable) */
  GBytes *snapshot;       /* (nullable) */
  char *note;             /* (nullable) */
  SheafAnchor *selection; /* (nullable) */
} TakeIn;

static void
free_take_in (gpointer data)
{
  TakeIn *self = data;

  sheaf_edit_unref (self->add);
  g_clear_pointer (&self->page, sheaf_page_unref);
  g_clear_pointer (&self->snapshot, g_bytes_unref);
  g_clear_pointer (&self->selection, sheaf_anchor_free);
  g_free (self->url);
  g_free (self->note);
  g_free (self);
}

/* --- A text that is there already --- */

/* Is the page that was handed over more of the article than what is kept? A fetch may have come to
 * a wall where its reader does not. */
static gboolean
is_more (const TakeIn *self, SheafDb *db, gint64 id, gboolean *more, GError **error)
{
  gboolean article = sheaf_page_kind_to_number (self->page->kind) == 0;

  return sheaf_db_ask (
      db,
      article ? "SELECT kind <> 0 OR ifnull (word_count, 0) < ?2 FROM article WHERE id = ?1"
              : "SELECT kind <> 0 AND ifnull (word_count, 0) < ?2 FROM article WHERE id = ?1",
      id, self->page->word_count, more, error);
}

/* As a fetch would; it is not undone. */
static gboolean
take_page (const TakeIn *self, SheafApply *apply, gint64 id, GError **error)
{
  g_autoptr (SheafEdit) fill = NULL;
  SheafEdit *none = NULL;
  gboolean more = FALSE;

  if (self->page == NULL || self->page->document == NULL)
    return TRUE;
  if (!is_more (self, apply->db, id, &more, error))
    return FALSE;
  if (!more)
    return TRUE;
  fill = sheaf_edit_new_fill (id, self->url, self->page, self->snapshot, FALSE);

  return sheaf_edit_apply_inner (fill, apply, &none, error);
}

/* --- Note and highlight --- */

/* What is to be the note of ID; NULL without ERROR: it says it already. (transfer full) (nullable)
 */
static char *
join_notes (SheafDb *db, gint64 id, const char *note, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT body FROM note WHERE article_id = ?1 AND quote IS NULL ORDER BY id LIMIT 1",
      error);
  GError *failure = NULL;
  g_autofree char *before = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  if (sheaf_db_step (db, stmt, &failure))
    {
      before = sheaf_column_text (stmt, 0);
      sqlite3_reset (stmt);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  if (before == NULL)
    return g_strdup (note);

  return strstr (before, note) != NULL ? NULL : g_strconcat (before, "\n\n", note, NULL);
}

static gboolean
add_note (const TakeIn *self, SheafApply *apply, gint64 id, SheafEdit **inverse, GError **error)
{
  GError *failure = NULL;
  g_autofree char *text
      = self->note != NULL ? join_notes (apply->db, id, self->note, &failure) : NULL;
  g_autoptr (SheafEdit) edit = text != NULL ? sheaf_edit_new_note (id, text) : NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return edit == NULL || sheaf_edit_apply_inner (edit, apply, inverse, error);
}

static gboolean
has_mark (const TakeIn *self, SheafDb *db, gint64 id, gboolean *has, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT 1 FROM note WHERE article_id = ?1 AND quote = ?2 LIMIT 1", error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  sheaf_bind_text (stmt, 2, self->selection->exact);
  *has = sheaf_db_step (db, stmt, &failure);
  if (*has)
    sqlite3_reset (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

static gboolean
add_mark (const TakeIn *self, SheafApply *apply, gint64 id, SheafEdit **inverse, GError **error)
{
  SheafMark mark = { .article_id = id, .anchor = self->selection };
  g_autoptr (SheafEdit) edit = NULL;
  gboolean has = FALSE;

  if (self->selection == NULL)
    return TRUE;
  if (!has_mark (self, apply->db, id, &has, error))
    return FALSE;
  if (has)
    return TRUE;
  edit = sheaf_edit_new_mark (&mark);

  return sheaf_edit_apply_inner (edit, apply, inverse, error);
}

/* --- All of it --- */

static gboolean
apply_take_in (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const TakeIn *self = data;
  g_autoptr (GPtrArray) undo = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);
  SheafEdit *backs[3] = { NULL }; /* what is done last is undone first */
  gboolean done;
  gint64 id;

  if (!sheaf_edit_apply_inner (self->add, apply, &backs[2], error))
    return FALSE;
  id = apply->outcome->id;
  done = (!apply->outcome->existed || take_page (self, apply, id, error))
         && add_note (self, apply, id, &backs[1], error)
         && add_mark (self, apply, id, &backs[0], error);
  for (guint i = 0; i < G_N_ELEMENTS (backs); i++)
    if (backs[i] != NULL)
      g_ptr_array_add (undo, backs[i]);
  apply->outcome->id = id;
  if (!done)
    return FALSE;
  /* What is new goes to the trash with all that came with it: nothing that was given is ever lost.
   */
  *inverse = apply->outcome->existed ? sheaf_edit_new_batch (g_steal_pointer (&undo))
             : backs[2] != NULL      ? sheaf_edit_ref (backs[2])
                                     : NULL;

  return TRUE;
}

static void
prepare_take_in (gpointer data)
{
  sheaf_edit_prepare (((TakeIn *)data)->add);
}

static const SheafEditKind kind
    = { .apply = apply_take_in, .prepare = prepare_take_in, .free = free_take_in };

SheafEdit *
sheaf_edit_new_take_in (const SheafTakeIn *what)
{
  TakeIn *self = g_new0 (TakeIn, 1);

  self->add = what->page != NULL
                  ? sheaf_edit_new_add_page (what->url, what->page, what->snapshot, what->tags)
                  : sheaf_edit_new_add (what->url, what->title, what->tags);
  self->url = g_strdup (what->url);
  if (what->page != NULL)
    self->page = sheaf_page_ref (what->page);
  if (what->snapshot != NULL)
    self->snapshot = g_bytes_ref (what->snapshot);
  self->note = what->note != NULL ? sheaf_text_make_valid (what->note, -1) : NULL;
  if (sheaf_text_is_blank (self->note))
    g_clear_pointer (&self->note, g_free);
  self->selection = what->selection != NULL ? sheaf_anchor_copy (what->selection) : NULL;

  return sheaf_edit_new (&kind, self);
}

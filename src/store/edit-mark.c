/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person does with highlights, made into rows as they shall be; and where these stand in a
 * text that changed. */

#include "base/text.h"
#include "base/time.h"
#include "store/mark-row.h"

#define MAX_QUOTE (64 * 1024)  /* bytes */
#define MAX_BODY (1024 * 1024) /* characters */

/* A UUID of version 4: what is exported is known by it. */
static GVariant *
new_uid (void)
{
  guint8 uid[SHEAF_NOTE_UID_BYTES];

  for (guint i = 0; i < SHEAF_NOTE_UID_BYTES; i++)
    uid[i] = (guint8)g_random_int_range (0, 256);
  uid[6] = (uid[6] & 0x0f) | 0x40;
  uid[8] = (uid[8] & 0x3f) | 0x80;

  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, uid, SHEAF_NOTE_UID_BYTES, 1);
}

static void
set_anchor (SheafMarkRow *row, const SheafAnchor *anchor)
{
  sheaf_mark_row_set_text (row, SHEAF_MARK_QUOTE, anchor->exact);
  sheaf_mark_row_set_text (row, SHEAF_MARK_PREFIX, anchor->prefix);
  sheaf_mark_row_set_text (row, SHEAF_MARK_SUFFIX, anchor->suffix);
  sheaf_mark_row_set_number (row, SHEAF_MARK_START, anchor->start);
  sheaf_mark_row_set_number (row, SHEAF_MARK_END, anchor->end);
}

/* WISH over what is there. FALSE: there is no such mark, or nothing to make one of. */
static gboolean
change_row (SheafMarkRow *row, const SheafMark *wish)
{
  if (wish->id == 0)
    {
      if (wish->anchor == NULL)
        return FALSE;
      row->there = TRUE;
      row->uid = g_variant_ref_sink (new_uid ());
      sheaf_mark_row_set_number (row, SHEAF_MARK_ARTICLE, wish->article_id);
    }
  if (!row->there)
    return FALSE;
  if (wish->anchor != NULL)
    set_anchor (row, wish->anchor);
  sheaf_mark_row_set_text (row, SHEAF_MARK_BODY, wish->body);
  sheaf_mark_row_set_number (row, SHEAF_MARK_COLOR, wish->color);

  return TRUE;
}

/* Where something is new, that is from now. */
static void
set_times (SheafMarkRow *row, const SheafMarkRow *was)
{
  gint64 now = sheaf_time_now ();

  if (!was->there)
    sheaf_mark_row_set_number (row, SHEAF_MARK_CREATED, now);
  if (!sheaf_mark_row_equal (row, was))
    sheaf_mark_row_set_number (row, SHEAF_MARK_CHANGED, now);
}

static gboolean
apply_mark (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const SheafMark *wish = data;
  g_autoptr (GPtrArray) rows = sheaf_mark_rows_new ();
  SheafMarkRow *was
      = wish->id != 0 ? sheaf_mark_row_read (apply->db, wish->id, error) : g_new0 (SheafMarkRow, 1);
  SheafMarkRow *row;
  gboolean wanted;

  if (was == NULL)
    return FALSE;
  row = sheaf_mark_row_copy (was);
  g_ptr_array_add (rows, row);
  wanted = change_row (row, wish);
  if (wanted)
    set_times (row, was);
  sheaf_mark_row_free (was);

  return !wanted || sheaf_mark_rows_apply (rows, apply, inverse, &apply->outcome->id, error);
}

static const SheafEditKind mark_kind
    = { .apply = apply_mark, .free = (void (*) (gpointer))sheaf_mark_free };

static char *
first_chars (const char *text, glong n)
{
  g_autofree char *valid = sheaf_text_make_valid (text != NULL ? text : "", -1);

  return g_utf8_strlen (valid, -1) > n ? g_utf8_substring (valid, 0, n) : g_steal_pointer (&valid);
}

static char *
last_chars (const char *text, glong n)
{
  g_autofree char *valid = sheaf_text_make_valid (text != NULL ? text : "", -1);
  glong length = g_utf8_strlen (valid, -1);

  return length > n ? g_utf8_substring (valid, length - n, length) : g_steal_pointer (&valid);
}

/* At most MAX_QUOTE bytes of it: what is cut off stands behind it then. NULL: there is nothing in
 * it. */
static SheafAnchor *
tidy_anchor (const SheafAnchor *given)
{
  g_autofree char *exact = sheaf_text_make_valid (given->exact != NULL ? given->exact : "", -1);
  g_autofree char *behind = NULL;
  SheafAnchor *anchor;

  if (sheaf_text_is_blank (exact))
    return NULL;
  anchor = g_new0 (SheafAnchor, 1);
  anchor->prefix = last_chars (given->prefix, SHEAF_ANCHOR_AROUND);
  anchor->start = given->start;
  anchor->end = given->end;
  if (strlen (exact) > MAX_QUOTE)
    {
      char *end = g_utf8_find_prev_char (exact, exact + MAX_QUOTE + 1);

      behind = g_strconcat (end, given->suffix, NULL);
      *end = '\0';
      if (anchor->end > 0)
        anchor->end = anchor->start + (guint)g_utf8_strlen (exact, -1);
    }
  anchor->suffix = first_chars (behind != NULL ? behind : given->suffix, SHEAF_ANCHOR_AROUND);
  anchor->exact = g_steal_pointer (&exact);

  return anchor;
}

SheafEdit *
sheaf_edit_new_mark (const SheafMark *mark)
{
  SheafMark *wish = g_new0 (SheafMark, 1);

  wish->id = mark->id;
  wish->article_id = mark->article_id;
  wish->anchor = mark->anchor != NULL ? tidy_anchor (mark->anchor) : NULL;
  wish->color = mark->color < SHEAF_MARK_COLORS ? mark->color : 0;
  wish->body = sheaf_text_is_blank (mark->body) ? NULL : first_chars (mark->body, MAX_BODY);

  return sheaf_edit_new (&mark_kind, wish);
}

static gboolean
apply_removal (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const GArray *ids = data;
  g_autoptr (GPtrArray) rows = sheaf_mark_rows_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      SheafMarkRow *row = sheaf_mark_row_read (apply->db, g_array_index (ids, gint64, i), error);

      if (row == NULL)
        return FALSE;
      if (row->there)
        {
          row->there = FALSE;
          g_ptr_array_add (rows, row);
        }
      else
        sheaf_mark_row_free (row);
    }

  return sheaf_mark_rows_apply (rows, apply, inverse, NULL, error);
}

static gsize
count_ids (gpointer data)
{
  return ((GArray *)data)->len;
}

static const SheafEditKind removal_kind = {
  .apply = apply_removal,
  .free = (void (*) (gpointer))g_array_unref,
  .count = count_ids,
};

SheafEdit *
sheaf_edit_new_remove_marks (const gint64 *ids, gsize n)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (copy, ids, n);

  return sheaf_edit_new (&removal_kind, copy);
}

/* --- Where they stand now --- */

static gboolean
place_one (SheafApply *apply, const SheafMarkPlace *place, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      apply->db,
      "UPDATE note SET start = ?2, end = ?3 WHERE id = ?1 AND quote IS NOT NULL AND (start IS NOT "
      "?2 OR end IS NOT ?3) RETURNING article_id",
      error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, place->id);
  sqlite3_bind_int64 (stmt, 2, place->start);
  sqlite3_bind_int64 (stmt, 3, place->end);
  while (sheaf_db_step (apply->db, stmt, &failure))
    sheaf_apply_touch (apply, sqlite3_column_int64 (stmt, 0), SHEAF_CHANGE_NOTES);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

static gboolean
apply_places (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const GArray *places = data;

  for (guint i = 0; i < places->len; i++)
    if (!place_one (apply, &g_array_index (places, SheafMarkPlace, i), error))
      return FALSE;

  return TRUE;
}

static const SheafEditKind place_kind = {
  .apply = apply_places,
  .free = (void (*) (gpointer))g_array_unref,
  .count = count_ids,
  .relaxed = TRUE,
};

SheafEdit *
sheaf_edit_new_place_marks (const SheafMarkPlace *places, gsize n)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (SheafMarkPlace));

  g_array_append_vals (copy, places, n);

  return sheaf_edit_new (&place_kind, copy);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The new ones' bands lie sorted in memory, and everybody's fingerprint goes by once. Of many
 * that have a band in common (one notice on a hundred pages) each is compared with the first few
 * alone: they stay joined through these. */

#include "store/compare.h"

#include "store/fingerprint.h"

#include <math.h>

#define MOST_OF_A_BAND 48
#define LEAST_GUESS                                                                                \
  0.16 /* a quarter of a resemblance of a third is seldom missed, and spares texts */
#define LOOK_EVERY 1024 /* fingerprints between two looks at the cancellable */

typedef struct
{
  gint64 id;
  SheafFingerprint fingerprint; /* with its whole */
} New;

typedef struct
{
  guint64 band;
  guint32 index; /* of a New */
} Entry;

typedef struct
{
  guint32 index;
  gint64 other;
  gboolean same; /* word by word */
} Candidate;

typedef struct
{
  SheafDb *db;
  GArray *news;       /* of New, ascending */
  GArray *entries;    /* of Entry, by band */
  GArray *candidates; /* of Candidate */
  GCancellable *cancellable;
  gint *done;
} Comparing;

void
sheaf_compared_free (SheafCompared *self)
{
  g_array_unref (self->ids);
  g_array_unref (self->alike);
  g_free (self);
}

static void
tell (Comparing *self, double done)
{
  if (self->done != NULL)
    g_atomic_int_set (self->done, (gint)lrint (1000 * done));
}

/* --- Candidates --- */

static gboolean
read_news (Comparing *self, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (self->db,
                          "SELECT f.article_id, f.slots, a.fingerprint FROM fingerprint f JOIN "
                          "article a ON a.id = f.article_id WHERE f.compared = 0"
                          " ORDER BY f.article_id LIMIT ?1",
                          error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int (stmt, 1, SHEAF_COMPARE_AT_ONCE);
  while (sheaf_db_step (self->db, stmt, &failure))
    {
      New new = { sqlite3_column_int64 (stmt, 0) };

      new.fingerprint.whole = (guint64)sqlite3_column_int64 (stmt, 2);
      if (sheaf_fingerprint_read (stmt, 1, &new.fingerprint))
        g_array_append_val (self->news, new);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* Bands of one number meet each other alone. */
static guint64
get_band (const SheafFingerprint *fingerprint, guint band)
{
  return sheaf_fingerprint_get_band (fingerprint, band) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
         + band;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;

  return x->band != y->band ? (x->band > y->band) - (x->band < y->band)
                            : (x->index > y->index) - (x->index < y->index);
}

static void
sort_bands (Comparing *self)
{
  for (guint i = 0; i < self->news->len; i++)
    for (guint band = 0; band < SHEAF_FINGERPRINT_BANDS; band++)
      {
        Entry entry = { get_band (&g_array_index (self->news, New, i).fingerprint, band), i };

        g_array_append_val (self->entries, entry);
      }
  g_array_sort (self->entries, compare_entries);
}

static guint
find_band (const GArray *entries, guint64 band)
{
  guint low = 0, high = entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (entries, Entry, middle).band < band)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* The article OTHER is to be compared with the new one; its candidates begin at FIRST. Texts that
 * are the same word by word are a star around one of them. */
static void
add_candidate (
    Comparing *self, guint32 index, gint64 other, const SheafFingerprint *fingerprint, guint first)
{
  const New *new = &g_array_index (self->news, New, index);
  Candidate candidate = { index, other, new->fingerprint.whole == fingerprint->whole };

  for (guint i = first; i < self->candidates->len; i++)
    {
      Candidate *known = &g_array_index (self->candidates, Candidate, i);

      if (known->same && candidate.same)
        known->index = MIN (known->index, index);
      if (known->index == index || (known->same && candidate.same))
        return;
    }
  if (candidate.same || sheaf_fingerprint_guess (&new->fingerprint, fingerprint) >= LEAST_GUESS)
    g_array_append_val (self->candidates, candidate);
}

/* Of two new ones the second meets the first; one that is new and not among these comes later. */
static void
meet (Comparing *self, gint64 id, gboolean compared, const SheafFingerprint *fingerprint)
{
  guint first = self->candidates->len;
  gint64 last = g_array_index (self->news, New, self->news->len - 1).id;

  if (!compared && id > last)
    return;
  for (guint band = 0; band < SHEAF_FINGERPRINT_BANDS; band++)
    {
      guint64 key = get_band (fingerprint, band);
      guint at = find_band (self->entries, key);

      for (guint n = 0; n < MOST_OF_A_BAND && at + n < self->entries->len; n++)
        {
          const Entry *entry = &g_array_index (self->entries, Entry, at + n);

          if (entry->band != key)
            break;
          if (compared || g_array_index (self->news, New, entry->index).id < id)
            add_candidate (self, entry->index, id, fingerprint, first);
        }
    }
}

static gboolean
meet_all (Comparing *self, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      self->db,
      "SELECT f.article_id, f.slots, f.compared, a.fingerprint,"
      " (SELECT count (*) FROM fingerprint) FROM fingerprint f JOIN article a ON a.id = "
      "f.article_id",
      error);
  GError *failure = NULL;
  guint n = 0;

  if (stmt == NULL)
    return FALSE;
  while (sheaf_db_step (self->db, stmt, &failure))
    {
      SheafFingerprint fingerprint;

      if (n++ % LOOK_EVERY == 0)
        {
          tell (self, 0.3 * n / MAX (1, sqlite3_column_int (stmt, 4)));
          if (g_cancellable_set_error_if_cancelled (self->cancellable, &failure))
            break;
        }
      fingerprint.whole = (guint64)sqlite3_column_int64 (stmt, 3);
      if (sheaf_fingerprint_read (stmt, 1, &fingerprint))
        meet (self, sqlite3_column_int64 (stmt, 0), sqlite3_column_int (stmt, 2), &fingerprint);
    }
  sqlite3_reset (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

/* --- Texts --- */

/* NULL: it has none that can be read (ERROR unset). (transfer full) */
static GArray *
read_shingles (SheafDb *db, gint64 id, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "SELECT text_z FROM content WHERE article_id = ?1", error);
  g_autoptr (GBytes) text = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  if (sheaf_db_step (db, stmt, error))
    {
      text = sheaf_fingerprint_read_text (stmt, 0);
      sqlite3_reset (stmt);
    }

  return text != NULL ? sheaf_shingles_new (g_bytes_get_data (text, NULL), NULL) : NULL;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;

  return x->index != y->index ? (x->index > y->index) - (x->index < y->index)
                              : (x->other > y->other) - (x->other < y->other);
}

static void
add_alike (SheafCompared *compared, gint64 id, gint64 other, double resemblance)
{
  SheafAlike alike = { MIN (id, other), MAX (id, other), resemblance };

  g_array_append_val (compared->alike, alike);
}

static gboolean
compare_texts (Comparing *self, SheafCompared *compared, GError **error)
{
  g_autoptr (GArray) one = NULL;
  guint32 index = G_MAXUINT32;
  GError *failure = NULL;

  g_array_sort (self->candidates, compare_candidates);
  for (guint i = 0; failure == NULL && i < self->candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (self->candidates, Candidate, i);
      gint64 id = g_array_index (self->news, New, candidate->index).id;
      g_autoptr (GArray) other = NULL;
      SheafLikeness likeness;

      if (i % 64 == 0)
        tell (self, 0.3 + 0.7 * i / self->candidates->len);
      if (candidate->same)
        {
          add_alike (compared, id, candidate->other, 1);
          continue;
        }
      if (g_cancellable_set_error_if_cancelled (self->cancellable, &failure))
        break;
      if (index != candidate->index)
        {
          g_clear_pointer (&one, g_array_unref);
          index = candidate->index;
          one = read_shingles (self->db, id, &failure);
        }
      other = one != NULL ? read_shingles (self->db, candidate->other, &failure) : NULL;
      if (other == NULL)
        continue;
      likeness = sheaf_shingles_compare (one, other);
      if (sheaf_likeness_is_duplicate (&likeness))
        add_alike (compared, id, candidate->other, MIN (likeness.resemblance, 0.9999));
    }
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

SheafCompared *
sheaf_compare (SheafDb *db, gint *done, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) news = g_array_new (FALSE, FALSE, sizeof (New));
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (SheafCompared) compared = g_new0 (SheafCompared, 1);
  Comparing self = { db, news, entries, candidates, cancellable, done };

  compared->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  compared->alike = g_array_new (FALSE, FALSE, sizeof (SheafAlike));
  if (!read_news (&self, error))
    return NULL;
  if (news->len == 0)
    return g_steal_pointer (&compared);
  sort_bands (&self);
  if (!meet_all (&self, error) || !compare_texts (&self, compared, error))
    return NULL;
  for (guint i = 0; i < news->len; i++)
    g_array_append_val (compared->ids, g_array_index (news, New, i).id);
  tell (&self, 1);

  return g_steal_pointer (&compared);
}

/* --- Writing --- */

static gboolean
write_alike (SheafDb *db, const SheafAlike *alike, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "INSERT INTO likeness (article_id, other_id, resemblance) SELECT ?1, ?2, ?3 WHERE (SELECT "
      "count (*) FROM fingerprint WHERE article_id IN (?1, ?2)) = 2"
      " ON CONFLICT DO UPDATE SET resemblance = ?3",
      error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, alike->one);
  sqlite3_bind_int64 (stmt, 2, alike->other);
  sqlite3_bind_double (stmt, 3, alike->resemblance);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
write_compared (SheafDb *db, gint64 id, GError **error)
{
  sqlite3_stmt *stmt
      = sheaf_db_prepare (db, "UPDATE fingerprint SET compared = 1 WHERE article_id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);

  return sheaf_db_step_done (db, stmt, error);
}

gboolean
sheaf_compare_write (
    SheafDb *db, const SheafCompared *compared, guint first, guint n, GError **error)
{
  guint n_alike = compared->alike->len, end = MIN (first + n, n_alike + compared->ids->len);

  for (guint i = first; i < end; i++)
    if (i < n_alike
            ? !write_alike (db, &g_array_index (compared->alike, SheafAlike, i), error)
            : !write_compared (db, g_array_index (compared->ids, gint64, i - n_alike), error))
      return FALSE;

  return TRUE;
}

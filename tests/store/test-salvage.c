/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Libraries damaged in many ways: each opens, and what was not damaged itself is there again. */

#include "store/salvage.h"

#include "store/backup.h"
#include "store/files.h"
#include "store/store.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

#include "test-folder.h"
#include "test-marks.h"

#define ARTICLES 200
#define PAGE 4096

static guint8 *original;
static gsize size;

/* --- What is damaged --- */

typedef struct
{
  guint8 *bytes;
  gsize size;
  gboolean *hit; /* by page: bytes of it were changed; NULL: all */
  GRand *random;
} Damage;

static void
spoil (Damage *damage, guint page, guint at, guint n, int value)
{
  if ((gsize)page * PAGE + at + n > damage->size)
    return;
  damage->hit[page] = TRUE;
  for (guint i = 0; i < n; i++)
    damage->bytes[(gsize)page * PAGE + at + i]
        = value >= 0 ? value : g_rand_int_range (damage->random, 0, 256);
}

static guint
any_page (Damage *damage)
{
  return g_rand_int_range (damage->random, 1, damage->size / PAGE);
}

/* The Nth page whose first byte is TYPE. */
static guint
page_of_type (Damage *damage, guint8 type, guint n)
{
  guint pages = damage->size / PAGE, found = 0;

  for (guint round = 0; round < 2; round++)
    for (guint page = 1; page < pages; page++)
      if (damage->bytes[page * PAGE] == type && found++ == n)
        return page;

  return 1;
}

typedef struct
{
  const char *what;
  enum
  {
    FLIP,
    ZERO,
    NOISE,
    HEAD,
    FIRST_PAGE,
    CUT,
    LEAVES,
    INNER,
    SWAP,
    ROOTS,
    MIDDLE,
    EMPTY
  } how;
  guint n;
  gboolean backup; /* there is one */
  double least;    /* of the undamaged articles that must be there */
} Case;

static const Case cases[] = {
  { "a byte here and there", FLIP, 20, FALSE, 0.99 },
  { "many bytes", FLIP, 200, FALSE, 0.99 },
  { "a zeroed page", ZERO, 1, FALSE, 0.99 },
  { "ten zeroed pages", ZERO, 10, FALSE, 0.99 },
  { "forty zeroed pages", ZERO, 40, FALSE, 0.99 },
  { "a page of noise", NOISE, 1, FALSE, 0.99 },
  { "twenty pages of noise", NOISE, 20, FALSE, 0.99 },
  { "the file's head", HEAD, 0, FALSE, 0.99 },
  { "the first page", FIRST_PAGE, 0, FALSE, 0.99 },
  { "the first page, with a backup", FIRST_PAGE, 0, TRUE, 0.99 },
  { "a tenth cut off", CUT, 10, FALSE, 0.99 },
  { "half cut off", CUT, 50, FALSE, 0.99 },
  { "half cut off, with a backup", CUT, 50, TRUE, 1.0 },
  { "heads of leaves", LEAVES, 15, FALSE, 0.99 },
  { "heads of leaves, with a backup", LEAVES, 15, TRUE, 1.0 },
  { "every inner page", INNER, 100, FALSE, 0.99 },
  { "two inner pages", INNER, 2, FALSE, 0.99 },
  { "pages swapped", SWAP, 6, FALSE, 0.99 },
  { "the roots of a table and of an index", ROOTS, 1, FALSE, 0.99 },
  { "the roots of two tables", ROOTS, 0, FALSE, 0.99 },
  { "a root and a leaf of its own", ROOTS, 3, FALSE, 0.99 },
  { "64 KiB in the middle", MIDDLE, 16, FALSE, 0.99 },
  { "no byte is left, with a backup", EMPTY, 0, TRUE, 1.0 },
};

/* Indexes of pages. */
static guint roots[4]; /* the last: a leaf of the one before */

static void
learn_roots (SheafDb *db)
{
  static const char *const names[] = { "article", "sqlite_autoindex_note_1", "content" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      sqlite3_stmt *stmt
          = sheaf_db_prepare (db, "SELECT rootpage FROM sqlite_master WHERE name = ?1", NULL);

      sheaf_bind_text (stmt, 1, names[i]);
      g_assert_true (sheaf_db_step (db, stmt, NULL));
      roots[i] = sqlite3_column_int (stmt, 0) - 1;
      sqlite3_reset (stmt);
    }
  /* Its right-most child. */
  g_assert_cmpuint (original[(gsize)roots[2] * PAGE], ==, 0x05);
  roots[3]
      = GUINT32_FROM_BE (*(const guint32 *)(const void *)(original + (gsize)roots[2] * PAGE + 8))
        - 1;
  g_assert_cmpuint (original[(gsize)roots[3] * PAGE], ==, 0x0d);
}

static void
swap_pages (Damage *damage, guint a, guint b)
{
  guint8 page[PAGE];

  damage->hit[a] = damage->hit[b] = TRUE;
  memcpy (page, damage->bytes + (gsize)a * PAGE, PAGE);
  memmove (damage->bytes + (gsize)a * PAGE, damage->bytes + (gsize)b * PAGE, PAGE);
  memcpy (damage->bytes + (gsize)b * PAGE, page, PAGE);
}

static void
do_damage (Damage *damage, const Case *how)
{
  switch (how->how)
    {
    case FLIP:
      for (guint i = 0; i < how->n; i++)
        spoil (damage, any_page (damage), g_rand_int_range (damage->random, 0, PAGE), 1, -1);
      break;
    case ZERO:
      for (guint i = 0; i < how->n; i++)
        spoil (damage, any_page (damage), 0, PAGE, 0);
      break;
    case NOISE:
      for (guint i = 0; i < how->n; i++)
        spoil (damage, any_page (damage), 0, PAGE, -1);
      break;
    case HEAD:
      spoil (damage, 0, 0, 100, 0);
      break;
    case FIRST_PAGE:
      spoil (damage, 0, 0, PAGE, 0);
      break;
    case CUT:
      for (gsize page = damage->size / PAGE * (100 - how->n) / 100; page < damage->size / PAGE;
           page++)
        damage->hit[page] = TRUE;
      damage->size = damage->size / PAGE * (100 - how->n) / 100 * PAGE + 100;
      break;
    case LEAVES:
      for (guint i = 0; i < how->n; i++)
        spoil (damage, page_of_type (damage, 0x0d, i * 5), 0, 8, -1);
      break;
    case INNER:
      for (guint i = 0; i < how->n; i++)
        {
          guint page = page_of_type (damage, 0x05, 0);

          if (damage->bytes[(gsize)page * PAGE] == 0x05)
            spoil (damage, page, 0, PAGE, 0);
        }
      break;
    case SWAP:
      for (guint i = 0; i < how->n; i++)
        {
          guint a = any_page (damage), b = any_page (damage);

          swap_pages (damage, a, b);
        }
      break;
    case ROOTS:
      swap_pages (damage, roots[how->n], roots[2]);
      break;
    case MIDDLE:
      for (guint i = 0; i < how->n; i++)
        spoil (damage, damage->size / PAGE / 2 + i, 0, PAGE, -1);
      break;
    case EMPTY:
      damage->size = 0;
      break;
    }
}

/* --- What of it was not damaged --- */

/* An article as it must come back, and the pages that it lies on. */
typedef struct
{
  GBytes *uid;
  char *text;
  GArray *pages; /* guint */
} Known;

static GPtrArray *known;

static void
known_free (gpointer data)
{
  Known *self = data;

  g_bytes_unref (self->uid);
  g_array_unref (self->pages);
  g_free (self->text);
  g_free (self);
}

/* The page of the row: its uid stands there and in an index. */
static void
learn_row (Known *self)
{
  gsize n;
  const guint8 *uid = g_bytes_get_data (self->uid, &n), *at = original, *end = original + size;

  while ((at = memmem (at, end - at, uid, n)) != NULL)
    {
      guint page = (at - original) / PAGE;

      if (original[(gsize)page * PAGE] == 0x0d)
        g_array_append_val (self->pages, page);
      at += n;
    }
  g_assert_cmpuint (self->pages->len, >, 0);
}

/* The pages of the packed text: it goes on from one to the next. */
static void
learn_text (Known *self, const guint8 *packed, gsize n)
{
  for (gsize at = 0; at + 16 <= n; at += 512)
    {
      const guint8 *found = memmem (original, size, packed + at, 16);
      guint page = found != NULL ? (found - original) / PAGE : 0;

      if (found != NULL)
        g_array_append_val (self->pages, page);
    }
}

static void
learn (const char *folder)
{
  g_autoptr (SheafDb) db = open_folder (folder);
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db, "SELECT uid, text_z, unz (text_z) FROM article JOIN content ON article_id = id", NULL);

  learn_roots (db);
  known = g_ptr_array_new_with_free_func (known_free);
  while (sheaf_db_step (db, stmt, NULL))
    {
      Known *one = g_new0 (Known, 1);

      one->uid = g_bytes_new (sqlite3_column_blob (stmt, 0), sqlite3_column_bytes (stmt, 0));
      one->pages = g_array_new (FALSE, FALSE, sizeof (guint));
      learn_row (one);
      learn_text (one, sqlite3_column_blob (stmt, 1), sqlite3_column_bytes (stmt, 1));
      one->text = g_strdup ((const char *)sqlite3_column_text (stmt, 2));
      g_ptr_array_add (known, one);
    }
}

static gboolean
is_undamaged (const Damage *damage, const Known *one)
{
  for (guint i = 0; i < one->pages->len; i++)
    if (damage->hit[g_array_index (one->pages, guint, i)])
      return FALSE;

  return TRUE;
}

static void
assert_back (const Damage *damage, const char *folder, const Case *how)
{
  g_autoptr (SheafDb) db = open_folder (folder);
  guint undamaged = 0, back = 0, all = 0;

  for (guint i = 0; i < known->len; i++)
    {
      const Known *one = known->pdata[i];
      gboolean must = how->backup || is_undamaged (damage, one);
      sqlite3_stmt *stmt = sheaf_db_prepare (
          db, "SELECT unz (text_z) FROM article JOIN content ON article_id = id WHERE uid = ?1",
          NULL);
      gboolean is;

      sheaf_bind_blob (stmt, 1, one->uid);
      is = sheaf_db_step (db, stmt, NULL);
      if (is)
        g_assert_cmpstr ((const char *)sqlite3_column_text (stmt, 0), ==, one->text);
      undamaged += must;
      back += must && is;
      all += is;
      sqlite3_reset (stmt);
    }
  g_test_message ("%s: %u of %u undamaged articles are back, %u of all %u", how->what, back,
                  undamaged, all, known->len);
  g_assert_cmpuint (back, >=, how->least * undamaged);
  if (how->how != EMPTY && !how->backup)
    g_assert_cmpuint (undamaged, >, 0);
}

/* --- The drill --- */

static char *
make_damaged (const Case *how, Damage *damage)
{
  char *folder = make_library_folder (0);
  g_autofree char *file = g_build_filename (folder, "library.db", NULL);

  if (how->backup)
    {
      g_autoptr (SheafBackup) backup = NULL;

      g_assert_true (g_file_set_contents (file, (const char *)original, size, NULL));
      backup = sheaf_backup_make (folder, NULL, 0, NULL, NULL, NULL);
      g_assert_nonnull (backup);
    }
  do_damage (damage, how);
  g_assert_true (g_file_set_contents (file, (const char *)damage->bytes, damage->size, NULL));

  return folder;
}

static void
damage_and_repair (const Case *how, guint32 seed)
{
  g_autofree guint8 *bytes = g_memdup2 (original, size);
  g_autofree gboolean *hit = g_new0 (gboolean, size / PAGE + 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  Damage damage = { bytes, size, hit, random };
  g_autofree char *folder = make_damaged (how, &damage);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafRepair) repair = sheaf_repair (folder, NULL, &error);
  g_autofree char *old = NULL, *was = NULL;
  gsize old_size;

  g_assert_no_error (error);
  assert_folder_sound (folder);
  assert_back (&damage, folder, how);
  if (repair->set_aside != NULL) /* as it was */
    {
      old = g_build_filename (repair->set_aside, "library.db", NULL);
      g_assert_true (g_file_get_contents (old, &was, &old_size, NULL));
      g_assert_cmpmem (was, old_size, bytes, damage.size);
    }
  change_folder (folder); /* it goes on */
  assert_folder_sound (folder);
  remove_folder (folder);
}

static void
test_damaged (gconstpointer data)
{
  const Case *how = data;

  damage_and_repair (how, how - cases + 1);
}

/* A long run: damage of a random kind, again and again. */
static void
test_any (void)
{
  static const Case kinds[] = {
    { "bytes", FLIP, 30, FALSE, 0.99 },   { "zeros", ZERO, 8, FALSE, 0.99 },
    { "noise", NOISE, 8, FALSE, 0.99 },   { "cut", CUT, 20, FALSE, 0.99 },
    { "leaves", LEAVES, 8, FALSE, 0.99 }, { "swapped", SWAP, 4, FALSE, 0.99 },
  };
  guint points = work_points (0);

  for (guint i = 0; i < points; i++)
    damage_and_repair (&kinds[i % G_N_ELEMENTS (kinds)], 1000 + i);
}

/* --- Opening --- */

typedef struct
{
  GAsyncResult *result;
} Wait;

static void
wait_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Wait *)data)->result = g_object_ref (result);
}

static SheafStore *
open_store (const char *folder, GError **error)
{
  Wait wait = { NULL };
  SheafStore *store;

  sheaf_store_open_async (folder, NULL, wait_cb, &wait);
  while (wait.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  store = sheaf_store_open_finish (wait.result, error);
  g_object_unref (wait.result);

  return store;
}

/* What cannot be opened is repaired on the way; the next time it is an ordinary library. */
static void
test_opening (void)
{
  static const Case first_page = { "", FIRST_PAGE, 0, FALSE, 0.99 };
  g_autofree guint8 *bytes = g_memdup2 (original, size);
  g_autofree gboolean *hit = g_new0 (gboolean, size / PAGE + 1);
  Damage damage = { bytes, size, hit, NULL };
  g_autofree char *folder = make_damaged (&first_page, &damage);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafStore) store = open_store (folder, &error);
  const SheafRepair *repair;

  g_assert_no_error (error);
  repair = sheaf_store_get_repair (store);
  g_assert_nonnull (repair);
  g_assert_nonnull (repair->set_aside);
  g_assert_cmpint (repair->articles, ==, ARTICLES);
  g_clear_object (&store);
  store = open_store (folder, &error);
  g_assert_no_error (error);
  g_assert_null (sheaf_store_get_repair (store));
  g_clear_object (&store);
  assert_back (&damage, folder, &first_page);
  remove_folder (folder);
}

static char *
dump_notes (const char *folder)
{
  g_autoptr (SheafDb) db = open_folder (folder);

  return ask (db,
              "SELECT group_concat (line, char (10)) FROM (SELECT id || ' ' || hex (uid) || ' ' "
              "|| article_id || quote || prefix || suffix || start || ' ' || end || ' ' || "
              "coalesce (body, '-') || color || ' ' || created_at || ' ' || changed_at AS line "
              "FROM note WHERE quote IS NOT NULL ORDER BY id)");
}

/* Highlights come over with everything of theirs, and one whose article is lost brings a row for it
 * along. */
static void
test_highlights (void)
{
  static const Case first_page = { "", FIRST_PAGE, 0, FALSE, 0.99 };
  g_autofree char *folder = make_library_folder (20);
  g_autofree char *file = g_build_filename (folder, "library.db", NULL);
  g_autofree char *before = NULL, *after = NULL, *bytes = NULL;
  g_autofree gboolean *hit = NULL;
  g_autoptr (SheafDb) db = open_folder (folder);
  g_autoptr (SheafRepair) repair = NULL;
  g_autoptr (GError) error = NULL;
  Damage damage = { NULL };

  for (gint64 id = 1; id <= 20; id++)
    {
      g_autoptr (SheafMark) mark
          = make_mark (id, "some words of it", 5, id % 5, id % 2 == 0 ? "Mine." : NULL);

      apply (db, sheaf_edit_new_mark (mark));
    }
  sheaf_db_run (db,
                "PRAGMA foreign_keys = OFF; DELETE FROM content WHERE article_id = 7; DELETE FROM "
                "article WHERE id = 7",
                NULL);
  g_clear_pointer (&db, sheaf_db_close);
  before = dump_notes (folder);
  g_assert_true (g_file_get_contents (file, &bytes, &damage.size, NULL));
  damage.bytes = (guint8 *)bytes;
  damage.hit = hit = g_new0 (gboolean, damage.size / PAGE + 1);
  do_damage (&damage, &first_page);
  g_assert_true (g_file_set_contents (file, bytes, (gssize)damage.size, NULL));

  repair = sheaf_repair (folder, NULL, &error);
  g_assert_no_error (error);
  after = dump_notes (folder);
  g_assert_cmpstr (before, ==, after);
  db = open_folder (folder);
  assert_answer (db, "SELECT title FROM article WHERE id = 7", "some words of it");
  assert_answer (db, "SELECT count (*) FROM note_fts WHERE note_fts MATCH 'quote: words'", "20");
  g_clear_pointer (&db, sheaf_db_close);
  assert_folder_sound (folder);
  remove_folder (folder);
}

/* Where the file has gone and there are backups, the library was not meant to begin anew. */
static void
test_vanished (void)
{
  g_autofree char *folder = make_library_folder (5);
  g_autofree char *file = g_build_filename (folder, "library.db", NULL);
  g_autofree char *before = dump_folder (folder), *after = NULL;
  g_autoptr (SheafBackup) backup = sheaf_backup_make (folder, NULL, 0, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafStore) store = NULL;

  g_unlink (file);
  store = open_store (folder, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sheaf_store_get_repair (store));
  g_assert_cmpint (sheaf_store_get_repair (store)->articles, ==, 5);
  g_clear_object (&store);
  after = dump_folder (folder);
  g_assert_cmpstr (before, ==, after);
  remove_folder (folder);
}

/* A leaf with the head of a packed text. */
static gboolean
holds_text (const guint8 *page)
{
  for (guint i = 8; i + 4 <= PAGE; i++)
    if (page[0] == 0x0d && memcmp (page + i, "\x28\xb5\x2f\xfd", 4) == 0)
      return TRUE;

  return FALSE;
}

/* Damage of packed texts' pages, met while it is open, is told, and repaired the next time. */
static void
test_found_later (void)
{
  g_autofree char *folder = make_library_folder (60);
  g_autofree char *file = g_build_filename (folder, "library.db", NULL);
  g_autofree char *mark = g_build_filename (folder, "library.damaged", NULL);
  g_autofree char *bytes = NULL;
  gsize n;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafStore) store = NULL;
  guint failed = 0;

  g_assert_true (g_file_get_contents (file, &bytes, &n, NULL));
  g_assert_nonnull (bytes);
  for (gsize page = 1; page < n / PAGE; page++)
    if (holds_text ((const guint8 *)bytes + page * PAGE))
      memset (bytes + page * PAGE, 0xa5, 100);
  g_assert_true (g_file_set_contents (file, bytes, n, NULL));
  store = open_store (folder, &error);
  g_assert_no_error (error);
  g_assert_null (sheaf_store_get_repair (store));
  for (gint64 id = 1; id <= 60; id++)
    {
      Wait wait = { NULL };
      g_autoptr (SheafLoaded) loaded = NULL;
      g_autoptr (GError) failure = NULL;

      sheaf_store_load_article_async (store, id, NULL, wait_cb, &wait);
      while (wait.result == NULL)
        g_main_context_iteration (NULL, TRUE);
      loaded = sheaf_store_load_article_finish (store, wait.result, &failure);
      failed += g_error_matches (failure, SHEAF_ERROR, SHEAF_ERROR_DAMAGED);
      g_object_unref (wait.result);
    }
  g_assert_cmpuint (failed, >, 0);
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));
  g_clear_object (&store);
  store = open_store (folder, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sheaf_store_get_repair (store));
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
  g_clear_object (&store);
  assert_folder_sound (folder);
  remove_folder (folder);
}

/* --- Mending in place --- */

static void
run_in (const char *folder, const char *sql)
{
  g_autofree char *file = g_build_filename (folder, "library.db", NULL);
  sqlite3 *db;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (file, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static const SheafLoss *
find_loss (const SheafRepair *repair, gint64 id)
{
  for (guint i = 0; i < repair->losses->len; i++)
    if (((SheafLoss *)repair->losses->pdata[i])->id == id)
      return repair->losses->pdata[i];

  return NULL;
}

static void
test_in_place (void)
{
  static const struct
  {
    const char *sql;
    gboolean backup;
    gint64 id;
    int kind; /* -1: nothing is lost */
    const char *title;
  } mended[] = {
    { "DELETE FROM body_fts_data WHERE id > 10", FALSE, 1, -1, NULL },
    { "DELETE FROM title_fts_docsize WHERE id = 2", FALSE, 2, -1, NULL },
    { "UPDATE article SET title = 'Another' WHERE id = 1", FALSE, 1, -1, NULL },
    { "UPDATE content SET text_z = x'28b52ffd00' WHERE article_id = 4", FALSE, 4,
      SHEAF_LOSS_REFETCH, "Article 4" },
    { "UPDATE content SET doc_z = zeroblob (0) WHERE article_id = 4", TRUE, 4, SHEAF_LOSS_OLD_TEXT,
      "Article 4" },
    { "UPDATE content SET text_z = x'00' WHERE article_id = 4; UPDATE article SET url = NULL WHERE "
      "id = 4",
      FALSE, 4, SHEAF_LOSS_TEXT, "Article 4" },
    { "UPDATE content SET removed_z = x'00' WHERE article_id = 4", FALSE, 4, -1, NULL },
    { "UPDATE content SET doc_z = text_z WHERE article_id = 4", FALSE, 4, SHEAF_LOSS_REFETCH,
      "Article 4" },
    { "INSERT INTO version (article_id, kept_at, title, doc_z, text_z) SELECT article_id, 0, "
      "'Before', doc_z, x'00' FROM content WHERE article_id = 4",
      FALSE, 4, -1, NULL },
    { "INSERT INTO deed (name, n, made_at, back_z) VALUES ('star', 1, 0, x'00')", FALSE, 4, -1,
      NULL },
    { "DELETE FROM content WHERE article_id = 5", FALSE, 5, SHEAF_LOSS_REFETCH, "Article 5" },
    { "DELETE FROM article WHERE id = 5", FALSE, 5, SHEAF_LOSS_FACTS, NULL },
    { "DELETE FROM article WHERE id = 6; DELETE FROM content WHERE article_id = 6", FALSE, 6,
      SHEAF_LOSS_ARTICLE, NULL },
    { "INSERT INTO version (article_id, kept_at, title, doc_z, text_z) SELECT 6, 0, 'Earlier', "
      "doc_z, text_z FROM content WHERE article_id = 6; DELETE FROM article WHERE id = 6; DELETE "
      "FROM content WHERE article_id = 6",
      FALSE, 6, SHEAF_LOSS_FACTS, NULL },
    { "DELETE FROM tag WHERE id = 1", FALSE, 1, -1, NULL },
    { "UPDATE content SET snapshot_sha = zeroblob (32) WHERE article_id = 1", FALSE, 1,
      SHEAF_LOSS_PICTURES, "Article 1" },
    { "UPDATE content SET snapshot_sha = x'00' WHERE article_id = 1", FALSE, 1, -1, NULL },
    { "UPDATE article SET lead_sha = zeroblob (32) WHERE id = 7", FALSE, 7, SHEAF_LOSS_PICTURES,
      "Article 7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (mended); i++)
    {
      g_autofree char *folder = make_library_folder (10);
      g_autoptr (SheafBackup) backup
          = mended[i].backup ? sheaf_backup_make (folder, NULL, 0, NULL, NULL, NULL) : NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafRepair) repair = NULL;
      const SheafLoss *loss;

      g_test_message ("%s", mended[i].sql);
      run_in (folder, mended[i].sql);
      repair = sheaf_repair (folder, NULL, &error);
      g_assert_no_error (error);
      g_assert_null (repair->set_aside);
      assert_folder_sound (folder);
      loss = find_loss (repair, mended[i].id);
      g_assert_cmpint (loss != NULL ? (int)loss->kind : -1, ==, mended[i].kind);
      if (mended[i].title != NULL)
        g_assert_cmpstr (loss->title, ==, mended[i].title);
      remove_folder (folder);
    }
}

/* A letter of a column's name, in the schema: nothing is lost. */
static void
test_column_names (void)
{
  static const char *const names[][2] = {
    { "author TEXT", "euthor TEXT" },
    { "starred INT", "starree INT" },
    { "text_z BLOB", "text_y BLOB" },
    { "word_count INT", "word_kount INT" },
    { "body TEXT, color INT", "body TEXT, colos INT" },
    { "name_key TEXT", "name_kez TEXT" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = make_library_folder (10);
      g_autofree char *file = g_build_filename (folder, "library.db", NULL);
      g_autofree char *before = dump_folder (folder), *after = NULL, *bytes = NULL;
      g_autoptr (SheafRepair) repair = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;
      char *at;

      g_test_message ("%s", names[i][1]);
      g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
      at = memmem (bytes, length, names[i][0], strlen (names[i][0]));
      g_assert_nonnull (at);
      memcpy (at, names[i][1], strlen (names[i][1]));
      g_assert_true (g_file_set_contents (file, bytes, (gssize)length, NULL));
      repair = sheaf_repair (folder, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (repair->set_aside);
      g_assert_cmpuint (repair->losses->len, ==, 0);
      assert_folder_sound (folder);
      after = dump_folder (folder);
      g_assert_cmpstr (before, ==, after);
      remove_folder (folder);
    }
}

/* The damage was there already when the newest backup was made: an older one has the text. */
static void
test_damaged_backup (void)
{
  static const char *const damages[] = {
    "UPDATE content SET text_z = x'28b52ffd00' WHERE article_id IN (2, 3)",
    "UPDATE content SET doc_z = text_z WHERE article_id IN (2, 3)",
    "UPDATE content SET removed_z = x'00', doc_z = x'00' WHERE article_id IN (2, 3)",
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (damages); i++)
    {
      gboolean salvaged = i >= G_N_ELEMENTS (damages);
      g_autofree char *folder = make_library_folder (5);
      g_autofree char *file = g_build_filename (folder, "library.db", NULL);
      g_autofree char *before = NULL, *after = NULL;
      g_autoptr (SheafBackup) good = NULL, bad = NULL;
      g_autoptr (SheafRepair) repair = NULL;
      g_autoptr (GError) error = NULL;

      run_in (folder, "DELETE FROM content WHERE article_id = 3");
      sheaf_repair_free (sheaf_repair (folder, NULL, NULL)); /* 3 has no text in any backup */
      before = dump_folder (folder);
      good = sheaf_backup_make (folder, NULL, 0, NULL, NULL, NULL);
      run_in (folder,
              "INSERT INTO content (article_id, doc_z, text_z) SELECT 3, doc_z, text_z FROM "
              "content WHERE article_id = 4; UPDATE article SET fetch = 0 WHERE id = 3");
      run_in (folder, damages[i % G_N_ELEMENTS (damages)]);
      bad = sheaf_backup_make (folder, NULL, G_TIME_SPAN_DAY, NULL, NULL, NULL);
      g_assert_nonnull (bad);
      if (salvaged)
        g_assert_true (g_file_set_contents (file, "", 0, NULL));
      repair = sheaf_repair (folder, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (repair->backup, ==, bad->path);
      g_assert_cmpint (repair->set_aside != NULL, ==, salvaged);
      assert_folder_sound (folder);
      if (!salvaged)
        g_assert_cmpint (find_loss (repair, 2)->kind, ==, SHEAF_LOSS_OLD_TEXT);
      g_assert_cmpint (find_loss (repair, 3)->kind, ==,
                       salvaged ? SHEAF_LOSS_FROM_BACKUP : SHEAF_LOSS_REFETCH);
      after = dump_folder (folder);
      g_assert_cmpstr (before, ==, after);
      remove_folder (folder);
    }
}

/* An article whose text was lost can be fetched again, and thrown away. */
static void
test_goes_on (void)
{
  g_autofree char *folder = make_library_folder (5);
  g_autoptr (SheafRepair) repair = NULL;
  g_autoptr (SheafPage) page = make_page ("Again", "The text as it came again");
  SheafDb *db;
  gint64 ids[] = { 2, 3 };

  run_in (folder, "UPDATE content SET text_z = x'28b52ffd' WHERE article_id IN (2, 3)");
  repair = sheaf_repair (folder, NULL, NULL);
  g_assert_cmpuint (repair->losses->len, ==, 2);
  db = open_folder (folder);
  assert_answer (db, "SELECT count(*) FROM job WHERE kind = 0 AND article_id IN (2, 3)", "2");
  apply (db, sheaf_edit_new_fill (2, NULL, page, NULL, FALSE));
  assert_answer (db, "SELECT trim (unz (text_z), char (10)) FROM content WHERE article_id = 2",
                 "The text as it came again");
  apply (db, sheaf_edit_new_trash (ids, 2, TRUE));
  apply (db, sheaf_edit_new_purge (ids, 2));
  sheaf_db_close (db);
  assert_folder_sound (folder);
  remove_folder (folder);
}

/* An article whose text is damaged can be fetched again and thrown away all the same. */
static void
test_damaged_text (void)
{
  g_autofree char *folder = make_library_folder (4);
  g_autoptr (SheafPage) page = make_page ("Again", "The text as it came again");
  g_autoptr (SheafRepair) repair = NULL;
  g_autoptr (GError) error = NULL;
  gint64 ids[] = { 3, 4 };
  SheafDb *db = open_folder (folder);

  assert_answer (db, "UPDATE content SET text_z = x'28b52ffd00' WHERE article_id > 1 RETURNING 1",
                 "1");
  apply (db, sheaf_edit_new_fill (2, NULL, page, NULL, FALSE));
  assert_answer (db, "SELECT trim (unz (text_z), char (10)) FROM content WHERE article_id = 2",
                 "The text as it came again");
  assert_answer (db, "SELECT count (*) FROM body_fts WHERE body_fts MATCH 'came'", "1");
  apply (db, sheaf_edit_new_trash (ids, 2, TRUE));
  apply (db, sheaf_edit_new_purge (NULL, 0));
  assert_answer (db, "SELECT group_concat (id) FROM (SELECT id FROM article ORDER BY id)", "1,2");
  sheaf_db_close (db);
  repair = sheaf_repair (folder, NULL, &error); /* the words that are left in the index */
  g_assert_no_error (error);
  g_assert_cmpuint (repair->losses->len, ==, 0);
  assert_folder_sound (folder);
  remove_folder (folder);
}

/* A folder of files that is not there for the moment takes nothing with it; a damaged file is
 * found among those that a backup kept, or set aside. */
static void
test_files (void)
{
  g_autofree char *folder = make_library_folder (2);
  g_autofree char *files = g_build_filename (folder, "files", NULL);
  g_autofree char *away = g_build_filename (folder, "away", NULL);
  g_autofree char *keep = g_build_filename (folder, "backups", "000001.files", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("<p>as it came</p>", 17);
  g_autofree char *sha = sheaf_files_put (files, bytes, FALSE, NULL);
  g_autofree char *path = sheaf_files_path (files, sha);
  g_autofree char *kept = g_build_filename (keep, sha, NULL);
  g_autofree char *aside = g_build_filename (folder, "set-aside", "files", sha, NULL);
  g_autofree char *sql
      = g_strdup_printf ("UPDATE content SET snapshot_sha = x'%s' WHERE article_id = 1", sha);
  g_autoptr (SheafRepair) repair = NULL;
  g_autoptr (GError) error = NULL;
  SheafDb *db;

  run_in (folder, sql);
  assert_folder_sound (folder);
  g_assert_cmpint (g_rename (files, away), ==, 0);
  g_assert_cmpint (symlink ("no-such-disk", files), ==, 0);
  g_assert_null (sheaf_repair (folder, NULL, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE);
  g_clear_error (&error);
  g_unlink (files);
  g_assert_cmpint (g_rename (away, files), ==, 0);
  assert_folder_sound (folder);
  db = open_folder (folder);
  assert_answer (db, "SELECT count (*) FROM content WHERE snapshot_sha IS NOT NULL", "1");
  sheaf_db_close (db);

  g_assert_cmpint (g_mkdir_with_parents (keep, 0700), ==, 0);
  g_assert_true (g_file_set_contents (kept, "<p>as it came</p>", 17, NULL));
  g_assert_true (g_file_set_contents (path, "<p>as it cane</p>", 17, NULL));
  repair = sheaf_repair (folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (repair->losses->len, ==, 0);
  assert_folder_sound (folder);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));

  g_unlink (kept);
  g_unlink (path); /* it may be one file with two names */
  g_assert_true (g_file_set_contents (path, "<p>as it cane</p>", 17, NULL));
  g_clear_pointer (&repair, sheaf_repair_free);
  repair = sheaf_repair (folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (find_loss (repair, 1)->kind, ==, SHEAF_LOSS_PICTURES);
  assert_folder_sound (folder);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  remove_folder (folder);
}

static void
make_old (const char *path)
{
  struct utimbuf times = { 1000000000, 1000000000 };

  g_assert_cmpint (utime (path, &times), ==, 0);
}

/* What a backup may name is put away or stays; what a library names that was set aside stays. */
static void
test_left_over_but_named (void)
{
  static const char sha[] = "ab00000000000000000000000000000000000000000000000000000000000000";
  g_autofree char *folder = make_library_folder (2);
  g_autofree char *file = g_build_filename (folder, "library.db", NULL);
  g_autofree char *aside = g_build_filename (folder, "set-aside", "once", NULL);
  g_autofree char *old = g_build_filename (aside, "library.db", NULL);
  g_autofree char *path = g_build_filename (folder, "files", "ab", sha, NULL);
  g_autofree char *pair = g_path_get_dirname (path);
  g_autofree char *keep = g_build_filename (folder, "backups", "000001.files", NULL);
  g_autofree char *kept = g_build_filename (keep, sha, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (SheafBackup) backup = NULL;
  gsize n;

  g_assert_cmpint (g_mkdir_with_parents (pair, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (aside, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  make_old (path);
  run_in (folder, "UPDATE content SET snapshot_sha = "
                  "x'ab00000000000000000000000000000000000000000000000000000000000000'; PRAGMA "
                  "wal_checkpoint (TRUNCATE)");
  g_assert_true (g_file_get_contents (file, &bytes, &n, NULL));
  g_assert_true (g_file_set_contents (old, bytes, n, NULL));
  run_in (folder, "UPDATE content SET snapshot_sha = NULL");
  sheaf_repair_free (sheaf_repair (folder, NULL, NULL));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (old, "who knows what this was", -1, NULL));
  sheaf_repair_free (sheaf_repair (folder, NULL, NULL));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_unlink (old);
  backup = sheaf_backup_make (folder, NULL, 0, NULL, NULL, NULL);
  g_assert_true (g_file_set_contents (keep, "in the way", -1, NULL));
  sheaf_repair_free (sheaf_repair (folder, NULL, NULL));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_unlink (keep);
  sheaf_repair_free (sheaf_repair (folder, NULL, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  remove_folder (folder);
}

static void
test_left_over (void)
{
  static const struct
  {
    const char *name;
    gboolean old, goes;
  } files[] = {
    { "ab/ab00000000000000000000000000000000000000000000000000000000000000", TRUE, TRUE },
    { "ab/ab00000000000000000000000000000000000000000000000000000000000001.zst", TRUE, TRUE },
    { "ab/ab00000000000000000000000000000000000000000000000000000000000002.zst.Xa81bQ", TRUE,
      TRUE },
    { "ab/ab00000000000000000000000000000000000000000000000000000000000003", FALSE, FALSE },
    { "ab/ab00000000000000000000000000000000000000000000000000000000000004.Xa81bQ", FALSE, FALSE },
    { "ab/holiday.jpg", TRUE, FALSE },
  };
  g_autofree char *folder = make_library_folder (2);
  g_autofree char *pair = g_build_filename (folder, "files", "ab", NULL);
  g_autoptr (SheafRepair) repair = NULL;

  g_assert_cmpint (g_mkdir_with_parents (pair, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, "files", files[i].name, NULL);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
      if (files[i].old)
        make_old (path);
    }
  repair = sheaf_repair (folder, NULL, NULL);
  g_assert_cmpuint (repair->files, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, "files", files[i].name, NULL);

      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, !files[i].goes);
    }
  remove_folder (folder);
}

/* A file that is nobody's library stays where it is. */
static void
test_not_ours (void)
{
  static const char *const contents[] = { "this is a letter", "" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("sheaf-library-XXXXXX", NULL);
      g_autofree char *file = g_build_filename (folder, "library.db", NULL);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafStore) store = NULL;

      for (guint k = 0; k < 500; k++)
        g_string_append (text, contents[i]);
      g_assert_true (g_file_set_contents (file, text->str, text->len, NULL));
      store = open_store (folder, &error);
      if (i == 1) /* a library that is only beginning */
        g_assert_no_error (error);
      else
        g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE);
      if (i == 0)
        g_assert_true (g_file_get_contents (file, &after, NULL, NULL));
      if (i == 0)
        g_assert_cmpstr (after, ==, text->str);
      g_clear_object (&store);
      remove_folder (folder);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL, *file = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = make_library_folder (ARTICLES);
  file = g_build_filename (folder, "library.db", NULL);
  g_assert_true (g_file_get_contents (file, (char **)&original, &size, NULL));
  learn (folder);
  remove_folder (folder);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/salvage/damaged/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_damaged);
    }
  g_test_add_func ("/store/salvage/any", test_any);
  g_test_add_func ("/store/salvage/opening", test_opening);
  g_test_add_func ("/store/salvage/highlights", test_highlights);
  g_test_add_func ("/store/salvage/vanished", test_vanished);
  g_test_add_func ("/store/salvage/found-later", test_found_later);
  g_test_add_func ("/store/salvage/in-place", test_in_place);
  g_test_add_func ("/store/salvage/column-names", test_column_names);
  g_test_add_func ("/store/salvage/damaged-backup", test_damaged_backup);
  g_test_add_func ("/store/salvage/goes-on", test_goes_on);
  g_test_add_func ("/store/salvage/damaged-text", test_damaged_text);
  g_test_add_func ("/store/salvage/files", test_files);
  g_test_add_func ("/store/salvage/left-over", test_left_over);
  g_test_add_func ("/store/salvage/left-over-but-named", test_left_over_but_named);
  g_test_add_func ("/store/salvage/not-ours", test_not_ours);
  status = g_test_run ();
  g_ptr_array_unref (known);
  g_free (original);

  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* pread, a table of what the WAL holds newer, and b-trees by hand. */

#include "store/pages.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define USUAL_PAGE 4096
#define MOST_DEPTH 20
#define MOST_CELLS 2000 /* values of a record */
#define MOST_RECORD (256u * 1024 * 1024)
#define WAL_HEAD 32
#define FRAME_HEAD 24
#define HEAD_MAGIC "SQLite format 3"

struct _SheafPages
{
  int file, wal; /* -1: none */
  guint page_size;
  guint count;         /* of pages */
  gboolean free_known; /* the list of those that are free is whole */
  GHashTable *in_wal;  /* page -> index of its frame + 1 */
  guint8 *seen;        /* a byte a page: it is free, or a walk found there what it looked for */
  guint8 *visited;     /* the same for the walk under way: another one may come there too */
  GByteArray *payload; /* of the record at hand */
  GArray *chain;       /* guint: the pages that it goes on to */
  guint8 head[100];
};

static guint32
get32 (const guint8 *at)
{
  return (guint32)at[0] << 24 | at[1] << 16 | at[2] << 8 | at[3];
}

static guint
get16 (const guint8 *at)
{
  return at[0] << 8 | at[1];
}

/* 0: it does not end before END. */
static guint
get_varint (const guint8 *at, const guint8 *end, guint64 *value)
{
  guint64 v = 0;

  for (guint i = 0; i < 9 && at + i < end; i++)
    {
      if (i == 8)
        {
          *value = v << 8 | at[i];
          return 9;
        }
      v = v << 7 | (at[i] & 0x7f);
      if (at[i] < 0x80)
        {
          *value = v;
          return i + 1;
        }
    }

  return 0;
}

/* --- The WAL --- */

typedef struct
{
  gboolean big_endian;
  guint32 a, b;
} Sums;

static void
add_sums (Sums *sums, const guint8 *data, gsize size)
{
  for (gsize i = 0; i + 8 <= size; i += 8)
    {
      guint32 x = get32 (data + i), y = get32 (data + i + 4);

      if (!sums->big_endian)
        {
          x = GUINT32_SWAP_LE_BE (x);
          y = GUINT32_SWAP_LE_BE (y);
        }
      sums->a += x + sums->b;
      sums->b += y + sums->a;
    }
}

/* The pages of each transaction whose last frame is whole. */
static void
read_wal (SheafPages *self)
{
  guint8 head[WAL_HEAD];
  g_autofree guint8 *frame = NULL;
  g_autoptr (GHashTable) open = g_hash_table_new (NULL, NULL);
  Sums sums = { 0 };
  guint size;

  if (pread (self->wal, head, sizeof head, 0) != sizeof head || (get32 (head) & ~1u) != 0x377f0682)
    return;
  sums.big_endian = get32 (head) & 1;
  add_sums (&sums, head, 24);
  size = get32 (head + 8);
  if (sums.a != get32 (head + 24) || sums.b != get32 (head + 28) || size < 512 || size > 65536
      || (size & (size - 1)) != 0)
    return;
  self->page_size = size;
  frame = g_malloc (FRAME_HEAD + size);
  for (guint i = 0;; i++)
    {
      goffset at = WAL_HEAD + (goffset)i * (FRAME_HEAD + size);
      GHashTableIter iter;
      gpointer page, index;

      if (pread (self->wal, frame, FRAME_HEAD + size, at) != (gssize)(FRAME_HEAD + size)
          || memcmp (frame + 8, head + 16, 8) != 0)
        return;
      add_sums (&sums, frame, 8);
      add_sums (&sums, frame + FRAME_HEAD, size);
      if (sums.a != get32 (frame + 16) || sums.b != get32 (frame + 20))
        return;
      g_hash_table_insert (open, GUINT_TO_POINTER (get32 (frame)), GUINT_TO_POINTER (i + 1));
      if (get32 (frame + 4) == 0)
        continue;
      self->count = get32 (frame + 4);
      g_hash_table_iter_init (&iter, open);
      while (g_hash_table_iter_next (&iter, &page, &index))
        g_hash_table_insert (self->in_wal, page, index);
      g_hash_table_remove_all (open);
    }
}

/* --- Pages --- */

/* The page NUMBER into PAGE; what lies beyond the file's end is zero. FALSE: it cannot be read. */
static gboolean
read_page (SheafPages *self, guint number, guint8 *page)
{
  guint frame = GPOINTER_TO_UINT (g_hash_table_lookup (self->in_wal, GUINT_TO_POINTER (number)));
  gssize n;

  if (number == 0 || number > self->count)
    return FALSE;
  if (frame != 0)
    return pread (self->wal, page, self->page_size,
                  WAL_HEAD + (goffset)(frame - 1) * (FRAME_HEAD + self->page_size) + FRAME_HEAD)
           == (gssize)self->page_size;
  n = pread (self->file, page, self->page_size, (goffset)(number - 1) * self->page_size);
  if (n <= 0)
    return FALSE;
  memset (page + n, 0, self->page_size - n);

  return TRUE;
}

static void
mark_free (SheafPages *self)
{
  g_autofree guint8 *page = g_malloc (self->page_size);
  guint trunk = sheaf_pages_get_number (self, 32), found = 0;

  for (guint i = 0; i < self->count && trunk != 0 && trunk <= self->count && !self->seen[trunk];
       i++)
    {
      guint n;

      if (!read_page (self, trunk, page))
        return;
      self->seen[trunk] = TRUE;
      found++;
      n = MIN (get32 (page + 4), self->page_size / 4 - 2);
      for (guint k = 0; k < n; k++)
        {
          guint number = get32 (page + 8 + 4 * k);

          if (number > self->count || self->seen[number])
            continue;
          self->seen[number] = TRUE;
          found++;
        }
      trunk = get32 (page);
    }
  self->free_known = trunk == 0 && found == sheaf_pages_get_number (self, 36);
}

gboolean
sheaf_pages_knows_free (SheafPages *self)
{
  return self->free_known;
}

SheafPages *
sheaf_pages_open (const char *path, GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree guint8 *first = NULL;
  SheafPages *self = g_new0 (SheafPages, 1);
  GStatBuf info;
  guint size;

  self->in_wal = g_hash_table_new (NULL, NULL);
  self->payload = g_byte_array_new ();
  self->chain = g_array_new (FALSE, FALSE, sizeof (guint));
  self->wal = -1;
  self->file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (self->file < 0 || g_stat (path, &info) != 0)
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_STORE, "%s: %s", path, g_strerror (errno));
      sheaf_pages_free (self);
      return NULL;
    }
  self->wal = g_open (wal, O_RDONLY | O_CLOEXEC, 0);
  if (pread (self->file, self->head, sizeof self->head, 0) != sizeof self->head)
    memset (self->head, 0, sizeof self->head);
  size = get16 (self->head + 16) == 1 ? 65536 : get16 (self->head + 16);
  self->page_size = size >= 512 && (size & (size - 1)) == 0 ? size : USUAL_PAGE;
  if (self->wal >= 0)
    read_wal (self);
  self->count = MAX (self->count, (info.st_size + self->page_size - 1) / self->page_size);
  first = g_malloc (self->page_size);
  if (read_page (self, 1, first))
    memcpy (self->head, first, sizeof self->head);
  self->seen = g_malloc0 ((gsize)self->count + 1);
  self->visited = g_malloc0 ((gsize)self->count + 1);
  if (sheaf_pages_has_head (self))
    mark_free (self);

  return self;
}

void
sheaf_pages_free (SheafPages *self)
{
  if (self->file >= 0)
    close (self->file);
  if (self->wal >= 0)
    close (self->wal);
  g_hash_table_unref (self->in_wal);
  g_byte_array_unref (self->payload);
  g_array_unref (self->chain);
  g_free (self->seen);
  g_free (self->visited);
  g_free (self);
}

guint32
sheaf_pages_get_number (SheafPages *self, guint offset)
{
  return get32 (self->head + offset);
}

gboolean
sheaf_pages_has_head (SheafPages *self)
{
  return memcmp (self->head, HEAD_MAGIC, sizeof HEAD_MAGIC) == 0;
}

/* --- Records --- */

static gboolean
get_cell (guint64 type, const guint8 *at, const guint8 *end, SheafCell *cell)
{
  static const guint sizes[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0 };
  gsize size = type < G_N_ELEMENTS (sizes) ? sizes[type] : (type - 12) / 2;
  gint64 v;
  guint64 bits;

  *cell = (SheafCell){ .data = at, .size = size };
  if (type == 10 || type == 11 || size > (gsize)(end - at))
    return FALSE;
  if (type >= 12)
    {
      cell->type = type % 2 == 0 ? SHEAF_CELL_BLOB : SHEAF_CELL_TEXT;
      return TRUE;
    }
  cell->type = type == 0 ? SHEAF_CELL_NULL : SHEAF_CELL_INTEGER;
  if (type >= 8)
    cell->integer = type - 8;
  if (type == 0 || type >= 8)
    return TRUE;
  v = (gint8)at[0];
  bits = (guint64)v;
  for (gsize i = 1; i < size; i++)
    bits = bits << 8 | at[i];
  cell->integer = (gint64)bits;
  if (type == 7)
    {
      cell->type = SHEAF_CELL_REAL;
      memcpy (&cell->real, &bits, sizeof bits);
    }

  return TRUE;
}

/* The values of the record at hand; 0: it is none. */
static guint
get_cells (const guint8 *data, gsize size, SheafCell *cells)
{
  const guint8 *end = data + size, *body, *at;
  guint64 head, type;
  guint step = get_varint (data, end, &head), n = 0;

  if (step == 0 || head < step || head > size)
    return 0;
  body = data + head;
  for (at = data + step; at < data + head; at += step)
    {
      step = get_varint (at, data + head, &type);
      if (step == 0 || n == MOST_CELLS || !get_cell (type, body, end, &cells[n]))
        return 0;
      body += cells[n++].size;
    }

  return body == end ? n : 0;
}

/* SIZE bytes whose first LOCAL are at AT, the others in a chain of pages. */
static gboolean
get_payload (SheafPages *self, const guint8 *at, gsize local, gsize size, guint usable)
{
  g_autofree guint8 *page = NULL;
  guint next;

  g_byte_array_set_size (self->payload, 0);
  g_array_set_size (self->chain, 0);
  g_byte_array_append (self->payload, at, local);
  if (local == size)
    return TRUE;
  page = g_malloc (self->page_size);
  for (next = get32 (at + local); self->payload->len < size; next = get32 (page))
    {
      if (next == 0 || next > self->count || !read_page (self, next, page))
        return FALSE;
      g_array_append_val (self->chain, next);
      g_byte_array_append (self->payload, page + 4,
                           MIN (size - self->payload->len, (gsize)usable - 4));
    }

  return TRUE;
}

typedef struct
{
  SheafPages *pages;
  SheafPagesFunc func;
  gpointer data;
  gboolean whole;
} Walk;

/* *TAKEN: it belongs there. FALSE: it cannot be read. */
static gboolean
visit_record (Walk *walk, const guint8 *page, const guint8 *at, gboolean in_index, gboolean *taken)
{
  SheafPages *self = walk->pages;
  const guint8 *end = page + self->page_size;
  guint usable = self->page_size - (sheaf_pages_has_head (self) ? self->head[20] : 0);
  gsize most = in_index ? (usable - 12) * 64 / 255 - 23 : usable - 35;
  gsize least = (usable - 12) * 32 / 255 - 23, local;
  g_autofree SheafCell *cells = NULL;
  guint64 size, rowid = 0;
  guint step = get_varint (at, end, &size), n;

  *taken = FALSE;
  if (step == 0 || size == 0 || size > MOST_RECORD)
    return FALSE;
  at += step;
  if (!in_index && (step = get_varint (at, end, &rowid)) == 0)
    return FALSE;
  at += in_index ? 0 : step;
  local = size <= most ? size : least + (size - least) % (usable - 4);
  if (size > most && local > most)
    local = least;
  if ((gsize)(end - at) < local + (size > local ? 4 : 0)
      || !get_payload (self, at, local, size, usable))
    return FALSE;
  cells = g_new (SheafCell, MIN (MOST_CELLS, self->payload->len + 1));
  n = self->payload->len < MOST_CELLS ? get_cells (self->payload->data, self->payload->len, cells)
                                      : 0;
  if (n == 0 && self->payload->len >= MOST_CELLS)
    {
      cells = g_renew (SheafCell, cells, MOST_CELLS);
      n = get_cells (self->payload->data, self->payload->len, cells);
    }
  *taken = n > 0 && walk->func ((gint64)rowid, in_index, cells, n, walk->data);
  for (guint i = 0; *taken && i < self->chain->len; i++)
    self->seen[g_array_index (self->chain, guint, i)] = TRUE;

  return n > 0;
}

#define LEAF_TABLE 0x0d
#define INNER_TABLE 0x05
#define LEAF_INDEX 0x0a
#define INNER_INDEX 0x02

/* The number of cells of PAGE where its head makes sense; -1: it does not. */
static int
count_cells (SheafPages *self, const guint8 *page, guint head, gboolean inner)
{
  guint n = get16 (page + head + 3), start = head + (inner ? 12 : 8);

  return start + 2 * n <= self->page_size ? (int)n : -1;
}

static void
visit_page (Walk *walk, guint number, guint depth)
{
  SheafPages *self = walk->pages;
  g_autofree guint8 *page = NULL;
  guint head = number == 1 ? 100 : 0, type;
  gboolean inner, in_index, taken;
  int n;

  if (depth > MOST_DEPTH || number == 0 || number > self->count || self->visited[number])
    {
      walk->whole = FALSE;
      return;
    }
  page = g_malloc (self->page_size);
  if (!read_page (self, number, page))
    {
      walk->whole = FALSE;
      return;
    }
  type = page[head];
  inner = type == INNER_TABLE || type == INNER_INDEX;
  in_index = type == LEAF_INDEX || type == INNER_INDEX;
  n = inner || type == LEAF_TABLE || type == LEAF_INDEX ? count_cells (self, page, head, inner)
                                                        : -1;
  if (n < 0)
    {
      walk->whole = FALSE;
      return;
    }
  self->visited[number] = TRUE;
  for (int i = 0; i < n; i++)
    {
      guint at = get16 (page + head + (inner ? 12 : 8) + 2 * i);

      if (at < head + 8 || at + (inner ? 4 : 2) > self->page_size)
        {
          walk->whole = FALSE;
          continue;
        }
      if (inner)
        visit_page (walk, get32 (page + at), depth + 1);
      if (type == INNER_TABLE)
        continue;
      if (!visit_record (walk, page, page + at + (inner ? 4 : 0), in_index, &taken))
        walk->whole = FALSE;
      self->seen[number] |= taken;
    }
  if (inner)
    visit_page (walk, get32 (page + head + 8), depth + 1);
}

gboolean
sheaf_pages_walk (SheafPages *self, guint root, SheafPagesFunc func, gpointer data)
{
  Walk walk = { self, func, data, TRUE };

  memset (self->visited, 0, (gsize)self->count + 1);
  visit_page (&walk, root, 0);

  return walk.whole;
}

void
sheaf_pages_walk_lost (SheafPages *self, SheafPagesFunc func, gpointer data)
{
  Walk walk = { self, func, data, TRUE };
  g_autofree guint8 *page = g_malloc (self->page_size);

  memset (self->visited, 0, (gsize)self->count + 1);
  for (guint number = 2; number <= self->count; number++)
    if (!self->seen[number] && read_page (self, number, page)
        && (page[0] == LEAF_TABLE || page[0] == LEAF_INDEX || page[0] == INNER_INDEX))
      visit_page (&walk, number, MOST_DEPTH); /* no further than this page */
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Title, author, site and date as a person says them. The row of the article has what is said, the
 * row beside it what was fetched of the same; a fetch changes only the latter. */

#include "base/text.h"
#include "base/time.h"
#include "store/edit-private.h"
#include "store/facts.h"
#include "store/read.h"

void
sheaf_facts_clear (SheafFacts *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->site, g_free);
  g_clear_pointer (&self->published, g_free);
}

/* --- How it stands --- */

typedef struct
{
  gint64 id;
  guint own;
  SheafFacts said, fetched; /* FETCHED: empty where nothing is the person's */
} Stand;

static void
free_stand (gpointer data)
{
  Stand *self = data;

  sheaf_facts_clear (&self->said);
  sheaf_facts_clear (&self->fetched);
  g_free (self);
}

static SheafFacts
read_columns (sqlite3_stmt *stmt, int first)
{
  SheafFacts facts = { sheaf_column_text (stmt, first), sheaf_column_text (stmt, first + 1),
                       sheaf_column_text (stmt, first + 2), sheaf_column_text (stmt, first + 3),
                       SHEAF_TIME_NONE };

  if (sqlite3_column_type (stmt, first + 4) != SQLITE_NULL)
    facts.published_at = sqlite3_column_int64 (stmt, first + 4);

  return facts;
}

/* *STAND (out) NULL: there is no such article. */
static gboolean
read_stand (SheafDb *db, gint64 id, Stand **stand, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "SELECT a.title, a.author, a.site, a.published, a.published_at, coalesce (o.own, 0), o.title,"
      " o.author, o.site, o.published, o.published_at FROM article a LEFT JOIN own_facts o ON"
      " o.article_id = a.id WHERE a.id = ?1",
      error);
  GError *failure = NULL;

  *stand = NULL;
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (sheaf_db_step (db, stmt, &failure))
    {
      *stand = g_new0 (Stand, 1);
      (*stand)->id = id;
      (*stand)->said = read_columns (stmt, 0);
      (*stand)->own = (guint)sqlite3_column_int (stmt, 5);
      (*stand)->fetched = read_columns (stmt, 6);
    }
  sqlite3_reset (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

static void
bind_facts (sqlite3_stmt *stmt, int first, const SheafFacts *facts)
{
  sheaf_bind_text (stmt, first, facts->title);
  sheaf_bind_text (stmt, first + 1, facts->author);
  sheaf_bind_text (stmt, first + 2, facts->site);
  sheaf_bind_text (stmt, first + 3, facts->published);
  if (facts->published_at != SHEAF_TIME_NONE)
    sqlite3_bind_int64 (stmt, first + 4, facts->published_at);
}

static gboolean
write_said (SheafDb *db, const Stand *self, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      "UPDATE article SET title = ?2, author = ?3, site = ?4, published = ?5, published_at = ?6,"
      " title_key = ?7 WHERE id = ?1",
      error);
  g_autoptr (GBytes) key = sheaf_text_sort_key (self->said.title);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->id);
  bind_facts (stmt, 2, &self->said);
  sheaf_bind_blob (stmt, 7, key);

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
write_fetched (SheafDb *db, const Stand *self, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (
      db,
      self->own == 0
          ? "DELETE FROM own_facts WHERE article_id = ?1"
          : "INSERT OR REPLACE INTO own_facts (article_id, title, author, site, published,"
            " published_at, own) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->id);
  if (self->own != 0)
    {
      bind_facts (stmt, 2, &self->fetched);
      sqlite3_bind_int64 (stmt, 7, self->own);
    }

  return sheaf_db_step_done (db, stmt, error);
}

static gboolean
write_stand (SheafDb *db, const Stand *self, GError **error)
{
  return write_said (db, self, error) && write_fetched (db, self, error);
}

static gboolean
same_facts (const SheafFacts *a, const SheafFacts *b)
{
  return g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->author, b->author) == 0
         && g_strcmp0 (a->site, b->site) == 0 && g_strcmp0 (a->published, b->published) == 0;
}

static gboolean
apply_stand (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Stand *self = data;
  Stand *before;

  if (!read_stand (apply->db, self->id, &before, error))
    return FALSE;
  if (before == NULL)
    return TRUE;
  if (before->own == self->own && same_facts (&before->said, &self->said))
    {
      free_stand (before);
      return TRUE;
    }
  *inverse = sheaf_edit_new (&sheaf_edit_kind_facts, before);
  if (!sheaf_fts_take_out (apply->db, self->id, SHEAF_FTS_TITLE, error)
      || !write_stand (apply->db, self, error)
      || !sheaf_fts_put_in (apply->db, self->id, SHEAF_FTS_TITLE, error))
    return FALSE;
  sheaf_apply_touch (apply, self->id,
                     SHEAF_CHANGE_ROWS | SHEAF_CHANGE_CONTENT | SHEAF_CHANGE_LISTS);

  return TRUE;
}

/* --- As bytes --- */

#define FACTS "(msmsmsmsx)"
#define PACKED "(xu" FACTS FACTS ")"

static GVariant *
pack_facts (const SheafFacts *facts)
{
  return g_variant_new (FACTS, facts->title, facts->author, facts->site, facts->published,
                        facts->published_at);
}

static GVariant *
pack (gpointer data)
{
  const Stand *self = data;

  return g_variant_new ("(xu@" FACTS "@" FACTS ")", self->id, self->own, pack_facts (&self->said),
                        pack_facts (&self->fetched));
}

static void
unpack_facts (GVariant *packed, SheafFacts *facts)
{
  g_variant_get (packed, FACTS, &facts->title, &facts->author, &facts->site, &facts->published,
                 &facts->published_at);
}

static gpointer
unpack (GVariant *packed)
{
  g_autoptr (GVariant) said = NULL, fetched = NULL;
  Stand *self;

  if (!g_variant_is_of_type (packed, G_VARIANT_TYPE (PACKED)))
    return NULL;
  self = g_new0 (Stand, 1);
  g_variant_get (packed, "(xu@" FACTS "@" FACTS ")", &self->id, &self->own, &said, &fetched);
  unpack_facts (said, &self->said);
  unpack_facts (fetched, &self->fetched);
  if (self->said.title != NULL && (self->own == 0 || self->fetched.title != NULL)
      && self->own <= SHEAF_FACT_ALL)
    return self;
  free_stand (self);

  return NULL;
}

const SheafEditKind sheaf_edit_kind_facts = {
  .name = "facts",
  .pack = pack,
  .unpack = unpack,
  .apply = apply_stand,
  .free = free_stand,
};

/* --- What a person says --- */

typedef struct
{
  gint64 id;
  SheafFacts facts;
} Say;

static void
free_say (gpointer data)
{
  Say *self = data;

  sheaf_facts_clear (&self->facts);
  g_free (self);
}

/* A line without surrounding space; NULL for none. */
static char *
clean (const char *text)
{
  g_autofree char *line = text != NULL ? sheaf_text_line (text, 2000) : NULL;

  return line == NULL || sheaf_text_is_blank (line) ? NULL : g_steal_pointer (&line);
}

/* Takes what is said of one fact: WANTED, or what was fetched where it says the same. */
static void
set_fact (Stand *self, guint fact, const char *wanted, char **said, char **fetched)
{
  char *first = (self->own & fact) != 0 ? *fetched : *said;
  gboolean own = g_strcmp0 (wanted, first) != 0;
  char *before = g_strdup (first), *now = g_strdup (wanted);

  g_free (*fetched);
  g_free (*said);
  *fetched = before;
  *said = now;
  self->own = own ? self->own | fact : self->own & ~fact;
}

static gboolean
apply_say (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const Say *self = data;
  Stand *stand;
  gint64 fetched_at;
  gboolean good;

  if (!read_stand (apply->db, self->id, &stand, error))
    return FALSE;
  if (stand == NULL)
    return TRUE;
  fetched_at = (stand->own & SHEAF_FACT_DATE) != 0 ? stand->fetched.published_at
                                                   : stand->said.published_at;
  if (self->facts.title != NULL)
    set_fact (stand, SHEAF_FACT_TITLE, self->facts.title, &stand->said.title,
              &stand->fetched.title);
  else /* an article has a title */
    set_fact (stand, SHEAF_FACT_TITLE,
              (stand->own & SHEAF_FACT_TITLE) != 0 ? stand->fetched.title : stand->said.title,
              &stand->said.title, &stand->fetched.title);
  set_fact (stand, SHEAF_FACT_AUTHOR, self->facts.author, &stand->said.author,
            &stand->fetched.author);
  set_fact (stand, SHEAF_FACT_SITE, self->facts.site, &stand->said.site, &stand->fetched.site);
  set_fact (stand, SHEAF_FACT_DATE, self->facts.published, &stand->said.published,
            &stand->fetched.published);
  stand->fetched.published_at = fetched_at;
  stand->said.published_at
      = (stand->own & SHEAF_FACT_DATE) != 0 ? self->facts.published_at : fetched_at;
  good = apply_stand (stand, apply, inverse, error);
  free_stand (stand);

  return good;
}

static const SheafEditKind say_kind = { .apply = apply_say, .free = free_say };

SheafEdit *
sheaf_edit_new_facts (gint64 id, const SheafFacts *facts)
{
  Say *self = g_new0 (Say, 1);

  self->id = id;
  self->facts.title = clean (facts->title);
  self->facts.author = clean (facts->author);
  self->facts.site = clean (facts->site);
  self->facts.published = clean (facts->published);
  self->facts.published_at = self->facts.published != NULL ? facts->published_at : SHEAF_TIME_NONE;

  return sheaf_edit_new (&say_kind, self);
}

/* --- A fetch --- */

/* A page that does not name itself leaves the title that its row has: that is what was fetched. */
static gboolean
write_fetched_title (SheafDb *db, const Stand *self, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare (db, "UPDATE article SET title = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->id);
  sheaf_bind_text (stmt, 2, self->fetched.title);

  return sheaf_db_step_done (db, stmt, error);
}

/* How it was before the page's facts were written, and what is said again after it. */
gboolean
sheaf_own_facts_before (SheafDb *db, gint64 id, gpointer *own, GError **error)
{
  Stand *stand;

  if (!read_stand (db, id, &stand, error))
    return FALSE;
  if (stand != NULL && stand->own == 0)
    g_clear_pointer (&stand, free_stand);
  *own = stand;

  return stand == NULL || write_fetched_title (db, stand, error);
}

gboolean
sheaf_own_facts_after (SheafDb *db, gpointer own, GError **error)
{
  Stand *before = own, *now = NULL;
  gboolean good;

  if (before == NULL)
    return TRUE;
  good = read_stand (db, before->id, &now, error);
  if (good && now != NULL)
    {
      /* What the row has now is what was fetched; of that, what is the person's is said as it was.
       */
      const struct
      {
        guint fact;
        char **said, **now;
      } facts[] = {
        { SHEAF_FACT_TITLE, &before->said.title, &now->said.title },
        { SHEAF_FACT_AUTHOR, &before->said.author, &now->said.author },
        { SHEAF_FACT_SITE, &before->said.site, &now->said.site },
        { SHEAF_FACT_DATE, &before->said.published, &now->said.published },
      };

      sheaf_facts_clear (&now->fetched);
      now->fetched = (SheafFacts){ g_strdup (now->said.title), g_strdup (now->said.author),
                                   g_strdup (now->said.site), g_strdup (now->said.published),
                                   now->said.published_at };
      for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
        if ((now->own & facts[i].fact) != 0)
          {
            g_free (*facts[i].now);
            *facts[i].now = g_steal_pointer (facts[i].said);
          }
      if ((now->own & SHEAF_FACT_DATE) != 0)
        now->said.published_at = before->said.published_at;
      good = write_stand (db, now, error);
    }
  free_stand (before);
  g_clear_pointer (&now, free_stand);

  return good;
}

/* --- Reading --- */

gboolean
sheaf_read_fetched_facts (SheafDb *db, gint64 id, SheafFacts *fetched, guint *own, GError **error)
{
  Stand *stand;

  *own = 0;
  if (!read_stand (db, id, &stand, error))
    return FALSE;
  if (stand == NULL)
    return TRUE;
  *own = stand->own;
  *fetched = stand->own != 0 ? stand->fetched : stand->said;
  if (stand->own != 0)
    stand->fetched = (SheafFacts){ 0 };
  else
    stand->said = (SheafFacts){ 0 };
  free_stand (stand);

  return TRUE;
}

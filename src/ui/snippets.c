/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One question at a time: whoever flings through a thousand hits is asked for what stands still. */

#include "ui/snippets.h"

struct _SheafSnippets
{
  GObject parent_instance;

  SheafStore *store;
  SheafQuery *query; /* (nullable) */
  GHashTable *known; /* &id -> char *, "" for none */
  GHashTable *old;   /* the same of the answer before, to the same question */
  GArray *asked;     /* gint64: those under way (nullable) */
  GArray *wanted;    /* gint64: those in sight */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SheafSnippets, sheaf_snippets, G_TYPE_OBJECT)

static guint ready_signal;

static void
know (SheafSnippets *self, gint64 id, const char *snippet)
{
  g_hash_table_replace (self->known, g_memdup2 (&id, sizeof id),
                        g_strdup (snippet != NULL ? snippet : ""));
}

static void
ask (SheafSnippets *self);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafSnippets *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) snippets
      = sheaf_store_load_snippets_finish (SHEAF_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* SELF may be gone */
  for (guint i = 0; i < self->asked->len; i++)
    know (self, g_array_index (self->asked, gint64, i),
          snippets != NULL ? snippets->pdata[i] : NULL);
  g_clear_pointer (&self->asked, g_array_unref);
  g_signal_emit (self, ready_signal, 0);
  ask (self);
}

static void
ask (SheafSnippets *self)
{
  g_autoptr (GArray) ids = NULL;

  if (self->asked != NULL || self->query == NULL)
    return;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->wanted->len; i++)
    if (!g_hash_table_contains (self->known, &g_array_index (self->wanted, gint64, i)))
      g_array_append_val (ids, g_array_index (self->wanted, gint64, i));
  g_array_set_size (self->wanted, 0);
  if (ids->len == 0)
    return;
  self->asked = g_steal_pointer (&ids);
  sheaf_store_load_snippets_async (self->store, self->query, (const gint64 *)self->asked->data,
                                   self->asked->len, self->cancellable, loaded_cb, self);
}

static void
forget (SheafSnippets *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->query, sheaf_query_unref);
  g_clear_pointer (&self->asked, g_array_unref);
}

static void
sheaf_snippets_finalize (GObject *object)
{
  SheafSnippets *self = SHEAF_SNIPPETS (object);

  forget (self);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->old);
  g_array_unref (self->wanted);
  g_object_unref (self->store);
  G_OBJECT_CLASS (sheaf_snippets_parent_class)->finalize (object);
}

static void
sheaf_snippets_class_init (SheafSnippetsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_snippets_finalize;
  ready_signal = g_signal_new ("ready", SHEAF_TYPE_SNIPPETS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
sheaf_snippets_init (SheafSnippets *self)
{
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->old = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
}

SheafSnippets *
sheaf_snippets_new (SheafStore *store)
{
  SheafSnippets *self = g_object_new (SHEAF_TYPE_SNIPPETS, NULL);

  self->store = g_object_ref (store);

  return self;
}

void
sheaf_snippets_begin (SheafSnippets *self, SheafQuery *query)
{
  gboolean same = query != NULL && self->query != NULL && sheaf_query_equal (query, self->query);
  GHashTable *old = self->old;

  forget (self);
  if (same)
    {
      self->old = self->known;
      self->known = old;
    }
  else
    g_hash_table_remove_all (self->old);
  g_hash_table_remove_all (self->known);
  g_array_set_size (self->wanted, 0);
  self->cancellable = g_cancellable_new ();
  self->query = query != NULL ? sheaf_query_ref (query) : NULL;
}

void
sheaf_snippets_add (SheafSnippets *self, GPtrArray *hits)
{
  for (guint i = 0; i < hits->len; i++)
    {
      const SheafHit *hit = hits->pdata[i];

      know (self, hit->row->id, hit->snippet);
    }
}

const char *
sheaf_snippets_get (SheafSnippets *self, gint64 id)
{
  const char *snippet = g_hash_table_lookup (self->known, &id);

  if (snippet == NULL)
    snippet = g_hash_table_lookup (self->old, &id); /* until the new one is here */
  return snippet != NULL && *snippet != '\0' ? snippet : NULL;
}

void
sheaf_snippets_want (SheafSnippets *self, GArray *ids)
{
  g_array_set_size (self->wanted, 0);
  g_array_append_vals (self->wanted, ids->data, ids->len);
  ask (self);
}

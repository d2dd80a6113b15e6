/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ids that were told and not yet seen, and one rule. */

#include "ui/endings.h"

#define LONG (10 * G_TIME_SPAN_SECOND)

struct _SheafEndings
{
  const SheafEndingsHost *host;
  gpointer data;
  GHashTable *told; /* of char * */
};

SheafEndings *
sheaf_endings_new (const SheafEndingsHost *host, gpointer data)
{
  SheafEndings *self = g_new0 (SheafEndings, 1);

  self->host = host;
  self->data = data;
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
sheaf_endings_free (SheafEndings *self)
{
  g_hash_table_unref (self->told);
  g_free (self);
}

void
sheaf_endings_add (SheafEndings *self, gint64 began, const SheafEnding *ending)
{
  if (self->host->now (self->data) - began < LONG || self->host->is_watched (self->data))
    return;
  g_hash_table_add (self->told, g_strdup (ending->id));
  self->host->tell (self->data, ending);
}

void
sheaf_endings_seen (SheafEndings *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    self->host->withdraw (self->data, id);
  g_hash_table_remove_all (self->told);
}

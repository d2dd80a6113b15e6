/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A count for each host, and one queue. */

#include "net/host-turns.h"

typedef struct
{
  char *host;
  SheafHostTurnFunc func;
  gpointer data;
} Waiting;

struct _SheafHostTurns
{
  guint most, most_per_host;
  guint talking;
  GHashTable *hosts; /* host -> how many talk to it; none: not there */
  GQueue waiting;    /* of Waiting */
};

static void
waiting_free (Waiting *self)
{
  g_free (self->host);
  g_free (self);
}

SheafHostTurns *
sheaf_host_turns_new (guint most, guint most_per_host)
{
  SheafHostTurns *self = g_new0 (SheafHostTurns, 1);

  self->most = most;
  self->most_per_host = most_per_host;
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->waiting);

  return self;
}

void
sheaf_host_turns_free (SheafHostTurns *self)
{
  g_queue_clear_full (&self->waiting, (GDestroyNotify)waiting_free);
  g_hash_table_unref (self->hosts);
  g_free (self);
}

static guint
count (SheafHostTurns *self, const char *host)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->hosts, host));
}

static gboolean
has_room (SheafHostTurns *self, const char *host)
{
  return self->talking < self->most && count (self, host) < self->most_per_host;
}

static void
begin (SheafHostTurns *self, const char *host, SheafHostTurnFunc func, gpointer data)
{
  self->talking++;
  g_hash_table_insert (self->hosts, g_strdup (host), GUINT_TO_POINTER (count (self, host) + 1));
  func (data);
}

void
sheaf_host_turns_take (
    SheafHostTurns *self, const char *host, gboolean ahead, SheafHostTurnFunc func, gpointer data)
{
  Waiting *waiting;

  if (has_room (self, host))
    {
      begin (self, host, func, data);
      return;
    }
  waiting = g_new0 (Waiting, 1);
  waiting->host = g_strdup (host);
  waiting->func = func;
  waiting->data = data;
  if (ahead)
    g_queue_push_head (&self->waiting, waiting);
  else
    g_queue_push_tail (&self->waiting, waiting);
}

/* The first who has room, out of the queue. */
static Waiting *
pop_next (SheafHostTurns *self)
{
  for (GList *link = self->talking < self->most ? self->waiting.head : NULL; link != NULL;
       link = link->next)
    {
      Waiting *waiting = link->data;

      if (has_room (self, waiting->host))
        {
          g_queue_delete_link (&self->waiting, link);
          return waiting;
        }
    }

  return NULL;
}

void
sheaf_host_turns_give_back (SheafHostTurns *self, const char *host)
{
  guint left = count (self, host);
  Waiting *next;

  g_return_if_fail (left > 0);

  self->talking--;
  if (left > 1)
    g_hash_table_insert (self->hosts, g_strdup (host), GUINT_TO_POINTER (left - 1));
  else
    g_hash_table_remove (self->hosts, host);
  while ((next = pop_next (self)) != NULL) /* whoever begins may end or ask at once */
    {
      begin (self, next->host, next->func, next->data);
      waiting_free (next);
    }
}

gboolean
sheaf_host_turns_leave (SheafHostTurns *self, gpointer data)
{
  for (GList *link = self->waiting.head; link != NULL; link = link->next)
    if (((Waiting *)link->data)->data == data)
      {
        waiting_free (link->data);
        g_queue_delete_link (&self->waiting, link);
        return TRUE;
      }

  return FALSE;
}

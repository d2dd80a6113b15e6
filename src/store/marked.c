/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The value. */

#include "store/marked.h"

SheafMarkedArticle *
sheaf_marked_article_new (SheafRow *row, const char *uid)
{
  SheafMarkedArticle *self = g_new0 (SheafMarkedArticle, 1);

  self->row = sheaf_row_ref (row);
  self->uid = g_strdup (uid);
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_mark_free);
  self->mark_uids = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
sheaf_marked_article_add (SheafMarkedArticle *self, SheafMark *mark, const char *uid)
{
  g_ptr_array_add (self->marks, mark);
  g_ptr_array_add (self->mark_uids, g_strdup (uid));
}

void
sheaf_marked_article_set_note (SheafMarkedArticle *self, const char *note, const char *uid)
{
  g_free (self->note);
  g_free (self->note_uid);
  self->note = g_strdup (note);
  self->note_uid = g_strdup (uid);
}

void
sheaf_marked_article_free (SheafMarkedArticle *self)
{
  sheaf_row_unref (self->row);
  g_free (self->uid);
  g_ptr_array_unref (self->marks);
  g_ptr_array_unref (self->mark_uids);
  g_free (self->note);
  g_free (self->note_uid);
  g_free (self);
}

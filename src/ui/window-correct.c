/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Correcting the article that is shown: what was left out of it is shown and put back, what is no
 * part of it is left out. */

#include "base/url.h"
#include "library/put-back.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

/* What is shown, as it was loaded. */
typedef struct
{
  gint64 id;
  char *base;      /* (nullable): its address */
  SheafPage *page; /* (nullable): it has none */
} Shown;

static void
free_shown (gpointer data)
{
  Shown *self = data;

  g_free (self->base);
  g_clear_pointer (&self->page, sheaf_page_unref);
  g_free (self);
}

static Shown *
get_shown (SheafWindow *self)
{
  return g_object_get_data (G_OBJECT (self), "correct-shown");
}

static GSimpleAction *
find_action (SheafWindow *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->article_actions), name));
}

/* Those that can be shown: what is put back stands in the text. */
static gboolean
has_left_out (const SheafPage *page)
{
  for (guint i = 0; i < page->removed->len; i++)
    if (((const SheafRemoved *)page->removed->pdata[i])->why != SHEAF_REMOVED_RESTORED
        && ((const SheafRemoved *)page->removed->pdata[i])->place != SHEAF_REMOVED_NOWHERE)
      return TRUE;

  return FALSE;
}

/* --- Showing --- */

static void
show_left_out_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  SheafWindow *self = data;

  g_simple_action_set_state (action, state);
  sheaf_reader_set_left_out (self->reader, g_variant_get_boolean (state));
}

/* --- Putting back --- */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEdit) edit
      = sheaf_library_make_put_back_finish (SHEAF_LIBRARY (source), result, &error);

  if (self->undo == NULL)
    return;
  if (edit != NULL)
    sheaf_undo_stack_do (self->undo, SHEAF_DEED_PUT_BACK, edit, NULL);
  else
    sheaf_undo_stack_say (self->undo, _ ("Nothing in it can stand in an article"));
}

static void
put_back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  const Shown *shown = get_shown (self);
  guint index = g_variant_get_uint32 (parameter);

  if (shown == NULL || shown->page == NULL || index >= shown->page->removed->len)
    return;
  sheaf_library_make_put_back_async (self->library, shown->id, shown->page->removed->pdata[index],
                                     shown->base, NULL, made_cb, g_object_ref (self));
}

/* --- Leaving out --- */

static void
leave_out_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  const Shown *shown = get_shown (self);
  SheafPageView *view = sheaf_reader_get_view (self->reader);
  g_autoptr (SheafEdit) edit = NULL;
  g_autofree char *text = NULL;
  guint start, end;

  if (shown == NULL || shown->page == NULL || shown->page->document == NULL
      || shown->page->document != sheaf_page_view_get_document (view))
    return;
  if (!sheaf_page_view_get_selected (view, &start, &end)
      && !sheaf_page_view_get_block_at_cursor (view, &start, &end))
    {
      sheaf_undo_stack_say (self->undo, _ ("Select what is not part of the article"));
      return;
    }
  /* From the end of the line before: a line break is nothing of that line. */
  while (start + 1 < end
         && start >= sheaf_document_get_blocks (
                         shown->page->document,
                         NULL)[sheaf_document_find_block (shown->page->document, start)]
                         .end)
    start++;
  if (sheaf_document_find_block (shown->page->document, start) == 0
      && end >= sheaf_document_get_length (shown->page->document) - 1)
    {
      sheaf_undo_stack_say (self->undo, _ ("Nothing would be left of the article"));
      return;
    }
  text = sheaf_document_dup_range (shown->page->document, start, end);
  edit = sheaf_edit_new_leave_out (shown->id, start, end, text);
  sheaf_page_view_unselect (view);
  sheaf_window_leave_marks (self);
  sheaf_undo_stack_do (self->undo, SHEAF_DEED_LEAVE_OUT, edit, NULL);
}

/* --- Leaving out on the whole site --- */

/* INDEX, or what the reader left out last. NULL: that is none of theirs. */
static const SheafRemoved *
find_own (const SheafPage *page, guint index)
{
  for (guint i = page->removed->len; i > 0; i--)
    if ((index == G_MAXUINT || index == i - 1)
        && ((const SheafRemoved *)page->removed->pdata[i - 1])->why == SHEAF_REMOVED_READER)
      return page->removed->pdata[i - 1];

  return NULL;
}

static void
leave_out_always_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  const Shown *shown = get_shown (self);
  const SheafRemoved *removed
      = shown != NULL ? find_own (shown->page, g_variant_get_uint32 (parameter)) : NULL;

  if (removed != NULL && removed->text != NULL && shown->base != NULL)
    sheaf_window_ask_always (self, shown->id, shown->base, removed->text, shown->page->document);
}

/* --- Details --- */

static void
details_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafLoaded) loaded
      = sheaf_store_load_article_finish (SHEAF_STORE (source), result, &error);

  if (loaded != NULL && self->undo != NULL)
    sheaf_reader_edit_details (self->reader, loaded, self->undo);
}

static void
edit_details_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  const Shown *shown = get_shown (self);

  if (shown != NULL)
    sheaf_store_load_article_async (sheaf_library_get_store (self->library), shown->id, NULL,
                                    details_loaded_cb, g_object_ref (self));
}

/* --- What is shown --- */

void
sheaf_window_take_correct (SheafWindow *self, const SheafLoaded *loaded)
{
  Shown *shown = NULL;
  const SheafPage *page = loaded != NULL ? loaded->page : NULL;
  gboolean text = page != NULL && page->document != NULL;
  gboolean trashed = loaded != NULL && loaded->row->trashed;

  if (text)
    {
      shown = g_new0 (Shown, 1);
      shown->id = loaded->row->id;
      shown->base
          = g_strdup (loaded->row->final_url != NULL ? loaded->row->final_url : loaded->row->url);
      shown->page = sheaf_page_ref (loaded->page);
    }
  g_object_set_data_full (G_OBJECT (self), "correct-shown", shown,
                          shown != NULL ? free_shown : NULL);
  g_simple_action_set_enabled (find_action (self, "leave-out"), text && !trashed);
  g_simple_action_set_enabled (find_action (self, "put-back"), text && !trashed);
  g_simple_action_set_enabled (find_action (self, "leave-out-always"),
                               text && !trashed && shown->base != NULL
                                   && sheaf_url_is_web (shown->base)
                                   && find_own (page, G_MAXUINT) != NULL);
  g_simple_action_set_enabled (find_action (self, "edit-details"), text && !trashed);
  g_simple_action_set_enabled (find_action (self, "show-left-out"), text && has_left_out (page));
  g_simple_action_set_state (
      find_action (self, "show-left-out"),
      g_variant_new_boolean (text && sheaf_reader_get_left_out (self->reader)));
}

static const GActionEntry entries[] = {
  { .name = "show-left-out", .state = "false", .change_state = show_left_out_cb },
  { .name = "put-back", .activate = put_back_cb, .parameter_type = "u" },
  { .name = "leave-out", .activate = leave_out_cb },
  { .name = "leave-out-always", .activate = leave_out_always_cb, .parameter_type = "u" },
  { .name = "edit-details", .activate = edit_details_cb },
};

/* After sheaf_window_init_actions(). */
void
sheaf_window_init_correct (SheafWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->article_actions), entries,
                                   G_N_ELEMENTS (entries), self);
  sheaf_window_take_correct (self, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Words that are selected, handed over: to the library's search, to a dictionary, to a translator.
 * Nothing of it goes anywhere but by one of these actions. */

#include "base/hand-over.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *name, *title;
  const char *key;      /* (nullable): of the setting with the address; NULL: it is the library */
  guint most;           /* characters … */
  gboolean all;         /* … or else none at all; FALSE: the first of them */
  const char *too_long; /* (nullable): what is said then */
  gboolean own;         /* the language is one's own, not that of the words */
} Receiver;

static const Receiver receivers[] = {
  { "search", N_ ("Search Library"), NULL, 200, FALSE, NULL, FALSE },
  { "look-up", N_ ("Look Up"), "look-up-address", 80, TRUE,
    N_ ("Too much is selected to be looked up"), FALSE },
  { "translate", N_ ("Translate"), "translate-address", 2000, FALSE,
    N_ ("Only the first 2,000 characters are translated"), TRUE },
};

static const Receiver *
get_receiver (GSimpleAction *action)
{
  const Receiver *receiver = receivers;

  while (!g_str_equal (receiver->name, g_action_get_name (G_ACTION (action))))
    receiver++;

  return receiver;
}

static SheafPageView *
get_view (SheafWindow *self)
{
  return sheaf_reader_get_view (self->reader);
}

/* (transfer full) (nullable): nothing is. START (out): where. */
static char *
dup_selected (SheafWindow *self, guint *start)
{
  SheafDocument *document = sheaf_page_view_get_document (get_view (self));
  guint end;

  return document != NULL && sheaf_page_view_get_selected (get_view (self), start, &end)
             ? sheaf_document_dup_range (document, *start, end)
             : NULL;
}

static gboolean
is_longer (const char *text, guint most)
{
  return g_utf8_strlen (text, -1) > (glong)most;
}

static void
search_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  guint start;
  g_autofree char *text = dup_selected (self, &start);
  g_autofree char *phrase
      = text != NULL ? sheaf_hand_over_dup_phrase (text, get_receiver (action)->most) : NULL;

  if (phrase == NULL)
    return;
  sheaf_window_leave_marks (self);
  sheaf_shell_show (self->shell, SHEAF_SHELL_LIST);
  sheaf_article_pane_search (self->list, phrase);
}

/* --- Outside --- */

/* Of the block at OFFSET, else of the article, else one's own. */
static const char *
get_language (SheafWindow *self, guint offset)
{
  SheafArticle *article = sheaf_article_pane_get_article (self->list);
  SheafRow *row = article != NULL ? sheaf_article_get_row (article) : NULL;
  gsize n;
  const SheafBlock *blocks
      = sheaf_document_get_blocks (sheaf_page_view_get_document (get_view (self)), &n);

  for (gsize i = 0; i < n && blocks[i].start <= offset; i++)
    if (offset < blocks[i].end && blocks[i].lang != NULL)
      return blocks[i].lang;

  return row != NULL && row->lang != NULL ? row->lang : g_get_language_names ()[0];
}

static void
open_address (SheafWindow *self, const Receiver *to, const char *text, const char *language)
{
  g_autofree char *pattern = g_settings_get_string (self->settings, to->key);
  g_autofree char *address = sheaf_hand_over_dup_address (pattern, text, language, to->most);

  sheaf_window_leave_marks (self);
  if (address != NULL)
    sheaf_window_open_any (self, address);
  else if (*pattern == '\0')
    sheaf_undo_stack_say (self->undo, _ ("The preferences have no address for that"));
  else if (!sheaf_hand_over_is_template (pattern))
    sheaf_undo_stack_say (self->undo, _ ("The address in the preferences is not a valid one"));
}

static void
hand_over_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;
  const Receiver *to = get_receiver (action);
  guint start;
  g_autofree char *text = dup_selected (self, &start);
  gboolean too_long = text != NULL && is_longer (text, to->most);

  if (too_long)
    sheaf_undo_stack_say (self->undo, _ (to->too_long));
  if (text != NULL && !(too_long && to->all))
    open_address (self, to, text,
                  to->own ? g_get_language_names ()[0] : get_language (self, start));
}

/* The menu of the text, which has all that can be done with it. */
static void
menu_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_page_view_pop_up_text_menu (get_view (data));
}

/* What the preferences leave empty is not offered. */
void
sheaf_window_add_hand_over (SheafWindow *self, GMenu *menu)
{
  guint start;
  g_autofree char *text = dup_selected (self, &start);

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (receivers); i++)
    {
      const Receiver *to = &receivers[i];
      g_autofree char *address
          = to->key != NULL ? g_settings_get_string (self->settings, to->key) : NULL;
      g_autofree char *action = g_strconcat ("selected.", to->name, NULL);

      if ((address == NULL || *address != '\0') && !(to->all && is_longer (text, to->most)))
        g_menu_append (menu, _ (to->title), action);
    }
}

void
sheaf_window_init_hand_over (SheafWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "search", .activate = search_cb },
    { .name = "look-up", .activate = hand_over_cb },
    { .name = "translate", .activate = hand_over_cb },
    { .name = "menu", .activate = menu_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "selected", G_ACTION_GROUP (group));
}

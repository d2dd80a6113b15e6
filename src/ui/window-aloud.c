/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading aloud in the window: begins at what is selected or in sight, marks the sentence in the
 * page, and goes on to the next of the articles that were selected, or the next unread one of the
 * list. Choosing another article ends it. */

#include "ui/aloud-bar.h"
#include "ui/mpris.h"
#include "ui/window-private.h"

#define ANY -1

struct _SheafWindowAloud
{
  SheafAloud *aloud;
  SheafMpris *mpris; /* (nullable): until it is read for the first time */
  SheafRow *row;     /* (nullable): of the text in the view */
  GArray *queue;     /* gint64: still to be read */
  gint64 wanted;     /* the article that is to be read when it comes, ANY, 0: none is */
};

static SheafPageView *
get_view (SheafWindow *self)
{
  return sheaf_reader_get_view (self->reader);
}

static void
enable (SheafWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "aloud");
  gboolean can
      = sheaf_aloud_get_id (self->aloud->aloud) != 0
        || (self->aloud->row != NULL && sheaf_page_view_get_document (get_view (self)) != NULL)
        || sheaf_article_pane_get_n_selected (self->list) > 1;

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), can);
}

static void
raise_cb (gpointer window)
{
  gtk_window_present (GTK_WINDOW (window));
}

static void
read_shown (SheafWindow *self, guint offset)
{
  struct _SheafWindowAloud *aloud = self->aloud;
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (aloud->mpris == NULL && application != NULL)
    aloud->mpris = sheaf_mpris_new (aloud->aloud,
                                    g_application_get_dbus_connection (G_APPLICATION (application)),
                                    raise_cb, self);
  aloud->wanted = 0;
  sheaf_aloud_set_article (aloud->aloud, aloud->row->id, aloud->row->title, aloud->row->author,
                           aloud->row->lang, sheaf_page_view_get_document (get_view (self)),
                           offset);
  sheaf_aloud_play (aloud->aloud);
}

/* --- From article to article --- */

static void
select_next (SheafWindow *self)
{
  struct _SheafWindowAloud *aloud = self->aloud;
  SheafArticle *before = sheaf_article_pane_get_article (self->list);
  gint64 id = before != NULL ? sheaf_article_get_id (before) : 0;

  if (aloud->queue->len > 0)
    {
      aloud->wanted = g_array_index (aloud->queue, gint64, 0);
      g_array_remove_index (aloud->queue, 0);
      sheaf_article_pane_select_id (self->list, aloud->wanted, FALSE);
      return;
    }
  aloud->wanted = ANY;
  sheaf_article_pane_move (self->list, 1, TRUE, FALSE);
  before = sheaf_article_pane_get_article (self->list);
  if (before != NULL && sheaf_article_get_id (before) != id)
    return;
  aloud->wanted = 0;
  sheaf_aloud_stop (aloud->aloud);
}

static void
start (SheafWindow *self)
{
  struct _SheafWindowAloud *aloud = self->aloud;
  guint offset, end;

  g_array_set_size (aloud->queue, 0);
  if (sheaf_article_pane_get_n_selected (self->list) > 1)
    {
      g_array_unref (aloud->queue);
      aloud->queue = sheaf_article_pane_get_selected (self->list);
      select_next (self);
      return;
    }
  if (aloud->row == NULL || sheaf_page_view_get_document (get_view (self)) == NULL)
    return;
  if (!sheaf_page_view_get_selected (get_view (self), &offset, &end))
    offset = sheaf_page_view_get_offset (get_view (self));
  sheaf_page_view_unselect (get_view (self));
  read_shown (self, offset > 0 ? offset : SHEAF_ALOUD_TITLE);
}

void
sheaf_window_take_aloud (SheafWindow *self, const SheafLoaded *loaded)
{
  struct _SheafWindowAloud *aloud = self->aloud;
  SheafDocument *document = sheaf_page_view_get_document (get_view (self));
  gint64 id = loaded->row->id;
  guint place, end;

  if (aloud == NULL)
    return;
  g_clear_pointer (&aloud->row, sheaf_row_unref);
  aloud->row = sheaf_row_ref (loaded->row);
  enable (self);
  if (aloud->wanted == id || aloud->wanted == ANY)
    {
      if (loaded->page != NULL && document != NULL)
        read_shown (self, SHEAF_ALOUD_TITLE);
      else
        select_next (self);
    }
  else if (sheaf_aloud_get_id (aloud->aloud) == id && document != NULL
           && sheaf_aloud_get_sentence (aloud->aloud, &place, &end))
    {
      if (sheaf_aloud_has_document (aloud->aloud, document))
        sheaf_page_view_set_spoken (get_view (self), place, end);
      else /* it was fetched again */
        sheaf_aloud_set_article (aloud->aloud, id, loaded->row->title, loaded->row->author,
                                 loaded->row->lang, document, place);
    }
}

void
sheaf_window_leave_aloud (SheafWindow *self)
{
  struct _SheafWindowAloud *aloud = self->aloud;
  SheafArticle *article = sheaf_article_pane_get_article (self->list);
  gint64 id = article != NULL ? sheaf_article_get_id (article) : 0;

  if (aloud == NULL)
    return;
  if (aloud->row != NULL && aloud->row->id != id)
    g_clear_pointer (&aloud->row, sheaf_row_unref);
  if (aloud->wanted != ANY && aloud->wanted != id)
    {
      aloud->wanted = 0;
      if (sheaf_aloud_get_id (aloud->aloud) != id)
        sheaf_aloud_stop (aloud->aloud);
    }
  enable (self);
}

static void
sentence_cb (SheafWindow *self)
{
  guint begin, end;

  if (self->aloud->row != NULL && self->aloud->row->id == sheaf_aloud_get_id (self->aloud->aloud)
      && sheaf_aloud_get_sentence (self->aloud->aloud, &begin, &end))
    sheaf_page_view_set_spoken (get_view (self), begin, end);
  else
    sheaf_page_view_clear_spoken (get_view (self));
}

/* --- Actions --- */

static void
aloud_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafWindow *self = data;

  if (sheaf_aloud_get_id (self->aloud->aloud) == 0)
    start (self);
  else if (sheaf_aloud_get_state (self->aloud->aloud) == SHEAF_ALOUD_PLAYING)
    sheaf_aloud_pause (self->aloud->aloud);
  else
    sheaf_aloud_play (self->aloud->aloud);
}

static void
stop_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_aloud_stop (SHEAF_WINDOW (data)->aloud->aloud);
}

static void
sentence_step_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_aloud_step_sentence (SHEAF_WINDOW (data)->aloud->aloud, g_variant_get_int32 (parameter));
}

static void
paragraph_step_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sheaf_aloud_step_paragraph (SHEAF_WINDOW (data)->aloud->aloud, g_variant_get_int32 (parameter));
}

static void
speed_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  sheaf_aloud_set_speed (SHEAF_WINDOW (data)->aloud->aloud, g_variant_get_double (value));
}

static void
voice_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  SheafWindow *self = data;
  const char *lang = sheaf_aloud_get_lang (self->aloud->aloud);
  const char *name = g_variant_get_string (value, NULL);
  g_autoptr (GVariant) voices = g_settings_get_value (self->settings, "aloud-voices");
  GVariantBuilder builder;
  GVariantIter iter;
  const char *key, *kept;

  if (lang == NULL)
    return;
  sheaf_aloud_set_voice (self->aloud->aloud, lang, *name != '\0' ? name : NULL);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, voices);
  while (g_variant_iter_next (&iter, "{&s&s}", &key, &kept))
    if (!sheaf_voice_language_matches (key, lang))
      g_variant_builder_add (&builder, "{ss}", key, kept);
  if (*name != '\0')
    g_variant_builder_add (&builder, "{ss}", lang, name);
  g_settings_set_value (self->settings, "aloud-voices", g_variant_builder_end (&builder));
}

static const GActionEntry entries[] = {
  { .name = "aloud", .activate = aloud_cb },
  { .name = "aloud-stop", .activate = stop_cb },
  { .name = "aloud-sentence", .activate = sentence_step_cb, .parameter_type = "i" },
  { .name = "aloud-paragraph", .activate = paragraph_step_cb, .parameter_type = "i" },
  { .name = "aloud-speed", .parameter_type = "d", .state = "1.0", .change_state = speed_cb },
  { .name = "aloud-voice", .parameter_type = "s", .state = "''", .change_state = voice_cb },
};

static void
set_state (SheafWindow *self, const char *name, GVariant *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

static void
changed_cb (SheafWindow *self)
{
  SheafAloud *aloud = self->aloud->aloud;
  const char *lang = sheaf_aloud_get_lang (aloud);
  const char *voice = lang != NULL ? sheaf_aloud_get_voice (aloud, lang) : NULL;

  set_state (self, "aloud-speed", g_variant_new_double (sheaf_aloud_get_speed (aloud)));
  set_state (self, "aloud-voice", g_variant_new_string (voice != NULL ? voice : ""));
  if (g_settings_get_double (self->settings, "aloud-speed") != sheaf_aloud_get_speed (aloud))
    g_settings_set_double (self->settings, "aloud-speed", sheaf_aloud_get_speed (aloud));
  enable (self);
}

/* --- Life --- */

void
sheaf_window_init_aloud (SheafWindow *self)
{
  SheafVoice *voice = sheaf_voice_speechd_new ();
  g_autoptr (GVariant) voices = g_settings_get_value (self->settings, "aloud-voices");
  GVariantIter iter;
  const char *lang, *name;

  if (voice == NULL)
    return;
  self->aloud = g_new0 (struct _SheafWindowAloud, 1);
  self->aloud->aloud = sheaf_aloud_new (voice);
  self->aloud->queue = g_array_new (FALSE, FALSE, sizeof (gint64));
  sheaf_aloud_set_speed (self->aloud->aloud, g_settings_get_double (self->settings, "aloud-speed"));
  g_variant_iter_init (&iter, voices);
  while (g_variant_iter_next (&iter, "{&s&s}", &lang, &name))
    sheaf_aloud_set_voice (self->aloud->aloud, lang, name);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->aloud->aloud, "sentence", G_CALLBACK (sentence_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->aloud->aloud, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->aloud->aloud, "finished", G_CALLBACK (select_next), self,
                           G_CONNECT_SWAPPED);
  sheaf_aloud_bar_set_aloud (sheaf_reader_get_aloud_bar (self->reader), self->aloud->aloud,
                             get_view (self));
  changed_cb (self);
}

void
sheaf_window_finalize_aloud (SheafWindow *self)
{
  if (self->aloud == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->aloud->aloud, self);
  g_clear_pointer (&self->aloud->mpris, sheaf_mpris_free);
  g_clear_object (&self->aloud->aloud);
  g_clear_pointer (&self->aloud->row, sheaf_row_unref);
  g_array_unref (self->aloud->queue);
  g_clear_pointer (&self->aloud, g_free);
}

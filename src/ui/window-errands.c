/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a window does for somebody outside: the desktop's menu and search, a link of a browser. */

#include "config.h"

#include "base/save-link.h"
#include "base/text.h"
#include "base/url.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

#define ACTIVE_MS 1000 /* a window that is not given the focus by then pastes all the same */
#define TITLE_CHARS 40

/* --- The clipboard --- */

typedef struct
{
  SheafWindow *window; /* weak */
  gulong handler;
  guint late;
} Awaiting;

static void
paste_now (Awaiting *awaiting)
{
  SheafWindow *self = awaiting->window;

  g_clear_handle_id (&awaiting->late, g_source_remove);
  if (self != NULL)
    {
      g_clear_signal_handler (&awaiting->handler, self);
      g_object_remove_weak_pointer (G_OBJECT (self), (gpointer *)&awaiting->window);
      sheaf_window_paste (self);
    }
  g_free (awaiting);
}

static gboolean
late_cb (gpointer data)
{
  Awaiting *awaiting = data;

  awaiting->late = 0;
  paste_now (awaiting);

  return G_SOURCE_REMOVE;
}

static void
active_cb (SheafWindow *self, GParamSpec *property, gpointer data)
{
  if (gtk_window_is_active (GTK_WINDOW (self)))
    paste_now (data);
}

/* A Wayland compositor shows the clipboard to the window in focus alone. */
void
sheaf_window_paste_when_active (SheafWindow *self)
{
  Awaiting *awaiting;

  if (gtk_window_is_active (GTK_WINDOW (self)))
    {
      sheaf_window_paste (self);
      return;
    }
  awaiting = g_new0 (Awaiting, 1);
  awaiting->window = self;
  g_object_add_weak_pointer (G_OBJECT (self), (gpointer *)&awaiting->window);
  awaiting->handler
      = g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), awaiting);
  awaiting->late = g_timeout_add (ACTIVE_MS, late_cb, awaiting);
}

/* --- Places and searches --- */

void
sheaf_window_show_unread (SheafWindow *self)
{
  sheaf_article_pane_stop_search (self->list);
  sheaf_window_go (self, SHEAF_PLACE_UNREAD);
}

void
sheaf_window_search (SheafWindow *self, const char *words)
{
  sheaf_window_leave_marks (self);
  sheaf_shell_show (self->shell, SHEAF_SHELL_LIST);
  if (words != NULL)
    sheaf_article_pane_search (self->list, words);
  else
    sheaf_article_pane_start_search (self->list);
}

void
sheaf_window_show_found (SheafWindow *self, gint64 id, const char *words)
{
  if (sheaf_text_is_blank (words))
    {
      sheaf_window_show_mark (self, id, 0);
      return;
    }
  sheaf_window_search (self, words);
  sheaf_article_pane_select_id (self->list, id, FALSE);
  sheaf_shell_show (self->shell, SHEAF_SHELL_READER);
  self->to_read = id;
}

/* --- Links --- */

void
sheaf_window_say_saved_link (SheafWindow *self, const char *link)
{
  g_autoptr (SheafSaveLink) save = sheaf_save_link_parse (link, NULL);
  g_autofree char *site = save != NULL ? sheaf_url_site (save->url) : NULL;
  const char *name = save != NULL && save->title != NULL ? save->title : site;
  g_autofree char *cut = sheaf_text_cut (name != NULL ? name : link, TITLE_CHARS);
  g_autofree char *words = g_strdup_printf (_ ("Saved “%s”"), cut);

  sheaf_undo_stack_say_done (self->undo, words);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One row an errand: its action, by which the desktop asks over D-Bus, what it does, and its
 * option. */

#include "config.h"

#include "ui/errands.h"

#include <glib/gi18n.h>

static void
save (SheafWindow *window, GVariant *parameter)
{
  sheaf_window_save (window, g_variant_get_string (parameter, NULL), NULL);
}

static void
add_from_clipboard (SheafWindow *window, GVariant *parameter)
{
  sheaf_window_paste_when_active (window);
}

static void
show_unread (SheafWindow *window, GVariant *parameter)
{
  sheaf_window_show_unread (window);
}

static void
start_search (SheafWindow *window, GVariant *parameter)
{
  sheaf_window_search (window, NULL);
}

static void
search_for (SheafWindow *window, GVariant *parameter)
{
  sheaf_window_search (window, g_variant_get_string (parameter, NULL));
}

static void
show_article (SheafWindow *window, GVariant *parameter)
{
  gint64 id;
  const char *words;

  g_variant_get (parameter, "(x&s)", &id, &words);
  sheaf_window_show_found (window, id, words);
}

typedef struct
{
  const char *name;
  const char *type; /* (nullable): takes nothing */
  void (*run) (SheafWindow *window, GVariant *parameter);
  const char *option; /* (nullable): what --NAME says of itself */
} Kind;

static const Kind kinds[] = {
  { "add-from-clipboard", NULL, add_from_clipboard,
    N_ ("Save the addresses that are in the clipboard") },
  { "unread", NULL, show_unread, N_ ("Show what is unread") },
  { "search", NULL, start_search, N_ ("Start a search") },
  { "search-for", "s", search_for, NULL },
  { "show-article", "(xs)", show_article, NULL },
};

typedef struct
{
  void (*run) (SheafWindow *window, GVariant *parameter);
  GVariant *parameter; /* (nullable) */
} Errand;

struct _SheafErrands
{
  GApplication *application; /* not owned */
  GPtrArray *waiting;        /* of Errand */
};

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_clear_pointer (&errand->parameter, g_variant_unref);
  g_free (errand);
}

static void
add (SheafErrands *self, void (*run) (SheafWindow *, GVariant *), GVariant *parameter)
{
  Errand *errand = g_new (Errand, 1);

  errand->run = run;
  errand->parameter = parameter != NULL ? g_variant_ref_sink (parameter) : NULL;
  g_ptr_array_add (self->waiting, errand);
}

static void
activate_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SheafErrands *self = data;
  const Kind *kind = kinds;

  while (!g_str_equal (kind->name, g_action_get_name (G_ACTION (action))))
    kind++;
  add (self, kind->run, parameter);
  g_application_activate (self->application);
}

void
sheaf_errands_add_save (SheafErrands *self, const char *target)
{
  add (self, save, g_variant_new_string (target));
}

void
sheaf_errands_run (SheafErrands *self, SheafWindow *window)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (errand_free);
  for (guint i = 0; i < waiting->len; i++)
    {
      const Errand *errand = waiting->pdata[i];

      errand->run (window, errand->parameter);
    }
}

SheafErrands *
sheaf_errands_new (GApplication *application)
{
  SheafErrands *self = g_new0 (SheafErrands, 1);

  self->application = application;
  self->waiting = g_ptr_array_new_with_free_func (errand_free);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const GVariantType *type = kinds[i].type != NULL ? G_VARIANT_TYPE (kinds[i].type) : NULL;
      g_autoptr (GSimpleAction) action = g_simple_action_new (kinds[i].name, type);

      g_signal_connect (action, "activate", G_CALLBACK (activate_cb), self);
      g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
    }

  return self;
}

void
sheaf_errands_free (SheafErrands *self)
{
  g_ptr_array_unref (self->waiting);
  g_free (self);
}

/* --- The command line --- */

void
sheaf_errands_add_options (GApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].option != NULL)
      g_application_add_main_option (application, kinds[i].name, 0, 0, G_OPTION_ARG_NONE,
                                     kinds[i].option, NULL);
}

gboolean
sheaf_errands_take_option (GApplication *application, GVariantDict *options, GError **error)
{
  gboolean taken = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].option != NULL && g_variant_dict_contains (options, kinds[i].name))
      {
        if (!g_application_register (application, NULL, error))
          return FALSE;
        g_action_group_activate_action (G_ACTION_GROUP (application), kinds[i].name, NULL);
        taken = TRUE;
      }

  return taken;
}

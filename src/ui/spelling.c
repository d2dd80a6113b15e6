/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each has a broker of its own, which only one thread uses at a time: first the one that reads the
 * dictionaries, then the main thread. What was looked at once is remembered. */

#include "ui/spelling.h"

#include <gmodule.h>
#include <string.h>

#define LIBRARY "libenchant-2.so.2"
#define MOST_WORDS 20000 /* remembered */
#define LONGEST 24       /* characters: a dictionary of compounds takes long over more */

struct _SheafSpelling
{
  gpointer broker;
  GPtrArray *dictionaries;
  GHashTable *known; /* word -> whether it is right */
};

static struct
{
  GModule *module;
  gpointer (*broker_init) (void);
  void (*broker_free) (gpointer broker);
  gpointer (*broker_request_dict) (gpointer broker, const char *tag);
  void (*broker_free_dict) (gpointer broker, gpointer dictionary);
  int (*dict_check) (gpointer dictionary, const char *word, gssize length);
  char **(*dict_suggest) (gpointer dictionary, const char *word, gssize length, gsize *n);
  void (*dict_free_string_list) (gpointer dictionary, char **list);
  void (*dict_add) (gpointer dictionary, const char *word, gssize length);
  void (*dict_add_to_session) (gpointer dictionary, const char *word, gssize length);
} library;

static const struct
{
  const char *name;
  gpointer *function;
} symbols[] = {
  { "broker_init", (gpointer *)&library.broker_init },
  { "broker_free", (gpointer *)&library.broker_free },
  { "broker_request_dict", (gpointer *)&library.broker_request_dict },
  { "broker_free_dict", (gpointer *)&library.broker_free_dict },
  { "dict_check", (gpointer *)&library.dict_check },
  { "dict_suggest", (gpointer *)&library.dict_suggest },
  { "dict_free_string_list", (gpointer *)&library.dict_free_string_list },
  { "dict_add", (gpointer *)&library.dict_add },
  { "dict_add_to_session", (gpointer *)&library.dict_add_to_session },
};

gboolean
sheaf_spelling_is_there (void)
{
  static gboolean asked; /* once: each letter of a note asks */
  GModule *module;

  if (asked)
    return library.module != NULL;
  asked = TRUE;
  module = g_module_open (LIBRARY, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  if (module == NULL)
    return FALSE;
  g_module_make_resident (module);
  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    {
      g_autofree char *name = g_strconcat ("enchant_", symbols[i].name, NULL);

      if (!g_module_symbol (module, name, symbols[i].function))
        return FALSE;
    }
  library.module = module;

  return TRUE;
}

/* "de_DE.UTF-8@euro" is "de_DE", "pt-BR" is "pt_BR"; what is no language is English. */
static char *
dup_tag (const char *language)
{
  char *tag = g_strndup (language, strcspn (language, ".@"));

  g_strdelimit (tag, "-", '_');
  if (!g_ascii_isalpha (tag[0]) || !g_ascii_islower (tag[1]))
    {
      g_free (tag);
      return g_strdup ("en");
    }

  return tag;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *const *languages = data;
  SheafSpelling *self = g_new0 (SheafSpelling, 1);

  self->dictionaries = g_ptr_array_new ();
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (library.module != NULL)
    self->broker = library.broker_init ();
  for (guint i = 0; self->broker != NULL && languages[i] != NULL; i++)
    {
      g_autofree char *tag = dup_tag (languages[i]);
      gpointer dictionary = library.broker_request_dict (self->broker, tag);

      if (dictionary == NULL)
        continue;
      if (g_ptr_array_find (self->dictionaries, dictionary, NULL))
        library.broker_free_dict (self->broker, dictionary);
      else
        g_ptr_array_add (self->dictionaries, dictionary);
    }
  g_task_return_pointer (task, self, (GDestroyNotify)sheaf_spelling_free);
}

void
sheaf_spelling_open_async (const char *const *languages,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  sheaf_spelling_is_there ();
  g_task_set_task_data (task, g_strdupv ((char **)languages), (GDestroyNotify)g_strfreev);
  g_task_run_in_thread (task, open_in_thread);
}

SheafSpelling *
sheaf_spelling_open_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
sheaf_spelling_free (SheafSpelling *self)
{
  for (guint i = 0; i < self->dictionaries->len; i++)
    library.broker_free_dict (self->broker, self->dictionaries->pdata[i]);
  if (self->broker != NULL)
    library.broker_free (self->broker);
  g_ptr_array_unref (self->dictionaries);
  g_hash_table_unref (self->known);
  g_free (self);
}

guint
sheaf_spelling_get_n (SheafSpelling *self)
{
  return self->dictionaries->len;
}

gboolean
sheaf_spelling_check (SheafSpelling *self, const char *word)
{
  gpointer known;
  gboolean right = self->dictionaries->len == 0;

  if (g_hash_table_lookup_extended (self->known, word, NULL, &known))
    return GPOINTER_TO_INT (known);
  for (guint i = 0; !right && i < self->dictionaries->len; i++)
    right = library.dict_check (self->dictionaries->pdata[i], word, (gssize)strlen (word)) <= 0;
  if (g_hash_table_size (self->known) >= MOST_WORDS)
    g_hash_table_remove_all (self->known);
  g_hash_table_insert (self->known, g_strdup (word), GINT_TO_POINTER (right));

  return right;
}

/* In turn of each dictionary, so that none is without a say. */
GStrv
sheaf_spelling_suggest (SheafSpelling *self, const char *word)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);

  for (guint i = 0; i < self->dictionaries->len && g_utf8_strlen (word, -1) <= LONGEST; i++)
    {
      gpointer dictionary = self->dictionaries->pdata[i];
      gsize n = 0;
      char **list = library.dict_suggest (dictionary, word, (gssize)strlen (word), &n);

      g_ptr_array_add (lists, list != NULL ? g_strdupv (list) : g_new0 (char *, 1));
      if (list != NULL)
        library.dict_free_string_list (dictionary, list);
    }
  for (guint turn = 0; turn < SHEAF_SPELLING_MOST; turn++)
    for (guint i = 0; i < lists->len && all->len < SHEAF_SPELLING_MOST; i++)
      {
        GStrv list = lists->pdata[i];

        if (turn < g_strv_length (list)
            && !g_ptr_array_find_with_equal_func (all, list[turn], g_str_equal, NULL))
          g_ptr_array_add (all, g_strdup (list[turn]));
      }
  g_ptr_array_add (all, NULL);

  return (GStrv)g_ptr_array_free (g_steal_pointer (&all), FALSE);
}

void
sheaf_spelling_add (SheafSpelling *self, const char *word)
{
  if (self->dictionaries->len > 0)
    library.dict_add (self->dictionaries->pdata[0], word, (gssize)strlen (word));
  g_hash_table_insert (self->known, g_strdup (word), GINT_TO_POINTER (TRUE));
}

void
sheaf_spelling_ignore (SheafSpelling *self, const char *word)
{
  for (guint i = 0; i < self->dictionaries->len; i++)
    library.dict_add_to_session (self->dictionaries->pdata[i], word, (gssize)strlen (word));
  g_hash_table_insert (self->known, g_strdup (word), GINT_TO_POINTER (TRUE));
}

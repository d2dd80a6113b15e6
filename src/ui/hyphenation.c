/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A dictionary is read once, and words are looked for in it once; after that the breaks of most
 * articles are there before the wait is over, and their pages are set once. */

#include "ui/hyphenation.h"

#include "ui/hangul.h"
#include "ui/hyphens.h"
#include "ui/screen-reader.h"

#define WAIT_MS 40

struct _SheafHyphenation
{
  GObject parent_instance;

  GSettings *settings;
  gboolean narrow, columns, screen_reader;
  gboolean wanted;
};

G_DEFINE_FINAL_TYPE (SheafHyphenation, sheaf_hyphenation, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Whether --- */

static gboolean
is_wanted (SheafHyphenation *self)
{
  return !self->screen_reader && g_settings_get_boolean (self->settings, "text-hyphenate")
         && (self->narrow || self->columns
             || g_settings_get_boolean (self->settings, "text-justify")
             || g_settings_get_int (self->settings, "text-measure") <= SHEAF_SHORT_LINE);
}

static void
update (SheafHyphenation *self)
{
  gboolean wanted = is_wanted (self);

  if (wanted == self->wanted)
    return;
  self->wanted = wanted;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
sheaf_hyphenation_set_narrow (SheafHyphenation *self, gboolean narrow)
{
  self->narrow = narrow;
  update (self);
}

void
sheaf_hyphenation_set_columns (SheafHyphenation *self, gboolean narrow)
{
  self->columns = narrow;
  update (self);
}

static void
screen_reader_cb (gpointer data, gboolean on)
{
  SheafHyphenation *self = data;

  if (on == self->screen_reader)
    return;
  self->screen_reader = on;
  self->wanted = is_wanted (self);
  g_signal_emit (self, signals[CHANGED], 0); /* Korean is held together or not, wanted or not */
}

/* --- Where --- */

typedef struct
{
  SheafLoaded *loaded;
  GCancellable *cancellable;
  SheafSetFunc set;
  gpointer data;
  gboolean hyphens, korean;
  guint timer; /* 0: shown without breaks, or shown */
} Setting;

static gboolean
is_korean (const SheafRow *row)
{
  const char *lang = row->lang != NULL ? row->lang : "";

  return (g_ascii_strncasecmp (lang, "ko", 2) == 0 && !g_ascii_isalpha (lang[2]))
         || (row->title != NULL && sheaf_hangul_is_in (row->title));
}

static void
find (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Setting *setting = data;
  const SheafDocument *document = setting->loaded->page->document;
  GArray *breaks = setting->hyphens ? sheaf_hyphens_find (document, setting->loaded->row->lang)
                                    : g_array_new (FALSE, FALSE, sizeof (guint));

  if (setting->korean)
    sheaf_hangul_find (document, breaks);
  g_task_return_pointer (task, breaks, (GDestroyNotify)g_array_unref);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer unused)
{
  Setting *setting = g_task_get_task_data (G_TASK (result));
  g_autoptr (GArray) breaks = g_task_propagate_pointer (G_TASK (result), NULL);
  gboolean waits = setting->timer != 0;

  g_clear_handle_id (&setting->timer, g_source_remove);
  if (breaks != NULL && (waits || breaks->len > 0)
      && !g_cancellable_is_cancelled (setting->cancellable))
    setting->set (setting->data, setting->loaded, breaks);
}

static gboolean
waited_cb (gpointer data)
{
  Setting *setting = data;

  setting->timer = 0;
  if (!g_cancellable_is_cancelled (setting->cancellable))
    setting->set (setting->data, setting->loaded, NULL);

  return G_SOURCE_REMOVE;
}

static void
free_setting (gpointer data)
{
  Setting *setting = data;

  g_clear_handle_id (&setting->timer, g_source_remove);
  sheaf_loaded_free (setting->loaded);
  g_clear_object (&setting->cancellable);
  g_free (setting);
}

void
sheaf_hyphenation_set (SheafHyphenation *self,
                       SheafLoaded *loaded,
                       GCancellable *cancellable,
                       SheafSetFunc set,
                       gpointer data)
{
  g_autoptr (GTask) task = NULL;
  gboolean korean = !self->screen_reader && is_korean (loaded->row);
  Setting *setting;

  if ((!self->wanted && !korean) || loaded->page == NULL || loaded->page->document == NULL)
    {
      set (data, loaded, NULL);
      sheaf_loaded_free (loaded);
      return;
    }
  setting = g_new0 (Setting, 1);
  setting->loaded = loaded;
  setting->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  setting->set = set;
  setting->data = data;
  setting->hyphens = self->wanted;
  setting->korean = korean;
  setting->timer = g_timeout_add (WAIT_MS, waited_cb, setting);
  task = g_task_new (self, cancellable, found_cb, NULL);
  g_task_set_source_tag (task, sheaf_hyphenation_set);
  g_task_set_task_data (task, setting, free_setting);
  g_task_run_in_thread (task, find);
}

/* --- Life --- */

static void
sheaf_hyphenation_dispose (GObject *object)
{
  g_clear_object (&SHEAF_HYPHENATION (object)->settings);
  G_OBJECT_CLASS (sheaf_hyphenation_parent_class)->dispose (object);
}

static void
sheaf_hyphenation_class_init (SheafHyphenationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_hyphenation_dispose;
  signals[CHANGED] = g_signal_new ("changed", SHEAF_TYPE_HYPHENATION, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
sheaf_hyphenation_init (SheafHyphenation *self)
{
}

SheafHyphenation *
sheaf_hyphenation_new (GSettings *settings)
{
  static const char *const keys[]
      = { "changed::text-hyphenate", "changed::text-justify", "changed::text-measure" };
  SheafHyphenation *self = g_object_new (SHEAF_TYPE_HYPHENATION, NULL);

  self->settings = g_object_ref (settings);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_signal_connect_object (settings, keys[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  self->wanted = is_wanted (self);
  sheaf_screen_reader_watch (G_OBJECT (self), screen_reader_cb);

  return self;
}

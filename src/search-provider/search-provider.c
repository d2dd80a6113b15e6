/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The desktop asks anew with each letter: a question that another one overtakes is answered at
 * once, with nothing, and its search is cancelled. What is found first is enough where it fills the
 * desktop's few lines; what is not found soon is not waited for. */

#include "config.h"

#include "search-provider/search-provider.h"

#include "base/text.h"
#include "library/library.h"
#include "search-provider/hit-cache.h"
#include "search-provider/open-window.h"

#define PATH "/io/github/sheaf_app/Sheaf/SearchProvider"
#define MOST_RESULTS 10
#define ENOUGH 5       /* lines that a desktop shows */
#define MOST_ASKED 100 /* descriptions at once */
#define CLOSE_MS 3000  /* an open library cannot be replaced by a backup */
#define MOST_WORDS_BYTES (4 * 1024)

struct _SheafSearchProvider
{
  GApplication parent_instance;

  GDBusNodeInfo *info;
  gint64 budget; /* µs from a question on, to search */
  guint registration;
  SheafStore *store; /* (nullable): closed */
  gboolean opening;
  GPtrArray *until_open; /* of Step */
  guint close;
  SheafHitCache *cache;
  GDBusMethodInvocation *asked; /* (nullable): a search whose answer is awaited */
  char *words;                  /* its */
  gint64 asked_at;              /* it was (monotonic µs) */
  guint describing;             /* questions for descriptions whose answer is awaited */
  GCancellable *cancellable;    /* of the search that runs */
};

G_DEFINE_FINAL_TYPE (SheafSearchProvider, sheaf_search_provider, G_TYPE_APPLICATION)

static const char interface[]
    = "<node><interface name='org.gnome.Shell.SearchProvider2'>"
      "<method name='GetInitialResultSet'><arg type='as' direction='in'/>"
      "<arg type='as' direction='out'/></method>"
      "<method name='GetSubsearchResultSet'><arg type='as' direction='in'/>"
      "<arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
      "<method name='GetResultMetas'><arg type='as' direction='in'/>"
      "<arg type='aa{sv}' direction='out'/></method>"
      "<method name='ActivateResult'><arg type='s' direction='in'/>"
      "<arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
      "<method name='LaunchSearch'><arg type='as' direction='in'/>"
      "<arg type='u' direction='in'/></method></interface></node>";

/* --- The library --- */

static void
close_store (SheafSearchProvider *self)
{
  g_clear_handle_id (&self->close, g_source_remove);
  if (self->store != NULL)
    sheaf_store_close (self->store);
  g_clear_object (&self->store);
}

/* Not while an answer is awaited. */
static gboolean
close_cb (gpointer data)
{
  SheafSearchProvider *self = data;

  if (self->asked != NULL || self->describing > 0)
    return G_SOURCE_CONTINUE;
  self->close = 0;
  close_store (self);

  return G_SOURCE_REMOVE;
}

static void
close_later (SheafSearchProvider *self)
{
  g_clear_handle_id (&self->close, g_source_remove);
  self->close = g_timeout_add (CLOSE_MS, close_cb, self);
}

typedef void (*StepFunc) (SheafSearchProvider *self, gpointer data);

typedef struct
{
  StepFunc run;
  gpointer data;
} Step;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafSearchProvider) self = data;
  g_autoptr (GPtrArray) steps = g_steal_pointer (&self->until_open);

  self->until_open = g_ptr_array_new_with_free_func (g_free);
  self->opening = FALSE;
  self->store = sheaf_store_open_finish (result, NULL); /* none: there is nothing to be found */
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = steps->pdata[i];

      step->run (self, step->data);
    }
  g_application_release (G_APPLICATION (self));
}

/* Runs it once the library is open, or could not be opened. */
static void
with_store (SheafSearchProvider *self, StepFunc run, gpointer data)
{
  g_autofree char *folder = NULL;
  Step *step;

  close_later (self);
  if (self->store != NULL)
    {
      run (self, data);
      return;
    }
  step = g_new (Step, 1);
  step->run = run;
  step->data = data;
  g_ptr_array_add (self->until_open, step);
  if (self->opening)
    return;
  self->opening = TRUE;
  g_application_hold (G_APPLICATION (self));
  folder = sheaf_library_dup_folder (NULL);
  sheaf_store_open_to_read_async (folder, NULL, opened_cb, g_object_ref (self));
}

/* --- Searching --- */

/* The search that is awaited; HITS (nullable): nothing was found. */
static void
answer (SheafSearchProvider *self, GPtrArray *hits)
{
  GDBusMethodInvocation *asked = g_steal_pointer (&self->asked);
  GVariantBuilder ids;

  if (asked == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_variant_builder_init (&ids, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const SheafHit *hit = hits->pdata[i];
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, hit->row->id);

      g_variant_builder_add (&ids, "s", id);
    }
  if (hits != NULL)
    sheaf_hit_cache_add (self->cache, hits);
  g_dbus_method_invocation_return_value (asked, g_variant_new ("(as)", &ids));
  g_application_release (G_APPLICATION (self));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafSearchProvider) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafFound) found
      = sheaf_store_find_some_finish (SHEAF_STORE (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    answer (self, found != NULL ? found->hits : NULL);
}

static void
search (SheafSearchProvider *self, gpointer data)
{
  g_autoptr (SheafQuery) all = sheaf_query_new (SHEAF_PLACE_ALL);
  g_autoptr (SheafQuery) ranked = sheaf_query_with_order (all, SHEAF_ORDER_RELEVANCE);
  g_autoptr (SheafQuery) query = sheaf_query_with_text (ranked, self->words);

  if (self->asked == NULL || (GDBusMethodInvocation *)data != self->asked)
    return; /* another question came meanwhile */
  if (self->store == NULL || sheaf_query_get_expression (query) == NULL)
    {
      answer (self, NULL);
      return;
    }
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sheaf_store_find_some_async (self->store, query, MOST_RESULTS, ENOUGH,
                               self->asked_at + self->budget, self->cancellable, found_cb,
                               g_object_ref (self));
}

/* (transfer full) */
static char *
join_words (GVariant *terms)
{
  g_autofree const char **words = g_variant_get_strv (terms, NULL);
  g_autofree char *joined = g_strjoinv (" ", (char **)words);

  return strlen (joined) <= MOST_WORDS_BYTES ? g_steal_pointer (&joined) : g_strdup ("");
}

static void
ask_search (SheafSearchProvider *self, GVariant *terms, GDBusMethodInvocation *invocation)
{
  g_application_hold (G_APPLICATION (self));
  answer (self, NULL); /* the one before it */
  g_free (self->words);
  self->words = join_words (terms);
  self->asked = invocation;
  self->asked_at = g_get_monotonic_time ();
  with_store (self, search, invocation);
}

/* --- What is found, in words --- */

typedef struct
{
  GDBusMethodInvocation *invocation;
  GArray *ids; /* gint64 */
} Describing;

static void
describe (SheafSearchProvider *self, Describing *describing)
{
  GVariantBuilder metas;

  g_variant_builder_init (&metas, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < describing->ids->len; i++)
    {
      GVariant *one
          = sheaf_hit_cache_describe (self->cache, g_array_index (describing->ids, gint64, i));

      if (one != NULL)
        g_variant_builder_add_value (&metas, one);
    }
  g_dbus_method_invocation_return_value (describing->invocation,
                                         g_variant_new ("(aa{sv})", &metas));
  g_array_unref (describing->ids);
  g_free (describing);
  self->describing--;
  g_application_release (G_APPLICATION (self));
}

typedef struct
{
  SheafSearchProvider *self;
  Describing *describing;
} Loading;

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Loading *loading = data;
  g_autoptr (SheafSearchProvider) self = loading->self;
  g_autoptr (GPtrArray) rows = sheaf_store_load_rows_finish (SHEAF_STORE (source), result, NULL);

  if (rows != NULL)
    sheaf_hit_cache_add_rows (self->cache, rows);
  describe (self, loading->describing);
  g_free (loading);
}

/* They were found before this process began. */
static void
load (SheafSearchProvider *self, gpointer data)
{
  Describing *describing = data;
  Loading *loading;

  if (self->store == NULL)
    {
      describe (self, describing);
      return;
    }
  loading = g_new (Loading, 1);
  loading->self = g_object_ref (self);
  loading->describing = describing;
  sheaf_store_load_rows_async (self->store, (const gint64 *)describing->ids->data,
                               describing->ids->len, NULL, rows_cb, loading);
}

static void
ask_metas (SheafSearchProvider *self, GVariant *asked, GDBusMethodInvocation *invocation)
{
  g_autofree const char **names = g_variant_get_strv (asked, NULL);
  Describing *describing = g_new0 (Describing, 1);
  gboolean known = TRUE;

  g_application_hold (G_APPLICATION (self));
  self->describing++;
  describing->invocation = invocation;
  describing->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < MOST_ASKED && names[i] != NULL; i++)
    {
      gint64 id;

      if (!g_ascii_string_to_signed (names[i], 10, 1, G_MAXINT64, &id, NULL))
        continue;
      g_array_append_val (describing->ids, id);
      known = known && sheaf_hit_cache_has (self->cache, id);
    }
  if (known)
    describe (self, describing);
  else
    with_store (self, load, describing);
}

/* --- What is chosen --- */

static void
opened_window_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SheafSearchProvider) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) done
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (done == NULL)
    g_message ("%s", error->message); /* the journal's; there is nobody here to be told */
  g_application_release (G_APPLICATION (self));
}

static void
open_window (SheafSearchProvider *self, const char *action, GVariant *parameter, guint32 time)
{
  g_application_hold (G_APPLICATION (self));
  sheaf_open_window (g_application_get_dbus_connection (G_APPLICATION (self)), action, parameter,
                     time, opened_window_cb, g_object_ref (self));
}

static void
activate_result (SheafSearchProvider *self, GVariant *parameters)
{
  g_autoptr (GVariant) terms = NULL;
  g_autofree char *words = NULL;
  const char *name;
  guint32 time;
  gint64 id;

  g_variant_get (parameters, "(&s@asu)", &name, &terms, &time);
  words = join_words (terms);
  if (g_ascii_string_to_signed (name, 10, 1, G_MAXINT64, &id, NULL))
    open_window (self, "show-article", g_variant_new ("(xs)", id, words), time);
}

static void
launch_search (SheafSearchProvider *self, GVariant *parameters)
{
  g_autoptr (GVariant) terms = NULL;
  g_autofree char *words = NULL;
  guint32 time;

  g_variant_get (parameters, "(@asu)", &terms, &time);
  words = join_words (terms);
  open_window (self, "search-for", g_variant_new_string (words), time);
}

/* --- The bus --- */

static void
call_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface_name,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  SheafSearchProvider *self = data;
  gsize n = g_variant_n_children (parameters);
  g_autoptr (GVariant) first = g_variant_get_child_value (parameters, 0);

  if (g_str_equal (method, "GetInitialResultSet"))
    ask_search (self, first, invocation);
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    {
      g_autoptr (GVariant) terms = g_variant_get_child_value (parameters, n - 1);

      ask_search (self, terms, invocation);
    }
  else if (g_str_equal (method, "GetResultMetas"))
    ask_metas (self, first, invocation);
  else
    {
      if (g_str_equal (method, "ActivateResult"))
        activate_result (self, parameters);
      else
        launch_search (self, parameters);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static gboolean
sheaf_search_provider_dbus_register (GApplication *application,
                                     GDBusConnection *connection,
                                     const char *path,
                                     GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = call_cb };
  SheafSearchProvider *self = SHEAF_SEARCH_PROVIDER (application);

  self->registration = g_dbus_connection_register_object (
      connection, PATH, self->info->interfaces[0], &vtable, self, NULL, error);

  return self->registration != 0;
}

static void
sheaf_search_provider_dbus_unregister (GApplication *application,
                                       GDBusConnection *connection,
                                       const char *path)
{
  SheafSearchProvider *self = SHEAF_SEARCH_PROVIDER (application);

  if (self->registration != 0)
    g_dbus_connection_unregister_object (connection, self->registration);
  self->registration = 0;
}

static void
sheaf_search_provider_shutdown (GApplication *application)
{
  SheafSearchProvider *self = SHEAF_SEARCH_PROVIDER (application);

  answer (self, NULL);
  close_store (self);
  G_APPLICATION_CLASS (sheaf_search_provider_parent_class)->shutdown (application);
}

static void
sheaf_search_provider_finalize (GObject *object)
{
  SheafSearchProvider *self = SHEAF_SEARCH_PROVIDER (object);

  g_dbus_node_info_unref (self->info);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->until_open);
  sheaf_hit_cache_free (self->cache);
  g_free (self->words);
  G_OBJECT_CLASS (sheaf_search_provider_parent_class)->finalize (object);
}

static void
sheaf_search_provider_class_init (SheafSearchProviderClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sheaf_search_provider_finalize;
  application_class->dbus_register = sheaf_search_provider_dbus_register;
  application_class->dbus_unregister = sheaf_search_provider_dbus_unregister;
  application_class->shutdown = sheaf_search_provider_shutdown;
}

static void
sheaf_search_provider_init (SheafSearchProvider *self)
{
  self->info = g_dbus_node_info_new_for_xml (interface, NULL);
  self->until_open = g_ptr_array_new_with_free_func (g_free);
  self->cache = sheaf_hit_cache_new ();
}

SheafSearchProvider *
sheaf_search_provider_new (guint idle_ms, guint budget_ms)
{
  SheafSearchProvider *self
      = g_object_new (SHEAF_TYPE_SEARCH_PROVIDER, "application-id", SHEAF_APP_ID ".SearchProvider",
                      "flags", G_APPLICATION_IS_SERVICE, "inactivity-timeout", idle_ms, NULL);

  self->budget = (gint64)budget_ms * 1000;

  return self;
}

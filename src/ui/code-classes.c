/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The library's highlighter colours a buffer that nobody sees, by a scheme of ours the colours of
 * which are numbers: these are read back. The text is put in piece by piece, so that the library
 * never has more to do than that. It registers types, so it stays once it is loaded. */

#include "ui/code-classes.h"

#include <glib/gstdio.h>
#include <gmodule.h>
#include <string.h>

#define LIBRARY "libgtksourceview-5.so.0"
#define SLICE (4 * G_TIME_SPAN_MILLISECOND)
#define PIECE 20 /* lines */
#define MOST_BYTES 20000
#define MOST_LINES 250    /* set anew with its colours at once, which takes some .2 ms a line */
#define LONGEST_LINE 1000 /* bytes: some languages take long over one */
#define SCHEME "sheaf-classes"

/* What is not here falls back on one that is, or is plain. */
static const struct
{
  const char *style;
  SheafCodeClass class;
} styles[] = {
  { "def:statement", SHEAF_CODE_KEYWORD },    { "def:keyword", SHEAF_CODE_KEYWORD },
  { "def:preprocessor", SHEAF_CODE_KEYWORD }, { "def:reserved", SHEAF_CODE_KEYWORD },
  { "def:operator", SHEAF_CODE_PLAIN },       { "def:string", SHEAF_CODE_STRING },
  { "def:insertion", SHEAF_CODE_STRING },     { "def:special-char", SHEAF_CODE_NUMBER },
  { "def:comment", SHEAF_CODE_COMMENT },      { "def:constant", SHEAF_CODE_NUMBER },
  { "def:deletion", SHEAF_CODE_NUMBER },      { "def:type", SHEAF_CODE_NAME },
  { "def:function", SHEAF_CODE_NAME },        { "def:builtin", SHEAF_CODE_NAME },
  { "def:heading", SHEAF_CODE_KEYWORD },      { "xml:element-name", SHEAF_CODE_KEYWORD },
  { "html:tag", SHEAF_CODE_KEYWORD },         { "xml:attribute-name", SHEAF_CODE_NAME },
  { "css:property-name", SHEAF_CODE_NAME },
};

static struct
{
  GModule *module;
  gpointer (*language_manager_new) (void);
  const char *const *(*language_manager_get_language_ids) (gpointer manager);
  gpointer (*language_manager_get_language) (gpointer manager, const char *id);
  gpointer (*style_scheme_manager_new) (void);
  void (*style_scheme_manager_set_search_path) (gpointer manager, const char *const *path);
  gpointer (*style_scheme_manager_get_scheme) (gpointer manager, const char *id);
  GtkTextBuffer *(*buffer_new_with_language) (gpointer language);
  void (*buffer_ensure_highlight) (GtkTextBuffer *buffer,
                                   const GtkTextIter *start,
                                   const GtkTextIter *end);
} library;

static const struct
{
  const char *name;
  gpointer *function;
} symbols[] = {
  { "language_manager_new", (gpointer *)&library.language_manager_new },
  { "language_manager_get_language_ids", (gpointer *)&library.language_manager_get_language_ids },
  { "language_manager_get_language", (gpointer *)&library.language_manager_get_language },
  { "style_scheme_manager_new", (gpointer *)&library.style_scheme_manager_new },
  { "style_scheme_manager_set_search_path",
    (gpointer *)&library.style_scheme_manager_set_search_path },
  { "style_scheme_manager_get_scheme", (gpointer *)&library.style_scheme_manager_get_scheme },
  { "buffer_new_with_language", (gpointer *)&library.buffer_new_with_language },
  { "buffer_ensure_highlight", (gpointer *)&library.buffer_ensure_highlight },
};

typedef struct
{
  GtkWidget *widget;
  char *syntax, *text, *next; /* TEXT from NEXT on is to be looked at */
  GArray *ranges;
  SheafCodeFunc set;
} Request;

static GQueue requests = G_QUEUE_INIT;
static Request *current; /* (nullable) the one of them begun with */
static gboolean loading, loaded;
static GObject *languages, *scheme; /* NULL, although loaded: the library is not there */
static GHashTable *buffers;         /* syntax -> a buffer, or NULL: the library does not have it */
static guint idle;

/* --- The library --- */

static gboolean
open_library (void)
{
  GModule *module = g_module_open (LIBRARY, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

  if (module == NULL)
    return FALSE;
  g_module_make_resident (module);
  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    {
      g_autofree char *name = g_strconcat ("gtk_source_", symbols[i].name, NULL);

      if (!g_module_symbol (module, name, symbols[i].function))
        return FALSE;
    }
  library.module = module;

  return TRUE;
}

gboolean
sheaf_code_classes_are_known (void)
{
  return library.module != NULL || open_library ();
}

/* A folder with the scheme in it. (transfer full) (nullable) */
static char *
write_scheme (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sheaf-XXXXXX", NULL);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, SCHEME ".xml", NULL) : NULL;
  g_autoptr (GString) xml
      = g_string_new ("<style-scheme id=\"" SCHEME "\" name=\"Classes\" version=\"1.0\">");

  if (folder == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    g_string_append_printf (xml, "<style name=\"%s\" foreground=\"#0000%02x\"/>", styles[i].style,
                            (guint)styles[i].class);
  g_string_append (xml, "</style-scheme>");
  if (g_file_set_contents (path, xml->str, -1, NULL))
    return g_steal_pointer (&folder);
  g_rmdir (folder);

  return NULL;
}

/* Its list of languages is read from two hundred files: not on the main thread. */
static void
load (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GObject *manager;

  if (!sheaf_code_classes_are_known ())
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  manager = library.language_manager_new ();
  library.language_manager_get_language_ids (manager);
  g_object_set_data_full (manager, "scheme", write_scheme (), g_free);
  g_task_return_pointer (task, manager, g_object_unref);
}

static void
read_scheme (const char *folder)
{
  const char *const path[] = { folder, NULL };
  g_autofree char *file = g_build_filename (folder, SCHEME ".xml", NULL);
  g_autoptr (GObject) manager = library.style_scheme_manager_new ();

  library.style_scheme_manager_set_search_path (manager, path);
  scheme = library.style_scheme_manager_get_scheme (manager, SCHEME);
  if (scheme != NULL)
    g_object_ref (scheme);
  g_unlink (file);
  g_rmdir (folder);
}

/* It complains of some of its own languages; a person cannot help that. */
static void
hush (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

static gboolean
work_cb (gpointer data);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  loaded = TRUE;
  languages = g_task_propagate_pointer (G_TASK (result), NULL);
  if (languages != NULL)
    {
      const char *folder = g_object_get_data (languages, "scheme");

      g_log_set_handler ("GtkSourceView", G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL, hush, NULL);
      if (folder != NULL)
        read_scheme (folder);
    }
  idle = g_idle_add_full (G_PRIORITY_LOW, work_cb, NULL, NULL);
}

/* One for each language: reading its files takes longer than most blocks. (nullable) */
static GtkTextBuffer *
ensure_buffer (const char *syntax)
{
  gpointer language, buffer = NULL;

  if (buffers == NULL)
    buffers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_lookup_extended (buffers, syntax, NULL, &buffer))
    return buffer;
  language = library.language_manager_get_language (languages, syntax);
  if (language != NULL)
    {
      buffer = library.buffer_new_with_language (language);
      g_object_set (buffer, "style-scheme", scheme, "highlight-matching-brackets", FALSE,
                    "enable-undo", FALSE, NULL);
    }
  g_hash_table_insert (buffers, g_strdup (syntax), buffer);

  return buffer;
}

/* --- What there is to do --- */

static void
gone_cb (gpointer data, GObject *widget)
{
  Request *request = data;

  request->widget = NULL;
}

static void
free_request (Request *self)
{
  if (self->widget != NULL)
    g_object_weak_unref (G_OBJECT (self->widget), gone_cb, self);
  g_clear_pointer (&self->ranges, g_array_unref);
  g_free (self->syntax);
  g_free (self->text);
  g_free (self);
}

/* Pixels from what is seen of the window. */
static float
get_distance (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  graphene_rect_t at;

  if (root == NULL || !gtk_widget_get_mapped (widget)
      || !gtk_widget_compute_bounds (widget, GTK_WIDGET (root), &at))
    return G_MAXFLOAT;

  return MAX (0, MAX (-at.origin.y - at.size.height,
                      at.origin.y - (float)gtk_widget_get_height (GTK_WIDGET (root))));
}

/* The nearest; those that are for nobody any more are taken out. (nullable) */
static Request *
choose (void)
{
  Request *best = NULL;
  float nearest = 0;

  for (GList *l = requests.head, *next; l != NULL; l = next)
    {
      Request *request = l->data;
      float distance = request->widget != NULL ? get_distance (request->widget) : 0;

      next = l->next;
      if (request->widget == NULL)
        {
          free_request (request);
          g_queue_delete_link (&requests, l);
        }
      else if (best == NULL || distance < nearest)
        {
          best = request;
          nearest = distance;
        }
    }

  return best;
}

static SheafCodeClass
get_class (const GtkTextIter *at)
{
  GSList *tags = gtk_text_iter_get_tags (at);
  SheafCodeClass class = SHEAF_CODE_PLAIN;

  for (GSList *l = tags; l != NULL; l = l->next) /* the last wins */
    {
      GdkRGBA *colour;
      gboolean set;

      g_object_get (l->data, "foreground-rgba", &colour, "foreground-set", &set, NULL);
      if (set && colour != NULL)
        class = (SheafCodeClass)MIN ((int)(colour->blue * 255 + .5f), SHEAF_N_CODE_CLASSES - 1);
      g_clear_pointer (&colour, gdk_rgba_free);
    }
  g_slist_free (tags);

  return class;
}

static void
add_range (GArray *ranges, guint start, guint end, SheafCodeClass class)
{
  SheafCodeRange *last
      = ranges->len > 0 ? &g_array_index (ranges, SheafCodeRange, ranges->len - 1) : NULL;
  SheafCodeRange range = { start, end, class };

  if (class == SHEAF_CODE_PLAIN)
    return;
  if (last != NULL && last->end == start && last->class == class)
    last->end = end;
  else
    g_array_append_val (ranges, range);
}

/* What the library says of the buffer from START on, which is at byte AT of the text. */
static void
read_classes (Request *self, GtkTextIter *start, guint at)
{
  while (!gtk_text_iter_is_end (start))
    {
      GtkTextIter end = *start;
      g_autofree char *run = NULL;
      guint length;

      gtk_text_iter_forward_to_tag_toggle (&end, NULL);
      run = gtk_text_iter_get_slice (start, &end);
      length = (guint)strlen (run);
      add_range (self->ranges, at, at + length, get_class (start));
      at += length;
      *start = end;
    }
}

/* The next lines of SELF; FALSE: there are none. */
static gboolean
take_piece (Request *self, GtkTextBuffer *buffer)
{
  guint at = (guint)(self->next - self->text);
  char *end = self->next;
  GtkTextIter start, last;
  int offset;

  if (*self->next == '\0')
    return FALSE;
  for (guint i = 0; i < PIECE && *end != '\0'; i++)
    {
      end += strcspn (end, "\n");
      end += *end == '\n';
    }
  gtk_text_buffer_get_end_iter (buffer, &start);
  offset = gtk_text_iter_get_offset (&start);
  gtk_text_buffer_insert (buffer, &start, self->next, (int)(end - self->next));
  gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
  gtk_text_buffer_get_end_iter (buffer, &last);
  library.buffer_ensure_highlight (buffer, &start, &last);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
  read_classes (self, &start, at);
  self->next = end;

  return TRUE;
}

/* What is there of one request. */
static void
work (gint64 until)
{
  GtkTextBuffer *buffer = ensure_buffer (current->syntax);

  while (buffer != NULL && current->widget != NULL && g_get_monotonic_time () < until)
    if (!take_piece (current, buffer))
      {
        current->set (current->widget, g_steal_pointer (&current->ranges));
        break;
      }
  if (buffer != NULL && current->widget != NULL && current->ranges != NULL)
    return; /* later */
  if (buffer != NULL)
    gtk_text_buffer_set_text (buffer, "", 0);
  g_queue_remove (&requests, current);
  g_clear_pointer (&current, free_request);
}

static gboolean
work_cb (gpointer data)
{
  gint64 until = g_get_monotonic_time () + SLICE;

  do
    {
      if (current == NULL)
        current = choose ();
      if (current == NULL || scheme == NULL)
        {
          current = NULL;
          g_queue_clear_full (&requests, (GDestroyNotify)free_request);
          idle = 0;
          return G_SOURCE_REMOVE;
        }
      work (until);
    }
  while (g_get_monotonic_time () < until);

  return G_SOURCE_CONTINUE;
}

/* --- Asking --- */

static gboolean
is_bearable (const char *text)
{
  guint lines = 0;

  for (const char *p = text; *p != '\0'; lines++)
    {
      gsize line = strcspn (p, "\n");

      if (line > LONGEST_LINE || lines == MOST_LINES || p - text > MOST_BYTES)
        return FALSE;
      p += line + (p[line] != '\0');
    }

  return TRUE;
}

void
sheaf_code_classes_find (GtkWidget *widget, const char *syntax, const char *text, SheafCodeFunc set)
{
  Request *request;

  if ((loaded && scheme == NULL) || !is_bearable (text))
    return;
  request = g_new0 (Request, 1);
  request->widget = widget;
  request->syntax = g_strdup (syntax);
  request->text = request->next = g_strdup (text);
  request->ranges = g_array_new (FALSE, FALSE, sizeof (SheafCodeRange));
  request->set = set;
  g_object_weak_ref (G_OBJECT (widget), gone_cb, request);
  g_queue_push_tail (&requests, request);
  if (loaded && idle == 0)
    idle = g_idle_add_full (G_PRIORITY_LOW, work_cb, NULL, NULL);
  if (!loaded && !loading)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, loaded_cb, NULL);

      loading = TRUE;
      g_task_set_source_tag (task, sheaf_code_classes_find);
      g_task_run_in_thread (task, load);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A page begins with its title, "# …", alone in a line. */

#include "ui/help-pages.h"

#include "ui/help-tables.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define FOLDER "/io/github/sheaf_app/Sheaf/help"

static const char *const pages[]
    = { "start", "reading", "keys", "search", "library", "browser", "privacy", NULL };

/* What stands in a page where a table is to stand. */
static const struct
{
  const char *mark;
  char *(*make) (gboolean aloud);
} tables[] = {
  { "<!-- keys -->\n", sheaf_help_tables_keys },
  { "<!-- signs -->\n", sheaf_help_tables_signs },
  { "<!-- operators -->\n", sheaf_help_tables_operators },
};

const char *const *
sheaf_help_pages (void)
{
  return pages;
}

const char *
sheaf_help_find_page (const char *href)
{
  if (!g_str_has_prefix (href, SHEAF_HELP_BASE))
    return NULL;
  href += strlen (SHEAF_HELP_BASE);
  for (guint i = 0; pages[i] != NULL; i++)
    if (g_str_has_prefix (href, pages[i]) && g_str_equal (href + strlen (pages[i]), ".md"))
      return pages[i];

  return NULL;
}

const char *
sheaf_help_get_language (void)
{
  /* Translators: in which language the help is shown, there being de, en and fr: the one that most
   * who read yours understand best */
  return C_ ("language of the help", "en");
}

/* (transfer full) */
static GBytes *
load (const char *language, const char *page)
{
  g_autofree char *path = g_strdup_printf (FOLDER "/%s/%s.md", language, page);
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_return_val_if_fail (bytes != NULL || !g_str_equal (language, "en"), NULL);

  return bytes != NULL ? bytes : load ("en", page);
}

/* Of N bytes: where the first line ends. */
static gsize
find_end (const char *text, gsize n)
{
  const char *end = memchr (text, '\n', n);

  return end != NULL ? (gsize)(end - text) : n;
}

char *
sheaf_help_dup_title (const char *language, const char *page)
{
  g_autoptr (GBytes) bytes = load (language, page);
  gsize n;
  const char *text = g_bytes_get_data (bytes, &n);
  gsize end = find_end (text, n);

  g_return_val_if_fail (end > 2 && text[0] == '#' && text[1] == ' ', NULL);

  return g_strndup (text + 2, end - 2);
}

char *
sheaf_help_dup_markdown (const char *language, const char *page, gboolean aloud)
{
  g_autoptr (GBytes) bytes = load (language, page);
  gsize n;
  const char *text = g_bytes_get_data (bytes, &n);
  gsize end = find_end (text, n);
  g_autoptr (GString) markdown = g_string_new_len (text + end, (gssize)(n - end));

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (strstr (markdown->str, tables[i].mark) != NULL)
      {
        g_autofree char *table = tables[i].make (aloud);

        g_string_replace (markdown, tables[i].mark, table, 1);
      }

  return g_string_free (g_steal_pointer (&markdown), FALSE);
}

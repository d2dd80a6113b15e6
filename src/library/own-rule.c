/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file is named after its site, so that its owner finds it. */

#include "library/own-rule.h"

#include "base/error.h"
#include "base/text.h"
#include "library/load-rules.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS 60 /* characters of what was left out */

/* Where it lies: a link to a file elsewhere stays one. (transfer full) */
static char *
dup_path (const char *folder, const char *site)
{
  g_autofree char *own = folder == NULL ? sheaf_library_dup_rules_folder () : NULL;
  g_autofree char *name = g_strconcat (site, ".rule", NULL);
  char *path = g_build_filename (folder != NULL ? folder : own, name, NULL);
  char *real = realpath (path, NULL);

  if (real == NULL)
    return path;
  g_free (path);

  return real;
}

static char *
dup_rule (const char *site, const char *selector)
{
  return g_strdup_printf ("site: %s\nstrip: %s\n", site, selector);
}

static char *
dup_addition (const char *site, const char *selector, const char *words)
{
  g_autofree char *rule = dup_rule (site, selector);
  g_autofree char *line = sheaf_text_line (words, WORDS);
  /* Translators: a comment in a file; %s is the beginning of what was left out of an article */
  g_autofree char *why = g_strdup_printf (_ ("Left out of an article: “%s”"), line);

  return g_strdup_printf ("# %s\n%s", why, rule);
}

/* "": there is none. (transfer full) */
static gboolean
read_file (const char *path, char **text, GError **error)
{
  GError *failure = NULL;

  if (g_file_get_contents (path, text, NULL, &failure))
    return TRUE;
  *text = g_strdup ("");
  if (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_clear_error (&failure);
      return TRUE;
    }
  g_propagate_error (error, failure);

  return FALSE;
}

static gboolean
write_file (const char *path, const char *text, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (*text == '\0')
    {
      g_unlink (path);
      return TRUE;
    }
  g_mkdir_with_parents (folder, 0700);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}

gboolean
sheaf_own_rule_add (
    const char *folder, const char *site, const char *selector, const char *words, GError **error)
{
  g_autofree char *path = dup_path (folder, site);
  g_autofree char *rule = dup_rule (site, selector);
  g_autofree char *addition = dup_addition (site, selector, words);
  g_autofree char *text = NULL, *all = NULL;

  if (!read_file (path, &text, error))
    return FALSE;
  if (strstr (text, rule) != NULL)
    return TRUE;
  all = g_strconcat (text, *text == '\0' || g_str_has_suffix (text, "\n") ? "" : "\n", addition,
                     NULL);
  if (strlen (all) > SHEAF_SITE_RULES_MAX_FILE)
    {
      g_set_error (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG, "%s is too long", path);
      return FALSE;
    }

  return write_file (path, all, error);
}

gboolean
sheaf_own_rule_take_back (
    const char *folder, const char *site, const char *selector, const char *words, GError **error)
{
  g_autofree char *path = dup_path (folder, site);
  g_autofree char *addition = dup_addition (site, selector, words);
  g_autofree char *text = NULL;
  char *at;

  if (!read_file (path, &text, error))
    return FALSE;
  at = g_strrstr (text, addition);
  if (at == NULL)
    return TRUE;
  memmove (at, at + strlen (addition), strlen (at + strlen (addition)) + 1);

  return write_file (path, text, error);
}

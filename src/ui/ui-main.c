/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sheaf: the program with the window. */

#include "config.h"

#include "base/prefix.h"
#include "ui/application.h"

#include <glib/gi18n.h>
#include <locale.h>

/* A GFile carries what is to be opened from process to process. GVfs, which has one for each
 * scheme, drops what stands behind the "?" of those that it does not know; GIO's own keeps all of
 * it. Only files of this machine are read. */
static void
keep_links_whole (void)
{
  g_autofree char *chosen = g_strdup (g_getenv ("GIO_USE_VFS"));

  g_setenv ("GIO_USE_VFS", "local", TRUE);
  g_vfs_get_default ();
  if (chosen != NULL)
    g_setenv ("GIO_USE_VFS", chosen, TRUE);
  else
    g_unsetenv ("GIO_USE_VFS"); /* what this one starts has its own choice */
}

int
main (int argc, char **argv)
{
  g_autofree char *locales = NULL;
  g_autoptr (SheafApplication) application = NULL;

  keep_links_whole ();
  sheaf_prefix_add_data_dir ();
  locales = sheaf_prefix_dup_locale_dir ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locales);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Sheaf");
  application = sheaf_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}

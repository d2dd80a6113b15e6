/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sheaf: the program with the window. */

#include "config.h"

#include "ui/application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  const char *locales = g_getenv ("SHEAF_LOCALEDIR");
  g_autoptr (SheafApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locales != NULL ? locales : SHEAF_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Sheaf");
  application = sheaf_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}

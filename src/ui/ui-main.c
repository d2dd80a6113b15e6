/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sheaf: the program with the window. */

#include "config.h"

#include "base/prefix.h"
#include "ui/application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  g_autofree char *locales = NULL;
  g_autoptr (SheafApplication) application = NULL;

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

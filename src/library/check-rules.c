/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules are read as they are for an article; what is told of them is kept. */

#include "library/check-rules.h"

#include "library/load-rules.h"

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (SheafSiteRules) rules = sheaf_library_load_rules (NULL);

  g_task_return_pointer (task, g_strdupv ((GStrv)sheaf_site_rules_get_problems (rules)),
                         (GDestroyNotify)g_strfreev);
}

void
sheaf_library_check_rules_async (GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sheaf_library_check_rules_async);
  g_task_run_in_thread (task, check_in_thread);
}

GStrv
sheaf_library_check_rules_finish (GAsyncResult *result, char **folder, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sheaf_library_check_rules_async), NULL);

  if (folder != NULL)
    *folder = sheaf_library_dup_rules_folder ();

  return g_task_propagate_pointer (G_TASK (result), error);
}

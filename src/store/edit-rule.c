/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a rule on arrival does: to one article that has just come, or to all that its query means.
 */

#include "store/edit-private.h"
#include "store/read.h"

SheafEdit *
sheaf_rule_edit (const SheafArrivalRule *rule, const gint64 *ids, gsize n)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_edit_unref);

  if (rule->star)
    g_ptr_array_add (edits, sheaf_edit_new_star (ids, n, TRUE));
  if (rule->archive)
    g_ptr_array_add (edits, sheaf_edit_new_archive (ids, n, TRUE));
  if (rule->tags != NULL && rule->tags[0] != NULL)
    g_ptr_array_add (edits, sheaf_edit_new_tag (ids, n, (const char *const *)rule->tags, NULL));

  return sheaf_edit_new_batch (g_steal_pointer (&edits));
}

static gboolean
apply_rule (gpointer data, SheafApply *apply, SheafEdit **inverse, GError **error)
{
  const SheafArrivalRule *rule = data;
  g_autoptr (SheafQuery) query = sheaf_arrival_rule_query (rule->query);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (SheafEdit) edit = NULL;

  if (query == NULL)
    return TRUE;
  ids = sheaf_read_query_in_order (apply->db, query, SHEAF_ORDER_NEWEST, error);
  if (ids == NULL)
    return FALSE;
  edit = sheaf_rule_edit (rule, (const gint64 *)ids->data, ids->len);

  return edit == NULL || sheaf_edit_apply_inner (edit, apply, inverse, error);
}

static const SheafEditKind kind
    = { .apply = apply_rule, .free = (void (*) (gpointer))sheaf_arrival_rule_free };

SheafEdit *
sheaf_edit_new_apply_rule (const SheafArrivalRule *rule)
{
  SheafArrivalRule *copy = g_new0 (SheafArrivalRule, 1);

  copy->query = g_strdup (rule->query);
  copy->tags = g_strdupv (rule->tags);
  copy->archive = rule->archive;
  copy->star = rule->star;

  return sheaf_edit_new (&kind, copy);
}

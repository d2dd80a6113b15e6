/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All of it comes from the tables of operator.c. */

#include "config.h"

#include "cli/cli-query.h"

#include "base/text.h"
#include "store/expression.h"
#include "store/operator.h"

#include <glib/gi18n.h>
#include <string.h>

static void
print_line (FILE *to, int indent, const char *example, const char *help)
{
  fprintf (to, "%*s%-*s  %s\n", indent, "", 28 - indent, example, help);
}

static void
print_operator (FILE *to, const SheafOperator *op)
{
  print_line (to, 2, op->example, _ (op->help));
  for (guint i = 0; i < op->n_choices; i++)
    if (op->choices[i].help != NULL)
      {
        g_autofree char *example = g_strconcat (op->name, ":", op->choices[i].name, NULL);

        print_line (to, 4, example, _ (op->choices[i].help));
      }
}

void
sheaf_cli_print_query_help (FILE *to)
{
  gsize n, n_signs;
  const SheafOperator *all = sheaf_operators (&n);
  const SheafSign *signs = sheaf_signs (&n_signs);

  fprintf (to, "%s\n\n", _ ("A query is words and, where they help, these signs:"));
  for (gsize i = 0; i < n_signs; i++)
    print_line (to, 2, signs[i].example, _ (signs[i].help));
  fprintf (
      to, "\n%s\n\n",
      _ ("and these operators. Values with spaces stand in quotes; ranges are a..b, <a, >a, <=a "
         "and >=a:"));
  for (gsize i = 0; i < n; i++)
    print_operator (to, &all[i]);
  fprintf (
      to, "\n%s\n",
      _ ("What is not understood is searched as words. A query that begins with - comes behind "
         "-- on the command line."));
}

void
sheaf_cli_tell_unknown (const SheafQuery *query)
{
  const SheafExpression *expression = sheaf_query_get_expression (query);
  gsize n;
  const SheafTextRange *ranges;
  g_autofree char *text = NULL;

  if (expression == NULL)
    return;
  text = sheaf_text_make_valid (sheaf_query_get_text (query), -1);
  ranges = sheaf_expression_get_unknown (expression, &n);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *part = g_strndup (text + ranges[i].start, ranges[i].end - ranges[i].start);
      g_autofree char *line = sheaf_text_line (part, 80);

      if (line != NULL)
        g_printerr (_ ("sheaf-cli: “%s” is not understood; see: sheaf-cli help query\n"), line);
    }
}

gboolean
sheaf_cli_parse_order (const char *name, SheafOrder *order)
{
  int choice = sheaf_operator_find_choice (sheaf_operator_find ("sort", strlen ("sort")), name);

  if (choice >= 0)
    *order = choice;
  else
    g_printerr (_ ("sheaf-cli: “%s” is no order; see: sheaf-cli help query\n"), name);

  return choice >= 0;
}

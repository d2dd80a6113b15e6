/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/figures.h"

static void
test_numbers (void)
{
  static const char *const figures[]
      = { "1",   "12,345.6", "1 000",  "−4.5",    "+3 %", "€ 12.50", "12,50 €", "$1,200",
          "-$5", "USD 40",   "40 CHF", "(1,200)", "8:15", "3/4",     "99.9%",   "±2",
          "12°", "7*",       " 4 ",    "1’000",   ".5",   "2021",    "٤٢",      "1." };
  static const char *const words[]
      = { "",  "a",     "12 km", "3rd", "v1.2",   "12 October", "1a",        "USD",
          "%", "one 1", "B52",   "1–2", "1 of 2", "2021-10-12", "40 METRES", "," };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_test_message ("%s", figures[i]);
      g_assert_true (sheaf_figures_is_one (figures[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_test_message ("%s", words[i]);
      g_assert_false (sheaf_figures_is_one (words[i]));
    }
}

static void
test_columns (void)
{
  static const struct
  {
    const char *cells;
    gboolean column;
  } rows[] = { { "1|22|333", TRUE },     { "1|–|3", TRUE },     { "1||", FALSE },
               { "1|2|three", FALSE },   { "Monday|1", FALSE }, { "—|—", FALSE },
               { "€ 1|€ 20|n/a", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i].cells, "|", -1);
      SheafFigures figures = { 0 };

      for (guint k = 0; cells[k] != NULL; k++)
        sheaf_figures_add (&figures, cells[k]);
      g_test_message ("%s", rows[i].cells);
      g_assert_cmpint (sheaf_figures_is_column (&figures), ==, rows[i].column);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/figures/numbers", test_numbers);
  g_test_add_func ("/ui/figures/columns", test_columns);

  return g_test_run ();
}

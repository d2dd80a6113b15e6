/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is found in code, by the library where it is installed. */

#include "ui/code-classes.h"
#include "ui/code-language.h"

#include <string.h>

static const char letters[] = " KSCNA"; /* of SheafCodeClass */

/* Below each character of the code stands the letter of what it is. NULL: anything. */
static const struct
{
  const char *info, *code, *classes;
} rows[] = {
  { "c", "return \"x\"; /* é */ int a = 42;", "KKKKKK SSS  CCCCCCC AAA     NN " },
  { "py", "def f(a):  # b\n  pass", "KKK A      CCC   KKKK" },
  { "json", "{\"a\": true}", NULL },
  { "JS", "if (x) { 'one' }", "KK       SSSSS  " },
  { "rust", "let a = 1; // é\nlet b;", "KKK     N  CCCC KKK   " },
  { "css", "/* a */", "CCCCCCC" },
};

static GArray *found;
static guint n_found;

static void
found_cb (GtkWidget *widget, GArray *ranges)
{
  g_clear_pointer (&found, g_array_unref);
  found = ranges;
  n_found++;
}

static void
wait_for (guint n)
{
  gint64 until = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  while (n_found < n && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_found, ==, n);
}

static gboolean
is_there (void)
{
  if (sheaf_code_classes_are_known ())
    return TRUE;
  g_test_skip ("GtkSourceView is not installed");

  return FALSE;
}

static void
test_classes (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));

  if (!is_there ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) classes = g_string_new (NULL);
      const char *code = rows[i].code;

      n_found = 0;
      sheaf_code_classes_find (widget, sheaf_code_language_get_syntax (rows[i].info), code,
                               found_cb);
      wait_for (1);
      for (const char *p = code; *p != '\0'; p = g_utf8_next_char (p))
        {
          SheafCodeClass class = SHEAF_CODE_PLAIN;

          for (guint k = 0; k < found->len; k++)
            {
              SheafCodeRange *range = &g_array_index (found, SheafCodeRange, k);

              if (range->start <= (guint)(p - code) && (guint)(p - code) < range->end)
                class = range->class;
            }
          g_string_append_c (classes, letters[class]);
        }
      g_test_message ("%s", classes->str);
      g_assert_cmpuint (found->len, >, 0);
      if (rows[i].classes != NULL)
        g_assert_cmpstr (classes->str, ==, rows[i].classes);
    }
}

/* In pieces as in one: a comment goes on over many of them, and what is behind it is what it is. */
static void
test_pieces (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));
  g_autoptr (GString) code = g_string_new ("int a;\n/*\n");
  SheafCodeRange *last;

  if (!is_there ())
    return;
  for (guint i = 0; i < 100; i++)
    g_string_append (code, "é one \"two\" return\n");
  g_string_append (code, "*/ return");
  n_found = 0;
  sheaf_code_classes_find (widget, "c", code->str, found_cb);
  wait_for (1);
  g_assert_cmpint (g_array_index (found, SheafCodeRange, 0).class, ==, SHEAF_CODE_NAME);
  for (guint i = 1; i + 1 < found->len; i++)
    g_assert_cmpint (g_array_index (found, SheafCodeRange, i).class, ==, SHEAF_CODE_COMMENT);
  last = &g_array_index (found, SheafCodeRange, found->len - 1);
  g_assert_cmpint (last->class, ==, SHEAF_CODE_KEYWORD);
  g_assert_cmpuint (last->start, ==, code->len - strlen ("return"));
  g_assert_cmpuint (last->end, ==, code->len);
}

/* A language that is not known, too much, a line too long, and a widget that goes meanwhile: nobody
 * is answered, and the next is. */
static void
test_nothing (void)
{
  GtkWidget *gone = g_object_ref_sink (gtk_label_new (NULL));
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));
  g_autoptr (GString) lines = g_string_new (NULL), line = g_string_new ("int a;");

  if (!is_there ())
    return;
  for (guint i = 0; i < 251; i++)
    g_string_append (lines, "int a;\n");
  for (guint i = 0; i < 200; i++)
    g_string_append (line, "int a;");
  n_found = 0;
  sheaf_code_classes_find (widget, "unlambda", "int a;", found_cb);
  sheaf_code_classes_find (widget, "c", lines->str, found_cb);
  sheaf_code_classes_find (widget, "c", line->str, found_cb);
  g_string_truncate (lines, 1000);
  sheaf_code_classes_find (gone, "c", lines->str, found_cb);
  g_object_unref (gone);
  sheaf_code_classes_find (widget, "c", "int a;", found_cb);
  wait_for (1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_found, ==, 1);
  g_assert_cmpuint (found->len, ==, 1);
}

int
main (int argc, char **argv)
{
  int result;

  gtk_test_init (&argc, &argv);
  g_test_add_func ("/ui/code-classes/classes", test_classes);
  g_test_add_func ("/ui/code-classes/pieces", test_pieces);
  g_test_add_func ("/ui/code-classes/nothing", test_nothing);
  result = g_test_run ();
  g_clear_pointer (&found, g_array_unref);

  return result;
}

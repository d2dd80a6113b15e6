/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the bodies of requests to save say, as JSON and as forms, and those that say nothing. */

#include "base/error.h"
#include "intake/intake-body.h"

#include <string.h>

#define JSON "application/json"
#define FORM "multipart/form-data; boundary=seam"

static SheafIntakeItem *
read_sized (const char *body, gsize size, const char *type, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, size);

  return sheaf_intake_body_read (bytes, type, error);
}

static void
assert_html (const SheafIntakeItem *item, const char *html)
{
  gsize size = 0;
  const char *data = item->html != NULL ? g_bytes_get_data (item->html, &size) : NULL;
  g_autofree char *text = data != NULL ? g_strndup (data, size) : NULL;

  g_assert_cmpstr (text, ==, html);
}

#define PART(name, value)                                                                          \
  "--seam\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define END "--seam--\r\n"

static void
test_read (void)
{
  static const struct
  {
    const char *type, *body, *html, *title, *selection, *note, *tags, *charset;
  } cases[] = {
    { JSON, "{\"url\": \"https://a.example/x\"}", NULL, NULL, NULL, NULL, NULL, NULL },
    { "application/json; charset=utf-8",
      "{\"url\":\"https://a.example/x\",\"html\":\"<p>\\u00e4\\n\",\"title\":\" A\\n b "
      "\",\"selection\":\"s\",\"note\":\"n\",\"tags\":[\"sea\",\" "
      "\",\"sea/light\"],\"more\":[[{}]]}",
      "<p>ä\n", "A b", "s", "n", "sea|sea/light", "utf-8" },
    { JSON,
      "{\"url\":\"https://a.example/x\",\"html\":\"\",\"title\":null,\"note\":\" "
      "\\n\",\"tags\":null}",
      NULL, NULL, NULL, NULL, NULL, NULL },
    { JSON, "{\"url\":\"https://a.example/x\",\"html\":\"a\\u0000b\\\\u0000c\"}",
      "a\357\277\275b\\u0000c", NULL, NULL, NULL, NULL, "utf-8" },
    { FORM,
      PART ("url", "https://a.example/x") PART ("tags", "sea, night,,") PART ("note", "n")
          PART ("else", "x") END,
      NULL, NULL, NULL, "n", "sea|night", NULL },
    { "Multipart/Form-Data; charset=x; boundary=\"seam\"",
      PART ("url",
            "https://a.example/x") "--seam\r\ncontent-disposition: form-data; name=file; "
                                   "filename=\"a;b=\\\"c\\\".html\"\r\nContent-Type: text/html; "
                                   "charset=windows-1252\r\n\r\n<p>\r\n--sea\r\n\r\n--seam--"
                                   "\r\nand what is behind it",
      "<p>\r\n--sea\r\n", NULL, NULL, NULL, NULL, "windows-1252" },
    { FORM,
      PART ("file", "") PART ("url", "https://a.example/x") PART ("title", "T")
          PART ("selection", "s\xff") END,
      NULL, "T", "s\357\277\275", NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafIntakeItem) item
          = read_sized (cases[i].body, strlen (cases[i].body), cases[i].type, &error);
      g_autofree char *tags = NULL;

      g_test_message ("%u", i);
      g_assert_no_error (error);
      g_assert_true (sheaf_intake_body_knows (cases[i].type));
      g_assert_cmpstr (item->url, ==, "https://a.example/x");
      assert_html (item, cases[i].html);
      g_assert_cmpstr (item->title, ==, cases[i].title);
      g_assert_cmpstr (item->selection, ==, cases[i].selection);
      g_assert_cmpstr (item->note, ==, cases[i].note);
      g_assert_cmpstr (item->charset, ==, cases[i].charset);
      tags = item->tags != NULL ? g_strjoinv ("|", item->tags) : NULL;
      g_assert_cmpstr (tags, ==, cases[i].tags);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *type, *body;
  } cases[] = {
    { JSON, "" },
    { JSON, "[]" },
    { JSON, "\"https://a.example/\"" },
    { JSON, "{}" },
    { JSON, "{\"url\":null}" },
    { JSON, "{\"url\":1}" },
    { JSON, "{\"url\":[\"https://a.example/\"]}" },
    { JSON, "{\"url\":\"\"}" },
    { JSON, "{\"url\":\"a.example\"}" },
    { JSON, "{\"url\":\"file:///etc/passwd\"}" },
    { JSON, "{\"url\":\"javascript:alert(1)\"}" },
    { JSON, "{\"url\":\"https://a.example/ b\"}" },
    { JSON, "{\"url\":\"https://a.example/\\nb\"}" },
    { JSON, "{\"url\":\"https://\"}" },
    { JSON, "{\"url\":\"https://a.example/\",\"html\":{}}" },
    { JSON, "{\"url\":\"https://a.example/\",\"title\":1}" },
    { JSON, "{\"url\":\"https://a.example/\",\"tags\":\"sea\"}" },
    { JSON, "{\"url\":\"https://a.example/\",\"tags\":[1]}" },
    { JSON, "{\"url\":\"https://a.example/\"" },
    { JSON, "{\"url\":\"https://a.example/\xff\"}" },
    { JSON, "{\"url\":\"https://a.example/\"}}" },
    { JSON, "{\"a\":[[[[[[[[1]]]]]]]],\"url\":\"https://a.example/\"}" },
    { FORM, "" },
    { FORM, END },
    { FORM, PART ("url", "https://a.example/") },
    { FORM, PART ("url", "https://a.example/") "--seam" },
    { FORM, "\r\n" PART ("url", "https://a.example/") END },
    { FORM, PART ("title", "no address") END },
    { FORM, PART ("url", "https://a.example/") PART ("url", "https://b.example/") END },
    { FORM, PART ("url", "https://a.example/") PART ("file", "a") PART ("file", "b") END },
    { FORM, PART ("url", "https://a.example/") PART ("note", "a") PART ("note", "b") END },
    { FORM, PART ("url", "https://a.example/") PART ("tags", "a") PART ("tags", "b") END },
    { FORM, "--seam\r\n\r\nhttps://a.example/\r\n" END },
    { FORM, "--seam\r\nContent-Disposition: form-data\r\n\r\nhttps://a.example/\r\n" END },
    { FORM,
      "--seam\r\nContent-Disposition: attachment; name=url\r\n\r\nhttps://a.example/\r\n" END },
    { FORM, "--seam\r\nContent-Disposition: form-data; name=url; "
            "name=file\r\n\r\nhttps://a.example/\r\n" END },
    { FORM,
      "--seam\r\nContent-Disposition: form-data; name=\"url\r\n\r\nhttps://a.example/\r\n" END },
    { FORM, "--seam\r\nContent-Disposition: form-data; name=url\r\nContent-Transfer-Encoding: "
            "base64\r\n\r\nhttps://a.example/\r\n" END },
    { FORM, "--seam\nContent-Disposition: form-data; name=url\n\nhttps://a.example/\n--seam--" },
    { FORM,
      "--seam \r\nContent-Disposition: form-data; name=url\r\n\r\nhttps://a.example/\r\n" END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SheafIntakeItem) item
          = read_sized (cases[i].body, strlen (cases[i].body), cases[i].type, &error);
      g_autofree char *shown = g_strescape (cases[i].body, NULL);

      g_test_message ("%s", shown);
      g_assert_null (item);
      g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE);
    }
}

static void
test_types (void)
{
  static const char *const unknown[] = {
    NULL,
    "",
    "text/plain",
    "text/html",
    "application/jsonp",
    "application/json-seq",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=a; boundary=b",
    "multipart/form-data; boundary=\"a",
    "multipart/form-data; boundary=a\"b",
    "multipart/mixed; boundary=a",
    "multipart/form-data; "
    "boundary=0123456789012345678901234567890123456789012345678901234567890123456789x",
    "multipart/form-datax; boundary=a",
    "multipart/form-data; boundary=a; rubbish",
  };

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_test_message ("%s", unknown[i]);
      g_assert_false (sheaf_intake_body_knows (unknown[i]));
    }
}

static void
assert_refused_long (const char *before, char c, gsize n, const char *after)
{
  g_autoptr (GString) body = g_string_new (before);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafIntakeItem) item = NULL;

  for (gsize i = 0; i < n; i++)
    g_string_append_c (body, c);
  g_string_append (body, after);
  item = read_sized (body->str, body->len, JSON, &error);
  g_assert_null (item);
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE);
}

/* Deep enough to end a program that reads by calling itself; longer than anybody means. */
static void
test_bounds (void)
{
  assert_refused_long ("{\"a\":", '[', 1000000, "");
  assert_refused_long ("{\"url\":\"https://a.example/", 'x', 8192, "\"}");
  assert_refused_long ("{\"url\":\"https://a.example/\",\"note\":\"", 'x', 1024 * 1024 + 1, "\"}");
  assert_refused_long ("{\"url\":\"https://a.example/\",\"tags\":[\"", 'x', 101, "\"]}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/intake-body/read", test_read);
  g_test_add_func ("/intake/intake-body/refused", test_refused);
  g_test_add_func ("/intake/intake-body/types", test_types);
  g_test_add_func ("/intake/intake-body/bounds", test_bounds);

  return g_test_run ();
}

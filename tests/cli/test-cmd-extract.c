/* SPDX-License-Identifier: GPL-3.0-or-later */

/* extract: its keys and its nulls, the charset, and the batch that answers line by line whatever it
 * is given. */

#include "run-cli.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rich-page.h"

/* In the order in which they are printed; later ones may only follow. */
static const char *const keys[] = {
  "title",         "byline",    "published",      "site",          "language",
  "direction",     "excerpt",   "lead_image",     "text",          "html",
  "readerable",    "removed",   "original_title", "original_site", "original_url",
  "canonical_url", "paywalled", "word_count",     "sources",
};

static JsonNode *
extract (const char *page, gssize length, const char *const *words)
{
  g_autoptr (GBytes) input = g_bytes_new (page, length < 0 ? strlen (page) : (gsize)length);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autoptr (CliRun) run = NULL;

  g_strv_builder_add (builder, "extract");
  for (guint i = 0; words[i] != NULL; i++)
    g_strv_builder_add (builder, words[i]);
  all = g_strv_builder_end (builder);
  run = cli_run_with (NULL, NULL, input, (const char *const *)all);
  assert_status (run, 0);
  g_assert_cmpstr (run->err, ==, "");
  g_assert_true (strchr (run->out, '\n') == run->out + strlen (run->out) - 1); /* one line */

  return cli_run_json (run);
}

static const char *
get (JsonNode *node, const char *key)
{
  JsonNode *member = json_object_get_member (json_node_get_object (node), key);

  g_assert_nonnull (member);

  return JSON_NODE_HOLDS_NULL (member) ? NULL : json_node_get_string (member);
}

static void
assert_keys (JsonNode *node)
{
  g_autoptr (GList) members = json_object_get_members (json_node_get_object (node));
  GList *link = members;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++, link = link->next)
    {
      g_assert_nonnull (link);
      g_assert_cmpstr (link->data, ==, keys[i]);
    }
}

static void
test_keys (void)
{
  g_autoptr (JsonNode) node = extract (rich_page, -1, (const char *const[]){ RICH_URL, NULL });
  JsonObject *page = json_node_get_object (node);
  JsonArray *removed = json_object_get_array_member (page, "removed");
  JsonObject *line;

  assert_keys (node);
  g_assert_cmpstr (get (node, "title"), ==, "The ferry to the island");
  g_assert_cmpstr (get (node, "byline"), ==, "Ada Quill");
  g_assert_cmpstr (get (node, "published"), ==, "2021-03-04T05:06:07+01:00");
  g_assert_cmpstr (get (node, "site"), ==, "The Harbour Post");
  g_assert_cmpstr (get (node, "language"), ==, "en-GB");
  g_assert_cmpstr (get (node, "direction"), ==, "ltr");
  g_assert_cmpstr (get (node, "excerpt"), ==, "How the boat came to run.");
  g_assert_cmpstr (get (node, "lead_image"), ==, "https://harbour.example/pier.jpg");
  g_assert_true (json_object_get_boolean_member (page, "readerable"));
  /* Body blocks, one a line, without title and captions. */
  g_assert_cmpstr (
      get (node, "text"), ==,
      "The ferry to the island goes twice a day, and in winter only when the wind allows it, which "
      "is seldom.\n"
      "Winter\n"
      "People wait in the little house at the pier, drink tea, and talk about the weather.\n"
      "First boat at nine\nLast boat at five\n"
      "The captain, who has done this for thirty years, says that the sea is never the same, nor "
      "are the people.");
  assert_has (get (node, "html"), "<figcaption>The boat at the pier</figcaption>");
  assert_has (get (node, "html"), "<a href=\"https://harbour.example/weather\">weather</a>");
  assert_lacks (get (node, "html"), "<h1");
  g_assert_cmpuint (json_array_get_length (removed), ==, 1);
  line = json_array_get_object_element (removed, 0);
  g_assert_cmpuint (json_object_get_size (line), ==, 5);
  g_assert_cmpstr (json_object_get_string_member (line, "text"), ==,
                   "For all the latest harbour news, click here");
  g_assert_cmpstr (json_object_get_string_member (line, "html"), ==,
                   "<p>For all the latest harbour news, click here</p>");
  g_assert_nonnull (json_object_get_string_member (line, "rule"));
  g_assert_cmpstr (json_object_get_string_member (line, "why"), ==, "wording");
  g_assert_cmpint (json_object_get_int_member (line, "place"), >, 0);
  g_assert_null (get (node, "original_title"));
  g_assert_null (get (node, "original_site"));
}

/* What is not known is null: never "", never missing. */
static void
test_nulls (void)
{
  static const struct
  {
    const char *page;
    const char *null_keys[12];
  } cases[] = {
    { "",
      { "title", "byline", "published", "site", "language", "direction", "excerpt", "lead_image",
        "text", "html" } },
    { "<html><head><title></title><meta name=author content=\"\"><meta name=description content=\" "
      "\"></head></html>",
      { "title", "byline", "published", "site", "language", "direction", "excerpt", "lead_image",
        "text", "html" } },
    { "<html lang=\"\" dir=\"auto\"><title>Only this</title><p>x</p></html>",
      { "byline", "published", "language", "lead_image" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = extract (cases[i].page, -1, (const char *const[]){ NULL });

      assert_keys (node);
      for (guint k = 0; cases[i].null_keys[k] != NULL; k++)
        g_assert_null (get (node, cases[i].null_keys[k]));
      for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
        if (g_str_has_prefix (keys[k], "original_") || k < 10)
          g_assert_cmpstr (get (node, keys[k]), !=, "");
      g_assert_cmpint (json_node_get_value_type (
                           json_object_get_member (json_node_get_object (node), "readerable")),
                       ==, G_TYPE_BOOLEAN);
      g_assert_true (
          JSON_NODE_HOLDS_ARRAY (json_object_get_member (json_node_get_object (node), "removed")));
    }
}

/* "As precise as the source". */
static void
test_published (void)
{
  static const struct
  {
    const char *given, *published;
  } cases[] = {
    { "2021-03-04", "2021-03-04" },
    { "2021-03", "2021-03" },
    { "2021-03-04T05:06:07Z", "2021-03-04T05:06:07Z" },
    { "2021-03-04T05:06:07+01:00", "2021-03-04T05:06:07+01:00" },
    { "2021-03-04T05:06", "2021-03-04T05:06" },
    { "soon", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = make_page ("Dates", "dates");
      g_autofree char *page = g_strdup_printf (
          "<meta property=\"article:published_time\" content=\"%s\">%s", cases[i].given, body);
      g_autoptr (JsonNode) node = extract (page, -1, (const char *const[]){ NULL });

      g_assert_cmpstr (get (node, "published"), ==, cases[i].published);
    }
}

/* Reads UTF-8 whatever the page says of itself, unless told otherwise. */
static void
test_charset (void)
{
  g_autofree char *utf8 = make_page ("Größe und Maß", "süße Käfer");
  g_autofree char *lying = g_strdup_printf ("<meta charset=\"iso-8859-1\">%s", utf8);
  gsize latin_length = 0, sjis_length = 0;
  g_autofree char *latin = g_convert (utf8, -1, "ISO-8859-1", "UTF-8", NULL, &latin_length, NULL);
  g_autofree char *japanese = make_page ("灯台の話", "日本の灯台、港、そして海");
  g_autofree char *sjis = g_convert (japanese, -1, "SHIFT_JIS", "UTF-8", NULL, &sjis_length, NULL);
  g_autoptr (JsonNode) plain = extract (utf8, -1, (const char *const[]){ NULL });
  g_autoptr (JsonNode) said_otherwise = extract (lying, -1, (const char *const[]){ NULL });
  g_autoptr (JsonNode) told = extract (
      latin, latin_length, (const char *const[]){ "--charset", "latin1", RICH_URL, NULL });
  g_autoptr (JsonNode) told_sjis
      = extract (sjis, sjis_length, (const char *const[]){ "--charset=Shift_JIS", NULL });
  g_autofree char *meta = g_strconcat ("<meta charset=\"iso-8859-1\">", latin, NULL);
  g_autoptr (JsonNode) not_told = extract (meta, -1, (const char *const[]){ NULL });

  g_assert_cmpstr (get (not_told, "title"), ==, "Gr\357\277\275\357\277\275e und Ma\357\277\275");
  g_assert_cmpstr (get (plain, "title"), ==, "Größe und Maß");
  g_assert_cmpstr (get (said_otherwise, "title"), ==, "Größe und Maß");
  g_assert_cmpstr (get (told, "title"), ==, "Größe und Maß");
  assert_has (get (told, "text"), "süße Käfer");
  g_assert_cmpstr (get (told_sjis, "title"), ==, "灯台の話");
  assert_has (get (told_sjis, "text"), "日本の灯台、港、そして海");
}

static void
test_direction (void)
{
  static const struct
  {
    const char *attributes, *direction, *language;
  } cases[] = {
    { "", NULL, "en" }, /* of the text */
    { " dir=rtl lang=ar", "rtl", "ar" },
    { " dir=LTR lang=de", "ltr", "de" },
    { " lang=en_US", NULL, "en-US" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = make_page ("Right and left", "sides");
      g_autofree char *page
          = g_strdup_printf ("<html%s><body>%s", cases[i].attributes, strstr (body, "<article>"));
      g_autoptr (JsonNode) node = extract (page, -1, (const char *const[]){ NULL });

      g_assert_cmpstr (get (node, "direction"), ==, cases[i].direction);
      g_assert_cmpstr (get (node, "language"), ==, cases[i].language);
    }
}

/* No library is opened or made. */
static void
test_no_library (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (CliRun) run = cli_run (place, "extract", NULL);

  assert_status (run, 0);
  g_assert_false (g_file_test (place->library, G_FILE_TEST_EXISTS));
}

/* From a file, not a pipe: it stops reading at its limit. */
static void
test_too_big (void)
{
  gsize size = 17 * 1024 * 1024;
  g_autofree char *page = g_malloc (size);
  g_autoptr (TestPlace) place = test_place_new ();
  g_autoptr (GSubprocessLauncher) launcher
      = cli_launcher (NULL, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *path = NULL, *line = NULL;
  g_autoptr (GBytes) lines = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (CliRun) run = NULL, batch = NULL;
  g_autoptr (JsonNode) node = NULL;

  memset (page, 'a', size);
  path = test_place_write (place, "big.html", page, size);
  line = g_strdup_printf ("%s\t" RICH_URL "\n", path);
  lines = g_bytes_new (line, strlen (line));
  batch = cli_run_with (NULL, NULL, lines, (const char *const[]){ "extract", "--batch", NULL });
  assert_status (batch, 0);
  node = cli_run_json (batch);
  g_assert_nonnull (get (node, "error"));

  g_subprocess_launcher_set_stdin_file_path (launcher, path);
  child = cli_start (launcher, (const char *const[]){ "extract", NULL });
  run = cli_collect (child, NULL);
  assert_status (run, 1);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_cmpstr (run->err, ==, "sheaf-cli: over 16 MB\n");
}

/* --- Why --- */

/* Lines for people in the place of the JSON. */
static void
test_explain (void)
{
  static const char *const lines[] = {
    "\ncandidate ",
    "\nremoved    promo/",
    " (wording): For all the latest harbour news, click here\n",
    "\nfact       title is of ",
    "\nkind       article",
  };
  g_autoptr (GBytes) input = g_bytes_new_static (rich_page, strlen (rich_page));
  g_autoptr (CliRun) run = cli_run_with (
      NULL, NULL, input, (const char *const[]){ "extract", "--explain", RICH_URL, NULL });

  assert_status (run, 0);
  g_assert_cmpstr (run->err, ==, "");
  g_assert_false (g_str_has_prefix (run->out, "{"));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_has (run->out, lines[i]);
}

/* In a batch one page still is one line, and only there is an answer to who asked. */
static void
test_explain_batch (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *path = test_place_write (place, "page.html", rich_page, -1);
  g_autofree char *text = g_strdup_printf ("%s\t" RICH_URL "\n", path);

  for (int asked = 0; asked < 2; asked++)
    {
      g_autoptr (GBytes) input = g_bytes_new (text, strlen (text));
      g_autoptr (CliRun) run = cli_run_with (
          NULL, NULL, input,
          (const char *const[]){ "extract", "--batch", asked ? "--explain" : NULL, NULL });
      g_autoptr (JsonNode) node = cli_run_json (run);
      JsonObject *page = json_node_get_object (node);

      assert_status (run, 0);
      assert_keys (node);
      g_assert_cmpint (json_object_has_member (page, "explain"), ==, asked);
      if (!asked)
        continue;
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (page, "explain")), >,
                        5);
      g_assert_nonnull (
          json_array_get_string_element (json_object_get_array_member (page, "explain"), 0));
    }
}

/* --- The batch --- */

static JsonNode *
read_answer (GDataInputStream *stream)
{
  g_autofree char *line = cli_read_line (stream);
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  g_assert_nonnull (line);
  node = json_from_string (line, &error);
  g_assert_no_error (error);

  return node;
}

/* A conversation: each question is answered before the next one is asked. */
static void
test_batch (void)
{
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *page = make_page ("The lighthouse", "the lamp");
  g_autofree char *good = test_place_write (place, "good.html", rich_page, -1);
  g_autofree char *plain = test_place_write (place, "plain.html", page, -1);
  g_autofree char *odd = test_place_write (place, "odd\r\342\200\251name.html", page, -1);
  g_autofree char *empty = test_place_write (place, "empty.html", "", 0);
  g_autofree char *noise = test_place_write (place, "noise", "\0\1\2\377\376<p\0>", 8);
  const struct
  {
    const char *path, *url;
    const char *title;
    gboolean error;
  } cases[] = {
    { good, RICH_URL, "The ferry to the island", FALSE },
    { "/no/such/file", RICH_URL, NULL, TRUE },
    { plain, "", "The lighthouse", FALSE },
    { plain, NULL, "The lighthouse", FALSE },
    { "", NULL, NULL, TRUE },
    { "", "https://example.org/", NULL, TRUE },
    { place->folder, RICH_URL, NULL, TRUE },
    { empty, RICH_URL, NULL, FALSE },
    { noise, RICH_URL, NULL, FALSE },
    { odd, RICH_URL, "The lighthouse", FALSE },
    { "bad\xff", "https://\xff.example/", NULL, TRUE },
    { plain, "not an address \xff", "The lighthouse", FALSE },
    { plain, "https://example.org/a\tmore", "The lighthouse", FALSE },
    { good, RICH_URL, "The ferry to the island", FALSE },
  };
  g_autoptr (GSubprocessLauncher) launcher
      = cli_launcher (NULL, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) child
      = cli_start (launcher, (const char *const[]){ "extract", "--batch", NULL });
  GOutputStream *questions = g_subprocess_get_stdin_pipe (child);
  g_autoptr (GDataInputStream) answers
      = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strconcat (cases[i].path, cases[i].url != NULL ? "\t" : "",
                                           cases[i].url != NULL ? cases[i].url : "", "\n", NULL);
      g_autoptr (JsonNode) node = NULL;

      g_test_message ("%u", i);
      g_output_stream_write_all (questions, line, strlen (line), NULL, NULL, &error);
      g_assert_no_error (error);
      node = read_answer (answers);
      g_assert_true (json_object_has_member (json_node_get_object (node), "error")
                     == cases[i].error);
      if (cases[i].error)
        g_assert_cmpuint (strlen (get (node, "error")), >, 0);
      else
        {
          assert_keys (node);
          if (cases[i].title != NULL)
            g_assert_cmpstr (get (node, "title"), ==, cases[i].title);
        }
    }
  g_output_stream_close (questions, NULL, &error);
  g_assert_no_error (error);
  {
    g_autofree char *rest = g_data_input_stream_read_line (answers, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_null (rest);
  }
  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
}

/* The last line may lack its end; line breaks of another system are none of the name. */
static void
test_batch_ends (void)
{
  static const char *const endings[] = { "", "\n", "\r\n" };
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *good = test_place_write (place, "good.html", rich_page, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *line = g_strdup_printf ("%s\t%s%s", good, RICH_URL, endings[i]);
      g_autoptr (GBytes) input = g_bytes_new (line, strlen (line));
      g_autoptr (CliRun) run
          = cli_run_with (NULL, NULL, input, (const char *const[]){ "extract", "--batch", NULL });
      g_autoptr (JsonNode) node = NULL;

      assert_status (run, 0);
      node = cli_run_json (run);
      g_assert_cmpstr (get (node, "title"), ==, "The ferry to the island");
    }
  {
    g_autoptr (CliRun) run = cli_run (NULL, "extract", "--batch", NULL);

    assert_status (run, 0);
    g_assert_cmpstr (run->out, ==, "");
  }
}

/* A folder of rules is tried on a page; what is wrong with one is told, and the rest counts. */
static void
test_rules (void)
{
  static const char rule[] = "site: harbour.example\ntitle: .shown\nbody: p:hover\n";
  static const char html[] = "<title>Harbour</title><p class=shown>The board of the harbour</p>";
  g_autoptr (TestPlace) place = test_place_new ();
  g_autofree char *path = test_place_write (place, "harbour.rule", rule, -1);
  g_autofree char *other = test_place_write (place, "harbour.txt", "no rule", -1);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  g_autoptr (GBytes) input = g_bytes_new_static (html, strlen (html));
  const char *const words[] = { "extract", "--rules", folder, "https://harbour.example/", NULL };
  const char *const lost[] = { "extract", "--rules", missing, "https://harbour.example/", NULL };
  g_autoptr (CliRun) run = cli_run_with (NULL, NULL, input, words);
  g_autoptr (CliRun) none = cli_run_with (NULL, NULL, input, lost);
  g_autoptr (JsonNode) node = cli_run_json (run), plain = cli_run_json (none);

  assert_status (run, 0);
  g_assert_cmpstr (run->err, ==,
                   "sheaf-cli: harbour.rule:3: character 2: “:hover” is not known here\n");
  g_assert_cmpstr (get (node, "title"), ==, "The board of the harbour");
  assert_status (none, 0);
  assert_has (none->err, "missing");
  g_assert_cmpstr (get (plain, "title"), ==, "Harbour");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/extract/keys", test_keys);
  g_test_add_func ("/cli/extract/nulls", test_nulls);
  g_test_add_func ("/cli/extract/published", test_published);
  g_test_add_func ("/cli/extract/charset", test_charset);
  g_test_add_func ("/cli/extract/direction", test_direction);
  g_test_add_func ("/cli/extract/no-library", test_no_library);
  g_test_add_func ("/cli/extract/too-big", test_too_big);
  g_test_add_func ("/cli/extract/explain", test_explain);
  g_test_add_func ("/cli/extract/explain-batch", test_explain_batch);
  g_test_add_func ("/cli/extract/batch", test_batch);
  g_test_add_func ("/cli/extract/batch-ends", test_batch_ends);
  g_test_add_func ("/cli/extract/rules", test_rules);

  return g_test_run ();
}

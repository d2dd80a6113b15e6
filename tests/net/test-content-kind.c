/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Content-Type as servers write it, and the first bytes of what they send. */

#include "net/content-kind.h"

#include <string.h>

static void
test_parse (void)
{
  static const struct
  {
    const char *header, *type, *charset;
  } cases[] = {
    { NULL, NULL, NULL },
    { "", NULL, NULL },
    { ";", NULL, NULL },
    { "  ; charset=utf-8", NULL, "utf-8" },
    { "text/html", "text/html", NULL },
    { "Text/HTML", "text/html", NULL },
    { "  text/html  ", "text/html", NULL },
    { "text/html;charset=utf-8", "text/html", "utf-8" },
    { "text/html; charset=UTF-8", "text/html", "UTF-8" },
    { "text/html ; Charset = \"iso-8859-2\" ", "text/html", "iso-8859-2" },
    { "text/html; charset=\"utf-8\"; level=1", "text/html", "utf-8" },
    { "text/html; level=1; charset=koi8-r", "text/html", "koi8-r" },
    { "text/html; charset=utf-8; charset=koi8-r", "text/html", "utf-8" },
    { "text/html; charset=", "text/html", NULL },
    { "text/html; charset=\"\"", "text/html", NULL },
    { "text/html; charset=\"", "text/html", NULL },
    { "text/html; charset=\"utf-8", "text/html", "utf-8" },
    { "text/html; charset", "text/html", NULL },
    { "text/html; charsets=utf-8", "text/html", NULL },
    { "text/html; x=charset=utf-8", "text/html", NULL },
    { "image/PNG;;;", "image/png", NULL },
    { "text/html, text/plain", "text/html, text/plain", NULL },
    { "text/html; charset=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "text/html", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *charset = NULL;
      g_autofree char *type = sheaf_content_kind_parse (cases[i].header, &charset);

      g_test_message ("%s", cases[i].header);
      g_assert_cmpstr (type, ==, cases[i].type);
      g_assert_cmpstr (charset, ==, cases[i].charset);
    }
}

/* A header of a thousand parameters is read, and no more than that. */
static void
test_parse_long (void)
{
  g_autoptr (GString) header = g_string_new ("text/html");
  g_autofree char *charset = NULL;
  g_autofree char *type = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (header, ";a=b");
  type = sheaf_content_kind_parse (header->str, &charset);
  g_assert_cmpstr (type, ==, "text/html");
  g_assert_null (charset);
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *type;
    gboolean page, picture, unknown;
  } cases[] = {
    { "text/html", TRUE, FALSE, FALSE },
    { "application/xhtml+xml", TRUE, FALSE, FALSE },
    { "text/plain", TRUE, FALSE, FALSE },
    { "text/markdown", TRUE, FALSE, FALSE },
    { "text/x-markdown", TRUE, FALSE, FALSE },
    { "application/xml", TRUE, FALSE, FALSE },
    { "text/xml", TRUE, FALSE, FALSE },
    { "image/png", FALSE, TRUE, FALSE },
    { "image/jpeg", FALSE, TRUE, FALSE },
    { "image/jpg", FALSE, TRUE, FALSE },
    { "image/gif", FALSE, TRUE, FALSE },
    { "image/webp", FALSE, TRUE, FALSE },
    { "image/svg+xml", FALSE, FALSE, FALSE },
    { "image/tiff", FALSE, FALSE, FALSE },
    { "image/avif", FALSE, FALSE, FALSE },
    { "application/pdf", FALSE, FALSE, FALSE },
    { "video/mp4", FALSE, FALSE, FALSE },
    { "application/json", FALSE, FALSE, FALSE },
    { "text/htmlx", FALSE, FALSE, FALSE },
    { "application/octet-stream", FALSE, FALSE, TRUE },
    { "binary/octet-stream", FALSE, FALSE, TRUE },
    { "unknown/unknown", FALSE, FALSE, TRUE },
    { "*/*", FALSE, FALSE, TRUE },
    { NULL, FALSE, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].type);
      g_assert_cmpint (sheaf_content_kind_is_page (cases[i].type), ==, cases[i].page);
      g_assert_cmpint (sheaf_content_kind_is_picture (cases[i].type), ==, cases[i].picture);
      g_assert_cmpint (sheaf_content_kind_is_unknown (cases[i].type), ==, cases[i].unknown);
    }
}

#define BYTES(literal) literal, sizeof (literal) - 1

static void
test_sniff (void)
{
  static const struct
  {
    const char *bytes;
    gsize size;
    const char *type;
  } cases[] = {
    { BYTES ("%PDF-1.7\n"), "application/pdf" },
    { BYTES ("%PDF"), "text/plain" },
    { BYTES ("\211PNG\r\n\032\nxx"), "image/png" },
    { BYTES ("\211PNG\r\n\032"), "text/plain" },
    { BYTES ("\377\330\377\340"), "image/jpeg" },
    { BYTES ("GIF89a"), "image/gif" },
    { BYTES ("RIFF\001\0\0\0WEBPVP8 "), "image/webp" },
    { BYTES ("RIFF\001\0\0\0WAVE"), "application/octet-stream" },
    { BYTES ("PK\003\004"), "application/zip" },
    { BYTES ("\037\213\010"), "application/gzip" },
    { BYTES ("\0\0\0\030ftypmp42"), "application/octet-stream" },
    { BYTES (""), "application/octet-stream" },
    { BYTES ("ab\0cd"), "application/octet-stream" },
    { BYTES ("\377\376<\0h\0t\0m\0l\0"), "text/html" },
    { BYTES ("\376\377\0<\0h\0t\0m\0l"), "text/html" },
    { BYTES ("<!DOCTYPE html>"), "text/html" },
    { BYTES ("\357\273\277 \r\n\t<!doctype HTML PUBLIC"), "text/html" },
    { BYTES ("<HTML lang=en>"), "text/html" },
    { BYTES ("<!-- made by hand --><p>"), "text/html" },
    { BYTES ("<article>"), "text/html" },
    { BYTES ("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">"), "text/html" },
    { BYTES ("<?xml version=\"1.0\"?><rss>"), "text/xml" },
    { BYTES ("<svg xmlns=\"http://www.w3.org/2000/svg\">"), "text/plain" },
    { BYTES ("Plain words, and later <html>"), "text/plain" },
    { BYTES ("Gr\374n"), "text/plain" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* On the heap, so that reading past the end is seen. */
      g_autofree guint8 *copy = g_memdup2 (cases[i].bytes, cases[i].size);

      g_test_message ("%u: %s", i, cases[i].type);
      g_assert_cmpstr (sheaf_content_kind_sniff (copy, cases[i].size), ==, cases[i].type);
    }
}

/* The same bytes, cut at every place, never read past their end. */
static void
test_sniff_cut (void)
{
  static const char bytes[]
      = "\357\273\277  <?xml version=\"1.0\"?><html><head><title>x</title></head></html>";

  for (gsize size = 0; size < sizeof bytes; size++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, size);

      g_assert_nonnull (sheaf_content_kind_sniff (copy, size));
    }
}

static void
test_has_end (void)
{
  static const struct
  {
    const char *type, *bytes;
    gsize size;
    gboolean has_end;
  } cases[] = {
    { "text/html", BYTES ("<html><p>x</body></html>\n"), TRUE },
    { "text/html", BYTES ("<HTML><P>x</BODY>"), TRUE },
    { "text/html", BYTES ("<html><p>x</html"), TRUE },
    { "text/html", BYTES ("<html><p>x"), FALSE },
    { "text/html", BYTES ("<html><p>x</htm"), FALSE },
    { "text/html", BYTES ("<html><p>x<</</</html"), TRUE },
    { "text/html", BYTES (""), FALSE },
    { "text/html", BYTES ("\377\376<\0/\0h\0t\0m\0l\0>\0"), TRUE },
    { "application/xhtml+xml", BYTES ("<html><p>x"), FALSE },
    { "text/plain", BYTES ("x"), TRUE },
    { "text/plain", BYTES (""), TRUE },
    { "text/markdown", BYTES ("x"), TRUE },
    { "image/png", BYTES ("\211PNG\r\n\032\n....IEND\256B`\202"), TRUE },
    { "image/png", BYTES ("\211PNG\r\n\032\n....IEN"), FALSE },
    { "image/jpeg", BYTES ("\377\330\377\340....\377\331"), TRUE },
    { "image/jpeg", BYTES ("\377\330\377\340....\377"), FALSE },
    { "image/gif", BYTES ("GIF89a....\0;"), TRUE },
    { "image/gif", BYTES ("GIF89a...."), FALSE },
    { "image/webp", BYTES ("RIFF\006\0\0\0WEBPVP"), TRUE },
    { "image/webp", BYTES ("RIFF\007\0\0\0WEBPVP"), FALSE },
    { "image/webp", BYTES ("RIFF\377\377\377\377WEBPVP"), FALSE },
    /* By what it is, not by what it is called. */
    { "image/jpeg", BYTES ("\211PNG\r\n\032\n....IEND\256B`\202"), TRUE },
    { "image/png", BYTES ("\377\330\377\340...."), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree guint8 *copy = g_memdup2 (cases[i].bytes, cases[i].size);

      g_test_message ("%u: %s", i, cases[i].type);
      g_assert_cmpint (sheaf_content_kind_has_end (cases[i].type, copy, cases[i].size), ==,
                       cases[i].has_end);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/content-kind/parse", test_parse);
  g_test_add_func ("/net/content-kind/parse-long", test_parse_long);
  g_test_add_func ("/net/content-kind/kinds", test_kinds);
  g_test_add_func ("/net/content-kind/sniff", test_sniff);
  g_test_add_func ("/net/content-kind/sniff-cut", test_sniff_cut);
  g_test_add_func ("/net/content-kind/has-end", test_has_end);

  return g_test_run ();
}

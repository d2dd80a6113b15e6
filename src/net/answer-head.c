/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Status codes by RFC 9110; one encoding, gzip. */

#include "net/answer-head.h"

SheafError
sheaf_answer_error (guint status)
{
  if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE)
    return SHEAF_ERROR_NOT_FOUND;
  if (status == SOUP_STATUS_REQUEST_TIMEOUT || status == 429 || status >= 500)
    return SHEAF_ERROR_NETWORK;

  return SHEAF_ERROR_BLOCKED;
}

gboolean
sheaf_answer_decode (SoupMessageHeaders *headers, GInputStream **stream)
{
  const char *encoding = soup_message_headers_get_list (headers, "Content-Encoding");
  g_autoptr (GZlibDecompressor) gunzip = NULL;
  GInputStream *decoded;

  if (encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0)
    return TRUE;
  if (g_ascii_strcasecmp (encoding, "gzip") != 0 && g_ascii_strcasecmp (encoding, "x-gzip") != 0)
    return FALSE;
  gunzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  decoded = g_converter_input_stream_new (*stream, G_CONVERTER (gunzip));
  g_object_unref (*stream);
  *stream = decoded;

  return TRUE;
}

gboolean
sheaf_answer_is_counted (SoupMessageHeaders *headers)
{
  return soup_message_headers_get_list (headers, "Content-Length") != NULL
         && soup_message_headers_get_list (headers, "Transfer-Encoding") == NULL;
}

gboolean
sheaf_answer_keeps_count (SoupMessageHeaders *headers, gsize came)
{
  const char *counts = soup_message_headers_get_list (headers, "Content-Length");
  g_auto (GStrv) parts = g_strsplit (counts != NULL ? counts : "", ",", 8);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint64 count;

      if (!g_ascii_string_to_unsigned (g_strstrip (parts[i]), 10, 0, G_MAXINT64, &count, NULL)
          || count > came || !g_str_equal (parts[i], parts[0]))
        return FALSE;
    }

  return TRUE;
}

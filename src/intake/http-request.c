/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The head is read by lines, each ended by CR LF and nothing else; the body by its length or by
 * chunks. Whatever stands where the grammar of RFC 9112 has no place for it refuses the request. */

#include "intake/http-request.h"

#include <string.h>

#define CHUNK_LINE_MOST 256 /* bytes of a chunk's size and what may stand behind it */
#define CHUNK_DIGITS_MOST 8 /* hexadecimal: no chunk is longer than four gigabytes */
#define LENGTH_DIGITS_MOST 12
#define FIRST_ROOM (64 * 1024)

typedef enum
{
  READ_LINE, /* the request's, headers' */
  READ_LENGTH,
  READ_CHUNK_SIZE,
  READ_CHUNK,
  READ_CHUNK_END,
  READ_TRAILERS,
} Reading;

struct _SheafHttpRequest
{
  SheafHttpState state;
  Reading reading;
  guint status;
  gsize body_most;

  GString *line;
  gsize head_bytes; /* of lines read so far, and of trailers */
  char *method, *target;
  GHashTable *headers; /* name in small letters -> value */
  guint n_headers;

  GByteArray *body;
  gboolean chunked;
  guint64 left; /* of the body, or of the chunk */
};

/* Those of which a second one would be read by one program and not by another. */
static const char *const single[] = {
  "host",         "origin", "authorization",     "content-length",
  "content-type", "expect", "transfer-encoding", "access-control-request-method",
};

static SheafHttpState
refuse (SheafHttpRequest *self, guint status)
{
  self->status = status;

  return self->state = SHEAF_HTTP_REFUSED;
}

/* --- The grammar --- */

static gboolean
is_token_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

static gsize
span_token (const char *text)
{
  gsize n = 0;

  while (is_token_char (text[n]))
    n++;

  return n;
}

static gboolean
read_request_line (SheafHttpRequest *self)
{
  const char *line = self->line->str;
  gsize method = span_token (line), target = 0;

  if (method == 0 || line[method] != ' ' || line[method + 1] != '/')
    return FALSE;
  for (const char *p = line + method + 1; g_ascii_isgraph (*p) && *p != '#'; p++)
    target++;
  if (!g_str_equal (line + method + 1 + target, " HTTP/1.1"))
    return FALSE;
  self->method = g_strndup (line, method);
  self->target = g_strndup (line + method + 1, target);

  return TRUE;
}

/* No spaces before the colon, no control character in the value. */
static gboolean
read_header (SheafHttpRequest *self)
{
  const char *line = self->line->str;
  gsize n = span_token (line);
  g_autofree char *name = g_ascii_strdown (line, n), *value = NULL;
  gboolean once = FALSE;

  if (n == 0 || line[n] != ':')
    return FALSE;
  for (const char *p = line + n + 1; *p != '\0'; p++)
    if (((guchar)*p < ' ' && *p != '\t') || *p == 0x7f)
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (single); i++)
    once = once || g_str_equal (name, single[i]);
  if (g_hash_table_contains (self->headers, name))
    return !once;
  value = g_strdup (line + n + 1);
  g_hash_table_insert (self->headers, g_steal_pointer (&name),
                       g_strstrip (g_steal_pointer (&value)));

  return TRUE;
}

/* Digits alone. */
static gboolean
read_number (const char *text, guint base, gsize digits_most, guint64 *number)
{
  gsize n = 0;

  *number = 0;
  for (; text[n] != '\0'; n++)
    {
      int digit = base == 16 ? g_ascii_xdigit_value (text[n]) : g_ascii_digit_value (text[n]);

      if (digit < 0 || n >= digits_most)
        return FALSE;
      *number = *number * base + (guint)digit;
    }

  return n > 0;
}

/* --- The head --- */

static SheafHttpState
end_head (SheafHttpRequest *self)
{
  const char *coding = g_hash_table_lookup (self->headers, "transfer-encoding");
  const char *length = g_hash_table_lookup (self->headers, "content-length");
  const char *expect = g_hash_table_lookup (self->headers, "expect");

  if (!g_hash_table_contains (self->headers, "host") || (coding != NULL && length != NULL)
      || (coding != NULL && g_ascii_strcasecmp (coding, "chunked") != 0)
      || (length != NULL && !read_number (length, 10, LENGTH_DIGITS_MOST, &self->left))
      || (expect != NULL && g_ascii_strcasecmp (expect, "100-continue") != 0))
    return refuse (self, 400);
  self->chunked = coding != NULL;

  return self->state = SHEAF_HTTP_JUDGE;
}

static SheafHttpState
end_head_line (SheafHttpRequest *self)
{
  if (self->method == NULL)
    return read_request_line (self) ? self->state : refuse (self, 400);
  if (self->line->len == 0)
    return end_head (self);
  if (++self->n_headers > SHEAF_HTTP_HEADERS_MOST)
    return refuse (self, 431);

  return read_header (self) ? self->state : refuse (self, 400);
}

/* --- The body --- */

static SheafHttpState
end_chunk_line (SheafHttpRequest *self)
{
  char *extension = strchr (self->line->str, ';');

  if (extension != NULL)
    *extension = '\0';
  if (!read_number (self->line->str, 16, CHUNK_DIGITS_MOST, &self->left))
    return refuse (self, 400);
  if (self->body->len + self->left > self->body_most)
    return refuse (self, 413);
  self->reading = self->left > 0 ? READ_CHUNK : READ_TRAILERS;

  return self->state;
}

static SheafHttpState
end_trailer (SheafHttpRequest *self)
{
  gsize n = span_token (self->line->str);

  if (self->line->len == 0)
    return self->state = SHEAF_HTTP_WHOLE;
  if (n == 0 || self->line->str[n] != ':')
    return refuse (self, 400);
  if (++self->n_headers > SHEAF_HTTP_HEADERS_MOST)
    return refuse (self, 431);

  return self->state;
}

static gsize
take_body (SheafHttpRequest *self, const char *data, gsize size)
{
  gsize n = (gsize)MIN (self->left, size);

  g_byte_array_append (self->body, (const guint8 *)data, (guint)n);
  self->left -= n;
  if (self->left == 0 && self->reading == READ_LENGTH)
    self->state = SHEAF_HTTP_WHOLE;
  else if (self->left == 0)
    self->reading = READ_CHUNK_END;

  return n;
}

/* --- Lines --- */

static SheafHttpState
end_line (SheafHttpRequest *self)
{
  SheafHttpState state;

  switch (self->reading)
    {
    case READ_LINE:
      state = end_head_line (self);
      break;
    case READ_CHUNK_SIZE:
      state = end_chunk_line (self);
      break;
    case READ_CHUNK_END:
      self->reading = READ_CHUNK_SIZE;
      state = self->line->len == 0 ? self->state : refuse (self, 400);
      break;
    case READ_TRAILERS:
      state = end_trailer (self);
      break;
    case READ_LENGTH:
    case READ_CHUNK:
    default:
      g_assert_not_reached ();
    }
  g_string_truncate (self->line, 0);

  return state;
}

static gboolean
line_is_too_long (const SheafHttpRequest *self)
{
  if (self->reading == READ_LINE && self->method == NULL)
    return self->line->len > SHEAF_HTTP_LINE_MOST;
  if (self->reading == READ_LINE || self->reading == READ_TRAILERS)
    return self->head_bytes > SHEAF_HTTP_HEAD_MOST;

  return FALSE;
}

/* Up to the end of a line, which is no part of it, or to a fault. */
static gsize
take_line (SheafHttpRequest *self, const char *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    {
      gboolean after_return = self->line->len > 0 && self->line->str[self->line->len - 1] == '\r';

      if (data[i] == '\0' || after_return != (data[i] == '\n'))
        {
          refuse (self, 400);
          return i;
        }
      if (data[i] == '\n')
        {
          g_string_truncate (self->line, self->line->len - 1);
          end_line (self);
          return i + 1;
        }
      g_string_append_c (self->line, data[i]);
      self->head_bytes += self->reading == READ_LINE || self->reading == READ_TRAILERS;
      if (line_is_too_long (self))
        refuse (self, 431);
      else if (self->reading == READ_CHUNK_SIZE && self->line->len > CHUNK_LINE_MOST)
        refuse (self, 400);
      else if (self->reading == READ_CHUNK_END && self->line->str[0] != '\r')
        refuse (self, 400);
      if (self->state == SHEAF_HTTP_REFUSED)
        return i;
    }

  return size;
}

/* --- The outside --- */

SheafHttpState
sheaf_http_request_feed (SheafHttpRequest *self, const char *data, gsize size, gsize *used)
{
  g_return_val_if_fail (self != NULL, SHEAF_HTTP_REFUSED);

  *used = 0;
  while (*used < size && (self->state == SHEAF_HTTP_HEAD || self->state == SHEAF_HTTP_BODY))
    *used += self->reading == READ_LENGTH || self->reading == READ_CHUNK
                 ? take_body (self, data + *used, size - *used)
                 : take_line (self, data + *used, size - *used);

  return self->state;
}

SheafHttpState
sheaf_http_request_want_body (SheafHttpRequest *self)
{
  g_return_val_if_fail (self->state == SHEAF_HTTP_JUDGE, SHEAF_HTTP_REFUSED);

  if (!self->chunked && !g_hash_table_contains (self->headers, "content-length"))
    return refuse (self, 411);
  if (!self->chunked && self->left > self->body_most)
    return refuse (self, 413);
  self->body
      = g_byte_array_sized_new ((guint)(self->chunked ? FIRST_ROOM : MIN (self->left, FIRST_ROOM)));
  self->reading = self->chunked ? READ_CHUNK_SIZE : READ_LENGTH;
  self->state = !self->chunked && self->left == 0 ? SHEAF_HTTP_WHOLE : SHEAF_HTTP_BODY;

  return self->state;
}

SheafHttpState
sheaf_http_request_get_state (const SheafHttpRequest *self)
{
  return self->state;
}

guint
sheaf_http_request_get_status (const SheafHttpRequest *self)
{
  return self->status;
}

const char *
sheaf_http_request_get_method (const SheafHttpRequest *self)
{
  return self->method;
}

const char *
sheaf_http_request_get_target (const SheafHttpRequest *self)
{
  return self->target;
}

const char *
sheaf_http_request_get_header (const SheafHttpRequest *self, const char *name)
{
  return g_hash_table_lookup (self->headers, name);
}

gboolean
sheaf_http_request_expects_continue (const SheafHttpRequest *self)
{
  return g_hash_table_contains (self->headers, "expect");
}

GBytes *
sheaf_http_request_steal_body (SheafHttpRequest *self)
{
  g_return_val_if_fail (self->state == SHEAF_HTTP_WHOLE && self->body != NULL, NULL);

  return g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
}

SheafHttpRequest *
sheaf_http_request_new (gsize body_most)
{
  SheafHttpRequest *self = g_new0 (SheafHttpRequest, 1);

  self->body_most = MIN (body_most, G_MAXUINT / 2); /* what a GByteArray can hold */
  self->line = g_string_new (NULL);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
sheaf_http_request_free (SheafHttpRequest *self)
{
  g_string_free (self->line, TRUE);
  g_hash_table_unref (self->headers);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_free (self->method);
  g_free (self->target);
  g_free (self);
}

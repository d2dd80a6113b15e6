/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which encoding the bytes are in, and their decoding by iconv. */

#include "html/html-charset.h"

#include "base/text.h"
#include "html/charset-label.h"

#include <string.h>
#include <uchardet.h>

#define META_BYTES 1024
#define GUESS_BYTES (16 * 1024)
#define REPLACEMENT "\357\277\275"
#define SPACES " \t\r\n\f"

typedef struct
{
  const char *bytes;
  gsize size;
} Input;

/* --- Decoding --- */

/* One unit that cannot be decoded. Of windows-1252's five holes the standard makes the controls of
 * the same numbers. */
static void
skip_unit (GString *out, Input *input, const char *encoding)
{
  gsize unit = g_str_has_prefix (encoding, "UTF-16") ? 2 : 1;

  if (g_str_has_suffix (encoding, "1252"))
    g_string_append_unichar (out, (guchar)*input->bytes);
  else
    g_string_append (out, REPLACEMENT);
  unit = MIN (unit, input->size);
  input->bytes += unit;
  input->size -= unit;
}

/* Decodes INPUT whole; *FAILURES: the units which strict decoding would have stopped at. ENCODING
 * is one that iconv has. (transfer full) */
static GString *
decode (Input input, const char *encoding, gsize *failures)
{
  GString *out = g_string_sized_new (input.size + input.size / 4);
  GIConv conv = g_iconv_open ("UTF-8", encoding);
  gboolean more = TRUE;

  *failures = 0;
  while (more)
    {
      char buffer[8192], *to = buffer, *from = (char *)input.bytes;
      gsize room = sizeof buffer, result;

      more = input.size > 0;
      result = g_iconv (conv, more ? &from : NULL, &input.size, &to, &room);
      input.bytes = from;
      g_string_append_len (out, buffer, to - buffer);
      if (more && result == (gsize)-1 && to == buffer)
        {
          skip_unit (out, &input, encoding);
          *failures += 1;
        }
    }
  g_iconv_close (conv);

  return out;
}

/* --- What the bytes themselves say --- */

static gboolean
has_non_ascii (Input input)
{
  for (gsize i = 0; i < input.size; i++)
    if ((guchar)input.bytes[i] >= 0x80)
      return TRUE;

  return FALSE;
}

/* Valid UTF-8, apart from any NUL, with at least one sequence that is not ASCII. */
static gboolean
is_utf8 (Input input)
{
  const char *end = input.bytes + input.size;

  for (const char *p = input.bytes; p < end; p++)
    {
      const char *stop = memchr (p, '\0', end - p);

      if (stop == NULL)
        stop = end;
      if (!g_utf8_validate_len (p, stop - p, NULL))
        return FALSE;
      p = stop;
    }

  return has_non_ascii (input);
}

/* (transfer full), (nullable) */
static char *
dup_guess (Input input)
{
  gsize first = 0;
  uchardet_t detector;
  char *encoding = NULL;

  /* Escapes are how ISO-2022-JP leaves ASCII. */
  while (first < input.size && (guchar)input.bytes[first] < 0x80 && input.bytes[first] != '\033')
    first++;
  if (first == input.size)
    return NULL;
  detector = uchardet_new ();
  if (uchardet_handle_data (detector, input.bytes + first, MIN (input.size - first, GUESS_BYTES))
      == 0)
    {
      uchardet_data_end (detector);
      encoding = sheaf_charset_label_dup_guessed (uchardet_get_charset (detector));
    }
  uchardet_delete (detector);

  return encoding;
}

/* --- <meta> --- */

/* One attribute of a tag, in small letters; *AT moves behind it. FALSE at the tag's end. */
static gboolean
read_attribute (const char **at, char **name, char **value)
{
  const char *p = *at + strspn (*at, SPACES "/");
  gsize n = strcspn (p, SPACES "/>=");

  n += n == 0 && *p == '=';
  if (*p == '\0' || *p == '>')
    return FALSE;
  *name = g_strndup (p, n);
  p += n;
  p += strspn (p, SPACES);
  if (*p != '=')
    {
      *value = g_strdup ("");
      *at = p;
      return TRUE;
    }
  p += 1 + strspn (p + 1, SPACES);
  if (*p == '"' || *p == '\'')
    {
      const char *end = strchr (p + 1, *p);

      n = end != NULL ? (gsize)(end - p) - 1 : strlen (p + 1);
      *value = g_strndup (p + 1, n);
      *at = p + 1 + n + (end != NULL);
      return TRUE;
    }
  n = strcspn (p, SPACES ">");
  *value = g_strndup (p, n);
  *at = p + n;

  return TRUE;
}

/* "text/html; charset=X" -> X. (transfer full), (nullable) */
static char *
dup_content_charset (const char *content)
{
  for (const char *p = strstr (content, "charset"); p != NULL; p = strstr (p, "charset"))
    {
      p += strlen ("charset");
      p += strspn (p, SPACES);
      if (*p != '=')
        continue;
      p += 1 + strspn (p + 1, SPACES);
      if (*p == '"' || *p == '\'')
        {
          const char *end = strchr (p + 1, *p);

          return end != NULL ? g_strndup (p + 1, end - p - 1) : NULL;
        }
      return g_strndup (p, strcspn (p, SPACES ";"));
    }

  return NULL;
}

/* AT: behind "<meta"; moves to the tag's end. (transfer full), (nullable) */
static char *
read_meta (const char **at)
{
  g_autofree char *charset = NULL;
  g_autofree char *content = NULL;
  gboolean is_type = FALSE;
  char *name, *value;

  while (read_attribute (at, &name, &value))
    {
      if (g_str_equal (name, "http-equiv"))
        is_type = g_str_equal (value, "content-type");
      else if (g_str_equal (name, "charset") && charset == NULL)
        charset = g_steal_pointer (&value);
      else if (g_str_equal (name, "content") && content == NULL)
        content = dup_content_charset (value);
      g_free (name);
      g_free (value);
    }
  if (charset != NULL)
    return g_steal_pointer (&charset);

  return is_type ? g_steal_pointer (&content) : NULL;
}

/* P at a '<': behind that tag or comment; NULL: nothing is behind it. */
static const char *
skip_markup (const char *p)
{
  char *name, *value;

  if (g_str_has_prefix (p, "<!--"))
    {
      const char *end = strstr (p + 2, "-->");

      return end != NULL ? end + 3 : NULL;
    }
  if (!g_ascii_isalpha (p[1]) && !(p[1] == '/' && g_ascii_isalpha (p[2])))
    return p[1] == '!' || p[1] == '/' || p[1] == '?' ? strchr (p, '>') : p + 1;
  p += strcspn (p, SPACES ">");
  while (read_attribute (&p, &name, &value))
    {
      g_free (name);
      g_free (value);
    }

  return p;
}

/* iconv's name of what a <meta> in the first bytes declares, the first that is a label; NULL where
 * none does. A <meta> that was readable as bytes does not stand in UTF-16. */
static const char *
find_meta (Input input)
{
  g_autofree char *head = g_ascii_strdown (input.bytes, MIN (input.size, META_BYTES));

  for (const char *p = strchr (head, '<'); p != NULL; p = p != NULL ? strchr (p, '<') : NULL)
    {
      g_autofree char *label = NULL;
      const char *encoding;

      if (!g_str_has_prefix (p, "<meta") || p[5] == '\0' || strchr (SPACES "/", p[5]) == NULL)
        {
          p = skip_markup (p);
          continue;
        }
      p += strlen ("<meta");
      label = read_meta (&p);
      encoding = sheaf_charset_label_find (label);
      if (encoding != NULL)
        return g_str_has_prefix (encoding, "UTF-16") ? "UTF-8" : encoding;
    }

  return NULL;
}

/* --- Which of them --- */

/* NULL where there is no declaration or it is not to be believed. (transfer full) */
static GString *
decode_declared (Input input, const char *encoding)
{
  g_autoptr (GString) text = NULL;
  gsize failures;

  if (encoding == NULL)
    return NULL;
  if (g_str_equal (encoding, "UTF-8"))
    return g_string_new_len (input.bytes, input.size);
  if (g_str_has_prefix (encoding, "UTF-16") && memchr (input.bytes, '\0', input.size) == NULL)
    return NULL; /* markup and spaces would have NULs in it */
  text = decode (input, encoding, &failures);

  return failures > 0 && is_utf8 (input) ? NULL : g_steal_pointer (&text);
}

/* (transfer full) */
static GString *
decode_marked (Input input)
{
  static const struct
  {
    const char *bytes, *encoding;
  } marks[] = {
    { "\357\273\277", "UTF-8" },
    { "\377\376", "UTF-16LE" },
    { "\376\377", "UTF-16BE" },
  };
  gsize failures;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize length = strlen (marks[i].bytes);

      if (input.size < length || memcmp (input.bytes, marks[i].bytes, length) != 0)
        continue;
      input.bytes += length;
      input.size -= length;
      if (i == 0)
        return g_string_new_len (input.bytes, input.size);
      return decode (input, marks[i].encoding, &failures);
    }

  return NULL;
}

/* Text that may still need cleaning. (transfer full) */
static GString *
decode_any (Input input, const char *http_charset, gboolean is_html)
{
  g_autofree char *guess = NULL;
  GString *text;
  gsize failures;

  if ((text = decode_marked (input)) != NULL
      || (text = decode_declared (input, sheaf_charset_label_find (http_charset))) != NULL)
    return text;
  if (is_utf8 (input))
    return g_string_new_len (input.bytes, input.size);
  if (is_html && (text = decode_declared (input, find_meta (input))) != NULL)
    return text;
  guess = dup_guess (input);
  if ((text = decode_declared (input, guess)) != NULL)
    return text;

  return decode (input, sheaf_charset_label_find ("windows-1252"), &failures);
}

GBytes *
sheaf_html_to_utf8 (GBytes *bytes, const char *http_charset, gboolean is_html)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  Input input = { data != NULL ? data : "", size };
  g_autoptr (GString) text = decode_any (input, http_charset, is_html);
  char *valid = sheaf_text_make_valid (text->str, text->len);

  return g_bytes_new_take (valid, strlen (valid));
}

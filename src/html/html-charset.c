/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which encoding the bytes are in, and their decoding by iconv. */

#include "html/html-charset.h"

#include "base/text.h"
#include "html/charset-label.h"

#include <string.h>
#include <uchardet.h>

#define META_BYTES 1024
#define GUESS_BYTES (16 * 1024)
#define LETTERS_PER_FAILURE 50
#define REPLACEMENT "\357\277\275"
#define SPACES " \t\r\n\f"

typedef struct
{
  const char *bytes;
  gsize size;
} Input;

/* --- Decoding --- */

/* What the standard has and glibc's tables lack. */
static const struct
{
  const char *encoding; /* the beginning of iconv's name */
  const char *bytes, *text;
} missing[] = {
  { "BIG5", "\241\132", "╴" },  { "BIG5", "\241\303", "￣" }, { "BIG5", "\241\305", "ˍ" },
  { "BIG5", "\241\376", "／" }, { "BIG5", "\242\100", "＼" }, { "BIG5", "\242\314", "十" },
  { "BIG5", "\242\316", "卅" }, { "BIG5", "\243\341", "€" },  { "GB", "\200", "€" },
};

/* FALSE where INPUT does not begin with one of these. */
static gboolean
decode_missing (GString *out, Input *input, const char *encoding)
{
  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    {
      gsize length = strlen (missing[i].bytes);

      if (sheaf_text_starts_with (encoding, missing[i].encoding) && input->size >= length
          && memcmp (input->bytes, missing[i].bytes, length) == 0)
        {
          g_string_append (out, missing[i].text);
          input->bytes += length;
          input->size -= length;
          return TRUE;
        }
    }

  return FALSE;
}

/* iconv may hold back a letter to see whether a mark follows; it stands before what fails now.
 * Where escapes shift, asking for it would shift back. */
static void
flush_held_back (GString *out, GIConv conv, const char *encoding)
{
  char buffer[64], *to = buffer;
  gsize room = sizeof buffer;

  if (sheaf_text_starts_with (encoding, "ISO-2022"))
    return;
  g_iconv (conv, NULL, NULL, &to, &room);
  g_string_append_len (out, buffer, to - buffer);
}

/* One unit that cannot be decoded. Of windows-1252's five holes the standard makes the controls of
 * the same numbers. */
static void
skip_unit (GString *out, Input *input, const char *encoding)
{
  gsize unit = sheaf_text_starts_with (encoding, "UTF-16") ? 2 : 1;

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
          flush_held_back (out, conv, encoding);
          if (decode_missing (out, &input, encoding))
            continue;
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

/* ONE_BYTE: an encoding of one byte a letter, by beginning with what no other has. (transfer full),
 * (nullable) */
static char *
dup_guess (Input input, gboolean one_byte)
{
  gsize first = 0;
  uchardet_t detector;
  char *encoding = NULL;

  /* Escapes are how ISO-2022-JP leaves ASCII. */
  while (first < input.size && (guchar)input.bytes[first] < 0x80 && input.bytes[first] != '\033')
    first++;
  if (first == input.size)
    return NULL;
  while (first > 0 && g_ascii_isalpha (input.bytes[first - 1])) /* from a word's beginning */
    first--;
  detector = uchardet_new ();
  if (one_byte)
    uchardet_handle_data (detector, "\377 ", 2);
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

/* P: behind an attribute's name. Does its value end before the bytes do? */
static gboolean
has_whole_attribute (const char *p)
{
  p += strspn (p, SPACES);
  if (*p != '=')
    return *p != '\0';
  p += 1 + strspn (p + 1, SPACES);
  if (*p == '"' || *p == '\'')
    return strchr (p + 1, *p) != NULL;

  return p[strcspn (p, SPACES ">")] != '\0';
}

/* One attribute of a tag, in small letters; *AT moves behind it. FALSE at the tag's end, and where
 * the bytes end before the attribute does: half a label may be another one. */
static gboolean
read_attribute (const char **at, char **name, char **value)
{
  const char *p = *at + strspn (*at, SPACES "/");
  gsize n = strcspn (p, SPACES "/>=");

  n += n == 0 && *p == '=';
  *at = p;
  if (*p == '\0' || *p == '>')
    return FALSE;
  if (!has_whole_attribute (p + n))
    {
      *at = p + strlen (p);
      return FALSE;
    }
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
      n = strchr (p + 1, *p) - p - 1;
      *value = g_strndup (p + 1, n);
      *at = p + 1 + n + 1;
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

  if (sheaf_text_starts_with (p, "<!--"))
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
  gsize size = MIN (input.size, META_BYTES);
  g_autofree char *head = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    head[i] = input.bytes[i] != '\0' ? g_ascii_tolower (input.bytes[i]) : ' ';
  head[size] = '\0';
  for (const char *p = strchr (head, '<'); p != NULL; p = p != NULL ? strchr (p, '<') : NULL)
    {
      g_autofree char *label = NULL;
      const char *encoding;

      if (!sheaf_text_starts_with (p, "<meta") || p[5] == '\0' || strchr (SPACES "/", p[5]) == NULL)
        {
          p = skip_markup (p);
          continue;
        }
      p += strlen ("<meta");
      label = read_meta (&p);
      encoding = sheaf_charset_label_find (label);
      if (encoding != NULL)
        return sheaf_text_starts_with (encoding, "UTF-16") ? "UTF-8" : encoding;
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
  if (sheaf_text_starts_with (encoding, "UTF-16") && memchr (input.bytes, '\0', input.size) == NULL)
    return NULL; /* markup and spaces would have NULs in it */
  text = decode (input, encoding, &failures);

  return failures > 0 && is_utf8 (input) ? NULL : g_steal_pointer (&text);
}

static const struct
{
  const char *bytes, *encoding;
} marks[] = {
  { "\357\273\277", "UTF-8" },
  { "\377\376", "UTF-16LE" },
  { "\376\377", "UTF-16BE" },
};

static gboolean
has_mark (Input input, const char *mark)
{
  gsize length = strlen (mark);

  return input.size >= length && memcmp (input.bytes, mark, length) == 0;
}

/* (transfer full) */
static GString *
decode_marked (Input input)
{
  gsize failures;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize length = strlen (marks[i].bytes);

      if (!has_mark (input, marks[i].bytes))
        continue;
      input.bytes += length;
      input.size -= length;
      if (i == 0)
        return g_string_new_len (input.bytes, input.size);
      return decode (input, marks[i].encoding, &failures);
    }

  return NULL;
}

static gsize
count_letters (const GString *text)
{
  gsize n = 0;

  for (gsize i = 0; i < text->len; i++)
    n += (guchar)text->str[i] >= 0xc0;

  return n;
}

/* uchardet takes some texts of one byte a letter for Chinese; too much of them fails then.
 * (transfer full), (nullable) */
static GString *
decode_guessed (Input input, gboolean one_byte)
{
  g_autofree char *guess = dup_guess (input, one_byte);
  g_autoptr (GString) text = NULL;
  gsize failures;

  if (guess == NULL)
    return NULL;
  if (g_str_equal (guess, "UTF-8"))
    return g_string_new_len (input.bytes, input.size);
  text = decode (input, guess, &failures);

  return failures <= 1 + count_letters (text) / LETTERS_PER_FAILURE ? g_steal_pointer (&text)
                                                                    : NULL;
}

/* Text that may still need cleaning. (transfer full) */
static GString *
decode_any (Input input, const char *http_charset, gboolean is_html)
{
  GString *text;
  gsize failures;

  if ((text = decode_marked (input)) != NULL
      || (text = decode_declared (input, sheaf_charset_label_find (http_charset))) != NULL)
    return text;
  if (is_utf8 (input))
    return g_string_new_len (input.bytes, input.size);
  if (is_html && (text = decode_declared (input, find_meta (input))) != NULL)
    return text;
  if ((text = decode_guessed (input, FALSE)) != NULL
      || (text = decode_guessed (input, TRUE)) != NULL)
    return text;

  return decode (input, sheaf_charset_label_find ("windows-1252"), &failures);
}

/* Declared by HTTP to be UTF-8, without a mark, and valid as they are: most pages need no copy.
 * (transfer full), (nullable) */
static GBytes *
new_as_it_is (GBytes *bytes, Input input, const char *http_charset)
{
  if (g_strcmp0 (sheaf_charset_label_find (http_charset), "UTF-8") != 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (has_mark (input, marks[i].bytes))
      return NULL;

  return sheaf_text_is_valid (input.bytes, input.size) ? g_bytes_ref (bytes) : NULL;
}

GBytes *
sheaf_html_to_utf8 (GBytes *bytes, const char *http_charset, gboolean is_html)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  Input input = { data != NULL ? data : "", size };
  GBytes *whole = new_as_it_is (bytes, input, http_charset);
  g_autoptr (GString) text = NULL;
  char *valid;

  if (whole != NULL)
    return whole;
  text = decode_any (input, http_charset, is_html);
  valid = sheaf_text_make_valid (text->str, text->len);

  return g_bytes_new_take (valid, strlen (valid));
}

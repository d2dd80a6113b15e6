/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Quotations are words of a page, of which nothing may be read as more than words; notes are
 * Markdown that the reader wrote. */

#include "store/mark-export.h"

#include "base/time.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const char *const colors[SHEAF_MARK_COLORS]
    = { "yellow", "green", "blue", "pink", "purple" };

const char *
sheaf_mark_color_name (guint color)
{
  return colors[color < SHEAF_MARK_COLORS ? color : 0];
}

/* --- Lines --- */

/* TEXT without control characters but tabs; each end of a line is "\n". (transfer full) */
static char *
clean (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == 0x2028 || c == 0x2029 || (c == '\r' && p[1] != '\n'))
        g_string_append_c (out, '\n');
      else if (c == '\t' || !g_unichar_iscntrl (c))
        g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

/* Each line without white space around it. (transfer full) */
static GStrv
split_lines (const char *text)
{
  g_autofree char *cleaned = clean (text);
  GStrv lines = g_strsplit (cleaned, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_strstrip (lines[i]);

  return lines;
}

static char *
one_line (const char *text)
{
  g_auto (GStrv) lines = split_lines (text);

  return g_strjoinv (" ", lines);
}

/* The note as it was written, without blank lines around it. (transfer full) */
static char *
tidy_note (const char *body)
{
  g_autofree char *cleaned = clean (body);

  g_strchomp (cleaned);

  return g_strdup (cleaned + strspn (cleaned, "\n"));
}

/* --- Markdown --- */

static gboolean
begins_line (const char *line, const char *p)
{
  return p == line;
}

/* "12." or "12)" with its mark at P. */
static gboolean
ends_number (const char *line, const char *p)
{
  gsize digits = strspn (line, "0123456789");

  return digits > 0 && digits < 10 && line + digits == p;
}

static gboolean
is_doubled (const char *line, const char *p)
{
  return p[1] == *p || (p > line && p[-1] == *p);
}

/* "&amp;" is read as "&". */
static gboolean
begins_entity (const char *line, const char *p)
{
  return p[1] == '#' || g_ascii_isalpha (p[1]);
}

/* "a_b" is no emphasis. */
static gboolean
is_between_words (const char *line, const char *p)
{
  return p == line || !g_ascii_isalnum (p[-1]) || !g_ascii_isalnum (p[1]);
}

static gboolean
begins_or_is_doubled (const char *line, const char *p)
{
  return p == line || is_doubled (line, p);
}

/* Where a character is more than itself, to CommonMark or to Obsidian (#tag, ==mark==, %%comment%%,
 * $math$). */
static const struct
{
  const char *characters;
  gboolean (*is_special) (const char *line, const char *p); /* NULL: everywhere */
} specials[] = {
  { "\\`*[]<~|#$^", NULL }, { "_", is_between_words }, { "&", begins_entity },
  { ">+-", begins_line },   { ".)", ends_number },     { "=", begins_or_is_doubled },
  { "%", is_doubled },
};

static gboolean
is_special (const char *line, const char *p)
{
  for (guint i = 0; i < G_N_ELEMENTS (specials); i++)
    if (strchr (specials[i].characters, *p) != NULL)
      return specials[i].is_special == NULL || specials[i].is_special (line, p);

  return FALSE;
}

static void
append_quote_line (GString *out, const char *line)
{
  g_string_append (out, "> ");
  for (const char *p = line; *p != '\0'; p++)
    {
      if (is_special (line, p))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '\n');
}

/* What stands on lines of its own in an article's text are paragraphs. */
static void
append_quote (GString *out, const char *text)
{
  g_auto (GStrv) lines = split_lines (text);
  gboolean first = TRUE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] == '\0')
        continue;
      g_string_append (out, first ? "" : ">\n");
      append_quote_line (out, lines[i]);
      first = FALSE;
    }
}

/* In double quotes nothing of YAML is left but the backslash. */
static void
append_yaml (GString *out, const char *key, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (out, "%s: \"", key);
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char)c);
      else if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 || c == 0xfeff)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_unichar (out, c);
    }
  g_string_append (out, "\"\n");
}

static void
append_front_matter (GString *out, const SheafRow *row)
{
  g_autofree char *saved = sheaf_time_to_iso (row->added_at);

  g_string_append (out, "---\n");
  append_yaml (out, "title", row->title);
  append_yaml (out, "url", row->url);
  append_yaml (out, "author", row->author);
  append_yaml (out, "site", row->site);
  append_yaml (out, "published", row->published);
  if (saved != NULL)
    g_string_append_printf (out, "saved: %s\n", saved);
  g_string_append (out, "---\n");
}

/* How many of C stand at P. */
static gsize
count_run (const char *p, char c)
{
  gsize n = 0;

  while (p[n] == c)
    n++;

  return n;
}

/* LINE begins a block of code, or ends that of OPEN times FENCE; OPEN 0: there is none. How many
 * characters do so; 0: it does neither. */
static gsize
find_fence (const char *line, char fence, gsize open)
{
  const char *p = line + strspn (line, " ");
  gsize n = count_run (p, fence);
  const char *rest = p + n;

  if (p - line > 3 || n < MAX (open, 3))
    return 0;
  if (open > 0)
    return rest[strspn (rest, " \t")] == '\0' ? n : 0;

  return fence == '`' && strchr (rest, '`') != NULL ? 0 : n; /* code within a line */
}

/* Ends a block of code that NOTE begins and does not end: what follows is no part of it. */
static void
append_open_fence (GString *out, const char *note)
{
  g_auto (GStrv) lines = g_strsplit (note, "\n", -1);
  gsize open = 0;
  char fence = '`';

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize n;

      if (open == 0)
        fence = strchr (lines[i], '~') == lines[i] + strspn (lines[i], " ") ? '~' : '`';
      n = find_fence (lines[i], fence, open);
      if (n > 0)
        open = open > 0 ? 0 : n;
    }
  for (gsize i = 0; i < open; i++)
    g_string_append_c (out, fence);
  g_string_append (out, open > 0 ? "\n" : "");
}

static void
append_note (GString *out, const char *body)
{
  g_autofree char *note = body != NULL ? tidy_note (body) : NULL;

  if (note == NULL)
    return;
  g_string_append_printf (out, "\n%s\n", note);
  append_open_fence (out, note);
}

static void
append_markdown (GString *out, const SheafMark *mark)
{
  g_string_append_c (out, '\n');
  append_quote (out, mark->anchor->exact);
  append_note (out, mark->body);
  g_string_append_printf (out, "\n#highlight/%s\n", sheaf_mark_color_name (mark->color));
}

char *
sheaf_marks_to_markdown (const GPtrArray *articles)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < articles->len; i++)
    {
      const SheafMarkedArticle *article = articles->pdata[i];

      g_string_append (out, i > 0 ? "\n" : "");
      append_front_matter (out, article->row);
      append_note (out, article->note);
      for (guint k = 0; k < article->marks->len; k++)
        append_markdown (out, article->marks->pdata[k]);
    }

  return g_string_free (out, FALSE);
}

/* --- Plain text --- */

static void
append_line (GString *out, const char *text)
{
  g_autofree char *line = text != NULL ? one_line (text) : NULL;

  if (line != NULL && *line != '\0')
    g_string_append_printf (out, "%s\n", line);
}

static void
append_text (GString *out, const SheafMark *mark)
{
  g_auto (GStrv) lines = split_lines (mark->anchor->exact);

  g_string_append_c (out, '\n');
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (out, "> %s\n", lines[i]);
  if (mark->body != NULL)
    {
      g_autofree char *note = tidy_note (mark->body);

      g_string_append_printf (out, "%s\n", note);
    }
}

char *
sheaf_marks_to_text (const GPtrArray *articles)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < articles->len; i++)
    {
      const SheafMarkedArticle *article = articles->pdata[i];

      g_string_append (out, i > 0 ? "\n\n" : "");
      append_line (out, article->row->title);
      append_line (out, article->row->author);
      append_line (out, article->row->site);
      append_line (out, article->row->url);
      if (article->note != NULL)
        {
          g_autofree char *note = tidy_note (article->note);

          g_string_append_printf (out, "\n%s\n", note);
        }
      for (guint k = 0; k < article->marks->len; k++)
        append_text (out, article->marks->pdata[k]);
    }

  return g_string_free (out, FALSE);
}

/* --- Annotations --- */

static void
set_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
set_time (JsonBuilder *builder, const char *name, gint64 time)
{
  g_autofree char *iso = time > 0 ? sheaf_time_to_iso (time) : NULL;

  if (iso != NULL)
    set_string (builder, name, iso);
}

/* "urn:uuid:…" of 32 hex digits. (transfer full) */
static char *
make_urn (const char *uid)
{
  return strlen (uid) == 32 ? g_strdup_printf ("urn:uuid:%.8s-%.4s-%.4s-%.4s-%s", uid, uid + 8,
                                               uid + 12, uid + 16, uid + 20)
                            : g_strconcat ("urn:uuid:", uid, NULL);
}

static void
add_body (JsonBuilder *builder, const char *purpose, const char *value, const char *format)
{
  json_builder_begin_object (builder);
  set_string (builder, "type", "TextualBody");
  set_string (builder, "purpose", purpose);
  set_string (builder, "value", value);
  if (format != NULL)
    set_string (builder, "format", format);
  json_builder_end_object (builder);
}

static void
set_bodies (JsonBuilder *builder, const SheafMark *mark)
{
  json_builder_set_member_name (builder, "body");
  json_builder_begin_array (builder);
  if (mark->body != NULL)
    add_body (builder, "commenting", mark->body, "text/markdown");
  add_body (builder, "tagging", sheaf_mark_color_name (mark->color), NULL);
  json_builder_end_array (builder);
}

static void
set_selectors (JsonBuilder *builder, const SheafAnchor *anchor)
{
  json_builder_set_member_name (builder, "selector");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  set_string (builder, "type", "TextQuoteSelector");
  set_string (builder, "exact", anchor->exact);
  set_string (builder, "prefix", anchor->prefix);
  set_string (builder, "suffix", anchor->suffix);
  json_builder_end_object (builder);
  if (anchor->end > 0)
    {
      json_builder_begin_object (builder);
      set_string (builder, "type", "TextPositionSelector");
      json_builder_set_member_name (builder, "start");
      json_builder_add_int_value (builder, anchor->start);
      json_builder_set_member_name (builder, "end");
      json_builder_add_int_value (builder, anchor->end);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
set_source (JsonBuilder *builder, const char *name, const SheafMarkedArticle *article)
{
  g_autofree char *no_address = make_urn (article->uid);

  set_string (builder, name, article->row->url != NULL ? article->row->url : no_address);
}

/* It is about the article as a whole. */
static void
add_note (JsonBuilder *builder, const SheafMarkedArticle *article)
{
  g_autofree char *id = make_urn (article->note_uid);

  json_builder_begin_object (builder);
  set_string (builder, "@context", "http://www.w3.org/ns/anno.jsonld");
  set_string (builder, "id", id);
  set_string (builder, "type", "Annotation");
  set_string (builder, "motivation", "commenting");
  json_builder_set_member_name (builder, "body");
  json_builder_begin_array (builder);
  add_body (builder, "commenting", article->note, "text/markdown");
  json_builder_end_array (builder);
  set_source (builder, "target", article);
  json_builder_end_object (builder);
}

static void
add_annotation (JsonBuilder *builder, const SheafMarkedArticle *article, guint i)
{
  const SheafMark *mark = article->marks->pdata[i];
  g_autofree char *id = make_urn (article->mark_uids->pdata[i]);

  json_builder_begin_object (builder);
  set_string (builder, "@context", "http://www.w3.org/ns/anno.jsonld");
  set_string (builder, "id", id);
  set_string (builder, "type", "Annotation");
  set_string (builder, "motivation", mark->body != NULL ? "commenting" : "highlighting");
  set_time (builder, "created", mark->created_at);
  set_time (builder, "modified", mark->changed_at);
  set_bodies (builder, mark);
  json_builder_set_member_name (builder, "target");
  json_builder_begin_object (builder);
  set_string (builder, "type", "SpecificResource");
  set_source (builder, "source", article);
  set_selectors (builder, mark->anchor);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

char *
sheaf_marks_to_json (const GPtrArray *articles)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < articles->len; i++)
    {
      const SheafMarkedArticle *article = articles->pdata[i];

      if (article->note != NULL)
        add_note (builder, article);
      for (guint k = 0; k < article->marks->len; k++)
        add_annotation (builder, article, k);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);

  return json_generator_to_data (generator, NULL);
}

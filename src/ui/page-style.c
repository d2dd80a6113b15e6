/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables of looks and colours. A tag remembers its SheafParagraph, so that a new size sets it anew
 * without a look at the document. GtkTextTag has no absolute line height, but the view's CSS has:
 * it gives every line of any script one short box, and pixels-inside-wrap adds what a look wants.
 */

#include "ui/page-style.h"

#include "document/document.h"

#include <glib/gi18n.h>

#define LINE_BOX 1.2 /* em */

static const SheafTheme themes[SHEAF_N_PAPERS] = {
  [SHEAF_PAPER_LIGHT]
  = { "#ffffff", "#2e2a33", "#6f6a75", "#1c71d8", "#ffe3a8", "#ffb547", "#2e2a33", "#1a1523" },
  [SHEAF_PAPER_SEPIA]
  = { "#f6efe0", "#3c3227", "#75684f", "#96591a", "#f5d38b", "#f0a93a", "#332a20", "#1f170e" },
  [SHEAF_PAPER_DARK]
  = { "#1f1e21", "#dedbd7", "#98939c", "#78aeed", "#3d3014", "#704600", "#f0ede9", "#ffffff" },
  [SHEAF_PAPER_BLACK]
  = { "#000000", "#c9c6c2", "#8b878f", "#78aeed", "#33270c", "#5f3b00", "#f0ede9", "#ffffff" },
};

static const SheafTheme contrasting[SHEAF_N_PAPERS] = {
  [SHEAF_PAPER_LIGHT]
  = { "#ffffff", "#000000", "#2e2a33", "#0a3a8a", "#ffd470", "#ff9d1a", "#000000", "#000000" },
  [SHEAF_PAPER_SEPIA]
  = { "#f6efe0", "#000000", "#3c3227", "#6b3c0c", "#f7c65e", "#f0962a", "#000000", "#000000" },
  [SHEAF_PAPER_DARK]
  = { "#000000", "#ffffff", "#dedbd7", "#a8cdf7", "#4a3a17", "#7a4f00", "#ffffff", "#ffffff" },
  [SHEAF_PAPER_BLACK]
  = { "#000000", "#ffffff", "#dedbd7", "#a8cdf7", "#4a3a17", "#7a4f00", "#ffffff", "#ffffff" },
};

/* Lengths in em of the body; the leading is from baseline to baseline. */
static const struct
{
  double scale, leading, above, below;
  int weight;
  gboolean dim;
} looks[SHEAF_N_LOOKS] = {
  [SHEAF_LOOK_SITE] = { .85, 1.2, 1.4, .5, 400, TRUE },
  [SHEAF_LOOK_HEADLINE] = { 1.9, 2.24, 0, .55, 700, FALSE },
  [SHEAF_LOOK_BYLINE] = { .85, 1.2, 0, .65, 400, TRUE },
  [SHEAF_LOOK_CHIPS] = { 1, 1.2, 0, 1.4, 400, FALSE },
  [SHEAF_LOOK_PICTURE] = { 1, 1.2, .5, .6, 400, FALSE },
  [SHEAF_LOOK_CAPTION] = { .85, 1.24, 0, 1.3, 400, TRUE },
  [SHEAF_LOOK_CITATION] = { .85, 1.24, 0, 1.1, 400, TRUE },
  [SHEAF_LOOK_PARAGRAPH] = { 1, 1.55, 0, .75, 400, FALSE },
  [SHEAF_LOOK_H2] = { 1.35, 1.68, 1.0, .7, 700, FALSE },
  [SHEAF_LOOK_H3] = { 1.15, 1.5, .7, .6, 700, FALSE },
  [SHEAF_LOOK_H4] = { 1, 1.4, .6, .5, 700, FALSE },
  [SHEAF_LOOK_ITEM] = { 1, 1.55, 0, .4, 400, FALSE },
  [SHEAF_LOOK_TERM] = { 1, 1.55, .1, .1, 700, FALSE },
  [SHEAF_LOOK_CODE] = { 1, 1.2, .2, 1.0, 400, FALSE },
  [SHEAF_LOOK_TABLE] = { 1, 1.2, .2, 1.0, 400, FALSE },
  [SHEAF_LOOK_RULE] = { 1, 1.2, .9, 1.2, 400, FALSE },
};

#define ITEM_INDENT 1.7
#define NUMBER_GAP .45 /* after a number of two digits and more; .5 after all else */
#define CAPTION_GAP .2 /* over what it is of */
#define DEFINITION_INDENT 1.5
#define LEADING_STEP .1
#define FIRST_LINE_INDENT 1.2
#define SANS_LEADING .97 /* sans faces look right with a little less */

static const char *const span_names[] = {
  [SHEAF_SPAN_STRONG] = "strong",       [SHEAF_SPAN_EMPHASIS] = "emphasis",
  [SHEAF_SPAN_CODE] = "code",           [SHEAF_SPAN_SUPERSCRIPT] = "superscript",
  [SHEAF_SPAN_SUBSCRIPT] = "subscript", [SHEAF_SPAN_LINK] = "link",
  [SHEAF_SPAN_STRIKE] = "strike",       [SHEAF_SPAN_ANCHOR] = "anchor",
};

const SheafTheme *
sheaf_typography_get_theme (const SheafTypography *self)
{
  return self->high_contrast ? &contrasting[self->paper] : &themes[self->paper];
}

const char *
sheaf_typography_get_family (const SheafTypography *self)
{
  return *self->family != '\0' ? self->family : "Noto Serif,Source Serif 4,serif";
}

GdkRGBA
sheaf_theme_colour (const char *colour, double alpha)
{
  GdkRGBA rgba = { 0 };

  gdk_rgba_parse (&rgba, colour);
  rgba.alpha = alpha;

  return rgba;
}

static int
to_pixels (double em, const SheafTypography *type)
{
  return (int)(em * type->size + .5);
}

/* Names in quotes, but for those that CSS means a kind by. */
static char *
dup_css_family (const char *names)
{
  static const char *const kinds[] = { "serif", "sans-serif", "monospace", NULL };
  g_auto (GStrv) families = g_strsplit (names, ",", -1);

  for (guint i = 0; families[i] != NULL; i++)
    {
      char *name = families[i];

      if (g_strv_contains (kinds, name))
        continue;
      g_strdelimit (name, "\"\\\n", ' ');
      families[i] = g_strdup_printf ("\"%s\"", name);
      g_free (name);
    }

  return g_strjoinv (", ", families);
}

char *
sheaf_typography_to_css (const SheafTypography *self)
{
  const SheafTheme *theme = sheaf_typography_get_theme (self);
  g_autofree char *family = dup_css_family (sheaf_typography_get_family (self));

  return g_strdup_printf (
      ".paper { background: %s; color: %s; }"
      "textview.page { font-family: %s; font-size: %dpx; font-weight: 400; line-height: %dpx; }"
      "textview.page, textview.page > text { background: none; color: %s; caret-color: %s; }"
      "textview.page > text > selection { background: alpha(%s, .28); color: %s; }"
      "textview.page gridview:focus { outline: 2px solid %s; outline-offset: 2px; }"
      ".paper .dim-label { color: %s; opacity: 1; }"
      ".paper tagchips .chip { background: alpha(%s, .13); color: %s; }",
      theme->page, theme->ink, family, self->size, to_pixels (LINE_BOX, self), theme->ink,
      theme->accent, theme->accent, theme->ink, theme->accent, theme->dim, theme->accent,
      theme->ink);
}

double
sheaf_look_get_scale (SheafLook look)
{
  return looks[look].scale;
}

gboolean
sheaf_look_is_text (SheafLook look)
{
  return look != SHEAF_LOOK_CHIPS && look != SHEAF_LOOK_PICTURE && look != SHEAF_LOOK_CODE
         && look != SHEAF_LOOK_TABLE && look != SHEAF_LOOK_RULE;
}

/* --- Tags --- */

guint
sheaf_list_get_widening (guint digits)
{
  return digits < 2 ? 0 : 6 * digits - 9;
}

/* After the last line of SELF, in em. */
static double
get_below (const SheafParagraph *self, gboolean close)
{
  if (self->defined)
    return looks[SHEAF_LOOK_TERM].below;
  if (self->look == SHEAF_LOOK_CAPTION && self->leads)
    return CAPTION_GAP;
  if (self->ends)
    return MAX (looks[self->look].below, looks[SHEAF_LOOK_PARAGRAPH].below);

  return close && self->leads ? 0 : looks[self->look].below;
}

static void
hang_marker (GtkTextTag *tag, const SheafParagraph *self, const SheafTypography *type)
{
  int hang = to_pixels (ITEM_INDENT + sheaf_list_get_widening (self->digits) / 10., type);
  PangoTabArray *tabs = pango_tab_array_new_with_positions (
      2, TRUE, PANGO_TAB_RIGHT, hang - to_pixels (self->digits < 2 ? .5 : NUMBER_GAP, type),
      PANGO_TAB_LEFT, hang);

  g_object_set (tag, "indent", -hang, "tabs", tabs, NULL);
  pango_tab_array_free (tabs);
}

static void
style_paragraph (GtkTextTag *tag, const SheafParagraph *self, const SheafTypography *type)
{
  gboolean text = self->look == SHEAF_LOOK_PARAGRAPH || self->look == SHEAF_LOOK_ITEM;
  double leading = looks[self->look].leading * (type->sans ? SANS_LEADING : 1)
                   + (text ? type->leading * LEADING_STEP : 0);
  gboolean close = type->indent && self->look == SHEAF_LOOK_PARAGRAPH;
  double below = get_below (self, close);
  int extra = MAX (0, to_pixels (leading, type) - to_pixels (LINE_BOX, type));
  int indent = sheaf_paragraph_get_indent (self, type);
  double scale = looks[self->look].scale;

  g_object_set (tag, "scale", scale, "weight", looks[self->look].weight, "pixels-inside-wrap",
                extra, "pixels-above-lines",
                to_pixels (looks[self->look].above + (scale > 1.3 ? (scale - 1) * .6 : 0), type),
                "pixels-below-lines", to_pixels (below, type) + extra, "justification",
                text && type->justify ? GTK_JUSTIFY_FILL : GTK_JUSTIFY_LEFT, "indent",
                close && self->follows ? to_pixels (FIRST_LINE_INDENT, type) : 0,
                "accumulative-margin", TRUE, self->rtl ? "right-margin" : "left-margin", indent,
                NULL);
  if (looks[self->look].dim)
    g_object_set (tag, "foreground", sheaf_typography_get_theme (type)->dim, NULL);
  if (self->marked)
    hang_marker (tag, self, type);
}

static void
style_span (GtkTextTag *tag, SheafSpanKind kind, const SheafTypography *type)
{
  const SheafTheme *theme = sheaf_typography_get_theme (type);
  GdkRGBA ground = sheaf_theme_colour (theme->ink, .07);
  int rise = type->size * PANGO_SCALE;

  switch (kind)
    {
    case SHEAF_SPAN_STRONG:
      g_object_set (tag, "weight", 700, NULL);
      break;
    case SHEAF_SPAN_EMPHASIS:
      g_object_set (tag, "style", PANGO_STYLE_ITALIC, NULL);
      break;
    case SHEAF_SPAN_CODE:
      g_object_set (tag, "family", "monospace", "scale", .88, "background-rgba", &ground, NULL);
      break;
    /* The line height is in pixels here, the view's being absolute: such lines are no taller. */
    case SHEAF_SPAN_SUPERSCRIPT:
      g_object_set (tag, "scale", .7, "line-height", 8., "rise", (int)(.36 * rise), NULL);
      break;
    case SHEAF_SPAN_SUBSCRIPT:
      g_object_set (tag, "scale", .7, "line-height", 8., "rise", (int)(-.14 * rise), NULL);
      break;
    case SHEAF_SPAN_LINK:
      g_object_set (tag, "foreground", theme->accent, "underline",
                    type->high_contrast ? PANGO_UNDERLINE_SINGLE : PANGO_UNDERLINE_NONE, NULL);
      break;
    case SHEAF_SPAN_STRIKE:
      g_object_set (tag, "strikethrough", TRUE, NULL);
      break;
    case SHEAF_SPAN_ANCHOR:
      break; /* a place, no look */
    }
}

int
sheaf_paragraph_get_indent (const SheafParagraph *self, const SheafTypography *type)
{
  double em = self->lists * ITEM_INDENT + self->wider / 10. + self->definitions * DEFINITION_INDENT;

  if (self->marked)
    em -= ITEM_INDENT + sheaf_list_get_widening (self->digits) / 10.;

  return (int)self->quotes * SHEAF_QUOTE_STEP + to_pixels (em, type);
}

static GtkTextTag *
ensure_tag (GtkTextBuffer *buffer, const char *name, gboolean *made)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name);

  *made = tag == NULL;

  return tag != NULL ? tag : gtk_text_buffer_create_tag (buffer, name, NULL);
}

/* For what a paragraph is: all else goes over it, whichever was made first. */
static GtkTextTag *
ensure_lowest_tag (GtkTextBuffer *buffer, const char *name, gboolean *made)
{
  GtkTextTag *tag = ensure_tag (buffer, name, made);

  if (*made)
    gtk_text_tag_set_priority (tag, 0);

  return tag;
}

GtkTextTag *
sheaf_paragraph_get_tag (const SheafParagraph *self,
                         GtkTextBuffer *buffer,
                         const SheafTypography *type)
{
  char name[128];
  gboolean made;
  GtkTextTag *tag;

  g_snprintf (name, sizeof name, "paragraph-%d-%u-%u-%u-%u-%u-%u%s%s%s%s%s%s", self->look,
              self->quotes, self->lists, self->definitions, self->turn, self->wider, self->digits,
              self->marked ? "-marked" : "", self->ends ? "-ends" : "",
              self->defined ? "-defined" : "", self->rtl ? "-rtl" : "",
              self->follows ? "-follows" : "", self->leads ? "-leads" : "");
  tag = ensure_lowest_tag (buffer, name, &made);
  if (made)
    {
      g_object_set_data_full (G_OBJECT (tag), "paragraph", g_memdup2 (self, sizeof *self), g_free);
      style_paragraph (tag, self, type);
    }

  return tag;
}

const SheafParagraph *
sheaf_page_get_paragraph (const GtkTextIter *at)
{
  GSList *tags = gtk_text_iter_get_tags (at);
  const SheafParagraph *found = NULL;

  for (GSList *l = tags; l != NULL && found == NULL; l = l->next)
    found = g_object_get_data (l->data, "paragraph");
  g_slist_free (tags);

  return found;
}

int
sheaf_look_get_letters (SheafLook look, const SheafTypography *type)
{
  return to_pixels (LINE_BOX * looks[look].scale, type);
}

GtkTextTag *
sheaf_page_get_span_tag (GtkTextBuffer *buffer, guint kind)
{
  gboolean made;

  return ensure_tag (buffer, span_names[kind], &made);
}

GtkTextTag *
sheaf_page_get_language_tag (GtkTextBuffer *buffer, const char *lang)
{
  g_autofree char *name = g_strconcat ("lang-", lang, NULL);
  gboolean made;
  GtkTextTag *tag = ensure_lowest_tag (buffer, name, &made);

  if (made)
    g_object_set (tag, "language", lang, NULL);

  return tag;
}

/* A tag that sets PROPERTY and nothing else. */
static GtkTextTag *
ensure_switch (GtkTextBuffer *buffer, const char *name, const char *property)
{
  gboolean made;
  GtkTextTag *tag = ensure_tag (buffer, name, &made);

  if (made)
    g_object_set (tag, property, TRUE, NULL);

  return tag;
}

GtkTextTag *
sheaf_page_get_word_tag (GtkTextBuffer *buffer)
{
  return ensure_switch (buffer, "word", "word");
}

GtkTextTag *
sheaf_page_get_hidden_tag (GtkTextBuffer *buffer)
{
  return ensure_switch (buffer, "hidden", "invisible");
}

static void
style_hit (GtkTextTag *tag, gboolean current, const SheafTypography *type)
{
  const SheafTheme *theme = sheaf_typography_get_theme (type);

  g_object_set (tag, "background", current ? theme->current : theme->hit, "foreground",
                current ? theme->current_ink : theme->hit_ink, NULL);
  if (current) /* not told by its colour alone */
    g_object_set (tag, "underline", PANGO_UNDERLINE_SINGLE, NULL);
}

GtkTextTag *
sheaf_page_get_hit_tag (GtkTextBuffer *buffer, gboolean current, const SheafTypography *type)
{
  gboolean made;
  GtkTextTag *tag = ensure_tag (buffer, current ? "current-hit" : "hit", &made);

  if (made)
    style_hit (tag, current, type);

  return tag;
}

/* --- Highlights --- */

static const char *const mark_grounds[SHEAF_N_PAPERS][SHEAF_PAGE_MARK_COLORS] = {
  [SHEAF_PAPER_LIGHT] = { "#fbe69a", "#c3ecc0", "#c4e0fb", "#fbcfe0", "#e2d3fb" },
  [SHEAF_PAPER_SEPIA] = { "#fbe69a", "#c3ecc0", "#c4e0fb", "#fbcfe0", "#e2d3fb" },
  [SHEAF_PAPER_DARK] = { "#50410c", "#224c28", "#1f4467", "#61283f", "#43306a" },
  [SHEAF_PAPER_BLACK] = { "#3e3601", "#193e1f", "#153953", "#59243b", "#3e2c62" },
};

static const char *const mark_names[SHEAF_PAGE_MARK_COLORS] = {
  NC_ ("colour of a highlight", "Yellow"), NC_ ("colour of a highlight", "Green"),
  NC_ ("colour of a highlight", "Blue"),   NC_ ("colour of a highlight", "Pink"),
  NC_ ("colour of a highlight", "Purple"),
};

static guint
in_range (guint color)
{
  return color < SHEAF_PAGE_MARK_COLORS ? color : 0;
}

const char *
sheaf_typography_get_mark_ground (const SheafTypography *self, guint color)
{
  return mark_grounds[self->paper][in_range (color)];
}

const char *
sheaf_page_mark_get_name (guint color)
{
  return g_dpgettext2 (NULL, "colour of a highlight", mark_names[in_range (color)]);
}

static char *
dup_mark_tag_name (guint color)
{
  return g_strdup_printf ("mark-%u", in_range (color));
}

/* Under what is looked for, over what the text is. */
static void
put_under_hits (GtkTextTag *tag, GtkTextTagTable *table)
{
  static const char *const over[] = { "spoken", "hit", "current-hit" };

  for (guint i = 0; i < G_N_ELEMENTS (over); i++)
    {
      GtkTextTag *hit = gtk_text_tag_table_lookup (table, over[i]);

      if (hit != NULL && gtk_text_tag_get_priority (hit) < gtk_text_tag_get_priority (tag))
        gtk_text_tag_set_priority (tag, gtk_text_tag_get_priority (hit));
    }
}

GtkTextTag *
sheaf_page_get_mark_tag (GtkTextBuffer *buffer, guint color, const SheafTypography *type)
{
  g_autofree char *name = dup_mark_tag_name (color);
  gboolean made;
  GtkTextTag *tag = ensure_tag (buffer, name, &made);

  if (made)
    {
      g_object_set (tag, "background", sheaf_typography_get_mark_ground (type, color), NULL);
      put_under_hits (tag, gtk_text_buffer_get_tag_table (buffer));
    }

  return tag;
}

/* --- The sentence that is read aloud --- */

/* Grounds without a colour of their own, which no highlight has, and inks on them. */
static const char *const spoken[2][SHEAF_N_PAPERS][2] = {
  { [SHEAF_PAPER_LIGHT] = { "#dfdde4", "#1f1b24" },
    [SHEAF_PAPER_SEPIA] = { "#dfd3b8", "#2a2118" },
    [SHEAF_PAPER_DARK] = { "#44424a", "#ffffff" },
    [SHEAF_PAPER_BLACK] = { "#34323a", "#f0ede9" } },
  { [SHEAF_PAPER_LIGHT] = { "#cfcdd4", "#000000" },
    [SHEAF_PAPER_SEPIA] = { "#d6c7a4", "#000000" },
    [SHEAF_PAPER_DARK] = { "#4a4850", "#ffffff" },
    [SHEAF_PAPER_BLACK] = { "#4a4850", "#ffffff" } },
};

void
sheaf_typography_get_spoken (const SheafTypography *self, const char **ground, const char **ink)
{
  const char *const *pair = spoken[self->high_contrast ? 1 : 0][self->paper];

  *ground = pair[0];
  *ink = pair[1];
}

static void
style_spoken (GtkTextTag *tag, const SheafTypography *type)
{
  const char *ground, *ink;

  sheaf_typography_get_spoken (type, &ground, &ink);
  g_object_set (tag, "background", ground, "foreground", ink, NULL);
}

GtkTextTag *
sheaf_page_get_spoken_tag (GtkTextBuffer *buffer, const SheafTypography *type)
{
  gboolean made;
  GtkTextTag *tag = ensure_tag (buffer, "spoken", &made);

  if (made)
    {
      style_spoken (tag, type);
      put_under_hits (tag, gtk_text_buffer_get_tag_table (buffer));
    }

  return tag;
}

/* --- Readings --- */

static void
style_reading (GtkTextTag *tag, const SheafTypography *type)
{
  g_object_set (tag, "scale", .7, "line-height", 8., "foreground",
                sheaf_typography_get_theme (type)->dim, NULL);
}

GtkTextTag *
sheaf_page_get_reading_tag (GtkTextBuffer *buffer, const SheafTypography *type)
{
  gboolean made;
  GtkTextTag *tag = ensure_tag (buffer, "reading", &made);

  if (made)
    style_reading (tag, type);

  return tag;
}

static void
restyle_tag (GtkTextTag *tag, gpointer data)
{
  const SheafParagraph *paragraph = g_object_get_data (G_OBJECT (tag), "paragraph");

  if (paragraph != NULL)
    style_paragraph (tag, paragraph, data);
}

void
sheaf_page_restyle (GtkTextBuffer *buffer, const SheafTypography *type)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (buffer);

  gtk_text_tag_table_foreach (table, restyle_tag, (gpointer)type);
  for (guint i = 0; i < G_N_ELEMENTS (span_names); i++)
    {
      GtkTextTag *tag = gtk_text_tag_table_lookup (table, span_names[i]);

      if (tag != NULL)
        style_span (tag, i, type);
    }
  for (int current = 0; current < 2; current++)
    {
      GtkTextTag *tag = gtk_text_tag_table_lookup (table, current ? "current-hit" : "hit");

      if (tag != NULL)
        style_hit (tag, current, type);
    }
  if (gtk_text_tag_table_lookup (table, "reading") != NULL)
    style_reading (gtk_text_tag_table_lookup (table, "reading"), type);
  if (gtk_text_tag_table_lookup (table, "spoken") != NULL)
    style_spoken (gtk_text_tag_table_lookup (table, "spoken"), type);
  for (guint color = 0; color < SHEAF_PAGE_MARK_COLORS; color++)
    {
      g_autofree char *name = dup_mark_tag_name (color);
      GtkTextTag *tag = gtk_text_tag_table_lookup (table, name);

      if (tag != NULL)
        g_object_set (tag, "background", sheaf_typography_get_mark_ground (type, color), NULL);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Title and excerpt are one paragraph of one GtkInscription, parted by U+2028: the excerpt takes
 * what the title leaves of three lines, and no row has a hole. */

#include "ui/article-row.h"

#include "base/error.h"
#include "base/items.h"
#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "ui/bidi.h"
#include "ui/facts-line.h"
#include "ui/hangul.h"
#include "ui/hit-marks.h"

#include <glib/gi18n.h>
#include <string.h>

#define LINE_SEPARATOR "\342\200\250"
#define DIM_ALPHA 0x9000

struct _SheafArticleRow
{
  GtkWidget parent_instance;

  GtkWidget *dot;
  GtkWidget *text;
  GtkWidget *facts;
  GtkWidget *retry;
  GtkWidget *side;
  GtkWidget *picture;
  GtkWidget *progress;
  GtkWidget *spinner;
  GtkWidget *sign;

  SheafThumbnails *thumbnails;
  SheafConditions *conditions;
  SheafArticle *article;
  GStrv words;   /* searched for (nullable) */
  char *snippet; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SheafArticleRow, sheaf_article_row, GTK_TYPE_WIDGET)

char *
sheaf_article_row_format_date (gint64 time, gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  int days;

  if (then == NULL || today == NULL)
    return g_strdup ("");
  {
    GDate a, b;

    g_date_clear (&a, 1);
    g_date_clear (&b, 1);
    g_date_set_dmy (&a, g_date_time_get_day_of_month (then), g_date_time_get_month (then),
                    g_date_time_get_year (then));
    g_date_set_dmy (&b, g_date_time_get_day_of_month (today), g_date_time_get_month (today),
                    g_date_time_get_year (today));
    days = g_date_days_between (&a, &b);
  }

  if (days <= 0)
    /* Translators: an hour of today */
    return g_date_time_format (then, C_ ("date", "%H:%M"));
  if (days == 1)
    return g_strdup (_ ("yesterday"));
  if (days < 7)
    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", days), days);

  return g_date_time_format (then, g_date_time_get_year (then) == g_date_time_get_year (today)
                                       /* xgettext:no-c-format */
                                       /* Translators: a day of this year, as "12 Oct" */
                                       ? C_ ("date", "%-d %b")
                                       /* Translators: a day of another year, as "12 Oct 2021" */
                                       : C_ ("date", "%-d %b %Y"));
}

/* Nothing comes before there is a network. */
static gboolean
is_waiting (SheafArticleRow *self, const SheafRow *row)
{
  return row->fetch == SHEAF_FETCH_PENDING
         && sheaf_conditions_must_wait (self->conditions, row->url);
}

/* The second half of the text: what the article begins with, or why there is none. (transfer full)
 */
static char *
dup_below_title (SheafArticleRow *self, const SheafRow *row)
{
  SheafError code;

  if (row->fetch == SHEAF_FETCH_PENDING)
    return g_strdup (is_waiting (self, row) ? _ ("Waits for the network") : _ ("Fetching…"));
  if ((row->fetch == SHEAF_FETCH_FAILED || row->fetch == SHEAF_FETCH_LINK)
      && sheaf_error_from_nick (row->reason, &code))
    {
      g_autofree char *site = row->url != NULL ? sheaf_url_site (row->url) : NULL;

      return sheaf_error_sentence_for (code, site);
    }

  return g_strdup (row->excerpt != NULL ? row->excerpt : "");
}

static char *
dup_facts (const SheafRow *row)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  guint minutes = sheaf_text_minutes (row->word_count);

  if (row->site != NULL)
    g_ptr_array_add (facts, g_strdup (row->site));
  if (minutes > 0)
    g_ptr_array_add (facts, g_strdup_printf (ngettext ("%u min", "%u min", minutes), minutes));
  g_ptr_array_add (facts, sheaf_article_row_format_date (row->added_at, sheaf_time_now ()));

  return sheaf_bidi_join (facts);
}

/* What is said below a title is said in the program's language: both lines are read its way then.
 * (transfer full) (nullable): TITLE does so by itself. */
static char *
dup_turned (const char *title)
{
  gboolean rtl = sheaf_bidi_is_interface_rtl ();
  g_autofree char *apart = NULL;

  if ((sheaf_bidi_find (title, -1) == SHEAF_DIRECTION_RTL) == rtl)
    return NULL;
  apart = sheaf_bidi_isolate (g_strdup (title));

  return g_strconcat (rtl ? SHEAF_BIDI_RIGHT_TO_LEFT : SHEAF_BIDI_LEFT_TO_RIGHT, apart, NULL);
}

static PangoAttribute *
over (PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = start;
  attribute->end_index = end;

  return attribute;
}

static void
show_text (SheafArticleRow *self, const SheafRow *row)
{
  PangoAttrList *attrs = pango_attr_list_new ();
  gboolean ours = self->snippet == NULL
                  && (row->fetch == SHEAF_FETCH_PENDING || row->fetch == SHEAF_FETCH_FAILED
                      || row->fetch == SHEAF_FETCH_LINK);
  g_autofree char *turned = ours ? dup_turned (row->title) : NULL, *below = NULL, *text = NULL;
  const char *first = turned != NULL ? turned : row->title;
  gsize title = strlen (first), gap = title + strlen (LINE_SEPARATOR);

  pango_attr_list_insert (
      attrs, over (pango_attr_weight_new (sheaf_row_is_unread (row) ? PANGO_WEIGHT_BOLD
                                                                    : PANGO_WEIGHT_MEDIUM),
                   0, title));
  /* Where the lines run out Pango draws the separator as a symbol: not to be seen. */
  pango_attr_list_insert (attrs, over (pango_attr_foreground_alpha_new (1), title, gap));
  pango_attr_list_insert (attrs,
                          over (pango_attr_foreground_alpha_new (DIM_ALPHA), gap, G_MAXUINT));
  if (self->words != NULL)
    sheaf_hit_marks_add_words (attrs, first, 0, (const char *const *)self->words);
  below = self->snippet != NULL ? sheaf_hit_marks_add_snippet (attrs, self->snippet, gap)
                                : dup_below_title (self, row);
  text = g_strconcat (first, LINE_SEPARATOR, below, NULL);
  sheaf_hangul_keep_words (attrs, text);
  gtk_inscription_set_attributes (GTK_INSCRIPTION (self->text), attrs);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->text), text);
  pango_attr_list_unref (attrs);
}

static void
show_picture (SheafArticleRow *self, const SheafRow *row)
{
  gboolean between = row->progress > .05 && row->progress < .95;
  GdkTexture *texture
      = row->lead_sha != NULL ? sheaf_thumbnails_get (self->thumbnails, row->lead_sha) : NULL;
  const char *page = NULL, *sign = "sheaf-link-symbolic";

  if (is_waiting (self, row))
    {
      page = "sign";
      sign = "network-offline-symbolic";
    }
  else if (row->fetch == SHEAF_FETCH_PENDING)
    page = "fetching";
  else if (row->fetch == SHEAF_FETCH_FAILED || row->fetch == SHEAF_FETCH_LINK)
    page = "sign";
  else if (row->lead_sha != NULL)
    page = "picture";

  if (row->fetch == SHEAF_FETCH_FAILED)
    sign = "dialog-warning-symbolic";
  gtk_image_set_from_icon_name (GTK_IMAGE (self->sign), sign);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture),
                             texture != NULL ? GDK_PAINTABLE (texture) : NULL);
  gtk_widget_set_size_request (self->progress, between ? (int)(72 * row->progress) : 0, 2);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), g_strcmp0 (page, "fetching") == 0);
  gtk_widget_set_visible (self->side, page != NULL);
  if (page != NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (self->side), page);
}

/* The name goes to the GtkListItemWidget around the row: that is what a screen reader meets. */
static void
name_item (SheafArticleRow *self)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));
  const SheafRow *row = self->article != NULL ? sheaf_article_get_row (self->article) : NULL;
  g_autoptr (GString) name = NULL;
  guint minutes;

  if (item == NULL || row == NULL)
    return;
  name = g_string_new (row->title);
  minutes = sheaf_text_minutes (row->word_count);
  if (row->site != NULL)
    sheaf_items_append (name, row->site);
  if (minutes > 0)
    {
      g_autofree char *time
          = g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);

      sheaf_items_append (name, time);
    }
  if (is_waiting (self, row))
    /* Translators: said of an article, as "fetching" is */
    sheaf_items_append (name, _ ("waits for the network"));
  else if (row->fetch == SHEAF_FETCH_PENDING)
    sheaf_items_append (name, _ ("fetching"));
  else if (row->fetch == SHEAF_FETCH_FAILED)
    sheaf_items_append (name, _ ("could not be fetched"));
  else if (row->fetch == SHEAF_FETCH_LINK)
    sheaf_items_append (name, _ ("kept as a link"));
  if (sheaf_row_is_unread (row))
    /* Translators: said of an article, as "starred" is */
    sheaf_items_append (name, _ ("unread"));
  if (row->starred)
    sheaf_items_append (name, _ ("starred"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
}

static void
show_article (SheafArticleRow *self)
{
  const SheafRow *row = sheaf_article_get_row (self->article);
  g_autofree char *facts = NULL;

  if (row == NULL)
    {
      gtk_inscription_set_text (GTK_INSCRIPTION (self->text), NULL);
      sheaf_facts_line_set (SHEAF_FACTS_LINE (self->facts), FALSE, NULL, NULL);
      gtk_widget_set_visible (self->side, FALSE);
      gtk_widget_set_visible (self->retry, FALSE);
      gtk_widget_set_opacity (self->dot, 0);
      return;
    }
  facts = dup_facts (row);
  show_text (self, row);
  sheaf_facts_line_set (SHEAF_FACTS_LINE (self->facts), row->starred, facts,
                        (const char *const *)row->tags);
  gtk_widget_set_visible (self->retry, row->fetch == SHEAF_FETCH_FAILED);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->retry), "x", row->id);
  gtk_widget_set_opacity (self->dot, sheaf_row_is_unread (row) ? 1 : 0);
  show_picture (self, row);
  name_item (self);
}

static void
thumbnail_ready_cb (SheafArticleRow *self, const char *sha)
{
  const SheafRow *row = self->article != NULL ? sheaf_article_get_row (self->article) : NULL;

  if (row != NULL && g_strcmp0 (row->lead_sha, sha) == 0)
    show_picture (self, row);
}

static void
conditions_changed_cb (SheafArticleRow *self)
{
  const SheafRow *row = self->article != NULL ? sheaf_article_get_row (self->article) : NULL;

  if (row != NULL && row->fetch == SHEAF_FETCH_PENDING)
    show_article (self);
}

static void
sheaf_article_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sheaf_article_row_parent_class)->root (widget);
  name_item (SHEAF_ARTICLE_ROW (widget)); /* bound before it had a parent */
}

static void
sheaf_article_row_dispose (GObject *object)
{
  SheafArticleRow *self = SHEAF_ARTICLE_ROW (object);
  GtkWidget *child;

  sheaf_article_row_set_article (self, NULL);
  g_clear_object (&self->thumbnails);
  g_clear_object (&self->conditions);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->snippet, g_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sheaf_article_row_parent_class)->dispose (object);
}

static void
sheaf_article_row_class_init (SheafArticleRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_article_row_dispose;
  widget_class->root = sheaf_article_row_root;
  g_type_ensure (SHEAF_TYPE_FACTS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheaf_app/Sheaf/ui/article-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SheafArticleRow, dot);
  gtk_widget_class_bind_template_child (widget_class, SheafArticleRow, text);
  gtk_widget_class_bind_template_child (widget_class, SheafArticleRow, facts);
  gtk_widget_class_bind_template_child (widget_class, SheafArticleRow, retry);
  gtk_widget_class_bind_template_child (widget_class, SheafArticleRow, side);
  gtk_widget_class_bind_template_child (widget_class, SheafArticleRow, picture);
  gtk_widget_class_bind_template_child (widget_class, SheafArticleRow, progress);
  gtk_widget_class_bind_template_child (widget_class, SheafArticleRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SheafArticleRow, sign);
}

static void
sheaf_article_row_init (SheafArticleRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SheafArticleRow *
sheaf_article_row_new (SheafThumbnails *thumbnails, SheafConditions *conditions)
{
  SheafArticleRow *self = g_object_new (SHEAF_TYPE_ARTICLE_ROW, NULL);

  self->thumbnails = g_object_ref (thumbnails);
  self->conditions = g_object_ref (conditions);
  g_signal_connect_object (conditions, "changed", G_CALLBACK (conditions_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (thumbnails, "ready", G_CALLBACK (thumbnail_ready_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
sheaf_article_row_set_article (SheafArticleRow *self, SheafArticle *article)
{
  if (self->article == article)
    return;
  if (self->article != NULL)
    g_signal_handlers_disconnect_by_func (self->article, show_article, self);
  g_set_object (&self->article, article);
  if (article == NULL)
    {
      if (self->spinner != NULL)
        gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), FALSE);
      return;
    }
  g_signal_connect_swapped (article, "notify::row", G_CALLBACK (show_article), self);
  show_article (self);
}

SheafArticle *
sheaf_article_row_get_article (SheafArticleRow *self)
{
  return self->article;
}

static gboolean
same_words (const char *const *a, const char *const *b)
{
  return a == NULL || b == NULL ? a == b : g_strv_equal (a, b);
}

void
sheaf_article_row_set_hit (SheafArticleRow *self, const char *const *words, const char *snippet)
{
  const SheafRow *row = self->article != NULL ? sheaf_article_get_row (self->article) : NULL;

  if (same_words ((const char *const *)self->words, words)
      && g_strcmp0 (self->snippet, snippet) == 0)
    return;
  g_strfreev (self->words);
  self->words = g_strdupv ((char **)words);
  g_free (self->snippet);
  self->snippet = g_strdup (snippet);
  if (row != NULL)
    show_text (self, row);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When it was published: what the page states for programs, what it shows its readers, at last what
 * its address says.
 *
 * Programs are told the moment in UTC, readers the day where the paper is. Where both mean the same
 * publication, the day that was shown is the day; published_at keeps the moment.
 */

#include "extract/metadata-private.h"

#include "base/text.h"
#include "base/time.h"

#include <stdio.h>
#include <string.h>

#define MAX_DATE 100
#define SAME_MOMENT (26 * G_TIME_SPAN_HOUR) /* the day of one place and that of another */
#define APART (2 * G_TIME_SPAN_DAY)
#define QUARTER 15           /* minutes: every place is some of them from UTC */
#define MAX_OFFSET (14 * 60) /* minutes */

/* --- What the page states --- */

typedef struct
{
  gint64 time;
  char *iso; /* (nullable): nothing was said */
} Moment;

static void
clear_moment (Moment *moment)
{
  g_clear_pointer (&moment->iso, g_free);
  moment->time = SHEAF_TIME_NONE;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Moment, clear_moment)

/* FALSE: not a date yet. */
static gboolean
parse (Moment *moment, const char *text)
{
  if (text != NULL)
    moment->time = sheaf_time_parse (text, sheaf_time_now (), &moment->iso);

  return moment->iso != NULL;
}

static void
read_meta (const SheafLinked *facts, Moment *moment)
{
  static const char *const names[] = {
    "article:published_time",
    "og:article:published_time",
    "datePublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dc:date",
    "dcterms.created",
    "date",
    "pubdate",
    "publish-date",
    "publish_date",
    "og:published_time",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names) && moment->iso == NULL; i++)
    {
      const char *const one[] = { names[i], NULL };
      g_autofree char *value = sheaf_metadata_dup_meta (facts->metas, one, MAX_DATE, FALSE);

      parse (moment, value);
    }
}

/* The date that an element stands for: for programs first, then as people read it. */
static gboolean
read_element (Moment *moment, const SheafNode *node, gboolean month_first)
{
  static const char *const names[] = { "datetime", "content", "title" };
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (parse (moment, sheaf_node_get (node, names[i])))
      return TRUE;
  if (sheaf_node_text_length (node) > MAX_DATE)
    return FALSE;
  text = sheaf_node_dup_text (node);
  if (!parse (moment, text))
    moment->time = sheaf_metadata_find_date (text, month_first, sheaf_time_now (), &moment->iso);

  return moment->iso != NULL;
}

static gboolean
is_published (const SheafNode *node)
{
  static const char *const classes[] = { "dt-published", "published" };

  if (sheaf_node_has_word (node, "itemprop", "datePublished")
      || sheaf_node_has_word (node, "property", "datePublished")
      || sheaf_node_has_word (node, "property", "schema:datePublished"))
    return TRUE;
  if (node->tag == SHEAF_TAG_TIME && sheaf_node_get (node, "pubdate") != NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if ((node->tag == SHEAF_TAG_TIME || node->tag == SHEAF_TAG_ABBR || i == 0)
        && sheaf_node_has_word (node, "class", classes[i]))
      return TRUE;

  return FALSE;
}

/* By microdata, RDFa or a microformat, whatever element it is on. */
static void
read_item (SheafDom *dom, gboolean month_first, Moment *moment)
{
  SheafNode *top = sheaf_dom_get_root (dom);

  for (SheafNode *node = top; node != NULL && moment->iso == NULL;
       node = sheaf_node_next (node, top))
    if (node->kind == SHEAF_NODE_ELEMENT && node->tag != SHEAF_TAG_META && node->attrs != NULL
        && is_published (node))
      read_element (moment, node, month_first);
}

/* The article's own <time> before that of a list beside it. */
static void
read_times (SheafDom *dom, gboolean month_first, Moment *moment)
{
  static const SheafTag tags[] = { SHEAF_TAG_ARTICLE, SHEAF_TAG_MAIN, SHEAF_TAG_NONE };
  SheafNode *root = sheaf_dom_get_root (dom);

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      SheafNode *part = tags[i] != SHEAF_TAG_NONE ? sheaf_node_find (root, tags[i]) : root;
      g_autoptr (GPtrArray) times
          = part != NULL ? sheaf_node_find_all (part, SHEAF_TAG_TIME) : NULL;

      for (guint k = 0; times != NULL && k < times->len && moment->iso == NULL; k++)
        read_element (moment, times->pdata[k], month_first);
    }
}

/* --- What it shows around the headline --- */

/* The text of a line first: <time> often carries UTC behind a local day. Where it says nothing, or
 * no clock, the element tells more of the same day. */
static gboolean
read_line (const SheafShownLine *line, gboolean month_first, Moment *moment)
{
  gint64 now = sheaf_time_now ();
  const SheafNode *time = NULL;
  g_auto (Moment) element = { SHEAF_TIME_NONE, NULL };

  for (guint i = 0; i < line->nodes->len && time == NULL; i++)
    time = sheaf_node_closest (line->nodes->pdata[i], SHEAF_TAG_TIME);
  moment->time = sheaf_metadata_find_date (line->text, month_first, now, &moment->iso);
  if (time != NULL)
    parse (&element, sheaf_node_get (time, "datetime"));
  if (element.iso == NULL)
    return moment->iso != NULL;
  if (moment->iso == NULL ? !sheaf_metadata_is_update (line->text, strlen (line->text))
                          : strncmp (moment->iso, element.iso, SHEAF_METADATA_ISO_DAY) == 0)
    {
      clear_moment (moment);
      *moment = element;
      element.iso = NULL;
    }

  return moment->iso != NULL;
}

static gboolean
says_update (const SheafShownLine *line)
{
  return sheaf_metadata_is_update (line->text, strlen (line->text));
}

/* Lines that say nothing of an update before those that do. */
static void
read_shown (const SheafShown *shown, gboolean month_first, Moment *moment)
{
  for (guint round = 0; round < 2 && moment->iso == NULL; round++)
    for (guint i = 0; i < shown->lines->len && moment->iso == NULL; i++)
      {
        const SheafShownLine *line = shown->lines->pdata[i];

        if (strlen (line->text) <= SHEAF_METADATA_MAX_LINE && says_update (line) == (round == 1))
          read_line (line, month_first, moment);
      }
}

/* An element that its class calls a date, on a page without any better. */
static void
read_named (SheafDom *dom, gboolean month_first, Moment *moment)
{
  static const char *const names[]
      = { "date", "publish", "posted", "datum", "fecha", "pubtime", "timestamp", "authored" };
  SheafNode *body = sheaf_dom_get_body (dom);

  for (SheafNode *node = body; node != NULL && moment->iso == NULL;
       node = sheaf_node_next (node, body))
    {
      const char *class = node->attrs != NULL ? sheaf_node_get (node, "class") : NULL;
      g_autofree char *small = class != NULL ? g_ascii_strdown (class, -1) : NULL;
      gboolean named = FALSE;

      for (guint i = 0; small != NULL && i < G_N_ELEMENTS (names) && !named; i++)
        named = strstr (small, names[i]) != NULL && strstr (small, "update") == NULL;
      if (named && sheaf_node_text_length (node) <= MAX_DATE)
        {
          g_autofree char *text = sheaf_node_dup_text (node);

          moment->time
              = sheaf_metadata_find_date (text, month_first, sheaf_time_now (), &moment->iso);
        }
    }
}

/* "/2021/10/12/", "/2021-10-12-", "/20211012/" */
static void
read_address (const char *url, Moment *moment)
{
  for (const char *p = url != NULL ? strchr (url, '/') : NULL; p != NULL && moment->iso == NULL;
       p = strchr (p + 1, '/'))
    {
      int year = 0, month = 0, day = 0, end = 0;

      if (sscanf (p, "/%4d/%2d/%2d%n", &year, &month, &day, &end) < 3
          && sscanf (p, "/%4d-%2d-%2d%n", &year, &month, &day, &end) < 3)
        continue;
      if (end >= 9 && !g_ascii_isdigit (p[end]))
        moment->time = sheaf_metadata_day_of (year, month, day, sheaf_time_now (), &moment->iso);
    }
}

/* --- The vote --- */

static gboolean
is_same_day (const Moment *a, const Moment *b)
{
  return a->iso != NULL && b->iso != NULL && strlen (a->iso) >= SHEAF_METADATA_ISO_DAY
         && strncmp (a->iso, b->iso, SHEAF_METADATA_ISO_DAY) == 0;
}

static gboolean
is_apart (const Moment *a, const Moment *b, gint64 distance)
{
  return ABS (a->time - b->time) > distance;
}

static gboolean
is_utc (const Moment *moment)
{
  const char *clock = strchr (moment->iso, 'T');

  return clock != NULL
         && (g_str_has_suffix (clock, "Z") || g_str_has_suffix (clock, "+00:00")
             || strpbrk (clock, "+-") == NULL);
}

/* A clock that was shown beside a moment that was stated tells how far apart they are. */
static void
add_offset (Moment *shown, gint64 stated)
{
  gint64 minutes
      = (shown->time - stated / G_TIME_SPAN_MINUTE * G_TIME_SPAN_MINUTE) / G_TIME_SPAN_MINUTE;
  const char *clock = strchr (shown->iso, 'T');
  char *whole;

  if (clock == NULL || strpbrk (clock, "Z+-") != NULL || minutes % QUARTER != 0
      || ABS (minutes) > MAX_OFFSET)
    return;
  whole = g_strdup_printf ("%s%c%02d:%02d", shown->iso, minutes < 0 ? '-' : '+',
                           (int)(ABS (minutes) / 60), (int)(ABS (minutes) % 60));
  g_free (shown->iso);
  shown->iso = whole;
}

static void
keep (SheafPage *page, Moment *moment, const char *from)
{
  page->published = g_steal_pointer (&moment->iso);
  page->published_at = moment->time;
  page->sources.published = from;
}

/* 10/12/2021 is in October only where people write so. */
static gboolean
is_month_first (const char *language)
{
  static const char *const others[] = { "en-GB", "en-AU", "en-NZ", "en-IE", "en-IN", "en-ZA" };

  for (guint i = 0; language != NULL && i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (language, others[i]))
      return FALSE;

  return language == NULL || sheaf_text_starts_with (language, "en");
}

void
sheaf_metadata_date (SheafDom *dom,
                     const SheafLinked *facts,
                     const SheafShown *shown,
                     const char *url,
                     SheafPage *page)
{
  g_auto (Moment) linked = { SHEAF_TIME_NONE, NULL };
  g_auto (Moment) meta = { SHEAF_TIME_NONE, NULL };
  g_auto (Moment) seen = { SHEAF_TIME_NONE, NULL };
  gboolean month_first = is_month_first (page->language);
  Moment *stated = NULL;

  parse (&linked, facts->published);
  read_meta (facts, &meta);
  read_shown (shown, month_first, &seen);
  sheaf_trace_value (facts->trace, "published", "json-ld", linked.iso);
  sheaf_trace_value (facts->trace, "published", "meta", meta.iso);
  sheaf_trace_value (facts->trace, "published", "shown", seen.iso);
  if (linked.iso != NULL && !(is_same_day (&meta, &seen) && is_apart (&linked, &meta, APART)))
    stated = &linked;
  else if (meta.iso != NULL)
    stated = &meta;

  if (stated != NULL && seen.iso != NULL && is_utc (stated) && !is_same_day (stated, &seen)
      && strlen (seen.iso) >= SHEAF_METADATA_ISO_DAY && !is_apart (stated, &seen, SAME_MOMENT))
    {
      add_offset (&seen, stated->time);
      seen.time = stated->time;
      keep (page, &seen, "shown");
    }
  else if (stated != NULL)
    keep (page, stated, stated == &linked ? "json-ld" : "meta");
  if (page->published != NULL)
    return;

  read_item (dom, month_first, &meta);
  if (meta.iso != NULL)
    {
      keep (page, &meta, "markup");
      return;
    }
  if (seen.iso == NULL)
    read_times (dom, month_first, &seen);
  if (seen.iso != NULL)
    {
      keep (page, &seen, "shown");
      return;
    }
  read_address (url, &meta);
  if (meta.iso != NULL)
    {
      keep (page, &meta, "address");
      return;
    }
  read_named (dom, month_first, &seen);
  if (seen.iso != NULL)
    keep (page, &seen, "shown");
}

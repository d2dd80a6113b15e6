/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The facts of a page where site rules say they stand. */

#include "base/text.h"
#include "base/time.h"
#include "extract/metadata-private.h"
#include "extract/site-rules-private.h"

#define MAX_TITLE 500
#define MAX_AUTHORS 20
#define MAX_DATE 200

/* An element's value: that of an attribute meant for programs, else its text. (transfer full)
 * (nullable) */
static char *
dup_value (const SheafNode *node, gsize max_chars)
{
  static const char *const names[] = { "content", "datetime" };
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *value = sheaf_text_line (sheaf_node_get (node, names[i]), max_chars);

      if (value != NULL)
        return value;
    }
  text = sheaf_node_dup_text (node);

  return sheaf_text_line (text, max_chars);
}

/* What the first selector of KEY that finds anything finds. (transfer container) (nullable) */
static GPtrArray *
find (SheafDom *dom, GPtrArray *rules, SheafSiteRuleKey key)
{
  g_autoptr (GPtrArray) selectors = sheaf_site_rules_select (rules, key);

  for (guint i = 0; i < selectors->len; i++)
    {
      g_autoptr (GPtrArray) found
          = sheaf_selector_find_all (selectors->pdata[i], sheaf_dom_get_root (dom));

      if (found->len > 0)
        return g_steal_pointer (&found);
    }

  return NULL;
}

static void
take (char **fact, const char **source, char *value)
{
  if (value == NULL)
    return;
  g_free (*fact);
  *fact = value;
  *source = "rule";
}

/* (transfer full) (nullable) */
static char *
join_authors (GPtrArray *found)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < found->len && names->len < MAX_AUTHORS; i++)
    {
      g_autofree char *text = dup_value (found->pdata[i], SHEAF_METADATA_MAX_BYLINE);
      char *clean = text != NULL ? sheaf_metadata_clean_byline (text, TRUE) : NULL;
      char *name = clean != NULL ? clean : g_steal_pointer (&text);

      if (name != NULL && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, name);
      else
        g_free (name);
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (GStrv)names->pdata);
}

static void
read_date (GPtrArray *found, SheafPage *page)
{
  gint64 now = sheaf_time_now (), time = SHEAF_TIME_NONE;
  g_autofree char *iso = NULL;

  for (guint i = 0; i < found->len && time == SHEAF_TIME_NONE; i++)
    {
      g_autofree char *text = dup_value (found->pdata[i], MAX_DATE);

      if (text == NULL)
        continue;
      g_clear_pointer (&iso, g_free);
      time = sheaf_time_parse (text, now, &iso);
      if (time == SHEAF_TIME_NONE)
        {
          g_clear_pointer (&iso, g_free);
          time = sheaf_metadata_find_date (text, FALSE, now, &iso);
        }
    }
  if (time == SHEAF_TIME_NONE || iso == NULL)
    return;
  take (&page->published, &page->sources.published, g_steal_pointer (&iso));
  page->published_at = time;
}

void
sheaf_metadata_rules (SheafDom *dom, GPtrArray *rules, SheafPage *page)
{
  g_autoptr (GPtrArray) title = NULL, author = NULL, date = NULL;

  if (rules == NULL)
    return;
  title = find (dom, rules, SHEAF_SITE_RULE_TITLE);
  author = find (dom, rules, SHEAF_SITE_RULE_AUTHOR);
  date = find (dom, rules, SHEAF_SITE_RULE_DATE);
  if (title != NULL)
    take (&page->title, &page->sources.title, dup_value (title->pdata[0], MAX_TITLE));
  if (author != NULL)
    take (&page->byline, &page->sources.byline, join_authors (author));
  if (date != NULL)
    read_date (date, page);
}

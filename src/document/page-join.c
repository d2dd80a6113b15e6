/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages of one article become one page. A site that cuts a text says the title over each part, some
 * with the part's number; a blog's "next" leads to another title. */

#include "document/page-join.h"

#include "base/text.h"
#include "document/document-join.h"
#include "document/document-write.h"

#define MOST_KNOWN .5 /* of a part's text: it is the same page once more */
#define MAX_TITLE 500 /* characters that are compared */

/* A title without the number of its page, folded. (transfer full) */
static char *
dup_bare (const char *title)
{
  static GRegex *number;
  static gsize ready;
  g_autofree char *cut = g_utf8_substring (title, 0, MIN (g_utf8_strlen (title, -1), MAX_TITLE));
  g_autofree char *folded = sheaf_text_fold (cut);

  if (g_once_init_enter (&ready))
    {
      number = g_regex_new (
          "\\s*[-–—|:,(\\[]*\\s*"
          "(?:(?:page|seite|pagina|página|strona|страница|sida|side|sivu|pág\\.?|p\\.)"
          "\\s*\\d{1,3}(?:\\s*(?:of|von|de|di|sur|van|av|z|из|/)\\s*\\d{1,3})?"
          "|\\d{1,3}\\s*/\\s*\\d{1,3}"
          "|第?\\s*\\d{1,3}\\s*(?:页|頁|ページ))"
          "\\s*[)\\]]?$",
          G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&ready, 1);
    }

  return g_regex_replace_literal (number, folded, -1, 0, "", 0, NULL);
}

static gboolean
same_title (const char *a, const char *b)
{
  g_autofree char *x = NULL, *y = NULL;

  if (a == NULL || b == NULL)
    return FALSE;
  x = dup_bare (a);
  y = dup_bare (b);

  return x != NULL && *x != '\0' && g_strcmp0 (x, y) == 0;
}

gboolean
sheaf_page_continues (const SheafPage *self, const SheafPage *part, gboolean sure)
{
  g_return_val_if_fail (self != NULL && part != NULL, FALSE);

  return self->document != NULL && part->document != NULL
         && (sure || same_title (self->title, part->title))
         && sheaf_document_share_known (self->document, part->document) < MOST_KNOWN;
}

/* What PART only repeats, SKIPPED code points of it, so that nothing of a page is lost unseen. */
static void
add_repeated (SheafPage *self, const SheafPage *part, guint start, guint skipped)
{
  const char *text = sheaf_document_get_text (part->document);
  g_autofree char *repeated = g_strstrip (g_utf8_substring (text, 0, skipped));

  if (*repeated != '\0')
    sheaf_page_add_removed (self, repeated, NULL, "join/repeated", SHEAF_REMOVED_STRUCTURE, start);
}

static void
join_removed (SheafPage *self, const SheafPage *part, guint start, guint skipped)
{
  for (guint i = 0; i < part->removed->len; i++)
    {
      const SheafRemoved *removed = part->removed->pdata[i];
      guint place = removed->place;

      if (place != SHEAF_REMOVED_NOWHERE)
        place = start + (place > skipped ? place - skipped : 0);
      sheaf_page_add_removed (self, removed->text, removed->html, removed->rule, removed->why,
                              place);
    }
}

void
sheaf_page_join (SheafPage *self, const SheafPage *part)
{
  g_autofree char *text = NULL;
  SheafDocument *joined;
  guint start, skipped = 0;

  g_return_if_fail (self != NULL && self->document != NULL);
  g_return_if_fail (part != NULL && part->document != NULL);

  start = sheaf_document_get_length (self->document);
  joined = sheaf_document_join (self->document, part->document, self->title, &skipped);
  add_repeated (self, part, start, skipped);
  join_removed (self, part, start, skipped);
  sheaf_document_unref (self->document);
  self->document = joined;
  text = sheaf_document_to_text (joined);
  self->word_count = sheaf_text_count_words (text);
  self->readerable |= part->readerable;
  g_free (self->next_url);
  self->next_url = g_strdup (part->next_url);
  self->next_sure = part->next_sure;
}

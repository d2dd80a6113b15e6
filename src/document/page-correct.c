/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text changes by a splice; the places of what is left out move with it. */

#include "document/page-correct.h"

#include "base/text.h"
#include "document/document-splice.h"
#include "document/document-write.h"

#define RULE "reader"

/* All of SELF but its text and what is left out of it. (transfer full) */
static SheafPage *
copy_facts (const SheafPage *self)
{
  SheafPage *page = sheaf_page_new ();

  page->title = g_strdup (self->title);
  page->byline = g_strdup (self->byline);
  page->published = g_strdup (self->published);
  page->published_at = self->published_at;
  page->site = g_strdup (self->site);
  page->language = g_strdup (self->language);
  page->direction = g_strdup (self->direction);
  page->excerpt = g_strdup (self->excerpt);
  page->lead_image = g_strdup (self->lead_image);
  page->original_title = g_strdup (self->original_title);
  page->original_site = g_strdup (self->original_site);
  page->original_url = g_strdup (self->original_url);
  page->canonical_url = g_strdup (self->canonical_url);
  page->next_url = g_strdup (self->next_url);
  page->next_sure = self->next_sure;
  page->sources = self->sources;
  page->paywalled = self->paywalled;
  page->readerable = self->readerable;
  page->kind = self->kind;
  page->kind_reason = self->kind_reason;

  return page;
}

/* Takes DOCUMENT. */
static void
set_document (SheafPage *self, SheafDocument *document)
{
  g_autofree char *text = sheaf_document_to_text (document);

  self->document = document;
  self->word_count = sheaf_text_count_words (text);
}

static guint
get_start (const SheafDocument *document, guint block)
{
  gsize n;
  const SheafBlock *blocks = sheaf_document_get_blocks (document, &n);

  return block < n ? blocks[block].start : sheaf_document_get_length (document);
}

/* Where PLACE is, once START … END has become LENGTH code points. */
static guint
move_place (guint place, guint start, guint end, guint length)
{
  if (place == SHEAF_REMOVED_NOWHERE || place <= start)
    return place;

  return place < end ? start : place - (end - start) + length;
}

static void
add_moved (SheafPage *page, const SheafRemoved *removed, guint place)
{
  sheaf_page_add_removed (page, removed->text, removed->html, removed->rule, removed->why, place);
}

static void
add_left_out (SheafPage *page, const SheafDocument *document, guint first, guint n, guint place)
{
  g_autoptr (SheafDocument) slice = sheaf_document_slice (document, first, n);
  g_autofree char *html = sheaf_document_to_html (slice);
  g_autofree char *text = g_strdup (sheaf_document_get_text (slice));

  sheaf_page_add_removed (page, g_strchomp (text), html, RULE, SHEAF_REMOVED_READER, place);
}

SheafPage *
sheaf_page_leave_out (const SheafPage *self, guint first, guint n)
{
  guint start = get_start (self->document, first), end = get_start (self->document, first + n);
  g_autoptr (SheafDocument) rest = sheaf_document_splice (self->document, first, n, NULL);
  SheafPage *page;
  gboolean added = FALSE;

  if (sheaf_document_get_length (rest) == 0)
    return NULL;
  page = copy_facts (self);
  for (guint i = 0; i < self->removed->len; i++)
    {
      const SheafRemoved *removed = self->removed->pdata[i];

      if (removed->why == SHEAF_REMOVED_RESTORED && removed->place >= start && removed->place < end)
        continue; /* it is left out again, by the reader now */
      if (!added && removed->place != SHEAF_REMOVED_NOWHERE && removed->place >= end)
        {
          add_left_out (page, self->document, first, n, start);
          added = TRUE;
        }
      add_moved (page, removed, move_place (removed->place, start, end, 0));
    }
  if (!added)
    add_left_out (page, self->document, first, n, start);
  set_document (page, g_steal_pointer (&rest));

  return page;
}

/* Which block begins at PLACE, or after it. */
static guint
find_gap (const SheafDocument *document, guint place)
{
  gsize n;
  const SheafBlock *blocks = sheaf_document_get_blocks (document, &n);
  guint i = 0;

  while (i < n && blocks[i].start < place)
    i++;

  return i;
}

SheafPage *
sheaf_page_put_back (const SheafPage *self, guint index, const SheafDocument *piece)
{
  const SheafRemoved *which = self->removed->pdata[index];
  guint gap = find_gap (self->document, which->place);
  guint start = get_start (self->document, gap);
  SheafDocument *whole = sheaf_document_splice (self->document, gap, 0, piece);
  guint more = sheaf_document_get_length (whole) - sheaf_document_get_length (self->document);
  SheafPage *page = copy_facts (self);

  for (guint i = 0; i < self->removed->len; i++)
    {
      const SheafRemoved *removed = self->removed->pdata[i];
      guint place = removed->place;

      /* Of those at the same place the later ones stand behind it. */
      if (place != SHEAF_REMOVED_NOWHERE && (place > start || (place == start && i > index)))
        place += more;
      if (i != index)
        add_moved (page, removed, place);
      else if (removed->why != SHEAF_REMOVED_READER)
        sheaf_page_add_removed (page, sheaf_document_get_text (piece), removed->html, removed->rule,
                                SHEAF_REMOVED_RESTORED, start);
    }
  set_document (page, whole);

  return page;
}

/* --- Again --- */

static gboolean
says_the_same (const char *text, const char *other)
{
  g_autofree char *a = text != NULL ? sheaf_text_fold (text) : NULL;
  g_autofree char *b = other != NULL ? sheaf_text_fold (other) : NULL;

  return a != NULL && g_strcmp0 (a, b) == 0;
}

/* The left-out block of SELF that has TEXT, or -1. */
static int
find_removed (const SheafPage *self, const char *html, const char *text)
{
  for (guint i = 0; i < self->removed->len; i++)
    {
      const SheafRemoved *removed = self->removed->pdata[i];

      if (removed->why != SHEAF_REMOVED_RESTORED && removed->why != SHEAF_REMOVED_READER
          && ((html != NULL && g_strcmp0 (removed->html, html) == 0)
              || says_the_same (removed->text, text)))
        return (int)i;
    }

  return -1;
}

/* (transfer full); takes PAGE */
static SheafPage *
again (SheafPage *page, const SheafPage *before, const SheafRemoved *removed)
{
  g_autoptr (SheafDocument) piece = NULL;
  SheafPage *corrected = NULL;
  guint first, n;
  int index;

  if (removed->why == SHEAF_REMOVED_READER && removed->text != NULL
      && sheaf_document_find_blocks (page->document, removed->text, removed->place, &first, &n))
    corrected = sheaf_page_leave_out (page, first, n);
  else if (removed->why == SHEAF_REMOVED_RESTORED
           && (index = find_removed (page, removed->html, removed->text)) >= 0
           && sheaf_document_find_blocks (before->document, removed->text, removed->place, &first,
                                          &n))
    {
      piece = sheaf_document_slice (before->document, first, n);
      corrected = sheaf_page_put_back (page, (guint)index, piece);
    }
  if (corrected == NULL)
    return page;
  sheaf_page_unref (page);

  return corrected;
}

SheafPage *
sheaf_page_correct_again (const SheafPage *now, const SheafPage *before)
{
  SheafPage *page = sheaf_page_ref ((SheafPage *)now);

  for (guint i = 0; i < before->removed->len; i++)
    page = again (page, before, before->removed->pdata[i]);

  return page;
}

gboolean
sheaf_page_is_corrected (const SheafPage *self)
{
  for (guint i = 0; i < self->removed->len; i++)
    if (((const SheafRemoved *)self->removed->pdata[i])->why >= SHEAF_REMOVED_READER)
      return TRUE;

  return FALSE;
}

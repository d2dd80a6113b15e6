/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An invented article as a page that was extracted. */

#include "base/text.h"
#include "base/time.h"
#include "document/document-builder.h"
#include "document/document-write.h"
#include "invent.h"

#include <string.h>

#define EXCERPT 200

static void
add_text (SheafDocumentBuilder *builder, const char *text, const char *href)
{
  static const char marks[] = { INVENTED_EMPHASIS, INVENTED_LINK, INVENTED_END, '\0' };

  for (gsize n; *text != '\0'; text += n)
    {
      n = strcspn (text, marks);
      sheaf_document_builder_text (builder, text, n);
      if (text[n] == INVENTED_EMPHASIS)
        sheaf_document_builder_open_span (builder, SHEAF_SPAN_EMPHASIS, NULL);
      else if (text[n] == INVENTED_LINK)
        sheaf_document_builder_open_span (builder, SHEAF_SPAN_LINK, href);
      else if (text[n] == INVENTED_END)
        sheaf_document_builder_close_span (builder);
      n += text[n] != '\0';
    }
}

static void
add_block (SheafDocumentBuilder *builder, const InventedBlock *block, const char *href)
{
  gboolean heading = block->kind == INVENTED_HEADING;

  if (block->kind == INVENTED_QUOTE)
    sheaf_document_builder_open (builder, SHEAF_CONTAINER_QUOTE, 0);
  if (block->kind == INVENTED_ITEM)
    sheaf_document_builder_open (builder, SHEAF_CONTAINER_ITEM, 0);
  sheaf_document_builder_begin (builder, heading ? SHEAF_BLOCK_HEADING : SHEAF_BLOCK_PARAGRAPH,
                                heading ? 2 : 0, NULL, NULL, SHEAF_DIRECTION_UNKNOWN);
  add_text (builder, block->text, href);
  sheaf_document_builder_end (builder);
  if (block->kind == INVENTED_QUOTE || block->kind == INVENTED_ITEM)
    sheaf_document_builder_close (builder);
}

char *
invented_dup_picture (guint number)
{
  return g_strdup_printf ("https://pictures.example/%u.jpeg", number);
}

static void
add_picture (SheafDocumentBuilder *builder, guint number)
{
  g_autofree char *src = invented_dup_picture (number);

  sheaf_document_builder_image (builder, src, "A picture", 4000, 3000);
}

static SheafDocument *
make_document (const Invented *self, guint pictures)
{
  guint shown = 0;

  g_autoptr (SheafDocumentBuilder) builder = sheaf_document_builder_new ();
  gboolean in_list = FALSE;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const InventedBlock *block = self->blocks->pdata[i];
      gboolean item = block->kind == INVENTED_ITEM;

      if (item && !in_list)
        sheaf_document_builder_open (builder, SHEAF_CONTAINER_UNORDERED_LIST, 0);
      if (!item && in_list)
        sheaf_document_builder_close (builder);
      in_list = item;
      add_block (builder, block, self->url);
      if (!item && shown < pictures && (i + 1) * pictures >= (shown + 1) * self->blocks->len)
        add_picture (builder, shown++);
    }
  if (in_list)
    sheaf_document_builder_close (builder);

  return sheaf_document_builder_finish (builder);
}

SheafPage *
invented_to_page (const Invented *self, guint pictures)
{
  SheafPage *page = sheaf_page_new ();

  page->document = make_document (self, pictures);
  page->title = g_strdup (self->title);
  page->byline = g_strdup (self->byline);
  page->site = g_strdup (self->site);
  page->published = g_strdup (self->published);
  page->published_at = sheaf_time_parse (self->published, SHEAF_TIME_NONE, NULL);
  page->excerpt = sheaf_document_to_excerpt (page->document, EXCERPT);
  page->word_count = sheaf_text_count_words (sheaf_document_get_text (page->document));
  page->readerable = TRUE;
  page->language = g_strdup (self->language);
  page->direction = g_strdup (self->direction);

  return page;
}

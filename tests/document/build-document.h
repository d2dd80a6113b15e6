/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A document from a line of builder calls, for table tests. Calls are parted by '|':
 *   p h2 pre:c row cap hr   begins a block     /       ends it
 *   'TEXT                   text               br      a line break
 *   +strong +em … +a URL    opens a span       -       closes it
 *   c C                     a cell, a header   img URL [ALT]   embed URL TITLE
 *   id NAME                 an anchor
 *   [ul [ol 3 [li [dl [dt [dd [q [fig [tab     ]       opens, closes a container */
#pragma once

#include "document/document-builder.h"

#include <stdlib.h>
#include <string.h>

static inline int
find_word (const char *const *words, const char *word, const char **rest)
{
  for (int i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (words[i]);

      if (strncmp (word, words[i], length) == 0
          && (word[length] == '\0' || word[length] == ' ' || word[length] == ':'))
        {
          *rest = word[length] != '\0' ? word + length + 1 : NULL;
          return i;
        }
    }

  g_error ("no such call: %s", word);
}

static inline void
call_builder (SheafDocumentBuilder *builder, const char *call)
{
  static const char *const containers[]
      = { "q", "ul", "ol", "li", "dl", "dt", "dd", "fig", "tab", NULL };
  static const char *const spans[] = { "strong", "em", "code", "sup", "sub", "a", "s", NULL };
  static const char *const blocks[] = { "p", "h", "pre", "img", "cap", "row", "hr", "embed", NULL };
  const char *rest = NULL;
  int kind;

  if (*call == '\'')
    sheaf_document_builder_text (builder, call + 1, -1);
  else if (strcmp (call, "/") == 0)
    sheaf_document_builder_end (builder);
  else if (strcmp (call, "]") == 0)
    sheaf_document_builder_close (builder);
  else if (strcmp (call, "-") == 0)
    sheaf_document_builder_close_span (builder);
  else if (strcmp (call, "br") == 0)
    sheaf_document_builder_break (builder);
  else if (strcmp (call, "c") == 0 || strcmp (call, "C") == 0)
    sheaf_document_builder_cell (builder, *call == 'C');
  else if (*call == '[')
    {
      kind = find_word (containers, call + 1, &rest);
      sheaf_document_builder_open (builder, kind, rest != NULL ? atoi (rest) : 1);
    }
  else if (*call == '+')
    {
      kind = find_word (spans, call + 1, &rest);
      sheaf_document_builder_open_span (builder, kind, rest);
    }
  else if (g_str_has_prefix (call, "id "))
    sheaf_document_builder_anchor (builder, call + 3);
  else if (g_str_has_prefix (call, "embed "))
    {
      g_auto (GStrv) words = g_strsplit (call, " ", 3);

      sheaf_document_builder_embed (builder, words[1], words[2]);
    }
  else if (g_str_has_prefix (call, "img "))
    {
      g_auto (GStrv) words = g_strsplit (call, " ", 3);

      sheaf_document_builder_image (builder, words[1], words[2], 0, 0);
    }
  else if (call[0] == 'h' && g_ascii_isdigit (call[1]))
    sheaf_document_builder_begin (builder, SHEAF_BLOCK_HEADING, (guint)(call[1] - '0'), NULL, NULL,
                                  SHEAF_DIRECTION_UNKNOWN);
  else
    {
      kind = find_word (blocks, call, &rest);
      sheaf_document_builder_begin (builder, kind, 0, rest, NULL, SHEAF_DIRECTION_UNKNOWN);
    }
}

static inline SheafDocument *
build_document (const char *calls)
{
  g_autoptr (SheafDocumentBuilder) builder = sheaf_document_builder_new ();
  g_auto (GStrv) list = g_strsplit (calls, "|", -1);

  for (gsize i = 0; list[i] != NULL; i++)
    call_builder (builder, list[i]);

  return sheaf_document_builder_finish (builder);
}

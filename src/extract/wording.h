/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The wording of promotional lines, per language: data/wording, compiled in, read once. */
#pragma once

#include "extract/extract-private.h"

G_BEGIN_DECLS

/* What is known of a line, all of it in small letters, plain apostrophes and single spaces. */
typedef struct
{
  const char *text;
  const char *beside; /* what of it is not in links, where some of it is (nullable) */
  SheafLineLook look;
} SheafWordingLine;

/* The rule that the line follows ("promo/read-more"), or NULL. *LABEL (out, nullable): it names
 * what follows it, and nothing of its own. Any thread. */
const char *
sheaf_wording_find (const SheafWordingLine *line, gboolean *label);

/* WORD in LINE, not as a part of another one; scripts without spaces know no such parts. */
gboolean
sheaf_wording_has_word (const char *line, const char *word);

/* How many sentences LINE may be, by its full stops. */
guint
sheaf_wording_count_sentences (const char *line);

/* What wall TEXT speaks of, in small letters ("captcha", "consent", "login", "error", "paywall"), or
 * NULL. */
const char *sheaf_wording_find_wall (const char *text);

/* What the wording of lines about the origin of a text is made of: data/wording/README.md. */
typedef enum
{
  SHEAF_ORIGIN_SUBJECT,
  SHEAF_ORIGIN_ENTRY,
  SHEAF_ORIGIN_VERB,
  SHEAF_ORIGIN_TITLE,
  SHEAF_ORIGIN_SITE,
  SHEAF_ORIGIN_PLACE,
  SHEAF_ORIGIN_WHOLE,
  SHEAF_ORIGIN_AFTER,
  SHEAF_ORIGIN_END,
  SHEAF_ORIGIN_WHEN,
  SHEAF_ORIGIN_SOURCE,
  SHEAF_ORIGIN_AGENCY,
} SheafOriginPart;

/* TEXT, whatever its letters' case, behind the longest such PART that it begins with; NULL: none. */
const char *
sheaf_wording_skip_origin (const char *text, SheafOriginPart part);

/* The names of services where people are followed. */
const char *const *
sheaf_wording_services (void);

G_END_DECLS

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

/* What wall TEXT speaks of, in small letters ("captcha", "consent", "login", "error", "paywall"), or
 * NULL. */
const char *sheaf_wording_find_wall (const char *text);

/* The names of services where people are followed. */
const char *const *
sheaf_wording_services (void);

G_END_DECLS

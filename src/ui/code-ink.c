/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A table: quiet hues, as dark (or light) as text has to be. */

#include "ui/code-ink.h"

typedef const char *Inks[SHEAF_N_PAPERS][SHEAF_N_CODE_CLASSES]; /* by class, plain is the text's */

static const Inks inks = {
  [SHEAF_PAPER_LIGHT] = { NULL, "#75348a", "#1e5b33", "#534e58", "#823c1f", "#225091" },
  [SHEAF_PAPER_SEPIA] = { NULL, "#692f7d", "#1b522e", "#50473b", "#75361c", "#1e4882" },
  [SHEAF_PAPER_DARK] = { NULL, "#d8a5e8", "#7fc697", "#b9b5bd", "#e5a98f", "#94b9ec" },
  [SHEAF_PAPER_BLACK] = { NULL, "#c983e0", "#4fb06f", "#a19ba6", "#db8965", "#6d9fe5" },
};

static const Inks contrasting = {
  [SHEAF_PAPER_LIGHT] = { NULL, "#5b296c", "#184728", "#413d45", "#652f18", "#1a3e71" },
  [SHEAF_PAPER_SEPIA] = { NULL, "#4e235d", "#143d22", "#38343b", "#572814", "#173560" },
  [SHEAF_PAPER_DARK] = { NULL, "#d7a3e8", "#7dc595", "#b8b4bc", "#e4a88e", "#92b8ec" },
  [SHEAF_PAPER_BLACK] = { NULL, "#d7a3e8", "#7dc595", "#b8b4bc", "#e4a88e", "#92b8ec" },
};

const char *
sheaf_typography_get_code_ink (const SheafTypography *self, SheafCodeClass class)
{
  if (class == SHEAF_CODE_PLAIN)
    return sheaf_typography_get_theme (self)->ink;

  return (self->high_contrast ? contrasting : inks)[self->paper][class];
}

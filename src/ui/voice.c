/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What holds for every voice, and the answer where Sheaf was built without one. */

#include "ui/voice.h"

#include "config.h"

static gsize
primary_length (const char *lang)
{
  gsize n = 0;

  while (g_ascii_isalnum (lang[n]))
    n++;

  return n;
}

gboolean
sheaf_voice_language_matches (const char *a, const char *b)
{
  gsize n = primary_length (a);

  return n > 0 && n == primary_length (b) && g_ascii_strncasecmp (a, b, n) == 0;
}

#ifndef HAVE_ALOUD
SheafVoice *
sheaf_voice_speechd_new (void)
{
  return NULL;
}
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The kind is told from the words of the address; the article keeps only that. */

#include "ui/embed-name.h"

#include "base/url.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *words[12]; /* an address's word begins with one of them */
} kinds[] = {
  /* Translators: %s is a site, as "vimeo.com"; so in the next ones */
  { N_ ("Sound on %s"),
    { "audio", "podcast", "episode", "sound", "spotify", "track", "bandcamp", "mp3", "ogg" } },
  { N_ ("Map on %s"), { "map", "openstreetmap" } },
  { N_ ("Code on %s"), { "gist", "codepen", "jsfiddle", "codesandbox", "replit" } },
  { N_ ("Post on %s"), { "twitter", "x.com", "tweet", "instagram", "facebook", "post", "status" } },
  { N_ ("Video on %s"),
    { "video", "youtu", "vimeo", "watch", "film", "player", "dailymotion", "tiktok", "twitch",
      "mp4", "webm" } },
};

static gboolean
has_word (const char *address, const char *word)
{
  for (const char *p = address; (p = strstr (p, word)) != NULL; p++)
    if (p == address || !g_ascii_isalnum (p[-1]))
      return TRUE;

  return FALSE;
}

static char *
put (const char *pattern, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (pattern, "%s", 2);

  return g_strjoinv (text, parts);
}

char *
sheaf_embed_dup_name (const char *href, const char *text)
{
  g_autofree char *site = sheaf_url_site (href);
  g_autofree char *small = g_ascii_strdown (href, -1);

  if (g_strcmp0 (site, text) != 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint k = 0; k < G_N_ELEMENTS (kinds[i].words) && kinds[i].words[k] != NULL; k++)
      if (has_word (small, kinds[i].words[k]))
        return put (_ (kinds[i].name), text);

  /* Translators: something of an unknown kind; %s is a site */
  return put (_ ("Content on %s"), text);
}

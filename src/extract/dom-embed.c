/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Embeds told from adverts, trackers and forms by their shape: the words of their address ("embed",
 * "player"), something behind these that says which one, their size. */

#include "extract/dom-embed.h"

#include "base/text.h"
#include "base/url.h"
#include "html/dom-query.h"

#include <string.h>

#define LEAST_SIZE 60  /* pixels: a smaller side is a badge or a tracker */
#define MAX_TITLE 200  /* characters */
#define MAX_WORDS 64   /* of an address, looked at */
#define MAX_SOURCES 16 /* of a film, looked at */

static const char *const sources[] = {
  "src", "data-src", "data-lazy-src", "data-lazy", "data-litespeed-src", "data-original",
};

/* Players whose films have a page of their own: the address up to the film's name, and what stands
 * there instead. */
static const struct
{
  const char *host;
  const char *path;
  const char *page;
} known[] = {
  { "youtube.com", "/embed/", "https://www.youtube.com/watch?v=" },
  { "youtube-nocookie.com", "/embed/", "https://www.youtube.com/watch?v=" },
  { "player.vimeo.com", "/video/", "https://vimeo.com/" },
  { "dailymotion.com", "/embed/video/", "https://www.dailymotion.com/video/" },
  { "open.spotify.com", "/embed/", "https://open.spotify.com/" },
};

gboolean
sheaf_dom_embed_is_possible (const SheafNode *node)
{
  switch ((int)node->tag)
    {
    case SHEAF_TAG_IFRAME:
    case SHEAF_TAG_VIDEO:
    case SHEAF_TAG_AUDIO:
    case SHEAF_TAG_EMBED:
    case SHEAF_TAG_SCRIPT:
      return TRUE;
    case SHEAF_TAG_OTHER:
      return g_str_has_suffix (node->name, "-youtube") || g_str_equal (node->name, "amp-iframe")
             || g_str_equal (node->name, "amp-video") || g_str_equal (node->name, "amp-audio");
    default:
      return FALSE;
    }
}

static char *
resolve_source (const SheafNode *node, const char *base)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      const char *ref = sheaf_node_get (node, sources[i]);
      g_autofree char *address = ref != NULL && *ref != '\0' ? sheaf_url_resolve (base, ref) : NULL;

      if (address != NULL && sheaf_url_is_web (address))
        return g_steal_pointer (&address);
    }

  return NULL;
}

/* A side that NODE says itself to have is too short to watch anything. */
static gboolean
is_small (const SheafNode *node)
{
  static const char *const sides[] = { "width", "height" };

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      const char *text = sheaf_node_get (node, sides[i]);
      char *end = NULL;
      guint64 size = text != NULL ? g_ascii_strtoull (text, &end, 10) : 0;

      if (text != NULL && end != text && *end != '%' && size < LEAST_SIZE)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_hidden (const SheafNode *node)
{
  for (; node != NULL && node->kind == SHEAF_NODE_ELEMENT; node = node->parent)
    if (sheaf_node_is_hidden (node))
      return TRUE;

  return FALSE;
}

static gboolean
is_one_of (const char *word, gsize length, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (word, words[i], length) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
says_player (const char *word, gsize length)
{
  static const char *const players[]
      = { "player", "players", "maps", "audio", "video", "videos", "playlist", "episode" };

  return (length >= 5 && g_ascii_strncasecmp (word, "embed", 5) == 0)
         || (length > 6 && g_ascii_strncasecmp (word + length - 6, "player", 6) == 0)
         || is_one_of (word, length, players, G_N_ELEMENTS (players));
}

static gboolean
says_unwanted (const char *word, gsize length)
{
  static const char *const unwanted[] = {
    "ad",        "ads",       "adserver",     "adframe",   "advert",     "adverts",  "advertising",
    "affiliate", "analytics", "banner",       "beacon",    "captcha",    "comment",  "comments",
    "consent",   "form",      "forms",        "login",     "newsletter", "pixel",    "recaptcha",
    "signup",    "sponsor",   "sponsored",    "subscribe", "tracker",    "tracking", "widgets",
    "like",      "follow",    "subscription",
  };

  return is_one_of (word, length, unwanted, G_N_ELEMENTS (unwanted));
}

/* ADDRESS has the words of a player, what it plays, and nothing of what pages sell. */
static gboolean
plays_something (const char *address)
{
  const char *p = strstr (address, "://") + 3;
  const char *path = p + strcspn (p, "/?#");
  const char *query = path + strcspn (path, "?#");
  gboolean player = FALSE;
  gboolean named = *query == '?' && query[1] != '\0';

  for (guint words = 0; p < query && words < MAX_WORDS; words++)
    {
      gsize length = strcspn (p, "/.-_?#:");

      if (p + length > query)
        length = (gsize)(query - p);
      if (length > 0 && says_unwanted (p, length))
        return FALSE;
      if (says_player (p, length))
        player = TRUE;
      else if (p > path)
        named |= length > 0;
      p += length + 1;
    }

  return player && named;
}

/* The page of what a known player shows. (transfer full) (nullable) */
static char *
find_page (const char *address)
{
  g_autofree char *site = sheaf_url_site (address);
  const char *path = strchr (strstr (address, "://") + 3, '/');

  for (gsize i = 0; site != NULL && path != NULL && i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (site, known[i].host) && sheaf_text_starts_with (path, known[i].path))
      {
        const char *name = path + strlen (known[i].path);
        gsize length = strcspn (name, "?#&");

        if (length > 0 && strncmp (name, "videoseries", length) != 0)
          return g_strdup_printf ("%s%.*s", known[i].page, (int)length, name);
      }

  return NULL;
}

static char *
find_title (const SheafNode *node, const char *address)
{
  static const char *const names[]
      = { "title", "aria-label", "data-title", "data-video-title", "alt" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *title = sheaf_text_line (sheaf_node_get (node, names[i]), MAX_TITLE);

      if (title != NULL)
        return title;
    }

  return sheaf_url_site (address);
}

/* A film or a sound of the page's own: the first of its sources that has an address. */
static char *
find_file (const SheafNode *node, const char *base)
{
  char *address = resolve_source (node, base);
  const SheafNode *child = node->first;

  for (int i = 0; address == NULL && child != NULL && i < MAX_SOURCES; i++, child = child->next)
    if (child->tag == SHEAF_TAG_SOURCE)
      address = resolve_source (child, base);

  return address;
}

/* A snippet of code that a script puts in its own place: the script's address names its page. */
static char *
find_snippet (const SheafNode *node, const char *base)
{
  g_autofree char *address = resolve_source (node, base);
  g_autofree char *site = address != NULL ? sheaf_url_site (address) : NULL;
  const char *end = address != NULL ? address + strcspn (address, "?#") : NULL;

  if (site == NULL || !sheaf_text_starts_with (site, "gist.") || end - address < 4
      || strncmp (end - 3, ".js", 3) != 0)
    return NULL;

  return g_strndup (address, (gsize)(end - 3 - address));
}

static char *
find_address (const SheafNode *node, const char *base)
{
  g_autofree char *address = NULL;

  if (node->tag == SHEAF_TAG_SCRIPT)
    return find_snippet (node, base);
  if (is_small (node) || is_hidden (node))
    return NULL;
  if (node->tag == SHEAF_TAG_OTHER && g_str_has_suffix (node->name, "-youtube"))
    {
      const char *name = sheaf_node_get (node, "videoid");

      if (name == NULL)
        name = sheaf_node_get (node, "data-videoid");
      if (name == NULL || *name == '\0'
          || strspn (name, "-_" G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS) != strlen (name))
        return NULL;

      return g_strconcat ("https://www.youtube.com/watch?v=", name, NULL);
    }
  if (node->tag != SHEAF_TAG_IFRAME && node->tag != SHEAF_TAG_EMBED
      && !(node->tag == SHEAF_TAG_OTHER && g_str_equal (node->name, "amp-iframe")))
    return find_file (node, base);

  address = resolve_source (node, base);
  if (address == NULL)
    return NULL;
  {
    char *page = find_page (address);

    if (page != NULL)
      return page;
  }

  return plays_something (address) ? g_steal_pointer (&address) : NULL;
}

gboolean
sheaf_dom_embed_read (SheafDomEmbed *self, const SheafNode *node, const char *base)
{
  g_autofree char *again = NULL;

  self->href = find_address (node, base);
  if (self->href == NULL)
    return FALSE;

  /* Read back, it has to lead to the same place. */
  again = sheaf_url_resolve (base, self->href);
  if (g_strcmp0 (again, self->href) != 0)
    return FALSE;
  self->title = find_title (node, self->href);

  return self->title != NULL;
}

void
sheaf_dom_embed_clear (SheafDomEmbed *self)
{
  g_clear_pointer (&self->href, g_free);
  g_clear_pointer (&self->title, g_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Structure says what is there (a password field, a player, links and no prose); the wording of
 * walls, which is data, says what a short page is about. A long page is no wall, whatever it says.
 */

#include "extract/walls.h"

#include "base/text.h"
#include "extract/wording.h"
#include "html/dom-query.h"

#include <string.h>

#define LIKELY 200    /* words: fewer may be a wall's */
#define FEW 60        /* words: fewer are no article beside a password field or a player */
#define MAX_WALL 2500 /* characters of a wall's page */
#define MAX_READ 1200 /* characters of it that are read */
#define MANY_LINKS 5
#define MAX_LINKED .5

gboolean
sheaf_walls_are_likely (const SheafPage *page)
{
  return page->document == NULL || page->word_count < LIKELY;
}

static char *
dup_plain (const char *text)
{
  g_autofree char *line = text != NULL ? sheaf_text_line (text, MAX_READ) : NULL;
  g_autofree char *small = line != NULL ? sheaf_text_small (line) : g_strdup ("");
  GString *out = g_string_new (small);

  g_string_replace (out, "’", "'", 0);

  return g_string_free (out, FALSE);
}

/* What the page says it is, where it is short. */
static const char *
find_wall (const SheafPage *page, const SheafNode *body)
{
  g_autofree char *title = dup_plain (page->title);
  const char *reason = sheaf_wording_find_wall (title);
  g_autofree char *text = NULL, *plain = NULL;

  if (sheaf_node_text_length (body) > MAX_WALL)
    return NULL;
  if (reason != NULL)
    return reason;
  text = sheaf_node_dup_text (body);
  plain = dup_plain (text);

  return sheaf_wording_find_wall (plain);
}

static gboolean
has_player (const SheafNode *body)
{
  g_autoptr (GPtrArray) frames = NULL;

  if (sheaf_node_find (body, SHEAF_TAG_VIDEO) != NULL
      || sheaf_node_find (body, SHEAF_TAG_AUDIO) != NULL)
    return TRUE;
  frames = sheaf_node_find_all (body, SHEAF_TAG_IFRAME);
  for (guint i = 0; i < frames->len; i++)
    {
      const char *src = sheaf_node_get (frames->pdata[i], "src");

      if (src != NULL && (strstr (src, "/embed/") != NULL || strstr (src, "player") != NULL))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_listing (const SheafNode *body)
{
  g_autoptr (GPtrArray) links = sheaf_node_find_all (body, SHEAF_TAG_A);

  return links->len >= MANY_LINKS && sheaf_node_link_density (body) > MAX_LINKED;
}

static void
set (SheafPage *page, const char *kind, const char *reason)
{
  page->kind = kind;
  page->kind_reason = reason;
}

void
sheaf_walls_judge (SheafPage *page, SheafDom *dom)
{
  SheafNode *body = dom != NULL ? sheaf_dom_get_body (dom) : NULL;
  gboolean few = page->document == NULL || page->word_count < FEW;
  const char *wall = body != NULL ? find_wall (page, body) : NULL;

  if (wall != NULL)
    set (page, "wall", wall);
  else if (body != NULL && few && has_player (body))
    set (page, "media", "player");
  else if (body != NULL && few && sheaf_node_find_attr (body, SHEAF_TAG_INPUT, "type", "password"))
    set (page, "wall", "login");
  else if (sheaf_walls_are_likely (page) && page->paywalled)
    set (page, "wall", "paywall");
  else if (page->document != NULL)
    set (page, "article", "prose");
  else if (body != NULL && is_listing (body))
    set (page, "listing", "links");
  else
    set (page, "empty", "no-text");
}

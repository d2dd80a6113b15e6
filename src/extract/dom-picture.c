/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The address, size and meaning of an <img>, from its own attributes and the <source>s beside it.
 */

#include "extract/dom-picture.h"

#include "base/text.h"
#include "base/url.h"
#include "extract/dom-math.h"

#include <string.h>

#define MAX_SOURCES 32 /* siblings looked at */
#define MAX_SIZE 100000
#define TRACKER_SIZE 2
#define ICON_SIZE 64
#define WIDE_ENOUGH                                                                                \
  2048                   /* pixels: a wider candidate is taken only where there is none narrower   \
                          */
#define PLAIN_WIDTH 1000 /* pixels, of a candidate that says nothing of itself */

static const char *const placeholders[] = {
  "placeholder", "blank.gif", "spacer.gif", "pixel.gif", "transparent.gif", "transparent.png",
  "/1x1.",       "lazyload.", "grey.gif",   "gray.gif",  "clear.gif",       "loading.gif",
};

static const char *const lazy_attributes[] = {
  "data-src",   "data-original", "data-lazy-src", "data-hi-res-src",
  "data-image", "data-url",      "data-lazy",     "data-img-src",
};

static gboolean
is_placeholder (const char *ref)
{
  const char *name;
  g_autofree char *low = NULL;

  if (g_ascii_strncasecmp (ref, "data:", 5) == 0 || g_ascii_strncasecmp (ref, "about:", 6) == 0)
    return TRUE;

  name = strrchr (ref, '/');
  low = g_ascii_strdown (name != NULL ? name : ref, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (strstr (low, placeholders[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* REF as an absolute picture address that reads back as itself. */
static char *
resolve (const char *base, const char *ref)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *address = NULL;
  g_autofree char *again = NULL;

  if (ref == NULL)
    return NULL;

  trimmed = g_strstrip (g_strdup (ref));
  if (*trimmed == '\0' || *trimmed == '#')
    return NULL;

  address = sheaf_url_resolve (base, trimmed);
  if (address == NULL || !sheaf_url_is_web (address))
    return NULL;
  again = sheaf_url_resolve (base, address);

  return g_strcmp0 (again, address) == 0 ? g_steal_pointer (&address) : NULL;
}

static char *
resolve_real (const char *base, const char *ref)
{
  return ref != NULL && !is_placeholder (ref) ? resolve (base, ref) : NULL;
}

/* Is a candidate of SIZE better than one of BEST (0: none yet)? The largest up to what a page can
 * show, else the smallest. */
static gboolean
is_better (double size, double best)
{
  if (best == 0 || (size > WIDE_ENOUGH) != (best > WIDE_ENOUGH))
    return best == 0 || best > WIDE_ENOUGH;

  return size > WIDE_ENOUGH ? size < best : size > best;
}

/* The best candidate of a srcset: "address 2x, address 640w, …". SIZED (out): it says its width.
 * (transfer full) (nullable) */
static char *
best_candidate (const char *srcset, gboolean *sized)
{
  g_autofree char *best = NULL;
  double best_size = 0;

  while (srcset != NULL && *srcset != '\0')
    {
      const char *start, *end;
      double size = PLAIN_WIDTH;
      gboolean wide = FALSE;

      start = srcset + strspn (srcset, " \t\n\f\r,");
      end = start + strcspn (start, " \t\n\f\r");
      srcset = end;
      if (end > start && end[-1] == ',')
        {
          while (end > start && end[-1] == ',')
            end--;
        }
      else
        {
          const char *number = srcset + strspn (srcset, " \t\n\f\r");
          char *unit;
          double value = g_ascii_strtod (number, &unit);

          if (unit > number)
            {
              wide = *unit == 'w';
              size = *unit == 'x' ? value * PLAIN_WIDTH : value;
            }
          srcset += strcspn (srcset, ",");
        }
      if (end > start && size > 0 && is_better (size, best_size))
        {
          g_free (best);
          best = g_strndup (start, (gsize)(end - start));
          best_size = size;
          *sized = wide;
        }
    }

  return g_steal_pointer (&best);
}

/* ONLY_SIZED: no candidate that does not say its width. */
static char *
resolve_srcset (const char *base, const SheafNode *node, gboolean only_sized)
{
  static const char *const names[]
      = { "srcset", "data-srcset", "data-lazy-srcset", "data-original-set" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gboolean sized = FALSE;
      g_autofree char *candidate = best_candidate (sheaf_node_get (node, names[i]), &sized);
      char *address = sized || !only_sized ? resolve_real (base, candidate) : NULL;

      if (address != NULL)
        return address;
    }

  return NULL;
}

static char *
resolve_sources (const char *base, const SheafNode *picture)
{
  const SheafNode *child = picture->first;

  for (int i = 0; child != NULL && i < MAX_SOURCES; i++, child = child->next)
    if (child->tag == SHEAF_TAG_SOURCE)
      {
        char *address = resolve_srcset (base, child, FALSE);

        if (address != NULL)
          return address;
      }

  return NULL;
}

static char *
resolve_lazy (const char *base, const SheafNode *node)
{
  char *address = NULL;

  for (gsize i = 0; address == NULL && i < G_N_ELEMENTS (lazy_attributes); i++)
    address = resolve_real (base, sheaf_node_get (node, lazy_attributes[i]));

  return address;
}

/* Its src is there only until a script puts the real one in its place. */
static gboolean
is_stand_in (const SheafNode *node)
{
  const char *src = sheaf_node_get (node, "src");
  const char *classes = sheaf_node_get (node, "class");

  return (classes != NULL && (strstr (classes, "lazy") != NULL || strstr (classes, "blur") != NULL))
         || (src != NULL && (strstr (src, "lqip") != NULL || strstr (src, "blur") != NULL));
}

static char *
find_address (const SheafNode *node, const char *base)
{
  char *address;

  if (node->tag == SHEAF_TAG_PICTURE)
    return resolve_sources (base, node);
  if ((address = resolve_srcset (base, node, TRUE)) != NULL)
    return address;
  if (is_stand_in (node) && (address = resolve_lazy (base, node)) != NULL)
    return address;
  if ((address = resolve_real (base, sheaf_node_get (node, "src"))) != NULL)
    return address;
  if ((address = resolve_lazy (base, node)) != NULL)
    return address;
  if ((address = resolve_srcset (base, node, FALSE)) != NULL)
    return address;

  return sheaf_node_is (node->parent, SHEAF_TAG_PICTURE) ? resolve_sources (base, node->parent)
                                                         : NULL;
}

/* "640", "640px", "640.5"; 0 for a share of the page and for what is no number. DECLARED (out): a
 * number stands there. */
static guint
read_size (const SheafNode *node, const char *name, gboolean *declared)
{
  const char *text = sheaf_node_get (node, name);
  char *end = NULL;
  gint64 value;

  *declared = FALSE;
  if (text == NULL)
    return 0;

  value = g_ascii_strtoll (text, &end, 10);
  if (end == text || strchr (end, '%') != NULL || value < 0 || value > MAX_SIZE)
    return 0;

  *declared = TRUE;

  return (guint)value;
}

/* A picture that stands for a character: an emoji of the page's own. */
static gboolean
is_character (const SheafNode *node, const char *alt, guint width, guint height)
{
  const char *classes = sheaf_node_get (node, "class");
  glong length = alt != NULL ? g_utf8_strlen (alt, -1) : 0;

  if (length == 0)
    return FALSE;
  if (classes != NULL && length <= 8
      && (strstr (classes, "emoji") != NULL || strstr (classes, "smiley") != NULL))
    return TRUE;
  if (length > 2 || width > ICON_SIZE || height > ICON_SIZE)
    return FALSE;

  return (width > 0 && height > 0) || (guchar)*alt >= 0x80;
}

gboolean
sheaf_dom_picture_read (SheafDomPicture *self,
                        const SheafNode *node,
                        const char *base,
                        gboolean ours)
{
  gboolean wide, high;

  self->alt = sheaf_text_line (sheaf_node_get (node, "alt"), 0);
  self->width = read_size (node, "width", &wide);
  self->height = read_size (node, "height", &high);
  if (ours)
    return (self->src = resolve (base, sheaf_node_get (node, "src"))) != NULL;

  if (is_character (node, self->alt, self->width, self->height))
    return TRUE;
  if (self->alt != NULL && sheaf_dom_math_is_formula (sheaf_node_get (node, "class"), self->alt))
    {
      char *tex = sheaf_dom_math_dup_tex (self->alt);

      g_free (self->alt);
      self->alt = tex;
      return TRUE;
    }
  if ((wide && high && self->width <= TRACKER_SIZE && self->height <= TRACKER_SIZE)
      || (self->width > 0 && self->width <= TRACKER_SIZE)
      || (self->height > 0 && self->height <= TRACKER_SIZE))
    return FALSE;

  return (self->src = find_address (node, base)) != NULL;
}

void
sheaf_dom_picture_clear (SheafDomPicture *self)
{
  g_clear_pointer (&self->src, g_free);
  g_clear_pointer (&self->alt, g_free);
}

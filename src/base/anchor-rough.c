/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is nearly the quotation. Only places where a piece of it stands unchanged are looked at,
 * which every place with so few errors has; of very many those with the most pieces, then the
 * nearest. What is beyond is not found: thus each search ends soon, for quotations and texts of any
 * shape. */

#include "base/anchor-private.h"

#define MOST_ROUGH 2048 /* units; what is longer is found by its ends */
#define MOST_PERCENT 15
#define MOST_VOTES 16384
#define MOST_WINDOWS 64
#define MOST_STEPS (1000 * 1000) /* words of 64 letters compared, for one anchor */

/* Places of the text whose beginning is thought to be at FIRST … LAST. */
typedef struct
{
  gint64 first, last;
  guint votes, apart;
} Window;

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *)a, other = *(const gint64 *)b;

  return one < other ? -1 : one > other;
}

static int
compare_windows (gconstpointer a, gconstpointer b)
{
  const Window *one = a, *other = b;

  if (one->votes != other->votes)
    return one->votes > other->votes ? -1 : 1;

  return one->apart < other->apart ? -1 : one->apart > other->apart;
}

/* With no more than ERRORS differences one of ERRORS + 1 pieces stands there unchanged: each tells
 * where the quotation would begin. */
static GArray *
find_starts (SheafWanted *self, guint errors)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint64 i = 0; i <= errors && starts->len < MOST_VOTES; i++)
    {
      guint from = (guint)(i * self->n / (errors + 1)),
            to = (guint)((i + 1) * self->n / (errors + 1));
      gboolean all;
      g_autoptr (GArray) found = sheaf_text_shadow_find (self->text, self->codes + from, to - from,
                                                         self->near + from, &all);

      for (guint f = 0; f < found->len; f++)
        {
          gint64 start = (gint64)g_array_index (found, guint, f) - from;

          g_array_append_val (starts, start);
        }
    }
  g_array_sort (starts, compare_starts);

  return starts;
}

static GArray *
find_windows (SheafWanted *self, guint errors)
{
  GArray *windows = g_array_new (FALSE, FALSE, sizeof (Window));
  g_autoptr (GArray) starts = find_starts (self, errors);
  Window *last = NULL;

  for (guint i = 0; i < starts->len; i++)
    {
      gint64 start = g_array_index (starts, gint64, i);

      if (last != NULL && start - last->first <= 2 * (gint64)errors)
        {
          last->last = start;
          last->votes++;
        }
      else
        {
          Window window = { start, start, 1, sheaf_wanted_apart (self, (guint)MAX (start, 0)) };

          g_array_append_val (windows, window);
          last = &g_array_index (windows, Window, windows->len - 1);
        }
    }
  g_array_sort (windows, compare_windows);

  return windows;
}

/* Where, in the N distances from AT on, the least is; of several the one beyond which the text goes
 * on as SIDE. */
static guint
find_least (
    SheafAnchorSide *side, const SheafTextShadow *text, gint64 at, const guint *distances, guint n)
{
  guint least = G_MAXUINT, best = 0, nearest = G_MAXUINT;

  for (guint i = 1; i <= n; i++)
    least = MIN (least, distances[i]);
  for (guint i = 1, ties = 0; i <= n && ties < SHEAF_ANCHOR_AROUND; i++)
    if (distances[i] == least)
      {
        guint distance = sheaf_anchor_side_distance (side, text, at + (gint64)i * side->step);

        if (ties++ == 0 || distance < nearest)
          {
            best = i;
            nearest = distance;
          }
      }

  return best;
}

/* No letter is cut, no space is at the ends. */
static gboolean
settle (const SheafTextShadow *text, SheafPlace *place)
{
  while (!sheaf_text_shadow_is_edge (text, place->start))
    place->start--;
  while (!sheaf_text_shadow_is_edge (text, place->end))
    place->end++;
  if (place->start < place->end && text->codes[place->start] == ' ')
    place->start++;
  if (place->start < place->end && text->codes[place->end - 1] == ' ')
    place->end--;

  return place->start < place->end;
}

static gboolean
has_other_numbers (const SheafWanted *self, const SheafPlace *place)
{
  const gunichar *a = self->codes, *a_end = a + self->n;
  const gunichar *b = self->text->codes + place->start, *b_end = self->text->codes + place->end;

  for (;;)
    {
      while (a < a_end && !g_unichar_isdigit (*a))
        a++;
      while (b < b_end && !g_unichar_isdigit (*b))
        b++;
      if (a == a_end || b == b_end)
        return (a == a_end) != (b == b_end);
      if (*a++ != *b++)
        return TRUE;
    }
}

/* The line of a list next to the one that is gone differs from it in a number often, and stands in
 * a like place. */
static gboolean
is_trusted (const SheafWanted *self, const SheafPlace *place)
{
  if (sheaf_wanted_is_surrounded (self) && place->same)
    return TRUE;
  if (self->n < 2 * SHEAF_WANTED_LONG && has_other_numbers (self, place))
    return FALSE;

  return place->fits > 0 || self->n >= SHEAF_WANTED_LONG || !sheaf_wanted_is_surrounded (self);
}

typedef struct
{
  SheafTextPattern *forwards, *backwards;
  guint *distances;
  guint errors; /* at most */
} Rough;

/* The end first, then from there the beginning. */
static gboolean
find_in_window (SheafWanted *self, Rough *rough, gint64 from, gint64 to, SheafPlace *place)
{
  const SheafTextShadow *text = self->text;
  guint n = (guint)(to - from), end, length;

  sheaf_text_pattern_measure (rough->forwards, text->codes + from, 1, n, FALSE, rough->distances);
  end = find_least (&self->sides[1], text, from, rough->distances, n);
  if (end == 0 || rough->distances[end] > rough->errors)
    return FALSE;

  place->errors = rough->distances[end];
  place->end = (guint)from + end;
  n = MIN (place->end, self->n + rough->errors);
  sheaf_text_pattern_measure (rough->backwards, text->codes + place->end - 1, -1, n, TRUE,
                              rough->distances);
  length = find_least (&self->sides[0], text, (gint64)place->end - 1, rough->distances, n);
  place->start = place->end - length;
  if (!settle (text, place))
    return FALSE;
  sheaf_wanted_measure (self, place);

  return is_trusted (self, place);
}

gboolean
sheaf_wanted_find_roughly (SheafWanted *self, SheafPlace *best)
{
  Rough rough = { .errors = self->n * MOST_PERCENT / 100 };
  g_autoptr (GArray) windows = NULL;
  gboolean any = FALSE;
  gint64 steps = MOST_STEPS;

  if (self->n < SHEAF_WANTED_SHORT || self->n > MOST_ROUGH)
    return FALSE;
  windows = find_windows (self, rough.errors);
  if (windows->len == 0)
    return FALSE;
  rough.forwards = sheaf_text_pattern_new (self->codes, self->n, 1);
  rough.backwards = sheaf_text_pattern_new (self->codes + self->n - 1, self->n, -1);
  rough.distances = g_new (guint, self->n + 4 * rough.errors + 2);

  for (guint i = 0; i < MIN (windows->len, MOST_WINDOWS) && steps > 0; i++)
    {
      const Window *window = &g_array_index (windows, Window, i);
      gint64 from = MAX (window->first - rough.errors, 0);
      gint64 to = MIN (window->last + self->n + rough.errors, (gint64)self->text->n);
      SheafPlace place = { 0 };

      if (from >= to)
        continue;
      steps -= (to - from) * (self->n / 64 + 1);
      if (find_in_window (self, &rough, from, to, &place)
          && (!any || sheaf_place_is_better (&place, best)))
        {
          *best = place;
          any = TRUE;
        }
    }
  sheaf_text_pattern_free (rough.forwards);
  sheaf_text_pattern_free (rough.backwards);
  g_free (rough.distances);

  return any;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers, dates and ages after the colon, their ranges, and what these mean at a given moment. */

#include "store/expression-private.h"

#include "base/time.h"

#include <string.h>

#define MOST_DIGITS 9
#define MOST_YEARS 500

static const struct
{
  const char *sign;
  SheafRangeKind kind;
} signs[] = {
  { "<=", SHEAF_RANGE_MOST }, { ">=", SHEAF_RANGE_LEAST }, { "<", SHEAF_RANGE_LESS },
  { ">", SHEAF_RANGE_MORE },  { "=", SHEAF_RANGE_IS },
};

static const char *const days[] = { "today", "yesterday" };

/* --- Reading --- */

/* The digits at *P, which moves behind them; -1: there are none, or too many. */
static int
read_digits (const char **p)
{
  const char *start = *p;
  int n = 0;

  for (; g_ascii_isdigit (**p); (*p)++)
    {
      if (*p - start >= MOST_DIGITS)
        return -1;
      n = 10 * n + (**p - '0');
    }

  return *p > start ? n : -1;
}

static gboolean
parse_number (const SheafOperator *op, const char *text, guint *number)
{
  const char *p = text;
  int n = read_digits (&p);
  guint64 value = n;

  if (n < 0)
    return FALSE;
  if (*p != '\0')
    {
      const SheafUnit *unit = op->units;

      while (unit != NULL && unit->suffix != NULL && g_ascii_strcasecmp (unit->suffix, p) != 0)
        unit++;
      if (unit == NULL || unit->suffix == NULL)
        return FALSE;
      value *= unit->factor;
    }
  *number = MIN (value, 999999999);

  return TRUE;
}

static gboolean
parse_age (int n, const char *unit, SheafMoment *moment)
{
  static const struct
  {
    char unit;
    SheafMomentKind kind;
    int factor, most;
  } units[] = {
    { 'd', SHEAF_MOMENT_DAYS, 1, 366 * MOST_YEARS },
    { 'w', SHEAF_MOMENT_DAYS, 7, 52 * MOST_YEARS },
    { 'm', SHEAF_MOMENT_MONTHS, 1, 12 * MOST_YEARS },
    { 'y', SHEAF_MOMENT_MONTHS, 12, MOST_YEARS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_tolower (unit[0]) == units[i].unit && unit[1] == '\0' && n <= units[i].most)
      {
        *moment = (SheafMoment){ units[i].kind, .n = n * units[i].factor, .unit = units[i].unit };
        return TRUE;
      }

  return FALSE;
}

/* YEAR-MONTH-DAY, from the right as much as is not known left out. */
static gboolean
parse_date (int year, const char *rest, SheafMoment *moment)
{
  *moment = (SheafMoment){ SHEAF_MOMENT_DATE, .year = year };
  if (year < 1000 || year > 9998)
    return FALSE;
  if (*rest == '-')
    {
      rest++;
      moment->month = read_digits (&rest);
      if (moment->month < 1 || moment->month > 12)
        return FALSE;
    }
  if (moment->month > 0 && *rest == '-')
    {
      rest++;
      moment->day = read_digits (&rest);
      if (moment->day < 1 || !g_date_valid_dmy (moment->day, moment->month, year))
        return FALSE;
    }

  return *rest == '\0';
}

static gboolean
parse_moment (const char *text, SheafMoment *moment)
{
  const char *p = text;
  int n;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (g_ascii_strcasecmp (text, days[i]) == 0)
      {
        *moment = (SheafMoment){ SHEAF_MOMENT_TODAY, .n = i };
        return TRUE;
      }
  n = read_digits (&p);
  if (n < 0)
    return FALSE;

  return g_ascii_isalpha (*p) ? parse_age (n, p, moment) : parse_date (n, p, moment);
}

static gboolean
parse_value (const SheafOperator *op, const char *text, SheafRange *range, guint which)
{
  return op->kind == SHEAF_VALUE_NUMBER ? parse_number (op, text, &range->number[which])
                                        : parse_moment (text, &range->moment[which]);
}

gboolean
sheaf_range_parse (const SheafOperator *op, const char *text, SheafRange *range)
{
  const char *dots = strstr (text, "..");

  *range = (SheafRange){ SHEAF_RANGE_IS };
  if (dots != NULL)
    {
      g_autofree char *from = g_strndup (text, dots - text);
      const char *to = dots + 2;

      range->kind = *from == '\0' ? SHEAF_RANGE_TO
                    : *to == '\0' ? SHEAF_RANGE_FROM
                                  : SHEAF_RANGE_BETWEEN;
      return (*from != '\0' || *to != '\0') && (*from == '\0' || parse_value (op, from, range, 0))
             && (*to == '\0' || parse_value (op, to, range, 1));
    }
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text, signs[i].sign))
      {
        range->kind = signs[i].kind;
        text += strlen (signs[i].sign);
        break;
      }

  return parse_value (op, text, range, 0);
}

/* --- Writing --- */

static void
append_moment (const SheafMoment *self, GString *text)
{
  int per_unit = self->unit == 'w' ? 7 : self->unit == 'y' ? 12 : 1;

  switch (self->kind)
    {
    case SHEAF_MOMENT_DATE:
      g_string_append_printf (text, "%04d", self->year);
      if (self->month > 0)
        g_string_append_printf (text, "-%02d", self->month);
      if (self->day > 0)
        g_string_append_printf (text, "-%02d", self->day);
      break;
    case SHEAF_MOMENT_TODAY:
      g_string_append (text, days[self->n]);
      break;
    case SHEAF_MOMENT_DAYS:
    case SHEAF_MOMENT_MONTHS:
      g_string_append_printf (text, "%d%c", self->n / per_unit, self->unit);
      break;
    }
}

static void
append_value (const SheafRange *self, const SheafOperator *op, guint which, GString *text)
{
  if (op->kind == SHEAF_VALUE_NUMBER)
    g_string_append_printf (text, "%u%s", self->number[which],
                            op->units != NULL ? op->units[0].suffix : "");
  else
    append_moment (&self->moment[which], text);
}

void
sheaf_range_append (const SheafRange *self, const SheafOperator *op, GString *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (signs[i].kind == self->kind && self->kind != SHEAF_RANGE_IS)
      g_string_append (text, signs[i].sign);
  if (self->kind != SHEAF_RANGE_TO)
    append_value (self, op, 0, text);
  if (self->kind >= SHEAF_RANGE_FROM)
    g_string_append (text, "..");
  if (self->kind >= SHEAF_RANGE_TO)
    append_value (self, op, 1, text);
}

static gboolean
moment_equal (const SheafMoment *a, const SheafMoment *b)
{
  return a->kind == b->kind && a->year == b->year && a->month == b->month && a->day == b->day
         && a->n == b->n && a->unit == b->unit;
}

gboolean
sheaf_range_equal (const SheafRange *a, const SheafRange *b, const SheafOperator *op)
{
  if (a->kind != b->kind)
    return FALSE;
  if (op->kind == SHEAF_VALUE_NUMBER)
    return a->number[0] == b->number[0] && a->number[1] == b->number[1];

  return moment_equal (&a->moment[0], &b->moment[0]) && moment_equal (&a->moment[1], &b->moment[1]);
}

/* --- Meaning --- */

static gboolean
is_age (const SheafMoment *self)
{
  return self->kind == SHEAF_MOMENT_DAYS || self->kind == SHEAF_MOMENT_MONTHS;
}

static gint64
to_micros (GDateTime *time)
{
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

gboolean
sheaf_range_is_by_day (const SheafRange *self, const SheafOperator *op)
{
  return op->days != NULL
         && ((self->kind != SHEAF_RANGE_TO && !is_age (&self->moment[0]))
             || (self->kind >= SHEAF_RANGE_TO && !is_age (&self->moment[1])));
}

/* What the clock shows at NOW, here, as a time of ZONE. */
static GDateTime *
read_clock (gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) here = g_date_time_to_local (utc);

  return g_date_time_new (zone, g_date_time_get_year (here), g_date_time_get_month (here),
                          g_date_time_get_day_of_month (here), g_date_time_get_hour (here),
                          g_date_time_get_minute (here), g_date_time_get_second (here));
}

/* When SELF begins in ZONE and the first moment after it; an age is one moment. */
static void
moment_edges (const SheafMoment *self, GTimeZone *zone, gint64 now, gint64 *start, gint64 *end)
{
  g_autoptr (GDateTime) here = read_clock (now, zone);
  g_autoptr (GDateTime) from = NULL, to = NULL;

  if (is_age (self))
    {
      from = self->kind == SHEAF_MOMENT_DAYS ? g_date_time_add_days (here, -self->n)
                                             : g_date_time_add_months (here, -self->n);
      *start = *end = to_micros (from) + now % G_USEC_PER_SEC;
      return;
    }
  if (self->kind == SHEAF_MOMENT_TODAY)
    {
      g_autoptr (GDateTime) midnight
          = g_date_time_new (zone, g_date_time_get_year (here), g_date_time_get_month (here),
                             g_date_time_get_day_of_month (here), 0, 0, 0);

      from = g_date_time_add_days (midnight, -self->n);
      to = g_date_time_add_days (from, 1);
    }
  else
    {
      from = g_date_time_new (zone, self->year, MAX (self->month, 1), MAX (self->day, 1), 0, 0, 0);
      to = self->day > 0     ? g_date_time_add_days (from, 1)
           : self->month > 0 ? g_date_time_add_months (from, 1)
                             : g_date_time_add_years (from, 1);
    }
  *start = to_micros (from);
  *end = to_micros (to);
}

/* Of an age "less" is younger, so later; one alone is "not older than". */
static SheafRangeKind
turn (SheafRangeKind kind)
{
  static const SheafRangeKind turned[] = {
    [SHEAF_RANGE_IS] = SHEAF_RANGE_LEAST,   [SHEAF_RANGE_LESS] = SHEAF_RANGE_MORE,
    [SHEAF_RANGE_MORE] = SHEAF_RANGE_LESS,  [SHEAF_RANGE_MOST] = SHEAF_RANGE_LEAST,
    [SHEAF_RANGE_LEAST] = SHEAF_RANGE_MOST, [SHEAF_RANGE_FROM] = SHEAF_RANGE_FROM,
    [SHEAF_RANGE_TO] = SHEAF_RANGE_TO,      [SHEAF_RANGE_BETWEEN] = SHEAF_RANGE_BETWEEN,
  };

  return turned[kind];
}

/* START and END of one value, the second beginning where the first does not reach. */
static void
apply_kind (
    SheafRangeKind kind, const gint64 start[2], const gint64 end[2], gint64 *least, gint64 *most)
{
  gboolean swapped = kind == SHEAF_RANGE_BETWEEN && start[0] > start[1];

  *least = G_MININT64;
  *most = G_MAXINT64;
  switch (kind)
    {
    case SHEAF_RANGE_IS:
      *least = start[0];
      *most = end[0] - 1;
      break;
    case SHEAF_RANGE_LESS:
      *most = start[0] - 1;
      break;
    case SHEAF_RANGE_MORE:
      *least = end[0];
      break;
    case SHEAF_RANGE_MOST:
      *most = end[0] - 1;
      break;
    case SHEAF_RANGE_LEAST:
    case SHEAF_RANGE_FROM:
      *least = start[0];
      break;
    case SHEAF_RANGE_TO:
      *most = end[1] - 1;
      break;
    case SHEAF_RANGE_BETWEEN:
      *least = start[swapped ? 1 : 0];
      *most = end[swapped ? 0 : 1] - 1;
      break;
    }
}

void
sheaf_range_bounds (
    const SheafRange *self, const SheafOperator *op, gint64 now, gint64 *least, gint64 *most)
{
  g_autoptr (GTimeZone) zone
      = sheaf_range_is_by_day (self, op) ? g_time_zone_new_utc () : g_time_zone_new_local ();
  gint64 start[2] = { 0 }, end[2] = { 0 };
  SheafRangeKind kind = self->kind;

  for (guint i = 0; i < 2; i++)
    {
      gboolean given = i == 0 ? kind != SHEAF_RANGE_TO : kind >= SHEAF_RANGE_TO;

      if (!given)
        continue;
      if (op->kind == SHEAF_VALUE_MOMENT)
        {
          moment_edges (&self->moment[i], zone, now, &start[i], &end[i]);
          end[i] += is_age (&self->moment[i]); /* a moment has the length of one */
        }
      else
        {
          start[i] = op->least != NULL ? op->least (self->number[i]) : self->number[i];
          end[i] = op->least != NULL ? op->least (self->number[i] + 1) : self->number[i] + 1;
        }
    }
  if (op->kind == SHEAF_VALUE_MOMENT && is_age (&self->moment[0]))
    kind = turn (kind);
  apply_kind (kind, start, end, least, most);
}

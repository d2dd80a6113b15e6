/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By the kinds of characters: there is no need to know what a number is worth. */

#include "ui/figures.h"

#include <string.h>

#define LONGEST 40 /* bytes */

/* Currencies are known by their signs, or are three capitals. */
static const char *
skip_currency (const char *p)
{
  guint n = 0;

  if (g_unichar_type (g_utf8_get_char (p)) == G_UNICODE_CURRENCY_SYMBOL)
    return g_utf8_next_char (p);
  while (g_ascii_isupper (p[n]))
    n++;

  return n == 3 && !g_ascii_isalpha (p[3]) ? p + 3 : p;
}

static const char *
skip_space (const char *p)
{
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p;
}

static gboolean
is_one_of (gunichar c, const char *any)
{
  return c != 0 && g_utf8_strchr (any, -1, c) != NULL;
}

/* "12,345.6", "1 000", "8:15", "3/4": NULL where there is no digit. */
static const char *
skip_number (const char *p)
{
  const char *end = NULL;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        end = g_utf8_next_char (p);
      else if (!is_one_of (c, ".,'’:/ \302\240\342\200\211\342\200\257")
               && !(end == NULL && c == '.'))
        break;
      else if (end == NULL && c != '.')
        return NULL;
    }

  return end;
}

gboolean
sheaf_figures_is_one (const char *text)
{
  const char *p = skip_space (text);

  if (strlen (text) > LONGEST)
    return FALSE;
  if (*p == '(') /* a negative one, in accounts */
    p++;
  for (guint i = 0; i < 2; i++) /* in either order */
    {
      while (is_one_of (g_utf8_get_char (p), "+-−–±~≈<>≤≥#"))
        p = g_utf8_next_char (p);
      p = skip_space (skip_currency (p));
    }
  p = skip_number (p);
  if (p == NULL)
    return FALSE;
  p = skip_space (skip_currency (skip_space (p)));
  while (is_one_of (g_utf8_get_char (p), "%‰°)*†."))
    p = g_utf8_next_char (p);

  return *skip_space (p) == '\0';
}

void
sheaf_figures_add (SheafFigures *self, const char *text)
{
  const char *p = skip_space (text);

  while (is_one_of (g_utf8_get_char (p), "-–—−.…?"))
    p = g_utf8_next_char (p);
  if (*skip_space (p) == '\0')
    return;
  if (sheaf_figures_is_one (text))
    self->figures++;
  else
    self->words = TRUE;
}

gboolean
sheaf_figures_is_column (const SheafFigures *self)
{
  return self->figures >= 2 && !self->words;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By scripts: the tables of Unicode's own algorithm are not asked, a letter is enough. */

#include "ui/bidi.h"

#define FIRST_STRONG_ISOLATE "\342\201\250"
#define POP_ISOLATE "\342\201\251"

static SheafDirection
get_direction (gunichar c)
{
  if (!g_unichar_isalpha (c))
    return SHEAF_DIRECTION_UNKNOWN;
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_ADLAM:
      return SHEAF_DIRECTION_RTL;
    default:
      return SHEAF_DIRECTION_LTR;
    }
}

SheafDirection
sheaf_bidi_find (const char *text, gssize n_bytes)
{
  const char *end = n_bytes >= 0 ? text + n_bytes : NULL;

  for (const char *p = text; p != NULL && (end != NULL ? p < end : *p != '\0');
       p = g_utf8_next_char (p))
    if (get_direction (g_utf8_get_char (p)) != SHEAF_DIRECTION_UNKNOWN)
      return get_direction (g_utf8_get_char (p));

  return SHEAF_DIRECTION_UNKNOWN;
}

gboolean
sheaf_bidi_is_mixed (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (get_direction (g_utf8_get_char (p)) == SHEAF_DIRECTION_RTL)
      return TRUE;

  return FALSE;
}

char *
sheaf_bidi_isolate (char *text)
{
  g_autofree char *bare = text;

  return bare != NULL ? g_strconcat (FIRST_STRONG_ISOLATE, bare, POP_ISOLATE, NULL) : NULL;
}

gboolean
sheaf_bidi_is_interface_rtl (void)
{
  return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
}

char *
sheaf_bidi_join (GPtrArray *facts)
{
  gboolean rtl = sheaf_bidi_is_interface_rtl (), apart = rtl;
  GString *line = g_string_new (rtl ? SHEAF_BIDI_RIGHT_TO_LEFT : NULL);

  for (guint i = 0; i < facts->len && !apart; i++)
    apart = sheaf_bidi_is_mixed (facts->pdata[i]);
  for (guint i = 0; i < facts->len; i++)
    {
      char *own = g_strdup (facts->pdata[i]);
      g_autofree char *fact = apart ? sheaf_bidi_isolate (own) : own;

      g_string_append_printf (line, "%s%s", i > 0 ? " · " : "", fact);
    }

  return g_string_free (line, FALSE);
}

void
sheaf_bidi_turn_label (GtkLabel *label)
{
  static const GtkTextDirection directions[] = {
    [SHEAF_DIRECTION_UNKNOWN] = GTK_TEXT_DIR_NONE,
    [SHEAF_DIRECTION_LTR] = GTK_TEXT_DIR_LTR,
    [SHEAF_DIRECTION_RTL] = GTK_TEXT_DIR_RTL,
  };

  gtk_widget_set_direction (GTK_WIDGET (label),
                            directions[sheaf_bidi_find (gtk_label_get_text (label), -1)]);
}

gboolean
sheaf_bidi_is_control (gunichar c)
{
  return c == 0x200e || c == 0x200f || c == 0x2068 || c == 0x2069;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file of rules: lines "key: value", written by hand. "site:" begins a rule. A line that cannot
 * be read is told with its number and passed over; the others count. */

#include "config.h"

#include "base/text.h"
#include "base/url.h"
#include "extract/site-rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SELECTORS 64 /* of one key */
#define MAX_HOSTS 256
#define MAX_RULES_OF_FILE 1000

typedef struct
{
  SheafSiteRules *owner;
  GPtrArray *rules;
  const char *name;
  gboolean built_in;
  guint line;
  guint n_rules;
  SheafSiteRule *rule; /* (nullable): none is begun, or its site is none */
  gboolean lost;       /* what follows belongs to a rule that could not begin */
} Reading;

static void G_GNUC_PRINTF (2, 3) complain (Reading *self, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list values;

  va_start (values, format);
  what = g_strdup_vprintf (format, values);
  va_end (values);
  sheaf_site_rules_add_problem (self->owner, self->name, self->line, what);
}

static void
read_site (Reading *self, const char *value)
{
  g_auto (GStrv) names = g_strsplit_set (value, ", \t", -1);
  g_autoptr (SheafSiteRule) rule = sheaf_site_rule_new ();

  self->rule = NULL;
  self->lost = TRUE;
  for (guint i = 0; names[i] != NULL && rule->hosts->len < MAX_HOSTS; i++)
    {
      g_autofree char *host = *names[i] != '\0' ? sheaf_site_rule_host (names[i]) : NULL;

      if (host != NULL)
        g_ptr_array_add (rule->hosts, g_steal_pointer (&host));
      else if (*names[i] != '\0')
        complain (self, _ ("“%s” is not a site’s name, such as example.org"), names[i]);
    }
  if (rule->hosts->len == 0)
    return;
  if (self->n_rules++ >= MAX_RULES_OF_FILE)
    {
      complain (self, "%s", _ ("these are too many rules"));
      return;
    }
  rule->built_in = self->built_in;
  self->lost = FALSE;
  self->rule = rule;
  g_ptr_array_add (self->rules, g_steal_pointer (&rule));
}

static void
read_path (Reading *self, const char *value)
{
  if (*value != '/')
    {
      complain (self, "%s", _ ("a path begins with “/”"));
      return;
    }
  g_free (self->rule->path);
  self->rule->path = g_strdup (value);
}

/* An address that the rule is for: it must be one. */
static void
read_test (Reading *self, const char *value)
{
  if (!sheaf_url_is_web (value))
    complain (self, _ ("“%s” is not a web address"), value);
  else if (!sheaf_site_rule_fits (self->rule, value))
    complain (self, _ ("the rule does not fit “%s”"), value);
}

static void
read_selector (Reading *self, SheafSiteRuleKey key, const char *value)
{
  GPtrArray **selectors = &self->rule->selectors[key];
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafSelector) selector = NULL;

  if (g_str_equal (value, "none"))
    {
      self->rule->alone[key] = TRUE;
      return;
    }
  if (*selectors != NULL && (*selectors)->len >= MAX_SELECTORS)
    {
      complain (self, "%s", _ ("this is too long"));
      return;
    }
  selector = sheaf_selector_parse (value, &error);
  if (selector == NULL)
    {
      complain (self, "%s", error->message);
      return;
    }
  if (*selectors == NULL)
    *selectors = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_selector_free);
  g_ptr_array_add (*selectors, g_steal_pointer (&selector));
}

static void
read_pair (Reading *self, const char *key, const char *value)
{
  static const char *const selected[SHEAF_SITE_RULE_KEYS] = {
    [SHEAF_SITE_RULE_BODY] = "body",   [SHEAF_SITE_RULE_STRIP] = "strip",
    [SHEAF_SITE_RULE_TITLE] = "title", [SHEAF_SITE_RULE_AUTHOR] = "author",
    [SHEAF_SITE_RULE_DATE] = "date",   [SHEAF_SITE_RULE_NEXT_PAGE] = "next-page",
  };
  static const struct
  {
    const char *key;
    void (*read) (Reading *self, const char *value);
  } others[] = { { "path", read_path }, { "test", read_test } };

  if (g_str_equal (key, "site"))
    {
      read_site (self, value);
      return;
    }
  if (self->rule == NULL)
    {
      if (!self->lost)
        complain (self, "%s", _ ("a rule begins with “site:”"));
      self->lost = TRUE; /* said once */
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (key, others[i].key))
      {
        others[i].read (self, value);
        return;
      }
  for (guint i = 0; i < G_N_ELEMENTS (selected); i++)
    if (g_str_equal (key, selected[i]))
      {
        read_selector (self, i, value);
        return;
      }
  complain (self,
            _ ("“%s” is not known; a rule has site, path, body, strip, title, author, date, "
               "next-page and test"),
            key);
}

static void
read_line (Reading *self, char *line)
{
  char *colon;
  g_autofree char *key = NULL;

  g_strstrip (line);
  if (*line == '\0' || *line == '#')
    return;
  colon = strchr (line, ':');
  if (colon == NULL)
    {
      complain (self, "%s", _ ("a line is a key, a colon and a value"));
      return;
    }
  *colon = '\0';
  key = g_ascii_strdown (g_strchomp (line), -1);
  g_strstrip (colon + 1);
  if (colon[1] == '\0')
    complain (self, _ ("“%s” has no value"), key);
  else
    read_pair (self, key, colon + 1);
}

void
sheaf_site_rule_file_read (
    SheafSiteRules *owner, GPtrArray *rules, const char *name, const char *text, gboolean built_in)
{
  Reading self = { owner, rules, name, built_in, 0, 0, NULL, FALSE };
  g_auto (GStrv) lines = NULL;

  if (sheaf_text_starts_with (text, "\xef\xbb\xbf")) /* some editors mark the beginning of a file */
    text += strlen ("\xef\xbb\xbf");
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      self.line = i + 1;
      read_line (&self, lines[i]);
    }
}

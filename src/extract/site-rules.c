/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All rules, and which of them speak of an address: the user's before those that came with the
 * program, then the one that names more of the address before the others. */

#include "extract/site-rules.h"

#include "base/text.h"
#include "config.h"

#include "base/url.h"
#include "extract/site-rules-private.h"
#include "extract/site-rules-resource.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FOLDER "/io/github/sheaf_app/Sheaf/site-rules"
#define MAX_RULES 4000
#define MAX_PROBLEMS 100

struct _SheafSiteRules
{
  gatomicrefcount ref_count;
  GPtrArray *rules;    /* of SheafSiteRule */
  GPtrArray *problems; /* of char *, ended by NULL */
};

/* --- One rule --- */

SheafSiteRule *
sheaf_site_rule_new (void)
{
  SheafSiteRule *self = g_new0 (SheafSiteRule, 1);

  self->hosts = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
sheaf_site_rule_free (SheafSiteRule *self)
{
  g_ptr_array_unref (self->hosts);
  for (guint i = 0; i < G_N_ELEMENTS (self->selectors); i++)
    g_clear_pointer (&self->selectors[i], g_ptr_array_unref);
  g_free (self->path);
  g_free (self);
}

char *
sheaf_site_rule_host (const char *text)
{
  g_autofree char *ascii = g_hostname_to_ascii (text);
  const char *host;

  if (ascii == NULL)
    return NULL;
  for (char *p = ascii; *p != '\0'; p++)
    {
      *p = g_ascii_tolower (*p);
      if (!g_ascii_isalnum (*p) && *p != '.' && *p != '-')
        return NULL;
    }
  host = sheaf_text_starts_with (ascii, "www.") ? ascii + strlen ("www.") : ascii;

  return *host != '\0' && *host != '.' && strstr (host, "..") == NULL ? g_strdup (host) : NULL;
}

/* The host of URL, as hosts are compared. (transfer full) (nullable) */
static char *
host_of (const char *url)
{
  g_autofree char *authority = sheaf_url_authority (url);
  char *port = authority != NULL ? strrchr (authority, ':') : NULL;

  if (port != NULL)
    *port = '\0';

  return authority != NULL ? sheaf_site_rule_host (authority) : NULL;
}

/* Itself, or one of its subdomains. */
static gboolean
is_of_site (const char *host, const char *site)
{
  gsize length = strlen (host), end = strlen (site);

  return length >= end && g_str_equal (host + length - end, site)
         && (length == end || host[length - end - 1] == '.');
}

static const char *
path_of (const char *url)
{
  const char *rest = strstr (url, "://");
  const char *path = rest != NULL ? strchr (rest + strlen ("://"), '/') : NULL;

  return path != NULL ? path : "/";
}

static gsize
fits (const SheafSiteRule *self, const char *host, const char *path)
{
  gsize longest = 0;

  if (self->path != NULL && !sheaf_text_starts_with (path, self->path))
    return 0;
  for (guint i = 0; i < self->hosts->len; i++)
    if (is_of_site (host, self->hosts->pdata[i]))
      longest = MAX (longest, strlen (self->hosts->pdata[i]));

  return longest > 0 && self->path != NULL ? longest + strlen (self->path) : longest;
}

gboolean
sheaf_site_rule_fits (const SheafSiteRule *self, const char *url)
{
  g_autofree char *host = host_of (url);

  return host != NULL && fits (self, host, path_of (url)) > 0;
}

/* --- All of them --- */

SheafSiteRules *
sheaf_site_rules_new (void)
{
  SheafSiteRules *self = g_new0 (SheafSiteRules, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify)sheaf_site_rule_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->problems, NULL);

  return self;
}

SheafSiteRules *
sheaf_site_rules_ref (SheafSiteRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
sheaf_site_rules_unref (SheafSiteRules *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

void
sheaf_site_rules_add_problem (SheafSiteRules *self, const char *name, guint line, const char *what)
{
  char *problem;

  g_return_if_fail (self != NULL && name != NULL && what != NULL);

  if (self->problems->len > MAX_PROBLEMS)
    return;
  problem = line > 0 ? g_strdup_printf ("%s:%u: %s", name, line, what)
                     : g_strdup_printf ("%s: %s", name, what);
  g_ptr_array_insert (self->problems, (int)self->problems->len - 1, problem);
}

static void
add (SheafSiteRules *self, const char *name, const char *text, gsize length, gboolean built_in)
{
  g_autofree char *copy = NULL;

  if (length > SHEAF_SITE_RULES_MAX_FILE || self->rules->len >= MAX_RULES)
    {
      sheaf_site_rules_add_problem (self, name, 0, _ ("these are too many rules"));
      return;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    {
      sheaf_site_rules_add_problem (self, name, 0, _ ("this is not a text in UTF-8"));
      return;
    }
  copy = g_strndup (text, length);
  sheaf_site_rule_file_read (self, self->rules, name, copy, built_in);
}

void
sheaf_site_rules_add (SheafSiteRules *self, const char *name, const char *text, gsize length)
{
  g_return_if_fail (self != NULL && name != NULL && (text != NULL || length == 0));

  add (self, name, text, length, FALSE);
}

void
sheaf_site_rules_add_built_in (SheafSiteRules *self)
{
  GResource *resource = sheaf_site_rules_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, FOLDER, 0, NULL);

  g_return_if_fail (self != NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (FOLDER "/", names[i], NULL);
      g_autoptr (GBytes) bytes = g_resource_lookup_data (resource, path, 0, NULL);
      gsize length;
      const char *text = g_bytes_get_data (bytes, &length);

      add (self, names[i], text, length, TRUE);
    }
}

const char *const *
sheaf_site_rules_get_problems (SheafSiteRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *)self->problems->pdata;
}

guint
sheaf_site_rules_count (const SheafSiteRules *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rules->len;
}

typedef struct
{
  const SheafSiteRule *rule;
  gsize fit;
  guint place;
} Fitting;

static int
compare_fitting (gconstpointer a, gconstpointer b)
{
  const Fitting *x = a, *y = b;

  if (x->rule->built_in != y->rule->built_in)
    return x->rule->built_in ? 1 : -1;
  if (x->fit != y->fit)
    return x->fit < y->fit ? 1 : -1;

  return x->place < y->place ? -1 : 1;
}

GPtrArray *
sheaf_site_rules_find (const SheafSiteRules *self, const char *url)
{
  g_autofree char *host = self != NULL && url != NULL ? host_of (url) : NULL;
  g_autoptr (GArray) fitting = g_array_new (FALSE, FALSE, sizeof (Fitting));
  GPtrArray *rules;

  for (guint i = 0; host != NULL && i < self->rules->len; i++)
    {
      Fitting one = { self->rules->pdata[i], 0, i };

      one.fit = fits (one.rule, host, path_of (url));
      if (one.fit > 0)
        g_array_append_val (fitting, one);
    }
  if (fitting->len == 0)
    return NULL;
  g_array_sort (fitting, compare_fitting);
  rules = g_ptr_array_new ();
  for (guint i = 0; i < fitting->len; i++)
    g_ptr_array_add (rules, (gpointer)g_array_index (fitting, Fitting, i).rule);

  return rules;
}

GPtrArray *
sheaf_site_rules_select (GPtrArray *rules, SheafSiteRuleKey key)
{
  GPtrArray *selectors = g_ptr_array_new ();

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const SheafSiteRule *rule = rules->pdata[i];

      for (guint k = 0; rule->selectors[key] != NULL && k < rule->selectors[key]->len; k++)
        g_ptr_array_add (selectors, rule->selectors[key]->pdata[k]);
      if (rule->alone[key])
        break;
    }

  return selectors;
}

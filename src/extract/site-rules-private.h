/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What one rule says, for the reader of its file and for the extractor. */
#pragma once

#include "extract/site-rules.h"
#include "html/selector.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_SITE_RULE_BODY,
  SHEAF_SITE_RULE_STRIP,
  SHEAF_SITE_RULE_TITLE,
  SHEAF_SITE_RULE_AUTHOR,
  SHEAF_SITE_RULE_DATE,
  SHEAF_SITE_RULE_NEXT_PAGE,
} SheafSiteRuleKey;

#define SHEAF_SITE_RULE_KEYS (SHEAF_SITE_RULE_NEXT_PAGE + 1)

typedef struct
{
  GPtrArray *hosts;                            /* ASCII, small letters */
  char *path;                                  /* how the address's path begins (nullable) */
  GPtrArray *selectors[SHEAF_SITE_RULE_KEYS];  /* of SheafSelector; NULL: none of that key */
  gboolean alone[SHEAF_SITE_RULE_KEYS];        /* rules that count less say nothing of that key */
  gboolean built_in;
} SheafSiteRule;

SheafSiteRule *
sheaf_site_rule_new (void);
void
sheaf_site_rule_free (SheafSiteRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafSiteRule, sheaf_site_rule_free)

gboolean
sheaf_site_rule_fits (const SheafSiteRule *self, const char *url);

/* A site's name as hosts are compared: "WWW.Bücher.example" -> "xn--bcher-kva.example"; NULL where
 * TEXT is none. (transfer full) */
char *
sheaf_site_rule_host (const char *text);

/* site-rule-file.c: reads TEXT, adds its rules to RULES and what is wrong to OWNER. */
void
sheaf_site_rule_file_read (
    SheafSiteRules *owner, GPtrArray *rules, const char *name, const char *text, gboolean built_in);

/* The rules that speak of URL, of SheafSiteRule, the one that counts most first; NULL: none does.
 * SELF, URL nullable. (transfer container), valid while SELF lives */
GPtrArray *
sheaf_site_rules_find (const SheafSiteRules *self, const char *url);

/* What they (nullable) say of KEY, of SheafSelector, in the same order. (transfer container), never
 * NULL */
GPtrArray *
sheaf_site_rules_select (GPtrArray *rules, SheafSiteRuleKey key);

G_END_DECLS

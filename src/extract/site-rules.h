/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people wrote down of single sites: where the article, its facts and its next page stand, and what is
 * none of it. The format and an example: README.md beside this file. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_SITE_RULES_MAX_FILE (64 * 1024) /* bytes */

/* Filled once by its maker, then immutable; atomic references; any thread. */
typedef struct _SheafSiteRules SheafSiteRules;

SheafSiteRules *sheaf_site_rules_new (void);
SheafSiteRules *sheaf_site_rules_ref (SheafSiteRules *self);
void            sheaf_site_rules_unref (SheafSiteRules *self);

/* To be called by its maker alone. The rules of a file that the user has (NAME: how to call it when it is told
 * what is wrong with it), and those that come with the program, which count less. What is wrong is kept as a
 * problem; all the rest of the file counts. */
void sheaf_site_rules_add (SheafSiteRules *self,
                           const char     *name,
                           const char     *text,
                           gsize           length);
void sheaf_site_rules_add_built_in (SheafSiteRules *self);

/* WHAT: a sentence for the user, translated. LINE 0: the file as a whole. */
void sheaf_site_rules_add_problem (SheafSiteRules *self,
                                   const char     *name,
                                   guint           line,
                                   const char     *what);

/* "name:line: what", in the order found; at most some hundred. Ended by NULL, never NULL. */
const char *const *sheaf_site_rules_get_problems (SheafSiteRules *self);

/* How many rules there are. */
guint sheaf_site_rules_count (const SheafSiteRules *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafSiteRules, sheaf_site_rules_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a command is: a value, a row in the table that meson.build generates. */
#pragma once

#include "library/library.h"
#include "library/load-rules.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A public contract. */
typedef enum
{
  SHEAF_EXIT_DONE = 0,
  SHEAF_EXIT_FAILED = 1, /* something asked for was not done */
  SHEAF_EXIT_USAGE = 2,
} SheafExit;

typedef struct
{
  const char *folder; /* of the library (nullable: the usual one) */
  gboolean json;
  const char *name;      /* the command as typed */
  SheafLibrary *library; /* from sheaf_cli_open on */
} SheafCli;

typedef struct
{
  const char *name;  /* several names of one command are parted by '|' */
  const char *usage; /* what follows the name */
  const char *summary;
  gboolean has_options; /* it calls sheaf_cli_parse; else every word is one, but for a first "--" */
  gboolean takes_paths; /* its words may be file names; else they are made valid UTF-8 */

  /* ARGUMENTS: what follows the command, NULL-terminated. */
  SheafExit (*run) (SheafCli *cli, GStrv arguments);
} SheafCommand;

#define ROW(id) extern const SheafCommand sheaf_command_##id;
#include "cli/commands-table.h"
#undef ROW

/* Prints how COMMAND is used to the standard error. Always SHEAF_EXIT_USAGE. */
SheafExit
sheaf_cli_usage (SheafCli *cli);

/* Prints ERROR's sentence about SUBJECT (nullable) to the standard error. Always SHEAF_EXIT_FAILED.
 */
SheafExit
sheaf_cli_fail (const GError *error, const char *subject);

/* Opens the library; FALSE: its error is printed. To be called once the words are understood, so
 * that a mistyped command leaves no folder behind. */
gboolean
sheaf_cli_open (SheafCli *cli);

/* Reads options into the usual GOption entries; what is left stays in *ARGUMENTS. A text is an
 * entry of G_OPTION_ARG_FILENAME: the locale's charset is none of our business. FALSE: the mistake
 * is printed. */
gboolean
sheaf_cli_parse (SheafCli *cli, const GOptionEntry *entries, GStrv *arguments);

/* Article ids from words; FALSE: the word that is none is printed. (transfer full) */
GArray *
sheaf_cli_parse_ids (GStrv words);

/* Waiting for one asynchronous call: pass sheaf_cli_wait_cb and &wait, then sheaf_cli_wait. The
 * result is freed by g_object_unref. */
typedef struct
{
  GAsyncResult *result;
} SheafCliWait;

void
sheaf_cli_wait_cb (GObject *source, GAsyncResult *result, gpointer data);
GAsyncResult *
sheaf_cli_wait (SheafCliWait *wait);

/* Applies an edit and waits; FALSE: its error is printed. */
gboolean
sheaf_cli_apply (SheafCli *cli, SheafEdit *edit);

/* The same for what the person did: it can be undone, here and in the window. */
gboolean
sheaf_cli_do (SheafCli *cli, SheafEdit *edit, SheafDeed deed);

/* Rows by id, waiting; NULL: the error is printed. With MISSING (optional), ids that do not exist
 * are told on the standard error and counted. */
GPtrArray *
sheaf_cli_load_rows (SheafCli *cli, const gint64 *ids, gsize n, guint *missing);

/* The site rules that count (FOLDER nullable: the user's own); what is wrong with them is printed to
 * the standard error. (transfer full) */
SheafSiteRules *
sheaf_cli_load_rules (const char *folder);

/* All that can be read from FD (STDIN_FILENO …), at most 16 MB; NULL with ERROR. */
GBytes *
sheaf_cli_read_all (int fd, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sheaf-cli: finds the command in the table, opens the library where it needs one, runs it. */

#include "config.h"

#include "base/error.h"
#include "base/prefix.h"
#include "base/text.h"
#include "cli/cli-print.h"
#include "cli/cli-query.h"
#include "cli/command.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_INPUT_BYTES (16 * 1024 * 1024)

static const SheafCommand *const commands[] = {
#define ROW(id) &sheaf_command_##id,
#include "cli/commands-table.h"
#undef ROW
};

static const SheafCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (GStrv) names = g_strsplit (commands[i]->name, "|", -1);

      if (g_strv_contains ((const char *const *)names, name))
        return commands[i];
    }

  return NULL;
}

static void
print_help (FILE *to)
{
  fprintf (to, "%s\n\n", _ ("Usage: sheaf-cli [--library FOLDER] [--json] COMMAND …"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (to, "  %s %s\n      %s\n", commands[i]->name, commands[i]->usage,
             _ (commands[i]->summary));
}

SheafExit
sheaf_cli_usage (SheafCli *cli)
{
  const SheafCommand *command = find_command (cli->name);

  g_printerr ("%s sheaf-cli %s %s\n", _ ("Usage:"), cli->name, command->usage);

  return SHEAF_EXIT_USAGE;
}

SheafExit
sheaf_cli_fail (const GError *error, const char *subject)
{
  g_autofree char *sentence = sheaf_error_sentence (error, subject);

  g_printerr ("sheaf-cli: %s\n", sentence);
  g_debug ("%s", error->message);

  return SHEAF_EXIT_FAILED;
}

/* The first "--" goes. */
static void
drop_separator (GStrv words)
{
  guint kept = 0;
  gboolean dropped = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    if (!dropped && g_str_equal (words[i], "--"))
      {
        g_free (words[i]);
        dropped = TRUE;
      }
    else
      words[kept++] = words[i];
  words[kept] = NULL;
}

gboolean
sheaf_cli_parse (SheafCli *cli, const GOptionEntry *entries, GStrv *arguments)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_strv_builder_add (words, cli->name);
  g_strv_builder_addv (words, (const char **)*arguments);
  all = g_strv_builder_end (words);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse_strv (context, &all, &error))
    {
      g_printerr ("sheaf-cli: %s\n", error->message);
      return FALSE;
    }

  g_strfreev (*arguments);
  *arguments = g_strdupv (all + 1);
  drop_separator (*arguments);

  return TRUE;
}

GArray *
sheaf_cli_parse_ids (GStrv words)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; words[i] != NULL; i++)
    {
      gint64 id;

      if (!g_ascii_string_to_signed (words[i], 10, 1, G_MAXINT64, &id, NULL))
        {
          g_printerr (_ ("sheaf-cli: “%s” is not an article’s number.\n"), words[i]);
          return NULL;
        }
      g_array_append_val (ids, id);
    }

  return g_steal_pointer (&ids);
}

void
sheaf_cli_wait_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SheafCliWait *wait = data;

  wait->result = g_object_ref (result);
}

GAsyncResult *
sheaf_cli_wait (SheafCliWait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&wait->result);
}

gboolean
sheaf_cli_apply (SheafCli *cli, SheafEdit *edit)
{
  SheafStore *store = sheaf_library_get_store (cli->library);
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_store_apply_async (store, edit, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  if (sheaf_store_apply_finish (store, result, NULL, NULL, NULL, &error))
    return TRUE;
  sheaf_cli_fail (error, NULL);

  return FALSE;
}

gboolean
sheaf_cli_do (SheafCli *cli, SheafEdit *edit, SheafDeed deed)
{
  g_autoptr (SheafEdit) doing = sheaf_edit_new_deed (sheaf_edit_ref (edit), deed, SHEAF_JOIN_NEVER);

  return sheaf_cli_apply (cli, doing);
}

GPtrArray *
sheaf_cli_load_rows (SheafCli *cli, const gint64 *ids, gsize n, guint *missing)
{
  SheafStore *store = sheaf_library_get_store (cli->library);
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  guint next = 0;

  sheaf_store_load_rows_async (store, ids, n, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  rows = sheaf_store_load_rows_finish (store, result, &error);
  if (rows == NULL)
    {
      sheaf_cli_fail (error, NULL);
      return NULL;
    }
  for (gsize i = 0; i < n; i++)
    if (next < rows->len && ((const SheafRow *)rows->pdata[next])->id == ids[i])
      next++;
    else if (missing != NULL)
      {
        g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, ids[i]);

        g_printerr (_ ("sheaf-cli: There is no article %s.\n"), number);
      }
  if (missing != NULL)
    *missing = n - rows->len;

  return g_steal_pointer (&rows);
}

SheafSiteRules *
sheaf_cli_load_rules (const char *folder)
{
  SheafSiteRules *rules = sheaf_library_load_rules (folder);
  const char *const *problems = sheaf_site_rules_get_problems (rules);

  for (guint i = 0; problems[i] != NULL; i++)
    g_printerr ("sheaf-cli: %s\n", problems[i]);

  return rules;
}

GBytes *
sheaf_cli_read_all (int fd, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  guint8 part[65536];
  gssize n;

  while ((n = read (fd, part, sizeof part)) > 0 || (n < 0 && errno == EINTR))
    {
      if (n < 0)
        continue;
      g_byte_array_append (all, part, n);
      if (all->len > MAX_INPUT_BYTES)
        {
          g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_TOO_BIG, "over 16 MB");
          return NULL;
        }
    }
  if (n < 0)
    {
      g_set_error_literal (error, SHEAF_ERROR, SHEAF_ERROR_BAD_FILE, g_strerror (errno));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

/* Takes --json and --library out of ARGUMENTS, wherever they stand before "--". FALSE: a mistake,
 * told. */
static gboolean
take_global_options (SheafCli *cli, GStrv arguments)
{
  guint kept = 0, i = 0;

  for (; arguments[i] != NULL && !g_str_equal (arguments[i], "--"); i++)
    if (g_str_equal (arguments[i], "--json"))
      cli->json = TRUE;
    else if (g_str_has_prefix (arguments[i], "--library="))
      cli->folder = arguments[i] + strlen ("--library=");
    else if (g_str_equal (arguments[i], "--library"))
      {
        if (arguments[i + 1] == NULL)
          return FALSE;
        cli->folder = arguments[++i];
      }
    else
      arguments[kept++] = arguments[i];
  for (; arguments[i] != NULL; i++)
    arguments[kept++] = arguments[i];
  arguments[kept] = NULL;

  return TRUE;
}

/* Whatever was asked, this is to be known first. */
static void
tell_repair (const SheafRepair *repair)
{
  g_autofree char *aside
      = repair->set_aside != NULL ? g_filename_display_name (repair->set_aside) : NULL;

  g_printerr (_ ("sheaf-cli: The library was damaged and has been repaired.\n"));
  if (aside != NULL)
    g_printerr (_ ("sheaf-cli: What it was is kept in “%s”.\n"), aside);
  sheaf_cli_print_losses (stderr, repair);
}

gboolean
sheaf_cli_open (SheafCli *cli)
{
  g_autofree char *folder = sheaf_library_dup_folder (cli->folder);
  SheafCliWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sheaf_library_open_async (folder, NULL, sheaf_cli_wait_cb, &wait);
  result = sheaf_cli_wait (&wait);
  cli->library = sheaf_library_open_finish (result, &error);
  if (cli->library == NULL)
    sheaf_cli_fail (error, folder);
  else if (sheaf_store_get_repair (sheaf_library_get_store (cli->library)) != NULL)
    tell_repair (sheaf_store_get_repair (sheaf_library_get_store (cli->library)));

  return cli->library != NULL;
}

/* Where one of the three standard streams was closed, the library's files would take its number,
 * and what is printed would land in them. */
static void
fill_standard_streams (void)
{
  int fd;

  do
    fd = open ("/dev/null", O_RDONLY);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd >= 0)
    close (fd);
}

/* UTF-8, whatever the locale is and whatever was typed. */
static void
print_error_cb (const char *text)
{
  g_autofree char *valid = sheaf_text_make_valid (text, -1);

  fputs (valid, stderr);
}

/* An answer that did not arrive is a failure; a reader that went away ("| head") needs no word
 * about it. */
static SheafExit
check_output (SheafExit status)
{
  struct pollfd output = { .fd = STDOUT_FILENO, .events = POLLOUT };
  gboolean written = fflush (stdout) == 0 && !ferror (stdout);

  if (written)
    return status;
  if (poll (&output, 1, 0) != 1 || !(output.revents & POLLERR))
    g_printerr (_ ("sheaf-cli: The answer could not be written.\n"));

  return status == SHEAF_EXIT_DONE ? SHEAF_EXIT_FAILED : status;
}

static GStrv
take_words (const SheafCommand *command, char **argv)
{
  GStrv words = g_strdupv (argv);

  for (guint i = 0; words[i] != NULL && !command->takes_paths; i++)
    {
      char *valid = sheaf_text_make_valid (words[i], -1);

      g_free (words[i]);
      words[i] = valid;
    }
  if (!command->has_options)
    drop_separator (words);

  return words;
}

int
main (int argc, char **argv)
{
  g_autofree char *locales = sheaf_prefix_dup_locale_dir ();
  SheafCli cli = { NULL };
  const SheafCommand *command;
  g_auto (GStrv) arguments = NULL;
  SheafExit status;

  fill_standard_streams ();
  signal (SIGPIPE, SIG_IGN); /* what is being saved goes on when nobody reads the answer */
  g_set_printerr_handler (print_error_cb);
  g_log_writer_default_set_use_stderr (TRUE); /* debugging words too stay out of the answer */
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locales);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc < 1 || !take_global_options (&cli, argv + 1) || argv[1] == NULL)
    {
      print_help (stderr);
      return SHEAF_EXIT_USAGE;
    }
  if (g_str_equal (argv[1], "help") && g_strcmp0 (argv[2], "query") == 0)
    {
      sheaf_cli_print_query_help (stdout);
      return check_output (SHEAF_EXIT_DONE);
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "help"))
    {
      print_help (stdout);
      return check_output (SHEAF_EXIT_DONE);
    }
  if (g_str_equal (argv[1], "--version"))
    {
      printf ("sheaf-cli %s\n", SHEAF_VERSION);
      return check_output (SHEAF_EXIT_DONE);
    }
  command = find_command (argv[1]);
  if (command == NULL)
    {
      g_printerr (_ ("sheaf-cli: There is no command “%s”.\n"), argv[1]);
      print_help (stderr);
      return SHEAF_EXIT_USAGE;
    }

  cli.name = argv[1];
  arguments = take_words (command, argv + 2);
  status = check_output (command->run (&cli, arguments));
  if (cli.library != NULL)
    sheaf_library_close (cli.library);
  g_clear_object (&cli.library);

  return status;
}

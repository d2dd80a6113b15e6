/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Randomness comes from the kernel: GLib's can be told ahead by who has seen enough of it. */

#include "intake/intake-token.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define BYTES 32

static gboolean
fail (GError **error, const char *file)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", file, g_strerror (code));

  return FALSE;
}

static gboolean
is_token (const char *text)
{
  return strlen (text) == SHEAF_INTAKE_TOKEN_LENGTH
         && strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_")
                == SHEAF_INTAKE_TOKEN_LENGTH;
}

/* (transfer full) (nullable): there is none to go by */
static char *
read_token (const char *file)
{
  char text[SHEAF_INTAKE_TOKEN_LENGTH + 2] = { 0 };
  int fd = open (file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat facts;
  gssize n = -1;

  if (fd < 0)
    return NULL;
  if (fstat (fd, &facts) == 0 && S_ISREG (facts.st_mode) && (facts.st_mode & 077) == 0
      && facts.st_uid == geteuid ())
    n = read (fd, text, sizeof text - 1);
  close (fd);
  if (n > 0 && text[n - 1] == '\n')
    text[n - 1] = '\0';

  return n > 0 && is_token (text) ? g_strdup (text) : NULL;
}

static char *
make_token (void)
{
  guint8 bytes[BYTES];
  g_autofree char *token = NULL;

  if (getentropy (bytes, sizeof bytes) != 0)
    return NULL;
  token = g_base64_encode (bytes, sizeof bytes);
  g_strdelimit (token, "+", '-');
  g_strdelimit (token, "/", '_');
  token[SHEAF_INTAKE_TOKEN_LENGTH] = '\0'; /* a single "=" */

  return g_steal_pointer (&token);
}

char *
sheaf_intake_token_load (const char *file, gboolean anew, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (file);
  g_autofree char *token = anew ? NULL : read_token (file);

  if (token != NULL)
    return g_steal_pointer (&token);
  token = make_token ();
  if (token == NULL || g_mkdir_with_parents (folder, 0700) != 0)
    {
      fail (error, file);
      return NULL;
    }
  unlink (file); /* or newer GLibs keep who may read it */
  if (!g_file_set_contents_full (file, token, SHEAF_INTAKE_TOKEN_LENGTH,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 error))
    return NULL;

  return g_steal_pointer (&token);
}

gboolean
sheaf_intake_token_equal (const char *token, const char *given)
{
  guint8 differs = 0;

  if (given == NULL || strlen (given) != SHEAF_INTAKE_TOKEN_LENGTH
      || strlen (token) != SHEAF_INTAKE_TOKEN_LENGTH)
    return FALSE;
  for (guint i = 0; i < SHEAF_INTAKE_TOKEN_LENGTH; i++)
    differs |= (guint8)token[i] ^ (guint8)given[i];

  return differs == 0;
}

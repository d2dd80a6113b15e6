/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One row per code: its stable name and the two sentences a person reads for it. */

#include "config.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *nick;
  const char *with_subject; /* %s: a host, an address or a file's name */
  const char *without;
} Words;

static const Words words[] = {
  [SHEAF_ERROR_NETWORK] = {
    "network",
    /* Translators: %s is a site */
    N_ ("%s did not answer. The article is kept and will be tried again."),
    N_ ("There was no answer. The article is kept and will be tried again."),
  },
  [SHEAF_ERROR_NOT_FOUND] = {
    "not-found",
    /* Translators: %s is a site */
    N_ ("%s no longer has this page. The address is kept; try again or look for it in the browser."),
    N_ ("It is not there. Look for it elsewhere, or try again later."),
  },
  [SHEAF_ERROR_BLOCKED] = {
    "blocked",
    /* Translators: %s is a site */
    N_ ("%s does not let Sheaf read this page. The address is kept; open it in the browser."),
    N_ ("This page may not be read by Sheaf. Open it in the browser."),
  },
  [SHEAF_ERROR_NOT_AN_ARTICLE] = {
    "not-an-article",
    /* Translators: %s is a site */
    N_ ("There is no article on this page of %s. It is kept as a link; open it in the browser."),
    N_ ("There is no article on this page. It is kept as a link; open it in the browser."),
  },
  [SHEAF_ERROR_NOT_A_PAGE] = {
    "not-a-page",
    /* Translators: %s is a site */
    N_ ("This is a file of %s and not a page. It is kept as a link; open it in the browser."),
    N_ ("This is a file and not a page. It is kept as a link; open it in the browser."),
  },
  [SHEAF_ERROR_BAD_ADDRESS] = {
    "bad-address",
    N_ ("“%s” is not a web address. Check it and add it again."),
    N_ ("This is not a web address. Check it and add it again."),
  },
  [SHEAF_ERROR_BAD_FILE] = {
    "bad-file",
    /* Translators: %s is a file */
    N_ ("“%s” cannot be read as a page or a text. Choose an HTML or a text file."),
    N_ ("This cannot be read as a page or a text. Choose an HTML or a text file."),
  },
  [SHEAF_ERROR_TOO_BIG] = {
    "too-big",
    /* Translators: %s is a file or an address */
    N_ ("“%s” is larger than Sheaf reads. The address is kept; open it in the browser."),
    N_ ("This is larger than Sheaf reads. The address is kept; open it in the browser."),
  },
  [SHEAF_ERROR_STORE] = {
    "store",
    /* Translators: %s is a folder */
    N_ ("The library in “%s” cannot be read or written. Check the disk’s space and the folder’s permissions."),
    N_ ("The library cannot be read or written. Check the disk’s space and the folder’s permissions."),
  },
  [SHEAF_ERROR_TOO_NEW] = {
    "too-new",
    /* Translators: %s is a file */
    N_ ("“%s” was written by a newer Sheaf. Nothing was changed; update Sheaf to open it."),
    N_ ("This was written by a newer Sheaf. Nothing was changed; update Sheaf to open it."),
  },
  [SHEAF_ERROR_DAMAGED] = {
    "damaged",
    N_ ("The library in “%s” is damaged. Close Sheaf and open it again: what can be read is brought over."),
    N_ ("The library is damaged. Close Sheaf and open it again: what can be read is brought over."),
  },
  [SHEAF_ERROR_IN_USE] = {
    "in-use",
    N_ ("The library in “%s” is open in another program. Close it there and try again."),
    N_ ("The library is open in another program. Close it there and try again."),
  },
  [SHEAF_ERROR_BAD_LINK] = {
    "bad-link",
    /* Translators: %s is a link that begins with sheaf: */
    N_ ("“%s” does not name a public web address to save. Nothing was done."),
    N_ ("This link does not name a public web address to save. Nothing was done."),
  },
};

GQuark
sheaf_error_quark (void)
{
  return g_quark_from_static_string ("sheaf-error-quark");
}

const char *
sheaf_error_nick (SheafError code)
{
  g_return_val_if_fail ((guint)code < G_N_ELEMENTS (words), "network");

  return words[code].nick;
}

gboolean
sheaf_error_from_nick (const char *nick, SheafError *code)
{
  for (guint i = 0; nick != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].nick, nick))
      {
        *code = i;
        return TRUE;
      }

  return FALSE;
}

char *
sheaf_error_sentence_for (SheafError code, const char *subject)
{
  g_return_val_if_fail ((guint)code < G_N_ELEMENTS (words), NULL);

  if (subject == NULL || *subject == '\0')
    return g_strdup (_ (words[code].without));

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (words[code].with_subject), subject);
#pragma GCC diagnostic pop
}

char *
sheaf_error_sentence (const GError *error, const char *subject)
{
  g_return_val_if_fail (error != NULL, NULL);

  return error->domain == SHEAF_ERROR ? sheaf_error_sentence_for (error->code, subject)
                                      : g_strdup (error->message);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Language tags as pages write them, and as BCP 47 does. */

#include "extract/metadata-private.h"

static const struct
{
  const char *written;
  const char *tag; /* NULL: none */
} cases[] = {
  { "en", "en" },
  { "EN", "en" },
  { " de ", "de" },
  { "en_us", "en-US" },
  { "en-us", "en-US" },
  { "en_GB.UTF-8", "en-GB" },
  { "de_DE@euro", "de-DE" },
  { "zh-hant-tw", "zh-Hant-TW" },
  { "ZH-HANS", "zh-Hans" },
  { "zh-yue-HK", "zh-yue-HK" },
  { "es-419", "es-419" },
  { "de-1996", "de-1996" },
  { "sl-rozaj-biske", "sl-rozaj-biske" },
  { "yid", "yid" },
  { "en, de", "en" },
  { "en;q=0.9", "en" },
  /* what is no subtag, and what stands where it may not, goes with all behind it */
  { "de-ere", "de" },
  { "en-US-GB", "en-US" },
  { "en-x-klingon", "en" },
  { "en-", "en" },
  { "en-U$", "en" },
  { "pt-BR-thisistoolong", "pt-BR" },
  { "english", NULL },
  { "e", NULL },
  { "", NULL },
  { "  ", NULL },
  { "-", NULL },
  { "12", NULL },
  { "und", NULL },
  { "mul", NULL },
  { "日本", NULL },
  { NULL, NULL },
};

static void
test_clean (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tag = sheaf_metadata_clean_language (cases[i].written);

      g_test_message ("%s", cases[i].written != NULL ? cases[i].written : "(none)");
      g_assert_cmpstr (tag, ==, cases[i].tag);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/metadata-language/clean", test_clean);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What labels mean on the web: not by iconv's name for it, but by the letters that bytes become. */

#include "html/charset-label.h"

#include <string.h>

typedef struct
{
  const char *labels; /* apart by commas: they all mean the same */
  const char *bytes;
  const char *text;
} Case;

static const Case cases[] = {
  { "utf-8,UTF8,unicode-1-1-utf-8,unicode11utf8,unicode20utf8,x-unicode20utf8", "\303\244", "ä" },
  /* what the web calls latin1 is windows-1252 */
  { "windows-1252,latin1,iso-8859-1,ISO8859-1,iso88591,iso_8859-1,iso_8859-1:1987,l1,ascii,us-"
    "ascii,"
    "ansi_x3.4-1968,cp1252,cp819,ibm819,iso-ir-100,csisolatin1,x-cp1252",
    "\200\223\344", "€“ä" },
  { "windows-1250,cp1250,x-cp1250", "\212\346", "Šć" },
  { "windows-1251,cp1251,x-cp1251", "\312\360", "Кр" },
  { "windows-1253,cp1253,x-cp1253", "\341\242", "αΆ" },
  /* latin5 is windows-1254 */
  { "windows-1254,iso-8859-9,iso8859-9,iso88599,latin5,l5,csisolatin5,iso-ir-148,iso_8859-9:1989",
    "\200\376", "€ş" },
  { "windows-1255,cp1255,x-cp1255", "\340\344", "אה" },
  { "windows-1256,cp1256,x-cp1256", "\307\201", "اپ" },
  { "windows-1257,cp1257,x-cp1257", "\340\370", "ąų" },
  { "windows-1258,cp1258,x-cp1258", "\325\200", "Ơ€" },
  /* and Thai is windows-874 */
  { "windows-874,tis-620,TIS-620,iso-8859-11,iso8859-11,iso885911,dos-874", "\241\200", "ก€" },
  { "iso-8859-2,latin2,l2,iso8859-2,csisolatin2,iso-ir-101,iso_8859-2:1987", "\261\346", "ąć" },
  { "iso-8859-3,latin3,l3", "\241\374", "Ħü" },
  { "iso-8859-4,latin4,l4", "\241\261", "Ąą" },
  { "iso-8859-5,cyrillic,csisolatincyrillic", "\312\340", "Ър" },
  { "iso-8859-6,arabic,asmo-708,ecma-114,iso-8859-6-e,iso-8859-6-i", "\307\310", "اب" },
  { "iso-8859-7,greek,greek8,ecma-118,elot_928,sun_eu_greek", "\341\342", "αβ" },
  { "iso-8859-8,hebrew,visual,logical,iso-8859-8-i,iso-8859-8-e,csiso88598i", "\340\341", "אב" },
  { "iso-8859-10,latin6,l6", "\261\277", "ąŋ" },
  { "iso-8859-13", "\340\377", "ą’" },
  { "iso-8859-14", "\241\271", "Ḃṗ" },
  { "iso-8859-15,l9,csisolatin9", "\244\275", "€œ" },
  { "iso-8859-16", "\244\272", "€ș" },
  { "ibm866,cp866,866,csibm866", "\200\340", "Ар" },
  { "koi8-r,koi8,koi,koi8_r,cskoi8r", "\360\322", "Пр" },
  { "koi8-u,koi8-ru", "\244\322", "єр" },
  { "macintosh,mac,x-mac-roman,csmacintosh", "\212\322", "ä“" },
  { "x-mac-cyrillic,x-mac-ukrainian", "\200\340", "Аа" },
  /* gb2312 is gb18030 */
  { "gb18030,gbk,gb2312,GB2312,gb_2312,gb_2312-80,chinese,csgb2312,x-gbk,iso-ir-58",
    "\326\320\242\343\2010\2010", "中€\302\200" },
  { "big5,big5-hkscs,cn-big5,x-x-big5,csbig5", "\244\244\371\326", "中碁" },
  { "euc-jp,x-euc-jp,cseucpkdfmtjapanese", "\306\374\255\241", "日①" },
  { "iso-2022-jp,csiso2022jp", "\033$BF|\033(B", "日" },
  /* shift_jis is windows-31j */
  { "shift_jis,Shift_JIS,shift-jis,sjis,x-sjis,windows-31j,ms932,ms_kanji,csshiftjis",
    "\223\372\207\100\373\374", "日①髙" },
  /* ks_c_5601-1987 is windows-949 */
  { "euc-kr,korean,ks_c_5601-1987,ks_c_5601-1989,ksc5601,ksc_5601,iso-ir-149,windows-949,cseuckr",
    "\260\241\201\101", "가갂" },
  { "utf-16be,unicodefffe", "\116\055", "中" },
  { "utf-16le,utf-16,unicode,ucs-2,iso-10646-ucs-2,unicodefeff,csunicode", "\055\116", "中" },
};

static void
test_meaning (gconstpointer data)
{
  const Case *test = data;
  g_auto (GStrv) labels = g_strsplit (test->labels, ",", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      const char *encoding = sheaf_charset_label_find (labels[i]);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      if (encoding == NULL)
        g_test_message ("no label: %s", labels[i]);
      g_assert_nonnull (encoding);
      text = g_convert (test->bytes, strlen (test->bytes), "UTF-8", encoding, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, test->text);
    }
}

static void
test_spelling (void)
{
  static const char *const same[]
      = { "utf-8", "UTF-8", "Utf-8", " utf-8", "utf-8\n", "\t\r\f utf-8 \t" };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    g_assert_cmpstr (sheaf_charset_label_find (same[i]), ==, "UTF-8");
}

static void
test_unknown (void)
{
  static const char *const unknown[] = {
    NULL,
    "",
    " ",
    "\t\n",
    "utf",
    "utf-7",
    "utf-32",
    "x",
    "none",
    "utf-8utf-8",
    "latin",
    "8859-1",
    "cp",
    "windows",
    "-",
    "ebcdic-us",
    "hz-gb-2312",
    "iso-2022-kr",
    "iso-2022-cn",
    "\303\244",
    "\377",
    "utf-8//TRANSLIT",
    "utf-8//IGNORE",
    "//",
    "%s%n",
  };
  g_autofree char *huge = g_strnfill (1000000, 'u');

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_cmpstr (sheaf_charset_label_find (unknown[i]), ==, NULL);
  g_assert_null (sheaf_charset_label_find (huge));
}

static void
test_guessed (void)
{
  static const char *const names[] = {
    "UTF-8",        "SHIFT_JIS",   "EUC-JP", "ISO-2022-JP",  "GB18030",      "BIG5",
    "EUC-KR",       "UHC",         "KOI8-R", "WINDOWS-1251", "ISO-8859-2",   "TIS-620",
    "WINDOWS-1252", "ISO-8859-11", "VISCII", "EUC-TW",       "MAC-CYRILLIC",
  };
  static const char *const unknown[] = { NULL, "", "no such encoding" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *encoding = sheaf_charset_label_dup_guessed (names[i]);
      g_autofree char *text = NULL;

      g_assert_nonnull (encoding);
      text = g_convert ("a", 1, "UTF-8", encoding, NULL, NULL, NULL);
      g_assert_cmpstr (text, ==, "a");
    }
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_null (sheaf_charset_label_dup_guessed (unknown[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strndup (cases[i].labels, strcspn (cases[i].labels, ","));
      g_autofree char *path = g_strconcat ("/html/charset-label/", name, NULL);

      g_test_add_data_func (path, &cases[i], test_meaning);
    }
  g_test_add_func ("/html/charset-label/spelling", test_spelling);
  g_test_add_func ("/html/charset-label/unknown", test_unknown);
  g_test_add_func ("/html/charset-label/guessed", test_guessed);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bytes become UTF-8: which declaration is believed, what is guessed, and what is left of bytes
 * that are no text. */

#include "html/html-charset.h"

#include <string.h>

#define R "\357\277\275" /* U+FFFD */

/* From heap memory of the bytes' exact size. The answer keeps what the header promises. */
static char *
decode (const char *bytes, gsize size, const char *http, gboolean is_html)
{
  g_autoptr (GBytes) in = g_bytes_new (bytes, size);
  g_autoptr (GBytes) out = sheaf_html_to_utf8 (in, http, is_html);
  gsize length;
  const char *text = g_bytes_get_data (out, &length);

  text = text != NULL ? text : "";
  g_assert_true (g_utf8_validate_len (text, length, NULL));

  return g_strndup (text, length);
}

static char *
encode (const char *text, const char *encoding)
{
  g_autoptr (GError) error = NULL;
  char *bytes = g_convert (text, -1, encoding, "UTF-8", NULL, NULL, &error);

  g_assert_no_error (error);

  return bytes;
}

/* --- Whom to believe --- */

#define META(label) "<meta charset=" label ">"
#define UTF16LE "\377\376"
#define UTF16BE "\376\377"
#define UTF8_MARK "\357\273\277"

typedef struct
{
  const char *name;
  const char *http; /* (nullable) */
  const char *bytes;
  gsize size; /* 0: NUL-terminated */
  const char *text;
} Order;

#define SIZED(bytes) bytes, sizeof (bytes) - 1

static const Order orders[] = {
  /* the mark over all */
  { "mark-header", "windows-1251", UTF8_MARK "\303\244", 0, "ä" },
  { "mark-meta", NULL, UTF8_MARK META ("koi8-r") "\303\244", 0, META ("koi8-r") "ä" },
  { "mark-invalid", "windows-1251", UTF8_MARK "\303\244\344", 0, "ä" R },
  { "mark-little", "windows-1251", SIZED (UTF16LE "\344\0\055\116"), "ä中" },
  { "mark-big", "utf-8", SIZED (UTF16BE "\0\344\116\055"), "ä中" },
  { "mark-only", NULL, UTF8_MARK, 0, "" },
  { "mark-twice", NULL, UTF8_MARK UTF8_MARK "a", 0, "\357\273\277a" },
  /* the header over bytes and meta */
  { "header", "windows-1251", "\344", 0, "д" },
  { "header-meta", "windows-1251", META ("koi8-r") "\344", 0, META ("koi8-r") "д" },
  { "header-valid-utf8", "iso-8859-1", "\303\244", 0, "Ã¤" },
  { "header-utf8-invalid", "utf-8", "a\344b" META ("windows-1252"), 0,
    "a" R "b" META ("windows-1252") },
  { "header-unknown", "no-such-thing", META ("koi8-r") "\344", 0, META ("koi8-r") "Д" },
  { "header-empty", "", META ("koi8-r") "\344", 0, META ("koi8-r") "Д" },
  { "header-utf16le", "utf-16le", SIZED ("\344\0\055\116"), "ä中" },
  /* a header that the bytes contradict, and that are UTF-8 */
  { "wrong-header-latin1", "iso-8859-1", "“\303\244”", 0, "“ä”" }, /* \235 is no letter there */
  { "wrong-header-sjis", "shift_jis", "日本語", 0, "日本語" },
  { "wrong-header-euc", "euc-kr", "grün, 5 €", 0, "grün, 5 €" },
  { "wrong-header-utf16", "utf-16le", "<p>\303\244</p>", 0, "<p>ä</p>" },
  { "wrong-header-not-utf8", "euc-jp", "\306\374\377", 0, "日" R }, /* but what else? */
  /* valid UTF-8 over meta */
  { "utf8-meta", NULL, META ("windows-1252") "\303\244", 0, META ("windows-1252") "ä" },
  { "utf8-late", NULL, META ("koi8-r") "aaaaaaaaaa\342\202\254", 0, META ("koi8-r") "aaaaaaaaaa€" },
  { "utf8-with-nul", NULL, SIZED ("\303\244\0" META ("koi8-r") "\342\202\254"),
    "ä" META ("koi8-r") "€" },
  { "ascii", NULL, META ("koi8-r") "plain", 0, META ("koi8-r") "plain" },
  { "ascii-escapes", NULL, META ("iso-2022-jp") "\033$BF|\033(B", 0, META ("iso-2022-jp") "日" },
  { "almost-utf8", NULL, META ("koi8-r") "\303\244\344", 0, META ("koi8-r") "ц╓Д" },
  /* meta */
  { "meta", NULL, META ("koi8-r") "\344", 0, META ("koi8-r") "Д" },
  { "meta-latin1", NULL, META ("latin1") "\200", 0, META ("latin1") "€" },
  { "meta-utf16", NULL, META ("utf-16") "\344\344", 0, META ("utf-16") R R },
  { "meta-utf16be", NULL, META ("utf-16be") "\344\344", 0, META ("utf-16be") R R },
  { "meta-user-defined", NULL, META ("x-user-defined") "\200", 0, META ("x-user-defined") "€" },
  { "empty", NULL, "", 0, "" },
  { "empty-header", "shift_jis", "", 0, "" },
};

static void
test_order (gconstpointer data)
{
  const Order *test = data;
  gsize size = test->size > 0 ? test->size : strlen (test->bytes);
  g_autofree char *text = decode (test->bytes, size, test->http, TRUE);

  g_assert_cmpstr (text, ==, test->text);
}

/* A text file has no <meta>: the same bytes are guessed. */
static void
test_no_html (void)
{
  const char *bytes = META ("koi8-r") "\344";
  g_autofree char *html = decode (bytes, strlen (bytes), NULL, TRUE);
  g_autofree char *plain = decode (bytes, strlen (bytes), NULL, FALSE);
  g_autofree char *marked = decode (SIZED (UTF16LE "\344\0"), NULL, FALSE);
  g_autofree char *headed = decode ("\344", 1, "windows-1251", FALSE);

  g_assert_true (g_str_has_suffix (html, "Д"));
  g_assert_false (g_str_has_suffix (plain, "Д"));
  g_assert_cmpstr (marked, ==, "ä");
  g_assert_cmpstr (headed, ==, "д");
}

/* --- <meta> --- */

typedef struct
{
  const char *name;
  const char *markup;
  gboolean found; /* as KOI8-R */
} Meta;

static const Meta metas[] = {
  { "quoted", "<meta charset=\"koi8-r\">", TRUE },
  { "single-quoted", "<meta charset='koi8-r'>", TRUE },
  { "bare", "<meta charset=koi8-r>", TRUE },
  { "bare-slash", "<meta charset=koi8-r />", TRUE },
  { "upper-case", "<META CHARSET=\"KOI8-R\">", TRUE },
  { "spaces", "<meta\n charset = \" koi8-r \" >", TRUE },
  { "slash", "<meta/charset=koi8-r>", TRUE },
  { "after-others", "<meta name=a content='b>c' charset=koi8-r>", TRUE },
  { "http-equiv", "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=koi8-r\">",
    TRUE },
  { "content-first", "<meta content='text/html;charset=koi8-r' http-equiv=content-type>", TRUE },
  { "content-quoted", "<meta http-equiv=content-type content='text/html; charset = \"koi8-r\"'>",
    TRUE },
  { "content-more", "<meta http-equiv=content-type content='charset=koi8-r; x=y'>", TRUE },
  { "content-word-first", "<meta http-equiv=content-type content='charset; charset=koi8-r'>",
    TRUE },
  { "no-http-equiv", "<meta content='text/html; charset=koi8-r'>", FALSE },
  { "other-http-equiv", "<meta http-equiv=refresh content='0; charset=koi8-r'>", FALSE },
  { "content-open-quote", "<meta http-equiv=content-type content='charset=\"koi8-r'>", FALSE },
  { "head-before", "<!DOCTYPE html><html lang=en><head><title>x</title><meta charset=koi8-r>",
    TRUE },
  { "unknown-first", "<meta charset=no-such><meta charset=koi8-r>", TRUE },
  { "empty-first", "<meta charset=><meta charset=koi8-r>", TRUE },
  { "first-wins", "<meta charset=koi8-r><meta charset=utf-8>", TRUE },
  { "charset-over-content", "<meta http-equiv=content-type content='charset=utf-8' charset=koi8-r>",
    TRUE },
  { "first-attribute-wins", "<meta charset=koi8-r charset=utf-8>", TRUE },
  { "comment", "<!-- <meta charset=koi8-r> -->", FALSE },
  { "comment-before", "<!-- <meta charset=utf-8> --><meta charset=koi8-r>", TRUE },
  { "comment-short", "<!--><meta charset=koi8-r>", TRUE },
  { "comment-open", "<!-- <meta charset=koi8-r>", FALSE },
  { "attribute", "<a title=\"<meta charset=koi8-r>\">", FALSE },
  { "attribute-before", "<a title='<meta charset=utf-8>'><meta charset=koi8-r>", TRUE },
  { "attribute-open", "<a title=\"<meta charset=koi8-r>", FALSE },
  { "end-tag", "</meta charset=koi8-r>", FALSE },
  { "end-tag-before", "</p title='>'><meta charset=koi8-r>", TRUE },
  { "longer-name", "<metadata charset=koi8-r>", FALSE },
  { "instruction", "<?xml version='1.0'?><meta charset=koi8-r>", TRUE },
  { "less-than", "1 < 2 <meta charset=koi8-r>", TRUE },
  { "no-end", "<meta charset=\"koi8-r\"", TRUE },
  { "cut-in-name", "<meta charset", FALSE },
  { "cut-in-value", "<meta charset=koi8-r", FALSE }, /* of koi8-ru, perhaps */
  { "cut-in-quotes", "<meta charset=\"koi8-r", FALSE },
  { "other-name", "<meta charsets=koi8-r>", FALSE },
};

/* Is the letter behind MARKUP read as KOI8-R? What follows is no UTF-8 and no KOI8-R to a guess. */
static gboolean
is_found (const char *markup, gsize size)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *text = NULL;

  g_byte_array_append (bytes, (const guint8 *)markup, size);
  /* Far enough away, so that the markup ends where it ends. */
  while (bytes->len < 1100)
    g_byte_array_append (bytes, (const guint8 *)" ", 1);
  g_byte_array_append (bytes, (const guint8 *)"caf\351", 4);
  text = decode ((const char *)bytes->data, bytes->len, NULL, TRUE);

  return g_str_has_suffix (text, "cafИ");
}

static void
test_meta (gconstpointer data)
{
  const Meta *test = data;

  /* A markup without its end runs to the 1,024th byte. */
  g_autoptr (GString) head = g_string_new (NULL);

  if (g_str_has_prefix (test->name, "cut-"))
    while (head->len + strlen (test->markup) < 1024)
      g_string_append_c (head, '\n');
  g_string_append (head, test->markup);
  g_assert_cmpint (is_found (head->str, head->len), ==, test->found);
}

/* Within the first 1,024 bytes, and only there. */
static void
test_meta_far (void)
{
  const char *meta = META ("koi8-r");

  for (gsize before = 1024 - strlen (meta) - 2; before < 1030; before++)
    {
      g_autoptr (GString) head = g_string_new (NULL);

      while (head->len < before)
        g_string_append_c (head, '\n');
      g_string_append (head, meta);
      /* Its last byte, the ">", ends the value. */
      g_assert_cmpint (is_found (head->str, head->len), ==, head->len <= 1024);
    }
}

static void
test_meta_nul (void)
{
  g_assert_true (is_found (SIZED ("<!DOCTYPE html>\0<meta charset=koi8-r>")));
  g_assert_true (is_found (SIZED ("<p>\0\0</p><meta charset=\"koi8-r\">")));
  g_assert_false (
      is_found (SIZED ("<\0m\0e\0t\0a\0 \0c\0h\0a\0r\0s\0e\0t\0=\0k\0o\0i\08\0-\0r\0>\0")));
}

/* --- Samples of real text --- */

#define RUSSIAN                                                                                                                                                                \
  "Рано утром над гаванью ещё стоял туман. Рыбаки сушили сети и вполголоса говорили о вчерашней " \
  "буре. Огонь старого маяка погас вместе с рассветом, и дети побежали по набережной в школу. "       \
  "Никто не заметил, как к причалу подошла маленькая лодка."

static const struct
{
  const char *name;
  const char *encoding; /* iconv's */
  const char *labels;   /* as pages declare it, apart by spaces */
  gboolean guessed;     /* without any declaration too */
  const char *text;
} samples[] = {
  { "shift-jis", "CP932", "shift_jis Shift_JIS x-sjis windows-31j", TRUE,
    "朝の港には、まだ霧が残っていた。漁師たちは網を干しながら、昨日の嵐について静かに話している。古"
    "い"
    "灯台の光は、夜明けとともに消えた。子どもたちは海沿いの道を学校へ走っていく。「①」と書いた箱が"
    "～" },
  { "euc-jp", "EUC-JP", "euc-jp EUC-JP x-euc-jp", TRUE,
    "朝の港には、まだ霧が残っていた。漁師たちは網を干しながら、昨日の嵐について静かに話している。古"
    "い"
    "灯台の光は、夜明けとともに消えた。子どもたちは海沿いの道を学校へ走っていく。" },
  { "iso-2022-jp", "ISO-2022-JP", "iso-2022-jp", TRUE,
    "朝の港には、まだ霧が残っていた。漁師たちは網を干しながら、昨日の嵐について静かに話している"
    "。" },
  { "gb18030", "GB18030", "gb18030 gb2312 GBK", TRUE,
    "清晨的港口还笼罩着薄雾。渔民们一边晾晒渔网，一边低声谈论昨天的暴风雨。老灯塔的光在黎明时分熄灭"
    "了，"
    "孩子们沿着海堤跑向学校。没有人注意到一只小船靠近了码头。" },
  { "gb2312", "GB2312", "gb2312", TRUE,
    "清晨的港口还笼罩着薄雾。渔民们一边晾晒渔网，一边低声谈论昨天的暴风雨。老灯塔的光在黎明时分熄灭"
    "了，"
    "孩子们沿着海堤跑向学校。没有人注意到一只小船靠近了码头。" },
  { "big5", "BIG5", "big5 Big5 big5-hkscs", TRUE,
    "清晨的港口還籠罩著薄霧。漁民們一邊晾曬漁網，一邊低聲談論昨天的暴風雨。老燈塔的光在黎明時分熄滅"
    "了，"
    "孩子們沿著海堤跑向學校。沒有人注意到一隻小船靠近了碼頭。" },
  { "euc-kr", "EUC-KR", "euc-kr ks_c_5601-1987", TRUE,
    "아침 항구에는 아직 안개가 남아 있었다. 어부들은 그물을 말리면서 어제의 폭풍에 대해 조용히 "
    "이야기했다. "
    "오래된 등대의 불빛은 새벽과 함께 꺼졌고 아이들은 바닷가 길을 따라 학교로 달려갔다." },
  { "koi8-r", "KOI8-R", "koi8-r koi8", TRUE, RUSSIAN },
  { "windows-1251", "WINDOWS-1251", "windows-1251 cp1251", TRUE, RUSSIAN },
  { "ibm866", "IBM866", "ibm866", TRUE, RUSSIAN },
  { "iso-8859-5", "ISO-8859-5", "iso-8859-5", TRUE, RUSSIAN },
  { "iso-8859-2", "ISO-8859-2", "iso-8859-2 latin2", TRUE,
    "Wczesnym rankiem nad portem wciąż wisiała mgła. Rybacy suszyli sieci i półgłosem rozmawiali o "
    "wczorajszej burzy. Światło starej latarni zgasło o świcie, a dzieci pobiegły nadbrzeżną drogą "
    "do "
    "szkoły. Nikt nie zauważył, że do pomostu przybiła mała łódź." },
  { "windows-1250", "WINDOWS-1250", "windows-1250", FALSE,
    "Brzy ráno nad přístavem ještě ležela mlha. Rybáři sušili sítě a šeptem hovořili o včerejší "
    "bouři. "
    "Světlo starého majáku zhaslo s úsvitem a děti běžely po nábřeží do školy." },
  { "tis-620", "TIS-620", "tis-620 windows-874 iso-8859-11", TRUE,
    "เช้าตรู่ที่ท่าเรือยังมีหมอกปกคลุมอยู่ ชาวประมงตากอวนและพูดคุยกันเบาๆ เรื่องพายุเมื่อวาน "
    "แสงจากประภาคารเก่าดับลงพร้อมกับรุ่งอรุณ เด็กๆ วิ่งไปโรงเรียนตามถนนเลียบทะเล" },
  { "windows-1252", "WINDOWS-1252", "windows-1252 iso-8859-1 latin1 us-ascii", TRUE,
    "Früh am Morgen lag noch Nebel über dem Hafen. Die Fischer trockneten ihre Netze und sprachen "
    "leise "
    "über den Sturm vom Tag zuvor. „Das Licht ist aus“, sagte der Älteste – und niemand "
    "widersprach." },
  { "windows-1253", "WINDOWS-1253", "windows-1253", TRUE,
    "Νωρίς το πρωί η ομίχλη σκέπαζε ακόμη το λιμάνι. Οι ψαράδες στέγνωναν τα δίχτυα και μιλούσαν "
    "χαμηλόφωνα για τη χθεσινή καταιγίδα. Το φως του παλιού φάρου έσβησε με την αυγή." },
  { "windows-1255", "WINDOWS-1255", "windows-1255", TRUE,
    "מוקדם בבוקר עוד עמד הערפל מעל הנמל. הדייגים ייבשו את הרשתות ודיברו בלחש על הסערה של אתמול. "
    "אור המגדלור הישן כבה עם הזריחה והילדים רצו לאורך החוף לבית הספר." },
  { "windows-1256", "WINDOWS-1256", "windows-1256", TRUE,
    "في الصباح الباكر كان الضباب ما يزال فوق الميناء. كان الصيادون يجففون شباكهم ويتحدثون بصوت "
    "خافت "
    "عن عاصفة الأمس. انطفأ ضوء المنارة القديمة مع الفجر وركض الأطفال إلى المدرسة." },
};

static void
test_sample (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto (GStrv) labels = g_strsplit (samples[i].labels, " ", -1);
  g_autofree char *bytes = encode (samples[i].text, samples[i].encoding);
  gsize size = strlen (bytes);

  for (guint k = 0; labels[k] != NULL; k++)
    {
      g_autofree char *headed = decode (bytes, size, labels[k], TRUE);
      g_autofree char *page
          = g_strdup_printf ("<html><head><meta charset=\"%s\"><p>%s", labels[k], bytes);
      g_autofree char *declared = decode (page, strlen (page), NULL, TRUE);

      g_assert_cmpstr (headed, ==, samples[i].text);
      g_assert_true (g_str_has_suffix (declared, samples[i].text));
    }
  if (samples[i].guessed)
    {
      g_autofree char *page = g_strdup_printf ("<html><head><title>Page</title><p>%s</p>", bytes);
      g_autofree char *expected
          = g_strdup_printf ("<html><head><title>Page</title><p>%s</p>", samples[i].text);
      g_autofree char *guessed = decode (page, strlen (page), NULL, TRUE);
      g_autofree char *plain = decode (bytes, size, NULL, FALSE);

      g_assert_cmpstr (guessed, ==, expected);
      g_assert_cmpstr (plain, ==, samples[i].text);
    }
}

/* A page whose first letters come after megabytes of markup is guessed by them. */
static void
test_guess_late (void)
{
  g_autofree char *bytes = encode (RUSSIAN, "WINDOWS-1251");
  g_autoptr (GString) page = g_string_new (NULL);
  g_autofree char *text = NULL;

  while (page->len < 200000)
    g_string_append (page, "<div class=\"row\">plain</div>\n");
  g_string_append (page, bytes);
  text = decode (page->str, page->len, NULL, TRUE);
  g_assert_true (g_str_has_suffix (text, RUSSIAN));
}

/* --- Bytes that are no text --- */

static void
test_invalid (void)
{
  static const struct
  {
    const char *http;
    const char *bytes;
    gsize size;
    const char *text;
  } cases[] = {
    { "utf-8", SIZED ("a\377b"), "a" R "b" },
    { "utf-8", SIZED ("a\0b\0"), "ab" },
    { NULL, SIZED ("\0\0\0"), "" },
    { NULL, SIZED ("a\0b"), "ab" },
    { "utf-16le", SIZED ("a\0\0\330b\0"), "a" R "b" }, /* half a pair */
    { "utf-16le", SIZED ("a\0b"), "a" R },             /* half a unit */
    { "utf-16be", SIZED ("\0a\334\0\0b"), "a" R "b" },
    { "utf-16le", SIZED ("<\0\074\330\012\337"), "<🌊" },
    { "shift_jis", SIZED ("\223\372\223"), "日" R }, /* cut in a letter */
    { "shift_jis", SIZED ("\223\372\377a"), "日" R "a" },
    { "euc-kr", SIZED ("\260\241\377a"), "가" R "a" },
    { "gb18030", SIZED ("\326\320\377a"), "中" R "a" },
    { "gb18030", SIZED ("\200a"), "€a" },
    { "iso-2022-jp", SIZED ("\033$BF|\377F|\033(Ba"), "日" R "日a" },
    { "iso-2022-jp", SIZED ("\033$BF"), R },
    /* glibc's table has no full-width slash and no such twelve */
    { "big5", SIZED ("\244\244\241\376\244\244\242\314"), "中／中十" },
    { "big5", SIZED ("\244\244\377a"), "中" R "a" },
    { "big5", SIZED ("\210\142\377a"), "Ê̄" R "a" },
    { "windows-1252", SIZED ("\201\215\217\220\235"), "\302\201\302\215\302\217\302\220\302\235" },
    { "windows-1255", SIZED ("\351\331"), "י" R }, /* a letter that waited for a mark comes first */
    { "windows-1255", SIZED ("\351\304a"), "\357\254\235a" },
    { "tis-620", SIZED ("\241\375a"), "ก" R "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = decode (cases[i].bytes, cases[i].size, cases[i].http, TRUE);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Nothing is declared and nothing to go by: windows-1252. */
static void
test_fallback (void)
{
  g_autofree char *text = decode ("\223\200\224", 3, NULL, TRUE);

  g_assert_cmpstr (text, ==, "“€”");
}

static void
test_random (void)
{
  static const char *const labels[] = {
    NULL,           "utf-8",   "shift_jis", "euc-jp",         "iso-2022-jp",  "gb18030",
    "big5",         "euc-kr",  "utf-16le",  "utf-16be",       "windows-1252", "windows-1255",
    "windows-1258", "tis-620", "koi8-r",    "x-mac-cyrillic", "nothing",
  };
  static const char pieces[][20]
      = { "<meta charset=", "<meta ", "content=", "\"",     "'", ">", "<", "<!--", "-->",
          "shift_jis",      "utf-16", "\033$B",   "\033(B", "=", "/", " " };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint round = 0; round < 6000; round++)
    {
      g_autoptr (GString) bytes = g_string_new (NULL);
      guint n = g_rand_int_range (rand, 0, 60);
      g_autofree char *text = NULL;

      while (n-- > 0)
        if (g_rand_int_range (rand, 0, 4) == 0)
          g_string_append (bytes, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
        else
          g_string_append_c (bytes, (char)g_rand_int_range (rand, 0, 256));
      text = decode (bytes->str, bytes->len, labels[round % G_N_ELEMENTS (labels)], round % 3 > 0);
    }
}

/* Much of what cannot be decoded, in every encoding. */
static void
test_huge (void)
{
  static const char *const labels[]
      = { NULL,          "utf-8",        "shift_jis",    "gb18030", "big5",
          "iso-2022-jp", "windows-1255", "windows-1252", "utf-16be" };
  static const guint8 fillings[] = { 0x00, 0x80, 0x81, 0xd8, 0xff, '<', 0x1b };
  const gsize size = 1 << 16;
  g_autofree char *bytes = g_malloc (size);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    for (guint k = 0; k < G_N_ELEMENTS (fillings); k++)
      {
        g_autofree char *text = NULL;

        memset (bytes, fillings[k], size);
        text = decode (bytes, size, labels[i], TRUE);
        g_assert_cmpint (strlen (text), <=, size * 3);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *path = g_strconcat ("/html/html-charset/order/", orders[i].name, NULL);

      g_test_add_data_func (path, &orders[i], test_order);
    }
  g_test_add_func ("/html/html-charset/no-html", test_no_html);
  for (guint i = 0; i < G_N_ELEMENTS (metas); i++)
    {
      g_autofree char *path = g_strconcat ("/html/html-charset/meta/", metas[i].name, NULL);

      g_test_add_data_func (path, &metas[i], test_meta);
    }
  g_test_add_func ("/html/html-charset/meta-far", test_meta_far);
  g_test_add_func ("/html/html-charset/meta-nul", test_meta_nul);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strconcat ("/html/html-charset/sample/", samples[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_sample);
    }
  g_test_add_func ("/html/html-charset/guess-late", test_guess_late);
  g_test_add_func ("/html/html-charset/invalid", test_invalid);
  g_test_add_func ("/html/html-charset/fallback", test_fallback);
  g_test_add_func ("/html/html-charset/random", test_random);
  g_test_add_func ("/html/html-charset/huge", test_huge);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses: typed, found in pages, and the key by which one is found again. */

#include "base/url-in-text.h"
#include "base/url.h"

#include "base/error.h"

#include <string.h>

#define MAX_BYTES 8192 /* of an address */

static void
test_canonical (void)
{
  static const struct
  {
    const char *url, *expected;
  } cases[] = {
    { "https://example.org/a", "https://example.org/a" },
    { "http://example.org/a", "https://example.org/a" },
    { "HTTP://EXAMPLE.org/A", "https://example.org/A" },
    { " \n https://example.org/a\t", "https://example.org/a" },
    { "https://example.org", "https://example.org/" },
    { "https://example.org/", "https://example.org/" },
    { "https://example.org///", "https://example.org/" },
    { "https://example.org/a/", "https://example.org/a" },
    { "https://example.org/a//", "https://example.org/a" },
    { "https://example.org/a/?b=1", "https://example.org/a?b=1" },
    { "https://example.org/a/../b/./c", "https://example.org/b/c" },
    { "https://example.org./a", "https://example.org/a" },
    { "https://www.example.org/a", "https://www.example.org/a" },
    /* ports */
    { "http://example.org:80/a", "https://example.org/a" },
    { "https://example.org:443/a", "https://example.org/a" },
    { "https://example.org:/a", "https://example.org/a" },
    { "http://example.org:443/a", "https://example.org/a" },
    { "https://example.org:80/a", "https://example.org/a" },
    { "http://example.org:8080/a", "https://example.org:8080/a" },
    /* fragments */
    { "https://example.org/a#part", "https://example.org/a" },
    { "https://example.org/a#", "https://example.org/a" },
    { "https://example.org/#!/a", "https://example.org/#!/a" },
    { "https://example.org/app#/a/b", "https://example.org/app#/a/b" },
    /* parameters */
    { "https://example.org/a?", "https://example.org/a" },
    { "https://example.org/a?&&", "https://example.org/a" },
    { "https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2" },
    { "https://example.org/a?b&a=", "https://example.org/a?a=&b" },
    { "https://example.org/a?utm_source=x", "https://example.org/a" },
    { "https://example.org/a?UTM_Campaign=x&id=7&utm_", "https://example.org/a?id=7" },
    { "https://example.org/a?fbclid=1&gclid=1&dclid=1&msclkid=1&twclid=1&mc_cid=1&mc_eid=1&_ga=1"
      "&_gl=1&igshid=1&si=1&id=7",
      "https://example.org/a?id=7" },
    { "https://example.org/a?sid=1&gclids=2&autm_x=3",
      "https://example.org/a?autm_x=3&gclids=2&sid=1" },
    { "https://example.org/a?u=utm_source=x", "https://example.org/a?u=utm_source=x" },
    /* percent-encoding */
    { "https://example.org/%7euser/%c3%a9", "https://example.org/~user/%C3%A9" },
    { "https://example.org/é?ü=ö", "https://example.org/%C3%A9?%C3%BC=%C3%B6" },
    { "https://example.org/a b", "https://example.org/a%20b" },
    { "https://example.org/a%2Fb", "https://example.org/a%2Fb" },
    { "https://example.org/100%", "https://example.org/100%" },
    /* hosts */
    { "https://bücher.example/a", "https://xn--bcher-kva.example/a" },
    { "https://BÜCHER.example/a", "https://xn--bcher-kva.example/a" },
    { "https://xn--bcher-kva.example/a", "https://xn--bcher-kva.example/a" },
    { "https://b%C3%BCcher.example/a", "https://xn--bcher-kva.example/a" },
    { "https://例え。テスト/a", "https://xn--r8jz45g.xn--zckzah/a" },
    { "https://ex%61mple.org/a", "https://example.org/a" },
    { "https://user:secret@example.org/a", "https://example.org/a" },
    { "http://192.0.2.7:80/a", "https://192.0.2.7/a" },
    { "http://[2001:DB8::1]:80/a", "https://[2001:db8::1]/a" },
    /* no web address */
    { NULL, NULL },
    { "", NULL },
    { "example.org/a", NULL },
    { "//example.org/a", NULL },
    { "ftp://example.org/a", NULL },
    { "file:///a", NULL },
    { "mailto:a@example.org", NULL },
    { "https:///a", NULL },
    { "https://", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *canonical = sheaf_url_canonical (cases[i].url);
      g_autofree char *again = sheaf_url_canonical (canonical);

      g_assert_cmpstr (canonical, ==, cases[i].expected);
      g_assert_cmpstr (again, ==, canonical);
    }
}

static void
test_key (void)
{
  g_autoptr (GBytes) a = sheaf_url_key ("http://Example.org:80/a/?utm_source=x#top");
  g_autoptr (GBytes) b = sheaf_url_key ("https://example.org/a");
  g_autoptr (GBytes) other = sheaf_url_key ("https://example.org/b");
  /* The first half of the SHA-256 of "https://example.org/a": libraries keep it. */
  static const guint8 expected[] = {
    0xb5, 0xb1, 0x0d, 0xd0, 0x42, 0x9e, 0x69, 0xac, 0x7c, 0xfa, 0xf0, 0xa2, 0x0b, 0x69, 0x01, 0xc1,
  };

  g_assert_cmpint (g_bytes_get_size (a), ==, 16);
  g_assert_true (g_bytes_equal (a, b));
  g_assert_false (g_bytes_equal (a, other));
  g_assert_cmpmem (g_bytes_get_data (b, NULL), 16, expected, sizeof expected);
  g_assert_null (sheaf_url_key ("mailto:a@example.org"));
  g_assert_null (sheaf_url_key (NULL));
}

#define BASE "https://example.org/dir/page?q=1#top"

static void
test_resolve (void)
{
  static const struct
  {
    const char *base, *ref, *expected;
  } cases[] = {
    { BASE, "other", "https://example.org/dir/other" },
    { BASE, "./other", "https://example.org/dir/other" },
    { BASE, "../up", "https://example.org/up" },
    { BASE, "../../../../up", "https://example.org/up" },
    { BASE, "/top", "https://example.org/top" },
    { BASE, "//cdn.example/x", "https://cdn.example/x" },
    { BASE, "?q=2", "https://example.org/dir/page?q=2" },
    { BASE, "#part", "https://example.org/dir/page?q=1#part" },
    { BASE, "", "https://example.org/dir/page?q=1" },
    { BASE, "http://elsewhere.example/x", "http://elsewhere.example/x" },
    { BASE, "HTTP://Elsewhere.Example/X", "http://elsewhere.example/X" },
    { BASE, " \n other \t", "https://example.org/dir/other" },
    { BASE, "a b\\c|d", "https://example.org/dir/a%20b%5Cc%7Cd" },
    { BASE, "a%20", "https://example.org/dir/a%20" }, /* said, not stray */
    { BASE, "a\nb\tc", "https://example.org/dir/abc" },
    { BASE, "ä?ö=ü#ß", "https://example.org/dir/%C3%A4?%C3%B6=%C3%BC#%C3%9F" },
    { BASE, "//bücher.example/", "https://xn--bcher-kva.example/" },
    { BASE, "a:b", NULL },
    { BASE, "./a:b", "https://example.org/dir/a:b" },
    { BASE, "mailto:a@example.org", "mailto:a@example.org" },
    { BASE, "MAILTO:a@example.org?subject=x", "mailto:a@example.org?subject=x" },
    { BASE, "mailto:nobody", NULL },
    { BASE, "http://elsewhere.example:8080", "http://elsewhere.example:8080/" },
    { NULL, "https://example.org/a", "https://example.org/a" },
    { NULL, "a", NULL },
    { NULL, "", NULL },
    { NULL, "//example.org/a", NULL },
    { "no base", "https://example.org/a", "https://example.org/a" },
    { "no base", "a", NULL },
    { "file:///etc/", "passwd", NULL },
    { "data:text/html,x", "a", NULL },
    { BASE, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = sheaf_url_resolve (cases[i].base, cases[i].ref);

      g_assert_cmpstr (url, ==, cases[i].expected);
    }
}

static const char *const foreign[] = {
  "javascript:alert(1)",
  " javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "java\tscript:alert(1)",
  "javascript://example.org/%0aalert(1)",
  "vbscript:x",
  "data:text/html,<script>x</script>",
  "data:image/svg+xml;base64,AAAA",
  "file:///etc/passwd",
  "file://localhost/etc/passwd",
  "ftp://example.org/",
  "ws://example.org/",
  "wss://example.org/",
  "about:blank",
  "blob:https://example.org/x",
  "view-source:https://example.org/",
  "filesystem:https://example.org/x",
  "jar:https://example.org/x!/y",
  "resource:///org/x",
  "chrome://settings/",
  "tel:+123",
  "sms:+123",
  "intent://x#Intent;end",
  "x-apple-foo://x",
  "httpx://example.org/",
  "https:example.org",
  "https:/example.org",
  "https:///example.org",
};

static void
test_foreign_schemes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autofree char *with_base = sheaf_url_resolve (BASE, foreign[i]);
      g_autofree char *without = sheaf_url_resolve (NULL, foreign[i]);
      g_autofree char *canonical = sheaf_url_canonical (foreign[i]);
      g_autofree char *typed = sheaf_url_from_typed (foreign[i], NULL);

      g_assert_null (with_base);
      g_assert_null (without);
      g_assert_null (canonical);
      g_assert_null (typed);
      g_assert_false (sheaf_url_is_web (foreign[i]));
    }
}

/* A host that would be another one when written down, or none. */
static void
test_bad_hosts (void)
{
  static const char *const bad[] = {
    "https://a%2fb.example/", /* would be the host "a" */
    "https://example.org%2f@evil.example%2f/",
    "https://a%3ab.example/",
    "https://a%40b.example/",
    "https://a%23b.example/",
    "https://a%3fb.example/",
    "https://a%5cb.example/",
    "https://a%00b.example/",
    "https://a%0d%0ab.example/",
    "https://a%20b.example/",
    "https://a b.example/",
    "https://a.exa;mple/b",
    "https://a<b.example/",
    "https://a\"b.example/",
    "https://a|b.example/",
    "https://a／b.example/", /* a full-width slash */
    "https://a℀b.example/",  /* a/c in one character */
    "https://a＃b.example/",
    "https://a？b.example/",
    "https://a＠b.example/",
    "https://a%25b.example/",
    "https://[::1/",
    "https://[::g]/",
    "https://[]/",
    "https://[::1]x/",
    "https://.example/",
    "https://a..example/",
    "https://./",
    "https:// /",
    "https://:80/",
    "https://user@/",
    "https://example.org:65536/",
    "https://example.org:-1/",
    "https://example.org:x/",
    "https://\377.example/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *resolved = sheaf_url_resolve (BASE, bad[i]);
      g_autofree char *canonical = sheaf_url_canonical (bad[i]);
      g_autofree char *typed = sheaf_url_from_typed (bad[i], NULL);
      g_autofree char *site = sheaf_url_site (bad[i]);
      g_autofree char *authority = sheaf_url_authority (bad[i]);

      g_assert_cmpstr (resolved, ==, NULL);
      g_assert_cmpstr (canonical, ==, NULL);
      g_assert_cmpstr (typed, ==, NULL);
      g_assert_cmpstr (site, ==, NULL);
      g_assert_cmpstr (authority, ==, NULL);
      g_assert_false (sheaf_url_is_web (bad[i]));
    }
}

static void
test_typed (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "https://example.org/a", "https://example.org/a" },
    { "http://example.org", "http://example.org/" },
    { "example.org", "https://example.org/" },
    { "  example.org/a?b#c \n", "https://example.org/a?b#c" },
    { "www.example.org:8080/a", "https://www.example.org:8080/a" },
    { "HTTP://EXAMPLE.ORG/A", "http://example.org/A" },
    { "localhost:8000/x", "https://localhost:8000/x" },
    { "127.0.0.1/x", "https://127.0.0.1/x" },
    { "[::1]/x", "https://[::1]/x" },
    { "http://intranet/x", "http://intranet/x" }, /* with its scheme one word is enough */
    { "bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC" },
    { "例え.テスト", "https://xn--r8jz45g.xn--zckzah/" },
    { "example.org/?u=http://other.example/", "https://example.org/?u=http://other.example/" },
    { "web.example/2020/https://example.org/a", "https://web.example/2020/https://example.org/a" },
    { "https://example.org/a%20", "https://example.org/a%20" },
    { "", NULL },
    { "   ", NULL },
    { "hello", NULL },
    { "two words", NULL },
    { "https://example.org/a b", NULL },
    { "see https://example.org/", NULL },
    { "mailto:a@example.org", NULL },
    { "a@example.org", NULL },
    { "javascript:alert(1)", NULL },
    { "/etc/passwd", NULL },
    { "./file.html", NULL },
    { "C:\\file.html", NULL },
    { "example.", NULL },
    { ".org", NULL },
    { "://example.org", NULL },
    { "http://", NULL },
    { "3,50", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *url = sheaf_url_from_typed (cases[i].text, &error);

      g_assert_cmpstr (url, ==, cases[i].expected);
      if (cases[i].expected == NULL)
        g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_BAD_ADDRESS);
      else
        g_assert_no_error (error);
    }
}

static void
test_site (void)
{
  static const struct
  {
    const char *url, *site, *authority;
  } cases[] = {
    { "https://example.org/a", "example.org", "example.org:443" },
    { "http://www.Example.org/a", "example.org", "www.example.org:80" },
    { "http://example.org:8080/", "example.org", "example.org:8080" },
    { "https://www.org/", "www.org", "www.org:443" },
    { "https://wwwhat.example/", "wwwhat.example", "wwwhat.example:443" },
    { "https://xn--bcher-kva.example/", "bücher.example", "xn--bcher-kva.example:443" },
    { "https://BÜCHER.example/", "bücher.example", "xn--bcher-kva.example:443" },
    { "https://xn--a/", "xn--a", "xn--a:443" }, /* no word in that encoding */
    { "https://xn--ab-g4t.example/", "xn--ab-g4t.example",
      "xn--ab-g4t.example:443" }, /* a direction override */
    { "https://xn--ab-g1t.example/", "xn--ab-g1t.example",
      "xn--ab-g1t.example:443" }, /* an empty space */
    { "http://[2001:DB8::1]/", "2001:db8::1", "[2001:db8::1]:80" },
    { "http://192.0.2.7/", "192.0.2.7", "192.0.2.7:80" },
    { "http://user@example.org/", "example.org", "example.org:80" },
    { "mailto:a@example.org", NULL, NULL },
    { "", NULL, NULL },
    { NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *site = sheaf_url_site (cases[i].url);
      g_autofree char *authority = sheaf_url_authority (cases[i].url);

      g_assert_cmpstr (site, ==, cases[i].site);
      g_assert_cmpstr (authority, ==, cases[i].authority);
    }
}

static void
test_readable (void)
{
  static const struct
  {
    const char *url, *readable;
  } cases[] = {
    { "https://example.org/a?b=c#d", "https://example.org/a?b=c#d" },
    { "https://xn--bcher-kva.example/%C3%A4", "https://bücher.example/%C3%A4" },
    { "https://example.org:443/", "https://example.org/" },
    { "http://example.org:8080/", "http://example.org:8080/" },
    { "https://example.org@other.example/", "https://other.example/" },
    { "https://xn--ab-g1t.example/", "https://xn--ab-g1t.example/" }, /* an empty space */
    { "http://[2001:db8::1]/a", "http://[2001:db8::1]/a" },
    { "mailto:a@example.org", "mailto:a@example.org" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *readable = sheaf_url_readable (cases[i].url);

      g_assert_cmpstr (readable, ==, cases[i].readable);
    }
}

static void
test_find_all (void)
{
  static const struct
  {
    const char *text, *found; /* joined by spaces */
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { "nothing here", "" },
    { "example.org/a", "https://example.org/a" },
    { "see example.org/a", "" },
    { "https://example.org/a", "https://example.org/a" },
    { "https://example.org/Inc.", "https://example.org/Inc." }, /* alone: as it stands */
    { "https://a.example/1\nhttps://a.example/2.\r\n\nhttps://a.example/1",
      "https://a.example/1 https://a.example/2." },
    { "Read https://a.example/x, then http://b.example/y.",
      "https://a.example/x http://b.example/y" },
    { "(https://a.example/x)", "https://a.example/x" },
    { "a page (https://a.example/x_(y)) and more", "https://a.example/x_(y)" },
    { "[its name](https://a.example/x) here", "https://a.example/x" },
    { "<https://a.example/x>", "https://a.example/x" },
    { "a \"https://a.example/x\" b", "https://a.example/x" },
    { "“https://a.example/x”, he said", "https://a.example/x" },
    { "参照https://a.example/x。", "https://a.example/x" },
    { "really, https://a.example/x?!", "https://a.example/x" },
    { "both https://a.example/ HTTPS://A.example/", "https://a.example/" },
    { "no ftp://a.example/ javascript:x file:///x mailto:a@a.example", "" },
    { "from x.example/?u=https://a.example/ on", "" },
    { "xhttps://a.example/ no", "" },
    { "https:// http://", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) found = sheaf_url_find_all (cases[i].text);
      g_autofree char *joined = g_strjoinv (" ", found);

      g_assert_cmpstr (joined, ==, cases[i].found);
    }
}

/* What every answer keeps to, whatever came in. */
static void
assert_rules (const char *text)
{
  g_autofree char *typed = sheaf_url_from_typed (text, NULL);
  g_autofree char *resolved = sheaf_url_resolve (BASE, text);
  g_autofree char *canonical = sheaf_url_canonical (text);
  g_autofree char *site = sheaf_url_site (text);
  g_autofree char *authority = sheaf_url_authority (text);
  g_auto (GStrv) found = sheaf_url_find_all (text);

  g_assert_cmpstr (site, !=, "");
  if (typed != NULL)
    {
      g_autoptr (GBytes) key = sheaf_url_key (typed);

      g_assert_true (sheaf_url_is_web (typed));
      g_assert_true (g_str_is_ascii (typed));
      g_assert_nonnull (key);
    }
  if (resolved != NULL)
    {
      g_autofree char *again = sheaf_url_resolve (BASE, resolved);
      g_autofree char *host = sheaf_url_authority (resolved);
      g_autofree char *host_again = sheaf_url_authority (again);

      g_assert_true (sheaf_url_is_web (resolved) || g_str_has_prefix (resolved, "mailto:"));
      g_assert_true (g_str_is_ascii (resolved));
      g_assert_cmpint (strlen (resolved), <=, MAX_BYTES);
      g_assert_cmpstr (host, ==, host_again);
    }
  if (canonical != NULL)
    {
      g_autofree char *again = sheaf_url_canonical (canonical);

      g_assert_cmpstr (again, ==, canonical);
    }
  for (guint i = 0; found[i] != NULL; i++)
    g_assert_true (sheaf_url_is_web (found[i]));
}

static void
test_hostile (void)
{
  static const char pieces[][12] = { "http",   "https", "://",   ":",        "/",
                                     "//",     "?",     "#",     "@",        "[",
                                     "]",      "[::1]", "%",     "%2f",      "%0a",
                                     "%C3",    "\\",    " ",     "\n",       "\t",
                                     "\001",   "\177",  "\377",  "\303\244", "\342\204\200",
                                     "a",      "b.c",   "..",    ".",        "xn--",
                                     "-",      "&",     "=",     "utm_a=1",  "si=2",
                                     "mailto", "80",    "65535", "\302\240" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) text = g_string_new (round % 2 ? "https://" : "");
      guint n = g_rand_int_range (rand, 0, 9);

      for (guint i = 0; i < n; i++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      assert_rules (text->str);
    }
}

/* Megabytes end at once, and the longest address is the same for all. */
static void
test_huge (void)
{
  static const char *const heads[]
      = { "", "https://example.org/", "https://", "javascript:", "https://example.org/?" };
  static const char *const bodies[]
      = { " ", "a", "/", "%", "ä", ".", "[", "&", "../", "a=1&", "\n", "\"" };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    for (guint k = 0; k < G_N_ELEMENTS (bodies); k++)
      for (guint n = 2048; n <= 131072; n *= 64)
        {
          g_autoptr (GString) body = g_string_new (bodies[k]);
          g_autofree char *text = NULL;

          for (guint j = 1; j < n; j *= 2)
            g_string_append_len (body, body->str, body->len);
          text = g_strconcat (heads[i], body->str, NULL);
          assert_rules (text);
        }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/url/canonical", test_canonical);
  g_test_add_func ("/base/url/key", test_key);
  g_test_add_func ("/base/url/resolve", test_resolve);
  g_test_add_func ("/base/url/foreign-schemes", test_foreign_schemes);
  g_test_add_func ("/base/url/bad-hosts", test_bad_hosts);
  g_test_add_func ("/base/url/typed", test_typed);
  g_test_add_func ("/base/url/site", test_site);
  g_test_add_func ("/base/url/readable", test_readable);
  g_test_add_func ("/base/url/find-all", test_find_all);
  g_test_add_func ("/base/url/hostile", test_hostile);
  g_test_add_func ("/base/url/huge", test_huge);

  return g_test_run ();
}

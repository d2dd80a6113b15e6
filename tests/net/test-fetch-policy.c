/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which addresses are private, at both ends of each network, and who may go there. */

#include "net/fetch-policy.h"

static void
test_addresses (void)
{
  static const struct
  {
    const char *address;
    gboolean is_private;
  } cases[] = {
    /* The 24 of the threat model. */
    { "127.0.0.1", TRUE },
    { "10.1.2.3", TRUE },
    { "172.16.0.1", TRUE },
    { "172.31.255.255", TRUE },
    { "172.32.0.1", FALSE },
    { "192.168.1.1", TRUE },
    { "169.254.169.254", TRUE },
    { "100.64.0.1", TRUE },
    { "0.0.0.0", TRUE },
    { "224.0.0.1", TRUE },
    { "255.255.255.255", TRUE },
    { "192.0.2.1", TRUE },
    { "198.18.0.1", TRUE },
    { "::1", TRUE },
    { "fe80::1", TRUE },
    { "fc00::1", TRUE },
    { "fd12::1", TRUE },
    { "::ffff:127.0.0.1", TRUE },
    { "::ffff:10.0.0.1", TRUE },
    { "64:ff9b::7f00:1", TRUE },
    { "2002:7f00:1::", TRUE },
    { "ff02::1", TRUE },
    { "8.8.8.8", FALSE },
    { "2606:4700::1111", FALSE },
    /* The ends of the networks of four bytes, and what lies just outside. */
    { "0.255.255.255", TRUE },
    { "1.0.0.0", FALSE },
    { "9.255.255.255", FALSE },
    { "10.0.0.0", TRUE },
    { "10.255.255.255", TRUE },
    { "11.0.0.0", FALSE },
    { "100.63.255.255", FALSE },
    { "100.64.0.0", TRUE },
    { "100.127.255.255", TRUE },
    { "100.128.0.0", FALSE },
    { "126.255.255.255", FALSE },
    { "127.0.0.0", TRUE },
    { "127.255.255.255", TRUE },
    { "128.0.0.0", FALSE },
    { "169.253.255.255", FALSE },
    { "169.254.0.0", TRUE },
    { "169.254.255.255", TRUE },
    { "169.255.0.0", FALSE },
    { "172.15.255.255", FALSE },
    { "172.16.0.0", TRUE },
    { "191.255.255.255", FALSE },
    { "192.0.0.0", TRUE },
    { "192.0.0.255", TRUE },
    { "192.0.1.0", FALSE },
    { "192.0.2.255", TRUE },
    { "192.0.3.0", FALSE },
    { "192.88.99.1", TRUE },
    { "192.88.98.255", FALSE },
    { "192.88.100.0", FALSE },
    { "192.167.255.255", FALSE },
    { "192.168.0.0", TRUE },
    { "192.168.255.255", TRUE },
    { "192.169.0.0", FALSE },
    { "198.17.255.255", FALSE },
    { "198.18.0.0", TRUE },
    { "198.19.255.255", TRUE },
    { "198.20.0.0", FALSE },
    { "198.51.99.255", FALSE },
    { "198.51.100.0", TRUE },
    { "198.51.100.255", TRUE },
    { "198.51.101.0", FALSE },
    { "203.0.112.255", FALSE },
    { "203.0.113.0", TRUE },
    { "203.0.113.255", TRUE },
    { "203.0.114.0", FALSE },
    { "223.255.255.255", FALSE },
    { "224.0.0.0", TRUE },
    { "239.255.255.255", TRUE },
    { "240.0.0.0", TRUE },
    /* What embeds four bytes is judged by them. */
    { "::ffff:8.8.8.8", FALSE },
    { "::ffff:100.127.255.255", TRUE },
    { "::ffff:100.128.0.0", FALSE },
    { "::ffff:169.254.169.254", TRUE },
    { "64:ff9b::8.8.8.8", FALSE },
    { "64:ff9b::10.0.0.1", TRUE },
    { "64:ff9b::169.254.169.254", TRUE },
    { "64:ff9b:1::8.8.8.8", TRUE },
    { "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", TRUE },
    { "64:ff9b:2::", FALSE },
    { "2002:808:808::1", FALSE },
    { "2002:a00:1::1", TRUE },
    { "2002:c0a8:101::", TRUE },
    { "2001:0:808:808::", TRUE },
    { "2001:0:7f00:1::", TRUE },
    /* The rest of sixteen bytes. */
    { "::", TRUE },
    { "::2", TRUE },
    { "::127.0.0.1", TRUE },
    { "::8.8.8.8", TRUE },
    { "::1:0:0:0", FALSE },
    { "100::1", TRUE },
    { "100::ffff:ffff:ffff:ffff", TRUE },
    { "100:0:0:1::", TRUE },
    { "100:0:0:2::", FALSE },
    { "2001:2::1", TRUE },
    { "2001:2:1::", TRUE },
    { "2001:10::", TRUE },
    { "2001:1ff:ffff::", TRUE },
    { "2001:200::", FALSE },
    { "2001:db8::", TRUE },
    { "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", TRUE },
    { "2001:db9::", FALSE },
    { "2001:4860:4860::8888", FALSE },
    { "3fff::1", TRUE },
    { "3fff:fff:ffff::", TRUE },
    { "3fff:1000::", FALSE },
    { "5f00::1", TRUE },
    { "5f01::", FALSE },
    { "fbff:ffff::", FALSE },
    { "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", TRUE },
    { "fe00::", FALSE },
    { "fe80::", TRUE },
    { "febf:ffff::", TRUE },
    { "fec0::1", TRUE },
    { "feff:ffff::", TRUE },
    { "ff00::", TRUE },
    { "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (cases[i].address);

      g_assert_nonnull (address);
      if (sheaf_fetch_policy_is_private (address) != cases[i].is_private)
        g_test_message ("%s", cases[i].address);
      g_assert_cmpint (sheaf_fetch_policy_is_private (address), ==, cases[i].is_private);
    }
}

/* URL is asked for what a person typed (TYPED), and its connection leads to PEER. */
static void
test_allows (void)
{
  static const struct
  {
    const char *url, *typed, *peer;
    gboolean allowed;
    SheafPeer before; /* mostly unknown */
  } cases[] = {
    { "https://example.org/a", NULL, "8.8.8.8", TRUE },
    { "https://example.org/a", "https://example.net/", "8.8.8.8", TRUE },
    { "https://example.org/a", NULL, "127.0.0.1", FALSE },
    { "https://example.org/a", "https://example.net/", "127.0.0.1", FALSE },
    { "https://example.org/a", "https://example.net/", "::ffff:10.0.0.1", FALSE },
    { "https://example.org/a", "https://example.net/", "169.254.169.254", FALSE },
    { "http://127.0.0.1/a", NULL, "127.0.0.1", FALSE },
    /* What was typed, and what lies at the same host and port. */
    { "http://127.0.0.1/a", "http://127.0.0.1/b", "127.0.0.1", TRUE },
    { "http://127.0.0.1:80/a", "http://127.0.0.1/b?c", "127.0.0.1", TRUE },
    { "http://LOCALHOST:8000/a", "http://localhost:8000/b", "127.0.0.1", TRUE },
    { "http://reader.lan:8000/a", "http://reader.lan:8000/b", "10.0.0.8", TRUE },
    { "http://[::1]:8000/a.png", "http://[::1]:8000/", "::1", TRUE },
    /* Another port, another name of the same machine, another scheme's port, a look-alike. */
    { "http://127.0.0.1:8001/a", "http://127.0.0.1:8000/b", "127.0.0.1", FALSE },
    { "http://localhost:8000/a", "http://127.0.0.1:8000/b", "127.0.0.1", FALSE },
    { "https://127.0.0.1/a", "http://127.0.0.1/b", "127.0.0.1", FALSE },
    { "http://127.0.0.2:8000/a", "http://127.0.0.1:8000/b", "127.0.0.2", FALSE },
    { "http://reader.lan:8000@10.0.0.9/a", "http://reader.lan:8000/b", "10.0.0.9", FALSE },
    { "http://reader.lan.example.org/a", "http://reader.lan/b", "10.0.0.9", FALSE },
    /* What was typed and has been public stays so. */
    { "http://evil.example:8000/a.png", "http://evil.example:8000/", "127.0.0.1", FALSE,
      SHEAF_PEER_PUBLIC },
    { "http://evil.example:8000/a.png", "http://evil.example:8000/", "8.8.8.8", TRUE,
      SHEAF_PEER_PUBLIC },
    { "http://reader.lan/a.png", "http://reader.lan/", "10.0.0.8", TRUE, SHEAF_PEER_PRIVATE },
    { "http://reader.lan/a.png", "http://reader.lan/", "8.8.8.8", TRUE, SHEAF_PEER_PRIVATE },
    { "http://other.lan/a.png", "http://reader.lan/", "10.0.0.8", FALSE, SHEAF_PEER_PRIVATE },
    /* No address at all. */
    { "file:///etc/hostname", "file:///etc/hostname", "127.0.0.1", FALSE },
    { "nonsense", "nonsense", "127.0.0.1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (cases[i].peer);
      g_autoptr (GSocketAddress) peer = g_inet_socket_address_new (address, 80);

      if (sheaf_fetch_policy_allows (cases[i].url, cases[i].typed, peer, cases[i].before)
          != cases[i].allowed)
        g_test_message ("%s for %s at %s", cases[i].url, cases[i].typed, cases[i].peer);
      g_assert_cmpint (
          sheaf_fetch_policy_allows (cases[i].url, cases[i].typed, peer, cases[i].before), ==,
          cases[i].allowed);
    }
}

/* A peer that cannot be told is nobody's to talk to. */
static void
test_no_address (void)
{
  g_assert_false (
      sheaf_fetch_policy_allows ("https://example.org/", NULL, NULL, SHEAF_PEER_UNKNOWN));
  g_assert_false (sheaf_fetch_policy_allows ("https://example.org/", "https://example.org/", NULL,
                                             SHEAF_PEER_UNKNOWN));
  g_assert_cmpint (sheaf_fetch_policy_judge (NULL), ==, SHEAF_PEER_UNKNOWN);
}

/* Behind a proxy only the name can be judged. */
static void
test_allows_name (void)
{
  static const struct
  {
    const char *url, *typed;
    gboolean allowed;
  } cases[] = {
    { "https://example.org/a", NULL, TRUE },
    { "https://www.example.co.uk./a", NULL, TRUE },
    { "https://8.8.8.8/a", NULL, TRUE },
    { "https://localhost.example.org/a", NULL, TRUE },
    { "http://localhost/a", NULL, FALSE },
    { "http://LOCALHOST./a", NULL, FALSE },
    { "http://a.localhost/a", NULL, FALSE },
    { "http://printer.local/a", NULL, FALSE },
    { "http://router.lan:8080/a", NULL, FALSE },
    { "http://router.home.arpa/a", NULL, FALSE },
    { "http://intranet/a", NULL, FALSE },
    { "http://127.0.0.1/a", NULL, FALSE },
    { "http://127.1/a", NULL, FALSE },
    { "http://10.0.0.0x1/a", NULL, FALSE },
    { "http://2130706433/a", NULL, FALSE },
    { "http://0x7f000001/a", NULL, FALSE },
    { "http://[::ffff:127.0.0.1]/a", NULL, FALSE },
    { "http://[2606:4700::1111]/a", NULL, TRUE },
    { "http://intranet/a", "http://intranet/b", TRUE },
    { "http://127.0.0.1:8000/a", "http://127.0.0.1:8000/b", TRUE },
    { "http://127.0.0.1:8001/a", "http://127.0.0.1:8000/b", FALSE },
    { "nonsense", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s for %s", cases[i].url, cases[i].typed);
      g_assert_cmpint (sheaf_fetch_policy_allows_name (cases[i].url, cases[i].typed), ==,
                       cases[i].allowed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/fetch-policy/addresses", test_addresses);
  g_test_add_func ("/net/fetch-policy/allows", test_allows);
  g_test_add_func ("/net/fetch-policy/no-address", test_no_address);
  g_test_add_func ("/net/fetch-policy/allows-name", test_allows_name);

  return g_test_run ();
}

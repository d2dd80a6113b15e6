/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A page's left-out blocks as bytes. */

#include "document/page.h"

#include "base/error.h"
#include "base/time.h"

static SheafPage *
make_page (void)
{
  SheafPage *page = sheaf_page_new ();

  sheaf_page_add_removed (page, "Read more: x", "<p>Read more: x</p>", "promo/read-more",
                          SHEAF_REMOVED_WORDING, 12);
  sheaf_page_add_removed (page, "\342\202\254", NULL, "promo/\302\253", SHEAF_REMOVED_STRUCTURE, 0);
  sheaf_page_add_removed (page, NULL, NULL, "empty", SHEAF_REMOVED_UNKNOWN, SHEAF_REMOVED_NOWHERE);

  return page;
}

static void
test_new (void)
{
  g_autoptr (SheafPage) page = sheaf_page_new ();
  g_autoptr (SheafPage) other = sheaf_page_ref (page);

  g_assert_true (other == page);
  g_assert_true (page->published_at == SHEAF_TIME_NONE);
  g_assert_null (page->title);
  g_assert_null (page->document);
  g_assert_cmpuint (page->removed->len, ==, 0);
}

static void
test_removed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafPage) page = make_page ();
  g_autoptr (SheafPage) again = sheaf_page_new ();
  g_autoptr (GBytes) packed = sheaf_page_pack_removed (page);

  g_assert_true (sheaf_page_unpack_removed (again, packed, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (again->removed->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const SheafRemoved *a = g_ptr_array_index (page->removed, i);
      const SheafRemoved *b = g_ptr_array_index (again->removed, i);

      g_assert_cmpstr (a->text, ==, b->text);
      g_assert_cmpstr (a->html, ==, b->html);
      g_assert_cmpstr (a->rule, ==, b->rule);
      g_assert_cmpint (a->why, ==, b->why);
      g_assert_cmpuint (a->place, ==, b->place);
    }
}

/* As the first libraries kept them: nothing is said of why and where. */
static void
test_removed_older (void)
{
  g_autoptr (SheafPage) page = sheaf_page_new ();
  g_autoptr (GError) error = NULL;
  GVariantBuilder rows;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) stored = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const SheafRemoved *removed;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(sss)"));
  g_variant_builder_add (&rows, "(sss)", "Read more: x", "<p>Read more: x</p>", "promo/read-more");
  value = g_variant_ref_sink (g_variant_new ("(yv)", 1, g_variant_builder_end (&rows)));
  stored = G_BYTE_ORDER == G_LITTLE_ENDIAN ? g_variant_ref (value) : g_variant_byteswap (value);
  bytes = g_variant_get_data_as_bytes (stored);

  g_assert_true (sheaf_page_unpack_removed (page, bytes, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (page->removed->len, ==, 1);
  removed = g_ptr_array_index (page->removed, 0);
  g_assert_cmpstr (removed->text, ==, "Read more: x");
  g_assert_cmpstr (removed->html, ==, "<p>Read more: x</p>");
  g_assert_cmpstr (removed->rule, ==, "promo/read-more");
  g_assert_cmpint (removed->why, ==, SHEAF_REMOVED_UNKNOWN);
  g_assert_cmpuint (removed->place, ==, SHEAF_REMOVED_NOWHERE);
}

static void
test_why (void)
{
  g_assert_cmpstr (sheaf_removed_why_to_string (SHEAF_REMOVED_STRUCTURE), ==, "structure");
  g_assert_cmpstr (sheaf_removed_why_to_string (SHEAF_REMOVED_WORDING), ==, "wording");
  g_assert_null (sheaf_removed_why_to_string (SHEAF_REMOVED_UNKNOWN));
  g_assert_null (sheaf_removed_why_to_string (99));
}

static void
test_removed_none (void)
{
  g_autoptr (SheafPage) page = sheaf_page_new ();

  g_assert_null (sheaf_page_pack_removed (page));
  g_assert_true (sheaf_page_unpack_removed (page, NULL, NULL));
  g_assert_cmpuint (page->removed->len, ==, 0);
}

static void
test_removed_hostile (void)
{
  g_autoptr (SheafPage) page = make_page ();
  g_autoptr (GBytes) packed = sheaf_page_pack_removed (page);
  gsize length;
  const guint8 *data = g_bytes_get_data (packed, &length);
  guint refused = 0;

  for (gsize at = 0; at < length; at++)
    for (int bit = 0; bit < 8; bit++)
      {
        guint8 *copy = g_memdup2 (data, length);
        g_autoptr (SheafPage) got = sheaf_page_new ();
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) bytes = NULL;

        copy[at] ^= (guint8)(1 << bit);
        bytes = g_bytes_new_take (copy, length);
        if (!sheaf_page_unpack_removed (got, bytes, &error))
          {
            g_assert_true (error->domain == SHEAF_ERROR);
            g_assert_cmpuint (got->removed->len, ==, 0);
            refused++;
          }
      }

  g_assert_cmpuint (refused, >, 0);
}

static void
test_removed_newer (void)
{
  g_autoptr (SheafPage) page = sheaf_page_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value
      = g_variant_ref_sink (g_variant_new ("(yv)", 3, g_variant_new_string ("?")));
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (value);

  g_assert_false (sheaf_page_unpack_removed (page, bytes, &error));
  g_assert_error (error, SHEAF_ERROR, SHEAF_ERROR_TOO_NEW);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/page/new", test_new);
  g_test_add_func ("/document/page/removed", test_removed);
  g_test_add_func ("/document/page/removed-older", test_removed_older);
  g_test_add_func ("/document/page/why", test_why);
  g_test_add_func ("/document/page/removed-none", test_removed_none);
  g_test_add_func ("/document/page/removed-hostile", test_removed_hostile);
  g_test_add_func ("/document/page/removed-newer", test_removed_newer);

  return g_test_run ();
}

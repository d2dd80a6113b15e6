/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What tables and code draw among their words, by the nodes that they draw. */

#include "ui/grid-view.h"
#include "ui/page-view-private.h"
#include "ui/saved-dot.h"

#include "../document/build-document.h"

#define KNOWN "https://oar.example/known"

static const char calls[]
    = "p|+a " KNOWN "|'Text|-|/|[tab|row|c|'One |+a " KNOWN "|'known|-|c|+a "
      "https://oar.example/other|'other|-|/|row|c|'A|c|+a " KNOWN "|'known too|-|/|]|pre:x-none|"
      "'a = 1;|/|p|'End|/";

typedef struct
{
  GtkWidget *window;
  SheafPageView *view;
  SheafTypography type;
  GPtrArray *grids; /* the table, the code */
} Shown;

/* --- A page --- */

static SheafLoaded *
load (void)
{
  SheafLoaded *loaded = g_new0 (SheafLoaded, 1);

  loaded->row = sheaf_row_new ();
  loaded->row->title = g_strdup ("A title");
  loaded->row->tags = g_new0 (char *, 1);
  loaded->page = sheaf_page_new ();
  loaded->page->document = build_document (calls);

  return loaded;
}

static void
find_grids (GtkWidget *top, GPtrArray *grids)
{
  if (SHEAF_IS_GRID_VIEW (top))
    g_ptr_array_add (grids, top);
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_grids (child, grids);
}

static void
shown_open (Shown *self)
{
  g_autoptr (SheafLoaded) loaded = load ();

  self->type = (SheafTypography){ .size = 17, .characters = 66 };
  self->window = gtk_window_new ();
  self->view = g_object_new (SHEAF_TYPE_PAGE_VIEW, NULL);
  self->grids = g_ptr_array_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->view));
  sheaf_page_view_set_typography (self->view, &self->type);
  sheaf_page_view_set_article (self->view, loaded, NULL, NULL, 0);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 800, 600);
  gtk_window_present (GTK_WINDOW (self->window));
  while (gtk_widget_get_width (GTK_WIDGET (self->view)) == 0)
    g_main_context_iteration (NULL, TRUE);
  find_grids (GTK_WIDGET (self->view), self->grids);
  g_assert_cmpuint (self->grids->len, ==, 2);
}

static void
shown_close (Shown *self)
{
  g_ptr_array_unref (self->grids);
  gtk_window_destroy (GTK_WINDOW (self->window));
}

/* --- What is drawn --- */

typedef void (*NodeFunc) (const GskRenderNode *node, gpointer data);

static void
walk (GskRenderNode *node, NodeFunc visit, gpointer data)
{
  GskRenderNode *child = NULL;

  visit (node, data);
  switch ((int)gsk_render_node_get_node_type (node))
    {
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        walk (gsk_container_node_get_child (node, i), visit, data);
      break;
    case GSK_ROUNDED_CLIP_NODE:
      child = gsk_rounded_clip_node_get_child (node);
      break;
    case GSK_CLIP_NODE:
      child = gsk_clip_node_get_child (node);
      break;
    case GSK_TRANSFORM_NODE:
      child = gsk_transform_node_get_child (node);
      break;
    default:
      break;
    }
  if (child != NULL)
    walk (child, visit, data);
}

static void
walk_drawing (GtkWidget *widget, NodeFunc visit, gpointer data)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  walk (node, visit, data);
  gsk_render_node_unref (node);
}

static void
count_dot (const GskRenderNode *node, gpointer data)
{
  graphene_rect_t at;

  gsk_render_node_get_bounds ((GskRenderNode *)node, &at);
  if (gsk_render_node_get_node_type (node) == GSK_ROUNDED_CLIP_NODE
      && at.size.width == SHEAF_SAVED_DOT && at.size.height == SHEAF_SAVED_DOT)
    ++*(guint *)data;
}

static guint
count_dots (GtkWidget *widget)
{
  guint n = 0;

  walk_drawing (widget, count_dot, &n);

  return n;
}

/* Each link to a saved article has its dot where it stands, in the text or in the table, and no
 * other. */
static void
test_saved (void)
{
  static const char *const urls[] = { KNOWN, "https://oar.example/other", NULL };
  g_autoptr (GArray) ids = g_array_new (FALSE, TRUE, sizeof (gint64));
  Shown shown;

  shown_open (&shown);
  g_array_set_size (ids, 2);
  g_assert_cmpuint (count_dots (shown.grids->pdata[0]), ==, 0);
  g_array_index (ids, gint64, 0) = 7;
  sheaf_page_view_set_saved (shown.view, urls, ids);
  g_assert_cmpuint (count_dots (shown.grids->pdata[0]), ==, 2);
  g_assert_cmpuint (count_dots (shown.grids->pdata[1]), ==, 0);
  g_assert_cmpuint (count_dots (GTK_WIDGET (shown.view)), ==, 3);
  g_array_index (ids, gint64, 0) = 0;
  sheaf_page_view_set_saved (shown.view, urls, ids);
  g_assert_cmpuint (count_dots (shown.grids->pdata[0]), ==, 0);
  shown_close (&shown);
}

/* --- What is read aloud --- */

typedef struct
{
  const char *colour;
  float width;
} Ground;

static void
add_ground (const GskRenderNode *node, gpointer data)
{
  Ground *ground = data;
  GdkRGBA colour = sheaf_theme_colour (ground->colour, 1);
  graphene_rect_t at;

  gsk_render_node_get_bounds ((GskRenderNode *)node, &at);
  if (gsk_render_node_get_node_type (node) == GSK_COLOR_NODE
      && gdk_rgba_equal (gsk_color_node_get_color (node), &colour))
    ground->width += at.size.width;
}

static float
measure_colour (const Shown *shown, guint grid, const char *colour)
{
  Ground ground = { .colour = colour };

  walk_drawing (shown->grids->pdata[grid], add_ground, &ground);

  return ground.width;
}

static float
measure_ground (const Shown *shown, guint grid)
{
  const char *ground, *ink;

  sheaf_typography_get_spoken (&shown->type, &ground, &ink);

  return measure_colour (shown, grid, ground);
}

/* Its row, its code, and nothing after that or where the text is read. */
static void
test_spoken (void)
{
  Shown shown;
  const SheafBlock *blocks;
  float row, cell;

  shown_open (&shown);
  blocks = sheaf_document_get_blocks (sheaf_page_view_get_document (shown.view), NULL);
  sheaf_page_view_set_spoken (shown.view, blocks[1].start, blocks[1].end);
  row = measure_ground (&shown, 0);
  g_assert_cmpfloat (row, >, 60);
  g_assert_cmpfloat (measure_ground (&shown, 1), ==, 0);
  sheaf_page_view_set_spoken (shown.view, blocks[1].start, blocks[1].start + 3);
  cell = measure_ground (&shown, 0);
  g_assert_cmpfloat (cell, >, 10);
  g_assert_cmpfloat (cell, <, row / 2);
  sheaf_page_view_set_spoken (shown.view, blocks[3].start, blocks[3].end);
  g_assert_cmpfloat (measure_ground (&shown, 0), ==, 0);
  g_assert_cmpfloat (measure_ground (&shown, 1), >, 20);
  sheaf_page_view_set_spoken (shown.view, G_MAXUINT, G_MAXUINT);
  g_assert_cmpfloat (measure_ground (&shown, 1), ==, 0);
  sheaf_page_view_set_spoken (shown.view, blocks[0].start, blocks[0].end);
  g_assert_cmpfloat (measure_ground (&shown, 0) + measure_ground (&shown, 1), ==, 0);
  sheaf_page_view_set_spoken (shown.view, blocks[2].start, blocks[2].end);
  sheaf_page_view_clear_spoken (shown.view);
  g_assert_cmpfloat (measure_ground (&shown, 0), ==, 0);
  shown_close (&shown);
}

/* The link that the keyboard is at is underlined. */
static void
test_active (void)
{
  Shown shown;
  const char *accent;

  shown_open (&shown);
  accent = sheaf_typography_get_theme (&shown.type)->accent;
  sheaf_page_view_activate_link (shown.view, 0);
  g_assert_cmpfloat (measure_colour (&shown, 0, accent), ==, 0);
  sheaf_page_view_activate_link (shown.view, 1);
  g_assert_cmpfloat (measure_colour (&shown, 0, accent), >, 20);
  sheaf_page_view_activate_link (shown.view, -1);
  g_assert_cmpfloat (measure_colour (&shown, 0, accent), ==, 0);
  shown_close (&shown);
}

/* How far below the top of the view the words at OFFSET stand. */
static double
get_height (GtkWidget *grid, GtkWidget *view, guint offset)
{
  graphene_rect_t at;

  g_assert_true (gtk_widget_compute_bounds (grid, view, &at));

  return at.origin.y + sheaf_grid_view_get_below (SHEAF_GRID_VIEW (grid), offset);
}

static void
settle (void)
{
  gboolean over = FALSE;

  g_timeout_add_once (300, (GSourceOnceFunc)g_atomic_int_inc, &over);
  while (!g_atomic_int_get (&over))
    g_main_context_iteration (NULL, TRUE);
}

/* In a table higher than the window the page goes to the row, whether or not it begins with an
 * empty cell. */
static void
test_tall (void)
{
  g_autoptr (GString) many = g_string_new ("p|'Text|/|[tab");
  SheafTypography type = { .size = 17, .characters = 66 };
  g_autoptr (SheafLoaded) loaded = load ();
  g_autoptr (GPtrArray) grids = g_ptr_array_new ();
  GtkWidget *window = gtk_window_new (), *scroller = gtk_scrolled_window_new ();
  SheafPageView *view = g_object_new (SHEAF_TYPE_PAGE_VIEW, NULL);
  const SheafBlock *blocks;

  for (guint i = 0; i < 120; i++)
    g_string_append_printf (many,
                            i % 30 == 0 ? "|row|c|c|'Row %u|/" : "|row|c|'Row %u|c|'of many|/", i);
  g_string_append (many, "|]|p|'End|/");
  sheaf_document_unref (loaded->page->document);
  loaded->page->document = build_document (many->str);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view));
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  sheaf_page_view_set_typography (view, &type);
  sheaf_page_view_set_article (view, loaded, NULL, NULL, 0);
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 400);
  gtk_window_present (GTK_WINDOW (window));
  settle ();
  find_grids (GTK_WIDGET (view), grids);
  g_assert_cmpuint (grids->len, ==, 1);
  blocks = sheaf_document_get_blocks (sheaf_page_view_get_document (view), NULL);

  for (guint i = 0; i < 4; i++)
    {
      static const guint rows[] = { 90, 30, 118, 2 };
      guint start = blocks[1 + rows[i]].start;
      GdkRectangle place;

      if (i % 2 == 0)
        sheaf_page_view_set_spoken (view, start, start + 4);
      else
        sheaf_page_view_show_range (view, start, start + 4);
      settle ();
      g_assert_cmpfloat (get_height (grids->pdata[0], GTK_WIDGET (view), start + 1), >=, 0);
      g_assert_cmpfloat (get_height (grids->pdata[0], GTK_WIDGET (view), start + 1), <, 390);
      g_assert_true (i % 2 != 0 || sheaf_page_view_is_spoken_in_sight (view));
      g_assert_true (sheaf_page_view_get_place_of (view, start + 1, start + 4, &place));
      g_assert_cmpfloat_with_epsilon (
          place.y, get_height (grids->pdata[0], GTK_WIDGET (view), start + 1), 2);
      sheaf_page_view_clear_spoken (view);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/grid-view/saved", test_saved);
  g_test_add_func ("/ui/grid-view/spoken", test_spoken);
  g_test_add_func ("/ui/grid-view/active", test_active);
  g_test_add_func ("/ui/grid-view/tall", test_tall);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A group for each kind of loss, a row for each article; what has an address can be fetched again.
 */

#include "ui/repair-dialog.h"

#include "ui/preferences.h"

#include <glib/gi18n.h>

#define SHOWN 200 /* rows of a kind; the rest is counted */

/* Headings of the kinds, with what it means for the person; FETCH: what is lost may be had again.
 */
static const struct
{
  const char *title, *text;
  gboolean fetch;
} kinds[] = {
  [SHEAF_LOSS_ARTICLE] = { N_ ("Lost Articles"), N_ ("Only their numbers are known."), FALSE },
  [SHEAF_LOSS_TEXT]
  = { N_ ("Lost Texts"), N_ ("Title, tags and notes are kept; the text is gone."), TRUE },
  [SHEAF_LOSS_REFETCH] = { N_ ("Texts That Are Fetched Again"),
                           N_ ("They were lost, and their address is known."), FALSE },
  [SHEAF_LOSS_OLD_TEXT] = { N_ ("Texts from the Backup"),
                            N_ ("As the newest backup had them, which may be older."), TRUE },
  [SHEAF_LOSS_FROM_BACKUP] = { N_ ("Articles from the Backup"),
                               N_ ("As the newest backup had them, which may be older."), TRUE },
  [SHEAF_LOSS_FACTS]
  = { N_ ("Titles Made Anew"), N_ ("The texts are kept; title, site and dates were lost."), TRUE },
  [SHEAF_LOSS_PICTURES]
  = { N_ ("Lost Pictures"), N_ ("They are fetched again where their address still works."), FALSE },
};

static const SheafLossKind order[]
    = { SHEAF_LOSS_ARTICLE,     SHEAF_LOSS_TEXT,  SHEAF_LOSS_REFETCH, SHEAF_LOSS_OLD_TEXT,
        SHEAF_LOSS_FROM_BACKUP, SHEAF_LOSS_FACTS, SHEAF_LOSS_PICTURES };

static guint
count (const SheafRepair *repair, SheafLossKind kind)
{
  guint n = 0;

  for (guint i = 0; i < repair->losses->len; i++)
    n += ((SheafLoss *)repair->losses->pdata[i])->kind == kind;

  return n;
}

char *
sheaf_repair_dup_summary (const SheafRepair *repair)
{
  guint n = (guint)repair->articles, lost = count (repair, SHEAF_LOSS_ARTICLE);
  guint texts = count (repair, SHEAF_LOSS_TEXT) + count (repair, SHEAF_LOSS_REFETCH);
  g_autofree char *kept = g_strdup_printf (
      ngettext ("The library was damaged and is repaired. %'u article is in it.",
                "The library was damaged and is repaired. %'u articles are in it.", n),
      n);
  g_autofree char *rest = NULL;

  if (lost + texts == 0)
    rest = g_strdup (repair->losses->len == 0 ? _ ("Nothing was lost.") : _ ("No text was lost."));
  else if (lost == 0)
    rest = g_strdup_printf (ngettext ("%'u text was lost.", "%'u texts were lost.", texts), texts);
  else
    rest = g_strdup_printf (ngettext ("%'u article or text was lost.",
                                      "%'u articles or texts were lost.", lost + texts),
                            lost + texts);

  return g_strdup_printf ("%s %s", kept, rest);
}

/* --- Fetching again --- */

static void
fetch_cb (GtkWidget *button, SheafStore *store)
{
  const GArray *ids = g_object_get_data (G_OBJECT (button), "ids");
  g_autoptr (SheafEdit) edit
      = sheaf_edit_new_retry ((const gint64 *)(gconstpointer)ids->data, ids->len);

  sheaf_store_apply_async (store, edit, NULL, NULL, NULL);
  gtk_widget_set_sensitive (button, FALSE);
  gtk_button_set_label (GTK_BUTTON (button), _ ("Being Fetched"));
}

static GtkWidget *
new_fetch_button (SheafStore *store, const char *label, const GArray *ids)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "ids", g_array_copy ((GArray *)ids),
                          (GDestroyNotify)g_array_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (fetch_cb), store, 0);

  return button;
}

/* --- Rows --- */

static GtkWidget *
new_loss_row (const SheafLoss *loss, SheafStore *store, gboolean fetch)
{
  g_autofree char *number = g_strdup_printf ("#%" G_GINT64_FORMAT, loss->id);
  GtkWidget *row
      = sheaf_preferences_row_new (loss->title != NULL ? loss->title : number, loss->url);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  if (fetch && loss->url != NULL)
    {
      g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (gint64));

      g_array_append_val (one, loss->id);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 new_fetch_button (store, _ ("Fetch Again"), one));
    }

  return row;
}

static void
add_kind (AdwPreferencesPage *page, SheafStore *store, SheafLossKind kind)
{
  const SheafRepair *repair = sheaf_store_get_repair (store);
  guint n = count (repair, kind), shown = 0;
  GtkWidget *group;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (n == 0)
    return;
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (kinds[kind].title));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ (kinds[kind].text));
  for (guint i = 0; i < repair->losses->len; i++)
    {
      const SheafLoss *loss = repair->losses->pdata[i];

      if (loss->kind != kind)
        continue;
      if (kinds[kind].fetch && loss->url != NULL)
        g_array_append_val (ids, loss->id);
      if (shown++ < SHOWN)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                   new_loss_row (loss, store, kinds[kind].fetch));
    }
  if (n > SHOWN)
    {
      /* Translators: under a list of articles or texts */
      g_autofree char *rest
          = g_strdup_printf (ngettext ("And %'u more", "And %'u more", n - SHOWN), n - SHOWN);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 sheaf_preferences_row_new (rest, NULL));
    }
  if (ids->len > 1)
    {
      GtkWidget *all = new_fetch_button (store, _ ("Fetch All Again"), ids);

      gtk_widget_add_css_class (all, "flat");
      adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), all);
    }
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
}

static void
add_path (GtkWidget *group, const char *title, const char *path)
{
  g_autofree char *shown = path != NULL ? g_filename_display_name (path) : NULL;
  GtkWidget *row;

  if (path == NULL)
    return;
  row = sheaf_preferences_row_new (title, shown);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

void
sheaf_repair_dialog_show (GtkWindow *parent, SheafStore *store)
{
  const SheafRepair *repair = sheaf_store_get_repair (store);
  GtkWidget *window
      = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "title", _ ("Repaired Library"), "transient-for",
                      parent, "modal", TRUE, "destroy-with-parent", TRUE, "search-enabled", FALSE,
                      "default-width", 600, "default-height", 560, "width-request", 360, NULL);
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *summary = sheaf_repair_dup_summary (repair);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), summary);
  add_path (group, _ ("The damaged one was set aside"), repair->set_aside);
  add_path (group, _ ("This backup was consulted"), repair->backup);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    add_kind (page, store, order[i]);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
}

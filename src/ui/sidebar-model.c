/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every update makes the row of lines anew, from objects that are there where they can be, and
 * tells of the stretch that differs. */

#include "ui/sidebar-model.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SheafSidebarModel
{
  GObject parent_instance;

  GPtrArray *lines;        /* of SheafSidebarItem */
  GHashTable *by_key;      /* key -> SheafSidebarItem, of all that are in LINES */
  GHashTable *list_counts; /* id -> count */
  GHashTable *folded;      /* keys of tags */
  gboolean flat;
};

static const struct
{
  SheafPlace place;
  const char *title;
  const char *icon;
} places[] = {
  { SHEAF_PLACE_UNREAD, NC_ ("place", "Unread"), "sheaf-inbox-symbolic" },
  { SHEAF_PLACE_STARRED, NC_ ("place", "Starred"), "starred-symbolic" },
  { SHEAF_PLACE_ARCHIVE, NC_ ("place", "Archive"), "sheaf-archive-symbolic" },
  { SHEAF_PLACE_ALL, NC_ ("place", "All"), "view-list-symbolic" },
  { SHEAF_PLACE_TRASH, NC_ ("place", "Trash"), "user-trash-symbolic" },
};

/* --- GListModel --- */

static GType
get_item_type (GListModel *model)
{
  return SHEAF_TYPE_SIDEBAR_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return SHEAF_SIDEBAR_MODEL (model)->lines->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *lines = SHEAF_SIDEBAR_MODEL (model)->lines;

  return position < lines->len ? g_object_ref (lines->pdata[position]) : NULL;
}

static void
init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SheafSidebarModel,
                               sheaf_sidebar_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model))

/* --- Lines --- */

static GPtrArray *
new_lines (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
add (SheafSidebarModel *self, GPtrArray *lines, const char *key, const SheafSidebarFacts *facts)
{
  SheafSidebarItem *item = g_hash_table_lookup (self->by_key, key);

  if (item != NULL)
    g_object_ref (item);
  else
    item = sheaf_sidebar_item_new (key);
  sheaf_sidebar_item_set_facts (item, facts);
  g_ptr_array_add (lines, item);
}

static guint
count_place (const SheafSidebarCounts *counts, SheafPlace place)
{
  if (counts == NULL)
    return 0;

  return place == SHEAF_PLACE_UNREAD    ? counts->unread
         : place == SHEAF_PLACE_STARRED ? counts->starred_unread
                                        : 0;
}

static void
add_places (SheafSidebarModel *self, const SheafSidebarCounts *counts, GPtrArray *lines)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      char key[16];

      g_snprintf (key, sizeof key, "place:%d", (int)places[i].place);
      add (self, lines, key,
           &(SheafSidebarFacts){
               .kind = SHEAF_SIDEBAR_PLACE,
               .title = g_dpgettext2 (NULL, "place", places[i].title),
               .icon_name = places[i].icon,
               .place = places[i].place,
               .count = count_place (counts, places[i].place),
           });
    }
}

static void
add_lists (SheafSidebarModel *self, const GPtrArray *lists, GPtrArray *lines)
{
  if (lists == NULL || lists->len == 0)
    return;
  add (self, lines, "heading:lists",
       &(SheafSidebarFacts){ .kind = SHEAF_SIDEBAR_HEADING, .title = _ ("Smart Lists") });
  for (guint i = 0; i < lists->len; i++)
    {
      const SheafSmartList *list = lists->pdata[i];
      g_autofree char *key = g_strdup_printf ("list:%" G_GINT64_FORMAT, list->id);

      add (self, lines, key,
           &(SheafSidebarFacts){
               .kind = SHEAF_SIDEBAR_LIST,
               .title = list->name,
               .icon_name = list->symbol != NULL ? list->symbol : "system-search-symbolic",
               .id = list->id,
               .query = list->query,
               .count = GPOINTER_TO_UINT (g_hash_table_lookup (self->list_counts, &list->id)),
           });
    }
}

static const char *
get_last_part (const char *name)
{
  const char *slash = strrchr (name, '/');

  return slash != NULL ? slash + 1 : name;
}

static gboolean
is_parent (const SheafSidebarCounts *counts, guint i)
{
  return i + 1 < counts->tags->len
         && ((SheafTagCount *)counts->tags->pdata[i + 1])->parent == counts->tags->pdata[i];
}

static void
add_tags (SheafSidebarModel *self, const SheafSidebarCounts *counts, GPtrArray *lines)
{
  guint hidden_from = G_MAXUINT; /* depth of what stands under a folded tag */

  if (counts == NULL || counts->tags->len == 0)
    return;
  add (self, lines, "heading:tags",
       &(SheafSidebarFacts){ .kind = SHEAF_SIDEBAR_HEADING, .title = _ ("Tags") });
  for (guint i = 0; i < counts->tags->len; i++)
    {
      const SheafTagCount *tag = counts->tags->pdata[i];
      gboolean folded = g_hash_table_contains (self->folded, tag->key);
      g_autofree char *key = NULL;

      if (tag->depth >= hidden_from)
        continue;
      hidden_from = folded ? tag->depth + 1 : G_MAXUINT;
      key = g_strconcat ("tag:", tag->key, NULL);
      add (self, lines, key,
           &(SheafSidebarFacts){
               .kind = SHEAF_SIDEBAR_TAG,
               .title = get_last_part (tag->name),
               .path = tag->name,
               .id = tag->id,
               .count = tag->all_unread,
               .color = tag->color,
               .depth = tag->depth,
               .parent = is_parent (counts, i),
               .open = !folded,
           });
    }
}

static void
add_flat_tags (SheafSidebarModel *self, const SheafSidebarCounts *counts, GPtrArray *lines)
{
  for (guint i = 0; counts != NULL && i < counts->tags->len; i++)
    {
      const SheafTagCount *tag = counts->tags->pdata[i];

      if (tag->id != 0)
        add (self, lines, tag->key,
             &(SheafSidebarFacts){
                 .kind = SHEAF_SIDEBAR_TAG,
                 .title = tag->name,
                 .path = tag->name,
                 .id = tag->id,
                 .count = tag->total,
                 .color = tag->color,
             });
    }
}

static void
index_lines (SheafSidebarModel *self)
{
  g_hash_table_remove_all (self->by_key);
  for (guint i = 0; i < self->lines->len; i++)
    g_hash_table_insert (self->by_key, (gpointer)sheaf_sidebar_item_get_key (self->lines->pdata[i]),
                         self->lines->pdata[i]);
}

/* The stretch between what both begin and end with. */
static void
replace (SheafSidebarModel *self, GPtrArray *lines)
{
  g_autoptr (GPtrArray) before = self->lines;
  guint least = MIN (before->len, lines->len), start = 0, end = 0;

  while (start < least && before->pdata[start] == lines->pdata[start])
    start++;
  while (end < least - start
         && before->pdata[before->len - 1 - end] == lines->pdata[lines->len - 1 - end])
    end++;
  self->lines = lines;
  index_lines (self);
  if (before->len - start - end > 0 || lines->len - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, before->len - start - end,
                                lines->len - start - end);
}

void
sheaf_sidebar_model_update (SheafSidebarModel *self,
                            const SheafSidebarCounts *counts,
                            const GPtrArray *lists)
{
  GPtrArray *lines = new_lines ();

  if (self->flat)
    add_flat_tags (self, counts, lines);
  else
    {
      add_places (self, counts, lines);
      add_lists (self, lists, lines);
      add_tags (self, counts, lines);
    }
  replace (self, lines);
}

/* --- Life --- */

static void
sheaf_sidebar_model_finalize (GObject *object)
{
  SheafSidebarModel *self = SHEAF_SIDEBAR_MODEL (object);

  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->lines);
  g_hash_table_unref (self->list_counts);
  g_hash_table_unref (self->folded);
  G_OBJECT_CLASS (sheaf_sidebar_model_parent_class)->finalize (object);
}

static void
sheaf_sidebar_model_class_init (SheafSidebarModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_sidebar_model_finalize;
}

static void
sheaf_sidebar_model_init (SheafSidebarModel *self)
{
  self->lines = new_lines ();
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->list_counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

SheafSidebarModel *
sheaf_sidebar_model_new (void)
{
  SheafSidebarModel *self = g_object_new (SHEAF_TYPE_SIDEBAR_MODEL, NULL);

  add_places (self, NULL, self->lines);
  index_lines (self);

  return self;
}

SheafSidebarModel *
sheaf_sidebar_model_new_flat (void)
{
  SheafSidebarModel *self = g_object_new (SHEAF_TYPE_SIDEBAR_MODEL, NULL);

  self->flat = TRUE;

  return self;
}

void
sheaf_sidebar_model_set_list_count (SheafSidebarModel *self, gint64 id, guint count)
{
  g_hash_table_insert (self->list_counts, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (count));
}

void
sheaf_sidebar_model_set_folded (SheafSidebarModel *self, const char *const *keys)
{
  g_hash_table_remove_all (self->folded);
  for (guint i = 0; keys[i] != NULL; i++)
    g_hash_table_add (self->folded, g_strdup (keys[i]));
}

GStrv
sheaf_sidebar_model_dup_folded (SheafSidebarModel *self)
{
  g_autofree char **keys = (char **)g_hash_table_get_keys_as_array (self->folded, NULL);

  return g_strdupv (keys);
}

void
sheaf_sidebar_model_fold (SheafSidebarModel *self, SheafSidebarItem *item, gboolean folded)
{
  const char *key = sheaf_sidebar_item_get_key (item) + strlen ("tag:");

  if (folded)
    g_hash_table_add (self->folded, g_strdup (key));
  else
    g_hash_table_remove (self->folded, key);
}

guint
sheaf_sidebar_model_find (SheafSidebarModel *self, const char *key)
{
  SheafSidebarItem *item = g_hash_table_lookup (self->by_key, key);
  guint position;

  return item != NULL && g_ptr_array_find (self->lines, item, &position)
             ? position
             : GTK_INVALID_LIST_POSITION;
}

SheafSidebarItem *
sheaf_sidebar_model_find_parent (SheafSidebarModel *self, SheafSidebarItem *item)
{
  const char *key = sheaf_sidebar_item_get_key (item), *slash = strrchr (key, '/');
  g_autofree char *above = slash != NULL ? g_strndup (key, (gsize)(slash - key)) : NULL;

  return above != NULL && g_str_has_prefix (key, "tag:") ? g_hash_table_lookup (self->by_key, above)
                                                         : NULL;
}

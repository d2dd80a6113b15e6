/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a list shows, as an immutable value. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Numbers are kept in settings: add at the end only. */
typedef enum
{
  SHEAF_PLACE_UNREAD, /* inbox, not read to the end */
  SHEAF_PLACE_STARRED,
  SHEAF_PLACE_ARCHIVE,
  SHEAF_PLACE_ALL, /* everything but the trash */
  SHEAF_PLACE_TRASH,
} SheafPlace;

typedef enum
{
  SHEAF_ORDER_NEWEST,
  SHEAF_ORDER_OLDEST,
  SHEAF_ORDER_TITLE,
} SheafOrder;

#define SHEAF_TYPE_QUERY (sheaf_query_get_type ())
typedef struct _SheafQuery SheafQuery;

GType       sheaf_query_get_type (void);
SheafQuery *sheaf_query_new (SheafPlace place);
SheafQuery *sheaf_query_with_tag (const SheafQuery *self,
                                  gint64            tag_id); /* 0: any */
SheafQuery *sheaf_query_with_text (const SheafQuery *self,
                                   const char       *text); /* typed words; NULL or blank: none */
SheafQuery *sheaf_query_with_order (const SheafQuery *self,
                                    SheafOrder        order);
SheafQuery *sheaf_query_ref (SheafQuery *self);
void        sheaf_query_unref (SheafQuery *self);
gboolean    sheaf_query_equal (const SheafQuery *a,
                               const SheafQuery *b);
SheafPlace  sheaf_query_get_place (const SheafQuery *self);
gint64      sheaf_query_get_tag (const SheafQuery *self);
const char *sheaf_query_get_text (const SheafQuery *self); /* (nullable) */
SheafOrder  sheaf_query_get_order (const SheafQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafQuery, sheaf_query_unref)

G_END_DECLS

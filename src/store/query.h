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

/* The rows of sort: in operator.c, in that order. */
typedef enum
{
  SHEAF_ORDER_NEWEST,
  SHEAF_ORDER_OLDEST,
  SHEAF_ORDER_TITLE,
  SHEAF_ORDER_TITLE_BACKWARDS,
  SHEAF_ORDER_PUBLISHED, /* the newest first */
  SHEAF_ORDER_PUBLISHED_BACKWARDS,
  SHEAF_ORDER_SITE,
  SHEAF_ORDER_SITE_BACKWARDS,
  SHEAF_ORDER_LENGTH, /* the shortest first */
  SHEAF_ORDER_LENGTH_BACKWARDS,
  SHEAF_ORDER_PROGRESS, /* what is read furthest first */
  SHEAF_ORDER_PROGRESS_BACKWARDS,
  SHEAF_ORDER_RANDOM,
  SHEAF_ORDER_RELEVANCE, /* without words to look for: the newest first */
} SheafOrder;

#define SHEAF_TYPE_QUERY (sheaf_query_get_type ())
typedef struct _SheafQuery SheafQuery;
typedef struct _SheafExpression SheafExpression;

GType       sheaf_query_get_type (void);
SheafQuery *sheaf_query_new (SheafPlace place);
SheafQuery *sheaf_query_with_tag (const SheafQuery *self,
                                  gint64            tag_id); /* 0: any */
SheafQuery *sheaf_query_with_text (const SheafQuery *self,
                                   const char       *text); /* expression.h; NULL or blank: none */
SheafQuery *sheaf_query_with_order (const SheafQuery *self,
                                    SheafOrder        order);

/* Of the random order: another SEED, another order. Without it, the same text has the same one while the
 * program runs. */
SheafQuery *sheaf_query_with_seed (const SheafQuery *self,
                                   guint             seed);
SheafQuery *sheaf_query_ref (SheafQuery *self);
void        sheaf_query_unref (SheafQuery *self);
gboolean    sheaf_query_equal (const SheafQuery *a,
                               const SheafQuery *b);
SheafPlace  sheaf_query_get_place (const SheafQuery *self);
gint64      sheaf_query_get_tag (const SheafQuery *self);
const char *sheaf_query_get_text (const SheafQuery *self); /* (nullable) */
SheafOrder  sheaf_query_get_order (const SheafQuery *self); /* as it was set */
guint       sheaf_query_get_seed (const SheafQuery *self);

/* What the text says of the order, or else what was set. */
SheafOrder             sheaf_query_get_effective_order (const SheafQuery *self);
const SheafExpression *sheaf_query_get_expression (const SheafQuery *self); /* (nullable) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafQuery, sheaf_query_unref)

G_END_DECLS

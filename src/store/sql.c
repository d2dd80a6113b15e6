/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text and values in step: the n-th value is the parameter ?n. */

#include "store/sql.h"

#include "store/edit-private.h"

#include <string.h>

typedef struct
{
  char *text; /* NULL: a number */
  gint64 number;
} Value;

struct _SheafSql
{
  GString *text;
  GArray *values; /* of Value */
};

static void
clear_value (gpointer data)
{
  g_free (((Value *)data)->text);
}

SheafSql *
sheaf_sql_new (void)
{
  SheafSql *self = g_new0 (SheafSql, 1);

  self->text = g_string_new (NULL);
  self->values = g_array_new (FALSE, FALSE, sizeof (Value));
  g_array_set_clear_func (self->values, clear_value);

  return self;
}

void
sheaf_sql_free (SheafSql *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->values);
  g_free (self);
}

void
sheaf_sql_add (SheafSql *self, const char *part)
{
  g_string_append (self->text, part);
}

static void
add_value (SheafSql *self, const char *part, const Value *value)
{
  g_array_append_vals (self->values, value, 1);
  for (const char *p = part; *p != '\0'; p++)
    if (*p == '@')
      g_string_append_printf (self->text, "?%u", self->values->len);
    else
      g_string_append_c (self->text, *p);
}

void
sheaf_sql_add_text (SheafSql *self, const char *part, const char *value)
{
  Value text = { g_strdup (value), 0 };

  add_value (self, part, &text);
}

void
sheaf_sql_add_number (SheafSql *self, const char *part, gint64 value)
{
  Value number = { NULL, value };

  add_value (self, part, &number);
}

const char *
sheaf_sql_get_text (const SheafSql *self)
{
  return self->text->str;
}

sqlite3_stmt *
sheaf_sql_prepare (const SheafSql *self, SheafDb *db, GError **error)
{
  sqlite3_stmt *stmt = sheaf_db_prepare_once (db, self->text->str, error);

  for (guint i = 0; stmt != NULL && i < self->values->len; i++)
    {
      const Value *value = &g_array_index (self->values, Value, i);

      if (value->text != NULL)
        sheaf_bind_text (stmt, i + 1, value->text);
      else
        sqlite3_bind_int64 (stmt, i + 1, value->number);
    }

  return stmt;
}

gboolean
sheaf_sql_read_ids (const SheafSql *self, SheafDb *db, GArray *ids, GError **error)
{
  sqlite3_stmt *stmt = sheaf_sql_prepare (self, db, error);
  GError *failure = NULL;

  if (stmt == NULL)
    return FALSE;
  while (sheaf_db_step (db, stmt, &failure))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
  sqlite3_finalize (stmt);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

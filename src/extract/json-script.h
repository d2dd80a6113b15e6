/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The JSON in a page's <script>, as templates write it. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* TEXT, LENGTH bytes of it: read without the comment or CDATA marks around it and with raw line ends
 * in its strings. NULL where it is longer than MOST bytes, nested deeper than any article needs
 * (json-glib recurses) or no JSON. (transfer full) (nullable) */
JsonParser *
sheaf_json_script_parse (const char *text, gsize length, gsize most);

/* A member that is a string; NULL: there is none, or it is none. */
const char *
sheaf_json_get_string (JsonObject *object, const char *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Folders that are gone when the program ends. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A path in this run's own folder (below TMPDIR, which should lie on a disk: what is flushed there
 * is measured). (transfer full) */
char *
scratch_path (const char *name);

/* Copies the closed library of folder FROM to folder TO. */
void
scratch_copy_library (const char *from, const char *to);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The shell of the window: three pages side by side, folded by width, and notes at the end.
 *
 *   wide   sidebar | list | reader            + notes beside the reader, or over it
 *   two    list | reader  (back: sidebar | list)
 *   one    one page at a time
 *
 * Children by <child type="sidebar|list|reader|notes">. Widths are remembered by the caller
 * (bind the properties to settings). "layout-changed" says that the outermost pages changed. */
#pragma once

#include <gtk/gtk.h>

typedef enum
{
  SHEAF_SHELL_SIDEBAR,
  SHEAF_SHELL_LIST,
  SHEAF_SHELL_READER,
  SHEAF_SHELL_NOTES,
  SHEAF_SHELL_N_PAGES
} SheafShellPage;

#define SHEAF_TYPE_SHELL (sheaf_shell_get_type ())
G_DECLARE_FINAL_TYPE (SheafShell, sheaf_shell, SHEAF, SHELL, GtkWidget)

int
sheaf_shell_get_columns (SheafShell *self); /* 1, 2, 3 */
SheafShellPage
sheaf_shell_get_first (SheafShell *self); /* leftmost page in sight */
SheafShellPage
sheaf_shell_get_last (SheafShell *self); /* carries the window controls */
void
sheaf_shell_show (SheafShell *self, SheafShellPage page); /* bring it into sight */
void
sheaf_shell_focus (SheafShell *self, SheafShellPage page); /* … and focus it where it was */
void
sheaf_shell_focus_next (SheafShell *self, int step); /* F6 */
gboolean
sheaf_shell_get_notes_over (SheafShell *self); /* do the notes lie over the page? */
gboolean
sheaf_shell_back (SheafShell *self); /* Escape, Alt+Left, button */

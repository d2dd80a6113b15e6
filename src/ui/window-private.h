/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window's struct, for the files that make it up: window.c (panes), window-actions.c (what can be done with
 * articles), window-keys.c (single keys), window-paste.c (what is dropped or pasted), window-find.c
 * (find in the article, its outline), window-lists.c (smart lists and tags), window-preferences.c (preferences, the
 * health of the library), window-marks.c (highlights), window-links.c (links), window-pictures.c (the viewer of
 * pictures), window-correct.c (what is part of an article), window-others.c (the windows beside it). */
#pragma once

#include "ui/article-pane.h"
#include "ui/notes-pane.h"
#include "ui/notice-bar.h"
#include "ui/reader.h"
#include "ui/shell.h"
#include "ui/sidebar.h"
#include "ui/spell-check.h"
#include "ui/undo-stack.h"
#include "ui/window.h"

G_BEGIN_DECLS

typedef struct _SheafWindowMarks SheafWindowMarks;
typedef struct _SheafWindowLinks SheafWindowLinks;
typedef struct _SheafWindowAloud SheafWindowAloud;
typedef struct _SheafWindowEnd SheafWindowEnd;

struct _SheafWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay  *toasts;
  GtkOverlay       *cover; /* over all of it */
  GtkBox           *notices; /* the bars come at its end */
  GtkStack         *stack;
  AdwStatusPage    *problem;
  GtkWidget        *opening; /* what is said when it takes long */
  GtkWidget        *first_address;
  GtkWidget        *first_problem;
  SheafShell       *shell;
  SheafSidebar     *sidebar;
  SheafArticlePane *list;
  SheafReader      *reader;
  SheafNotesPane   *notes;
  GtkWidget        *add;
  GtkWidget        *outline; /* that beside the notes */

  SheafNoticeBar     *backup_bar; /* (nullable) */
  GSettings          *settings;
  SheafLibrary       *library; /* (nullable) */
  SheafUndoStack     *undo;
  SheafSpellCheck    *spelling;
  SheafWindowMarks   *marks;
  SheafWindowLinks   *links;
  SheafWindowEnd     *end;
  SheafWindowAloud   *aloud; /* (nullable): there is nothing to speak with */
  GSimpleActionGroup *article_actions;
  GSignalGroup       *article_signals;
  GCancellable       *cancellable;
  guint               late; /* opening: until then nothing is said; 0: it is open, or was said */
  gint64              to_read; /* the article whose page takes the focus once it is there; 0: none */
  guint32             prefix; /* when "g" was pressed, ms of the keyboard's time; 0: it was not */
};

void sheaf_window_init_actions (SheafWindow *self);
void sheaf_window_class_init_actions (GtkWidgetClass *widget_class);
void sheaf_window_update_actions (SheafWindow *self);
void sheaf_window_class_init_others (GtkWidgetClass *widget_class);
void sheaf_window_class_init_print (GtkWidgetClass *widget_class); /* window-print.c */
void sheaf_window_update_print (SheafWindow *self);
void sheaf_window_init_keys (SheafWindow *self);
void sheaf_window_init_paste (SheafWindow *self);
void sheaf_window_init_preferences (SheafWindow *self);
void sheaf_window_watch_health (SheafWindow *self); /* once there is a library */
void sheaf_window_start_receiving (SheafWindow *self); /* window-receive.c; likewise */
void sheaf_window_init_find (SheafWindow *self);
void sheaf_window_paste (SheafWindow *self);
void sheaf_window_init_lists (SheafWindow *self);

void sheaf_window_init_correct (SheafWindow *self); /* window-correct.c */
void sheaf_window_take_correct (SheafWindow       *self,
                                const SheafLoaded *loaded); /* (nullable): no article is shown */

/* window-always.c: asks; takes back what was done last, or does again what was taken back last, where it was that (else
 * FALSE); something else is done now, or (UNDONE) the store has taken back what the rule did. */
void sheaf_window_ask_always (SheafWindow   *self,
                              gint64         id,
                              const char    *url,
                              const char    *text,
                              SheafDocument *document); /* without TEXT */
gboolean sheaf_window_take_back_always (SheafWindow *self);
gboolean sheaf_window_redo_always (SheafWindow *self);
void     sheaf_window_forget_always (SheafWindow *self,
                                     gboolean     undone);

void sheaf_window_init_caret (SheafWindow *self); /* window-caret.c; once there are settings */
void sheaf_window_init_end (SheafWindow *self); /* window-end.c: what goes on from an article */
void sheaf_window_finalize_end (SheafWindow *self);

/* Those of MARKS (of SheafMark) without a place stand there; ATTACHING: one whose new place is waited for, or 0. */
void sheaf_window_show_lost (SheafWindow *self,
                             GPtrArray   *marks,
                             gint64       attaching);
void sheaf_window_init_links (SheafWindow *self);
void sheaf_window_finalize_links (SheafWindow *self);
void sheaf_window_init_hand_over (SheafWindow *self); /* window-hand-over.c: what is selected, elsewhere */
void sheaf_window_add_hand_over (SheafWindow *self,
                                 GMenu       *menu); /* what can be done with it */
void sheaf_window_init_footnotes (SheafWindow *self); /* window-footnotes.c: notes beside their references */
void sheaf_window_init_pictures (SheafWindow *self);
void sheaf_window_init_notes (SheafWindow *self); /* window-notes.c */
void sheaf_window_init_outline (SheafWindow *self); /* window-outline.c; when there are settings */
void sheaf_window_update_outline (SheafWindow *self); /* the reader shows something else */
gboolean sheaf_window_focus_outline (SheafWindow *self); /* FALSE: it does not stand beside the page */
void sheaf_window_init_marks (SheafWindow *self);
GtkTextView *sheaf_window_get_mark_editor (SheafWindow *self); /* of notes on highlights */
void sheaf_window_init_spelling (SheafWindow *self); /* window-spelling.c; once there are settings */
void sheaf_window_finalize_marks (SheafWindow *self);
void sheaf_window_flush_marks (SheafWindow *self);
void sheaf_window_take_marks (SheafWindow *self, const SheafLoaded *loaded);
void sheaf_window_drop_marks (SheafWindow *self); /* no article is shown */
gboolean sheaf_window_leave_marks (SheafWindow *self); /* FALSE: their tools are not open */
gboolean sheaf_window_is_attaching (SheafWindow *self); /* a highlight whose new place is waited for */
void sheaf_window_reload_marks (SheafWindow *self, const SheafChange *change);

void sheaf_window_init_aloud (SheafWindow *self); /* once there are settings */
void sheaf_window_finalize_aloud (SheafWindow *self);
void sheaf_window_take_aloud (SheafWindow *self, const SheafLoaded *loaded);
void sheaf_window_leave_aloud (SheafWindow *self); /* another article was chosen, or none */

/* Opens ARTICLE, wherever it is listed, at its highlight MARK (0: where it was left). */
void sheaf_window_show_mark (SheafWindow *self,
                             gint64       article,
                             gint64       mark);

/* After another article was opened: what is searched for is looked for in it. */
void sheaf_window_find_searched (SheafWindow *self);

/* Goes to a place of the sidebar; brings the list into sight. */
void sheaf_window_go (SheafWindow *self,
                      SheafPlace   place);

/* Of a link of ours (base/save-link.h), which was followed. */
void sheaf_window_say_saved_link (SheafWindow *self,
                                  const char  *link);

/* Opens a web address outside; any other one, where it is not a page's. */
void sheaf_window_open_outside (SheafWindow *self,
                                const char  *url);
void sheaf_window_open_any (SheafWindow *self,
                            const char  *url);

/* Brings what was undone into sight; 0: it need not stay there. */
void sheaf_window_select_undone (SheafWindow *self,
                                 gint64       id);

void sheaf_window_change_tags (SheafWindow *self,
                               const char  *add,     /* (nullable) */
                               const char  *remove); /* (nullable) */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading aloud: goes through the sentences of one article after the other, without a widget. What it is given to speak
 * with may be anything that is a SheafVoice. A pause stops the voice; the sentence is begun again after it. Main thread. */
#pragma once

#include "ui/aloud-text.h"
#include "ui/voice.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_ALOUD (sheaf_aloud_get_type ())
G_DECLARE_FINAL_TYPE (SheafAloud, sheaf_aloud, SHEAF, ALOUD, GObject)

typedef enum
{
  SHEAF_ALOUD_STOPPED,
  SHEAF_ALOUD_PLAYING, /* also while the voice is being opened, and between two articles */
  SHEAF_ALOUD_PAUSED,
  SHEAF_ALOUD_NO_SERVICE, /* the last three: it stands where it was; play tries again */
  SHEAF_ALOUD_NO_VOICE,
  SHEAF_ALOUD_FAILED,
} SheafAloudState;

#define SHEAF_ALOUD_LEAST_SPEED .5
#define SHEAF_ALOUD_MOST_SPEED 3.
#define SHEAF_ALOUD_TITLE G_MAXUINT /* where the title is being said */

/* Signals: "changed": state, article, speed or voice are others; "sentence": another is said, or none;
 * "finished": the article was read to its end; give the next one, or stop. */

/* VOICE (transfer full) is opened when it is first needed. */
SheafAloud *sheaf_aloud_new (SheafVoice *voice);

/* What is read, from the sentence at OFFSET; SHEAF_ALOUD_TITLE: from the title. What was being said ends. ID is handed
 * back; LANG, AUTHOR (nullable). */
void sheaf_aloud_set_article (SheafAloud    *self,
                              gint64         id,
                              const char    *title,
                              const char    *author,
                              const char    *lang,
                              SheafDocument *document,
                              guint          offset);

void sheaf_aloud_play (SheafAloud *self);
void sheaf_aloud_pause (SheafAloud *self);
void sheaf_aloud_stop (SheafAloud *self); /* forgets the article */

/* STEP 1 or -1; at the beginning it begins anew, after the end it is finished. */
void sheaf_aloud_step_sentence (SheafAloud *self,
                                int         step);
void sheaf_aloud_step_paragraph (SheafAloud *self,
                                 int         step);

/* What is being said is begun anew with them. */
void   sheaf_aloud_set_speed (SheafAloud *self,
                              double      speed);
double sheaf_aloud_get_speed (SheafAloud *self);

/* How many milliseconds 32 characters may take before the sentence has failed; as many again for a short one. */
void sheaf_aloud_set_patience (SheafAloud *self,
                               guint       ms);

/* Of all that is in LANG; NAME NULL: the service's own choice. */
void        sheaf_aloud_set_voice (SheafAloud *self,
                                   const char *lang,
                                   const char *name);
const char *sheaf_aloud_get_voice (SheafAloud *self,
                                   const char *lang); /* (nullable) */
GStrv       sheaf_aloud_list_voices (SheafAloud *self,
                                     const char *lang); /* (transfer full) (nullable) */

/* Is it DOCUMENT, or one that is equal, what is read? */
gboolean sheaf_aloud_has_document (SheafAloud          *self,
                                   const SheafDocument *document);

SheafAloudState sheaf_aloud_get_state (SheafAloud *self);
gint64          sheaf_aloud_get_id (SheafAloud *self); /* 0: no article */
const char     *sheaf_aloud_get_title (SheafAloud *self);  /* (nullable) */
const char     *sheaf_aloud_get_author (SheafAloud *self); /* (nullable) */
const char     *sheaf_aloud_get_lang (SheafAloud *self);   /* of what is said (nullable) */

/* What is said now. FALSE: nothing. START is SHEAF_ALOUD_TITLE for the title. */
gboolean sheaf_aloud_get_sentence (SheafAloud *self,
                                   guint      *start,
                                   guint      *end);

G_END_DECLS

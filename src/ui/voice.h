/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Something that says texts aloud, as a table of functions: the desktop's speech service, or what a test gives.
 * Main thread; none of the functions blocks, and what became of it is told later, on the main thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_VOICE_READY,      /* opened: it can be spoken with */
  SHEAF_VOICE_LISTED,     /* the voices can be listed */
  SHEAF_VOICE_NO_SERVICE, /* there is nothing to speak with, or it went away */
  SHEAF_VOICE_NO_VOICE,   /* ID: nothing speaks its language */
  SHEAF_VOICE_ENDED,      /* ID was said to its end */
  SHEAF_VOICE_FAILED,     /* ID could not be said */
} SheafVoiceEvent;

/* ID: as it was given to say; 0 for the first three. */
typedef void (*SheafVoiceFunc) (guint           id,
                                SheafVoiceEvent event,
                                gpointer        data);

typedef struct
{
  guint       id;   /* never 0, never twice */
  const char *text; /* valid during the call */
  const char *lang; /* BCP 47 (nullable): the service's own choice */
  const char *name; /* of the voice (nullable): the service's own choice */
  double      speed; /* 1: as the voice speaks by itself */
} SheafSaying;

typedef struct _SheafVoice SheafVoice;
struct _SheafVoice
{
  void (*open) (SheafVoice *self, SheafVoiceFunc func, gpointer data);
  void (*say) (SheafVoice *self, const SheafSaying *saying); /* one at a time */
  void (*stop) (SheafVoice *self);                           /* nothing more is told of what was being said */

  /* Names of the voices that speak LANG, best first; NULL: not known yet. (transfer full) */
  GStrv (*list) (SheafVoice *self, const char *lang);
  void  (*free) (SheafVoice *self);
};

/* Does one of two languages hold the other: "de" and "de-AT"; case and "_" do not matter. */
gboolean sheaf_voice_language_matches (const char *a,
                                       const char *b);

/* The desktop's speech service, not opened yet; NULL where Sheaf was built without. (transfer full) */
SheafVoice *sheaf_voice_speechd_new (void);

G_END_DECLS

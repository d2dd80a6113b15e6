/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The place is a block and a sentence of it; only that block is split, so that a long article
 * begins as fast as a short one. Block -1 is the title. */

#include "ui/aloud.h"

#define TITLE -1
#define PATIENCE_MS 10000
#define SLOW_CHARACTERS 32 /* what no voice takes that long for */

struct _SheafAloud
{
  GObject parent_instance;

  SheafVoice *voice;
  SheafAloudState state;
  gboolean opened, opening;
  guint saying;            /* ID, 0: nothing */
  guint patience, waiting; /* ms; the timer */
  guint last_id;
  double speed;
  GHashTable *names; /* language -> voice */

  gint64 id;
  char *title, *author, *lang; /* (nullable) */
  SheafDocument *document;     /* (nullable) */
  int block;
  guint index;
  GPtrArray
      *sentences; /* of the block, never empty while there is an article with something to say */
};

G_DEFINE_FINAL_TYPE (SheafAloud, sheaf_aloud, G_TYPE_OBJECT)

enum
{
  CHANGED,
  SENTENCE,
  FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
say (SheafAloud *self);

static void
set_state (SheafAloud *self, SheafAloudState state)
{
  if (state == self->state)
    return;
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
hush (SheafAloud *self)
{
  g_clear_handle_id (&self->waiting, g_source_remove);
  if (self->saying != 0)
    self->voice->stop (self->voice);
  self->saying = 0;
}

/* --- The place --- */

static int
count_blocks (SheafAloud *self)
{
  gsize n = 0;

  if (self->document != NULL)
    sheaf_document_get_blocks (self->document, &n);

  return (int)n;
}

static GPtrArray *
split (SheafAloud *self, int block)
{
  return block == TITLE ? sheaf_aloud_text_split_title (self->title)
                        : sheaf_aloud_text_split (self->document, (guint)block, self->lang);
}

/* To the first block from BLOCK on, by STEP, of which something is said; FALSE: there is none, the
 * place stays. */
static gboolean
go_to_block (SheafAloud *self, int block, int step)
{
  for (; block >= TITLE && block < count_blocks (self); block += step)
    {
      g_autoptr (GPtrArray) sentences = split (self, block);

      if (sentences->len == 0)
        continue;
      g_clear_pointer (&self->sentences, g_ptr_array_unref);
      self->sentences = g_steal_pointer (&sentences);
      self->block = block;
      self->index = 0;
      return TRUE;
    }

  return FALSE;
}

static void
finish (SheafAloud *self)
{
  g_clear_pointer (&self->sentences, g_ptr_array_unref);
  g_signal_emit (self, signals[SENTENCE], 0);
  g_signal_emit (self, signals[FINISHED], 0);
}

static void
say_from_here (SheafAloud *self)
{
  g_signal_emit (self, signals[SENTENCE], 0);
  if (self->state == SHEAF_ALOUD_PLAYING)
    say (self);
}

static void
go_on (SheafAloud *self)
{
  if (self->sentences == NULL)
    return;
  if (++self->index >= self->sentences->len && !go_to_block (self, self->block + 1, 1))
    finish (self);
  else
    say_from_here (self);
}

/* --- The voice --- */

static void
heard_cb (guint id, SheafVoiceEvent event, gpointer data)
{
  g_autoptr (SheafAloud) self = g_object_ref (data);

  if (id != 0 && id != self->saying)
    return; /* of a sentence that was left */
  if (id != 0 || event == SHEAF_VOICE_NO_SERVICE)
    {
      g_clear_handle_id (&self->waiting, g_source_remove);
      self->saying = 0;
    }
  switch (event)
    {
    case SHEAF_VOICE_READY:
      self->opened = TRUE;
      self->opening = FALSE;
      g_signal_emit (self, signals[CHANGED], 0);
      if (self->state == SHEAF_ALOUD_PLAYING && self->saying == 0)
        say (self);
      break;
    case SHEAF_VOICE_LISTED:
      g_signal_emit (self, signals[CHANGED], 0);
      break;
    case SHEAF_VOICE_NO_SERVICE:
      self->opened = self->opening = FALSE;
      if (self->state != SHEAF_ALOUD_STOPPED)
        set_state (self, SHEAF_ALOUD_NO_SERVICE);
      break;
    case SHEAF_VOICE_NO_VOICE:
      set_state (self, SHEAF_ALOUD_NO_VOICE);
      break;
    case SHEAF_VOICE_FAILED:
      set_state (self, SHEAF_ALOUD_FAILED);
      break;
    case SHEAF_VOICE_ENDED:
      go_on (self);
      break;
    }
}

/* A service that goes away may never tell how it ended. */
static gboolean
silent_cb (gpointer data)
{
  SheafAloud *self = data;

  self->waiting = 0;
  hush (self);
  set_state (self, SHEAF_ALOUD_FAILED);

  return G_SOURCE_REMOVE;
}

static void
wait_for_end (SheafAloud *self, glong characters)
{
  double parts = 1 + (double)characters / SLOW_CHARACTERS / self->speed;

  g_clear_handle_id (&self->waiting, g_source_remove);
  self->waiting = g_timeout_add ((guint)(self->patience * parts), silent_cb, self);
}

static void
say (SheafAloud *self)
{
  const char *lang = sheaf_aloud_get_lang (self);
  SheafSentence *sentence;

  if (!self->opened)
    {
      if (!self->opening)
        {
          self->opening = TRUE;
          self->voice->open (self->voice, heard_cb, self);
        }
      return;
    }
  if (self->sentences == NULL)
    return;
  hush (self);
  sentence = self->sentences->pdata[self->index];
  self->saying = ++self->last_id;
  self->voice->say (
      self->voice, &(SheafSaying){ .id = self->saying,
                                   .text = sentence->text,
                                   .lang = lang,
                                   .name = lang != NULL ? sheaf_aloud_get_voice (self, lang) : NULL,
                                   .speed = self->speed });
  if (self->saying != 0) /* it was not refused at once */
    wait_for_end (self, g_utf8_strlen (sentence->text, -1));
}

/* --- What is done with it --- */

static guint
find_sentence (GPtrArray *sentences, guint offset)
{
  guint i = 0;

  while (i + 1 < sentences->len && ((SheafSentence *)sentences->pdata[i + 1])->start <= offset)
    i++;

  return i;
}

static void
forget (SheafAloud *self)
{
  hush (self);
  g_clear_pointer (&self->sentences, g_ptr_array_unref);
  g_clear_pointer (&self->document, sheaf_document_unref);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->lang, g_free);
  self->id = 0;
}

void
sheaf_aloud_set_article (SheafAloud *self,
                         gint64 id,
                         const char *title,
                         const char *author,
                         const char *lang,
                         SheafDocument *document,
                         guint offset)
{
  int block;

  g_return_if_fail (SHEAF_IS_ALOUD (self));

  forget (self);
  self->id = id;
  self->title = g_strdup (title);
  self->author = g_strdup (author);
  self->lang = g_strdup (lang);
  self->document = sheaf_document_ref (document);
  block = offset == SHEAF_ALOUD_TITLE ? TITLE : sheaf_document_find_block (document, offset);
  if (go_to_block (self, block, 1) && self->block == block && block != TITLE)
    self->index = find_sentence (self->sentences, offset);
  g_signal_emit (self, signals[CHANGED], 0);
  say_from_here (self);
}

void
sheaf_aloud_play (SheafAloud *self)
{
  if (self->id == 0 || self->state == SHEAF_ALOUD_PLAYING)
    return;
  set_state (self, SHEAF_ALOUD_PLAYING);
  if (self->sentences == NULL) /* nothing of it is said from there */
    finish (self);
  else
    say_from_here (self);
}

void
sheaf_aloud_pause (SheafAloud *self)
{
  if (self->state != SHEAF_ALOUD_PLAYING)
    return;
  hush (self);
  set_state (self, SHEAF_ALOUD_PAUSED);
}

void
sheaf_aloud_stop (SheafAloud *self)
{
  if (self->id == 0)
    return;
  forget (self);
  set_state (self, SHEAF_ALOUD_STOPPED);
  g_signal_emit (self, signals[SENTENCE], 0);
}

void
sheaf_aloud_step_sentence (SheafAloud *self, int step)
{
  if (self->sentences == NULL)
    return;
  hush (self);
  if (step > 0)
    {
      go_on (self);
      return;
    }
  if (self->index > 0)
    self->index--;
  else if (go_to_block (self, self->block - 1, -1))
    self->index = self->sentences->len - 1;
  say_from_here (self);
}

static int
get_paragraph (SheafAloud *self, int block)
{
  return block < 0 || block >= count_blocks (self)
             ? block
             : (int)sheaf_aloud_text_get_paragraph (self->document, (guint)block);
}

void
sheaf_aloud_step_paragraph (SheafAloud *self, int step)
{
  int here, there;

  if (self->sentences == NULL)
    return;
  hush (self);
  here = get_paragraph (self, self->block);
  if (step > 0)
    {
      for (there = self->block + 1; there < count_blocks (self);)
        if (get_paragraph (self, there) == here)
          there++;
        else
          break;
      if (!go_to_block (self, there, 1))
        {
          finish (self);
          return;
        }
    }
  else if (go_to_block (self, MAX (TITLE, here - 1), -1))
    go_to_block (self, get_paragraph (self, self->block), 1);
  self->index = 0;
  say_from_here (self);
}

void
sheaf_aloud_set_speed (SheafAloud *self, double speed)
{
  speed = CLAMP (speed, SHEAF_ALOUD_LEAST_SPEED, SHEAF_ALOUD_MOST_SPEED);
  if (speed == self->speed)
    return;
  self->speed = speed;
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->saying != 0)
    say (self);
}

void
sheaf_aloud_set_patience (SheafAloud *self, guint ms)
{
  self->patience = ms;
}

double
sheaf_aloud_get_speed (SheafAloud *self)
{
  return self->speed;
}

/* (transfer full) */
static char *
dup_primary (const char *lang)
{
  char *primary = g_ascii_strdown (lang, -1);

  g_strdelimit (primary, "-_", '\0');

  return primary;
}

void
sheaf_aloud_set_voice (SheafAloud *self, const char *lang, const char *name)
{
  if (g_strcmp0 (name, sheaf_aloud_get_voice (self, lang)) == 0)
    return;
  if (name != NULL)
    g_hash_table_insert (self->names, dup_primary (lang), g_strdup (name));
  else
    {
      g_autofree char *primary = dup_primary (lang);

      g_hash_table_remove (self->names, primary);
    }
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->saying != 0)
    say (self);
}

const char *
sheaf_aloud_get_voice (SheafAloud *self, const char *lang)
{
  g_autofree char *primary = dup_primary (lang);

  return g_hash_table_lookup (self->names, primary);
}

GStrv
sheaf_aloud_list_voices (SheafAloud *self, const char *lang)
{
  return self->opened ? self->voice->list (self->voice, lang) : NULL;
}

gboolean
sheaf_aloud_has_document (SheafAloud *self, const SheafDocument *document)
{
  return self->document != NULL && sheaf_document_equal (self->document, document);
}

SheafAloudState
sheaf_aloud_get_state (SheafAloud *self)
{
  return self->state;
}

gint64
sheaf_aloud_get_id (SheafAloud *self)
{
  return self->id;
}

const char *
sheaf_aloud_get_title (SheafAloud *self)
{
  return self->title;
}

const char *
sheaf_aloud_get_author (SheafAloud *self)
{
  return self->author;
}

const char *
sheaf_aloud_get_lang (SheafAloud *self)
{
  SheafSentence *sentence = self->sentences != NULL ? self->sentences->pdata[self->index] : NULL;

  return sentence != NULL && sentence->lang != NULL ? sentence->lang : self->lang;
}

gboolean
sheaf_aloud_get_sentence (SheafAloud *self, guint *start, guint *end)
{
  SheafSentence *sentence;

  if (self->sentences == NULL)
    return FALSE;
  sentence = self->sentences->pdata[self->index];
  *start = sentence->start;
  *end = sentence->end;

  return TRUE;
}

/* --- Life --- */

static void
sheaf_aloud_finalize (GObject *object)
{
  SheafAloud *self = SHEAF_ALOUD (object);

  forget (self);
  self->voice->free (self->voice);
  g_hash_table_unref (self->names);
  G_OBJECT_CLASS (sheaf_aloud_parent_class)->finalize (object);
}

static void
sheaf_aloud_class_init (SheafAloudClass *klass)
{
  static const char *const names[N_SIGNALS] = { "changed", "sentence", "finished" };

  G_OBJECT_CLASS (klass)->finalize = sheaf_aloud_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], SHEAF_TYPE_ALOUD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
sheaf_aloud_init (SheafAloud *self)
{
  self->speed = 1;
  self->patience = PATIENCE_MS;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SheafAloud *
sheaf_aloud_new (SheafVoice *voice)
{
  SheafAloud *self = g_object_new (SHEAF_TYPE_ALOUD, NULL);

  self->voice = voice;

  return self;
}

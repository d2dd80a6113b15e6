/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Speech Dispatcher as a voice. Its calls wait for the service, so they run on a worker that owns
 * the connection; what it tells comes on a thread of the library's own, without a word of whom it
 * is for, and is handed to the main thread with the client's number. */

#include "base/worker.h"
#include "ui/voice.h"

#include <libspeechd.h>
#include <stdlib.h>
#include <string.h>

/* Shared with the worker, which alone touches the connection. */
typedef struct
{
  SPDConnection *connection; /* (nullable) */
} Line;

typedef struct
{
  SheafVoice voice;
  SheafWorker *worker, *lister;
  GCancellable *cancellable;
  SheafVoiceFunc func;
  gpointer data;
  GPtrArray *voices; /* (nullable): of Spoken */
  guint client;
  guint saying;  /* ID of what was given last, 0: it was stopped */
  char *lang;    /* (nullable): its language */
  guint message; /* the service's number of it, 0: not known yet */
  GArray *early; /* guint: messages that ended before that */
} Speechd;

typedef struct
{
  char *name, *lang;
} Spoken;

typedef struct
{
  guint client;
  GPtrArray *voices;
} OpenJob;

typedef struct
{
  SheafSaying saying;
  guint message;
} SayJob;

typedef struct
{
  guint client, message;
} Told;

static GPtrArray *living; /* Speechd, not owned; main thread */

static void
spoken_free (gpointer data)
{
  Spoken *self = data;

  g_free (self->name);
  g_free (self->lang);
  g_free (self);
}

static void
open_job_free (gpointer data)
{
  OpenJob *job = data;

  g_clear_pointer (&job->voices, g_ptr_array_unref);
  g_free (job);
}

static void
say_job_free (gpointer data)
{
  SayJob *job = data;

  g_free ((char *)job->saying.text);
  g_free ((char *)job->saying.lang);
  g_free ((char *)job->saying.name);
  g_free (job);
}

/* --- What the service tells --- */

static void
told (Speechd *self, guint message)
{
  if (self->saying == 0)
    return;
  if (self->message == 0)
    g_array_append_val (self->early, message);
  else if (message == self->message)
    {
      guint id = self->saying;

      self->saying = 0;
      self->func (id, SHEAF_VOICE_ENDED, self->data);
    }
}

static gboolean
told_cb (gpointer data)
{
  Told *one = data;

  for (guint i = 0; living != NULL && i < living->len; i++)
    {
      Speechd *self = living->pdata[i];

      if (self->client == one->client)
        {
          told (self, one->message);
          break;
        }
    }

  return G_SOURCE_REMOVE;
}

/* On the library's thread. */
static void
ended_cb (size_t message, size_t client, SPDNotificationType state)
{
  const Told one = { (guint)client, (guint)message };

  g_idle_add_full (G_PRIORITY_DEFAULT, told_cb, g_memdup2 (&one, sizeof one), g_free);
}

/* --- On the worker --- */

static void
hang_up (Line *line)
{
  if (line->connection != NULL)
    spd_close (line->connection);
  line->connection = NULL;
}

static void
line_free (gpointer data)
{
  hang_up (data);
  g_free (data);
}

static gboolean
dial (Line *line)
{
  char *problem = NULL;

  hang_up (line);
  line->connection = spd_open2 ("sheaf", "reader", NULL, SPD_MODE_THREADED, NULL, 1, &problem);
  free (problem);
  if (line->connection == NULL)
    return FALSE;
  line->connection->callback_end = ended_cb;
  spd_set_notification_on (line->connection, SPD_END);
  spd_set_data_mode (line->connection, SPD_DATA_TEXT);
  spd_set_punctuation (line->connection, SPD_PUNCT_NONE);

  return TRUE;
}

static GPtrArray *
list_voices (Line *line)
{
  GPtrArray *voices = g_ptr_array_new_with_free_func (spoken_free);
  SPDVoice **found = spd_list_synthesis_voices (line->connection);

  for (guint i = 0; found != NULL && found[i] != NULL; i++)
    {
      Spoken *spoken;

      /* espeak-ng lists each of its voices a hundred times over, disguised. */
      if (found[i]->variant != NULL && strcmp (found[i]->variant, "none") != 0)
        continue;
      spoken = g_new0 (Spoken, 1);
      spoken->name = g_utf8_make_valid (found[i]->name != NULL ? found[i]->name : "", -1);
      spoken->lang = g_utf8_make_valid (found[i]->language != NULL ? found[i]->language : "", -1);
      g_ptr_array_add (voices, spoken);
    }
  if (found != NULL)
    free_spd_voices (found);

  return voices;
}

static gboolean
open_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Line *line = context;
  OpenJob *job = data;

  if (!dial (line))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no speech service");
      return FALSE;
    }
  job->client = (guint)spd_get_client_id (line->connection);

  return TRUE;
}

/* On a worker and a line of its own: a service may have thousands of voices, which takes seconds on
 * a slow machine, and speaking does not wait for it. */
static gboolean
list_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  OpenJob *job = data;
  Line line = { spd_open ("sheaf", "list", NULL, SPD_MODE_SINGLE) };

  if (line.connection == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no speech service");
      return FALSE;
    }
  job->voices = list_voices (&line);
  hang_up (&line);

  return TRUE;
}

/* The service's scale ends at -100 and 100, where most voices speak half and nearly three times as
 * fast. */
static int
to_rate (double speed)
{
  return (int)(speed < 1 ? (speed - 1) * 200 : (speed - 1) * 50);
}

static gboolean
say_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Line *line = context;
  SayJob *job = data;
  int message = -1;

  if (line->connection != NULL)
    {
      if (job->saying.lang != NULL)
        spd_set_language (line->connection, job->saying.lang);
      if (job->saying.name != NULL)
        spd_set_synthesis_voice (line->connection, job->saying.name);
      spd_set_voice_rate (line->connection, CLAMP (to_rate (job->saying.speed), -100, 100));
      message = spd_say (line->connection, SPD_TEXT, job->saying.text);
    }
  if (message <= 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "not said");
      return FALSE;
    }
  job->message = (guint)message;

  return TRUE;
}

static gboolean
stop_on_worker (gpointer context, gpointer data, GCancellable *cancellable, GError **error)
{
  Line *line = context;

  if (line->connection != NULL)
    spd_cancel (line->connection);

  return TRUE;
}

/* --- The voice --- */

static gboolean
speaks (Speechd *self, const char *lang)
{
  for (guint i = 0; i < self->voices->len; i++)
    if (sheaf_voice_language_matches (((Spoken *)self->voices->pdata[i])->lang, lang))
      return TRUE;

  return self->voices->len == 0; /* a service that lists none may speak all the same */
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  OpenJob *job = sheaf_worker_finish (result, &error);
  Speechd *self = data;
  guint id;

  if (job == NULL)
    return; /* SELF may be gone, or there is no service: that is told otherwise */
  g_clear_pointer (&self->voices, g_ptr_array_unref);
  self->voices = g_steal_pointer (&job->voices);
  self->func (0, SHEAF_VOICE_LISTED, self->data);
  if (self->saying == 0 || self->lang == NULL || speaks (self, self->lang))
    return;
  id = self->saying; /* it was begun before that was known */
  self->voice.stop (&self->voice);
  self->func (id, SHEAF_VOICE_NO_VOICE, self->data);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  OpenJob *job = sheaf_worker_finish (result, &error);
  Speechd *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* SELF is gone */
  if (job == NULL)
    {
      self->func (0, SHEAF_VOICE_NO_SERVICE, self->data);
      return;
    }
  self->client = job->client;
  self->func (0, SHEAF_VOICE_READY, self->data);
  sheaf_worker_push (self->lister, list_on_worker, g_new0 (OpenJob, 1), open_job_free, NULL,
                     self->cancellable, listed_cb, self);
}

static void
speechd_open (SheafVoice *voice, SheafVoiceFunc func, gpointer data)
{
  Speechd *self = (Speechd *)voice;

  self->func = func;
  self->data = data;
  sheaf_worker_push (self->worker, open_on_worker, g_new0 (OpenJob, 1), open_job_free, NULL,
                     self->cancellable, opened_cb, self);
}

static void
said_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  SayJob *job = sheaf_worker_finish (result, &error);
  Speechd *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* SELF may be gone */
  if (job == NULL)
    {
      self->saying = 0;
      self->func (0, SHEAF_VOICE_NO_SERVICE, self->data);
      return;
    }
  if (job->saying.id != self->saying)
    return;
  self->message = job->message;
  for (guint i = 0; i < self->early->len; i++)
    if (g_array_index (self->early, guint, i) == job->message)
      {
        told (self, job->message);
        break;
      }
}

static void
speechd_say (SheafVoice *voice, const SheafSaying *saying)
{
  Speechd *self = (Speechd *)voice;
  SayJob *job;

  self->saying = saying->id;
  self->message = 0;
  g_free (self->lang);
  self->lang = g_strdup (saying->lang);
  g_array_set_size (self->early, 0);
  if (self->voices != NULL && saying->lang != NULL && !speaks (self, saying->lang))
    {
      self->saying = 0;
      self->func (saying->id, SHEAF_VOICE_NO_VOICE, self->data);
      return;
    }
  job = g_new0 (SayJob, 1);
  job->saying = *saying;
  job->saying.text = g_strdup (saying->text);
  job->saying.lang = g_strdup (saying->lang);
  job->saying.name = g_strdup (saying->name);
  sheaf_worker_push (self->worker, say_on_worker, job, say_job_free, NULL, self->cancellable,
                     said_cb, self);
}

static void
speechd_stop (SheafVoice *voice)
{
  Speechd *self = (Speechd *)voice;

  self->saying = 0;
  sheaf_worker_push (self->worker, stop_on_worker, NULL, NULL, NULL, NULL, NULL, NULL);
}

static GStrv
speechd_list (SheafVoice *voice, const char *lang)
{
  Speechd *self = (Speechd *)voice;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (self->voices == NULL)
    return NULL;
  for (guint i = 0; i < self->voices->len; i++)
    {
      Spoken *spoken = self->voices->pdata[i];

      if (sheaf_voice_language_matches (spoken->lang, lang))
        g_strv_builder_add (names, spoken->name);
    }

  return g_strv_builder_end (names);
}

/* Joining the worker may take as long as the service does. */
static gpointer
end_worker (gpointer worker)
{
  sheaf_worker_free (worker);

  return NULL;
}

static void
speechd_free (SheafVoice *voice)
{
  Speechd *self = (Speechd *)voice;

  speechd_stop (voice);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_ptr_array_remove (living, self);
  g_thread_unref (g_thread_new ("voice-end", end_worker, self->worker));
  g_thread_unref (g_thread_new ("voice-end", end_worker, self->lister));
  g_clear_pointer (&self->voices, g_ptr_array_unref);
  g_array_unref (self->early);
  g_free (self->lang);
  g_free (self);
}

SheafVoice *
sheaf_voice_speechd_new (void)
{
  Speechd *self = g_new0 (Speechd, 1);

  self->voice = (SheafVoice){ speechd_open, speechd_say, speechd_stop, speechd_list, speechd_free };
  self->worker = sheaf_worker_new ("voice", g_new0 (Line, 1), line_free);
  self->lister = sheaf_worker_new ("voices", NULL, NULL);
  self->cancellable = g_cancellable_new ();
  self->early = g_array_new (FALSE, FALSE, sizeof (guint));
  if (living == NULL)
    living = g_ptr_array_new ();
  g_ptr_array_add (living, self);

  return &self->voice;
}

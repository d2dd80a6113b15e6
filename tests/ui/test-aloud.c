/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading aloud with a voice that only notes what it is given and ends it when it is told to. */

#include "ui/aloud.h"

#include "../document/build-document.h"

/* --- What is said of a block --- */

static const struct
{
  const char *calls, *said; /* sentences parted by '|' */
} blocks[] = {
  { "p|'One is here. Two is there! Is three?|/", "One is here.|Two is there!|Is three?" },
  { "p|'Dr. Ada met J. Smith in St. Ives. They spoke.|/",
    "Dr. Ada met J. Smith in St. Ives.|They spoke." },
  { "p|'Das gilt z. B. Montags. Sonst nicht.|/", "Das gilt z. B. Montags.|Sonst nicht." },
  { "h2|'A heading without an end|/", "A heading without an end" },
  { "[ul|[li|p|'An item. Its rest.|/|]|]", "An item.|Its rest." },
  { "p|'See https://www.tide.example/a/b?c=d. Then www.bell.example/x, too.|/",
    "See tide.example.|Then bell.example, too." },
  { "p|'So it was|+a #n1|+sup|'1|-|-|'. And so on|+a #n1|'[1]|-|'.|/|p|id n1|'The note.|/",
    "So it was.|And so on." },
  { "p|'Chapter |+a #n1|'3|-|' has it: m|+sup|'2|-|'.|/|p|id n1|'The note.|/",
    "Chapter 3 has it: m2." },
  { "pre:c|'int main;|/", "Code" },
  { "img https://a.example/a.png A bell", "Picture: A bell" },
  { "img https://a.example/a.png", "" },
  { "[fig|cap|'By Ada.|/|]", "By Ada." },
  { "hr|p|'x|/", "" },
  { "p|'***|/", "" },
  { "[tab|row|c|'Hour|c|'Height|/|row|c|'6|c|'2 m|/|]", "Table|Hour, Height" },
  { "p|'\330\247\331\204\330\250\330\255\330\261. \331\207\331\206\330\247\330\237|/",
    "\330\247\331\204\330\250\330\255\330\261.|\331\207\331\206\330\247\330\237" },
  { "p|'\346\275\256\346\261\220\343\200\202\351\220\230\343\200\202|/",
    "\346\275\256\346\261\220\343\200\202|\351\220\230\343\200\202" },
};

static void
test_blocks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      g_autoptr (SheafDocument) document = build_document (blocks[i].calls);
      g_autoptr (GPtrArray) sentences = sheaf_aloud_text_split (document, 0, "en");
      g_autoptr (GString) said = g_string_new (NULL);
      guint from = 0;

      for (guint k = 0; k < sentences->len; k++)
        {
          const SheafSentence *sentence = sentences->pdata[k];

          g_string_append_printf (said, "%s%s", k > 0 ? "|" : "", sentence->text);
          g_assert_cmpuint (sentence->start, >=, from == 0 ? 0 : sentence->start);
          g_assert_cmpuint (sentence->start, <, sentence->end);
          from = sentence->end;
        }
      g_assert_cmpstr (said->str, ==, blocks[i].said);
    }
}

/* What is marked is the sentence as it is written, without the space after it. */
static void
test_ranges (void)
{
  g_autoptr (SheafDocument) document
      = build_document ("p|'\303\234ber es.  Dann|+a #n|+sup|'1|-|-|' das.|/|p|id n|'N.|/");
  g_autoptr (GPtrArray) sentences = sheaf_aloud_text_split (document, 0, "de");
  static const char *const marked[] = { "\303\234ber es.", "Dann1 das." };

  g_assert_cmpuint (sentences->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const SheafSentence *sentence = sentences->pdata[i];
      g_autofree char *text = sheaf_document_dup_range (document, sentence->start, sentence->end);

      g_assert_cmpstr (text, ==, marked[i]);
    }
}

/* --- A voice --- */

typedef struct
{
  SheafVoice voice;
  SheafVoiceFunc func;
  gpointer data;
  GString *heard; /* what was begun, parted by '|' */
  guint id;
  double speed;
  char *lang, *name;
  guint opened, stopped;
  gboolean *freed;
} Mouth;

static void
mouth_open (SheafVoice *voice, SheafVoiceFunc func, gpointer data)
{
  Mouth *self = (Mouth *)voice;

  self->func = func;
  self->data = data;
  self->opened++;
}

static void
mouth_say (SheafVoice *voice, const SheafSaying *saying)
{
  Mouth *self = (Mouth *)voice;

  g_assert_cmpuint (self->id, ==, 0); /* one at a time */
  if (self->heard->len > 0)
    g_string_append_c (self->heard, '|');
  g_string_append (self->heard, saying->text);
  self->id = saying->id;
  self->speed = saying->speed;
  g_free (self->lang);
  g_free (self->name);
  self->lang = g_strdup (saying->lang);
  self->name = g_strdup (saying->name);
}

static void
mouth_stop (SheafVoice *voice)
{
  Mouth *self = (Mouth *)voice;

  self->id = 0;
  self->stopped++;
}

static GStrv
mouth_list (SheafVoice *voice, const char *lang)
{
  return g_strdupv ((char *[]){ (char *)lang, NULL });
}

static void
mouth_free (SheafVoice *voice)
{
  Mouth *self = (Mouth *)voice;

  g_string_free (self->heard, TRUE);
  g_free (self->lang);
  g_free (self->name);
  *self->freed = TRUE;
  g_free (self);
}

static void
tell (Mouth *self, SheafVoiceEvent event)
{
  guint id = self->id;

  self->id = 0;
  self->func (id, event, self->data);
}

static void
end_sentences (Mouth *self, guint n)
{
  for (guint i = 0; i < n; i++)
    tell (self, SHEAF_VOICE_ENDED);
}

/* Compares what was begun since the last time. */
static void
assert_heard (Mouth *self, const char *heard)
{
  g_assert_cmpstr (self->heard->str, ==, heard);
  g_string_set_size (self->heard, 0);
}

/* --- Reading --- */

typedef struct
{
  Mouth *mouth;
  SheafAloud *aloud;
  SheafDocument *document;
  guint finished;
  gboolean freed;
} Reading;

#define ARTICLE                                                                                    \
  "p|'A one. A two.|/|h2|'Head|/|hr|[tab|row|c|'r|c|'s|/|row|c|'t|c|'u|/|]|"                       \
  "pre|'code|/|p|'Z one. Z two.|/"

static void
finished_cb (Reading *self)
{
  self->finished++;
}

static void
begin (Reading *self, guint offset)
{
  self->mouth = g_new0 (Mouth, 1);
  self->mouth->voice = (SheafVoice){ mouth_open, mouth_say, mouth_stop, mouth_list, mouth_free };
  self->mouth->heard = g_string_new (NULL);
  self->mouth->freed = &self->freed;
  self->aloud = sheaf_aloud_new (&self->mouth->voice);
  self->document = build_document (ARTICLE);
  g_signal_connect_swapped (self->aloud, "finished", G_CALLBACK (finished_cb), self);
  sheaf_aloud_set_article (self->aloud, 7, "Title", NULL, "en", self->document, offset);
  sheaf_aloud_play (self->aloud);
  g_assert_cmpuint (self->mouth->opened, ==, 1);
  assert_heard (self->mouth, "");
  self->mouth->func (0, SHEAF_VOICE_READY, self->mouth->data);
}

static void
end (Reading *self)
{
  g_object_unref (self->aloud);
  sheaf_document_unref (self->document);
  g_assert_true (self->freed);
}

static void
test_through (void)
{
  Reading reading = { 0 };
  guint start, last;

  begin (&reading, SHEAF_ALOUD_TITLE);
  g_assert_true (sheaf_aloud_get_sentence (reading.aloud, &start, &last));
  g_assert_cmpuint (start, ==, SHEAF_ALOUD_TITLE);
  end_sentences (reading.mouth, 8);
  assert_heard (reading.mouth, "Title|A one.|A two.|Head|Table|r, s|t, u|Code|Z one.");
  g_assert_cmpuint (reading.finished, ==, 0);
  end_sentences (reading.mouth, 2);
  g_assert_cmpuint (reading.finished, ==, 1);
  g_assert_false (sheaf_aloud_get_sentence (reading.aloud, &start, &last));
  /* The next one is begun by itself. */
  g_assert_cmpint (sheaf_aloud_get_state (reading.aloud), ==, SHEAF_ALOUD_PLAYING);
  assert_heard (reading.mouth, "Z two.");
  sheaf_aloud_set_article (reading.aloud, 8, "Next", NULL, NULL, reading.document,
                           SHEAF_ALOUD_TITLE);
  assert_heard (reading.mouth, "Next");
  end (&reading);
}

static void
test_pause (void)
{
  Reading reading = { 0 };
  guint left;

  begin (&reading, 7); /* in the second sentence */
  assert_heard (reading.mouth, "A two.");
  left = reading.mouth->id;
  sheaf_aloud_pause (reading.aloud);
  g_assert_cmpuint (reading.mouth->stopped, ==, 1);
  reading.mouth->func (left, SHEAF_VOICE_ENDED, reading.mouth->data); /* too late: it stays */
  assert_heard (reading.mouth, "");
  sheaf_aloud_step_sentence (reading.aloud, 1); /* goes there, says nothing */
  assert_heard (reading.mouth, "");
  sheaf_aloud_play (reading.aloud);
  assert_heard (reading.mouth, "Head");
  sheaf_aloud_stop (reading.aloud);
  g_assert_cmpint (sheaf_aloud_get_state (reading.aloud), ==, SHEAF_ALOUD_STOPPED);
  g_assert_cmpint (sheaf_aloud_get_id (reading.aloud), ==, 0);
  sheaf_aloud_play (reading.aloud); /* nothing to play */
  assert_heard (reading.mouth, "");
  end (&reading);
}

static void
test_steps (void)
{
  Reading reading = { 0 };

  begin (&reading, 0);
  for (int i = 0; i < 3; i++)
    sheaf_aloud_step_sentence (reading.aloud, 1);
  assert_heard (reading.mouth, "A one.|A two.|Head|Table");
  sheaf_aloud_step_sentence (reading.aloud, -1);
  sheaf_aloud_step_sentence (reading.aloud, -1);
  sheaf_aloud_step_sentence (reading.aloud, -1);
  sheaf_aloud_step_sentence (reading.aloud, -1);
  sheaf_aloud_step_sentence (reading.aloud, -1); /* again from the beginning */
  assert_heard (reading.mouth, "Head|A two.|A one.|Title|Title");
  for (int i = 0; i < 5; i++)
    sheaf_aloud_step_paragraph (reading.aloud, 1);
  assert_heard (reading.mouth, "A one.|Head|Table|Code|Z one.");
  sheaf_aloud_step_sentence (reading.aloud, 1);
  sheaf_aloud_step_paragraph (reading.aloud, -1);
  sheaf_aloud_step_paragraph (reading.aloud, -1); /* over the table, to its beginning */
  assert_heard (reading.mouth, "Z two.|Code|Table");
  for (int i = 0; i < 3; i++)
    sheaf_aloud_step_paragraph (reading.aloud, 1);
  g_assert_cmpuint (reading.finished, ==, 1);
  end (&reading);
}

/* A service that dies tells nothing: it is not waited for as long as the window is open. */
static void
test_silence (void)
{
  Reading reading = { 0 };

  begin (&reading, 0);
  sheaf_aloud_set_patience (reading.aloud, 1);
  sheaf_aloud_step_sentence (reading.aloud, 1);
  assert_heard (reading.mouth, "A one.|A two.");
  while (sheaf_aloud_get_state (reading.aloud) == SHEAF_ALOUD_PLAYING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (sheaf_aloud_get_state (reading.aloud), ==, SHEAF_ALOUD_FAILED);
  sheaf_aloud_set_patience (reading.aloud, 10000);
  sheaf_aloud_play (reading.aloud);
  assert_heard (reading.mouth, "A two.");
  end (&reading);
}

static void
test_choices (void)
{
  Reading reading = { 0 };

  begin (&reading, 0);
  g_assert_cmpfloat (reading.mouth->speed, ==, 1);
  sheaf_aloud_set_speed (reading.aloud, 2);
  g_assert_cmpfloat (reading.mouth->speed, ==, 2);
  sheaf_aloud_set_speed (reading.aloud, 9);
  g_assert_cmpfloat (reading.mouth->speed, ==, SHEAF_ALOUD_MOST_SPEED);
  assert_heard (reading.mouth, "A one.|A one.|A one.");
  g_assert_null (reading.mouth->name);
  sheaf_aloud_set_voice (reading.aloud, "en-GB", "Ada");
  assert_heard (reading.mouth, "A one.");
  g_assert_cmpstr (reading.mouth->name, ==, "Ada");
  g_assert_cmpstr (reading.mouth->lang, ==, "en");
  sheaf_aloud_set_voice (reading.aloud, "en", NULL);
  g_assert_null (reading.mouth->name);
  end (&reading);
}

static void
test_failing (void)
{
  static const struct
  {
    SheafVoiceEvent event;
    SheafAloudState state;
  } failures[] = {
    { SHEAF_VOICE_NO_SERVICE, SHEAF_ALOUD_NO_SERVICE },
    { SHEAF_VOICE_NO_VOICE, SHEAF_ALOUD_NO_VOICE },
    { SHEAF_VOICE_FAILED, SHEAF_ALOUD_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      Reading reading = { 0 };

      begin (&reading, 0);
      tell (reading.mouth, SHEAF_VOICE_ENDED);
      if (failures[i].event == SHEAF_VOICE_NO_SERVICE)
        {
          reading.mouth->id = 0;
          reading.mouth->func (0, SHEAF_VOICE_NO_SERVICE, reading.mouth->data);
        }
      else
        tell (reading.mouth, failures[i].event);
      g_assert_cmpint (sheaf_aloud_get_state (reading.aloud), ==, failures[i].state);
      assert_heard (reading.mouth, "A one.|A two.");
      sheaf_aloud_play (reading.aloud); /* tries again where it was */
      if (failures[i].event == SHEAF_VOICE_NO_SERVICE)
        {
          g_assert_cmpuint (reading.mouth->opened, ==, 2);
          reading.mouth->func (0, SHEAF_VOICE_READY, reading.mouth->data);
        }
      assert_heard (reading.mouth, "A two.");
      g_assert_cmpint (sheaf_aloud_get_state (reading.aloud), ==, SHEAF_ALOUD_PLAYING);
      end (&reading);
    }
}

static void
test_languages (void)
{
  g_assert_true (sheaf_voice_language_matches ("de", "de-AT"));
  g_assert_true (sheaf_voice_language_matches ("PT_br", "pt"));
  g_assert_false (sheaf_voice_language_matches ("de", "den"));
  g_assert_false (sheaf_voice_language_matches ("", ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/aloud/blocks", test_blocks);
  g_test_add_func ("/ui/aloud/ranges", test_ranges);
  g_test_add_func ("/ui/aloud/through", test_through);
  g_test_add_func ("/ui/aloud/pause", test_pause);
  g_test_add_func ("/ui/aloud/steps", test_steps);
  g_test_add_func ("/ui/aloud/choices", test_choices);
  g_test_add_func ("/ui/aloud/silence", test_silence);
  g_test_add_func ("/ui/aloud/failing", test_failing);
  g_test_add_func ("/ui/aloud/languages", test_languages);

  return g_test_run ();
}

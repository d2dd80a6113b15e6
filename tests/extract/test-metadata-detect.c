/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The language of a text that does not say its own. */

#include "extract/metadata-private.h"

#include <string.h>

static const struct
{
  const char *language; /* NULL: not to be told */
  const char *text;
} cases[] = {
  { "en",
    "The miller lifts the gate when the tide has fallen far enough, and for four hours the wheel "
    "turns. It is not fast, but it has never been late, and nobody in the village has a clock." },
  { "de",
    "Der Müller hebt das Wehr, wenn das Wasser tief genug gefallen ist, und vier Stunden lang "
    "dreht sich das Rad. Es ist nicht schnell, aber es kam noch nie zu spät, auch im Winter." },
  { "fr",
    "Le meunier lève la vanne quand la mer est assez basse, et pendant quatre heures la roue "
    "tourne. Elle ne va pas vite, mais elle n’est jamais en retard dans ce village qui dort." },
  { "es",
    "El molinero levanta la compuerta cuando la marea ha bajado, y durante cuatro horas la rueda "
    "gira. No es rápida, pero nunca llega tarde, y los vecinos del pueblo no tienen reloj." },
  { "pt",
    "O moleiro levanta a comporta quando a maré desce, e durante quatro horas a roda não para. "
    "Não é rápida, mas nunca se atrasa, e os vizinhos da aldeia não têm um relógio em casa." },
  { "it",
    "Il mugnaio alza la paratoia quando la marea è scesa, e per quattro ore la ruota gira. Non è "
    "veloce, ma non arriva mai in ritardo, anche se gli abitanti del paese non hanno orologi." },
  { "nl",
    "De molenaar tilt de sluis op als het water laag genoeg is, en vier uur lang draait het rad. "
    "Het is niet snel, maar het kwam nog nooit te laat, ook niet in de winter van dat jaar." },
  { "pl",
    "Młynarz podnosi zastawkę, kiedy woda opadnie, i przez cztery godziny koło się obraca. Nie "
    "jest szybkie, ale nigdy się nie spóźnia, co we wsi jest ważne, bo nikt nie ma zegara." },
  { "sv",
    "Mjölnaren lyfter luckan när vattnet har sjunkit, och i fyra timmar går hjulet runt. Det är "
    "inte snabbt, men det har aldrig kommit för sent, och det är viktigt i en by som inte har en "
    "klocka att se på." },
  { "tr",
    "Değirmenci sular çekilince kapağı kaldırır ve çark dört saat boyunca döner. Çok hızlı değil "
    "ama hiçbir zaman geç kalmadı; bu da kimsenin saati olmayan bir köy için daha çok önemli, ne "
    "kadar küçük olsa da." },
  { "ru", "Мельник поднимает заслонку, когда вода уходит, и четыре часа колесо вращается." },
  { "uk", "Мельник піднімає заслінку, коли вода спадає, і чотири години колесо обертається." },
  { "ja", "潮が引くと粉屋は水門を上げ、水車は四時間まわり続ける。速くはないが、遅れたことは一度もな"
          "い。" },
  { "zh", "潮水退去之后，磨坊主便升起闸门，水轮转上四个小时。它转得不快，却从未误过时辰。" },
  { "ko", "물이 빠지면 방앗간 주인은 수문을 올리고 물레방아는 네 시간 동안 돈다. 빠르지는 않지만 "
          "늦은 적이 없다." },
  { "ar", "يرفع الطحان البوابة عندما ينحسر الماء، وتدور العجلة أربع ساعات كاملة." },
  { "fa",
    "آسیابان وقتی آب پایین می‌رود دریچه را بالا می‌کشد "
    "و "
    "چرخ "
    "چهار "
    "ساعت "
    "می‌چرخد." },
  { "he", "הטוחן מרים את השער כאשר המים יורדים, והגלגל מסתובב במשך ארבע שעות תמימות." },
  { "el", "Ο μυλωνάς σηκώνει την πόρτα όταν πέφτει η παλίρροια και ο τροχός γυρίζει." },

  { NULL, "" },
  { NULL, "The mill" },
  { NULL, "2021 10 12 4711 0815 2021 10 12 4711 0815 2021 10 12 4711 0815 2021 10 12 4711" },
  { NULL,
    "Lorem ipsum dolor sit amet, consectetur adipisicing elit, sed do eiusmod tempor incididunt "
    "ut labore et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation." },
  { NULL,
    "The miller lifts the gate when the tide has fallen, and for four hours the wheel turns. "
    "Der Müller hebt das Wehr, wenn die Flut fällt, und vier Stunden lang dreht sich das Rad." },
  { NULL,
    "Ida Fenwright, Tom Quill, Ada Quill, Bert Oar, Else Winter, Karl Sommer, Anna Berg, Per Lind, "
    "Ole Holm, Mia Dahl, Jon Strand, Eva Lund, Kai Vik, Lis Bakke, Tor Moen, Liv Haug." },
};

static void
test_case (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);

  g_assert_cmpstr (sheaf_metadata_detect_language (cases[which].text), ==, cases[which].language);
}

/* Only the beginning of a long text is read, and not into the middle of a character. */
static void
test_long (void)
{
  for (guint shift = 0; shift < 4; shift++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint i = 0; i < shift; i++)
        g_string_append_c (text, 'x');
      for (guint i = 0; i < 20000; i++)
        g_string_append (text, "か");
      g_assert_cmpstr (sheaf_metadata_detect_language (text->str), ==, "ja");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/extract/metadata-detect/%u-%s", i,
                             cases[i].language != NULL ? cases[i].language : "none");

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/extract/metadata-detect/long", test_long);

  return g_test_run ();
}

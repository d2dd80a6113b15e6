/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a page without an article is, in each of the languages; and that the same words in the
 * middle of an article make no wall of it. */

#include "extract/extract.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *title, *text;
  const char *reason;
} walls[] = {
  { "en-captcha", "Just a moment", "Please verify you are human by turning the wheel.", "captcha" },
  { "en-consent", "The Quay", "Before you continue to The Quay, tell us what we may keep.",
    "consent" },
  { "en-login", "The Quay", "Please sign in to continue to the harbour.", "login" },
  { "en-error", "Page not found", "Nothing is kept here.", "error" },
  { "en-error", "The Quay", "Sorry, the page you requested was not kept.", "error" },
  { "en-paywall", "The last lamp",
    "The lamp was lit on a Tuesday. Subscribe to continue reading about it.", "paywall" },
  { "de-captcha", "Einen Moment", "Setzen Sie ein Häkchen: Ich bin kein Roboter.", "captcha" },
  { "de-consent", "Kai", "Ihre Privatsphäre liegt uns am Herzen. Alle akzeptieren oder ablehnen?",
    "consent" },
  { "de-login", "Kai", "Bitte melden Sie sich an, um den Hafen zu sehen.", "login" },
  { "de-error", "Seite nicht gefunden", "Hier liegt nichts.", "error" },
  { "de-paywall", "Das letzte Licht", "Dieser Text ist nur für Abonnenten zu lesen.", "paywall" },
  { "fr-captcha", "Un instant", "Vérifiez que vous êtes humain en tournant la roue.", "captcha" },
  { "fr-consent", "Le Quai", "Nous gardons des cookies. Continuer sans accepter", "consent" },
  { "fr-login", "Le Quai", "Connectez-vous pour continuer vers le port.", "login" },
  { "fr-error", "Page introuvable", "Il n’y a rien ici.", "error" },
  { "fr-paywall", "La dernière lampe", "Article réservé aux abonnés du Quai.", "paywall" },
  { "es-captcha", "Un momento", "Marca la casilla: no soy un robot.", "captcha" },
  { "es-consent", "El Muelle", "Valoramos tu privacidad y guardamos galletas.", "consent" },
  { "es-login", "El Muelle", "Inicia sesión para continuar al puerto.", "login" },
  { "es-error", "Página no encontrada", "Aquí no hay nada.", "error" },
  { "es-paywall", "La última lámpara", "Suscríbete para seguir leyendo la historia.", "paywall" },
  { "pt-captcha", "Um momento", "Marque a caixa: não sou um robô.", "captcha" },
  { "pt-consent", "O Cais", "A sua privacidade importa. Aceitar tudo ou escolher?", "consent" },
  { "pt-login", "O Cais", "Faça login para continuar até ao porto.", "login" },
  { "pt-error", "Página não encontrada", "Aqui não há nada.", "error" },
  { "pt-paywall", "A última lâmpada", "Conteúdo exclusivo para assinantes do Cais.", "paywall" },
  { "it-captcha", "Un momento", "Spunta la casella: non sono un robot.", "captcha" },
  { "it-consent", "Il Molo", "Usiamo i cookie. Continua senza accettare", "consent" },
  { "it-login", "Il Molo", "Accedi per continuare verso il porto.", "login" },
  { "it-error", "Pagina non trovata", "Qui non c’è nulla.", "error" },
  { "it-paywall", "L’ultima lampada", "Contenuto riservato agli abbonati del Molo.", "paywall" },
  { "nl-captcha", "Een ogenblik", "Vink aan: ik ben geen robot.", "captcha" },
  { "nl-consent", "De Kade", "Uw privacy telt. Alles accepteren of kiezen?", "consent" },
  { "nl-login", "De Kade", "Log in om verder te gaan naar de haven.", "login" },
  { "nl-error", "Pagina niet gevonden", "Hier ligt niets.", "error" },
  { "nl-paywall", "De laatste lamp", "Dit verhaal is alleen voor abonnees van De Kade.",
    "paywall" },
  { "pl-captcha", "Chwileczkę", "Zaznacz pole: nie jestem robotem.", "captcha" },
  { "pl-consent", "Nabrzeże", "Szanujemy Twoją prywatność i przechowujemy ciasteczka.", "consent" },
  { "pl-login", "Nabrzeże", "Zaloguj się, aby zobaczyć port.", "login" },
  { "pl-error", "Nie znaleziono strony", "Tu nic nie ma.", "error" },
  { "pl-paywall", "Ostatnia lampa", "Ten tekst jest tylko dla subskrybentów Nabrzeża.", "paywall" },
  { "ru-captcha", "Минуту", "Отметьте: я не робот.", "captcha" },
  { "ru-consent", "Причал", "Мы храним файлы cookie. Принять все или выбрать?", "consent" },
  { "ru-login", "Причал", "Войдите, чтобы продолжить путь к гавани.", "login" },
  { "ru-error", "Страница не найдена", "Здесь ничего нет.", "error" },
  { "ru-paywall", "Последняя лампа", "Этот текст только для подписчиков.", "paywall" },
  { "ja-captcha", "お待ちください", "「私はロボットではありません」に印を付けてください。",
    "captcha" },
  { "ja-consent", "波止場", "クッキーを使います。すべて許可、または選ぶ。", "consent" },
  { "ja-login", "波止場", "港を見るにはログインしてください。", "login" },
  { "ja-error", "ページが見つかりません", "ここには何もありません。", "error" },
  { "ja-paywall", "最後の灯", "この先は有料会員限定です。", "paywall" },
  { "zh-captcha", "请稍候", "请勾选：我不是机器人。", "captcha" },
  { "zh-consent", "码头", "我们重视您的隐私，请选择可以保存的内容。", "consent" },
  { "zh-login", "码头", "请先登录，再看港口。", "login" },
  { "zh-error", "页面不存在", "这里什么也没有。", "error" },
  { "zh-paywall", "最后一盏灯", "订阅后继续阅读全文。", "paywall" },
  { "ko-captcha", "잠시만요", "로봇이 아닙니다에 표시해 주세요.", "captcha" },
  { "ko-consent", "부두", "쿠키를 씁니다. 모두 허용 또는 선택.", "consent" },
  { "ko-login", "부두", "항구를 보려면 로그인이 필요합니다.", "login" },
  { "ko-error", "페이지를 찾을 수 없습니다", "여기에는 아무것도 없습니다.", "error" },
  { "ko-paywall", "마지막 등불", "이 글은 구독자 전용입니다.", "paywall" },
};

static const char prose[]
    = "<p>The lamp was lit for the last time on a Tuesday, by a keeper who had asked for a Monday, "
      "and it burned until the oil was gone, which took longer than anybody on the quay had "
      "thought "
      "it would, so that most of them went home before it was dark.</p>";

static SheafPage *
read_html (const char *html)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (html, strlen (html));
  SheafPage *page
      = sheaf_extract_html (&(SheafSource){ bytes, NULL, "https://quay.example/a" }, NULL, &error);

  g_assert_no_error (error);

  return page;
}

static void
test_wall (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *html = g_strdup_printf ("<title>%s</title><h1>%s</h1><p>%s</p>", walls[i].title,
                                           walls[i].title, walls[i].text);
  g_autoptr (SheafPage) page = read_html (html);

  g_assert_cmpstr (page->kind, ==, "wall");
  g_assert_cmpstr (page->kind_reason, ==, walls[i].reason);
}

/* A long page is none, whatever it says. */
static void
test_article (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GString) html = g_string_new ("<title>The last lamp</title><article>");
  g_autoptr (SheafPage) page = NULL;

  for (guint k = 0; k < 8; k++)
    g_string_append (html, prose);
  g_string_append_printf (html, "<p>%s</p></article>", walls[i].text);
  page = read_html (html->str);
  g_assert_cmpstr (page->kind, ==, "article");
}

static void
test_structure (void)
{
  static const struct
  {
    const char *html, *kind, *reason;
  } pages[] = {
    { "", "empty", "no-text" },
    { "<form><input type=password></form>", "wall", "login" },
    { "<iframe src=\"https://v.example/embed/1\"></iframe><p>A lamp.</p>", "media", "player" },
    /* Where there is a player, the readers' own door is none before it. */
    { "<video></video><p>A lamp.</p><form><input type=password></form>", "media", "player" },
    { "<ul><li><a href=1>The first lamp</a><li><a href=2>The second lamp</a><li><a href=3>The "
      "third "
      "lamp</a><li><a href=4>The fourth lamp</a><li><a href=5>The fifth lamp</a></ul>",
      "listing", "links" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (SheafPage) page = read_html (pages[i].html);

      g_test_message ("%s", pages[i].html);
      g_assert_cmpstr (page->kind, ==, pages[i].kind);
      g_assert_cmpstr (page->kind_reason, ==, pages[i].reason);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (walls); i++)
    {
      g_autofree char *wall = g_strdup_printf ("/extract/walls/%s-%u", walls[i].name, i);
      g_autofree char *article = g_strdup_printf ("/extract/walls/article/%s-%u", walls[i].name, i);

      g_test_add_data_func (wall, GUINT_TO_POINTER (i), test_wall);
      g_test_add_data_func (article, GUINT_TO_POINTER (i), test_article);
    }
  g_test_add_func ("/extract/walls/structure", test_structure);

  return g_test_run ();
}

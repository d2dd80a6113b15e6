/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One fact at a time: where a page may say it, which place is believed, and what is made of it. */

#include "extract/extract-private.h"

#include "base/time.h"
#include "html/html-parse.h"

#include <stddef.h>
#include <string.h>

#define URL "https://www.harbourpost.example/2021/a.html"
#define OG(name, value) "<meta property=\"og:" name "\" content=\"" value "\">"
#define META(name, value) "<meta name=\"" name "\" content=\"" value "\">"
#define LD(json) "<script type=\"application/ld+json\">" json "</script>"
#define NEAR(lines) "<title>How the mill grinds</title><main><h1>How the mill grinds</h1>" lines
#define ARTICLE(members) LD ("{\"@type\": \"Article\", " members "}")

typedef struct
{
  const char *name;
  const char *html;
  const char *expected; /* NULL: not known */
} Case;

static const Case titles[] = {
  { "none", "<p>x</p>", NULL },
  { "blank", "<title> \n </title><h1> </h1>" OG ("title", " "), NULL },
  { "element", "<title>\n The  tide\n mill </title>", "The tide mill" },
  { "h1", "<h1>The <em>tide</em> mill</h1>", "The tide mill" },
  { "two-h1", "<h1>One</h1><h1>Two</h1>", NULL },
  { "svg", "<svg><title>An icon</title></svg><h1>The tide mill</h1>", "The tide mill" },
  { "og-first", "<title>Other</title>" OG ("title", "The tide mill"), "The tide mill" },
  { "ld-first", OG ("title", "Other") ARTICLE ("\"headline\": \"The tide mill\""),
    "The tide mill" },
  { "ld-name", ARTICLE ("\"name\": \"The tide mill\""), "The tide mill" },
  { "twitter", META ("twitter:title", "The tide mill"), "The tide mill" },
  { "dublin-core", META ("DC.title", "The tide mill"), "The tide mill" },
  { "several-names", "<meta property=\"twitter:title og:title\" content=\"The tide mill\">",
    "The tide mill" },
  { "citation", META ("citation_title", "The tide mill"), "The tide mill" },
  { "parsely", META ("parsely-title", "The tide mill"), "The tide mill" },
  { "sailthru", META ("sailthru.title", "The tide mill"), "The tide mill" },
  { "item", "<h2 itemprop=headline>The tide mill</h2>", "The tide mill" },
  { "rdfa", "<h2 property=schema:headline>The tide mill</h2>", "The tide mill" },
  { "h-entry", "<article class=h-entry><h2 class=p-name>The tide mill</h2>", "The tide mill" },
  { "hatom", "<div class=hentry><h2 class=entry-title>The tide mill</h2>", "The tide mill" },
  { "hatom-several",
    "<div class=hentry><h2 class=entry-title>The tide mill</h2></div>"
    "<div class=hentry><h2 class=entry-title>Salt</h2></div>",
    NULL },
  { "item-after-title", "<title>The tide mill</title><h2 itemprop=headline>Salt</h2>",
    "The tide mill" },
  { "h1-within", "<title>Read: The tide mill, now</title><h1>The tide mill</h1>", "The tide mill" },
  { "h1-one-word", "<title>The tide mill</title><h1>mill</h1>", "The tide mill" },
  { "entities", OG ("title", "Salt &amp;amp; sand&amp;#8217;s &amp;eacute;"), "Salt & sand’s é" },
  { "angle", OG ("title", "Vec&lt;T&gt; &amp;amp; friends"), "Vec<T> & friends" },
  { "no-entity", OG ("title", "AT&amp;T; salt &amp; sand"), "AT&T; salt & sand" },

  { "bar", "<title>The tide mill | Whoever</title>", "The tide mill" },
  { "bars", "<title>The tide mill | News | Whoever Writes</title>", "The tide mill" },
  { "middle-dot", "<title>The tide mill · Whoever</title>", "The tide mill" },
  { "dash", "<title>How the tide mill grinds - Whoever Writes</title>",
    "How the tide mill grinds" },
  { "dash-few-words", "<title>Tide mills - a history</title>", "Tide mills - a history" },
  { "long-tail", "<title>The tide mill | and what it ground when nobody looked</title>",
    "The tide mill | and what it ground when nobody looked" },
  { "host-behind", "<title>Mills - Harbour Post</title>", "Mills" },
  { "host-before", "<title>Harbour Post: Mills</title>", "Mills" },
  { "host-address", "<title>Mills | HarbourPost.example</title>", "Mills" },
  { "site-behind", "<title>Mills — The Weekly Oar</title>" OG ("site_name", "The Weekly Oar"),
    "Mills" },
  { "site-before", OG ("title", "The Weekly Oar – Mills") OG ("site_name", "The Weekly Oar"),
    "Mills" },
  { "site-differently", "<title>Mills : Weekly Oar</title>" OG ("site_name", "The Weekly Oar"),
    "Mills" },
  { "site-part", "<title>Mills - Oars Weekly</title>" OG ("site_name", "The Oars Weekly Paper"),
    "Mills" },
  { "site-marks", "<title>Mills｜岬だより</title>" OG ("site_name", "岬だより"), "Mills" },
  { "stated-dash", OG ("title", "How the tide mill grinds – and why") OG ("site_name", "The Oar"),
    "How the tide mill grinds – and why" },
  { "stated-colon", OG ("title", "Mills: a history of four creeks") OG ("site_name", "The Oar"),
    "Mills: a history of four creeks" },
  { "hyphen", "<title>Tide-mill</title>" OG ("site_name", "Mill"), "Tide-mill" },
  { "only-site", "<title>The Oar</title>" OG ("site_name", "The Oar") "<h1>Mills</h1>", "Mills" },
  { "only-site-at-all", "<title>The Oar</title>" OG ("site_name", "The Oar"), "The Oar" },
  { "left-mark", OG ("title", "The tide mill: | The Oar") OG ("site_name", "The Oar"),
    "The tide mill" },
  { "only-marks", "<title> | </title>", "|" },

  /* what is shown, where it says about the same */
  { "shown",
    OG ("title", "Tide mills: grain by moonlight") "<h1>How the tide mills grind grain</h1>",
    "How the tide mills grind grain" },
  { "shown-other", OG ("title", "How the tide mill grinds") "<h1>Our little weekly paper</h1>",
    "How the tide mill grinds" },
  { "shown-one-word", OG ("title", "The tide mill") "<h1>Our mill calendar</h1>", "The tide mill" },
  { "shown-of-several",
    OG ("title",
        "How the tide mill grinds") "<h1>Read also</h1><h1>How the old tide mill grinds</h1>",
    "How the old tide mill grinds" },
  { "shown-site",
    OG ("title", "The weekly oar tells all")
        OG ("site_name", "The Weekly Oar") "<h1>The Weekly Oar</h1>",
    "The weekly oar tells all" },
  { "shown-kicker",
    OG ("title", "How the tide mill grinds") "<h1>Opinion: How the tide mill grinds</h1>",
    "How the tide mill grinds" },
  { "shown-bars",
    OG ("title",
        "How the tide mill grinds") "<h1>Opinion | How the tide mill grinds | Letters</h1>",
    "How the tide mill grinds" },
  { "shown-capitals", OG ("title", "How the tide mill grinds") "<h1>HOW TIDE MILLS GRIND</h1>",
    "How the tide mill grinds" },
  { "shown-ruby", OG ("title", "岬の灯台の話") "<h1><ruby>岬<rt>みさき</rt></ruby>の灯台の話</h1>",
    "岬の灯台の話" },
  { "shown-unspaced", OG ("title", "岬の灯台の話：岬だより新聞") "<h1>岬の灯台と本棚の話</h1>",
    "岬の灯台と本棚の話" },
  { "lower-heading",
    "<title>Old Salt’s Corner: How the tide mill grinds</title><p>Old Salt’s Corner</p>"
    "<h2>How the tide mill grinds</h2>",
    "How the tide mill grinds" },
  { "lower-heading-other",
    "<title>How the tide mill grinds: a history of four creeks</title><h2>A history of wheels</h2>",
    "How the tide mill grinds: a history of four creeks" },
  { "soft-hyphens", "<h1>Tide\302\255mill at work</h1>", "Tidemill at work" },
  { "property-first",
    META ("dc.title", "Other") "<meta property=\"dc.title\" content=\"The mill\">", "The mill" },
  { "value", "<meta name=\"og:title\" value=\"The tide mill\">", "The tide mill" },
};

static const Case bylines[] = {
  { "none", "<p>x</p>", NULL },
  { "ld-string", ARTICLE ("\"author\": \"Ida Fenwright\""), "Ida Fenwright" },
  { "ld-object", ARTICLE ("\"author\": {\"@type\": \"Person\", \"name\": \"Ida Fenwright\"}"),
    "Ida Fenwright" },
  { "ld-several", ARTICLE ("\"author\": [{\"name\": \"Ida\"}, \"Tom\", 7, {}, {\"name\": \"\"}]"),
    "Ida, Tom" },
  { "ld-address", ARTICLE ("\"author\": \"https://example.org/ida\"") META ("author", "Ida"),
    "Ida" },
  { "ld-id",
    LD ("{\"@graph\": [{\"@type\": \"Article\", \"author\": {\"@id\": \"#i\"}},"
        "{\"@id\": \"#i\", \"name\": \"Ida\"}]}"),
    "Ida" },
  { "ld-loop",
    LD ("{\"@graph\": [{\"@type\": \"Article\", \"author\": {\"@id\": \"a\"}},"
        "{\"@id\": \"a\", \"name\": {\"@id\": \"a\"}}]}"),
    NULL },
  { "meta", META ("author", "By Ida Fenwright"), "Ida Fenwright" },
  { "meta-handle", META ("author", "@ida"), NULL },
  { "meta-number", META ("article:author", "100004219"), NULL },
  { "meta-von", META ("author", "Von Quill"), "Von Quill" },
  { "rel", "<a rel=\"nofollow author\">Ida Fenwright</a>", "Ida Fenwright" },
  { "rel-several",
    "<p><a rel=author>Ida</a>, <a rel=author>Tom</a>, <a rel=author>Ida</a></p>"
    "<p><a rel=author>Else</a></p>",
    "Ida, Tom" },
  { "rel-before-class", "<p class=byline>Somebody</p><a rel=author>Ida</a>", "Ida" },
  { "item", "<span itemprop=author><b itemprop=name>Ida Fenwright</b>, gardener</span>",
    "Ida Fenwright" },
  { "class", "<p class=\"c-byline x\">By <a>Ida Fenwright</a></p>", "Ida Fenwright" },
  { "class-author", "<p class=author>Ida Fenwright</p>", "Ida Fenwright" },
  { "class-authority", "<p class=authority>Ida Fenwright</p>", NULL },
  { "class-long",
    "<p class=byline>Ida Fenwright has written for this paper since it was founded, in "
    "the year in which the mill stopped, and knows all about it, and about beans too.</p>",
    NULL },
  { "date", "<p class=byline>By Ida Fenwright, May 12, 2021</p>", "Ida Fenwright" },
  { "date-first-name", "<p class=byline>April Quill May 12 2021</p>", "April Quill" },
  { "name-april", "<p class=byline>April</p>", "April" },
  { "bar", "<p class=byline>Ida Fenwright | The Oar</p>", "Ida Fenwright" },
  { "and", "<p class=byline>Ida Fenwright &amp; Tom Quill · 3 min read</p>",
    "Ida Fenwright, Tom Quill" },
  { "and-de", "<p class=byline>Von Ida Fenwright und Tom Quill</p>", "Ida Fenwright, Tom Quill" },
  { "and-third", "<p class=byline>By Ida Fenwright, Tom Quill and Bert Oar</p>",
    "Ida Fenwright, Tom Quill, Bert Oar" },
  { "and-house", META ("author", "Fenwright & Quill"), "Fenwright & Quill" },
  { "and-sons", META ("author", "Ida Fenwright & Sons"), "Ida Fenwright & Sons" },
  { "and-couple", META ("author", "Ida and Tom Quill"), "Ida and Tom Quill" },
  { "handle", "<p class=byline>Ida Fenwright @ida</p>", "Ida Fenwright" },
  { "von", "<p class=byline>Von Ida Fenwright am 3. Mai</p>", "Ida Fenwright" },
  { "by-alone", "<p class=byline>By</p><p class=byline>Ida</p>", "Ida" },
  { "posted-on", "<p class=byline>Posted on 3 May</p>", NULL },

  { "dublin-core", META ("DC.creator", "Ida Fenwright"), "Ida Fenwright" },
  { "parsely", META ("parsely-author", "Ida Fenwright") META ("parsely-author", "Tom Quill"),
    "Ida Fenwright, Tom Quill" },
  { "sailthru", META ("sailthru.author", "Ida Fenwright"), "Ida Fenwright" },
  { "citation-turned",
    META ("citation_author", "Fenwright, Ida") META ("citation_author", "Quill, Tom"),
    "Ida Fenwright, Tom Quill" },
  { "citation-not-turned", META ("citation_author", "Martin Fenwright, Jr."),
    "Martin Fenwright, Jr." },
  { "twitter-creator", META ("twitter:creator", "@ida"), NULL },
  { "item-meta", "<meta itemprop=author content=\"Ida Fenwright\">", "Ida Fenwright" },
  { "rdfa", "<span property=author><b property=name>Ida Fenwright</b>, gardener</span>",
    "Ida Fenwright" },
  { "rdfa-prefix", "<span property=schema:author>Ida Fenwright</span>", "Ida Fenwright" },
  { "h-card",
    "<a class=\"p-author h-card\"><img alt=Ida><span class=p-name>Ida Fenwright</span>, "
    "gardener</a>",
    "Ida Fenwright" },
  { "hcard", "<span class=\"author vcard\">Keeper <a class=fn>Ida Fenwright</a></span>",
    "Ida Fenwright" },

  { "ld-names", ARTICLE ("\"author\": {\"name\": [\"Ida Fenwright\", \"Tom Quill\"]}"),
    "Ida Fenwright, Tom Quill" },
  { "ld-creator", ARTICLE ("\"creator\": \"Ida Fenwright\""), "Ida Fenwright" },
  { "meta-several", META ("author", "Ida Fenwright") META ("author", "Tom Quill"),
    "Ida Fenwright, Tom Quill" },
  { "meta-knows-more",
    ARTICLE ("\"author\": \"Ida Fenwright\"") META ("author", "Ida Fenwright")
        META ("author", "Tom Quill"),
    "Ida Fenwright, Tom Quill" },
  { "citation-knows-more",
    META ("author", "Ida Fenwright") META ("citation_author", "Ida Fenwright")
        META ("citation_author", "Tom Quill"),
    "Ida Fenwright, Tom Quill" },
  { "card", META ("twitter:label1", "Written by") META ("twitter:data1", "Ida Fenwright"),
    "Ida Fenwright" },
  { "card-other", META ("twitter:label1", "Reading time") META ("twitter:data1", "3 minutes"),
    NULL },
  { "admin", META ("author", "admin"), NULL },
  { "role", META ("author", "Ida Fenwright, Chief Gardener and Writer"), "Ida Fenwright" },
  { "no-role", META ("author", "Ida Fenwright, Tom Quill"), "Ida Fenwright, Tom Quill" },
  { "agency", META ("author", "Ida Fenwright The Associated Press"), "Ida Fenwright" },
  { "agency-alone", META ("author", "The Associated Press"), "The Associated Press" },
  { "paper-behind", META ("author", "Ida Fenwright, Harbour Post"), "Ida Fenwright" },
  { "paper-before", META ("author", "Harbour Post - Ida Fenwright"), "Ida Fenwright" },
  { "paper-alone", META ("author", "Harbour Post"), "Harbour Post" },
  { "paper-and-person", META ("author", "Harbour Post") NEAR ("<p class=x>By Ida Fenwright</p>"),
    "Ida Fenwright" },

  /* beside the headline */
  { "near-en", NEAR ("<p>By Ida Fenwright</p>"), "Ida Fenwright" },
  { "near-date", NEAR ("<p>By <b>Ida Fenwright</b> <i>October 12, 2021</i></p>"), "Ida Fenwright" },
  { "near-de", NEAR ("<p>Von Ida Fenwright</p>"), "Ida Fenwright" },
  { "near-fr", NEAR ("<p>Par Ida Fenwright</p>"), "Ida Fenwright" },
  { "near-es", NEAR ("<p>Por Ida Fenwright</p>"), "Ida Fenwright" },
  { "near-pt", NEAR ("<p>Autor: Ida Fenwright</p>"), "Ida Fenwright" },
  { "near-it", NEAR ("<p>Di Ida Fenwright</p>"), "Ida Fenwright" },
  { "near-nl", NEAR ("<p>Door Ida Fenwright</p>"), "Ida Fenwright" },
  { "near-pl", NEAR ("<p>Autor: Ida Fenwright, 12 października 2021</p>"), "Ida Fenwright" },
  { "near-ru", NEAR ("<p>Автор: Ида Фенрайт</p>"), "Ида Фенрайт" },
  { "near-ja", NEAR ("<p>文：灯台守子</p>"), "灯台守子" },
  { "near-zh", NEAR ("<p>作者：王小明</p>"), "王小明" },
  { "near-ko", NEAR ("<p>글: 김등대</p>"), "김등대" },
  { "near-linked",
    NEAR ("<p>Words <a href=/author/ida>Ida Fenwright</a> and "
          "<a href=/author/tom>Tom Quill</a></p>"),
    "Ida Fenwright, Tom Quill" },
  { "near-sentence", NEAR ("<p>By the sea</p>"), NULL },
  { "near-two-words", NEAR ("<p>Von hier</p>"), NULL },
  { "comment", "<ol class=comments><li><p class=\"comment author\">Some Reader</p></ol>", NULL },
};

static const Case dates[] = {
  { "none", "<p>x</p>", NULL },
  { "ld", ARTICLE ("\"datePublished\": \"2021-10-12T08:15:00+02:00\""),
    "2021-10-12T08:15:00+02:00" },
  { "ld-created", ARTICLE ("\"dateCreated\": \"2021-10-12\""), "2021-10-12" },
  { "ld-before-meta", META ("date", "2001-01-01") ARTICLE ("\"datePublished\": \"2021-10\""),
    "2021-10" },
  { "ld-nonsense", META ("date", "2001-01-01") ARTICLE ("\"datePublished\": \"yesterday\""),
    "2001-01-01" },
  { "article", "<meta property=\"article:published_time\" content=\"2021-10-12T08:15Z\">",
    "2021-10-12T08:15Z" },
  { "year", META ("dc.date", "2021"), "2021" },
  { "words", META ("date", "October 12, 2021"), "2021-10-12" },
  { "future", META ("date", "2999-01-01"), NULL },
  { "item-meta", "<meta itemprop=datePublished content=2021-10-12>", "2021-10-12" },
  { "item", "<span itemprop=datePublished content=2021-10-12>today</span>", "2021-10-12" },
  { "item-abbr",
    "<abbr class=published itemprop=datePublished title=\"2021-10-12T10:52Z\">10:52</abbr>",
    "2021-10-12T10:52Z" },
  { "item-text", "<b itemprop=datePublished>12 October 2021</b>", "2021-10-12" },
  { "dublin-core", META ("DC.date.issued", "2021-10-12"), "2021-10-12" },
  { "parsely", META ("parsely-pub-date", "2021-10-12T08:15Z"), "2021-10-12T08:15Z" },
  { "sailthru", META ("sailthru.date", "2021-10-12"), "2021-10-12" },
  { "citation", META ("citation_publication_date", "2021/10/12"), "2021-10-12" },
  { "rdfa", "<span property=schema:datePublished content=2021-10-12>today</span>", "2021-10-12" },
  { "h-entry", "<time class=dt-published datetime=2021-10-12>today</time>", "2021-10-12" },
  { "hatom", "<abbr class=published title=2021-10-12>today</abbr>", "2021-10-12" },
  { "time", "<time datetime=\"2021-10-12\">long ago</time>", "2021-10-12" },
  { "time-text", "<time>12 October 2021</time>", "2021-10-12" },
  { "time-bad-first", "<time datetime=\"P3D\">3 days</time><time datetime=\"2021-10-12\"></time>",
    "2021-10-12" },
  { "time-pubdate", "<time datetime=2001-01-01></time><time pubdate datetime=2021-10-12></time>",
    "2021-10-12" },
  { "time-of-article",
    "<time datetime=2001-01-01></time><article><time datetime=2021-10-12></time></article>",
    "2021-10-12" },
  { "time-of-main",
    "<time datetime=2001-01-01></time><main><time datetime=2021-10-12></time></main>",
    "2021-10-12" },
};

static const Case sites[] = {
  { "host", "<p>x</p>", "harbourpost.example" },
  { "og", OG ("site_name", "The Weekly Oar"), "The Weekly Oar" },
  { "og-blank", OG ("site_name", " "), "harbourpost.example" },
  { "og-dash", OG ("site_name", "The Weekly Oar -"), "The Weekly Oar" },
  { "og-only-dash", OG ("site_name", "|"), "harbourpost.example" },
  { "ld", ARTICLE ("\"publisher\": {\"name\": \"The Weekly Oar\"}"), "The Weekly Oar" },
  { "application", META ("application-name", "The Weekly Oar"), "The Weekly Oar" },
  { "publisher", META ("DC.publisher", "The Weekly Oar"), "The Weekly Oar" },
  { "journal", META ("citation_journal_title", "The Weekly Oar"), "The Weekly Oar" },
  { "ld-site",
    LD ("[{\"@type\": \"WebSite\", \"name\": \"The Weekly Oar\"}, {\"@type\": "
        "\"Article\", \"headline\": \"H\"}]"),
    "The Weekly Oar" },
};

static const Case languages[] = {
  { "none", "<p>x</p>", NULL },
  { "html", "<html lang=en_gb>", "en-GB" },
  { "html-empty", "<html lang=\"\"><body lang=de>", "de" },
  { "xml", "<html xml:lang=fr>", "fr" },
  { "http-equiv", META ("content-language", "nl"), "nl" },
  { "ld", ARTICLE ("\"inLanguage\": \"pt-br\""), "pt-BR" },
  { "ld-object", ARTICLE ("\"inLanguage\": {\"name\": \"English\", \"alternateName\": \"en\"}"),
    "en" },
  { "locale", OG ("locale", "en_US"), "en-US" },
};

static const Case directions[] = {
  { "none", "<html lang=ar>", NULL },
  { "html", "<html dir=RTL>", "rtl" },
  { "body", "<body dir=ltr>", "ltr" },
  { "article", "<article dir=rtl>", "rtl" },
  { "auto", "<html dir=auto>", NULL },
  { "part", "<p dir=rtl>x</p>", NULL },
  { "text", "<html dir=ltr><body><main dir=rtl><p>The text</p></main>", "rtl" },
  { "most", "<html dir=ltr><body><p>Most of the text</p><div dir=rtl><p>x</p></div>", "ltr" },
};

static const Case excerpts[] = {
  { "none", "<p>x</p>", NULL },
  { "og", META ("description", "Other") OG ("description", "Of mills"), "Of mills" },
  { "ld", ARTICLE ("\"description\": \"Of &lt;b&gt;mills&lt;/b&gt;\""), "Of mills" },
  { "tags", META ("description", "&lt;p&gt;Of mills&lt;/p&gt; &lt;p&gt;and salt&lt;/p&gt;"),
    "Of mills and salt" },
  { "less", META ("description", "3 &lt; 5"), "3 < 5" },
  { "twitter", META ("twitter:description", "Of mills"), "Of mills" },
  { "dublin-core", META ("DC.description", "Of mills"), "Of mills" },
  { "sailthru", META ("sailthru.description", "Of mills"), "Of mills" },
  { "item", "<meta itemprop=description content=\"Of mills\">", "Of mills" },
  { "citation", META ("citation_abstract", "Of mills"), "Of mills" },
};

static const Case images[] = {
  { "none", "<img src=x.jpg>", NULL },
  { "og", OG ("image", "/i.jpg"), "https://www.harbourpost.example/i.jpg" },
  { "og-data", OG ("image", "data:image/png;base64,AA") META ("twitter:image", "t.jpg"),
    "https://www.harbourpost.example/2021/t.jpg" },
  { "ld", ARTICLE ("\"image\": {\"url\": \"https://i.example/1.jpg?a=1&amp;b=2\"}"),
    "https://i.example/1.jpg?a=1&b=2" },
  { "ld-list", ARTICLE ("\"image\": [\"https://i.example/1.jpg\", \"https://i.example/2.jpg\"]"),
    "https://i.example/1.jpg" },
  { "file", OG ("image", "file:///etc/passwd"), NULL },
  { "logo", OG ("image", "/img/site-logo.png") META ("twitter:image", "/m.jpg"),
    "https://www.harbourpost.example/m.jpg" },
  { "logo-alone", OG ("image", "/img/site-logo.png"), NULL },
  { "twitter", META ("twitter:image", "/i.jpg"), "https://www.harbourpost.example/i.jpg" },
  { "parsely", META ("parsely-image-url", "/i.jpg"), "https://www.harbourpost.example/i.jpg" },
  { "sailthru", META ("sailthru.image.full", "/i.jpg"), "https://www.harbourpost.example/i.jpg" },
  { "item-meta", "<meta itemprop=image content=/i.jpg>", "https://www.harbourpost.example/i.jpg" },
  { "small",
    OG ("image", "/s.jpg") OG ("image:width", "60") OG ("image:height", "60")
        META ("twitter:image", "/m.jpg"),
    "https://www.harbourpost.example/m.jpg" },
  { "link", "<link rel=image_src href=/i.jpg>", "https://www.harbourpost.example/i.jpg" },
};

static const Case canonicals[] = {
  { "none", "<p>x</p>", NULL },
  { "link", "<link rel=canonical href=/2021/mill>", "https://www.harbourpost.example/2021/mill" },
  { "og", OG ("url", "https://harbourpost.example/m"), "https://harbourpost.example/m" },
  { "link-first", OG ("url", "/og") "<link rel=canonical href=/link>",
    "https://www.harbourpost.example/link" },
  { "elsewhere", "<link rel=canonical href=https://other.example/m>", NULL },
  { "no-address", "<link rel=canonical href=\"javascript:0\">", NULL },
  { "mail", "<link rel=canonical href=mailto:ida@harbourpost.example>", NULL },
  { "sub-domain", "<link rel=canonical href=https://news.harbourpost.example/m>",
    "https://news.harbourpost.example/m" },
  { "other-country", "<link rel=canonical href=https://harbourpost.co.uk/m>",
    "https://harbourpost.co.uk/m" },
  { "like-it", "<link rel=canonical href=https://myharbourpost.example/m>", NULL },
  { "front-page", "<link rel=canonical href=/>" OG ("url", "/2021/mill"),
    "https://www.harbourpost.example/2021/mill" },
};

/* What it is a copy of. */
static const Case originals[] = {
  { "none", "<p>x</p>", NULL },
  { "canonical", "<link rel=canonical href=https://oar.example/mill>", "https://oar.example/mill" },
  { "own", "<link rel=canonical href=/mill>", NULL },
  { "own-sub-domain", "<link rel=canonical href=https://m.harbourpost.example/mill>", NULL },
  { "own-country", "<link rel=canonical href=https://harbourpost.com.au/mill>", NULL },
  { "short-name", "<link rel=canonical href=https://harbourpost.oar.example/mill>",
    "https://harbourpost.oar.example/mill" },
  { "front-page", "<link rel=canonical href=https://oar.example/>", NULL },
  { "no-address", "<link rel=canonical href=\"data:text/html,x\">", NULL },
  { "meta",
    META ("syndication-source", "https://oar.example/1")
        META ("original-source", "https://oar.example/2"),
    "https://oar.example/2" },
  { "based-on", ARTICLE ("\"isBasedOn\": \"https://journal.example/study\""), NULL },
};

/* Where in JSON-LD the article may stand. */
static const Case graphs[] = {
  { "type-list", LD ("{\"@type\": [\"Thing\", \"NewsArticle\"], \"headline\": \"H\"}"), "H" },
  { "type-address", LD ("{\"@type\": \"http://schema.org/BlogPosting\", \"headline\": \"H\"}"),
    "H" },
  { "array",
    LD ("[{\"@type\": \"WebSite\", \"name\": \"N\"}, {\"@type\": \"Report\", \"headline\": "
        "\"H\"}]"),
    "H" },
  { "graph",
    LD ("{\"@graph\": [{\"@type\": \"WebPage\"}, {\"@type\": \"Article\", \"headline\": \"H\"}]}"),
    "H" },
  { "main-entity",
    LD ("{\"@type\": \"WebPage\", \"mainEntity\": {\"@type\": \"Article\", \"headline\": \"H\"}}"),
    "H" },
  { "second-script", LD ("{") LD ("{\"@type\": \"Article\", \"headline\": \"H\"}"), "H" },
  { "comment", LD ("<!-- {\"@type\": \"Article\", \"headline\": \"H\"}"), "H" },
  { "charset",
    "<script type=\"application/ld+json; charset=utf-8\">{\"@type\": \"Article\", \"headline\": "
    "\"H\"}</script>",
    "H" },
  { "other-type", LD ("{\"@type\": \"Recipe\", \"headline\": \"H\"}"), NULL },
  { "no-type", LD ("{\"headline\": \"H\"}"), NULL },
  { "other-script", "<script>{\"@type\": \"Article\", \"headline\": \"H\"}</script>", NULL },
  { "cdata", LD ("\n<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"H\"}\n]]>\n"), "H" },
  { "line-end-in-string", LD ("{\"@type\": \"Article\", \"headline\": \"H\", \"x\": \"a\nb\"}"),
    "H" },
  { "scalar", LD ("7") LD ("null") LD ("\"Article\"") LD ("[]"), NULL },
  { "wrong-types", LD ("{\"@type\": {}, \"@graph\": 3}") LD ("{\"@type\": 4}"), NULL },
};

/* --- The tables are run --- */

#define ROWS(table, member)                                                                        \
  {                                                                                                \
#member, table, G_N_ELEMENTS(table), offsetof(SheafPage, member)                               \
  }

static const struct
{
  const char *fact;
  const Case *cases;
  gsize n;
  gsize offset;
} tables[] = {
  ROWS (titles, title),           ROWS (bylines, byline),
  ROWS (dates, published),        ROWS (sites, site),
  ROWS (languages, language),     ROWS (directions, direction),
  ROWS (excerpts, excerpt),       ROWS (images, lead_image),
  ROWS (graphs, title),           ROWS (canonicals, canonical_url),
  ROWS (originals, original_url),
};

static SheafPage *
read_facts (const char *html, const char *url)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (html, strlen (html));
  g_autoptr (SheafDom) dom = sheaf_html_parse (bytes, 60 * G_USEC_PER_SEC, &error);
  SheafPage *page = sheaf_page_new ();

  g_assert_no_error (error);
  sheaf_metadata_read (dom, url, NULL, page);

  return page;
}

/* DATA: the number of the table, and of the case in it. */
static void
test_case (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data) >> 16;
  const Case *test = &tables[which].cases[GPOINTER_TO_UINT (data) & 0xffff];
  g_autoptr (SheafPage) page = read_facts (test->html, URL);

  g_test_message ("%s", test->html);
  g_assert_cmpstr (G_STRUCT_MEMBER (char *, page, tables[which].offset), ==, test->expected);
}

/* A page that says nothing, at no address: nothing is made up. */
static void
test_nothing (void)
{
  g_autoptr (SheafPage) page = read_facts ("", NULL);

  g_assert_null (page->title);
  g_assert_null (page->byline);
  g_assert_null (page->published);
  g_assert_true (page->published_at == SHEAF_TIME_NONE);
  g_assert_null (page->site);
  g_assert_null (page->language);
  g_assert_null (page->direction);
  g_assert_null (page->excerpt);
  g_assert_null (page->lead_image);
}

/* Nested deeper than anybody writes it, JSON-LD is not read: the parser behind it recurses. */
static void
test_deep_json (void)
{
  g_autoptr (GString) html = g_string_new ("<script type=\"application/ld+json\">");
  g_autoptr (SheafPage) page = NULL;

  for (int i = 0; i < 40000; i++)
    g_string_append (html, "{\"@graph\":[");
  g_string_append (html, "</script><title>Still read</title>");
  page = read_facts (html->str, URL);

  g_assert_cmpstr (page->title, ==, "Still read");
}

/* Both dates are the same moment. */
static void
test_published_at (void)
{
  g_autoptr (SheafPage) page = read_facts (META ("date", "2021-10-12T08:15:00+02:00"), URL);
  g_autofree char *utc = sheaf_time_to_iso (page->published_at);

  g_assert_cmpstr (page->published, ==, "2021-10-12T08:15:00+02:00");
  g_assert_cmpstr (utc, ==, "2021-10-12T06:15:00Z");
}

static void
test_paywall (void)
{
  static const struct
  {
    const char *html;
    gboolean paywalled;
  } cases[] = {
    { "<p>x</p>", FALSE },
    { ARTICLE ("\"isAccessibleForFree\": false"), TRUE },
    { ARTICLE ("\"isAccessibleForFree\": \"False\""), TRUE },
    { ARTICLE ("\"isAccessibleForFree\": true"), FALSE },
    { ARTICLE ("\"isAccessibleForFree\": {}"), FALSE },
    { "<meta itemprop=isAccessibleForFree content=false>", TRUE },
    { "<meta property=\"article:content_tier\" content=locked>", TRUE },
    { "<meta property=\"article:content_tier\" content=free>", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SheafPage) page = read_facts (cases[i].html, URL);

      g_test_message ("%s", cases[i].html);
      g_assert_cmpint (page->paywalled, ==, cases[i].paywalled);
    }
}

/* Each fact says where it stood, and what is not known stood nowhere. */
static void
test_sources (void)
{
  g_autoptr (SheafPage) page = read_facts (
      "<html lang=en><title>How the mill grinds</title>" OG ("site_name", "The Oar")
          ARTICLE ("\"author\": \"Ida\"") "<h1>How our mill grinds</h1><p>12 October 2021</p>",
      URL);

  g_assert_cmpstr (page->sources.title, ==, "shown");
  g_assert_cmpstr (page->sources.byline, ==, "json-ld");
  g_assert_cmpstr (page->sources.published, ==, "shown");
  g_assert_cmpstr (page->sources.site, ==, "meta");
  g_assert_cmpstr (page->sources.language, ==, "declared");
  g_assert_null (page->sources.direction);
  g_assert_null (page->sources.excerpt);
  g_assert_null (page->sources.lead_image);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (guint k = 0; k < tables[i].n; k++)
      {
        g_autofree char *path = g_strdup_printf (
            "/extract/metadata/%s/%s", tables[i].cases == graphs ? "json-ld" : tables[i].fact,
            tables[i].cases[k].name);

        g_test_add_data_func (path, GUINT_TO_POINTER (i << 16 | k), test_case);
      }
  g_test_add_func ("/extract/metadata/nothing", test_nothing);
  g_test_add_func ("/extract/metadata/deep-json", test_deep_json);
  g_test_add_func ("/extract/metadata/paywall", test_paywall);
  g_test_add_func ("/extract/metadata/sources", test_sources);
  g_test_add_func ("/extract/metadata/published-at", test_published_at);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each element's meaning to an article; and for every case here: written as HTML and read again, or
 * packed and unpacked, the document is the same. */

#include "extract/dom-to-document.h"

#include "document/document-pack.h"
#include "document/document-write.h"
#include "html/html-charset.h"
#include "html/html-parse.h"

#include "../document/dump-document.h"

#define BASE "https://example.org/a/b.html?c"
#define DEADLINE (60 * G_USEC_PER_SEC) /* sanitizers are slow */
#define I "https://example.org/a/"

typedef struct
{
  const char *name;
  const char *html;
  const char *expected;
} Case;

static const Case cases[] = {
  { "empty", "", "" },
  { "white", " \n <div><p> &nbsp; </p><span></span></div>", "" },
  { "paragraphs", "<p>One <p> two\n\n three", "p One\np two three\n" },
  { "div-text", "<div>one<div>two</div>three<section>four</section></div>",
    "p one\np two\np three\np four\n" },
  { "inline-unknown", "a<span>b</span><x-y>c</x-y><abbr title=x>d</abbr><wbr><font>e</font>",
    "p abcde\n" },
  { "breaks", "<p>one<br>two<br><br>three<br></p>", "p one\np two\np three\n" },
  { "poem", "<p><em>Rose,<br>oh pure</em> contradiction</p>",
    "p Rose, {em 0-5}\np oh pure contradiction {em 0-7}\n" },
  { "comment", "<p>a<!-- b -->c</p>", "p ac\n" },
  { "escapes", "<p>&lt;b&gt; &amp;amp; &quot;x&quot; \302\240y</p>",
    "p <b> &amp; \"x\" \302\240y\n" },
  { "soft-hyphen", "<p>hy&shy;phen zero\342\200\213width</p>", "p hyphen zero\342\200\213width\n" },

  { "dropped",
    "<p>a<script>b</script><style>c</style><template>d</template><noscript>e</noscript><iframe>f</"
    "iframe>"
    "<svg><text>g</text></svg><video>h</video><audio>i</audio><object>j</object><canvas>k</canvas>"
    "<select><option>l</select><textarea>m</textarea><input value=n>o</p>",
    "p ao\n" },
  { "button", "<p>a<button>Share<img src=i.png></button>b</p>", "p a\nimg " I "i.png\np b\n" },

  { "headings", "<h1>a</h1><h2>b <a href=/x>c</a></h2><h6>d</h6>",
    "h1 a\nh2 b c {a 2-3 https://example.org/x}\nh6 d\n" },
  { "heading-break", "<h2>a<br>b</h2>", "h2 a b\n" },
  { "heading-blocks", "<h2><div>a</div><div>b</div></h2><h3>c</h3>", "h2 a\np b\nh3 c\n" },
  { "heading-unclosed", "<h2>a<p>b</p><p>c</p>", "h2 a\np b\np c\n" },
  { "heading-image", "<h2><img src=i.png>a</h2>", "img " I "i.png\nh2 a\n" },
  { "link-block", "<a href=/x><h2>a</h2><p>b</p></a>",
    "h2 a {a 0-1 https://example.org/x}\np b {a 0-1 https://example.org/x}\n" },

  { "styles",
    "<b>a</b><strong>b</strong> <i>c</i><cite>d</cite> <kbd>e</kbd><tt>f</tt> <s>g</s><del>h</del>",
    "p ab cd ef gh {strong 0-2} {em 3-5} {code 6-8} {s 9-11}\n" },
  { "sub-sup", "H<sub>2</sub>O, m<sup>2</sup>", "p H2O, m2 {sub 1-2} {sup 6-7}\n" },
  { "crossing", "<b>a<i>b</b>c</i>d", "p abcd {strong 0-2} {em 1-3}\n" },
  { "span-blocks", "<p><b>a<div>b</div></b>c", "p a {strong 0-1}\np b {strong 0-1}\np c\n" },
  { "normal-bold", "<b style=\"font-weight:normal\"><p>a</p><p><b>b</b></p></b>",
    "p a\np b {strong 0-1}\n" },
  { "quotation", "<p>He said <q>yes</q>.</p>", "p He said “yes”.\n" },
  { "ruby", "<ruby>\346\274\242<rp>(</rp><rt>kan</rt><rp>)</rp>\345\255\227<rt></rt></ruby>",
    "p \346\274\242(kan)\345\255\227\n" },
  { "ruby-nested", "<ruby>a<rt><span></span>b</rt></ruby>", "p a(b)\n" },
  { "math", "<p>So <math><mi>x</mi><mo>=</mo><mn>1</mn><annotation>x=1</annotation></math>.</p>",
    "p So x=1.\n" },

  { "math-tex",
    "<p>So <math><mfrac><mn>1</mn><mi>x</mi></mfrac><annotation encoding=\"application/x-tex\">"
    "\\frac 1x</annotation></math>, <math alttext=\"{\\displaystyle x^{2}}\"><msup><mi>x</mi>"
    "<mn>2</mn></msup></math> and <math><msup><mi>y</mi><mn>2</mn></msup></math>.</p>",
    "p So \\frac 1x, x^{2} and y2. {sup 24-25}\n" },
  { "math-parts",
    "<p><math><msubsup><mi>x</mi><mrow><mi>i</mi><mi>j</mi></mrow><mn>2</mn></msubsup></math>, "
    "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><msup><mi>c</mi> <mn>2</mn></msup>"
    "</mfrac></math>, <math><msqrt><mi>d</mi></msqrt></math>, <math><msqrt><mi>e</mi><mo>+</mo>"
    "<mn>1</mn></msqrt></math>, <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math></p>",
    "p xij2, (a+b)/c2, \342\210\232d, \342\210\232(e+1), 1/2 {sub 1-3} {sup 3-4} {sup 13-14}\n" },
  { "math-picture",
    "<p>With <img src=f.svg class=mwe-math-fallback-image-inline alt=\"{\\displaystyle "
    "E=mc^{2}}\"> "
    "too, <img class=latex src=g.png alt=\"a_1\"> as well.</p>",
    "p With E=mc^{2} too, a_1 as well.\n" },
  { "quote-cite",
    "<blockquote cite=\"https://a.example/q\"><p>Words.</p><footer>Who, <cite>Where</cite></footer>"
    "</blockquote><blockquote cite=/x><cite>So</cite> <cite><a href=/y>it</a></cite></blockquote>"
    "<blockquote>a <cite>b</cite></blockquote>",
    "q0/p Words.\nq0/p Who, Where {a 0-10 https://a.example/q} {em 5-10}\n"
    "q1/p So it {em 0-2} {a 0-2 https://example.org/x} {em 3-5} {a 3-5 https://example.org/y}\n"
    "q2/p a b {em 2-3}\n" },
  { "links",
    "<a href=\"c.html\">a</a> <a href=\"mailto:x@example.org\">b</a> <a "
    "href=\"//b.example/\">c</a>",
    "p a b c {a 0-1 https://example.org/a/c.html} {a 2-3 mailto:x@example.org} {a 4-5 "
    "https://b.example/}\n" },
  { "links-none",
    "<a href=\"javascript:x()\">a</a> <a href=\"#n\">b</a> <a href=\"b.html?c#n\">c</a> <a>d</a> "
    "<a href>e</a>",
    "p a b c d e\n" },
  { "anchors",
    "<p>One<sup id=r1><a href=\"#n1\">1</a></sup> two<a href=\"b.html?c#n%202\">2</a>.</p>"
    "<ol><li id=n1>First <a href=\"#r1\">back</a><li id=n2>Second</ol>",
    "p One1 two2. {sup 3-4} {a 3-4 #n1} {id 3-4 r1}\n"
    "ol0=1/li1/p First back {id 0-1 n1} {a 6-10 #r1}\nol0=1/li2/p Second\n" },
  { "anchor-names",
    "<p><a href=\"#a\">x</a> <a href=\"#b\">y</a> <a href=\"#c\">z</a> <a href=\"#top\">t</a></p>"
    "<h2 id=c><a name=a></a><span id=b></span>Title</h2><p id=a>again</p><p id=unasked>p</p>",
    "p x y z t {a 0-1 #a} {a 2-3 #b} {a 4-5 #c}\nh2 Title {id 0-1 c} {id 1-2 a} {id 2-3 b}\n"
    "p again\np p\n" },
  { "anchor-before", "<a href=\"#x\">a</a><p id=x> <img src=i.png></p><hr><table><tr><th>c</table>",
    "p a {a 0-1 #x}\nimg " I "i.png\nhr\ntab0/row#1 c {id 0-1 x}\n" },
  { "anchor-code", "<a href=\"#x\">a</a><pre><i id=x>\n  b</i></pre>",
    "p a {a 0-1 #x}\npre   b {em 2-3} {id 2-3 x}\n" },
  { "anchor-nowhere", "<a href=\"#x\">a</a><b id=x></b>", "p a\n" },
  { "embed",
    "<p>a <iframe data-embed src=\"/v/1\" title=\"A  film\"></iframe>b</p>"
    "<iframe src=\"/v/2\" title=no></iframe>",
    "p a\nembed A film {a 0-6 https://example.org/v/1}\np b\n" },
  { "embed-figure",
    "<figure><iframe data-embed src=\"/v/1\" title=t></iframe><figcaption>c</figcaption></figure>",
    "fig0/embed t {a 0-1 https://example.org/v/1}\nfig0/cap c\n" },
  { "embed-table", "<table><tr><th>a<iframe data-embed src=\"/v/1\" title=t></iframe></table>",
    "tab0/row#1 a\nembed t {a 0-1 https://example.org/v/1}\n" },
  { "link-fragment", "<a href=\"c.html#n\">a</a>", "p a {a 0-1 https://example.org/a/c.html#n}\n" },
  { "link-escaped", "<a href=\"/?a=1&amp;b=%22<>\">a</a>",
    "p a {a 0-1 https://example.org/?a=1&b=%22%3C%3E}\n" },
  { "link-joined", "<a href=/x>a</a><a href=/x>b</a><a href=/y>c</a>",
    "p abc {a 0-2 https://example.org/x} {a 2-3 https://example.org/y}\n" },
  { "link-picture", "<p>a <a href=/x><img src=i.png> b</a></p>",
    "p a\nimg " I "i.png\np b {a 0-1 https://example.org/x}\n" },

  { "list", "<ul><li>a<li>b<ol start=5><li><p>c</p><p>d</p></ol>e</ul>",
    "ul0/li1/p a\nul0/li2/p b\nul0/li2/ol3=5/li4/p c\nul0/li2/ol3=5/li4/p d\nul0/li2/p e\n" },
  { "list-start", "<ol start=x><li>a</ol><ol start=-2><li>b</ol><ol start=99999999999><li>c</ol>",
    "ol0=1/li1/p a\nol2=-2/li3/p b\nol4=1/li5/p c\n" },
  { "list-in-list", "<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>",
    "ul0/li1/p a\nul0/li1/ul2/li3/p b\nul0/li4/p c\n" },
  { "list-stray", "<ul>a<li>b</li>c</ul>", "ul0/li1/p a\nul0/li2/p b\nul0/li2/p c\n" },
  { "item-alone", "<li>a<li>b", "p a\np b\n" },
  { "list-first-nested", "<ul><li><ul><li>a</ul></ul>", "ul0/li1/ul2/li3/p a\n" },
  { "list-blocks", "<ul><li><h3>a</h3><pre>b</pre><blockquote>c</blockquote><img src=i.png></ul>",
    "ul0/li1/h3 a\nul0/li1/pre b\nul0/li1/q2/p c\nul0/li1/img " I "i.png\n" },
  { "lists-apart", "<ul><li>a</ul><ul><li>b</ul>", "ul0/li1/p a\nul2/li3/p b\n" },
  { "definitions", "<dl><dt>a<dt>b<dd>c<p>d</p><div><dt>e<dd>f</div></dl>",
    "dl0/dt1/p a\ndl0/dt2/p b\ndl0/dd3/p c\ndl0/dd3/p d\ndl0/dt4/p e\ndl0/dd5/p f\n" },
  { "quotes", "<blockquote>a</blockquote><blockquote><p>b<blockquote>c</blockquote></blockquote>",
    "q0/p a\nq1/p b\nq1/q2/p c\n" },
  { "rule", "a<hr>b<p><hr></p>", "p a\nhr\np b\nhr\n" },

  { "code", "<pre>\n\n  a\n\tb  \n</pre>", "pre   a\\n\\tb\n" },
  { "code-language",
    "<pre><code class=\"x language-C++\">a</code></pre><pre class=lang-py>b</pre>"
    "<div class=\"highlight highlight-source-js\"><pre>c</pre></div>",
    "pre:c++ a\npre:py b\npre:js c\n" },
  { "code-breaks", "<pre>a<br>b\nc</pre>", "pre a\\nb\\nc\n" },
  { "code-lines", "<pre><div>a</div><div>b</div>\n<div> c</div></pre>", "pre a\\nb\\n c\n" },
  { "code-markup", "<pre><b>a</b> <a href=/x>b</a> <code>c</code></pre>",
    "pre a b c {strong 0-1} {a 2-3 https://example.org/x}\n" },
  { "code-escapes", "<pre>if (a &lt; b &amp;&amp; c) \"x\"</pre>", "pre if (a < b && c) \"x\"\n" },
  { "code-inline", "<p>the <code> a  b </code> call</p>", "p the a b call {code 4-7}\n" },
  { "code-language-words",
    "<pre class=\"brush: python; gutter: false\">a</pre><pre><code class=\"hljs "
    "rust\">b</code></pre>"
    "<pre class=\"sourceCode haskell\">c</pre><pre data-lang=Go>d</pre>"
    "<pre class=\"prettyprint linenums\">e</pre>",
    "pre:python a\npre:rust b\npre:haskell c\npre:go d\npre e\n" },
  { "code-gutter",
    "<table class=highlighttable><tr><td class=linenos><div><pre>1\n2</pre></div></td>"
    "<td class=code><div><pre>a\n  b</pre></div></td></table>"
    "<pre>1\n2\n3</pre>",
    "pre a\\n  b\npre 1\\n2\\n3\n" },
  { "code-numbers",
    "<pre><span class=lineno>1 </span>a\n<span class=lineno>2 </span>b <span "
    "class=ln>x</span></pre>",
    "pre a\\nb x\n" },
  { "code-number-cells",
    "<pre><code class=\"hljs js\"><table><tr><td class=hljs-ln-numbers data-line-number=1>1<td>a\n"
    "<tr><td data-line-number=2><td>b</table></code></pre>",
    "pre:js a\\nb\n" },
  { "code-table",
    "<table class=\"js-file-line-container\" data-lang=c><tr><td data-line-number=1><td>int a;"
    "<tr><td data-line-number=2><td>  int b;</table>",
    "pre:c int a;\\n  int b;\n" },
  { "code-breaks-inline", "<p><code>a<br>\n  b<br>c</code></p><p>see <code>x<br>y</code></p>",
    "pre a\\n  b\\nc\np see x {code 4-5}\np y {code 0-1}\n" },
  { "code-spans",
    "<pre class=\"language-js\"><code><span class=\"token keyword\">let</span> "
    "<span>x</span></code></pre>",
    "pre:js let x\n" },
  { "code-image", "<pre>a<img src=i.png>b</pre>", "pre a\nimg " I "i.png\npre b\n" },

  { "figure", "<figure><img src=i.png alt=' A  b '><figcaption>C <i>d</i></figcaption></figure>",
    "fig0/img " I "i.png 'A b'\nfig0/cap C d {em 2-3}\n" },
  { "figure-captions", "<figure><img src=i.png><figcaption><p>a</p><p>b</p></figcaption></figure>",
    "fig0/img " I "i.png\nfig0/cap a\nfig0/cap b\n" },
  { "figure-caption-list",
    "<figure><figcaption><ul><li>a<li>b</ul></figcaption><img src=i.png></figure>",
    "fig0/cap a\nfig0/cap b\nfig0/img " I "i.png\n" },
  { "figure-text", "<figure><p>a</p><figcaption>b</figcaption></figure>", "p a\np b\n" },
  { "figure-lost", "<figure><iframe src=x></iframe><figcaption>b</figcaption></figure>", "p b\n" },
  { "figure-quote", "<figure><blockquote>a</blockquote><figcaption>b</figcaption></figure>",
    "fig0/q1/p a\nfig0/cap b\n" },
  { "figure-code", "<figure><pre>a</pre><figcaption>b</figcaption></figure>",
    "fig0/pre a\nfig0/cap b\n" },
  { "figure-table", "<figure><table><tr><th>a<tr><td>b</table><figcaption>c</figcaption></figure>",
    "fig0/tab1/row#1 a\nfig0/tab1/row b\nfig0/cap c\n" },
  { "figure-in-figure",
    "<figure><figure><img src=i.png></figure><figcaption>a</figcaption></figure>",
    "fig0/fig1/img " I "i.png\nfig0/cap a\n" },
  { "caption-alone", "<figcaption>a</figcaption>", "p a\n" },

  { "image-inside", "<p>a <em>b <img src=i.png alt=photo width=30 height=40px> c</em></p>",
    "p a b {em 2-3}\nimg " I "i.png 'photo' 30x40\np c {em 0-1}\n" },
  { "image-lazy",
    "<img data-src=a.png><img src=\"data:image/gif;base64,R0\" data-original=b.png>"
    "<img src=/img/placeholder.png data-src=c.png><img src=d.png data-src=e.png>",
    "img " I "a.png\nimg " I "b.png\nimg " I "c.png\nimg " I "d.png\n" },
  { "image-srcset",
    "<img srcset=\"a.png 1x, b,c.png 2x, d.png 3x\"><img srcset=\"e.png 10w, f.png 900w\">",
    "img " I "b,c.png\nimg " I "f.png\n" },
  { "image-srcset-size",
    "<img src=a-300.png srcset=\"a-300.png 300w, a-1600.png 1600w, a-4000.png 4000w\">"
    "<img src=b.png srcset=\"b-6000.png 6000w, b-4000.png 4000w\">"
    "<img src=c.png srcset=\"c-2.png 2x\"><img src=d.png srcset=\"data:image/gif;base64,R0 900w\">",
    "img " I "a-1600.png\nimg " I "b-4000.png\nimg " I "c.png\nimg " I "d.png\n" },
  { "image-stand-in",
    "<img class=lazyload src=a-20.png data-src=a.png><img src=b-lqip.png data-original=b.png>"
    "<img class=lazyload src=c-20.png data-srcset=\"c.png 800w\">",
    "img " I "a.png\nimg " I "b.png\nimg " I "c.png\n" },
  { "image-none",
    "a<img><img src=\"\"><img src=\"data:image/png;base64,xx\"><img src=\"file:///x\">b",
    "p ab\n" },
  { "image-tracker",
    "a<img src=i.png width=1 height=1><img src=i.png width=0 height=0><img src=i.png height=2>b",
    "p ab\n" },
  { "image-size", "<img src=i.png width=100% height=auto>", "img " I "i.png\n" },
  { "image-emoji",
    "<p>Hi <img src=e.png alt=\"\360\237\231\202\" width=20 height=20><img class=wp-smiley "
    "src=e.png alt=\":-)\"></p>",
    "p Hi \360\237\231\202:-)\n" },
  { "picture", "<picture><source srcset=\"a.webp 1x, b.webp 2x\"><img src=c.png alt=x></picture>",
    "img " I "c.png 'x'\n" },
  { "picture-lazy", "<picture><source srcset=\"a.webp\"><img src=\"data:,\"></picture>",
    "img " I "a.webp\n" },
  { "picture-bare", "<picture><source srcset=\"a.webp 300w\"></picture>", "img " I "a.webp\n" },

  { "table",
    "<table><caption>T <b>x</b></caption><thead><tr><td>a<td>b</thead><tr><th>c<td>d "
    "<i>e</i></table>",
    "tab0/cap T x {strong 2-3}\ntab0/row#3 a\\tb\ntab0/row#1 c\\td e {em 4-5}\n" },
  { "table-plain", "<table><tr><td>a<td>1<tr><td>b<td>2</table>",
    "tab0/row a\\t1\ntab0/row b\\t2\n" },
  { "table-cells", "<table><tr><th>a\n b<br>c<p>d</p><tr><td><ul><li>x<li>y</ul></table>",
    "tab0/row#1 a b c d\ntab0/row x y\n" },
  { "table-spans",
    "<table><tr><th>a<th colspan=2>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g</table>",
    "tab0/row#3 a\\tb\\t\ntab0/row c\\td\\te\ntab0/row \\tf\\tg\n" },
  { "table-wide-title", "<table><tr><th colspan=99>t<tr><td>a<td>b</table>",
    "tab0/row#1 t\\t\ntab0/row a\\tb\n" },
  { "table-short", "<table><tr><th>a<th>b<tr><td>c</table>", "tab0/row#3 a\\tb\ntab0/row c\\t\n" },
  { "table-images",
    "<table><tr><th>a<tr><td>b<img src=i.png width=400><img src=j.png width=16 alt=no></table>p",
    "tab0/row#1 a\ntab0/row bno\nimg " I "i.png 400x0\np p\n" },
  { "table-link", "<table><tr><th>a<tr><td><a href=/x>b</a></table>",
    "tab0/row#1 a\ntab0/row b {a 0-1 https://example.org/x}\n" },
  { "table-empty", "<table><tr><th><tr><td></table>", "" },
  { "table-layout", "<table><tr><td><p>a</p><h2>b</h2><td>c</table>", "p a\nh2 b\np c\n" },
  { "table-layout-one", "<table><tr><td>a</table>", "p a\n" },
  { "table-layout-role", "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
    "p a\np b\np c\np d\n" },
  { "table-layout-nested", "<table><tr><th>a<td><table><tr><th>b</table></table>",
    "p a\ntab0/row#1 b\n" },
  { "table-code", "<table><tr><td><pre>a</pre><td><pre>x</pre></table>", "pre a\npre x\n" },
  { "tables-apart", "<table><tr><th>a</table><table><tr><th>b</table>",
    "tab0/row#1 a\ntab1/row#1 b\n" },
  { "table-in-item", "<ul><li>a<table><tr><th>b</table></ul>",
    "ul0/li1/p a\nul0/li1/tab2/row#1 b\n" },

  { "direction", "<div dir=rtl><p>a</p><p dir=ltr>b</p><p dir=auto>c</p></div><p>d</p>",
    "p< a\np> b\np c\np d\n" },
  { "language",
    "<div lang=de><p>a</p><p lang=en-GB>b</p><p lang=\"\">c</p><p>x <i lang=fr>y</i></p></div>",
    "p@de a\np@en-GB b\np c\np@de x y {em 2-3}\n" },
  { "language-first", "<p lang=de><i lang=fr>y</i> x</p>", "p@de y x {em 0-1}\n" },
  { "language-kinds",
    "<div lang=he dir=rtl><h2>a</h2><ul><li>b</ul><pre>c</pre><hr><figure><img "
    "src=i.png><figcaption>d"
    "</figcaption></figure><table><caption>e<tr><th>f</table></div>",
    "h2@he< a\nul0/li1/p@he< b\npre@he< c\nhr\nfig2/img " I
    "i.png\nfig2/cap@he< d\ntab3/cap@he< e\n"
    "tab3/row#1@he< f\n" },
};

/* The same after writing and reading, and after packing and unpacking. */
static void
check_round_trip (SheafDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *html = sheaf_document_to_html (document);
  g_autoptr (SheafDocument) again = sheaf_document_from_html (html, BASE, &error);
  g_autoptr (GBytes) packed = sheaf_document_pack (document);
  g_autoptr (SheafDocument) unpacked = NULL;
  g_autofree char *before = dump_document (document);
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  after = dump_document (again);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (sheaf_document_equal (document, again));

  unpacked = sheaf_document_unpack (packed, sheaf_document_get_text (document), &error);
  g_assert_no_error (error);
  g_assert_true (sheaf_document_equal (document, unpacked));
}

static SheafDocument *
read_html (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) utf8 = sheaf_html_to_utf8 (bytes, "utf-8", TRUE);
  g_autoptr (SheafDom) dom = sheaf_html_parse (utf8, DEADLINE, &error);

  g_assert_no_error (error);

  return sheaf_dom_to_document (sheaf_dom_get_body (dom), BASE);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *page = g_strconcat ("<!DOCTYPE html><body>", test->html, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (page, strlen (page));
  g_autoptr (SheafDocument) document = read_html (bytes);
  g_autofree char *dump = dump_document (document);

  g_assert_cmpstr (dump, ==, test->expected);
  check_round_trip (document);
}

/* A part of a page brings its own language, the page's body does not. */
static void
test_root (void)
{
  static const char page[]
      = "<html lang=de><body lang=de dir=ltr><div lang=fr>a</div></body></html>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (page, strlen (page));
  g_autoptr (SheafDom) dom = sheaf_html_parse (bytes, DEADLINE, NULL);
  g_autoptr (SheafDocument) whole = sheaf_dom_to_document (sheaf_dom_get_body (dom), NULL);
  g_autoptr (SheafDocument) part = sheaf_dom_to_document (sheaf_dom_get_body (dom)->first, NULL);
  g_autofree char *whole_dump = dump_document (whole);
  g_autofree char *part_dump = dump_document (part);

  g_assert_cmpstr (whole_dump, ==, "p@fr a\n");
  g_assert_cmpstr (part_dump, ==, "p@fr a\n");
}

static void
test_no_base (void)
{
  g_autoptr (SheafDocument) document = sheaf_document_from_html (
      "<p><a href=\"x\">a</a> <a href=\"https://a.example/\">b</a><img src=\"i.png\"></p>", NULL,
      NULL);
  g_autofree char *dump = dump_document (document);

  g_assert_cmpstr (dump, ==, "p a b {a 2-3 https://a.example/}\n");
}

/* As deep as a parser goes along with: the nesting is a page's own, the stack is ours. */
static void
test_deep (void)
{
  static const char *const tags[] = { "<ul><li>x", "<blockquote>x", "<div><b>x", "<dl><dd>x<dt>y" };

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr (GString) page = g_string_new ("<body>");
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (SheafDocument) document = NULL;

      for (int depth = 0; depth < 300; depth++)
        g_string_append (page, tags[i]);
      bytes = g_bytes_new (page->str, page->len);
      document = read_html (bytes);
      check_round_trip (document);
    }
}

/* Deeper than any parser: a chain of nodes made by hand. */
static void
test_very_deep (void)
{
  g_autoptr (SheafDom) dom = sheaf_dom_new ();
  g_autoptr (SheafDocument) document = NULL;
  SheafNode *top = sheaf_dom_new_element (dom, "div");
  SheafNode *node = top;
  gsize n;

  for (int i = 0; i < 200000; i++)
    {
      SheafNode *child = sheaf_dom_new_element (dom, i % 2 == 0 ? "em" : "blockquote");

      sheaf_node_append (node, child);
      node = child;
    }
  sheaf_node_append (node, sheaf_dom_new_text (dom, "bottom", -1));
  document = sheaf_dom_to_document (top, NULL);

  g_assert_true (sheaf_document_is_normal (document));
  g_assert_cmpstr (sheaf_document_get_text (document), ==, "bottom\n");
  sheaf_document_get_containers (document, &n);
  g_assert_cmpuint (n, <=, SHEAF_DOCUMENT_MAX_DEPTH);
}

/* Tags thrown together in any order, as no page should but some do. */
static void
test_random (void)
{
  static const char *const pool[] = {
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<h2>",
    "</h2>",
    "<ul>",
    "</ul>",
    "<ol start=4>",
    "<li>",
    "</li>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href=/x>",
    "<a href=/y>",
    "</a>",
    "<sup>",
    "</sup>",
    "<table>",
    "<tr>",
    "<td>",
    "<th colspan=2>",
    "<td rowspan=3>",
    "</table>",
    "<caption>",
    "<figure>",
    "</figure>",
    "<figcaption>",
    "</figcaption>",
    "<img src=i.png alt=w>",
    "<br>",
    "<hr>",
    "<q>",
    "</q>",
    "<span lang=de>",
    "<section dir=rtl lang=he>",
    "</section>",
    "<ruby>",
    "<rt>",
    "</ruby>",
    "word",
    " two  words ",
    "\n",
    "&nbsp;",
    " \302\255\t",
    "<button>",
    "</button>",
    "<picture>",
    "</picture>",
    "<a href=\"#p\">",
    "<a href=\"#q\">",
    "<span id=p>",
    "<i id=q>",
    "<iframe data-embed src=/v title=film></iframe>",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int round = 0; round < 1500; round++)
    {
      g_autoptr (GString) page = g_string_new ("<!DOCTYPE html><body>");
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (SheafDocument) document = NULL;

      for (int i = 0; i < 60; i++)
        g_string_append (page, pool[g_rand_int_range (rand, 0, G_N_ELEMENTS (pool))]);
      bytes = g_bytes_new (page->str, page->len);
      document = read_html (bytes);
      g_test_message ("%s", page->str);
      check_round_trip (document);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/extract/dom-to-document/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/extract/dom-to-document-more/root", test_root);
  g_test_add_func ("/extract/dom-to-document-more/no-base", test_no_base);
  g_test_add_func ("/extract/dom-to-document-more/deep", test_deep);
  g_test_add_func ("/extract/dom-to-document-more/very-deep", test_very_deep);
  g_test_add_func ("/extract/dom-to-document-more/random", test_random);

  return g_test_run ();
}

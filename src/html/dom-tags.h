/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The element names the program knows, each an X of an identifier and the name, sorted by name.
 * Included several times, each with its own X; hence no include guard. */
/* clang-format off */
X (A, "a") X (ABBR, "abbr") X (ADDRESS, "address") X (AMP_IMG, "amp-img") X (ARTICLE, "article")
X (ASIDE, "aside") X (AUDIO, "audio") X (B, "b") X (BASE, "base") X (BDI, "bdi") X (BDO, "bdo")
X (BIG, "big") X (BLOCKQUOTE, "blockquote") X (BODY, "body") X (BR, "br") X (BUTTON, "button")
X (CANVAS, "canvas") X (CAPTION, "caption") X (CENTER, "center") X (CITE, "cite") X (CODE, "code")
X (COL, "col") X (COLGROUP, "colgroup") X (DATALIST, "datalist") X (DD, "dd") X (DEL, "del")
X (DETAILS, "details") X (DFN, "dfn") X (DIALOG, "dialog") X (DIV, "div") X (DL, "dl")
X (DT, "dt") X (EM, "em") X (EMBED, "embed") X (FIELDSET, "fieldset") X (FIGCAPTION, "figcaption")
X (FIGURE, "figure") X (FONT, "font") X (FOOTER, "footer") X (FORM, "form") X (FRAME, "frame")
X (FRAMESET, "frameset") X (H1, "h1") X (H2, "h2") X (H3, "h3") X (H4, "h4") X (H5, "h5")
X (H6, "h6") X (HEAD, "head") X (HEADER, "header") X (HGROUP, "hgroup") X (HR, "hr")
X (HTML, "html") X (I, "i") X (IFRAME, "iframe") X (IMG, "img") X (INPUT, "input") X (INS, "ins")
X (KBD, "kbd") X (LABEL, "label") X (LEGEND, "legend") X (LI, "li") X (LINK, "link")
X (MAIN, "main") X (MAP, "map") X (MARK, "mark") X (MATH, "math") X (MENU, "menu")
X (META, "meta") X (METER, "meter") X (NAV, "nav") X (NOBR, "nobr")
X (NOSCRIPT, "noscript") X (OBJECT, "object") X (OL, "ol") X (OPTGROUP, "optgroup")
X (OPTION, "option") X (OUTPUT, "output") X (P, "p") X (PICTURE, "picture") X (PRE, "pre")
X (PROGRESS, "progress") X (Q, "q") X (RB, "rb") X (RP, "rp") X (RT, "rt") X (RTC, "rtc")
X (RUBY, "ruby") X (S, "s") X (SAMP, "samp") X (SCRIPT, "script") X (SECTION, "section")
X (SELECT, "select") X (SLOT, "slot") X (SMALL, "small") X (SOURCE, "source") X (SPAN, "span")
X (STRIKE, "strike") X (STRONG, "strong") X (STYLE, "style") X (SUB, "sub") X (SUMMARY, "summary")
X (SUP, "sup") X (SVG, "svg") X (TABLE, "table") X (TBODY, "tbody") X (TD, "td")
X (TEMPLATE, "template") X (TEXTAREA, "textarea") X (TFOOT, "tfoot") X (TH, "th")
X (THEAD, "thead") X (TIME, "time") X (TITLE, "title") X (TR, "tr") X (TRACK, "track")
X (TT, "tt") X (U, "u") X (UL, "ul") X (VAR, "var") X (VIDEO, "video") X (WBR, "wbr")
/* clang-format on */

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A page that says all of itself, and the address it is from. */
#pragma once

#define RICH_URL "https://harbour.example/ferry"

static const char rich_page[]
    = "<!DOCTYPE html><html lang=\"en-GB\" dir=\"ltr\"><head><meta charset=\"utf-8\">"
      "<title>The ferry to the island | The Harbour Post</title>"
      "<meta property=\"og:title\" content=\"The ferry to the island\">"
      "<meta property=\"og:site_name\" content=\"The Harbour Post\">"
      "<meta name=\"author\" content=\"Ada Quill\">"
      "<meta property=\"article:published_time\" content=\"2021-03-04T05:06:07+01:00\">"
      "<meta name=\"description\" content=\"How the boat came to run.\">"
      "<meta property=\"og:image\" content=\"/pier.jpg\"></head><body>"
      "<nav><a href=\"/\">Home</a></nav><article><h1>The ferry to the island</h1>"
      "<p>The ferry to the island goes twice a day, and in winter only when the wind allows it, "
      "which is seldom.</p>"
      "<figure><img src=\"/boat.png\" width=\"600\" height=\"400\"><figcaption>The boat at the "
      "pier</figcaption></figure>"
      "<h2>Winter</h2>"
      "<p>People wait in the little house at the pier, drink tea, and talk about the <a "
      "href=\"/weather\">weather</a>.</p>"
      "<ul><li>First boat at nine</li><li>Last boat at five</li></ul>"
      "<p>The captain, who has done this for thirty years, says that the sea is never the same, "
      "nor are the people.</p>"
      "<p>For all the latest harbour news, click here</p>"
      "</article><footer>All rights reserved</footer></body></html>";

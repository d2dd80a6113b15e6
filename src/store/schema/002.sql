-- SPDX-License-Identifier: GPL-3.0-or-later
-- The library, version 2: what a page says of its address and its price, further addresses and texts of one
-- article, coloured tags, smart lists, rules on arrival, and what was done, to be undone.

ALTER TABLE article ADD COLUMN canonical_url TEXT;               -- the address that the page gives itself
ALTER TABLE article ADD COLUMN paywalled INT NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN fingerprint INT;                  -- SimHash of its text; NULL: not made
CREATE INDEX article_published ON article (published_at DESC, id DESC);
CREATE INDEX content_snapshot ON content (snapshot_sha) WHERE snapshot_sha IS NOT NULL;

ALTER TABLE tag ADD COLUMN color INT NOT NULL DEFAULT 0;         -- 0: none

-- Other addresses that lead to an article: where it was redirected to, that of a duplicate that became one with it.
CREATE TABLE address (
  url_key BLOB PRIMARY KEY CHECK (length (url_key) = 16),
  article_id INT NOT NULL REFERENCES article ON DELETE CASCADE,
  url TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX address_article ON address (article_id);

-- Other texts of an article: what it said before, what a duplicate said that became one with it.
CREATE TABLE version (
  id INTEGER PRIMARY KEY,
  article_id INT NOT NULL REFERENCES article ON DELETE CASCADE,
  kept_at INT NOT NULL,
  url TEXT, title TEXT NOT NULL, site TEXT, author TEXT, published TEXT,
  doc_z BLOB NOT NULL,                   -- as in content
  text_z BLOB NOT NULL,
  removed_z BLOB,
  snapshot_sha BLOB
) STRICT;
CREATE INDEX version_article ON version (article_id);
CREATE INDEX version_snapshot ON version (snapshot_sha) WHERE snapshot_sha IS NOT NULL;

CREATE TABLE smart_list (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length (uid) = 16),
  name TEXT NOT NULL,
  symbol TEXT,                           -- an icon's name; NULL: the usual one
  query TEXT NOT NULL,
  place INT NOT NULL                     -- they stand by this in the sidebar
) STRICT;

-- What happens to an article when its text comes and the query means it.
CREATE TABLE arrival_rule (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length (uid) = 16),
  query TEXT NOT NULL,
  tags TEXT,                             -- names, a line each; NULL: none
  archive INT NOT NULL DEFAULT 0,
  star INT NOT NULL DEFAULT 0,
  place INT NOT NULL,
  enabled INT NOT NULL DEFAULT 1
) STRICT;

-- What a person did, the newest last; what was undone waits to be done again until something else is done.
CREATE TABLE deed (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,                    -- a stable word: the window makes a sentence of it
  n INT NOT NULL,                        -- articles
  article_id INT,                        -- the first of them
  made_at INT NOT NULL,
  undone INT NOT NULL DEFAULT 0 CHECK (undone BETWEEN 0 AND 1),
  back_z BLOB NOT NULL                   -- zstd with checksum: the edit that undoes it, or does it again
) STRICT;

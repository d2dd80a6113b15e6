-- SPDX-License-Identifier: GPL-3.0-or-later
-- The library, version 1. Times are int64 µs UTC. Never changed: later versions are files of their own.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value
) WITHOUT ROWID;

CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- grows with the time of saving, never used twice
  uid BLOB NOT NULL UNIQUE CHECK (length (uid) = 16),
  url TEXT,                              -- as given; NULL: a text without address
  final_url TEXT,                        -- as fetched
  url_key BLOB NOT NULL UNIQUE,          -- 16 bytes of SHA-256 of the canonical address, or of "text:" and the text
  title TEXT NOT NULL,
  title_key BLOB NOT NULL,               -- collation key, its first 24 bytes
  site TEXT, author TEXT, excerpt TEXT, lang TEXT, direction TEXT,
  kind INT NOT NULL DEFAULT 0,
  readerable INT NOT NULL DEFAULT 0,
  original_title TEXT, original_site TEXT, original_url TEXT,
  state INT NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 1),    -- inbox, archive
  trashed_at INT,                        -- NULL: not in the trash; restoring keeps the state
  fetch INT NOT NULL DEFAULT 0,          -- complete, pending, failed, incomplete, link
  fetch_error TEXT,                      -- the stable name of why
  starred INT NOT NULL DEFAULT 0,
  read_at INT,                           -- unread: in the inbox and NULL here
  progress REAL NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
  added_at INT NOT NULL,
  published TEXT,                        -- ISO 8601, as precise as the source
  published_at INT,
  word_count INT,
  lead_url TEXT,
  lead_sha BLOB
) STRICT;
CREATE INDEX article_list ON article (state, added_at DESC, id DESC);
CREATE INDEX article_added ON article (added_at DESC, id DESC);
CREATE INDEX article_title ON article (title_key, id);
CREATE INDEX article_star ON article (added_at DESC, id DESC) WHERE starred = 1;
CREATE INDEX article_trash ON article (trashed_at DESC, id DESC) WHERE trashed_at IS NOT NULL;
CREATE INDEX article_site ON article (site, added_at DESC);

CREATE TABLE content (
  article_id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  doc_z BLOB NOT NULL,                   -- zstd with checksum: the packed ranges over the text
  text_z BLOB NOT NULL,                  -- zstd with checksum: the document's text, the only one
  removed_z BLOB,                        -- zstd with checksum: what was left out
  snapshot_sha BLOB                      -- the page as fetched: files/ab/<sha256>.zst
) STRICT;

CREATE TABLE asset (
  sha BLOB PRIMARY KEY,
  mime TEXT, bytes INT, width INT, height INT
) STRICT, WITHOUT ROWID;

-- The key's columns first: SQLite 3.40's integrity check sees a NULL in one that stands between them.
CREATE TABLE article_asset (
  article_id INT NOT NULL REFERENCES article ON DELETE CASCADE,
  src TEXT NOT NULL,
  sha BLOB NOT NULL,
  PRIMARY KEY (article_id, src)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_asset_sha ON article_asset (sha);

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  name_key TEXT NOT NULL UNIQUE          -- case-folded NFC
) STRICT;

CREATE TABLE article_tag (
  tag_id INT NOT NULL REFERENCES tag ON DELETE CASCADE,
  article_id INT NOT NULL REFERENCES article ON DELETE CASCADE,
  PRIMARY KEY (tag_id, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tag_rev ON article_tag (article_id, tag_id);

CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  article_id INT NOT NULL REFERENCES article ON DELETE CASCADE,
  quote TEXT, prefix TEXT, suffix TEXT, start INT, end INT,   -- quote NULL: the article's own note
  body TEXT, color INT, created_at INT, changed_at INT
) STRICT;
CREATE INDEX note_article ON note (article_id);

CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  kind INT NOT NULL,                     -- 0: the page, 1: its pictures
  article_id INT REFERENCES article ON DELETE CASCADE,
  url TEXT,
  attempts INT NOT NULL DEFAULT 0,
  not_before INT NOT NULL DEFAULT 0,
  error TEXT
) STRICT;
CREATE INDEX job_due ON job (not_before);
CREATE INDEX job_article ON job (article_id);

CREATE VIEW body_src AS
  SELECT a.id, unz (c.text_z) AS body FROM article a JOIN content c ON c.article_id = a.id;
CREATE VIRTUAL TABLE body_fts USING fts5 (body, content = 'body_src', content_rowid = 'id', tokenize = 'cjk2');

CREATE VIEW title_src AS
  SELECT a.id, a.title, a.site, a.author,
         (SELECT group_concat (t.name, ' ') FROM
           (SELECT t.name FROM article_tag x JOIN tag t ON t.id = x.tag_id
             WHERE x.article_id = a.id ORDER BY t.id) t) AS tags
    FROM article a;
CREATE VIRTUAL TABLE title_fts USING fts5 (title, site, author, tags, content = 'title_src', content_rowid = 'id',
                                           prefix = '1 2 3', tokenize = 'cjk2');
CREATE VIRTUAL TABLE note_fts USING fts5 (quote, body, content = 'note', content_rowid = 'id', tokenize = 'cjk2');

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copies of one text: what finds them and what was found.

-- article.fingerprint is no SimHash but a hash of all words in order: equal where the words are; 0: too few of
-- them; NULL: not made. Those that are to be made:
CREATE INDEX article_fingerprint ON article (id) WHERE fingerprint IS NULL;

-- The smallest hashes of an article's shingles, 24 numbers of 32 bits, little-endian.
CREATE TABLE fingerprint (
  article_id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  slots BLOB NOT NULL CHECK (length (slots) = 96),
  compared INT NOT NULL DEFAULT 0        -- with all others
) STRICT;
CREATE INDEX fingerprint_new ON fingerprint (article_id) WHERE compared = 0;

-- Two articles that are alike, or that a person says are two.
CREATE TABLE likeness (
  article_id INT NOT NULL REFERENCES article ON DELETE CASCADE,
  other_id INT NOT NULL REFERENCES article ON DELETE CASCADE,
  resemblance REAL NOT NULL,             -- shared shingles, of those that one of the two has
  apart INT NOT NULL DEFAULT 0,          -- no duplicates, however alike
  PRIMARY KEY (article_id, other_id),
  CHECK (article_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX likeness_other ON likeness (other_id);

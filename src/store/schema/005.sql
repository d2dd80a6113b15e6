-- SPDX-License-Identifier: GPL-3.0-or-later
-- The library, version 5: what a person says of an article instead of what its page said.

-- article has what the person says; here is what was fetched last of the same, to go back to.
CREATE TABLE own_facts (
  article_id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  own INT NOT NULL,                      -- bits: 1 title, 2 author, 4 site, 8 date
  title TEXT NOT NULL, author TEXT, site TEXT, published TEXT, published_at INT
) STRICT;

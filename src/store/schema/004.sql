-- SPDX-License-Identifier: GPL-3.0-or-later
-- The library, version 4: a list and its count are read from an index alone, at any size. What is in the trash is in
-- none of them but its own. Without figures of how many rows there are, SQLite takes the index that was made last of
-- those that will do: so they stand from the widest to the narrowest.

DROP INDEX IF EXISTS article_list;
DROP INDEX IF EXISTS article_added;
DROP INDEX IF EXISTS article_title;
DROP INDEX IF EXISTS article_star;
DROP INDEX IF EXISTS article_published;
DROP INDEX IF EXISTS article_site;                                -- no question went by it

CREATE INDEX article_title ON article (title_key, id) WHERE trashed_at IS NULL;
CREATE INDEX article_published ON article (published_at DESC, id DESC) WHERE trashed_at IS NULL;
CREATE INDEX article_kept ON article (added_at DESC, id DESC) WHERE trashed_at IS NULL;
CREATE INDEX article_archive ON article (added_at DESC, id DESC) WHERE state = 1 AND trashed_at IS NULL;
CREATE INDEX article_unread ON article (added_at DESC, id DESC)
  WHERE state = 0 AND read_at IS NULL AND trashed_at IS NULL;
CREATE INDEX article_star ON article (added_at DESC, id DESC) WHERE starred = 1 AND trashed_at IS NULL;

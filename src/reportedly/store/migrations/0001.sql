-- Reports with their versions, statements as columns, the pages' bytes, people's judgements, what is made from all of it.
-- A migration is never altered once it has been released: the next change is 0002.sql.

CREATE TABLE facts (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
INSERT INTO facts VALUES ('revision', 0), ('index', '');

CREATE TABLE raws (
  key INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  packed BLOB NOT NULL                      -- zlib
);

CREATE TABLE reports (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,                         -- of the text: the same on every page that prints it
  page TEXT NOT NULL,
  version INTEGER NOT NULL,                 -- 1, 2 ... in the order of adding
  newest INTEGER NOT NULL,                  -- 1 for the page's last version
  language TEXT NOT NULL,
  outlet TEXT, title TEXT, url TEXT,
  published TEXT, first_day TEXT, last_day TEXT,
  retrieved TEXT, added TEXT NOT NULL,
  statements INTEGER NOT NULL,
  raw INTEGER REFERENCES raws (key),
  UNIQUE (page, id),
  UNIQUE (page, version)
);
CREATE INDEX reports_by_id ON reports (id);
CREATE INDEX reports_by_day ON reports (first_day);

CREATE TABLE records (
  report INTEGER PRIMARY KEY REFERENCES reports (key) ON DELETE CASCADE,
  packed BLOB NOT NULL                      -- the record as the reader made it: JSON, zlib
);

CREATE TABLE inputs (
  name TEXT NOT NULL,                       -- a file's path or an address: from where
  sha256 TEXT NOT NULL,
  given TEXT NOT NULL,                      -- what the caller knew, JSON
  report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
  retrieved TEXT, added TEXT NOT NULL,
  PRIMARY KEY (name, sha256)
) WITHOUT ROWID;
CREATE INDEX inputs_by_report ON inputs (report);

CREATE TABLE statements (                   -- with people's judgements applied
  key INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL, act TEXT NOT NULL, manner TEXT NOT NULL, polarity TEXT NOT NULL,
  actor TEXT, speaker TEXT, party TEXT,
  said TEXT, first_day TEXT, last_day TEXT,
  confidence REAL NOT NULL,
  checked TEXT NOT NULL,
  words TEXT NOT NULL,                      -- the content's spans, joined by " … "
  who TEXT NOT NULL,                        -- speaker, source and office in one text
  UNIQUE (report, id)
);
CREATE INDEX statements_by_id ON statements (id);
CREATE INDEX statements_by_actor ON statements (actor, first_day);
CREATE INDEX statements_by_speaker ON statements (speaker, first_day);
CREATE INDEX statements_by_act ON statements (act, first_day);
CREATE INDEX statements_by_day ON statements (first_day);

-- Words are set apart and stemmed before they come here (tokens.py), so unicode61 only has to split at spaces.
CREATE VIRTUAL TABLE report_words USING fts5 (words, content='', tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE statement_words USING fts5 (words, who, content='', tokenize='unicode61 remove_diacritics 0');

CREATE TABLE judgements (
  n INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  page TEXT NOT NULL,
  body TEXT NOT NULL                        -- JSON as RECORD.md has it
);
CREATE INDEX judgements_by_page ON judgements (page);
CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements
BEGIN SELECT RAISE (ABORT, 'judgements are never altered: add a newer one'); END;
CREATE TRIGGER judgements_are_kept BEFORE DELETE ON judgements
BEGIN SELECT RAISE (ABORT, 'judgements are never deleted: add a newer one'); END;
CREATE TRIGGER judgements_are_appended BEFORE INSERT ON judgements
WHEN EXISTS (SELECT 1 FROM judgements WHERE n = NEW.n OR digest = NEW.digest)
BEGIN SELECT RAISE (ABORT, 'judgements are never replaced: add a newer one'); END;

CREATE TABLE vectors (
  statement TEXT NOT NULL, model TEXT NOT NULL,
  vector BLOB NOT NULL,                     -- float16, little-endian
  PRIMARY KEY (model, statement)
) WITHOUT ROWID;

CREATE TABLE made (                         -- what can always be made again: copies, utterances, points
  kind TEXT NOT NULL, place INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (kind, place)
) WITHOUT ROWID;
CREATE TABLE members (
  kind TEXT NOT NULL, member TEXT NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (kind, member, place)
) WITHOUT ROWID;

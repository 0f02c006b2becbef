// The first shape of a book. Facts (fact, usage_event, rejected_row) only ever grow; everything below the line is derived
// from them and may be derived again while its month is open. Integers stand for codes through `code`, postings and
// usage being the wide tables. Never edit a migration that has landed: add the next one.
export const sql = /* sql */ `
CREATE TABLE fact (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL,
  source TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX fact_by_key ON fact (kind, key);

-- Integers for the codes that usage rows name: never reused, never changed.
CREATE TABLE code (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  UNIQUE (kind, code)
) STRICT;

CREATE TABLE usage_event (
  seq INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  meter INTEGER NOT NULL,
  quantity TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  posted_at INTEGER NOT NULL,
  extra TEXT,
  crc INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX usage_by_id ON usage_event (event_id, attempt);
CREATE INDEX usage_by_time ON usage_event (customer, posted_at);

CREATE TABLE rejected_row (
  batch INTEGER NOT NULL,
  line INTEGER NOT NULL,
  code TEXT NOT NULL,
  column_name TEXT,
  message TEXT NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (batch, line)
) STRICT, WITHOUT ROWID;

-- One row: how far the facts go and what is sealed. Checked by verify against the facts themselves.
CREATE TABLE book_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  facts INTEGER NOT NULL,
  facts_hash TEXT NOT NULL,
  sealed_until INTEGER NOT NULL,
  derived_until INTEGER NOT NULL
) STRICT;
INSERT INTO book_state VALUES (1, 0, '', -9223372036854775808, -9223372036854775808);

------------------------------------------------------------------ derived
CREATE TABLE wallet (
  id INTEGER PRIMARY KEY,
  customer INTEGER NOT NULL,
  credit_type TEXT NOT NULL,
  UNIQUE (customer, credit_type)
) STRICT;

CREATE TABLE lot (
  id INTEGER PRIMARY KEY,
  wallet INTEGER NOT NULL,
  lot_id TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  starts_at INTEGER NOT NULL,
  expires_at INTEGER,
  -- Before any extension: a report up to a day before an extension must not show it.
  base_expires_at INTEGER,
  credits INTEGER NOT NULL,
  price INTEGER NOT NULL,
  currency TEXT NOT NULL,
  priority INTEGER NOT NULL,
  source TEXT,
  subscription TEXT,
  meters TEXT
) STRICT;
CREATE INDEX lot_by_wallet ON lot (wallet, made_at);

CREATE TABLE posting (
  wallet INTEGER NOT NULL,
  at INTEGER NOT NULL,
  ord INTEGER NOT NULL,
  month INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  lot INTEGER,
  event INTEGER,
  meter INTEGER,
  credits INTEGER NOT NULL,
  overage INTEGER NOT NULL DEFAULT 0,
  currency TEXT,
  basis INTEGER NOT NULL,
  usage INTEGER NOT NULL,
  breakage INTEGER NOT NULL DEFAULT 0,
  overage_revenue INTEGER NOT NULL DEFAULT 0,
  receivable INTEGER NOT NULL DEFAULT 0,
  unbilled INTEGER NOT NULL DEFAULT 0,
  amount INTEGER NOT NULL DEFAULT 0,
  charge TEXT,
  charge_kind INTEGER,
  PRIMARY KEY (wallet, at, ord)
) STRICT, WITHOUT ROWID;

-- Usage that no rate covers: posted_at tells the month it keeps from closing.
CREATE TABLE unrated (
  customer INTEGER NOT NULL,
  posted_at INTEGER NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY (customer, posted_at, event)
) STRICT, WITHOUT ROWID;

-- A customer's wallets after everything up to and including \`at\`; an open month goes on from the latest one before what changed.
CREATE TABLE snapshot (
  customer INTEGER NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (customer, at)
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------ guards
CREATE TRIGGER fact_no_update BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER fact_no_delete BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER usage_no_update BEFORE UPDATE ON usage_event BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER usage_no_delete BEFORE DELETE ON usage_event BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER rejected_no_update BEFORE UPDATE ON rejected_row BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER rejected_no_delete BEFORE DELETE ON rejected_row BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER code_no_update BEFORE UPDATE ON code BEGIN SELECT RAISE(ABORT, 'codes are never changed'); END;
CREATE TRIGGER code_no_delete BEFORE DELETE ON code BEGIN SELECT RAISE(ABORT, 'codes are never deleted'); END;
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'postings are derived, not edited'); END;
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting
  WHEN OLD.at < (SELECT sealed_until FROM book_state) BEGIN SELECT RAISE(ABORT, 'the month is sealed'); END;
`;

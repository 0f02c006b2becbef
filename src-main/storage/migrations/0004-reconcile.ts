// What is compared with the book: the rows of outside tables as they were taken in, and the sets that runs of matching found. The facts
// say what each table and run is, with a digest over its rows; nothing here is ever changed or removed.
export const sql = /* sql */ `
CREATE TABLE outside_row (
  source INTEGER NOT NULL,
  line INTEGER NOT NULL,
  items TEXT NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (source, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE match_set (
  run INTEGER NOT NULL,
  place INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER outside_no_update BEFORE UPDATE ON outside_row BEGIN SELECT RAISE(ABORT, 'outside rows are never changed'); END;
CREATE TRIGGER outside_no_delete BEFORE DELETE ON outside_row BEGIN SELECT RAISE(ABORT, 'outside rows are never deleted'); END;
CREATE TRIGGER match_no_update BEFORE UPDATE ON match_set BEGIN SELECT RAISE(ABORT, 'matches are never changed'); END;
CREATE TRIGGER match_no_delete BEFORE DELETE ON match_set BEGIN SELECT RAISE(ABORT, 'matches are never deleted'); END;
`;

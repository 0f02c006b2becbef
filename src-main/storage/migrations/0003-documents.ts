// The bytes of what was handed out (statements, exports) and of the logo: kept as they were, found by their SHA-256. The facts
// say what each is; nothing here is ever changed or removed.
export const sql = /* sql */ `
CREATE TABLE document (
  seq INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  bytes BLOB NOT NULL
) STRICT;
CREATE TRIGGER document_no_update BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;
CREATE TRIGGER document_no_delete BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'documents are never deleted'); END;
`;

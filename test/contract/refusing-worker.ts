// A worker that cannot even start, as where the database's binary is missing or of another machine.
throw new Error('cannot load better_sqlite3.node');

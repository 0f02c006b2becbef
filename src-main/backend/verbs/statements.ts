// What the command line can do: statements and their letterhead. Must not: do anything itself beyond joining two services.
export { setLetterheadFile, showLetterhead } from '../../services/documents/letterhead.ts';
export type { StatementsWritten } from '../../services/files/statements.ts';
export { writeStatements } from '../../services/files/statements.ts';

// Bytes that were handed out, by their SHA-256: added, read, never changed. Must not: know what they are (the facts do).
import { createHash } from 'node:crypto';
import type { OpenBook } from '../open.ts';

/** Keeps bytes; the same bytes once. Inside a transaction. @returns their SHA-256 (hex). */
export function keepDocument({ db }: OpenBook, bytes: Uint8Array): string {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  db.prepare('INSERT INTO document (sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING').run(
    sha256,
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  );
  return sha256;
}

/** The bytes kept under a SHA-256, or null. */
export function readDocument({ db }: OpenBook, sha256: string): Buffer | null {
  const found = db.prepare('SELECT bytes FROM document WHERE sha256 = ?').pluck().get(sha256);
  return (found as Buffer | undefined) ?? null;
}

/** SHA-256 of all that is kept, and whether the bytes under it still have it. */
export function* keptDocuments({ db }: OpenBook): Generator<{ sha256: string; intact: boolean }> {
  const rows = db.prepare('SELECT sha256, bytes FROM document ORDER BY sha256').iterate();
  for (const { sha256, bytes } of rows as Iterable<{ sha256: string; bytes: Buffer }>)
    yield { sha256, intact: createHash('sha256').update(bytes).digest('hex') === sha256 };
}

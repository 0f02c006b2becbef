// What any reply must look like, whatever was asked: an answer, or an error with a code of a catalogue and words for people.
import { expect } from 'vitest';
import { HOST_CODES } from '../../src-shared/contract/host.ts';
import type { Reply, WireCode } from '../../src-shared/contract/wire.ts';
import { BOOK_CODES } from '../../src-shared/findings/book.ts';
import { COMMAND_CODES } from '../../src-shared/findings/command.ts';
import { COMPARISON_CODES } from '../../src-shared/findings/comparison.ts';
import { CSV_CODES } from '../../src-shared/findings/csv.ts';
import { EXPORT_CODES } from '../../src-shared/findings/exports.ts';
import { FILE_CODES } from '../../src-shared/findings/files.ts';
import { KEEPING_CODES } from '../../src-shared/findings/keeping.ts';
import { LEGACY_CODES } from '../../src-shared/findings/legacy.ts';
import { RECONCILE_CODES } from '../../src-shared/findings/reconcile.ts';
import { SERVICE_CODES } from '../../src-shared/findings/service.ts';
import { SETUP_CODES } from '../../src-shared/findings/setup.ts';
import { USAGE_CODES } from '../../src-shared/findings/usage.ts';

/** `internal` and `backend_down` are codes, too, but nothing a caller does may lead to them. */
const WIRE: readonly WireCode[] = ['unknown_method', 'bad_input', 'no_book'];
const KNOWN = new Set<string>([
  ...WIRE,
  ...[HOST_CODES, BOOK_CODES, COMMAND_CODES, CSV_CODES, FILE_CODES].flatMap((codes) => Object.keys(codes)),
  ...[
    SERVICE_CODES,
    SETUP_CODES,
    USAGE_CODES,
    EXPORT_CODES,
    KEEPING_CODES,
    RECONCILE_CODES,
    COMPARISON_CODES,
    LEGACY_CODES,
  ].flatMap((codes) => Object.keys(codes)),
]);

/** @returns the code, or "ok". `asked` says what led to it when it is wrong. */
export function codeOf(reply: Reply, asked: unknown): string {
  if (reply.ok) return 'ok';
  const { code, message, findings } = reply.error;
  const about = `${JSON.stringify(asked)?.slice(0, 300)} → ${code}: ${message}`;
  expect(KNOWN.has(code), about).toBe(true);
  expect(message.length > 0 && message.length < 2000, about).toBe(true);
  // What the schema's own words call undefined is what is missing.
  if (code !== 'bad_input') expect(message, about).not.toMatch(/\n\s+at |undefined|\[object|node:internal/);
  expect(Array.isArray(findings), about).toBe(true);
  for (const finding of findings) expect(KNOWN.has(finding.code), `${about}; ${finding.code}`).toBe(true);
  return code;
}

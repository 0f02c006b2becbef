// Voids usage events: the same setup table that a file would bring, so that there is one way to void (rules §12).
// Must not: judge whether an event may be voided; loading the table does.
import type { Result } from '../../../src-shared/findings/finding.ts';
import { refused } from '../../../src-shared/findings/finding.ts';
import { madeTable } from '../incoming/made-table.ts';
import type { Session } from '../session.ts';
import { firstOpenMonth } from '../session.ts';
import { loadSetup } from '../setup.ts';

/** @param date the day it is taken back; null: where an event's month is open its own, else the first open day. */
export function voidEvents(
  session: Session,
  eventIds: readonly string[],
  date: string | null,
  reason: string,
): Result<{ voided: number }> {
  if (reason.trim() === '')
    return refused({ code: 'reason_missing', message: 'A reason is needed', hint: 'Say why it is voided' });
  const on = date ?? `${firstOpenMonth(session)}-01`;
  const rows = eventIds.map((eventId) => [eventId, on, reason.trim()]);
  const table = madeTable('voids', 'Usage', ['event_id', 'date', 'reason'], rows);
  const loaded = loadSetup(session, [table], 'Usage screen');
  return loaded.ok ? { ok: true, value: { voided: eventIds.length } } : loaded;
}

export interface Missing {
  customers: { code: string; name: string }[];
  meters: { code: string; name: string }[];
}

/** Makes customers and meters that a usage file names, as setup tables would. */
export function createMissing(session: Session, { customers, meters }: Missing): Result<{ created: number }> {
  const tables = [
    { name: 'customers', rows: customers },
    { name: 'meters', rows: meters },
  ]
    .filter(({ rows }) => rows.length > 0)
    .map(({ name, rows }) => {
      const cells = rows.map((row) => [row.code, row.name]);
      return madeTable(name, 'Import', ['code', 'name'], cells);
    });
  if (tables.length === 0) return { ok: true, value: { created: 0 } };
  const loaded = loadSetup(session, tables, 'Import screen');
  return loaded.ok ? { ok: true, value: { created: customers.length + meters.length } } : loaded;
}

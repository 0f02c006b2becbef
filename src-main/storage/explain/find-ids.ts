// Lots and events whose id begins with a text, through the indexes on their ids, and charges with it anywhere.
// Must not: look inside ids of wide tables; that would read all of them.
import { chargeNumber, kindNumber } from '../derived-rows.ts';
import type { OpenBook } from '../open.ts';
import { HAS_ID } from '../usage/by-id.ts';

export interface FoundId {
  kind: 'lot' | 'event' | 'charge';
  id: string;
  title: string;
  customer: string;
}

/** The text that follows every text which begins with `text`, in plain string order. */
const after = (text: string): string => `${text}\u{10ffff}`;

export function findIds({ db, codes }: OpenBook, text: string, most: number): FoundId[] {
  const lots = db
    .prepare(
      'SELECT l.lot_id AS id, w.customer, w.credit_type AS title FROM lot l JOIN wallet w ON w.id = l.wallet WHERE l.lot_id >= ? AND l.lot_id < ? ORDER BY l.lot_id LIMIT ?',
    )
    .all(text, after(text), most) as { id: string; customer: number; title: string }[];
  const events = db
    .prepare(
      `SELECT event_id AS id, customer, meter FROM usage_event WHERE ${HAS_ID} >= ? AND event_id < ? ORDER BY event_id LIMIT ?`,
    )
    .all(text, after(text), most) as { id: string; customer: number; meter: number }[];
  return [
    ...lots.map(
      ({ id, title, customer }): FoundId => ({ kind: 'lot', id, title, customer: codes.codeOf(customer) }),
    ),
    ...events.map(
      ({ id, meter, customer }): FoundId => ({
        kind: 'event',
        id,
        title: codes.codeOf(meter),
        customer: codes.codeOf(customer),
      }),
    ),
  ];
}

/** Overage charges with a text (in lower case) anywhere in their ref: the index over charges leads to them alone. */
export function findCharges({ db, codes }: OpenBook, text: string, most: number): FoundId[] {
  const rows = db
    .prepare(
      `SELECT DISTINCT p.charge AS id, w.customer FROM posting p INDEXED BY posting_few CROSS JOIN wallet w ON w.id = p.wallet
       WHERE p.kind = ${kindNumber('charge')} AND p.charge_kind = ${chargeNumber('overage')} AND instr(lower(p.charge), ?) > 0
       ORDER BY p.charge LIMIT ?`,
    )
    .all(text, most) as { id: string; customer: number }[];
  return rows.map(({ id, customer }) => ({
    kind: 'charge',
    id,
    title: 'Overage',
    customer: codes.codeOf(customer),
  }));
}

// Lots and events whose id begins with a text, through the indexes on their ids.
// Must not: look inside ids; that would read the whole table.
import { chargeNumber, kindNumber } from '../derived-rows.ts';
import type { OpenBook } from '../open.ts';

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
      'SELECT event_id AS id, customer, meter FROM usage_event WHERE event_id >= ? AND event_id < ? ORDER BY event_id LIMIT ?',
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

/** Overage charges of a customer whose id begins with a text: only that customer's postings are looked at. */
export function findCharges(
  { db, codes }: OpenBook,
  customer: string,
  text: string,
  most: number,
): FoundId[] {
  const kind = kindNumber('charge');
  const rows = db
    .prepare(
      `SELECT DISTINCT p.charge AS id FROM wallet w CROSS JOIN posting p ON p.wallet = w.id
       WHERE w.customer = ? AND p.kind = ? AND p.charge_kind = ? AND p.charge >= ? AND p.charge < ? ORDER BY p.charge LIMIT ?`,
    )
    .all(codes.find('customer', customer) ?? 0, kind, chargeNumber('overage'), text, after(text), most);
  return (rows as { id: string }[]).map(({ id }) => ({ kind: 'charge', id, title: 'Overage', customer }));
}

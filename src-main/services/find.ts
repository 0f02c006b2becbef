// Finds anything by what it is called: customers, lots, events, charges. For the search everywhere box.
// Must not: scan wide tables; ids are found by their beginning, names and charges by any part.
import { findCharges, findIds } from '../storage/explain/find-ids.ts';
import type { Session } from './session.ts';
import { latest } from './session.ts';

export interface Hit {
  kind: 'customer' | 'lot' | 'event' | 'charge';
  id: string;
  title: string;
  customer: string;
}

const MOST = 8;

export function findAnything(session: Session, text: string): Hit[] {
  const wanted = text.trim();
  if (wanted === '' || !session.isSetUp()) return [];
  const small = wanted.toLowerCase();
  const customers = [...latest(session, 'customer').values()]
    .filter(({ code, name }) => code.toLowerCase().includes(small) || name.toLowerCase().includes(small))
    .slice(0, MOST)
    .map(({ code, name }): Hit => ({ kind: 'customer', id: code, title: name, customer: code }));
  return [...customers, ...findIds(session.open, wanted, MOST), ...findCharges(session.open, small, MOST)];
}

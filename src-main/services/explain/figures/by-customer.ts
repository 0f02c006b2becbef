// A figure's lines by customer, and how its amounts are written. Must not: count.
import type { Part } from '../../../../src-shared/explain/calls.ts';
import type { FigureSubject } from '../../../../src-shared/explain/subject.ts';
import { isMoney } from '../../../../src-shared/explain/subject.ts';
import { latest } from '../../session.ts';
import type { Look } from '../look.ts';
import type { Writer } from '../parts.ts';
import { Lines } from '../parts.ts';
import { credits, money } from '../words.ts';

export function writerOf({ book }: Look, { figure: name, unit }: FigureSubject): Writer {
  return isMoney(name) ? (amount) => money(amount, unit) : (amount) => credits(book, amount, unit);
}

/** A line for each customer that has any of it. */
export function customerLines(look: Look, asked: FigureSubject, totals: ReadonlyMap<string, bigint>): Part {
  const names = latest(look.session, 'customer');
  const lines = new Lines();
  for (const [customer, amount] of totals) {
    if (amount === 0n) continue;
    const known = names.get(customer)?.name;
    lines.add({ label: customer, note: known ? [known] : [], amount, subject: { ...asked, customer } });
  }
  return lines.part('By customer', writerOf(look, asked));
}

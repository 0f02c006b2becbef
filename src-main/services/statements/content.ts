// What a statement says, as a hash: equal hashes are the same statement, whatever its number, its letterhead and the month's seal.
// Must not: depend on the order in which rows happen to be read.
import { createHash } from 'node:crypto';
import { compareText } from '../../../src-shared/text-order.ts';
import type { StatementData } from '../../reports/workbooks/statement-data.ts';

const plain = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one));

/** SHA-256 over the statement's data. */
export function statementContent(data: StatementData): string {
  const hash = createHash('sha256');
  const add = (part: unknown): void => void hash.update(`${plain(part)}\n`);
  const { book, timeZone, customer, month, wallets, rates, plans, deferred, charges, lines, usage } = data;
  add([book.name, timeZone, customer, month, wallets, rates, plans, deferred, charges]);
  if (data.period !== null) add([data.period.subscriptions, data.from, data.to]);
  // Names of meters matter where they are told.
  const named = new Set([...usage, ...rates].map(({ meter }) => meter));
  add(data.meters.filter(({ code }) => named.has(code)).sort((a, b) => compareText(a.code, b.code)));
  for (const sums of [...data.before, ...data.during].map(plain).sort(compareText)) add(sums);
  for (const lot of [...data.lots].sort((a, b) => compareText(a.lot, b.lot))) add(lot);
  for (const { event: _, ...line } of lines) add(line);
  for (const event of usage) add(event);
  return hash.digest('hex');
}

// The Rates sheet of a statement: usage by meter, the rates that made credits of it, and what needs a word of its own: late usage with
// its month, and usage that found no credits.
// Must not: rate anything.

import {
  canonicalDecimal,
  formatScaled,
  parseScaled,
  QUANTITY_SCALE,
} from '../../../../src-shared/decimal.ts';
import { entryOf } from '../../cells.ts';
import { grouped } from '../../plan-in-words.ts';
import {
  aligned,
  amount,
  count,
  date,
  header,
  monthInWords,
  rounded,
  SheetDraft,
  section,
  text,
  title,
} from '../cells.ts';
import { columnRange, type SpecSheet } from '../spec.ts';
import {
  duringInWords,
  type StatementData,
  type StatementRate,
  type StatementUsage,
} from '../statement-data.ts';
import type { StatementFigures } from './figures.ts';

export const RATES = 'Rates';
const WIDTH = 7;

export function ratesSheet(
  data: StatementData,
  figures: StatementFigures,
  about: { issuer: string; footer: string },
): SpecSheet {
  const draft = new SheetDraft();
  draft.add(title('Usage and rates'));
  draft.add(text(about.issuer, 'subtitle'));
  draft.add();
  usageByMeter(draft, data);
  ratesInForce(draft, data);
  if (figures.late.length > 0) lateUsage(draft, data, figures.late);
  if (figures.unfunded.length > 0) unfundedUsage(draft, data, figures.unfunded);
  return {
    name: RATES,
    kind: 'summary',
    columns: [
      { min: 16, max: 40 },
      { min: 18 },
      { min: 12 },
      { min: 12 },
      { min: 12 },
      { min: 12 },
      { min: 12 },
      { min: 14 },
    ],
    rows: draft.rows,
    landscape: true,
    footer: about.footer,
  };
}

const meterOf = (data: StatementData, code: string): { name: string; unit: string } => {
  const meter = data.meters.find((one) => one.code === code);
  return { name: meter?.name || code, unit: meter?.unit ?? '' };
};
const walletOf = (data: StatementData, creditType: string): string =>
  data.wallets.find((wallet) => wallet.creditType === creditType)?.name ?? creditType;

interface MeterUsage {
  meter: string;
  creditType: string;
  events: number;
  quantity: bigint;
  need: bigint;
}

function usageByMeter(draft: SheetDraft, data: StatementData): void {
  draft.addRow(section(`Usage ${duringInWords(data)}`, WIDTH));
  const found = new Map<string, MeterUsage>();
  for (const { meter, creditType, quantity, need } of data.usage) {
    const sums = entryOf(found, `${creditType}|${meter}`, () => ({
      meter,
      creditType,
      events: 0,
      quantity: 0n,
      need: 0n,
    }));
    sums.events++;
    sums.quantity += parseScaled(quantity, QUANTITY_SCALE) ?? 0n;
    sums.need += need;
  }
  const usage = [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sums]) => sums);
  if (usage.length === 0) {
    draft.add(text('None.'));
    draft.add();
    return;
  }
  draft.add(
    header('Meter'),
    header('Name'),
    header('Wallet'),
    header('Events', 'count'),
    header('Quantity', 'number'),
    header('Unit'),
    header('Credits', 'amount'),
  );
  const quantities = aligned(
    usage.map(({ quantity }) => canonicalDecimal(formatScaled(quantity, QUANTITY_SCALE)) ?? '0'),
  );
  const rowsOf = new Map<string, number[]>();
  for (const [index, { meter, creditType, events, need }] of usage.entries()) {
    const { name, unit } = meterOf(data, meter);
    const row = draft.add(
      text(meter),
      text(name),
      text(walletOf(data, creditType)),
      count(events),
      { value: quantities[index]!, format: 'number' },
      text(unit),
      amount(need, data.book.creditScale(creditType)),
    );
    entryOf(rowsOf, creditType, () => []).push(row);
  }
  for (const [creditType, rows] of rowsOf) {
    const scale = data.book.creditScale(creditType);
    const total = usage.reduce((sum, one) => (one.creditType === creditType ? sum + one.need : sum), 0n);
    const range = columnRange(7, rows[0]!, rows.at(-1)!);
    const role = rowsOf.size > 1 ? 'subtotal' : 'total';
    const blank = text(null, role);
    const sum = amount(total, scale, role, rounded(`SUM(${range})`, scale));
    draft.add(text('Total', role), blank, text(walletOf(data, creditType), role), blank, blank, blank, sum);
  }
  draft.add(
    text('What usage costs in credits, whether drawn from lots, charged as overage or not funded.', 'note'),
  );
  draft.add();
}

/** "5 calls = 1 credit" */
function rateInWords(data: StatementData, { meter, creditType, units, credits }: StatementRate): string {
  const { unit } = meterOf(data, meter);
  const wallet = data.wallets.find((one) => one.creditType === creditType);
  return `${grouped(units)} ${unit || meter} = ${grouped(credits)} ${wallet?.unit || creditType}`;
}

function ratesInForce(draft: SheetDraft, data: StatementData): void {
  draft.addRow(section(`Rates in force ${duringInWords(data)}`, WIDTH));
  if (data.rates.length === 0) {
    draft.add(text('None.'));
    draft.add();
    return;
  }
  draft.add(
    header('Meter'),
    header('In words'),
    header('Wallet'),
    header('Units', 'number'),
    header('Credits', 'number'),
    header('From', 'date'),
    header('For'),
  );
  const units = aligned(data.rates.map((rate) => rate.units));
  const credits = aligned(data.rates.map((rate) => rate.credits));
  for (const [index, rate] of data.rates.entries()) {
    draft.add(
      text(rate.meter),
      text(rateInWords(data, rate)),
      text(walletOf(data, rate.creditType)),
      { value: units[index]!, format: 'number' },
      { value: credits[index]!, format: 'number' },
      date(rate.from),
      text(rate.own ? 'this customer' : 'everyone'),
    );
  }
  draft.add(
    text(
      'A rate holds from its date until a later one for the same meter; a customer’s own comes before the general one.',
      'note',
    ),
  );
  draft.add();
}

function lateUsage(draft: SheetDraft, data: StatementData, late: readonly StatementUsage[]): void {
  draft.addRow(section('Late usage', WIDTH));
  draft.add(
    text(
      `It came in after its month was closed and is counted ${duringInWords(data)}, at the rates of its own day.`,
      'prose',
    ),
  );
  draft.add(
    header('Event'),
    header('Month'),
    header('Meter'),
    header('Used on', 'date'),
    header('Quantity', 'number'),
    header('Unit'),
    header('Credits', 'amount'),
  );
  const quantities = aligned(late.map((event) => event.quantity));
  for (const [index, event] of late.entries()) {
    const occurred = data.book.dateAt(event.occurredAt);
    draft.add(
      text(event.eventId),
      text(monthInWords(occurred)),
      text(event.meter),
      date(occurred),
      { value: quantities[index]!, format: 'number' },
      text(meterOf(data, event.meter).unit),
      amount(event.need, data.book.creditScale(event.creditType)),
    );
  }
  draft.add();
}

function unfundedUsage(draft: SheetDraft, data: StatementData, unfunded: readonly StatementUsage[]): void {
  draft.addRow(section('Unfunded usage', WIDTH));
  draft.add(text('It found no credits. It is not charged and takes nothing from the balance.', 'prose'));
  draft.add(
    header('Event'),
    header('Wallet'),
    header('Meter'),
    header('Used on', 'date'),
    header('Quantity', 'number'),
    header('Unit'),
    header('Not funded', 'amount'),
  );
  const quantities = aligned(unfunded.map((event) => event.quantity));
  for (const [index, event] of unfunded.entries()) {
    draft.add(
      text(event.eventId),
      text(walletOf(data, event.creditType)),
      text(event.meter),
      date(data.book.dateAt(event.occurredAt)),
      { value: quantities[index]!, format: 'number' },
      text(meterOf(data, event.meter).unit),
      amount(event.unfunded, data.book.creditScale(event.creditType)),
    );
  }
  draft.add();
}

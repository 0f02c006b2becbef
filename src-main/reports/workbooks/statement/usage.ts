// The Rates sheet of a statement: usage by meter and the rates that made credits of it; and sheets for what needs a word of its own: late
// usage with its month, and usage that found no credits.
// Must not: rate anything.

import type { IsoDate } from '../../../../src-shared/calendar.ts';
import {
  canonicalDecimal,
  formatScaled,
  QUANTITY_SCALE,
  withPlaces,
} from '../../../../src-shared/decimal.ts';
import { entryOf } from '../../cells.ts';
import { grouped } from '../../plan-in-words.ts';
import { aligned, amount, count, date, header, rounded, SheetDraft, section, text, title } from '../cells.ts';
import { columnRange, type SpecCell, type SpecRow, type SpecSheet } from '../spec.ts';
import {
  duringInWords,
  type StatementData,
  type StatementRate,
  type StatementUsage,
} from '../statement-data.ts';
import { monthInWords } from '../words.ts';
import type { StatementFigures } from './figures.ts';
import type { UsageFigures } from './usage-figures.ts';

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
  usageByMeter(draft, data, figures.usage);
  ratesInForce(draft, data);
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

function usageByMeter(draft: SheetDraft, data: StatementData, { byMeter: usage }: UsageFigures): void {
  draft.addRow(section(`Usage ${duringInWords(data)}`, WIDTH));
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

export const LATE = 'Late usage';
export const UNFUNDED = 'Unfunded usage';
/** Rows before the first event. */
const HEADING = 5;

/** What needs a word of its own, each list on its own sheet, of any length. */
export function usageSheets(
  data: StatementData,
  { usage }: StatementFigures,
  about: { issuer: string; footer: string },
): SpecSheet[] {
  const quantity = (event: StatementUsage): SpecCell => ({
    value: withPlaces(event.quantity, usage.places.get(event.meter) ?? 0),
    format: 'number',
  });
  const usedOn = (event: StatementUsage): IsoDate => data.book.dateAt(event.occurredAt);
  const credits = (event: StatementUsage, of: bigint): SpecCell =>
    amount(of, data.book.creditScale(event.creditType));
  const late: UsageList = {
    name: LATE,
    said: `It came in after its month was closed and is counted ${duringInWords(data)}, at the rates of its own day.`,
    head: ['Event', 'Month', 'Meter', 'Used on', 'Quantity', 'Unit', 'Credits'],
    rowOf: (event) =>
      event.late
        ? [
            ...[text(event.eventId), text(monthInWords(usedOn(event))), text(event.meter)],
            ...[date(usedOn(event)), quantity(event), text(meterOf(data, event.meter).unit)],
            credits(event, event.need),
          ]
        : null,
  };
  const unfunded: UsageList = {
    name: UNFUNDED,
    said: 'It found no credits. It is not charged and takes nothing from the balance.',
    head: ['Event', 'Wallet', 'Meter', 'Used on', 'Quantity', 'Unit', 'Not funded'],
    rowOf: (event) =>
      event.unfunded !== 0n
        ? [
            ...[text(event.eventId), text(walletOf(data, event.creditType)), text(event.meter)],
            ...[date(usedOn(event)), quantity(event), text(meterOf(data, event.meter).unit)],
            credits(event, event.unfunded),
          ]
        : null,
  };
  const lists = [...(usage.late > 0 ? [late] : []), ...(usage.unfunded > 0 ? [unfunded] : [])];
  return lists.map((list) => listSheet(data, list, about));
}

interface UsageList {
  readonly name: string;
  readonly said: string;
  readonly head: readonly string[];
  /** null: the event does not belong on it. */
  rowOf(event: StatementUsage): SpecRow | null;
}

const FORMATS = ['text', 'text', 'text', 'date', 'number', 'text', 'amount'] as const;

function listSheet(
  data: StatementData,
  { name, said, head, rowOf }: UsageList,
  about: { issuer: string; footer: string },
): SpecSheet {
  function* rows(): Generator<SpecRow> {
    yield [title(name)];
    yield [text(about.issuer, 'subtitle')];
    yield [text(said, 'prose')];
    yield [];
    yield head.map((word, index) => header(word, FORMATS[index]));
    for (const event of data.usage) {
      const row = rowOf(event);
      if (row) yield row;
    }
  }
  return {
    name,
    kind: 'detail',
    columns: [{ max: 44 }, { min: 16, max: 34 }, {}, { min: 12 }, { min: 12 }, {}, { min: 12 }],
    rows: { [Symbol.iterator]: rows },
    freeze: { rows: HEADING, columns: 1 },
    printTitles: [HEADING, HEADING],
    landscape: true,
    filter: `A${HEADING}:G${HEADING}`,
    footer: about.footer,
    repeatHeading: HEADING,
  };
}

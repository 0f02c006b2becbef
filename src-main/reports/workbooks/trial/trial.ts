// The trial recomputation of a sample of lots: Sample (each lot with what its movements come to, beside what the book says), Movements,
// Checks. Everything follows from price, quantity and draws by live formulas. Must not: read a book; all it needs is in TrialData.

import { monthDates } from '../../../../src-shared/calendar.ts';
import { deferredOf, remainingOf } from '../../lots.ts';
import { amount, flag, header, rounded, SheetDraft, text, title } from '../cells.ts';
import { ALL_CHECKS, allOk, type Check, checksSheet } from '../checks.ts';
import type { SpecCell, SpecSheet, WorkbookSpec } from '../spec.ts';
import { sheetRef } from '../spec.ts';
import { LOT_WORDS, monthInWords } from '../words.ts';
import { agrees, type Block, HEADING, MOVEMENTS, movementsSheet, SAMPLE } from './movements.ts';
import { recompute } from './recompute.ts';
import type { TrialData, TrialLot } from './trial-data.ts';

/** What a lot comes to, recomputed and as the book has it. */
interface Figures {
  readonly remaining: bigint;
  readonly recognized: bigint;
  readonly left: bigint;
  readonly deferred: bigint;
  readonly inMonth: bigint;
}

export function trialWorkbook(data: TrialData): WorkbookSpec {
  const month = monthInWords(data.month);
  const subtitle = `${data.book.name} · ${month} · seed ${data.seed} · ${data.lots.length} of ${data.population} lots`;
  const footer = `${data.book.name} · Trial ${month}`;
  const blocks = blocksOf(data);
  const checks = checksOf(data, blocks);
  return {
    title: `Trial recomputation ${data.month}`,
    subject: `A sample of lots recomputed from price, quantity and draws, ${month}`,
    author: data.book.name,
    date: monthDates(data.month).to,
    sheets: [
      sampleSheet(data, blocks, checks, subtitle, footer),
      movementsSheet(blocks, subtitle, footer),
      checksSheet(checks, footer, subtitle),
    ],
  };
}

function blocksOf(data: TrialData): Block[] {
  let next = HEADING + 1;
  return data.lots.map((lot, index) => {
    const first = next;
    next += lot.movements.length;
    const { creditType, currency } = lot.sums;
    const scales = { credits: data.book.creditScale(creditType), money: data.book.currencyScale(currency) };
    const states = recompute(lot);
    return { lot, sampleRow: HEADING + 1 + index, first, last: next - 1, states, scales };
  });
}

function recomputed({ lot, states }: Block, from: string): Figures {
  const sum = (pick: (state: Block['states'][number]) => bigint): bigint =>
    states.reduce((all, state) => all + pick(state), 0n);
  const last = states.at(-1);
  return {
    remaining: last?.remaining ?? 0n,
    recognized: sum(({ here }) => here),
    left: sum(({ left }) => left),
    deferred: last?.deferred ?? 0n,
    inMonth: states.reduce(
      (all, { here }, index) => (lot.movements[index]!.at < from ? all : all + here),
      0n,
    ),
  };
}

function perBook({ sums, recognizedBefore }: TrialLot): Figures {
  return {
    remaining: remainingOf(sums),
    recognized: sums.recognized,
    left: sums.moved + sums.returned,
    deferred: deferredOf(sums),
    inMonth: sums.recognized - recognizedBefore,
  };
}

const SAMPLE_HEADER: readonly SpecCell[] = [
  header('Lot'),
  header('Customer'),
  header('Credit type'),
  header('Kind'),
  header('Granted', 'amount'),
  header('Price', 'amount'),
  header('Currency'),
  header('Expected breakage', 'percent'),
  header('Remaining', 'amount'),
  header('Recognised', 'amount'),
  header('Left unused', 'amount'),
  header('Deferred', 'amount'),
  header('In the month', 'amount'),
  header('Remaining', 'amount'),
  header('Recognised', 'amount'),
  header('Left unused', 'amount'),
  header('Deferred', 'amount'),
  header('In the month', 'amount'),
  header('Result'),
  header('Terms by fact'),
];

const SAID = [
  'Price, granted credits and expected breakage are the terms of the lot, told by the facts at the end of its line. Everything else in black is computed from them and from the credits',
  'drawn, line by line on Movements; what is grey is per the book. In the month: recognised in it. Left unused: what credits that rolled over, were refunded or were voided took with them.',
];

function sampleSheet(
  data: TrialData,
  blocks: readonly Block[],
  checks: readonly Check[],
  subtitle: string,
  footer: string,
): SpecSheet {
  const sheet = new SheetDraft();
  sheet.add(title('Trial recomputation'));
  sheet.add(text(subtitle, 'subtitle'));
  sheet.add(text('All checks', 'label'), flag(allOk(checks), ALL_CHECKS));
  sheet.addRow([
    ...Array<null>(8).fill(null),
    text('Recomputed', 'label'),
    ...Array<null>(4).fill(null),
    text('Per the book', 'label'),
  ]);
  sheet.addRow(SAMPLE_HEADER);
  for (const block of blocks) sheet.addRow(sampleRow(data, block));
  if (blocks.length === 0) sheet.add(text('No lot held anything in the month.', 'note'));
  sheet.add();
  for (const sentence of SAID) sheet.add(text(sentence, 'note'));
  return {
    name: SAMPLE,
    kind: 'summary',
    columns: [{ max: 36 }, { max: 24 }],
    rows: sheet.rows,
    freeze: { rows: HEADING, columns: 1 },
    printTitles: [HEADING - 1, HEADING],
    landscape: true,
    footer,
  };
}

function sampleRow(data: TrialData, block: Block): SpecCell[] {
  const { lot, first, last, scales, sampleRow: row } = block;
  const { sums, breakage } = lot;
  const from = `${data.month}-01`;
  const ours = recomputed(block, from);
  const book = perBook(lot);
  const range = (column: string): string => `${sheetRef(MOVEMENTS)}${column}${first}:${column}${last}`;
  const sum = (column: string): string => rounded(`SUM(${range(column)})`, scales.money);
  const [year, month] = data.month.split('-').map(Number);
  const inMonth = `SUMIFS(${range('K')},${range('B')},">="&DATE(${year},${month},1))`;
  const money = (value: bigint, formula: string): SpecCell => amount(value, scales.money, 'body', formula);
  const bookMoney = (value: bigint): SpecCell => amount(value, scales.money, 'book');
  const pairs = ['I|N', 'J|O', 'K|P', 'L|Q', 'M|R'].map((pair, index) => {
    const [a, b] = pair.split('|');
    return `${rounded(`${a}${row}-${b}${row}`, index === 0 ? scales.credits : scales.money)}=0`;
  });
  const same = (Object.keys(ours) as (keyof Figures)[]).every((key) => ours[key] === book[key]);
  return [
    { value: sums.lot, format: 'id' },
    { value: sums.customer, format: 'id' },
    text(sums.creditType),
    text(LOT_WORDS[sums.kind]),
    amount(sums.granted, scales.credits),
    amount(sums.price, scales.money),
    text(sums.currency),
    { value: breakage, format: 'percent' },
    amount(ours.remaining, scales.credits, 'body', `${sheetRef(MOVEMENTS)}F${last}`),
    money(ours.recognized, sum('K')),
    money(ours.left, sum('M')),
    money(ours.deferred, `${sheetRef(MOVEMENTS)}N${last}`),
    money(ours.inMonth, rounded(inMonth, scales.money)),
    amount(book.remaining, scales.credits, 'book'),
    bookMoney(book.recognized),
    bookMoney(book.left),
    bookMoney(book.deferred),
    bookMoney(book.inMonth),
    flag(same, `IF(AND(${pairs.join(',')}),"OK","CHECK")`),
    { value: lot.facts.join(', ') || null, format: 'id' },
  ];
}

function checksOf(data: TrialData, blocks: readonly Block[]): Check[] {
  if (blocks.length === 0) return [];
  const [firstRow, lastRow] = [HEADING + 1, HEADING + blocks.length];
  const range = (column: string): string => `${sheetRef(SAMPLE)}${column}${firstRow}:${column}${lastRow}`;
  const from = `${data.month}-01`;
  const totals = (
    what: string,
    column: string,
    unitColumn: string,
    unitOf: (lot: TrialLot) => string,
    scaleOf: (unit: string) => number,
    figure: keyof Figures,
  ): Check[] =>
    [...new Set(blocks.map(({ lot }) => unitOf(lot)))].sort().map((unit) => {
      const of = blocks.filter(({ lot }) => unitOf(lot) === unit);
      const scale = scaleOf(unit);
      return {
        what,
        unit,
        scale,
        // By the cell that holds the unit: never by users' text in a formula.
        formula: rounded(
          `SUMPRODUCT(EXACT(${range(unitColumn)},${sheetRef(SAMPLE)}${unitColumn}${of[0]!.sampleRow})*${range(column)})`,
          scale,
        ),
        computed: of.reduce((sum, block) => sum + recomputed(block, from)[figure], 0n),
        book: of.reduce((sum, { lot }) => sum + perBook(lot)[figure], 0n),
      };
    });
  const currency = ({ sums }: TrialLot): string => sums.currency;
  const creditType = ({ sums }: TrialLot): string => sums.creditType;
  const [moneyScale, creditScale] = [data.book.currencyScale, data.book.creditScale];
  const lines = `${sheetRef(MOVEMENTS)}Q${HEADING + 1}:Q${blocks.at(-1)!.last}`;
  const wrong = blocks.reduce(
    (sum, { lot, states }) =>
      sum + lot.movements.filter((movement, index) => !agrees(movement, states[index]!)).length,
    0,
  );
  return [
    ...totals('Remaining credits', 'I', 'C', creditType, creditScale, 'remaining'),
    ...totals('Recognised to date', 'J', 'G', currency, moneyScale, 'recognized'),
    ...totals('Recognised in the month', 'M', 'G', currency, moneyScale, 'inMonth'),
    ...totals('Deferred', 'L', 'G', currency, moneyScale, 'deferred'),
    {
      what: 'Movements that differ from the book',
      unit: 'lines',
      scale: 0,
      formula: `COUNTIF(${lines},"CHECK")`,
      computed: BigInt(wrong),
      book: 0n,
    },
    {
      what: 'Lots that differ from the book',
      unit: 'lots',
      scale: 0,
      formula: `COUNTIF(${range('S')},"CHECK")`,
      computed: BigInt(lotsThatDiffer(blocks, from)),
      book: 0n,
    },
  ];
}

function lotsThatDiffer(blocks: readonly Block[], from: string): number {
  return blocks.filter((block) => {
    const [ours, book] = [recomputed(block, from), perBook(block.lot)];
    return (Object.keys(ours) as (keyof Figures)[]).some((key) => ours[key] !== book[key]);
  }).length;
}

// The certificate of a parallel run: each month in which the spreadsheet and the book were both kept, how it compared, and whether
// the spreadsheet may be switched off, by a live formula. Must not: judge a month; the service did.

import type { Month } from '../../../../src-shared/calendar.ts';
import { monthDates } from '../../../../src-shared/calendar.ts';
import { parallelVerdict } from '../../../../src-shared/comparison/words.ts';
import {
  addSignOff,
  count,
  flag,
  header,
  lines,
  month,
  SheetDraft,
  section,
  text,
  title,
} from '../../workbooks/cells.ts';
import { ALL_CHECKS, allOk, type Check, checksSheet } from '../../workbooks/checks.ts';
import { columnRange, type SpecSheet, type WorkbookSpec } from '../../workbooks/spec.ts';
import { monthInWords } from '../../workbooks/words.ts';

export interface ParallelData {
  readonly book: string;
  readonly months: readonly {
    readonly month: Month;
    readonly balances: number;
    readonly agree: number;
    readonly explained: number;
    readonly unexplained: number;
    readonly state: string;
    readonly seal: string | null;
    readonly file: string;
    readonly sha256: string;
    readonly comparedBy: string;
  }[];
  readonly inARow: number;
  readonly enough: number;
  readonly mayEnd: boolean;
}

/** How a month stands, as it is written. */
export const STATE_WORDS: Readonly<Record<string, string>> = {
  agrees: 'Agrees',
  explained: 'Explained',
  unexplained: 'Not explained',
  open: 'Compared before the close',
  reopened: 'Closed anew since',
};

const CERTIFICATE = 'Certificate';
const WIDTH = 9;

export function parallelWorkbook(data: ParallelData): WorkbookSpec {
  const { months, book } = data;
  const [first, last] = [months[0]!.month, months.at(-1)!.month];
  const about = `${book} · ${monthInWords(first)} to ${monthInWords(last)}`;
  const footer = `${book} · Parallel run`;
  const checks: Check[] = months.map(({ month: at, balances, agree, explained, unexplained }, index) => ({
    what: `Balances compared, ${monthInWords(at)}`,
    unit: '',
    scale: 0,
    formula: `SUM('${CERTIFICATE}'!C${index + 1 + headingOf(data)}:E${index + 1 + headingOf(data)})`,
    computed: BigInt(agree + explained + unexplained),
    book: BigInt(balances),
  }));
  return {
    title: `Parallel run ${first} to ${last}`,
    subject: 'An old spreadsheet and the book, month by month',
    author: book,
    date: monthDates(last).to,
    sheets: [certificate(data, checks, about, footer), checksSheet(checks, footer, about)],
  };
}

/** The line of the head of the months. */
const headingOf = (data: ParallelData): number => 8 + lines(parallelVerdict(data), 96).length;

function certificate(data: ParallelData, checks: readonly Check[], about: string, footer: string): SpecSheet {
  const draft = new SheetDraft();
  addVerdict(draft, data, checks, about);
  addMonths(draft, data);
  draft.add();
  draft.addRow(section('Files and seals', WIDTH));
  draft.add(
    header('Month', 'month'),
    header('Spreadsheet, SHA-256'),
    null,
    null,
    null,
    header('Seal of the month'),
  );
  for (const { month: at, sha256, seal } of data.months)
    draft.add(month(at), text(sha256), null, null, null, text(seal ?? 'not closed'));
  draft.add();
  addSignOff(draft, WIDTH);
  draft.add();
  draft.add(
    text(
      'A month is good when it is closed, was compared as it is closed now, and holds no difference that nobody explained.',
      'note',
    ),
  );
  return {
    name: CERTIFICATE,
    kind: 'summary',
    columns: [
      ...[{ min: 20 }, { min: 12, max: 16 }, { min: 9 }, { min: 12 }, { min: 12 }],
      ...[{ min: 24, max: 30 }, { min: 7 }, { min: 16, max: 24 }, { min: 20, max: 40 }],
    ],
    rows: draft.rows,
    freeze: { rows: 2 },
    landscape: true,
    footer,
  };
}

function addVerdict(draft: SheetDraft, data: ParallelData, checks: readonly Check[], about: string): void {
  const { months, inARow, enough, mayEnd } = data;
  const heading = headingOf(data);
  draft.add(title('Parallel run'));
  draft.add(text(about, 'subtitle'));
  draft.add();
  for (const line of lines(parallelVerdict(data), 96)) draft.add(text(line, 'prose'));
  // Months since the last one that is not good: those after the last row with a 0.
  const good = columnRange(7, heading + 1, heading + months.length);
  const row = `${months.length}-SUMPRODUCT(MAX((${good}=0)*(ROW(${good})-${heading})))`;
  draft.add(text('Months in a row', 'label'), count(inARow, 'body', row));
  draft.add(text('Months needed', 'label'), count(enough));
  draft.add(
    text('May be switched off', 'label'),
    flag(mayEnd, `IF(B${draft.next - 2}>=B${draft.next - 1},"OK","CHECK")`),
  );
  draft.add(text('Checks', 'label'), flag(allOk(checks), ALL_CHECKS));
}

function addMonths(draft: SheetDraft, { months }: ParallelData): void {
  draft.add(
    header('Month', 'month'),
    ...['Compared', 'Agree', 'Known cause', 'Not explained'].map((head) => header(head, 'count')),
    ...[header('Result'), header('Good', 'count'), header('Compared by'), header('Spreadsheet')],
  );
  for (const one of months) {
    const fine = one.state === 'agrees' || one.state === 'explained';
    const line = draft.next;
    draft.add(
      month(one.month),
      ...[one.balances, one.agree, one.explained, one.unexplained].map((value) => count(value)),
      text(STATE_WORDS[one.state] ?? one.state),
      count(fine ? 1 : 0, 'body', `IF(AND(E${line}=0,OR(F${line}="Agrees",F${line}="Explained")),1,0)`),
      ...[text(one.comparedBy), text(one.file)],
    );
  }
}

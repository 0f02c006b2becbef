// The close certificate: the months of the period with their seals, who closed or reopened them and when, and the imports behind them with
// their control totals. Must not: say anything that the book has not on record.
import { datesOf } from '../../../recognition/period.ts';
import { count, header, SheetDraft, section, text, title } from '../../cells.ts';
import type { RevenueData } from '../../revenue-data.ts';
import type { About } from '../../sheets.ts';
import type { SpecCell, SpecSheet } from '../../spec.ts';
import { dateInWords, monthInWords } from '../../words.ts';

export const CERTIFICATE = 'Close certificate';
const WIDTH = 11;

export function certificateSheet(data: RevenueData, about: About): SpecSheet {
  const draft = new SheetDraft();
  const { from, to } = datesOf(data.period);
  draft.add(title('Close certificate'));
  draft.add(text(about.subtitle, 'subtitle'));
  draft.add();
  addMonths(draft, data);
  draft.add();
  addReopenings(draft, data);
  draft.add();
  addImports(draft, data);
  draft.add(
    text(
      `Usage posted from ${dateInWords(from)} to ${dateInWords(to)}; times are local, ${data.timeZone}.`,
      'note',
    ),
  );
  return {
    name: CERTIFICATE,
    kind: 'checks',
    columns: [
      { min: 16 },
      { min: 14, max: 32 },
      { min: 14 },
      { min: 16 },
      // A SHA-256 in small print.
      { min: 58 },
      ...Array.from({ length: 5 }, () => ({ min: 10 })),
      { min: 20, max: 40 },
    ],
    rows: draft.rows,
    freeze: { rows: 3 },
    landscape: true,
    footer: about.footer,
  };
}

const time = (data: RevenueData, at: number): SpecCell => ({ value: data.localTime(at), format: 'time' });

function addMonths(draft: SheetDraft, data: RevenueData): void {
  const { months } = data.certificate;
  draft.addRow(section('Months', WIDTH));
  draft.addRow(
    ['Month', 'Status', 'Closed by', 'Closed at', 'Seal', 'Postings'].map((head) =>
      header(head, head === 'Postings' ? 'count' : 'text'),
    ),
  );
  const before = months[0]?.close?.previousSeal;
  if (before)
    draft.add(text('The month before', 'label'), ...Array<null>(3).fill(null), text(before, 'note'));
  for (const { month, close } of months) {
    const name = text(monthInWords(month));
    if (!close) draft.add(name, text('open: a draft'));
    else {
      const { by, recordedAt, postings, seal } = close;
      draft.add(name, text('closed'), text(by), time(data, recordedAt), text(seal, 'note'), count(postings));
    }
  }
  draft.add(
    text(
      'A seal is the SHA-256 over all postings of the month, chained to the seal of the month before: drawdown verify recomputes it.',
      'note',
    ),
  );
}

function addReopenings(draft: SheetDraft, data: RevenueData): void {
  const { reopenings } = data.certificate;
  draft.addRow(section('Reopened', WIDTH));
  if (reopenings.length === 0) {
    draft.add(text('None of these months was reopened.', 'prose'));
    return;
  }
  const heads = ['Month', null, 'Reopened by', 'Reopened at', 'Seal before', 'Why'];
  draft.addRow(heads.map((head) => header(head)));
  for (const { month, by, recordedAt, reason, oldSeal } of reopenings)
    draft.add(
      ...[text(monthInWords(month)), null, text(by), time(data, recordedAt)],
      ...[text(oldSeal, 'note'), text(reason, 'prose')],
    );
}

function addImports(draft: SheetDraft, data: RevenueData): void {
  const { imports } = data.certificate;
  draft.addRow(section('Imports', WIDTH));
  if (imports.length === 0) {
    draft.add(text('No usage is posted in the period.', 'prose'));
    return;
  }
  draft.addRow([
    ...['Import', 'File', 'Imported by', 'Imported at'].map((head) => header(head)),
    header('SHA-256 of the file'),
    ...['Accepted', 'Posted in the period', 'Duplicates', 'Late', 'Rejected'].map((head) =>
      header(head, 'count'),
    ),
    header('Control totals'),
  ]);
  for (const one of imports) {
    const { batch, file, by, recordedAt, accepted, sha256, posted, duplicates, late, rejected } = one;
    draft.add(
      ...[text(`Import ${batch}`), text(file), text(by), time(data, recordedAt)],
      text(sha256, 'note'),
      ...[accepted, posted, duplicates, late, rejected].map((rows) => count(rows)),
      text(totalsInWords(one)),
    );
  }
}

/** "rows: 10 told, 10 imported; quantity of calls: 5 told, 4 imported (why)". */
function totalsInWords({ control, reason }: RevenueData['certificate']['imports'][number]): string {
  if (control.length === 0) return 'none were told';
  const lines = control.map(
    ({ meter, what, told, found }) =>
      `${what}${meter === null ? '' : ` of ${meter}`}: ${told} told, ${found} imported`,
  );
  return `${lines.join('; ')}${reason === '' ? '' : ` (${reason})`}`;
}

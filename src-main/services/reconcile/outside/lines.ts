// The outside's side of a reconciliation: the rows kept of its tables, as lines. Must not: read files (take-in.ts does).
import type { Month } from '../../../../src-shared/calendar.ts';
import { parseScaled } from '../../../../src-shared/decimal.ts';
import type { Leg } from '../../../../src-shared/reconcile/words.ts';
import type { OutsideFact } from '../../../engine/facts.ts';
import type { OutsideItem } from '../../../import/outside/read.ts';
import { outsideRows } from '../../../storage/reconcile/outside-store.ts';
import type { Session } from '../../session.ts';
import { hasBalance } from '../book-lines.ts';
import type { Line } from '../lines.ts';
import { unitScale } from '../scales.ts';

/** Number of a journal that we handed out, with or without the letters of an entry in it; wherever the ledger put it. */
const OUR_JOURNAL = /\b(JE-\d{4}-\d{2}-\d{6}(?:-R\d+)?)[A-Z]{0,2}\b/;

const journalNumber = ({ reference, text }: OutsideItem): string =>
  OUR_JOURNAL.exec(reference)?.[1] ?? OUR_JOURNAL.exec(text)?.[1] ?? reference;

/** Lines of tables of months up to `month`; balances and control totals only of that month itself. */
export function outsideLines(
  session: Session,
  leg: Leg,
  tables: readonly OutsideFact[],
  month: Month,
): Line[] {
  const lines: Line[] = [];
  for (const table of tables) {
    if (table.month > month) continue;
    for (const { line, items } of outsideRows(session.open, table.number)) {
      for (const item of JSON.parse(items) as OutsideItem[]) {
        const carries = leg === 'billing' || (leg === 'general_ledger' && item.measure === '');
        if (!carries && table.month !== month) continue;
        if (leg === 'general_ledger' && item.measure === 'closing' && !hasBalance(item.party ?? '')) continue;
        const { measure, party, unit, date, text } = item;
        const amount = (text: string): bigint => parseScaled(text, unitScale(session, leg, unit)!)!;
        const reference = leg === 'general_ledger' ? journalNumber(item) : item.reference;
        lines.push({
          side: 'outside',
          key: [table.number, line, measure].filter((part) => part !== '').join(':'),
          ...{ measure, party, unit, reference, date, text, carries },
          month: table.month,
          amount: amount(item.amount),
          ...(item.beside === undefined ? {} : { beside: amount(item.beside) }),
          source: { number: table.number, file: table.file, place: item.place ?? `line ${line}` },
        });
      }
    }
  }
  return lines;
}

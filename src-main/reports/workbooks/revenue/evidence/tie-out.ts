// The tie-out: deferred revenue as each sheet has it, and every account beside a cell for the balance of the general ledger, with the
// difference. Must not: fill in what somebody else has to.
import { compareText } from '../../../../../src-shared/text-order.ts';
import type { Account } from '../../../../engine/facts.ts';
import { entryOf } from '../../../cells.ts';
import { DEBIT_SIDE, journalTotals } from '../../../journal.ts';
import { datesOf, periodInWords } from '../../../recognition/period.ts';
import {
  addSignOff,
  amount,
  flag,
  header,
  input,
  rounded,
  SheetDraft,
  section,
  text,
  title,
} from '../../cells.ts';
import type { RevenueData } from '../../revenue-data.ts';
import type { About } from '../../sheets.ts';
import { columnLetters, columnRange, NOT_YET, type SpecSheet, sheetRef } from '../../spec.ts';
import { dateInWords } from '../../words.ts';
import { ACCOUNT_WORDS, JOURNAL, type JournalDraft } from '../journal.ts';

const TIE_OUT = 'Tie-out';
const WIDTH = 14;

/** Deferred revenue at the period's end in one currency, as a sheet has it. */
export interface Way {
  readonly currency: string;
  /** In the order of `WAYS`: where it stands, null where the sheet has nothing of the currency. */
  readonly cells: readonly { readonly cell: string | null; readonly value: bigint }[];
}
/** The column of the first of them. */
const WAYS_FROM = 8;
const WAYS = ['Roll-forward', 'Lots', 'Waterfall', 'Expiry ladder'] as const;

/** Accounts whose balance is all ours; of the others the general ledger holds more, so their movement is compared. */
const BALANCES: ReadonlySet<Account> = new Set<Account>(['deferred_revenue', 'unbilled_receivable']);
interface AccountRow {
  readonly currency: string;
  readonly account: Account;
  /** On its usual side, before the period. */
  opening: bigint;
  debit: bigint;
  credit: bigint;
}

const closingOf = ({ account, opening, debit, credit }: AccountRow): bigint =>
  (BALANCES.has(account) ? opening : 0n) + (DEBIT_SIDE.has(account) ? debit - credit : credit - debit);

function accountRows(data: RevenueData): AccountRow[] {
  const { from } = data.period;
  const rows = new Map<string, AccountRow>();
  const rowOf = (currency: string, account: Account): AccountRow =>
    entryOf(rows, `${currency}|${account}`, () => ({
      ...{ currency, account },
      ...{ opening: 0n, debit: 0n, credit: 0n },
    }));
  const earlier = data.money.filter(({ month }) => month < from);
  for (const { currency, account, debit, credit } of journalTotals(earlier, null))
    rowOf(currency, account).opening += DEBIT_SIDE.has(account) ? debit - credit : credit - debit;
  for (const { currency, account, debit, credit } of data.journal)
    Object.assign(rowOf(currency, account), { debit, credit });
  const order = Object.keys(ACCOUNT_WORDS);
  return [...rows.values()]
    .filter((row) => row.debit !== 0n || row.credit !== 0n || closingOf(row) !== 0n)
    .sort(
      (a, b) => compareText(a.currency, b.currency) || order.indexOf(a.account) - order.indexOf(b.account),
    );
}

export function tieOutSheet(
  data: RevenueData,
  ways: readonly Way[],
  journal: JournalDraft,
  about: About,
): SpecSheet {
  const draft = new SheetDraft();
  draft.add(title('Tie-out'));
  draft.add(text(about.subtitle, 'subtitle'));
  draft.add();
  const rows = accountRows(data);
  const inputs = addAccounts(draft, data, rows, journal);
  draft.add();
  addWays(draft, data, rows, ways, inputs?.[0] ?? 0);
  draft.add();
  addSignOff(draft, WIDTH);
  const range = inputs && columnRange(11, ...inputs);
  return {
    name: TIE_OUT,
    kind: 'input',
    columns: [
      { min: 20 },
      { min: 12 },
      { min: 12, max: 32 },
      ...[{}, {}, { min: 20 }],
      ...Array.from({ length: 6 }, () => ({ min: 11 })),
      ...[{ min: 11 }, { min: 24 }],
    ],
    rows: draft.rows,
    freeze: { rows: 3, columns: 1 },
    landscape: true,
    footer: about.footer,
    ...(range
      ? {
          inputs: [
            {
              range,
              title: 'General ledger',
              prompt:
                'The amount of the general ledger on the account’s usual side, as the column Compared says.',
            },
          ],
        }
      : {}),
  };
}

/** @returns first and last row with a cell to fill in. */
function addAccounts(
  draft: SheetDraft,
  data: RevenueData,
  rows: readonly AccountRow[],
  journal: JournalDraft,
): readonly [number, number] | null {
  draft.addRow(section('Accounts against the general ledger', WIDTH));
  if (rows.length === 0) {
    draft.add(text('No account was moved.', 'prose'));
    return null;
  }
  const amounts = ['Opening', 'Debit', 'Credit', 'Per Drawdown', 'General ledger', 'Difference'];
  draft.add(
    ...['Account', 'Code', 'Name in your chart', 'Currency', 'Usual side', 'Compared'].map((one) =>
      header(one),
    ),
    ...amounts.map((one) => header(one, 'amount')),
    header('Result'),
    header('Explanation'),
  );
  const first = draft.next;
  for (const row of rows) addAccount(draft, data, row, journal);
  const last = draft.next - 1;
  draft.add(
    text(
      'Fill in General ledger: the balance at the end of the period, or the movement in it, on the account’s usual side. The difference follows.',
      'note',
    ),
  );
  return [first, last];
}

function addAccount(draft: SheetDraft, data: RevenueData, row: AccountRow, journal: JournalDraft): void {
  const { currency, account, opening, debit, credit } = row;
  const scale = data.book.currencyScale(currency);
  const line = draft.next;
  const [balance, debits] = [BALANCES.has(account), DEBIT_SIDE.has(account)];
  const { to } = datesOf(data.period);
  const known = data.accounts.get(account);
  const side = (which: 'debit' | 'credit', value: bigint) => {
    const cell = journal.cell(currency, account, which);
    return amount(value, scale, 'body', cell ? `${sheetRef(JOURNAL)}${cell}` : undefined);
  };
  draft.add(
    text(ACCOUNT_WORDS[account]),
    text(known?.code ?? null),
    text(known?.name ?? null),
    text(currency),
    text(debits ? 'debit' : 'credit'),
    text(balance ? `balance, ${dateInWords(to)}` : `movement, ${periodInWords(data.period)}`),
    balance ? amount(opening, scale, 'book') : null,
    side('debit', debit),
    side('credit', credit),
    amount(
      closingOf(row),
      scale,
      'body',
      rounded(debits ? `G${line}+H${line}-I${line}` : `G${line}-H${line}+I${line}`, scale),
    ),
    input('amount', scale),
    {
      value: NOT_YET,
      format: 'amount',
      places: scale,
      formula: `IF(ISBLANK(K${line}),"${NOT_YET}",ROUND(K${line}-J${line},${scale}))`,
    },
    {
      value: 'not entered',
      format: 'flag',
      formula: `IF(ISBLANK(K${line}),"not entered",IF(L${line}=0,"OK","CHECK"))`,
    },
    input('wrap'),
  );
}

function addWays(
  draft: SheetDraft,
  data: RevenueData,
  rows: readonly AccountRow[],
  ways: readonly Way[],
  first: number,
): void {
  const { to } = datesOf(data.period);
  draft.addRow(section(`Deferred revenue on ${dateInWords(to)}, as each sheet has it`, WIDTH));
  if (ways.length === 0) {
    draft.add(text('Nothing is deferred.', 'prose'));
    return;
  }
  // Under the amounts of the accounts above.
  const blank = Array<null>(WAYS_FROM - 2).fill(null);
  draft.add(
    header('Currency'),
    ...blank.map(() => header(null)),
    ...[...WAYS, 'Account'].map((one) => header(one, 'amount')),
    header('Result'),
  );
  for (const { currency, cells } of ways) {
    const scale = data.book.currencyScale(currency);
    const line = draft.next;
    const at = rows.findIndex((row) => row.currency === currency && row.account === 'deferred_revenue');
    const account = at < 0 ? 0n : closingOf(rows[at]!);
    const own = columnLetters(WAYS_FROM + WAYS.length);
    const equal = WAYS.map((_, index) => `${columnLetters(WAYS_FROM + index)}${line}=${own}${line}`);
    draft.add(
      text(currency),
      ...blank,
      ...cells.map(({ cell, value }) => amount(value, scale, 'body', cell ?? undefined)),
      amount(account, scale, 'body', at < 0 ? undefined : `J${first + at}`),
      flag(
        cells.every(({ value }) => value === account),
        `IF(AND(${equal.join(',')}),"OK","CHECK")`,
      ),
    );
  }
}

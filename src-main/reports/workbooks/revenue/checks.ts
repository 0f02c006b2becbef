// The checks of the revenue workbook: the roll-forward foots and agrees with the book, the lots defer what it says, the journal balances,
// and every account moved by what the postings say.
// Must not: make sheets.
import { absolute } from '../../../../src-shared/decimal.ts';
import { compareText } from '../../../../src-shared/text-order.ts';
import type { Account } from '../../../engine/facts.ts';
import { DEBIT_SIDE } from '../../journal.ts';
import { rounded } from '../cells.ts';
import type { Check } from '../checks.ts';
import { checksIn } from '../checks.ts';
import type { RevenueData } from '../revenue-data.ts';
import { cellOn, rangeOn } from '../spec.ts';
import { ACTIVITY, ACTIVITY_COLUMNS } from './activity.ts';
import { type MovedField, movedIn, type RevenueFigures } from './figures.ts';
import { ACCOUNT_WORDS, JOURNAL, type JournalDraft } from './journal.ts';
import type { RevenueParts } from './parts.ts';
import { creditChecks, lotChecks } from './recognition-checks.ts';
import { SUMMARY, SUMMARY_COLUMNS } from './summary.ts';

export function revenueChecks(data: RevenueData, parts: RevenueParts): Check[] {
  const { figures, lots } = parts;
  const currencies = [...new Set([...figures.currencies, ...lots.money.units])].sort(compareText);
  const each = currencies.flatMap((currency) => [
    ...rollForwardChecks(data, parts, currency),
    ...lotChecks(data, parts, currency),
    ...journalChecks(data, parts, currency),
    ...accountChecks(data, figures, parts, currency),
  ]);
  return [...each, ...creditChecks(data, parts), closingsCheck(data, figures, parts)];
}

const makerFor = (data: RevenueData, currency: string) =>
  checksIn(currency, data.book.currencyScale(currency));

function rollForwardChecks(data: RevenueData, { figures, summary }: RevenueParts, currency: string): Check[] {
  const check = makerFor(data, currency);
  const rows = figures.rows.filter((row) => row.currency === currency);
  const total = summary.totals.get(currency);
  const booked = rows.reduce((sum, row) => sum + row.book.closing, 0n);
  const opening = rows.reduce((sum, row) => sum + row.opening, 0n);
  const closing = rows.reduce((sum, row) => sum + row.closing, 0n);
  const onSummary = (column: number): string | null =>
    total === undefined ? null : cellOn(SUMMARY, column, total);
  return [
    check(
      'Opening deferred: roll-forward and account',
      onSummary(SUMMARY_COLUMNS.opening),
      opening,
      data.accountOpening.get(currency) ?? 0n,
    ),
    check('Closing deferred: roll-forward', onSummary(SUMMARY_COLUMNS.closing), closing, booked),
  ];
}

function journalChecks(data: RevenueData, { journal }: RevenueParts, currency: string): Check[] {
  const check = makerFor(data, currency);
  const own = data.journal.filter((row) => row.currency === currency);
  const scale = data.book.currencyScale(currency);
  const debits = own.reduce((sum, row) => sum + row.debit, 0n);
  const credits = own.reduce((sum, row) => sum + row.credit, 0n);
  const [debit, credit] = (['debit', 'credit'] as const).map((side) => journal.total(currency, side));
  const balance = debit ? rounded(`'${JOURNAL}'!${debit}-'${JOURNAL}'!${credit}`, scale) : null;
  const closing = data.deferred.reduce(
    (sum, row) => (row.currency === currency ? sum + row.closing - row.opening : sum),
    0n,
  );
  const account = own.find((row) => row.account === 'deferred_revenue');
  return [
    check('Journal: debits less credits', balance, debits - credits, 0n),
    check(
      'Deferred revenue account: movement of the period',
      netFormula(journal, currency, 'deferred_revenue', scale),
      account ? account.credit - account.debit : 0n,
      closing,
    ),
  ];
}

/** Credits less debits of an account, on the journal. */
function netFormula(journal: JournalDraft, currency: string, account: Account, scale: number): string | null {
  const [debit, credit] = (['debit', 'credit'] as const).map((side) => journal.cell(currency, account, side));
  return debit ? rounded(`'${JOURNAL}'!${credit}-'${JOURNAL}'!${debit}`, scale) : null;
}

const ACCOUNTS: readonly { account: Account; field: MovedField }[] = [
  { account: 'deferred_revenue', field: 'deferred' },
  { account: 'usage_revenue', field: 'usage' },
  { account: 'breakage_revenue', field: 'breakage' },
  { account: 'overage_revenue', field: 'overage' },
  { account: 'receivable', field: 'receivable' },
  { account: 'unbilled_receivable', field: 'unbilled' },
  { account: 'migration_clearing', field: 'clearing' },
];

/** Each account's movement: added up from the postings on Activity, against the journal; and both sides against each other. */
function accountChecks(
  data: RevenueData,
  figures: RevenueFigures,
  { activity }: RevenueParts,
  currency: string,
): Check[] {
  const check = makerFor(data, currency);
  const total = activity.totals.get(currency);
  const cell = (field: MovedField): string | null =>
    total === undefined ? null : cellOn(ACTIVITY, ACTIVITY_COLUMNS[field], total);
  const accounts = ACCOUNTS.flatMap(({ account, field }) => {
    const booked = data.journal.find((row) => row.currency === currency && row.account === account);
    const computed = movedIn(figures, currency, field);
    if (!booked && computed === 0n) return [];
    const net = booked ? booked.credit - booked.debit : 0n;
    return [
      check(
        `${ACCOUNT_WORDS[account]}: postings and journal`,
        cell(field),
        computed,
        DEBIT_SIDE.has(account) ? -net : net,
      ),
    ];
  });
  const signs = ACCOUNTS.map(({ account, field }) => ({ field, sign: DEBIT_SIDE.has(account) ? 1n : -1n }));
  const apart = signs.reduce((sum, { field, sign }) => sum + sign * movedIn(figures, currency, field), 0n);
  const formula = [...signs].reverse().map(({ field, sign }) => `${sign > 0n ? '+' : '-'}${cell(field)}`);
  const balance =
    total === undefined ? null : rounded(formula.join('').slice(1), data.book.currencyScale(currency));
  return [...accounts, check('Postings: debits less credits', balance, apart, 0n)];
}

/** Over all customers at once, so that two differences cannot cancel out. */
function closingsCheck(data: RevenueData, figures: RevenueFigures, { summary }: RevenueParts): Check {
  const scale = Math.max(0, ...figures.currencies.map((currency) => data.book.currencyScale(currency)));
  const apart = figures.rows.reduce((sum, row) => {
    const apartHere = absolute(row.closing - row.book.closing);
    return sum + apartHere * 10n ** BigInt(scale - data.book.currencyScale(row.currency));
  }, 0n);
  const formula =
    summary.all &&
    rounded(
      `SUMPRODUCT(ABS(${rangeOn(SUMMARY, SUMMARY_COLUMNS.closing, summary.all)}-${rangeOn(SUMMARY, SUMMARY_COLUMNS.book, summary.all)}))`,
      scale,
    );
  return {
    what: 'Closing deferred by customer: differences',
    unit: '',
    scale,
    formula: formula ?? '0',
    computed: apart,
    book: 0n,
  };
}

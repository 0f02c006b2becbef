// What a controller should know of an old workbook before it goes in: each with its place and its amount, only what can be shown
// from the sheet itself. Must not: call something wrong that may be right.
import { counted } from '../../../src-shared/counted.ts';
import { currencyScale, divideMoney, formatScaled, powerOfTen } from '../../../src-shared/decimal.ts';
import { readAmount } from './cell-values.ts';
import { atScale, decimalOf, isBelow, minus, PLACES, plus, units, unsigned } from './decimals.ts';
import { isAmount } from './find-table.ts';
import type { LegacyBook, LegacyEntry, LegacyFinding, LegacyPurchase } from './legacy-book.ts';
import { legacyFinding, type SheetReading } from './row-reader.ts';
import { lettersOf, textOf } from './sheet-view.ts';
import type { Spelling } from './spellings.ts';
import { checkTotals } from './total-checks.ts';

const credits = (amount: string): LegacyFinding['amount'] => ({ credits: amount, money: null });
const money = (amount: string): LegacyFinding['amount'] => ({ credits: null, money: amount });

/** Adds to the book's findings, in the order of places. @param asOf null: the latest date that the workbook has. */
export function checkLegacy(
  book: LegacyBook,
  readings: readonly SheetReading[],
  spellings: readonly Spelling[],
  asOf: string | null,
): void {
  const { purchases, entries, balances, findings } = book;
  const dates = [...purchases, ...entries].flatMap(({ date }) => date ?? []);
  const today = asOf ?? dates.reduce((latest, date) => (date > latest ? date : latest), '');
  for (const purchase of purchases) checkPurchase(purchase, today, findings);
  findings.push(...outliers(purchases), ...runningBalances(entries), ...belowZero(balances, entries));
  for (const reading of readings) {
    findings.push(...errorCells(reading), ...typedAmongFormulas(reading), ...hiddenIn(reading));
    findings.push(...checkTotals(reading));
  }
  findings.push(...sameCustomers(spellings));
  const sheets = readings.map(({ view }) => view.sheet.name);
  findings.sort(
    (a, b) => sheets.indexOf(a.place.sheet) - sheets.indexOf(b.place.sheet) || a.place.row - b.place.row,
  );
}

function checkPurchase(purchase: LegacyPurchase, today: string, findings: LegacyFinding[]): void {
  const { place, customer, bought, used, expired, remaining, deferred, expires } = purchase;
  const say = (...[code, message, amount]: [LegacyFinding['code'], string, LegacyFinding['amount']]): void =>
    void findings.push({ code, place, customer, message, amount });
  const lapsed = expires !== null && expires < today;
  if (remaining !== null && bought !== null && isBelow(bought, remaining))
    say(
      'remaining_above_bought',
      `${remaining} credits remain of ${bought} bought`,
      credits(minus(remaining, bought)),
    );
  if (remaining !== null && isBelow(remaining, '0'))
    say('negative_balance', `${remaining} credits remain: more was used than bought`, credits(remaining));
  if (bought !== null && used !== null && remaining !== null) {
    const left = remainingOf({ ...purchase, remaining: null })!;
    // Where there is no column for it, what expired is simply not there any more.
    const isGone = expired === null && lapsed && units(remaining) === 0n;
    if (left !== remaining && !isGone)
      say(
        'does_not_foot',
        `${bought} bought, ${used} used${expired === null ? '' : `, ${expired} expired`}: ${left} should remain, the sheet has ${remaining}`,
        credits(minus(remaining, left)),
      );
  }
  const stands = units(remaining ?? '0') > 0n || units(deferred ?? '0') > 0n;
  if (lapsed && stands)
    say(
      'not_released',
      `It expired on ${expires}; ${remaining ?? 0} credits still stand${deferred === null ? '' : `, and ${deferred} is deferred`}`,
      { credits: remaining, money: deferred ?? shareLeft(purchase) },
    );
  const share = shareLeft(purchase);
  const shares = [share, sheetShare(purchase)];
  if (deferred !== null && share !== null && !shares.includes(atScale(deferred, placesOf(purchase.currency))))
    say(
      'deferred_differs',
      `${deferred} is deferred; the remaining credits have ${share} of the price`,
      money(minus(deferred, share)),
    );
}

/**
 * What is still deferred as the rules have it (rules §3): the price less the share that went, which is rounded half up, in the
 * currency's places; null where the sheet does not say enough.
 */
export function shareLeft(purchase: LegacyPurchase): string | null {
  const { price, bought, remaining } = purchase;
  if (!mayShare(purchase)) return null;
  return minus(price!, shareOf(purchase, minus(bought!, remaining!)));
}

/** Credits that were bought: as the sheet says, else those that went and those that are left; null where it says too little. */
export function boughtOf({ bought, used, expired, remaining }: LegacyPurchase): string | null {
  if (bought !== null || used === null || remaining === null) return bought;
  return plus(plus(remaining, unsigned(used)), unsigned(expired ?? '0'));
}

/** Credits that are left: as the sheet says, else those that were bought less those that went; null where it says too little. */
export function remainingOf({ bought, used, expired, remaining }: LegacyPurchase): string | null {
  if (remaining !== null || bought === null) return remaining;
  return minus(minus(bought, unsigned(used ?? '0')), unsigned(expired ?? '0'));
}

/** Rounded as the share that is left: a sheet may do so, and be half a cent away. */
function sheetShare(purchase: LegacyPurchase): string | null {
  return mayShare(purchase) ? shareOf(purchase, purchase.remaining!) : null;
}

function mayShare({ price, bought, remaining }: LegacyPurchase): boolean {
  if (price === null || bought === null || remaining === null || units(bought) <= 0n) return false;
  return !isBelow(remaining, '0') && !isBelow(bought, remaining);
}

/** Price × credits ÷ bought. */
function shareOf({ price, bought, currency }: LegacyPurchase, part: string): string {
  const scale = placesOf(currency);
  return decimalOf(
    divideMoney(units(price!) * units(part), units(bought!) * powerOfTen(PLACES - scale)),
    scale,
  );
}

/** Decimal places of the money of a row. */
const placesOf = (currency: string | null): number =>
  (currency === null ? undefined : currencyScale(currency)) ?? 2;

const FEWEST_PRICES = 4;

/** More than three times the median price of a credit, of the same credit type and currency. */
function outliers(purchases: readonly LegacyPurchase[]): LegacyFinding[] {
  const groups = new Map<string, { purchase: LegacyPurchase; each: bigint }[]>();
  for (const purchase of purchases) {
    const { price, bought, currency, creditType } = purchase;
    if (price === null || bought === null || units(bought) <= 0n || units(price) <= 0n) continue;
    const key = `${currency}|${creditType}`;
    const each = (units(price) * 10n ** 9n) / units(bought);
    const group = groups.get(key);
    if (group) group.push({ purchase, each });
    else groups.set(key, [{ purchase, each }]);
  }
  return [...groups.values()].flatMap((group) => {
    if (group.length < FEWEST_PRICES) return [];
    const sorted = group.map(({ each }) => each).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const median = sorted[Math.floor(sorted.length / 2)]!;
    return group
      .filter(({ each }) => each > 3n * median)
      .map(({ purchase, each }) =>
        legacyFinding(
          'price_outlier',
          purchase.place,
          purchase.customer,
          `A credit costs ${shown(each)} here, usually ${shown(median)}`,
          money(purchase.price!),
        ),
      );
  });
}

const shown = (each: bigint): string => decimalOf(BigInt(formatScaled(each / 10n ** 5n, 0)) * 10n ** 14n);

/** Balance before + movement = balance after, row by row of each customer. */
function runningBalances(entries: readonly LegacyEntry[]): LegacyFinding[] {
  const before = new Map<string, string>();
  const found: LegacyFinding[] = [];
  for (const { place, customer, creditType, credits: moved, balance } of entries) {
    const key = `${place.sheet}|${customer}|${creditType}`;
    const last = before.get(key);
    if (balance !== null) {
      const expected = last === undefined ? null : plus(last, moved);
      if (expected !== null && expected !== balance)
        found.push(
          legacyFinding(
            'does_not_foot',
            place,
            customer,
            `${last} before and ${moved} in this row give ${expected}; the sheet has ${balance}`,
            credits(minus(balance, expected)),
          ),
        );
      before.set(key, balance);
    } else if (last !== undefined) before.set(key, plus(last, moved));
  }
  return found;
}

/** Once for each stretch of a customer below zero, with the lowest of it. */
function belowZero(balances: LegacyBook['balances'], entries: readonly LegacyEntry[]): LegacyFinding[] {
  const running = entries.flatMap((one) => (one.balance === null ? [] : [{ ...one, has: one.balance }]));
  const rows = running.length > 0 ? running : balances.map((one) => ({ ...one, has: one.credits }));
  const open = new Map<string, { first: (typeof rows)[number]; lowest: string }>();
  const found: { first: (typeof rows)[number]; lowest: string }[] = [];
  for (const row of rows) {
    const key = `${row.customer}|${row.creditType}`;
    const stretch = open.get(key);
    if (!isBelow(row.has, '0')) open.delete(key);
    else if (!stretch) {
      const begun = { first: row, lowest: row.has };
      open.set(key, begun);
      found.push(begun);
    } else if (isBelow(row.has, stretch.lowest)) stretch.lowest = row.has;
  }
  return found.map(({ first, lowest }) =>
    legacyFinding(
      'negative_balance',
      first.place,
      first.customer,
      `The balance is below zero from here, at the lowest ${lowest}`,
      credits(lowest),
    ),
  );
}

function errorCells({ view, rows }: SheetReading): LegacyFinding[] {
  return rows
    .filter(({ state }) => state === 'data' || state === 'total')
    .flatMap(({ row, customer }) =>
      row.cells.flatMap((cell, index): LegacyFinding[] => {
        const error = typeof cell?.value === 'object' ? cell.value?.error : undefined;
        if (error === undefined) return [];
        const place = { sheet: view.sheet.name, row: row.line, column: lettersOf(index) };
        return [legacyFinding('error_cell', place, customer, `The cell shows ${error}`)];
      }),
    );
}

/** Fewer formulas than these make no rule. */
const FEWEST_FORMULAS = 3;

/** Where most of a column is computed, a number that was typed stands out. The first row of a sheet is what it begins with. */
function typedAmongFormulas({ view, columns, rows, notation }: SheetReading): LegacyFinding[] {
  const data = rows.filter(({ state }) => state === 'data');
  return columns.all
    .filter(({ means }) => isAmount(means))
    .flatMap(({ index, name }) => {
      const cells = data.map((one, at) => ({ one, at, cell: one.row.cells[index] ?? null }));
      const formulas = cells.filter(({ cell }) => cell?.formula !== null && cell !== null).length;
      const typed = cells.filter(
        ({ cell, at }) => at > 0 && cell !== null && cell.formula === null && readAmount(cell, notation),
      );
      if (formulas < FEWEST_FORMULAS || formulas < typed.length * 2) return [];
      return typed.map(({ one, cell }) =>
        legacyFinding(
          'hard_coded',
          { sheet: view.sheet.name, row: one.row.line, column: lettersOf(index) },
          one.customer,
          `${textOf(cell)} was typed; "${name}" is computed in ${formulas} other rows`,
        ),
      );
    });
}

function hiddenIn({ view, rows }: SheetReading): LegacyFinding[] {
  const hidden = rows.filter(({ state, row }) => state === 'data' && row.hidden);
  const columns = view.sheet.hiddenColumns.map(lettersOf);
  if (hidden.length === 0 && columns.length === 0) return [];
  const said = [
    hidden.length === 0 ? '' : `${counted(hidden.length, 'row')} with data`,
    columns.length === 0 ? '' : `${columns.length === 1 ? 'column' : 'columns'} ${columns.join(', ')}`,
  ].filter((text) => text !== '');
  const place = { sheet: view.sheet.name, row: hidden[0]?.row.line ?? 1, column: columns[0] ?? null };
  return [
    legacyFinding('hidden_rows', place, null, `Hidden: ${said.join(' and ')}. They are read like any other`),
  ];
}

/** Each pair once. Spellings that a person has mapped are settled. */
function sameCustomers(spellings: readonly Spelling[]): LegacyFinding[] {
  const codes = new Map(spellings.map(({ text, code, by }) => [text, by === 'mapped' ? code : null]));
  const told = new Set<string>();
  return spellings.flatMap(({ text, like, code }): LegacyFinding[] => {
    const pair = like === null ? '' : [text, like].sort().join('|');
    if (like === null || told.has(pair) || (codes.get(text) && codes.get(like))) return [];
    told.add(pair);
    return [
      legacyFinding(
        'similar_customers',
        { sheet: '', row: 0, column: null },
        code,
        `"${text}" and "${like}" may be the same customer`,
      ),
    ];
  });
}

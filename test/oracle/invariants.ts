// The invariants of rules §14, checked on reports as they are printed (anybody's reports, not only the oracle's), and
// on what the oracle derived where the reports do not tell enough.
import { type Row, readCsv } from './csv.ts';
import type { Derived } from './model/derive.ts';
import { type Fraction, parseDecimal, sum, ZERO } from './model/fraction.ts';
import type { ReportName } from './oracle.ts';

type Reports = Record<ReportName, string>;

const number = (row: Row, column: string): Fraction => parseDecimal(row[column] || '0');

function total(rows: Row[], column: string): Fraction {
  return sum(rows.map((row) => number(row, column)));
}

function signed(row: Row, plus: string[], minus: string[]): Fraction {
  const added = sum(plus.map((column) => number(row, column)));
  return added.minus(sum(minus.map((column) => number(row, column))));
}

/** 1 and 4: a lot's credits and its price are all accounted for. */
function lotFindings({ lots }: Reports): string[] {
  const credits = ['granted', 'drawn', 'expired', 'rolled_over', 'refunded', 'voided', 'remaining'];
  const money = ['price', 'recognized', 'moved', 'deferred'];
  return readCsv(lots).flatMap((lot) => {
    const findings: string[] = [];
    const [granted = '', ...goneOrLeft] = credits;
    if (!signed(lot, [granted], goneOrLeft).isZero()) findings.push(`1: credits of ${lot.lot} do not add up`);
    if ([...credits, ...money].some((column) => number(lot, column).lessThan(ZERO))) {
      findings.push(`1: something of ${lot.lot} is negative`);
    }
    if (!signed(lot, ['price'], ['recognized', 'moved', 'returned', 'deferred']).isZero()) {
      findings.push(`4: the price of ${lot.lot} does not add up`);
    }
    if (number(lot, 'remaining').isZero() && !number(lot, 'deferred').isZero()) {
      findings.push(`4: ${lot.lot} has no credits but defers revenue`);
    }
    return findings;
  });
}

/** 1 again: what the ledger says happened to a lot is what the lot says. */
function ledgerFindings({ lots, ledger }: Reports): string[] {
  const lines = readCsv(ledger);
  return readCsv(lots).flatMap((lot) => {
    const own = lines.filter((line) => line.lot === lot.lot);
    const drawn = own.filter((line) => line.entry === 'drawdown' || line.entry === 'expiry');
    const findings: string[] = [];
    if (!total(own, 'credits').equals(number(lot, 'remaining'))) findings.push(`1: ledger of ${lot.lot}`);
    if (!total(drawn, 'revenue').equals(number(lot, 'recognized'))) findings.push(`4: ledger of ${lot.lot}`);
    return findings;
  });
}

/** 3: a month of a wallet goes from its opening to its closing, which is the next opening. */
function walletFindings({ wallets, balances }: Reports): string[] {
  const closings = new Map<string, Fraction>();
  const findings = readCsv(wallets).flatMap((row) => {
    const wallet = `${row.customer} ${row.credit_type}`;
    const opening = closings.get(wallet) ?? ZERO;
    closings.set(wallet, number(row, 'closing'));
    const comes = ['opening', 'granted', 'rolled_in', 'reinstated'];
    const goes = ['drawn', 'expired', 'rolled_out', 'refunded', 'voided', 'closing'];
    const adds = signed(row, comes, goes).isZero() && opening.equals(number(row, 'opening'));
    return adds ? [] : [`3: ${wallet} in ${row.month}`];
  });
  for (const [wallet, closing] of closings) {
    const rows = readCsv(balances).filter((row) => `${row.customer} ${row.credit_type}` === wallet);
    if (!total(rows, 'balance').equals(closing)) findings.push(`3: the balance of ${wallet}`);
  }
  return findings;
}

/** 5: the journal's deferred revenue, up to the last month, is what the lots defer. */
function deferredFindings({ journal, lots, revenue }: Reports): string[] {
  const entries = readCsv(journal);
  const months = readCsv(revenue);
  const findings = months.flatMap((row) => {
    const comes = ['opening_deferred', 'billed', 'migrated', 'reinstated'];
    const goes = ['usage_revenue', 'breakage_revenue', 'refunded', 'closing_deferred'];
    return signed(row, comes, goes).isZero() ? [] : [`5: revenue of ${row.customer} in ${row.month}`];
  });
  for (const currency of new Set(readCsv(lots).map((lot) => lot.currency))) {
    const own = entries.filter((row) => row.currency === currency && row.account === 'deferred_revenue');
    const booked = total(own, 'credit').minus(total(own, 'debit'));
    const held = readCsv(lots).filter((lot) => lot.currency === currency);
    if (!booked.equals(total(held, 'deferred'))) findings.push(`5: deferred revenue in ${currency}`);
  }
  return findings;
}

/** 6, as far as the totals show it: a month's debits are its credits. */
function journalFindings({ journal }: Reports): string[] {
  const rows = readCsv(journal);
  const books = new Set(rows.map((row) => `${row.month} ${row.currency}`));
  return [...books].flatMap((book) => {
    const own = rows.filter((row) => `${row.month} ${row.currency}` === book);
    return total(own, 'debit').equals(total(own, 'credit')) ? [] : [`6: the journal of ${book}`];
  });
}

export function reportFindings(reports: Reports): string[] {
  return [
    ...lotFindings(reports),
    ...ledgerFindings(reports),
    ...walletFindings(reports),
    ...deferredFindings(reports),
    ...journalFindings(reports),
  ];
}

/** 2: what an event needs is drawn, or is overage or deficit; 6 for each entry; 4: ended lots defer nothing. */
export function derivedFindings({ wallets, facts, through }: Derived): string[] {
  const { calendar } = facts;
  return wallets.flatMap((wallet) => {
    const needs = wallet.events.flatMap(({ id, need }) => {
      const lines = wallet.postings.filter((posting) => posting.eventId === id);
      const drawn = sum(lines.flatMap(({ entry, credits }) => (entry === 'drawdown' ? [credits] : [])));
      const over = sum(lines.flatMap(({ entry, overage }) => (entry === 'overage' ? [overage!] : [])));
      const back = sum(lines.flatMap(({ entry, credits }) => (entry === 'reinstatement' ? [credits] : [])));
      const owed = sum(wallet.deficits.flatMap(({ event, rest }) => (event.id === id ? [rest] : [])));
      const met = over.plus(owed).minus(drawn);
      if (wallet.events.some((event) => event.id === id && event.voided !== null)) {
        return back.lessThan(ZERO) || need.lessThan(back)
          ? [`2: ${id} brought back more than it needed`]
          : [];
      }
      return met.equals(need) ? [] : [`2: ${id} needed something else`];
    });
    const entries = wallet.movements.flatMap(({ lines, at }) =>
      sum(Object.values(lines)).isZero() ? [] : [`6: an entry of ${calendar.date(at)}`],
    );
    const ended = wallet.lots.flatMap((lot) => {
      const isOver = lot.expiresAt !== null && calendar.month(lot.expiresAt - 1) <= through;
      const gone = lot.drawn.plus(lot.expired).plus(lot.rolledOver).plus(lot.refunded).plus(lot.voided);
      return isOver && !gone.equals(lot.credits) ? [`4: ${lot.id} has ended with credits`] : [];
    });
    return [...needs, ...entries, ...ended];
  });
}

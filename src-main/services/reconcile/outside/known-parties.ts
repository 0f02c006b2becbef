// What the book knows that outside tables speak of: customers, accounts and meters by code or name, currencies and their decimals.
import type { Leg } from '../../../../src-shared/reconcile/words.ts';
import { ACCOUNTS } from '../../../engine/facts.ts';
import type { OutsideBook } from '../../../import/outside/read.ts';
import { columnKey } from '../../../import/usage-header.ts';
import { DEBIT_SIDE } from '../../../reports/journal.ts';
import { ACCOUNT_WORDS } from '../../../reports/workbooks/revenue/journal.ts';
import type { Session } from '../../session.ts';
import { latest } from '../../session.ts';
import { unitScale } from '../scales.ts';

export function outsideBook(session: Session, leg: Leg): OutsideBook {
  const { zone, fact, creditTypes } = session.book();
  const parties = partiesOf(session, leg);
  const [onlyType, otherType] = [...creditTypes.keys()];
  return {
    zone,
    currency: leg === 'spreadsheet' ? (otherType === undefined ? (onlyType ?? '') : '') : fact.currency,
    partyOf: (spelling) => parties.get(columnKey(spelling)) ?? null,
    isCreditSide: (account) => !DEBIT_SIDE.has(account),
    scaleOf: (unit) => (leg === 'spreadsheet' ? creditTypes.get(unit)?.scale : unitScale(session, leg, unit)),
  };
}

/** What a name in a file of the leg can be: code → name. */
export function knownParties(session: Session, leg: Leg): ReadonlyMap<string, string> {
  if (leg === 'general_ledger') return new Map(ACCOUNTS.map((account) => [account, ACCOUNT_WORDS[account]]));
  const all = latest(session, leg === 'usage' ? 'meter' : 'customer');
  return new Map([...all.values()].map(({ code, name }) => [code, name]));
}

/** Codes, and names that only one has; compared without regard to case, blanks, "_" and "-". */
function partiesOf(session: Session, leg: Leg): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  const names = new Map<string, string | null>();
  const know = (code: string, ...others: readonly string[]): void => {
    codes.set(columnKey(code), code);
    for (const name of others.filter((one) => one !== '')) {
      const key = columnKey(name);
      names.set(key, names.has(key) && names.get(key) !== code ? null : code);
    }
  };
  if (leg === 'general_ledger') {
    const chart = latest(session, 'account');
    for (const account of ACCOUNTS) {
      const { code = '', name = '' } = chart.get(account) ?? {};
      know(account, code, name, ACCOUNT_WORDS[account], `${code} ${name}`.trim(), `${code} · ${name}`.trim());
    }
  } else {
    const all = latest(session, leg === 'usage' ? 'meter' : 'customer');
    for (const { code, name } of all.values()) know(code, name);
  }
  for (const [key, code] of names) if (code !== null && !codes.has(key)) codes.set(key, code);
  return codes;
}

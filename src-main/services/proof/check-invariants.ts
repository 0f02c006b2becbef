// The invariants of rules §14, asserted on both sides: what the engine holds in its hands at the cut-off against what the
// stored postings add up to. Returns findings, none when all hold.
import type { Instant } from '../../../src-shared/calendar.ts';
import { formatInstant } from '../../../src-shared/calendar.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import { deferredOf } from '../../engine/lot-state.ts';
import type { CustomerRun } from '../../engine/run.ts';
import {
  deferredGaps,
  type LotTotal,
  openLotTotals,
  rolloverGaps,
  type Unsealed,
  unbalancedEntries,
} from '../../storage/invariant-queries.ts';
import type { BookTables } from '../../storage/open.ts';
import type { Session } from '../session.ts';

const HINT = 'This is a fault of the program or of the file: run verify, keep the file, restore a backup';

const broken = (invariant: number, message: string): Finding => ({
  code: 'invariant_broken',
  message: `Invariant ${invariant}: ${message}`,
  hint: HINT,
});

/** Everything before an instant, sealed or not. */
export const allBefore = (until: Instant): Unsealed => ({ from: Number.MIN_SAFE_INTEGER, until, month: 0 });

/** Invariants 3 and 6 over postings that are not sealed yet, 5 over the sums of all. */
export function checkInvariants(open: BookTables, unsealed: Unsealed): Finding[] {
  const findings: Finding[] = [];
  for (const { customer, creditType, at, kind } of unbalancedEntries(open, unsealed)) {
    const whose = open.codes.codeOf(customer);
    findings.push(
      broken(6, `the ${kind} of ${whose} (${creditType}) at ${formatInstant(at)} does not balance`),
    );
  }
  for (const { month, currency, journal, lots } of deferredGaps(open)) {
    findings.push(
      broken(
        5,
        `deferred revenue moves by ${journal} in the journal and by ${lots} in the lots (${month}, ${currency})`,
      ),
    );
  }
  for (const { at } of rolloverGaps(open, unsealed)) {
    findings.push(broken(3, `what rolls out and what rolls in differ at ${formatInstant(at)}`));
  }
  return findings;
}

/** What the tables say of the invariants: which are broken, and what each customer's lots come to, for those that a run is held to. */
export interface Invariants {
  readonly findings: readonly Finding[];
  readonly lots: LotTotals;
}

/** By the customer's integer. */
export interface LotTotals {
  get(customer: number): readonly LotTotal[] | undefined;
}

/** Lots are added up as they are asked for. */
export function openInvariants(open: BookTables, unsealed: Unsealed): Invariants {
  return { findings: checkInvariants(open, unsealed), lots: openLots(open, unsealed) };
}

export function openLots(open: BookTables, unsealed: Unsealed): LotTotals {
  return { get: openLotTotals(open, unsealed) };
}

/** All at once, to be handed from thread to thread. */
export function readInvariants(
  open: BookTables,
  unsealed: Unsealed,
): Invariants & { lots: Map<number, LotTotal[]> } {
  const { codes } = open;
  const totals = openLotTotals(open, unsealed);
  const customers = codes.all().filter(({ kind }) => kind === 'customer');
  return {
    findings: checkInvariants(open, unsealed),
    lots: new Map(customers.map(({ code }) => codes.idOf('customer', code)).map((id) => [id, totals(id)])),
  };
}

/** Invariants 1 and 4, a customer at a time: the lots of a run that has reached the cut-off against their stored postings. */
export function openLotChecks({ open }: Session, lots: LotTotals): (run: CustomerRun) => Finding[] {
  return (run) => checkLots(run, lots.get(open.codes.idOf('customer', run.customer)) ?? []);
}

function checkLots(run: CustomerRun, totals: readonly LotTotal[]): Finding[] {
  const findings: Finding[] = [];
  const live = new Map([...run.wallets.values()].flatMap((wallet) => [...wallet.lots]));
  for (const total of totals) {
    const { lot } = total;
    const held = live.get(lot);
    live.delete(lot);
    if (total.made !== total.credits || total.madeBasis !== total.price) {
      findings.push(broken(1, `lot ${lot} was granted with other credits or at another price than it has`));
    }
    if (total.remaining !== (held?.remaining ?? 0n)) {
      findings.push(
        broken(1, `lot ${lot} holds ${held?.remaining ?? 0n}, its postings leave ${total.remaining}`),
      );
    }
    if (total.deferred !== (held ? deferredOf(held) : 0n)) {
      findings.push(
        broken(4, `lot ${lot} defers ${held ? deferredOf(held) : 0n}, its postings leave ${total.deferred}`),
      );
    }
    if (total.remaining < 0n || total.deferred < 0n) findings.push(broken(1, `lot ${lot} is negative`));
    if (total.ended && (total.remaining !== 0n || total.deferred !== 0n)) {
      findings.push(broken(4, `lot ${lot} has ended and still holds credits or defers revenue`));
    }
  }
  for (const lot of live.keys()) findings.push(broken(1, `lot ${lot} has no postings`));
  return findings;
}

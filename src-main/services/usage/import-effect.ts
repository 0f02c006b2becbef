// What an import does to balances: each wallet it concerns before and after, so that wallets that run dry show before the commit.
// Must not: derive; it looks at what the import derived, inside its transaction.
import type { Instant } from '../../../src-shared/calendar.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { WalletSums } from '../../storage/usage-pages.ts';
import { horizonOf, walletSums } from '../../storage/usage-pages.ts';
import type { Session } from '../session.ts';

/** Credits at the credit type's scale. */
export interface EffectLine {
  customer: string;
  creditType: string;
  /** More drawn than before. */
  drawn: string;
  /** More overage or deficit than before: the wallet runs dry. Negative: less. */
  overage: string;
  /** What is left at the end of the last month that anything is dated in. */
  balance: string;
}

export interface Effect {
  before(changed: ReadonlyMap<string, Instant>): void;
  after(changed: ReadonlyMap<string, Instant>): void;
  lines(): EffectLine[];
}

export function openEffect(session: Session): Effect {
  const before = new Map<string, WalletSums>();
  const horizon = horizonOf(session.open, (at) => session.book().zone.monthAt(at));
  const lines: EffectLine[] = [];
  return {
    before(changed) {
      for (const customer of changed.keys())
        for (const sums of walletSums(session.open, customer, horizon))
          before.set(`${customer}|${sums.creditType}`, sums);
    },
    after(changed) {
      const { creditTypes } = session.book();
      for (const customer of [...changed.keys()].sort()) {
        for (const { creditType, drawn, overage, balance } of walletSums(session.open, customer, horizon)) {
          const then = before.get(`${customer}|${creditType}`);
          const scale = creditTypes.get(creditType)!.scale;
          const more = drawn - (then?.drawn ?? 0n);
          const missing = overage - (then?.overage ?? 0n);
          if (more === 0n && missing === 0n) continue;
          lines.push({
            customer,
            creditType,
            drawn: formatScaled(more, scale),
            overage: formatScaled(missing, scale),
            balance: formatScaled(balance, scale),
          });
        }
      }
    },
    lines: () => lines,
  };
}
